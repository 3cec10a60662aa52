/* SPDX-License-Identifier: BSD-2-Clause */
/* All domains of a zone file, one after the other. */
#include "lint_run.h"

#include <inttypes.h>
#include <stdio.h>

#include "colour.h"
#include "escape.h"
#include "exit_code.h"
#include "json_text.h"
#include "lint_case.h"
#include "lint_sarif.h"
#include "message.h"
#include "progress.h"
#include "source.h"
#include "unchecked.h"
#include "zone_owners.h"

struct run {
    const struct lint_request *request;
    struct source source;
    struct zone_owners owners;
    struct sarif sarif;
    struct text out; /* of one domain, but all with SARIF */
    uint32_t printed;
    int code;
};

/* 2 is worse than 5, which is worse than 1. */
static int
worse(int a, int b)
{
    if (a == EXIT_CODE_ERRORS || b == EXIT_CODE_ERRORS) {
        return EXIT_CODE_ERRORS;
    }
    return a > b ? a : b;
}

static void
add_text(struct run *run, const struct lint_view *view)
{
    text_add_string(&run->out, run->printed > 0 ? "\n" : "");
    text_add_string(&run->out, colour_begin(view->in_colour, COLOUR_BOLD));
    escape_add(&run->out, view->domain, view->domain_len);
    text_add_string(&run->out, ":");
    text_add_string(&run->out, colour_end(view->in_colour));
    text_add_string(&run->out, "\n");
    lint_text_add(&run->out, view);
}

static void
add_json(struct run *run, const struct lint_view *view)
{
    json_t *json = lint_json_new(view);

    text_add_string(&run->out, run->printed > 0 ? ",\n" : "[\n");
    json_text_add(&run->out, json, JSON_INDENT(2));
    json_decref(json);
}

/* Memory stays small, except for SARIF, where it all is one object. */
static int
flush(struct run *run)
{
    if (run->out.failed || run->sarif.failed) {
        return message_no_memory();
    }
    (void)fwrite(text_get(&run->out), 1, run->out.len, stdout);
    text_empty(&run->out);
    return 0;
}

static int
print(struct run *run, const struct lint_case *item)
{
    switch (run->request->format) {
    case LINT_JSON:
        add_json(run, &item->view);
        break;
    case LINT_SARIF:
        sarif_add(&run->sarif, &item->view);
        break;
    default:
        add_text(run, &item->view);
        break;
    }
    run->printed++;
    run->code = worse(run->code, lint_case_code(item));
    return flush(run);
}

static int
examine(struct run *run, const char *domain)
{
    struct lint_case item = {0};
    int code = lint_case_open(&item, &run->request->settings, &run->source,
                              domain, NULL, 0);

    if (code == 0) {
        unchecked_report(item.view.unchecked, item.view.language);
        code = print(run, &item);
    }
    lint_case_close(&item);
    return code;
}

static int
examine_all(struct run *run)
{
    struct progress progress;
    size_t i;
    int code = 0;

    progress_begin(&progress);
    for (i = 0; code == 0 && i < run->owners.count; i++) {
        code = examine(run, run->owners.names[i]);
        (void)progress_update(&progress, i, 0);
    }
    progress_end(&progress);
    return code;
}

static int
finish(struct run *run)
{
    switch (run->request->format) {
    case LINT_JSON:
        text_add_string(&run->out, run->printed > 0 ? "]\n" : "[]\n");
        break;
    case LINT_SARIF:
        sarif_end(&run->sarif, &run->out);
        break;
    default:
        break;
    }
    return flush(run);
}

int
lint_run_all(const struct lint_request *request)
{
    const struct settings *settings = &request->settings.settings;
    struct run run = {.request = request};
    int code;

    sarif_begin(&run.sarif);
    code = source_open_zone(&run.source, settings, "lint");
    if (code == 0) {
        code = zone_owners_find(run.source.zone, &run.owners);
    }
    if (code == 0 && run.owners.count == 0) {
        message_print("lint: %s has no SPF records or mail exchangers",
                      settings->zone);
    }
    if (code == 0) {
        code = examine_all(&run);
    }
    if (code == 0) {
        code = finish(&run);
    }
    sarif_clear(&run.sarif);
    text_clear(&run.out);
    zone_owners_clear(&run.owners);
    source_close(&run.source);
    return code == 0 ? run.code : code;
}
