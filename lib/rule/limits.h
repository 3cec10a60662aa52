/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Lookup-limit accounting (RFC 7208 section 4.6.4). The only code that moves
 * the counters: charge before asking.
 */
#ifndef SPFE_RULE_LIMITS_H
#define SPFE_RULE_LIMITS_H

#include <stdbool.h>
#include <stdint.h>

struct spfe_limits {
    uint32_t max_terms;
    uint32_t max_voids; /* SPFEVAL_UNLIMITED: no limit */
    uint32_t max_mx_names;
    uint32_t max_ptr_names;
    uint32_t terms;
    uint32_t voids;
    uint32_t records;
    uint32_t mx_names;
    uint32_t ptr_names;
};

/* Forget what was counted, keep the limits. */
void spfe_limits_reset(struct spfe_limits *limits);

/*
 * Charge a term that causes DNS queries, or a %{p} in one. False when the
 * limit is reached: permerror, without a query.
 */
bool spfe_limits_charge_term(struct spfe_limits *limits);

/* Charge a term whose own query found nothing. False: permerror. */
bool spfe_limits_charge_void(struct spfe_limits *limits);

/* May an mx term have this many records? False: permerror. */
bool spfe_limits_allow_mx(const struct spfe_limits *limits, uint32_t count);

/* How many of this many PTR records to look at; the others are ignored. */
uint32_t spfe_limits_cap_ptr(const struct spfe_limits *limits, uint32_t count);

/* Counted for the report only. */
void spfe_limits_count_record(struct spfe_limits *limits);
void spfe_limits_count_mx_name(struct spfe_limits *limits);
void spfe_limits_count_ptr_name(struct spfe_limits *limits);

#endif
