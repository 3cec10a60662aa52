/* SPDX-License-Identifier: BSD-2-Clause */
#include <string.h>

#include "support/report_case.h"
#include "support/tap.h"

struct near_case {
    const char *zone;
    const char *client;
    const char *key;
    const char *expected; /* within the sentence; NULL: not said */
};

static void
check_cases(const struct near_case *cases, size_t count)
{
    size_t i;

    for (i = 0; i < count; i++) {
        struct try_check try;
        const spfeval_outcome *outcome;
        const char *found;

        tap_row(cases[i].zone);
        try_check_init(&try, NULL);
        try_check_zone(&try, cases[i].zone);
        outcome = try_check_outcome(&try, cases[i].client, "user@example.com");
        found = report_find(outcome, SPFEVAL_LANGUAGE_EN, cases[i].key);
        if (cases[i].expected == NULL) {
            CHECK(found == NULL);
        } else if (CHECK(found != NULL)) {
            CHECK(strstr(found, cases[i].expected) != NULL);
        }
        try_check_clear(&try);
    }
}

#define DOMAIN "example.com TXT v=spf1 "
#define V4 "192.0.2.129"
#define V6 "2001:db8::25"

static void
test_the_same_24_or_64_is_close(void)
{
    static const struct near_case cases[] = {
        {DOMAIN "ip4:192.0.2.1 -all", V4, "near.network", "ip4:192.0.2.1 "},
        {DOMAIN "ip4:192.0.3.1 -all", V4, "near.network", NULL},
        {DOMAIN "ip4:192.0.2.1 ip4:192.0.2.128/32 -all", V4, "near.network",
         "ip4:192.0.2.128/32 "},
        {DOMAIN "-ip4:192.0.2.1 -all", V4, "near.network", NULL},
        {DOMAIN "ip6:2001:db8::/128 -all", V6, "near.network", "ip6:2001"},
        {DOMAIN "ip6:2001:db8:0:1::1 -all", V6, "near.network", NULL},
        {DOMAIN "ip6:2001:db8::/128 -all", V4, "near.network", NULL},
        {DOMAIN "ip4:192.0.2.0/24 -all", V4, "near.network", NULL},
        {DOMAIN "-include:bad.example ~all\n"
                "bad.example TXT v=spf1 ip4:192.0.2.1 -all",
         V4, "near.network", NULL},
        {DOMAIN "-include:bad.example include:good.example ~all\n"
                "bad.example TXT v=spf1 include:good.example -all\n"
                "good.example TXT v=spf1 ip4:192.0.2.1 -all",
         V4, "near.network", "ip4:192.0.2.1 "},
    };

    check_cases(cases, TAP_COUNT(cases));
}

static void
test_the_nearest_network_is_named_when_none_is_close(void)
{
    static const struct near_case cases[] = {
        {DOMAIN "ip4:203.0.113.0/24 ip4:192.1.0.0/16 -all", V4, "near.nearest",
         "ip4:192.1.0.0/16 "},
        {DOMAIN "ip4:203.0.113.0/24 ip4:192.0.2.1 -all", V4, "near.nearest",
         NULL},
        {DOMAIN "ip4:203.0.113.0/24 -ip4:192.0.2.0/24", V4, "near.nearest",
         NULL},
        {DOMAIN "-all", V4, "near.nearest", NULL},
        {DOMAIN "ip4:203.0.113.0/24", V4, "near.nearest",
         "Of the networks that the records allow, ip4:203.0.113.0/24 "},
        /* A term names the client: no list is out of date. */
        {DOMAIN "include:b.example -all\n"
                "b.example TXT v=spf1 ip4:198.51.100.0/24 "
                "-ip4:192.0.2.0/24 ?all",
         V4, "near.nearest", NULL},
        {DOMAIN "ip4:198.51.100.0/24 include:b.example -all\n"
                "b.example TXT v=spf1 ?a:h.example -all\n"
                "h.example A 192.0.2.129",
         V4, "near.nearest", NULL},
        {DOMAIN "include:b.example -all\n"
                "b.example TXT v=spf1 ip4:198.51.100.0/24 "
                "-ip4:192.0.3.0/24 ?all",
         V4, "near.nearest", "allow, ip4:198.51.100.0/24 "},
        {DOMAIN "ip4:198.51.100.0/24 -include:b.example\n"
                "b.example TXT v=spf1 +all",
         V4, "near.nearest", "allow, ip4:198.51.100.0/24 "},
    };

    check_cases(cases, TAP_COUNT(cases));
}

static void
test_addresses_of_hosts_can_be_close(void)
{
    static const struct near_case cases[] = {
        {DOMAIN "a -all\nexample.com A 192.0.2.1", V4, "near.address",
         "example.com has the address 192.0.2.1,"},
        {DOMAIN "a -all\nexample.com A 192.0.9.1", V4, "near.address", NULL},
        {DOMAIN "a:%{p}.example.com -all\n"
                "129.2.0.192.in-addr.arpa PTR h.example\n"
                "h.example A 192.0.2.7\n"
                "unknown.example.com A 198.51.100.1",
         V4, "near.address", NULL},
        {DOMAIN "mx -all\nexample.com MX 1 m.example\n"
                "example.com MX 2 n.example\nm.example A 192.0.2.9\n"
                "n.example A 198.51.100.9",
         V4, "near.address", "m.example has the address 192.0.2.9,"},
        {DOMAIN "exists:x.example.com ptr -all\nx.example.com NAME\n"
                "129.2.0.192.in-addr.arpa PTR h.example.com\n"
                "h.example.com A 192.0.2.7",
         V4, "near.address", NULL},
    };

    check_cases(cases, TAP_COUNT(cases));
}

static void
test_the_other_family_is_only_told_from_the_trace(void)
{
    static const struct near_case cases[] = {
        {DOMAIN "a -all\nexample.com A 192.0.2.1", V6, "near.family",
         "example.com has no IPv6 address (AAAA record)"},
        {DOMAIN "a -all\nexample.com AAAA 2001:db8::1", V4, "near.family",
         "example.com has no IPv4 address (A record)"},
        {DOMAIN "a -all\nexample.com RCODE 2", V4, "near.family", NULL},
        {DOMAIN "a:mail.example.com -all\nmail.example.com NAME", V4,
         "near.family-helo", "calls itself mail.example.com"},
        {DOMAIN "a:gone.example -all", V4, "near.family", NULL},
        {DOMAIN "mx -all\nexample.com MX 1 gone.example\n"
                "example.com MX 2 n.example\nn.example A 198.51.100.9",
         V4, "near.no-host", NULL},
        {DOMAIN "mx -all\nexample.com MX 1 m.example\n"
                "example.com MX 2 n.example\nm.example AAAA 2001:db8::1\n"
                "n.example A 198.51.100.9",
         V4, "near.family", NULL},
        {DOMAIN "mx -all\nexample.com MX 1 gone.example", V4, "near.no-host",
         "gone.example does not exist"},
        {DOMAIN "a:gone.example -all", V4, "near.no-host",
         "gone.example does not exist"},
        {DOMAIN "ip4:192.0.2.0/24 ip6:2001:db9::/32 -all", V6, "near.networks",
         NULL},
        {DOMAIN "ip6:2001:db9::/32 -all", V4, "near.networks",
         "are IPv6, but the server used IPv4"},
        {DOMAIN "-ip4:10.0.0.0/8 ip6:2001:db9::/32 -all", V4, "near.networks",
         NULL},
        {DOMAIN "ip6:2001:db9::/32 -ip4:192.0.2.0/24 -all", V4,
         "near.networks", NULL},
        {DOMAIN "ip6:2001:db9::/32 -all ip4:10.0.0.0/8", V4, "near.networks",
         NULL},
        {DOMAIN "ip6:2001:db9::/32 -include:bad.example -all\n"
                "bad.example TXT v=spf1 ip4:10.0.0.0/8",
         V4, "near.networks", NULL},
        {DOMAIN "-ip6:2001:db9::/32 -all", V4, "near.networks", NULL},
        {DOMAIN "ip6:2001:db9::/32 ip6:::ffff:192.0.2.129 -all", V4,
         "near.networks", NULL},
        {DOMAIN "ip6:2001:db9::/32 ip6:::ffff:192.0.2.0/120 -all", V4,
         "near.mapped", "ip6:::ffff:192.0.2.0/120 in the record of"},
        {DOMAIN "ip6:::ffff:192.0.2.0/121 -all", V4, "near.mapped", NULL},
        {DOMAIN "-ip6:::ffff:192.0.2.129 ~all", V4, "near.mapped", NULL},
        {DOMAIN "ip6:::ffff:192.0.2.9 -all", V4, "near.networks",
         "are IPv6, but the server used IPv4"},
    };

    check_cases(cases, TAP_COUNT(cases));
}

static void
test_terms_behind_all_are_named(void)
{
    static const struct near_case cases[] = {
        {DOMAIN "-all a:b.example ip4:192.0.2.0/24", V4, "near.after-all",
         "ip4:192.0.2.0/24 would have matched"},
        {DOMAIN "-all ip4:192.0.9.0/24 a", V4, "near.after-all-unused",
         "ip4:192.0.9.0/24 stands after -all"},
        {DOMAIN "-all -ip4:192.0.2.0/24 all", V4, "near.after-all", NULL},
        {DOMAIN "-all -ip4:192.0.2.0/24 all", V4, "near.after-all-unused",
         NULL},
        {DOMAIN "include:b.example -all\n"
                "b.example TXT v=spf1 -all ip4:192.0.2.0/24",
         V4, "near.after-all", "in the record of b.example"},
        {DOMAIN "all ip4:192.0.2.0/24", V4, "near.after-all", NULL},
        {DOMAIN "-include:bad.example ~all\n"
                "bad.example TXT v=spf1 -all ip4:192.0.2.0/24",
         V4, "near.after-all", NULL},
    };

    check_cases(cases, TAP_COUNT(cases));
}

static void
test_ignored_terms_are_named(void)
{
    static const struct near_case cases[] = {
        {DOMAIN "IP4=192.0.2.1 -all", V4, "near.modifier",
         "Perhaps IP4:192.0.2.1 was meant"},
        {DOMAIN "a= -all", V4, "near.modifier", "Perhaps a: was meant"},
        {DOMAIN "foo=bar ra=x -all", V4, "near.modifier", NULL},
        {DOMAIN "all=x -all", V4, "near.modifier", NULL},
        {DOMAIN "mx=x.example", V4, "near.modifier", "mx=x.example in"},
        {DOMAIN "-all V=SPF1 a", V4, "near.two-records", "a second time"},
        {DOMAIN "redirect=b.example ?all", V4, "near.redirect",
         "redirect=b.example in"},
        {DOMAIN "redirect=b.example\nb.example TXT v=spf1 -all", V4,
         "near.redirect", NULL},
        {DOMAIN "exists:%{l}.b.example -all", V4, "near.unicode", NULL},
    };

    check_cases(cases, TAP_COUNT(cases));
}

static void
test_ignored_terms_are_named_once_and_not_without_end(void)
{
    static const char record[] =
        "v=spf1 a=b.c mx=b.c ip4=1 ip6=2 ptr=b.c include=b.c "
        "?include:d.example ?include:d.example -all";
    struct try_check try;
    const spfeval_outcome *outcome = report_record_run(
        record, strlen(record), "d.example TXT v=spf1 mx=x.y -all", &try);

    CHECK_INT(report_count(outcome, "near.modifier"), 4);
    try_check_clear(&try);
    outcome =
        report_record_run("v=spf1 include:d.example include:d.example -all",
                          47, "d.example TXT v=spf1 mx=x.y -all", &try);
    CHECK_INT(report_count(outcome, "near.modifier"), 1);
    try_check_clear(&try);
}

static void
test_pass_and_errors_have_no_near_misses(void)
{
    static const struct near_case cases[] = {
        {DOMAIN "a=b.example ip4:192.0.2.0/24 -all", V4, "near.modifier",
         NULL},
        {DOMAIN "ip4:192.0.2.1 a:b.example -all\nb.example RCODE 2", V4,
         "near.network", NULL},
        {DOMAIN "ip4:192.0.2.1 include:b.example -all", V4, "near.network",
         NULL},
    };

    check_cases(cases, TAP_COUNT(cases));
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"the same /24 or /64 is close", test_the_same_24_or_64_is_close},
        {"the nearest network is named when none is close",
         test_the_nearest_network_is_named_when_none_is_close},
        {"addresses of hosts can be close",
         test_addresses_of_hosts_can_be_close},
        {"the other family is only told from the trace",
         test_the_other_family_is_only_told_from_the_trace},
        {"terms behind all are named", test_terms_behind_all_are_named},
        {"ignored terms are named", test_ignored_terms_are_named},
        {"ignored terms are named once, and not without end",
         test_ignored_terms_are_named_once_and_not_without_end},
        {"pass and errors have no near misses",
         test_pass_and_errors_have_no_near_misses},
    };

    return tap_run("report/near_miss", tests, TAP_COUNT(tests));
}
