/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <spfeval/build.h>
#include <spfeval/record.h>
#include <spfeval/status.h>

#include "support/tap.h"

enum { ROOM = 4096, LONGEST = 65535 };

static int
add(spfeval_build *build, const char *text)
{
    return spfeval_build_add_sender(build, text, strlen(text));
}

static int
set_redirect(spfeval_build *build, const char *domain)
{
    return spfeval_build_set_redirect(build, domain, strlen(domain));
}

static int
set_exp(spfeval_build *build, const char *domain)
{
    return spfeval_build_set_exp(build, domain, strlen(domain));
}

static spfeval_build *
new_build(void)
{
    spfeval_build *build = NULL;

    CHECK_INT(spfeval_build_new(NULL, &build), SPFEVAL_OK);
    return build;
}

static void
check_print(const spfeval_build *build, const char *expected)
{
    char room[ROOM];
    size_t needed = 0;

    CHECK_INT(spfeval_build_print(build, room, sizeof(room), &needed),
              SPFEVAL_OK);
    CHECK_STR(room, needed - 1, expected);
}

/* Senders with a bar between them. */
static void
check_senders(const char *senders, const char *expected)
{
    spfeval_build *build = new_build();

    tap_row(senders);
    while (*senders != '\0') {
        size_t len = strcspn(senders, "|");

        CHECK_INT(spfeval_build_add_sender(build, senders, len), SPFEVAL_OK);
        senders += len + (senders[len] == '|');
    }
    check_print(build, expected);
    spfeval_build_free(build);
    tap_row(NULL);
}

static void
test_new_record_lets_nobody_pass(void)
{
    check_senders("", "v=spf1 -all");
}

static void
test_senders_are_in_the_usual_order(void)
{
    check_senders("exists:%{i}.b.example|include:b.example|mx|a|2001:db8::1|"
                  "192.0.2.1",
                  "v=spf1 ip4:192.0.2.1 ip6:2001:db8::1 a mx "
                  "include:b.example exists:%{i}.b.example -all");
}

static void
test_addresses_ascend_and_names_stay_in_order(void)
{
    check_senders("192.0.2.9|192.0.2.10|10.0.0.1|2001:db8::2|2001:db8::1",
                  "v=spf1 ip4:10.0.0.1 ip4:192.0.2.9 ip4:192.0.2.10 "
                  "ip6:2001:db8::1 ip6:2001:db8::2 -all");
    check_senders("z.example|a.example|include:z.example|include:b.example",
                  "v=spf1 a:z.example a:a.example include:z.example "
                  "include:b.example -all");
}

static void
test_what_is_there_is_not_added_again(void)
{
    check_senders("a|+A|a/32//128|A:B.Example|b.example.|192.0.2.1|"
                  "ip4:192.0.2.1/32",
                  "v=spf1 ip4:192.0.2.1 a a:b.example -all");
}

static void
test_networks_swallow_narrower_ones(void)
{
    check_senders("192.0.2.0/24|192.0.2.1", "v=spf1 ip4:192.0.2.0/24 -all");
    check_senders("192.0.2.0|192.0.2.1|192.0.2.255|192.0.3.0|192.0.1.9|"
                  "192.0.2.0/24",
                  "v=spf1 ip4:192.0.1.9 ip4:192.0.2.0/24 ip4:192.0.3.0 "
                  "-all");
    check_senders("2001:db8::1|192.0.2.1|2001:db8::/32",
                  "v=spf1 ip4:192.0.2.1 ip6:2001:db8::/32 -all");
}

static void
test_senders_that_are_everybody_or_nobody_are_refused(void)
{
    static const char *const texts[] = {
        "all",
        "ptr",
        "-a",
        "moo=x",
        "v=spf1",
        "redirect=b.example",
        "ip4:0.0.0.0/0",
        "ip6:::/0",
        "::/0",
        "a/0",
        "mx//0",
        "a:b.example/0",
        "include:a..b",
        "a b",
        "",
        "ip4=192.0.2.1",
        "mx:.example",
        "128.0.0.0/1",
        "0.0.0.0/0",
        "a:b.example,c.example",
    };
    spfeval_build *build = new_build();
    size_t i;

    CHECK_INT(add(build, "0.0.0.0/2"), SPFEVAL_OK);
    CHECK_INT(add(build, "64.0.0.0/3"), SPFEVAL_OK);
    CHECK_INT(add(build, "96.0.0.0/3"), SPFEVAL_OK);
    for (i = 0; i < TAP_COUNT(texts); i++) {
        tap_row(texts[i]);
        CHECK_INT(add(build, texts[i]), SPFEVAL_ERR_SYNTAX);
    }
    tap_row(NULL);
    check_print(build, "v=spf1 ip4:0.0.0.0/2 ip4:64.0.0.0/3 ip4:96.0.0.0/3 "
                       "-all");
    /* The other family is another matter, and so is almost everybody. */
    CHECK_INT(add(build, "8000::/1"), SPFEVAL_OK);
    CHECK_INT(add(build, "128.0.0.0/2"), SPFEVAL_OK);
    CHECK_INT(add(build, "192.0.0.0/2"), SPFEVAL_ERR_SYNTAX);
    CHECK_INT(add(build, "0.0.0.0/1"), SPFEVAL_OK);
    spfeval_build_free(build);
}

static void
test_names_that_can_be_asked_for_are_taken(void)
{
    static const char label[] =
        "a123456789b123456789c123456789d123456789e123456789f123456789ghi";
    char text[300];
    spfeval_build *build = new_build();

    (void)snprintf(text, sizeof(text), "a:%s.example", label);
    CHECK_INT(add(build, text), SPFEVAL_OK);
    (void)snprintf(text, sizeof(text), "a:x%s.example", label);
    CHECK_INT(add(build, text), SPFEVAL_ERR_SYNTAX);
    (void)snprintf(text, sizeof(text), "x%s.example", label);
    CHECK_INT(set_redirect(build, text), SPFEVAL_ERR_SYNTAX);
    CHECK_INT(set_exp(build, text), SPFEVAL_ERR_SYNTAX);
    (void)snprintf(text, sizeof(text), "exists:x%s%%{d}", label);
    CHECK_INT(add(build, text), SPFEVAL_OK);
    spfeval_build_free(build);
}

static void
test_rest_is_as_set(void)
{
    spfeval_build *build = new_build();

    CHECK_INT(add(build, "mx"), SPFEVAL_OK);
    CHECK_INT(spfeval_build_set_rest(build, SPFEVAL_REST_SOFTFAIL),
              SPFEVAL_OK);
    check_print(build, "v=spf1 mx ~all");
    CHECK_INT(spfeval_build_set_rest(build, SPFEVAL_REST_NEUTRAL), SPFEVAL_OK);
    check_print(build, "v=spf1 mx ?all");
    CHECK_INT(spfeval_build_set_rest(build, SPFEVAL_REST_UNSAID), SPFEVAL_OK);
    check_print(build, "v=spf1 mx");
    CHECK_INT(spfeval_build_set_rest(build, SPFEVAL_REST_FAIL), SPFEVAL_OK);
    check_print(build, "v=spf1 mx -all");
    CHECK_INT(spfeval_build_set_rest(build, -1), SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_build_set_rest(build, 4), SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_build_set_rest(NULL, 1), SPFEVAL_ERR_ARGUMENT);
    spfeval_build_free(build);
}

/* RFC 7208 section 6.1: beside "all" it would not count. */
static void
test_redirect_takes_the_place_of_all(void)
{
    spfeval_build *build = new_build();

    CHECK_INT(set_redirect(build, "B.Example."), SPFEVAL_OK);
    CHECK_INT(set_exp(build, "%{D}.E.Example"), SPFEVAL_OK);
    check_print(build, "v=spf1 exp=%{D}.e.example redirect=b.example");
    CHECK_INT(spfeval_build_set_rest(build, SPFEVAL_REST_SOFTFAIL),
              SPFEVAL_OK);
    check_print(build, "v=spf1 ~all exp=%{D}.e.example");
    CHECK_INT(set_redirect(build, "c.example"), SPFEVAL_OK);
    CHECK_INT(spfeval_build_set_redirect(build, NULL, 0), SPFEVAL_OK);
    CHECK_INT(set_exp(build, ""), SPFEVAL_OK);
    check_print(build, "v=spf1 ~all");
    spfeval_build_free(build);
}

static void
test_domains_that_are_none_are_refused(void)
{
    static const char *const texts[] = {"localhost",    "b example",
                                        "%{x}.b",       "b.example/24",
                                        "a..b.example", "a.example,b.example"};
    spfeval_build *build = new_build();
    size_t i;

    CHECK_INT(set_exp(build, "e.example"), SPFEVAL_OK);
    for (i = 0; i < TAP_COUNT(texts); i++) {
        tap_row(texts[i]);
        CHECK_INT(set_redirect(build, texts[i]), SPFEVAL_ERR_SYNTAX);
        CHECK_INT(set_exp(build, texts[i]), SPFEVAL_ERR_SYNTAX);
    }
    tap_row(NULL);
    CHECK_INT(spfeval_build_set_redirect(build, "b.example\0c", 11),
              SPFEVAL_ERR_SYNTAX);
    check_print(build, "v=spf1 -all exp=e.example");
    spfeval_build_free(build);
}

/* As long as a record can be, with any end. */
static void
test_longest_record_still_parses(void)
{
    static char room[LONGEST + 1];
    char text[32];
    spfeval_record *record = NULL;
    spfeval_build *build = new_build();
    int status = SPFEVAL_OK;
    size_t needed = 0;
    int rest;
    int i;

    for (i = 0; status == SPFEVAL_OK && i < 10000; i++) {
        (void)snprintf(text, sizeof(text), "ip4:10.%d.%d.0/24", i / 256,
                       i % 256);
        status = add(build, text);
    }
    CHECK_INT(status, SPFEVAL_ERR_LIMIT);
    CHECK_INT(set_redirect(build, "a23456789.a23456789.example"),
              SPFEVAL_ERR_LIMIT);
    CHECK_INT(set_exp(build, "a23456789.a23456789.example"),
              SPFEVAL_ERR_LIMIT);
    for (rest = SPFEVAL_REST_UNSAID; rest <= SPFEVAL_REST_NEUTRAL; rest++) {
        CHECK_INT(spfeval_build_set_rest(build, rest), SPFEVAL_OK);
        CHECK_INT(spfeval_build_print(build, room, sizeof(room), &needed),
                  SPFEVAL_OK);
        CHECK(needed - 1 <= LONGEST && needed > LONGEST - 32);
        CHECK_INT(spfeval_record_parse(NULL, room, needed - 1, &record, NULL),
                  SPFEVAL_OK);
        spfeval_record_free(record);
    }
    /* A network that replaces many makes it shorter, so it fits. */
    CHECK_INT(add(build, "10.0.0.0/8"), SPFEVAL_OK);
    check_print(build, "v=spf1 ip4:10.0.0.0/8 ?all");
    spfeval_build_free(build);
}

static void
test_misuse_of_a_build_is_refused(void)
{
    static char text[LONGEST + 2];
    spfeval_build *build = new_build();
    char room[8] = "x";
    size_t needed = 0;

    memset(text, 'x', sizeof(text));
    CHECK_INT(spfeval_build_new(NULL, NULL), SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_build_add_sender(NULL, "a", 1), SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_build_add_sender(build, NULL, 0), SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_build_add_sender(build, text, LONGEST + 1),
              SPFEVAL_ERR_LIMIT);
    CHECK_INT(spfeval_build_set_redirect(NULL, "b.example", 9),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_build_set_redirect(build, NULL, 1),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_build_set_exp(NULL, "b.example", 9),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_build_set_exp(build, text, LONGEST + 1),
              SPFEVAL_ERR_LIMIT);
    CHECK_INT(spfeval_build_print(NULL, room, sizeof(room), NULL),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_build_print(build, NULL, 1, NULL), SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_build_print(build, room, sizeof(room), &needed),
              SPFEVAL_ERR_BUFFER);
    CHECK_INT(needed, strlen("v=spf1 -all") + 1);
    CHECK_STR(room, strlen(room), "");
    spfeval_build_free(build);
    spfeval_build_free(NULL);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"a new record lets nobody pass", test_new_record_lets_nobody_pass},
        {"senders are in the usual order",
         test_senders_are_in_the_usual_order},
        {"addresses ascend and names stay in order",
         test_addresses_ascend_and_names_stay_in_order},
        {"what is there is not added again",
         test_what_is_there_is_not_added_again},
        {"networks swallow narrower ones",
         test_networks_swallow_narrower_ones},
        {"senders that are everybody or nobody are refused",
         test_senders_that_are_everybody_or_nobody_are_refused},
        {"names that can be asked for are taken",
         test_names_that_can_be_asked_for_are_taken},
        {"the rest is as set", test_rest_is_as_set},
        {"a redirect takes the place of all",
         test_redirect_takes_the_place_of_all},
        {"domains that are none are refused",
         test_domains_that_are_none_are_refused},
        {"the longest record still parses", test_longest_record_still_parses},
        {"misuse of a build is refused", test_misuse_of_a_build_is_refused},
    };

    return tap_run("policy/build", tests, TAP_COUNT(tests));
}
