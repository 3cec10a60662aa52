/* SPDX-License-Identifier: BSD-2-Clause */
/* Building a zone in memory: what the functions accept, and what they keep. */
#include <string.h>

#include <spfeval/status.h>
#include <spfeval/zone.h>

#include "support/count_alloc.h"
#include "support/tap.h"
#include "support/zone_text.h"

enum { MOST_NAME = 1024, MOST_TEXT = 65535 };

static const uint8_t v4[4] = {192, 0, 2, 1};
static const uint8_t v6[16] = {0x20, 0x01, 0x0d, 0xb8, [15] = 1};

static spfeval_zone *
make_zone(void)
{
    spfeval_zone *zone = NULL;

    CHECK_INT(spfeval_zone_new(NULL, &zone), SPFEVAL_OK);
    return zone;
}

static void
check_lookup(const spfeval_zone *zone, int type, const char *name,
             const char *expected)
{
    const char *text = zone_text(zone, type, name);

    CHECK_STR(text, strlen(text), expected);
}

/* --- each function, by number, so that all are tried alike --------------- */

enum call {
    ADD_NAME,
    ADD_V4,
    ADD_V6,
    ADD_TEXT,
    ADD_SPF,
    ADD_MX,
    ADD_PTR,
    ADD_CNAME,
    ADD_TIMEOUT,
    ADD_RCODE,
    CALL_COUNT
};

static const char *const call_names[CALL_COUNT] = {
    "name", "v4",  "v6",    "text",    "spf",
    "mx",   "ptr", "cname", "timeout", "rcode"};

static int
add(spfeval_zone *zone, enum call call, const char *name, size_t name_len)
{
    switch (call) {
    case ADD_NAME:
        return spfeval_zone_add_name(zone, name, name_len);
    case ADD_V4:
        return spfeval_zone_add_address(zone, name, name_len, 60, v4, 4);
    case ADD_V6:
        return spfeval_zone_add_address(zone, name, name_len, 60, v6, 16);
    case ADD_TEXT:
        return spfeval_zone_add_text(zone, name, name_len, 60, "text", 4);
    case ADD_SPF:
        return spfeval_zone_add_spf(zone, name, name_len, 60, "old", 3);
    case ADD_MX:
        return spfeval_zone_add_mx(zone, name, name_len, 60, 10, "mx.test", 7);
    case ADD_PTR:
        return spfeval_zone_add_ptr(zone, name, name_len, 60, "p.test", 6);
    case ADD_CNAME:
        return spfeval_zone_add_cname(zone, name, name_len, 60, "c.test", 6);
    case ADD_TIMEOUT:
        return spfeval_zone_add_timeout(zone, name, name_len, 0);
    default:
        return spfeval_zone_add_rcode(zone, name, name_len, 0, 2);
    }
}

/* What the call above makes of a name; of the type asked for here. */
static const struct {
    int type;
    const char *expected;
} effects[CALL_COUNT] = {
    {SPFEVAL_RRTYPE_A, "nodata"},
    {SPFEVAL_RRTYPE_A, "ok 60: 192.0.2.1"},
    {SPFEVAL_RRTYPE_AAAA, "ok 60: 2001:db8::1"},
    {SPFEVAL_RRTYPE_TXT, "ok 60: text"},
    {SPFEVAL_RRTYPE_SPF, "ok 60: old"},
    {SPFEVAL_RRTYPE_MX, "ok 60: 10 mx.test"},
    {SPFEVAL_RRTYPE_PTR, "ok 60: p.test"},
    {SPFEVAL_RRTYPE_A, "nxdomain 60"}, /* c.test does not exist */
    {SPFEVAL_RRTYPE_A, "timeout"},
    {SPFEVAL_RRTYPE_A, "servfail"},
};

static void
test_zone_keeps_what_each_function_adds(void)
{
    int call;

    for (call = 0; call < CALL_COUNT; call++) {
        spfeval_zone *zone = make_zone();

        tap_row(call_names[call]);
        check_lookup(zone, effects[call].type, "a.test", "nxdomain");
        CHECK_INT(add(zone, (enum call)call, "a.test", 6), SPFEVAL_OK);
        check_lookup(zone, effects[call].type, "a.test",
                     effects[call].expected);
        spfeval_zone_free(zone);
    }
}

static void
test_zone_names_have_no_case_and_no_final_dot(void)
{
    int call;

    for (call = 0; call < CALL_COUNT; call++) {
        spfeval_zone *zone = make_zone();

        tap_row(call_names[call]);
        CHECK_INT(add(zone, (enum call)call, "A-z.Test.", 9), SPFEVAL_OK);
        check_lookup(zone, effects[call].type, "a-Z.tEST",
                     effects[call].expected);
        check_lookup(zone, effects[call].type, "A-Z.TEST.",
                     effects[call].expected);
        check_lookup(zone, effects[call].type, "a-z.test..", "nxdomain");
        check_lookup(zone, effects[call].type, "a-z.tes", "nxdomain");
        check_lookup(zone, effects[call].type, "-z.test", "nxdomain");
        spfeval_zone_free(zone);
    }
}

static void
test_zone_refuses_missing_zones_and_bad_names(void)
{
    static char name[MOST_NAME + 1];
    int call;

    memset(name, 'n', sizeof(name));
    for (call = 0; call < CALL_COUNT; call++) {
        spfeval_zone *zone = make_zone();
        const char *text;

        tap_row(call_names[call]);
        CHECK_INT(add(NULL, (enum call)call, "a.test", 6),
                  SPFEVAL_ERR_ARGUMENT);
        CHECK_INT(add(zone, (enum call)call, NULL, 0), SPFEVAL_ERR_ARGUMENT);
        CHECK_INT(add(zone, (enum call)call, NULL, 6), SPFEVAL_ERR_ARGUMENT);
        CHECK_INT(add(zone, (enum call)call, name, MOST_NAME + 1),
                  SPFEVAL_ERR_ARGUMENT);
        CHECK_INT(add(zone, (enum call)call, name, SIZE_MAX),
                  SPFEVAL_ERR_ARGUMENT);
        CHECK_INT(spfeval_zone_set_authoritative(zone), SPFEVAL_OK);
        CHECK_INT(add(zone, (enum call)call, name, MOST_NAME), SPFEVAL_OK);
        text = zone_text_octets(zone, effects[call].type, name, MOST_NAME);
        CHECK_STR(text, strlen(text), effects[call].expected);
        spfeval_zone_free(zone);
    }
}

static void
test_zone_refuses_data_that_no_record_can_have(void)
{
    static const uint8_t address[17];
    static const size_t lengths[] = {0, 1, 3, 5, 8, 15, 17, SIZE_MAX};
    static char text[MOST_TEXT + 1];
    spfeval_zone *zone = make_zone();
    size_t i;

    for (i = 0; i < TAP_COUNT(lengths); i++) {
        CHECK_INT(spfeval_zone_add_address(zone, "a.test", 6, 0, address,
                                           lengths[i]),
                  SPFEVAL_ERR_ARGUMENT);
    }
    CHECK_INT(spfeval_zone_add_address(zone, "a.test", 6, 0, NULL, 4),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_zone_add_text(zone, "a.test", 6, 0, NULL, 1),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_zone_add_text(zone, "a.test", 6, 0, text, MOST_TEXT + 1),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_zone_add_text(zone, "a.test", 6, 0, text, SIZE_MAX),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_zone_add_mx(zone, "a.test", 6, 0, 0, NULL, 1),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(
        spfeval_zone_add_mx(zone, "a.test", 6, 0, 0, text, MOST_NAME + 1),
        SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_zone_add_ptr(zone, "a.test", 6, 0, NULL, 0),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_zone_add_ptr(zone, "a.test", 6, 0, text, MOST_NAME + 1),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_zone_add_cname(zone, "a.test", 6, 0, NULL, 0),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(
        spfeval_zone_add_cname(zone, "a.test", 6, 0, text, MOST_NAME + 1),
        SPFEVAL_ERR_ARGUMENT);
    check_lookup(zone, SPFEVAL_RRTYPE_A, "a.test", "nxdomain");
    CHECK_INT(spfeval_zone_set_authoritative(zone), SPFEVAL_OK);
    spfeval_zone_free(zone);
}

static void
test_zone_refuses_types_and_rcodes_that_it_does_not_know(void)
{
    static const int types[] = {-1, 2, 6, 13, 33, 98, 100, 255, 65536, 65537};
    spfeval_zone *zone = make_zone();
    size_t i;

    for (i = 0; i < TAP_COUNT(types); i++) {
        CHECK_INT(spfeval_zone_add_timeout(zone, "a.test", 6, types[i]),
                  SPFEVAL_ERR_ARGUMENT);
        CHECK_INT(spfeval_zone_add_rcode(zone, "a.test", 6, types[i], 2),
                  SPFEVAL_ERR_ARGUMENT);
    }
    CHECK_INT(spfeval_zone_add_rcode(zone, "a.test", 6, 0, -1),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_zone_add_rcode(zone, "a.test", 6, 0, 4096),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_zone_add_rcode(zone, "a.test", 6, 0, 65536),
              SPFEVAL_ERR_ARGUMENT);
    check_lookup(zone, SPFEVAL_RRTYPE_A, "a.test", "nxdomain");
    CHECK_INT(spfeval_zone_add_rcode(zone, "a.test", 6, 0, 4095), SPFEVAL_OK);
    check_lookup(zone, SPFEVAL_RRTYPE_A, "a.test", "rcode 4095");
    spfeval_zone_free(zone);
}

static void
test_zone_new_needs_a_place_and_a_whole_allocator(void)
{
    struct count_alloc memory;
    spfeval_allocator broken;
    spfeval_zone *zone = NULL;

    count_alloc_init(&memory);
    CHECK_INT(spfeval_zone_new(NULL, NULL), SPFEVAL_ERR_ARGUMENT);
    broken = memory.table;
    broken.struct_size = sizeof(broken) - 1;
    CHECK_INT(spfeval_zone_new(&broken, &zone), SPFEVAL_ERR_ARGUMENT);
    broken = memory.table;
    broken.allocate = NULL;
    CHECK_INT(spfeval_zone_new(&broken, &zone), SPFEVAL_ERR_ARGUMENT);
    broken = memory.table;
    broken.release = NULL;
    CHECK_INT(spfeval_zone_new(&broken, &zone), SPFEVAL_ERR_ARGUMENT);
    count_alloc_fail_at(&memory, 1);
    CHECK_INT(spfeval_zone_new(&memory.table, &zone), SPFEVAL_ERR_NOMEM);
    CHECK(zone == NULL);
    CHECK(count_alloc_is_clean(&memory));
    spfeval_zone_free(NULL);
}

/* --- what is kept -------------------------------------------------------- */

static void
test_zone_copies_what_it_is_given(void)
{
    spfeval_zone *zone = make_zone();
    char name[] = "a.test";
    char target[] = "mx.test";
    char text[] = "a\0b";
    uint8_t address[4] = {192, 0, 2, 7};
    const char *got;

    CHECK_INT(spfeval_zone_add_address(zone, name, 6, 1, address, 4),
              SPFEVAL_OK);
    CHECK_INT(spfeval_zone_add_mx(zone, name, 6, 1, 65535, target, 7),
              SPFEVAL_OK);
    CHECK_INT(spfeval_zone_add_text(zone, name, 6, 1, text, 3), SPFEVAL_OK);
    memset(name, 'x', 6);
    memset(target, 'x', 7);
    memset(text, 'x', 3);
    memset(address, 0, 4);
    check_lookup(zone, SPFEVAL_RRTYPE_A, "a.test", "ok 1: 192.0.2.7");
    check_lookup(zone, SPFEVAL_RRTYPE_MX, "a.test", "ok 1: 65535 mx.test");
    got = zone_text(zone, SPFEVAL_RRTYPE_TXT, "a.test");
    CHECK_BYTES(got, 10, "ok 1: a\0b", 10);
    spfeval_zone_free(zone);
}

static void
test_zone_keeps_the_order_of_records_of_each_type(void)
{
    spfeval_zone *zone = make_zone();
    uint8_t address[4] = {192, 0, 2, 0};
    int i;

    for (i = 0; i < 3; i++) {
        address[3] = (uint8_t)(3 - i);
        CHECK_INT(spfeval_zone_add_address(zone, "a.test", 6, 9, address, 4),
                  SPFEVAL_OK);
        CHECK_INT(spfeval_zone_add_text(zone, "a.test", 6, 5, &"zxy"[i], 1),
                  SPFEVAL_OK);
        CHECK_INT(spfeval_zone_add_mx(zone, "a.test", 6, 7, (uint16_t)(30 - i),
                                      &"mlk"[i], 1),
                  SPFEVAL_OK);
        CHECK_INT(spfeval_zone_add_ptr(zone, "a.test", 6, 8, &"qrp"[i], 1),
                  SPFEVAL_OK);
    }
    check_lookup(zone, SPFEVAL_RRTYPE_A, "a.test",
                 "ok 9: 192.0.2.3, 192.0.2.2, 192.0.2.1");
    check_lookup(zone, SPFEVAL_RRTYPE_TXT, "a.test", "ok 5: z, x, y");
    check_lookup(zone, SPFEVAL_RRTYPE_MX, "a.test", "ok 7: 30 m, 29 l, 28 k");
    check_lookup(zone, SPFEVAL_RRTYPE_PTR, "a.test", "ok 8: q, r, p");
    check_lookup(zone, SPFEVAL_RRTYPE_AAAA, "a.test", "nodata");
    spfeval_zone_free(zone);
}

static void
test_zone_keeps_equal_records(void)
{
    spfeval_zone *zone = make_zone();

    CHECK_INT(add(zone, ADD_TEXT, "a.test", 6), SPFEVAL_OK);
    CHECK_INT(add(zone, ADD_TEXT, "a.test", 6), SPFEVAL_OK);
    check_lookup(zone, SPFEVAL_RRTYPE_TXT, "a.test", "ok 60: text, text");
    spfeval_zone_free(zone);
}

static void
test_zone_takes_the_smallest_and_largest_data(void)
{
    static char text[MOST_TEXT];
    spfeval_zone *zone = make_zone();
    spfeval_answer *answer = NULL;

    CHECK_INT(spfeval_zone_add_text(zone, "t.test", 6, 0, NULL, 0),
              SPFEVAL_OK);
    check_lookup(zone, SPFEVAL_RRTYPE_TXT, "t.test", "ok 0: ");
    CHECK_INT(spfeval_zone_add_text(zone, "t.test", 6, 0, text, MOST_TEXT),
              SPFEVAL_OK);
    CHECK_INT(spfeval_zone_add_mx(zone, "t.test", 6, 0, 0, text, MOST_NAME),
              SPFEVAL_OK);
    CHECK_INT(spfeval_zone_add_ptr(zone, "t.test", 6, 0, text, MOST_NAME),
              SPFEVAL_OK);
    CHECK_INT(spfeval_zone_add_cname(zone, "t.test", 6, 0, text, MOST_NAME),
              SPFEVAL_OK);
    CHECK_INT(spfeval_answer_new(NULL, &answer), SPFEVAL_OK);
    CHECK_INT(
        spfeval_zone_lookup(zone, SPFEVAL_RRTYPE_TXT, "t.test", 6, answer),
        SPFEVAL_OK);
    CHECK_INT(spfeval_answer_get_count(answer), 2);
    spfeval_answer_free(answer);

    /* RFC 7505: no host. */
    CHECK_INT(spfeval_zone_add_mx(zone, "null.test", 9, 1, 0, "", 0),
              SPFEVAL_OK);
    CHECK_INT(spfeval_zone_add_mx(zone, "null.test", 9, 1, 1, ".", 1),
              SPFEVAL_OK);
    check_lookup(zone, SPFEVAL_RRTYPE_MX, "null.test", "ok 1: 0 , 1 .");
    spfeval_zone_free(zone);
}

static void
test_zone_last_alias_of_a_name_counts(void)
{
    spfeval_zone *zone = make_zone();

    CHECK_INT(add(zone, ADD_V4, "one.test", 8), SPFEVAL_OK);
    CHECK_INT(add(zone, ADD_TEXT, "two.test", 8), SPFEVAL_OK);
    CHECK_INT(spfeval_zone_add_cname(zone, "a.test", 6, 60, "one.test", 8),
              SPFEVAL_OK);
    check_lookup(zone, SPFEVAL_RRTYPE_A, "a.test", "ok 60: 192.0.2.1");
    CHECK_INT(spfeval_zone_add_cname(zone, "A.test.", 7, 5, "two.test", 8),
              SPFEVAL_OK);
    check_lookup(zone, SPFEVAL_RRTYPE_A, "a.test", "nodata 5");
    check_lookup(zone, SPFEVAL_RRTYPE_TXT, "a.test", "ok 5: text");
    spfeval_zone_free(zone);
}

static void
test_zone_adding_a_name_again_does_nothing(void)
{
    spfeval_zone *zone = make_zone();

    CHECK_INT(add(zone, ADD_TEXT, "a.test", 6), SPFEVAL_OK);
    CHECK_INT(add(zone, ADD_NAME, "a.test", 6), SPFEVAL_OK);
    CHECK_INT(add(zone, ADD_NAME, "A.TEST.", 7), SPFEVAL_OK);
    check_lookup(zone, SPFEVAL_RRTYPE_TXT, "a.test", "ok 60: text");
    spfeval_zone_free(zone);
}

static void
test_zone_becomes_authoritative_only_without_names(void)
{
    int call;

    CHECK_INT(spfeval_zone_set_authoritative(NULL), SPFEVAL_ERR_ARGUMENT);
    for (call = 0; call < CALL_COUNT; call++) {
        spfeval_zone *zone = make_zone();

        tap_row(call_names[call]);
        CHECK_INT(add(zone, (enum call)call, "a.b.test", 8), SPFEVAL_OK);
        CHECK_INT(spfeval_zone_set_authoritative(zone), SPFEVAL_ERR_STATE);
        check_lookup(zone, SPFEVAL_RRTYPE_A, "b.test", "nxdomain");
        spfeval_zone_free(zone);

        zone = make_zone();
        CHECK_INT(spfeval_zone_set_authoritative(zone), SPFEVAL_OK);
        CHECK_INT(spfeval_zone_set_authoritative(zone), SPFEVAL_OK);
        CHECK_INT(add(zone, (enum call)call, "a.b.test", 8), SPFEVAL_OK);
        CHECK_INT(spfeval_zone_set_authoritative(zone), SPFEVAL_ERR_STATE);
        check_lookup(zone, SPFEVAL_RRTYPE_A, "b.test", "nodata");
        spfeval_zone_free(zone);
    }
}

static void
test_zone_lends_a_resolver_that_answers(void)
{
    spfeval_zone *zone = make_zone();

    CHECK(spfeval_zone_get_resolver(NULL) == NULL);
    CHECK(spfeval_zone_get_resolver(zone) != NULL);
    CHECK(spfeval_zone_get_resolver(zone) == spfeval_zone_get_resolver(zone));
    spfeval_zone_free(zone);
}

/* --- out of memory ------------------------------------------------------- */

/* Each allocation of an addition fails in turn; then the zone is as before. */
static void
try_without_memory(enum call call, bool authoritative, bool known)
{
    struct count_alloc memory;
    spfeval_zone *zone = NULL;
    bool filled = false;
    int status;

    count_alloc_init(&memory);
    CHECK_INT(spfeval_zone_new(&memory.table, &zone), SPFEVAL_OK);
    if (authoritative) {
        CHECK_INT(spfeval_zone_set_authoritative(zone), SPFEVAL_OK);
    }
    if (known) {
        CHECK_INT(spfeval_zone_add_name(zone, "a.b.test", 8), SPFEVAL_OK);
    }
    while (!filled) {
        count_alloc_fail_from(&memory, 1);
        status = add(zone, call, "a.b.test", 8);
        count_alloc_fail_from(&memory, 0);
        if (status == SPFEVAL_OK) {
            break; /* the arena had room */
        }
        CHECK_INT(status, SPFEVAL_ERR_NOMEM);
        check_lookup(zone, effects[call].type, "a.b.test",
                     known ? "nodata" : "nxdomain");
        check_lookup(zone, SPFEVAL_RRTYPE_A, "b.test",
                     known && authoritative ? "nodata" : "nxdomain");
        /* One allocation more may succeed each time. */
        count_alloc_fail_from(&memory, 2);
        status = add(zone, call, "a.b.test", 8);
        count_alloc_fail_from(&memory, 0);
        filled = status == SPFEVAL_OK;
    }
    check_lookup(zone, effects[call].type, "a.b.test", effects[call].expected);
    CHECK(known || memory.failures > 0);
    spfeval_zone_free(zone);
    CHECK(count_alloc_is_clean(&memory));
    count_alloc_clear(&memory);
}

static void
test_zone_is_unchanged_when_memory_runs_out(void)
{
    int call;

    for (call = 0; call < CALL_COUNT; call++) {
        tap_row(call_names[call]);
        try_without_memory((enum call)call, false, false);
        try_without_memory((enum call)call, true, false);
        try_without_memory((enum call)call, false, true);
        try_without_memory((enum call)call, true, true);
    }
}

/*
 * The memory of a zone ends after any part of an addition: a text before it
 * takes more room each time. Tells whether the addition failed.
 */
static bool
fails_after_text(enum call call, bool authoritative, size_t text_len)
{
    static const char text[MOST_TEXT];
    struct count_alloc memory;
    spfeval_zone *zone = NULL;
    bool failed;

    count_alloc_init(&memory);
    CHECK_INT(spfeval_zone_new(&memory.table, &zone), SPFEVAL_OK);
    if (authoritative) {
        CHECK_INT(spfeval_zone_set_authoritative(zone), SPFEVAL_OK);
    }
    CHECK_INT(spfeval_zone_add_text(zone, "fill", 4, 1, text, text_len),
              SPFEVAL_OK);
    count_alloc_fail_from(&memory, 1);
    failed = add(zone, call, "a.b.test", 8) != SPFEVAL_OK;
    count_alloc_fail_from(&memory, 0);
    if (failed) {
        check_lookup(zone, effects[call].type, "a.b.test", "nxdomain");
        check_lookup(zone, SPFEVAL_RRTYPE_A, "b.test", "nxdomain");
        CHECK_INT(add(zone, call, "a.b.test", 8), SPFEVAL_OK);
    }
    check_lookup(zone, effects[call].type, "a.b.test", effects[call].expected);
    check_lookup(zone, SPFEVAL_RRTYPE_A, "b.test",
                 authoritative ? "nodata" : "nxdomain");
    spfeval_zone_free(zone);
    CHECK(count_alloc_is_clean(&memory));
    count_alloc_clear(&memory);
    return failed;
}

static void
test_zone_shows_nothing_of_half_an_addition(void)
{
    int call;

    for (call = 0; call < CALL_COUNT; call++) {
        unsigned failures = 0;
        size_t text_len;

        tap_row(call_names[call]);
        for (text_len = 3400; text_len < 4080; text_len += 4) {
            failures += fails_after_text((enum call)call, false, text_len);
            failures += fails_after_text((enum call)call, true, text_len);
        }
        CHECK(failures > 0);
    }
}

static void
test_zone_without_names_for_want_of_memory_can_become_authoritative(void)
{
    static const char text[MOST_TEXT];
    struct count_alloc memory;
    spfeval_zone *zone = NULL;

    count_alloc_init(&memory);
    CHECK_INT(spfeval_zone_new(&memory.table, &zone), SPFEVAL_OK);
    count_alloc_fail_at(&memory, 3); /* buckets, name, text */
    CHECK_INT(spfeval_zone_add_text(zone, "a.b.test", 8, 1, text, MOST_TEXT),
              SPFEVAL_ERR_NOMEM);
    CHECK_INT(memory.failures, 1);
    check_lookup(zone, SPFEVAL_RRTYPE_TXT, "a.b.test", "nxdomain");

    CHECK_INT(spfeval_zone_set_authoritative(zone), SPFEVAL_OK);
    CHECK_INT(spfeval_zone_add_text(zone, "a.b.test", 8, 1, "x", 1),
              SPFEVAL_OK);
    check_lookup(zone, SPFEVAL_RRTYPE_TXT, "a.b.test", "ok 1: x");
    check_lookup(zone, SPFEVAL_RRTYPE_TXT, "b.test", "nodata");
    spfeval_zone_free(zone);
    CHECK(count_alloc_is_clean(&memory));
    count_alloc_clear(&memory);
}

/* A wildcard that was not added answers for nothing. */
static void
test_zone_wildcard_without_memory_answers_nothing(void)
{
    static const char text[MOST_TEXT];
    struct count_alloc memory;
    spfeval_zone *zone = NULL;

    count_alloc_init(&memory);
    CHECK_INT(spfeval_zone_new(&memory.table, &zone), SPFEVAL_OK);
    CHECK_INT(spfeval_zone_set_authoritative(zone), SPFEVAL_OK);
    CHECK_INT(spfeval_zone_add_text(zone, "a.b.test", 8, 1, "x", 1),
              SPFEVAL_OK);
    count_alloc_fail_at(&memory, 1);
    CHECK_INT(spfeval_zone_add_text(zone, "*.b.test", 8, 1, text, MOST_TEXT),
              SPFEVAL_ERR_NOMEM);
    check_lookup(zone, SPFEVAL_RRTYPE_TXT, "n.b.test", "nxdomain");
    check_lookup(zone, SPFEVAL_RRTYPE_TXT, "*.b.test", "nxdomain");
    CHECK_INT(spfeval_zone_add_text(zone, "*.b.test", 8, 1, "y", 1),
              SPFEVAL_OK);
    check_lookup(zone, SPFEVAL_RRTYPE_TXT, "n.b.test", "ok 1: y");
    spfeval_zone_free(zone);
    CHECK(count_alloc_is_clean(&memory));
    count_alloc_clear(&memory);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"each function adds what its name says",
         test_zone_keeps_what_each_function_adds},
        {"names have no case, and one final dot is ignored",
         test_zone_names_have_no_case_and_no_final_dot},
        {"a missing zone or name and a name over 1024 octets are refused",
         test_zone_refuses_missing_zones_and_bad_names},
        {"data that no record can have is refused and adds no name",
         test_zone_refuses_data_that_no_record_can_have},
        {"unknown types and RCODEs are refused and add no name",
         test_zone_refuses_types_and_rcodes_that_it_does_not_know},
        {"a new zone needs a place and a whole allocator",
         test_zone_new_needs_a_place_and_a_whole_allocator},
        {"what is given is copied", test_zone_copies_what_it_is_given},
        {"records of a type stay in the order in which they were added",
         test_zone_keeps_the_order_of_records_of_each_type},
        {"equal records are not folded", test_zone_keeps_equal_records},
        {"the smallest and the largest data are taken",
         test_zone_takes_the_smallest_and_largest_data},
        {"the last alias of a name counts",
         test_zone_last_alias_of_a_name_counts},
        {"adding a name again does nothing",
         test_zone_adding_a_name_again_does_nothing},
        {"a zone becomes authoritative only while it has no names",
         test_zone_becomes_authoritative_only_without_names},
        {"a zone lends one resolver", test_zone_lends_a_resolver_that_answers},
        {"a zone is unchanged when memory runs out",
         test_zone_is_unchanged_when_memory_runs_out},
        {"nothing shows of an addition that failed half way",
         test_zone_shows_nothing_of_half_an_addition},
        {"a zone whose first name had no memory can become authoritative",
         test_zone_without_names_for_want_of_memory_can_become_authoritative},
        {"a wildcard that had no memory answers for nothing",
         test_zone_wildcard_without_memory_answers_nothing},
    };

    return tap_run("resolver/zone", tests, TAP_COUNT(tests));
}
