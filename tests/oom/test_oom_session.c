/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Sessions whose Nth allocation fails, once or with all that follow, for all
 * N: each lack of memory is reported once, and both outcomes come to the same
 * afterwards.
 */
#include <string.h>

#include <spfeval/spfeval.h>

#include "support/count_alloc.h"
#include "support/host.h"
#include "support/host_session.h"
#include "support/policies.h"
#include "support/tap.h"

enum { MOST_ALLOCATIONS = 200, PADDING_STEP = 389 };

typedef int (*driver)(struct host *host, spfeval_session *session);

/* What the outcomes of a case are compared with. */
struct expected {
    int helo_result;
    int helo_reason;
    uint32_t helo_events;
    uint32_t mailfrom_events;
};

/* --- the two ways to run a session --------------------------------------- */

static int
run_to_end(struct host *host, spfeval_session *session)
{
    int status =
        spfeval_session_run(session, spfeval_zone_get_resolver(host->zone));

    if (status != SPFEVAL_OK) {
        CHECK(spfeval_session_get_outcome(session,
                                          SPFEVAL_IDENTITY_MAILFROM) == NULL);
    }
    return status;
}

/* Without memory for an answer the session is over, and knows it. */
static void
give_answer(struct host *host, spfeval_session *session, uint32_t id)
{
    int status = spfeval_session_answer(session, id, host->answer);

    if (status == SPFEVAL_ERR_NOMEM) {
        CHECK_INT(spfeval_session_answer(session, id, host->answer),
                  SPFEVAL_ERR_NOT_FOUND);
        status = spfeval_session_step(session) == SPFEVAL_ERR_NOMEM
                     ? SPFEVAL_OK
                     : SPFEVAL_ERR_STATE;
    }
    CHECK_INT(status, SPFEVAL_OK);
}

static int
step_to_end(struct host *host, spfeval_session *session)
{
    const spfeval_query *query;
    int step;

    while ((step = spfeval_session_step(session)) == SPFEVAL_STEP_QUERY) {
        int taken = 0;

        while (spfeval_session_next_query(session, &query) == SPFEVAL_OK) {
            taken++;
            host_look_up(host, query);
            give_answer(host, session, spfeval_query_get_id(query));
        }
        if (!CHECK(taken > 0)) {
            return SPFEVAL_ERR_STATE;
        }
    }
    if (step < 0) {
        host_session_is_over(host, session);
        return step;
    }
    return SPFEVAL_OK;
}

/* --- one session, with memory running out -------------------------------- */

static void
check_outcomes(const struct policy_case *row, const spfeval_session *session,
               const struct expected *expected)
{
    const spfeval_outcome *helo =
        spfeval_session_get_outcome(session, SPFEVAL_IDENTITY_HELO);
    const spfeval_outcome *mailfrom =
        spfeval_session_get_outcome(session, SPFEVAL_IDENTITY_MAILFROM);
    const char *text;
    size_t len = 0;

    if (!CHECK(helo != NULL) || !CHECK(mailfrom != NULL)) {
        return;
    }
    CHECK_INT(spfeval_outcome_get_result(mailfrom), row->result);
    CHECK_INT(spfeval_outcome_get_reason(mailfrom), row->reason);
    text = spfeval_outcome_get_explanation(mailfrom, &len);
    CHECK_STR(text, len, row->explanation);
    CHECK_INT(spfeval_outcome_get_event_count(mailfrom),
              expected->mailfrom_events);
    CHECK_INT(spfeval_outcome_get_result(helo), expected->helo_result);
    CHECK_INT(spfeval_outcome_get_reason(helo), expected->helo_reason);
    CHECK_INT(spfeval_outcome_get_event_count(helo), expected->helo_events);
}

/* True while the allocation with this number exists, and so failed. */
static bool
survives(struct host *host, const struct policy_case *row, driver drive,
         size_t padding, uint64_t number, bool stays_out,
         const struct expected *expected)
{
    size_t held = host->memory.live_blocks;
    spfeval_session *session;
    bool failed;
    int status;

    host_run_short(host, number, stays_out);
    session = host_make_session(host);
    if (session == NULL) {
        return false;
    }
    host_set_session(host, row, padding, session);
    status = drive(host, session);
    failed = host_has_run_short(host);
    if (failed && !host->seen) {
        host_recover(host, status);
        if (stays_out) { /* free and reset in turn */
            spfeval_session_free(session);
            CHECK_INT(host->memory.live_blocks, held);
            session = host_make_session(host);
        } else {
            spfeval_session_reset(session);
        }
        host_set_session(host, row, padding, session);
        status = drive(host, session);
    }
    count_alloc_fail_at(&host->memory, 0);
    CHECK_INT(status, SPFEVAL_OK);
    check_outcomes(row, session, expected);
    spfeval_session_free(session);
    CHECK_INT(host->memory.live_blocks, held);
    return failed;
}

/* The outcomes that everything else is compared with. */
static bool
find_expected(struct host *host, const struct policy_case *row, driver drive,
              struct expected *expected)
{
    spfeval_session *session;
    const spfeval_outcome *helo;
    const spfeval_outcome *mailfrom;

    host_run_short(host, 0, false);
    session = host_make_session(host);
    if (session == NULL) {
        return false;
    }
    host_set_session(host, row, 0, session);
    CHECK_INT(drive(host, session), SPFEVAL_OK);
    helo = spfeval_session_get_outcome(session, SPFEVAL_IDENTITY_HELO);
    mailfrom = spfeval_session_get_outcome(session, SPFEVAL_IDENTITY_MAILFROM);
    expected->helo_result = spfeval_outcome_get_result(helo);
    expected->helo_reason = spfeval_outcome_get_reason(helo);
    expected->helo_events = spfeval_outcome_get_event_count(helo);
    expected->mailfrom_events = spfeval_outcome_get_event_count(mailfrom);
    CHECK(expected->helo_result != SPFEVAL_RESULT_UNSET);
    check_outcomes(row, session, expected);
    spfeval_session_free(session);
    return true;
}

static void
try_all_allocations(struct host *host, const struct policy_case *row,
                    driver drive, size_t padding,
                    const struct expected *expected)
{
    int stays_out;

    for (stays_out = 0; stays_out <= 1; stays_out++) {
        uint64_t number = 1;

        while (number < MOST_ALLOCATIONS &&
               survives(host, row, drive, padding, number, stays_out != 0,
                        expected)) {
            number++;
        }
        CHECK(number > 3 && number < MOST_ALLOCATIONS);
    }
}

static void
try_all_cases(driver drive)
{
    struct expected expected;
    struct host host;
    size_t padding;
    size_t i;

    if (!host_init(&host, "")) {
        return;
    }
    for (i = 0; i < policy_case_count; i++) {
        const struct policy_case *row = &policy_cases[i];

        tap_row(row->name);
        if (!find_expected(&host, row, drive, &expected)) {
            break;
        }
        for (padding = 0; padding < HOST_MOST_PADDING;
             padding += row->is_long ? HOST_MOST_PADDING / 2 : PADDING_STEP) {
            try_all_allocations(&host, row, drive, padding, &expected);
        }
    }
    tap_row(NULL);
    host_clear(&host);
}

static void
test_run_reports_each_lack_of_memory(void)
{
    try_all_cases(run_to_end);
}

static void
test_stepping_reports_each_lack_of_memory(void)
{
    try_all_cases(step_to_end);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"a run reports each lack of memory, and the session works afterwards",
         test_run_reports_each_lack_of_memory},
        {"stepping reports each lack of memory, answers can be repeated",
         test_stepping_reports_each_lack_of_memory},
    };

    return tap_run("oom/session", tests, TAP_COUNT(tests));
}
