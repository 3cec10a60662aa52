/* SPDX-License-Identifier: BSD-2-Clause */
/**
 * @file policies.h
 * Mails whose checks take every path on which memory is needed, with a zone
 * that answers them and what each comes to.
 */
#ifndef TESTS_SUPPORT_POLICIES_H
#define TESTS_SUPPORT_POLICIES_H

#include <stdbool.h>
#include <stddef.h>

#include <spfeval/check.h>
#include <spfeval/options.h>
#include <spfeval/zone.h>

/** One mail, and what its check finds. */
struct policy_case {
    const char *name;
    const char *mailfrom;
    const char *client;
    int result;
    int reason;
    /** NULL when there is none. */
    const char *explanation;
    /** A long record or answer: a handle need not keep memory for these. */
    bool is_long;
};

/** All cases. */
extern const struct policy_case policy_cases[];
extern const size_t policy_case_count;

/**
 * A zone that answers them all; NULL when it could not be made.
 *
 * @param[in] lead  Terms that match no client, each followed by a space; put
 *                  before the others in each record but the long one. They
 *                  move what comes after them in the trace.
 */
spfeval_zone *policies_make_zone(const spfeval_allocator *allocator,
                                 const char *lead);

/** Options with a receiver and a default explanation, or NULL. */
spfeval_options *policies_make_options(const spfeval_allocator *allocator);

/** Set all inputs of a check; the status of the first that fails, or 0. */
int policy_case_set_inputs(const struct policy_case *row,
                           spfeval_check *check);

#endif
