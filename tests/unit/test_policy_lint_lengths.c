/* SPDX-License-Identifier: BSD-2-Clause */
/* How long the strings of a record are, and what the function accepts. */
#include <stdlib.h>
#include <string.h>

#include <spfeval/lint.h>
#include <spfeval/report.h>
#include <spfeval/status.h>

#include "support/tap.h"

enum { ROOM = 1024, LONGEST = 65535 };

static spfeval_finding
get(const spfeval_lint *found, uint32_t index)
{
    spfeval_finding finding = {.struct_size = sizeof(finding)};

    CHECK_INT(spfeval_lint_get_finding(found, index, &finding), SPFEVAL_OK);
    return finding;
}

/* "v=spf1 ip4:1.0.0.0 ip4:1.0.0.1 ... -all" of some length. */
static size_t
make_long(char *text, size_t terms)
{
    size_t len = 7;
    size_t i;

    memcpy(text, "v=spf1 ", 8);
    for (i = 0; i < terms; i++) {
        memcpy(text + len, "ip4:11.1.1.1 ", 13);
        text[len + 7] = (char)('0' + i / 9 % 9 + 1);
        text[len + 9] = (char)('0' + i % 9 + 1);
        len += 13;
    }
    memcpy(text + len, "-all", 4);
    return len + 4;
}

static spfeval_lint *
lint_cut(const char *text, size_t len, const uint32_t *ends, size_t count)
{
    spfeval_lint *found = NULL;

    CHECK_INT(spfeval_lint_strings(NULL, text, len, ends, count, &found),
              SPFEVAL_OK);
    return found;
}

static bool
has_code(const spfeval_lint *found, const char *code)
{
    uint32_t i;

    for (i = 0; i < spfeval_lint_get_count(found); i++) {
        if (strcmp(get(found, i).code, code) == 0) {
            return true;
        }
    }
    return false;
}

static void
check_sentence(const spfeval_lint *found, int language, const char *expected)
{
    char text[ROOM];
    size_t needed = 0;

    CHECK_INT(spfeval_lint_print_finding(found, 0, language, text,
                                         sizeof(text), &needed),
              SPFEVAL_OK);
    CHECK_STR(text, needed - 1, expected);
}

static void
test_a_string_over_255_octets_is_an_error(void)
{
    char text[ROOM];
    size_t len = make_long(text, 20); /* 271 octets */
    uint32_t ends[2] = {(uint32_t)len, (uint32_t)len};
    spfeval_lint *found = lint_cut(text, len, ends, 1);

    CHECK_INT(len, 271);
    CHECK(has_code(found, "SPF-E028"));
    CHECK_INT(get(found, 0).offset, 0);
    CHECK_INT(get(found, 0).length, 271);
    CHECK_INT(get(found, 0).severity, SPFEVAL_SEVERITY_ERROR);
    CHECK(get(found, 0).fix == NULL);
    check_sentence(found, SPFEVAL_LANGUAGE_EN,
                   "A string of 271 octets; one TXT string holds at most 255. "
                   "Begin new strings at position 254 (\"ip4:11.3.2.1\").");
    check_sentence(found, SPFEVAL_LANGUAGE_NL,
                   "Een string van 271 octets; een TXT-string heeft er "
                   "hooguit 255. Begin een nieuwe string op positie 254 "
                   "(\"ip4:11.3.2.1\").");
    spfeval_lint_free(found);

    ends[0] = 255; /* within a term, which is right */
    found = lint_cut(text, len, ends, 2);
    CHECK(!has_code(found, "SPF-E028"));
    CHECK(!has_code(found, "SPF-W128"));
    spfeval_lint_free(found);
    ends[0] = 15;
    found = lint_cut(text, len, ends, 2);
    CHECK(has_code(found, "SPF-E028"));
    CHECK_INT(get(found, 0).offset, 15);
    CHECK_INT(get(found, 0).length, 256);
    spfeval_lint_free(found);
    found = lint_cut(text, len, NULL, 0);
    CHECK(!has_code(found, "SPF-E028"));
    spfeval_lint_free(found);
}

/* The second string begins at 254 and would end at 509, within a term. */
static void
test_a_string_over_510_octets_is_cut_twice(void)
{
    char text[ROOM];
    size_t len = make_long(text, 40);
    uint32_t end = (uint32_t)len;
    spfeval_lint *found = lint_cut(text, len, &end, 1);

    CHECK_INT(len, 531);
    check_sentence(found, SPFEVAL_LANGUAGE_EN,
                   "A string of 531 octets; one TXT string holds at most 255. "
                   "Begin new strings at position 254 (\"ip4:11.3.2.1\"), "
                   "501 (\"ip4:11.5.3.1\").");
    spfeval_lint_free(found);
}

/* What is no SPF record can be too long as well; without space, at 255. */
static void
test_a_string_without_spaces_is_cut_at_255(void)
{
    char text[600];
    uint32_t end = sizeof(text);
    spfeval_lint *found;

    memset(text, 'x', sizeof(text));
    found = lint_cut(text, sizeof(text), &end, 1);
    CHECK_INT(spfeval_lint_get_count(found), 2);
    CHECK(has_code(found, "SPF-E003"));
    CHECK(has_code(found, "SPF-E028"));
    spfeval_lint_free(found);
    text[0] = ' ';
    text[300] = '\x1b'; /* reaches no terminal */
    found = lint_cut(text, sizeof(text), &end, 1);
    CHECK_INT(get(found, 0).severity, SPFEVAL_SEVERITY_ERROR);
    spfeval_lint_free(found);
}

/* --- arguments and bounds ------------------------------------------------ */

static void
test_ends_that_do_not_cut_the_text_are_refused(void)
{
    static const uint32_t falling[3] = {5, 4, 6};
    static const uint32_t too_short[2] = {2, 5};
    static const uint32_t too_long[2] = {2, 7};
    spfeval_lint *found = NULL;

    CHECK_INT(spfeval_lint_strings(NULL, "v=spf1", 6, falling, 3, &found),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_lint_strings(NULL, "v=spf1", 6, too_short, 2, &found),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_lint_strings(NULL, "v=spf1", 6, too_long, 2, &found),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_lint_strings(NULL, "v=spf1", 6, NULL, 1, &found),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_lint_strings(NULL, NULL, 1, falling, 1, &found),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_lint_strings(NULL, "", 0, NULL, 0, NULL),
              SPFEVAL_ERR_ARGUMENT);
    CHECK(found == NULL);
    CHECK_INT(spfeval_lint_strings(NULL, "", 0, NULL, 0, &found), SPFEVAL_OK);
    spfeval_lint_free(found);
}

/* All of 64 KiB, each octet a string of its own. */
static void
test_many_strings_take_little(void)
{
    char *text = malloc(LONGEST);
    uint32_t *ends = malloc((LONGEST + 1) * sizeof(*ends));
    spfeval_lint *found = NULL;
    uint32_t i;

    if (!CHECK(text != NULL && ends != NULL)) {
        return;
    }
    memcpy(text, "v=spf1 ", 7);
    for (i = 7; i < LONGEST; i++) {
        text[i] = "a:a.amx?a"[i % 9];
    }
    for (i = 509; i < LONGEST; i += 509) {
        text[i] = ' ';
    }
    for (i = 0; i <= LONGEST; i++) {
        ends[i] = i + 1;
    }
    CHECK_INT(spfeval_lint_strings(NULL, text, LONGEST, ends, LONGEST, &found),
              SPFEVAL_OK);
    CHECK(spfeval_lint_get_count(found) <= 999);
    CHECK_INT(
        spfeval_lint_strings(NULL, text, LONGEST, ends, LONGEST + 1, &found),
        SPFEVAL_ERR_LIMIT);
    spfeval_lint_free(found);
    free(text);
    free(ends);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"a string over 255 octets is an error",
         test_a_string_over_255_octets_is_an_error},
        {"a string over 510 octets is cut twice",
         test_a_string_over_510_octets_is_cut_twice},
        {"a string without spaces is cut at 255",
         test_a_string_without_spaces_is_cut_at_255},
        {"ends that do not cut the text are refused",
         test_ends_that_do_not_cut_the_text_are_refused},
        {"many strings take little", test_many_strings_take_little},
    };

    return tap_run("policy/lint_strings, lengths", tests, TAP_COUNT(tests));
}
