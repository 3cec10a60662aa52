/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A query string as a question.
 */
#include "explain_question.h"

#include <string.h>

#include <spfeval/spfeval.h>

#include "message.h"

/*
 * Put a value of the query string in its place, which an option may have
 * filled. From here on it is a string, so that a NUL would cut it off.
 */
static int
fill(const struct why_value *value, const char *key, const char *option,
     const char **place)
{
    if (value->octets == NULL) {
        return 0;
    }
    if (strlen(value->octets) != value->len) {
        return message_usage("explain", "query string: %s: a NUL octet", key);
    }
    if (*place != NULL && strcmp(*place, value->octets) != 0) {
        return message_usage(
            "explain", "the query string and %s say different things", option);
    }
    *place = value->octets;
    return 0;
}

static int
fill_scope(const struct why_query *query, struct question *question)
{
    int scope = query->scope == WHY_SCOPE_HELO ? SPFEVAL_IDENTITY_HELO
                                               : SPFEVAL_IDENTITY_MAILFROM;

    if (!query->has_scope) {
        return 0;
    }
    if (question->has_scope && question->scope != scope) {
        return message_usage(
            "explain", "the query string and --scope say different things");
    }
    question->scope = scope;
    return 0;
}

static int
fill_helo(const struct why_query *query, struct question *question)
{
    int code;

    if (question->scope == SPFEVAL_IDENTITY_HELO) {
        code = fill(&query->identity, "identity", "--helo", &question->helo);
        if (code != 0) {
            return code;
        }
        if (query->identity.octets != NULL && query->helo.octets != NULL &&
            strcmp(query->identity.octets, query->helo.octets) != 0) {
            return message_usage("explain", "query string: identity and helo "
                                            "say different things");
        }
    }
    return fill(&query->helo, "helo", "--helo", &question->helo);
}

static int
fill_values(const struct why_query *query, struct question *question)
{
    int code = fill(&query->ip, "ip", "--ip", &question->ip);

    if (code == 0) {
        code = fill_helo(query, question);
    }
    if (code == 0 && question->scope == SPFEVAL_IDENTITY_MAILFROM) {
        code = fill(&query->identity, "identity", "--mail-from",
                    &question->mail_from);
    }
    if (code == 0) {
        code = fill(&query->receiver, "receiver", "--receiver",
                    &question->settings.receiver);
    }
    return code;
}

/* Messages about a value tell where it came from. */
static void
name_values(const struct why_query *query, struct question *question)
{
    bool is_helo = question->scope == SPFEVAL_IDENTITY_HELO;

    if (query->ip.octets != NULL) {
        question->ip_name = "query string: ip";
    }
    if (query->helo.octets != NULL) {
        question->helo_name = "query string: helo";
    }
    if (query->identity.octets != NULL) {
        *(is_helo ? &question->helo_name : &question->mail_from_name) =
            "query string: identity";
    }
}

/* Options win here, for a link may be shown otherwise than it was meant. */
static int
fill_output(struct explain_question *explain)
{
    const struct why_query *query = &explain->query;

    if (explain->language == 0 && query->lang.octets != NULL) {
        explain->language =
            spfeval_language_find(query->lang.octets, query->lang.len);
    }
    if (explain->has_format || query->format.octets == NULL ||
        (strlen(query->format.octets) == query->format.len &&
         explain_format_find(query->format.octets, &explain->format))) {
        return 0;
    }
    return message_usage("explain",
                         "query string: format: '%s' is not text, json or "
                         "html",
                         query->format.octets);
}

static int
check_missing(const struct question *question)
{
    if (question->ip == NULL) {
        return message_usage("explain",
                             "the query string has no ip; --ip gives one");
    }
    if (question->scope == SPFEVAL_IDENTITY_HELO && question->helo == NULL) {
        return message_usage("explain", "the query string has no identity; "
                                        "--helo gives one");
    }
    if (question->scope == SPFEVAL_IDENTITY_MAILFROM &&
        question->mail_from == NULL) {
        return message_usage("explain", "the query string has no identity; "
                                        "--mail-from gives one");
    }
    return 0;
}

int
explain_question_add(struct explain_question *explain, const char *text)
{
    struct question *question = &explain->question;
    struct why_query *query = &explain->query;
    enum why_status status;
    size_t offset;
    int code;

    status = why_query_read(query, text, strlen(text), &offset);
    if (status != WHY_OK) {
        return message_usage("explain", "query string, octet %zu: %s",
                             offset + 1, why_status_message(status));
    }
    code = fill_scope(query, question);
    if (code == 0) {
        code = question_place(question);
    }
    if (code == 0) {
        code = fill_values(query, question);
    }
    if (code == 0) {
        code = fill_output(explain);
    }
    name_values(query, question);
    return code == 0 ? check_missing(question) : code;
}
