/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Caches, and checks that ask ahead through them, whose Nth allocation fails,
 * once or with all that follow, for all N.
 */
#include <string.h>

#include <spfeval/spfeval.h>

#include "support/count_alloc.h"
#include "support/levels.h"
#include "support/tap.h"
#include "support/try_check.h"

enum {
    TXT = SPFEVAL_RRTYPE_TXT,
    MOST_ALLOCATIONS = 200, /* far more than any of these calls needs */
    MOST_PADDING = 2048
};

static void
run_short(struct count_alloc *memory, uint64_t number, bool stays_out)
{
    if (stays_out) {
        count_alloc_fail_from(memory, number);
    } else {
        count_alloc_fail_at(memory, number);
    }
}

/* --- calls --------------------------------------------------------------- */

/* A cache in which a.test is known, and an answer to be kept. */
struct fixture {
    struct count_alloc memory; /* of the cache */
    spfeval_cache *cache;
    spfeval_answer *answer;
    struct try_check try; /* a finished check */
};

static void
build(struct fixture *f, const char *text)
{
    spfeval_answer_clear(f->answer);
    CHECK_INT(spfeval_answer_add_text(f->answer, text, strlen(text)),
              SPFEVAL_OK);
    CHECK_INT(spfeval_answer_set_ttl(f->answer, 60), SPFEVAL_OK);
}

static bool
set_up(struct fixture *f)
{
    count_alloc_init(&f->memory);
    CHECK_INT(spfeval_answer_new(NULL, &f->answer), SPFEVAL_OK);
    try_check_init(&f->try, NULL);
    try_check_zone(&f->try, "example.com TXT v=spf1 a:b.test mx -all");
    (void)try_check_outcome(&f->try, "192.0.2.1", "user@example.com");
    return CHECK_INT(spfeval_cache_new(&f->memory.table, &f->cache),
                     SPFEVAL_OK);
}

static void
tear_down(struct fixture *f)
{
    spfeval_answer_free(f->answer);
    spfeval_cache_free(f->cache);
    try_check_clear(&f->try);
    CHECK(count_alloc_is_clean(&f->memory));
    count_alloc_clear(&f->memory);
}

static void
expect_known(struct fixture *f, const char *name, const char *text)
{
    spfeval_dns_record record = {.struct_size = sizeof(record)};

    if (CHECK_INT(spfeval_cache_lookup(f->cache, TXT, name, strlen(name), 0,
                                       f->answer),
                  SPFEVAL_OK) &&
        CHECK_INT(spfeval_answer_get_record(f->answer, 0, &record),
                  SPFEVAL_OK)) {
        CHECK_STR(record.data, record.data_len, text);
    }
}

static void
test_new_cache_or_nothing(void)
{
    struct count_alloc memory;
    spfeval_cache *cache = NULL;
    uint64_t number = 0;
    int status;

    count_alloc_init(&memory);
    do {
        count_alloc_fail_at(&memory, ++number);
        status = spfeval_cache_new(&memory.table, &cache);
        if (status != SPFEVAL_OK) {
            CHECK_INT(status, SPFEVAL_ERR_NOMEM);
            CHECK(cache == NULL);
            CHECK(count_alloc_is_clean(&memory));
        }
    } while (status != SPFEVAL_OK && number < MOST_ALLOCATIONS);
    CHECK(number > 1 && number < MOST_ALLOCATIONS);
    spfeval_cache_free(cache);
    CHECK(count_alloc_is_clean(&memory));
    count_alloc_clear(&memory);
}

static void
test_number_is_set_or_stays(void)
{
    static const int keys[] = {SPFEVAL_CACHE_OPTION_MAX_ENTRIES,
                               SPFEVAL_CACHE_OPTION_MAX_KIB};
    static const uint32_t values[] = {2000, 4096};
    struct fixture f;
    size_t i;

    for (i = 0; i < TAP_COUNT(keys); i++) {
        uint64_t number = 0;
        size_t held;
        int status;

        if (!set_up(&f)) {
            return;
        }
        held = f.memory.live_bytes;
        do {
            count_alloc_fail_at(&f.memory, ++number);
            status = spfeval_cache_set_u32(f.cache, keys[i], values[i]);
            CHECK(status == SPFEVAL_OK || f.memory.live_bytes == held);
        } while (status == SPFEVAL_ERR_NOMEM && number < MOST_ALLOCATIONS);
        count_alloc_fail_at(&f.memory, 0);
        CHECK_INT(status, SPFEVAL_OK);
        CHECK(number > 1);
        build(&f, "text");
        CHECK_INT(spfeval_cache_store(f.cache, TXT, "a.test", 6, 0, f.answer),
                  SPFEVAL_OK);
        expect_known(&f, "a.test", "text");
        tear_down(&f);
    }
}

static void
test_answer_is_kept_or_unchanged(void)
{
    static const char text[] = "v=spf1 ip4:192.0.2.1 a:b.test mx -all";
    static const char *const names[] = {"a.test", "other.test"};
    size_t i;

    for (i = 0; i < TAP_COUNT(names); i++) {
        uint64_t number = 0;
        struct fixture f;
        size_t held;
        int status;

        if (!set_up(&f)) {
            return;
        }
        build(&f, "old");
        CHECK_INT(spfeval_cache_store(f.cache, TXT, "a.test", 6, 0, f.answer),
                  SPFEVAL_OK);
        build(&f, text);
        held = f.memory.live_bytes;
        do {
            spfeval_dns_record record = {.struct_size = sizeof(record)};

            count_alloc_fail_at(&f.memory, ++number);
            status = spfeval_cache_store(f.cache, TXT, names[i],
                                         strlen(names[i]), 0, f.answer);
            CHECK_INT(spfeval_answer_get_record(f.answer, 0, &record),
                      SPFEVAL_OK);
            CHECK_STR(record.data, record.data_len, text);
            CHECK(status == SPFEVAL_OK || f.memory.live_bytes == held);
            if (status == SPFEVAL_ERR_NOMEM) {
                expect_known(&f, "a.test", "old");
                build(&f, text);
            }
        } while (status == SPFEVAL_ERR_NOMEM && number < MOST_ALLOCATIONS);
        count_alloc_fail_at(&f.memory, 0);
        CHECK_INT(status, SPFEVAL_OK);
        CHECK(number > 2); /* the answer, and its place */
        expect_known(&f, names[i], text);
        tear_down(&f);
    }
}

static void
test_hints_are_learned_or_stay(void)
{
    uint64_t number = 0;
    struct fixture f;
    size_t held;
    int status;

    if (!set_up(&f)) {
        return;
    }
    CHECK_INT(spfeval_cache_learn(f.cache, f.try.check), SPFEVAL_OK);
    tap_row("the same needs no memory");
    count_alloc_fail_from(&f.memory, 1);
    CHECK_INT(spfeval_cache_learn(f.cache, f.try.check), SPFEVAL_OK);
    count_alloc_fail_at(&f.memory, 0);
    tap_row("more than before");
    try_check_zone(&f.try, "example.com MX 1 h.test");
    (void)try_check_outcome(&f.try, "192.0.2.1", "user@example.com");
    held = f.memory.live_bytes;
    do {
        count_alloc_fail_at(&f.memory, ++number);
        status = spfeval_cache_learn(f.cache, f.try.check);
        CHECK(status == SPFEVAL_OK || f.memory.live_bytes == held);
        CHECK_INT(
            spfeval_cache_get_counter(f.cache, SPFEVAL_CACHE_COUNTER_ENTRIES),
            1);
    } while (status == SPFEVAL_ERR_NOMEM && number < MOST_ALLOCATIONS);
    CHECK_INT(status, SPFEVAL_OK);
    CHECK(f.memory.live_bytes > held);
    CHECK(number > 2);
    tear_down(&f);
}

/* --- runs ---------------------------------------------------------------- */

static int
inner_lookup(void *user_data, const spfeval_query *query,
             spfeval_answer *answer)
{
    size_t len = 0;
    const char *name = spfeval_query_get_name(query, &len);

    return spfeval_zone_lookup(user_data, spfeval_query_get_type(query), name,
                               len, answer);
}

static int64_t
inner_now(void *user_data)
{
    (void)user_data;
    return 0;
}

/* Mails through a cache; both kinds of memory can run short. */
struct office {
    struct count_alloc memory; /* of options and checks */
    struct count_alloc cache_memory;
    struct try_check try;
    spfeval_cache *cache;
    spfeval_resolver *inner;
    spfeval_resolver *cached;
    char expected[LEVELS_TEXT];
};

static const char office_zone[] =
    "example.com TXT v=spf1 a mx include:i.test include:j.test -all "
    "exp=why.%{d}\n"
    "example.com A 203.0.113.1\n"
    "example.com MX 10 h1.example.com\n"
    "example.com MX 20 h2.example.com\n"
    "h1.example.com A 203.0.113.2\n"
    "h2.example.com A 203.0.113.3\n"
    "i.test TXT v=spf1 mx:m.test include:k.test -all\n"
    "m.test MX 10 h.m.test\n"
    "h.m.test A 203.0.113.4\n"
    "k.test TXT v=spf1 a:x.test ip4:203.0.113.0/24 -all\n"
    "x.test A 203.0.113.5\n"
    "j.test TXT v=spf1 exists:%{i}.%{l}.%{o}.lists.test -all\n"
    "why.example.com TXT %{i} is not of %{o}";

/* A check whose memory is used to some place, by a HELO that is replaced. */
static void
start(struct office *office, size_t padding)
{
    static char octets[MOST_PADDING];

    memset(octets, 'x', sizeof(octets));
    spfeval_check_free(office->try.check);
    office->try.check = NULL;
    try_check_start(&office->try, "192.0.2.1", "user@example.com");
    CHECK_INT(spfeval_check_set_helo(office->try.check, octets, padding),
              SPFEVAL_OK);
    CHECK_INT(spfeval_check_set_helo(office->try.check, "h.test", 6),
              SPFEVAL_OK);
}

static void
expect_right(const struct office *office)
{
    const char *text =
        levels_outcome_text(spfeval_check_get_outcome(office->try.check));

    CHECK_STR(text, strlen(text), office->expected);
}

static bool
open_office(struct office *office)
{
    const spfeval_resolver_ops ops = {sizeof(ops), inner_lookup, NULL,
                                      inner_now};
    const char *text;

    memset(office, 0, sizeof(*office));
    count_alloc_init(&office->memory);
    count_alloc_init(&office->cache_memory);
    try_check_init(&office->try, &office->memory.table);
    CHECK_INT(spfeval_options_set_u32(office->try.options,
                                      SPFEVAL_OPTION_PREFETCH,
                                      SPFEVAL_PREFETCH_GRAPH),
              SPFEVAL_OK);
    try_check_zone(&office->try, office_zone);
    CHECK_INT(
        spfeval_resolver_new(NULL, &ops, office->try.zone, &office->inner),
        SPFEVAL_OK);
    if (!CHECK_INT(
            spfeval_cache_new(&office->cache_memory.table, &office->cache),
            SPFEVAL_OK) ||
        !CHECK_INT(spfeval_cache_resolver_new(&office->cache_memory.table,
                                              office->cache, office->inner,
                                              &office->cached),
                   SPFEVAL_OK)) {
        return false;
    }
    start(office, 1);
    CHECK_INT(spfeval_check_run(office->try.check, office->inner), SPFEVAL_OK);
    text = levels_outcome_text(spfeval_check_get_outcome(office->try.check));
    if (!CHECK(strlen(text) < sizeof(office->expected))) {
        return false;
    }
    memcpy(office->expected, text, strlen(text) + 1);
    return true;
}

static void
close_office(struct office *office)
{
    try_check_clear(&office->try);
    spfeval_resolver_free(office->cached);
    spfeval_resolver_free(office->inner);
    spfeval_cache_free(office->cache);
    CHECK(count_alloc_is_clean(&office->memory));
    CHECK(count_alloc_is_clean(&office->cache_memory));
    count_alloc_clear(&office->memory);
    count_alloc_clear(&office->cache_memory);
}

static void
test_resolver_or_nothing(void)
{
    struct office office;
    spfeval_resolver *out = NULL;
    uint64_t number = 0;
    int status;

    if (!open_office(&office)) {
        return;
    }
    do {
        count_alloc_fail_at(&office.cache_memory, ++number);
        status = spfeval_cache_resolver_new(&office.cache_memory.table,
                                            office.cache, office.inner, &out);
        CHECK((status == SPFEVAL_OK) == (out != NULL));
    } while (status == SPFEVAL_ERR_NOMEM && number < MOST_ALLOCATIONS);
    CHECK_INT(status, SPFEVAL_OK);
    CHECK(number > 1);
    spfeval_resolver_free(out);
    close_office(&office);
}

/* Whatever the cache cannot keep, the check is right. */
static void
test_cache_that_runs_short_does_no_harm(void)
{
    struct office office;
    int stays_out;

    if (!open_office(&office)) {
        return;
    }
    for (stays_out = 0; stays_out < 2; stays_out++) {
        uint64_t number = 0;
        uint64_t failures;

        do {
            failures = office.cache_memory.failures;
            spfeval_cache_clear(office.cache);
            start(&office, 1);
            run_short(&office.cache_memory, ++number, stays_out != 0);
            CHECK_INT(spfeval_check_run(office.try.check, office.cached),
                      SPFEVAL_OK);
            expect_right(&office);
            count_alloc_fail_at(&office.cache_memory, 0);
        } while (office.cache_memory.failures > failures &&
                 number < MOST_ALLOCATIONS);
        CHECK(number > 1 && number < MOST_ALLOCATIONS);
    }
    close_office(&office);
}

/* The check's own memory, with answers and hints in the cache and without. */
static void
test_check_that_runs_short_fails_or_is_right(void)
{
    struct office office;
    unsigned failed = 0;
    unsigned right = 0;
    size_t padding;
    int known;
    int stays_out;

    if (!open_office(&office)) {
        return;
    }
    for (padding = 1; padding < MOST_PADDING; padding += 97) {
        for (known = 0; known < 2; known++) {
            for (stays_out = 0; stays_out < 2; stays_out++) {
                uint64_t number = 0;
                uint64_t failures;
                int status;

                do {
                    failures = office.memory.failures;
                    if (known == 0) {
                        spfeval_cache_clear(office.cache);
                    }
                    start(&office, padding);
                    run_short(&office.memory, ++number, stays_out != 0);
                    status =
                        spfeval_check_run(office.try.check, office.cached);
                    count_alloc_fail_at(&office.memory, 0);
                    if (status == SPFEVAL_OK) {
                        expect_right(&office);
                        right += office.memory.failures > failures;
                    } else {
                        CHECK_INT(status, SPFEVAL_ERR_NOMEM);
                        CHECK(office.memory.failures > failures);
                        failed++;
                    }
                } while (office.memory.failures > failures &&
                         number < MOST_ALLOCATIONS);
                CHECK(number > 1 && number < MOST_ALLOCATIONS);
            }
        }
    }
    CHECK(failed > 0);
    CHECK(right > 0); /* asking ahead ran short, and nothing came of it */
    close_office(&office);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"a new cache is complete or not there", test_new_cache_or_nothing},
        {"a number is set, or nothing changed", test_number_is_set_or_stays},
        {"an answer is kept, or unchanged", test_answer_is_kept_or_unchanged},
        {"hints are learned, or stay", test_hints_are_learned_or_stay},
        {"a resolver is complete or not there", test_resolver_or_nothing},
        {"a cache that runs short does no harm",
         test_cache_that_runs_short_does_no_harm},
        {"a check that runs short fails or is right",
         test_check_that_runs_short_fails_or_is_right},
    };

    return tap_run("oom/cache", tests, TAP_COUNT(tests));
}
