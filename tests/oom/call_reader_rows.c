/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The functions that take no memory: getters, writers, setters of numbers, and
 * those that give memory back. Whether they do is not their result, so of
 * these calls nothing else is checked.
 */
#include <string.h>

#include "oom/call_scene.h"
#include "support/tap.h"

enum { ROOM = 8192 };

static char text[ROOM];

static int
read_answer(struct call_scene *scene)
{
    const spfeval_answer *answer = scene->answer;
    spfeval_dns_record record = {.struct_size = sizeof(record)};
    uint32_t ttl;

    (void)spfeval_query_get_id(scene->query);
    (void)spfeval_query_get_type(scene->query);
    (void)spfeval_query_get_name(scene->query, NULL);
    (void)spfeval_answer_get_class(answer);
    (void)spfeval_answer_get_count(answer);
    (void)spfeval_answer_get_record(answer, 0, &record);
    (void)spfeval_answer_get_failure(answer);
    (void)spfeval_answer_get_rcode(answer);
    (void)spfeval_answer_get_ttl(answer, &ttl);
    (void)spfeval_answer_get_aliases(answer);
    (void)spfeval_answer_get_authoritative(answer);
    return SPFEVAL_OK;
}

static int
set_answer(struct call_scene *scene)
{
    (void)spfeval_answer_set_rcode(scene->empty_answer, 0);
    (void)spfeval_answer_set_failure(scene->empty_answer,
                                     SPFEVAL_FAILURE_TIMEOUT);
    (void)spfeval_answer_set_ttl(scene->empty_answer, 1);
    (void)spfeval_answer_set_aliases(scene->empty_answer, 1);
    (void)spfeval_answer_set_authoritative(scene->empty_answer);
    spfeval_answer_clear(scene->answer);
    return SPFEVAL_OK;
}

static int
read_options(struct call_scene *scene)
{
    spfeval_options *options = scene->open_options;
    const char *value;
    uint32_t number;
    size_t len;

    (void)spfeval_options_set_u32(options, SPFEVAL_OPTION_MAX_TERMS, 9);
    (void)spfeval_options_set_profile(options, "strict", 6);
    (void)spfeval_options_set_idna(options, NULL, NULL);
    (void)spfeval_options_get_u32(options, SPFEVAL_OPTION_MAX_TERMS, &number);
    return spfeval_options_get_text(options, SPFEVAL_OPTION_RECEIVER, &value,
                                    &len);
}

static int
read_record(struct call_scene *scene)
{
    spfeval_term term = {.struct_size = sizeof(term)};

    (void)spfeval_record_get_text(scene->record, NULL);
    (void)spfeval_record_get_term_count(scene->record);
    (void)spfeval_record_get_term(scene->record, 0, &term);
    (void)spfeval_record_print(scene->record, text, ROOM, NULL);
    (void)spfeval_received_spf_get_result(scene->received);
    (void)spfeval_received_spf_get_value(scene->received, "helo", NULL);
    (void)spfeval_received_spf_get_comment(scene->received, NULL);
    return SPFEVAL_OK;
}

static int
set_check(struct call_scene *scene)
{
    static const uint8_t address[4] = {192, 0, 2, 1};
    spfeval_check *check = scene->new_check;
    const spfeval_query *query;

    (void)spfeval_check_set_client(check, address, 4);
    (void)spfeval_check_set_client_text(check, "192.0.2.1", 9);
    (void)spfeval_check_set_identity(check, SPFEVAL_IDENTITY_HELO);
    (void)spfeval_check_set_time(check, 1);
    (void)spfeval_check_next_query(check, &query);
    (void)spfeval_check_get_outcome(check);
    spfeval_check_reset(scene->asking);
    return SPFEVAL_OK;
}

static int
set_session(struct call_scene *scene)
{
    static const uint8_t address[4] = {192, 0, 2, 1};
    spfeval_session *session = scene->new_session;
    const spfeval_query *query;

    (void)spfeval_session_set_client(session, address, 4);
    (void)spfeval_session_set_client_text(session, "192.0.2.1", 9);
    (void)spfeval_session_set_time(session, 1);
    (void)spfeval_session_next_query(session, &query);
    (void)spfeval_session_get_outcome(session, SPFEVAL_IDENTITY_HELO);
    spfeval_session_reset(scene->session);
    return SPFEVAL_OK;
}

static int
read_policy(struct call_scene *scene)
{
    const spfeval_query *query;

    (void)spfeval_policy_set_extras(scene->new_policy, 0);
    (void)spfeval_policy_next_query(scene->policy, &query);
    (void)spfeval_policy_get_record(scene->policy_done, NULL);
    (void)spfeval_policy_get_domain(scene->policy_done, NULL);
    (void)spfeval_edit_get_state(scene->edit);
    (void)spfeval_edit_get_text(scene->edit, NULL);
    (void)spfeval_edit_get_policy(scene->edit);
    (void)spfeval_edit_get_note_count(scene->edit);
    (void)spfeval_edit_get_note(scene->edit, 0);
    (void)spfeval_edit_print_note(scene->edit, 0, SPFEVAL_LANGUAGE_EN, text,
                                  ROOM, NULL);
    return SPFEVAL_OK;
}

static int
read_lint(struct call_scene *scene)
{
    spfeval_finding finding = {.struct_size = sizeof(finding)};
    spfeval_unchecked unchecked = {.struct_size = sizeof(unchecked)};

    (void)spfeval_lint_get_count(scene->lint);
    (void)spfeval_lint_get_finding(scene->lint, 0, &finding);
    (void)spfeval_lint_get_unchecked(scene->lint, 0, &unchecked);
    (void)spfeval_lint_print_finding(scene->lint, 0, SPFEVAL_LANGUAGE_EN, text,
                                     ROOM, NULL);
    (void)spfeval_lint_print_fixed(scene->lint, text, ROOM, NULL);
    (void)spfeval_build_set_rest(scene->build, SPFEVAL_QUALIFIER_SOFTFAIL);
    (void)spfeval_build_print(scene->build, text, ROOM, NULL);
    (void)spfeval_strings_print("v=spf1", 6, text, ROOM, NULL);
    (void)spfeval_zone_line_print("example.com", 11, 1, "v=spf1", 6, text,
                                  ROOM, NULL);
    return SPFEVAL_OK;
}

static int
read_zone(struct call_scene *scene)
{
    (void)spfeval_zone_set_authoritative(scene->empty_zone);
    (void)spfeval_zone_next_name(scene->zone, NULL, 0, NULL);
    (void)spfeval_zone_has_record(scene->zone, SPFEVAL_RRTYPE_A, "a", 1);
    (void)spfeval_zone_get_resolver(scene->zone);
    (void)spfeval_cache_get_counter(scene->cache,
                                    SPFEVAL_CACHE_COUNTER_ENTRIES);
    (void)spfeval_cache_prime(scene->cache, scene->new_check);
    spfeval_cache_clear(scene->cache);
    return SPFEVAL_OK;
}

static int
name_all(struct call_scene *scene)
{
    (void)scene;
    (void)spfeval_version();
    (void)spfeval_version_number();
    (void)spfeval_status_message(SPFEVAL_OK);
    (void)spfeval_dns_name(SPFEVAL_DNS_OK, 0, 0);
    (void)spfeval_rrtype_name(SPFEVAL_RRTYPE_A);
    (void)spfeval_profile_name(0);
    (void)spfeval_syntax_message(1);
    (void)spfeval_syntax_name(1);
    (void)spfeval_result_name(1);
    (void)spfeval_reason_name(1);
    (void)spfeval_reason_message(1);
    (void)spfeval_language_find("en", 2);
    (void)spfeval_language_name(SPFEVAL_LANGUAGE_EN);
    (void)spfeval_explain_part_name(1, SPFEVAL_LANGUAGE_EN);
    (void)spfeval_explain_role_name(1, SPFEVAL_LANGUAGE_EN);
    (void)spfeval_note_name(1);
    (void)spfeval_lint_code(0);
    return SPFEVAL_OK;
}

#define FREE(what, function)                                                  \
    function(scene->what);                                                    \
    scene->what = NULL

static int
free_all(struct call_scene *scene)
{
    FREE(build, spfeval_build_free);
    FREE(edit, spfeval_edit_free);
    FREE(lint, spfeval_lint_free);
    FREE(received, spfeval_received_spf_free);
    FREE(record, spfeval_record_free);
    FREE(policy, spfeval_policy_free);
    FREE(session, spfeval_session_free);
    FREE(asking, spfeval_check_free);
    FREE(cached, spfeval_resolver_free);
    FREE(cache, spfeval_cache_free);
    FREE(answer, spfeval_answer_free);
    FREE(zone, spfeval_zone_free);
    FREE(open_options, spfeval_options_free);
    return SPFEVAL_OK;
}

/* clang-format off */
static const struct call_row rows[] = {
    {"spfeval_answer_get_aliases spfeval_answer_get_authoritative "
     "spfeval_answer_get_class spfeval_answer_get_count "
     "spfeval_answer_get_failure spfeval_answer_get_rcode "
     "spfeval_answer_get_record spfeval_answer_get_ttl "
     "spfeval_query_get_id spfeval_query_get_name "
     "spfeval_query_get_type",
     read_answer, CALL_QUIET, NULL},
    {"spfeval_answer_clear spfeval_answer_set_aliases "
     "spfeval_answer_set_authoritative spfeval_answer_set_failure "
     "spfeval_answer_set_rcode spfeval_answer_set_ttl",
     set_answer, CALL_QUIET, NULL},
    {"spfeval_options_get_text spfeval_options_get_u32 "
     "spfeval_options_set_idna spfeval_options_set_profile "
     "spfeval_options_set_u32",
     read_options, CALL_QUIET, NULL},
    {"spfeval_received_spf_get_comment "
     "spfeval_received_spf_get_result spfeval_received_spf_get_value "
     "spfeval_record_get_term spfeval_record_get_term_count "
     "spfeval_record_get_text spfeval_record_print",
     read_record, CALL_QUIET, NULL},
    {"spfeval_check_get_outcome spfeval_check_next_query "
     "spfeval_check_reset spfeval_check_set_client "
     "spfeval_check_set_client_text spfeval_check_set_identity "
     "spfeval_check_set_time",
     set_check, CALL_QUIET, NULL},
    {"spfeval_session_get_outcome spfeval_session_next_query "
     "spfeval_session_reset spfeval_session_set_client "
     "spfeval_session_set_client_text spfeval_session_set_time",
     set_session, CALL_QUIET, NULL},
    {"spfeval_edit_get_note spfeval_edit_get_note_count "
     "spfeval_edit_get_policy spfeval_edit_get_state "
     "spfeval_edit_get_text spfeval_edit_print_note "
     "spfeval_policy_get_domain spfeval_policy_get_record "
     "spfeval_policy_next_query spfeval_policy_set_extras",
     read_policy, CALL_QUIET, NULL},
    {"spfeval_build_print spfeval_build_set_rest "
     "spfeval_lint_get_count spfeval_lint_get_finding "
     "spfeval_lint_get_unchecked spfeval_lint_print_finding "
     "spfeval_lint_print_fixed spfeval_strings_print "
     "spfeval_zone_line_print",
     read_lint, CALL_QUIET, NULL},
    {"spfeval_cache_clear spfeval_cache_get_counter "
     "spfeval_cache_prime spfeval_zone_get_resolver "
     "spfeval_zone_has_record spfeval_zone_next_name "
     "spfeval_zone_set_authoritative",
     read_zone, CALL_QUIET, NULL},
    {"spfeval_dns_name spfeval_explain_part_name "
     "spfeval_explain_role_name spfeval_language_find "
     "spfeval_language_name spfeval_lint_code spfeval_note_name "
     "spfeval_profile_name spfeval_reason_message spfeval_reason_name "
     "spfeval_result_name spfeval_rrtype_name spfeval_status_message "
     "spfeval_syntax_message spfeval_syntax_name spfeval_version "
     "spfeval_version_number",
     name_all, CALL_QUIET, NULL},
    {"spfeval_answer_free spfeval_build_free spfeval_cache_free "
     "spfeval_check_free spfeval_edit_free spfeval_lint_free "
     "spfeval_options_free spfeval_policy_free "
     "spfeval_received_spf_free spfeval_record_free "
     "spfeval_resolver_free spfeval_session_free spfeval_zone_free",
     free_all, CALL_QUIET, NULL},
};
/* clang-format on */

const struct call_table call_reader_rows = {rows, TAP_COUNT(rows)};
