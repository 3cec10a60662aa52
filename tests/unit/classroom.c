/* SPDX-License-Identifier: BSD-2-Clause */
#include "unit/classroom.h"

#include <string.h>

#include "support/tap.h"

void
classroom_set_up(struct try_check *try, uint32_t prefetch, const char *zone)
{
    try_check_init(try, NULL);
    CHECK_INT(spfeval_options_set_u32(try->options, SPFEVAL_OPTION_PREFETCH,
                                      prefetch),
              SPFEVAL_OK);
    try_check_zone(try, zone);
}

bool
classroom_open(struct classroom *room, const char *zone)
{
    memset(room, 0, sizeof(*room));
    classroom_set_up(&room->try, SPFEVAL_PREFETCH_GRAPH, zone);
    return CHECK_INT(spfeval_cache_new(NULL, &room->cache), SPFEVAL_OK);
}

void
classroom_close(struct classroom *room)
{
    spfeval_cache_free(room->cache);
    try_check_clear(&room->try);
}

void
classroom_mail(struct classroom *room, const char *client,
               const char *mailfrom)
{
    try_check_start(&room->try, client, mailfrom);
    CHECK_INT(spfeval_cache_prime(room->cache, room->try.check), SPFEVAL_OK);
    CHECK_INT(levels_run(&room->try, LEVELS_IN_ORDER, &room->levels),
              SPFEVAL_STEP_DONE);
    CHECK_INT(spfeval_cache_learn(room->cache, room->try.check), SPFEVAL_OK);
}

void
classroom_expect(const struct classroom *room, int result, const char *queries)
{
    const spfeval_outcome *outcome =
        spfeval_check_get_outcome(room->try.check);

    CHECK_INT(spfeval_outcome_get_result(outcome), result);
    CHECK_STR(room->levels.text, strlen(room->levels.text), queries);
}

/* A second mail of the domain, after one of user@example.com. */
void
classroom_replace_zone(struct classroom *room, const char *lines)
{
    spfeval_zone_free(room->try.zone);
    room->try.zone = NULL;
    CHECK_INT(spfeval_zone_new(NULL, &room->try.zone), SPFEVAL_OK);
    try_check_zone(&room->try, lines);
}
