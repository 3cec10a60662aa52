/* SPDX-License-Identifier: BSD-2-Clause */
/* Which term or reference decided, and how evaluation came there. */
#include <string.h>

#include "support/report_case.h"
#include "support/tap.h"

enum { EN = SPFEVAL_LANGUAGE_EN };

static void
check_said(const spfeval_outcome *outcome, const char *key,
           const char *expected)
{
    const char *found = report_find(outcome, EN, key);

    if (expected == NULL) {
        CHECK(found == NULL);
    } else if (CHECK(found != NULL)) {
        CHECK_STR(found, strlen(found), expected);
    }
}

static void
test_the_way_to_a_missing_record_is_shown_when_it_is_long(void)
{
    static const struct {
        const char *zone;
        const char *leads_to;
        const char *path;
    } rows[] = {
        {"example.com TXT v=spf1 include:gone.example -all",
         "include:gone.example in the record of example.com leads to "
         "gone.example.",
         NULL},
        {"example.com TXT v=spf1 include:a.example -all\n"
         "a.example TXT v=spf1 redirect=gone.example",
         "redirect=gone.example in the record of a.example leads to "
         "gone.example.",
         "The way there: example.com -> include:a.example -> "
         "redirect=gone.example"},
    };
    size_t i;

    for (i = 0; i < TAP_COUNT(rows); i++) {
        struct try_check try;
        const spfeval_outcome *outcome;

        tap_row(rows[i].zone);
        try_check_init(&try, NULL);
        try_check_zone(&try, rows[i].zone);
        outcome = try_check_outcome(&try, "192.0.2.1", "user@example.com");
        check_said(outcome, "which.leads-to", rows[i].leads_to);
        check_said(outcome, "which.path", rows[i].path);
        try_check_clear(&try);
    }
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"the way to a missing record is shown when it is long",
         test_the_way_to_a_missing_record_is_shown_when_it_is_long},
    };

    return tap_run("report/explain_which", tests, TAP_COUNT(tests));
}
