/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The TXT records of a zone file as they were written: on which line, and cut
 * into which strings. A zone in memory keeps only their joined text.
 */
#ifndef SPFEVAL_TOOL_ZONE_TEXTS_H
#define SPFEVAL_TOOL_ZONE_TEXTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text.h"

/* One record. */
struct zone_text {
    char *owner;        /* complete, as written first, without final dot */
    unsigned long line; /* where the record begins */
    struct text joined; /* any octets, at most 65535 */
    uint32_t *ends;     /* where in it each string ends */
    size_t count;       /* strings */
};

/* All of them, in the order of the file. Begin with {0}. */
struct zone_texts {
    struct zone_text *items;
    size_t count;
    size_t capacity;
};

/*
 * Begin a record without strings. Returns NULL when out of memory; else it is
 * valid until the next one.
 */
struct zone_text *zone_texts_add(struct zone_texts *texts, const char *owner,
                                 unsigned long line);

/* Add a string; it may be longer than the DNS allows. */
bool zone_text_add_string(struct zone_text *text, const char *octets,
                          size_t len);

/* Free what a list holds. */
void zone_texts_clear(struct zone_texts *texts);

#endif
