/* SPDX-License-Identifier: BSD-2-Clause */
/* A check whose time is over when there is no memory to say so. */
#include <string.h>

#include <spfeval/spfeval.h>

#include "support/count_alloc.h"
#include "support/host.h"
#include "support/policies.h"
#include "support/tap.h"

enum { PADDING_STEP = 61 };

/* Answer queries until there is one for this name; false when none came. */
static bool
step_until(struct host *host, spfeval_check *check, const char *awaited)
{
    const spfeval_query *query;

    while (spfeval_check_step(check) == SPFEVAL_STEP_QUERY &&
           spfeval_check_next_query(check, &query) == SPFEVAL_OK) {
        if (strcmp(spfeval_query_get_name(query, NULL), awaited) == 0) {
            return true;
        }
        host_look_up(host, query);
        CHECK_INT(spfeval_check_answer(check, spfeval_query_get_id(query),
                                       host->answer),
                  SPFEVAL_OK);
    }
    return false;
}

/* A moment at which the time may be over. */
struct moment {
    const char *name;
    const char *mailfrom; /* of the policy case */
    const char *awaited;  /* the name asked for; NULL: not one step was done */
    int result;
    bool needs_memory; /* to say so */
};

static const struct moment moments[] = {
    {"before the first step", "strong-sender@ip.example.com", NULL,
     SPFEVAL_RESULT_TEMPERROR, true},
    {"waiting for the policy", "strong-sender@ip.example.com",
     "ip.example.com", SPFEVAL_RESULT_TEMPERROR, false},
    {"waiting for a host of mx", "strong-sender@mx.example.com",
     "second.example.com", SPFEVAL_RESULT_TEMPERROR, true},
    {"waiting for an included policy", "strong-sender@tree.example.com",
     "t21.example.com", SPFEVAL_RESULT_TEMPERROR, false},
    {"waiting for the explanation", "strong-sender@exp.example.com",
     "why._spf.exp.example.com", SPFEVAL_RESULT_FAIL, true},
    {"waiting for a name in the explanation", "strong-sender@exp.example.com",
     "1.2.0.192.in-addr.arpa", SPFEVAL_RESULT_FAIL, true},
};

static const struct policy_case *
find_case(const char *mailfrom)
{
    size_t i = 0;

    while (strcmp(policy_cases[i].mailfrom, mailfrom) != 0) {
        i++;
    }
    return &policy_cases[i];
}

/* A check at that moment; NULL when it never comes. */
static spfeval_check *
make_check_at(struct host *host, const struct moment *moment, size_t padding)
{
    spfeval_check *check = host_make_check(host);

    if (check == NULL) {
        return NULL;
    }
    host_set_inputs(host, find_case(moment->mailfrom), padding, check);
    CHECK_INT(spfeval_check_tick(check, 1000, NULL), SPFEVAL_OK);
    if (moment->awaited != NULL &&
        !CHECK(step_until(host, check, moment->awaited))) {
        spfeval_check_free(check);
        return NULL;
    }
    return check;
}

static int
expire(spfeval_check *check)
{
    return spfeval_check_expire(check);
}

static int
tick_too_late(spfeval_check *check)
{
    int64_t left = -7;
    int status = spfeval_check_tick(check, 10000000, &left);

    CHECK_INT(left, status == SPFEVAL_OK ? 0 : -7);
    return status;
}

/* True when the end of the check needed memory and did not get it. */
static bool
end_without_memory(struct host *host, const struct moment *moment,
                   size_t padding, int (*end)(spfeval_check *check))
{
    spfeval_check *check = make_check_at(host, moment, padding);
    const spfeval_outcome *outcome;
    bool failed;
    int status;

    if (check == NULL) {
        return false;
    }
    host_run_short(host, 1, true);
    status = end(check);
    failed = host_has_run_short(host);
    if (failed) {
        host_check_is_over(host, check);
        host_recover(host, status);
        spfeval_check_free(check);
        check = make_check_at(host, moment, padding);
        if (check == NULL) {
            return failed;
        }
        status = end(check);
    }
    count_alloc_fail_at(&host->memory, 0);
    CHECK_INT(status, SPFEVAL_OK);
    outcome = spfeval_check_get_outcome(check);
    CHECK_INT(spfeval_outcome_get_result(outcome), moment->result);
    spfeval_check_free(check);
    return failed;
}

static bool
try_moment(const struct moment *moment, const char *lead,
           int (*end)(spfeval_check *check))
{
    struct host host;
    bool failed = false;
    size_t padding;

    if (!host_init(&host, lead)) {
        return false;
    }
    for (padding = 0; padding < HOST_MOST_PADDING; padding += PADDING_STEP) {
        if (end_without_memory(&host, moment, padding, end)) {
            failed = true;
        }
    }
    host_clear(&host);
    return failed;
}

static void
try_all_moments(int (*end)(spfeval_check *check))
{
    size_t i;
    size_t lead;

    for (i = 0; i < TAP_COUNT(moments); i++) {
        bool failed = false;

        tap_row(moments[i].name);
        for (lead = 0; lead < host_lead_count; lead++) {
            if (try_moment(&moments[i], host_leads[lead], end)) {
                failed = true;
            }
        }
        CHECK_INT(failed, moments[i].needs_memory);
    }
    tap_row(NULL);
}

static void
test_expiry_without_memory_leaves_no_outcome(void)
{
    try_all_moments(expire);
}

static void
test_late_tick_without_memory_leaves_no_outcome(void)
{
    try_all_moments(tick_too_late);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"expiry without memory leaves no outcome",
         test_expiry_without_memory_leaves_no_outcome},
        {"a tick that comes too late leaves no outcome without memory",
         test_late_tick_without_memory_leaves_no_outcome},
    };

    return tap_run("oom/deadline", tests, TAP_COUNT(tests));
}
