/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Stands before a name server and makes each answer late:
 *
 *     delay_proxy SERVER MILLISECONDS
 *
 * UDP on 127.0.0.1. Prints its port, and when it is ended (SIGTERM) how many
 * queries there were. From two delays follows how many round trips a check
 * waits for: the difference in time over the difference in delay.
 */
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

#include "bench/loopback.h"

enum { MOST_OPEN = 65536, MOST_PACKET = 4096, HEADER = 12 };

/* A query on its way; its index is the identifier that the server sees. */
struct open_query {
    struct sockaddr_storage client;
    socklen_t client_len;
    uint8_t id[2]; /* the client's */
};

/* An answer that waits. All wait equally long, so they leave in order. */
struct late_answer {
    uint64_t due_ns;
    uint8_t *packet;
    size_t len;
    unsigned query;
};

struct proxy {
    int clients;
    int server;
    uint64_t delay_ns;
    uint64_t queries;
    unsigned next; /* index for the next query */
    unsigned first;
    unsigned waiting; /* answers in late, from first on, around the end */
    struct open_query open[MOST_OPEN];
    struct late_answer late[MOST_OPEN];
};

static uint64_t
now_ns(void)
{
    struct timespec now = {0, 0};

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000U + (uint64_t)now.tv_nsec;
}

static void
take_queries(struct proxy *proxy)
{
    uint8_t packet[MOST_PACKET];

    for (;;) {
        struct open_query *open = &proxy->open[proxy->next];
        ssize_t len;

        open->client_len = sizeof(open->client);
        len = recvfrom(proxy->clients, packet, sizeof(packet), MSG_DONTWAIT,
                       (struct sockaddr *)&open->client, &open->client_len);
        if (len < HEADER) {
            return;
        }
        memcpy(open->id, packet, 2);
        packet[0] = (uint8_t)(proxy->next >> 8);
        packet[1] = (uint8_t)proxy->next;
        (void)send(proxy->server, packet, (size_t)len, 0);
        proxy->queries++;
        proxy->next = (proxy->next + 1) % MOST_OPEN;
    }
}

static void
take_answers(struct proxy *proxy)
{
    uint8_t packet[65536];

    while (proxy->waiting < MOST_OPEN) {
        struct late_answer *late =
            &proxy->late[(proxy->first + proxy->waiting) % MOST_OPEN];
        ssize_t len =
            recv(proxy->server, packet, sizeof(packet), MSG_DONTWAIT);

        if (len < HEADER) {
            return;
        }
        late->packet = malloc((size_t)len);
        if (late->packet == NULL) {
            return;
        }
        memcpy(late->packet, packet, (size_t)len);
        late->len = (size_t)len;
        late->query = (unsigned)(packet[0] << 8 | packet[1]);
        late->due_ns = now_ns() + proxy->delay_ns;
        proxy->waiting++;
    }
}

/* Send what is due; returns how long the next one still waits, or -1. */
static int64_t
send_answers(struct proxy *proxy)
{
    uint64_t now = now_ns();

    while (proxy->waiting > 0) {
        struct late_answer *late = &proxy->late[proxy->first];
        const struct open_query *open = &proxy->open[late->query];

        if (late->due_ns > now) {
            return (int64_t)(late->due_ns - now);
        }
        memcpy(late->packet, open->id, 2);
        (void)sendto(proxy->clients, late->packet, late->len, 0,
                     (const struct sockaddr *)&open->client, open->client_len);
        free(late->packet);
        proxy->first = (proxy->first + 1) % MOST_OPEN;
        proxy->waiting--;
    }
    return -1;
}

static void
serve(struct proxy *proxy)
{
    struct pollfd wait[2] = {{.fd = proxy->clients, .events = POLLIN},
                             {.fd = proxy->server, .events = POLLIN}};

    while (!loopback_is_over()) {
        int64_t left = send_answers(proxy);
        struct timespec pause = {.tv_sec = (time_t)(left / 1000000000),
                                 .tv_nsec = (long)(left % 1000000000)};

        (void)ppoll(wait, 2, left >= 0 ? &pause : NULL, NULL);
        take_queries(proxy);
        take_answers(proxy);
    }
}

int
main(int argc, char **argv)
{
    static struct proxy proxy;
    unsigned port = 0;

    if (argc != 3) {
        fprintf(stderr, "usage: %s SERVER MILLISECONDS\n", argv[0]);
        return 64;
    }
    proxy.delay_ns = strtoul(argv[2], NULL, 10) * UINT64_C(1000000);
    proxy.server = loopback_connect(argv[1]);
    proxy.clients = loopback_listen(&port);
    if (proxy.server < 0 || proxy.clients < 0) {
        return EXIT_FAILURE;
    }
    loopback_announce(port);
    serve(&proxy);
    printf("queries %llu\n", (unsigned long long)proxy.queries);
    return EXIT_SUCCESS;
}
