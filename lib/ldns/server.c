/* SPDX-License-Identifier: BSD-2-Clause */
#include "ldns/server.h"

#include <arpa/inet.h>
#include <net/if.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>

#include "base/cursor.h"

/* A whole text that is a number from 1 to max, without leading zeros. */
static bool
parse_number(const char *text, size_t len, uint32_t max, uint32_t *out)
{
    struct spfe_cursor in = spfe_cursor_make(text, len);
    uint64_t number = 0;

    if (spfe_cursor_peek(&in) == '0') {
        return false;
    }
    while (spfe_cursor_peek(&in) >= '0' && spfe_cursor_peek(&in) <= '9' &&
           number <= max) {
        number = number * 10 + (uint64_t)(spfe_cursor_peek(&in) - '0');
        spfe_cursor_skip(&in);
    }
    if (len == 0 || spfe_cursor_left(&in) > 0 || number > max) {
        return false;
    }
    *out = (uint32_t)number;
    return true;
}

/* inet_pton() and if_nametoindex() want a NUL. */
static bool
copy_text(const char *text, size_t len, char *out, size_t size)
{
    if (len >= size || memchr(text, '\0', len) != NULL) {
        return false;
    }
    memcpy(out, text, len);
    out[len] = '\0';
    return true;
}

static bool
parse_zone(const char *text, size_t len, uint32_t *out)
{
    char name[IF_NAMESIZE];

    if (parse_number(text, len, UINT32_MAX, out)) {
        return true;
    }
    if (len == 0 || !copy_text(text, len, name, sizeof(name))) {
        return false;
    }
    *out = if_nametoindex(name);
    return *out != 0;
}

static bool
set_v4(const char *text, size_t len, uint16_t port, struct spfe_server *out)
{
    struct sockaddr_in address = {.sin_family = AF_INET};
    char copy[INET_ADDRSTRLEN];

    if (!copy_text(text, len, copy, sizeof(copy)) ||
        inet_pton(AF_INET, copy, &address.sin_addr) != 1) {
        return false;
    }
    if (address.sin_addr.s_addr == htonl(INADDR_ANY)) {
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    }
    address.sin_port = htons(port);
    memcpy(&out->address, &address, sizeof(address));
    out->len = sizeof(address);
    return true;
}

static bool
set_v6(const char *text, size_t len, uint16_t port, struct spfe_server *out)
{
    static const struct in6_addr loopback = IN6ADDR_LOOPBACK_INIT;
    static const uint8_t any[4] = {0, 0, 0, 0};
    static const uint8_t own[4] = {127, 0, 0, 1};
    struct sockaddr_in6 address = {.sin6_family = AF_INET6};
    const char *percent = memchr(text, '%', len);
    size_t address_len = percent == NULL ? len : (size_t)(percent - text);
    char copy[INET6_ADDRSTRLEN];

    if (!copy_text(text, address_len, copy, sizeof(copy)) ||
        inet_pton(AF_INET6, copy, &address.sin6_addr) != 1) {
        return false;
    }
    if (percent != NULL && !parse_zone(percent + 1, len - address_len - 1,
                                       &address.sin6_scope_id)) {
        return false;
    }
    if (IN6_IS_ADDR_UNSPECIFIED(&address.sin6_addr)) {
        address.sin6_addr = loopback;
    } else if (IN6_IS_ADDR_V4MAPPED(&address.sin6_addr) &&
               memcmp(&address.sin6_addr.s6_addr[12], any, 4) == 0) {
        memcpy(&address.sin6_addr.s6_addr[12], own, 4);
    }
    address.sin6_port = htons(port);
    memcpy(&out->address, &address, sizeof(address));
    out->len = sizeof(address);
    return true;
}

/* What stands behind an address in brackets: nothing, or a port. */
static bool
parse_port(const char *text, size_t len, uint16_t *out)
{
    uint32_t number = SPFE_SERVER_PORT;

    if (len > 0 && (text[0] != ':' ||
                    !parse_number(text + 1, len - 1, UINT16_MAX, &number))) {
        return false;
    }
    *out = (uint16_t)number;
    return true;
}

bool
spfe_server_parse(const char *text, size_t len, struct spfe_server *out)
{
    const char *end;
    size_t address_len;
    uint16_t port;

    memset(out, 0, sizeof(*out));
    if (len == 0) {
        return false;
    }
    if (text[0] == '[') {
        end = memchr(text, ']', len);
        address_len = end == NULL ? 0 : (size_t)(end - text);
        return end != NULL &&
               parse_port(end + 1, len - address_len - 1, &port) &&
               set_v6(text + 1, address_len - 1, port, out);
    }
    end = memchr(text, ':', len);
    address_len = end == NULL ? len : (size_t)(end - text);
    if (end == NULL || memchr(end + 1, ':', len - address_len - 1) == NULL) {
        return parse_port(text + address_len, len - address_len, &port) &&
               set_v4(text, address_len, port, out);
    }
    return set_v6(text, len, SPFE_SERVER_PORT, out);
}

static bool
is_v4(const struct spfe_server *server, const struct sockaddr_storage *from)
{
    struct sockaddr_in a;
    struct sockaddr_in b;

    memcpy(&a, &server->address, sizeof(a));
    memcpy(&b, from, sizeof(b));
    return a.sin_addr.s_addr == b.sin_addr.s_addr && a.sin_port == b.sin_port;
}

/* Only on a link its number belongs to an address. */
static bool
is_v6(const struct spfe_server *server, const struct sockaddr_storage *from)
{
    struct sockaddr_in6 a;
    struct sockaddr_in6 b;

    memcpy(&a, &server->address, sizeof(a));
    memcpy(&b, from, sizeof(b));
    return memcmp(&a.sin6_addr, &b.sin6_addr, sizeof(a.sin6_addr)) == 0 &&
           a.sin6_port == b.sin6_port &&
           (!IN6_IS_ADDR_LINKLOCAL(&a.sin6_addr) ||
            a.sin6_scope_id == b.sin6_scope_id);
}

bool
spfe_server_is(const struct spfe_server *server,
               const struct sockaddr_storage *from)
{
    if (server->address.ss_family != from->ss_family) {
        return false;
    }
    return from->ss_family == AF_INET6 ? is_v6(server, from)
                                       : is_v4(server, from);
}

/* The room is enough for all addresses, so nothing is cut. */
static size_t
add_text(char *out, size_t at, const char *text)
{
    int len = snprintf(out + at, SPFE_SERVER_TEXT_SIZE - at, "%s", text);

    return at + (size_t)len;
}

static size_t
add_port(char *out, size_t at, uint16_t port)
{
    int len =
        snprintf(out + at, SPFE_SERVER_TEXT_SIZE - at, ":%u", (unsigned)port);

    return at + (size_t)len;
}

static size_t
print_v6(const struct sockaddr_in6 *address, char *out)
{
    char text[INET6_ADDRSTRLEN] = "";
    char zone[IF_NAMESIZE + 16];
    uint16_t port = ntohs(address->sin6_port);
    size_t at = 0;

    inet_ntop(AF_INET6, &address->sin6_addr, text, sizeof(text));
    if (port != SPFE_SERVER_PORT) {
        at = add_text(out, at, "[");
    }
    at = add_text(out, at, text);
    if (address->sin6_scope_id != 0) {
        if (if_indextoname(address->sin6_scope_id, zone) == NULL) {
            snprintf(zone, sizeof(zone), "%lu",
                     (unsigned long)address->sin6_scope_id);
        }
        at = add_text(out, at, "%");
        at = add_text(out, at, zone);
    }
    if (port != SPFE_SERVER_PORT) {
        at = add_text(out, at, "]");
        at = add_port(out, at, port);
    }
    return at;
}

size_t
spfe_server_print(const struct spfe_server *server,
                  char out[SPFE_SERVER_TEXT_SIZE])
{
    struct sockaddr_in v4;
    struct sockaddr_in6 v6;
    char text[INET_ADDRSTRLEN] = "";
    size_t at;

    if (server->address.ss_family == AF_INET6) {
        memcpy(&v6, &server->address, sizeof(v6));
        return print_v6(&v6, out);
    }
    memcpy(&v4, &server->address, sizeof(v4));
    inet_ntop(AF_INET, &v4.sin_addr, text, sizeof(text));
    at = add_text(out, 0, text);
    if (ntohs(v4.sin_port) != SPFE_SERVER_PORT) {
        at = add_port(out, at, ntohs(v4.sin_port));
    }
    return at;
}
