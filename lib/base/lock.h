/* SPDX-License-Identifier: BSD-2-Clause */
/* A mutual exclusion lock; the only place that knows threads. */
#ifndef SPFE_BASE_LOCK_H
#define SPFE_BASE_LOCK_H

#include <stdbool.h>

#include <pthread.h>

struct spfe_lock {
    pthread_mutex_t mutex;
};

/* False when the system has no room for one more. */
bool spfe_lock_init(struct spfe_lock *lock);
void spfe_lock_destroy(struct spfe_lock *lock);

/* Not recursive. */
void spfe_lock_enter(struct spfe_lock *lock);
void spfe_lock_leave(struct spfe_lock *lock);

#endif
