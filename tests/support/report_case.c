/* SPDX-License-Identifier: BSD-2-Clause */
#include "support/report_case.h"

#include <string.h>

#include "support/tap.h"

/* clang-format off */
const struct report_case report_cases[] = {
    /* pass */
    {.name = "pass-ip4", .reason = SPFEVAL_REASON_MATCH,
     .zone = "example.com 3600 TXT v=spf1 mx ip4:192.0.2.0/24 -all\n"
             "example.com MX 10 mail.example.com\n"
             "mail.example.com A 198.51.100.1"},
    {.name = "pass-include", .reason = SPFEVAL_REASON_MATCH,
     .zone = "example.com 3600 TXT v=spf1 include:esp.example -all\n"
             "esp.example 300 TXT v=spf1 include:_a.esp.example ~all\n"
             "_a.esp.example 60 TXT v=spf1 ip4:192.0.2.0/28 ?all"},
    {.name = "pass-redirect", .reason = SPFEVAL_REASON_MATCH,
     .zone = "example.com TXT v=spf1 redirect=_spf.example.com\n"
             "_spf.example.com TXT v=spf1 a:mail.example.com -all\n"
             "mail.example.com A 192.0.2.1"},
    {.name = "pass-a-network", .reason = SPFEVAL_REASON_MATCH,
     .zone = "example.com TXT v=spf1 a/24 -all\n"
             "example.com A 192.0.2.77"},
    {.name = "pass-mx", .reason = SPFEVAL_REASON_MATCH,
     .client = "2001:db8::25",
     .zone = "example.com TXT v=spf1 mx -all\n"
             "example.com MX 10 mail.example.com\n"
             "mail.example.com AAAA 2001:db8::25"},
    {.name = "pass-mx-network", .reason = SPFEVAL_REASON_MATCH,
     .client = "2001:db8::25",
     .zone = "example.com TXT v=spf1 mx//64 -all\n"
             "example.com MX 10 mail.example.com\n"
             "mail.example.com AAAA 2001:db8::26"},
    {.name = "pass-exists", .reason = SPFEVAL_REASON_MATCH,
     .zone = "example.com TXT v=spf1 exists:%{ir}.list.example.com -all\n"
             "1.2.0.192.list.example.com A 127.0.0.2"},
    {.name = "pass-ptr", .reason = SPFEVAL_REASON_MATCH,
     .zone = "example.com TXT v=spf1 ptr -all\n"
             "1.2.0.192.in-addr.arpa PTR mail.example.com\n"
             "mail.example.com A 192.0.2.1"},
    {.name = "pass-helo", .reason = SPFEVAL_REASON_MATCH, .is_helo = true,
     .zone = "mail.example.com TXT v=spf1 a -all\n"
             "mail.example.com A 192.0.2.1"},
    {.name = "pass-everyone", .reason = SPFEVAL_REASON_MATCH,
     .zone = "example.com TXT v=spf1 +all"},

    /* fail */
    {.name = "fail-all", .reason = SPFEVAL_REASON_MATCH,
     .receiver = "mx.example.net",
     .zone = "example.com 3600 TXT v=spf1 mx -all\n"
             "example.com MX 10 mail.example.com\n"
             "mail.example.com A 198.51.100.1"},
    {.name = "fail-no-mail", .reason = SPFEVAL_REASON_MATCH,
     .zone = "example.com TXT v=spf1 -all"},
    {.name = "fail-explained", .reason = SPFEVAL_REASON_MATCH,
     .zone = "example.com TXT v=spf1 mx exp=why.example.com -all\n"
             "example.com MX 10 mail.example.com\n"
             "mail.example.com A 198.51.100.1\n"
             "why.example.com TXT See http://example.com/why?s=%{S};i=%{C} "
             "about \"%{d}\"."},
    {.name = "fail-receiver-explains", .reason = SPFEVAL_REASON_MATCH,
     .explanation = "See http://mx.example.net/spf?ip=%{i}",
     .zone = "example.com TXT v=spf1 -all"},
    {.name = "fail-excluded", .reason = SPFEVAL_REASON_MATCH,
     .zone = "example.com TXT v=spf1 -ip4:192.0.2.0/28 ip4:192.0.2.0/24 -all"},
    {.name = "fail-include", .reason = SPFEVAL_REASON_MATCH,
     .zone = "example.com TXT v=spf1 -include:bad.example ip4:192.0.2.0/24\n"
             "bad.example TXT v=spf1 ip4:192.0.2.1"},
    {.name = "fail-redirect", .reason = SPFEVAL_REASON_MATCH,
     .zone = "example.com 600 TXT v=spf1 redirect=_spf.example.com\n"
             "_spf.example.com TXT v=spf1 ip4:203.0.113.0/24 -all"},
    {.name = "fail-null-sender", .reason = SPFEVAL_REASON_MATCH,
     .mailfrom = "",
     .zone = "mail.example.com TXT v=spf1 a -all\n"
             "mail.example.com A 198.51.100.1"},
    {.name = "fail-helo", .reason = SPFEVAL_REASON_MATCH, .is_helo = true,
     .zone = "mail.example.com TXT v=spf1 -all"},
    {.name = "fail-ipv6", .reason = SPFEVAL_REASON_MATCH,
     .client = "2001:db8:1::25",
     .zone = "example.com TXT v=spf1 ip6:2001:db8:2::/48 ip6:2001:db8::/64 "
             "-all"},

    /* softfail, neutral */
    {.name = "softfail", .reason = SPFEVAL_REASON_MATCH,
     .zone = "example.com TXT v=spf1 include:_spf.esp.example ~all\n"
             "_spf.esp.example TXT v=spf1 ip4:198.51.100.0/24 ~all"},
    {.name = "neutral-all", .reason = SPFEVAL_REASON_MATCH,
     .zone = "example.com TXT v=spf1 ip4:198.51.100.0/24 ?all"},
    {.name = "neutral-network", .reason = SPFEVAL_REASON_MATCH,
     .zone = "example.com TXT v=spf1 ?ip4:192.0.2.0/24 -all"},
    {.name = "neutral-default", .reason = SPFEVAL_REASON_DEFAULT,
     .zone = "example.com TXT v=spf1 ip4:198.51.100.0/24"},
    {.name = "neutral-helo", .reason = SPFEVAL_REASON_DEFAULT, .is_helo = true,
     .zone = "mail.example.com TXT v=spf1 ip4:198.51.100.0/24"},

    /* none */
    {.name = "none-no-record", .reason = SPFEVAL_REASON_NO_RECORD,
     .zone = "example.com A 192.0.2.1"},
    {.name = "none-other-records", .reason = SPFEVAL_REASON_NO_RECORD,
     .zone = "example.com TXT verification=42\n"
             "example.com TXT v=spf10 -all"},
    {.name = "none-no-record-helo", .reason = SPFEVAL_REASON_NO_RECORD,
     .mailfrom = "<>", .zone = "mail.example.com A 192.0.2.1"},
    {.name = "none-nxdomain", .reason = SPFEVAL_REASON_NXDOMAIN,
     .mailfrom = "user@exmaple.com", .zone = "example.com TXT v=spf1 -all"},
    {.name = "none-nxdomain-helo", .reason = SPFEVAL_REASON_NXDOMAIN,
     .is_helo = true, .helo = "server.local",
     .zone = "example.com TXT v=spf1 -all"},
    {.name = "none-bad-domain", .reason = SPFEVAL_REASON_BAD_DOMAIN,
     .mailfrom = "user@localhost", .zone = ""},
    {.name = "none-bad-domain-helo", .reason = SPFEVAL_REASON_BAD_DOMAIN,
     .is_helo = true, .helo = "[192.0.2.1]", .zone = ""},
    {.name = "none-no-domain", .reason = SPFEVAL_REASON_BAD_DOMAIN,
     .mailfrom = "", .helo = "", .zone = ""},
    {.name = "none-idna", .reason = SPFEVAL_REASON_IDNA,
     .mailfrom = "user@b\xc3\xbc" "cher.example", .zone = ""},

    /* temperror */
    {.name = "temperror-servfail", .reason = SPFEVAL_REASON_DNS_FAILED,
     .zone = "example.com RCODE 2"},
    {.name = "temperror-include", .reason = SPFEVAL_REASON_DNS_FAILED,
     .zone = "example.com TXT v=spf1 include:slow.example -all\n"
             "slow.example TIMEOUT TXT"},
    {.name = "temperror-a", .reason = SPFEVAL_REASON_DNS_FAILED,
     .zone = "example.com TXT v=spf1 include:esp.example -all\n"
             "esp.example TXT v=spf1 a:host.esp.example -all\n"
             "host.esp.example RCODE 5"},
    {.name = "temperror-alias", .reason = SPFEVAL_REASON_DNS_FAILED,
     .zone = "example.com TXT v=spf1 a:loop1.example -all\n"
             "loop1.example CNAME loop2.example\n"
             "loop2.example CNAME loop1.example"},
    {.name = "temperror-timeout", .reason = SPFEVAL_REASON_TIMEOUT,
     .expires = true,
     .zone = "example.com TXT v=spf1 a:mail.example.com -all"},

    /* permerror */
    {.name = "permerror-syntax", .reason = SPFEVAL_REASON_SYNTAX,
     .zone = "example.com TXT v=spf1 mx ipv4:192.0.2.1 -all"},
    {.name = "permerror-syntax-dash", .reason = SPFEVAL_REASON_SYNTAX,
     .zone = "example.com TXT v=spf1 include:spf.example \xe2\x80\x93"
             "all"},
    {.name = "permerror-syntax-missing", .reason = SPFEVAL_REASON_SYNTAX,
     .zone = "example.com TXT v=spf1 include: spf.example -all"},
    {.name = "permerror-syntax-long", .reason = SPFEVAL_REASON_SYNTAX,
     .zone = "example.com TXT v=spf1 ip4:192.0.2.4 ip4:192.0.2.5 "
             "ip4:192.0.2.6 ip4:192.0.2.7 ip4:192.0.2.8 ip4:192.0.2.999 "
             "ip4:192.0.2.10 ip4:192.0.2.11 ip4:192.0.2.12 -all"},
    {.name = "permerror-syntax-include", .reason = SPFEVAL_REASON_SYNTAX,
     .zone = "example.com TXT v=spf1 include:esp.example -all\n"
             "esp.example TXT v=spf1 a:%{x}.esp.example -all"},
    {.name = "permerror-multiple-records",
     .reason = SPFEVAL_REASON_MULTIPLE_RECORDS,
     .zone = "example.com TXT v=spf1 mx -all\n"
             "example.com TXT verification=42\n"
             "example.com TXT V=SPF1 include:esp.example ~all"},
    {.name = "permerror-term-limit", .reason = SPFEVAL_REASON_TERM_LIMIT,
     .zone = "example.com TXT v=spf1 mx a include:a.example include:b.example "
             "-all\n"
             "example.com MX 10 mail.example.com\n"
             "example.com A 198.51.100.1\n"
             "mail.example.com A 198.51.100.2\n"
             "a.example TXT v=spf1 ip4:198.51.100.3 a:a1.example a:a2.example "
             "a:a3.example ~all\n"
             "a1.example A 198.51.100.4\n"
             "a2.example A 198.51.100.5\n"
             "a3.example A 198.51.100.6\n"
             "b.example TXT v=spf1 a:a1.example a:a2.example a:a3.example "
             "exists:%{i}.b.example ~all"},
    {.name = "permerror-term-limit-macro",
     .reason = SPFEVAL_REASON_TERM_LIMIT,
     .zone = "example.com TXT v=spf1 a a a a:%{p}.example.com a a a a "
             "exists:%{p}.example.com -all\n"
             "unknown.example.com A 198.51.100.7\n"
             "example.com A 198.51.100.1"},
    {.name = "permerror-loop", .reason = SPFEVAL_REASON_TERM_LIMIT,
     .zone = "example.com TXT v=spf1 include:a.example -all\n"
             "a.example TXT v=spf1 include:b.example -all\n"
             "b.example TXT v=spf1 include:a.example -all"},
    {.name = "permerror-void-limit", .reason = SPFEVAL_REASON_VOID_LIMIT,
     .zone = "example.com TXT v=spf1 a:gone.example mx include:esp.example "
             "-all\n"
             "example.com A 198.51.100.1\n"
             "esp.example TXT v=spf1 exists:%{i}.esp.example -all"},
    {.name = "permerror-mx-limit", .reason = SPFEVAL_REASON_MX_LIMIT,
     .zone = "example.com TXT v=spf1 mx -all\n"
             "example.com MX 1 a1.example\nexample.com MX 1 a2.example\n"
             "example.com MX 1 a3.example\nexample.com MX 1 a4.example\n"
             "example.com MX 1 a5.example\nexample.com MX 1 a6.example\n"
             "example.com MX 1 a7.example\nexample.com MX 1 a8.example\n"
             "example.com MX 1 a9.example\nexample.com MX 1 b1.example\n"
             "example.com MX 1 b2.example"},
    {.name = "permerror-include-no-record",
     .reason = SPFEVAL_REASON_INCLUDE_NO_RECORD,
     .zone = "example.com TXT v=spf1 include:spf.esp.example -all\n"
             "_spf.esp.example TXT v=spf1 ip4:192.0.2.0/24 -all"},
    {.name = "permerror-redirect-no-record",
     .reason = SPFEVAL_REASON_REDIRECT_NO_RECORD,
     .zone = "example.com TXT v=spf1 redirect=_spf.example.com\n"
             "_spf.example.com TXT verification=42"},
    {.name = "permerror-include-bad-domain",
     .reason = SPFEVAL_REASON_INCLUDE_BAD_DOMAIN,
     .zone = "example.com TXT v=spf1 include:esp..example -all"},
    {.name = "permerror-redirect-bad-domain",
     .reason = SPFEVAL_REASON_REDIRECT_BAD_DOMAIN,
     .zone = "example.com TXT v=spf1 redirect=%{h}", .helo = "server"},

    /* near misses */
    {.name = "near-network", .reason = SPFEVAL_REASON_MATCH,
     .client = "192.0.2.77",
     .zone = "example.com TXT v=spf1 ip4:198.51.100.0/24 include:esp.example "
             "-all\n"
             "esp.example TXT v=spf1 ip4:192.0.2.0/26 -all"},
    {.name = "near-network-ipv6", .reason = SPFEVAL_REASON_MATCH,
     .client = "2001:db8::25",
     .zone = "example.com TXT v=spf1 ip6:2001:db8::24 ~all"},
    {.name = "near-nearest", .reason = SPFEVAL_REASON_MATCH,
     .zone = "example.com TXT v=spf1 ip4:203.0.113.0/24 ip4:192.0.16.0/20 "
             "ip4:198.51.100.0/24 -all"},
    {.name = "near-address-a", .reason = SPFEVAL_REASON_MATCH,
     .zone = "example.com TXT v=spf1 a:mail.example.com -all\n"
             "mail.example.com A 192.0.2.9\n"
             "mail.example.com A 192.0.2.3"},
    {.name = "near-address-mx", .reason = SPFEVAL_REASON_MATCH,
     .zone = "example.com TXT v=spf1 mx -all\n"
             "example.com MX 10 mail.example.com\n"
             "example.com MX 20 mail2.example.com\n"
             "mail.example.com A 198.51.100.1\n"
             "mail2.example.com A 192.0.2.2"},
    {.name = "near-family-helo", .reason = SPFEVAL_REASON_MATCH,
     .client = "2001:db8::25",
     .zone = "example.com TXT v=spf1 a:mail.example.com -all\n"
             "mail.example.com A 192.0.2.9"},
    {.name = "near-family-mx", .reason = SPFEVAL_REASON_MATCH,
     .client = "2001:db8::25", .helo = "other.example.com",
     .zone = "example.com TXT v=spf1 mx -all\n"
             "example.com MX 10 mail.example.com\n"
             "mail.example.com A 192.0.2.9"},
    {.name = "near-networks", .reason = SPFEVAL_REASON_MATCH,
     .client = "2001:db8::25",
     .zone = "example.com TXT v=spf1 ip4:192.0.2.9 ip4:198.51.100.0/24 -all"},
    {.name = "near-mapped", .reason = SPFEVAL_REASON_MATCH,
     .zone = "example.com TXT v=spf1 ip6:::ffff:192.0.2.1 -all"},
    {.name = "near-no-host", .reason = SPFEVAL_REASON_MATCH,
     .zone = "example.com TXT v=spf1 a:smtp.exmaple.com -all"},
    {.name = "near-after-all", .reason = SPFEVAL_REASON_MATCH,
     .zone = "example.com TXT v=spf1 mx ~all include:esp.example "
             "ip4:192.0.2.0/24\n"
             "example.com MX 10 mail.example.com\n"
             "mail.example.com A 198.51.100.1"},
    {.name = "near-after-all-unused", .reason = SPFEVAL_REASON_MATCH,
     .zone = "example.com TXT v=spf1 -all include:esp.example"},
    {.name = "near-modifier", .reason = SPFEVAL_REASON_MATCH,
     .zone = "example.com TXT v=spf1 ip4=192.0.2.1 include=esp.example -all"},
    {.name = "near-two-records", .reason = SPFEVAL_REASON_MATCH,
     .zone = "example.com TXT v=spf1 ip4:203.0.113.9 -all v=spf1 "
             "ip4:192.0.2.1 ~all"},
    {.name = "near-redirect", .reason = SPFEVAL_REASON_MATCH,
     .zone = "example.com TXT v=spf1 redirect=_spf.example.com ~all"},
    {.name = "near-unicode", .reason = SPFEVAL_REASON_MATCH,
     .mailfrom = "jos\xc3\xa9@example.com",
     .zone = "example.com TXT v=spf1 exists:%{l}.users.example.com -all"},
    {.name = "near-unicode-redirect", .reason = SPFEVAL_REASON_DEFAULT,
     .mailfrom = "jos\xc3\xa9@example.com",
     .zone = "example.com TXT v=spf1 redirect=%{l}.example.com"},
};
/* clang-format on */

const size_t report_case_count = TAP_COUNT(report_cases);

static void
set_option(struct try_check *try, int option, const char *text)
{
    if (text != NULL) {
        CHECK_INT(
            spfeval_options_set_text(try->options, option, text, strlen(text)),
            SPFEVAL_OK);
    }
}

static const char *
or_default(const char *text, const char *instead)
{
    return text == NULL ? instead : text;
}

static void
run_until_second_query(struct try_check *try)
{
    const spfeval_query *query;

    CHECK_INT(spfeval_check_step(try->check), SPFEVAL_STEP_QUERY);
    query = try_check_take(try);
    if (CHECK(query != NULL)) {
        CHECK_INT(try_check_reply(try, query), SPFEVAL_OK);
    }
    CHECK_INT(spfeval_check_step(try->check), SPFEVAL_STEP_QUERY);
    CHECK_INT(spfeval_check_expire(try->check), SPFEVAL_OK);
}

const spfeval_outcome *
report_case_run(const struct report_case *row, struct try_check *try)
{
    const char *helo = or_default(row->helo, "mail.example.com");
    const spfeval_outcome *outcome;

    tap_row(row->name);
    try_check_init(try, NULL);
    try_check_zone(try, row->zone);
    set_option(try, SPFEVAL_OPTION_RECEIVER, row->receiver);
    set_option(try, SPFEVAL_OPTION_DEFAULT_EXPLANATION, row->explanation);
    try_check_start(try, or_default(row->client, "192.0.2.1"),
                    or_default(row->mailfrom, "user@example.com"));
    CHECK_INT(spfeval_check_set_helo(try->check, helo, strlen(helo)),
              SPFEVAL_OK);
    CHECK_INT(spfeval_check_set_identity(
                  try->check, row->is_helo ? SPFEVAL_IDENTITY_HELO
                                           : SPFEVAL_IDENTITY_MAILFROM),
              SPFEVAL_OK);
    if (row->expires) {
        run_until_second_query(try);
    }
    CHECK_INT(try_check_run(try), SPFEVAL_STEP_DONE);
    outcome = spfeval_check_get_outcome(try->check);
    CHECK_INT(spfeval_outcome_get_reason(outcome), row->reason);
    return outcome;
}

const char *
report_find(const spfeval_outcome *outcome, int language, const char *key)
{
    static char text[65536];
    uint32_t count = spfeval_explain_get_count(outcome);
    uint32_t i;

    for (i = 0; i < count; i++) {
        spfeval_sentence sentence = {.struct_size = sizeof(sentence)};

        CHECK_INT(spfeval_explain_get_sentence(outcome, language, i, &sentence,
                                               text, sizeof(text), NULL),
                  SPFEVAL_OK);
        if (strcmp(sentence.key, key) == 0) {
            return text;
        }
    }
    return NULL;
}

unsigned
report_count(const spfeval_outcome *outcome, const char *key)
{
    uint32_t count = spfeval_explain_get_count(outcome);
    unsigned found = 0;
    uint32_t i;

    for (i = 0; i < count; i++) {
        spfeval_sentence sentence = {.struct_size = sizeof(sentence)};

        CHECK_INT(spfeval_explain_get_sentence(outcome, SPFEVAL_LANGUAGE_EN, i,
                                               &sentence, NULL, 0, NULL),
                  SPFEVAL_ERR_BUFFER);
        found += strcmp(sentence.key, key) == 0 ? 1 : 0;
    }
    return found;
}

const spfeval_outcome *
report_record_run(const char *record, size_t record_len, const char *zone,
                  struct try_check *try)
{
    try_check_init(try, NULL);
    CHECK_INT(spfeval_zone_add_text(try->zone, "example.com", 11, 300, record,
                                    record_len),
              SPFEVAL_OK);
    if (zone != NULL) {
        try_check_zone(try, zone);
    }
    return try_check_outcome(try, "192.0.2.1", "user@example.com");
}
