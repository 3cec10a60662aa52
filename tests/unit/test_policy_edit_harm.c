/* SPDX-License-Identifier: BSD-2-Clause */
/* Authorising: what it does to others, and what is told of it. */
#include <spfeval/dns.h>
#include <spfeval/edit.h>

#include "support/edit_case.h"
#include "support/tap.h"

static const struct zone_row zone[] = {
    {"example.com", SPFEVAL_RRTYPE_TXT, "v=spf1 mx -all", 0, 0},
    {"example.com", SPFEVAL_RRTYPE_MX, "mail.example.com", 10, 0},
    {"mail.example.com", SPFEVAL_RRTYPE_A, "192.0.2.1", 0, 0},
    {"mail.example.com", SPFEVAL_RRTYPE_AAAA, "2001:db8::1", 0, 0},
    /* they lead back */
    {"b.example.net", SPFEVAL_RRTYPE_TXT,
     "v=spf1 include:example.com ip4:203.0.113.7 -all", 0, 0},
    {"c.example.net", SPFEVAL_RRTYPE_TXT,
     "v=spf1 ip4:203.0.113.7 redirect=example.com", 0, 0},
    /* without IPv6 */
    {"v4a.example.net", SPFEVAL_RRTYPE_A, "203.0.113.1", 0, 0},
    {"v4b.example.net", SPFEVAL_RRTYPE_A, "203.0.113.2", 0, 0},
    {"v4c.example.net", SPFEVAL_RRTYPE_A, "203.0.113.3", 0, 0},
    {"both.example.net", SPFEVAL_RRTYPE_A, "203.0.113.4", 0, 0},
    {"both.example.net", SPFEVAL_RRTYPE_AAAA, "2001:db8::4", 0, 0},
    {"open.example.net", SPFEVAL_RRTYPE_TXT, "v=spf1 +all", 0, 0},
    {"deep.example.net", SPFEVAL_RRTYPE_TXT,
     "v=spf1 include:gone.example.net -all", 0, 0},
    {"twice.example.net", SPFEVAL_RRTYPE_TXT, "v=spf1 -all", 0, 0},
    {"twice.example.net", SPFEVAL_RRTYPE_TXT, "v=spf1 ~all", 0, 0},
    {"ring.example.net", SPFEVAL_RRTYPE_TXT,
     "v=spf1 include:ring.example.net -all", 0, 0},
    {"many.example.net", SPFEVAL_RRTYPE_MX, "v4a.example.net", 1, 0},
    {"many.example.net", SPFEVAL_RRTYPE_MX, "v4a.example.net", 2, 0},
    {"many.example.net", SPFEVAL_RRTYPE_MX, "v4a.example.net", 3, 0},
    {"many.example.net", SPFEVAL_RRTYPE_MX, "v4a.example.net", 4, 0},
    {"many.example.net", SPFEVAL_RRTYPE_MX, "v4a.example.net", 5, 0},
    {"many.example.net", SPFEVAL_RRTYPE_MX, "v4a.example.net", 6, 0},
    {"many.example.net", SPFEVAL_RRTYPE_MX, "v4a.example.net", 7, 0},
    {"many.example.net", SPFEVAL_RRTYPE_MX, "v4a.example.net", 8, 0},
    {"many.example.net", SPFEVAL_RRTYPE_MX, "v4a.example.net", 9, 0},
    {"many.example.net", SPFEVAL_RRTYPE_MX, "v4a.example.net", 10, 0},
    {"many.example.net", SPFEVAL_RRTYPE_MX, "v4a.example.net", 11, 0},
};

static void
check(const struct edit_case *rows, size_t count)
{
    edit_case_check_all(rows, count, zone, TAP_COUNT(zone));
}

/* RFC 7208 section 4.6.4: whoever goes round gets permerror. */
static void
test_includes_that_lead_back_are_told_of(void)
{
    static const struct edit_case rows[] = {
        {.domain = "example.com",
         .senders = "include:b.example.net",
         .expected =
             "doubtful: v=spf1 mx include:b.example.net -all\n"
             "added: Added \"include:b.example.net\" before \"-all\".\n"
             "others-change: These addresses of the sender still do not pass, "
             "but get permerror: 203.0.113.7.\n"
             "others-change: The result changes from fail to permerror for "
             "0.0.0.0-192.0.2.0, 192.0.2.2-203.0.113.6, "
             "203.0.113.8-255.255.255.255, ....\n"
             "cycle: \"include:b.example.net\" leads to records that lead to "
             "one another in a cycle; who goes round in it gets permerror.\n"},
        {.domain = "example.com",
         .senders = "include:c.example.net",
         .expected =
             "doubtful: v=spf1 mx include:c.example.net -all\n"
             "added: Added \"include:c.example.net\" before \"-all\".\n"
             "others-change: The result changes from fail to permerror for "
             "0.0.0.0-192.0.2.0, 192.0.2.2-203.0.113.6, "
             "203.0.113.8-255.255.255.255, ....\n"
             "cycle: \"include:c.example.net\" leads to records that lead to "
             "one another in a cycle; who goes round in it gets permerror.\n"},
        {.domain = "example.com",
         .senders = "include:example.com",
         .expected =
             "unchanged: v=spf1 mx -all\n"
             "already: \"include:example.com\" passes already, by \"mx\".\n"},
    };

    check(rows, TAP_COUNT(rows));
}

/* Void lookups (RFC 7208 section 4.6.4) before "mx" would end in permerror. */
static void
test_terms_go_where_they_harm_least(void)
{
    static const struct edit_case rows[] = {
        {.domain = "example.com",
         .record = "v=spf1 a:v4a.example.net a:v4b.example.net mx -all",
         .senders = "a:v4c.example.net",
         .expected = "doubtful: v=spf1 a:v4a.example.net a:v4b.example.net mx "
                     "a:v4c.example.net -all\n"
                     "added: Added \"a:v4c.example.net\" before \"-all\".\n"
                     "others-change: The result changes from fail to "
                     "permerror for ::-2001:db8::, "
                     "2001:db8::2-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff.\n"
                     "over-limit: Some addresses meet 3 void lookups; the "
                     "limit is 2.\n"
                     "cheaper: Instead of \"a:v4c.example.net\", these cost "
                     "no lookup, as long as its addresses stay the same: "
                     "ip4:203.0.113.3\n"},
        /* nobody is harmed: next to its own kind */
        {.domain = "example.com",
         .record = "v=spf1 a:v4a.example.net a:v4b.example.net mx -all",
         .senders = "a:both.example.net",
         .expected = "changed: v=spf1 a:v4a.example.net a:v4b.example.net "
                     "a:both.example.net mx -all\n"
                     "added: Added \"a:both.example.net\" after "
                     "\"a:v4b.example.net\".\n"},
        {.domain = "example.com",
         .record = "v=spf1 a:v4a.example.net mx -all",
         .senders = "a:v4c.example.net|a:v4b.example.net|a:both.example.net",
         .expected = "doubtful: v=spf1 a:v4a.example.net mx a:v4c.example.net "
                     "a:v4b.example.net a:both.example.net -all\n"
                     "added: Added \"a:v4c.example.net\" before \"-all\".\n"
                     "added: Added \"a:v4b.example.net\" before \"-all\".\n"
                     "added: Added \"a:both.example.net\" before \"-all\".\n"
                     "others-change: These addresses of the sender still do "
                     "not pass, but get permerror: 2001:db8::4.\n"
                     "others-change: The result changes from fail to "
                     "permerror for ::-2001:db8::, 2001:db8::2/127, "
                     "2001:db8::5-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff.\n"
                     "over-limit: Some addresses meet 3 void lookups; the "
                     "limit is 2.\n"
                     "cheaper: Instead of \"a:v4c.example.net\", these cost "
                     "no lookup, as long as its addresses stay the same: "
                     "ip4:203.0.113.3\n"
                     "cheaper: Instead of \"a:v4b.example.net\", these cost "
                     "no lookup, as long as its addresses stay the same: "
                     "ip4:203.0.113.2\n"},
    };

    check(rows, TAP_COUNT(rows));
}

/* Nobody suffers: who met too many did so before. */
static void
test_void_lookups_that_were_too_many_are_no_doubt(void)
{
    static const struct edit_case rows[] = {
        {.domain = "example.com",
         .record = "v=spf1 a:v4a.example.net a:v4b.example.net "
                   "a:v4c.example.net -all",
         .senders = "ip4:203.0.113.9",
         .expected = "changed: v=spf1 a:v4a.example.net a:v4b.example.net "
                     "a:v4c.example.net ip4:203.0.113.9 -all\n"
                     "added: Added \"ip4:203.0.113.9\" before \"-all\".\n"
                     "over-limit: Some addresses meet 3 void lookups; the "
                     "limit is 2.\n"},
        /* the sender would */
        {.domain = "example.com",
         .record = "v=spf1 a:v4a.example.net a:v4b.example.net "
                   "a:v4c.example.net -all",
         .senders = "2001:db8::9",
         .expected = "changed: v=spf1 ip6:2001:db8::9 a:v4a.example.net "
                     "a:v4b.example.net a:v4c.example.net -all\n"
                     "added: Added \"ip6:2001:db8::9\" before "
                     "\"a:v4a.example.net\".\n"
                     "over-limit: Some addresses meet 3 void lookups; the "
                     "limit is 2.\n"},
        {.domain = "example.com",
         .record = "v=spf1 a:v4a.example.net a:v4b.example.net "
                   "a:v4c.example.net -all",
         .senders = "a:both.example.net",
         .expected = "changed: v=spf1 a:both.example.net a:v4a.example.net "
                     "a:v4b.example.net a:v4c.example.net -all\n"
                     "added: Added \"a:both.example.net\" before "
                     "\"a:v4a.example.net\".\n"
                     "over-limit: Some addresses meet 3 void lookups; the "
                     "limit is 2.\n"},
    };

    check(rows, TAP_COUNT(rows));
}

static void
test_senders_that_are_everyone_are_told_of(void)
{
    static const struct edit_case rows[] = {
        {.domain = "example.com",
         .senders = "0.0.0.0/0",
         .expected =
             "doubtful: v=spf1 mx ip4:0.0.0.0/0 -all\n"
             "added: Added \"ip4:0.0.0.0/0\" before \"-all\".\n"
             "everyone: \"ip4:0.0.0.0/0\" lets every IPv4 address pass.\n"},
        {.domain = "example.com",
         .senders = "::/0",
         .expected = "doubtful: v=spf1 mx ip6:::/0 -all\n"
                     "added: Added \"ip6:::/0\" before \"-all\".\n"
                     "everyone: \"ip6:::/0\" lets every IPv6 address pass.\n"},
        {.domain = "example.com",
         .senders = "include:open.example.net",
         .expected =
             "doubtful: v=spf1 mx include:open.example.net -all\n"
             "added: Added \"include:open.example.net\" before \"-all\".\n"
             "everyone: \"include:open.example.net\" lets every address "
             "pass.\n"},
        {.domain = "example.com",
         .senders = "exists:v4a.example.net",
         .expected =
             "doubtful: v=spf1 mx exists:v4a.example.net -all\n"
             "added: Added \"exists:v4a.example.net\" before \"-all\".\n"
             "everyone: \"exists:v4a.example.net\" lets every address "
             "pass.\n"},
    };

    check(rows, TAP_COUNT(rows));
}

static void
test_senders_that_are_nobody_are_told_of(void)
{
    static const struct edit_case rows[] = {
        {.domain = "example.com",
         .senders = "gone.example.net",
         .expected =
             "doubtful: v=spf1 mx a:gone.example.net -all\n"
             "no-address: No address passes by \"a:gone.example.net\": it has "
             "no addresses, or no valid record.\n"
             "added: Added \"a:gone.example.net\" before \"-all\".\n"},
        {.domain = "example.com",
         .senders = "mx:many.example.net",
         .expected =
             "doubtful: v=spf1 mx mx:many.example.net -all\n"
             "no-address: No address passes by \"mx:many.example.net\": it "
             "has 11 MX records; the limit is 10.\n"
             "added: Added \"mx:many.example.net\" after \"mx\".\n"
             "others-change: The result changes from fail to permerror for "
             "0.0.0.0-192.0.2.0, 192.0.2.2-255.255.255.255, ::-2001:db8::, "
             "....\n"},
    };

    check(rows, TAP_COUNT(rows));
}

static void
test_errors_further_on_are_repaired_first(void)
{
    static const struct edit_case rows[] = {
        {.domain = "example.com",
         .record = "v=spf1 include:gone.example.net -all",
         .senders = "192.0.2.9",
         .expected =
             "doubtful: v=spf1 ip4:192.0.2.9 include:gone.example.net -all\n"
             "added: Added \"ip4:192.0.2.9\" before "
             "\"include:gone.example.net\".\n"
             "repair: Repair this first, SPF-E024: "
             "\"include:gone.example.net\".\n"},
        {.domain = "example.com",
         .record = "v=spf1 include:deep.example.net -all",
         .senders = "192.0.2.9",
         .expected =
             "doubtful: v=spf1 ip4:192.0.2.9 include:deep.example.net -all\n"
             "added: Added \"ip4:192.0.2.9\" before "
             "\"include:deep.example.net\".\n"
             "repair: Repair this first, SPF-E024, in the record of "
             "deep.example.net: \"include:gone.example.net\".\n"},
        {.domain = "example.com",
         .record = "v=spf1 include:twice.example.net -all",
         .senders = "192.0.2.9",
         .expected =
             "doubtful: v=spf1 ip4:192.0.2.9 include:twice.example.net -all\n"
             "added: Added \"ip4:192.0.2.9\" before "
             "\"include:twice.example.net\".\n"
             "repair: Repair this first, SPF-E025: "
             "\"include:twice.example.net\".\n"},
        {.domain = "example.com",
         .record = "v=spf1 include:ring.example.net -all",
         .senders = "192.0.2.9",
         .expected =
             "doubtful: v=spf1 ip4:192.0.2.9 include:ring.example.net -all\n"
             "added: Added \"ip4:192.0.2.9\" before "
             "\"include:ring.example.net\".\n"
             "repair: Repair this first, SPF-E026, in the record of "
             "ring.example.net: \"include:ring.example.net\".\n"},
    };

    check(rows, TAP_COUNT(rows));
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"includes that lead back are told of",
         test_includes_that_lead_back_are_told_of},
        {"terms go where they harm least",
         test_terms_go_where_they_harm_least},
        {"void lookups that were too many are no doubt",
         test_void_lookups_that_were_too_many_are_no_doubt},
        {"senders that are everyone are told of",
         test_senders_that_are_everyone_are_told_of},
        {"senders that are nobody are told of",
         test_senders_that_are_nobody_are_told_of},
        {"errors further on are repaired first",
         test_errors_further_on_are_repaired_first},
    };

    return tap_run("policy/edit, what it does", tests, TAP_COUNT(tests));
}
