/* SPDX-License-Identifier: BSD-2-Clause */
/* Answers that many checks use: counted, and what a built one shows. */
#include <stdint.h>
#include <string.h>

#include <spfeval/dns.h>
#include <spfeval/status.h>

#include "dns/shared.h"
#include "support/count_alloc.h"
#include "support/tap.h"

struct fixture {
    struct count_alloc memory;
    struct spfe_mem mem;
    struct spfe_shared *shared; /* two A records, 40 seconds */
    spfeval_answer *answer;     /* outside of memory */
};

static const uint8_t addresses[8] = {192, 0, 2, 1, 192, 0, 2, 2};

static struct spfe_shared *
make_shared(const struct spfe_mem *mem)
{
    struct spfe_shared *shared = spfe_shared_new(mem, sizeof(addresses));

    if (!CHECK(shared != NULL)) {
        return NULL;
    }
    memcpy(spfe_shared_room(shared), addresses, sizeof(addresses));
    shared->answer.data = (const uint8_t *)spfe_shared_room(shared);
    shared->answer.len = sizeof(addresses);
    shared->answer.count = 2;
    shared->answer.type = SPFEVAL_RRTYPE_A;
    shared->answer.dns_class = SPFEVAL_DNS_OK;
    shared->answer.has_ttl = true;
    shared->answer.ttl = 40;
    return shared;
}

static bool
set_up(struct fixture *f)
{
    memset(f, 0, sizeof(*f));
    count_alloc_init(&f->memory);
    CHECK_INT(spfe_mem_init(&f->mem, &f->memory.table), SPFEVAL_OK);
    CHECK_INT(spfeval_answer_new(NULL, &f->answer), SPFEVAL_OK);
    f->shared = make_shared(&f->mem);
    return f->shared != NULL && f->answer != NULL;
}

/* The test gave its own reference back. */
static void
tear_down(struct fixture *f)
{
    spfeval_answer_free(f->answer);
    CHECK(count_alloc_is_clean(&f->memory));
    count_alloc_clear(&f->memory);
}

static unsigned
references(struct spfe_shared *shared)
{
    return atomic_load(&shared->references);
}

/* --- counting ------------------------------------------------------------ */

static void
test_new_one_is_empty_and_has_one_user(void)
{
    struct count_alloc memory;
    struct spfe_mem mem;
    struct spfe_shared *shared;

    count_alloc_init(&memory);
    CHECK_INT(spfe_mem_init(&mem, &memory.table), SPFEVAL_OK);
    shared = spfe_shared_new(&mem, 100);
    if (!CHECK(shared != NULL)) {
        return;
    }
    CHECK_INT(references(shared), 1);
    CHECK(shared->parsed == NULL);
    CHECK_INT(shared->answer.dns_class, SPFEVAL_DNS_UNSET);
    CHECK_INT(shared->answer.len, 0);
    CHECK(shared->answer.data == NULL);
    CHECK(!shared->answer.has_ttl);
    CHECK_INT(memory.live_blocks, 1);
    CHECK_INT(shared->size, memory.live_bytes);
    spfe_shared_release(shared);
    CHECK(count_alloc_is_clean(&memory));
}

static void
test_room_is_aligned_and_all_usable(void)
{
    static const size_t sizes[] = {0, 1, 7, 8, 4096};
    struct count_alloc memory;
    struct spfe_mem mem;
    size_t i;

    count_alloc_init(&memory);
    CHECK_INT(spfe_mem_init(&mem, &memory.table), SPFEVAL_OK);
    for (i = 0; i < TAP_COUNT(sizes); i++) {
        struct spfe_shared *shared = spfe_shared_new(&mem, sizes[i]);

        if (CHECK(shared != NULL)) {
            CHECK_INT((uintptr_t)spfe_shared_room(shared) % sizeof(uint64_t),
                      0);
            CHECK_INT(shared->size, sizeof(*shared) + sizes[i]);
            memset(spfe_shared_room(shared), 'x', sizes[i]);
            spfe_shared_release(shared);
        }
    }
    CHECK(count_alloc_is_clean(&memory));
}

static void
test_size_that_cannot_be_is_refused(void)
{
    struct count_alloc memory;
    struct spfe_mem mem;

    count_alloc_init(&memory);
    CHECK_INT(spfe_mem_init(&mem, &memory.table), SPFEVAL_OK);
    CHECK(spfe_shared_new(&mem, SIZE_MAX) == NULL);
    CHECK(spfe_shared_new(&mem, SIZE_MAX - sizeof(struct spfe_shared) + 1) ==
          NULL);
    CHECK_INT(memory.calls, 0);
    count_alloc_fail_at(&memory, 1);
    CHECK(spfe_shared_new(&mem, 8) == NULL);
    CHECK(count_alloc_is_clean(&memory));
}

static void
test_last_user_frees_it(void)
{
    struct fixture f;

    if (!set_up(&f)) {
        return;
    }
    spfe_shared_take(f.shared);
    spfe_shared_take(f.shared);
    CHECK_INT(references(f.shared), 3);
    spfe_shared_release(f.shared);
    spfe_shared_release(f.shared);
    CHECK_INT(references(f.shared), 1);
    CHECK_INT(f.memory.live_blocks, 1);
    spfe_shared_release(f.shared);
    CHECK_INT(f.memory.live_blocks, 0);
    tear_down(&f);
}

static void
test_nothing_may_be_taken_and_released(void)
{
    spfe_shared_take(NULL);
    spfe_shared_release(NULL);
    CHECK(true);
}

/* --- a built answer that stands for a shared one ------------------------- */

static void
check_shows_shared(const struct fixture *f, uint32_t ttl)
{
    spfeval_dns_record record = {.struct_size = sizeof(record)};
    uint32_t seen = 0;

    CHECK_INT(spfeval_answer_get_class(f->answer), SPFEVAL_DNS_OK);
    CHECK_INT(spfeval_answer_get_count(f->answer), 2);
    CHECK_INT(spfeval_answer_get_failure(f->answer), SPFEVAL_FAILURE_NONE);
    CHECK_INT(spfeval_answer_get_rcode(f->answer), 0);
    CHECK_INT(spfeval_answer_get_ttl(f->answer, &seen), SPFEVAL_OK);
    CHECK_INT(seen, ttl);
    CHECK_INT(spfeval_answer_get_record(f->answer, 1, &record), SPFEVAL_OK);
    CHECK_INT(record.type, SPFEVAL_RRTYPE_A);
    CHECK_BYTES(record.data, record.data_len, addresses + 4, 4);
    CHECK_INT(spfeval_answer_get_record(f->answer, 2, &record),
              SPFEVAL_ERR_NOT_FOUND);
}

/* Two texts, the first of so many octets. */
static struct spfe_shared *
make_texts(const struct spfe_mem *mem, uint16_t len, char second)
{
    struct spfe_shared *shared = spfe_shared_new(mem, (size_t)len + 7);
    uint16_t one = 1;
    char *at;

    if (!CHECK(shared != NULL)) {
        return NULL;
    }
    at = spfe_shared_room(shared);
    memset(at, 0, (size_t)len + 7);
    memcpy(at, &len, 2);
    memset(at + 2, 'x', len);
    memcpy(at + len + 3, &one, 2);
    at[len + 5] = second;
    shared->answer.data = (const uint8_t *)at;
    shared->answer.len = len + 7u;
    shared->answer.count = 2;
    shared->answer.type = SPFEVAL_RRTYPE_TXT;
    shared->answer.dns_class = SPFEVAL_DNS_OK;
    return shared;
}

static void
check_second(const spfeval_answer *answer, const char *text)
{
    spfeval_dns_record record = {.struct_size = sizeof(record)};

    CHECK_INT(spfeval_answer_get_record(answer, 1, &record), SPFEVAL_OK);
    CHECK_STR(record.data, record.data_len, text);
}

/* What was read of one answer tells nothing about another. */
static void
test_records_of_another_shared_answer_are_read_anew(void)
{
    struct fixture f;
    struct spfe_shared *texts[2];

    if (!set_up(&f)) {
        return;
    }
    texts[0] = make_texts(&f.mem, 300, 'a');
    texts[1] = make_texts(&f.mem, 2, 'b');
    if (texts[0] != NULL && texts[1] != NULL) {
        CHECK_INT(spfeval_answer_add_text(f.answer, "own", 3), SPFEVAL_OK);
        CHECK_INT(spfeval_answer_add_text(f.answer, "c", 1), SPFEVAL_OK);
        check_second(f.answer, "c");
        spfe_answer_share(f.answer, texts[0], 17);
        check_second(f.answer, "a");
        spfe_answer_share(f.answer, texts[1], 17);
        check_second(f.answer, "b");
        CHECK_INT(spfeval_answer_add_text(f.answer, "", 0), SPFEVAL_OK);
        CHECK_INT(spfeval_answer_add_text(f.answer, "d", 1), SPFEVAL_OK);
        check_second(f.answer, "d");
    }
    spfe_shared_release(texts[0]);
    spfe_shared_release(texts[1]);
    spfe_shared_release(f.shared);
    tear_down(&f);
}

static void
test_built_answer_shows_the_shared_one(void)
{
    struct fixture f;

    if (!set_up(&f)) {
        return;
    }
    CHECK(spfe_answer_get_shared(f.answer) == NULL);
    spfe_answer_share(f.answer, f.shared, 17);
    CHECK(spfe_answer_get_shared(f.answer) == f.shared);
    CHECK_INT(references(f.shared), 2);
    spfe_shared_release(f.shared);
    check_shows_shared(&f, 17);
    tear_down(&f);
}

static void
test_what_was_built_before_is_forgotten(void)
{
    struct fixture f;

    if (!set_up(&f)) {
        return;
    }
    CHECK_INT(spfeval_answer_add_text(f.answer, "x", 1), SPFEVAL_OK);
    CHECK_INT(spfeval_answer_set_ttl(f.answer, 1), SPFEVAL_OK);
    CHECK_INT(spfeval_answer_set_failure(f.answer, SPFEVAL_FAILURE_TIMEOUT),
              SPFEVAL_OK);
    spfe_answer_share(f.answer, f.shared, 40);
    check_shows_shared(&f, 40);
    spfe_shared_release(f.shared);
    tear_down(&f);
}

static void
test_sharing_the_same_one_again_keeps_it(void)
{
    struct fixture f;

    if (!set_up(&f)) {
        return;
    }
    spfe_answer_share(f.answer, f.shared, 40);
    spfe_shared_release(f.shared); /* the answer has the only reference */
    spfe_answer_share(f.answer, spfe_answer_get_shared(f.answer), 39);
    CHECK_INT(references(f.shared), 1);
    check_shows_shared(&f, 39);
    tear_down(&f);
}

static void
test_an_answer_set_from_one_that_shares_shares_too(void)
{
    struct fixture f;
    spfeval_answer *other = NULL;

    if (!set_up(&f) ||
        !CHECK_INT(spfeval_answer_new(&f.memory.table, &other), SPFEVAL_OK)) {
        return;
    }
    spfe_answer_share(other, f.shared, 23);
    CHECK_INT(spfeval_answer_add_text(f.answer, "x", 1), SPFEVAL_OK);
    count_alloc_fail_from(&f.memory, 1); /* it copies nothing */
    CHECK_INT(spfeval_answer_set_from(f.answer, other), SPFEVAL_OK);
    CHECK_INT(references(f.shared), 3);
    CHECK(spfe_answer_get_shared(f.answer) == f.shared);
    spfeval_answer_free(other);
    CHECK_INT(references(f.shared), 2);
    spfe_shared_release(f.shared);
    check_shows_shared(&f, 23);
    tear_down(&f);
}

static void
test_view_and_copy_borrow_the_records(void)
{
    struct fixture f;
    struct spfe_answer seen;
    struct spfe_arena arena;

    if (!set_up(&f)) {
        return;
    }
    spfe_answer_share(f.answer, f.shared, 5);
    seen = spfe_answer_view(f.answer);
    CHECK(seen.data == f.shared->answer.data);
    CHECK_INT(seen.ttl, 5);
    spfe_arena_init(&arena, &f.mem, SIZE_MAX, NULL, 0);
    memset(&seen, 0, sizeof(seen));
    CHECK_INT(spfe_answer_copy(f.answer, SPFEVAL_RRTYPE_A, &arena, &seen),
              SPFEVAL_OK);
    CHECK(seen.data == f.shared->answer.data);
    CHECK_INT(seen.count, 2);
    CHECK_INT(seen.ttl, 5);
    /* They cost what a copy costs, and no more is allowed than of copies. */
    CHECK_INT(arena.used, 2 * 4 + 1);
    CHECK(arena.blocks == NULL);
    arena.max = 2 * arena.used - 1;
    CHECK_INT(spfe_answer_copy(f.answer, SPFEVAL_RRTYPE_A, &arena, &seen),
              SPFEVAL_ERR_LIMIT);
    CHECK_INT(arena.used, 2 * 4 + 1);
    CHECK_INT(spfe_answer_copy(f.answer, SPFEVAL_RRTYPE_MX, &arena, &seen),
              SPFEVAL_ERR_ARGUMENT);
    spfe_arena_clear(&arena);
    spfe_shared_release(f.shared);
    tear_down(&f);
}

/* --- changing it --------------------------------------------------------- */

static int
add_address(spfeval_answer *answer)
{
    static const uint8_t other[4] = {203, 0, 113, 9};

    return spfeval_answer_add_address(answer, other, sizeof(other));
}

static int
add_text(spfeval_answer *answer)
{
    return spfeval_answer_add_text(answer, "text", 4);
}

static int
add_mx(spfeval_answer *answer)
{
    return spfeval_answer_add_mx(answer, 10, "mx.test", 7);
}

static int
add_ptr(spfeval_answer *answer)
{
    return spfeval_answer_add_ptr(answer, "p.test", 6);
}

static int
set_nodata(spfeval_answer *answer)
{
    return spfeval_answer_set_rcode(answer, 0);
}

static int
set_nxdomain(spfeval_answer *answer)
{
    return spfeval_answer_set_rcode(answer, 3);
}

static int
set_failure(spfeval_answer *answer)
{
    return spfeval_answer_set_failure(answer, SPFEVAL_FAILURE_NETWORK);
}

static int
set_ttl(spfeval_answer *answer)
{
    return spfeval_answer_set_ttl(answer, 99);
}

static int
clear(spfeval_answer *answer)
{
    spfeval_answer_clear(answer);
    return SPFEVAL_OK;
}

struct change {
    const char *claim;
    int (*make)(spfeval_answer *answer);
    int dns_class;
    uint32_t count;
};

static const struct change changes[] = {
    {"an address of the same type", add_address, SPFEVAL_DNS_OK, 1},
    {"a record of another type", add_text, SPFEVAL_DNS_OK, 1},
    {"an MX", add_mx, SPFEVAL_DNS_OK, 1},
    {"a PTR", add_ptr, SPFEVAL_DNS_OK, 1},
    {"RCODE 0", set_nodata, SPFEVAL_DNS_NODATA, 0},
    {"RCODE 3", set_nxdomain, SPFEVAL_DNS_NXDOMAIN, 0},
    {"a failure", set_failure, SPFEVAL_DNS_FAILED, 0},
    {"a time to live", set_ttl, SPFEVAL_DNS_UNSET, 0},
    {"clear", clear, SPFEVAL_DNS_UNSET, 0},
};

static void
test_any_change_starts_afresh(void)
{
    size_t i;

    for (i = 0; i < TAP_COUNT(changes); i++) {
        const struct change *row = &changes[i];
        struct fixture f;
        uint32_t ttl = 0;

        tap_row(row->claim);
        if (!set_up(&f)) {
            return;
        }
        spfe_answer_share(f.answer, f.shared, 40);
        CHECK_INT(row->make(f.answer), SPFEVAL_OK);
        CHECK(spfe_answer_get_shared(f.answer) == NULL);
        CHECK_INT(references(f.shared), 1);
        CHECK_INT(spfeval_answer_get_class(f.answer), row->dns_class);
        CHECK_INT(spfeval_answer_get_count(f.answer), row->count);
        CHECK_INT(spfeval_answer_get_ttl(f.answer, &ttl),
                  row->make == set_ttl ? SPFEVAL_OK : SPFEVAL_ERR_NOT_FOUND);
        CHECK_INT(ttl, row->make == set_ttl ? 99 : 0);
        CHECK_INT(f.shared->answer.count, 2);
        CHECK_INT(f.shared->answer.ttl, 40);
        spfe_shared_release(f.shared);
        tear_down(&f);
    }
}

static void
test_refused_change_keeps_it(void)
{
    struct fixture f;

    if (!set_up(&f)) {
        return;
    }
    spfe_answer_share(f.answer, f.shared, 40);
    CHECK_INT(spfeval_answer_add_address(f.answer, addresses, 5),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_answer_set_rcode(f.answer, 4096), SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_answer_set_failure(f.answer, SPFEVAL_FAILURE_RCODE),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_answer_extend_text(f.answer, "x", 1), SPFEVAL_ERR_STATE);
    check_shows_shared(&f, 40);
    spfe_shared_release(f.shared);
    tear_down(&f);
}

/* dns.h: "SPFEVAL_ERR_NOMEM Out of memory; the answer is unchanged." */
static void
test_change_without_memory_keeps_it(void)
{
    struct fixture f;
    spfeval_answer *answer;

    if (!set_up(&f)) {
        return;
    }
    if (CHECK_INT(spfeval_answer_new(&f.memory.table, &answer), SPFEVAL_OK)) {
        spfe_answer_share(answer, f.shared, 40);
        count_alloc_fail_from(&f.memory, 1);
        CHECK_INT(add_address(answer), SPFEVAL_ERR_NOMEM);
        CHECK(spfe_answer_get_shared(answer) == f.shared);
        CHECK_INT(spfeval_answer_get_class(answer), SPFEVAL_DNS_OK);
        CHECK_INT(spfeval_answer_get_count(answer), 2);
        spfeval_answer_free(answer);
    }
    spfe_shared_release(f.shared);
    tear_down(&f);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"a new one is empty and has one user",
         test_new_one_is_empty_and_has_one_user},
        {"its room is aligned and all usable",
         test_room_is_aligned_and_all_usable},
        {"a size that cannot be is refused",
         test_size_that_cannot_be_is_refused},
        {"the last user frees it", test_last_user_frees_it},
        {"nothing may be taken and released",
         test_nothing_may_be_taken_and_released},
        {"records of another shared answer are read anew",
         test_records_of_another_shared_answer_are_read_anew},
        {"a built answer shows the shared one",
         test_built_answer_shows_the_shared_one},
        {"what was built before is forgotten",
         test_what_was_built_before_is_forgotten},
        {"sharing the same one again keeps it",
         test_sharing_the_same_one_again_keeps_it},
        {"an answer set from one that shares shares too",
         test_an_answer_set_from_one_that_shares_shares_too},
        {"view and copy borrow the records",
         test_view_and_copy_borrow_the_records},
        {"any change starts afresh", test_any_change_starts_afresh},
        {"a change that is refused keeps it", test_refused_change_keeps_it},
        {"a change without memory keeps it",
         test_change_without_memory_keeps_it},
    };

    return tap_run("dns/shared", tests, TAP_COUNT(tests));
}
