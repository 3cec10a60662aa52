/* SPDX-License-Identifier: BSD-2-Clause */
#include "dns/calls_case.h"

#include <stdio.h>
#include <string.h>

#include <spfeval/spfeval.h>

#include "dns/calls_drive.h"
#include "dns/failing_calls.h"
#include "support/count_alloc.h"
#include "support/tap.h"
#include "support/try_check.h"

enum {
    MOST_CALLS = 1000,
    PATIENT = 5000, /* milliseconds for what is answered */
    SHORT = 20      /* for what is lost */
};

#define CLOSED_PORT "127.0.0.1:1"

/* Any of these rules. */
static bool
has(const struct calls_failure *failure, unsigned rules)
{
    return (failure->rules & rules) != 0;
}

static void
add_server(spfeval_stub *stub, const char *text)
{
    CHECK_INT(spfeval_stub_add_server(stub, text, strlen(text)), SPFEVAL_OK);
}

static void
set_up_stub(spfeval_stub *stub, const struct calls_scene *scene,
            const struct calls_failure *failure)
{
    CHECK_INT(spfeval_stub_set_u32(stub, SPFEVAL_STUB_OPTION_TIMEOUT_MS,
                                   has(failure, RULE_LOSES) ? SHORT : PATIENT),
              SPFEVAL_OK);
    CHECK_INT(spfeval_stub_set_u32(stub, SPFEVAL_STUB_OPTION_ATTEMPTS,
                                   has(failure, RULE_AT_ONCE) ? 1 : 2),
              SPFEVAL_OK);
    CHECK_INT(spfeval_stub_set_u32(stub, SPFEVAL_STUB_OPTION_USE_TCP,
                                   scene->tcp_only),
              SPFEVAL_OK);
    if (scene->refused_first) {
        add_server(stub, CLOSED_PORT);
    }
    add_server(stub, calls_server_address());
    if (scene->twice) {
        add_server(stub, calls_server_address());
    }
}

/* What a check comes to; its own memory and answers are not at fault. */
struct verdict {
    bool made; /* the stub */
    int status;
    int result; /* UNSET without an outcome */
};

static struct verdict
run_check(spfeval_stub *stub, const struct calls_scene *scene,
          struct try_check *try)
{
    struct verdict verdict = {true, SPFEVAL_OK, SPFEVAL_RESULT_UNSET};
    const spfeval_outcome *outcome;

    verdict.status = scene->drive(stub, try->check);
    outcome = spfeval_check_get_outcome(try->check);
    if (outcome != NULL) {
        verdict.result = spfeval_outcome_get_result(outcome);
    }
    return verdict;
}

static bool
is_allowed(const struct calls_scene *scene,
           const struct calls_failure *failure, const struct verdict *verdict)
{
    bool right =
        verdict->status == SPFEVAL_OK && verdict->result == scene->result;

    if (has(failure, RULE_REFUSES) && !verdict->made) {
        return verdict->status == SPFEVAL_ERR_RESOLVER;
    }
    if (right || has(failure, RULE_SAME | RULE_AT_ONCE)) {
        return right;
    }
    if (verdict->status == SPFEVAL_OK) {
        return verdict->result == SPFEVAL_RESULT_TEMPERROR;
    }
    return verdict->result == SPFEVAL_RESULT_UNSET &&
           (verdict->status == SPFEVAL_ERR_RESOLVER ||
            (has(failure, RULE_NOMEM) &&
             verdict->status == SPFEVAL_ERR_NOMEM));
}

/* The same stub does what it should once all calls work again. */
static void
expect_recovery(spfeval_stub *stub, const struct calls_scene *scene,
                struct try_check *try)
{
    struct verdict verdict;

    CHECK_INT(
        spfeval_stub_set_u32(stub, SPFEVAL_STUB_OPTION_TIMEOUT_MS, PATIENT),
        SPFEVAL_OK);
    try_check_start(try, scene->client, "user@example.com");
    verdict = run_check(stub, scene, try);
    CHECK_INT(verdict.status, SPFEVAL_OK);
    CHECK_INT(verdict.result, scene->result);
}

static bool
fails_memory(const struct calls_failure *failure)
{
    return failure->call == CALL_NONE;
}

static void
arm(const struct calls_failure *failure, unsigned number, bool stays,
    struct count_alloc *memory)
{
    if (!fails_memory(failure)) {
        failing_calls_arm(failure->call, number, failure->failure, stays);
    } else if (stays) {
        count_alloc_fail_from(memory, number);
    } else {
        count_alloc_fail_at(memory, number);
    }
}

/* How many calls there were; of allocations, whether it came to that one. */
static unsigned
disarm(const struct calls_failure *failure, struct count_alloc *memory)
{
    if (fails_memory(failure)) {
        count_alloc_fail_at(memory, 0);
        return memory->failures > 0 ? MOST_CALLS : 0;
    }
    return failing_calls_disarm();
}

/* The whole life of a stub; how many of those calls there were. */
static unsigned
live(const struct calls_scene *scene, const struct calls_failure *failure,
     unsigned number, bool stays, bool recovers, struct count_alloc *memory)
{
    struct verdict verdict = {true, SPFEVAL_OK, SPFEVAL_RESULT_UNSET};
    spfeval_stub *stub = NULL;
    struct try_check try;
    unsigned seen = 0;

    try_check_init(&try, fails_memory(failure) ? NULL : &memory->table);
    CHECK_INT(spfeval_options_set_u32(try.options, SPFEVAL_OPTION_PREFETCH,
                                      scene->prefetch
                                          ? SPFEVAL_PREFETCH_SPEC
                                          : SPFEVAL_PREFETCH_SERIAL),
              SPFEVAL_OK);
    try_check_start(&try, scene->client, "user@example.com");
    arm(failure, number, stays, memory);
    verdict.status = spfeval_stub_new(&memory->table, &stub);
    if (verdict.status == SPFEVAL_OK) {
        set_up_stub(stub, scene, failure);
        verdict = run_check(stub, scene, &try);
    } else {
        verdict.made = false;
        CHECK(stub == NULL);
    }
    if (recovers) {
        seen = disarm(failure, memory);
    }
    if (recovers && stub != NULL) {
        expect_recovery(stub, scene, &try);
    }
    spfeval_stub_free(stub);
    seen = recovers ? seen : disarm(failure, memory);
    if (!CHECK(is_allowed(scene, failure, &verdict))) {
        printf("# %s, %s %u%s: status %d, result %d\n", scene->name,
               failure->name, number, stays ? " and on" : "", verdict.status,
               verdict.result);
    }
    try_check_clear(&try);
    return seen;
}

/*
 * With the calls that free it failing too, or with all of them working again
 * so that it is used once more. False when there was no call with that number.
 */
static bool
try_number(const struct calls_scene *scene,
           const struct calls_failure *failure, unsigned number, bool stays)
{
    unsigned before = calls_open_descriptors();
    unsigned seen = 0;
    int recovers = failure->call == CALL_CLOSE ? 0 : 1;

    for (; recovers <= 1; recovers++) {
        struct count_alloc memory;

        count_alloc_init(&memory);
        seen = live(scene, failure, number, stays, recovers != 0, &memory);
        CHECK(count_alloc_is_clean(&memory));
        count_alloc_clear(&memory);
        CHECK_INT(calls_open_descriptors(), before);
    }
    return seen >= number;
}

void
calls_try_all(const struct calls_scene *scene,
              const struct calls_failure *failure)
{
    unsigned most =
        has(failure, RULE_SAME | RULE_AT_ONCE | RULE_PASSES) ? 1 : 2;
    unsigned stays;

    tap_row(failure->name);
    for (stays = 0; stays < most; stays++) {
        /* Where all is lost from there on, each question takes its time. */
        unsigned most_calls =
            has(failure, RULE_LOSES) && stays != 0 ? 3 : MOST_CALLS;
        unsigned number = 1;

        while (number < most_calls &&
               try_number(scene, failure, number, stays != 0)) {
            number++;
        }
        CHECK(number < MOST_CALLS);
    }
    CHECK_INT(failing_calls_bad_closes(), 0);
    tap_row(NULL);
}
