/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Domain names as in a DNS message, without compression: each label behind its
 * length, the empty label of the root last (RFC 1035 section 3.1).
 */
#ifndef SPFE_LDNS_NAME_H
#define SPFE_LDNS_NAME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    SPFE_NAME_MAX = 255,       /* RFC 1035 section 2.3.4 */
    SPFE_NAME_TEXT_SIZE = 256, /* as text, with room for a NUL */
    SPFE_NAME_LABEL_MAX = 63
};

struct spfe_name {
    uint8_t octets[SPFE_NAME_MAX];
    size_t len;
};

/*
 * Take a name of dns.h: labels with dots between them, no escapes, no final
 * dot. False when a label is empty or longer than 63 octets or holds a NUL, or
 * when the name is longer than 253 octets.
 */
bool spfe_name_set_text(struct spfe_name *name, const char *text, size_t len);

/*
 * Write it that way and return the length; the root is ".". A name with a dot
 * or NUL inside a label, which text cannot express, is empty.
 */
size_t spfe_name_print(const struct spfe_name *name,
                       char out[SPFE_NAME_TEXT_SIZE]);

/* Without case (RFC 4343). */
bool spfe_name_equal(const struct spfe_name *a, const struct spfe_name *b);

/* So many octets of names: labels with their lengths, which are below 'A'. */
bool spfe_name_equal_octets(const uint8_t *a, const uint8_t *b, size_t len);

/* Copy the octets in lower case; returns the length. */
size_t spfe_name_copy_lower(const struct spfe_name *name,
                            uint8_t out[SPFE_NAME_MAX]);

/* Is name equal to ancestor, or below it? */
bool spfe_name_is_within(const struct spfe_name *name,
                         const struct spfe_name *ancestor);

/*
 * Replace the end of name, which is below owner, by target: what a DNAME record
 * does (RFC 6672 section 2.2). False when the result is too long.
 */
bool spfe_name_substitute(struct spfe_name *name,
                          const struct spfe_name *owner,
                          const struct spfe_name *target);

#endif
