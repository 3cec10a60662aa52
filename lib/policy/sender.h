/* SPDX-License-Identifier: BSD-2-Clause */
/* What people call a sender, as a directive. */
#ifndef SPFE_POLICY_SENDER_H
#define SPFE_POLICY_SENDER_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/text.h"
#include "record/record.h"

/*
 * A directive in its usual form (no sign, lower case, network masked, no /32
 * or //128), from a directive without a sign or with "+"; from an address or
 * network; or from a host name with a dot in it ("a:"). The text may be any
 * octets. SPFEVAL_OK, SPFEVAL_ERR_SYNTAX (also for "all", "ptr", modifiers,
 * and names with a comma or another octet of ",;:/@" outside macros), or the arena's status. The text gets a NUL; the offsets of the
 * term count in it.
 */
int spfe_sender_parse(struct spfe_arena *arena, struct spfe_text text,
                      struct spfe_text *out, struct spfe_term *term);

/*
 * Any term of a record in its usual form, with its sign when that is not "+".
 * Two terms with the same text mean the same. SPFEVAL_OK or the arena's
 * status.
 */
int spfe_sender_print(struct spfe_arena *arena,
                      const struct spfeval_record *record,
                      const struct spfe_term *term, struct spfe_text *out);

/*
 * Does the domain of a term hold what is no part of one? Names such as
 * "a.example,b.example" and "https://a.example" are valid, but never meant.
 */
bool spfe_sender_is_odd(struct spfe_text text, const struct spfe_term *term);

/* The prefix length of a network. */
unsigned spfe_sender_prefix(const struct spfe_term *network);

/* Are both networks, and does the first hold all of the second? */
bool spfe_sender_holds(const struct spfe_term *first,
                       const struct spfe_term *second);

#endif
