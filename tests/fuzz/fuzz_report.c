/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Everything that is written about a session whose texts are a stranger's. The
 * input has five parts, with an octet 255 between them: client, reverse-path,
 * HELO, the record, and what the DNS says otherwise. When its size is odd,
 * both identities share one budget.
 */
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include <spfeval/spfeval.h>

#include "fuzz/claim.h"
#include "fuzz/written.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { PARTS = 5, SEPARATOR = 255, MOST_PART = 4096, MOST_HEADER = 4096 };

#define AUTHSERV_ID "mx.example.net"

struct part {
    const char *octets;
    size_t len;
};

enum { CLIENT, MAILFROM, HELO, RECORD, OTHER };

static void
split(const uint8_t *data, size_t size, struct part parts[PARTS])
{
    const char *at = size > 0 ? (const char *)data : "";
    size_t i;

    for (i = 0; i < PARTS; i++) {
        const char *end =
            i + 1 < PARTS && size > 0 ? memchr(at, SEPARATOR, size) : NULL;
        size_t len = end == NULL ? size : (size_t)(end - at);

        parts[i] = (struct part){at, len < MOST_PART ? len : MOST_PART};
        size -= end == NULL ? len : len + 1;
        at += end == NULL ? len : len + 1;
    }
}

/* --- the DNS ------------------------------------------------------------- */

/* A name tells its own fate: by its first letter it does not exist, fails. */
static int
look_up(void *user_data, const spfeval_query *query, spfeval_answer *answer)
{
    static const uint8_t address[16] = {192, 0, 2, 7};
    const struct part *parts = user_data;
    int type = spfeval_query_get_type(query);
    const char *name = spfeval_query_get_name(query, NULL);
    bool is_first = strncmp(name, "example.", 8) == 0;
    const struct part *text = &parts[is_first ? RECORD : OTHER];

    if (name[0] == 'n') {
        return spfeval_answer_set_rcode(answer, 3);
    }
    if (name[0] == 'f') {
        return spfeval_answer_set_failure(answer, SPFEVAL_FAILURE_TIMEOUT);
    }
    switch (type) {
    case SPFEVAL_RRTYPE_TXT:
        return spfeval_answer_add_text(answer, text->octets, text->len);
    case SPFEVAL_RRTYPE_A:
        return spfeval_answer_add_address(answer, address, 4);
    case SPFEVAL_RRTYPE_AAAA:
        return spfeval_answer_add_address(answer, address, 16);
    case SPFEVAL_RRTYPE_MX:
        return spfeval_answer_add_mx(answer, 10, "a.example", 9);
    default:
        return spfeval_answer_add_ptr(answer, "example.com", 11);
    }
}

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
        AUTHSERV_ID, strlen(AUTHSERV_ID), writer->outcome, writer->helo,
        writer->number, buffer, capacity, needed);
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
look_at_headers(const spfeval_outcome *mailfrom, const spfeval_outcome *helo)
{
    uint32_t flags;

    for (flags = 0; flags < 16; flags++) {
        const char *end = (flags & SPFEVAL_HEADER_LF) != 0 ? "\n" : "\r\n";
        struct writer writer = {write_received_spf, mailfrom, helo, flags, end,
                                MOST_HEADER,        998};
        char *text;

        if ((flags & SPFEVAL_HEADER_LF) != 0) { /* the octets are as before */
            writer.number &= ~(uint32_t)SPFEVAL_HEADER_SMTPUTF8;
        }
        text = written_text(&writer);
        read_back(mailfrom, text);
        free(text);
        writer.outcome = helo;
        text = written_text(&writer);
        read_back(helo, text);
        free(text);
        writer.outcome = mailfrom;
        writer.write = write_auth_results;
        text = written_text(&writer);
        CLAIM(spfeval_auth_results_matches(text, strlen(text), AUTHSERV_ID,
                                           strlen(AUTHSERV_ID)) == 1);
        CLAIM(spfeval_auth_results_matches(text, strlen(text), "b.example",
                                           9) == 0);
        free(text);
    }
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

static void
look_at_texts(const spfeval_outcome *outcome)
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

static void
look_at_session(const spfeval_session *session)
{
    const spfeval_outcome *mailfrom =
        spfeval_session_get_outcome(session, SPFEVAL_IDENTITY_MAILFROM);
    const spfeval_outcome *helo =
        spfeval_session_get_outcome(session, SPFEVAL_IDENTITY_HELO);

    CLAIM(mailfrom != NULL && helo != NULL);
    look_at_headers(mailfrom, helo);
    look_at_texts(mailfrom);
    look_at_texts(helo);
}

static void
run(spfeval_session *session, spfeval_resolver *resolver,
    const struct part parts[PARTS])
{
    int status = spfeval_session_set_client_text(session, parts[CLIENT].octets,
                                                 parts[CLIENT].len);

    if (status != SPFEVAL_OK) {
        status = spfeval_session_set_client_text(session, "192.0.2.1", 9);
    }
    CLAIM(status == SPFEVAL_OK);
    CLAIM(spfeval_session_set_mailfrom(session, parts[MAILFROM].octets,
                                       parts[MAILFROM].len) == SPFEVAL_OK);
    CLAIM(spfeval_session_set_helo(session, parts[HELO].octets,
                                   parts[HELO].len) == SPFEVAL_OK);
    status = spfeval_session_run(session, resolver);
    CLAIM(status == SPFEVAL_OK || status == SPFEVAL_ERR_LIMIT);
    if (status == SPFEVAL_OK) {
        look_at_session(session);
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const spfeval_resolver_ops ops = {.struct_size = sizeof(ops),
                                             .lookup = look_up};
    struct part parts[PARTS];
    spfeval_options *options = NULL;
    spfeval_session *session = NULL;
    spfeval_resolver *resolver = NULL;

    split(data, size, parts);
    if (spfeval_options_new(NULL, &options) == SPFEVAL_OK &&
        spfeval_options_set_u32(options, SPFEVAL_OPTION_SHARED_BUDGET,
                                size % 2) == SPFEVAL_OK &&
        spfeval_options_set_text(options, SPFEVAL_OPTION_RECEIVER, AUTHSERV_ID,
                                 strlen(AUTHSERV_ID)) == SPFEVAL_OK &&
        spfeval_session_new(options, &session) == SPFEVAL_OK &&
        spfeval_resolver_new(NULL, &ops, parts, &resolver) == SPFEVAL_OK) {
        run(session, resolver, parts);
    }
    spfeval_resolver_free(resolver);
    spfeval_session_free(session);
    spfeval_options_free(options);
    return 0;
}
