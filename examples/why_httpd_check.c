/* SPDX-License-Identifier: BSD-2-Clause */
#include "why_httpd_check.h"

#include <poll.h>
#include <string.h>
#include <time.h>

#include <spfeval/resolver_ldns.h>

enum { WAIT_MS = 250, NAME_MAX_OCTETS = 255 };

static int64_t
now_ms(void)
{
    struct timespec now = {0};

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* --- with DNS: a resolver for each check --------------------------------- */

static int
ask_all(spfeval_check *check, spfeval_stub *stub)
{
    const spfeval_query *query;
    int status = SPFEVAL_OK;

    while (status == SPFEVAL_OK &&
           spfeval_check_next_query(check, &query) == SPFEVAL_OK) {
        size_t len = 0;
        const char *name = spfeval_query_get_name(query, &len);

        status = spfeval_stub_ask(stub, spfeval_query_get_type(query), name,
                                  len, check, spfeval_query_get_id(query));
    }
    return status;
}

static int
answer_all(spfeval_check *check, spfeval_stub *stub)
{
    spfeval_stub_answer answer = {.struct_size = sizeof(answer)};
    int status = spfeval_stub_process(stub);

    while (status == SPFEVAL_OK &&
           spfeval_stub_next_answer(stub, &answer) == SPFEVAL_OK) {
        status = spfeval_check_answer(check, (uint32_t)answer.number,
                                      answer.answer);
        if (status == SPFEVAL_ERR_NOT_FOUND) { /* no longer needed */
            status = SPFEVAL_OK;
        }
    }
    return status;
}

static void
wait_for(spfeval_stub *stub, int64_t left_ms)
{
    spfeval_stub_fd fds[16];
    struct pollfd wait[16];
    size_t count = 0;
    size_t i;
    int timeout = spfeval_stub_get_timeout(stub);

    /* More do not happen: a check asks one question after the other. */
    if (spfeval_stub_get_fds(stub, fds, 16, &count) != SPFEVAL_OK) {
        count = 0;
    }
    for (i = 0; i < count; i++) {
        wait[i] = (struct pollfd){.fd = fds[i].fd};
        wait[i].events =
            (short)((fds[i].events & SPFEVAL_STUB_READ ? POLLIN : 0) |
                    (fds[i].events & SPFEVAL_STUB_WRITE ? POLLOUT : 0));
    }
    if (timeout < 0 || timeout > WAIT_MS) {
        timeout = WAIT_MS; /* so that a stop is seen */
    }
    (void)poll(wait, (nfds_t)count,
               left_ms < timeout ? (int)left_ms : timeout);
}

static int
run_with_stub(struct server *server, spfeval_check *check, spfeval_stub *stub)
{
    int64_t left_ms = 0;
    int status;
    int step;

    while ((step = spfeval_check_step(check)) == SPFEVAL_STEP_QUERY) {
        status = ask_all(check, stub);
        if (status == SPFEVAL_OK) {
            status = spfeval_check_tick(check, now_ms(), &left_ms);
        }
        if (status == SPFEVAL_OK && atomic_load(&server->stopping)) {
            status = spfeval_check_expire(check);
        }
        if (status == SPFEVAL_OK && left_ms > 0) {
            wait_for(stub, left_ms);
            status = answer_all(check, stub);
        }
        if (status != SPFEVAL_OK) {
            return status;
        }
    }
    return step == SPFEVAL_STEP_DONE ? SPFEVAL_OK : step;
}

static int
run_with_dns(struct server *server, spfeval_check *check)
{
    const char *name = server->settings.server;
    spfeval_stub *stub;
    int status = spfeval_stub_new(NULL, &stub);

    if (status != SPFEVAL_OK) {
        return status;
    }
    status = name != NULL ? spfeval_stub_add_server(stub, name, strlen(name))
                          : spfeval_stub_read_resolv_conf(stub, NULL);
    if (status == SPFEVAL_OK) {
        status = run_with_stub(server, check, stub);
    }
    spfeval_stub_free(stub);
    return status;
}

/* --- the inputs ---------------------------------------------------------- */

/* A link must not put any text it likes where we say who made the check. */
static bool
is_host(const struct why_value *value)
{
    static const char letters[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-_";

    return value->octets != NULL && value->len > 0 &&
           value->len <= NAME_MAX_OCTETS &&
           strspn(value->octets, letters) == value->len;
}

static int
make_options(const struct settings *settings, const struct why_query *query,
             spfeval_options **out)
{
    const char *receiver = settings->receiver;
    int status = spfeval_options_new(NULL, out);

    if (status != SPFEVAL_OK) {
        return status;
    }
    if (is_host(&query->receiver)) {
        receiver = query->receiver.octets;
    }
    status = spfeval_options_set_u32(*out, SPFEVAL_OPTION_TIMEOUT_MS,
                                     settings->timeout * 1000);
    if (status == SPFEVAL_OK && receiver != NULL) {
        status = spfeval_options_set_text(*out, SPFEVAL_OPTION_RECEIVER,
                                          receiver, strlen(receiver));
    }
    return status;
}

static int
set_inputs(spfeval_check *check, const struct why_query *query)
{
    const struct why_value *helo = &query->helo;
    int identity = SPFEVAL_IDENTITY_MAILFROM;
    int status =
        spfeval_check_set_client_text(check, query->ip.octets, query->ip.len);

    if (query->scope == WHY_SCOPE_HELO) {
        helo = &query->identity;
        identity = SPFEVAL_IDENTITY_HELO;
    } else if (status == SPFEVAL_OK) {
        status = spfeval_check_set_mailfrom(check, query->identity.octets,
                                            query->identity.len);
    }
    if (status == SPFEVAL_OK && helo->octets != NULL) {
        status = spfeval_check_set_helo(check, helo->octets, helo->len);
    }
    if (status == SPFEVAL_OK) {
        status = spfeval_check_set_time(check, (int64_t)time(NULL));
    }
    return status == SPFEVAL_OK ? spfeval_check_set_identity(check, identity)
                                : status;
}

int
check_make(struct server *server, const struct why_query *query,
           spfeval_check **out)
{
    spfeval_options *options = NULL;
    spfeval_check *check = NULL;
    int status = make_options(&server->settings, query, &options);

    if (status == SPFEVAL_OK) {
        status = spfeval_check_new(options, &check);
    }
    spfeval_options_free(options);
    if (status == SPFEVAL_OK) {
        status = set_inputs(check, query);
    }
    if (status == SPFEVAL_OK) {
        status = server->zone != NULL
                     ? spfeval_check_run(
                           check, spfeval_zone_get_resolver(server->zone))
                     : run_with_dns(server, check);
    }
    if (status != SPFEVAL_OK) {
        spfeval_check_free(check);
        return status;
    }
    *out = check;
    return SPFEVAL_OK;
}
