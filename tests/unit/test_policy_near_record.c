/* SPDX-License-Identifier: BSD-2-Clause */
/* Text that was meant to be an SPF record. */
#include <string.h>

#include "policy/near_record.h"
#include "support/tap.h"

struct row {
    const char *text;
    bool is_near;
    bool is_sender_id;
};

static const struct row rows[] = {
    {"v=spf1 -all", true, false},
    {"v=spf2 -all", true, false},
    {"V = SPF1 mx", true, false},
    {"v=spf1,", true, false},
    {"spf1 mx", true, false},
    {" \"v=spf1 mx\"", true, false},
    {"\xef\xbb\xbfv=spf1", true, false},
    {"v:sfp1", true, false},
    {"version=spf1", true, false},
    {"spf2.0/pra -all", false, true},
    {"SPF2.0/mfrom,pra ?all", false, true},
    {"spf2.0", false, false},
    {"spf2.0-verification", false, false},
    {"v=DMARC1; p=none", false, false},
    {"v=DKIM1; k=rsa", false, false},
    {"google-site-verification=spf", false, false},
    {"v", false, false},
    {"v=", false, false},
    {"v=sp", false, false},
    {"", false, false},
    {"\"", false, false},
};

static void
test_near_misses_are_told_from_other_texts(void)
{
    size_t i;

    for (i = 0; i < TAP_COUNT(rows); i++) {
        struct spfe_text text = {rows[i].text, (uint32_t)strlen(rows[i].text)};

        tap_row(rows[i].text);
        CHECK_INT(spfe_near_record(text), rows[i].is_near);
        CHECK_INT(spfe_sender_id_record(text), rows[i].is_sender_id);
    }
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"near misses are told from other texts",
         test_near_misses_are_told_from_other_texts},
    };

    return tap_run("policy/near_record", tests, TAP_COUNT(tests));
}
