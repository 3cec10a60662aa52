/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Resolvers whose lookup function uses the check that it serves, or the cache
 * before it. It never becomes a wrong result.
 */
#include <string.h>

#include <spfeval/spfeval.h>

#include "support/tap.h"
#include "support/try_check.h"

enum { QUERIES = 3 };

struct source;

/* What the lookup function does, before or after it fills the answer. */
typedef void (*deed)(struct source *source, const spfeval_query *query);

struct source {
    struct try_check try;
    spfeval_resolver *resolver;
    spfeval_cache *cache;
    spfeval_session *session;
    deed before;
    deed after;
    unsigned number; /* of the lookup that does it */
    unsigned lookups;
};

static int
look_up(const struct source *source, const spfeval_query *query,
        spfeval_answer *answer)
{
    size_t len;
    const char *name = spfeval_query_get_name(query, &len);

    return spfeval_zone_lookup(source->try.zone, spfeval_query_get_type(query),
                               name, len, answer);
}

static int
lookup(void *user_data, const spfeval_query *query, spfeval_answer *answer)
{
    struct source *source = user_data;
    bool is_it = ++source->lookups == source->number;
    int status;

    if (is_it && source->before != NULL) {
        source->before(source, query);
        if (source->before == source->after) {
            return SPFEVAL_OK;
        }
    }
    status = look_up(source, query, answer);
    if (is_it && source->after != NULL) {
        source->after(source, query);
    }
    return status;
}

static int64_t
now(void *user_data)
{
    (void)user_data;
    return 1000;
}

static const spfeval_resolver_ops ops = {
    .struct_size = sizeof(spfeval_resolver_ops),
    .lookup = lookup,
    .now = now,
};

/* The second address is not ours: exchanging the answers would pass. */
static void
set_up(struct source *source, uint32_t prefetch)
{
    memset(source, 0, sizeof(*source));
    try_check_init(&source->try, NULL);
    CHECK_INT(spfeval_options_set_u32(source->try.options,
                                      SPFEVAL_OPTION_PREFETCH, prefetch),
              SPFEVAL_OK);
    CHECK_INT(spfeval_resolver_new(NULL, &ops, source, &source->resolver),
              SPFEVAL_OK);
    try_check_zone(&source->try, "example.com TXT v=spf1 -a:a.example.com "
                                 "a:b.example.com ?all\n"
                                 "a.example.com A 192.0.2.9\n"
                                 "b.example.com A 192.0.2.1");
    try_check_start(&source->try, "192.0.2.1", "user@example.com");
}

static void
tear_down(struct source *source)
{
    spfeval_session_free(source->session);
    spfeval_resolver_free(source->resolver);
    spfeval_cache_free(source->cache);
    try_check_clear(&source->try);
}

static int
result_of(const struct source *source)
{
    const spfeval_outcome *outcome =
        spfeval_check_get_outcome(source->try.check);

    return outcome == NULL ? SPFEVAL_RESULT_UNSET
                           : spfeval_outcome_get_result(outcome);
}

/* What was spoilt is whole again with the next mail. */
static void
expect_recovery(struct source *source)
{
    source->before = NULL;
    source->after = NULL;
    try_check_start(&source->try, "192.0.2.1", "user@example.com");
    CHECK_INT(spfeval_check_run(source->try.check, source->resolver),
              SPFEVAL_OK);
    CHECK_INT(result_of(source), SPFEVAL_RESULT_PASS);
}

/* --- Deeds --------------------------------------------------------------- */

static void
do_look(struct source *source, const spfeval_query *query)
{
    spfeval_check *check = source->try.check;

    (void)query;
    CHECK_INT(spfeval_check_step(check), SPFEVAL_STEP_QUERY);
    CHECK(spfeval_check_get_outcome(check) == NULL);
    CHECK_INT(spfeval_check_set_helo(check, "x", 1), SPFEVAL_ERR_STATE);
    CHECK_INT(spfeval_check_tick(check, 1000, NULL), SPFEVAL_OK);
}

/* The truth, but by the other way. */
static void
do_answer(struct source *source, const spfeval_query *query)
{
    CHECK_INT(look_up(source, query, source->try.answer), SPFEVAL_OK);
    CHECK_INT(spfeval_check_answer(source->try.check,
                                   spfeval_query_get_id(query),
                                   source->try.answer),
              SPFEVAL_OK);
}

static void
do_expire(struct source *source, const spfeval_query *query)
{
    (void)query;
    CHECK_INT(spfeval_check_expire(source->try.check), SPFEVAL_OK);
}

static void
do_reset(struct source *source, const spfeval_query *query)
{
    static char long_text[60000];

    (void)query;
    spfeval_check_reset(source->try.check);
    /* So that what was there is written over. */
    memset(long_text, 'x', sizeof(long_text));
    CHECK_INT(spfeval_check_set_mailfrom(source->try.check, long_text,
                                         sizeof(long_text)),
              SPFEVAL_OK);
}

static void
do_run(struct source *source, const spfeval_query *query)
{
    (void)query;
    CHECK_INT(spfeval_check_run(source->try.check, source->resolver),
              SPFEVAL_ERR_STATE);
}

/* --- Checks -------------------------------------------------------------- */

struct deed_case {
    const char *claim;
    deed before;
    deed after;
    int status;
    int result;
};

/* With before and after the same, the lookup fills nothing. */
static const struct deed_case cases[] = {
    {"looking at it", do_look, NULL, SPFEVAL_OK, SPFEVAL_RESULT_PASS},
    {"looking at it afterwards", NULL, do_look, SPFEVAL_OK,
     SPFEVAL_RESULT_PASS},
    {"answering its query", do_answer, NULL, SPFEVAL_ERR_RESOLVER,
     SPFEVAL_RESULT_UNSET},
    {"answering it afterwards", NULL, do_answer, SPFEVAL_ERR_RESOLVER,
     SPFEVAL_RESULT_UNSET},
    {"ending it", do_expire, do_expire, SPFEVAL_OK, SPFEVAL_RESULT_TEMPERROR},
    {"ending it, and answering all the same", do_expire, NULL, SPFEVAL_OK,
     SPFEVAL_RESULT_TEMPERROR},
    {"resetting it", do_reset, NULL, SPFEVAL_ERR_RESOLVER,
     SPFEVAL_RESULT_UNSET},
    {"resetting it afterwards", NULL, do_reset, SPFEVAL_ERR_RESOLVER,
     SPFEVAL_RESULT_UNSET},
    {"running it", do_run, NULL, SPFEVAL_OK, SPFEVAL_RESULT_PASS},
    {"running it afterwards", NULL, do_run, SPFEVAL_OK, SPFEVAL_RESULT_PASS},
};

static void
try_deed(const struct deed_case *row, uint32_t prefetch, unsigned number)
{
    struct source source;

    tap_row(row->claim);
    set_up(&source, prefetch);
    source.before = row->before;
    source.after = row->after;
    source.number = number;
    CHECK_INT(spfeval_check_run(source.try.check, source.resolver),
              row->status);
    CHECK_INT(result_of(&source), row->result);
    CHECK(source.lookups >= number);
    expect_recovery(&source);
    tear_down(&source);
}

static void
test_lookup_that_uses_its_check(void)
{
    static const uint32_t modes[] = {SPFEVAL_PREFETCH_SERIAL,
                                     SPFEVAL_PREFETCH_SPEC};
    size_t i;
    size_t mode;
    unsigned number;

    for (i = 0; i < TAP_COUNT(cases); i++) {
        for (mode = 0; mode < TAP_COUNT(modes); mode++) {
            for (number = 1; number <= QUERIES; number++) {
                try_deed(&cases[i], modes[mode], number);
            }
        }
    }
}

/* --- Sessions ------------------------------------------------------------ */

static void
do_run_session(struct source *source, const spfeval_query *query)
{
    (void)query;
    CHECK_INT(spfeval_session_run(source->session, source->resolver),
              SPFEVAL_ERR_STATE);
}

static void
test_session_is_not_run_within_its_run(void)
{
    struct source source;
    unsigned number;

    for (number = 1; number <= QUERIES; number++) {
        set_up(&source, SPFEVAL_PREFETCH_SPEC);
        source.before = do_run_session;
        source.number = number;
        CHECK_INT(spfeval_session_new(source.try.options, &source.session),
                  SPFEVAL_OK);
        CHECK_INT(
            spfeval_session_set_client_text(source.session, "192.0.2.1", 9),
            SPFEVAL_OK);
        CHECK_INT(spfeval_session_set_helo(source.session, "example.com", 11),
                  SPFEVAL_OK);
        CHECK_INT(
            spfeval_session_set_mailfrom(source.session, "u@example.com", 13),
            SPFEVAL_OK);
        CHECK_INT(spfeval_session_run(source.session, source.resolver),
                  SPFEVAL_OK);
        CHECK_INT(spfeval_outcome_get_result(spfeval_session_get_outcome(
                      source.session, SPFEVAL_IDENTITY_MAILFROM)),
                  SPFEVAL_RESULT_PASS);
        tear_down(&source);
    }
}

/* --- Caches -------------------------------------------------------------- */

/* Each of these takes the lock of the cache. */
static void
do_use_cache(struct source *source, const spfeval_query *query)
{
    spfeval_answer *answer = source->try.answer;
    size_t len;
    const char *name = spfeval_query_get_name(query, &len);
    int type = spfeval_query_get_type(query);

    CHECK_INT(
        spfeval_cache_lookup(source->cache, type, name, len, 1000, answer),
        SPFEVAL_ERR_NOT_FOUND);
    CHECK_INT(look_up(source, query, answer), SPFEVAL_OK);
    CHECK_INT(
        spfeval_cache_store(source->cache, type, name, len, 1000, answer),
        SPFEVAL_OK);
    CHECK_INT(
        spfeval_cache_lookup(source->cache, type, name, len, 1000, answer),
        SPFEVAL_OK);
    spfeval_cache_clear(source->cache);
}

static void
test_lookup_that_uses_the_cache_before_it(void)
{
    spfeval_resolver *cached = NULL;
    struct source source;
    unsigned number;

    for (number = 1; number <= QUERIES; number++) {
        set_up(&source, SPFEVAL_PREFETCH_GRAPH);
        source.after = do_use_cache;
        source.number = number;
        CHECK_INT(spfeval_cache_new(NULL, &source.cache), SPFEVAL_OK);
        CHECK_INT(spfeval_cache_resolver_new(NULL, source.cache,
                                             source.resolver, &cached),
                  SPFEVAL_OK);
        CHECK_INT(spfeval_check_run(source.try.check, cached), SPFEVAL_OK);
        CHECK_INT(result_of(&source), SPFEVAL_RESULT_PASS);
        spfeval_resolver_free(cached);
        tear_down(&source);
    }
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"a lookup that uses its check", test_lookup_that_uses_its_check},
        {"a session is not run within its run",
         test_session_is_not_run_within_its_run},
        {"a lookup that uses the cache before it",
         test_lookup_that_uses_the_cache_before_it},
    };

    return tap_run("abuse/resolver", tests, TAP_COUNT(tests));
}
