/* SPDX-License-Identifier: BSD-2-Clause */
/* Findings about include and redirect. */
#include "support/lint_dns_cases.h"

#include "policy/lint_table.h"
#include "support/tap.h"

#define SEVENTY                                                               \
    "01234567890123456789012345678901234567890123456789012345678901234567890"

#define INCLUDES "example.com TXT v=spf1 include:n.example.com -all\n"
#define ABROAD "example.com TXT v=spf1 include:n.example.net -all\n"
#define TWO "v=spf1 ip4:8.8.8.0/24 -all"
#define NEAR INCLUDES "n.example.com TXT " TWO

/* clang-format off */
static const struct lint_dns_case cases[] = {
    {SPFE_LINT_E024, INCLUDES "n.example.com TXT something", 7, 21,
     "points to n.example.com, which has no SPF record", NEAR, NULL, NULL},
    {SPFE_LINT_E024_NXDOMAIN, INCLUDES, 7, 21,
     "points to n.example.com, which does not exist", NEAR, NULL, NULL},
    {SPFE_LINT_E024_NXDOMAIN, "example.com TXT v=spf1 redirect=n.example.com",
     7, 22, "\"redirect=n.example.com\" points to",
     "example.com TXT v=spf1 redirect=n.example.com\nn.example.com TXT " TWO,
     NULL, NULL},
    {SPFE_LINT_E024_NXDOMAIN,
     "example.com TXT v=spf1 include:spf.google.com -all", 7, 22,
     "Did you mean _spf.google.com?",
     "example.com TXT v=spf1 include:_spf.google.com -all\n"
     "_spf.google.com TXT " TWO, NULL,
     "v=spf1 include:_spf.google.com -all"},
    {SPFE_LINT_E024_NXDOMAIN,
     "example.com TXT v=spf1 include:n.example.com,include:m.example.com -all",
     7, 43, "Did you mean include:n.example.com include:m.example.com?", NULL,
     NULL, "v=spf1 include:n.example.com include:m.example.com -all"},
    {SPFE_LINT_E024_NXDOMAIN,
     "example.com TXT v=spf1 include:user@n.example.com -all", 7, 26,
     "does not exist: permerror. Did you mean include:n.example.com?", NULL,
     NULL, NULL},
    {SPFE_LINT_E024_NAME,
     "example.com TXT v=spf1 include:" SEVENTY ".example.com -all", 7, 91,
     "does not name a usable domain", NULL, NULL, NULL},
    /* An error in a record that is included is told there. */
    {SPFE_LINT_E024_NXDOMAIN,
     INCLUDES "n.example.com TXT v=spf1 ip4:8.8.8.8 include:gone.example.net "
     "-all", 19, 24, "points to gone.example.net, which does not exist",
     INCLUDES "n.example.com TXT v=spf1 ip4:8.8.8.8 include:m.example.net "
     "-all\nm.example.net TXT v=spf1 ip4:9.9.9.9 -all", "n.example.com",
     NULL},
    /* It is the same error in all that leads there. */
    {SPFE_LINT_E024_NXDOMAIN,
     "example.com TXT v=spf1 include:n.example.com include:m.example.com "
     "-all\nn.example.com TXT v=spf1 ip4:8.8.8.8 include:gone.example.net "
     "-all\nm.example.com TXT v=spf1 ip4:9.9.9.0/24 include:n.example.com "
     "?all", 19, 24, "gone.example.net", NULL, "n.example.com", NULL},
    {SPFE_LINT_E025, INCLUDES "n.example.com TXT v=spf1 a:b.example/33 -all",
     7, 21, "is invalid: a:b.example/33", NULL, NULL, NULL},
    {SPFE_LINT_E025, INCLUDES "n.example.com TXT v=spf1 mx ipv4:8.8.8.8 -all",
     7, 21, "whose SPF record is invalid: ipv4:8.8.8.8", NEAR, NULL, NULL},
    {SPFE_LINT_E025_SEVERAL,
     INCLUDES "n.example.com TXT v=spf1 mx -all\n"
     "n.example.com TXT v=spf1 mx -all", 7, 21, "more than one SPF record",
     NULL, NULL, NULL},
    {SPFE_LINT_E026, "example.com TXT v=spf1 include:example.com -all", 7, 19,
     "Circular reference: example.com -> example.com.", NEAR, NULL, NULL},
    {SPFE_LINT_E026,
     INCLUDES "n.example.com TXT v=spf1 ip4:8.8.8.8 redirect=m.example.com\n"
     "m.example.com TXT v=spf1 ip4:9.9.9.9 include:n.example.com -all", 19,
     21, "Circular reference: n.example.com -> m.example.com -> "
     "n.example.com.",
     INCLUDES "n.example.com TXT v=spf1 ip4:8.8.8.8 redirect=m.example.com\n"
     "m.example.com TXT v=spf1 ip4:9.9.9.9 -all", "m.example.com", NULL},
    {SPFE_LINT_W133,
     "example.com TXT v=spf1 ?include:n.example.com -all\n"
     "n.example.com TXT v=spf1 -ip4:8.8.8.8 +all", 7, 22,
     "ends in \"+all\"",
     "example.com TXT v=spf1 ?include:n.example.com -all\n"
     "n.example.com TXT v=spf1 ip4:8.8.8.0/24 -all", NULL, NULL},
    {SPFE_LINT_W133_NEUTRAL, INCLUDES "n.example.com TXT v=spf1 "
     "ip4:8.8.8.0/24 ?all", 7, 21, "ends in \"?all\"",
     ABROAD "n.example.net TXT v=spf1 ip4:8.8.8.0/24 ?all", NULL, NULL},
    {SPFE_LINT_W133_REDIRECT,
     INCLUDES "n.example.com TXT v=spf1 redirect=m.example.com\n"
     "m.example.com TXT " TWO, 7, 21, "\"include:m.example.com\" costs",
     INCLUDES "n.example.com TXT v=spf1 ip4:9.9.9.9 redirect=m.example.com\n"
     "m.example.com TXT " TWO, NULL, NULL},
    {SPFE_LINT_W134,
     "example.com TXT v=spf1 redirect=n.example.net\nn.example.net TXT " TWO,
     7, 22, "another organisation",
     "example.com TXT v=spf1 redirect=n.example.com\nn.example.com TXT " TWO,
     NULL, NULL},
    {SPFE_LINT_W142, ABROAD "n.example.net TXT v=spf1 ptr -all", 7, 21,
     "leads to \"ptr\" in the record of n.example.net",
     INCLUDES "n.example.com TXT v=spf1 ptr -all", NULL, NULL},
    {SPFE_LINT_W142, ABROAD "n.example.net TXT v=spf1 ptr -all", 7, 21,
     "leads to \"ptr\"",
     ABROAD "n.example.net TXT v=spf1 ip4:8.8.8.0/24 ?ptr -all", NULL, NULL},
    {SPFE_LINT_W142,
     ABROAD "n.example.net TXT v=spf1 include:m.example.net -all\n"
     "m.example.net TXT v=spf1 a:%{h} -all", 7, 21,
     "leads to \"a:%{h}\" in the record of m.example.net",
     ABROAD "n.example.net TXT v=spf1 ?include:m.example.net "
     "exists:%{i}.%{o}.example.net -all\n"
     "m.example.net TXT v=spf1 a:%{h} -all", NULL, NULL},
    {SPFE_LINT_W139,
     "example.com TXT v=spf1 include:sendgrid.com -all\n"
     "sendgrid.com TXT v=spf1 ip4:8.8.8.0/24 -all", 15, 12,
     "sendgrid.com is not the SPF name of this provider; use sendgrid.net.",
     "example.com TXT v=spf1 include:sendgrid.net -all\n"
     "sendgrid.net TXT v=spf1 ip4:8.8.8.0/24 -all", NULL,
     "v=spf1 include:sendgrid.net -all"},
};
/* clang-format on */

const struct lint_dns_table lint_dns_includes = {cases, TAP_COUNT(cases)};
