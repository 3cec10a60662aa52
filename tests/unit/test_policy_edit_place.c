/* SPDX-License-Identifier: BSD-2-Clause */
/* Authorising: where terms go, and what is told of it. */
#include <spfeval/dns.h>
#include <spfeval/edit.h>

#include "support/edit_case.h"
#include "support/tap.h"

static const struct zone_row zone[] = {
    {"h.example", SPFEVAL_RRTYPE_A, "192.0.2.1", 0, 0},
    {"h.example", SPFEVAL_RRTYPE_AAAA, "2001:db8::1", 0, 0},
    {"four.example", SPFEVAL_RRTYPE_A, "192.0.2.4", 0, 0},
    {"p.example", SPFEVAL_RRTYPE_TXT, "v=spf1 ip4:198.51.100.0/24 -all", 0, 0},
    {"none.example", SPFEVAL_RRTYPE_TXT, "not SPF", 0, 0},
    {"late.example", ZONE_ROW_TIMEOUT, NULL, 0, 0},
    {"latemx.example", SPFEVAL_RRTYPE_MX, "late.example", 10, 0},
    {"deep.example", SPFEVAL_RRTYPE_TXT,
     "v=spf1 include:p.example include:p.example include:p.example "
     "include:p.example include:p.example include:p.example "
     "include:p.example -all",
     0, 0},
};

static void
check(const struct edit_case *rows, size_t count)
{
    edit_case_check_all(rows, count, zone, TAP_COUNT(zone));
}

/* The task of every day, from the text alone. */
static void
test_host_goes_before_all(void)
{
    static const struct edit_case rows[] = {
        {.record = "v=spf1 include:spf.protection.example -all",
         .senders = "a:smtp1.example.net",
         .text_only = true,
         .expected =
             "changed: v=spf1 include:spf.protection.example "
             "a:smtp1.example.net -all\n"
             "added: Added \"a:smtp1.example.net\" before \"-all\".\n"
             "not-looked-up: The addresses of \"a:smtp1.example.net\" are "
             "not known; they were not looked up, or depend on the "
             "message.\n"},
        {.record = "v=spf1 include:p.example -all",
         .senders = "h.example",
         .expected = "changed: v=spf1 include:p.example a:h.example -all\n"
                     "added: Added \"a:h.example\" before \"-all\".\n"},
    };

    check(rows, TAP_COUNT(rows));
}

static void
test_terms_go_next_to_their_own_kind(void)
{
    static const struct edit_case rows[] = {
        {.record = "v=spf1 ip4:203.0.113.1 a:four.example mx:none.example "
                   "-all",
         .senders = "h.example|203.0.113.2",
         .expected =
             "changed: v=spf1 ip4:203.0.113.1 ip4:203.0.113.2 a:four.example "
             "a:h.example mx:none.example -all\n"
             "added: Added \"a:h.example\" after \"a:four.example\".\n"
             "added: Added \"ip4:203.0.113.2\" after \"ip4:203.0.113.1\".\n"},
        /* one that refuses is not of its kind */
        {.record = "v=spf1 -ip4:203.0.113.1 mx:none.example -all",
         .senders = "203.0.113.2",
         .expected = "changed: v=spf1 -ip4:203.0.113.1 mx:none.example "
                     "ip4:203.0.113.2 -all\n"
                     "added: Added \"ip4:203.0.113.2\" before \"-all\".\n"},
    };

    check(rows, TAP_COUNT(rows));
}

static void
test_terms_go_before_what_refuses_them(void)
{
    static const struct edit_case rows[] = {
        {.record = "v=spf1 a:four.example ~ip4:192.0.2.0/24 ip4:203.0.113.1 "
                   "-all",
         .senders = "192.0.2.1",
         .expected = "changed: v=spf1 a:four.example ip4:192.0.2.1 "
                     "~ip4:192.0.2.0/24 ip4:203.0.113.1 -all\n"
                     "added: Added \"ip4:192.0.2.1\" before "
                     "\"~ip4:192.0.2.0/24\".\n"},
        /* both families count: the earlier one decides */
        {.record = "v=spf1 ?ip6:2001:db8::/32 -ip4:192.0.2.0/24 -all",
         .senders = "a:h.example",
         .expected = "changed: v=spf1 a:h.example ?ip6:2001:db8::/32 "
                     "-ip4:192.0.2.0/24 -all\n"
                     "added: Added \"a:h.example\" before "
                     "\"?ip6:2001:db8::/32\".\n"},
        {.record = "v=spf1 -ip4:203.0.113.0/24 -include:p.example -all",
         .senders = "198.51.100.9",
         .expected = "changed: v=spf1 -ip4:203.0.113.0/24 ip4:198.51.100.9 "
                     "-include:p.example -all\n"
                     "added: Added \"ip4:198.51.100.9\" before "
                     "\"-include:p.example\".\n"},
        /* what breaks evaluation refuses as well */
        {.record = "v=spf1 ip4:203.0.113.1 include:none.example -all",
         .senders = "h.example",
         .expected = "doubtful: v=spf1 ip4:203.0.113.1 a:h.example "
                     "include:none.example -all\n"
                     "added: Added \"a:h.example\" before "
                     "\"include:none.example\".\n"
                     "repair: Repair this first, SPF-E024: "
                     "\"include:none.example\".\n"},
    };

    check(rows, TAP_COUNT(rows));
}

static void
test_unknown_addresses_go_before_all_that_refuses(void)
{
    static const struct edit_case rows[] = {
        {.record = "v=spf1 mx:none.example -ip4:203.0.113.1 -all",
         .senders = "late.example",
         .text_only = true,
         .expected =
             "changed: v=spf1 mx:none.example a:late.example "
             "-ip4:203.0.113.1 -all\n"
             "added: Added \"a:late.example\" before "
             "\"-ip4:203.0.113.1\".\n"
             "not-looked-up: The addresses of \"a:late.example\" are not "
             "known; they were not looked up, or depend on the message.\n"},
        /* it was asked for in vain */
        {.record = "v=spf1 mx:none.example -ip4:203.0.113.1 -all",
         .senders = "late.example|mx:latemx.example",
         .expected =
             "doubtful: v=spf1 mx:none.example mx:latemx.example "
             "a:late.example -ip4:203.0.113.1 -all\n"
             "added: Added \"a:late.example\" before "
             "\"-ip4:203.0.113.1\".\n"
             "added: Added \"mx:latemx.example\" after "
             "\"mx:none.example\".\n"
             "not-looked-up: The addresses of \"a:late.example\" could not "
             "be looked up.\n"
             "not-looked-up: The addresses of \"mx:latemx.example\" could "
             "not be looked up.\n"},
        /* and what was not looked up may refuse any address */
        {.record = "v=spf1 mx:none.example -a:late.example -all",
         .senders = "h.example",
         .expected = "changed: v=spf1 mx:none.example a:h.example "
                     "-a:late.example -all\n"
                     "added: Added \"a:h.example\" before "
                     "\"-a:late.example\".\n"},
        {.record = "v=spf1 ~include:b.example mx -all",
         .senders = "192.0.2.1",
         .text_only = true,
         .expected = "changed: v=spf1 ip4:192.0.2.1 ~include:b.example mx "
                     "-all\n"
                     "added: Added \"ip4:192.0.2.1\" before "
                     "\"~include:b.example\".\n"},
    };

    check(rows, TAP_COUNT(rows));
}

/* The message decides whether they match, so they stay where they are. */
static void
test_terms_that_depend_on_the_message_are_told_of(void)
{
    static const struct edit_case rows[] = {
        {.domain = "d.example",
         .record = "v=spf1 -exists:%{i}.bl.example ?ptr -all",
         .senders = "h.example",
         .expected = "doubtful: v=spf1 -exists:%{i}.bl.example ?ptr "
                     "a:h.example -all\n"
                     "added: Added \"a:h.example\" before \"-all\".\n"
                     "depends: \"-exists:%{i}.bl.example\" comes before "
                     "\"a:h.example\" and may decide otherwise; that depends "
                     "on the message, or on what was not looked up.\n"},
        {.domain = "d.example",
         .record = "v=spf1 a:four.example ?ptr -all",
         .senders = "h.example",
         .expected = "changed: v=spf1 a:four.example a:h.example ?ptr -all\n"
                     "added: Added \"a:h.example\" after "
                     "\"a:four.example\".\n"},
        {.domain = "d.example",
         .record = "v=spf1 exists:%{i}.wl.example -all",
         .senders = "h.example",
         .expected = "changed: v=spf1 exists:%{i}.wl.example a:h.example "
                     "-all\n"
                     "added: Added \"a:h.example\" before \"-all\".\n"},
        {.record = "v=spf1 -all",
         .senders = "exists:%{i}.wl.example",
         .expected =
             "changed: v=spf1 exists:%{i}.wl.example -all\n"
             "added: Added \"exists:%{i}.wl.example\" before \"-all\".\n"
             "not-looked-up: The addresses of \"exists:%{i}.wl.example\" are "
             "not known; they were not looked up, or depend on the "
             "message.\n"},
    };

    check(rows, TAP_COUNT(rows));
}

/* Who passes already does so only if nothing before it refuses. */
static void
test_terms_before_those_that_are_there_are_told_of(void)
{
    static const struct edit_case rows[] = {
        {.domain = "d.example",
         .record = "v=spf1 -exists:%{ir}.bl.example ip4:192.0.2.0/24 -all",
         .senders = "192.0.2.1",
         .expected = "doubtful: v=spf1 -exists:%{ir}.bl.example "
                     "ip4:192.0.2.0/24 -all\n"
                     "already: \"ip4:192.0.2.1\" passes already, by "
                     "\"ip4:192.0.2.0/24\".\n"
                     "depends: \"-exists:%{ir}.bl.example\" comes before "
                     "\"ip4:192.0.2.1\" and may decide otherwise; that "
                     "depends on the message, or on what was not looked "
                     "up.\n"},
        {.record = "v=spf1 ip4:203.0.113.1 -include:late.example "
                   "redirect=p.example",
         .senders = "198.51.100.1",
         .expected = "doubtful: v=spf1 ip4:203.0.113.1 -include:late.example "
                     "redirect=p.example\n"
                     "already: \"ip4:198.51.100.1\" passes already, by "
                     "\"redirect=p.example\".\n"
                     "depends: \"-include:late.example\" comes before "
                     "\"ip4:198.51.100.1\" and may decide otherwise; that "
                     "depends on the message, or on what was not looked "
                     "up.\n"},
        /* its addresses may be any of those that are refused */
        {.record = "v=spf1 -ip4:203.0.113.1 a:late.example -all",
         .senders = "late.example",
         .text_only = true,
         .expected = "doubtful: v=spf1 -ip4:203.0.113.1 a:late.example "
                     "-all\n"
                     "already: \"a:late.example\" is in the record already, "
                     "as \"a:late.example\".\n"
                     "depends: \"-ip4:203.0.113.1\" comes before "
                     "\"a:late.example\" and may decide otherwise; that "
                     "depends on the message, or on what was not looked "
                     "up.\n"},
        /* what lets pass, or comes later, does not refuse */
        {.domain = "d.example",
         .record = "v=spf1 exists:%{ir}.wl.example -ip4:203.0.113.1 "
                   "ip4:192.0.2.0/24 -exists:%{ir}.bl.example ip4:192.0.2.1 "
                   "-all",
         .senders = "192.0.2.1",
         .expected = "unchanged: v=spf1 exists:%{ir}.wl.example "
                     "-ip4:203.0.113.1 ip4:192.0.2.0/24 "
                     "-exists:%{ir}.bl.example ip4:192.0.2.1 -all\n"
                     "already: \"ip4:192.0.2.1\" passes already, by "
                     "\"ip4:192.0.2.0/24\".\n"},
    };

    check(rows, TAP_COUNT(rows));
}

static void
test_modifiers_keep_their_places(void)
{
    static const struct edit_case rows[] = {
        {.record = "v=spf1 exp=e.example include:p.example "
                   "redirect=p.example moo=x",
         .senders = "192.0.2.1",
         .expected = "changed: v=spf1 exp=e.example include:p.example "
                     "ip4:192.0.2.1 redirect=p.example moo=x\n"
                     "added: Added \"ip4:192.0.2.1\" after "
                     "\"include:p.example\".\n"},
        {.record = "v=spf1 redirect=p.example include:p.example",
         .senders = "192.0.2.1",
         .expected = "changed: v=spf1 redirect=p.example include:p.example "
                     "ip4:192.0.2.1\n"
                     "added: Added \"ip4:192.0.2.1\" after "
                     "\"include:p.example\".\n"},
        {.record = "v=spf1  redirect=p.example",
         .senders = "192.0.2.1",
         .expected = "changed: v=spf1 ip4:192.0.2.1  redirect=p.example\n"
                     "added: Added \"ip4:192.0.2.1\".\n"},
    };

    check(rows, TAP_COUNT(rows));
}

static void
test_absent_all_stays_absent(void)
{
    static const struct edit_case rows[] = {
        {.record = "v=spf1",
         .senders = "192.0.2.1",
         .expected = "changed: v=spf1 ip4:192.0.2.1\n"
                     "added: Added \"ip4:192.0.2.1\".\n"
                     "no-all: The record has no \"all\", and was left so: who "
                     "is not in it gets neutral.\n"},
        {.record = "v=spf1 mx:none.example moo=x ",
         .senders = "192.0.2.1",
         .expected = "changed: v=spf1 mx:none.example ip4:192.0.2.1 moo=x \n"
                     "added: Added \"ip4:192.0.2.1\" after "
                     "\"mx:none.example\".\n"
                     "no-all: The record has no \"all\", and was left so: who "
                     "is not in it gets neutral.\n"},
    };

    check(rows, TAP_COUNT(rows));
}

/* Case, signs and spaces, and what is behind "all". */
static void
test_other_octets_stay_as_they_are(void)
{
    static const struct edit_case rows[] = {
        {.record = "V=Spf1   +A:Four.Example  MX:None.Example   -ALL  mx  ",
         .senders = "192.0.2.1",
         .expected = "changed: V=Spf1   +A:Four.Example  MX:None.Example   "
                     "ip4:192.0.2.1 -ALL  mx  \n"
                     "added: Added \"ip4:192.0.2.1\" before \"-ALL\".\n"},
        {.record = "v=spf1   +A:Four.Example  mx:none.example -all",
         .senders = "h.example|a:h.example|A:H.Example.",
         .expected = "changed: v=spf1   +A:Four.Example a:h.example  "
                     "mx:none.example -all\n"
                     "added: Added \"a:h.example\" after "
                     "\"+A:Four.Example\".\n"},
    };

    check(rows, TAP_COUNT(rows));
}

static void
test_senders_that_pass_already_change_nothing(void)
{
    static const struct edit_case rows[] = {
        {.record = "v=spf1 include:p.example -all",
         .senders = "198.51.100.7",
         .expected = "unchanged: v=spf1 include:p.example -all\n"
                     "already: \"ip4:198.51.100.7\" passes already, by "
                     "\"include:p.example\".\n"},
        {.record = "v=spf1 IP4:192.0.2.0/24 ip6:2001:db8::/32 -all",
         .senders = "h.example",
         .expected = "unchanged: v=spf1 IP4:192.0.2.0/24 ip6:2001:db8::/32 "
                     "-all\n"
                     "already: \"a:h.example\" passes already, by "
                     "\"IP4:192.0.2.0/24\".\n"
                     "already: \"a:h.example\" passes already, by "
                     "\"ip6:2001:db8::/32\".\n"},
        {.record = "v=spf1 redirect=p.example",
         .senders = "198.51.100.7",
         .expected = "unchanged: v=spf1 redirect=p.example\n"
                     "already: \"ip4:198.51.100.7\" passes already, by "
                     "\"redirect=p.example\".\n"},
        /* one of two is new */
        {.record = "v=spf1 ip4:192.0.2.0/24 -all",
         .senders = "192.0.2.9|203.0.113.1",
         .expected = "changed: v=spf1 ip4:192.0.2.0/24 ip4:203.0.113.1 -all\n"
                     "already: \"ip4:192.0.2.9\" passes already, by "
                     "\"ip4:192.0.2.0/24\".\n"
                     "added: Added \"ip4:203.0.113.1\" after "
                     "\"ip4:192.0.2.0/24\".\n"},
        /* one family only is not enough */
        {.record = "v=spf1 ip4:192.0.2.0/24 -all",
         .senders = "h.example",
         .expected = "changed: v=spf1 ip4:192.0.2.0/24 a:h.example -all\n"
                     "added: Added \"a:h.example\" before \"-all\".\n"},
    };

    check(rows, TAP_COUNT(rows));
}

static void
test_same_text_is_enough_when_nothing_is_known(void)
{
    static const struct edit_case rows[] = {
        {.record = "v=spf1 +A:Late.Example. -all",
         .senders = "late.example",
         .text_only = true,
         .expected = "unchanged: v=spf1 +A:Late.Example. -all\n"
                     "already: \"a:late.example\" is in the record already, "
                     "as \"+A:Late.Example.\".\n"},
        {.record = "v=spf1 include:b.example -all",
         .senders = "include:b.example",
         .text_only = true,
         .expected = "unchanged: v=spf1 include:b.example -all\n"
                     "already: \"include:b.example\" is in the record "
                     "already, as \"include:b.example\".\n"},
        {.record = "v=spf1 ~a:late.example -all",
         .senders = "late.example",
         .text_only = true,
         .expected = "changed: v=spf1 a:late.example ~a:late.example -all\n"
                     "added: Added \"a:late.example\" before "
                     "\"~a:late.example\".\n"
                     "not-looked-up: The addresses of \"a:late.example\" are "
                     "not known; they were not looked up, or depend on the "
                     "message.\n"},
    };

    check(rows, TAP_COUNT(rows));
}

/* Revoking would not give this text back, so it is not simply a change. */
static void
test_terms_that_come_too_late_are_told_of(void)
{
    static const struct edit_case rows[] = {
        {.record = "v=spf1 -all a:late.example",
         .senders = "late.example",
         .text_only = true,
         .expected =
             "doubtful: v=spf1 a:late.example -all a:late.example\n"
             "added: Added \"a:late.example\" before \"-all\".\n"
             "not-looked-up: The addresses of \"a:late.example\" are not "
             "known; they were not looked up, or depend on the message.\n"
             "removable: The record has \"a:late.example\" already, but it "
             "comes too late to take effect.\n"},
        {.record = "v=spf1 -ip4:192.0.2.0/24 a:four.example -all",
         .senders = "four.example",
         .expected =
             "doubtful: v=spf1 a:four.example -ip4:192.0.2.0/24 "
             "a:four.example -all\n"
             "added: Added \"a:four.example\" before "
             "\"-ip4:192.0.2.0/24\".\n"
             "removable: The record has \"a:four.example\" already, but it "
             "comes too late to take effect.\n"},
    };

    check(rows, TAP_COUNT(rows));
}

static void
test_senders_without_addresses_are_told_of(void)
{
    static const struct edit_case rows[] = {
        {.record = "v=spf1 mx:none.example -all",
         .senders = "nowhere.example",
         .expected = "doubtful: v=spf1 mx:none.example a:nowhere.example "
                     "-all\n"
                     "no-address: No address passes by "
                     "\"a:nowhere.example\": it has no addresses, or no "
                     "valid record.\n"
                     "added: Added \"a:nowhere.example\" before \"-all\".\n"},
        /* an include without a record breaks it for all others */
        {.record = "v=spf1 ip4:192.0.2.1 -all",
         .senders = "include:none.example",
         .expected =
             "doubtful: v=spf1 ip4:192.0.2.1 include:none.example -all\n"
             "no-address: No address passes by \"include:none.example\": it "
             "has no addresses, or no valid record.\n"
             "added: Added \"include:none.example\" before \"-all\".\n"
             "others-change: The result changes from fail to permerror for "
             "0.0.0.0-192.0.2.0, 192.0.2.2-255.255.255.255, ::/0.\n"},
        /* and for those that were let in with it */
        {.record = "v=spf1 -all",
         .senders = "include:none.example|128.0.0.0/1",
         .expected =
             "doubtful: v=spf1 include:none.example ip4:128.0.0.0/1 -all\n"
             "no-address: No address passes by \"include:none.example\": it "
             "has no addresses, or no valid record.\n"
             "added: Added \"include:none.example\" before \"-all\".\n"
             "added: Added \"ip4:128.0.0.0/1\" before \"-all\".\n"
             "others-change: These addresses of the sender still do not "
             "pass, but get permerror: 128.0.0.0/1.\n"
             "others-change: The result changes from fail to permerror for "
             "0.0.0.0/1, ::/0.\n"},
        {.record = "v=spf1 a:nowhere.example -all",
         .senders = "nowhere.example",
         .expected =
             "doubtful: v=spf1 a:nowhere.example -all\n"
             "no-address: No address passes by \"a:nowhere.example\": it has "
             "no addresses, or no valid record.\n"
             "already: \"a:nowhere.example\" is in the record already, as "
             "\"a:nowhere.example\".\n"},
    };

    check(rows, TAP_COUNT(rows));
}

static void
test_includes_that_are_not_known_are_doubtful(void)
{
    static const struct edit_case row = {
        .record = "v=spf1 -all",
        .senders = "include:b.example",
        .text_only = true,
        .expected = "doubtful: v=spf1 include:b.example -all\n"
                    "added: Added \"include:b.example\" before \"-all\".\n"
                    "not-looked-up: The record behind \"include:b.example\" "
                    "is not known; if there is no valid one, the result "
                    "becomes permerror.\n"};

    check(&row, 1);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"a host goes before all", test_host_goes_before_all},
        {"terms go next to their own kind",
         test_terms_go_next_to_their_own_kind},
        {"terms go before what refuses them",
         test_terms_go_before_what_refuses_them},
        {"unknown addresses go before all that refuses",
         test_unknown_addresses_go_before_all_that_refuses},
        {"terms that depend on the message are told of",
         test_terms_that_depend_on_the_message_are_told_of},
        {"terms before those that are there are told of",
         test_terms_before_those_that_are_there_are_told_of},
        {"modifiers keep their places", test_modifiers_keep_their_places},
        {"an absent all stays absent", test_absent_all_stays_absent},
        {"other octets stay as they are", test_other_octets_stay_as_they_are},
        {"senders that pass already change nothing",
         test_senders_that_pass_already_change_nothing},
        {"the same text is enough when nothing is known",
         test_same_text_is_enough_when_nothing_is_known},
        {"terms that come too late are told of",
         test_terms_that_come_too_late_are_told_of},
        {"senders without addresses are told of",
         test_senders_without_addresses_are_told_of},
        {"includes that are not known are doubtful",
         test_includes_that_are_not_known_are_doubtful},
    };

    return tap_run("policy/edit, places", tests, TAP_COUNT(tests));
}
