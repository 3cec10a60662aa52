/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Query strings of links: values lie in the storage, apart from each other,
 * and a query that was read and written again reads the same.
 */
#include <stdint.h>
#include <string.h>

#include "fuzz/claim.h"
#include "why/query.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { VALUES = 6, ROOM = 4 * WHY_QUERY_MAX };

static const char *const names[VALUES] = {"identity", "ip",   "receiver",
                                          "helo",     "lang", "format"};

static const struct why_value *
value_at(const struct why_query *query, size_t index)
{
    const struct why_value *const values[VALUES] = {
        &query->identity, &query->ip,   &query->receiver,
        &query->helo,     &query->lang, &query->format};

    return values[index];
}

static void
look_at_values(const struct why_query *query)
{
    const char *start = query->storage;
    size_t total = 0;
    size_t i;

    for (i = 0; i < VALUES; i++) {
        const struct why_value *value = value_at(query, i);

        if (value->octets != NULL) {
            CLAIM(value->octets >= start);
            CLAIM(value->octets + value->len < start + WHY_QUERY_MAX);
            CLAIM(value->octets[value->len] == '\0');
            CLAIM(value->len > 0 || i == 0);
            total += value->len + 1;
        }
    }
    CLAIM(total <= WHY_QUERY_MAX);
}

/* Every octet escaped, as a careful writer does. */
static size_t
write_again(const struct why_query *query, char *text, size_t capacity)
{
    static const char digits[] = "0123456789ABCDEF";
    size_t used = 0;
    size_t i;
    size_t k;

    for (i = 0; i < VALUES; i++) {
        const struct why_value *value = value_at(query, i);

        if (value->octets == NULL) {
            continue;
        }
        CLAIM(used + strlen(names[i]) + 2 + 3 * value->len <= capacity);
        memcpy(text + used, names[i], strlen(names[i]));
        used += strlen(names[i]);
        text[used++] = '=';
        for (k = 0; k < value->len; k++) {
            unsigned octet = (unsigned char)value->octets[k];

            text[used++] = '%';
            text[used++] = digits[octet >> 4];
            text[used++] = digits[octet & 15];
        }
        text[used++] = ';';
    }
    return used;
}

static void
try_again(const struct why_query *query)
{
    static struct why_query second;
    static char text[ROOM];
    size_t len = write_again(query, text, sizeof(text));
    size_t offset;
    size_t i;

    if (len > WHY_QUERY_MAX) {
        return;
    }
    CLAIM(why_query_read(&second, text, len, &offset) == WHY_OK);
    for (i = 0; i < VALUES; i++) {
        const struct why_value *before = value_at(query, i);
        const struct why_value *after = value_at(&second, i);

        CLAIM((before->octets == NULL) == (after->octets == NULL));
        CLAIM(before->len == after->len);
        CLAIM(before->len == 0 ||
              memcmp(before->octets, after->octets, before->len) == 0);
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct why_query query;
    const char *text = size > 0 ? (const char *)data : "";
    size_t offset = SIZE_MAX;
    enum why_status status = why_query_read(&query, text, size, &offset);

    CLAIM((unsigned)status < WHY_STATUS_COUNT);
    CLAIM(strcmp(why_status_message(status), "unknown status") != 0);
    CLAIM((status == WHY_TOO_LONG) == (size > WHY_QUERY_MAX));
    CLAIM(offset <= size);
    CLAIM(query.scope == WHY_SCOPE_MFROM || query.scope == WHY_SCOPE_HELO);
    look_at_values(&query);
    if (status == WHY_OK) {
        try_again(&query);
    }
    return 0;
}
