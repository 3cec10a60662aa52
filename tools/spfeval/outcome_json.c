/* SPDX-License-Identifier: BSD-2-Clause */
#include "outcome_json.h"

#include "decision.h"
#include "json_text.h"

static json_t *
counters_json(const spfeval_outcome *outcome)
{
    static const struct {
        const char *name;
        int counter;
    } counters[] = {
        {"terms", SPFEVAL_COUNTER_TERMS},
        {"voids", SPFEVAL_COUNTER_VOIDS},
        {"queries", SPFEVAL_COUNTER_QUERIES},
        {"records", SPFEVAL_COUNTER_RECORDS},
        {"mx_names", SPFEVAL_COUNTER_MX_NAMES},
        {"ptr_names", SPFEVAL_COUNTER_PTR_NAMES},
        {"bytes", SPFEVAL_COUNTER_BYTES},
    };
    struct json_builder object;
    size_t i;

    builder_begin(&object);
    for (i = 0; i < sizeof(counters) / sizeof(counters[0]); i++) {
        builder_put_number(
            &object, counters[i].name,
            spfeval_outcome_get_counter(outcome, counters[i].counter));
    }
    return builder_end(&object);
}

static void
put_explanation(struct json_builder *object, const spfeval_outcome *outcome)
{
    const char *explanation;
    size_t len = 0;

    explanation = spfeval_outcome_get_explanation(outcome, &len);
    if (explanation == NULL &&
        spfeval_outcome_get_result(outcome) == SPFEVAL_RESULT_FAIL) {
        explanation = "";
    }
    builder_put_text(object, "explanation", explanation, len);
}

static void
put_brief(struct json_builder *object, const spfeval_outcome *outcome)
{
    struct decision decision;

    decision_find(outcome, &decision);
    builder_put_string(
        object, "result",
        spfeval_result_name(spfeval_outcome_get_result(outcome)));
    put_explanation(object, outcome);
    builder_put_string(
        object, "reason",
        spfeval_reason_name(spfeval_outcome_get_reason(outcome)));
    builder_put_text(object, "term", decision.term, decision.term_len);
    builder_put_text(object, "domain", decision.domain, decision.domain_len);
    builder_put(object, "counters", counters_json(outcome));
}

json_t *
outcome_json_brief(const spfeval_outcome *outcome)
{
    struct json_builder object;

    builder_begin(&object);
    put_brief(&object, outcome);
    return builder_end(&object);
}
