/* SPDX-License-Identifier: BSD-2-Clause */
/**
 * @file tap.h
 * Test programs: CUnit runs the tests, the output is TAP.
 *
 *     static void
 *     test_limits_eleventh_term_is_refused(void)
 *     {
 *         CHECK_INT(spfe_limits_charge_term(&limits), false);
 *     }
 *
 *     int
 *     main(void)
 *     {
 *         static const struct tap_test tests[] = {
 *             {"the eleventh term is refused",
 *              test_limits_eleventh_term_is_refused},
 *         };
 *         return tap_run("rule/limits", tests, TAP_COUNT(tests));
 *     }
 *
 * A check that fails is printed as "# file:line: ..." under the test's line,
 * and the test goes on. Each check returns whether it held, so that a test can
 * stop: if (!CHECK(record != NULL)) { return; }
 */
#ifndef TESTS_SUPPORT_TAP_H
#define TESTS_SUPPORT_TAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** One test: a claim, and the function that tries it. */
struct tap_test {
    const char *name;
    void (*run)(void);
};

/** Number of elements of an array. */
#define TAP_COUNT(array) (sizeof(array) / sizeof((array)[0]))

/**
 * Run the tests and print TAP.
 *
 * @param[in] suite  The module, for instance "rule/limits"; printed first.
 * @param[in] tests  The tests; their names differ.
 * @param[in] count  How many, at least 1.
 *
 * @return What main() returns. Under automake's TAP driver, which reads the
 *         output, 0; by hand 1 when a test failed. 1 always when the tests
 *         could not be run.
 */
int tap_run(const char *suite, const struct tap_test *tests, size_t count);

/**
 * Name the row of a table that the next checks are about.
 *
 * The text is printed with checks that fail, until the next row or the end of
 * the test. It is borrowed: a string constant, or a member of the table.
 */
void tap_row(const char *row);

/** The condition holds. */
#define CHECK(condition) tap_check((condition), #condition, __FILE__, __LINE__)

/** Two integers are equal. */
#define CHECK_INT(actual, expected)                                           \
    tap_check_int((intmax_t)(actual), (intmax_t)(expected), #actual,          \
                  __FILE__, __LINE__)

/** Text with a length equals a string constant; NULL equals NULL only. */
#define CHECK_STR(actual, actual_len, expected)                               \
    tap_check_str((actual), (actual_len), (expected), #actual, __FILE__,      \
                  __LINE__)

/** Octets equal octets, whatever their values. */
#define CHECK_BYTES(actual, actual_len, expected, expected_len)               \
    tap_check_bytes((actual), (actual_len), (expected), (expected_len),       \
                    #actual, __FILE__, __LINE__)

/* What the macros call. */
bool tap_check(bool holds, const char *text, const char *file, unsigned line);
bool tap_check_int(intmax_t actual, intmax_t expected, const char *text,
                   const char *file, unsigned line);
bool tap_check_str(const char *actual, size_t actual_len, const char *expected,
                   const char *text, const char *file, unsigned line);
bool tap_check_bytes(const void *actual, size_t actual_len,
                     const void *expected, size_t expected_len,
                     const char *text, const char *file, unsigned line);

#endif
