/* SPDX-License-Identifier: BSD-2-Clause */
/* Where a record breaks the grammar, with a mark under the place. */
#include <spfeval/status.h>

#include "report/report.h"

enum {
    COLUMNS_BEFORE = 40, /* of the excerpt, before the mark */
    COLUMNS = 64         /* of the excerpt in all; a shorter record is whole */
};

struct place {
    const char *text;
    size_t len;
    size_t offset;
    size_t length;
};

static size_t
columns_of(const char *text, size_t len)
{
    size_t columns = 0;
    size_t i;

    for (i = 0; i < len; i++) {
        columns += spfe_line_columns(text[i]);
    }
    return columns;
}

static bool
is_outside_ascii(char octet)
{
    return (uint8_t)octet > 127;
}

/* Octets that belong together, when one of them is not ASCII. */
static size_t
run_length(const struct place *place)
{
    size_t end = place->offset;

    while (end < place->len && is_outside_ascii(place->text[end])) {
        end++;
    }
    return end - place->offset;
}

/* The term around the place. */
static struct spfe_value
term_at(const struct place *place)
{
    size_t start = place->offset;
    size_t end = start;

    while (start > 0 && place->text[start - 1] != ' ') {
        start--;
    }
    while (end < place->len && place->text[end] != ' ') {
        end++;
    }
    return spfe_value_text(place->text + start, end - start);
}

static struct spfe_value
offending_part(const struct place *place)
{
    if (place->length == 0) {
        return term_at(place);
    }
    return spfe_value_text(place->text + place->offset, place->length);
}

static enum spfe_key
key_of(uint32_t code)
{
    static const enum spfe_key keys[] = {
        [SPFEVAL_SYNTAX_VERSION] = SPFE_KEY_PERMERROR_SYNTAX_VERSION,
        [SPFEVAL_SYNTAX_TOO_LONG] = SPFE_KEY_PERMERROR_SYNTAX_TOO_LONG,
        [SPFEVAL_SYNTAX_OCTET] = SPFE_KEY_PERMERROR_SYNTAX_OCTET,
        [SPFEVAL_SYNTAX_UNKNOWN_MECHANISM] =
            SPFE_KEY_PERMERROR_SYNTAX_UNKNOWN_MECHANISM,
        [SPFEVAL_SYNTAX_QUALIFIED_MODIFIER] =
            SPFE_KEY_PERMERROR_SYNTAX_QUALIFIED_MODIFIER,
        [SPFEVAL_SYNTAX_ARGUMENT] = SPFE_KEY_PERMERROR_SYNTAX_ARGUMENT,
        [SPFEVAL_SYNTAX_ARGUMENT_MISSING] =
            SPFE_KEY_PERMERROR_SYNTAX_ARGUMENT_MISSING,
        [SPFEVAL_SYNTAX_DOMAIN_END] = SPFE_KEY_PERMERROR_SYNTAX_DOMAIN_END,
        [SPFEVAL_SYNTAX_MACRO] = SPFE_KEY_PERMERROR_SYNTAX_MACRO,
        [SPFEVAL_SYNTAX_MACRO_LETTER] = SPFE_KEY_PERMERROR_SYNTAX_MACRO_LETTER,
        [SPFEVAL_SYNTAX_MACRO_DIGITS] = SPFE_KEY_PERMERROR_SYNTAX_MACRO_DIGITS,
        [SPFEVAL_SYNTAX_PREFIX_LENGTH] =
            SPFE_KEY_PERMERROR_SYNTAX_PREFIX_LENGTH,
        [SPFEVAL_SYNTAX_IP4_NETWORK] = SPFE_KEY_PERMERROR_SYNTAX_IP4_NETWORK,
        [SPFEVAL_SYNTAX_IP6_NETWORK] = SPFE_KEY_PERMERROR_SYNTAX_IP6_NETWORK,
        [SPFEVAL_SYNTAX_DUPLICATE_MODIFIER] =
            SPFE_KEY_PERMERROR_SYNTAX_DUPLICATE_MODIFIER,
    };

    if (code == SPFEVAL_SYNTAX_NONE ||
        code >= sizeof(keys) / sizeof(keys[0])) {
        return SPFE_KEY_PERMERROR_SYNTAX_UNKNOWN;
    }
    return keys[code];
}

/* Where an excerpt begins; *columns is what there is before the mark. */
static size_t
find_start(const struct place *place, size_t *columns)
{
    bool is_short = place->len <= COLUMNS &&
                    columns_of(place->text, place->len) <= COLUMNS;
    size_t most = is_short ? COLUMNS : COLUMNS_BEFORE;
    size_t start = place->offset;

    *columns = 0;
    while (start > 0 &&
           *columns + spfe_line_columns(place->text[start - 1]) <= most) {
        start--;
        *columns += spfe_line_columns(place->text[start]);
    }
    return start;
}

/* And where it ends. */
static size_t
find_end(const struct place *place, size_t columns)
{
    size_t end = place->offset;

    while (end < place->len &&
           columns + spfe_line_columns(place->text[end]) <= COLUMNS) {
        columns += spfe_line_columns(place->text[end]);
        end++;
    }
    return end;
}

/* A part of the record that fits a line, and "^" under what is wrong. */
static void
say_excerpt(struct spfe_report *report, const struct place *place)
{
    size_t before;
    size_t start = find_start(place, &before);
    size_t end = find_end(place, before);
    size_t marked = end - place->offset;
    size_t carets;

    if (place->length < marked) {
        marked = place->length;
    }
    carets = columns_of(place->text + place->offset, marked);
    spfe_report_say(
        report, SPFE_KEY_PERMERROR_SYNTAX_QUOTE,
        &(struct spfe_values){{spfe_value_excerpt(
            place->text + start, end - start, start > 0, end < place->len)}});
    spfe_report_say(report, SPFE_KEY_PERMERROR_SYNTAX_POINTER,
                    &(struct spfe_values){{spfe_value_pointer(
                        (unsigned)before + (start > 0 ? 3 : 0),
                        carets > 0 ? (unsigned)carets : 1)}});
}

/* UTF-8 of U+2010 to U+2015 and U+2212: what editors make of "-". */
static bool
is_dash(const struct place *place)
{
    const uint8_t *octets = (const uint8_t *)place->text + place->offset;

    if (place->len - place->offset < 3 || octets[0] != 0xe2) {
        return false;
    }
    return (octets[1] == 0x80 && octets[2] >= 0x90 && octets[2] <= 0x95) ||
           (octets[1] == 0x88 && octets[2] == 0x92);
}

static void
say_hint(struct spfe_report *report, const struct place *place)
{
    static const struct spfe_values nothing;

    if (is_dash(place)) {
        spfe_report_say(report, SPFE_KEY_PERMERROR_SYNTAX_DASH, &nothing);
    }
    if (run_length(place) > 0) {
        spfe_report_say(report, SPFE_KEY_PERMERROR_SYNTAX_COPIED, &nothing);
    }
}

static bool
find_place(const struct spfe_facts *facts, spfeval_syntax_error *error,
           struct place *place)
{
    const spfeval_path_entry *entry = &facts->last.entry;

    error->struct_size = sizeof(*error);
    if (spfeval_outcome_get_syntax_error(facts->outcome, error) !=
            SPFEVAL_OK ||
        entry->text == NULL || error->offset > entry->text_len) {
        return false;
    }
    place->text = entry->text;
    place->len = entry->text_len;
    place->offset = error->offset;
    place->length = error->length;
    if (error->code == SPFEVAL_SYNTAX_OCTET && run_length(place) > 0) {
        place->length = run_length(place);
    }
    return true;
}

void
spfe_explain_syntax(struct spfe_report *report)
{
    spfeval_syntax_error error;
    struct place place;

    if (!find_place(&report->facts, &error, &place)) {
        return;
    }
    spfe_report_say(report, key_of(error.code),
                    &(struct spfe_values){{report->facts.last.owner,
                                           spfe_value_number(error.offset),
                                           offending_part(&place)}});
    say_excerpt(report, &place);
    say_hint(report, &place);
}
