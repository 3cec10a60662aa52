/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdlib.h>
#include <string.h>

#include <spfeval/report.h>

#include "support/report_case.h"
#include "support/tap.h"

enum {
    TEXT_SIZE = 1048576,
    ALL = SPFEVAL_JSON_TRACE | SPFEVAL_JSON_INDENT | SPFEVAL_JSON_EXPLAIN_EN |
          SPFEVAL_JSON_EXPLAIN_NL
};

static char text[TEXT_SIZE];

static const struct report_case *
find_case(const char *name)
{
    size_t i;

    for (i = 0; i < report_case_count; i++) {
        if (strcmp(report_cases[i].name, name) == 0) {
            return &report_cases[i];
        }
    }
    return NULL;
}

/*
 * Collect the names of members that stand behind indent blanks, from the first
 * line with begin on up to one with fewer blanks: "a b c ".
 */
static void
collect_names(const char *begin, unsigned indent, char *out, size_t size)
{
    const char *line = strstr(text, begin);
    size_t used = 0;

    out[0] = '\0';
    while (line != NULL && line > text && line[-1] != '\n') {
        line--;
    }
    while (line != NULL) {
        size_t blanks = strspn(line, " ");

        if (blanks < indent && used > 0) {
            return;
        }
        if (blanks == indent && line[blanks] == '"') {
            size_t len = strcspn(line + blanks + 1, "\"");

            if (!CHECK(used + len + 2 < size)) {
                return;
            }
            memcpy(out + used, line + blanks + 1, len);
            memcpy(out + used + len, " ", 2);
            used += len + 1;
        }
        line = strchr(line, '\n');
        line = line == NULL ? NULL : line + 1;
    }
}

static void
check_names(const char *begin, unsigned indent, const char *expected)
{
    char names[1024];

    tap_row(begin);
    collect_names(begin, indent, names, sizeof(names));
    CHECK_STR(names, strlen(names), expected);
}

/* Programs rely on these: see doc/json.md before any change. */
static void
test_member_names_and_their_order_are_frozen(void)
{
    struct try_check try;
    const spfeval_outcome *outcome =
        report_case_run(find_case("permerror-syntax-include"), &try);

    CHECK_INT(
        spfeval_outcome_json_print(outcome, ALL, text, sizeof(text), NULL),
        SPFEVAL_OK);
    check_names("{", 2,
                "schema result explanation reason term domain counters "
                "comment identity null_sender ip sender checked_domain "
                "explanation_source explanation_domain path target error ttl "
                "cacheable trace explain ");
    check_names("\"counters\"", 4,
                "terms voids queries records mx_names ptr_names bytes ");
    check_names("\"error\"", 4, "code message offset length text ");
    check_names("\"owner\"", 6, "owner record term offset length ");
    check_names("\"event\"", 6,
                "event depth owner term verdict target query terms voids ");
    check_names("\"type\"", 8,
                "type class failure rcode ttl records answers ");
    check_names("\"explain\"", 4, "en nl ");
    check_names("\"part\"", 8, "part role style key text ");
    try_check_clear(&try);
}

static void
check_is_ascii(void)
{
    const char *at;

    for (at = text; *at != '\0'; at++) {
        if (!CHECK((*at >= 0x20 && *at <= 0x7e) || *at == '\n')) {
            return;
        }
    }
}

static void
test_each_case_is_ascii_in_each_form(void)
{
    size_t i;
    uint32_t flags;

    for (i = 0; i < report_case_count; i++) {
        struct try_check try;
        const spfeval_outcome *outcome =
            report_case_run(&report_cases[i], &try);

        for (flags = 0; flags <= ALL; flags++) {
            CHECK_INT(spfeval_outcome_json_print(outcome, flags, text,
                                                 sizeof(text), NULL),
                      SPFEVAL_OK);
            check_is_ascii();
            CHECK_INT(strchr(text, '\n') != NULL,
                      (flags & SPFEVAL_JSON_INDENT) != 0);
            CHECK_INT(strstr(text, "\"trace\": [") != NULL,
                      (flags & SPFEVAL_JSON_TRACE) != 0);
            CHECK_INT(strstr(text, "\"en\": [") != NULL,
                      (flags & SPFEVAL_JSON_EXPLAIN_EN) != 0);
            CHECK_INT(strstr(text, "\"nl\": [") != NULL,
                      (flags & SPFEVAL_JSON_EXPLAIN_NL) != 0);
        }
        try_check_clear(&try);
    }
}

static void
test_values_are_those_of_the_outcome(void)
{
    struct try_check try;
    const spfeval_outcome *outcome =
        report_case_run(find_case("fail-explained"), &try);

    CHECK_INT(spfeval_outcome_json_print(outcome, SPFEVAL_JSON_TRACE, text,
                                         sizeof(text), NULL),
              SPFEVAL_OK);
    CHECK(strncmp(text, "{\"schema\": 1, \"result\": \"fail\", ", 32) == 0);
    CHECK(strstr(text, "\"explanation\": \"See http://example.com/why?s="
                       "user%40example.com;i=192.0.2.1 about "
                       "\\\"example.com\\\".\"") != NULL);
    CHECK(strstr(text, "\"term\": \"-all\", \"domain\": \"example.com\"") !=
          NULL);
    CHECK(strstr(text, "\"comment\": \"domain of user@example.com does not "
                       "designate 192.0.2.1 as permitted sender\"") != NULL);
    CHECK(strstr(text, "\"explanation_source\": \"domain\", "
                       "\"explanation_domain\": \"example.com\"") != NULL);
    CHECK(strstr(text, "\"answers\": [\"10 mail.example.com\"]") != NULL);
    CHECK(strstr(text, "\"answers\": [\"198.51.100.1\"]") != NULL);
    CHECK(strstr(text, "\"event\": \"explanation\"") != NULL);
    try_check_clear(&try);
}

static void
test_failures_are_told_in_the_trace(void)
{
    struct try_check try;
    const spfeval_outcome *outcome =
        report_case_run(find_case("temperror-a"), &try);

    CHECK_INT(spfeval_outcome_json_print(outcome, SPFEVAL_JSON_TRACE, text,
                                         sizeof(text), NULL),
              SPFEVAL_OK);
    CHECK(strstr(text, "\"verdict\": \"temperror\"") != NULL);
    CHECK(
        strstr(text,
               "\"class\": \"failed\", \"failure\": \"rcode\", \"rcode\": 5, "
               "\"ttl\": null, \"records\": 0, \"answers\": []") != NULL);
    try_check_clear(&try);
}

/* Programs rely on these as well: doc/json.md. */
static void
test_each_kind_of_failure_has_its_name(void)
{
    static const struct {
        int failure;
        const char *name;
    } rows[] = {
        {SPFEVAL_FAILURE_TIMEOUT, "\"failure\": \"timeout\""},
        {SPFEVAL_FAILURE_NETWORK, "\"failure\": \"network\""},
        {SPFEVAL_FAILURE_MALFORMED, "\"failure\": \"malformed\""},
        {SPFEVAL_FAILURE_ALIAS, "\"failure\": \"alias\""},
    };
    struct try_check try;
    size_t i;

    try_check_init(&try, NULL);
    for (i = 0; i < TAP_COUNT(rows); i++) {
        const spfeval_query *query;

        tap_row(rows[i].name);
        try_check_start(&try, "192.0.2.1", "user@example.com");
        CHECK_INT(spfeval_check_step(try.check), SPFEVAL_STEP_QUERY);
        query = try_check_take(&try);
        spfeval_answer_clear(try.answer);
        CHECK_INT(spfeval_answer_set_failure(try.answer, rows[i].failure),
                  SPFEVAL_OK);
        CHECK_INT(spfeval_check_answer(try.check, spfeval_query_get_id(query),
                                       try.answer),
                  SPFEVAL_OK);
        CHECK_INT(spfeval_check_step(try.check), SPFEVAL_STEP_DONE);
        CHECK_INT(spfeval_outcome_json_print(
                      spfeval_check_get_outcome(try.check), SPFEVAL_JSON_TRACE,
                      text, sizeof(text), NULL),
                  SPFEVAL_OK);
        CHECK(strstr(text, rows[i].name) != NULL);
    }
    try_check_clear(&try);
}

static void
test_each_capacity_is_safe(void)
{
    struct try_check try;
    const spfeval_outcome *outcome =
        report_case_run(find_case("pass-mx"), &try);
    size_t full = 0;
    size_t capacity;

    CHECK_INT(
        spfeval_outcome_json_print(outcome, ALL, text, sizeof(text), &full),
        SPFEVAL_OK);
    CHECK_INT(strlen(text) + 1, full);
    for (capacity = 0; capacity <= full + 1; capacity++) {
        char *exact = malloc(capacity == 0 ? 1 : capacity);
        size_t needed = 0;

        if (!CHECK(exact != NULL)) {
            break;
        }
        CHECK_INT(spfeval_outcome_json_print(outcome, ALL,
                                             capacity == 0 ? NULL : exact,
                                             capacity, &needed),
                  capacity < full ? SPFEVAL_ERR_BUFFER : SPFEVAL_OK);
        CHECK_INT(needed, full);
        free(exact);
    }
    try_check_clear(&try);
}

static void
test_misuse_is_refused(void)
{
    struct try_check try;
    const spfeval_outcome *outcome = report_case_run(&report_cases[0], &try);
    size_t needed = 77;

    CHECK_INT(spfeval_outcome_json_print(NULL, 0, text, 10, &needed),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_outcome_json_print(outcome, 16, text, 10, &needed),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_outcome_json_print(outcome, 0, NULL, 10, &needed),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(needed, 77);
    try_check_clear(&try);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"the names of members and their order are frozen",
         test_member_names_and_their_order_are_frozen},
        {"each case is ASCII in each form",
         test_each_case_is_ascii_in_each_form},
        {"the values are those of the outcome",
         test_values_are_those_of_the_outcome},
        {"failures are told in the trace",
         test_failures_are_told_in_the_trace},
        {"each kind of failure has its name",
         test_each_kind_of_failure_has_its_name},
        {"each capacity is safe", test_each_capacity_is_safe},
        {"misuse is refused", test_misuse_is_refused},
    };

    return tap_run("report/outcome_json", tests, TAP_COUNT(tests));
}
