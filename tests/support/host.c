/* SPDX-License-Identifier: BSD-2-Clause */
#include "support/host.h"

#include <string.h>

#include "support/tap.h"

#define IP4 "ip4:203.0.113.200 "
#define HOST "a:hosts.example.com "

/* A network is an event of its own, or joins one; a host makes two. */
const char *const host_leads[] = {
    "",        IP4,           HOST,           IP4 HOST,
    HOST HOST, IP4 HOST HOST, HOST HOST HOST, IP4 HOST HOST HOST,
};

const size_t host_lead_count = TAP_COUNT(host_leads);

const char *
host_padding(void)
{
    static char octets[HOST_MOST_PADDING];

    memset(octets, 'x', sizeof(octets));
    return octets;
}

void
host_clear(struct host *host)
{
    spfeval_options_free(host->options);
    spfeval_answer_free(host->answer);
    spfeval_zone_free(host->zone);
    CHECK(count_alloc_is_clean(&host->memory));
    CHECK(count_alloc_is_clean(&host->outside));
    count_alloc_clear(&host->memory);
    count_alloc_clear(&host->outside);
}

bool
host_init(struct host *host, const char *lead)
{
    memset(host, 0, sizeof(*host));
    count_alloc_init(&host->memory);
    count_alloc_init(&host->outside);
    host->zone = policies_make_zone(&host->outside.table, lead);
    host->options = policies_make_options(&host->memory.table);
    if (CHECK(host->zone != NULL) && CHECK(host->options != NULL) &&
        CHECK_INT(spfeval_answer_new(&host->outside.table, &host->answer),
                  SPFEVAL_OK) &&
        CHECK_INT(spfeval_options_set_u32(host->options,
                                          SPFEVAL_OPTION_MAX_TERMS, 1000),
                  SPFEVAL_OK)) {
        return true;
    }
    host_clear(host);
    return false;
}

void
host_run_short(struct host *host, uint64_t number, bool stays_out)
{
    host->stays_out = stays_out;
    host->seen = false;
    host->failures = host->memory.failures;
    if (stays_out) {
        count_alloc_fail_from(&host->memory, number);
    } else {
        count_alloc_fail_at(&host->memory, number);
    }
}

bool
host_has_run_short(const struct host *host)
{
    return host->memory.failures > host->failures;
}

void
host_recover(struct host *host, int status)
{
    CHECK_INT(status, SPFEVAL_ERR_NOMEM);
    CHECK(host_has_run_short(host));
    CHECK(!host->seen);
    host->seen = true;
    count_alloc_fail_at(&host->memory, 0);
}

spfeval_check *
host_make_check(struct host *host)
{
    spfeval_check *check = NULL;
    int status = spfeval_check_new(host->options, &check);

    if (status != SPFEVAL_OK) {
        CHECK(check == NULL);
        host_recover(host, status);
        CHECK_INT(spfeval_check_new(host->options, &check), SPFEVAL_OK);
    }
    return check;
}

void
host_set_inputs(struct host *host, const struct policy_case *row,
                size_t padding, spfeval_check *check)
{
    int status = SPFEVAL_OK;

    if (padding > 0) {
        status = spfeval_check_set_helo(check, host_padding(), padding);
    }
    if (status == SPFEVAL_OK) {
        status = policy_case_set_inputs(row, check);
    }
    if (status != SPFEVAL_OK) {
        host_recover(host, status);
        CHECK_INT(policy_case_set_inputs(row, check), SPFEVAL_OK);
    }
}

void
host_check_is_over(struct host *host, spfeval_check *check)
{
    const spfeval_query *query = NULL;
    int64_t left = -7;

    CHECK(spfeval_check_get_outcome(check) == NULL);
    CHECK_INT(spfeval_check_step(check), SPFEVAL_ERR_NOMEM);
    CHECK_INT(spfeval_check_next_query(check, &query), SPFEVAL_ERR_NOT_FOUND);
    CHECK(query == NULL);
    CHECK_INT(spfeval_check_expire(check), SPFEVAL_ERR_STATE);
    CHECK_INT(spfeval_check_tick(check, 0, &left), SPFEVAL_ERR_STATE);
    CHECK_INT(left, -7);
    CHECK_INT(spfeval_check_set_helo(check, "a.example", 9),
              SPFEVAL_ERR_STATE);
    spfeval_answer_clear(host->answer);
    CHECK_INT(spfeval_answer_set_rcode(host->answer, 3), SPFEVAL_OK);
    CHECK_INT(spfeval_check_answer(check, 1, host->answer),
              SPFEVAL_ERR_NOT_FOUND);
    CHECK(spfeval_check_get_outcome(check) == NULL);
}

void
host_look_up(struct host *host, const spfeval_query *query)
{
    size_t len = 0;
    const char *name = spfeval_query_get_name(query, &len);

    CHECK_INT(spfeval_zone_lookup(host->zone, spfeval_query_get_type(query),
                                  name, len, host->answer),
              SPFEVAL_OK);
}
