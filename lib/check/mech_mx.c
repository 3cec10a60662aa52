/* SPDX-License-Identifier: BSD-2-Clause */
/* Mechanism mx: the mail exchangers, then their addresses. */
#include <string.h>

#include "base/ascii.h"
#include "base/dname.h"
#include "check/mech.h"
#include "rule/match.h"

struct exchange {
    struct spfe_text name;
    uint16_t preference;
};

/* By preference, then name, so that the outcome does not depend on luck. */
static bool
comes_before(const struct exchange *a, const struct exchange *b)
{
    if (a->preference != b->preference) {
        return a->preference < b->preference;
    }
    return spfe_ascii_compare(a->name.ptr, a->name.len, b->name.ptr,
                              b->name.len) < 0;
}

static void
insert(struct exchange *sorted, uint32_t count, struct exchange exchange)
{
    while (count > 0 && comes_before(&exchange, &sorted[count - 1])) {
        sorted[count] = sorted[count - 1];
        count--;
    }
    sorted[count] = exchange;
}

/*
 * RFC 7505 and RFC 7208 section 4.8: a null MX, or a name that cannot be
 * asked for, has no addresses. Returns how many are left, or -1 for no memory.
 */
static int
sort_exchanges(struct spfeval_check *check, const struct spfe_answer *answer,
               struct exchange *sorted)
{
    struct spfe_rr_cursor records = spfe_answer_records(answer);
    struct spfe_rr rr;
    int count = 0;

    while (spfe_rr_next(&records, &rr)) {
        struct exchange exchange = {spfe_dname_trim(rr.text), rr.preference};

        if (!spfe_dname_is_valid(exchange.name)) {
            continue;
        }
        if (exchange.name.len != rr.text.len) {
            exchange.name.ptr = spfe_arena_copy(
                &check->arena, exchange.name.ptr, exchange.name.len);
            if (exchange.name.ptr == NULL) {
                return -1;
            }
        }
        insert(sorted, (uint32_t)count, exchange);
        count++;
    }
    return count;
}

static bool
collect_exchanges(struct spfeval_check *check, struct spfe_frame *frame,
                  const struct spfe_answer *answer)
{
    struct exchange *sorted =
        spfe_arena_alloc(&check->arena, answer->count * sizeof(*sorted));
    int count = sorted == NULL ? -1 : sort_exchanges(check, answer, sorted);
    int i;

    frame->name_at = 0;
    frame->name_count = 0;
    if (count <= 0) {
        return count == 0;
    }
    frame->names =
        spfe_arena_alloc(&check->arena, (size_t)count * sizeof(*frame->names));
    if (frame->names == NULL) {
        return false;
    }
    for (i = 0; i < count; i++) {
        frame->names[i] = sorted[i].name;
    }
    frame->name_count = (uint32_t)count;
    return true;
}

static enum spfe_next ask_next_exchange(struct spfeval_check *check,
                                        struct spfe_frame *frame);

/* The addresses of a host are not a term's own query: nothing is charged. */
static enum spfe_next
address_answered(struct spfeval_check *check, struct spfe_frame *frame,
                 struct spfe_lookup *lookup)
{
    if (lookup->answer.dns_class == SPFEVAL_DNS_FAILED) {
        return spfe_check_temperror(check, frame);
    }
    if (spfe_match_addresses(&check->values.client, &lookup->answer,
                             spfe_frame_term(frame))) {
        return spfe_check_match(check, frame);
    }
    return ask_next_exchange(check, frame);
}

static enum spfe_next
ask_next_exchange(struct spfeval_check *check, struct spfe_frame *frame)
{
    if (frame->name_at == frame->name_count) {
        return spfe_check_no_match(check, frame);
    }
    spfe_limits_count_mx_name(&check->limits);
    return spfe_check_look_up(
        check, frame, spfe_match_rrtype(&check->values.client),
        frame->names[frame->name_at++], address_answered);
}

static enum spfe_next
mx_answered(struct spfeval_check *check, struct spfe_frame *frame,
            struct spfe_lookup *lookup)
{
    if (lookup->answer.dns_class == SPFEVAL_DNS_FAILED) {
        return spfe_check_temperror(check, frame);
    }
    if (spfe_answer_is_void(&lookup->answer)) {
        return spfe_check_void(check, frame);
    }
    /* RFC 7208 section 4.6.4: more than 10 are an error, whatever they are. */
    if (!spfe_limits_allow_mx(&check->limits, lookup->answer.count)) {
        return spfe_check_finish(check, frame, SPFEVAL_RESULT_PERMERROR,
                                 SPFEVAL_REASON_MX_LIMIT);
    }
    if (!collect_exchanges(check, frame, &lookup->answer)) {
        return SPFE_NEXT_ERROR;
    }
    return ask_next_exchange(check, frame);
}

/* RFC 7208 section 5.4; without MX records there is no implicit one. */
enum spfe_next
spfe_mech_mx(struct spfeval_check *check, struct spfe_frame *frame)
{
    struct spfe_question question = {.name = frame->target,
                                     .type = SPFEVAL_RRTYPE_MX,
                                     .event = SPFEVAL_EVENT_LOOKUP,
                                     .leads_to = SPFE_LEADS_TO_ADDRESSES};

    return spfe_check_ask(check, frame, &question, mx_answered);
}
