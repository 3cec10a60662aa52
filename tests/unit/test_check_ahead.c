/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Memory for what is asked ahead: it is not charged to evaluation, bounded,
 * and a lack of it is no error.
 */
#include <stdio.h>
#include <string.h>

#include <spfeval/spfeval.h>

#include "check/ahead.h"
#include "rule/keep.h"
#include "support/count_alloc.h"
#include "support/levels.h"
#include "support/tap.h"

enum {
    LEAST_BYTES = 4096, /* of SPFEVAL_OPTION_MAX_BYTES */
    MOST_ALLOCATIONS = 60,
    PADDING = 2048
};

static void
set_up(struct try_check *try, const spfeval_allocator *allocator,
       uint32_t prefetch, uint32_t max_bytes)
{
    try_check_init(try, allocator);
    CHECK_INT(spfeval_options_set_u32(try->options, SPFEVAL_OPTION_PREFETCH,
                                      prefetch),
              SPFEVAL_OK);
    CHECK_INT(spfeval_options_set_u32(try->options, SPFEVAL_OPTION_MAX_BYTES,
                                      max_bytes),
              SPFEVAL_OK);
}

/* So many A records, four octets each; the last one may be the client's. */
static void
add_addresses(struct try_check *try, const char *owner, int count, bool match)
{
    uint8_t address[4] = {203, 0, 113, 0};
    int i;

    for (i = 0; i < count; i++) {
        if (i == count - 1 && match) {
            address[0] = 192;
            address[2] = 2;
        }
        address[3] = match && i == count - 1 ? 1 : (uint8_t)i;
        CHECK_INT(spfeval_zone_add_address(try->zone, owner, strlen(owner), 60,
                                           address, 4),
                  SPFEVAL_OK);
    }
}

static int
result_of(const struct try_check *try)
{
    return spfeval_outcome_get_result(spfeval_check_get_outcome(try->check));
}

/* Step to where the answer to a record is used; queries are taken in order. */
static size_t
start(struct try_check *try, const spfeval_query **queries, size_t room)
{
    size_t count = 0;

    try_check_start(try, "192.0.2.1", "user@example.com");
    CHECK_INT(spfeval_check_step(try->check), SPFEVAL_STEP_QUERY);
    CHECK_INT(try_check_reply(try, try_check_take(try)), SPFEVAL_OK);
    CHECK_INT(spfeval_check_step(try->check), SPFEVAL_STEP_QUERY);
    while (count < room && (queries[count] = try_check_take(try)) != NULL) {
        count++;
    }
    CHECK_INT(count, room);
    CHECK(try_check_take(try) == NULL);
    return count;
}

/* --- the bound of evaluation --------------------------------------------- */

static void
test_answers_ahead_do_not_count(void)
{
    struct levels levels;
    struct try_check try;

    set_up(&try, NULL, SPFEVAL_PREFETCH_SPEC, LEAST_BYTES);
    try_check_zone(&try, "example.com TXT v=spf1 a:a.test a:b.test a:c.test "
                         "a:d.test -all");
    add_addresses(&try, "a.test", 1, true);
    add_addresses(&try, "b.test", 800, false);
    add_addresses(&try, "c.test", 800, false);
    add_addresses(&try, "d.test", 800, false);
    try_check_start(&try, "192.0.2.1", "user@example.com");
    CHECK_INT(levels_run(&try, LEVELS_REVERSED, &levels), SPFEVAL_STEP_DONE);
    CHECK_INT(result_of(&try), SPFEVAL_RESULT_PASS);
    CHECK_INT(levels.count, 2);
    CHECK_INT(levels.queries, 5);
    try_check_clear(&try);
}

static void
test_answers_count_once_they_are_used(void)
{
    struct levels levels;
    struct try_check try;

    set_up(&try, NULL, SPFEVAL_PREFETCH_SPEC, LEAST_BYTES);
    try_check_zone(&try, "example.com TXT v=spf1 a:a.test a:b.test "
                         "include:i.test -all\n"
                         "i.test TXT v=spf1 -all");
    add_addresses(&try, "a.test", 600, false);
    add_addresses(&try, "b.test", 600, false);
    try_check_start(&try, "192.0.2.1", "user@example.com");
    CHECK_INT(levels_run(&try, LEVELS_IN_ORDER, &levels), SPFEVAL_ERR_LIMIT);
    CHECK(spfeval_check_get_outcome(try.check) == NULL);
    try_check_clear(&try);
}

/* Answer what the last step asked, the last question first and by itself. */
static int
run_reversed(struct try_check *try)
{
    int step = spfeval_check_step(try->check);

    while (step == SPFEVAL_STEP_QUERY) {
        const spfeval_query *first = try_check_take(try);
        const spfeval_query *second = try_check_take(try);

        if (second != NULL) {
            CHECK_INT(try_check_reply(try, second), SPFEVAL_OK);
            CHECK_INT(spfeval_check_step(try->check), SPFEVAL_STEP_QUERY);
        }
        if (first == NULL || try_check_reply(try, first) != SPFEVAL_OK) {
            return SPFEVAL_ERR_LIMIT;
        }
        step = spfeval_check_step(try->check);
    }
    return step;
}

/* So do the records that they hold, which were parsed ahead; names do not. */
static void
test_records_count_once_they_are_used(void)
{
    char text[1024] = "v=spf1";
    size_t len = 6;
    unsigned fits[2] = {0, 0};
    unsigned terms;

    for (terms = 0; terms < 60; terms++) {
        uint32_t mode;

        for (mode = 0; mode < 2; mode++) {
            struct try_check try;

            set_up(&try, NULL, mode, LEAST_BYTES);
            try_check_zone(&try, "example.com TXT v=spf1 a:a.test "
                                 "include:i.test +all");
            add_addresses(&try, "a.test", 300, false);
            CHECK_INT(
                spfeval_zone_add_text(try.zone, "i.test", 6, 60, text, len),
                SPFEVAL_OK);
            try_check_start(&try, "192.0.2.1", "user@example.com");
            fits[mode] += run_reversed(&try) == SPFEVAL_STEP_DONE;
            try_check_clear(&try);
        }
        memcpy(text + len, " ip4:10.1.2.3", 13);
        len += 13;
    }
    CHECK(fits[SPFEVAL_PREFETCH_SERIAL] > 10);
    CHECK(fits[SPFEVAL_PREFETCH_SPEC] >= fits[SPFEVAL_PREFETCH_SERIAL]);
    CHECK(fits[SPFEVAL_PREFETCH_SPEC] <= fits[SPFEVAL_PREFETCH_SERIAL] + 5);
}

/* What fits without asking ahead fits with it, and comes to the same. */
static void
test_any_bound_that_is_enough_stays_enough(void)
{
    static const char zone[] =
        "example.com TXT v=spf1 a mx include:i.test a:b.test -all\n"
        "example.com MX 10 h.test\n"
        "i.test TXT v=spf1 mx:m.test -all\n"
        "m.test MX 10 g.test";
    static const char *const hosts[] = {"example.com", "h.test", "g.test",
                                        "b.test"};
    unsigned fits = 0;
    unsigned tried = 0;
    uint32_t bytes;
    size_t i;

    for (bytes = LEAST_BYTES; bytes < 3 * LEAST_BYTES; bytes += 256) {
        uint32_t mode;
        int steps[2];

        for (mode = 0; mode < 2; mode++) {
            struct try_check try;

            set_up(&try, NULL, mode, bytes);
            try_check_zone(&try, zone);
            for (i = 0; i < TAP_COUNT(hosts); i++) {
                add_addresses(&try, hosts[i], 300, i == 3);
            }
            try_check_start(&try, "192.0.2.1", "user@example.com");
            steps[mode] = SPFEVAL_STEP_QUERY;
            while (steps[mode] == SPFEVAL_STEP_QUERY) {
                steps[mode] = try_check_run(&try);
            }
            if (steps[mode] == SPFEVAL_STEP_DONE) {
                CHECK_INT(result_of(&try), SPFEVAL_RESULT_PASS);
            } else {
                CHECK_INT(steps[mode], SPFEVAL_ERR_LIMIT);
            }
            try_check_clear(&try);
        }
        CHECK(steps[SPFEVAL_PREFETCH_SERIAL] != SPFEVAL_STEP_DONE ||
              steps[SPFEVAL_PREFETCH_SPEC] == SPFEVAL_STEP_DONE);
        fits += steps[SPFEVAL_PREFETCH_SERIAL] == SPFEVAL_STEP_DONE;
        tried++;
    }
    CHECK(fits > 0 && fits < tried); /* both happened */
}

/* The names that are asked ahead are not charged either, down to the octet. */
static void
test_names_ahead_do_not_count(void)
{
    static char helo[LEAST_BYTES];
    struct try_check tries[2];
    unsigned fits = 0;
    size_t padding;
    uint32_t mode;

    memset(helo, 'h', sizeof(helo));
    for (mode = 0; mode < 2; mode++) {
        set_up(&tries[mode], NULL, mode, LEAST_BYTES);
        try_check_zone(
            &tries[mode],
            "example.com TXT v=spf1 a:a.test "
            "exists:%{i}.one.with-a-name-that-is-long.example.com "
            "exists:%{i}.two.with-a-name-that-is-long.example.com "
            "exists:%{i}.three.with-a-name-that-is-long.example.com "
            "exists:%{i}.four.with-a-name-that-is-long.example.com "
            "exists:%{i}.five.with-a-name-that-is-long.example.com "
            "exists:%{i}.six.with-a-name-that-is-long.example.com "
            "exists:%{i}.seven.with-a-name-that-is-long.example.com -all");
        add_addresses(&tries[mode], "a.test", 100, true);
    }
    for (padding = 0; padding < sizeof(helo); padding += 16) {
        int steps[2];

        for (mode = 0; mode < 2; mode++) {
            struct try_check *try = &tries[mode];

            try_check_start(try, "192.0.2.1", "user@example.com");
            steps[mode] = spfeval_check_set_helo(try->check, helo, padding);
            if (steps[mode] == SPFEVAL_OK) {
                steps[mode] = try_check_run(try);
            }
        }
        CHECK(steps[SPFEVAL_PREFETCH_SERIAL] != SPFEVAL_STEP_DONE ||
              steps[SPFEVAL_PREFETCH_SPEC] == SPFEVAL_STEP_DONE);
        fits += steps[SPFEVAL_PREFETCH_SERIAL] == SPFEVAL_STEP_DONE;
    }
    CHECK(fits > 0 && fits < sizeof(helo) / 16);
    try_check_clear(&tries[0]);
    try_check_clear(&tries[1]);
}

/* Serial and ahead come to the same, whatever room the HELO leaves. */
static unsigned
count_fits(uint32_t max_bytes)
{
    static char helo[LEAST_BYTES];
    struct try_check tries[2];
    unsigned fits = 0;
    size_t padding;
    uint32_t mode;

    memset(helo, 'h', sizeof(helo));
    for (mode = 0; mode < 2; mode++) {
        set_up(&tries[mode], NULL, mode, max_bytes);
        try_check_zone(&tries[mode], "example.com TXT v=spf1 a:a.test "
                                     "a:b.test -all");
        add_addresses(&tries[mode], "a.test", 100, true);
        add_addresses(&tries[mode], "b.test", 100, false);
    }
    for (padding = 0; padding < sizeof(helo); padding += 8) {
        int steps[2];

        for (mode = 0; mode < 2; mode++) {
            struct try_check *try = &tries[mode];

            try_check_start(try, "192.0.2.1", "user@example.com");
            steps[mode] = spfeval_check_set_helo(try->check, helo, padding);
            if (steps[mode] == SPFEVAL_OK) {
                steps[mode] = try_check_run(try);
            }
        }
        CHECK_INT(steps[SPFEVAL_PREFETCH_SPEC],
                  steps[SPFEVAL_PREFETCH_SERIAL]);
        fits += steps[SPFEVAL_PREFETCH_SERIAL] == SPFEVAL_STEP_DONE;
    }
    try_check_clear(&tries[0]);
    try_check_clear(&tries[1]);
    return fits;
}

/*
 * Nor do answers count: the one that is used takes the last octets, or all but
 * a few, and then comes one that is ahead. Before, there was room to ask it.
 */
static void
test_answers_ahead_do_not_count_down_to_the_octet(void)
{
    uint32_t extra; /* memory is taken in eights, but for texts and records */

    for (extra = 0; extra < 8; extra++) {
        unsigned fits = count_fits(LEAST_BYTES + extra);

        CHECK(fits > 0 && fits < LEAST_BYTES / 8);
    }
}

/* What was asked in vain raises the bound of that mail only. */
static void
test_next_mail_has_the_same_bound(void)
{
    struct levels levels;
    struct try_check try;
    int mail;

    set_up(&try, NULL, SPFEVAL_PREFETCH_SPEC, LEAST_BYTES);
    try_check_zone(&try, "example.com TXT v=spf1 a:a.test a:b.test a:c.test "
                         "-all\n"
                         "example.net TXT v=spf1 a:d.test include:i.test "
                         "-all\n"
                         "i.test TXT v=spf1 -all");
    add_addresses(&try, "a.test", 1, true);
    add_addresses(&try, "b.test", 400, false);
    add_addresses(&try, "c.test", 400, false);
    add_addresses(&try, "d.test", 1000, false);
    for (mail = 0; mail < 3; mail++) {
        try_check_start(&try, "192.0.2.1", "user@example.com");
        CHECK_INT(levels_run(&try, LEVELS_REVERSED, &levels),
                  SPFEVAL_STEP_DONE);
    }
    try_check_start(&try, "192.0.2.1", "user@example.net");
    CHECK_INT(try_check_run(&try), SPFEVAL_ERR_LIMIT);
    CHECK(spfeval_check_get_outcome(try.check) == NULL);
    try_check_clear(&try);
}

/* --- the bound of what is ahead ------------------------------------------ */

static void
test_dropped_answer_is_asked_again(void)
{
    const spfeval_query *queries[3]; /* a.test, b.test, c.test */
    const spfeval_query *again;
    struct try_check try;

    set_up(&try, NULL, SPFEVAL_PREFETCH_SPEC, LEAST_BYTES);
    try_check_zone(&try, "example.com TXT v=spf1 a:a.test a:b.test a:c.test "
                         "-all");
    add_addresses(&try, "a.test", 1, false);
    add_addresses(&try, "b.test", 500, true);
    add_addresses(&try, "c.test", 800, false);
    if (start(&try, queries, TAP_COUNT(queries)) == TAP_COUNT(queries)) {
        CHECK_INT(try_check_reply(&try, queries[2]), SPFEVAL_OK);
        CHECK_INT(try_check_reply(&try, queries[1]), SPFEVAL_OK);
        CHECK_INT(try_check_reply(&try, queries[0]), SPFEVAL_OK);
        CHECK_INT(spfeval_check_step(try.check), SPFEVAL_STEP_QUERY);
        again = try_check_take(&try);
        if (CHECK(again != NULL)) {
            CHECK_STR(spfeval_query_get_name(again, NULL), 6, "b.test");
            CHECK_INT(spfeval_query_get_type(again), SPFEVAL_RRTYPE_A);
            CHECK(spfeval_query_get_id(again) !=
                  spfeval_query_get_id(queries[1]));
            CHECK_INT(try_check_reply(&try, queries[1]),
                      SPFEVAL_ERR_NOT_FOUND);
            CHECK_INT(try_check_reply(&try, again), SPFEVAL_OK);
            CHECK_INT(spfeval_check_step(try.check), SPFEVAL_STEP_DONE);
            CHECK_INT(result_of(&try), SPFEVAL_RESULT_PASS);
        }
    }
    try_check_clear(&try);
}

/* With its NUL an answer takes all of the room, or is four octets longer. */
static void
check_last_room(uint32_t max_bytes, bool is_longer, bool is_dropped)
{
    const spfeval_query *queries[2]; /* a.test, b.test */
    struct try_check try;
    size_t room;

    set_up(&try, NULL, SPFEVAL_PREFETCH_SPEC, max_bytes);
    try_check_zone(&try, "example.com TXT v=spf1 a:a.test a:b.test -all");
    if (start(&try, queries, TAP_COUNT(queries)) == TAP_COUNT(queries)) {
        room = max_bytes - try.check->ahead_size - 1;
        CHECK_INT(room % 4, 0);
        add_addresses(&try, "b.test", (int)(room / 4) + (is_longer ? 1 : 0),
                      false);
        CHECK_INT(try_check_reply(&try, queries[1]), SPFEVAL_OK);
        CHECK_INT(try.check->ahead_size == max_bytes, !is_dropped);
    }
    try_check_clear(&try);
}

static void
test_answer_that_just_fits_is_kept(void)
{
    const spfeval_query *queries[2];
    struct try_check try;
    uint32_t max_bytes = LEAST_BYTES;

    set_up(&try, NULL, SPFEVAL_PREFETCH_SPEC, max_bytes);
    try_check_zone(&try, "example.com TXT v=spf1 a:a.test a:b.test -all");
    if (start(&try, queries, TAP_COUNT(queries)) == TAP_COUNT(queries)) {
        while ((max_bytes - try.check->ahead_size - 1) % 4 != 0) {
            max_bytes++;
        }
        check_last_room(max_bytes, false, false);
        check_last_room(max_bytes, true, true);
    }
    try_check_clear(&try);
}

/* Each mail has all of the room, and what was used gives its part back. */
static void
test_used_answers_make_room(void)
{
    struct levels levels;
    struct try_check try;
    int mail;

    set_up(&try, NULL, SPFEVAL_PREFETCH_SPEC, LEAST_BYTES);
    try_check_zone(&try, "example.com TXT v=spf1 a:a.test a:b.test "
                         "include:i.test -all\n"
                         "i.test TXT v=spf1 a:c.test a:e.test a:d.test -all");
    add_addresses(&try, "a.test", 1, false);
    add_addresses(&try, "b.test", 200, false);
    add_addresses(&try, "c.test", 1, false);
    add_addresses(&try, "d.test", 540, false);
    add_addresses(&try, "e.test", 300, true);
    for (mail = 0; mail < 4; mail++) {
        try_check_start(&try, "192.0.2.1", "user@example.com");
        CHECK_INT(levels_run(&try, LEVELS_REVERSED, &levels),
                  SPFEVAL_STEP_DONE);
        CHECK_INT(result_of(&try), SPFEVAL_RESULT_PASS);
        CHECK_INT(levels.queries, 1 + 3 + 3); /* d, then e: none is dropped */
    }
    try_check_clear(&try);
}

static void
test_what_was_used_is_not_ahead_any_more(void)
{
    const spfeval_query *queries[2]; /* a.test, b.test */
    struct try_check try;
    size_t size;

    set_up(&try, NULL, SPFEVAL_PREFETCH_SPEC, LEAST_BYTES);
    try_check_zone(&try, "example.com TXT v=spf1 a:a.test a:b.test -all");
    add_addresses(&try, "a.test", 1, false);
    add_addresses(&try, "b.test", 100, false);
    if (start(&try, queries, TAP_COUNT(queries)) == TAP_COUNT(queries)) {
        CHECK_INT(try_check_reply(&try, queries[1]), SPFEVAL_OK);
        size = try.check->ahead_size;
        CHECK_INT(try_check_reply(&try, queries[0]), SPFEVAL_OK);
        CHECK_INT(spfeval_check_step(try.check), SPFEVAL_STEP_DONE);
        CHECK(size > 400);
        CHECK(try.check->ahead_size + 400 < size);
        CHECK_INT(try.check->ahead_count, 0);
    }
    try_check_clear(&try);
}

static void
test_answer_that_is_needed_is_never_dropped(void)
{
    const spfeval_query *queries[3];
    struct try_check try;

    set_up(&try, NULL, SPFEVAL_PREFETCH_SPEC, LEAST_BYTES);
    try_check_zone(&try, "example.com TXT v=spf1 a:a.test a:b.test a:c.test "
                         "-all");
    add_addresses(&try, "a.test", 500, true);
    add_addresses(&try, "b.test", 800, false);
    add_addresses(&try, "c.test", 800, false);
    if (start(&try, queries, TAP_COUNT(queries)) == TAP_COUNT(queries)) {
        CHECK_INT(try_check_reply(&try, queries[2]), SPFEVAL_OK);
        CHECK_INT(try_check_reply(&try, queries[1]), SPFEVAL_OK);
        CHECK_INT(try_check_reply(&try, queries[0]), SPFEVAL_OK);
        CHECK_INT(spfeval_check_step(try.check), SPFEVAL_STEP_DONE);
        CHECK_INT(result_of(&try), SPFEVAL_RESULT_PASS);
    }
    try_check_clear(&try);
}

/* check.h: "the records are of another type; nothing changed." */
static void
test_wrong_answer_is_refused_also_without_room(void)
{
    const spfeval_query *queries[3];
    struct try_check try;
    char text[3000];

    memset(text, 'x', sizeof(text));
    set_up(&try, NULL, SPFEVAL_PREFETCH_SPEC, LEAST_BYTES);
    try_check_zone(&try, "example.com TXT v=spf1 a:a.test a:b.test a:c.test "
                         "-all");
    add_addresses(&try, "c.test", 800, false);
    if (start(&try, queries, TAP_COUNT(queries)) == TAP_COUNT(queries)) {
        CHECK_INT(try_check_reply(&try, queries[2]), SPFEVAL_OK);
        spfeval_answer_clear(try.answer);
        CHECK_INT(spfeval_answer_add_text(try.answer, text, sizeof(text)),
                  SPFEVAL_OK);
        CHECK_INT(spfeval_check_answer(
                      try.check, spfeval_query_get_id(queries[1]), try.answer),
                  SPFEVAL_ERR_ARGUMENT);
        CHECK_INT(try_check_reply(&try, queries[1]), SPFEVAL_OK);
    }
    try_check_clear(&try);
}

static void
test_memory_of_a_hostile_policy_is_bounded(void)
{
    struct count_alloc memory;
    struct levels levels;
    struct try_check try;
    int i;

    count_alloc_init(&memory);
    set_up(&try, &memory.table, SPFEVAL_PREFETCH_SPEC, LEAST_BYTES);
    try_check_zone(&try, "example.com TXT v=spf1 a:a.test a:0.test a:1.test "
                         "a:2.test a:3.test a:4.test a:5.test a:6.test "
                         "a:7.test a:8.test -all");
    add_addresses(&try, "a.test", 1, true);
    for (i = 0; i < 9; i++) {
        char owner[32];

        (void)snprintf(owner, sizeof(owner), "%d.test", i);
        add_addresses(&try, owner, 400 + 100 * i, false);
    }
    try_check_start(&try, "192.0.2.1", "user@example.com");
    CHECK_INT(levels_run(&try, LEVELS_REVERSED, &levels), SPFEVAL_STEP_DONE);
    CHECK_INT(levels.queries, 11);
    CHECK_INT(result_of(&try), SPFEVAL_RESULT_PASS);
    /* Options and check, and twice the bound in blocks. */
    CHECK(memory.peak_bytes < 4 * LEAST_BYTES);
    try_check_clear(&try);
    CHECK(count_alloc_is_clean(&memory));
    count_alloc_clear(&memory);
}

/* --- answers of a cache -------------------------------------------------- */

/* They are older than when they came, so they live less long. */
static void
test_a_shared_answer_has_the_time_to_live_that_is_told(void)
{
    const spfeval_query *query;
    struct spfe_lookup *lookup;
    struct spfe_answer answer;
    struct spfe_shared *shared;
    struct try_check try;
    struct spfe_mem mem;
    uint32_t ttl = 0;

    CHECK_INT(spfe_mem_init(&mem, NULL), SPFEVAL_OK);
    set_up(&try, NULL, SPFEVAL_PREFETCH_SERIAL, LEAST_BYTES);
    try_check_start(&try, "192.0.2.1", "user@example.com");
    CHECK_INT(spfeval_check_step(try.check), SPFEVAL_STEP_QUERY);
    query = try_check_take(&try);
    lookup = spfe_lookups_find_open(&try.check->lookups,
                                    spfeval_query_get_id(query));
    CHECK_INT(spfeval_answer_add_text(try.answer, "v=spf1 -all", 11),
              SPFEVAL_OK);
    CHECK_INT(spfeval_answer_set_ttl(try.answer, 300), SPFEVAL_OK);
    answer = spfe_answer_view(try.answer);
    shared = spfe_keep_answer(&mem, &answer);
    if (CHECK(lookup != NULL && shared != NULL)) {
        /* It takes the reference. */
        CHECK_INT(spfe_ahead_store_shared(try.check, lookup, shared, 17),
                  SPFEVAL_OK);
        CHECK_INT(spfeval_check_step(try.check), SPFEVAL_STEP_DONE);
        CHECK_INT(result_of(&try), SPFEVAL_RESULT_FAIL);
        CHECK_INT(spfeval_outcome_get_ttl(spfeval_check_get_outcome(try.check),
                                          &ttl),
                  SPFEVAL_OK);
        CHECK_INT(ttl, 17);
    }
    try_check_clear(&try);
}

/* What a cache has parsed is not parsed once more. */
static void
test_a_shared_answer_brings_its_record(void)
{
    spfeval_path_entry entry = {.struct_size = sizeof(entry)};
    const struct spfe_found *found;
    const spfeval_query *query;
    struct spfe_answer answer;
    struct spfe_shared *shared;
    struct try_check try;
    struct spfe_mem mem;

    CHECK_INT(spfe_mem_init(&mem, NULL), SPFEVAL_OK);
    set_up(&try, NULL, SPFEVAL_PREFETCH_SERIAL, LEAST_BYTES);
    CHECK_INT(spfeval_answer_add_text(try.answer, "v=spf1 -all", 11),
              SPFEVAL_OK);
    answer = spfe_answer_view(try.answer);
    shared = spfe_keep_answer(&mem, &answer);
    try_check_start(&try, "192.0.2.1", "user@example.com");
    CHECK_INT(spfeval_check_step(try.check), SPFEVAL_STEP_QUERY);
    query = try_check_take(&try);
    if (CHECK(shared != NULL)) {
        found = shared->parsed;
        spfe_answer_share(try.answer, shared, 17);
        CHECK_INT(spfeval_check_answer(try.check, spfeval_query_get_id(query),
                                       try.answer),
                  SPFEVAL_OK);
        CHECK_INT(spfeval_check_step(try.check), SPFEVAL_STEP_DONE);
        CHECK_INT(spfeval_outcome_get_path(
                      spfeval_check_get_outcome(try.check), 0, &entry),
                  SPFEVAL_OK);
        CHECK(entry.record == found->record);
    }
    spfe_shared_release(shared);
    try_check_clear(&try);
}

/* --- no memory ----------------------------------------------------------- */

static const char oom_zone[] =
    "example.com TXT v=spf1 a mx include:i.test include:j.test -all "
    "exp=why.%{d}\n"
    "example.com A 203.0.113.1\n"
    "example.com MX 10 h1.example.com\n"
    "example.com MX 20 h2.example.com\n"
    "h1.example.com A 203.0.113.2\n"
    "h2.example.com A 203.0.113.3\n"
    "i.test TXT v=spf1 mx:m.test include:k.test -all\n"
    "m.test MX 10 h.m.test\n"
    "h.m.test A 203.0.113.4\n"
    "k.test TXT v=spf1 a:x.test ip4:203.0.113.0/24 -all\n"
    "x.test A 203.0.113.5\n"
    "j.test TXT v=spf1 exists:%{i}.%{l}.%{o}.lists.test -all\n"
    "why.example.com TXT %{i} is not of %{o}";

/* An answer that finds no memory ends the check, and so may a step. */
static int
drive(struct try_check *try)
{
    const spfeval_query *query;
    int step;

    while ((step = spfeval_check_step(try->check)) == SPFEVAL_STEP_QUERY) {
        int taken = 0;

        while ((query = try_check_take(try)) != NULL) {
            int status = try_check_reply(try, query);

            taken++;
            if (status != SPFEVAL_OK) {
                return status;
            }
        }
        if (!CHECK(taken > 0)) {
            return SPFEVAL_ERR_STATE;
        }
    }
    return step;
}

/* True when an allocation was refused and the check took no harm. */
static bool
try_allocation(struct try_check *try, struct count_alloc *memory,
               uint64_t number, bool stays_out, size_t padding,
               const char *expected, bool *refused)
{
    static char octets[PADDING];
    uint64_t before = memory->failures;
    bool is_right;
    int step;

    spfeval_check_free(try->check);
    try->check = NULL;
    try_check_start(try, "192.0.2.1", "user@example.com");
    memset(octets, 'x', sizeof(octets));
    CHECK_INT(spfeval_check_set_helo(try->check, octets, padding), SPFEVAL_OK);
    CHECK_INT(spfeval_check_set_helo(try->check, "h.test", 6), SPFEVAL_OK);
    if (stays_out) {
        count_alloc_fail_from(memory, number);
    } else {
        count_alloc_fail_at(memory, number);
    }
    step = drive(try);
    count_alloc_fail_at(memory, 0);
    *refused = memory->failures > before;
    is_right = step == SPFEVAL_STEP_DONE;
    if (is_right) {
        const char *text =
            levels_outcome_text(spfeval_check_get_outcome(try->check));

        CHECK_STR(text, strlen(text), expected);
    } else {
        CHECK_INT(step, SPFEVAL_ERR_NOMEM);
        CHECK(*refused);
        CHECK(spfeval_check_get_outcome(try->check) == NULL);
    }
    return *refused && is_right;
}

static void
test_lack_of_memory_is_an_error_or_does_no_harm(void)
{
    struct count_alloc memory;
    char expected[LEVELS_TEXT];
    struct try_check try;
    const char *text;
    unsigned harmless = 0;
    size_t padding;
    int stays_out;

    count_alloc_init(&memory);
    set_up(&try, &memory.table, SPFEVAL_PREFETCH_SPEC, 65536);
    try_check_zone(&try, oom_zone);
    try_check_start(&try, "192.0.2.1", "user@example.com");
    CHECK_INT(spfeval_check_set_helo(try.check, "h.test", 6), SPFEVAL_OK);
    CHECK_INT(drive(&try), SPFEVAL_STEP_DONE);
    CHECK_INT(result_of(&try), SPFEVAL_RESULT_FAIL);
    text = levels_outcome_text(spfeval_check_get_outcome(try.check));
    if (!CHECK(strlen(text) < sizeof(expected))) {
        return;
    }
    memcpy(expected, text, strlen(text) + 1);
    for (padding = 1; padding < PADDING; padding += 41) {
        for (stays_out = 0; stays_out < 2; stays_out++) {
            uint64_t number = 1;
            bool refused = true;

            while (refused && number < MOST_ALLOCATIONS) {
                harmless +=
                    try_allocation(&try, &memory, number, stays_out != 0,
                                   padding, expected, &refused);
                number++;
            }
            CHECK(!refused);
        }
    }
    CHECK(harmless > 0);
    try_check_clear(&try);
    CHECK(count_alloc_is_clean(&memory));
    count_alloc_clear(&memory);
}

/* --- shared answers ------------------------------------------------------ */

/* Answer from the cache, filling it from the zone. */
static int
reply_shared(struct try_check *try, spfeval_cache *cache,
             const spfeval_query *query)
{
    size_t len = 0;
    int type = spfeval_query_get_type(query);
    const char *name = spfeval_query_get_name(query, &len);

    if (spfeval_cache_lookup(cache, type, name, len, 0, try->answer) !=
        SPFEVAL_OK) {
        CHECK_INT(spfeval_zone_lookup(try->zone, type, name, len, try->answer),
                  SPFEVAL_OK);
        CHECK_INT(spfeval_cache_store(cache, type, name, len, 0, try->answer),
                  SPFEVAL_OK);
    }
    return spfeval_check_answer(try->check, spfeval_query_get_id(query),
                                try->answer);
}

/* Run so many levels, then let go of everything but the check. */
static void
leave_after(unsigned most_levels, bool by_reset)
{
    struct count_alloc memory;
    const spfeval_query *query;
    spfeval_cache *cache;
    struct try_check try;
    unsigned level;

    count_alloc_init(&memory);
    set_up(&try, NULL, SPFEVAL_PREFETCH_SPEC, 65536);
    try_check_zone(&try, oom_zone);
    if (!CHECK_INT(spfeval_cache_new(&memory.table, &cache), SPFEVAL_OK)) {
        try_check_clear(&try);
        return;
    }
    try_check_start(&try, "192.0.2.1", "user@example.com");
    for (level = 0; level < most_levels &&
                    spfeval_check_step(try.check) == SPFEVAL_STEP_QUERY;
         level++) {
        while ((query = try_check_take(&try)) != NULL) {
            CHECK_INT(reply_shared(&try, cache, query), SPFEVAL_OK);
        }
    }
    spfeval_answer_clear(try.answer);
    spfeval_cache_free(cache);
    CHECK(memory.live_blocks > 0); /* the check still uses the answers */
    if (spfeval_check_get_outcome(try.check) != NULL) {
        CHECK_STR(spfeval_outcome_get_explanation(
                      spfeval_check_get_outcome(try.check), NULL),
                  31, "192.0.2.1 is not of example.com");
    }
    if (by_reset) {
        spfeval_check_reset(try.check);
    } else {
        spfeval_check_free(try.check);
        try.check = NULL;
    }
    CHECK(count_alloc_is_clean(&memory));
    try_check_clear(&try);
    count_alloc_clear(&memory);
}

static void
test_reset_and_free_release_shared_answers(void)
{
    unsigned levels;

    for (levels = 1; levels < 8; levels++) {
        leave_after(levels, true);
        leave_after(levels, false);
    }
}

/* Shared answers have the bounds of others, and are let go of beyond them. */
static void
try_shared_over_the_bound(size_t which, int status, int step)
{
    const spfeval_query *queries[2]; /* a.test, b.test */
    struct count_alloc memory;
    spfeval_cache *cache;
    struct try_check try;
    size_t ahead;

    count_alloc_init(&memory);
    set_up(&try, NULL, SPFEVAL_PREFETCH_SPEC, LEAST_BYTES);
    try_check_zone(&try, "example.com TXT v=spf1 a:a.test a:b.test -all");
    add_addresses(&try, "a.test", LEAST_BYTES / 4, false);
    add_addresses(&try, "b.test", LEAST_BYTES / 4, false);
    CHECK_INT(spfeval_cache_new(&memory.table, &cache), SPFEVAL_OK);
    if (start(&try, queries, TAP_COUNT(queries)) == TAP_COUNT(queries)) {
        ahead = try.check->ahead_size;
        CHECK_INT(reply_shared(&try, cache, queries[which]), status);
        spfeval_answer_clear(try.answer);
        spfeval_cache_free(cache);
        CHECK(count_alloc_is_clean(&memory)); /* it does not hold it */
        CHECK_INT(try.check->ahead_size, ahead);
        CHECK_INT(spfeval_check_step(try.check), step);
    }
    try_check_clear(&try);
    count_alloc_clear(&memory);
}

static void
test_shared_answers_have_the_same_bounds(void)
{
    try_shared_over_the_bound(0, SPFEVAL_ERR_LIMIT, SPFEVAL_ERR_LIMIT);
    try_shared_over_the_bound(1, SPFEVAL_OK, SPFEVAL_STEP_QUERY);
}

/* How many questions the first step asks with the hints of a cache. */
static unsigned
first_questions(spfeval_cache *cache, uint32_t max_bytes, size_t *ahead)
{
    struct try_check try;
    unsigned count = 0;

    set_up(&try, NULL, SPFEVAL_PREFETCH_GRAPH, max_bytes);
    try_check_start(&try, "192.0.2.1", "user@example.com");
    CHECK_INT(spfeval_cache_prime(cache, try.check), SPFEVAL_OK);
    CHECK_INT(spfeval_check_step(try.check), SPFEVAL_STEP_QUERY);
    while (try_check_take(&try) != NULL) {
        count++;
    }
    CHECK_INT(try.check->hints != NULL, count > 1);
    *ahead = try.check->ahead_size;
    try_check_clear(&try);
    return count;
}

/* They are shared too: their terms may be as long as records. */
static void
test_hints_are_held_within_the_bound_too(void)
{
    static char text[LEAST_BYTES + 64];
    spfeval_cache *cache;
    struct try_check try;
    size_t ahead;
    size_t len;

    len = (size_t)snprintf(text, sizeof(text), "v=spf1 exists:");
    while (len < LEAST_BYTES) {
        text[len++] = 'x';
        text[len++] = '.';
    }
    len += (size_t)snprintf(text + len, sizeof(text) - len, "%%{i}.test");
    CHECK_INT(spfeval_cache_new(NULL, &cache), SPFEVAL_OK);
    set_up(&try, NULL, SPFEVAL_PREFETCH_SERIAL, 65536);
    CHECK_INT(
        spfeval_zone_add_text(try.zone, "example.com", 11, 60, text, len),
        SPFEVAL_OK);
    (void)try_check_outcome(&try, "192.0.2.1", "user@example.com");
    CHECK_INT(spfeval_cache_learn(cache, try.check), SPFEVAL_OK);
    try_check_clear(&try);
    CHECK_INT(first_questions(cache, 65536, &ahead), 2);
    CHECK(ahead > LEAST_BYTES);
    CHECK_INT(first_questions(cache, LEAST_BYTES, &ahead), 1);
    CHECK_INT(ahead, 0);
    spfeval_cache_free(cache);
}

/* What evaluation uses counts in the end, whoever asked for it. */
static void
test_the_bound_does_not_depend_on_the_mode(void)
{
    static const uint32_t modes[] = {SPFEVAL_PREFETCH_SERIAL,
                                     SPFEVAL_PREFETCH_SPEC};
    size_t i;

    for (i = 0; i < TAP_COUNT(modes); i++) {
        struct levels levels;
        struct try_check try;

        set_up(&try, NULL, modes[i], LEAST_BYTES);
        try_check_zone(&try, "example.com TXT v=spf1 a:a.test a:b.test -all");
        add_addresses(&try, "a.test", 600, false);
        add_addresses(&try, "b.test", 600, false);
        try_check_start(&try, "192.0.2.1", "user@example.com");
        if (modes[i] == SPFEVAL_PREFETCH_SERIAL) {
            const spfeval_query *query;

            CHECK_INT(spfeval_check_step(try.check), SPFEVAL_STEP_QUERY);
            query = try_check_take(&try);
            CHECK_INT(try_check_reply(&try, query), SPFEVAL_OK);
            CHECK_INT(spfeval_check_step(try.check), SPFEVAL_STEP_QUERY);
            query = try_check_take(&try);
            CHECK_INT(try_check_reply(&try, query), SPFEVAL_OK);
            CHECK_INT(spfeval_check_step(try.check), SPFEVAL_STEP_QUERY);
            query = try_check_take(&try);
            CHECK_INT(try_check_reply(&try, query), SPFEVAL_ERR_LIMIT);
        } else {
            CHECK_INT(levels_run(&try, LEVELS_IN_ORDER, &levels),
                      SPFEVAL_ERR_LIMIT);
        }
        CHECK_INT(result_of(&try), SPFEVAL_RESULT_UNSET);
        try_check_clear(&try);
    }
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"the bound does not depend on the mode",
         test_the_bound_does_not_depend_on_the_mode},
        {"answers asked ahead do not count against the bound of a check",
         test_answers_ahead_do_not_count},
        {"they count once they are used",
         test_answers_count_once_they_are_used},
        {"so do records that were parsed ahead",
         test_records_count_once_they_are_used},
        {"any bound that is enough stays enough",
         test_any_bound_that_is_enough_stays_enough},
        {"names asked ahead do not count either",
         test_names_ahead_do_not_count},
        {"answers ahead do not count, down to the octet",
         test_answers_ahead_do_not_count_down_to_the_octet},
        {"the next mail has the same bound",
         test_next_mail_has_the_same_bound},
        {"answers that were used make room", test_used_answers_make_room},
        {"an answer that was dropped is asked again",
         test_dropped_answer_is_asked_again},
        {"an answer that is needed is never dropped",
         test_answer_that_is_needed_is_never_dropped},
        {"a wrong answer is refused also without room",
         test_wrong_answer_is_refused_also_without_room},
        {"the memory of a hostile policy is bounded",
         test_memory_of_a_hostile_policy_is_bounded},
        {"what was used is not ahead any more",
         test_what_was_used_is_not_ahead_any_more},
        {"an answer ahead that just fits is kept",
         test_answer_that_just_fits_is_kept},
        {"a shared answer has the time to live that is told",
         test_a_shared_answer_has_the_time_to_live_that_is_told},
        {"a shared answer brings its record",
         test_a_shared_answer_brings_its_record},
        {"a lack of memory is an error or does no harm",
         test_lack_of_memory_is_an_error_or_does_no_harm},
        {"reset and free release shared answers",
         test_reset_and_free_release_shared_answers},
        {"shared answers have the same bounds",
         test_shared_answers_have_the_same_bounds},
        {"hints are held within the bound too",
         test_hints_are_held_within_the_bound_too},
    };

    return tap_run("check/ahead", tests, TAP_COUNT(tests));
}
