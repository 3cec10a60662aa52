/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * For any text: an error is found exactly when the parser refuses it, findings
 * lie within the text and are in order, and corrections do no harm.
 */
#include <stdlib.h>
#include <string.h>

#include <spfeval/lint.h>
#include <spfeval/record.h>
#include <spfeval/report.h>
#include <spfeval/status.h>

#include "support/tap.h"

enum {
    RECORDS = 20000,
    PIECES = 12,
    TEXT_MAX = 400,
    ROOM = 2048,
    MOST_ROUNDS = 12
};

static const char *const pieces[] = {
    " ",
    " ",
    " ",
    " ",
    " ",
    "  ",
    "-all",
    "~all",
    "?all",
    "all",
    "+",
    "-",
    "~",
    "?",
    "a",
    "mx",
    "ptr",
    "ip4:8.8.8.8",
    "ip4:8.8.8.0/24",
    "ip6:2a00::1",
    "ip4:",
    "ip6:",
    "include:",
    "exists:",
    "redirect=",
    "exp=",
    "example.com",
    "a.b.example",
    "%{i}",
    "%{x}",
    "%{l0}",
    "%%",
    "%",
    "/24",
    "//64",
    "/33",
    "/",
    ":",
    "=",
    ",",
    ";",
    "\"",
    "\\",
    "\t",
    "\n",
    "\xe2\x80\x93",
    "\xc2\xa0",
    "\xff",
    "ip4=",
    "moo=x",
    "v=spf1",
    "ipv4:9.9.9.9",
    "8.8.8.8",
    "::1",
    "localhost",
    "8.8.*",
    "8.8.8.0-8.8.8.255",
    "[::1]",
    "INCLUDE:",
    "v=spf1 ",
    "ptr:",
    "mx:",
    "a:",
    "0",
    "10.0.0.0/8",
    ".",
    "@",
    "http://",
};

/* xorshift32: the same records each time. */
static uint32_t
next_random(uint32_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state;
}

static size_t
make_record(uint32_t *state, char *text)
{
    uint32_t count = next_random(state) % PIECES + 1;
    size_t len = 0;

    if (next_random(state) % 16 != 0) {
        memcpy(text, "v=spf1 ", 7);
        len = 7;
    }
    while (count-- > 0) {
        const char *piece = pieces[next_random(state) % TAP_COUNT(pieces)];

        memcpy(text + len, piece, strlen(piece));
        len += strlen(piece);
        if (next_random(state) % 2 == 0) {
            text[len++] = ' ';
        }
    }
    if (next_random(state) % 8 == 0) {
        text[next_random(state) % len] = (char)(next_random(state) >> 8);
    }
    return len;
}

static bool
is_parsed(const char *text, size_t len)
{
    spfeval_record *record = NULL;
    bool parsed =
        spfeval_record_parse(NULL, text, len, &record, NULL) == SPFEVAL_OK;

    spfeval_record_free(record);
    return parsed;
}

static bool
is_well_placed(const spfeval_finding *finding, size_t len)
{
    return finding->offset <= len &&
           finding->length <= len - finding->offset &&
           (finding->fix == NULL ||
            (finding->fix_offset <= len &&
             finding->fix_length <= len - finding->fix_offset));
}

static bool
is_printable(const spfeval_lint *found, uint32_t index, int language)
{
    char text[ROOM];
    size_t i;

    if (spfeval_lint_print_finding(found, index, language, text, sizeof(text),
                                   NULL) != SPFEVAL_OK) {
        return false;
    }
    for (i = 0; text[i] != '\0'; i++) {
        if (text[i] < 0x20 || text[i] > 0x7e) {
            return false;
        }
    }
    return i > 0;
}

/* What holds of each finding; the number of errors. */
static uint32_t
check_findings(const spfeval_lint *found, size_t len)
{
    uint32_t errors = 0;
    uint32_t severity = 0;
    uint32_t offset = 0;
    uint32_t i;

    for (i = 0; i < spfeval_lint_get_count(found); i++) {
        spfeval_finding finding = {.struct_size = sizeof(finding)};

        CHECK_INT(spfeval_lint_get_finding(found, i, &finding), SPFEVAL_OK);
        CHECK(is_well_placed(&finding, len));
        CHECK(finding.severity > severity ||
              (finding.severity == severity && finding.offset >= offset));
        CHECK(is_printable(found, i, SPFEVAL_LANGUAGE_EN));
        CHECK(is_printable(found, i, SPFEVAL_LANGUAGE_NL));
        severity = finding.severity;
        offset = finding.offset;
        errors += severity == SPFEVAL_SEVERITY_ERROR;
    }
    return errors;
}

/* Corrections of corrections come to an end. */
static void
check_end(const char *record, size_t len)
{
    char text[2][ROOM];
    size_t lens[2] = {len, 0};
    int round = 0;
    int now = 0;

    memcpy(text[0], record, len);
    do {
        spfeval_lint *found = NULL;
        size_t needed = 1;

        CHECK_INT(spfeval_lint_text(NULL, text[now], lens[now], &found),
                  SPFEVAL_OK);
        now = 1 - now;
        CHECK_INT(spfeval_lint_print_fixed(found, text[now], ROOM, &needed),
                  SPFEVAL_OK);
        lens[now] = needed - 1;
        spfeval_lint_free(found);
    } while (round++ < MOST_ROUNDS &&
             (lens[0] != lens[1] || memcmp(text[0], text[1], lens[0]) != 0));
    CHECK(round <= MOST_ROUNDS);
}

/* A correction of what is valid leaves it so, and gains no finding. */
static void
check_correction(const char *fixed, size_t len, uint32_t findings)
{
    spfeval_lint *found = NULL;

    CHECK(is_parsed(fixed, len));
    CHECK_INT(spfeval_lint_text(NULL, fixed, len, &found), SPFEVAL_OK);
    CHECK(spfeval_lint_get_count(found) <= findings);
    spfeval_lint_free(found);
}

/* The text in memory of exactly its size. */
static void
check_record(const char *record, size_t len, unsigned *parsed)
{
    char *text = malloc(len > 0 ? len : 1);
    char fixed[ROOM];
    spfeval_lint *found = NULL;
    size_t needed = 0;
    uint32_t errors;

    if (!CHECK(text != NULL)) {
        return;
    }
    memcpy(text, record, len);
    CHECK_INT(spfeval_lint_text(NULL, text, len, &found), SPFEVAL_OK);
    errors = check_findings(found, len);
    CHECK_INT(errors == 0, is_parsed(text, len));
    CHECK_INT(spfeval_lint_print_fixed(found, fixed, sizeof(fixed), &needed),
              SPFEVAL_OK);
    if (errors == 0) {
        (*parsed)++;
        check_correction(fixed, needed - 1, spfeval_lint_get_count(found));
    }
    check_end(text, len);
    spfeval_lint_free(found);
    free(text);
}

static void
test_errors_are_what_the_parser_refuses(void)
{
    char text[TEXT_MAX];
    uint32_t state = 20260101;
    unsigned parsed = 0;
    int i;

    for (i = 0; i < RECORDS; i++) {
        size_t len = make_record(&state, text);

        text[len] = '\0';
        tap_row(text);
        check_record(text, len, &parsed);
    }
    CHECK(parsed > RECORDS / 50 && parsed < RECORDS / 2);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"errors are what the parser refuses, for 20000 records",
         test_errors_are_what_the_parser_refuses},
    };

    return tap_run("policy/lint, any text", tests, TAP_COUNT(tests));
}
