/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/session.h"

#include <string.h>

#include <spfeval/status.h>

#include "check/check.h"

enum phase { PHASE_INPUT, PHASE_HELO, PHASE_MAILFROM, PHASE_DONE };

struct spfeval_session {
    spfeval_options *options;
    spfeval_check *helo;
    spfeval_check *mailfrom;
    struct spfeval_outcome helo_outcome; /* after a null reverse-path */
    uint8_t phase;                       /* enum phase */
    bool shares_outcome; /* one evaluation is the outcome for both */
};

int
spfeval_session_new(spfeval_options *options, spfeval_session **out)
{
    spfeval_session *session;

    if (options == NULL || out == NULL) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    session = spfe_mem_alloc(&options->mem, sizeof(*session));
    if (session == NULL) {
        return SPFEVAL_ERR_NOMEM;
    }
    memset(session, 0, sizeof(*session));
    spfe_options_share(options);
    session->options = options;
    if (spfeval_check_new(options, &session->helo) != SPFEVAL_OK ||
        spfeval_check_new(options, &session->mailfrom) != SPFEVAL_OK) {
        spfeval_session_free(session);
        return SPFEVAL_ERR_NOMEM;
    }
    /* So that no identifier of a query belongs to both. */
    session->mailfrom->lookups.generation += 0x8000;
    spfeval_session_reset(session);
    *out = session;
    return SPFEVAL_OK;
}

void
spfeval_session_free(spfeval_session *session)
{
    spfeval_options *options;

    if (session == NULL) {
        return;
    }
    options = session->options;
    spfeval_check_free(session->helo);
    spfeval_check_free(session->mailfrom);
    spfe_mem_free(&options->mem, session);
    spfeval_options_free(options);
}

void
spfeval_session_reset(spfeval_session *session)
{
    if (session == NULL) {
        return;
    }
    spfeval_check_reset(session->helo);
    spfeval_check_reset(session->mailfrom);
    (void)spfeval_check_set_identity(session->helo, SPFEVAL_IDENTITY_HELO);
    session->phase = PHASE_INPUT;
    session->shares_outcome = false;
}

/* --- inputs -------------------------------------------------------------- */

/* The status of the first call, or of the second when that went well. */
static int
accept_input(const spfeval_session *session)
{
    if (session == NULL) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    return session->phase == PHASE_INPUT ? SPFEVAL_OK : SPFEVAL_ERR_STATE;
}

int
spfeval_session_set_client(spfeval_session *session, const uint8_t *address,
                           size_t address_len)
{
    int status = accept_input(session);

    if (status == SPFEVAL_OK) {
        status = spfeval_check_set_client(session->helo, address, address_len);
    }
    if (status == SPFEVAL_OK) {
        status =
            spfeval_check_set_client(session->mailfrom, address, address_len);
    }
    return status;
}

int
spfeval_session_set_client_text(spfeval_session *session, const char *text,
                                size_t text_len)
{
    int status = accept_input(session);

    if (status == SPFEVAL_OK) {
        status = spfeval_check_set_client_text(session->helo, text, text_len);
    }
    if (status == SPFEVAL_OK) {
        status =
            spfeval_check_set_client_text(session->mailfrom, text, text_len);
    }
    return status;
}

int
spfeval_session_set_helo(spfeval_session *session, const char *helo,
                         size_t helo_len)
{
    int status = accept_input(session);

    if (status == SPFEVAL_OK) {
        status = spfeval_check_set_helo(session->helo, helo, helo_len);
    }
    if (status == SPFEVAL_OK) {
        status = spfeval_check_set_helo(session->mailfrom, helo, helo_len);
    }
    return status;
}

int
spfeval_session_set_mailfrom(spfeval_session *session, const char *mailfrom,
                             size_t mailfrom_len)
{
    int status = accept_input(session);

    if (status == SPFEVAL_OK) {
        status = spfeval_check_set_mailfrom(session->mailfrom, mailfrom,
                                            mailfrom_len);
    }
    return status;
}

int
spfeval_session_set_time(spfeval_session *session, int64_t seconds)
{
    int status = accept_input(session);

    if (status == SPFEVAL_OK) {
        status = spfeval_check_set_time(session->helo, seconds);
    }
    if (status == SPFEVAL_OK) {
        status = spfeval_check_set_time(session->mailfrom, seconds);
    }
    return status;
}

/* --- the order ----------------------------------------------------------- */

static bool
has_null_sender(const spfeval_session *session)
{
    struct spfe_text path = session->mailfrom->mailfrom;

    return path.len == 0 ||
           (path.len == 2 && path.ptr[0] == '<' && path.ptr[1] == '>');
}

/* RFC 7208 section 2.4: with a null reverse-path the questions are the same. */
static enum phase
first_phase(const spfeval_session *session)
{
    return session->options->check_helo == 0 || has_null_sender(session)
               ? PHASE_MAILFROM
               : PHASE_HELO;
}

static enum phase
after_helo(spfeval_session *session)
{
    const struct spfe_limits *spent = &session->helo->limits;
    struct spfe_limits *limits = &session->mailfrom->limits;

    if (session->options->helo_fail_is_final != 0 &&
        session->helo->outcome.result == SPFEVAL_RESULT_FAIL) {
        return PHASE_DONE;
    }
    if (session->options->shared_budget != 0) {
        limits->terms = spent->terms;
        limits->voids = spent->voids;
        /* After another HELO the same mail could give another result. */
        session->mailfrom->outcome.transient = spent->terms > 0;
    }
    return PHASE_MAILFROM;
}

static enum phase
after_mailfrom(spfeval_session *session)
{
    if (session->shares_outcome) {
        session->helo_outcome = session->mailfrom->outcome;
        session->helo_outcome.identity = SPFEVAL_IDENTITY_HELO;
        session->helo_outcome.null_sender = false;
    }
    return PHASE_DONE;
}

static bool
is_given_up(const spfeval_check *helo)
{
    return helo->state == SPFE_STATE_FAILED &&
           helo->status == SPFEVAL_ERR_LIMIT;
}

int
spfe_session_status(const spfeval_session *session, int status)
{
    return status == SPFEVAL_ERR_LIMIT && session->phase == PHASE_HELO &&
                   is_given_up(session->helo)
               ? SPFEVAL_OK
               : status;
}

spfeval_check *
spfe_session_current(spfeval_session *session)
{
    if (session->phase == PHASE_INPUT) {
        session->phase = (uint8_t)first_phase(session);
        session->shares_outcome =
            session->options->check_helo != 0 && has_null_sender(session);
    }
    if (session->phase == PHASE_HELO) {
        if (session->helo->state != SPFE_STATE_DONE &&
            !is_given_up(session->helo)) {
            return session->helo;
        }
        session->phase = (uint8_t)after_helo(session);
    }
    if (session->phase == PHASE_MAILFROM) {
        if (session->mailfrom->state != SPFE_STATE_DONE) {
            return session->mailfrom;
        }
        session->phase = (uint8_t)after_mailfrom(session);
    }
    return NULL;
}

bool
spfe_session_has_client(const spfeval_session *session)
{
    return session->mailfrom->values.client.len > 0;
}

int
spfeval_session_step(spfeval_session *session)
{
    spfeval_check *check;

    if (session == NULL) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    if (!spfe_session_has_client(session)) {
        return SPFEVAL_ERR_STATE;
    }
    while ((check = spfe_session_current(session)) != NULL) {
        int step = spfe_session_status(session, spfeval_check_step(check));

        if (step != SPFEVAL_STEP_DONE && step != SPFEVAL_OK) {
            return step;
        }
    }
    return SPFEVAL_STEP_DONE;
}

/* The check that has queries, or NULL. */
static spfeval_check *
asking(const spfeval_session *session)
{
    switch (session->phase) {
    case PHASE_HELO:
        return session->helo;
    case PHASE_MAILFROM:
        return session->mailfrom;
    default:
        return NULL;
    }
}

int
spfeval_session_next_query(spfeval_session *session, const spfeval_query **out)
{
    if (session == NULL || out == NULL) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    if (asking(session) == NULL) {
        return SPFEVAL_ERR_NOT_FOUND;
    }
    return spfeval_check_next_query(asking(session), out);
}

int
spfeval_session_answer(spfeval_session *session, uint32_t query_id,
                       const spfeval_answer *answer)
{
    if (session == NULL || answer == NULL) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    if (asking(session) == NULL) {
        return SPFEVAL_ERR_NOT_FOUND;
    }
    return spfe_session_status(
        session, spfeval_check_answer(asking(session), query_id, answer));
}

int
spfeval_session_expire(spfeval_session *session)
{
    spfeval_check *check;

    if (session == NULL) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    if (!spfe_session_has_client(session)) {
        return SPFEVAL_ERR_STATE;
    }
    while ((check = spfe_session_current(session)) != NULL) {
        int status = spfe_session_status(session, spfeval_check_expire(check));

        if (status != SPFEVAL_OK) {
            return status;
        }
    }
    return SPFEVAL_OK;
}

/* The check whose time runs; without a step yet, inputs may still come. */
static spfeval_check *
ticking(spfeval_session *session)
{
    if (session->phase != PHASE_INPUT) {
        return spfe_session_current(session);
    }
    return first_phase(session) == PHASE_HELO ? session->helo
                                              : session->mailfrom;
}

int
spfeval_session_tick(spfeval_session *session, int64_t now_ms,
                     int64_t *left_ms)
{
    spfeval_check *check;
    int64_t left = 0;

    if (session == NULL) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    if (!spfe_session_has_client(session)) {
        return SPFEVAL_ERR_STATE;
    }
    for (check = ticking(session); check != NULL;
         check = spfe_session_current(session)) {
        int status = spfe_session_status(
            session, spfeval_check_tick(check, now_ms, &left));

        if (status != SPFEVAL_OK) {
            return status;
        }
        if (check->state != SPFE_STATE_DONE && !is_given_up(check)) {
            break;
        }
    }
    if (left_ms != NULL) {
        *left_ms = left;
    }
    return SPFEVAL_OK;
}

const spfeval_outcome *
spfeval_session_get_outcome(const spfeval_session *session, int identity)
{
    if (session == NULL || session->phase != PHASE_DONE) {
        return NULL;
    }
    if (identity == SPFEVAL_IDENTITY_MAILFROM) {
        /* It was not begun when HELO had the last word. */
        return spfeval_check_get_outcome(session->mailfrom);
    }
    if (identity != SPFEVAL_IDENTITY_HELO ||
        session->options->check_helo == 0) {
        return NULL;
    }
    return session->shares_outcome ? &session->helo_outcome
                                   : spfeval_check_get_outcome(session->helo);
}
