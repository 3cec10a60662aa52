/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A DNS server with faults, for tests of resolvers:
 *
 *     fault_server [LABEL]
 *
 * It listens on a free port of 127.0.0.1, over UDP and TCP, and prints "port
 * N" once it does. What it answers is chosen by the first label of the name
 * asked (the tables in fault_*.c), or by LABEL for all names. "stats" as label
 * answers with TXT what was counted. It ends when its standard input is
 * closed.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "dns/fault.h"

enum {
    MAX_CONNECTIONS = 512,
    MAX_QUERY = 1024,
    MAX_REMEMBERED = 512,
    RECEIVE_BUFFER = 1 << 20,
    FIXED_FDS = 3,
    BATCH = 64 /* datagrams in a row, before anything else is looked at */
};

struct connection {
    int fd; /* -1 when free */
    size_t used;
    uint8_t query[2 + MAX_QUERY];
};

struct fault_link {
    struct sockaddr_in peer;       /* UDP */
    struct connection *connection; /* TCP; NULL for UDP */
};

/* Octets that go out later, or did not go out whole. */
struct parcel {
    struct parcel *next;
    struct connection *connection;
    struct sockaddr_in peer;
    int64_t due;
    size_t len;
    size_t sent;
    bool close;
    uint8_t octets[];
};

static struct {
    int udp;
    int elsewhere;
    int tcp;
    const char *label; /* for all names; or NULL */
    struct connection connections[MAX_CONNECTIONS];
    struct parcel *parcels; /* ordered by due */
    uint64_t remembered[MAX_REMEMBERED];
    size_t next_remembered;
    unsigned udp_count;
    unsigned tcp_count;
    unsigned port_count;
    unsigned id_count;
    uint8_t ports[65536];
    uint8_t ids[65536];
} server;

static void
die(const char *what)
{
    perror(what);
    exit(1);
}

static int64_t
now_ms(void)
{
    struct timespec now;

    if (clock_gettime(CLOCK_MONOTONIC, &now) != 0) {
        die("clock_gettime");
    }
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* --- Sending ------------------------------------------------------------ */

static void
insert_parcel(struct parcel *parcel)
{
    struct parcel **at = &server.parcels;

    while (*at != NULL && (*at)->due <= parcel->due) {
        at = &(*at)->next;
    }
    parcel->next = *at;
    *at = parcel;
}

static struct parcel *
add_parcel(const struct fault_link *link, size_t len, unsigned delay_ms)
{
    struct parcel *parcel = calloc(1, sizeof(*parcel) + len);

    if (parcel == NULL) {
        die("calloc");
    }
    parcel->connection = link->connection;
    parcel->peer = link->peer;
    parcel->len = len;
    parcel->due = now_ms() + delay_ms;
    insert_parcel(parcel);
    return parcel;
}

static void
send_datagram(int fd, const struct sockaddr_in *peer, const uint8_t *octets,
              size_t len)
{
    /* A peer that is gone, or a full buffer, is as good as a lost packet. */
    (void)sendto(fd, octets, len, 0, (const struct sockaddr *)peer,
                 sizeof(*peer));
}

void
link_send(struct fault_link *link, const struct message *message,
          unsigned delay_ms)
{
    struct parcel *parcel;
    size_t frame = link->connection != NULL ? 2 : 0;

    if (frame == 0 && delay_ms == 0) {
        send_datagram(server.udp, &link->peer, message->octets, message->len);
        return;
    }
    parcel = add_parcel(link, frame + message->len, delay_ms);
    if (frame > 0) {
        parcel->octets[0] = (uint8_t)(message->len >> 8);
        parcel->octets[1] = (uint8_t)message->len;
    }
    memcpy(parcel->octets + frame, message->octets, message->len);
}

void
link_send_elsewhere(struct fault_link *link, const struct message *message)
{
    send_datagram(server.elsewhere, &link->peer, message->octets,
                  message->len);
}

void
link_send_pieces(struct fault_link *link, const uint8_t *octets, size_t len,
                 size_t piece, unsigned pause_ms)
{
    unsigned delay_ms = 0;
    size_t at;

    for (at = 0; at < len; at += piece) {
        size_t size = len - at < piece ? len - at : piece;

        memcpy(add_parcel(link, size, delay_ms)->octets, octets + at, size);
        delay_ms += pause_ms;
    }
}

void
link_close(struct fault_link *link)
{
    add_parcel(link, 0, 0)->close = true;
}

static void
drop_connection(struct connection *connection)
{
    struct parcel **at = &server.parcels;

    (void)close(connection->fd);
    connection->fd = -1;
    while (*at != NULL) {
        struct parcel *parcel = *at;

        if (parcel->connection == connection) {
            *at = parcel->next;
            free(parcel);
        } else {
            at = &parcel->next;
        }
    }
}

/* True when all of it went; false when the rest has to wait. */
static bool
send_stream(struct parcel *parcel)
{
    while (parcel->sent < parcel->len) {
        ssize_t sent =
            send(parcel->connection->fd, parcel->octets + parcel->sent,
                 parcel->len - parcel->sent, MSG_NOSIGNAL);

        if (sent < 0 && errno == EINTR) {
            continue;
        }
        if (sent < 0) {
            parcel->close = errno != EAGAIN && errno != EWOULDBLOCK;
            return parcel->close;
        }
        parcel->sent += (size_t)sent;
    }
    return true;
}

static void
send_parcels(void)
{
    int64_t now = now_ms();
    struct parcel *parcel;

    while ((parcel = server.parcels) != NULL && parcel->due <= now) {
        server.parcels = parcel->next;
        if (parcel->connection == NULL) {
            send_datagram(server.udp, &parcel->peer, parcel->octets,
                          parcel->len);
        } else if (!send_stream(parcel)) {
            parcel->due = now + 1;
            insert_parcel(parcel);
            continue;
        } else if (parcel->close) {
            drop_connection(parcel->connection);
        }
        free(parcel);
    }
}

/* --- Receiving ---------------------------------------------------------- */

/* FNV-1a over the name and the type: the same question, sent again. */
static bool
came_before(const struct question *question)
{
    uint64_t hash = UINT64_C(14695981039346656037) ^ question->type;
    const char *at;
    size_t i;

    for (at = question->name; *at != '\0'; at++) {
        hash = (hash ^ (uint8_t)*at) * UINT64_C(1099511628211);
    }
    for (i = 0; i < MAX_REMEMBERED; i++) {
        if (server.remembered[i] == hash) {
            return true;
        }
    }
    server.remembered[server.next_remembered++ % MAX_REMEMBERED] = hash;
    return false;
}

static void
count_datagram(const struct fault_link *link, uint16_t id)
{
    uint16_t port = ntohs(link->peer.sin_port);

    server.udp_count++;
    server.port_count += server.ports[port] == 0;
    server.ports[port] = 1;
    server.id_count += server.ids[id] == 0;
    server.ids[id] = 1;
}

void
link_statistics(char *out, size_t capacity)
{
    unsigned lowest = 0;

    while (lowest < 65535 && server.ports[lowest] == 0) {
        lowest++;
    }
    (void)snprintf(out, capacity, "udp %u tcp %u ports %u ids %u lowest %u",
                   server.udp_count, server.tcp_count, server.port_count,
                   server.id_count, lowest);
}

static void
take_query(struct fault_link *link, const uint8_t *packet, size_t len)
{
    struct request request = {.link = link, .tcp = link->connection != NULL};

    if (!question_read(&request.question, packet, len)) {
        return;
    }
    if (!request.tcp) {
        count_datagram(link, request.question.id);
        request.repeated = came_before(&request.question);
    }
    fault_answer(&request,
                 server.label != NULL ? server.label : request.question.name);
}

static void
receive_datagrams(void)
{
    uint8_t packet[MAX_QUERY];
    unsigned i;

    for (i = 0; i < BATCH; i++) {
        struct fault_link link = {.connection = NULL};
        socklen_t peer_len = sizeof(link.peer);
        ssize_t len = recvfrom(server.udp, packet, sizeof(packet), 0,
                               (struct sockaddr *)&link.peer, &peer_len);

        if (len < 0) {
            return;
        }
        take_query(&link, packet, (size_t)len);
    }
}

static void
accept_connection(void)
{
    int fd = accept(server.tcp, NULL, NULL);
    int one = 1;
    size_t i;

    if (fd < 0) {
        return;
    }
    server.tcp_count++;
    for (i = 0; i < MAX_CONNECTIONS; i++) {
        if (server.connections[i].fd < 0) {
            /* Pieces go out as pieces. */
            (void)setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
            (void)fcntl(fd, F_SETFL, O_NONBLOCK);
            server.connections[i].fd = fd;
            server.connections[i].used = 0;
            return;
        }
    }
    (void)close(fd);
}

/* Read what is there; each whole query is answered. */
static void
receive_stream(struct connection *connection)
{
    struct fault_link link = {.connection = connection};
    ssize_t got = recv(connection->fd, connection->query + connection->used,
                       sizeof(connection->query) - connection->used, 0);

    if (got < 0 && (errno == EAGAIN || errno == EINTR)) {
        return;
    }
    if (got <= 0) {
        drop_connection(connection);
        return;
    }
    connection->used += (size_t)got;
    while (connection->used >= 2) {
        size_t len = octets_get_u16(connection->query);

        if (len > MAX_QUERY) {
            drop_connection(connection);
            return;
        }
        if (connection->used < 2 + len) {
            return;
        }
        take_query(&link, connection->query + 2, len);
        connection->used -= 2 + len;
        memmove(connection->query, connection->query + 2 + len,
                connection->used);
    }
}

/* --- The loop ----------------------------------------------------------- */

static int
timeout_ms(void)
{
    int64_t left;

    if (server.parcels == NULL) {
        return -1;
    }
    left = server.parcels->due - now_ms();
    return left < 0 ? 0 : (int)left;
}

static bool
serve_once(void)
{
    struct pollfd fds[FIXED_FDS + MAX_CONNECTIONS] = {
        {.fd = STDIN_FILENO, .events = POLLIN},
        {.fd = server.udp, .events = POLLIN},
        {.fd = server.tcp, .events = POLLIN},
    };
    char ignored[64];
    size_t i;

    /* poll() skips those that are -1. */
    for (i = 0; i < MAX_CONNECTIONS; i++) {
        fds[FIXED_FDS + i].fd = server.connections[i].fd;
        fds[FIXED_FDS + i].events = POLLIN;
    }
    if (poll(fds, FIXED_FDS + MAX_CONNECTIONS, timeout_ms()) < 0) {
        return errno == EINTR;
    }
    if (fds[0].revents != 0 &&
        read(STDIN_FILENO, ignored, sizeof(ignored)) <= 0) {
        return false;
    }
    if (fds[1].revents != 0) {
        receive_datagrams();
    }
    for (i = 0; i < MAX_CONNECTIONS; i++) {
        if (fds[FIXED_FDS + i].revents != 0) {
            receive_stream(&server.connections[i]);
        }
    }
    /* After the connections: a new one takes the place of an old one. */
    if (fds[2].revents != 0) {
        accept_connection();
    }
    send_parcels();
    return true;
}

/* --- The port ----------------------------------------------------------- */

/* A socket on this port of 127.0.0.1, any for 0; -1 when it is taken. */
static int
open_socket(int type, uint16_t port)
{
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_port = htons(port)};
    int fd = socket(AF_INET, type, 0);

    if (fd < 0) {
        die("socket");
    }
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    (void)fcntl(fd, F_SETFL, O_NONBLOCK);
    if (bind(fd, (const struct sockaddr *)&address, sizeof(address)) != 0 ||
        (type == SOCK_STREAM && listen(fd, MAX_CONNECTIONS) != 0)) {
        (void)close(fd);
        return -1;
    }
    return fd;
}

/* The system chooses a port for UDP; that of TCP may be taken. */
static uint16_t
listen_on_free_port(void)
{
    struct sockaddr_in address;
    socklen_t len = sizeof(address);
    int size = RECEIVE_BUFFER;
    int attempt;

    for (attempt = 0; attempt < 100; attempt++) {
        server.udp = open_socket(SOCK_DGRAM, 0);
        if (server.udp < 0 ||
            getsockname(server.udp, (struct sockaddr *)&address, &len) != 0) {
            die("no UDP port");
        }
        server.tcp = open_socket(SOCK_STREAM, ntohs(address.sin_port));
        if (server.tcp >= 0) {
            (void)setsockopt(server.udp, SOL_SOCKET, SO_RCVBUF, &size,
                             sizeof(size));
            return ntohs(address.sin_port);
        }
        (void)close(server.udp);
    }
    die("no port for UDP and TCP");
    return 0;
}

int
main(int argc, char **argv)
{
    uint16_t port = listen_on_free_port();
    size_t i;

    server.label = argc > 1 ? argv[1] : NULL;
    server.elsewhere = open_socket(SOCK_DGRAM, 0);
    if (server.elsewhere < 0) {
        die("no second UDP port");
    }
    for (i = 0; i < MAX_CONNECTIONS; i++) {
        server.connections[i].fd = -1;
    }
    printf("port %u\n", (unsigned)port);
    if (fflush(stdout) != 0) {
        die("stdout");
    }
    while (serve_once()) {
    }
    for (i = 0; i < MAX_CONNECTIONS; i++) {
        if (server.connections[i].fd >= 0) {
            drop_connection(&server.connections[i]);
        }
    }
    while (server.parcels != NULL) {
        struct parcel *next = server.parcels->next;

        free(server.parcels);
        server.parcels = next;
    }
    return 0;
}
