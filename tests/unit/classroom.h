/* SPDX-License-Identifier: BSD-2-Clause */
/* Checks with a cache that tells them what mails of the domain needed before. */
#ifndef TESTS_UNIT_CLASSROOM_H
#define TESTS_UNIT_CLASSROOM_H

#include <stdbool.h>
#include <stdint.h>

#include <spfeval/spfeval.h>

#include "support/levels.h"

struct classroom {
    struct try_check try;
    spfeval_cache *cache;
    struct levels levels; /* of the last mail */
};

/* A check that asks ahead in this way. */
void classroom_set_up(struct try_check *try, uint32_t prefetch,
                      const char *zone);

/* With SPFEVAL_PREFETCH_GRAPH. */
bool classroom_open(struct classroom *room, const char *zone);
void classroom_close(struct classroom *room);

/* Check a mail, and learn from it. */
void classroom_mail(struct classroom *room, const char *client,
                    const char *mailfrom);

/* What came of the last mail. */
void classroom_expect(const struct classroom *room, int result,
                      const char *queries);

/* Other records from now on. */
void classroom_replace_zone(struct classroom *room, const char *lines);

#endif
