/* SPDX-License-Identifier: BSD-2-Clause */
/* What to do when lookups run out, the cheapest first. */
#include <string.h>

#include <spfeval/options.h>
#include <spfeval/status.h>

#include "base/buf.h"
#include "base/ip.h"
#include "dns/records.h"
#include "policy/compile.h"
#include "policy/edit.h"
#include "policy/edit_note.h"

enum { ADDRESSES_MOST = 8, ADDRESS_ROOM = 64, REMOVALS_MOST = 10 };

static struct spfe_text
decimal(uint32_t number, char room[16])
{
    struct spfe_text text = {room, 0};
    struct spfe_buf buf;

    spfe_buf_init(&buf, room, 16);
    spfe_buf_add_decimal(&buf, number);
    text.len = (uint32_t)buf.length;
    return text;
}

/* --- addresses instead of a host ----------------------------------------- */

static void
print_address(struct spfe_buf *out, const struct spfe_term *term,
              const uint8_t *address, size_t len)
{
    bool v4 = len == SPFE_IP4_OCTETS;
    unsigned prefix = v4 ? term->prefix4 : term->prefix6;
    uint8_t octets[SPFE_IP6_OCTETS];

    memcpy(octets, address, len);
    spfe_ip_mask(octets, len, prefix);
    spfe_buf_add_text(out, out->length > 0 ? " " : "");
    spfe_buf_add_text(out, v4 ? "ip4:" : "ip6:");
    spfe_ip_print(octets, len, out);
    if (prefix < 8 * len) {
        spfe_buf_add_octet(out, '/');
        spfe_buf_add_decimal(out, prefix);
    }
}

static uint32_t
print_addresses(struct spfe_buf *out, const struct spfe_edit_sender *sender)
{
    uint32_t count = 0;
    int family;

    for (family = 0; family < SPFE_FAMILIES; family++) {
        const struct spfe_lookup *lookup =
            sender->alone.node.facts->addresses[family];
        struct spfe_rr_cursor records;
        struct spfe_rr rr;

        if (!spfe_lookup_is_known(lookup)) {
            continue;
        }
        records = spfe_answer_records(&lookup->answer);
        while (spfe_rr_next(&records, &rr) && ++count <= ADDRESSES_MOST) {
            print_address(out, sender->term, rr.address,
                          family == SPFE_V4 ? SPFE_IP4_OCTETS
                                            : SPFE_IP6_OCTETS);
        }
    }
    return count;
}

static bool
has_voids(const struct spfe_edit_sender *sender)
{
    return spfe_compile_term_voids(&sender->alone.node, 0, SPFE_V4) > 0 ||
           spfe_compile_term_voids(&sender->alone.node, 0, SPFE_V6) > 0;
}

static void
offer_addresses(struct spfe_change *change, bool for_voids)
{
    struct spfe_text none = {NULL, 0};
    uint32_t i;

    for (i = 0; i < change->sender_count; i++) {
        const struct spfe_edit_sender *sender = &change->senders[i];
        char room[ADDRESSES_MOST * ADDRESS_ROOM];
        struct spfe_text text = {room, 0};
        struct spfe_buf buf;

        if (!sender->wanted || sender->unknown || sender->empty ||
            sender->term->kind != SPFEVAL_TERM_A ||
            (for_voids && !has_voids(sender))) {
            continue;
        }
        spfe_buf_init(&buf, room, sizeof(room));
        if (print_addresses(&buf, sender) <= ADDRESSES_MOST) {
            text.len = (uint32_t)buf.length;
            spfe_note_add(change->edit, SPFE_SAY_CHEAPER, sender->text, text,
                          none);
        }
    }
}

/* --- terms that decide nothing ------------------------------------------- */

static void
mark_used(const struct spfe_map *map, bool *used, uint32_t count)
{
    uint32_t i;

    for (i = 0; i < map->count; i++) {
        const struct spfe_piece *piece = &map->pieces[i];

        if (piece->term < count) {
            used[piece->term] = true;
        }
        if (piece->end < count) {
            used[piece->end] = true;
        }
    }
}

/* Lookups that an address may need for a term and all below it. */
static uint32_t
cost_of(const struct spfe_alone *alone)
{
    uint32_t most = 0;
    int family;

    for (family = 0; family < SPFE_FAMILIES; family++) {
        const struct spfe_map *map = &alone->node.maps[family];
        uint32_t lookups = map->pieces[spfe_compile_worst(map)].lookups;

        most = lookups > most ? lookups : most;
    }
    return most;
}

/* A term that is not wholly known may decide yet. */
static int
offer_removal(struct spfe_change *change, uint32_t term, int *offered)
{
    struct spfeval_policy *policy = change->edit->policy;
    const struct spfe_node *root = policy->root;
    struct spfe_text none = {NULL, 0};
    struct spfe_alone *alone;
    char room[16];
    int status;

    alone = spfe_arena_alloc(&change->edit->arena, sizeof(*alone));
    if (alone == NULL) {
        return change->edit->arena.status;
    }
    status = spfe_edit_isolate(policy, root, term, alone);
    if (status == SPFEVAL_OK && !alone->node.unsure[SPFE_V4] &&
        !alone->node.unsure[SPFE_V6]) {
        spfe_note_add(change->edit, SPFE_SAY_REMOVABLE,
                      spfe_node_term_text(root, term),
                      decimal(cost_of(alone), room), none);
        (*offered)++;
    }
    return status;
}

bool
spfe_edit_is_new(const struct spfe_change *change, uint32_t term)
{
    struct spfe_text text =
        spfe_node_term_text(change->edit->policy->root, term);
    uint32_t i;

    for (i = 0; i < change->sender_count; i++) {
        const struct spfe_edit_sender *sender = &change->senders[i];

        if (sender->wanted && sender->text.len == text.len &&
            memcmp(sender->text.ptr, text.ptr, text.len) == 0) {
            return true;
        }
    }
    return false;
}

static int
offer_removals(struct spfe_change *change)
{
    const struct spfe_node *root = change->edit->policy->root;
    struct spfe_arena *arena = &change->edit->arena;
    uint32_t count = spfe_node_term_count(root);
    bool *used = spfe_arena_alloc(arena, count * sizeof(*used));
    int status = SPFEVAL_OK;
    int offered = 0;
    uint32_t i;

    if (used == NULL) {
        return arena->status;
    }
    memset(used, 0, count * sizeof(*used));
    mark_used(&root->maps[SPFE_V4], used, count);
    mark_used(&root->maps[SPFE_V6], used, count);
    for (i = 0; i < count && status == SPFEVAL_OK && offered < REMOVALS_MOST;
         i++) {
        if (!used[i] && spfe_compile_lookups(root, i) > 0 &&
            !spfe_edit_is_new(change, i)) {
            status = offer_removal(change, i, &offered);
        }
    }
    return status;
}

/* The most that an address of any family needs. */
static uint32_t
find_most(const struct spfe_node *root, uint32_t *voids)
{
    uint32_t most = 0;
    int family;

    *voids = 0;
    for (family = 0; family < SPFE_FAMILIES; family++) {
        const struct spfe_map *map = &root->maps[family];
        uint32_t lookups = map->pieces[spfe_compile_worst(map)].lookups;
        uint32_t void_lookups = spfe_compile_voids(map);

        most = lookups > most ? lookups : most;
        *voids = void_lookups > *voids ? void_lookups : *voids;
    }
    return most;
}

int
spfe_edit_offer(struct spfe_change *change)
{
    const struct spfeval_options *options = change->edit->policy->options;
    uint32_t limit = options->max_terms;
    struct spfe_text none = {NULL, 0};
    uint32_t voids;
    uint32_t most = find_most(change->edit->policy->root, &voids);
    bool is_void =
        options->max_voids != SPFEVAL_UNLIMITED && voids > options->max_voids;
    char needed[16];
    char allowed[16];

    if (most > limit) {
        spfe_note_add(change->edit, SPFE_SAY_OVER_LIMIT, decimal(most, needed),
                      decimal(limit, allowed), none);
    }
    if (is_void) {
        spfe_note_add(change->edit, SPFE_SAY_OVER_VOIDS,
                      decimal(voids, needed),
                      decimal(options->max_voids, allowed), none);
    }
    if (most >= limit || limit - most <= options->reserve_terms) {
        offer_addresses(change, false);
    } else if (is_void) {
        offer_addresses(change, true);
    }
    return most > limit ? offer_removals(change) : SPFEVAL_OK;
}
