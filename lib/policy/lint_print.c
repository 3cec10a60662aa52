/* SPDX-License-Identifier: BSD-2-Clause */
/* Findings as sentences, and the record with what they correct. */
#include <string.h>

#include <spfeval/report.h>
#include <spfeval/status.h>

#include "base/buf.h"
#include "policy/lint.h"
#include "policy/shown.h"

/* Octets of a value that are shown. */
enum { VALUE_SHOWN = 80 };

static void
add_value(struct spfe_buf *out, const struct spfe_lint_value *value,
          int language)
{
    uint32_t shown = value->whole ? value->text.len : VALUE_SHOWN;

    if (value->dutch != NULL && language == SPFEVAL_LANGUAGE_NL) {
        spfe_buf_add_text(out, value->dutch);
        return;
    }
    spfe_shown_add(out, value->text, shown);
}

static void
add_template(struct spfe_buf *out, const char *text,
             const struct spfe_finding *finding, int language)
{
    for (; *text != '\0'; text++) {
        if (text[0] == '%' && text[1] >= '1' &&
            text[1] < '1' + SPFE_LINT_VALUES) {
            text++;
            add_value(out, &finding->values[*text - '1'], language);
        } else {
            spfe_buf_add_octet(out, *text);
        }
    }
}

/* Is there a value for each that the text names? */
static bool
has_values(const char *text, const struct spfe_finding *finding)
{
    for (; *text != '\0'; text++) {
        if (text[0] == '%' && text[1] >= '1' &&
            text[1] < '1' + SPFE_LINT_VALUES &&
            finding->values[text[1] - '1'].text.ptr == NULL) {
            return false;
        }
    }
    return true;
}

int
spfeval_lint_print_finding(const spfeval_lint *lint, uint32_t index,
                           int language, char *buffer, size_t capacity,
                           size_t *needed)
{
    const struct spfe_finding *finding;
    bool dutch = language == SPFEVAL_LANGUAGE_NL;
    struct spfe_buf out;

    if (lint == NULL || (buffer == NULL && capacity > 0) ||
        (!dutch && language != SPFEVAL_LANGUAGE_EN)) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    if (index >= lint->count) {
        return SPFEVAL_ERR_NOT_FOUND;
    }
    finding = lint->findings[index];
    spfe_buf_init(&out, buffer, capacity);
    add_template(&out, dutch ? finding->row->dutch : finding->row->english,
                 finding, language);
    if (finding->row->more_english != NULL &&
        has_values(finding->row->more_english, finding)) {
        spfe_buf_add_octet(&out, ' ');
        add_template(&out,
                     dutch ? finding->row->more_dutch
                           : finding->row->more_english,
                     finding, language);
    }
    return spfe_buf_finish(&out, needed);
}

/*
 * The correction that comes next at or behind an offset: the leftmost; of
 * several, the one that was listed first.
 */
static const struct spfe_finding *
next_fix(const struct spfeval_lint *lint, uint32_t from)
{
    const struct spfe_finding *next = NULL;
    uint32_t i;

    for (i = 0; i < lint->count; i++) {
        const struct spfe_finding *finding = lint->findings[i];

        if (finding->fix.ptr != NULL && finding->source == &lint->own &&
            finding->fix_offset >= from &&
            (next == NULL || finding->fix_offset < next->fix_offset)) {
            next = finding;
        }
    }
    return next;
}

int
spfeval_lint_print_fixed(const spfeval_lint *lint, char *buffer,
                         size_t capacity, size_t *needed)
{
    const struct spfe_finding *fix;
    struct spfe_buf out;
    uint32_t at = 0;
    uint32_t from = 0;

    if (lint == NULL || (buffer == NULL && capacity > 0)) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    if (lint->own.record.ptr == NULL) {
        return SPFEVAL_ERR_NOT_FOUND;
    }
    spfe_buf_init(&out, buffer, capacity);
    while ((fix = next_fix(lint, from)) != NULL) {
        spfe_buf_add(&out, lint->text.ptr + at, fix->fix_offset - at);
        spfe_buf_add(&out, fix->fix.ptr, fix->fix.len);
        at = fix->fix_offset + fix->fix_length;
        /* Two insertions at one place would be one after the other. */
        from = fix->fix_length > 0 ? at : at + 1;
    }
    spfe_buf_add(&out, lint->text.ptr + at, lint->text.len - at);
    return spfe_buf_finish(&out, needed);
}

const char *
spfeval_lint_code(uint32_t index)
{
    return index < SPFE_LINT_CODES ? spfe_lint_row((int)index)->code : NULL;
}
