/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What a change does to every address, with the limits kept. Terms that the
 * message decides, or that were not looked up, are no part of it: a term that
 * passes changes the result of those only whom it matches.
 */
#include <string.h>

#include <spfeval/result.h>
#include <spfeval/status.h>

#include "policy/compile.h"
#include "policy/edit.h"
#include "policy/edit_note.h"

/* An address before and after the change. */
struct effect {
    uint8_t before; /* enum spfeval_result */
    uint8_t after;
    bool is_sender;
};

static struct spfe_text
result_text(uint32_t result)
{
    return spfe_note_words(spfeval_result_name((int)result));
}

static int
compile_new(const struct spfe_change *change)
{
    struct spfeval_policy *policy = change->edit->policy;

    return spfe_compile(policy, policy->root);
}

static struct spfe_range
first_range(const struct spfe_change *change, int family)
{
    struct spfe_range range = {
        .maps = {&change->root->maps[family],
                 &change->edit->policy->root->maps[family],
                 &change->policy->sender_root->maps[family]},
    };

    return range;
}

static struct effect
effect_on(const struct spfe_change *change, const struct spfe_range *range)
{
    struct effect effect = {
        spfe_compile_limited(change->policy, range->pieces[0]),
        spfe_compile_limited(change->edit->policy, range->pieces[1]),
        spfe_edit_is_sender(range->pieces[2]),
    };

    return effect;
}

/* Results of others that change; both are in the key. */
static void
tell_others(struct spfe_change *change, const struct spfe_groups *groups)
{
    uint32_t i;

    for (i = 0; i < groups->count; i++) {
        const struct spfe_group *group = &groups->groups[i];

        spfe_note_add(change->edit, SPFE_SAY_OTHERS_CHANGE,
                      spfe_group_text(group), result_text(group->key >> 8),
                      result_text(group->key & 0xff));
    }
}

/* Addresses of the sender that get something else than pass. */
static void
tell_sender(struct spfe_change *change, const struct spfe_groups *groups,
            enum spfe_edit_say say)
{
    struct spfe_text none = {NULL, 0};
    uint32_t i;

    for (i = 0; i < groups->count; i++) {
        spfe_note_add(change->edit, say, spfe_group_text(&groups->groups[i]),
                      result_text(groups->groups[i].key), none);
    }
}

static void
add_other(struct spfe_groups *groups, struct effect effect,
          const struct spfe_range *range)
{
    spfe_groups_add(groups, (uint32_t)effect.before << 8 | effect.after,
                    range);
}

/*
 * How many addresses there are; of IPv6, how many /32 networks, since those
 * that are given out are of this size, as much as an IPv4 address is.
 */
static uint64_t
weight(const struct spfe_range *range)
{
    return range->maps[0]->address_len == SPFE_IP4_OCTETS
               ? range->last.lo - range->first.lo + 1
               : (range->last.hi >> 32) - (range->first.hi >> 32) + 1;
}

static void
add_harm(struct spfe_harm *harm, struct effect effect,
         const struct spfe_range *range)
{
    if (effect.is_sender) {
        harm->refused += weight(range);
        return;
    }
    harm->changed += weight(range);
    if (effect.before == SPFEVAL_RESULT_PASS) {
        harm->lost += weight(range);
    }
}

int
spfe_edit_prove(struct spfe_change *change, bool tell)
{
    struct spfe_groups others = {.count = 0};
    struct spfe_groups refused = {.count = 0};
    int status = compile_new(change);
    int family;

    memset(&change->harm, 0, sizeof(change->harm));
    for (family = 0; family < SPFE_FAMILIES && status == SPFEVAL_OK;
         family++) {
        struct spfe_range range = first_range(change, family);

        while (spfe_range_next(&range)) {
            struct effect effect = effect_on(change, &range);

            if (effect.is_sender && effect.after != SPFEVAL_RESULT_PASS) {
                spfe_groups_add(&refused, effect.after, &range);
                add_harm(&change->harm, effect, &range);
            } else if (!effect.is_sender && effect.before != effect.after) {
                add_other(&others, effect, &range);
                add_harm(&change->harm, effect, &range);
            }
        }
        spfe_groups_end(&others);
        spfe_groups_end(&refused);
    }
    if (tell) {
        tell_sender(change, &refused, SPFE_SAY_NOT_EFFECTIVE);
        tell_others(change, &others);
    }
    return status;
}

int
spfe_edit_prove_loss(struct spfe_change *change)
{
    struct spfe_groups others = {.count = 0};
    struct spfe_groups lost = {.count = 0};
    int status = compile_new(change);
    int family;

    for (family = 0; family < SPFE_FAMILIES && status == SPFEVAL_OK;
         family++) {
        struct spfe_range range = first_range(change, family);

        while (spfe_range_next(&range)) {
            struct effect effect = effect_on(change, &range);

            if (effect.before == effect.after) {
                continue;
            }
            if (effect.is_sender && effect.before == SPFEVAL_RESULT_PASS) {
                spfe_groups_add(&lost, effect.after, &range);
            } else {
                add_other(&others, effect, &range);
            }
        }
        spfe_groups_end(&others);
        spfe_groups_end(&lost);
    }
    tell_sender(change, &lost, SPFE_SAY_LOSES_PASS);
    tell_others(change, &others);
    return status;
}
