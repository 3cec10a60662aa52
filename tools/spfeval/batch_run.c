/* SPDX-License-Identifier: BSD-2-Clause */
#include "batch_run.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "exit_code.h"
#include "line_reader.h"
#include "message.h"
#include "progress.h"
#include "runner.h"
#include "text.h"

struct batch {
    struct batch_source *source;
    struct runner runner;
    struct line_reader reader;
    struct progress progress;
    struct batch_job *first; /* in the order of the lines; not printed yet */
    struct batch_job *last;
    uint32_t count; /* of them */
    uint32_t max;
    uint64_t done; /* lines that have an answer */
    bool is_begun; /* the first line was read */
    bool has_bad_line;
    int input_error;  /* errno, when the input cannot be read */
    int output_error; /* errno, when the output cannot be written */
    int status;       /* of the library, when it cannot go on */
};

static void
append(struct batch *batch, struct batch_job *job)
{
    if (batch->last != NULL) {
        batch->last->next = job;
    } else {
        batch->first = job;
    }
    batch->last = job;
    batch->count++;
}

static void
drop_first(struct batch *batch)
{
    struct batch_job *job = batch->first;

    batch->first = job->next;
    if (batch->first == NULL) {
        batch->last = NULL;
    }
    batch->count--;
    batch_job_free(job);
}

/* --- Output ---------------------------------------------------------------- */

/* Print what is done, as far as all before it is done too. */
static int
print_answers(struct batch *batch)
{
    while (batch->first != NULL && batch->first->is_done) {
        const struct text *answer = &batch->first->answer;

        if (fwrite(answer->data, 1, answer->len, stdout) != answer->len ||
            fflush(stdout) != 0) {
            batch->output_error = errno;
            return EXIT_CODE_OUTPUT;
        }
        drop_first(batch);
    }
    return 0;
}

/* Count a job that got its answer; code is what batch_job.h says of it. */
static int
note_done(struct batch *batch, int code)
{
    batch->done++;
    if (code == EXIT_CODE_DATA) {
        batch->has_bad_line = true;
        return 0;
    }
    return code;
}

static int
take_finished(struct batch *batch)
{
    struct run *run;
    int code = 0;

    while (code == 0 && (run = runner_next(&batch->runner)) != NULL) {
        code = note_done(batch, batch_job_finish(run->owner));
    }
    return code == 0 ? print_answers(batch) : code;
}

/* --- Input ----------------------------------------------------------------- */

/* The length of a line without white space at its end. */
static size_t
trimmed_length(const char *line, size_t len)
{
    while (len > 0 && (line[len - 1] == ' ' || line[len - 1] == '\t' ||
                       line[len - 1] == '\r')) {
        len--;
    }
    return len;
}

static int
start_line(struct batch *batch, const char *line, size_t len)
{
    struct batch_job *job = NULL;
    int code = batch_job_new(batch->source, line, len, &job);

    if (job == NULL) {
        return code;
    }
    append(batch, job);
    if (job->is_done) {
        code = note_done(batch, code);
    } else {
        runner_start(&batch->runner, &job->run);
    }
    return code == 0 ? take_finished(batch) : code;
}

/* Start the lines that were read, as far as there is room. */
static int
start_lines(struct batch *batch)
{
    const char *line;
    size_t len;
    int code = 0;

    while (code == 0 && batch->count < batch->max &&
           line_reader_next(&batch->reader, &line, &len)) {
        if (!batch->is_begun) {
            size_t mark_len = text_mark_len(line, len);

            batch->is_begun = true;
            line += mark_len;
            len -= mark_len;
        }
        len = trimmed_length(line, len);
        if (len > 0) {
            code = start_line(batch, line, len);
        }
    }
    return code;
}

/* Wait for input, if there is room for it, and for the DNS. */
static int
wait_for_more(struct batch *batch)
{
    bool has_room = batch->count < batch->max && !batch->reader.at_end;
    bool is_ready = false;
    int timeout_ms;

    timeout_ms = progress_update(&batch->progress, batch->done,
                                 batch->runner.open_count);
    batch->status =
        runner_turn(&batch->runner, has_room ? batch->reader.fd : -1,
                    timeout_ms, &is_ready);
    if (batch->status != SPFEVAL_OK) {
        return EXIT_CODE_INTERNAL;
    }
    if (is_ready && !line_reader_fill(&batch->reader)) {
        batch->input_error = errno; /* what was read is answered first */
    }
    return take_finished(batch);
}

static bool
has_more(const struct batch *batch)
{
    return batch->first != NULL || !batch->reader.at_end ||
           batch->reader.len > 0;
}

static int
run_all(struct batch *batch)
{
    int code = start_lines(batch);

    while (code == 0 && has_more(batch)) {
        code = wait_for_more(batch);
        if (code == 0) {
            code = start_lines(batch);
        }
    }
    return code;
}

/* --- The whole ------------------------------------------------------------- */

/* Say why the run ended before its end. Returns the exit code. */
static int
report(const struct batch *batch, int code, const char *input_name)
{
    if (code == EXIT_CODE_OUTPUT) {
        message_print("standard output: %s", strerror(batch->output_error));
        return code;
    }
    if (code != 0 &&
        (batch->status == SPFEVAL_OK || batch->status == SPFEVAL_ERR_NOMEM)) {
        return message_no_memory();
    }
    if (code != 0) {
        message_print("batch: %s", spfeval_status_message(batch->status));
        return code;
    }
    if (batch->input_error == ENOMEM) {
        return message_no_memory();
    }
    if (batch->input_error != 0) {
        message_print("%s: %s", input_name, strerror(batch->input_error));
        return EXIT_CODE_NO_INPUT;
    }
    return batch->has_bad_line ? EXIT_CODE_DATA : 0;
}

int
batch_run(struct batch_source *source, struct network *network,
          uint32_t in_flight, int input, const char *input_name)
{
    struct batch batch = {.source = source, .max = in_flight};
    int code;

    if (runner_init(&batch.runner, network) != SPFEVAL_OK) {
        return message_no_memory();
    }
    line_reader_init(&batch.reader, input);
    progress_begin(&batch.progress);
    code = run_all(&batch);
    progress_end(&batch.progress);
    code = report(&batch, code, input_name);
    runner_clear(&batch.runner);
    while (batch.first != NULL) {
        drop_first(&batch);
    }
    line_reader_clear(&batch.reader);
    return code;
}
