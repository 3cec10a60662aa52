/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * How many DNS queries one mail can cause, whatever the records say: the
 * arithmetic of RFC 7208 section 4.6.4, by the heaviest policy that it allows
 * and by many random ones. doc/guarantees.md has the numbers.
 */
#include <stdio.h>
#include <string.h>

#include <spfeval/spfeval.h>

#include "support/tap.h"

enum {
    TERMS = 10,
    HOSTS = 10, /* of an mx, and names of the client */

    /*
     * The own record; ten mx terms, each of ten hosts; the explanation, whose
     * %{p} takes the client's names and the addresses of ten of them.
     */
    MOST_QUERIES = 1 + TERMS * (1 + HOSTS) + 1 + 1 + HOSTS,
    MOST_AHEAD = 13, /* more, when questions are asked ahead of need */
    MOST_HINTS = 64, /* and that many, when earlier checks foretell them */

    RANDOM_POLICIES = 400,
    NAMES = 12
};

static const char client[] = "192.0.2.1";

struct fixture {
    spfeval_options *options;
    spfeval_zone *zone;
    spfeval_check *check;
    spfeval_answer *answer;
    unsigned queries;
};

static void
set_up(struct fixture *f, uint32_t prefetch)
{
    memset(f, 0, sizeof(*f));
    CHECK_INT(spfeval_options_new(NULL, &f->options), SPFEVAL_OK);
    CHECK_INT(
        spfeval_options_set_u32(f->options, SPFEVAL_OPTION_PREFETCH, prefetch),
        SPFEVAL_OK);
    CHECK_INT(spfeval_zone_new(NULL, &f->zone), SPFEVAL_OK);
    CHECK_INT(spfeval_check_new(f->options, &f->check), SPFEVAL_OK);
    CHECK_INT(spfeval_answer_new(NULL, &f->answer), SPFEVAL_OK);
}

static void
tear_down(struct fixture *f)
{
    spfeval_answer_free(f->answer);
    spfeval_check_free(f->check);
    spfeval_zone_free(f->zone);
    spfeval_options_free(f->options);
}

static void
add_text(struct fixture *f, const char *name, const char *text)
{
    CHECK_INT(spfeval_zone_add_text(f->zone, name, strlen(name), 60, text,
                                    strlen(text)),
              SPFEVAL_OK);
}

static void
add_address(struct fixture *f, const char *name, unsigned last)
{
    uint8_t address[4] = {198, 51, 100, (uint8_t)last};

    CHECK_INT(spfeval_zone_add_address(f->zone, name, strlen(name), 60,
                                       address, sizeof(address)),
              SPFEVAL_OK);
}

/* Check a mail of u@m.test, and count; each query is answered at once. */
static const spfeval_outcome *
run(struct fixture *f)
{
    const spfeval_query *query;
    int step;

    f->queries = 0;
    spfeval_check_reset(f->check);
    CHECK_INT(spfeval_check_set_client_text(f->check, client, strlen(client)),
              SPFEVAL_OK);
    CHECK_INT(spfeval_check_set_mailfrom(f->check, "u@m.test", 8), SPFEVAL_OK);
    CHECK_INT(spfeval_check_set_helo(f->check, "h.test", 6), SPFEVAL_OK);
    while ((step = spfeval_check_step(f->check)) == SPFEVAL_STEP_QUERY) {
        while (spfeval_check_next_query(f->check, &query) == SPFEVAL_OK) {
            size_t len = 0;
            const char *name = spfeval_query_get_name(query, &len);

            f->queries++;
            CHECK_INT(spfeval_zone_lookup(f->zone,
                                          spfeval_query_get_type(query), name,
                                          len, f->answer),
                      SPFEVAL_OK);
            CHECK_INT(spfeval_check_answer(
                          f->check, spfeval_query_get_id(query), f->answer),
                      SPFEVAL_OK);
        }
    }
    CHECK_INT(step, SPFEVAL_STEP_DONE);
    return spfeval_check_get_outcome(f->check);
}

/* An mx of ten hosts that all have an address, none of them the client's. */
static void
add_exchanges(struct fixture *f, unsigned number)
{
    char domain[32];
    char host[32];
    unsigned i;

    (void)snprintf(domain, sizeof(domain), "x%u.test", number);
    for (i = 0; i < HOSTS; i++) {
        (void)snprintf(host, sizeof(host), "h%u.x%u.test", i, number);
        CHECK_INT(spfeval_zone_add_mx(f->zone, domain, strlen(domain), 60, 10,
                                      host, strlen(host)),
                  SPFEVAL_OK);
        add_address(f, host, i + 1);
    }
}

/* More names of the client than are looked at; none leads back to it. */
static void
add_client_names(struct fixture *f)
{
    static const char reverse[] = "1.2.0.192.in-addr.arpa";
    char name[32];
    unsigned i;

    for (i = 0; i < 2 * HOSTS; i++) {
        (void)snprintf(name, sizeof(name), "n%u.client.test", i);
        CHECK_INT(spfeval_zone_add_ptr(f->zone, reverse, strlen(reverse), 60,
                                       name, strlen(name)),
                  SPFEVAL_OK);
        add_address(f, name, 200);
    }
}

static void
add_heaviest(struct fixture *f, unsigned terms)
{
    char record[512] = "v=spf1";
    size_t len = strlen(record);
    unsigned i;

    for (i = 0; i < terms; i++) {
        len += (size_t)snprintf(record + len, sizeof(record) - len,
                                " mx:x%u.test", i);
        add_exchanges(f, i);
    }
    (void)snprintf(record + len, sizeof(record) - len, " -all exp=e.test");
    add_text(f, "m.test", record);
    add_text(f, "e.test", "%{p} may not");
    add_client_names(f);
}

/* The bound is no guess: there is a policy that comes to it. */
static void
test_heaviest_policy_reaches_the_bound(void)
{
    static const uint32_t modes[] = {SPFEVAL_PREFETCH_SERIAL,
                                     SPFEVAL_PREFETCH_SPEC,
                                     SPFEVAL_PREFETCH_GRAPH};
    size_t i;

    for (i = 0; i < TAP_COUNT(modes); i++) {
        const spfeval_outcome *outcome;
        struct fixture f;

        set_up(&f, modes[i]);
        add_heaviest(&f, TERMS);
        outcome = run(&f);
        CHECK_INT(spfeval_outcome_get_result(outcome), SPFEVAL_RESULT_FAIL);
        CHECK_INT(f.queries, MOST_QUERIES);
        tear_down(&f);
    }
}

static void
test_one_term_more_ends_before_it_asks(void)
{
    const spfeval_outcome *outcome;
    struct fixture f;

    set_up(&f, SPFEVAL_PREFETCH_SERIAL);
    add_heaviest(&f, TERMS + 1);
    outcome = run(&f);
    CHECK_INT(spfeval_outcome_get_result(outcome), SPFEVAL_RESULT_PERMERROR);
    CHECK_INT(spfeval_outcome_get_reason(outcome), SPFEVAL_REASON_TERM_LIMIT);
    CHECK_INT(f.queries, 1 + TERMS * (1 + HOSTS));
    tear_down(&f);
}

/* --- random policies ------------------------------------------------------ */

/* xorshift64* */
static unsigned
below(uint64_t *state, unsigned count)
{
    uint64_t x = *state;

    x ^= x >> 12;
    x ^= x << 25;
    x ^= x >> 27;
    *state = x;
    return (unsigned)((x * UINT64_C(0x2545f4914f6cdd1d)) >> 33) % count;
}

/* What stands before and behind the number of a name. */
static const struct {
    const char *before;
    const char *behind;
} terms[] = {{"include:r", ".test"},  {"a:r", ".test"},
             {"mx:r", ".test"},       {"exists:%{i}.r", ".test"},
             {"?include:r", ".test"}, {"a:%{p}.r", ".test"},
             {"mx:%{l}.r", ".test"},  {"ptr:r", ".test"},
             {"ip4:192.0.2.", ""},    {"~exists:%{ir}.r", ".test"}};

static void
add_random_record(struct fixture *f, uint64_t *state, const char *name)
{
    char record[1024] = "v=spf1";
    size_t len = strlen(record);
    unsigned count = below(state, 14);
    unsigned i;

    for (i = 0; i < count; i++) {
        unsigned kind = below(state, TAP_COUNT(terms));

        len += (size_t)snprintf(record + len, sizeof(record) - len, " %s%u%s",
                                terms[kind].before, below(state, NAMES),
                                terms[kind].behind);
    }
    if (below(state, 3) == 0) {
        len += (size_t)snprintf(record + len, sizeof(record) - len,
                                " redirect=r%u.test", below(state, NAMES));
    }
    (void)snprintf(record + len, sizeof(record) - len, " %s exp=e.test",
                   below(state, 2) == 0 ? "-all" : "");
    add_text(f, name, record);
}

static void
add_random_policy(struct fixture *f, uint64_t seed)
{
    uint64_t state = seed * UINT64_C(0x9e3779b97f4a7c15) + 1;
    unsigned i;

    add_random_record(f, &state, "m.test");
    add_text(f, "e.test", "%{p} %{d}");
    add_client_names(f);
    for (i = 0; i < NAMES; i++) {
        char name[32];
        char host[32];
        unsigned hosts = below(&state, HOSTS + 2);

        (void)snprintf(name, sizeof(name), "r%u.test", i);
        add_random_record(f, &state, name);
        while (hosts-- > 0) {
            (void)snprintf(host, sizeof(host), "h%u.r%u.test", hosts, i);
            CHECK_INT(spfeval_zone_add_mx(f->zone, name, strlen(name), 60, 10,
                                          host, strlen(host)),
                      SPFEVAL_OK);
            add_address(f, host, hosts);
        }
    }
}

static void
check_random(uint32_t prefetch, unsigned bound)
{
    unsigned most = 0;
    uint64_t seed;

    for (seed = 1; seed <= RANDOM_POLICIES; seed++) {
        const spfeval_outcome *outcome;
        struct fixture f;
        int result;

        set_up(&f, prefetch);
        add_random_policy(&f, seed);
        outcome = run(&f);
        result = spfeval_outcome_get_result(outcome);
        CHECK(result >= SPFEVAL_RESULT_NONE &&
              result <= SPFEVAL_RESULT_PERMERROR);
        CHECK(f.queries <= bound);
        CHECK(spfeval_outcome_get_counter(outcome, SPFEVAL_COUNTER_TERMS) <=
              TERMS);
        if (f.queries > most) {
            most = f.queries;
        }
        tear_down(&f);
    }
    printf("# at most %u queries, %u allowed\n", most, bound);
    CHECK(most > 2 * TERMS); /* the policies are no easy ones */
}

static void
test_no_random_policy_asks_more(void)
{
    check_random(SPFEVAL_PREFETCH_SERIAL, MOST_QUERIES);
}

static void
test_asking_ahead_adds_little(void)
{
    check_random(SPFEVAL_PREFETCH_SPEC, MOST_QUERIES + MOST_AHEAD);
    check_random(SPFEVAL_PREFETCH_GRAPH,
                 MOST_QUERIES + MOST_AHEAD + MOST_HINTS);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"the heaviest policy reaches the bound",
         test_heaviest_policy_reaches_the_bound},
        {"one term more ends before it asks",
         test_one_term_more_ends_before_it_asks},
        {"no random policy asks more", test_no_random_policy_asks_more},
        {"asking ahead adds little", test_asking_ahead_adds_little},
    };

    return tap_run("guarantee_queries", tests, TAP_COUNT(tests));
}
