/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A workload from a seed: policies with the shape of real ones, and mails
 * whose result follows from how they were made.
 */
#ifndef TESTS_BENCH_GENERATE_H
#define TESTS_BENCH_GENERATE_H

#include <stdint.h>
#include <stdio.h>

enum { POOL_SIZE = 64, ADDRESS_TEXT = 64, NAME_TEXT = 128 };

/* Addresses that a policy lets pass, as text. */
struct pool {
    unsigned count;
    char addresses[POOL_SIZE][ADDRESS_TEXT];
};

/* Text of a record that grows. */
struct policy {
    char text[1024];
    unsigned len;
};

struct generator {
    FILE *zone;
    FILE *queries;
    uint64_t state;
    /* Who sends for others: the names of their records, and their pools. */
    struct pool suite_o, cloud_a, news_m, bulk_s, suite_g, crm;
};

/* A sender domain, and what it says of mails. */
struct sender {
    const char *shape;
    char domain[NAME_TEXT];
    struct pool pool;
    const char *pass;      /* the result for an address of the pool */
    const char *otherwise; /* the result for any other address */
};

/* --- Chance and addresses (generate_random.c) ---------------------------- */

/* 0 to below limit. */
unsigned generate_below(struct generator *gen, unsigned limit);

/* An IPv4 address in text, of a network that no stranger has. */
void generate_address(struct generator *gen, char out[ADDRESS_TEXT]);
void generate_address6(struct generator *gen, char out[ADDRESS_TEXT]);

/* An address that no policy of the workload names. */
void generate_stranger(struct generator *gen, char out[ADDRESS_TEXT]);

void pool_add(struct pool *pool, const char *address);
void pool_add_all(struct pool *pool, const struct pool *other);
const char *pool_pick(struct generator *gen, const struct pool *pool);

/* --- Records (generate_records.c) ---------------------------------------- */

#if defined(__GNUC__)
#define GENERATE_PRINTF(text, first)                                          \
    __attribute__((format(printf, text, first)))
#else
#define GENERATE_PRINTF(text, first)
#endif

void policy_begin(struct policy *policy);
void policy_add(struct policy *policy, const char *format, ...)
    GENERATE_PRINTF(2, 3);

/* Networks with an address of each in the pool. */
void policy_add_networks(struct generator *gen, struct policy *policy,
                         unsigned count, struct pool *pool);
void policy_add_networks6(struct generator *gen, struct policy *policy,
                          unsigned count, struct pool *pool);

void zone_add_policy(struct generator *gen, const char *name,
                     const struct policy *policy);
void zone_add(struct generator *gen, const char *name, const char *type,
              const char *format, ...) GENERATE_PRINTF(4, 5);

/* A name with an address record; the address goes into the pool too. */
void zone_add_host(struct generator *gen, const char *name, struct pool *pool);

/* --- Policies ------------------------------------------------------------ */

/* Those that others include (generate_providers.c). */
void generate_providers(struct generator *gen);

enum { SENDER_SHAPES = 15 };

/* The sender domain number, 0 to SENDER_SHAPES - 1 (generate_senders.c). */
void generate_sender(struct generator *gen, unsigned shape, unsigned copy,
                     struct sender *out);

#endif
