/* SPDX-License-Identifier: BSD-2-Clause */
/* Records of others, limits of a profile, and bounds. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <spfeval/policy.h>
#include <spfeval/status.h>
#include <spfeval/zone.h>

#include "policy/lint_dns.h"
#include "support/lint_zone.h"
#include "support/tap.h"

enum { ROOM = 4096, MOST = 333 };

/* Errors of others come behind one's own; their corrections are theirs. */
static void
test_records_of_others_keep_their_owner(void)
{
    static const char zone[] =
        "example.com TXT v=spf1 include:z.example.net "
        "include:a.example.net include:gone.example.net -all\n"
        "z.example.net TXT v=spf1 +ptr ip4:8.8.8.0/24 "
        "include:spf.google.com ?all\n"
        "a.example.net TXT v=spf1 ip4:8.8.9.0/24 ip4:8.8.11.0/24 "
        "include:missing.example.net -all";
    char fixed[ROOM];
    size_t needed;
    struct lint_zone fixture;

    lint_zone_set_up(&fixture, zone);
    lint_zone_run(&fixture);
    CHECK_INT(spfeval_lint_get_count(fixture.lint), 3);
    CHECK_STR(lint_zone_get(&fixture, 0).owner,
              lint_zone_get(&fixture, 0).owner_len, "example.com");
    CHECK_INT(lint_zone_get(&fixture, 0).offset, 51);
    CHECK_STR(lint_zone_get(&fixture, 1).owner,
              lint_zone_get(&fixture, 1).owner_len, "a.example.net");
    CHECK_INT(lint_zone_get(&fixture, 1).offset, 38);
    CHECK_STR(lint_zone_get(&fixture, 2).owner,
              lint_zone_get(&fixture, 2).owner_len, "z.example.net");
    CHECK_STR(lint_zone_get(&fixture, 2).record,
              lint_zone_get(&fixture, 2).record_len,
              "v=spf1 +ptr ip4:8.8.8.0/24 include:spf.google.com ?all");
    CHECK_INT(
        spfeval_lint_print_fixed(fixture.lint, fixed, sizeof(fixed), &needed),
        SPFEVAL_OK);
    CHECK_STR(fixed, needed - 1,
              "v=spf1 include:z.example.net include:a.example.net "
              "include:gone.example.net -all");
    lint_zone_tear_down(&fixture);
}

/* RFC 7208 section 4.6.4: other limits, other findings. */
static void
test_limits_are_those_of_the_profile(void)
{
    static const char zone[] =
        "example.com TXT v=spf1 include:n.example.com -all\n"
        "n.example.com TXT v=spf1 a:x.example.com a:y.example.com "
        "a:z.example.com a:h.example.com a:h.example.com a:h.example.com "
        "ip4:8.8.8.0/24 -all\nh.example.com A 8.8.4.4\n"
        "h.example.com AAAA 2a00::1";
    static const char *const codes[][2] = {
        {"rfc", "SPF-E027"}, {"strict", "SPF-E027"}, {"receivers", NULL}};
    struct lint_zone fixture;
    size_t i;

    for (i = 0; i < TAP_COUNT(codes); i++) {
        tap_row(codes[i][0]);
        lint_zone_set_up(&fixture, zone);
        CHECK_INT(spfeval_options_set_profile(fixture.options, codes[i][0],
                                              strlen(codes[i][0])),
                  SPFEVAL_OK);
        lint_zone_run(&fixture);
        CHECK_INT(spfeval_lint_get_count(fixture.lint),
                  codes[i][1] == NULL ? 0 : 1);
        if (codes[i][1] != NULL) {
            CHECK_INT(lint_zone_count(&fixture, codes[i][1]), 1);
        }
        lint_zone_tear_down(&fixture);
    }
}

/* 7 lookups leave 3. */
static void
test_a_reserve_is_that_of_the_profile(void)
{
    static const char zone[] =
        "example.com TXT v=spf1 include:n.example.com -all\n"
        "n.example.com TXT v=spf1 a:h.example.com a:h.example.com "
        "a:h.example.com a:h.example.com a:h.example.com a:h.example.com "
        "ip4:8.8.8.0/24 -all\nh.example.com A 8.8.4.4\n"
        "h.example.com AAAA 2a00::1";
    struct lint_zone fixture;

    lint_zone_set_up(&fixture, zone);
    lint_zone_run(&fixture);
    CHECK_INT(spfeval_lint_get_count(fixture.lint), 0);
    lint_zone_tear_down(&fixture);
    lint_zone_set_up(&fixture, zone);
    CHECK_INT(spfeval_options_set_profile(fixture.options, "strict", 6),
              SPFEVAL_OK);
    lint_zone_run(&fixture);
    CHECK_INT(lint_zone_count(&fixture, "SPF-W123"), 1);
    lint_zone_tear_down(&fixture);
}

/* --- What no address comes to --------------------------------------------- */

#define ALL_V4 "-ip4:0.0.0.0/0 "
#define ALL_V6 "-ip6:::/0 "
#define BEFORE "example.com TXT v=spf1 ip4:8.8.8.8 "
#define WITHIN BEFORE "include:n.example.com -all\nn.example.com TXT v=spf1 "

/* RFC 7208 section 4.6: what is not evaluated is no error. */
static void
test_what_is_not_reached_is_no_error(void)
{
    static const struct {
        const char *zone;
        const char *code;
        unsigned errors;
        unsigned dead; /* W113 */
    } rows[] = {
        {BEFORE ALL_V4 ALL_V6 "include:x.example.com", "SPF-E024", 0, 1},
        {BEFORE ALL_V4 "include:x.example.com", "SPF-E024", 1, 0},
        {BEFORE ALL_V6 "include:x.example.com", "SPF-E024", 1, 0},
        {BEFORE ALL_V4 ALL_V6 "include:x..y", "SPF-E024", 0, 0},
        {BEFORE ALL_V4 ALL_V6 "redirect=x.example.com", "SPF-E024", 0, 0},
        {BEFORE ALL_V4 "redirect=x.example.com", "SPF-E024", 1, 0},
        {BEFORE ALL_V4 ALL_V6 "include:n.example.com\n"
                              "n.example.com TXT v=spf1 ipv4:1.2.3.4",
         "SPF-E025", 0, 1},
        {BEFORE ALL_V4 ALL_V6 "include:example.com", "SPF-E026", 0, 1},
        {BEFORE ALL_V4 "include:example.com", "SPF-E026", 1, 0},
        {WITHIN ALL_V4 ALL_V6 "include:x.example.com", "SPF-E024", 0, 0},
        {WITHIN ALL_V4 "include:x.example.com", "SPF-E024", 1, 0},
        /* What is behind an error is, once that is mended. */
        {BEFORE "include:x.example.com include:y.example.com", "SPF-E024", 2,
         0},
        {BEFORE "include:x.example.com " ALL_V4 ALL_V6 "include:y.example.com",
         "SPF-E024", 1, 0},
    };
    struct lint_zone fixture;
    size_t i;

    for (i = 0; i < TAP_COUNT(rows); i++) {
        tap_row(rows[i].zone);
        lint_zone_set_up(&fixture, rows[i].zone);
        lint_zone_run(&fixture);
        CHECK_INT(lint_zone_count(&fixture, rows[i].code), rows[i].errors);
        CHECK_INT(lint_zone_count(&fixture, "SPF-W113"), rows[i].dead);
        lint_zone_tear_down(&fixture);
    }
}

/* --- Bounds -------------------------------------------------------------- */

/* A record of one term, over and over. */
static char *
repeat(const char *before, const char *term, size_t octets)
{
    char *lines = malloc(strlen(before) + octets + 1);
    size_t len = strlen(before);
    size_t end = len + octets;

    if (!CHECK(lines != NULL)) {
        exit(1);
    }
    memcpy(lines, before, len);
    while (len + strlen(term) <= end) {
        memcpy(lines + len, term, strlen(term));
        len += strlen(term);
    }
    lines[len] = '\0';
    return lines;
}

static void
try_flood(const char *before, const char *term, const char *code,
          unsigned count)
{
    char *lines = repeat(before, term, 60000);
    struct lint_zone fixture;

    tap_row(term);
    lint_zone_set_up(&fixture, lines);
    lint_zone_run(&fixture);
    CHECK(spfeval_lint_get_count(fixture.lint) <= 3 * MOST);
    CHECK_INT(lint_zone_count(&fixture, code), count);
    lint_zone_tear_down(&fixture);
    tap_row(NULL);
    free(lines);
}

static void
test_a_flood_is_bounded(void)
{
    /* Of the same names, so that each is asked once. */
    try_flood("example.com TXT v=spf1", " ?include:n.example.com", "SPF-E024",
              1);
    try_flood("example.com TXT v=spf1", " ?include:example.com", "SPF-E026",
              1);
    try_flood("example.com TXT v=spf1 include:n.example.com -all\n"
              "n.example.com TXT v=spf1",
              " include:m.example.com", "SPF-E024", 1);
    try_flood("example.com TXT v=spf1 include:n.example.com -all\n"
              "n.example.com TXT v=spf1",
              " include:n.example.com", "SPF-E026", 1);
    try_flood("m.example.com MX 1 h1.example\nm.example.com MX 2 h2.example\n"
              "m.example.com MX 3 h3.example\nm.example.com MX 4 h4.example\n"
              "m.example.com MX 5 h5.example\nm.example.com MX 6 h6.example\n"
              "m.example.com MX 7 h7.example\nm.example.com MX 8 h8.example\n"
              "m.example.com MX 9 h9.example\nm.example.com MX 9 ha.example\n"
              "m.example.com MX 9 hb.example\n"
              "example.com TXT v=spf1 include:n.example.com -all\n"
              "n.example.com TXT v=spf1",
              " mx:m.example.com", "SPF-E023", MOST);
}

/* More addresses than are kept cost the findings about these only. */
static void
test_too_many_addresses_leave_the_rest(void)
{
    enum { HOSTS = 400, ADDRESSES = 1000, TEXT = 8000 };
    spfeval_cost cost = {.struct_size = sizeof(cost)};
    struct lint_zone fixture;
    char text[TEXT];
    int len = snprintf(text, sizeof(text), "v=spf1");
    int i;
    int j;

    lint_zone_set_up(&fixture, "");
    for (i = 0; i < HOSTS; i++) {
        char name[32];
        int name_len = snprintf(name, sizeof(name), "h%d.example.com", i);

        len += snprintf(text + len, sizeof(text) - (size_t)len, " a:%s", name);
        for (j = 0; j < ADDRESSES; j++) {
            uint8_t address[4] = {(uint8_t)(j % 200 + 1), (uint8_t)i,
                                  (uint8_t)(j / 200), (uint8_t)(i / 2)};

            CHECK_INT(spfeval_zone_add_address(fixture.zone, name,
                                               (size_t)name_len, 300, address,
                                               sizeof(address)),
                      SPFEVAL_OK);
        }
    }
    CHECK_INT(spfeval_zone_add_text(fixture.zone, "example.com", 11, 300, text,
                                    (size_t)len),
              SPFEVAL_OK);
    lint_zone_run(&fixture);
    CHECK_INT(spfeval_policy_get_cost(fixture.policy, 4, &cost),
              SPFEVAL_ERR_LIMIT);
    CHECK_INT(lint_zone_count(&fixture, "SPF-W126"), 1);
    CHECK_INT(lint_zone_count(&fixture, "SPF-W120"), MOST - 2);
    lint_zone_tear_down(&fixture);
}

static struct spfe_text
text_of(const char *text)
{
    struct spfe_text out = {text, (uint32_t)strlen(text)};

    return out;
}

static void
test_an_organisation_is_told_by_its_last_labels(void)
{
    static const struct {
        const char *a;
        const char *b;
        bool same;
    } rows[] = {
        {"example.com", "example.com", true},
        {"example.com", "_spf.mail.Example.COM.", true},
        {"example.com", "example.net", false},
        {"example.com", "badexample.com", false},
        {"a.example.co.uk", "b.example.co.uk", true},
        {"a.co.uk", "b.co.uk", false},
        {"co.uk", "co.uk", true},
        {"a.edu.au", "b.edu.au", false},
        {"ing.nl", "_spf.ing.nl", true},
        {"a.dhl.de", "b.dhl.de", true},
        {"a.example.co", "b.example.co", true},
        {"_spf.org.nl", "org.nl", true},
        {"a.bund.de", "b.bund.de", true},
        {"a.x.com", "b.x.com", true},
        {"com", "com", true},
        {"", "example.com", false},
    };
    size_t i;

    for (i = 0; i < TAP_COUNT(rows); i++) {
        tap_row(rows[i].b);
        CHECK_INT(spfe_lint_dns_is_same_organisation(text_of(rows[i].a),
                                                     text_of(rows[i].b)),
                  rows[i].same);
        CHECK_INT(spfe_lint_dns_is_same_organisation(text_of(rows[i].b),
                                                     text_of(rows[i].a)),
                  rows[i].same);
    }
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"records of others keep their owner",
         test_records_of_others_keep_their_owner},
        {"limits are those of the profile",
         test_limits_are_those_of_the_profile},
        {"a reserve is that of the profile",
         test_a_reserve_is_that_of_the_profile},
        {"what is not reached is no error",
         test_what_is_not_reached_is_no_error},
        {"a flood is bounded", test_a_flood_is_bounded},
        {"too many addresses leave the rest",
         test_too_many_addresses_leave_the_rest},
        {"an organisation is told by its last labels",
         test_an_organisation_is_told_by_its_last_labels},
    };

    return tap_run("policy/lint_policy", tests, TAP_COUNT(tests));
}
