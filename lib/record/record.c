/* SPDX-License-Identifier: BSD-2-Clause */
#include "record/record.h"

#include <string.h>

#include <spfeval/status.h>

#include "base/arena.h"
#include "record/parse.h"

/* A record that stands alone, with its own memory. */
struct own_record {
    struct spfeval_record record; /* first: the handle points to it */
    struct spfe_mem mem;
    struct spfe_arena arena;
};

bool
spfe_record_has_version_short(struct spfe_text text)
{
    char padded[8] = "v=spf1 ";
    struct spfe_text longer = {padded, sizeof(padded)};

    if (text.len < 6 || text.len > 7) {
        return false;
    }
    memcpy(padded, text.ptr, text.len);
    return spfe_record_has_version(longer);
}

static int
parse_into(struct own_record *own, const char *text, size_t text_len,
           struct spfe_syntax_error *error)
{
    struct spfeval_record *record;
    struct spfe_text copy;
    int status;

    copy.ptr = spfe_arena_copy(&own->arena, text, text_len);
    if (copy.ptr == NULL) {
        return own->arena.status;
    }
    copy.len = (uint32_t)text_len;
    status = spfe_record_parse(&own->arena, copy, &record, error);
    if (status == SPFEVAL_OK) {
        own->record = *record;
    }
    return status;
}

/* Octets that are too many, as an error can tell them. */
static uint32_t
excess(size_t text_len)
{
    if (text_len <= SPFE_TEXT_MAX) {
        return 0;
    }
    text_len -= SPFE_TEXT_MAX;
    return text_len < UINT32_MAX ? (uint32_t)text_len : UINT32_MAX;
}

int
spfeval_record_parse(const spfeval_allocator *allocator, const char *text,
                     size_t text_len, spfeval_record **out,
                     spfeval_syntax_error *error)
{
    struct spfe_syntax_error found = {SPFEVAL_SYNTAX_TOO_LONG, SPFE_TEXT_MAX,
                                      excess(text_len)};
    struct own_record *own;
    struct spfe_mem mem;
    int status = SPFEVAL_ERR_SYNTAX;

    if ((text == NULL && text_len > 0) || out == NULL ||
        (error != NULL && error->struct_size < sizeof(*error)) ||
        spfe_mem_init(&mem, allocator) != SPFEVAL_OK) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    if (text_len <= SPFE_TEXT_MAX) {
        own = spfe_mem_alloc(&mem, sizeof(*own));
        if (own == NULL) {
            return SPFEVAL_ERR_NOMEM;
        }
        own->mem = mem;
        spfe_arena_init(&own->arena, &own->mem, SIZE_MAX, NULL, 0);
        status = parse_into(own, text, text_len, &found);
        if (status == SPFEVAL_OK) {
            *out = &own->record;
            return SPFEVAL_OK;
        }
        spfe_arena_clear(&own->arena);
        spfe_mem_free(&mem, own);
    }
    if (status == SPFEVAL_ERR_SYNTAX && error != NULL) {
        error->code = found.code;
        error->offset = found.offset;
        error->length = found.len;
    }
    return status;
}

void
spfeval_record_free(spfeval_record *record)
{
    struct own_record *own = (struct own_record *)record;
    struct spfe_mem mem;

    if (own == NULL) {
        return;
    }
    spfe_arena_clear(&own->arena);
    mem = own->mem;
    spfe_mem_free(&mem, own);
}

const char *
spfeval_record_get_text(const spfeval_record *record, size_t *out_len)
{
    if (record == NULL) {
        return NULL;
    }
    if (out_len != NULL) {
        *out_len = record->text.len;
    }
    return record->text.ptr;
}

uint32_t
spfeval_record_get_term_count(const spfeval_record *record)
{
    return record == NULL ? 0 : record->term_count;
}

int
spfeval_record_get_term(const spfeval_record *record, uint32_t index,
                        spfeval_term *out)
{
    const struct spfe_term *term;

    if (record == NULL || out == NULL || out->struct_size < sizeof(*out)) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    if (index >= record->term_count) {
        return SPFEVAL_ERR_NOT_FOUND;
    }
    term = &record->terms[index];
    out->kind = term->kind;
    out->qualifier = term->qualifier;
    out->offset = term->offset;
    out->length = term->len;
    out->prefix4 = term->prefix4;
    out->prefix6 = term->prefix6;
    out->argument_offset = 0;
    out->argument_length = 0;
    out->macros = 0;
    out->address_len = 0;
    memset(out->address, 0, sizeof(out->address));
    if (spfe_term_is_ip(term)) {
        out->address_len =
            term->kind == SPFEVAL_TERM_IP4 ? SPFE_IP4_OCTETS : SPFE_IP6_OCTETS;
        memcpy(out->address, term->address, out->address_len);
    } else {
        out->argument_offset = term->argument.offset;
        out->argument_length = term->argument.len;
        out->macros = term->argument.macros;
    }
    return SPFEVAL_OK;
}

struct syntax_text {
    const char *name;
    const char *message;
};

static const struct syntax_text syntax_texts[] = {
    [SPFEVAL_SYNTAX_NONE] = {"none", "no error"},
    [SPFEVAL_SYNTAX_VERSION] = {"version",
                                "does not begin with \"v=spf1\" and a space"},
    [SPFEVAL_SYNTAX_TOO_LONG] = {"too-long", "longer than 65535 octets"},
    [SPFEVAL_SYNTAX_OCTET] = {"octet", "character that a record cannot hold"},
    [SPFEVAL_SYNTAX_UNKNOWN_MECHANISM] = {"unknown-mechanism",
                                          "unknown mechanism"},
    [SPFEVAL_SYNTAX_QUALIFIED_MODIFIER] = {"qualified-modifier",
                                           "a modifier takes no qualifier"},
    [SPFEVAL_SYNTAX_ARGUMENT] = {"argument",
                                 "this mechanism takes no such argument"},
    [SPFEVAL_SYNTAX_ARGUMENT_MISSING] = {"argument-missing",
                                         "a value is missing"},
    [SPFEVAL_SYNTAX_DOMAIN_END] = {"domain-end",
                                   "domain does not end in a valid top-level "
                                   "label or a macro"},
    [SPFEVAL_SYNTAX_MACRO] = {"macro", "malformed macro"},
    [SPFEVAL_SYNTAX_MACRO_LETTER] = {"macro-letter",
                                     "macro letter unknown or not allowed "
                                     "here"},
    [SPFEVAL_SYNTAX_MACRO_DIGITS] = {"macro-digits",
                                     "the number of parts in a macro is 0"},
    [SPFEVAL_SYNTAX_PREFIX_LENGTH] = {"prefix-length",
                                      "invalid prefix length"},
    [SPFEVAL_SYNTAX_IP4_NETWORK] = {"ip4-network", "not an IPv4 address"},
    [SPFEVAL_SYNTAX_IP6_NETWORK] = {"ip6-network", "not an IPv6 address"},
    [SPFEVAL_SYNTAX_DUPLICATE_MODIFIER] = {"duplicate-modifier",
                                           "this modifier may appear only "
                                           "once"},
};

static const struct syntax_text *
find_syntax_text(int code)
{
    static const struct syntax_text unknown = {"unknown", "unknown error"};
    int count = (int)(sizeof(syntax_texts) / sizeof(syntax_texts[0]));

    return code >= 0 && code < count ? &syntax_texts[code] : &unknown;
}

const char *
spfeval_syntax_message(int code)
{
    return find_syntax_text(code)->message;
}

const char *
spfeval_syntax_name(int code)
{
    return find_syntax_text(code)->name;
}
