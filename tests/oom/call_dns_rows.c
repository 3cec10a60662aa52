/* SPDX-License-Identifier: BSD-2-Clause */
/* Answers, zones, caches, options and resolvers without memory. */
#include <string.h>

#include "oom/call_scene.h"
#include "support/tap.h"

#define OWNER "new.example.com", 15
#define TARGET "to.example.com", 14

static const uint8_t address[4] = {192, 0, 2, 1};

/* --- What is made -------------------------------------------------------- */

static int
new_answer(struct call_scene *scene)
{
    spfeval_answer *out = (void *)scene;
    int status = spfeval_answer_new(&scene->memory.table, &out);

    CHECK((out == (void *)scene) == (status != SPFEVAL_OK));
    spfeval_answer_free(status == SPFEVAL_OK ? out : NULL);
    return status;
}

static int
new_zone(struct call_scene *scene)
{
    spfeval_zone *out = (void *)scene;
    int status = spfeval_zone_new(&scene->memory.table, &out);

    CHECK((out == (void *)scene) == (status != SPFEVAL_OK));
    spfeval_zone_free(status == SPFEVAL_OK ? out : NULL);
    return status;
}

static int
new_cache(struct call_scene *scene)
{
    spfeval_cache *out = (void *)scene;
    int status = spfeval_cache_new(&scene->memory.table, &out);

    CHECK((out == (void *)scene) == (status != SPFEVAL_OK));
    spfeval_cache_free(status == SPFEVAL_OK ? out : NULL);
    return status;
}

static int
new_cache_resolver(struct call_scene *scene)
{
    spfeval_resolver *out = (void *)scene;
    int status = spfeval_cache_resolver_new(&scene->memory.table, scene->cache,
                                            scene->clocked, &out);

    CHECK((out == (void *)scene) == (status != SPFEVAL_OK));
    spfeval_resolver_free(status == SPFEVAL_OK ? out : NULL);
    return status;
}

static int
new_options(struct call_scene *scene)
{
    spfeval_options *out = (void *)scene;
    int status = spfeval_options_new(&scene->memory.table, &out);

    CHECK((out == (void *)scene) == (status != SPFEVAL_OK));
    spfeval_options_free(status == SPFEVAL_OK ? out : NULL);
    return status;
}

static int
no_lookup(void *user_data, const spfeval_query *query, spfeval_answer *answer)
{
    (void)user_data;
    (void)query;
    return spfeval_answer_set_rcode(answer, 3);
}

static int
new_resolver(struct call_scene *scene)
{
    spfeval_resolver_ops ops = {.struct_size = sizeof(ops),
                                .lookup = no_lookup};
    spfeval_resolver *out = (void *)scene;
    int status = spfeval_resolver_new(&scene->memory.table, &ops, NULL, &out);

    CHECK((out == (void *)scene) == (status != SPFEVAL_OK));
    spfeval_resolver_free(status == SPFEVAL_OK ? out : NULL);
    return status;
}

/* --- Answers ------------------------------------------------------------- */

static int
answer_set_from(struct call_scene *scene)
{
    return spfeval_answer_set_from(scene->empty_answer, scene->answer);
}

static int
answer_add_address(struct call_scene *scene)
{
    return spfeval_answer_add_address(scene->empty_answer, address, 4);
}

static int
answer_add_text(struct call_scene *scene)
{
    return spfeval_answer_add_text(scene->empty_answer, "x", 1);
}

static int
answer_extend_text(struct call_scene *scene)
{
    return spfeval_answer_extend_text(scene->answer, call_long_text, 30000);
}

static int
answer_add_mx(struct call_scene *scene)
{
    return spfeval_answer_add_mx(scene->empty_answer, 10, TARGET);
}

static int
answer_add_ptr(struct call_scene *scene)
{
    return spfeval_answer_add_ptr(scene->empty_answer, TARGET);
}

/* --- Zones --------------------------------------------------------------- */

static int
zone_add_name(struct call_scene *scene)
{
    return spfeval_zone_add_name(scene->empty_zone, OWNER);
}

static int
zone_add_address(struct call_scene *scene)
{
    return spfeval_zone_add_address(scene->empty_zone, OWNER, 1, address, 4);
}

static int
zone_add_text(struct call_scene *scene)
{
    return spfeval_zone_add_text(scene->empty_zone, OWNER, 1, "x", 1);
}

static int
zone_add_spf(struct call_scene *scene)
{
    return spfeval_zone_add_spf(scene->empty_zone, OWNER, 1, "x", 1);
}

static int
zone_add_mx(struct call_scene *scene)
{
    return spfeval_zone_add_mx(scene->empty_zone, OWNER, 1, 10, TARGET);
}

static int
zone_add_ptr(struct call_scene *scene)
{
    return spfeval_zone_add_ptr(scene->empty_zone, OWNER, 1, TARGET);
}

static int
zone_add_cname(struct call_scene *scene)
{
    return spfeval_zone_add_cname(scene->empty_zone, OWNER, 1, TARGET);
}

static int
zone_add_timeout(struct call_scene *scene)
{
    return spfeval_zone_add_timeout(scene->empty_zone, OWNER,
                                    SPFEVAL_RRTYPE_A);
}

static int
zone_add_rcode(struct call_scene *scene)
{
    return spfeval_zone_add_rcode(scene->empty_zone, OWNER, SPFEVAL_RRTYPE_A,
                                  2);
}

static int
zone_lookup(struct call_scene *scene)
{
    return spfeval_zone_lookup(scene->zone, SPFEVAL_RRTYPE_TXT, "example.com",
                               11, scene->empty_answer);
}

static int
resolver_lookup(struct call_scene *scene)
{
    return spfeval_resolver_lookup(spfeval_zone_get_resolver(scene->zone),
                                   scene->query, scene->empty_answer);
}

/* --- Caches and options -------------------------------------------------- */

static int
cache_set_u32(struct call_scene *scene)
{
    return spfeval_cache_set_u32(scene->new_cache,
                                 SPFEVAL_CACHE_OPTION_MAX_ENTRIES, 100000);
}

static int
cache_store(struct call_scene *scene)
{
    return spfeval_cache_store(scene->new_cache, SPFEVAL_RRTYPE_TXT, OWNER, 0,
                               scene->answer);
}

static int
cache_lookup(struct call_scene *scene)
{
    return spfeval_cache_lookup(scene->cache, SPFEVAL_RRTYPE_TXT,
                                "example.com", 11, 0, scene->empty_answer);
}

static int
cache_learn(struct call_scene *scene)
{
    return spfeval_cache_learn(scene->cache, scene->done);
}

static int
options_set_text(struct call_scene *scene)
{
    return spfeval_options_set_text(scene->open_options,
                                    SPFEVAL_OPTION_RECEIVER, OWNER);
}

static const struct call_row rows[] = {
    {"spfeval_answer_new", new_answer, CALL_REPEATS, NULL},
    {"spfeval_zone_new", new_zone, CALL_REPEATS, NULL},
    {"spfeval_cache_new", new_cache, CALL_REPEATS, NULL},
    {"spfeval_cache_resolver_new", new_cache_resolver, CALL_REPEATS, NULL},
    {"spfeval_options_new", new_options, CALL_REPEATS, NULL},
    {"spfeval_resolver_new", new_resolver, CALL_REPEATS, NULL},
    {"spfeval_answer_set_from", answer_set_from, CALL_REPEATS, NULL},
    {"spfeval_answer_add_address", answer_add_address, CALL_REPEATS, NULL},
    {"spfeval_answer_add_text", answer_add_text, CALL_REPEATS, NULL},
    {"spfeval_answer_extend_text", answer_extend_text, CALL_REPEATS, NULL},
    {"spfeval_answer_add_mx", answer_add_mx, CALL_REPEATS, NULL},
    {"spfeval_answer_add_ptr", answer_add_ptr, CALL_REPEATS, NULL},
    {"spfeval_zone_add_name", zone_add_name, CALL_REPEATS, NULL},
    {"spfeval_zone_add_address", zone_add_address, CALL_REPEATS, NULL},
    {"spfeval_zone_add_text", zone_add_text, CALL_REPEATS, NULL},
    {"spfeval_zone_add_spf", zone_add_spf, CALL_REPEATS, NULL},
    {"spfeval_zone_add_mx", zone_add_mx, CALL_REPEATS, NULL},
    {"spfeval_zone_add_ptr", zone_add_ptr, CALL_REPEATS, NULL},
    {"spfeval_zone_add_cname", zone_add_cname, CALL_REPEATS, NULL},
    {"spfeval_zone_add_timeout", zone_add_timeout, CALL_REPEATS, NULL},
    {"spfeval_zone_add_rcode", zone_add_rcode, CALL_REPEATS, NULL},
    {"spfeval_zone_lookup", zone_lookup, CALL_REPEATS, NULL},
    {"spfeval_resolver_lookup", resolver_lookup, CALL_REPEATS, NULL},
    {"spfeval_cache_set_u32", cache_set_u32, CALL_REPEATS, NULL},
    {"spfeval_cache_store", cache_store, CALL_REPEATS, NULL},
    {"spfeval_cache_lookup", cache_lookup, CALL_QUIET, NULL},
    {"spfeval_cache_learn", cache_learn, CALL_REPEATS, NULL},
    {"spfeval_options_set_text", options_set_text, CALL_REPEATS, NULL},
};

const struct call_table call_dns_rows = {rows, TAP_COUNT(rows)};
