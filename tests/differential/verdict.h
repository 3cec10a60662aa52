/* SPDX-License-Identifier: BSD-2-Clause */
/* What libspfeval says of a case. */
#ifndef TESTS_DIFFERENTIAL_VERDICT_H
#define TESTS_DIFFERENTIAL_VERDICT_H

#include <stdint.h>

#include "differential/spf_case.h"

enum { VERDICT_TEXT = 1024, VERDICT_OWNERS = 24, VERDICT_NAME = 512 };

struct verdict {
    const char *result; /* as RFC 7208 section 2.6 writes it */
    int reason;         /* enum spfeval_reason */
    uint32_t syntax;    /* enum spfeval_syntax, for SPFEVAL_REASON_SYNTAX */
    uint32_t terms;
    uint32_t voids;
    uint32_t void_answers; /* answers used without a record, of any name */
    uint32_t failed_answers;
    bool has_bad_target;  /* a term's name could not be asked for */
    bool has_long_target; /* a term's name was cut to 253 octets, or nearly */
    char explanation[VERDICT_TEXT];            /* the domain's, else empty */
    char domain[VERDICT_NAME];                 /* the identity's */
    char owners[VERDICT_OWNERS][VERDICT_NAME]; /* of records looked for */
    unsigned owner_count;
};

/* A different question: 0 and NULL leave what RFC 7208 and the case say. */
struct variation {
    uint32_t max_terms;
    uint32_t max_voids;
    uint32_t max_mx_names;
    uint32_t max_ptr_names;
    const char *ip;
    const char *helo;
    const char *mailfrom;
};

/* 0, or -1 with a message; variation may be NULL. */
int verdict_make(const struct spf_case *item,
                 const struct variation *variation, struct verdict *out);

#endif
