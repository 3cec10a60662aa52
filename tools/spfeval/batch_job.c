/* SPDX-License-Identifier: BSD-2-Clause */
#include "batch_job.h"

#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "batch_case.h"
#include "exit_code.h"
#include "json_text.h"
#include "outcome_json.h"
#include "zone_json.h"

void
batch_source_init(struct batch_source *source, const struct settings *settings,
                  bool asks_dns)
{
    *source =
        (struct batch_source){.settings = settings, .asks_dns = asks_dns};
    check_pool_init(&source->pools[false], settings, false);
    check_pool_init(&source->pools[true], settings, true);
}

void
batch_source_clear(struct batch_source *source)
{
    check_pool_clear(&source->pools[false]);
    check_pool_clear(&source->pools[true]);
    spfeval_zone_free(source->zone);
}

/* --- A line ---------------------------------------------------------------- */

/* Lines with a zone of their own never ask the DNS. */
static bool
asks_dns(const struct batch_source *source, const struct batch_case *item)
{
    return source->asks_dns && item->zone == NULL;
}

/* Find the zone that has the answers; the DNS is none. */
static int
choose_zone(const struct batch_source *source, const struct batch_case *item,
            struct batch_job *job, struct text *error)
{
    if (item->zone != NULL || (source->zone == NULL && !source->asks_dns)) {
        job->owns_zone = true;
        return zone_json_build(item->zone, item->timeouts, &job->run.zone,
                               error);
    }
    if (item->timeouts != NULL) {
        text_add_format(error,
                        "member \"timeouts\" without member \"zone\" cannot "
                        "be used with %s",
                        source->asks_dns ? "the DNS" : "--zone");
        return EXIT_CODE_DATA;
    }
    job->run.zone = source->zone;
    return 0;
}

/* Report a failed call that was about one member. */
static int
member_status(const char *member, const char *what, int status,
              struct text *error)
{
    if (status == SPFEVAL_OK) {
        return 0;
    }
    if (status == SPFEVAL_ERR_NOMEM) {
        return EXIT_CODE_INTERNAL;
    }
    text_add_format(error, "member \"%s\" %s", member, what);
    return EXIT_CODE_DATA;
}

static int
lend_check(struct batch_source *source, const struct batch_case *item,
           struct batch_job *job, struct text *error)
{
    struct batch_string receiver = item->receiver;

    if (receiver.text == NULL && source->settings->receiver != NULL) {
        receiver.text = source->settings->receiver;
        receiver.len = strlen(source->settings->receiver);
    }
    job->pool = &source->pools[asks_dns(source, item)];
    return member_status("receiver", "is too long or not printable ASCII",
                         check_pool_lend(job->pool, receiver.text,
                                         receiver.len, &job->run.check,
                                         &job->generation),
                         error);
}

static int
set_inputs(spfeval_check *check, const struct batch_case *item,
           struct text *error)
{
    int code;

    code = member_status(
        "ip", "is not an IPv4 or IPv6 address",
        spfeval_check_set_client_text(check, item->ip.text, item->ip.len),
        error);
    if (code != 0) {
        return code;
    }
    code = member_status(
        "helo", "is too long",
        spfeval_check_set_helo(check, item->helo.text, item->helo.len), error);
    if (code != 0) {
        return code;
    }
    code = member_status("mailfrom", "is too long",
                         spfeval_check_set_mailfrom(check, item->mailfrom.text,
                                                    item->mailfrom.len),
                         error);
    if (code != 0) {
        return code;
    }
    (void)spfeval_check_set_identity(check, item->identity);
    (void)spfeval_check_set_time(check, item->time);
    return 0;
}

static int
read_line(struct batch_source *source, const char *line, size_t len,
          struct batch_job *job, struct text *error, int *column)
{
    struct batch_case item;
    int code;

    code = batch_case_read(line, len, &item, error, column);
    if (code == 0) {
        code = lend_check(source, &item, job, error);
    }
    if (code == 0) {
        code = set_inputs(job->run.check, &item, error);
    }
    if (code == 0) {
        code = choose_zone(source, &item, job, error);
    }
    batch_case_clear(&item);
    return code;
}

/* --- An answer ------------------------------------------------------------- */

/* The column of a bad line; NULL when the line is not to blame. */
static json_t *
error_json(const struct text *message, const int *column)
{
    struct json_builder error;
    struct json_builder object;

    builder_begin(&error);
    builder_put_text(&error, "message", text_get(message), message->len);
    if (column != NULL) {
        builder_put_number(&error, "column", *column);
    } else {
        builder_put(&error, "column", json_null());
    }
    builder_begin(&object);
    builder_put(&object, "error", builder_end(&error));
    return builder_end(&object);
}

/* A job that waits to be printed needs no more than its answer. */
static void
release(struct batch_job *job)
{
    if (job->owns_zone) {
        spfeval_zone_free(job->run.zone);
    }
    job->run.zone = NULL;
    if (job->pool != NULL) {
        check_pool_give_back(job->pool, job->run.check, job->generation);
    }
    job->run.check = NULL;
}

static bool
set_answer(struct batch_job *job, json_t *answer)
{
    json_text_add(&job->answer, answer, JSON_COMPACT);
    json_decref(answer);
    job->is_done = true;
    release(job);
    return !job->answer.failed;
}

static int
set_error(struct batch_job *job, const struct text *error, const int *column)
{
    return !error->failed && set_answer(job, error_json(error, column))
               ? EXIT_CODE_DATA
               : EXIT_CODE_INTERNAL;
}

int
batch_job_finish(struct batch_job *job)
{
    int status = job->run.status;
    struct text error = {0};
    int code;

    if (status == SPFEVAL_ERR_NOMEM) {
        return EXIT_CODE_INTERNAL;
    }
    if (status == SPFEVAL_OK) {
        return set_answer(job, outcome_json_brief(
                                   spfeval_check_get_outcome(job->run.check)))
                   ? 0
                   : EXIT_CODE_INTERNAL;
    }
    text_add_string(&error, spfeval_status_message(status));
    code = set_error(job, &error, NULL);
    text_clear(&error);
    return code;
}

int
batch_job_new(struct batch_source *source, const char *line, size_t len,
              struct batch_job **out)
{
    struct batch_job *job = calloc(1, sizeof(*job));
    struct text error = {0};
    int column = 0;
    int code;

    if (job == NULL) {
        return EXIT_CODE_INTERNAL;
    }
    job->run.owner = job;
    code = read_line(source, line, len, job, &error, &column);
    if (code == EXIT_CODE_DATA) {
        code = set_error(job, &error, &column);
    }
    text_clear(&error);
    if (code == EXIT_CODE_INTERNAL) {
        batch_job_free(job);
        return code;
    }
    *out = job;
    return code;
}

void
batch_job_free(struct batch_job *job)
{
    if (job == NULL) {
        return;
    }
    release(job);
    text_clear(&job->answer);
    free(job);
}
