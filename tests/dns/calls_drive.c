/* SPDX-License-Identifier: BSD-2-Clause */
#include "dns/calls_drive.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include <spfeval/spfeval.h>

#include "dns/face.h"
#include "dns/over_dns_server.h"
#include "dns/system_calls.h"
#include "support/tap.h"
#include "support/try_check.h"

enum {
    MOST_DESCRIPTORS = 1024,
    MOST_MS = 20000 /* no check takes as long, so no test hangs */
};

/* --- The server ---------------------------------------------------------- */

static struct child server;
static struct try_check served;

/* The answer for long.example.com does not fit into one datagram. */
static void
fill_zone(void)
{
    char text[4000] = "long.example.com TXT v=spf1";
    size_t len = strlen(text);
    unsigned i;

    try_check_zone(&served, "example.com TXT v=spf1 include:long.example.com "
                            "a:host.example.com mx -all exp=why.example.com\n"
                            "why.example.com TXT %{i} is not ours\n"
                            "host.example.com A 10.0.0.1\n"
                            "example.com MX 10 mx.example.com\n"
                            "example.com MX 20 none.example.com\n"
                            "none.example.com NAME\n"
                            "mx.example.com A 192.0.2.1\n"
                            "mx.example.com A 192.0.2.3");
    for (i = 0; i < 120; i++) {
        len += (size_t)snprintf(text + len, sizeof(text) - len,
                                " ip4:10.20.%u.0/24", i);
    }
    try_check_zone(&served, text);
}

bool
calls_start_server(void)
{
    try_check_init(&served, NULL);
    fill_zone();
    return zone_server_start(&server, served.zone);
}

void
calls_stop_server(void)
{
    child_stop(&server);
    try_check_clear(&served);
}

const char *
calls_server_address(void)
{
    return server.address;
}

unsigned
calls_open_descriptors(void)
{
    unsigned count = 0;
    int fd;

    for (fd = 0; fd < MOST_DESCRIPTORS; fd++) {
        count += fcntl(fd, F_GETFD) >= 0;
    }
    return count;
}

/* --- Ways to run a check ------------------------------------------------- */

int
calls_drive_blocking(spfeval_stub *stub, spfeval_check *check)
{
    return spfeval_check_run(check, spfeval_stub_get_resolver(stub));
}

static int
ask_all(spfeval_stub *stub, spfeval_check *check)
{
    const spfeval_query *query;

    while (spfeval_check_next_query(check, &query) == SPFEVAL_OK) {
        size_t len;
        const char *name = spfeval_query_get_name(query, &len);
        int status =
            spfeval_stub_ask(stub, spfeval_query_get_type(query), name, len,
                             check, spfeval_query_get_id(query));

        if (status != SPFEVAL_OK) {
            return status;
        }
    }
    return SPFEVAL_OK;
}

/* Answers to questions that were asked ahead may come too late. */
static bool
take_answers(spfeval_stub *stub, spfeval_check *check)
{
    spfeval_stub_answer answer = {.struct_size = sizeof(answer)};
    bool any = false;

    while (spfeval_stub_next_answer(stub, &answer) == SPFEVAL_OK) {
        int status = spfeval_check_answer(check, (uint32_t)answer.number,
                                          answer.answer);

        CHECK(answer.user_data == check);
        CHECK(status == SPFEVAL_OK || status == SPFEVAL_ERR_NOT_FOUND);
        any = true;
    }
    return any;
}

/* That of the library fails at times. */
static int64_t
own_clock_ms(void)
{
    struct timespec now;

    (void)system_clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Whether waiting fails is the host's affair: there is a bound on the time. */
static int
drive(spfeval_stub *stub, spfeval_check *check,
      bool (*wait)(spfeval_stub *stub))
{
    int64_t start = own_clock_ms();
    int status = SPFEVAL_OK;
    int step;

    while ((step = spfeval_check_step(check)) == SPFEVAL_STEP_QUERY) {
        status = ask_all(stub, check);
        while (status >= SPFEVAL_OK && !take_answers(stub, check)) {
            (void)wait(stub);
            status = spfeval_stub_process(stub);
            status = status == SPFEVAL_ERR_NOMEM ? SPFEVAL_OK : status;
            if (!CHECK(own_clock_ms() - start < MOST_MS)) {
                status = SPFEVAL_ERR_RESOLVER;
            }
        }
        if (status != SPFEVAL_OK) {
            break;
        }
    }
    spfeval_stub_cancel(stub, check);
    return step == SPFEVAL_STEP_DONE ? SPFEVAL_OK : status;
}

int
calls_drive_with_fd(spfeval_stub *stub, spfeval_check *check)
{
    return drive(stub, check, wait_with_fd);
}

int
calls_drive_with_fds(spfeval_stub *stub, spfeval_check *check)
{
    return drive(stub, check, wait_with_fds);
}
