/* SPDX-License-Identifier: BSD-2-Clause */
#include "report/outcome_json.h"

#include <spfeval/header.h>
#include <spfeval/report.h>
#include <spfeval/status.h>

#include "base/ip.h"

enum {
    SCHEMA = 1,
    COMMENT_ROOM = 512, /* for spfeval_comment_print() */
    ALL_FLAGS = SPFEVAL_JSON_TRACE | SPFEVAL_JSON_INDENT |
                SPFEVAL_JSON_EXPLAIN_EN | SPFEVAL_JSON_EXPLAIN_NL
};

typedef const char *text_getter(const spfeval_outcome *outcome,
                                size_t *out_len);

static void
put_outcome_text(struct spfe_json *json, const char *name,
                 const spfeval_outcome *outcome, text_getter *get)
{
    size_t len = 0;
    const char *text = get(outcome, &len);

    spfe_json_put_text(json, name, text, len);
}

/* --- the brief part ------------------------------------------------------ */

static void
put_counters(struct spfe_json *json, const spfeval_outcome *outcome)
{
    static const struct {
        const char *name;
        int counter;
    } counters[] = {
        {"terms", SPFEVAL_COUNTER_TERMS},
        {"voids", SPFEVAL_COUNTER_VOIDS},
        {"queries", SPFEVAL_COUNTER_QUERIES},
        {"records", SPFEVAL_COUNTER_RECORDS},
        {"mx_names", SPFEVAL_COUNTER_MX_NAMES},
        {"ptr_names", SPFEVAL_COUNTER_PTR_NAMES},
        {"bytes", SPFEVAL_COUNTER_BYTES},
    };
    size_t i;

    spfe_json_name(json, "counters");
    spfe_json_begin_object(json);
    for (i = 0; i < sizeof(counters) / sizeof(counters[0]); i++) {
        spfe_json_put_number(
            json, counters[i].name,
            spfeval_outcome_get_counter(outcome, counters[i].counter));
    }
    spfe_json_end_object(json);
}

/* A fail has an explanation, which may be empty. */
static void
put_explanation(struct spfe_json *json, const spfeval_outcome *outcome)
{
    size_t len = 0;
    const char *text = spfeval_outcome_get_explanation(outcome, &len);

    if (text == NULL &&
        spfeval_outcome_get_result(outcome) == SPFEVAL_RESULT_FAIL) {
        text = "";
    }
    spfe_json_put_text(json, "explanation", text, len);
}

/* Does a link tell more than the name that was asked for? */
static bool
is_deciding(const spfeval_outcome *outcome, const spfeval_path_entry *entry)
{
    return entry->has_term || entry->text != NULL ||
           spfeval_outcome_get_reason(outcome) ==
               SPFEVAL_REASON_MULTIPLE_RECORDS;
}

static bool
find_deciding(const spfeval_outcome *outcome, spfeval_path_entry *entry)
{
    uint32_t i;

    for (i = spfeval_outcome_get_path_count(outcome); i > 0; i--) {
        if (spfeval_outcome_get_path(outcome, i - 1, entry) == SPFEVAL_OK &&
            is_deciding(outcome, entry)) {
            return true;
        }
    }
    return false;
}

static void
put_term(struct spfe_json *json, const spfeval_path_entry *entry)
{
    if (entry->has_term) {
        spfe_json_put_text(json, "term", entry->text + entry->term_offset,
                           entry->term_length);
    } else {
        spfe_json_put_null(json, "term");
    }
}

static void
put_decision(struct spfe_json *json, const spfeval_outcome *outcome)
{
    spfeval_path_entry entry = {.struct_size = sizeof(entry)};

    if (find_deciding(outcome, &entry)) {
        put_term(json, &entry);
        spfe_json_put_text(json, "domain", entry.owner, entry.owner_len);
    } else {
        spfe_json_put_null(json, "term");
        put_outcome_text(json, "domain", outcome, spfeval_outcome_get_domain);
    }
}

static void
put_brief(struct spfe_json *json, const spfeval_outcome *outcome)
{
    spfe_json_put_string(
        json, "result",
        spfeval_result_name(spfeval_outcome_get_result(outcome)));
    put_explanation(json, outcome);
    spfe_json_put_string(
        json, "reason",
        spfeval_reason_name(spfeval_outcome_get_reason(outcome)));
    put_decision(json, outcome);
    put_counters(json, outcome);
}

/* --- the rest ------------------------------------------------------------ */

static void
put_comment(struct spfe_json *json, const spfeval_outcome *outcome)
{
    char comment[COMMENT_ROOM];

    if (spfeval_comment_print(outcome, comment, sizeof(comment), NULL) ==
        SPFEVAL_OK) {
        spfe_json_put_string(json, "comment", comment);
    } else {
        spfe_json_put_null(json, "comment");
    }
}

static void
put_client(struct spfe_json *json, const spfeval_outcome *outcome)
{
    char text[64];
    struct spfe_buf buf;
    size_t len = 0;
    const uint8_t *client = spfeval_outcome_get_client(outcome, &len);

    spfe_buf_init(&buf, text, sizeof(text));
    spfe_ip_print(client, len, &buf);
    spfe_buf_finish(&buf, NULL);
    spfe_json_put_string(json, "ip", text);
}

static void
put_inputs(struct spfe_json *json, const spfeval_outcome *outcome)
{
    bool is_helo =
        spfeval_outcome_get_identity(outcome) == SPFEVAL_IDENTITY_HELO;

    spfe_json_put_string(json, "identity", is_helo ? "helo" : "mailfrom");
    spfe_json_put_bool(json, "null_sender",
                       spfeval_outcome_get_null_sender(outcome) != 0);
    put_client(json, outcome);
    put_outcome_text(json, "sender", outcome, spfeval_outcome_get_sender);
    put_outcome_text(json, "checked_domain", outcome,
                     spfeval_outcome_get_domain);
}

static void
put_explanation_origin(struct spfe_json *json, const spfeval_outcome *outcome)
{
    const char *source = NULL;

    switch (spfeval_outcome_get_explanation_source(outcome)) {
    case SPFEVAL_EXPLANATION_DEFAULT:
        source = "default";
        break;
    case SPFEVAL_EXPLANATION_DOMAIN:
        source = "domain";
        break;
    default:
        break;
    }
    spfe_json_put_string(json, "explanation_source", source);
    put_outcome_text(json, "explanation_domain", outcome,
                     spfeval_outcome_get_explanation_domain);
}

static void
put_link(struct spfe_json *json, const spfeval_path_entry *entry)
{
    spfe_json_begin_object(json);
    spfe_json_put_text(json, "owner", entry->owner, entry->owner_len);
    spfe_json_put_text(json, "record", entry->text, entry->text_len);
    put_term(json, entry);
    if (entry->has_term) {
        spfe_json_put_number(json, "offset", entry->term_offset);
        spfe_json_put_number(json, "length", entry->term_length);
    } else {
        spfe_json_put_null(json, "offset");
        spfe_json_put_null(json, "length");
    }
    spfe_json_end_object(json);
}

static void
put_path(struct spfe_json *json, const spfeval_outcome *outcome)
{
    spfeval_path_entry entry = {.struct_size = sizeof(entry)};
    uint32_t i;

    spfe_json_name(json, "path");
    spfe_json_begin_array(json);
    for (i = 0; spfeval_outcome_get_path(outcome, i, &entry) == SPFEVAL_OK;
         i++) {
        put_link(json, &entry);
    }
    spfe_json_end_array(json);
}

/* The offending octets are those of the last record of the path. */
static void
put_error_text(struct spfe_json *json, const spfeval_outcome *outcome,
               const spfeval_syntax_error *error)
{
    spfeval_path_entry entry = {.struct_size = sizeof(entry)};
    uint32_t count = spfeval_outcome_get_path_count(outcome);

    if (count > 0 &&
        spfeval_outcome_get_path(outcome, count - 1, &entry) == SPFEVAL_OK &&
        entry.text != NULL) {
        spfe_json_put_text(json, "text", entry.text + error->offset,
                           error->length);
    } else {
        spfe_json_put_null(json, "text");
    }
}

static void
put_error(struct spfe_json *json, const spfeval_outcome *outcome)
{
    spfeval_syntax_error error = {.struct_size = sizeof(error)};

    if (spfeval_outcome_get_syntax_error(outcome, &error) != SPFEVAL_OK) {
        spfe_json_put_null(json, "error");
        return;
    }
    spfe_json_name(json, "error");
    spfe_json_begin_object(json);
    spfe_json_put_string(json, "code", spfeval_syntax_name((int)error.code));
    spfe_json_put_string(json, "message",
                         spfeval_syntax_message((int)error.code));
    spfe_json_put_number(json, "offset", error.offset);
    spfe_json_put_number(json, "length", error.length);
    put_error_text(json, outcome, &error);
    spfe_json_end_object(json);
}

static void
put_lifetime(struct spfe_json *json, const spfeval_outcome *outcome)
{
    uint32_t ttl;

    if (spfeval_outcome_get_ttl(outcome, &ttl) == SPFEVAL_OK) {
        spfe_json_put_number(json, "ttl", ttl);
    } else {
        spfe_json_put_null(json, "ttl");
    }
    spfe_json_put_bool(json, "cacheable",
                       spfeval_outcome_get_cacheable(outcome) != 0);
}

static void
put_explains(struct spfe_json *json, const spfeval_outcome *outcome,
             uint32_t flags)
{
    if ((flags & (SPFEVAL_JSON_EXPLAIN_EN | SPFEVAL_JSON_EXPLAIN_NL)) == 0) {
        return;
    }
    spfe_json_name(json, "explain");
    spfe_json_begin_object(json);
    if ((flags & SPFEVAL_JSON_EXPLAIN_EN) != 0) {
        spfe_json_put_explain(json, outcome, SPFEVAL_LANGUAGE_EN);
    }
    if ((flags & SPFEVAL_JSON_EXPLAIN_NL) != 0) {
        spfe_json_put_explain(json, outcome, SPFEVAL_LANGUAGE_NL);
    }
    spfe_json_end_object(json);
}

int
spfeval_outcome_json_print(const spfeval_outcome *outcome, uint32_t flags,
                           char *buffer, size_t capacity, size_t *needed)
{
    struct spfe_json json;
    struct spfe_buf out;

    if (outcome == NULL || (flags & ~(uint32_t)ALL_FLAGS) != 0 ||
        (buffer == NULL && capacity > 0)) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    spfe_buf_init(&out, buffer, capacity);
    spfe_json_init(&json, &out, (flags & SPFEVAL_JSON_INDENT) != 0);
    spfe_json_begin_object(&json);
    spfe_json_put_number(&json, "schema", SCHEMA);
    put_brief(&json, outcome);
    put_comment(&json, outcome);
    put_inputs(&json, outcome);
    put_explanation_origin(&json, outcome);
    put_path(&json, outcome);
    put_outcome_text(&json, "target", outcome, spfeval_outcome_get_target);
    put_error(&json, outcome);
    put_lifetime(&json, outcome);
    if ((flags & SPFEVAL_JSON_TRACE) != 0) {
        spfe_json_put_trace(&json, outcome);
    }
    put_explains(&json, outcome, flags);
    spfe_json_end_object(&json);
    return spfe_buf_finish(&out, needed);
}
