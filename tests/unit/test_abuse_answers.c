/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Answers that come too early, late, twice, never, or to something else: the
 * same for all objects that ask. What is refused changes nothing, and what
 * comes of the rest is as if nothing had been refused.
 */
#include <string.h>

#include <spfeval/spfeval.h>

#include "support/tap.h"
#include "support/try_check.h"
#include "unit/asker.h"

enum { MOST_QUERIES = 32, STORM = 3000, RESETS = 300 };

/* --- Asking and answering ------------------------------------------------ */

/* Of a zone that lets each of them ask several questions, one by one. */
struct scene {
    struct try_check try;
    const struct asker *asker;
    void *object;
    uint32_t ids[MOST_QUERIES];
    size_t count;
};

static void
set_up(struct scene *scene, const struct asker *asker)
{
    memset(scene, 0, sizeof(*scene));
    tap_row(asker->name);
    try_check_init(&scene->try, NULL);
    try_check_zone(&scene->try, asker_zone);
    scene->asker = asker;
    scene->object = asker->make(scene->try.options);
}

static void
tear_down(struct scene *scene)
{
    scene->asker->end(scene->object);
    try_check_clear(&scene->try);
    tap_row(NULL);
}

/* An answer that would make a difference, were it taken. */
static const spfeval_answer *
wrong_answer(struct scene *scene)
{
    spfeval_answer_clear(scene->try.answer);
    CHECK_INT(spfeval_answer_set_rcode(scene->try.answer, 3), SPFEVAL_OK);
    return scene->try.answer;
}

static void
expect_refused(struct scene *scene, uint32_t id)
{
    CHECK_INT(scene->asker->answer(scene->object, id, wrong_answer(scene)),
              SPFEVAL_ERR_NOT_FOUND);
}

/* Ids that were never given, and those before the first step. */
static void
expect_strangers_refused(struct scene *scene)
{
    static const uint32_t strangers[] = {
        0, 1, 2, 3, 65535, 65536, 0x7fffffff, 0x80000000, 0xffffffff};
    size_t i;
    size_t j;

    for (i = 0; i < TAP_COUNT(strangers); i++) {
        bool is_known = false;

        for (j = 0; j < scene->count; j++) {
            is_known = is_known || scene->ids[j] == strangers[i];
        }
        if (!is_known) {
            expect_refused(scene, strangers[i]);
        }
    }
}

static const spfeval_query *
take(struct scene *scene)
{
    const spfeval_query *query = NULL;

    if (scene->asker->next(scene->object, &query) != SPFEVAL_OK) {
        return NULL;
    }
    if (CHECK(scene->count < MOST_QUERIES)) {
        scene->ids[scene->count++] = spfeval_query_get_id(query);
    }
    return query;
}

static void
reply(struct scene *scene, const spfeval_query *query)
{
    size_t len;
    const char *name = spfeval_query_get_name(query, &len);

    CHECK_INT(spfeval_zone_lookup(scene->try.zone,
                                  spfeval_query_get_type(query), name, len,
                                  scene->try.answer),
              SPFEVAL_OK);
    CHECK_INT(scene->asker->answer(scene->object, spfeval_query_get_id(query),
                                   scene->try.answer),
              SPFEVAL_OK);
}

/* To the end; before and after each answer those that do not fit. */
static void
run_among_strangers(struct scene *scene)
{
    const struct asker *asker = scene->asker;

    while (asker->step(scene->object) == SPFEVAL_STEP_QUERY) {
        const spfeval_query *query = take(scene);

        if (!CHECK(query != NULL)) {
            return;
        }
        for (; query != NULL; query = take(scene)) {
            size_t i;

            expect_strangers_refused(scene);
            reply(scene, query);
            for (i = 0; i < scene->count; i++) {
                expect_refused(scene, scene->ids[i]);
            }
            CHECK_INT(asker->found(scene->object), 0);
        }
    }
}

static void
expect_found(struct scene *scene, uint32_t expected)
{
    size_t i;

    CHECK_INT(scene->asker->step(scene->object), SPFEVAL_STEP_DONE);
    CHECK_INT(scene->asker->found(scene->object), expected);
    for (i = 0; i < scene->count; i++) {
        expect_refused(scene, scene->ids[i]);
    }
    expect_strangers_refused(scene);
    CHECK(take(scene) == NULL);
    CHECK_INT(scene->asker->step(scene->object), SPFEVAL_STEP_DONE);
    CHECK_INT(scene->asker->found(scene->object), expected);
}

static void
for_each(void (*try)(struct scene *scene))
{
    size_t i;

    for (i = 0; i < ASKER_COUNT; i++) {
        struct scene scene;

        set_up(&scene, &askers[i]);
        try(&scene);
        tear_down(&scene);
    }
}

/* --- Tests --------------------------------------------------------------- */

static void
try_early(struct scene *scene)
{
    CHECK(take(scene) == NULL);
    expect_strangers_refused(scene);
    CHECK(take(scene) == NULL);
    run_among_strangers(scene);
    expect_found(scene, scene->asker->expected);
}

static void
test_answers_before_the_first_step_are_refused(void)
{
    for_each(try_early);
}

/* Those of the mail before as well, whose ids are kept in the scene. */
static void
try_resets(struct scene *scene)
{
    unsigned i;

    for (i = 0; i < RESETS && scene->asker->reset != NULL; i++) {
        const spfeval_query *query;
        uint32_t old;

        CHECK_INT(scene->asker->step(scene->object), SPFEVAL_STEP_QUERY);
        query = take(scene);
        old = spfeval_query_get_id(query);
        if (i % 2 == 0) {
            reply(scene, query);
            CHECK_INT(scene->asker->step(scene->object), SPFEVAL_STEP_QUERY);
        }
        scene->asker->reset(scene->object);
        expect_refused(scene, old);
        CHECK_INT(scene->asker->step(scene->object), SPFEVAL_STEP_QUERY);
        expect_refused(scene, old);
        scene->asker->reset(scene->object);
        scene->count = 0;
    }
    run_among_strangers(scene);
    expect_found(scene, scene->asker->expected);
}

static void
test_answers_from_before_a_reset_are_refused(void)
{
    for_each(try_resets);
}

/* After none, one, two... answers nothing comes any more. */
static void
try_expiry(struct scene *scene, unsigned answers)
{
    const spfeval_query *query = NULL;

    while (scene->asker->step(scene->object) == SPFEVAL_STEP_QUERY) {
        query = take(scene);
        if (answers-- == 0 || !CHECK(query != NULL)) {
            break;
        }
        reply(scene, query);
    }
    CHECK_INT(scene->asker->expire(scene->object), SPFEVAL_OK);
    CHECK(scene->asker->found(scene->object) != 0);
    CHECK_INT(scene->asker->expire(scene->object), SPFEVAL_OK);
    expect_found(scene, scene->asker->found(scene->object));
}

static void
test_answers_that_never_come_end_with_the_time(void)
{
    size_t i;
    unsigned answers;

    for (i = 0; i < ASKER_COUNT; i++) {
        for (answers = 0; answers < 8; answers++) {
            struct scene scene;

            set_up(&scene, &askers[i]);
            try_expiry(&scene, answers);
            CHECK(answers > 0 ||
                  askers[i].found(scene.object) == askers[i].expired);
            tear_down(&scene);
        }
    }
}

/* Numbers by a generator, so that each run is the same. */
static void
try_storm(struct scene *scene)
{
    uint32_t number = 12345;
    unsigned i;

    CHECK_INT(scene->asker->step(scene->object), SPFEVAL_STEP_QUERY);
    reply(scene, take(scene));
    CHECK_INT(scene->asker->step(scene->object), SPFEVAL_STEP_QUERY);
    for (i = 0; i < STORM; i++) {
        number = number * 1664525 + 1013904223;
        expect_refused(scene, number);
    }
    run_among_strangers(scene);
    expect_found(scene, scene->asker->expected);
}

static void
test_storm_of_answers_to_nothing_changes_nothing(void)
{
    for_each(try_storm);
}

/* What was answered may be freed, and changed, at once. */
static void
try_early_free(struct scene *scene)
{
    /* The object keeps its options alive by itself. */
    spfeval_options_free(scene->try.options);
    scene->try.options = NULL;
    while (scene->asker->step(scene->object) == SPFEVAL_STEP_QUERY) {
        reply(scene, take(scene));
        spfeval_answer_free(scene->try.answer);
        scene->try.answer = NULL;
        CHECK_INT(spfeval_answer_new(NULL, &scene->try.answer), SPFEVAL_OK);
    }
    expect_found(scene, scene->asker->expected);
}

static void
test_options_and_answers_may_be_freed_early(void)
{
    for_each(try_early_free);
}

/* NULL for an answer, and one that says nothing yet; the query stays open. */
static void
try_nothing(struct scene *scene)
{
    const spfeval_query *query;
    uint32_t id;

    CHECK_INT(scene->asker->step(scene->object), SPFEVAL_STEP_QUERY);
    query = take(scene);
    id = spfeval_query_get_id(query);
    CHECK_INT(scene->asker->answer(scene->object, id, NULL),
              SPFEVAL_ERR_ARGUMENT);
    spfeval_answer_clear(scene->try.answer);
    CHECK_INT(scene->asker->answer(scene->object, id, scene->try.answer),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(scene->asker->step(scene->object), SPFEVAL_STEP_QUERY);
    reply(scene, query);
    run_among_strangers(scene);
    expect_found(scene, scene->asker->expected);
}

static void
test_answers_that_say_nothing_leave_the_query_open(void)
{
    for_each(try_nothing);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"answers before the first step are refused",
         test_answers_before_the_first_step_are_refused},
        {"answers from before a reset are refused",
         test_answers_from_before_a_reset_are_refused},
        {"answers that never come end with the time",
         test_answers_that_never_come_end_with_the_time},
        {"a storm of answers to nothing changes nothing",
         test_storm_of_answers_to_nothing_changes_nothing},
        {"options and answers may be freed early",
         test_options_and_answers_may_be_freed_early},
        {"answers that say nothing leave the query open",
         test_answers_that_say_nothing_leave_the_query_open},
    };

    return tap_run("abuse/answers", tests, TAP_COUNT(tests));
}
