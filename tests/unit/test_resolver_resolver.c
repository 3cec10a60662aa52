/* SPDX-License-Identifier: BSD-2-Clause */
/* A resolver is a copied table of functions. */
#include <limits.h>
#include <string.h>

#include <spfeval/resolver.h>
#include <spfeval/status.h>

#include "dns/query.h"
#include "support/count_alloc.h"
#include "support/tap.h"

/* What the functions below were called with. */
struct calls {
    unsigned lookups;
    unsigned releases;
    const spfeval_query *query;
    const spfeval_answer *answer;
    int class_before; /* of the answer, when lookup was called */
    int status;       /* what lookup returns */
};

static int
lookup(void *user_data, const spfeval_query *query, spfeval_answer *answer)
{
    struct calls *calls = user_data;

    calls->lookups++;
    calls->query = query;
    calls->answer = answer;
    calls->class_before = spfeval_answer_get_class(answer);
    (void)spfeval_answer_add_text(answer, "x", 1);
    return calls->status;
}

static void
release(void *user_data)
{
    struct calls *calls = user_data;

    calls->releases++;
}

static int64_t
now(void *user_data)
{
    (void)user_data;
    return 0;
}

static spfeval_resolver_ops
make_ops(void)
{
    spfeval_resolver_ops ops = {sizeof(ops), lookup, release, now};

    return ops;
}

static void
test_resolver_needs_a_place_and_a_whole_table(void)
{
    spfeval_resolver_ops good = make_ops();
    spfeval_resolver_ops ops = good;
    struct calls calls = {0};
    spfeval_resolver *resolver = NULL;

    CHECK_INT(spfeval_resolver_new(NULL, NULL, &calls, &resolver),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_resolver_new(NULL, &ops, &calls, NULL),
              SPFEVAL_ERR_ARGUMENT);
    ops.lookup = NULL;
    CHECK_INT(spfeval_resolver_new(NULL, &ops, &calls, &resolver),
              SPFEVAL_ERR_ARGUMENT);
    ops = good;
    ops.struct_size = 0;
    CHECK_INT(spfeval_resolver_new(NULL, &ops, &calls, &resolver),
              SPFEVAL_ERR_ARGUMENT);
    ops.struct_size = sizeof(ops) - 1;
    CHECK_INT(spfeval_resolver_new(NULL, &ops, &calls, &resolver),
              SPFEVAL_ERR_ARGUMENT);
    CHECK(resolver == NULL);
    CHECK_INT(calls.releases, 0);
}

static void
test_resolver_needs_a_whole_allocator(void)
{
    spfeval_resolver_ops ops = make_ops();
    struct count_alloc memory;
    spfeval_allocator broken;
    spfeval_resolver *resolver = NULL;

    count_alloc_init(&memory);
    broken = memory.table;
    broken.allocate = NULL;
    CHECK_INT(spfeval_resolver_new(&broken, &ops, NULL, &resolver),
              SPFEVAL_ERR_ARGUMENT);
    broken = memory.table;
    broken.release = NULL;
    CHECK_INT(spfeval_resolver_new(&broken, &ops, NULL, &resolver),
              SPFEVAL_ERR_ARGUMENT);
    broken = memory.table;
    broken.struct_size--;
    CHECK_INT(spfeval_resolver_new(&broken, &ops, NULL, &resolver),
              SPFEVAL_ERR_ARGUMENT);
    CHECK(resolver == NULL);
    CHECK_INT(memory.calls, 0);
}

static void
test_resolver_without_memory_releases_nothing(void)
{
    spfeval_resolver_ops ops = make_ops();
    struct count_alloc memory;
    struct calls calls = {0};
    spfeval_resolver *resolver = NULL;

    count_alloc_init(&memory);
    count_alloc_fail_at(&memory, 1);
    CHECK_INT(spfeval_resolver_new(&memory.table, &ops, &calls, &resolver),
              SPFEVAL_ERR_NOMEM);
    CHECK(resolver == NULL);
    CHECK_INT(calls.releases, 0);
    CHECK(count_alloc_is_clean(&memory));
}

static void
test_resolver_free_calls_release_once(void)
{
    spfeval_resolver_ops ops = make_ops();
    struct count_alloc memory;
    struct calls calls = {0};
    spfeval_resolver *resolver = NULL;

    count_alloc_init(&memory);
    CHECK_INT(spfeval_resolver_new(&memory.table, &ops, &calls, &resolver),
              SPFEVAL_OK);
    CHECK_INT(calls.releases, 0);
    spfeval_resolver_free(resolver);
    CHECK_INT(calls.releases, 1);

    ops.release = NULL;
    ops.now = NULL;
    CHECK_INT(spfeval_resolver_new(&memory.table, &ops, &calls, &resolver),
              SPFEVAL_OK);
    spfeval_resolver_free(resolver);
    CHECK_INT(calls.releases, 1);
    spfeval_resolver_free(NULL);
    CHECK(count_alloc_is_clean(&memory));
}

/* --- lookups ------------------------------------------------------------- */

struct fixture {
    struct calls calls;
    spfeval_resolver *resolver;
    spfeval_answer *answer;
    spfeval_query query;
};

static void
set_up(struct fixture *f, const spfeval_resolver_ops *ops)
{
    memset(f, 0, sizeof(*f));
    f->query.name.ptr = "a.test";
    f->query.name.len = 6;
    f->query.type = SPFEVAL_RRTYPE_TXT;
    CHECK_INT(spfeval_answer_new(NULL, &f->answer), SPFEVAL_OK);
    CHECK_INT(spfeval_resolver_new(NULL, ops, &f->calls, &f->resolver),
              SPFEVAL_OK);
}

static void
tear_down(struct fixture *f)
{
    spfeval_resolver_free(f->resolver);
    spfeval_answer_free(f->answer);
}

static void
test_resolver_hands_query_and_cleared_answer_on(void)
{
    spfeval_resolver_ops ops = make_ops();
    struct fixture f;

    set_up(&f, &ops);
    CHECK_INT(spfeval_answer_set_failure(f.answer, SPFEVAL_FAILURE_TIMEOUT),
              SPFEVAL_OK);
    CHECK_INT(spfeval_resolver_lookup(f.resolver, &f.query, f.answer),
              SPFEVAL_OK);
    CHECK_INT(f.calls.lookups, 1);
    CHECK(f.calls.query == &f.query);
    CHECK(f.calls.answer == f.answer);
    CHECK_INT(f.calls.class_before, SPFEVAL_DNS_UNSET);
    CHECK_INT(spfeval_answer_get_count(f.answer), 1);
    CHECK_INT(spfeval_resolver_lookup(f.resolver, &f.query, f.answer),
              SPFEVAL_OK);
    CHECK_INT(spfeval_answer_get_count(f.answer), 1);
    tear_down(&f);
}

static void
test_resolver_lookup_refuses_missing_parameters(void)
{
    spfeval_resolver_ops ops = make_ops();
    struct fixture f;

    set_up(&f, &ops);
    CHECK_INT(spfeval_resolver_lookup(NULL, &f.query, f.answer),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_resolver_lookup(f.resolver, NULL, f.answer),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_resolver_lookup(f.resolver, &f.query, NULL),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(f.calls.lookups, 0);
    tear_down(&f);
}

static void
test_resolver_passes_a_status_on_and_no_other_number(void)
{
    static const struct {
        int returned;
        int expected;
    } cases[] = {
        {SPFEVAL_OK, SPFEVAL_OK},
        {SPFEVAL_ERR_NOMEM, SPFEVAL_ERR_NOMEM},
        {SPFEVAL_ERR_ARGUMENT, SPFEVAL_ERR_ARGUMENT},
        {SPFEVAL_ERR_STATE, SPFEVAL_ERR_STATE},
        {SPFEVAL_ERR_SYNTAX, SPFEVAL_ERR_SYNTAX},
        {SPFEVAL_ERR_BUFFER, SPFEVAL_ERR_BUFFER},
        {SPFEVAL_ERR_NOT_FOUND, SPFEVAL_ERR_NOT_FOUND},
        {SPFEVAL_ERR_LIMIT, SPFEVAL_ERR_LIMIT},
        {SPFEVAL_ERR_RESOLVER, SPFEVAL_ERR_RESOLVER},
        {SPFEVAL_ERR_RESOLVER - 1, SPFEVAL_ERR_RESOLVER},
        {-100, SPFEVAL_ERR_RESOLVER},
        {INT_MIN, SPFEVAL_ERR_RESOLVER},
        {1, SPFEVAL_ERR_RESOLVER},
        {INT_MAX, SPFEVAL_ERR_RESOLVER},
    };
    spfeval_resolver_ops ops = make_ops();
    struct fixture f;
    size_t i;

    set_up(&f, &ops);
    for (i = 0; i < TAP_COUNT(cases); i++) {
        f.calls.status = cases[i].returned;
        CHECK_INT(spfeval_resolver_lookup(f.resolver, &f.query, f.answer),
                  cases[i].expected);
    }
    tear_down(&f);
}

static void
test_resolver_copies_the_table(void)
{
    struct {
        spfeval_resolver_ops ops;
        void *later; /* a field of a later version */
    } newer = {make_ops(), NULL};
    struct fixture f;

    newer.ops.struct_size = sizeof(newer);
    set_up(&f, &newer.ops);
    memset(&newer, 0, sizeof(newer));
    CHECK_INT(spfeval_resolver_lookup(f.resolver, &f.query, f.answer),
              SPFEVAL_OK);
    CHECK_INT(f.calls.lookups, 1);
    tear_down(&f);
    CHECK_INT(f.calls.releases, 1);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"a resolver needs a place and a whole table",
         test_resolver_needs_a_place_and_a_whole_table},
        {"a resolver needs a whole allocator, or none",
         test_resolver_needs_a_whole_allocator},
        {"without memory there is no resolver, and nothing is released",
         test_resolver_without_memory_releases_nothing},
        {"freeing a resolver calls its release function once",
         test_resolver_free_calls_release_once},
        {"the query and a cleared answer are handed on",
         test_resolver_hands_query_and_cleared_answer_on},
        {"a lookup with a missing parameter is refused",
         test_resolver_lookup_refuses_missing_parameters},
        {"a status is passed on, any other number is a resolver that fails",
         test_resolver_passes_a_status_on_and_no_other_number},
        {"the table is copied, also that of a later version",
         test_resolver_copies_the_table},
    };

    return tap_run("resolver/resolver", tests, TAP_COUNT(tests));
}
