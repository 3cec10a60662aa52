/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Which questions are asked ahead, and when. How many round trips that saves
 * is in test_check_prefetch_levels.c, memory in test_check_prefetch_memory.c.
 */
#include <stdio.h>
#include <string.h>

#include <spfeval/spfeval.h>

#include "support/levels.h"
#include "support/tap.h"

enum { MOST_AHEAD = 13, TEXT_ROOM = 8192 };

/* A policy, and the queries: "|" stands between round trips. */
struct asked_case {
    const char *claim;
    const char *zone;
    const char *mailfrom; /* NULL is user@example.com */
    int result;
    const char *queries;
};

static void
set_up(struct try_check *try, uint32_t prefetch)
{
    try_check_init(try, NULL);
    CHECK_INT(spfeval_options_set_u32(try->options, SPFEVAL_OPTION_PREFETCH,
                                      prefetch),
              SPFEVAL_OK);
}

static void
run(struct try_check *try, const char *mailfrom, struct levels *levels)
{
    try_check_start(try, "192.0.2.1",
                    mailfrom == NULL ? "user@example.com" : mailfrom);
    CHECK_INT(levels_run(try, LEVELS_IN_ORDER, levels), SPFEVAL_STEP_DONE);
}

static int
result_of(const struct try_check *try)
{
    return spfeval_outcome_get_result(spfeval_check_get_outcome(try->check));
}

static void
run_table(const struct asked_case *cases, size_t count)
{
    size_t i;

    for (i = 0; i < count; i++) {
        struct levels levels;
        struct try_check try;

        tap_row(cases[i].claim);
        set_up(&try, SPFEVAL_PREFETCH_SPEC);
        try_check_zone(&try, cases[i].zone);
        run(&try, cases[i].mailfrom, &levels);
        CHECK_INT(result_of(&try), cases[i].result);
        CHECK_STR(levels.text, strlen(levels.text), cases[i].queries);
        try_check_clear(&try);
    }
}

/* --- terms --------------------------------------------------------------- */

static const struct asked_case term_cases[] = {
    {"each kind of term",
     "example.com TXT v=spf1 a:a.test mx:m.test ptr exists:e.test "
     "include:i.test redirect=r.test\n"
     "a.test A 203.0.113.1\n"
     "m.test MX 10 h.test\n"
     "h.test A 203.0.113.2\n"
     "i.test TXT v=spf1 -all\n"
     "r.test TXT v=spf1 -all",
     NULL, SPFEVAL_RESULT_FAIL,
     "TXT example.com | A a.test; MX m.test; PTR 1.2.0.192.in-addr.arpa; "
     "A e.test; TXT i.test; TXT r.test | A h.test"},
    {"terms behind an ip4 that matches are not",
     "example.com TXT v=spf1 a:a.test ip4:192.0.2.1 a:b.test mx:m.test "
     "include:i.test redirect=r.test",
     NULL, SPFEVAL_RESULT_PASS, "TXT example.com | A a.test"},
    {"terms behind an ip4 that does not match are",
     "example.com TXT v=spf1 a:a.test ip4:192.0.2.2 ip6:::1 a:b.test ?all",
     NULL, SPFEVAL_RESULT_NEUTRAL, "TXT example.com | A a.test; A b.test"},
    {"terms behind all are not",
     "example.com TXT v=spf1 a:a.test ?all a:b.test include:i.test", NULL,
     SPFEVAL_RESULT_NEUTRAL, "TXT example.com | A a.test"},
    {"a redirect beside all is not",
     "example.com TXT v=spf1 redirect=r.test a:a.test ~all", NULL,
     SPFEVAL_RESULT_SOFTFAIL, "TXT example.com | A a.test"},
    {"a redirect before the terms is",
     "example.com TXT v=spf1 redirect=r.test a:a.test\n"
     "r.test TXT v=spf1 ~all",
     NULL, SPFEVAL_RESULT_SOFTFAIL, "TXT example.com | A a.test; TXT r.test"},
    {"names with %{p} are not, others are",
     "example.com TXT v=spf1 a:a.test a:%{p}.test -exists:%{P1}.e.test "
     "a:b.test ?all\n"
     "a.test A 203.0.113.1\n"
     "b.test A 203.0.113.1",
     NULL, SPFEVAL_RESULT_NEUTRAL,
     "TXT example.com | A a.test; A b.test | PTR 1.2.0.192.in-addr.arpa | "
     "A unknown.test | A unknown.e.test"},
    {"macros of the mail are known",
     "example.com TXT v=spf1 a:a.test exists:%{l}.%{o}.%{ir}.%{v}.%{h}.e.test "
     "~all",
     NULL, SPFEVAL_RESULT_SOFTFAIL,
     "TXT example.com | A a.test; "
     "A user.example.com.1.2.0.192.in-addr.mail.example.com.e.test"},
    {"%{d} is the domain of the record",
     "example.com TXT v=spf1 include:i.test ~all\n"
     "i.test TXT v=spf1 a:a.test a:x.%{d} a -all\n"
     "a.test A 203.0.113.1",
     NULL, SPFEVAL_RESULT_SOFTFAIL,
     "TXT example.com | TXT i.test | A a.test; A x.i.test; A i.test"},
    {"a name is asked once, whatever its case",
     "example.com TXT v=spf1 a:a.test a:A.TEST exists:a.Test ?all\n"
     "a.test A 203.0.113.1\n",
     NULL, SPFEVAL_RESULT_PASS, "TXT example.com | A a.test"},
    {"names that nobody can ask are not",
     "example.com TXT v=spf1 a:a.test a:%{l}.test ?all",
     "two..dots@example.com", SPFEVAL_RESULT_NEUTRAL,
     "TXT example.com | A a.test"},
    {"records that are not valid lead nowhere",
     "example.com TXT v=spf1 a:a.test include:i.test include:n.test ?all\n"
     "a.test A 192.0.2.1\n"
     "i.test TXT v=spf1 a:b.test moo\n"
     "n.test TXT nothing",
     NULL, SPFEVAL_RESULT_PASS,
     "TXT example.com | A a.test; TXT i.test; TXT n.test"},
    {"terms over the limit are not",
     "example.com TXT v=spf1 ?exists:1.test ?exists:2.test ?exists:3.test "
     "?exists:4.test ?exists:5.test ?exists:6.test ?exists:7.test "
     "?exists:8.test ?exists:9.test ?exists:10.test ?exists:11.test\n"
     "1.test A 192.0.2.1",
     NULL, SPFEVAL_RESULT_NEUTRAL,
     "TXT example.com | A 1.test; A 2.test; A 3.test; A 4.test; A 5.test; "
     "A 6.test; A 7.test; A 8.test; A 9.test; A 10.test"},
    {"%{p} takes two terms of the limit",
     "example.com TXT v=spf1 ?exists:0.test ?exists:%{p}.test ?exists:1.test "
     "?exists:2.test ?exists:3.test ?exists:4.test ?exists:5.test "
     "?exists:6.test ?exists:7.test ?exists:8.test ?exists:9.test\n"
     "0.test A 192.0.2.1",
     NULL, SPFEVAL_RESULT_NEUTRAL,
     "TXT example.com | A 0.test; A 1.test; A 2.test; A 3.test; A 4.test; "
     "A 5.test; A 6.test; A 7.test"},
    {"more exchangers than allowed are not",
     "example.com TXT v=spf1 include:i.test mx:m.test -all\n"
     "i.test TXT v=spf1 a:a.test -all\n"
     "m.test MX 1 a1.test\nm.test MX 2 a2.test\nm.test MX 3 a3.test\n"
     "m.test MX 4 a4.test\nm.test MX 5 a5.test\nm.test MX 6 a6.test\n"
     "m.test MX 7 a7.test\nm.test MX 8 a8.test\nm.test MX 9 a9.test\n"
     "m.test MX 10 a10.test\nm.test MX 11 a11.test",
     NULL, SPFEVAL_RESULT_PERMERROR,
     "TXT example.com | TXT i.test; MX m.test | A a.test"},
    {"a null MX leads nowhere",
     "example.com TXT v=spf1 mx ?all\nexample.com MX 0 ", NULL,
     SPFEVAL_RESULT_NEUTRAL, "TXT example.com | MX example.com"},
};

static void
test_terms_are_asked_when_their_record_is_there(void)
{
    run_table(term_cases, TAP_COUNT(term_cases));
}

/* RFC 8616 section 4: such terms match nothing, so nothing asks for them. */
static const struct asked_case local_part_cases[] = {
    {"%{l}",
     "example.com TXT v=spf1 a:a.test exists:%{l}.e.test a:b.test ?all",
     "\xc3\xbc@example.com", SPFEVAL_RESULT_NEUTRAL,
     "TXT example.com | A a.test; A b.test"},
    {"%{s}",
     "example.com TXT v=spf1 a:a.test exists:%{s}.e.test a:b.test ?all",
     "\xc3\xbc@example.com", SPFEVAL_RESULT_NEUTRAL,
     "TXT example.com | A a.test; A b.test"},
    {"a part of it that is ASCII",
     "example.com TXT v=spf1 a:a.test exists:%{l1-}.e.test ?all",
     "\xc3\xbc-ascii@example.com", SPFEVAL_RESULT_NEUTRAL,
     "TXT example.com | A a.test"},
    {"a part of the sender that is ASCII",
     "example.com TXT v=spf1 a:a.test exists:%{s1-}.e.test ?all",
     "\xc3\xbc-ascii@example.com", SPFEVAL_RESULT_NEUTRAL,
     "TXT example.com | A a.test"},
    {"include and redirect",
     "example.com TXT v=spf1 a:a.test include:%{l1-}.i.test "
     "redirect=%{l1-}.r.test",
     "\xc3\xbc-ascii@example.com", SPFEVAL_RESULT_NEUTRAL,
     "TXT example.com | A a.test"},
    {"other macros are asked",
     "example.com TXT v=spf1 a:a.test exists:%{o}.e.test ?all",
     "\xc3\xbc@example.com", SPFEVAL_RESULT_NEUTRAL,
     "TXT example.com | A a.test; A example.com.e.test"},
    {"%{l} of an ASCII local-part is",
     "example.com TXT v=spf1 a:a.test exists:%{l}.e.test ?all",
     "u@example.com", SPFEVAL_RESULT_NEUTRAL,
     "TXT example.com | A a.test; A u.e.test"},
};

static void
test_terms_that_rfc_8616_excludes_are_not_asked(void)
{
    run_table(local_part_cases, TAP_COUNT(local_part_cases));
}

/* --- explanations -------------------------------------------------------- */

static const struct asked_case text_cases[] = {
    {"of the domain itself",
     "example.com TXT v=spf1 a:a.test exp=e.test -all\ne.test TXT no", NULL,
     SPFEVAL_RESULT_FAIL, "TXT example.com | A a.test; TXT e.test"},
    {"a term can fail too",
     "example.com TXT v=spf1 a:a.test -a:b.test ~all exp=e.test", NULL,
     SPFEVAL_RESULT_SOFTFAIL,
     "TXT example.com | A a.test; A b.test; TXT e.test"},
    {"not when nothing can fail",
     "example.com TXT v=spf1 a:a.test ~all exp=e.test", NULL,
     SPFEVAL_RESULT_SOFTFAIL, "TXT example.com | A a.test"},
    {"not when only terms behind all can",
     "example.com TXT v=spf1 a:a.test ?all -a:b.test exp=e.test", NULL,
     SPFEVAL_RESULT_NEUTRAL, "TXT example.com | A a.test"},
    {"not when the client matches before",
     "example.com TXT v=spf1 a:a.test ip4:192.0.2.1 -all exp=e.test", NULL,
     SPFEVAL_RESULT_PASS, "TXT example.com | A a.test"},
    {"not when another network would fail",
     "example.com TXT v=spf1 a:a.test -ip4:192.0.2.2 ~all exp=e.test", NULL,
     SPFEVAL_RESULT_SOFTFAIL, "TXT example.com | A a.test"},
    {"when the client's network fails",
     "example.com TXT v=spf1 a:a.test -ip4:192.0.2.1 exp=e.test", NULL,
     SPFEVAL_RESULT_FAIL, "TXT example.com | A a.test; TXT e.test"},
    {"not of an include",
     "example.com TXT v=spf1 include:i.test ~all\n"
     "i.test TXT v=spf1 a:a.test -all exp=e.test",
     NULL, SPFEVAL_RESULT_SOFTFAIL, "TXT example.com | TXT i.test | A a.test"},
    {"not of what an include redirects to",
     "example.com TXT v=spf1 include:i.test ~all\n"
     "i.test TXT v=spf1 redirect=r.test\n"
     "r.test TXT v=spf1 a:a.test -all exp=e.test",
     NULL, SPFEVAL_RESULT_SOFTFAIL,
     "TXT example.com | TXT i.test | TXT r.test | A a.test"},
    {"through redirects, and of the last record only",
     "example.com TXT v=spf1 redirect=r.test exp=no.test\n"
     "r.test TXT v=spf1 redirect=s.test exp=no.test\n"
     "s.test TXT v=spf1 a:a.test -all exp=e.%{d}",
     NULL, SPFEVAL_RESULT_FAIL,
     "TXT example.com | TXT r.test | TXT s.test | A a.test; TXT e.s.test"},
    {"through a redirect that was asked ahead",
     "example.com TXT v=spf1 mx:m.test redirect=r.test\n"
     "m.test MX 1 h.test\nh.test MX 1 x.test\n"
     "r.test TXT v=spf1 a:a.test -all exp=e.test",
     NULL, SPFEVAL_RESULT_FAIL,
     "TXT example.com | MX m.test; TXT r.test | "
     "A h.test; A a.test; TXT e.test"},
    {"nothing else once only the explanation is missing",
     "example.com TXT v=spf1 -exists:e.test include:i.test exp=%{p}.x.test\n"
     "e.test A 127.0.0.2\n"
     "i.test TXT v=spf1 a:b.test -all",
     NULL, SPFEVAL_RESULT_FAIL,
     "TXT example.com | A e.test; TXT i.test | PTR 1.2.0.192.in-addr.arpa | "
     "TXT unknown.x.test"},
    {"not with %{p}, which evaluation finds",
     "example.com TXT v=spf1 a:a.test -all exp=%{p}.e.test", NULL,
     SPFEVAL_RESULT_FAIL,
     "TXT example.com | A a.test | PTR 1.2.0.192.in-addr.arpa | "
     "TXT unknown.e.test"},
};

static void
test_explanations_are_asked_ahead_when_they_can_matter(void)
{
    run_table(text_cases, TAP_COUNT(text_cases));
}

static void
test_explanations_that_are_not_fetched_are_not_asked(void)
{
    struct levels levels;
    struct try_check try;

    set_up(&try, SPFEVAL_PREFETCH_SPEC);
    CHECK_INT(spfeval_options_set_u32(try.options,
                                      SPFEVAL_OPTION_FETCH_EXPLANATION, 0),
              SPFEVAL_OK);
    try_check_zone(&try, "example.com TXT v=spf1 a:a.test -all exp=e.test");
    run(&try, NULL, &levels);
    CHECK_STR(levels.text, strlen(levels.text), "TXT example.com | A a.test");
    try_check_clear(&try);
}

/* --- bounds -------------------------------------------------------------- */

/* "v=spf1", then so many terms "KIND:N.SUFFIX", then " -all". */
static void
add_record(struct try_check *try, const char *owner, const char *kind,
           unsigned count, const char *suffix)
{
    char text[TEXT_ROOM];
    size_t used = (size_t)snprintf(text, sizeof(text), "v=spf1");
    unsigned i;

    for (i = 0; i < count; i++) {
        used += (size_t)snprintf(text + used, sizeof(text) - used, " %s:%u.%s",
                                 kind, i, suffix);
    }
    (void)snprintf(text + used, sizeof(text) - used, " -all");
    CHECK_INT(spfeval_zone_add_text(try->zone, owner, strlen(owner), 60, text,
                                    strlen(text)),
              SPFEVAL_OK);
}

static void
lift_limits(const struct try_check *try)
{
    CHECK_INT(
        spfeval_options_set_u32(try->options, SPFEVAL_OPTION_MAX_TERMS, 1000),
        SPFEVAL_OK);
    CHECK_INT(spfeval_options_set_u32(try->options, SPFEVAL_OPTION_MAX_VOIDS,
                                      SPFEVAL_UNLIMITED),
              SPFEVAL_OK);
}

static void
test_no_more_than_thirteen_are_ahead(void)
{
    struct levels levels;
    struct try_check try;
    int mail;

    set_up(&try, SPFEVAL_PREFETCH_SPEC);
    lift_limits(&try);
    add_record(&try, "example.com", "a", 100, "a.test");
    for (mail = 0; mail < 3; mail++) {
        run(&try, NULL, &levels);
        CHECK_INT(result_of(&try), SPFEVAL_RESULT_FAIL);
        CHECK_INT(levels.most_open, MOST_AHEAD + 1); /* one is needed now */
        CHECK_INT(levels.queries, 101);
    }
    try_check_clear(&try);
}

/* Questions that were asked in vain do not count in the next mail. */
static void
test_each_mail_may_ask_as_much_ahead(void)
{
    struct levels levels;
    struct try_check try;
    int mail;

    set_up(&try, SPFEVAL_PREFETCH_SPEC);
    add_record(&try, "example.com", "a", 10, "a.test");
    try_check_zone(&try, "0.a.test A 192.0.2.1");
    for (mail = 0; mail < 5; mail++) {
        run(&try, NULL, &levels);
        CHECK_INT(result_of(&try), SPFEVAL_RESULT_PASS);
        CHECK_INT(levels.queries, 11);
        CHECK_INT(levels.count, 2);
    }
    try_check_clear(&try);
}

/* Questions that were used are not ahead any more: nine and nine and eight. */
static void
test_used_questions_make_room(void)
{
    static const char *const owners[] = {"example.com", "b.test", "c.test"};
    static const char *const includes[] = {"include:b.test", "include:c.test",
                                           ""};
    struct levels levels;
    struct try_check try;
    size_t i;

    set_up(&try, SPFEVAL_PREFETCH_SPEC);
    lift_limits(&try);
    for (i = 0; i < TAP_COUNT(owners); i++) {
        char lines[512];
        size_t used =
            (size_t)snprintf(lines, sizeof(lines), "%s TXT v=spf1", owners[i]);
        int term;

        for (term = 0; term < 8; term++) {
            used += (size_t)snprintf(lines + used, sizeof(lines) - used,
                                     " a:%d.%s", term, owners[i]);
        }
        (void)snprintf(lines + used, sizeof(lines) - used, " %s -all",
                       includes[i]);
        try_check_zone(&try, lines);
    }
    run(&try, NULL, &levels);
    CHECK_INT(result_of(&try), SPFEVAL_RESULT_FAIL);
    CHECK_INT(levels.queries, 1 + 9 + 9 + 8);
    CHECK_INT(levels.count, 4);
    try_check_clear(&try);
}

/*
 * options.h: "Each name that a record determines, as soon as it is there. At
 * most 13 questions at a time are ahead": when some were used the next follow.
 */
static void
test_the_next_follow_when_some_were_used(void)
{
    struct levels levels;
    struct try_check try;

    set_up(&try, SPFEVAL_PREFETCH_SPEC);
    lift_limits(&try);
    add_record(&try, "example.com", "a", 42, "a.test");
    run(&try, NULL, &levels);
    CHECK_INT(levels.queries, 43);
    CHECK_INT(levels.count, 1 + 42 / (MOST_AHEAD + 1));
    try_check_clear(&try);
}

/* The same within the limits of RFC 7208 section 4.6.4: two MX of 10 hosts. */
static void
test_hosts_of_two_full_mx_take_two_round_trips(void)
{
    struct levels levels;
    struct try_check try;
    int i;

    set_up(&try, SPFEVAL_PREFETCH_SPEC);
    try_check_zone(&try, "example.com TXT v=spf1 mx:m.test mx:n.test -all");
    for (i = 0; i < 10; i++) {
        char lines[256];

        (void)snprintf(lines, sizeof(lines),
                       "m.test MX %d h%d.m.test\nh%d.m.test A 203.0.113.1\n"
                       "n.test MX %d h%d.n.test\nh%d.n.test A 203.0.113.2",
                       i, i, i, i, i, i);
        try_check_zone(&try, lines);
    }
    run(&try, NULL, &levels);
    CHECK_INT(result_of(&try), SPFEVAL_RESULT_FAIL);
    CHECK_INT(levels.queries, 1 + 2 + 20);
    /* TXT -> {MX, MX} -> as many hosts as may be ahead -> the others */
    CHECK_INT(levels.count, 4);
    CHECK(levels.most_open <= MOST_AHEAD + 1);
    try_check_clear(&try);
}

static void
test_too_many_includes_ask_thirteen_at_most(void)
{
    struct levels levels;
    struct try_check try;
    unsigned i;

    set_up(&try, SPFEVAL_PREFETCH_SPEC);
    add_record(&try, "example.com", "include", 12, "i.test");
    for (i = 0; i < 12; i++) {
        char owner[32];

        (void)snprintf(owner, sizeof(owner), "%u.i.test", i);
        add_record(&try, owner, "ip4", 0, "");
    }
    run(&try, NULL, &levels);
    CHECK_INT(result_of(&try), SPFEVAL_RESULT_PERMERROR);
    CHECK(levels.queries <= 13);
    CHECK_INT(levels.count, 2);
    try_check_clear(&try);
}

/* Ten includes or 90 in each of them: no more than 13 are asked in vain. */
static void
check_hostile(unsigned includes_below)
{
    struct levels serial;
    struct levels levels;
    struct try_check try;
    char owner[32];
    unsigned i;

    set_up(&try, SPFEVAL_PREFETCH_SERIAL);
    add_record(&try, "example.com", "include", 100, "i.test");
    for (i = 0; i < 100; i++) {
        (void)snprintf(owner, sizeof(owner), "%u.i.test", i);
        add_record(&try, owner, "include", includes_below, owner);
    }
    for (i = 0; i < includes_below; i++) {
        (void)snprintf(owner, sizeof(owner), "%u.0.i.test", i);
        add_record(&try, owner, "a", 100, owner);
    }
    run(&try, NULL, &serial);
    CHECK_INT(result_of(&try), SPFEVAL_RESULT_PERMERROR);
    spfeval_check_free(try.check);
    spfeval_options_free(try.options);
    try.check = NULL;
    CHECK_INT(spfeval_options_new(NULL, &try.options), SPFEVAL_OK);
    CHECK_INT(spfeval_options_set_u32(try.options, SPFEVAL_OPTION_PREFETCH,
                                      SPFEVAL_PREFETCH_SPEC),
              SPFEVAL_OK);
    run(&try, NULL, &levels);
    CHECK_INT(result_of(&try), SPFEVAL_RESULT_PERMERROR);
    CHECK(levels.queries <= serial.queries + MOST_AHEAD);
    CHECK(levels.most_open <= MOST_AHEAD + 1);
    CHECK(levels.count <= serial.count);
    try_check_clear(&try);
}

static void
test_hostile_records_cost_thirteen_more_at_most(void)
{
    check_hostile(0);
    check_hostile(1);
    check_hostile(10);
    check_hostile(90);
}

/* --- answers ------------------------------------------------------------- */

static const struct asked_case failure_cases[] = {
    {"it does not matter when an earlier term matches",
     "example.com TXT v=spf1 a:a.test a:slow.test include:bad.test -all\n"
     "a.test A 192.0.2.1\n"
     "slow.test TIMEOUT A\n"
     "bad.test RCODE 2",
     NULL, SPFEVAL_RESULT_PASS,
     "TXT example.com | A a.test; A slow.test; TXT bad.test"},
    {"it does when evaluation gets there",
     "example.com TXT v=spf1 a:a.test a:slow.test include:bad.test -all\n"
     "a.test A 203.0.113.1\n"
     "slow.test TIMEOUT A\n"
     "bad.test RCODE 2",
     NULL, SPFEVAL_RESULT_TEMPERROR,
     "TXT example.com | A a.test; A slow.test; TXT bad.test"},
    {"nor do exchangers behind a match",
     "example.com TXT v=spf1 mx:m.test mx:n.test -all\n"
     "m.test MX 1 h.test\n"
     "n.test MX 1 slow.test\n"
     "h.test A 192.0.2.1\n"
     "slow.test TIMEOUT A",
     NULL, SPFEVAL_RESULT_PASS,
     "TXT example.com | MX m.test; MX n.test | A h.test; A slow.test"},
    {"an explanation that fails is no explanation",
     "example.com TXT v=spf1 a:a.test -all exp=e.test\n"
     "e.test TIMEOUT TXT",
     NULL, SPFEVAL_RESULT_FAIL, "TXT example.com | A a.test; TXT e.test"},
};

static void
test_failure_matters_only_when_it_is_used(void)
{
    run_table(failure_cases, TAP_COUNT(failure_cases));
}

static void
test_voids_ahead_are_not_charged(void)
{
    const spfeval_outcome *outcome;
    struct levels levels;
    struct try_check try;

    set_up(&try, SPFEVAL_PREFETCH_SPEC);
    try_check_zone(&try, "example.com TXT v=spf1 a:a.test a:v1.test a:v2.test "
                         "a:v3.test a:v4.test -all\n"
                         "a.test A 192.0.2.1");
    run(&try, NULL, &levels);
    outcome = spfeval_check_get_outcome(try.check);
    CHECK_INT(levels.queries, 6);
    CHECK_INT(spfeval_outcome_get_result(outcome), SPFEVAL_RESULT_PASS);
    CHECK_INT(spfeval_outcome_get_counter(outcome, SPFEVAL_COUNTER_TERMS), 1);
    CHECK_INT(spfeval_outcome_get_counter(outcome, SPFEVAL_COUNTER_VOIDS), 0);
    CHECK_INT(
        spfeval_outcome_get_counter(outcome, SPFEVAL_COUNTER_UNUSED_QUERIES),
        4);
    try_check_clear(&try);
}

static void
test_late_answers_are_refused(void)
{
    const spfeval_query *late[2];
    const spfeval_query *query;
    struct try_check try;

    set_up(&try, SPFEVAL_PREFETCH_SPEC);
    try_check_zone(&try, "example.com TXT v=spf1 a:a.test a:b.test a:c.test\n"
                         "a.test A 192.0.2.1\nb.test A 192.0.2.1");
    try_check_start(&try, "192.0.2.1", "user@example.com");
    CHECK_INT(spfeval_check_step(try.check), SPFEVAL_STEP_QUERY);
    CHECK_INT(try_check_reply(&try, try_check_take(&try)), SPFEVAL_OK);
    CHECK_INT(spfeval_check_step(try.check), SPFEVAL_STEP_QUERY);
    query = try_check_take(&try);
    late[0] = try_check_take(&try);
    late[1] = try_check_take(&try);
    if (CHECK(query != NULL) && CHECK(late[0] != NULL) &&
        CHECK(late[1] != NULL)) {
        CHECK_INT(try_check_reply(&try, late[0]), SPFEVAL_OK);
        CHECK_INT(spfeval_check_step(try.check), SPFEVAL_STEP_QUERY);
        CHECK_INT(try_check_reply(&try, late[0]), SPFEVAL_ERR_NOT_FOUND);
        CHECK_INT(try_check_reply(&try, query), SPFEVAL_OK);
        CHECK_INT(spfeval_check_step(try.check), SPFEVAL_STEP_DONE);
        CHECK_INT(try_check_reply(&try, late[1]), SPFEVAL_ERR_NOT_FOUND);
        CHECK_INT(result_of(&try), SPFEVAL_RESULT_PASS);
        CHECK(try_check_take(&try) == NULL);
    }
    try_check_clear(&try);
}

/* Evaluation finds its question asked, and waits for that answer only. */
static void
test_answer_that_is_on_its_way_is_waited_for(void)
{
    const spfeval_query *second;
    struct try_check try;

    set_up(&try, SPFEVAL_PREFETCH_SPEC);
    try_check_zone(&try, "example.com TXT v=spf1 a:a.test a:b.test -all\n"
                         "a.test A 203.0.113.1\nb.test A 192.0.2.1");
    try_check_start(&try, "192.0.2.1", "user@example.com");
    CHECK_INT(spfeval_check_step(try.check), SPFEVAL_STEP_QUERY);
    CHECK_INT(try_check_reply(&try, try_check_take(&try)), SPFEVAL_OK);
    CHECK_INT(spfeval_check_step(try.check), SPFEVAL_STEP_QUERY);
    CHECK_INT(try_check_reply(&try, try_check_take(&try)), SPFEVAL_OK);
    second = try_check_take(&try);
    CHECK_INT(spfeval_check_step(try.check), SPFEVAL_STEP_QUERY);
    CHECK(try_check_take(&try) == NULL);
    if (CHECK(second != NULL)) {
        CHECK_INT(try_check_reply(&try, second), SPFEVAL_OK);
        CHECK_INT(spfeval_check_step(try.check), SPFEVAL_STEP_DONE);
        CHECK_INT(result_of(&try), SPFEVAL_RESULT_PASS);
    }
    try_check_clear(&try);
}

static void
test_expiry_ends_a_check_that_asks_ahead(void)
{
    struct try_check try;

    set_up(&try, SPFEVAL_PREFETCH_SPEC);
    try_check_zone(&try, "example.com TXT v=spf1 a:a.test a:b.test -all");
    try_check_start(&try, "192.0.2.1", "user@example.com");
    CHECK_INT(spfeval_check_step(try.check), SPFEVAL_STEP_QUERY);
    CHECK_INT(try_check_reply(&try, try_check_take(&try)), SPFEVAL_OK);
    CHECK_INT(spfeval_check_step(try.check), SPFEVAL_STEP_QUERY);
    CHECK_INT(spfeval_check_expire(try.check), SPFEVAL_OK);
    CHECK_INT(result_of(&try), SPFEVAL_RESULT_TEMPERROR);
    CHECK(try_check_take(&try) == NULL);
    try_check_clear(&try);
}

/* dns.h: "The name, NUL-terminated"; resolvers may take it as it is. */
static void
test_names_of_hosts_end_where_they_should(void)
{
    const spfeval_query *query;
    struct try_check try;
    unsigned count = 0;

    set_up(&try, SPFEVAL_PREFETCH_SPEC);
    try_check_zone(&try, "example.com TXT v=spf1 mx -all");
    try_check_start(&try, "192.0.2.1", "user@example.com");
    CHECK_INT(spfeval_check_step(try.check), SPFEVAL_STEP_QUERY);
    CHECK_INT(try_check_reply(&try, try_check_take(&try)), SPFEVAL_OK);
    CHECK_INT(spfeval_check_step(try.check), SPFEVAL_STEP_QUERY);
    query = try_check_take(&try);
    spfeval_answer_clear(try.answer);
    CHECK_INT(spfeval_answer_add_mx(try.answer, 10, "a.test", 6), SPFEVAL_OK);
    CHECK_INT(spfeval_answer_add_mx(try.answer, 20, "b.test.", 7), SPFEVAL_OK);
    CHECK_INT(spfeval_check_answer(try.check, spfeval_query_get_id(query),
                                   try.answer),
              SPFEVAL_OK);
    CHECK_INT(spfeval_check_step(try.check), SPFEVAL_STEP_QUERY);
    while ((query = try_check_take(&try)) != NULL) {
        const char *name = spfeval_query_get_name(query, NULL);

        CHECK_STR(name, strlen(name), count == 0 ? "a.test" : "b.test");
        count++;
    }
    CHECK_INT(count, 2);
    try_check_clear(&try);
}

static void
test_next_mail_starts_afresh(void)
{
    struct levels levels;
    struct try_check try;

    set_up(&try, SPFEVAL_PREFETCH_SPEC);
    try_check_zone(&try, "example.com TXT v=spf1 a:a.test a:b.test -all\n"
                         "a.test A 192.0.2.1\n"
                         "example.net TXT v=spf1 a:b.test a:c.test -all\n"
                         "b.test A 192.0.2.1");
    run(&try, NULL, &levels);
    run(&try, "user@example.net", &levels);
    CHECK_STR(levels.text, strlen(levels.text),
              "TXT example.net | A b.test; A c.test");
    CHECK_INT(result_of(&try), SPFEVAL_RESULT_PASS);
    run(&try, NULL, &levels);
    CHECK_STR(levels.text, strlen(levels.text),
              "TXT example.com | A a.test; A b.test");
    try_check_clear(&try);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"terms are asked when their record is there",
         test_terms_are_asked_when_their_record_is_there},
        {"terms that RFC 8616 excludes are not asked",
         test_terms_that_rfc_8616_excludes_are_not_asked},
        {"explanations are asked ahead when they can matter",
         test_explanations_are_asked_ahead_when_they_can_matter},
        {"explanations that are not fetched are not asked",
         test_explanations_that_are_not_fetched_are_not_asked},
        {"no more than thirteen questions are ahead",
         test_no_more_than_thirteen_are_ahead},
        {"each mail may ask as much ahead",
         test_each_mail_may_ask_as_much_ahead},
        {"questions that were used make room", test_used_questions_make_room},
        {"the next ones follow when some were used",
         test_the_next_follow_when_some_were_used},
        {"the hosts of two full MX take two round trips",
         test_hosts_of_two_full_mx_take_two_round_trips},
        {"too many includes ask thirteen questions at most",
         test_too_many_includes_ask_thirteen_at_most},
        {"hostile records cost thirteen questions more at most",
         test_hostile_records_cost_thirteen_more_at_most},
        {"a failure matters only when it is used",
         test_failure_matters_only_when_it_is_used},
        {"voids that were asked ahead are not charged",
         test_voids_ahead_are_not_charged},
        {"late answers are refused", test_late_answers_are_refused},
        {"an answer that is on its way is waited for",
         test_answer_that_is_on_its_way_is_waited_for},
        {"expiry ends a check that asks ahead",
         test_expiry_ends_a_check_that_asks_ahead},
        {"names of hosts end where they should",
         test_names_of_hosts_end_where_they_should},
        {"the next mail starts afresh", test_next_mail_starts_afresh},
    };

    return tap_run("check/prefetch", tests, TAP_COUNT(tests));
}
