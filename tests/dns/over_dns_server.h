/* SPDX-License-Identifier: BSD-2-Clause */
/* A zone in memory, served by a child on a free port of 127.0.0.1. */
#ifndef TESTS_DNS_OVER_DNS_SERVER_H
#define TESTS_DNS_OVER_DNS_SERVER_H

#include <stdbool.h>

#include <spfeval/zone.h>

#include "dns/child.h"

/*
 * It answers over UDP and TCP what the zone says, and nothing where that times
 * out. It listens already; end it with child_stop(). It ends by itself when we
 * do.
 */
bool zone_server_start(struct child *child, const spfeval_zone *zone);

#endif
