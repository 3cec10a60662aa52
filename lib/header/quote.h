/* SPDX-License-Identifier: BSD-2-Clause */
/* Text from outside, made safe for the place where it is written. */
#ifndef SPFE_HEADER_QUOTE_H
#define SPFE_HEADER_QUOTE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/text.h"

enum spfe_quote {
    SPFE_QUOTE_PLAIN = 0,   /* nothing is escaped: replies, sentences */
    SPFE_QUOTE_COMMENT = 1, /* between "(" and ")" of ours */
    SPFE_QUOTE_STRING = 2   /* between two quotes of ours */
};

/* RFC 5322 section 3.2.3, dot-atom-text. */
bool spfe_quote_is_dot_atom(struct spfe_text text);

/* RFC 2045 section 5.1, tspecials. */
bool spfe_quote_is_special(int octet);

/* RFC 2045 section 5.1, token. */
bool spfe_quote_is_token(struct spfe_text text);

/* RFC 6376 section 3.5, domain-name: two or more labels of RFC 5321. */
bool spfe_quote_is_domain_name(struct spfe_text text);

/*
 * Add text in at most max octets, escapes included; what is longer ends in
 * "...". Octets outside 0x20 to 0x7E become "?" each. With
 * SPFEVAL_HEADER_SMTPUTF8 in the flags valid UTF-8 stays, but for the
 * characters that end a line or control a terminal.
 */
void spfe_quote_add(struct spfe_buf *out, struct spfe_text text,
                    enum spfe_quote place, uint32_t flags, size_t max);

/* Add a quoted-string, in at most max octets with its quotes. */
void spfe_quote_add_string(struct spfe_buf *out, struct spfe_text text,
                           uint32_t flags, size_t max);

#endif
