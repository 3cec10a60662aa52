/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Answers whose contents nobody expects. A check has a result or says that a
 * limit is reached, and asks for nothing that is no name.
 */
#include <stdio.h>
#include <string.h>

#include <spfeval/header.h>

#include "support/tap.h"
#include "support/try_check.h"

enum { CROWD = 100000, MANY = 30000, LONGEST_TEXT = 65535, TEXT = 4096 };

#define REVERSE "1.2.0.192.in-addr.arpa"

/* Take a query of this type and answer it with what the object holds. */
static int
answer_next(struct try_check *try, int type)
{
    const spfeval_query *query;

    CHECK_INT(spfeval_check_step(try->check), SPFEVAL_STEP_QUERY);
    query = try_check_take(try);
    if (!CHECK(query != NULL)) {
        return SPFEVAL_ERR_STATE;
    }
    CHECK_INT(spfeval_query_get_type(query), type);
    return spfeval_check_answer(try->check, spfeval_query_get_id(query),
                                try->answer);
}

/* A check of u@example.com with this record, up to its next query. */
static void
set_up(struct try_check *try, const char *record)
{
    try_check_init(try, NULL);
    try_check_start(try, "192.0.2.1", "u@example.com");
    CHECK_INT(spfeval_answer_add_text(try->answer, record, strlen(record)),
              SPFEVAL_OK);
    CHECK_INT(answer_next(try, SPFEVAL_RRTYPE_TXT), SPFEVAL_OK);
    spfeval_answer_clear(try->answer);
}

static void
expect_done(struct try_check *try, int result, int reason)
{
    const spfeval_outcome *outcome;

    CHECK_INT(try_check_run(try), SPFEVAL_STEP_DONE);
    outcome = spfeval_check_get_outcome(try->check);
    CHECK_INT(spfeval_outcome_get_result(outcome), result);
    CHECK_INT(spfeval_outcome_get_reason(outcome), reason);
}

/* --- Too many ------------------------------------------------------------ */

/* The last address is the client's. */
static void
test_hundred_thousand_addresses(void)
{
    struct try_check try;
    uint32_t i;

    set_up(&try, "v=spf1 a -all");
    for (i = 1; i <= CROWD; i++) {
        uint8_t octets[4] = {10, (uint8_t)(i >> 16), (uint8_t)(i >> 8),
                             (uint8_t)i};

        CHECK_INT(spfeval_answer_add_address(
                      try.answer,
                      i == CROWD ? (const uint8_t *)"\300\0\2\1" : octets, 4),
                  SPFEVAL_OK);
    }
    CHECK_INT(answer_next(&try, SPFEVAL_RRTYPE_A), SPFEVAL_OK);
    expect_done(&try, SPFEVAL_RESULT_PASS, SPFEVAL_REASON_MATCH);
    try_check_clear(&try);
}

static void
add_exchanges(struct try_check *try, int count)
{
    int i;

    for (i = 0; i < count; i++) {
        CHECK_INT(spfeval_answer_add_mx(try->answer, 10, "a.example", 9),
                  SPFEVAL_OK);
    }
}

/* More than a check may hold: it ends. */
static void
test_hundred_thousand_exchanges(void)
{
    struct try_check try;

    set_up(&try, "v=spf1 mx -all");
    add_exchanges(&try, CROWD);
    CHECK_INT(answer_next(&try, SPFEVAL_RRTYPE_MX), SPFEVAL_ERR_LIMIT);
    CHECK_INT(spfeval_check_step(try.check), SPFEVAL_ERR_LIMIT);
    CHECK(spfeval_check_get_outcome(try.check) == NULL);
    try_check_clear(&try);
}

static void
test_many_exchanges(void)
{
    struct try_check try;

    set_up(&try, "v=spf1 mx -all");
    add_exchanges(&try, MANY);
    CHECK_INT(answer_next(&try, SPFEVAL_RRTYPE_MX), SPFEVAL_OK);
    expect_done(&try, SPFEVAL_RESULT_PERMERROR, SPFEVAL_REASON_MX_LIMIT);
    try_check_expect_queries(&try, "TXT example.com; MX example.com");
    try_check_clear(&try);
}

static void
test_many_names(void)
{
    struct try_check try;
    int i;

    set_up(&try, "v=spf1 ptr -all");
    for (i = 0; i < MANY; i++) {
        char name[64];
        int len = snprintf(name, sizeof(name), "n%d.example.com", i);

        CHECK_INT(spfeval_answer_add_ptr(try.answer, name, (size_t)len),
                  SPFEVAL_OK);
    }
    CHECK_INT(answer_next(&try, SPFEVAL_RRTYPE_PTR), SPFEVAL_OK);
    expect_done(&try, SPFEVAL_RESULT_FAIL, SPFEVAL_REASON_MATCH);
    try_check_expect_queries(
        &try, "TXT example.com; PTR " REVERSE "; A n0.example.com; "
              "A n1.example.com; A n2.example.com; A n3.example.com; "
              "A n4.example.com; A n5.example.com; A n6.example.com; "
              "A n7.example.com; A n8.example.com; A n9.example.com");
    try_check_clear(&try);
}

/* So many texts of which as many are records. */
static void
try_texts(const char *text, int result, int reason)
{
    struct try_check try;
    int i;

    try_check_init(&try, NULL);
    try_check_start(&try, "192.0.2.1", "u@example.com");
    for (i = 0; i < CROWD; i++) {
        CHECK_INT(spfeval_answer_add_text(try.answer, text, strlen(text)),
                  SPFEVAL_OK);
    }
    CHECK_INT(answer_next(&try, SPFEVAL_RRTYPE_TXT), SPFEVAL_OK);
    expect_done(&try, result, reason);
    try_check_clear(&try);
}

static void
test_hundred_thousand_texts(void)
{
    try_texts("x", SPFEVAL_RESULT_NONE, SPFEVAL_REASON_NO_RECORD);
    try_texts("", SPFEVAL_RESULT_NONE, SPFEVAL_REASON_NO_RECORD);
    try_texts("v=spf1", SPFEVAL_RESULT_PERMERROR,
              SPFEVAL_REASON_MULTIPLE_RECORDS);
}

/* --- Too long ------------------------------------------------------------ */

static void
test_longest_text_is_a_record_or_none(void)
{
    static char text[LONGEST_TEXT];
    struct try_check try;

    memset(text, 'x', sizeof(text));
    try_check_init(&try, NULL);
    CHECK_INT(spfeval_zone_add_text(try.zone, "none.example", 12, 300, text,
                                    sizeof(text)),
              SPFEVAL_OK);
    memset(text, ' ', sizeof(text));
    memcpy(text, "v=spf1", 6);
    memcpy(text + sizeof(text) - 4, "+all", 4);
    CHECK_INT(spfeval_zone_add_text(try.zone, "pass.example", 12, 300, text,
                                    sizeof(text)),
              SPFEVAL_OK);
    memset(text + 6, 'x', sizeof(text) - 6);
    memcpy(text + 6, " x=", 3); /* one modifier, unknown */
    CHECK_INT(spfeval_zone_add_text(try.zone, "neutral.example", 15, 300, text,
                                    sizeof(text)),
              SPFEVAL_OK);
    CHECK_INT(spfeval_outcome_get_result(
                  try_check_outcome(&try, "192.0.2.1", "u@none.example")),
              SPFEVAL_RESULT_NONE);
    CHECK_INT(spfeval_outcome_get_result(
                  try_check_outcome(&try, "192.0.2.1", "u@pass.example")),
              SPFEVAL_RESULT_PASS);
    CHECK_INT(spfeval_outcome_get_result(
                  try_check_outcome(&try, "192.0.2.1", "u@neutral.example")),
              SPFEVAL_RESULT_NEUTRAL);
    try_check_clear(&try);
}

/* Of these a check may hold 1 MiB; the next mail is as if nothing was. */
static void
test_answer_beyond_the_bound_is_a_limit(void)
{
    static char text[LONGEST_TEXT];
    struct try_check try;
    int i;

    memset(text, 'x', sizeof(text));
    try_check_init(&try, NULL);
    try_check_zone(&try, "pass.example TXT v=spf1 +all");
    for (i = 0; i < 20; i++) {
        CHECK_INT(spfeval_zone_add_text(try.zone, "big.example", 11, 300, text,
                                        sizeof(text)),
                  SPFEVAL_OK);
    }
    try_check_start(&try, "192.0.2.1", "u@big.example");
    CHECK_INT(
        spfeval_check_run(try.check, spfeval_zone_get_resolver(try.zone)),
        SPFEVAL_ERR_LIMIT);
    CHECK(spfeval_check_get_outcome(try.check) == NULL);
    CHECK_INT(spfeval_outcome_get_result(
                  try_check_outcome(&try, "192.0.2.1", "u@pass.example")),
              SPFEVAL_RESULT_PASS);
    try_check_clear(&try);
}

/* --- Times to live ------------------------------------------------------- */

static void
test_times_to_live_are_bounded(void)
{
    static const struct {
        uint32_t ttl;
        uint32_t expected;
    } cases[] = {{0, 0},
                 {1, 1},
                 {0x7fffffff, 0x7fffffff},
                 {0x80000000, 0}, /* RFC 2181 section 8 */
                 {0xffffffff, 0}};
    size_t i;

    for (i = 0; i < TAP_COUNT(cases); i++) {
        struct try_check try;
        uint32_t ttl = 77;

        try_check_init(&try, NULL);
        CHECK_INT(spfeval_zone_add_text(try.zone, "example.com", 11,
                                        cases[i].ttl, "v=spf1 -all", 11),
                  SPFEVAL_OK);
        CHECK_INT(
            spfeval_outcome_get_ttl(
                try_check_outcome(&try, "192.0.2.1", "u@example.com"), &ttl),
            SPFEVAL_OK);
        CHECK_INT(ttl, cases[i].expected);
        try_check_clear(&try);
    }
}

/* --- Names of any octets ------------------------------------------------- */

/* What is printed about the check has no octet that could do harm. */
static void
expect_clean_header(const struct try_check *try)
{
    char text[TEXT];
    size_t needed = 0;
    size_t i;

    CHECK_INT(spfeval_received_spf_print(spfeval_check_get_outcome(try->check),
                                         0, text, sizeof(text), &needed),
              SPFEVAL_OK);
    for (i = 0; i + 1 < needed; i++) {
        unsigned char octet = (unsigned char)text[i];

        CHECK(octet == '\r' || octet == '\n' ||
              (octet >= 0x20 && octet <= 0x7e));
    }
}

/* A host of "mx", or a name of "ptr", with this octet in its first label. */
static void
try_octet(const char *record, int type, unsigned octet)
{
    char name[] = "aXb.example.com";
    char expected[64] = "";
    struct try_check try;

    name[1] = (char)octet;
    set_up(&try, record);
    if (type == SPFEVAL_RRTYPE_MX) {
        CHECK_INT(spfeval_answer_add_mx(try.answer, 10, name, 15), SPFEVAL_OK);
    } else {
        CHECK_INT(spfeval_answer_add_ptr(try.answer, name, 15), SPFEVAL_OK);
    }
    CHECK_INT(answer_next(&try, type), SPFEVAL_OK);
    expect_done(&try, SPFEVAL_RESULT_FAIL, SPFEVAL_REASON_MATCH);
    if (octet >= 0x20 && octet <= 0x7e) {
        (void)snprintf(expected, sizeof(expected), "; A %s", name);
    }
    CHECK(try.queries_len > strlen(expected) &&
          strcmp(try.queries + try.queries_len - strlen(expected), expected) ==
              0);
    CHECK_INT(strstr(try.queries, "; A ") != NULL, expected[0] != '\0');
    expect_clean_header(&try);
    try_check_clear(&try);
}

static void
test_names_with_each_octet(void)
{
    unsigned octet;

    for (octet = 0; octet < 256; octet++) {
        char row[16];

        (void)snprintf(row, sizeof(row), "octet %u", octet);
        tap_row(row);
        try_octet("v=spf1 mx -all", SPFEVAL_RRTYPE_MX, octet);
        try_octet("v=spf1 ptr -all", SPFEVAL_RRTYPE_PTR, octet);
        tap_row(NULL);
    }
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"100 000 addresses: the last one matches",
         test_hundred_thousand_addresses},
        {"100 000 exchanges: a limit", test_hundred_thousand_exchanges},
        {"30 000 exchanges: permerror", test_many_exchanges},
        {"30 000 names: ten are looked at", test_many_names},
        {"100 000 texts: none is a record, or all are",
         test_hundred_thousand_texts},
        {"the longest text is a record or none",
         test_longest_text_is_a_record_or_none},
        {"an answer beyond the bound is a limit",
         test_answer_beyond_the_bound_is_a_limit},
        {"times to live are bounded", test_times_to_live_are_bounded},
        {"names with each octet are asked for, or skipped",
         test_names_with_each_octet},
    };

    return tap_run("abuse/contents", tests, TAP_COUNT(tests));
}
