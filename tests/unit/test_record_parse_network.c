/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The networks of ip4 and ip6 (RFC 7208 sections 5.6 and 12).
 */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <spfeval/record.h>
#include <spfeval/status.h>

#include "support/record_case.h"
#include "support/tap.h"

/* Short names, so that a row stays a row. */
enum {
    MISSING = SPFEVAL_SYNTAX_ARGUMENT_MISSING,
    LENGTH = SPFEVAL_SYNTAX_PREFIX_LENGTH,
    IP4 = SPFEVAL_SYNTAX_IP4_NETWORK,
    IP6 = SPFEVAL_SYNTAX_IP6_NETWORK
};

/* A network, its prefix length, and its address in hexadecimal. */
struct network {
    const char *term;
    uint8_t prefix;
    const char *address;
};

static void
check_networks(const struct network *rows, size_t count, uint8_t kind)
{
    static const char digits[] = "0123456789abcdef";
    size_t i;
    size_t j;

    for (i = 0; i < count; i++) {
        char text[128];
        int len =
            snprintf(text, sizeof(text), "v=spf1 ~%s -all", rows[i].term);
        struct record_case parsed;

        tap_row(rows[i].term);
        record_case_parse(&parsed, text, (size_t)len);
        if (CHECK(parsed.record != NULL) &&
            CHECK_INT(parsed.record->term_count, 2)) {
            const struct spfe_term *term = &parsed.record->terms[0];
            bool v6 = kind == SPFEVAL_TERM_IP6;
            char hex[33] = "";

            for (j = 0; j < (v6 ? 16 : 4); j++) {
                hex[2 * j] = digits[term->address[j] >> 4];
                hex[2 * j + 1] = digits[term->address[j] & 15];
            }
            CHECK_INT(term->kind, kind);
            CHECK_INT(term->qualifier, SPFEVAL_QUALIFIER_SOFTFAIL);
            CHECK_INT(term->offset, 7);
            CHECK_INT(term->len, strlen(rows[i].term) + 1);
            CHECK_STR(hex, strlen(hex), rows[i].address);
            CHECK_INT(term->prefix4, v6 ? 32 : rows[i].prefix);
            CHECK_INT(term->prefix6, v6 ? rows[i].prefix : 128);
        }
        record_case_clear(&parsed);
    }
}

static void
test_ip4_takes_a_dotted_quad_and_a_length(void)
{
    static const struct network rows[] = {
        {"ip4:192.0.2.1", 32, "c0000201"},
        {"IP4:0.0.0.0/0", 0, "00000000"},
        {"ip4:255.255.255.255/32", 32, "ffffffff"},
        {"ip4:10.1.2.3/8", 8, "0a010203"}, /* host bits are kept */
        {"ip4:1.20.200.249/31", 31, "0114c8f9"},
    };

    check_networks(rows, TAP_COUNT(rows), SPFEVAL_TERM_IP4);
}

static void
test_ip4_refuses_everything_else(void)
{
    static const struct record_refused rows[] = {
        {"no argument", "ip4", MISSING, 3, ""},
        {"an empty argument", "-ip4:", MISSING, 5, ""},
        {"a length only", "ip4/8", MISSING, 3, "/8"},
        {"a colon and a length only", "ip4:/8", IP4, 4, "/8"},
        {"three numbers", "ip4:1.2.3", IP4, 4, "1.2.3"},
        {"three numbers and a length", "ip4:1.2.3/24", IP4, 4, "1.2.3/24"},
        {"three numbers and a dot", "ip4:1.2.3.", IP4, 4, "1.2.3."},
        {"five numbers", "ip4:1.2.3.4.5", IP4, 4, "1.2.3.4.5"},
        {"a final dot", "ip4:1.2.3.4.", IP4, 4, "1.2.3.4."},
        {"a port", "ip4:1.2.3.4:8080", IP4, 4, "1.2.3.4:8080"},
        {"a leading zero", "ip4:1.2.03.4", IP4, 4, "1.2.03.4"},
        {"two zeros", "ip4:00.2.3.4", IP4, 4, "00.2.3.4"},
        {"a number above 255", "ip4:1.2.3.256", IP4, 4, "1.2.3.256"},
        {"a number of four digits", "ip4:1.2.3.1000", IP4, 4, "1.2.3.1000"},
        {"a range", "ip4:1.2.3.4-9", IP4, 4, "1.2.3.4-9"},
        {"a name", "ip4:a.example", IP4, 4, "a.example"},
        {"a macro", "ip4:%{i}", IP4, 4, "%{i}"},
        {"an IPv6 address", "ip4:2001:db8::1", IP4, 4, "2001:db8::1"},
        {"an embedded address", "ip4:::ffff:1.2.3.4", IP4, 4,
         "::ffff:1.2.3.4"},
        {"a slash only", "ip4:1.2.3.4/", LENGTH, 11, "/"},
        {"length 33", "ip4:1.2.3.4/33", LENGTH, 11, "/33"},
        {"length 032", "ip4:1.2.3.4/032", LENGTH, 11, "/032"},
        {"length 00", "ip4:1.2.3.4/00", LENGTH, 11, "/00"},
        {"length 320", "ip4:1.2.3.4/320", LENGTH, 11, "/320"},
        {"a signed length", "ip4:1.2.3.4/+8", LENGTH, 11, "/+8"},
        {"an IPv6 length", "ip4:1.2.3.4//32", LENGTH, 11, "//32"},
        {"two lengths", "ip4:1.2.3.4/8//32", LENGTH, 11, "/8//32"},
        {"a mask", "ip4:1.2.3.0/255.255.255.0", LENGTH, 11, "/255.255.255.0"},
    };

    record_case_refuse(rows, TAP_COUNT(rows));
}

static void
test_ip6_takes_the_forms_of_rfc4291(void)
{
    static const struct network rows[] = {
        {"ip6:::", 128, "00000000000000000000000000000000"},
        {"ip6:::1", 128, "00000000000000000000000000000001"},
        {"ip6:2001:DB8::cd30/60", 60, "20010db800000000000000000000cd30"},
        {"iP6:2001:0db8:0000:0000:0008:0800:200c:417a", 128,
         "20010db80000000000080800200c417a"},
        {"ip6:1:2:3:4:5:6:7:8/0", 0, "00010002000300040005000600070008"},
        {"ip6:1:2:3:4:5:6:7::", 128, "00010002000300040005000600070000"},
        {"ip6:::2:3:4:5:6:7:8", 128, "00000002000300040005000600070008"},
        {"ip6:1:2:3::5:6:7:8/127", 127, "00010002000300000005000600070008"},
        {"ip6:::1.1.1.1/0", 0, "00000000000000000000000001010101"},
        {"ip6:::ffff:1.2.3.4/96", 96, "00000000000000000000ffff01020304"},
        {"ip6:1:2:3:4:5:6:1.2.3.4", 128, "00010002000300040005000601020304"},
        {"ip6:1:2:3:4:5::1.2.3.4", 128, "00010002000300040005000001020304"},
        {"ip6:fe80::", 128, "fe800000000000000000000000000000"},
    };

    check_networks(rows, TAP_COUNT(rows), SPFEVAL_TERM_IP6);
}

static void
test_ip6_refuses_everything_else(void)
{
    static const struct record_refused rows[] = {
        {"no argument", "ip6", MISSING, 3, ""},
        {"an empty argument", "ip6:", MISSING, 4, ""},
        {"a length only", "ip6/64", MISSING, 3, "/64"},
        {"one colon", "ip6::", IP6, 4, ":"},
        {"three colons", "ip6::::", IP6, 4, ":::"},
        {"two gaps", "ip6:1::2::3", IP6, 4, "1::2::3"},
        {"a gap that stands for nothing", "ip6:1:2:3:4::5:6:7:8", IP6, 4,
         "1:2:3:4::5:6:7:8"},
        {"a gap after eight groups", "ip6:1:2:3:4:5:6:7:8::", IP6, 4,
         "1:2:3:4:5:6:7:8::"},
        {"a gap before eight groups", "ip6:::1:2:3:4:5:6:7:8", IP6, 4,
         "::1:2:3:4:5:6:7:8"},
        {"seven groups", "ip6:1:2:3:4:5:6:7", IP6, 4, "1:2:3:4:5:6:7"},
        {"nine groups", "ip6:1:2:3:4:5:6:7:8:9", IP6, 4, "1:2:3:4:5:6:7:8:9"},
        {"a colon first", "ip6::1:2:3:4:5:6:7", IP6, 4, ":1:2:3:4:5:6:7"},
        {"a colon last", "ip6:1:2:3:4:5:6:7:", IP6, 4, "1:2:3:4:5:6:7:"},
        {"a colon after eight", "ip6:1:2:3:4:5:6:7:8:", IP6, 4,
         "1:2:3:4:5:6:7:8:"},
        {"five digits", "ip6:2001:00db8::1", IP6, 4, "2001:00db8::1"},
        {"no hexadecimal digit", "ip6:2001:dbg::1", IP6, 4, "2001:dbg::1"},
        {"a zone", "ip6:fe80::1%eth0", IP6, 4, "fe80::1%eth0"},
        {"brackets", "ip6:[2001:db8::1]", IP6, 4, "[2001:db8::1]"},
        {"an IPv4 address", "ip6:1.2.3.4", IP6, 4, "1.2.3.4"},
        {"a quad within", "ip6:::1.2.3.4:5", IP6, 4, "::1.2.3.4:5"},
        {"a quad that is too much", "ip6:1:2:3:4:5:6:7:1.2.3.4", IP6, 4,
         "1:2:3:4:5:6:7:1.2.3.4"},
        {"a quad and an empty gap", "ip6:1:2:3:4:5:6::1.2.3.4", IP6, 4,
         "1:2:3:4:5:6::1.2.3.4"},
        {"a quad with a leading zero", "ip6:::1.2.03.4", IP6, 4, "::1.2.03.4"},
        {"a quad of three", "ip6:::1.2.3", IP6, 4, "::1.2.3"},
        {"a quad above 255", "ip6:::1.2.3.256", IP6, 4, "::1.2.3.256"},
        {"a slash only", "ip6:2001:db8::/", LENGTH, 14, "/"},
        {"length 129", "ip6:2001:db8::/129", LENGTH, 14, "/129"},
        {"length 064", "ip6:2001:db8::/064", LENGTH, 14, "/064"},
        {"length 1280", "ip6:2001:db8::/1280", LENGTH, 14, "/1280"},
        {"two slashes", "ip6:2001:db8:://64", LENGTH, 14, "//64"},
        {"two lengths", "ip6:2001:db8::/64/64", LENGTH, 14, "/64/64"},
    };

    record_case_refuse(rows, TAP_COUNT(rows));
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"ip4 takes a dotted quad and a prefix length",
         test_ip4_takes_a_dotted_quad_and_a_length},
        {"ip4 refuses everything else", test_ip4_refuses_everything_else},
        {"ip6 takes the forms of RFC 4291",
         test_ip6_takes_the_forms_of_rfc4291},
        {"ip6 refuses everything else", test_ip6_refuses_everything_else},
    };

    return tap_run("record/parse: networks", tests, TAP_COUNT(tests));
}
