/* SPDX-License-Identifier: BSD-2-Clause */
#include "why_httpd_rate.h"

#include <netinet/in.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>

enum { MINUTE = 60 };

int
rate_init(struct rate *rate, uint32_t limit)
{
    rate->limit = limit;
    if (getrandom(&rate->secret, sizeof(rate->secret), 0) !=
        (ssize_t)sizeof(rate->secret)) {
        return -1;
    }
    return pthread_mutex_init(&rate->lock, NULL) == 0 ? 0 : -1;
}

void
rate_clear(struct rate *rate)
{
    pthread_mutex_destroy(&rate->lock);
}

/* One customer has a whole IPv6 /64 to choose addresses from. */
static uint64_t
client_of(const struct sockaddr *address)
{
    uint64_t client = 0;

    if (address != NULL && address->sa_family == AF_INET6) {
        struct sockaddr_in6 ip6;

        memcpy(&ip6, address, sizeof(ip6));
        memcpy(&client, &ip6.sin6_addr, sizeof(client));
    } else if (address != NULL && address->sa_family == AF_INET) {
        struct sockaddr_in ip4;

        memcpy(&ip4, address, sizeof(ip4));
        client = ip4.sin_addr.s_addr;
    }
    return client;
}

static size_t
set_of(const struct rate *rate, uint64_t client)
{
    uint64_t hash = client ^ rate->secret;

    hash = (hash ^ hash >> 33) * 0xff51afd7ed558ccdu;
    hash = (hash ^ hash >> 33) * 0xc4ceb9fe1a85ec53u;
    return (size_t)((hash ^ hash >> 33) % RATE_SETS);
}

/* Find the client's entry, or the one that began first. */
static struct rate_entry *
find_entry(struct rate_entry *set, uint64_t client, int64_t now)
{
    struct rate_entry *oldest = &set[0];
    int i;

    for (i = 0; i < RATE_WAYS; i++) {
        if (set[i].count > 0 && set[i].client == client) {
            oldest = &set[i];
            break;
        }
        if (set[i].count == 0 ||
            (oldest->count > 0 && set[i].since < oldest->since)) {
            oldest = &set[i];
        }
    }
    if (oldest->count == 0 || oldest->client != client ||
        now - oldest->since >= MINUTE) {
        *oldest = (struct rate_entry){.client = client, .since = now};
    }
    return oldest;
}

unsigned
rate_count(struct rate *rate, const struct sockaddr *client)
{
    uint64_t who = client_of(client);
    struct rate_entry *entry;
    struct timespec now = {0};
    unsigned wait = 0;

    if (rate->limit == 0) {
        return 0;
    }
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    (void)pthread_mutex_lock(&rate->lock);
    entry = find_entry(rate->entries[set_of(rate, who)], who, now.tv_sec);
    if (entry->count >= rate->limit) {
        wait = (unsigned)(entry->since + MINUTE - now.tv_sec);
    } else {
        entry->count++;
    }
    (void)pthread_mutex_unlock(&rate->lock);
    return wait;
}
