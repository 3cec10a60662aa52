/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A zone from a few numbers, for a search of the check that takes most. All of
 * them stay within RFC 7208 section 4.6.4: ten terms that ask, ten MX or PTR
 * records each, no void lookups; a DNS message has at most 65535 octets, and a
 * local part 64 (RFC 5321 section 4.5.3.1.1).
 */
#ifndef TESTS_BENCH_HEAVIEST_H
#define TESTS_BENCH_HEAVIEST_H

#include <stdint.h>

#include <spfeval/spfeval.h>

enum { HEAVIEST_TERMS = 10, HEAVIEST_GENES = 6 + 4 * HEAVIEST_TERMS };

/* Each is 0 to 255. */
struct heaviest_genome {
    uint8_t genes[HEAVIEST_GENES];
};

struct heaviest_zone {
    spfeval_zone *zone;
    const char *ip;
    char mailfrom[128];
    unsigned failed; /* additions to the zone that went wrong */
};

/*
 * Scale divides the sizes, so that a search takes less time; 1 for the whole.
 * NULL in zone when out of memory.
 */
void heaviest_build(const struct heaviest_genome *genome, unsigned scale,
                    struct heaviest_zone *out);

/* The marked call: callgrind collects only here. Its own source file. */
int heaviest_measured(spfeval_check *check, spfeval_resolver *resolver);

#endif
