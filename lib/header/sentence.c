/* SPDX-License-Identifier: BSD-2-Clause */
#include "header/sentence.h"

#include <spfeval/header.h>
#include <spfeval/status.h>

#include "base/ip.h"
#include "header/fold.h"
#include "header/outcome_text.h"

/* One sentence: parts of ours with the values between them. */
struct sentence {
    struct spfe_buf *out;
    const spfeval_outcome *outcome;
    struct spfe_text subject;
    enum spfe_quote place;
    uint32_t flags;
};

/* <before> subject <after> */
static void
add_subject(const struct sentence *sentence, const char *before,
            const char *after)
{
    spfe_buf_add_text(sentence->out, before);
    spfe_quote_add(sentence->out, sentence->subject, sentence->place,
                   sentence->flags, SPFE_COMMENTED_MAX);
    spfe_buf_add_text(sentence->out, after);
}

static void
add_client(const struct sentence *sentence)
{
    size_t len = 0;
    const uint8_t *client =
        spfeval_outcome_get_client(sentence->outcome, &len);

    spfe_ip_print(client, len, sentence->out);
}

/* <before> subject <between> client "as permitted sender" */
static void
add_permission(const struct sentence *sentence, const char *before,
               const char *between)
{
    add_subject(sentence, before, between);
    add_client(sentence);
    spfe_buf_add_text(sentence->out, " as permitted sender");
}

static void
add_none(const struct sentence *sentence)
{
    switch (spfeval_outcome_get_reason(sentence->outcome)) {
    case SPFEVAL_REASON_BAD_DOMAIN:
    case SPFEVAL_REASON_IDNA:
        spfe_buf_add_text(sentence->out, "no valid domain in identity");
        break;
    default:
        add_subject(sentence, "domain of ",
                    " does not designate permitted sender hosts");
        break;
    }
}

static void
add_error(const struct sentence *sentence, const char *before)
{
    int reason = spfeval_outcome_get_reason(sentence->outcome);

    add_subject(sentence, before, ": ");
    spfe_buf_add_text(sentence->out, spfeval_reason_message(reason));
}

/* The wording is that of RFC 7208 section 9.1 and of its predecessors. */
static void
add(const struct sentence *sentence)
{
    switch (spfeval_outcome_get_result(sentence->outcome)) {
    case SPFEVAL_RESULT_PASS:
        add_permission(sentence, "domain of ", " designates ");
        break;
    case SPFEVAL_RESULT_FAIL:
        add_permission(sentence, "domain of ", " does not designate ");
        break;
    case SPFEVAL_RESULT_SOFTFAIL:
        add_permission(sentence, "domain of transitioning ",
                       " discourages use of ");
        break;
    case SPFEVAL_RESULT_NEUTRAL:
        add_client(sentence);
        add_subject(sentence, " is neither permitted nor denied by domain of ",
                    "");
        break;
    case SPFEVAL_RESULT_TEMPERROR:
        add_error(sentence, "temporary error in processing domain of ");
        break;
    case SPFEVAL_RESULT_PERMERROR:
        add_error(sentence, "permanent error in processing domain of ");
        break;
    default:
        add_none(sentence);
        break;
    }
}

void
spfe_sentence_add(struct spfe_buf *out, const spfeval_outcome *outcome,
                  struct spfe_text subject, enum spfe_quote place,
                  uint32_t flags)
{
    const struct sentence sentence = {out, outcome, subject, place, flags};

    add(&sentence);
}

int
spfeval_comment_print(const spfeval_outcome *outcome, char *buffer,
                      size_t capacity, size_t *needed)
{
    struct spfe_buf out;

    if (outcome == NULL || (buffer == NULL && capacity > 0)) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    spfe_buf_init(&out, buffer, capacity);
    spfe_sentence_add(&out, outcome,
                      spfe_outcome_text(outcome, spfeval_outcome_get_sender),
                      SPFE_QUOTE_PLAIN, 0);
    return spfe_buf_finish(&out, needed);
}
