/* SPDX-License-Identifier: BSD-2-Clause */
/**
 * @file host.h
 * A host that runs policy cases (policies.h) and whose checks get no memory
 * when the test says so.
 *
 * One allocation of the library may serve many small pieces. The piece that is
 * refused is chosen by padding, a HELO that is set and then replaced, and by
 * terms that lead in each record.
 */
#ifndef TESTS_SUPPORT_HOST_H
#define TESTS_SUPPORT_HOST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <spfeval/spfeval.h>

#include "support/count_alloc.h"
#include "support/policies.h"

/** More octets than a check takes from the allocator at a time. */
enum { HOST_MOST_PADDING = 4096 };

/** Lead-ins of 0 to 7 events: a trace grows by blocks of so many. */
extern const char *const host_leads[];
extern const size_t host_lead_count;

/** The host. */
struct host {
    /** Of the options and the checks; it can run short. */
    struct count_alloc memory;
    /** Of the rest; it never does. */
    struct count_alloc outside;
    spfeval_zone *zone;
    spfeval_answer *answer;
    spfeval_options *options;
    /* Inside: how memory runs short, and whether that was reported. */
    bool stays_out;
    bool seen;
    uint64_t failures;
};

/** Make it, with a lead-in for the records; false when a check failed. */
bool host_init(struct host *host, const char *lead);

/** Free everything, and check that the memory is clean. */
void host_clear(struct host *host);

/** Octets of no meaning, HOST_MOST_PADDING of them. */
const char *host_padding(void);

/** Refuse the allocation with this number; and all after it if it stays. */
void host_run_short(struct host *host, uint64_t number, bool stays_out);

/** Tell whether an allocation was refused since. */
bool host_has_run_short(const struct host *host);

/** Check that a call was the first to report it; there is memory again. */
void host_recover(struct host *host, int status);

/** Make a check, recovering if need be; NULL when that failed. */
spfeval_check *host_make_check(struct host *host);

/** Set the inputs of a case, recovering if need be. */
void host_set_inputs(struct host *host, const struct policy_case *row,
                     size_t padding, spfeval_check *check);

/** Check that a check is over without an outcome, as check.h says. */
void host_check_is_over(struct host *host, spfeval_check *check);

/** Let the host's zone answer a query into its answer object. */
void host_look_up(struct host *host, const spfeval_query *query);

#endif
