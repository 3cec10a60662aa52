/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Findings about the domain that come with others, or that need more than a
 * zone: a record that is not published, another domain, a cache.
 */
#include <stdio.h>
#include <string.h>

#include <spfeval/cache.h>
#include <spfeval/policy.h>
#include <spfeval/resolver.h>
#include <spfeval/status.h>
#include <spfeval/zone.h>

#include "support/lint_zone.h"
#include "support/tap.h"

enum { ROOM = 4096 };

static void
check_count(const char *zone, const char *code, unsigned count)
{
    struct lint_zone fixture;

    tap_row(zone);
    lint_zone_set_up(&fixture, zone);
    lint_zone_run(&fixture);
    CHECK_INT(lint_zone_count(&fixture, code), count);
    lint_zone_tear_down(&fixture);
    tap_row(NULL);
}

static void
test_a_redirect_is_meant_when_the_other_record_is_stricter(void)
{
    static const struct {
        const char *ours;
        const char *theirs;
        unsigned count;
    } rows[] = {
        {"", "~all", 1},      {"", "-all", 1},      {" ?all", "~all", 1},
        {" ~all", "-all", 1}, {" ~all", "~all", 0}, {" -all", "~all", 0},
        {" -all", "-all", 0}, {" +all", "-all", 1}, {" mx ~all", "-all", 0},
    };
    char zone[ROOM];
    size_t i;

    for (i = 0; i < TAP_COUNT(rows); i++) {
        snprintf(zone, sizeof(zone),
                 "example.com TXT v=spf1 include:n.example.com%s\n"
                 "n.example.com TXT v=spf1 ip4:8.8.8.0/24 %s",
                 rows[i].ours, rows[i].theirs);
        check_count(zone, "SPF-W133", rows[i].count);
    }
    check_count("example.com TXT v=spf1 include:n.example.net ~all\n"
                "n.example.net TXT v=spf1 ip4:8.8.8.0/24 -all",
                "SPF-W133", 0);
}

static void
test_an_own_address_is_told_of_near_the_limit(void)
{
    check_count("example.net NAME\nexample.com A 8.8.8.8\n"
                "example.com TXT v=spf1 a a:h.example.com -all\n"
                "h.example.com AAAA 2a00::1\nh.example.com AAAA 2a00::2",
                "SPF-W120", 1);
    check_count("example.net NAME\nexample.com A 8.8.8.8\n"
                "example.com TXT v=spf1 a a:h.example.com -all\n"
                "h.example.com A 8.8.4.4\nh.example.com A 8.8.4.5",
                "SPF-W120", 2);
}

/* What is found about a domain and a record (NULL: the published one). */
static unsigned
count_of(const char *lines, const char *domain, const char *record,
         const char *code)
{
    struct lint_zone fixture;
    unsigned count;

    tap_row(lines);
    lint_zone_set_up(&fixture, lines);
    CHECK_INT(spfeval_policy_new(fixture.options, &fixture.policy),
              SPFEVAL_OK);
    CHECK_INT(
        spfeval_policy_set_domain(fixture.policy, domain, strlen(domain)),
        SPFEVAL_OK);
    CHECK_INT(spfeval_policy_set_extras(fixture.policy, 1), SPFEVAL_OK);
    if (record != NULL) {
        CHECK_INT(
            spfeval_policy_set_record(fixture.policy, record, strlen(record)),
            SPFEVAL_OK);
    }
    CHECK_INT(spfeval_policy_run(fixture.policy,
                                 spfeval_zone_get_resolver(fixture.zone)),
              SPFEVAL_OK);
    CHECK_INT(spfeval_policy_lint(fixture.policy, &fixture.lint), SPFEVAL_OK);
    count = lint_zone_count(&fixture, code);
    lint_zone_tear_down(&fixture);
    tap_row(NULL);
    return count;
}

/* RFC 1034 section 3.6.2: beside an alias there is no record. */
static void
test_an_alias_is_told_of_where_a_record_should_be(void)
{
    static const char bare[] = "example.com CNAME example.net\n"
                               "example.net TXT something";
    static const char published[] = "example.com CNAME example.net\n"
                                    "example.net TXT v=spf1 -all";

    CHECK_INT(count_of(bare, "example.com", NULL, "SPF-W141"), 1);
    CHECK_INT(count_of(published, "example.com", NULL, "SPF-W141"), 0);
    CHECK_INT(count_of(published, "example.com", "v=spf1 a -all", "SPF-W141"),
              1);
    CHECK_INT(count_of("example.com A 8.8.8.8", "example.com", "v=spf1 a -all",
                       "SPF-W141"),
              0);
}

/* Records that others include, and domains that read no bounces. */
static void
test_a_name_without_mail_may_send(void)
{
    static const char *const names[] = {
        "_spf.example.com", "bounce.example.com", "spf.example.com",
        "a._spf.example.com"};
    char zone[ROOM];
    size_t i;

    for (i = 0; i < TAP_COUNT(names); i++) {
        snprintf(zone, sizeof(zone), "%s TXT v=spf1 ip4:8.8.8.0/24 -all",
                 names[i]);
        CHECK_INT(count_of(zone, names[i], NULL, "SPF-W137"), 0);
        /* By a wildcard, say. */
        snprintf(zone, sizeof(zone),
                 "%s TXT v=spf1 ip4:8.8.8.0/24 -all\n%s MX 0 .", names[i],
                 names[i]);
        CHECK_INT(count_of(zone, names[i], NULL, "SPF-W137"),
                  strchr(names[i], '_') == NULL ? 1 : 0);
    }
}

/* Answers of a zone as a cache has them a second later. */
struct cached {
    spfeval_zone *zone;
    spfeval_cache *cache;
};

static int
look_up_cached(void *user_data, const spfeval_query *query,
               spfeval_answer *answer)
{
    const struct cached *cached = user_data;
    int type = spfeval_query_get_type(query);
    size_t len = 0;
    const char *name = spfeval_query_get_name(query, &len);
    int status = spfeval_zone_lookup(cached->zone, type, name, len, answer);

    if (status == SPFEVAL_OK) {
        status =
            spfeval_cache_store(cached->cache, type, name, len, 0, answer);
    }
    if (status == SPFEVAL_OK) { /* what has no time to live is not there */
        (void)spfeval_cache_lookup(cached->cache, type, name, len, 1000,
                                   answer);
    }
    return status;
}

/* What is left of the time in a cache says nothing about a short one. */
static void
test_a_cache_does_not_make_the_time_short(void)
{
    static const char *const zones[] = {"example.com 299 TXT v=spf1 -all",
                                        "example.com 86402 TXT v=spf1 -all"};
    static const spfeval_resolver_ops ops = {.struct_size = sizeof(ops),
                                             .lookup = look_up_cached};
    size_t i;

    for (i = 0; i < TAP_COUNT(zones); i++) {
        spfeval_resolver *resolver = NULL;
        struct lint_zone fixture;
        struct cached cached;

        CHECK_INT(count_of(zones[i], "example.com", NULL, "SPF-W129"), 1);
        lint_zone_set_up(&fixture, zones[i]);
        cached.zone = fixture.zone;
        CHECK_INT(spfeval_cache_new(NULL, &cached.cache), SPFEVAL_OK);
        CHECK_INT(spfeval_resolver_new(NULL, &ops, &cached, &resolver),
                  SPFEVAL_OK);
        CHECK_INT(spfeval_policy_new(fixture.options, &fixture.policy),
                  SPFEVAL_OK);
        CHECK_INT(spfeval_policy_set_domain(fixture.policy, "example.com", 11),
                  SPFEVAL_OK);
        CHECK_INT(spfeval_policy_run(fixture.policy, resolver), SPFEVAL_OK);
        CHECK_INT(spfeval_policy_lint(fixture.policy, &fixture.lint),
                  SPFEVAL_OK);
        CHECK_INT(lint_zone_count(&fixture, "SPF-W129"), i);
        spfeval_resolver_free(resolver);
        spfeval_cache_free(cached.cache);
        lint_zone_tear_down(&fixture);
    }
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"a redirect is meant when the other record is stricter",
         test_a_redirect_is_meant_when_the_other_record_is_stricter},
        {"an own address is told of near the limit",
         test_an_own_address_is_told_of_near_the_limit},
        {"an alias is told of where a record should be",
         test_an_alias_is_told_of_where_a_record_should_be},
        {"a name without mail may send", test_a_name_without_mail_may_send},
        {"a cache does not make the time short",
         test_a_cache_does_not_make_the_time_short},
    };

    return tap_run("policy/lint_domain", tests, TAP_COUNT(tests));
}
