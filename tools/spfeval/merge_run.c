/* SPDX-License-Identifier: BSD-2-Clause */
#include "merge_run.h"

#include <string.h>

#include <spfeval/spfeval.h>

#include "exit_code.h"
#include "message.h"
#include "printed.h"
#include "publish.h"

/* Two records, as an argument of printed_add(). */
struct pair {
    const struct text *first;
    const struct text *second;
    int all;
};

static int
call_merge(const void *what, char *buffer, size_t capacity, size_t *needed)
{
    const struct pair *pair = what;

    return spfeval_merge_print(NULL, text_get(pair->first), pair->first->len,
                               text_get(pair->second), pair->second->len,
                               pair->all, buffer, capacity, needed);
}

/* The library tells only that one of two is refused. */
static int
check_record(const struct text *record, uint32_t number)
{
    spfeval_syntax_error error = {.struct_size = sizeof(error)};
    spfeval_record *parsed = NULL;
    int status = spfeval_record_parse(NULL, text_get(record), record->len,
                                      &parsed, &error);

    spfeval_record_free(parsed);
    if (status == SPFEVAL_ERR_SYNTAX) {
        message_print("merge: record %u is not valid: %s at octet %u", number,
                      spfeval_syntax_message((int)error.code), error.offset);
        return EXIT_CODE_ERRORS;
    }
    return status == SPFEVAL_OK ? 0 : message_status("merge", status);
}

static int
report(int status)
{
    switch (status) {
    case SPFEVAL_OK:
        return 0;
    case SPFEVAL_ERR_NOT_FOUND:
        message_print("merge: the records cannot become one: their redirect, "
                      "\"all\" or exp contradict each other");
        return EXIT_CODE_ERRORS;
    case SPFEVAL_ERR_LIMIT:
        message_print("merge: the record would be over 65535 octets");
        return EXIT_CODE_ERRORS;
    default:
        return message_status("merge", status);
    }
}

/* One by one into the first. */
static int
fold(struct merge_texts *texts, int all)
{
    struct text merged = {0};
    int code = 0;
    uint32_t i;

    for (i = 0; code == 0 && i < texts->count; i++) {
        code = check_record(&texts->items[i], i + 1);
    }
    for (i = 1; code == 0 && i < texts->count; i++) {
        struct pair pair = {&texts->items[0], &texts->items[i], all};
        int status = printed_add(&merged, call_merge, &pair);

        code = merged.failed ? message_no_memory() : report(status);
        text_clear(&texts->items[0]);
        texts->items[0] = merged;
        merged = (struct text){0};
    }
    return code;
}

static int
take_given(const struct merge_request *request, struct merge_texts *out)
{
    for (out->count = 0; out->count < request->record_count; out->count++) {
        struct text *item = &out->items[out->count];

        text_add_string(item, request->records[out->count]);
        if (item->failed) {
            out->count++;
            return message_no_memory();
        }
    }
    return 0;
}

static int
run_with(const struct merge_request *request, struct source *source)
{
    struct merge_texts texts = {0};
    uint32_t i;
    int code;

    code = request->record_count > 0
               ? take_given(request, &texts)
               : merge_find(source, request->domain, &texts);
    if (code == 0) {
        code = fold(&texts, request->all);
    }
    if (code == 0) {
        code = publish(&request->settings, source, request->domain,
                       text_get(&texts.items[0]), texts.items[0].len);
    }
    for (i = 0; i < texts.count; i++) {
        text_clear(&texts.items[i]);
    }
    return code;
}

int
merge_run(const struct merge_request *request)
{
    const struct policy_settings *settings = &request->settings.policy;
    struct source source = {0};
    int code;

    if (request->record_count > 0 && policy_settings_given(settings) == NULL) {
        return run_with(request, NULL);
    }
    code = source_open(&source, &settings->settings, "merge");
    if (code == 0) {
        code = run_with(request, &source);
    }
    source_close(&source);
    return code;
}
