/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A line of "spfeval batch": whatever it is, the answer is one line of JSON
 * with a result, or with an error that says what is wrong.
 */
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include <spfeval/spfeval.h>

#include <jansson.h>

#include "fuzz/claim.h"
#include "spfeval/batch_job.h"
#include "spfeval/exit_code.h"
#include "spfeval/settings.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MOST_LINE = 65536 };

/* The command's own needs its command line. */
int
settings_make_for(const struct settings *settings, const char *receiver,
                  size_t receiver_len, bool asks_dns, spfeval_options **out)
{
    spfeval_options *options = NULL;
    int status = spfeval_options_new(NULL, &options);

    (void)settings;
    (void)asks_dns;
    if (status == SPFEVAL_OK) {
        status = spfeval_options_set_text(options, SPFEVAL_OPTION_RECEIVER,
                                          receiver, receiver_len);
    }
    if (status != SPFEVAL_OK) {
        spfeval_options_free(options);
        return status;
    }
    *out = options;
    return SPFEVAL_OK;
}

/* --- what must hold ------------------------------------------------------ */

/* A result is one of seven words (RFC 7208 section 2.6). */
static bool
is_result(const char *word)
{
    int result;

    for (result = SPFEVAL_RESULT_NONE; result <= SPFEVAL_RESULT_PERMERROR;
         result++) {
        if (strcmp(word, spfeval_result_name(result)) == 0) {
            return true;
        }
    }
    return false;
}

static void
look_at_error(const json_t *error, size_t line_len)
{
    const char *message = json_string_value(json_object_get(error, "message"));
    json_int_t column = json_integer_value(json_object_get(error, "column"));

    CLAIM(message != NULL && message[0] != '\0');
    CLAIM(column >= 0 && (size_t)column <= line_len + 1);
}

static void
look_at_answer(const struct text *answer, bool is_bad, size_t line_len)
{
    json_t *json;
    const json_t *result;
    size_t i;

    CLAIM(!answer->failed && answer->len > 0);
    for (i = 0; i + 1 < answer->len; i++) {
        CLAIM(answer->data[i] >= 0x20 && answer->data[i] <= 0x7e);
    }
    CLAIM(answer->data[i] == '\n');
    json = json_loadb(answer->data, answer->len,
                      JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, NULL);
    CLAIM(json_is_object(json));
    result = json_object_get(json, "result");
    CLAIM((result == NULL) == is_bad);
    if (is_bad) {
        look_at_error(json_object_get(json, "error"), line_len);
    } else {
        CLAIM(is_result(json_string_value(result)));
        CLAIM(json_is_string(json_object_get(json, "reason")));
        CLAIM(json_object_get(json, "error") == NULL);
    }
    json_decref(json);
}

/* Run the check; SPFEVAL_ERR_LIMIT is told as an error. */
static bool
run(struct batch_job *job)
{
    job->run.status = spfeval_check_run(
        job->run.check, spfeval_zone_get_resolver(job->run.zone));
    CLAIM(job->run.status == SPFEVAL_OK ||
          job->run.status == SPFEVAL_ERR_LIMIT);
    CLAIM(batch_job_finish(job) ==
          (job->run.status == SPFEVAL_OK ? 0 : EXIT_CODE_DATA));
    return job->run.status == SPFEVAL_OK;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct settings settings;
    const char *line = size > 0 ? (const char *)data : "";
    struct batch_source source;
    struct batch_job *job = NULL;
    bool is_bad;
    int code;

    if (size > MOST_LINE) {
        return 0;
    }
    batch_source_init(&source, &settings, false);
    code = batch_job_new(&source, line, size, &job);
    CLAIM(code == 0 || code == EXIT_CODE_DATA);
    is_bad = code != 0;
    if (!is_bad) {
        CLAIM(!job->is_done);
        is_bad = !run(job);
    }
    CLAIM(job->is_done);
    look_at_answer(&job->answer, is_bad, size);
    batch_job_free(job);
    batch_source_clear(&source);
    return 0;
}
