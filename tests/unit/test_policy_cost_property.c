/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The cost of a policy is what evaluation counts: for random records that lead
 * to one another, with cycles in some of them, every address of a small range,
 * and both ends of every range of the map, is checked as a client.
 */
#include <stdio.h>
#include <string.h>

#include <spfeval/policy.h>
#include <spfeval/spfeval.h>

#include "base/ip.h"
#include "policy/compile.h"

#include "support/tap.h"

enum {
    RECORDS = 20000,
    MOST_NODES = 6,
    MOST_TERMS = 6,
    HOSTS = 5,
    EXCHANGES = 4,
    CLIENTS = 16, /* of one family, that networks are made of */
    LIFTED = 1000,
    TEXT_MAX = 512,
    NAME_MAX = 32
};

/* What all trees are tried with. */
struct trial {
    spfeval_options *strict_options;
    spfeval_options *lifted_options;
    spfeval_check *strict;
    spfeval_check *lifted;
    spfeval_zone *zone;
    spfeval_policy *policy;
    const struct spfe_node *node; /* that is tried */
    uint32_t state;
    uint32_t nodes;
    bool cycles;      /* records may lead back */
    uint32_t records; /* so far */
    uint32_t clients; /* checks that were made, and those that */
    uint32_t over;    /* passed a limit */
    uint32_t broken;  /* met a broken record */
    uint32_t passed;
    uint32_t round; /* went round in a cycle, */
    uint32_t again; /* or might have, and did not */
    uint32_t wrong;
    char texts[MOST_NODES][TEXT_MAX];
};

/* xorshift32: the same records each time. */
static uint32_t
draw(struct trial *trial, uint32_t below)
{
    trial->state ^= trial->state << 13;
    trial->state ^= trial->state >> 17;
    trial->state ^= trial->state << 5;
    return trial->state % below;
}

/*
 * The last IPv4 octet runs from 0; the IPv6 addresses lie on both sides of
 * the border between the words of a number.
 */
static struct spfe_point
client_point(int family, uint32_t index)
{
    static const uint64_t hi = 0x20010db800000000;
    struct spfe_point point = {0, 0x0a141e00 + index};

    if (family == SPFE_V6) {
        point.hi = index < CLIENTS / 2 ? hi : hi + 1;
        point.lo = index < CLIENTS / 2 ? UINT64_MAX - CLIENTS / 2 + 1 + index
                                       : index - CLIENTS / 2;
    }
    return point;
}

static size_t
client_octets(int family, uint32_t index, uint8_t *octets)
{
    size_t len = family == SPFE_V4 ? 4 : 16;

    spfe_point_octets(client_point(family, index), octets, len);
    return len;
}

static unsigned
draw_prefix(struct trial *trial, int family)
{
    static const uint8_t prefixes[SPFE_FAMILIES][10] = {
        {32, 32, 32, 31, 31, 30, 29, 28, 24, 0},
        {128, 128, 128, 127, 126, 125, 124, 64, 63, 0}};

    return prefixes[family][draw(trial, 10)];
}

static void
add_network(struct trial *trial, struct spfe_buf *out)
{
    int family = (int)draw(trial, 2);
    uint8_t octets[16];
    size_t len = client_octets(family, draw(trial, CLIENTS), octets);

    spfe_buf_add_text(out, family == SPFE_V4 ? "ip4:" : "ip6:");
    spfe_ip_print(octets, len, out);
    spfe_buf_add_octet(out, '/');
    spfe_buf_add_decimal(out, draw_prefix(trial, family));
}

static void
add_name(struct trial *trial, struct spfe_buf *out, const char *kind,
         const char *letter, uint32_t below)
{
    spfe_buf_add_text(out, kind);
    spfe_buf_add_text(out, letter);
    spfe_buf_add_decimal(out, draw(trial, below));
    spfe_buf_add_text(out, ".test");
}

static void
add_prefixes(struct trial *trial, struct spfe_buf *out)
{
    if (draw(trial, 3) == 0) {
        spfe_buf_add_octet(out, '/');
        spfe_buf_add_decimal(out, draw_prefix(trial, SPFE_V4));
    }
    if (draw(trial, 3) == 0) {
        spfe_buf_add_text(out, "//");
        spfe_buf_add_decimal(out, draw_prefix(trial, SPFE_V6));
    }
}

/*
 * A node below this one, or any one; now and then one that is not there.
 */
static void
add_record(struct trial *trial, struct spfe_buf *out, const char *kind,
           uint32_t node)
{
    uint32_t below = trial->nodes - node - 1;

    spfe_buf_add_text(out, kind);
    spfe_buf_add_octet(out, 'd');
    if (trial->cycles && draw(trial, 2) == 0) {
        spfe_buf_add_decimal(out, draw(trial, trial->nodes));
    } else if (below == 0 || draw(trial, 60) == 0) {
        spfe_buf_add_text(out, "none");
    } else {
        spfe_buf_add_decimal(out, node + 1 + draw(trial, below));
    }
    spfe_buf_add_text(out, ".test");
}

static void
add_term(struct trial *trial, struct spfe_buf *out, uint32_t node)
{
    static const char *const signs[] = {" ", " ",  " ",  " -",
                                        " ", " +", " ?", " ~"};
    static const char too_long[] =
        "a:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
        ".test";
    uint32_t kind = draw(trial, 20);

    spfe_buf_add_text(out, signs[draw(trial, TAP_COUNT(signs))]);
    if (kind < 8) {
        add_network(trial, out);
    } else if (kind < 12) {
        add_name(trial, out, "a:", "h", HOSTS + 2);
        add_prefixes(trial, out);
    } else if (kind < 14) {
        add_name(trial, out, "mx:", "m", EXCHANGES + 2);
        add_prefixes(trial, out);
    } else if (kind == 14) {
        add_name(trial, out, "exists:", draw(trial, 4) == 0 ? "h" : "no",
                 HOSTS);
    } else if (kind == 15) {
        spfe_buf_add_text(out, draw(trial, 2) == 0 ? "a" : "mx:%{d}");
    } else if (kind == 16 && draw(trial, 4) == 0) {
        spfe_buf_add_text(out, too_long);
    } else if (node + 1 < trial->nodes || trial->cycles) {
        add_record(trial, out, "include:", node);
    } else {
        spfe_buf_add_text(out, "ip4:10.20.30.5");
    }
}

static void
make_record(struct trial *trial, uint32_t node)
{
    static const char *const ends[] = {" -all", " ~all", " ?all",
                                       " all",  "",      ""};
    uint32_t count = draw(trial, MOST_TERMS + 1);
    char name[NAME_MAX];
    struct spfe_buf out;

    spfe_buf_init(&out, trial->texts[node], TEXT_MAX);
    spfe_buf_add_text(&out, "v=spf1");
    if (draw(trial, 8) == 0) {
        add_record(trial, &out, " redirect=", node);
    }
    while (count-- > 0) {
        add_term(trial, &out, node);
    }
    spfe_buf_add_text(&out, ends[draw(trial, TAP_COUNT(ends))]);
    if (draw(trial, 50) == 0) {
        spfe_buf_add_text(&out, " ip5:1");
    }
    CHECK_INT(spfe_buf_finish(&out, NULL), SPFEVAL_OK);
    (void)snprintf(name, sizeof(name), "d%u.test", (unsigned)node);
    CHECK_INT(spfeval_zone_add_text(trial->zone, name, strlen(name), 300,
                                    trial->texts[node],
                                    strlen(trial->texts[node])),
              SPFEVAL_OK);
    trial->records++;
}

static void
add_addresses(struct trial *trial, const char *name)
{
    uint32_t count = draw(trial, 3);
    int family = (int)draw(trial, 3); /* 2: both */

    while (count-- > 0) {
        int each;

        for (each = 0; each < SPFE_FAMILIES; each++) {
            uint8_t octets[16];
            size_t len = client_octets(each, draw(trial, CLIENTS), octets);

            if (family == 2 || family == each) {
                CHECK_INT(spfeval_zone_add_address(trial->zone, name,
                                                   strlen(name), 300, octets,
                                                   len),
                          SPFEVAL_OK);
            }
        }
    }
}

static void
add_exchange(struct trial *trial, const char *name, const char *host,
             uint32_t preference)
{
    CHECK_INT(spfeval_zone_add_mx(trial->zone, name, strlen(name), 300,
                                  (uint16_t)preference, host, strlen(host)),
              SPFEVAL_OK);
}

/* Hosts, and exchanges of up to three of them; rarely too many, or none. */
static void
make_hosts(struct trial *trial)
{
    char name[NAME_MAX];
    char host[NAME_MAX];
    uint32_t i;

    for (i = 0; i < HOSTS; i++) {
        (void)snprintf(name, sizeof(name), "h%u.test", (unsigned)i);
        add_addresses(trial, name);
    }
    for (i = 0; i < trial->nodes; i++) {
        (void)snprintf(name, sizeof(name), "d%u.test", (unsigned)i);
        add_addresses(trial, name);
        if (draw(trial, 2) == 0) {
            add_exchange(trial, name, name, 1);
        }
    }
    for (i = 0; i < EXCHANGES; i++) {
        uint32_t count = draw(trial, 30) == 0 ? 11 : draw(trial, 4);

        (void)snprintf(name, sizeof(name), "m%u.test", (unsigned)i);
        if (draw(trial, 20) == 0) {
            add_exchange(trial, name, "", 0);
        }
        while (count > 0) {
            (void)snprintf(
                host, sizeof(host), "h%u.test",
                (unsigned)(count > HOSTS ? count : draw(trial, HOSTS)));
            add_exchange(trial, name, host, count--);
        }
    }
}

static const spfeval_outcome *
evaluate(struct trial *trial, spfeval_check *check, int family,
         struct spfe_point client)
{
    size_t len = family == SPFE_V4 ? 4 : 16;
    char sender[NAME_MAX];
    uint8_t octets[16];

    (void)snprintf(sender, sizeof(sender), "u@%s", trial->node->owner.ptr);
    spfe_point_octets(client, octets, len);
    spfeval_check_reset(check);
    CHECK_INT(spfeval_check_set_client(check, octets, len), SPFEVAL_OK);
    CHECK_INT(spfeval_check_set_mailfrom(check, sender, strlen(sender)),
              SPFEVAL_OK);
    CHECK_INT(spfeval_check_run(check, spfeval_zone_get_resolver(trial->zone)),
              SPFEVAL_OK);
    return spfeval_check_get_outcome(check);
}

static void
report(struct trial *trial, int family, struct spfe_point client,
       const char *what, uint32_t expected, uint32_t actual)
{
    uint8_t octets[16];
    size_t len = family == SPFE_V4 ? 4 : 16;
    char text[64];
    struct spfe_buf out;
    uint32_t i;

    if (trial->wrong++ > 3) {
        return;
    }
    spfe_point_octets(client, octets, len);
    spfe_buf_init(&out, text, sizeof(text));
    spfe_ip_print(octets, len, &out);
    (void)spfe_buf_finish(&out, NULL);
    printf("# %s at %s: %s is %u, the map has %u\n", text,
           trial->node->owner.ptr, what, (unsigned)expected, (unsigned)actual);
    for (i = 0; i < trial->nodes; i++) {
        printf("#   d%u.test %s\n", (unsigned)i, trial->texts[i]);
    }
}

static void
expect(struct trial *trial, int family, struct spfe_point client,
       const char *what, uint32_t expected, uint32_t actual)
{
    if (expected != actual) {
        report(trial, family, client, what, expected, actual);
    }
}

static void
try_client(struct trial *trial, int family, struct spfe_point client)
{
    const struct spfe_piece *piece =
        spfe_map_find(&trial->node->maps[family], client);
    const spfeval_outcome *outcome =
        evaluate(trial, trial->lifted, family, client);
    uint32_t limited = spfe_compile_limited(trial->policy, piece);

    trial->clients++;
    trial->round +=
        spfeval_outcome_get_counter(outcome, SPFEVAL_COUNTER_TERMS) >= LIFTED;
    trial->again += trial->node->cyclic && limited != SPFEVAL_RESULT_PERMERROR;
    trial->passed += limited == SPFEVAL_RESULT_PASS;
    expect(trial, family, client, "the result",
           (uint32_t)spfeval_outcome_get_result(outcome), piece->result);
    if (piece->result == SPFEVAL_RESULT_PERMERROR) {
        trial->broken++; /* where evaluation ends, the map goes on */
    } else {
        expect(trial, family, client, "the number of lookups",
               spfeval_outcome_get_counter(outcome, SPFEVAL_COUNTER_TERMS),
               piece->lookups);
        expect(trial, family, client, "the number of voids",
               spfeval_outcome_get_counter(outcome, SPFEVAL_COUNTER_VOIDS),
               piece->voids);
        trial->over += limited == SPFEVAL_RESULT_PERMERROR;
    }
    outcome = evaluate(trial, trial->strict, family, client);
    expect(trial, family, client, "the result within limits",
           (uint32_t)spfeval_outcome_get_result(outcome), limited);
}

/* All of the small range, its neighbours, and the ends of each piece. */
static void
try_node(struct trial *trial, int family)
{
    const struct spfe_map *map = &trial->node->maps[family];
    uint32_t i;

    for (i = 0; i < CLIENTS; i++) {
        try_client(trial, family, client_point(family, i));
    }
    try_client(trial, family, spfe_point_before(client_point(family, 0)));
    try_client(trial, family,
               spfe_point_after(client_point(family, CLIENTS - 1)));
    for (i = 0; i < map->count; i++) {
        try_client(trial, family, map->pieces[i].from);
        try_client(trial, family, spfe_map_end(map, i));
    }
}

/* Where a record leads into a cycle, all below it, from wherever it is. */
static void
try_clients(struct trial *trial, int family)
{
    trial->node = trial->policy->root;
    do {
        if (trial->node->compiled) {
            try_node(trial, family);
        }
        trial->node = trial->node->next;
    } while (trial->node != NULL && trial->policy->root->cyclic);
}

/* The highest of the small range; others are not more expensive. */
static void
try_cost(struct trial *trial, int family)
{
    const struct spfe_map *map = &trial->policy->root->maps[family];
    spfeval_cost cost = {.struct_size = sizeof(cost)};
    spfeval_share share = {.struct_size = sizeof(share)};
    spfeval_charge charge = {.struct_size = sizeof(charge)};
    int number = family == SPFE_V4 ? 4 : 6;
    uint32_t most = 0;
    uint32_t sum = 0;
    uint32_t all = 0;
    uint32_t i;

    CHECK_INT(spfeval_policy_get_cost(trial->policy, number, &cost),
              SPFEVAL_OK);
    for (i = 0; i < map->count; i++) {
        uint32_t lookups = map->pieces[i].lookups;

        most = lookups > most ? lookups : most;
    }
    trial->wrong += cost.lookups != most || cost.unknown != 0;
    for (i = 0; spfeval_policy_get_share(trial->policy, number, i, &share) ==
                SPFEVAL_OK;
         i++) {
        sum += share.lookups;
        all += share.all_lookups;
    }
    trial->wrong += sum != most || all > cost.all_lookups;
    for (i = 0; spfeval_policy_get_charge(trial->policy, number, i, &charge) ==
                SPFEVAL_OK;
         i++) {
        trial->wrong += charge.number != i + 1;
    }
    trial->wrong += i != (most < 100 ? most : 100);
}

static void
make_tree(struct trial *trial)
{
    uint32_t i;

    CHECK_INT(spfeval_zone_new(NULL, &trial->zone), SPFEVAL_OK);
    CHECK_INT(spfeval_zone_set_authoritative(trial->zone), SPFEVAL_OK);
    trial->nodes = 1 + draw(trial, MOST_NODES);
    trial->cycles = draw(trial, 3) == 0;
    for (i = 0; i < trial->nodes; i++) {
        make_record(trial, i);
    }
    make_hosts(trial);
    CHECK_INT(spfeval_policy_new(trial->strict_options, &trial->policy),
              SPFEVAL_OK);
    CHECK_INT(spfeval_policy_set_domain(trial->policy, "d0.test", 7),
              SPFEVAL_OK);
    CHECK_INT(spfeval_policy_run(trial->policy,
                                 spfeval_zone_get_resolver(trial->zone)),
              SPFEVAL_OK);
    CHECK_INT(spfe_compile(trial->policy, trial->policy->root), SPFEVAL_OK);
}

static void
set_up(struct trial *trial)
{
    memset(trial, 0, sizeof(*trial));
    trial->state = 7208;
    CHECK_INT(spfeval_options_new(NULL, &trial->strict_options), SPFEVAL_OK);
    CHECK_INT(spfeval_options_new(NULL, &trial->lifted_options), SPFEVAL_OK);
    CHECK_INT(spfeval_options_set_u32(trial->lifted_options,
                                      SPFEVAL_OPTION_MAX_TERMS, LIFTED),
              SPFEVAL_OK);
    CHECK_INT(spfeval_options_set_u32(trial->lifted_options,
                                      SPFEVAL_OPTION_MAX_VOIDS,
                                      SPFEVAL_UNLIMITED),
              SPFEVAL_OK);
    CHECK_INT(spfeval_check_new(trial->strict_options, &trial->strict),
              SPFEVAL_OK);
    CHECK_INT(spfeval_check_new(trial->lifted_options, &trial->lifted),
              SPFEVAL_OK);
}

static void
tear_down(struct trial *trial)
{
    spfeval_check_free(trial->strict);
    spfeval_check_free(trial->lifted);
    spfeval_options_free(trial->strict_options);
    spfeval_options_free(trial->lifted_options);
}

static void
test_cost_is_what_evaluation_counts(void)
{
    static struct trial trial;

    set_up(&trial);
    while (trial.records < RECORDS) {
        int family;

        make_tree(&trial);
        for (family = 0; family < SPFE_FAMILIES; family++) {
            if (trial.policy->root->found->record != NULL) {
                try_cost(&trial, family);
            }
            try_clients(&trial, family);
        }
        spfeval_policy_free(trial.policy);
        spfeval_zone_free(trial.zone);
    }
    CHECK_INT(trial.wrong, 0);
    /* All kinds came up. */
    CHECK(trial.over > trial.clients / 100);
    CHECK(trial.broken > trial.clients / 100);
    CHECK(trial.passed > trial.clients / 10);
    CHECK(trial.round > trial.clients / 100);
    CHECK(trial.again > trial.clients / 100);
    printf("# %u records, %u clients: %u over a limit, %u met an error, "
           "%u passed; %u went round, %u came through a cycle\n",
           (unsigned)trial.records, (unsigned)trial.clients,
           (unsigned)trial.over, (unsigned)trial.broken,
           (unsigned)trial.passed, (unsigned)trial.round,
           (unsigned)trial.again);
    tear_down(&trial);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"the cost is what evaluation counts",
         test_cost_is_what_evaluation_counts},
    };

    return tap_run("policy/cost (property)", tests, TAP_COUNT(tests));
}
