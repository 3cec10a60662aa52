/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Defects of other SPF software in reading DNS messages, under their names.
 * The messages are made by hand, each in a block of its exact size.
 */
#include <stdlib.h>
#include <string.h>

#include <spfeval/resolver_ldns.h>
#include <spfeval/status.h>

#include "support/tap.h"

enum { RDATA = 41, ROOM = 256 };

/*
 * A response with one TXT record of "example.com", up to its RDATA. The last
 * two octets are RDLENGTH, for the case to say.
 */
static const uint8_t start[RDATA] = {
    0x12, 0x34, 0x81, 0x80, 0,   1,   0, 1,   0,   0,   0,  0, 7,  'e',
    'x',  'a',  'm',  'p',  'l', 'e', 3, 'c', 'o', 'm', 0,  0, 16, 0,
    1,    0xc0, 0x0c, 0,    16,  0,   1, 0,   0,   1,   44, 0, 0};

/* What a message with this RDLENGTH, and RDATA of these octets, comes to. */
static void
expect_class(size_t rdlength, const char *rdata, size_t rdata_len, int class)
{
    uint8_t *message = malloc(RDATA + rdata_len);
    spfeval_answer *answer = NULL;

    if (!CHECK(message != NULL)) {
        return;
    }
    memcpy(message, start, RDATA);
    message[RDATA - 2] = (uint8_t)(rdlength >> 8);
    message[RDATA - 1] = (uint8_t)rdlength;
    memcpy(message + RDATA, rdata, rdata_len);
    CHECK_INT(spfeval_answer_new(NULL, &answer), SPFEVAL_OK);
    CHECK_INT(spfeval_packet_read(message, RDATA + rdata_len,
                                  SPFEVAL_RRTYPE_TXT, "example.com", 11,
                                  answer),
              SPFEVAL_OK);
    CHECK_INT(spfeval_answer_get_class(answer), class);
    if (class == SPFEVAL_DNS_FAILED) {
        CHECK_INT(spfeval_answer_get_failure(answer),
                  SPFEVAL_FAILURE_MALFORMED);
        CHECK_INT(spfeval_answer_get_count(answer), 0);
    }
    spfeval_answer_free(answer);
    free(message);
}

/*
 * libspf2 before 1.2.8: the length of a string in a TXT record was believed,
 * whatever the length of the record.
 */
static void
test_cve_2008_2469_string_longer_than_the_record(void)
{
    char rdata[ROOM];
    size_t len;

    memset(rdata, 'x', sizeof(rdata));
    for (len = 0; len <= 255; len++) {
        rdata[0] = (char)len;
        expect_class(5, rdata, 5,
                     len == 4 ? SPFEVAL_DNS_OK : SPFEVAL_DNS_FAILED);
    }
}

static void
test_cve_2008_2469_record_longer_than_the_message(void)
{
    static const size_t lengths[] = {6, 7, 255, 256, 0x7fff, 0x8000, 0xffff};
    size_t i;

    expect_class(5, "\4text", 5, SPFEVAL_DNS_OK);
    for (i = 0; i < TAP_COUNT(lengths); i++) {
        expect_class(lengths[i], "\4text", 5, SPFEVAL_DNS_FAILED);
    }
}

/* The second string begins where the first one ends, and not beyond. */
static void
test_cve_2008_2469_second_string_beyond_the_record(void)
{
    expect_class(7, "\4text\1a", 7, SPFEVAL_DNS_OK);
    expect_class(6, "\4text\0", 6, SPFEVAL_DNS_OK);
    expect_class(6, "\4text\1", 6, SPFEVAL_DNS_FAILED);
    expect_class(7, "\4text\377a", 7, SPFEVAL_DNS_FAILED);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"CVE-2008-2469: a string longer than its record is malformed",
         test_cve_2008_2469_string_longer_than_the_record},
        {"CVE-2008-2469: so is a record longer than its message",
         test_cve_2008_2469_record_longer_than_the_message},
        {"CVE-2008-2469: so is a second string that goes beyond",
         test_cve_2008_2469_second_string_beyond_the_record},
    };

    return tap_run("regression/peers/wire", tests, TAP_COUNT(tests));
}
