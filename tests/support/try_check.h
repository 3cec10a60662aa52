/* SPDX-License-Identifier: BSD-2-Clause */
/**
 * @file try_check.h
 * One check, step by step, against DNS data in memory.
 *
 *     struct try_check try;
 *
 *     try_check_init(&try, NULL);
 *     try_check_zone(&try, "example.com TXT v=spf1 a -all\n"
 *                          "example.com A 192.0.2.1");
 *     try_check_start(&try, "192.0.2.1", "user@example.com");
 *     CHECK_INT(try_check_run(&try), SPFEVAL_STEP_DONE);
 *     CHECK_STR(try.queries, try.queries_len,
 *               "TXT example.com; A example.com");
 *     try_check_clear(&try);
 *
 * Whatever cannot be set up is a failed check of the test that is running.
 */
#ifndef TESTS_SUPPORT_TRY_CHECK_H
#define TESTS_SUPPORT_TRY_CHECK_H

#include <stddef.h>
#include <stdint.h>

#include <spfeval/spfeval.h>

enum { TRY_CHECK_QUERIES = 4096 };

/** What takes part; options may be set until try_check_start(). */
struct try_check {
    spfeval_options *options;
    spfeval_zone *zone;
    spfeval_answer *answer;
    /** NULL until the first try_check_start(). */
    spfeval_check *check;
    /** The queries since the last start, "TXT a.example; A b.example". */
    char queries[TRY_CHECK_QUERIES];
    size_t queries_len;
};

/**
 * Make options, an empty zone and an answer.
 *
 * @param[out] try       The struct.
 * @param[in] allocator  For the options and thus the check; NULL for malloc().
 */
void try_check_init(struct try_check *try, const spfeval_allocator *allocator);

/** Free everything. */
void try_check_clear(struct try_check *try);

/**
 * Add records, one a line: "owner TYPE data", with "owner TTL TYPE data" for
 * a time to live other than 300.
 *
 *     example.com TXT v=spf1 -all      everything after one space
 *     example.com A 192.0.2.1          also AAAA
 *     example.com MX 10 mail.example.com
 *     1.2.0.192.in-addr.arpa PTR mail.example.com
 *     www.example.com CNAME example.com
 *     empty.example.com NAME           exists without a record
 *     slow.example.com TIMEOUT A       that type times out
 *     bad.example.com RCODE 2          each type without a record
 */
void try_check_zone(struct try_check *try, const char *lines);

/**
 * Make the check, or reset it, and set its inputs.
 *
 * @param[in,out] try   Initialized.
 * @param[in] client    The client's address as text.
 * @param[in] mailfrom  The reverse-path. HELO is "mail.example.com".
 */
void try_check_start(struct try_check *try, const char *client,
                     const char *mailfrom);

/** Take the next query and note it; NULL when there is none. */
const spfeval_query *try_check_take(struct try_check *try);

/** Answer a query from the zone; the status of spfeval_check_answer(). */
int try_check_reply(struct try_check *try, const spfeval_query *query);

/** Step and answer until there is no query; what the last step returned. */
int try_check_run(struct try_check *try);

/** Start, run, and return the outcome, which the test may rely on. */
const spfeval_outcome *try_check_outcome(struct try_check *try,
                                         const char *client,
                                         const char *mailfrom);

/** Check that the queries so far were these, and no others. */
void try_check_expect_queries(const struct try_check *try,
                              const char *expected);

/** One row of a table: a record, and what comes of it. */
struct try_case {
    /** What the row claims. */
    const char *claim;
    /** The TXT record of example.com; NULL for none. */
    const char *record;
    /** Further lines for try_check_zone(); NULL for none. */
    const char *zone;
    /** NULL is 192.0.2.1. */
    const char *client;
    /** NULL is user@example.com. */
    const char *mailfrom;
    /** Of enum spfeval_result. */
    int result;
    /** Of enum spfeval_reason; 0 stands for SPFEVAL_REASON_MATCH. */
    int reason;
    /** All queries after "TXT example.com", in order; NULL for none. */
    const char *queries;
    /** The counters at the end. */
    uint32_t terms;
    uint32_t voids;
};

/** Run each row with the default options. */
void try_check_table(const struct try_case *cases, size_t count);

#endif
