/* SPDX-License-Identifier: BSD-2-Clause */
#include "rule/exchange.h"

#include <spfeval/status.h>

#include "base/ascii.h"
#include "base/dname.h"
#include "dns/records.h"

/* The exchangers are sorted in runs of so many, which are then merged. */
enum { RUN = 16 };

struct exchange {
    struct spfe_text name;
    uint16_t preference;
};

static bool
comes_before(const struct exchange *a, const struct exchange *b)
{
    if (a->preference != b->preference) {
        return a->preference < b->preference;
    }
    return spfe_ascii_compare(a->name.ptr, a->name.len, b->name.ptr,
                              b->name.len) < 0;
}

/* Put it into its place among the last ones of a run. */
static void
insert(struct exchange *sorted, uint32_t count, struct exchange exchange)
{
    uint32_t run = count - count % RUN;

    while (count > run && comes_before(&exchange, &sorted[count - 1])) {
        sorted[count] = sorted[count - 1];
        count--;
    }
    sorted[count] = exchange;
}

/* Merge two neighbours; of equal ones, the first stays first. */
static void
merge(const struct exchange *from, uint32_t middle, uint32_t end,
      struct exchange *to)
{
    uint32_t left = 0;
    uint32_t right = middle;

    while (left < middle || right < end) {
        bool takes_left =
            left < middle &&
            (right == end || !comes_before(&from[right], &from[left]));

        *to++ = takes_left ? from[left++] : from[right++];
    }
}

static uint32_t
least(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

/* Merge the runs, from one room into the other and back. NULL: no memory. */
static struct exchange *
merge_runs(struct exchange *sorted, uint32_t count, struct spfe_arena *arena)
{
    struct exchange *other;
    uint32_t len;
    uint32_t at;

    if (count <= RUN) {
        return sorted;
    }
    other = spfe_arena_alloc(arena, count * sizeof(*other));
    if (other == NULL) {
        return NULL;
    }
    for (len = RUN; len < count; len *= 2) {
        struct exchange *from = sorted;

        for (at = 0; at < count; at += 2 * len) {
            merge(from + at, least(len, count - at),
                  least(2 * len, count - at), other + at);
        }
        sorted = other;
        other = from;
    }
    return sorted;
}

/* Add the names that can be asked for; *count is 0. */
static int
collect(const struct spfe_answer *answer, struct spfe_arena *arena,
        struct exchange *sorted, uint32_t *count)
{
    struct spfe_rr_cursor records = spfe_answer_records(answer);
    struct spfe_rr rr;

    while (spfe_rr_next(&records, &rr)) {
        struct exchange exchange = {spfe_dname_trim(rr.text), rr.preference};

        if (!spfe_dname_is_valid(exchange.name)) {
            continue;
        }
        if (exchange.name.len != rr.text.len) {
            exchange.name.ptr =
                spfe_arena_copy(arena, exchange.name.ptr, exchange.name.len);
            if (exchange.name.ptr == NULL) {
                return arena->status;
            }
        }
        insert(sorted, *count, exchange);
        ++*count;
    }
    return SPFEVAL_OK;
}

int
spfe_exchanges_sort(const struct spfe_answer *answer, struct spfe_arena *arena,
                    struct spfe_text **names, uint32_t *count)
{
    struct exchange *sorted;
    uint32_t i;
    int status;

    *names = NULL;
    *count = 0;
    if (answer->count == 0) {
        return SPFEVAL_OK;
    }
    sorted = spfe_arena_alloc(arena, answer->count * sizeof(*sorted));
    if (sorted == NULL) {
        return arena->status;
    }
    status = collect(answer, arena, sorted, count);
    if (status != SPFEVAL_OK || *count == 0) {
        return status;
    }
    sorted = merge_runs(sorted, *count, arena);
    if (sorted == NULL) {
        return arena->status;
    }
    *names = spfe_arena_alloc(arena, *count * sizeof(**names));
    if (*names == NULL) {
        return arena->status;
    }
    for (i = 0; i < *count; i++) {
        (*names)[i] = sorted[i].name;
    }
    return SPFEVAL_OK;
}
