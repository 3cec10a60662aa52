/* SPDX-License-Identifier: BSD-2-Clause */
#include <spfeval/header.h>

#include <stdbool.h>
#include <string.h>

#include <spfeval/status.h>

#include "header/fold.h"
#include "header/outcome_text.h"
#include "header/quote.h"
#include "header/sentence.h"

/*
 * RFC 5321 section 4.5.3.1.5: 512 octets with the CR LF. Before the text stand
 * two codes, such as "550-5.7.23 ".
 */
enum { LINE_MAX_OCTETS = 510, HEAD_MAX_OCTETS = 11 };

/* Text of ours that stands around a domain name. */
enum { AROUND_MAX = 40, DOMAIN_MAX = 253 };

/*
 * RFC 7208 section 8 with the codes of RFC 7372 sections 3.2; the older ones
 * are those of RFC 7208 sections 8.4, 8.6 and 8.7.
 */
static const spfeval_reply accept_reply = {
    sizeof(spfeval_reply), SPFEVAL_ADVICE_ACCEPT, 250, "2.0.0", "2.0.0"};
static const spfeval_reply mark_reply = {
    sizeof(spfeval_reply), SPFEVAL_ADVICE_MARK, 250, "2.0.0", "2.0.0"};
static const spfeval_reply fail_reply = {
    sizeof(spfeval_reply), SPFEVAL_ADVICE_REJECT, 550, "5.7.23", "5.7.1"};
static const spfeval_reply temperror_reply = {
    sizeof(spfeval_reply), SPFEVAL_ADVICE_DEFER, 451, "4.7.24", "4.4.3"};
static const spfeval_reply permerror_reply = {
    sizeof(spfeval_reply), SPFEVAL_ADVICE_REJECT, 550, "5.7.24", "5.5.2"};

static const spfeval_reply *
find_reply(const spfeval_outcome *outcome)
{
    switch (spfeval_outcome_get_result(outcome)) {
    case SPFEVAL_RESULT_FAIL:
        return &fail_reply;
    case SPFEVAL_RESULT_SOFTFAIL:
        return &mark_reply;
    case SPFEVAL_RESULT_TEMPERROR:
        return &temperror_reply;
    case SPFEVAL_RESULT_PERMERROR:
        return &permerror_reply;
    default:
        return &accept_reply;
    }
}

int
spfeval_reply_get(const spfeval_outcome *outcome, spfeval_reply *out)
{
    size_t struct_size;

    if (outcome == NULL || out == NULL || out->struct_size < sizeof(*out)) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    struct_size = out->struct_size;
    *out = *find_reply(outcome);
    out->struct_size = struct_size;
    return SPFEVAL_OK;
}

/* --- Lines --------------------------------------------------------------- */

struct writer {
    struct spfe_buf out;
    const spfeval_reply *codes;
    struct spfe_text line_end;
};

/* RFC 5321 section 4.2.1: "-" behind the code of each line but the last. */
static void
add_line(struct writer *writer, const char *text, size_t len, bool is_last)
{
    spfe_buf_add_decimal(&writer->out, writer->codes->code);
    spfe_buf_add_octet(&writer->out, is_last ? ' ' : '-');
    spfe_buf_add_text(&writer->out, writer->codes->enhanced);
    spfe_buf_add_octet(&writer->out, ' ');
    spfe_buf_add(&writer->out, text, len);
    spfe_buf_add(&writer->out, writer->line_end.ptr, writer->line_end.len);
}

/*
 * Octets of a text that go on the next line: up to a space, or as many as
 * there is room for when there is no space.
 */
static size_t
line_len(const char *text, size_t len)
{
    const size_t max = LINE_MAX_OCTETS - HEAD_MAX_OCTETS;
    size_t at = max;

    if (len <= max) {
        return len;
    }
    while (at > 0 && text[at] != ' ') {
        at--;
    }
    return at > 0 ? at : max;
}

static void
add_text(struct writer *writer, const char *text, size_t len, bool is_last)
{
    size_t taken = line_len(text, len);

    while (taken < len) {
        add_line(writer, text, taken, false);
        if (text[taken] == ' ' && taken + 1 < len) {
            taken++; /* the line's end stands for it */
        }
        text += taken;
        len -= taken;
        taken = line_len(text, len);
    }
    add_line(writer, text, len, is_last);
}

/* <before> text <after>, on lines of its own. */
static void
add_around(struct writer *writer, const char *before, struct spfe_text text,
           const char *after)
{
    char line[AROUND_MAX + DOMAIN_MAX];
    struct spfe_buf out;

    spfe_buf_init(&out, line, sizeof(line));
    spfe_buf_add_text(&out, before);
    spfe_quote_add(&out, text, SPFE_QUOTE_PLAIN, 0, DOMAIN_MAX);
    spfe_buf_add_text(&out, after);
    add_text(writer, line, out.length, false);
}

static void
add_sentence(struct writer *writer, const spfeval_outcome *outcome)
{
    char text[SPFE_SENTENCE_MAX];
    struct spfe_client_text client;
    struct spfe_sentence sentence = {
        outcome, &client,
        spfe_outcome_text(outcome, spfeval_outcome_get_sender),
        SPFE_QUOTE_PLAIN, 0};
    struct spfe_buf out;

    spfe_client_text_set(&client, outcome);
    spfe_buf_init(&out, text, sizeof(text));
    spfe_sentence_add(&out, &sentence);
    add_text(writer, text, out.length, true);
}

/* RFC 7208 section 8.4: the domain's text must be marked as such. */
static void
add_explanation(struct writer *writer, const spfeval_outcome *outcome)
{
    struct spfe_text text =
        spfe_outcome_text(outcome, spfeval_outcome_get_explanation);

    if (text.len == 0) {
        add_sentence(writer, outcome);
        return;
    }
    if (spfeval_outcome_get_explanation_source(outcome) ==
        SPFEVAL_EXPLANATION_DOMAIN) {
        add_around(
            writer, "The domain ",
            spfe_outcome_text(outcome, spfeval_outcome_get_explanation_domain),
            " explains:");
    }
    add_text(writer, text.ptr, text.len, true);
}

static void
add_heading(struct writer *writer, const spfeval_outcome *outcome)
{
    static const struct spfe_text mailfrom = {"MAIL FROM", 9};
    static const struct spfe_text helo = {"HELO", 4};

    add_around(writer, "SPF ",
               spfeval_outcome_get_identity(outcome) == SPFEVAL_IDENTITY_HELO
                   ? helo
                   : mailfrom,
               spfeval_outcome_get_result(outcome) == SPFEVAL_RESULT_FAIL
                   ? " check failed:"
                   : " check error:");
}

int
spfeval_reply_print(const spfeval_outcome *outcome, uint32_t flags,
                    char *buffer, size_t capacity, size_t *needed)
{
    struct writer writer;

    if (outcome == NULL || (flags & ~(uint32_t)SPFE_HEADER_FLAGS) != 0 ||
        (buffer == NULL && capacity > 0)) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    spfe_buf_init(&writer.out, buffer, capacity);
    writer.codes = find_reply(outcome);
    writer.line_end = spfe_fold_line_end(flags);
    if (writer.codes->code == 250) {
        add_sentence(&writer, outcome);
    } else {
        add_heading(&writer, outcome);
        add_explanation(&writer, outcome);
    }
    return spfe_buf_finish(&writer.out, needed);
}
