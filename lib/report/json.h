/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A JSON text (RFC 8259), written value by value. ASCII: other characters
 * stand as \u escapes. Octets that are not UTF-8 become the characters \xNN.
 */
#ifndef SPFE_REPORT_JSON_H
#define SPFE_REPORT_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

struct spfe_json {
    struct spfe_buf *out;
    bool indent;    /* each member and element on a line of its own */
    bool has_items; /* of the innermost object or array */
    bool is_named;  /* a name was written: its value comes next */
    unsigned depth;
};

void spfe_json_init(struct spfe_json *json, struct spfe_buf *out, bool indent);

void spfe_json_begin_object(struct spfe_json *json);
void spfe_json_end_object(struct spfe_json *json);
void spfe_json_begin_array(struct spfe_json *json);
void spfe_json_end_array(struct spfe_json *json);

/* The name of the next member: a constant of letters and "_". */
void spfe_json_name(struct spfe_json *json, const char *name);

void spfe_json_null(struct spfe_json *json);
void spfe_json_bool(struct spfe_json *json, bool value);
void spfe_json_number(struct spfe_json *json, uint32_t number);

/* Any octets; NULL is null. */
void spfe_json_text(struct spfe_json *json, const char *octets, size_t len);

/* The same in pieces; no character is split between two. */
void spfe_json_begin_string(struct spfe_json *json);
void spfe_json_add_octets(struct spfe_json *json, const char *octets,
                          size_t len);
void spfe_json_end_string(struct spfe_json *json);

/* A string that ends in NUL; NULL is null. */
void spfe_json_string(struct spfe_json *json, const char *string);

/* A member with its value. */
void spfe_json_put_null(struct spfe_json *json, const char *name);
void spfe_json_put_bool(struct spfe_json *json, const char *name, bool value);
void spfe_json_put_number(struct spfe_json *json, const char *name,
                          uint32_t number);
void spfe_json_put_text(struct spfe_json *json, const char *name,
                        const char *octets, size_t len);
void spfe_json_put_string(struct spfe_json *json, const char *name,
                          const char *string);

#endif
