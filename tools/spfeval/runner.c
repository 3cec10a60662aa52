/* SPDX-License-Identifier: BSD-2-Clause */
#include "runner.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>

#include "clock.h"
#include "driven.h"

/*
 * A check ends so late at most. All deadlines are looked at then, so it also
 * bounds what that costs.
 */
enum { DEADLINE_GRAIN_MS = 50 };

/* --- Lists ----------------------------------------------------------------- */

static void
append(struct run_list *list, struct run *run)
{
    run->previous = list->last;
    run->next = NULL;
    if (list->last != NULL) {
        list->last->next = run;
    } else {
        list->first = run;
    }
    list->last = run;
}

static void
take_out(struct run_list *list, struct run *run)
{
    if (run->previous != NULL) {
        run->previous->next = run->next;
    } else {
        list->first = run->next;
    }
    if (run->next != NULL) {
        run->next->previous = run->previous;
    } else {
        list->last = run->previous;
    }
}

/* --- One check ------------------------------------------------------------- */

/* Zone data takes no time, so such a check has no deadline. */
static int
tick(struct runner *runner, struct run *run, int64_t now)
{
    int64_t left = 0;
    int status;

    if (run->zone != NULL) {
        return SPFEVAL_OK;
    }
    status = driven_tick(run, now, &left);
    if (status == SPFEVAL_OK && now + left < runner->due) {
        runner->due = now + left;
    }
    return status;
}

static int
take_answer(struct run *run, const spfeval_query *query,
            const spfeval_answer *answer, const uint32_t *elapsed_ms)
{
    if (run->asked != NULL) {
        asked_answered(run->asked, query, answer, elapsed_ms);
    }
    return driven_answer(run, spfeval_query_get_id(query), answer);
}

/* As network_ask(); a zone knows each answer. */
static int
ask(struct runner *runner, struct run *run, const spfeval_query *query,
    int64_t now, const spfeval_answer **out)
{
    size_t len;
    const char *name = spfeval_query_get_name(query, &len);

    if (run->asked != NULL) {
        asked_add(run->asked, query);
    }
    if (run->zone == NULL) {
        return network_ask(runner->network, query, run, now, out);
    }
    *out = runner->answer;
    return spfeval_zone_lookup(run->zone, spfeval_query_get_type(query), name,
                               len, runner->answer);
}

/* Ask what the check wants to know. Counts the answers that were there. */
static int
ask_all(struct runner *runner, struct run *run, int64_t now,
        uint32_t *answered)
{
    const spfeval_query *query;

    while (driven_next_query(run, &query) == SPFEVAL_OK) {
        const spfeval_answer *answer = NULL;
        int status = ask(runner, run, query, now, &answer);

        if (status == SPFEVAL_ERR_NOT_FOUND) {
            run->waiting++;
            continue;
        }
        if (status == SPFEVAL_OK) {
            status = take_answer(run, query, answer, NULL);
            (*answered)++;
        }
        if (status != SPFEVAL_OK) {
            return status;
        }
    }
    return SPFEVAL_OK;
}

static void
finish(struct runner *runner, struct run *run, int status)
{
    run->status = status;
    if (run->waiting > 0) { /* asked ahead, or the time was over */
        network_forget(runner->network, run);
        run->waiting = 0;
    }
    if (run->zone == NULL && run->check != NULL && status == SPFEVAL_OK) {
        network_learn(runner->network, run->check);
    }
    take_out(&runner->open, run);
    runner->open_count--;
    append(&runner->finished, run);
}

/* Go on as far as the answers that are there allow. */
static void
go_on(struct runner *runner, struct run *run, int64_t now)
{
    uint32_t answered;

    do {
        int status = driven_step(run);

        if (status != SPFEVAL_STEP_QUERY) {
            finish(runner, run,
                   status == SPFEVAL_STEP_DONE ? SPFEVAL_OK : status);
            return;
        }
        answered = 0;
        status = tick(runner, run, now);
        if (status == SPFEVAL_OK) {
            status = ask_all(runner, run, now, &answered);
        }
        if (status != SPFEVAL_OK) {
            finish(runner, run, status);
            return;
        }
    } while (answered > 0);
}

/* --- All checks ------------------------------------------------------------ */

int
runner_init(struct runner *runner, struct network *network)
{
    *runner = (struct runner){.network = network, .due = INT64_MAX};
    return spfeval_answer_new(NULL, &runner->answer);
}

void
runner_clear(struct runner *runner)
{
    struct run *run;

    for (run = runner->open.first; run != NULL; run = run->next) {
        network_forget(runner->network, run);
    }
    spfeval_answer_free(runner->answer);
    *runner = (struct runner){0};
}

void
runner_start(struct runner *runner, struct run *run)
{
    run->status = SPFEVAL_OK;
    run->waiting = 0;
    append(&runner->open, run);
    runner->open_count++;
    if (run->zone == NULL) {
        if (run->check != NULL) { /* the graph is of checks only */
            network_prime(runner->network, run->check);
        }
        go_on(runner, run, clock_read());
    } else {
        go_on(runner, run, 0);
    }
}

struct run *
runner_next(struct runner *runner)
{
    struct run *run = runner->finished.first;

    if (run != NULL) {
        take_out(&runner->finished, run);
    }
    return run;
}

/* Give each reply to its check. */
static void
take_replies(struct runner *runner, int64_t now)
{
    struct network_reply reply;

    while (network_next(runner->network, now, &reply)) {
        struct run *run = reply.user_data;
        int status;

        run->waiting--;
        status = tick(runner, run, now);
        if (status == SPFEVAL_OK && !driven_is_finished(run)) {
            status =
                take_answer(run, reply.query, reply.answer, &reply.elapsed_ms);
        }
        if (status != SPFEVAL_OK) {
            finish(runner, run, status);
        } else {
            go_on(runner, run, now);
        }
    }
}

static void
keep_deadlines(struct runner *runner, int64_t now)
{
    struct run *next;
    struct run *run;

    if (now < runner->due) {
        return;
    }
    runner->due = INT64_MAX;
    for (run = runner->open.first; run != NULL; run = next) {
        int status = tick(runner, run, now);

        next = run->next;
        if (status != SPFEVAL_OK) {
            finish(runner, run, status);
        } else if (driven_is_finished(run)) {
            go_on(runner, run, now);
        }
    }
    if (runner->due < now + DEADLINE_GRAIN_MS) {
        runner->due = now + DEADLINE_GRAIN_MS;
    }
}

/* The shorter of two times to wait; -1 is no end. */
static int
shorter(int timeout_ms, int64_t other_ms)
{
    if (other_ms < 0 || (timeout_ms >= 0 && timeout_ms <= other_ms)) {
        return timeout_ms;
    }
    return other_ms < INT_MAX ? (int)other_ms : INT_MAX;
}

static int
wait_timeout(const struct runner *runner, int timeout_ms)
{
    int64_t now;

    if (runner->finished.first != NULL) {
        return 0;
    }
    if (runner->network == NULL) {
        return timeout_ms;
    }
    timeout_ms = shorter(timeout_ms, network_timeout(runner->network));
    if (runner->open.first == NULL || runner->due == INT64_MAX) {
        return timeout_ms;
    }
    now = clock_read();
    return shorter(timeout_ms, runner->due > now ? runner->due - now : 0);
}

static int
wait_for_any(const struct runner *runner, struct pollfd *input, int timeout_ms)
{
    if (runner->network != NULL) {
        return network_poll(runner->network, input, timeout_ms);
    }
    if (poll(input, 1, timeout_ms) < 0) {
        input->revents = 0;
        return errno == EINTR ? SPFEVAL_OK : SPFEVAL_ERR_RESOLVER;
    }
    return SPFEVAL_OK;
}

int
runner_turn(struct runner *runner, int input, int timeout_ms, bool *is_ready)
{
    struct pollfd fd = {.fd = input, .events = POLLIN};
    int status;
    int64_t now;

    status = wait_for_any(runner, &fd, wait_timeout(runner, timeout_ms));
    if (status == SPFEVAL_OK && runner->network != NULL) {
        status = network_process(runner->network);
        now = clock_read();
        take_replies(runner, now);
        keep_deadlines(runner, now);
    }
    *is_ready = fd.revents != 0;
    return status;
}

int
runner_run(struct runner *runner, struct run *run)
{
    int status = SPFEVAL_OK;
    bool is_ready;

    runner_start(runner, run);
    while (runner_next(runner) == NULL) {
        status = runner_turn(runner, -1, -1, &is_ready);
        if (status != SPFEVAL_OK) {
            return status;
        }
    }
    return run->status;
}
