/* SPDX-License-Identifier: BSD-2-Clause */
#include "network.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <spfeval/resolver_ldns.h>

#include "clock.h"
#include "exit_code.h"
#include "message.h"

#define RESOLV_CONF "/etc/resolv.conf"

/* What the library's own bounds allow an answer on average: 16 MiB. */
enum { CACHE_ENTRIES = 10000, CACHE_KIB = 16384, CACHE_KIB_MAX = 4194304 };

struct network {
    spfeval_stub *stub;
    spfeval_cache *cache;   /* or NULL */
    spfeval_answer *answer; /* the last one that the cache gave or took */
    bool learns; /* for SPFEVAL_PREFETCH_GRAPH; otherwise it is no use */
};

bool
network_is_there(void)
{
    return true;
}

/* --- Opening --------------------------------------------------------------- */

static int
add_servers(const struct dns_settings *settings, const char *command,
            spfeval_stub *stub)
{
    uint32_t i;

    for (i = 0; i < settings->server_count; i++) {
        const char *server = settings->servers[i];
        int status = spfeval_stub_add_server(stub, server, strlen(server));

        if (status == SPFEVAL_ERR_SYNTAX) {
            return message_usage(command,
                                 "--server: '%s' is not an address, or "
                                 "address and port",
                                 server);
        }
        if (status != SPFEVAL_OK) {
            return message_status("--server", status);
        }
    }
    return 0;
}

static int
read_system(spfeval_stub *stub)
{
    int status = spfeval_stub_read_resolv_conf(stub, RESOLV_CONF);

    if (status == SPFEVAL_ERR_RESOLVER) {
        message_print("%s: cannot be read, or is too large", RESOLV_CONF);
        return EXIT_CODE_NO_INPUT;
    }
    return status == SPFEVAL_OK ? 0 : message_status(RESOLV_CONF, status);
}

static int
set_up_stub(const struct dns_settings *settings, const char *command,
            spfeval_stub *stub)
{
    int status = SPFEVAL_OK;
    int code;

    code = settings->server_count > 0 ? add_servers(settings, command, stub)
                                      : read_system(stub);
    if (code != 0) {
        return code;
    }
    if (settings->has_timeout) {
        status = spfeval_stub_set_u32(stub, SPFEVAL_STUB_OPTION_TIMEOUT_MS,
                                      settings->timeout_ms);
    }
    if (status == SPFEVAL_OK && settings->tcp) {
        status = spfeval_stub_set_u32(stub, SPFEVAL_STUB_OPTION_USE_TCP, 1);
    }
    return status == SPFEVAL_OK ? 0 : message_status("DNS", status);
}

static int
make_cache(struct network *network, uint32_t entries)
{
    uint64_t kib = (uint64_t)entries * CACHE_KIB / CACHE_ENTRIES;
    int status;

    if (kib < CACHE_KIB) {
        kib = CACHE_KIB;
    } else if (kib > CACHE_KIB_MAX) {
        kib = CACHE_KIB_MAX;
    }
    status = spfeval_answer_new(NULL, &network->answer);
    if (status == SPFEVAL_OK) {
        status = spfeval_cache_new(NULL, &network->cache);
    }
    if (status == SPFEVAL_OK) {
        status = spfeval_cache_set_u32(
            network->cache, SPFEVAL_CACHE_OPTION_MAX_ENTRIES, entries);
    }
    if (status == SPFEVAL_OK) {
        status = spfeval_cache_set_u32(
            network->cache, SPFEVAL_CACHE_OPTION_MAX_KIB, (uint32_t)kib);
    }
    return status == SPFEVAL_OK ? 0 : message_status("--cache", status);
}

int
network_open(const struct settings *settings, const char *command,
             uint32_t cache_entries, struct network **out)
{
    struct network *network = calloc(1, sizeof(*network));
    int status;
    int code;

    if (network == NULL) {
        return message_no_memory();
    }
    status = spfeval_stub_new(NULL, &network->stub);
    code = status == SPFEVAL_OK
               ? set_up_stub(&settings->dns, command, network->stub)
               : message_status("DNS", status);
    if (code == 0 && cache_entries > 0) {
        code = make_cache(network, cache_entries);
        network->learns = settings->dns.has_prefetch &&
                          settings->dns.prefetch == SPFEVAL_PREFETCH_GRAPH;
    }
    if (code != 0) {
        network_close(network);
        return code;
    }
    *out = network;
    return 0;
}

void
network_close(struct network *network)
{
    if (network == NULL) {
        return;
    }
    spfeval_stub_free(network->stub);
    spfeval_answer_free(network->answer);
    spfeval_cache_free(network->cache);
    free(network);
}

/* --- Questions and answers ------------------------------------------------- */

static bool
recall(struct network *network, const spfeval_query *query, int64_t now)
{
    size_t len;
    const char *name = spfeval_query_get_name(query, &len);

    return network->cache != NULL &&
           spfeval_cache_lookup(network->cache, spfeval_query_get_type(query),
                                name, len, now, network->answer) == SPFEVAL_OK;
}

int
network_ask(struct network *network, const spfeval_query *query,
            void *user_data, int64_t now, const spfeval_answer **out)
{
    size_t len;
    const char *name = spfeval_query_get_name(query, &len);
    int status;

    if (recall(network, query, now)) {
        *out = network->answer;
        return SPFEVAL_OK;
    }
    /* The query comes back as the number. */
    status =
        spfeval_stub_ask(network->stub, spfeval_query_get_type(query), name,
                         len, user_data, (uint64_t)(uintptr_t)query);
    return status == SPFEVAL_OK ? SPFEVAL_ERR_NOT_FOUND : status;
}

void
network_forget(struct network *network, void *user_data)
{
    (void)spfeval_stub_cancel(network->stub, user_data);
}

/* Keep an answer; the one to use is the one that is kept, if it can be. */
static const spfeval_answer *
keep(struct network *network, const spfeval_query *query, int64_t now,
     const spfeval_answer *answer)
{
    size_t len;
    const char *name = spfeval_query_get_name(query, &len);

    if (network->cache == NULL) {
        return answer;
    }
    /* Another check that waited for it may have had it before. */
    if (recall(network, query, now)) {
        return network->answer;
    }
    if (spfeval_answer_set_from(network->answer, answer) != SPFEVAL_OK) {
        return answer;
    }
    (void)spfeval_cache_store(network->cache, spfeval_query_get_type(query),
                              name, len, now, network->answer);
    return network->answer;
}

bool
network_next(struct network *network, int64_t now, struct network_reply *out)
{
    spfeval_stub_answer answer = {.struct_size = sizeof(answer)};

    if (spfeval_stub_next_answer(network->stub, &answer) != SPFEVAL_OK) {
        return false;
    }
    out->user_data = answer.user_data;
    out->query = (const spfeval_query *)(uintptr_t)answer.number;
    out->answer = keep(network, out->query, now, answer.answer);
    out->elapsed_ms = answer.elapsed_ms;
    return true;
}

void
network_prime(struct network *network, spfeval_check *check)
{
    if (network->learns) {
        (void)spfeval_cache_prime(network->cache, check);
    }
}

void
network_learn(struct network *network, const spfeval_check *check)
{
    if (network->learns) { /* without memory it forgets */
        (void)spfeval_cache_learn(network->cache, check);
    }
}

/* --- Waiting --------------------------------------------------------------- */

int
network_timeout(const struct network *network)
{
    return spfeval_stub_get_timeout(network->stub);
}

static int
poll_some(struct pollfd *fds, size_t count, int timeout_ms)
{
    if (poll(fds, (nfds_t)count, timeout_ms) < 0) {
        size_t i;

        if (errno != EINTR) {
            return SPFEVAL_ERR_RESOLVER;
        }
        for (i = 0; i < count; i++) {
            fds[i].revents = 0;
        }
    }
    return SPFEVAL_OK;
}

static short
poll_events(uint32_t events)
{
    return (short)(((events & SPFEVAL_STUB_READ) != 0 ? POLLIN : 0) |
                   ((events & SPFEVAL_STUB_WRITE) != 0 ? POLLOUT : 0));
}

/* List all sockets of the stub; where the system has no epoll. */
static int
list_sockets(const struct network *network, struct pollfd **out,
             size_t *out_count)
{
    spfeval_stub_fd *sockets;
    struct pollfd *fds;
    size_t count = 0;
    size_t i;

    (void)spfeval_stub_get_fds(network->stub, NULL, 0, &count);
    sockets = calloc(count + 1, sizeof(*sockets));
    fds = calloc(count + 1, sizeof(*fds));
    if (sockets == NULL || fds == NULL) {
        free(sockets);
        free(fds);
        return SPFEVAL_ERR_NOMEM;
    }
    (void)spfeval_stub_get_fds(network->stub, sockets, count, &count);
    for (i = 0; i < count; i++) {
        fds[i].fd = sockets[i].fd;
        fds[i].events = poll_events(sockets[i].events);
    }
    free(sockets);
    *out = fds;
    *out_count = count;
    return SPFEVAL_OK;
}

static int
poll_sockets(const struct network *network, struct pollfd *other,
             int timeout_ms)
{
    struct pollfd *fds = NULL;
    size_t count = 0;
    int status = list_sockets(network, &fds, &count);

    if (status != SPFEVAL_OK) {
        return status;
    }
    fds[count] = *other;
    status = poll_some(fds, count + 1, timeout_ms);
    other->revents = fds[count].revents;
    free(fds);
    return status;
}

int
network_poll(const struct network *network, struct pollfd *other,
             int timeout_ms)
{
    struct pollfd fds[2];
    int status;

    fds[0].fd = spfeval_stub_get_fd(network->stub);
    fds[0].events = POLLIN;
    fds[1] = *other;
    if (fds[0].fd < 0) {
        return poll_sockets(network, other, timeout_ms);
    }
    status = poll_some(fds, 2, timeout_ms);
    other->revents = fds[1].revents;
    return status;
}

int
network_process(struct network *network)
{
    return spfeval_stub_process(network->stub);
}

int
network_lookup(struct network *network, int type, const char *name,
               size_t name_len, int64_t end, spfeval_answer *answer)
{
    spfeval_stub_answer reply = {.struct_size = sizeof(reply)};
    int status =
        spfeval_stub_ask(network->stub, type, name, name_len, network, 0);

    while (status == SPFEVAL_OK) {
        struct pollfd none = {.fd = -1};
        int64_t left = end - clock_read();
        int timeout = network_timeout(network);

        if (spfeval_stub_next_answer(network->stub, &reply) == SPFEVAL_OK) {
            return spfeval_answer_set_from(answer, reply.answer);
        }
        if (left <= 0) {
            network_forget(network, network);
            return spfeval_answer_set_failure(answer, SPFEVAL_FAILURE_TIMEOUT);
        }
        if (timeout < 0 || timeout > left) {
            timeout = (int)left;
        }
        status = network_poll(network, &none, timeout);
        if (status == SPFEVAL_OK) {
            status = network_process(network);
        }
    }
    return status;
}
