/* SPDX-License-Identifier: BSD-2-Clause */
/* What the mechanisms have in common: asking, matching, ending. */
#include <string.h>

#include "support/tap.h"
#include "support/try_check.h"

static void
test_qualifier_of_the_match_is_the_result(void)
{
    static const struct try_case cases[] = {
        {.claim = "none is pass",
         .record = "v=spf1 all",
         .result = SPFEVAL_RESULT_PASS},
        {.claim = "plus is pass",
         .record = "v=spf1 +all",
         .result = SPFEVAL_RESULT_PASS},
        {.claim = "minus is fail",
         .record = "v=spf1 -all",
         .result = SPFEVAL_RESULT_FAIL},
        {.claim = "tilde is softfail",
         .record = "v=spf1 ~all",
         .result = SPFEVAL_RESULT_SOFTFAIL},
        {.claim = "question mark is neutral, by a match",
         .record = "v=spf1 ?all",
         .result = SPFEVAL_RESULT_NEUTRAL},
        {.claim = "also for a term that asks",
         .record = "v=spf1 -a ?all",
         .zone = "example.com A 192.0.2.1",
         .result = SPFEVAL_RESULT_FAIL,
         .queries = "A example.com",
         .terms = 1},
        {.claim = "what is not pass does not leave an include",
         .record = "v=spf1 include:a.example.com include:b.example.com "
                   "include:c.example.com ~all",
         .zone = "a.example.com TXT v=spf1 ~all\n"
                 "b.example.com TXT v=spf1 ?all\n"
                 "c.example.com TXT v=spf1 -all",
         .result = SPFEVAL_RESULT_SOFTFAIL,
         .queries = "TXT a.example.com; TXT b.example.com; "
                    "TXT c.example.com",
         .terms = 3},
        {.claim = "the outermost include decides",
         .record = "v=spf1 -include:a.example.com",
         .zone = "a.example.com TXT v=spf1 +include:b.example.com\n"
                 "b.example.com TXT v=spf1 +all",
         .result = SPFEVAL_RESULT_FAIL,
         .queries = "TXT a.example.com; TXT b.example.com",
         .terms = 2},
    };

    try_check_table(cases, TAP_COUNT(cases));
}

static void
test_same_question_is_asked_once(void)
{
    static const struct try_case cases[] = {
        {.claim = "names are the same without case",
         .record = "v=spf1 a:A.example a:a.EXAMPLE exists:a.example ~all",
         .zone = "a.example A 192.0.2.2",
         .result = SPFEVAL_RESULT_PASS,
         .queries = "A A.example",
         .terms = 3},
        {.claim = "another type is another question",
         .record = "v=spf1 a exists:example.com mx -all",
         .zone = "example.com AAAA 2001:db8::2\nexample.com MX 0 .",
         .client = "2001:db8::1",
         .result = SPFEVAL_RESULT_FAIL,
         .queries = "AAAA example.com; A example.com; MX example.com",
         .terms = 3,
         .voids = 1},
    };

    try_check_table(cases, TAP_COUNT(cases));
}

static void
test_first_obstacle_in_the_order_of_rules_decides(void)
{
    static const struct try_case cases[] = {
        {.claim = "the term limit before a failing query",
         .record = "v=spf1 a a a a a a a a a a a:slow.example",
         .zone = "example.com A 192.0.2.2\nslow.example TIMEOUT A",
         .result = SPFEVAL_RESULT_PERMERROR,
         .reason = SPFEVAL_REASON_TERM_LIMIT,
         .queries = "A example.com",
         .terms = 10},
        {.claim = "a failed query before the void limit",
         .record = "v=spf1 a:x.example a:y.example a:slow.example a:z.example",
         .zone = "slow.example TIMEOUT A",
         .result = SPFEVAL_RESULT_TEMPERROR,
         .reason = SPFEVAL_REASON_DNS_FAILED,
         .queries = "A x.example; A y.example; A slow.example",
         .terms = 3,
         .voids = 2},
        {.claim = "a match before a term that would fail",
         .record = "v=spf1 a a:slow.example -all",
         .zone = "example.com A 192.0.2.1\nslow.example TIMEOUT A",
         .result = SPFEVAL_RESULT_PASS,
         .queries = "A example.com",
         .terms = 1},
    };

    try_check_table(cases, TAP_COUNT(cases));
}

static void
test_void_limit_is_an_option(void)
{
    static const struct {
        const char *claim;
        uint32_t limit;
        int result;
        uint32_t voids;
    } cases[] = {
        {"none allowed, the first ends it", 0, SPFEVAL_RESULT_PERMERROR, 1},
        {"three allowed, the fourth ends it", 3, SPFEVAL_RESULT_PERMERROR, 4},
        {"four allowed", 4, SPFEVAL_RESULT_SOFTFAIL, 4},
        {"no limit", SPFEVAL_UNLIMITED, SPFEVAL_RESULT_SOFTFAIL, 4},
    };
    size_t i;

    for (i = 0; i < TAP_COUNT(cases); i++) {
        const spfeval_outcome *outcome;
        struct try_check try;

        tap_row(cases[i].claim);
        try_check_init(&try, NULL);
        CHECK_INT(spfeval_options_set_u32(
                      try.options, SPFEVAL_OPTION_MAX_VOIDS, cases[i].limit),
                  SPFEVAL_OK);
        try_check_zone(&try, "example.com TXT v=spf1 a mx a:x.example "
                             "exists:y.example ~all");
        outcome = try_check_outcome(&try, "192.0.2.1", "user@example.com");
        CHECK_INT(spfeval_outcome_get_result(outcome), cases[i].result);
        CHECK_INT(spfeval_outcome_get_counter(outcome, SPFEVAL_COUNTER_VOIDS),
                  cases[i].voids);
        try_check_clear(&try);
    }
}

struct target_case {
    const char *claim;
    const char *zone;
    int reason;
    const char *target; /* NULL: none */
};

static void
test_target_is_what_the_deciding_step_was_about(void)
{
    static const struct target_case cases[] = {
        {"a failed query: the name asked",
         "example.com TXT v=spf1 mx\nexample.com MX 1 slow.example\n"
         "slow.example TIMEOUT A",
         SPFEVAL_REASON_DNS_FAILED, "slow.example"},
        {"a failed record query: its name", "example.com TIMEOUT TXT",
         SPFEVAL_REASON_DNS_FAILED, "example.com"},
        {"a bad include: the name it leads to",
         "example.com TXT v=spf1 include:a..%{d}",
         SPFEVAL_REASON_INCLUDE_BAD_DOMAIN, "a..example.com"},
        {"a bad redirect: the name it leads to",
         "example.com TXT v=spf1 redirect=%{d1r}",
         SPFEVAL_REASON_REDIRECT_BAD_DOMAIN, "example"},
        {"an include without record: the name it leads to",
         "example.com TXT v=spf1 include:gone.%{d}",
         SPFEVAL_REASON_INCLUDE_NO_RECORD, "gone.example.com"},
        {"a redirect without record: the name it leads to",
         "example.com TXT v=spf1 redirect=gone.%{d}",
         SPFEVAL_REASON_REDIRECT_NO_RECORD, "gone.example.com"},
        {"a match: the target of the term",
         "example.com TXT v=spf1 a:a.%{d}\na.example.com A 192.0.2.1",
         SPFEVAL_REASON_MATCH, "a.example.com"},
        {"a match inside an include: the target of that term",
         "example.com TXT v=spf1 include:i.%{d}\n"
         "i.example.com TXT v=spf1 a:a.example\na.example A 192.0.2.1",
         SPFEVAL_REASON_MATCH, "a.example"},
        {"a match of a network: none",
         "example.com TXT v=spf1 a ip4:192.0.2.1\nexample.com A 192.0.2.2",
         SPFEVAL_REASON_MATCH, NULL},
        {"no match at all: none", "example.com TXT v=spf1 a:a.example\n",
         SPFEVAL_REASON_DEFAULT, NULL},
    };
    size_t i;

    for (i = 0; i < TAP_COUNT(cases); i++) {
        const spfeval_outcome *outcome;
        struct try_check try;
        const char *target;
        size_t len = 99;

        tap_row(cases[i].claim);
        try_check_init(&try, NULL);
        try_check_zone(&try, cases[i].zone);
        outcome = try_check_outcome(&try, "192.0.2.1", "user@example.com");
        CHECK_INT(spfeval_outcome_get_reason(outcome), cases[i].reason);
        target = spfeval_outcome_get_target(outcome, &len);
        CHECK_STR(target, target == NULL ? 0 : len, cases[i].target);
        if (target == NULL) {
            CHECK_INT(len, 99);
        } else {
            CHECK_INT(target[len], '\0');
        }
        try_check_clear(&try);
    }
}

struct ttl_case {
    const char *claim;
    const char *zone;
    uint32_t ttl;
};

static void
test_smallest_ttl_of_used_answers_counts(void)
{
    static const struct ttl_case cases[] = {
        {"the record's", "example.com 60 TXT v=spf1 +all", 60},
        {"that of a term's answer",
         "example.com 60 TXT v=spf1 a -all\nexample.com 30 A 192.0.2.1", 30},
        {"that of a host's addresses",
         "example.com 60 TXT v=spf1 mx -all\nexample.com 50 MX 1 m.example\n"
         "m.example 7 A 192.0.2.1",
         7},
        {"one that did not match was used too",
         "example.com 60 TXT v=spf1 a ~all\nexample.com 5 A 192.0.2.2", 5},
        {"one that was not needed was not",
         "example.com 60 TXT v=spf1 ip4:192.0.2.1 a\n"
         "example.com 5 A 192.0.2.2",
         60},
        {"zero is a time to live",
         "example.com 60 TXT v=spf1 a ~all\nexample.com 0 A 192.0.2.2", 0},
        {"that of the explanation is not",
         "example.com 60 TXT v=spf1 exp=exp.example -all\n"
         "exp.example 5 TXT Go away",
         60},
    };
    size_t i;

    for (i = 0; i < TAP_COUNT(cases); i++) {
        const spfeval_outcome *outcome;
        struct try_check try;
        uint32_t ttl = 0xdead;

        tap_row(cases[i].claim);
        try_check_init(&try, NULL);
        try_check_zone(&try, cases[i].zone);
        outcome = try_check_outcome(&try, "192.0.2.1", "user@example.com");
        CHECK_INT(spfeval_outcome_get_ttl(outcome, &ttl), SPFEVAL_OK);
        CHECK_INT(ttl, cases[i].ttl);
        try_check_clear(&try);
    }
}

static void
test_ttl_of_a_negative_answer_counts(void)
{
    struct try_check try;
    const spfeval_query *query;
    uint32_t ttl = 0;

    try_check_init(&try, NULL);
    try_check_zone(&try, "example.com 60 TXT v=spf1 a ~all");
    try_check_start(&try, "192.0.2.1", "user@example.com");
    CHECK_INT(spfeval_check_step(try.check), SPFEVAL_STEP_QUERY);
    try_check_reply(&try, try_check_take(&try));
    CHECK_INT(spfeval_check_step(try.check), SPFEVAL_STEP_QUERY);
    query = try_check_take(&try);
    spfeval_answer_clear(try.answer);
    spfeval_answer_set_rcode(try.answer, 3);
    spfeval_answer_set_ttl(try.answer, 12);
    CHECK_INT(spfeval_check_answer(try.check, spfeval_query_get_id(query),
                                   try.answer),
              SPFEVAL_OK);
    CHECK_INT(spfeval_check_step(try.check), SPFEVAL_STEP_DONE);
    CHECK_INT(
        spfeval_outcome_get_ttl(spfeval_check_get_outcome(try.check), &ttl),
        SPFEVAL_OK);
    CHECK_INT(ttl, 12);
    try_check_clear(&try);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"the qualifier of the match is the result",
         test_qualifier_of_the_match_is_the_result},
        {"the same question is asked once", test_same_question_is_asked_once},
        {"the first obstacle in the order of rules decides",
         test_first_obstacle_in_the_order_of_rules_decides},
        {"the void limit is an option", test_void_limit_is_an_option},
        {"the target is what the deciding step was about",
         test_target_is_what_the_deciding_step_was_about},
        {"the smallest time to live of used answers counts",
         test_smallest_ttl_of_used_answers_counts},
        {"the time to live of a negative answer counts",
         test_ttl_of_a_negative_answer_counts},
    };

    return tap_run("check/decide", tests, TAP_COUNT(tests));
}
