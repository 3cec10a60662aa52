/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/loopback.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { SOCKET_ROOM = 8 << 20 };

static volatile sig_atomic_t is_over;

static void
on_signal(int number)
{
    (void)number;
    is_over = 1;
}

static int
open_socket(struct sockaddr_in *address, unsigned port)
{
    int room = SOCKET_ROOM;
    int fd = socket(AF_INET, SOCK_DGRAM, 0);

    memset(address, 0, sizeof(*address));
    address->sin_family = AF_INET;
    address->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address->sin_port = htons((uint16_t)port);
    if (fd >= 0) {
        (void)setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &room, sizeof(room));
        (void)setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &room, sizeof(room));
    }
    return fd;
}

int
loopback_listen(unsigned *port)
{
    struct sockaddr_in address;
    socklen_t len = sizeof(address);
    int fd = open_socket(&address, 0);

    if (fd < 0 || bind(fd, (struct sockaddr *)&address, len) != 0 ||
        getsockname(fd, (struct sockaddr *)&address, &len) != 0) {
        perror("socket");
        return -1;
    }
    *port = ntohs(address.sin_port);
    return fd;
}

int
loopback_connect(const char *server)
{
    static const char host[] = "127.0.0.1:";
    struct sockaddr_in address;
    int fd;

    if (strncmp(server, host, sizeof(host) - 1) != 0) {
        fprintf(stderr, "%s: not %sPORT\n", server, host);
        return -1;
    }
    fd = open_socket(&address,
                     (unsigned)strtoul(server + sizeof(host) - 1, NULL, 10));
    if (fd < 0 || connect(fd, (struct sockaddr *)&address, sizeof(address))) {
        perror(server);
        return -1;
    }
    return fd;
}

void
loopback_announce(unsigned port)
{
    struct sigaction action;

    memset(&action, 0, sizeof(action));
    action.sa_handler = on_signal;
    (void)sigaction(SIGTERM, &action, NULL);
    (void)sigaction(SIGINT, &action, NULL);
    printf("%u\n", port);
    (void)fflush(stdout);
}

int
loopback_is_over(void)
{
    return is_over;
}
