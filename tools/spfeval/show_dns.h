/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The questions of "show": each is asked once, and not too many are.
 */
#ifndef SPFEVAL_TOOL_SHOW_DNS_H
#define SPFEVAL_TOOL_SHOW_DNS_H

#include <spfeval/spfeval.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "network.h"

/* A check asks 1 + 10 + 100 questions at most; a tree may be larger. */
enum { SHOW_QUESTIONS = 200 };

struct show_question {
    int type;
    char *name;
    size_t name_len;
    spfeval_answer *answer;
};

struct show_dns {
    spfeval_zone *zone; /* or NULL, and the network is asked */
    struct network *network;
    int64_t end; /* by the clock, for the network */
    struct show_question questions[SHOW_QUESTIONS];
    uint32_t count;
    bool is_used_up; /* something was not asked */
    int status;      /* of the library: the first failure */
};

/* Ask, unless it is known. NULL when it was not asked; the answer stays. */
const struct show_question *show_dns_ask(struct show_dns *dns, int type,
                                         const char *name, size_t name_len);

/* Free what was asked; zone and network stay the caller's. */
void show_dns_clear(struct show_dns *dns);

#endif
