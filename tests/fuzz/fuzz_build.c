/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Records that are made from what people type: whatever is taken, the record
 * is valid, and has no finding that was not asked for.
 *
 * Each line is one call: "+" adds the rest as a sender, "r" sets the redirect,
 * "e" the explanation, "0" to "3" what the others get, and "m" is a record to
 * merge with.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <spfeval/spfeval.h>

#include "fuzz/claim.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MOST_RECORD = 65535 };

struct line {
    const char *text;
    size_t len;
};

struct made {
    spfeval_build *build;
    int rest;
    int has_redirect;
};

/* The next line, without its end; 0 when there is none. */
static int
next_line(const char **at, const char *end, struct line *out)
{
    const char *stop;

    if (*at == end) {
        return 0;
    }
    stop = memchr(*at, '\n', (size_t)(end - *at));
    out->text = *at;
    out->len = (size_t)((stop == NULL ? end : stop) - *at);
    *at = stop == NULL ? end : stop + 1;
    return 1;
}

static void
look_at_status(int status)
{
    CLAIM(status == SPFEVAL_OK || status == SPFEVAL_ERR_SYNTAX ||
          status == SPFEVAL_ERR_LIMIT || status == SPFEVAL_ERR_NOMEM);
}

/* The record, in memory of its own. */
static char *
print(const spfeval_build *build, size_t *len)
{
    size_t needed = 0;
    char *text;

    CLAIM(spfeval_build_print(build, NULL, 0, &needed) == SPFEVAL_ERR_BUFFER);
    CLAIM(needed > 1 && needed <= MOST_RECORD + 1);
    text = malloc(needed);
    if (text != NULL) {
        CLAIM(spfeval_build_print(build, text, needed, NULL) == SPFEVAL_OK);
        *len = needed - 1;
    }
    return text;
}

static void
look_at_record(const char *text, size_t len)
{
    spfeval_record *record = NULL;
    size_t i;
    int status = spfeval_record_parse(NULL, text, len, &record, NULL);

    CLAIM(status == SPFEVAL_OK || status == SPFEVAL_ERR_NOMEM);
    spfeval_record_free(record);
    for (i = 0; i < len; i++) {
        CLAIM(text[i] >= 0x20 && text[i] <= 0x7e);
    }
}

/* W101 and W103 say what was asked for. */
static int
is_asked_for(const struct made *made, const char *code)
{
    if (strcmp(code, "SPF-W101") == 0) {
        return made->rest == SPFEVAL_REST_UNSAID && made->has_redirect == 0;
    }
    if (strcmp(code, "SPF-W103") == 0) {
        return made->rest == SPFEVAL_REST_NEUTRAL;
    }
    return code[4] != 'E' && strncmp(code, "SPF-W10", 7) != 0;
}

static void
look_at_findings(const struct made *made, const char *text, size_t len)
{
    spfeval_finding finding = {.struct_size = sizeof(finding)};
    spfeval_lint *lint = NULL;
    uint32_t i;

    if (spfeval_lint_text(NULL, text, len, &lint) != SPFEVAL_OK) {
        return;
    }
    for (i = 0; i < spfeval_lint_get_count(lint); i++) {
        CLAIM(spfeval_lint_get_finding(lint, i, &finding) == SPFEVAL_OK);
        CLAIM(is_asked_for(made, finding.code));
    }
    spfeval_lint_free(lint);
}

/* The strings of a zone file are printable; they hold all of the text. */
static void
look_at_strings(const char *text, size_t len)
{
    size_t needed = 0;
    char *strings;
    size_t i;

    CLAIM(spfeval_strings_print(text, len, NULL, 0, &needed) ==
          SPFEVAL_ERR_BUFFER);
    CLAIM(needed > len + 2);
    strings = malloc(needed);
    if (strings == NULL) {
        return;
    }
    CLAIM(spfeval_strings_print(text, len, strings, needed, NULL) ==
          SPFEVAL_OK);
    for (i = 0; i < needed - 1; i++) {
        CLAIM(strings[i] >= 0x20 && strings[i] <= 0x7e);
    }
    free(strings);
}

static void
look_at_merge(const char *first, size_t first_len, const struct line *second)
{
    int all;

    for (all = SPFEVAL_MERGE_WEAKER; all <= SPFEVAL_MERGE_STRICTER; all++) {
        size_t needed = 0;
        char *text;
        int status = spfeval_merge_print(NULL, first, first_len, second->text,
                                         second->len, all, NULL, 0, &needed);

        if (status != SPFEVAL_ERR_BUFFER) {
            CLAIM(status == SPFEVAL_ERR_SYNTAX ||
                  status == SPFEVAL_ERR_NOT_FOUND ||
                  status == SPFEVAL_ERR_LIMIT || status == SPFEVAL_ERR_NOMEM);
            continue;
        }
        text = malloc(needed);
        if (text != NULL &&
            spfeval_merge_print(NULL, first, first_len, second->text,
                                second->len, all, text, needed,
                                NULL) == SPFEVAL_OK) {
            look_at_record(text, needed - 1);
        }
        free(text);
    }
}

static void
look_at_build(const struct made *made)
{
    size_t len = 0;
    char *text = print(made->build, &len);

    if (text != NULL) {
        look_at_record(text, len);
        look_at_findings(made, text, len);
        look_at_strings(text, len);
    }
    free(text);
}

/* Adding once more changes nothing. */
static void
add_sender(struct made *made, const struct line *sender)
{
    int status =
        spfeval_build_add_sender(made->build, sender->text, sender->len);
    size_t first_len = 0;
    size_t second_len = 0;
    char *first;
    char *second;

    look_at_status(status);
    if (status != SPFEVAL_OK) {
        return;
    }
    first = print(made->build, &first_len);
    status = spfeval_build_add_sender(made->build, sender->text, sender->len);
    CLAIM(status == SPFEVAL_OK || status == SPFEVAL_ERR_NOMEM);
    second = print(made->build, &second_len);
    if (first != NULL && second != NULL) {
        CLAIM(first_len == second_len &&
              memcmp(first, second, first_len) == 0);
    }
    free(first);
    free(second);
}

static void
merge(const struct made *made, const struct line *record)
{
    size_t len = 0;
    char *text = print(made->build, &len);

    if (text != NULL) {
        struct line own = {text, len};

        look_at_merge(text, len, record);
        look_at_merge(record->text, record->len, &own);
    }
    free(text);
}

static void
take_line(struct made *made, const struct line *line)
{
    struct line rest = {line->text + 1, line->len - 1};
    int status;

    switch (line->text[0]) {
    case '+':
        add_sender(made, &rest);
        break;
    case 'r':
        status = spfeval_build_set_redirect(made->build, rest.text, rest.len);
        look_at_status(status);
        if (status == SPFEVAL_OK) {
            made->has_redirect = rest.len > 0;
        }
        break;
    case 'e':
        look_at_status(
            spfeval_build_set_exp(made->build, rest.text, rest.len));
        break;
    case 'm':
        merge(made, &rest);
        break;
    default:
        if (line->text[0] >= '0' && line->text[0] <= '3') {
            made->rest = line->text[0] - '0';
            made->has_redirect = 0;
            CLAIM(spfeval_build_set_rest(made->build, made->rest) ==
                  SPFEVAL_OK);
        }
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *at = size > 0 ? (const char *)data : "";
    const char *end = at + size;
    struct made made = {.rest = SPFEVAL_REST_FAIL};
    struct line line;

    if (spfeval_build_new(NULL, &made.build) != SPFEVAL_OK) {
        return 0;
    }
    while (next_line(&at, end, &line) != 0) {
        if (line.len > 0) {
            take_line(&made, &line);
        }
    }
    look_at_build(&made);
    spfeval_build_free(made.build);
    return 0;
}
