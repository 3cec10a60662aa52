/* SPDX-License-Identifier: BSD-2-Clause */
/* The cache as a host uses it: how long, how much, and for whom. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <spfeval/spfeval.h>

#include "support/count_alloc.h"
#include "support/tap.h"
#include "support/try_check.h"

enum {
    A = SPFEVAL_RRTYPE_A,
    TXT = SPFEVAL_RRTYPE_TXT,
    ENTRIES = SPFEVAL_CACHE_COUNTER_ENTRIES,
    BYTES = SPFEVAL_CACHE_COUNTER_BYTES,
    HITS = SPFEVAL_CACHE_COUNTER_HITS,
    MISSES = SPFEVAL_CACHE_COUNTER_MISSES,
    EVICTIONS = SPFEVAL_CACHE_COUNTER_EVICTIONS
};

struct fixture {
    struct count_alloc memory; /* of the cache */
    spfeval_cache *cache;
    spfeval_answer *answer;
};

static bool
set_up(struct fixture *f)
{
    count_alloc_init(&f->memory);
    f->cache = NULL;
    CHECK_INT(spfeval_answer_new(NULL, &f->answer), SPFEVAL_OK);
    return CHECK_INT(spfeval_cache_new(&f->memory.table, &f->cache),
                     SPFEVAL_OK);
}

static void
tear_down(struct fixture *f)
{
    spfeval_answer_free(f->answer);
    spfeval_cache_free(f->cache);
    CHECK(count_alloc_is_clean(&f->memory));
    count_alloc_clear(&f->memory);
}

static void
build_text(struct fixture *f, const char *text, uint32_t ttl)
{
    spfeval_answer_clear(f->answer);
    CHECK_INT(spfeval_answer_add_text(f->answer, text, strlen(text)),
              SPFEVAL_OK);
    CHECK_INT(spfeval_answer_set_ttl(f->answer, ttl), SPFEVAL_OK);
}

static int
store(struct fixture *f, int type, const char *name, int64_t now)
{
    return spfeval_cache_store(f->cache, type, name, strlen(name), now,
                               f->answer);
}

static int
lookup(struct fixture *f, int type, const char *name, int64_t now)
{
    return spfeval_cache_lookup(f->cache, type, name, strlen(name), now,
                                f->answer);
}

static void
keep_text(struct fixture *f, const char *name, const char *text, uint32_t ttl)
{
    build_text(f, text, ttl);
    CHECK_INT(store(f, TXT, name, 0), SPFEVAL_OK);
}

static void
expect_text(struct fixture *f, const char *text, uint32_t ttl)
{
    spfeval_dns_record record = {.struct_size = sizeof(record)};
    uint32_t left = 0;

    CHECK_INT(spfeval_answer_get_class(f->answer), SPFEVAL_DNS_OK);
    CHECK_INT(spfeval_answer_get_ttl(f->answer, &left), SPFEVAL_OK);
    CHECK_INT(left, ttl);
    if (CHECK_INT(spfeval_answer_get_record(f->answer, 0, &record),
                  SPFEVAL_OK)) {
        CHECK_STR(record.data, record.data_len, text);
    }
}

static uint64_t
counter(const struct fixture *f, int which)
{
    return spfeval_cache_get_counter(f->cache, which);
}

static int
set(struct fixture *f, int key, uint32_t value)
{
    return spfeval_cache_set_u32(f->cache, key, value);
}

/* --- how long ------------------------------------------------------------ */

/* How an answer is built; A of a.test, whose records do not matter. */
enum build { RECORDS, NODATA, NXDOMAIN, TIMEOUT, SERVFAIL };

struct lifetime {
    const char *claim;
    enum build build;
    int64_t ttl; /* -1: none */
    uint32_t max_ttl;
    uint32_t failure_ms;
    int64_t keep_ms; /* 0: not kept */
};

static const struct lifetime lifetimes[] = {
    {"its time to live", RECORDS, 60, 86400, 5000, 60000},
    {"one second", RECORDS, 1, 86400, 5000, 1000},
    {"no time at all", RECORDS, 0, 86400, 5000, 0},
    {"without a time to live", RECORDS, -1, 86400, 5000, 0},
    {"a top bit counts as 0", RECORDS, 0x80000000, 86400, 5000, 0},
    {"the longest is bounded", RECORDS, 0x7fffffff, 86400, 5000, 86400000},
    {"the bound itself", RECORDS, 86400, 86400, 5000, 86400000},
    {"a smaller bound", RECORDS, 60, 10, 5000, 10000},
    {"a bound of 0", RECORDS, 60, 0, 5000, 0},
    {"the largest bound", RECORDS, 604801, 604800, 5000, 604800000},
    {"no data", NODATA, 30, 86400, 5000, 30000},
    {"no data without a time to live", NODATA, -1, 86400, 5000, 0},
    {"no such name", NXDOMAIN, 30, 86400, 5000, 30000},
    {"no such name without a time to live", NXDOMAIN, -1, 86400, 5000, 0},
    {"no such name, bounded", NXDOMAIN, 30, 10, 5000, 10000},
    {"a timeout", TIMEOUT, -1, 86400, 5000, 5000},
    {"a failure has no other time to live", SERVFAIL, 60, 86400, 5000, 5000},
    {"a failure, otherwise", SERVFAIL, -1, 86400, 300000, 300000},
    {"a failure whatever the bound of others", SERVFAIL, -1, 0, 5000, 5000},
    {"a failure not at all", SERVFAIL, -1, 86400, 0, 0},
    {"a millisecond", TIMEOUT, -1, 86400, 1, 1},
};

static void
build(struct fixture *f, const struct lifetime *row)
{
    static const uint8_t address[4] = {192, 0, 2, 1};

    spfeval_answer_clear(f->answer);
    switch (row->build) {
    case RECORDS:
        CHECK_INT(spfeval_answer_add_address(f->answer, address, 4),
                  SPFEVAL_OK);
        break;
    case TIMEOUT:
        CHECK_INT(
            spfeval_answer_set_failure(f->answer, SPFEVAL_FAILURE_TIMEOUT),
            SPFEVAL_OK);
        break;
    default:
        CHECK_INT(spfeval_answer_set_rcode(f->answer, row->build == NODATA ? 0
                                                      : row->build == NXDOMAIN
                                                          ? 3
                                                          : 2),
                  SPFEVAL_OK);
        break;
    }
    if (row->ttl >= 0) {
        CHECK_INT(spfeval_answer_set_ttl(f->answer, (uint32_t)row->ttl),
                  SPFEVAL_OK);
    }
}

static void
test_answers_are_kept_for_their_time(void)
{
    const int64_t start = 123456789;
    size_t i;

    for (i = 0; i < TAP_COUNT(lifetimes); i++) {
        const struct lifetime *row = &lifetimes[i];
        struct fixture f;
        int dns_class;

        tap_row(row->claim);
        if (!set_up(&f)) {
            return;
        }
        CHECK_INT(set(&f, SPFEVAL_CACHE_OPTION_MAX_TTL, row->max_ttl),
                  SPFEVAL_OK);
        CHECK_INT(set(&f, SPFEVAL_CACHE_OPTION_FAILURE_MS, row->failure_ms),
                  SPFEVAL_OK);
        build(&f, row);
        dns_class = spfeval_answer_get_class(f.answer);
        CHECK_INT(store(&f, A, "a.test", start), SPFEVAL_OK);
        CHECK_INT(spfeval_answer_get_class(f.answer), dns_class);
        CHECK_INT(counter(&f, ENTRIES), row->keep_ms > 0);
        spfeval_answer_clear(f.answer);
        if (row->keep_ms > 0) {
            CHECK_INT(lookup(&f, A, "a.test", start + row->keep_ms - 1),
                      SPFEVAL_OK);
            CHECK_INT(spfeval_answer_get_class(f.answer), dns_class);
        }
        CHECK_INT(lookup(&f, A, "a.test", start + row->keep_ms),
                  SPFEVAL_ERR_NOT_FOUND);
        CHECK_INT(counter(&f, ENTRIES), 0);
        tear_down(&f);
    }
}

static void
test_time_to_live_is_what_is_left(void)
{
    struct fixture f;

    if (!set_up(&f)) {
        return;
    }
    keep_text(&f, "a.test", "text", 100);
    expect_text(&f, "text", 100);
    CHECK_INT(lookup(&f, TXT, "a.test", 30000), SPFEVAL_OK);
    expect_text(&f, "text", 70);
    CHECK_INT(lookup(&f, TXT, "a.test", 99999), SPFEVAL_OK);
    expect_text(&f, "text", 1);
    CHECK_INT(lookup(&f, TXT, "a.test", -5), SPFEVAL_OK); /* went back */
    expect_text(&f, "text", 100);
    tear_down(&f);
}

static void
test_failures_say_why(void)
{
    struct fixture f;

    if (!set_up(&f)) {
        return;
    }
    CHECK_INT(spfeval_answer_set_failure(f.answer, SPFEVAL_FAILURE_ALIAS),
              SPFEVAL_OK);
    CHECK_INT(store(&f, A, "a.test", 0), SPFEVAL_OK);
    spfeval_answer_clear(f.answer);
    CHECK_INT(spfeval_answer_set_rcode(f.answer, 5), SPFEVAL_OK);
    CHECK_INT(store(&f, A, "b.test", 0), SPFEVAL_OK);
    CHECK_INT(lookup(&f, A, "a.test", 0), SPFEVAL_OK);
    CHECK_INT(spfeval_answer_get_failure(f.answer), SPFEVAL_FAILURE_ALIAS);
    CHECK_INT(lookup(&f, A, "b.test", 0), SPFEVAL_OK);
    CHECK_INT(spfeval_answer_get_failure(f.answer), SPFEVAL_FAILURE_RCODE);
    CHECK_INT(spfeval_answer_get_rcode(f.answer), 5);
    CHECK_INT(spfeval_answer_get_count(f.answer), 0);
    tear_down(&f);
}

/* --- which --------------------------------------------------------------- */

static void
test_name_and_type_are_the_question(void)
{
    struct fixture f;

    if (!set_up(&f)) {
        return;
    }
    keep_text(&f, "a.test", "lower", 100);
    CHECK_INT(lookup(&f, TXT, "A.tEST", 0), SPFEVAL_OK);
    expect_text(&f, "lower", 100);
    CHECK_INT(lookup(&f, A, "a.test", 0), SPFEVAL_ERR_NOT_FOUND);
    CHECK_INT(lookup(&f, TXT, "a.test.", 0), SPFEVAL_ERR_NOT_FOUND);
    CHECK_INT(lookup(&f, TXT, "b.test", 0), SPFEVAL_ERR_NOT_FOUND);
    keep_text(&f, "A.TEST", "upper", 50);
    CHECK_INT(counter(&f, ENTRIES), 1);
    CHECK_INT(lookup(&f, TXT, "a.test", 0), SPFEVAL_OK);
    expect_text(&f, "upper", 50);
    tear_down(&f);
}

static void
test_what_was_not_found_leaves_the_answer(void)
{
    struct fixture f;

    if (!set_up(&f)) {
        return;
    }
    build_text(&f, "mine", 9);
    CHECK_INT(lookup(&f, TXT, "a.test", 0), SPFEVAL_ERR_NOT_FOUND);
    expect_text(&f, "mine", 9);
    CHECK_INT(spfeval_cache_lookup(f.cache, TXT, NULL, 0, 0, f.answer),
              SPFEVAL_ERR_ARGUMENT);
    expect_text(&f, "mine", 9);
    tear_down(&f);
}

static void
test_answer_with_any_octets_is_kept(void)
{
    static const char name[] = "a\0\x7f\xff b.test";
    static const char text[] = "\0\x80\xff";
    spfeval_dns_record record = {.struct_size = sizeof(record)};
    struct fixture f;

    if (!set_up(&f)) {
        return;
    }
    CHECK_INT(spfeval_answer_add_text(f.answer, text, sizeof(text)),
              SPFEVAL_OK);
    CHECK_INT(spfeval_answer_set_ttl(f.answer, 9), SPFEVAL_OK);
    CHECK_INT(
        spfeval_cache_store(f.cache, TXT, name, sizeof(name) - 1, 0, f.answer),
        SPFEVAL_OK);
    spfeval_answer_clear(f.answer);
    CHECK_INT(spfeval_cache_lookup(f.cache, TXT, name, sizeof(name) - 1, 0,
                                   f.answer),
              SPFEVAL_OK);
    CHECK_INT(spfeval_answer_get_record(f.answer, 0, &record), SPFEVAL_OK);
    CHECK_BYTES(record.data, record.data_len, text, sizeof(text));
    CHECK_INT(spfeval_cache_lookup(f.cache, TXT, name, 1, 0, f.answer),
              SPFEVAL_ERR_NOT_FOUND);
    tear_down(&f);
}

static void
test_change_after_a_hit_starts_afresh(void)
{
    struct fixture f;

    if (!set_up(&f)) {
        return;
    }
    keep_text(&f, "a.test", "kept", 100); /* the answer is shared now */
    CHECK_INT(spfeval_answer_add_text(f.answer, "mine", 4), SPFEVAL_OK);
    CHECK_INT(spfeval_answer_get_count(f.answer), 1);
    CHECK_INT(spfeval_answer_set_ttl(f.answer, 7), SPFEVAL_OK);
    expect_text(&f, "mine", 7);
    CHECK_INT(lookup(&f, TXT, "a.test", 0), SPFEVAL_OK);
    expect_text(&f, "kept", 100);
    CHECK_INT(spfeval_answer_set_rcode(f.answer, 3), SPFEVAL_OK);
    CHECK_INT(spfeval_answer_get_class(f.answer), SPFEVAL_DNS_NXDOMAIN);
    CHECK_INT(lookup(&f, TXT, "a.test", 0), SPFEVAL_OK);
    expect_text(&f, "kept", 100);
    spfeval_answer_clear(f.answer);
    CHECK_INT(spfeval_answer_get_class(f.answer), SPFEVAL_DNS_UNSET);
    tear_down(&f);
}

static void
test_aliases_are_kept(void)
{
    struct fixture f;

    if (!set_up(&f)) {
        return;
    }
    build_text(&f, "x", 100);
    CHECK_INT(spfeval_answer_set_aliases(f.answer, 3), SPFEVAL_OK);
    CHECK_INT(store(&f, SPFEVAL_RRTYPE_SPF, "a.test", 0), SPFEVAL_OK);
    spfeval_answer_clear(f.answer);
    CHECK_INT(lookup(&f, TXT, "a.test", 1000), SPFEVAL_ERR_NOT_FOUND);
    CHECK_INT(lookup(&f, SPFEVAL_RRTYPE_SPF, "a.test", 1000), SPFEVAL_OK);
    CHECK_INT(spfeval_answer_get_aliases(f.answer), 3);
    expect_text(&f, "x", 99);
    CHECK_INT(spfeval_answer_add_text(f.answer, "y", 1), SPFEVAL_OK);
    CHECK_INT(spfeval_answer_get_aliases(f.answer), 0);
    tear_down(&f);
}

/* What is left of the time is not what was published. */
static void
test_a_cache_is_not_authoritative(void)
{
    struct fixture f;

    if (!set_up(&f)) {
        return;
    }
    build_text(&f, "x", 100);
    CHECK_INT(spfeval_answer_set_authoritative(f.answer), SPFEVAL_OK);
    CHECK_INT(store(&f, TXT, "a.test", 0), SPFEVAL_OK);
    CHECK_INT(spfeval_answer_get_authoritative(f.answer), 1);
    CHECK_INT(lookup(&f, TXT, "a.test", 1000), SPFEVAL_OK);
    CHECK_INT(spfeval_answer_get_authoritative(f.answer), 0);
    tear_down(&f);
}

static void
test_answer_from_the_cache_can_be_stored_again(void)
{
    struct fixture f;

    if (!set_up(&f)) {
        return;
    }
    keep_text(&f, "a.test", "v=spf1 -all", 100);
    CHECK_INT(lookup(&f, TXT, "a.test", 40000), SPFEVAL_OK);
    CHECK_INT(store(&f, TXT, "b.test", 40000), SPFEVAL_OK);
    spfeval_cache_clear(f.cache);
    expect_text(&f, "v=spf1 -all", 60);
    CHECK_INT(store(&f, TXT, "c.test", 0), SPFEVAL_OK);
    CHECK_INT(lookup(&f, TXT, "c.test", 59999), SPFEVAL_OK);
    CHECK_INT(lookup(&f, TXT, "c.test", 60000), SPFEVAL_ERR_NOT_FOUND);
    tear_down(&f);
}

/* --- how much ------------------------------------------------------------ */

static void
fill(struct fixture *f, int count)
{
    int i;

    for (i = 0; i < count; i++) {
        char name[32];

        (void)snprintf(name, sizeof(name), "%d.test", i);
        keep_text(f, name, "some text that has nothing to do with SPF", 100);
    }
}

static void
test_entries_are_bounded(void)
{
    static const uint32_t bounds[] = {1, 7, 1023, 1024, 1500};
    size_t i;

    for (i = 0; i < TAP_COUNT(bounds); i++) {
        struct fixture f;

        if (!set_up(&f)) {
            return;
        }
        CHECK_INT(set(&f, SPFEVAL_CACHE_OPTION_MAX_ENTRIES, bounds[i]),
                  SPFEVAL_OK);
        fill(&f, (int)bounds[i] + 300);
        CHECK(counter(&f, ENTRIES) <= bounds[i]);
        CHECK(counter(&f, ENTRIES) > bounds[i] / 2);
        CHECK_INT(counter(&f, ENTRIES) + counter(&f, EVICTIONS),
                  bounds[i] + 300);
        tear_down(&f);
    }
}

static void
test_octets_are_bounded(void)
{
    struct fixture f;
    uint64_t held;

    if (!set_up(&f)) {
        return;
    }
    CHECK_INT(set(&f, SPFEVAL_CACHE_OPTION_MAX_KIB, 64), SPFEVAL_OK);
    held = f.memory.live_bytes;
    fill(&f, 2000);
    CHECK(counter(&f, BYTES) <= 65536);
    CHECK(counter(&f, BYTES) > 60000);
    CHECK_INT(f.memory.live_bytes - held, counter(&f, BYTES));
    CHECK(counter(&f, EVICTIONS) > 0);
    tear_down(&f);
}

static void
test_least_recently_used_goes_first(void)
{
    struct fixture f;

    if (!set_up(&f)) {
        return;
    }
    CHECK_INT(set(&f, SPFEVAL_CACHE_OPTION_MAX_ENTRIES, 2), SPFEVAL_OK);
    keep_text(&f, "a.test", "a", 100);
    keep_text(&f, "b.test", "b", 100);
    CHECK_INT(lookup(&f, TXT, "a.test", 0), SPFEVAL_OK);
    keep_text(&f, "c.test", "c", 100);
    CHECK_INT(lookup(&f, TXT, "b.test", 0), SPFEVAL_ERR_NOT_FOUND);
    CHECK_INT(lookup(&f, TXT, "a.test", 0), SPFEVAL_OK);
    CHECK_INT(lookup(&f, TXT, "c.test", 0), SPFEVAL_OK);
    CHECK_INT(counter(&f, HITS), 3);
    CHECK_INT(counter(&f, MISSES), 1);
    CHECK_INT(counter(&f, EVICTIONS), 1);
    tear_down(&f);
}

static void
test_too_large_answer_is_not_kept(void)
{
    static char text[65535];
    struct fixture f;
    size_t held;

    memset(text, 'x', sizeof(text));
    if (!set_up(&f)) {
        return;
    }
    CHECK_INT(set(&f, SPFEVAL_CACHE_OPTION_MAX_KIB, 64), SPFEVAL_OK);
    CHECK_INT(spfeval_answer_add_text(f.answer, text, sizeof(text)),
              SPFEVAL_OK);
    CHECK_INT(spfeval_answer_set_ttl(f.answer, 60), SPFEVAL_OK);
    held = f.memory.live_bytes;
    CHECK_INT(store(&f, TXT, "a.test", 0), SPFEVAL_OK);
    CHECK_INT(f.memory.live_bytes, held); /* nor is it shared */
    CHECK_INT(spfeval_answer_get_count(f.answer), 1);
    CHECK_INT(lookup(&f, TXT, "a.test", 0), SPFEVAL_ERR_NOT_FOUND);
    tear_down(&f);
}

static void
test_clear_removes_all(void)
{
    struct fixture f;
    size_t held;

    if (!set_up(&f)) {
        return;
    }
    held = f.memory.live_bytes;
    fill(&f, 100);
    spfeval_answer_clear(f.answer);
    CHECK_INT(counter(&f, ENTRIES), 100);
    spfeval_cache_clear(f.cache);
    CHECK_INT(counter(&f, ENTRIES), 0);
    CHECK_INT(counter(&f, BYTES), 0);
    CHECK_INT(counter(&f, EVICTIONS), 0);
    CHECK_INT(f.memory.live_bytes, held);
    CHECK_INT(lookup(&f, TXT, "1.test", 0), SPFEVAL_ERR_NOT_FOUND);
    keep_text(&f, "1.test", "again", 100);
    CHECK_INT(lookup(&f, TXT, "1.test", 0), SPFEVAL_OK);
    spfeval_cache_clear(NULL);
    tear_down(&f);
}

/* --- numbers ------------------------------------------------------------- */

struct option_case {
    int key;
    uint32_t value;
    int status;
};

static const struct option_case options[] = {
    {SPFEVAL_CACHE_OPTION_MAX_ENTRIES, 0, SPFEVAL_ERR_ARGUMENT},
    {SPFEVAL_CACHE_OPTION_MAX_ENTRIES, 1, SPFEVAL_OK},
    {SPFEVAL_CACHE_OPTION_MAX_ENTRIES, 16777217, SPFEVAL_ERR_ARGUMENT},
    {SPFEVAL_CACHE_OPTION_MAX_KIB, 63, SPFEVAL_ERR_ARGUMENT},
    {SPFEVAL_CACHE_OPTION_MAX_KIB, 64, SPFEVAL_OK},
    {SPFEVAL_CACHE_OPTION_MAX_KIB, 4194304, SPFEVAL_OK},
    {SPFEVAL_CACHE_OPTION_MAX_KIB, 4194305, SPFEVAL_ERR_ARGUMENT},
    {SPFEVAL_CACHE_OPTION_MAX_TTL, 0, SPFEVAL_OK},
    {SPFEVAL_CACHE_OPTION_MAX_TTL, 604800, SPFEVAL_OK},
    {SPFEVAL_CACHE_OPTION_MAX_TTL, 604801, SPFEVAL_ERR_ARGUMENT},
    {SPFEVAL_CACHE_OPTION_FAILURE_MS, 0, SPFEVAL_OK},
    {SPFEVAL_CACHE_OPTION_FAILURE_MS, 300000, SPFEVAL_OK},
    {SPFEVAL_CACHE_OPTION_FAILURE_MS, 300001, SPFEVAL_ERR_ARGUMENT},
    {0, 1, SPFEVAL_ERR_ARGUMENT},
    {5, 1, SPFEVAL_ERR_ARGUMENT},
    {-1, 1, SPFEVAL_ERR_ARGUMENT},
};

static void
test_numbers_have_their_ranges(void)
{
    struct fixture f;
    size_t i;

    if (!set_up(&f)) {
        return;
    }
    for (i = 0; i < TAP_COUNT(options); i++) {
        CHECK_INT(set(&f, options[i].key, options[i].value),
                  options[i].status);
    }
    CHECK_INT(spfeval_cache_set_u32(NULL, SPFEVAL_CACHE_OPTION_MAX_TTL, 1),
              SPFEVAL_ERR_ARGUMENT);
    tear_down(&f);
}

static void
test_numbers_stay_once_the_cache_was_used(void)
{
    struct fixture f;
    int round;
    int key;

    for (round = 0; round < 2; round++) {
        if (!set_up(&f)) {
            return;
        }
        CHECK_INT(counter(&f, ENTRIES), 0); /* neither of these is a use */
        spfeval_cache_clear(f.cache);
        CHECK_INT(set(&f, SPFEVAL_CACHE_OPTION_MAX_TTL, 10), SPFEVAL_OK);
        if (round == 0) {
            CHECK_INT(lookup(&f, TXT, "a.test", 0), SPFEVAL_ERR_NOT_FOUND);
        } else {
            keep_text(&f, "a.test", "text", 60);
        }
        for (key = SPFEVAL_CACHE_OPTION_MAX_ENTRIES;
             key <= SPFEVAL_CACHE_OPTION_FAILURE_MS; key++) {
            CHECK_INT(set(&f, key, 1000), SPFEVAL_ERR_STATE);
        }
        CHECK_INT(set(&f, SPFEVAL_CACHE_OPTION_MAX_TTL, 604801),
                  SPFEVAL_ERR_ARGUMENT);
        spfeval_cache_clear(f.cache);
        CHECK_INT(set(&f, SPFEVAL_CACHE_OPTION_MAX_TTL, 60),
                  SPFEVAL_ERR_STATE);
        keep_text(&f, "b.test", "text", 60);
        CHECK_INT(lookup(&f, TXT, "b.test", 9999), SPFEVAL_OK);
        CHECK_INT(lookup(&f, TXT, "b.test", 10000), SPFEVAL_ERR_NOT_FOUND);
        tear_down(&f);
    }
}

/* cache.h: HITS and MISSES count lookups, not what prefetch knows. */
static void
test_counters_count_lookups_only(void)
{
    struct try_check try;
    struct fixture f;
    int round;

    if (!set_up(&f)) {
        return;
    }
    try_check_init(&try, NULL);
    CHECK_INT(spfeval_options_set_u32(try.options, SPFEVAL_OPTION_PREFETCH,
                                      SPFEVAL_PREFETCH_GRAPH),
              SPFEVAL_OK);
    try_check_zone(&try, "example.com TXT v=spf1 a:b.test -all");
    for (round = 0; round < 2; round++) {
        try_check_start(&try, "192.0.2.1", "user@example.com");
        CHECK_INT(spfeval_cache_prime(f.cache, try.check), SPFEVAL_OK);
        CHECK_INT(try_check_run(&try), SPFEVAL_STEP_DONE);
        CHECK_INT(spfeval_cache_learn(f.cache, try.check), SPFEVAL_OK);
    }
    CHECK_INT(counter(&f, HITS), 0);
    CHECK_INT(counter(&f, MISSES), 0);
    CHECK(counter(&f, BYTES) > 0);
    try_check_clear(&try);
    tear_down(&f);
}

static void
test_counters_without_meaning_are_zero(void)
{
    struct fixture f;

    if (!set_up(&f)) {
        return;
    }
    keep_text(&f, "a.test", "text", 60);
    CHECK_INT(counter(&f, 0), 0);
    CHECK_INT(counter(&f, 6), 0);
    CHECK_INT(spfeval_cache_get_counter(NULL, ENTRIES), 0);
    tear_down(&f);
}

/* --- arguments ----------------------------------------------------------- */

static void
test_wrong_arguments_are_refused(void)
{
    static const char name[] = "a.test";
    spfeval_allocator half = {.struct_size = sizeof(half)};
    spfeval_cache *cache = NULL;
    struct fixture f;

    if (!set_up(&f)) {
        return;
    }
    CHECK_INT(spfeval_cache_new(NULL, NULL), SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_cache_new(&half, &cache), SPFEVAL_ERR_ARGUMENT);
    CHECK(cache == NULL);
    spfeval_cache_free(NULL);
    build_text(&f, "text", 60);
    CHECK_INT(spfeval_cache_lookup(NULL, TXT, name, 6, 0, f.answer),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_cache_lookup(f.cache, TXT, name, 6, 0, NULL),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_cache_store(NULL, TXT, name, 6, 0, f.answer),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_cache_store(f.cache, TXT, NULL, 6, 0, f.answer),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_cache_store(f.cache, TXT, name, 6, 0, NULL),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_cache_store(f.cache, A, name, 6, 0, f.answer),
              SPFEVAL_ERR_ARGUMENT); /* it holds TXT */
    expect_text(&f, "text", 60);
    spfeval_answer_clear(f.answer);
    CHECK_INT(spfeval_cache_store(f.cache, TXT, name, 6, 0, f.answer),
              SPFEVAL_ERR_ARGUMENT); /* the class is not set */
    CHECK_INT(counter(&f, ENTRIES), 0);
    CHECK_INT(spfeval_cache_prime(NULL, NULL), SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_cache_prime(f.cache, NULL), SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_cache_learn(f.cache, NULL), SPFEVAL_ERR_ARGUMENT);
    tear_down(&f);
}

/* Type 0 is used inside; it must not be reached from outside. */
static void
test_types_that_are_none_are_refused(void)
{
    static const int types[] = {0, -1, 65536, 65536 + TXT};
    struct try_check try;
    struct fixture f;
    size_t i;

    if (!set_up(&f)) {
        return;
    }
    try_check_init(&try, NULL);
    try_check_zone(&try, "example.com TXT v=spf1 a:b.test -all");
    (void)try_check_outcome(&try, "192.0.2.1", "user@example.com");
    CHECK_INT(spfeval_cache_learn(f.cache, try.check), SPFEVAL_OK);
    try_check_clear(&try);
    for (i = 0; i < TAP_COUNT(types); i++) {
        spfeval_answer_clear(f.answer);
        CHECK_INT(spfeval_answer_set_rcode(f.answer, 2), SPFEVAL_OK);
        CHECK_INT(store(&f, types[i], "a.test", 0), SPFEVAL_ERR_ARGUMENT);
        CHECK_INT(lookup(&f, types[i], "a.test", 0), SPFEVAL_ERR_NOT_FOUND);
        CHECK_INT(lookup(&f, types[i], "example.com", 0),
                  SPFEVAL_ERR_NOT_FOUND);
    }
    CHECK_INT(lookup(&f, TXT, "a.test", 0), SPFEVAL_ERR_NOT_FOUND);
    tear_down(&f);
}

static void
test_longest_name_is_kept_and_no_longer_one(void)
{
    static char name[65537];
    struct fixture f;

    memset(name, 'n', sizeof(name));
    if (!set_up(&f)) {
        return;
    }
    CHECK_INT(spfeval_answer_set_rcode(f.answer, 2), SPFEVAL_OK);
    CHECK_INT(spfeval_cache_store(f.cache, TXT, name, 65536, 0, f.answer),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_cache_store(f.cache, TXT, name, 65535, 0, f.answer),
              SPFEVAL_OK);
    CHECK_INT(spfeval_cache_lookup(f.cache, TXT, name, 65535, 0, f.answer),
              SPFEVAL_OK);
    CHECK_INT(spfeval_cache_lookup(f.cache, TXT, name, 65536, 0, f.answer),
              SPFEVAL_ERR_NOT_FOUND);
    tear_down(&f);
}

static void
test_checks_are_primed_before_and_learned_from_after(void)
{
    struct try_check try;
    struct fixture f;

    if (!set_up(&f)) {
        return;
    }
    try_check_init(&try, NULL);
    try_check_zone(&try, "example.com TXT v=spf1 a:b.test -all");
    try_check_start(&try, "192.0.2.1", "user@example.com");
    CHECK_INT(spfeval_cache_prime(NULL, try.check), SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_cache_learn(NULL, try.check), SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_cache_prime(f.cache, try.check), SPFEVAL_OK);
    CHECK_INT(spfeval_cache_learn(f.cache, try.check), SPFEVAL_ERR_STATE);
    CHECK_INT(spfeval_check_step(try.check), SPFEVAL_STEP_QUERY);
    CHECK_INT(spfeval_cache_prime(f.cache, try.check), SPFEVAL_ERR_STATE);
    CHECK_INT(spfeval_cache_learn(f.cache, try.check), SPFEVAL_ERR_STATE);
    CHECK_INT(try_check_run(&try), SPFEVAL_STEP_DONE);
    CHECK_INT(spfeval_cache_prime(f.cache, try.check), SPFEVAL_ERR_STATE);
    CHECK_INT(spfeval_cache_learn(f.cache, try.check), SPFEVAL_OK);
    CHECK_INT(spfeval_cache_learn(f.cache, try.check), SPFEVAL_OK);
    try_check_clear(&try);
    tear_down(&f);
}

/* --- answers in checks --------------------------------------------------- */

/* Answer a check's only query from the cache. */
static const spfeval_record *
run_from_cache(struct fixture *f, struct try_check *try, int64_t now)
{
    spfeval_path_entry entry = {.struct_size = sizeof(entry)};
    const spfeval_query *query;

    try_check_start(try, "192.0.2.1", "user@example.com");
    CHECK_INT(spfeval_check_step(try->check), SPFEVAL_STEP_QUERY);
    query = try_check_take(try);
    CHECK_INT(lookup(f, TXT, spfeval_query_get_name(query, NULL), now),
              SPFEVAL_OK);
    CHECK_INT(spfeval_check_answer(try->check, spfeval_query_get_id(query),
                                   f->answer),
              SPFEVAL_OK);
    CHECK_INT(spfeval_check_step(try->check), SPFEVAL_STEP_DONE);
    CHECK_INT(spfeval_outcome_get_path(spfeval_check_get_outcome(try->check),
                                       0, &entry),
              SPFEVAL_OK);
    return entry.record;
}

static void
test_checks_share_one_parsed_record(void)
{
    const spfeval_record *first;
    const spfeval_record *second;
    struct try_check one;
    struct try_check two;
    struct fixture f;
    uint64_t allocations;
    uint32_t ttl = 0;

    if (!set_up(&f)) {
        return;
    }
    keep_text(&f, "example.com", "v=spf1 ip4:192.0.2.0/24 -all", 100);
    allocations = f.memory.calls;
    try_check_init(&one, NULL);
    try_check_init(&two, NULL);
    first = run_from_cache(&f, &one, 0);
    second = run_from_cache(&f, &two, 30500);
    CHECK(first != NULL);
    CHECK(first == second);
    CHECK_INT(f.memory.calls, allocations); /* a hit allocates nothing */
    CHECK_INT(spfeval_record_get_term_count(first), 2);
    CHECK_INT(
        spfeval_outcome_get_ttl(spfeval_check_get_outcome(one.check), &ttl),
        SPFEVAL_OK);
    CHECK_INT(ttl, 100);
    CHECK_INT(
        spfeval_outcome_get_ttl(spfeval_check_get_outcome(two.check), &ttl),
        SPFEVAL_OK);
    CHECK_INT(ttl, 70);
    try_check_clear(&one);
    try_check_clear(&two);
    tear_down(&f);
}

/* "when it is kept it stands for the one in the cache from now on" */
static void
test_stored_answer_is_shared_at_once(void)
{
    spfeval_path_entry entry = {.struct_size = sizeof(entry)};
    const spfeval_query *query;
    struct try_check one;
    struct try_check two;
    struct fixture f;

    if (!set_up(&f)) {
        return;
    }
    try_check_init(&one, NULL);
    try_check_init(&two, NULL);
    try_check_start(&one, "192.0.2.1", "user@example.com");
    CHECK_INT(spfeval_check_step(one.check), SPFEVAL_STEP_QUERY);
    query = try_check_take(&one);
    keep_text(&f, "example.com", "v=spf1 +all", 100);
    CHECK_INT(
        spfeval_check_answer(one.check, spfeval_query_get_id(query), f.answer),
        SPFEVAL_OK);
    CHECK_INT(spfeval_check_step(one.check), SPFEVAL_STEP_DONE);
    CHECK_INT(spfeval_outcome_get_path(spfeval_check_get_outcome(one.check), 0,
                                       &entry),
              SPFEVAL_OK);
    CHECK(entry.record == run_from_cache(&f, &two, 0));
    try_check_clear(&one);
    try_check_clear(&two);
    tear_down(&f);
}

static void
test_outcome_outlives_the_cache(void)
{
    spfeval_path_entry entry = {.struct_size = sizeof(entry)};
    const spfeval_outcome *outcome;
    struct try_check try;
    struct fixture f;

    if (!set_up(&f)) {
        return;
    }
    try_check_init(&try, NULL);
    keep_text(&f, "example.com", "v=spf1 ip4:192.0.2.1 -all", 100);
    (void)run_from_cache(&f, &try, 0);
    spfeval_answer_clear(f.answer);
    spfeval_cache_free(f.cache);
    f.cache = NULL;
    outcome = spfeval_check_get_outcome(try.check);
    CHECK_INT(spfeval_outcome_get_result(outcome), SPFEVAL_RESULT_PASS);
    CHECK_INT(spfeval_outcome_get_path(outcome, 0, &entry), SPFEVAL_OK);
    CHECK_STR(entry.text, entry.text_len, "v=spf1 ip4:192.0.2.1 -all");
    CHECK_INT(f.memory.live_blocks, 1);
    spfeval_check_reset(try.check);
    CHECK_INT(f.memory.live_blocks, 0);
    try_check_clear(&try);
    tear_down(&f);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"aliases are kept", test_aliases_are_kept},
        {"a cache is not authoritative", test_a_cache_is_not_authoritative},
        {"answers are kept for their time",
         test_answers_are_kept_for_their_time},
        {"the time to live is what is left",
         test_time_to_live_is_what_is_left},
        {"failures say why", test_failures_say_why},
        {"name and type are the question, without case",
         test_name_and_type_are_the_question},
        {"what was not found leaves the answer as it is",
         test_what_was_not_found_leaves_the_answer},
        {"any octets are kept", test_answer_with_any_octets_is_kept},
        {"a change after a hit starts afresh",
         test_change_after_a_hit_starts_afresh},
        {"an answer from the cache can be stored again",
         test_answer_from_the_cache_can_be_stored_again},
        {"entries are bounded", test_entries_are_bounded},
        {"octets are bounded", test_octets_are_bounded},
        {"the least recently used goes first",
         test_least_recently_used_goes_first},
        {"an answer that is too large is not kept",
         test_too_large_answer_is_not_kept},
        {"clear removes all", test_clear_removes_all},
        {"numbers have their ranges", test_numbers_have_their_ranges},
        {"numbers stay once the cache was used",
         test_numbers_stay_once_the_cache_was_used},
        {"hits and misses count lookups only",
         test_counters_count_lookups_only},
        {"counters without meaning are zero",
         test_counters_without_meaning_are_zero},
        {"wrong arguments are refused", test_wrong_arguments_are_refused},
        {"types that are none are refused",
         test_types_that_are_none_are_refused},
        {"the longest name is kept, and no longer one",
         test_longest_name_is_kept_and_no_longer_one},
        {"checks are primed before and learned from after",
         test_checks_are_primed_before_and_learned_from_after},
        {"checks share one parsed record",
         test_checks_share_one_parsed_record},
        {"an answer that was stored is shared at once",
         test_stored_answer_is_shared_at_once},
        {"an outcome outlives the cache", test_outcome_outlives_the_cache},
    };

    return tap_run("resolver/cache", tests, TAP_COUNT(tests));
}
