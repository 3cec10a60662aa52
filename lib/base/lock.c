/* SPDX-License-Identifier: BSD-2-Clause */
#include "base/lock.h"

#include <stddef.h>

bool
spfe_lock_init(struct spfe_lock *lock)
{
    return pthread_mutex_init(&lock->mutex, NULL) == 0;
}

void
spfe_lock_destroy(struct spfe_lock *lock)
{
    (void)pthread_mutex_destroy(&lock->mutex);
}

/* A default mutex that is used as it should fails in neither call. */
void
spfe_lock_enter(struct spfe_lock *lock)
{
    (void)pthread_mutex_lock(&lock->mutex);
}

void
spfe_lock_leave(struct spfe_lock *lock)
{
    (void)pthread_mutex_unlock(&lock->mutex);
}
