/* SPDX-License-Identifier: BSD-2-Clause */
/* One distinct question in progress, and who waits for its answer. */
#ifndef SPFE_LDNS_FLIGHT_H
#define SPFE_LDNS_FLIGHT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <spfeval/dns.h>

#include "ldns/list.h"
#include "ldns/memory.h"
#include "ldns/question.h"
#include "ldns/sockets.h"
#include "ldns/table.h"

enum spfe_flight_state {
    SPFE_FLIGHT_QUEUED = 1, /* waits for a socket */
    SPFE_FLIGHT_UDP = 2,
    SPFE_FLIGHT_TCP_CONNECT = 3,
    SPFE_FLIGHT_TCP_WRITE = 4,
    SPFE_FLIGHT_TCP_READ = 5,
    SPFE_FLIGHT_DONE = 6
};

enum { SPFE_LENGTH_OCTETS = 2 }; /* before a message on TCP */

/* The settings of the stub when the question was asked. */
struct spfe_flight_plan {
    uint32_t timeout_ms; /* for each try */
    uint32_t attempts;   /* at each server */
    uint32_t server_count;
    uint32_t first_server;
    uint16_t edns_size;
    bool tcp_only;
    bool ask_ad;
};

struct spfe_flight {
    struct spfe_list link; /* queued, or waiting in order of deadlines */
    struct spfe_table_node node;
    struct spfe_list waiters;
    uint32_t waiter_count; /* those with an answer not taken included */
    enum spfe_flight_state state;
    bool alone; /* the blocking face's: not to be joined, answer borrowed */

    struct spfe_question question;
    struct spfe_flight_plan plan;

    /* The tries: step counts them in order, whether made or skipped. */
    uint32_t step;
    uint32_t failed; /* a bit for each server that gave a bad answer */
    uint32_t plain;  /* and for each that does not take EDNS */
    bool use_tcp;    /* the next try */
    bool timed_out;  /* one of the tries did */
    bool nomem;      /* an answer could not be read for lack of memory */
    int failure;     /* of the last bad answer; NONE without one */
    int rcode;       /* and what that said */

    /* The try in progress; from these the query is written. */
    struct spfe_socket *socket; /* NULL for none */
    int64_t deadline;
    uint16_t id;
    bool with_edns;

    /* TCP: what of the query was sent, and the reply with its length. */
    size_t sent;
    uint8_t reply_length[SPFE_LENGTH_OCTETS];
    uint8_t *reply; /* NULL until its length is known */
    size_t reply_len;
    size_t received;
    bool was_large; /* one was larger than what comes over UDP */

    spfeval_answer *answer;
    spfeval_answer *own_answer; /* NULL, or kept with the memory */
};

struct spfe_waiter {
    struct spfe_list link;       /* of its flight, or of the stub's answers */
    struct spfe_table_node node; /* by user_data */
    struct spfe_flight *flight;
    void *user_data;
    uint64_t number;
    int64_t asked_at;
    uint32_t elapsed_ms;
};

/*
 * Begin a flight in no list, in memory that is zeroed or was one before. answer
 * is borrowed, or NULL for one of its own. SPFEVAL_OK or SPFEVAL_ERR_NOMEM.
 */
int spfe_flight_init(const struct spfe_memory *memory,
                     struct spfe_flight *flight,
                     const struct spfe_question *question,
                     const struct spfe_flight_plan *plan,
                     spfeval_answer *answer);

/* It is in no list, and has no socket and no waiters. */
void spfe_flight_free(const struct spfe_memory *memory,
                      struct spfe_flight *flight);

/* Forget what was received over TCP. */
void spfe_flight_drop_reply(const struct spfe_memory *memory,
                            struct spfe_flight *flight);

/* The server of the next try, or of the one in progress. */
uint32_t spfe_flight_server(const struct spfe_flight *flight);

/* Skip servers that gave a bad answer. False when all tries are used up. */
bool spfe_flight_has_try(struct spfe_flight *flight);

/* Go on with the next server. */
void spfe_flight_next_try(struct spfe_flight *flight);

#endif
