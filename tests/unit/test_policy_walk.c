/* SPDX-License-Identifier: BSD-2-Clause */
/* The walk: what it asks, in which order, and what it learns. */
#include <stdio.h>
#include <string.h>

#include <spfeval/policy.h>
#include <spfeval/status.h>

#include "policy/walk.h"
#include "support/count_alloc.h"
#include "support/tap.h"
#include "support/walk_case.h"

#define TXT SPFEVAL_RRTYPE_TXT
#define A SPFEVAL_RRTYPE_A
#define AAAA SPFEVAL_RRTYPE_AAAA
#define MX SPFEVAL_RRTYPE_MX

static const struct zone_row rows[] = {
    {"all.test", TXT,
     "v=spf1 ip4:192.0.2.1 a mx:mail.test include:i.test exists:e.test "
     "ptr:p.test ?a:%{i}.x.test -all a:dead.test include:dead.test "
     "redirect=dead.test exp=why.test",
     0, 0},
    {"all.test", A, "192.0.2.2", 0, 0},
    {"mail.test", MX, "b.mail.test", 10, 0},
    {"mail.test", MX, "a.mail.test", 10, 0},
    {"mail.test", MX, "z.mail.test", 5, 0},
    {"mail.test", MX, "", 0, 0},
    {"a.mail.test", A, "192.0.2.3", 0, 0},
    {"i.test", TXT, "v=spf1 a:%{d} a:m.%{d} a:ALL.test exp=no.test -all", 0,
     0},
    {"e.test", A, "127.0.0.1", 0, 0},
    {"loop.test", TXT, "v=spf1 include:b.test -all", 0, 0},
    {"b.test", TXT, "v=spf1 include:c.test redirect=LOOP.test", 0, 0},
    {"c.test", TXT, "v=spf1 include:c.test include:b.test -all", 0, 0},
    {"two.test", TXT, "v=spf1 -all", 0, 0},
    {"two.test", TXT, "v=spf1 ~all", 0, 0},
    {"bad.test", TXT, "v=spf1 ipv4:192.0.2.1", 0, 0},
    {"slow.test", ZONE_ROW_TIMEOUT, NULL, 0, TXT},
    {"many.test", TXT, "v=spf1 mx -all", 0, 0},
    {"many.test", MX, "1.many.test", 1, 0},
    {"many.test", MX, "2.many.test", 1, 0},
    {"many.test", MX, "3.many.test", 1, 0},
    {"alone.test", A, "192.0.2.9", 0, 0},
    {"alone.test", MX, "mx.alone.test", 1, 0},
};

static void
check_queries(const struct walk_case *test, const char *expected)
{
    (void)CHECK_STR(test->queries, test->queries_len, expected);
}

/* --- what is asked ------------------------------------------------------- */

static void
test_walk_asks_for_each_live_term_once(void)
{
    struct walk_case test;

    walk_case_init(&test, rows, TAP_COUNT(rows));
    walk_case_walk(&test, "all.test", NULL);
    check_queries(&test, "TXT all.test\n"
                         "A all.test\n"
                         "AAAA all.test\n"
                         "MX mail.test\n"
                         "TXT i.test\n"
                         "A e.test\n"
                         "TXT why.test\n"
                         "A z.mail.test\n"
                         "AAAA z.mail.test\n"
                         "A a.mail.test\n"
                         "AAAA a.mail.test\n"
                         "A b.mail.test\n"
                         "AAAA b.mail.test\n"
                         "A i.test\n"
                         "AAAA i.test\n"
                         "A m.i.test\n"
                         "AAAA m.i.test\n");
    walk_case_clear(&test);
}

static void
test_walk_ends_in_cycles(void)
{
    struct walk_case test;

    walk_case_init(&test, rows, TAP_COUNT(rows));
    walk_case_walk(&test, "loop.test", NULL);
    check_queries(&test, "TXT loop.test\nTXT b.test\nTXT c.test\n");
    CHECK_INT(test.policy->node_count, 3);
    CHECK(test.policy->root->next->facts[1].child == test.policy->root);
    walk_case_clear(&test);
}

static void
test_walk_asks_for_no_host_of_too_many(void)
{
    spfeval_options *options = NULL;
    struct walk_case test;

    CHECK_INT(spfeval_options_new(NULL, &options), SPFEVAL_OK);
    CHECK_INT(spfeval_options_set_u32(options, SPFEVAL_OPTION_MAX_MX_NAMES, 2),
              SPFEVAL_OK);
    walk_case_init_with(&test, rows, TAP_COUNT(rows), options);
    walk_case_walk(&test, "many.test", NULL);
    check_queries(&test, "TXT many.test\nMX many.test\n");
    walk_case_clear(&test);
}

static void
test_walk_takes_the_given_record_for_the_domain(void)
{
    struct walk_case test;

    walk_case_init(&test, rows, TAP_COUNT(rows));
    walk_case_walk(&test, "all.test", "v=spf1 include:all.test a");
    check_queries(&test, "A all.test\nAAAA all.test\n");
    CHECK(test.policy->root->facts[0].child == test.policy->root);
    walk_case_clear(&test);
}

static void
test_walk_without_a_domain_leaves_what_needs_it(void)
{
    struct walk_case test;
    const struct spfe_facts *facts;

    walk_case_init(&test, rows, TAP_COUNT(rows));
    walk_case_walk(&test, NULL,
                   "v=spf1 a mx a:%{d} include:bad.test "
                   "a:.%{d1r} a:x.%{s} a:a..b %{l}=x");
    CHECK(test.policy->root->found->record == NULL);
    walk_case_clear(&test);
    walk_case_init(&test, rows, TAP_COUNT(rows));
    walk_case_walk(&test, NULL,
                   "v=spf1 a mx a:%{d} include:bad.test "
                   "a:x.%{s} a:a.%{p} a:a..b");
    check_queries(&test, "TXT bad.test\n");
    facts = test.policy->root->facts;
    CHECK_INT(facts[0].target_kind, SPFE_TARGET_DOMAIN);
    CHECK_INT(facts[1].target_kind, SPFE_TARGET_DOMAIN);
    CHECK_INT(facts[2].target_kind, SPFE_TARGET_DOMAIN);
    CHECK_INT(facts[3].target_kind, SPFE_TARGET_NAME);
    CHECK_INT(facts[4].target_kind, SPFE_TARGET_MESSAGE);
    CHECK(!facts[4].asks_client_name);
    CHECK(facts[5].asks_client_name);
    CHECK_INT(facts[6].target_kind, SPFE_TARGET_BAD);
    CHECK(facts[3].child->found->record == NULL);
    CHECK(spfeval_policy_get_domain(test.policy, NULL) == NULL);
    walk_case_clear(&test);
}

static void
test_walk_reads_senders_as_a_record(void)
{
    struct walk_case test;

    walk_case_init(&test, rows, TAP_COUNT(rows));
    CHECK_INT(spfeval_policy_add_sender(test.policy, "alone.test", 10),
              SPFEVAL_OK);
    CHECK_INT(spfeval_policy_add_sender(test.policy, "192.0.2.77", 10),
              SPFEVAL_OK);
    CHECK_INT(spfeval_policy_add_sender(test.policy, "-all", 4),
              SPFEVAL_ERR_SYNTAX);
    walk_case_walk(&test, NULL, "v=spf1 -all");
    check_queries(&test, "A alone.test\nAAAA alone.test\n");
    (void)CHECK_STR(test.policy->senders.ptr, test.policy->senders.len,
                    "v=spf1 a:alone.test ip4:192.0.2.77");
    CHECK_INT(spfe_node_term_count(test.policy->sender_root), 2);
    walk_case_clear(&test);
}

/* --- what only the linter wants ------------------------------------------ */

static void
test_extras_are_asked_for_on_demand(void)
{
    struct walk_case test;

    walk_case_init(&test, rows, TAP_COUNT(rows));
    CHECK_INT(spfeval_policy_set_extras(test.policy, 1), SPFEVAL_OK);
    walk_case_walk(&test, "alone.test", NULL);
    CHECK_INT(test.policy->root->found->selection, SPFE_SELECT_NONE);
    CHECK(strstr(test.queries, "TXT alone.test\nMX alone.test\n") != NULL);
    CHECK(strstr(test.queries, "\nTXT mx.alone.test\n") != NULL);
    CHECK(strstr(test.queries, "\nTXT _spf.alone.test\nTXT spf.alone.test\n"
                               "TXT www.alone.test\n"
                               "TXT alone.test.alone.test\n") != NULL);
    CHECK(strstr(test.queries, "99 alone.test\n") != NULL ||
          strstr(test.queries, "SPF alone.test\n") != NULL);
    walk_case_clear(&test);

    walk_case_init(&test, rows, TAP_COUNT(rows));
    CHECK_INT(spfeval_policy_set_extras(test.policy, 1), SPFEVAL_OK);
    walk_case_walk(&test, "two.test", NULL);
    CHECK(strstr(test.queries, "TXT _spf.two.test") == NULL);
    walk_case_clear(&test);
}

static void
test_extras_ask_for_no_host_of_too_many(void)
{
    uint32_t most;

    for (most = 2; most <= 3; most++) {
        spfeval_options *options = NULL;
        struct walk_case test;

        CHECK_INT(spfeval_options_new(NULL, &options), SPFEVAL_OK);
        CHECK_INT(spfeval_options_set_u32(options, SPFEVAL_OPTION_MAX_MX_NAMES,
                                          most),
                  SPFEVAL_OK);
        walk_case_init_with(&test, rows, TAP_COUNT(rows), options);
        CHECK_INT(spfeval_policy_set_extras(test.policy, 1), SPFEVAL_OK);
        walk_case_walk(&test, "many.test", "v=spf1 -all");
        CHECK(strstr(test.queries, "MX many.test\n") != NULL);
        CHECK_INT(strstr(test.queries, "TXT 1.many.test\n") != NULL,
                  most == 3);
        walk_case_clear(&test);
    }
}

/* --- answers ------------------------------------------------------------- */

static void
test_walk_does_not_depend_on_the_order_of_answers(void)
{
    int order;

    for (order = WALK_AT_ONCE; order <= WALK_REVERSED; order++) {
        struct walk_case test;
        struct spfe_node *node;
        uint32_t terms = 0;

        walk_case_init(&test, rows, TAP_COUNT(rows));
        CHECK_INT(spfeval_policy_set_domain(test.policy, "all.test", 8),
                  SPFEVAL_OK);
        CHECK(walk_case_run(&test, (enum walk_order)order));
        for (node = test.policy->nodes; node != NULL; node = node->next) {
            terms += spfe_node_term_count(node);
        }
        CHECK_INT(test.policy->node_count, 2);
        CHECK_INT(test.policy->lookups.count, 17);
        CHECK_INT(terms, 12 + 5);
        CHECK_INT(test.policy->root->facts[2].host_count, 3);
        walk_case_clear(&test);
    }
}

static void
test_walk_takes_no_answer_that_it_did_not_ask_for(void)
{
    struct walk_case test;
    const spfeval_query *query = NULL;
    spfeval_answer *answer = NULL;
    static const uint8_t address[4] = {192, 0, 2, 1};
    uint32_t id;

    walk_case_init(&test, rows, TAP_COUNT(rows));
    CHECK_INT(spfeval_answer_new(NULL, &answer), SPFEVAL_OK);
    CHECK_INT(spfeval_policy_next_query(test.policy, &query),
              SPFEVAL_ERR_NOT_FOUND);
    CHECK_INT(spfeval_policy_step(test.policy), SPFEVAL_ERR_STATE);
    CHECK_INT(spfeval_policy_set_domain(test.policy, "two.test", 8),
              SPFEVAL_OK);
    CHECK_INT(spfeval_policy_step(test.policy), SPFEVAL_STEP_QUERY);
    CHECK_INT(spfeval_policy_set_domain(test.policy, "two.test", 8),
              SPFEVAL_ERR_STATE);
    if (CHECK_INT(spfeval_policy_next_query(test.policy, &query),
                  SPFEVAL_OK)) {
        id = spfeval_query_get_id(query);
        CHECK_INT(spfeval_policy_answer(test.policy, id, answer),
                  SPFEVAL_ERR_ARGUMENT);
        CHECK_INT(spfeval_answer_add_address(answer, address, 4), SPFEVAL_OK);
        CHECK_INT(spfeval_policy_answer(test.policy, id, answer),
                  SPFEVAL_ERR_ARGUMENT);
        spfeval_answer_clear(answer);
        CHECK_INT(spfeval_answer_set_rcode(answer, 3), SPFEVAL_OK);
        CHECK_INT(spfeval_policy_answer(test.policy, id + 1, answer),
                  SPFEVAL_ERR_NOT_FOUND);
        CHECK_INT(spfeval_policy_step(test.policy), SPFEVAL_STEP_QUERY);
        CHECK_INT(spfeval_policy_answer(test.policy, id, answer), SPFEVAL_OK);
        CHECK_INT(spfeval_policy_answer(test.policy, id, answer),
                  SPFEVAL_ERR_NOT_FOUND);
        CHECK_INT(spfeval_policy_step(test.policy), SPFEVAL_STEP_DONE);
        CHECK_INT(spfeval_policy_answer(test.policy, id, answer),
                  SPFEVAL_ERR_NOT_FOUND);
    }
    spfeval_answer_free(answer);
    walk_case_clear(&test);
}

static void
test_walk_that_expires_keeps_what_is_there(void)
{
    struct walk_case test;
    const spfeval_query *query = NULL;
    size_t len = 0;
    const char *text;

    walk_case_init(&test, rows, TAP_COUNT(rows));
    CHECK_INT(spfeval_policy_expire(test.policy), SPFEVAL_ERR_STATE);
    CHECK_INT(
        spfeval_policy_set_record(test.policy, "v=spf1 include:i.test", 21),
        SPFEVAL_OK);
    CHECK_INT(spfeval_policy_expire(test.policy), SPFEVAL_OK);
    CHECK_INT(spfeval_policy_step(test.policy), SPFEVAL_STEP_DONE);
    CHECK_INT(spfeval_policy_next_query(test.policy, &query),
              SPFEVAL_ERR_NOT_FOUND);
    CHECK_INT(spfe_node_term_count(test.policy->root), 1);
    CHECK(test.policy->root->facts[0].child->found == NULL);
    text = spfeval_policy_get_record(test.policy, &len);
    (void)CHECK_STR(text, len, "v=spf1 include:i.test");
    walk_case_clear(&test);
}

static void
test_walk_tells_failure_from_absence(void)
{
    struct walk_case test;
    const struct spfe_facts *facts;
    size_t len = 0;
    const char *text;

    walk_case_init(&test, rows, TAP_COUNT(rows));
    walk_case_walk(&test, "x.test",
                   "v=spf1 include:slow.test include:none.test "
                   "include:two.test include:bad.test");
    facts = test.policy->root->facts;
    CHECK(facts[0].child->found == NULL);
    CHECK_INT(facts[1].child->found->selection, SPFE_SELECT_NONE);
    CHECK_INT(facts[2].child->found->selection, SPFE_SELECT_SEVERAL);
    CHECK_INT(facts[3].child->found->selection, SPFE_SELECT_ONE);
    CHECK(facts[3].child->found->record == NULL);
    walk_case_clear(&test);

    walk_case_init(&test, rows, TAP_COUNT(rows));
    walk_case_walk(&test, "two.test.", NULL);
    text = spfeval_policy_get_record(test.policy, &len);
    (void)CHECK_STR(text, len, "v=spf1 -all");
    text = spfeval_policy_get_domain(test.policy, &len);
    (void)CHECK_STR(text, len, "two.test");
    walk_case_clear(&test);
}

/* --- bounds -------------------------------------------------------------- */

/* Each name has a record that includes fifty others. */
static void
test_walk_of_an_endless_tree_stops(void)
{
    static char text[SPFE_TEXT_MAX];
    spfeval_options *options = NULL;
    spfeval_policy *policy = NULL;
    const spfeval_query *query;
    spfeval_answer *answer = NULL;
    uint32_t queries = 0;
    uint32_t made = 0;
    int step;

    CHECK_INT(spfeval_options_new(NULL, &options), SPFEVAL_OK);
    CHECK_INT(spfeval_policy_new(options, &policy), SPFEVAL_OK);
    CHECK_INT(spfeval_answer_new(NULL, &answer), SPFEVAL_OK);
    CHECK_INT(spfeval_policy_set_domain(policy, "root.test", 9), SPFEVAL_OK);
    while ((step = spfeval_policy_step(policy)) == SPFEVAL_STEP_QUERY) {
        while (spfeval_policy_next_query(policy, &query) == SPFEVAL_OK) {
            size_t len = (size_t)snprintf(text, sizeof(text), "v=spf1");
            int i;

            for (i = 0; i < 50; i++) {
                len += (size_t)snprintf(text + len, sizeof(text) - len,
                                        " include:n%u.test a:h%u.test", made,
                                        made);
                made++;
            }
            queries++;
            spfeval_answer_clear(answer);
            if (spfeval_query_get_type(query) == SPFEVAL_RRTYPE_TXT) {
                CHECK_INT(spfeval_answer_add_text(answer, text, len),
                          SPFEVAL_OK);
            } else {
                CHECK_INT(spfeval_answer_set_rcode(answer, 3), SPFEVAL_OK);
            }
            CHECK_INT(spfeval_policy_answer(
                          policy, spfeval_query_get_id(query), answer),
                      SPFEVAL_OK);
        }
    }
    CHECK_INT(step, SPFEVAL_STEP_DONE);
    CHECK_INT(policy->unasked.count, SPFE_WALK_UNASKED);
    CHECK_INT(policy->node_count, SPFE_WALK_NODES);
    CHECK_INT(queries, SPFE_WALK_OTHERS); /* with the 200 for records */
    CHECK(policy->term_count <= SPFE_WALK_TERMS);
    spfeval_answer_free(answer);
    spfeval_policy_free(policy);
    spfeval_options_free(options);
}

/* The domain's own terms alone are more than the bound. */
static void
test_walk_of_too_many_terms_opens_no_others(void)
{
    static char text[SPFE_TEXT_MAX];
    size_t len = (size_t)snprintf(text, sizeof(text), "v=spf1 include:i.test");
    struct walk_case test;
    int i;

    for (i = 0; i < SPFE_WALK_TERMS; i++) {
        memcpy(text + len, " ptr", 4);
        len += 4;
    }
    walk_case_init(&test, rows, TAP_COUNT(rows));
    CHECK_INT(spfeval_policy_add_sender(test.policy, "ip4:192.0.2.1", 13),
              SPFEVAL_OK);
    CHECK_INT(spfeval_policy_set_record(test.policy, text, len), SPFEVAL_OK);
    CHECK(walk_case_run(&test, WALK_AT_ONCE));
    CHECK_INT(spfe_node_term_count(test.policy->root), SPFE_WALK_TERMS + 1);
    CHECK_INT(spfe_node_term_count(test.policy->sender_root), 1);
    CHECK_INT(spfe_node_term_count(test.policy->root->facts[0].child), 0);
    CHECK(!test.policy->root->facts[0].child->opened);
    CHECK_INT(test.policy->unasked.count, 1);
    walk_case_clear(&test);
}

/* --- input --------------------------------------------------------------- */

static void
test_domain_is_a_name_that_can_be_asked_for(void)
{
    static const struct {
        const char *domain;
        int status;
    } cases[] = {
        {"example.com", SPFEVAL_OK},
        {"example.com.", SPFEVAL_OK},
        {"_spf.example.com", SPFEVAL_OK},
        {"*.example.com", SPFEVAL_OK},
        {"com", SPFEVAL_ERR_SYNTAX},
        {"", SPFEVAL_ERR_SYNTAX},
        {"a..b", SPFEVAL_ERR_SYNTAX},
        {".a.b", SPFEVAL_ERR_SYNTAX},
        {"b\xc3\xbc.example", SPFEVAL_ERR_SYNTAX},
    };
    size_t i;

    for (i = 0; i < TAP_COUNT(cases); i++) {
        struct walk_case test;

        tap_row(cases[i].domain);
        walk_case_init(&test, NULL, 0);
        CHECK_INT(spfeval_policy_set_domain(test.policy, cases[i].domain,
                                            strlen(cases[i].domain)),
                  cases[i].status);
        walk_case_clear(&test);
    }
}

static int
to_a_label(void *user_data, const char *domain, size_t domain_len,
           char *buffer, size_t capacity, size_t *out_len)
{
    static const char converted[] = "xn--b-xbe.example";

    (void)domain;
    (void)domain_len;
    if (*(int *)user_data != 0 || capacity < sizeof(converted)) {
        return 1;
    }
    memcpy(buffer, converted, sizeof(converted) - 1);
    *out_len = sizeof(converted) - 1;
    return 0;
}

static void
test_domain_with_u_labels_is_converted(void)
{
    spfeval_options *options = NULL;
    struct walk_case test;
    int fails = 0;

    CHECK_INT(spfeval_options_new(NULL, &options), SPFEVAL_OK);
    CHECK_INT(spfeval_options_set_idna(options, to_a_label, &fails),
              SPFEVAL_OK);
    walk_case_init_with(&test, NULL, 0, options);
    CHECK_INT(spfeval_policy_set_domain(test.policy, "b\xc3\xbc.x", 5),
              SPFEVAL_OK);
    (void)CHECK_STR(spfeval_policy_get_domain(test.policy, NULL), 17,
                    "xn--b-xbe.example");
    fails = 1;
    CHECK_INT(spfeval_policy_set_domain(test.policy, "b\xc3\xbc.x", 5),
              SPFEVAL_ERR_SYNTAX);
    walk_case_clear(&test);
}

static void
test_null_is_an_argument_error(void)
{
    struct walk_case test;
    const spfeval_query *query;
    spfeval_policy *policy = NULL;

    walk_case_init(&test, NULL, 0);
    CHECK_INT(spfeval_policy_new(NULL, &policy), SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_policy_new(test.options, NULL), SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_policy_set_domain(NULL, "a.b", 3), SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_policy_set_domain(test.policy, NULL, 0),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_policy_set_record(NULL, "", 0), SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_policy_set_record(test.policy, NULL, 0),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_policy_set_record(test.policy, "x", SPFE_TEXT_MAX + 1),
              SPFEVAL_ERR_LIMIT);
    CHECK_INT(spfeval_policy_set_extras(test.policy, 2), SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_policy_set_extras(NULL, 1), SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_policy_add_sender(test.policy, NULL, 0),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_policy_step(NULL), SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_policy_next_query(NULL, &query), SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_policy_answer(NULL, 1, NULL), SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_policy_expire(NULL), SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_policy_run(NULL, NULL), SPFEVAL_ERR_ARGUMENT);
    CHECK(spfeval_policy_get_record(NULL, NULL) == NULL);
    CHECK(spfeval_policy_get_domain(NULL, NULL) == NULL);
    spfeval_policy_free(NULL);
    walk_case_clear(&test);
}

static void
test_inputs_are_refused_once_the_walk_began(void)
{
    struct walk_case test;

    walk_case_init(&test, rows, TAP_COUNT(rows));
    CHECK_INT(spfeval_policy_set_domain(test.policy, "all.test", 8),
              SPFEVAL_OK);
    CHECK_INT(spfeval_policy_step(test.policy), SPFEVAL_STEP_QUERY);
    CHECK_INT(spfeval_policy_set_domain(test.policy, "two.test", 8),
              SPFEVAL_ERR_STATE);
    CHECK_INT(spfeval_policy_set_record(test.policy, "v=spf1", 6),
              SPFEVAL_ERR_STATE);
    CHECK_INT(spfeval_policy_set_extras(test.policy, 1), SPFEVAL_ERR_STATE);
    CHECK_INT(spfeval_policy_add_sender(test.policy, "alone.test", 10),
              SPFEVAL_ERR_STATE);
    CHECK_STR(spfeval_policy_get_domain(test.policy, NULL), 8, "all.test");
    walk_case_clear(&test);
}

enum { TOO_LONG = 65536 };

static void
test_inputs_that_are_too_long_are_refused(void)
{
    static char text[TOO_LONG];
    struct walk_case test;

    memset(text, 'a', sizeof(text));
    walk_case_init(&test, NULL, 0);
    CHECK_INT(spfeval_policy_set_domain(test.policy, text, 1025),
              SPFEVAL_ERR_SYNTAX);
    CHECK_INT(spfeval_policy_set_record(test.policy, text, TOO_LONG),
              SPFEVAL_ERR_LIMIT);
    CHECK_INT(spfeval_policy_add_sender(test.policy, text, TOO_LONG),
              SPFEVAL_ERR_LIMIT);
    CHECK_INT(spfeval_policy_set_record(test.policy, text, TOO_LONG - 1),
              SPFEVAL_OK);
    walk_case_clear(&test);
}

static void
test_a_walk_that_failed_stays_so(void)
{
    char text[3000] = "v=spf1";
    spfeval_options *options = NULL;
    const spfeval_query *query;
    struct count_alloc memory;
    struct walk_case test;
    size_t len;

    for (len = 6; len + 13 < sizeof(text); len += 13) {
        memcpy(text + len, " ip4:10.1.2.3", 13);
    }
    count_alloc_init(&memory);
    CHECK_INT(spfeval_options_new(&memory.table, &options), SPFEVAL_OK);
    walk_case_init_with(&test, rows, TAP_COUNT(rows), options);
    CHECK_INT(spfeval_policy_set_record(test.policy, text, len), SPFEVAL_OK);
    count_alloc_fail_at(&memory, 1);
    CHECK_INT(spfeval_policy_step(test.policy), SPFEVAL_ERR_NOMEM);
    CHECK_INT(spfeval_policy_step(test.policy), SPFEVAL_ERR_NOMEM);
    CHECK_INT(spfeval_policy_next_query(test.policy, &query),
              SPFEVAL_ERR_NOT_FOUND);
    CHECK_INT(spfeval_policy_expire(test.policy), SPFEVAL_ERR_STATE);
    CHECK_INT(spfeval_policy_set_record(test.policy, "v=spf1", 6),
              SPFEVAL_ERR_STATE);
    walk_case_clear(&test);
    CHECK(count_alloc_is_clean(&memory));
    count_alloc_clear(&memory);
}

/* All senders are one text of at most 65535 octets: "v=spf1 a:... a:..." */
static void
test_senders_are_bounded(void)
{
    char sender[128] = "a:";
    struct walk_case test;
    size_t used = 6; /* with the sender that is too much */
    int status;

    memset(sender + 2, 'x', 60);
    memcpy(sender + 62, ".example", 9);
    walk_case_init(&test, NULL, 0);
    do {
        status = spfeval_policy_add_sender(test.policy, sender, 70);
        used += 71;
    } while (status == SPFEVAL_OK && used < 2 * TOO_LONG);
    CHECK_INT(status, SPFEVAL_ERR_LIMIT);
    CHECK_INT(used - 71, 65468);
    walk_case_clear(&test);
}

/* --- another record ------------------------------------------------------ */

static void
test_what_if_asks_nothing(void)
{
    static const struct spfe_text text = {
        "v=spf1 include:i.test a:new.test -all", 37};
    struct walk_case test;
    struct spfeval_policy *other = NULL;

    walk_case_init(&test, rows, TAP_COUNT(rows));
    walk_case_walk(&test, "all.test", NULL);
    if (CHECK_INT(spfe_policy_what_if(test.policy, text, &other),
                  SPFEVAL_OK)) {
        const struct spfe_facts *facts = other->root->facts;

        CHECK_INT(spfeval_policy_step(other), SPFEVAL_STEP_DONE);
        CHECK_INT(spfe_node_term_count(facts[0].child), 5);
        CHECK(spfe_lookup_is_known(facts[0].child->facts[0].addresses[0]));
        CHECK(!spfe_lookup_is_known(facts[1].addresses[SPFE_V4]));
    }
    /* It stands on its own. */
    walk_case_clear(&test);
    CHECK_INT(other->root->facts[0].child->facts[2].addresses[0]->answer.count,
              1);
    spfeval_policy_free(other);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"each live term is asked for once, in order",
         test_walk_asks_for_each_live_term_once},
        {"cycles end", test_walk_ends_in_cycles},
        {"too many exchangers have no hosts",
         test_walk_asks_for_no_host_of_too_many},
        {"a given record stands for the domain's own",
         test_walk_takes_the_given_record_for_the_domain},
        {"without a domain, what needs it is left",
         test_walk_without_a_domain_leaves_what_needs_it},
        {"senders are walked as a record",
         test_walk_reads_senders_as_a_record},
        {"extras ask for no host of too many exchangers",
         test_extras_ask_for_no_host_of_too_many},
        {"extras are asked for on demand",
         test_extras_are_asked_for_on_demand},
        {"the order of answers does not matter",
         test_walk_does_not_depend_on_the_order_of_answers},
        {"answers that nobody asked for are refused",
         test_walk_takes_no_answer_that_it_did_not_ask_for},
        {"an expired walk keeps what is there",
         test_walk_that_expires_keeps_what_is_there},
        {"failure is not absence", test_walk_tells_failure_from_absence},
        {"an endless tree stops", test_walk_of_an_endless_tree_stops},
        {"too many terms leave no room for others",
         test_walk_of_too_many_terms_opens_no_others},
        {"a domain is a name that can be asked for",
         test_domain_is_a_name_that_can_be_asked_for},
        {"U-labels are converted", test_domain_with_u_labels_is_converted},
        {"NULL is an argument error", test_null_is_an_argument_error},
        {"inputs are refused once the walk began",
         test_inputs_are_refused_once_the_walk_began},
        {"inputs that are too long are refused",
         test_inputs_that_are_too_long_are_refused},
        {"a walk that failed stays so", test_a_walk_that_failed_stays_so},
        {"senders are bounded", test_senders_are_bounded},
        {"another record needs no question", test_what_if_asks_nothing},
    };

    return tap_run("policy/walk", tests, TAP_COUNT(tests));
}
