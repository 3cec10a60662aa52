/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The answer to "why was this mail rejected?", sentence by sentence: each part
 * says its sentences, and a sink does something with them.
 */
#ifndef SPFE_REPORT_REPORT_H
#define SPFE_REPORT_REPORT_H

#include "report/facts.h"
#include "report/key.h"
#include "report/value.h"

struct spfe_report;

typedef void (*spfe_report_sink)(struct spfe_report *report, enum spfe_key key,
                                 const struct spfe_values *values);

struct spfe_report {
    struct spfe_facts facts;
    spfe_report_sink sink; /* NULL: only count */
    void *sink_data;
    uint32_t count; /* sentences so far, this one not included */
};

/* Say everything that there is to say of an outcome. */
void spfe_report_run(struct spfe_report *report,
                     const spfeval_outcome *outcome, spfe_report_sink sink,
                     void *sink_data);

/* Say one sentence. */
void spfe_report_say(struct spfe_report *report, enum spfe_key key,
                     const struct spfe_values *values);

/* The parts, in their order. */
void spfe_explain_who(struct spfe_report *report);
void spfe_explain_what(struct spfe_report *report);
void spfe_explain_which(struct spfe_report *report);
void spfe_explain_result(struct spfe_report *report);
void spfe_explain_next(struct spfe_report *report);

/* Pieces of spfe_explain_which(). */
void spfe_explain_match(struct spfe_report *report);
void spfe_explain_syntax(struct spfe_report *report);
void spfe_explain_term_limit(struct spfe_report *report);
void spfe_explain_void_limit(struct spfe_report *report);
void spfe_explain_near_misses(struct spfe_report *report);

/*
 * Does the path come to a name again? Then the links of the circle are count
 * from first.
 */
bool spfe_report_find_loop(const struct spfe_facts *facts, uint32_t *first,
                           uint32_t *count);

/* The query that failed: the last one whose answer was used. */
bool spfe_report_find_failure(const struct spfe_facts *facts,
                              spfeval_event *out);

/* The number of MX records that the last query for them found. */
uint32_t spfe_report_count_mx(const struct spfe_facts *facts);

/* The number of SPF records at the last name of the path. */
uint32_t spfe_report_count_records(const struct spfe_facts *facts);

/*
 * Does the record that gave the result say "-all" and nothing else, and those
 * before it nothing but redirect?
 */
bool spfe_report_is_no_mail(const struct spfe_facts *facts);

#endif
