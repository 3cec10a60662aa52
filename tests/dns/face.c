/* SPDX-License-Identifier: BSD-2-Clause */
#include "dns/face.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <spfeval/check.h>
#include <spfeval/options.h>
#include <spfeval/resolver.h>
#include <spfeval/status.h>

/* Nothing in these tests takes as long; so no test hangs. */
enum { MAX_WAIT_MS = 20000, MAX_FDS = 4096 };

int64_t
clock_ms(void)
{
    struct timespec now;

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* --- What was answered -------------------------------------------------- */

static bool
is_forged(const spfeval_dns_record *record)
{
    switch (record->type) {
    case SPFEVAL_RRTYPE_A:
        return record->data_len == 4 &&
               memcmp(record->data, "\313\0\161\102", 4) == 0;
    case SPFEVAL_RRTYPE_TXT:
        return strstr(record->data, "+all") != NULL;
    default:
        return false;
    }
}

void
reply_read(struct reply *out, const spfeval_answer *answer)
{
    spfeval_dns_record record = {.struct_size = sizeof(record)};
    uint32_t i;

    out->dns_class = spfeval_answer_get_class(answer);
    out->failure = spfeval_answer_get_failure(answer);
    out->rcode = spfeval_answer_get_rcode(answer);
    out->count = spfeval_answer_get_count(answer);
    out->has_ttl = spfeval_answer_get_ttl(answer, &out->ttl) == SPFEVAL_OK;
    for (i = 0; i < out->count; i++) {
        if (spfeval_answer_get_record(answer, i, &record) != SPFEVAL_OK) {
            continue;
        }
        out->forged = out->forged || is_forged(&record);
        if (i == 0) {
            out->data_len = record.data_len;
            memcpy(out->data, record.data,
                   record.data_len < sizeof(out->data) ? record.data_len
                                                       : sizeof(out->data));
        }
    }
}

/* --- Without blocking --------------------------------------------------- */

static bool
wait_for(struct pollfd *fds, size_t count, int timeout)
{
    if (poll(fds, (nfds_t)count, timeout) >= 0) {
        return true;
    }
    return errno == EINTR;
}

bool
wait_with_fd(spfeval_stub *stub)
{
    struct pollfd fd = {.fd = spfeval_stub_get_fd(stub), .events = POLLIN};

    return fd.fd >= 0 && wait_for(&fd, 1, spfeval_stub_get_timeout(stub));
}

bool
wait_with_fds(spfeval_stub *stub)
{
    static spfeval_stub_fd listed[MAX_FDS];
    static struct pollfd fds[MAX_FDS];
    size_t count = 0;
    size_t i;

    if (spfeval_stub_get_fds(stub, listed, MAX_FDS, &count) != SPFEVAL_OK) {
        return false;
    }
    for (i = 0; i < count; i++) {
        fds[i].fd = listed[i].fd;
        fds[i].events = 0;
        if ((listed[i].events & SPFEVAL_STUB_READ) != 0) {
            fds[i].events |= POLLIN;
        }
        if ((listed[i].events & SPFEVAL_STUB_WRITE) != 0) {
            fds[i].events |= POLLOUT;
        }
    }
    return wait_for(fds, count, spfeval_stub_get_timeout(stub));
}

static bool
ask_and_wait(spfeval_stub *stub, int type, const char *name, struct reply *out,
             bool (*wait)(spfeval_stub *stub))
{
    spfeval_stub_answer answer = {.struct_size = sizeof(answer)};
    int64_t start = clock_ms();
    int status;

    if (spfeval_stub_ask(stub, type, name, strlen(name), out, 77) !=
        SPFEVAL_OK) {
        return false;
    }
    while ((status = spfeval_stub_next_answer(stub, &answer)) ==
               SPFEVAL_ERR_NOT_FOUND &&
           clock_ms() - start < MAX_WAIT_MS) {
        if (!wait(stub) || spfeval_stub_process(stub) != SPFEVAL_OK) {
            return false;
        }
    }
    if (status != SPFEVAL_OK || answer.user_data != out ||
        answer.number != 77) {
        return false;
    }
    out->spent_ms = clock_ms() - start;
    reply_read(out, answer.answer);
    /* There was one question, so there is one answer. */
    return spfeval_stub_next_answer(stub, &answer) == SPFEVAL_ERR_NOT_FOUND;
}

static bool
ask_with_fd(spfeval_stub *stub, int type, const char *name, struct reply *out)
{
    /* On systems without epoll there is none. */
    return ask_and_wait(stub, type, name, out,
                        spfeval_stub_get_fd(stub) >= 0 ? wait_with_fd
                                                       : wait_with_fds);
}

static bool
ask_with_fds(spfeval_stub *stub, int type, const char *name, struct reply *out)
{
    return ask_and_wait(stub, type, name, out, wait_with_fds);
}

/* --- Blocking ----------------------------------------------------------- */

/* A term that makes a check ask this of this name. */
static const char *
term_for(int type)
{
    switch (type) {
    case SPFEVAL_RRTYPE_A:
        return "exists";
    case SPFEVAL_RRTYPE_AAAA:
        return "a";
    default:
        return "mx";
    }
}

/* Bring the check to its second question by answering the first by hand. */
static const spfeval_query *
second_query(spfeval_check *check, int type, const char *name)
{
    const spfeval_query *query = NULL;
    spfeval_answer *answer = NULL;
    char policy[300];

    (void)snprintf(policy, sizeof(policy), "v=spf1 %s:%s -all", term_for(type),
                   name);
    if (spfeval_answer_new(NULL, &answer) != SPFEVAL_OK) {
        return NULL;
    }
    (void)spfeval_answer_add_text(answer, policy, strlen(policy));
    if (spfeval_check_next_query(check, &query) != SPFEVAL_OK ||
        spfeval_check_answer(check, spfeval_query_get_id(query), answer) !=
            SPFEVAL_OK ||
        spfeval_check_step(check) != SPFEVAL_STEP_QUERY ||
        spfeval_check_next_query(check, &query) != SPFEVAL_OK) {
        query = NULL;
    }
    spfeval_answer_free(answer);
    return query;
}

/* Make the check ask this question of this name. */
static const spfeval_query *
query_for(spfeval_check *check, int type, const char *name)
{
    const spfeval_query *query = NULL;
    char sender[300];

    (void)snprintf(sender, sizeof(sender), "x@%s",
                   type == SPFEVAL_RRTYPE_TXT ? name : "policy.test");
    if (spfeval_check_set_client_text(check, "2001:db8::1", 11) !=
            SPFEVAL_OK ||
        spfeval_check_set_mailfrom(check, sender, strlen(sender)) !=
            SPFEVAL_OK ||
        spfeval_check_step(check) != SPFEVAL_STEP_QUERY) {
        return NULL;
    }
    if (type != SPFEVAL_RRTYPE_TXT) {
        return second_query(check, type, name);
    }
    return spfeval_check_next_query(check, &query) == SPFEVAL_OK ? query
                                                                 : NULL;
}

static bool
look_up(spfeval_stub *stub, const spfeval_query *query, struct reply *out)
{
    spfeval_answer *answer = NULL;
    int64_t start = clock_ms();
    bool answered;

    if (spfeval_answer_new(NULL, &answer) != SPFEVAL_OK) {
        return false;
    }
    answered = spfeval_resolver_lookup(spfeval_stub_get_resolver(stub), query,
                                       answer) == SPFEVAL_OK;
    out->spent_ms = clock_ms() - start;
    reply_read(out, answer);
    spfeval_answer_free(answer);
    return answered;
}

static bool
ask_blocking(spfeval_stub *stub, int type, const char *name, struct reply *out)
{
    spfeval_options *options = NULL;
    spfeval_check *check = NULL;
    const spfeval_query *query;
    bool answered = false;

    if (spfeval_options_new(NULL, &options) == SPFEVAL_OK &&
        spfeval_check_new(options, &check) == SPFEVAL_OK) {
        query = query_for(check, type, name);
        answered = query != NULL && spfeval_query_get_type(query) == type &&
                   look_up(stub, query, out);
    }
    spfeval_check_free(check);
    spfeval_options_free(options);
    return answered;
}

const struct face faces[FACE_COUNT] = {
    {"blocking", ask_blocking},
    {"one descriptor", ask_with_fd},
    {"list of descriptors", ask_with_fds},
};
