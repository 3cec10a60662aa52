/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Reading a Received-SPF field without memory. It takes one allocation,
 * whatever the field holds, so that there is one way to fail.
 */
#include <stdlib.h>
#include <string.h>

#include <spfeval/header.h>
#include <spfeval/status.h>

#include "support/count_alloc.h"
#include "support/tap.h"

enum { MOST_FIELD = 65535, UNTOUCHED = 91 };

struct field_case {
    const char *name;
    const char *text;
    int status;
    int result;
    size_t offset; /* of the syntax error */
    const char *client_ip;
    const char *comment;
};

static const struct field_case cases[] = {
    {"a result", "pass", SPFEVAL_OK, SPFEVAL_RESULT_PASS, 0, NULL, NULL},
    {"a comment and keys",
     "Received-SPF: softfail (mx.example.net: not (really) ours)\r\n"
     "\tclient-ip=192.0.2.1; envelope-from=\"a\\\"b@example.com\";\r\n"
     "\thelo=mail.example.com; x=y;\r\n",
     SPFEVAL_OK, SPFEVAL_RESULT_SOFTFAIL, 0, "192.0.2.1",
     "mx.example.net: not (really) ours"},
    {"a quoted address", "fail client-ip=\"2001:db8::1\"", SPFEVAL_OK,
     SPFEVAL_RESULT_FAIL, 0, "2001:db8::1", NULL},
    {"another result", "perhaps", SPFEVAL_ERR_SYNTAX, 0, 0, NULL, NULL},
    {"a string without end", "pass client-ip=\"192.0.2.1", SPFEVAL_ERR_SYNTAX,
     0, 25, NULL, NULL},
};

/* Nothing of the caller's may change. */
static void
check_refused(struct count_alloc *memory, const char *text, size_t len)
{
    spfeval_received_spf *field = NULL;
    size_t offset = UNTOUCHED;

    CHECK_INT(
        spfeval_received_spf_parse(&memory->table, text, len, &field, &offset),
        SPFEVAL_ERR_NOMEM);
    CHECK(field == NULL);
    CHECK_INT(offset, UNTOUCHED);
    CHECK_INT(memory->live_blocks, 0);
}

static void
check_read(struct count_alloc *memory, const struct field_case *row)
{
    spfeval_received_spf *field = NULL;
    size_t offset = UNTOUCHED;
    const char *text;
    size_t len = 0;

    CHECK_INT(spfeval_received_spf_parse(&memory->table, row->text,
                                         strlen(row->text), &field, &offset),
              row->status);
    if (row->status != SPFEVAL_OK) {
        CHECK(field == NULL);
        CHECK_INT(offset, row->offset);
    } else if (CHECK(field != NULL)) {
        CHECK_INT(offset, UNTOUCHED);
        CHECK_INT(spfeval_received_spf_get_result(field), row->result);
        text = spfeval_received_spf_get_value(field, "client-ip", &len);
        CHECK_STR(text, len, row->client_ip);
        text = spfeval_received_spf_get_comment(field, &len);
        CHECK_STR(text, len, row->comment);
        CHECK_INT(memory->live_blocks, 1);
    }
    spfeval_received_spf_free(field);
}

static void
test_lack_of_memory_is_reported_and_the_call_can_be_repeated(void)
{
    size_t i;

    for (i = 0; i < TAP_COUNT(cases); i++) {
        size_t len = strlen(cases[i].text);
        struct count_alloc memory;

        tap_row(cases[i].name);
        count_alloc_init(&memory);
        count_alloc_fail_at(&memory, 1);
        check_refused(&memory, cases[i].text, len);
        check_read(&memory, &cases[i]);
        count_alloc_fail_from(&memory, 1);
        check_refused(&memory, cases[i].text, len);
        check_refused(&memory, cases[i].text, len);
        count_alloc_fail_at(&memory, 2);
        check_read(&memory, &cases[i]);
        CHECK_INT(memory.calls, 5);
        CHECK_INT(memory.failures, 3);
        CHECK(count_alloc_is_clean(&memory));
        count_alloc_clear(&memory);
    }
}

/* As many pairs as fit, and text as long as it can be. */
static void
test_longest_fields_are_read_in_one_allocation(void)
{
    static const char *const units[] = {"a=b;", ";",       "a",
                                        "(",    "a=\"\";", "a=\\"};
    char *text = malloc(MOST_FIELD + 1);
    size_t i;

    if (!CHECK(text != NULL)) {
        return;
    }
    for (i = 0; i < TAP_COUNT(units); i++) {
        spfeval_received_spf *field = NULL;
        struct count_alloc memory;
        size_t at;

        tap_row(units[i]);
        memcpy(text, "none ", 5);
        for (at = 5; at < MOST_FIELD; at++) {
            text[at] = units[i][(at - 5) % strlen(units[i])];
        }
        count_alloc_init(&memory);
        count_alloc_fail_from(&memory, 1);
        check_refused(&memory, text, MOST_FIELD);
        count_alloc_fail_at(&memory, 2);
        (void)spfeval_received_spf_parse(&memory.table, text, MOST_FIELD,
                                         &field, NULL);
        CHECK_INT(memory.failures, 1);
        spfeval_received_spf_free(field);
        CHECK(count_alloc_is_clean(&memory));
        count_alloc_clear(&memory);
    }
    free(text);
}

/* header.h: an argument that is wrong is wrong without memory too. */
static void
test_errors_that_need_no_memory_stay_what_they_are(void)
{
    spfeval_received_spf *field = NULL;
    char *text = calloc(1, MOST_FIELD + 1);
    struct count_alloc memory;

    if (!CHECK(text != NULL)) {
        return;
    }
    count_alloc_init(&memory);
    count_alloc_fail_from(&memory, 1);
    CHECK_INT(spfeval_received_spf_parse(&memory.table, NULL, 4, &field, NULL),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_received_spf_parse(&memory.table, "pass", 4, NULL, NULL),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_received_spf_parse(&memory.table, text, MOST_FIELD + 1,
                                         &field, NULL),
              SPFEVAL_ERR_ARGUMENT);
    CHECK(field == NULL);
    CHECK_INT(memory.failures, 0);
    CHECK(count_alloc_is_clean(&memory));
    free(text);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"a lack of memory is reported, and the call can be repeated",
         test_lack_of_memory_is_reported_and_the_call_can_be_repeated},
        {"the longest fields are read in one allocation",
         test_longest_fields_are_read_in_one_allocation},
        {"errors that need no memory stay what they are",
         test_errors_that_need_no_memory_stay_what_they_are},
    };

    return tap_run("oom/received_spf", tests, TAP_COUNT(tests));
}
