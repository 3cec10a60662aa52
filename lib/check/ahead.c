/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/ahead.h"

#include <spfeval/status.h>

#include "base/dname.h"

bool
spfe_ahead_has_room(const struct spfeval_check *check)
{
    return check->ahead_count < check->ahead_allowed &&
           check->ahead_size < check->options->max_bytes;
}

size_t
spfe_ahead_grant(struct spfeval_check *check, size_t used_before)
{
    size_t size = check->arena.used - used_before;

    check->arena.max += size;
    check->ahead_size += size;
    return size;
}

bool
spfe_ahead_ask(struct spfeval_check *check, uint16_t type,
               struct spfe_text name, enum spfe_leads_to leads_to)
{
    struct spfe_lookup *lookup;

    if (!spfe_dname_is_valid(name) ||
        spfe_lookups_find(&check->lookups, type, name) != NULL) {
        return true;
    }
    if (!spfe_ahead_has_room(check)) {
        return false;
    }
    lookup = spfe_lookups_ask(&check->lookups, &check->arena, type, name);
    if (lookup != NULL) {
        lookup->leads_to = (uint8_t)leads_to;
        lookup->ahead = true;
        check->ahead_count++;
    }
    return true;
}

bool
spfe_ahead_use(struct spfeval_check *check, struct spfe_lookup *lookup)
{
    struct spfe_arena *arena = &check->arena;

    lookup->used = true;
    check->lookups.used++;
    if (!lookup->ahead) {
        return true;
    }
    lookup->ahead = false;
    check->ahead_count--;
    check->ahead_size -= lookup->ahead_size;
    arena->max -= lookup->ahead_size;
    lookup->ahead_size = 0;
    if (arena->used > arena->max) {
        arena->status = SPFEVAL_ERR_LIMIT;
        return false;
    }
    return true;
}

/* Copy the records of an answer that is not shared. */
static int
copy_data(struct spfeval_check *check, struct spfe_lookup *lookup,
          size_t granted)
{
    size_t before = check->arena.used;
    struct spfe_answer *answer = &lookup->answer;

    check->arena.max += granted;
    answer->data = (const uint8_t *)spfe_arena_copy(
        &check->arena, (const char *)answer->data, answer->len);
    check->arena.max -= granted;
    if (answer->data == NULL) {
        return check->arena.status;
    }
    if (lookup->ahead) {
        lookup->ahead_size += spfe_ahead_grant(check, before);
    }
    return SPFEVAL_OK;
}

static int
store_own(struct spfeval_check *check, struct spfe_lookup *lookup)
{
    static const struct spfe_answer no_answer;
    size_t size = (size_t)lookup->answer.len + 1;
    size_t granted = lookup->ahead ? size : 0;

    if (lookup->answer.len == 0) {
        return SPFEVAL_OK;
    }
    if (granted > 0 &&
        check->ahead_size + granted > check->options->max_bytes) {
        lookup->answer = no_answer;
        lookup->dropped = true;
        return SPFEVAL_OK;
    }
    return copy_data(check, lookup, granted);
}

int
spfe_ahead_store(struct spfeval_check *check, struct spfe_lookup *lookup,
                 const spfeval_answer *answer)
{
    struct spfe_shared *shared = spfe_answer_get_shared(answer);
    int status = SPFEVAL_OK;

    lookup->answer = spfe_answer_view(answer);
    if (!spfe_answer_fits(&lookup->answer, lookup->query.type)) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    lookup->answer.type = lookup->query.type;
    if (shared == NULL) {
        status = store_own(check, lookup);
    } else {
        spfe_shared_take(shared);
        lookup->shared = shared;
        lookup->found = shared->parsed;
    }
    lookup->answered = status == SPFEVAL_OK;
    return status;
}

void
spfe_ahead_store_shared(struct spfe_lookup *lookup, struct spfe_shared *shared,
                        uint32_t ttl)
{
    lookup->answer = shared->answer;
    lookup->answer.ttl = ttl;
    lookup->shared = shared;
    lookup->found = shared->parsed;
    lookup->answered = true;
}
