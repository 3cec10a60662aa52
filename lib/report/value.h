/* SPDX-License-Identifier: BSD-2-Clause */
/* What stands for "%1" and so on in a sentence. */
#ifndef SPFE_REPORT_VALUE_H
#define SPFE_REPORT_VALUE_H

#include <stddef.h>
#include <stdint.h>

#include <spfeval/result.h>

#include "report/line.h"

enum {
    SPFE_VALUE_MOST = 256,  /* octets of a text; a domain name fits */
    SPFE_QUOTE_MOST = 2048, /* octets of a record */
    SPFE_PATH_MOST = 16     /* links of a path */
};

enum spfe_value_kind {
    SPFE_VALUE_NONE,    /* not given */
    SPFE_VALUE_TEXT,    /* octets of a stranger; a long text is cut */
    SPFE_VALUE_WHOLE,   /* the same, never cut */
    SPFE_VALUE_MEANT,   /* the same, with ":" for the first "=" */
    SPFE_VALUE_EXCERPT, /* the same, in the middle of more */
    SPFE_VALUE_NAME,    /* a constant text of our own */
    SPFE_VALUE_NUMBER,
    SPFE_VALUE_ADDRESS,
    SPFE_VALUE_SOURCE, /* an address as a term, "ip4:192.0.2.1" */
    SPFE_VALUE_PATH,   /* links of the path to the deciding term */
    SPFE_VALUE_POINTER /* blanks and "^" */
};

struct spfe_value {
    const void *data;
    size_t len;
    uint32_t number;
    uint8_t kind;
};

/* The values of one sentence. */
struct spfe_values {
    struct spfe_value at[5];
};

struct spfe_value spfe_value_text(const char *octets, size_t len);
struct spfe_value spfe_value_whole(const char *octets, size_t len);
struct spfe_value spfe_value_meant(struct spfe_value text);
struct spfe_value spfe_value_name(const char *name);
struct spfe_value spfe_value_number(uint32_t number);
struct spfe_value spfe_value_address(const void *octets, size_t len);
struct spfe_value spfe_value_source(const void *octets, size_t len);

/* A part of a text; whether something stands before and after it. */
struct spfe_value spfe_value_excerpt(const char *octets, size_t len,
                                     int is_cut_before, int is_cut_after);
struct spfe_value spfe_value_pointer(unsigned blanks, unsigned carets);

/* The owner of link first, and the terms of count links from there. */
struct spfe_value spfe_value_path(const spfeval_outcome *outcome,
                                  uint32_t first, uint32_t count);

void spfe_value_print(const struct spfe_value *value, struct spfe_line *line);

#endif
