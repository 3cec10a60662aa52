/* SPDX-License-Identifier: BSD-2-Clause */
#include "fuzz/macro_model.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <spfeval/status.h>

#include "base/ip.h"
#include "fuzz/claim.h"

enum {
    ROOM = MACRO_MODEL_MOST + 4 * PARTS_MOST_LEN,
    MOST_PARTS = PARTS_MOST_LEN + 1,
    MOST_NUMBER = 128 /* a larger one stands for all parts there are */
};

struct output {
    char *octets;
    size_t len;
};

/* One macro, read from behind its "%{". */
struct macro {
    char letter;
    size_t number; /* 0 when there is none */
    bool reverses;
    char delimiters[7]; /* each once: .-+,/_= */
    size_t delimiter_count;
};

static bool
is_upper(char letter)
{
    return letter >= 'A' && letter <= 'Z';
}

/* RFC 3986 section 2.3. */
static bool
is_unreserved(char octet)
{
    static const char others[] = "-._~";

    return is_upper(octet) || (octet >= 'a' && octet <= 'z') ||
           (octet >= '0' && octet <= '9') ||
           (octet != '\0' && strchr(others, octet) != NULL);
}

static void
put(struct output *out, char octet)
{
    CLAIM(out->len < ROOM);
    out->octets[out->len++] = octet;
}

static void
put_escaped(struct output *out, char octet)
{
    static const char digits[] = "0123456789ABCDEF";
    unsigned value = (unsigned char)octet;

    put(out, '%');
    put(out, digits[value / 16]);
    put(out, digits[value % 16]);
}

/* Returns what is behind the "}". */
static const char *
read_macro(const char *at, struct macro *out)
{
    memset(out, 0, sizeof(*out));
    out->letter = *at++;
    for (; *at >= '0' && *at <= '9'; at++) {
        out->number = out->number * 10 + (size_t)(*at - '0');
        if (out->number > MOST_NUMBER) {
            out->number = MOST_NUMBER + 1;
        }
    }
    if (*at == 'r' || *at == 'R') {
        out->reverses = true;
        at++;
    }
    for (; *at != '}'; at++) {
        if (memchr(out->delimiters, *at, out->delimiter_count) == NULL) {
            CLAIM(out->delimiter_count < sizeof(out->delimiters));
            out->delimiters[out->delimiter_count++] = *at;
        }
    }
    if (out->delimiter_count == 0) {
        out->delimiters[out->delimiter_count++] = '.';
    }
    return at + 1;
}

static size_t
split_value(const struct macro *macro, struct part value, struct part *parts)
{
    size_t count = 1;
    size_t i;

    parts[0] = (struct part){value.octets, 0};
    for (i = 0; i < value.len; i++) {
        if (memchr(macro->delimiters, value.octets[i],
                   macro->delimiter_count) != NULL) {
            parts[count++] = (struct part){value.octets + i + 1, 0};
        } else {
            parts[count - 1].len++;
        }
    }
    return count;
}

static void
reverse(struct part *parts, size_t count)
{
    size_t i;

    for (i = 0; i < count / 2; i++) {
        struct part other = parts[i];

        parts[i] = parts[count - 1 - i];
        parts[count - 1 - i] = other;
    }
}

static void
put_macro(const struct macro_model *model, const struct macro *macro,
          struct output *out)
{
    static struct part parts[MOST_PARTS];
    bool escapes = is_upper(macro->letter);
    size_t index = (size_t)(macro->letter - (escapes ? 'A' : 'a'));
    size_t count = split_value(macro, model->values[index], parts);
    size_t first = 0;
    size_t i;
    size_t k;

    if (macro->reverses) {
        reverse(parts, count);
    }
    if (macro->number > 0 && macro->number <= MOST_NUMBER &&
        macro->number < count) {
        first = count - macro->number;
    }
    for (i = first; i < count; i++) {
        if (i > first) {
            put(out, '.');
        }
        for (k = 0; k < parts[i].len; k++) {
            if (escapes && !is_unreserved(parts[i].octets[k])) {
                put_escaped(out, parts[i].octets[k]);
            } else {
                put(out, parts[i].octets[k]);
            }
        }
    }
}

/* What stands at a "%"; returns what is behind it. */
static const char *
put_expand(const struct macro_model *model, const char *at, struct output *out)
{
    struct macro macro;

    switch (at[1]) {
    case '%':
        put(out, '%');
        return at + 2;
    case '_':
        put(out, ' ');
        return at + 2;
    case '-':
        put_escaped(out, ' ');
        return at + 2;
    default:
        at = read_macro(at + 2, &macro);
        put_macro(model, &macro, out);
        return at;
    }
}

/* RFC 7208 section 7.3: 32 nibbles with dots between them. */
static void
print_nibbles(const uint8_t octets[16], char *out)
{
    static const char digits[] = "0123456789ABCDEF";
    size_t i;

    for (i = 0; i < 16; i++) {
        out[4 * i] = digits[octets[i] / 16];
        out[4 * i + 1] = '.';
        out[4 * i + 2] = digits[octets[i] % 16];
        out[4 * i + 3] = i < 15 ? '.' : '\0';
    }
}

void
macro_model_set_client(struct macro_model *model, const uint8_t *octets,
                       size_t octets_len, char text[2 * MACRO_MODEL_ADDRESS])
{
    bool is_ip4 = octets_len == 4;
    char *dotted = text + MACRO_MODEL_ADDRESS;
    struct part *of = model->values;
    struct spfe_buf buf;

    spfe_buf_init(&buf, text, MACRO_MODEL_ADDRESS);
    spfe_ip_print(octets, octets_len, &buf);
    CLAIM(spfe_buf_finish(&buf, NULL) == SPFEVAL_OK);
    if (is_ip4) {
        strcpy(dotted, text);
    } else {
        print_nibbles(octets, dotted);
    }
    of['c' - 'a'] = (struct part){text, strlen(text)};
    of['i' - 'a'] = (struct part){dotted, strlen(dotted)};
    of['v' - 'a'] =
        is_ip4 ? (struct part){"in-addr", 7} : (struct part){"ip6", 3};
}

char *
macro_model_expand(const struct macro_model *model, struct part text,
                   size_t *len)
{
    struct output out = {malloc(ROOM), 0};
    const char *at = text.octets;
    const char *end = at + text.len;

    CLAIM(out.octets != NULL);
    while (at < end && out.len <= MACRO_MODEL_MOST) {
        if (*at == '%') {
            at = put_expand(model, at, &out);
        } else {
            put(&out, *at++);
        }
    }
    *len = out.len;
    return out.octets;
}
