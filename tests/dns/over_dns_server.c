/* SPDX-License-Identifier: BSD-2-Clause */
#include "dns/over_dns_server.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <spfeval/status.h>

#include "dns/message.h"
#include "dns/over_dns_answer.h"

enum {
    MAX_QUERY = 1024,
    PLAIN_UDP_MAX = 512, /* RFC 1035 section 4.2.1 */
    LENGTH_OCTETS = 2,   /* before a message over TCP */
    STREAM_SECONDS = 5,
    BACKLOG = 64,
    PORT_ATTEMPTS = 100
};

struct zone_server {
    const spfeval_zone *zone;
    spfeval_answer *answer;
    int input;
    int udp;
    int tcp;
    struct message message;
};

/* --- Answering ----------------------------------------------------------- */

/* Fills the message; false when there is nothing to be sent. */
static bool
answer_query(struct zone_server *server, const uint8_t *packet, size_t len,
             bool is_tcp)
{
    struct question question;
    size_t max = MESSAGE_MAX;

    if (!question_read(&question, packet, len) ||
        spfeval_zone_lookup(server->zone, question.type, question.name,
                            strlen(question.name),
                            server->answer) != SPFEVAL_OK) {
        return false;
    }
    (void)answer_make_expressible(server->answer);
    if (answer_is_silence(server->answer)) {
        return false;
    }
    if (!is_tcp) {
        max = question.has_edns ? question.edns_size : PLAIN_UDP_MAX;
    }
    answer_write(&server->message, &question, server->answer, max);
    return true;
}

static void
serve_datagram(struct zone_server *server)
{
    uint8_t packet[MAX_QUERY];
    struct sockaddr_in peer;
    socklen_t peer_len = sizeof(peer);
    ssize_t len = recvfrom(server->udp, packet, sizeof(packet), MSG_DONTWAIT,
                           (struct sockaddr *)&peer, &peer_len);

    if (len > 0 && answer_query(server, packet, (size_t)len, false)) {
        (void)sendto(server->udp, server->message.octets, server->message.len,
                     0, (const struct sockaddr *)&peer, peer_len);
    }
}

static bool
receive_all(int fd, uint8_t *out, size_t len)
{
    return recv(fd, out, len, MSG_WAITALL) == (ssize_t)len;
}

static void
send_all(int fd, const uint8_t *octets, size_t len)
{
    while (len > 0) {
        ssize_t sent = send(fd, octets, len, MSG_NOSIGNAL);

        if (sent < 0) {
            return;
        }
        octets += sent;
        len -= (size_t)sent;
    }
}

/* One question a connection, as long as its peer is quick. */
static void
serve_stream(struct zone_server *server, int fd)
{
    uint8_t packet[MAX_QUERY];
    uint8_t prefix[LENGTH_OCTETS];
    size_t len;

    if (!receive_all(fd, prefix, sizeof(prefix))) {
        return;
    }
    len = octets_get_u16(prefix);
    if (len <= sizeof(packet) && receive_all(fd, packet, len) &&
        answer_query(server, packet, len, true)) {
        prefix[0] = (uint8_t)(server->message.len >> 8);
        prefix[1] = (uint8_t)server->message.len;
        send_all(fd, prefix, sizeof(prefix));
        send_all(fd, server->message.octets, server->message.len);
    }
}

static void
serve_connection(struct zone_server *server)
{
    struct timeval patience = {.tv_sec = STREAM_SECONDS};
    int fd = accept(server->tcp, NULL, NULL);

    if (fd < 0) {
        return;
    }
    (void)setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
    (void)setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof(patience));
    serve_stream(server, fd);
    (void)close(fd);
}

/* Until nobody can write to our input any more. */
static void
serve(struct zone_server *server)
{
    struct pollfd fds[] = {
        {.fd = server->input, .events = POLLIN},
        {.fd = server->udp, .events = POLLIN},
        {.fd = server->tcp, .events = POLLIN},
    };

    while (fds[0].revents == 0) {
        if (poll(fds, sizeof(fds) / sizeof(fds[0]), -1) < 0) {
            if (errno != EINTR) {
                return;
            }
            continue;
        }
        if (fds[1].revents != 0) {
            serve_datagram(server);
        }
        if (fds[2].revents != 0) {
            serve_connection(server);
        }
    }
}

/* --- The port ------------------------------------------------------------ */

/* A socket on this port of 127.0.0.1, any for 0; -1 when there is none. */
static int
open_socket(int type, uint16_t port)
{
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_port = htons(port)};
    int fd = socket(AF_INET, type, 0);

    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (fd >= 0 &&
        (bind(fd, (const struct sockaddr *)&address, sizeof(address)) != 0 ||
         (type == SOCK_STREAM && listen(fd, BACKLOG) != 0))) {
        (void)close(fd);
        return -1;
    }
    return fd;
}

/* The system chooses a port for UDP; that of TCP may be taken: 0 then. */
static unsigned
listen_once(struct zone_server *server)
{
    struct sockaddr_in address;
    socklen_t len = sizeof(address);

    server->udp = open_socket(SOCK_DGRAM, 0);
    if (server->udp < 0) {
        return 0;
    }
    if (getsockname(server->udp, (struct sockaddr *)&address, &len) == 0) {
        server->tcp = open_socket(SOCK_STREAM, ntohs(address.sin_port));
        if (server->tcp >= 0) {
            return ntohs(address.sin_port);
        }
    }
    (void)close(server->udp);
    return 0;
}

static unsigned
listen_on_free_port(struct zone_server *server)
{
    unsigned port = 0;
    int i;

    for (i = 0; port == 0 && i < PORT_ATTEMPTS; i++) {
        port = listen_once(server);
    }
    return port;
}

/* --- The child ----------------------------------------------------------- */

static void
become_server(struct zone_server *server, int other_end)
{
    (void)close(other_end);
    if (spfeval_answer_new(NULL, &server->answer) == SPFEVAL_OK) {
        serve(server);
    }
    _exit(0);
}

/* Open what the child needs; false when there is none of it. */
static bool
prepare(struct zone_server *server, struct child *child)
{
    int ends[2];
    unsigned port;

    if (pipe(ends) != 0) {
        return false;
    }
    port = listen_on_free_port(server);
    if (port == 0) {
        (void)close(ends[0]);
        (void)close(ends[1]);
        return false;
    }
    server->input = ends[0];
    child->input = ends[1];
    (void)snprintf(child->address, sizeof(child->address), "127.0.0.1:%u",
                   port);
    return true;
}

bool
zone_server_start(struct child *child, const spfeval_zone *zone)
{
    static struct zone_server server;

    memset(child, 0, sizeof(*child));
    server.zone = zone;
    if (!prepare(&server, child)) {
        return false;
    }
    child->pid = fork();
    if (child->pid == 0) {
        become_server(&server, child->input);
    }
    (void)close(server.input);
    (void)close(server.udp);
    (void)close(server.tcp);
    if (child->pid < 0) {
        (void)close(child->input);
    }
    return child->pid > 0;
}
