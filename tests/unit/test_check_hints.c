/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What a check teaches about its domain, and what the next mail asks because
 * of it.
 */
#include <stdio.h>
#include <string.h>

#include <spfeval/spfeval.h>

#include "check/hints.h"
#include "record/record.h"
#include "support/count_alloc.h"
#include "support/levels.h"
#include "support/tap.h"
#include "unit/classroom.h"

enum { TEXT_ROOM = 2048 };

/* --- what is learned ----------------------------------------------------- */

static const char *const kinds[] = {"TXT",    "OWN", "TEXT", "ADDRESS",
                                    "EXISTS", "MX",  "PTR"};

/* "MX example.com; EXISTS %{i}.x.%{d} of example.com". */
static void
write_hints(const struct spfe_hints *hints, char *text, size_t size)
{
    uint32_t i;

    text[0] = '\0';
    for (i = 0; hints != NULL && i < hints->count; i++) {
        const struct spfe_hint *hint = &hints->items[i];
        size_t used = strlen(text);

        if (!CHECK(hint->kind < TAP_COUNT(kinds))) {
            return;
        }
        CHECK_INT(hint->domain.ptr[hint->domain.len], 0);
        CHECK_INT(hint->spec.ptr[hint->spec.len], 0);
        (void)snprintf(text + used, size - used, "%s%s %s%s%s",
                       i == 0 ? "" : "; ", kinds[hint->kind], hint->spec.ptr,
                       hint->spec.len > 0 ? " of " : "", hint->domain.ptr);
    }
}

struct lesson {
    const char *claim;
    const char *zone;
    const char *client; /* NULL is 192.0.2.1 */
    const char *hints;  /* "" when there is nothing to learn */
};

static const struct lesson lessons[] = {
    {"the first record is asked anyway",
     "example.com TXT v=spf1 ip4:192.0.2.0/24 -all", NULL, ""},
    {"no record", "example.com TXT nothing", NULL, ""},
    {"a, mx and its hosts",
     "example.com TXT v=spf1 a mx a:b.test -all\n"
     "example.com A 203.0.113.1\n"
     "example.com MX 10 m.test\n"
     "m.test A 203.0.113.2\n"
     "b.test A 192.0.2.1",
     NULL,
     "ADDRESS example.com; MX example.com; ADDRESS m.test; "
     "ADDRESS b.test of example.com"},
    {"only what was needed",
     "example.com TXT v=spf1 a mx a:b.test -all\n"
     "example.com A 192.0.2.1",
     NULL, "ADDRESS example.com"},
    {"a name that was needed twice",
     "example.com TXT v=spf1 a a:A.test a:a.test -all\n"
     "example.com A 203.0.113.1\n"
     "a.test A 203.0.113.1",
     NULL,
     "ADDRESS example.com; ADDRESS A.test of example.com; "
     "ADDRESS a.test of example.com"},
    {"macros as templates",
     "example.com TXT v=spf1 exists:%{ir}.%{l}.x.%{d} -all\n", NULL,
     "EXISTS %{ir}.%{l}.x.%{d} of example.com"},
    {"include and redirect",
     "example.com TXT v=spf1 include:i.test redirect=r.%{d}\n"
     "i.test TXT v=spf1 a:x.%{d} -all\n"
     "x.i.test A 203.0.113.1\n"
     "r.example.com TXT v=spf1 mx -all\n",
     NULL,
     "TXT i.test of example.com; ADDRESS x.%{d} of i.test; "
     "OWN r.%{d} of example.com; MX r.example.com"},
    {"an explanation",
     "example.com TXT v=spf1 redirect=r.test\n"
     "r.test TXT v=spf1 -all exp=%{i}.why.%{d}",
     NULL, "OWN r.test of example.com; TEXT %{i}.why.%{d} of r.test"},
    {"ptr, and none of its names",
     "example.com TXT v=spf1 ptr:p.test -all\n"
     "1.2.0.192.in-addr.arpa PTR h.p.test\n"
     "h.p.test A 192.0.2.1",
     NULL, "PTR p.test of example.com"},
    {"below an include of the client's also no ptr",
     "example.com TXT v=spf1 include:%{i}.i.test a:b.test -all\n"
     "192.0.2.1.i.test TXT v=spf1 ptr:p.test ~all\n"
     "1.2.0.192.in-addr.arpa PTR h.p.test\n"
     "b.test A 192.0.2.1",
     NULL, "TXT %{i}.i.test of example.com; ADDRESS b.test of example.com"},
    {"nothing with %{p}",
     "example.com TXT v=spf1 a:%{p}.x.test a:b.test exp=%{p}.e.test -all\n"
     "1.2.0.192.in-addr.arpa PTR h.test\n"
     "h.test A 192.0.2.1",
     NULL, "ADDRESS b.test of example.com"},
    {"nothing that only a text asked",
     "example.com TXT v=spf1 -a:b.test exp=%{p}.e.test\n"
     "1.2.0.192.in-addr.arpa PTR h.test\n"
     "h.test A 192.0.2.1\n"
     "b.test A 192.0.2.1",
     NULL, "ADDRESS b.test of example.com"},
    {"an include of the client's, and nothing below it",
     "example.com TXT v=spf1 include:%{i}.i.test a:b.test -all\n"
     "192.0.2.1.i.test TXT v=spf1 a:a.test exists:e.test include:j.test ~all\n"
     "a.test A 203.0.113.1\n"
     "e.test A 203.0.113.1\n"
     "b.test A 192.0.2.1",
     NULL, "TXT %{i}.i.test of example.com"},
    {"below an include of the client's also no exchangers",
     "example.com TXT v=spf1 include:%{i}.i.test a:b.test -all\n"
     "192.0.2.1.i.test TXT v=spf1 mx:m.test ~all\n"
     "m.test MX 1 h.test\n"
     "h.test A 203.0.113.1\n"
     "b.test A 192.0.2.1",
     NULL, "TXT %{i}.i.test of example.com; ADDRESS b.test of example.com"},
    {"exchangers of the client's own name",
     "example.com TXT v=spf1 mx:%{i}.m.test -all\n"
     "192.0.2.1.m.test MX 1 h.test\n"
     "h.test A 192.0.2.1",
     NULL, "MX %{i}.m.test of example.com"},
    {"a redirect of the sender's, and nothing below it",
     "example.com TXT v=spf1 redirect=%{l}.r.test\n"
     "user.r.test TXT v=spf1 a:a.test -all exp=e.test\n",
     NULL, "OWN %{l}.r.test of example.com"},
    {"a redirect to a record without terms",
     "example.com TXT v=spf1 redirect=r.test\n"
     "r.test TXT v=spf1",
     NULL, "OWN r.test of example.com"},
    {"%{o} and %{d} are the domain's",
     "example.com TXT v=spf1 include:_spf.%{o} -all\n"
     "_spf.example.com TXT v=spf1 a:a.%{d} -all\n",
     NULL, "TXT _spf.%{o} of example.com; ADDRESS a.%{d} of _spf.example.com"},
    {"a permerror teaches too",
     "example.com TXT v=spf1 include:i.test include:j.test -all\n"
     "i.test TXT v=spf1 -all",
     NULL, "TXT i.test of example.com; TXT j.test of example.com"},
};

static void
test_what_was_needed_is_learned_as_templates(void)
{
    size_t i;

    for (i = 0; i < TAP_COUNT(lessons); i++) {
        const struct lesson *row = &lessons[i];
        struct spfe_shared *shared = NULL;
        struct count_alloc memory;
        struct try_check try;
        struct spfe_mem mem;
        enum spfe_lesson lesson;
        char text[TEXT_ROOM];

        tap_row(row->claim);
        count_alloc_init(&memory);
        CHECK_INT(spfe_mem_init(&mem, &memory.table), SPFEVAL_OK);
        classroom_set_up(&try, SPFEVAL_PREFETCH_SERIAL, row->zone);
        (void)try_check_outcome(
            &try, row->client == NULL ? "192.0.2.1" : row->client,
            "user@example.com");
        lesson = spfe_hints_learn(try.check, NULL, &mem, &shared);
        try_check_clear(&try); /* hints stand by themselves */
        CHECK_INT(lesson,
                  row->hints[0] == '\0' ? SPFE_LESSON_SAME : SPFE_LESSON_NEW);
        write_hints(shared == NULL ? NULL : shared->parsed, text,
                    sizeof(text));
        CHECK_STR(text, strlen(text), row->hints);
        spfe_shared_release(shared);
        CHECK(count_alloc_is_clean(&memory));
        count_alloc_clear(&memory);
    }
}

static uint32_t
mark_of(const char *text, uint32_t len)
{
    struct spfeval_record record;

    memset(&record, 0, sizeof(record));
    record.text.ptr = text;
    record.text.len = len;
    return spfe_record_mark(&record);
}

static void
test_the_mark_of_a_record_is_that_of_its_octets(void)
{
    static const char one[] = "v=spf1 a mx include:i.test -all.";
    static const char two[] = "v=spf1 a mx include:i.test -all!";
    uint32_t len;
    uint32_t at;

    for (len = 6; len < sizeof(one) - 1; len++) {
        CHECK_INT(mark_of(one, len), mark_of(two, len)); /* not what follows */
        CHECK(mark_of(one, len) != mark_of(one, len + 1));
        CHECK(mark_of(one, len) != 0);
        for (at = 0; at < len; at++) {
            char other[sizeof(one)];

            memcpy(other, one, sizeof(one));
            other[at] ^= 1;
            CHECK(mark_of(other, len) != mark_of(one, len));
        }
    }
}

static void
test_learning_without_memory_leaves_nothing(void)
{
    struct spfe_shared *shared = NULL;
    struct count_alloc memory;
    struct try_check try;
    struct spfe_mem mem;

    count_alloc_init(&memory);
    CHECK_INT(spfe_mem_init(&mem, &memory.table), SPFEVAL_OK);
    classroom_set_up(&try, SPFEVAL_PREFETCH_SERIAL, lessons[2].zone);
    (void)try_check_outcome(&try, "192.0.2.1", "user@example.com");
    count_alloc_fail_from(&memory, 1);
    CHECK_INT(spfe_hints_learn(try.check, NULL, &mem, &shared),
              SPFE_LESSON_NOMEM);
    CHECK(shared == NULL);
    CHECK(count_alloc_is_clean(&memory));
    try_check_clear(&try);
}

/* --- what the next mail asks --------------------------------------------- */

struct second_mail {
    const char *claim;
    const char *zone;
    const char *client;
    const char *mailfrom;
    int result;
    const char *queries;
};

static const struct second_mail second_mails[] = {
    {"another client address",
     "example.com TXT v=spf1 a:a.test exists:%{i}.x.test -all\n"
     "198.51.100.9.x.test A 127.0.0.2",
     "198.51.100.9", "user@example.com", SPFEVAL_RESULT_PASS,
     "TXT example.com; A a.test; A 198.51.100.9.x.test"},
    {"another local-part",
     "example.com TXT v=spf1 exists:%{l}.x.test -all\n"
     "other.x.test A 127.0.0.2",
     "192.0.2.1", "other@example.com", SPFEVAL_RESULT_PASS,
     "TXT example.com; A other.x.test"},
    {"the domain in another case", "example.com TXT v=spf1 a:a.test -all",
     "192.0.2.1", "user@EXAMPLE.com", SPFEVAL_RESULT_FAIL,
     "TXT EXAMPLE.com; A a.test"},
    {"the other family",
     "example.com TXT v=spf1 mx exists:e.test ptr -all\n"
     "example.com MX 1 h.test\n"
     "h.test A 203.0.113.1\n"
     "h.test AAAA 2001:db8::1",
     "2001:db8::1", "user@example.com", SPFEVAL_RESULT_PASS,
     "TXT example.com; MX example.com; AAAA h.test; A e.test; PTR "
     "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.B.D.0.1.0.0.2."
     "ip6.arpa"},
    {"below an include of the client's",
     "example.com TXT v=spf1 include:%{i}.i.test -all\n"
     "192.0.2.1.i.test TXT v=spf1 a:one.test -all\n"
     "198.51.100.9.i.test TXT v=spf1 a:two.test -all\n"
     "two.test A 198.51.100.9",
     "198.51.100.9", "user@example.com", SPFEVAL_RESULT_PASS,
     "TXT example.com; TXT 198.51.100.9.i.test | A two.test"},
    {"below an include of the client's, its exchangers",
     "example.com TXT v=spf1 include:%{i}.i.test -all\n"
     "192.0.2.1.i.test TXT v=spf1 mx:one.test -all\n"
     "one.test MX 1 h.one.test\n"
     "198.51.100.9.i.test TXT v=spf1 -all\n",
     "198.51.100.9", "user@example.com", SPFEVAL_RESULT_FAIL,
     "TXT example.com; TXT 198.51.100.9.i.test"},
    {"a local-part that RFC 8616 excludes",
     "example.com TXT v=spf1 exists:%{l1-}.x.test a:a.test -all\n",
     "192.0.2.1", "\xc3\xbc-ascii@example.com", SPFEVAL_RESULT_FAIL,
     "TXT example.com; A a.test"},
    {"hosts of exchangers, whatever the local-part is",
     "example.com TXT v=spf1 mx -all\n"
     "example.com MX 1 h.test",
     "192.0.2.1", "\xc3\xbc@example.com", SPFEVAL_RESULT_FAIL,
     "TXT example.com; MX example.com; A h.test"},
    {"more is needed than before",
     "example.com TXT v=spf1 a:a.test ip4:192.0.2.1 mx:m.test include:i.test "
     "-all\n"
     "m.test MX 1 h.test\n"
     "i.test TXT v=spf1 a:b.test -all",
     "198.51.100.9", "user@example.com", SPFEVAL_RESULT_FAIL,
     "TXT example.com; A a.test | MX m.test; TXT i.test | A h.test; A b.test"},
    /* options.h: "The same" as SPFEVAL_PREFETCH_SPEC, which asks it there */
    {"the explanation behind a redirect that is known",
     "example.com TXT v=spf1 redirect=r.test\n"
     "r.test TXT v=spf1 ip4:192.0.2.1 a:a.test -all exp=e.test",
     "198.51.100.9", "user@example.com", SPFEVAL_RESULT_FAIL,
     "TXT example.com; TXT r.test | A a.test; TXT e.test"},
};

static void
test_next_mail_of_the_domain_asks_at_once(void)
{
    size_t i;

    for (i = 0; i < TAP_COUNT(second_mails); i++) {
        const struct second_mail *row = &second_mails[i];
        struct classroom room;

        tap_row(row->claim);
        if (!classroom_open(&room, row->zone)) {
            return;
        }
        classroom_mail(&room, "192.0.2.1", "user@example.com");
        classroom_mail(&room, row->client, row->mailfrom);
        classroom_expect(&room, row->result, row->queries);
        classroom_close(&room);
    }
}

static void
test_other_domains_are_not_affected(void)
{
    struct classroom room;

    if (!classroom_open(&room, "example.com TXT v=spf1 a:a.test -all\n"
                               "example.net TXT v=spf1 a:b.test -all")) {
        return;
    }
    classroom_mail(&room, "192.0.2.1", "user@example.com");
    classroom_mail(&room, "192.0.2.1", "user@example.net");
    classroom_expect(&room, SPFEVAL_RESULT_FAIL, "TXT example.net | A b.test");
    classroom_mail(&room, "192.0.2.1", "user@example.com");
    classroom_expect(&room, SPFEVAL_RESULT_FAIL, "TXT example.com; A a.test");
    classroom_close(&room);
}

static void
test_changed_record_is_evaluated_and_learned(void)
{
    struct classroom room;

    if (!classroom_open(&room, "example.com TXT v=spf1 a:a.test mx -all\n"
                               "example.com MX 1 h.test")) {
        return;
    }
    classroom_mail(&room, "192.0.2.1", "user@example.com");
    classroom_replace_zone(&room, "example.com TXT v=spf1 a:b.test -all\n"
                                  "b.test A 192.0.2.1");
    classroom_mail(&room, "192.0.2.1", "user@example.com");
    classroom_expect(
        &room, SPFEVAL_RESULT_PASS,
        "TXT example.com; A a.test; MX example.com; A h.test | A b.test");
    classroom_mail(&room, "192.0.2.1", "user@example.com");
    classroom_expect(&room, SPFEVAL_RESULT_PASS, "TXT example.com; A b.test");
    classroom_close(&room);
}

static void
test_a_change_is_seen_by_the_first_hint(void)
{
    struct classroom room;

    if (!classroom_open(&room, "example.com TXT v=spf1 a:a.test -all")) {
        return;
    }
    classroom_mail(&room, "192.0.2.1", "user@example.com");
    classroom_replace_zone(&room, "example.com TXT v=spf1 a:b.test -all");
    classroom_mail(&room, "192.0.2.1", "user@example.com");
    classroom_mail(&room, "198.51.100.9", "user@example.com");
    classroom_expect(&room, SPFEVAL_RESULT_FAIL, "TXT example.com; A b.test");
    classroom_close(&room);
}

/* Not one round trip for each of them. */
static void
test_exchangers_that_changed_are_asked_together(void)
{
    struct classroom room;

    if (!classroom_open(&room, "example.com TXT v=spf1 mx -all\n"
                               "example.com MX 1 old.test")) {
        return;
    }
    classroom_mail(&room, "192.0.2.1", "user@example.com");
    classroom_replace_zone(&room, "example.com TXT v=spf1 mx -all\n"
                                  "example.com MX 1 one.test\n"
                                  "example.com MX 2 two.test\n"
                                  "example.com MX 3 three.test");
    classroom_mail(&room, "192.0.2.1", "user@example.com");
    classroom_expect(&room, SPFEVAL_RESULT_FAIL,
                     "TXT example.com; MX example.com; A old.test | "
                     "A one.test; A two.test; A three.test");
    classroom_close(&room);
}

static void
test_what_is_not_needed_any_more_is_forgotten(void)
{
    struct classroom room;

    if (!classroom_open(&room, "example.com TXT v=spf1 a:a.test mx -all\n"
                               "example.com MX 1 h.test")) {
        return;
    }
    classroom_mail(&room, "192.0.2.1", "user@example.com");
    classroom_replace_zone(&room, "example.com TXT v=spf1 ip4:192.0.2.1 -all");
    classroom_mail(&room, "192.0.2.1", "user@example.com");
    classroom_mail(&room, "192.0.2.1", "user@example.com");
    classroom_expect(&room, SPFEVAL_RESULT_PASS, "TXT example.com");
    tap_row("nor is it asked for other clients");
    classroom_mail(&room, "198.51.100.9", "user@example.com");
    classroom_expect(&room, SPFEVAL_RESULT_FAIL, "TXT example.com");
    classroom_close(&room);
}

static void
test_failure_teaches_nothing(void)
{
    struct classroom room;

    if (!classroom_open(&room, "example.com TXT v=spf1 a:a.test mx -all\n"
                               "example.com MX 1 h.test")) {
        return;
    }
    classroom_mail(&room, "192.0.2.1", "user@example.com");
    classroom_replace_zone(&room, "example.com TXT v=spf1 a:slow.test -all\n"
                                  "slow.test TIMEOUT A");
    classroom_mail(&room, "192.0.2.1", "user@example.com");
    CHECK_INT(
        spfeval_outcome_get_result(spfeval_check_get_outcome(room.try.check)),
        SPFEVAL_RESULT_TEMPERROR);
    classroom_replace_zone(&room, "example.com TXT v=spf1 a:a.test mx -all\n"
                                  "example.com MX 1 h.test");
    classroom_mail(&room, "192.0.2.1", "user@example.com");
    classroom_expect(&room, SPFEVAL_RESULT_FAIL,
                     "TXT example.com; A a.test; MX example.com; A h.test");
    classroom_close(&room);
}

static void
test_other_modes_do_not_use_hints(void)
{
    uint32_t mode;

    for (mode = SPFEVAL_PREFETCH_SERIAL; mode <= SPFEVAL_PREFETCH_SPEC;
         mode++) {
        struct classroom room;

        memset(&room, 0, sizeof(room));
        classroom_set_up(&room.try, mode,
                         "example.com TXT v=spf1 a:a.test -all");
        if (!CHECK_INT(spfeval_cache_new(NULL, &room.cache), SPFEVAL_OK)) {
            return;
        }
        classroom_mail(&room, "192.0.2.1", "user@example.com");
        classroom_mail(&room, "192.0.2.1", "user@example.com");
        classroom_expect(&room, SPFEVAL_RESULT_FAIL,
                         "TXT example.com | A a.test");
        classroom_close(&room);
    }
}

static void
test_reset_check_is_not_primed_any_more(void)
{
    struct classroom room;

    if (!classroom_open(&room, "example.com TXT v=spf1 a:a.test -all")) {
        return;
    }
    classroom_mail(&room, "192.0.2.1", "user@example.com");
    try_check_start(&room.try, "192.0.2.1", "user@example.com");
    CHECK_INT(spfeval_cache_prime(room.cache, room.try.check), SPFEVAL_OK);
    try_check_start(&room.try, "192.0.2.1", "user@example.com");
    CHECK_INT(levels_run(&room.try, LEVELS_IN_ORDER, &room.levels),
              SPFEVAL_STEP_DONE);
    classroom_expect(&room, SPFEVAL_RESULT_FAIL, "TXT example.com | A a.test");
    classroom_close(&room);
}

static void
test_hints_outlive_their_cache_within_a_check(void)
{
    struct classroom room;

    if (!classroom_open(&room, lessons[2].zone)) {
        return;
    }
    classroom_mail(&room, "192.0.2.1", "user@example.com");
    try_check_start(&room.try, "192.0.2.1", "user@example.com");
    CHECK_INT(spfeval_cache_prime(room.cache, room.try.check), SPFEVAL_OK);
    CHECK_INT(spfeval_check_step(room.try.check), SPFEVAL_STEP_QUERY);
    spfeval_cache_free(room.cache);
    room.cache = NULL;
    CHECK_INT(levels_run(&room.try, LEVELS_IN_ORDER, &room.levels),
              SPFEVAL_STEP_DONE);
    classroom_expect(
        &room, SPFEVAL_RESULT_PASS,
        "TXT example.com; A example.com; MX example.com; A m.test; "
        "A b.test");
    classroom_close(&room);
}

/* Hints that lead nowhere cost as many questions, and no round trip. */
static void
test_hints_do_not_take_the_room_of_others(void)
{
    struct classroom room;

    if (!classroom_open(
            &room,
            "example.com TXT v=spf1 a:0.test a:1.test a:2.test a:3.test "
            "a:4.test a:5.test a:6.test a:7.test ?all\n"
            "0.test A 203.0.113.1\n1.test A 203.0.113.1\n"
            "2.test A 203.0.113.1\n3.test A 203.0.113.1\n"
            "4.test A 203.0.113.1\n5.test A 203.0.113.1\n"
            "6.test A 203.0.113.1\n7.test A 203.0.113.1\n")) {
        return;
    }
    classroom_mail(&room, "192.0.2.1", "user@example.com");
    classroom_replace_zone(
        &room, "example.com TXT v=spf1 a:a.test a:b.test a:c.test "
               "a:d.test a:e.test a:f.test a:g.test a:h.test ?all\n"
               "a.test A 203.0.113.1\nb.test A 203.0.113.1\n"
               "c.test A 203.0.113.1\nd.test A 203.0.113.1\n"
               "e.test A 203.0.113.1\nf.test A 203.0.113.1\n"
               "g.test A 203.0.113.1\nh.test A 203.0.113.1\n");
    classroom_mail(&room, "192.0.2.1", "user@example.com");
    CHECK_INT(room.levels.count, 2);
    CHECK_INT(room.levels.queries, 1 + 8 + 8);
    classroom_close(&room);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"what was needed is learned as templates",
         test_what_was_needed_is_learned_as_templates},
        {"the mark of a record is that of its octets",
         test_the_mark_of_a_record_is_that_of_its_octets},
        {"learning without memory leaves nothing",
         test_learning_without_memory_leaves_nothing},
        {"the next mail of the domain asks at once",
         test_next_mail_of_the_domain_asks_at_once},
        {"other domains are not affected",
         test_other_domains_are_not_affected},
        {"a changed record is evaluated and learned",
         test_changed_record_is_evaluated_and_learned},
        {"a change is seen by the first hint",
         test_a_change_is_seen_by_the_first_hint},
        {"exchangers that changed are asked together",
         test_exchangers_that_changed_are_asked_together},
        {"what is not needed any more is forgotten",
         test_what_is_not_needed_any_more_is_forgotten},
        {"a failure teaches nothing", test_failure_teaches_nothing},
        {"the other modes do not use hints",
         test_other_modes_do_not_use_hints},
        {"a check that was reset is not primed any more",
         test_reset_check_is_not_primed_any_more},
        {"hints outlive their cache within a check",
         test_hints_outlive_their_cache_within_a_check},
        {"hints do not take the room of others",
         test_hints_do_not_take_the_room_of_others},
    };

    return tap_run("check/hints", tests, TAP_COUNT(tests));
}
