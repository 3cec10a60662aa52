/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Received-SPF as RFC 7208 section 9.1 and erratum 5436 have it, octet for
 * octet. What hostile input can do is tried in tests/header/round_trip.c.
 */
#include <string.h>

#include <spfeval/header.h>
#include <spfeval/status.h>

#include "header/fold.h"
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

    return spfeval_received_spf_print(request->outcome, request->flags, buffer,
                                      capacity, needed);
}

static void
check_field(struct try_check *try, const struct mail_case *mail,
            uint32_t flags, const char *expected)
{
    struct request request = {mail_case_run(try, mail), flags};
    char text[MAIL_CASE_TEXT];
    size_t len = mail_case_print(print_request, &request, text);

    CHECK_STR(text, len, expected);
}

struct row {
    const char *claim;
    struct mail_case mail;
    const char *field;
};

static void
check_rows(const struct row *rows, size_t count, uint32_t flags)
{
    struct try_check try;
    size_t i;

    mail_case_init(&try, "mx.example.com");
    for (i = 0; i < count; i++) {
        tap_row(rows[i].claim);
        check_field(&try, &rows[i].mail, flags, rows[i].field);
    }
    try_check_clear(&try);
}

static const struct row result_rows[] = {
    {"pass; a directive with a colon is quoted",
     {.mailfrom = "a@pass.example.org"},
     "Received-SPF: pass (mx.example.com: domain of a@pass.example.org "
     "designates\r\n"
     " 192.0.2.1 as permitted sender) client-ip=192.0.2.1;\r\n"
     " envelope-from=\"a@pass.example.org\"; helo=mail.example.com;\r\n"
     " receiver=mx.example.com; identity=mailfrom; "
     "mechanism=\"ip4:192.0.2.0/24\"\r\n"},
    {"fail; the qualifier is part of the directive",
     {.mailfrom = "a@fail.example.org"},
     "Received-SPF: fail (mx.example.com: domain of a@fail.example.org does"
     " not\r\n"
     " designate 192.0.2.1 as permitted sender) client-ip=192.0.2.1;\r\n"
     " envelope-from=\"a@fail.example.org\"; helo=mail.example.com;\r\n"
     " receiver=mx.example.com; identity=mailfrom; mechanism=-all\r\n"},
    {"softfail",
     {.mailfrom = "a@soft.example.org"},
     "Received-SPF: softfail (mx.example.com: domain of transitioning\r\n"
     " a@soft.example.org discourages use of 192.0.2.1 as permitted "
     "sender)\r\n"
     " client-ip=192.0.2.1; envelope-from=\"a@soft.example.org\";\r\n"
     " helo=mail.example.com; receiver=mx.example.com; identity=mailfrom;\r\n"
     " mechanism=~all\r\n"},
    {"neutral by a directive",
     {.mailfrom = "a@neutral.example.org"},
     "Received-SPF: neutral (mx.example.com: 192.0.2.1 is neither permitted"
     " nor\r\n"
     " denied by domain of a@neutral.example.org) client-ip=192.0.2.1;\r\n"
     " envelope-from=\"a@neutral.example.org\"; helo=mail.example.com;\r\n"
     " receiver=mx.example.com; identity=mailfrom; mechanism=?all\r\n"},
    {"neutral by default",
     {.mailfrom = "a@default.example.org"},
     "Received-SPF: neutral (mx.example.com: 192.0.2.1 is neither permitted"
     " nor\r\n"
     " denied by domain of a@default.example.org) client-ip=192.0.2.1;\r\n"
     " envelope-from=\"a@default.example.org\"; helo=mail.example.com;\r\n"
     " receiver=mx.example.com; identity=mailfrom; mechanism=default\r\n"},
    {"none has no mechanism",
     {.mailfrom = "a@none.example.org"},
     "Received-SPF: none (mx.example.com: domain of a@none.example.org does"
     " not\r\n"
     " designate permitted sender hosts) client-ip=192.0.2.1;\r\n"
     " envelope-from=\"a@none.example.org\"; helo=mail.example.com;\r\n"
     " receiver=mx.example.com; identity=mailfrom\r\n"},
    {"temperror has a problem",
     {.mailfrom = "a@temp.example.org"},
     "Received-SPF: temperror (mx.example.com: temporary error in processing "
     "domain\r\n"
     " of a@temp.example.org: a DNS query failed) client-ip=192.0.2.1;\r\n"
     " envelope-from=\"a@temp.example.org\"; helo=mail.example.com;\r\n"
     " receiver=mx.example.com; identity=mailfrom;\r\n"
     " problem=\"a DNS query failed (temp.example.org)\"\r\n"},
    {"permerror has a problem, with what is wrong in the record",
     {.mailfrom = "a@perm.example.org"},
     "Received-SPF: permerror (mx.example.com: permanent error in processing "
     "domain\r\n"
     " of a@perm.example.org: syntax error in the SPF record) "
     "client-ip=192.0.2.1;\r\n"
     " envelope-from=\"a@perm.example.org\"; helo=mail.example.com;\r\n"
     " receiver=mx.example.com; identity=mailfrom;\r\n"
     " problem=\"syntax error in the SPF record: unknown mechanism "
     "(perm.example.org)\"\r\n"},
    {"permerror in an include names the other domain",
     {.mailfrom = "a@deep.example.org"},
     "Received-SPF: permerror (mx.example.com: permanent error in processing "
     "domain\r\n"
     " of a@deep.example.org: the included domain has no SPF record)\r\n"
     " client-ip=192.0.2.1; envelope-from=\"a@deep.example.org\";\r\n"
     " helo=mail.example.com; receiver=mx.example.com; identity=mailfrom;\r\n"
     " problem=\"the included domain has no SPF record "
     "(none.example.org)\"\r\n"},
};

static void
test_each_result_has_its_field(void)
{
    check_rows(result_rows, TAP_COUNT(result_rows), 0);
}

static const struct row identity_rows[] = {
    {"an IPv6 client is quoted",
     {.mailfrom = "a@pass.example.org", .client = "2001:db8::1"},
     "Received-SPF: pass (mx.example.com: domain of a@pass.example.org "
     "designates\n"
     " 2001:db8::1 as permitted sender) client-ip=\"2001:db8::1\";\n"
     " envelope-from=\"a@pass.example.org\"; helo=mail.example.com;\n"
     " receiver=mx.example.com; identity=mailfrom; "
     "mechanism=\"ip6:2001:db8::/32\"\n"},
    {"a null sender is postmaster at the HELO name",
     {.helo = "bare.example.org"},
     "Received-SPF: fail (mx.example.com: domain of"
     " postmaster@bare.example.org\n"
     " does not designate 192.0.2.1 as permitted sender)"
     " client-ip=192.0.2.1;\n"
     " envelope-from=\"postmaster@bare.example.org\"; helo=bare.example.org;\n"
     " receiver=mx.example.com; identity=mailfrom;"
     " mechanism=\"-ip4:192.0.2.1\"\n"},
    {"the HELO identity has no envelope-from",
     {.mailfrom = "a@fail.example.org",
      .helo = "pass.example.org",
      .identity = SPFEVAL_IDENTITY_HELO},
     "Received-SPF: pass (mx.example.com: domain of"
     " postmaster@pass.example.org\n"
     " designates 192.0.2.1 as permitted sender) client-ip=192.0.2.1;\n"
     " helo=pass.example.org; receiver=mx.example.com; identity=helo;\n"
     " mechanism=\"ip4:192.0.2.0/24\"\n"},
    {"an address literal as HELO is quoted",
     {.mailfrom = "a@soft.example.org", .helo = "[192.0.2.1]"},
     "Received-SPF: softfail (mx.example.com: domain of transitioning\n"
     " a@soft.example.org discourages use of 192.0.2.1 as permitted sender)\n"
     " client-ip=192.0.2.1; envelope-from=\"a@soft.example.org\"; "
     "helo=\"[192.0.2.1]\";\n"
     " receiver=mx.example.com; identity=mailfrom; mechanism=~all\n"},
    {"no HELO is an empty string",
     {.mailfrom = "a@soft.example.org", .helo = ""},
     "Received-SPF: softfail (mx.example.com: domain of transitioning\n"
     " a@soft.example.org discourages use of 192.0.2.1 as permitted sender)\n"
     " client-ip=192.0.2.1; envelope-from=\"a@soft.example.org\"; helo=\"\";\n"
     " receiver=mx.example.com; identity=mailfrom; mechanism=~all\n"},
    {"hostile octets break out of nothing",
     {.mailfrom = "\"a\r\nX: (\\\" ;b\"@localhost",
      .helo = "h\r\n;x=\"y\\\t)"},
     "Received-SPF: none (mx.example.com: no valid domain in identity)\n"
     " client-ip=192.0.2.1;"
     " envelope-from=\"\\\"a??X: (\\\\\\\" ;b\\\"@localhost\";\n"
     " helo=\"h??;x=\\\"y\\\\?)\"; receiver=mx.example.com;"
     " identity=mailfrom\n"},
    {"parentheses of the sender do not end the comment",
     {.mailfrom = "\"a(b)\\\"@soft.example.org"},
     "Received-SPF: softfail (mx.example.com: domain of transitioning\n"
     " \"a\\(b\\)\\\\\"@soft.example.org discourages use of 192.0.2.1 as"
     " permitted\n"
     " sender) client-ip=192.0.2.1;"
     " envelope-from=\"\\\"a(b)\\\\\\\"@soft.example.org\";\n"
     " helo=mail.example.com; receiver=mx.example.com; identity=mailfrom;\n"
     " mechanism=~all\n"},
};

static void
test_identities_are_shown_and_quoted(void)
{
    check_rows(identity_rows, TAP_COUNT(identity_rows), SPFEVAL_HEADER_LF);
}

/* Check the value of the last key. */
static void
check_last(const struct mail_case *mail, const char *expected)
{
    char text[MAIL_CASE_TEXT];
    struct try_check try;
    size_t needed = 0;
    size_t len = strlen(expected);

    mail_case_init(&try, NULL);
    CHECK_INT(
        spfeval_received_spf_print(mail_case_run(&try, mail),
                                   SPFEVAL_HEADER_LF | SPFEVAL_HEADER_BODY,
                                   text, sizeof(text), &needed),
        SPFEVAL_OK);
    if (CHECK(needed > len)) {
        CHECK_STR(text + needed - 1 - len, len, expected);
    }
    try_check_clear(&try);
}

static void
test_mechanism_is_the_directive_that_gave_the_result(void)
{
    static const struct mail_case include = {.mailfrom = "a@inc.example.org"};
    static const struct mail_case minus = {.mailfrom = "a@minus.example.org"};
    static const struct mail_case redirect = {.mailfrom =
                                                  "a@redir.example.org"};

    check_last(&include, " mechanism=\"include:pass.example.org\"");
    check_last(&minus, " mechanism=\"-include:pass.example.org\"");
    check_last(&redirect, " mechanism=-all");
}

static void
test_receiver_without_a_name_is_unknown(void)
{
    static const struct mail_case mail = {.mailfrom = "a@pass.example.org"};
    struct try_check try;

    mail_case_init(&try, NULL);
    check_field(&try, &mail, SPFEVAL_HEADER_BODY,
                "pass (unknown: domain of a@pass.example.org designates\r\n"
                " 192.0.2.1 as permitted sender) client-ip=192.0.2.1;\r\n"
                " envelope-from=\"a@pass.example.org\"; helo=mail.example.com;"
                " receiver=unknown;\r\n"
                " identity=mailfrom; mechanism=\"ip4:192.0.2.0/24\"");
    try_check_clear(&try);
}

static void
test_utf8_stays_when_asked_for(void)
{
    static const struct mail_case mail = {
        .mailfrom = "caf\xc3\xa9@soft.example.org", .helo = "caf\xc3\xa9"};
    struct try_check try;

    mail_case_init(&try, "mx.example.com");
    check_field(
        &try, &mail, SPFEVAL_HEADER_SMTPUTF8 | SPFEVAL_HEADER_LF,
        "Received-SPF: softfail (mx.example.com: domain of transitioning\n"
        " caf\xc3\xa9@soft.example.org discourages use of 192.0.2.1 as "
        "permitted sender)\n"
        " client-ip=192.0.2.1; "
        "envelope-from=\"caf\xc3\xa9@soft.example.org\"; "
        "helo=\"caf\xc3\xa9\";\n"
        " receiver=mx.example.com; identity=mailfrom; mechanism=~all\n");
    try_check_clear(&try);
}

/* One label of a name; SHORTENED of them and the end are 249 octets. */
#define LABEL "\\\\\\\\\\\\\\\\\\."

enum { LABELS = 90, SHORTENED = 24, HUGE_TEXT = 5000 };

/* A policy with a long directive that matches: RFC 7208 section 7.3 cuts. */
static void
add_long_policy(spfeval_zone *zone)
{
    static const char owner[] = "long.example.org";
    static const uint8_t address[4] = {127, 0, 0, 2};
    char record[HUGE_TEXT] = "v=spf1 exists:";
    char target[512] = "";
    size_t i;

    for (i = 0; i < LABELS; i++) {
        strcat(record, LABEL);
        if (i < SHORTENED) {
            strcat(target, LABEL);
        }
    }
    strcat(record, "a.example");
    strcat(target, "a.example");
    CHECK_INT(spfeval_zone_add_text(zone, owner, strlen(owner), 300, record,
                                    strlen(record)),
              SPFEVAL_OK);
    CHECK_INT(spfeval_zone_add_address(zone, target, strlen(target), 300,
                                       address, sizeof(address)),
              SPFEVAL_OK);
}

/* Everything at its longest, and each octet escaped. */
static void
test_size_has_a_bound(void)
{
    static char mailfrom[HUGE_TEXT];
    static char helo[HUGE_TEXT];
    static char receiver[HUGE_TEXT];
    struct mail_case mail = {.mailfrom = mailfrom,
                             .helo = helo,
                             .client = "2001:db8:1111:1111:1111:1111:1111:1"};
    char text[MAIL_CASE_TEXT];
    struct try_check try;
    size_t needed = 0;

    memset(mailfrom, '\\', HUGE_TEXT - 100);
    strcat(mailfrom, "@long.example.org");
    memset(helo, '"', HUGE_TEXT - 1);
    memset(receiver, '\\', HUGE_TEXT - 1);
    mail_case_init(&try, receiver);
    add_long_policy(try.zone);
    CHECK_INT(spfeval_received_spf_print(mail_case_run(&try, &mail), 0, text,
                                         sizeof(text), &needed),
              SPFEVAL_OK);
    CHECK(strstr(text, "mechanism=\"exists:\\\\\\\\") != NULL);
    CHECK(needed > 4 * (SPFE_VALUE_MAX - 4) + 2 * SPFE_COMMENTED_MAX);
    CHECK(needed - 1 <= SPFE_FIELD_MAX);
    try_check_clear(&try);
}

static void
test_misuse_is_refused(void)
{
    static const struct mail_case mail = {.mailfrom = "a@pass.example.org"};
    const spfeval_outcome *outcome;
    struct try_check try;
    char text[512];
    size_t needed = 77;

    mail_case_init(&try, NULL);
    outcome = mail_case_run(&try, &mail);
    CHECK_INT(spfeval_received_spf_print(NULL, 0, text, 512, &needed),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_received_spf_print(outcome, 16, text, 512, &needed),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_received_spf_print(outcome, 0, NULL, 1, &needed),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(needed, 77);
    CHECK_INT(spfeval_received_spf_print(outcome, 15, text, 512, &needed),
              SPFEVAL_OK);
    try_check_clear(&try);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"each result has its field", test_each_result_has_its_field},
        {"identities are shown, and quoted where need be",
         test_identities_are_shown_and_quoted},
        {"the mechanism is the directive that gave the result",
         test_mechanism_is_the_directive_that_gave_the_result},
        {"a receiver without a name is unknown",
         test_receiver_without_a_name_is_unknown},
        {"UTF-8 stays when asked for", test_utf8_stays_when_asked_for},
        {"the size has a bound", test_size_has_a_bound},
        {"misuse is refused", test_misuse_is_refused},
    };

    return tap_run("header/received_spf", tests, TAP_COUNT(tests));
}
