/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Waiting for many descriptors: epoll where the system has it, else poll().
 * epoll is told of each descriptor that closes: in a process that forked, a
 * copy may keep it alive.
 */
#ifndef SPFE_LDNS_POLLER_H
#define SPFE_LDNS_POLLER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ldns/memory.h"

enum spfe_poll_events { SPFE_POLL_READ = 1, SPFE_POLL_WRITE = 2 };

/* What waits for a descriptor; stands within its owner. */
struct spfe_poll_slot {
    int fd;         /* -1 when it waits for none */
    uint32_t index; /* with poll(): where it stands in the array */
    uint32_t events;
};

struct spfe_poller {
#ifdef SPFEVAL_HAVE_EPOLL
    int fd;
#else
    const struct spfe_memory *memory;
    struct pollfd *fds; /* behind each other, as poll() wants them */
    struct spfe_poll_slot **slots;
    uint32_t count;
    uint32_t capacity;
#endif
};

/* SPFEVAL_OK, or SPFEVAL_ERR_RESOLVER when the system gives no descriptor. */
int spfe_poller_init(struct spfe_poller *poller,
                     const struct spfe_memory *memory);
void spfe_poller_clear(struct spfe_poller *poller);

/* The one descriptor that stands for all; -1 with poll(). */
int spfe_poller_fd(const struct spfe_poller *poller);

/*
 * Have memory to wait for so many descriptors, so that adding them does not
 * fail for lack of it. SPFEVAL_OK or SPFEVAL_ERR_NOMEM.
 */
int spfe_poller_reserve(struct spfe_poller *poller, uint32_t count);

/* Begin to wait; false when the system, or memory, does not allow it. */
bool spfe_poller_add(struct spfe_poller *poller, struct spfe_poll_slot *slot,
                     int fd, uint32_t events);
/* Wait for something else. */
bool spfe_poller_change(struct spfe_poller *poller,
                        struct spfe_poll_slot *slot, uint32_t events);
/* Stop waiting, before the descriptor is closed; also after clear. */
void spfe_poller_remove(struct spfe_poller *poller,
                        struct spfe_poll_slot *slot);

/*
 * Wait until a descriptor is ready, at most so many milliseconds; -1 for ever.
 * Returns how many were written to ready; 0 also when a signal came; -1 when
 * the system refuses.
 */
int spfe_poller_wait(struct spfe_poller *poller, int timeout_ms,
                     struct spfe_poll_slot **ready, int capacity);

#endif
