/* SPDX-License-Identifier: BSD-2-Clause */
#include "lint_print.h"

#include <stdlib.h>

#include "colour.h"
#include "escape.h"
#include "exit_code.h"

/* More of a correction is not shown; the whole of it is in the JSON. */
enum { CHANGE_OCTETS = 100 };

/* The words that the library does not have. */
struct words {
    const char *severity[4]; /* by enum spfeval_severity */
    const char *place;
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
        "fix",
        "insert ",
        "remove ",
        "replace ",
        " with ",
        "nothing found in the text",
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
        "verbetering",
        "voeg in: ",
        "haal weg: ",
        "vervang ",
        " door ",
        "niets gevonden in de tekst",
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
lint_get(const spfeval_lint *lint, uint32_t index)
{
    spfeval_finding finding = {.struct_size = sizeof(finding)};

    (void)spfeval_lint_get_finding(lint, index, &finding);
    return finding;
}

struct lint_count
lint_count(const spfeval_lint *lint)
{
    uint32_t total = spfeval_lint_get_count(lint);
    struct lint_count count = {0};
    uint32_t i;

    for (i = 0; i < total; i++) {
        switch (lint_get(lint, i).severity) {
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
lint_exit_code(const spfeval_lint *lint)
{
    struct lint_count count = lint_count(lint);

    if (count.errors > 0) {
        return EXIT_CODE_ERRORS;
    }
    return count.warnings > 0 ? EXIT_CODE_WARNINGS : EXIT_CODE_OK;
}

void
lint_add_count(struct text *out, const spfeval_lint *lint, int language)
{
    const struct words *words = words_of(language);
    struct lint_count count = lint_count(lint);

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
lint_add_left(struct text *out, const spfeval_lint *lint, int language)
{
    text_add_string(out, words_of(language)->left);
    lint_add_count(out, lint, language);
}

void
lint_add_name(struct text *out, const struct lint_view *view,
              const spfeval_finding *finding)
{
    text_add_format(out, "%s %s %u", finding->code,
                    words_of(view->language)->place, finding->offset);
}

void
lint_add_sentence(struct text *out, const struct lint_view *view,
                  uint32_t index)
{
    size_t needed = 0;
    char *buffer = NULL;

    if (spfeval_lint_print_finding(view->lint, index, view->language, NULL, 0,
                                   &needed) == SPFEVAL_ERR_BUFFER) {
        buffer = malloc(needed);
    }
    if (buffer == NULL ||
        spfeval_lint_print_finding(view->lint, index, view->language, buffer,
                                   needed, NULL) != SPFEVAL_OK) {
        out->failed = true;
    } else {
        text_add(out, buffer, needed - 1);
    }
    free(buffer);
}

void
lint_add_fixed(struct text *out, const spfeval_lint *lint)
{
    size_t needed = 0;
    char *buffer = NULL;

    if (spfeval_lint_print_fixed(lint, NULL, 0, &needed) ==
        SPFEVAL_ERR_BUFFER) {
        buffer = malloc(needed);
    }
    if (buffer == NULL ||
        spfeval_lint_print_fixed(lint, buffer, needed, NULL) != SPFEVAL_OK) {
        out->failed = true;
    } else {
        text_add(out, buffer, needed - 1);
    }
    free(buffer);
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
    const char *old = view->record + finding->fix_offset;

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
    spfeval_finding finding = lint_get(view->lint, index);
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
    lint_add_place(out, view, finding.offset, finding.length);
    if (finding.fix != NULL) {
        text_add_format(out, "  %s: ", words->fix);
        lint_add_change(out, view, &finding);
        text_add_string(out, "\n");
    }
    text_add_string(out, "\n");
}

void
lint_text_add(struct text *out, const struct lint_view *view)
{
    uint32_t count = spfeval_lint_get_count(view->lint);
    uint32_t i;

    for (i = 0; i < count; i++) {
        add_finding(out, view, i);
    }
    lint_add_count(out, view->lint, view->language);
}
