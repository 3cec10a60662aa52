/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A part of the cache with a lock of its own: a hash table whose entries are
 * also in the order of their last use.
 */
#ifndef SPFE_RESOLVER_SHELF_H
#define SPFE_RESOLVER_SHELF_H

#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"
#include "base/text.h"
#include "dns/shared.h"
#include "resolver/bucket.h"

struct spfe_shelf;

/*
 * No record type: under it stands what check/hints.h knows of a domain.
 * Looking for it counts neither as a hit nor as a miss.
 */
enum { SPFE_SHELF_HINTS = 0 };

struct spfe_shelf_key spfe_shelf_key(uint16_t type, const char *name,
                                     size_t name_len);

/* The same when the hash of the name is known (base/dname.h). */
struct spfe_shelf_key
spfe_shelf_key_hashed(uint16_t type, struct spfe_text name, uint32_t hash);

/* NULL when there is no memory, or no lock. */
struct spfe_shelf *spfe_shelf_new(const struct spfe_mem *mem,
                                  uint32_t max_entries, size_t max_bytes);
void spfe_shelf_free(struct spfe_shelf *shelf);

/*
 * A counted reference, with the seconds that are left of its time to live; or
 * NULL.
 */
struct spfe_shared *spfe_shelf_find(struct spfe_shelf *shelf,
                                    const struct spfe_shelf_key *key,
                                    int64_t now_ms, uint32_t *ttl);

/*
 * Keep for so many milliseconds, in the place of what was there; INT64_MAX is
 * for ever. The shelf takes a reference. SPFEVAL_OK, SPFEVAL_ERR_LIMIT when it
 * is too large, so that nothing is kept, or SPFEVAL_ERR_NOMEM.
 */
int spfe_shelf_put(struct spfe_shelf *shelf, const struct spfe_shelf_key *key,
                   struct spfe_shared *shared, int64_t now_ms,
                   int64_t keep_ms);

/* Remove what is kept for a question, if there is something. */
void spfe_shelf_drop(struct spfe_shelf *shelf,
                     const struct spfe_shelf_key *key);

void spfe_shelf_clear(struct spfe_shelf *shelf);

/* One of enum spfeval_cache_counter. */
uint64_t spfe_shelf_get_counter(struct spfe_shelf *shelf, int counter);

#endif
