/* SPDX-License-Identifier: BSD-2-Clause */
#include "why_httpd_answer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "why/page.h"
#include "why/query.h"
#include "why/words.h"
#include "why_httpd_check.h"
#include "why_httpd_form.h"

/* Seconds until a check that goes on now is probably over. */
enum { RETRY_BUSY = 5 };

/* One request on its way to an answer. */
struct work {
    struct server *server;
    const struct request *request;
    struct answer *answer;
    FILE *body;
    struct why_query query;
};

/* --- what is written ----------------------------------------------------- */

/* The form as a string, which the caller frees; NULL when out of memory. */
static char *
make_form(const struct work *work)
{
    char *form = NULL;
    size_t len = 0;
    FILE *out = open_memstream(&form, &len);
    bool failed;

    if (out == NULL) {
        return NULL;
    }
    form_write(out, &work->query, work->answer->language);
    failed = ferror(out) != 0;
    if (fclose(out) != 0 || failed) {
        free(form);
        return NULL;
    }
    return form;
}

/* Our own words only: they need no escapes in JSON. */
static void
write_notice(struct work *work, unsigned status, enum why_word word,
             bool with_form)
{
    const char *text = why_word_get(word, work->answer->language);
    char *form = NULL;

    work->answer->status = status;
    if (work->answer->is_json) {
        fprintf(work->body, "{\"error\":\"%s\"}\n", text);
        return;
    }
    if (with_form) {
        form = make_form(work);
    }
    why_page_write_notice(work->body, work->answer->language, text, form);
    free(form);
}

/* For readers that look into JSON for markup; such octets are in strings. */
static void
put_json(FILE *out, const char *text)
{
    for (; *text != '\0'; text++) {
        if (strchr("<>&", *text) != NULL) {
            fprintf(out, "\\u%04X", (unsigned)(unsigned char)*text);
        } else {
            fputc(*text, out);
        }
    }
    fputc('\n', out);
}

static int
write_json(struct work *work, const spfeval_outcome *outcome)
{
    uint32_t flags =
        SPFEVAL_JSON_TRACE | (work->answer->language == SPFEVAL_LANGUAGE_NL
                                  ? SPFEVAL_JSON_EXPLAIN_NL
                                  : SPFEVAL_JSON_EXPLAIN_EN);
    size_t needed = 0;
    char *text;
    int status = spfeval_outcome_json_print(outcome, flags, NULL, 0, &needed);

    if (status != SPFEVAL_ERR_BUFFER) {
        return status;
    }
    text = malloc(needed);
    if (text == NULL) {
        return SPFEVAL_ERR_NOMEM;
    }
    status = spfeval_outcome_json_print(outcome, flags, text, needed, NULL);
    if (status == SPFEVAL_OK) {
        put_json(work->body, text);
    }
    free(text);
    return status;
}

static int
write_outcome(struct work *work, const spfeval_outcome *outcome)
{
    char *form;
    int status;

    work->answer->status = 200;
    if (work->answer->is_json) {
        return write_json(work, outcome);
    }
    form = make_form(work);
    status = why_page_write(work->body, outcome, work->answer->language, form);
    free(form);
    return status;
}

/* --- what is asked ------------------------------------------------------- */

static void
run_check(struct work *work)
{
    spfeval_check *check = NULL;
    int status = check_make(work->server, &work->query, &check);

    if (status == SPFEVAL_ERR_SYNTAX) {
        write_notice(work, 400, WHY_WORD_BAD_IP, true);
        return;
    }
    if (status == SPFEVAL_OK) {
        status = write_outcome(work, spfeval_check_get_outcome(check));
        spfeval_check_free(check);
    }
    if (status != SPFEVAL_OK) {
        (void)fseek(work->body, 0, SEEK_SET);
        write_notice(work, 500, WHY_WORD_NOT_WORKING, false);
    }
}

static void
run_check_if_free(struct work *work)
{
    struct server *server = work->server;

    if (atomic_fetch_add(&server->checks, 1) >= server->settings.max_checks) {
        work->answer->retry_after = RETRY_BUSY;
        write_notice(work, 503, WHY_WORD_BUSY, false);
    } else {
        run_check(work);
    }
    atomic_fetch_sub(&server->checks, 1);
}

static enum why_word
word_of(enum why_status status)
{
    switch (status) {
    case WHY_BAD_ESCAPE:
        return WHY_WORD_BAD_ESCAPE;
    case WHY_BAD_SCOPE:
        return WHY_WORD_BAD_SCOPE;
    case WHY_REPEATED_KEY:
        return WHY_WORD_REPEATED_KEY;
    default:
        return WHY_WORD_TOO_LONG;
    }
}

static enum why_status
read_query(struct work *work)
{
    struct answer *answer = work->answer;
    const char *text = strchr(work->request->target, '?');
    const char *accepted = work->request->accepted;
    enum why_status status = WHY_OK;
    size_t offset;

    if (text != NULL) {
        status =
            why_query_read(&work->query, text + 1, strlen(text + 1), &offset);
    }
    answer->language =
        work->query.lang.octets != NULL
            ? spfeval_language_find(work->query.lang.octets,
                                    work->query.lang.len)
            : spfeval_language_find(accepted,
                                    accepted != NULL ? strlen(accepted) : 0);
    answer->is_json = work->query.format.octets != NULL &&
                      strcasecmp(work->query.format.octets, "json") == 0;
    return status;
}

/* Without HELO name there is nothing to check about a null reverse-path. */
static bool
is_complete(const struct why_query *query)
{
    return query->ip.octets != NULL && query->identity.octets != NULL &&
           (query->identity.len > 0 || query->helo.octets != NULL);
}

static bool
is_path(const char *target, const char *path)
{
    size_t len = strcspn(target, "?#");

    return len == strlen(path) && strncasecmp(target, path, len) == 0;
}

static void
write_answer(struct work *work)
{
    enum why_status status = read_query(work);
    const struct request *request = work->request;
    unsigned wait = rate_count(&work->server->rate, request->client);

    if (wait > 0) {
        work->answer->retry_after = wait;
        write_notice(work, 429, WHY_WORD_TOO_OFTEN, false);
    } else if (strcmp(request->method, "GET") != 0 &&
               strcmp(request->method, "HEAD") != 0) {
        write_notice(work, 405, WHY_WORD_BAD_METHOD, false);
    } else if (is_path(request->target, "/")) {
        write_notice(work, 200, WHY_WORD_INTRODUCTION, true);
    } else if (!is_path(request->target, "/why")) {
        write_notice(work, 404, WHY_WORD_NO_PAGE, false);
    } else if (status != WHY_OK) {
        write_notice(work, 400, word_of(status), true);
    } else if (!is_complete(&work->query)) {
        write_notice(work, work->answer->is_json ? 400 : 200,
                     WHY_WORD_INTRODUCTION, true);
    } else {
        run_check_if_free(work);
    }
}

void
answer_make(struct server *server, const struct request *request,
            struct answer *answer)
{
    struct work work = {
        .server = server, .request = request, .answer = answer};
    bool failed;

    *answer = (struct answer){.status = 500, .language = SPFEVAL_LANGUAGE_EN};
    work.body = open_memstream(&answer->body, &answer->body_len);
    if (work.body == NULL) {
        return;
    }
    write_answer(&work);
    failed = ferror(work.body) != 0;
    if (fclose(work.body) != 0 || failed) {
        free(answer->body);
        answer->body = NULL;
    }
}
