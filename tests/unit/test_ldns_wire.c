/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What messages come down to: question, wire, message, alias, record_data and
 * response. The messages are made by hand.
 */
#include <stdlib.h>
#include <string.h>

#include <spfeval/resolver_ldns.h>
#include <spfeval/status.h>

#include "ldns/question.h"
#include "ldns/response.h"
#include "ldns/wire.h"
#include "support/count_alloc.h"
#include "support/tap.h"

enum {
    ID = 0x1234,
    RESPONSE = 0x8180, /* QR, RD and RA */
    AUTHORITATIVE = 0x0400,
    TRUNCATED = 0x0200,
    A = 1,
    NS = 2,
    CNAME = 5,
    SOA = 6,
    PTR = 12,
    MX = 15,
    TXT = 16,
    SPF = 99,
    AAAA = 28,
    DNAME = 39,
    OPT = 41,
    IN = 1,
    CH = 3
};

enum { QUESTIONS = 4, ANSWERS = 6, AUTHORITY = 8, ADDITIONAL = 10 };

/* --- Making messages */

struct packet {
    uint8_t octets[66000];
    size_t len;
};

static struct packet packet;

static void
put(const void *octets, size_t len)
{
    if (len > 0) {
        memcpy(packet.octets + packet.len, octets, len);
        packet.len += len;
    }
}

static void
put_u16(unsigned value)
{
    packet.octets[packet.len++] = (uint8_t)(value >> 8);
    packet.octets[packet.len++] = (uint8_t)value;
}

static void
put_u32(uint32_t value)
{
    put_u16(value >> 16);
    put_u16(value & 0xffff);
}

/* Text as labels; "" is the root. */
static void
put_name(const char *text)
{
    while (*text != '\0') {
        size_t label = strcspn(text, ".");

        packet.octets[packet.len++] = (uint8_t)label;
        put(text, label);
        text += label + (text[label] == '.');
    }
    packet.octets[packet.len++] = 0;
}

static void
count(size_t section)
{
    if (++packet.octets[section + 1] == 0) {
        packet.octets[section]++;
    }
}

static void
begin(unsigned flags, const char *name, unsigned type)
{
    packet.len = 0;
    put_u16(ID);
    put_u16(flags);
    put_u32(0);
    put_u32(0);
    put_name(name);
    put_u16(type);
    put_u16(IN);
    count(QUESTIONS);
}

/* All of a record but its data; returns where its length stands. */
static size_t
put_record(size_t section, const char *owner, unsigned type, unsigned rclass,
           uint32_t ttl)
{
    put_name(owner);
    put_u16(type);
    put_u16(rclass);
    put_u32(ttl);
    put_u16(0);
    count(section);
    return packet.len - 2;
}

static void
end_record(size_t at)
{
    size_t len = packet.len - at - 2;

    packet.octets[at] = (uint8_t)(len >> 8);
    packet.octets[at + 1] = (uint8_t)len;
}

static void
put_data(size_t section, const char *owner, unsigned type, uint32_t ttl,
         const void *data, size_t len)
{
    size_t at = put_record(section, owner, type, IN, ttl);

    put(data, len);
    end_record(at);
}

static void
put_target(size_t section, const char *owner, unsigned type, uint32_t ttl,
           const char *target)
{
    size_t at = put_record(section, owner, type, IN, ttl);

    put_name(target);
    end_record(at);
}

static void
put_address(const char *owner, uint32_t ttl, unsigned last)
{
    uint8_t octets[4] = {192, 0, 2, (uint8_t)last};

    put_data(ANSWERS, owner, A, ttl, octets, sizeof(octets));
}

static void
put_soa(const char *owner, uint32_t ttl, uint32_t minimum)
{
    size_t at = put_record(AUTHORITY, owner, SOA, IN, ttl);

    put_name("ns.example.org");
    put_name("hostmaster.example.org");
    put_u32(1);
    put_u32(7200);
    put_u32(3600);
    put_u32(86400);
    put_u32(minimum);
    end_record(at);
}

/* An OPT record; the high part of the RCODE. */
static void
put_opt(unsigned rcode_high)
{
    size_t at =
        put_record(ADDITIONAL, "", OPT, 1232, (uint32_t)rcode_high << 24);

    end_record(at);
}

/* --- Reading them */

static spfeval_answer *answer;

/* From memory of just that size. */
static enum spfe_response
read_as(const char *name, unsigned type, bool with_edns)
{
    struct spfe_question question;
    struct spfe_expected expected = {
        .name = &question.name,
        .type = (uint16_t)type,
        .id = ID,
        .with_edns = with_edns,
    };
    enum spfe_response response;
    uint8_t *copy = malloc(packet.len + 1);

    if (answer == NULL) {
        CHECK_INT(spfeval_answer_new(NULL, &answer), SPFEVAL_OK);
    }
    if (!CHECK(copy != NULL) ||
        !CHECK(spfe_question_set(&question, (int)type, name, strlen(name)))) {
        free(copy);
        return SPFE_RESPONSE_NOMEM;
    }
    memcpy(copy, packet.octets, packet.len);
    response = spfe_response_read(copy, packet.len, &expected, answer);
    free(copy);
    return response;
}

static int
ttl(void)
{
    uint32_t value;

    return spfeval_answer_get_ttl(answer, &value) == SPFEVAL_OK ? (int)value
                                                                : -1;
}

static spfeval_dns_record
record(uint32_t index)
{
    spfeval_dns_record out = {.struct_size = sizeof(out)};

    CHECK_INT(spfeval_answer_get_record(answer, index, &out), SPFEVAL_OK);
    return out;
}

static void
check_class(unsigned type, int dns_class, unsigned records)
{
    CHECK_INT(read_as("example.org", type, true), SPFE_RESPONSE_ANSWER);
    CHECK_INT(spfeval_answer_get_class(answer), dns_class);
    CHECK_INT(spfeval_answer_get_count(answer), records);
}

static void
check_malformed(unsigned type)
{
    CHECK_INT(read_as("example.org", type, true), SPFE_RESPONSE_MALFORMED);
    CHECK_INT(spfeval_answer_get_failure(answer), SPFEVAL_FAILURE_MALFORMED);
}

/* --- Questions */

static void
test_name_what_cannot_be_asked_for_is_refused(void)
{
    static const char *const names[] = {"", ".", "a.", ".a", "..", "a..b"};
    struct spfe_question question;
    char text[254];
    size_t i;

    for (i = 0; i < TAP_COUNT(names); i++) {
        tap_row(names[i]);
        CHECK(!spfe_question_set(&question, A, names[i], strlen(names[i])));
    }
    memset(text, 'x', sizeof(text));
    CHECK(spfe_question_set(&question, A, text, 63));
    CHECK(!spfe_question_set(&question, A, text, 64));
    text[63] = text[127] = text[191] = '.';
    CHECK(spfe_question_set(&question, A, text, 253));
    text[250] = '.';
    CHECK(!spfe_question_set(&question, A, text, 254));
    CHECK(!spfe_question_set(&question, A, "a\0.b", 4));
    CHECK(!spfe_question_set(&question, A, NULL, 0));
    CHECK(!spfe_question_set(&question, CNAME, "a", 1));
    CHECK(!spfe_question_set(&question, 0, "a", 1));
    CHECK(!spfe_question_set(&question, 65536 + A, "a", 1));
    CHECK(!spfe_question_set(&question, 98, "a", 1));
}

static void
test_question_is_compared_and_hashed_without_case(void)
{
    static const uint8_t key[SPFE_SIPHASH_KEY] = {1};
    static const uint8_t other_key[SPFE_SIPHASH_KEY] = {2};
    struct spfe_question a;
    struct spfe_question b;

    spfe_question_set(&a, TXT, "example.ORG", 11);
    spfe_question_set(&b, TXT, "Example.org", 11);
    CHECK(spfe_question_equal(&a, &b));
    CHECK(spfe_question_hash(&a, key) == spfe_question_hash(&b, key));
    CHECK(spfe_question_hash(&a, key) != spfe_question_hash(&b, other_key));
    b.type = A;
    CHECK(!spfe_question_equal(&a, &b));
    CHECK(spfe_question_hash(&a, key) != spfe_question_hash(&b, key));
    spfe_question_set(&b, TXT, "example.orh", 11);
    CHECK(!spfe_question_equal(&a, &b));
}

static void
test_name_in_lower_case_differs_in_a_to_z_only(void)
{
    unsigned octet;
    size_t at;

    for (octet = 0; octet < 256; octet++) {
        struct spfe_name name = {.octets = {20}, .len = 22};
        uint8_t expected[SPFE_NAME_MAX];
        uint8_t lower[SPFE_NAME_MAX];

        for (at = 1; at <= 20; at++) {
            name.octets[at] = (uint8_t)(octet + 37 * at);
            expected[at] = name.octets[at];
            if (expected[at] >= 'A' && expected[at] <= 'Z') {
                expected[at] = (uint8_t)(expected[at] + 32);
            }
        }
        expected[0] = 20;
        expected[21] = 0;
        CHECK_INT(spfe_name_copy_lower(&name, lower), 22);
        CHECK_BYTES(lower, 22, expected, 22);
    }
}

/* --- Which messages are to our question */

static void
check_foreign(const char *row)
{
    tap_row(row);
    CHECK_INT(read_as("example.org", A, true), SPFE_RESPONSE_FOREIGN);
}

/* A good answer, in which one octet is replaced. */
static void
good_but(size_t at, unsigned octet)
{
    begin(RESPONSE, "example.org", A);
    put_address("example.org", 300, 1);
    packet.octets[at] = (uint8_t)octet;
}

static void
test_response_to_anything_else_is_foreign(void)
{
    size_t len;

    good_but(0, 0x12);
    CHECK_INT(read_as("example.org", A, true), SPFE_RESPONSE_ANSWER);
    good_but(0, 0x13);
    check_foreign("identifier");
    good_but(1, 0x35);
    check_foreign("identifier, second octet");
    good_but(2, 0x01);
    check_foreign("QR=0");
    good_but(2, 0x89);
    check_foreign("opcode");
    good_but(5, 0);
    check_foreign("no question");
    good_but(5, 2);
    check_foreign("two questions");
    good_but(13, 'f');
    check_foreign("name");
    good_but(12, 6);
    check_foreign("labels");
    good_but(12, 0xc0);
    check_foreign("a name that is a pointer into itself");
    good_but(26, AAAA);
    check_foreign("type");
    good_but(28, CH);
    check_foreign("class");
    tap_row("cut");
    for (len = 0; len < 12 + 13 + 4; len++) {
        good_but(0, 0x12);
        packet.len = len;
        CHECK_INT(read_as("example.org", A, true), SPFE_RESPONSE_FOREIGN);
    }
}

static void
test_response_echo_in_another_case_is_ours(void)
{
    begin(RESPONSE, "eXaMpLe.ORG", A);
    put_address("EXAMPLE.org", 300, 1);
    check_class(A, SPFEVAL_DNS_OK, 1);
}

static void
test_response_foreign_leaves_the_answer(void)
{
    good_but(0, 0x12);
    check_class(A, SPFEVAL_DNS_OK, 1);
    good_but(0, 0x13);
    check_foreign("identifier");
    CHECK_INT(spfeval_answer_get_class(answer), SPFEVAL_DNS_OK);
}

/* --- SEMANTICS: classes, RCODE, TC, EDNS */

static void
test_response_records_are_ok(void)
{
    spfeval_dns_record rr;

    begin(RESPONSE, "example.org", A);
    put_address("example.org", 300, 1);
    put_address("example.org", 200, 2);
    put_opt(0);
    check_class(A, SPFEVAL_DNS_OK, 2);
    CHECK_INT(ttl(), 200);
    rr = record(1);
    CHECK_INT(rr.type, A);
    CHECK_BYTES(rr.data, rr.data_len, "\xc0\0\2\2", 4);
    begin(RESPONSE, "example.org", AAAA);
    put_data(ANSWERS, "example.org", AAAA, 60, "0123456789abcdef", 16);
    check_class(AAAA, SPFEVAL_DNS_OK, 1);
    rr = record(0);
    CHECK_BYTES(rr.data, rr.data_len, "0123456789abcdef", 16);
}

static void
test_response_without_records_is_nodata(void)
{
    begin(RESPONSE, "example.org", A);
    check_class(A, SPFEVAL_DNS_NODATA, 0);
    CHECK_INT(ttl(), -1);
    tap_row("only an alias");
    begin(RESPONSE, "example.org", A);
    put_target(ANSWERS, "example.org", CNAME, 60, "a.test");
    check_class(A, SPFEVAL_DNS_NODATA, 0);
    tap_row("like a referral");
    begin(RESPONSE, "example.org", A);
    put_target(AUTHORITY, "example.org", NS, 60, "ns.test");
    check_class(A, SPFEVAL_DNS_NODATA, 0);
    CHECK_INT(ttl(), -1);
}

static void
test_response_rcode_3_is_nxdomain_even_after_aliases(void)
{
    begin(RESPONSE | 3, "example.org", A);
    check_class(A, SPFEVAL_DNS_NXDOMAIN, 0);
    begin(RESPONSE | 3, "example.org", A);
    put_target(ANSWERS, "example.org", CNAME, 60, "a.test");
    put_soa("test", 100, 50);
    check_class(A, SPFEVAL_DNS_NXDOMAIN, 0);
    CHECK_INT(ttl(), 50);
}

static void
test_response_of_an_authority_says_so(void)
{
    begin(RESPONSE, "example.org", A);
    put_address("example.org", 300, 1);
    check_class(A, SPFEVAL_DNS_OK, 1);
    CHECK_INT(spfeval_answer_get_authoritative(answer), 0);
    begin(RESPONSE | AUTHORITATIVE, "example.org", A);
    put_address("example.org", 300, 1);
    check_class(A, SPFEVAL_DNS_OK, 1);
    CHECK_INT(spfeval_answer_get_authoritative(answer), 1);
    begin(RESPONSE | AUTHORITATIVE | 3, "example.org", A);
    check_class(A, SPFEVAL_DNS_NXDOMAIN, 0);
    CHECK_INT(spfeval_answer_get_authoritative(answer), 1);
    tap_row("of the alias, not of what it leads to");
    begin(RESPONSE | AUTHORITATIVE, "example.org", A);
    put_target(ANSWERS, "example.org", CNAME, 60, "a.test");
    put_address("a.test", 300, 1);
    check_class(A, SPFEVAL_DNS_OK, 1);
    CHECK_INT(spfeval_answer_get_authoritative(answer), 0);
}

static void
test_response_other_rcodes_fail(void)
{
    static const unsigned rcodes[] = {1, 2, 4, 5, 6, 9, 15};
    size_t i;

    for (i = 0; i < TAP_COUNT(rcodes); i++) {
        begin(RESPONSE | rcodes[i], "example.org", A);
        put_address("example.org", 300, 1);
        CHECK_INT(read_as("example.org", A, false), SPFE_RESPONSE_ANSWER);
        CHECK_INT(spfeval_answer_get_failure(answer), SPFEVAL_FAILURE_RCODE);
        CHECK_INT(spfeval_answer_get_rcode(answer), rcodes[i]);
        CHECK_INT(ttl(), -1);
    }
    tap_row("the high part is in OPT");
    begin(RESPONSE | 7, "example.org", A);
    put_opt(1);
    CHECK_INT(read_as("example.org", A, true), SPFE_RESPONSE_ANSWER);
    CHECK_INT(spfeval_answer_get_rcode(answer), 23);
    begin(RESPONSE | 3, "example.org", A);
    put_opt(0xff);
    CHECK_INT(read_as("example.org", A, true), SPFE_RESPONSE_ANSWER);
    CHECK_INT(spfeval_answer_get_rcode(answer), 0xff3);
}

static void
test_response_refusal_of_edns_is_told(void)
{
    begin(RESPONSE | 1, "example.org", A);
    CHECK_INT(read_as("example.org", A, true), SPFE_RESPONSE_NO_EDNS);
    begin(RESPONSE | 4, "example.org", A);
    CHECK_INT(read_as("example.org", A, true), SPFE_RESPONSE_NO_EDNS);
    begin(RESPONSE, "example.org", A);
    put_opt(1);
    CHECK_INT(read_as("example.org", A, true), SPFE_RESPONSE_NO_EDNS);
    tap_row("without EDNS it is an RCODE as others");
    CHECK_INT(read_as("example.org", A, false), SPFE_RESPONSE_ANSWER);
    CHECK_INT(spfeval_answer_get_rcode(answer), 16);
    tap_row("a header alone");
    begin(RESPONSE | 1, "example.org", A);
    packet.len = 12;
    packet.octets[5] = 0;
    CHECK_INT(read_as("example.org", A, true), SPFE_RESPONSE_NO_EDNS);
    CHECK_INT(read_as("example.org", A, false), SPFE_RESPONSE_ANSWER);
    CHECK_INT(spfeval_answer_get_rcode(answer), 1);
    packet.octets[3] = 0x82;
    CHECK_INT(read_as("example.org", A, true), SPFE_RESPONSE_FOREIGN);
}

static void
test_response_truncated_gives_no_records(void)
{
    begin(RESPONSE | TRUNCATED, "example.org", A);
    put_address("example.org", 300, 1);
    CHECK_INT(read_as("example.org", A, true), SPFE_RESPONSE_TRUNCATED);
    CHECK_INT(spfeval_answer_get_class(answer), SPFEVAL_DNS_UNSET);
    tap_row("cut within a record");
    packet.len -= 3;
    CHECK_INT(read_as("example.org", A, true), SPFE_RESPONSE_TRUNCATED);
}

/* --- Sections, owners and aliases */

static void
test_response_only_the_answer_section_counts(void)
{
    begin(RESPONSE, "example.org", A);
    put_data(AUTHORITY, "example.org", A, 60, "\1\1\1\1", 4);
    put_data(ADDITIONAL, "example.org", A, 60, "\2\2\2\2", 4);
    check_class(A, SPFEVAL_DNS_NODATA, 0);
    begin(RESPONSE, "example.org", A);
    put_target(AUTHORITY, "example.org", CNAME, 60, "a.test");
    put_address("a.test", 60, 1);
    packet.octets[ANSWERS + 1] = 1; /* the alias, counted as an answer */
    packet.octets[AUTHORITY + 1] = 1;
    check_class(A, SPFEVAL_DNS_NODATA, 0);
}

static void
test_response_other_owners_classes_and_types_are_left_out(void)
{
    size_t at;

    begin(RESPONSE, "example.org", A);
    put_address("www.example.org", 10, 1);
    put_address("org", 10, 2);
    put_address("", 10, 2);
    put_data(ANSWERS, "example.org", TXT, 10, "\1x", 2);
    put_address("example.org", 300, 3);
    at = put_record(ANSWERS, "example.org", A, CH, 10);
    put("\1\1\1\1\1", 5);
    end_record(at);
    check_class(A, SPFEVAL_DNS_OK, 1);
    CHECK_INT(ttl(), 300);
    CHECK_INT(record(0).data[3], 3);
}

/* example.org -> a1.test -> ... -> aN.test, last link first if backwards. */
static void
put_chain(unsigned aliases, bool backwards)
{
    unsigned i;

    for (i = 0; i < aliases; i++) {
        unsigned link = backwards ? aliases - 1 - i : i;
        char owner[] = "aA.test";
        char target[] = "aA.test";

        owner[1] = (char)('A' + link);
        target[1] = (char)('A' + link + 1);
        put_target(ANSWERS, link == 0 ? "example.org" : owner, CNAME,
                   100 + link, target);
    }
}

static void
test_alias_chains_up_to_16_are_followed(void)
{
    unsigned backwards;

    for (backwards = 0; backwards < 2; backwards++) {
        begin(RESPONSE, "example.org", A);
        put_chain(16, backwards != 0);
        put_address("AQ.test", 300, 1); /* 'A' + 16 */
        check_class(A, SPFEVAL_DNS_OK, 1);
        CHECK_INT(spfeval_answer_get_aliases(answer), 16);
        CHECK_INT(ttl(), 100);
        begin(RESPONSE, "example.org", A);
        put_chain(17, backwards != 0);
        put_address("aR.test", 300, 1);
        check_class(A, SPFEVAL_DNS_FAILED, 0);
        CHECK_INT(spfeval_answer_get_failure(answer), SPFEVAL_FAILURE_ALIAS);
    }
}

static void
test_alias_loops_fail(void)
{
    begin(RESPONSE, "example.org", A);
    put_target(ANSWERS, "example.org", CNAME, 60, "example.org");
    check_class(A, SPFEVAL_DNS_FAILED, 0);
    CHECK_INT(spfeval_answer_get_failure(answer), SPFEVAL_FAILURE_ALIAS);
    begin(RESPONSE, "example.org", A);
    put_target(ANSWERS, "example.org", CNAME, 60, "a.test");
    put_target(ANSWERS, "a.test", CNAME, 60, "Example.org");
    check_class(A, SPFEVAL_DNS_FAILED, 0);
    CHECK_INT(spfeval_answer_get_failure(answer), SPFEVAL_FAILURE_ALIAS);
}

static void
test_alias_only_its_end_has_records(void)
{
    begin(RESPONSE, "example.org", TXT);
    put_target(ANSWERS, "example.org", CNAME, 60, "a.test");
    put_data(ANSWERS, "a.test", TXT, 50, "\4good", 5);
    put_data(ANSWERS, "b.test", TXT, 40, "\3bad", 4);
    check_class(TXT, SPFEVAL_DNS_OK, 1);
    CHECK_STR(record(0).data, record(0).data_len, "good");
    CHECK_INT(ttl(), 50);
    tap_row("no alias of another class");
    begin(RESPONSE, "example.org", A);
    put_target(ANSWERS, "example.org", CNAME, 60, "a.test");
    packet.octets[packet.len - 15] = CH;
    put_address("a.test", 60, 1);
    check_class(A, SPFEVAL_DNS_NODATA, 0);
}

/* RFC 1034 section 4.3.2: the alias is looked for first. */
static void
test_alias_records_beside_one_are_not_used(void)
{
    begin(RESPONSE, "example.org", A);
    put_address("example.org", 60, 1);
    put_target(ANSWERS, "example.org", CNAME, 60, "a.test");
    put_address("a.test", 50, 2);
    check_class(A, SPFEVAL_DNS_OK, 1);
    CHECK_INT(record(0).data[3], 2);
}

/* 16, each the CNAME that a DNAME makes; what else is there counts too. */
static void
test_alias_records_are_at_most_32(void)
{
    unsigned others;
    unsigned i;

    for (others = 31; others < 33; others++) {
        begin(RESPONSE, "example.org", A);
        for (i = 0; i < others; i++) {
            put_target(ANSWERS, "b.test", i % 2 == 0 ? CNAME : DNAME, 60,
                       "c.test");
        }
        put_target(ANSWERS, "example.org", CNAME, 60, "a.test");
        put_address("a.test", 50, 1);
        check_class(A, others < 32 ? SPFEVAL_DNS_OK : SPFEVAL_DNS_FAILED,
                    others < 32 ? 1 : 0);
    }
    CHECK_INT(spfeval_answer_get_failure(answer), SPFEVAL_FAILURE_ALIAS);
}

static void
test_alias_dname_is_followed_without_its_cname(void)
{
    begin(RESPONSE, "example.org", A);
    put_target(ANSWERS, "org", DNAME, 60, "a.test");
    put_address("example.a.test", 50, 1);
    check_class(A, SPFEVAL_DNS_OK, 1);
    CHECK_INT(ttl(), 50);
    CHECK_INT(spfeval_answer_get_aliases(answer), 1);
    tap_row("with it");
    begin(RESPONSE, "example.org", A);
    put_target(ANSWERS, "org", DNAME, 60, "a.test");
    put_target(ANSWERS, "example.org", CNAME, 40, "example.a.test");
    put_address("example.a.test", 50, 1);
    check_class(A, SPFEVAL_DNS_OK, 1);
    CHECK_INT(ttl(), 40);
    tap_row("not for the owner itself, nor for what only ends alike");
    begin(RESPONSE, "example.org", A);
    put_target(ANSWERS, "example.org", DNAME, 60, "a.test");
    put_target(ANSWERS, "ample.org", DNAME, 60, "a.test");
    put_address("a.test", 50, 1);
    check_class(A, SPFEVAL_DNS_NODATA, 0);
}

static void
test_alias_dname_that_makes_a_name_too_long_is_malformed(void)
{
    char target[242];

    memset(target, 'x', sizeof(target));
    target[60] = target[120] = target[180] = '.';
    target[sizeof(target) - 1] = '\0';
    begin(RESPONSE, "example.org", A);
    put_target(ANSWERS, "org", DNAME, 60, target);
    check_class(A, SPFEVAL_DNS_NODATA, 0);
    begin(RESPONSE, "example.long.label.org", A);
    put_target(ANSWERS, "org", DNAME, 60, target);
    CHECK_INT(read_as("example.long.label.org", A, true),
              SPFE_RESPONSE_MALFORMED);
}

/* --- RDATA */

static void
test_rdata_of_addresses_has_their_size(void)
{
    static const uint8_t octets[17];
    size_t len;

    for (len = 0; len <= 17; len++) {
        begin(RESPONSE, "example.org", A);
        put_data(ANSWERS, "example.org", A, 60, octets, len);
        if (len != 4) {
            check_malformed(A);
        }
        begin(RESPONSE, "example.org", AAAA);
        put_data(ANSWERS, "example.org", AAAA, 60, octets, len);
        if (len != 16) {
            check_malformed(AAAA);
        }
    }
    tap_row("of another owner too");
    begin(RESPONSE, "example.org", A);
    put_address("example.org", 60, 1);
    put_data(ANSWERS, "a.test", A, 60, octets, 5);
    check_malformed(A);
}

static void
check_text(const char *data, size_t len, const char *expected,
           size_t expected_len)
{
    spfeval_dns_record rr;

    begin(RESPONSE, "example.org", TXT);
    put_data(ANSWERS, "example.org", TXT, 60, data, len);
    check_class(TXT, SPFEVAL_DNS_OK, 1);
    rr = record(0);
    CHECK_BYTES(rr.data, rr.data_len, expected, expected_len);
}

static void
test_rdata_strings_of_a_text_are_joined(void)
{
    check_text("\6v=spf1", 7, "v=spf1", 6);
    check_text("\3v=s\0\3pf1", 9, "v=spf1", 6);
    check_text("\0", 1, "", 0);
    check_text("\4\0\xff\"\\", 5, "\0\xff\"\\", 4);
    tap_row("RDLENGTH 0");
    check_text("", 0, "", 0);
}

/* RFC 4408 section 3.1.1: the data of the type SPF is that of TXT. */
static void
test_rdata_of_type_spf_is_that_of_txt(void)
{
    spfeval_dns_record rr;

    begin(RESPONSE, "example.org", SPF);
    put_data(ANSWERS, "example.org", SPF, 60, "\3v=s\3pf1", 8);
    put_data(ANSWERS, "example.org", TXT, 60, "\1x", 2);
    check_class(SPF, SPFEVAL_DNS_OK, 1);
    rr = record(0);
    CHECK_STR(rr.data, rr.data_len, "v=spf1");
    begin(RESPONSE, "example.org", SPF);
    put_data(ANSWERS, "example.org", SPF, 60, "\7v=spf1", 7);
    check_malformed(SPF);
}

static void
test_rdata_strings_fill_the_record(void)
{
    begin(RESPONSE, "example.org", TXT);
    put_data(ANSWERS, "example.org", TXT, 60, "\7v=spf1", 7);
    check_malformed(TXT);
    begin(RESPONSE, "example.org", TXT);
    put_data(ANSWERS, "example.org", TXT, 60, "\1v\x05x", 4);
    put_data(ANSWERS, "example.org", TXT, 60, "\1v", 2);
    check_malformed(TXT);
}

static void
test_rdata_text_may_have_thousands_of_strings(void)
{
    size_t at;
    unsigned i;

    begin(RESPONSE, "example.org", TXT);
    at = put_record(ANSWERS, "example.org", TXT, IN, 60);
    for (i = 0; i < 30000; i++) {
        put("\1x", 2);
    }
    end_record(at);
    check_class(TXT, SPFEVAL_DNS_OK, 1);
    CHECK_INT(record(0).data_len, 30000);
}

static void
check_mx(const char *data, size_t len, const char *exchange)
{
    spfeval_dns_record rr;

    begin(RESPONSE, "example.org", MX);
    put_data(ANSWERS, "example.org", MX, 60, data, len);
    check_class(MX, SPFEVAL_DNS_OK, 1);
    rr = record(0);
    CHECK_INT(rr.preference, 258);
    CHECK_STR(rr.data, rr.data_len, exchange);
}

static void
test_rdata_of_mx_is_a_preference_and_a_name(void)
{
    check_mx("\1\2\2mx\4test", 11, "mx.test");
    tap_row("null MX");
    check_mx("\1\2\0", 3, ".");
    tap_row("compressed");
    check_mx("\1\2\2mx\xc0\x0c", 7, "mx.example.org");
    tap_row("what text cannot express");
    check_mx("\1\2\3m.x\4test", 12, "");
    check_mx("\1\2\3m\0x\4test", 12, "");
    tap_row("what is no escape");
    check_mx("\1\2\3m\\x\4test", 12, "m\\x.test");
}

static void
check_bad_name(unsigned type, const char *data, size_t len)
{
    begin(RESPONSE, "example.org", type);
    put_data(ANSWERS, "example.org", type, 60, data, len);
    check_malformed(type);
    tap_row("with a record behind it");
    put_target(ADDITIONAL, "x.test", PTR, 60, "y.test");
    check_malformed(type);
    tap_row(NULL);
}

static void
test_rdata_names_fill_the_record(void)
{
    check_bad_name(MX, "", 0);
    check_bad_name(MX, "\1", 1);
    check_bad_name(MX, "\1\2", 2);
    check_bad_name(MX, "\1\2\2mx", 5);
    check_bad_name(MX, "\1\2\2mx\0\0", 7);
    check_bad_name(MX, "\1\2\xc0", 3);
    check_bad_name(PTR, "", 0);
    check_bad_name(PTR, "\2mx", 3);
    check_bad_name(PTR, "\0\0", 2);
    check_bad_name(PTR, "\x42mx\0", 4);
    check_bad_name(PTR, "\x82mx\0", 4);
    tap_row("an alias to nowhere");
    begin(RESPONSE, "example.org", A);
    put_data(ANSWERS, "example.org", CNAME, 60, "", 0);
    check_malformed(A);
}

static void
test_rdata_of_ptr_is_a_name(void)
{
    begin(RESPONSE, "1.2.0.192.in-addr.arpa", PTR);
    put_target(ANSWERS, "1.2.0.192.in-addr.arpa", PTR, 60, "Mail.Example.org");
    put_data(ANSWERS, "1.2.0.192.in-addr.arpa", PTR, 60, "\3a.b\0", 5);
    CHECK_INT(read_as("1.2.0.192.in-addr.arpa", PTR, true),
              SPFE_RESPONSE_ANSWER);
    CHECK_INT(spfeval_answer_get_count(answer), 2);
    CHECK_STR(record(0).data, record(0).data_len, "Mail.Example.org");
    CHECK_STR(record(1).data, record(1).data_len, "");
}

/* --- The frame */

static void
test_message_each_cut_is_malformed_or_foreign(void)
{
    size_t whole;
    size_t len;

    begin(RESPONSE, "example.org", A);
    put_target(ANSWERS, "example.org", CNAME, 60, "a.test");
    put_address("a.test", 60, 1);
    put_soa("example.org", 60, 60);
    put_opt(0);
    whole = packet.len;
    check_class(A, SPFEVAL_DNS_OK, 1);
    for (len = 0; len < whole; len++) {
        packet.len = len;
        CHECK_INT(read_as("example.org", A, true),
                  len < 12 + 13 + 4 ? SPFE_RESPONSE_FOREIGN
                                    : SPFE_RESPONSE_MALFORMED);
    }
}

static void
test_message_octets_left_over_are_malformed(void)
{
    begin(RESPONSE, "example.org", A);
    put_address("example.org", 60, 1);
    put("", 1);
    check_malformed(A);
}

static void
test_message_counts_that_lie_are_malformed(void)
{
    good_but(ANSWERS + 1, 2);
    check_malformed(A);
    good_but(ANSWERS, 0xff);
    check_malformed(A);
    good_but(ADDITIONAL + 1, 1);
    check_malformed(A);
    good_but(ANSWERS + 1, 0);
    check_malformed(A);
}

static void
test_message_two_opt_records_are_malformed(void)
{
    begin(RESPONSE, "example.org", A);
    put_opt(0);
    put_opt(0);
    check_malformed(A);
    begin(RESPONSE, "example.org", A);
    put_data(ADDITIONAL, "x.test", OPT, 0, "", 0);
    check_malformed(A);
}

static void
put_owner_octets(const char *owner, size_t len)
{
    begin(RESPONSE, "example.org", A);
    put(owner, len);
    put("\0\1\0\1\0\0\0\x3c\0\4\1\2\3\4", 14);
    count(ANSWERS);
}

static void
test_message_names_end_within_it(void)
{
    put_owner_octets("\xc0\x0c", 2);
    check_class(A, SPFEVAL_DNS_OK, 1);
    tap_row("a pointer to itself");
    put_owner_octets("\xc0\x1d", 2);
    check_malformed(A);
    tap_row("a label, then a pointer to it");
    put_owner_octets("\1x\xc0\x1d", 4);
    check_malformed(A);
    tap_row("two pointers to each other");
    put_owner_octets("\xc0\x1f\xc0\x1d", 4);
    check_malformed(A);
    tap_row("a pointer behind the end");
    put_owner_octets("\xff\xff", 2);
    check_malformed(A);
}

/* Pointers to pointers, each to the one before. */
static void
put_pointers(unsigned pointers)
{
    size_t to = 12;
    size_t at;

    begin(RESPONSE, "example.org", A);
    at = put_record(ANSWERS, "x.test", 65280, IN, 0);
    while (--pointers > 0) {
        size_t here = packet.len;

        put_u16((unsigned)(0xc000 | to));
        to = here;
    }
    end_record(at);
    put_u16((unsigned)(0xc000 | to));
    put("\0\1\0\1\0\0\0\x3c\0\4\1\2\3\4", 14);
    count(ANSWERS);
}

static void
test_message_pointers_of_a_name_are_bounded(void)
{
    put_pointers(32);
    check_class(A, SPFEVAL_DNS_OK, 1);
    put_pointers(33);
    check_malformed(A);
    put_pointers(8000);
    check_malformed(A);
}

static void
test_message_names_are_at_most_255_octets(void)
{
    char name[255];

    memset(name, 'x', sizeof(name));
    name[63] = name[127] = name[191] = '.';
    name[253] = '\0';
    begin(RESPONSE, "example.org", MX);
    put_target(ANSWERS, "a.test", PTR, 60, name);
    check_class(MX, SPFEVAL_DNS_NODATA, 0);
    name[253] = 'x';
    name[254] = '\0';
    begin(RESPONSE, "example.org", MX);
    put_target(ANSWERS, "a.test", PTR, 60, name);
    check_malformed(MX);
}

/* --- Times to live */

static void
test_ttl_is_the_smallest_capped_and_signed(void)
{
    begin(RESPONSE, "example.org", A);
    put_address("example.org", 604801, 1);
    check_class(A, SPFEVAL_DNS_OK, 1);
    CHECK_INT(ttl(), 604800);
    begin(RESPONSE, "example.org", A);
    put_address("example.org", INT32_MAX, 1);
    check_class(A, SPFEVAL_DNS_OK, 1);
    CHECK_INT(ttl(), 604800);
    tap_row("the top bit");
    begin(RESPONSE, "example.org", A);
    put_address("example.org", 300, 1);
    put_address("example.org", UINT32_C(0x80000000), 1);
    check_class(A, SPFEVAL_DNS_OK, 2);
    CHECK_INT(ttl(), 0);
    begin(RESPONSE, "example.org", A);
    put_target(ANSWERS, "example.org", CNAME, 7, "a.test");
    put_address("a.test", 300, 1);
    check_class(A, SPFEVAL_DNS_OK, 1);
    CHECK_INT(ttl(), 7);
}

static void
test_ttl_of_no_records_is_in_the_soa(void)
{
    begin(RESPONSE, "example.org", A);
    put_soa("example.org", 300, 100);
    check_class(A, SPFEVAL_DNS_NODATA, 0);
    CHECK_INT(ttl(), 100);
    begin(RESPONSE | 3, "example.org", A);
    put_soa("ORG", 30, 100);
    check_class(A, SPFEVAL_DNS_NXDOMAIN, 0);
    CHECK_INT(ttl(), 30);
    tap_row("the alias too");
    begin(RESPONSE, "example.org", A);
    put_target(ANSWERS, "example.org", CNAME, 7, "a.test");
    put_soa("a.test", 30, 100);
    check_class(A, SPFEVAL_DNS_NODATA, 0);
    CHECK_INT(ttl(), 7);
    tap_row("not with records");
    begin(RESPONSE, "example.org", A);
    put_address("example.org", 300, 1);
    put_soa("example.org", 30, 10);
    check_class(A, SPFEVAL_DNS_OK, 1);
    CHECK_INT(ttl(), 300);
}

static void
test_ttl_is_unknown_without_a_fitting_soa(void)
{
    begin(RESPONSE, "example.org", A);
    put_target(ANSWERS, "example.org", CNAME, 7, "a.test");
    put_soa("example.org", 30, 100);
    check_class(A, SPFEVAL_DNS_NODATA, 0);
    CHECK_INT(ttl(), -1);
    tap_row("what only ends alike");
    begin(RESPONSE, "a\7example.org", A);
    put_soa("example.org", 30, 100);
    CHECK_INT(read_as("a\7example.org", A, true), SPFE_RESPONSE_ANSWER);
    CHECK_INT(ttl(), -1);
    tap_row("malformed");
    begin(RESPONSE, "example.org", A);
    put_data(AUTHORITY, "example.org", SOA, 60, "\0\0abc", 5);
    check_class(A, SPFEVAL_DNS_NODATA, 0);
    CHECK_INT(ttl(), -1);
}

/* --- spfeval_packet_read() */

static int
packet_read(int type, const char *name)
{
    return spfeval_packet_read(packet.octets, packet.len, type, name,
                               strlen(name), answer);
}

static void
test_packet_read_has_a_status_for_each_kind(void)
{
    begin(RESPONSE, "example.org", A);
    put_address("example.org", 60, 1);
    packet.octets[0] = 0x99; /* the transport looked at it */
    CHECK_INT(packet_read(A, "Example.org"), SPFEVAL_OK);
    CHECK_INT(spfeval_answer_get_count(answer), 1);
    CHECK_INT(packet_read(AAAA, "example.org"), SPFEVAL_ERR_NOT_FOUND);
    CHECK_INT(spfeval_answer_get_class(answer), SPFEVAL_DNS_UNSET);
    packet.len--;
    CHECK_INT(packet_read(A, "example.org"), SPFEVAL_OK);
    CHECK_INT(spfeval_answer_get_failure(answer), SPFEVAL_FAILURE_MALFORMED);
    begin(RESPONSE | TRUNCATED, "example.org", A);
    CHECK_INT(packet_read(A, "example.org"), SPFEVAL_ERR_STATE);
    CHECK_INT(spfeval_answer_get_class(answer), SPFEVAL_DNS_UNSET);
    begin(RESPONSE | 1, "example.org", A);
    CHECK_INT(packet_read(A, "example.org"), SPFEVAL_OK);
    CHECK_INT(spfeval_answer_get_rcode(answer), 1);
    CHECK_INT(packet_read(A, ""), SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(packet_read(CNAME, "example.org"), SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_packet_read(NULL, 0, A, "a", 1, answer),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_packet_read(packet.octets, 1, A, "a", 1, NULL),
              SPFEVAL_ERR_ARGUMENT);
}

static void
test_packet_read_says_when_memory_ran_out(void)
{
    struct count_alloc memory;
    spfeval_answer *small = NULL;

    count_alloc_init(&memory);
    CHECK_INT(spfeval_answer_new(&memory.table, &small), SPFEVAL_OK);
    begin(RESPONSE, "example.org", A);
    put_address("example.org", 60, 1);
    count_alloc_fail_at(&memory, 1);
    CHECK_INT(spfeval_packet_read(packet.octets, packet.len, A, "example.org",
                                  11, small),
              SPFEVAL_ERR_NOMEM);
    CHECK_INT(spfeval_answer_get_class(small), SPFEVAL_DNS_UNSET);
    CHECK_INT(spfeval_packet_read(packet.octets, packet.len, A, "example.org",
                                  11, small),
              SPFEVAL_OK);
    spfeval_answer_free(small);
    CHECK(count_alloc_is_clean(&memory));
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"RDATA: that of the type SPF is that of TXT",
         test_rdata_of_type_spf_is_that_of_txt},
        {"what cannot be asked for is refused",
         test_name_what_cannot_be_asked_for_is_refused},
        {"a question is compared and hashed without case",
         test_question_is_compared_and_hashed_without_case},
        {"a name in lower case differs in A to Z only",
         test_name_in_lower_case_differs_in_a_to_z_only},
        {"a response to anything else is foreign",
         test_response_to_anything_else_is_foreign},
        {"an echo in another case is ours",
         test_response_echo_in_another_case_is_ours},
        {"a foreign response leaves the answer",
         test_response_foreign_leaves_the_answer},
        {"records are OK", test_response_records_are_ok},
        {"no records are NODATA", test_response_without_records_is_nodata},
        {"RCODE 3 is NXDOMAIN, even after aliases",
         test_response_rcode_3_is_nxdomain_even_after_aliases},
        {"a response of an authority says so",
         test_response_of_an_authority_says_so},
        {"other RCODEs fail", test_response_other_rcodes_fail},
        {"a refusal of EDNS is told", test_response_refusal_of_edns_is_told},
        {"a truncated response gives no records",
         test_response_truncated_gives_no_records},
        {"only the answer section counts",
         test_response_only_the_answer_section_counts},
        {"other owners, classes and types are left out",
         test_response_other_owners_classes_and_types_are_left_out},
        {"chains of up to 16 aliases are followed",
         test_alias_chains_up_to_16_are_followed},
        {"loops of aliases fail", test_alias_loops_fail},
        {"only the end of a chain has records",
         test_alias_only_its_end_has_records},
        {"records beside an alias are not used",
         test_alias_records_beside_one_are_not_used},
        {"at most 32 records are aliases", test_alias_records_are_at_most_32},
        {"a DNAME is followed without its CNAME",
         test_alias_dname_is_followed_without_its_cname},
        {"a DNAME that makes a name too long is malformed",
         test_alias_dname_that_makes_a_name_too_long_is_malformed},
        {"addresses have their size", test_rdata_of_addresses_has_their_size},
        {"strings of a text are joined",
         test_rdata_strings_of_a_text_are_joined},
        {"strings fill the record", test_rdata_strings_fill_the_record},
        {"a text may have thousands of strings",
         test_rdata_text_may_have_thousands_of_strings},
        {"an MX is a preference and a name",
         test_rdata_of_mx_is_a_preference_and_a_name},
        {"names fill the record", test_rdata_names_fill_the_record},
        {"a PTR is a name", test_rdata_of_ptr_is_a_name},
        {"each cut of a message is malformed or foreign",
         test_message_each_cut_is_malformed_or_foreign},
        {"octets left over are malformed",
         test_message_octets_left_over_are_malformed},
        {"counts that lie are malformed",
         test_message_counts_that_lie_are_malformed},
        {"two OPT records are malformed",
         test_message_two_opt_records_are_malformed},
        {"names end within the message", test_message_names_end_within_it},
        {"the pointers of a name are bounded",
         test_message_pointers_of_a_name_are_bounded},
        {"names are at most 255 octets",
         test_message_names_are_at_most_255_octets},
        {"a TTL is the smallest, capped, and 0 with the top bit",
         test_ttl_is_the_smallest_capped_and_signed},
        {"the TTL of no records is in the SOA",
         test_ttl_of_no_records_is_in_the_soa},
        {"the TTL is unknown without a fitting SOA",
         test_ttl_is_unknown_without_a_fitting_soa},
        {"spfeval_packet_read has a status for each kind",
         test_packet_read_has_a_status_for_each_kind},
        {"spfeval_packet_read says when memory ran out",
         test_packet_read_says_when_memory_ran_out},
    };
    int code = tap_run("ldns/wire", tests, TAP_COUNT(tests));

    spfeval_answer_free(answer);
    return code;
}
