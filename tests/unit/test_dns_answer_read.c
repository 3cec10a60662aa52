/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What a caller reads back from a DNS answer: its records, its time to live,
 * why it failed; and the words for that.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <spfeval/dns.h>
#include <spfeval/status.h>

#include "support/tap.h"

static spfeval_answer *
make_answer(void)
{
    spfeval_answer *answer = NULL;

    CHECK_INT(spfeval_answer_new(NULL, &answer), SPFEVAL_OK);
    return answer;
}

/* A record is there, and is this one. Texts and names end in a NUL. */
static void
check_record(const spfeval_answer *answer, uint32_t index, uint32_t type,
             uint32_t preference, const char *data, size_t len)
{
    spfeval_dns_record record;
    size_t nul =
        type == SPFEVAL_RRTYPE_A || type == SPFEVAL_RRTYPE_AAAA ? 0 : 1;

    memset(&record, 0xA5, sizeof(record));
    record.struct_size = sizeof(record);
    CHECK_INT(spfeval_answer_get_record(answer, index, &record), SPFEVAL_OK);
    CHECK_INT(record.struct_size, sizeof(record));
    CHECK_INT(record.type, type);
    CHECK_INT(record.preference, preference);
    if (CHECK_INT(record.data_len, len)) {
        CHECK_BYTES(record.data, len + nul, data, len + nul);
    }
}

static void
check_no_record(const spfeval_answer *answer, uint32_t index)
{
    spfeval_dns_record record = {sizeof(record), 77, 78, NULL, 79};

    CHECK_INT(spfeval_answer_get_record(answer, index, &record),
              SPFEVAL_ERR_NOT_FOUND);
    CHECK_INT(record.type, 77);
    CHECK_INT(record.data_len, 79);
}

static void
test_records_are_read_in_order(void)
{
    static const uint8_t ip6[2][16] = {{0x20, 1, [15] = 1}, {[15] = 1}};
    spfeval_answer *answer = make_answer();
    unsigned i;

    tap_row("A");
    for (i = 0; i < 300; i++) {
        uint8_t ip4[4] = {10, 0, (uint8_t)(i >> 8), (uint8_t)i};

        CHECK_INT(spfeval_answer_add_address(answer, ip4, 4), SPFEVAL_OK);
    }
    check_record(answer, 299, SPFEVAL_RRTYPE_A, 0, "\x0a\0\1\x2b", 4);
    check_record(answer, 0, SPFEVAL_RRTYPE_A, 0, "\x0a\0\0\0", 4);
    check_record(answer, 255, SPFEVAL_RRTYPE_A, 0, "\x0a\0\0\xff", 4);
    check_no_record(answer, 300);

    tap_row("AAAA");
    spfeval_answer_clear(answer);
    CHECK_INT(spfeval_answer_add_address(answer, ip6[0], 16), SPFEVAL_OK);
    CHECK_INT(spfeval_answer_add_address(answer, ip6[1], 16), SPFEVAL_OK);
    check_record(answer, 1, SPFEVAL_RRTYPE_AAAA, 0, (const char *)ip6[1], 16);
    check_record(answer, 0, SPFEVAL_RRTYPE_AAAA, 0, (const char *)ip6[0], 16);
    check_no_record(answer, 2);

    tap_row("TXT");
    spfeval_answer_clear(answer);
    CHECK_INT(spfeval_answer_add_text(answer, "v=spf1", 6), SPFEVAL_OK);
    CHECK_INT(spfeval_answer_extend_text(answer, " -all", 5), SPFEVAL_OK);
    CHECK_INT(spfeval_answer_add_text(answer, NULL, 0), SPFEVAL_OK);
    CHECK_INT(spfeval_answer_add_text(answer, "\0\xff", 2), SPFEVAL_OK);
    check_record(answer, 0, SPFEVAL_RRTYPE_TXT, 0, "v=spf1 -all", 11);
    check_record(answer, 1, SPFEVAL_RRTYPE_TXT, 0, "", 0);
    check_record(answer, 2, SPFEVAL_RRTYPE_TXT, 0, "\0\xff", 2);
    check_no_record(answer, 3);

    tap_row("MX");
    spfeval_answer_clear(answer);
    CHECK_INT(spfeval_answer_add_mx(answer, 65535, "a.example", 9),
              SPFEVAL_OK);
    CHECK_INT(spfeval_answer_add_mx(answer, 0, ".", 1), SPFEVAL_OK);
    check_record(answer, 1, SPFEVAL_RRTYPE_MX, 0, ".", 1);
    check_record(answer, 0, SPFEVAL_RRTYPE_MX, 65535, "a.example", 9);
    check_no_record(answer, 2);

    tap_row("PTR");
    spfeval_answer_clear(answer);
    CHECK_INT(spfeval_answer_add_ptr(answer, NULL, 0), SPFEVAL_OK);
    CHECK_INT(spfeval_answer_add_ptr(answer, "b.example", 9), SPFEVAL_OK);
    check_record(answer, 0, SPFEVAL_RRTYPE_PTR, 0, "", 0);
    check_record(answer, 1, SPFEVAL_RRTYPE_PTR, 0, "b.example", 9);
    check_no_record(answer, 2);
    check_no_record(answer, UINT32_MAX);
    spfeval_answer_free(answer);
}

/* --- in any order -------------------------------------------------------- */

/* A text that tells its number and length. */
static size_t
make_text(unsigned number, unsigned padding, char out[256])
{
    memset(out, 'x', 256);
    return (size_t)snprintf(out, 256, "%0*u", (int)(1 + number % 7 + padding),
                            number);
}

static void
add_texts(spfeval_answer *answer, unsigned from, unsigned to, unsigned padding)
{
    char text[256];
    unsigned i;

    for (i = from; i < to; i++) {
        size_t len = make_text(i, padding, text);

        CHECK_INT(spfeval_answer_add_text(answer, text, len), SPFEVAL_OK);
    }
}

static void
check_text(const spfeval_answer *answer, unsigned index, unsigned number,
           unsigned padding)
{
    char text[256];
    size_t len = make_text(number, padding, text);

    check_record(answer, index, SPFEVAL_RRTYPE_TXT, 0, text, len);
}

static void
test_records_are_read_in_any_order(void)
{
    enum { COUNT = 500 };
    spfeval_answer *answer = make_answer();
    unsigned i;

    add_texts(answer, 0, COUNT, 0);
    for (i = 0; i < COUNT; i++) {
        check_text(answer, i, i, 0);
    }
    for (i = COUNT; i-- > 0;) {
        check_text(answer, i, i, 0);
    }
    for (i = 0; i < COUNT; i++) {
        check_text(answer, i * 263 % COUNT, i * 263 % COUNT, 0);
        check_text(answer, i * 263 % COUNT, i * 263 % COUNT, 0);
    }
    check_no_record(answer, COUNT);
    check_text(answer, COUNT - 1, COUNT - 1, 0);
    spfeval_answer_free(answer);
}

/* What was read before tells nothing about records that are new. */
static void
test_records_that_changed_are_read_anew(void)
{
    spfeval_answer *answer = make_answer();
    spfeval_answer *other = make_answer();

    add_texts(answer, 0, 10, 0);
    check_text(answer, 9, 9, 0);
    tap_row("more of them");
    CHECK_INT(spfeval_answer_extend_text(answer, NULL, 0), SPFEVAL_OK);
    add_texts(answer, 10, 300, 0);
    check_text(answer, 9, 9, 0);
    check_text(answer, 299, 299, 0);
    tap_row("others");
    spfeval_answer_clear(answer);
    add_texts(answer, 50, 400, 3);
    check_text(answer, 299, 349, 3);
    check_text(answer, 349, 399, 3);
    tap_row("those of another answer");
    add_texts(other, 7, 500, 1);
    CHECK_INT(spfeval_answer_set_from(answer, other), SPFEVAL_OK);
    check_text(answer, 349, 356, 1);
    check_text(other, 349, 356, 1);
    spfeval_answer_free(answer);
    spfeval_answer_free(other);
}

/* Far more than a DNS message holds: it only takes longer. */
static void
test_more_records_than_any_message_has_are_read(void)
{
    enum { COUNT = 9000, PADDING = 80 };
    spfeval_answer *answer = make_answer();
    unsigned i;

    tap_row("many");
    add_texts(answer, 0, COUNT, 0);
    for (i = 0; i < COUNT; i++) {
        check_text(answer, i, i, 0);
    }
    tap_row("long");
    spfeval_answer_clear(answer);
    add_texts(answer, 0, COUNT, PADDING);
    for (i = 0; i < COUNT; i++) {
        check_text(answer, i, i, PADDING);
    }
    check_text(answer, 8000, 8000, PADDING);
    check_text(answer, 1, 1, PADDING);
    spfeval_answer_free(answer);
}

static void
test_records_of_an_answer_that_is_not_ok_are_not_shown(void)
{
    static const int rcodes[] = {3, 2, 5};
    spfeval_answer *answer = make_answer();
    size_t i;

    check_no_record(answer, 0);
    CHECK_INT(spfeval_answer_add_text(answer, "x", 1), SPFEVAL_OK);
    for (i = 0; i < TAP_COUNT(rcodes); i++) {
        CHECK_INT(spfeval_answer_set_rcode(answer, rcodes[i]), SPFEVAL_OK);
        check_no_record(answer, 0);
    }
    CHECK_INT(spfeval_answer_set_failure(answer, SPFEVAL_FAILURE_TIMEOUT),
              SPFEVAL_OK);
    check_no_record(answer, 0);
    CHECK_INT(spfeval_answer_set_rcode(answer, 0), SPFEVAL_OK);
    check_record(answer, 0, SPFEVAL_RRTYPE_TXT, 0, "x", 1);
    spfeval_answer_clear(answer);
    check_no_record(answer, 0);
    spfeval_answer_free(answer);
}

static void
test_wrong_parameters_are_refused(void)
{
    spfeval_answer *answer = make_answer();
    spfeval_dns_record record = {sizeof(record), 77, 78, NULL, 79};
    uint32_t ttl = 77;

    CHECK_INT(spfeval_answer_add_text(answer, "x", 1), SPFEVAL_OK);
    CHECK_INT(spfeval_answer_set_ttl(answer, 1), SPFEVAL_OK);
    CHECK_INT(spfeval_answer_get_record(NULL, 0, &record),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_answer_get_record(answer, 0, NULL),
              SPFEVAL_ERR_ARGUMENT);
    record.struct_size--;
    CHECK_INT(spfeval_answer_get_record(answer, 0, &record),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(record.type, 77);
    CHECK_INT(spfeval_answer_get_ttl(NULL, &ttl), SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_answer_get_ttl(answer, NULL), SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(ttl, 77);
    CHECK_INT(spfeval_answer_get_failure(NULL), SPFEVAL_FAILURE_NONE);
    CHECK_INT(spfeval_answer_get_rcode(NULL), 0);
    spfeval_answer_free(answer);
}

static void
test_longer_record_struct_is_accepted(void)
{
    spfeval_answer *answer = make_answer();
    struct {
        spfeval_dns_record record;
        uint32_t later; /* of a caller that knows a longer struct */
    } longer;

    memset(&longer, 0xA5, sizeof(longer));
    longer.record.struct_size = sizeof(longer);
    CHECK_INT(spfeval_answer_add_text(answer, "x", 1), SPFEVAL_OK);
    CHECK_INT(spfeval_answer_get_record(answer, 0, &longer.record),
              SPFEVAL_OK);
    CHECK_STR(longer.record.data, longer.record.data_len, "x");
    CHECK_INT(longer.later, 0xA5A5A5A5);
    spfeval_answer_free(answer);
}

static void
test_smallest_ttl_stays(void)
{
    static const struct {
        const char *name;
        uint32_t given[3];
        uint32_t kept;
    } rows[] = {
        {"falling", {300, 200, 100}, 100},
        {"rising", {100, 200, 300}, 100},
        {"zero", {60, 0, 60}, 0},
        {"the largest", {0x7fffffff, 0x7fffffff, 0x7fffffff}, 0x7fffffff},
        {"the top bit counts as zero", {60, 0x80000000, 60}, 0},
        {"all bits count as zero", {UINT32_MAX, 60, 60}, 0},
    };
    size_t i;
    size_t j;

    for (i = 0; i < TAP_COUNT(rows); i++) {
        spfeval_answer *answer;
        uint32_t kept = 77;

        tap_row(rows[i].name);
        answer = make_answer();
        for (j = 0; j < 3; j++) {
            CHECK_INT(spfeval_answer_set_ttl(answer, rows[i].given[j]),
                      SPFEVAL_OK);
        }
        CHECK_INT(spfeval_answer_get_ttl(answer, &kept), SPFEVAL_OK);
        CHECK_INT(kept, rows[i].kept);
        spfeval_answer_free(answer);
    }
}

static void
test_ttl_alone_is_no_answer(void)
{
    spfeval_answer *answer = make_answer();
    uint32_t ttl = 77;

    CHECK_INT(spfeval_answer_get_ttl(answer, &ttl), SPFEVAL_ERR_NOT_FOUND);
    CHECK_INT(ttl, 77);
    CHECK_INT(spfeval_answer_set_ttl(answer, 60), SPFEVAL_OK);
    CHECK_INT(spfeval_answer_get_class(answer), SPFEVAL_DNS_UNSET);
    /* and it does not outlive the answer */
    spfeval_answer_clear(answer);
    CHECK_INT(spfeval_answer_get_ttl(answer, &ttl), SPFEVAL_ERR_NOT_FOUND);
    CHECK_INT(spfeval_answer_set_ttl(answer, 300), SPFEVAL_OK);
    CHECK_INT(spfeval_answer_get_ttl(answer, &ttl), SPFEVAL_OK);
    CHECK_INT(ttl, 300);
    spfeval_answer_free(answer);
}

static void
test_later_word_replaces_the_earlier(void)
{
    spfeval_answer *answer = make_answer();

    CHECK_INT(spfeval_answer_get_failure(answer), SPFEVAL_FAILURE_NONE);
    CHECK_INT(spfeval_answer_get_rcode(answer), 0);
    CHECK_INT(spfeval_answer_set_failure(answer, SPFEVAL_FAILURE_TIMEOUT),
              SPFEVAL_OK);
    CHECK_INT(spfeval_answer_get_failure(answer), SPFEVAL_FAILURE_TIMEOUT);
    CHECK_INT(spfeval_answer_set_rcode(answer, 0), SPFEVAL_OK);
    CHECK_INT(spfeval_answer_get_failure(answer), SPFEVAL_FAILURE_NONE);
    CHECK_INT(spfeval_answer_get_class(answer), SPFEVAL_DNS_NODATA);
    CHECK_INT(spfeval_answer_set_rcode(answer, 4095), SPFEVAL_OK);
    CHECK_INT(spfeval_answer_get_failure(answer), SPFEVAL_FAILURE_RCODE);
    CHECK_INT(spfeval_answer_get_rcode(answer), 4095);
    CHECK_INT(spfeval_answer_set_failure(answer, SPFEVAL_FAILURE_NETWORK),
              SPFEVAL_OK);
    CHECK_INT(spfeval_answer_get_class(answer), SPFEVAL_DNS_FAILED);
    CHECK_INT(spfeval_answer_get_failure(answer), SPFEVAL_FAILURE_NETWORK);
    CHECK_INT(spfeval_answer_get_rcode(answer), 0);
    spfeval_answer_clear(answer);
    CHECK_INT(spfeval_answer_get_failure(answer), SPFEVAL_FAILURE_NONE);
    CHECK_INT(spfeval_answer_set_rcode(answer, 3), SPFEVAL_OK);
    CHECK_INT(spfeval_answer_get_failure(answer), SPFEVAL_FAILURE_NONE);
    CHECK_INT(spfeval_answer_get_rcode(answer), 3);
    spfeval_answer_clear(answer);
    CHECK_INT(spfeval_answer_get_rcode(answer), 0);
    spfeval_answer_free(answer);
}

static void
test_classes_and_failures_have_words(void)
{
    static const struct {
        int dns_class;
        int failure;
        int rcode;
        const char *name;
    } rows[] = {
        {SPFEVAL_DNS_OK, 0, 0, "ok"},
        {SPFEVAL_DNS_NODATA, 0, 0, "nodata"},
        {SPFEVAL_DNS_NXDOMAIN, 0, 3, "nxdomain"},
        {SPFEVAL_DNS_FAILED, SPFEVAL_FAILURE_TIMEOUT, 0, "timeout"},
        {SPFEVAL_DNS_FAILED, SPFEVAL_FAILURE_NETWORK, 0, "network"},
        {SPFEVAL_DNS_FAILED, SPFEVAL_FAILURE_MALFORMED, 0, "malformed"},
        {SPFEVAL_DNS_FAILED, SPFEVAL_FAILURE_ALIAS, 2, "alias"},
        {SPFEVAL_DNS_FAILED, SPFEVAL_FAILURE_RCODE, 1, "formerr"},
        {SPFEVAL_DNS_FAILED, SPFEVAL_FAILURE_RCODE, 2, "servfail"},
        {SPFEVAL_DNS_FAILED, SPFEVAL_FAILURE_RCODE, 4, "notimp"},
        {SPFEVAL_DNS_FAILED, SPFEVAL_FAILURE_RCODE, 5, "refused"},
        {SPFEVAL_DNS_FAILED, SPFEVAL_FAILURE_NONE, 2, "unknown"},
        {SPFEVAL_DNS_FAILED, 6, 0, "unknown"},
        {SPFEVAL_DNS_FAILED, -1, 0, "unknown"},
        {SPFEVAL_DNS_UNSET, 0, 0, "unknown"},
        {5, 0, 0, "unknown"},
        {-1, SPFEVAL_FAILURE_TIMEOUT, 0, "unknown"},
    };
    size_t i;

    for (i = 0; i < TAP_COUNT(rows); i++) {
        const char *name = spfeval_dns_name(rows[i].dns_class, rows[i].failure,
                                            rows[i].rcode);

        tap_row(rows[i].name);
        CHECK_STR(name, name == NULL ? 0 : strlen(name), rows[i].name);
    }
    tap_row("any other RCODE");
    CHECK(spfeval_dns_name(SPFEVAL_DNS_FAILED, SPFEVAL_FAILURE_RCODE, 4095) !=
          NULL);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"records are read in the order in which they were added",
         test_records_are_read_in_order},
        {"records are read in any order", test_records_are_read_in_any_order},
        {"records that changed are read anew",
         test_records_that_changed_are_read_anew},
        {"more records than any message has are read",
         test_more_records_than_any_message_has_are_read},
        {"the records of an answer that is not OK are not shown",
         test_records_of_an_answer_that_is_not_ok_are_not_shown},
        {"wrong parameters are refused", test_wrong_parameters_are_refused},
        {"a longer record struct is accepted",
         test_longer_record_struct_is_accepted},
        {"the smallest TTL stays", test_smallest_ttl_stays},
        {"a TTL alone is no answer, and goes with the answer",
         test_ttl_alone_is_no_answer},
        {"the later of RCODE and failure replaces the earlier",
         test_later_word_replaces_the_earlier},
        {"classes and failures have words",
         test_classes_and_failures_have_words},
    };

    return tap_run("dns/answer: reading", tests, TAP_COUNT(tests));
}
