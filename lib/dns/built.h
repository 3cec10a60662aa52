/* SPDX-License-Identifier: BSD-2-Clause */
/* What a resolver builds: the object behind the public handle. */
#ifndef SPFE_DNS_BUILT_H
#define SPFE_DNS_BUILT_H

#include "base/mem.h"
#include "dns/answer.h"

struct spfeval_answer {
    struct spfe_mem mem;
    uint8_t *data;
    size_t capacity;
    size_t len;
    size_t last_text; /* where the length of the last TXT record stands */
    uint32_t count;
    uint32_t ttl;
    int failure;
    int rcode;
    uint16_t type;
    uint8_t aliases;
    bool has_ttl;
    bool authoritative;
    bool has_rcode;
    struct spfe_shared *shared;      /* stands for this one; NULL for none */
    struct spfe_rr_place *last_read; /* readers may change it, and no more */
};

#endif
