/* SPDX-License-Identifier: BSD-2-Clause */
/* Findings about a and mx, and about terms that share addresses. */
#include "support/lint_dns_cases.h"

#include "policy/lint_table.h"
#include "support/tap.h"

#define SEVENTY                                                               \
    "01234567890123456789012345678901234567890123456789012345678901234567890"

#define V4(name) name " A 8.8.8.1\n" name " A 8.8.8.2\n"
#define V6(name) name " AAAA 2a00::1\n" name " AAAA 2a00::2\n"
#define A "example.com TXT v=spf1 a:h.example.com -all\n"
#define MX "example.com TXT v=spf1 mx:m.example.com -all\n"
#define M "m.example.com MX 10 h.example.com\n"
#define BOTH V4("h.example.com") V6("h.example.com")
#define MX_ROW(number) "m.example.com MX " number " h" number ".example.com\n"
#define TEN_MX                                                                \
    MX_ROW("1")                                                               \
    MX_ROW("2")                                                               \
    MX_ROW("3") MX_ROW("4") MX_ROW("5") MX_ROW("6") MX_ROW("7") MX_ROW("8")   \
        MX_ROW("9") MX_ROW("10")
#define CHAIN                                                                 \
    "h.example.com CNAME h1.example.com\n"                                    \
    "h1.example.com CNAME h2.example.com\n"                                   \
    "h2.example.com CNAME h3.example.com\n"                                   \
    "h3.example.com CNAME h4.example.com\n"

/* clang-format off */
static const struct lint_dns_case cases[] = {
    {SPFE_LINT_E023, MX TEN_MX MX_ROW("11"), 7, 16,
     "\"mx:m.example.com\" has 11 MX records; the limit is 10.",
     MX TEN_MX V4("h1.example.com") V6("h1.example.com"), NULL, NULL},
    {SPFE_LINT_E023,
     "example.com TXT v=spf1 include:n.example.com -all\n"
     "n.example.com TXT v=spf1 ip4:8.8.8.8 mx:m.example.com -all\n"
     TEN_MX MX_ROW("11"), 19, 16, "has 11 MX records", NULL, "n.example.com",
     NULL},
    {SPFE_LINT_W113,
     "example.com TXT v=spf1 ip4:8.8.8.0/24 a:h.example.com -all\n"
     V4("h.example.com"), 22, 15,
     "\"a:h.example.com\" can never match: \"ip4:8.8.8.0/24\" covers it.",
     "example.com TXT v=spf1 ip4:8.8.9.0/24 a:h.example.com -all\n" BOTH,
     NULL, NULL},
    /* What a record passes besides is not known. */
    {SPFE_LINT_W113,
     "example.com TXT v=spf1 ip4:8.8.8.0/24 include:n.example.com -all\n"
     "n.example.com TXT v=spf1 ip4:8.8.8.8/31 a:h.example.com -all\n"
     "h.example.com A 8.8.8.1\nh.example.com A 8.8.8.2", 22, 21,
     "\"include:n.example.com\" can never match",
     "example.com TXT v=spf1 ?ip4:8.8.8.0/24 include:n.example.com -all\n"
     "n.example.com TXT v=spf1 ip4:8.8.8.8/31 a:h.example.com -all\n"
     "h.example.com TIMEOUT A\nh.example.com NAME", NULL, NULL},
    /* By several together. */
    {SPFE_LINT_W113_SEVERAL,
     "example.com TXT v=spf1 ip4:8.8.8.0/25 ip4:8.8.8.128/26 "
     "include:n.example.com -all\n"
     "n.example.com TXT v=spf1 ip4:8.8.8.64/26 ip4:8.8.8.128/27 -all", 39, 21,
     "\"include:n.example.com\" can never match: \"ip4:8.8.8.0/25\", "
     "\"ip4:8.8.8.128/26\" together cover it.",
     "example.com TXT v=spf1 ?ip4:8.8.8.0/25 ?ip4:8.8.8.128/26 "
     "include:n.example.com -all\n"
     "n.example.com TXT v=spf1 ip4:8.8.8.64/26 ip4:8.8.8.128/25 -all", NULL,
     NULL},
    {SPFE_LINT_W113_SEVERAL,
     "example.com TXT v=spf1 ip4:8.8.8.0/24 ip6:2a00::/32 mx:m.example.com "
     "-all\n" M V6("h.example.com") V4("h.example.com"), 36, 16,
     "\"mx:m.example.com\" can never match: \"ip4:8.8.8.0/24\", "
     "\"ip6:2a00::/32\" together", NULL, NULL, NULL},
    /* The networks around the addresses count. */
    {SPFE_LINT_W113,
     "example.com TXT v=spf1 ip4:8.8.8.0/24 mx:m.example.com/25 -all\n" M
     "h.example.com A 8.8.8.1", 22, 19, "\"ip4:8.8.8.0/24\" covers it.",
     "example.com TXT v=spf1 ?ip4:8.8.8.1 mx:m.example.com/25 -all\n" M
     "h.example.com A 8.8.8.1", NULL, NULL},
    /* Not all are named; those that are in order. */
    {SPFE_LINT_W113_SEVERAL,
     "example.com TXT v=spf1 -ip4:8.8.8.32/28 -ip4:8.8.8.16/29 -ip4:8.8.8.64 "
     "-ip4:8.8.8.66 -ip4:8.8.8.68 -ip4:8.8.8.70 include:n.example.com -all\n"
     "n.example.com TXT v=spf1 ip4:8.8.8.16/29 ip4:8.8.8.32/28 ip4:8.8.8.64 "
     "ip4:8.8.8.66 ip4:8.8.8.68 ip4:8.8.8.70 -all", 97, 21,
     "\"-ip4:8.8.8.32/28\", \"-ip4:8.8.8.16/29\", \"-ip4:8.8.8.64\", "
     "\"-ip4:8.8.8.66\", \"-ip4:8.8.8.68\", ... together", NULL, NULL, NULL},
    /* It is refused, not passed. */
    {SPFE_LINT_W113,
     "example.com TXT v=spf1 ?include:n.example.com include:o.example.com "
     "-all\nn.example.com TXT v=spf1 ip4:8.8.8.0/24 -all\n"
     "o.example.com TXT v=spf1 ip4:8.8.8.0/25 -all", 30, 21,
     "can never match: \"?include:n.example.com\" covers it.", NULL, NULL,
     NULL},
    {SPFE_LINT_W114_SEVERAL,
     "example.com TXT v=spf1 include:n.example.com include:m.example.com "
     "include:o.example.com -all\n"
     "n.example.com TXT v=spf1 ip4:8.8.8.0/24 -all\n"
     "m.example.com TXT v=spf1 ip4:9.9.9.0/24 -all\n"
     "o.example.com TXT v=spf1 ip4:9.9.9.0/30 ip4:8.8.8.0/30 -all", 51, 21,
     "All that \"include:o.example.com\" passes is passed by "
     "\"include:n.example.com\", \"include:m.example.com\" before it "
     "(lookups: 1).", NULL, NULL, NULL},
    {SPFE_LINT_W114,
     "example.com TXT v=spf1 include:n.example.com include:o.example.com "
     "-all\nn.example.com TXT v=spf1 ip4:8.8.8.0/24 -all\n"
     "o.example.com TXT v=spf1 ip4:8.8.8.0/25 include:n.example.com -all",
     29, 21, "is passed by \"include:n.example.com\" before it (lookups: 2)",
     "example.com TXT v=spf1 include:n.example.com include:o.example.com "
     "-all\nn.example.com TXT v=spf1 ip4:8.8.8.0/24 -all\n"
     "o.example.com TXT v=spf1 ip4:8.8.0.0/16 -all", NULL, NULL},
    {SPFE_LINT_W115,
     "example.com TXT v=spf1 ip4:8.8.8.1 a:h.example.com -all\n" BOTH, 19, 15,
     "\"ip4:8.8.8.1\" and \"a:h.example.com\" overlap: both hold 8.8.8.1.",
     "example.com TXT v=spf1 ?ip4:8.8.8.1 a:h.example.com -all\n" BOTH, NULL,
     NULL},
    /* Neither do families meet, nor the addresses of one term. */
    {SPFE_LINT_W115,
     "example.com TXT v=spf1 ip4:8.8.8.1 a:h.example.com -all\n" BOTH, 19, 15,
     "overlap", "example.com TXT v=spf1 ip4:9.9.9.9 a:h.example.com/24 -all\n"
     V4("h.example.com") "h.example.com AAAA ::9.9.9.9\n", NULL, NULL},
    {SPFE_LINT_W115,
     "example.com TXT v=spf1 ip4:8.8.8.64/26 ip4:8.8.8.0/24 -all", 23, 14,
     "both hold 8.8.8.64 - 8.8.8.127.",
     "example.com TXT v=spf1 ip4:8.8.7.64/26 ip4:8.8.8.0/24 -all", NULL,
     NULL},
    /* Included records count, whichever comes first. */
    {SPFE_LINT_W115,
     "example.com TXT v=spf1 ip4:8.8.8.0/24 include:n.example.com -all\n"
     "n.example.com TXT v=spf1 ip4:8.8.0.0/16 -all", 22, 21,
     "\"ip4:8.8.8.0/24\" and \"include:n.example.com\" overlap: both hold "
     "8.8.8.0 - 8.8.8.255.",
     "example.com TXT v=spf1 ip4:8.8.8.0/24 include:n.example.com -all\n"
     "n.example.com TXT v=spf1 -ip4:8.8.8.0/24 ip4:8.8.0.0/16 -all", NULL,
     NULL},
    {SPFE_LINT_W115,
     "example.com TXT v=spf1 include:n.example.com ?ip4:9.9.9.9 "
     "ip4:8.8.0.0/16 -all\n"
     "n.example.com TXT v=spf1 ip4:8.8.4.0/24 ip4:8.8.5.0/24 -all", 42, 14,
     "\"include:n.example.com\" and \"ip4:8.8.0.0/16\" overlap: both hold "
     "8.8.4.0 - 8.8.5.255.",
     "example.com TXT v=spf1 include:n.example.com ?ip4:8.8.0.0/16 -all\n"
     "n.example.com TXT v=spf1 ip4:8.8.4.0/24 ip4:8.8.5.0/24 -all", NULL,
     NULL},
    {SPFE_LINT_W115,
     "example.com TXT v=spf1 a:h.example.com include:n.example.com -all\n"
     "n.example.com TXT v=spf1 ip4:8.8.8.0/31 -all\n" BOTH, 23, 21,
     "both hold 8.8.8.1.",
     "example.com TXT v=spf1 a:h.example.com include:n.example.com -all\n"
     "n.example.com TXT v=spf1 ip4:8.8.7.0/31 -all\n" BOTH, NULL, NULL},
    {SPFE_LINT_W120, A V4("h.example.com"), 7, 15,
     "\"a:h.example.com\" has no AAAA record: one void lookup for IPv6",
     A BOTH, NULL, NULL},
    {SPFE_LINT_W120,
     "example.com TXT v=spf1 a:h.example.com/24 -all\nh.example.com A 8.8.8.8",
     7, 18, "has no AAAA record", NULL, NULL, NULL},
    {SPFE_LINT_W120, A V6("h.example.com"), 7, 15,
     "has no A record: one void lookup for IPv4", NULL, NULL, NULL},
    /* Without IPv6 it is no void lookup, and usual. */
    {SPFE_LINT_W120_MX, MX M V6("h.example.com"), 7, 16,
     "have no A record: it matches no IPv4 client", MX M V4("h.example.com"),
     NULL, NULL},
    {SPFE_LINT_W121, A, 7, 15, "h.example.com does not exist; \"a:h.", A BOTH,
     NULL, NULL},
    {SPFE_LINT_W121, MX, 7, 16, "m.example.com does not exist; \"mx:m.", NULL,
     NULL, NULL},
    {SPFE_LINT_W121_ADDRESS, A "h.example.com NAME", 7, 15,
     "h.example.com has no address", NULL, NULL, NULL},
    {SPFE_LINT_W121_HOSTS, MX M "h.example.com NAME", 7, 16,
     "The mail exchangers of m.example.com have no address", NULL, NULL,
     NULL},
    {SPFE_LINT_W121_NAME,
     "example.com TXT v=spf1 a:" SEVENTY ".example.com -all", 7, 85,
     "does not name a usable host", NULL, NULL, NULL},
    {SPFE_LINT_W122, MX "m.example.com NAME", 7, 16,
     "m.example.com has no usable MX record", MX M BOTH, NULL, NULL},
    {SPFE_LINT_W122, MX "m.example.com MX 0 .", 7, 16,
     "m.example.com has no usable MX record", NULL, NULL, NULL},
    {SPFE_LINT_W124, A "h.example.com A 8.8.8.8", 7, 15,
     "\"a:h.example.com\" comes down to one address; unless that changes, "
     "\"ip4:8.8.8.8\"", A BOTH, NULL, NULL},
    /* What a host should have. */
    {SPFE_LINT_W124, A "h.example.com A 8.8.8.8", 7, 15, "\"ip4:8.8.8.8\"",
     "example.net NAME\nexample.com TXT v=spf1 a -all\n"
     "example.com A 8.8.8.8", NULL, NULL},
    {SPFE_LINT_W124, A "h.example.com A 8.8.8.8", 7, 15, "\"ip4:8.8.8.8\"",
     "example.com TXT v=spf1 mx -all\nexample.com MX 10 example.com\n"
     "example.com A 8.8.8.8", NULL, NULL},
    {SPFE_LINT_W124,
     "example.com TXT v=spf1 ?mx:m.example.com -all\n" M
     "h.example.com AAAA 2a00::8", 7, 17, "\"?ip6:2a00::8\"", NULL, NULL,
     NULL},
    {SPFE_LINT_W124,
     "example.com TXT v=spf1 include:n.example.com -all\n"
     "n.example.com TXT v=spf1 ip4:8.8.8.8 -all", 7, 21, "\"ip4:8.8.8.8\"",
     "example.com TXT v=spf1 include:n.example.com -all\n"
     "n.example.com TXT v=spf1 ip4:8.8.8.8/31 -all", NULL, NULL},
    {SPFE_LINT_W141_CHAIN,
     A CHAIN "h4.example.com CNAME h5.example.com\n" V4("h5.example.com")
     V6("h5.example.com"), 7, 15, "a chain of 5 aliases",
     A CHAIN V4("h4.example.com") V6("h4.example.com"), NULL, NULL},
};
/* clang-format on */

const struct lint_dns_table lint_dns_hosts = {cases, TAP_COUNT(cases)};
