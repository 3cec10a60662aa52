/* SPDX-License-Identifier: BSD-2-Clause */
#include "support/tap.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <CUnit/CUnit.h>
#include <CUnit/TestDB.h>
#include <CUnit/TestRun.h>

/* A broken table test can fail thousands of times; the first ones tell. */
enum { MAX_SHOWN = 20, MAX_MESSAGE = 1024, MAX_QUOTED = 300 };

static const char *current_row;
static unsigned current_number;

void
tap_row(const char *row)
{
    current_row = row;
}

/* So that compilers compare the arguments with the format. */
#if defined(__GNUC__) || defined(__clang__)
__attribute__((format(printf, 3, 4)))
#endif
static bool
fail(const char *file, unsigned line, const char *format, ...);

/* CUnit keeps the message as the "condition" that failed. */
static bool
fail(const char *file, unsigned line, const char *format, ...)
{
    char message[MAX_MESSAGE];
    size_t used = 0;
    va_list arguments;

    if (current_row != NULL) {
        (void)snprintf(message, sizeof(message), "[%s] ", current_row);
        used = strlen(message);
    }
    va_start(arguments, format);
    (void)vsnprintf(message + used, sizeof(message) - used, format, arguments);
    va_end(arguments);
    CU_assertImplementation(CU_FALSE, line, message, file, "", CU_FALSE);
    return false;
}

static bool
pass(const char *file, unsigned line)
{
    return CU_assertImplementation(CU_TRUE, line, "", file, "", CU_FALSE) ==
           CU_TRUE;
}

bool
tap_check(bool holds, const char *text, const char *file, unsigned line)
{
    return holds ? pass(file, line) : fail(file, line, "%s", text);
}

bool
tap_check_int(intmax_t actual, intmax_t expected, const char *text,
              const char *file, unsigned line)
{
    if (actual == expected) {
        return pass(file, line);
    }
    return fail(file, line, "%s is %jd, expected %jd", text, actual, expected);
}

/* Write octets so that one line shows them all: "..." with C escapes. */
static void
quote(char *out, size_t capacity, const unsigned char *octets, size_t len)
{
    size_t used = 0;
    size_t i;

    if (octets == NULL) {
        (void)snprintf(out, capacity, "NULL");
        return;
    }
    out[used++] = '"';
    for (i = 0; i < len && used + 10 < capacity; i++) {
        if (octets[i] == '"' || octets[i] == '\\') {
            out[used++] = '\\';
            out[used++] = (char)octets[i];
        } else if (octets[i] >= 0x20 && octets[i] <= 0x7e) {
            out[used++] = (char)octets[i];
        } else {
            (void)snprintf(out + used, capacity - used, "\\x%02x", octets[i]);
            used += 4;
        }
    }
    out[used] = '\0';
    (void)snprintf(out + used, capacity - used, i < len ? "\"..." : "\"");
}

bool
tap_check_bytes(const void *actual, size_t actual_len, const void *expected,
                size_t expected_len, const char *text, const char *file,
                unsigned line)
{
    char got[MAX_QUOTED];
    char wanted[MAX_QUOTED];

    if (actual == NULL || expected == NULL) {
        if (actual == expected) {
            return pass(file, line);
        }
    } else if (actual_len == expected_len &&
               memcmp(actual, expected, actual_len) == 0) {
        return pass(file, line);
    }
    quote(got, sizeof(got), actual, actual_len);
    quote(wanted, sizeof(wanted), expected, expected_len);
    return fail(file, line, "%s is %s (%zu), expected %s (%zu)", text, got,
                actual == NULL ? (size_t)0 : actual_len, wanted,
                expected == NULL ? (size_t)0 : expected_len);
}

bool
tap_check_str(const char *actual, size_t actual_len, const char *expected,
              const char *text, const char *file, unsigned line)
{
    return tap_check_bytes(actual, actual_len, expected,
                           expected == NULL ? 0 : strlen(expected), text, file,
                           line);
}

/* --- The runner --------------------------------------------------------- */

static void
on_start(const CU_pTest test, const CU_pSuite suite)
{
    (void)test;
    (void)suite;
    current_row = NULL;
}

/* A test that made no check proves nothing, so it does not pass. */
static void
on_complete(const CU_pTest test, const CU_pSuite suite,
            const CU_pFailureRecord first)
{
    static unsigned checks_before;
    const struct CU_FailureRecord *failure;
    unsigned shown = 0;
    unsigned checks = CU_get_number_of_asserts();
    bool empty = checks == checks_before;

    (void)suite;
    checks_before = checks;
    printf("%s %u - %s\n", first == NULL && !empty ? "ok" : "not ok",
           ++current_number, test->pName);
    if (empty) {
        printf("# the test made no check\n");
    }
    for (failure = first; failure != NULL; failure = failure->pNext) {
        if (shown++ == MAX_SHOWN) {
            printf("# further failures are not shown\n");
            break;
        }
        printf("# %s:%u: %s\n", failure->strFileName, failure->uiLineNumber,
               failure->strCondition);
    }
}

static bool
register_tests(const char *name, const struct tap_test *tests, size_t count)
{
    CU_pSuite suite = CU_add_suite(name, NULL, NULL);
    size_t i;

    if (suite == NULL) {
        return false;
    }
    for (i = 0; i < count; i++) {
        /* A double name is an error too, though CUnit adds the test. */
        if (CU_add_test(suite, tests[i].name, tests[i].run) == NULL ||
            CU_get_error() != CUE_SUCCESS) {
            printf("# test %zu: %s\n", i + 1, CU_get_error_msg());
            return false;
        }
    }
    return true;
}

int
tap_run(const char *suite, const struct tap_test *tests, size_t count)
{
    bool ran;
    bool failed;

    /* Whole lines, so that a crash loses nothing. */
    (void)setvbuf(stdout, NULL, _IOLBF, 0);
    printf("# %s\n1..%zu\n", suite, count);
    if (CU_initialize_registry() != CUE_SUCCESS) {
        printf("Bail out! %s\n", CU_get_error_msg());
        return 1;
    }
    CU_set_test_start_handler(on_start);
    CU_set_test_complete_handler(on_complete);
    ran = count > 0 && register_tests(suite, tests, count) &&
          CU_run_all_tests() == CUE_SUCCESS && current_number == count;
    failed = CU_get_number_of_failures() > 0;
    CU_cleanup_registry();
    if (!ran) {
        printf("Bail out! the tests could not be run\n");
        return 1;
    }
    /* The harness has counted the lines; a status would count twice. */
    return failed && getenv("TAP_HARNESS") == NULL ? 1 : 0;
}
