/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * For each code a record that has this finding and no other, where it is, one
 * near it that has none, and the record with the correction.
 */
#include <string.h>

#include <spfeval/lint.h>
#include <spfeval/report.h>
#include <spfeval/status.h>

#include "policy/lint_table.h"
#include "support/tap.h"

enum { ROOM = 1024 };

struct lint_case {
    const char *code;
    const char *record;
    uint32_t offset;
    uint32_t length;
    const char *fixed; /* NULL: no correction */
    const char *near; /* a record without this code; NULL: as the row before */
};

/* clang-format off */
static const struct lint_case cases[] = {
    {"SPF-E003", "v=spf2 -all", 0, 6, "v=spf1 -all", "v=spf1 -all"},
    {"SPF-E003", "v = spf1 -all", 0, 8, "v=spf1 -all", NULL},
    {"SPF-E003", " v=spf1 -all", 0, 1, "v=spf1 -all", NULL},
    {"SPF-E003", "\xef\xbb\xbfv=spf1 -all", 0, 3, "v=spf1 -all", NULL},
    {"SPF-E003", "v=spf1; -all", 0, 7, "v=spf1 -all", NULL},
    {"SPF-E003", "v=spf1\t-all", 6, 1, "v=spf1 -all", NULL},
    {"SPF-E003", "v=spf1-all", 6, 0, "v=spf1 -all", NULL},
    {"SPF-E003", "hello there", 0, 5, NULL, NULL},
    {"SPF-E003", "", 0, 0, NULL, NULL},
    {"SPF-E004", "v=spf1 mx \xe2\x80\x93""all", 10, 3, "v=spf1 mx -all", "v=spf1 mx -all"},
    {"SPF-E003", "v=spf1\xc2\xa0mx -all", 6, 2, "v=spf1 mx -all", NULL},
    {"SPF-E004", "v=spf1 mx\xc2\xa0-all", 9, 2, "v=spf1 mx -all", NULL},
    {"SPF-E004", "v=spf1 a:\xff.example -all", 9, 1, NULL, NULL},
    {"SPF-E004", "v=spf1 mx \xc2\xa0-all", 10, 2, "v=spf1 mx -all", NULL},
    {"SPF-E005", "v=spf1 mx\t-all", 9, 1, "v=spf1 mx -all", "v=spf1 mx -all"},
    {"SPF-E005", "v=spf1 mx \r\n-all", 10, 2, "v=spf1 mx -all", NULL},
    {"SPF-E006", "v=spf1 ipv4:8.8.8.8 -all", 7, 12, "v=spf1 ip4:8.8.8.8 -all", "v=spf1 ip4:8.8.8.8 -all"},
    {"SPF-E006", "v=spf1 inclde:example.com -all", 7, 18, "v=spf1 include:example.com -all", NULL},
    {"SPF-E006", "v=spf1 zzz -all", 7, 3, NULL, NULL},
    {"SPF-E006", "v=spf1 ipV6:2a00::1 -all", 7, 12, "v=spf1 ip6:2a00::1 -all", NULL},
    {"SPF-E006", "v=spf1 mx -al", 10, 3, "v=spf1 mx -all", NULL},
    {"SPF-E007", "v=spf1 8.8.8.0/24 -all", 7, 10, "v=spf1 ip4:8.8.8.0/24 -all", "v=spf1 ip4:8.8.8.0/24 -all"},
    {"SPF-E007", "v=spf1 ?2a00::1 -all", 7, 8, "v=spf1 ?ip6:2a00::1 -all", NULL},
    {"SPF-E008", "v=spf1 mail.example.com -all", 7, 16, NULL, "v=spf1 a:mail.example.com -all"},
    {"SPF-E009", "v=spf1 redirect:example.com", 7, 20, "v=spf1 redirect=example.com", "v=spf1 redirect=example.com"},
    {"SPF-E010", "v=spf1 mx --all", 10, 5, "v=spf1 mx -all", "v=spf1 mx -all"},
    {"SPF-E010", "v=spf1 mx +-all", 10, 5, NULL, NULL},
    {"SPF-E010", "v=spf1 -redirect=example.com", 7, 21, "v=spf1 redirect=example.com", NULL},
    {"SPF-E010", "v=spf1 -a=b.example.com -all", 7, 16, "v=spf1 -a:b.example.com -all", NULL},
    {"SPF-E010", "v=spf1 --a=b.example.com -all", 7, 17, NULL, NULL},
    {"SPF-E011", "v=spf1 ip4:8.8.8.8ip4:9.9.9.9 -all", 18, 11, "v=spf1 ip4:8.8.8.8 ip4:9.9.9.9 -all", "v=spf1 ip4:8.8.8.8 ip4:9.9.9.9 -all"},
    {"SPF-E011", "v=spf1 include:example.com~all", 26, 4, "v=spf1 include:example.com ~all", NULL},
    {"SPF-E012", "v=spf1 mx, -all", 9, 1, "v=spf1 mx -all", "v=spf1 mx -all"},
    {"SPF-E012", "v=spf1 mx;-all", 9, 1, "v=spf1 mx -all", NULL},
    {"SPF-E012", "v=spf1 mx ; -all", 10, 1, "v=spf1 mx -all", NULL},
    {"SPF-E013", "v=spf1 ip4:8.8.8.* -all", 11, 7, "v=spf1 ip4:8.8.8.0/24 -all", "v=spf1 ip4:8.8.8.0/24 -all"},
    {"SPF-E013", "v=spf1 ip4:8.8.8.0-8.8.8.255 -all", 11, 17, "v=spf1 ip4:8.8.8.0/24 -all", NULL},
    {"SPF-E013", "v=spf1 ip4:8.8/16 -all", 11, 6, "v=spf1 ip4:8.8.0.0/16 -all", NULL},
    {"SPF-E013", "v=spf1 ip4:8.8.300.1 -all", 11, 9, NULL, NULL},
    {"SPF-E013", "v=spf1 ip4:8.8.8.8:25 -all", 11, 10, NULL, NULL},
    {"SPF-E014", "v=spf1 ip6:[2a00::1] -all", 11, 9, "v=spf1 ip6:2a00::1 -all", "v=spf1 ip6:2a00::1 -all"},
    {"SPF-E014", "v=spf1 ip6:2a00::1%eth0 -all", 11, 12, NULL, NULL},
    {"SPF-E013", "v=spf1 ip4:8.8.8.0-8.8.9.254 -all", 11, 17, NULL, NULL},
    {"SPF-E015", "v=spf1 ip4:2a00::1 -all", 7, 11, "v=spf1 ip6:2a00::1 -all", "v=spf1 ip6:2a00::1 -all"},
    {"SPF-E015", "v=spf1 ip6:8.8.8.0/24 -all", 7, 14, "v=spf1 ip4:8.8.8.0/24 -all", NULL},
    {"SPF-E016", "v=spf1 ip4:8.8.8.0/33 -all", 18, 3, NULL, "v=spf1 ip4:8.8.8.0/31 -all"},
    {"SPF-E016", "v=spf1 ip4:8.8.8.0/024 -all", 18, 4, "v=spf1 ip4:8.8.8.0/24 -all", NULL},
    {"SPF-E016", "v=spf1 ip4:8.8.8.0/ -all", 18, 1, NULL, NULL},
    {"SPF-E016", "v=spf1 a/64 -all", 8, 3, "v=spf1 a//64 -all", NULL},
    {"SPF-E017", "v=spf1 include:example.com/24 -all", 26, 3, NULL, "v=spf1 a:example.com/24 -all"},
    {"SPF-E017", "v=spf1 mx all/8", 13, 2, NULL, NULL},
    {"SPF-E017", "v=spf1 ip4:8.8.8.0/24//64 -all", 18, 7, NULL, NULL},
    {"SPF-E018", "v=spf1 a:localhost -all", 9, 9, NULL, "v=spf1 a:localhost.example -all"},
    {"SPF-E018", "v=spf1 a:8.8.8.8 -all", 9, 7, "v=spf1 ip4:8.8.8.8 -all", NULL},
    {"SPF-E018", "v=spf1 include:user@example -all", 15, 12, NULL, NULL},
    {"SPF-E019", "v=spf1 include: example.com -all", 7, 8, "v=spf1 include:example.com -all", "v=spf1 include:example.com -all"},
    {"SPF-E019", "v=spf1 ip4: 8.8.8.8 -all", 7, 4, "v=spf1 ip4:8.8.8.8 -all", NULL},
    {"SPF-E019", "v=spf1 exists -all", 7, 6, NULL, NULL},
    {"SPF-E020", "v=spf1 exists:%{x}.example.com -all", 14, 3, NULL, "v=spf1 exists:%{i}.example.com -all"},
    {"SPF-E020", "v=spf1 exists:%{i0}.example.com -all", 14, 5, NULL, NULL},
    {"SPF-E021", "v=spf1 redirect=a.example redirect=b.example", 26, 18, NULL, "v=spf1 redirect=b.example"},
    {"SPF-E030", "v=spf1 mx -all\"", 14, 1, "v=spf1 mx -all", "v=spf1 mx -all"},
    {"SPF-E030", "v=spf1 mx\\; -all", 9, 1, NULL, NULL},
    {"SPF-W101", "v=spf1 mx", 9, 0, NULL, "v=spf1 mx -all"},
    {"SPF-W101", "v=spf1 include:a.example.com-all", 32, 0, "v=spf1 include:a.example.com -all", "v=spf1 include:a.example.com -all"},
    {"SPF-W101", "v=spf1 a:mail.example.nl-all", 28, 0, "v=spf1 a:mail.example.nl -all", NULL},
    {"SPF-W101", "v=spf1 a:mail.example.comall", 28, 0, NULL, NULL},
    {"SPF-W101", "v=spf1 include:example.football", 31, 0, NULL, NULL},
    {"SPF-W102", "v=spf1 all", 7, 3, NULL, "v=spf1 -all"},
    {"SPF-W102", "v=spf1 ip4:0.0.0.0/0 -all", 7, 13, NULL, NULL},
    {"SPF-W102", "v=spf1 ip6:::/0 -all", 7, 8, NULL, NULL},
    {"SPF-W103", "v=spf1 mx ?all", 10, 4, NULL, "v=spf1 mx -all"},
    {"SPF-I104", "v=spf1 mx ~all", 10, 4, NULL, "v=spf1 mx -all"},
    {"SPF-W105", "v=spf1 -all mx", 12, 2, NULL, "v=spf1 mx -all"},
    {"SPF-W106", "v=spf1 redirect=example.com -all", 7, 20, NULL, "v=spf1 redirect=example.com"},
    {"SPF-W107", "v=spf1 mx -all +all", 15, 4, NULL, "v=spf1 mx -all"},
    {"SPF-W107", "v=spf1 mx -all -all", 15, 4, "v=spf1 mx -all", NULL},
    {"SPF-W108", "v=spf1 a -all v=spf1 mx -all", 14, 6, NULL, "v=spf1 a mx -all"},
    {"SPF-W109", "v=spf1 ip4=8.8.8.8 -all", 7, 11, "v=spf1 ip4:8.8.8.8 -all", "v=spf1 ip4:8.8.8.8 -all"},
    {"SPF-I110", "v=spf1 moo=x -all", 7, 5, NULL, "v=spf1 exp=x.example -all"},
    {"SPF-I110", "v=spf1 redirct=x.example -all", 7, 17, NULL, NULL},
    {"SPF-I110", "v=spf1 inclde=x.example -all", 7, 16, "v=spf1 include:x.example -all", NULL},
    {"SPF-I110", "v=spf1 eexists=x.example -all", 7, 17, "v=spf1 exists:x.example -all", NULL},
    {"SPF-I110", "v=spf1 ep=x.example -all", 7, 12, NULL, NULL},
    {"SPF-W111", "v=spf1 ptr -all", 7, 3, NULL, "v=spf1 mx -all"},
    {"SPF-W111", "v=spf1 exists:%{p}.example.com -all", 7, 23, NULL, NULL},
    {"SPF-W112", "v=spf1 mx MX -all", 10, 2, "v=spf1 mx -all", "v=spf1 mx mx:example.com -all"},
    {"SPF-W112", "v=spf1 mx ?mx -all", 10, 3, NULL, NULL},
    {"SPF-W112", "v=spf1 ip4:8.8.8.8 ip4:8.8.8.8/32 -all", 19, 14, "v=spf1 ip4:8.8.8.8 -all", NULL},
    {"SPF-W113", "v=spf1 ip4:8.8.0.0/16 ip4:8.8.8.8 -all", 22, 11, "v=spf1 ip4:8.8.0.0/16 -all", "v=spf1 ip4:8.8.0.0/16 ip4:8.9.8.8 -all"},
    {"SPF-W116", "v=spf1 ip4:8.8.8.5/24 -all", 7, 14, NULL, "v=spf1 ip4:8.8.8.0/24 -all"},
    {"SPF-W117", "v=spf1 ip4:8.0.0.0/8 -all", 7, 13, NULL, "v=spf1 ip4:8.8.0.0/16 -all"},
    {"SPF-W117", "v=spf1 ip6:2a00::/12 -all", 7, 13, NULL, "v=spf1 ip6:2a00::/32 -all"},
    {"SPF-W118", "v=spf1 ip4:10.1.2.3 -all", 7, 12, NULL, "v=spf1 ip4:11.1.2.3 -all"},
    {"SPF-W118", "v=spf1 ip4:10.0.0.0/8 -all", 7, 14, NULL, NULL},
    {"SPF-W118", "v=spf1 ip6:fe80::1 -all", 7, 11, NULL, NULL},
    {"SPF-W118", "v=spf1 ip6:::ffff:8.8.8.8 -all", 7, 18, NULL, NULL},
    {"SPF-W119", "v=spf1 ip4:8.8.8.0/25 ip4:8.8.8.128/25 -all", 22, 16, "v=spf1 ip4:8.8.8.0/24 -all", "v=spf1 ip4:8.8.8.0/25 ip4:8.8.9.0/25 -all"},
    {"SPF-W125", "v=spf1 mx ip4:8.8.8.8 -all", 10, 11, NULL, "v=spf1 mx ?ip4:8.8.8.8 -all"},
    {"SPF-I132", "v=spf1 +mx -all", 7, 3, "v=spf1 mx -all", "v=spf1 mx -all"},
    {"SPF-I132", "V=spf1 mx -all", 0, 6, "v=spf1 mx -all", NULL},
    {"SPF-I132", "v=spf1 mx -all ", 14, 1, "v=spf1 mx -all", NULL},
    {"SPF-I132", "v=spf1 a:example.com./32 -all", 7, 17, "v=spf1 a:example.com -all", NULL},
    {"SPF-W136", "v=spf1 exists:%{l}.example.com -all", 7, 23, NULL, "v=spf1 exists:%{i}.example.com -all"},
    {"SPF-W139", "v=spf1 include:SPF.google.com. -all", 15, 15, "v=spf1 include:_spf.google.com -all", "v=spf1 include:_spf.google.com -all"},
    {"SPF-W139", "v=spf1 redirect=spf.sendgrid.net", 16, 16, "v=spf1 redirect=sendgrid.net", NULL},
    {"SPF-W140", "v=spf1 ~include:example.com mx -all", 7, 20, NULL, NULL},
    {"SPF-W140", "v=spf1 -include:example.com mx -all", 7, 20, NULL, "v=spf1 include:example.com -all"},
    {"SPF-W143", "v=spf1 a:a+b.example -all", 7, 13, NULL, "v=spf1 a:a-_b.example exists:a=+%{i}.%{d} -all"},
};
/* clang-format on */

static spfeval_lint *
lint(const char *record)
{
    spfeval_lint *found = NULL;

    CHECK_INT(spfeval_lint_text(NULL, record, strlen(record), &found),
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

static unsigned
count_code(const spfeval_lint *found, const char *code)
{
    unsigned count = 0;
    uint32_t i;

    for (i = 0; i < spfeval_lint_get_count(found); i++) {
        if (strcmp(get(found, i).code, code) == 0) {
            count++;
        }
    }
    return count;
}

static void
test_each_code_has_a_record_with_it_alone(void)
{
    size_t i;

    for (i = 0; i < TAP_COUNT(cases); i++) {
        const struct lint_case *row = &cases[i];
        spfeval_lint *found = lint(row->record);
        spfeval_finding finding;

        tap_row(row->record);
        if (CHECK_INT(spfeval_lint_get_count(found), 1)) {
            finding = get(found, 0);
            CHECK_STR(finding.code, strlen(finding.code), row->code);
            CHECK_INT(finding.offset, row->offset);
            CHECK_INT(finding.length, row->length);
            CHECK_INT(finding.fix != NULL, row->fixed != NULL);
        }
        spfeval_lint_free(found);
    }
}

static void
test_a_record_near_it_has_no_finding(void)
{
    size_t i;

    for (i = 0; i < TAP_COUNT(cases); i++) {
        spfeval_lint *found;

        if (cases[i].near != NULL) {
            tap_row(cases[i].near);
            found = lint(cases[i].near);
            CHECK_INT(count_code(found, cases[i].code), 0);
            CHECK_INT(spfeval_lint_get_count(found), 0);
            spfeval_lint_free(found);
        }
    }
}

static bool
is_softfail_advice(const spfeval_lint *found)
{
    return spfeval_lint_get_count(found) == 1 &&
           count_code(found, "SPF-I104") == 1;
}

static void
test_the_corrected_record_has_no_finding(void)
{
    char fixed[ROOM];
    size_t i;

    for (i = 0; i < TAP_COUNT(cases); i++) {
        spfeval_lint *found = lint(cases[i].record);
        size_t needed = 0;

        tap_row(cases[i].record);
        CHECK_INT(
            spfeval_lint_print_fixed(found, fixed, sizeof(fixed), &needed),
            SPFEVAL_OK);
        spfeval_lint_free(found);
        if (cases[i].fixed == NULL) {
            CHECK_STR(fixed, needed - 1, cases[i].record);
            continue;
        }
        CHECK_STR(fixed, needed - 1, cases[i].fixed);
        found = lint(fixed);
        CHECK(spfeval_lint_get_count(found) == 0 || is_softfail_advice(found));
        spfeval_lint_free(found);
    }
}

/* What the text alone does not show; the file of their cases. */
static const char *const elsewhere[] = {
    "SPF-E028", /* test_policy_lint_lengths.c */
    "SPF-W128", /* test_policy_lint_strings.c */
    "SPF-W138", /* test_policy_lint_wildcards.c */
};

static bool
is_elsewhere(const char *code)
{
    size_t i;

    for (i = 0; i < TAP_COUNT(elsewhere); i++) {
        if (strcmp(code, elsewhere[i]) == 0) {
            return true;
        }
    }
    return false;
}

static void
test_no_code_is_without_a_case(void)
{
    const char *code;
    uint32_t i;
    size_t j;

    for (i = 0; (code = spfeval_lint_code(i)) != NULL; i++) {
        bool has_case = is_elsewhere(code);
        bool has_near = has_case;

        if (spfe_lint_text_rows[i].code == NULL) {
            continue; /* it needs the DNS: test_policy_lint_dns.c */
        }
        tap_row(code);
        for (j = 0; j < TAP_COUNT(cases); j++) {
            if (strcmp(cases[j].code, code) == 0) {
                has_case = true;
                has_near = has_near || cases[j].near != NULL;
            }
        }
        CHECK(has_case);
        CHECK(has_near);
    }
    CHECK(i > 0);
    CHECK(spfeval_lint_code(UINT32_MAX) == NULL);
}

/* The letter of a code is its severity. */
static void
check_row(const spfeval_finding *finding)
{
    static const char letters[] = "?EWI";

    CHECK(finding->severity >= SPFEVAL_SEVERITY_ERROR &&
          finding->severity <= SPFEVAL_SEVERITY_ADVICE &&
          finding->code[4] == letters[finding->severity]);
    CHECK(strncmp(finding->reference, "RFC ", 4) == 0);
}

static void
test_each_finding_is_a_sentence_in_each_language(void)
{
    char english[ROOM];
    char dutch[ROOM];
    size_t i;

    for (i = 0; i < TAP_COUNT(cases); i++) {
        spfeval_lint *found = lint(cases[i].record);
        spfeval_finding finding = get(found, 0);
        size_t j;

        tap_row(cases[i].record);
        check_row(&finding);
        CHECK_INT(spfeval_lint_print_finding(found, 0, SPFEVAL_LANGUAGE_EN,
                                             english, ROOM, NULL),
                  SPFEVAL_OK);
        CHECK_INT(spfeval_lint_print_finding(found, 0, SPFEVAL_LANGUAGE_NL,
                                             dutch, ROOM, NULL),
                  SPFEVAL_OK);
        CHECK(strlen(english) > 10 && strlen(dutch) > 10);
        CHECK(strcmp(english, dutch) != 0);
        for (j = 0; english[j] != '\0'; j++) {
            CHECK(english[j] >= 0x20 && english[j] <= 0x7e);
        }
        for (j = 0; dutch[j] != '\0'; j++) {
            CHECK(dutch[j] >= 0x20 && dutch[j] <= 0x7e);
        }
        spfeval_lint_free(found);
    }
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"each code has a record with it alone",
         test_each_code_has_a_record_with_it_alone},
        {"a record near it has no finding",
         test_a_record_near_it_has_no_finding},
        {"the corrected record has no finding",
         test_the_corrected_record_has_no_finding},
        {"no code is without a case", test_no_code_is_without_a_case},
        {"each finding is a sentence in each language",
         test_each_finding_is_a_sentence_in_each_language},
    };

    return tap_run("policy/lint", tests, TAP_COUNT(tests));
}
