/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Forged Authentication-Results fields are found, however they are written;
 * those of others are left alone.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <spfeval/header.h>

#include "support/tap.h"

static const char ours[] = "mx.example.com";

/* Ask about a field in memory of exactly its size. */
static int
matches(const char *field, size_t len)
{
    char *copy = malloc(len + 1);
    int answer = -1;

    if (CHECK(copy != NULL)) {
        memcpy(copy + 1, field, len);
        answer =
            spfeval_auth_results_matches(copy + 1, len, ours, strlen(ours));
        free(copy);
    }
    return answer;
}

static void
check_all(const char *const *fields, size_t count, int expected)
{
    size_t i;

    for (i = 0; i < count; i++) {
        tap_row(fields[i]);
        CHECK_INT(matches(fields[i], strlen(fields[i])), expected);
    }
}

static void
test_fields_with_our_name_are_found(void)
{
    static const char *const fields[] = {
        "mx.example.com; none",
        " mx.example.com; none\r\n",
        "mx.example.com;spf=pass",
        "mx.example.com",
        "mx.example.com ",
        "mx.example.com\r\n",
        "mx.example.com\n",
        "MX.Example.COM; none",
        "mx.example.com.; none",
        "Authentication-Results: mx.example.com; none",
        "authentication-results:mx.example.com; none",
        "AUTHENTICATION-RESULTS \t: mx.example.com; none",
        "mx.example.com 1; none",
        "mx.example.com 2; none",
        "mx.example.com 1 (one) ; none",
        "mx.example.com (x) 1; none",
        "mx.example.com(x)1; none",
        "\r\n mx.example.com; none",
        "\n\tmx.example.com\r\n ; none",
        "(a) mx.example.com (b); none",
        "(a (b) \\) \\( c)mx.example.com; none",
        "(other.example; none)\r\n (x)\r\n mx.example.com; none",
        "\"mx.example.com\"; none",
        "\"mx.ex\\ample.com\"; none",
        "\"MX.EXAMPLE.COM\" (x) 1; none",
        "mx.example.com; spf=pass smtp.mailfrom=(",
    };

    check_all(fields, TAP_COUNT(fields), 1);
}

static void
test_fields_of_others_are_left_alone(void)
{
    static const char *const fields[] = {
        "mx.example.org; none",
        "mx.example.co; none",
        "mx.example.com2; none",
        "xmx.example.com; none",
        "example.com; none",
        "mx.example.com.org; none",
        "AUTHENTICATION-RESULTS: other.example; spf=pass (mx.example.com;)",
        "other.example; auth=pass (mx.example.com; none)",
        "other.example 1; none",
        "other.example",
        "\"other example\"; none",
        "\"mx.example.com \"; none",
        "\"mx\r\n .example.com\"; none",
        "(mx.example.com;) other.example; none",
        "caf\xc3\xa9.example; none",
        "other.example; \"unclosed",
        "other.example; (unclosed",
        "other.example;\r\n spf=pass\r\n\tsmtp.mailfrom=mx.example.com\r\n",
    };

    check_all(fields, TAP_COUNT(fields), 0);
}

/* One reader skips what another stops at. */
static void
test_fields_that_may_be_read_as_ours_are_found(void)
{
    static const char *const fields[] = {
        "",
        " ",
        "Authentication-Results:",
        "; spf=pass",
        "spf=pass smtp.mailfrom=a.example",
        "\"\"; none",
        "(mx.example.com; none",
        "(a\r\nmx.example.com; none",
        "other.example(mx.example.com; none",
        "\"mx.example.com; none",
        "\"other.example\\",
        "other.example mx.example.com; none",
        "other.example\x01; none",
        "\x01mx.example.com; none",
        "other.example 1 2; none",
        "other.example 1x; none",
        "other.example\r\nmx.example.com; none",
        "other.example, mx.example.com; none",
        "other.example)mx.example.com; none",
        "\"other\".example; none",
        "\"other.example\"1; none",
        "@other.example; none",
        "<other.example>; none",
        "\"other\x01.example\"; none",
        "other.example; none\nAuthentication-Results: mx.example.com; none",
        "other.example;\r\nAuthentication-Results: mx.example.com; none",
    };

    check_all(fields, TAP_COUNT(fields), 1);
    CHECK_INT(matches("other.example\0; none", 20), 1);
    CHECK_INT(matches("\0mx.example.com; none", 21), 1);
}

/* Another reader compares A-labels (RFC 5890 section 2.3.2.1). */
static void
test_names_that_idna_may_make_equal_are_found(void)
{
    static const struct {
        const char *theirs;
        const char *ours;
        int expected;
    } rows[] = {
        {"b\xc3\xbc"
         "cher.example",
         "xn--bcher-kva.example", 1},
        {"B\xc3\x9c"
         "CHER.EXAMPLE",
         "mx.XN--bcher-kva.example", 1},
        {"\"b\xc3\xbc"
         "cher.example\"",
         "xn--bcher-kva.example", 1},
        {"b\xc3\xbc"
         "cher\xe3\x80\x82"
         "example",
         "xn--bcher-kva.example", 1},
        {"b\xfc"
         "cher.example",
         "xn--bcher-kva.example", 1},
        {"xn--bcher-kva.example",
         "b\xc3\xbc"
         "cher.example",
         1},
        {"mx.Xn--bcher-kva.example",
         "mx.b\xc3\xbc"
         "cher.example",
         1},
        {"B\xc3\x9c"
         "cher.example",
         "b\xc3\xbc"
         "cher.example",
         1},
        {"xn--bcher-kva.example", "xn--strae-oqa.example", 0},
        {"other.example", "xn--bcher-kva.example", 0},
        {"other.example",
         "b\xc3\xbc"
         "cher.example",
         0},
        {"b\xc3\xbc"
         "cher.example",
         "other.example", 0},
        {"b\xc3\xbc"
         "cher.example",
         "axn--b.example", 0},
        {"b\xc3\xbc"
         "cher.example",
         "mx.xn-", 0},
    };
    char field[64];
    size_t i;

    for (i = 0; i < TAP_COUNT(rows); i++) {
        const char *ours_now = rows[i].ours;

        tap_row(rows[i].theirs);
        (void)snprintf(field, sizeof(field), "%s; spf=pass", rows[i].theirs);
        CHECK_INT(spfeval_auth_results_matches(field, strlen(field), ours_now,
                                               strlen(ours_now)),
                  rows[i].expected);
    }
}

/* 100 times U+4E2D are 300 octets, and fewer as an A-label. */
static void
test_long_utf_8_may_be_a_short_name(void)
{
    static const char idn[] = "xn--fiq.example";
    char field[302];
    size_t i;

    for (i = 0; i + 3 <= 300; i += 3) {
        memcpy(field + i, "\xe4\xb8\xad", 3);
    }
    field[300] = ';';
    CHECK_INT(spfeval_auth_results_matches(field, 301, idn, strlen(idn)), 1);
    CHECK_INT(matches(field, 301), 0);
}

static void
test_long_names_are_compared_whole(void)
{
    static const size_t lengths[] = {1, 252, 253, 254, 255, 256, 1000};
    char field[1001];
    size_t i;

    memset(field, 'a', sizeof(field));
    for (i = 0; i < TAP_COUNT(lengths); i++) {
        size_t len = lengths[i];

        field[len] = ';';
        CHECK_INT(spfeval_auth_results_matches(field, len + 1, field, 253),
                  len == 253);
        field[len] = 'a';
    }
    field[253] = '.';
    CHECK_INT(spfeval_auth_results_matches(field, 254, field, 253), 1);
    field[254] = '.';
    CHECK_INT(spfeval_auth_results_matches(field, 255, field, 253), 0);
}

static void
test_our_name_may_be_any_value(void)
{
    static const char name[] = "our (mail) \"service\";";
    static const char quoted[] = "\"our (mail) \\\"SERVICE\\\";\"; none";

    CHECK_INT(spfeval_auth_results_matches(quoted, strlen(quoted), name,
                                           strlen(name)),
              1);
    CHECK_INT(spfeval_auth_results_matches("caf\xc3\xa9; none", 11,
                                           "caf\xc3\xa9", 5),
              1);
}

static void
test_misuse_matches_nothing(void)
{
    CHECK_INT(spfeval_auth_results_matches(NULL, 0, ours, strlen(ours)), 0);
    CHECK_INT(spfeval_auth_results_matches("a", 1, NULL, 1), 0);
    CHECK_INT(spfeval_auth_results_matches("", 0, "", 0), 0);
    CHECK_INT(spfeval_auth_results_matches("", 0, ours, 254), 0);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"fields with our name are found",
         test_fields_with_our_name_are_found},
        {"fields of others are left alone",
         test_fields_of_others_are_left_alone},
        {"fields that may be read as ours are found",
         test_fields_that_may_be_read_as_ours_are_found},
        {"names that IDNA may make equal are found",
         test_names_that_idna_may_make_equal_are_found},
        {"long UTF-8 may be a short name",
         test_long_utf_8_may_be_a_short_name},
        {"long names are compared whole", test_long_names_are_compared_whole},
        {"our name may be any value", test_our_name_may_be_any_value},
        {"misuse matches nothing", test_misuse_matches_nothing},
    };

    return tap_run("header/auth_results_match", tests, TAP_COUNT(tests));
}
