/* SPDX-License-Identifier: BSD-2-Clause */
#include "report/json.h"

#include <string.h>

void
spfe_json_init(struct spfe_json *json, struct spfe_buf *out, bool indent)
{
    *json = (struct spfe_json){.out = out, .indent = indent};
}

/* --- structure ----------------------------------------------------------- */

static void
break_line(struct spfe_json *json)
{
    unsigned i;

    spfe_buf_add_octet(json->out, '\n');
    for (i = 0; i < json->depth; i++) {
        spfe_buf_add_text(json->out, "  ");
    }
}

/* What stands before a member or element. */
static void
begin_item(struct spfe_json *json)
{
    if (json->has_items) {
        spfe_buf_add_octet(json->out, ',');
    }
    if (json->depth > 0 && json->indent) {
        break_line(json);
    } else if (json->has_items) {
        spfe_buf_add_octet(json->out, ' ');
    }
    json->has_items = true;
}

static void
begin_value(struct spfe_json *json)
{
    if (!json->is_named) {
        begin_item(json);
    }
    json->is_named = false;
}

static void
begin(struct spfe_json *json, char bracket)
{
    begin_value(json);
    spfe_buf_add_octet(json->out, bracket);
    json->depth++;
    json->has_items = false;
}

static void
end(struct spfe_json *json, char bracket)
{
    json->depth--;
    if (json->has_items && json->indent) {
        break_line(json);
    }
    spfe_buf_add_octet(json->out, bracket);
    json->has_items = true;
}

void
spfe_json_begin_object(struct spfe_json *json)
{
    begin(json, '{');
}

void
spfe_json_end_object(struct spfe_json *json)
{
    end(json, '}');
}

void
spfe_json_begin_array(struct spfe_json *json)
{
    begin(json, '[');
}

void
spfe_json_end_array(struct spfe_json *json)
{
    end(json, ']');
}

void
spfe_json_name(struct spfe_json *json, const char *name)
{
    begin_item(json);
    spfe_buf_add_octet(json->out, '"');
    spfe_buf_add_text(json->out, name);
    spfe_buf_add_text(json->out, "\": ");
    json->is_named = true;
}

/* --- strings ------------------------------------------------------------- */

/* The octets of a character by its first one; 0 when none begins so. */
static unsigned
utf8_length(uint8_t first)
{
    if (first < 0x80) {
        return 1;
    }
    if (first >= 0xc2 && first <= 0xdf) {
        return 2;
    }
    if (first >= 0xe0 && first <= 0xef) {
        return 3;
    }
    return first >= 0xf0 && first <= 0xf4 ? 4 : 0;
}

/* RFC 3629: neither a longer form than needed, nor a surrogate, nor beyond. */
static bool
is_in_range(uint32_t character, unsigned octets)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};

    return character >= least[octets] && character <= 0x10ffff &&
           (character < 0xd800 || character > 0xdfff);
}

/* Read one character; 0 octets when it is not UTF-8. */
static unsigned
read_character(const char *octets, size_t len, uint32_t *out)
{
    static const uint8_t masks[] = {0, 0x7f, 0x1f, 0x0f, 0x07};
    unsigned count = utf8_length((uint8_t)octets[0]);
    unsigned i;

    if (count == 0 || count > len) {
        return 0;
    }
    *out = (uint8_t)octets[0] & masks[count];
    for (i = 1; i < count; i++) {
        uint8_t octet = (uint8_t)octets[i];

        if ((octet & 0xc0) != 0x80) {
            return 0;
        }
        *out = *out << 6 | (octet & 0x3f);
    }
    return is_in_range(*out, count) ? count : 0;
}

static void
add_hex(struct spfe_buf *out, uint32_t number, unsigned digits)
{
    static const char hex[] = "0123456789ABCDEF";

    while (digits > 0) {
        digits--;
        spfe_buf_add_octet(out, hex[number >> (4 * digits) & 0x0f]);
    }
}

static void
add_escape(struct spfe_buf *out, uint32_t unit)
{
    spfe_buf_add_text(out, "\\u");
    add_hex(out, unit, 4);
}

/* The letter of a short escape, or NUL. */
static char
short_escape(uint32_t character)
{
    switch (character) {
    case '"':
    case '\\':
        return (char)character;
    case '\b':
        return 'b';
    case '\f':
        return 'f';
    case '\n':
        return 'n';
    case '\r':
        return 'r';
    case '\t':
        return 't';
    default:
        return '\0';
    }
}

static void
add_character(struct spfe_buf *out, uint32_t character)
{
    char letter = short_escape(character);

    if (letter != '\0') {
        spfe_buf_add_octet(out, '\\');
        spfe_buf_add_octet(out, letter);
    } else if (character >= 0x20 && character <= 0x7e) {
        spfe_buf_add_octet(out, (char)character);
    } else if (character <= 0xffff) {
        add_escape(out, character);
    } else { /* RFC 8259 section 7: a surrogate pair */
        add_escape(out, 0xd800 + ((character - 0x10000) >> 10));
        add_escape(out, 0xdc00 + ((character - 0x10000) & 0x3ff));
    }
}

void
spfe_json_begin_string(struct spfe_json *json)
{
    begin_value(json);
    spfe_buf_add_octet(json->out, '"');
}

void
spfe_json_add_octets(struct spfe_json *json, const char *octets, size_t len)
{
    size_t at = 0;

    while (at < len) {
        uint32_t character = 0;
        unsigned count = read_character(octets + at, len - at, &character);

        if (count > 0) {
            add_character(json->out, character);
            at += count;
        } else {
            spfe_buf_add_text(json->out, "\\\\x");
            add_hex(json->out, (uint8_t)octets[at], 2);
            at++;
        }
    }
}

void
spfe_json_end_string(struct spfe_json *json)
{
    spfe_buf_add_octet(json->out, '"');
}

void
spfe_json_text(struct spfe_json *json, const char *octets, size_t len)
{
    if (octets == NULL) {
        spfe_json_null(json);
        return;
    }
    spfe_json_begin_string(json);
    spfe_json_add_octets(json, octets, len);
    spfe_json_end_string(json);
}

/* --- other values -------------------------------------------------------- */

void
spfe_json_null(struct spfe_json *json)
{
    begin_value(json);
    spfe_buf_add_text(json->out, "null");
}

void
spfe_json_bool(struct spfe_json *json, bool value)
{
    begin_value(json);
    spfe_buf_add_text(json->out, value ? "true" : "false");
}

void
spfe_json_number(struct spfe_json *json, uint32_t number)
{
    begin_value(json);
    spfe_buf_add_decimal(json->out, number);
}

void
spfe_json_string(struct spfe_json *json, const char *string)
{
    spfe_json_text(json, string, string == NULL ? 0 : strlen(string));
}

/* --- members ------------------------------------------------------------- */

void
spfe_json_put_null(struct spfe_json *json, const char *name)
{
    spfe_json_name(json, name);
    spfe_json_null(json);
}

void
spfe_json_put_bool(struct spfe_json *json, const char *name, bool value)
{
    spfe_json_name(json, name);
    spfe_json_bool(json, value);
}

void
spfe_json_put_number(struct spfe_json *json, const char *name, uint32_t number)
{
    spfe_json_name(json, name);
    spfe_json_number(json, number);
}

void
spfe_json_put_text(struct spfe_json *json, const char *name,
                   const char *octets, size_t len)
{
    spfe_json_name(json, name);
    spfe_json_text(json, octets, len);
}

void
spfe_json_put_string(struct spfe_json *json, const char *name,
                     const char *string)
{
    spfe_json_name(json, name);
    spfe_json_string(json, string);
}
