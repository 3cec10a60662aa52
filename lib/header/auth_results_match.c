/* SPDX-License-Identifier: BSD-2-Clause */
#include <spfeval/header.h>

#include "base/ascii.h"
#include "base/dname.h"
#include "header/quote.h"
#include "header/scan.h"

enum { AUTHSERV_ID_MAX = 253 };

/* RFC 2045 section 5.1, token, with UTF-8 (RFC 8601 section 5.1). */
static bool
is_token_octet(int octet)
{
    return octet > 0x20 && octet != 0x7f && !spfe_quote_is_special(octet);
}

/* RFC 8601 section 2.2: authserv-id = value; false when there is none. */
static bool
read_authserv_id(struct spfe_cursor *in, struct spfe_buf *out)
{
    if (spfe_cursor_peek(in) == '"') {
        return spfe_scan_string(in, out) && out->length > 0;
    }
    while (is_token_octet(spfe_cursor_peek(in))) {
        spfe_buf_add_octet(out, (char)spfe_cursor_peek(in));
        spfe_cursor_skip(in);
    }
    return out->length > 0;
}

/* [ CFWS authres-version ] [CFWS], and then a result, or the end. */
static bool
read_rest(struct spfe_cursor *in)
{
    const uint8_t *end = in->at;

    if (!spfe_scan_cfws(in, NULL, NULL)) {
        return false;
    }
    while (in->at > end &&
           spfe_ascii_is(spfe_cursor_peek(in), SPFE_ASCII_DIGIT)) {
        spfe_cursor_skip(in);
    }
    return spfe_scan_cfws(in, NULL, NULL) &&
           (spfe_cursor_peek(in) == ';' || spfe_scan_end(in));
}

/* A line end that ends no field is where a reader may see another one begin. */
static bool
is_torn(const char *field, size_t len)
{
    size_t i;

    while (len > 0 && (field[len - 1] == '\r' || field[len - 1] == '\n')) {
        len--;
    }
    for (i = 0; i + 1 < len; i++) {
        if (field[i] == '\n' && field[i + 1] != ' ' && field[i + 1] != '\t') {
            return true;
        }
    }
    return false;
}

static bool
has_control(struct spfe_text text)
{
    uint32_t i;

    for (i = 0; i < text.len; i++) {
        if ((unsigned char)text.ptr[i] < 0x20 || text.ptr[i] == 0x7f) {
            return true;
        }
    }
    return false;
}

/* RFC 5890 section 2.3.2.1: does a label begin with "xn--"? */
static bool
has_a_label(struct spfe_text name)
{
    static const char prefix[] = {'x', 'n', '-', '-'};
    bool begins = true;
    uint32_t i;

    for (i = 0; i + sizeof(prefix) <= name.len; i++) {
        if (begins && spfe_ascii_equal(name.ptr + i, prefix, sizeof(prefix))) {
            return true;
        }
        begins = name.ptr[i] == '.';
    }
    return false;
}

/*
 * Could the first be a way to write the second that IDNA maps to the same
 * name (RFC 8601 section 2.5: UTF-8)? No IDNA here: when in doubt, yes.
 */
static bool
may_convert(struct spfe_text name, struct spfe_text other)
{
    return !spfe_ascii_is_seven_bit(name.ptr, name.len) &&
           (has_a_label(other) ||
            !spfe_ascii_is_seven_bit(other.ptr, other.len));
}

/*
 * RFC 8601 section 5: whatever a reader behind us could take for ours is to be
 * removed. A field that names no service at all, or breaks the grammar up to
 * its first result, may be read as anything.
 */
static bool
claims(const char *field, size_t field_len, struct spfe_text ours)
{
    struct spfe_cursor in = spfe_cursor_make(field, field_len);
    char text[AUTHSERV_ID_MAX + 1]; /* and a final dot */
    struct spfe_text theirs = {text, 0};
    struct spfe_buf out;
    bool fits;

    spfe_buf_init(&out, text, sizeof(text));
    spfe_scan_name(&in, "Authentication-Results");
    if (is_torn(field, field_len) || !spfe_scan_cfws(&in, NULL, NULL) ||
        !read_authserv_id(&in, &out) || !read_rest(&in)) {
        return true;
    }
    /* A longer one is not ours, but in UTF-8 it may be ours at length. */
    fits = out.length <= out.capacity;
    theirs.len = (uint32_t)(fits ? out.length : out.capacity);
    return has_control(theirs) || may_convert(theirs, ours) ||
           may_convert(ours, theirs) ||
           (fits &&
            spfe_dname_equal(spfe_dname_trim(theirs), spfe_dname_trim(ours)));
}

int
spfeval_auth_results_matches(const char *field, size_t field_len,
                             const char *authserv_id, size_t authserv_id_len)
{
    struct spfe_text ours = {authserv_id, (uint32_t)authserv_id_len};

    return field != NULL && authserv_id != NULL && authserv_id_len > 0 &&
                   authserv_id_len <= AUTHSERV_ID_MAX &&
                   claims(field, field_len, ours)
               ? 1
               : 0;
}
