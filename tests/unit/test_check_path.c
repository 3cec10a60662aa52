/* SPDX-License-Identifier: BSD-2-Clause */
/* A path that is long, as only a raised limit allows. */
#include <stdio.h>
#include <string.h>

#include "check/check.h"
#include "support/tap.h"
#include "support/try_check.h"

enum { LONG = 200, STEPS = 20, LINE = 80 };

/* i0.test leads to i1.test and so on, by turns in one way and the other. */
static const char *
long_zone(void)
{
    static char zone[LONG * LINE];
    size_t used = 0;
    unsigned i;

    for (i = 0; i + 1 < LONG; i++) {
        used +=
            (size_t)snprintf(zone + used, sizeof(zone) - used,
                             "i%u.test TXT v=spf1 foo=%u %si%u.test\n", i, i,
                             i % 3 == 0 ? "redirect=" : "include:", i + 1);
    }
    (void)snprintf(zone + used, sizeof(zone) - used, "i%u.test TXT v=spf1 all",
                   i);
    return zone;
}

static const spfeval_outcome *
set_up(struct try_check *try)
{
    try_check_init(try, NULL);
    CHECK_INT(
        spfeval_options_set_u32(try->options, SPFEVAL_OPTION_MAX_TERMS, LONG),
        SPFEVAL_OK);
    try_check_zone(try, long_zone());
    return try_check_outcome(try, "192.0.2.1", "user@i0.test");
}

static void
test_each_record_of_a_long_path_is_found(void)
{
    spfeval_path_entry entry = {.struct_size = sizeof(entry)};
    const spfeval_outcome *outcome;
    struct try_check try;
    char name[LINE];
    uint32_t i;

    outcome = set_up(&try);
    CHECK_INT(spfeval_outcome_get_result(outcome), SPFEVAL_RESULT_PASS);
    CHECK_INT(spfeval_outcome_get_path_count(outcome), LONG);
    for (i = 0; i < LONG; i++) {
        CHECK_INT(spfeval_outcome_get_path(outcome, i, &entry), SPFEVAL_OK);
        (void)snprintf(name, sizeof(name), "i%u.test", (unsigned)i);
        CHECK_STR(entry.owner, entry.owner_len, name);
        CHECK_INT(entry.has_term, 1);
        CHECK_INT(entry.term, i + 1 < LONG ? 1 : 0);
    }
    CHECK_INT(spfeval_outcome_get_path(outcome, LONG, &entry),
              SPFEVAL_ERR_NOT_FOUND);
    try_check_clear(&try);
}

/* Whoever reads the path in order must not walk all of it for each record. */
static void
test_few_steps_lead_to_any_place(void)
{
    const spfeval_outcome *outcome;
    struct try_check try;
    uint32_t place;

    outcome = set_up(&try);
    for (place = 0; place < LONG; place++) {
        const struct spfe_frame *frame = outcome->leaf;
        int steps = 0;

        while (frame->place > place) {
            CHECK(frame->jump->place < frame->place);
            frame = frame->jump->place >= place ? frame->jump : frame->from;
            steps++;
        }
        CHECK_INT(frame->place, place);
        CHECK(steps <= STEPS);
    }
    try_check_clear(&try);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"each record of a long path is found",
         test_each_record_of_a_long_path_is_found},
        {"few steps lead to any place", test_few_steps_lead_to_any_place},
    };

    return tap_run("check/path", tests, TAP_COUNT(tests));
}
