/* SPDX-License-Identifier: BSD-2-Clause */
#include "dns/over_dns_case.h"

#include <spfeval/check.h>
#include <spfeval/options.h>
#include <spfeval/resolver.h>
#include <spfeval/status.h>

#include "conformance/facts.h"
#include "conformance/observe.h"
#include "conformance/suite_options.h"
#include "dns/face.h"
#include "dns/over_dns_answer.h"

/*
 * Milliseconds to wait for an answer. Where each question is answered, a busy
 * machine is given all the time; where one is not, it is given more time
 * before a difference counts.
 */
enum { PATIENT = 5000, SHORT = 60, LONGER = 1000 };

/* The stub keeps no answer longer than a week (RFC 8767 section 4). */
enum { MOST_SECONDS = 604800 };

struct job {
    const struct suite_case *test;
    spfeval_zone *zone;
    spfeval_stub *stub;
    struct over_dns *out;
    bool times_out; /* a question that is needed is not answered */
};

struct way {
    const char *name;
    uint32_t prefetch;
    uint32_t edns_size;
    int (*drive)(struct job *job, spfeval_check *check);
};

static void
complain(struct job *job, const struct way *way, struct text what)
{
    struct buf *out = &job->out->complaints;

    buf_add_string(out, way->name);
    buf_add_string(out, ": ");
    buf_add(out, what.data, what.len);
    buf_add_string(out, "\n");
}

/* --- The zone ------------------------------------------------------------ */

static int
look_up(void *user_data, const spfeval_query *query, spfeval_answer *answer)
{
    struct job *job = user_data;
    size_t len;
    const char *name = spfeval_query_get_name(query, &len);
    int status = spfeval_zone_lookup(job->zone, spfeval_query_get_type(query),
                                     name, len, answer);
    uint32_t ttl;

    if (status != SPFEVAL_OK) {
        return status;
    }
    job->out->inexpressible |= !answer_make_expressible(answer);
    job->times_out |= answer_is_silence(answer);
    if (spfeval_answer_get_ttl(answer, &ttl) == SPFEVAL_OK) {
        (void)spfeval_answer_set_ttl(answer, MOST_SECONDS);
    }
    return SPFEVAL_OK;
}

static int
drive_zone(struct job *job, spfeval_check *check)
{
    const spfeval_resolver_ops ops = {.struct_size = sizeof(ops),
                                      .lookup = look_up};
    spfeval_resolver *resolver;
    int status = spfeval_resolver_new(NULL, &ops, job, &resolver);

    if (status == SPFEVAL_OK) {
        status = spfeval_check_run(check, resolver);
        spfeval_resolver_free(resolver);
    }
    return status;
}

/* --- The stub ------------------------------------------------------------ */

static int
drive_blocking(struct job *job, spfeval_check *check)
{
    return spfeval_check_run(check, spfeval_stub_get_resolver(job->stub));
}

static int
ask_open(spfeval_stub *stub, spfeval_check *check)
{
    const spfeval_query *query;
    int status = SPFEVAL_OK;

    while (status == SPFEVAL_OK &&
           spfeval_check_next_query(check, &query) == SPFEVAL_OK) {
        size_t len;
        const char *name = spfeval_query_get_name(query, &len);

        status = spfeval_stub_ask(stub, spfeval_query_get_type(query), name,
                                  len, check, spfeval_query_get_id(query));
    }
    return status;
}

static int
take_answers(spfeval_stub *stub, spfeval_check *check)
{
    spfeval_stub_answer answer = {.struct_size = sizeof(answer)};
    int status = SPFEVAL_OK;

    while (status == SPFEVAL_OK &&
           spfeval_stub_next_answer(stub, &answer) == SPFEVAL_OK) {
        status = spfeval_check_answer(check, (uint32_t)answer.number,
                                      answer.answer);
    }
    return status;
}

/* On systems without epoll there is no descriptor for all. */
static bool
wait_for_answers(spfeval_stub *stub)
{
    return spfeval_stub_get_fd(stub) >= 0 ? wait_with_fd(stub)
                                          : wait_with_fds(stub);
}

static int
drive_ahead(struct job *job, spfeval_check *check)
{
    int step = SPFEVAL_STEP_DONE;
    int status = SPFEVAL_OK;

    while (status == SPFEVAL_OK &&
           (step = spfeval_check_step(check)) == SPFEVAL_STEP_QUERY) {
        status = ask_open(job->stub, check);
        if (status == SPFEVAL_OK && !wait_for_answers(job->stub)) {
            status = SPFEVAL_ERR_RESOLVER;
        }
        if (status == SPFEVAL_OK) {
            status = spfeval_stub_process(job->stub);
        }
        if (status == SPFEVAL_OK) {
            status = take_answers(job->stub, check);
        }
    }
    (void)spfeval_stub_cancel(job->stub, check);
    if (status != SPFEVAL_OK) {
        return status;
    }
    return step == SPFEVAL_STEP_DONE ? SPFEVAL_OK : step;
}

/* --- A run --------------------------------------------------------------- */

static const struct way zone_way = {
    .name = "zone",
    .prefetch = SPFEVAL_PREFETCH_SERIAL,
    .drive = drive_zone,
};
static const struct way blocking_way = {
    .name = "blocking",
    .prefetch = SPFEVAL_PREFETCH_SERIAL,
    .edns_size = 1232,
    .drive = drive_blocking,
};
/* Without EDNS, so that answers over 512 octets come over TCP. */
static const struct way ahead_way = {
    .name = "ahead",
    .prefetch = SPFEVAL_PREFETCH_SPEC,
    .drive = drive_ahead,
};

/* The check, with its inputs; idna is used as long as it lives. */
static spfeval_check *
make_check(struct job *job, const struct way *way, struct tree *idna,
           int *status)
{
    spfeval_check *check = NULL;
    struct buf error = {0};
    spfeval_options *options =
        suite_options_new(job->test->tree, way->prefetch, idna, &error);

    if (options != NULL && spfeval_check_new(options, &check) == SPFEVAL_OK) {
        *status = suite_case_apply(job->test, check);
    } else {
        complain(job, way, text_of("there is no check"));
    }
    spfeval_options_free(options);
    buf_free(&error);
    return check;
}

/* Adds each of the lines to the complaints, and frees them. */
static void
complain_lines(struct job *job, const struct way *way, struct buf *lines)
{
    size_t start = 0;
    size_t i;

    for (i = 0; i < lines->len; i++) {
        if (lines->data[i] == '\n') {
            complain(job, way, (struct text){lines->data + start, i - start});
            start = i + 1;
        }
    }
    buf_free(lines);
}

static void
run_way(struct job *job, const struct way *way, struct facts *facts)
{
    struct buf lines = {0};
    struct tree idna;
    int status = SPFEVAL_OK;
    spfeval_check *check = make_check(job, way, &idna, &status);

    if (check == NULL) {
        return;
    }
    if (status == SPFEVAL_OK) {
        status = way->drive(job, check);
    }
    observe(check, status, facts, &lines);
    complain_lines(job, way, &lines);
    spfeval_check_free(check);
}

/* --- The comparison ------------------------------------------------------ */

static void
set_up(struct job *job, const struct way *way, uint32_t timeout_ms)
{
    if (spfeval_stub_set_u32(job->stub, SPFEVAL_STUB_OPTION_TIMEOUT_MS,
                             timeout_ms) != SPFEVAL_OK ||
        spfeval_stub_set_u32(job->stub, SPFEVAL_STUB_OPTION_EDNS_SIZE,
                             way->edns_size) != SPFEVAL_OK) {
        complain(job, way, text_of("an option is refused"));
    }
}

static void
check_idle(struct job *job, const struct way *way)
{
    if (spfeval_stub_get_counter(job->stub, SPFEVAL_STUB_COUNTER_IN_FLIGHT) !=
            0 ||
        spfeval_stub_get_counter(job->stub, SPFEVAL_STUB_COUNTER_SOCKETS) !=
            0) {
        complain(job, way, text_of("the stub is not idle"));
    }
}

static void
compare_way(struct job *job, const struct way *way, uint32_t timeout_ms,
            const struct facts *expected)
{
    struct facts got = {0};
    struct buf lines = {0};

    set_up(job, way, timeout_ms);
    run_way(job, way, &got);
    check_idle(job, way);
    (void)facts_agree(expected, &got, &lines);
    complain_lines(job, way, &lines);
    facts_free(&got);
}

static void
compare(struct job *job, uint32_t timeout_ms, const struct facts *expected)
{
    compare_way(job, &blocking_way, timeout_ms, expected);
    if (!suite_options_bounds_memory(job->test->tree)) {
        compare_way(job, &ahead_way, timeout_ms, expected);
    }
}

void
over_dns_run(const struct suite_case *test, spfeval_zone *zone,
             spfeval_stub *stub, struct over_dns *out)
{
    struct job job = {.test = test, .zone = zone, .stub = stub, .out = out};
    struct facts expected = {0};
    size_t before;

    run_way(&job, &zone_way, &expected);
    before = out->complaints.len;
    compare(&job, job.times_out ? SHORT : PATIENT, &expected);
    if (job.times_out && out->complaints.len > before) {
        out->again = true;
        out->complaints.len = before;
        compare(&job, LONGER, &expected);
    }
    facts_free(&expected);
}
