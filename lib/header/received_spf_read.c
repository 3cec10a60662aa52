/* SPDX-License-Identifier: BSD-2-Clause */
#include <spfeval/header.h>

#include <assert.h>
#include <stdbool.h>
#include <string.h>

#include <spfeval/status.h>

#include "base/ascii.h"
#include "base/mem.h"
#include "base/text.h"
#include "header/scan.h"

/* Octets of the field's text; a field has at most SPFE_TEXT_MAX of them. */
struct span {
    uint16_t at;
    uint16_t len;
};

struct pair {
    struct span key;
    struct span value;
};

/* One block of memory: this, the pairs, the text. */
struct spfeval_received_spf {
    struct spfe_mem mem;
    const char *text;
    int result;
    bool has_comment;
    struct span comment;
    uint32_t pair_count;
    struct pair pairs[];
};

struct reader {
    struct spfe_cursor in;
    struct spfe_buf text; /* keys, values and comment, without quoting */
    struct spfeval_received_spf *field;
};

/* What was added to the text since start. */
static struct span
span_since(const struct reader *reader, size_t start)
{
    struct span span = {(uint16_t)start,
                        (uint16_t)(reader->text.length - start)};

    return span;
}

static void
take_octet(struct reader *reader)
{
    spfe_buf_add_octet(&reader->text, (char)spfe_cursor_peek(&reader->in));
    spfe_cursor_skip(&reader->in);
}

static bool
read_result(struct reader *reader)
{
    const char *word = (const char *)reader->in.at;
    struct spfe_cursor ahead = reader->in;
    size_t len;
    int result;

    while (spfe_ascii_is(spfe_cursor_peek(&ahead), SPFE_ASCII_ALPHA)) {
        spfe_cursor_skip(&ahead);
    }
    len = (size_t)(ahead.at - reader->in.at);
    for (result = SPFEVAL_RESULT_NONE; result <= SPFEVAL_RESULT_PERMERROR;
         result++) {
        const char *name = spfeval_result_name(result);

        if (len == strlen(name) && spfe_ascii_equal(word, name, len)) {
            reader->field->result = result;
            reader->in = ahead;
            return true;
        }
    }
    return false;
}

static bool
read_comment(struct reader *reader)
{
    size_t start = reader->text.length;

    if (!spfe_scan_cfws(&reader->in, &reader->text,
                        &reader->field->has_comment)) {
        return false;
    }
    if (reader->field->has_comment) {
        reader->field->comment = span_since(reader, start);
        spfe_buf_add_octet(&reader->text, '\0');
    }
    return true;
}

/* RFC 7208 section 12: name = ALPHA *( ALPHA / DIGIT / "-" / "_" / "." ). */
static bool
read_key(struct reader *reader, struct span *out)
{
    size_t start = reader->text.length;

    if (!spfe_ascii_is(spfe_cursor_peek(&reader->in), SPFE_ASCII_ALPHA)) {
        return false;
    }
    while (spfe_ascii_is(spfe_cursor_peek(&reader->in), SPFE_ASCII_NAME)) {
        take_octet(reader);
    }
    *out = span_since(reader, start);
    return true;
}

/*
 * A dot-atom, and what other writers leave without quotes though the grammar
 * asks for them: addresses, mailboxes, and directives as in the example of RFC
 * 7208 section 9.1, mechanism=ip4:192.0.2.1.
 */
static bool
is_bare_octet(int octet)
{
    static const char delimiters[] = "\"();\\";

    return octet > 0x20 && octet != 0x7f &&
           memchr(delimiters, octet, sizeof(delimiters) - 1) == NULL;
}

static bool
read_value(struct reader *reader, struct span *out)
{
    size_t start = reader->text.length;

    if (spfe_cursor_peek(&reader->in) == '"') {
        if (!spfe_scan_string(&reader->in, &reader->text)) {
            return false;
        }
    } else {
        while (is_bare_octet(spfe_cursor_peek(&reader->in))) {
            take_octet(reader);
        }
        if (reader->text.length == start) {
            return false;
        }
    }
    *out = span_since(reader, start);
    spfe_buf_add_octet(&reader->text, '\0');
    return true;
}

static bool
skip_cfws(struct reader *reader)
{
    return spfe_scan_cfws(&reader->in, NULL, NULL);
}

/* key [CFWS] "=" value, and the CFWS that values bring along. */
static bool
read_pair(struct reader *reader)
{
    struct spfeval_received_spf *field = reader->field;
    struct pair *pair = &field->pairs[field->pair_count];

    if (!read_key(reader, &pair->key) || !skip_cfws(reader) ||
        !spfe_cursor_take(&reader->in, '=') || !skip_cfws(reader) ||
        !read_value(reader, &pair->value) || !skip_cfws(reader)) {
        return false;
    }
    field->pair_count++;
    return true;
}

/* *( ";" [CFWS] key-value-pair ) [";"] */
static bool
read_pairs(struct reader *reader)
{
    while (!spfe_scan_end(&reader->in)) {
        if (!read_pair(reader)) {
            return false;
        }
        if (!spfe_cursor_take(&reader->in, ';')) {
            return spfe_scan_end(&reader->in);
        }
        if (!skip_cfws(reader)) {
            return false;
        }
    }
    return true;
}

/* RFC 7208 section 9.1, with erratum 5436 and without. */
static bool
read_field(struct reader *reader)
{
    spfe_scan_name(&reader->in, "Received-SPF");
    return skip_cfws(reader) && read_result(reader) && read_comment(reader) &&
           read_pairs(reader);
}

/* The most pairs that the field may hold: "a=b", with ";" between them. */
static size_t
count_pairs(const char *field, size_t field_len)
{
    size_t most = field_len / 4 + 1;
    size_t count = 1;
    size_t i;

    for (i = 0; i < field_len; i++) {
        count += field[i] == ';' ? 1 : 0;
    }
    return count < most ? count : most;
}

int
spfeval_received_spf_parse(const spfeval_allocator *allocator,
                           const char *field, size_t field_len,
                           spfeval_received_spf **out, size_t *offset)
{
    struct reader reader = {.in = spfe_cursor_make(field, field_len)};
    struct spfe_mem mem;
    size_t size;
    char *text;

    if (field == NULL || field_len > SPFE_TEXT_MAX || out == NULL ||
        spfe_mem_init(&mem, allocator) != SPFEVAL_OK) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    size = sizeof(*reader.field) +
           count_pairs(field, field_len) * sizeof(struct pair);
    /* Unquoted it is no longer, each NUL in the place of "=" or "(". */
    reader.field = spfe_mem_alloc(&mem, size + field_len);
    if (reader.field == NULL) {
        return SPFEVAL_ERR_NOMEM;
    }
    text = (char *)reader.field + size;
    *reader.field = (struct spfeval_received_spf){.mem = mem, .text = text};
    spfe_buf_init(&reader.text, text, field_len);
    if (!read_field(&reader)) {
        if (offset != NULL) {
            *offset = spfe_cursor_offset(&reader.in);
        }
        spfe_mem_free(&mem, reader.field);
        return SPFEVAL_ERR_SYNTAX;
    }
    assert(reader.text.length <= field_len);
    *out = reader.field;
    return SPFEVAL_OK;
}

void
spfeval_received_spf_free(spfeval_received_spf *field)
{
    struct spfe_mem mem;

    if (field != NULL) {
        mem = field->mem; /* it lies in what is released */
        spfe_mem_free(&mem, field);
    }
}

int
spfeval_received_spf_get_result(const spfeval_received_spf *field)
{
    return field == NULL ? SPFEVAL_RESULT_UNSET : field->result;
}

static const char *
lend(const struct spfeval_received_spf *field, struct span span,
     size_t *out_len)
{
    if (out_len != NULL) {
        *out_len = span.len;
    }
    return field->text + span.at;
}

const char *
spfeval_received_spf_get_value(const spfeval_received_spf *field,
                               const char *key, size_t *out_len)
{
    size_t key_len;
    uint32_t i;

    if (field == NULL || key == NULL) {
        return NULL;
    }
    key_len = strlen(key);
    for (i = 0; i < field->pair_count; i++) {
        const struct pair *pair = &field->pairs[i];

        if (pair->key.len == key_len &&
            spfe_ascii_equal(field->text + pair->key.at, key, key_len)) {
            return lend(field, pair->value, out_len);
        }
    }
    return NULL;
}

const char *
spfeval_received_spf_get_comment(const spfeval_received_spf *field,
                                 size_t *out_len)
{
    return field != NULL && field->has_comment
               ? lend(field, field->comment, out_len)
               : NULL;
}
