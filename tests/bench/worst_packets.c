/* SPDX-License-Identifier: BSD-2-Clause */
/* DNS messages up to the largest: 65535 octets. */
#include "bench/worst.h"

#include <stdio.h>
#include <string.h>

#include <spfeval/resolver_ldns.h>

enum {
    FIRST = 12 + 8 + 4, /* after header and question "d.test" */
    LABELS = 126,       /* of one octet each, in the longest name */
    POINTERS = 32,      /* the most that a name may take */
    TYPE_A = 1,
    TYPE_CNAME = 5,
    TYPE_SOA = 6,
    TYPE_PTR = 12,
    TYPE_MX = 15,
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

/* Header and question; what is asked stays in a text that is free here. */
static void
begin_name(struct worst *worst, const char *name, unsigned type,
           unsigned answers, unsigned authority)
{
    const char *dot = name;

    (void)snprintf(worst->mailfrom, sizeof(worst->mailfrom), "%s", name);
    worst->text_len = 0;
    put_u16(worst, 1);      /* ID */
    put_u16(worst, 0x8180); /* a response, recursion */
    put_u16(worst, 1);
    put_u16(worst, answers);
    put_u16(worst, authority);
    put_u16(worst, 0);
    for (; dot != NULL; name = dot + 1) {
        size_t len = strlen(name);
        uint8_t octet;

        dot = strchr(name, '.');
        len = dot == NULL ? len : (size_t)(dot - name);
        octet = (uint8_t)len;
        put(worst, &octet, 1);
        put(worst, name, len);
    }
    put(worst, "", 1);
    put_u16(worst, type);
    put_u16(worst, 1);
}

static void
begin(struct worst *worst, unsigned type, unsigned count)
{
    begin_name(worst, "d.test", type, count, 0);
}

/* As many labels as a name can have. */
static void
begin_longest(struct worst *worst, unsigned type, unsigned answers,
              unsigned authority)
{
    char name[2 * LABELS];
    unsigned i;

    for (i = 0; i < LABELS; i++) {
        name[2 * i] = 'a';
        name[2 * i + 1] = i + 1 < LABELS ? '.' : '\0';
    }
    begin_name(worst, name, type, answers, authority);
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

/*
 * The longest name, in upper case, which takes all pointers when its owner is
 * one, too. Returns where it begins.
 */
static size_t
put_scattered(struct worst *worst, char last)
{
    const unsigned first = LABELS - POINTERS; /* that has a pointer behind */
    size_t at = 0;
    unsigned i;

    put_u16(worst, 0xc000 | 12);
    put_u16(worst, TYPE_TXT);
    put_u16(worst, 2); /* a class whose data is not looked at */
    put_u16(worst, 0);
    put_u16(worst, 3600);
    put_u16(worst, 2 * LABELS + 1 + 2 * (POINTERS - 1));
    for (i = 0; i <= first; i++) {
        at = i == 0 ? worst->text_len : at;
        put(worst, "\1A", 2);
    }
    worst->text[worst->text_len - 1] = last;
    put(worst, "", 1);
    for (; i < LABELS; i++) {
        size_t begin = worst->text_len;

        put(worst, "\1A", 2);
        put_u16(worst, 0xc000 | at);
        at = begin;
    }
    return at;
}

/* A chain of pointers to a place; returns where it begins. */
static size_t
put_pointers(struct worst *worst, size_t to)
{
    unsigned i;

    put_head(worst, 12, TYPE_TXT + 256, 2 * (POINTERS - 1));
    for (i = 1; i < POINTERS; i++) {
        put_u16(worst, 0xc000 | to);
        to = worst->text_len - 2;
    }
    return to;
}

/* The records of 16 aliases, each of which could be of any of them. */
static void
owners(struct worst *worst, unsigned size)
{
    size_t owner = 12;
    uint8_t target[4] = {1, 'a', 0xc0, 14};
    unsigned i;

    begin(worst, TYPE_A, 16 + 1 + size);
    for (i = 0; i < 16; i++) {
        put_head(worst, owner, TYPE_CNAME, sizeof(target));
        owner = worst->text_len;
        put(worst, target, sizeof(target));
        target[1]++;
    }
    owner = put_pointers(worst, 14);
    for (i = 0; i < size; i++) {
        put_head(worst, owner, TYPE_A, 4);
        put(worst, "\300\0\2\1", 4);
    }
}

/* Owner and target are the longest name, by as many pointers. */
static void
exchanges(struct worst *worst, unsigned size)
{
    size_t name;
    unsigned i;

    begin_longest(worst, TYPE_MX, size + 1, 0);
    name = put_scattered(worst, 'A');
    for (i = 0; i < size; i++) {
        put_head(worst, name, TYPE_MX, 4);
        put_u16(worst, 10);
        put_u16(worst, 0xc000 | name);
    }
}

/* Zones that could hold the name. */
static void
zones(struct worst *worst, unsigned size)
{
    size_t name;
    unsigned i;

    begin_longest(worst, TYPE_MX, 1, size);
    name = put_scattered(worst, 'B');
    for (i = 0; i < size; i++) {
        put_head(worst, name, TYPE_SOA, 24);
        put_u16(worst, 0xc000 | name);
        put_u16(worst, 0xc000 | name);
        put(worst, "\0\0\0\1\0\0\0\1\0\0\0\1\0\0\0\1\0\0\0\1", 20);
    }
}

/* 16 aliases, and others, each as long a name and almost the same. */
static void
unused_aliases(struct worst *worst, unsigned size)
{
    size_t names[17];
    unsigned i;

    begin_longest(worst, TYPE_A, 17 + 16 + size, 0);
    for (i = 0; i < 17; i++) {
        names[i] = put_scattered(worst, (char)('A' + i));
    }
    for (i = 0; i < size; i++) {
        put_head(worst, names[16], TYPE_CNAME, 2);
        put_u16(worst, 0xc000 | 12);
    }
    for (i = 0; i < 16; i++) {
        put_head(worst, names[i], TYPE_CNAME, 2);
        put_u16(worst, 0xc000 | names[i + 1]);
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
                                 type, worst->mailfrom,
                                 strlen(worst->mailfrom), worst->answer);
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

static void
run_exchange(struct worst *worst)
{
    run(worst, SPFEVAL_RRTYPE_MX);
}

const struct worst_case worst_packets[] = {
    {"packet_addresses", 500, addresses, run_address, false},
    {"packet_strings", 4000, strings, run_text, false},
    {"packet_texts", 500, texts, run_text, false},
    {"packet_pointers", 500, pointers, run_pointer, false},
    {"packet_names", 100, long_names, run_pointer, false},
    {"packet_aliases", 300, aliases, run_address, false},
    {"packet_owners", 500, owners, run_address, false},
    {"packet_exchanges", 500, exchanges, run_exchange, false},
    {"packet_zones", 220, zones, run_exchange, false},
    {"packet_unused_aliases", 2, unused_aliases, run_address, false},
    {NULL, 0, NULL, NULL, false},
};
