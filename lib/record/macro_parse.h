/* SPDX-License-Identifier: BSD-2-Clause */
/* One macro-expand of RFC 7208 section 7.1, such as "%{ir}" or "%%". */
#ifndef SPFE_RECORD_MACRO_PARSE_H
#define SPFE_RECORD_MACRO_PARSE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/cursor.h"
#include "base/text.h"

/* Where a macro stands decides which letters it may have. */
enum spfe_macro_place {
    SPFE_MACRO_IN_DOMAIN, /* a domain-spec: not c, r, t */
    SPFE_MACRO_IN_TEXT    /* an explain-string, or an unknown modifier */
};

/* How many parts to keep when the macro does not say. */
#define SPFE_MACRO_ALL_PARTS UINT32_MAX

struct spfe_macro {
    const char *literal; /* what "%%", "%_" and "%-" stand for, else NULL */
    char letter;         /* lower case */
    bool escape;         /* the letter was upper case: percent-encode */
    bool reverse;
    uint32_t parts;     /* right-hand parts to keep */
    uint16_t bit;       /* enum spfeval_macro */
    uint8_t delimiters; /* bits of spfe_macro_delimiter() */
};

/*
 * Read a macro whose "%" comes next. Returns SPFEVAL_SYNTAX_NONE, or what is
 * wrong with it; then the cursor stands at the offending octet, or behind the
 * offending number.
 */
int spfe_macro_parse(struct spfe_cursor *in, enum spfe_macro_place place,
                     struct spfe_macro *out);

/*
 * Check an explain-string (RFC 7208 section 6.2) and collect its macros, as
 * bits of enum spfeval_macro. Returns SPFEVAL_SYNTAX_NONE, or what is wrong.
 */
int spfe_macro_scan_explanation(struct spfe_text text, uint16_t *macros);

/* The bit of ".", which is the delimiter when a macro names none. */
enum { SPFE_MACRO_DOT = 1 };

/* The bit of a delimiter octet; 0 when it is none. */
uint8_t spfe_macro_delimiter(int octet);

#endif
