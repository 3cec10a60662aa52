/* SPDX-License-Identifier: BSD-2-Clause */
#include "fuzz/zone_form.h"

#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>

enum { TTL = 300, MOST_LINES = 400, ADDRESS = 64 };

static struct line
line_of(const char *text)
{
    struct line line = {text, strlen(text)};

    return line;
}

/* Cut the owner off at the bar. */
static struct line
take_owner(struct line *rest)
{
    struct line owner = *rest;
    const char *bar = memchr(rest->text, '|', rest->len);

    if (bar == NULL) {
        *rest = line_of("");
        return owner;
    }
    owner.len = (size_t)(bar - rest->text);
    rest->text = bar + 1;
    rest->len -= owner.len + 1;
    return owner;
}

static uint32_t
read_number(struct line text)
{
    char digits[11] = "";

    memcpy(digits, text.text, text.len < 10 ? text.len : 10);
    return (uint32_t)strtoul(digits, NULL, 10);
}

static void
add_address(spfeval_zone *zone, struct line owner, struct line data)
{
    char text[ADDRESS] = "";
    uint8_t octets[16];
    int family;

    memcpy(text, data.text, data.len < ADDRESS - 1 ? data.len : ADDRESS - 1);
    family = strchr(text, ':') == NULL ? AF_INET : AF_INET6;
    if (inet_pton(family, text, octets) == 1) {
        (void)spfeval_zone_add_address(zone, owner.text, owner.len, TTL,
                                       octets, family == AF_INET ? 4 : 16);
    }
}

/* The preference is the length of the name: most differ, some do not. */
static void
add_record(spfeval_zone *zone, char letter, struct line owner,
           struct line data)
{
    switch (letter) {
    case 'T':
        (void)spfeval_zone_add_text(zone, owner.text, owner.len, TTL,
                                    data.text, data.len);
        break;
    case 'A':
        add_address(zone, owner, data);
        break;
    case 'M':
        (void)spfeval_zone_add_mx(zone, owner.text, owner.len, TTL,
                                  (uint16_t)data.len, data.text, data.len);
        break;
    case 'N':
        (void)spfeval_zone_add_ptr(zone, owner.text, owner.len, TTL, data.text,
                                   data.len);
        break;
    case 'C':
        (void)spfeval_zone_add_cname(zone, owner.text, owner.len, TTL,
                                     data.text, data.len);
        break;
    case 'E':
        (void)spfeval_zone_add_name(zone, owner.text, owner.len);
        break;
    case 'F':
        (void)spfeval_zone_add_timeout(zone, owner.text, owner.len, 0);
        break;
    case 'X':
        (void)spfeval_zone_add_rcode(zone, owner.text, owner.len, 0,
                                     (int)(read_number(data) & 0xfff));
        break;
    default:
        break;
    }
}

static void
read_line(struct line line, spfeval_zone *zone, struct zone_form *out)
{
    struct line rest = {line.text + 1, line.len - 1};
    struct line owner;

    switch (line.text[0]) {
    case 'I':
        out->client = rest;
        break;
    case 'S':
        out->mailfrom = rest;
        break;
    case 'H':
        out->helo = rest;
        break;
    case 'O':
        out->order = read_number(rest);
        break;
    case 'Z':
        (void)spfeval_zone_set_authoritative(zone);
        break;
    default:
        owner = take_owner(&rest);
        add_record(zone, line.text[0], owner, rest);
        break;
    }
}

void
zone_form_read(const char *text, size_t size, spfeval_zone *zone,
               struct zone_form *out)
{
    struct line lines[MOST_LINES];
    size_t count = split_lines(text, size, lines, MOST_LINES);
    size_t i;

    out->client = line_of("192.0.2.1");
    out->mailfrom = line_of("user@example.com");
    out->helo = line_of("mail.example.com");
    out->order = 0;
    for (i = 0; i < count; i++) {
        if (lines[i].len > 0) {
            read_line(lines[i], zone, out);
        }
    }
}
