/* SPDX-License-Identifier: BSD-2-Clause */
/* Answers as a resolver makes them, and where they are kept. */
#include "bench/worst.h"

#include <stdio.h>
#include <string.h>

#include "resolver/shelf.h"

enum { NAME_ROOM = WORST_NAME, TTL = 3600, FULL = 1000000, NOW = 1 };

static void
nothing(struct worst *worst, unsigned size)
{
    (void)worst;
    (void)size;
}

/* --- One answer ---------------------------------------------------------- */

static void
run_strings(struct worst *worst)
{
    unsigned i;

    worst_ok(worst, spfeval_answer_add_text(worst->answer, "v=spf1", 6));
    for (i = 0; i < worst->size; i++) {
        worst_ok(worst, spfeval_answer_extend_text(worst->answer, " a", 2));
    }
}

static void
texts(struct worst *worst, unsigned size)
{
    for (; size > 0; size--) {
        worst_ok(worst, spfeval_answer_add_text(worst->answer, "text", 4));
    }
}

static void
run_texts(struct worst *worst)
{
    texts(worst, worst->size);
}

/* Each record in turn, as whoever prints an answer does. */
static void
run_read_texts(struct worst *worst)
{
    spfeval_dns_record record = {.struct_size = sizeof(record)};
    unsigned i;

    for (i = 0; i < worst->size; i++) {
        worst_ok(worst, spfeval_answer_get_record(worst->answer, i, &record));
    }
}

static void
run_addresses(struct worst *worst)
{
    static const uint8_t address[4] = {192, 0, 2, 1};
    spfeval_dns_record record = {.struct_size = sizeof(record)};
    unsigned i;

    for (i = 0; i < worst->size; i++) {
        worst_ok(worst, spfeval_answer_add_address(worst->answer, address,
                                                   sizeof(address)));
    }
    for (i = 0; i < worst->size; i++) {
        worst_ok(worst, spfeval_answer_get_record(worst->answer, i, &record));
    }
}

/* --- The cache ----------------------------------------------------------- */

static void
plain_name(unsigned number, char out[NAME_ROOM])
{
    (void)snprintf(out, NAME_ROOM, "n%u.test", number);
}

static void
store_name(struct worst *worst, const char *name)
{
    spfeval_answer_clear(worst->answer);
    worst_ok(worst, spfeval_answer_set_ttl(worst->answer, TTL));
    worst_ok(worst, spfeval_answer_add_text(worst->answer, "v=spf1 -all", 11));
    worst_ok(worst, spfeval_cache_store(worst->cache, SPFEVAL_RRTYPE_TXT, name,
                                        strlen(name), NOW, worst->answer));
}

static void
find_name(struct worst *worst, const char *name)
{
    worst_ok(worst,
             spfeval_cache_lookup(worst->cache, SPFEVAL_RRTYPE_TXT, name,
                                  strlen(name), NOW, worst->answer));
}

static void
each_name(struct worst *worst,
          void (*make)(unsigned number, char out[NAME_ROOM]),
          void (*use)(struct worst *worst, const char *name))
{
    char name[NAME_ROOM];
    unsigned i;

    for (i = 0; i < worst->size; i++) {
        make(i, name);
        use(worst, name);
    }
}

static void
large(struct worst *worst, unsigned size)
{
    (void)size;
    worst_ok(worst, spfeval_cache_set_u32(
                        worst->cache, SPFEVAL_CACHE_OPTION_MAX_ENTRIES, FULL));
    worst_ok(worst, spfeval_cache_set_u32(worst->cache,
                                          SPFEVAL_CACHE_OPTION_MAX_KIB, FULL));
}

/* Half of the names must go again. */
static void
small(struct worst *worst, unsigned size)
{
    worst_ok(worst, spfeval_cache_set_u32(worst->cache,
                                          SPFEVAL_CACHE_OPTION_MAX_ENTRIES,
                                          size / 2));
}

static void
filled(struct worst *worst, unsigned size)
{
    large(worst, size);
    each_name(worst, plain_name, store_name);
}

static void
run_store(struct worst *worst)
{
    each_name(worst, plain_name, store_name);
}

static void
run_find(struct worst *worst)
{
    each_name(worst, plain_name, find_name);
}

static void
run_clear(struct worst *worst)
{
    spfeval_cache_clear(worst->cache);
}

/* --- Names that belong into one place ------------------------------------- */

enum { CROWD = 512, BUCKETS = 1024 };

/* Whoever knows the hash can choose names of one bucket of a small cache. */
static void
crowded_name(unsigned number, char out[NAME_ROOM])
{
    static unsigned found[CROWD];
    static unsigned count;
    static unsigned next;

    while (count <= number) {
        plain_name(++next, out);
        if ((spfe_shelf_key(SPFEVAL_RRTYPE_TXT, out, strlen(out)).hash &
             (BUCKETS - 1)) == 0) {
            found[count++] = next;
        }
    }
    plain_name(found[number], out);
}

static void
one_shelf(struct worst *worst, unsigned size)
{
    char name[NAME_ROOM];

    worst_ok(worst, spfeval_cache_set_u32(worst->cache,
                                          SPFEVAL_CACHE_OPTION_MAX_ENTRIES,
                                          BUCKETS - 1));
    crowded_name(size - 1, name);
}

/* They came in one order, so that the first is the furthest. */
static void
run_crowd(struct worst *worst)
{
    char name[NAME_ROOM];

    each_name(worst, crowded_name, store_name);
    crowded_name(0, name);
    (void)spfeval_cache_lookup(worst->cache, SPFEVAL_RRTYPE_TXT, name,
                               strlen(name), NOW, worst->answer);
}

/* --- The zone ------------------------------------------------------------ */

static void
run_zone_names(struct worst *worst)
{
    each_name(worst, plain_name, worst_host);
}

static void
run_zone_records(struct worst *worst)
{
    unsigned i;

    for (i = 0; i < worst->size; i++) {
        worst_host(worst, "d.test");
    }
}

static void
authoritative(struct worst *worst, unsigned size)
{
    (void)size;
    worst_ok(worst, spfeval_zone_set_authoritative(worst->zone));
}

const struct worst_case worst_answers[] = {
    {"txt_strings", 2000, nothing, run_strings, false},
    {"answer_texts", 500, nothing, run_texts, false},
    {"answer_read", 250, texts, run_read_texts, false},
    {"answer_addresses", 500, nothing, run_addresses, false},
    {"cache_store", 500, large, run_store, false},
    {"cache_evict", 500, small, run_store, false},
    {"cache_find", 500, filled, run_find, false},
    {"cache_clear", 500, filled, run_clear, false},
    {"cache_crowd", 64, one_shelf, run_crowd, false},
    {"zone_names", 500, nothing, run_zone_names, false},
    {"zone_tree", 500, authoritative, run_zone_names, false},
    {"zone_records", 500, nothing, run_zone_records, false},
    {NULL, 0, NULL, NULL, false},
};
