/* SPDX-License-Identifier: BSD-2-Clause */
#include "unit/asker.h"

#include "support/tap.h"

const char asker_zone[] =
    "example.com TXT v=spf1 include:i.example.com a:a.example.com "
    "mx:m.example.com ?all\n"
    "i.example.com TXT v=spf1 ip4:198.51.100.1 -all\n"
    "a.example.com A 192.0.2.9\n"
    "m.example.com MX 10 h.example.com\n"
    "h.example.com A 192.0.2.1\n"
    "helo.example.com TXT v=spf1 -all";

/* --- Checks -------------------------------------------------------------- */

static void
set_up_check(void *object)
{
    CHECK_INT(spfeval_check_set_client_text(object, "192.0.2.1", 9),
              SPFEVAL_OK);
    CHECK_INT(spfeval_check_set_mailfrom(object, "u@example.com", 13),
              SPFEVAL_OK);
}

static void *
check_make(spfeval_options *options)
{
    spfeval_check *check = NULL;

    CHECK_INT(spfeval_check_new(options, &check), SPFEVAL_OK);
    set_up_check(check);
    return check;
}

static int
check_step(void *object)
{
    return spfeval_check_step(object);
}

static int
check_next(void *object, const spfeval_query **out)
{
    return spfeval_check_next_query(object, out);
}

static int
check_answer(void *object, uint32_t id, const spfeval_answer *answer)
{
    return spfeval_check_answer(object, id, answer);
}

static int
check_expire(void *object)
{
    return spfeval_check_expire(object);
}

static void
check_reset(void *object)
{
    spfeval_check_reset(object);
    set_up_check(object);
}

static void
check_end(void *object)
{
    spfeval_check_free(object);
}

static uint32_t
check_found(void *object)
{
    const spfeval_outcome *outcome = spfeval_check_get_outcome(object);

    return outcome == NULL ? 0 : (uint32_t)spfeval_outcome_get_result(outcome);
}

/* --- Sessions ------------------------------------------------------------ */

static void
set_up_session(void *object)
{
    CHECK_INT(spfeval_session_set_client_text(object, "192.0.2.1", 9),
              SPFEVAL_OK);
    CHECK_INT(spfeval_session_set_helo(object, "helo.example.com", 16),
              SPFEVAL_OK);
    CHECK_INT(spfeval_session_set_mailfrom(object, "u@example.com", 13),
              SPFEVAL_OK);
}

static void *
session_make(spfeval_options *options)
{
    spfeval_session *session = NULL;

    CHECK_INT(spfeval_session_new(options, &session), SPFEVAL_OK);
    set_up_session(session);
    return session;
}

static int
session_step(void *object)
{
    return spfeval_session_step(object);
}

static int
session_next(void *object, const spfeval_query **out)
{
    return spfeval_session_next_query(object, out);
}

static int
session_answer(void *object, uint32_t id, const spfeval_answer *answer)
{
    return spfeval_session_answer(object, id, answer);
}

static int
session_expire(void *object)
{
    return spfeval_session_expire(object);
}

static void
session_reset(void *object)
{
    spfeval_session_reset(object);
    set_up_session(object);
}

static void
session_end(void *object)
{
    spfeval_session_free(object);
}

/* Both results in one number. */
static uint32_t
session_found(void *object)
{
    const spfeval_outcome *helo =
        spfeval_session_get_outcome(object, SPFEVAL_IDENTITY_HELO);
    const spfeval_outcome *mailfrom =
        spfeval_session_get_outcome(object, SPFEVAL_IDENTITY_MAILFROM);

    if (helo == NULL || mailfrom == NULL) {
        return 0;
    }
    return (uint32_t)(spfeval_outcome_get_result(helo) * 16 +
                      spfeval_outcome_get_result(mailfrom));
}

/* --- Policies ------------------------------------------------------------ */

static void *
policy_make(spfeval_options *options)
{
    spfeval_policy *policy = NULL;

    CHECK_INT(spfeval_policy_new(options, &policy), SPFEVAL_OK);
    CHECK_INT(spfeval_policy_set_domain(policy, "example.com", 11),
              SPFEVAL_OK);
    return policy;
}

static int
policy_step(void *object)
{
    return spfeval_policy_step(object);
}

static int
policy_next(void *object, const spfeval_query **out)
{
    return spfeval_policy_next_query(object, out);
}

static int
policy_answer(void *object, uint32_t id, const spfeval_answer *answer)
{
    return spfeval_policy_answer(object, id, answer);
}

static int
policy_expire(void *object)
{
    return spfeval_policy_expire(object);
}

static void
policy_end(void *object)
{
    spfeval_policy_free(object);
}

/* One more than the lookups, so that it is not 0. */
static uint32_t
policy_found(void *object)
{
    spfeval_cost cost = {.struct_size = sizeof(cost)};
    int status = spfeval_policy_get_cost(object, 4, &cost);

    if (status == SPFEVAL_ERR_STATE) {
        return 0;
    }
    return status == SPFEVAL_OK ? 1 + cost.lookups : 100;
}

const struct asker askers[ASKER_COUNT] = {
    {"check", check_make, check_step, check_next, check_answer, check_expire,
     check_reset, check_end, check_found, SPFEVAL_RESULT_PASS,
     SPFEVAL_RESULT_TEMPERROR},
    {"session", session_make, session_step, session_next, session_answer,
     session_expire, session_reset, session_end, session_found,
     SPFEVAL_RESULT_FAIL * 16 + SPFEVAL_RESULT_PASS,
     SPFEVAL_RESULT_TEMPERROR * 16 + SPFEVAL_RESULT_TEMPERROR},
    {"policy", policy_make, policy_step, policy_next, policy_answer,
     policy_expire, NULL, policy_end, policy_found, 4, 100},
};
