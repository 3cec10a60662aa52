/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * How much memory one check can hold, whatever the DNS says and whether there
 * is a cache: the option SPFEVAL_OPTION_MAX_BYTES bounds it, for answers of 64
 * KiB as well, and a handle gives it back. doc/guarantees.md has the numbers.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <spfeval/spfeval.h>

#include "support/count_alloc.h"
#include "support/tap.h"

enum {
    HOSTS = 10,
    ADDRESSES = 4000,    /* of a host: 64 KB with IPv6 */
    LONG_RECORD = 65000, /* octets */
    RECORD_ROOM = LONG_RECORD + 512,
    MOST_STEPS = 100,
    CLIENT_NAMES = 200,

    /* What a handle takes before it learned anything, and one block. */
    FIXED = 2048 + 4096,
    ROOM = 131072, /* for the answer that spfeval_check_run() is given */

    /* Between checks: what was learned, and that room. */
    KEPT = 16384 + 2048,
    KEPT_ROOM = 4096 + 256,

    GAP = 8 /* octets left out for alignment, of each query */
};

/* How a check is brought to its end. */
enum driver {
    STEPPED,    /* as in doc/stepping.md */
    RUN,        /* by spfeval_check_run(), without a cache */
    CACHE_COLD, /* with a cache, which knows nothing */
    CACHE_WARM, /* which knows all that fits */
    DRIVERS
};

struct fixture {
    struct count_alloc memory; /* of options and checks */
    struct count_alloc cached; /* of the cache */
    enum driver driver;
    spfeval_cache *cache;
    spfeval_resolver *zone_resolver;
    spfeval_resolver *cache_resolver;
    size_t empty; /* octets of a cache without answers */
    spfeval_options *options;
    spfeval_zone *zone;
    spfeval_check *check;
    spfeval_answer *answer;
    size_t before; /* octets that were held without the check */
};

static int
look_up(void *user_data, const spfeval_query *query, spfeval_answer *answer)
{
    const struct fixture *f = user_data;
    size_t len = 0;
    const char *name = spfeval_query_get_name(query, &len);

    return spfeval_zone_lookup(f->zone, spfeval_query_get_type(query), name,
                               len, answer);
}

/* It stands still: nothing expires. */
static int64_t
now(void *user_data)
{
    (void)user_data;
    return 0;
}

static void
set_up_resolvers(struct fixture *f)
{
    const spfeval_resolver_ops ops = {sizeof(ops), look_up, NULL, now};

    count_alloc_init(&f->cached);
    CHECK_INT(spfeval_resolver_new(NULL, &ops, f, &f->zone_resolver),
              SPFEVAL_OK);
    CHECK_INT(spfeval_cache_new(&f->cached.table, &f->cache), SPFEVAL_OK);
    f->empty = f->cached.live_bytes;
    CHECK_INT(spfeval_cache_resolver_new(NULL, f->cache, f->zone_resolver,
                                         &f->cache_resolver),
              SPFEVAL_OK);
}

static void
set_up(struct fixture *f, uint32_t max_bytes, uint32_t prefetch)
{
    memset(f, 0, sizeof(*f));
    set_up_resolvers(f);
    count_alloc_init(&f->memory);
    CHECK_INT(spfeval_options_new(&f->memory.table, &f->options), SPFEVAL_OK);
    CHECK_INT(spfeval_options_set_u32(f->options, SPFEVAL_OPTION_MAX_BYTES,
                                      max_bytes),
              SPFEVAL_OK);
    CHECK_INT(
        spfeval_options_set_u32(f->options, SPFEVAL_OPTION_PREFETCH, prefetch),
        SPFEVAL_OK);
    CHECK_INT(spfeval_zone_new(NULL, &f->zone), SPFEVAL_OK);
    CHECK_INT(spfeval_answer_new(NULL, &f->answer), SPFEVAL_OK);
    f->before = f->memory.live_bytes;
    CHECK_INT(spfeval_check_new(f->options, &f->check), SPFEVAL_OK);
}

static void
tear_down(struct fixture *f)
{
    spfeval_answer_free(f->answer);
    spfeval_check_free(f->check);
    spfeval_zone_free(f->zone);
    spfeval_options_free(f->options);
    spfeval_resolver_free(f->cache_resolver);
    spfeval_resolver_free(f->zone_resolver);
    spfeval_cache_free(f->cache);
    CHECK(count_alloc_is_clean(&f->memory));
    count_alloc_clear(&f->memory);
    CHECK(count_alloc_is_clean(&f->cached));
    count_alloc_clear(&f->cached);
}

static void
add_text(struct fixture *f, const char *name, const char *text, size_t len)
{
    CHECK_INT(
        spfeval_zone_add_text(f->zone, name, strlen(name), 60, text, len),
        SPFEVAL_OK);
}

/* A record as long as it may be, of networks that are not the client's. */
static void
add_long_record(struct fixture *f, const char *name, const char *last)
{
    static const char network[] = " ip6:2001:db8::/32";
    char *text = malloc(RECORD_ROOM);
    size_t len = 6;

    if (!CHECK(text != NULL)) {
        return;
    }
    memcpy(text, "v=spf1", 7);
    while (len < LONG_RECORD) {
        memcpy(text + len, network, sizeof(network));
        len += sizeof(network) - 1;
    }
    len += (size_t)snprintf(text + len, RECORD_ROOM - len, " %s", last);
    add_text(f, name, text, len);
    free(text);
}

static void
add_addresses(struct fixture *f, const char *name)
{
    uint8_t address[16] = {0x20, 0x01, 0x0d, 0xb8};
    unsigned i;

    for (i = 0; i < ADDRESSES; i++) {
        address[14] = (uint8_t)(i >> 8);
        address[15] = (uint8_t)i;
        CHECK_INT(spfeval_zone_add_address(f->zone, name, strlen(name), 60,
                                           address, sizeof(address)),
                  SPFEVAL_OK);
    }
}

/* An mx of ten hosts with 64 KiB of addresses each, none the client's. */
static void
add_hosts(struct fixture *f, const char *name)
{
    char host[32];
    unsigned i;

    for (i = 0; i < HOSTS; i++) {
        (void)snprintf(host, sizeof(host), "h%u.x.test", i);
        CHECK_INT(spfeval_zone_add_mx(f->zone, name, strlen(name), 60, 10,
                                      host, strlen(host)),
                  SPFEVAL_OK);
        add_addresses(f, host);
    }
}

/* Includes of 64 KiB each, then the hosts. */
static void
add_heaviest(struct fixture *f)
{
    char name[32];
    unsigned i;

    add_long_record(f, "m.test",
                    "include:i0.test include:i1.test include:i2.test "
                    "include:i3.test include:i4.test include:i5.test "
                    "include:i6.test include:i7.test mx:x.test -all");
    for (i = 0; i < 8; i++) {
        (void)snprintf(name, sizeof(name), "i%u.test", i);
        add_long_record(f, name, "-all");
    }
    add_hosts(f, "x.test");
}

/* The hosts at once: there is little to parse. */
static void
add_addresses_only(struct fixture *f)
{
    add_text(f, "m.test", "v=spf1 mx:x.test -all", 21);
    add_hosts(f, "x.test");
}

/*
 * Answer all that is open after each step, as in doc/stepping.md: what comes
 * of an answer is not looked at. The last status of a step.
 */
static int
step_to_end(struct fixture *f)
{
    const spfeval_query *query;
    unsigned left = MOST_STEPS;
    int step;

    while ((step = spfeval_check_step(f->check)) == SPFEVAL_STEP_QUERY &&
           CHECK(left-- > 0)) {
        while (spfeval_check_next_query(f->check, &query) == SPFEVAL_OK) {
            CHECK_INT(look_up(f, query, f->answer), SPFEVAL_OK);
            (void)spfeval_check_answer(f->check, spfeval_query_get_id(query),
                                       f->answer);
        }
    }
    return step;
}

/* SPFEVAL_STEP_DONE, or a status. */
static int
run_to_end(struct fixture *f)
{
    int status = spfeval_check_run(
        f->check, f->driver == RUN ? f->zone_resolver : f->cache_resolver);

    CHECK_INT(spfeval_check_step(f->check),
              status == SPFEVAL_OK ? SPFEVAL_STEP_DONE : status);
    return spfeval_check_step(f->check);
}

static int
run_once(struct fixture *f)
{
    spfeval_check_reset(f->check);
    CHECK_INT(spfeval_check_set_client_text(f->check, "2001:db9::1", 11),
              SPFEVAL_OK);
    CHECK_INT(spfeval_check_set_mailfrom(f->check, "u@m.test", 8), SPFEVAL_OK);
    CHECK_INT(spfeval_check_set_helo(f->check, "h.test", 6), SPFEVAL_OK);
    return f->driver == STEPPED ? step_to_end(f) : run_to_end(f);
}

static int
run(struct fixture *f)
{
    if (f->driver == CACHE_WARM) {
        (void)run_once(f);
    }
    return run_once(f);
}

/*
 * What is asked ahead has a bound of its own, as large. An answer that does not
 * fit into the rest of a block gets one of its own, so that less than half of
 * the memory is left empty.
 */
static size_t
most_bytes(uint32_t max_bytes, uint32_t prefetch)
{
    size_t given_out = prefetch == SPFEVAL_PREFETCH_SERIAL
                           ? max_bytes
                           : 2 * (size_t)max_bytes;

    return 2 * given_out;
}

/* Octets that a cache does not hold any more, and the check still does. */
static size_t
borrowed(struct fixture *f)
{
    spfeval_cache_clear(f->cache);
    return f->cached.live_bytes - f->empty;
}

static void
try_bound(uint32_t max_bytes, uint32_t prefetch, enum driver driver,
          void (*add)(struct fixture *f))
{
    size_t room = driver == STEPPED ? 0 : ROOM;
    size_t kept = driver == STEPPED ? KEPT : KEPT + KEPT_ROOM;
    struct fixture f;
    size_t held;
    int status;

    set_up(&f, max_bytes, prefetch);
    f.driver = driver;
    add(&f);
    f.memory.peak_bytes = f.memory.live_bytes;
    status = run(&f);
    CHECK(status == SPFEVAL_ERR_LIMIT || status == SPFEVAL_STEP_DONE);
    CHECK(f.memory.peak_bytes - f.before <=
          most_bytes(max_bytes, prefetch) + FIXED + room);
    held = f.memory.live_bytes - f.before + borrowed(&f);
    CHECK(held <= most_bytes(max_bytes, prefetch) + FIXED);
    spfeval_check_reset(f.check);
    printf("# bound %lu, driver %d: status %d, %lu octets, %lu kept\n",
           (unsigned long)max_bytes, driver, status, (unsigned long)held,
           (unsigned long)(f.memory.live_bytes - f.before));
    CHECK(f.memory.live_bytes - f.before <= kept);
    CHECK_INT(borrowed(&f), 0);
    tear_down(&f);
}

static void
try_modes(uint32_t max_bytes, enum driver driver)
{
    static const uint32_t modes[] = {SPFEVAL_PREFETCH_SERIAL,
                                     SPFEVAL_PREFETCH_SPEC,
                                     SPFEVAL_PREFETCH_GRAPH};
    size_t i;

    for (i = 0; i < TAP_COUNT(modes); i++) {
        try_bound(max_bytes, modes[i], driver, add_heaviest);
        try_bound(max_bytes, modes[i], driver, add_addresses_only);
    }
}

static void
test_no_check_holds_more_than_its_bound(void)
{
    static const uint32_t bounds[] = {4096,   65536,   100000, 262144,
                                      999999, 1048576, 4194304};
    int driver;
    size_t i;

    for (i = 0; i < TAP_COUNT(bounds); i++) {
        for (driver = STEPPED; driver < DRIVERS; driver++) {
            try_modes(bounds[i], (enum driver)driver);
        }
    }
}

/* A bound that is reached is an error of its own, and never a verdict. */
static void
test_bound_that_is_reached_is_no_verdict(void)
{
    struct fixture f;

    set_up(&f, 65536, SPFEVAL_PREFETCH_SERIAL);
    add_heaviest(&f);
    CHECK_INT(run(&f), SPFEVAL_ERR_LIMIT);
    CHECK(spfeval_check_get_outcome(f.check) == NULL);
    tear_down(&f);
}

/* Eight records and ten answers of 64 KiB are within what RFCs allow. */
static void
test_enough_memory_gives_the_right_result(void)
{
    struct fixture f;

    set_up(&f, 16777216, SPFEVAL_PREFETCH_SERIAL);
    add_heaviest(&f);
    CHECK_INT(run(&f), SPFEVAL_STEP_DONE);
    CHECK_INT(spfeval_outcome_get_result(spfeval_check_get_outcome(f.check)),
              SPFEVAL_RESULT_FAIL);
    tear_down(&f);
}

/* --- what others than the domain's owner can take ------------------------- */

/* Names of the client, 255 octets each: more than a check may hold. */
static void
add_client_names(struct fixture *f)
{
    static const char reverse[] = "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0."
                                  "0.0.0.0.0.0.0.0.9.b.d.0.1.0.0.2.ip6.arpa";
    char name[254];
    unsigned i;

    for (i = 0; i < sizeof(name) - 1; i++) {
        name[i] = i % 2 == 0 ? 'a' : '.';
    }
    name[i] = '\0';
    for (i = 0; i < CLIENT_NAMES; i++) {
        CHECK_INT(spfeval_zone_add_ptr(f->zone, reverse, strlen(reverse), 60,
                                       name, strlen(name)),
                  SPFEVAL_OK);
    }
}

static void
try_fail(const char *record, enum driver driver)
{
    struct fixture f;

    tap_row(record);
    set_up(&f, 4096 + 8 * 1024, SPFEVAL_PREFETCH_SERIAL);
    f.driver = driver;
    add_text(&f, "m.test", record, strlen(record));
    add_text(&f, "p.test", "%{p} may not", 12);
    add_long_record(&f, "long.test", "-all");
    add_client_names(&f);
    CHECK_INT(run(&f), SPFEVAL_STEP_DONE);
    CHECK_INT(spfeval_outcome_get_result(spfeval_check_get_outcome(f.check)),
              SPFEVAL_RESULT_FAIL);
    tear_down(&f);
}

/* RFC 7208 sections 4.6.4 and 6.2. */
static void
test_neither_client_nor_explanation_takes_a_fail_away(void)
{
    static const char *const records[] = {
        "v=spf1 ptr -all",           "v=spf1 exists:%{p}.test -all",
        "v=spf1 -all exp=p.test",    "v=spf1 -all exp=long.test",
        "v=spf1 -all exp=%{p}.test",
    };
    size_t i;

    for (i = 0; i < TAP_COUNT(records); i++) {
        try_fail(records[i], STEPPED);
        try_fail(records[i], RUN);
        try_fail(records[i], CACHE_COLD);
        try_fail(records[i], CACHE_WARM);
    }
}

/* --- with a cache and without --------------------------------------------- */

/* How a check ended: a status below zero, or its result. */
static int
end_of(struct fixture *f, uint32_t *bytes)
{
    int status = run(f);
    const spfeval_outcome *outcome = spfeval_check_get_outcome(f->check);

    *bytes = spfeval_outcome_get_counter(outcome, SPFEVAL_COUNTER_BYTES);
    return status < 0 ? status : spfeval_outcome_get_result(outcome);
}

static void
add_ordinary(struct fixture *f)
{
    static const char own[] = "v=spf1 ip4:192.0.2.0/24 include:i0.test "
                              "include:i1.test a:h0.test mx:x.test -all";
    static const char other[] = "v=spf1 ip4:192.0.2.0/25 ip6:2001:db8::/32 "
                                "exists:%{i}.x.test ?all";
    static const uint8_t address[4] = {192, 0, 2, 1};

    add_text(f, "m.test", own, sizeof(own) - 1);
    add_text(f, "i0.test", other, sizeof(other) - 1);
    add_text(f, "i1.test", "no record at all", 16);
    add_text(f, "i1.test", "v=spf1 -all", 11);
    add_addresses(f, "h0.test");
    CHECK_INT(spfeval_zone_add_mx(f->zone, "x.test", 6, 60, 10, "h0.test", 7),
              SPFEVAL_OK);
    CHECK_INT(spfeval_zone_add_address(f->zone, "h0.test", 7, 60, address,
                                       sizeof(address)),
              SPFEVAL_OK);
}

/* The check itself, and octets that it learned. */
static int
end_with(uint32_t max_bytes, enum driver driver,
         void (*add)(struct fixture *f), uint32_t *bytes)
{
    struct fixture f;
    int end;

    set_up(&f, max_bytes, SPFEVAL_PREFETCH_SERIAL);
    f.driver = driver;
    add(&f);
    end = end_of(&f, bytes);
    tear_down(&f);
    return end;
}

/* What is left out before a piece of memory depends on what is before it. */
static void
check_same(uint32_t max_bytes, void (*add)(struct fixture *f))
{
    const uint32_t slack = 30 * GAP;
    uint32_t bytes;
    int end = end_with(max_bytes, RUN, add, &bytes);
    int driver;

    for (driver = CACHE_COLD; driver <= CACHE_WARM; driver++) {
        uint32_t other;

        CHECK_INT(end_with(max_bytes, (enum driver)driver, add, &other), end);
        CHECK(bytes <= other + slack && other <= bytes + slack);
    }
}

static void
test_cache_changes_neither_the_end_nor_the_octets(void)
{
    static const uint32_t bounds[] = {4096,   16384,   65536,   262144,
                                      524288, 1048576, 4194304, 16777216};
    size_t i;

    for (i = 0; i < TAP_COUNT(bounds); i++) {
        check_same(bounds[i], add_heaviest);
        check_same(bounds[i], add_addresses_only);
        check_same(bounds[i], add_ordinary);
    }
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"no check holds more than its bound",
         test_no_check_holds_more_than_its_bound},
        {"a bound that is reached is no verdict",
         test_bound_that_is_reached_is_no_verdict},
        {"enough memory gives the right result",
         test_enough_memory_gives_the_right_result},
        {"neither client nor explanation takes a fail away",
         test_neither_client_nor_explanation_takes_a_fail_away},
        {"a cache changes neither the end nor the octets",
         test_cache_changes_neither_the_end_nor_the_octets},
    };

    return tap_run("guarantee_memory", tests, TAP_COUNT(tests));
}
