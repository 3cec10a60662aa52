/* SPDX-License-Identifier: BSD-2-Clause */
#include "header/hostile.h"

#include <string.h>

/* xorshift64* */
unsigned
hostile_below(struct hostile *hostile, unsigned count)
{
    uint64_t x = hostile->state;

    x ^= x >> 12;
    x ^= x << 25;
    x ^= x >> 27;
    hostile->state = x;
    return (unsigned)((x * 0x2545f4914f6cdd1dull) >> 33) % count;
}

void
hostile_add_string(struct hostile_text *out, const char *string)
{
    size_t len = strlen(string);

    memcpy(out->octets + out->len, string, len);
    out->len += len;
}

static void
add_octet(struct hostile_text *out, unsigned octet)
{
    out->octets[out->len++] = (char)octet;
}

/* Pieces that mean something to one of the grammars, or look like it. */
static const char *const pieces[] = {
    "\r\n",
    "\r\n ",
    "\n",
    "\r",
    "\t",
    " ",
    "  ",
    "\"",
    "\\",
    "(",
    ")",
    ";",
    ",",
    "<",
    ">",
    "@",
    ":",
    "=",
    "[",
    "]",
    ".",
    "..",
    "...",
    "\\\"",
    "\\\\",
    "\";",
    "))",
    "((",
    "?",
    "=?utf-8?q?x?=",
    "%{s}",
    "\x7f",
    "\x1b",
    "\x01",
    "\x80",
    "\xff",
    "\xc3",
    "\xe2",
    "\xf0",
    "\xc0\x8a",
    "\xc2\x85",
    "\xc2\x9b",
    "\xc3\xa9",
    "\xe2\x82\xac",
    "\xf0\x9f\x98\x80",
    "\xe2\x80\xa8",
    "\xe2\x80\xae",
    "\xed\xa0\x80",
    "\xf4\x90\x80\x80",
    "\r\nX-Evil: 1",
    "\r\n\r\nbody",
    "pass",
    "a",
    "xn--caf-dma",
    "-",
    "_",
    "/",
    "|",
};

static void
add_piece(struct hostile *hostile, struct hostile_text *out)
{
    unsigned count = (unsigned)(sizeof(pieces) / sizeof(pieces[0]));

    hostile_add_string(out, pieces[hostile_below(hostile, count)]);
}

static size_t
pick_len(struct hostile *hostile)
{
    switch (hostile_below(hostile, 64)) {
    case 0:
        return hostile_below(hostile, 16) == 0 ? HOSTILE_MOST : 700;
    case 1:
    case 2:
    case 3:
        return hostile_below(hostile, 1000);
    case 4:
    case 5:
    case 6:
    case 7:
        return 100 + hostile_below(hostile, 60);
    default:
        return hostile_below(hostile, 24);
    }
}

void
hostile_add(struct hostile *hostile, struct hostile_text *out)
{
    unsigned kind = hostile_below(hostile, 8);
    size_t end = out->len + pick_len(hostile);
    const char *piece =
        pieces[hostile_below(hostile, sizeof(pieces) / sizeof(pieces[0]))];

    if (end > HOSTILE_MOST) {
        end = HOSTILE_MOST;
    }
    while (out->len < end) {
        switch (kind) {
        case 0: /* any octets */
            add_octet(out, hostile_below(hostile, 256));
            break;
        case 1: /* one thing over and over */
            hostile_add_string(out, piece);
            break;
        case 2: /* words */
        case 3:
            add_octet(out, 'a' + hostile_below(hostile, 26));
            break;
        case 4: /* words with something in between */
            if (hostile_below(hostile, 8) == 0) {
                add_piece(hostile, out);
            } else {
                add_octet(out, 'a' + hostile_below(hostile, 26));
            }
            break;
        default:
            add_piece(hostile, out);
            break;
        }
    }
    if (hostile_below(hostile, 16) == 0) {
        add_octet(out, 0);
    }
}
