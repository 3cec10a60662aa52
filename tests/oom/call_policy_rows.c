/* SPDX-License-Identifier: BSD-2-Clause */
/* Records, policies, the linter and the builder without memory. */
#include <string.h>

#include "oom/call_scene.h"
#include "support/tap.h"

enum { ROOM = 1024, MANY = 100 };

#define LONG_DOMAIN                                                           \
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa."          \
    "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb.example"

#define RECORD "v=spf1 ip4=192.0.2.1 mx -all"

static int
parse_record(struct call_scene *scene)
{
    spfeval_record *out = (void *)scene;
    int status = spfeval_record_parse(&scene->memory.table, "v=spf1 mx -all",
                                      14, &out, NULL);

    CHECK((out == (void *)scene) == (status != SPFEVAL_OK));
    spfeval_record_free(status == SPFEVAL_OK ? out : NULL);
    return status;
}

static int
parse_received_spf(struct call_scene *scene)
{
    spfeval_received_spf *out = (void *)scene;
    int status = spfeval_received_spf_parse(&scene->memory.table,
                                            "pass helo=x", 11, &out, NULL);

    CHECK((out == (void *)scene) == (status != SPFEVAL_OK));
    spfeval_received_spf_free(status == SPFEVAL_OK ? out : NULL);
    return status;
}

/* --- Policies ------------------------------------------------------------ */

static int
new_policy(struct call_scene *scene)
{
    spfeval_policy *out = (void *)scene;
    int status = spfeval_policy_new(scene->options, &out);

    CHECK((out == (void *)scene) == (status != SPFEVAL_OK));
    spfeval_policy_free(status == SPFEVAL_OK ? out : NULL);
    return status;
}

/* Until what it has at first is used up. */
static int
policy_set_domain(struct call_scene *scene)
{
    int status = SPFEVAL_OK;
    int i;

    for (i = 0; i < MANY && status == SPFEVAL_OK; i++) {
        status = spfeval_policy_set_domain(scene->new_policy, LONG_DOMAIN,
                                           strlen(LONG_DOMAIN));
    }
    return status;
}

static int
policy_set_record(struct call_scene *scene)
{
    return spfeval_policy_set_record(scene->new_policy, call_long_text,
                                     CALL_LONG);
}

static int
policy_add_sender(struct call_scene *scene)
{
    int status = SPFEVAL_OK;
    int i;

    for (i = 0; i < MANY && status == SPFEVAL_OK; i++) {
        status = spfeval_policy_add_sender(scene->new_policy, "192.0.2.1", 9);
    }
    return status;
}

static int
policy_step(struct call_scene *scene)
{
    int step = spfeval_policy_step(scene->policy_answered);

    return step > 0 ? SPFEVAL_OK : step;
}

static int
policy_answer(struct call_scene *scene)
{
    int status = spfeval_policy_answer(scene->policy, scene->policy_query,
                                       scene->answer);

    if (status == SPFEVAL_ERR_NOMEM) { /* the policy knows that it is over */
        CHECK_INT(spfeval_policy_step(scene->policy), SPFEVAL_ERR_NOMEM);
    }
    return status;
}

/* Before the first step, since later it takes nothing. */
static int
policy_expire(struct call_scene *scene)
{
    int status = spfeval_policy_set_record(scene->new_policy, call_long_record,
                                           strlen(call_long_record));

    return status == SPFEVAL_OK ? spfeval_policy_expire(scene->new_policy)
                                : status;
}

static int
policy_run(struct call_scene *scene)
{
    return spfeval_policy_run(scene->new_policy,
                              spfeval_zone_get_resolver(scene->zone));
}

static int
policy_lint(struct call_scene *scene)
{
    spfeval_lint *out = (void *)scene;
    int status = spfeval_policy_lint(scene->policy_done, &out);

    CHECK((out == (void *)scene) == (status != SPFEVAL_OK));
    spfeval_lint_free(status == SPFEVAL_OK ? out : NULL);
    return status;
}

/* The cost is computed by whichever asks first. */
static int
policy_get_cost(struct call_scene *scene)
{
    spfeval_cost cost = {.struct_size = sizeof(cost), .lookups = 77};
    int status = spfeval_policy_get_cost(scene->policy_done, 4, &cost);

    CHECK_INT(cost.lookups, status == SPFEVAL_OK ? 1 : 77);
    return status;
}

static int
policy_get_share(struct call_scene *scene)
{
    spfeval_share share = {.struct_size = sizeof(share), .lookups = 77};
    int status = spfeval_policy_get_share(scene->policy_done, 4, 0, &share);

    CHECK_INT(share.lookups, status == SPFEVAL_OK ? 1 : 77);
    return status;
}

static int
policy_get_charge(struct call_scene *scene)
{
    spfeval_charge charge = {.struct_size = sizeof(charge), .number = 77};
    int status = spfeval_policy_get_charge(scene->policy_done, 4, 0, &charge);

    CHECK_INT(charge.number, status == SPFEVAL_OK ? 1 : 77);
    return status;
}

static int
policy_print_cost(struct call_scene *scene)
{
    char text[ROOM];

    return spfeval_policy_print_cost(
        scene->policy_done, 4, SPFEVAL_LANGUAGE_EN, text, sizeof(text), NULL);
}

static int
policy_authorize(struct call_scene *scene)
{
    spfeval_edit *out = (void *)scene;
    int status = spfeval_policy_authorize(scene->policy_done, &out);

    CHECK((out == (void *)scene) == (status != SPFEVAL_OK));
    spfeval_edit_free(status == SPFEVAL_OK ? out : NULL);
    return status;
}

static int
policy_revoke(struct call_scene *scene)
{
    spfeval_edit *out = (void *)scene;
    int status = spfeval_policy_revoke(scene->policy_done, &out);

    CHECK((out == (void *)scene) == (status != SPFEVAL_OK));
    spfeval_edit_free(status == SPFEVAL_OK ? out : NULL);
    return status;
}

/* --- The linter ---------------------------------------------------------- */

static int
lint_text(struct call_scene *scene)
{
    spfeval_lint *out = (void *)scene;
    int status =
        spfeval_lint_text(&scene->memory.table, RECORD, strlen(RECORD), &out);

    CHECK((out == (void *)scene) == (status != SPFEVAL_OK));
    spfeval_lint_free(status == SPFEVAL_OK ? out : NULL);
    return status;
}

static int
lint_strings(struct call_scene *scene)
{
    static const uint32_t ends[] = {10, (uint32_t)sizeof(RECORD) - 1};
    spfeval_lint *out = (void *)scene;
    int status = spfeval_lint_strings(&scene->memory.table, RECORD,
                                      strlen(RECORD), ends, 2, &out);

    CHECK((out == (void *)scene) == (status != SPFEVAL_OK));
    spfeval_lint_free(status == SPFEVAL_OK ? out : NULL);
    return status;
}

static int
lint_wildcards(struct call_scene *scene)
{
    spfeval_lint *out = (void *)scene;
    int status =
        spfeval_lint_wildcards(&scene->memory.table, scene->zone, &out);

    CHECK((out == (void *)scene) == (status != SPFEVAL_OK));
    spfeval_lint_free(status == SPFEVAL_OK ? out : NULL);
    return status;
}

/* --- The builder --------------------------------------------------------- */

static int
new_build(struct call_scene *scene)
{
    spfeval_build *out = (void *)scene;
    int status = spfeval_build_new(&scene->memory.table, &out);

    CHECK((out == (void *)scene) == (status != SPFEVAL_OK));
    spfeval_build_free(status == SPFEVAL_OK ? out : NULL);
    return status;
}

static int
build_add_sender(struct call_scene *scene)
{
    return spfeval_build_add_sender(scene->build, "2001:db8::1", 11);
}

static int
build_set_redirect(struct call_scene *scene)
{
    return spfeval_build_set_redirect(scene->build, "example.org", 11);
}

static int
build_set_exp(struct call_scene *scene)
{
    return spfeval_build_set_exp(scene->build, "example.org", 11);
}

static int
merge_print(struct call_scene *scene)
{
    char text[ROOM];

    return spfeval_merge_print(&scene->memory.table, "v=spf1 mx -all", 14,
                               "v=spf1 a -all", 13, SPFEVAL_MERGE_WEAKER, text,
                               sizeof(text), NULL);
}

static const struct call_row rows[] = {
    {"spfeval_record_parse", parse_record, CALL_REPEATS, NULL},
    {"spfeval_received_spf_parse", parse_received_spf, CALL_REPEATS, NULL},
    {"spfeval_policy_new", new_policy, CALL_REPEATS, NULL},
    {"spfeval_policy_set_domain", policy_set_domain, CALL_REPEATS, NULL},
    {"spfeval_policy_set_record", policy_set_record, CALL_REPEATS, NULL},
    {"spfeval_policy_add_sender", policy_add_sender, CALL_REPEATS, NULL},
    {"spfeval_policy_step", policy_step, CALL_ENDS, NULL},
    {"spfeval_policy_answer", policy_answer, CALL_ENDS, NULL},
    {"spfeval_policy_expire", policy_expire, CALL_ENDS, NULL},
    {"spfeval_policy_run", policy_run, CALL_ENDS, NULL},
    {"spfeval_policy_lint", policy_lint, CALL_REPEATS, NULL},
    {"spfeval_policy_get_cost", policy_get_cost, CALL_REPEATS, NULL},
    {"spfeval_policy_get_share", policy_get_share, CALL_REPEATS, NULL},
    {"spfeval_policy_get_charge", policy_get_charge, CALL_REPEATS, NULL},
    {"spfeval_policy_print_cost", policy_print_cost, CALL_REPEATS, NULL},
    {"spfeval_policy_authorize", policy_authorize, CALL_REPEATS, NULL},
    {"spfeval_policy_revoke", policy_revoke, CALL_REPEATS, NULL},
    {"spfeval_lint_text", lint_text, CALL_REPEATS, NULL},
    {"spfeval_lint_strings", lint_strings, CALL_REPEATS, NULL},
    {"spfeval_lint_wildcards", lint_wildcards, CALL_REPEATS, NULL},
    {"spfeval_build_new", new_build, CALL_REPEATS, NULL},
    {"spfeval_build_add_sender", build_add_sender, CALL_REPEATS, NULL},
    {"spfeval_build_set_redirect", build_set_redirect, CALL_REPEATS, NULL},
    {"spfeval_build_set_exp", build_set_exp, CALL_REPEATS, NULL},
    {"spfeval_merge_print", merge_print, CALL_REPEATS, NULL},
};

const struct call_table call_policy_rows = {rows, TAP_COUNT(rows)};
