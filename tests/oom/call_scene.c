/* SPDX-License-Identifier: BSD-2-Clause */
#include "oom/call_scene.h"

#include <stdio.h>
#include <string.h>

#include "support/tap.h"

#define DOMAIN "example.com", 11

const char call_long_text[CALL_LONG] = "x";
const char *call_long_record;

/* A record that takes a check more memory than it has at first. */
static const char *
long_record(void)
{
    static char text[12000];
    size_t len = 0;
    unsigned i;

    if (text[0] == '\0') {
        len = (size_t)snprintf(text, sizeof(text), "v=spf1");
        for (i = 0; i < 300; i++) {
            len += (size_t)snprintf(text + len, sizeof(text) - len,
                                    " ?ip4:10.0.%u.%u", i / 250, i % 250);
        }
        (void)snprintf(text + len, sizeof(text) - len,
                       " a:a.example.com -all exp=why.example.com");
    }
    return text;
}

static void
make_zone(struct call_scene *scene)
{
    const char *record = call_long_record;
    static const uint8_t address[4] = {192, 0, 2, 9};

    CHECK_INT(spfeval_zone_new(&scene->memory.table, &scene->zone),
              SPFEVAL_OK);
    CHECK_INT(spfeval_zone_new(&scene->memory.table, &scene->empty_zone),
              SPFEVAL_OK);
    CHECK_INT(spfeval_zone_add_text(scene->zone, DOMAIN, 300, record,
                                    strlen(record)),
              SPFEVAL_OK);
    CHECK_INT(spfeval_zone_add_text(scene->zone, "why.example.com", 15, 300,
                                    "%{i} is not ours", 16),
              SPFEVAL_OK);
    CHECK_INT(spfeval_zone_add_address(scene->zone, "a.example.com", 13, 300,
                                       address, 4),
              SPFEVAL_OK);
}

static int
look_up(void *user_data, const spfeval_query *query, spfeval_answer *answer)
{
    return spfeval_resolver_lookup(spfeval_zone_get_resolver(user_data), query,
                                   answer);
}

static int64_t
stand_still(void *user_data)
{
    (void)user_data;
    return 0;
}

/* A cache wants a clock behind it. */
static void
make_resolvers(struct call_scene *scene)
{
    static const spfeval_resolver_ops ops = {
        .struct_size = sizeof(ops), .lookup = look_up, .now = stand_still};

    CHECK_INT(spfeval_resolver_new(&scene->memory.table, &ops, scene->zone,
                                   &scene->clocked),
              SPFEVAL_OK);
    CHECK_INT(spfeval_cache_resolver_new(&scene->memory.table, scene->cache,
                                         scene->clocked, &scene->cached),
              SPFEVAL_OK);
}

static void
make_answers(struct call_scene *scene)
{
    const char *record = call_long_record;

    CHECK_INT(spfeval_answer_new(&scene->memory.table, &scene->answer),
              SPFEVAL_OK);
    CHECK_INT(spfeval_answer_new(&scene->memory.table, &scene->empty_answer),
              SPFEVAL_OK);
    CHECK_INT(spfeval_answer_add_text(scene->answer, record, strlen(record)),
              SPFEVAL_OK);
    CHECK_INT(spfeval_answer_set_ttl(scene->answer, 300), SPFEVAL_OK);
    CHECK_INT(spfeval_cache_new(&scene->memory.table, &scene->cache),
              SPFEVAL_OK);
    CHECK_INT(spfeval_cache_new(&scene->memory.table, &scene->new_cache),
              SPFEVAL_OK);
    /* What is stored is shared: the answer can no longer be added to. */
    CHECK_INT(spfeval_answer_new(&scene->memory.table, &scene->shared),
              SPFEVAL_OK);
    CHECK_INT(spfeval_answer_set_from(scene->shared, scene->answer),
              SPFEVAL_OK);
    CHECK_INT(spfeval_cache_store(scene->cache, SPFEVAL_RRTYPE_TXT, DOMAIN, 0,
                                  scene->shared),
              SPFEVAL_OK);
}

/* Up to its first query, or its end. */
static spfeval_check *
make_check(struct call_scene *scene, bool asks)
{
    spfeval_check *check = NULL;

    CHECK_INT(spfeval_check_new(scene->options, &check), SPFEVAL_OK);
    CHECK_INT(spfeval_check_set_client_text(check, "192.0.2.1", 9),
              SPFEVAL_OK);
    CHECK_INT(spfeval_check_set_mailfrom(check, "u@example.com", 13),
              SPFEVAL_OK);
    if (asks) {
        CHECK_INT(spfeval_check_step(check), SPFEVAL_STEP_QUERY);
        CHECK_INT(spfeval_check_next_query(check, &scene->query), SPFEVAL_OK);
    }
    return check;
}

static void
make_checks(struct call_scene *scene)
{
    scene->new_check = make_check(scene, false);
    scene->answered = make_check(scene, true);
    CHECK_INT(spfeval_check_answer(scene->answered,
                                   spfeval_query_get_id(scene->query),
                                   scene->answer),
              SPFEVAL_OK);
    scene->done = make_check(scene, false);
    CHECK_INT(
        spfeval_check_run(scene->done, spfeval_zone_get_resolver(scene->zone)),
        SPFEVAL_OK);
    scene->outcome = spfeval_check_get_outcome(scene->done);
    scene->asking = make_check(scene, true);
}

static spfeval_session *
make_session(struct call_scene *scene, bool asks)
{
    spfeval_session *session = NULL;
    const spfeval_query *query = NULL;

    CHECK_INT(spfeval_session_new(scene->options, &session), SPFEVAL_OK);
    CHECK_INT(spfeval_session_set_client_text(session, "192.0.2.1", 9),
              SPFEVAL_OK);
    CHECK_INT(spfeval_session_set_helo(session, DOMAIN), SPFEVAL_OK);
    CHECK_INT(spfeval_session_set_mailfrom(session, "u@example.com", 13),
              SPFEVAL_OK);
    if (asks) {
        CHECK_INT(spfeval_session_step(session), SPFEVAL_STEP_QUERY);
        CHECK_INT(spfeval_session_next_query(session, &query), SPFEVAL_OK);
        scene->session_query = spfeval_query_get_id(query);
    }
    return session;
}

static void
make_sessions(struct call_scene *scene)
{
    scene->new_session = make_session(scene, false);
    scene->session_answered = make_session(scene, true);
    CHECK_INT(spfeval_session_answer(scene->session_answered,
                                     scene->session_query, scene->answer),
              SPFEVAL_OK);
    scene->session = make_session(scene, true);
}

static spfeval_policy *
make_policy(struct call_scene *scene, bool asks)
{
    spfeval_policy *policy = NULL;
    const spfeval_query *query = NULL;

    CHECK_INT(spfeval_policy_new(scene->options, &policy), SPFEVAL_OK);
    CHECK_INT(spfeval_policy_set_domain(policy, DOMAIN), SPFEVAL_OK);
    if (asks) {
        CHECK_INT(spfeval_policy_step(policy), SPFEVAL_STEP_QUERY);
        CHECK_INT(spfeval_policy_next_query(policy, &query), SPFEVAL_OK);
        scene->policy_query = spfeval_query_get_id(query);
    }
    return policy;
}

static spfeval_policy *
make_done_policy(struct call_scene *scene)
{
    spfeval_policy *policy = make_policy(scene, false);

    CHECK_INT(spfeval_policy_add_sender(policy, "192.0.2.77", 10), SPFEVAL_OK);
    CHECK_INT(
        spfeval_policy_run(policy, spfeval_zone_get_resolver(scene->zone)),
        SPFEVAL_OK);
    return policy;
}

static void
make_policies(struct call_scene *scene)
{
    spfeval_policy *edited;

    scene->new_policy = make_policy(scene, false);
    scene->policy_answered = make_policy(scene, true);
    CHECK_INT(spfeval_policy_answer(scene->policy_answered,
                                    scene->policy_query, scene->answer),
              SPFEVAL_OK);
    scene->policy_done = make_done_policy(scene);
    edited = make_done_policy(scene);
    CHECK_INT(spfeval_policy_authorize(edited, &scene->edit), SPFEVAL_OK);
    spfeval_policy_free(edited); /* the edit has what it needs */
    scene->policy = make_policy(scene, true);
}

static void
make_texts(struct call_scene *scene)
{
    static const char field[] = "pass (it is) client-ip=192.0.2.1; helo=x";
    const spfeval_allocator *table = &scene->memory.table;

    CHECK_INT(spfeval_record_parse(table, "v=spf1 ip4:192.0.2.1 mx -all", 28,
                                   &scene->record, NULL),
              SPFEVAL_OK);
    CHECK_INT(spfeval_received_spf_parse(table, field, sizeof(field) - 1,
                                         &scene->received, NULL),
              SPFEVAL_OK);
    CHECK_INT(spfeval_lint_text(table, "v=spf1 ip4=192.0.2.1 ptr +all", 29,
                                &scene->lint),
              SPFEVAL_OK);
    CHECK_INT(spfeval_build_new(table, &scene->build), SPFEVAL_OK);
    CHECK_INT(spfeval_build_add_sender(scene->build, "192.0.2.1", 9),
              SPFEVAL_OK);
}

bool
call_scene_init(struct call_scene *scene)
{
    memset(scene, 0, sizeof(*scene));
    count_alloc_init(&scene->memory);
    if (!CHECK_INT(
            spfeval_options_new(&scene->memory.table, &scene->open_options),
            SPFEVAL_OK) ||
        !CHECK_INT(spfeval_options_new(&scene->memory.table, &scene->options),
                   SPFEVAL_OK)) {
        return false;
    }
    call_long_record = long_record();
    make_zone(scene);
    make_answers(scene);
    make_resolvers(scene);
    make_checks(scene);
    make_sessions(scene);
    make_policies(scene);
    make_texts(scene);
    return scene->outcome != NULL && scene->edit != NULL;
}

void
call_scene_clear(struct call_scene *scene)
{
    spfeval_build_free(scene->build);
    spfeval_edit_free(scene->edit);
    spfeval_lint_free(scene->lint);
    spfeval_received_spf_free(scene->received);
    spfeval_record_free(scene->record);
    spfeval_policy_free(scene->policy_done);
    spfeval_policy_free(scene->policy_answered);
    spfeval_policy_free(scene->policy);
    spfeval_policy_free(scene->new_policy);
    spfeval_session_free(scene->session_answered);
    spfeval_session_free(scene->session);
    spfeval_session_free(scene->new_session);
    spfeval_check_free(scene->done);
    spfeval_check_free(scene->answered);
    spfeval_check_free(scene->asking);
    spfeval_check_free(scene->new_check);
    spfeval_resolver_free(scene->cached);
    spfeval_resolver_free(scene->clocked);
    spfeval_cache_free(scene->new_cache);
    spfeval_cache_free(scene->cache);
    spfeval_answer_free(scene->empty_answer);
    spfeval_answer_free(scene->shared);
    spfeval_answer_free(scene->answer);
    spfeval_zone_free(scene->empty_zone);
    spfeval_zone_free(scene->zone);
    spfeval_options_free(scene->options);
    spfeval_options_free(scene->open_options);
    CHECK(count_alloc_is_clean(&scene->memory));
    count_alloc_clear(&scene->memory);
}
