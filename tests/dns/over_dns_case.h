/* SPDX-License-Identifier: BSD-2-Clause */
/* One case over a zone, and over a server that has the zone. */
#ifndef TESTS_DNS_OVER_DNS_CASE_H
#define TESTS_DNS_OVER_DNS_CASE_H

#include <stdbool.h>

#include <spfeval/resolver_ldns.h>
#include <spfeval/zone.h>

#include "conformance/suite_case.h"
#include "conformance/text.h"

/* What came of it. */
struct over_dns {
    struct buf complaints; /* one line for each difference */
    bool inexpressible; /* a needed answer is NOTIMP: see over_dns_answer.h */
    bool again;         /* a timeout came early, so it was repeated */
};

/*
 * Run a case
 *
 *   zone      with spfeval_check_run() over the zone
 *   blocking  with spfeval_check_run() over the stub
 *   ahead     with SPFEVAL_PREFETCH_SPEC over the stub's other face; not where
 *             the memory is bounded, of which asking ahead takes more
 *
 * and compare all that can be seen. The stub's only server has the zone. What
 * no server can say is NOTIMP in the zone as well.
 */
void over_dns_run(const struct suite_case *test, spfeval_zone *zone,
                  spfeval_stub *stub, struct over_dns *out);

#endif
