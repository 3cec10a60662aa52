/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Asking ahead where much is to be asked: what was looked at is not looked at
 * again, and nothing is forgotten.
 */
#include <stdio.h>
#include <string.h>

#include <spfeval/spfeval.h>

#include "support/levels.h"
#include "support/tap.h"

enum { MANY = 30, TEXT_ROOM = 4096 };

static void
set_up(struct try_check *try, uint32_t prefetch)
{
    static const struct {
        int key;
        uint32_t value;
    } options[] = {{SPFEVAL_OPTION_MAX_TERMS, 1000},
                   {SPFEVAL_OPTION_MAX_MX_NAMES, 1000},
                   {SPFEVAL_OPTION_MAX_VOIDS, SPFEVAL_UNLIMITED}};
    size_t i;

    try_check_init(try, NULL);
    for (i = 0; i < TAP_COUNT(options); i++) {
        CHECK_INT(spfeval_options_set_u32(try->options, options[i].key,
                                          options[i].value),
                  SPFEVAL_OK);
    }
    CHECK_INT(spfeval_options_set_u32(try->options, SPFEVAL_OPTION_PREFETCH,
                                      prefetch),
              SPFEVAL_OK);
}

/* "v=spf1", then FORMAT with the numbers 0 to count less one, then rest. */
static void
add_record(struct try_check *try, const char *owner, const char *term,
           unsigned count, const char *rest)
{
    char text[TEXT_ROOM];
    size_t used = (size_t)snprintf(text, sizeof(text), "v=spf1");
    unsigned i;

    for (i = 0; i < count; i++) {
        used += (size_t)snprintf(text + used, sizeof(text) - used,
                                 " %s%u.test", term, i);
    }
    (void)snprintf(text + used, sizeof(text) - used, " %s", rest);
    CHECK_INT(spfeval_zone_add_text(try->zone, owner, strlen(owner), 60, text,
                                    strlen(text)),
              SPFEVAL_OK);
}

static void
step(struct try_check *try)
{
    CHECK_INT(spfeval_check_step(try->check), SPFEVAL_STEP_QUERY);
}

/* Take the next query, whose name is this one. */
static const spfeval_query *
take(struct try_check *try, const char *name)
{
    const spfeval_query *query = try_check_take(try);

    if (CHECK(query != NULL)) {
        size_t len = 0;
        const char *text = spfeval_query_get_name(query, &len);

        CHECK_STR(text, len, name);
    }
    return query;
}

static void
reply(struct try_check *try, const spfeval_query *query)
{
    if (query != NULL) {
        CHECK_INT(try_check_reply(try, query), SPFEVAL_OK);
    }
}

/*
 * t.test is asked as an explanation, which leads nowhere. When evaluation
 * needs it as a record, its terms are asked ahead as those of any record.
 */
static void
test_explanation_that_turns_out_a_record_leads_on(void)
{
    struct try_check try;
    const spfeval_query *text;
    const spfeval_query *c;

    set_up(&try, SPFEVAL_PREFETCH_SPEC);
    try_check_zone(&try,
                   "example.com TXT v=spf1 -include:i.test ?all exp=t.test\n"
                   "i.test TXT v=spf1 a:b.test a:c.test include:t.test -all\n"
                   "t.test TXT v=spf1 a:d.test a:e.test -all");
    try_check_start(&try, "192.0.2.1", "user@example.com");
    step(&try);
    reply(&try, take(&try, "example.com"));
    step(&try);
    reply(&try, take(&try, "i.test"));
    text = take(&try, "t.test");
    step(&try);
    reply(&try, take(&try, "b.test"));
    c = take(&try, "c.test");
    step(&try); /* for c.test: no question that was asked leads on now */
    reply(&try, c);
    step(&try); /* for t.test */
    reply(&try, text);
    step(&try);
    take(&try, "d.test");
    take(&try, "e.test");
    CHECK(try_check_take(&try) == NULL);
    try_check_clear(&try);
}

/* What evaluation went past cannot fail any more. */
static void
test_no_explanation_is_asked_when_nothing_can_fail_any_more(void)
{
    struct levels levels;
    struct try_check try;

    set_up(&try, SPFEVAL_PREFETCH_SPEC);
    add_record(&try, "example.com", "-a:f.test ?a:a", 1, "?all exp=e.test");
    try_check_start(&try, "192.0.2.1", "user@example.com");
    CHECK_INT(levels_run(&try, LEVELS_IN_ORDER, &levels), SPFEVAL_STEP_DONE);
    CHECK(strstr(levels.text, "TXT e.test") != NULL);
    try_check_clear(&try);

    set_up(&try, SPFEVAL_PREFETCH_SPEC);
    try_check_zone(&try,
                   "example.com TXT v=spf1 -a:f.test ?a:0.test ?a:1.test "
                   "?a:2.test ?a:3.test ?a:4.test ?a:5.test ?a:6.test "
                   "?a:7.test ?a:8.test ?a:9.test ?a:10.test ?a:11.test "
                   "?a:12.test ?a:13.test ?a:14.test ?all exp=e.test");
    try_check_start(&try, "192.0.2.1", "user@example.com");
    CHECK_INT(levels_run(&try, LEVELS_IN_ORDER, &levels), SPFEVAL_STEP_DONE);
    CHECK(strstr(levels.text, "TXT e.test") == NULL);
    try_check_clear(&try);
}

/* The term that evaluation is at can still fail. */
static void
test_explanation_is_asked_while_the_last_failing_term_is_open(void)
{
    struct levels levels;
    struct try_check try;

    set_up(&try, SPFEVAL_PREFETCH_SPEC);
    add_record(&try, "example.com", "?a:", 20, "-include:i.test exp=e.test");
    add_record(&try, "i.test", "a:i", 3, "?all");
    try_check_start(&try, "192.0.2.1", "user@example.com");
    CHECK_INT(levels_run(&try, LEVELS_IN_ORDER, &levels), SPFEVAL_STEP_DONE);
    CHECK(strstr(levels.text, "TXT e.test") != NULL);
    try_check_clear(&try);
}

static void
test_hosts_of_a_large_mx_are_asked_once(void)
{
    struct levels levels;
    struct try_check try;
    unsigned i;

    set_up(&try, SPFEVAL_PREFETCH_SPEC);
    try_check_zone(&try, "example.com TXT v=spf1 mx -all");
    for (i = 0; i < MANY; i++) {
        char line[64];

        (void)snprintf(line, sizeof(line), "example.com MX %u h%02u.test.", i,
                       i);
        try_check_zone(&try, line);
    }
    try_check_start(&try, "192.0.2.1", "user@example.com");
    CHECK_INT(levels_run(&try, LEVELS_IN_ORDER, &levels), SPFEVAL_STEP_DONE);
    CHECK_INT(levels.queries, 2 + MANY);
    for (i = 0; i < MANY; i++) {
        char host[32];

        (void)snprintf(host, sizeof(host), "A h%02u.test", i);
        CHECK(strstr(levels.text, host) != NULL);
    }
    CHECK_INT(levels.count, 5); /* 13 of them at a time, and one */
    try_check_clear(&try);
}

/* --- the outcome --------------------------------------------------------- */

/* Wide, then deep, then wide: some are asked by several records. */
static void
add_many(struct try_check *try)
{
    char owner[32];
    char rest[64];
    unsigned i;

    add_record(try, "example.com", "include:w", MANY, "include:d0.test -all");
    for (i = 0; i < MANY; i++) {
        (void)snprintf(owner, sizeof(owner), "w%u.test", i);
        (void)snprintf(rest, sizeof(rest), "a:h%u.test -all", i);
        add_record(try, owner, "a:s", i % 4, rest);
        (void)snprintf(owner, sizeof(owner), "d%u.test", i);
        (void)snprintf(rest, sizeof(rest), "a:h%u.test include:d%u.test -all",
                       i, i + 1);
        add_record(try, owner, "a:s", i % 3, rest);
    }
    add_record(try, "d30.test", "a:z", MANY, "?all");
    try_check_zone(try, "z28.test A 192.0.2.1");
}

static void
test_outcome_of_many_questions_is_the_same_in_any_order(void)
{
    static const enum levels_order orders[] = {
        LEVELS_IN_ORDER, LEVELS_REVERSED, LEVELS_LAST_ONLY};
    static char serial[1 << 16];
    uint32_t mode;
    size_t i;

    for (mode = SPFEVAL_PREFETCH_SERIAL; mode <= SPFEVAL_PREFETCH_SPEC;
         mode++) {
        for (i = 0; i < TAP_COUNT(orders); i++) {
            struct levels levels;
            struct try_check try;
            const spfeval_outcome *outcome;
            const char *text;

            set_up(&try, mode);
            add_many(&try);
            try_check_start(&try, "192.0.2.1", "user@example.com");
            CHECK_INT(levels_run(&try, orders[i], &levels), SPFEVAL_STEP_DONE);
            outcome = spfeval_check_get_outcome(try.check);
            CHECK_INT(spfeval_outcome_get_result(outcome),
                      SPFEVAL_RESULT_PASS);
            text = levels_outcome_text(outcome);
            if (serial[0] == '\0') {
                (void)snprintf(serial, sizeof(serial), "%s", text);
            }
            CHECK_STR(text, strlen(text), serial);
            try_check_clear(&try);
        }
    }
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"an explanation that turns out a record leads on",
         test_explanation_that_turns_out_a_record_leads_on},
        {"no explanation is asked when nothing can fail any more",
         test_no_explanation_is_asked_when_nothing_can_fail_any_more},
        {"an explanation is asked while the last failing term is open",
         test_explanation_is_asked_while_the_last_failing_term_is_open},
        {"the hosts of a large MX are asked once",
         test_hosts_of_a_large_mx_are_asked_once},
        {"the outcome of many questions is the same in any order",
         test_outcome_of_many_questions_is_the_same_in_any_order},
    };

    return tap_run("check/prefetch: many questions", tests, TAP_COUNT(tests));
}
