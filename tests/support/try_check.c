/* SPDX-License-Identifier: BSD-2-Clause */
#include "support/try_check.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/tap.h"

enum { MAX_LINE = 4096, DEFAULT_TTL = 300 };

void
try_check_init(struct try_check *try, const spfeval_allocator *allocator)
{
    memset(try, 0, sizeof(*try));
    CHECK_INT(spfeval_options_new(allocator, &try->options), SPFEVAL_OK);
    CHECK_INT(spfeval_zone_new(NULL, &try->zone), SPFEVAL_OK);
    CHECK_INT(spfeval_answer_new(NULL, &try->answer), SPFEVAL_OK);
}

void
try_check_clear(struct try_check *try)
{
    spfeval_check_free(try->check);
    spfeval_answer_free(try->answer);
    spfeval_zone_free(try->zone);
    spfeval_options_free(try->options);
}

/* --- zone lines ---------------------------------------------------------- */

/* Cut the next word off; "" at the end. */
static char *
next_word(char **rest)
{
    char *word = *rest;
    char *space = strchr(word, ' ');

    if (space == NULL) {
        *rest = word + strlen(word);
    } else {
        *space = '\0';
        *rest = space + 1;
    }
    return word;
}

static int
type_of(const char *name)
{
    static const int types[] = {SPFEVAL_RRTYPE_A,   SPFEVAL_RRTYPE_CNAME,
                                SPFEVAL_RRTYPE_PTR, SPFEVAL_RRTYPE_MX,
                                SPFEVAL_RRTYPE_TXT, SPFEVAL_RRTYPE_AAAA};
    size_t i;

    for (i = 0; i < TAP_COUNT(types); i++) {
        if (strcmp(name, spfeval_rrtype_name(types[i])) == 0) {
            return types[i];
        }
    }
    return 0;
}

static int
add_address(spfeval_zone *zone, const char *owner, uint32_t ttl,
            const char *text)
{
    uint8_t octets[16];
    int family = strchr(text, ':') == NULL ? AF_INET : AF_INET6;

    if (inet_pton(family, text, octets) != 1) {
        return SPFEVAL_ERR_SYNTAX;
    }
    return spfeval_zone_add_address(zone, owner, strlen(owner), ttl, octets,
                                    family == AF_INET ? 4 : 16);
}

static int
add_record(spfeval_zone *zone, const char *owner, uint32_t ttl, int type,
           char *rest)
{
    size_t owner_len = strlen(owner);
    unsigned long preference;

    switch (type) {
    case SPFEVAL_RRTYPE_TXT:
        return spfeval_zone_add_text(zone, owner, owner_len, ttl, rest,
                                     strlen(rest));
    case SPFEVAL_RRTYPE_A:
    case SPFEVAL_RRTYPE_AAAA:
        return add_address(zone, owner, ttl, rest);
    case SPFEVAL_RRTYPE_PTR:
        return spfeval_zone_add_ptr(zone, owner, owner_len, ttl, rest,
                                    strlen(rest));
    case SPFEVAL_RRTYPE_CNAME:
        return spfeval_zone_add_cname(zone, owner, owner_len, ttl, rest,
                                      strlen(rest));
    case SPFEVAL_RRTYPE_MX:
        preference = strtoul(next_word(&rest), NULL, 10);
        return spfeval_zone_add_mx(zone, owner, owner_len, ttl,
                                   (uint16_t)preference, rest, strlen(rest));
    default:
        return SPFEVAL_ERR_SYNTAX;
    }
}

static int
add_line(spfeval_zone *zone, char *line)
{
    char *rest = line;
    const char *owner = next_word(&rest);
    const char *word = next_word(&rest);
    size_t owner_len = strlen(owner);
    uint32_t ttl = DEFAULT_TTL;

    if (word[0] >= '0' && word[0] <= '9') {
        ttl = (uint32_t)strtoul(word, NULL, 10);
        word = next_word(&rest);
    }
    if (strcmp(word, "NAME") == 0) {
        return spfeval_zone_add_name(zone, owner, owner_len);
    }
    if (strcmp(word, "TIMEOUT") == 0) {
        return spfeval_zone_add_timeout(zone, owner, owner_len, type_of(rest));
    }
    if (strcmp(word, "RCODE") == 0) {
        return spfeval_zone_add_rcode(zone, owner, owner_len, 0, atoi(rest));
    }
    return add_record(zone, owner, ttl, type_of(word), rest);
}

void
try_check_zone(struct try_check *try, const char *lines)
{
    char line[MAX_LINE];

    while (*lines != '\0') {
        size_t len = strcspn(lines, "\n");

        if (!CHECK(len < sizeof(line))) {
            return;
        }
        memcpy(line, lines, len);
        line[len] = '\0';
        CHECK_INT(add_line(try->zone, line), SPFEVAL_OK);
        lines += len;
        lines += *lines == '\n' ? 1 : 0;
    }
}

/* --- the loop ------------------------------------------------------------ */

void
try_check_start(struct try_check *try, const char *client,
                const char *mailfrom)
{
    const char *helo = "mail.example.com";

    if (try->check == NULL) {
        CHECK_INT(spfeval_check_new(try->options, &try->check), SPFEVAL_OK);
    } else {
        spfeval_check_reset(try->check);
    }
    try->queries[0] = '\0';
    try->queries_len = 0;
    CHECK_INT(
        spfeval_check_set_client_text(try->check, client, strlen(client)),
        SPFEVAL_OK);
    CHECK_INT(
        spfeval_check_set_mailfrom(try->check, mailfrom, strlen(mailfrom)),
        SPFEVAL_OK);
    CHECK_INT(spfeval_check_set_helo(try->check, helo, strlen(helo)),
              SPFEVAL_OK);
}

const spfeval_query *
try_check_take(struct try_check *try)
{
    const spfeval_query *query;
    size_t room = sizeof(try->queries) - try->queries_len;
    int len;

    if (spfeval_check_next_query(try->check, &query) != SPFEVAL_OK) {
        return NULL;
    }
    len = snprintf(try->queries + try->queries_len, room, "%s%s %s",
                   try->queries_len == 0 ? "" : "; ",
                   spfeval_rrtype_name(spfeval_query_get_type(query)),
                   spfeval_query_get_name(query, NULL));
    if (CHECK(len > 0 && (size_t)len < room)) {
        try->queries_len += (size_t)len;
    }
    return query;
}

int
try_check_reply(struct try_check *try, const spfeval_query *query)
{
    size_t name_len = 0;
    const char *name = spfeval_query_get_name(query, &name_len);

    CHECK_INT(spfeval_zone_lookup(try->zone, spfeval_query_get_type(query),
                                  name, name_len, try->answer),
              SPFEVAL_OK);
    return spfeval_check_answer(try->check, spfeval_query_get_id(query),
                                try->answer);
}

int
try_check_run(struct try_check *try)
{
    int step = spfeval_check_step(try->check);

    while (step == SPFEVAL_STEP_QUERY) {
        const spfeval_query *query = try_check_take(try);

        if (query == NULL) {
            break;
        }
        while (query != NULL) {
            int status = try_check_reply(try, query);

            if (status != SPFEVAL_OK) {
                return status;
            }
            query = try_check_take(try);
        }
        step = spfeval_check_step(try->check);
    }
    return step;
}

const spfeval_outcome *
try_check_outcome(struct try_check *try, const char *client,
                  const char *mailfrom)
{
    try_check_start(try, client, mailfrom);
    CHECK_INT(try_check_run(try), SPFEVAL_STEP_DONE);
    return spfeval_check_get_outcome(try->check);
}

void
try_check_expect_queries(const struct try_check *try, const char *expected)
{
    CHECK_STR(try->queries, try->queries_len, expected);
}

/* --- tables -------------------------------------------------------------- */

static void
run_case(const struct try_case *row)
{
    const char *client = row->client == NULL ? "192.0.2.1" : row->client;
    const char *mailfrom =
        row->mailfrom == NULL ? "user@example.com" : row->mailfrom;
    int reason = row->reason == 0 ? SPFEVAL_REASON_MATCH : row->reason;
    char expected[TRY_CHECK_QUERIES];
    const spfeval_outcome *outcome;
    struct try_check try;

    tap_row(row->claim);
    try_check_init(&try, NULL);
    if (row->record != NULL) {
        CHECK_INT(spfeval_zone_add_text(try.zone, "example.com", 11,
                                        DEFAULT_TTL, row->record,
                                        strlen(row->record)),
                  SPFEVAL_OK);
    }
    if (row->zone != NULL) {
        try_check_zone(&try, row->zone);
    }
    (void)snprintf(expected, sizeof(expected), "TXT example.com%s%s",
                   row->queries == NULL ? "" : "; ",
                   row->queries == NULL ? "" : row->queries);
    outcome = try_check_outcome(&try, client, mailfrom);
    CHECK_STR(spfeval_result_name(spfeval_outcome_get_result(outcome)),
              strlen(spfeval_result_name(spfeval_outcome_get_result(outcome))),
              spfeval_result_name(row->result));
    CHECK_INT(spfeval_outcome_get_reason(outcome), reason);
    CHECK_INT(spfeval_outcome_get_counter(outcome, SPFEVAL_COUNTER_TERMS),
              row->terms);
    CHECK_INT(spfeval_outcome_get_counter(outcome, SPFEVAL_COUNTER_VOIDS),
              row->voids);
    try_check_expect_queries(&try, expected);
    try_check_clear(&try);
}

void
try_check_table(const struct try_case *cases, size_t count)
{
    size_t i;

    for (i = 0; i < count; i++) {
        run_case(&cases[i]);
    }
}
