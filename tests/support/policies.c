/* SPDX-License-Identifier: BSD-2-Clause */
#include "support/policies.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <spfeval/result.h>
#include <spfeval/status.h>

#include "support/tap.h"
#include "support/zone_rows.h"

#define A SPFEVAL_RRTYPE_A
#define AAAA SPFEVAL_RRTYPE_AAAA
#define MX SPFEVAL_RRTYPE_MX
#define PTR SPFEVAL_RRTYPE_PTR
#define TXT SPFEVAL_RRTYPE_TXT
#define CNAME SPFEVAL_RRTYPE_CNAME
#define CLIENT "192.0.2.1"

enum {
    ROW_OCTETS = 1024,
    LONG_RECORD_TERMS = 500,
    LONG_ANSWER_RECORDS = 500,
    LONG_TEXTS = 20,
    LONG_TEXT_OCTETS = 600
};

const struct policy_case policy_cases[] = {
    {"ip4 and ip6", "strong-sender@ip.example.com", CLIENT,
     SPFEVAL_RESULT_PASS, SPFEVAL_REASON_MATCH, NULL, false},
    {"a", "strong-sender@a.example.com", CLIENT, SPFEVAL_RESULT_PASS,
     SPFEVAL_REASON_MATCH, NULL, false},
    {"a, mx and exists for IPv6", "strong-sender@six.example.com",
     "2001:db8::1", SPFEVAL_RESULT_SOFTFAIL, SPFEVAL_REASON_MATCH, NULL,
     false},
    {"mx", "strong-sender@mx.example.com", CLIENT, SPFEVAL_RESULT_PASS,
     SPFEVAL_REASON_MATCH, NULL, false},
    {"ptr", "strong-sender@ptr.example.com", CLIENT, SPFEVAL_RESULT_PASS,
     SPFEVAL_REASON_MATCH, NULL, false},
    {"exists with macros", "strong-sender@exists.example.com", CLIENT,
     SPFEVAL_RESULT_PASS, SPFEVAL_REASON_MATCH, NULL, false},
    {"exists with %{p}", "strong-sender@pname.example.com", CLIENT,
     SPFEVAL_RESULT_NEUTRAL, SPFEVAL_REASON_MATCH, NULL, false},
    {"include and redirect", "strong-sender@include.example.com", CLIENT,
     SPFEVAL_RESULT_PASS, SPFEVAL_REASON_MATCH, NULL, false},
    {"include tree with 9 lookups", "strong-sender@tree.example.com", CLIENT,
     SPFEVAL_RESULT_SOFTFAIL, SPFEVAL_REASON_MATCH, NULL, false},
    {"exp with macros, after redirect", "strong-sender@exp.example.com",
     CLIENT, SPFEVAL_RESULT_FAIL, SPFEVAL_REASON_MATCH,
     "192.0.2.1 is not one of _spf.exp.example.com: 192.0.2.1 "
     "mail.example.net mx.example.net 1234567 strong-sender%40exp.example.com "
     "%",
     false},
    {"default explanation", "strong-sender@default.example.com", CLIENT,
     SPFEVAL_RESULT_FAIL, SPFEVAL_REASON_MATCH,
     "default.example.com does not list mail.example.net", false},
    {"all mechanisms", "strong-sender@every.example.com", CLIENT,
     SPFEVAL_RESULT_FAIL, SPFEVAL_REASON_MATCH,
     "mail.example.net is listed in every.example.com", false},
    {"null reverse-path", "<>", CLIENT, SPFEVAL_RESULT_PASS,
     SPFEVAL_REASON_MATCH, NULL, false},
    {"no record", "strong-sender@none.example.com", CLIENT,
     SPFEVAL_RESULT_NONE, SPFEVAL_REASON_NO_RECORD, NULL, false},
    {"not a domain", "strong-sender@[192.0.2.1]", CLIENT, SPFEVAL_RESULT_NONE,
     SPFEVAL_REASON_BAD_DOMAIN, NULL, false},
    {"syntax error", "strong-sender@broken.example.com", CLIENT,
     SPFEVAL_RESULT_PERMERROR, SPFEVAL_REASON_SYNTAX, NULL, false},
    {"include without a record", "strong-sender@astray.example.com", CLIENT,
     SPFEVAL_RESULT_PERMERROR, SPFEVAL_REASON_INCLUDE_NO_RECORD, NULL, false},
    {"void lookups", "strong-sender@void.example.com", CLIENT,
     SPFEVAL_RESULT_PERMERROR, SPFEVAL_REASON_VOID_LIMIT, NULL, false},
    {"DNS failure", "strong-sender@slow.example.com", CLIENT,
     SPFEVAL_RESULT_TEMPERROR, SPFEVAL_REASON_DNS_FAILED, NULL, false},
    {"a long record", "strong-sender@long.example.com", CLIENT,
     SPFEVAL_RESULT_SOFTFAIL, SPFEVAL_REASON_MATCH, NULL, true},
    {"long answers of A and TXT", "strong-sender@crowd.example.com", CLIENT,
     SPFEVAL_RESULT_PASS, SPFEVAL_REASON_MATCH, NULL, true},
    {"long answers of PTR and %{p}", "strong-sender@names.example.com",
     "192.0.2.77", SPFEVAL_RESULT_FAIL, SPFEVAL_REASON_MATCH,
     "names.example.com does not list unknown", true},
};

const size_t policy_case_count = TAP_COUNT(policy_cases);

static const struct zone_row rows[] = {
    {"ip.example.com", TXT,
     "v=spf1 ip4:198.51.100.0/24 ip6:2001:db8:1::/48 ip4:192.0.2.0/28 -all", 0,
     0},

    {"a.example.com", TXT,
     "v=spf1 a:nowhere.example.com a:hosts.example.com/28 -all", 0, 0},
    {"hosts.example.com", A, "203.0.113.1", 0, 0},
    {"hosts.example.com", A, "192.0.2.14", 0, 0},
    {"hosts.example.com", AAAA, "2001:db8::ffff", 0, 0},

    {"six.example.com", TXT,
     "v=spf1 exists:%{ir}.%{v}.lists.example.com mx:mx.example.com "
     "~a:alias.example.com//64 -all",
     0, 0},
    {"alias.example.com", CNAME, "hosts.example.com.", 0, 0},

    {"mx.example.com", TXT, "v=spf1 mx -all", 0, 0},
    {"mx.example.com", MX, "Third.Example.Com.", 30, 0},
    {"mx.example.com", MX, "first.example.com.", 10, 0},
    {"mx.example.com", MX, "second.example.com", 20, 0},
    {"mx.example.com", MX, "not a host", 5, 0},
    {"first.example.com", A, "203.0.113.1", 0, 0},
    {"second.example.com", ZONE_ROW_NAME, NULL, 0, 0},
    {"third.example.com", A, "203.0.113.3", 0, 0},
    {"third.example.com", A, CLIENT, 0, 0},

    {"ptr.example.com", TXT, "v=spf1 ptr:example.net -all", 0, 0},
    {"1.2.0.192.in-addr.arpa", PTR, "forged.example.net.", 0, 0},
    {"1.2.0.192.in-addr.arpa", PTR, "forged.example.org.", 0, 0},
    {"1.2.0.192.in-addr.arpa", PTR, "mail.example.net.", 0, 0},
    {"forged.example.net", A, "203.0.113.1", 0, 0},
    {"mail.example.net", A, CLIENT, 0, 0},

    {"exists.example.com", TXT,
     "v=spf1 exists:%{l1r-}.%{ir}.%{v}.%{o2}.%{h2}.lists.example.com -all", 0,
     0},
    {"strong.1.2.0.192.in-addr.example.com.example.org.lists.example.com", A,
     "127.0.0.2", 0, 0},

    {"pname.example.com", TXT,
     "v=spf1 ?exists:%{p}.%{d}.lists.example.com -all", 0, 0},
    {"mail.example.net.pname.example.com.lists.example.com", A, "127.0.0.2", 0,
     0},

    {"include.example.com", TXT,
     "v=spf1 include:one.%{d} include:two.%{d} ~all", 0, 0},
    {"one.include.example.com", TXT,
     "v=spf1 include:deep.include.example.com ?all", 0, 0},
    {"deep.include.example.com", TXT, "v=spf1 ip4:203.0.113.0/24 -all", 0, 0},
    {"two.include.example.com", TXT,
     "v=spf1 redirect=three.include.example.com", 0, 0},
    {"three.include.example.com", TXT,
     "v=spf1 a:hosts.example.com/28 -all exp=unused.example.com", 0, 0},

    {"tree.example.com", TXT,
     "v=spf1 include:t1.example.com include:t2.example.com "
     "include:t3.example.com ~all",
     0, 0},
    {"t1.example.com", TXT,
     "v=spf1 include:t11.example.com include:t12.example.com -all", 0, 0},
    {"t2.example.com", TXT,
     "v=spf1 include:t21.example.com include:t22.example.com -all", 0, 0},
    {"t3.example.com", TXT,
     "v=spf1 include:t31.example.com include:t32.example.com -all", 0, 0},
    {"t11.example.com", TXT, "v=spf1 ip4:203.0.113.0/28 -all", 0, 0},
    {"t12.example.com", TXT, "v=spf1 ip4:203.0.113.16/28 -all", 0, 0},
    {"t21.example.com", TXT, "v=spf1 ip4:203.0.113.32/28 -all", 0, 0},
    {"t22.example.com", TXT, "v=spf1 ip4:203.0.113.48/28 -all", 0, 0},
    {"t31.example.com", TXT, "v=spf1 ip4:203.0.113.64/28 -all", 0, 0},
    {"t32.example.com", TXT, "v=spf1 ip4:203.0.113.80/28 -all", 0, 0},

    {"exp.example.com", TXT, "v=spf1 ip4:203.0.113.9 redirect=_spf.%{d}", 0,
     0},
    {"_spf.exp.example.com", TXT,
     "v=spf1 ?ip6:2001:db8::/32 -all exp=why.%{d}", 0, 0},
    {"why._spf.exp.example.com", TXT,
     "%{i} is not one of %{d}: %{c} %{p} %{r} %{t} %{S}%_%%", 0, 0},

    {"default.example.com", TXT, "v=spf1 exp=gone.example.com -all", 0, 0},

    {"every.example.com", TXT,
     "v=spf1 ip4:203.0.113.9 ip6:2001:db8::/32 a:hosts.example.com "
     "mx:relay.example.com/31 ptr:example.org include:one.include.example.com "
     "-exists:%{p}.pname.example.com.lists.example.com "
     "redirect=unused.example.com exp=why.%{d} unknown=%{h}",
     0, 0},
    {"relay.example.com", MX, "first.example.com", 10, 0},
    {"why.every.example.com", TXT, "%{p} is listed in %{d}", 0, 0},

    {"mail.example.org", TXT, "v=spf1 a:mail.example.net -all", 0, 0},
    {"none.example.com", TXT, "nothing of interest", 0, 0},
    {"broken.example.com", TXT, "v=spf1 a:hosts.example.com/28 moo -all", 0,
     0},
    {"astray.example.com", TXT, "v=spf1 include:none.example.com -all", 0, 0},
    {"void.example.com", TXT,
     "v=spf1 a:v1.example.com mx:v2.example.com exists:v3.example.com -all", 0,
     0},
    {"slow.example.com", TXT, "v=spf1 mx -all", 0, 0},
    {"slow.example.com", ZONE_ROW_TIMEOUT, NULL, 0, MX},

    {"crowd.example.com", TXT, "v=spf1 a:many.example.com -all", 0, 0},
    {"names.example.com", TXT,
     "v=spf1 ptr:example.net exists:%{p}.lists.example.com -all", 0, 0},
};

/* A row, with more terms when it is a record. */
static int
add_row(spfeval_zone *zone, const struct zone_row *row, const char *lead)
{
    static const char version[] = "v=spf1 ";
    size_t version_len = strlen(version);
    char text[ROW_OCTETS];
    struct zone_row longer = *row;

    if (row->kind != TXT || strncmp(row->data, version, version_len) != 0) {
        return zone_row_add(zone, row);
    }
    (void)snprintf(text, sizeof(text), "%s%s%s", version, lead,
                   row->data + version_len);
    longer.data = text;
    return zone_row_add(zone, &longer);
}

static int
add_rows(spfeval_zone *zone, const char *lead)
{
    int status = SPFEVAL_OK;
    size_t i;

    for (i = 0; i < TAP_COUNT(rows) && status == SPFEVAL_OK; i++) {
        status = add_row(zone, &rows[i], lead);
    }
    return status;
}

/* "v=spf1", hundreds of networks, and the one that matches. */
static int
add_long_record(spfeval_zone *zone)
{
    char text[LONG_RECORD_TERMS * sizeof(" ip4:198.51.100.255/32") + 64];
    struct zone_row row = {"long.example.com", TXT, text, 0, 0};
    size_t used = (size_t)snprintf(text, sizeof(text), "v=spf1");
    int i;

    for (i = 0; i < LONG_RECORD_TERMS; i++) {
        used += (size_t)snprintf(text + used, sizeof(text) - used,
                                 " ip4:198.51.%d.%d", i / 256, i % 256);
    }
    (void)snprintf(text + used, sizeof(text) - used,
                   " ~ip4:" CLIENT " a:unused.example.com -all");
    return zone_row_add(zone, &row);
}

/* Hundreds of addresses, the last of which is the client's. */
static int
add_long_address_answer(spfeval_zone *zone)
{
    struct zone_row last = {"many.example.com", A, CLIENT, 0, 0};
    char address[32];
    struct zone_row row = {"many.example.com", A, address, 0, 0};
    int status = SPFEVAL_OK;
    int i;

    for (i = 0; i < LONG_ANSWER_RECORDS && status == SPFEVAL_OK; i++) {
        (void)snprintf(address, sizeof(address), "198.51.%d.%d", i / 256,
                       i % 256);
        status = zone_row_add(zone, &row);
    }
    return status == SPFEVAL_OK ? zone_row_add(zone, &last) : status;
}

/* Long texts that have nothing to do with SPF, beside the policy. */
static int
add_long_text_answer(spfeval_zone *zone)
{
    char text[LONG_TEXT_OCTETS + 1];
    struct zone_row row = {"crowd.example.com", TXT, text, 0, 0};
    int status = SPFEVAL_OK;
    int i;

    memset(text, 'x', LONG_TEXT_OCTETS);
    text[LONG_TEXT_OCTETS] = '\0';
    for (i = 0; i < LONG_TEXTS && status == SPFEVAL_OK; i++) {
        status = zone_row_add(zone, &row);
    }
    return status;
}

/* More names than may be looked at; none of those has an address. */
static int
add_long_name_answer(spfeval_zone *zone)
{
    char name[32];
    struct zone_row row = {"77.2.0.192.in-addr.arpa", PTR, name, 0, 0};
    int status = SPFEVAL_OK;
    int i;

    for (i = 0; i < LONG_ANSWER_RECORDS && status == SPFEVAL_OK; i++) {
        (void)snprintf(name, sizeof(name), "host-%d.example.net.", i);
        status = zone_row_add(zone, &row);
    }
    return status;
}

spfeval_zone *
policies_make_zone(const spfeval_allocator *allocator, const char *lead)
{
    spfeval_zone *zone;

    if (spfeval_zone_new(allocator, &zone) != SPFEVAL_OK) {
        return NULL;
    }
    if (add_rows(zone, lead) != SPFEVAL_OK ||
        add_long_record(zone) != SPFEVAL_OK ||
        add_long_address_answer(zone) != SPFEVAL_OK ||
        add_long_text_answer(zone) != SPFEVAL_OK ||
        add_long_name_answer(zone) != SPFEVAL_OK) {
        spfeval_zone_free(zone);
        return NULL;
    }
    return zone;
}

spfeval_options *
policies_make_options(const spfeval_allocator *allocator)
{
    static const char receiver[] = "mx.example.net";
    static const char explanation[] = "%{o} does not list %{p}";
    spfeval_options *options;

    if (spfeval_options_new(allocator, &options) != SPFEVAL_OK) {
        return NULL;
    }
    if (spfeval_options_set_text(options, SPFEVAL_OPTION_RECEIVER, receiver,
                                 strlen(receiver)) != SPFEVAL_OK ||
        spfeval_options_set_text(options, SPFEVAL_OPTION_DEFAULT_EXPLANATION,
                                 explanation,
                                 strlen(explanation)) != SPFEVAL_OK) {
        spfeval_options_free(options);
        return NULL;
    }
    return options;
}

int
policy_case_set_inputs(const struct policy_case *row, spfeval_check *check)
{
    static const char helo[] = "mail.example.org";
    int status =
        spfeval_check_set_client_text(check, row->client, strlen(row->client));

    if (status == SPFEVAL_OK) {
        status = spfeval_check_set_mailfrom(check, row->mailfrom,
                                            strlen(row->mailfrom));
    }
    if (status == SPFEVAL_OK) {
        status = spfeval_check_set_helo(check, helo, strlen(helo));
    }
    if (status == SPFEVAL_OK) {
        status = spfeval_check_set_time(check, 1234567);
    }
    return status;
}
