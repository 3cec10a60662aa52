/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What a compiler calls with _FORTIFY_SOURCE instead of the functions in
 * failing_calls.c, for a library that was built with it.
 */
#undef _GNU_SOURCE
#undef _FORTIFY_SOURCE
#define _DEFAULT_SOURCE 1

#include <fcntl.h>
#include <poll.h>
#include <stddef.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <unistd.h>

/* The room is known there. */
ssize_t __recv_chk(int fd, void *out, size_t size, size_t room, int flags);
ssize_t __recvfrom_chk(int fd, void *out, size_t size, size_t room, int flags,
                       struct sockaddr *from, socklen_t *from_len);
ssize_t __read_chk(int fd, void *out, size_t size, size_t room);
int __open_2(const char *path, int flags);
int __poll_chk(struct pollfd *fds, nfds_t count, int timeout, size_t room);

ssize_t
__recv_chk(int fd, void *out, size_t size, size_t room, int flags)
{
    return recv(fd, out, size < room ? size : room, flags);
}

ssize_t
__recvfrom_chk(int fd, void *out, size_t size, size_t room, int flags,
               struct sockaddr *from, socklen_t *from_len)
{
    return recvfrom(fd, out, size < room ? size : room, flags, from, from_len);
}

ssize_t
__read_chk(int fd, void *out, size_t size, size_t room)
{
    return read(fd, out, size < room ? size : room);
}

int
__open_2(const char *path, int flags)
{
    return open(path, flags);
}

int
__poll_chk(struct pollfd *fds, nfds_t count, int timeout, size_t room)
{
    (void)room;
    return poll(fds, count, timeout);
}
