/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What evaluation sees of a DNS answer: a copy that stands alone, with its
 * records in order.
 */
#include <stdint.h>
#include <string.h>

#include <spfeval/dns.h>
#include <spfeval/status.h>

#include "base/arena.h"
#include "dns/records.h"
#include "support/count_alloc.h"
#include "support/tap.h"

static const uint8_t ip4[] = {192, 0, 2, 1};
static const uint8_t ip6[16] = {0x20, 1, 0xd, 0xb8, [15] = 1};

/* An answer under construction, and the arena that copies go to. */
struct fixture {
    struct count_alloc memory;
    struct spfe_mem mem;
    struct spfe_arena arena;
    spfeval_answer *answer;
};

static void
begin(struct fixture *fixture)
{
    count_alloc_init(&fixture->memory);
    CHECK_INT(spfe_mem_init(&fixture->mem, &fixture->memory.table),
              SPFEVAL_OK);
    spfe_arena_init(&fixture->arena, &fixture->mem, SIZE_MAX, NULL, 0);
    fixture->answer = NULL;
    CHECK_INT(spfeval_answer_new(&fixture->memory.table, &fixture->answer),
              SPFEVAL_OK);
}

static void
end(struct fixture *fixture)
{
    spfeval_answer_free(fixture->answer);
    spfe_arena_clear(&fixture->arena);
    CHECK(count_alloc_is_clean(&fixture->memory));
    count_alloc_clear(&fixture->memory);
}

/* Copy the answer and forget it, so that the copy has to stand alone. */
static struct spfe_answer
copy_out(struct fixture *fixture, uint16_t type)
{
    struct spfe_answer out = {0};

    CHECK_INT(spfe_answer_copy(fixture->answer, type, &fixture->arena, &out),
              SPFEVAL_OK);
    spfeval_answer_free(fixture->answer);
    fixture->answer = NULL;
    return out;
}

static void
test_addresses_are_walked_in_order(void)
{
    enum { COUNT = 300 }; /* more than the first piece of memory holds */
    struct fixture fixture;
    struct spfe_answer copy;
    struct spfe_rr_cursor cursor;
    struct spfe_rr rr = {0};
    unsigned i;

    begin(&fixture);
    for (i = 0; i < COUNT; i++) {
        uint8_t octets[4] = {10, 0, (uint8_t)(i >> 8), (uint8_t)i};

        CHECK_INT(spfeval_answer_add_address(fixture.answer, octets, 4),
                  SPFEVAL_OK);
        memset(octets, 0xEE, sizeof(octets));
    }
    CHECK_INT(spfeval_answer_get_count(fixture.answer), COUNT);
    copy = copy_out(&fixture, SPFEVAL_RRTYPE_A);
    CHECK_INT(copy.count, COUNT);
    cursor = spfe_answer_records(&copy);
    for (i = 0; spfe_rr_next(&cursor, &rr) && i < COUNT; i++) {
        uint8_t octets[4] = {10, 0, (uint8_t)(i >> 8), (uint8_t)i};

        CHECK_BYTES(rr.address, 4, octets, 4);
    }
    CHECK_INT(i, COUNT);
    CHECK(!spfe_rr_next(&cursor, &rr));
    end(&fixture);
}

static void
test_sixteen_octets_are_an_ipv6_address(void)
{
    struct fixture fixture;
    struct spfe_answer copy;
    struct spfe_rr_cursor cursor;
    struct spfe_rr rr = {0};

    begin(&fixture);
    CHECK_INT(spfeval_answer_add_address(fixture.answer, ip6, 16), SPFEVAL_OK);
    CHECK_INT(spfeval_answer_add_address(fixture.answer, ip6, 16), SPFEVAL_OK);
    copy = copy_out(&fixture, SPFEVAL_RRTYPE_AAAA);
    cursor = spfe_answer_records(&copy);
    CHECK(spfe_rr_next(&cursor, &rr));
    CHECK(spfe_rr_next(&cursor, &rr));
    CHECK_BYTES(rr.address, 16, ip6, 16);
    CHECK(!spfe_rr_next(&cursor, &rr));
    end(&fixture);
}

static void
test_strings_of_one_text_are_joined(void)
{
    struct fixture fixture;
    struct spfe_answer copy;
    struct spfe_rr_cursor cursor;
    struct spfe_rr rr = {0};

    begin(&fixture);
    CHECK_INT(spfeval_answer_add_text(fixture.answer, "v=spf1", 6),
              SPFEVAL_OK);
    CHECK_INT(spfeval_answer_extend_text(fixture.answer, " -", 2), SPFEVAL_OK);
    CHECK_INT(spfeval_answer_extend_text(fixture.answer, NULL, 0), SPFEVAL_OK);
    CHECK_INT(spfeval_answer_extend_text(fixture.answer, "all", 3),
              SPFEVAL_OK);
    CHECK_INT(spfeval_answer_add_text(fixture.answer, NULL, 0), SPFEVAL_OK);
    CHECK_INT(spfeval_answer_add_text(fixture.answer, "\0\xff", 2),
              SPFEVAL_OK);
    CHECK_INT(spfeval_answer_extend_text(fixture.answer, "\0\x80", 2),
              SPFEVAL_OK);
    CHECK_INT(spfeval_answer_get_count(fixture.answer), 3);
    copy = copy_out(&fixture, SPFEVAL_RRTYPE_TXT);
    cursor = spfe_answer_records(&copy);
    if (CHECK(spfe_rr_next(&cursor, &rr))) {
        CHECK_BYTES(rr.text.ptr, rr.text.len + 1, "v=spf1 -all", 12);
    }
    if (CHECK(spfe_rr_next(&cursor, &rr))) {
        CHECK_BYTES(rr.text.ptr, rr.text.len + 1, "", 1);
    }
    if (CHECK(spfe_rr_next(&cursor, &rr))) {
        CHECK_BYTES(rr.text.ptr, rr.text.len + 1, "\0\xff\0\x80", 5);
    }
    CHECK(!spfe_rr_next(&cursor, &rr));
    end(&fixture);
}

static void
test_text_grows_string_by_string(void)
{
    enum { STRINGS = 257, SIZE = 255 };
    struct fixture fixture;
    struct spfe_answer copy;
    struct spfe_rr_cursor cursor;
    struct spfe_rr rr = {0};
    char string[SIZE];
    unsigned failed = 0;
    unsigned i;

    begin(&fixture);
    CHECK_INT(spfeval_answer_add_text(fixture.answer, "other", 5), SPFEVAL_OK);
    CHECK_INT(spfeval_answer_add_text(fixture.answer, NULL, 0), SPFEVAL_OK);
    for (i = 0; i < STRINGS; i++) {
        memset(string, (int)(i % 256), SIZE);
        count_alloc_fail_at(&fixture.memory, 1);
        if (spfeval_answer_extend_text(fixture.answer, string, SIZE) !=
            SPFEVAL_OK) {
            failed++;
            CHECK_INT(spfeval_answer_extend_text(fixture.answer, string, SIZE),
                      SPFEVAL_OK);
        }
    }
    CHECK(failed >= 2);
    CHECK_INT(spfeval_answer_extend_text(fixture.answer, "x", 1),
              SPFEVAL_ERR_ARGUMENT);
    count_alloc_fail_at(&fixture.memory, 0);
    copy = copy_out(&fixture, SPFEVAL_RRTYPE_TXT);
    cursor = spfe_answer_records(&copy);
    CHECK(spfe_rr_next(&cursor, &rr));
    CHECK_STR(rr.text.ptr, rr.text.len, "other");
    if (CHECK(spfe_rr_next(&cursor, &rr)) &&
        CHECK_INT(rr.text.len, STRINGS * SIZE)) {
        for (i = 0; i < STRINGS; i++) {
            memset(string, (int)(i % 256), SIZE);
            CHECK_BYTES(rr.text.ptr + i * SIZE, SIZE, string, SIZE);
        }
        CHECK_INT(rr.text.ptr[STRINGS * SIZE], '\0');
    }
    CHECK(!spfe_rr_next(&cursor, &rr));
    end(&fixture);
}

static void
test_names_are_copied_with_their_preference(void)
{
    struct fixture fixture;
    struct spfe_answer copy;
    struct spfe_rr_cursor cursor;
    struct spfe_rr rr = {0};
    char name[] = "mx.a.example";

    begin(&fixture);
    CHECK_INT(spfeval_answer_add_mx(fixture.answer, 65535, name, 12),
              SPFEVAL_OK);
    memset(name, 'x', 12);
    CHECK_INT(spfeval_answer_add_mx(fixture.answer, 0, NULL, 0), SPFEVAL_OK);
    CHECK_INT(spfeval_answer_add_mx(fixture.answer, 256, ".", 1), SPFEVAL_OK);
    copy = copy_out(&fixture, SPFEVAL_RRTYPE_MX);
    CHECK_INT(copy.count, 3);
    cursor = spfe_answer_records(&copy);
    if (CHECK(spfe_rr_next(&cursor, &rr))) {
        CHECK_INT(rr.preference, 65535);
        CHECK_BYTES(rr.text.ptr, rr.text.len + 1, "mx.a.example", 13);
    }
    if (CHECK(spfe_rr_next(&cursor, &rr))) {
        CHECK_INT(rr.preference, 0);
        CHECK_INT(rr.text.len, 0);
    }
    if (CHECK(spfe_rr_next(&cursor, &rr))) {
        CHECK_INT(rr.preference, 256);
        CHECK_STR(rr.text.ptr, rr.text.len, ".");
    }
    CHECK(!spfe_rr_next(&cursor, &rr));
    end(&fixture);

    begin(&fixture);
    CHECK_INT(spfeval_answer_add_ptr(fixture.answer, "a\0b.example", 11),
              SPFEVAL_OK);
    CHECK_INT(spfeval_answer_add_ptr(fixture.answer, NULL, 0), SPFEVAL_OK);
    copy = copy_out(&fixture, SPFEVAL_RRTYPE_PTR);
    cursor = spfe_answer_records(&copy);
    if (CHECK(spfe_rr_next(&cursor, &rr))) {
        CHECK_BYTES(rr.text.ptr, rr.text.len + 1, "a\0b.example", 12);
    }
    CHECK(spfe_rr_next(&cursor, &rr));
    CHECK_INT(rr.text.len, 0);
    CHECK(!spfe_rr_next(&cursor, &rr));
    end(&fixture);
}

static void
test_only_an_ok_answer_brings_its_records(void)
{
    static const struct {
        const char *name;
        int rcode;
        int dns_class;
        int failure;
        bool is_void;
    } rows[] = {
        {"NOERROR", 0, SPFEVAL_DNS_OK, SPFEVAL_FAILURE_NONE, false},
        {"NXDOMAIN", 3, SPFEVAL_DNS_NXDOMAIN, SPFEVAL_FAILURE_NONE, true},
        {"SERVFAIL", 2, SPFEVAL_DNS_FAILED, SPFEVAL_FAILURE_RCODE, false},
        {"4095", 4095, SPFEVAL_DNS_FAILED, SPFEVAL_FAILURE_RCODE, false},
    };
    size_t i;

    for (i = 0; i < TAP_COUNT(rows); i++) {
        bool ok = rows[i].dns_class == SPFEVAL_DNS_OK;
        struct fixture fixture;
        struct spfe_answer copy;
        struct spfe_rr_cursor cursor;
        struct spfe_rr rr = {0};

        tap_row(rows[i].name);
        begin(&fixture);
        CHECK_INT(spfeval_answer_add_ptr(fixture.answer, "a.example", 9),
                  SPFEVAL_OK);
        CHECK_INT(spfeval_answer_set_rcode(fixture.answer, rows[i].rcode),
                  SPFEVAL_OK);
        CHECK_INT(spfeval_answer_set_ttl(fixture.answer, (uint32_t)(60 + i)),
                  SPFEVAL_OK);
        copy = copy_out(&fixture, SPFEVAL_RRTYPE_PTR);
        cursor = spfe_answer_records(&copy);
        CHECK_INT(copy.type, SPFEVAL_RRTYPE_PTR);
        CHECK_INT(copy.dns_class, rows[i].dns_class);
        CHECK_INT(copy.failure, rows[i].failure);
        CHECK_INT(copy.rcode, rows[i].rcode);
        CHECK_INT(copy.count, ok ? 1 : 0);
        CHECK_INT(spfe_rr_next(&cursor, &rr), ok);
        CHECK_INT(spfe_answer_is_void(&copy), rows[i].is_void);
        CHECK(copy.has_ttl);
        CHECK_INT(copy.ttl, 60 + i);
        end(&fixture);
    }
}

static void
test_failure_has_no_rcode(void)
{
    struct fixture fixture;
    struct spfe_answer copy;

    begin(&fixture);
    CHECK_INT(spfeval_answer_set_rcode(fixture.answer, 5), SPFEVAL_OK);
    CHECK_INT(
        spfeval_answer_set_failure(fixture.answer, SPFEVAL_FAILURE_TIMEOUT),
        SPFEVAL_OK);
    copy = copy_out(&fixture, SPFEVAL_RRTYPE_A);
    CHECK_INT(copy.dns_class, SPFEVAL_DNS_FAILED);
    CHECK_INT(copy.failure, SPFEVAL_FAILURE_TIMEOUT);
    CHECK_INT(copy.rcode, 0);
    end(&fixture);
}

static void
test_answer_without_records_is_void(void)
{
    struct fixture fixture;
    struct spfe_answer copy;
    struct spfe_rr_cursor cursor;
    struct spfe_rr rr = {0};

    begin(&fixture);
    CHECK_INT(spfeval_answer_set_rcode(fixture.answer, 0), SPFEVAL_OK);
    copy = copy_out(&fixture, SPFEVAL_RRTYPE_TXT);
    CHECK_INT(copy.dns_class, SPFEVAL_DNS_NODATA);
    CHECK(spfe_answer_is_void(&copy));
    CHECK(!copy.has_ttl);
    cursor = spfe_answer_records(&copy);
    CHECK(!spfe_rr_next(&cursor, &rr));
    end(&fixture);
}

static void
test_answer_to_another_question_is_not_taken(void)
{
    struct spfe_answer out = {.ttl = 77};
    struct fixture fixture;

    begin(&fixture);
    CHECK_INT(spfe_answer_copy(fixture.answer, SPFEVAL_RRTYPE_A,
                               &fixture.arena, &out),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_answer_add_address(fixture.answer, ip4, 4), SPFEVAL_OK);
    CHECK_INT(spfe_answer_copy(fixture.answer, SPFEVAL_RRTYPE_AAAA,
                               &fixture.arena, &out),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(out.ttl, 77);
    /* records that are not used cannot be of the wrong type */
    CHECK_INT(spfeval_answer_set_rcode(fixture.answer, 3), SPFEVAL_OK);
    CHECK_INT(spfe_answer_copy(fixture.answer, SPFEVAL_RRTYPE_AAAA,
                               &fixture.arena, &out),
              SPFEVAL_OK);
    CHECK_INT(out.dns_class, SPFEVAL_DNS_NXDOMAIN);
    CHECK_INT(out.type, SPFEVAL_RRTYPE_AAAA);
    end(&fixture);
}

static void
test_copy_without_memory_is_a_status(void)
{
    struct spfe_answer out = {.ttl = 77};
    struct fixture fixture;
    struct spfe_arena small;

    begin(&fixture);
    CHECK_INT(spfeval_answer_add_address(fixture.answer, ip6, 16), SPFEVAL_OK);
    spfe_arena_init(&small, &fixture.mem, 8, NULL, 0);
    CHECK_INT(
        spfe_answer_copy(fixture.answer, SPFEVAL_RRTYPE_AAAA, &small, &out),
        SPFEVAL_ERR_LIMIT);
    count_alloc_fail_at(&fixture.memory, 1);
    CHECK_INT(spfe_answer_copy(fixture.answer, SPFEVAL_RRTYPE_AAAA,
                               &fixture.arena, &out),
              SPFEVAL_ERR_NOMEM);
    CHECK_INT(out.ttl, 77);
    CHECK_INT(spfe_answer_copy(fixture.answer, SPFEVAL_RRTYPE_AAAA,
                               &fixture.arena, &out),
              SPFEVAL_OK);
    CHECK_INT(out.count, 1);
    spfe_arena_clear(&small);
    end(&fixture);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"addresses are walked in order", test_addresses_are_walked_in_order},
        {"16 octets are an IPv6 address",
         test_sixteen_octets_are_an_ipv6_address},
        {"the strings of one text are joined, and texts are kept apart",
         test_strings_of_one_text_are_joined},
        {"a text grows string by string, and a failure changes nothing",
         test_text_grows_string_by_string},
        {"names are copied with their preference",
         test_names_are_copied_with_their_preference},
        {"only an answer that is OK brings its records",
         test_only_an_ok_answer_brings_its_records},
        {"a failure has no RCODE", test_failure_has_no_rcode},
        {"an answer without records is void",
         test_answer_without_records_is_void},
        {"an answer to another question is not taken",
         test_answer_to_another_question_is_not_taken},
        {"a copy without memory is a status",
         test_copy_without_memory_is_a_status},
    };

    return tap_run("dns/answer: records", tests, TAP_COUNT(tests));
}
