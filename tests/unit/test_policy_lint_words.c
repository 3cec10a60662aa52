/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What is said about a record, all of it, and the record with what can be
 * corrected; the other tests are about single codes.
 */
#include <stdio.h>
#include <string.h>

#include <spfeval/lint.h>
#include <spfeval/report.h>
#include <spfeval/status.h>

#include "support/tap.h"

enum { ROOM = 4096 };

struct words_case {
    const char *record;
    const char *says;  /* "code: sentence", with "; " between; "": nothing */
    const char *fixed; /* NULL: no correction */
};

/* clang-format off */
static const struct words_case cases[] = {
    /* Of a redirect and an "all", only the owner knows which is meant. */
    {"v=spf1 redirect=a.example -all",
     "SPF-W106: redirect= is ignored because the record has \"all\". Leave out "
     "\"redirect=a.example\" if \"-all\" is meant, or \"-all\" if the redirect is.",
     NULL},
    /* One at a time: "exists:c.e4:.p-" would be no term. */
    {"v=spf1 eexists=c.e4:.p--all",
     "SPF-W101: No \"all\" and no redirect: unlisted senders get neutral. Did you "
     "mean \"eexists=c.e4:.p- -all\"?; SPF-I110: The modifier \"eexists\" has no "
     "effect on the result. Did you mean \"exists:c.e4:.p--all\"?",
     "v=spf1 eexists=c.e4:.p- -all"},
    {"v=spf1 exists=c.e4:.p--all",
     "SPF-W109: \"exists=c.e4:.p--all\" is read as an unknown modifier and "
     "ignored. Did you mean \"exists:c.e4:.p--all\"?; SPF-W101: No \"all\" and no "
     "redirect: unlisted senders get neutral. Did you mean "
     "\"exists=c.e4:.p- -all\"?",
     "v=spf1 exists=c.e4:.p- -all"},
    /* Separators: the names are valid, or the rest is no term by itself. */
    {"v=spf1 include:a.example,include:b.example -all",
     "SPF-W143: The name in \"include:a.example,include:b.example\" holds \",\", "
     "which names of hosts do not have. Did you mean \"include:a.example "
     "include:b.example\"?",
     "v=spf1 include:a.example include:b.example -all"},
    {"v=spf1 ?include:a.example;mx,b.example -all",
     "SPF-W143: The name in \"?include:a.example;mx,b.example\" holds \";\", which "
     "names of hosts do not have. Did you mean \"?include:a.example mx "
     "?include:b.example\"?",
     "v=spf1 ?include:a.example mx ?include:b.example -all"},
    {"v=spf1 include:https://a.example -all",
     "SPF-W143: The name in \"include:https://a.example\" holds \":\", which names "
     "of hosts do not have. Did you mean \"include:a.example\"?",
     "v=spf1 include:a.example -all"},
    {"v=spf1 include:user@a.example -all",
     "SPF-W143: The name in \"include:user@a.example\" holds \"@\", which names of "
     "hosts do not have. Did you mean \"include:a.example\"?", NULL},
    {"v=spf1 a:include:a.example -all",
     "SPF-W143: The name in \"a:include:a.example\" holds \":\", which names of "
     "hosts do not have. Did you mean \"include:a.example\"?", NULL},
    {"v=spf1 include:a.exampleinclude:b.example -all",
     "SPF-W143: The name in \"include:a.exampleinclude:b.example\" holds \":\", "
     "which names of hosts do not have. Did you mean \"include:a.example "
     "include:b.example\"?",
     "v=spf1 include:a.example include:b.example -all"},
    {"v=spf1 redirect=a.example,b.example",
     "SPF-W143: The name in \"redirect=a.example,b.example\" holds \",\", which "
     "names of hosts do not have.", NULL},
    {"v=spf1 include:a.example,redirect=b.example redirect=c.example",
     "SPF-W143: The name in \"include:a.example,redirect=b.example\" holds "
     "\",\", which names of hosts do not have. Did you mean \"include:a.example "
     "redirect=b.example\"?", NULL},
    {"v=spf1 redirect=https://a.example",
     "SPF-W143: The name in \"redirect=https://a.example\" holds \":\", which "
     "names of hosts do not have. Did you mean \"redirect=a.example\"?",
     "v=spf1 redirect=a.example"},
    {"v=spf1 include:a.example,u@b.example -all",
     "SPF-W143: The name in \"include:a.example,u@b.example\" holds \",\", which "
     "names of hosts do not have. Did you mean \"include:b.example\"?", NULL},
    {"v=spf1 include:https://a.example,b.example -all",
     "SPF-W143: The name in \"include:https://a.example,b.example\" holds \":\", "
     "which names of hosts do not have.", NULL},
    /* It might be a name: nothing is asked but whether it exists. */
    {"v=spf1 exists:%{i},x.example -all",
     "SPF-W143: The name in \"exists:%{i},x.example\" holds \",\", which names of "
     "hosts do not have. Did you mean \"exists:%{i} exists:x.example\"?", NULL},
    {"v=spf1 exists:%{i,/}.x.example a:%%%_x.example -all", "", NULL},
    {"v=spf1 ip4:9.9.9.9,8.8.8.8 -all",
     "SPF-E012: Do not separate terms with \",\".",
     "v=spf1 ip4:9.9.9.9 ip4:8.8.8.8 -all"},
    {"v=spf1 ?ip4:9.9.9.9,,2a00::1;mx, ?all",
     "SPF-E012: Do not separate terms with \",,\".; "
     "SPF-E012: Do not separate terms with \";\".; "
     "SPF-E012: Do not separate terms with \",\".; "
     "SPF-W103: \"?all\" gives no protection.",
     "v=spf1 ?ip4:9.9.9.9 ?ip6:2a00::1 mx ?all"},
    {"v=spf1 ip4:9.9.9.9,x -all",
     "SPF-E013: \"9.9.9.9,x\" is not an IPv4 network.", NULL},
    /* Everyone but those that a term before it excludes. */
    {"v=spf1 -ip4:0.0.0.0/1 +all",
     "SPF-W102: \"+all\" passes every address on the Internet that no term "
     "before it matches.", NULL},
    /* Everyone of one family. */
    {"v=spf1 ip6:::/0 -all",
     "SPF-W102: Every IPv6 address passes (ip6:::/0).", NULL},
    {"v=spf1 ip4:9.0.0.0/0 -all",
     "SPF-W102: Every IPv4 address passes (ip4:9.0.0.0/0).", NULL},
    /* What costs more is certain only of some. */
    {"v=spf1 include:a.example mx a exists:%{i}.b.example include:c.example -all",
     "", NULL},
    {"v=spf1 include:a.example mx ip4:9.9.9.9 -all",
     "SPF-W125: \"ip4:9.9.9.9\" costs less to evaluate than "
     "\"include:a.example\" and could stand before it.", NULL},
    {"v=spf1 ptr mx -all",
     "SPF-W111: \"ptr\" uses names from reverse DNS (ptr), which should not be "
     "published.; SPF-W125: \"mx\" costs less to evaluate than \"ptr\" and could "
     "stand before it.", NULL},
    {"v=spf1 ptr include:a.example -all",
     "SPF-W111: \"ptr\" uses names from reverse DNS (ptr), which should not be "
     "published.", NULL},
    {"v=spf1 mx ?a ip4:9.9.9.9 -all", "", NULL},
    {"v=spf1 mx ip4:9.9.9.9/32 -all",
     "SPF-W125: \"ip4:9.9.9.9/32\" costs less to evaluate than \"mx\" and could "
     "stand before it.; SPF-I132: ip4:9.9.9.9/32 is valid, but not the usual "
     "form. Write \"ip4:9.9.9.9\".", "v=spf1 mx ip4:9.9.9.9 -all"},
    /* The case of macros (RFC 7208 section 7.3). */
    {"v=spf1 exists:%{I}.A.example exists:%{i}.a.example -all",
     "", NULL},
    {"v=spf1 exists:%{i}.A.example exists:%{i}.a.example -all",
     "SPF-W112: \"exists:%{i}.a.example\" appears twice; only the first is used.",
     "v=spf1 exists:%{i}.A.example -all"},
    /* Macros. */
    {"v=spf1 exists:%{i -all",
     "SPF-E020: Macro error in \"exists:%{i\" at position 14: the closing } is "
     "missing.", NULL},
    {"v=spf1 exists:%i.x.example -all",
     "SPF-E020: Macro error in \"exists:%i.x.example\" at position 14: write a "
     "macro with braces, as in %{i}.", NULL},
    {"v=spf1 exists:%{i!}.x.example -all",
     "SPF-E020: Macro error in \"exists:%{i!}.x.example\" at position 14: between "
     "{ and } stand a letter, digits, r and delimiters only.", NULL},
    {"v=spf1 exists:100%.x.example -all",
     "SPF-E020: Macro error in \"exists:100%.x.example\" at position 17: write %% "
     "for a percent sign.", NULL},
    /* Prefix lengths. */
    {"v=spf1 mx/33 -all",
     "SPF-E016: Prefix length \"/33\" is not valid (IPv4 0-32, IPv6 0-128, no "
     "leading zero).", NULL},
    {"v=spf1 mx/56 -all",
     "SPF-E016: Prefix length \"/56\" is not valid (IPv4 0-32, IPv6 0-128, no "
     "leading zero). Did you mean \"//56\"?", "v=spf1 mx//56 -all"},
    /* A sign by itself. */
    {"v=spf1 mx - all",
     "SPF-E006: Unknown mechanism \"-\". Did you mean \"-all\"?",
     "v=spf1 mx -all"},
    {"v=spf1 ~ mx ~ -all",
     "SPF-E006: Unknown mechanism \"~\". Did you mean \"~mx\"?; "
     "SPF-E006: Unknown mechanism \"~\".", "v=spf1 ~mx ~ -all"},
    {"v=spf1 mx -all -",
     "SPF-E006: Unknown mechanism \"-\".", NULL},
    /* Characters that have to go. */
    {"v=spf1 mx\xe2\x80\x8b -all",
     "SPF-E004: U+200B at position 9 is not ASCII. Leave it out.",
     "v=spf1 mx -all"},
    {"v=spf1 mx\xc2\xa0 -all",
     "SPF-E004: U+00A0 at position 9 is not ASCII. Leave it out.",
     "v=spf1 mx -all"},
    {"v=spf1 mx\xc2\xa0-all",
     "SPF-E004: U+00A0 at position 9 is not ASCII. Write \" \".",
     "v=spf1 mx -all"},
    /* As much as is shown of any value. */
    {"verification=0123456789012345678901234567890123456789",
     "SPF-E003: This text does not start with \"v=spf1\" and a space, so it is "
     "not read as SPF: verification=0123456789012345678901234567890123456789",
     NULL},
    {"0123456789012345678901234567890123456789012345678901234567890123456789"
     "01234567890",
     "SPF-E003: This text does not start with \"v=spf1\" and a space, so it is "
     "not read as SPF: 012345678901234567890123456789012345678901234567890123456"
     "78901234567890123456789...", NULL},
    /* The first one, when it is written in another way. */
    {"v=spf1 ?include:a.example include:a.example -all",
     "SPF-W112: \"include:a.example\" is never used: \"?include:a.example\" before "
     "it matches the same clients.", NULL},
    {"v=spf1 ip4:8.8.0.0/15 ip4:8.9.0.0/15 -all",
     "SPF-W117: \"ip4:8.8.0.0/15\" covers 131072 addresses.; "
     "SPF-W112: \"ip4:8.9.0.0/15\" is never used: \"ip4:8.8.0.0/15\" before it "
     "matches the same clients.", "v=spf1 ip4:8.8.0.0/15 -all"},
    /* Wide networks. */
    {"v=spf1 ip4:8.8.8.0/8 -all",
     "SPF-W117: \"ip4:8.8.8.0/8\" covers 16777216 addresses.; "
     "SPF-W116: \"ip4:8.8.8.0/8\" has host bits set; it authorises all of "
     "8.0.0.0/8.", NULL},
    {"v=spf1 ip4:8.0.0.0/7 -all",
     "SPF-W117: \"ip4:8.0.0.0/7\" covers 33554432 addresses. A network wider than "
     "/8 holds many organisations: strangers pass too.", NULL},
    {"v=spf1 ip6:::ffff:8.8.8.0/120 ip6:::ffff:9.9.9.9 -all",
     "SPF-W118: \"ip6:::ffff:8.8.8.0/120\" never matches: a client with such an "
     "address is an IPv4 client. Use \"ip4:8.8.8.0/24\".; "
     "SPF-W118: \"ip6:::ffff:9.9.9.9\" never matches: a client with such an "
     "address is an IPv4 client. Use \"ip4:9.9.9.9\".", NULL},
    /* Values of modifiers (RFC 6652 section 3). */
    {"v=spf1 -all ra=postmaster rp=100 rr=all",
     "SPF-I110: The modifier \"ra\" has no effect on the result. RFC 6652 defines "
     "it, for reports about failures.; "
     "SPF-I110: The modifier \"rp\" has no effect on the result. RFC 6652 defines "
     "it, for reports about failures.; "
     "SPF-I110: The modifier \"rr\" has no effect on the result. RFC 6652 defines "
     "it, for reports about failures.", NULL},
    {"v=spf1 -all ra=u@a.example rp=101 rr=e:x",
     "SPF-I110: The modifier \"ra\" has no effect on the result, and for reports "
     "about failures its value must be the part of an address before the @.; "
     "SPF-I110: The modifier \"rp\" has no effect on the result, and for reports "
     "about failures its value must be a number from 0 to 100.; "
     "SPF-I110: The modifier \"rr\" has no effect on the result, and for reports "
     "about failures its value must be all, e, f, s or n, or some of these with "
     ": between.", NULL},
    /* One finding for all that is one network. */
    {"v=spf1 ip4:8.8.8.2 ip4:8.8.8.0 ip4:8.8.8.3 ip4:8.8.8.1 ip4:8.8.8.4 -all",
     "SPF-W119: 4 networks from \"ip4:8.8.8.0\" to \"ip4:8.8.8.3\" are together "
     "ip4:8.8.8.0/30.", "v=spf1 ip4:8.8.8.0/30 ip4:8.8.8.4 -all"},
    {"v=spf1 ip4:8.8.8.0/31 mx ip4:8.8.8.3 ?ip4:9.9.9.1 ip4:8.8.8.2 -all",
     "SPF-W125: \"ip4:8.8.8.3\" costs less to evaluate than \"mx\" and could stand "
     "before it.", NULL},
    {"v=spf1 ip4:8.8.8.0/31 ip4:8.8.8.3 mx ip4:8.8.8.2 -all",
     "SPF-W119: 3 networks from \"ip4:8.8.8.0/31\" to \"ip4:8.8.8.3\" are together "
     "ip4:8.8.8.0/30.; "
     "SPF-W125: \"ip4:8.8.8.2\" costs less to evaluate than \"mx\" and could stand "
     "before it.", NULL},
    {"v=spf1 ?ip6:2a00::/33 ?ip6:2a00:0:8000::/33 -all",
     "SPF-W119: \"?ip6:2a00::/33\" and \"?ip6:2a00:0:8000::/33\" are together "
     "?ip6:2a00::/32.", "v=spf1 ?ip6:2a00::/32 -all"},
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

static void
print_all(const spfeval_lint *found, int language, char *room)
{
    size_t len = 0;
    uint32_t i;

    room[0] = '\0';
    for (i = 0; i < spfeval_lint_get_count(found); i++) {
        spfeval_finding finding = {.struct_size = sizeof(finding)};

        CHECK_INT(spfeval_lint_get_finding(found, i, &finding), SPFEVAL_OK);
        len += (size_t)snprintf(room + len, ROOM - len,
                                "%s%s: ", i > 0 ? "; " : "", finding.code);
        CHECK_INT(spfeval_lint_print_finding(found, i, language, room + len,
                                             ROOM - len, NULL),
                  SPFEVAL_OK);
        len += strlen(room + len);
    }
}

static void
test_all_that_is_said(void)
{
    char room[ROOM];
    size_t i;

    for (i = 0; i < TAP_COUNT(cases); i++) {
        spfeval_lint *found = lint(cases[i].record);

        tap_row(cases[i].record);
        print_all(found, SPFEVAL_LANGUAGE_EN, room);
        CHECK_STR(room, strlen(room), cases[i].says);
        spfeval_lint_free(found);
    }
}

static void
test_all_that_is_corrected(void)
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
        CHECK_STR(fixed, needed - 1,
                  cases[i].fixed == NULL ? cases[i].record : cases[i].fixed);
        spfeval_lint_free(found);
    }
}

/* No English words are left in it, and no number of a value. */
static void
test_it_is_said_in_dutch(void)
{
    static const char *const english[] = {" the ", " is not ", " and ",
                                          "%1",    "%2",       "%3"};
    char room[ROOM];
    size_t i;
    size_t j;

    for (i = 0; i < TAP_COUNT(cases); i++) {
        spfeval_lint *found = lint(cases[i].record);

        tap_row(cases[i].record);
        print_all(found, SPFEVAL_LANGUAGE_NL, room);
        for (j = 0; j < TAP_COUNT(english); j++) {
            CHECK(strstr(room, english[j]) == NULL);
        }
        spfeval_lint_free(found);
    }
}

/* Forty addresses are five networks, and so many findings. */
static void
test_many_neighbours_are_few_findings(void)
{
    char record[ROOM] = "v=spf1";
    spfeval_lint *found;
    size_t len = strlen(record);
    int i;

    for (i = 1; i <= 40; i++) {
        len += (size_t)snprintf(record + len, sizeof(record) - len,
                                " ip4:8.8.8.%d", i);
    }
    (void)snprintf(record + len, sizeof(record) - len, " -all");
    found = lint(record);
    CHECK_INT(spfeval_lint_get_count(found), 5);
    CHECK_INT(spfeval_lint_print_fixed(found, record, sizeof(record), NULL),
              SPFEVAL_OK);
    CHECK_STR(record, strlen(record),
              "v=spf1 ip4:8.8.8.1 ip4:8.8.8.2/31 ip4:8.8.8.4/30 "
              "ip4:8.8.8.8/29 ip4:8.8.8.16/28 ip4:8.8.8.32/29 ip4:8.8.8.40 "
              "-all");
    spfeval_lint_free(found);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"all that is said", test_all_that_is_said},
        {"all that is corrected", test_all_that_is_corrected},
        {"it is said in Dutch", test_it_is_said_in_dutch},
        {"many neighbours are few findings",
         test_many_neighbours_are_few_findings},
    };

    return tap_run("policy/lint, words", tests, TAP_COUNT(tests));
}
