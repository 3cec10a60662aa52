/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Authentication-Results as RFC 8601 section 2.2 has it, octet for octet. What
 * hostile input can do is tried in tests/header/round_trip.c.
 */
#include <string.h>

#include <spfeval/header.h>
#include <spfeval/status.h>

#include "header/fold.h"
#include "support/mail_case.h"
#include "support/tap.h"

struct request {
    const char *authserv_id;
    const spfeval_outcome *mailfrom;
    const spfeval_outcome *helo;
    uint32_t flags;
};

static int
print_request(const void *what, char *buffer, size_t capacity, size_t *needed)
{
    const struct request *request = what;

    return spfeval_auth_results_print(
        request->authserv_id, strlen(request->authserv_id), request->mailfrom,
        request->helo, request->flags, buffer, capacity, needed);
}

static void
check_request(const struct request *request, const char *expected)
{
    char text[MAIL_CASE_TEXT];
    size_t len = mail_case_print(print_request, request, text);

    CHECK_STR(text, len, expected);
}

struct row {
    const char *claim;
    struct mail_case mail;
    uint32_t flags;
    const char *body;
};

static const struct row rows[] = {
    {"pass shows the domain, and no local-part",
     {.mailfrom = "a@pass.example.org"},
     0,
     "mx.example.com; spf=pass (domain of pass.example.org\n"
     " designates 192.0.2.1 as permitted sender) "
     "smtp.mailfrom=pass.example.org"},
    {"the mailbox on request, in the comment as well",
     {.mailfrom = "a.b+c@pass.example.org"},
     SPFEVAL_HEADER_MAILBOX,
     "mx.example.com; spf=pass (domain of\n"
     " a.b+c@pass.example.org designates 192.0.2.1 as permitted sender)\n"
     " smtp.mailfrom=a.b+c@pass.example.org"},
    {"a local-part that needs quotes: all of it is quoted",
     {.mailfrom = "\"a b\"@pass.example.org"},
     SPFEVAL_HEADER_MAILBOX,
     "mx.example.com; spf=pass (domain of \"a\n"
     " b\"@pass.example.org designates 192.0.2.1 as permitted sender)\n"
     " smtp.mailfrom=\"\\\"a b\\\"@pass.example.org\""},
    {"a null sender is postmaster at HELO",
     {.helo = "pass.example.org"},
     SPFEVAL_HEADER_MAILBOX,
     "mx.example.com; spf=pass (domain of\n"
     " postmaster@pass.example.org designates 192.0.2.1 as permitted sender)\n"
     " smtp.mailfrom=postmaster@pass.example.org"},
    {"a null sender is the HELO name",
     {.helo = "pass.example.org"},
     0,
     "mx.example.com; spf=pass (domain of pass.example.org\n"
     " designates 192.0.2.1 as permitted sender) "
     "smtp.mailfrom=pass.example.org"},
    {"fail has a reason: nothing but the last directive matched",
     {.mailfrom = "a@fail.example.org"},
     0,
     "mx.example.com; spf=fail (domain of fail.example.org\n"
     " does not designate 192.0.2.1 as permitted sender)\n"
     " reason=\"no term matched; -all\" smtp.mailfrom=fail.example.org"},
    {"fail has a reason: a directive matched",
     {.mailfrom = "a@minus.example.org"},
     0,
     "mx.example.com; spf=fail (domain of minus.example.org\n"
     " does not designate 192.0.2.1 as permitted sender)\n"
     " reason=\"a term matched; -include:pass.example.org\"\n"
     " smtp.mailfrom=minus.example.org"},
    {"softfail has a reason",
     {.mailfrom = "a@soft.example.org"},
     0,
     "mx.example.com; spf=softfail (domain of transitioning\n"
     " soft.example.org discourages use of 192.0.2.1 as permitted sender)\n"
     " reason=\"no term matched; ~all\" smtp.mailfrom=soft.example.org"},
    {"neutral has none",
     {.mailfrom = "a@neutral.example.org"},
     0,
     "mx.example.com; spf=neutral (192.0.2.1 is neither\n"
     " permitted nor denied by domain of neutral.example.org)\n"
     " smtp.mailfrom=neutral.example.org"},
    {"none has none",
     {.mailfrom = "a@none.example.org"},
     0,
     "mx.example.com; spf=none (domain of none.example.org\n"
     " does not designate permitted sender hosts) "
     "smtp.mailfrom=none.example.org"},
    {"temperror has a reason",
     {.mailfrom = "a@temp.example.org"},
     0,
     "mx.example.com; spf=temperror (temporary error in\n"
     " processing domain of temp.example.org: a DNS query failed)\n"
     " reason=\"a DNS query failed (temp.example.org)\"\n"
     " smtp.mailfrom=temp.example.org"},
    {"permerror has a reason",
     {.mailfrom = "a@perm.example.org"},
     0,
     "mx.example.com; spf=permerror (permanent error in\n"
     " processing domain of perm.example.org: syntax error in the SPF "
     "record)\n"
     " reason=\"syntax error in the SPF record: unknown mechanism "
     "(perm.example.org)\"\n"
     " smtp.mailfrom=perm.example.org"},
    {"the HELO identity has its own property",
     {.mailfrom = "a@fail.example.org",
      .helo = "pass.example.org",
      .identity = SPFEVAL_IDENTITY_HELO},
     SPFEVAL_HEADER_MAILBOX,
     "mx.example.com; spf=pass (domain of pass.example.org\n"
     " designates 192.0.2.1 as permitted sender) smtp.helo=pass.example.org"},
    {"a literal as HELO is quoted",
     {.helo = "[192.0.2.1]", .identity = SPFEVAL_IDENTITY_HELO},
     0,
     "mx.example.com; spf=none (no valid domain in\n"
     " identity) smtp.helo=\"[192.0.2.1]\""},
    {"an underscore needs no quotes in a domain",
     {.mailfrom = "a@_x.example.org"},
     0,
     "mx.example.com; spf=none (domain of _x.example.org\n"
     " does not designate permitted sender hosts) "
     "smtp.mailfrom=_x.example.org"},
    {"an underscore needs quotes behind a local-part",
     {.mailfrom = "a@_x.example.org"},
     SPFEVAL_HEADER_MAILBOX,
     "mx.example.com; spf=none (domain of a@_x.example.org\n"
     " does not designate permitted sender hosts) "
     "smtp.mailfrom=\"a@_x.example.org\""},
    {"a domain that is no token is quoted",
     {.mailfrom = "a@a(b.example.org"},
     0,
     "mx.example.com; spf=none (no valid domain in\n"
     " identity) smtp.mailfrom=\"a(b.example.org\""},
    {"without a domain there is no property",
     {.helo = ""},
     0,
     "mx.example.com; spf=none (no valid domain in\n identity)"},
    {"UTF-8 on request",
     {.mailfrom = "caf\xc3\xa9@none.example.org"},
     SPFEVAL_HEADER_MAILBOX | SPFEVAL_HEADER_SMTPUTF8,
     "mx.example.com; spf=none (domain of\n"
     " caf\xc3\xa9@none.example.org does not designate permitted sender"
     " hosts)\n"
     " smtp.mailfrom=\"caf\xc3\xa9@none.example.org\""},
};

static void
check_row(struct try_check *try, const struct row *row)
{
    const spfeval_outcome *outcome = mail_case_run(try, &row->mail);
    struct request request = {.authserv_id = "mx.example.com",
                              .flags = row->flags | SPFEVAL_HEADER_BODY |
                                       SPFEVAL_HEADER_LF};

    if (row->mail.identity == SPFEVAL_IDENTITY_HELO) {
        request.helo = outcome;
    } else {
        request.mailfrom = outcome;
    }
    tap_row(row->claim);
    check_request(&request, row->body);
}

static void
test_each_outcome_has_its_field(void)
{
    struct try_check try;
    size_t i;

    mail_case_init(&try, NULL);
    for (i = 0; i < TAP_COUNT(rows); i++) {
        check_row(&try, &rows[i]);
    }
    try_check_clear(&try);
}

static void
test_two_identities_are_two_results_of_one_field(void)
{
    static const struct mail_case mailfrom = {.mailfrom =
                                                  "a@pass.example.org"};
    static const struct mail_case helo = {.helo = "none.example.org",
                                          .identity = SPFEVAL_IDENTITY_HELO};
    static const struct mail_case no_helo = {
        .helo = "", .identity = SPFEVAL_IDENTITY_HELO};
    static const struct mail_case null_sender = {.helo = ""};
    struct try_check first;
    struct try_check second;
    struct request request = {.authserv_id = "mx.example.com"};

    mail_case_init(&first, NULL);
    mail_case_init(&second, NULL);
    request.mailfrom = mail_case_run(&first, &mailfrom);
    request.helo = mail_case_run(&second, &helo);
    check_request(&request, "Authentication-Results: mx.example.com; spf=pass "
                            "(domain of pass.example.org\r\n"
                            " designates 192.0.2.1 as permitted sender) "
                            "smtp.mailfrom=pass.example.org;\r\n"
                            " spf=none (domain of none.example.org does not "
                            "designate permitted sender\r\n"
                            " hosts) smtp.helo=none.example.org\r\n");
    request.mailfrom = mail_case_run(&first, &null_sender);
    request.helo = mail_case_run(&second, &no_helo);
    check_request(&request,
                  "Authentication-Results: mx.example.com; spf=none (no valid"
                  " domain in\r\n"
                  " identity); spf=none (no valid domain in identity)\r\n");
    try_check_clear(&first);
    try_check_clear(&second);
}

static void
test_no_check_is_none(void)
{
    struct request request = {.authserv_id = "mx.example.com"};

    check_request(&request,
                  "Authentication-Results: mx.example.com; none\r\n");
    request.flags = SPFEVAL_HEADER_BODY;
    check_request(&request, "mx.example.com; none");
}

static void
test_authserv_id_is_a_token_or_quoted(void)
{
    static const struct {
        const char *id;
        uint32_t flags;
        const char *body;
    } ids[] = {
        {"mx_1.example.com", 0, "mx_1.example.com; none"},
        {"a b", 0, "\"a b\"; none"},
        {"mx/1", 0, "\"mx/1\"; none"},
        {"a\"\\b", 0, "\"a\\\"\\\\b\"; none"},
        {"a;\r\nX: y", 0, "\"a;??X: y\"; none"},
        {"caf\xc3\xa9", 0, "\"caf??\"; none"},
        {"caf\xc3\xa9", SPFEVAL_HEADER_SMTPUTF8, "\"caf\xc3\xa9\"; none"},
    };
    size_t i;

    for (i = 0; i < TAP_COUNT(ids); i++) {
        struct request request = {.authserv_id = ids[i].id,
                                  .flags = ids[i].flags | SPFEVAL_HEADER_BODY};

        tap_row(ids[i].id);
        check_request(&request, ids[i].body);
    }
}

enum { HUGE_TEXT = 9000, LONGEST_ID = 253 };

/* Everything at its longest, and each octet escaped. */
static void
test_size_has_a_bound(void)
{
    static char mailfrom[HUGE_TEXT];
    static char helo[HUGE_TEXT];
    char id[LONGEST_ID];
    struct mail_case one = {.mailfrom = mailfrom};
    struct mail_case two = {.helo = helo, .identity = SPFEVAL_IDENTITY_HELO};
    struct try_check first;
    struct try_check second;
    char text[MAIL_CASE_TEXT];
    size_t needed = 0;

    memset(mailfrom, '\\', sizeof(mailfrom) - 100);
    strcat(mailfrom, "@temp.example.org");
    memset(helo, '"', sizeof(helo) - 1);
    memset(id, '"', sizeof(id));
    mail_case_init(&first, NULL);
    mail_case_init(&second, NULL);
    CHECK_INT(spfeval_auth_results_print(
                  id, sizeof(id), mail_case_run(&first, &one),
                  mail_case_run(&second, &two), SPFEVAL_HEADER_MAILBOX, text,
                  sizeof(text), &needed),
              SPFEVAL_OK);
    CHECK(needed > 2 * LONGEST_ID + 2 * (SPFE_VALUE_MAX - 4));
    CHECK(needed - 1 <= SPFE_FIELD_MAX);
    try_check_clear(&first);
    try_check_clear(&second);
}

static void
test_misuse_is_refused(void)
{
    static const struct mail_case mail = {.mailfrom = "a@pass.example.org"};
    static const struct mail_case at_helo = {
        .helo = "none.example.org", .identity = SPFEVAL_IDENTITY_HELO};
    const spfeval_outcome *mailfrom;
    const spfeval_outcome *helo;
    struct try_check first;
    struct try_check second;
    char id[LONGEST_ID + 1];
    char text[1024];
    size_t needed = 77;

    memset(id, 'a', sizeof(id));
    mail_case_init(&first, NULL);
    mail_case_init(&second, NULL);
    mailfrom = mail_case_run(&first, &mail);
    helo = mail_case_run(&second, &at_helo);
#define REFUSED(...)                                                          \
    CHECK_INT(spfeval_auth_results_print(__VA_ARGS__, &needed),               \
              SPFEVAL_ERR_ARGUMENT)
    REFUSED(NULL, 1, mailfrom, helo, 0, text, sizeof(text));
    REFUSED(id, 0, mailfrom, helo, 0, text, sizeof(text));
    REFUSED(id, LONGEST_ID + 1, mailfrom, helo, 0, text, sizeof(text));
    REFUSED(id, 1, helo, helo, 0, text, sizeof(text));
    REFUSED(id, 1, mailfrom, mailfrom, 0, text, sizeof(text));
    REFUSED(id, 1, mailfrom, helo, 16, text, sizeof(text));
    REFUSED(id, 1, mailfrom, helo, 0, NULL, 1);
#undef REFUSED
    CHECK_INT(needed, 77);
    CHECK_INT(spfeval_auth_results_print(id, LONGEST_ID, mailfrom, helo, 15,
                                         text, sizeof(text), &needed),
              SPFEVAL_OK);
    try_check_clear(&first);
    try_check_clear(&second);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"each outcome has its field", test_each_outcome_has_its_field},
        {"two identities are two results of one field",
         test_two_identities_are_two_results_of_one_field},
        {"no check is none", test_no_check_is_none},
        {"the authserv-id is a token, or quoted",
         test_authserv_id_is_a_token_or_quoted},
        {"the size has a bound", test_size_has_a_bound},
        {"misuse is refused", test_misuse_is_refused},
    };

    return tap_run("header/auth_results", tests, TAP_COUNT(tests));
}
