/* SPDX-License-Identifier: BSD-2-Clause */
#include "publish.h"

#include <stdio.h>
#include <string.h>

#include "colour.h"
#include "cost_print.h"
#include "escape.h"
#include "exit_code.h"
#include "lint_case.h"
#include "message.h"
#include "printed.h"
#include "unchecked.h"

/* A record, as an argument of printed_add(). */
struct zone_line {
    const char *domain;
    const char *record;
    size_t record_len;
    uint32_t ttl;
};

static int
call_zone_line(const void *what, char *buffer, size_t capacity, size_t *needed)
{
    const struct zone_line *line = what;

    return spfeval_zone_line_print(line->domain, strlen(line->domain),
                                   line->ttl, line->record, line->record_len,
                                   buffer, capacity, needed);
}

static int
call_strings(const void *what, char *buffer, size_t capacity, size_t *needed)
{
    const struct zone_line *line = what;

    return spfeval_strings_print(line->record, line->record_len, buffer,
                                 capacity, needed);
}

static void
add_printed(struct text *out, printed_call *call, const struct zone_line *line)
{
    if (printed_add(out, call, line) != SPFEVAL_OK) {
        out->failed = true;
    }
}

void
publish_add_line(struct text *out, const struct publish_settings *settings,
                 const char *domain, const char *record, size_t record_len)
{
    struct zone_line line = {domain, record, record_len, settings->ttl};

    if (settings->format == PUBLISH_ZONE && domain != NULL) {
        add_printed(out, call_zone_line, &line);
    } else {
        escape_add_controls(out, record, record_len);
    }
    text_add_string(out, "\n");
}

static void
put_printed(struct json_builder *object, const char *name, printed_call *call,
            const struct zone_line *line)
{
    struct text text = {0};

    add_printed(&text, call, line);
    builder_put_text(object, name, text_get(&text), text.len);
    object->failed = object->failed || text.failed;
    text_clear(&text);
}

void
publish_put(struct json_builder *object,
            const struct publish_settings *settings, const char *domain,
            const char *record, size_t record_len)
{
    struct zone_line line = {domain, record, record_len, settings->ttl};

    builder_put_string(object, "domain", domain);
    builder_put_text(object, "record", record, record_len);
    if (record != NULL) {
        put_printed(object, "strings", call_strings, &line);
    } else {
        builder_put(object, "strings", json_null());
    }
    if (record != NULL && domain != NULL) {
        put_printed(object, "zone_line", call_zone_line, &line);
    } else {
        builder_put(object, "zone_line", json_null());
    }
}

int
publish_write(const struct text *out, const struct text *notes, int code)
{
    if (out->failed || notes->failed) {
        return message_no_memory();
    }
    /* main() reports when it cannot be written. */
    (void)fwrite(text_get(out), 1, out->len, stdout);
    return fwrite(text_get(notes), 1, notes->len, stderr) == notes->len
               ? code
               : EXIT_CODE_OUTPUT;
}

static void
add_json(struct text *out, const struct publish_settings *settings,
         const struct lint_view *view)
{
    struct json_builder object;
    json_t *json;

    builder_begin(&object);
    builder_put_number(&object, "schema", 1);
    publish_put(&object, settings, view->domain, view->record,
                view->record_len);
    builder_put(&object, "findings", lint_json_findings(view));
    builder_put(&object, "cost", cost_json_new(view->policy));
    builder_put(&object, "dns", json_boolean(view->unchecked != NULL));
    builder_put(&object, "unchecked", unchecked_json_new(view->unchecked));
    json = builder_end(&object);
    json_text_add(out, json, JSON_INDENT(2));
    json_decref(json);
}

static int
print(const struct publish_settings *settings, const struct lint_case *item)
{
    const struct lint_view *view = &item->view;
    struct text out = {0};
    struct text notes = {0};
    int code;

    if (settings->format == PUBLISH_JSON) {
        add_json(&out, settings, view);
    } else {
        publish_add_line(&out, settings, view->domain, view->record,
                         view->record_len);
        lint_text_add_findings(&notes, view);
        cost_text_add(&notes, view->policy, view->language, view->in_colour);
    }
    code = publish_write(&out, &notes, lint_case_code(item));
    text_clear(&out);
    text_clear(&notes);
    return code;
}

int
publish(const struct publish_settings *settings, struct source *source,
        const char *domain, const char *record, size_t record_len)
{
    struct lint_case item = {0};
    int code = lint_case_open(&item, &settings->policy, source, domain, record,
                              record_len);

    if (code == 0) {
        item.view.in_colour = colour_is_wanted(stderr);
        unchecked_report(item.view.unchecked, item.view.language);
        code = print(settings, &item);
    }
    lint_case_close(&item);
    return code;
}
