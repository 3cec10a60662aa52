/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Many checks in flight on one thread, with plain poll().
 *
 *     poll_loop 127.0.0.1:5353 10000 192.0.2.1 user@example.org
 *
 * Begins all checks at once, the Nth for the sender "N." in front of the
 * domain, so that each has questions of its own; prints how they ended, and
 * what a check in flight takes.
 */
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include <spfeval/resolver_ldns.h>
#include <spfeval/spfeval.h>

enum { RESULTS = SPFEVAL_RESULT_PERMERROR + 1, MOST_CHECKS = 1000000 };

struct loop {
    spfeval_options *options;
    spfeval_stub *stub;
    spfeval_check **checks;
    unsigned count;
    unsigned left;
    unsigned results[RESULTS];
    unsigned failed; /* ended without a result */
};

/* A check that ends without one says nothing about the others. */
static void
finish(struct loop *loop, uint64_t number, int step)
{
    spfeval_check *check = loop->checks[number];

    if (step == SPFEVAL_STEP_DONE) {
        loop->results[spfeval_outcome_get_result(
            spfeval_check_get_outcome(check))]++;
    } else {
        loop->failed++;
        fprintf(stderr, "check %llu: %s\n", (unsigned long long)number,
                spfeval_status_message(step));
    }
    spfeval_check_free(check);
    loop->checks[number] = NULL;
    loop->left--;
}

/* Let a check go on, and hand its questions to the stub. */
static int
pump(struct loop *loop, uint64_t number)
{
    spfeval_check *check = loop->checks[number];
    const spfeval_query *query;
    int step = spfeval_check_step(check);

    if (step != SPFEVAL_STEP_QUERY) {
        finish(loop, number, step);
        return SPFEVAL_OK;
    }
    while (spfeval_check_next_query(check, &query) == SPFEVAL_OK) {
        uint64_t id = spfeval_query_get_id(query);
        size_t len = 0;
        const char *name = spfeval_query_get_name(query, &len);
        int status =
            spfeval_stub_ask(loop->stub, spfeval_query_get_type(query), name,
                             len, NULL, number << 32 | id);

        if (status != SPFEVAL_OK) {
            return status;
        }
    }
    return SPFEVAL_OK;
}

static int
begin(struct loop *loop, uint64_t number, const char *address,
      const char *sender)
{
    const char *at = strrchr(sender, '@');
    spfeval_check *check;
    char text[512];
    int status = spfeval_check_new(loop->options, &check);

    if (status != SPFEVAL_OK) {
        return status;
    }
    loop->checks[number] = check;
    (void)snprintf(text, sizeof(text), "%.*s@%llu.%s", (int)(at - sender),
                   sender, (unsigned long long)number, at + 1);
    status = spfeval_check_set_client_text(check, address, strlen(address));
    if (status == SPFEVAL_OK) {
        status = spfeval_check_set_mailfrom(check, text, strlen(text));
    }
    return status == SPFEVAL_OK ? pump(loop, number) : status;
}

/* Wait for the network, then give the checks what came. */
static int
turn(struct loop *loop)
{
    struct pollfd wait = {.fd = spfeval_stub_get_fd(loop->stub),
                          .events = POLLIN};
    spfeval_stub_answer answer = {.struct_size = sizeof(answer)};
    int status;

    (void)poll(&wait, 1, spfeval_stub_get_timeout(loop->stub));
    status = spfeval_stub_process(loop->stub);
    while (status == SPFEVAL_OK &&
           spfeval_stub_next_answer(loop->stub, &answer) == SPFEVAL_OK) {
        uint64_t number = answer.number >> 32;

        if (loop->checks[number] == NULL) {
            continue; /* it was asked ahead, and the check is over */
        }
        /* Whether it could be stored, the step says. */
        (void)spfeval_check_answer(loop->checks[number],
                                   (uint32_t)answer.number, answer.answer);
        status = pump(loop, number);
    }
    return status;
}

static long
resident_kib(void)
{
    struct rusage usage;

    return getrusage(RUSAGE_SELF, &usage) == 0 ? usage.ru_maxrss : 0;
}

static int
run(struct loop *loop, char **argv)
{
    long before = resident_kib();
    int status = SPFEVAL_OK;
    long in_flight;
    unsigned i;

    for (i = 0; i < loop->count && status == SPFEVAL_OK; i++) {
        loop->left++;
        status = begin(loop, i, argv[3], argv[4]);
    }
    in_flight = resident_kib() - before;
    while (loop->left > 0 && status == SPFEVAL_OK) {
        status = turn(loop);
    }
    printf("%u checks were in flight, %.2f KiB each\n", loop->count,
           (double)in_flight / loop->count);
    return status;
}

static void
print_results(const struct loop *loop)
{
    int i;

    for (i = 0; i < RESULTS; i++) {
        if (loop->results[i] > 0) {
            printf("%s %u\n", spfeval_result_name(i), loop->results[i]);
        }
    }
    if (loop->failed > 0) {
        printf("without a result %u\n", loop->failed);
    }
}

int
main(int argc, char **argv)
{
    struct loop loop = {0};
    int status = SPFEVAL_ERR_NOMEM;
    unsigned long count = argc == 5 ? strtoul(argv[2], NULL, 10) : 0;
    unsigned i;

    if (count == 0 || count > MOST_CHECKS || strchr(argv[4], '@') == NULL) {
        fprintf(stderr, "usage: %s SERVER COUNT ADDRESS SENDER\n", argv[0]);
        return 64;
    }
    loop.count = (unsigned)count;
    loop.checks = calloc(loop.count, sizeof(*loop.checks));
    if (loop.checks != NULL &&
        spfeval_options_new(NULL, &loop.options) == SPFEVAL_OK &&
        spfeval_stub_new(NULL, &loop.stub) == SPFEVAL_OK) {
        status = spfeval_stub_add_server(loop.stub, argv[1], strlen(argv[1]));
    }
    if (status == SPFEVAL_OK) {
        status = run(&loop, argv);
    }
    if (status == SPFEVAL_OK) {
        print_results(&loop);
    } else {
        fprintf(stderr, "%s\n", spfeval_status_message(status));
    }
    for (i = 0; loop.checks != NULL && i < loop.count; i++) {
        spfeval_check_free(loop.checks[i]);
    }
    free(loop.checks);
    spfeval_stub_free(loop.stub);
    spfeval_options_free(loop.options);
    return status == SPFEVAL_OK ? 0 : 1;
}
