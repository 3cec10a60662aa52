/* SPDX-License-Identifier: BSD-2-Clause */
/* Records as a zone file has them. */
#include <string.h>

#include <spfeval/build.h>
#include <spfeval/status.h>

#include "base/ascii.h"
#include "base/buf.h"
#include "base/dname.h"
#include "base/text.h"

enum { STRING_MAX = 255, TTL_MAX = 2147483647 };

/* RFC 1035 section 5.1: "\DDD" is the octet with that decimal number. */
static void
add_number(struct spfe_buf *out, uint8_t octet)
{
    spfe_buf_add_octet(out, '\\');
    spfe_buf_add_octet(out, (char)('0' + octet / 100));
    spfe_buf_add_octet(out, (char)('0' + octet / 10 % 10));
    spfe_buf_add_octet(out, (char)('0' + octet % 10));
}

static void
add_string(struct spfe_buf *out, struct spfe_text text)
{
    uint32_t i;

    spfe_buf_add_octet(out, '"');
    for (i = 0; i < text.len; i++) {
        uint8_t octet = (uint8_t)text.ptr[i];

        if (octet < 0x20 || octet > 0x7e) {
            add_number(out, octet);
            continue;
        }
        if (octet == '"' || octet == '\\') {
            spfe_buf_add_octet(out, '\\');
        }
        spfe_buf_add_octet(out, (char)octet);
    }
    spfe_buf_add_octet(out, '"');
}

/*
 * Octets of the next string. RFC 7208 section 3.3: strings are joined without
 * a space, so the one between two terms stays with the first.
 */
static uint32_t
cut(struct spfe_text text)
{
    uint32_t at = STRING_MAX;

    if (text.len <= STRING_MAX) {
        return text.len;
    }
    while (at > 0 && text.ptr[at - 1] != ' ') {
        at--;
    }
    return at > 0 ? at : STRING_MAX;
}

static void
add_strings(struct spfe_buf *out, struct spfe_text text)
{
    for (;;) {
        struct spfe_text string = {text.ptr, cut(text)};

        add_string(out, string);
        text.len -= string.len;
        if (text.len == 0) {
            return;
        }
        text.ptr += string.len;
        spfe_buf_add_octet(out, ' ');
    }
}

/* '\\', '"', '@', '$', ';', '(' and ')' mean something (section 5.1). */
static void
add_owner(struct spfe_buf *out, struct spfe_text name)
{
    uint32_t i;

    for (i = 0; i < name.len; i++) {
        uint8_t octet = (uint8_t)name.ptr[i];

        if (spfe_ascii_is(octet, SPFE_ASCII_ALNUM) ||
            memchr("-_.*/", octet, 5) != NULL) {
            spfe_buf_add_octet(out, (char)octet);
        } else {
            add_number(out, octet);
        }
    }
    spfe_buf_add_octet(out, '.');
}

int
spfeval_strings_print(const char *text, size_t text_len, char *buffer,
                      size_t capacity, size_t *needed)
{
    struct spfe_text all = {text, (uint32_t)text_len};
    struct spfe_buf out;

    if (text == NULL || (buffer == NULL && capacity > 0)) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    if (text_len > SPFE_TEXT_MAX) {
        return SPFEVAL_ERR_LIMIT;
    }
    spfe_buf_init(&out, buffer, capacity);
    add_strings(&out, all);
    return spfe_buf_finish(&out, needed);
}

int
spfeval_zone_line_print(const char *domain, size_t domain_len, uint32_t ttl,
                        const char *text, size_t text_len, char *buffer,
                        size_t capacity, size_t *needed)
{
    struct spfe_text owner = {domain, (uint32_t)domain_len};
    struct spfe_text all = {text, (uint32_t)text_len};
    struct spfe_buf out;

    if (domain == NULL || text == NULL || ttl > TTL_MAX ||
        (buffer == NULL && capacity > 0)) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    if (domain_len > SPFE_TEXT_MAX) {
        return SPFEVAL_ERR_SYNTAX;
    }
    owner = spfe_dname_trim(owner);
    if (!spfe_dname_is_valid(owner)) {
        return SPFEVAL_ERR_SYNTAX;
    }
    if (text_len > SPFE_TEXT_MAX) {
        return SPFEVAL_ERR_LIMIT;
    }
    spfe_buf_init(&out, buffer, capacity);
    add_owner(&out, owner);
    spfe_buf_add_octet(&out, ' ');
    spfe_buf_add_decimal(&out, ttl);
    spfe_buf_add_text(&out, " IN TXT ");
    add_strings(&out, all);
    return spfe_buf_finish(&out, needed);
}
