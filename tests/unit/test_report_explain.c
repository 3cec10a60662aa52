/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdlib.h>
#include <string.h>

#include <spfeval/report.h>

#include "report/key.h"
#include "support/report_case.h"
#include "support/tap.h"

enum { TEXT_SIZE = 262144 };

static char text[TEXT_SIZE];
static char other[TEXT_SIZE];

/* --- what is said -------------------------------------------------------- */

/* The key sentence of each reason; "" for one that no outcome can have. */
static const char *const reason_keys[] = {
    [SPFEVAL_REASON_UNSET] = "",
    [SPFEVAL_REASON_NO_RECORD] = "none.no-record",
    [SPFEVAL_REASON_NXDOMAIN] = "none.nxdomain",
    [SPFEVAL_REASON_BAD_DOMAIN] = "none.bad-domain",
    [SPFEVAL_REASON_IDNA] = "none.idna",
    [SPFEVAL_REASON_MATCH] = "fail.match",
    [SPFEVAL_REASON_DEFAULT] = "neutral.default",
    [SPFEVAL_REASON_DNS_FAILED] = "temperror.dns-failed",
    [SPFEVAL_REASON_TIMEOUT] = "temperror.timeout",
    [SPFEVAL_REASON_SYNTAX] = "permerror.syntax",
    [SPFEVAL_REASON_MULTIPLE_RECORDS] = "permerror.multiple-records",
    [SPFEVAL_REASON_TERM_LIMIT] = "permerror.term-limit",
    [SPFEVAL_REASON_VOID_LIMIT] = "permerror.void-limit",
    [SPFEVAL_REASON_MX_LIMIT] = "permerror.mx-limit",
    [SPFEVAL_REASON_INCLUDE_NO_RECORD] = "permerror.include-no-record",
    [SPFEVAL_REASON_REDIRECT_NO_RECORD] = "permerror.redirect-no-record",
    [SPFEVAL_REASON_INCLUDE_BAD_DOMAIN] = "permerror.include-bad-domain",
    [SPFEVAL_REASON_REDIRECT_BAD_DOMAIN] = "permerror.redirect-bad-domain",
};

static bool
case_has_key(const struct report_case *row, const char *key)
{
    struct try_check try;
    const spfeval_outcome *outcome = report_case_run(row, &try);
    const char *found = report_find(outcome, SPFEVAL_LANGUAGE_EN, key);
    bool has = false;

    if (found != NULL) {
        memcpy(text, found, strlen(found) + 1);
        found = report_find(outcome, SPFEVAL_LANGUAGE_NL, key);
        has = CHECK(found != NULL && strcmp(found, text) != 0);
    }
    try_check_clear(&try);
    return has;
}

static bool
some_case_has_key(int reason, const char *key)
{
    size_t i;

    for (i = 0; i < report_case_count; i++) {
        if (report_cases[i].reason == reason &&
            case_has_key(&report_cases[i], key)) {
            return true;
        }
    }
    return false;
}

/* A reason that is added later has a name, and so must have a row here. */
static void
test_each_reason_has_a_sentence_in_both_languages(void)
{
    int reason;

    for (reason = 1; reason < 1000; reason++) {
        const char *name = spfeval_reason_name(reason);

        if (strcmp(name, "unset") == 0) {
            continue;
        }
        tap_row(name);
        if (CHECK((size_t)reason < TAP_COUNT(reason_keys) &&
                  reason_keys[reason] != NULL)) {
            CHECK(some_case_has_key(reason, reason_keys[reason]));
        }
    }
}

/* Said for limits and records that the cases do not have; tried elsewhere. */
static const char *const rare_keys[] = {
    "what.record-no-ttl",
    "what.cut",
    "what.more",
    "permerror.limit.more",
    "permerror.limit.helo",
    "permerror.syntax.unknown",
    "permerror.syntax.version",
    "permerror.syntax.too-long",
    "permerror.syntax.qualified-modifier",
    "permerror.syntax.argument",
    "permerror.syntax.domain-end",
    "permerror.syntax.macro",
    "permerror.syntax.macro-digits",
    "permerror.syntax.prefix-length",
    "permerror.syntax.ip6-network",
    "permerror.syntax.duplicate-modifier",
};

static bool
is_rare(const char *key)
{
    size_t i;

    for (i = 0; i < TAP_COUNT(rare_keys); i++) {
        if (strcmp(rare_keys[i], key) == 0) {
            return true;
        }
    }
    return false;
}

static void
mark_keys(const spfeval_outcome *outcome, bool *said)
{
    uint32_t count = spfeval_explain_get_count(outcome);
    uint32_t i;
    int key;

    for (i = 0; i < count; i++) {
        spfeval_sentence sentence = {.struct_size = sizeof(sentence)};

        (void)spfeval_explain_get_sentence(outcome, SPFEVAL_LANGUAGE_EN, i,
                                           &sentence, NULL, 0, NULL);
        for (key = 0; key < SPFE_KEY_COUNT; key++) {
            said[key] = said[key] ||
                        spfe_key_get((enum spfe_key)key)->name == sentence.key;
        }
    }
}

static void
test_each_key_is_said_by_some_case(void)
{
    bool said[SPFE_KEY_COUNT] = {false};
    size_t i;

    for (i = 0; i < report_case_count; i++) {
        struct try_check try;

        mark_keys(report_case_run(&report_cases[i], &try), said);
        try_check_clear(&try);
    }
    for (i = 0; i < SPFE_KEY_COUNT; i++) {
        const char *name = spfe_key_get((enum spfe_key)i)->name;

        tap_row(name);
        CHECK(said[i] != is_rare(name));
    }
}

static void
test_each_result_says_what_receivers_do(void)
{
    static const char *const keys[] = {
        [SPFEVAL_RESULT_NONE] = "result.none",
        [SPFEVAL_RESULT_NEUTRAL] = "result.neutral",
        [SPFEVAL_RESULT_PASS] = "result.pass",
        [SPFEVAL_RESULT_FAIL] = "result.fail",
        [SPFEVAL_RESULT_SOFTFAIL] = "result.softfail",
        [SPFEVAL_RESULT_TEMPERROR] = "result.temperror",
        [SPFEVAL_RESULT_PERMERROR] = "result.permerror",
    };
    bool seen[TAP_COUNT(keys)] = {false};
    size_t i;

    for (i = 0; i < report_case_count; i++) {
        struct try_check try;
        const spfeval_outcome *outcome =
            report_case_run(&report_cases[i], &try);
        int result = spfeval_outcome_get_result(outcome);
        const char *key = result == SPFEVAL_RESULT_PASS &&
                                  spfeval_outcome_get_identity(outcome) ==
                                      SPFEVAL_IDENTITY_HELO
                              ? "result.pass-helo"
                              : keys[result];

        seen[result] = true;
        CHECK_INT(report_count(outcome, key), 1);
        try_check_clear(&try);
    }
    for (i = SPFEVAL_RESULT_NONE; i <= SPFEVAL_RESULT_PERMERROR; i++) {
        CHECK(seen[i]);
    }
}

static void
test_each_answer_has_all_parts_in_order(void)
{
    size_t i;

    for (i = 0; i < report_case_count; i++) {
        struct try_check try;
        const spfeval_outcome *outcome =
            report_case_run(&report_cases[i], &try);
        uint32_t count = spfeval_explain_get_count(outcome);
        uint32_t part = 0;
        uint32_t j;

        for (j = 0; j < count; j++) {
            spfeval_sentence sentence = {.struct_size = sizeof(sentence)};

            CHECK_INT(spfeval_explain_get_sentence(
                          outcome, SPFEVAL_LANGUAGE_EN, j, &sentence, text,
                          sizeof(text), NULL),
                      SPFEVAL_OK);
            CHECK(sentence.part == part || sentence.part == part + 1);
            CHECK(strchr(text, '\n') == NULL);
            part = sentence.part;
        }
        CHECK_INT(part, SPFEVAL_EXPLAIN_NEXT);
        try_check_clear(&try);
    }
}

static void
check_suggestion(const char *client, const char *record, const char *expected)
{
    struct try_check try;
    const spfeval_outcome *outcome;
    const char *found;

    tap_row(record);
    try_check_init(&try, NULL);
    CHECK_INT(spfeval_zone_add_text(try.zone, "example.com", 11, 300, record,
                                    strlen(record)),
              SPFEVAL_OK);
    try_check_zone(&try, "other.example TXT v=spf1 ~all");
    outcome = try_check_outcome(&try, client, "user@example.com");
    found = report_find(outcome, SPFEVAL_LANGUAGE_EN, "next.add.sender");
    if (found == NULL) {
        found =
            report_find(outcome, SPFEVAL_LANGUAGE_EN, "next.add.sender-end");
    }
    if (CHECK(found != NULL)) {
        CHECK(strstr(found, expected) != NULL);
    }
    try_check_clear(&try);
}

/* RFC 7208 has no say in it: nothing may change for other addresses. */
static void
test_suggestions_stand_before_the_term_that_decided(void)
{
    check_suggestion("192.0.2.1", "v=spf1 ip4:198.51.100.1 -all",
                     "to add ip4:192.0.2.1 before -all.");
    check_suggestion("2001:db8::1", "v=spf1 ip4:198.51.100.1 ~all",
                     "to add ip6:2001:db8::1 before ~all.");
    check_suggestion("192.0.2.1",
                     "v=spf1 -ip4:192.0.2.0/24 ip4:192.0.0.0/16 -all",
                     "to add ip4:192.0.2.1 before -ip4:192.0.2.0/24.");
    check_suggestion("192.0.2.1", "v=spf1 redirect=other.example",
                     "to add ip4:192.0.2.1 before redirect=other.example.");
    check_suggestion("192.0.2.1", "v=spf1 ip4:198.51.100.1",
                     "to add ip4:192.0.2.1 after the last term.");
}

/* --- the buffer ---------------------------------------------------------- */

typedef int (*print_function)(const spfeval_outcome *outcome, char *buffer,
                              size_t capacity, size_t *needed);

static int
print_all(const spfeval_outcome *outcome, char *buffer, size_t capacity,
          size_t *needed)
{
    return spfeval_explain_print(outcome, SPFEVAL_LANGUAGE_NL, buffer,
                                 capacity, needed);
}

static int
print_first(const spfeval_outcome *outcome, char *buffer, size_t capacity,
            size_t *needed)
{
    spfeval_sentence sentence = {.struct_size = sizeof(sentence)};

    return spfeval_explain_get_sentence(outcome, SPFEVAL_LANGUAGE_EN, 0,
                                        &sentence, buffer, capacity, needed);
}

static void
check_each_capacity(const spfeval_outcome *outcome, print_function print)
{
    size_t full = 0;
    size_t capacity;

    CHECK_INT(print(outcome, text, sizeof(text), &full), SPFEVAL_OK);
    CHECK_INT(strlen(text) + 1, full);
    CHECK_INT(print(outcome, text, sizeof(text), NULL), SPFEVAL_OK);
    for (capacity = 0; capacity <= full + 1; capacity++) {
        char *exact = malloc(capacity == 0 ? 1 : capacity);
        size_t needed = 0;
        int status;

        if (!CHECK(exact != NULL)) {
            return;
        }
        status =
            print(outcome, capacity == 0 ? NULL : exact, capacity, &needed);
        CHECK_INT(status, capacity < full ? SPFEVAL_ERR_BUFFER : SPFEVAL_OK);
        CHECK_INT(needed, full);
        if (status == SPFEVAL_OK) {
            CHECK_BYTES(exact, full, text, full);
        } else if (capacity > 0) {
            CHECK_INT(exact[0], '\0');
        }
        free(exact);
    }
}

static void
test_each_capacity_is_safe(void)
{
    static const char *const names[] = {"fail-explained", "permerror-loop",
                                        "permerror-syntax-dash"};
    size_t i;
    size_t j;

    for (i = 0; i < report_case_count; i++) {
        for (j = 0; j < TAP_COUNT(names); j++) {
            struct try_check try;
            const spfeval_outcome *outcome;

            if (strcmp(report_cases[i].name, names[j]) != 0) {
                continue;
            }
            outcome = report_case_run(&report_cases[i], &try);
            check_each_capacity(outcome, print_all);
            check_each_capacity(outcome, print_first);
            try_check_clear(&try);
        }
    }
}

static void
check_misuse(const spfeval_outcome *outcome)
{
    spfeval_sentence sentence = {.struct_size = sizeof(sentence)};
    uint32_t count = spfeval_explain_get_count(outcome);
    size_t needed = 77;

    CHECK_INT(spfeval_explain_print(NULL, 1, text, 10, &needed),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_explain_print(outcome, 0, text, 10, &needed),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_explain_print(outcome, 3, text, 10, &needed),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_explain_print(outcome, 1, NULL, 10, &needed),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(
        spfeval_explain_get_sentence(NULL, 1, 0, &sentence, text, 10, &needed),
        SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(
        spfeval_explain_get_sentence(outcome, 1, 0, NULL, text, 10, &needed),
        SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_explain_get_sentence(outcome, 9, 0, &sentence, text, 10,
                                           &needed),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_explain_get_sentence(outcome, 1, count, &sentence, text,
                                           10, &needed),
              SPFEVAL_ERR_NOT_FOUND);
    CHECK_INT(needed, 77);
    CHECK(sentence.key == NULL);
    sentence.struct_size--;
    CHECK_INT(spfeval_explain_get_sentence(outcome, 1, 0, &sentence, text, 10,
                                           &needed),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_explain_get_count(NULL), 0);
}

static void
test_misuse_is_refused(void)
{
    struct try_check try;

    check_misuse(report_case_run(&report_cases[0], &try));
    try_check_clear(&try);
}

/* --- hostile text -------------------------------------------------------- */

static void
check_is_printable(const char *octets, const char *also)
{
    for (; *octets != '\0'; octets++) {
        if (!CHECK((*octets >= 0x20 && *octets <= 0x7e) ||
                   strchr(also, *octets) != NULL)) {
            return;
        }
    }
}

static void
check_all_output(const spfeval_outcome *outcome)
{
    int language;

    for (language = SPFEVAL_LANGUAGE_EN; language <= SPFEVAL_LANGUAGE_NL;
         language++) {
        uint32_t count = spfeval_explain_get_count(outcome);
        uint32_t i;

        CHECK_INT(
            spfeval_explain_print(outcome, language, text, sizeof(text), NULL),
            SPFEVAL_OK);
        check_is_printable(text, "\n");
        for (i = 0; i < count; i++) {
            spfeval_sentence sentence = {.struct_size = sizeof(sentence)};

            CHECK_INT(spfeval_explain_get_sentence(outcome, language, i,
                                                   &sentence, other,
                                                   sizeof(other), NULL),
                      SPFEVAL_OK);
            check_is_printable(other, "");
        }
    }
}

static void
test_hostile_inputs_are_escaped(void)
{
    static const char mailfrom[] = "a\r\nb\x1b[31m\x80\xff\t\"@example.com";
    struct try_check try;

    try_check_init(&try, NULL);
    try_check_zone(&try, "example.com TXT v=spf1 -all");
    check_all_output(try_check_outcome(&try, "192.0.2.1", mailfrom));
    CHECK(strstr(text, "a\\x0D\\x0Ab\\x1B[31m\\x80\\xFF\\x09\"@example.com") !=
          NULL);
    check_all_output(
        try_check_outcome(&try, "192.0.2.1", "x@exa\r\nmple.com\x1b"));
    CHECK(strstr(text, "exa\\x0D\\x0Ample.com\\x1B") != NULL);
    try_check_clear(&try);
}

static void
check_record(const char *record, size_t len)
{
    struct try_check try;

    check_all_output(report_record_run(record, len, NULL, &try));
    try_check_clear(&try);
}

static void
test_hostile_records_are_escaped_and_bounded(void)
{
    static char record[60000];
    size_t i;

    check_record("v=spf1 \r\n\x1b[2J\x9b\0 -all", 20);
    memcpy(record, "v=spf1 ", 7);
    for (i = 7; i < sizeof(record); i++) {
        record[i] = (char)(i * 7 + i / 251);
    }
    check_record(record, sizeof(record));
    CHECK(strlen(text) < 20000);
    memset(record + 7, 'x', sizeof(record) - 7);
    check_record(record, sizeof(record));
    CHECK(strlen(text) < 20000);
    memset(record + 7, ' ', sizeof(record) - 7);
    check_record(record, sizeof(record));
    memcpy(record + 7, "exists:%{l}", 11);
    memset(record + 18, 'x', sizeof(record) - 18);
    memcpy(record + sizeof(record) - 9, ".com ~all", 9);
    check_record(record, sizeof(record));
    CHECK(strlen(text) < 20000);
}

static void
test_hostile_names_in_dns_are_escaped(void)
{
    struct try_check try;

    try_check_init(&try, NULL);
    try_check_zone(&try, "example.com TXT v=spf1 mx -all");
    CHECK_INT(spfeval_zone_add_mx(try.zone, "example.com", 11, 300, 1,
                                  "m\r\n\x1b.example.com", 16),
              SPFEVAL_OK);
    check_all_output(try_check_outcome(&try, "192.0.2.1", "user@example.com"));
    try_check_clear(&try);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"each reason has a sentence in both languages",
         test_each_reason_has_a_sentence_in_both_languages},
        {"each key is said by some case", test_each_key_is_said_by_some_case},
        {"each result says what receivers do",
         test_each_result_says_what_receivers_do},
        {"each answer has all parts, in order",
         test_each_answer_has_all_parts_in_order},
        {"the suggestion stands before the term that decided",
         test_suggestions_stand_before_the_term_that_decided},
        {"each capacity is safe", test_each_capacity_is_safe},
        {"misuse is refused", test_misuse_is_refused},
        {"hostile inputs are escaped", test_hostile_inputs_are_escaped},
        {"hostile records are escaped and bounded",
         test_hostile_records_are_escaped_and_bounded},
        {"hostile names in DNS are escaped",
         test_hostile_names_in_dns_are_escaped},
    };

    return tap_run("report/explain", tests, TAP_COUNT(tests));
}
