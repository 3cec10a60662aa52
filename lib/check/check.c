/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/check.h"

#include <string.h>

#include <spfeval/status.h>

#include "check/ahead.h"
#include "check/explanation.h"
#include "check/frame.h"
#include "check/identity.h"
#include "check/prefetch.h"

/*
 * Room for what an ordinary check learns, in the same allocation. A check in
 * flight then takes about 2 KiB, one heap block.
 */
enum { FIRST_ROOM = 1280 };

/*
 * How many questions may be asked ahead of evaluation at a time. It needs the
 * names of at most 10 terms (RFC 7208 section 4.6.4), so no record makes a
 * check ask much more than it may ask anyway.
 */
enum { MOST_AHEAD = 13 };

struct check_memory {
    struct spfeval_check check; /* first: the handle points to it */
    uint64_t room[FIRST_ROOM / sizeof(uint64_t)];
};

int
spfeval_check_new(spfeval_options *options, spfeval_check **out)
{
    struct check_memory *memory;
    spfeval_check *check;

    if (options == NULL || out == NULL) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    memory = spfe_mem_alloc(&options->mem, sizeof(*memory));
    if (memory == NULL) {
        return SPFEVAL_ERR_NOMEM;
    }
    check = &memory->check;
    memset(check, 0, sizeof(*check));
    spfe_options_share(options);
    check->options = options;
    spfe_arena_init(&check->arena, &options->mem, options->max_bytes,
                    memory->room, sizeof(memory->room));
    check->limits.max_terms = options->max_terms;
    check->limits.max_voids = options->max_voids;
    check->limits.max_mx_names = options->max_mx_names;
    check->limits.max_ptr_names = options->max_ptr_names;
    spfeval_check_reset(check);
    *out = check;
    return SPFEVAL_OK;
}

void
spfeval_check_free(spfeval_check *check)
{
    spfeval_options *options;

    if (check == NULL) {
        return;
    }
    options = check->options;
    spfeval_answer_free(check->answer);
    spfe_lookups_reset(&check->lookups);
    spfe_shared_release(check->hints);
    spfe_arena_clear(&check->arena);
    spfe_mem_free(&options->mem, check);
    spfeval_options_free(options);
}

void
spfeval_check_reset(spfeval_check *check)
{
    static const struct spfe_macro_values no_values;
    static const struct spfe_trace no_trace;
    static const struct spfeval_outcome no_outcome;
    static const struct spfe_text no_text = {"", 0};
    static const struct spfe_hint_source no_source;

    if (check == NULL) {
        return;
    }
    spfe_lookups_reset(&check->lookups); /* they live in the arena */
    spfe_shared_release(check->hints);
    check->hints = NULL;
    check->hint_source = no_source;
    check->ahead_count = 0;
    check->ahead_allowed = MOST_AHEAD;
    check->ahead_size = 0;
    spfe_arena_reset(&check->arena);
    check->arena.max = check->options->max_bytes;
    spfe_limits_reset(&check->limits);
    check->state = SPFE_STATE_INPUT;
    check->identity = SPFEVAL_IDENTITY_MAILFROM;
    check->null_sender = false;
    check->has_clock = false;
    check->has_explaining_since = false;
    check->macros = 0;
    check->status = SPFEVAL_OK;
    check->mailfrom = no_text;
    check->values = no_values;
    check->values.helo = no_text;
    check->values.receiver = check->options->receiver;
    check->trace = no_trace;
    check->frame = NULL;
    check->next = SPFE_NEXT_RUN;
    check->outcome = no_outcome;
    check->outcome.check = check;
}

/* --- inputs -------------------------------------------------------------- */

int
spfeval_check_set_client(spfeval_check *check, const uint8_t *address,
                         size_t address_len)
{
    if (check == NULL || address == NULL ||
        (address_len != SPFE_IP4_OCTETS && address_len != SPFE_IP6_OCTETS)) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    if (check->state != SPFE_STATE_INPUT) {
        return SPFEVAL_ERR_STATE;
    }
    spfe_ip_set(&check->values.client, address, address_len);
    return SPFEVAL_OK;
}

int
spfeval_check_set_client_text(spfeval_check *check, const char *text,
                              size_t text_len)
{
    struct spfe_ip client;

    if (check == NULL || text == NULL) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    if (check->state != SPFE_STATE_INPUT) {
        return SPFEVAL_ERR_STATE;
    }
    if (!spfe_ip_parse(&client, text, text_len)) {
        return SPFEVAL_ERR_SYNTAX;
    }
    check->values.client = client;
    return SPFEVAL_OK;
}

int
spfeval_check_set_identity(spfeval_check *check, int identity)
{
    if (check == NULL || (identity != SPFEVAL_IDENTITY_MAILFROM &&
                          identity != SPFEVAL_IDENTITY_HELO)) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    if (check->state != SPFE_STATE_INPUT) {
        return SPFEVAL_ERR_STATE;
    }
    check->identity = (uint8_t)identity;
    return SPFEVAL_OK;
}

static int
set_input(spfeval_check *check, struct spfe_text *field, const char *octets,
          size_t len)
{
    char *copy;

    if ((octets == NULL && len > 0) || len > SPFE_TEXT_MAX) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    if (check->state != SPFE_STATE_INPUT) {
        return SPFEVAL_ERR_STATE;
    }
    copy = spfe_arena_copy(&check->arena, octets, len);
    if (copy == NULL) {
        return check->arena.status;
    }
    field->ptr = copy;
    field->len = (uint32_t)len;
    return SPFEVAL_OK;
}

int
spfeval_check_set_mailfrom(spfeval_check *check, const char *mailfrom,
                           size_t mailfrom_len)
{
    if (check == NULL) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    return set_input(check, &check->mailfrom, mailfrom, mailfrom_len);
}

int
spfeval_check_set_helo(spfeval_check *check, const char *helo, size_t helo_len)
{
    if (check == NULL) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    return set_input(check, &check->values.helo, helo, helo_len);
}

int
spfeval_check_set_time(spfeval_check *check, int64_t seconds)
{
    if (check == NULL) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    if (check->state != SPFE_STATE_INPUT) {
        return SPFEVAL_ERR_STATE;
    }
    check->values.time = seconds;
    return SPFEVAL_OK;
}

/* --- the loop ------------------------------------------------------------ */

/* RFC 7208 sections 2 and 4.3: find the domain, then look for its record. */
static enum spfe_next
begin(struct spfeval_check *check)
{
    uint32_t hash = 0;
    int reason = SPFEVAL_REASON_UNSET;
    int status = spfe_identity_find(check, &hash, &reason);
    enum spfe_next next;

    check->state = SPFE_STATE_EVALUATING;
    check->outcome.identity = check->identity;
    check->outcome.null_sender = check->null_sender;
    if (status != SPFEVAL_OK) {
        return SPFE_NEXT_ERROR;
    }
    if (reason != SPFEVAL_REASON_UNSET) {
        return spfe_check_finish(check, NULL, SPFEVAL_RESULT_NONE, reason);
    }
    next = spfe_frame_enter(check, SPFE_ORIGIN_INITIAL, NULL,
                            check->values.sender_domain, hash);
    if (next == SPFE_NEXT_WAIT) {
        spfe_prefetch_hints(check);
    }
    return next;
}

static int
advance(struct spfeval_check *check)
{
    for (;;) {
        struct spfe_frame *frame = check->frame;

        switch (check->next) {
        case SPFE_NEXT_RUN:
            check->next = spfe_frame_run(check, frame);
            break;
        case SPFE_NEXT_WAIT:
            if (!frame->waiting->answered) {
                spfe_prefetch_advance(check);
                return SPFEVAL_STEP_QUERY;
            }
            check->next = spfe_check_take_answer(check, frame);
            break;
        case SPFE_NEXT_DONE:
            check->state = SPFE_STATE_DONE;
            return SPFEVAL_STEP_DONE;
        case SPFE_NEXT_ERROR:
            if (spfe_check_spare_explanation(check)) {
                check->next = SPFE_NEXT_DONE;
                break;
            }
            spfe_check_fail(check);
            return check->status;
        }
    }
}

int
spfeval_check_step(spfeval_check *check)
{
    if (check == NULL) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    switch (check->state) {
    case SPFE_STATE_INPUT:
        if (check->values.client.len == 0) {
            return SPFEVAL_ERR_STATE;
        }
        check->next = begin(check);
        break;
    case SPFE_STATE_DONE:
        return SPFEVAL_STEP_DONE;
    case SPFE_STATE_FAILED:
        return check->status;
    default:
        break;
    }
    return advance(check);
}

static bool
is_open(const struct spfeval_check *check)
{
    return check->state == SPFE_STATE_EVALUATING ||
           check->state == SPFE_STATE_EXPLAINING;
}

int
spfeval_check_next_query(spfeval_check *check, const spfeval_query **out)
{
    struct spfe_lookup *lookup;

    if (check == NULL || out == NULL) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    if (!is_open(check)) {
        return SPFEVAL_ERR_NOT_FOUND;
    }
    lookup = spfe_lookups_take(&check->lookups);
    if (lookup == NULL) {
        return SPFEVAL_ERR_NOT_FOUND;
    }
    *out = &lookup->query;
    return SPFEVAL_OK;
}

int
spfeval_check_answer(spfeval_check *check, uint32_t query_id,
                     const spfeval_answer *answer)
{
    struct spfe_lookup *lookup;

    if (check == NULL || answer == NULL) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    if (!is_open(check)) {
        return SPFEVAL_ERR_NOT_FOUND;
    }
    lookup = spfe_lookups_find_open(&check->lookups, query_id);
    if (lookup == NULL) {
        return SPFEVAL_ERR_NOT_FOUND;
    }
    return spfe_ahead_store(check, lookup, answer);
}

/* --- time ---------------------------------------------------------------- */

int
spfeval_check_expire(spfeval_check *check)
{
    if (check == NULL) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    if (check->state == SPFE_STATE_INPUT) {
        int status = spfeval_check_step(check);

        if (status < 0) {
            return status;
        }
    }
    switch (check->state) {
    case SPFE_STATE_EVALUATING:
        /* RFC 7208 section 4.6.4 */
        check->next =
            spfe_check_finish(check, check->frame, SPFEVAL_RESULT_TEMPERROR,
                              SPFEVAL_REASON_TIMEOUT);
        break;
    case SPFE_STATE_EXPLAINING:
        check->next = spfe_explanation_give_up(check, check->frame);
        break;
    case SPFE_STATE_FAILED:
        return SPFEVAL_ERR_STATE;
    default:
        return SPFEVAL_OK;
    }
    if (check->next == SPFE_NEXT_ERROR &&
        !spfe_check_spare_explanation(check)) {
        spfe_check_fail(check);
        return check->status;
    }
    check->state = SPFE_STATE_DONE;
    return SPFEVAL_OK;
}

/* What is left of a time that began at start; the clock may read anything. */
static int64_t
time_left_since(const struct spfeval_check *check, int64_t start,
                uint32_t time)
{
    uint64_t passed = (uint64_t)check->clock_now - (uint64_t)start;

    return passed >= time ? 0 : (int64_t)(time - passed);
}

/* Milliseconds left; 0 when the time is over. */
static int64_t
time_left(struct spfeval_check *check)
{
    /* RFC 7208 section 6.2 gives no time; more than this delays the reply. */
    const uint32_t explanation_ms = 5000;
    int64_t left =
        time_left_since(check, check->clock_start, check->options->timeout_ms);

    if (check->state == SPFE_STATE_EXPLAINING) {
        int64_t explaining;

        if (!check->has_explaining_since) {
            check->has_explaining_since = true;
            check->explaining_since = check->clock_now;
        }
        explaining =
            time_left_since(check, check->explaining_since, explanation_ms);
        if (explaining < left) {
            left = explaining;
        }
    }
    return left;
}

int
spfeval_check_tick(spfeval_check *check, int64_t now_ms, int64_t *left_ms)
{
    int64_t left;

    if (check == NULL) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    if (check->state == SPFE_STATE_FAILED || check->values.client.len == 0) {
        return SPFEVAL_ERR_STATE;
    }
    if (!check->has_clock) {
        check->has_clock = true;
        check->clock_start = now_ms;
        check->clock_now = now_ms;
    }
    if (now_ms > check->clock_now) {
        check->clock_now = now_ms;
    }
    left = time_left(check);
    if (left == 0) {
        int status = spfeval_check_expire(check);

        if (status != SPFEVAL_OK) {
            return status;
        }
    }
    if (left_ms != NULL) {
        *left_ms = left;
    }
    return SPFEVAL_OK;
}

const spfeval_outcome *
spfeval_check_get_outcome(const spfeval_check *check)
{
    if (check == NULL || check->state != SPFE_STATE_DONE) {
        return NULL;
    }
    return &check->outcome;
}
