/* SPDX-License-Identifier: BSD-2-Clause */
#include "zone_entry.h"

#include <spfeval/dns.h>

#include <string.h>
#include <strings.h>

/* ldns counts the digits in 16 bits. */
#define GENERIC_RDATA_MAX 32767

static bool
is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool
ttl_unit(char c, uint64_t *out)
{
    switch (c) {
    case 's':
    case 'S':
        *out = 1;
        return true;
    case 'm':
    case 'M':
        *out = 60;
        return true;
    case 'h':
    case 'H':
        *out = 3600;
        return true;
    case 'd':
    case 'D':
        *out = 86400;
        return true;
    case 'w':
    case 'W':
        *out = 604800;
        return true;
    default:
        return false;
    }
}

bool
zone_entry_read_ttl(const struct zone_token *token, uint32_t *out)
{
    uint64_t total = 0;
    size_t i = 0;

    if (token->quoted || token->len == 0) {
        return false;
    }
    while (i < token->len) {
        uint64_t value = 0;
        uint64_t unit = 1;

        if (!is_digit(token->text[i])) {
            return false;
        }
        for (; i < token->len && is_digit(token->text[i]); i++) {
            value = value * 10 + (uint64_t)(token->text[i] - '0');
            if (value > INT32_MAX) {
                return false;
            }
        }
        if (i < token->len && !ttl_unit(token->text[i++], &unit)) {
            return false;
        }
        total += value * unit;
        if (total > INT32_MAX) {
            return false;
        }
    }
    *out = (uint32_t)total;
    return true;
}

static bool
is_other_class(const struct zone_token *token)
{
    return zone_token_is(token, "CH") || zone_token_is(token, "HS") ||
           zone_token_is(token, "CS") ||
           (token->len > 5 && strncasecmp(token->text, "CLASS", 5) == 0);
}

const char *
zone_entry_read(const struct zone_scan *scan, struct zone_entry *out)
{
    bool has_class = false;
    size_t i = scan->blank_start ? 0 : 1;

    *out = (struct zone_entry){0};
    for (; i < scan->count; i++) {
        const struct zone_token *token = &scan->tokens[i];

        if (!out->has_ttl && token->len > 0 && is_digit(token->text[0])) {
            if (!zone_entry_read_ttl(token, &out->ttl)) {
                return "not a time to live";
            }
            out->has_ttl = true;
        } else if (!has_class && (zone_token_is(token, "IN") ||
                                  zone_token_is(token, "CLASS1"))) {
            has_class = true;
        } else if (is_other_class(token)) {
            return "only class IN is supported";
        } else {
            break;
        }
    }
    if (i == scan->count) {
        return "record without a type";
    }
    if (scan->tokens[i].quoted) {
        return "quoted string in place of a record type";
    }
    out->type = i;
    out->rdata = i + 1;
    return NULL;
}

static bool
read_number(const struct zone_token *token, uint32_t max, uint32_t *out)
{
    uint64_t value = 0;
    size_t i;

    for (i = 0; i < token->len; i++) {
        if (!is_digit(token->text[i])) {
            return false;
        }
        value = value * 10 + (uint64_t)(token->text[i] - '0');
        if (value > max) {
            return false;
        }
    }
    *out = (uint32_t)value;
    return !token->quoted && token->len > 0;
}

static bool
is_hex(char c)
{
    return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/* RFC 3597 section 5: \# length digits. ldns trusts all three. */
static bool
is_generic_valid(const struct zone_token *tokens, size_t count)
{
    uint32_t length;
    size_t digits = 0;
    size_t i;
    size_t k;

    if (count < 2 || !read_number(&tokens[1], GENERIC_RDATA_MAX, &length)) {
        return false;
    }
    for (i = 2; i < count; i++) {
        for (k = 0; k < tokens[i].len; k++) {
            if (!is_hex(tokens[i].text[k])) {
                return false;
            }
        }
        if (tokens[i].quoted) {
            return false;
        }
        digits += tokens[i].len;
    }
    return digits == 2 * (size_t)length;
}

const char *
zone_entry_check_rdata(const struct zone_scan *scan, size_t rdata, int type)
{
    const struct zone_token *tokens = scan->tokens + rdata;
    size_t count = scan->count - rdata;
    uint32_t preference;

    if (count == 0) {
        return "record without data";
    }
    if (zone_token_is(&tokens[0], "\\#")) {
        return is_generic_valid(tokens, count)
                   ? NULL
                   : "bad length or digits behind '\\#'";
    }
    if (type == SPFEVAL_RRTYPE_MX &&
        !read_number(&tokens[0], 65535, &preference)) {
        return "MX preference that is not a number from 0 to 65535";
    }
    return NULL;
}

void
zone_entry_add_rdata(struct text *out, const struct zone_scan *scan,
                     size_t first)
{
    size_t i;

    for (i = first; i < scan->count; i++) {
        const char *quote = scan->tokens[i].quoted ? "\"" : "";

        text_add_string(out, " ");
        text_add_string(out, quote);
        text_add(out, scan->tokens[i].text, scan->tokens[i].len);
        text_add_string(out, quote);
    }
}
