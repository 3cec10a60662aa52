/* SPDX-License-Identifier: BSD-2-Clause */
/**
 * @file record_case.h
 * Tables of terms that a record may have, or may not have.
 *
 * Each row is tried as the last term, before another term, and behind one that
 * ends the evaluation, since an error counts wherever it stands. The text is
 * given to the parser in memory of exactly its size.
 */
#ifndef TESTS_SUPPORT_RECORD_CASE_H
#define TESTS_SUPPORT_RECORD_CASE_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/mem.h"
#include "record/record.h"

/** One parsed text, with its memory. */
struct record_case {
    struct spfe_mem mem;
    struct spfe_arena arena;
    char *text;
    struct spfeval_record *record; /* NULL when it was refused */
    struct spfe_syntax_error error;
    int status;
};

/** Terms that make a record invalid, and what is said about it. */
struct record_refused {
    const char *name;
    const char *terms;
    uint32_t code;    /* enum spfeval_syntax */
    uint32_t at;      /* octets from the start of the terms */
    const char *part; /* the offending part; "" when something is missing */
};

/** A term that is valid, and what it means; not for ip4 and ip6. */
struct record_accepted {
    const char *name;
    const char *term;
    uint8_t kind;
    uint8_t qualifier;
    uint16_t argument_at; /* octets from the start of the term */
    const char *argument; /* NULL when there is none */
    uint16_t macros;
    uint8_t prefix4;
    uint8_t prefix6;
};

/** Parse a whole record. */
void record_case_parse(struct record_case *parsed, const char *text,
                       size_t len);

/** Release its memory. */
void record_case_clear(struct record_case *parsed);

/** Check that each row is refused, and how. */
void record_case_refuse(const struct record_refused *rows, size_t count);

/** Check that each row is accepted, and what it means. */
void record_case_accept(const struct record_accepted *rows, size_t count);

#endif
