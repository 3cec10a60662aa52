/* SPDX-License-Identifier: BSD-2-Clause */
/* One check over the stub resolver while a system call fails. */
#ifndef TESTS_DNS_CALLS_CASE_H
#define TESTS_DNS_CALLS_CASE_H

#include <stdbool.h>
#include <stdint.h>

#include <spfeval/resolver_ldns.h>

/* How a check is run, against which servers, and what is right. */
struct calls_scene {
    const char *name;
    /* What the check came to: SPFEVAL_OK with an outcome, or an error. */
    int (*drive)(spfeval_stub *stub, spfeval_check *check);
    bool refused_first; /* a server before ours, with a port that is closed */
    bool twice;         /* ours two times */
    bool tcp_only;
    bool prefetch; /* many questions at a time */
    const char *client;
    int result;
};

/*
 * What may come of a call that fails; bits. Without one the result is right,
 * or temperror, or the status is SPFEVAL_ERR_RESOLVER.
 */
enum calls_rule {
    RULE_SAME = 1,     /* the result is right, as if nothing had happened */
    RULE_AT_ONCE = 2,  /* the same, and without a second attempt */
    RULE_LOSES = 4,    /* the stub waits for its timeout */
    RULE_NOMEM = 8,    /* SPFEVAL_ERR_NOMEM is possible too */
    RULE_REFUSES = 16, /* no stub is made for it, whatever else holds */
    RULE_PASSES = 32   /* the system cannot do it again and again */
};

/* What happens to a call; of CALL_NONE, the allocator of the stub fails. */
struct calls_failure {
    const char *name;
    int call;
    int failure;
    unsigned rules;
};

/*
 * Run the check with the first of these calls failing, then with the second,
 * and so on until there is no further call; and each once more with all calls
 * behind it failing as well.
 */
void calls_try_all(const struct calls_scene *scene,
                   const struct calls_failure *failure);

#endif
