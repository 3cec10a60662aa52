/* SPDX-License-Identifier: BSD-2-Clause */
/* Domain names as text: labels with dots between them, no escapes. */
#ifndef SPFE_BASE_DNAME_H
#define SPFE_BASE_DNAME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/ascii.h"
#include "base/text.h"

enum {
    SPFE_DNAME_MAX = 253, /* RFC 1035 section 2.3.4, as text without the dot */
    SPFE_LABEL_MAX = 63
};

/* Remove one final dot. */
static inline struct spfe_text
spfe_dname_trim(struct spfe_text name)
{
    if (name.len > 0 && name.ptr[name.len - 1] == '.') {
        name.len--;
    }
    return name;
}

/*
 * Can it be asked for? Two or more labels of 1 to 63 octets, at most 253 in
 * all, each octet 0x20 to 0x7E (RFC 1035 section 2.3.4).
 */
bool spfe_dname_is_valid(struct spfe_text name);

/* The same; a name that can be asked for also gets its hash. */
bool spfe_dname_inspect(struct spfe_text name, uint32_t *hash);

/*
 * Can it be the domain of a mail address? As before, and each octet atext or
 * dot, and the last label not all digits (RFC 7208 section 4.3, RFC 5322
 * section 3.2.3).
 */
bool spfe_dname_inspect_mail_domain(struct spfe_text name, uint32_t *hash);

/* Same name, without case (RFC 4343). */
static inline bool
spfe_dname_equal(struct spfe_text a, struct spfe_text b)
{
    return a.len == b.len && spfe_ascii_equal(a.ptr, b.ptr, a.len);
}

/* Is name equal to ancestor, or below it at a label boundary? */
bool spfe_dname_is_within(struct spfe_text name, struct spfe_text ancestor);

/* A hash without case. */
uint32_t spfe_dname_hash(struct spfe_text name);

/* For spfe_dname_shorten(), when the name is too long. */
struct spfe_text spfe_dname_cut(struct spfe_text name);

/*
 * Drop whole labels from the left until at most 253 octets are left (RFC 7208
 * section 7.3). A name without a dot to cut at becomes empty.
 */
static inline struct spfe_text
spfe_dname_shorten(struct spfe_text name)
{
    return name.len <= SPFE_DNAME_MAX ? name : spfe_dname_cut(name);
}

#endif
