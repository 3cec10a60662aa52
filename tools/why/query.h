/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The query strings of links to "Why was this mail rejected?" pages, such as
 * "Why?scope=mfrom;identity=a@example.org;ip=192.0.2.1". Mail servers have put
 * them in their replies for twenty years.
 */
#ifndef SPFEVAL_WHY_QUERY_H
#define SPFEVAL_WHY_QUERY_H

#include <stdbool.h>
#include <stddef.h>

/* The longest query string, and with it the longest value, in octets. */
#define WHY_QUERY_MAX 4096

/* A value, decoded: any octets, none of them special. */
struct why_value {
    const char *octets; /* NUL-terminated; NULL when not given */
    size_t len;
};

enum why_scope {
    WHY_SCOPE_MFROM, /* what it is when not given */
    WHY_SCOPE_HELO
};

/* What a query string asks. The values point into the storage. */
struct why_query {
    enum why_scope scope;
    bool has_scope;            /* it was given */
    struct why_value identity; /* a mailbox, or a domain for HELO */
    struct why_value ip;       /* not yet looked at */
    struct why_value receiver;
    struct why_value helo;
    struct why_value lang;
    struct why_value format;
    char storage[WHY_QUERY_MAX]; /* a value and its NUL fit into its pair */
};

enum why_status {
    WHY_OK,
    WHY_TOO_LONG,     /* more than WHY_QUERY_MAX octets */
    WHY_BAD_ESCAPE,   /* "%" without two hexadecimal digits */
    WHY_BAD_SCOPE,    /* neither mfrom nor helo */
    WHY_REPEATED_KEY, /* one key twice, with two values */
    WHY_STATUS_COUNT
};

/*
 * Read a query string, with or without a URL and "?" before it or a "#..."
 * behind it. Pairs are separated by ";" or "&", which in HTML source is
 * "&amp;"; keys have a long and a short form (s, id, i, r, h), in any case;
 * unknown keys are ignored with their values; "%XX" is decoded once and "+" is
 * itself, for it occurs in mailboxes. A pair without value is as if it were
 * not there, except identity: the null reverse-path. On failure *offset is
 * where in text, and the query has what stood before it.
 */
enum why_status why_query_read(struct why_query *query, const char *text,
                               size_t len, size_t *offset);

/* An English phrase for a status, such as "a bad escape sequence". */
const char *why_status_message(enum why_status status);

#endif
