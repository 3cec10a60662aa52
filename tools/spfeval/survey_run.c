/* SPDX-License-Identifier: BSD-2-Clause */
#include "survey.h"

#include "clock.h"
#include "message.h"
#include "progress.h"

/* A walk that takes less shows nothing. */
enum { QUIET_MS = 1000 };

/* One walk, while it is under way. */
struct walk {
    spfeval_policy *policy;
    struct source *source;
    spfeval_answer *answer; /* from a zone */
    struct progress progress;
    uint64_t answered;
    uint32_t waiting; /* for the network */
    int64_t end;      /* by the clock */
};

static int
give(struct walk *walk, const spfeval_query *query,
     const spfeval_answer *answer)
{
    walk->answered++;
    return spfeval_policy_answer(walk->policy, spfeval_query_get_id(query),
                                 answer);
}

/* SPFEVAL_ERR_NOT_FOUND: the answer comes later. */
static int
look_up(struct walk *walk, const spfeval_query *query,
        const spfeval_answer **out)
{
    size_t len;
    const char *name = spfeval_query_get_name(query, &len);

    if (walk->source->zone == NULL) {
        return network_ask(walk->source->network, query, walk, clock_read(),
                           out);
    }
    *out = walk->answer;
    return spfeval_zone_lookup(walk->source->zone,
                               spfeval_query_get_type(query), name, len,
                               walk->answer);
}

/* Ask all that the policy wants to know, and give it what is there. */
static int
ask_all(struct walk *walk)
{
    const spfeval_query *query;
    int status = SPFEVAL_OK;

    while (status == SPFEVAL_OK &&
           spfeval_policy_next_query(walk->policy, &query) == SPFEVAL_OK) {
        const spfeval_answer *answer = NULL;

        status = look_up(walk, query, &answer);
        if (status == SPFEVAL_OK) {
            status = give(walk, query, answer);
        } else if (status == SPFEVAL_ERR_NOT_FOUND) {
            walk->waiting++;
            status = SPFEVAL_OK;
        }
    }
    return status;
}

static int
take_replies(struct walk *walk)
{
    struct network_reply reply;
    int status = SPFEVAL_OK;

    while (status == SPFEVAL_OK &&
           network_next(walk->source->network, clock_read(), &reply)) {
        walk->waiting--;
        status = give(walk, reply.query, reply.answer);
    }
    return status;
}

static int
shorter(int timeout_ms, int64_t other_ms)
{
    return timeout_ms < 0 || timeout_ms > other_ms ? (int)other_ms
                                                   : timeout_ms;
}

/* Wait until something arrives, and give it to the policy. */
static int
wait_for_replies(struct walk *walk)
{
    struct network *network = walk->source->network;
    struct pollfd none = {.fd = -1};
    int timeout = shorter(network_timeout(network), walk->end - clock_read());
    int show = progress_update(&walk->progress, walk->answered, walk->waiting);
    int status;

    if (show >= 0) {
        timeout = shorter(timeout, show);
    }
    status = network_poll(network, &none, timeout > 0 ? timeout : 0);
    if (status == SPFEVAL_OK) {
        status = network_process(network);
    }
    return status == SPFEVAL_OK ? take_replies(walk) : status;
}

/* The time is over: go without the answers that did not come. */
static int
give_up(struct walk *walk)
{
    network_forget(walk->source->network, walk);
    walk->waiting = 0;
    return spfeval_policy_expire(walk->policy);
}

static int
go_on(struct walk *walk)
{
    int status = ask_all(walk);

    /* What a zone or the cache knew may lead to more questions at once. */
    if (status != SPFEVAL_OK || walk->waiting == 0) {
        return status;
    }
    return clock_read() < walk->end ? wait_for_replies(walk) : give_up(walk);
}

static int
run(struct walk *walk)
{
    int status;

    while ((status = spfeval_policy_step(walk->policy)) ==
           SPFEVAL_STEP_QUERY) {
        status = go_on(walk);
        if (status != SPFEVAL_OK) {
            break;
        }
    }
    return status == SPFEVAL_STEP_DONE ? SPFEVAL_OK : status;
}

static int
run_with(spfeval_policy *policy, struct source *source)
{
    int64_t now = clock_read();
    struct walk walk = {
        .policy = policy,
        .source = source,
        .end = now + source->deadline_ms,
    };
    int status = spfeval_answer_new(NULL, &walk.answer);

    progress_begin(&walk.progress);
    walk.progress.next = now + QUIET_MS;
    if (status == SPFEVAL_OK) {
        status = run(&walk);
    }
    progress_end(&walk.progress);
    if (walk.waiting > 0) {
        network_forget(source->network, &walk);
    }
    spfeval_answer_free(walk.answer);
    return status;
}

int
survey_run(spfeval_policy *policy, struct source *source, const char *command)
{
    int status = source != NULL ? run_with(policy, source)
                                : spfeval_policy_expire(policy);

    return status == SPFEVAL_OK ? 0 : message_status(command, status);
}
