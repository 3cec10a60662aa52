/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Changes of a record, while they are worked out: what each sender's addresses
 * are, where its term goes, and what that does to everybody.
 */
#ifndef SPFE_POLICY_EDIT_H
#define SPFE_POLICY_EDIT_H

#include <stdbool.h>
#include <stdint.h>

#include <spfeval/edit.h>

#include "base/arena.h"
#include "base/mem.h"
#include "base/text.h"
#include "policy/edit_ranges.h"
#include "policy/walk.h"

struct spfe_note;

struct spfeval_edit {
    struct spfe_mem mem;
    struct spfe_arena arena;
    struct spfeval_policy *policy; /* with the text; NULL: none */
    struct spfe_text text;         /* ptr NULL: none */
    struct spfe_note *notes;
    struct spfe_note **last_note;
    uint32_t note_count;
    bool doubtful; /* a note says so */
    int state;     /* enum spfeval_edit_state; 0: see spfe_edit_run() */
    int status;    /* of the notes */
};

/* A record of one term of another one, with maps of its own. */
struct spfe_alone {
    struct spfe_node node;
    struct spfe_found found;
    struct spfeval_record record;
};

struct spfe_edit_sender {
    struct spfe_alone alone;
    const struct spfe_term *term;
    struct spfe_text text; /* its usual form */
    uint32_t same;         /* first term that is the same; SPFE_NO_TERM */
    bool again;            /* an earlier sender is the same */
    bool unknown;          /* not all of its addresses are known */
    bool empty;            /* all are known, and there are none */
    bool used;             /* a term that is the same is not after "all" */
    bool wanted;           /* it is to be added */
    bool before;           /* in front of the neighbour, else behind it */
    uint32_t neighbour;    /* a term; SPFE_NO_TERM: there are none */
};

/* Where to put a term, if there is a choice. */
enum spfe_place {
    SPFE_PLACE_NEAR, /* next to one of its own kind */
    SPFE_PLACE_LATE, /* as late as it takes effect */
    SPFE_PLACE_FRONT /* in front of all others */
};

/* How much a change does that it should not; see edit_prove.c. */
struct spfe_harm {
    uint64_t refused; /* addresses of senders that do not pass after all */
    uint64_t lost;    /* of others that no longer pass */
    uint64_t changed; /* of others whose result is another one */
};

struct spfe_change {
    struct spfeval_policy *policy;
    struct spfeval_edit *edit;
    const struct spfe_node *root;
    const struct spfeval_record *record; /* of the root */
    struct spfe_text text;               /* of the record */
    struct spfe_text *usual; /* its terms; ptr NULL unless they pass */
    struct spfe_edit_sender *senders;
    uint32_t sender_count;
    enum spfe_place place;
    struct spfe_harm harm;
};

/* All that return a status: SPFEVAL_OK, or SPFEVAL_ERR_NOMEM or _LIMIT. */
typedef int spfe_edit_work(struct spfe_change *change);

/*
 * Make a proposal; statuses of spfeval_policy_authorize(). Its state follows
 * from the text and the notes.
 */
int spfe_edit_run(struct spfeval_policy *policy, spfe_edit_work *work,
                  struct spfeval_edit **out);

/* Propose the record as it is. */
spfe_edit_work spfe_edit_keep;

/* Make edit->policy from edit->text. */
spfe_edit_work spfe_edit_try;

/* The record is not valid: propose a repaired one. */
spfe_edit_work spfe_edit_repair;

/* Compile one term of a node, as if it stood alone. */
int spfe_edit_isolate(struct spfeval_policy *policy,
                      const struct spfe_node *node, uint32_t term,
                      struct spfe_alone *alone);

/* Fill in the senders, and what the record has of them. */
spfe_edit_work spfe_edit_senders;

/* Do two terms in their usual form mean the same at this domain? */
bool spfe_edit_is_same(const struct spfe_change *change, struct spfe_text a,
                       struct spfe_text b);

/* A sender is these addresses of its map. */
static inline bool
spfe_edit_is_sender(const struct spfe_piece *piece)
{
    return piece->end != SPFE_NO_TERM;
}

static inline bool
spfe_edit_is_directive(const struct spfe_term *term)
{
    return term->qualifier != SPFEVAL_QUALIFIER_NONE;
}

static inline bool
spfe_edit_is_pass(const struct spfe_term *term)
{
    return term->qualifier == SPFEVAL_QUALIFIER_PASS;
}

/*
 * Which terms of a root give pass to the addresses of a sender? Groups by
 * term; false when there are others, or none at all.
 */
bool spfe_edit_find_pass(struct spfeval_policy *policy,
                         const struct spfe_edit_sender *sender,
                         struct spfe_groups *groups);

/* Put the senders that are wanted in the text. */
spfe_edit_work spfe_edit_insert;

/* Tell where, and what comes before them. */
void spfe_edit_tell_places(struct spfe_change *change);

/* Tell of a term before this one that may refuse a sender. */
void spfe_edit_tell_refusal(struct spfe_change *change,
                            const struct spfe_edit_sender *sender,
                            uint32_t end);

/* The same for a sender all of whose addresses pass. */
void spfe_edit_tell_refusal_before_pass(struct spfe_change *change,
                                        const struct spfe_edit_sender *sender);

/* Tell of a term of the new record by which a sender may pass. */
void spfe_edit_tell_pass(struct spfe_change *change,
                         const struct spfe_edit_sender *sender);

/* Is a term of the new record one of those that were added? */
bool spfe_edit_is_new(const struct spfe_change *change, uint32_t term);

/* Tell what is to be known of those that are added. */
void spfe_edit_tell_senders(struct spfe_change *change);

/* Tell of a sender whose addresses are none. */
void spfe_edit_tell_empty(struct spfe_change *change,
                          const struct spfe_edit_sender *sender);

/* Tell of new terms that lead into a cycle, in which addresses go round. */
void spfe_edit_tell_cycles(struct spfe_change *change);

/* Tell of errors in what the record leads to. */
spfe_edit_work spfe_edit_tell_errors;

/* Set harm, and tell of it if asked to. */
int spfe_edit_prove(struct spfe_change *change, bool tell);

/* The same when something was taken away: tell who loses pass. */
spfe_edit_work spfe_edit_prove_loss;

/* Tell what to do when lookups, or void ones, run out. */
spfe_edit_work spfe_edit_offer;

#endif
