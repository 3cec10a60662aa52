/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The options that say how the DNS is asked.
 */
#ifndef SPFEVAL_TOOL_DNS_SETTINGS_H
#define SPFEVAL_TOOL_DNS_SETTINGS_H

#include <stdbool.h>
#include <stdint.h>

enum { DNS_SETTINGS_SERVERS = 32 }; /* what the library takes too */

struct dns_settings {
    const char *servers[DNS_SETTINGS_SERVERS];
    uint32_t server_count; /* 0: those of resolv.conf(5) */
    bool has_timeout;
    uint32_t timeout_ms;  /* of one try */
    uint32_t deadline_ms; /* of a check */
    bool tcp;
    bool has_prefetch;
    uint32_t prefetch; /* of enum spfeval_prefetch */
};

/* Start with the defaults. */
void dns_settings_init(struct dns_settings *settings);

/*
 * Take one option; its code is of enum settings_code. Returns 0, an exit code
 * after a message, or -1 when the code is not one of these options.
 */
int dns_settings_take(struct dns_settings *settings, const char *command,
                      int code, const char *value);

/*
 * The name of an option that was given and makes sense for the DNS only, or
 * NULL.
 */
const char *dns_settings_given(const struct dns_settings *settings);

#endif
