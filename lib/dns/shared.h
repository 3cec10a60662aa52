/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * An answer that many checks use at the same time: immutable, and counted.
 * What was parsed from it is kept with it, in the same piece of memory.
 */
#ifndef SPFE_DNS_SHARED_H
#define SPFE_DNS_SHARED_H

#include <stdatomic.h>
#include <stddef.h>

#include "base/mem.h"
#include "dns/answer.h"

/* Of a size that keeps what is behind it aligned, also with 32 bits. */
struct spfe_shared {
    _Alignas(8) atomic_uint references;
    struct spfe_mem mem;
    struct spfe_answer answer; /* its time to live as it came */
    void *parsed; /* what rank 2 made of it (rule/select.h), or NULL */
    size_t size;  /* octets, this header included */
};
_Static_assert(sizeof(struct spfe_shared) % 8 == 0, "64 bits are behind");

/*
 * Allocate with room for size octets behind the header, aligned for any type.
 * It has one reference. NULL when out of memory.
 */
struct spfe_shared *spfe_shared_new(const struct spfe_mem *mem, size_t size);

static inline char *
spfe_shared_room(struct spfe_shared *shared)
{
    return (char *)(shared + 1);
}

/* One more user, and one less; shared may be NULL. Any thread. */
static inline void
spfe_shared_take(struct spfe_shared *shared)
{
    if (shared != NULL) {
        atomic_fetch_add_explicit(&shared->references, 1,
                                  memory_order_relaxed);
    }
}

void spfe_shared_release(struct spfe_shared *shared);

/*
 * Make a built answer stand for a shared one, with the time to live that is
 * left of it. The answer takes a reference, given back when it changes.
 */
void spfe_answer_share(spfeval_answer *answer, struct spfe_shared *shared,
                       uint32_t ttl);

/* The same for a shared one that was made of it just now. */
void spfe_answer_share_own(spfeval_answer *answer, struct spfe_shared *shared);

/* The shared answer that a built one stands for, or NULL. */
struct spfe_shared *spfe_answer_get_shared(const spfeval_answer *answer);

/*
 * Which record was read last, and where it stands in the data: reading all in
 * order does not begin anew for each. It is one word, so that threads may read
 * at the same time: any place that one of them left is right. All zero at
 * first, and when there are other records.
 */
struct spfe_rr_place {
    atomic_uint_least32_t word;
};

#endif
