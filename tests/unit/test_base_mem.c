/* SPDX-License-Identifier: BSD-2-Clause */
/* The caller's allocator: what is accepted, and what it is called with. */
#include "base/mem.h"

#include <string.h>

#include <spfeval/status.h>

#include "support/count_alloc.h"
#include "support/tap.h"

/* What the callbacks saw last. */
struct witness {
    unsigned allocations;
    unsigned releases;
    size_t size;
    void *released;
    char room[16];
};

static void *
witness_allocate(void *user_data, size_t size)
{
    struct witness *witness = user_data;

    witness->allocations++;
    witness->size = size;
    return size <= sizeof(witness->room) ? witness->room : NULL;
}

static void
witness_release(void *user_data, void *memory)
{
    struct witness *witness = user_data;

    witness->releases++;
    witness->released = memory;
}

static spfeval_allocator
witness_table(struct witness *witness)
{
    spfeval_allocator table = {sizeof(table), witness_allocate,
                               witness_release, NULL};

    memset(witness, 0, sizeof(*witness));
    table.user_data = witness;
    return table;
}

static void
test_mem_without_a_table_is_malloc_and_free(void)
{
    struct spfe_mem mem;
    char *memory;

    CHECK_INT(spfe_mem_init(&mem, NULL), SPFEVAL_OK);
    memory = spfe_mem_alloc(&mem, 100);
    if (!CHECK(memory != NULL)) {
        return;
    }
    memset(memory, 'x', 100);
    spfe_mem_free(&mem, memory); /* the leak checker sees when it did not */
    spfe_mem_free(&mem, NULL);
}

static void
test_mem_passes_size_memory_and_user_data(void)
{
    struct witness witness;
    spfeval_allocator table = witness_table(&witness);
    struct spfe_mem mem;

    CHECK_INT(spfe_mem_init(&mem, &table), SPFEVAL_OK);
    CHECK(spfe_mem_alloc(&mem, 7) == witness.room);
    CHECK_INT(witness.allocations, 1);
    CHECK_INT(witness.size, 7);
    spfe_mem_free(&mem, witness.room);
    CHECK_INT(witness.releases, 1);
    CHECK(witness.released == witness.room);
}

static void
test_mem_copies_the_table(void)
{
    struct witness witness;
    spfeval_allocator table = witness_table(&witness);
    struct spfe_mem mem;

    CHECK_INT(spfe_mem_init(&mem, &table), SPFEVAL_OK);
    memset(&table, 0, sizeof(table));
    CHECK(spfe_mem_alloc(&mem, 1) == witness.room);
    CHECK_INT(witness.allocations, 1);
}

static void
test_mem_hands_on_that_there_is_none(void)
{
    struct witness witness;
    spfeval_allocator table = witness_table(&witness);
    struct spfe_mem mem;

    CHECK_INT(spfe_mem_init(&mem, &table), SPFEVAL_OK);
    CHECK(spfe_mem_alloc(&mem, sizeof(witness.room) + 1) == NULL);
    CHECK_INT(witness.allocations, 1);
}

static void
test_mem_never_releases_null(void)
{
    struct witness witness;
    spfeval_allocator table = witness_table(&witness);
    struct spfe_mem mem;

    CHECK_INT(spfe_mem_init(&mem, &table), SPFEVAL_OK);
    spfe_mem_free(&mem, NULL);
    CHECK_INT(witness.releases, 0);
}

/* Try a table that must be refused; the object stays as it was. */
static void
check_refused(const char *row, const spfeval_allocator *table)
{
    struct witness witness;
    spfeval_allocator good = witness_table(&witness);
    struct spfe_mem mem;

    tap_row(row);
    CHECK_INT(spfe_mem_init(&mem, &good), SPFEVAL_OK);
    CHECK_INT(spfe_mem_init(&mem, table), SPFEVAL_ERR_ARGUMENT);
    CHECK(mem.allocate == witness_allocate);
    CHECK(mem.release == witness_release);
    CHECK(mem.user_data == &witness);
}

static void
test_mem_refuses_a_table_that_is_not_complete(void)
{
    struct count_alloc memory;
    spfeval_allocator table;

    count_alloc_init(&memory);
    table = memory.table;
    table.struct_size = 0;
    check_refused("size 0", &table);
    table.struct_size = sizeof(table) - 1;
    check_refused("one octet too small", &table);
    table = memory.table;
    table.allocate = NULL;
    check_refused("no allocate", &table);
    table = memory.table;
    table.release = NULL;
    check_refused("no release", &table);
    CHECK_INT(memory.calls, 0);
}

static void
test_mem_accepts_a_table_that_has_grown(void)
{
    struct witness witness;
    spfeval_allocator table = witness_table(&witness);
    struct spfe_mem mem;

    table.struct_size = sizeof(table) + 8;
    CHECK_INT(spfe_mem_init(&mem, &table), SPFEVAL_OK);
    table.struct_size = SIZE_MAX;
    CHECK_INT(spfe_mem_init(&mem, &table), SPFEVAL_OK);
    CHECK(spfe_mem_alloc(&mem, 1) == witness.room);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"without a table it is malloc() and free()",
         test_mem_without_a_table_is_malloc_and_free},
        {"size, memory and user data are passed on",
         test_mem_passes_size_memory_and_user_data},
        {"the table is copied", test_mem_copies_the_table},
        {"NULL of the allocator is handed on",
         test_mem_hands_on_that_there_is_none},
        {"NULL is never released", test_mem_never_releases_null},
        {"a table that is not complete is refused and changes nothing",
         test_mem_refuses_a_table_that_is_not_complete},
        {"a table of a later version is accepted",
         test_mem_accepts_a_table_that_has_grown},
    };

    return tap_run("base/mem", tests, TAP_COUNT(tests));
}
