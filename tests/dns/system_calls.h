/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The functions of the system and of libldns, also where the program has its
 * own of the same name.
 */
#ifndef TESTS_DNS_SYSTEM_CALLS_H
#define TESTS_DNS_SYSTEM_CALLS_H

#include <ldns/ldns.h>
#include <poll.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <time.h>

#ifdef SPFEVAL_HAVE_EPOLL
#include <sys/epoll.h>
#endif

int system_socket(int domain, int type, int protocol);
int system_bind(int fd, const struct sockaddr *address, socklen_t len);
int system_connect(int fd, const struct sockaddr *address, socklen_t len);
int system_getsockopt(int fd, int level, int name, void *value,
                      socklen_t *len);
ssize_t system_send(int fd, const void *octets, size_t len, int flags);
ssize_t system_recvfrom(int fd, void *out, size_t size, int flags,
                        struct sockaddr *from, socklen_t *from_len);
int system_open(const char *path, int flags);
ssize_t system_read(int fd, void *out, size_t size);
int system_close(int fd);
#ifdef SPFEVAL_HAVE_EPOLL
int system_epoll_create1(int flags);
int system_epoll_ctl(int fd, int operation, int what,
                     struct epoll_event *event);
int system_epoll_wait(int fd, struct epoll_event *events, int size,
                      int timeout);
#endif
int system_poll(struct pollfd *fds, nfds_t count, int timeout);
int system_clock_gettime(clockid_t clock, struct timespec *out);
ssize_t system_getrandom(void *out, size_t size, unsigned flags);
unsigned system_if_nametoindex(const char *name);
char *system_if_indextoname(unsigned index, char *name);
ldns_status system_ldns_wire2dname(ldns_rdf **name, const uint8_t *wire,
                                   size_t max, size_t *at);

#endif
