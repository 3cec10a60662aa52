/* SPDX-License-Identifier: BSD-2-Clause */
/* Policies of domains that mail comes from; one function a shape. */
#include "bench/generate.h"

/* A name below the sender's domain. */
struct name {
    char text[NAME_TEXT];
};

static struct name
below(const struct sender *sender, const char *label)
{
    struct name name;

    (void)snprintf(name.text, sizeof(name.text), "%s.%.90s", label,
                   sender->domain);
    return name;
}

static void
add(struct generator *gen, const struct sender *sender,
    const struct policy *policy)
{
    zone_add_policy(gen, sender->domain, policy);
}

static void
make_one_line(struct generator *gen, struct sender *sender)
{
    struct policy policy;

    policy_begin(&policy);
    policy_add_networks(gen, &policy, 2 + generate_below(gen, 3),
                        &sender->pool);
    policy_add(&policy, " -all");
    add(gen, sender, &policy);
}

/* Shapes that say no more than an include. */
static void
make_include(struct generator *gen, struct sender *sender,
             const char *provider, const struct pool *pool, const char *all)
{
    struct policy policy;

    policy_begin(&policy);
    policy_add(&policy, " include:%s %s", provider, all);
    add(gen, sender, &policy);
    pool_add_all(&sender->pool, pool);
}

static void
make_suite_o(struct generator *gen, struct sender *sender)
{
    make_include(gen, sender, "spf.protection.suite-o.test", &gen->suite_o,
                 "-all");
}

static void
make_cloud_a(struct generator *gen, struct sender *sender)
{
    make_include(gen, sender, "amz.cloud-a.test", &gen->cloud_a, "~all");
}

static void
make_news_m(struct generator *gen, struct sender *sender)
{
    make_include(gen, sender, "servers.news-m.test", &gen->news_m, "?all");
}

static void
make_bulk_s(struct generator *gen, struct sender *sender)
{
    make_include(gen, sender, "bulk-s.test", &gen->bulk_s, "~all");
}

static void
make_suite_g(struct generator *gen, struct sender *sender)
{
    make_include(gen, sender, "_spf.suite-g.test", &gen->suite_g, "~all");
}

static void
make_crm(struct generator *gen, struct sender *sender)
{
    make_include(gen, sender, "_spf.crm.test", &gen->crm, "-all");
}

static void
make_redirect(struct generator *gen, struct sender *sender)
{
    struct name target = below(sender, "_spf");
    struct name list = below(sender, "_list");
    struct policy policy;

    policy_begin(&policy);
    policy_add(&policy, " redirect=%s", target.text);
    add(gen, sender, &policy);
    policy_begin(&policy);
    policy_add_networks(gen, &policy, 5, &sender->pool);
    policy_add(&policy, " include:%s -all", list.text);
    zone_add_policy(gen, target.text, &policy);
    policy_begin(&policy);
    policy_add_networks(gen, &policy, 8, &sender->pool);
    policy_add(&policy, " -all");
    zone_add_policy(gen, list.text, &policy);
}

static void
make_ipv6(struct generator *gen, struct sender *sender)
{
    struct name host = below(sender, "mail6");
    struct name more = below(sender, "_more");
    struct policy policy;
    char address[ADDRESS_TEXT];

    policy_begin(&policy);
    policy_add_networks6(gen, &policy, 2, &sender->pool);
    policy_add(&policy, " a:%s include:%s -all", host.text, more.text);
    add(gen, sender, &policy);
    generate_address6(gen, address);
    pool_add(&sender->pool, address);
    zone_add(gen, host.text, "AAAA", "%s", address);
    zone_add_host(gen, host.text, &sender->pool);
    policy_begin(&policy);
    policy_add_networks6(gen, &policy, 5, &sender->pool);
    policy_add(&policy, " -all");
    zone_add_policy(gen, more.text, &policy);
}

/* The address in a name of the domain's own, with a reason for a fail. */
static void
make_macro(struct generator *gen, struct sender *sender)
{
    struct name why = below(sender, "why");
    struct policy policy;
    char name[2 * NAME_TEXT];
    unsigned i;

    policy_begin(&policy);
    policy_add(&policy, " exists:%%{ir}.%%{v}._spf.%%{d}"
                        " exists:%%{l1r-}.lp.%%{o} exp=why.%%{d} -all");
    add(gen, sender, &policy);
    zone_add(gen, why.text, "TXT",
             "%%{i} may not send for %%{s}, see http://%%{d}/?%%{L}");
    for (i = 0; i < 8; i++) {
        unsigned b = generate_below(gen, 256);
        unsigned c = generate_below(gen, 256);
        char address[ADDRESS_TEXT];

        (void)snprintf(address, sizeof(address), "44.%u.%u.9", b, c);
        pool_add(&sender->pool, address);
        (void)snprintf(name, sizeof(name), "9.%u.%u.44.in-addr._spf.%s", c, b,
                       sender->domain);
        zone_add(gen, name, "A", "127.0.0.2");
    }
}

/* Both families at a mail exchanger, so that its lookups are never void. */
static void
add_exchanger(struct generator *gen, const char *name, unsigned preference,
              const struct name *host)
{
    char address[ADDRESS_TEXT];

    generate_address6(gen, address);
    zone_add(gen, name, "MX", "%u %s", preference, host->text);
    zone_add(gen, host->text, "AAAA", "%s", address);
}

/* Hosts instead of networks: many names. */
static void
make_a_mx(struct generator *gen, struct sender *sender)
{
    struct name hosts[] = {below(sender, "www"), below(sender, "mx1"),
                           below(sender, "mx2"), below(sender, "out"),
                           below(sender, "mx3"), below(sender, "lists")};
    struct policy policy;
    unsigned i;

    policy_begin(&policy);
    policy_add(&policy, " a:%s mx a:%s mx:%s/28 -all", hosts[0].text,
               hosts[3].text, hosts[5].text);
    add(gen, sender, &policy);
    for (i = 0; i < 5; i++) {
        zone_add_host(gen, hosts[i].text, &sender->pool);
    }
    add_exchanger(gen, sender->domain, 10, &hosts[1]);
    add_exchanger(gen, sender->domain, 20, &hosts[2]);
    add_exchanger(gen, hosts[5].text, 10, &hosts[4]);
}

/* Nine lookups, one below the limit. */
static void
make_corp_9(struct generator *gen, struct sender *sender)
{
    struct name host = below(sender, "mail");
    struct policy policy;

    policy_begin(&policy);
    policy_add_networks(gen, &policy, 4, &sender->pool);
    policy_add(&policy,
               " a:%s include:_spf.suite-g.test"
               " include:spf.protection.suite-o.test include:_spf.crm.test"
               " include:servers.news-m.test -all",
               host.text);
    add(gen, sender, &policy);
    zone_add_host(gen, host.text, &sender->pool);
    pool_add_all(&sender->pool, &gen->suite_g);
    pool_add_all(&sender->pool, &gen->suite_o);
    pool_add_all(&sender->pool, &gen->news_m);
}

/* Twelve includes, of which a check may follow ten. */
static void
make_too_many(struct generator *gen, struct sender *sender)
{
    struct policy policy;
    struct policy list;
    unsigned i;

    policy_begin(&policy);
    for (i = 0; i < 12; i++) {
        char label[16];
        struct name name;

        (void)snprintf(label, sizeof(label), "s%u", i);
        name = below(sender, label);
        policy_add(&policy, " include:%s", name.text);
        policy_begin(&list);
        policy_add_networks(gen, &list, 3, &sender->pool);
        policy_add(&list, " -all");
        zone_add_policy(gen, name.text, &list);
        sender->pool.count = i < 10 ? sender->pool.count : 30;
    }
    policy_add(&policy, " ~all");
    add(gen, sender, &policy);
}

static void
make_syntax(struct generator *gen, struct sender *sender)
{
    static const char *const mistakes[] = {"ip4:192.0.2.400", "a:", "ipv4:x.y",
                                           "include", "mx/33"};
    struct policy policy;

    policy_begin(&policy);
    policy_add_networks(gen, &policy, 2, &sender->pool);
    policy_add(
        &policy, " %s -all",
        mistakes[generate_below(gen, sizeof(mistakes) / sizeof(char *))]);
    add(gen, sender, &policy);
}

static void
make_neutral(struct generator *gen, struct sender *sender)
{
    struct name host = below(sender, "out");
    struct policy policy;

    policy_begin(&policy);
    policy_add(&policy, " a:%s", host.text);
    policy_add_networks(gen, &policy, 2, &sender->pool);
    policy_add(&policy, " ?all");
    add(gen, sender, &policy);
    zone_add_host(gen, host.text, &sender->pool);
}

void
generate_sender(struct generator *gen, unsigned shape, unsigned copy,
                struct sender *out)
{
    static const struct {
        const char *name;
        void (*make)(struct generator *gen, struct sender *sender);
        const char *pass;
        const char *otherwise;
    } shapes[SENDER_SHAPES] = {
        {"one-line", make_one_line, "pass", "fail"},
        {"suite-o", make_suite_o, "pass", "fail"},
        {"cloud-a", make_cloud_a, "pass", "softfail"},
        {"news-m", make_news_m, "pass", "neutral"},
        {"bulk-s", make_bulk_s, "pass", "softfail"},
        {"redirect", make_redirect, "pass", "fail"},
        {"crm-exists", make_crm, "pass", "fail"},
        {"ipv6", make_ipv6, "pass", "fail"},
        {"macro", make_macro, "pass", "fail"},
        {"suite-g", make_suite_g, "pass", "softfail"},
        {"a-mx", make_a_mx, "pass", "fail"},
        {"corp-9", make_corp_9, "pass", "fail"},
        {"too-many", make_too_many, "pass", "permerror"},
        {"syntax", make_syntax, "permerror", "permerror"},
        {"neutral", make_neutral, "pass", "neutral"},
    };

    out->shape = shapes[shape].name;
    out->pass = shapes[shape].pass;
    out->otherwise = shapes[shape].otherwise;
    out->pool.count = 0;
    (void)snprintf(out->domain, sizeof(out->domain), "%s-%u-%x.example",
                   out->shape, copy, generate_below(gen, 65536));
    shapes[shape].make(gen, out);
}
