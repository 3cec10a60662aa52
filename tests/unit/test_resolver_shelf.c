/* SPDX-License-Identifier: BSD-2-Clause */
/* A part of the cache: a table with bounds, and the order of last use. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <spfeval/cache.h>
#include <spfeval/dns.h>
#include <spfeval/status.h>

#include "resolver/shelf.h"
#include "support/count_alloc.h"
#include "support/tap.h"

enum {
    A = SPFEVAL_RRTYPE_A,
    TXT = SPFEVAL_RRTYPE_TXT,
    LARGE = 1 << 20, /* octets; no bound for these tests */
    BUCKETS = 256,
    CROWD = 100, /* of them in one bucket */
    NAME_ROOM = 32
};

struct fixture {
    struct count_alloc memory;
    struct spfe_mem mem;
    struct spfe_shelf *shelf;
};

static bool
set_up(struct fixture *f, uint32_t max_entries, size_t max_bytes)
{
    count_alloc_init(&f->memory);
    CHECK_INT(spfe_mem_init(&f->mem, &f->memory.table), SPFEVAL_OK);
    f->shelf = spfe_shelf_new(&f->mem, max_entries, max_bytes);
    return CHECK(f->shelf != NULL);
}

static void
tear_down(struct fixture *f)
{
    spfe_shelf_free(f->shelf);
    CHECK(count_alloc_is_clean(&f->memory));
    count_alloc_clear(&f->memory);
}

/* An answer of so many octets, which is known again by its RCODE. */
static int
put_sized(struct fixture *f, uint16_t type, const char *name, uint16_t mark,
          int64_t now, int64_t keep, size_t octets)
{
    struct spfe_shelf_key key = spfe_shelf_key(type, name, strlen(name));
    struct spfe_shared *shared = spfe_shared_new(&f->mem, octets);
    int status;

    if (shared == NULL) {
        return SPFEVAL_ERR_NOMEM;
    }
    shared->answer.dns_class = SPFEVAL_DNS_OK;
    shared->answer.type = type;
    shared->answer.rcode = mark;
    shared->answer.has_ttl = true;
    shared->answer.ttl = 100;
    status = spfe_shelf_put(f->shelf, &key, shared, now, keep);
    spfe_shared_release(shared);
    return status;
}

static void
put(struct fixture *f, const char *name, uint16_t mark)
{
    CHECK_INT(put_sized(f, A, name, mark, 0, 100000, 8), SPFEVAL_OK);
}

/* The mark of what is there, and the time to live that is left; or -1. */
static int
find_at(struct fixture *f, uint16_t type, const char *name, int64_t now,
        uint32_t *ttl)
{
    struct spfe_shelf_key key = spfe_shelf_key(type, name, strlen(name));
    struct spfe_shared *shared = spfe_shelf_find(f->shelf, &key, now, ttl);
    int mark;

    if (shared == NULL) {
        return -1;
    }
    mark = shared->answer.rcode;
    CHECK(atomic_load(&shared->references) == 2); /* the shelf's and ours */
    spfe_shared_release(shared);
    return mark;
}

static int
find(struct fixture *f, const char *name)
{
    uint32_t ttl = 0;

    return find_at(f, A, name, 0, &ttl);
}

static uint64_t
counter(struct fixture *f, int which)
{
    return spfe_shelf_get_counter(f->shelf, which);
}

/* --- keys ---------------------------------------------------------------- */

static void
test_key_has_no_case_and_knows_the_type(void)
{
    struct spfe_shelf_key lower = spfe_shelf_key(A, "a.example", 9);
    struct spfe_shelf_key upper = spfe_shelf_key(A, "A.EXAMPLE", 9);
    struct spfe_shelf_key text = spfe_shelf_key(TXT, "a.example", 9);

    CHECK_INT(lower.hash, upper.hash);
    CHECK(lower.hash != text.hash);
    CHECK_INT(lower.type, A);
    CHECK_INT(lower.name.len, 9);
    CHECK_INT(spfe_shelf_key(A, "", 0).name.len, 0);
}

/* Names that differ a little use all of the low and of the high bits. */
static void
test_hash_spreads_over_buckets_and_shelves(void)
{
    unsigned low[16] = {0};
    unsigned high[16] = {0};
    int i;

    for (i = 0; i < 1024; i++) {
        char name[NAME_ROOM];
        struct spfe_shelf_key key;

        (void)snprintf(name, sizeof(name), "h%d.example.com", i);
        key = spfe_shelf_key(TXT, name, strlen(name));
        low[key.hash & 15]++;
        high[key.hash >> 24 & 15]++;
    }
    for (i = 0; i < 16; i++) { /* 64 each when ideal */
        CHECK(low[i] > 24 && low[i] < 128);
        CHECK(high[i] > 24 && high[i] < 128);
    }
}

/* --- finding ------------------------------------------------------------- */

static void
test_found_is_what_was_put(void)
{
    struct fixture f;
    uint32_t ttl = 7;

    if (!set_up(&f, 10, LARGE)) {
        return;
    }
    CHECK_INT(find_at(&f, A, "a.test", 0, &ttl), -1);
    CHECK_INT(ttl, 7);
    put(&f, "a.test", 1);
    CHECK_INT(put_sized(&f, TXT, "a.test", 2, 0, 100000, 8), SPFEVAL_OK);
    put(&f, "b.test", 3);
    put(&f, "", 4);
    CHECK_INT(find(&f, "a.test"), 1);
    CHECK_INT(find(&f, "A.Test"), 1);
    CHECK_INT(find_at(&f, TXT, "a.test", 0, &ttl), 2);
    CHECK_INT(find(&f, "b.test"), 3);
    CHECK_INT(find(&f, ""), 4);
    CHECK_INT(find(&f, "a.tes"), -1);
    CHECK_INT(find(&f, "a.test."), -1);
    CHECK_INT(counter(&f, SPFEVAL_CACHE_COUNTER_ENTRIES), 4);
    tear_down(&f);
}

static void
test_name_is_copied(void)
{
    char name[] = "a.test";
    struct fixture f;

    if (!set_up(&f, 10, LARGE)) {
        return;
    }
    put(&f, name, 1);
    memset(name, 'x', sizeof(name) - 1);
    CHECK_INT(find(&f, "a.test"), 1);
    CHECK_INT(find(&f, "xxxxxx"), -1);
    tear_down(&f);
}

static void
test_same_question_is_replaced(void)
{
    struct fixture f;

    if (!set_up(&f, 10, LARGE)) {
        return;
    }
    put(&f, "a.test", 1);
    put(&f, "A.TEST", 2);
    CHECK_INT(find(&f, "a.test"), 2);
    CHECK_INT(counter(&f, SPFEVAL_CACHE_COUNTER_ENTRIES), 1);
    CHECK_INT(counter(&f, SPFEVAL_CACHE_COUNTER_EVICTIONS), 0);
    tear_down(&f);
}

/* --- time ---------------------------------------------------------------- */

struct age_case {
    const char *claim;
    int64_t keep;
    int64_t now; /* stored at 1000 */
    int mark;    /* 5 when it is there */
    uint32_t ttl;
};

static const struct age_case ages[] = {
    {"at once", 60000, 1000, 5, 100},
    {"before a second is over", 60000, 1999, 5, 100},
    {"after a second", 60000, 2000, 5, 99},
    {"the last millisecond", 60000, 60999, 5, 41},
    {"over", 60000, 61000, -1, 0},
    {"long over", 60000, INT64_MAX, -1, 0},
    {"the clock went back", 60000, 999, 5, 100},
    {"the clock went far back", 60000, INT64_MIN, 5, 100},
    {"for a millisecond", 1, 1000, 5, 100},
    {"for a millisecond, over", 1, 1001, -1, 0},
    {"for ever", INT64_MAX, INT64_MAX, 5, 0},
    {"kept longer than its time to live", 200000, 150000, 5, 0},
};

static void
test_time_runs_out(void)
{
    size_t i;

    for (i = 0; i < TAP_COUNT(ages); i++) {
        const struct age_case *row = &ages[i];
        struct fixture f;
        uint32_t ttl = 0;

        tap_row(row->claim);
        if (!set_up(&f, 10, LARGE)) {
            return;
        }
        CHECK_INT(put_sized(&f, A, "a.test", 5, 1000, row->keep, 8),
                  SPFEVAL_OK);
        CHECK_INT(find_at(&f, A, "a.test", row->now, &ttl), row->mark);
        CHECK_INT(ttl, row->ttl);
        CHECK_INT(counter(&f, SPFEVAL_CACHE_COUNTER_HITS), row->mark > 0);
        CHECK_INT(counter(&f, SPFEVAL_CACHE_COUNTER_MISSES), row->mark < 0);
        CHECK_INT(counter(&f, SPFEVAL_CACHE_COUNTER_ENTRIES), row->mark > 0);
        CHECK_INT(counter(&f, SPFEVAL_CACHE_COUNTER_EVICTIONS), 0);
        tear_down(&f);
    }
}

/* --- bounds -------------------------------------------------------------- */

static void
test_least_recently_used_goes_first(void)
{
    struct fixture f;

    if (!set_up(&f, 3, LARGE)) {
        return;
    }
    put(&f, "a.test", 1);
    put(&f, "b.test", 2);
    put(&f, "c.test", 3);
    CHECK_INT(find(&f, "a.test"), 1); /* used: b is the oldest now */
    put(&f, "d.test", 4);
    CHECK_INT(find(&f, "b.test"), -1);
    put(&f, "c.test", 5); /* replaced: as good as used */
    put(&f, "e.test", 6);
    CHECK_INT(find(&f, "a.test"), -1);
    CHECK_INT(find(&f, "c.test"), 5);
    CHECK_INT(find(&f, "d.test"), 4);
    CHECK_INT(find(&f, "e.test"), 6);
    CHECK_INT(counter(&f, SPFEVAL_CACHE_COUNTER_ENTRIES), 3);
    CHECK_INT(counter(&f, SPFEVAL_CACHE_COUNTER_EVICTIONS), 2);
    CHECK_INT(counter(&f, SPFEVAL_CACHE_COUNTER_HITS), 4);
    CHECK_INT(counter(&f, SPFEVAL_CACHE_COUNTER_MISSES), 2);
    tear_down(&f);
}

static void
test_one_entry_is_a_bound_too(void)
{
    struct fixture f;

    if (!set_up(&f, 1, LARGE)) {
        return;
    }
    put(&f, "a.test", 1);
    put(&f, "b.test", 2);
    CHECK_INT(find(&f, "a.test"), -1);
    CHECK_INT(find(&f, "b.test"), 2);
    CHECK_INT(counter(&f, SPFEVAL_CACHE_COUNTER_ENTRIES), 1);
    tear_down(&f);
}

static void
test_octets_are_bounded_and_counted(void)
{
    struct fixture f;
    uint64_t one;
    char name[NAME_ROOM];
    int i;

    if (!set_up(&f, 1000, 4096)) {
        return;
    }
    CHECK_INT(put_sized(&f, A, "00.test", 1, 0, 1000, 500), SPFEVAL_OK);
    one = counter(&f, SPFEVAL_CACHE_COUNTER_BYTES);
    CHECK(one >= 500 + sizeof(struct spfe_shared) + 7);
    for (i = 1; i < 20; i++) {
        (void)snprintf(name, sizeof(name), "%02d.test", i);
        CHECK_INT(put_sized(&f, A, name, 1, 0, 1000, 500), SPFEVAL_OK);
        CHECK(counter(&f, SPFEVAL_CACHE_COUNTER_BYTES) <= 4096);
    }
    CHECK_INT(counter(&f, SPFEVAL_CACHE_COUNTER_ENTRIES), 4096 / one);
    CHECK_INT(counter(&f, SPFEVAL_CACHE_COUNTER_BYTES), 4096 / one * one);
    CHECK_INT(counter(&f, SPFEVAL_CACHE_COUNTER_EVICTIONS), 20 - 4096 / one);
    CHECK_INT(find(&f, "19.test"), 1);
    CHECK_INT(find(&f, "00.test"), -1);
    /* A large one takes the place of several. */
    CHECK_INT(put_sized(&f, A, "large.test", 2, 0, 1000, 3500), SPFEVAL_OK);
    CHECK_INT(find(&f, "large.test"), 2);
    CHECK_INT(counter(&f, SPFEVAL_CACHE_COUNTER_ENTRIES), 1);
    tear_down(&f);
}

static void
test_what_is_too_large_is_not_kept(void)
{
    struct fixture f;

    if (!set_up(&f, 1000, 4096)) {
        return;
    }
    put(&f, "a.test", 1);
    CHECK_INT(put_sized(&f, A, "large.test", 2, 0, 1000, 4096),
              SPFEVAL_ERR_LIMIT);
    CHECK_INT(find(&f, "large.test"), -1);
    CHECK_INT(find(&f, "a.test"), 1);
    CHECK_INT(counter(&f, SPFEVAL_CACHE_COUNTER_EVICTIONS), 0);
    tear_down(&f);
}

/* Names whose hashes have the same low bits, so that they share a bucket. */
static void
find_colliding_name(char name[NAME_ROOM], uint32_t buckets, unsigned *from)
{
    struct spfe_shelf_key key;

    do {
        (void)snprintf(name, NAME_ROOM, "x%u.test", (*from)++);
        key = spfe_shelf_key(A, name, strlen(name));
    } while ((key.hash & (buckets - 1)) != 0);
}

/* Whoever chooses names by their hash moves no more than with any others. */
static void
test_names_of_one_bucket_are_all_kept(void)
{
    char names[CROWD][NAME_ROOM];
    struct fixture f;
    unsigned from = 0;
    int i;

    if (!set_up(&f, BUCKETS, LARGE)) {
        return;
    }
    for (i = 0; i < CROWD; i++) {
        find_colliding_name(names[i], BUCKETS, &from);
        put(&f, names[i], (uint16_t)i);
    }
    CHECK_INT(counter(&f, SPFEVAL_CACHE_COUNTER_ENTRIES), CROWD);
    CHECK_INT(counter(&f, SPFEVAL_CACHE_COUNTER_EVICTIONS), 0);
    for (i = 0; i < CROWD; i++) {
        CHECK_INT(find(&f, names[i]), i);
    }
    put(&f, names[7], 99);
    CHECK_INT(counter(&f, SPFEVAL_CACHE_COUNTER_ENTRIES), CROWD);
    CHECK_INT(find(&f, names[7]), 99);
    tear_down(&f);
}

/* Also among them the one that was not used for longest goes. */
static void
test_use_counts_within_a_bucket_too(void)
{
    char name[NAME_ROOM];
    struct fixture f;
    unsigned from = 0;
    int i;

    if (!set_up(&f, BUCKETS, LARGE)) {
        return;
    }
    find_colliding_name(name, BUCKETS, &from);
    put(&f, name, 77);
    for (i = 0; i < 2 * BUCKETS; i++) {
        char other[NAME_ROOM];

        find_colliding_name(other, BUCKETS, &from);
        put(&f, other, 1);
        CHECK_INT(find(&f, name), 77);
    }
    CHECK_INT(counter(&f, SPFEVAL_CACHE_COUNTER_ENTRIES), BUCKETS);
    CHECK_INT(counter(&f, SPFEVAL_CACHE_COUNTER_EVICTIONS), BUCKETS + 1);
    tear_down(&f);
}

static void
test_clear_removes_all_and_keeps_the_counts(void)
{
    struct fixture f;

    if (!set_up(&f, 2, LARGE)) {
        return;
    }
    put(&f, "a.test", 1);
    put(&f, "b.test", 2);
    put(&f, "c.test", 3);
    CHECK_INT(find(&f, "c.test"), 3);
    spfe_shelf_clear(f.shelf);
    CHECK_INT(counter(&f, SPFEVAL_CACHE_COUNTER_ENTRIES), 0);
    CHECK_INT(counter(&f, SPFEVAL_CACHE_COUNTER_BYTES), 0);
    CHECK_INT(counter(&f, SPFEVAL_CACHE_COUNTER_EVICTIONS), 1);
    CHECK_INT(counter(&f, SPFEVAL_CACHE_COUNTER_HITS), 1);
    CHECK_INT(find(&f, "c.test"), -1);
    put(&f, "c.test", 4);
    CHECK_INT(find(&f, "c.test"), 4);
    spfe_shelf_clear(f.shelf);
    spfe_shelf_clear(f.shelf);
    tear_down(&f);
}

static void
test_found_stays_after_it_was_removed(void)
{
    struct spfe_shelf_key key = spfe_shelf_key(A, "a.test", 6);
    struct spfe_shared *shared;
    struct fixture f;
    uint32_t ttl;

    if (!set_up(&f, 1, LARGE)) {
        return;
    }
    put(&f, "a.test", 42);
    shared = spfe_shelf_find(f.shelf, &key, 0, &ttl);
    put(&f, "b.test", 2);
    if (CHECK(shared != NULL)) {
        CHECK_INT(atomic_load(&shared->references), 1);
        CHECK_INT(shared->answer.rcode, 42);
        spfe_shared_release(shared);
    }
    tear_down(&f);
}

static void
test_unknown_counter_is_zero(void)
{
    struct fixture f;

    if (!set_up(&f, 2, LARGE)) {
        return;
    }
    put(&f, "a.test", 1);
    CHECK_INT(find(&f, "a.test"), 1);
    CHECK_INT(counter(&f, 0), 0);
    CHECK_INT(counter(&f, 6), 0);
    CHECK_INT(counter(&f, -1), 0);
    tear_down(&f);
}

static void
test_lack_of_memory_changes_nothing(void)
{
    struct fixture f;
    uint64_t number;

    if (!set_up(&f, 2, LARGE)) {
        return;
    }
    put(&f, "a.test", 1);
    put(&f, "b.test", 2);
    count_alloc_fail_at(&f.memory, 2); /* the first is the answer's own */
    CHECK_INT(put_sized(&f, A, "a.test", 9, 0, 1000, 8), SPFEVAL_ERR_NOMEM);
    CHECK_INT(find(&f, "a.test"), 1);
    CHECK_INT(find(&f, "b.test"), 2);
    CHECK_INT(counter(&f, SPFEVAL_CACHE_COUNTER_EVICTIONS), 0);
    for (number = 1; number <= 2; number++) {
        count_alloc_fail_at(&f.memory, number);
        CHECK(spfe_shelf_new(&f.mem, 8, LARGE) == NULL);
    }
    count_alloc_fail_at(&f.memory, 0);
    tear_down(&f);
}

/* The clock may read anything (cache.h names no epoch). */
static void
test_clock_may_go_from_one_end_to_the_other(void)
{
    struct fixture f;
    uint32_t ttl = 0;

    if (!set_up(&f, 2, LARGE)) {
        return;
    }
    CHECK_INT(put_sized(&f, A, "a.test", 1, INT64_MIN, 60000, 8), SPFEVAL_OK);
    CHECK_INT(find_at(&f, A, "a.test", INT64_MIN + 59999, &ttl), 1);
    CHECK_INT(ttl, 41);
    CHECK_INT(find_at(&f, A, "a.test", INT64_MAX, &ttl), -1);
    tear_down(&f);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"a key has no case and knows the type",
         test_key_has_no_case_and_knows_the_type},
        {"the hash spreads over buckets and shelves",
         test_hash_spreads_over_buckets_and_shelves},
        {"what is found is what was put", test_found_is_what_was_put},
        {"the name is copied", test_name_is_copied},
        {"the same question is replaced", test_same_question_is_replaced},
        {"time runs out", test_time_runs_out},
        {"the least recently used goes first",
         test_least_recently_used_goes_first},
        {"one entry is a bound too", test_one_entry_is_a_bound_too},
        {"octets are bounded and counted",
         test_octets_are_bounded_and_counted},
        {"what is too large is not kept", test_what_is_too_large_is_not_kept},
        {"names of one bucket are all kept",
         test_names_of_one_bucket_are_all_kept},
        {"use counts within a bucket too",
         test_use_counts_within_a_bucket_too},
        {"clear removes all and keeps the counts",
         test_clear_removes_all_and_keeps_the_counts},
        {"what was found stays after it was removed",
         test_found_stays_after_it_was_removed},
        {"an unknown counter is zero", test_unknown_counter_is_zero},
        {"a lack of memory changes nothing",
         test_lack_of_memory_changes_nothing},
        {"the clock may go from one end to the other",
         test_clock_may_go_from_one_end_to_the_other},
    };

    return tap_run("resolver/shelf", tests, TAP_COUNT(tests));
}
