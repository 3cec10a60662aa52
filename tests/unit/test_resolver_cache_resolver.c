/* SPDX-License-Identifier: BSD-2-Clause */
/* A resolver that stands before another one and remembers. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <spfeval/spfeval.h>

#include "support/count_alloc.h"
#include "support/tap.h"
#include "support/try_check.h"

enum { MOST_QUERIES = 1024 };

/* The one that is asked: a zone with a clock, and what it was asked. */
struct source {
    const spfeval_zone *zone;
    int64_t clock;
    int64_t lookup_takes; /* milliseconds */
    int status;           /* what the next lookups return, unless OK */
    bool stays_empty;
    unsigned released;
    char queries[MOST_QUERIES]; /* "TXT a.test; A b.test; " */
};

static int
source_lookup(void *user_data, const spfeval_query *query,
              spfeval_answer *answer)
{
    struct source *source = user_data;
    size_t used = strlen(source->queries);
    size_t len = 0;
    const char *name = spfeval_query_get_name(query, &len);
    int type = spfeval_query_get_type(query);

    (void)snprintf(source->queries + used, sizeof(source->queries) - used,
                   "%s %s; ", spfeval_rrtype_name(type), name);
    source->clock += source->lookup_takes;
    CHECK_INT(spfeval_answer_get_class(answer), SPFEVAL_DNS_UNSET);
    if (!source->stays_empty) { /* an error may come with an answer */
        CHECK_INT(spfeval_zone_lookup(source->zone, type, name, len, answer),
                  SPFEVAL_OK);
    }
    return source->status;
}

static int64_t
source_now(void *user_data)
{
    return ((const struct source *)user_data)->clock;
}

static void
source_release(void *user_data)
{
    ((struct source *)user_data)->released++;
}

struct fixture {
    struct count_alloc memory; /* of the cache and its resolver */
    struct source source;
    struct try_check try;
    spfeval_cache *cache;
    spfeval_resolver *inner;
    spfeval_resolver *cached;
};

static bool
set_up(struct fixture *f, uint32_t prefetch, const char *zone)
{
    const spfeval_resolver_ops ops = {sizeof(ops), source_lookup,
                                      source_release, source_now};

    memset(f, 0, sizeof(*f));
    count_alloc_init(&f->memory);
    try_check_init(&f->try, NULL);
    CHECK_INT(spfeval_options_set_u32(f->try.options, SPFEVAL_OPTION_PREFETCH,
                                      prefetch),
              SPFEVAL_OK);
    try_check_zone(&f->try, zone);
    f->source.zone = f->try.zone;
    CHECK_INT(spfeval_resolver_new(NULL, &ops, &f->source, &f->inner),
              SPFEVAL_OK);
    return CHECK_INT(spfeval_cache_new(&f->memory.table, &f->cache),
                     SPFEVAL_OK) &&
           CHECK_INT(spfeval_cache_resolver_new(&f->memory.table, f->cache,
                                                f->inner, &f->cached),
                     SPFEVAL_OK);
}

static void
tear_down(struct fixture *f)
{
    try_check_clear(&f->try);
    spfeval_resolver_free(f->cached);
    CHECK_INT(f->source.released, 0); /* the inner one is the caller's */
    spfeval_resolver_free(f->inner);
    CHECK_INT(f->source.released, 1);
    spfeval_cache_free(f->cache);
    CHECK(count_alloc_is_clean(&f->memory));
    count_alloc_clear(&f->memory);
}

/* One mail at a time of the clock, and what the inner resolver was asked. */
static void
mail(struct fixture *f, int64_t clock, int result, const char *queries)
{
    const spfeval_outcome *outcome;

    f->source.clock = clock;
    f->source.queries[0] = '\0';
    try_check_start(&f->try, "192.0.2.1", "user@example.com");
    CHECK_INT(spfeval_check_run(f->try.check, f->cached), SPFEVAL_OK);
    outcome = spfeval_check_get_outcome(f->try.check);
    CHECK_INT(spfeval_outcome_get_result(outcome), result);
    CHECK_STR(f->source.queries, strlen(f->source.queries), queries);
}

static uint64_t
counter(const struct fixture *f, int which)
{
    return spfeval_cache_get_counter(f->cache, which);
}

static const char policy[] = "example.com 100 TXT v=spf1 a:b.test -all\n"
                             "b.test 10 A 192.0.2.1";

/* --- hits and misses ----------------------------------------------------- */

static void
test_known_mail_allocates_nothing(void)
{
    static const uint32_t modes[] = {SPFEVAL_PREFETCH_SERIAL,
                                     SPFEVAL_PREFETCH_SPEC,
                                     SPFEVAL_PREFETCH_GRAPH};
    size_t i;

    for (i = 0; i < TAP_COUNT(modes); i++) {
        struct fixture f;
        uint64_t before;

        if (!set_up(&f, modes[i], policy)) {
            return;
        }
        mail(&f, 0, SPFEVAL_RESULT_PASS, "TXT example.com; A b.test; ");
        mail(&f, 0, SPFEVAL_RESULT_PASS, "");
        before = f.memory.calls;
        mail(&f, 0, SPFEVAL_RESULT_PASS, "");
        CHECK_INT(f.memory.calls, before);
        tear_down(&f);
    }
}

/* Two answers, and with hints one entry more. */
static void
test_only_graph_learns(void)
{
    struct fixture f;

    if (!set_up(&f, SPFEVAL_PREFETCH_SPEC, policy)) {
        return;
    }
    mail(&f, 0, SPFEVAL_RESULT_PASS, "TXT example.com; A b.test; ");
    CHECK_INT(counter(&f, SPFEVAL_CACHE_COUNTER_ENTRIES), 2);
    tear_down(&f);
    if (!set_up(&f, SPFEVAL_PREFETCH_GRAPH, policy)) {
        return;
    }
    mail(&f, 0, SPFEVAL_RESULT_PASS, "TXT example.com; A b.test; ");
    CHECK_INT(counter(&f, SPFEVAL_CACHE_COUNTER_ENTRIES), 3);
    tear_down(&f);
}

static void
test_inner_resolver_is_asked_once(void)
{
    struct fixture f;

    if (!set_up(&f, SPFEVAL_PREFETCH_SERIAL, policy)) {
        return;
    }
    mail(&f, 0, SPFEVAL_RESULT_PASS, "TXT example.com; A b.test; ");
    mail(&f, 0, SPFEVAL_RESULT_PASS, "");
    mail(&f, 9999, SPFEVAL_RESULT_PASS, "");
    mail(&f, 10000, SPFEVAL_RESULT_PASS, "A b.test; ");
    mail(&f, 99999, SPFEVAL_RESULT_PASS, "A b.test; ");
    mail(&f, 100000, SPFEVAL_RESULT_PASS, "TXT example.com; ");
    mail(&f, 200000, SPFEVAL_RESULT_PASS, "TXT example.com; A b.test; ");
    tear_down(&f);
}

static void
test_outcome_says_what_is_left(void)
{
    uint32_t ttl = 0;
    struct fixture f;

    if (!set_up(&f, SPFEVAL_PREFETCH_SERIAL,
                "example.com 100 TXT v=spf1 -all")) {
        return;
    }
    mail(&f, 0, SPFEVAL_RESULT_FAIL, "TXT example.com; ");
    mail(&f, 40000, SPFEVAL_RESULT_FAIL, "");
    CHECK_INT(
        spfeval_outcome_get_ttl(spfeval_check_get_outcome(f.try.check), &ttl),
        SPFEVAL_OK);
    CHECK_INT(ttl, 60);
    tear_down(&f);
}

static void
test_failures_are_remembered_a_short_time(void)
{
    struct fixture f;

    if (!set_up(&f, SPFEVAL_PREFETCH_SERIAL, "example.com TIMEOUT TXT")) {
        return;
    }
    mail(&f, 1000, SPFEVAL_RESULT_TEMPERROR, "TXT example.com; ");
    mail(&f, 5999, SPFEVAL_RESULT_TEMPERROR, "");
    mail(&f, 6000, SPFEVAL_RESULT_TEMPERROR, "TXT example.com; ");
    tear_down(&f);
}

/* The age of an answer counts from when it came. */
static void
test_clock_is_read_when_the_answer_is_there(void)
{
    struct fixture f;

    if (!set_up(&f, SPFEVAL_PREFETCH_SERIAL,
                "example.com 10 TXT v=spf1 -all")) {
        return;
    }
    f.source.lookup_takes = 4000;
    mail(&f, 0, SPFEVAL_RESULT_FAIL, "TXT example.com; ");
    mail(&f, 13999, SPFEVAL_RESULT_FAIL, "");
    mail(&f, 14000, SPFEVAL_RESULT_FAIL, "TXT example.com; ");
    tear_down(&f);
}

static void
test_deadline_is_kept_by_the_inner_clock(void)
{
    struct fixture f;

    if (!set_up(&f, SPFEVAL_PREFETCH_SERIAL, policy)) {
        return;
    }
    f.source.lookup_takes = 15000;
    mail(&f, 0, SPFEVAL_RESULT_TEMPERROR, "TXT example.com; A b.test; ");
    CHECK_INT(
        spfeval_outcome_get_reason(spfeval_check_get_outcome(f.try.check)),
        SPFEVAL_REASON_TIMEOUT);
    /* What was learned until then helps the next mail. */
    mail(&f, 31000, SPFEVAL_RESULT_PASS, "");
    tear_down(&f);
}

static void
test_other_checks_may_have_the_same_answers(void)
{
    spfeval_path_entry one = {.struct_size = sizeof(one)};
    spfeval_path_entry two = {.struct_size = sizeof(two)};
    spfeval_check *check;
    struct fixture f;

    if (!set_up(&f, SPFEVAL_PREFETCH_SERIAL, policy)) {
        return;
    }
    mail(&f, 0, SPFEVAL_RESULT_PASS, "TXT example.com; A b.test; ");
    if (CHECK_INT(spfeval_check_new(f.try.options, &check), SPFEVAL_OK)) {
        CHECK_INT(spfeval_check_set_client_text(check, "203.0.113.1", 11),
                  SPFEVAL_OK);
        CHECK_INT(spfeval_check_set_mailfrom(check, "x@EXAMPLE.com", 13),
                  SPFEVAL_OK);
        CHECK_INT(spfeval_check_run(check, f.cached), SPFEVAL_OK);
        CHECK_INT(spfeval_outcome_get_path(spfeval_check_get_outcome(check), 0,
                                           &one),
                  SPFEVAL_OK);
        CHECK_INT(spfeval_outcome_get_path(
                      spfeval_check_get_outcome(f.try.check), 0, &two),
                  SPFEVAL_OK);
        CHECK(one.record != NULL && one.record == two.record);
        CHECK_STR(one.owner, one.owner_len, "EXAMPLE.com");
        spfeval_check_free(check);
    }
    tear_down(&f);
}

/* --- hints --------------------------------------------------------------- */

/* The answers have expired, and the policy has changed: hints are left. */
static void
test_run_primes_and_learns(void)
{
    struct try_check later;
    struct fixture f;

    if (!set_up(&f, SPFEVAL_PREFETCH_GRAPH,
                "example.com 1 TXT v=spf1 include:i.test -all\n"
                "i.test 1 TXT v=spf1 a:b.test -all\n"
                "b.test 1 A 192.0.2.1")) {
        return;
    }
    mail(&f, 0, SPFEVAL_RESULT_PASS,
         "TXT example.com; TXT i.test; A b.test; ");
    try_check_init(&later, NULL);
    try_check_zone(&later, "example.com 1 TXT v=spf1 a:c.test -all\n"
                           "c.test 1 A 192.0.2.1");
    f.source.zone = later.zone;
    mail(&f, 60000, SPFEVAL_RESULT_PASS,
         "TXT example.com; TXT i.test; A b.test; A c.test; ");
    mail(&f, 120000, SPFEVAL_RESULT_PASS, "TXT example.com; A c.test; ");
    try_check_clear(&later);
    tear_down(&f);
}

static void
test_run_without_a_cache_does_neither(void)
{
    struct fixture f;

    if (!set_up(&f, SPFEVAL_PREFETCH_GRAPH, policy)) {
        return;
    }
    try_check_start(&f.try, "192.0.2.1", "user@example.com");
    CHECK_INT(spfeval_check_run(f.try.check, f.inner), SPFEVAL_OK);
    CHECK_INT(counter(&f, SPFEVAL_CACHE_COUNTER_ENTRIES), 0);
    CHECK_INT(counter(&f, SPFEVAL_CACHE_COUNTER_MISSES), 0);
    tear_down(&f);
}

/* --- errors -------------------------------------------------------------- */

static void
test_error_of_the_inner_resolver_is_passed_on(void)
{
    static const int statuses[] = {SPFEVAL_ERR_NOMEM, SPFEVAL_ERR_RESOLVER,
                                   -1000};
    static const int expected[] = {SPFEVAL_ERR_NOMEM, SPFEVAL_ERR_RESOLVER,
                                   SPFEVAL_ERR_RESOLVER};
    size_t i;

    for (i = 0; i < TAP_COUNT(statuses); i++) {
        struct fixture f;

        if (!set_up(&f, SPFEVAL_PREFETCH_SERIAL, policy)) {
            return;
        }
        f.source.status = statuses[i];
        try_check_start(&f.try, "192.0.2.1", "user@example.com");
        CHECK_INT(spfeval_check_run(f.try.check, f.cached), expected[i]);
        CHECK_INT(counter(&f, SPFEVAL_CACHE_COUNTER_ENTRIES), 0);
        f.source.status = SPFEVAL_OK;
        mail(&f, 0, SPFEVAL_RESULT_PASS, "TXT example.com; A b.test; ");
        tear_down(&f);
    }
}

static void
test_answer_that_stayed_empty_is_an_error(void)
{
    struct fixture f;

    if (!set_up(&f, SPFEVAL_PREFETCH_SERIAL, policy)) {
        return;
    }
    f.source.stays_empty = true;
    try_check_start(&f.try, "192.0.2.1", "user@example.com");
    CHECK_INT(spfeval_check_run(f.try.check, f.cached), SPFEVAL_ERR_RESOLVER);
    CHECK_INT(counter(&f, SPFEVAL_CACHE_COUNTER_ENTRIES), 0);
    tear_down(&f);
}

static void
test_cache_without_memory_is_no_error(void)
{
    struct fixture f;

    if (!set_up(&f, SPFEVAL_PREFETCH_GRAPH, policy)) {
        return;
    }
    count_alloc_fail_from(&f.memory, 1);
    mail(&f, 0, SPFEVAL_RESULT_PASS, "TXT example.com; A b.test; ");
    mail(&f, 0, SPFEVAL_RESULT_PASS, "TXT example.com; A b.test; ");
    CHECK(f.memory.failures > 0);
    CHECK_INT(counter(&f, SPFEVAL_CACHE_COUNTER_ENTRIES), 0);
    count_alloc_fail_at(&f.memory, 0);
    mail(&f, 0, SPFEVAL_RESULT_PASS, "TXT example.com; A b.test; ");
    mail(&f, 0, SPFEVAL_RESULT_PASS, "");
    tear_down(&f);
}

static void
test_wrong_arguments_are_refused(void)
{
    const spfeval_resolver_ops no_clock = {sizeof(no_clock), source_lookup,
                                           NULL, NULL};
    spfeval_allocator half = {.struct_size = sizeof(half)};
    spfeval_resolver *timeless = NULL;
    spfeval_resolver *out = NULL;
    struct fixture f;

    if (!set_up(&f, SPFEVAL_PREFETCH_SERIAL, policy)) {
        return;
    }
    CHECK_INT(spfeval_resolver_new(NULL, &no_clock, &f.source, &timeless),
              SPFEVAL_OK);
    CHECK_INT(spfeval_cache_resolver_new(NULL, NULL, f.inner, &out),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_cache_resolver_new(NULL, f.cache, NULL, &out),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_cache_resolver_new(NULL, f.cache, f.inner, NULL),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_cache_resolver_new(NULL, f.cache, timeless, &out),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_cache_resolver_new(&half, f.cache, f.inner, &out),
              SPFEVAL_ERR_ARGUMENT);
    CHECK(out == NULL);
    spfeval_resolver_free(timeless);
    tear_down(&f);
}

/* One may stand before another that has a cache of its own. */
static void
test_caches_can_be_stacked(void)
{
    spfeval_resolver *outer = NULL;
    spfeval_cache *small = NULL;
    struct fixture f;

    if (!set_up(&f, SPFEVAL_PREFETCH_SERIAL, policy)) {
        return;
    }
    CHECK_INT(spfeval_cache_new(NULL, &small), SPFEVAL_OK);
    CHECK_INT(
        spfeval_cache_set_u32(small, SPFEVAL_CACHE_OPTION_MAX_ENTRIES, 1),
        SPFEVAL_OK);
    if (CHECK_INT(spfeval_cache_resolver_new(NULL, small, f.cached, &outer),
                  SPFEVAL_OK)) {
        spfeval_resolver *inner = f.cached;

        f.cached = outer;
        mail(&f, 0, SPFEVAL_RESULT_PASS, "TXT example.com; A b.test; ");
        mail(&f, 5000, SPFEVAL_RESULT_PASS, "");
        mail(&f, 10000, SPFEVAL_RESULT_PASS, "A b.test; ");
        f.cached = inner;
    }
    spfeval_resolver_free(outer);
    spfeval_check_reset(f.try.check);
    spfeval_cache_free(small);
    tear_down(&f);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"the inner resolver is asked once",
         test_inner_resolver_is_asked_once},
        {"what is known is neither allocated nor learned again",
         test_known_mail_allocates_nothing},
        {"nothing is learned that nobody will ask for",
         test_only_graph_learns},
        {"the outcome says what is left of the time to live",
         test_outcome_says_what_is_left},
        {"failures are remembered for a short time",
         test_failures_are_remembered_a_short_time},
        {"the clock is read when the answer is there",
         test_clock_is_read_when_the_answer_is_there},
        {"the deadline is kept by the inner clock",
         test_deadline_is_kept_by_the_inner_clock},
        {"other checks have the same record",
         test_other_checks_may_have_the_same_answers},
        {"a run primes the check and learns from it",
         test_run_primes_and_learns},
        {"a run without a cache does neither",
         test_run_without_a_cache_does_neither},
        {"an error of the inner resolver is passed on, and not kept",
         test_error_of_the_inner_resolver_is_passed_on},
        {"an answer that stayed empty is an error",
         test_answer_that_stayed_empty_is_an_error},
        {"a cache without memory is no error",
         test_cache_without_memory_is_no_error},
        {"wrong arguments are refused", test_wrong_arguments_are_refused},
        {"caches can be stacked", test_caches_can_be_stacked},
    };

    return tap_run("resolver/cache_resolver", tests, TAP_COUNT(tests));
}
