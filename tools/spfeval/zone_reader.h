/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Takes the entries of a master file one by one and fills a zone in memory.
 */
#ifndef SPFEVAL_TOOL_ZONE_READER_H
#define SPFEVAL_TOOL_ZONE_READER_H

#include <spfeval/spfeval.h>

#include <stdbool.h>
#include <stdint.h>

#include "text.h"
#include "zone_names.h"
#include "zone_scan.h"
#include "zone_texts.h"

/* Octets of a name as text with its NUL. */
#define ZONE_NAME_SIZE 256

struct ldns_struct_rdf;

struct zone_reader {
    const char *path;
    spfeval_zone *zone;             /* owned; where the records go */
    struct ldns_struct_rdf *origin; /* NULL when there is none yet */
    struct ldns_struct_rdf *owner;  /* of the last record, or NULL */
    char owner_text[ZONE_NAME_SIZE];
    uint32_t default_ttl; /* for records without one */
    bool has_ttl_directive;
    struct zone_scan scan;
    struct zone_names names;
    struct zone_texts *texts; /* NULL when nobody wants them */
    struct text word;         /* scratch: a token as a string */
    struct text record;       /* scratch: a record for ldns */
};

/* Begin without origin and owner. */
void zone_reader_init(struct zone_reader *reader, const char *path);

/*
 * Set the origin before the first $ORIGIN: a complete name, with or without a
 * final dot. Returns 0, or an exit code after a message.
 */
int zone_reader_set_origin(struct zone_reader *reader, const char *origin);

/*
 * Take the entry that the scanner stands at. Returns 0, or an exit code after
 * a message.
 */
int zone_reader_take(struct zone_reader *reader);

/* Report an error at a line. Returns EXIT_CODE_DATA. */
int zone_reader_fail(const struct zone_reader *reader, unsigned long line,
                     const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Free what the reader holds. */
void zone_reader_clear(struct zone_reader *reader);

#endif
