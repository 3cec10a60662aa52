/* SPDX-License-Identifier: BSD-2-Clause */
/* Conditions of the rules for libspf2 that are about a record's text. */
#ifndef TESTS_DIFFERENTIAL_RULES_LIBSPF2_H
#define TESTS_DIFFERENTIAL_RULES_LIBSPF2_H

#include "differential/compare.h"

bool libspf2_no_result(const struct difference *difference);
bool libspf2_zero_length(const struct difference *difference);
bool libspf2_delimiters(const struct difference *difference);
bool libspf2_digits(const struct difference *difference);
bool libspf2_long_text(const struct difference *difference);
bool libspf2_name_with_dot(const struct difference *difference);
bool libspf2_domain_end(const struct difference *difference);
bool libspf2_empty_argument(const struct difference *difference);
bool libspf2_prefix_length(const struct difference *difference);
bool libspf2_octets(const struct difference *difference);
bool libspf2_macro(const struct difference *difference);
bool libspf2_twice(const struct difference *difference);
bool libspf2_first_octet(const struct difference *difference);
bool libspf2_redirect_in_order(const struct difference *difference);
bool libspf2_early_redirect(const struct difference *difference);
bool libspf2_explanation(const struct difference *difference);

#endif
