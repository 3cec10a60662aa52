/* SPDX-License-Identifier: BSD-2-Clause */
/* Checks and sessions without memory. */
#include "oom/call_scene.h"
#include "support/tap.h"

static int
new_check(struct call_scene *scene)
{
    spfeval_check *out = (void *)scene;
    int status = spfeval_check_new(scene->options, &out);

    CHECK((out == (void *)scene) == (status != SPFEVAL_OK));
    spfeval_check_free(status == SPFEVAL_OK ? out : NULL);
    return status;
}

static int
check_set_mailfrom(struct call_scene *scene)
{
    return spfeval_check_set_mailfrom(scene->new_check, call_long_text,
                                      CALL_LONG);
}

static int
check_set_helo(struct call_scene *scene)
{
    return spfeval_check_set_helo(scene->new_check, call_long_text, CALL_LONG);
}

/* What a step comes to is no status where it is well. */
static int
status_of(int step)
{
    return step > 0 ? SPFEVAL_OK : step;
}

/* After an error there is no outcome. */
static int
check_step(struct call_scene *scene)
{
    int status = status_of(spfeval_check_step(scene->answered));

    CHECK(spfeval_check_get_outcome(scene->answered) == NULL);
    return status;
}

static int
check_answer(struct call_scene *scene)
{
    return spfeval_check_answer(
        scene->asking, spfeval_query_get_id(scene->query), scene->answer);
}

static int
check_run(struct call_scene *scene)
{
    int status = spfeval_check_run(scene->new_check,
                                   spfeval_zone_get_resolver(scene->zone));

    CHECK((spfeval_check_get_outcome(scene->new_check) != NULL) ==
          (status == SPFEVAL_OK));
    return status;
}

static int
new_session(struct call_scene *scene)
{
    spfeval_session *out = (void *)scene;
    int status = spfeval_session_new(scene->options, &out);

    CHECK((out == (void *)scene) == (status != SPFEVAL_OK));
    spfeval_session_free(status == SPFEVAL_OK ? out : NULL);
    return status;
}

static int
session_set_helo(struct call_scene *scene)
{
    return spfeval_session_set_helo(scene->new_session, call_long_text,
                                    CALL_LONG);
}

static int
session_set_mailfrom(struct call_scene *scene)
{
    return spfeval_session_set_mailfrom(scene->new_session, call_long_text,
                                        CALL_LONG);
}

static int
session_step(struct call_scene *scene)
{
    int status = status_of(spfeval_session_step(scene->session_answered));

    CHECK(spfeval_session_get_outcome(scene->session_answered,
                                      SPFEVAL_IDENTITY_MAILFROM) == NULL);
    return status;
}

static int
session_answer(struct call_scene *scene)
{
    return spfeval_session_answer(scene->session, scene->session_query,
                                  scene->answer);
}

static int
session_run(struct call_scene *scene)
{
    int status = spfeval_session_run(scene->new_session,
                                     spfeval_zone_get_resolver(scene->zone));
    const spfeval_outcome *outcome = spfeval_session_get_outcome(
        scene->new_session, SPFEVAL_IDENTITY_MAILFROM);

    CHECK((outcome != NULL) == (status == SPFEVAL_OK));
    return status;
}

static const struct call_row rows[] = {
    {"spfeval_check_new", new_check, CALL_REPEATS, NULL},
    {"spfeval_check_set_mailfrom", check_set_mailfrom, CALL_REPEATS, NULL},
    {"spfeval_check_set_helo", check_set_helo, CALL_REPEATS, NULL},
    {"spfeval_check_step", check_step, CALL_ENDS, NULL},
    {"spfeval_check_answer", check_answer, CALL_ENDS, NULL},
    {"spfeval_check_run", check_run, CALL_ENDS, NULL},
    {"spfeval_check_expire spfeval_check_tick", NULL, CALL_ELSEWHERE,
     "oom/test_oom_deadline.c"},
    {"spfeval_session_new", new_session, CALL_REPEATS, NULL},
    {"spfeval_session_set_helo", session_set_helo, CALL_REPEATS, NULL},
    {"spfeval_session_set_mailfrom", session_set_mailfrom, CALL_REPEATS, NULL},
    {"spfeval_session_step", session_step, CALL_ENDS, NULL},
    {"spfeval_session_answer", session_answer, CALL_ENDS, NULL},
    {"spfeval_session_run", session_run, CALL_ENDS, NULL},
    {"spfeval_session_expire spfeval_session_tick", NULL, CALL_ELSEWHERE,
     "oom/test_oom_session_parts.c"},
};

const struct call_table call_check_rows = {rows, TAP_COUNT(rows)};
