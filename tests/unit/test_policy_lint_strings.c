/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What is found between the strings of a record. In the tables "|" stands for
 * the end of a string; offsets count in the joined text.
 */
#include <string.h>

#include <spfeval/lint.h>
#include <spfeval/record.h>
#include <spfeval/status.h>

#include "support/tap.h"

enum { ROOM = 1024, STRINGS = 64 };

/* A text that is cut. */
struct cut {
    char text[ROOM];
    size_t len;
    uint32_t ends[STRINGS];
    size_t count;
};

static void
cut_at_bars(const char *strings, struct cut *out)
{
    out->len = 0;
    out->count = 0;
    for (; *strings != '\0'; strings++) {
        if (*strings == '|') {
            out->ends[out->count++] = (uint32_t)out->len;
        } else {
            out->text[out->len++] = *strings;
        }
    }
    out->ends[out->count++] = (uint32_t)out->len;
}

static spfeval_lint *
lint(const char *strings)
{
    struct cut cut;
    spfeval_lint *found = NULL;

    cut_at_bars(strings, &cut);
    CHECK_INT(spfeval_lint_strings(NULL, cut.text, cut.len, cut.ends,
                                   cut.count, &found),
              SPFEVAL_OK);
    return found;
}

static spfeval_finding
get(const spfeval_lint *found, uint32_t index)
{
    spfeval_finding finding = {.struct_size = sizeof(finding)};

    CHECK_INT(spfeval_lint_get_finding(found, index, &finding), SPFEVAL_OK);
    return finding;
}

struct strings_case {
    const char *code; /* NULL: no finding */
    const char *strings;
    uint32_t offset;
    uint32_t length;
    const char *fixed; /* NULL: no correction */
};

/* clang-format off */
static const struct strings_case cases[] = {
    {NULL, "v=spf1 mx -all", 0, 0, NULL},
    {NULL, "v=spf1 mx |-all", 0, 0, NULL},
    {NULL, "v=spf1 mx| -all", 0, 0, NULL},
    {NULL, "v=spf1| mx -all", 0, 0, NULL},
    {NULL, "v=sp|f1 mx -all", 0, 0, NULL},
    {NULL, "v=spf1 mx||| -all||", 0, 0, NULL},
    /* A term that is cut in two is right. */
    {NULL, "v=spf1 ip4:8.8.|8.8 -all", 0, 0, NULL},
    {NULL, "v=spf1 ip4:8.8.8.1|2 -all", 0, 0, NULL},
    {NULL, "v=spf1 ip4:8.8.8.0/2|4 -all", 0, 0, NULL},
    {NULL, "v=spf1 inc|lude:exam|ple.com -|all", 0, 0, NULL},
    {NULL, "v=spf1 ip6:2a00::|a -all", 0, 0, NULL},
    {NULL, "v=spf1 ip6:2a00:0:0:1::|a/127 -all", 0, 0, NULL},
    {NULL, "v=spf1 include:mail.example.|mx -all", 0, 0, NULL},
    {NULL, "v=spf1 include:mail.example.c|a -all", 0, 0, NULL},
    {NULL, "v=spf1 exists:a.b.|x=y.example -all", 0, 0, NULL},
    {"SPF-W143", "v=spf1 a:foo.ba|r=z.example -all", 7, 19, NULL},
    /* W128: the whole is valid, and means something else. */
    {"SPF-W128", "v=spf1 include:a.example|-all", 24, 4, "v=spf1 include:a.example -all"},
    {"SPF-W128", "v=spf1 a:a.example|mx -all", 18, 2, "v=spf1 a:a.example mx -all"},
    {"SPF-W128", "v=spf1 a:a.example|a:b.example -all", 18, 11, "v=spf1 a:a.example a:b.example -all"},
    {"SPF-W128", "v=spf1 a:a.exam|ple|mx -all", 18, 2, "v=spf1 a:a.example mx -all"},
    {"SPF-W128", "v=spf1 a:a.example|a:b.e|xample -all", 18, 11, "v=spf1 a:a.example a:b.example -all"},
    {"SPF-W128", "v=spf1 include:a.example||-all", 24, 4, "v=spf1 include:a.example -all"},
    {"SPF-W128", "v=spf1 include:a.example|redirect=b.example", 24, 18, "v=spf1 include:a.example redirect=b.example"},
    {"SPF-W128", "v=spf1 exists:%{p}.example|-all", 26, 4, "v=spf1 exists:%{p}.example -all"},
    {"SPF-W128", "v=spf1 include:a.example|redirect=b.example redirect=c.example", 24, 18, NULL},
    {"SPF-W128", "v=spf1 include:a.example|exp=b.example exp=c.example -all", 24, 13, NULL},
    {"SPF-W128", "v=spf1 exists:%{i}.example|-all", 26, 4, "v=spf1 exists:%{i}.example -all"},
    /* E011: it is not valid, whatever short word was glued. */
    {"SPF-E011", "v=spf1 ip4:8.8.8.8|mx -all", 18, 2, "v=spf1 ip4:8.8.8.8 mx -all"},
    {"SPF-E011", "v=spf1 ip4:8.8.8.8|-all", 18, 4, "v=spf1 ip4:8.8.8.8 -all"},
    {"SPF-E011", "v=spf1 mx|a -all", 9, 1, "v=spf1 mx a -all"},
    {"SPF-E011", "v=spf1 include:a.example|~all", 24, 4, "v=spf1 include:a.example ~all"},
    /* E003: the first string ends right behind the version. */
    {"SPF-E003", "v=spf1|mx -all", 6, 0, "v=spf1 mx -all"},
    {"SPF-E003", "v=spf1|-all", 6, 0, "v=spf1 -all"},
    /* E013: no lost space. */
    {"SPF-E013", "v=spf1 ip4:8.8.|300.1 -all", 11, 9, NULL},
};
/* clang-format on */

static void
check_case(const struct strings_case *row)
{
    spfeval_lint *found = lint(row->strings);
    spfeval_finding finding;

    tap_row(row->strings);
    if (row->code == NULL) {
        CHECK_INT(spfeval_lint_get_count(found), 0);
    } else if (CHECK(spfeval_lint_get_count(found) > 0)) {
        finding = get(found, 0);
        CHECK_STR(finding.code, strlen(finding.code), row->code);
        CHECK_INT(finding.offset, row->offset);
        CHECK_INT(finding.length, row->length);
        CHECK_INT(finding.fix != NULL, row->fixed != NULL);
        CHECK_INT(spfeval_lint_get_count(found), 1);
    }
    spfeval_lint_free(found);
}

static void
check_fixed(const struct strings_case *row)
{
    char fixed[ROOM];
    spfeval_lint *found = lint(row->strings);
    size_t needed = 0;

    CHECK_INT(spfeval_lint_print_fixed(found, fixed, sizeof(fixed), &needed),
              SPFEVAL_OK);
    if (row->fixed != NULL) {
        CHECK_STR(fixed, needed - 1, row->fixed);
    }
    spfeval_lint_free(found);
}

static void
test_a_lost_space_is_one_finding_at_its_place(void)
{
    size_t i;

    for (i = 0; i < TAP_COUNT(cases); i++) {
        check_case(&cases[i]);
        check_fixed(&cases[i]);
    }
}

static void
test_each_lost_space_is_found(void)
{
    char fixed[ROOM];
    spfeval_lint *found = lint("v=spf1 a:a.example|a:b.example|-all");
    size_t needed = 0;

    CHECK_INT(spfeval_lint_get_count(found), 2);
    CHECK_INT(get(found, 0).offset, 18);
    CHECK_INT(get(found, 1).offset, 29);
    CHECK_INT(spfeval_lint_print_fixed(found, fixed, sizeof(fixed), &needed),
              SPFEVAL_OK);
    CHECK_STR(fixed, needed - 1, "v=spf1 a:a.example a:b.example -all");
    spfeval_lint_free(found);
}

/* Two corrections that each make a redirect would make an error. */
static void
test_corrections_make_one_redirect(void)
{
    char fixed[ROOM];
    spfeval_lint *found = lint("v=spf1 include:a.example|redirect=b.example "
                               "include:c.example|redirect=d.example");
    size_t needed = 0;

    CHECK_INT(spfeval_lint_get_count(found), 2);
    CHECK_STR(get(found, 0).code, 8, "SPF-W128");
    CHECK_STR(get(found, 1).code, 8, "SPF-W128");
    CHECK_INT(spfeval_lint_print_fixed(found, fixed, sizeof(fixed), &needed),
              SPFEVAL_OK);
    CHECK_STR(fixed, needed - 1,
              "v=spf1 include:a.example redirect=b.example "
              "include:c.exampleredirect=d.example");
    spfeval_lint_free(found);
}

/* Behind the version anything is a term, valid or not. */
static void
test_a_version_that_is_cut_off_shows_what_follows(void)
{
    spfeval_lint *found = lint("v=spf1|foo -all");

    CHECK_INT(spfeval_lint_get_count(found), 2);
    CHECK_STR(get(found, 0).code, 8, "SPF-E003");
    CHECK_INT(get(found, 0).offset, 6);
    CHECK_STR(get(found, 1).code, 8, "SPF-E006");
    spfeval_lint_free(found);
    found = lint("v=spf1f|oo -all");
    CHECK_INT(spfeval_lint_get_count(found), 1);
    CHECK_INT(get(found, 0).offset, 0);
    spfeval_lint_free(found);
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

/* --- any text ------------------------------------------------------------ */

static const char *const pieces[] = {
    "v=spf1 ",   "a",  "mx",   ":", "a.example", "-all", " ",  "include:", "|",
    "8.8.8.8",   "|",  "ip4:", "|", "?all",      "/24",  "|",  "%{i}",     ".",
    "redirect=", "||", "|mx",  " ", "|-all",     "ip6:", "::1"};

static uint32_t
next_random(uint32_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state;
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

/*
 * An error still means that the record is refused, and the space that W128
 * wants makes no error.
 */
static void
check_any(const char *strings, unsigned *joins)
{
    char fixed[ROOM];
    struct cut cut;
    spfeval_lint *found = lint(strings);
    size_t needed = 0;
    bool refused = spfeval_lint_get_count(found) > 0 &&
                   get(found, 0).severity == SPFEVAL_SEVERITY_ERROR;

    cut_at_bars(strings, &cut);
    CHECK_INT(refused, !is_parsed(cut.text, cut.len));
    if (!refused && has_code(found, "SPF-W128")) {
        (*joins)++;
        CHECK_INT(
            spfeval_lint_print_fixed(found, fixed, sizeof(fixed), &needed),
            SPFEVAL_OK);
        CHECK(is_parsed(fixed, needed - 1));
    }
    spfeval_lint_free(found);
}

static void
test_errors_are_what_the_parser_refuses(void)
{
    char strings[ROOM];
    uint32_t state = 20260102;
    unsigned joins = 0;
    int i;

    for (i = 0; i < 20000; i++) {
        uint32_t count = next_random(&state) % 12;

        (void)strcpy(strings, "v=spf1 a:a.example");
        while (count-- > 0) {
            (void)strcat(strings,
                         pieces[next_random(&state) % TAP_COUNT(pieces)]);
        }
        tap_row(strings);
        check_any(strings, &joins);
    }
    CHECK(joins > 100);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"a lost space is one finding, at its place",
         test_a_lost_space_is_one_finding_at_its_place},
        {"each lost space is found", test_each_lost_space_is_found},
        {"corrections make one redirect", test_corrections_make_one_redirect},
        {"a version that is cut off shows what follows",
         test_a_version_that_is_cut_off_shows_what_follows},
        {"errors are what the parser refuses, for 20000 records",
         test_errors_are_what_the_parser_refuses},
    };

    return tap_run("policy/lint_strings", tests, TAP_COUNT(tests));
}
