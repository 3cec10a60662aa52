/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Findings whose Nth allocation fails, once or with all that follow, for all
 * N: reported, nothing kept, and the call can be repeated.
 */
#include <stdlib.h>
#include <string.h>

#include <spfeval/lint.h>
#include <spfeval/status.h>

#include "support/count_alloc.h"
#include "support/tap.h"

enum { MOST_ALLOCATIONS = 1000, LONG_TEXT = 20000 };

/* Octets of each string; 0 when it is not known how the text is cut. */
static size_t string_len;

static int
lint(struct count_alloc *memory, const char *text, size_t len,
     spfeval_lint **out)
{
    static uint32_t ends[LONG_TEXT];
    size_t count = 0;
    size_t at;

    for (at = string_len; string_len > 0 && at < len; at += string_len) {
        ends[count++] = (uint32_t)at;
    }
    if (string_len > 0) {
        ends[count++] = (uint32_t)len;
    }
    return spfeval_lint_strings(&memory->table, text, len, ends, count, out);
}

static uint64_t
count_allocations(const char *text, size_t len, uint32_t *findings)
{
    struct count_alloc memory;
    spfeval_lint *found = NULL;

    count_alloc_init(&memory);
    CHECK_INT(lint(&memory, text, len, &found), SPFEVAL_OK);
    *findings = spfeval_lint_get_count(found);
    spfeval_lint_free(found);
    CHECK(count_alloc_is_clean(&memory));
    return memory.calls;
}

static void
try_once(const char *text, size_t len, uint64_t number, bool stays_out,
         uint32_t findings)
{
    struct count_alloc memory;
    spfeval_lint *found = NULL;

    count_alloc_init(&memory);
    if (stays_out) {
        count_alloc_fail_from(&memory, number);
    } else {
        count_alloc_fail_at(&memory, number);
    }
    CHECK_INT(lint(&memory, text, len, &found), SPFEVAL_ERR_NOMEM);
    CHECK(found == NULL);
    CHECK(memory.failures > 0);
    CHECK_INT(memory.live_blocks, 0);
    count_alloc_fail_at(&memory, 0);
    CHECK_INT(lint(&memory, text, len, &found), SPFEVAL_OK);
    CHECK_INT(spfeval_lint_get_count(found), findings);
    spfeval_lint_free(found);
    CHECK(count_alloc_is_clean(&memory));
    count_alloc_clear(&memory);
}

static void
try_all(const char *text, size_t len)
{
    uint32_t findings = 0;
    uint64_t most = count_allocations(text, len, &findings);
    uint64_t number;

    CHECK(most > 0 && most < MOST_ALLOCATIONS);
    for (number = 1; number <= most; number++) {
        try_once(text, len, number, false, findings);
        try_once(text, len, number, true, findings);
    }
}

static void
test_each_lack_of_memory_is_reported(void)
{
    static const char *const texts[] = {
        "v=spf1 mx -all",
        "v=spf2 mx -all",
        "v=spf1 +mx ip4=8.8.8.8 ipv4:8.8.8.8 ip4:10.0.0.1/24 ptr a:localhost "
        "ip4:8.8.8.0/25 ip4:8.8.8.128/25 include: example.com exists:%{x} "
        "--all",
    };
    size_t i;

    for (i = 0; i < TAP_COUNT(texts); i++) {
        tap_row(texts[i]);
        try_all(texts[i], strlen(texts[i]));
    }
}

/* More findings than are kept, of each severity. */
static void
try_repeated(const char *term)
{
    char *text = malloc(LONG_TEXT);
    size_t len = 6;

    tap_row(term);
    if (!CHECK(text != NULL)) {
        return;
    }
    memcpy(text, "v=spf1", 6);
    while (len + strlen(term) <= LONG_TEXT) {
        memcpy(text + len, term, strlen(term));
        len += strlen(term);
    }
    try_all(text, len);
    tap_row(NULL);
    free(text);
}

static void
test_floods_report_each_lack_of_memory(void)
{
    try_repeated(" ipv4:8.8.8.8");
    try_repeated(" mx");
    try_repeated(" moo=x");
}

static void
test_strings_report_each_lack_of_memory(void)
{
    static const char text[] =
        "v=spf1 mxa a:a.example-all a:a.exampleredirect=b.example"
        "                                                                  "
        "                                                                  "
        "                                                                  "
        "                                                                  ";

    for (string_len = 1; string_len <= sizeof(text); string_len++) {
        try_all(text, sizeof(text) - 1);
    }
    string_len = 0;
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"each lack of memory is reported, and the call can be repeated",
         test_each_lack_of_memory_is_reported},
        {"floods report each lack of memory",
         test_floods_report_each_lack_of_memory},
        {"strings report each lack of memory",
         test_strings_report_each_lack_of_memory},
    };

    return tap_run("oom/lint", tests, TAP_COUNT(tests));
}
