/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Asking ahead, measured in sequential round trips: policies of the shapes
 * that are published, with the longest chain of questions that each has.
 */
#include <string.h>

#include <spfeval/spfeval.h>

#include "support/levels.h"
#include "support/tap.h"

#define PASS SPFEVAL_RESULT_PASS
#define FAIL SPFEVAL_RESULT_FAIL
#define SOFTFAIL SPFEVAL_RESULT_SOFTFAIL
#define PERMERROR SPFEVAL_RESULT_PERMERROR

/* A policy, a client, and what its check costs; computed by hand. */
struct shape {
    const char *claim;
    const char *zone;
    const char *client;
    int result;
    unsigned needed; /* lookups, and so round trips one after the other */
    unsigned levels; /* the critical path */
    unsigned asked;  /* along it, in vain or not */
    unsigned warm;   /* round trips when a cache has only hints */
};

static const char one_line[] = "example.com TXT v=spf1 ip4:192.0.2.0/24 -all";

static const char match_first[] =
    "example.com TXT v=spf1 ip4:192.0.2.0/24 include:a.test include:b.test "
    "-all\n"
    "a.test TXT v=spf1 ip4:198.51.100.0/24 -all\n"
    "b.test TXT v=spf1 ip4:203.0.113.0/24 -all";

static const char tree[] =
    "example.com TXT v=spf1 include:_spf.p.test -all\n"
    "_spf.p.test TXT v=spf1 include:a.p.test include:b.p.test -all\n"
    "a.p.test TXT v=spf1 ip4:198.51.100.0/24 -all\n"
    "b.p.test TXT v=spf1 ip4:192.0.2.0/24 -all";

static const char suite_g[] =
    "example.com TXT v=spf1 include:_spf.g.test ~all\n"
    "_spf.g.test TXT v=spf1 include:_netblocks.g.test "
    "include:_netblocks2.g.test include:_netblocks3.g.test ~all\n"
    "_netblocks.g.test TXT v=spf1 ip4:198.51.100.0/25 ~all\n"
    "_netblocks2.g.test TXT v=spf1 ip4:192.0.2.0/24 ~all\n"
    "_netblocks3.g.test TXT v=spf1 ip4:198.51.100.128/25 ~all";

static const char a_mx[] =
    "example.com TXT v=spf1 a mx a:web.example.com mx:relay.test -all\n"
    "example.com A 203.0.113.1\n"
    "example.com MX 10 mx1.example.com\n"
    "example.com MX 20 mx2.example.com\n"
    "mx1.example.com A 203.0.113.2\n"
    "mx2.example.com A 203.0.113.3\n"
    "web.example.com A 203.0.113.4\n"
    "relay.test MX 10 r1.relay.test\n"
    "relay.test MX 20 r2.relay.test\n"
    "r1.relay.test A 203.0.113.5\n"
    "r2.relay.test A 203.0.113.6";

static const char corporate[] =
    "example.com TXT v=spf1 ip4:198.51.100.0/24 a mx include:_spf.one.test "
    "include:_spf.two.test include:_spf.three.test a:app.example.com ~all\n"
    "example.com A 203.0.113.1\n"
    "example.com MX 10 mail.example.com\n"
    "mail.example.com A 203.0.113.2\n"
    "_spf.one.test TXT v=spf1 ip4:203.0.113.16/28 -all\n"
    "_spf.two.test TXT v=spf1 include:_n.two.test -all\n"
    "_n.two.test TXT v=spf1 ip4:203.0.113.32/28 -all\n"
    "_spf.three.test TXT v=spf1 ip4:203.0.113.48/28 -all\n"
    "app.example.com A 203.0.113.3";

static const char redirect[] =
    "example.com TXT v=spf1 redirect=_spf.example.com\n"
    "_spf.example.com TXT v=spf1 mx:example.com a:web.example.com -all\n"
    "example.com MX 10 mail.example.com\n"
    "mail.example.com A 203.0.113.2\n"
    "web.example.com A 192.0.2.1";

static const char crm[] =
    "example.com TXT v=spf1 include:crm.test -all\n"
    "crm.test TXT v=spf1 exists:%{i}._spf.crm.test -all\n"
    "192.0.2.1._spf.crm.test A 127.0.0.2";

static const char macros[] =
    "example.com TXT v=spf1 exists:%{ir}.%{l1r-}.lists.%{d} "
    "exists:%{o}.deny.test -all exp=why.%{d}\n"
    "why.example.com TXT %{i} may not send for %{o}";

static const char twelve[] =
    "example.com TXT v=spf1 include:a.test include:b.test include:c.test "
    "include:d.test include:e.test include:f.test include:g.test "
    "include:h.test include:i.test include:j.test include:k.test "
    "include:l.test -all\n"
    "a.test TXT v=spf1 -all\n"
    "b.test TXT v=spf1 -all\n"
    "c.test TXT v=spf1 -all\n"
    "d.test TXT v=spf1 -all\n"
    "e.test TXT v=spf1 -all\n"
    "f.test TXT v=spf1 -all\n"
    "g.test TXT v=spf1 -all\n"
    "h.test TXT v=spf1 -all\n"
    "i.test TXT v=spf1 -all\n"
    "j.test TXT v=spf1 -all\n"
    "k.test TXT v=spf1 -all\n"
    "l.test TXT v=spf1 -all";

static const char ipv6[] =
    "example.com TXT v=spf1 a mx include:six.test -all\n"
    "example.com A 192.0.2.1\n"
    "example.com AAAA 2001:db8::1\n"
    "example.com MX 10 mail.example.com\n"
    "mail.example.com A 192.0.2.1\n"
    "six.test TXT v=spf1 ip4:192.0.2.0/24 ip6:2001:db8:25::/48 -all";

static const char ptr[] = "example.com TXT v=spf1 ptr -all\n"
                          "1.2.0.192.in-addr.arpa PTR mail.example.com\n"
                          "mail.example.com A 192.0.2.1";

static const char client_name[] =
    "example.com TXT v=spf1 exists:%{p}.lists.test -all\n"
    "1.2.0.192.in-addr.arpa PTR mail.example.com\n"
    "mail.example.com A 192.0.2.1\n"
    "mail.example.com.lists.test A 127.0.0.2";

static const char nested[] = "example.com TXT v=spf1 include:a.test mx -all\n"
                             "a.test TXT v=spf1 include:b.test ~all\n"
                             "b.test TXT v=spf1 include:c.test ?all\n"
                             "c.test TXT v=spf1 ip4:198.51.100.0/24 -all\n"
                             "example.com MX 10 mail.example.com\n"
                             "mail.example.com A 192.0.2.1";

static const char branches[] =
    "example.com TXT v=spf1 include:left.test include:right.test ~all\n"
    "left.test TXT v=spf1 include:both.test -all\n"
    "right.test TXT v=spf1 include:both.test -all\n"
    "both.test TXT v=spf1 ip4:198.51.100.0/24 -all";

static const struct shape shapes[] = {
    /* TXT */
    {"one line", one_line, "192.0.2.1", PASS, 1, 1, 1, 1},
    {"one line, nothing matches", one_line, "203.0.113.9", FAIL, 1, 1, 1, 1},
    {"ip4 matches before the includes", match_first, "192.0.2.1", PASS, 1, 1,
     1, 1},
    /* TXT -> TXT p -> {TXT a, TXT b} */
    {"include tree", tree, "192.0.2.1", PASS, 4, 3, 4, 1},
    {"include tree, the first leaf", tree, "198.51.100.1", PASS, 3, 3, 4, 1},
    {"include tree, nothing matches", tree, "203.0.113.9", FAIL, 4, 3, 4, 1},
    /* TXT -> TXT _spf -> {TXT n, TXT n2, TXT n3} */
    {"depth 3, the second network", suite_g, "192.0.2.1", PASS, 4, 3, 5, 1},
    {"depth 3, the third network", suite_g, "198.51.100.200", PASS, 5, 3, 5,
     1},
    {"depth 3, nothing matches", suite_g, "203.0.113.9", SOFTFAIL, 5, 3, 5, 1},
    /* TXT -> {A, MX, A web, MX relay} -> {A mx1, A mx2, A r1, A r2} */
    {"a and mx, the last host", a_mx, "203.0.113.6", PASS, 9, 3, 9, 1},
    {"a and mx, the web server", a_mx, "203.0.113.4", PASS, 6, 3, 9, 1},
    {"a and mx, nothing matches", a_mx, "192.0.2.1", FAIL, 9, 3, 9, 1},
    /* TXT -> {A, MX, one, two, three, A app} -> {A mail, n.two} */
    {"nine lookups, the last", corporate, "203.0.113.3", PASS, 9, 3, 9, 1},
    {"nine lookups, a provider", corporate, "203.0.113.50", PASS, 8, 3, 9, 1},
    {"nine lookups, nothing matches", corporate, "192.0.2.1", SOFTFAIL, 9, 3,
     9, 1},
    /* TXT -> TXT _spf -> {MX, A web} -> A mail */
    {"redirect", redirect, "192.0.2.1", PASS, 5, 4, 5, 1},
    {"redirect, the exchanger", redirect, "203.0.113.2", PASS, 4, 4, 5, 1},
    /* TXT -> TXT crm -> A */
    {"exists with the client's address", crm, "192.0.2.1", PASS, 3, 3, 3, 1},
    /* TXT -> {A, A, TXT why} */
    {"macros, with an explanation", macros, "192.0.2.1", FAIL, 4, 2, 4, 1},
    /* TXT -> ten TXT; the eleventh is an error before it is asked */
    {"twelve includes", twelve, "192.0.2.1", PERMERROR, 11, 2, 11, 1},
    /* TXT -> {AAAA, MX, TXT six} -> AAAA mail */
    {"IPv6", ipv6, "2001:db8:25::25", PASS, 5, 3, 5, 1},
    {"IPv6, the domain itself", ipv6, "2001:db8::1", PASS, 2, 2, 4, 1},
    /* TXT -> PTR -> A; whose address that is only the PTR tells */
    {"ptr", ptr, "192.0.2.1", PASS, 3, 3, 3, 2},
    /* TXT -> PTR -> A -> A; nothing of it is known before */
    {"%{p}", client_name, "192.0.2.1", PASS, 4, 4, 4, 4},
    /* TXT -> {TXT a, MX} -> {TXT b, A mail} -> TXT c */
    {"nested includes", nested, "192.0.2.1", PASS, 6, 4, 6, 1},
    {"nested includes, the innermost", nested, "198.51.100.1", PASS, 4, 4, 6,
     1},
    /* TXT -> {TXT left, TXT right} -> TXT both, once */
    {"one include in two branches", branches, "192.0.2.1", SOFTFAIL, 4, 3, 4,
     1},
};

/* --- running them -------------------------------------------------------- */

static void
set_up(struct try_check *try, const struct shape *shape, uint32_t prefetch)
{
    try_check_init(try, NULL);
    CHECK_INT(spfeval_options_set_u32(try->options, SPFEVAL_OPTION_PREFETCH,
                                      prefetch),
              SPFEVAL_OK);
    try_check_zone(try, shape->zone);
}

static void
run(struct try_check *try, const struct shape *shape, spfeval_cache *cache,
    enum levels_order order, struct levels *levels)
{
    try_check_start(try, shape->client, "strong-user@example.com");
    if (cache != NULL) {
        CHECK_INT(spfeval_cache_prime(cache, try->check), SPFEVAL_OK);
    }
    CHECK_INT(levels_run(try, order, levels), SPFEVAL_STEP_DONE);
    if (cache != NULL) {
        CHECK_INT(spfeval_cache_learn(cache, try->check), SPFEVAL_OK);
    }
}

static const char *
outcome_text(const struct try_check *try)
{
    return levels_outcome_text(spfeval_check_get_outcome(try->check));
}

/* The outcome that the others are compared with. */
static void
find_expected(const struct shape *shape, char *expected, size_t size)
{
    const char *text;
    struct levels levels;
    struct try_check try;

    set_up(&try, shape, SPFEVAL_PREFETCH_SERIAL);
    run(&try, shape, NULL, LEVELS_IN_ORDER, &levels);
    text = outcome_text(&try);
    if (CHECK(strlen(text) < size)) {
        memcpy(expected, text, strlen(text) + 1);
    }
    try_check_clear(&try);
}

static void
test_serial_asks_one_by_one_what_is_needed(void)
{
    size_t i;

    for (i = 0; i < TAP_COUNT(shapes); i++) {
        const struct shape *shape = &shapes[i];
        const spfeval_outcome *outcome;
        struct levels levels;
        struct try_check try;

        tap_row(shape->claim);
        set_up(&try, shape, SPFEVAL_PREFETCH_SERIAL);
        run(&try, shape, NULL, LEVELS_IN_ORDER, &levels);
        outcome = spfeval_check_get_outcome(try.check);
        CHECK_INT(spfeval_outcome_get_result(outcome), shape->result);
        CHECK_INT(levels.count, shape->needed);
        CHECK_INT(levels.queries, shape->needed);
        CHECK_INT(levels.most_open, 1);
        CHECK_INT(
            spfeval_outcome_get_counter(outcome, SPFEVAL_COUNTER_QUERIES),
            shape->needed);
        CHECK_INT(spfeval_outcome_get_counter(outcome,
                                              SPFEVAL_COUNTER_UNUSED_QUERIES),
                  0);
        try_check_clear(&try);
    }
}

static void
test_speculation_takes_the_critical_path(void)
{
    char expected[LEVELS_TEXT];
    size_t i;

    for (i = 0; i < TAP_COUNT(shapes); i++) {
        const struct shape *shape = &shapes[i];
        const spfeval_outcome *outcome;
        struct levels levels;
        struct try_check try;

        tap_row(shape->claim);
        find_expected(shape, expected, sizeof(expected));
        set_up(&try, shape, SPFEVAL_PREFETCH_SPEC);
        run(&try, shape, NULL, LEVELS_IN_ORDER, &levels);
        outcome = spfeval_check_get_outcome(try.check);
        CHECK_INT(levels.count, shape->levels);
        CHECK_INT(levels.queries, shape->asked);
        CHECK_INT(
            spfeval_outcome_get_counter(outcome, SPFEVAL_COUNTER_QUERIES),
            shape->needed);
        CHECK_INT(spfeval_outcome_get_counter(outcome,
                                              SPFEVAL_COUNTER_UNUSED_QUERIES),
                  shape->asked - shape->needed);
        CHECK_STR(outcome_text(&try), strlen(outcome_text(&try)), expected);
        try_check_clear(&try);
    }
}

static void
test_known_domain_takes_one_round_trip(void)
{
    char expected[LEVELS_TEXT];
    size_t i;

    for (i = 0; i < TAP_COUNT(shapes); i++) {
        const struct shape *shape = &shapes[i];
        struct levels levels;
        struct try_check try;
        spfeval_cache *cache;

        tap_row(shape->claim);
        find_expected(shape, expected, sizeof(expected));
        set_up(&try, shape, SPFEVAL_PREFETCH_GRAPH);
        if (!CHECK_INT(spfeval_cache_new(NULL, &cache), SPFEVAL_OK)) {
            return;
        }
        run(&try, shape, cache, LEVELS_IN_ORDER, &levels);
        CHECK_INT(levels.count, shape->levels); /* nothing is known yet */
        CHECK_INT(levels.queries, shape->asked);
        run(&try, shape, cache, LEVELS_IN_ORDER, &levels);
        CHECK_INT(levels.count, shape->warm);
        CHECK(levels.queries <= shape->asked);
        CHECK_STR(outcome_text(&try), strlen(outcome_text(&try)), expected);
        run(&try, shape, cache, LEVELS_REVERSED, &levels);
        CHECK_INT(levels.count, shape->warm);
        CHECK_STR(outcome_text(&try), strlen(outcome_text(&try)), expected);
        spfeval_cache_free(cache);
        try_check_clear(&try);
    }
}

static void
test_answers_may_come_in_any_order(void)
{
    static const enum levels_order orders[] = {LEVELS_REVERSED,
                                               LEVELS_LAST_ONLY};
    char expected[LEVELS_TEXT];
    size_t order;
    size_t i;

    for (i = 0; i < TAP_COUNT(shapes); i++) {
        const struct shape *shape = &shapes[i];
        struct try_check try;

        tap_row(shape->claim);
        find_expected(shape, expected, sizeof(expected));
        set_up(&try, shape, SPFEVAL_PREFETCH_SPEC);
        for (order = 0; order < TAP_COUNT(orders); order++) {
            struct levels levels;

            run(&try, shape, NULL, orders[order], &levels);
            CHECK(orders[order] != LEVELS_REVERSED ||
                  levels.count == shape->levels);
            CHECK_STR(outcome_text(&try), strlen(outcome_text(&try)),
                      expected);
        }
        try_check_clear(&try);
    }
}

/* Over all shapes, each counted once: a fifth more than needed at most. */
static void
test_little_is_asked_in_vain(void)
{
    unsigned needed = 0;
    unsigned asked = 0;
    size_t i;

    for (i = 0; i < TAP_COUNT(shapes); i++) {
        struct levels levels;
        struct try_check try;

        tap_row(shapes[i].claim);
        set_up(&try, &shapes[i], SPFEVAL_PREFETCH_SPEC);
        run(&try, &shapes[i], NULL, LEVELS_IN_ORDER, &levels);
        needed += spfeval_outcome_get_counter(
            spfeval_check_get_outcome(try.check), SPFEVAL_COUNTER_QUERIES);
        asked += levels.queries;
        try_check_clear(&try);
    }
    tap_row(NULL);
    CHECK(asked >= needed);
    CHECK((asked - needed) * 5 <= needed);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"without asking ahead each lookup is a round trip",
         test_serial_asks_one_by_one_what_is_needed},
        {"asking ahead takes the critical path, and the outcome is the same",
         test_speculation_takes_the_critical_path},
        {"a domain that is known takes one round trip",
         test_known_domain_takes_one_round_trip},
        {"the answers may come in any order",
         test_answers_may_come_in_any_order},
        {"at most a fifth is asked in vain", test_little_is_asked_in_vain},
    };

    return tap_run("check/prefetch levels", tests, TAP_COUNT(tests));
}
