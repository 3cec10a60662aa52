/* SPDX-License-Identifier: BSD-2-Clause */
#include "fuzz/outcome_writers.h"

#include <string.h>

#include "fuzz/claim.h"
#include "fuzz/written.h"

enum { MOST_HEADER = 4096 };

/* --- the writers --------------------------------------------------------- */

static int
write_received_spf(const struct writer *writer, char *buffer, size_t capacity,
                   size_t *needed)
{
    return spfeval_received_spf_print(writer->outcome, writer->number, buffer,
                                      capacity, needed);
}

static int
write_auth_results(const struct writer *writer, char *buffer, size_t capacity,
                   size_t *needed)
{
    return spfeval_auth_results_print(
        OUTCOME_AUTHSERV_ID, strlen(OUTCOME_AUTHSERV_ID), writer->outcome,
        writer->helo, writer->number, buffer, capacity, needed);
}

static int
write_reply(const struct writer *writer, char *buffer, size_t capacity,
            size_t *needed)
{
    return spfeval_reply_print(writer->outcome, writer->number, buffer,
                               capacity, needed);
}

static int
write_comment(const struct writer *writer, char *buffer, size_t capacity,
              size_t *needed)
{
    return spfeval_comment_print(writer->outcome, buffer, capacity, needed);
}

static int
write_explain(const struct writer *writer, char *buffer, size_t capacity,
              size_t *needed)
{
    return spfeval_explain_print(writer->outcome, (int)writer->number, buffer,
                                 capacity, needed);
}

static int
write_json(const struct writer *writer, char *buffer, size_t capacity,
           size_t *needed)
{
    return spfeval_outcome_json_print(writer->outcome, writer->number, buffer,
                                      capacity, needed);
}

/* --- what must hold ------------------------------------------------------ */

/* Ours can be read by us. */
static void
read_back(const spfeval_outcome *outcome, const char *text)
{
    spfeval_received_spf *field = NULL;

    CLAIM(spfeval_received_spf_parse(NULL, text, strlen(text), &field, NULL) ==
          SPFEVAL_OK);
    CLAIM(spfeval_received_spf_get_result(field) ==
          spfeval_outcome_get_result(outcome));
    CLAIM(spfeval_received_spf_get_value(field, "helo", NULL) != NULL);
    CLAIM(spfeval_received_spf_get_comment(field, NULL) != NULL);
    spfeval_received_spf_free(field);
}

static void
claim_received_spf(struct writer *writer, const spfeval_outcome *outcome)
{
    char *text;

    writer->outcome = outcome;
    writer->write = write_received_spf;
    text = written_text(writer);
    read_back(outcome, text);
    free(text);
}

void
outcome_claim_headers(const spfeval_outcome *mailfrom,
                      const spfeval_outcome *helo, uint32_t flags)
{
    const char *end = (flags & SPFEVAL_HEADER_LF) != 0 ? "\n" : "\r\n";
    struct writer writer = {write_received_spf, mailfrom, helo, flags, end,
                            MOST_HEADER,        998};
    char *text;

    if ((flags & SPFEVAL_HEADER_LF) != 0) { /* the octets are as before */
        writer.number &= ~(uint32_t)SPFEVAL_HEADER_SMTPUTF8;
    }
    if (mailfrom != NULL) {
        claim_received_spf(&writer, mailfrom);
    }
    if (helo != NULL) {
        claim_received_spf(&writer, helo);
    }
    writer.outcome = mailfrom;
    writer.write = write_auth_results;
    text = written_text(&writer);
    CLAIM(spfeval_auth_results_matches(text, strlen(text), OUTCOME_AUTHSERV_ID,
                                       strlen(OUTCOME_AUTHSERV_ID)) == 1);
    CLAIM(spfeval_auth_results_matches(text, strlen(text), "b.example", 9) ==
          0);
    free(text);
}

static void
look_at_sentences(const spfeval_outcome *outcome, int language)
{
    uint32_t count = spfeval_explain_get_count(outcome);
    uint32_t i;

    CLAIM(count > 0);
    for (i = 0; i < count; i++) {
        spfeval_sentence sentence = {.struct_size = sizeof(sentence)};
        size_t needed = 0;

        CLAIM(spfeval_explain_get_sentence(outcome, language, i, &sentence,
                                           NULL, 0,
                                           &needed) == SPFEVAL_ERR_BUFFER);
        CLAIM(needed > 1);
        CLAIM(sentence.part >= SPFEVAL_EXPLAIN_WHO &&
              sentence.part <= SPFEVAL_EXPLAIN_NEXT);
    }
}

void
outcome_claim_texts(const spfeval_outcome *outcome)
{
    const struct writer writers[] = {
        {write_reply, outcome, NULL, 0, "\r\n", 0, 510},
        {write_reply, outcome, NULL, SPFEVAL_HEADER_LF, "\n", 0, 510},
        {write_comment, outcome, NULL, 0, "", 256, 0},
        {write_explain, outcome, NULL, SPFEVAL_LANGUAGE_EN, "\n", 0, 78},
        {write_explain, outcome, NULL, SPFEVAL_LANGUAGE_NL, "\n", 0, 78},
        {write_json, outcome, NULL, 15, "\n", 0, 0}};
    const struct writer json = {write_json, outcome, NULL, 13, "", 0, 0};
    size_t i;
    char *text;

    for (i = 0; i < sizeof(writers) / sizeof(writers[0]); i++) {
        free(written_text(&writers[i]));
    }
    text = written_text(&json);
    written_claim_json(text);
    free(text);
    look_at_sentences(outcome, SPFEVAL_LANGUAGE_EN);
    look_at_sentences(outcome, SPFEVAL_LANGUAGE_NL);
}
