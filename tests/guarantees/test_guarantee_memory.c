/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * How much memory one check can hold, whatever the DNS says: the option
 * SPFEVAL_OPTION_MAX_BYTES bounds it, for answers of 64 KiB as well, and a
 * handle gives it back. doc/guarantees.md has the numbers.
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

    /* What a handle takes before it learned anything, and one block. */
    FIXED = 2048 + 4096,
    KEPT = 16384 + 2048 /* between checks */
};

struct fixture {
    struct count_alloc memory; /* of options and checks */
    spfeval_options *options;
    spfeval_zone *zone;
    spfeval_check *check;
    spfeval_answer *answer;
    size_t before; /* octets that were held without the check */
};

static void
set_up(struct fixture *f, uint32_t max_bytes, uint32_t prefetch)
{
    memset(f, 0, sizeof(*f));
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
    CHECK(count_alloc_is_clean(&f->memory));
    count_alloc_clear(&f->memory);
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

/* Ten includes of 64 KiB each, then an mx of ten hosts of 64 KiB each. */
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
    for (i = 0; i < HOSTS; i++) {
        (void)snprintf(name, sizeof(name), "h%u.x.test", i);
        CHECK_INT(spfeval_zone_add_mx(f->zone, "x.test", 6, 60, 10, name,
                                      strlen(name)),
                  SPFEVAL_OK);
        add_addresses(f, name);
    }
}

/*
 * Answer all that is open after each step, as in doc/stepping.md: what comes
 * of an answer is not looked at. The last status of a step.
 */
static int
run(struct fixture *f)
{
    const spfeval_query *query;
    unsigned left = MOST_STEPS;
    int step;

    spfeval_check_reset(f->check);
    CHECK_INT(spfeval_check_set_client_text(f->check, "2001:db9::1", 11),
              SPFEVAL_OK);
    CHECK_INT(spfeval_check_set_mailfrom(f->check, "u@m.test", 8), SPFEVAL_OK);
    CHECK_INT(spfeval_check_set_helo(f->check, "h.test", 6), SPFEVAL_OK);
    while ((step = spfeval_check_step(f->check)) == SPFEVAL_STEP_QUERY &&
           CHECK(left-- > 0)) {
        while (spfeval_check_next_query(f->check, &query) == SPFEVAL_OK) {
            size_t len = 0;
            const char *name = spfeval_query_get_name(query, &len);

            CHECK_INT(spfeval_zone_lookup(f->zone,
                                          spfeval_query_get_type(query), name,
                                          len, f->answer),
                      SPFEVAL_OK);
            (void)spfeval_check_answer(f->check, spfeval_query_get_id(query),
                                       f->answer);
        }
    }
    return step;
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

static void
try_bound(uint32_t max_bytes, uint32_t prefetch)
{
    struct fixture f;
    int status;

    set_up(&f, max_bytes, prefetch);
    add_heaviest(&f);
    f.memory.peak_bytes = f.memory.live_bytes;
    status = run(&f);
    CHECK(status == SPFEVAL_ERR_LIMIT || status == SPFEVAL_STEP_DONE);
    CHECK(f.memory.peak_bytes - f.before <=
          most_bytes(max_bytes, prefetch) + FIXED);
    printf("# bound %lu: status %d, at most %lu octets\n",
           (unsigned long)max_bytes, status,
           (unsigned long)(f.memory.peak_bytes - f.before));
    spfeval_check_reset(f.check);
    CHECK(f.memory.live_bytes - f.before <= KEPT);
    tear_down(&f);
}

static void
test_no_check_holds_more_than_its_bound(void)
{
    static const uint32_t bounds[] = {4096,   65536,   100000, 262144,
                                      999999, 1048576, 4194304};
    size_t i;

    for (i = 0; i < TAP_COUNT(bounds); i++) {
        try_bound(bounds[i], SPFEVAL_PREFETCH_SERIAL);
        try_bound(bounds[i], SPFEVAL_PREFETCH_SPEC);
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
    };

    return tap_run("guarantee_memory", tests, TAP_COUNT(tests));
}
