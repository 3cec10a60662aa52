/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Zones that get no memory for their Nth allocation, once or for all that
 * follow, for all N. What such a zone answers is compared with a twin that got
 * memory, to which only what succeeded was added.
 */
#include <stdio.h>
#include <string.h>

#include <spfeval/status.h>
#include <spfeval/zone.h>

#include "base/arena.h"
#include "base/mem.h"
#include "dns/answer.h"
#include "support/count_alloc.h"
#include "support/tap.h"
#include "support/zone_rows.h"

#define A SPFEVAL_RRTYPE_A
#define AAAA SPFEVAL_RRTYPE_AAAA
#define MX SPFEVAL_RRTYPE_MX
#define PTR SPFEVAL_RRTYPE_PTR
#define TXT SPFEVAL_RRTYPE_TXT
#define CNAME SPFEVAL_RRTYPE_CNAME

#define TEN "0123456789"
#define FIFTY TEN TEN TEN TEN TEN
#define HOST_OF_50 "a" FIFTY "." FIFTY

enum {
    MOST_ALLOCATIONS = 200,
    MOST_PADDING = 4096, /* more than is allocated at a time */
    PADDING_STEP = 79,
    MANY_NAMES = 300,
    NAME_ROOM = 40
};

/* All record kinds and faults; later rows change what earlier ones said. */
static const struct zone_row rows[] = {
    {"example.com", ZONE_ROW_NAME, NULL, 0, 0},
    {"example.com", TXT, "v=spf1 mx a:deep.a.b.c.example.com -all", 0, 0},
    {"Example.Com.", TXT, "another text, " FIFTY FIFTY FIFTY FIFTY, 0, 0},
    {"example.com", MX, "mail.example.com", 10, 0},
    {"null.example.com", MX, "", 0, 0},
    {"*.null.example.com", TXT, "below a name that existed before", 0, 0},
    {"mail.example.com", A, "192.0.2.1", 0, 0},
    {"mail.example.com", AAAA, "2001:db8::1", 0, 0},
    {"1.2.0.192.in-addr.arpa", PTR, "mail.example.com", 0, 0},
    {"www.example.com", CNAME, "mail.example.com", 0, 0},
    {"www.example.com", CNAME, "deep.a.b.c.example.com", 0, 0},
    {"loop.example.com", CNAME, "loop.example.com", 0, 0},
    {"*.wild.example.com", A, "192.0.2.2", 0, 0},
    {"*.wild.example.com", TXT, "for every name", 0, 0},
    {"*.example.net", ZONE_ROW_NAME, NULL, 0, 0},
    {"deep.a.b.c.example.com", A, "192.0.2.3", 0, 0},
    {"slow.example.com", ZONE_ROW_TIMEOUT, NULL, 0, TXT},
    {"slow.example.com", ZONE_ROW_TIMEOUT, NULL, 0, 0},
    {"slow.example.com", A, "192.0.2.4", 0, 0},
    {"bad.example.com", ZONE_ROW_RCODE, NULL, 2, A},
    {"bad.example.com", ZONE_ROW_RCODE, NULL, 5, 0},
    {"bad.example.com", ZONE_ROW_RCODE, NULL, 3, A},
    {HOST_OF_50 "." HOST_OF_50 ".example.org", MX, HOST_OF_50 ".example.org",
     20, 0},
    {".", TXT, "the root", 0, 0},
};

/* Names that were not added themselves. */
static const char *const other_names[] = {
    "",
    "com",
    "b.c.example.com",
    "example.net",
    "x.example.net",
    "wild.example.com",
    "x.wild.example.com",
    "x.y.wild.example.com",
    "x.null.example.com",
    "nothing.example.com",
    FIFTY ".example.org",
};

/* A zone that can run short of memory, and its twin. */
struct pair {
    struct count_alloc memory;
    spfeval_zone *zone;
    spfeval_zone *twin;
    spfeval_answer *answers[2];
    struct spfe_mem mem;
    struct spfe_arena arena;
};

static void
pair_clear(struct pair *pair)
{
    spfe_arena_clear(&pair->arena);
    spfeval_answer_free(pair->answers[0]);
    spfeval_answer_free(pair->answers[1]);
    spfeval_zone_free(pair->twin);
    spfeval_zone_free(pair->zone);
    CHECK(count_alloc_is_clean(&pair->memory));
    count_alloc_clear(&pair->memory);
}

static void
run_short(struct pair *pair, uint64_t number, bool stays_out)
{
    if (stays_out) {
        count_alloc_fail_from(&pair->memory, number);
    } else {
        count_alloc_fail_at(&pair->memory, number);
    }
}

/* Memory runs short at the allocation with this number; 0 for never. */
static bool
pair_init(struct pair *pair, bool authoritative, uint64_t number,
          bool stays_out)
{
    int status;

    memset(pair, 0, sizeof(*pair));
    count_alloc_init(&pair->memory);
    CHECK_INT(spfe_mem_init(&pair->mem, NULL), SPFEVAL_OK);
    spfe_arena_init(&pair->arena, &pair->mem, SIZE_MAX, NULL, 0);
    run_short(pair, number, stays_out);
    status = spfeval_zone_new(&pair->memory.table, &pair->zone);
    if (pair->memory.failures > 0) {
        CHECK_INT(status, SPFEVAL_ERR_NOMEM);
        CHECK(pair->zone == NULL);
        count_alloc_fail_at(&pair->memory, 0);
        status = spfeval_zone_new(&pair->memory.table, &pair->zone);
    }
    CHECK_INT(status, SPFEVAL_OK);
    CHECK_INT(spfeval_zone_new(NULL, &pair->twin), SPFEVAL_OK);
    CHECK_INT(spfeval_answer_new(NULL, &pair->answers[0]), SPFEVAL_OK);
    CHECK_INT(spfeval_answer_new(NULL, &pair->answers[1]), SPFEVAL_OK);
    if (pair->zone == NULL || pair->twin == NULL || pair->answers[0] == NULL ||
        pair->answers[1] == NULL) {
        pair_clear(pair);
        return false;
    }
    if (authoritative) {
        CHECK_INT(spfeval_zone_set_authoritative(pair->zone), SPFEVAL_OK);
        CHECK_INT(spfeval_zone_set_authoritative(pair->twin), SPFEVAL_OK);
    }
    return true;
}

static void
check_same_answer(struct pair *pair, const char *name, int type)
{
    struct spfe_answer zone = {.data = NULL};
    struct spfe_answer twin = {.data = NULL};
    size_t len = strlen(name);

    spfe_arena_reset(&pair->arena);
    CHECK_INT(
        spfeval_zone_lookup(pair->zone, type, name, len, pair->answers[0]),
        SPFEVAL_OK);
    CHECK_INT(
        spfeval_zone_lookup(pair->twin, type, name, len, pair->answers[1]),
        SPFEVAL_OK);
    CHECK_INT(spfe_answer_copy(pair->answers[0], (uint16_t)type, &pair->arena,
                               &zone),
              SPFEVAL_OK);
    CHECK_INT(spfe_answer_copy(pair->answers[1], (uint16_t)type, &pair->arena,
                               &twin),
              SPFEVAL_OK);
    CHECK_INT(zone.dns_class, twin.dns_class);
    CHECK_INT(zone.failure, twin.failure);
    CHECK_INT(zone.rcode, twin.rcode);
    CHECK_INT(zone.count, twin.count);
    CHECK_INT(zone.has_ttl, twin.has_ttl);
    CHECK_INT(zone.ttl, twin.ttl);
    CHECK_BYTES(zone.data, zone.len, twin.data, twin.len);
}

static void
check_same_answers(struct pair *pair, const char *name)
{
    static const int types[] = {A, AAAA, MX, PTR, TXT};
    size_t i;

    for (i = 0; i < TAP_COUNT(types); i++) {
        check_same_answer(pair, name, types[i]);
    }
}

static void
check_same_zone(struct pair *pair)
{
    size_t i;

    for (i = 0; i < TAP_COUNT(rows); i++) {
        check_same_answers(pair, rows[i].name);
    }
    for (i = 0; i < TAP_COUNT(other_names); i++) {
        check_same_answers(pair, other_names[i]);
    }
}

/*
 * Add a row to both. zone.h: "Out of memory; the zone is unchanged"; then it
 * is added again.
 */
static void
pair_add(struct pair *pair, const struct zone_row *row, bool stays_out,
         void (*check_same)(struct pair *pair))
{
    uint64_t failures = pair->memory.failures;
    int status = zone_row_add(pair->zone, row);

    if (pair->memory.failures > failures) {
        CHECK_INT(status, SPFEVAL_ERR_NOMEM);
        check_same(pair);
        if (stays_out) {
            CHECK_INT(zone_row_add(pair->zone, row), SPFEVAL_ERR_NOMEM);
            check_same(pair);
        }
        count_alloc_fail_at(&pair->memory, 0);
        status = zone_row_add(pair->zone, row);
    }
    CHECK_INT(status, SPFEVAL_OK);
    CHECK_INT(zone_row_add(pair->twin, row), SPFEVAL_OK);
}

/* True while the allocation with this number exists, and so failed. */
static bool
survives(bool authoritative, uint64_t number, bool stays_out)
{
    struct pair pair;
    bool failed;
    size_t i;

    if (!pair_init(&pair, authoritative, number, stays_out)) {
        return false;
    }
    for (i = 0; i < TAP_COUNT(rows); i++) {
        tap_row(rows[i].name);
        pair_add(&pair, &rows[i], stays_out, check_same_zone);
    }
    check_same_zone(&pair);
    tap_row(NULL);
    failed = pair.memory.failures > 0;
    pair_clear(&pair);
    return failed;
}

/*
 * One allocation serves many additions: use up some of it first, so that
 * another piece of another addition is the first for which there is none.
 */
static bool
try_padding(bool authoritative, int padding)
{
    static char text[MOST_PADDING + 1];
    struct zone_row filler = {"padding.example", TXT, text, 0, 0};
    struct pair pair;
    bool failed;
    size_t i;

    (void)snprintf(text, sizeof(text), "%0*d", padding, 0);
    if (!pair_init(&pair, authoritative, 0, false)) {
        return false;
    }
    pair_add(&pair, &filler, false, check_same_zone);
    count_alloc_fail_from(&pair.memory, 1);
    for (i = 0; i < TAP_COUNT(rows); i++) {
        tap_row(rows[i].name);
        pair_add(&pair, &rows[i], true, check_same_zone);
    }
    check_same_zone(&pair);
    tap_row(NULL);
    failed = pair.memory.failures > 0;
    pair_clear(&pair);
    return failed;
}

static void
try_all_allocations(bool authoritative)
{
    int stays_out;
    int padding;
    int failures = 0;

    for (stays_out = 0; stays_out <= 1; stays_out++) {
        uint64_t number = 1;

        while (number < MOST_ALLOCATIONS &&
               survives(authoritative, number, stays_out != 0)) {
            number++;
        }
        CHECK(number > 3 && number < MOST_ALLOCATIONS);
    }
    for (padding = 0; padding < MOST_PADDING; padding += PADDING_STEP) {
        if (try_padding(authoritative, padding)) {
            failures++;
        }
    }
    CHECK(failures > MOST_PADDING / PADDING_STEP / 2);
}

static void
test_flat_zone_is_unchanged_by_what_failed(void)
{
    try_all_allocations(false);
}

static void
test_authoritative_zone_is_unchanged_by_what_failed(void)
{
    try_all_allocations(true);
}

/* --- growth -------------------------------------------------------------- */

static char many_names[MANY_NAMES][NAME_ROOM];

static void
check_same_many(struct pair *pair)
{
    size_t i;

    for (i = 0; i < MANY_NAMES; i++) {
        check_same_answer(pair, many_names[i], A);
        check_same_answer(pair, strchr(many_names[i], '.') + 1, A);
    }
}

static bool
survives_growth(bool authoritative, uint64_t number, bool stays_out)
{
    struct pair pair;
    bool failed;
    size_t i;

    if (!pair_init(&pair, authoritative, number, stays_out)) {
        return false;
    }
    for (i = 0; i < MANY_NAMES; i++) {
        struct zone_row row = {many_names[i], A, "192.0.2.1", 0, 0};

        pair_add(&pair, &row, stays_out, check_same_many);
    }
    check_same_many(&pair);
    failed = pair.memory.failures > 0;
    pair_clear(&pair);
    return failed;
}

static void
try_growth(bool authoritative)
{
    uint64_t number = 1;
    size_t i;

    for (i = 0; i < MANY_NAMES; i++) {
        (void)snprintf(many_names[i], sizeof(many_names[i]),
                       "host-%zu.group-%zu.example.com", i, i % 17);
    }
    /* Once and for ever in turn: the earlier tests had both for each. */
    while (number < MOST_ALLOCATIONS &&
           survives_growth(authoritative, number, number % 2 == 0)) {
        number++;
    }
    CHECK(number > 10 && number < MOST_ALLOCATIONS);
}

static void
test_flat_zone_grows_or_stays_as_it_was(void)
{
    try_growth(false);
}

static void
test_authoritative_zone_grows_or_stays_as_it_was(void)
{
    try_growth(true);
}

/* --- what else a failure leaves behind ----------------------------------- */

/*
 * zone.h: set_authoritative is for "a zone without names". The name itself
 * gets memory in the last round, only its text does not.
 */
static void
test_zone_that_got_no_name_can_still_be_made_authoritative(void)
{
    enum { ROUNDS = 3 };
    static char text[MOST_PADDING + 1];
    static const struct zone_row deep = {"deep.a.b.c.example.com", TXT, text,
                                         0, 0};
    uint64_t number;

    memset(text, 'x', MOST_PADDING);
    for (number = 1; number <= ROUNDS; number++) {
        struct pair pair;
        size_t i;

        if (!pair_init(&pair, false, 0, false)) {
            return;
        }
        run_short(&pair, number, false);
        CHECK_INT(zone_row_add(pair.zone, &deep), SPFEVAL_ERR_NOMEM);
        CHECK_INT(spfeval_zone_set_authoritative(pair.zone), SPFEVAL_OK);
        CHECK_INT(spfeval_zone_set_authoritative(pair.twin), SPFEVAL_OK);
        check_same_zone(&pair);
        for (i = 0; i < TAP_COUNT(rows); i++) {
            pair_add(&pair, &rows[i], false, check_same_zone);
        }
        check_same_zone(&pair);
        pair_clear(&pair);
    }
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"a flat zone is unchanged by what failed",
         test_flat_zone_is_unchanged_by_what_failed},
        {"an authoritative zone is unchanged by what failed",
         test_authoritative_zone_is_unchanged_by_what_failed},
        {"a flat zone grows, or stays as it was",
         test_flat_zone_grows_or_stays_as_it_was},
        {"an authoritative zone grows, or stays as it was",
         test_authoritative_zone_grows_or_stays_as_it_was},
        {"a zone that got no name can still be made authoritative",
         test_zone_that_got_no_name_can_still_be_made_authoritative},
    };

    return tap_run("oom/zone", tests, TAP_COUNT(tests));
}
