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

#define FIRST "example.com TXT v=spf1 "
#define LAST "\nlast.example TXT v=spf1 "

/* A domain sends mail when a record before the "-all" lists a server. */
static void
test_no_mail_is_told_of_whole_redirect_paths(void)
{
    static const struct {
        const char *zone;
        const char *key; /* which of the three is said */
    } rows[] = {
        {FIRST "-all", "which.no-mail"},
        {FIRST "-all exp=why.example", "which.no-mail"},
        {FIRST "redirect=last.example" LAST "-all", "which.no-mail"},
        {FIRST "exp=why.example redirect=mid.example"
               "\nmid.example TXT v=spf1 redirect=last.example" LAST "-all",
         "which.no-mail"},
        {FIRST "ip4:198.51.100.0/24 redirect=last.example" LAST "-all",
         "which.all"},
        {FIRST "redirect=last.example ip4:198.51.100.0/24" LAST "-all",
         "which.all"},
        {FIRST "redirect=mid.example"
               "\nmid.example TXT v=spf1 include:in.example "
               "redirect=last.example"
               "\nin.example TXT v=spf1 ip4:198.51.100.0/24 -all" LAST "-all",
         "which.all"},
        {FIRST "ip4=192.0.2.1 redirect=last.example" LAST "-all",
         "which.everyone"},
        {FIRST "-all ip4=192.0.2.1", "which.everyone"},
        {FIRST "-all -all", "which.everyone"},
        {FIRST "redirect=last.example" LAST "~all", "which.everyone"},
        {FIRST "?ip4:198.51.100.0/24 redirect=last.example" LAST "~all",
         "which.all"},
        {FIRST "ip4:198.51.100.0/24 -include:last.example" LAST "+all",
         "which.everyone"},
    };
    static const char *const keys[] = {"which.no-mail", "which.all",
                                       "which.everyone"};
    size_t i;
    size_t j;

    for (i = 0; i < TAP_COUNT(rows); i++) {
        struct try_check try;
        const spfeval_outcome *outcome;
        bool is_no_mail = strcmp(rows[i].key, "which.no-mail") == 0;

        tap_row(rows[i].zone);
        try_check_init(&try, NULL);
        try_check_zone(&try, rows[i].zone);
        outcome = try_check_outcome(&try, "192.0.2.1", "user@example.com");
        for (j = 0; j < TAP_COUNT(keys); j++) {
            CHECK_INT(report_count(outcome, keys[j]),
                      strcmp(keys[j], rows[i].key) == 0);
        }
        CHECK_INT(report_count(outcome, "next.no-mail.sender"), is_no_mail);
        CHECK_INT(report_count(outcome, "next.no-mail.owner"), is_no_mail);
        try_check_clear(&try);
    }
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"no mail is told of whole redirect paths",
         test_no_mail_is_told_of_whole_redirect_paths},
        {"the way to a missing record is shown when it is long",
         test_the_way_to_a_missing_record_is_shown_when_it_is_long},
    };

    return tap_run("report/explain_which", tests, TAP_COUNT(tests));
}
