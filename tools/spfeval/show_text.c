/* SPDX-License-Identifier: BSD-2-Clause */
#include "show_walk.h"

#include <arpa/inet.h>

#include "colour.h"
#include "escape.h"

struct writer {
    struct text *out;
    const struct show_tree *tree;
    bool in_colour;
};

static void
indent(struct writer *writer, uint32_t depth)
{
    while (depth-- > 0) {
        text_add_string(writer->out, "    ");
    }
}

static void
add_error(struct writer *writer, const char *message)
{
    text_add_format(writer->out, "%s%s%s",
                    colour_begin(writer->in_colour, COLOUR_RED), message,
                    colour_end(writer->in_colour));
}

static void
add_ttl(struct text *out, const spfeval_answer *answer)
{
    uint32_t ttl;

    if (spfeval_answer_get_ttl(answer, &ttl) == SPFEVAL_OK) {
        text_add_format(out, " (TTL %u)", ttl);
    }
}

/* --- Answers --------------------------------------------------------------- */

static void
add_data(struct text *out, const spfeval_dns_record *record)
{
    char address[INET6_ADDRSTRLEN] = "";

    switch (record->type) {
    case SPFEVAL_RRTYPE_A:
    case SPFEVAL_RRTYPE_AAAA:
        (void)inet_ntop(record->type == SPFEVAL_RRTYPE_A ? AF_INET : AF_INET6,
                        record->data, address, sizeof(address));
        text_add_string(out, address);
        return;
    case SPFEVAL_RRTYPE_MX:
        text_add_format(out, "%u ", record->preference);
        escape_add(out, record->data, record->data_len);
        text_add_string(out, record->data_len == 0 ? "." : "");
        return;
    default:
        text_add_string(out, "\"");
        escape_add(out, record->data, record->data_len);
        text_add_string(out, "\"");
    }
}

static void
add_answer(struct writer *writer, uint32_t depth,
           const struct show_question *question)
{
    uint32_t count = spfeval_answer_get_count(question->answer);
    uint32_t i;

    for (i = 0; i == 0 || (i < count && i <= SHOW_RECORDS); i++) {
        spfeval_dns_record record = {.struct_size = sizeof(record)};

        indent(writer, depth);
        escape_add(writer->out, question->name, question->name_len);
        text_add_format(writer->out, " %s ",
                        spfeval_rrtype_name(question->type));
        if (count == 0) {
            text_add_string(
                writer->out,
                spfeval_dns_name(spfeval_answer_get_class(question->answer),
                                 spfeval_answer_get_failure(question->answer),
                                 spfeval_answer_get_rcode(question->answer)));
        } else if (i == SHOW_RECORDS) {
            text_add_format(writer->out, "and %u more", count - i);
        } else if (spfeval_answer_get_record(question->answer, i, &record) ==
                   SPFEVAL_OK) {
            add_data(writer->out, &record);
        }
        add_ttl(writer->out, question->answer);
        text_add_string(writer->out, "\n");
    }
}

/* --- Terms ----------------------------------------------------------------- */

static const char *
note_message(enum show_note note)
{
    switch (note) {
    case SHOW_NOTE_MESSAGE:
        return "depends on the message";
    case SHOW_NOTE_BAD_NAME:
        return "not a domain name";
    case SHOW_NOTE_AFTER_ALL:
        return "never used: the record has all";
    case SHOW_NOTE_UNUSED:
        return "not used in an included record";
    case SHOW_NOTE_MX_LIMIT:
        return "more than 10 hosts: permerror";
    case SHOW_NOTE_STOPPED:
        return "not looked up: too many questions";
    default:
        return NULL;
    }
}

static void
add_limits(struct writer *writer, const struct show_term *term)
{
    const bool *passes = term->passes_voids;

    if (term->passes_limit) {
        add_error(writer,
                  term->record != NULL && term->record->state == SHOW_REPEATED
                      ? "  <-- with it the lookup limit is passed"
                      : "  <-- the lookup limit is passed here");
    }
    if (passes[0] || passes[1]) {
        add_error(writer, "  <-- the void lookup limit is passed here");
        if (!passes[0] || !passes[1]) {
            text_add_format(writer->out, " (for %s clients)",
                            passes[0] ? "IPv4" : "IPv6");
        }
    }
}

static void add_record(struct writer *writer,
                       const struct show_record *record);

static void
add_term(struct writer *writer, const struct show_record *record,
         const struct show_term *term)
{
    const char *note = note_message(term->note);
    uint32_t i;

    indent(writer, record->depth);
    text_add_string(writer->out, "  ");
    escape_add(writer->out, record->text + term->term.offset,
               term->term.length);
    if (term->is_counted) {
        text_add_format(writer->out, "  [lookup %u of %u]",
                        term->count.lookups, writer->tree->max_lookups);
    }
    if (note != NULL) {
        text_add_format(writer->out, "  (%s)", note);
    }
    add_limits(writer, term);
    text_add_string(writer->out, "\n");
    for (i = 0; i < term->answer_count; i++) {
        add_answer(writer, record->depth + 1, term->answers[i]);
    }
    if (term->record != NULL) {
        add_record(writer, term->record);
    }
}

/* --- Records --------------------------------------------------------------- */

static const char *
state_message(enum show_state state)
{
    switch (state) {
    case SHOW_NO_RECORD:
        return "no SPF record";
    case SHOW_NXDOMAIN:
        return "the domain does not exist";
    case SHOW_MULTIPLE:
        return "several SPF records";
    case SHOW_FAILED:
        return "the DNS gave no answer";
    case SHOW_LOOP:
        return "a loop: this record is around itself";
    case SHOW_REPEATED:
        return "shown before";
    case SHOW_STOPPED:
        return "not shown: the tree is too large";
    default:
        return NULL;
    }
}

/* Octets that are escaped take more than one column. */
static void
add_caret(struct writer *writer, const struct show_record *record)
{
    struct text before = {0};
    size_t i;

    escape_add(&before, record->text, record->error.offset);
    indent(writer, record->depth);
    text_add_string(writer->out, "  ");
    for (i = 0; i < before.len; i++) {
        text_add_string(writer->out, " ");
    }
    writer->out->failed = writer->out->failed || before.failed;
    text_clear(&before);
    add_error(writer, "^ ");
    add_error(writer, spfeval_syntax_message((int)record->error.code));
    text_add_format(writer->out, " at offset %u\n", record->error.offset);
}

static void
add_texts(struct writer *writer, const struct show_record *record)
{
    if (record->state == SHOW_MULTIPLE) {
        add_answer(writer, record->depth + 1, record->question);
    } else if (record->text != NULL) {
        indent(writer, record->depth);
        text_add_string(writer->out, "  ");
        escape_add(writer->out, record->text, record->text_len);
        text_add_string(writer->out, "\n");
    }
    if (record->state == SHOW_SYNTAX) {
        add_caret(writer, record);
    }
}

static void
add_record(struct writer *writer, const struct show_record *record)
{
    const char *message = state_message(record->state);
    uint32_t i;

    indent(writer, record->depth);
    text_add_string(writer->out, colour_begin(writer->in_colour, COLOUR_BOLD));
    escape_add(writer->out, record->owner, record->owner_len);
    text_add_string(writer->out, colour_end(writer->in_colour));
    if (record->question != NULL) {
        add_ttl(writer->out, record->question->answer);
    }
    if (message != NULL) {
        text_add_string(writer->out, ": ");
        if (record->state == SHOW_REPEATED) {
            text_add_string(writer->out, message);
        } else {
            add_error(writer, message);
        }
    }
    text_add_string(writer->out, "\n");
    add_texts(writer, record);
    for (i = 0; i < record->term_count; i++) {
        add_term(writer, record, &record->terms[i]);
    }
}

void
show_text_add(struct text *out, const struct show_tree *tree, bool in_colour)
{
    struct writer writer = {out, tree, in_colour};
    uint32_t ipv4 = show_count_voids(&tree->count, 0);
    uint32_t ipv6 = show_count_voids(&tree->count, 1);

    add_record(&writer, tree->root);
    text_add_format(out, "\nlookups: %u of %u\nvoid lookups: %s",
                    tree->count.lookups, tree->max_lookups,
                    tree->count.unsure_voids > 0 ? "up to " : "");
    if (ipv4 == ipv6) {
        text_add_format(out, "%u", ipv4);
    } else {
        text_add_format(out, "%u for IPv4 clients, %u for IPv6 clients", ipv4,
                        ipv6);
    }
    if (tree->max_voids != SPFEVAL_UNLIMITED) {
        text_add_format(out, " of %u", tree->max_voids);
    }
    text_add_string(out, "\n");
    if (tree->is_stopped) {
        add_error(&writer, "stopped: not all of the tree is shown");
        text_add_string(out, "\n");
    }
}
