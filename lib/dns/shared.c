/* SPDX-License-Identifier: BSD-2-Clause */
#include "dns/shared.h"

#include <stdint.h>

struct spfe_shared *
spfe_shared_new(const struct spfe_mem *mem, size_t size)
{
    static const struct spfe_answer no_answer;
    struct spfe_shared *shared;

    if (size > SIZE_MAX - sizeof(*shared)) {
        return NULL;
    }
    shared = spfe_mem_alloc(mem, sizeof(*shared) + size);
    if (shared == NULL) {
        return NULL;
    }
    atomic_init(&shared->references, 1);
    shared->mem = *mem;
    shared->answer = no_answer;
    shared->parsed = NULL;
    shared->size = sizeof(*shared) + size;
    return shared;
}

void
spfe_shared_release(struct spfe_shared *shared)
{
    struct spfe_mem mem;

    if (shared == NULL ||
        atomic_fetch_sub_explicit(&shared->references, 1,
                                  memory_order_acq_rel) != 1) {
        return;
    }
    mem = shared->mem;
    spfe_mem_free(&mem, shared);
}
