/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Macro expansion: the same octets as a plain model of RFC 7208 section 7.3
 * gives, none of them outside the room, and as a domain name at most 253.
 *
 * Ten parts, with an octet 255 between them: the text, the values of s, l, o,
 * d, p, h and r, the client's address, and the time.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <spfeval/spfeval.h>

#include "base/arena.h"
#include "base/ip.h"
#include "fuzz/claim.h"
#include "fuzz/macro_model.h"
#include "fuzz/parts.h"
#include "record/macro_parse.h"
#include "record/parse.h"
#include "rule/macro_expand.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum {
    TEXT,
    SENDER,
    LOCAL,
    SENDER_DOMAIN,
    DOMAIN,
    CLIENT_NAME,
    HELO,
    RECEIVER,
    CLIENT,
    TIME,
    PARTS
};

enum { MOST_NAME = 253 };

static struct spfe_text
text_of(struct part part)
{
    struct spfe_text text = {part.octets, (uint32_t)part.len};

    return text;
}

static struct part
part_of(const char *text)
{
    struct part part = {text, strlen(text)};

    return part;
}

static void
fill_values(const struct part parts[PARTS], struct spfe_macro_values *values)
{
    char number[24] = "";

    memset(values, 0, sizeof(*values));
    values->sender = text_of(parts[SENDER]);
    values->local = text_of(parts[LOCAL]);
    values->sender_domain = text_of(parts[SENDER_DOMAIN]);
    values->domain = text_of(parts[DOMAIN]);
    if (parts[CLIENT_NAME].len > 0) {
        values->client_name = text_of(parts[CLIENT_NAME]);
    }
    values->helo = text_of(parts[HELO]);
    values->receiver = text_of(parts[RECEIVER]);
    if (!spfe_ip_parse(&values->client, parts[CLIENT].octets,
                       parts[CLIENT].len)) {
        (void)spfe_ip_parse(&values->client, "192.0.2.1", 9);
    }
    memcpy(number, parts[TIME].octets,
           parts[TIME].len < 20 ? parts[TIME].len : 20);
    values->time = strtoll(number, NULL, 10);
}

static void
fill_model(const struct part parts[PARTS],
           const struct spfe_macro_values *values, struct macro_model *model)
{
    static char address[2 * MACRO_MODEL_ADDRESS];
    static char seconds[32];
    struct part *of = model->values;

    memset(model, 0, sizeof(*model));
    (void)snprintf(seconds, sizeof(seconds), "%lld", (long long)values->time);
    of['s' - 'a'] = parts[SENDER];
    of['l' - 'a'] = parts[LOCAL];
    of['o' - 'a'] = parts[SENDER_DOMAIN];
    of['d' - 'a'] = parts[DOMAIN];
    of['p' - 'a'] =
        parts[CLIENT_NAME].len > 0 ? parts[CLIENT_NAME] : part_of("unknown");
    of['h' - 'a'] = parts[HELO];
    of['r' - 'a'] =
        parts[RECEIVER].len > 0 ? parts[RECEIVER] : part_of("unknown");
    of['t' - 'a'] = part_of(seconds);
    macro_model_set_client(model, values->client.octets, values->client.len,
                           address);
}

/* --- what must hold ------------------------------------------------------ */

/* Into a room of this size: the first octets, and nothing behind them. */
static void
expand_into(struct spfe_text text, const struct spfe_macro_values *values,
            size_t room, const char *expected, size_t len)
{
    char *octets = malloc(room > 0 ? room : 1);
    struct spfe_buf buf;
    size_t written;

    CLAIM(octets != NULL);
    spfe_buf_init(&buf, octets, room);
    spfe_macro_expand(text, values, &buf);
    if (len <= MACRO_MODEL_MOST) {
        CLAIM(buf.length == len);
    } else { /* soon after its bound it stops: with the macro it was at */
        CLAIM(buf.length > SPFE_TEXT_MAX);
        CLAIM(buf.length <= SPFE_TEXT_MAX + 3 * (size_t)PARTS_MOST_LEN + 1);
    }
    written = buf.length < len ? buf.length : len;
    CLAIM(memcmp(octets, expected, written < room ? written : room) == 0);
    free(octets);
}

/* RFC 7208 section 7.3: whole labels go from the left. */
static void
compare_name(struct spfe_text name, const char *expected, size_t len)
{
    const char *whole = expected;

    if (len > MACRO_MODEL_MOST) {
        CLAIM(name.len == 0);
        return;
    }
    if (len > 0 && expected[len - 1] == '.') {
        len--;
    }
    while (len > MOST_NAME) {
        const char *dot = memchr(expected, '.', len);

        len = dot == NULL ? 0 : len - (size_t)(dot + 1 - expected);
        expected = dot == NULL ? whole : dot + 1;
    }
    CLAIM(name.len == len && memcmp(name.ptr, expected, len) == 0);
    CLAIM(name.ptr[name.len] == '\0');
}

/* Is it a domain-spec? Then as the target of a term. */
static void
expand_domain(struct part text, const struct spfe_macro_values *values,
              const char *expected, size_t len)
{
    static const char start[] = "v=spf1 exists:";
    char octets[sizeof(start) + PARTS_MOST_LEN];
    struct spfe_text record_text = {octets,
                                    (uint32_t)(sizeof(start) - 1 + text.len)};
    struct spfe_syntax_error error;
    struct spfeval_record *record = NULL;
    struct spfe_arena arena;
    struct spfe_mem mem;
    struct spfe_text name = {NULL, 0};

    CLAIM(spfe_mem_init(&mem, NULL) == SPFEVAL_OK);
    memcpy(octets, start, sizeof(start) - 1);
    memcpy(octets + sizeof(start) - 1, text.octets, text.len);
    spfe_arena_init(&arena, &mem, 1 << 20, NULL, 0);
    if (spfe_record_parse(&arena, record_text, &record, &error) ==
            SPFEVAL_OK &&
        record->term_count == 1 && record->terms[0].argument.len == text.len) {
        const struct spfe_argument *argument = &record->terms[0].argument;

        CLAIM(spfe_macro_expand_domain(
                  spfe_record_slice(record, argument->offset, argument->len),
                  argument->expands, values, &arena, &name) == SPFEVAL_OK);
        CLAIM(name.len <= MOST_NAME);
        compare_name(name, expected, len);
    }
    spfe_arena_clear(&arena);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct macro_model model;
    struct spfe_macro_values values;
    struct part parts[PARTS];
    struct spfe_text text;
    uint16_t macros = 0;
    size_t len = 0;
    char *expected;

    split_parts(data, size, parts, PARTS);
    text = text_of(parts[TEXT]);
    if (spfe_macro_scan_explanation(text, &macros) != SPFEVAL_SYNTAX_NONE) {
        return 0;
    }
    fill_values(parts, &values);
    fill_model(parts, &values, &model);
    expected = macro_model_expand(&model, parts[TEXT], &len);
    expand_into(text, &values, 0, expected, len);
    expand_into(text, &values, len / 2, expected, len);
    expand_into(text, &values, len, expected, len);
    expand_into(text, &values, len + 1, expected, len);
    expand_domain(parts[TEXT], &values, expected, len);
    free(expected);
    return 0;
}
