/* SPDX-License-Identifier: BSD-2-Clause */
/* The pieces that structured header fields are made of (RFC 5322). */
#ifndef SPFE_HEADER_SCAN_H
#define SPFE_HEADER_SCAN_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/cursor.h"

/*
 * Where a function returns false, the cursor stands where the text breaks the
 * grammar. What they give out goes behind what out holds already.
 */

/* Skip "name:" in any case, if it stands here. */
void spfe_scan_name(struct spfe_cursor *in, const char *name);

/*
 * Skip white space, folded or not, and comments (RFC 5322 section 3.2.2,
 * CFWS). The first comment goes to comment, without its parentheses and
 * quoting, if that is not NULL; *has_comment tells whether there is one. False
 * when a comment has no end.
 */
bool spfe_scan_cfws(struct spfe_cursor *in, struct spfe_buf *comment,
                    bool *has_comment);

/* Read a quoted-string (RFC 5322 section 3.2.4), unquoted and unfolded. */
bool spfe_scan_string(struct spfe_cursor *in, struct spfe_buf *out);

/* Skip one CR LF or LF, and tell whether this is the end. */
bool spfe_scan_end(struct spfe_cursor *in);

#endif
