/* SPDX-License-Identifier: BSD-2-Clause */
#include "ldns/sockets.h"

#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <unistd.h>

#include "ldns/stub.h"

/* How long a port may be in use; see the header. */
enum { MOST_QUESTIONS = 16, MOST_MS = 5000 };
enum { MOST_SPARE = 256, FIRST_PORT = 1024, MOST_BINDS = 8 };

/* --- Memory -------------------------------------------------------------- */

void
spfe_sockets_init(struct spfe_sockets *sockets)
{
    spfe_list_init(&sockets->spare);
}

static struct spfe_socket *
first_spare(struct spfe_sockets *sockets)
{
    return spfe_list_is_empty(&sockets->spare)
               ? NULL
               : SPFE_LIST_ENTRY(sockets->spare.next, struct spfe_socket,
                                 link);
}

static void
free_spare(struct spfeval_stub *stub, uint32_t keep)
{
    struct spfe_sockets *sockets = &stub->sockets;
    struct spfe_socket *spare;

    while (sockets->made - sockets->open > keep &&
           (spare = first_spare(sockets)) != NULL) {
        spfe_list_remove(&spare->link);
        spfe_memory_free(&stub->memory, spare);
        sockets->made--;
    }
}

int
spfe_sockets_reserve(struct spfeval_stub *stub, uint32_t count)
{
    struct spfe_sockets *sockets = &stub->sockets;

    while (sockets->made < count) {
        struct spfe_socket *spare =
            spfe_memory_alloc(&stub->memory, sizeof(*spare));

        if (spare == NULL) {
            return SPFEVAL_ERR_NOMEM;
        }
        spfe_list_append(&sockets->spare, &spare->link);
        sockets->made++;
    }
    return spfe_poller_reserve(&stub->poller, count);
}

void
spfe_sockets_trim(struct spfeval_stub *stub)
{
    free_spare(stub, MOST_SPARE);
}

/* --- What is idle -------------------------------------------------------- */

uint32_t
spfe_sockets_in_use(const struct spfeval_stub *stub)
{
    return stub->sockets.open - stub->sockets.idle_count;
}

bool
spfe_sockets_has_room(const struct spfeval_stub *stub)
{
    return spfe_sockets_in_use(stub) <
           spfe_stub_option(stub, SPFEVAL_STUB_OPTION_MAX_SOCKETS);
}

void
spfe_sockets_close(struct spfeval_stub *stub, struct spfe_socket *socket)
{
    int fd = socket->slot.fd;

    spfe_poller_remove(&stub->poller, &socket->slot);
    close(fd);
    spfe_list_append(&stub->sockets.spare, &socket->link);
    stub->sockets.open--;
    stub->starved = false;
}

/* The last one takes its place. */
static struct spfe_socket *
remove_idle(struct spfe_sockets *sockets, uint32_t index)
{
    struct spfe_socket *socket = sockets->idle[index];

    sockets->idle[index] = sockets->idle[--sockets->idle_count];
    return socket;
}

static void
close_idle(struct spfeval_stub *stub, uint32_t keep)
{
    struct spfe_sockets *sockets = &stub->sockets;

    while (sockets->idle_count > keep) {
        spfe_sockets_close(stub,
                           remove_idle(sockets, sockets->idle_count - 1));
    }
}

void
spfe_sockets_clear(struct spfeval_stub *stub)
{
    close_idle(stub, 0);
    free_spare(stub, 0);
}

/* Without random numbers nothing is taken: a new socket fails likewise. */
static uint32_t
choose(struct spfeval_stub *stub, uint32_t count)
{
    uint16_t number = 0;

    return spfe_random_fill(&stub->random, &number, sizeof(number))
               ? number % count
               : 0;
}

struct spfe_socket *
spfe_sockets_take(struct spfeval_stub *stub, struct spfe_flight *flight,
                  uint32_t server)
{
    struct spfe_sockets *sockets = &stub->sockets;
    uint32_t left = sockets->idle_count;
    uint32_t index = left > 0 ? choose(stub, left) : 0;

    for (; left > 0; left--) {
        struct spfe_socket *socket;

        index = index < sockets->idle_count ? index : 0;
        socket = sockets->idle[index];
        if (stub->now - socket->opened >= MOST_MS) {
            spfe_sockets_close(stub, remove_idle(sockets, index));
        } else if (socket->server == server) {
            remove_idle(sockets, index);
            socket->flight = flight;
            socket->questions++;
            socket->is_good = false;
            return socket;
        } else {
            index++;
        }
    }
    return NULL;
}

void
spfe_sockets_rest(struct spfeval_stub *stub)
{
    if (spfe_sockets_in_use(stub) == 0 && spfe_list_is_empty(&stub->queue) &&
        spfe_list_is_empty(&stub->answers)) {
        close_idle(stub, 0);
    }
}

static bool
may_serve_on(const struct spfe_socket *socket)
{
    return socket->is_good && !socket->is_worn &&
           socket->questions < MOST_QUESTIONS;
}

void
spfe_sockets_give_back(struct spfeval_stub *stub, struct spfe_socket *socket)
{
    struct spfe_sockets *sockets = &stub->sockets;

    socket->flight = NULL;
    if (may_serve_on(socket) && sockets->idle_count < SPFE_SOCKETS_IDLE) {
        sockets->idle[sockets->idle_count++] = socket;
        stub->starved = false;
    } else {
        spfe_sockets_close(stub, socket);
    }
    spfe_sockets_rest(stub);
}

void
spfe_sockets_idle_ready(struct spfeval_stub *stub, struct spfe_socket *socket)
{
    struct spfe_sockets *sockets = &stub->sockets;
    uint32_t index = 0;

    if (recv(socket->slot.fd, stub->packet, sizeof(stub->packet), 0) >= 0) {
        stub->counters[SPFEVAL_STUB_COUNTER_DROPPED]++;
    }
    while (sockets->idle[index] != socket) {
        index++;
    }
    spfe_sockets_close(stub, remove_idle(sockets, index));
}

/* --- What is new --------------------------------------------------------- */

static int
bind_port(int fd, int family, uint16_t port)
{
    struct sockaddr_in v4 = {.sin_family = AF_INET};
    struct sockaddr_in6 v6 = {.sin6_family = AF_INET6};

    if (family == AF_INET6) {
        v6.sin6_port = htons(port);
        return bind(fd, (const struct sockaddr *)&v6, sizeof(v6));
    }
    v4.sin_port = htons(port);
    return bind(fd, (const struct sockaddr *)&v4, sizeof(v4));
}

/*
 * Kernels choose from a part of the ports only, and some in order. When none
 * of ours is free, connect() lets the kernel choose.
 */
static bool
bind_random(struct spfeval_stub *stub, int fd, int family)
{
    unsigned tries;

    for (tries = 0; tries < MOST_BINDS; tries++) {
        uint16_t port;

        do {
            if (!spfe_random_fill(&stub->random, &port, sizeof(port))) {
                return false;
            }
        } while (port < FIRST_PORT);
        if (bind_port(fd, family, port) == 0) {
            return true;
        }
    }
    return true;
}

/*
 * An interrupted connect() goes on by itself over TCP. Over UDP it is made
 * again: a socket that is not connected would take answers from anybody.
 */
static int
connect_once(int fd, const struct spfe_server *server, int type)
{
    const int most_interruptions = 8;
    int interruptions = 0;
    int status;

    do {
        status = connect(fd, (const struct sockaddr *)&server->address,
                         server->len);
    } while (status != 0 && errno == EINTR && type == SOCK_DGRAM &&
             ++interruptions < most_interruptions);
    return status;
}

static bool
connect_to(struct spfeval_stub *stub, int fd, const struct spfe_server *server,
           int type)
{
    if (type == SOCK_DGRAM &&
        !bind_random(stub, fd, server->address.ss_family)) {
        return false;
    }
    return connect_once(fd, server, type) == 0 ||
           (type == SOCK_STREAM && (errno == EINPROGRESS || errno == EINTR));
}

static bool
is_exhausted(int error)
{
    return error == EMFILE || error == ENFILE || error == ENOMEM ||
           error == ENOBUFS;
}

/* What is idle makes room: within our own bound, and within the system's. */
static int
open_descriptor(struct spfeval_stub *stub, int family, int type)
{
    uint32_t most = spfe_stub_option(stub, SPFEVAL_STUB_OPTION_MAX_SOCKETS);
    uint32_t idle = stub->sockets.idle_count;
    int fd;

    if (idle > 0 && stub->sockets.open >= most) {
        close_idle(stub, idle - 1);
    }
    for (;;) {
        fd = socket(family, type | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
        idle = stub->sockets.idle_count;
        if (fd >= 0 || idle == 0 || !is_exhausted(errno)) {
            return fd;
        }
        close_idle(stub, idle - 1);
    }
}

/* Memory was reserved, unless more sockets are allowed since. */
static struct spfe_socket *
add_socket(struct spfeval_stub *stub, int fd, int type)
{
    struct spfe_socket *socket = NULL;
    struct spfe_list link;

    if (spfe_sockets_reserve(stub, stub->sockets.open + 1) == SPFEVAL_OK) {
        socket = first_spare(&stub->sockets);
    }
    if (socket == NULL) {
        stub->nomem = true;
        return NULL;
    }
    link = socket->link;
    memset(socket, 0, sizeof(*socket));
    socket->link = link;
    if (!spfe_poller_add(&stub->poller, &socket->slot, fd,
                         type == SOCK_STREAM ? SPFE_POLL_WRITE
                                             : SPFE_POLL_READ)) {
        return NULL;
    }
    spfe_list_remove(&socket->link);
    socket->opened = stub->now;
    socket->batch = stub->sockets.batch;
    socket->questions = 1;
    stub->sockets.open++;
    return socket;
}

enum spfe_socket_status
spfe_sockets_open(struct spfeval_stub *stub, struct spfe_flight *flight,
                  uint32_t server, int type, struct spfe_socket **out)
{
    const struct spfe_server *to = &stub->servers[server];
    int fd = open_descriptor(stub, to->address.ss_family, type);
    struct spfe_socket *socket;

    if (fd < 0) {
        return is_exhausted(errno) ? SPFE_SOCKET_LATER : SPFE_SOCKET_FAILED;
    }
    if (!connect_to(stub, fd, to, type)) {
        close(fd);
        return SPFE_SOCKET_FAILED;
    }
    socket = add_socket(stub, fd, type);
    if (socket == NULL) {
        close(fd);
        return SPFE_SOCKET_LATER;
    }
    socket->flight = flight;
    socket->server = server;
    *out = socket;
    return SPFE_SOCKET_OPEN;
}
