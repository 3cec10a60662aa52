/* SPDX-License-Identifier: BSD-2-Clause */
/* Refused terms: addresses and prefix lengths (SPF-E013 to E017). */
#include <string.h>

#include "base/ascii.h"
#include "base/buf.h"
#include "base/ip.h"
#include "policy/lint_rules.h"
#include "policy/lint_split.h"

/* --- E015 ---------------------------------------------------------------- */

bool
spfe_lint_family(struct spfeval_lint *lint, uint32_t index)
{
    struct spfe_lint_term *term = &lint->terms[index];
    struct spfe_text text = spfe_lint_term_text(lint, term);
    struct spfe_finding *finding;
    struct spfe_text digit = {"6", 1};
    uint32_t sign;
    struct spfe_text name = spfe_lint_name(text, &sign);
    uint32_t value = sign + name.len + 1;

    if (spfe_lint_is_word(name, "ip6")) {
        digit.ptr = "4";
    } else if (!spfe_lint_is_word(name, "ip4")) {
        return false;
    }
    if (!spfe_lint_is_term_with(text, sign + 2, 1, digit.ptr)) {
        return false;
    }
    finding = spfe_lint_add_term(lint, SPFE_LINT_E015, term);
    spfe_lint_value(
        lint, finding, 0,
        spfe_lint_slice(lint, term->offset + value, text.len - value));
    spfe_lint_value(lint, finding, 1, digit);
    spfe_lint_fix(lint, finding, term->offset + sign + 2, 1, digit);
    return true;
}

/* --- E016, E017 ---------------------------------------------------------- */

/* Where "/" and digits, or "//" and digits, begin at the end; else its end. */
static uint32_t
find_prefix(struct spfe_text text)
{
    uint32_t at = text.len;

    while (at > 0 &&
           (text.ptr[at - 1] == '/' ||
            spfe_ascii_is((uint8_t)text.ptr[at - 1], SPFE_ASCII_DIGIT))) {
        at--;
    }
    while (at < text.len && text.ptr[at] != '/') {
        at++;
    }
    return at;
}

/* Is this a prefix length that IPv6 networks usually have? */
static bool
is_usual_v6(struct spfe_text digits)
{
    static const char *const usual[] = {"48", "56", "64", "128"};
    size_t i;

    for (i = 0; i < sizeof(usual) / sizeof(usual[0]); i++) {
        if (spfe_lint_is_word(digits, usual[i])) {
            return true;
        }
    }
    return false;
}

/* "/64" of a host is meant for IPv6; "/024" is "/24"; "/33" may be any. */
static void
correct_prefix(struct spfe_text text, uint32_t at, struct spfe_buf *out)
{
    struct spfe_text rest;
    uint32_t digits = at;

    while (digits < text.len && text.ptr[digits] == '/') {
        digits++;
    }
    spfe_buf_add(out, text.ptr + at, digits - at);
    if (digits == text.len) {
        return;
    }
    rest.ptr = text.ptr + digits;
    rest.len = text.len - digits;
    if (is_usual_v6(rest)) {
        spfe_buf_add_octet(out, '/');
    }
    while (digits + 1 < text.len && text.ptr[digits] == '0') {
        digits++;
    }
    spfe_buf_add(out, text.ptr + digits, text.len - digits);
}

static void
add_prefix(struct spfeval_lint *lint, struct spfe_lint_term *term, uint32_t at)
{
    char room[64] = "";
    struct spfe_text text = spfe_lint_term_text(lint, term);
    struct spfe_text fix = {room, 0};
    struct spfe_finding *finding =
        spfe_lint_add(lint, SPFE_LINT_E016, term->offset + at, term->len - at);
    struct spfe_buf buf;

    spfe_lint_value(lint, finding, 0,
                    spfe_lint_slice(lint, term->offset + at, term->len - at));
    spfe_buf_init(&buf, room, sizeof(room) - 1);
    correct_prefix(text, at, &buf);
    fix.len = (uint32_t)buf.length;
    if (buf.length < sizeof(room) - 1 &&
        spfe_lint_is_term_with(text, at, text.len - at, room)) {
        spfe_lint_value(lint, finding, 1, fix);
        spfe_lint_fix(lint, finding, term->offset + at, text.len - at, fix);
    }
}

static void
add_extra(struct spfeval_lint *lint, struct spfe_lint_term *term,
          struct spfe_text name, uint32_t at)
{
    struct spfe_finding *finding =
        spfe_lint_add(lint, SPFE_LINT_E017, term->offset + at, term->len - at);

    spfe_lint_value(lint, finding, 0, name);
    spfe_lint_value(lint, finding, 1,
                    spfe_lint_slice(lint, term->offset + at, term->len - at));
}

static bool
is_network(struct spfe_text name)
{
    return spfe_lint_is_word(name, "ip4") || spfe_lint_is_word(name, "ip6");
}

static bool
is_host(struct spfe_text name)
{
    return spfe_lint_is_word(name, "a") || spfe_lint_is_word(name, "mx");
}

/* Without its prefix length, the term is valid. */
bool
spfe_lint_prefix(struct spfeval_lint *lint, uint32_t index)
{
    struct spfe_lint_term *term = &lint->terms[index];
    struct spfe_text text = spfe_lint_term_text(lint, term);
    uint32_t sign;
    struct spfe_text name = spfe_lint_name(text, &sign);
    uint32_t at = find_prefix(text);
    struct spfe_text rest = {text.ptr, at};

    if (at < text.len && spfe_lint_is_term(rest, NULL)) {
        if (is_host(name) ||
            (is_network(name) &&
             memchr(text.ptr + at + 1, '/', text.len - at - 1) == NULL)) {
            add_prefix(lint, term, at);
        } else {
            add_extra(lint, term, name, at);
        }
        return true;
    }
    if (term->error.code == SPFEVAL_SYNTAX_PREFIX_LENGTH) {
        add_prefix(lint, term, term->error.offset - term->offset);
        return true;
    }
    if (term->error.code == SPFEVAL_SYNTAX_ARGUMENT) {
        add_extra(lint, term, name, sign + name.len);
        return true;
    }
    return false;
}

/* --- E013 ---------------------------------------------------------------- */

/* Numbers with dots between them; how many, at most 4. */
static unsigned
read_quad(struct spfe_cursor *in, uint8_t out[SPFE_IP4_OCTETS])
{
    unsigned count = 0;

    memset(out, 0, SPFE_IP4_OCTETS);
    while (count < SPFE_IP4_OCTETS) {
        unsigned value = 0;
        int digits = 0;

        while (digits < 3 &&
               spfe_ascii_is(spfe_cursor_peek(in), SPFE_ASCII_DIGIT)) {
            value = value * 10 + (unsigned)(spfe_cursor_peek(in) - '0');
            spfe_cursor_skip(in);
            digits++;
        }
        if (digits == 0 || value > 255) {
            break;
        }
        out[count++] = (uint8_t)value;
        if (!spfe_cursor_take(in, '.')) {
            break;
        }
    }
    return count;
}

/* The prefix length of a range that is exactly one network; else 0. */
static unsigned
range_prefix(const uint8_t *first, const uint8_t *last)
{
    unsigned prefix = 32;
    uint8_t low[SPFE_IP4_OCTETS];
    uint8_t high[SPFE_IP4_OCTETS];
    unsigned i;

    for (; prefix > 0; prefix--) {
        memcpy(low, first, sizeof(low));
        spfe_ip_mask(low, sizeof(low), prefix);
        memset(high, 0xff, sizeof(high));
        spfe_ip_mask(high, sizeof(high), prefix);
        for (i = 0; i < SPFE_IP4_OCTETS; i++) {
            high[i] = (uint8_t)(low[i] | (uint8_t)~high[i]);
        }
        if (memcmp(low, first, sizeof(low)) == 0 &&
            memcmp(high, last, sizeof(high)) == 0) {
            return prefix;
        }
    }
    return 0;
}

/* "10.1/16": certain when the prefix length is that of the numbers given. */
static unsigned
read_prefix(struct spfe_cursor *in, unsigned given, bool *certain)
{
    unsigned prefix = 0;

    while (prefix < 32 &&
           spfe_ascii_is(spfe_cursor_peek(in), SPFE_ASCII_DIGIT)) {
        prefix = prefix * 10 + (unsigned)(spfe_cursor_peek(in) - '0');
        spfe_cursor_skip(in);
    }
    *certain = prefix == given && spfe_cursor_left(in) == 0;
    return *certain ? prefix : 0;
}

/* What a network in another notation is: its prefix length; 0 for unknown. */
static unsigned
guess_network(struct spfe_text value, uint8_t out[SPFE_IP4_OCTETS],
              bool *certain)
{
    struct spfe_cursor in = spfe_cursor_make(value.ptr, value.len);
    unsigned count = read_quad(&in, out);
    uint8_t last[SPFE_IP4_OCTETS];

    *certain = false;
    if (count == SPFE_IP4_OCTETS && spfe_cursor_take(&in, '-')) {
        *certain = read_quad(&in, last) == SPFE_IP4_OCTETS &&
                   spfe_cursor_left(&in) == 0;
        return *certain ? range_prefix(out, last) : 0;
    }
    if (count == 0) {
        return 0;
    }
    if (count < SPFE_IP4_OCTETS) {
        while (spfe_cursor_take(&in, '*')) {
            *certain = true;
            (void)spfe_cursor_take(&in, '.');
        }
    }
    if (count == SPFE_IP4_OCTETS && spfe_cursor_take(&in, ':')) {
        return 32; /* a port */
    }
    if (count < SPFE_IP4_OCTETS && spfe_cursor_take(&in, '/')) {
        return read_prefix(&in, 8 * count, certain);
    }
    return spfe_cursor_left(&in) == 0 ? 8 * count : 0;
}

static void
suggest(struct spfeval_lint *lint, struct spfe_finding *finding,
        uint32_t offset, struct spfe_text value)
{
    char room[24];
    uint8_t network[SPFE_IP4_OCTETS];
    struct spfe_text text = {room, 0};
    struct spfe_buf buf;
    bool certain;
    unsigned prefix = guess_network(value, network, &certain);

    if (prefix == 0) {
        return;
    }
    spfe_buf_init(&buf, room, sizeof(room));
    spfe_ip_print(network, sizeof(network), &buf);
    if (prefix < 32) {
        spfe_buf_add_octet(&buf, '/');
        spfe_buf_add_decimal(&buf, prefix);
    }
    text.len = (uint32_t)buf.length;
    spfe_lint_value(lint, finding, 1, text);
    if (certain) {
        spfe_lint_fix(lint, finding, offset, value.len, text);
    }
}

/* --- E014 ---------------------------------------------------------------- */

static void
drop_brackets(struct spfeval_lint *lint, struct spfe_finding *finding,
              uint32_t offset, struct spfe_text value)
{
    struct spfe_text inner = {value.ptr + 1, value.len - 2};

    if (value.len > 2 && value.ptr[0] == '[' &&
        value.ptr[value.len - 1] == ']' &&
        spfe_lint_is_term_with(inner, 0, 0, "ip6:")) {
        spfe_lint_value(lint, finding, 1, inner);
        spfe_lint_fix(lint, finding, offset, value.len, inner);
    }
}

bool
spfe_lint_address(struct spfeval_lint *lint, uint32_t index)
{
    struct spfe_lint_term *term = &lint->terms[index];
    bool v4 = term->error.code == SPFEVAL_SYNTAX_IP4_NETWORK;
    uint32_t end = term->offset + term->len;
    uint32_t offset = term->error.offset;
    struct spfe_finding *finding;
    struct spfe_text value;

    if (!v4 && term->error.code != SPFEVAL_SYNTAX_IP6_NETWORK) {
        return false;
    }
    value = spfe_lint_slice(lint, offset, end - offset);
    finding = spfe_lint_add(lint, v4 ? SPFE_LINT_E013 : SPFE_LINT_E014, offset,
                            value.len);
    spfe_lint_value(lint, finding, 0, value);
    if (v4) {
        suggest(lint, finding, offset, value);
    } else {
        drop_brackets(lint, finding, offset, value);
    }
    return true;
}
