/* SPDX-License-Identifier: BSD-2-Clause */
/* Questions whose answers are missing: what they tell is not checked. */
#include <spfeval/lint.h>
#include <spfeval/status.h>

#include "policy/lint_dns.h"

static uint32_t
count_unknown(const struct spfe_lookups *lookups)
{
    const struct spfe_lookup *lookup;
    uint32_t count = 0;

    for (lookup = lookups->first; lookup != NULL; lookup = lookup->next) {
        count += !spfe_lookup_is_known(lookup);
    }
    return count;
}

static bool
set_unchecked(struct spfe_lint_unchecked *unchecked, struct spfe_arena *arena,
              const struct spfe_lookup *lookup, uint8_t failure)
{
    struct spfe_text name = lookup->query.name;

    memset(unchecked, 0, sizeof(*unchecked));
    unchecked->failure = failure;
    unchecked->name.ptr = spfe_arena_copy(arena, name.ptr, name.len);
    unchecked->name.len = name.len;
    unchecked->type = lookup->query.type;
    if (lookup->answered) {
        unchecked->dns_class = lookup->answer.dns_class;
        unchecked->failure = lookup->answer.failure;
        unchecked->rcode = lookup->answer.rcode;
    }
    return unchecked->name.ptr != NULL;
}

/* The failure is that of questions without an answer. */
static void
add_unknown(struct spfeval_lint *lint, const struct spfe_lookups *lookups,
            uint8_t failure)
{
    const struct spfe_lookup *lookup;

    for (lookup = lookups->first; lookup != NULL; lookup = lookup->next) {
        if (spfe_lookup_is_known(lookup)) {
            continue;
        }
        if (!set_unchecked(&lint->unchecked[lint->unchecked_count],
                           &lint->arena, lookup, failure)) {
            return;
        }
        lint->unchecked_count++;
    }
}

/* Also those that were not asked, since a bound was reached. */
void
spfe_lint_dns_unchecked(struct spfe_lint_dns *dns)
{
    const struct spfeval_policy *policy = dns->policy;
    struct spfeval_lint *lint = dns->lint;
    uint32_t count =
        count_unknown(&policy->lookups) + count_unknown(&policy->unasked);

    if (count == 0 || lint->status != SPFEVAL_OK) {
        return;
    }
    lint->unchecked =
        spfe_arena_alloc(&lint->arena, count * sizeof(*lint->unchecked));
    if (lint->unchecked != NULL) {
        add_unknown(lint, &policy->lookups, SPFEVAL_FAILURE_TIMEOUT);
        add_unknown(lint, &policy->unasked, SPFEVAL_FAILURE_NONE);
    }
    if (lint->unchecked_count < count) {
        lint->status = lint->arena.status;
    }
}

int
spfeval_lint_get_unchecked(const spfeval_lint *lint, uint32_t index,
                           spfeval_unchecked *out)
{
    const struct spfe_lint_unchecked *unchecked;

    if (lint == NULL || out == NULL || out->struct_size < sizeof(*out)) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    if (index >= lint->unchecked_count) {
        return SPFEVAL_ERR_NOT_FOUND;
    }
    unchecked = &lint->unchecked[index];
    out->type = unchecked->type;
    out->dns_class = unchecked->dns_class;
    out->failure = unchecked->failure;
    out->rcode = unchecked->rcode;
    out->name = unchecked->name.ptr;
    out->name_len = unchecked->name.len;
    return SPFEVAL_OK;
}
