/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Names as a check forms them: the library is asked what it would look up.
 */
#ifndef SPFEVAL_TOOL_SHOW_PROBE_H
#define SPFEVAL_TOOL_SHOW_PROBE_H

#include <spfeval/spfeval.h>

#include "text.h"

/* Make a check with the limits of the RFC. Returns a status. */
int show_probe_new(spfeval_check **out);

/*
 * Add the name of the record of a domain, without a final dot. Nothing is
 * added when the domain is not one that mail can come from. Returns a status.
 */
int show_probe_domain(spfeval_check *check, const char *domain,
                      size_t domain_len, struct text *out);

/*
 * Add the target of a domain-spec in the record of a domain; its macros may be
 * %{d} only. Nothing is added when that is not a name. Returns a status.
 */
int show_probe_target(spfeval_check *check, const char *domain,
                      size_t domain_len, const spfeval_term *term,
                      const char *record, struct text *out);

#endif
