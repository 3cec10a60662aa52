/* SPDX-License-Identifier: BSD-2-Clause */
#include "dns/system_calls.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Where 64 bits for the time are a choice, it has another name (glibc). */
#if defined(__USE_TIME_BITS64) && defined(__TIMESIZE) && __TIMESIZE == 32
#define CLOCK_GETTIME "__clock_gettime64"
#else
#define CLOCK_GETTIME "clock_gettime"
#endif

/* A pointer to a function is no void *; POSIX says that it fits into one. */
static void
find(void *out, const char *name)
{
    void *found = dlsym(RTLD_NEXT, name);

    if (found == NULL) {
        (void)fprintf(stderr, "# the system has no %s\n", name);
        abort();
    }
    memcpy(out, &found, sizeof(found));
}

int
system_socket(int domain, int type, int protocol)
{
    static int (*original)(int domain, int type, int protocol);

    if (original == NULL) {
        find(&original, "socket");
    }
    return original(domain, type, protocol);
}

int
system_bind(int fd, const struct sockaddr *address, socklen_t len)
{
    static int (*original)(int fd, const struct sockaddr *address,
                           socklen_t len);

    if (original == NULL) {
        find(&original, "bind");
    }
    return original(fd, address, len);
}

int
system_connect(int fd, const struct sockaddr *address, socklen_t len)
{
    static int (*original)(int fd, const struct sockaddr *address,
                           socklen_t len);

    if (original == NULL) {
        find(&original, "connect");
    }
    return original(fd, address, len);
}

int
system_getsockopt(int fd, int level, int name, void *value, socklen_t *len)
{
    static int (*original)(int fd, int level, int name, void *value,
                           socklen_t *len);

    if (original == NULL) {
        find(&original, "getsockopt");
    }
    return original(fd, level, name, value, len);
}

ssize_t
system_send(int fd, const void *octets, size_t len, int flags)
{
    static ssize_t (*original)(int fd, const void *octets, size_t len,
                               int flags);

    if (original == NULL) {
        find(&original, "send");
    }
    return original(fd, octets, len, flags);
}

ssize_t
system_recvfrom(int fd, void *out, size_t size, int flags,
                struct sockaddr *from, socklen_t *from_len)
{
    static ssize_t (*original)(int fd, void *out, size_t size, int flags,
                               struct sockaddr *from, socklen_t *from_len);

    if (original == NULL) {
        find(&original, "recvfrom");
    }
    return original(fd, out, size, flags, from, from_len);
}

int
system_open(const char *path, int flags)
{
    static int (*original)(const char *path, int flags, ...);

    if (original == NULL) {
        find(&original, "open");
    }
    return original(path, flags);
}

ssize_t
system_read(int fd, void *out, size_t size)
{
    static ssize_t (*original)(int fd, void *out, size_t size);

    if (original == NULL) {
        find(&original, "read");
    }
    return original(fd, out, size);
}

int
system_close(int fd)
{
    static int (*original)(int fd);

    if (original == NULL) {
        find(&original, "close");
    }
    return original(fd);
}

#ifdef SPFEVAL_HAVE_EPOLL

int
system_epoll_create1(int flags)
{
    static int (*original)(int flags);

    if (original == NULL) {
        find(&original, "epoll_create1");
    }
    return original(flags);
}

int
system_epoll_ctl(int fd, int operation, int what, struct epoll_event *event)
{
    static int (*original)(int fd, int operation, int what,
                           struct epoll_event *event);

    if (original == NULL) {
        find(&original, "epoll_ctl");
    }
    return original(fd, operation, what, event);
}

int
system_epoll_wait(int fd, struct epoll_event *events, int size, int timeout)
{
    static int (*original)(int fd, struct epoll_event *events, int size,
                           int timeout);

    if (original == NULL) {
        find(&original, "epoll_wait");
    }
    return original(fd, events, size, timeout);
}

#endif

int
system_poll(struct pollfd *fds, nfds_t count, int timeout)
{
    static int (*original)(struct pollfd * fds, nfds_t count, int timeout);

    if (original == NULL) {
        find(&original, "poll");
    }
    return original(fds, count, timeout);
}

int
system_clock_gettime(clockid_t clock, struct timespec *out)
{
    static int (*original)(clockid_t clock, struct timespec * out);

    if (original == NULL) {
        find(&original, CLOCK_GETTIME);
    }
    return original(clock, out);
}

ssize_t
system_getrandom(void *out, size_t size, unsigned flags)
{
    static ssize_t (*original)(void *out, size_t size, unsigned flags);

    if (original == NULL) {
        find(&original, "getrandom");
    }
    return original(out, size, flags);
}

unsigned
system_if_nametoindex(const char *name)
{
    static unsigned (*original)(const char *name);

    if (original == NULL) {
        find(&original, "if_nametoindex");
    }
    return original(name);
}

char *
system_if_indextoname(unsigned index, char *name)
{
    static char *(*original)(unsigned index, char *name);

    if (original == NULL) {
        find(&original, "if_indextoname");
    }
    return original(index, name);
}

ldns_status
system_ldns_wire2dname(ldns_rdf **name, const uint8_t *wire, size_t max,
                       size_t *at)
{
    static ldns_status (*original)(ldns_rdf * *name, const uint8_t *wire,
                                   size_t max, size_t *at);

    if (original == NULL) {
        find(&original, "ldns_wire2dname");
    }
    return original(name, wire, max, at);
}
