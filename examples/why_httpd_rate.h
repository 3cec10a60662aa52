/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * How many requests came from a client within a minute. The table has a fixed
 * size: a crowd of clients makes it forget some, and never grow.
 */
#ifndef WHY_HTTPD_RATE_H
#define WHY_HTTPD_RATE_H

#include <pthread.h>
#include <stdint.h>
#include <sys/socket.h>

enum { RATE_SETS = 1024, RATE_WAYS = 4 };

struct rate_entry {
    uint64_t client; /* an IPv4 address, or the network of an IPv6 address */
    int64_t since;   /* seconds; when the minute began */
    uint32_t count;  /* 0: free */
};

struct rate {
    pthread_mutex_t lock;
    uint32_t limit;
    uint64_t secret; /* nobody can choose whom he shares a set with */
    struct rate_entry entries[RATE_SETS][RATE_WAYS];
};

/* Begin; 0 is no limit. Returns 0, or -1 when the system refuses. */
int rate_init(struct rate *rate, uint32_t limit);

/* Count a request. Returns 0, or the seconds to wait before the next. */
unsigned rate_count(struct rate *rate, const struct sockaddr *client);

void rate_clear(struct rate *rate);

#endif
