/* SPDX-License-Identifier: BSD-2-Clause */
/* What findings there are: code, severity, reference and sentences. */
#ifndef SPFE_POLICY_LINT_TABLE_H
#define SPFE_POLICY_LINT_TABLE_H

#include <stddef.h>
#include <stdint.h>

enum spfe_lint_code {
    SPFE_LINT_E001,
    SPFE_LINT_E002,
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
    SPFE_LINT_E022,
    SPFE_LINT_E023,
    SPFE_LINT_E024,
    SPFE_LINT_E025,
    SPFE_LINT_E026,
    SPFE_LINT_E027,
    SPFE_LINT_E028,
    SPFE_LINT_E029,
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
    SPFE_LINT_W114,
    SPFE_LINT_W115,
    SPFE_LINT_W116,
    SPFE_LINT_W117,
    SPFE_LINT_W118,
    SPFE_LINT_W119,
    SPFE_LINT_W120,
    SPFE_LINT_W121,
    SPFE_LINT_W122,
    SPFE_LINT_W123,
    SPFE_LINT_W123_VOIDS,
    SPFE_LINT_W124,
    SPFE_LINT_W125,
    SPFE_LINT_W126,
    SPFE_LINT_W127,
    SPFE_LINT_W128,
    SPFE_LINT_W129,
    SPFE_LINT_I130,
    SPFE_LINT_I131,
    SPFE_LINT_I132,
    SPFE_LINT_W133,
    SPFE_LINT_W134,
    SPFE_LINT_W135,
    SPFE_LINT_W136,
    SPFE_LINT_W137,
    SPFE_LINT_W138,
    SPFE_LINT_W139,
    SPFE_LINT_W140,
    SPFE_LINT_W141,
    SPFE_LINT_W142,
    SPFE_LINT_W143,
    SPFE_LINT_CODES,
    /* The same codes in other words. */
    SPFE_LINT_E001_NXDOMAIN = SPFE_LINT_CODES,
    SPFE_LINT_E001_NO_MAIL,
    SPFE_LINT_E002_BY_HAND,
    SPFE_LINT_E004_EXTRA,
    SPFE_LINT_E024_NXDOMAIN,
    SPFE_LINT_E024_NAME,
    SPFE_LINT_E025_SEVERAL,
    SPFE_LINT_I110_NEAR,
    SPFE_LINT_I110_VALUE,
    SPFE_LINT_W102_FAMILY,
    SPFE_LINT_W112_OTHER,
    SPFE_LINT_W113_SEVERAL,
    SPFE_LINT_W114_SEVERAL,
    SPFE_LINT_W117_TOTAL,
    SPFE_LINT_W118_MAPPED,
    SPFE_LINT_W119_MORE,
    SPFE_LINT_W120_MX,
    SPFE_LINT_W121_ADDRESS,
    SPFE_LINT_W121_HOSTS,
    SPFE_LINT_W121_NAME,
    SPFE_LINT_W126_TEXT,
    SPFE_LINT_W127_TEXT,
    SPFE_LINT_W133_NEUTRAL,
    SPFE_LINT_W133_REDIRECT,
    SPFE_LINT_W133_MEANT,
    SPFE_LINT_W137_NO_MAIL,
    SPFE_LINT_W141_CHAIN,
    SPFE_LINT_ROWS
};

struct spfe_lint_row {
    const char *code;
    uint32_t severity; /* enum spfeval_severity */
    const char *reference;
    const char *english;
    const char *dutch;
    /* Said as well when its values are there; NULL when there is no more. */
    const char *more_english;
    const char *more_dutch;
};

/* What the text shows, and what the DNS shows; a code NULL is elsewhere. */
extern const struct spfe_lint_row spfe_lint_text_rows[SPFE_LINT_ROWS];
extern const struct spfe_lint_row spfe_lint_dns_rows[SPFE_LINT_ROWS];

static inline const struct spfe_lint_row *
spfe_lint_row(int code)
{
    return spfe_lint_text_rows[code].code != NULL ? &spfe_lint_text_rows[code]
                                                  : &spfe_lint_dns_rows[code];
}

#endif
