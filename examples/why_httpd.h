/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What the parts of the web server share.
 */
#ifndef WHY_HTTPD_H
#define WHY_HTTPD_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <spfeval/spfeval.h>

#include "why_httpd_rate.h"

struct settings {
    const char *zone;     /* a file, or NULL */
    const char *server;   /* a DNS server, or NULL for the system's */
    const char *receiver; /* our name in the answers, or NULL */
    const char *address;  /* where we listen */
    uint16_t port;        /* 0: any */
    uint32_t rate;        /* requests a minute from one client; 0: no limit */
    uint32_t max_connections;
    uint32_t max_checks; /* at a time */
    uint32_t timeout;    /* seconds that a check may take */
};

struct server {
    struct settings settings;
    spfeval_zone *zone; /* NULL: ask DNS */
    struct rate rate;
    atomic_uint checks;   /* that go on now */
    atomic_bool stopping; /* checks end at once */
    char policy[256];     /* the value of Content-Security-Policy */
};

/* Read the command line. Returns -1 to go on, or an exit status. */
int settings_read(struct settings *settings, int argc, char **argv);

#endif
