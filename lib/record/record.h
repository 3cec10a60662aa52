/* SPDX-License-Identifier: BSD-2-Clause */
/* The syntax tree of an SPF record: a flat array of terms with offsets. */
#ifndef SPFE_RECORD_RECORD_H
#define SPFE_RECORD_RECORD_H

#include <assert.h>
#include <stdbool.h>
#include <stdint.h>

#include <spfeval/record.h>

#include "base/ascii.h"
#include "base/buf.h"
#include "base/ip.h"
#include "base/text.h"

/* The part of a term that is a domain-spec, or a modifier's value. */
struct spfe_argument {
    uint16_t offset; /* from the start of the record */
    uint16_t len;    /* 0 when absent */
    uint16_t macros; /* bits of enum spfeval_macro */
    bool expands;    /* holds a "%", so it is not its own expansion */
    bool is_name;    /* it is known that it can be asked for as it is */
    uint32_t hash;   /* then, of the name (base/dname.h) */
    uint32_t name; /* then, from the start of the text to a copy with a NUL */
};

/*
 * Small, since records with hundreds of networks are common: a record is at
 * most 65535 octets, so offsets fit 16 bits.
 */
struct spfe_term {
    uint16_t offset;
    uint16_t len;
    uint8_t kind;      /* enum spfeval_term_kind */
    uint8_t qualifier; /* enum spfeval_qualifier */
    uint8_t prefix4;
    uint8_t prefix6;
    union {
        struct spfe_argument argument;
        uint8_t address[SPFE_IP6_OCTETS]; /* ip4 (4 octets) and ip6 */
    };
};

struct spfeval_record {
    struct spfe_text text;
    struct spfe_term *terms;
    uint32_t term_count;
    uint32_t redirect; /* index of the term, when has_redirect */
    uint32_t exp;      /* index of the term, when has_exp */
    bool has_redirect;
    bool has_exp;
    bool has_all;
};

struct spfe_syntax_error {
    uint32_t code; /* enum spfeval_syntax */
    uint32_t offset;
    uint32_t len;
};

/* For spfe_record_has_version(), of a text of less than eight octets. */
bool spfe_record_has_version_short(struct spfe_text text);

/* RFC 7208 section 4.5: "v=spf1" in any case, then a space or the end. */
static inline bool
spfe_record_has_version(struct spfe_text text)
{
    const uint8_t *at = (const uint8_t *)text.ptr;
    const uint64_t letters =
        SPFE_ASCII_WORD(0x20, 0, 0x20, 0x20, 0x20, 0, 0, 0xff);
    const uint64_t version =
        SPFE_ASCII_WORD('v', '=', 's', 'p', 'f', '1', ' ', 0xff);

    if (text.len < 8) {
        return spfe_record_has_version_short(text);
    }
    return (SPFE_ASCII_WORD(at[0], at[1], at[2], at[3], at[4], at[5], at[6],
                            at[7]) |
            letters) == version;
}

/* Write one term in the form of spfeval_record_print(). */
void spfe_record_print_term(const struct spfeval_record *record,
                            const struct spfe_term *term,
                            struct spfe_buf *out);

static inline bool
spfe_term_is_ip(const struct spfe_term *term)
{
    return term->kind == SPFEVAL_TERM_IP4 || term->kind == SPFEVAL_TERM_IP6;
}

/* Is it a mechanism that needs the DNS? */
static inline bool
spfe_term_asks(const struct spfe_term *term)
{
    switch (term->kind) {
    case SPFEVAL_TERM_INCLUDE:
    case SPFEVAL_TERM_A:
    case SPFEVAL_TERM_MX:
    case SPFEVAL_TERM_PTR:
    case SPFEVAL_TERM_EXISTS:
        return true;
    default:
        return false;
    }
}

static inline struct spfe_text
spfe_record_slice(const struct spfeval_record *record, uint32_t offset,
                  uint32_t len)
{
    struct spfe_text slice = {record->text.ptr + offset, len};

    assert(offset <= record->text.len && len <= record->text.len - offset);
    return slice;
}

#endif
