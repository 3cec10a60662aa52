/* SPDX-License-Identifier: BSD-2-Clause */
#include <spfeval/header.h>

#include <string.h>

#include <spfeval/status.h>

#include "base/ip.h"
#include "header/cause.h"
#include "header/fold.h"
#include "header/outcome_text.h"
#include "header/quote.h"
#include "header/sentence.h"

enum { LONGEST_KEY = 14 }; /* with its "=" */

struct writer {
    struct spfe_fold fold;
    const spfeval_outcome *outcome;
    struct spfe_text sender;
    struct spfe_client_text client;
    uint32_t flags;
    bool has_pair;
};

static void
add_result(struct writer *writer)
{
    const char *name =
        spfeval_result_name(spfeval_outcome_get_result(writer->outcome));

    spfe_fold_add(&writer->fold, name, strlen(name));
}

/* RFC 7208 section 9.1: "(receiver: sentence)". */
static void
add_comment(struct writer *writer)
{
    struct spfe_sentence sentence = {writer->outcome, &writer->client,
                                     writer->sender, SPFE_QUOTE_COMMENT,
                                     writer->flags};
    char text[SPFE_COMMENT_MAX];
    struct spfe_buf out;

    spfe_buf_init(&out, text, sizeof(text));
    spfe_buf_add_octet(&out, '(');
    spfe_quote_add(
        &out, spfe_outcome_text(writer->outcome, spfeval_outcome_get_receiver),
        SPFE_QUOTE_COMMENT, writer->flags, SPFE_COMMENTED_MAX);
    spfe_buf_add_text(&out, ": ");
    spfe_sentence_add(&out, &sentence);
    spfe_buf_add_octet(&out, ')');
    spfe_fold_add_words(&writer->fold, text, out.length);
}

/* RFC 7208 section 9.1: *( ";" [CFWS] key-value-pair ). */
static void
begin_pair(struct writer *writer)
{
    if (writer->has_pair) {
        spfe_fold_add_separator(&writer->fold);
    }
    writer->has_pair = true;
}

/*
 * A pair whose value is a dot-atom goes where it belongs at once. A key comes
 * with its "=".
 */
static void
add_atom(struct writer *writer, struct spfe_text key, struct spfe_text value)
{
    struct spfe_buf *out;

    begin_pair(writer);
    out = spfe_fold_begin_word(&writer->fold, (size_t)key.len + value.len);
    spfe_buf_add(out, key.ptr, key.len);
    spfe_buf_add(out, value.ptr, value.len);
}

/* Any other pair, under construction as one word. */
struct pair {
    char text[LONGEST_KEY + SPFE_VALUE_MAX];
    struct spfe_buf out;
};

static void
start_pair(struct pair *pair, struct spfe_text key)
{
    spfe_buf_init(&pair->out, pair->text, sizeof(pair->text));
    spfe_buf_add(&pair->out, key.ptr, key.len);
}

static void
add_pair(struct writer *writer, const struct pair *pair)
{
    begin_pair(writer);
    spfe_fold_add(&writer->fold, pair->text, pair->out.length);
}

static void
add_quoted(struct writer *writer, struct spfe_text key, struct spfe_text value)
{
    struct pair pair;

    start_pair(&pair, key);
    spfe_quote_add_string(&pair.out, value, writer->flags, SPFE_VALUE_MAX);
    add_pair(writer, &pair);
}

/*
 * RFC 7208 section 9.1: dot-atom or quoted-string. ":" and "@" are not atext,
 * so each IPv6 address, each mailbox and most directives are quoted.
 */
static void
add_value(struct writer *writer, struct spfe_text key, struct spfe_text value)
{
    if (value.len <= SPFE_VALUE_MAX && spfe_quote_is_dot_atom(value)) {
        add_atom(writer, key, value);
    } else {
        add_quoted(writer, key, value);
    }
}

static void
add_client_ip(struct writer *writer)
{
    struct spfe_text value = {writer->client.octets, writer->client.len};

    add_value(writer, spfe_text_of("client-ip="), value);
}

/* RFC 7208 section 2.4: postmaster at the HELO name for a null sender. */
static void
add_envelope_from(struct writer *writer)
{
    if (spfeval_outcome_get_identity(writer->outcome) ==
        SPFEVAL_IDENTITY_MAILFROM) {
        add_quoted(writer, spfe_text_of("envelope-from="), writer->sender);
    }
}

static void
add_identity(struct writer *writer)
{
    int identity = spfeval_outcome_get_identity(writer->outcome);

    add_atom(writer, spfe_text_of("identity="),
             identity == SPFEVAL_IDENTITY_HELO ? spfe_text_of("helo")
                                               : spfe_text_of("mailfrom"));
}

/* RFC 7208 section 9.1: "default" if no mechanism matched. */
static void
add_mechanism(struct writer *writer)
{
    struct spfe_text directive;
    uint32_t kind;

    if (spfe_cause_directive(writer->outcome, &directive, &kind)) {
        add_value(writer, spfe_text_of("mechanism="), directive);
    } else if (spfeval_outcome_get_reason(writer->outcome) ==
               SPFEVAL_REASON_DEFAULT) {
        add_atom(writer, spfe_text_of("mechanism="), spfe_text_of("default"));
    }
}

/* RFC 7208 section 9.1: "if an error was returned, details about it". */
static void
add_problem(struct writer *writer)
{
    struct pair pair;

    if (spfe_cause_is_error(writer->outcome)) {
        start_pair(&pair, spfe_text_of("problem="));
        spfe_cause_add_problem(&pair.out, writer->outcome, writer->flags,
                               SPFE_VALUE_MAX);
        add_pair(writer, &pair);
    }
}

/*
 * RFC 7208 section 9.1 as corrected by erratum 5436: the published grammar has
 * no room for both a comment and a list behind the result.
 */
static void
add_field(struct writer *writer)
{
    writer->sender =
        spfe_outcome_text(writer->outcome, spfeval_outcome_get_sender);
    spfe_client_text_set(&writer->client, writer->outcome);
    add_result(writer);
    add_comment(writer);
    add_client_ip(writer);
    add_envelope_from(writer);
    add_value(writer, spfe_text_of("helo="),
              spfe_outcome_text(writer->outcome, spfeval_outcome_get_helo));
    add_value(
        writer, spfe_text_of("receiver="),
        spfe_outcome_text(writer->outcome, spfeval_outcome_get_receiver));
    add_identity(writer);
    add_mechanism(writer);
    add_problem(writer);
}

int
spfeval_received_spf_print(const spfeval_outcome *outcome, uint32_t flags,
                           char *buffer, size_t capacity, size_t *needed)
{
    struct writer writer = {.outcome = outcome, .flags = flags};
    struct spfe_buf out;

    if (outcome == NULL || (flags & ~(uint32_t)SPFE_HEADER_FLAGS) != 0 ||
        (buffer == NULL && capacity > 0)) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    spfe_buf_init(&out, buffer, capacity);
    spfe_fold_begin(&writer.fold, &out, "Received-SPF", flags);
    add_field(&writer);
    spfe_fold_end(&writer.fold);
    return spfe_buf_finish(&out, needed);
}
