/* SPDX-License-Identifier: BSD-2-Clause */
/* Findings about limits and about how many addresses pass. */
#include "support/lint_dns_cases.h"

#include "policy/lint_table.h"
#include "support/tap.h"

#define INCLUDES "example.com TXT v=spf1 include:n.example.com -all\n"
#define N "n.example.com TXT v=spf1 "
#define HOST(name)                                                            \
    name ".example.com A 9.9.9.1\n" name ".example.com A 9.9.9.3\n" name      \
         ".example.com AAAA 2a00::1\n" name ".example.com AAAA 2a00::3\n"
#define AFTER                                                                 \
    HOST("h")                                                                 \
    "m.example.com TXT v=spf1 ip4:8.8.9.0/24 -all\n"                          \
    "o.example.com TXT v=spf1 ip4:8.9.9.0/24 -all\n" N
#define BEFORE                                                                \
    "example.com TXT v=spf1 include:n.example.com a:h.example.com "           \
    "-all\n" HOST("h") "m.example.com TXT v=spf1 ip4:8.8.9.0/24 -all\n" N
#define PASSES " ip4:8.8.8.0/24 -all\n"
#define H(number)                                                             \
    "h" number ".example.com A 8.8.8." number "\n"                            \
    "h" number ".example.com A 8.8.9." number "\n"

/* clang-format off */
static const struct lint_dns_case cases[] = {
    {SPFE_LINT_E022,
     INCLUDES N "?include:m.example.com ip4:8.8.8.0/24 -all\n"
     "m.example.com TXT v=spf1 a:h.example.com a:h.example.com "
     "a:h.example.com a:h.example.com a:h.example.com a:h.example.com "
     "a:h.example.com a:h.example.com a:i.example.com -all\n"
     "h.example.com A 9.9.9.9\nh.example.com AAAA 2a00::9\n"
     "i.example.com A 9.9.9.9\ni.example.com AAAA 2a00::9", 7, 21,
     "Evaluation needs up to 11 lookups; the limit is 10. Receivers answer "
     "permerror at \"a:i.example.com\" (m.example.com), for clients such as "
     "0.0.0.0 - 8.8.7.255: lookups 11/10 (include:n.example.com 11)",
     INCLUDES N "?include:m.example.com ip4:8.8.8.0/24 -all\n"
     "m.example.com TXT v=spf1 a:h.example.com a:h.example.com "
     "a:h.example.com a:h.example.com a:h.example.com a:h.example.com -all\n"
     "h.example.com A 9.9.9.9\nh.example.com AAAA 2a00::9", NULL, NULL},
    {SPFE_LINT_E027,
     INCLUDES N "a:x.example.com a:y.example.com a:z.example.com" PASSES, 7,
     21,
     "3 terms find nothing in DNS for IPv4 and IPv6 clients; more than 2 is "
     "a permerror: \"a:x.example.com\" (n.example.com), ",
     INCLUDES N "a:x.example.com" PASSES, NULL, NULL},
    {SPFE_LINT_E027,
     "example.com TXT v=spf1 a:h1.example.com a:h2.example.com "
     "a:h3.example.com -all\n" H("1") H("2") H("3"), 41, 16,
     "for IPv6 clients; more than 2 is a permerror: \"a:h1.example.com\", "
     "\"a:h2.example.com\", \"a:h3.example.com\".", NULL, NULL, NULL},
    {SPFE_LINT_W123,
     INCLUDES N "a:x.example.com a:y.example.com" PASSES, 0, 0,
     "3/10 lookups and 2/2 void lookups are used",
     INCLUDES N "a:x.example.com" PASSES, NULL, NULL},
    {SPFE_LINT_W123,
     INCLUDES N "?include:m.example.com ip4:8.8.8.0/24 -all\n"
     "m.example.com TXT v=spf1 a:h.example.com a:h.example.com "
     "a:h.example.com a:h.example.com a:h.example.com a:h.example.com "
     "a:h.example.com -all\n"
     "h.example.com A 9.9.9.9\nh.example.com AAAA 2a00::9", 0, 0,
     "9/10 lookups and 0/2 void lookups are used", NULL, NULL, NULL},
    {SPFE_LINT_W123,
     INCLUDES N "?include:m.example.com ip4:8.8.8.0/24 -all\n"
     "m.example.com TXT v=spf1 a:h.example.com a:h.example.com "
     "a:h.example.com a:h.example.com a:h.example.com a:h.example.com "
     "a:h.example.com a:h.example.com -all\n"
     "h.example.com A 9.9.9.9\nh.example.com AAAA 2a00::9", 0, 0,
     "10/10 lookups", NULL, NULL, NULL},
    /* They are void for those who are not listed: most clients. */
    {SPFE_LINT_W123_VOIDS,
     INCLUDES N "exists:%{i}.a.example.net ptr:h.example.net "
     "exists:%{i}.c.example.net" PASSES, 7, 21,
     "Up to 3 terms may find nothing in DNS for IPv4 and IPv6 clients; more "
     "than 2 is a permerror: \"exists:%{i}.a.example.net\" (n.example.com), ",
     INCLUDES N "exists:%{i}.a.example.net exists:%{i}.c.example.net" PASSES,
     NULL, NULL},
    {SPFE_LINT_W123_VOIDS,
     INCLUDES N "exists:%{i}.a.example.net a:h1.example.com a:h2.example.com"
     PASSES H("1") H("2"), 7, 21, "for IPv6 clients; more than 2 is",
     INCLUDES N "exists:%{i}.a.example.net a:h1.example.com" PASSES H("1"),
     NULL, NULL},
    {SPFE_LINT_W102, INCLUDES N "+all", 7, 21,
     "\"include:n.example.com\" passes every address on the Internet that no "
     "term before it matches.",
     INCLUDES N "ip4:8.8.8.0/24 -all", NULL, NULL},
    {SPFE_LINT_W102_FAMILY, INCLUDES N "ip6:::/0 -all", 7, 21,
     "Every IPv6 address passes (include:n.example.com).", NULL, NULL, NULL},
    {SPFE_LINT_W102_FAMILY,
     "example.com TXT v=spf1 ip4:0.0.0.0/1 ip4:128.0.0.0/1 -all", 21, 15,
     "Every IPv4 address passes (ip4:128.0.0.0/1).", NULL, NULL, NULL},
    /* The text says so: nothing more is said. */
    {SPFE_LINT_W102_FAMILY,
     "example.com TXT v=spf1 ip6:2a00::/32 ip6:::/0 -all", 21, 8,
     "Every IPv6 address passes (ip6:::/0).", NULL, NULL, NULL},
    /* W125: lookups that are known, of terms that nothing is wrong with. */
    {SPFE_LINT_W125, BEFORE "ip4:8.8.8.0/24 include:m.example.com -all", 29,
     15, "\"a:h.example.com\" costs less to evaluate than \"include:n.",
     BEFORE "ip4:8.8.8.0/24 -all", NULL, NULL},
    {SPFE_LINT_W125,
     "example.com TXT v=spf1 include:m.example.com include:n.example.com "
     "a:h.example.com -all\n" AFTER "include:o.example.com -all", 51, 15,
     "\"a:h.example.com\" costs less to evaluate than \"include:n.",
     "example.com TXT v=spf1 include:m.example.com include:n.example.com "
     "a:h.example.com -all\n" AFTER "ip4:8.8.8.0/24 -all", NULL, NULL},
    {SPFE_LINT_E024_NXDOMAIN,
     "example.com TXT v=spf1 include:n.example.com ip4:8.8.8.0/24 -all", 7, 21,
     "n.example.com, which does not exist", NULL, NULL, NULL},
    {SPFE_LINT_W113,
     "example.com TXT v=spf1 ip4:8.8.8.0/24 include:n.example.com ip4:9.9.9.9 "
     "-all\n" N "ip4:8.8.8.0/25 -all", 22, 21, "\"ip4:8.8.8.0/24\" covers it",
     NULL, NULL, NULL},
    {SPFE_LINT_W117_TOTAL, INCLUDES N "ip4:11.0.0.0/11 -all", 0, 0,
     "The record passes 2097152 IPv4 addresses in all.",
     INCLUDES N "ip4:11.0.0.0/12 -all", NULL, NULL},
    /* One network is told of by itself. */
    {SPFE_LINT_W117, "example.com TXT v=spf1 ip4:8.0.0.0/8 -all", 7, 13,
     "covers 16777216 addresses", NULL, NULL, NULL},
};
/* clang-format on */

const struct lint_dns_table lint_dns_cost = {cases, TAP_COUNT(cases)};
