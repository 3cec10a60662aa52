/* SPDX-License-Identifier: BSD-2-Clause */
/* An answer that was built, as a caller and as evaluation read it. */
#include <spfeval/status.h>

#include "dns/built.h"
#include "dns/records.h"
#include "dns/shared.h"

int
spfeval_answer_get_class(const spfeval_answer *answer)
{
    if (answer == NULL) {
        return SPFEVAL_DNS_UNSET;
    }
    if (answer->shared != NULL) {
        return answer->shared->answer.dns_class;
    }
    if (answer->failure != SPFEVAL_FAILURE_NONE) {
        return SPFEVAL_DNS_FAILED;
    }
    if (answer->has_rcode && answer->rcode == 3) {
        return SPFEVAL_DNS_NXDOMAIN;
    }
    if (answer->count > 0) {
        return SPFEVAL_DNS_OK;
    }
    return answer->has_rcode ? SPFEVAL_DNS_NODATA : SPFEVAL_DNS_UNSET;
}

int
spfeval_answer_get_failure(const spfeval_answer *answer)
{
    if (answer == NULL) {
        return SPFEVAL_FAILURE_NONE;
    }
    return answer->shared != NULL ? answer->shared->answer.failure
                                  : answer->failure;
}

int
spfeval_answer_get_rcode(const spfeval_answer *answer)
{
    if (answer != NULL && answer->shared != NULL) {
        return answer->shared->answer.rcode;
    }
    return answer == NULL || !answer->has_rcode ? 0 : answer->rcode;
}

int
spfeval_answer_get_ttl(const spfeval_answer *answer, uint32_t *out)
{
    if (answer == NULL || out == NULL) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    if (!answer->has_ttl) {
        return SPFEVAL_ERR_NOT_FOUND;
    }
    *out = answer->ttl;
    return SPFEVAL_OK;
}

uint32_t
spfeval_answer_get_aliases(const spfeval_answer *answer)
{
    return answer == NULL ? 0 : answer->aliases;
}

int
spfeval_answer_get_authoritative(const spfeval_answer *answer)
{
    return answer != NULL && answer->authoritative ? 1 : 0;
}

uint32_t
spfeval_answer_get_count(const spfeval_answer *answer)
{
    if (spfeval_answer_get_class(answer) != SPFEVAL_DNS_OK) {
        return 0;
    }
    return answer->shared != NULL ? answer->shared->answer.count
                                  : answer->count;
}

struct spfe_answer
spfe_answer_view(const spfeval_answer *built)
{
    int dns_class = spfeval_answer_get_class(built);
    struct spfe_answer answer = {
        .ttl = built->ttl,
        .type = built->type,
        .rcode = built->has_rcode ? (uint16_t)built->rcode : 0,
        .dns_class = (uint8_t)dns_class,
        .failure = (uint8_t)built->failure,
        .aliases = built->aliases,
        .has_ttl = built->has_ttl,
        .authoritative = built->authoritative,
    };

    if (built->shared != NULL) {
        answer = built->shared->answer;
        answer.ttl = built->ttl;
        answer.authoritative = built->authoritative;
        return answer;
    }
    if (dns_class == SPFEVAL_DNS_OK) {
        answer.data = built->data;
        answer.len = (uint32_t)built->len;
        answer.count = built->count;
    }
    return answer;
}

bool
spfe_answer_move(struct spfe_answer *answer, struct spfe_arena *arena)
{
    answer->data = (const uint8_t *)spfe_arena_copy(
        arena, (const char *)answer->data, answer->len);
    return answer->data != NULL;
}

/* What is shared stays where it is, but costs as much. */
static bool
hold(struct spfe_answer *answer, bool is_shared, struct spfe_arena *arena)
{
    return is_shared ? spfe_arena_charge(arena, (size_t)answer->len + 1)
                     : spfe_answer_move(answer, arena);
}

int
spfe_answer_copy(const spfeval_answer *built, uint16_t type,
                 struct spfe_arena *arena, struct spfe_answer *out)
{
    struct spfe_answer copy = spfe_answer_view(built);

    if (!spfe_answer_fits(&copy, type)) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    copy.type = type;
    if (copy.len > 0 && !hold(&copy, built->shared != NULL, arena)) {
        return arena->status;
    }
    *out = copy;
    return SPFEVAL_OK;
}

int
spfeval_answer_get_record(const spfeval_answer *answer, uint32_t index,
                          spfeval_dns_record *out)
{
    struct spfe_answer seen;

    if (answer == NULL) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    seen = spfe_answer_view(answer);
    return spfe_answer_get_record(&seen, index, answer->last_read, out);
}
