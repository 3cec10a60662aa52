/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Defects of other SPF software in telling who was checked, and in writing it
 * down, each under its name.
 */
#include <stdio.h>
#include <string.h>

#include <spfeval/header.h>
#include <spfeval/session.h>

#include "support/tap.h"
#include "support/try_check.h"

enum { TEXT = 4096 };

#define AUTHSERV "mx.example.net", 14

/* --- One identity is not the other --------------------------------------- */

/* A session whose HELO passes and whose MAIL FROM fails. */
struct two {
    struct try_check try;
    spfeval_session *session;
    const spfeval_outcome *helo;
    const spfeval_outcome *mailfrom;
};

static void
set_up_two(struct two *two)
{
    memset(two, 0, sizeof(*two));
    try_check_init(&two->try, NULL);
    try_check_zone(&two->try, "evil.example TXT v=spf1 +all\n"
                              "bank.example TXT v=spf1 -all");
    CHECK_INT(spfeval_session_new(two->try.options, &two->session),
              SPFEVAL_OK);
    CHECK_INT(spfeval_session_set_client_text(two->session, "192.0.2.1", 9),
              SPFEVAL_OK);
    CHECK_INT(spfeval_session_set_helo(two->session, "evil.example", 12),
              SPFEVAL_OK);
    CHECK_INT(
        spfeval_session_set_mailfrom(two->session, "ceo@bank.example", 16),
        SPFEVAL_OK);
    CHECK_INT(spfeval_session_run(two->session,
                                  spfeval_zone_get_resolver(two->try.zone)),
              SPFEVAL_OK);
    two->helo =
        spfeval_session_get_outcome(two->session, SPFEVAL_IDENTITY_HELO);
    two->mailfrom =
        spfeval_session_get_outcome(two->session, SPFEVAL_IDENTITY_MAILFROM);
}

static void
tear_down_two(struct two *two)
{
    spfeval_session_free(two->session);
    try_check_clear(&two->try);
}

/* OpenDMARC, pypolicyd-spf: a pass of HELO was taken for one of MAIL FROM. */
static void
test_cve_2019_20790_helo_pass_is_no_mailfrom_pass(void)
{
    char text[TEXT];
    struct two two;
    size_t len = 0;

    set_up_two(&two);
    CHECK_INT(spfeval_outcome_get_result(two.helo), SPFEVAL_RESULT_PASS);
    CHECK_INT(spfeval_outcome_get_identity(two.helo), SPFEVAL_IDENTITY_HELO);
    CHECK_INT(spfeval_outcome_get_result(two.mailfrom), SPFEVAL_RESULT_FAIL);
    CHECK_INT(spfeval_outcome_get_identity(two.mailfrom),
              SPFEVAL_IDENTITY_MAILFROM);
    CHECK_INT(spfeval_auth_results_print(AUTHSERV, NULL, two.helo, 0, text,
                                         sizeof(text), &len),
              SPFEVAL_OK);
    CHECK(strstr(text, "smtp.helo=evil.example") != NULL);
    CHECK(strstr(text, "smtp.mailfrom") == NULL);
    CHECK(strstr(text, "bank.example") == NULL);
    tear_down_two(&two);
}

static void
test_cve_2019_20790_outcomes_cannot_be_exchanged(void)
{
    char text[TEXT] = "untouched";
    struct two two;
    size_t len = 77;

    set_up_two(&two);
    CHECK_INT(spfeval_auth_results_print(AUTHSERV, two.helo, NULL, 0, text,
                                         sizeof(text), &len),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_auth_results_print(AUTHSERV, NULL, two.mailfrom, 0, text,
                                         sizeof(text), &len),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_auth_results_print(AUTHSERV, two.helo, two.mailfrom, 0,
                                         text, sizeof(text), &len),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_STR(text, strlen(text), "untouched");
    CHECK_INT(len, 77);
    tear_down_two(&two);
}

/* --- The same identity for everybody ------------------------------------- */

struct sender_case {
    const char *claim;
    const char *mailfrom;
    size_t mailfrom_len;
    const char *queries;
    int result;
};

static void
run_sender_case(const struct sender_case *row)
{
    struct try_check try;

    tap_row(row->claim);
    try_check_init(&try, NULL);
    try_check_zone(&try, "example.com TXT v=spf1 -all\n"
                         "evil.example TXT v=spf1 +all");
    try_check_start(&try, "192.0.2.1", "");
    CHECK_INT(spfeval_check_set_mailfrom(try.check, row->mailfrom,
                                         row->mailfrom_len),
              SPFEVAL_OK);
    CHECK_INT(try_check_run(&try), SPFEVAL_STEP_DONE);
    CHECK_INT(spfeval_outcome_get_result(spfeval_check_get_outcome(try.check)),
              row->result);
    try_check_expect_queries(&try, row->queries);
    try_check_clear(&try);
    tap_row(NULL);
}

#define SENDER(text) text, sizeof(text) - 1

/* OpenDMARC 191: each part of the receiver read another domain in it. */
static void
test_composition_kills_one_reading_of_the_sender(void)
{
    static const struct sender_case cases[] = {
        {"a NUL does not end the domain",
         SENDER("a@evil.example\0.example.com"), "", SPFEVAL_RESULT_NONE},
        {"nor does a blank", SENDER("a@evil.example example.com"), "",
         SPFEVAL_RESULT_NONE},
        {"of several @ the last one counts",
         SENDER("a@evil.example@example.com"), "TXT example.com",
         SPFEVAL_RESULT_FAIL},
        {"one that is quoted as well",
         SENDER("\"a@evil.example\"@example.com"), "TXT example.com",
         SPFEVAL_RESULT_FAIL},
        {"a source route is removed", SENDER("<@evil.example:a@example.com>"),
         "TXT example.com", SPFEVAL_RESULT_FAIL},
        {"a second mailbox is no part of the domain",
         SENDER("a@evil.example,b@example.com"), "TXT example.com",
         SPFEVAL_RESULT_FAIL},
        {"a final dot is the same domain", SENDER("a@example.com."),
         "TXT example.com", SPFEVAL_RESULT_FAIL},
        {"two of them are none", SENDER("a@example.com.."), "",
         SPFEVAL_RESULT_NONE},
        {"a line end is none", SENDER("a@example.com\r\n"), "",
         SPFEVAL_RESULT_NONE},
    };
    size_t i;

    for (i = 0; i < TAP_COUNT(cases); i++) {
        run_sender_case(&cases[i]);
    }
}

/* OpenDMARC: a comment begun in the domain hid the rest of the field. */
static void
test_cve_2020_12272_parenthesis_in_the_domain(void)
{
    static const char mailfrom[] = "a@example.net(.example.com";
    static const struct sender_case row = {
        "it is no domain", SENDER("a@example.net(.example.com"), "",
        SPFEVAL_RESULT_NONE};
    char text[TEXT];
    struct try_check try;
    const spfeval_outcome *outcome;
    size_t len = 0;

    run_sender_case(&row);
    try_check_init(&try, NULL);
    outcome = try_check_outcome(&try, "192.0.2.1", mailfrom);
    CHECK_INT(spfeval_auth_results_print(AUTHSERV, outcome, NULL,
                                         SPFEVAL_HEADER_BODY, text,
                                         sizeof(text), &len),
              SPFEVAL_OK);
    CHECK(strstr(text, "smtp.mailfrom=\"example.net(.example.com\"") != NULL);
    try_check_clear(&try);
}

/* --- What is written ----------------------------------------------------- */

/* Lines end in CR LF and go on with a blank; there is nothing else. */
static void
expect_one_field(const char *text, size_t len)
{
    size_t i;

    CHECK(len > 3 && text[len - 1] == '\n');
    for (i = 0; i + 1 < len; i++) {
        unsigned char octet = (unsigned char)text[i];

        CHECK(octet == '\r' || octet == '\n' ||
              (octet >= 0x20 && octet <= 0x7e));
        CHECK(octet != '\r' || text[i + 1] == '\n');
        CHECK(octet != '\n' || (text[i - 1] == '\r' && text[i + 1] == ' '));
    }
}

/* Who reads the field must find just our keys, with these values. */
static void
expect_read_back(const char *text, size_t len, const char *helo)
{
    spfeval_received_spf *field = NULL;
    const char *value;
    size_t value_len = 0;

    CHECK_INT(spfeval_received_spf_parse(NULL, text, len, &field, NULL),
              SPFEVAL_OK);
    CHECK_INT(spfeval_received_spf_get_result(field), SPFEVAL_RESULT_FAIL);
    value = spfeval_received_spf_get_value(field, "client-ip", &value_len);
    CHECK_STR(value, value_len, "192.0.2.1");
    value = spfeval_received_spf_get_value(field, "helo", &value_len);
    CHECK_STR(value, value_len, helo);
    CHECK(spfeval_received_spf_get_value(field, "injected", NULL) == NULL);
    spfeval_received_spf_free(field);
}

/* libspf2 56: HELO and sender went into the header as they were. */
static void
test_libspf2_56_header_injection(void)
{
    static const char helo[] =
        "x\"; client-ip=10.0.0.1; injected=1\r\nX-Injected: 1\r\n\r\n\0\x7f";
    static const char mailfrom[] =
        "\"a)\r\nX-Injected: 1\r\n (;injected=1;\"@example.com";
    char text[TEXT];
    struct try_check try;
    const spfeval_outcome *outcome;
    size_t needed = 0;

    try_check_init(&try, NULL);
    try_check_zone(&try, "example.com TXT v=spf1 -all");
    try_check_start(&try, "192.0.2.1", mailfrom);
    CHECK_INT(spfeval_check_set_helo(try.check, helo, sizeof(helo) - 1),
              SPFEVAL_OK);
    CHECK_INT(try_check_run(&try), SPFEVAL_STEP_DONE);
    outcome = spfeval_check_get_outcome(try.check);
    CHECK_INT(
        spfeval_received_spf_print(outcome, 0, text, sizeof(text), &needed),
        SPFEVAL_OK);
    expect_one_field(text, needed - 1);
    expect_read_back(text, needed - 1,
                     "x\"; client-ip=10.0.0.1; injected=1"
                     "??X-Injected: 1??????");
    CHECK_INT(spfeval_auth_results_print(AUTHSERV, outcome, NULL,
                                         SPFEVAL_HEADER_MAILBOX, text,
                                         sizeof(text), &needed),
              SPFEVAL_OK);
    expect_one_field(text, needed - 1);
    try_check_clear(&try);
}

/* libspf2 56: CR LF in the domain's explanation reached the SMTP reply. */
static void
test_libspf2_56_reply_injection(void)
{
    static const char text[] = "bye\r\n250 2.0.0 Ok: queued";
    char reply[TEXT];
    struct try_check try;
    const spfeval_outcome *outcome;
    size_t needed = 0;

    try_check_init(&try, NULL);
    try_check_zone(&try, "example.com TXT v=spf1 -all exp=why.example.com");
    CHECK_INT(spfeval_zone_add_text(try.zone, "why.example.com", 15, 300, text,
                                    sizeof(text) - 1),
              SPFEVAL_OK);
    outcome = try_check_outcome(&try, "192.0.2.1", "user@example.com");
    CHECK(spfeval_outcome_get_explanation(outcome, NULL) == NULL);
    CHECK_INT(spfeval_reply_print(outcome, 0, reply, sizeof(reply), &needed),
              SPFEVAL_OK);
    CHECK(strstr(reply, "250") == NULL && strstr(reply, "queued") == NULL);
    CHECK(strncmp(reply, "550", 3) == 0);
    try_check_clear(&try);
}

/* libspf2: in an explanation with a blank, no macro behind it was expanded. */
static void
test_libspf2_explanation_with_blanks(void)
{
    struct try_check try;
    const char *explanation;
    size_t len = 0;

    try_check_init(&try, NULL);
    try_check_zone(&try, "example.com TXT v=spf1 -all exp=why.example.com\n"
                         "why.example.com TXT %{i} is not one of %{d}'s "
                         "hosts,%_%%%_%{c}");
    explanation = spfeval_outcome_get_explanation(
        try_check_outcome(&try, "192.0.2.1", "user@example.com"), &len);
    CHECK_STR(explanation, len,
              "192.0.2.1 is not one of example.com's hosts, % 192.0.2.1");
    try_check_clear(&try);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"CVE-2019-20790: a pass of HELO is shown as one of HELO",
         test_cve_2019_20790_helo_pass_is_no_mailfrom_pass},
        {"CVE-2019-20790: the outcomes cannot be exchanged",
         test_cve_2019_20790_outcomes_cannot_be_exchanged},
        {"OpenDMARC 191: there is one reading of the sender",
         test_composition_kills_one_reading_of_the_sender},
        {"CVE-2020-12272: a parenthesis in the domain begins no comment",
         test_cve_2020_12272_parenthesis_in_the_domain},
        {"libspf2 56: nothing is injected into header fields",
         test_libspf2_56_header_injection},
        {"libspf2 56: nor into the reply", test_libspf2_56_reply_injection},
        {"libspf2: an explanation with blanks is expanded as a whole",
         test_libspf2_explanation_with_blanks},
    };

    return tap_run("regression/peers/identity", tests, TAP_COUNT(tests));
}
