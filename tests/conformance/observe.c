/* SPDX-License-Identifier: BSD-2-Clause */
#include "observe.h"

#include <spfeval/result.h>
#include <spfeval/status.h>

#include "observe_trace.h"

static const char *const fact_names[] = {
    "status",
    "result",
    "reason",
    "identity",
    "null-sender",
    "sender",
    "domain",
    "owner",
    "term",
    "path",
    "target",
    "error.code",
    "error.offset",
    "error.length",
    "error.text",
    "counters.terms",
    "counters.voids",
    "counters.queries",
    "counters.records",
    "counters.mx-names",
    "counters.ptr-names",
    "ttl",
    "cacheable",
    "explanation",
    "explanation-source",
    "explanation-domain",
    "queries",
    "trace",
};

bool
observe_knows(struct text name)
{
    size_t i;

    for (i = 0; i < sizeof(fact_names) / sizeof(fact_names[0]); i++) {
        if (text_is(name, fact_names[i])) {
            return true;
        }
    }
    return false;
}

static const char *
status_name(int status)
{
    switch (status) {
    case SPFEVAL_OK:
        return "ok";
    case SPFEVAL_ERR_NOMEM:
        return "nomem";
    case SPFEVAL_ERR_ARGUMENT:
        return "argument";
    case SPFEVAL_ERR_STATE:
        return "state";
    case SPFEVAL_ERR_SYNTAX:
        return "syntax";
    case SPFEVAL_ERR_LIMIT:
        return "limit";
    case SPFEVAL_ERR_RESOLVER:
        return "resolver";
    default:
        return "another";
    }
}

/* All texts of an outcome but those of records end in a NUL. */
static void
set_if(struct facts *out, const char *name, const char *data, size_t len,
       struct buf *complaints)
{
    if (data == NULL) {
        return;
    }
    facts_set(out, name, (struct text){data, len});
    if (data[len] != '\0') {
        buf_add_string(complaints, name);
        buf_add_string(complaints, " does not end in a NUL\n");
    }
}

static void
observe_identity(const spfeval_outcome *outcome, struct facts *out,
                 struct buf *complaints)
{
    int identity = spfeval_outcome_get_identity(outcome);
    const char *text;
    size_t len = 0;

    facts_set_string(out, "identity",
                     identity == SPFEVAL_IDENTITY_HELO ? "helo" : "mailfrom");
    facts_set_string(out, "null-sender",
                     spfeval_outcome_get_null_sender(outcome) ? "yes" : "no");
    text = spfeval_outcome_get_sender(outcome, &len);
    set_if(out, "sender", text, len, complaints);
    text = spfeval_outcome_get_domain(outcome, &len);
    set_if(out, "domain", text, len, complaints);
    text = spfeval_outcome_get_target(outcome, &len);
    set_if(out, "target", text, len, complaints);
}

/* The term's text; NULL data when the entry has none or it is not inside. */
static struct text
entry_term(const spfeval_path_entry *entry, struct buf *complaints)
{
    if (!entry->has_term) {
        return (struct text){NULL, 0};
    }
    if (entry->text == NULL || entry->term_offset > entry->text_len ||
        entry->term_length > entry->text_len - entry->term_offset) {
        buf_add_string(complaints,
                       "a term of the path is not in its record\n");
        return (struct text){NULL, 0};
    }
    return (struct text){entry->text + entry->term_offset, entry->term_length};
}

static void
add_link(struct buf *path, const spfeval_path_entry *entry, struct text term)
{
    if (path->len > 0) {
        buf_add_string(path, "\n");
    }
    buf_add(path, entry->owner, entry->owner_len);
    if (term.data != NULL) {
        buf_add_string(path, " ");
        buf_add(path, term.data, term.len);
    }
}

static void
observe_syntax(const spfeval_outcome *outcome, const spfeval_path_entry *last,
               struct facts *out, struct buf *complaints)
{
    spfeval_syntax_error error = {.struct_size = sizeof(error)};
    int status = spfeval_outcome_get_syntax_error(outcome, &error);
    int reason = spfeval_outcome_get_reason(outcome);

    if ((status == SPFEVAL_OK) != (reason == SPFEVAL_REASON_SYNTAX)) {
        buf_add_string(complaints, "syntax error and reason disagree\n");
    }
    if (status != SPFEVAL_OK) {
        return;
    }
    facts_set_string(out, "error.code", spfeval_syntax_name((int)error.code));
    facts_set_number(out, "error.offset", error.offset);
    facts_set_number(out, "error.length", error.length);
    if (last->text == NULL || error.offset > last->text_len ||
        error.length > last->text_len - error.offset) {
        buf_add_string(complaints, "the syntax error is not in the record\n");
        return;
    }
    facts_set(out, "error.text",
              (struct text){last->text + error.offset, error.length});
}

static void
observe_path(const spfeval_outcome *outcome, struct facts *out,
             struct buf *complaints)
{
    uint32_t count = spfeval_outcome_get_path_count(outcome);
    spfeval_path_entry entry = {.struct_size = sizeof(entry)};
    struct text term = {NULL, 0};
    struct buf path = {0};
    uint32_t i;

    for (i = 0; i < count; i++) {
        if (spfeval_outcome_get_path(outcome, i, &entry) != SPFEVAL_OK) {
            buf_add_string(complaints, "a link of the path is missing\n");
            buf_free(&path);
            return;
        }
        term = entry_term(&entry, complaints);
        add_link(&path, &entry, term);
    }
    if (spfeval_outcome_get_path(outcome, count, &entry) !=
        SPFEVAL_ERR_NOT_FOUND) {
        buf_add_string(complaints, "the path goes on after its end\n");
    }
    if (count > 0) {
        facts_set(out, "path", buf_text(&path));
        set_if(out, "owner", entry.owner, entry.owner_len, complaints);
        if (term.data != NULL) {
            facts_set(out, "term", term);
        }
    }
    observe_syntax(outcome, &entry, out, complaints);
    buf_free(&path);
}

static void
observe_counters(const spfeval_outcome *outcome, struct facts *out)
{
    static const struct {
        const char *name;
        int counter;
    } counters[] = {
        {"counters.terms", SPFEVAL_COUNTER_TERMS},
        {"counters.voids", SPFEVAL_COUNTER_VOIDS},
        {"counters.queries", SPFEVAL_COUNTER_QUERIES},
        {"counters.records", SPFEVAL_COUNTER_RECORDS},
        {"counters.mx-names", SPFEVAL_COUNTER_MX_NAMES},
        {"counters.ptr-names", SPFEVAL_COUNTER_PTR_NAMES},
    };
    uint32_t ttl;
    size_t i;

    for (i = 0; i < sizeof(counters) / sizeof(counters[0]); i++) {
        facts_set_number(
            out, counters[i].name,
            spfeval_outcome_get_counter(outcome, counters[i].counter));
    }
    if (spfeval_outcome_get_ttl(outcome, &ttl) == SPFEVAL_OK) {
        facts_set_number(out, "ttl", ttl);
    }
    facts_set_string(out, "cacheable",
                     spfeval_outcome_get_cacheable(outcome) ? "yes" : "no");
}

static void
observe_explanation(const spfeval_outcome *outcome, struct facts *out,
                    struct buf *complaints)
{
    static const char *const sources[] = {"none", "default", "domain"};
    int source = spfeval_outcome_get_explanation_source(outcome);
    size_t len = 0;
    const char *text = spfeval_outcome_get_explanation(outcome, &len);
    size_t i;

    if (source < 0 || source > 2) {
        buf_add_string(complaints, "unknown source of the explanation\n");
        return;
    }
    if ((text == NULL) != (source == SPFEVAL_EXPLANATION_NONE)) {
        buf_add_string(complaints, "explanation and its source disagree\n");
    }
    for (i = 0; text != NULL && i < len; i++) {
        if (text[i] < 0x20 || text[i] > 0x7e) {
            buf_add_string(complaints, "unprintable explanation\n");
        }
    }
    facts_set_string(out, "explanation-source", sources[source]);
    set_if(out, "explanation", text, len, complaints);
    text = spfeval_outcome_get_explanation_domain(outcome, &len);
    set_if(out, "explanation-domain", text, len, complaints);
}

void
observe(const spfeval_check *check, int status, struct facts *out,
        struct buf *complaints)
{
    const spfeval_outcome *outcome = spfeval_check_get_outcome(check);

    if ((outcome == NULL) != (status != SPFEVAL_OK)) {
        buf_add_string(complaints, "status and outcome disagree\n");
    }
    facts_set_string(out, "status", status_name(status));
    facts_set_string(out, "result",
                     spfeval_result_name(spfeval_outcome_get_result(outcome)));
    facts_set_string(out, "reason",
                     spfeval_reason_name(spfeval_outcome_get_reason(outcome)));
    if (outcome == NULL) {
        return;
    }
    observe_identity(outcome, out, complaints);
    observe_path(outcome, out, complaints);
    observe_counters(outcome, out);
    observe_explanation(outcome, out, complaints);
    observe_trace(outcome, out, complaints);
}
