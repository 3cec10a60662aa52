/* SPDX-License-Identifier: BSD-2-Clause */
#include "support/walk_case.h"

#include <stdio.h>
#include <string.h>

#include <spfeval/status.h>

#include "support/tap.h"

enum { MOST_OPEN = 2000, MOST_STEPS = 100000 };

void
walk_case_init_with(struct walk_case *test, const struct zone_row *rows,
                    size_t count, spfeval_options *options)
{
    size_t i;

    memset(test, 0, sizeof(*test));
    test->options = options;
    CHECK_INT(spfeval_zone_new(NULL, &test->zone), SPFEVAL_OK);
    CHECK_INT(spfeval_zone_set_authoritative(test->zone), SPFEVAL_OK);
    for (i = 0; i < count; i++) {
        CHECK_INT(zone_row_add(test->zone, &rows[i]), SPFEVAL_OK);
    }
    CHECK_INT(spfeval_policy_new(options, &test->policy), SPFEVAL_OK);
}

void
walk_case_init(struct walk_case *test, const struct zone_row *rows,
               size_t count)
{
    spfeval_options *options = NULL;

    CHECK_INT(spfeval_options_new(NULL, &options), SPFEVAL_OK);
    walk_case_init_with(test, rows, count, options);
}

static void
note_query(struct walk_case *test, const spfeval_query *query)
{
    int written =
        snprintf(test->queries + test->queries_len,
                 sizeof(test->queries) - test->queries_len, "%s %s\n",
                 spfeval_rrtype_name(spfeval_query_get_type(query)),
                 spfeval_query_get_name(query, NULL));

    if (CHECK(written > 0 &&
              test->queries_len + (size_t)written < sizeof(test->queries))) {
        test->queries_len += (size_t)written;
    }
}

static void
answer_query(struct walk_case *test, const spfeval_query *query)
{
    spfeval_answer *answer = NULL;
    size_t len;
    const char *name = spfeval_query_get_name(query, &len);

    CHECK_INT(spfeval_answer_new(NULL, &answer), SPFEVAL_OK);
    if (spfeval_zone_lookup(test->zone, spfeval_query_get_type(query), name,
                            len, answer) != SPFEVAL_OK) {
        CHECK_INT(spfeval_answer_set_rcode(answer, 4), SPFEVAL_OK);
    }
    CHECK_INT(spfeval_policy_answer(test->policy, spfeval_query_get_id(query),
                                    answer),
              SPFEVAL_OK);
    spfeval_answer_free(answer);
}

/* Take what can be taken, keeping what is open. */
static size_t
take_queries(struct walk_case *test, const spfeval_query **open, size_t count)
{
    const spfeval_query *query;

    while (spfeval_policy_next_query(test->policy, &query) == SPFEVAL_OK) {
        if (!CHECK(count < MOST_OPEN)) {
            break;
        }
        note_query(test, query);
        open[count++] = query;
    }
    return count;
}

static size_t
answer_some(struct walk_case *test, const spfeval_query **open, size_t count,
            enum walk_order order)
{
    size_t i;

    switch (order) {
    case WALK_ONE_BY_ONE:
        answer_query(test, open[0]);
        memmove(open, open + 1, (count - 1) * sizeof(*open));
        return count - 1;
    case WALK_REVERSED:
        answer_query(test, open[count - 1]);
        return count - 1;
    default:
        for (i = 0; i < count; i++) {
            answer_query(test, open[i]);
        }
        return 0;
    }
}

bool
walk_case_run(struct walk_case *test, enum walk_order order)
{
    static const spfeval_query *open[MOST_OPEN];
    size_t count = 0;
    int steps = 0;
    int step;

    while ((step = spfeval_policy_step(test->policy)) == SPFEVAL_STEP_QUERY) {
        count = take_queries(test, open, count);
        if (!CHECK(count > 0) || !CHECK(steps++ < MOST_STEPS)) {
            return false;
        }
        count = answer_some(test, open, count, order);
    }
    return CHECK_INT(step, SPFEVAL_STEP_DONE);
}

void
walk_case_walk(struct walk_case *test, const char *domain, const char *record)
{
    if (domain != NULL) {
        CHECK_INT(
            spfeval_policy_set_domain(test->policy, domain, strlen(domain)),
            SPFEVAL_OK);
    }
    if (record != NULL) {
        CHECK_INT(
            spfeval_policy_set_record(test->policy, record, strlen(record)),
            SPFEVAL_OK);
    }
    (void)walk_case_run(test, WALK_AT_ONCE);
}

void
walk_case_clear(struct walk_case *test)
{
    spfeval_policy_free(test->policy);
    spfeval_options_free(test->options);
    spfeval_zone_free(test->zone);
}
