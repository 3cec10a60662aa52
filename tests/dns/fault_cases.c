/* SPDX-License-Identifier: BSD-2-Clause */
#include "dns/fault_cases.h"

/*
 * What is answered is given time, however busy the machine is. What is never
 * answered shall end soon: there, a packet that comes late changes nothing.
 */
enum { PATIENT = 5000, SHORT = 40, RESEND = 250 };

#define TYPE_A SPFEVAL_RRTYPE_A
#define TYPE_TXT SPFEVAL_RRTYPE_TXT
#define TYPE_MX SPFEVAL_RRTYPE_MX
#define TYPE_AAAA SPFEVAL_RRTYPE_AAAA

/* The parts of a row that go together. */
#define ONE_ADDRESS                                                           \
    .dns_class = SPFEVAL_DNS_OK, .count = 1, .data = "\300\0\2\1",            \
    .data_len = 4
#define ONE_TEXT                                                              \
    .dns_class = SPFEVAL_DNS_OK, .count = 1,                                  \
    .data = "v=spf1 ip4:192.0.2.1 -all", .data_len = 25
#define KEPT(seconds) .has_ttl = true, .ttl = (seconds)
#define FAILED(why) .dns_class = SPFEVAL_DNS_FAILED, .failure = (why)
#define TIMED_OUT                                                             \
    FAILED(SPFEVAL_FAILURE_TIMEOUT), .timeout_ms = SHORT, .sent = 2,          \
                                     .least_ms = 2 * SHORT
#define MALFORMED                                                             \
    FAILED(SPFEVAL_FAILURE_MALFORMED), .timeout_ms = PATIENT, .sent = 1
#define WITH_RCODE(number)                                                    \
    FAILED(SPFEVAL_FAILURE_RCODE), .rcode = (number), .timeout_ms = PATIENT

/* clang-format off */
const struct fault_case fault_cases[] = {
    /* What is right. */
    {"good", "an address is taken", TYPE_A, PATIENT,
     ONE_ADDRESS, KEPT(300), .sent = 1},
    {"good", "a text is taken", TYPE_TXT, PATIENT,
     ONE_TEXT, KEPT(300), .sent = 1},
    {"good", "a type that the name lacks is no data", TYPE_AAAA, PATIENT,
     .dns_class = SPFEVAL_DNS_NODATA, KEPT(60), .sent = 1},
    {"nodata", "no data is kept as long as the SOA says", TYPE_TXT, PATIENT,
     .dns_class = SPFEVAL_DNS_NODATA, KEPT(60), .sent = 1},
    {"nxdomain", "no such name is kept as long as the SOA says", TYPE_A,
     PATIENT, .dns_class = SPFEVAL_DNS_NXDOMAIN, .rcode = 3, KEPT(60),
     .sent = 1},
    {"delay50", "an answer that takes 50 ms is waited for", TYPE_A, PATIENT,
     ONE_ADDRESS, KEPT(300), .sent = 1, .least_ms = 50},
    {"delay300", "an answer that takes 300 ms is waited for", TYPE_A, PATIENT,
     ONE_ADDRESS, KEPT(300), .sent = 1, .least_ms = 300},
    {"duplicate", "an answer that comes twice is one answer", TYPE_A, PATIENT,
     ONE_ADDRESS, KEPT(300), .sent = 1},
    {"drop1", "a lost packet is sent again", TYPE_A, RESEND,
     ONE_ADDRESS, KEPT(300), .sent = 2, .least_ms = RESEND},
    {"caseflip", "a question echoed in upper case is the same", TYPE_TXT,
     PATIENT, ONE_TEXT, KEPT(300), .sent = 1},
    {"edns", "a query has RD, one question, EDNS 1232 and nothing else",
     TYPE_A, PATIENT, ONE_ADDRESS, KEPT(300), .sent = 1},

    /* What does not answer the question: it might as well not be there. */
    {"silence", "no answer is a timeout", TYPE_A, TIMED_OUT},
    {"late", "an answer after the last attempt is a timeout", TYPE_A,
     TIMED_OUT},
    {"wrongid", "another identifier is dropped", TYPE_A, TIMED_OUT,
     .dropped = 1},
    {"wrongid-then-good", "after another identifier the truth is taken",
     TYPE_A, PATIENT, ONE_ADDRESS, KEPT(300), .sent = 1, .dropped = 1},
    {"wrongname", "another name is dropped", TYPE_TXT, TIMED_OUT,
     .dropped = 1},
    {"wrongname-then-good", "after another name the truth is taken", TYPE_TXT,
     PATIENT, ONE_TEXT, KEPT(300), .sent = 1, .dropped = 1},
    {"wrongtype", "another type is dropped", TYPE_A, TIMED_OUT, .dropped = 1},
    {"wrongtype-then-good", "after another type the truth is taken", TYPE_A,
     PATIENT, ONE_ADDRESS, KEPT(300), .sent = 1, .dropped = 1},
    {"wrongclass", "another class is dropped", TYPE_A, TIMED_OUT,
     .dropped = 1},
    {"wrongclass-then-good", "after another class the truth is taken", TYPE_A,
     PATIENT, ONE_ADDRESS, KEPT(300), .sent = 1, .dropped = 1},
    {"wrongport", "an answer from another port is not seen", TYPE_A,
     TIMED_OUT},
    {"wrongport-then-good", "after another port the truth is taken", TYPE_TXT,
     PATIENT, ONE_TEXT, KEPT(300), .sent = 1},
    {"qr0", "a query is no answer", TYPE_A, TIMED_OUT, .dropped = 1},
    {"qr0-then-good", "after a query the truth is taken", TYPE_A, PATIENT,
     ONE_ADDRESS, KEPT(300), .sent = 1, .dropped = 1},
    {"opcode", "another opcode is dropped", TYPE_A, TIMED_OUT, .dropped = 1},
    {"opcode-then-good", "after another opcode the truth is taken", TYPE_A,
     PATIENT, ONE_ADDRESS, KEPT(300), .sent = 1, .dropped = 1},
    {"noquestion", "an answer to no question is dropped", TYPE_A, TIMED_OUT,
     .dropped = 1},
    {"noquestion-then-good", "after no question the truth is taken", TYPE_A,
     PATIENT, ONE_ADDRESS, KEPT(300), .sent = 1, .dropped = 1},
    {"twoquestions", "an answer to two questions is dropped", TYPE_A,
     TIMED_OUT, .dropped = 1},
    {"twoquestions-then-good", "after two questions the truth is taken",
     TYPE_A, PATIENT, ONE_ADDRESS, KEPT(300), .sent = 1, .dropped = 1},
    {"short", "two octets are dropped", TYPE_A, TIMED_OUT, .dropped = 1},
    {"short-then-good", "after two octets the truth is taken", TYPE_A,
     PATIENT, ONE_ADDRESS, KEPT(300), .sent = 1, .dropped = 1},
    {"header-then-good.n13", "after parts of a header the truth is taken",
     TYPE_A, PATIENT, ONE_ADDRESS, KEPT(300), .sent = 1, .dropped = 13},
    {"wrongid-then-good.n150", "after a flood the truth is taken", TYPE_A,
     PATIENT, ONE_ADDRESS, KEPT(300), .sent = 1, .dropped = 150},
    {"garbage", "garbage is dropped", TYPE_A, TIMED_OUT, .dropped = 1},
    {"garbage-then-good.n20", "after garbage the truth is taken", TYPE_A,
     PATIENT, ONE_ADDRESS, KEPT(300), .sent = 1, .dropped = 20},

    /* RCODEs, and servers without EDNS. */
    {"servfail", "SERVFAIL ends the question", TYPE_A, WITH_RCODE(2),
     .sent = 1},
    {"refused", "REFUSED ends the question", TYPE_A, WITH_RCODE(5),
     .sent = 1},
    {"notimp", "NOTIMP with and without EDNS ends the question", TYPE_A,
     WITH_RCODE(4), .sent = 2},
    {"formerr", "FORMERR with and without EDNS ends the question", TYPE_A,
     WITH_RCODE(1), .sent = 2},
    {"noedns", "FORMERR to EDNS is asked again without", TYPE_A, PATIENT,
     ONE_ADDRESS, KEPT(300), .sent = 2},
    {"noednsnotimp", "NOTIMP to EDNS is asked again without", TYPE_TXT,
     PATIENT, ONE_TEXT, KEPT(300), .sent = 2},
    {"bareformerr", "FORMERR without a question is asked again without EDNS",
     TYPE_A, PATIENT, ONE_ADDRESS, KEPT(300), .sent = 2},
    {"badvers", "BADVERS is asked again without EDNS", TYPE_A, PATIENT,
     ONE_ADDRESS, KEPT(300), .sent = 2},

    /* What breaks the rules of DNS. */
    {"loop", "a name that points to itself is malformed", TYPE_A, MALFORMED},
    {"trailing", "octets behind the message are malformed", TYPE_A,
     MALFORMED},
    {"ancountlie", "fewer records than counted are malformed", TYPE_TXT,
     MALFORMED},
    {"ardlen3", "an address of 3 octets is malformed", TYPE_A, MALFORMED},
    {"ardlen5", "an address of 5 octets is malformed", TYPE_A, MALFORMED},
    {"aaaardlen4", "an IPv6 address of 4 octets is malformed", TYPE_AAAA,
     MALFORMED},
    {"txtoverrun", "a string that leaves its record is malformed", TYPE_TXT,
     MALFORMED},
    {"txtempty", "a TXT record without strings is the empty text", TYPE_TXT,
     PATIENT, .dns_class = SPFEVAL_DNS_OK, .count = 1, .data = "",
     KEPT(300), .sent = 1},
    {"mxshort", "an MX without a name is malformed", TYPE_MX, MALFORMED},
    {"mxcut", "an MX whose name is cut is malformed", TYPE_MX, MALFORMED},
    {"ttlbig", "a time to live with the top bit is 0", TYPE_A, PATIENT,
     ONE_ADDRESS, KEPT(0), .sent = 1},
    {"ttlweek", "nothing is kept longer than a week", TYPE_A, PATIENT,
     ONE_ADDRESS, KEPT(604800), .sent = 1},

    /* Records that are none of the name asked for. */
    {"otherowner", "a record of another name is no data", TYPE_A, PATIENT,
     .dns_class = SPFEVAL_DNS_NODATA, .sent = 1},
    {"otherclass", "a record of another class is no data", TYPE_A, PATIENT,
     .dns_class = SPFEVAL_DNS_NODATA, .sent = 1},
    {"poison", "authority and additional sections hold no answer", TYPE_A,
     PATIENT, .dns_class = SPFEVAL_DNS_NODATA, KEPT(60), .sent = 1},
    {"poisonextra", "records of other names in the answer are left out",
     TYPE_A, PATIENT, ONE_ADDRESS, KEPT(300), .sent = 1},

    /* Aliases. */
    {"alias", "two aliases lead to the record, kept as the shortest", TYPE_A,
     PATIENT, ONE_ADDRESS, KEPT(199), .sent = 1},
    {"alias", "two aliases lead to the text", TYPE_TXT, PATIENT,
     ONE_TEXT, KEPT(199), .sent = 1},
    {"alias16", "sixteen aliases are followed", TYPE_A, PATIENT,
     ONE_ADDRESS, KEPT(185), .sent = 1},
    {"alias17", "seventeen aliases are too many", TYPE_A,
     FAILED(SPFEVAL_FAILURE_ALIAS), .timeout_ms = PATIENT, .sent = 1},
    {"aliasloop", "a loop of aliases fails", TYPE_A,
     FAILED(SPFEVAL_FAILURE_ALIAS), .timeout_ms = PATIENT, .sent = 1},
    {"aliasnx", "an alias of no name is no such name", TYPE_A, PATIENT,
     .dns_class = SPFEVAL_DNS_NXDOMAIN, .rcode = 3, KEPT(60), .sent = 1},
    {"aliasnodata", "an alias of a name without the type is no data", TYPE_A,
     PATIENT, .dns_class = SPFEVAL_DNS_NODATA, KEPT(60), .sent = 1},
    {"aliaspoison", "only the end of the chain counts", TYPE_A, PATIENT,
     ONE_ADDRESS, KEPT(199), .sent = 1},
    {"dname", "a DNAME and its CNAME are followed", TYPE_A, PATIENT,
     ONE_ADDRESS, KEPT(250), .sent = 1},
    {"dnamealone", "a DNAME without its CNAME is followed", TYPE_TXT, PATIENT,
     ONE_TEXT, KEPT(250), .sent = 1},

    /* TCP. */
    {"tc", "a truncated answer is asked for over TCP", TYPE_A, PATIENT,
     ONE_ADDRESS, KEPT(300), .sent = 1, .tcp = 1},
    {"tc", "a truncated text is asked for over TCP", TYPE_TXT, PATIENT,
     ONE_TEXT, KEPT(300), .sent = 1, .tcp = 1},
    {"tcpartial", "an answer that comes octet by octet is put together",
     TYPE_A, PATIENT, ONE_ADDRESS, KEPT(300), .sent = 1, .tcp = 1},
    {"tchuge", "60,000 octets of text come whole", TYPE_TXT, PATIENT,
     .dns_class = SPFEVAL_DNS_OK, .count = 1, .data = "hhhh",
     .data_len = 235 * 255, KEPT(300), .sent = 1, .tcp = 1},
    {"manyrr", "400 records come whole", TYPE_A, PATIENT,
     .dns_class = SPFEVAL_DNS_OK, .count = 400, .data = "\306\022\0\0",
     .data_len = 4, KEPT(300), .sent = 1, .tcp = 1},
    {"tcsilent", "silence over TCP is a timeout", TYPE_A, TIMED_OUT,
     .tcp = 2},
    {"tcdrip", "an answer that drips in over TCP is a timeout", TYPE_A,
     TIMED_OUT, .tcp = 2},
    {"tcempty", "an empty message over TCP is malformed", TYPE_A, MALFORMED,
     .tcp = 1},
    {"tcclose", "a connection closed at once is a network failure", TYPE_A,
     FAILED(SPFEVAL_FAILURE_NETWORK), .timeout_ms = PATIENT, .sent = 2,
     .tcp = 2},
    {"tclong", "less than the length says is a network failure", TYPE_A,
     FAILED(SPFEVAL_FAILURE_NETWORK), .timeout_ms = PATIENT, .sent = 2,
     .tcp = 2},
    {"tcwrongid", "another identifier over TCP is malformed", TYPE_A,
     MALFORMED, .tcp = 1},
    {"tcwrongname", "another name over TCP is malformed", TYPE_A, MALFORMED,
     .tcp = 1},
    {"tcgarbage", "garbage over TCP is malformed", TYPE_A, MALFORMED,
     .tcp = 1},
    {"tctc", "what is truncated over TCP too is malformed", TYPE_A, MALFORMED,
     .tcp = 1},
    {"tcservfail", "SERVFAIL over TCP ends the question", TYPE_A,
     WITH_RCODE(2), .sent = 1, .tcp = 1},
    {"tcnoedns", "FORMERR to EDNS over TCP is asked again without", TYPE_A,
     PATIENT, ONE_ADDRESS, KEPT(300), .sent = 1, .tcp = 2},
};
/* clang-format on */
const size_t fault_case_count = sizeof(fault_cases) / sizeof(fault_cases[0]);
