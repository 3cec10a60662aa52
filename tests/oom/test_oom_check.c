/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Checks whose Nth allocation fails, once or with all that follow, for all N,
 * and for many places in the check at which that one happens.
 */
#include <string.h>

#include <spfeval/spfeval.h>

#include "support/count_alloc.h"
#include "support/host.h"
#include "support/policies.h"
#include "support/tap.h"

enum {
    MOST_ALLOCATIONS = 200, /* far more than one of these checks needs */
    FINE_STEP = 127,
    COARSE_STEP = 389,
    NUMBERS = 13
};

typedef int (*driver)(struct host *host, spfeval_check *check);

/* What each outcome of a case is compared with. */
static uint32_t expected_numbers[NUMBERS];

/* --- outcomes ------------------------------------------------------------ */

static void
read_numbers(const spfeval_outcome *outcome, uint32_t numbers[NUMBERS])
{
    uint32_t ttl = 0;
    size_t target_len = 0;
    size_t n = 0;
    int counter;

    for (counter = SPFEVAL_COUNTER_TERMS; counter <= SPFEVAL_COUNTER_PTR_NAMES;
         counter++) {
        numbers[n++] = spfeval_outcome_get_counter(outcome, counter);
    }
    numbers[n++] = spfeval_outcome_get_path_count(outcome);
    numbers[n++] = spfeval_outcome_get_event_count(outcome);
    numbers[n++] = (uint32_t)spfeval_outcome_get_cacheable(outcome);
    numbers[n++] = (uint32_t)spfeval_outcome_get_explanation_source(outcome);
    numbers[n++] = (uint32_t)spfeval_outcome_get_ttl(outcome, &ttl);
    numbers[n++] = ttl;
    (void)spfeval_outcome_get_target(outcome, &target_len);
    numbers[n++] = (uint32_t)target_len;
    CHECK_INT(n, NUMBERS);
}

static void
check_outcome(const struct policy_case *row, const spfeval_check *check)
{
    const spfeval_outcome *outcome = spfeval_check_get_outcome(check);
    uint32_t numbers[NUMBERS];
    const char *text;
    size_t len = 0;

    if (!CHECK(outcome != NULL)) {
        return;
    }
    CHECK_INT(spfeval_outcome_get_result(outcome), row->result);
    CHECK_INT(spfeval_outcome_get_reason(outcome), row->reason);
    text = spfeval_outcome_get_explanation(outcome, &len);
    CHECK_STR(text, len, row->explanation);
    read_numbers(outcome, numbers);
    CHECK_BYTES(numbers, sizeof(numbers), expected_numbers, sizeof(numbers));
}

/* --- the two ways to run a check ----------------------------------------- */

static int
run_to_end(struct host *host, spfeval_check *check)
{
    int status =
        spfeval_check_run(check, spfeval_zone_get_resolver(host->zone));

    if (status != SPFEVAL_OK) {
        CHECK(spfeval_check_get_outcome(check) == NULL);
    }
    return status;
}

/* Without memory for an answer the check is over, and knows it. */
static void
give_answer(struct host *host, spfeval_check *check, uint32_t id)
{
    int status = spfeval_check_answer(check, id, host->answer);

    if (status == SPFEVAL_ERR_NOMEM) {
        CHECK_INT(spfeval_check_answer(check, id, host->answer),
                  SPFEVAL_ERR_NOT_FOUND);
        status = spfeval_check_step(check) == SPFEVAL_ERR_NOMEM
                     ? SPFEVAL_OK
                     : SPFEVAL_ERR_STATE;
    }
    CHECK_INT(status, SPFEVAL_OK);
}

static int
step_to_end(struct host *host, spfeval_check *check)
{
    const spfeval_query *query;
    int step;

    while ((step = spfeval_check_step(check)) == SPFEVAL_STEP_QUERY) {
        int taken = 0;

        while (spfeval_check_next_query(check, &query) == SPFEVAL_OK) {
            taken++;
            host_look_up(host, query);
            give_answer(host, check, spfeval_query_get_id(query));
        }
        if (!CHECK(taken > 0)) {
            return SPFEVAL_ERR_STATE;
        }
    }
    if (step < 0) {
        host_check_is_over(host, check);
        return step;
    }
    return SPFEVAL_OK;
}

/* --- one check, with memory running out ---------------------------------- */

/* True while the allocation with this number exists, and so failed. */
static bool
survives(struct host *host, const struct policy_case *row, driver drive,
         size_t padding, uint64_t number, bool stays_out)
{
    size_t held = host->memory.live_blocks;
    spfeval_check *check;
    bool failed;
    int status;

    host_run_short(host, number, stays_out);
    check = host_make_check(host);
    if (check == NULL) {
        return false;
    }
    host_set_inputs(host, row, padding, check);
    status = drive(host, check);
    failed = host_has_run_short(host);
    if (failed && !host->seen) {
        host_recover(host, status);
        if (stays_out) { /* free and reset in turn */
            spfeval_check_free(check);
            CHECK_INT(host->memory.live_blocks, held);
            check = host_make_check(host);
        } else {
            spfeval_check_reset(check);
        }
        host_set_inputs(host, row, padding, check);
        status = drive(host, check);
    }
    count_alloc_fail_at(&host->memory, 0);
    CHECK_INT(status, SPFEVAL_OK);
    check_outcome(row, check);
    spfeval_check_free(check);
    CHECK_INT(host->memory.live_blocks, held);
    return failed;
}

/* The outcome that everything else is compared with. */
static bool
find_expected(struct host *host, const struct policy_case *row, driver drive)
{
    spfeval_check *check;

    host_run_short(host, 0, false);
    check = host_make_check(host);
    if (check == NULL) {
        return false;
    }
    host_set_inputs(host, row, 0, check);
    CHECK_INT(drive(host, check), SPFEVAL_OK);
    read_numbers(spfeval_check_get_outcome(check), expected_numbers);
    check_outcome(row, check);
    spfeval_check_free(check);
    return true;
}

static void
try_all_allocations(struct host *host, const struct policy_case *row,
                    driver drive, size_t padding)
{
    int stays_out;

    for (stays_out = 0; stays_out <= 1; stays_out++) {
        uint64_t number = 1;

        while (number < MOST_ALLOCATIONS &&
               survives(host, row, drive, padding, number, stays_out != 0)) {
            number++;
        }
        CHECK(number > 1 && number < MOST_ALLOCATIONS);
    }
}

static void
try_all_cases(driver drive, const char *lead, size_t step)
{
    struct host host;
    size_t padding;
    size_t i;

    if (!host_init(&host, lead)) {
        return;
    }
    for (i = 0; i < policy_case_count; i++) {
        const struct policy_case *row = &policy_cases[i];

        tap_row(row->name);
        if (!find_expected(&host, row, drive)) {
            break;
        }
        for (padding = 0; padding < HOST_MOST_PADDING;
             padding += row->is_long ? HOST_MOST_PADDING / 4 : step) {
            try_all_allocations(&host, row, drive, padding);
        }
    }
    tap_row(NULL);
    host_clear(&host);
}

static void
try_all_places(driver drive)
{
    size_t i;

    for (i = 0; i < host_lead_count; i++) {
        try_all_cases(drive, host_leads[i], i == 0 ? FINE_STEP : COARSE_STEP);
    }
}

static void
test_run_reports_each_lack_of_memory(void)
{
    try_all_places(run_to_end);
}

static void
test_stepping_reports_each_lack_of_memory(void)
{
    try_all_places(step_to_end);
}

/* --- what the other functions leave behind ------------------------------- */

static void
test_options_stay_open_when_no_check_could_be_made(void)
{
    spfeval_check *check = NULL;
    struct host host;

    if (!host_init(&host, "")) {
        return;
    }
    host_run_short(&host, 1, true);
    CHECK_INT(spfeval_check_new(host.options, &check), SPFEVAL_ERR_NOMEM);
    CHECK(check == NULL);
    count_alloc_fail_at(&host.memory, 0);
    CHECK_INT(
        spfeval_options_set_u32(host.options, SPFEVAL_OPTION_MAX_TERMS, 9),
        SPFEVAL_OK);
    host_clear(&host);
}

static void
test_inputs_stay_when_others_cannot_be_stored(void)
{
    const struct policy_case *row = &policy_cases[0];
    struct host host;
    spfeval_check *check;
    const spfeval_outcome *outcome;
    const char *sender;
    size_t len = 0;

    if (!host_init(&host, "")) {
        return;
    }
    check = host_make_check(&host);
    host_set_inputs(&host, row, 0, check);
    host_run_short(&host, 1, true);
    CHECK_INT(
        spfeval_check_set_mailfrom(check, host_padding(), HOST_MOST_PADDING),
        SPFEVAL_ERR_NOMEM);
    CHECK_INT(spfeval_check_set_helo(check, host_padding(), HOST_MOST_PADDING),
              SPFEVAL_ERR_NOMEM);
    count_alloc_fail_at(&host.memory, 0);
    CHECK_INT(run_to_end(&host, check), SPFEVAL_OK);
    outcome = spfeval_check_get_outcome(check);
    CHECK_INT(spfeval_outcome_get_result(outcome), row->result);
    sender = spfeval_outcome_get_sender(outcome, &len);
    CHECK_STR(sender, len, row->mailfrom);
    spfeval_check_free(check);
    host_clear(&host);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"a run reports each lack of memory, and the check works afterwards",
         test_run_reports_each_lack_of_memory},
        {"stepping reports each lack of memory, answers can be repeated",
         test_stepping_reports_each_lack_of_memory},
        {"the options stay open when no check could be made",
         test_options_stay_open_when_no_check_could_be_made},
        {"inputs stay when others cannot be stored",
         test_inputs_stay_when_others_cannot_be_stored},
    };

    return tap_run("oom/check", tests, TAP_COUNT(tests));
}
