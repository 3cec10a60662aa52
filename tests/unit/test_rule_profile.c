/* SPDX-License-Identifier: BSD-2-Clause */
/* Limits by name. */
#include <string.h>

#include <spfeval/options.h>
#include <spfeval/policy.h>
#include <spfeval/status.h>

#include "support/tap.h"

static const int keys[] = {
    SPFEVAL_OPTION_MAX_TERMS,     SPFEVAL_OPTION_MAX_VOIDS,
    SPFEVAL_OPTION_MAX_MX_NAMES,  SPFEVAL_OPTION_MAX_PTR_NAMES,
    SPFEVAL_OPTION_RESERVE_TERMS, SPFEVAL_OPTION_MAX_ANSWER,
    SPFEVAL_OPTION_MAX_TEXT};

static spfeval_options *
make_options(void)
{
    spfeval_options *options = NULL;

    CHECK_INT(spfeval_options_new(NULL, &options), SPFEVAL_OK);
    return options;
}

static uint32_t
get(const spfeval_options *options, int key)
{
    uint32_t value = 0xdead;

    CHECK_INT(spfeval_options_get_u32(options, key, &value), SPFEVAL_OK);
    return value;
}

static void
test_rfc_is_what_new_options_have(void)
{
    spfeval_options *fresh = make_options();
    spfeval_options *options = make_options();
    size_t i;

    for (i = 0; i < TAP_COUNT(keys); i++) {
        CHECK_INT(spfeval_options_set_u32(options, keys[i], 99), SPFEVAL_OK);
    }
    CHECK_INT(spfeval_options_set_profile(options, "rfc", 3), SPFEVAL_OK);
    for (i = 0; i < TAP_COUNT(keys); i++) {
        CHECK_INT(get(options, keys[i]), get(fresh, keys[i]));
    }
    spfeval_options_free(options);
    spfeval_options_free(fresh);
}

static void
test_each_profile_can_be_set_by_its_name(void)
{
    const char *name;
    uint32_t i;

    for (i = 0; (name = spfeval_profile_name(i)) != NULL; i++) {
        spfeval_options *options = make_options();

        tap_row(name);
        CHECK_INT(spfeval_options_set_profile(options, name, strlen(name)),
                  SPFEVAL_OK);
        spfeval_options_free(options);
    }
    CHECK_INT(i, 3);
    CHECK(spfeval_profile_name(UINT32_MAX) == NULL);
}

/* options.h and the manual page tell these numbers. */
static void
test_each_profile_has_its_numbers(void)
{
    static const struct {
        const char *name;
        uint32_t limits[TAP_COUNT(keys)];
    } rows[] = {
        {"rfc", {10, 2, 10, 10, 1, 512, 450}},
        {"strict", {10, 2, 10, 10, 3, 512, 450}},
        {"receivers", {10, SPFEVAL_UNLIMITED, 10, 10, 1, 1232, 1170}},
    };
    spfeval_options *options = make_options();
    size_t row;
    size_t i;

    for (row = 0; row < TAP_COUNT(rows); row++) {
        const char *name = spfeval_profile_name((uint32_t)row);

        tap_row(rows[row].name);
        CHECK(strcmp(name, rows[row].name) == 0);
        CHECK_INT(spfeval_options_set_profile(options, name, strlen(name)),
                  SPFEVAL_OK);
        for (i = 0; i < TAP_COUNT(keys); i++) {
            CHECK_INT(get(options, keys[i]), rows[row].limits[i]);
        }
    }
    spfeval_options_free(options);
}

static void
test_profiles_differ(void)
{
    spfeval_options *options = make_options();

    CHECK_INT(spfeval_options_set_profile(options, "STRICT", 6), SPFEVAL_OK);
    CHECK_INT(get(options, SPFEVAL_OPTION_RESERVE_TERMS), 3);
    CHECK_INT(get(options, SPFEVAL_OPTION_MAX_VOIDS), 2);
    CHECK_INT(spfeval_options_set_profile(options, "receivers", 9),
              SPFEVAL_OK);
    CHECK_INT(get(options, SPFEVAL_OPTION_RESERVE_TERMS), 1);
    CHECK_INT(get(options, SPFEVAL_OPTION_MAX_VOIDS), SPFEVAL_UNLIMITED);
    CHECK_INT(get(options, SPFEVAL_OPTION_MAX_ANSWER), 1232);
    spfeval_options_free(options);
}

static void
test_wrong_names_and_late_calls_are_refused(void)
{
    spfeval_options *options = make_options();
    spfeval_policy *policy = NULL;

    CHECK_INT(spfeval_options_set_profile(NULL, "rfc", 3),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_options_set_profile(options, NULL, 0),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_options_set_profile(options, "", 0),
              SPFEVAL_ERR_NOT_FOUND);
    CHECK_INT(spfeval_options_set_profile(options, "rfcs", 4),
              SPFEVAL_ERR_NOT_FOUND);
    CHECK_INT(spfeval_policy_new(options, &policy), SPFEVAL_OK);
    CHECK_INT(spfeval_options_set_profile(options, "receivers", 9),
              SPFEVAL_ERR_STATE);
    CHECK_INT(get(options, SPFEVAL_OPTION_MAX_ANSWER), 512);
    spfeval_policy_free(policy);
    spfeval_options_free(options);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"\"rfc\" is what new options have",
         test_rfc_is_what_new_options_have},
        {"each profile can be set by its name",
         test_each_profile_can_be_set_by_its_name},
        {"each profile has its numbers", test_each_profile_has_its_numbers},
        {"profiles differ", test_profiles_differ},
        {"wrong names and late calls are refused",
         test_wrong_names_and_late_calls_are_refused},
    };

    return tap_run("rule/profile", tests, TAP_COUNT(tests));
}
