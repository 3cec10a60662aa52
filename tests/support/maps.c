/* SPDX-License-Identifier: BSD-2-Clause */
#include "support/maps.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <spfeval/result.h>
#include <spfeval/status.h>

#include "support/tap.h"

void
maps_set_up(struct maps *maps)
{
    memset(maps, 0, sizeof(*maps));
    CHECK_INT(spfe_mem_init(&maps->mem, NULL), SPFEVAL_OK);
    spfe_arena_init(&maps->arena, &maps->mem, (size_t)64 << 20, NULL, 0);
}

void
maps_tear_down(struct maps *maps)
{
    spfe_arena_clear(&maps->arena);
}

struct spfe_map
maps_new(struct maps *maps, size_t len)
{
    struct spfe_map map;

    CHECK_INT(spfe_map_init(&map, &maps->arena, len), SPFEVAL_OK);
    return map;
}

__attribute__((format(printf, 2, 3))) static void
add(struct maps *maps, const char *format, ...)
{
    size_t len = strlen(maps->text);
    va_list arguments;

    va_start(arguments, format);
    (void)vsnprintf(maps->text + len, sizeof(maps->text) - len, format,
                    arguments);
    va_end(arguments);
}

const char *
maps_print(struct maps *maps, const struct spfe_map *map)
{
    uint32_t i;

    maps->text[0] = '\0';
    for (i = 0; i < map->count; i++) {
        const struct spfe_piece *piece = &map->pieces[i];

        add(maps, "%s", i > 0 ? " | " : "");
        if (piece->from.hi != 0) {
            add(maps, "%" PRIx64 ":", piece->from.hi);
        }
        add(maps, "%" PRIx64 ": ", piece->from.lo);
        if (piece->result == SPFEVAL_RESULT_UNSET) {
            add(maps, "open");
        } else {
            add(maps, "%s", spfeval_result_name(piece->result));
        }
        add(maps, "%s",
            piece->done || piece->result == SPFEVAL_RESULT_UNSET ? "" : "!");
        if (piece->term != SPFE_NO_TERM) {
            add(maps, "@%" PRIu32, piece->term);
        }
        if (piece->lookups > 0 || piece->voids > 0) {
            add(maps, " %u+%u", piece->lookups, piece->voids);
        }
    }
    return maps->text;
}
