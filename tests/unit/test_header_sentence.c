/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * One sentence for each result, as people and other software know it.
 */
#include "header/sentence.h"

#include <stdio.h>
#include <string.h>

#include <spfeval/header.h>
#include <spfeval/status.h>

#include "support/mail_case.h"
#include "support/tap.h"

static int
print_comment(const void *what, char *buffer, size_t capacity, size_t *needed)
{
    return spfeval_comment_print(what, buffer, capacity, needed);
}

static void
check_comment(struct try_check *try, const struct mail_case *mail,
              const char *expected)
{
    char text[MAIL_CASE_TEXT];
    size_t len =
        mail_case_print(print_comment, mail_case_run(try, mail), text);

    CHECK_STR(text, len, expected);
}

static void
test_each_result_has_its_sentence(void)
{
    static const struct {
        struct mail_case mail;
        const char *sentence;
    } rows[] = {
        {{.mailfrom = "a@pass.example.org"},
         "domain of a@pass.example.org designates 192.0.2.1 as permitted "
         "sender"},
        {{.mailfrom = "a@fail.example.org"},
         "domain of a@fail.example.org does not designate 192.0.2.1 as "
         "permitted sender"},
        {{.mailfrom = "a@soft.example.org"},
         "domain of transitioning a@soft.example.org discourages use of "
         "192.0.2.1 as permitted sender"},
        {{.mailfrom = "a@neutral.example.org"},
         "192.0.2.1 is neither permitted nor denied by domain of "
         "a@neutral.example.org"},
        {{.mailfrom = "a@default.example.org"},
         "192.0.2.1 is neither permitted nor denied by domain of "
         "a@default.example.org"},
        {{.mailfrom = "a@none.example.org"},
         "domain of a@none.example.org does not designate permitted sender "
         "hosts"},
        {{.mailfrom = "a@gone.example.org"},
         "domain of a@gone.example.org does not designate permitted sender "
         "hosts"},
        {{.mailfrom = "a@localhost"}, "no valid domain in identity"},
        {{.mailfrom = "a@caf\xc3\xa9.example.org"},
         "no valid domain in identity"},
        {{.mailfrom = "a@temp.example.org"},
         "temporary error in processing domain of a@temp.example.org: a DNS "
         "query failed"},
        {{.mailfrom = "a@perm.example.org"},
         "permanent error in processing domain of a@perm.example.org: syntax "
         "error in the SPF record"},
    };
    struct try_check try;
    size_t i;

    mail_case_init(&try, NULL);
    for (i = 0; i < TAP_COUNT(rows); i++) {
        tap_row(rows[i].mail.mailfrom);
        check_comment(&try, &rows[i].mail, rows[i].sentence);
    }
    try_check_clear(&try);
}

static void
test_sender_and_client_are_those_that_were_checked(void)
{
    static const struct mail_case null_sender = {.helo = "pass.example.org"};
    static const struct mail_case helo = {.mailfrom = "a@fail.example.org",
                                          .helo = "pass.example.org",
                                          .identity = SPFEVAL_IDENTITY_HELO};
    static const struct mail_case v6 = {.mailfrom = "pass.example.org",
                                        .client = "2001:DB8:0:0::0:1"};
    static const struct mail_case mapped = {.mailfrom = "<a@pass.example.org>",
                                            .client = "::ffff:192.0.2.9"};
    struct try_check try;

    mail_case_init(&try, NULL);
    check_comment(&try, &null_sender,
                  "domain of postmaster@pass.example.org designates 192.0.2.1 "
                  "as permitted sender");
    check_comment(&try, &helo,
                  "domain of postmaster@pass.example.org designates 192.0.2.1 "
                  "as permitted sender");
    check_comment(&try, &v6,
                  "domain of postmaster@pass.example.org designates "
                  "2001:db8::1 as permitted sender");
    check_comment(&try, &mapped,
                  "domain of a@pass.example.org designates 192.0.2.9 as "
                  "permitted sender");
    try_check_clear(&try);
}

static void
test_hostile_sender_is_replaced_and_cut(void)
{
    static const struct mail_case hostile = {
        .mailfrom = "\"a\r\nb\0(c\\\"\xc3\xa9@pass.example.org",
        .mailfrom_len = 29};
    static char long_sender[400];
    struct mail_case cut = {.mailfrom = long_sender};
    char expected[400];
    struct try_check try;

    mail_case_init(&try, NULL);
    check_comment(&try, &hostile,
                  "domain of \"a??b?(c\\\"??@pass.example.org designates "
                  "192.0.2.1 as permitted sender");
    memset(long_sender, 'x', 200);
    (void)snprintf(long_sender + 200, 100, "@pass.example.org");
    (void)snprintf(expected, sizeof(expected),
                   "domain of %.125s... designates 192.0.2.1 as permitted "
                   "sender",
                   long_sender);
    check_comment(&try, &cut, expected);
    try_check_clear(&try);
}

/* The bounds that buffers on the stack are made for. */
static void
test_no_sentence_is_longer_than_promised(void)
{
    static char sender[300];
    static const char *const domains[] = {"pass",    "fail", "soft", "neutral",
                                          "default", "none", "temp", "perm"};
    size_t longest_reason = 0;
    struct try_check try;
    size_t i;
    int reason;

    mail_case_init(&try, NULL);
    memset(sender, 'x', 200);
    for (i = 0; i < TAP_COUNT(domains); i++) {
        struct mail_case mail = {.mailfrom = sender,
                                 .client =
                                     "2001:db8:aaaa:aaaa:aaaa:aaaa:aaaa:aaaa"};
        size_t needed = 0;

        (void)snprintf(sender + 200, 100, "@%s.example.org", domains[i]);
        CHECK_INT(spfeval_comment_print(mail_case_run(&try, &mail), NULL, 0,
                                        &needed),
                  SPFEVAL_ERR_BUFFER);
        CHECK(needed <= SPFE_SENTENCE_MAX);
    }
    for (reason = 0; reason < 256; reason++) {
        size_t len = strlen(spfeval_reason_message(reason));

        longest_reason = len > longest_reason ? len : longest_reason;
    }
    CHECK(strlen("permanent error in processing domain of : ") + 128 +
              longest_reason <
          SPFE_SENTENCE_MAX);
    CHECK(SPFE_SENTENCE_MAX <= 256);
    try_check_clear(&try);
}

static void
test_misuse_is_refused(void)
{
    static const struct mail_case mail = {.mailfrom = "a@pass.example.org"};
    struct try_check try;
    char text[256];
    size_t needed = 77;

    mail_case_init(&try, NULL);
    CHECK_INT(spfeval_comment_print(NULL, text, sizeof(text), &needed),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(
        spfeval_comment_print(mail_case_run(&try, &mail), NULL, 1, &needed),
        SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(needed, 77);
    try_check_clear(&try);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"each result has its sentence", test_each_result_has_its_sentence},
        {"sender and client are those that were checked",
         test_sender_and_client_are_those_that_were_checked},
        {"a hostile sender is replaced, a long one cut",
         test_hostile_sender_is_replaced_and_cut},
        {"no sentence is longer than promised",
         test_no_sentence_is_longer_than_promised},
        {"misuse is refused", test_misuse_is_refused},
    };

    return tap_run("header/sentence", tests, TAP_COUNT(tests));
}
