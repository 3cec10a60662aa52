/* SPDX-License-Identifier: BSD-2-Clause */
/* What the DNS says in a case. */
#include "differential/spf_case.h"

#include <stdint.h>
#include <string.h>
#include <strings.h>

static size_t
length(const char *name)
{
    size_t len = strlen(name);

    return len > 0 && name[len - 1] == '.' ? len - 1 : len;
}

static bool
same_name(const char *one, const char *other)
{
    size_t len = length(one);

    return len == length(other) && strncasecmp(one, other, len) == 0;
}

static bool
is_below(const char *name, const char *ancestor)
{
    size_t len = length(name);
    size_t tail = length(ancestor);

    return len > tail + 1 && name[len - tail - 1] == '.' &&
           strncasecmp(name + len - tail, ancestor, tail) == 0;
}

/* No message holds other names; a resolver says of them what this does. */
static bool
can_be_asked(const char *name)
{
    size_t len = length(name);
    size_t label = 0;
    size_t i;

    for (i = 0; i < len; i++) {
        label = name[i] == '.' ? 0 : label + 1;
        if (label > 63 || (label == 0 && (i == 0 || name[i - 1] == '.'))) {
            return false;
        }
    }
    return label > 0 && len <= 253;
}

/* FNV-1a, which is short in each of the languages that need it. */
static bool
is_even(const char *name)
{
    uint32_t hash = UINT32_C(2166136261);
    size_t len = length(name);
    size_t i;

    for (i = 0; i < len; i++) {
        unsigned char octet = (unsigned char)name[i];

        if (octet >= 'A' && octet <= 'Z') {
            octet = (unsigned char)(octet | 0x20);
        }
        hash = (hash ^ octet) * UINT32_C(16777619);
    }
    return (hash >> 16) % 2 == 0;
}

/* A name below hash_name has an address of each family and nothing else. */
static void
lookup_hashed(const struct spf_case *item, const char *name, const char *type,
              struct case_answer *out)
{
    bool own = is_even(name);

    out->kind = CASE_FOUND;
    if (strcmp(type, "A") == 0) {
        out->hashed = own ? item->hash_data[0] : "198.51.100.1";
    } else if (strcmp(type, "AAAA") == 0) {
        out->hashed = own ? item->hash_data[1] : "2001:db8:ffff::1";
    } else {
        out->kind = CASE_NO_DATA;
    }
}

/* Collect what the name itself has; the alias if it has nothing else. */
static const char *
collect(const struct spf_case *item, const char *name, const char *type,
        struct case_answer *out)
{
    const char *alias = NULL;
    unsigned i;

    for (i = 0; i < item->row_count; i++) {
        const struct case_row *row = &item->rows[i];

        if (!same_name(row->name, name)) {
            if (out->kind == CASE_NO_NAME && is_below(row->name, name)) {
                out->kind = CASE_NO_DATA; /* an empty non-terminal */
            }
            continue;
        }
        if (row->failure) {
            if (strcmp(row->type, type) == 0) {
                out->kind = CASE_FAILED;
                out->failure = row->data[0];
                return NULL;
            }
            continue;
        }
        out->kind = out->kind == CASE_NO_NAME ? CASE_NO_DATA : out->kind;
        if (strcmp(row->type, type) == 0) {
            out->kind = CASE_FOUND;
            out->rows[out->count++] = row;
        } else if (strcmp(row->type, "CNAME") == 0) {
            alias = row->data[0];
        }
    }
    return out->count > 0 ? NULL : alias;
}

void
spf_case_lookup(const struct spf_case *item, const char *name,
                const char *type, struct case_answer *out)
{
    unsigned aliases = 0;

    do {
        out->kind = CASE_NO_NAME;
        out->count = 0;
        out->hashed = NULL;
        out->failure = "loop";
        if (!can_be_asked(name)) {
            return;
        }
        if (item->hash_name != NULL && is_below(name, item->hash_name)) {
            lookup_hashed(item, name, type, out);
            return;
        }
        name = collect(item, name, type, out);
    } while (name != NULL && ++aliases <= CASE_ALIASES);
    if (name != NULL) {
        out->kind = CASE_FAILED; /* a resolver gives up on a loop */
    }
}

void
spf_case_join(const struct case_row *row, char *out, size_t room)
{
    size_t len = 0;
    unsigned i;

    for (i = 0; i < row->count; i++) {
        size_t more = strlen(row->data[i]);

        if (more > room - 1 - len) {
            more = room - 1 - len;
        }
        memcpy(out + len, row->data[i], more);
        len += more;
    }
    out[len] = '\0';
}
