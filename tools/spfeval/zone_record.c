/* SPDX-License-Identifier: BSD-2-Clause */
#ifdef SPFEVAL_WITH_LDNS

#include "zone_record.h"

#include <string.h>
#include <strings.h>

#include "text.h"

bool
zone_record_print_name(const ldns_rdf *name, char out[ZONE_NAME_SIZE])
{
    const uint8_t *wire = ldns_rdf_data(name);
    size_t size = ldns_rdf_size(name);
    size_t len = 0;
    size_t pos = 0;

    while (pos < size && wire[pos] != 0) {
        size_t label = wire[pos++];

        if (pos + label > size || len + label + 2 > ZONE_NAME_SIZE ||
            memchr(wire + pos, '.', label) != NULL ||
            memchr(wire + pos, '\0', label) != NULL) {
            return false;
        }
        if (len > 0) {
            out[len++] = '.';
        }
        memcpy(out + len, wire + pos, label);
        len += label;
        pos += label;
    }
    if (len == 0) {
        out[len++] = '.';
    }
    out[len] = '\0';
    return true;
}

bool
zone_record_is_read(int type)
{
    switch (type) {
    case LDNS_RR_TYPE_A:
    case LDNS_RR_TYPE_AAAA:
    case LDNS_RR_TYPE_CNAME:
    case LDNS_RR_TYPE_MX:
    case LDNS_RR_TYPE_NS:
    case LDNS_RR_TYPE_PTR:
    case LDNS_RR_TYPE_SOA:
    case LDNS_RR_TYPE_SPF:
    case LDNS_RR_TYPE_TXT:
        return true;
    default:
        return false;
    }
}

bool
zone_record_is_complete(const ldns_rr *rr)
{
    size_t count = ldns_rr_rd_count(rr);
    size_t size = count > 0 ? ldns_rdf_size(ldns_rr_rdf(rr, 0)) : 0;

    switch (ldns_rr_get_type(rr)) {
    case LDNS_RR_TYPE_A:
        return count == 1 && size == 4;
    case LDNS_RR_TYPE_AAAA:
        return count == 1 && size == 16;
    case LDNS_RR_TYPE_MX:
        return count == 2 && size == 2;
    case LDNS_RR_TYPE_SPF:
    case LDNS_RR_TYPE_TXT:
        return count >= 1;
    case LDNS_RR_TYPE_PTR:
    case LDNS_RR_TYPE_CNAME:
        return count == 1;
    default:
        return true;
    }
}

/* A field of a TXT or SPF record is a length octet, then the octets themselves. */
static const char *
string_octets(const ldns_rr *rr, size_t index, size_t *out_len)
{
    const ldns_rdf *field = ldns_rr_rdf(rr, index);

    *out_len = ldns_rdf_size(field) - 1;
    return (const char *)ldns_rdf_data(field) + 1;
}

bool
zone_record_is_spf(const ldns_rr *rr)
{
    const char *first;
    size_t len;

    if (ldns_rr_get_type(rr) != LDNS_RR_TYPE_TXT) {
        return false;
    }
    first = string_octets(rr, 0, &len);
    return len >= 6 && strncasecmp(first, "v=spf1", 6) == 0;
}

bool
zone_record_lost_blanks(const ldns_rr *rr)
{
    const char *first;
    const char *second;
    size_t first_len;
    size_t second_len;

    if (ldns_rr_get_type(rr) != LDNS_RR_TYPE_TXT || ldns_rr_rd_count(rr) < 2) {
        return false;
    }
    first = string_octets(rr, 0, &first_len);
    second = string_octets(rr, 1, &second_len);
    return first_len == 6 && strncasecmp(first, "v=spf1", 6) == 0 &&
           second_len > 0 && second[0] != ' ';
}

bool
zone_record_list(struct zone_texts *texts, const char *owner,
                 unsigned long line, const ldns_rr *rr)
{
    struct zone_text *text = zone_texts_add(texts, owner, line);
    size_t count = ldns_rr_rd_count(rr);
    bool added = text != NULL;
    size_t i;

    for (i = 0; i < count && added; i++) {
        size_t len;
        const char *octets = string_octets(rr, i, &len);

        added = zone_text_add_string(text, octets, len);
    }
    return added;
}

static int
add_text(spfeval_zone *zone, const char *owner, const ldns_rr *rr)
{
    struct text joined = {0};
    size_t count = ldns_rr_rd_count(rr);
    size_t i;
    int status = SPFEVAL_ERR_NOMEM;

    for (i = 0; i < count; i++) {
        const char *octets;
        size_t len;

        octets = string_octets(rr, i, &len);
        text_add(&joined, octets, len);
    }
    if (!joined.failed) {
        int (*add)(spfeval_zone *, const char *, size_t, uint32_t,
                   const char *, size_t) =
            ldns_rr_get_type(rr) == LDNS_RR_TYPE_SPF ? spfeval_zone_add_spf
                                                     : spfeval_zone_add_text;

        status = add(zone, owner, strlen(owner), ldns_rr_ttl(rr),
                     text_get(&joined), joined.len);
    }
    text_clear(&joined);
    return status;
}

static int
add_address(spfeval_zone *zone, const char *owner, const ldns_rr *rr)
{
    const ldns_rdf *address = ldns_rr_rdf(rr, 0);

    return spfeval_zone_add_address(zone, owner, strlen(owner),
                                    ldns_rr_ttl(rr), ldns_rdf_data(address),
                                    ldns_rdf_size(address));
}

/* PTR, CNAME and MX: the last field is a name. */
static int
add_target(spfeval_zone *zone, const char *owner, const ldns_rr *rr)
{
    size_t owner_len = strlen(owner);
    uint32_t ttl = ldns_rr_ttl(rr);
    char target[ZONE_NAME_SIZE];

    if (!zone_record_print_name(ldns_rr_rdf(rr, ldns_rr_rd_count(rr) - 1),
                                target)) {
        return SPFEVAL_ERR_SYNTAX;
    }
    switch (ldns_rr_get_type(rr)) {
    case LDNS_RR_TYPE_MX:
        return spfeval_zone_add_mx(zone, owner, owner_len, ttl,
                                   ldns_rdf2native_int16(ldns_rr_rdf(rr, 0)),
                                   target, strlen(target));
    case LDNS_RR_TYPE_PTR:
        return spfeval_zone_add_ptr(zone, owner, owner_len, ttl, target,
                                    strlen(target));
    default:
        return spfeval_zone_add_cname(zone, owner, owner_len, ttl, target,
                                      strlen(target));
    }
}

int
zone_record_add(spfeval_zone *zone, const char *owner, const ldns_rr *rr)
{
    switch (ldns_rr_get_type(rr)) {
    case LDNS_RR_TYPE_A:
    case LDNS_RR_TYPE_AAAA:
        return add_address(zone, owner, rr);
    case LDNS_RR_TYPE_SPF:
    case LDNS_RR_TYPE_TXT:
        return add_text(zone, owner, rr);
    case LDNS_RR_TYPE_MX:
    case LDNS_RR_TYPE_PTR:
    case LDNS_RR_TYPE_CNAME:
        return add_target(zone, owner, rr);
    default:
        return spfeval_zone_add_name(zone, owner, strlen(owner));
    }
}

#else

/* A source file must hold something. */
typedef int zone_record_unused;

#endif
