/* SPDX-License-Identifier: BSD-2-Clause */
/* DNS messages up to the largest: 65535 octets. */
#include "bench/worst.h"

#include <string.h>

#include <spfeval/resolver_ldns.h>

enum {
    FIRST = 12 + 8 + 4, /* after header and question "d.test" */
    TYPE_A = 1,
    TYPE_CNAME = 5,
    TYPE_PTR = 12,
    TYPE_TXT = 16
};

static void
put(struct worst *worst, const void *octets, size_t len)
{
    if (len > WORST_TEXT - worst->text_len) {
        worst->failed++;
        return;
    }
    memcpy(worst->text + worst->text_len, octets, len);
    worst->text_len += len;
}

static void
put_u16(struct worst *worst, size_t value)
{
    const uint8_t octets[2] = {(uint8_t)(value >> 8), (uint8_t)value};

    put(worst, octets, 2);
}

static void
begin(struct worst *worst, unsigned type, unsigned count)
{
    worst->text_len = 0;
    put_u16(worst, 1);      /* ID */
    put_u16(worst, 0x8180); /* a response, recursion */
    put_u16(worst, 1);
    put_u16(worst, count);
    put_u16(worst, 0);
    put_u16(worst, 0);
    put(worst, "\1d\4test", 8);
    put_u16(worst, type);
    put_u16(worst, 1);
}

/* Owner: where a name stands. */
static void
put_head(struct worst *worst, size_t owner, unsigned type, size_t len)
{
    put_u16(worst, 0xc000 | owner);
    put_u16(worst, type);
    put_u16(worst, 1);
    put_u16(worst, 0);
    put_u16(worst, 3600);
    put_u16(worst, len);
}

static void
addresses(struct worst *worst, unsigned size)
{
    unsigned i;

    begin(worst, TYPE_A, size);
    for (i = 0; i < size; i++) {
        put_head(worst, 12, TYPE_A, 4);
        put(worst, "\300\0\2\1", 4);
    }
}

static void
strings(struct worst *worst, unsigned size)
{
    unsigned i;

    begin(worst, TYPE_TXT, 1);
    put_head(worst, 12, TYPE_TXT, 2 * size);
    for (i = 0; i < size; i++) {
        put(worst, "\1a", 2);
    }
}

static void
texts(struct worst *worst, unsigned size)
{
    unsigned i;

    begin(worst, TYPE_TXT, size);
    for (i = 0; i < size; i++) {
        put_head(worst, 12, TYPE_TXT, 2);
        put(worst, "\1a", 2);
    }
}

/* Each PTR's name is a pointer to the end of a chain of pointers. */
static void
pointers(struct worst *worst, unsigned size)
{
    size_t links = size < 8000 ? size : 8000; /* they reach 16383 octets */
    size_t at;
    unsigned i;

    begin(worst, TYPE_PTR, size + 1);
    put_head(worst, 12, TYPE_TXT, 2 * links);
    put_u16(worst, 0xc000 | 12);
    for (at = worst->text_len; links > 1; links--, at += 2) {
        put_u16(worst, 0xc000 | (at - 2));
    }
    for (i = 0; i < size; i++) {
        put_head(worst, 12, TYPE_PTR, 2);
        put_u16(worst, 0xc000 | (at - 2));
    }
}

/* The names of all records share the longest name. */
static void
long_names(struct worst *worst, unsigned size)
{
    unsigned i;

    begin(worst, TYPE_PTR, size + 1);
    put_head(worst, 12, TYPE_TXT, 253);
    for (i = 0; i < 126; i++) {
        put(worst, "\1a", 2);
    }
    put(worst, "", 1);
    for (i = 0; i < size; i++) {
        put_head(worst, 12, TYPE_PTR, 2);
        put_u16(worst, 0xc000 | (FIRST + 12));
    }
}

/* Six octets. */
static void
put_alias(struct worst *worst, unsigned number)
{
    const uint8_t name[6] = {1,
                             (uint8_t)('a' + number % 26),
                             2,
                             (uint8_t)('a' + number / 26 % 26),
                             (uint8_t)('a' + number / 676),
                             0};

    put(worst, name, sizeof(name));
}

/* A chain of aliases, the last one first. */
static void
aliases(struct worst *worst, unsigned size)
{
    static const uint8_t fields[10] = {0, TYPE_CNAME, 0,  1, 0,
                                       0, 14,         16, 0, 6};
    unsigned i;

    begin(worst, TYPE_A, size);
    for (i = size; i > 0; i--) {
        if (i == 1) {
            put_u16(worst, 0xc000 | 12);
        } else {
            put_alias(worst, i - 1);
        }
        put(worst, fields, sizeof(fields));
        put_alias(worst, i);
    }
}

static void
run(struct worst *worst, int type)
{
    int status;

    if (worst->text_len > 65535) {
        worst->failed++;
        return;
    }
    status = spfeval_packet_read((const uint8_t *)worst->text, worst->text_len,
                                 type, "d.test", 6, worst->answer);
    if (status == SPFEVAL_ERR_ARGUMENT) {
        worst->failed++;
    }
}

static void
run_address(struct worst *worst)
{
    run(worst, SPFEVAL_RRTYPE_A);
}

static void
run_text(struct worst *worst)
{
    run(worst, SPFEVAL_RRTYPE_TXT);
}

static void
run_pointer(struct worst *worst)
{
    run(worst, SPFEVAL_RRTYPE_PTR);
}

const struct worst_case worst_packets[] = {
    {"packet_addresses", 500, addresses, run_address, false},
    {"packet_strings", 4000, strings, run_text, false},
    {"packet_texts", 500, texts, run_text, false},
    {"packet_pointers", 500, pointers, run_pointer, false},
    {"packet_names", 100, long_names, run_pointer, false},
    {"packet_aliases", 300, aliases, run_address, false},
    {NULL, 0, NULL, NULL, false},
};
