/* SPDX-License-Identifier: BSD-2-Clause */
/* What findings there are: code, severity, reference and sentences. */
#ifndef SPFE_POLICY_LINT_TABLE_H
#define SPFE_POLICY_LINT_TABLE_H

#include <stdint.h>

enum spfe_lint_code {
    SPFE_LINT_E003,
    SPFE_LINT_E004,
    SPFE_LINT_E005,
    SPFE_LINT_E006,
    SPFE_LINT_E007,
    SPFE_LINT_E008,
    SPFE_LINT_E009,
    SPFE_LINT_E010,
    SPFE_LINT_E011,
    SPFE_LINT_E012,
    SPFE_LINT_E013,
    SPFE_LINT_E014,
    SPFE_LINT_E015,
    SPFE_LINT_E016,
    SPFE_LINT_E017,
    SPFE_LINT_E018,
    SPFE_LINT_E019,
    SPFE_LINT_E020,
    SPFE_LINT_E021,
    SPFE_LINT_E030,
    SPFE_LINT_W101,
    SPFE_LINT_W102,
    SPFE_LINT_W103,
    SPFE_LINT_I104,
    SPFE_LINT_W105,
    SPFE_LINT_W106,
    SPFE_LINT_W107,
    SPFE_LINT_W108,
    SPFE_LINT_W109,
    SPFE_LINT_I110,
    SPFE_LINT_W111,
    SPFE_LINT_W112,
    SPFE_LINT_W113,
    SPFE_LINT_W116,
    SPFE_LINT_W117,
    SPFE_LINT_W118,
    SPFE_LINT_W119,
    SPFE_LINT_W125,
    SPFE_LINT_I132,
    SPFE_LINT_W136,
    SPFE_LINT_W140,
    SPFE_LINT_CODES
};

struct spfe_lint_row {
    const char *code;
    uint32_t severity; /* enum spfeval_severity */
    const char *reference;
    const char *english;
    const char *dutch;
    /* Said as well when there is a %2; NULL when there is no more. */
    const char *more_english;
    const char *more_dutch;
};

extern const struct spfe_lint_row spfe_lint_rows[SPFE_LINT_CODES];

#endif
