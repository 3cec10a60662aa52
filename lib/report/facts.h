/* SPDX-License-Identifier: BSD-2-Clause */
/* What the sentences need to know of an outcome, read once. */
#ifndef SPFE_REPORT_FACTS_H
#define SPFE_REPORT_FACTS_H

#include <stdbool.h>
#include <stdint.h>

#include <spfeval/record.h>
#include <spfeval/result.h>

#include "report/value.h"

/* One link of the path, and the term of its record that is meant. */
struct spfe_link {
    spfeval_path_entry entry;
    spfeval_term term; /* kind is 0 when there is none */
    struct spfe_value owner;
    struct spfe_value text; /* of the term */
};

struct spfe_facts {
    const spfeval_outcome *outcome;
    int result;
    int reason;
    bool of_helo;    /* the name from HELO was checked, for either reason */
    bool is_unicode; /* the part before "@" is not ASCII (RFC 8616) */
    uint32_t path_count;

    struct spfe_link first;  /* the checked domain's record */
    struct spfe_link judge;  /* the one whose term gave the result */
    struct spfe_link before; /* the one that leads to the last */
    struct spfe_link last;   /* the one with the deciding term */

    struct spfe_value client;
    struct spfe_value source; /* the client as a term */
    struct spfe_value sender;
    struct spfe_value domain;
    struct spfe_value target;
    uint16_t family; /* the client's: enum spfeval_rrtype, A or AAAA */
};

void spfe_facts_read(struct spfe_facts *facts, const spfeval_outcome *outcome);

/* "IPv4" or "IPv6", for type A or AAAA. */
struct spfe_value spfe_facts_family_name(uint32_t type);

/* --- reading an outcome ---------------------------------------------------*/

/* False when there is no such event. */
bool spfe_facts_event(const struct spfe_facts *facts, uint32_t index,
                      spfeval_event *out);
uint32_t spfe_facts_event_count(const struct spfe_facts *facts);

/*
 * The event that tells what was found at the name of a path's link. False when
 * no answer came.
 */
bool spfe_facts_record_event(const struct spfe_facts *facts,
                             const spfeval_path_entry *entry, uint32_t *index,
                             spfeval_event *out);

/* False when there is no such record. */
bool spfe_facts_dns_record(const struct spfe_facts *facts, uint32_t event,
                           uint32_t index, spfeval_dns_record *out);

bool spfe_facts_link(const struct spfe_facts *facts, uint32_t index,
                     struct spfe_link *out);

/* A term of a record, and its text. False when there is none. */
bool spfe_facts_term(const spfeval_record *record, uint32_t index,
                     spfeval_term *out, struct spfe_value *text);

/* Same name, without case. */
bool spfe_facts_same_name(const char *a, size_t a_len, const char *b,
                          size_t b_len);

#endif
