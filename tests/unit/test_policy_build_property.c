/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Whatever is added to a record in the making, what it prints parses, and the
 * linter finds no error in it, and none of SPF-W101 to W109 that was not asked
 * for; and made of its own terms, it is the same again.
 */
#include <string.h>

#include <spfeval/build.h>
#include <spfeval/lint.h>
#include <spfeval/record.h>
#include <spfeval/status.h>

#include "support/tap.h"

enum { RECORDS = 20000, SENDERS = 10, TEXT_MAX = 200, ROOM = 4096 };

static const char *const pieces[] = {
    "a",         "mx",        "ip4:",        "ip6:",
    "include:",  "exists:",   "a:",          "mx:",
    "b.example", "c.example", "_spf.",       "%{i}",
    "%{D2}",     "%{x}",      "%%",          "%{l-}",
    "192.0.2.1", "8.8.8.8",   "2001:db8::1", "::ffff:9.9.9.9",
    "0.0.0.0",   "128.0.0.0", "::",          "8000::",
    "/0",        "/1",        "/24",         "/32",
    "//64",      "//0",       "//128",       "/33",
    "all",       "-all",      "ptr",         "redirect=",
    "exp=",      "v=spf1",    "ip4=",        "a=",
    "moo=x",     "+",         "-",           "~",
    "?",         " ",         ".",           "..",
    ":",         "=",         "\\",          "\"",
    ";",         "\t",        "\n",          "\xe2\x80\x93",
    "\xff",      "A",         "EXAMPLE.Org", "localhost",
    "1.2.3",     "http://",   "user@",       "[::1]",
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

/* One that is valid every other time, and any octets now and then. */
static size_t
make_sender(uint32_t *state, char *text)
{
    static const char *const valid[] = {
        "a",
        "MX/24",
        "ip4:192.0.2.0/24",
        "192.0.2.9",
        "0.0.0.0/1",
        "128.0.0.0/1",
        "::/1",
        "8000::/1",
        "2001:DB8::1/64",
        "include:_spf.Example.net.",
        "exists:%{I}.%{h}.b.example",
        "host.example",
        "ip6:::ffff:9.9.9.9",
        "a:b.example/24//64",
    };
    uint32_t count = next_random(state) % 4 + 1;
    size_t len = 0;

    if (next_random(state) % 2 == 0) {
        const char *sender = valid[next_random(state) % TAP_COUNT(valid)];

        memcpy(text, sender, strlen(sender));
        return strlen(sender);
    }
    while (count-- > 0) {
        const char *piece = pieces[next_random(state) % TAP_COUNT(pieces)];

        memcpy(text + len, piece, strlen(piece));
        len += strlen(piece);
    }
    if (next_random(state) % 8 == 0) {
        text[next_random(state) % len] = (char)(next_random(state) >> 8);
    }
    return len;
}

/* How many senders were taken. */
static uint32_t
fill(uint32_t *state, spfeval_build *build)
{
    uint32_t count = next_random(state) % SENDERS;
    uint32_t taken = 0;
    char text[TEXT_MAX];
    size_t len;

    while (count-- > 0) {
        int status;

        len = make_sender(state, text);
        status = spfeval_build_add_sender(build, text, len);
        CHECK(status == SPFEVAL_OK || status == SPFEVAL_ERR_SYNTAX);
        taken += status == SPFEVAL_OK;
    }
    len = make_sender(state, text);
    (void)spfeval_build_set_exp(build, text, len);
    len = make_sender(state, text);
    (void)spfeval_build_set_redirect(build, text, len);
    return taken;
}

/* May this code be found, with this end? */
static bool
is_allowed(const char *code, int rest)
{
    if (memcmp(code, "SPF-W101", 8) == 0) {
        return rest == SPFEVAL_REST_UNSAID;
    }
    if (memcmp(code, "SPF-W103", 8) == 0) {
        return rest == SPFEVAL_REST_NEUTRAL;
    }
    return code[4] != 'E' && memcmp(code, "SPF-W10", 7) != 0;
}

static void
check_findings(const char *text, size_t len, int rest)
{
    spfeval_lint *lint = NULL;
    uint32_t i;

    CHECK_INT(spfeval_lint_text(NULL, text, len, &lint), SPFEVAL_OK);
    for (i = 0; i < spfeval_lint_get_count(lint); i++) {
        spfeval_finding finding = {.struct_size = sizeof(finding)};

        CHECK_INT(spfeval_lint_get_finding(lint, i, &finding), SPFEVAL_OK);
        if (!CHECK(is_allowed(finding.code, rest))) {
            CHECK_STR(text, len, finding.code);
        }
    }
    spfeval_lint_free(lint);
}

static int
put_back(spfeval_build *build, const char *text, const spfeval_term *term)
{
    static const int rests[] = {
        [SPFEVAL_QUALIFIER_FAIL] = SPFEVAL_REST_FAIL,
        [SPFEVAL_QUALIFIER_SOFTFAIL] = SPFEVAL_REST_SOFTFAIL,
        [SPFEVAL_QUALIFIER_NEUTRAL] = SPFEVAL_REST_NEUTRAL,
    };

    switch (term->kind) {
    case SPFEVAL_TERM_ALL:
        return spfeval_build_set_rest(build, rests[term->qualifier]);
    case SPFEVAL_TERM_REDIRECT:
        return spfeval_build_set_redirect(build, text + term->argument_offset,
                                          term->argument_length);
    case SPFEVAL_TERM_EXP:
        return spfeval_build_set_exp(build, text + term->argument_offset,
                                     term->argument_length);
    default:
        return spfeval_build_add_sender(build, text + term->offset,
                                        term->length);
    }
}

static void
check_again(const char *text, size_t len)
{
    char again[ROOM];
    spfeval_record *record = NULL;
    spfeval_build *build = NULL;
    size_t needed = 0;
    uint32_t i;

    if (!CHECK_INT(spfeval_record_parse(NULL, text, len, &record, NULL),
                   SPFEVAL_OK)) {
        return;
    }
    CHECK_INT(spfeval_build_new(NULL, &build), SPFEVAL_OK);
    (void)spfeval_build_set_rest(build, SPFEVAL_REST_UNSAID);
    for (i = 0; i < spfeval_record_get_term_count(record); i++) {
        spfeval_term term = {.struct_size = sizeof(term)};

        (void)spfeval_record_get_term(record, i, &term);
        CHECK_INT(put_back(build, text, &term), SPFEVAL_OK);
    }
    CHECK_INT(spfeval_build_print(build, again, sizeof(again), &needed),
              SPFEVAL_OK);
    CHECK_STR(again, needed - 1, text);
    spfeval_build_free(build);
    spfeval_record_free(record);
}

static void
test_what_is_built_is_valid(void)
{
    char text[ROOM];
    uint32_t state = 20260103;
    uint32_t taken = 0;
    int i;

    for (i = 0; i < RECORDS; i++) {
        int rest = (int)(next_random(&state) % 4);
        spfeval_build *build = NULL;
        size_t needed = 0;

        CHECK_INT(spfeval_build_new(NULL, &build), SPFEVAL_OK);
        (void)spfeval_build_set_rest(build, rest);
        taken += fill(&state, build);
        CHECK_INT(spfeval_build_print(build, text, sizeof(text), &needed),
                  SPFEVAL_OK);
        tap_row(text);
        check_findings(text, needed - 1, rest);
        check_again(text, needed - 1);
        spfeval_build_free(build);
    }
    CHECK(taken > 2 * RECORDS && taken < 4 * RECORDS);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"what is built is valid, for 20000 records",
         test_what_is_built_is_valid},
    };

    return tap_run("policy/build, any senders", tests, TAP_COUNT(tests));
}
