/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What one case of a suite asks: the inputs of a check.
 *
 * Keys: host, helo, mailfrom as in openspf's suites; our own cases add
 *
 *   identity: helo        the HELO identity instead of mailfrom
 *   receiver, options     see suite_options.h
 *   time: N               for %{t}
 *   expire-at: N          the time is over before the Nth query is answered
 *   clock: [N, ...]       milliseconds since the start at which the first,
 *                         second, ... answer arrives
 */
#ifndef CONFORMANCE_SUITE_CASE_H
#define CONFORMANCE_SUITE_CASE_H

#include <spfeval/check.h>

#include "pump.h"
#include "yaml_tree.h"

enum { SUITE_CASE_ARRIVALS = 16 };

struct suite_case {
    struct text name;
    struct tree tree;
    struct text host;
    struct text helo;
    struct text mailfrom;
    int identity;
    int64_t time;
    uint64_t expire_at; /* 0 for never */
    struct clock clock; /* without arrivals for none */
    int64_t arrivals[SUITE_CASE_ARRIVALS];
};

/* Whether the key is an input of a check or a note for the reader. */
bool suite_case_is_input(struct text key);

/*
 * Reads a case; on failure says what is wrong. The result must not be copied:
 * it points into itself.
 */
bool suite_case_read(struct text name, struct tree tree,
                     struct suite_case *out, struct buf *error);

/*
 * Gives the inputs to a check. Returns the status of the library: a host that
 * is not an address is refused by it.
 */
int suite_case_apply(const struct suite_case *test, spfeval_check *check);

#endif
