/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdio.h>
#include <string.h>

#include "support/report_case.h"
#include "support/tap.h"

enum { EN = SPFEVAL_LANGUAGE_EN };

static void
check_text(const spfeval_outcome *outcome, const char *key,
           const char *expected)
{
    const char *found = report_find(outcome, EN, key);

    if (CHECK(found != NULL)) {
        CHECK_STR(found, strlen(found), expected);
    }
}

static void
test_long_records_are_quoted_in_part(void)
{
    char record[2100] = "v=spf1 foo=";
    struct try_check try;
    const spfeval_outcome *outcome;

    memset(record + 11, 'x', sizeof(record) - 11);
    outcome = report_record_run(record, 2048, NULL, &try);
    CHECK_INT(report_count(outcome, "what.cut"), 0);
    CHECK_INT(strlen(report_find(outcome, EN, "what.quote")), 2048);
    try_check_clear(&try);
    outcome = report_record_run(record, 2049, NULL, &try);
    CHECK_INT(strlen(report_find(outcome, EN, "what.quote")), 2048);
    check_text(outcome, "what.cut",
               "(These are the first 2048 of 2049 octets.)");
    try_check_clear(&try);
}

static void
test_many_records_are_counted_and_quoted_in_part(void)
{
    struct try_check try;
    const spfeval_outcome *outcome;
    char record[32];
    int i;

    try_check_init(&try, NULL);
    for (i = 0; i < 20; i++) {
        (void)snprintf(record, sizeof(record), "v=spf1 ip4:192.0.2.%d", i);
        CHECK_INT(spfeval_zone_add_text(try.zone, "example.com", 11, 300,
                                        record, strlen(record)),
                  SPFEVAL_OK);
    }
    outcome = try_check_outcome(&try, "192.0.2.1", "user@example.com");
    CHECK_INT(spfeval_outcome_get_reason(outcome),
              SPFEVAL_REASON_MULTIPLE_RECORDS);
    CHECK_INT(report_count(outcome, "what.quote"), 12);
    check_text(outcome, "what.several",
               "example.com publishes 20 SPF records, where only one is "
               "allowed:");
    check_text(outcome, "what.more", "8 more are not shown.");
    try_check_clear(&try);
}

static const spfeval_outcome *
run_chain(struct try_check *try, int length)
{
    char line[128];
    int i;

    try_check_init(try, NULL);
    CHECK_INT(
        spfeval_options_set_u32(try->options, SPFEVAL_OPTION_MAX_TERMS, 1000),
        SPFEVAL_OK);
    for (i = 0; i < length; i++) {
        (void)snprintf(line, sizeof(line),
                       "d%d.example TXT v=spf1 include:d%d.example -all", i,
                       i + 1);
        try_check_zone(try, line);
    }
    (void)snprintf(line, sizeof(line), "d%d.example TXT v=spf1 +all", length);
    try_check_zone(try, line);
    return try_check_outcome(try, "192.0.2.1", "user@d0.example");
}

static void
test_long_paths_are_shown_in_part(void)
{
    struct try_check try;
    const spfeval_outcome *outcome = run_chain(&try, 99);
    const char *path;

    CHECK_INT(spfeval_outcome_get_path_count(outcome), 100);
    CHECK_INT(report_count(outcome, "what.record"), 12);
    check_text(outcome, "what.more", "88 more are not shown.");
    path = report_find(outcome, EN, "which.path");
    if (CHECK(path != NULL)) {
        CHECK(strstr(path, " -> include:d16.example -> ...") != NULL);
        CHECK(strstr(path, "d17.example") == NULL);
    }
    try_check_clear(&try);
}

static void
test_records_without_time_to_live_have_their_own_sentence(void)
{
    struct try_check try;
    const spfeval_outcome *outcome;

    try_check_init(&try, NULL);
    try_check_zone(&try, "example.com 0 TXT v=spf1 -all");
    outcome = try_check_outcome(&try, "192.0.2.1", "user@example.com");
    CHECK_INT(report_count(outcome, "what.record"), 0);
    check_text(outcome, "what.record-no-ttl",
               "example.com publishes this SPF record:");
    CHECK_INT(report_count(outcome, "next.add.owner-ttl"), 0);
    try_check_clear(&try);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"a long record is quoted in part",
         test_long_records_are_quoted_in_part},
        {"many records are counted, and quoted in part",
         test_many_records_are_counted_and_quoted_in_part},
        {"a long path is shown in part", test_long_paths_are_shown_in_part},
        {"a record without time to live has its own sentence",
         test_records_without_time_to_live_have_their_own_sentence},
    };

    return tap_run("report/explain_what", tests, TAP_COUNT(tests));
}
