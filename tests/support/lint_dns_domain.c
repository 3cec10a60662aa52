/* SPDX-License-Identifier: BSD-2-Clause */
/* Findings about the domain and what is published there. */
#include "support/lint_dns_cases.h"

#include "policy/lint_table.h"
#include "support/tap.h"

#define TEN "0123456789"
#define FIFTY TEN TEN TEN TEN TEN
#define LONG_NAME FIFTY "." FIFTY "." FIFTY "." FIFTY ".example.net"
#define LONG_RECORD                                                           \
    "v=spf1 ip4:8.8.8.8 exists:%{i}." LONG_NAME " exists:%{ir}." LONG_NAME    \
    " -all"

#define GOOD "example.com TXT v=spf1 ip4:8.8.8.8 -all"

/* clang-format off */
static const struct lint_dns_case cases[] = {
    {SPFE_LINT_E001, "example.com TXT unrelated", 0, 0,
     "example.com has no SPF record.", GOOD, NULL, NULL},
    /* Hosts and wildcards that send no mail: that is not its record. */
    {SPFE_LINT_E001,
     "example.com TXT x\n*.example.com TXT v=spf1 -all\n"
     "_spf.example.com TXT v=spf1 -all\nwww.example.com TXT v=SPF1  ?all",
     0, 0, "example.com has no SPF record.", NULL, NULL, NULL},
    {SPFE_LINT_E001_NXDOMAIN, "example.net NAME", 0, 0,
     "example.com does not exist", NULL, NULL, NULL},
    {SPFE_LINT_E001_NO_MAIL, "example.com MX 0 .", 0, 0,
     "publish \"v=spf1 -all\"",
     "example.com MX 0 .\nexample.com TXT v=spf1 -all", NULL, NULL},
    {SPFE_LINT_E002,
     "example.com TXT v=spf1 ip4:8.8.8.8 -all\n"
     "example.com TXT v=spf1 ip4:9.9.9.9 -all", 0, 0,
     "example.com has 2 SPF records; exactly one is allowed. Merge them: "
     "v=spf1 ip4:8.8.8.8 ip4:9.9.9.9 -all",
     "example.com TXT v=spf1 ip4:8.8.8.8 -all\nexample.com TXT other", NULL,
     NULL},
    {SPFE_LINT_E002,
     "example.com TXT v=spf1 a -all\nexample.com TXT v=spf1 mx ~all\n"
     "example.com TXT v=spf1 include:n.example.com -all", 0, 0,
     "has 3 SPF records; exactly one is allowed. Merge them: "
     "v=spf1 a mx include:n.example.com ~all", NULL, NULL, NULL},
    /* Not the weaker end when that lets everyone pass. */
    {SPFE_LINT_E002,
     "example.com TXT v=spf1 a -all\nexample.com TXT v=spf1 mx +all\n"
     "example.com TXT v=spf1 include:n.example.com ~all", 0, 0,
     "Merge them: v=spf1 a mx include:n.example.com ~all", NULL, NULL, NULL},
    {SPFE_LINT_E002_BY_HAND,
     "example.com TXT v=spf1 redirect=a.example.com\n"
     "example.com TXT v=spf1 redirect=b.example.com", 0, 0,
     "has 2 SPF records; exactly one is allowed. Merge them by hand: their "
     "redirect= or exp= cannot both be kept.", NULL, NULL, NULL},
    {SPFE_LINT_E002_BY_HAND,
     "example.com TXT v=spf1 a all\nexample.com TXT v=spf1 mx +all", 0, 0,
     "by hand: as they are, everyone passes.", NULL, NULL, NULL},
    {SPFE_LINT_E002_BY_HAND,
     "example.com TXT v=spf1 a ipv4:8.8.8.8 -all\n"
     "example.com TXT v=spf1 mx -all", 0, 0,
     "by hand: one of them has an error.", NULL, NULL, NULL},
    {SPFE_LINT_E002_BY_HAND,
     "example.com TXT v=spf1 a mx a:a.example.com a:b.example.com "
     "a:c.example.com a:d.example.com -all\n"
     "example.com TXT v=spf1 a:e.example.com a:f.example.com a:g.example.com "
     "a:h.example.com a:i.example.com -all", 0, 0,
     "by hand: together they need too many lookups.", NULL, NULL, NULL},
    {SPFE_LINT_E002_BY_HAND,
     "example.com TXT v=spf1 exists:%{i}." LONG_NAME " exists:%{ir}."
     LONG_NAME " exists:%{v}." LONG_NAME " -all\n"
     "example.com TXT v=spf1 exists:%{h}." LONG_NAME " exists:%{o}."
     LONG_NAME " exists:%{s}." LONG_NAME " -all", 0, 0,
     "by hand: the result is long.", NULL, NULL, NULL},
    /* One is long by itself. */
    {SPFE_LINT_E002_BY_HAND,
     "example.com TXT v=spf1 exists:%{i}." LONG_NAME " exists:%{ir}."
     LONG_NAME " exists:%{v}." LONG_NAME " exists:%{h}." LONG_NAME
     " exists:%{o}." LONG_NAME " exists:%{s}." LONG_NAME " -all\n"
     "example.com TXT v=spf1 -all", 0, 0,
     "by hand: the result is long.", NULL, NULL, NULL},
    {SPFE_LINT_E003, "example.com TXT x\nexample.com TXT v=spf2 -all", 0, 6,
     "v=spf2", NULL, NULL, "v=spf1 -all"},
    {SPFE_LINT_E029,
     "example.com NAME\n_spf.example.com TXT v=spf1 ip4:8.8.8.8 -all", 0, 23,
     "The record is at _spf.example.com but mail uses example.com",
     GOOD "\n_spf.example.com TXT v=spf1 ip4:8.8.8.8 -all",
     "_spf.example.com", NULL},
    {SPFE_LINT_E029,
     "example.com.example.com TXT v=spf1 a -all", 0, 13,
     "at example.com.example.com", NULL, "example.com.example.com", NULL},
    /* What a wildcard answers is at none of the names that are asked. */
    {SPFE_LINT_E029,
     "example.com TXT x\n*.example.com TXT v=spf1 a -all\n"
     "_spf.example.com TXT v=spf1 a -all", 0, 13,
     "The record is at *.example.com but mail uses example.com", NULL,
     "*.example.com", NULL},
    {SPFE_LINT_W126, "example.com TXT " LONG_RECORD, 0, 0,
     "The DNS answer is 523 octets; above 512",
     "example.com TXT v=spf1 exists:%{i}." LONG_NAME " -all", NULL, NULL},
    {SPFE_LINT_W126_TEXT,
     "example.com TXT v=spf1 exists:%{i}." LONG_NAME " exists:%{i}." FIFTY
     "." FIFTY "." FIFTY "." TEN TEN TEN ".example.net -all", 0, 0,
     "are 458 octets together; above 450", NULL, NULL, NULL},
    {SPFE_LINT_W127,
     GOOD "\nexample.com TXT " FIFTY FIFTY FIFTY FIFTY FIFTY
     "\nexample.com TXT " FIFTY FIFTY FIFTY FIFTY FIFTY, 0, 0,
     "Other TXT records (2) make the DNS answer large: 591 octets; above 512",
     NULL, NULL, NULL},
    {SPFE_LINT_W127_TEXT,
     GOOD "\nexample.com TXT " FIFTY FIFTY FIFTY FIFTY TEN
     "\nexample.com TXT " FIFTY FIFTY FIFTY FIFTY TEN, 0, 0,
     "With other TXT records (2), name and texts are 454 octets together; "
     "above 450",
     GOOD "\nexample.com TXT " FIFTY FIFTY FIFTY FIFTY
     "\nexample.com TXT " FIFTY FIFTY FIFTY TEN TEN, NULL, NULL},
    {SPFE_LINT_W129, "example.com 299 TXT v=spf1 -all", 0, 0,
     "TTL 299 s is short", "example.com 300 TXT v=spf1 -all", NULL, NULL},
    {SPFE_LINT_W129, "example.com 86401 TXT v=spf1 -all", 0, 0,
     "TTL 86401 s is long", "example.com 86400 TXT v=spf1 -all", NULL, NULL},
    {SPFE_LINT_I130, GOOD "\nexample.com SPF v=spf1 ip4:8.8.8.8 -all", 0, 0,
     "with the same text", GOOD, NULL, NULL},
    {SPFE_LINT_I130, GOOD "\nexample.com SPF v=spf1 mx -all", 0, 0,
     "with another text", NULL, NULL, NULL},
    {SPFE_LINT_I131, GOOD "\nexample.com TXT spf2.0/pra -all", 0, 0,
     "spf2.0/pra -all", GOOD "\nexample.com TXT spf2.0", NULL, NULL},
    {SPFE_LINT_W135,
     "example.com TXT v=spf1 exp=e.example.com -all\ne.example.com NAME", 7,
     17, "there is no TXT record",
     "example.com TXT v=spf1 exp=e.example.com -all\n"
     "e.example.com TXT See %{i}.", NULL, NULL},
    /* That of a redirect's target is the domain's; others are not its own. */
    {SPFE_LINT_W135,
     "example.com TXT v=spf1 redirect=n.example.com\n"
     "n.example.com TXT v=spf1 exp=e.example.com -all\ne.example.com NAME",
     7, 17, "there is no TXT record",
     "example.com TXT v=spf1 include:n.example.com -all\n"
     "n.example.com TXT v=spf1 ip4:8.8.8.0/24 exp=e.example.com -all\n"
     "e.example.com NAME", "n.example.com", NULL},
    {SPFE_LINT_W135,
     "example.com TXT v=spf1 redirect=m.example.com\n"
     "m.example.com TXT v=spf1 redirect=n.example.com\n"
     "n.example.com TXT v=spf1 exp=e.example.com -all\ne.example.com NAME",
     7, 17, "there is no TXT record",
     "example.com TXT v=spf1 redirect=m.example.com\n"
     "m.example.com TXT v=spf1 redirect=n.example.com\n"
     "n.example.com TXT v=spf1 exp=e.example.com -all\n"
     "e.example.com TXT See %{i}.", "n.example.com", NULL},
    {SPFE_LINT_W135,
     "example.com TXT v=spf1 exp=e.example.com -all\ne.example.com TXT a\n"
     "e.example.com TXT b", 7, 17, "more than one TXT record", NULL, NULL,
     NULL},
    {SPFE_LINT_W135,
     "example.com TXT v=spf1 exp=e.example.com -all\n"
     "e.example.com TXT caf\xc3\xa9", 7, 17, "not printable ASCII", NULL,
     NULL, NULL},
    {SPFE_LINT_W135,
     "example.com TXT v=spf1 exp=e.example.com -all\n"
     "e.example.com TXT 100% sure", 7, 17, "macro error", NULL, NULL, NULL},
    {SPFE_LINT_W135,
     "example.com TXT v=spf1 exp=e.example.com -all\n"
     "e.example.com TXT " FIFTY FIFTY FIFTY FIFTY FIFTY FIFTY FIFTY FIFTY
     FIFTY TEN TEN TEN "1", 7, 17, "too long",
     "example.com TXT v=spf1 exp=e.example.com -all\n"
     "e.example.com TXT " FIFTY FIFTY FIFTY FIFTY FIFTY FIFTY FIFTY FIFTY
     FIFTY TEN TEN TEN, NULL, NULL},
    {SPFE_LINT_W135,
     "example.com TXT v=spf1 exp=" FIFTY TEN TEN ".example.com -all", 7, 86,
     "not a usable domain", NULL, NULL, NULL},
    {SPFE_LINT_W137,
     GOOD "\nexample.com MX 10 m.example.com\nm.example.com A 8.8.8.8\n"
     "example.com MX 20 n.example.com\nn.example.com TXT v=spf1 a -all", 0, 0,
     "HELO name: m.example.com.",
     GOOD "\nexample.com MX 10 m.example.com\n"
     "m.example.com TXT v=spf1 a -all\nexample.com MX 20 m.example.net",
     NULL, NULL},
    {SPFE_LINT_W137_NO_MAIL, GOOD "\nexample.com MX 0 .", 0, 0,
     "No mail can reach example.com", "example.com MX 0 .\n"
     "example.com TXT v=spf1 -all", NULL, NULL},
    {SPFE_LINT_W137_NO_MAIL,
     "example.com TXT v=spf1 exists:%{i}.example.net -all\n"
     "example.com MX 0 .", 0, 0, "No mail can reach example.com",
     GOOD "\nexample.com MX 0 .\nexample.com MX 10 m.example.net", NULL,
     NULL},
    /* Neither MX nor address: it may send all the same. */
    {SPFE_LINT_W137_NO_MAIL, GOOD "\nexample.com MX 0 .", 0, 0,
     "null MX",
     "n.example.com TXT v=spf1 ip4:8.8.8.0/24 -all\n"
     "example.com TXT v=spf1 include:n.example.com -all", NULL, NULL},
    {SPFE_LINT_W141_CHAIN,
     "example.com CNAME a.example.com\na.example.com CNAME b.example.com\n"
     "b.example.com CNAME c.example.com\nc.example.com CNAME d.example.com\n"
     "d.example.com CNAME e.example.com\ne.example.com TXT v=spf1 -all", 0, 0,
     "example.com stands at the end of a chain of 5 aliases",
     "example.com CNAME a.example.com\na.example.com CNAME b.example.com\n"
     "b.example.com CNAME c.example.com\nc.example.com CNAME d.example.com\n"
     "d.example.com TXT v=spf1 -all", NULL, NULL},
};
/* clang-format on */

const struct lint_dns_table lint_dns_domain = {cases, TAP_COUNT(cases)};
