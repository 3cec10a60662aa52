/* SPDX-License-Identifier: BSD-2-Clause */
/* What a stub with one server makes of each label of the fault server. */
#ifndef TESTS_DNS_FAULT_CASES_H
#define TESTS_DNS_FAULT_CASES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <spfeval/dns.h>

struct fault_case {
    const char *label;
    const char *claim; /* the name of the test */
    int type;
    uint32_t timeout_ms;
    int dns_class;
    int failure;
    int rcode;
    uint32_t count;
    uint32_t data_len; /* of the first record */
    const char *data;  /* how it begins; NULL is not compared */
    bool has_ttl;
    uint32_t ttl;
    uint32_t sent;    /* over UDP */
    uint32_t tcp;     /* connections */
    uint32_t dropped; /* at least */
    uint32_t least_ms;
};

extern const struct fault_case fault_cases[];
extern const size_t fault_case_count;

#endif
