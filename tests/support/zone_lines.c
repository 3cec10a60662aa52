/* SPDX-License-Identifier: BSD-2-Clause */
#include "support/zone_lines.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <spfeval/status.h>

#include "base/ip.h"
#include "support/zone_rows.h"

struct word {
    const char *ptr;
    size_t len;
};

struct line {
    struct word name;
    struct word type;
    struct word data; /* the rest */
    uint32_t ttl;
};

static struct word
take_word(struct word *rest)
{
    struct word word = {rest->ptr, 0};

    while (word.len < rest->len && word.ptr[word.len] != ' ') {
        word.len++;
    }
    rest->ptr += word.len;
    rest->len -= word.len;
    if (rest->len > 0) {
        rest->ptr++;
        rest->len--;
    }
    return word;
}

static bool
is(struct word word, const char *text)
{
    return word.len == strlen(text) && memcmp(word.ptr, text, word.len) == 0;
}

static int
add_address(spfeval_zone *zone, const struct line *line)
{
    struct spfe_ip ip;

    if (!spfe_ip_parse(&ip, line->data.ptr, line->data.len)) {
        return SPFEVAL_ERR_SYNTAX;
    }
    return spfeval_zone_add_address(zone, line->name.ptr, line->name.len,
                                    line->ttl, ip.octets, ip.len);
}

static int
add_mx(spfeval_zone *zone, struct line *line)
{
    struct word number = take_word(&line->data);

    return spfeval_zone_add_mx(zone, line->name.ptr, line->name.len, line->ttl,
                               (uint16_t)strtoul(number.ptr, NULL, 10),
                               line->data.ptr, line->data.len);
}

static int
add_timeout(spfeval_zone *zone, const struct line *line)
{
    static const int types[] = {SPFEVAL_RRTYPE_A,   SPFEVAL_RRTYPE_AAAA,
                                SPFEVAL_RRTYPE_TXT, SPFEVAL_RRTYPE_MX,
                                SPFEVAL_RRTYPE_SPF, SPFEVAL_RRTYPE_PTR};
    size_t i = 0;

    while (!is(line->data, spfeval_rrtype_name(types[i]))) {
        if (++i == sizeof(types) / sizeof(types[0])) {
            return SPFEVAL_ERR_SYNTAX;
        }
    }
    return spfeval_zone_add_timeout(zone, line->name.ptr, line->name.len,
                                    types[i]);
}

static int
add_line(spfeval_zone *zone, struct line *line)
{
    const char *name = line->name.ptr;
    size_t name_len = line->name.len;

    if (is(line->type, "A") || is(line->type, "AAAA")) {
        return add_address(zone, line);
    }
    if (is(line->type, "TXT")) {
        return spfeval_zone_add_text(zone, name, name_len, line->ttl,
                                     line->data.ptr, line->data.len);
    }
    if (is(line->type, "SPF")) {
        return spfeval_zone_add_spf(zone, name, name_len, line->ttl,
                                    line->data.ptr, line->data.len);
    }
    if (is(line->type, "MX")) {
        return add_mx(zone, line);
    }
    if (is(line->type, "CNAME")) {
        return spfeval_zone_add_cname(zone, name, name_len, line->ttl,
                                      line->data.ptr, line->data.len);
    }
    if (is(line->type, "NAME")) {
        return spfeval_zone_add_name(zone, name, name_len);
    }
    return is(line->type, "TIMEOUT") ? add_timeout(zone, line)
                                     : SPFEVAL_ERR_SYNTAX;
}

static int
read_line(spfeval_zone *zone, struct word rest)
{
    struct line line = {.ttl = ZONE_ROW_TTL};

    line.name = take_word(&rest);
    line.type = take_word(&rest);
    if (line.type.len > 0 && line.type.ptr[0] >= '0' &&
        line.type.ptr[0] <= '9') {
        line.ttl = (uint32_t)strtoul(line.type.ptr, NULL, 10);
        line.type = take_word(&rest);
    }
    line.data = rest;
    return add_line(zone, &line);
}

int
zone_lines_add(spfeval_zone *zone, const char *lines)
{
    int status = SPFEVAL_OK;

    while (status == SPFEVAL_OK && *lines != '\0') {
        struct word line = {lines, strcspn(lines, "\n")};

        status = read_line(zone, line);
        lines += line.len + (lines[line.len] == '\n' ? 1 : 0);
    }
    return status;
}
