/* SPDX-License-Identifier: BSD-2-Clause */
#include "driven.h"

#include "runner.h"

int
driven_step(const struct run *run)
{
    return run->session != NULL ? spfeval_session_step(run->session)
                                : spfeval_check_step(run->check);
}

int
driven_next_query(const struct run *run, const spfeval_query **out)
{
    return run->session != NULL ? spfeval_session_next_query(run->session, out)
                                : spfeval_check_next_query(run->check, out);
}

int
driven_answer(const struct run *run, uint32_t query_id,
              const spfeval_answer *answer)
{
    int status;

    if (run->session == NULL) {
        return spfeval_check_answer(run->check, query_id, answer);
    }
    status = spfeval_session_answer(run->session, query_id, answer);
    /* Asked ahead for HELO, whose check is over. */
    return status == SPFEVAL_ERR_NOT_FOUND ? SPFEVAL_OK : status;
}

int
driven_tick(const struct run *run, int64_t now_ms, int64_t *left_ms)
{
    return run->session != NULL
               ? spfeval_session_tick(run->session, now_ms, left_ms)
               : spfeval_check_tick(run->check, now_ms, left_ms);
}

bool
driven_is_finished(const struct run *run)
{
    if (run->session == NULL) {
        return spfeval_check_get_outcome(run->check) != NULL;
    }
    return spfeval_session_get_outcome(run->session,
                                       SPFEVAL_IDENTITY_MAILFROM) != NULL ||
           spfeval_session_get_outcome(run->session, SPFEVAL_IDENTITY_HELO) !=
               NULL;
}
