/* SPDX-License-Identifier: BSD-2-Clause */
/* What is not known is no finding, and is listed. */
#include <stdio.h>
#include <string.h>

#include <spfeval/policy.h>
#include <spfeval/status.h>
#include <spfeval/zone.h>

#include "support/lint_zone.h"
#include "support/tap.h"

enum { DOMAIN_LEN = 11 };

static bool
is_unchecked(const struct lint_zone *fixture, int type, const char *name)
{
    spfeval_unchecked out = {.struct_size = sizeof(out)};
    uint32_t i = 0;

    while (spfeval_lint_get_unchecked(fixture->lint, i++, &out) ==
           SPFEVAL_OK) {
        if (out.type == (uint32_t)type && out.name_len == strlen(name) &&
            strcmp(out.name, name) == 0) {
            return true;
        }
    }
    return false;
}

static const char nothing_answers[] =
    "example.com TXT v=spf1 a:a.example.com mx:m.example.com "
    "include:i.example.com exists:e.example.com exp=x.example.com "
    "redirect=r.example.net\n"
    "a.example.com TIMEOUT A\na.example.com TIMEOUT AAAA\n"
    "m.example.com TIMEOUT MX\ni.example.com TIMEOUT TXT\n"
    "e.example.com TIMEOUT A\nx.example.com TIMEOUT TXT\n"
    "r.example.net TIMEOUT TXT\nexample.com TIMEOUT MX\n"
    "example.com TIMEOUT SPF";

static void
test_a_failure_is_no_finding(void)
{
    spfeval_unchecked out = {.struct_size = sizeof(out)};
    struct lint_zone fixture;

    lint_zone_set_up(&fixture, nothing_answers);
    lint_zone_run(&fixture);
    CHECK_INT(spfeval_lint_get_count(fixture.lint), 1);
    CHECK_INT(lint_zone_count(&fixture, "SPF-W134"), 1); /* the name alone */
    CHECK(is_unchecked(&fixture, SPFEVAL_RRTYPE_A, "a.example.com"));
    CHECK(is_unchecked(&fixture, SPFEVAL_RRTYPE_AAAA, "a.example.com"));
    CHECK(is_unchecked(&fixture, SPFEVAL_RRTYPE_MX, "m.example.com"));
    CHECK(is_unchecked(&fixture, SPFEVAL_RRTYPE_TXT, "i.example.com"));
    CHECK(is_unchecked(&fixture, SPFEVAL_RRTYPE_TXT, "r.example.net"));
    CHECK(is_unchecked(&fixture, SPFEVAL_RRTYPE_SPF, "example.com"));
    CHECK(!is_unchecked(&fixture, SPFEVAL_RRTYPE_TXT, "example.com"));
    CHECK_INT(spfeval_lint_get_unchecked(fixture.lint, 0, &out), SPFEVAL_OK);
    CHECK_INT(out.dns_class, SPFEVAL_DNS_FAILED);
    CHECK_INT(out.failure, SPFEVAL_FAILURE_TIMEOUT);
    lint_zone_tear_down(&fixture);
}

static void
test_a_domain_that_fails_has_no_finding(void)
{
    struct lint_zone fixture;

    lint_zone_set_up(&fixture, "example.com TIMEOUT TXT");
    lint_zone_run(&fixture);
    CHECK_INT(spfeval_lint_get_count(fixture.lint), 0);
    CHECK(is_unchecked(&fixture, SPFEVAL_RRTYPE_TXT, "example.com"));
    lint_zone_tear_down(&fixture);
}

static void
test_what_was_not_asked_is_unchecked(void)
{
    spfeval_unchecked out = {.struct_size = sizeof(out)};
    struct lint_zone fixture;

    lint_zone_set_up(&fixture, "");
    CHECK_INT(spfeval_policy_new(fixture.options, &fixture.policy),
              SPFEVAL_OK);
    CHECK_INT(
        spfeval_policy_set_domain(fixture.policy, "example.com", DOMAIN_LEN),
        SPFEVAL_OK);
    CHECK_INT(spfeval_policy_lint(fixture.policy, &fixture.lint),
              SPFEVAL_ERR_STATE);
    CHECK_INT(spfeval_policy_step(fixture.policy), SPFEVAL_STEP_QUERY);
    CHECK_INT(spfeval_policy_lint(fixture.policy, &fixture.lint),
              SPFEVAL_ERR_STATE);
    CHECK_INT(spfeval_policy_expire(fixture.policy), SPFEVAL_OK);
    CHECK_INT(spfeval_policy_step(fixture.policy), SPFEVAL_STEP_DONE);
    CHECK_INT(spfeval_policy_lint(fixture.policy, NULL), SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_policy_lint(NULL, &fixture.lint), SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_policy_lint(fixture.policy, &fixture.lint), SPFEVAL_OK);
    CHECK_INT(spfeval_lint_get_count(fixture.lint), 0);
    CHECK_INT(spfeval_lint_get_unchecked(fixture.lint, 0, &out), SPFEVAL_OK);
    CHECK_INT(out.dns_class, SPFEVAL_DNS_UNSET);
    CHECK_INT(out.failure, SPFEVAL_FAILURE_TIMEOUT);
    CHECK_INT(spfeval_lint_get_unchecked(fixture.lint, 1, &out),
              SPFEVAL_ERR_NOT_FOUND);
    CHECK_INT(spfeval_lint_get_unchecked(NULL, 0, &out), SPFEVAL_ERR_ARGUMENT);
    out.struct_size--;
    CHECK_INT(spfeval_lint_get_unchecked(fixture.lint, 0, &out),
              SPFEVAL_ERR_ARGUMENT);
    lint_zone_tear_down(&fixture);
}

/* RFC 7208 has no say in records that are not published. */
static void
test_a_given_record_is_examined_as_text(void)
{
    static const char record[] = "v=spf1 +mx include:n.example.com -all";
    struct lint_zone fixture;

    lint_zone_set_up(&fixture, "");
    CHECK_INT(spfeval_policy_new(fixture.options, &fixture.policy),
              SPFEVAL_OK);
    CHECK_INT(
        spfeval_policy_set_record(fixture.policy, record, strlen(record)),
        SPFEVAL_OK);
    CHECK_INT(spfeval_policy_expire(fixture.policy), SPFEVAL_OK);
    CHECK_INT(spfeval_policy_step(fixture.policy), SPFEVAL_STEP_DONE);
    CHECK_INT(spfeval_policy_lint(fixture.policy, &fixture.lint), SPFEVAL_OK);
    CHECK_INT(spfeval_lint_get_count(fixture.lint), 1);
    CHECK_INT(lint_zone_count(&fixture, "SPF-I132"), 1);
    CHECK_STR(lint_zone_get(&fixture, 0).owner,
              lint_zone_get(&fixture, 0).owner_len, "");
    CHECK_STR(lint_zone_get(&fixture, 0).record,
              lint_zone_get(&fixture, 0).record_len, record);
    lint_zone_tear_down(&fixture);
}

/* A record of others with so many hosts that not all are asked for. */
static void
add_crowd(char *lines, size_t size)
{
    size_t len = (size_t)snprintf(
        lines, size,
        "example.com TXT v=spf1 include:crowd.example.net "
        "include:near.example.net -all\n"
        "near.example.net TXT v=spf1 include:far.example.net -all\n"
        "far.example.net TXT v=spf1 include:gone.example.net -all\n"
        "crowd.example.net TXT v=spf1");
    int i;

    for (i = 0; i < 1100; i++) {
        len +=
            (size_t)snprintf(lines + len, size - len, " a:h%d.example.net", i);
    }
}

static void
test_hosts_of_others_hide_no_record(void)
{
    static char lines[65536];
    spfeval_unchecked out = {.struct_size = sizeof(out)};
    struct lint_zone fixture;
    uint32_t count = 0;

    add_crowd(lines, sizeof(lines));
    lint_zone_set_up(&fixture, lines);
    lint_zone_run(&fixture);
    CHECK_INT(lint_zone_count(&fixture, "SPF-E024"), 1);
    /* What was not asked is listed, as much as is kept of it. */
    while (spfeval_lint_get_unchecked(fixture.lint, count, &out) ==
           SPFEVAL_OK) {
        CHECK_INT(out.dns_class, SPFEVAL_DNS_UNSET);
        CHECK_INT(out.failure, SPFEVAL_FAILURE_NONE);
        count++;
    }
    CHECK_INT(count, 100);
    lint_zone_tear_down(&fixture);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"a failure is no finding", test_a_failure_is_no_finding},
        {"a domain that fails has no finding",
         test_a_domain_that_fails_has_no_finding},
        {"what was not asked is unchecked",
         test_what_was_not_asked_is_unchecked},
        {"hosts of others hide no record",
         test_hosts_of_others_hide_no_record},
        {"a given record is examined as text",
         test_a_given_record_is_examined_as_text},
    };

    return tap_run("policy/lint_unchecked", tests, TAP_COUNT(tests));
}
