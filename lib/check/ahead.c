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

/* An answer that is shared takes nothing of ours. */
static size_t
size_of(const spfeval_answer *answer, const struct spfe_answer *seen)
{
    return spfe_answer_get_shared(answer) != NULL || seen->len == 0
               ? 0
               : (size_t)seen->len + 1;
}

static int
copy(struct spfeval_check *check, struct spfe_lookup *lookup,
     const spfeval_answer *answer, size_t granted)
{
    size_t before = check->arena.used;
    int status;

    check->arena.max += granted;
    status = spfe_answer_copy(answer, lookup->query.type, &check->arena,
                              &lookup->answer);
    check->arena.max -= granted;
    if (status == SPFEVAL_OK && lookup->ahead) {
        lookup->ahead_size += spfe_ahead_grant(check, before);
    }
    return status;
}

int
spfe_ahead_store(struct spfeval_check *check, struct spfe_lookup *lookup,
                 const spfeval_answer *answer)
{
    struct spfe_answer seen = spfe_answer_view(answer);
    size_t granted = lookup->ahead ? size_of(answer, &seen) : 0;
    int status;

    if (!spfe_answer_fits(&seen, lookup->query.type)) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    if (granted > 0 &&
        check->ahead_size + granted > check->options->max_bytes) {
        lookup->answered = true;
        lookup->dropped = true;
        return SPFEVAL_OK;
    }
    status = copy(check, lookup, answer, granted);
    if (status != SPFEVAL_OK) {
        return status;
    }
    lookup->shared = spfe_answer_get_shared(answer);
    if (lookup->shared != NULL) {
        spfe_shared_take(lookup->shared);
        lookup->found = lookup->shared->parsed;
    }
    lookup->answered = true;
    return SPFEVAL_OK;
}
