/* SPDX-License-Identifier: BSD-2-Clause */
#include "header/scan.h"

#include <string.h>

#include "base/ascii.h"

static bool
is_space(int octet)
{
    return octet == ' ' || octet == '\t';
}

/* Octets of the line end that stands here: 0, 1 or 2. */
static size_t
line_end_len(const struct spfe_cursor *in)
{
    size_t len = spfe_cursor_peek(in) == '\r' ? 1 : 0;

    return spfe_cursor_peek_at(in, len) == '\n' ? len + 1 : 0;
}

/*
 * RFC 5322 section 2.2.3: a line end before a space is no more than folding.
 * False at any other line end.
 */
static bool
skip_fold(struct spfe_cursor *in)
{
    size_t len = line_end_len(in);

    if (len > 0) {
        if (!is_space(spfe_cursor_peek_at(in, len))) {
            return false;
        }
        in->at += len;
    }
    return true;
}

void
spfe_scan_name(struct spfe_cursor *in, const char *name)
{
    struct spfe_cursor ahead = *in;
    size_t len = strlen(name);

    if (spfe_cursor_left(in) < len ||
        !spfe_ascii_equal((const char *)in->at, name, len)) {
        return;
    }
    ahead.at += len;
    while (is_space(spfe_cursor_peek(&ahead))) {
        spfe_cursor_skip(&ahead); /* RFC 5322 section 4.5.8, obs-optional */
    }
    if (spfe_cursor_take(&ahead, ':')) {
        *in = ahead;
    }
}

/*
 * Read an octet within a comment or quoted-string, or the octet behind a
 * backslash. SPFE_END when the text ends here, or its line.
 */
static int
next_octet(struct spfe_cursor *in, bool *is_quoted)
{
    int octet;

    if (!skip_fold(in)) {
        return SPFE_END;
    }
    *is_quoted = spfe_cursor_peek(in) == '\\';
    if (*is_quoted) {
        spfe_cursor_skip(in);
        if (line_end_len(in) > 0) {
            return SPFE_END;
        }
    }
    octet = spfe_cursor_peek(in);
    spfe_cursor_skip(in);
    return octet;
}

static void
put(struct spfe_buf *out, int octet)
{
    if (out != NULL) {
        spfe_buf_add_octet(out, (char)octet);
    }
}

/* Comments nest (RFC 5322 section 3.2.2); the inner ones keep their form. */
static bool
skip_comment(struct spfe_cursor *in, struct spfe_buf *out)
{
    size_t depth = 1;
    bool is_quoted;

    spfe_cursor_skip(in); /* the parenthesis */
    for (;;) {
        int octet = next_octet(in, &is_quoted);

        if (octet == SPFE_END) {
            return false;
        }
        if (!is_quoted && octet == '(') {
            depth++;
        } else if (!is_quoted && octet == ')' && --depth == 0) {
            return true;
        }
        put(out, octet);
    }
}

bool
spfe_scan_cfws(struct spfe_cursor *in, struct spfe_buf *comment,
               bool *has_comment)
{
    bool found = false;
    bool done = false;

    while (!done) {
        if (is_space(spfe_cursor_peek(in))) {
            spfe_cursor_skip(in);
        } else if (line_end_len(in) > 0) {
            done = !skip_fold(in);
        } else if (spfe_cursor_peek(in) == '(') {
            if (!skip_comment(in, found ? NULL : comment)) {
                return false;
            }
            found = true;
        } else {
            done = true;
        }
    }
    if (has_comment != NULL) {
        *has_comment = found;
    }
    return true;
}

bool
spfe_scan_string(struct spfe_cursor *in, struct spfe_buf *out)
{
    bool is_quoted;

    spfe_cursor_skip(in); /* the quote */
    for (;;) {
        int octet = next_octet(in, &is_quoted);

        if (octet == SPFE_END) {
            return false;
        }
        if (!is_quoted && octet == '"') {
            return true;
        }
        put(out, octet);
    }
}

bool
spfe_scan_end(struct spfe_cursor *in)
{
    if (line_end_len(in) == spfe_cursor_left(in)) {
        in->at = in->end;
    }
    return spfe_cursor_left(in) == 0;
}
