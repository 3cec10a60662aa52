/* SPDX-License-Identifier: BSD-2-Clause */
#include "report/facts.h"

#include <string.h>

#include <spfeval/dns.h>

#include "support/tap.h"
#include "support/try_check.h"

static void
read_facts(struct try_check *try, const char *zone, const char *client,
           const char *mailfrom, struct spfe_facts *facts)
{
    try_check_init(try, NULL);
    try_check_zone(try, zone);
    spfe_facts_read(facts, try_check_outcome(try, client, mailfrom));
}

static void
check_text(const struct spfe_value *value, const char *expected)
{
    CHECK_STR(value->data, value->len, expected);
}

static void
test_the_judge_is_the_first_link_that_is_no_redirect(void)
{
    struct spfe_facts facts;
    struct try_check try;

    read_facts(&try,
               "example.com TXT v=spf1 redirect=a.example\n"
               "a.example TXT v=spf1 ~include:b.example -all\n"
               "b.example TXT v=spf1 ip4:192.0.2.0/24",
               "192.0.2.1", "user@example.com", &facts);
    CHECK_INT(facts.result, SPFEVAL_RESULT_SOFTFAIL);
    CHECK_INT(facts.path_count, 3);
    check_text(&facts.first.text, "redirect=a.example");
    check_text(&facts.judge.owner, "a.example");
    check_text(&facts.judge.text, "~include:b.example");
    check_text(&facts.before.text, "~include:b.example");
    check_text(&facts.last.owner, "b.example");
    check_text(&facts.last.text, "ip4:192.0.2.0/24");
    try_check_clear(&try);
}

static void
test_without_a_path_there_are_no_links(void)
{
    struct spfe_facts facts;
    struct try_check try;

    read_facts(&try, "example.com NAME", "192.0.2.1", "user@localhost",
               &facts);
    CHECK_INT(facts.path_count, 0);
    CHECK_INT(facts.first.term.kind, 0);
    CHECK_INT(facts.last.term.kind, 0);
    check_text(&facts.domain, "localhost");
    try_check_clear(&try);
}

static void
test_a_sender_with_octets_above_127_is_noticed(void)
{
    static const struct {
        const char *mailfrom;
        bool is_unicode;
    } cases[] = {
        {"user@example.com", false},        {"us\xc3\xa9r@example.com", true},
        {"\"a\xff@b\"@example.com", true},  {"us\x7fr@example.com", false},
        {"user@ex\xc3\xa9mple.com", false}, {"", false},
    };
    size_t i;

    for (i = 0; i < TAP_COUNT(cases); i++) {
        struct spfe_facts facts;
        struct try_check try;

        tap_row(cases[i].mailfrom);
        read_facts(&try, "example.com NAME", "192.0.2.1", cases[i].mailfrom,
                   &facts);
        CHECK_INT(facts.is_unicode, cases[i].is_unicode);
        CHECK_INT(facts.of_helo, cases[i].mailfrom[0] == '\0');
        try_check_clear(&try);
    }
}

static void
test_the_family_is_the_clients(void)
{
    struct spfe_facts facts;
    struct try_check try;

    read_facts(&try, "example.com NAME", "2001:db8::1", "user@example.com",
               &facts);
    CHECK_INT(facts.family, SPFEVAL_RRTYPE_AAAA);
    CHECK_INT(facts.client.len, 16);
    try_check_clear(&try);
    read_facts(&try, "example.com NAME", "::ffff:192.0.2.1",
               "user@example.com", &facts);
    CHECK_INT(facts.family, SPFEVAL_RRTYPE_A);
    CHECK_INT(facts.client.len, 4);
    try_check_clear(&try);
}

static void
test_the_record_event_of_a_link_is_found_by_its_name(void)
{
    struct spfe_facts facts;
    struct try_check try;
    spfeval_event event;
    uint32_t index = 99;

    read_facts(&try,
               "example.com 600 TXT v=spf1 include:a.example -all\n"
               "a.example 60 TXT v=spf1 ip4:192.0.2.1",
               "192.0.2.1", "user@example.com", &facts);
    CHECK(spfe_facts_record_event(&facts, &facts.last.entry, &index, &event));
    CHECK_INT(event.ttl, 60);
    CHECK_INT(index, 2);
    facts.last.entry.owner = "b.example";
    CHECK(!spfe_facts_record_event(&facts, &facts.last.entry, &index, &event));
    try_check_clear(&try);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"the judge is the first link that is no redirect",
         test_the_judge_is_the_first_link_that_is_no_redirect},
        {"without a path there are no links",
         test_without_a_path_there_are_no_links},
        {"a sender with octets above 127 is noticed",
         test_a_sender_with_octets_above_127_is_noticed},
        {"the family is the client's", test_the_family_is_the_clients},
        {"the record event of a link is found by its name",
         test_the_record_event_of_a_link_is_found_by_its_name},
    };

    return tap_run("report/facts", tests, TAP_COUNT(tests));
}
