/* SPDX-License-Identifier: BSD-2-Clause */
/* The text of a resolv.conf(5). */
#ifndef SPFE_LDNS_RESOLV_CONF_H
#define SPFE_LDNS_RESOLV_CONF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ldns/server.h"

enum { SPFE_RESOLV_CONF_SERVERS = 3 }; /* MAXNS of the C library */

struct spfe_resolv_conf {
    struct spfe_server servers[SPFE_RESOLV_CONF_SERVERS];
    uint32_t server_count;
    uint32_t timeout;  /* seconds, 1 to 30; valid when has_timeout */
    uint32_t attempts; /* 1 to 5; valid when has_attempts */
    bool has_timeout;
    bool has_attempts;
    bool rotate;
    bool use_vc;
    bool edns0;
    bool trust_ad;
};

/*
 * Read what is understood and pass over everything else; no content is an
 * error. Of a keyword or option that stands there twice the last one counts.
 * text may be NULL when len is 0.
 */
void spfe_resolv_conf_parse(const char *text, size_t len,
                            struct spfe_resolv_conf *out);

#endif
