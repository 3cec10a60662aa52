/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Questions that are asked before evaluation needs them, and what they cost. A
 * check pays for them apart from what evaluation uses, so that they cannot
 * change how it ends.
 */
#ifndef SPFE_CHECK_AHEAD_H
#define SPFE_CHECK_AHEAD_H

#include "check/check.h"

/*
 * Ask, unless that is done already. False when as many questions are ahead as
 * may be; a name that cannot be asked for is done.
 */
bool spfe_ahead_ask(struct spfeval_check *check, uint16_t type,
                    struct spfe_text name, enum spfe_leads_to leads_to);

/* May further memory be used for what is ahead? */
bool spfe_ahead_has_room(const struct spfeval_check *check);

/*
 * What the arena gave out since is not evaluation's: its bound grows as much.
 * Returns how much that is.
 */
size_t spfe_ahead_grant(struct spfeval_check *check, size_t used_before);

/*
 * Evaluation needs the answer to this question: it is not ahead any more, and
 * evaluation pays for it. False when that is more than it may have, with the
 * arena's status.
 */
bool spfe_ahead_use(struct spfeval_check *check, struct spfe_lookup *lookup);

/*
 * Store an answer; one that is ahead is dropped when such answers together
 * would take as much as evaluation may. SPFEVAL_OK, SPFEVAL_ERR_ARGUMENT, or
 * the arena's status, which has ended the check then.
 */
int spfe_ahead_store(struct spfeval_check *check, struct spfe_lookup *lookup,
                     const spfeval_answer *answer);

/*
 * The same of an answer that is shared, and is one to this question. The
 * caller's reference becomes the lookup's.
 */
int spfe_ahead_store_shared(struct spfeval_check *check,
                            struct spfe_lookup *lookup,
                            struct spfe_shared *shared, uint32_t ttl);

#endif
