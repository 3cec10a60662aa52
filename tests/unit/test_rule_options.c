/* SPDX-License-Identifier: BSD-2-Clause */
/* What all checks of a host have in common. */
#include <string.h>

#include <spfeval/check.h>
#include <spfeval/options.h>
#include <spfeval/status.h>

#include "rule/options.h"
#include "support/count_alloc.h"
#include "support/tap.h"

struct number_case {
    const char *name;
    int key;
    uint32_t initial;
    uint32_t minimum;
    uint32_t maximum;
    int unlimited; /* what SPFEVAL_UNLIMITED gives */
};

static const struct number_case numbers[] = {
    {"max_terms", SPFEVAL_OPTION_MAX_TERMS, 10, 0, 1000, SPFEVAL_ERR_ARGUMENT},
    {"max_voids", SPFEVAL_OPTION_MAX_VOIDS, 2, 0, 255, SPFEVAL_OK},
    {"max_mx_names", SPFEVAL_OPTION_MAX_MX_NAMES, 10, 0, 1000,
     SPFEVAL_ERR_ARGUMENT},
    {"max_ptr_names", SPFEVAL_OPTION_MAX_PTR_NAMES, 10, 0, 1000,
     SPFEVAL_ERR_ARGUMENT},
    {"max_explanation", SPFEVAL_OPTION_MAX_EXPLANATION, 480, 1, 65535,
     SPFEVAL_ERR_ARGUMENT},
    {"max_bytes", SPFEVAL_OPTION_MAX_BYTES, 1048576, 4096, UINT32_MAX,
     SPFEVAL_OK},
    {"timeout_ms", SPFEVAL_OPTION_TIMEOUT_MS, 20000, 1000, 3600000,
     SPFEVAL_ERR_ARGUMENT},
    {"fetch_explanation", SPFEVAL_OPTION_FETCH_EXPLANATION, 1, 0, 1,
     SPFEVAL_ERR_ARGUMENT},
    {"prefetch", SPFEVAL_OPTION_PREFETCH, SPFEVAL_PREFETCH_SERIAL,
     SPFEVAL_PREFETCH_SERIAL, SPFEVAL_PREFETCH_GRAPH, SPFEVAL_ERR_ARGUMENT},
    {"check_helo", SPFEVAL_OPTION_CHECK_HELO, 1, 0, 1, SPFEVAL_ERR_ARGUMENT},
    {"helo_fail_is_final", SPFEVAL_OPTION_HELO_FAIL_IS_FINAL, 0, 0, 1,
     SPFEVAL_ERR_ARGUMENT},
    {"shared_budget", SPFEVAL_OPTION_SHARED_BUDGET, 0, 0, 1,
     SPFEVAL_ERR_ARGUMENT},
    {"reserve_terms", SPFEVAL_OPTION_RESERVE_TERMS, 1, 0, 1000,
     SPFEVAL_ERR_ARGUMENT},
    {"max_answer", SPFEVAL_OPTION_MAX_ANSWER, 512, 12, 65535,
     SPFEVAL_ERR_ARGUMENT},
    {"max_text", SPFEVAL_OPTION_MAX_TEXT, 450, 12, 65535,
     SPFEVAL_ERR_ARGUMENT},
};

static spfeval_options *
make_options(void)
{
    spfeval_options *options = NULL;

    CHECK_INT(spfeval_options_new(NULL, &options), SPFEVAL_OK);
    return options;
}

static void
expect_u32(const spfeval_options *options, int key, uint32_t expected)
{
    uint32_t value = 0xdead;

    CHECK_INT(spfeval_options_get_u32(options, key, &value), SPFEVAL_OK);
    CHECK_INT(value, expected);
}

static void
expect_text(const spfeval_options *options, int key, const char *expected)
{
    const char *text = NULL;
    size_t len = 99;

    CHECK_INT(spfeval_options_get_text(options, key, &text, &len), SPFEVAL_OK);
    if (CHECK(text != NULL)) {
        CHECK_STR(text, len, expected);
        CHECK_INT(text[len], '\0');
    }
}

static void
test_defaults_are_those_of_the_rfc(void)
{
    spfeval_options *options = make_options();
    size_t i;

    for (i = 0; i < TAP_COUNT(numbers); i++) {
        tap_row(numbers[i].name);
        expect_u32(options, numbers[i].key, numbers[i].initial);
    }
    expect_text(options, SPFEVAL_OPTION_RECEIVER, "");
    expect_text(options, SPFEVAL_OPTION_DEFAULT_EXPLANATION, "");
    spfeval_options_free(options);
}

static void
test_numbers_are_taken_within_their_range(void)
{
    spfeval_options *options = make_options();
    size_t i;

    for (i = 0; i < TAP_COUNT(numbers); i++) {
        const struct number_case *number = &numbers[i];

        tap_row(number->name);
        CHECK_INT(
            spfeval_options_set_u32(options, number->key, number->minimum),
            SPFEVAL_OK);
        expect_u32(options, number->key, number->minimum);
        CHECK_INT(
            spfeval_options_set_u32(options, number->key, number->maximum),
            SPFEVAL_OK);
        expect_u32(options, number->key, number->maximum);
        if (number->maximum < UINT32_MAX) {
            CHECK_INT(spfeval_options_set_u32(options, number->key,
                                              number->maximum + 1),
                      SPFEVAL_ERR_ARGUMENT);
        }
        if (number->minimum > 0) {
            CHECK_INT(spfeval_options_set_u32(options, number->key,
                                              number->minimum - 1),
                      SPFEVAL_ERR_ARGUMENT);
        }
        expect_u32(options, number->key, number->maximum);
        CHECK_INT(
            spfeval_options_set_u32(options, number->key, SPFEVAL_UNLIMITED),
            number->unlimited);
    }
    expect_u32(options, SPFEVAL_OPTION_MAX_VOIDS, SPFEVAL_UNLIMITED);
    spfeval_options_free(options);
}

static void
test_keys_of_another_kind_are_refused(void)
{
    static const int no_numbers[] = {-1, 0, 16, SPFEVAL_OPTION_RECEIVER,
                                     SPFEVAL_OPTION_DEFAULT_EXPLANATION};
    static const int no_texts[] = {-1, 0, SPFEVAL_OPTION_MAX_TERMS, 99, 102};
    spfeval_options *options = make_options();
    const char *text = "untouched";
    size_t len = 9;
    uint32_t value = 9;
    size_t i;

    for (i = 0; i < TAP_COUNT(no_numbers); i++) {
        CHECK_INT(spfeval_options_set_u32(options, no_numbers[i], 1),
                  SPFEVAL_ERR_ARGUMENT);
        CHECK_INT(spfeval_options_get_u32(options, no_numbers[i], &value),
                  SPFEVAL_ERR_ARGUMENT);
    }
    for (i = 0; i < TAP_COUNT(no_texts); i++) {
        CHECK_INT(spfeval_options_set_text(options, no_texts[i], "x", 1),
                  SPFEVAL_ERR_ARGUMENT);
        CHECK_INT(spfeval_options_get_text(options, no_texts[i], &text, &len),
                  SPFEVAL_ERR_ARGUMENT);
    }
    CHECK_INT(value, 9);
    CHECK_STR(text, len, "untouched");
    spfeval_options_free(options);
}

static void
test_texts_are_copied_and_replaced(void)
{
    spfeval_options *options = make_options();
    char receiver[] = "mx.example";

    CHECK_INT(spfeval_options_set_text(options, SPFEVAL_OPTION_RECEIVER,
                                       receiver, strlen(receiver)),
              SPFEVAL_OK);
    memset(receiver, 'x', sizeof(receiver) - 1);
    expect_text(options, SPFEVAL_OPTION_RECEIVER, "mx.example");
    CHECK_INT(spfeval_options_set_text(options, SPFEVAL_OPTION_RECEIVER,
                                       "other.example and more", 13),
              SPFEVAL_OK);
    expect_text(options, SPFEVAL_OPTION_RECEIVER, "other.example");
    expect_text(options, SPFEVAL_OPTION_DEFAULT_EXPLANATION, "");
    CHECK_INT(spfeval_options_set_text(
                  options, SPFEVAL_OPTION_DEFAULT_EXPLANATION, "see %{s}", 8),
              SPFEVAL_OK);
    expect_text(options, SPFEVAL_OPTION_DEFAULT_EXPLANATION, "see %{s}");
    CHECK_INT(
        spfeval_options_set_text(options, SPFEVAL_OPTION_RECEIVER, NULL, 0),
        SPFEVAL_OK);
    expect_text(options, SPFEVAL_OPTION_RECEIVER, "");
    spfeval_options_free(options);
}

static void
test_texts_are_printable_and_explanations_have_no_errors(void)
{
    static const struct {
        const char *text;
        size_t len;
        int receiver;
        int explanation;
    } cases[] = {
        {" ~", 2, SPFEVAL_OK, SPFEVAL_OK},
        {"a\x1f", 2, SPFEVAL_ERR_ARGUMENT, SPFEVAL_ERR_ARGUMENT},
        {"a\x7f", 2, SPFEVAL_ERR_ARGUMENT, SPFEVAL_ERR_ARGUMENT},
        {"a\x80", 2, SPFEVAL_ERR_ARGUMENT, SPFEVAL_ERR_ARGUMENT},
        {"a\xff", 2, SPFEVAL_ERR_ARGUMENT, SPFEVAL_ERR_ARGUMENT},
        {"a\0b", 3, SPFEVAL_ERR_ARGUMENT, SPFEVAL_ERR_ARGUMENT},
        {"%{c} %{r} %{t}", 14, SPFEVAL_OK, SPFEVAL_OK},
        {"100%", 4, SPFEVAL_OK, SPFEVAL_ERR_SYNTAX},
        {"%{x}", 4, SPFEVAL_OK, SPFEVAL_ERR_SYNTAX},
        {"%{d0}", 5, SPFEVAL_OK, SPFEVAL_ERR_SYNTAX},
    };
    spfeval_options *options = make_options();
    size_t i;

    for (i = 0; i < TAP_COUNT(cases); i++) {
        tap_row(cases[i].text);
        CHECK_INT(spfeval_options_set_text(options, SPFEVAL_OPTION_RECEIVER,
                                           cases[i].text, cases[i].len),
                  cases[i].receiver);
        CHECK_INT(spfeval_options_set_text(options,
                                           SPFEVAL_OPTION_DEFAULT_EXPLANATION,
                                           cases[i].text, cases[i].len),
                  cases[i].explanation);
    }
    tap_row(NULL);
    expect_text(options, SPFEVAL_OPTION_RECEIVER, "%{d0}");
    expect_text(options, SPFEVAL_OPTION_DEFAULT_EXPLANATION, "%{c} %{r} %{t}");
    spfeval_options_free(options);
}

static void
test_text_has_at_most_65535_octets(void)
{
    static char text[65536];
    spfeval_options *options = make_options();
    const char *is;
    size_t len = 0;

    memset(text, 'x', sizeof(text));
    CHECK_INT(spfeval_options_set_text(options, SPFEVAL_OPTION_RECEIVER, text,
                                       65535),
              SPFEVAL_OK);
    CHECK_INT(spfeval_options_set_text(options, SPFEVAL_OPTION_RECEIVER, text,
                                       65536),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_options_set_text(options, SPFEVAL_OPTION_RECEIVER, text,
                                       SIZE_MAX),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(
        spfeval_options_get_text(options, SPFEVAL_OPTION_RECEIVER, &is, &len),
        SPFEVAL_OK);
    CHECK_INT(len, 65535);
    spfeval_options_free(options);
}

static int
no_conversion(void *user_data, const char *domain, size_t domain_len,
              char *buffer, size_t capacity, size_t *out_len)
{
    (void)user_data;
    (void)domain;
    (void)domain_len;
    (void)buffer;
    (void)capacity;
    (void)out_len;
    return -1;
}

static void
test_options_are_frozen_by_the_first_check(void)
{
    spfeval_options *options = make_options();
    spfeval_check *check = NULL;
    int data;

    CHECK_INT(spfeval_options_set_idna(options, no_conversion, &data),
              SPFEVAL_OK);
    CHECK(options->idna == no_conversion);
    CHECK(options->idna_user_data == &data);
    CHECK_INT(spfeval_check_new(options, &check), SPFEVAL_OK);
    CHECK_INT(spfeval_options_set_u32(options, SPFEVAL_OPTION_MAX_TERMS, 5),
              SPFEVAL_ERR_STATE);
    CHECK_INT(
        spfeval_options_set_text(options, SPFEVAL_OPTION_RECEIVER, "x", 1),
        SPFEVAL_ERR_STATE);
    CHECK_INT(spfeval_options_set_idna(options, NULL, NULL),
              SPFEVAL_ERR_STATE);
    expect_u32(options, SPFEVAL_OPTION_MAX_TERMS, 10);
    expect_text(options, SPFEVAL_OPTION_RECEIVER, "");
    CHECK(options->idna == no_conversion);
    /* They stay so when the check is gone. */
    spfeval_check_free(check);
    CHECK_INT(spfeval_options_set_u32(options, SPFEVAL_OPTION_MAX_TERMS, 5),
              SPFEVAL_ERR_STATE);
    spfeval_options_free(options);
}

static void
test_checks_keep_their_options_alive(void)
{
    struct count_alloc memory;
    spfeval_options *options = NULL;
    spfeval_check *first = NULL;
    spfeval_check *second = NULL;

    count_alloc_init(&memory);
    CHECK_INT(spfeval_options_new(&memory.table, &options), SPFEVAL_OK);
    CHECK_INT(spfeval_options_set_text(options, SPFEVAL_OPTION_RECEIVER,
                                       "mx.example", 10),
              SPFEVAL_OK);
    CHECK_INT(spfeval_check_new(options, &first), SPFEVAL_OK);
    CHECK_INT(spfeval_check_new(options, &second), SPFEVAL_OK);
    spfeval_options_free(options);
    spfeval_check_free(first);
    CHECK(memory.live_blocks > 0);
    spfeval_check_reset(second); /* reads the options */
    spfeval_check_free(second);
    CHECK_INT(memory.live_blocks, 0);
    CHECK(count_alloc_is_clean(&memory));
}

static void
test_options_without_memory_stay_as_they_were(void)
{
    struct count_alloc memory;
    spfeval_options *options = NULL;

    count_alloc_init(&memory);
    count_alloc_fail_at(&memory, 1);
    CHECK_INT(spfeval_options_new(&memory.table, &options), SPFEVAL_ERR_NOMEM);
    CHECK(options == NULL);
    CHECK_INT(spfeval_options_new(&memory.table, &options), SPFEVAL_OK);
    CHECK_INT(spfeval_options_set_text(options, SPFEVAL_OPTION_RECEIVER,
                                       "mx.example", 10),
              SPFEVAL_OK);
    count_alloc_fail_at(&memory, 1);
    CHECK_INT(spfeval_options_set_text(options, SPFEVAL_OPTION_RECEIVER,
                                       "other.example", 13),
              SPFEVAL_ERR_NOMEM);
    expect_text(options, SPFEVAL_OPTION_RECEIVER, "mx.example");
    spfeval_options_free(options);
    CHECK(count_alloc_is_clean(&memory));
}

static void
test_null_arguments_and_broken_allocators_are_refused(void)
{
    struct count_alloc memory;
    spfeval_allocator broken;
    spfeval_options *options = NULL;
    const char *text = "untouched";
    size_t len = 9;
    uint32_t value = 9;

    count_alloc_init(&memory);
    CHECK_INT(spfeval_options_new(NULL, NULL), SPFEVAL_ERR_ARGUMENT);
    broken = memory.table;
    broken.struct_size--;
    CHECK_INT(spfeval_options_new(&broken, &options), SPFEVAL_ERR_ARGUMENT);
    broken = memory.table;
    broken.allocate = NULL;
    CHECK_INT(spfeval_options_new(&broken, &options), SPFEVAL_ERR_ARGUMENT);
    broken = memory.table;
    broken.release = NULL;
    CHECK_INT(spfeval_options_new(&broken, &options), SPFEVAL_ERR_ARGUMENT);
    CHECK(options == NULL);
    spfeval_options_free(NULL);

    CHECK_INT(spfeval_options_set_u32(NULL, SPFEVAL_OPTION_MAX_TERMS, 1),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_options_get_u32(NULL, SPFEVAL_OPTION_MAX_TERMS, &value),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_options_set_text(NULL, SPFEVAL_OPTION_RECEIVER, "x", 1),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(
        spfeval_options_get_text(NULL, SPFEVAL_OPTION_RECEIVER, &text, &len),
        SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_options_set_idna(NULL, NULL, NULL),
              SPFEVAL_ERR_ARGUMENT);

    options = make_options();
    CHECK_INT(spfeval_options_get_u32(options, SPFEVAL_OPTION_MAX_TERMS, NULL),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(
        spfeval_options_set_text(options, SPFEVAL_OPTION_RECEIVER, NULL, 1),
        SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(
        spfeval_options_get_text(options, SPFEVAL_OPTION_RECEIVER, NULL, &len),
        SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_options_get_text(options, SPFEVAL_OPTION_RECEIVER, &text,
                                       NULL),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(value, 9);
    CHECK_STR(text, len, "untouched");
    spfeval_options_free(options);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"the defaults are those of the RFC",
         test_defaults_are_those_of_the_rfc},
        {"numbers are taken within their range",
         test_numbers_are_taken_within_their_range},
        {"keys of another kind are refused",
         test_keys_of_another_kind_are_refused},
        {"texts are copied and replaced", test_texts_are_copied_and_replaced},
        {"texts are printable, and explanations have no errors",
         test_texts_are_printable_and_explanations_have_no_errors},
        {"a text has at most 65535 octets",
         test_text_has_at_most_65535_octets},
        {"options are frozen by the first check",
         test_options_are_frozen_by_the_first_check},
        {"checks keep their options alive",
         test_checks_keep_their_options_alive},
        {"options without memory stay as they were",
         test_options_without_memory_stay_as_they_were},
        {"NULL arguments and broken allocators are refused",
         test_null_arguments_and_broken_allocators_are_refused},
    };

    return tap_run("rule/options", tests, TAP_COUNT(tests));
}
