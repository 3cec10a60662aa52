/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The host has its own DNS: here c-ares carries the packets, and the library
 * only reads them.
 *
 *     own_resolver 192.0.2.1 user@example.org
 *     own_resolver 192.0.2.1 user@example.org 127.0.0.1:5353
 */
#include <arpa/nameser.h>
#include <stdio.h>
#include <string.h>
#include <sys/select.h>

#include <ares.h>

#include <spfeval/resolver_ldns.h>
#include <spfeval/spfeval.h>

/* c-ares 1.28 has newer functions; these work with all versions. */
#if defined(__GNUC__)
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
#endif

struct host {
    ares_channel channel;
    spfeval_check *check;
    spfeval_answer *answer;
    int status;
};

/* One question on its way. */
struct question {
    struct host *host;
    const spfeval_query *query;
};

static struct question questions[64];

static int
fill_answer(struct host *host, const spfeval_query *query, int status,
            const unsigned char *packet, int packet_len)
{
    size_t len = 0;
    const char *name = spfeval_query_get_name(query, &len);

    spfeval_answer_clear(host->answer);
    if (packet == NULL || packet_len < 0) {
        return spfeval_answer_set_failure(
            host->answer, status == ARES_ETIMEOUT ? SPFEVAL_FAILURE_TIMEOUT
                                                  : SPFEVAL_FAILURE_NETWORK);
    }
    if (spfeval_packet_read(packet, (size_t)packet_len,
                            spfeval_query_get_type(query), name, len,
                            host->answer) != SPFEVAL_OK) {
        return spfeval_answer_set_failure(host->answer,
                                          SPFEVAL_FAILURE_MALFORMED);
    }
    return SPFEVAL_OK;
}

static void
on_packet(void *user_data, int status, int timeouts, unsigned char *packet,
          int packet_len)
{
    const struct question *question = user_data;
    struct host *host = question->host;

    (void)timeouts;
    if (status == ARES_EDESTRUCTION || status == ARES_ECANCELLED) {
        return;
    }
    status = fill_answer(host, question->query, status, packet, packet_len);
    if (status == SPFEVAL_OK) {
        status = spfeval_check_answer(
            host->check, spfeval_query_get_id(question->query), host->answer);
    }
    if (host->status == SPFEVAL_OK) {
        host->status = status; /* the first error is the one to tell */
    }
}

/* A backslash in a name of ours is itself; c-ares takes it as an escape. */
static void
escape(const char *name, char *out, size_t capacity)
{
    for (; *name != '\0' && capacity > 2; name++) {
        if (*name == '\\') {
            *out++ = '\\';
            capacity--;
        }
        *out++ = *name;
        capacity--;
    }
    *out = '\0';
}

static int
ask_all(struct host *host)
{
    const spfeval_query *query;
    unsigned count = 0;

    while (count < sizeof(questions) / sizeof(questions[0]) &&
           spfeval_check_next_query(host->check, &query) == SPFEVAL_OK) {
        char name[512];

        escape(spfeval_query_get_name(query, NULL), name, sizeof(name));
        questions[count] = (struct question){host, query};
        ares_query(host->channel, name, ns_c_in, spfeval_query_get_type(query),
                   on_packet, &questions[count++]);
    }
    return count > 0 ? SPFEVAL_OK : SPFEVAL_ERR_STATE;
}

/* Until c-ares has nothing to wait for. */
static void
wait_for_answers(ares_channel channel)
{
    for (;;) {
        fd_set readable;
        fd_set writable;
        struct timeval storage;
        int count;

        FD_ZERO(&readable);
        FD_ZERO(&writable);
        count = ares_fds(channel, &readable, &writable);
        if (count == 0) {
            return;
        }
        (void)select(count, &readable, &writable, NULL,
                     ares_timeout(channel, NULL, &storage));
        ares_process(channel, &readable, &writable);
    }
}

static int
run(struct host *host)
{
    int step;

    while ((step = spfeval_check_step(host->check)) == SPFEVAL_STEP_QUERY) {
        int status = ask_all(host);

        if (status == SPFEVAL_OK) {
            wait_for_answers(host->channel);
            status = host->status;
        }
        if (status != SPFEVAL_OK) {
            return status;
        }
    }
    return step == SPFEVAL_STEP_DONE ? SPFEVAL_OK : step;
}

static int
open_channel(ares_channel *channel, const char *server)
{
    /* NOCHECKRESP: SERVFAIL and the like come as packets too. */
    struct ares_options options = {
        .flags = ARES_FLAG_EDNS | ARES_FLAG_NOSEARCH | ARES_FLAG_NOALIASES |
                 ARES_FLAG_NOCHECKRESP,
        .timeout = 2000,
        .tries = 2,
        .ednspsz = 1232,
    };
    int mask = ARES_OPT_FLAGS | ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES |
               ARES_OPT_EDNSPSZ;

    if (ares_init_options(channel, &options, mask) != ARES_SUCCESS) {
        return SPFEVAL_ERR_RESOLVER;
    }
    if (server != NULL &&
        ares_set_servers_ports_csv(*channel, server) != ARES_SUCCESS) {
        ares_destroy(*channel);
        return SPFEVAL_ERR_SYNTAX;
    }
    return SPFEVAL_OK;
}

int
main(int argc, char **argv)
{
    spfeval_options *options = NULL;
    struct host host = {0};
    int status = SPFEVAL_ERR_NOMEM;

    if (argc < 3 || argc > 4) {
        fprintf(stderr, "usage: %s ADDRESS SENDER [SERVER]\n", argv[0]);
        return 64;
    }
    if (ares_library_init(ARES_LIB_INIT_ALL) != ARES_SUCCESS ||
        open_channel(&host.channel, argv[3]) != SPFEVAL_OK) {
        fprintf(stderr, "c-ares cannot be set up\n");
        return 1;
    }
    if (spfeval_options_new(NULL, &options) == SPFEVAL_OK &&
        spfeval_options_set_u32(options, SPFEVAL_OPTION_PREFETCH,
                                SPFEVAL_PREFETCH_SPEC) == SPFEVAL_OK &&
        spfeval_check_new(options, &host.check) == SPFEVAL_OK &&
        spfeval_answer_new(NULL, &host.answer) == SPFEVAL_OK) {
        status = spfeval_check_set_client_text(host.check, argv[1],
                                               strlen(argv[1]));
    }
    if (status == SPFEVAL_OK) {
        status =
            spfeval_check_set_mailfrom(host.check, argv[2], strlen(argv[2]));
    }
    if (status == SPFEVAL_OK) {
        status = run(&host);
    }
    puts(status == SPFEVAL_OK ? spfeval_result_name(spfeval_outcome_get_result(
                                    spfeval_check_get_outcome(host.check)))
                              : spfeval_status_message(status));
    ares_destroy(host.channel);
    ares_library_cleanup();
    spfeval_answer_free(host.answer);
    spfeval_check_free(host.check);
    spfeval_options_free(options);
    return status == SPFEVAL_OK ? 0 : 1;
}
