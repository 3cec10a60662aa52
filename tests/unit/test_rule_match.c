/* SPDX-License-Identifier: BSD-2-Clause */
/* Does the client's address match: RFC 7208 sections 5.3 to 5.6. */
#include <string.h>

#include <spfeval/status.h>

#include "base/mem.h"
#include "rule/match.h"
#include "support/tap.h"

static struct spfe_ip
make_client(const char *text)
{
    struct spfe_ip client = {{0}, 0};

    CHECK(spfe_ip_parse(&client, text, strlen(text)));
    return client;
}

/* --- ip4 and ip6 --------------------------------------------------------- */

struct network_case {
    const char *row;
    const char *client;
    const char *network;
    uint8_t prefix;
    bool matches;
};

static const struct network_case network_cases[] = {
    {"v4 host", "192.0.2.1", "192.0.2.1", 32, true},
    {"v4 last bit differs", "192.0.2.1", "192.0.2.0", 32, false},
    {"v4 last bit is outside", "192.0.2.1", "192.0.2.0", 31, true},
    {"v4 bit 31 differs", "192.0.2.2", "192.0.2.0", 31, false},
    {"v4 host bits of the network", "192.0.2.7", "192.0.2.200", 24, true},
    {"v4 just below", "192.0.1.255", "192.0.2.0", 24, false},
    {"v4 just above", "192.0.3.0", "192.0.2.0", 24, false},
    {"v4 /25 lower half", "192.0.2.127", "192.0.2.0", 25, true},
    {"v4 /25 upper half", "192.0.2.128", "192.0.2.0", 25, false},
    {"v4 /1 first bit", "127.255.255.255", "0.0.0.0", 1, true},
    {"v4 /1 first bit differs", "128.0.0.0", "0.0.0.0", 1, false},
    {"v4 /0 is every address", "255.255.255.255", "0.0.0.0", 0, true},
    {"v4 /0 with host bits", "1.2.3.4", "250.251.252.253", 0, true},
    {"v6 host", "2001:db8::cb01", "2001:db8::cb01", 128, true},
    {"v6 last bit differs", "2001:db8::cb01", "2001:db8::cb00", 128, false},
    {"v6 last bit is outside", "2001:db8::cb01", "2001:db8::cb00", 127, true},
    {"v6 /64", "2001:db8::ffff:1:2:3", "2001:db8::", 64, true},
    {"v6 bit 64 differs", "2001:db8:0:1::", "2001:db8::", 64, false},
    {"v6 bit 64 is outside", "2001:db8:0:1::", "2001:db8::", 63, true},
    {"v6 /0", "2001:db8::1", "::", 0, true},
    {"v6 /1", "8000::", "::", 1, false},
    {"v4 client, v6 network", "192.0.2.1", "c000:201::", 128, false},
    {"v4 client, v6 /0", "192.0.2.1", "::", 0, false},
    {"v6 client, v4 network", "c000:201::", "192.0.2.1", 32, false},
    {"v6 client, v4 /0", "2001:db8::1", "0.0.0.0", 0, false},
    /* RFC 7208 section 5: an IPv4-mapped client is an IPv4 client. */
    {"mapped client, v4", "::ffff:192.0.2.1", "192.0.2.0", 24, true},
    {"mapped client, v6 /0", "::ffff:192.0.2.1", "::", 0, false},
};

/* The term as the parser makes it; a network's mapped form stays IPv6. */
static struct spfe_term
make_network(const struct network_case *c)
{
    struct spfe_cursor in = spfe_cursor_make(c->network, strlen(c->network));
    bool is_v6 = strchr(c->network, ':') != NULL;
    struct spfe_term term;

    memset(&term, 0, sizeof(term));
    term.prefix4 = 32;
    term.prefix6 = 128;
    if (is_v6) {
        term.kind = SPFEVAL_TERM_IP6;
        term.prefix6 = c->prefix;
        CHECK(spfe_ip_read_v6(&in, term.address));
    } else {
        term.kind = SPFEVAL_TERM_IP4;
        term.prefix4 = c->prefix;
        CHECK(spfe_ip_read_v4(&in, term.address));
    }
    return term;
}

static void
test_match_network_compares_the_bits_of_the_prefix(void)
{
    size_t i;

    for (i = 0; i < TAP_COUNT(network_cases); i++) {
        const struct network_case *c = &network_cases[i];
        struct spfe_ip client = make_client(c->client);
        struct spfe_term term = make_network(c);

        tap_row(c->row);
        CHECK_INT(spfe_match_network(&client, &term), c->matches);
    }
}

static void
test_match_network_finds_the_first_bit_that_differs(void)
{
    static const char *const zeros[] = {"0.0.0.0", "::"};
    size_t family;

    for (family = 0; family < 2; family++) {
        struct network_case c = {"", zeros[family], zeros[family], 0, false};
        struct spfe_term term = make_network(&c);
        unsigned bits = family == 0 ? 32 : 128;
        unsigned bit;
        unsigned prefix;

        tap_row(zeros[family]);
        for (bit = 0; bit < bits; bit++) {
            struct spfe_ip client = make_client(zeros[family]);

            client.octets[bit / 8] = (uint8_t)(0x80u >> bit % 8);
            for (prefix = 0; prefix <= bits; prefix++) {
                term.prefix4 = (uint8_t)(family == 0 ? prefix : 32);
                term.prefix6 = (uint8_t)(family == 1 ? prefix : 128);
                if (spfe_match_network(&client, &term) != (prefix <= bit)) {
                    CHECK_INT(prefix, bit); /* says where */
                    return;
                }
            }
        }
        CHECK_INT(bit, bits);
    }
}

/* --- answers ------------------------------------------------------------- */

struct records {
    struct spfe_mem mem;
    struct spfe_arena arena;
    struct spfe_answer answer;
};

/* An answer with these addresses, divided by blanks; "" for none. */
static void
make_records(struct records *records, uint16_t type, const char *addresses)
{
    spfeval_answer *built = NULL;

    CHECK_INT(spfe_mem_init(&records->mem, NULL), SPFEVAL_OK);
    spfe_arena_init(&records->arena, &records->mem, SIZE_MAX, NULL, 0);
    CHECK_INT(spfeval_answer_new(NULL, &built), SPFEVAL_OK);
    CHECK_INT(spfeval_answer_set_rcode(built, 0), SPFEVAL_OK);
    while (*addresses != '\0') {
        size_t len = strcspn(addresses, " ");
        struct spfe_ip ip = {{0}, 0};

        CHECK(spfe_ip_parse(&ip, addresses, len));
        CHECK_INT(spfeval_answer_add_address(built, ip.octets, ip.len),
                  SPFEVAL_OK);
        addresses += len + (addresses[len] == ' ');
    }
    CHECK_INT(spfe_answer_copy(built, type, &records->arena, &records->answer),
              SPFEVAL_OK);
    spfeval_answer_free(built);
}

struct address_case {
    const char *row;
    const char *client;
    const char *addresses;
    uint8_t prefix4;
    uint8_t prefix6;
    bool matches;
    bool exactly;
};

static const struct address_case address_cases[] = {
    {"no records", "192.0.2.1", "", 32, 128, false, false},
    {"/0 needs an address", "192.0.2.1", "", 0, 0, false, false},
    {"v6 /0 needs an address", "2001:db8::1", "", 0, 0, false, false},
    {"the only one", "192.0.2.1", "192.0.2.1", 32, 128, true, true},
    {"another one", "192.0.2.1", "192.0.2.2", 32, 128, false, false},
    {"the first", "192.0.2.1", "192.0.2.1 192.0.2.2", 32, 128, true, true},
    {"the last", "192.0.2.3", "192.0.2.1 192.0.2.2 192.0.2.3", 32, 128, true,
     true},
    {"near one", "192.0.2.9", "198.51.100.1 192.0.2.1", 24, 128, true, false},
    {"the other prefix is not used", "192.0.2.9", "192.0.2.1", 32, 0, false,
     false},
    {"/0 and an address", "192.0.2.9", "198.51.100.1", 0, 128, true, false},
    {"v6 the only one", "2001:db8::1", "2001:db8::1", 32, 128, true, true},
    {"v6 another one", "2001:db8::1", "2001:db8::2", 32, 128, false, false},
    {"v6 near one", "2001:db8::1", "2001:db8:1:: 2001:db8::2", 32, 64, true,
     false},
    {"v6 the other prefix is not used", "2001:db8::1", "2001:db8::2", 0, 128,
     false, false},
    {"v6 /0 and an address", "2001:db8::1", "fe80::1", 32, 0, true, false},
};

static void
test_match_addresses_tries_each_record(void)
{
    size_t i;

    for (i = 0; i < TAP_COUNT(address_cases); i++) {
        const struct address_case *c = &address_cases[i];
        struct spfe_ip client = make_client(c->client);
        struct spfe_term term;
        struct records records;

        tap_row(c->row);
        memset(&term, 0, sizeof(term));
        term.kind = SPFEVAL_TERM_A;
        term.prefix4 = c->prefix4;
        term.prefix6 = c->prefix6;
        make_records(&records, spfe_match_rrtype(&client), c->addresses);
        CHECK_INT(spfe_match_addresses(&client, &records.answer, &term),
                  c->matches);
        term.kind = SPFEVAL_TERM_MX;
        CHECK_INT(spfe_match_addresses(&client, &records.answer, &term),
                  c->matches);
        CHECK_INT(spfe_match_exactly(&client, &records.answer), c->exactly);
        spfe_arena_clear(&records.arena);
    }
}

/* RFC 7208 section 4.6.4 bounds MX and PTR records, not addresses. */
static void
test_match_addresses_have_no_bound(void)
{
    static char addresses[8000];
    struct spfe_ip client = make_client("10.0.1.243");
    struct spfe_term term;
    struct records records;
    struct spfe_buf list;
    unsigned i;

    spfe_buf_init(&list, addresses, sizeof(addresses));
    for (i = 0; i < 500; i++) {
        const uint8_t octets[4] = {10, 0, (uint8_t)(i >> 8), (uint8_t)i};

        spfe_ip_print(octets, sizeof(octets), &list);
        spfe_buf_add_octet(&list, ' ');
    }
    CHECK_INT(spfe_buf_finish(&list, NULL), SPFEVAL_OK);
    memset(&term, 0, sizeof(term));
    term.prefix4 = 32;
    make_records(&records, SPFEVAL_RRTYPE_A, addresses);
    CHECK(spfe_match_addresses(&client, &records.answer, &term));
    CHECK(spfe_match_exactly(&client, &records.answer));
    client.octets[3]++;
    CHECK(!spfe_match_addresses(&client, &records.answer, &term));
    CHECK(!spfe_match_exactly(&client, &records.answer));
    spfe_arena_clear(&records.arena);
}

/* Records that came with an error are not used. */
static void
test_match_nothing_in_an_answer_that_failed(void)
{
    struct spfe_ip client = make_client("192.0.2.1");
    struct spfe_answer answer;
    struct spfe_arena arena;
    struct spfe_mem mem;
    struct spfe_term term;
    spfeval_answer *built = NULL;

    CHECK_INT(spfe_mem_init(&mem, NULL), SPFEVAL_OK);
    spfe_arena_init(&arena, &mem, SIZE_MAX, NULL, 0);
    memset(&term, 0, sizeof(term));
    CHECK_INT(spfeval_answer_new(NULL, &built), SPFEVAL_OK);
    CHECK_INT(spfeval_answer_add_address(built, client.octets, 4), SPFEVAL_OK);
    CHECK_INT(spfeval_answer_set_rcode(built, 3), SPFEVAL_OK);
    CHECK_INT(spfe_answer_copy(built, SPFEVAL_RRTYPE_A, &arena, &answer),
              SPFEVAL_OK);
    CHECK(!spfe_match_addresses(&client, &answer, &term));
    CHECK(!spfe_match_exactly(&client, &answer));
    spfeval_answer_free(built);
    spfe_arena_clear(&arena);
}

static void
test_match_asks_for_the_family_of_the_client(void)
{
    struct spfe_ip client = make_client("192.0.2.1");

    CHECK_INT(spfe_match_rrtype(&client), SPFEVAL_RRTYPE_A);
    client = make_client("2001:db8::1");
    CHECK_INT(spfe_match_rrtype(&client), SPFEVAL_RRTYPE_AAAA);
    client = make_client("::ffff:192.0.2.1");
    CHECK_INT(spfe_match_rrtype(&client), SPFEVAL_RRTYPE_A);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"ip4 and ip6 compare the bits of the prefix, in one family",
         test_match_network_compares_the_bits_of_the_prefix},
        {"each bit counts within the prefix and in no other",
         test_match_network_finds_the_first_bit_that_differs},
        {"each record of an answer is tried, with its family's prefix",
         test_match_addresses_tries_each_record},
        {"the number of addresses has no bound",
         test_match_addresses_have_no_bound},
        {"an answer that failed matches nothing",
         test_match_nothing_in_an_answer_that_failed},
        {"the type of address records is the client's family",
         test_match_asks_for_the_family_of_the_client},
    };

    return tap_run("rule/match", tests, TAP_COUNT(tests));
}
