/* SPDX-License-Identifier: BSD-2-Clause */
/* How the walk goes on. Each returns SPFEVAL_OK or the arena's status. */
#ifndef SPFE_POLICY_WALK_FACTS_H
#define SPFE_POLICY_WALK_FACTS_H

#include "policy/walk.h"

/*
 * The question, asked once; NULL when the walk may ask no more. The name is
 * copied when it is a new one.
 */
int spfe_walk_ask(struct spfeval_policy *policy, uint16_t type,
                  struct spfe_text name, struct spfe_lookup **out);

/* The node of a domain, made once; NULL when there may be no more. */
int spfe_walk_child(struct spfeval_policy *policy, struct spfe_text owner,
                    uint32_t depth, struct spfe_node **out);

/* Ask for what the terms of a node's record are about. */
int spfe_facts_open(struct spfeval_policy *policy, struct spfe_node *node);

/* Ask for the addresses of the mail exchangers that have become known. */
int spfe_facts_go_on(struct spfeval_policy *policy, struct spfe_node *node);

/* Make the first nodes, and those questions that depend on no answer. */
int spfe_walk_begin(struct spfeval_policy *policy);

/* Use the answers that came. */
int spfe_walk_advance(struct spfeval_policy *policy);

/* The same for what only the linter wants to know. */
int spfe_extras_advance(struct spfeval_policy *policy);

#endif
