/* SPDX-License-Identifier: BSD-2-Clause */
/* Answering from a zone in memory: absence, aliases, failures, wildcards. */
#include <stdio.h>
#include <string.h>

#include <spfeval/status.h>
#include <spfeval/zone.h>

#include "support/count_alloc.h"
#include "support/tap.h"
#include "support/zone_text.h"

enum { A = SPFEVAL_RRTYPE_A, TXT = SPFEVAL_RRTYPE_TXT };

static spfeval_zone *
make_zone(bool authoritative)
{
    spfeval_zone *zone = NULL;

    CHECK_INT(spfeval_zone_new(NULL, &zone), SPFEVAL_OK);
    if (authoritative) {
        CHECK_INT(spfeval_zone_set_authoritative(zone), SPFEVAL_OK);
    }
    return zone;
}

static void
add_text(spfeval_zone *zone, const char *name, uint32_t ttl, const char *text)
{
    CHECK_INT(spfeval_zone_add_text(zone, name, strlen(name), ttl, text,
                                    strlen(text)),
              SPFEVAL_OK);
}

static void
add_alias(spfeval_zone *zone, const char *name, uint32_t ttl,
          const char *target)
{
    CHECK_INT(spfeval_zone_add_cname(zone, name, strlen(name), ttl, target,
                                     strlen(target)),
              SPFEVAL_OK);
}

static void
add_timeout(spfeval_zone *zone, const char *name, int type)
{
    CHECK_INT(spfeval_zone_add_timeout(zone, name, strlen(name), type),
              SPFEVAL_OK);
}

static void
add_rcode(spfeval_zone *zone, const char *name, int type, int rcode)
{
    CHECK_INT(spfeval_zone_add_rcode(zone, name, strlen(name), type, rcode),
              SPFEVAL_OK);
}

static void
check_lookup(const spfeval_zone *zone, int type, const char *name,
             const char *expected)
{
    const char *text = zone_text(zone, type, name);

    tap_row(name);
    CHECK_STR(text, strlen(text), expected);
}

/* --- absence ------------------------------------------------------------- */

static void
test_lookup_tells_no_name_from_no_record(void)
{
    spfeval_zone *zone = make_zone(false);

    check_lookup(zone, TXT, "a.test", "nxdomain");
    check_lookup(zone, TXT, "", "nxdomain");
    add_text(zone, "a.test", 60, "x");
    check_lookup(zone, TXT, "a.test", "ok 60: x");
    check_lookup(zone, A, "a.test", "nodata");
    check_lookup(zone, 99, "a.test", "nodata");
    check_lookup(zone, TXT, "b.test", "nxdomain");
    check_lookup(zone, TXT, "test", "nxdomain");
    check_lookup(zone, TXT, "x.a.test", "nxdomain");
    spfeval_zone_free(zone);
}

static void
test_lookup_takes_any_octets_for_a_name(void)
{
    static const char name[] = "\0\x80\xff .\x7f\\";
    static char longest[65536];
    const size_t len = sizeof(name) - 1;
    spfeval_zone *zone = make_zone(false);
    const char *text;

    CHECK_INT(spfeval_zone_add_text(zone, name, len, 1, "x", 1), SPFEVAL_OK);
    text = zone_text_octets(zone, TXT, name, len);
    CHECK_STR(text, strlen(text), "ok 1: x");
    text = zone_text_octets(zone, TXT, name, len - 1);
    CHECK_STR(text, strlen(text), "nxdomain");
    text = zone_text_octets(zone, TXT, "\0\xa0\xff .\x7f\\", len);
    CHECK_STR(text, strlen(text), "nxdomain");

    memset(longest, 'a', sizeof(longest));
    text = zone_text_octets(zone, TXT, longest, 65535);
    CHECK_STR(text, strlen(text), "nxdomain");
    text = zone_text_octets(zone, TXT, longest, 65536);
    CHECK_STR(text, strlen(text), "nxdomain");
#if SIZE_MAX > UINT32_MAX
    /* A length of which 32 bits are those of a name that exists. */
    text = zone_text_octets(zone, TXT, name, ((size_t)1 << 32) + len);
    CHECK_STR(text, strlen(text), "nxdomain");
#endif
    spfeval_zone_free(zone);
}

static void
test_lookup_refuses_missing_parameters(void)
{
    spfeval_zone *zone = make_zone(false);
    spfeval_answer *answer = NULL;

    CHECK_INT(spfeval_answer_new(NULL, &answer), SPFEVAL_OK);
    CHECK_INT(spfeval_zone_lookup(NULL, TXT, "a", 1, answer),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_zone_lookup(zone, TXT, NULL, 0, answer),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_zone_lookup(zone, TXT, "a", 1, NULL),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_zone_lookup(zone, 0, "a", 1, answer),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_zone_lookup(zone, -1, "a", 1, answer),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_zone_lookup(zone, 65536 + TXT, "a", 1, answer),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_answer_get_class(answer), SPFEVAL_DNS_UNSET);
    spfeval_answer_free(answer);
    spfeval_zone_free(zone);
}

static void
test_lookup_clears_the_answer_first(void)
{
    static const uint8_t address[4] = {192, 0, 2, 1};
    spfeval_zone *zone = make_zone(false);
    spfeval_answer *answer = NULL;

    add_text(zone, "a.test", 60, "x");
    CHECK_INT(spfeval_answer_new(NULL, &answer), SPFEVAL_OK);
    CHECK_INT(spfeval_answer_add_address(answer, address, 4), SPFEVAL_OK);
    CHECK_INT(spfeval_answer_set_failure(answer, SPFEVAL_FAILURE_NETWORK),
              SPFEVAL_OK);
    CHECK_INT(spfeval_zone_lookup(zone, TXT, "a.test", 6, answer), SPFEVAL_OK);
    CHECK_INT(spfeval_answer_get_class(answer), SPFEVAL_DNS_OK);
    CHECK_INT(spfeval_answer_get_count(answer), 1);
    CHECK_INT(spfeval_zone_lookup(zone, A, "a.test", 6, answer), SPFEVAL_OK);
    CHECK_INT(spfeval_answer_get_class(answer), SPFEVAL_DNS_NODATA);
    CHECK_INT(spfeval_zone_lookup(zone, A, "b.test", 6, answer), SPFEVAL_OK);
    CHECK_INT(spfeval_answer_get_class(answer), SPFEVAL_DNS_NXDOMAIN);
    spfeval_answer_free(answer);
    spfeval_zone_free(zone);
}

static void
test_lookup_says_that_the_answer_has_no_memory(void)
{
    static char text[4000];
    struct count_alloc memory;
    spfeval_zone *zone = make_zone(false);
    spfeval_answer *answer = NULL;

    CHECK_INT(spfeval_zone_add_text(zone, "a.test", 6, 1, text, sizeof(text)),
              SPFEVAL_OK);
    count_alloc_init(&memory);
    CHECK_INT(spfeval_answer_new(&memory.table, &answer), SPFEVAL_OK);
    count_alloc_fail_at(&memory, 1);
    CHECK_INT(spfeval_zone_lookup(zone, TXT, "a.test", 6, answer),
              SPFEVAL_ERR_NOMEM);
    CHECK_INT(spfeval_zone_lookup(zone, TXT, "a.test", 6, answer), SPFEVAL_OK);
    CHECK_INT(spfeval_answer_get_count(answer), 1);
    spfeval_answer_free(answer);
    spfeval_zone_free(zone);
    CHECK(count_alloc_is_clean(&memory));
}

/* --- aliases ------------------------------------------------------------- */

/* How many aliases the zone follows for a name. */
static uint32_t
count_aliases(const spfeval_zone *zone, const char *name)
{
    spfeval_answer *answer = NULL;
    uint32_t count;

    CHECK_INT(spfeval_answer_new(NULL, &answer), SPFEVAL_OK);
    CHECK_INT(spfeval_zone_lookup(zone, TXT, name, strlen(name), answer),
              SPFEVAL_OK);
    count = spfeval_answer_get_aliases(answer);
    spfeval_answer_free(answer);
    return count;
}

static void
test_lookup_counts_aliases(void)
{
    spfeval_zone *zone = make_zone(false);

    add_text(zone, "a.test", 60, "x");
    add_alias(zone, "b.test", 60, "a.test");
    add_alias(zone, "c.test", 60, "b.test");
    add_alias(zone, "d.test", 60, "nothing.test");
    CHECK_INT(count_aliases(zone, "a.test"), 0);
    CHECK_INT(count_aliases(zone, "b.test"), 1);
    CHECK_INT(count_aliases(zone, "c.test"), 2);
    CHECK_INT(count_aliases(zone, "d.test"), 1);
    CHECK_INT(count_aliases(zone, "nothing.test"), 0);
    spfeval_zone_free(zone);
}

static void
test_lookup_keeps_type_spf_from_txt(void)
{
    spfeval_zone *zone = make_zone(false);

    CHECK_INT(spfeval_zone_add_spf(zone, "a.test", 6, 60, "old", 3),
              SPFEVAL_OK);
    check_lookup(zone, TXT, "a.test", "nodata");
    add_text(zone, "a.test", 30, "new");
    check_lookup(zone, TXT, "a.test", "ok 30: new");
    check_lookup(zone, SPFEVAL_RRTYPE_SPF, "a.test", "ok 60: old");
    add_timeout(zone, "a.test", SPFEVAL_RRTYPE_SPF);
    check_lookup(zone, TXT, "a.test", "ok 30: new");
    check_lookup(zone, SPFEVAL_RRTYPE_SPF, "a.test", "timeout");
    spfeval_zone_free(zone);
}

/* This many aliases, from 1.test to one that points at end.test. */
static void
add_chain(spfeval_zone *zone, unsigned count)
{
    unsigned i;

    for (i = 1; i <= count; i++) {
        char name[16];
        char target[16];

        (void)snprintf(name, sizeof(name), "%u.test", i);
        if (i == count) {
            (void)snprintf(target, sizeof(target), "end.test");
        } else {
            (void)snprintf(target, sizeof(target), "%u.test", i + 1);
        }
        add_alias(zone, name, 1000 - i, target);
    }
    add_text(zone, "end.test", 2000, "x");
}

static void
test_lookup_follows_sixteen_aliases(void)
{
    spfeval_zone *zone = make_zone(false);

    add_chain(zone, 16);
    check_lookup(zone, TXT, "1.test", "ok 984: x");
    check_lookup(zone, TXT, "16.test", "ok 984: x");
    check_lookup(zone, A, "1.test", "nodata 984");
    spfeval_zone_free(zone);
}

static void
test_lookup_fails_at_the_seventeenth_alias(void)
{
    spfeval_zone *zone = make_zone(false);

    add_chain(zone, 17);
    check_lookup(zone, TXT, "2.test", "ok 983: x");
    CHECK(strncmp(zone_text(zone, TXT, "1.test"), "alias", 5) == 0);
    CHECK(strncmp(zone_text(zone, A, "1.test"), "alias", 5) == 0);
    spfeval_zone_free(zone);
}

static void
test_lookup_fails_at_a_loop_of_aliases(void)
{
    static const char *const names[] = {"self.test", "a.test", "b.test",
                                        "in.test"};
    spfeval_zone *zone = make_zone(false);
    size_t i;

    add_alias(zone, "self.test", 60, "SELF.test.");
    add_alias(zone, "a.test", 60, "b.test");
    add_alias(zone, "b.test", 60, "a.test");
    add_alias(zone, "in.test", 60, "a.test");
    for (i = 0; i < TAP_COUNT(names); i++) {
        tap_row(names[i]);
        CHECK(strncmp(zone_text(zone, TXT, names[i]), "alias", 5) == 0);
    }
    spfeval_zone_free(zone);
}

static void
test_lookup_follows_aliases_for_each_type(void)
{
    static const uint8_t v4[4] = {192, 0, 2, 1};
    static const uint8_t v6[16] = {0x20, 0x01, 0x0d, 0xb8};
    spfeval_zone *zone = make_zone(false);

    add_alias(zone, "a.test", 60, "T.Test.");
    CHECK_INT(spfeval_zone_add_address(zone, "t.test", 6, 61, v4, 4),
              SPFEVAL_OK);
    CHECK_INT(spfeval_zone_add_address(zone, "t.test", 6, 61, v6, 16),
              SPFEVAL_OK);
    CHECK_INT(spfeval_zone_add_mx(zone, "t.test", 6, 61, 1, "m", 1),
              SPFEVAL_OK);
    CHECK_INT(spfeval_zone_add_ptr(zone, "t.test", 6, 61, "p", 1), SPFEVAL_OK);
    add_text(zone, "t.test", 61, "x");
    check_lookup(zone, A, "a.test", "ok 60: 192.0.2.1");
    check_lookup(zone, SPFEVAL_RRTYPE_AAAA, "a.test", "ok 60: 2001:db8::");
    check_lookup(zone, SPFEVAL_RRTYPE_MX, "a.test", "ok 60: 1 m");
    check_lookup(zone, SPFEVAL_RRTYPE_PTR, "a.test", "ok 60: p");
    check_lookup(zone, TXT, "a.test", "ok 60: x");
    spfeval_zone_free(zone);
}

static void
test_lookup_reports_what_stands_at_the_end_of_aliases(void)
{
    spfeval_zone *zone = make_zone(false);

    add_alias(zone, "nowhere.test", 30, "missing.test");
    add_alias(zone, "late.test", 30, "slow.test");
    add_alias(zone, "broken.test", 30, "servfail.test");
    add_timeout(zone, "slow.test", 0);
    add_rcode(zone, "servfail.test", TXT, 2);
    check_lookup(zone, TXT, "nowhere.test", "nxdomain 30");
    CHECK(strncmp(zone_text(zone, TXT, "late.test"), "timeout", 7) == 0);
    CHECK(strncmp(zone_text(zone, TXT, "broken.test"), "servfail", 8) == 0);
    check_lookup(zone, A, "broken.test", "nodata 30");
    spfeval_zone_free(zone);
}

static void
test_lookup_prefers_records_to_an_alias(void)
{
    spfeval_zone *zone = make_zone(false);

    add_text(zone, "a.test", 60, "here");
    add_alias(zone, "a.test", 5, "t.test");
    add_text(zone, "t.test", 60, "there");
    add_rcode(zone, "t.test", A, 5);
    check_lookup(zone, TXT, "a.test", "ok 60: here");
    check_lookup(zone, A, "a.test", "refused 5");
    spfeval_zone_free(zone);
}

/* --- time to live -------------------------------------------------------- */

/* RFC 2181 section 5.2, and section 8 for the top bit. */
static void
test_lookup_ttl_is_the_smallest_of_records_and_aliases(void)
{
    spfeval_zone *zone = make_zone(false);

    add_text(zone, "set.test", 30, "x");
    add_text(zone, "set.test", 20, "y");
    add_text(zone, "set.test", 40, "z");
    CHECK_INT(spfeval_zone_add_mx(zone, "set.test", 8, 1, 0, "", 0),
              SPFEVAL_OK);
    check_lookup(zone, TXT, "set.test", "ok 20: x, y, z");

    add_alias(zone, "long.test", 100, "set.test");
    add_alias(zone, "short.test", 10, "long.test");
    add_alias(zone, "longer.test", 100, "short.test");
    check_lookup(zone, TXT, "long.test", "ok 20: x, y, z");
    check_lookup(zone, TXT, "short.test", "ok 10: x, y, z");
    check_lookup(zone, TXT, "longer.test", "ok 10: x, y, z");

    add_text(zone, "most.test", 0x7fffffff, "x");
    add_text(zone, "more.test", 0x80000000u, "x");
    add_text(zone, "none.test", 0, "x");
    check_lookup(zone, TXT, "most.test", "ok 2147483647: x");
    check_lookup(zone, TXT, "more.test", "ok 0: x");
    check_lookup(zone, TXT, "none.test", "ok 0: x");
    spfeval_zone_free(zone);
}

/* --- failures ------------------------------------------------------------ */

static const int asked_types[] = {SPFEVAL_RRTYPE_A, SPFEVAL_RRTYPE_PTR,
                                  SPFEVAL_RRTYPE_MX, SPFEVAL_RRTYPE_TXT,
                                  SPFEVAL_RRTYPE_AAAA};

static void
test_lookup_failure_of_a_type_is_for_that_type(void)
{
    size_t i;
    size_t j;

    for (i = 0; i < TAP_COUNT(asked_types); i++) {
        spfeval_zone *zone = make_zone(false);

        add_timeout(zone, "slow.test", asked_types[i]);
        add_rcode(zone, "bad.test", asked_types[i], 5);
        for (j = 0; j < TAP_COUNT(asked_types); j++) {
            check_lookup(zone, asked_types[j], "slow.test",
                         i == j ? "timeout" : "nodata");
            check_lookup(zone, asked_types[j], "bad.test",
                         i == j ? "refused" : "nodata");
        }
        spfeval_zone_free(zone);
    }
}

static void
test_lookup_failure_of_a_type_hides_its_records(void)
{
    spfeval_zone *zone = make_zone(false);

    add_text(zone, "slow.test", 60, "x");
    add_timeout(zone, "slow.test", TXT);
    add_text(zone, "gone.test", 60, "x");
    add_rcode(zone, "gone.test", TXT, 3);
    add_text(zone, "empty.test", 60, "x");
    add_rcode(zone, "empty.test", TXT, 0);
    add_alias(zone, "alias.test", 60, "empty.test");
    add_rcode(zone, "alias.test", A, 4);
    check_lookup(zone, TXT, "slow.test", "timeout");
    check_lookup(zone, A, "slow.test", "nodata");
    check_lookup(zone, TXT, "gone.test", "nxdomain");
    check_lookup(zone, A, "gone.test", "nodata");
    check_lookup(zone, TXT, "empty.test", "nodata");
    check_lookup(zone, A, "alias.test", "notimp");
    check_lookup(zone, TXT, "alias.test", "nodata 60");
    spfeval_zone_free(zone);
}

static void
test_lookup_failure_of_type_0_spares_types_with_records(void)
{
    spfeval_zone *zone = make_zone(false);

    add_timeout(zone, "slow.test", 0);
    add_text(zone, "slow.test", 60, "x");
    add_rcode(zone, "bad.test", 0, 1);
    add_rcode(zone, "bad.test", A, 0);
    add_text(zone, "bad.test", 60, "x");
    check_lookup(zone, TXT, "slow.test", "ok 60: x");
    check_lookup(zone, A, "slow.test", "timeout");
    check_lookup(zone, SPFEVAL_RRTYPE_AAAA, "slow.test", "timeout");
    check_lookup(zone, TXT, "bad.test", "ok 60: x");
    check_lookup(zone, A, "bad.test", "nodata");
    check_lookup(zone, SPFEVAL_RRTYPE_MX, "bad.test", "formerr");
    check_lookup(zone, TXT, "x.slow.test", "nxdomain");
    spfeval_zone_free(zone);
}

static void
test_lookup_last_failure_of_a_type_counts(void)
{
    spfeval_zone *zone = make_zone(false);

    add_timeout(zone, "a.test", TXT);
    add_rcode(zone, "a.test", TXT, 2);
    check_lookup(zone, TXT, "a.test", "servfail");
    add_rcode(zone, "a.test", TXT, 9);
    check_lookup(zone, TXT, "a.test", "rcode 9");
    add_timeout(zone, "a.test", TXT);
    check_lookup(zone, TXT, "a.test", "timeout");
    spfeval_zone_free(zone);
}

/* --- an authoritative zone ----------------------------------------------- */

/* RFC 4592 section 2.2.1, and what it says of each. */
static void
test_lookup_wildcards_answer_as_rfc_4592_shows(void)
{
    spfeval_zone *zone = make_zone(true);

    add_text(zone, "example", 3600, "apex");
    add_text(zone, "*.example", 3600, "this is a wildcard");
    CHECK_INT(spfeval_zone_add_mx(zone, "*.example", 9, 3600, 10,
                                  "host1.example", 13),
              SPFEVAL_OK);
    add_text(zone, "sub.*.example", 3600, "this is not a wildcard");
    add_timeout(zone, "host1.example", A);
    add_timeout(zone, "_ssh._tcp.host1.example", 0);
    add_text(zone, "subdel.example", 3600, "delegated");

    /* Synthesized. */
    check_lookup(zone, SPFEVAL_RRTYPE_MX, "host3.example",
                 "ok 3600: 10 host1.example");
    check_lookup(zone, A, "host3.example", "nodata");
    check_lookup(zone, TXT, "foo.bar.example", "ok 3600: this is a wildcard");
    check_lookup(zone, TXT, "FOO.BAR.EXAMPLE.", "ok 3600: this is a wildcard");
    /* Not: the name exists, or a name between exists. */
    check_lookup(zone, SPFEVAL_RRTYPE_MX, "host1.example", "nodata");
    check_lookup(zone, SPFEVAL_RRTYPE_MX, "sub.*.example", "nodata");
    check_lookup(zone, TXT, "_telnet._tcp.host1.example", "nxdomain");
    check_lookup(zone, TXT, "host.subdel.example", "nxdomain");
    check_lookup(zone, TXT, "ghost.*.example", "nxdomain");
    /* The wildcard asked for by its name, and what is not below it. */
    check_lookup(zone, TXT, "*.example", "ok 3600: this is a wildcard");
    check_lookup(zone, TXT, "example", "ok 3600: apex");
    check_lookup(zone, TXT, "host.elsewhere", "nxdomain");
    spfeval_zone_free(zone);
}

static void
test_lookup_names_between_exist(void)
{
    spfeval_zone *zone = make_zone(true);

    check_lookup(zone, TXT, "test", "nxdomain");
    check_lookup(zone, TXT, "", "nxdomain");
    add_text(zone, "a.b.c.test", 60, "x");
    check_lookup(zone, TXT, "a.b.c.test", "ok 60: x");
    check_lookup(zone, TXT, "b.c.test", "nodata");
    check_lookup(zone, TXT, "C.Test.", "nodata");
    check_lookup(zone, TXT, "test", "nodata");
    check_lookup(zone, TXT, "x.b.c.test", "nxdomain");
    check_lookup(zone, TXT, "x.a.b.c.test", "nxdomain");
    check_lookup(zone, TXT, "b.test", "nxdomain");
    add_text(zone, "c.test", 60, "y"); /* of an empty name, a full one */
    check_lookup(zone, TXT, "c.test", "ok 60: y");
    spfeval_zone_free(zone);
}

static void
test_lookup_wildcard_is_a_whole_first_label(void)
{
    spfeval_zone *zone = make_zone(true);

    add_text(zone, "*a.one.test", 60, "x");
    add_text(zone, "a*.two.test", 60, "x");
    add_text(zone, "**.three.test", 60, "x");
    add_text(zone, "a.*.four.test", 60, "x");
    check_lookup(zone, TXT, "a.one.test", "nxdomain");
    check_lookup(zone, TXT, "a.two.test", "nxdomain");
    check_lookup(zone, TXT, "a.three.test", "nxdomain");
    /* "*.four.test" exists, without records of its own. */
    check_lookup(zone, TXT, "a.b.four.test", "nodata");
    check_lookup(zone, TXT, "*a.one.test", "ok 60: x");
    spfeval_zone_free(zone);
}

static void
test_lookup_wildcards_hold_aliases_and_failures(void)
{
    spfeval_zone *zone = make_zone(true);

    add_alias(zone, "*.alias.test", 30, "end.test");
    add_text(zone, "end.test", 60, "x");
    add_timeout(zone, "*.slow.test", TXT);
    add_rcode(zone, "*.bad.test", 0, 2);
    add_alias(zone, "*.loop.test", 30, "a.loop.test");
    check_lookup(zone, TXT, "n.alias.test", "ok 30: x");
    check_lookup(zone, TXT, "n.slow.test", "timeout");
    check_lookup(zone, A, "n.slow.test", "nodata");
    check_lookup(zone, A, "n.m.bad.test", "servfail");
    CHECK(strncmp(zone_text(zone, TXT, "n.loop.test"), "alias", 5) == 0);
    spfeval_zone_free(zone);
}

static void
test_lookup_wildcard_of_the_root_answers_for_every_name(void)
{
    spfeval_zone *zone = make_zone(true);

    add_text(zone, "*", 60, "x");
    add_text(zone, "a.test", 60, "y");
    check_lookup(zone, TXT, "n", "ok 60: x");
    check_lookup(zone, TXT, "n.m.example", "ok 60: x");
    check_lookup(zone, TXT, "n.test", "nxdomain");
    check_lookup(zone, TXT, "", "nodata");
    spfeval_zone_free(zone);
}

static void
test_lookup_wildcards_are_plain_names_in_a_flat_zone(void)
{
    spfeval_zone *zone = make_zone(false);

    add_text(zone, "*.test", 60, "x");
    add_text(zone, "a.b.test", 60, "y");
    check_lookup(zone, TXT, "*.test", "ok 60: x");
    check_lookup(zone, TXT, "n.test", "nxdomain");
    check_lookup(zone, TXT, "b.test", "nxdomain");
    check_lookup(zone, TXT, "test", "nxdomain");
    spfeval_zone_free(zone);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"a lookup counts aliases", test_lookup_counts_aliases},
        {"a lookup keeps type SPF from TXT",
         test_lookup_keeps_type_spf_from_txt},
        {"a name without the type is nodata, no name is nxdomain",
         test_lookup_tells_no_name_from_no_record},
        {"a name may hold any octets, at any length",
         test_lookup_takes_any_octets_for_a_name},
        {"missing parameters are refused, the answer stays",
         test_lookup_refuses_missing_parameters},
        {"the answer is cleared first", test_lookup_clears_the_answer_first},
        {"no memory for the answer is an error, and it may be repeated",
         test_lookup_says_that_the_answer_has_no_memory},
        {"sixteen aliases are followed", test_lookup_follows_sixteen_aliases},
        {"the seventeenth alias fails the query",
         test_lookup_fails_at_the_seventeenth_alias},
        {"a loop of aliases fails the query",
         test_lookup_fails_at_a_loop_of_aliases},
        {"aliases are followed for each type",
         test_lookup_follows_aliases_for_each_type},
        {"what stands at the end of aliases is the answer",
         test_lookup_reports_what_stands_at_the_end_of_aliases},
        {"records come before an alias of the same name",
         test_lookup_prefers_records_to_an_alias},
        {"the time to live is the smallest of records and aliases",
         test_lookup_ttl_is_the_smallest_of_records_and_aliases},
        {"the failure of a type is for that type",
         test_lookup_failure_of_a_type_is_for_that_type},
        {"the failure of a type hides its records and an alias",
         test_lookup_failure_of_a_type_hides_its_records},
        {"the failure of type 0 spares types that have records",
         test_lookup_failure_of_type_0_spares_types_with_records},
        {"the last failure of a type counts",
         test_lookup_last_failure_of_a_type_counts},
        {"wildcards answer as RFC 4592 section 2.2.1 shows",
         test_lookup_wildcards_answer_as_rfc_4592_shows},
        {"a name that has names below it exists",
         test_lookup_names_between_exist},
        {"a wildcard is a whole first label",
         test_lookup_wildcard_is_a_whole_first_label},
        {"wildcards hold aliases and failures too",
         test_lookup_wildcards_hold_aliases_and_failures},
        {"the wildcard of the root answers for every name",
         test_lookup_wildcard_of_the_root_answers_for_every_name},
        {"in a flat zone a wildcard is a plain name",
         test_lookup_wildcards_are_plain_names_in_a_flat_zone},
    };

    return tap_run("resolver/zone_lookup", tests, TAP_COUNT(tests));
}
