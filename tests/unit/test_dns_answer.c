/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Building DNS answers: what an answer comes down to, and what cannot be added
 * to it. What evaluation sees of it is in test_dns_answer_records.c.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <spfeval/dns.h>
#include <spfeval/status.h>

#include "dns/answer.h"
#include "support/count_alloc.h"
#include "support/tap.h"

static const uint8_t ip4[] = {192, 0, 2, 1};
static const uint8_t ip6[16] = {0x20, 1, 0xd, 0xb8, [15] = 1};

/* A new answer, whose memory is counted. */
static spfeval_answer *
make_answer(struct count_alloc *memory)
{
    spfeval_answer *answer = NULL;

    count_alloc_init(memory);
    CHECK_INT(spfeval_answer_new(&memory->table, &answer), SPFEVAL_OK);
    return answer;
}

static void
end_answer(struct count_alloc *memory, spfeval_answer *answer)
{
    spfeval_answer_free(answer);
    CHECK(count_alloc_is_clean(memory));
    count_alloc_clear(memory);
}

static void
test_class_follows_rcode_failure_and_records(void)
{
    enum { NO_RCODE = -1, NO_FAILURE = 0 };
    static const struct {
        const char *name;
        int rcode;
        int failure;
        bool has_record;
        int dns_class;
    } rows[] = {
        {"nothing was said", NO_RCODE, NO_FAILURE, false, SPFEVAL_DNS_UNSET},
        {"a record", NO_RCODE, NO_FAILURE, true, SPFEVAL_DNS_OK},
        {"NOERROR and a record", 0, NO_FAILURE, true, SPFEVAL_DNS_OK},
        {"NOERROR without records", 0, NO_FAILURE, false, SPFEVAL_DNS_NODATA},
        {"NXDOMAIN", 3, NO_FAILURE, false, SPFEVAL_DNS_NXDOMAIN},
        {"NXDOMAIN and a record", 3, NO_FAILURE, true, SPFEVAL_DNS_NXDOMAIN},
        {"FORMERR", 1, NO_FAILURE, false, SPFEVAL_DNS_FAILED},
        {"SERVFAIL and a record", 2, NO_FAILURE, true, SPFEVAL_DNS_FAILED},
        {"NOTIMP", 4, NO_FAILURE, false, SPFEVAL_DNS_FAILED},
        {"REFUSED", 5, NO_FAILURE, false, SPFEVAL_DNS_FAILED},
        {"BADVERS", 16, NO_FAILURE, false, SPFEVAL_DNS_FAILED},
        {"the last RCODE", 4095, NO_FAILURE, true, SPFEVAL_DNS_FAILED},
        {"a failure", NO_RCODE, SPFEVAL_FAILURE_TIMEOUT, false,
         SPFEVAL_DNS_FAILED},
        {"a failure and a record", NO_RCODE, SPFEVAL_FAILURE_ALIAS, true,
         SPFEVAL_DNS_FAILED},
        {"a failure after NOERROR", 0, SPFEVAL_FAILURE_MALFORMED, true,
         SPFEVAL_DNS_FAILED},
        {"a failure after NXDOMAIN", 3, SPFEVAL_FAILURE_NETWORK, false,
         SPFEVAL_DNS_FAILED},
    };
    size_t i;

    for (i = 0; i < TAP_COUNT(rows); i++) {
        bool ok = rows[i].dns_class == SPFEVAL_DNS_OK;
        struct count_alloc memory;
        spfeval_answer *answer;

        tap_row(rows[i].name);
        answer = make_answer(&memory);
        if (rows[i].has_record) {
            CHECK_INT(spfeval_answer_add_address(answer, ip4, 4), SPFEVAL_OK);
        }
        if (rows[i].rcode != NO_RCODE) {
            CHECK_INT(spfeval_answer_set_rcode(answer, rows[i].rcode),
                      SPFEVAL_OK);
        }
        if (rows[i].failure != NO_FAILURE) {
            CHECK_INT(spfeval_answer_set_failure(answer, rows[i].failure),
                      SPFEVAL_OK);
        }
        CHECK_INT(spfeval_answer_get_class(answer), rows[i].dns_class);
        CHECK_INT(spfeval_answer_get_count(answer), ok ? 1 : 0);
        end_answer(&memory, answer);
    }
}

static void
test_numbers_out_of_range_change_nothing(void)
{
    static const int rcodes[] = {-1, 4096, 65536, INT32_MIN, INT32_MAX};
    static const int failures[] = {-1, SPFEVAL_FAILURE_NONE,
                                   SPFEVAL_FAILURE_RCODE, 6, INT32_MAX};
    struct count_alloc memory;
    spfeval_answer *answer;
    size_t i;

    answer = make_answer(&memory);
    CHECK_INT(spfeval_answer_set_rcode(answer, 3), SPFEVAL_OK);
    for (i = 0; i < TAP_COUNT(rcodes); i++) {
        CHECK_INT(spfeval_answer_set_rcode(answer, rcodes[i]),
                  SPFEVAL_ERR_ARGUMENT);
    }
    for (i = 0; i < TAP_COUNT(failures); i++) {
        CHECK_INT(spfeval_answer_set_failure(answer, failures[i]),
                  SPFEVAL_ERR_ARGUMENT);
    }
    CHECK_INT(spfeval_answer_get_class(answer), SPFEVAL_DNS_NXDOMAIN);
    end_answer(&memory, answer);
}

/* One record of each type, by its own function. */
static int
add_record(spfeval_answer *answer, int type)
{
    switch (type) {
    case SPFEVAL_RRTYPE_A:
        return spfeval_answer_add_address(answer, ip4, 4);
    case SPFEVAL_RRTYPE_AAAA:
        return spfeval_answer_add_address(answer, ip6, 16);
    case SPFEVAL_RRTYPE_TXT:
        return spfeval_answer_add_text(answer, "text", 4);
    case SPFEVAL_RRTYPE_MX:
        return spfeval_answer_add_mx(answer, 10, "mx.example", 10);
    default:
        return spfeval_answer_add_ptr(answer, "ptr.example", 11);
    }
}

static const int types[] = {SPFEVAL_RRTYPE_A, SPFEVAL_RRTYPE_AAAA,
                            SPFEVAL_RRTYPE_TXT, SPFEVAL_RRTYPE_MX,
                            SPFEVAL_RRTYPE_PTR};

static void
test_records_of_one_answer_have_one_type(void)
{
    size_t i;
    size_t j;

    for (i = 0; i < TAP_COUNT(types); i++) {
        struct count_alloc memory;
        spfeval_answer *answer = make_answer(&memory);
        uint32_t count = 1;

        tap_row(spfeval_rrtype_name(types[i]));
        CHECK_INT(add_record(answer, types[i]), SPFEVAL_OK);
        for (j = 0; j < TAP_COUNT(types); j++) {
            CHECK_INT(add_record(answer, types[j]),
                      i == j ? SPFEVAL_OK : SPFEVAL_ERR_STATE);
            count += i == j;
            CHECK_INT(spfeval_answer_get_count(answer), count);
        }
        CHECK_INT(spfeval_answer_extend_text(answer, "x", 1),
                  types[i] == SPFEVAL_RRTYPE_TXT ? SPFEVAL_OK
                                                 : SPFEVAL_ERR_STATE);
        CHECK_INT(spfeval_answer_get_count(answer), count);
        end_answer(&memory, answer);
    }
}

static void
test_refused_record_does_not_decide_the_type(void)
{
    struct count_alloc memory;
    spfeval_answer *answer = make_answer(&memory);

    CHECK_INT(spfeval_answer_add_address(answer, ip6, 15),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_answer_extend_text(answer, "x", 1), SPFEVAL_ERR_STATE);
    count_alloc_fail_at(&memory, 1);
    CHECK_INT(add_record(answer, SPFEVAL_RRTYPE_MX), SPFEVAL_ERR_NOMEM);
    CHECK_INT(spfeval_answer_get_class(answer), SPFEVAL_DNS_UNSET);
    CHECK_INT(add_record(answer, SPFEVAL_RRTYPE_TXT), SPFEVAL_OK);
    CHECK_INT(spfeval_answer_get_class(answer), SPFEVAL_DNS_OK);
    end_answer(&memory, answer);
}

static void
test_records_have_bounds(void)
{
    static char octets[65536];
    static const size_t wrong[] = {0, 1, 3, 5, 8, 15, 17, 32};
    struct count_alloc memory;
    spfeval_answer *answer = make_answer(&memory);
    size_t i;

    memset(octets, 'x', sizeof(octets));
    for (i = 0; i < TAP_COUNT(wrong); i++) {
        CHECK_INT(spfeval_answer_add_address(answer, ip6, wrong[i]),
                  SPFEVAL_ERR_ARGUMENT);
    }
    CHECK_INT(spfeval_answer_add_text(answer, octets, 65536),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_answer_add_mx(answer, 0, octets, 1025),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_answer_add_ptr(answer, octets, 1025),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_answer_get_class(answer), SPFEVAL_DNS_UNSET);

    CHECK_INT(spfeval_answer_add_text(answer, octets, 65535), SPFEVAL_OK);
    CHECK_INT(spfeval_answer_extend_text(answer, octets, 1),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_answer_extend_text(answer, octets, 0), SPFEVAL_OK);
    CHECK_INT(spfeval_answer_add_text(answer, octets, 65534), SPFEVAL_OK);
    CHECK_INT(spfeval_answer_extend_text(answer, octets, 2),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_answer_extend_text(answer, octets, SIZE_MAX),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_answer_extend_text(answer, octets, 1), SPFEVAL_OK);
    CHECK_INT(spfeval_answer_extend_text(answer, octets, 1),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_answer_get_count(answer), 2);

    spfeval_answer_clear(answer);
    CHECK_INT(spfeval_answer_add_mx(answer, 0, octets, 1024), SPFEVAL_OK);
    spfeval_answer_clear(answer);
    CHECK_INT(spfeval_answer_add_ptr(answer, octets, 1024), SPFEVAL_OK);
    end_answer(&memory, answer);
}

static void
test_answer_does_not_grow_without_end(void)
{
    static char octets[65535];
    spfeval_answer *answer = NULL;
    uint32_t count = 0;
    int status = SPFEVAL_OK;

    CHECK_INT(spfeval_answer_new(NULL, &answer), SPFEVAL_OK);
    while (status == SPFEVAL_OK && count < 1000) {
        status = spfeval_answer_add_text(answer, octets, sizeof(octets));
        count += status == SPFEVAL_OK;
    }
    CHECK_INT(status, SPFEVAL_ERR_NOMEM);
    CHECK(count >= 100); /* more than any DNS message can hold */
    CHECK_INT(spfeval_answer_get_count(answer), count);
    spfeval_answer_free(answer);
}

static void
test_failed_growth_changes_nothing(void)
{
    struct count_alloc memory;
    spfeval_answer *answer = make_answer(&memory);
    uint32_t added = 0;
    unsigned failed = 0;

    CHECK_INT(spfeval_answer_set_rcode(answer, 0), SPFEVAL_OK);
    while (added < 200) {
        uint64_t failures = memory.failures;
        int status;

        count_alloc_fail_at(&memory, 1);
        status = add_record(answer, SPFEVAL_RRTYPE_TXT);
        CHECK_INT(status,
                  memory.failures > failures ? SPFEVAL_ERR_NOMEM : SPFEVAL_OK);
        count_alloc_fail_at(&memory, 0);
        if (status != SPFEVAL_OK) {
            failed++;
            CHECK_INT(spfeval_answer_get_count(answer), added);
            CHECK_INT(add_record(answer, SPFEVAL_RRTYPE_TXT), SPFEVAL_OK);
        }
        added++;
        CHECK_INT(spfeval_answer_get_count(answer), added);
    }
    CHECK(failed >= 2); /* the first piece of memory, and a larger one */
    end_answer(&memory, answer);
}

static void
test_cleared_answer_is_empty_and_keeps_its_memory(void)
{
    struct count_alloc memory;
    spfeval_answer *answer = make_answer(&memory);
    uint64_t calls;
    unsigned i;

    CHECK_INT(add_record(answer, SPFEVAL_RRTYPE_TXT), SPFEVAL_OK);
    CHECK_INT(spfeval_answer_set_ttl(answer, 1), SPFEVAL_OK);
    calls = memory.calls;
    for (i = 0; i < TAP_COUNT(types); i++) {
        tap_row(spfeval_rrtype_name(types[i]));
        spfeval_answer_clear(answer);
        CHECK_INT(spfeval_answer_get_class(answer), SPFEVAL_DNS_UNSET);
        CHECK_INT(spfeval_answer_get_count(answer), 0);
        CHECK_INT(spfeval_answer_extend_text(answer, "x", 1),
                  SPFEVAL_ERR_STATE);
        CHECK_INT(add_record(answer, types[i]), SPFEVAL_OK);
        CHECK_INT(spfeval_answer_get_class(answer), SPFEVAL_DNS_OK);
        CHECK_INT(spfeval_answer_set_rcode(answer, (int)i), SPFEVAL_OK);
    }
    CHECK_INT(spfeval_answer_set_failure(answer, SPFEVAL_FAILURE_ALIAS),
              SPFEVAL_OK);
    spfeval_answer_clear(answer);
    CHECK_INT(spfeval_answer_get_class(answer), SPFEVAL_DNS_UNSET);
    CHECK_INT(memory.calls, calls);
    end_answer(&memory, answer);
}

static void
test_answer_that_cannot_be_made_is_not_written(void)
{
    struct count_alloc memory;
    spfeval_allocator incomplete;
    spfeval_answer *answer = NULL;

    count_alloc_init(&memory);
    CHECK_INT(spfeval_answer_new(&memory.table, NULL), SPFEVAL_ERR_ARGUMENT);
    incomplete = memory.table;
    incomplete.allocate = NULL;
    CHECK_INT(spfeval_answer_new(&incomplete, &answer), SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(memory.calls, 0);
    count_alloc_fail_at(&memory, 1);
    CHECK_INT(spfeval_answer_new(&memory.table, &answer), SPFEVAL_ERR_NOMEM);
    CHECK(answer == NULL);
    CHECK(count_alloc_is_clean(&memory));
}

static void
test_null_is_refused(void)
{
    struct count_alloc memory;
    spfeval_answer *answer = make_answer(&memory);

    CHECK_INT(spfeval_answer_set_rcode(NULL, 0), SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_answer_set_failure(NULL, SPFEVAL_FAILURE_TIMEOUT),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_answer_set_ttl(NULL, 1), SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_answer_extend_text(NULL, "", 0), SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_answer_get_class(NULL), SPFEVAL_DNS_UNSET);
    CHECK_INT(spfeval_answer_get_count(NULL), 0);
    spfeval_answer_clear(NULL);
    spfeval_answer_free(NULL);
    CHECK_INT(add_record(NULL, SPFEVAL_RRTYPE_A), SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(add_record(NULL, SPFEVAL_RRTYPE_TXT), SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(add_record(NULL, SPFEVAL_RRTYPE_MX), SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(add_record(NULL, SPFEVAL_RRTYPE_PTR), SPFEVAL_ERR_ARGUMENT);

    CHECK_INT(spfeval_answer_add_address(answer, NULL, 4),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_answer_add_text(answer, NULL, 1), SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_answer_add_mx(answer, 0, NULL, 1), SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_answer_add_ptr(answer, NULL, 1), SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_answer_get_class(answer), SPFEVAL_DNS_UNSET);
    CHECK_INT(spfeval_answer_add_text(answer, NULL, 0), SPFEVAL_OK);
    CHECK_INT(spfeval_answer_extend_text(answer, NULL, 1),
              SPFEVAL_ERR_ARGUMENT);
    end_answer(&memory, answer);
}

static void
test_an_answer_says_what_another_says(void)
{
    static const uint8_t address[4] = {192, 0, 2, 1};
    spfeval_dns_record record = {.struct_size = sizeof(record)};
    spfeval_answer *from = NULL;
    spfeval_answer *to = NULL;
    uint32_t ttl = 0;

    CHECK_INT(spfeval_answer_new(NULL, &from), SPFEVAL_OK);
    CHECK_INT(spfeval_answer_new(NULL, &to), SPFEVAL_OK);
    CHECK_INT(spfeval_answer_set_from(NULL, from), SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_answer_set_from(to, NULL), SPFEVAL_ERR_ARGUMENT);

    CHECK_INT(spfeval_answer_add_address(to, address, 4), SPFEVAL_OK);
    CHECK_INT(spfeval_answer_add_text(from, "v=spf1", 6), SPFEVAL_OK);
    CHECK_INT(spfeval_answer_set_ttl(from, 77), SPFEVAL_OK);
    CHECK_INT(spfeval_answer_set_from(to, from), SPFEVAL_OK);
    CHECK_INT(spfeval_answer_set_from(to, to), SPFEVAL_OK);
    /* It is a copy that can be extended by itself. */
    CHECK_INT(spfeval_answer_extend_text(to, " -all", 5), SPFEVAL_OK);
    CHECK_INT(spfeval_answer_get_count(to), 1);
    CHECK_INT(spfeval_answer_get_record(to, 0, &record), SPFEVAL_OK);
    CHECK_STR(record.data, record.data_len, "v=spf1 -all");
    CHECK_INT(spfeval_answer_get_ttl(to, &ttl), SPFEVAL_OK);
    CHECK_INT(ttl, 77);
    CHECK_INT(spfeval_answer_get_record(from, 0, &record), SPFEVAL_OK);
    CHECK_STR(record.data, record.data_len, "v=spf1");

    spfeval_answer_clear(from);
    CHECK_INT(spfeval_answer_set_rcode(from, 5), SPFEVAL_OK);
    CHECK_INT(spfeval_answer_set_from(to, from), SPFEVAL_OK);
    CHECK_INT(spfeval_answer_get_class(to), SPFEVAL_DNS_FAILED);
    CHECK_INT(spfeval_answer_get_rcode(to), 5);
    CHECK_INT(spfeval_answer_get_ttl(to, &ttl), SPFEVAL_ERR_NOT_FOUND);
    spfeval_answer_free(from);
    spfeval_answer_free(to);
}

/* dns.h: "SPFEVAL_ERR_NOMEM Out of memory; the answer is empty." */
static void
test_without_memory_what_another_says_is_nothing(void)
{
    struct count_alloc memory;
    spfeval_answer *answer = make_answer(&memory);
    spfeval_answer *other = NULL;

    CHECK_INT(spfeval_answer_new(NULL, &other), SPFEVAL_OK);
    CHECK_INT(spfeval_answer_add_text(other, "v=spf1", 6), SPFEVAL_OK);
    CHECK_INT(spfeval_answer_set_rcode(answer, 3), SPFEVAL_OK);
    count_alloc_fail_from(&memory, 1);
    CHECK_INT(spfeval_answer_set_from(answer, other), SPFEVAL_ERR_NOMEM);
    CHECK_INT(spfeval_answer_get_class(answer), SPFEVAL_DNS_UNSET);
    CHECK_INT(spfeval_answer_get_count(answer), 0);
    count_alloc_fail_at(&memory, 0);
    CHECK_INT(spfeval_answer_set_from(answer, other), SPFEVAL_OK);
    CHECK_INT(spfeval_answer_get_count(answer), 1);
    spfeval_answer_free(other);
    end_answer(&memory, answer);
}

static void
test_aliases_are_counted_and_kept(void)
{
    struct count_alloc memory;
    spfeval_answer *answer = make_answer(&memory);
    spfeval_answer *copy = NULL;
    struct spfe_answer seen;

    CHECK_INT(spfeval_answer_get_aliases(NULL), 0);
    CHECK_INT(spfeval_answer_get_aliases(answer), 0);
    CHECK_INT(spfeval_answer_set_aliases(NULL, 1), SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_answer_set_aliases(answer, 255), SPFEVAL_OK);
    CHECK_INT(spfeval_answer_set_aliases(answer, 256), SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_answer_get_aliases(answer), 255);
    CHECK_INT(spfeval_answer_get_class(answer), SPFEVAL_DNS_UNSET);
    seen = spfe_answer_view(answer);
    CHECK_INT(seen.aliases, 255);

    CHECK_INT(spfeval_answer_new(NULL, &copy), SPFEVAL_OK);
    CHECK_INT(spfeval_answer_set_from(copy, answer), SPFEVAL_OK);
    CHECK_INT(spfeval_answer_get_aliases(copy), 255);
    spfeval_answer_free(copy);
    spfeval_answer_clear(answer);
    CHECK_INT(spfeval_answer_get_aliases(answer), 0);
    end_answer(&memory, answer);
}

static void
test_it_is_kept_that_an_answer_is_authoritative(void)
{
    struct count_alloc memory;
    spfeval_answer *answer = make_answer(&memory);
    spfeval_answer *copy = NULL;
    struct spfe_answer seen;

    CHECK_INT(spfeval_answer_get_authoritative(NULL), 0);
    CHECK_INT(spfeval_answer_get_authoritative(answer), 0);
    CHECK_INT(spfeval_answer_set_authoritative(NULL), SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_answer_set_authoritative(answer), SPFEVAL_OK);
    CHECK_INT(spfeval_answer_get_authoritative(answer), 1);
    CHECK_INT(spfeval_answer_get_class(answer), SPFEVAL_DNS_UNSET);
    seen = spfe_answer_view(answer);
    CHECK(seen.authoritative);

    CHECK_INT(spfeval_answer_new(NULL, &copy), SPFEVAL_OK);
    CHECK_INT(spfeval_answer_set_from(copy, answer), SPFEVAL_OK);
    CHECK_INT(spfeval_answer_get_authoritative(copy), 1);
    spfeval_answer_free(copy);
    spfeval_answer_clear(answer);
    CHECK_INT(spfeval_answer_get_authoritative(answer), 0);
    end_answer(&memory, answer);
}

/* RFC 4408 section 3.1.1: the data of the type SPF is that of TXT. */
static void
test_texts_fit_questions_of_type_spf(void)
{
    struct count_alloc memory;
    spfeval_answer *answer = make_answer(&memory);
    struct spfe_answer seen;

    CHECK_INT(add_record(answer, SPFEVAL_RRTYPE_TXT), SPFEVAL_OK);
    seen = spfe_answer_view(answer);
    CHECK(spfe_answer_fits(&seen, SPFEVAL_RRTYPE_TXT));
    CHECK(spfe_answer_fits(&seen, SPFEVAL_RRTYPE_SPF));
    CHECK(!spfe_answer_fits(&seen, SPFEVAL_RRTYPE_MX));
    spfeval_answer_clear(answer);
    CHECK_INT(add_record(answer, SPFEVAL_RRTYPE_PTR), SPFEVAL_OK);
    seen = spfe_answer_view(answer);
    CHECK(!spfe_answer_fits(&seen, SPFEVAL_RRTYPE_SPF));
    end_answer(&memory, answer);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"an answer says what another says",
         test_an_answer_says_what_another_says},
        {"without memory what another says is nothing",
         test_without_memory_what_another_says_is_nothing},
        {"aliases are counted and kept", test_aliases_are_counted_and_kept},
        {"it is kept that an answer is authoritative",
         test_it_is_kept_that_an_answer_is_authoritative},
        {"texts fit questions of type SPF",
         test_texts_fit_questions_of_type_spf},
        {"the class follows RCODE, failure and records",
         test_class_follows_rcode_failure_and_records},
        {"an RCODE or failure out of range changes nothing",
         test_numbers_out_of_range_change_nothing},
        {"the records of one answer have one type",
         test_records_of_one_answer_have_one_type},
        {"a record that was refused does not decide the type",
         test_refused_record_does_not_decide_the_type},
        {"texts, names and addresses have bounds", test_records_have_bounds},
        {"an answer does not grow without end",
         test_answer_does_not_grow_without_end},
        {"a failed growth changes nothing",
         test_failed_growth_changes_nothing},
        {"a cleared answer is empty and keeps its memory",
         test_cleared_answer_is_empty_and_keeps_its_memory},
        {"an answer that cannot be made is not written",
         test_answer_that_cannot_be_made_is_not_written},
        {"NULL is refused", test_null_is_refused},
    };

    return tap_run("dns/answer", tests, TAP_COUNT(tests));
}
