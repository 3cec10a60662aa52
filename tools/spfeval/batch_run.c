/* SPDX-License-Identifier: BSD-2-Clause */
#include "batch_run.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include <jansson.h>

#include "batch_case.h"
#include "exit_code.h"
#include "json_text.h"
#include "message.h"
#include "outcome_json.h"
#include "zone_json.h"

/* Make sure that the check belongs to this receiver. */
static int
use_receiver(struct batch *batch, const char *receiver, size_t len)
{
    spfeval_options *options = NULL;
    spfeval_check *check;
    int status;

    if (batch->check != NULL && batch->receiver.len == len &&
        (len == 0 || memcmp(batch->receiver.data, receiver, len) == 0)) {
        return SPFEVAL_OK;
    }
    status = settings_make_for(&batch->settings, receiver, len, &options);
    if (status != SPFEVAL_OK) {
        return status;
    }
    status = spfeval_check_new(options, &check);
    spfeval_options_free(options);
    if (status != SPFEVAL_OK) {
        return status;
    }
    spfeval_check_free(batch->check);
    batch->check = check;
    text_empty(&batch->receiver);
    text_add(&batch->receiver, receiver, len);
    return batch->receiver.failed ? SPFEVAL_ERR_NOMEM : SPFEVAL_OK;
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
set_inputs(struct batch *batch, const struct batch_case *item,
           struct text *error)
{
    spfeval_check *check;
    int code;

    code = member_status(
        "receiver", "is too long or not printable ASCII",
        use_receiver(batch, item->receiver.text, item->receiver.len), error);
    if (code != 0) {
        return code;
    }
    check = batch->check;
    spfeval_check_reset(check);
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

/* Run the check of a case whose inputs are set. */
static int
run_case(struct batch *batch, const struct batch_case *item,
         struct text *error)
{
    spfeval_zone *zone = NULL;
    spfeval_zone *used = batch->zone;
    int status;
    int code;

    if (item->zone != NULL || used == NULL) {
        code = zone_json_build(item->zone, item->timeouts, &zone, error);
        if (code != 0) {
            return code;
        }
        used = zone;
    } else if (item->timeouts != NULL) {
        text_add_string(error, "member \"timeouts\" without member \"zone\" "
                               "cannot be used with --zone");
        return EXIT_CODE_DATA;
    }
    status = spfeval_check_run(batch->check, spfeval_zone_get_resolver(used));
    spfeval_zone_free(zone);
    if (status == SPFEVAL_OK) {
        return 0;
    }
    if (status == SPFEVAL_ERR_NOMEM) {
        return EXIT_CODE_INTERNAL;
    }
    text_add_string(error, spfeval_status_message(status));
    return EXIT_CODE_DATA;
}

static json_t *
error_json(const struct text *message, int column)
{
    struct json_builder error;
    struct json_builder object;

    builder_begin(&error);
    builder_put_text(&error, "message", text_get(message), message->len);
    builder_put_number(&error, "column", column);
    builder_begin(&object);
    builder_put(&object, "error", builder_end(&error));
    return builder_end(&object);
}

int
batch_run_line(struct batch *batch, const char *line, size_t len)
{
    struct text error = {0};
    struct batch_case item;
    json_t *answer = NULL;
    int column = 0;
    int code;

    code = batch_case_read(line, len, &item, &error, &column);
    if (code == 0) {
        if (item.receiver.text == NULL && batch->settings.receiver != NULL) {
            item.receiver.text = batch->settings.receiver;
            item.receiver.len = strlen(batch->settings.receiver);
        }
        code = set_inputs(batch, &item, &error);
        if (code == 0) {
            code = run_case(batch, &item, &error);
        }
    }
    if (code == EXIT_CODE_DATA) {
        batch->has_bad_line = true;
        answer = error_json(&error, column);
    } else if (code == 0) {
        answer = outcome_json_brief(spfeval_check_get_outcome(batch->check));
    }
    if (answer == NULL || error.failed) {
        code = message_no_memory();
    } else if (!json_write(stdout, answer, JSON_COMPACT) ||
               fflush(stdout) != 0) {
        message_print("standard output: %s", strerror(errno));
        code = EXIT_CODE_OUTPUT;
    } else {
        code = 0;
    }
    json_decref(answer);
    batch_case_clear(&item);
    text_clear(&error);
    return code;
}
