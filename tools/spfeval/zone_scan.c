/* SPDX-License-Identifier: BSD-2-Clause */
#include "zone_scan.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

void
zone_scan_init(struct zone_scan *scan, const char *text, size_t len)
{
    *scan = (struct zone_scan){.text = text, .len = len, .line = 1};
    scan->pos = text_mark_len(text, len);
}

static bool
scan_fail(struct zone_scan *scan, unsigned long line, const char *error)
{
    scan->error = error;
    scan->error_line = line;
    return false;
}

/* Octets of the line end at pos: LF or CR LF; 0 when there is none. */
static size_t
line_end(const struct zone_scan *scan)
{
    if (scan->text[scan->pos] == '\n') {
        return 1;
    }
    if (scan->text[scan->pos] == '\r' && scan->pos + 1 < scan->len &&
        scan->text[scan->pos + 1] == '\n') {
        return 2;
    }
    return 0;
}

static bool
add_token(struct zone_scan *scan, size_t start, bool quoted)
{
    if (scan->count == scan->capacity) {
        size_t capacity = scan->capacity == 0 ? 16 : scan->capacity * 2;
        struct zone_token *tokens;

        tokens = realloc(scan->tokens, capacity * sizeof(*tokens));
        if (tokens == NULL) {
            return scan_fail(scan, scan->line, NULL);
        }
        scan->tokens = tokens;
        scan->capacity = capacity;
    }
    if (scan->count == 0) {
        scan->entry_line = scan->line;
    }
    scan->tokens[scan->count] = (struct zone_token){
        .text = scan->text + start,
        .len = scan->pos - start,
        .quoted = quoted,
    };
    scan->count++;
    return true;
}

/* Step over one character of a token, or two when the first is a backslash. */
static bool
take_character(struct zone_scan *scan)
{
    unsigned char octet = (unsigned char)scan->text[scan->pos];

    if (octet == '\\') {
        scan->pos++;
        if (scan->pos == scan->len || line_end(scan) > 0) {
            return scan_fail(scan, scan->line, "backslash at the end of line");
        }
        octet = (unsigned char)scan->text[scan->pos];
    }
    if ((octet < 0x20 && octet != '\t') || octet == 0x7f) {
        return scan_fail(scan, scan->line,
                         "control character; write it as \\DDD in a string");
    }
    scan->pos++;
    return true;
}

static bool
scan_quoted(struct zone_scan *scan)
{
    size_t start = ++scan->pos;

    while (scan->pos < scan->len && line_end(scan) == 0) {
        if (scan->text[scan->pos] == '"') {
            if (!add_token(scan, start, true)) {
                return false;
            }
            scan->pos++;
            return true;
        }
        if (!take_character(scan)) {
            return false;
        }
    }
    return scan_fail(scan, scan->line, "quoted string without an end");
}

static bool
scan_word(struct zone_scan *scan)
{
    size_t start = scan->pos;

    while (scan->pos < scan->len && line_end(scan) == 0 &&
           strchr(" \t();", scan->text[scan->pos]) == NULL) {
        if (scan->text[scan->pos] == '"') {
            return scan_fail(scan, scan->line, "quote inside a word");
        }
        if (!take_character(scan)) {
            return false;
        }
    }
    if (scan->pos == start) { /* strchr() finds NUL in any string */
        return take_character(scan);
    }
    return add_token(scan, start, false);
}

/* The rest of a line after ";" is a comment, whatever it holds. */
static void
skip_comment(struct zone_scan *scan)
{
    while (scan->pos < scan->len && scan->text[scan->pos] != '\n') {
        scan->pos++;
    }
}

/* "v=spf1;mx" without quotes ends at the ";". */
static bool
is_behind_word(const struct zone_scan *scan)
{
    const struct zone_token *last;

    if (scan->count == 0) {
        return false;
    }
    last = &scan->tokens[scan->count - 1];
    return !last->quoted && last->text + last->len == scan->text + scan->pos;
}

enum zone_scan_result
zone_scan_next(struct zone_scan *scan)
{
    size_t line_start = scan->pos;
    unsigned long open_line = 0;
    size_t open = 0;

    scan->count = 0;
    scan->blank_start = false;
    scan->is_cut = false;
    while (scan->pos < scan->len) {
        char c = scan->text[scan->pos];
        size_t end = line_end(scan);

        if (end > 0) {
            scan->pos += end;
            scan->line++;
            if (open == 0 && scan->count > 0) {
                return ZONE_SCAN_ENTRY;
            }
            if (open == 0) {
                line_start = scan->pos;
                scan->blank_start = false;
            }
        } else if (c == ' ' || c == '\t') {
            if (scan->pos == line_start) {
                scan->blank_start = true;
            }
            scan->pos++;
        } else if (c == ';') {
            scan->is_cut = scan->is_cut || is_behind_word(scan);
            skip_comment(scan);
        } else if (c == '(') {
            open_line = scan->line;
            open++;
            scan->pos++;
        } else if (c == ')') {
            if (open == 0) {
                scan_fail(scan, scan->line, "')' without '('");
                return ZONE_SCAN_ERROR;
            }
            open--;
            scan->pos++;
        } else if (!(c == '"' ? scan_quoted(scan) : scan_word(scan))) {
            return ZONE_SCAN_ERROR;
        }
    }
    if (open > 0) {
        scan_fail(scan, open_line, "'(' without ')'");
        return ZONE_SCAN_ERROR;
    }
    return scan->count > 0 ? ZONE_SCAN_ENTRY : ZONE_SCAN_END;
}

void
zone_scan_clear(struct zone_scan *scan)
{
    free(scan->tokens);
    scan->tokens = NULL;
    scan->count = 0;
    scan->capacity = 0;
}

bool
zone_token_is(const struct zone_token *token, const char *word)
{
    return !token->quoted && token->len == strlen(word) &&
           strncasecmp(token->text, word, token->len) == 0;
}

static bool
is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/*
 * One octet of a token, and how many characters stand for it: itself, "\X" or
 * "\DDD" (RFC 1035 section 5.1).
 */
static size_t
read_octet(const struct zone_token *token, size_t at, int *out)
{
    const char *text = token->text + at;
    size_t left = token->len - at;

    if (text[0] != '\\' || left < 2) {
        *out = (unsigned char)text[0];
        return 1;
    }
    if (left >= 4 && is_digit(text[1]) && is_digit(text[2]) &&
        is_digit(text[3])) {
        *out = (text[1] - '0') * 100 + (text[2] - '0') * 10 + (text[3] - '0');
        return 4;
    }
    *out = (unsigned char)text[1];
    return 2;
}

size_t
zone_token_octets(const struct zone_token *token)
{
    size_t count = 0;
    size_t i = 0;
    int value;

    while (i < token->len) {
        i += read_octet(token, i, &value);
        count++;
    }
    return count;
}

bool
zone_token_copy(const struct zone_token *token, struct text *out)
{
    size_t i = 0;
    int value;

    while (i < token->len) {
        char octet;

        i += read_octet(token, i, &value);
        if (value > 255) {
            return false;
        }
        octet = (char)value;
        text_add(out, &octet, 1);
    }
    return true;
}
