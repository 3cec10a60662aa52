/* SPDX-License-Identifier: BSD-2-Clause */
#include "zone_json.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>

#include "exit_code.h"
#include "names.h"

/* DNS has a TTL for each record, the format has none. */
#define RECORD_TTL 0

/* Longer names are cut in messages. */
enum { NAME_SHOWN = 255 };

/* What is being built, and where in it, for messages. */
struct place {
    spfeval_zone *zone;
    struct text *error;
    const char *member; /* "zone" or "timeouts" */
    const char *name;   /* as long as name_len, NUL inside allowed */
    size_t name_len;
};

static int
fail(struct place *place, const char *what)
{
    text_add_format(place->error, "%s, name \"", place->member);
    text_add(place->error, place->name,
             place->name_len < NAME_SHOWN ? place->name_len : NAME_SHOWN);
    text_add_format(place->error, "\": %s", what);
    return EXIT_CODE_DATA;
}

static int
from_status(struct place *place, int status)
{
    switch (status) {
    case SPFEVAL_OK:
        return 0;
    case SPFEVAL_ERR_NOMEM:
        return EXIT_CODE_INTERNAL;
    default:
        return fail(place, "name or value too long");
    }
}

/* inet_pton() would stop at a NUL inside. */
static bool
read_address(int family, const json_t *value, uint8_t *out)
{
    const char *text = json_string_value(value);

    return text != NULL && strlen(text) == json_string_length(value) &&
           inet_pton(family, text, out) == 1;
}

static int
add_address(struct place *place, int type, const json_t *value)
{
    int is_ip4 = type == SPFEVAL_RRTYPE_A;
    uint8_t address[16];

    if (!read_address(is_ip4 ? AF_INET : AF_INET6, value, address)) {
        return fail(place, is_ip4 ? "the value of A is no IPv4 address"
                                  : "the value of AAAA is no IPv6 address");
    }
    return from_status(place, spfeval_zone_add_address(
                                  place->zone, place->name, place->name_len,
                                  RECORD_TTL, address, is_ip4 ? 4 : 16));
}

static int
add_text(struct place *place, const json_t *value)
{
    struct text joined = {0};
    size_t count = json_is_array(value) ? json_array_size(value) : 1;
    int code = 0;
    size_t i;

    for (i = 0; i < count; i++) {
        const json_t *part =
            json_is_array(value) ? json_array_get(value, i) : value;

        if (!json_is_string(part)) {
            code = fail(place, "the value of TXT is no string or list of "
                               "strings");
            goto done;
        }
        text_add(&joined, json_string_value(part), json_string_length(part));
    }
    if (joined.failed) {
        code = EXIT_CODE_INTERNAL;
        goto done;
    }
    code = from_status(place, spfeval_zone_add_text(
                                  place->zone, place->name, place->name_len,
                                  RECORD_TTL, text_get(&joined), joined.len));
done:
    text_clear(&joined);
    return code;
}

static int
add_mx(struct place *place, const json_t *value)
{
    const json_t *preference = json_array_get(value, 0);
    const json_t *exchange = json_array_get(value, 1);
    json_int_t number = json_integer_value(preference);

    if (json_array_size(value) != 2 || !json_is_integer(preference) ||
        number < 0 || number > 65535 || !json_is_string(exchange)) {
        return fail(place, "the value of MX is not [preference, exchange]");
    }
    return from_status(
        place, spfeval_zone_add_mx(place->zone, place->name, place->name_len,
                                   RECORD_TTL, (uint16_t)number,
                                   json_string_value(exchange),
                                   json_string_length(exchange)));
}

static int
add_target(struct place *place, int type, const json_t *value)
{
    int status;

    if (!json_is_string(value)) {
        return fail(place, type == SPFEVAL_RRTYPE_PTR
                               ? "the value of PTR is no string"
                               : "the value of CNAME is no string");
    }
    if (type == SPFEVAL_RRTYPE_PTR) {
        status = spfeval_zone_add_ptr(
            place->zone, place->name, place->name_len, RECORD_TTL,
            json_string_value(value), json_string_length(value));
    } else {
        status = spfeval_zone_add_cname(
            place->zone, place->name, place->name_len, RECORD_TTL,
            json_string_value(value), json_string_length(value));
    }
    return from_status(place, status);
}

/* [type, value]; a type that SPF does not ask for is left out. */
static int
add_record(struct place *place, const json_t *record)
{
    const json_t *type_name = json_array_get(record, 0);
    const json_t *value = json_array_get(record, 1);
    int type;

    if (json_array_size(record) != 2 || !json_is_string(type_name)) {
        return fail(place, "a record is not [type, value]");
    }
    type = names_find_rrtype(json_string_value(type_name),
                             json_string_length(type_name));
    switch (type) {
    case SPFEVAL_RRTYPE_A:
    case SPFEVAL_RRTYPE_AAAA:
        return add_address(place, type, value);
    case SPFEVAL_RRTYPE_TXT:
        return add_text(place, value);
    case SPFEVAL_RRTYPE_MX:
        return add_mx(place, value);
    case SPFEVAL_RRTYPE_PTR:
    case SPFEVAL_RRTYPE_CNAME:
        return add_target(place, type, value);
    default:
        return 0;
    }
}

static int
add_timeout(struct place *place, const json_t *type_name)
{
    int type = 0;

    if (!json_is_string(type_name)) {
        return fail(place, "a type is no string");
    }
    if (strcmp(json_string_value(type_name), "*") != 0) {
        type = names_find_rrtype(json_string_value(type_name),
                                 json_string_length(type_name));
        if (type == 0) {
            return 0; /* never asked for */
        }
    }
    return from_status(place,
                       spfeval_zone_add_timeout(place->zone, place->name,
                                                place->name_len, type));
}

/* Call add for each entry of each name's list. */
static int
add_lists(struct place *place, const json_t *lists,
          int (*add)(struct place *, const json_t *))
{
    /* jansson's iterators want a pointer that may write. */
    union {
        const json_t *in;
        json_t *out;
    } object = {.in = lists};
    void *iterator;

    for (iterator = json_object_iter(object.out); iterator != NULL;
         iterator = json_object_iter_next(object.out, iterator)) {
        const json_t *list = json_object_iter_value(iterator);
        size_t count = json_array_size(list);
        size_t i;
        int code;

        place->name = json_object_iter_key(iterator);
        place->name_len = strlen(place->name);
        if (!json_is_array(list)) {
            return fail(place, "not a list");
        }
        code =
            from_status(place, spfeval_zone_add_name(place->zone, place->name,
                                                     place->name_len));
        for (i = 0; code == 0 && i < count; i++) {
            code = add(place, json_array_get(list, i));
        }
        if (code != 0) {
            return code;
        }
    }
    return 0;
}

int
zone_json_build(const json_t *names, const json_t *timeouts,
                spfeval_zone **out, struct text *error)
{
    struct place place = {.error = error, .member = "zone"};
    int code;

    if (spfeval_zone_new(NULL, &place.zone) != SPFEVAL_OK) {
        return EXIT_CODE_INTERNAL;
    }
    code = add_lists(&place, names, add_record);
    if (code == 0) {
        place.member = "timeouts";
        code = add_lists(&place, timeouts, add_timeout);
    }
    if (code != 0) {
        spfeval_zone_free(place.zone);
        return code;
    }
    *out = place.zone;
    return 0;
}
