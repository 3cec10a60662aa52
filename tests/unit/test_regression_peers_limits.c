/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Defects of other SPF software in its limits, in what it does with resolvers,
 * and in its use of memory, each under its name.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/count_alloc.h"
#include "support/tap.h"
#include "support/try_check.h"

static void
add_text(struct try_check *try, const char *owner, const char *text,
         size_t text_len)
{
    CHECK_INT(spfeval_zone_add_text(try->zone, owner, strlen(owner), 300, text,
                                    text_len),
              SPFEVAL_OK);
}

static void
expect_result(const spfeval_outcome *outcome, int result, int reason)
{
    CHECK_INT(spfeval_outcome_get_result(outcome), result);
    CHECK_INT(spfeval_outcome_get_reason(outcome), reason);
}

/* --- What is too long ---------------------------------------------------- */

/* A record of so many ip4 terms that match nobody, then these. */
static size_t
write_record(char *out, size_t terms, const char *last)
{
    size_t len = 0;
    size_t i;

    len += (size_t)sprintf(out, "v=spf1");
    for (i = 0; i < terms; i++) {
        len +=
            (size_t)sprintf(out + len, " ip4:10.%zu.%zu.1", i / 256, i % 256);
    }
    return len + (size_t)sprintf(out + len, " %s", last);
}

/* libspf2: behind 511 compiled octets, terms were dropped without a word. */
static void
test_libspf2_silent_truncation_of_the_record(void)
{
    static const size_t lengths[] = {26, 27, 63, 64, 65, 400, 3500};
    static char record[65535 + 64];
    size_t i;

    for (i = 0; i < TAP_COUNT(lengths); i++) {
        struct try_check try;

        try_check_init(&try, NULL);
        add_text(&try, "example.com", record,
                 write_record(record, lengths[i], "ip4:192.0.2.1 -all"));
        expect_result(try_check_outcome(&try, "192.0.2.1", "u@example.com"),
                      SPFEVAL_RESULT_PASS, SPFEVAL_REASON_MATCH);
        expect_result(try_check_outcome(&try, "192.0.2.2", "u@example.com"),
                      SPFEVAL_RESULT_FAIL, SPFEVAL_REASON_MATCH);
        try_check_expect_queries(&try, "TXT example.com");
        try_check_clear(&try);
    }
}

/* A limit that is reached has a name: here of the memory, a status. */
static void
test_libspf2_limit_is_told_as_such(void)
{
    static char record[65535 + 64];
    struct try_check try;

    try_check_init(&try, NULL);
    CHECK_INT(
        spfeval_options_set_u32(try.options, SPFEVAL_OPTION_MAX_BYTES, 4096),
        SPFEVAL_OK);
    add_text(&try, "example.com", record,
             write_record(record, 3500, "ip4:192.0.2.1 -all"));
    try_check_start(&try, "192.0.2.1", "u@example.com");
    CHECK_INT(try_check_run(&try), SPFEVAL_ERR_LIMIT);
    CHECK(spfeval_check_get_outcome(try.check) == NULL);
    try_check_clear(&try);
}

/* rspamd: what only begins like a version was read beyond its end. */
static void
test_rspamd_over_read_of_a_bare_version(void)
{
    static const char *const texts[] = {"spf2.", "spf2.0", "spf2.0/", "v",
                                        "v=",    "v=spf",  "v=spf1"};
    size_t i;

    for (i = 0; i < TAP_COUNT(texts); i++) {
        size_t len = strlen(texts[i]);
        char *text = malloc(len); /* without a NUL behind it */
        spfeval_record *record = NULL;
        bool is_record = i == TAP_COUNT(texts) - 1;
        struct try_check try;

        tap_row(texts[i]);
        if (!CHECK(text != NULL)) {
            return;
        }
        memcpy(text, texts[i], len);
        CHECK_INT(spfeval_record_parse(NULL, text, len, &record, NULL),
                  is_record ? SPFEVAL_OK : SPFEVAL_ERR_SYNTAX);
        spfeval_record_free(record);
        try_check_init(&try, NULL);
        add_text(&try, "example.com", text, len);
        expect_result(try_check_outcome(&try, "192.0.2.1", "u@example.com"),
                      is_record ? SPFEVAL_RESULT_NEUTRAL : SPFEVAL_RESULT_NONE,
                      is_record ? SPFEVAL_REASON_DEFAULT
                                : SPFEVAL_REASON_NO_RECORD);
        try_check_clear(&try);
        free(text);
    }
    tap_row(NULL);
}

/* --- What is too much ---------------------------------------------------- */

/* libspf2 51, hMailServer 442: each include had a counter of its own. */
static void
test_libspf2_51_dns_amplification(void)
{
    struct try_check try;
    const spfeval_outcome *outcome;
    unsigned i;

    try_check_init(&try, NULL);
    try_check_zone(&try, "example.com TXT v=spf1 include:i1.example.com "
                         "include:i2.example.com include:i3.example.com "
                         "include:i4.example.com include:i5.example.com "
                         "include:i6.example.com include:i7.example.com "
                         "include:i8.example.com include:i9.example.com -all");
    for (i = 1; i <= 9; i++) {
        char lines[512];

        (void)snprintf(
            lines, sizeof(lines),
            "i%u.example.com TXT v=spf1 a:a%u.example.com a:b%u.example.com "
            "a:c%u.example.com a:d%u.example.com a:e%u.example.com "
            "a:f%u.example.com a:g%u.example.com a:h%u.example.com "
            "a:i%u.example.com\n"
            "a%u.example.com A 10.0.0.1\nb%u.example.com A 10.0.0.1\n"
            "c%u.example.com A 10.0.0.1\nd%u.example.com A 10.0.0.1\n"
            "e%u.example.com A 10.0.0.1\nf%u.example.com A 10.0.0.1\n"
            "g%u.example.com A 10.0.0.1\nh%u.example.com A 10.0.0.1\n"
            "i%u.example.com A 10.0.0.1",
            i, i, i, i, i, i, i, i, i, i, i, i, i, i, i, i, i, i, i);
        try_check_zone(&try, lines);
    }
    outcome = try_check_outcome(&try, "192.0.2.1", "u@example.com");
    expect_result(outcome, SPFEVAL_RESULT_PERMERROR,
                  SPFEVAL_REASON_TERM_LIMIT);
    CHECK_INT(spfeval_outcome_get_counter(outcome, SPFEVAL_COUNTER_TERMS), 10);
    CHECK_INT(spfeval_outcome_get_counter(outcome, SPFEVAL_COUNTER_QUERIES),
              11);
    try_check_expect_queries(
        &try, "TXT example.com; TXT i1.example.com; A a1.example.com; "
              "A b1.example.com; A c1.example.com; A d1.example.com; "
              "A e1.example.com; A f1.example.com; A g1.example.com; "
              "A h1.example.com; A i1.example.com");
    try_check_clear(&try);
}

/* libspf2 24: no limit on lookups that find nothing. */
static void
test_libspf2_24_void_lookups(void)
{
    static const struct try_case cases[] = {
        {.claim = "the third one ends it, in an include as well",
         .record = "v=spf1 a:n1.example.com include:i.example.com -all",
         .zone = "i.example.com TXT v=spf1 a:n2.example.com a:n3.example.com "
                 "a:n4.example.com",
         .result = SPFEVAL_RESULT_PERMERROR,
         .reason = SPFEVAL_REASON_VOID_LIMIT,
         .queries = "A n1.example.com; TXT i.example.com; A n2.example.com; "
                    "A n3.example.com",
         .terms = 4,
         .voids = 3},
        {.claim = "also where it is the last term (go/spf 42e3519)",
         .record = "v=spf1 a:n1.example.com a:n2.example.com "
                   "a:n3.example.com",
         .result = SPFEVAL_RESULT_PERMERROR,
         .reason = SPFEVAL_REASON_VOID_LIMIT,
         .queries = "A n1.example.com; A n2.example.com; A n3.example.com",
         .terms = 3,
         .voids = 3},
    };

    try_check_table(cases, TAP_COUNT(cases));
}

/* Many: a loop was seen only where the name was the same to the octet. */
static void
test_self_include_in_other_case_or_with_a_dot(void)
{
    static const struct try_case cases[] = {
        {.claim = "an include of itself, in other case, ends at the limit",
         .record = "v=spf1 include:EXAMPLE.com. -all",
         .result = SPFEVAL_RESULT_PERMERROR,
         .reason = SPFEVAL_REASON_TERM_LIMIT,
         .terms = 10},
        {.claim = "a loop of redirects as well, and each name is asked once",
         .record = "v=spf1 redirect=B.example.com.",
         .zone = "b.example.com TXT v=spf1 redirect=Example.COM",
         .result = SPFEVAL_RESULT_PERMERROR,
         .reason = SPFEVAL_REASON_TERM_LIMIT,
         .queries = "TXT B.example.com",
         .terms = 10},
    };

    try_check_table(cases, TAP_COUNT(cases));
}

/* --- Resolvers and memory ------------------------------------------------ */

/* A resolver that says all went well, and gives nothing for this type. */
static int
lookup_without_ptr(void *user_data, const spfeval_query *query,
                   spfeval_answer *answer)
{
    static const char record[] = "v=spf1 ptr ?all";

    (void)user_data;
    return spfeval_query_get_type(query) == SPFEVAL_RRTYPE_PTR
               ? SPFEVAL_OK
               : spfeval_answer_add_text(answer, record, strlen(record));
}

/* libspf2 52: a resolver that gave no answer to "ptr" was a crash. */
static void
test_libspf2_52_resolver_without_an_answer(void)
{
    static const spfeval_resolver_ops ops = {
        .struct_size = sizeof(spfeval_resolver_ops),
        .lookup = lookup_without_ptr,
    };
    spfeval_resolver *resolver = NULL;
    struct try_check try;

    try_check_init(&try, NULL);
    CHECK_INT(spfeval_resolver_new(NULL, &ops, NULL, &resolver), SPFEVAL_OK);
    try_check_start(&try, "192.0.2.1", "u@example.com");
    CHECK_INT(spfeval_check_run(try.check, resolver), SPFEVAL_ERR_RESOLVER);
    CHECK(spfeval_check_get_outcome(try.check) == NULL);
    try_check_start(&try, "192.0.2.1", "u@example.com");
    CHECK_INT(spfeval_check_step(try.check), SPFEVAL_STEP_QUERY);
    CHECK_INT(spfeval_check_answer(
                  try.check, spfeval_query_get_id(try_check_take(&try)), NULL),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_check_step(try.check), SPFEVAL_STEP_QUERY);
    spfeval_resolver_free(resolver);
    try_check_clear(&try);
}

/* Mail::SPF before 3.2024: what macros took was kept for ever. */
static void
test_mail_spf_memory_leak_per_check(void)
{
    struct count_alloc memory;
    struct try_check try;
    size_t held = 0;
    unsigned i;

    count_alloc_init(&memory);
    try_check_init(&try, &memory.table);
    try_check_zone(&try, "example.com TXT v=spf1 exists:%{l}.%{h}.example.com "
                         "-all exp=why.example.com\n"
                         "why.example.com TXT %{S} from %{c} at %{t}");
    for (i = 0; i < 500; i++) {
        char mailfrom[64];

        (void)snprintf(mailfrom, sizeof(mailfrom), "user%u@example.com", i);
        expect_result(try_check_outcome(&try, "192.0.2.1", mailfrom),
                      SPFEVAL_RESULT_FAIL, SPFEVAL_REASON_MATCH);
        if (i == 10) {
            held = memory.live_bytes;
        }
    }
    CHECK_INT(memory.live_bytes, held);
    CHECK_INT(memory.peak_bytes, held);
    try_check_clear(&try);
    CHECK(count_alloc_is_clean(&memory));
    count_alloc_clear(&memory);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"libspf2: no term of a long record is lost",
         test_libspf2_silent_truncation_of_the_record},
        {"libspf2: a limit that is reached is told as such",
         test_libspf2_limit_is_told_as_such},
        {"rspamd 59f1ff841: a bare version is not read beyond its end",
         test_rspamd_over_read_of_a_bare_version},
        {"libspf2 51: ten terms are the limit of the whole evaluation",
         test_libspf2_51_dns_amplification},
        {"libspf2 24: the third lookup that finds nothing is a permerror",
         test_libspf2_24_void_lookups},
        {"a loop in other case or with a final dot ends at the limit",
         test_self_include_in_other_case_or_with_a_dot},
        {"libspf2 52: a resolver without an answer is an error, no crash",
         test_libspf2_52_resolver_without_an_answer},
        {"Mail::SPF: checks one after the other hold no more memory",
         test_mail_spf_memory_leak_per_check},
    };

    return tap_run("regression/peers/limits", tests, TAP_COUNT(tests));
}
