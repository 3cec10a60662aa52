/* SPDX-License-Identifier: BSD-2-Clause */
/* What several mails of a domain teach together. */
#include <stdio.h>
#include <string.h>

#include <spfeval/spfeval.h>

#include "check/hints.h"
#include "support/count_alloc.h"
#include "support/levels.h"
#include "support/tap.h"
#include "unit/classroom.h"

/* Mails one after the other, each with what it asks. */
struct course {
    const char *claim;
    const char *zone;
    struct {
        const char *client;
        const char *queries;
    } mails[9]; /* NULL ends them */
};

static const struct course courses[] = {
    {"mails that need less do not unlearn",
     "example.com TXT v=spf1 a:a.test ip4:198.51.100.0/24 mx:m.test -all",
     {{"192.0.2.1", "TXT example.com | A a.test; MX m.test"},
      {"198.51.100.9", "TXT example.com; A a.test; MX m.test"},
      {"192.0.2.1", "TXT example.com; A a.test; MX m.test"}}},
    {"the network of the term that matched needs no more",
     "example.com TXT v=spf1 a:a.test ip4:198.51.100.0/24 mx:m.test -all",
     {{"192.0.2.1", "TXT example.com | A a.test; MX m.test"},
      {"198.51.100.9", "TXT example.com; A a.test; MX m.test"},
      {"198.51.100.250", "TXT example.com; A a.test"},
      {"198.51.101.1", "TXT example.com; A a.test; MX m.test"}}},
    {"of IPv6 too, and families are apart",
     "example.com TXT v=spf1 a:a.test ip6:2001:db8::/32 mx:m.test -all",
     {{"192.0.2.1", "TXT example.com | A a.test; MX m.test"},
      {"2001:db8::1", "TXT example.com; AAAA a.test; MX m.test"},
      {"2001:db8:1::2", "TXT example.com; AAAA a.test"},
      {"2001:db9::2", "TXT example.com; AAAA a.test; MX m.test"},
      {"32.1.13.184", "TXT example.com; A a.test; MX m.test"}}},
    {"a client that matched by an answer is known by itself",
     "example.com TXT v=spf1 a:a.test mx:m.test -all\n"
     "a.test A 198.51.100.9",
     {{"192.0.2.1", "TXT example.com | A a.test; MX m.test"},
      {"198.51.100.9", "TXT example.com; A a.test; MX m.test"},
      {"198.51.100.9", "TXT example.com; A a.test"},
      {"198.51.100.10", "TXT example.com; A a.test; MX m.test"}}},
    {"what is needed later is learned behind the rest",
     "example.com TXT v=spf1 ip4:198.51.100.1 include:i.test mx:m.test -all\n"
     "i.test TXT v=spf1 a:a.test ip4:198.51.100.2 a:b.test -all",
     {{"198.51.100.1", "TXT example.com"},
      {"198.51.100.2", "TXT example.com | TXT i.test; MX m.test | A a.test"},
      {"192.0.2.1", "TXT example.com; TXT i.test; A a.test | A b.test; MX "
                    "m.test"},
      {"192.0.2.2",
       "TXT example.com; TXT i.test; A a.test; A b.test; MX m.test"},
      {"198.51.100.2",
       "TXT example.com; TXT i.test; A a.test; A b.test; MX m.test"},
      {"198.51.100.2", "TXT example.com; TXT i.test; A a.test"},
      {"198.51.100.1",
       "TXT example.com; TXT i.test; A a.test; A b.test; MX m.test"},
      {"198.51.100.1", "TXT example.com"}}},
    {"a mechanism that matched within an include only goes on",
     "example.com TXT v=spf1 include:i.test mx:m.test -all\n"
     "i.test TXT v=spf1 a:a.test -ip4:198.51.100.2 a:b.test -all",
     {{"192.0.2.1", "TXT example.com | TXT i.test; MX m.test | A a.test; A "
                    "b.test"},
      {"198.51.100.2",
       "TXT example.com; TXT i.test; A a.test; A b.test; MX m.test"},
      {"198.51.100.2", "TXT example.com; TXT i.test; A a.test; MX m.test"},
      {"192.0.2.2",
       "TXT example.com; TXT i.test; A a.test; A b.test; MX m.test"}}},
};

static void
test_mails_teach_together(void)
{
    size_t row;
    size_t i;

    for (row = 0; row < TAP_COUNT(courses); row++) {
        const struct course *course = &courses[row];
        struct classroom room;

        if (!classroom_open(&room, course->zone)) {
            return;
        }
        for (i = 0; course->mails[i].client != NULL; i++) {
            tap_row(course->claim);
            classroom_mail(&room, course->mails[i].client, "user@example.com");
            CHECK_STR(room.levels.text, strlen(room.levels.text),
                      course->mails[i].queries);
        }
        classroom_close(&room);
    }
}

/* An exchanger that is gone; each client is another one. */
static void
test_what_others_do_not_need_is_forgotten_in_time(void)
{
    const char *const without = "example.com TXT v=spf1 mx a:a.test -all\n"
                                "example.com MX 2 new.test";
    struct classroom room;
    unsigned i;

    if (!classroom_open(&room, "example.com TXT v=spf1 mx a:a.test -all\n"
                               "example.com MX 1 old.test\n"
                               "example.com MX 2 new.test")) {
        return;
    }
    classroom_mail(&room, "192.0.2.1", "user@example.com");
    classroom_replace_zone(&room, without);
    for (i = 0; i < 4; i++) {
        char client[] = "192.0.2.10";

        client[9] = (char)('0' + i);
        classroom_mail(&room, client, "user@example.com");
        classroom_expect(
            &room, SPFEVAL_RESULT_FAIL,
            "TXT example.com; MX example.com; A old.test; A new.test; "
            "A a.test");
        classroom_mail(&room, client, "user@example.com");
        classroom_expect(
            &room, SPFEVAL_RESULT_FAIL,
            "TXT example.com; MX example.com; A new.test; A a.test");
    }
    classroom_mail(&room, "192.0.2.99", "user@example.com");
    classroom_expect(&room, SPFEVAL_RESULT_FAIL,
                     "TXT example.com; MX example.com; A new.test; A a.test");
    classroom_close(&room);
}

/* Of what is forgotten a network needs nothing either. */
static void
test_a_network_does_not_need_what_is_forgotten(void)
{
    struct classroom room;
    unsigned i;

    if (!classroom_open(&room, "example.com TXT v=spf1 mx a:a.test -all\n"
                               "example.com MX 1 old.test\n"
                               "example.com MX 2 new.test\n"
                               "old.test A 198.51.100.9")) {
        return;
    }
    classroom_mail(&room, "192.0.2.1", "user@example.com");
    classroom_mail(&room, "198.51.100.9", "user@example.com");
    classroom_mail(&room, "198.51.100.9", "user@example.com");
    classroom_expect(&room, SPFEVAL_RESULT_PASS,
                     "TXT example.com; MX example.com; A old.test");
    classroom_replace_zone(&room, "example.com TXT v=spf1 mx a:a.test -all\n"
                                  "example.com MX 2 new.test");
    for (i = 0; i < 4; i++) {
        char client[] = "192.0.2.10";

        client[9] = (char)('0' + i);
        classroom_mail(&room, client, "user@example.com");
    }
    classroom_mail(&room, "198.51.100.9", "user@example.com");
    classroom_expect(&room, SPFEVAL_RESULT_FAIL,
                     "TXT example.com; MX example.com | A new.test; A a.test");
    classroom_close(&room);
}

/* The last one of all: who gets to the end of the record passes it. */
static void
test_what_nobody_needs_at_the_end_is_forgotten(void)
{
    struct classroom room;
    unsigned i;

    if (!classroom_open(&room, "example.com TXT v=spf1 mx -all\n"
                               "example.com MX 1 new.test\n"
                               "example.com MX 2 old.test")) {
        return;
    }
    classroom_mail(&room, "192.0.2.1", "user@example.com");
    classroom_replace_zone(&room, "example.com TXT v=spf1 mx -all\n"
                                  "example.com MX 1 new.test");
    for (i = 0; i < 5; i++) {
        char client[] = "192.0.2.10";

        client[9] = (char)('0' + i);
        classroom_mail(&room, client, "user@example.com");
        classroom_expect(
            &room, SPFEVAL_RESULT_FAIL,
            i < 4 ? "TXT example.com; MX example.com; A new.test; A "
                    "old.test"
                  : "TXT example.com; MX example.com; A new.test");
    }
    classroom_close(&room);
}

/* Clients that match before it say nothing about it. */
static void
test_what_was_not_reached_is_kept(void)
{
    struct classroom room;
    unsigned i;

    if (!classroom_open(&room, "example.com TXT v=spf1 a:a.test/24 mx -all\n"
                               "a.test A 192.0.2.1")) {
        return;
    }
    classroom_mail(&room, "203.0.113.1", "user@example.com");
    for (i = 0; i < 9; i++) {
        char client[] = "192.0.2.10";

        client[9] = (char)('0' + i);
        classroom_mail(&room, client, "user@example.com");
        classroom_expect(&room, SPFEVAL_RESULT_PASS,
                         "TXT example.com; A a.test; MX example.com");
    }
    classroom_close(&room);
}

/* Needed again in between, so it is not often enough. */
static void
test_what_is_needed_again_is_kept(void)
{
    const char *const with = "example.com TXT v=spf1 mx a:a.test -all\n"
                             "example.com MX 1 old.test\n"
                             "example.com MX 2 new.test";
    const char *const without = "example.com TXT v=spf1 mx a:a.test -all\n"
                                "example.com MX 2 new.test";
    struct classroom room;
    unsigned i;

    if (!classroom_open(&room, with)) {
        return;
    }
    classroom_mail(&room, "192.0.2.1", "user@example.com");
    for (i = 0; i < 7; i++) {
        char client[] = "192.0.2.10";

        client[9] = (char)('0' + i);
        classroom_replace_zone(&room, i == 3 ? with : without);
        classroom_mail(&room, client, "user@example.com");
        classroom_expect(
            &room, SPFEVAL_RESULT_FAIL,
            "TXT example.com; MX example.com; A old.test; A new.test; "
            "A a.test");
    }
    classroom_close(&room);
}

/* RFC 8616 section 4 lets the second mail skip a term of the same length. */
static void
test_templates_of_one_length_are_told_apart(void)
{
    struct classroom room;

    if (!classroom_open(&room, "example.com TXT v=spf1 exists:%{l}.aa.test "
                               "exists:%{i}.bb.test -all")) {
        return;
    }
    classroom_mail(&room, "192.0.2.1", "user@example.com");
    classroom_mail(&room, "192.0.2.1", "\xc3\xbc@example.com");
    classroom_expect(&room, SPFEVAL_RESULT_FAIL,
                     "TXT example.com; A 192.0.2.1.bb.test");
    classroom_mail(&room, "198.51.100.9", "user@example.com");
    classroom_expect(
        &room, SPFEVAL_RESULT_FAIL,
        "TXT example.com; A user.aa.test; A 198.51.100.9.bb.test");
    classroom_close(&room);
}

/* Of a network that is known nothing is guessed when a record comes first. */
static void
test_hints_that_hold_are_not_added_to(void)
{
    struct classroom room;
    const spfeval_query *first;
    const spfeval_query *query;
    unsigned i;

    if (!classroom_open(&room, "example.com TXT v=spf1 a:a.test "
                               "a:b.test/24 mx:m.test -all\n"
                               "b.test A 192.0.2.1")) {
        return;
    }
    for (i = 0; i < 2; i++) {
        classroom_mail(&room, "203.0.113.1", "user@example.com");
        classroom_mail(&room, "192.0.2.9", "user@example.com");
    }
    classroom_expect(&room, SPFEVAL_RESULT_PASS,
                     "TXT example.com; A a.test; A b.test");
    try_check_start(&room.try, "192.0.2.9", "user@example.com");
    CHECK_INT(spfeval_cache_prime(room.cache, room.try.check), SPFEVAL_OK);
    CHECK_INT(spfeval_check_step(room.try.check), SPFEVAL_STEP_QUERY);
    first = try_check_take(&room.try);
    while (try_check_take(&room.try) != NULL) {
    }
    CHECK_INT(try_check_reply(&room.try, first), SPFEVAL_OK);
    CHECK_INT(spfeval_check_step(room.try.check), SPFEVAL_STEP_QUERY);
    query = try_check_take(&room.try);
    CHECK(query == NULL);
    classroom_close(&room);
}

/* More than are kept: the networks that sent last are known. */
static void
test_networks_are_bounded(void)
{
    struct classroom room;
    char client[32];
    unsigned i;

    if (!classroom_open(&room,
                        "example.com TXT v=spf1 a:a.test/24 mx:m.test -all\n"
                        "a.test A 192.0.2.1")) {
        return;
    }
    classroom_mail(&room, "203.0.113.1", "user@example.com");
    for (i = 0; i < 2 * SPFE_ROUTES_MAX; i++) {
        (void)snprintf(client, sizeof(client), "192.0.2.%u", i);
        classroom_mail(&room, client, "user@example.com");
    }
    for (i = 0; i < 2 * SPFE_ROUTES_MAX; i++) {
        (void)snprintf(client, sizeof(client), "192.0.2.%u", i);
        classroom_mail(&room, client, "user@example.com");
        CHECK_INT(room.levels.count, 1);
        CHECK_INT(spfeval_outcome_get_result(
                      spfeval_check_get_outcome(room.try.check)),
                  SPFEVAL_RESULT_PASS);
    }
    classroom_close(&room);
}

/* A domain that needs more than is kept: 88 names. */
static const char *
large_zone(void)
{
    static char zone[16384];
    size_t used = 0;
    unsigned i;
    unsigned k;

    used = (size_t)snprintf(zone, sizeof(zone), "example.com TXT v=spf1");
    for (i = 0; i < 8; i++) {
        used += (size_t)snprintf(zone + used, sizeof(zone) - used,
                                 " mx:m%u.test", i);
    }
    used += (size_t)snprintf(zone + used, sizeof(zone) - used, " -all\n");
    for (i = 0; i < 8; i++) {
        for (k = 0; k < 10; k++) {
            used += (size_t)snprintf(zone + used, sizeof(zone) - used,
                                     "m%u.test MX %u h%u.m%u.test\n"
                                     "h%u.m%u.test A 203.0.113.1\n",
                                     i, k, k, i, k, i);
        }
    }
    return zone;
}

/* The rest is asked when it comes up. */
static void
test_hints_are_bounded(void)
{
    struct classroom room;
    unsigned i;

    if (!classroom_open(&room, large_zone())) {
        return;
    }
    for (i = 0; i < 3; i++) {
        classroom_mail(&room, "192.0.2.1", "user@example.com");
        CHECK_INT(spfeval_outcome_get_result(
                      spfeval_check_get_outcome(room.try.check)),
                  SPFEVAL_RESULT_FAIL);
        CHECK_INT(room.levels.queries, 1 + 8 + 80);
        CHECK(i == 0 || room.levels.count < 5);
    }
    classroom_close(&room);
}

/* What mail from one address teaches when it is known already. */
static struct spfe_shared *
learn_more(struct try_check *try, const struct spfe_mem *mem,
           const char *client, struct spfe_shared *known)
{
    struct spfe_shared *out = NULL;

    (void)try_check_outcome(try, client, "user@example.com");
    CHECK_INT(spfe_hints_learn(
                  try->check, known == NULL ? NULL : known->parsed, mem, &out),
              SPFE_LESSON_NEW);
    spfe_shared_release(known);
    return out;
}

static void
test_network_is_known_once(void)
{
    struct spfe_shared *known = NULL;
    const struct spfe_hints *hints;
    struct try_check try;
    struct spfe_mem mem;

    CHECK_INT(spfe_mem_init(&mem, NULL), SPFEVAL_OK);
    classroom_set_up(
        &try, SPFEVAL_PREFETCH_SERIAL,
        "example.com TXT v=spf1 a:a.test a:b.test mx:m.test -all\n"
        "b.test A 192.0.2.1");
    known = learn_more(&try, &mem, "203.0.113.1", known);
    known = learn_more(&try, &mem, "192.0.2.1", known);
    try_check_zone(&try, "a.test A 192.0.2.1");
    known = learn_more(&try, &mem, "192.0.2.1", known);
    if (CHECK(known != NULL)) {
        hints = known->parsed;
        CHECK_INT(hints->count, 3);
        CHECK_INT(hints->route_count, 1);
        CHECK_INT(hints->routes[0].needed, 1);
    }
    spfe_shared_release(known);
    try_check_clear(&try);
}

static void
test_lesson_that_is_known_allocates_nothing(void)
{
    struct spfe_shared *known = NULL;
    struct spfe_shared *again = NULL;
    struct count_alloc memory;
    struct try_check try;
    struct spfe_mem mem;

    count_alloc_init(&memory);
    CHECK_INT(spfe_mem_init(&mem, &memory.table), SPFEVAL_OK);
    /* m.test is an exchanger, and has a record of its own. */
    classroom_set_up(&try, SPFEVAL_PREFETCH_SERIAL,
                     "example.com TXT v=spf1 a mx include:m.test a:b.test "
                     "-all\n"
                     "example.com MX 1 m.test\n"
                     "m.test TXT v=spf1 a:c.test -all");
    (void)try_check_outcome(&try, "192.0.2.1", "user@example.com");
    CHECK_INT(spfe_hints_learn(try.check, NULL, &mem, &known),
              SPFE_LESSON_NEW);
    CHECK_INT(spfe_hints_learn(try.check, known->parsed, &mem, &again),
              SPFE_LESSON_SAME);
    CHECK(again == NULL);
    CHECK_INT(memory.calls, 1);
    spfe_shared_release(known);
    CHECK(count_alloc_is_clean(&memory));
    count_alloc_clear(&memory);
    try_check_clear(&try);
}

static void
test_what_is_more_than_is_kept_teaches_once(void)
{
    struct spfe_shared *known = NULL;
    struct spfe_shared *again = NULL;
    struct try_check try;
    struct spfe_mem mem;

    CHECK_INT(spfe_mem_init(&mem, NULL), SPFEVAL_OK);
    classroom_set_up(&try, SPFEVAL_PREFETCH_SERIAL, large_zone());
    known = learn_more(&try, &mem, "192.0.2.1", known);
    if (CHECK(known != NULL)) {
        CHECK_INT(((const struct spfe_hints *)known->parsed)->count,
                  SPFE_HINTS_MAX);
        CHECK_INT(spfe_hints_learn(try.check, known->parsed, &mem, &again),
                  SPFE_LESSON_SAME);
    }
    spfe_shared_release(again);
    spfe_shared_release(known);
    try_check_clear(&try);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"mails teach together", test_mails_teach_together},
        {"what others do not need is forgotten in time",
         test_what_others_do_not_need_is_forgotten_in_time},
        {"a network does not need what is forgotten",
         test_a_network_does_not_need_what_is_forgotten},
        {"what nobody needs at the end is forgotten",
         test_what_nobody_needs_at_the_end_is_forgotten},
        {"what was not reached is kept", test_what_was_not_reached_is_kept},
        {"a network is known once", test_network_is_known_once},
        {"what is needed again is kept", test_what_is_needed_again_is_kept},
        {"templates of one length are told apart",
         test_templates_of_one_length_are_told_apart},
        {"hints that hold are not added to",
         test_hints_that_hold_are_not_added_to},
        {"networks are bounded", test_networks_are_bounded},
        {"hints are bounded", test_hints_are_bounded},
        {"what is more than is kept teaches once",
         test_what_is_more_than_is_kept_teaches_once},
        {"a lesson that is known allocates nothing",
         test_lesson_that_is_known_allocates_nothing},
    };

    return tap_run("check/hints learn", tests, TAP_COUNT(tests));
}
