/* SPDX-License-Identifier: BSD-2-Clause */
#include "base/mem.h"

#include <stdlib.h>

#include <spfeval/status.h>

static void *
libc_allocate(void *user_data, size_t size)
{
    (void)user_data;
    return malloc(size);
}

static void
libc_release(void *user_data, void *memory)
{
    (void)user_data;
    free(memory);
}

int
spfe_mem_init(struct spfe_mem *mem, const spfeval_allocator *allocator)
{
    if (allocator == NULL) {
        mem->allocate = libc_allocate;
        mem->release = libc_release;
        mem->user_data = NULL;
        return SPFEVAL_OK;
    }
    if (allocator->struct_size < sizeof(*allocator) ||
        allocator->allocate == NULL || allocator->release == NULL) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    mem->allocate = allocator->allocate;
    mem->release = allocator->release;
    mem->user_data = allocator->user_data;
    return SPFEVAL_OK;
}

void *
spfe_mem_alloc(const struct spfe_mem *mem, size_t size)
{
    return mem->allocate(mem->user_data, size);
}

void
spfe_mem_free(const struct spfe_mem *mem, void *memory)
{
    if (memory != NULL) {
        mem->release(mem->user_data, memory);
    }
}
