/* SPDX-License-Identifier: BSD-2-Clause */
#include "source.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "clock.h"
#include "message.h"
#include "zone_file.h"

/* A corrected record leads to most names that the old one led to. */
enum { CACHE_ENTRIES = 2000 };

static int
open_network(struct source *source, const struct settings *settings,
             const char *command)
{
    source->deadline_ms = settings->dns.deadline_ms;
    return network_open(settings, command, CACHE_ENTRIES, &source->network);
}

int
source_open(struct source *source, const struct settings *settings,
            const char *command)
{
    *source = (struct source){0};
    return settings->zone != NULL
               ? zone_file_load(settings->zone, settings->origin,
                                &source->zone)
               : open_network(source, settings, command);
}

static int
compare(const void *left, const void *right)
{
    const struct zone_text *a = left;
    const struct zone_text *b = right;

    return strcasecmp(a->owner, b->owner);
}

static int
examine_wildcards(struct source *source, const char *command)
{
    int status =
        spfeval_lint_wildcards(NULL, source->zone, &source->wildcards);

    return status == SPFEVAL_OK ? 0 : message_status(command, status);
}

int
source_open_zone(struct source *source, const struct settings *settings,
                 const char *command)
{
    struct zone_texts *texts = &source->texts;
    int code;

    *source = (struct source){0};
    if (settings->zone == NULL) {
        return open_network(source, settings, command);
    }
    code = zone_file_load_texts(settings->zone, settings->origin, texts,
                                &source->zone);
    if (code == 0 && texts->count > 0) {
        qsort(texts->items, texts->count, sizeof(*texts->items), compare);
    }
    return code == 0 ? examine_wildcards(source, command) : code;
}

/* The index of the first text whose owner is not before this one. */
static size_t
find_owner(const struct zone_texts *texts, const char *owner)
{
    size_t low = 0;
    size_t high = texts->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (strcasecmp(texts->items[middle].owner, owner) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

const struct zone_text *
source_find_text(const struct source *source, const char *owner,
                 const char *record, size_t record_len)
{
    const struct zone_texts *texts = &source->texts;
    size_t i;

    for (i = find_owner(texts, owner);
         i < texts->count && strcasecmp(texts->items[i].owner, owner) == 0;
         i++) {
        const struct text *joined = &texts->items[i].joined;

        if (joined->len == record_len &&
            memcmp(text_get(joined), record, record_len) == 0) {
            return &texts->items[i];
        }
    }
    return NULL;
}

void
source_close(struct source *source)
{
    network_close(source->network);
    spfeval_zone_free(source->zone);
    zone_texts_clear(&source->texts);
    spfeval_lint_free(source->wildcards);
    *source = (struct source){0};
}

int
source_lookup(const struct source *source, int type, const char *name,
              size_t name_len, spfeval_answer *answer)
{
    if (source->zone != NULL) {
        return spfeval_zone_lookup(source->zone, type, name, name_len, answer);
    }
    return network_lookup(source->network, type, name, name_len,
                          clock_read() + source->deadline_ms, answer);
}
