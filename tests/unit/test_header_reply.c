/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * SMTP replies: the codes of RFC 7372, and lines as RFC 5321 sections 4.2.1
 * and 4.5.3.1.5 want them.
 */
#include <string.h>

#include <spfeval/header.h>
#include <spfeval/status.h>

#include "support/mail_case.h"
#include "support/tap.h"

struct request {
    const spfeval_outcome *outcome;
    uint32_t flags;
};

static int
print_request(const void *what, char *buffer, size_t capacity, size_t *needed)
{
    const struct request *request = what;

    return spfeval_reply_print(request->outcome, request->flags, buffer,
                               capacity, needed);
}

static void
check_reply(struct try_check *try, const struct mail_case *mail,
            uint32_t flags, const char *expected)
{
    struct request request = {mail_case_run(try, mail), flags};
    char text[MAIL_CASE_TEXT];
    size_t len = mail_case_print(print_request, &request, text);

    CHECK_STR(text, len, expected);
}

static void
test_each_result_has_its_codes(void)
{
    static const struct {
        const char *mailfrom;
        uint32_t advice;
        uint32_t code;
        const char *enhanced;
        const char *legacy;
    } rows[] = {
        {"a@none.example.org", SPFEVAL_ADVICE_ACCEPT, 250, "2.0.0", "2.0.0"},
        {"a@localhost", SPFEVAL_ADVICE_ACCEPT, 250, "2.0.0", "2.0.0"},
        {"a@neutral.example.org", SPFEVAL_ADVICE_ACCEPT, 250, "2.0.0",
         "2.0.0"},
        {"a@pass.example.org", SPFEVAL_ADVICE_ACCEPT, 250, "2.0.0", "2.0.0"},
        {"a@fail.example.org", SPFEVAL_ADVICE_REJECT, 550, "5.7.23", "5.7.1"},
        {"a@soft.example.org", SPFEVAL_ADVICE_MARK, 250, "2.0.0", "2.0.0"},
        {"a@temp.example.org", SPFEVAL_ADVICE_DEFER, 451, "4.7.24", "4.4.3"},
        {"a@perm.example.org", SPFEVAL_ADVICE_REJECT, 550, "5.7.24", "5.5.2"},
    };
    struct try_check try;
    size_t i;

    mail_case_init(&try, NULL);
    for (i = 0; i < TAP_COUNT(rows); i++) {
        struct mail_case mail = {.mailfrom = rows[i].mailfrom};
        spfeval_reply reply = {.struct_size = sizeof(reply) + 8};

        tap_row(rows[i].mailfrom);
        CHECK_INT(spfeval_reply_get(mail_case_run(&try, &mail), &reply),
                  SPFEVAL_OK);
        CHECK_INT(reply.struct_size, sizeof(reply) + 8);
        CHECK_INT(reply.advice, rows[i].advice);
        CHECK_INT(reply.code, rows[i].code);
        CHECK_STR(reply.enhanced, strlen(reply.enhanced), rows[i].enhanced);
        CHECK_STR(reply.legacy, strlen(reply.legacy), rows[i].legacy);
    }
    try_check_clear(&try);
}

static void
test_each_result_has_its_reply(void)
{
    static const struct {
        struct mail_case mail;
        const char *reply;
    } rows[] = {
        {{.mailfrom = "a@fail.example.org"},
         "550-5.7.23 SPF MAIL FROM check failed:\r\n"
         "550-5.7.23 The domain fail.example.org explains:\r\n"
         "550 5.7.23 See http://www.example.org/why?ip=192.0.2.1\r\n"},
        {{.mailfrom = "a@redir.example.org"},
         "550-5.7.23 SPF MAIL FROM check failed:\r\n"
         "550-5.7.23 The domain fail.example.org explains:\r\n"
         "550 5.7.23 See http://www.example.org/why?ip=192.0.2.1\r\n"},
        {{.helo = "fail.example.org", .identity = SPFEVAL_IDENTITY_HELO},
         "550-5.7.23 SPF HELO check failed:\r\n"
         "550-5.7.23 The domain fail.example.org explains:\r\n"
         "550 5.7.23 See http://www.example.org/why?ip=192.0.2.1\r\n"},
        {{.mailfrom = "a@bare.example.org"},
         "550-5.7.23 SPF MAIL FROM check failed:\r\n"
         "550 5.7.23 domain of a@bare.example.org does not designate 192.0.2.1"
         " as permitted sender\r\n"},
        {{.helo = "bare.example.org"},
         "550-5.7.23 SPF MAIL FROM check failed:\r\n"
         "550 5.7.23 domain of postmaster@bare.example.org does not designate"
         " 192.0.2.1 as permitted sender\r\n"},
        {{.mailfrom = "a@temp.example.org"},
         "451-4.7.24 SPF MAIL FROM check error:\r\n"
         "451 4.7.24 temporary error in processing domain of"
         " a@temp.example.org: a DNS query failed\r\n"},
        {{.mailfrom = "a@perm.example.org"},
         "550-5.7.24 SPF MAIL FROM check error:\r\n"
         "550 5.7.24 permanent error in processing domain of"
         " a@perm.example.org: syntax error in the SPF record\r\n"},
        {{.mailfrom = "a@soft.example.org"},
         "250 2.0.0 domain of transitioning a@soft.example.org discourages use"
         " of 192.0.2.1 as permitted sender\r\n"},
        {{.mailfrom = "\"a\r\n550 b\"@soft.example.org"},
         "250 2.0.0 domain of transitioning \"a??550 b\"@soft.example.org"
         " discourages use of 192.0.2.1 as permitted sender\r\n"},
    };
    struct try_check try;
    size_t i;

    mail_case_init(&try, NULL);
    for (i = 0; i < TAP_COUNT(rows); i++) {
        check_reply(&try, &rows[i].mail, 0, rows[i].reply);
    }
    check_reply(&try, &rows[0].mail, SPFEVAL_HEADER_LF,
                "550-5.7.23 SPF MAIL FROM check failed:\n"
                "550-5.7.23 The domain fail.example.org explains:\n"
                "550 5.7.23 See http://www.example.org/why?ip=192.0.2.1\n");
    try_check_clear(&try);
}

static void
set_explanation(struct try_check *try, const char *text)
{
    try_check_init(try, NULL);
    CHECK_INT(spfeval_options_set_text(try->options,
                                       SPFEVAL_OPTION_DEFAULT_EXPLANATION,
                                       text, strlen(text)),
              SPFEVAL_OK);
    CHECK_INT(spfeval_options_set_u32(try->options,
                                      SPFEVAL_OPTION_MAX_EXPLANATION, 4000),
              SPFEVAL_OK);
    try_check_zone(try, "bare.example.org TXT v=spf1 -all");
    CHECK_INT(spfeval_check_new(try->options, &try->check), SPFEVAL_OK);
}

#define HEADING "550-5.7.23 SPF MAIL FROM check failed:\n"

static void
test_text_of_the_receiver_is_not_marked(void)
{
    static const struct mail_case mail = {.mailfrom = "a@bare.example.org"};
    struct try_check try;

    set_explanation(&try, "Not from %{i}");
    check_reply(&try, &mail, SPFEVAL_HEADER_LF,
                HEADING "550 5.7.23 Not from 192.0.2.1\n");
    try_check_clear(&try);
}

enum { LINE_TEXT = 499 }; /* 510 less "550-5.7.23 " */

static void
check_lines(const char *explanation, const char *first, const char *second)
{
    static const struct mail_case mail = {.mailfrom = "a@bare.example.org"};
    char expected[MAIL_CASE_TEXT] = HEADING;
    struct try_check try;

    strcat(expected, second == NULL ? "550 5.7.23 " : "550-5.7.23 ");
    strcat(expected, first);
    if (second != NULL) {
        strcat(expected, "\n550 5.7.23 ");
        strcat(expected, second);
    }
    strcat(expected, "\n");
    set_explanation(&try, explanation);
    check_reply(&try, &mail, SPFEVAL_HEADER_LF, expected);
    try_check_clear(&try);
}

static void
test_long_lines_are_split_at_spaces(void)
{
    char text[LINE_TEXT + 20];
    char first[LINE_TEXT + 1];

    memset(text, 'a', sizeof(text));
    memset(first, 'a', LINE_TEXT);
    first[LINE_TEXT] = '\0';
    tap_row("fits exactly");
    text[LINE_TEXT] = '\0';
    check_lines(text, first, NULL);
    tap_row("one octet too long, no space");
    memcpy(text + LINE_TEXT, "b", 2);
    check_lines(text, first, "b");
    tap_row("a space where the line ends");
    memcpy(text + LINE_TEXT, " bc", 4);
    check_lines(text, first, "bc");
    tap_row("an earlier space");
    memcpy(text + LINE_TEXT - 4, " bcdefg", 8);
    first[LINE_TEXT - 4] = '\0';
    check_lines(text, first, "bcdefg");
    tap_row("a space at the end");
    memset(text, 'a', LINE_TEXT);
    memcpy(text + LINE_TEXT, " ", 2);
    memset(first, 'a', LINE_TEXT);
    check_lines(text, first, " ");
}

static void
test_misuse_is_refused(void)
{
    static const struct mail_case mail = {.mailfrom = "a@pass.example.org"};
    const spfeval_outcome *outcome;
    spfeval_reply reply = {.struct_size = sizeof(reply) - 1, .code = 7};
    struct try_check try;
    char text[512];
    size_t needed = 77;

    mail_case_init(&try, NULL);
    outcome = mail_case_run(&try, &mail);
    CHECK_INT(spfeval_reply_get(outcome, &reply), SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_reply_get(outcome, NULL), SPFEVAL_ERR_ARGUMENT);
    reply.struct_size++;
    CHECK_INT(spfeval_reply_get(NULL, &reply), SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(reply.code, 7);
    CHECK_INT(spfeval_reply_print(NULL, 0, text, sizeof(text), &needed),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_reply_print(outcome, 16, text, sizeof(text), &needed),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_reply_print(outcome, 0, NULL, 1, &needed),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(needed, 77);
    CHECK_INT(spfeval_reply_print(outcome, 15, text, sizeof(text), &needed),
              SPFEVAL_OK);
    try_check_clear(&try);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"each result has its codes", test_each_result_has_its_codes},
        {"each result has its reply", test_each_result_has_its_reply},
        {"text of the receiver is not marked as the domain's",
         test_text_of_the_receiver_is_not_marked},
        {"long lines are split at spaces",
         test_long_lines_are_split_at_spaces},
        {"misuse is refused", test_misuse_is_refused},
    };

    return tap_run("header/reply", tests, TAP_COUNT(tests));
}
