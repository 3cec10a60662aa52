/* SPDX-License-Identifier: BSD-2-Clause */
/* The sentences as an array of objects. */
#include <spfeval/report.h>

#include "report/outcome_json.h"
#include "report/report.h"
#include "report/sentence.h"

struct json_sink {
    struct spfe_json *json;
    int language;
};

static const char *
part_name(int part)
{
    switch (part) {
    case SPFEVAL_EXPLAIN_WHO:
        return "who";
    case SPFEVAL_EXPLAIN_WHAT:
        return "what";
    case SPFEVAL_EXPLAIN_WHICH:
        return "which";
    case SPFEVAL_EXPLAIN_RESULT:
        return "result";
    default:
        return "next";
    }
}

static const char *
role_name(int role)
{
    switch (role) {
    case SPFEVAL_EXPLAIN_SENDER:
        return "sender";
    case SPFEVAL_EXPLAIN_OWNER:
        return "owner";
    case SPFEVAL_EXPLAIN_RECEIVER:
        return "receiver";
    default:
        return NULL;
    }
}

static const char *
style_name(int style)
{
    switch (style) {
    case SPFEVAL_EXPLAIN_ITEM:
        return "item";
    case SPFEVAL_EXPLAIN_QUOTE:
        return "quote";
    case SPFEVAL_EXPLAIN_POINTER:
        return "pointer";
    default:
        return "sentence";
    }
}

static void
add_sentence(struct spfe_report *report, enum spfe_key key,
             const struct spfe_values *values)
{
    const struct spfe_key_info *info = spfe_key_get(key);
    struct json_sink *sink = report->sink_data;
    struct spfe_line line;

    spfe_json_begin_object(sink->json);
    spfe_json_put_string(sink->json, "part", part_name(info->part));
    spfe_json_put_string(sink->json, "role", role_name(info->role));
    spfe_json_put_string(sink->json, "style", style_name(info->style));
    spfe_json_put_string(sink->json, "key", info->name);
    spfe_json_name(sink->json, "text");
    spfe_json_begin_string(sink->json);
    spfe_line_init(&line, sink->json->out, 0);
    line.is_json = true;
    spfe_sentence_print(sink->language, key, values, &line);
    spfe_json_end_string(sink->json);
    spfe_json_end_object(sink->json);
}

void
spfe_json_put_explain(struct spfe_json *json, const spfeval_outcome *outcome,
                      int language)
{
    struct json_sink sink = {json, language};
    struct spfe_report report;

    spfe_json_name(json, spfeval_language_name(language));
    spfe_json_begin_array(json);
    spfe_report_run(&report, outcome, add_sentence, &sink);
    spfe_json_end_array(json);
}
