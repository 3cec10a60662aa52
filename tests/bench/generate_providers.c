/* SPDX-License-Identifier: BSD-2-Clause */
/* Policies that others include. */
#include "bench/generate.h"

/* One long list: networks of both families. */
static void
add_suite_o(struct generator *gen)
{
    struct policy policy;

    policy_begin(&policy);
    policy_add_networks(gen, &policy, 15, &gen->suite_o);
    policy_add_networks6(gen, &policy, 6, &gen->suite_o);
    policy_add(&policy, " -all");
    zone_add_policy(gen, "spf.protection.suite-o.test", &policy);
}

static void
add_cloud_a(struct generator *gen)
{
    struct policy policy;

    policy_begin(&policy);
    policy_add_networks(gen, &policy, 16, &gen->cloud_a);
    policy_add(&policy, " -all");
    zone_add_policy(gen, "amz.cloud-a.test", &policy);
}

static void
add_news_m(struct generator *gen)
{
    struct policy policy;

    policy_begin(&policy);
    policy_add_networks(gen, &policy, 6, &gen->news_m);
    policy_add(&policy, " ?all");
    zone_add_policy(gen, "servers.news-m.test", &policy);
}

/* The first list names a second one. */
static void
add_bulk_s(struct generator *gen)
{
    struct policy policy;

    policy_begin(&policy);
    policy_add_networks(gen, &policy, 15, &gen->bulk_s);
    policy_add(&policy, " include:ab.bulk-s.test ~all");
    zone_add_policy(gen, "bulk-s.test", &policy);
    policy_begin(&policy);
    policy_add_networks(gen, &policy, 11, &gen->bulk_s);
    policy_add(&policy, " ~all");
    zone_add_policy(gen, "ab.bulk-s.test", &policy);
}

/* A tree: the record at the top has nothing but includes. */
static void
add_suite_g(struct generator *gen)
{
    static const char *const names[] = {"_netblocks.suite-g.test",
                                        "_netblocks2.suite-g.test",
                                        "_netblocks3.suite-g.test"};
    struct policy policy;
    unsigned i;

    policy_begin(&policy);
    for (i = 0; i < 3; i++) {
        policy_add(&policy, " include:%s", names[i]);
    }
    policy_add(&policy, " ~all");
    zone_add_policy(gen, "_spf.suite-g.test", &policy);
    for (i = 0; i < 3; i++) {
        policy_begin(&policy);
        if (i == 1) {
            policy_add_networks6(gen, &policy, 8, &gen->suite_g);
        } else {
            policy_add_networks(gen, &policy, i == 0 ? 20 : 12, &gen->suite_g);
        }
        policy_add(&policy, " ~all");
        zone_add_policy(gen, names[i], &policy);
    }
}

/* The address is looked up, not listed. */
static void
add_crm(struct generator *gen)
{
    struct policy policy;
    char address[ADDRESS_TEXT];
    char name[NAME_TEXT];
    unsigned i;

    policy_begin(&policy);
    policy_add(&policy, " exists:%%{i}._spf.mta.crm.test -all");
    zone_add_policy(gen, "_spf.crm.test", &policy);
    for (i = 0; i < 200; i++) {
        generate_address(gen, address);
        pool_add(&gen->crm, address);
        (void)snprintf(name, sizeof(name), "%s._spf.mta.crm.test", address);
        zone_add(gen, name, "A", "127.0.0.1");
    }
}

void
generate_providers(struct generator *gen)
{
    add_suite_o(gen);
    add_cloud_a(gen);
    add_news_m(gen);
    add_bulk_s(gen);
    add_suite_g(gen);
    add_crm(gen);
}
