/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Records: what is parsed can be printed, and read again it means the same; an
 * error has its place in the text; the linter sees an error exactly when the
 * parser does.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <spfeval/spfeval.h>

#include "fuzz/claim.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MOST_TEXT = 65535 };

/* --- what was parsed ----------------------------------------------------- */

static void
look_at_numbers(const spfeval_term *term)
{
    bool is_modifier = term->kind == SPFEVAL_TERM_REDIRECT ||
                       term->kind == SPFEVAL_TERM_EXP ||
                       term->kind == SPFEVAL_TERM_MODIFIER;
    uint32_t address_len = term->kind == SPFEVAL_TERM_IP4   ? 4
                           : term->kind == SPFEVAL_TERM_IP6 ? 16
                                                            : 0;

    CLAIM(term->kind >= SPFEVAL_TERM_ALL &&
          term->kind <= SPFEVAL_TERM_MODIFIER);
    CLAIM(term->qualifier <= SPFEVAL_QUALIFIER_NEUTRAL);
    CLAIM(is_modifier == (term->qualifier == SPFEVAL_QUALIFIER_NONE));
    CLAIM(term->prefix4 <= 32 && term->prefix6 <= 128);
    CLAIM(term->address_len == address_len);
    /* RFC 7208 section 7.2: c, r and t are for explanations. */
    CLAIM(term->kind == SPFEVAL_TERM_MODIFIER ||
          term->macros < SPFEVAL_MACRO_C);
}

/* Terms stand in their order, with one space or more between them. */
static void
look_at_terms(const spfeval_record *record, const char *text, size_t len)
{
    uint32_t count = spfeval_record_get_term_count(record);
    size_t end = strlen("v=spf1");
    spfeval_term term = {.struct_size = sizeof(term)};
    uint32_t i;

    for (i = 0; i < count; i++) {
        CLAIM(spfeval_record_get_term(record, i, &term) == SPFEVAL_OK);
        CLAIM(term.offset > end && term.length > 0);
        for (; end < term.offset; end++) {
            CLAIM(text[end] == ' ');
        }
        end += term.length;
        CLAIM(end <= len);
        CLAIM(memchr(text + term.offset, ' ', term.length) == NULL);
        CLAIM(term.argument_length == 0 ||
              (term.argument_offset > term.offset &&
               term.argument_offset + term.argument_length <= end));
        look_at_numbers(&term);
    }
    for (; end < len; end++) {
        CLAIM(text[end] == ' ');
    }
    CLAIM(spfeval_record_get_term(record, count, &term) ==
          SPFEVAL_ERR_NOT_FOUND);
}

/* --- what was printed ---------------------------------------------------- */

/* Do the bits that count agree? */
static bool
is_same_network(const spfeval_term *a, const spfeval_term *b)
{
    uint32_t prefix = a->kind == SPFEVAL_TERM_IP4 ? a->prefix4 : a->prefix6;
    uint32_t i;

    for (i = 0; i < prefix; i++) {
        unsigned bit = 0x80u >> i % 8;

        if ((a->address[i / 8] & bit) != (b->address[i / 8] & bit)) {
            return false;
        }
    }
    return true;
}

static void
compare_terms(const spfeval_record *first, const spfeval_record *second)
{
    const char *first_text = spfeval_record_get_text(first, NULL);
    const char *second_text = spfeval_record_get_text(second, NULL);
    spfeval_term a = {.struct_size = sizeof(a)};
    spfeval_term b = {.struct_size = sizeof(b)};
    uint32_t i;

    CLAIM(spfeval_record_get_term_count(first) ==
          spfeval_record_get_term_count(second));
    for (i = 0; spfeval_record_get_term(first, i, &a) == SPFEVAL_OK; i++) {
        CLAIM(spfeval_record_get_term(second, i, &b) == SPFEVAL_OK);
        CLAIM(a.kind == b.kind && a.qualifier == b.qualifier);
        CLAIM(a.prefix4 == b.prefix4 && a.prefix6 == b.prefix6);
        CLAIM(a.macros == b.macros && a.address_len == b.address_len);
        CLAIM(a.argument_length == b.argument_length);
        CLAIM(memcmp(first_text + a.argument_offset,
                     second_text + b.argument_offset, a.argument_length) == 0);
        CLAIM(a.address_len == 0 || is_same_network(&a, &b));
    }
}

/* What is printed has no host bits. */
static void
look_at_networks(const spfeval_record *record)
{
    static const spfeval_term zero;
    spfeval_term term = {.struct_size = sizeof(term)};
    uint32_t i;

    for (i = 0; spfeval_record_get_term(record, i, &term) == SPFEVAL_OK; i++) {
        spfeval_term rest = term;
        uint32_t prefix =
            term.kind == SPFEVAL_TERM_IP4 ? term.prefix4 : term.prefix6;
        uint32_t bit;

        for (bit = 0; bit < prefix && bit < 128; bit++) {
            rest.address[bit / 8] &= (uint8_t) ~(0x80u >> bit % 8);
        }
        CLAIM(memcmp(rest.address, zero.address, term.address_len) == 0);
    }
}

/* The text, in memory of its own, with a NUL. */
static char *
print(const spfeval_record *record, size_t *len)
{
    size_t needed = 0;
    char *text;

    CLAIM(spfeval_record_print(record, NULL, 0, &needed) ==
          SPFEVAL_ERR_BUFFER);
    text = malloc(needed);
    CLAIM(text != NULL);
    CLAIM(needed < 8 || spfeval_record_print(record, text, needed - 1, NULL) ==
                            SPFEVAL_ERR_BUFFER);
    CLAIM(spfeval_record_print(record, text, needed, NULL) == SPFEVAL_OK);
    CLAIM(strlen(text) == needed - 1);
    *len = needed - 1;
    return text;
}

/* The canonical form is a fixed point. */
static void
print_and_read_again(const spfeval_record *record)
{
    spfeval_record *again = NULL;
    size_t len = 0;
    size_t second_len = 0;
    char *text = print(record, &len);
    char *second;

    if (len <= MOST_TEXT) { /* RFC 5952 writes some addresses longer */
        CLAIM(spfeval_record_parse(NULL, text, len, &again, NULL) ==
              SPFEVAL_OK);
        compare_terms(record, again);
        look_at_networks(again);
        second = print(again, &second_len);
        CLAIM(len == second_len && memcmp(text, second, len) == 0);
        free(second);
    }
    spfeval_record_free(again);
    free(text);
}

/* --- what was refused ---------------------------------------------------- */

static void
look_at_error(const spfeval_syntax_error *error, size_t len)
{
    CLAIM(error->code > SPFEVAL_SYNTAX_NONE &&
          error->code <= SPFEVAL_SYNTAX_DUPLICATE_MODIFIER);
    CLAIM(error->offset <= len && error->length <= len - error->offset);
    CLAIM((error->code == SPFEVAL_SYNTAX_TOO_LONG) == (len > MOST_TEXT));
    CLAIM(strcmp(spfeval_syntax_name((int)error->code), "unknown") != 0);
}

static void
ask_linter(const char *text, size_t len, bool is_valid)
{
    spfeval_finding finding = {.struct_size = sizeof(finding)};
    spfeval_lint *lint = NULL;
    uint32_t errors = 0;
    uint32_t i;
    int status = spfeval_lint_text(NULL, text, len, &lint);

    CLAIM(status == SPFEVAL_OK ||
          (status == SPFEVAL_ERR_LIMIT && len > MOST_TEXT));
    for (i = 0; i < spfeval_lint_get_count(lint); i++) {
        CLAIM(spfeval_lint_get_finding(lint, i, &finding) == SPFEVAL_OK);
        errors += finding.severity == SPFEVAL_SEVERITY_ERROR;
    }
    CLAIM(status != SPFEVAL_OK || (errors == 0) == is_valid);
    spfeval_lint_free(lint);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *text = size > 0 ? (const char *)data : "";
    spfeval_syntax_error error = {.struct_size = sizeof(error)};
    spfeval_record *record = NULL;
    size_t len = 0;
    int status = spfeval_record_parse(NULL, text, size, &record, &error);

    CLAIM(status == SPFEVAL_OK || status == SPFEVAL_ERR_SYNTAX);
    if (status == SPFEVAL_OK) {
        const char *kept = spfeval_record_get_text(record, &len);

        CLAIM(len == size && memcmp(kept, text, len) == 0);
        look_at_terms(record, text, size);
        print_and_read_again(record);
    } else {
        CLAIM(record == NULL);
        look_at_error(&error, size);
    }
    ask_linter(text, size, status == SPFEVAL_OK);
    spfeval_record_free(record);
    return 0;
}
