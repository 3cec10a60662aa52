/* SPDX-License-Identifier: BSD-2-Clause */
#include "json_text.h"

#include <stdint.h>
#include <string.h>

#include "escape.h"

/* Octets of the valid UTF-8 sequence at text (RFC 3629), or 0. */
static size_t
utf8_length(const unsigned char *text, size_t len)
{
    uint32_t code;
    size_t need;
    size_t i;

    if (text[0] < 0x80) {
        return 1;
    }
    if (text[0] >= 0xc2 && text[0] <= 0xdf) {
        need = 2;
        code = text[0] & 0x1fu;
    } else if ((text[0] & 0xf0u) == 0xe0) {
        need = 3;
        code = text[0] & 0x0fu;
    } else if (text[0] >= 0xf0 && text[0] <= 0xf4) {
        need = 4;
        code = text[0] & 0x07u;
    } else {
        return 0;
    }
    if (len < need) {
        return 0;
    }
    for (i = 1; i < need; i++) {
        if ((text[i] & 0xc0u) != 0x80) {
            return 0;
        }
        code = code << 6 | (text[i] & 0x3fu);
    }
    /* Not the long form of a shorter one, a surrogate, or out of range. */
    if ((need == 3 && code < 0x800) || (need == 4 && code < 0x10000) ||
        (code >= 0xd800 && code <= 0xdfff) || code > 0x10ffff) {
        return 0;
    }
    return need;
}

json_t *
json_text_new(const char *octets, size_t len)
{
    struct text valid = {0};
    json_t *value = NULL;
    size_t i = 0;

    while (i < len) {
        size_t step = utf8_length((const unsigned char *)octets + i, len - i);

        if (step == 0) {
            escape_add_octet(&valid, (unsigned char)octets[i]);
            step = 1;
        } else {
            text_add(&valid, octets + i, step);
        }
        i += step;
    }
    if (!valid.failed) {
        value = json_stringn(text_get(&valid), valid.len);
    }
    text_clear(&valid);
    return value;
}

size_t
json_text_count(const char *octets, size_t len, size_t end)
{
    size_t count = 0;
    size_t i = 0;

    while (i < end) {
        size_t step = utf8_length((const unsigned char *)octets + i, len - i);

        if (step > end - i) { /* the end is inside a character */
            break;
        }
        count += step == 0 ? strlen("\\xNN") : 1;
        i += step == 0 ? 1 : step;
    }
    return count;
}

void
builder_begin(struct json_builder *object)
{
    object->json = json_object();
    object->failed = object->json == NULL;
}

void
builder_put(struct json_builder *object, const char *name, json_t *value)
{
    /* It frees the value itself, and refuses NULL for either. */
    if (json_object_set_new(object->json, name, value) != 0) {
        object->failed = true;
    }
}

void
builder_put_text(struct json_builder *object, const char *name,
                 const char *octets, size_t len)
{
    builder_put(object, name,
                octets != NULL ? json_text_new(octets, len) : json_null());
}

void
builder_put_string(struct json_builder *object, const char *name,
                   const char *string)
{
    builder_put(object, name,
                string != NULL ? json_string(string) : json_null());
}

void
builder_put_number(struct json_builder *object, const char *name,
                   json_int_t number)
{
    builder_put(object, name, json_integer(number));
}

json_t *
builder_end(struct json_builder *object)
{
    json_t *json = object->json;

    object->json = NULL;
    if (object->failed) {
        json_decref(json);
        return NULL;
    }
    return json;
}

/* DEL is the one control character that jansson writes as it is. */
static int
add_part(const char *part, size_t len, void *user_data)
{
    struct text *out = user_data;

    while (len > 0) {
        const char *found = memchr(part, 0x7f, len);
        size_t plain = found != NULL ? (size_t)(found - part) : len;

        text_add(out, part, plain);
        part += plain;
        len -= plain;
        if (len > 0) {
            text_add_string(out, "\\u007F");
            part++;
            len--;
        }
    }
    return out->failed ? -1 : 0;
}

json_t *
json_object_of(const char *name, json_t *value)
{
    struct json_builder object;

    builder_begin(&object);
    builder_put(&object, name, value);
    return builder_end(&object);
}

json_t *
json_list_of(json_t *item)
{
    json_t *list = json_array();

    if (json_array_append_new(list, item) != 0) {
        json_decref(list);
        return NULL;
    }
    return list;
}

void
json_text_add(struct text *out, const json_t *value, size_t flags)
{
    if (json_dump_callback(value, add_part, out, flags | JSON_ENSURE_ASCII) !=
        0) {
        out->failed = true;
    }
    text_add_string(out, "\n");
}
