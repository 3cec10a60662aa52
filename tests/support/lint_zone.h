/* SPDX-License-Identifier: BSD-2-Clause */
/**
 * @file lint_zone.h
 * The findings about example.com in a zone, for tests.
 */
#ifndef TESTS_SUPPORT_LINT_ZONE_H
#define TESTS_SUPPORT_LINT_ZONE_H

#include <stdbool.h>

#include <spfeval/policy.h>
#include <spfeval/zone.h>

/** All that is needed for it. */
struct lint_zone {
    spfeval_options *options;
    spfeval_zone *zone;
    spfeval_policy *policy;
    spfeval_lint *lint;
};

/**
 * Make options and the zone, from lines as zone_lines.h has them. If these
 * begin with example.com, it gets addresses, unless it has an MX, so that mail
 * can reach it.
 */
void lint_zone_set_up(struct lint_zone *fixture, const char *lines);

/** Walk example.com, with all extras, and find. */
void lint_zone_run(struct lint_zone *fixture);

/** Free everything. */
void lint_zone_tear_down(struct lint_zone *fixture);

/** A finding by its index. */
spfeval_finding lint_zone_get(const struct lint_zone *fixture, uint32_t index);

/** How many have a code. */
unsigned lint_zone_count(const struct lint_zone *fixture, const char *code);

#endif
