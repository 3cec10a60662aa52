/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The walk over all records that a domain's SPF record leads to, and what it
 * found. Each domain is looked at once, so a cycle ends by itself; a walk that
 * grows beyond its bounds stops asking, and keeps what it did not ask.
 */
#ifndef SPFE_POLICY_WALK_H
#define SPFE_POLICY_WALK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <spfeval/policy.h>

#include "base/arena.h"
#include "base/text.h"
#include "policy/address_map.h"
#include "record/record.h"
#include "rule/lookup.h"
#include "rule/options.h"

/*
 * Bounds on the work that a hostile domain can make. Ten lookups reach no more
 * than 100 names (RFC 7208 section 4.6.4); ordinary policies stay far below.
 */
enum {
    SPFE_WALK_NODES = 200,
    SPFE_WALK_TERMS = 10000,
    SPFE_WALK_QUERIES = 1000,
    /* After these only TXT: no record's hosts hide other records. */
    SPFE_WALK_OTHERS = SPFE_WALK_QUERIES - SPFE_WALK_NODES,
    SPFE_WALK_UNASKED = 100, /* that are kept */
    SPFE_WALK_HOSTS = 10,    /* of one mx term */
    SPFE_WALK_BYTES = 64 * 1024 * 1024
};

/* What a term's domain is. */
enum spfe_target {
    SPFE_TARGET_NONE,    /* the term has none: all, ip4, ip6, modifiers */
    SPFE_TARGET_NAME,    /* known, and can be asked for */
    SPFE_TARGET_MESSAGE, /* depends on the message or the client */
    SPFE_TARGET_DOMAIN,  /* depends on the domain, which is not set */
    SPFE_TARGET_BAD      /* not a usable name: never matches, nothing asked */
};

/* The address families, as an index. */
enum { SPFE_V4, SPFE_V6, SPFE_FAMILIES };

/*
 * A question is NULL when it is not asked; it is not answered when
 * !lookup->answered. Both are "not looked up", as is a failed one.
 */
static inline bool
spfe_lookup_is_known(const struct spfe_lookup *lookup)
{
    return lookup != NULL && lookup->answered &&
           lookup->answer.dns_class != SPFEVAL_DNS_FAILED;
}

/* Does the DNS say that there is nothing? */
static inline bool
spfe_lookup_is_void(const struct spfe_lookup *lookup)
{
    return spfe_lookup_is_known(lookup) &&
           spfe_answer_is_void(&lookup->answer);
}

/* A mail exchanger of an mx term, with its addresses by family. */
struct spfe_host {
    struct spfe_text name;
    const struct spfe_lookup *addresses[SPFE_FAMILIES];
};

/* What the DNS says about one term. */
struct spfe_facts {
    struct spfe_text target; /* for SPFE_TARGET_NAME, with a NUL */
    uint8_t target_kind;     /* enum spfe_target */
    bool unused; /* after "all", or a redirect beside it: nothing is asked */
    bool asks_client_name;        /* %{p}: one lookup more */
    struct spfe_lookup *question; /* mx: MX; exists: A; exp: TXT */
    const struct spfe_lookup *addresses[SPFE_FAMILIES]; /* a */
    struct spfe_host *hosts; /* mx: those that can be asked for, sorted */
    uint32_t host_count;     /* the first SPFE_WALK_HOSTS of them */
    bool hosts_listed;
    struct spfe_node *child; /* include, redirect; NULL when stopped */
    bool closes_cycle;       /* it leads back; set by compile.h */
};

/* A record, and what it leads to. */
struct spfe_node {
    struct spfe_node *next;         /* in the order in which they came up */
    struct spfe_text owner;         /* with a NUL; empty when not set */
    struct spfe_lookup *txt;        /* NULL when the text was given */
    const struct spfe_found *found; /* NULL: not looked up */
    struct spfe_facts *facts;       /* one for each term of found->record */
    uint32_t depth;                 /* shortest way from the root */
    bool explains;                  /* its exp counts: by redirects only */
    bool opened;                    /* facts are there, if there is a record */
    bool compiled;                  /* maps are there */
    bool compiling;                 /* in the middle of it: a cycle */
    bool cyclic;                    /* it leads into a cycle */
    uint32_t round;                 /* the last one that made its maps */
    struct spfe_map maps[SPFE_FAMILIES]; /* see compile.h */
    uint32_t all_lookups; /* if nothing ever ended evaluation; saturated */
    uint32_t unknown;     /* includes and redirects not followed, the same */
    bool unsure[SPFE_FAMILIES]; /* not all is known of what matches */
};

/*
 * Names where a record is published by mistake (SPF-E029), the wildcard below
 * the domain first: it answers for the others.
 */
enum { SPFE_WALK_ELSEWHERE = 5 };

/* What only the linter wants to know; NULL: not asked. */
struct spfe_extras {
    struct spfe_lookup *mx;    /* of the domain */
    struct spfe_lookup *spf99; /* the obsolete type SPF at the domain */
    struct spfe_lookup *elsewhere[SPFE_WALK_ELSEWHERE];
    struct spfe_lookup *host_txt[SPFE_WALK_HOSTS]; /* of the exchangers */
};

/* A most expensive address of a family, found once; see cost.c. */
struct spfe_worst {
    uint32_t piece;  /* index in the root's map */
    uint32_t *terms; /* those of the root that it costs, in order */
    uint32_t term_count;
    bool known;
};

enum spfe_walk_state {
    SPFE_WALK_INPUT,
    SPFE_WALK_OPEN,
    SPFE_WALK_DONE,
    SPFE_WALK_FAILED
};

struct spfeval_policy {
    struct spfeval_options *options;
    struct spfe_arena arena;
    struct spfe_lookups lookups;
    struct spfe_lookups unasked; /* the first ones for which a bound left no
                                    room */
    struct spfe_text domain;     /* empty: not set */
    struct spfe_text record;     /* ptr NULL: the published one */
    struct spfe_text senders;    /* a record of them; ptr NULL: none */
    struct spfe_node *nodes;     /* all, the root first */
    struct spfe_node *last;
    struct spfe_node *root;
    struct spfe_node *sender_root; /* NULL: none */
    struct spfe_extras extras;
    uint32_t node_count;
    uint32_t term_count;
    uint64_t work;  /* done on maps, in pieces; see compile.h */
    uint32_t round; /* of making them */
    struct spfe_worst worst[SPFE_FAMILIES];
    int state;               /* enum spfe_walk_state */
    int status;              /* why it failed */
    uint32_t answered_count; /* of the lookups */
    bool wants_extras;
    bool asked_hosts; /* of the extras */
    bool asked_elsewhere;
};

/* The terms of a node's record; 0 when there is none that is valid. */
static inline uint32_t
spfe_node_term_count(const struct spfe_node *node)
{
    return node->found != NULL && node->found->record != NULL && node->opened
               ? node->found->record->term_count
               : 0;
}

static inline const struct spfe_term *
spfe_node_term(const struct spfe_node *node, uint32_t index)
{
    return &node->found->record->terms[index];
}

/* The text of a term of a node. */
static inline struct spfe_text
spfe_node_term_text(const struct spfe_node *node, uint32_t index)
{
    const struct spfe_term *term = spfe_node_term(node, index);

    return spfe_record_slice(node->found->record, term->offset, term->len);
}

/*
 * Make a policy that is done, like another one but with this record, from the
 * answers that the other has; nothing is asked. Statuses of
 * spfeval_policy_step(). The caller frees it.
 */
int spfe_policy_what_if(const struct spfeval_policy *policy,
                        struct spfe_text record, struct spfeval_policy **out);

#endif
