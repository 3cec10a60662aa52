/* SPDX-License-Identifier: BSD-2-Clause */
/* Taking senders away, and what is told of it. */
#include <string.h>

#include <spfeval/dns.h>
#include <spfeval/edit.h>
#include <spfeval/status.h>

#include "support/edit_case.h"
#include "support/tap.h"

static const struct zone_row zone[] = {
    {"m.example", SPFEVAL_RRTYPE_MX, "h.example", 10, 0},
    {"h.example", SPFEVAL_RRTYPE_A, "192.0.2.1", 0, 0},
    {"h.example", SPFEVAL_RRTYPE_AAAA, "2001:db8::1", 0, 0},
    {"p.example", SPFEVAL_RRTYPE_TXT, "v=spf1 ip4:198.51.100.0/24 -all", 0, 0},
    {"by.example", SPFEVAL_RRTYPE_TXT, "v=spf1 exists:%{i}.wl.example -all", 0,
     0},
    {"none.example", SPFEVAL_RRTYPE_TXT, "not SPF", 0, 0},
    {"late.example", ZONE_ROW_TIMEOUT, NULL, 0, 0},
};

static void
check(const struct edit_case *rows, size_t count)
{
    edit_case_check_all(rows, count, zone, TAP_COUNT(zone));
}

static void
test_terms_that_mean_the_same_are_removed(void)
{
    static const struct edit_case rows[] = {
        {.record = "v=spf1  +A:H.Example.  ip4:203.0.113.1 -all",
         .senders = "h.example",
         .revokes = true,
         .expected = "changed: v=spf1   ip4:203.0.113.1 -all\n"
                     "removed: Removed \"+A:H.Example.\".\n"
                     "loses-pass: No longer passes, but gets fail: "
                     "192.0.2.1, 2001:db8::1.\n"},
        /* each of them, also where it is not used */
        {.record = "v=spf1 ip4:192.0.2.9/24 ~all ip4:192.0.2.0/24",
         .senders = "192.0.2.0/24",
         .revokes = true,
         .expected = "changed: v=spf1 ~all\n"
                     "removed: Removed \"ip4:192.0.2.9/24\".\n"
                     "removed: Removed \"ip4:192.0.2.0/24\".\n"
                     "loses-pass: No longer passes, but gets softfail: "
                     "192.0.2.0/24.\n"},
        {.record = "v=spf1 include:p.example ip4:192.0.2.9 ?all",
         .senders = "192.0.2.9|include:p.example|192.0.2.9/32",
         .revokes = true,
         .expected = "changed: v=spf1 ?all\n"
                     "removed: Removed \"include:p.example\".\n"
                     "removed: Removed \"ip4:192.0.2.9\".\n"
                     "loses-pass: No longer passes, but gets neutral: "
                     "192.0.2.9, 198.51.100.0/24.\n"},
    };

    check(rows, TAP_COUNT(rows));
}

/* RFC 7208 section 4.8: without a domain, it is that of the record. */
static void
test_own_domain_need_not_be_written(void)
{
    static const struct edit_case rows[] = {
        {.domain = "h.example",
         .record = "v=spf1 a:H.example -all",
         .senders = "a",
         .revokes = true,
         .expected = "changed: v=spf1 -all\n"
                     "removed: Removed \"a:H.example\".\n"
                     "loses-pass: No longer passes, but gets fail: "
                     "192.0.2.1, 2001:db8::1.\n"},
        {.domain = "h.example",
         .record = "v=spf1 mx a:%{d}/24 a//64 -all",
         .senders = "mx:h.example|a:h.example//64|a/24",
         .revokes = true,
         .expected = "changed: v=spf1 -all\n"
                     "removed: Removed \"mx\".\n"
                     "removed: Removed \"a:%{d}/24\".\n"
                     "removed: Removed \"a//64\".\n"
                     "loses-pass: No longer passes, but gets fail: "
                     "192.0.2.0/24, 2001:db8::/64.\n"},
        {.domain = "h.example",
         .record = "v=spf1 a mx:p.example a/24 -all",
         .senders = "mx|a/25|a:p.example",
         .revokes = true,
         .expected = "doubtful: v=spf1 a mx:p.example a/24 -all\n"
                     "not-there: The record has no term \"mx\".\n"
                     "not-there: The record has no term \"a/25\".\n"
                     "not-there: The record has no term \"a:p.example\".\n"
                     "still-passes: Still passes, by \"a/24\": "
                     "192.0.2.0, 192.0.2.2-192.0.2.127.\n"
                     "still-passes: Still passes, by \"a\": 192.0.2.1, "
                     "2001:db8::1.\n"},
    };

    check(rows, TAP_COUNT(rows));
}

/* Removing what refuses would let somebody pass. */
static void
test_terms_with_another_meaning_stay(void)
{
    static const struct edit_case rows[] = {
        {.record = "v=spf1 -a:h.example a:h.example/31 a:h.example//127 -all",
         .senders = "h.example",
         .revokes = true,
         .expected = "unchanged: v=spf1 -a:h.example a:h.example/31 "
                     "a:h.example//127 -all\n"
                     "not-there: The record has no term \"a:h.example\".\n"},
        {.record = "v=spf1 ip4:192.0.2.0/24 -all",
         .senders = "198.51.100.1",
         .revokes = true,
         .expected = "unchanged: v=spf1 ip4:192.0.2.0/24 -all\n"
                     "not-there: The record has no term "
                     "\"ip4:198.51.100.1\".\n"},
    };

    check(rows, TAP_COUNT(rows));
}

static void
test_other_terms_that_pass_are_told_of(void)
{
    static const struct edit_case rows[] = {
        {.record = "v=spf1 include:p.example -all",
         .senders = "198.51.100.1",
         .revokes = true,
         .expected = "doubtful: v=spf1 include:p.example -all\n"
                     "not-there: The record has no term "
                     "\"ip4:198.51.100.1\".\n"
                     "still-passes: Still passes, by \"include:p.example\": "
                     "198.51.100.1.\n"},
        {.record = "v=spf1 ip4:198.51.100.0/23 include:p.example -all",
         .senders = "198.51.100.0/23",
         .revokes = true,
         .expected = "doubtful: v=spf1 include:p.example -all\n"
                     "removed: Removed \"ip4:198.51.100.0/23\".\n"
                     "loses-pass: No longer passes, but gets fail: "
                     "198.51.101.0/24.\n"
                     "still-passes: Still passes, by \"include:p.example\": "
                     "198.51.100.0/24.\n"},
        {.record = "v=spf1 a:h.example ip6:2001:db8::/32 -all",
         .senders = "h.example",
         .revokes = true,
         .expected = "doubtful: v=spf1 ip6:2001:db8::/32 -all\n"
                     "removed: Removed \"a:h.example\".\n"
                     "loses-pass: No longer passes, but gets fail: "
                     "192.0.2.1.\n"
                     "still-passes: Still passes, by "
                     "\"ip6:2001:db8::/32\": 2001:db8::1.\n"},
    };

    check(rows, TAP_COUNT(rows));
}

static void
test_addresses_that_are_not_known_are_told_of(void)
{
    static const struct edit_case rows[] = {
        {.record = "v=spf1 a:late.example -all",
         .senders = "late.example",
         .revokes = true,
         .text_only = true,
         .expected =
             "changed: v=spf1 -all\n"
             "removed: Removed \"a:late.example\".\n"
             "not-looked-up: The addresses of \"a:late.example\" are not "
             "known; they were not looked up, or depend on the message.\n"},
        {.record = "v=spf1 -all",
         .senders = "late.example",
         .revokes = true,
         .expected =
             "unchanged: v=spf1 -all\n"
             "not-there: The record has no term \"a:late.example\".\n"
             "not-looked-up: The addresses of \"a:late.example\" are not "
             "known; they were not looked up, or depend on the message.\n"},
    };

    check(rows, TAP_COUNT(rows));
}

/* What is left may let them pass, though nobody knows. */
static void
test_senders_that_may_still_pass_are_told_of(void)
{
    static const struct edit_case rows[] = {
        {.domain = "d.example",
         .record = "v=spf1 exists:%{ir}.wl.example ip4:192.0.2.1 -all",
         .senders = "192.0.2.1",
         .revokes = true,
         .expected = "doubtful: v=spf1 exists:%{ir}.wl.example -all\n"
                     "removed: Removed \"ip4:192.0.2.1\".\n"
                     "loses-pass: No longer passes, but gets fail: "
                     "192.0.2.1.\n"
                     "depends: \"ip4:192.0.2.1\" may still pass by "
                     "\"exists:%{ir}.wl.example\"; that depends on the "
                     "message, or on what was not looked up.\n"},
        {.domain = "d.example",
         .record = "v=spf1 ip4:192.0.2.1 ptr:d.example ~all",
         .senders = "192.0.2.1",
         .revokes = true,
         .expected = "doubtful: v=spf1 ptr:d.example ~all\n"
                     "removed: Removed \"ip4:192.0.2.1\".\n"
                     "loses-pass: No longer passes, but gets softfail: "
                     "192.0.2.1.\n"
                     "depends: \"ip4:192.0.2.1\" may still pass by "
                     "\"ptr:d.example\"; that depends on the message, or on "
                     "what was not looked up.\n"},
        {.record = "v=spf1 ip4:192.0.2.1 include:late.example -all",
         .senders = "192.0.2.1",
         .revokes = true,
         .expected = "doubtful: v=spf1 include:late.example -all\n"
                     "removed: Removed \"ip4:192.0.2.1\".\n"
                     "loses-pass: No longer passes, but gets fail: "
                     "192.0.2.1.\n"
                     "depends: \"ip4:192.0.2.1\" may still pass by "
                     "\"include:late.example\"; that depends on the message, "
                     "or on what was not looked up.\n"},
        /* a redirect counts last, and also when what it leads to is unsure */
        {.record = "v=spf1 redirect=late.example ip4:192.0.2.1",
         .senders = "192.0.2.1",
         .revokes = true,
         .expected = "doubtful: v=spf1 redirect=late.example\n"
                     "removed: Removed \"ip4:192.0.2.1\".\n"
                     "loses-pass: No longer passes, but gets neutral: "
                     "192.0.2.1.\n"
                     "depends: \"ip4:192.0.2.1\" may still pass by "
                     "\"redirect=late.example\"; that depends on the "
                     "message, or on what was not looked up.\n"},
        {.domain = "d.example",
         .record = "v=spf1 redirect=by.example -ip4:203.0.113.1",
         .senders = "192.0.2.1",
         .revokes = true,
         .expected = "doubtful: v=spf1 redirect=by.example "
                     "-ip4:203.0.113.1\n"
                     "not-there: The record has no term "
                     "\"ip4:192.0.2.1\".\n"
                     "depends: \"ip4:192.0.2.1\" may still pass by "
                     "\"redirect=by.example\"; that depends on the message, "
                     "or on what was not looked up.\n"},
        /* addresses that are not known may be any that pass */
        {.record = "v=spf1 -ip4:192.0.2.2 a:late.example ip4:192.0.2.1 -all",
         .senders = "late.example",
         .revokes = true,
         .text_only = true,
         .expected =
             "doubtful: v=spf1 -ip4:192.0.2.2 ip4:192.0.2.1 -all\n"
             "removed: Removed \"a:late.example\".\n"
             "not-looked-up: The addresses of \"a:late.example\" are not "
             "known; they were not looked up, or depend on the message.\n"
             "depends: \"a:late.example\" may still pass by "
             "\"ip4:192.0.2.1\"; that depends on the message, or on what was "
             "not looked up.\n"},
    };

    check(rows, TAP_COUNT(rows));
}

/* What refuses, or comes behind what refuses, lets nobody pass. */
static void
test_terms_that_cannot_let_pass_are_no_doubt(void)
{
    static const struct edit_case rows[] = {
        {.domain = "d.example",
         .record = "v=spf1 ip4:192.0.2.1 -exists:%{ir}.bl.example "
                   "-ip4:192.0.2.0/24 exists:%{ir}.wl.example -all ptr",
         .senders = "192.0.2.1",
         .revokes = true,
         .expected = "changed: v=spf1 -exists:%{ir}.bl.example "
                     "-ip4:192.0.2.0/24 exists:%{ir}.wl.example -all ptr\n"
                     "removed: Removed \"ip4:192.0.2.1\".\n"
                     "loses-pass: No longer passes, but gets fail: "
                     "192.0.2.1.\n"},
        {.record = "v=spf1 a:late.example -ip4:192.0.2.2 -all "
                   "ip4:192.0.2.1 exp=e.example",
         .senders = "late.example",
         .revokes = true,
         .text_only = true,
         .expected =
             "changed: v=spf1 -ip4:192.0.2.2 -all ip4:192.0.2.1 "
             "exp=e.example\n"
             "removed: Removed \"a:late.example\".\n"
             "not-looked-up: The addresses of \"a:late.example\" are not "
             "known; they were not looked up, or depend on the message.\n"},
    };

    check(rows, TAP_COUNT(rows));
}

/* What a broken include made of others ends with it. */
static void
test_others_that_change_are_told_of(void)
{
    static const struct edit_case row = {
        .record = "v=spf1 ip4:0.0.0.0/1 include:none.example -all",
        .senders = "include:none.example",
        .revokes = true,
        .expected = "doubtful: v=spf1 ip4:0.0.0.0/1 -all\n"
                    "removed: Removed \"include:none.example\".\n"
                    "others-change: The result changes from permerror to "
                    "fail for 128.0.0.0/1, ::/0.\n"};

    check(&row, 1);
}

static void
test_revoking_gives_back_what_was_authorised(void)
{
    static const char *const records[] = {
        "v=spf1",
        "v=spf1 ",
        "v=spf1   -all",
        "V=SPF1 +a:b.example   mx/24  ?ALL moo=x  ",
        "v=spf1 redirect=p.example",
        "v=spf1  exp=p.example -ip4:192.0.2.0/24  include:p.example -all a",
    };
    size_t i;

    for (i = 0; i < TAP_COUNT(records); i++) {
        struct edit_case row = {.record = records[i],
                                .senders = "h.example|ip4:203.0.113.9|"
                                           "203.0.113.10|mx:m.example"};
        char changed[512];
        struct walk_case test;
        spfeval_edit *edit;
        const char *text;

        tap_row(records[i]);
        edit = edit_case_make(&row, zone, TAP_COUNT(zone), &test);
        text = spfeval_edit_get_text(edit, NULL);
        CHECK_INT(spfeval_edit_get_state(edit), SPFEVAL_EDIT_CHANGED);
        CHECK(strlen(text) > strlen(records[i]) + 50);
        memcpy(changed, text, strlen(text) + 1);
        spfeval_edit_free(edit);
        walk_case_clear(&test);
        row.record = changed;
        row.revokes = true;
        edit = edit_case_make(&row, zone, TAP_COUNT(zone), &test);
        text = spfeval_edit_get_text(edit, NULL);
        CHECK_STR(text, strlen(text), records[i]);
        spfeval_edit_free(edit);
        walk_case_clear(&test);
    }
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"terms that mean the same are removed",
         test_terms_that_mean_the_same_are_removed},
        {"the own domain need not be written",
         test_own_domain_need_not_be_written},
        {"terms with another meaning stay",
         test_terms_with_another_meaning_stay},
        {"other terms that pass are told of",
         test_other_terms_that_pass_are_told_of},
        {"addresses that are not known are told of",
         test_addresses_that_are_not_known_are_told_of},
        {"senders that may still pass are told of",
         test_senders_that_may_still_pass_are_told_of},
        {"terms that cannot let pass are no doubt",
         test_terms_that_cannot_let_pass_are_no_doubt},
        {"others that change are told of",
         test_others_that_change_are_told_of},
        {"revoking gives back what was authorised",
         test_revoking_gives_back_what_was_authorised},
    };

    return tap_run("policy/edit, revoking", tests, TAP_COUNT(tests));
}
