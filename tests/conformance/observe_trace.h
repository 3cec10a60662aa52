/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The trace of a check as the fact "trace": one line for each event.
 *
 *     record example.com: ok 1 (0/0)
 *     term ip4:192.0.2.1 ip4:192.0.2.2: no-match (0/0)
 *     lookup A host.example.com: nxdomain (1/0)
 *     term a:host.example.com -> host.example.com: no-match (1/1)
 *     explanation why.example.com: ok 1 (1/1)
 *
 * A ">" before the line stands for each include that it is in. After "record"
 * and "explanation" stands the name that was asked for, after "lookup" the
 * type too; then what the answer comes down to, with the number of records.
 * After "term" stand the terms, "->" and the target, and how it ended. Last
 * come the counters of terms and void lookups.
 */
#ifndef CONFORMANCE_OBSERVE_TRACE_H
#define CONFORMANCE_OBSERVE_TRACE_H

#include <spfeval/result.h>

#include "facts.h"

/* Lines about a trace that contradicts the outcome go to complaints. */
void observe_trace(const spfeval_outcome *outcome, struct facts *out,
                   struct buf *complaints);

#endif
