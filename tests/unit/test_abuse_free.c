/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What is freed early: each object in each state, and what others were made
 * with or from. Each answer is freed as soon as it is given.
 */
#include <string.h>

#include <spfeval/header.h>
#include <spfeval/spfeval.h>

#include "support/count_alloc.h"
#include "support/tap.h"
#include "support/try_check.h"
#include "unit/asker.h"

enum { MOST_STEPS = 16, TEXT = 4096 };

/* Answer from a zone of its own, which is gone before the answer is used. */
static void
reply(const struct asker *asker, void *object, const spfeval_query *query)
{
    size_t len;
    const char *name = spfeval_query_get_name(query, &len);
    struct try_check try;
    spfeval_answer *answer;

    try_check_init(&try, NULL);
    try_check_zone(&try, asker_zone);
    CHECK_INT(spfeval_zone_lookup(try.zone, spfeval_query_get_type(query),
                                  name, len, try.answer),
              SPFEVAL_OK);
    answer = try.answer;
    try.answer = NULL;
    try_check_clear(&try);
    CHECK_INT(asker->answer(object, spfeval_query_get_id(query), answer),
              SPFEVAL_OK);
    spfeval_answer_free(answer);
}

/* Free it after so many of: a step, a query taken, an answer. */
static bool
free_after(const struct asker *asker, spfeval_options *options, unsigned most)
{
    void *object = asker->make(options);
    unsigned done = 0;
    bool ended = false;

    while (done < most && !ended) {
        const spfeval_query *query = NULL;

        ended = asker->step(object) == SPFEVAL_STEP_DONE;
        if (ended || ++done == most) {
            break;
        }
        CHECK_INT(asker->next(object, &query), SPFEVAL_OK);
        if (++done == most) {
            break;
        }
        reply(asker, object, query);
        done++;
    }
    if (ended) {
        CHECK_INT(asker->found(object), asker->expected);
    }
    asker->end(object);
    return ended;
}

static void
test_each_object_is_freed_in_each_state(void)
{
    size_t i;

    for (i = 0; i < ASKER_COUNT; i++) {
        bool ended = false;
        unsigned most;

        tap_row(askers[i].name);
        for (most = 0; most < 4 * MOST_STEPS && !ended; most++) {
            struct count_alloc memory;
            struct try_check try;

            count_alloc_init(&memory);
            try_check_init(&try, &memory.table);
            ended = free_after(&askers[i], try.options, most);
            try_check_clear(&try);
            CHECK(count_alloc_is_clean(&memory));
            count_alloc_clear(&memory);
        }
        CHECK(ended && most > 6);
    }
}

/* An outcome needs nothing but its check. */
static void
expect_outcome(const spfeval_check *check)
{
    const spfeval_outcome *outcome = spfeval_check_get_outcome(check);
    spfeval_path_entry entry = {.struct_size = sizeof(entry)};
    char text[TEXT];

    CHECK_INT(spfeval_outcome_get_result(outcome), SPFEVAL_RESULT_PASS);
    CHECK_INT(spfeval_outcome_get_path(outcome, 0, &entry), SPFEVAL_OK);
    CHECK(entry.text_len > 6 && memcmp(entry.text, "v=spf1", 6) == 0);
    CHECK_INT(spfeval_received_spf_print(outcome, 0, text, sizeof(text), NULL),
              SPFEVAL_OK);
    CHECK(strstr(text, "192.0.2.1") != NULL);
}

static int
look_up(void *user_data, const spfeval_query *query, spfeval_answer *answer)
{
    return spfeval_resolver_lookup(spfeval_zone_get_resolver(user_data), query,
                                   answer);
}

static int64_t
now(void *user_data)
{
    (void)user_data;
    return 0;
}

/* Run over a cache, and free all that took part but the check. */
static spfeval_check *
run_and_free_the_rest(bool is_known)
{
    static const spfeval_resolver_ops ops = {
        .struct_size = sizeof(ops), .lookup = look_up, .now = now};
    spfeval_resolver *resolver = NULL;
    spfeval_resolver *cached = NULL;
    spfeval_cache *cache = NULL;
    spfeval_check *check;
    struct try_check try;

    try_check_init(&try, NULL);
    try_check_zone(&try, asker_zone);
    CHECK_INT(spfeval_cache_new(NULL, &cache), SPFEVAL_OK);
    CHECK_INT(spfeval_resolver_new(NULL, &ops, try.zone, &resolver),
              SPFEVAL_OK);
    CHECK_INT(spfeval_cache_resolver_new(NULL, cache, resolver, &cached),
              SPFEVAL_OK);
    if (is_known) {
        try_check_start(&try, "192.0.2.1", "u@example.com");
        CHECK_INT(spfeval_check_run(try.check, cached), SPFEVAL_OK);
    }
    try_check_start(&try, "192.0.2.1", "u@example.com");
    CHECK_INT(spfeval_check_run(try.check, cached), SPFEVAL_OK);
    check = try.check;
    try.check = NULL;
    spfeval_resolver_free(cached);
    spfeval_resolver_free(resolver);
    spfeval_cache_free(cache);
    try_check_clear(&try);
    return check;
}

static void
test_outcome_outlives_all_but_its_check(void)
{
    int is_known;

    for (is_known = 0; is_known <= 1; is_known++) {
        spfeval_check *check = run_and_free_the_rest(is_known != 0);

        expect_outcome(check);
        spfeval_check_reset(check);
        CHECK(spfeval_check_get_outcome(check) == NULL);
        spfeval_check_free(check);
    }
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"each object is freed in each state",
         test_each_object_is_freed_in_each_state},
        {"an outcome outlives all but its check",
         test_outcome_outlives_all_but_its_check},
    };

    return tap_run("abuse/free", tests, TAP_COUNT(tests));
}
