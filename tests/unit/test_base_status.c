/* SPDX-License-Identifier: BSD-2-Clause */
/* The text of a status: each has its own, and any number has one. */
#include <spfeval/status.h>

#include <limits.h>
#include <string.h>

#include "support/tap.h"

static const char unknown[] = "unknown status";

static const int statuses[] = {
    SPFEVAL_OK,
    SPFEVAL_ERR_NOMEM,
    SPFEVAL_ERR_ARGUMENT,
    SPFEVAL_ERR_STATE,
    SPFEVAL_ERR_SYNTAX,
    SPFEVAL_ERR_BUFFER,
    SPFEVAL_ERR_NOT_FOUND,
    SPFEVAL_ERR_LIMIT,
    SPFEVAL_ERR_RESOLVER,
};

static void
test_status_each_has_a_text_of_its_own(void)
{
    size_t i;
    size_t j;

    for (i = 0; i < TAP_COUNT(statuses); i++) {
        const char *text = spfeval_status_message(statuses[i]);

        if (!CHECK(text != NULL)) {
            return;
        }
        tap_row(text);
        CHECK(strcmp(text, unknown) != 0);
        for (j = 0; j < i; j++) {
            CHECK(strcmp(text, spfeval_status_message(statuses[j])) != 0);
        }
    }
}

static void
test_status_texts_are_printable_without_full_stop(void)
{
    size_t i;

    for (i = 0; i < TAP_COUNT(statuses); i++) {
        const char *text = spfeval_status_message(statuses[i]);
        size_t len = strlen(text);
        size_t at;

        tap_row(text);
        if (!CHECK(len > 0)) {
            return;
        }
        CHECK(text[len - 1] != '.' && text[len - 1] != '\n');
        for (at = 0; at < len; at++) {
            CHECK(text[at] >= 0x20 && text[at] <= 0x7e);
        }
    }
}

static void
test_status_texts_tell_what_happened(void)
{
    const char *text = spfeval_status_message(SPFEVAL_OK);

    CHECK_STR(text, strlen(text), "success");
    text = spfeval_status_message(SPFEVAL_ERR_NOMEM);
    CHECK(strstr(text, "memory") != NULL);
    text = spfeval_status_message(SPFEVAL_ERR_ARGUMENT);
    CHECK(strstr(text, "argument") != NULL);
    text = spfeval_status_message(SPFEVAL_ERR_STATE);
    CHECK(strstr(text, "state") != NULL);
    text = spfeval_status_message(SPFEVAL_ERR_SYNTAX);
    CHECK(strstr(text, "syntax") != NULL);
    text = spfeval_status_message(SPFEVAL_ERR_BUFFER);
    CHECK(strstr(text, "buffer") != NULL);
    text = spfeval_status_message(SPFEVAL_ERR_NOT_FOUND);
    CHECK(strstr(text, "no such") != NULL);
    text = spfeval_status_message(SPFEVAL_ERR_LIMIT);
    CHECK(strstr(text, "limit") != NULL);
    text = spfeval_status_message(SPFEVAL_ERR_RESOLVER);
    CHECK(strstr(text, "resolver") != NULL);
}

static void
test_status_any_other_number_is_unknown(void)
{
    static const int numbers[] = {
        1, 2, 8, SPFEVAL_ERR_RESOLVER - 1, -100, INT_MIN, INT_MAX};
    size_t i;

    for (i = 0; i < TAP_COUNT(numbers); i++) {
        const char *text = spfeval_status_message(numbers[i]);

        CHECK_STR(text, strlen(text), unknown);
    }
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"each status has a text of its own",
         test_status_each_has_a_text_of_its_own},
        {"the texts can be printed and have no final full stop",
         test_status_texts_are_printable_without_full_stop},
        {"the texts tell what happened", test_status_texts_tell_what_happened},
        {"any other number is unknown",
         test_status_any_other_number_is_unknown},
    };

    return tap_run("base/status", tests, TAP_COUNT(tests));
}
