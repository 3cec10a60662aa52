/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/ahead.h"

#include <spfeval/status.h>

#include "base/dname.h"
#include "dns/records.h"

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

/*
 * Octets that an answer takes. One that is shared costs what a copy of it and
 * a record parsed from that would: this check may be all that still holds it,
 * and whether there is a cache is to change no result. The record that the text
 * of an explanation may look like is not used.
 */
static size_t
size_of(const struct spfe_lookup *lookup)
{
    size_t size = (size_t)lookup->answer.len + 1;

    return lookup->found == NULL || lookup->leads_to == SPFE_LEADS_NOWHERE
               ? size
               : size + spfe_found_size(lookup->found);
}

/* Let what is ahead have so much more; evaluation may have to pay later. */
static bool
make_room(struct spfeval_check *check, struct spfe_lookup *lookup, size_t size)
{
    if (check->ahead_size + size > check->options->max_bytes) {
        return false;
    }
    check->arena.max += size;
    check->ahead_size += size;
    lookup->ahead_size += size;
    return true;
}

/* Do without the answer. */
static void
drop(struct spfe_lookup *lookup)
{
    static const struct spfe_answer no_answer;

    lookup->answer = no_answer;
    lookup->found = NULL;
    lookup->dropped = true;
    spfe_shared_release(lookup->shared);
    lookup->shared = NULL;
}

/* Keep the records for the check. False on failure. */
static bool
hold(struct spfeval_check *check, struct spfe_lookup *lookup)
{
    size_t size = size_of(lookup);

    if (lookup->ahead && !make_room(check, lookup, size)) {
        drop(lookup);
        return true;
    }
    return lookup->shared != NULL
               ? spfe_arena_charge(&check->arena, size)
               : spfe_answer_move(&lookup->answer, &check->arena);
}

/*
 * RFC 7208 section 4.6.4: of the client's names only the first 10 count. There
 * may be thousands, which the client is not to fill the memory with. What is
 * left is no longer shared: returns that, or NULL.
 */
static struct spfe_shared *
cut_names(const struct spfeval_check *check, struct spfe_lookup *lookup)
{
    struct spfe_shared *whole = lookup->shared;
    uint32_t most = spfe_limits_cap_ptr(&check->limits, lookup->answer.count);

    if (most == lookup->answer.count) {
        return NULL;
    }
    spfe_answer_cut(&lookup->answer, most);
    lookup->shared = NULL;
    return whole;
}

/* There is no room for an answer. Evaluation needs it, an explanation not. */
static int
do_without(struct spfeval_check *check, struct spfe_lookup *lookup)
{
    drop(lookup);
    if (!spfe_check_spare_explanation(check)) {
        spfe_check_fail(check); /* else a host might wait for it for ever */
        return check->status;
    }
    lookup->answer.type = lookup->query.type;
    lookup->answer.dns_class = SPFEVAL_DNS_FAILED;
    lookup->answer.failure = SPFEVAL_FAILURE_MALFORMED;
    lookup->answered = true;
    return SPFEVAL_OK;
}

/* Store the answer that the lookup has. */
static int
store(struct spfeval_check *check, struct spfe_lookup *lookup)
{
    struct spfe_shared *whole = NULL;
    bool is_held;

    if (lookup->query.type == SPFEVAL_RRTYPE_PTR) {
        whole = cut_names(check, lookup);
    }
    is_held = lookup->answer.len == 0 || hold(check, lookup);
    if (whole != NULL) {
        spfe_shared_release(whole);
    }
    if (!is_held) {
        return do_without(check, lookup);
    }
    lookup->answered = true;
    return SPFEVAL_OK;
}

/* The lookup takes over the caller's reference, when there is one. */
static void
share(struct spfe_lookup *lookup, struct spfe_shared *shared)
{
    lookup->shared = shared;
    lookup->found = shared == NULL ? NULL : shared->parsed;
}

int
spfe_ahead_store(struct spfeval_check *check, struct spfe_lookup *lookup,
                 const spfeval_answer *answer)
{
    lookup->answer = spfe_answer_view(answer);
    if (!spfe_answer_fits(&lookup->answer, lookup->query.type)) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    lookup->answer.type = lookup->query.type;
    share(lookup, spfe_answer_get_shared(answer));
    spfe_shared_take(lookup->shared);
    return store(check, lookup);
}

int
spfe_ahead_store_shared(struct spfeval_check *check,
                        struct spfe_lookup *lookup, struct spfe_shared *shared,
                        uint32_t ttl)
{
    lookup->answer = shared->answer;
    lookup->answer.ttl = ttl;
    share(lookup, shared);
    return store(check, lookup);
}
