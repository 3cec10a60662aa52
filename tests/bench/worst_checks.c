/* SPDX-License-Identifier: BSD-2-Clause */
/* Whole checks, with the limits of RFC 7208 raised where they stop growth. */
#include "bench/worst.h"

#include <stdio.h>
#include <string.h>

enum { TTL = 3600, NAME_ROOM = 64, MOST = 1000 };

static void
record(struct worst *worst, unsigned count, const char *term)
{
    worst_begin(worst);
    worst_add(worst, "v=spf1");
    worst_repeat(worst, count, term);
    worst_add(worst, " -all");
    worst_publish(worst, "d.test");
}

/* --- The record ---------------------------------------------------------- */

static void
octets(struct worst *worst, unsigned size)
{
    worst_begin(worst);
    worst_add(worst, "v=spf1 x=");
    worst_repeat(worst, size, "a");
    worst_add(worst, " -all");
    worst_publish(worst, "d.test");
}

static void
networks(struct worst *worst, unsigned size)
{
    record(worst, size, " ip4:192.0.2.1");
}

static void
networks6(struct worst *worst, unsigned size)
{
    worst->ip = "2001:db8::1";
    record(worst, size, " ip6:2001:db8::/48");
}

static void
modifiers(struct worst *worst, unsigned size)
{
    record(worst, size, " a=b");
}

static void
texts(struct worst *worst, unsigned size)
{
    unsigned i;

    record(worst, 0, "");
    worst_begin(worst);
    worst_add(worst, "v=DKIM1; p=");
    for (i = 0; i < size; i++) {
        worst_publish(worst, "d.test");
    }
}

static void
policies(struct worst *worst, unsigned size)
{
    unsigned i;

    for (i = 0; i < size; i++) {
        record(worst, 1, " a");
    }
}

/* --- Macros -------------------------------------------------------------- */

static void
macros(struct worst *worst, unsigned size)
{
    worst_begin(worst);
    worst_add(worst, "v=spf1 exists:");
    worst_repeat(worst, size, "%{l}.");
    worst_add(worst, "d.test -all");
    worst_publish(worst, "d.test");
}

static void
macro_value(struct worst *worst, unsigned size)
{
    macros(worst, 1);
    worst_local_part(worst, size, "a");
}

/* The whole text would be as long as the product of both. */
static void
macro_product(struct worst *worst, unsigned size)
{
    macros(worst, size);
    worst_local_part(worst, 10 * size, "a");
}

static void
labels(struct worst *worst, unsigned size)
{
    worst_begin(worst);
    worst_add(worst, "v=spf1 exists:%%{lr.-+}.d.test -all");
    worst_publish(worst, "d.test");
    worst_local_part(worst, size, "a.");
}

static void
domain_labels(struct worst *worst, unsigned size)
{
    char *end = worst->mailfrom + 2;
    unsigned i;

    for (i = 0; i < size; i++) {
        memcpy(end, "a.", 2);
        end += 2;
    }
    memcpy(end, "test", 5);
    worst_begin(worst);
    worst_add(worst, "v=spf1 exists:%%{dr}.x exists:%%{d1}.x a -all");
    worst_publish(worst, worst->mailfrom + 2);
}

/* --- Answers ------------------------------------------------------------- */

static void
addresses(struct worst *worst, unsigned size)
{
    unsigned i;

    record(worst, 1, " a");
    for (i = 0; i < size; i++) {
        worst_host(worst, "d.test");
    }
}

static void
exchanges(struct worst *worst, unsigned size, uint32_t limit)
{
    char name[NAME_ROOM];
    unsigned i;

    worst_option(worst, SPFEVAL_OPTION_MAX_MX_NAMES, limit);
    record(worst, 1, " mx");
    for (i = 0; i < size; i++) {
        int len = snprintf(name, sizeof(name), "m%u.test", i);

        worst->octets += (size_t)len;
        worst_ok(worst,
                 spfeval_zone_add_mx(worst->zone, "d.test", 6, TTL,
                                     (uint16_t)(i * 7919), name, (size_t)len));
        worst_host(worst, name);
    }
}

static void
mx(struct worst *worst, unsigned size)
{
    exchanges(worst, size, MOST);
}

static void
mx_too_many(struct worst *worst, unsigned size)
{
    exchanges(worst, size, 10);
}

static void
ahead_mx(struct worst *worst, unsigned size)
{
    exchanges(worst, size, MOST);
    worst_option(worst, SPFEVAL_OPTION_PREFETCH, SPFEVAL_PREFETCH_SPEC);
}

static void
pointers(struct worst *worst, unsigned size, uint32_t limit)
{
    char name[NAME_ROOM];
    unsigned i;

    worst_option(worst, SPFEVAL_OPTION_MAX_PTR_NAMES, limit);
    record(worst, 1, " ptr:none.test exists:%{p}.test");
    for (i = 0; i < size; i++) {
        int len = snprintf(name, sizeof(name), "p%u.test", i);

        worst->octets += (size_t)len;
        worst_ok(worst,
                 spfeval_zone_add_ptr(worst->zone, "9.113.0.203.in-addr.arpa",
                                      24, TTL, name, (size_t)len));
        worst_host(worst, name);
    }
}

static void
ptr(struct worst *worst, unsigned size)
{
    pointers(worst, size, MOST);
}

static void
ptr_too_many(struct worst *worst, unsigned size)
{
    pointers(worst, size, 10);
}

/* Those below the domain come last, and are asked for first. */
static void
ptr_ranks(struct worst *worst, unsigned size)
{
    char name[NAME_ROOM];
    unsigned i;

    worst_option(worst, SPFEVAL_OPTION_MAX_PTR_NAMES, MOST);
    record(worst, 1, " exists:%{p}.test");
    for (i = 0; i < size; i++) {
        int len = snprintf(name, sizeof(name), "p%u%s.test", i,
                           2 * i < size ? "" : ".d");

        worst->octets += (size_t)len;
        worst_ok(worst,
                 spfeval_zone_add_ptr(worst->zone, "9.113.0.203.in-addr.arpa",
                                      24, TTL, name, (size_t)len));
    }
}

static void
ahead_networks(struct worst *worst, unsigned size)
{
    networks(worst, size);
    worst_option(worst, SPFEVAL_OPTION_PREFETCH, SPFEVAL_PREFETCH_SPEC);
}

const struct worst_case worst_checks[] = {
    {"record_octets", 7000, octets, worst_run_check, false},
    {"ip4_terms", 500, networks, worst_run_check, false},
    {"ip6_terms", 400, networks6, worst_run_check, false},
    {"modifiers", 1000, modifiers, worst_run_check, false},
    {"txt_records", 500, texts, worst_run_check, false},
    {"policies", 500, policies, worst_run_check, false},
    {"macros", 500, macros, worst_run_check, false},
    {"macro_value", 6000, macro_value, worst_run_check, false},
    {"macro_product", 400, macro_product, worst_run_check, false},
    {"local_labels", 4000, labels, worst_run_check, false},
    {"domain_labels", 15, domain_labels, worst_run_check, false},
    {"addresses", 500, addresses, worst_run_check, false},
    {"mx", 100, mx, worst_run_check, true},
    {"ahead_mx", 100, ahead_mx, worst_run_check, true},
    {"mx_too_many", 500, mx_too_many, worst_run_check, true},
    {"ptr", 100, ptr, worst_run_check, false},
    {"ptr_ranks", 100, ptr_ranks, worst_run_check, false},
    {"ptr_too_many", 500, ptr_too_many, worst_run_check, false},
    {"ahead_networks", 500, ahead_networks, worst_run_check, false},
    {NULL, 0, NULL, NULL, false},
};
