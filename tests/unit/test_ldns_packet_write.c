/* SPDX-License-Identifier: BSD-2-Clause */
/* Questions as octets: by hand, and the same that libldns makes of them. */
#include <stdlib.h>
#include <string.h>

#include <ldns/ldns.h>

#include "ldns/packet_write.h"
#include "support/tap.h"

enum { ID = 0x1234, A = 1, TXT = 16, AAAA = 28 };

static void
check_query(const char *name, unsigned type, uint16_t edns_size, bool ask_ad,
            const void *expected, size_t expected_len)
{
    struct spfe_name wire_name;
    struct spfe_packet_query query = {
        .name = &wire_name,
        .type = (uint16_t)type,
        .id = ID,
        .edns_size = edns_size,
        .ask_ad = ask_ad,
    };
    uint8_t out[SPFE_PACKET_QUERY_MAX];

    if (CHECK(spfe_name_set_text(&wire_name, name, strlen(name)))) {
        CHECK_BYTES(out, spfe_packet_write(&query, out), expected,
                    expected_len);
    }
}

static void
test_query_is_written_octet_by_octet(void)
{
    static const char plain[] = "\x12\x34\x01\x00\0\1\0\0\0\0\0\0"
                                "\7Example\3org\0\0\x10\0\1";
    static const char edns[] = "\x12\x34\x01\x20\0\1\0\0\0\0\0\1"
                               "\7example\3org\0\0\x1c\0\1"
                               "\0\0\x29\x04\xd0\0\0\0\0\0\0";

    check_query("Example.org", TXT, 0, false, plain, sizeof(plain) - 1);
    check_query("example.org", AAAA, 1232, true, edns, sizeof(edns) - 1);
}

static void
test_query_backslash_is_no_escape(void)
{
    static const char expected[] = "\x12\x34\x01\x00\0\1\0\0\0\0\0\0"
                                   "\6a\\046b\2c\\\1 \0\0\1\0\1";

    check_query("a\\046b.c\\. ", A, 0, false, expected, sizeof(expected) - 1);
}

/* --- The same as libldns */

/* A packet of libldns; its octets are the caller's, NULL on failure. */
static uint8_t *
write_with_ldns(const struct spfe_packet_query *query, size_t *len)
{
    ldns_rdf *name = ldns_dname_new_frm_data((uint16_t)query->name->len,
                                             query->name->octets);
    ldns_pkt *packet;
    uint8_t *octets = NULL;

    if (name == NULL) {
        return NULL;
    }
    packet = ldns_pkt_query_new(name, (ldns_rr_type)query->type,
                                LDNS_RR_CLASS_IN, LDNS_RD);
    if (packet == NULL) {
        ldns_rdf_deep_free(name);
        return NULL;
    }
    ldns_pkt_set_id(packet, query->id);
    ldns_pkt_set_ad(packet, query->ask_ad);
    if (query->edns_size > 0) {
        ldns_pkt_set_edns_udp_size(packet, query->edns_size);
    }
    if (ldns_pkt2wire(&octets, packet, len) != LDNS_STATUS_OK) {
        octets = NULL;
    }
    ldns_pkt_free(packet);
    return octets;
}

static bool
is_as_ldns_writes_it(const struct spfe_packet_query *query)
{
    uint8_t ours[SPFE_PACKET_QUERY_MAX + 1];
    size_t len;
    size_t theirs_len = 0;
    uint8_t *theirs = write_with_ldns(query, &theirs_len);
    bool same;

    ours[SPFE_PACKET_QUERY_MAX] = 0x5a;
    len = spfe_packet_write(query, ours);
    same = CHECK(theirs != NULL) &&
           CHECK(ours[SPFE_PACKET_QUERY_MAX] == 0x5a) &&
           CHECK_BYTES(ours, len, theirs, theirs_len);
    free(theirs);
    return same;
}

/* Numbers that look like chance, and are the same each time. */
static unsigned
draw(uint32_t *state, unsigned count)
{
    *state = *state * UINT32_C(1664525) + UINT32_C(1013904223);
    return (unsigned)(*state >> 8) % count;
}

/* A name of at most room octets as text, each octet but dot and NUL. */
static void
draw_name(uint32_t *state, struct spfe_name *name, size_t room)
{
    size_t at = 0;

    while (room - at >= 1 && (at == 0 || draw(state, 8) != 0)) {
        size_t most = room - at < 63 ? room - at : 63;
        size_t label = 1 + draw(state, (unsigned)most);
        size_t i;

        name->octets[at++] = (uint8_t)label;
        for (i = 0; i < label; i++) {
            name->octets[at++] = (uint8_t)draw(state, 256);
        }
        if (at >= room) {
            break;
        }
    }
    name->octets[at++] = 0;
    name->len = at;
}

static void
test_query_is_what_ldns_writes_for_any_name(void)
{
    static const uint16_t types[] = {1, 12, 15, 16, 28};
    static const uint16_t sizes[] = {0, 512, 1232, 4096, 65535};
    uint32_t state = 1;
    unsigned i;

    for (i = 0; i < 5000; i++) {
        struct spfe_name name;
        struct spfe_packet_query query = {
            .name = &name,
            .type = types[draw(&state, TAP_COUNT(types))],
            .id = (uint16_t)draw(&state, 65536),
            .edns_size = sizes[draw(&state, TAP_COUNT(sizes))],
            .ask_ad = draw(&state, 2) != 0,
        };

        draw_name(&state, &name, 1 + draw(&state, 252));
        if (!is_as_ldns_writes_it(&query)) {
            return;
        }
    }
}

static void
test_query_is_what_ldns_writes_for_each_octet(void)
{
    unsigned octet;

    for (octet = 0; octet < 256; octet++) {
        struct spfe_name name = {.octets = {3, 'a', (uint8_t)octet, 'b', 0},
                                 .len = 5};
        struct spfe_packet_query query = {
            .name = &name,
            .type = (uint16_t)(1 + octet),
            .id = (uint16_t)(octet * 257),
            .edns_size = (uint16_t)(octet * 256),
        };

        if (!is_as_ldns_writes_it(&query)) {
            return;
        }
    }
}

/* 253 octets of text: labels of 63, or as many labels as there can be. */
static void
test_query_is_what_ldns_writes_for_the_longest_names(void)
{
    static const size_t labels[] = {63, 62, 1};
    char text[253];
    size_t row;
    size_t i;

    for (row = 0; row < TAP_COUNT(labels); row++) {
        struct spfe_name name;
        struct spfe_packet_query query = {
            .name = &name, .type = TXT, .id = 0xffff, .edns_size = 1232};

        for (i = 0; i < sizeof(text); i++) {
            text[i] = i % (labels[row] + 1) == labels[row] ? '.' : 'x';
        }
        if (CHECK(spfe_name_set_text(&name, text, sizeof(text))) &&
            CHECK(is_as_ldns_writes_it(&query))) {
            uint8_t out[SPFE_PACKET_QUERY_MAX];

            CHECK_INT(spfe_packet_write(&query, out), SPFE_PACKET_QUERY_MAX);
        }
    }
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"a query is written octet by octet",
         test_query_is_written_octet_by_octet},
        {"a backslash is no escape", test_query_backslash_is_no_escape},
        {"it is what libldns writes, for any name",
         test_query_is_what_ldns_writes_for_any_name},
        {"it is what libldns writes, for each octet",
         test_query_is_what_ldns_writes_for_each_octet},
        {"it is what libldns writes, for the longest names",
         test_query_is_what_ldns_writes_for_the_longest_names},
    };

    return tap_run("ldns/packet_write", tests, TAP_COUNT(tests));
}
