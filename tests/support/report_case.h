/* SPDX-License-Identifier: BSD-2-Clause */
/**
 * @file report_case.h
 * Mails over small zones, one for each kind of answer.
 */
#ifndef TESTS_SUPPORT_REPORT_CASE_H
#define TESTS_SUPPORT_REPORT_CASE_H

#include <stdbool.h>
#include <stddef.h>

#include <spfeval/spfeval.h>

#include "support/try_check.h"

/** One mail. */
struct report_case {
    /** The name of the files: golden/NAME.en.txt and golden/NAME.nl.txt. */
    const char *name;
    /** Lines for try_check_zone(). */
    const char *zone;
    /** NULL is 192.0.2.1. */
    const char *client;
    /** NULL is user@example.com. */
    const char *mailfrom;
    /** NULL is mail.example.com. */
    const char *helo;
    /** NULL is none. */
    const char *receiver;
    /** SPFEVAL_OPTION_DEFAULT_EXPLANATION; NULL is none. */
    const char *explanation;
    /** Of enum spfeval_reason. */
    int reason;
    /** HELO is checked. */
    bool is_helo;
    /** The time is over when the second query is asked. */
    bool expires;
};

extern const struct report_case report_cases[];
extern const size_t report_case_count;

/**
 * Run the check of a case.
 *
 * @param[out] try  Cleared by the caller with try_check_clear().
 *
 * @return The outcome; NULL when a check failed.
 */
const spfeval_outcome *report_case_run(const struct report_case *row,
                                       struct try_check *try);

/** The text of a case's first sentence with a key; NULL when there is none. */
const char *report_find(const spfeval_outcome *outcome, int language,
                        const char *key);

/** How many sentences with a key there are. */
unsigned report_count(const spfeval_outcome *outcome, const char *key);

/** A check of example.com's record in any octets, for 192.0.2.1. */
const spfeval_outcome *report_record_run(const char *record, size_t record_len,
                                         const char *zone,
                                         struct try_check *try);

#endif
