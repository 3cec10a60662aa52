/* SPDX-License-Identifier: BSD-2-Clause */
#include "zone_entry.h"

#include <arpa/inet.h>
#include <string.h>

#include <spfeval/status.h>

/* Reads the data of one entry and adds it; false when it is malformed. */
typedef bool (*entry_reader)(struct zone_owner *owner, struct tree data);

struct entry_kind {
    const char *name;
    entry_reader read;
};

static bool
read_type(struct text name, int *out)
{
    static const int types[] = {
        SPFEVAL_RRTYPE_A,  SPFEVAL_RRTYPE_CNAME, SPFEVAL_RRTYPE_PTR,
        SPFEVAL_RRTYPE_MX, SPFEVAL_RRTYPE_TXT,   SPFEVAL_RRTYPE_AAAA,
    };
    size_t i;

    for (i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
        if (text_is(name, spfeval_rrtype_name(types[i]))) {
            *out = types[i];
            return true;
        }
    }
    return false;
}

/* Returns the number of octets, or 0. */
static size_t
parse_address(struct text text, unsigned char octets[16])
{
    char string[64];

    if (text.len >= sizeof(string)) {
        return 0;
    }
    memcpy(string, text.data, text.len);
    string[text.len] = '\0';
    if (inet_pton(AF_INET, string, octets) == 1) {
        return 4;
    }
    return inet_pton(AF_INET6, string, octets) == 1 ? 16 : 0;
}

static bool
read_address(struct zone_owner *owner, struct tree data, size_t len)
{
    unsigned char octets[16];
    struct text text;

    return tree_text(data, &text) && parse_address(text, octets) == len &&
           spfeval_zone_add_address(owner->zone, owner->name.data,
                                    owner->name.len, owner->ttl, octets,
                                    len) == SPFEVAL_OK;
}

static bool
read_a(struct zone_owner *owner, struct tree data)
{
    return read_address(owner, data, 4);
}

static bool
read_aaaa(struct zone_owner *owner, struct tree data)
{
    return read_address(owner, data, 16);
}

static bool
add_text(struct zone_owner *owner, struct text text)
{
    return spfeval_zone_add_text(owner->zone, owner->name.data,
                                 owner->name.len, owner->ttl, text.data,
                                 text.len) == SPFEVAL_OK;
}

static bool
read_strings(struct zone_owner *owner, struct tree list)
{
    struct buf joined = {0};
    size_t count = tree_count(list);
    bool good = true;
    size_t i;

    for (i = 0; good && i < count; i++) {
        struct text part;

        good = tree_text(tree_item(list, i), &part);
        if (good) {
            buf_add(&joined, part.data, part.len);
        }
    }
    good = good && add_text(owner, buf_text(&joined));
    buf_free(&joined);
    return good;
}

static bool
read_txt(struct zone_owner *owner, struct tree data)
{
    struct text text;

    if (tree_is_list(data)) {
        return read_strings(owner, data);
    }
    if (!tree_text(data, &text)) {
        return false;
    }
    return text_is(text, "NONE") || add_text(owner, text);
}

static bool
read_spf(struct zone_owner *owner, struct tree data)
{
    /* Records of type 99 themselves are never asked for (RFC 7208 3.1). */
    return owner->has_txt || read_txt(owner, data);
}

static int
hex_value(char digit)
{
    const char *digits = "0123456789abcdef";
    const char *found = strchr(digits, digit);

    return digit != '\0' && found != NULL ? (int)(found - digits) : -1;
}

static bool
read_txt_hex(struct zone_owner *owner, struct tree data)
{
    struct buf octets = {0};
    struct text hex;
    bool good = tree_text(data, &hex);
    size_t i = 0;

    while (good && i < hex.len) {
        int high;
        int low;
        char octet;

        if (hex.data[i] == ' ') {
            i++;
            continue;
        }
        high = hex_value(hex.data[i]);
        low = i + 1 < hex.len ? hex_value(hex.data[i + 1]) : -1;
        good = high >= 0 && low >= 0;
        octet = (char)(unsigned char)((high & 15) << 4 | (low & 15));
        buf_add(&octets, &octet, 1);
        i += 2;
    }
    good = good && add_text(owner, buf_text(&octets));
    buf_free(&octets);
    return good;
}

static bool
read_mx(struct zone_owner *owner, struct tree data)
{
    struct text preference;
    struct text host;
    uint64_t number;

    return tree_count(data) == 2 &&
           tree_text(tree_item(data, 0), &preference) &&
           tree_text(tree_item(data, 1), &host) &&
           text_number(preference, 65535, &number) &&
           spfeval_zone_add_mx(owner->zone, owner->name.data, owner->name.len,
                               owner->ttl, (uint16_t)number, host.data,
                               host.len) == SPFEVAL_OK;
}

static bool
read_ptr(struct zone_owner *owner, struct tree data)
{
    struct text name;

    return tree_text(data, &name) &&
           spfeval_zone_add_ptr(owner->zone, owner->name.data, owner->name.len,
                                owner->ttl, name.data, name.len) == SPFEVAL_OK;
}

static bool
read_cname(struct zone_owner *owner, struct tree data)
{
    struct text name;

    if (!tree_text(data, &name)) {
        return false;
    }
    if (name.len == 0) {
        name = text_of(".");
    }
    return spfeval_zone_add_cname(owner->zone, owner->name.data,
                                  owner->name.len, owner->ttl, name.data,
                                  name.len) == SPFEVAL_OK;
}

static bool
read_timeout(struct zone_owner *owner, struct tree data)
{
    struct text name;
    int type;

    return tree_text(data, &name) && read_type(name, &type) &&
           spfeval_zone_add_timeout(owner->zone, owner->name.data,
                                    owner->name.len, type) == SPFEVAL_OK;
}

static bool
read_rcode(struct zone_owner *owner, struct tree data)
{
    struct text name;
    struct text digits;
    uint64_t rcode;
    int type = 0;

    return tree_count(data) == 2 && tree_text(tree_item(data, 0), &name) &&
           tree_text(tree_item(data, 1), &digits) &&
           (text_is(name, "*") || read_type(name, &type)) &&
           text_number(digits, 4095, &rcode) &&
           spfeval_zone_add_rcode(owner->zone, owner->name.data,
                                  owner->name.len, type,
                                  (int)rcode) == SPFEVAL_OK;
}

static bool
read_ttl(struct zone_owner *owner, struct tree data)
{
    struct text digits;
    uint64_t ttl;

    if (!tree_text(data, &digits) || !text_number(digits, UINT32_MAX, &ttl)) {
        return false;
    }
    owner->ttl = (uint32_t)ttl;
    return true;
}

static const struct entry_kind entry_kinds[] = {
    {"A", read_a},
    {"AAAA", read_aaaa},
    {"SPF", read_spf},
    {"TXT", read_txt},
    {"TXT-hex", read_txt_hex},
    {"MX", read_mx},
    {"PTR", read_ptr},
    {"CNAME", read_cname},
    {"TIMEOUT", read_timeout},
    {"RCODE", read_rcode},
    {"TTL", read_ttl},
};

static bool
read_pair(struct zone_owner *owner, struct text kind, struct tree data)
{
    size_t i;

    for (i = 0; i < sizeof(entry_kinds) / sizeof(entry_kinds[0]); i++) {
        if (text_is(kind, entry_kinds[i].name)) {
            return entry_kinds[i].read(owner, data);
        }
    }
    return false;
}

bool
zone_entry_read(struct zone_owner *owner, struct tree entry)
{
    struct text word;
    struct tree data;

    if (owner->timed_out) {
        return false;
    }
    if (tree_text(entry, &word)) {
        owner->timed_out = true;
        return text_is(word, "TIMEOUT") &&
               spfeval_zone_add_timeout(owner->zone, owner->name.data,
                                        owner->name.len, 0) == SPFEVAL_OK;
    }
    return tree_count(entry) == 1 && tree_pair(entry, 0, &word, &data) &&
           read_pair(owner, word, data);
}
