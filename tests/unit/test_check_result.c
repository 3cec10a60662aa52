/* SPDX-License-Identifier: BSD-2-Clause */
/* What a finished check tells: words, path, trace, counters. */
#include <string.h>

#include "support/tap.h"
#include "support/try_check.h"

static void
test_results_and_reasons_have_words(void)
{
    static const struct {
        int number;
        const char *name;
    } results[] = {
        {SPFEVAL_RESULT_UNSET, "unset"},
        {SPFEVAL_RESULT_NONE, "none"},
        {SPFEVAL_RESULT_NEUTRAL, "neutral"},
        {SPFEVAL_RESULT_PASS, "pass"},
        {SPFEVAL_RESULT_FAIL, "fail"},
        {SPFEVAL_RESULT_SOFTFAIL, "softfail"},
        {SPFEVAL_RESULT_TEMPERROR, "temperror"},
        {SPFEVAL_RESULT_PERMERROR, "permerror"},
        {-1, "unset"},
        {8, "unset"},
    };
    static const struct {
        int number;
        const char *name;
    } reasons[] = {
        {SPFEVAL_REASON_UNSET, "unset"},
        {SPFEVAL_REASON_NO_RECORD, "no-record"},
        {SPFEVAL_REASON_NXDOMAIN, "nxdomain"},
        {SPFEVAL_REASON_BAD_DOMAIN, "bad-domain"},
        {SPFEVAL_REASON_IDNA, "idna"},
        {SPFEVAL_REASON_MATCH, "match"},
        {SPFEVAL_REASON_DEFAULT, "default"},
        {SPFEVAL_REASON_DNS_FAILED, "dns-failed"},
        {SPFEVAL_REASON_TIMEOUT, "timeout"},
        {SPFEVAL_REASON_SYNTAX, "syntax"},
        {SPFEVAL_REASON_MULTIPLE_RECORDS, "multiple-records"},
        {SPFEVAL_REASON_TERM_LIMIT, "term-limit"},
        {SPFEVAL_REASON_VOID_LIMIT, "void-limit"},
        {SPFEVAL_REASON_MX_LIMIT, "mx-limit"},
        {SPFEVAL_REASON_INCLUDE_NO_RECORD, "include-no-record"},
        {SPFEVAL_REASON_REDIRECT_NO_RECORD, "redirect-no-record"},
        {SPFEVAL_REASON_INCLUDE_BAD_DOMAIN, "include-bad-domain"},
        {SPFEVAL_REASON_REDIRECT_BAD_DOMAIN, "redirect-bad-domain"},
        {5, "unset"},
        {39, "unset"},
        {-1, "unset"},
    };
    size_t i;
    size_t j;

    for (i = 0; i < TAP_COUNT(results); i++) {
        const char *name = spfeval_result_name(results[i].number);

        CHECK_STR(name, strlen(name), results[i].name);
    }
    for (i = 0; i < TAP_COUNT(reasons); i++) {
        const char *name = spfeval_reason_name(reasons[i].number);
        const char *message = spfeval_reason_message(reasons[i].number);

        tap_row(reasons[i].name);
        CHECK_STR(name, strlen(name), reasons[i].name);
        CHECK(strlen(message) > 0);
        for (j = 0; j < i && i < 18; j++) {
            CHECK(strcmp(message, spfeval_reason_message(reasons[j].number)) !=
                  0);
        }
    }
    CHECK(strcmp(spfeval_reason_message(SPFEVAL_REASON_VOID_LIMIT),
                 "too many void lookups") == 0);
}

/* A chain of include and redirect, and what each function says of it. */
static void
start_chain(struct try_check *try, const char *last_record)
{
    try_check_init(try, NULL);
    try_check_zone(try,
                   "example.com TXT v=spf1 ip4:192.0.2.9 include:i.example "
                   "-all\n"
                   "i.example TXT v=spf1 a redirect=r.example\n"
                   "i.example A 192.0.2.2");
    spfeval_zone_add_text(try->zone, "r.example", 9, 300, last_record,
                          strlen(last_record));
}

static void
expect_path(const spfeval_outcome *outcome, uint32_t index, const char *owner,
            const char *term)
{
    spfeval_path_entry entry = {.struct_size = sizeof(entry)};

    CHECK_INT(spfeval_outcome_get_path(outcome, index, &entry), SPFEVAL_OK);
    CHECK_INT(entry.struct_size, sizeof(entry));
    CHECK_STR(entry.owner, entry.owner_len, owner);
    CHECK_INT(entry.has_term, term != NULL);
    if (term != NULL && CHECK(entry.text != NULL)) {
        CHECK(entry.record != NULL);
        CHECK_STR(entry.text + entry.term_offset, entry.term_length, term);
    } else {
        CHECK_INT(entry.term, 0);
        CHECK_INT(entry.term_offset, 0);
        CHECK_INT(entry.term_length, 0);
    }
}

static void
test_path_leads_to_the_deciding_term(void)
{
    struct try_check try;
    const spfeval_outcome *outcome;
    spfeval_path_entry entry = {.struct_size = sizeof(entry)};

    start_chain(&try, "v=spf1 x=y ip4:192.0.2.0/24 -all");
    outcome = try_check_outcome(&try, "192.0.2.1", "user@example.com");
    CHECK_INT(spfeval_outcome_get_result(outcome), SPFEVAL_RESULT_PASS);
    CHECK_INT(spfeval_outcome_get_path_count(outcome), 3);
    expect_path(outcome, 0, "example.com", "include:i.example");
    expect_path(outcome, 1, "i.example", "redirect=r.example");
    expect_path(outcome, 2, "r.example", "ip4:192.0.2.0/24");
    CHECK_INT(spfeval_outcome_get_path(outcome, 3, &entry),
              SPFEVAL_ERR_NOT_FOUND);
    CHECK_INT(spfeval_outcome_get_path(outcome, UINT32_MAX, &entry),
              SPFEVAL_ERR_NOT_FOUND);
    CHECK(entry.owner == NULL);

    /* Not through an include that did not match. */
    outcome = try_check_outcome(&try, "203.0.113.1", "user@example.com");
    CHECK_INT(spfeval_outcome_get_path_count(outcome), 1);
    expect_path(outcome, 0, "example.com", "-all");
    try_check_clear(&try);
}

static void
test_path_ends_without_a_term_when_none_decided(void)
{
    struct try_check try;
    const spfeval_outcome *outcome;
    spfeval_path_entry entry = {.struct_size = sizeof(entry)};

    start_chain(&try, "v=spf1 moo");
    outcome = try_check_outcome(&try, "192.0.2.1", "user@example.com");
    CHECK_INT(spfeval_outcome_get_reason(outcome), SPFEVAL_REASON_SYNTAX);
    CHECK_INT(spfeval_outcome_get_path_count(outcome), 3);
    expect_path(outcome, 2, "r.example", NULL);
    CHECK_INT(spfeval_outcome_get_path(outcome, 2, &entry), SPFEVAL_OK);
    CHECK_STR(entry.text, entry.text_len, "v=spf1 moo");
    CHECK(entry.record == NULL);

    try_check_zone(&try, "default.example TXT v=spf1 a\n"
                         "default.example A 192.0.2.2");
    outcome = try_check_outcome(&try, "192.0.2.1", "user@default.example");
    CHECK_INT(spfeval_outcome_get_path_count(outcome), 1);
    expect_path(outcome, 0, "default.example", NULL);
    CHECK_INT(spfeval_outcome_get_path(outcome, 0, &entry), SPFEVAL_OK);
    CHECK(entry.record != NULL);

    outcome = try_check_outcome(&try, "192.0.2.1", "user@gone.example");
    CHECK_INT(spfeval_outcome_get_path_count(outcome), 1);
    CHECK_INT(spfeval_outcome_get_path(outcome, 0, &entry), SPFEVAL_OK);
    CHECK_STR(entry.owner, entry.owner_len, "gone.example");
    CHECK(entry.text == NULL);
    CHECK_INT(entry.text_len, 0);

    outcome = try_check_outcome(&try, "192.0.2.1", "user@localhost");
    CHECK_INT(spfeval_outcome_get_reason(outcome), SPFEVAL_REASON_BAD_DOMAIN);
    CHECK_INT(spfeval_outcome_get_path_count(outcome), 0);
    CHECK_INT(spfeval_outcome_get_path(outcome, 0, &entry),
              SPFEVAL_ERR_NOT_FOUND);
    CHECK_INT(spfeval_outcome_get_event_count(outcome), 0);
    try_check_clear(&try);
}

static void
test_syntax_error_is_located(void)
{
    struct try_check try;
    const spfeval_outcome *outcome;
    spfeval_syntax_error error = {.struct_size = sizeof(error)};

    start_chain(&try, "v=spf1 a ip4:192.0.2.256 -all");
    outcome = try_check_outcome(&try, "192.0.2.1", "user@example.com");
    CHECK_INT(spfeval_outcome_get_syntax_error(outcome, &error), SPFEVAL_OK);
    CHECK(error.code != SPFEVAL_SYNTAX_NONE);
    CHECK(error.offset >= 9 && error.offset < 24);
    CHECK(error.offset + error.length <= 24);

    error.code = 77;
    outcome = try_check_outcome(&try, "192.0.2.9", "user@example.com");
    CHECK_INT(spfeval_outcome_get_syntax_error(outcome, &error),
              SPFEVAL_ERR_NOT_FOUND);
    CHECK_INT(error.code, 77);
    try_check_clear(&try);
}

struct event_case {
    uint32_t kind;
    uint32_t depth;
    const char *owner;
    uint32_t term;
    uint32_t term_count;
    uint32_t verdict;
    const char *target; /* "" is none */
    uint32_t query_type;
    uint32_t dns_class;
    uint32_t ttl;
    uint32_t record_count;
    uint32_t terms;
    uint32_t voids;
};

static void
expect_event(const spfeval_outcome *outcome, uint32_t index,
             const struct event_case *expected)
{
    spfeval_event event = {.struct_size = sizeof(event)};

    CHECK_INT(spfeval_outcome_get_event(outcome, index, &event), SPFEVAL_OK);
    CHECK_INT(event.struct_size, sizeof(event));
    CHECK_INT(event.kind, expected->kind);
    CHECK_INT(event.depth, expected->depth);
    CHECK_STR(event.owner, event.owner_len, expected->owner);
    CHECK_INT(event.term_count, expected->term_count);
    if (event.term_count > 0) {
        CHECK_INT(event.term, expected->term);
    }
    CHECK_INT(event.verdict, expected->verdict);
    CHECK_STR(event.target_len == 0 ? "" : event.target, event.target_len,
              expected->target);
    CHECK_INT(event.query_type, expected->query_type);
    CHECK_INT(event.dns_class, expected->dns_class);
    CHECK_INT(event.ttl, expected->ttl);
    CHECK_INT(event.record_count, expected->record_count);
    CHECK_INT(event.terms, expected->terms);
    CHECK_INT(event.voids, expected->voids);
}

static void
test_trace_tells_each_step_in_order(void)
{
    static const struct event_case expected[] = {
        {SPFEVAL_EVENT_RECORD, 0, "example.com", 0, 0, SPFEVAL_VERDICT_NONE,
         "example.com", SPFEVAL_RRTYPE_TXT, SPFEVAL_DNS_OK, 300, 1, 0, 0},
        {SPFEVAL_EVENT_TERM, 0, "example.com", 0, 1, SPFEVAL_VERDICT_NO_MATCH,
         "", 0, 0, 0, 0, 0, 0},
        {SPFEVAL_EVENT_TERM, 0, "example.com", 1, 1, SPFEVAL_VERDICT_FOLLOWED,
         "i.example", 0, 0, 0, 0, 1, 0},
        {SPFEVAL_EVENT_RECORD, 1, "i.example", 0, 0, SPFEVAL_VERDICT_NONE,
         "i.example", SPFEVAL_RRTYPE_TXT, SPFEVAL_DNS_OK, 300, 1, 1, 0},
        {SPFEVAL_EVENT_LOOKUP, 1, "i.example", 0, 1, SPFEVAL_VERDICT_NONE,
         "i.example", SPFEVAL_RRTYPE_A, SPFEVAL_DNS_OK, 300, 1, 2, 0},
        {SPFEVAL_EVENT_TERM, 1, "i.example", 0, 1, SPFEVAL_VERDICT_NO_MATCH,
         "i.example", 0, 0, 0, 0, 2, 0},
        /* The run of modifiers at the end of the record. */
        {SPFEVAL_EVENT_TERM, 1, "i.example", 1, 1, SPFEVAL_VERDICT_NO_MATCH,
         "", 0, 0, 0, 0, 2, 0},
        {SPFEVAL_EVENT_TERM, 1, "i.example", 1, 1, SPFEVAL_VERDICT_FOLLOWED,
         "r.example", 0, 0, 0, 0, 3, 0},
        {SPFEVAL_EVENT_RECORD, 1, "r.example", 0, 0, SPFEVAL_VERDICT_NONE,
         "r.example", SPFEVAL_RRTYPE_TXT, SPFEVAL_DNS_OK, 300, 1, 3, 0},
        {SPFEVAL_EVENT_LOOKUP, 1, "r.example", 0, 1, SPFEVAL_VERDICT_NONE,
         "r.example", SPFEVAL_RRTYPE_MX, SPFEVAL_DNS_NODATA, 0, 0, 4, 0},
        {SPFEVAL_EVENT_TERM, 1, "r.example", 0, 1, SPFEVAL_VERDICT_NO_MATCH,
         "r.example", 0, 0, 0, 0, 4, 1},
        {SPFEVAL_EVENT_TERM, 1, "r.example", 1, 1, SPFEVAL_VERDICT_MATCH, "",
         0, 0, 0, 0, 4, 1},
        {SPFEVAL_EVENT_TERM, 0, "example.com", 1, 1, SPFEVAL_VERDICT_MATCH,
         "i.example", 0, 0, 0, 0, 4, 1},
    };
    static const char *const rows[] = {"0", "1", "2", "3",  "4",  "5", "6",
                                       "7", "8", "9", "10", "11", "12"};
    struct try_check try;
    const spfeval_outcome *outcome;
    spfeval_event event = {.struct_size = sizeof(event)};
    uint32_t i;

    start_chain(&try, "v=spf1 mx all");
    outcome = try_check_outcome(&try, "192.0.2.1", "user@example.com");
    CHECK_INT(spfeval_outcome_get_result(outcome), SPFEVAL_RESULT_PASS);
    CHECK_INT(spfeval_outcome_get_event_count(outcome), TAP_COUNT(expected));
    for (i = 0; i < TAP_COUNT(expected); i++) {
        tap_row(rows[i]);
        expect_event(outcome, i, &expected[i]);
    }
    CHECK_INT(spfeval_outcome_get_event(outcome, i, &event),
              SPFEVAL_ERR_NOT_FOUND);
    CHECK(event.owner == NULL);
    try_check_clear(&try);
}

static void
test_trace_tells_why_a_check_ended_with_an_error(void)
{
    struct try_check try;
    const spfeval_outcome *outcome;
    spfeval_event event = {.struct_size = sizeof(event)};

    try_check_init(&try, NULL);
    try_check_zone(&try, "a.example TXT v=spf1 a\na.example RCODE 5\n"
                         "b.example TXT v=spf1 include:x..y\n"
                         "c.example TIMEOUT TXT");
    outcome = try_check_outcome(&try, "192.0.2.1", "a.example");
    CHECK_INT(spfeval_outcome_get_event_count(outcome), 3);
    CHECK_INT(spfeval_outcome_get_event(outcome, 1, &event), SPFEVAL_OK);
    CHECK_INT(event.dns_class, SPFEVAL_DNS_FAILED);
    CHECK_INT(event.dns_failure, SPFEVAL_FAILURE_RCODE);
    CHECK_INT(event.rcode, 5);
    CHECK_INT(spfeval_outcome_get_event(outcome, 2, &event), SPFEVAL_OK);
    CHECK_INT(event.verdict, SPFEVAL_VERDICT_TEMPERROR);

    outcome = try_check_outcome(&try, "192.0.2.1", "b.example");
    CHECK_INT(spfeval_outcome_get_event_count(outcome), 2);
    CHECK_INT(spfeval_outcome_get_event(outcome, 1, &event), SPFEVAL_OK);
    CHECK_INT(event.verdict, SPFEVAL_VERDICT_PERMERROR);
    CHECK_STR(event.target, event.target_len, "x..y");

    outcome = try_check_outcome(&try, "192.0.2.1", "c.example");
    CHECK_INT(spfeval_outcome_get_event_count(outcome), 1);
    CHECK_INT(spfeval_outcome_get_event(outcome, 0, &event), SPFEVAL_OK);
    CHECK_INT(event.dns_failure, SPFEVAL_FAILURE_TIMEOUT);
    CHECK(event.record == NULL);
    try_check_clear(&try);
}

static void
test_records_of_the_answers_can_be_read(void)
{
    struct try_check try;
    const spfeval_outcome *outcome;
    spfeval_dns_record record = {.struct_size = sizeof(record)};
    static const uint8_t address[4] = {192, 0, 2, 2};

    try_check_init(&try, NULL);
    try_check_zone(&try, "example.com TXT v=spf1 mx -all\n"
                         "example.com MX 9 gone.example\n"
                         "example.com MX 7 m.example\n"
                         "m.example A 192.0.2.2");
    outcome = try_check_outcome(&try, "192.0.2.1", "user@example.com");
    /* TXT; MX, A of m, A of gone; the end of mx; all. */
    CHECK_INT(spfeval_outcome_get_event_count(outcome), 6);
    CHECK_INT(spfeval_outcome_get_event_record(outcome, 0, 0, &record),
              SPFEVAL_OK);
    CHECK_INT(record.type, SPFEVAL_RRTYPE_TXT);
    CHECK_STR(record.data, record.data_len, "v=spf1 mx -all");
    CHECK_INT(spfeval_outcome_get_event_record(outcome, 1, 1, &record),
              SPFEVAL_OK);
    CHECK_INT(record.type, SPFEVAL_RRTYPE_MX);
    CHECK_INT(record.preference, 7);
    CHECK_STR(record.data, record.data_len, "m.example");
    CHECK_INT(spfeval_outcome_get_event_record(outcome, 2, 0, &record),
              SPFEVAL_OK);
    CHECK_INT(record.type, SPFEVAL_RRTYPE_A);
    CHECK_BYTES(record.data, record.data_len, address, sizeof(address));

    record.type = 77;
    CHECK_INT(spfeval_outcome_get_event_record(outcome, 1, 2, &record),
              SPFEVAL_ERR_NOT_FOUND);
    CHECK_INT(spfeval_outcome_get_event_record(outcome, 3, 0, &record),
              SPFEVAL_ERR_NOT_FOUND);
    CHECK_INT(spfeval_outcome_get_event_record(outcome, 4, 0, &record),
              SPFEVAL_ERR_NOT_FOUND);
    CHECK_INT(spfeval_outcome_get_event_record(outcome, 6, 0, &record),
              SPFEVAL_ERR_NOT_FOUND);
    CHECK_INT(spfeval_outcome_get_event_record(NULL, 0, 0, &record),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_outcome_get_event_record(outcome, 0, 0, NULL),
              SPFEVAL_ERR_ARGUMENT);
    record.struct_size--;
    CHECK_INT(spfeval_outcome_get_event_record(outcome, 0, 0, &record),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(record.type, 77);
    try_check_clear(&try);
}

static void
test_result_is_cacheable_unless_the_mail_took_part(void)
{
    static const struct {
        const char *record;
        int cacheable;
    } cases[] = {
        {"v=spf1 a:%{d}.%{i}.%{v}.example ~all", 1},
        {"v=spf1 -all exp=%{s}.example", 1},
        {"v=spf1 x=%{s} ~all", 1},
        {"v=spf1 all exists:%{l}.example", 1},
        {"v=spf1 exists:%{s}.example ~all", 0},
        {"v=spf1 exists:%{L}.example ~all", 0},
        {"v=spf1 exists:%{o}.example ~all", 0},
        {"v=spf1 exists:%{h}.example ~all", 0},
        {"v=spf1 a:%{p}.example ~all", 0},
        {"v=spf1 redirect=%{l}.example", 0},
        {"v=spf1 a:slow.example ~all", 0},
    };
    size_t i;

    for (i = 0; i < TAP_COUNT(cases); i++) {
        struct try_check try;

        tap_row(cases[i].record);
        try_check_init(&try, NULL);
        try_check_zone(&try, "slow.example TIMEOUT A");
        spfeval_zone_add_text(try.zone, "example.com", 11, 300,
                              cases[i].record, strlen(cases[i].record));
        CHECK_INT(spfeval_outcome_get_cacheable(try_check_outcome(
                      &try, "192.0.2.1", "user@example.com")),
                  cases[i].cacheable);
        try_check_clear(&try);
    }
}

static void
test_counters_count_what_they_say(void)
{
    struct try_check try;
    const spfeval_outcome *outcome;
    uint32_t ttl = 5;

    try_check_init(&try, NULL);
    try_check_zone(&try,
                   "example.com TXT v=spf1 mx ptr include:i.example a ~all\n"
                   "i.example TXT v=spf1 a:gone.example\n"
                   "example.com MX 1 m.example\nexample.com MX 2 n.example\n"
                   "m.example A 192.0.2.2\n"
                   "1.2.0.192.in-addr.arpa PTR p.example.com");
    outcome = try_check_outcome(&try, "192.0.2.1", "user@example.com");
    CHECK_INT(spfeval_outcome_get_counter(outcome, SPFEVAL_COUNTER_TERMS), 5);
    CHECK_INT(spfeval_outcome_get_counter(outcome, SPFEVAL_COUNTER_VOIDS), 2);
    CHECK_INT(spfeval_outcome_get_counter(outcome, SPFEVAL_COUNTER_QUERIES),
              9);
    CHECK_INT(spfeval_outcome_get_counter(outcome, SPFEVAL_COUNTER_RECORDS),
              2);
    CHECK_INT(spfeval_outcome_get_counter(outcome, SPFEVAL_COUNTER_MX_NAMES),
              2);
    CHECK_INT(spfeval_outcome_get_counter(outcome, SPFEVAL_COUNTER_PTR_NAMES),
              1);
    CHECK(spfeval_outcome_get_counter(outcome, SPFEVAL_COUNTER_BYTES) > 100);
    CHECK_INT(spfeval_outcome_get_counter(outcome, 0), 0);
    CHECK_INT(spfeval_outcome_get_counter(outcome, 8), 0);

    outcome = try_check_outcome(&try, "192.0.2.1", "user@localhost");
    CHECK_INT(spfeval_outcome_get_counter(outcome, SPFEVAL_COUNTER_TERMS), 0);
    CHECK_INT(spfeval_outcome_get_counter(outcome, SPFEVAL_COUNTER_QUERIES),
              0);
    CHECK_INT(spfeval_outcome_get_ttl(outcome, &ttl), SPFEVAL_ERR_NOT_FOUND);
    CHECK_INT(ttl, 5);
    try_check_clear(&try);
}

/* No text at all is another matter. */
static void
test_a_helo_that_was_not_told_is_empty(void)
{
    struct try_check try;
    spfeval_check *check = NULL;
    const char *helo;
    size_t len = 7;

    try_check_init(&try, NULL);
    CHECK_INT(spfeval_check_new(try.options, &check), SPFEVAL_OK);
    CHECK_INT(spfeval_check_set_client_text(check, "192.0.2.1", 9),
              SPFEVAL_OK);
    CHECK_INT(spfeval_check_set_mailfrom(check, "user@localhost", 14),
              SPFEVAL_OK);
    CHECK_INT(spfeval_check_step(check), SPFEVAL_STEP_DONE);
    helo = spfeval_outcome_get_helo(spfeval_check_get_outcome(check), &len);
    CHECK_STR(helo, len, "");
    spfeval_check_free(check);
    try_check_clear(&try);
}

/* Some callers need no lengths: the texts end in a NUL. */
static void
test_the_inputs_can_be_read_back(void)
{
    static const uint8_t client[4] = {192, 0, 2, 1};
    struct try_check try;
    const spfeval_outcome *outcome;
    const char *receiver;
    size_t len = 0;

    try_check_init(&try, NULL);
    outcome = try_check_outcome(&try, "192.0.2.1", "<user@example.com>");
    CHECK(memcmp(spfeval_outcome_get_client(outcome, NULL), client, 4) == 0);
    CHECK(spfeval_outcome_get_client(outcome, &len) != NULL);
    CHECK_INT(len, 4);
    CHECK(strcmp(spfeval_outcome_get_helo(outcome, NULL),
                 "mail.example.com") == 0);
    CHECK(strcmp(spfeval_outcome_get_sender(outcome, NULL),
                 "user@example.com") == 0);
    CHECK(strcmp(spfeval_outcome_get_domain(outcome, NULL), "example.com") ==
          0);
    receiver = spfeval_outcome_get_receiver(outcome, &len);
    CHECK_STR(receiver, len, "unknown");
    CHECK_INT(receiver[7], '\0');
    try_check_clear(&try);

    try_check_init(&try, NULL);
    CHECK_INT(spfeval_options_set_text(try.options, SPFEVAL_OPTION_RECEIVER,
                                       "mx.example.org", 14),
              SPFEVAL_OK);
    outcome = try_check_outcome(&try, "192.0.2.1", "user@example.com");
    receiver = spfeval_outcome_get_receiver(outcome, &len);
    CHECK_STR(receiver, len, "mx.example.org");
    try_check_clear(&try);
}

static void
test_without_an_outcome_there_is_nothing_to_tell(void)
{
    spfeval_path_entry entry = {.struct_size = sizeof(entry)};
    spfeval_event event = {.struct_size = sizeof(event)};
    spfeval_syntax_error error = {.struct_size = sizeof(error)};
    size_t len = 7;
    uint32_t ttl = 7;

    CHECK_INT(spfeval_outcome_get_result(NULL), SPFEVAL_RESULT_UNSET);
    CHECK_INT(spfeval_outcome_get_reason(NULL), SPFEVAL_REASON_UNSET);
    CHECK_INT(spfeval_outcome_get_identity(NULL), 0);
    CHECK_INT(spfeval_outcome_get_null_sender(NULL), 0);
    CHECK(spfeval_outcome_get_sender(NULL, &len) == NULL);
    CHECK(spfeval_outcome_get_domain(NULL, &len) == NULL);
    CHECK(spfeval_outcome_get_client(NULL, &len) == NULL);
    CHECK(spfeval_outcome_get_helo(NULL, &len) == NULL);
    CHECK(spfeval_outcome_get_receiver(NULL, &len) == NULL);
    CHECK(spfeval_outcome_get_target(NULL, &len) == NULL);
    CHECK(spfeval_outcome_get_explanation(NULL, &len) == NULL);
    CHECK(spfeval_outcome_get_explanation_domain(NULL, &len) == NULL);
    CHECK_INT(len, 7);
    CHECK_INT(spfeval_outcome_get_explanation_source(NULL),
              SPFEVAL_EXPLANATION_NONE);
    CHECK_INT(spfeval_outcome_get_path_count(NULL), 0);
    CHECK_INT(spfeval_outcome_get_path(NULL, 0, &entry), SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_outcome_get_syntax_error(NULL, &error),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_outcome_get_counter(NULL, SPFEVAL_COUNTER_TERMS), 0);
    CHECK_INT(spfeval_outcome_get_ttl(NULL, &ttl), SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(ttl, 7);
    CHECK_INT(spfeval_outcome_get_cacheable(NULL), 0);
    CHECK_INT(spfeval_outcome_get_event_count(NULL), 0);
    CHECK_INT(spfeval_outcome_get_event(NULL, 0, &event),
              SPFEVAL_ERR_ARGUMENT);
}

static void
test_structs_say_how_large_they_are(void)
{
    struct try_check try;
    const spfeval_outcome *outcome;
    struct {
        spfeval_event event;
        uint8_t later[16];
    } larger = {.event.struct_size = sizeof(larger)};
    spfeval_path_entry entry = {.struct_size = sizeof(entry) - 1};
    spfeval_event event = {.struct_size = sizeof(event) - 1};
    spfeval_syntax_error error = {.struct_size = sizeof(error) - 1};

    memset(larger.later, 0x77, sizeof(larger.later));
    start_chain(&try, "v=spf1 moo");
    outcome = try_check_outcome(&try, "192.0.2.1", "user@example.com");
    CHECK_INT(spfeval_outcome_get_path(outcome, 0, &entry),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_outcome_get_event(outcome, 0, &event),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_outcome_get_syntax_error(outcome, &error),
              SPFEVAL_ERR_ARGUMENT);
    CHECK(entry.owner == NULL);
    CHECK(event.owner == NULL);
    CHECK_INT(error.code, 0);
    CHECK_INT(spfeval_outcome_get_path(outcome, 0, NULL),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_outcome_get_event(outcome, 0, NULL),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_outcome_get_syntax_error(outcome, NULL),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_outcome_get_ttl(outcome, NULL), SPFEVAL_ERR_ARGUMENT);
    /* A caller that knows more fields than we do. */
    CHECK_INT(spfeval_outcome_get_event(outcome, 0, &larger.event),
              SPFEVAL_OK);
    CHECK_INT(larger.event.struct_size, sizeof(larger));
    CHECK_INT(larger.later[0], 0x77);
    try_check_clear(&try);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"results and reasons have words",
         test_results_and_reasons_have_words},
        {"the path leads to the deciding term",
         test_path_leads_to_the_deciding_term},
        {"the path ends without a term when none decided",
         test_path_ends_without_a_term_when_none_decided},
        {"a syntax error is located", test_syntax_error_is_located},
        {"the trace tells each step in order",
         test_trace_tells_each_step_in_order},
        {"the trace tells why a check ended with an error",
         test_trace_tells_why_a_check_ended_with_an_error},
        {"the records of the answers can be read",
         test_records_of_the_answers_can_be_read},
        {"a result is cacheable unless the mail took part",
         test_result_is_cacheable_unless_the_mail_took_part},
        {"counters count what they say", test_counters_count_what_they_say},
        {"a HELO that was not told is empty",
         test_a_helo_that_was_not_told_is_empty},
        {"the inputs can be read back", test_the_inputs_can_be_read_back},
        {"without an outcome there is nothing to tell",
         test_without_an_outcome_there_is_nothing_to_tell},
        {"structs say how large they are",
         test_structs_say_how_large_they_are},
    };

    return tap_run("check/result", tests, TAP_COUNT(tests));
}
