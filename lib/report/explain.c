/* SPDX-License-Identifier: BSD-2-Clause */
#include <spfeval/report.h>

#include <spfeval/status.h>

#include "report/catalogue.h"
#include "report/report.h"
#include "report/sentence.h"

void
spfe_report_run(struct spfe_report *report, const spfeval_outcome *outcome,
                spfe_report_sink sink, void *sink_data)
{
    spfe_facts_read(&report->facts, outcome);
    report->sink = sink;
    report->sink_data = sink_data;
    report->count = 0;
    spfe_explain_who(report);
    spfe_explain_what(report);
    spfe_explain_which(report);
    spfe_explain_result(report);
    spfe_explain_next(report);
}

void
spfe_report_say(struct spfe_report *report, enum spfe_key key,
                const struct spfe_values *values)
{
    if (report->sink != NULL) {
        report->sink(report, key, values);
    }
    report->count++;
}

/* --- all of them, as text ------------------------------------------------ */

struct text_sink {
    struct spfe_line line;
    int language;
    uint8_t part; /* whose heading was written last */
    uint8_t role; /* and whose name */
};

static void
begin_part(struct text_sink *sink, uint8_t part)
{
    if (part == sink->part) {
        return;
    }
    if (sink->part != 0) {
        spfe_line_begin(&sink->line, 0, 0);
        spfe_line_end(&sink->line);
    }
    sink->part = part;
    sink->role = SPFEVAL_EXPLAIN_ANYONE;
    spfe_line_begin(&sink->line, 0, 0);
    spfe_line_add_text(&sink->line,
                       spfeval_explain_part_name(part, sink->language));
    spfe_line_end(&sink->line);
}

/* Sentences to the same role follow each other under its name. */
static void
begin_paragraph(struct text_sink *sink, uint8_t role)
{
    if (role == SPFEVAL_EXPLAIN_ANYONE) {
        spfe_line_begin(&sink->line, 2, 2);
        return;
    }
    if (role == sink->role) {
        spfe_line_begin(&sink->line, 4, 4);
        return;
    }
    sink->role = role;
    spfe_line_begin(&sink->line, 2, 4);
    spfe_line_add_text(&sink->line,
                       spfeval_explain_role_name(role, sink->language));
    spfe_line_add_text(&sink->line, ": ");
}

static void
begin_sentence(struct text_sink *sink, const struct spfe_key_info *info)
{
    switch (info->style) {
    case SPFEVAL_EXPLAIN_ITEM:
        spfe_line_begin(&sink->line, 4, 8);
        break;
    case SPFEVAL_EXPLAIN_QUOTE:
    case SPFEVAL_EXPLAIN_POINTER:
        spfe_line_begin(&sink->line, 4, 4);
        break;
    default:
        begin_paragraph(sink, info->role);
        break;
    }
}

static void
print_sentence(struct spfe_report *report, enum spfe_key key,
               const struct spfe_values *values)
{
    const struct spfe_key_info *info = spfe_key_get(key);
    struct text_sink *sink = report->sink_data;

    begin_part(sink, info->part);
    begin_sentence(sink, info);
    spfe_sentence_print(sink->language, key, values, &sink->line);
    spfe_line_end(&sink->line);
}

int
spfeval_explain_print(const spfeval_outcome *outcome, int language,
                      char *buffer, size_t capacity, size_t *needed)
{
    struct text_sink sink = {.language = language};
    struct spfe_report report;
    struct spfe_buf out;

    if (outcome == NULL || !spfe_catalogue_has(language) ||
        (buffer == NULL && capacity > 0)) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    spfe_buf_init(&out, buffer, capacity);
    spfe_line_init(&sink.line, &out, SPFE_LINE_WIDTH);
    spfe_report_run(&report, outcome, print_sentence, &sink);
    return spfe_buf_finish(&out, needed);
}

/* --- one by one ---------------------------------------------------------- */

uint32_t
spfeval_explain_get_count(const spfeval_outcome *outcome)
{
    struct spfe_report report;

    if (outcome == NULL) {
        return 0;
    }
    spfe_report_run(&report, outcome, NULL, NULL);
    return report.count;
}

struct pick_sink {
    struct spfe_line line;
    int language;
    uint32_t wanted;
    const struct spfe_key_info *found; /* NULL: not yet */
};

static void
pick_sentence(struct spfe_report *report, enum spfe_key key,
              const struct spfe_values *values)
{
    struct pick_sink *sink = report->sink_data;

    if (report->count == sink->wanted) {
        sink->found = spfe_key_get(key);
        spfe_sentence_print(sink->language, key, values, &sink->line);
    }
}

int
spfeval_explain_get_sentence(const spfeval_outcome *outcome, int language,
                             uint32_t index, spfeval_sentence *out,
                             char *buffer, size_t capacity, size_t *needed)
{
    struct pick_sink sink = {.language = language, .wanted = index};
    struct spfe_report report;
    struct spfe_buf text;

    if (outcome == NULL || !spfe_catalogue_has(language) || out == NULL ||
        out->struct_size < sizeof(*out) || (buffer == NULL && capacity > 0)) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    spfe_buf_init(&text, buffer, capacity);
    spfe_line_init(&sink.line, &text, 0);
    spfe_report_run(&report, outcome, pick_sentence, &sink);
    if (sink.found == NULL) {
        return SPFEVAL_ERR_NOT_FOUND;
    }
    out->part = sink.found->part;
    out->role = sink.found->role;
    out->style = sink.found->style;
    out->key = sink.found->name;
    return spfe_buf_finish(&text, needed);
}
