/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The options that a case is checked with.
 *
 * Our own cases may have a map "options" with the names below; "receiver" is
 * a key of the case itself. Everything else has the library's default, but
 * the default explanation is DEFAULT, as the suites want it.
 *
 *   max-terms, max-voids ("unlimited" too), max-mx-names, max-ptr-names,
 *   max-explanation, max-bytes, timeout-ms, fetch-explanation: a number
 *   default-explanation: a text
 *   idna: a map from domains to their A-label forms: all that can be converted
 */
#ifndef CONFORMANCE_SUITE_OPTIONS_H
#define CONFORMANCE_SUITE_OPTIONS_H

#include <spfeval/options.h>

#include "yaml_tree.h"

/* Whether the case needs options of its own. */
bool suite_options_special(struct tree test);

/* Whether the case sets max-bytes. */
bool suite_options_bounds_memory(struct tree test);

/*
 * The options of a case, with a way of asking ahead. idna must live as long as what is made with them: it
 * is set to the map of conversions. On failure says why and returns NULL.
 */
spfeval_options *suite_options_new(struct tree test, uint32_t prefetch,
                                   struct tree *idna, struct buf *error);

#endif
