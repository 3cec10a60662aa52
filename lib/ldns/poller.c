/* SPDX-License-Identifier: BSD-2-Clause */
#include "ldns/poller.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#ifdef SPFEVAL_HAVE_EPOLL

#include <sys/epoll.h>

enum { BATCH = 64 };

int
spfe_poller_init(struct spfe_poller *poller, const struct spfe_memory *memory)
{
    (void)memory;
    poller->fd = epoll_create1(EPOLL_CLOEXEC);
    return poller->fd < 0 ? SPFEVAL_ERR_RESOLVER : SPFEVAL_OK;
}

void
spfe_poller_clear(struct spfe_poller *poller)
{
    if (poller->fd >= 0) {
        close(poller->fd);
        poller->fd = -1;
    }
}

int
spfe_poller_fd(const struct spfe_poller *poller)
{
    return poller->fd;
}

int
spfe_poller_reserve(struct spfe_poller *poller, uint32_t count)
{
    (void)poller;
    (void)count;
    return SPFEVAL_OK;
}

static bool
control(struct spfe_poller *poller, int operation, struct spfe_poll_slot *slot,
        uint32_t events)
{
    struct epoll_event event = {.events = 0};

    if ((events & SPFE_POLL_READ) != 0) {
        event.events |= EPOLLIN;
    }
    if ((events & SPFE_POLL_WRITE) != 0) {
        event.events |= EPOLLOUT;
    }
    event.data.ptr = slot;
    slot->events = events;
    return epoll_ctl(poller->fd, operation, slot->fd, &event) == 0;
}

bool
spfe_poller_add(struct spfe_poller *poller, struct spfe_poll_slot *slot,
                int fd, uint32_t events)
{
    slot->fd = fd;
    if (!control(poller, EPOLL_CTL_ADD, slot, events)) {
        slot->fd = -1;
        return false;
    }
    return true;
}

bool
spfe_poller_change(struct spfe_poller *poller, struct spfe_poll_slot *slot,
                   uint32_t events)
{
    return control(poller, EPOLL_CTL_MOD, slot, events);
}

void
spfe_poller_remove(struct spfe_poller *poller, struct spfe_poll_slot *slot)
{
    control(poller, EPOLL_CTL_DEL, slot, 0);
    slot->fd = -1;
}

int
spfe_poller_wait(struct spfe_poller *poller, int timeout_ms,
                 struct spfe_poll_slot **ready, int capacity)
{
    struct epoll_event events[BATCH];
    int count = epoll_wait(poller->fd, events,
                           capacity < BATCH ? capacity : BATCH, timeout_ms);
    int i;

    if (count < 0) {
        return errno == EINTR ? 0 : -1;
    }
    for (i = 0; i < count; i++) {
        ready[i] = events[i].data.ptr;
    }
    return count;
}

#else

#include <poll.h>

enum { FIRST_CAPACITY = 16 };

int
spfe_poller_init(struct spfe_poller *poller, const struct spfe_memory *memory)
{
    memset(poller, 0, sizeof(*poller));
    poller->memory = memory;
    return SPFEVAL_OK;
}

void
spfe_poller_clear(struct spfe_poller *poller)
{
    if (poller->memory != NULL) {
        spfe_memory_free(poller->memory, poller->fds);
        spfe_memory_free(poller->memory, poller->slots);
    }
    memset(poller, 0, sizeof(*poller));
}

int
spfe_poller_fd(const struct spfe_poller *poller)
{
    (void)poller;
    return -1;
}

/* The capacity is at most twice the most sockets, which fit 16 bits. */
int
spfe_poller_reserve(struct spfe_poller *poller, uint32_t count)
{
    uint32_t capacity =
        poller->capacity == 0 ? FIRST_CAPACITY : poller->capacity;
    struct spfe_poll_slot **slots;
    struct pollfd *fds;

    if (count <= poller->capacity) {
        return SPFEVAL_OK;
    }
    while (capacity < count) {
        capacity *= 2;
    }
    fds = spfe_memory_alloc(poller->memory, capacity * sizeof(*fds));
    slots = spfe_memory_alloc(poller->memory, capacity * sizeof(*slots));
    if (fds == NULL || slots == NULL) {
        spfe_memory_free(poller->memory, fds);
        spfe_memory_free(poller->memory, slots);
        return SPFEVAL_ERR_NOMEM;
    }
    if (poller->count > 0) {
        memcpy(fds, poller->fds, poller->count * sizeof(*fds));
        memcpy(slots, poller->slots, poller->count * sizeof(*slots));
    }
    spfe_memory_free(poller->memory, poller->fds);
    spfe_memory_free(poller->memory, poller->slots);
    poller->fds = fds;
    poller->slots = slots;
    poller->capacity = capacity;
    return SPFEVAL_OK;
}

bool
spfe_poller_add(struct spfe_poller *poller, struct spfe_poll_slot *slot,
                int fd, uint32_t events)
{
    if (spfe_poller_reserve(poller, poller->count + 1) != SPFEVAL_OK) {
        return false;
    }
    slot->fd = fd;
    slot->index = poller->count++;
    poller->slots[slot->index] = slot;
    poller->fds[slot->index].fd = fd;
    return spfe_poller_change(poller, slot, events);
}

bool
spfe_poller_change(struct spfe_poller *poller, struct spfe_poll_slot *slot,
                   uint32_t events)
{
    short wanted = 0;

    if ((events & SPFE_POLL_READ) != 0) {
        wanted |= POLLIN;
    }
    if ((events & SPFE_POLL_WRITE) != 0) {
        wanted |= POLLOUT;
    }
    slot->events = events;
    poller->fds[slot->index].events = wanted;
    poller->fds[slot->index].revents = 0;
    return true;
}

/* The last one takes its place. */
void
spfe_poller_remove(struct spfe_poller *poller, struct spfe_poll_slot *slot)
{
    uint32_t last;

    slot->fd = -1;
    if (poller->count == 0) { /* cleared */
        return;
    }
    last = --poller->count;
    poller->fds[slot->index] = poller->fds[last];
    poller->slots[slot->index] = poller->slots[last];
    poller->slots[slot->index]->index = slot->index;
}

int
spfe_poller_wait(struct spfe_poller *poller, int timeout_ms,
                 struct spfe_poll_slot **ready, int capacity)
{
    int left = poll(poller->fds, poller->count, timeout_ms);
    int count = 0;
    uint32_t i;

    if (left < 0) {
        return errno == EINTR || errno == EAGAIN ? 0 : -1;
    }
    for (i = 0; i < poller->count && left > 0 && count < capacity; i++) {
        if (poller->fds[i].revents != 0) {
            ready[count++] = poller->slots[i];
            left--;
        }
    }
    return count;
}

#endif
