/* SPDX-License-Identifier: BSD-2-Clause */
#include "report/value.h"

#include <string.h>

#include <spfeval/status.h>

#include "base/ip.h"

/* --- making them --------------------------------------------------------- */

static struct spfe_value
make(enum spfe_value_kind kind, const void *data, size_t len)
{
    struct spfe_value value = {
        .data = data, .len = data == NULL ? 0 : len, .kind = (uint8_t)kind};

    return value;
}

struct spfe_value
spfe_value_text(const char *octets, size_t len)
{
    return make(SPFE_VALUE_TEXT, octets, len);
}

struct spfe_value
spfe_value_whole(const char *octets, size_t len)
{
    return make(SPFE_VALUE_WHOLE, octets, len);
}

struct spfe_value
spfe_value_meant(struct spfe_value text)
{
    text.kind = SPFE_VALUE_MEANT;
    return text;
}

struct spfe_value
spfe_value_name(const char *name)
{
    return make(SPFE_VALUE_NAME, name, 0);
}

struct spfe_value
spfe_value_number(uint32_t number)
{
    struct spfe_value value = {.number = number, .kind = SPFE_VALUE_NUMBER};

    return value;
}

struct spfe_value
spfe_value_address(const void *octets, size_t len)
{
    return make(SPFE_VALUE_ADDRESS, octets, len);
}

struct spfe_value
spfe_value_source(const void *octets, size_t len)
{
    return make(SPFE_VALUE_SOURCE, octets, len);
}

enum { CUT_BEFORE = 1, CUT_AFTER = 2 };

struct spfe_value
spfe_value_excerpt(const char *octets, size_t len, int is_cut_before,
                   int is_cut_after)
{
    struct spfe_value value = make(SPFE_VALUE_EXCERPT, octets, len);

    value.number = (is_cut_before != 0 ? CUT_BEFORE : 0) |
                   (is_cut_after != 0 ? CUT_AFTER : 0);
    return value;
}

struct spfe_value
spfe_value_pointer(unsigned blanks, unsigned carets)
{
    struct spfe_value value = {
        .len = carets, .number = blanks, .kind = SPFE_VALUE_POINTER};

    return value;
}

struct spfe_value
spfe_value_path(const spfeval_outcome *outcome, uint32_t first, uint32_t count)
{
    struct spfe_value value = make(SPFE_VALUE_PATH, outcome, count);

    value.number = first;
    return value;
}

/* --- writing them -------------------------------------------------------- */

static void
print_text(const char *octets, size_t len, size_t most, struct spfe_line *line)
{
    spfe_line_add_escaped(line, octets, len < most ? len : most);
    if (len > most) {
        spfe_line_add_text(line, "...");
    }
}

static void
print_meant(const struct spfe_value *value, struct spfe_line *line)
{
    const char *octets = value->data;
    const char *sign =
        value->len == 0 ? NULL : memchr(octets, '=', value->len);
    size_t before = sign == NULL ? value->len : (size_t)(sign - octets);

    spfe_line_add_escaped(line, octets, before);
    if (sign != NULL) {
        spfe_line_add_octet(line, ':');
        print_text(sign + 1, value->len - before - 1, SPFE_VALUE_MOST, line);
    }
}

static void
print_excerpt(const struct spfe_value *value, struct spfe_line *line)
{
    spfe_line_add_text(line, (value->number & CUT_BEFORE) != 0 ? "..." : "");
    spfe_line_add_escaped(line, value->data, value->len);
    spfe_line_add_text(line, (value->number & CUT_AFTER) != 0 ? "..." : "");
}

static void
print_number(uint32_t number, struct spfe_line *line)
{
    char digits[16];
    struct spfe_buf buf;

    spfe_buf_init(&buf, digits, sizeof(digits));
    spfe_buf_add_decimal(&buf, number);
    spfe_buf_finish(&buf, NULL);
    spfe_line_add_text(line, digits);
}

static void
print_address(const struct spfe_value *value, struct spfe_line *line)
{
    char text[64];
    struct spfe_buf buf;

    spfe_buf_init(&buf, text, sizeof(text));
    spfe_ip_print(value->data, value->len, &buf);
    spfe_buf_finish(&buf, NULL);
    spfe_line_add_text(line, text);
}

/* example.com -> include:esp.example -> ip4:192.0.2.0/24 */
static void
print_path(const struct spfe_value *value, struct spfe_line *line)
{
    size_t i;

    for (i = 0; i < value->len; i++) {
        spfeval_path_entry entry = {.struct_size = sizeof(entry)};

        if (i == SPFE_PATH_MOST) {
            spfe_line_add_text(line, " -> ...");
            return;
        }
        if (spfeval_outcome_get_path(value->data, value->number + (uint32_t)i,
                                     &entry) != SPFEVAL_OK) {
            return;
        }
        if (i == 0) {
            print_text(entry.owner, entry.owner_len, SPFE_VALUE_MOST, line);
        }
        if (entry.has_term) {
            spfe_line_add_text(line, " -> ");
            print_text(entry.text + entry.term_offset, entry.term_length,
                       SPFE_VALUE_MOST, line);
        }
    }
}

static void
print_pointer(const struct spfe_value *value, struct spfe_line *line)
{
    uint32_t blanks;
    size_t carets;

    for (blanks = 0; blanks < value->number; blanks++) {
        spfe_line_add_octet(line, ' ');
    }
    for (carets = 0; carets < value->len; carets++) {
        spfe_line_add_octet(line, '^');
    }
}

void
spfe_value_print(const struct spfe_value *value, struct spfe_line *line)
{
    switch (value->kind) {
    case SPFE_VALUE_TEXT:
        print_text(value->data, value->len, SPFE_VALUE_MOST, line);
        break;
    case SPFE_VALUE_WHOLE:
        spfe_line_add_escaped(line, value->data, value->len);
        break;
    case SPFE_VALUE_MEANT:
        print_meant(value, line);
        break;
    case SPFE_VALUE_EXCERPT:
        print_excerpt(value, line);
        break;
    case SPFE_VALUE_NAME:
        spfe_line_add_text(line, value->data);
        break;
    case SPFE_VALUE_NUMBER:
        print_number(value->number, line);
        break;
    case SPFE_VALUE_SOURCE:
        spfe_line_add_text(line,
                           value->len == SPFE_IP4_OCTETS ? "ip4:" : "ip6:");
        print_address(value, line);
        break;
    case SPFE_VALUE_ADDRESS:
        print_address(value, line);
        break;
    case SPFE_VALUE_PATH:
        print_path(value, line);
        break;
    case SPFE_VALUE_POINTER:
        print_pointer(value, line);
        break;
    default:
        break;
    }
}
