/* SPDX-License-Identifier: BSD-2-Clause */
/**
 * @file walk_case.h
 * Policies that are walked over a zone given as rows, for tests.
 */
#ifndef TESTS_SUPPORT_WALK_CASE_H
#define TESTS_SUPPORT_WALK_CASE_H

#include <stdbool.h>
#include <stddef.h>

#include <spfeval/policy.h>
#include <spfeval/zone.h>

#include "support/zone_rows.h"

/** In which order the open queries are answered. */
enum walk_order { WALK_AT_ONCE, WALK_ONE_BY_ONE, WALK_REVERSED };

/** A policy and where its answers come from; start with {0}. */
struct walk_case {
    spfeval_zone *zone;
    spfeval_options *options;
    spfeval_policy *policy;
    /** The queries, such as "TXT example.com\nA mail.example.com\n". */
    char queries[65536];
    size_t queries_len;
};

/** Make the zone (authoritative) and a policy without input. */
void walk_case_init(struct walk_case *test, const struct zone_row *rows,
                    size_t count);

/** The same with the caller's options, which are given up. */
void walk_case_init_with(struct walk_case *test, const struct zone_row *rows,
                         size_t count, spfeval_options *options);

/** Set domain and record where they are not NULL, and walk to the end. */
void walk_case_walk(struct walk_case *test, const char *domain,
                    const char *record);

/** Walk to the end; false, after a failed check, when it does not end. */
bool walk_case_run(struct walk_case *test, enum walk_order order);

/** Free everything. */
void walk_case_clear(struct walk_case *test);

#endif
