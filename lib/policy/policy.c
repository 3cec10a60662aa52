/* SPDX-License-Identifier: BSD-2-Clause */
/* The handle: what is set, stepped and answered. */
#include <string.h>

#include <spfeval/policy.h>
#include <spfeval/status.h>

#include "base/dname.h"
#include "dns/records.h"
#include "policy/sender.h"
#include "policy/walk.h"
#include "policy/walk_facts.h"

/* Longer ones are none, whatever they hold. */
enum { DOMAIN_MAX = 1024 };

int
spfeval_policy_new(spfeval_options *options, spfeval_policy **out)
{
    spfeval_policy *policy;

    if (options == NULL || out == NULL) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    policy = spfe_mem_alloc(&options->mem, sizeof(*policy));
    if (policy == NULL) {
        return SPFEVAL_ERR_NOMEM;
    }
    memset(policy, 0, sizeof(*policy));
    spfe_options_share(options);
    policy->options = options;
    spfe_arena_init(&policy->arena, &options->mem, SPFE_WALK_BYTES, NULL, 0);
    spfe_lookups_reset(&policy->lookups);
    spfe_lookups_reset(&policy->unasked);
    *out = policy;
    return SPFEVAL_OK;
}

void
spfeval_policy_free(spfeval_policy *policy)
{
    spfeval_options *options;

    if (policy == NULL) {
        return;
    }
    options = policy->options;
    spfe_lookups_reset(&policy->lookups);
    spfe_arena_clear(&policy->arena);
    spfe_mem_free(&options->mem, policy);
    spfeval_options_free(options);
}

/* --- input --------------------------------------------------------------- */

static int
keep(struct spfeval_policy *policy, struct spfe_text text,
     struct spfe_text *out)
{
    const char *copy = spfe_arena_copy(&policy->arena, text.ptr, text.len);

    if (copy == NULL) {
        return policy->arena.status;
    }
    out->ptr = copy;
    out->len = text.len;
    return SPFEVAL_OK;
}

static bool
has_eight_bits(struct spfe_text text)
{
    uint32_t i;

    for (i = 0; i < text.len; i++) {
        if ((uint8_t)text.ptr[i] > 0x7f) {
            return true;
        }
    }
    return false;
}

int
spfeval_policy_set_domain(spfeval_policy *policy, const char *domain,
                          size_t domain_len)
{
    char room[DOMAIN_MAX];
    struct spfe_text name = {domain, (uint32_t)domain_len};

    if (policy == NULL || domain == NULL) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    if (policy->state != SPFE_WALK_INPUT) {
        return SPFEVAL_ERR_STATE;
    }
    if (domain_len > DOMAIN_MAX) {
        return SPFEVAL_ERR_SYNTAX;
    }
    if (has_eight_bits(name) && policy->options->idna != NULL) {
        size_t len = 0;

        if (policy->options->idna(policy->options->idna_user_data, domain,
                                  domain_len, room, sizeof(room), &len) != 0 ||
            len > sizeof(room)) {
            return SPFEVAL_ERR_SYNTAX;
        }
        name.ptr = room;
        name.len = (uint32_t)len;
    }
    name = spfe_dname_trim(name);
    if (!spfe_dname_is_valid(name)) {
        return SPFEVAL_ERR_SYNTAX;
    }
    return keep(policy, name, &policy->domain);
}

int
spfeval_policy_set_record(spfeval_policy *policy, const char *text,
                          size_t text_len)
{
    struct spfe_text record = {text, (uint32_t)text_len};

    if (policy == NULL || text == NULL) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    if (policy->state != SPFE_WALK_INPUT) {
        return SPFEVAL_ERR_STATE;
    }
    if (text_len > SPFE_TEXT_MAX) {
        return SPFEVAL_ERR_LIMIT;
    }
    return keep(policy, record, &policy->record);
}

int
spfeval_policy_set_extras(spfeval_policy *policy, uint32_t on)
{
    if (policy == NULL || on > 1) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    if (policy->state != SPFE_WALK_INPUT) {
        return SPFEVAL_ERR_STATE;
    }
    policy->wants_extras = on != 0;
    return SPFEVAL_OK;
}

/* The senders are a record, so they are parsed and walked like one. */
static int
append_sender(struct spfeval_policy *policy, struct spfe_text sender)
{
    static const struct spfe_text version = {"v=spf1", 6};
    struct spfe_text before =
        policy->senders.ptr != NULL ? policy->senders : version;
    struct spfe_text after = {NULL, before.len + 1 + sender.len};
    char *room;

    if (after.len > SPFE_TEXT_MAX) {
        return SPFEVAL_ERR_LIMIT;
    }
    room = spfe_arena_octets(&policy->arena, (size_t)after.len + 1);
    if (room == NULL) {
        return policy->arena.status;
    }
    memcpy(room, before.ptr, before.len);
    room[before.len] = ' ';
    memcpy(room + before.len + 1, sender.ptr, sender.len + 1);
    after.ptr = room;
    policy->senders = after;
    return SPFEVAL_OK;
}

int
spfeval_policy_add_sender(spfeval_policy *policy, const char *text,
                          size_t text_len)
{
    struct spfe_text given = {text, (uint32_t)text_len};
    struct spfe_text sender;
    struct spfe_term term;
    int status;

    if (policy == NULL || text == NULL) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    if (policy->state != SPFE_WALK_INPUT) {
        return SPFEVAL_ERR_STATE;
    }
    if (text_len > SPFE_TEXT_MAX) {
        return SPFEVAL_ERR_LIMIT;
    }
    status = spfe_sender_parse(&policy->arena, given, &sender, &term);
    return status == SPFEVAL_OK ? append_sender(policy, sender) : status;
}

/* --- stepping ------------------------------------------------------------ */

static int
fail(struct spfeval_policy *policy, int status)
{
    policy->state = SPFE_WALK_FAILED;
    policy->status = status;
    return status;
}

int
spfeval_policy_step(spfeval_policy *policy)
{
    int status = SPFEVAL_OK;

    if (policy == NULL) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    if (policy->state == SPFE_WALK_FAILED) {
        return policy->status;
    }
    if (policy->state == SPFE_WALK_DONE) {
        return SPFEVAL_STEP_DONE;
    }
    if (policy->state == SPFE_WALK_INPUT) {
        if (policy->domain.len == 0 && policy->record.ptr == NULL) {
            return SPFEVAL_ERR_STATE;
        }
        policy->state = SPFE_WALK_OPEN;
        status = spfe_walk_begin(policy);
    }
    if (status == SPFEVAL_OK) {
        status = spfe_walk_advance(policy);
    }
    if (status == SPFEVAL_OK) {
        status = spfe_extras_advance(policy);
    }
    if (status != SPFEVAL_OK) {
        return fail(policy, status);
    }
    if (policy->answered_count < policy->lookups.count) {
        return SPFEVAL_STEP_QUERY;
    }
    policy->state = SPFE_WALK_DONE;
    return SPFEVAL_STEP_DONE;
}

int
spfeval_policy_next_query(spfeval_policy *policy, const spfeval_query **out)
{
    struct spfe_lookup *lookup;

    if (policy == NULL || out == NULL) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    if (policy->state != SPFE_WALK_OPEN) {
        return SPFEVAL_ERR_NOT_FOUND;
    }
    lookup = spfe_lookups_take(&policy->lookups);
    if (lookup == NULL) {
        return SPFEVAL_ERR_NOT_FOUND;
    }
    *out = &lookup->query;
    return SPFEVAL_OK;
}

int
spfeval_policy_answer(spfeval_policy *policy, uint32_t query_id,
                      const spfeval_answer *answer)
{
    struct spfe_lookup *lookup;
    int status;

    if (policy == NULL || answer == NULL) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    lookup = policy->state == SPFE_WALK_OPEN
                 ? spfe_lookups_find_open(&policy->lookups, query_id)
                 : NULL;
    if (lookup == NULL) {
        return SPFEVAL_ERR_NOT_FOUND;
    }
    status = spfe_answer_copy(answer, lookup->query.type, &policy->arena,
                              &lookup->answer);
    if (status == SPFEVAL_ERR_NOMEM || status == SPFEVAL_ERR_LIMIT) {
        return fail(policy, status); /* see spfeval_check_answer() */
    }
    if (status != SPFEVAL_OK) {
        return status;
    }
    lookup->shared = spfe_answer_get_shared(answer);
    spfe_shared_take(lookup->shared);
    lookup->answered = true;
    policy->answered_count++;
    return SPFEVAL_OK;
}

int
spfeval_policy_expire(spfeval_policy *policy)
{
    int step;

    if (policy == NULL) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    if (policy->state == SPFE_WALK_FAILED) {
        return SPFEVAL_ERR_STATE;
    }
    /* The last answers count, and a record that was given is read. */
    step = spfeval_policy_step(policy);
    if (step < 0) {
        return step;
    }
    if (step == SPFEVAL_STEP_QUERY) {
        policy->state = SPFE_WALK_DONE;
    }
    return SPFEVAL_OK;
}

/* --- what it has --------------------------------------------------------- */

/* Of several records, the first. */
static struct spfe_text
find_record(const struct spfe_node *node)
{
    static const struct spfe_text none = {NULL, 0};
    struct spfe_rr_cursor records;
    struct spfe_rr rr;

    if (node == NULL || node->found == NULL) {
        return none;
    }
    if (node->found->selection != SPFE_SELECT_SEVERAL) {
        return node->found->text;
    }
    records = spfe_answer_records(&node->txt->answer);
    while (spfe_rr_next(&records, &rr)) {
        if (spfe_record_has_version(rr.text)) {
            return rr.text;
        }
    }
    return none; /* not reached: checked */
}

const char *
spfeval_policy_get_record(const spfeval_policy *policy, size_t *out_len)
{
    static const struct spfe_text none = {NULL, 0};

    if (policy == NULL) {
        return spfe_text_lend(none, out_len);
    }
    return spfe_text_lend(policy->record.ptr != NULL
                              ? policy->record
                              : find_record(policy->root),
                          out_len);
}

const char *
spfeval_policy_get_domain(const spfeval_policy *policy, size_t *out_len)
{
    static const struct spfe_text none = {NULL, 0};

    return spfe_text_lend(
        policy == NULL || policy->domain.len == 0 ? none : policy->domain,
        out_len);
}
