/* SPDX-License-Identifier: BSD-2-Clause */
#include "ldns/resolv_conf.h"

#include <string.h>

#include "base/cursor.h"

enum { MOST_TIMEOUT = 30, MOST_ATTEMPTS = 5 }; /* as the C library caps them */

struct word {
    const char *text;
    size_t len;
};

static bool
is_blank(int octet)
{
    return octet == ' ' || octet == '\t' || octet == '\r' || octet == '\f' ||
           octet == '\v';
}

/* A comment may stand behind the values too. */
static bool
ends_line(int octet)
{
    return octet == SPFE_END || octet == '\n' || octet == '#' || octet == ';';
}

/* The next word of the line; false at its end. */
static bool
next_word(struct spfe_cursor *in, struct word *out)
{
    const uint8_t *start;

    while (is_blank(spfe_cursor_peek(in))) {
        spfe_cursor_skip(in);
    }
    start = in->at;
    while (!ends_line(spfe_cursor_peek(in)) &&
           !is_blank(spfe_cursor_peek(in))) {
        spfe_cursor_skip(in);
    }
    out->text = (const char *)start;
    out->len = (size_t)(in->at - start);
    return out->len > 0;
}

static void
skip_line(struct spfe_cursor *in)
{
    while (spfe_cursor_peek(in) != SPFE_END && !spfe_cursor_take(in, '\n')) {
        spfe_cursor_skip(in);
    }
}

static bool
word_is(const struct word *word, const char *text)
{
    return word->len == strlen(text) &&
           memcmp(word->text, text, word->len) == 0;
}

/* "name:number"; numbers outside 1 to max are brought to the nearest end. */
static bool
word_number(const struct word *word, const char *name, uint32_t max,
            uint32_t *out)
{
    size_t name_len = strlen(name);
    uint32_t number = 0;
    size_t i;

    if (word->len <= name_len || memcmp(word->text, name, name_len) != 0) {
        return false;
    }
    for (i = name_len; i < word->len; i++) {
        if (word->text[i] < '0' || word->text[i] > '9') {
            return false;
        }
        number = number * 10 + (uint32_t)(word->text[i] - '0');
        number = number > max ? max : number;
    }
    *out = number == 0 ? 1 : number;
    return true;
}

static void
take_option(const struct word *word, struct spfe_resolv_conf *conf)
{
    if (word_number(word, "timeout:", MOST_TIMEOUT, &conf->timeout)) {
        conf->has_timeout = true;
    } else if (word_number(word, "attempts:", MOST_ATTEMPTS,
                           &conf->attempts)) {
        conf->has_attempts = true;
    } else if (word_is(word, "rotate")) {
        conf->rotate = true;
    } else if (word_is(word, "use-vc")) {
        conf->use_vc = true;
    } else if (word_is(word, "edns0")) {
        conf->edns0 = true;
    } else if (word_is(word, "trust-ad")) {
        conf->trust_ad = true;
    }
}

static void
take_server(const struct word *word, struct spfe_resolv_conf *conf)
{
    struct spfe_server server;

    if (conf->server_count < SPFE_RESOLV_CONF_SERVERS &&
        spfe_server_parse(word->text, word->len, &server)) {
        conf->servers[conf->server_count++] = server;
    }
}

static void
take_line(struct spfe_cursor *in, struct spfe_resolv_conf *conf)
{
    struct word keyword;
    struct word value;

    if (!next_word(in, &keyword)) {
        return;
    }
    if (word_is(&keyword, "nameserver") && next_word(in, &value)) {
        take_server(&value, conf);
    }
    if (word_is(&keyword, "options")) {
        while (next_word(in, &value)) {
            take_option(&value, conf);
        }
    }
}

void
spfe_resolv_conf_parse(const char *text, size_t len,
                       struct spfe_resolv_conf *out)
{
    struct spfe_cursor in = spfe_cursor_make(text, len);

    memset(out, 0, sizeof(*out));
    while (spfe_cursor_peek(&in) != SPFE_END) {
        take_line(&in, out);
        skip_line(&in);
    }
}
