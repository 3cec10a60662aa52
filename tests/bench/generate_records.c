/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/generate.h"

#include <stdarg.h>

void
policy_begin(struct policy *policy)
{
    policy->len = 0;
    policy_add(policy, "v=spf1");
}

void
policy_add(struct policy *policy, const char *format, ...)
{
    va_list arguments;
    int len;

    va_start(arguments, format);
    len = vsnprintf(policy->text + policy->len,
                    sizeof(policy->text) - policy->len, format, arguments);
    va_end(arguments);
    if (len > 0 && (unsigned)len < sizeof(policy->text) - policy->len) {
        policy->len += (unsigned)len;
    }
}

/* The address itself, host bits and all: networks are often written so. */
void
policy_add_networks(struct generator *gen, struct policy *policy,
                    unsigned count, struct pool *pool)
{
    char address[ADDRESS_TEXT];

    while (count-- > 0) {
        unsigned prefix = 18 + generate_below(gen, 15);

        generate_address(gen, address);
        pool_add(pool, address);
        if (prefix < 32) {
            policy_add(policy, " ip4:%s/%u", address, prefix);
        } else {
            policy_add(policy, " ip4:%s", address);
        }
    }
}

void
policy_add_networks6(struct generator *gen, struct policy *policy,
                     unsigned count, struct pool *pool)
{
    char address[ADDRESS_TEXT];

    while (count-- > 0) {
        generate_address6(gen, address);
        pool_add(pool, address);
        policy_add(policy, " ip6:%s/%u", address,
                   36 + 4 * generate_below(gen, 8));
    }
}

void
zone_add_policy(struct generator *gen, const char *name,
                const struct policy *policy)
{
    fprintf(gen->zone, "%s\tTXT\t%.*s\n", name, (int)policy->len,
            policy->text);
}

void
zone_add(struct generator *gen, const char *name, const char *type,
         const char *format, ...)
{
    va_list arguments;

    fprintf(gen->zone, "%s\t%s\t", name, type);
    va_start(arguments, format);
    (void)vfprintf(gen->zone, format, arguments);
    va_end(arguments);
    fputc('\n', gen->zone);
}

void
zone_add_host(struct generator *gen, const char *name, struct pool *pool)
{
    char address[ADDRESS_TEXT];

    generate_address(gen, address);
    pool_add(pool, address);
    zone_add(gen, name, "A", "%s", address);
}
