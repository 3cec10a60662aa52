/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Whole checks of mails against zones, both of strangers: the outcome and its
 * trace do not depend on the order of answers nor on what is asked ahead, the
 * limits of RFC 7208 section 4.6.4 hold, there is one of seven results, and
 * what is written about it is fit for its place.
 *
 * The input is text (zone_form.h); mutate_lines.c changes it line by line. The
 * number in a line "O" is the time of day. It also gives the flags of header
 * fields (modulo 16), whether all texts are written (1 modulo 8), whether HELO
 * is the identity (4 modulo 5), at which answer the time is over (above 15), and
 * how much memory a check may take (above 255).
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <spfeval/spfeval.h>

#include "fuzz/check_run.h"
#include "fuzz/claim.h"
#include "fuzz/outcome_writers.h"
#include "fuzz/zone_form.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum {
    MOST_INPUT = 20000,
    MOST_TERMS = 10,
    MOST_VOIDS = 2,
    /*
     * The first record; ten terms, each an mx with ten hosts or a ptr with
     * ten names; the names of %{p}; and the explanation.
     */
    MOST_QUERIES = 1 + MOST_TERMS * 11 + 11 + 1,
    MOST_AHEAD = 13
};

struct input {
    struct zone_form form;
    spfeval_zone *zone;
    spfeval_answer *answer;
    spfeval_cache *cache;
};

/* A check with these questions asked ahead, and so much memory. */
static spfeval_check *
make_bounded(int prefetch, uint32_t max_bytes)
{
    spfeval_options *options = NULL;
    spfeval_check *check = NULL;

    CLAIM(spfeval_options_new(NULL, &options) == SPFEVAL_OK);
    CLAIM(spfeval_options_set_u32(options, SPFEVAL_OPTION_MAX_BYTES,
                                  max_bytes) == SPFEVAL_OK);
    CLAIM(spfeval_options_set_u32(options, SPFEVAL_OPTION_PREFETCH,
                                  (uint32_t)prefetch) == SPFEVAL_OK);
    CLAIM(spfeval_options_set_text(options, SPFEVAL_OPTION_RECEIVER,
                                   OUTCOME_AUTHSERV_ID,
                                   strlen(OUTCOME_AUTHSERV_ID)) == SPFEVAL_OK);
    CLAIM(spfeval_check_new(options, &check) == SPFEVAL_OK);
    spfeval_options_free(options);
    return check;
}

static spfeval_check *
make_check(int prefetch)
{
    return make_bounded(prefetch, 1u << 20);
}

static void
set_inputs(const struct input *input, spfeval_check *check)
{
    const struct zone_form *form = &input->form;
    int identity = form->order % 5 == 4 ? SPFEVAL_IDENTITY_HELO
                                        : SPFEVAL_IDENTITY_MAILFROM;

    spfeval_check_reset(check);
    if (spfeval_check_set_client_text(check, form->client.text,
                                      form->client.len) != SPFEVAL_OK) {
        CLAIM(spfeval_check_set_client_text(check, "192.0.2.1", 9) ==
              SPFEVAL_OK);
    }
    CLAIM(spfeval_check_set_mailfrom(check, form->mailfrom.text,
                                     form->mailfrom.len) == SPFEVAL_OK);
    CLAIM(spfeval_check_set_helo(check, form->helo.text, form->helo.len) ==
          SPFEVAL_OK);
    CLAIM(spfeval_check_set_identity(check, identity) == SPFEVAL_OK);
    CLAIM(spfeval_check_set_time(check, form->order) == SPFEVAL_OK);
}

/* --- what must hold ------------------------------------------------------ */

static void
look_at_limits(const spfeval_outcome *outcome, const struct check_run *run)
{
    uint32_t terms =
        spfeval_outcome_get_counter(outcome, SPFEVAL_COUNTER_TERMS);
    uint32_t voids =
        spfeval_outcome_get_counter(outcome, SPFEVAL_COUNTER_VOIDS);
    uint32_t queries =
        spfeval_outcome_get_counter(outcome, SPFEVAL_COUNTER_QUERIES);
    uint32_t unused =
        spfeval_outcome_get_counter(outcome, SPFEVAL_COUNTER_UNUSED_QUERIES);

    CLAIM(terms <= MOST_TERMS && voids <= MOST_VOIDS + 1);
    CLAIM(voids <= MOST_VOIDS ||
          spfeval_outcome_get_reason(outcome) == SPFEVAL_REASON_VOID_LIMIT);
    CLAIM(queries <= MOST_QUERIES);
    CLAIM(queries + unused == run->query_count);
}

static void
look_at_outcome(const spfeval_outcome *outcome)
{
    int result = spfeval_outcome_get_result(outcome);
    int reason = spfeval_outcome_get_reason(outcome);

    CLAIM(result >= SPFEVAL_RESULT_NONE && result <= SPFEVAL_RESULT_PERMERROR);
    CLAIM(reason != SPFEVAL_REASON_UNSET);
    CLAIM((result == SPFEVAL_RESULT_NONE) == (reason < SPFEVAL_REASON_MATCH));
    CLAIM((result == SPFEVAL_RESULT_TEMPERROR) ==
          (reason >= SPFEVAL_REASON_DNS_FAILED &&
           reason < SPFEVAL_REASON_SYNTAX));
    CLAIM((result == SPFEVAL_RESULT_PERMERROR) ==
          (reason >= SPFEVAL_REASON_SYNTAX));
    CLAIM(result == SPFEVAL_RESULT_FAIL ||
          spfeval_outcome_get_explanation(outcome, NULL) == NULL);
}

/* --- runs ---------------------------------------------------------------- */

/* The same outcome in each order; expected is NULL for the first. */
static void
run_orders(const struct input *input, int prefetch, const char *expected)
{
    struct check_run run = {.check = make_check(prefetch),
                            .zone = input->zone,
                            .answer = input->answer};
    int order;

    for (order = CHECK_AT_ONCE; order < CHECK_ORDER_COUNT; order++) {
        const spfeval_outcome *outcome;

        run.order = (enum check_order)order;
        set_inputs(input, run.check);
        if (prefetch == SPFEVAL_PREFETCH_GRAPH) {
            CLAIM(spfeval_cache_prime(input->cache, run.check) == SPFEVAL_OK);
        }
        CLAIM(check_run(&run) == SPFEVAL_STEP_DONE);
        outcome = spfeval_check_get_outcome(run.check);
        CLAIM(strcmp(check_run_text(outcome, 1), expected) == 0);
        look_at_limits(outcome, &run);
        CLAIM(prefetch != SPFEVAL_PREFETCH_SPEC ||
              run.most_open <= MOST_AHEAD + 1);
        CLAIM(spfeval_cache_learn(input->cache, run.check) == SPFEVAL_OK);
    }
    spfeval_check_free(run.check);
}

/* One query at a time, as check_host() is written. */
static void
run_serially(const struct input *input)
{
    struct check_run run = {.check = make_check(SPFEVAL_PREFETCH_SERIAL),
                            .zone = input->zone,
                            .answer = input->answer};
    const spfeval_outcome *outcome;
    const char *expected;

    set_inputs(input, run.check);
    CLAIM(check_run(&run) == SPFEVAL_STEP_DONE);
    CLAIM(run.most_open <= 1);
    outcome = spfeval_check_get_outcome(run.check);
    look_at_limits(outcome, &run);
    look_at_outcome(outcome);
    if (spfeval_outcome_get_identity(outcome) == SPFEVAL_IDENTITY_HELO) {
        outcome_claim_headers(NULL, outcome, input->form.order % 16);
    } else {
        outcome_claim_headers(outcome, NULL, input->form.order % 16);
    }
    if (input->form.order % 8 == 1) { /* they take most of the time */
        outcome_claim_texts(outcome);
    }
    expected = check_run_text(outcome, 0);
    CLAIM(spfeval_cache_learn(input->cache, run.check) == SPFEVAL_OK);
    run_orders(input, SPFEVAL_PREFETCH_SPEC, expected);
    run_orders(input, SPFEVAL_PREFETCH_GRAPH, expected);
    spfeval_check_free(run.check);
}

/* RFC 7208 section 4.6.4: when the time is over, temperror. */
static void
run_until_late(const struct input *input, int prefetch)
{
    struct check_run run = {.check = make_check(prefetch),
                            .zone = input->zone,
                            .answer = input->answer,
                            .expire_at = input->form.order / 16 % 16};
    const spfeval_outcome *outcome;
    int reason;

    set_inputs(input, run.check);
    CLAIM(check_run(&run) == SPFEVAL_STEP_DONE);
    outcome = spfeval_check_get_outcome(run.check);
    reason = spfeval_outcome_get_reason(outcome);
    look_at_outcome(outcome);
    look_at_limits(outcome, &run);
    CLAIM(reason != SPFEVAL_REASON_TIMEOUT ||
          spfeval_outcome_get_result(outcome) == SPFEVAL_RESULT_TEMPERROR);
    outcome_claim_texts(outcome);
    spfeval_check_free(run.check);
}

/* With less memory the outcome is the same, or there is none. */
static void
run_short(const struct input *input, int prefetch)
{
    uint32_t bound = 4096 + input->form.order / 256 % 16384;
    struct check_run run = {
        .zone = input->zone, .answer = input->answer, .is_short = true};
    struct check_run whole = {.check = make_check(prefetch),
                              .zone = input->zone,
                              .answer = input->answer};
    int step;

    bound += (uint32_t)(input->form.mailfrom.len + input->form.helo.len);
    run.check = make_bounded(prefetch, bound);
    set_inputs(input, run.check);
    step = check_run(&run);
    CLAIM(step == SPFEVAL_STEP_DONE || step == SPFEVAL_ERR_LIMIT);
    if (step == SPFEVAL_STEP_DONE) {
        set_inputs(input, whole.check);
        CLAIM(check_run(&whole) == SPFEVAL_STEP_DONE);
        CLAIM(strcmp(check_run_text(spfeval_check_get_outcome(run.check), 1),
                     check_run_text(spfeval_check_get_outcome(whole.check),
                                    0)) == 0);
    } else {
        CLAIM(spfeval_check_get_outcome(run.check) == NULL);
    }
    spfeval_check_free(whole.check);
    spfeval_check_free(run.check);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *text = size > 0 ? (const char *)data : "";
    struct input input;

    if (size > MOST_INPUT) {
        return 0;
    }
    memset(&input, 0, sizeof(input));
    CLAIM(spfeval_zone_new(NULL, &input.zone) == SPFEVAL_OK);
    CLAIM(spfeval_answer_new(NULL, &input.answer) == SPFEVAL_OK);
    CLAIM(spfeval_cache_new(NULL, &input.cache) == SPFEVAL_OK);
    CLAIM(spfeval_cache_set_u32(input.cache, SPFEVAL_CACHE_OPTION_MAX_ENTRIES,
                                64) == SPFEVAL_OK);
    zone_form_read(text, size, input.zone, &input.form);
    run_serially(&input);
    if (input.form.order >= 16) {
        run_until_late(&input, SPFEVAL_PREFETCH_SERIAL);
        run_until_late(&input, SPFEVAL_PREFETCH_SPEC);
    }
    if (input.form.order >= 256) {
        run_short(&input, SPFEVAL_PREFETCH_SERIAL);
        run_short(&input, SPFEVAL_PREFETCH_SPEC);
    }
    spfeval_cache_free(input.cache);
    spfeval_answer_free(input.answer);
    spfeval_zone_free(input.zone);
    return 0;
}
