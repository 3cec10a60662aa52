/* SPDX-License-Identifier: BSD-2-Clause */
/* Lookup-limit accounting: RFC 7208 section 4.6.4. */
#include <string.h>

#include <spfeval/options.h>

#include "rule/limits.h"
#include "support/tap.h"

/* The limits of RFC 7208, nothing counted. */
static struct spfe_limits
make_limits(void)
{
    struct spfe_limits limits = {
        .max_terms = 10,
        .max_voids = 2,
        .max_mx_names = 10,
        .max_ptr_names = 10,
    };

    return limits;
}

static void
test_limits_eleventh_term_is_refused(void)
{
    struct spfe_limits limits = make_limits();
    uint32_t term;

    for (term = 1; term <= 10; term++) {
        CHECK(spfe_limits_charge_term(&limits));
        CHECK_INT(limits.terms, term);
    }
    CHECK(!spfe_limits_charge_term(&limits));
    CHECK_INT(limits.terms, 10);
    CHECK(!spfe_limits_charge_term(&limits));
    CHECK_INT(limits.terms, 10);
}

static void
test_limits_bound_of_terms_is_the_option(void)
{
    struct spfe_limits limits = make_limits();
    uint32_t term;

    limits.max_terms = 0;
    CHECK(!spfe_limits_charge_term(&limits));
    CHECK_INT(limits.terms, 0);
    limits.max_terms = 1;
    CHECK(spfe_limits_charge_term(&limits));
    CHECK(!spfe_limits_charge_term(&limits));

    limits.max_terms = 1000;
    for (term = 2; term <= 1000; term++) {
        if (!CHECK(spfe_limits_charge_term(&limits))) {
            return;
        }
    }
    CHECK(!spfe_limits_charge_term(&limits));
    CHECK_INT(limits.terms, 1000);
}

static void
test_limits_third_void_term_is_refused(void)
{
    struct spfe_limits limits = make_limits();

    CHECK(spfe_limits_charge_void(&limits));
    CHECK(spfe_limits_charge_void(&limits));
    CHECK_INT(limits.voids, 2);
    CHECK(!spfe_limits_charge_void(&limits));
    CHECK(!spfe_limits_charge_void(&limits));
}

static void
test_limits_voids_can_be_bound_to_nothing_or_not_at_all(void)
{
    struct spfe_limits limits = make_limits();
    uint32_t i;

    limits.max_voids = 0;
    CHECK(!spfe_limits_charge_void(&limits));

    spfe_limits_reset(&limits);
    limits.max_voids = 255;
    for (i = 1; i <= 255; i++) {
        if (!CHECK(spfe_limits_charge_void(&limits))) {
            return;
        }
    }
    CHECK(!spfe_limits_charge_void(&limits));

    spfe_limits_reset(&limits);
    limits.max_voids = SPFEVAL_UNLIMITED;
    for (i = 1; i <= 1000; i++) {
        if (!CHECK(spfe_limits_charge_void(&limits))) {
            return;
        }
    }
    CHECK_INT(limits.voids, 1000);
}

static void
test_limits_eleventh_mx_record_is_an_error(void)
{
    struct spfe_limits limits = make_limits();

    CHECK(spfe_limits_allow_mx(&limits, 0));
    CHECK(spfe_limits_allow_mx(&limits, 1));
    CHECK(spfe_limits_allow_mx(&limits, 10));
    CHECK(!spfe_limits_allow_mx(&limits, 11));
    CHECK(!spfe_limits_allow_mx(&limits, UINT32_MAX));
    limits.max_mx_names = 0;
    CHECK(spfe_limits_allow_mx(&limits, 0));
    CHECK(!spfe_limits_allow_mx(&limits, 1));
}

static void
test_limits_eleventh_ptr_record_is_not_looked_at(void)
{
    struct spfe_limits limits = make_limits();

    CHECK_INT(spfe_limits_cap_ptr(&limits, 0), 0);
    CHECK_INT(spfe_limits_cap_ptr(&limits, 9), 9);
    CHECK_INT(spfe_limits_cap_ptr(&limits, 10), 10);
    CHECK_INT(spfe_limits_cap_ptr(&limits, 11), 10);
    CHECK_INT(spfe_limits_cap_ptr(&limits, UINT32_MAX), 10);
    limits.max_ptr_names = 0;
    CHECK_INT(spfe_limits_cap_ptr(&limits, 1), 0);
}

static void
test_limits_mx_and_ptr_have_bounds_of_their_own(void)
{
    struct spfe_limits limits = make_limits();

    limits.max_mx_names = 3;
    limits.max_ptr_names = 7;
    CHECK(spfe_limits_allow_mx(&limits, 3));
    CHECK(!spfe_limits_allow_mx(&limits, 4));
    CHECK_INT(spfe_limits_cap_ptr(&limits, 8), 7);
}

static void
test_limits_terms_and_voids_do_not_charge_each_other(void)
{
    struct spfe_limits limits = make_limits();
    int i;

    for (i = 0; i < 5; i++) {
        (void)spfe_limits_charge_void(&limits);
    }
    CHECK_INT(limits.terms, 0);
    CHECK(spfe_limits_charge_term(&limits));
    CHECK_INT(limits.terms, 1);
    CHECK_INT(limits.voids, 5);
}

static void
test_limits_counts_for_the_report_are_separate(void)
{
    struct spfe_limits limits = make_limits();
    int i;

    spfe_limits_count_record(&limits);
    for (i = 0; i < 2; i++) {
        spfe_limits_count_mx_name(&limits);
    }
    for (i = 0; i < 30; i++) {
        spfe_limits_count_ptr_name(&limits);
    }
    CHECK_INT(limits.records, 1);
    CHECK_INT(limits.mx_names, 2);
    CHECK_INT(limits.ptr_names, 30);
    CHECK_INT(limits.terms, 0);
    CHECK_INT(limits.voids, 0);
}

static void
test_limits_reset_forgets_the_counts_and_keeps_the_bounds(void)
{
    struct spfe_limits fresh = make_limits();
    struct spfe_limits limits = fresh;

    (void)spfe_limits_charge_term(&limits);
    (void)spfe_limits_charge_void(&limits);
    spfe_limits_count_record(&limits);
    spfe_limits_count_mx_name(&limits);
    spfe_limits_count_ptr_name(&limits);
    CHECK(memcmp(&limits, &fresh, sizeof(limits)) != 0);
    spfe_limits_reset(&limits);
    CHECK_BYTES(&limits, sizeof(limits), &fresh, sizeof(fresh));
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"the eleventh term is refused and not counted",
         test_limits_eleventh_term_is_refused},
        {"the bound of terms is the option's, 0 included",
         test_limits_bound_of_terms_is_the_option},
        {"the third void term is refused",
         test_limits_third_void_term_is_refused},
        {"void terms can be bound to none, or not at all",
         test_limits_voids_can_be_bound_to_nothing_or_not_at_all},
        {"an eleventh MX record is an error",
         test_limits_eleventh_mx_record_is_an_error},
        {"an eleventh PTR record is not looked at",
         test_limits_eleventh_ptr_record_is_not_looked_at},
        {"MX and PTR records have bounds of their own",
         test_limits_mx_and_ptr_have_bounds_of_their_own},
        {"terms and void terms do not charge each other",
         test_limits_terms_and_voids_do_not_charge_each_other},
        {"what is counted for the report limits nothing",
         test_limits_counts_for_the_report_are_separate},
        {"a reset forgets the counts and keeps the bounds",
         test_limits_reset_forgets_the_counts_and_keeps_the_bounds},
    };

    return tap_run("rule/limits", tests, TAP_COUNT(tests));
}
