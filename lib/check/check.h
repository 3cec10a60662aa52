/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The inside of a check, and what its parts offer each other.
 *
 * A check is a stack of frames, one for each record being evaluated. Each part
 * below does a step and says with enum spfe_next how to go on; when an answer
 * is missing it leaves behind what to call with it (frame->on_answer).
 */
#ifndef SPFE_CHECK_CHECK_H
#define SPFE_CHECK_CHECK_H

#include <assert.h>
#include <stdbool.h>
#include <stdint.h>

#include <spfeval/check.h>

#include "base/arena.h"
#include "base/ip.h"
#include "base/text.h"
#include "check/hints.h"
#include "rule/lookup.h"
#include "rule/options.h"
#include "check/trace.h"
#include "record/record.h"
#include "rule/limits.h"
#include "rule/macro_expand.h"

enum spfe_next {
    SPFE_NEXT_RUN,  /* evaluate the terms of check->frame */
    SPFE_NEXT_WAIT, /* the answer to check->frame->waiting is needed */
    SPFE_NEXT_DONE, /* the outcome is there */
    SPFE_NEXT_ERROR /* the arena is exhausted; see its status */
};

struct spfe_frame;

typedef enum spfe_next (*spfe_answer_handler)(struct spfeval_check *check,
                                              struct spfe_frame *frame,
                                              struct spfe_lookup *lookup);
typedef enum spfe_next (*spfe_name_handler)(struct spfeval_check *check,
                                            struct spfe_frame *frame);

/* How a record came to be evaluated. */
enum spfe_origin {
    SPFE_ORIGIN_INITIAL,
    SPFE_ORIGIN_INCLUDE,
    SPFE_ORIGIN_REDIRECT
};

/*
 * The evaluation of one record. Frames are not reused within a check: the path
 * to the deciding term and the trace point to them.
 */
struct spfe_frame {
    struct spfe_frame
        *caller;             /* whose include waits for us; NULL at the top */
    struct spfe_frame *from; /* whose include or redirect led here */
    struct spfe_frame *jump; /* further up the path, to walk it in few steps */
    uint32_t from_term;      /* the index of that term */
    uint16_t depth;          /* include terms above us */
    uint8_t origin;          /* enum spfe_origin */
    uint8_t event;           /* what the trace calls the answer to come */
    struct spfe_text domain; /* <domain> of RFC 7208 section 4.1 */
    const struct spfe_found *found;
    const struct spfeval_record *record; /* NULL until found and valid */
    uint32_t domain_hash;
    uint16_t place;       /* in the path; 0 is the first */
    bool has_client_name; /* it was looked for */
    bool in_term;         /* the current term asks DNS */
    uint32_t term;        /* its index */

    /* The current term, when in_term. */
    struct spfe_text target;
    uint32_t target_hash;
    struct spfe_lookup *waiting;
    spfe_answer_handler on_answer;
    spfe_name_handler on_name;    /* once %{p} is known */
    struct spfe_text client_name; /* %{p} here; {NULL, 0} when unknown */
    struct spfe_text *names;      /* hosts of mx, names of ptr */
    uint32_t name_count;
    uint32_t name_at;

    struct spfe_lookup *explanation; /* the text that exp= names */
};

struct spfeval_outcome {
    const struct spfeval_check *check;
    uint8_t result;
    uint8_t reason;
    uint8_t explanation_source;
    uint8_t identity; /* enum spfeval_identity */
    bool null_sender;
    bool has_ttl;
    bool has_term;  /* leaf_term is meant */
    bool transient; /* a lookup failed, or limits were spent before */
    uint32_t ttl;
    uint32_t leaf_term;
    struct spfe_frame *leaf; /* the record that decided; NULL: none */
    struct spfe_text target;
    struct spfe_text explanation;
    struct spfe_text explanation_domain;
};

enum spfe_state {
    SPFE_STATE_INPUT,      /* waits for its inputs */
    SPFE_STATE_EVALUATING, /* the result is open */
    SPFE_STATE_EXPLAINING, /* the result is fail, its explanation is open */
    SPFE_STATE_DONE,
    SPFE_STATE_FAILED /* out of memory; see status */
};

struct spfeval_check {
    struct spfeval_options *options;
    struct spfe_arena arena;
    uint8_t state;    /* enum spfe_state */
    uint8_t identity; /* enum spfeval_identity */
    bool null_sender;
    bool ascii_local; /* the local-part has no octet above 127 */
    bool has_clock;
    bool has_explaining_since;
    bool is_running; /* by spfeval_check_run() */
    uint16_t macros; /* used by evaluated terms; enum spfeval_macro */
    int status;      /* for SPFE_STATE_FAILED */
    int64_t clock_start;
    int64_t clock_now;
    int64_t explaining_since;
    struct spfe_text mailfrom; /* as given */
    struct spfe_macro_values values;
    struct spfe_limits limits;
    struct spfe_lookups lookups;
    uint32_t ahead_count;   /* questions that nothing asked for but ahead.c */
    uint32_t ahead_allowed; /* how many there may be */
    size_t ahead_size;      /* octets that evaluation is not charged for */
    struct spfe_hint_source hint_source;
    struct spfe_shared *hints; /* what it gave; parsed: struct spfe_hints */
    struct spfe_trace trace;
    struct spfe_frame *frame;
    enum spfe_next next;
    struct spfeval_outcome outcome;
    spfeval_answer *answer; /* for the blocking run; NULL before the first */
};

/* --- check.c: what the parts have in common ----------------------------- */

static inline const struct spfe_term *
spfe_frame_term(const struct spfe_frame *frame)
{
    assert(frame->record != NULL && frame->term < frame->record->term_count);
    return &frame->record->terms[frame->term];
}

/*
 * Is it no later than what spfeval_check_tick() was last told? Then another
 * call changes nothing while the result is open.
 */
static inline bool
spfe_check_knows_time(const struct spfeval_check *check, int64_t now_ms)
{
    return check->has_clock && now_ms <= check->clock_now &&
           check->state == SPFE_STATE_EVALUATING;
}

/* The arena is exhausted, so there will be no outcome. */
static inline void
spfe_check_fail(struct spfeval_check *check)
{
    check->state = SPFE_STATE_FAILED;
    check->status = check->arena.status;
}

/*
 * Memory does not suffice for the explanation: RFC 7208 section 6.2, a fail is
 * one without it as well. True when that is all that is missing.
 */
static inline bool
spfe_check_spare_explanation(struct spfeval_check *check)
{
    if (check->state != SPFE_STATE_EXPLAINING ||
        check->arena.status != SPFEVAL_ERR_LIMIT) {
        return false;
    }
    check->arena.status = SPFEVAL_OK;
    return true;
}

/* What a frame wants to know, and what for. */
struct spfe_question {
    struct spfe_text name;
    uint32_t hash;    /* of the name (base/dname.h) */
    uint16_t type;    /* enum spfeval_rrtype */
    uint8_t event;    /* what the trace calls it: enum spfeval_event_kind */
    uint8_t leads_to; /* enum spfe_leads_to */
};

/*
 * Ask for this frame. Once the answer is there it is noted in the trace, and
 * on_answer is called with it.
 */
enum spfe_next spfe_check_ask(struct spfeval_check *check,
                              struct spfe_frame *frame,
                              const struct spfe_question *question,
                              spfe_answer_handler on_answer);

/* The same for a term's lookup that leads nowhere. */
enum spfe_next spfe_check_look_up(struct spfeval_check *check,
                                  struct spfe_frame *frame, uint16_t type,
                                  struct spfe_text name,
                                  spfe_answer_handler on_answer);

/* Use the answer that the frame waited for, which is there. */
enum spfe_next spfe_check_take_answer(struct spfeval_check *check,
                                      struct spfe_frame *frame);

/* The current term matched: its qualifier is the frame's result. */
enum spfe_next spfe_check_match(struct spfeval_check *check,
                                struct spfe_frame *frame);

/* The current term did not match: go on with the next one. */
enum spfe_next spfe_check_no_match(struct spfeval_check *check,
                                   struct spfe_frame *frame);

/* The current term's own query found nothing: charge that, no match. */
enum spfe_next spfe_check_void(struct spfeval_check *check,
                               struct spfe_frame *frame);

/* No term matched (RFC 7208 section 4.7). */
enum spfe_next spfe_check_default(struct spfeval_check *check,
                                  struct spfe_frame *frame);

/* An error, or the absence of a policy, ends the whole check. */
enum spfe_next spfe_check_finish(struct spfeval_check *check,
                                 struct spfe_frame *frame, int result,
                                 int reason);

/* A failed query ends the whole check. */
enum spfe_next spfe_check_temperror(struct spfeval_check *check,
                                    struct spfe_frame *frame);

/* Note an event about the frame's current term. */
bool spfe_check_trace_term(struct spfeval_check *check,
                           struct spfe_frame *frame, int verdict);

/*
 * The target-name of a term (RFC 7208 section 4.8): its domain-spec expanded,
 * or <domain> when it has none. SPFEVAL_OK, or the arena's status.
 */
int spfe_check_expand_target(struct spfeval_check *check,
                             struct spfe_frame *frame,
                             const struct spfe_term *term,
                             struct spfe_text *out);

/* The macro values in this frame. */
const struct spfe_macro_values *
spfe_check_values(struct spfeval_check *check, const struct spfe_frame *frame);

#endif
