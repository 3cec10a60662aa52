/* SPDX-License-Identifier: BSD-2-Clause */
/* Changes of a record: what they come down to, and what lookups allow. */
#include <stdio.h>
#include <string.h>

#include <spfeval/dns.h>
#include <spfeval/edit.h>
#include <spfeval/report.h>
#include <spfeval/status.h>

#include "support/edit_case.h"
#include "support/tap.h"

enum { LONGEST = 65535 };

static const struct zone_row zone[] = {
    {"h.example", SPFEVAL_RRTYPE_A, "192.0.2.1", 0, 0},
    {"h.example", SPFEVAL_RRTYPE_AAAA, "2001:db8::1", 0, 0},
    {"four.example", SPFEVAL_RRTYPE_A, "192.0.2.4", 0, 0},
    {"nine.example", SPFEVAL_RRTYPE_A, "203.0.113.1", 0, 0},
    {"nine.example", SPFEVAL_RRTYPE_A, "203.0.113.2", 0, 0},
    {"nine.example", SPFEVAL_RRTYPE_A, "203.0.113.3", 0, 0},
    {"nine.example", SPFEVAL_RRTYPE_A, "203.0.113.4", 0, 0},
    {"nine.example", SPFEVAL_RRTYPE_A, "203.0.113.5", 0, 0},
    {"nine.example", SPFEVAL_RRTYPE_A, "203.0.113.6", 0, 0},
    {"nine.example", SPFEVAL_RRTYPE_A, "203.0.113.7", 0, 0},
    {"nine.example", SPFEVAL_RRTYPE_A, "203.0.113.8", 0, 0},
    {"nine.example", SPFEVAL_RRTYPE_A, "203.0.113.9", 0, 0},
    {"p.example", SPFEVAL_RRTYPE_TXT, "v=spf1 ip4:198.51.100.0/24 -all", 0, 0},
    {"q.example", SPFEVAL_RRTYPE_TXT, "v=spf1 ip4:198.51.100.0/25 -all", 0, 0},
    /* 6, 7 and 8 lookups with the include of it */
    {"six.example", SPFEVAL_RRTYPE_TXT,
     "v=spf1 include:p.example include:p.example include:p.example "
     "include:p.example include:p.example -all",
     0, 0},
    {"seven.example", SPFEVAL_RRTYPE_TXT, "v=spf1 include:six.example -all", 0,
     0},
    {"eight.example", SPFEVAL_RRTYPE_TXT, "v=spf1 include:seven.example -all",
     0, 0},
    {"one.example", SPFEVAL_RRTYPE_TXT, "v=spf1 ip4:198.51.100.1 -all", 0, 0},
    {"two.example", SPFEVAL_RRTYPE_TXT, "v=spf1 a:h.example -all", 0, 0},
    {"two.example", SPFEVAL_RRTYPE_TXT, "v=spf1 -all", 0, 0},
    {"zero.example", SPFEVAL_RRTYPE_TXT, "not SPF", 0, 0},
    {"late.example", ZONE_ROW_TIMEOUT, NULL, 0, 0},
};

static void
check(const struct edit_case *rows, size_t count)
{
    edit_case_check_all(rows, count, zone, TAP_COUNT(zone));
}

static void
test_published_record_is_changed(void)
{
    static const struct edit_case rows[] = {
        {.domain = "one.example",
         .senders = "h.example",
         .expected = "changed: v=spf1 ip4:198.51.100.1 a:h.example -all\n"
                     "added: Added \"a:h.example\" before \"-all\".\n"},
        {.domain = "one.example",
         .senders = "198.51.100.1",
         .revokes = true,
         .expected = "changed: v=spf1 -all\n"
                     "removed: Removed \"ip4:198.51.100.1\".\n"
                     "loses-pass: No longer passes, but gets fail: "
                     "198.51.100.1.\n"},
    };

    check(rows, TAP_COUNT(rows));
}

static void
test_one_record_is_needed(void)
{
    static const struct edit_case rows[] = {
        {.domain = "zero.example",
         .senders = "h.example",
         .expected = "impossible: -\n"
                     "not-one-record: zero.example has no SPF record; make a "
                     "new one.\n"},
        {.domain = "nowhere.example",
         .senders = "h.example",
         .revokes = true,
         .expected = "impossible: -\n"
                     "not-one-record: nowhere.example has no SPF record; make "
                     "a new one.\n"},
        {.domain = "two.example",
         .senders = "h.example",
         .expected = "impossible: -\n"
                     "not-one-record: two.example has several SPF records; "
                     "merge them into one first.\n"},
        {.domain = "late.example",
         .senders = "h.example",
         .expected = "impossible: -\n"
                     "not-looked-up: The record of late.example could not be "
                     "looked up.\n"},
    };

    check(rows, TAP_COUNT(rows));
}

static void
test_errors_are_repaired_first(void)
{
    static const struct edit_case rows[] = {
        {.record = "v=spf1 ipv4:192.0.2.1 \xe2\x80\x93"
                   "all",
         .senders = "h.example",
         .expected = "broken: v=spf1 ip4:192.0.2.1 -all\n"
                     "repair: Repair this first, SPF-E006: "
                     "\"ipv4:192.0.2.1\".\n"
                     "repair: Repair this first, SPF-E004: "
                     "\"\\xE2\\x80\\x93\".\n"},
        {.record = "v=spf1 a:%{x}.example -all",
         .senders = "h.example",
         .revokes = true,
         .expected = "broken: -\n"
                     "repair: Repair this first, SPF-E020: \"%{x\".\n"},
        /* a correction may show that there is more to correct */
        {.record = "v=spf1 \xe2\x80\x93"
                   "ip4:::1",
         .senders = "h.example",
         .expected = "broken: v=spf1 -ip6:::1\n"
                     "repair: Repair this first, SPF-E004: "
                     "\"\\xE2\\x80\\x93\".\n"},
        {.record = "spf",
         .senders = "h.example",
         .expected = "broken: -\n"
                     "repair: Repair this first, SPF-E003: \"spf\".\n"},
    };

    check(rows, TAP_COUNT(rows));
}

/* RFC 7208 section 4.6.4: "include:eight.example" takes eight. */
static void
test_nothing_is_said_of_lookups_that_are_left(void)
{
    static const struct edit_case row = {
        .record = "v=spf1 include:seven.example -all",
        .senders = "h.example",
        .expected = "changed: v=spf1 include:seven.example a:h.example -all\n"
                    "added: Added \"a:h.example\" before \"-all\".\n"};

    check(&row, 1);
}

static void
test_addresses_are_offered_when_the_reserve_is_gone(void)
{
    static const struct edit_case rows[] = {
        {.record = "v=spf1 include:eight.example -all",
         .senders = "a:h.example/24",
         .expected =
             "changed: v=spf1 include:eight.example a:h.example/24 -all\n"
             "added: Added \"a:h.example/24\" before \"-all\".\n"
             "cheaper: Instead of \"a:h.example/24\", these cost no lookup, "
             "as long as its addresses stay the same: ip4:192.0.2.0/24 "
             "ip6:2001:db8::1\n"},
        /* the limit itself is allowed; only of those that are added */
        {.record = "v=spf1 include:eight.example a:nine.example -all",
         .senders = "h.example|nine.example|h.example",
         .expected =
             "changed: v=spf1 include:eight.example a:nine.example "
             "a:h.example -all\n"
             "already: \"a:nine.example\" passes already, by "
             "\"a:nine.example\".\n"
             "added: Added \"a:h.example\" after \"a:nine.example\".\n"
             "cheaper: Instead of \"a:h.example\", these cost no lookup, as "
             "long as its addresses stay the same: ip4:192.0.2.1 "
             "ip6:2001:db8::1\n"},
        {.record = "v=spf1 include:eight.example a:four.example -all",
         .senders = "a:four.example|192.0.2.99",
         .expected = "changed: v=spf1 include:eight.example a:four.example "
                     "ip4:192.0.2.99 -all\n"
                     "already: \"a:four.example\" passes already, by "
                     "\"a:four.example\".\n"
                     "added: Added \"ip4:192.0.2.99\" before \"-all\".\n"},
        /* too many to write down */
        {.record = "v=spf1 include:eight.example -all",
         .senders = "nine.example",
         .expected =
             "changed: v=spf1 include:eight.example a:nine.example -all\n"
             "added: Added \"a:nine.example\" before \"-all\".\n"},
    };

    check(rows, TAP_COUNT(rows));
}

static void
test_lookup_that_is_too_many_is_told_of(void)
{
    static const struct edit_case row = {
        .record = "v=spf1 include:eight.example mx:h.example exists:h.example "
                  "-all",
        .senders = "include:one.example",
        .expected = "unchanged: v=spf1 include:eight.example mx:h.example "
                    "exists:h.example -all\n"
                    "already: \"include:one.example\" passes already, by "
                    "\"include:eight.example\".\n"};
    static const struct edit_case rows[] = {
        {.record = "v=spf1 include:eight.example a:nine.example "
                   "include:q.example -all",
         .senders = "h.example",
         .expected =
             "doubtful: v=spf1 include:eight.example a:nine.example "
             "a:h.example include:q.example -all\n"
             "added: Added \"a:h.example\" after \"a:nine.example\".\n"
             "others-change: The result changes from fail to permerror for "
             "0.0.0.0-192.0.2.0, 192.0.2.2-198.51.99.255, "
             "198.51.101.0-203.0.113.0, ....\n"
             "over-limit: Some addresses need 11 lookups; the limit is 10.\n"
             "cheaper: Instead of \"a:h.example\", these cost no lookup, as "
             "long as its addresses stay the same: ip4:192.0.2.1 "
             "ip6:2001:db8::1\n"
             "removable: \"include:q.example\" decides for no address "
             "(lookups saved without it: 1).\n"},
    };

    check(&row, 1);
    check(rows, TAP_COUNT(rows));
}

/* A term that is never reached helps nobody. */
static void
test_terms_go_in_front_when_lookups_have_run_out(void)
{
    static const struct edit_case rows[] = {
        {.record = "v=spf1 moo=x include:eight.example include:seven.example "
                   "ip4:192.0.2.7 -all",
         .senders = "203.0.113.9",
         .expected =
             "doubtful: v=spf1 moo=x ip4:203.0.113.9 include:eight.example "
             "include:seven.example ip4:192.0.2.7 -all\n"
             "added: Added \"ip4:203.0.113.9\" before "
             "\"include:eight.example\".\n"
             "over-limit: Some addresses need 15 lookups; the limit is 10.\n"
             "removable: \"include:seven.example\" decides for no address "
             "(lookups saved without it: 7).\n"},
    };

    check(rows, TAP_COUNT(rows));
}

static spfeval_policy *
new_policy(spfeval_options **options)
{
    spfeval_policy *policy = NULL;

    CHECK_INT(spfeval_options_new(NULL, options), SPFEVAL_OK);
    CHECK_INT(spfeval_policy_new(*options, &policy), SPFEVAL_OK);
    CHECK_INT(spfeval_policy_set_record(policy, "v=spf1 -all", 11),
              SPFEVAL_OK);
    return policy;
}

static int
run_policy(spfeval_policy *policy)
{
    spfeval_zone *zone_of_rows = NULL;
    size_t i;
    int status;

    CHECK_INT(spfeval_zone_new(NULL, &zone_of_rows), SPFEVAL_OK);
    for (i = 0; i < TAP_COUNT(zone); i++) {
        CHECK_INT(zone_row_add(zone_of_rows, &zone[i]), SPFEVAL_OK);
    }
    status =
        spfeval_policy_run(policy, spfeval_zone_get_resolver(zone_of_rows));
    spfeval_zone_free(zone_of_rows);
    return status;
}

/* The reserve is that of the options, as for the linter. */
static void
test_reserve_is_an_option(void)
{
    static const char record[] = "v=spf1 include:seven.example -all";
    uint32_t reserve;

    /* 8 of 10 lookups */
    for (reserve = 0; reserve <= 2; reserve++) {
        spfeval_options *options = NULL;
        spfeval_policy *policy = NULL;
        spfeval_edit *edit = NULL;

        CHECK_INT(spfeval_options_new(NULL, &options), SPFEVAL_OK);
        CHECK_INT(spfeval_options_set_u32(
                      options, SPFEVAL_OPTION_RESERVE_TERMS, reserve),
                  SPFEVAL_OK);
        CHECK_INT(spfeval_policy_new(options, &policy), SPFEVAL_OK);
        CHECK_INT(
            spfeval_policy_set_record(policy, record, sizeof(record) - 1),
            SPFEVAL_OK);
        CHECK_INT(spfeval_policy_add_sender(policy, "h.example", 9),
                  SPFEVAL_OK);
        CHECK_INT(run_policy(policy), SPFEVAL_OK);
        CHECK_INT(spfeval_policy_authorize(policy, &edit), SPFEVAL_OK);
        CHECK_INT(spfeval_edit_get_note_count(edit), reserve < 2 ? 1 : 2);
        CHECK_INT(spfeval_edit_get_note(edit, 1),
                  reserve < 2 ? 0 : SPFEVAL_NOTE_CHEAPER);
        spfeval_edit_free(edit);
        spfeval_policy_free(policy);
        spfeval_options_free(options);
    }
}

/* A record of an attacker's size: time and notes stay within bounds. */
static void
test_notes_about_long_records_are_cut(void)
{
    static char text[LONGEST - 100];
    spfeval_options *options = NULL;
    spfeval_policy *policy = new_policy(&options);
    spfeval_edit *edit = NULL;
    uint32_t i;
    int count = 0;

    for (i = 6; i + 2 <= sizeof(text); i += 2) {
        memcpy(text + i, " a", 2);
    }
    memcpy(text, "v=spf1", 6);
    CHECK_INT(spfeval_policy_set_domain(policy, "h.example", 9), SPFEVAL_OK);
    CHECK_INT(spfeval_policy_set_record(policy, text, i), SPFEVAL_OK);
    CHECK_INT(spfeval_policy_add_sender(policy, "a", 1), SPFEVAL_OK);
    CHECK_INT(spfeval_policy_add_sender(policy, "192.0.2.9", 9), SPFEVAL_OK);
    CHECK_INT(run_policy(policy), SPFEVAL_OK);
    CHECK_INT(spfeval_policy_revoke(policy, &edit), SPFEVAL_OK);
    CHECK_STR(spfeval_edit_get_text(edit, NULL), 6, "v=spf1");
    CHECK_INT(spfeval_edit_get_note_count(edit), 1000);
    spfeval_edit_free(edit);
    CHECK_INT(spfeval_policy_authorize(policy, &edit), SPFEVAL_OK);
    for (i = 0; i < spfeval_edit_get_note_count(edit); i++) {
        count += spfeval_edit_get_note(edit, i) == SPFEVAL_NOTE_REMOVABLE;
    }
    CHECK_INT(count, 10);
    spfeval_edit_free(edit);
    spfeval_policy_free(policy);
    spfeval_options_free(options);
}

/* --- the calls ----------------------------------------------------------- */

static void
test_misuse_of_changes_is_refused(void)
{
    spfeval_options *options = NULL;
    spfeval_policy *policy = new_policy(&options);
    spfeval_edit *edit = NULL;

    CHECK_INT(spfeval_policy_authorize(NULL, &edit), SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_policy_revoke(policy, NULL), SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_policy_authorize(policy, &edit), SPFEVAL_ERR_STATE);
    CHECK_INT(spfeval_policy_expire(policy), SPFEVAL_OK);
    /* done, but without senders */
    CHECK_INT(spfeval_policy_authorize(policy, &edit), SPFEVAL_ERR_STATE);
    CHECK_INT(spfeval_policy_revoke(policy, &edit), SPFEVAL_ERR_STATE);
    CHECK(edit == NULL);
    spfeval_policy_free(policy);
    spfeval_options_free(options);
    spfeval_edit_free(NULL);
    CHECK_INT(spfeval_edit_get_state(NULL), 0);
    CHECK_INT(spfeval_edit_get_note_count(NULL), 0);
    CHECK_INT(spfeval_edit_get_note(NULL, 0), 0);
    CHECK(spfeval_edit_get_text(NULL, NULL) == NULL);
    CHECK(spfeval_edit_get_policy(NULL) == NULL);
}

static void
test_text_that_grows_too_long_is_refused(void)
{
    static char text[LONGEST];
    spfeval_options *options = NULL;
    spfeval_policy *policy = new_policy(&options);
    spfeval_edit *edit = NULL;

    memset(text, ' ', sizeof(text));
    memcpy(text, "v=spf1", 6);
    memcpy(text + LONGEST - 5, " -all", 5);
    CHECK_INT(spfeval_policy_set_record(policy, text, LONGEST), SPFEVAL_OK);
    CHECK_INT(spfeval_policy_add_sender(policy, "192.0.2.1", 9), SPFEVAL_OK);
    CHECK_INT(spfeval_policy_expire(policy), SPFEVAL_OK);
    CHECK_INT(spfeval_policy_authorize(policy, &edit), SPFEVAL_ERR_LIMIT);
    CHECK(edit == NULL);
    CHECK_INT(spfeval_policy_revoke(policy, &edit), SPFEVAL_OK);
    CHECK_INT(spfeval_edit_get_state(edit), SPFEVAL_EDIT_UNCHANGED);
    spfeval_edit_free(edit);
    spfeval_policy_free(policy);
    spfeval_options_free(options);
}

/* It has its own policy, with its cost and findings. */
static void
test_proposal_has_a_policy_of_its_own(void)
{
    static const struct edit_case row = {
        .record = "v=spf1 include:seven.example ~all", .senders = "h.example"};
    spfeval_cost cost = {.struct_size = sizeof(cost)};
    struct walk_case test;
    spfeval_edit *edit = edit_case_make(&row, zone, TAP_COUNT(zone), &test);
    spfeval_policy *policy = spfeval_edit_get_policy(edit);
    const char *text;
    size_t len = 0;

    walk_case_clear(&test);
    text = spfeval_edit_get_text(edit, &len);
    CHECK_STR(text, len, "v=spf1 include:seven.example a:h.example ~all");
    text = spfeval_policy_get_record(policy, &len);
    CHECK_STR(text, len, "v=spf1 include:seven.example a:h.example ~all");
    CHECK_INT(spfeval_policy_get_cost(policy, 4, &cost), SPFEVAL_OK);
    CHECK_INT(cost.lookups, 8);
    CHECK_INT(cost.unknown, 0);
    spfeval_edit_free(edit);
}

static void
test_show_case_costs_two(void)
{
    static const struct edit_case row = {
        .record = "v=spf1 include:spf.protection.example -all",
        .senders = "a:smtp1.example.net",
        .text_only = true};
    spfeval_cost cost = {.struct_size = sizeof(cost)};
    struct walk_case test;
    spfeval_edit *edit = edit_case_make(&row, zone, TAP_COUNT(zone), &test);

    walk_case_clear(&test);
    CHECK_INT(spfeval_policy_get_cost(spfeval_edit_get_policy(edit), 4, &cost),
              SPFEVAL_OK);
    CHECK_INT(cost.lookups, 2);
    CHECK_INT(cost.max_lookups, 10);
    CHECK_INT(cost.unknown, 1); /* the include */
    spfeval_edit_free(edit);
}

static void
test_notes_are_sentences_in_two_languages(void)
{
    static const struct edit_case row = {.record = "v=spf1",
                                         .senders = "192.0.2.1"};
    struct walk_case test;
    spfeval_edit *edit = edit_case_make(&row, zone, TAP_COUNT(zone), &test);
    char room[256] = "kept";
    size_t needed = 0;

    CHECK_INT(spfeval_edit_get_note_count(edit), 2);
    CHECK_INT(spfeval_edit_get_note(edit, 0), SPFEVAL_NOTE_ADDED);
    CHECK_INT(spfeval_edit_get_note(edit, 1), SPFEVAL_NOTE_NO_ALL);
    CHECK_INT(spfeval_edit_get_note(edit, 2), 0);
    CHECK_INT(spfeval_edit_print_note(edit, 2, SPFEVAL_LANGUAGE_EN, room,
                                      sizeof(room), NULL),
              SPFEVAL_ERR_NOT_FOUND);
    CHECK_INT(spfeval_edit_print_note(edit, 0, 99, room, sizeof(room), NULL),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_edit_print_note(NULL, 0, SPFEVAL_LANGUAGE_EN, room,
                                      sizeof(room), NULL),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(
        spfeval_edit_print_note(edit, 0, SPFEVAL_LANGUAGE_EN, NULL, 1, NULL),
        SPFEVAL_ERR_ARGUMENT);
    CHECK_STR(room, strlen(room), "kept");
    CHECK_INT(spfeval_edit_print_note(edit, 0, SPFEVAL_LANGUAGE_NL, room,
                                      sizeof(room), &needed),
              SPFEVAL_OK);
    CHECK_STR(room, needed - 1, "\"ip4:192.0.2.1\" is toegevoegd.");
    CHECK_INT(spfeval_edit_print_note(edit, 0, SPFEVAL_LANGUAGE_EN, room, 4,
                                      &needed),
              SPFEVAL_ERR_BUFFER);
    CHECK_INT(needed, strlen("Added \"ip4:192.0.2.1\".") + 1);
    CHECK_STR(room, strlen(room), "");
    spfeval_edit_free(edit);
    walk_case_clear(&test);
}

static void
test_each_kind_of_note_has_a_name(void)
{
    int i;

    for (i = SPFEVAL_NOTE_ALREADY; i <= SPFEVAL_NOTE_CYCLE; i++) {
        const char *name = spfeval_note_name(i);

        CHECK(strcmp(name, "unknown") != 0);
        CHECK_INT(strspn(name, "abcdefghijklmnopqrstuvwxyz-"), strlen(name));
    }
    CHECK_STR(spfeval_note_name(0), 7, "unknown");
    CHECK_STR(spfeval_note_name(-1), 7, "unknown");
    CHECK_STR(spfeval_note_name(SPFEVAL_NOTE_CYCLE + 1), 7, "unknown");
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"a published record is changed", test_published_record_is_changed},
        {"the reserve is an option", test_reserve_is_an_option},
        {"one record is needed", test_one_record_is_needed},
        {"errors are repaired first", test_errors_are_repaired_first},
        {"nothing is said of lookups that are left",
         test_nothing_is_said_of_lookups_that_are_left},
        {"addresses are offered when the reserve is gone",
         test_addresses_are_offered_when_the_reserve_is_gone},
        {"a lookup that is too many is told of",
         test_lookup_that_is_too_many_is_told_of},
        {"terms go in front when lookups have run out",
         test_terms_go_in_front_when_lookups_have_run_out},
        {"notes about long records are cut",
         test_notes_about_long_records_are_cut},
        {"misuse of changes is refused", test_misuse_of_changes_is_refused},
        {"a text that grows too long is refused",
         test_text_that_grows_too_long_is_refused},
        {"a proposal has a policy of its own",
         test_proposal_has_a_policy_of_its_own},
        {"the show case costs two lookups", test_show_case_costs_two},
        {"notes are sentences in two languages",
         test_notes_are_sentences_in_two_languages},
        {"each kind of note has a name", test_each_kind_of_note_has_a_name},
    };

    return tap_run("policy/edit", tests, TAP_COUNT(tests));
}
