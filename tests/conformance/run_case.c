/* SPDX-License-Identifier: BSD-2-Clause */
#include "run_case.h"

#include <spfeval/cache.h>
#include <spfeval/resolver.h>
#include <spfeval/status.h>

#include "observe.h"
#include "pump.h"
#include "suite_options.h"

/* What the ways of running one case share. */
struct job {
    struct run_reuse *reuse;
    const struct suite_case *test;
    spfeval_zone *zone;
    spfeval_options *options;
    struct buf *complaints;
};

static void
complain(struct buf *out, const char *way, const struct buf *lines)
{
    size_t start = 0;
    size_t i;

    for (i = 0; i < lines->len; i++) {
        if (lines->data[i] == '\n') {
            buf_add_string(out, way);
            buf_add_string(out, ": ");
            buf_add(out, lines->data + start, i + 1 - start);
            start = i + 1;
        }
    }
}

static spfeval_check *
make_check(const struct job *job)
{
    spfeval_check *check = NULL;

    if (spfeval_check_new(job->options, &check) != SPFEVAL_OK) {
        buf_add_string(job->complaints, "cannot make a check\n");
    }
    return check;
}

/* The zone with a clock: that of the case, or one that jumps at a query. */
struct timed_resolver {
    spfeval_zone *zone;
    const struct suite_case *test;
    uint64_t lookups;
};

static int
timed_lookup(void *user_data, const spfeval_query *query,
             spfeval_answer *answer)
{
    struct timed_resolver *timed = user_data;

    timed->lookups++;
    return spfeval_resolver_lookup(spfeval_zone_get_resolver(timed->zone),
                                   query, answer);
}

static int64_t
timed_now(void *user_data)
{
    const struct timed_resolver *timed = user_data;
    uint64_t expire_at = timed->test->expire_at;

    if (expire_at > 0) {
        return timed->lookups >= expire_at ? INT64_C(1) << 40 : 0;
    }
    return clock_after(&timed->test->clock, timed->lookups);
}

static int
run_timed(const struct job *job, spfeval_check *check)
{
    struct timed_resolver timed = {.zone = job->zone, .test = job->test};
    const spfeval_resolver_ops ops = {
        .struct_size = sizeof(ops), .lookup = timed_lookup, .now = timed_now};
    spfeval_resolver *resolver;
    int status;

    status = spfeval_resolver_new(NULL, &ops, &timed, &resolver);
    if (status == SPFEVAL_OK) {
        status = spfeval_check_run(check, resolver);
        spfeval_resolver_free(resolver);
    }
    return status;
}

static void
way_run(const struct job *job, struct facts *out)
{
    struct buf lines = {0};
    spfeval_check *check = make_check(job);
    int status;

    if (check == NULL) {
        return;
    }
    status = suite_case_apply(job->test, check);
    if (status == SPFEVAL_OK &&
        (job->test->expire_at > 0 || job->test->clock.count > 0)) {
        status = run_timed(job, check);
    } else if (status == SPFEVAL_OK) {
        status =
            spfeval_check_run(check, spfeval_zone_get_resolver(job->zone));
    }
    observe(check, status, out, &lines);
    complain(job->complaints, "run", &lines);
    buf_free(&lines);
    spfeval_check_free(check);
}

static bool
pump_init(struct pump *pump, const struct job *job, spfeval_check *check,
          enum pump_order order)
{
    *pump = (struct pump){
        .check = check,
        .zone = job->zone,
        .order = order,
        .expire_at = job->test->expire_at,
        .clock = job->test->clock.count > 0 ? &job->test->clock : NULL};
    if (spfeval_answer_new(NULL, &pump->answer) != SPFEVAL_OK) {
        buf_add_string(job->complaints, "cannot make an answer\n");
        return false;
    }
    return true;
}

static void
pump_observe(const struct job *job, struct pump *pump, const char *way,
             struct facts *out)
{
    int status = suite_case_apply(job->test, pump->check);

    if (status == SPFEVAL_OK) {
        pump_try_old(pump);
        status = pump_run(pump);
    }
    observe(pump->check, status, out, &pump->complaints);
    complain(job->complaints, way, &pump->complaints);
}

static void
way_step(const struct job *job, struct facts *out, struct buf *queries)
{
    spfeval_check *check = make_check(job);
    struct pump pump;

    if (check == NULL) {
        return;
    }
    if (pump_init(&pump, job, check, PUMP_FIRST)) {
        pump_observe(job, &pump, "step", out);
        buf_add(queries, pump.queries.data, pump.queries.len);
        pump_free(&pump);
    }
    spfeval_check_free(check);
}

static void
way_reverse(const struct job *job, spfeval_check *check, struct facts *out)
{
    struct pump pump;

    if (!pump_init(&pump, job, check, PUMP_REVERSE)) {
        return;
    }
    spfeval_check_reset(check);
    if (suite_case_apply(job->test, check) == SPFEVAL_OK) {
        pump_abandon(&pump);
    }
    pump_observe(job, &pump, "reverse", out);
    pump_free(&pump);
}

/* --- asking ahead -------------------------------------------------------- */

static spfeval_check *
make_ahead(const struct job *job, uint32_t prefetch, struct tree *idna)
{
    struct job ahead = *job;
    spfeval_check *check = NULL;

    ahead.options =
        suite_options_new(job->test->tree, prefetch, idna, job->complaints);
    if (ahead.options != NULL) {
        check = make_check(&ahead);
        spfeval_options_free(ahead.options);
    }
    return check;
}

/* Each line of a is one of b's. */
static bool
has_lines(const struct buf *b, const struct buf *a)
{
    size_t start = 0;
    size_t i;

    for (i = 0; i <= a->len; i++) {
        if (i == a->len || a->data[i] == '\n') {
            struct text line = {a->data + start, i - start};

            if (line.len > 0 && !text_has_line(buf_text(b), line)) {
                return false;
            }
            start = i + 1;
        }
    }
    return true;
}

static size_t
count_lines(const struct buf *lines)
{
    size_t count = lines->len > 0 ? 1 : 0;
    size_t i;

    for (i = 0; i < lines->len; i++) {
        count += lines->data[i] == '\n' ? 1 : 0;
    }
    return count;
}

static void
way_spec(const struct job *job, const struct buf *serial, struct facts *out)
{
    struct tree idna;
    spfeval_check *check = make_ahead(job, SPFEVAL_PREFETCH_SPEC, &idna);
    struct pump pump;

    if (check == NULL) {
        return;
    }
    if (pump_init(&pump, job, check, PUMP_REVERSE)) {
        pump_observe(job, &pump, "spec", out);
        if (!has_lines(&pump.queries, serial)) {
            buf_add_string(job->complaints, "spec: a query is missing\n");
        }
        if (count_lines(&pump.queries) > count_lines(serial) + 13) {
            buf_add_string(job->complaints, "spec: too many queries\n");
        }
        pump_free(&pump);
    }
    spfeval_check_free(check);
}

static int64_t
still_now(void *user_data)
{
    (void)user_data;
    return 0;
}

static void
run_cached(const struct job *job, spfeval_check *check, spfeval_cache *cache,
           struct facts *out)
{
    struct timed_resolver timed = {.zone = job->zone, .test = job->test};
    const spfeval_resolver_ops ops = {
        .struct_size = sizeof(ops), .lookup = timed_lookup, .now = still_now};
    spfeval_resolver *inner = NULL;
    spfeval_resolver *cached = NULL;
    struct buf lines = {0};
    int round;

    if (spfeval_resolver_new(NULL, &ops, &timed, &inner) != SPFEVAL_OK ||
        spfeval_cache_resolver_new(NULL, cache, inner, &cached) !=
            SPFEVAL_OK) {
        buf_add_string(job->complaints, "cannot make a resolver\n");
    }
    for (round = 0; cached != NULL && round < 2; round++) {
        int status;

        facts_clear(out);
        spfeval_check_reset(check);
        status = suite_case_apply(job->test, check);
        if (status == SPFEVAL_OK) {
            status = spfeval_check_run(check, cached);
        }
        observe(check, status, out, &lines);
    }
    complain(job->complaints, "graph", &lines);
    buf_free(&lines);
    spfeval_resolver_free(cached);
    spfeval_resolver_free(inner);
}

static void
way_graph(const struct job *job, struct facts *out)
{
    struct tree idna;
    spfeval_check *check = make_ahead(job, SPFEVAL_PREFETCH_GRAPH, &idna);
    spfeval_cache *cache = NULL;

    if (check == NULL || spfeval_cache_new(NULL, &cache) != SPFEVAL_OK) {
        buf_add_string(job->complaints, "cannot make a cache\n");
    } else {
        run_cached(job, check, cache, out);
    }
    spfeval_check_free(check);
    spfeval_cache_free(cache);
}

static void
compare(const struct job *job, const struct facts *expected, struct facts *got,
        const char *way)
{
    struct buf lines = {0};

    (void)facts_agree(expected, got, &lines);
    complain(job->complaints, way, &lines);
    buf_free(&lines);
    facts_free(got);
}

static void
run_ahead_ways(const struct job *job, const struct facts *expected,
               const struct buf *queries)
{
    struct facts spec = {0};
    struct facts graph = {0};

    if (job->test->expire_at > 0 || job->test->clock.count > 0) {
        return;
    }
    way_spec(job, queries, &spec);
    compare(job, expected, &spec, "step and spec disagree");
    if (suite_options_bounds_memory(job->test->tree)) {
        return; /* what is in the cache is not the check's memory */
    }
    way_graph(job, &graph);
    compare(job, expected, &graph, "step and graph disagree");
}

/* The check of many cases serves all that have no options of their own. */
static void
way_reused(const struct job *job, struct facts *out)
{
    spfeval_check *check = job->reuse->check;
    bool special = suite_options_special(job->test->tree);

    if (special || check == NULL) {
        check = make_check(job);
    }
    if (check == NULL) {
        return;
    }
    way_reverse(job, check, out);
    if (special) {
        spfeval_check_free(check);
    } else {
        job->reuse->check = check;
    }
}

static void
run_ways(const struct job *job, struct facts *out)
{
    struct facts run = {0};
    struct facts reverse = {0};
    struct buf queries = {0};

    way_run(job, &run);
    way_step(job, out, &queries);
    way_reused(job, &reverse);
    compare(job, out, &run, "step and run disagree");
    compare(job, out, &reverse, "step and reverse disagree");
    run_ahead_ways(job, out, &queries);
    facts_set(out, "queries", buf_text(&queries));
    buf_free(&queries);
}

void
run_case(struct run_reuse *reuse, const struct suite_case *test,
         spfeval_zone *zone, struct facts *out, struct buf *complaints)
{
    struct job job = {
        .reuse = reuse, .test = test, .zone = zone, .complaints = complaints};
    struct tree idna;

    job.options = suite_options_new(test->tree, SPFEVAL_PREFETCH_SERIAL, &idna,
                                    complaints);
    if (job.options == NULL) {
        buf_add_string(complaints, "\n");
        return;
    }
    run_ways(&job, out);
    spfeval_options_free(job.options);
}

void
run_reuse_free(struct run_reuse *reuse)
{
    spfeval_check_free(reuse->check);
    reuse->check = NULL;
}
