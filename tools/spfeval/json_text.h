/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * JSON strings from any octets, and JSON as text.
 */
#ifndef SPFEVAL_TOOL_JSON_TEXT_H
#define SPFEVAL_TOOL_JSON_TEXT_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "text.h"

/*
 * Make a string. Valid UTF-8 stays what it is, NUL included; each octet that
 * is not part of valid UTF-8 becomes the four characters \xNN. Returns NULL
 * when out of memory.
 */
json_t *json_text_new(const char *octets, size_t len);

/*
 * How many characters (code points) the octets before "end" became in such a
 * string.
 */
size_t json_text_count(const char *octets, size_t len, size_t end);

/* An object under construction; the first failure sticks. */
struct json_builder {
    json_t *json; /* owned */
    bool failed;  /* out of memory: something is missing */
};

/* Start an empty object. */
void builder_begin(struct json_builder *object);

/* Add a member; takes the value, which may be NULL after a failure. */
void builder_put(struct json_builder *object, const char *name, json_t *value);

/* Add a string member, or null when octets is NULL. */
void builder_put_text(struct json_builder *object, const char *name,
                      const char *octets, size_t len);

/* The same for a NUL-terminated string. */
void builder_put_string(struct json_builder *object, const char *name,
                        const char *string);

/* Add a number. */
void builder_put_number(struct json_builder *object, const char *name,
                        json_int_t number);

/*
 * Hand the object over to the caller; NULL when something failed, with all of
 * it freed.
 */
json_t *builder_end(struct json_builder *object);

/* An object of one member, or a list of one item; they take the value. */
json_t *json_object_of(const char *name, json_t *value);
json_t *json_list_of(json_t *item);

/*
 * Add a value and a newline, in ASCII without control characters. flags are
 * jansson's for the layout. The value may be NULL after a failure.
 */
void json_text_add(struct text *out, const json_t *value, size_t flags);

#endif
