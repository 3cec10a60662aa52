/* SPDX-License-Identifier: BSD-2-Clause */
#include "comment.h"

static void
add_sender(struct text *out, const spfeval_outcome *outcome)
{
    const char *sender;
    size_t len;

    sender = spfeval_outcome_get_sender(outcome, &len);
    if (sender != NULL) {
        text_add(out, sender, len);
    }
}

/* <before> sender <after> */
static void
add_sentence(struct text *out, const spfeval_outcome *outcome,
             const char *before, const char *after)
{
    text_add_string(out, before);
    add_sender(out, outcome);
    text_add_string(out, after);
}

static void
add_none(struct text *out, const spfeval_outcome *outcome)
{
    switch (spfeval_outcome_get_reason(outcome)) {
    case SPFEVAL_REASON_BAD_DOMAIN:
    case SPFEVAL_REASON_IDNA:
        text_add_string(out, "no valid domain in identity");
        break;
    default:
        add_sentence(out, outcome, "domain of ",
                     " does not designate permitted sender hosts");
        break;
    }
}

static void
add_error(struct text *out, const spfeval_outcome *outcome, const char *kind)
{
    add_sentence(out, outcome, kind, ": ");
    text_add_string(
        out, spfeval_reason_message(spfeval_outcome_get_reason(outcome)));
}

void
comment_add(struct text *out, const spfeval_outcome *outcome,
            const char *address)
{
    switch (spfeval_outcome_get_result(outcome)) {
    case SPFEVAL_RESULT_PASS:
        add_sentence(out, outcome, "domain of ", " designates ");
        text_add_format(out, "%s as permitted sender", address);
        break;
    case SPFEVAL_RESULT_FAIL:
        add_sentence(out, outcome, "domain of ", " does not designate ");
        text_add_format(out, "%s as permitted sender", address);
        break;
    case SPFEVAL_RESULT_SOFTFAIL:
        add_sentence(out, outcome, "domain of transitioning ",
                     " discourages use of ");
        text_add_format(out, "%s as permitted sender", address);
        break;
    case SPFEVAL_RESULT_NEUTRAL:
        text_add_string(out, address);
        add_sentence(out, outcome,
                     " is neither permitted nor denied by "
                     "domain of ",
                     "");
        break;
    case SPFEVAL_RESULT_TEMPERROR:
        add_error(out, outcome, "temporary error in processing domain of ");
        break;
    case SPFEVAL_RESULT_PERMERROR:
        add_error(out, outcome, "permanent error in processing domain of ");
        break;
    default:
        add_none(out, outcome);
        break;
    }
}
