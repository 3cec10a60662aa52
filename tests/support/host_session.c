/* SPDX-License-Identifier: BSD-2-Clause */
#include "support/host_session.h"

#include <string.h>

#include "support/tap.h"

spfeval_session *
host_make_session(struct host *host)
{
    spfeval_session *session = NULL;
    int status = spfeval_session_new(host->options, &session);

    if (status != SPFEVAL_OK) {
        CHECK(session == NULL);
        host_recover(host, status);
        CHECK_INT(spfeval_session_new(host->options, &session), SPFEVAL_OK);
    }
    return session;
}

static int
try_inputs(spfeval_session *session, const struct policy_case *row,
           size_t padding)
{
    static const char helo[] = "mail.example.org";
    int status = SPFEVAL_OK;

    if (padding > 0) {
        status = spfeval_session_set_helo(session, host_padding(), padding);
    }
    if (status == SPFEVAL_OK) {
        status = spfeval_session_set_client_text(session, row->client,
                                                 strlen(row->client));
    }
    if (status == SPFEVAL_OK) {
        status = spfeval_session_set_mailfrom(session, row->mailfrom,
                                              strlen(row->mailfrom));
    }
    if (status == SPFEVAL_OK) {
        status = spfeval_session_set_helo(session, helo, strlen(helo));
    }
    if (status == SPFEVAL_OK) {
        status = spfeval_session_set_time(session, 1234567);
    }
    return status;
}

/* session.h: without memory the call may be repeated. */
void
host_set_session(struct host *host, const struct policy_case *row,
                 size_t padding, spfeval_session *session)
{
    int status = try_inputs(session, row, padding);

    if (status != SPFEVAL_OK) {
        host_recover(host, status);
        CHECK_INT(try_inputs(session, row, 0), SPFEVAL_OK);
    }
}

/* session.h: "only reset and free are of use". */
void
host_session_is_over(struct host *host, spfeval_session *session)
{
    const spfeval_query *query = NULL;

    CHECK(spfeval_session_get_outcome(session, SPFEVAL_IDENTITY_HELO) == NULL);
    CHECK(spfeval_session_get_outcome(session, SPFEVAL_IDENTITY_MAILFROM) ==
          NULL);
    CHECK_INT(spfeval_session_step(session), SPFEVAL_ERR_NOMEM);
    CHECK_INT(spfeval_session_next_query(session, &query),
              SPFEVAL_ERR_NOT_FOUND);
    CHECK(query == NULL);
    CHECK_INT(spfeval_session_expire(session), SPFEVAL_ERR_STATE);
    CHECK_INT(spfeval_session_tick(session, 0, NULL), SPFEVAL_ERR_STATE);
    CHECK_INT(spfeval_session_set_mailfrom(session, "", 0), SPFEVAL_ERR_STATE);
    spfeval_answer_clear(host->answer);
    CHECK_INT(spfeval_answer_set_rcode(host->answer, 3), SPFEVAL_OK);
    CHECK_INT(spfeval_session_answer(session, 1, host->answer),
              SPFEVAL_ERR_NOT_FOUND);
}
