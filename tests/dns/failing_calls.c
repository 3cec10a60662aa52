/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The plain prototypes are wanted here, without inline functions in their
 * place; those with other types are for C++ and GNU sources.
 */
#undef _GNU_SOURCE
#undef _FORTIFY_SOURCE
#define _DEFAULT_SOURCE 1

#include "dns/failing_calls.h"

#include <errno.h>
#include <fcntl.h>
#include <ldns/ldns.h>
#include <net/if.h>
#include <poll.h>
#include <stddef.h>
#include <string.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

#include "dns/system_calls.h"

#ifdef SPFEVAL_HAVE_EPOLL
#include <sys/epoll.h>
#endif

static struct {
    int call;
    unsigned number; /* 0: none fails */
    int failure;
    bool stays;
    unsigned seen;
    void (*before_connect)(int fd);
    unsigned bad_closes;
    unsigned long totals[CALL_COUNT];
} state;

static const char *const names[CALL_COUNT] = {
    [CALL_BIND] = "bind",
    [CALL_CLOCK_GETTIME] = "clock_gettime",
    [CALL_CLOSE] = "close",
    [CALL_CONNECT] = "connect",
    [CALL_EPOLL_CREATE1] = "epoll_create1",
    [CALL_EPOLL_CTL] = "epoll_ctl",
    [CALL_EPOLL_WAIT] = "epoll_wait",
    [CALL_GETRANDOM] = "getrandom",
    [CALL_GETSOCKOPT] = "getsockopt",
    [CALL_IF_INDEXTONAME] = "if_indextoname",
    [CALL_IF_NAMETOINDEX] = "if_nametoindex",
    [CALL_LDNS_WIRE2DNAME] = "ldns_wire2dname",
    [CALL_OPEN] = "open",
    [CALL_POLL] = "poll",
    [CALL_READ] = "read",
    [CALL_RECV] = "recv",
    [CALL_SEND] = "send",
    [CALL_SOCKET] = "socket",
};

const char *
failing_call_name(int call)
{
    return names[call];
}

void
failing_calls_arm(int call, unsigned number, int failure, bool stays)
{
    state.call = call;
    state.number = number;
    state.failure = failure;
    state.stays = stays;
    state.seen = 0;
}

unsigned
failing_calls_disarm(void)
{
    state.number = 0;
    return state.seen;
}

void
failing_calls_before_connect(void (*hook)(int fd))
{
    state.before_connect = hook;
}

unsigned long
failing_calls_total(int call)
{
    return state.totals[call];
}

unsigned
failing_calls_bad_closes(void)
{
    return state.bad_closes;
}

/* What this call has to do: 0 to work, an errno, which is set, or FAIL_... */
static int
failure_of(int call)
{
    if (state.number == 0 || call != state.call) {
        return 0;
    }
    state.seen++;
    if (state.seen < state.number ||
        (state.seen > state.number && !state.stays)) {
        return 0;
    }
    state.totals[call]++;
    if (state.failure > 0) {
        errno = state.failure;
    }
    return state.failure;
}

static bool
is_stream(int fd)
{
    int type = 0;
    socklen_t len = sizeof(type);

    return system_getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &len) == 0 &&
           type == SOCK_STREAM;
}

/* --- Sockets ------------------------------------------------------------- */

int
socket(int domain, int type, int protocol)
{
    return failure_of(CALL_SOCKET) != 0
               ? -1
               : system_socket(domain, type, protocol);
}

int
bind(int fd, const struct sockaddr *address, socklen_t len)
{
    return failure_of(CALL_BIND) != 0 ? -1 : system_bind(fd, address, len);
}

/* One that is interrupted goes on by itself (POSIX). */
int
connect(int fd, const struct sockaddr *address, socklen_t len)
{
    int failure = failure_of(CALL_CONNECT);

    if (state.before_connect != NULL) {
        state.before_connect(fd);
    }
    if (failure == EINTR) {
        (void)system_connect(fd, address, len);
        errno = EINTR;
    }
    return failure != 0 ? -1 : system_connect(fd, address, len);
}

int
getsockopt(int fd, int level, int name, void *value, socklen_t *len)
{
    return failure_of(CALL_GETSOCKOPT) != 0
               ? -1
               : system_getsockopt(fd, level, name, value, len);
}

ssize_t
send(int fd, const void *octets, size_t len, int flags)
{
    switch (failure_of(CALL_SEND)) {
    case 0:
        return system_send(fd, octets, len, flags);
    case FAIL_SHORT:
        return system_send(fd, octets, is_stream(fd) ? 1 : len, flags);
    case FAIL_ZERO:
        return 0;
    case FAIL_LOST:
        return (ssize_t)len;
    default:
        return -1;
    }
}

ssize_t
recvfrom(int fd, void *out, size_t size, int flags, struct sockaddr *from,
         socklen_t *from_len)
{
    switch (failure_of(CALL_RECV)) {
    case 0:
        break;
    case FAIL_SHORT:
        size = is_stream(fd) ? 1 : size;
        break;
    case FAIL_ZERO:
        return 0;
    default:
        return -1;
    }
    return system_recvfrom(fd, out, size, flags, from, from_len);
}

ssize_t
recv(int fd, void *out, size_t size, int flags)
{
    return recvfrom(fd, out, size, flags, NULL, NULL);
}

/* --- Files --------------------------------------------------------------- */

/* Nothing that is tested makes a file, so there is no mode. */
int
open(const char *path, int flags, ...)
{
    return failure_of(CALL_OPEN) != 0 ? -1 : system_open(path, flags);
}

ssize_t
read(int fd, void *out, size_t size)
{
    switch (failure_of(CALL_READ)) {
    case 0:
        return system_read(fd, out, size);
    case FAIL_SHORT:
        return system_read(fd, out, 1);
    case FAIL_ZERO:
        return 0;
    default:
        return -1;
    }
}

int
close(int fd)
{
    int failure = failure_of(CALL_CLOSE);
    int result = system_close(fd);

    if (result != 0 && errno == EBADF) {
        state.bad_closes++;
    }
    if (failure > 0) {
        errno = failure;
        return -1;
    }
    return result;
}

/* --- Waiting, and the rest ----------------------------------------------- */

#ifdef SPFEVAL_HAVE_EPOLL

int
epoll_create1(int flags)
{
    return failure_of(CALL_EPOLL_CREATE1) != 0 ? -1
                                               : system_epoll_create1(flags);
}

int
epoll_ctl(int fd, int operation, int what, struct epoll_event *event)
{
    return failure_of(CALL_EPOLL_CTL) != 0
               ? -1
               : system_epoll_ctl(fd, operation, what, event);
}

int
epoll_wait(int fd, struct epoll_event *events, int size, int timeout)
{
    switch (failure_of(CALL_EPOLL_WAIT)) {
    case 0:
        return system_epoll_wait(fd, events, size, timeout);
    case FAIL_SHORT:
        return system_epoll_wait(fd, events, 1, timeout);
    case FAIL_ZERO:
        return 0;
    default:
        return -1;
    }
}

#endif

int
poll(struct pollfd *fds, nfds_t count, int timeout)
{
    switch (failure_of(CALL_POLL)) {
    case 0:
        return system_poll(fds, count, timeout);
    case FAIL_ZERO:
        return 0;
    default:
        return -1;
    }
}

int
clock_gettime(clockid_t clock, struct timespec *out)
{
    return failure_of(CALL_CLOCK_GETTIME) != 0
               ? -1
               : system_clock_gettime(clock, out);
}

ssize_t
getrandom(void *out, size_t size, unsigned flags)
{
    switch (failure_of(CALL_GETRANDOM)) {
    case 0:
        return system_getrandom(out, size, flags);
    case FAIL_SHORT:
        return system_getrandom(out, 1, flags);
    case FAIL_ZERO:
        return 0;
    case FAIL_KNOWN:
        memset(out, FAIL_KNOWN_OCTET, size);
        return (ssize_t)size;
    default:
        return -1;
    }
}

unsigned
if_nametoindex(const char *name)
{
    return failure_of(CALL_IF_NAMETOINDEX) != 0 ? 0
                                                : system_if_nametoindex(name);
}

char *
if_indextoname(unsigned index, char name[IF_NAMESIZE])
{
    return failure_of(CALL_IF_INDEXTONAME) != 0
               ? NULL
               : system_if_indextoname(index, name);
}

ldns_status
ldns_wire2dname(ldns_rdf **name, const uint8_t *wire, size_t max, size_t *at)
{
    int failure = failure_of(CALL_LDNS_WIRE2DNAME);

    return failure != 0 ? (ldns_status)failure
                        : system_ldns_wire2dname(name, wire, max, at);
}
