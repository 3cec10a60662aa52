/* SPDX-License-Identifier: BSD-2-Clause */
/* The address of a DNS server: text and socket address. */
#ifndef SPFE_LDNS_SERVER_H
#define SPFE_LDNS_SERVER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>

enum {
    SPFE_SERVER_PORT = 53,
    /* "[" address "%" zone "]:65535" and a NUL, with room to spare */
    SPFE_SERVER_TEXT_SIZE = 128
};

struct spfe_server {
    struct sockaddr_storage address;
    socklen_t len;
};

/*
 * Read "192.0.2.1", "192.0.2.1:53", "2001:db8::1", "[2001:db8::1]",
 * "[2001:db8::1]:53", each IPv6 address perhaps with "%" and the name or number
 * of an interface that exists. No host names; the port is 1 to 65535. The
 * unspecified address stands for this host, so it becomes that of the loopback,
 * which its answers come from. False leaves out undefined.
 */
bool spfe_server_parse(const char *text, size_t len, struct spfe_server *out);

/* Is it where a packet came from? */
bool spfe_server_is(const struct spfe_server *server,
                    const struct sockaddr_storage *from);

/* Write it in the same form, with the port unless that is 53. */
size_t spfe_server_print(const struct spfe_server *server,
                         char out[SPFE_SERVER_TEXT_SIZE]);

#endif
