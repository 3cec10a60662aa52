/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A session has two checks: what is left when there was memory for one of
 * them, and when its time is over without memory to say so.
 */
#include <string.h>

#include <spfeval/spfeval.h>

#include "support/count_alloc.h"
#include "support/host.h"
#include "support/host_session.h"
#include "support/policies.h"
#include "support/tap.h"

static void
test_no_part_of_a_session_is_left_behind(void)
{
    enum { PARTS = 3 }; /* the session and its two checks */
    struct host host;
    uint64_t number;

    if (!host_init(&host, "")) {
        return;
    }
    for (number = 1; number <= PARTS; number++) {
        spfeval_session *session = NULL;

        host_run_short(&host, number, number % 2 == 0);
        CHECK_INT(spfeval_session_new(host.options, &session),
                  SPFEVAL_ERR_NOMEM);
        CHECK(session == NULL);
        count_alloc_fail_at(&host.memory, 0);
    }
    host_clear(&host);
}

static void
check_helo(const spfeval_session *session, int identity, const char *expected)
{
    size_t len = 0;
    const char *helo = spfeval_outcome_get_helo(
        spfeval_session_get_outcome(session, identity), &len);

    CHECK_STR(helo, len, expected);
}

/* One HELO for one identity and one for the other: a wrong answer. */
static void
test_helo_that_is_repeated_holds_for_both(void)
{
    static const char helo[] = "a.example";
    struct host host;
    uint64_t number; /* of the check that gets no memory */

    if (!host_init(&host, "")) {
        return;
    }
    for (number = 1; number <= 2; number++) {
        spfeval_session *session;

        host_run_short(&host, 0, false);
        session = host_make_session(&host);
        host_set_session(&host, &policy_cases[0], 0, session);
        host_run_short(&host, number, true);
        CHECK_INT(spfeval_session_set_helo(session, host_padding(),
                                           HOST_MOST_PADDING),
                  SPFEVAL_ERR_NOMEM);
        count_alloc_fail_at(&host.memory, 0);
        CHECK_INT(spfeval_session_set_helo(session, helo, strlen(helo)),
                  SPFEVAL_OK);
        CHECK_INT(
            spfeval_session_run(session, spfeval_zone_get_resolver(host.zone)),
            SPFEVAL_OK);
        check_helo(session, SPFEVAL_IDENTITY_HELO, helo);
        check_helo(session, SPFEVAL_IDENTITY_MAILFROM, helo);
        spfeval_session_free(session);
    }
    host_clear(&host);
}

static int
expire(spfeval_session *session)
{
    return spfeval_session_expire(session);
}

static int
tick_too_late(spfeval_session *session)
{
    int status = spfeval_session_tick(session, 0, NULL);

    /* The second identity has its own time, and that begins now. */
    if (status == SPFEVAL_OK) {
        status = spfeval_session_tick(session, 10000000, NULL);
    }
    if (status == SPFEVAL_OK) {
        status = spfeval_session_tick(session, 20000000, NULL);
    }
    return status;
}

/* True when the end needed memory and did not get it. */
static bool
end_without_memory(struct host *host, size_t padding,
                   int (*end)(spfeval_session *session))
{
    spfeval_session *session = host_make_session(host);
    const spfeval_outcome *outcome;
    bool failed;
    int status;

    host_set_session(host, &policy_cases[0], padding, session);
    host_run_short(host, 1, true);
    status = end(session);
    failed = host_has_run_short(host);
    if (failed) {
        host_session_is_over(host, session);
        host_recover(host, status);
        spfeval_session_reset(session);
        host_set_session(host, &policy_cases[0], padding, session);
        status = end(session);
    }
    count_alloc_fail_at(&host->memory, 0);
    CHECK_INT(status, SPFEVAL_OK);
    outcome = spfeval_session_get_outcome(session, SPFEVAL_IDENTITY_MAILFROM);
    CHECK_INT(spfeval_outcome_get_result(outcome), SPFEVAL_RESULT_TEMPERROR);
    outcome = spfeval_session_get_outcome(session, SPFEVAL_IDENTITY_HELO);
    CHECK_INT(spfeval_outcome_get_result(outcome), SPFEVAL_RESULT_TEMPERROR);
    spfeval_session_free(session);
    return failed;
}

static void
try_end(int (*end)(spfeval_session *session))
{
    struct host host;
    size_t padding;
    bool failed = false;

    if (!host_init(&host, "")) {
        return;
    }
    host_run_short(&host, 0, false);
    for (padding = 0; padding < HOST_MOST_PADDING; padding += 61) {
        failed = end_without_memory(&host, padding, end) || failed;
    }
    CHECK(failed);
    host_clear(&host);
}

static void
test_end_of_time_without_memory_leaves_no_outcome(void)
{
    try_end(expire);
    try_end(tick_too_late);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"no session is left behind where not all of it could be made",
         test_no_part_of_a_session_is_left_behind},
        {"a HELO that is repeated holds for both identities",
         test_helo_that_is_repeated_holds_for_both},
        {"the end of the time without memory leaves no outcome",
         test_end_of_time_without_memory_leaves_no_outcome},
    };

    return tap_run("oom/session_parts", tests, TAP_COUNT(tests));
}
