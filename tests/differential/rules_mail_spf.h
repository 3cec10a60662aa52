/* SPDX-License-Identifier: BSD-2-Clause */
/* Conditions of the rules for Mail::SPF that are about texts. */
#ifndef TESTS_DIFFERENTIAL_RULES_MAIL_SPF_H
#define TESTS_DIFFERENTIAL_RULES_MAIL_SPF_H

#include "differential/compare.h"

bool mail_spf_unknown_text(const struct difference *difference);
bool mail_spf_exception(const struct difference *difference);
bool mail_spf_endless_loop(const struct difference *difference);
bool mail_spf_newline_at_end(const struct difference *difference);
bool mail_spf_no_text_octets(const struct difference *difference);
bool mail_spf_percent_text(const struct difference *difference);

#endif
