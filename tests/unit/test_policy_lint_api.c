/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What the functions of lint.h promise, whatever the rules are: sentences,
 * order, corrections together, bounds, and arguments.
 */
#include <stddef.h>
#include <string.h>

#include <spfeval/lint.h>
#include <spfeval/report.h>
#include <spfeval/status.h>

#include "support/tap.h"

enum { ROOM = 1024 };

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

static void
check_sentence(const char *record, int language, const char *expected)
{
    char text[ROOM];
    size_t needed = 0;
    spfeval_lint *found = lint(record);

    CHECK_INT(spfeval_lint_print_finding(found, 0, language, text,
                                         sizeof(text), &needed),
              SPFEVAL_OK);
    CHECK_STR(text, needed - 1, expected);
    spfeval_lint_free(found);
}

static void
test_sentences_say_what_was_found(void)
{
    check_sentence("v=spf1 inlcude:example.com -all", SPFEVAL_LANGUAGE_EN,
                   "Unknown mechanism \"inlcude\". Did you mean \"include\"?");
    check_sentence("v=spf1 zzz -all", SPFEVAL_LANGUAGE_NL,
                   "Onbekend mechanisme \"zzz\".");
    check_sentence("v=spf1 mx \xe2\x80\x93"
                   "all",
                   SPFEVAL_LANGUAGE_EN,
                   "U+2013 at position 10 is not ASCII. Write \"-\".");
    check_sentence("v=spf1 exists:%{i0}.example -all", SPFEVAL_LANGUAGE_NL,
                   "Fout in een macro in \"exists:%{i0}.example\" op positie "
                   "14: het aantal delen is 0.");
    check_sentence("v=spf1 ra=postmaster -all", SPFEVAL_LANGUAGE_EN,
                   "The modifier \"ra\" has no effect on the result. RFC 6652 "
                   "defines it, for reports about failures.");
    check_sentence("v=spf1 redirct=a.example", SPFEVAL_LANGUAGE_NL,
                   "Geen \"all\" en geen redirect: wie niet in de lijst "
                   "staat, krijgt neutral.");
    check_sentence("v=spf1 redirct=a.example -all", SPFEVAL_LANGUAGE_EN,
                   "The modifier \"redirct\" has no effect on the result. "
                   "Did you mean \"redirect=a.example\"?");
    check_sentence("v=spf1 a:mail.example.comall", SPFEVAL_LANGUAGE_EN,
                   "No \"all\" and no redirect: unlisted senders get "
                   "neutral. Did you mean \"a:mail.example.com -all\"?");
    check_sentence("v=spf1 a:mail.example.football", SPFEVAL_LANGUAGE_EN,
                   "No \"all\" and no redirect: unlisted senders get "
                   "neutral.");
    check_sentence("v=spf1 a -all v=spf1 mx -all", SPFEVAL_LANGUAGE_EN,
                   "\"v=spf1\" appears again inside the record and is "
                   "ignored; terms after the first \"all\" that are dead: 2.");
    check_sentence("v=spf1 ip4:8.8.8.5/24 -all", SPFEVAL_LANGUAGE_EN,
                   "\"ip4:8.8.8.5/24\" has host bits set; it authorises all "
                   "of 8.8.8.0/24.");
    check_sentence("v=spf1 "
                   "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz"
                   "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzz",
                   SPFEVAL_LANGUAGE_EN,
                   "Unknown mechanism \""
                   "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz"
                   "zzzzzzzzzzzzzzzzzzzzzzz...\".");
    check_sentence("\x1b[31mv=spf1", SPFEVAL_LANGUAGE_EN,
                   "This text does not start with \"v=spf1\" and a "
                   "space, so it is not read as SPF: "
                   "\\x1B[31mv=spf1");
}

static void
test_errors_come_first_and_explain_the_rest_away(void)
{
    spfeval_lint *found =
        lint("v=spf1 +mx ip4:8.8.8.8 ipv4=1.2.3.4 include: a,b -alll");

    CHECK_INT(spfeval_lint_get_count(found), 6);
    CHECK_STR(get(found, 0).code, 8, "SPF-E019");
    CHECK_STR(get(found, 1).code, 8, "SPF-E006");
    CHECK_STR(get(found, 2).code, 8, "SPF-E006");
    CHECK_STR(get(found, 3).code, 8, "SPF-W125");
    CHECK_STR(get(found, 4).code, 8, "SPF-I132");
    CHECK_STR(get(found, 5).code, 8, "SPF-I110");
    spfeval_lint_free(found);
}

static void
test_corrections_apply_together(void)
{
    char fixed[ROOM];
    spfeval_lint *found =
        lint(" v=SPF1  MX, ipv4:8.8.8.8 include: example.com  --all ");
    CHECK_INT(spfeval_lint_print_fixed(found, fixed, sizeof(fixed), NULL),
              SPFEVAL_OK);
    CHECK_STR(fixed, strlen(fixed),
              "v=SPF1 MX ip4:8.8.8.8 include:example.com -all");
    spfeval_lint_free(found);
}

static void
test_a_flood_is_bounded(void)
{
    static char text[65535];
    spfeval_lint *found = NULL;
    size_t i;

    memcpy(text, "v=spf1", 6);
    for (i = 6; i + 3 <= sizeof(text); i += 3) {
        memcpy(text + i, " +a", 3);
    }
    memcpy(text + i - 3, " zz", 3);
    CHECK_INT(spfeval_lint_text(NULL, text, i, &found), SPFEVAL_OK);
    CHECK(spfeval_lint_get_count(found) <= 1000);
    CHECK_STR(get(found, 0).code, 8, "SPF-E006");
    spfeval_lint_free(found);
}

static void
test_a_finding_tells_of_its_record(void)
{
    static const char record[] = "v=spf1 mx";
    spfeval_finding finding = {.struct_size = sizeof(finding)};
    spfeval_finding shorter = {.struct_size = offsetof(spfeval_finding, owner),
                               .owner = "kept"};
    spfeval_lint *found = NULL;

    CHECK_INT(spfeval_lint_text(NULL, record, strlen(record), &found),
              SPFEVAL_OK);
    CHECK_INT(spfeval_lint_get_finding(found, 0, &finding), SPFEVAL_OK);
    CHECK_STR(finding.owner, finding.owner_len, "");
    CHECK_STR(finding.record, finding.record_len, record);
    CHECK_INT(spfeval_lint_get_finding(found, 0, &shorter), SPFEVAL_OK);
    CHECK_STR(shorter.code, strlen(shorter.code), "SPF-W101");
    CHECK_STR(shorter.owner, strlen(shorter.owner), "kept");
    spfeval_lint_free(found);
}

static void
test_arguments_are_checked(void)
{
    static char text[65536];
    spfeval_finding finding = {.struct_size = sizeof(finding)};
    spfeval_lint *found = NULL;
    size_t needed = 0;

    CHECK_INT(spfeval_lint_text(NULL, NULL, 1, &found), SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_lint_text(NULL, "", 0, NULL), SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_lint_text(NULL, text, sizeof(text), &found),
              SPFEVAL_ERR_LIMIT);
    CHECK(found == NULL);
    CHECK_INT(spfeval_lint_text(NULL, NULL, 0, &found), SPFEVAL_OK);
    CHECK_INT(spfeval_lint_get_finding(found, 1, &finding),
              SPFEVAL_ERR_NOT_FOUND);
    finding.struct_size = offsetof(spfeval_finding, owner) - 1;
    CHECK_INT(spfeval_lint_get_finding(found, 0, &finding),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_lint_print_finding(found, 0, 3, NULL, 0, NULL),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_lint_print_finding(found, 1, SPFEVAL_LANGUAGE_EN, NULL,
                                         0, NULL),
              SPFEVAL_ERR_NOT_FOUND);
    CHECK_INT(spfeval_lint_print_finding(found, 0, SPFEVAL_LANGUAGE_EN, NULL,
                                         0, &needed),
              SPFEVAL_ERR_BUFFER);
    CHECK(needed > 10);
    CHECK_INT(spfeval_lint_print_fixed(found, NULL, 0, &needed),
              SPFEVAL_ERR_BUFFER);
    CHECK_INT(needed, 1);
    CHECK_INT(spfeval_lint_print_fixed(NULL, NULL, 0, &needed),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_lint_get_count(NULL), 0);
    spfeval_lint_free(found);
    spfeval_lint_free(NULL);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"sentences say what was found", test_sentences_say_what_was_found},
        {"errors come first, and explain the rest away",
         test_errors_come_first_and_explain_the_rest_away},
        {"corrections apply together", test_corrections_apply_together},
        {"a flood is bounded", test_a_flood_is_bounded},
        {"a finding tells of its record", test_a_finding_tells_of_its_record},
        {"arguments are checked", test_arguments_are_checked},
    };

    return tap_run("policy/lint, public functions", tests, TAP_COUNT(tests));
}
