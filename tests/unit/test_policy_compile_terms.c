/* SPDX-License-Identifier: BSD-2-Clause */
/* What each mechanism and modifier makes of the addresses of a family. */
#include <string.h>

#include <spfeval/policy.h>
#include <spfeval/status.h>

#include "policy/compile.h"

#include "support/maps.h"
#include "support/tap.h"
#include "support/walk_case.h"

#define TXT SPFEVAL_RRTYPE_TXT
#define A SPFEVAL_RRTYPE_A
#define AAAA SPFEVAL_RRTYPE_AAAA
#define MX SPFEVAL_RRTYPE_MX

static const struct zone_row rows[] = {
    {"host.test", A, "0.0.0.16", 0, 0},
    {"host.test", A, "0.0.0.32", 0, 0},
    {"host.test", AAAA, "::10", 0, 0},
    {"four.test", A, "0.0.0.16", 0, 0},
    {"slow.test", ZONE_ROW_TIMEOUT, NULL, 0, A},
    {"slow.test", AAAA, "::10", 0, 0},
    {"mail.test", MX, "host.test", 10, 0},
    {"mail.test", MX, "gone.test", 20, 0},
    {"mail.test", MX, "mx.mail.test", 20, 0},
    {"mx.mail.test", A, "0.0.0.64", 0, 0},
    {"null.test", MX, "", 0, 0},
    {"late.test", MX, "slow.test", 0, 0},
    {"dead.test", ZONE_ROW_TIMEOUT, NULL, 0, MX},
    {"dead.test", ZONE_ROW_TIMEOUT, NULL, 0, TXT},
    {"three.test", MX, "host.test", 1, 0},
    {"three.test", MX, "b.test", 1, 0},
    {"three.test", MX, "c.test", 1, 0},
    {"child.test", TXT,
     "v=spf1 a:host.test -ip4:0.0.0.64 ip4:0.0.0.64/31 ~all", 0, 0},
    {"empty.test", TXT, "v=spf1", 0, 0},
    {"text.test", TXT, "no record", 0, 0},
    {"two.test", TXT, "v=spf1 +all", 0, 0},
    {"two.test", TXT, "v=spf1 +all", 0, 0},
    {"bad.test", TXT, "v=spf1 ip5:1.2.3.4 +all", 0, 0},
    {"void.test", TXT, "v=spf1 a:gone.test -all", 0, 0},
};

struct compile_row {
    const char *record;
    const char *expected;
};

static void
check_rows(int family, const struct compile_row *table, size_t count)
{
    size_t i;

    for (i = 0; i < count; i++) {
        spfeval_options *options = NULL;
        struct walk_case test;
        struct maps maps;

        CHECK_INT(spfeval_options_new(NULL, &options), SPFEVAL_OK);
        CHECK_INT(
            spfeval_options_set_u32(options, SPFEVAL_OPTION_MAX_MX_NAMES, 3),
            SPFEVAL_OK);
        tap_row(table[i].record);
        walk_case_init_with(&test, rows, TAP_COUNT(rows), options);
        maps_set_up(&maps);
        walk_case_walk(&test, "own.test", table[i].record);
        if (CHECK_INT(spfe_compile(test.policy, test.policy->root),
                      SPFEVAL_OK)) {
            const char *text =
                maps_print(&maps, &test.policy->root->maps[family]);

            CHECK_STR(text, strlen(text), table[i].expected);
        }
        maps_tear_down(&maps);
        walk_case_clear(&test);
    }
}

static void
test_terms_without_lookups(void)
{
    static const struct compile_row table[] = {
        {"v=spf1", "0: neutral"},
        {"v=spf1 all", "0: pass@0"},
        {"v=spf1 -all", "0: fail@0"},
        {"v=spf1 ~all", "0: softfail@0"},
        {"v=spf1 ?all", "0: neutral@0"},
        {"v=spf1 x=y -all", "0: fail@1"},
        {"v=spf1 exp=host.test -all", "0: fail@1"},
        {"v=spf1 ip4:0.0.0.16 -all", "0: fail@1 | 10: pass@0 | 11: fail@1"},
        {"v=spf1 ip4:0.0.0.17/28", "0: neutral | 10: pass@0 | 20: neutral"},
        {"v=spf1 ~ip4:0.0.0.0/0 -all", "0: softfail@0"},
        {"v=spf1 ip6:::10 -all", "0: fail@1"},
        {"v=spf1 -all ip4:0.0.0.16", "0: fail@0"},
    };

    check_rows(SPFE_V4, table, TAP_COUNT(table));
}

static void
test_terms_of_ipv6(void)
{
    static const struct compile_row table[] = {
        {"v=spf1 ip6:::10/124 -all", "0: fail@1 | 10: pass@0 | 20: fail@1"},
        {"v=spf1 ip6:1::/64",
         "0: neutral | 1000000000000:0: pass@0 | 1000000000001:0: neutral"},
        {"v=spf1 ip4:0.0.0.16 -all", "0: fail@1"},
        {"v=spf1 ip6:::ffff:0.0.0.16/120 -all", "0: fail@1"},
        {"v=spf1 ip6:::ffff:0.0.0.0/96 -all", "0: fail@1"},
        {"v=spf1 ip6:::fffe:0:0/95 -all",
         "0: fail@1 | fffe00000000: pass@0 | 1000000000000: fail@1"},
        {"v=spf1 a:host.test//124 -all",
         "0: fail@1 1+0 | 10: pass@0 1+0 | 20: fail@1 1+0"},
        {"v=spf1 a:four.test -all", "0: fail@1 1+1"},
        {"v=spf1 exists:four.test -all", "0: pass@0 1+0"},
        {"v=spf1 a:slow.test -all",
         "0: fail@1 1+0 | 10: pass@0 1+0 | 11: fail@1 1+0"},
    };

    check_rows(SPFE_V6, table, TAP_COUNT(table));
}

static void
test_terms_a(void)
{
    static const struct compile_row table[] = {
        {"v=spf1 a:host.test -all",
         "0: fail@1 1+0 | 10: pass@0 1+0 | 11: fail@1 1+0 | 20: pass@0 1+0 "
         "| 21: fail@1 1+0"},
        {"v=spf1 -a:host.test/27 ?all", "0: fail@0 1+0 | 40: neutral@1 1+0"},
        {"v=spf1 a:gone.test -all", "0: fail@1 1+1"},
        {"v=spf1 a -all", "0: fail@1 1+1"},
        {"v=spf1 a:slow.test -all", "0: fail@1 1+0"},
        {"v=spf1 a:%{i}.host.test -all", "0: fail@1 1+0"},
        {"v=spf1 a:%{p}.host.test -all", "0: fail@1 2+0"},
        {"v=spf1 a:%{d1r}.%{d1r} -all", "0: fail@1 1+1"},
        {"v=spf1 a:..host.test -all", "0: fail@1 1+0"},
        {"v=spf1 a:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
         "aaaaaaaaaaaaa.test -all",
         "0: fail@1 1+0"},
        {"v=spf1 ip4:0.0.0.16 -a:host.test -all",
         "0: fail@2 1+0 | 10: pass@0 | 11: fail@2 1+0 | 20: fail@1 1+0 | "
         "21: fail@2 1+0"},
    };

    check_rows(SPFE_V4, table, TAP_COUNT(table));
}

static void
test_terms_mx(void)
{
    static const struct compile_row table[] = {
        {"v=spf1 mx:mail.test -all",
         "0: fail@1 1+0 | 10: pass@0 1+0 | 11: fail@1 1+0 | 20: pass@0 1+0 "
         "| 21: fail@1 1+0 | 40: pass@0 1+0 | 41: fail@1 1+0"},
        {"v=spf1 mx:gone.test -all", "0: fail@1 1+1"},
        {"v=spf1 mx:null.test -all", "0: fail@1 1+0"},
        {"v=spf1 mx:dead.test -all", "0: fail@1 1+0"},
        {"v=spf1 mx:late.test -all", "0: fail@1 1+0"},
        {"v=spf1 mx:three.test/26 -all", "0: pass@0 1+0 | 40: fail@1 1+0"},
    };

    check_rows(SPFE_V4, table, TAP_COUNT(table));
}

static void
test_terms_with_too_many_mx_break(void)
{
    static const struct zone_row more[] = {
        {"many.test", MX, "a.test", 1, 0}, {"many.test", MX, "b.test", 1, 0},
        {"many.test", MX, "c.test", 1, 0}, {"many.test", MX, "", 1, 0},
        {"b.test", A, "0.0.0.16", 0, 0},
    };
    spfeval_options *options = NULL;
    struct walk_case test;
    struct maps maps;
    const char *text;

    CHECK_INT(spfeval_options_new(NULL, &options), SPFEVAL_OK);
    CHECK_INT(spfeval_options_set_u32(options, SPFEVAL_OPTION_MAX_MX_NAMES, 3),
              SPFEVAL_OK);
    walk_case_init_with(&test, more, TAP_COUNT(more), options);
    maps_set_up(&maps);
    walk_case_walk(&test, NULL,
                   "v=spf1 ip4:0.0.0.16 mx:many.test a:b.test/30 -all");
    CHECK_INT(spfe_compile(test.policy, test.policy->root), SPFEVAL_OK);
    text = maps_print(&maps, &test.policy->root->maps[SPFE_V4]);
    CHECK_STR(text, strlen(text),
              "0: permerror@1 2+0 | 10: pass@0 | 11: permerror@1 2+0 | 14: "
              "permerror@1 2+0");
    CHECK_INT(test.policy->root->maps[SPFE_V4].pieces[2].end, 2);
    CHECK_INT(test.policy->root->maps[SPFE_V4].pieces[3].end, 3);
    CHECK(!test.policy->root->unsure[SPFE_V4]);
    maps_tear_down(&maps);
    walk_case_clear(&test);
}

static void
test_terms_exists_and_ptr(void)
{
    static const struct compile_row table[] = {
        {"v=spf1 exists:host.test -all", "0: pass@0 1+0"},
        {"v=spf1 -exists:host.test +all", "0: fail@0 1+0"},
        {"v=spf1 exists:gone.test -all", "0: fail@1 1+1"},
        {"v=spf1 exists:slow.test -all", "0: fail@1 1+0"},
        {"v=spf1 exists:%{i}.host.test -all", "0: fail@1 1+0"},
        {"v=spf1 exists:%{P}.%{p}.test -all", "0: fail@1 2+0"},
        {"v=spf1 ptr -all", "0: fail@1 1+0"},
        {"v=spf1 ptr:%{p} -all", "0: fail@1 2+0"},
    };

    check_rows(SPFE_V4, table, TAP_COUNT(table));
}

static void
test_terms_include(void)
{
    static const struct compile_row table[] = {
        /* Inside, fail and softfail are no match; 0.0.0.64 was failed. */
        {"v=spf1 ?include:child.test -all",
         "0: fail@1 2+0 | 10: neutral@0 2+0 | 11: fail@1 2+0 | 20: "
         "neutral@0 2+0 | 21: fail@1 2+0 | 41: neutral@0 2+0 | 42: fail@1 "
         "2+0"},
        {"v=spf1 include:empty.test -all", "0: fail@1 1+0"},
        {"v=spf1 include:void.test -all", "0: fail@1 2+1"},
        {"v=spf1 include:text.test +all", "0: permerror@0 1+0"},
        {"v=spf1 include:gone.test +all", "0: permerror@0 1+0"},
        {"v=spf1 include:two.test +all", "0: permerror@0 1+0"},
        {"v=spf1 include:bad.test a:gone.test +all", "0: permerror@0 2+1"},
        {"v=spf1 include:dead.test -all", "0: fail@1 1+0"},
        {"v=spf1 include:%{i}.test -all", "0: fail@1 1+0"},
        {"v=spf1 include:%{p}.test -all", "0: fail@1 2+0"},
        {"v=spf1 "
         "include:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
         "aaaaaaaaaaaaa.test -all",
         "0: permerror@0 1+0"},
        {"v=spf1 -all include:gone.test", "0: fail@0"},
    };

    check_rows(SPFE_V4, table, TAP_COUNT(table));
}

static void
test_terms_redirect(void)
{
    static const struct compile_row table[] = {
        {"v=spf1 redirect=child.test a:gone.test",
         "0: softfail@0 3+1 | 10: pass@0 3+1 | 11: softfail@0 3+1 | 20: "
         "pass@0 3+1 | 21: softfail@0 3+1 | 40: fail@0 3+1 | 41: pass@0 3+1 "
         "| 42: softfail@0 3+1"},
        {"v=spf1 redirect=empty.test", "0: neutral@0 1+0"},
        {"v=spf1 redirect=gone.test", "0: permerror@0 1+0"},
        {"v=spf1 redirect=text.test", "0: permerror@0 1+0"},
        {"v=spf1 redirect=two.test", "0: permerror@0 1+0"},
        {"v=spf1 redirect=bad.test", "0: permerror@0 1+0"},
        {"v=spf1 redirect=dead.test", "0: neutral 1+0"},
        {"v=spf1 redirect=%{i}.test", "0: neutral 1+0"},
        {"v=spf1 redirect=gone.test -all", "0: fail@1"},
        {"v=spf1 -all redirect=gone.test", "0: fail@0"},
    };

    check_rows(SPFE_V4, table, TAP_COUNT(table));
}

static void
test_terms_of_a_record_that_is_refused(void)
{
    static const struct compile_row table[] = {
        {"v=spf1 ip5:1.2.3.4 -all", "0: permerror"},
        {"no record", "0: permerror"},
    };

    check_rows(SPFE_V4, table, TAP_COUNT(table));
    check_rows(SPFE_V6, table, TAP_COUNT(table));
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"terms without lookups", test_terms_without_lookups},
        {"terms for IPv6 clients", test_terms_of_ipv6},
        {"a", test_terms_a},
        {"mx", test_terms_mx},
        {"too many MX records break it, and cost goes on",
         test_terms_with_too_many_mx_break},
        {"exists and ptr", test_terms_exists_and_ptr},
        {"include", test_terms_include},
        {"redirect", test_terms_redirect},
        {"a record that is refused", test_terms_of_a_record_that_is_refused},
    };

    return tap_run("policy/compile_terms", tests, TAP_COUNT(tests));
}
