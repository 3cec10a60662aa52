/* SPDX-License-Identifier: BSD-2-Clause */
#include "lint_print.h"

#include <string.h>

#include "colour.h"
#include "cost_print.h"
#include "escape.h"
#include "exit_code.h"
#include "printed.h"

/* More of a correction is not shown; the whole of it is in the JSON. */
enum { CHANGE_OCTETS = 100 };

/* The words that the library does not have. */
struct words {
    const char *severity[4]; /* by enum spfeval_severity */
    const char *place;
    const char *owner;
    const char *fix;
    const char *insert;
    const char *remove;
    const char *replace;
    const char *with;
    const char *none;
    const char *left;
    const char *one_error;
    const char *errors;
    const char *one_warning;
    const char *warnings;
    const char *one_advice;
    const char *advice;
};

static const struct words *
words_of(int language)
{
    static const struct words english = {
        {"finding", "error", "warning", "advice"},
        "at octet",
        "in",
        "fix",
        "insert ",
        "remove ",
        "replace ",
        " with ",
        "nothing found",
        "left: ",
        "error",
        "errors",
        "warning",
        "warnings",
        "advice",
        "advice",
    };
    static const struct words dutch = {
        {"bevinding", "fout", "waarschuwing", "advies"},
        "bij octet",
        "in",
        "verbetering",
        "voeg in: ",
        "haal weg: ",
        "vervang ",
        " door ",
        "niets gevonden",
        "over: ",
        "fout",
        "fouten",
        "waarschuwing",
        "waarschuwingen",
        "advies",
        "adviezen",
    };

    return language == SPFEVAL_LANGUAGE_NL ? &dutch : &english;
}

spfeval_finding
lint_get(const struct lint_view *view, uint32_t index)
{
    spfeval_finding finding = {.struct_size = sizeof(finding)};
    const struct lint_item *item = &view->items[index];

    (void)spfeval_lint_get_finding(item->lint, item->index, &finding);
    return finding;
}

/* Of several records, correcting the first helps nobody. */
bool
lint_is_one_record(const struct lint_view *view)
{
    uint32_t i;

    for (i = 0; i < view->count; i++) {
        if (strcmp(lint_get(view, i).code, "SPF-E002") == 0) {
            return false;
        }
    }
    return view->record != NULL;
}

struct lint_count
lint_count(const struct lint_view *view)
{
    struct lint_count count = {0};
    uint32_t i;

    for (i = 0; i < view->count; i++) {
        switch (lint_get(view, i).severity) {
        case SPFEVAL_SEVERITY_ERROR:
            count.errors++;
            break;
        case SPFEVAL_SEVERITY_WARNING:
            count.warnings++;
            break;
        default:
            count.advice++;
            break;
        }
    }
    return count;
}

int
lint_exit_code(const struct lint_view *view)
{
    struct lint_count count = lint_count(view);

    if (count.errors > 0) {
        return EXIT_CODE_ERRORS;
    }
    return count.warnings > 0 ? EXIT_CODE_WARNINGS : EXIT_CODE_OK;
}

void
lint_add_count(struct text *out, const struct lint_view *view)
{
    const struct words *words = words_of(view->language);
    struct lint_count count = lint_count(view);

    if (count.errors + count.warnings + count.advice == 0) {
        text_add_format(out, "%s\n", words->none);
        return;
    }
    text_add_format(
        out, "%u %s, %u %s, %u %s\n", count.errors,
        count.errors == 1 ? words->one_error : words->errors, count.warnings,
        count.warnings == 1 ? words->one_warning : words->warnings,
        count.advice, count.advice == 1 ? words->one_advice : words->advice);
}

void
lint_add_left(struct text *out, const struct lint_view *view)
{
    text_add_string(out, words_of(view->language)->left);
    lint_add_count(out, view);
}

bool
lint_is_own(const struct lint_view *view, const spfeval_finding *finding)
{
    return finding->owner_len == 0 ||
           (finding->owner_len == view->domain_len &&
            memcmp(finding->owner, view->domain, finding->owner_len) == 0);
}

const char *
lint_owner(const struct lint_view *view, const spfeval_finding *finding,
           size_t *out_len)
{
    if (!lint_is_own(view, finding)) {
        *out_len = finding->owner_len;
        return finding->owner;
    }
    *out_len = view->domain != NULL ? view->domain_len : 0;
    return view->domain != NULL ? view->domain : "";
}

/* See spfeval_finding: what is about the domain is at 0, without length. */
bool
lint_has_place(const spfeval_finding *finding)
{
    return finding->record != NULL &&
           (finding->offset > 0 || finding->length > 0 ||
            finding->fix != NULL || finding->record_len == 0);
}

void
lint_add_name(struct text *out, const struct lint_view *view,
              const spfeval_finding *finding)
{
    const struct words *words = words_of(view->language);

    text_add_string(out, finding->code);
    if (!lint_is_own(view, finding)) {
        text_add_format(out, " %s ", words->owner);
        escape_add(out, finding->owner, finding->owner_len);
    }
    if (lint_has_place(finding)) {
        text_add_format(out, " %s %u", words->place, finding->offset);
    }
}

/* A finding in a language, as an argument of printed_add(). */
struct sentence {
    const struct lint_item *item;
    int language;
};

static int
call_finding(const void *what, char *buffer, size_t capacity, size_t *needed)
{
    const struct sentence *sentence = what;

    return spfeval_lint_print_finding(
        sentence->item->lint, sentence->item->index, sentence->language,
        buffer, capacity, needed);
}

void
lint_add_sentence(struct text *out, const struct lint_view *view,
                  uint32_t index)
{
    struct sentence sentence = {&view->items[index], view->language};

    if (printed_add(out, call_finding, &sentence) != SPFEVAL_OK) {
        out->failed = true;
    }
}

static int
call_fixed(const void *what, char *buffer, size_t capacity, size_t *needed)
{
    return spfeval_lint_print_fixed(what, buffer, capacity, needed);
}

void
lint_add_fixed(struct text *out, const struct lint_view *view)
{
    int status = printed_add(out, call_fixed, view->fixer);

    /* Without a record there is nothing to correct. */
    if (status != SPFEVAL_OK && status != SPFEVAL_ERR_NOT_FOUND) {
        out->failed = true;
    }
}

static void
add_quoted(struct text *out, const char *octets, size_t len)
{
    bool is_cut = len > CHANGE_OCTETS;

    text_add_string(out, "\"");
    escape_add(out, octets, is_cut ? CHANGE_OCTETS : len);
    text_add_string(out, is_cut ? "...\"" : "\"");
}

void
lint_add_change(struct text *out, const struct lint_view *view,
                const spfeval_finding *finding)
{
    const struct words *words = words_of(view->language);
    const char *old = finding->record + finding->fix_offset;

    if (finding->fix_length == 0) {
        text_add_string(out, words->insert);
        add_quoted(out, finding->fix, finding->fix_len);
        return;
    }
    text_add_string(out,
                    finding->fix_len == 0 ? words->remove : words->replace);
    add_quoted(out, old, finding->fix_length);
    if (finding->fix_len > 0) {
        text_add_string(out, words->with);
        add_quoted(out, finding->fix, finding->fix_len);
    }
}

static void
add_finding(struct text *out, const struct lint_view *view, uint32_t index)
{
    const struct words *words = words_of(view->language);
    spfeval_finding finding = lint_get(view, index);
    uint32_t severity =
        finding.severity <= SPFEVAL_SEVERITY_ADVICE ? finding.severity : 0;

    text_add_string(
        out, colour_begin(view->in_colour, severity == SPFEVAL_SEVERITY_ERROR
                                               ? COLOUR_RED
                                               : COLOUR_BOLD));
    text_add_string(out, words->severity[severity]);
    text_add_string(out, colour_end(view->in_colour));
    text_add_string(out, " ");
    lint_add_name(out, view, &finding);
    text_add_string(out, ": ");
    lint_add_sentence(out, view, index);
    text_add_string(out, "\n");
    if (lint_has_place(&finding)) {
        lint_add_place(out, &finding, view->in_colour);
    }
    if (finding.fix != NULL && finding.record != NULL) {
        text_add_format(out, "  %s: ", words->fix);
        lint_add_change(out, view, &finding);
        text_add_string(out, "\n");
    }
    text_add_string(out, "\n");
}

void
lint_text_add_findings(struct text *out, const struct lint_view *view)
{
    uint32_t i;

    for (i = 0; i < view->count; i++) {
        add_finding(out, view, i);
    }
}

void
lint_text_add(struct text *out, const struct lint_view *view)
{
    lint_text_add_findings(out, view);
    cost_text_add(out, view->policy, view->language, view->in_colour);
    lint_add_count(out, view);
}
