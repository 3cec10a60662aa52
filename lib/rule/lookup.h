/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The DNS questions of one check. The same question is asked once and its
 * answer used again, names compared without case.
 */
#ifndef SPFE_RULE_LOOKUP_H
#define SPFE_RULE_LOOKUP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/text.h"
#include "dns/answer.h"
#include "dns/query.h"
#include "dns/shared.h"
#include "record/record.h"
#include "rule/select.h"

/* What else can be asked once the answer is there (check/prefetch.h). */
enum spfe_leads_to {
    SPFE_LEADS_NOWHERE,
    SPFE_LEADS_TO_TERMS,          /* it holds an SPF record */
    SPFE_LEADS_TO_TERMS_AND_TEXT, /* the same, and its exp counts */
    SPFE_LEADS_TO_ADDRESSES       /* it names mail exchangers */
};

struct spfe_lookup_index;

struct spfe_lookup {
    struct spfeval_query query; /* first: the handle points to it */
    struct spfe_lookup *next;   /* in the order in which they came up */
    struct spfe_found *found;   /* NULL until it was looked for */
    struct spfe_shared *shared; /* what the answer borrows from, or NULL */
    struct spfe_answer answer;  /* when answered */
    size_t ahead_size;          /* octets that nothing needed yet */
    uint32_t followed; /* where to go on: a term, or octets of MX data */
    struct spfe_rr_place last_read; /* of the answer */
    uint8_t leads_to; /* enum spfe_leads_to; cleared once followed */
    bool answered;
    bool used;     /* evaluation asked for it */
    bool ahead;    /* nothing asked for it yet but check/ahead.c */
    bool dropped;  /* there was no room for the answer */
    bool expected; /* asked in the first burst, which hints foretold */
};

struct spfe_lookups {
    struct spfe_lookup *first;
    struct spfe_lookup *tail; /* this one and those after are not in index */
    struct spfe_lookup *last;
    struct spfe_lookup *untaken; /* the first one the host did not take */
    struct spfe_lookup *leading; /* none before it leads on; NULL: the first */
    struct spfe_lookup_index *index; /* of the others; NULL: none */
    uint32_t count;
    uint32_t used;       /* how many of them evaluation asked for */
    uint16_t generation; /* part of each id, so that old ones do not fit */
};

/* Forget all questions, and let go of shared answers. */
void spfe_lookups_reset(struct spfe_lookups *lookups);

/*
 * Find the question, or add it. The name is NUL-terminated and lives as long
 * as the check. NULL on failure, with the arena's status.
 */
struct spfe_lookup *spfe_lookups_ask(struct spfe_lookups *lookups,
                                     struct spfe_arena *arena, uint16_t type,
                                     struct spfe_text name);

/* The same when the hash of the name is known (base/dname.h). */
struct spfe_lookup *
spfe_lookups_ask_hashed(struct spfe_lookups *lookups, struct spfe_arena *arena,
                        uint16_t type, struct spfe_text name, uint32_t hash);

/* The question, or NULL when it was not asked. */
struct spfe_lookup *spfe_lookups_find(const struct spfe_lookups *lookups,
                                      uint16_t type, struct spfe_text name);

/* The unanswered question with this id, or NULL. */
struct spfe_lookup *spfe_lookups_find_open(const struct spfe_lookups *lookups,
                                           uint32_t id);

/* The next question for the host, or NULL. */
struct spfe_lookup *spfe_lookups_take(struct spfe_lookups *lookups);

/*
 * The SPF record in the answer to a TXT question, selected and parsed once.
 * NULL on failure, with the arena's status.
 */
const struct spfe_found *spfe_lookup_find_record(struct spfe_lookup *lookup,
                                                 struct spfe_arena *arena);

#endif
