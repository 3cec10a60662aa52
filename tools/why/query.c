/* SPDX-License-Identifier: BSD-2-Clause */
#include "why/query.h"

#include <string.h>

/* A part of the text. */
struct span {
    size_t start;
    size_t end;
};

struct reader {
    struct why_query *query;
    const char *text;
    size_t stored; /* how much of the storage is in use */
    size_t offset; /* where the failure is */
};

enum key {
    KEY_SCOPE,
    KEY_IDENTITY,
    KEY_IP,
    KEY_RECEIVER,
    KEY_HELO,
    KEY_LANG,
    KEY_FORMAT,
    KEY_UNKNOWN
};

static const struct {
    const char *name;
    enum key key;
} keys[] = {
    {"scope", KEY_SCOPE},
    {"s", KEY_SCOPE},
    {"identity", KEY_IDENTITY},
    {"id", KEY_IDENTITY},
    {"ip", KEY_IP},
    {"i", KEY_IP},
    {"receiver", KEY_RECEIVER},
    {"r", KEY_RECEIVER},
    {"helo", KEY_HELO},
    {"h", KEY_HELO},
    {"lang", KEY_LANG},
    {"format", KEY_FORMAT},
};

/* Not isspace() and tolower(), which follow the locale. */
static bool
is_space(char octet)
{
    return octet == ' ' || (octet >= '\t' && octet <= '\r');
}

static char
to_lower(char octet)
{
    return octet >= 'A' && octet <= 'Z' ? (char)(octet - 'A' + 'a') : octet;
}

static int
hex_digit(char octet)
{
    char lower = to_lower(octet);

    if (lower >= '0' && lower <= '9') {
        return lower - '0';
    }
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/* Decode the octet at *at, and move on. False at a bad escape sequence. */
static bool
decode(const char *text, size_t end, size_t *at, char *octet)
{
    int high;
    int low;

    *octet = text[*at];
    if (*octet != '%') {
        *at += 1;
        return true;
    }
    if (end - *at < 3) {
        return false;
    }
    high = hex_digit(text[*at + 1]);
    low = hex_digit(text[*at + 2]);
    if (high < 0 || low < 0) {
        return false;
    }
    *octet = (char)(unsigned char)(high * 16 + low);
    *at += 3;
    return true;
}

/* Whether a span, decoded, is a word in any case. */
static bool
is_word(const char *text, struct span span, const char *word)
{
    size_t at = span.start;
    char octet;

    while (at < span.end) {
        if (*word == '\0' || !decode(text, span.end, &at, &octet) ||
            to_lower(octet) != *word) {
            return false;
        }
        word++;
    }
    return *word == '\0';
}

static enum key
find_key(const char *text, struct span name)
{
    size_t i;

    for (i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
        if (is_word(text, name, keys[i].name)) {
            return keys[i].key;
        }
    }
    return KEY_UNKNOWN;
}

static enum why_status
take_scope(struct reader *reader, struct span span)
{
    struct why_query *query = reader->query;
    enum why_scope scope;

    if (is_word(reader->text, span, "mfrom") ||
        is_word(reader->text, span, "mailfrom")) {
        scope = WHY_SCOPE_MFROM;
    } else if (is_word(reader->text, span, "helo")) {
        scope = WHY_SCOPE_HELO;
    } else {
        reader->offset = span.start;
        return WHY_BAD_SCOPE;
    }
    if (query->has_scope && query->scope != scope) {
        reader->offset = span.start;
        return WHY_REPEATED_KEY;
    }
    query->has_scope = true;
    query->scope = scope;
    return WHY_OK;
}

/*
 * Decode into the storage. It is as long as the text, and a value is at least
 * two octets shorter than its pair, so that there is room for the NUL.
 */
static enum why_status
store(struct reader *reader, struct span span, struct why_value *value)
{
    char *octets = &reader->query->storage[reader->stored];
    size_t at = span.start;
    size_t len = 0;

    while (at < span.end) {
        if (!decode(reader->text, span.end, &at, &octets[len])) {
            reader->offset = at;
            return WHY_BAD_ESCAPE;
        }
        len++;
    }
    octets[len] = '\0';
    reader->stored += len + 1;
    *value = (struct why_value){octets, len};
    return WHY_OK;
}

static enum why_status
take_value(struct reader *reader, struct span span, struct why_value *place)
{
    struct why_value value;
    enum why_status status = store(reader, span, &value);

    if (status != WHY_OK) {
        return status;
    }
    if (place->octets != NULL &&
        (place->len != value.len ||
         memcmp(place->octets, value.octets, value.len) != 0)) {
        reader->offset = span.start;
        return WHY_REPEATED_KEY;
    }
    *place = value;
    return WHY_OK;
}

static struct why_value *
find_place(struct why_query *query, enum key key)
{
    switch (key) {
    case KEY_IDENTITY:
        return &query->identity;
    case KEY_IP:
        return &query->ip;
    case KEY_RECEIVER:
        return &query->receiver;
    case KEY_HELO:
        return &query->helo;
    case KEY_LANG:
        return &query->lang;
    case KEY_FORMAT:
        return &query->format;
    default:
        return NULL;
    }
}

/* What "&amp;" leaves between its separators is a pair with an unknown key. */
static enum why_status
take_pair(struct reader *reader, struct span pair)
{
    const char *start = &reader->text[pair.start];
    const char *equals = memchr(start, '=', pair.end - pair.start);
    struct span name = {pair.start, pair.end};
    struct span value = {pair.end, pair.end};
    enum key key;

    if (equals == NULL) { /* not even the null reverse-path */
        return WHY_OK;
    }
    name.end = pair.start + (size_t)(equals - start);
    value.start = name.end + 1;
    key = find_key(reader->text, name);
    if (key == KEY_UNKNOWN ||
        (value.start == value.end && key != KEY_IDENTITY)) {
        return WHY_OK;
    }
    if (key == KEY_SCOPE) {
        return take_scope(reader, value);
    }
    return take_value(reader, value, find_place(reader->query, key));
}

/* Does a URL begin there? Its path may hold "=". */
static bool
has_scheme(const char *text, size_t len)
{
    size_t i;

    for (i = 0; i + 2 < len && strchr("?=;&", text[i]) == NULL; i++) {
        if (memcmp(text + i, "://", 3) == 0) {
            return true;
        }
    }
    return false;
}

/*
 * The query string alone. The first "?" ends a URL unless it is in a value
 * itself, which a query string without URL may have; space around comes with
 * what is pasted.
 */
static struct span
find_query(const char *text, size_t len)
{
    const char *fragment = memchr(text, '#', len);
    struct span span = {0, len};
    bool is_url = has_scheme(text, len);
    size_t i;

    if (fragment != NULL) {
        span.end = (size_t)(fragment - text);
    }
    for (i = 0; i < span.end && (is_url || text[i] != '='); i++) {
        if (text[i] == '?') {
            span.start = i + 1;
            break;
        }
    }
    while (span.start < span.end && is_space(text[span.start])) {
        span.start++;
    }
    while (span.end > span.start && is_space(text[span.end - 1])) {
        span.end--;
    }
    return span;
}

enum why_status
why_query_read(struct why_query *query, const char *text, size_t len,
               size_t *offset)
{
    struct reader reader = {.query = query, .text = text};
    enum why_status status = WHY_OK;
    struct span rest;
    struct span pair;

    *query = (struct why_query){.scope = WHY_SCOPE_MFROM};
    *offset = WHY_QUERY_MAX;
    if (len > WHY_QUERY_MAX) {
        return WHY_TOO_LONG;
    }
    rest = find_query(text, len);
    while (status == WHY_OK && rest.start < rest.end) {
        pair = (struct span){rest.start, rest.start};
        while (pair.end < rest.end && text[pair.end] != ';' &&
               text[pair.end] != '&') {
            pair.end++;
        }
        status = take_pair(&reader, pair);
        rest.start = pair.end + 1;
    }
    *offset = reader.offset;
    return status;
}

const char *
why_status_message(enum why_status status)
{
    switch (status) {
    case WHY_OK:
        return "no error";
    case WHY_TOO_LONG:
        return "too long";
    case WHY_BAD_ESCAPE:
        return "a bad escape sequence";
    case WHY_BAD_SCOPE:
        return "a scope that is neither mfrom nor helo";
    case WHY_REPEATED_KEY:
        return "a second, different value of the same key";
    default:
        return "unknown status";
    }
}
