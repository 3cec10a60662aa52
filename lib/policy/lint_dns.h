/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The rules that need the DNS. What was not looked up, or failed, is never an
 * error: it gives no finding at all. Warnings are about the domain's own
 * record only: those of others are theirs to improve.
 */
#ifndef SPFE_POLICY_LINT_DNS_H
#define SPFE_POLICY_LINT_DNS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "policy/lint.h"
#include "policy/walk.h"

struct spfe_lint_dns {
    struct spfeval_lint *lint;
    struct spfeval_policy *policy;
    const struct spfe_node *root;
    /* All records that are reached, each once, the root first. */
    const struct spfe_node *nodes[SPFE_WALK_NODES];
    const struct spfe_lint_source *sources[SPFE_WALK_NODES]; /* or NULL */
    bool broken[SPFE_WALK_NODES]; /* an error is there or below */
    uint32_t node_count;
    bool has_maps; /* those of the root and all below */
};

/* The index of a node; node_count when it was not reached. */
uint32_t spfe_lint_dns_index(const struct spfe_lint_dns *dns,
                             const struct spfe_node *node);

/* What the text rules know about a term of the root's record. */
struct spfe_lint_term *spfe_lint_dns_term(const struct spfe_lint_dns *dns,
                                          uint32_t index);

/* May there be a warning about this term of the root's record? */
bool spfe_lint_dns_wants(const struct spfe_lint_dns *dns, uint32_t index);

/*
 * Add a finding about a term of a node's record, which is %1. An error takes
 * the place of warnings about the same term.
 */
struct spfe_finding *spfe_lint_dns_add(struct spfe_lint_dns *dns, int code,
                                       const struct spfe_node *node,
                                       uint32_t index);

/* Add a finding about the domain, whose name is %1. */
struct spfe_finding *spfe_lint_dns_add_domain(struct spfe_lint_dns *dns,
                                              int code);

/* A record; NULL when it is not valid, or there is no memory for it. */
const struct spfeval_record *spfe_lint_dns_parse(struct spfeval_lint *lint,
                                                 struct spfe_text text);

/* The value of what was written to a buffer, as far as it has room. */
struct spfe_text spfe_lint_dns_written(const struct spfe_buf *buf);

/*
 * Do two names belong to the same organisation? A guess without a list of
 * public suffixes: they do when one is below the other, or when their last two
 * labels are equal; three when the top label is that of a country and the one
 * before it is commonly open to all there, as in "co.uk".
 */
bool spfe_lint_dns_is_same_organisation(struct spfe_text a,
                                        struct spfe_text b);

/* Are there records? */
static inline bool
spfe_lint_dns_is_ok(const struct spfe_lookup *lookup)
{
    return spfe_lookup_is_known(lookup) &&
           lookup->answer.dns_class == SPFEVAL_DNS_OK;
}

/* Do so many aliases lead to the answer that some resolvers give up? */
static inline bool
spfe_lint_dns_is_long_chain(const struct spfe_lookup *lookup)
{
    enum { ALIASES = 4 };

    return spfe_lookup_is_known(lookup) && lookup->answer.aliases > ALIASES;
}

/* Does the domain say that it takes no mail (RFC 7505)? */
bool spfe_lint_dns_has_null_mx(const struct spfe_lint_dns *dns);

/*
 * Is it known that no mail can reach the domain? It has the null MX, or
 * neither MX nor address (RFC 5321 section 5.1). That alone does not make it a
 * domain without mail: records that others include, and domains for bounces
 * that are not read, have neither.
 */
bool spfe_lint_dns_has_no_mail(const struct spfe_lint_dns *dns);

/* Is it a name for data, which no mail address has ("_spf.example.com")? */
bool spfe_lint_dns_is_data_name(struct spfe_text name);

/* No valid record: E001, E003, E029. Also examines the text. */
void spfe_lint_dns_root(struct spfe_lint_dns *dns);
/* E002 */
void spfe_lint_dns_several(struct spfe_lint_dns *dns);

/* E023 to E026, in all records; finds these. */
void spfe_lint_dns_references(struct spfe_lint_dns *dns);
/* E022, E027, W123 */
void spfe_lint_dns_cost(struct spfe_lint_dns *dns);
/* W102 */
void spfe_lint_dns_everyone(struct spfe_lint_dns *dns);
/* W113, W114 */
void spfe_lint_dns_covered(struct spfe_lint_dns *dns);
/* W133, W134, W142 */
void spfe_lint_dns_includes(struct spfe_lint_dns *dns);
/* W117 for all of it */
void spfe_lint_dns_total(struct spfe_lint_dns *dns);
/* W120 to W122, W124, W141 */
void spfe_lint_dns_hosts(struct spfe_lint_dns *dns);
/* W115 */
void spfe_lint_dns_overlaps(struct spfe_lint_dns *dns);
/* W126, W127, W129, I130, I131, W141 */
void spfe_lint_dns_answer(struct spfe_lint_dns *dns);
/* W135 */
void spfe_lint_dns_explanation(struct spfe_lint_dns *dns);
/* W137 */
void spfe_lint_dns_mail(struct spfe_lint_dns *dns);

/* The questions without a usable answer. */
void spfe_lint_dns_unchecked(struct spfe_lint_dns *dns);

#endif
