/* SPDX-License-Identifier: BSD-2-Clause */
#include "page_answer.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "page.h"
#include "words.h"

/* Where the writer is: which elements are open. */
struct answer {
    FILE *out;
    const spfeval_outcome *outcome;
    int language;
    uint32_t part; /* 0: none */
    uint32_t role; /* SPFEVAL_EXPLAIN_ANYONE: none */
    bool in_list;
    bool in_quote;
    char *text; /* of the sentence */
    size_t capacity;
};

static void
put(FILE *out, const char *text)
{
    why_page_escape(out, text, strlen(text));
}

static void
close_list(struct answer *answer)
{
    if (answer->in_list) {
        fputs("</ul>\n", answer->out);
        answer->in_list = false;
    }
}

static void
close_quote(struct answer *answer)
{
    if (answer->in_quote) {
        fputs("</pre>\n", answer->out);
        answer->in_quote = false;
    }
}

static void
close_role(struct answer *answer)
{
    if (answer->role != SPFEVAL_EXPLAIN_ANYONE) {
        fputs("</div>\n", answer->out);
        answer->role = SPFEVAL_EXPLAIN_ANYONE;
    }
}

static void
begin_role(struct answer *answer, uint32_t role)
{
    if (role == answer->role) {
        return;
    }
    close_role(answer);
    answer->role = role;
    if (role != SPFEVAL_EXPLAIN_ANYONE) {
        fputs("<div class=\"role\">\n<h3>", answer->out);
        put(answer->out,
            spfeval_explain_role_name((int)role, answer->language));
        fputs("</h3>\n", answer->out);
    }
}

static void
close_part(struct answer *answer)
{
    close_list(answer);
    close_quote(answer);
    close_role(answer);
    if (answer->part != 0) {
        fputs("</section>\n", answer->out);
        answer->part = 0;
    }
}

static void
begin_part(struct answer *answer, uint32_t part)
{
    if (part == answer->part) {
        return;
    }
    close_part(answer);
    answer->part = part;
    fprintf(answer->out,
            "<section aria-labelledby=\"part%u\">\n<h2 id=\"part%u\">",
            (unsigned)part, (unsigned)part);
    put(answer->out, spfeval_explain_part_name((int)part, answer->language));
    fputs("</h2>\n", answer->out);
}

/* The columns that a pointer stands under: blanks, then "^". */
struct marked {
    size_t start;
    size_t len; /* 0 when there is no pointer */
};

/*
 * A line with a pointer under it must keep its columns, so it scrolls instead
 * of wrapping; and what scrolls must be reachable by keyboard. On a phone,
 * where the place might be out of sight, it wraps and the mark alone shows it.
 */
static void
write_quote(struct answer *answer, const struct marked *marked)
{
    FILE *out = answer->out;
    size_t end = marked->start + marked->len;
    size_t len = strlen(answer->text);

    answer->in_quote = true;
    if (marked->len == 0 || end > len) {
        fputs("<pre>", out);
        put(out, answer->text);
        return;
    }
    fputs("<pre class=\"exact\" tabindex=\"0\" role=\"group\" aria-label=\"",
          out);
    put(out, why_word_get(WHY_WORD_RECORD, answer->language));
    fputs("\">", out);
    why_page_escape(out, answer->text, marked->start);
    fputs("<mark>", out);
    why_page_escape(out, answer->text + marked->start, marked->len);
    fputs("</mark>", out);
    put(out, answer->text + end);
}

/* The sentence before says the place; a row of "^" would be read aloud. */
static void
write_pointer(struct answer *answer)
{
    if (!answer->in_quote) {
        return;
    }
    fputs("\n<span class=\"pointer\" aria-hidden=\"true\">", answer->out);
    put(answer->out, answer->text);
    fputs("</span>", answer->out);
    close_quote(answer);
}

static void
write_line(struct answer *answer, const char *element)
{
    fprintf(answer->out, "<%s>", element);
    put(answer->out, answer->text);
    fprintf(answer->out, "</%s>\n", element);
}

static void
write_sentence(struct answer *answer, const spfeval_sentence *sentence,
               const struct marked *marked)
{
    begin_part(answer, sentence->part);
    if (sentence->style != SPFEVAL_EXPLAIN_POINTER) {
        close_quote(answer);
    }
    if (sentence->style != SPFEVAL_EXPLAIN_ITEM) {
        close_list(answer);
    }
    switch (sentence->style) {
    case SPFEVAL_EXPLAIN_ITEM:
        if (!answer->in_list) {
            fputs("<ul>\n", answer->out);
            answer->in_list = true;
        }
        write_line(answer, "li");
        break;
    case SPFEVAL_EXPLAIN_QUOTE:
        write_quote(answer, marked);
        break;
    case SPFEVAL_EXPLAIN_POINTER:
        write_pointer(answer);
        break;
    default:
        begin_role(answer, sentence->role);
        write_line(answer, "p");
        break;
    }
}

/* Read a sentence into the buffer, which grows as needed. */
static int
read_sentence(struct answer *answer, uint32_t index, spfeval_sentence *out)
{
    size_t needed = 0;
    char *grown;
    int status = spfeval_explain_get_sentence(
        answer->outcome, answer->language, index, out, answer->text,
        answer->capacity, &needed);

    if (status != SPFEVAL_ERR_BUFFER) {
        return status;
    }
    grown = realloc(answer->text, needed);
    if (grown == NULL) {
        return SPFEVAL_ERR_NOMEM;
    }
    answer->text = grown;
    answer->capacity = needed;
    return spfeval_explain_get_sentence(answer->outcome, answer->language,
                                        index, out, answer->text,
                                        answer->capacity, NULL);
}

static struct marked
find_marked(const struct answer *answer, uint32_t index)
{
    spfeval_sentence next = {.struct_size = sizeof(next)};
    struct marked marked = {0};
    char text[256]; /* a pointer is shorter than a line */

    if (spfeval_explain_get_sentence(answer->outcome, answer->language, index,
                                     &next, text, sizeof(text),
                                     NULL) == SPFEVAL_OK &&
        next.style == SPFEVAL_EXPLAIN_POINTER) {
        marked.start = strspn(text, " ");
        marked.len = strspn(text + marked.start, "^");
    }
    return marked;
}

static int
write_sentences(struct answer *answer)
{
    uint32_t count = spfeval_explain_get_count(answer->outcome);
    int status = SPFEVAL_OK;
    uint32_t i;

    for (i = 0; i < count && status == SPFEVAL_OK; i++) {
        spfeval_sentence sentence = {.struct_size = sizeof(sentence)};
        struct marked marked = {0};

        status = read_sentence(answer, i, &sentence);
        if (answer->text == NULL || status != SPFEVAL_OK) {
            break;
        }
        if (sentence.style == SPFEVAL_EXPLAIN_QUOTE) {
            marked = find_marked(answer, i + 1);
        }
        write_sentence(answer, &sentence, &marked);
    }
    close_part(answer);
    return status;
}

int
page_answer_write(FILE *out, const spfeval_outcome *outcome, int language)
{
    struct answer answer = {
        .out = out, .outcome = outcome, .language = language};
    int status = write_sentences(&answer);

    free(answer.text);
    return status;
}
