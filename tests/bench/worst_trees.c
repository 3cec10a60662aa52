/* SPDX-License-Identifier: BSD-2-Clause */
/* Checks of more and more records, and questions. */
#include "bench/worst.h"

#include <stdio.h>

enum { NAME_ROOM = 64, MOST = 1000 };

static void
more_terms(struct worst *worst)
{
    worst_option(worst, SPFEVAL_OPTION_MAX_TERMS, MOST);
    worst_option(worst, SPFEVAL_OPTION_MAX_VOIDS, SPFEVAL_UNLIMITED);
}

static void
fan_out(struct worst *worst, unsigned size, const char *term)
{
    char name[NAME_ROOM];
    unsigned i;

    more_terms(worst);
    worst_begin(worst);
    worst_add(worst, "v=spf1 ?all");
    for (i = 0; i < size; i++) {
        (void)snprintf(name, sizeof(name), "i%u.test", i);
        worst_publish(worst, name);
    }
    worst_begin(worst);
    worst_add(worst, "v=spf1");
    for (i = 0; i < size; i++) {
        worst_add(worst, " %s:i%u.test", term, i);
    }
    worst_publish(worst, "d.test");
}

static void
includes(struct worst *worst, unsigned size)
{
    fan_out(worst, size, "include");
}

static void
voids(struct worst *worst, unsigned size)
{
    fan_out(worst, size, "a");
}

static void
equal_voids(struct worst *worst, unsigned size)
{
    char name[WORST_NAME];
    unsigned i;

    more_terms(worst);
    worst_begin(worst);
    worst_add(worst, "v=spf1");
    for (i = 0; i < size; i++) {
        worst_equal_name(i, name);
        worst_add(worst, " a:%s", name);
    }
    worst_publish(worst, "d.test");
}

static void
chain(struct worst *worst, unsigned size, const char *term)
{
    char name[NAME_ROOM] = "d.test";
    unsigned i;

    more_terms(worst);
    for (i = 0; i < size; i++) {
        worst_begin(worst);
        worst_add(worst, "v=spf1 %si%u.test", term, i);
        worst_publish(worst, name);
        (void)snprintf(name, sizeof(name), "i%u.test", i);
    }
    worst_begin(worst);
    worst_add(worst, "v=spf1 ?all");
    worst_publish(worst, name);
}

static void
depth(struct worst *worst, unsigned size)
{
    chain(worst, size, "include:");
}

static void
redirects(struct worst *worst, unsigned size)
{
    chain(worst, size, "redirect=");
}

static void
ahead_includes(struct worst *worst, unsigned size)
{
    includes(worst, size);
    worst_option(worst, SPFEVAL_OPTION_PREFETCH, SPFEVAL_PREFETCH_SPEC);
}

static void
ahead_depth(struct worst *worst, unsigned size)
{
    depth(worst, size);
    worst_option(worst, SPFEVAL_OPTION_PREFETCH, SPFEVAL_PREFETCH_SPEC);
}

static void
ahead_voids(struct worst *worst, unsigned size)
{
    voids(worst, size);
    worst_option(worst, SPFEVAL_OPTION_PREFETCH, SPFEVAL_PREFETCH_SPEC);
}

/* The second of two checks: all is cached, and what is asked was learned. */
static void
learned(struct worst *worst, unsigned size)
{
    includes(worst, size);
    worst_option(worst, SPFEVAL_OPTION_PREFETCH, SPFEVAL_PREFETCH_GRAPH);
    worst_use_cache(worst);
    worst_ok(worst, spfeval_check_new(worst->options, &worst->check));
    worst_run_check(worst);
}

/* The first one: it learns. */
static void
learns(struct worst *worst, unsigned size)
{
    includes(worst, size);
    worst_option(worst, SPFEVAL_OPTION_PREFETCH, SPFEVAL_PREFETCH_GRAPH);
    worst_use_cache(worst);
}

const struct worst_case worst_trees[] = {
    {"includes", 100, includes, worst_run_check, false},
    {"voids", 100, voids, worst_run_check, false},
    {"equal_voids", 60, equal_voids, worst_run_check, false},
    {"include_depth", 100, depth, worst_run_check, false},
    {"redirects", 100, redirects, worst_run_check, false},
    {"ahead_includes", 100, ahead_includes, worst_run_check, false},
    {"ahead_depth", 100, ahead_depth, worst_run_check, false},
    {"ahead_voids", 100, ahead_voids, worst_run_check, false},
    {"learns", 100, learns, worst_run_check, false},
    {"learned", 100, learned, worst_run_check, false},
    {NULL, 0, NULL, NULL, false},
};
