/* SPDX-License-Identifier: BSD-2-Clause */
#include "header/sentence.h"

#include <spfeval/header.h>
#include <spfeval/status.h>

#include "base/ip.h"
#include "header/fold.h"
#include "header/outcome_text.h"

void
spfe_client_text_set(struct spfe_client_text *client,
                     const spfeval_outcome *outcome)
{
    size_t len = 0;
    const uint8_t *octets = spfeval_outcome_get_client(outcome, &len);
    struct spfe_buf out;

    spfe_buf_init(&out, client->octets, sizeof(client->octets));
    spfe_ip_print(octets, len, &out);
    client->len = (uint8_t)out.length;
}

/* <before> subject <after> */
static void
add_subject(struct spfe_buf *out, const struct spfe_sentence *sentence,
            struct spfe_text before, struct spfe_text after)
{
    spfe_buf_add(out, before.ptr, before.len);
    spfe_quote_add(out, sentence->subject, sentence->place, sentence->flags,
                   SPFE_COMMENTED_MAX);
    spfe_buf_add(out, after.ptr, after.len);
}

static void
add_client(struct spfe_buf *out, const struct spfe_sentence *sentence)
{
    spfe_buf_add(out, sentence->client->octets, sentence->client->len);
}

/* <before> subject <between> client "as permitted sender" */
static void
add_permission(struct spfe_buf *out, const struct spfe_sentence *sentence,
               struct spfe_text before, struct spfe_text between)
{
    add_subject(out, sentence, before, between);
    add_client(out, sentence);
    spfe_buf_add_text(out, " as permitted sender");
}

static void
add_none(struct spfe_buf *out, const struct spfe_sentence *sentence)
{
    switch (spfeval_outcome_get_reason(sentence->outcome)) {
    case SPFEVAL_REASON_BAD_DOMAIN:
    case SPFEVAL_REASON_IDNA:
        spfe_buf_add_text(out, "no valid domain in identity");
        break;
    default:
        add_subject(
            out, sentence, spfe_text_of("domain of "),
            spfe_text_of(" does not designate permitted sender hosts"));
        break;
    }
}

static void
add_error(struct spfe_buf *out, const struct spfe_sentence *sentence,
          struct spfe_text before)
{
    int reason = spfeval_outcome_get_reason(sentence->outcome);

    add_subject(out, sentence, before, spfe_text_of(": "));
    spfe_buf_add_text(out, spfeval_reason_message(reason));
}

/* The wording is that of RFC 7208 section 9.1 and of its predecessors. */
void
spfe_sentence_add(struct spfe_buf *out, const struct spfe_sentence *sentence)
{
    switch (spfeval_outcome_get_result(sentence->outcome)) {
    case SPFEVAL_RESULT_PASS:
        add_permission(out, sentence, spfe_text_of("domain of "),
                       spfe_text_of(" designates "));
        break;
    case SPFEVAL_RESULT_FAIL:
        add_permission(out, sentence, spfe_text_of("domain of "),
                       spfe_text_of(" does not designate "));
        break;
    case SPFEVAL_RESULT_SOFTFAIL:
        add_permission(out, sentence, spfe_text_of("domain of transitioning "),
                       spfe_text_of(" discourages use of "));
        break;
    case SPFEVAL_RESULT_NEUTRAL:
        add_client(out, sentence);
        add_subject(
            out, sentence,
            spfe_text_of(" is neither permitted nor denied by domain of "),
            spfe_text_of(""));
        break;
    case SPFEVAL_RESULT_TEMPERROR:
        add_error(out, sentence,
                  spfe_text_of("temporary error in processing domain of "));
        break;
    case SPFEVAL_RESULT_PERMERROR:
        add_error(out, sentence,
                  spfe_text_of("permanent error in processing domain of "));
        break;
    default:
        add_none(out, sentence);
        break;
    }
}

int
spfeval_comment_print(const spfeval_outcome *outcome, char *buffer,
                      size_t capacity, size_t *needed)
{
    struct spfe_client_text client;
    struct spfe_sentence sentence = {
        outcome, &client, {NULL, 0}, SPFE_QUOTE_PLAIN, 0};
    struct spfe_buf out;

    if (outcome == NULL || (buffer == NULL && capacity > 0)) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    spfe_buf_init(&out, buffer, capacity);
    spfe_client_text_set(&client, outcome);
    sentence.subject = spfe_outcome_text(outcome, spfeval_outcome_get_sender);
    spfe_sentence_add(&out, &sentence);
    return spfe_buf_finish(&out, needed);
}
