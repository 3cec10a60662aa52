/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Where DNS data comes from: a zone file, or the DNS.
 */
#ifndef SPFEVAL_TOOL_SOURCE_H
#define SPFEVAL_TOOL_SOURCE_H

#include <spfeval/spfeval.h>

#include <stdint.h>

#include "network.h"
#include "settings.h"
#include "zone_texts.h"

struct source {
    spfeval_zone *zone;      /* or NULL, and the network is asked */
    struct zone_texts texts; /* of the zone file, when they are wanted */
    spfeval_lint *wildcards; /* about its wildcards; the same */
    struct network *network;
    uint32_t deadline_ms; /* how long a run may take over the network */
};

/*
 * Open what the settings say. Returns 0, or an exit code after a message; the
 * source is to be closed in either case.
 */
int source_open(struct source *source, const struct settings *settings,
                const char *command);

/*
 * The same for who examines a zone file: with its texts, also when they are cut
 * wrongly, and what there is to say about its wildcards.
 */
int source_open_zone(struct source *source, const struct settings *settings,
                     const char *command);

/* One of these texts, as it is at its owner; NULL when it is not there. */
const struct zone_text *source_find_text(const struct source *source,
                                         const char *owner, const char *record,
                                         size_t record_len);

/* Forget everything. */
void source_close(struct source *source);

/* Ask one question and wait for the answer. Returns a status. */
int source_lookup(const struct source *source, int type, const char *name,
                  size_t name_len, spfeval_answer *answer);

#endif
