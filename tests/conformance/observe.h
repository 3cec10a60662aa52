/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What can be seen of a check that is over, as facts.
 *
 *   status              ok, or what the library refused: argument, state,
 *                       syntax, nomem, limit, resolver
 *   result, reason      their names; unset without an outcome
 *   identity            mailfrom or helo
 *   null-sender         yes or no
 *   sender, domain      as the check used them
 *   owner, term         the last record of the path and the deciding term
 *   path                one line for each link: its owner, a space, the term
 *   target              the name that the deciding step was about
 *   error.code          the name of the syntax error; error.offset,
 *                       error.length, error.text: where it is
 *   counters.terms      and voids, queries, records, mx-names, ptr-names
 *   ttl, cacheable      seconds; yes or no
 *   explanation         with explanation-source (none, default, domain) and
 *                       explanation-domain
 *   trace               see observe_trace.h
 *   queries             added by run_case.c: one line for each query
 *
 * What does not exist is no fact. Memory is none either: it depends on what
 * the check was used for before.
 */
#ifndef CONFORMANCE_OBSERVE_H
#define CONFORMANCE_OBSERVE_H

#include <spfeval/check.h>

#include "facts.h"

/* Whether there can be a fact with that name. */
bool observe_knows(struct text name);

/*
 * Adds the facts of a check that ended with a status: SPFEVAL_OK when there
 * is an outcome. Lines about an outcome that contradicts itself go to
 * complaints.
 */
void observe(const spfeval_check *check, int status, struct facts *out,
             struct buf *complaints);

#endif
