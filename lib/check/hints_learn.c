/* SPDX-License-Identifier: BSD-2-Clause */
#include <string.h>

#include "base/dname.h"
#include "check/check.h"
#include "check/hints.h"
#include "rule/match.h"

enum { MOST_MISSES = 3 };

/* What will be known. Texts stay where they are until it is packed. */
struct draft {
    const struct spfe_hints *known; /* maybe none of them */
    uint64_t expected;              /* bits of known that the client needs */
    uint32_t at;                    /* the next one of known */
    uint32_t count;
    uint32_t route_count;
    uint64_t needed; /* bits of items */
    bool changed;    /* is it other than what is known? */
    struct spfe_hint items[SPFE_HINTS_MAX];
    uint8_t moved[SPFE_HINTS_MAX]; /* of known: its place in items, or none */
    struct spfe_route routes[SPFE_ROUTES_MAX];
};

enum { MOVED_NOWHERE = SPFE_HINTS_MAX };

static uint64_t
bit(uint32_t index)
{
    return UINT64_C(1) << index;
}

static uint64_t
all_of(uint32_t count)
{
    return count == SPFE_HINTS_MAX ? UINT64_MAX : bit(count) - 1;
}

/* --- Routes -------------------------------------------------------------- */

static bool
holds(const struct spfe_route *route, const struct spfe_ip *client)
{
    return route->network.len == client->len &&
           spfe_ip_in_network(client->octets, route->network.octets,
                              route->prefix);
}

uint64_t
spfe_hints_needed(const struct spfe_hints *hints, const struct spfe_ip *client)
{
    uint32_t i;

    for (i = 0; i < hints->route_count; i++) {
        if (holds(&hints->routes[i], client)) {
            return hints->routes[i].needed;
        }
    }
    return UINT64_MAX;
}

/* The network of the term that decided, else the client alone. */
static struct spfe_route
find_network(const struct spfeval_check *check)
{
    const struct spfeval_outcome *outcome = &check->outcome;
    struct spfe_route route = {.network = check->values.client,
                               .prefix =
                                   (uint8_t)(8 * check->values.client.len)};
    const struct spfe_term *term;

    if (!outcome->has_term || outcome->leaf->record == NULL) {
        return route;
    }
    term = &outcome->leaf->record->terms[outcome->leaf_term];
    if (spfe_term_is_ip(term) && spfe_match_network(&route.network, term)) {
        memcpy(route.network.octets, term->address, route.network.len);
        route.prefix =
            term->kind == SPFEVAL_TERM_IP4 ? term->prefix4 : term->prefix6;
    }
    return route;
}

/* Add one behind the others, while there is room. */
static void
add_route(struct draft *draft, const struct spfe_route *route)
{
    if (draft->route_count < SPFE_ROUTES_MAX) {
        draft->routes[draft->route_count++] = *route;
    } else {
        draft->changed = true;
    }
}

static uint64_t
move_bits(const struct draft *draft, uint64_t before)
{
    uint64_t after = 0;
    uint32_t i;

    for (i = 0; i < draft->known->count; i++) {
        if ((before & bit(i)) != 0 && draft->moved[i] != MOVED_NOWHERE) {
            after |= bit(draft->moved[i]);
        }
    }
    return after;
}

static bool
is_same_network(const struct spfe_route *a, const struct spfe_route *b)
{
    return a->prefix == b->prefix && holds(a, &b->network);
}

/* The client's network first, unless what is known says the same. */
static void
learn_routes(struct draft *draft, const struct spfeval_check *check)
{
    struct spfe_route route = find_network(check);
    const struct spfe_hints *known = draft->known;
    uint64_t all = all_of(draft->count);
    uint64_t expected = all;
    uint32_t i;

    route.needed = draft->needed;
    if (draft->expected != UINT64_MAX) {
        expected = move_bits(draft, draft->expected);
    }
    if (route.needed != expected) {
        draft->changed = true;
        add_route(draft, &route);
    }
    for (i = 0; i < known->route_count; i++) {
        struct spfe_route other = known->routes[i];

        other.needed = move_bits(draft, other.needed);
        if (route.needed == expected || !is_same_network(&other, &route)) {
            add_route(draft, &other);
        }
    }
}

/* --- Hints --------------------------------------------------------------- */

/* Most often it is the same in each octet. */
static bool
is_same_domain(struct spfe_text a, struct spfe_text b)
{
    return a.len == b.len &&
           (memcmp(a.ptr, b.ptr, a.len) == 0 || spfe_dname_equal(a, b));
}

/* Is it the same question? */
static bool
is_same(const struct spfe_hint *a, const struct spfe_hint *b)
{
    return a->kind == b->kind && a->spec.len == b->spec.len &&
           (a->spec.len == 0 ||
            memcmp(a->spec.ptr, b->spec.ptr, a->spec.len) == 0) &&
           is_same_domain(a->domain, b->domain);
}

static void
add_hint(struct draft *draft, const struct spfe_hint *hint)
{
    if (draft->count < SPFE_HINTS_MAX) {
        draft->items[draft->count++] = *hint;
    } else {
        draft->changed = true;
    }
}

/*
 * Take over the next one that is known, but that was not needed. It missed when
 * evaluation went past it, and it was not known that this client would.
 */
static void
keep_hint(struct draft *draft, bool was_passed)
{
    struct spfe_hint hint = draft->known->items[draft->at];
    uint32_t at = draft->at++;

    if (was_passed && (draft->expected & bit(at)) != 0) {
        hint.misses++;
        draft->changed = true;
    }
    if (hint.misses <= MOST_MISSES) {
        draft->moved[at] = (uint8_t)draft->count;
        add_hint(draft, &hint);
    }
}

/* The place of a hint among those that are known and come now, or the end. */
static uint32_t
find_known(const struct draft *draft, const struct spfe_hint *hint)
{
    uint32_t i;

    for (i = draft->at; i < draft->known->count; i++) {
        if (is_same(&draft->known->items[i], hint)) {
            return i;
        }
    }
    return UINT32_MAX;
}

/* One that was needed; those before it were passed. */
static void
learn_hint(struct draft *draft, const struct spfe_hint *hint)
{
    uint32_t place = find_known(draft, hint);

    if (place == UINT32_MAX) {
        draft->changed = true;
    } else {
        while (draft->at < place) {
            keep_hint(draft, true);
        }
        draft->moved[place] = (uint8_t)draft->count;
        draft->changed |= draft->known->items[place].misses != 0;
        draft->at++;
    }
    if (draft->count < SPFE_HINTS_MAX) {
        draft->needed |= bit(draft->count);
    }
    add_hint(draft, hint);
}

/* Did evaluation get to the end of the domain's own record? */
static bool
reached_the_end(const struct spfeval_outcome *outcome)
{
    const struct spfe_frame *leaf = outcome->leaf;

    return outcome->reason == SPFEVAL_REASON_DEFAULT ||
           (outcome->has_term && leaf->caller == NULL &&
            leaf->record->terms[outcome->leaf_term].kind == SPFEVAL_TERM_ALL);
}

static void
learn_hints(struct draft *draft, const struct spfeval_check *check)
{
    bool reached = reached_the_end(&check->outcome);
    uint32_t i;

    for (i = 0; i < check->trace.count && draft->count < SPFE_HINTS_MAX; i++) {
        struct spfe_hint hint;

        if (spfe_hint_of(spfe_trace_get(&check->trace, i), &hint)) {
            learn_hint(draft, &hint);
        }
    }
    while (draft->at < draft->known->count) {
        keep_hint(draft, reached);
    }
}

/* --- Both ---------------------------------------------------------------- */

/* Has no record changed that was met? */
static bool
is_true(const struct spfe_hints *known, const struct spfeval_check *check)
{
    uint32_t i;
    uint32_t k;

    for (i = 0; i < check->trace.count; i++) {
        const struct spfe_event *event = spfe_trace_get(&check->trace, i);
        uint32_t mark;

        if (event->kind != SPFEVAL_EVENT_RECORD ||
            event->frame->record == NULL) {
            continue;
        }
        mark = spfe_record_mark(event->frame->record);
        for (k = 0; k < known->count; k++) {
            const struct spfe_hint *hint = &known->items[k];

            if (hint->record != 0 && hint->record != mark &&
                spfe_dname_equal(hint->domain, event->frame->domain)) {
                return false;
            }
        }
    }
    return true;
}

enum spfe_lesson
spfe_hints_learn(const struct spfeval_check *check,
                 const struct spfe_hints *known, const struct spfe_mem *mem,
                 struct spfe_shared **out)
{
    static const struct spfe_hints nothing;
    struct draft draft; /* filled as far as its counts say */
    struct spfe_hints found;
    bool was_known = known != NULL;

    if (known != NULL && !is_true(known, check)) {
        known = NULL;
    }
    draft.known = known == NULL ? &nothing : known;
    draft.expected = known == NULL
                         ? UINT64_MAX
                         : spfe_hints_needed(known, &check->values.client);
    draft.at = 0;
    draft.count = 0;
    draft.route_count = 0;
    draft.needed = 0;
    draft.changed = false;
    memset(draft.moved, MOVED_NOWHERE, sizeof(draft.moved));
    learn_hints(&draft, check);
    if (draft.count == 0) {
        return was_known ? SPFE_LESSON_NOTHING : SPFE_LESSON_SAME;
    }
    learn_routes(&draft, check);
    if (known != NULL && !draft.changed) {
        return SPFE_LESSON_SAME;
    }
    found.items = draft.items;
    found.count = draft.count;
    found.routes = draft.routes;
    found.route_count = draft.route_count;
    *out = spfe_hints_pack(&found, mem);
    return *out == NULL ? SPFE_LESSON_NOMEM : SPFE_LESSON_NEW;
}
