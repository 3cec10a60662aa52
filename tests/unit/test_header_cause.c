/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What is told about the reason of a result, in the room there is for it.
 */
#include "header/cause.h"

#include <string.h>

#include <spfeval/status.h>

#include "support/mail_case.h"
#include "support/tap.h"

enum { ROOM = 800, LEAST_ROOM = 200 };

static void
test_directive_is_the_one_whose_qualifier_decided(void)
{
    static const struct {
        const char *mailfrom;
        const char *directive; /* NULL when there is none */
        uint32_t kind;
    } rows[] = {
        {"a@pass.example.org", "ip4:192.0.2.0/24", SPFEVAL_TERM_IP4},
        {"a@fail.example.org", "-all", SPFEVAL_TERM_ALL},
        {"a@inc.example.org", "include:pass.example.org",
         SPFEVAL_TERM_INCLUDE},
        {"a@minus.example.org", "-include:pass.example.org",
         SPFEVAL_TERM_INCLUDE},
        {"a@redir.example.org", "-all", SPFEVAL_TERM_ALL},
        {"a@both.example.org", "?include:pass.example.org",
         SPFEVAL_TERM_INCLUDE},
        {"a@within.example.org", "include:redir2.example.org",
         SPFEVAL_TERM_INCLUDE},
        {"a@default.example.org", NULL, 0},
        {"a@none.example.org", NULL, 0},
        {"a@deep.example.org", NULL, 0},
        {"a@temp.example.org", NULL, 0},
        {"a@localhost", NULL, 0},
    };
    struct try_check try;
    size_t i;

    mail_case_init(&try, NULL);
    try_check_zone(
        &try, "both.example.org TXT v=spf1 redirect=three.example.org\n"
              "three.example.org TXT v=spf1 ?include:pass.example.org\n"
              "within.example.org TXT v=spf1 include:redir2.example.org\n"
              "redir2.example.org TXT v=spf1 redirect=pass.example.org\n");
    for (i = 0; i < TAP_COUNT(rows); i++) {
        struct mail_case mail = {.mailfrom = rows[i].mailfrom};
        struct spfe_text directive = {NULL, 0};
        uint32_t kind = 0;

        tap_row(rows[i].mailfrom);
        CHECK_INT(spfe_cause_directive(mail_case_run(&try, &mail), &directive,
                                       &kind),
                  rows[i].directive != NULL);
        CHECK_STR(directive.ptr, directive.len, rows[i].directive);
        CHECK_INT(kind, rows[i].kind);
    }
    try_check_clear(&try);
}

typedef void writer(struct spfe_buf *out, const spfeval_outcome *outcome,
                    uint32_t flags, size_t max);

static void
check_cause(struct try_check *try, writer *write, const char *mailfrom,
            size_t max, const char *expected)
{
    struct mail_case mail = {.mailfrom = mailfrom};
    char text[ROOM];
    struct spfe_buf out;

    tap_row(mailfrom);
    spfe_buf_init(&out, text, sizeof(text));
    write(&out, mail_case_run(try, &mail), 0, max);
    CHECK(out.length <= max);
    CHECK_STR(text, out.length, expected);
}

static void
test_problem_names_what_is_wrong_and_where(void)
{
    struct try_check try;

    mail_case_init(&try, NULL);
    try_check_zone(&try, "twice.example.org TXT v=spf1 -all\n"
                         "twice.example.org TXT v=spf1 +all\n"
                         "bad.example.org TXT v=spf1 include:%{l} -all\n"
                         "void.example.org TXT v=spf1 a:a.example a:b.example "
                         "a:c.example -all\n"
                         "slow.example.org TXT v=spf1 a:slow.example -all\n"
                         "slow.example TIMEOUT A\n");
    check_cause(&try, spfe_cause_add_problem, "a@perm.example.org", ROOM,
                "\"syntax error in the SPF record: unknown mechanism "
                "(perm.example.org)\"");
    check_cause(&try, spfe_cause_add_problem, "a@twice.example.org", ROOM,
                "\"more than one SPF record (twice.example.org)\"");
    check_cause(&try, spfe_cause_add_problem, "a@deep.example.org", ROOM,
                "\"the included domain has no SPF record "
                "(none.example.org)\"");
    check_cause(&try, spfe_cause_add_problem, "\"\r\n\\\"@bad.example.org",
                ROOM,
                "\"the included name is not a valid domain name "
                "(\\\"??\\\\\\\")\"");
    check_cause(&try, spfe_cause_add_problem, "a@void.example.org", ROOM,
                "\"too many void lookups (c.example)\"");
    check_cause(&try, spfe_cause_add_problem, "a@slow.example.org", ROOM,
                "\"a DNS query failed (slow.example)\"");
    try_check_clear(&try);
}

static void
test_long_names_and_directives_are_cut(void)
{
    struct try_check try;

    mail_case_init(&try, NULL);
    check_cause(&try, spfe_cause_add_problem, "a@deep.example.org", 50,
                "\"the included domain has no SPF record (none....)\"");
    check_cause(&try, spfe_cause_add_match, "a@minus.example.org", 30,
                "\"a term matched; -include:...\"");
    check_cause(&try, spfe_cause_add_match, "a@minus.example.org", ROOM,
                "\"a term matched; -include:pass.example.org\"");
    check_cause(&try, spfe_cause_add_match, "a@fail.example.org", ROOM,
                "\"no term matched; -all\"");
    try_check_clear(&try);
}

/* Or the writers would have no room for the rest. */
static void
test_no_message_of_ours_is_long(void)
{
    size_t longest = 0;
    int number;

    for (number = 0; number < 256; number++) {
        size_t reason = strlen(spfeval_reason_message(number));
        size_t syntax = strlen(spfeval_syntax_message(number));

        longest = reason > longest ? reason : longest;
        longest = syntax > longest ? syntax : longest;
    }
    CHECK(longest <= 60);
    CHECK(2 * longest + strlen("\": (...)\"") <= LEAST_ROOM);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"the directive is the one whose qualifier decided",
         test_directive_is_the_one_whose_qualifier_decided},
        {"a problem names what is wrong, and where",
         test_problem_names_what_is_wrong_and_where},
        {"long names and directives are cut",
         test_long_names_and_directives_are_cut},
        {"no message of ours is long", test_no_message_of_ours_is_long},
    };

    return tap_run("header/cause", tests, TAP_COUNT(tests));
}
