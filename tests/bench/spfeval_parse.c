/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The mode parse: each SPF record of the zone, valid or not, once a pass.
 *
 * spfeval_record_parse() takes what it needs from the caller's allocator. This
 * one gives out the same room again and again, as a host can that parses one
 * record at a time, so the heap is not part of the figure.
 */
#include "bench/spfeval_peer.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { ROOM = 1 << 22 };

struct record {
    const char *name;
    const char *text;
    size_t len;
};

struct state {
    struct record *records;
    size_t count;
    size_t invalid; /* of them, over all passes */
    spfeval_allocator allocator;
    size_t used; /* octets of room */
    _Alignas(max_align_t) char room[ROOM];
};

static void *
take(void *user_data, size_t size)
{
    struct state *state = user_data;
    char *memory = state->room + state->used;

    size = (size + 15) & ~(size_t)15;
    if (size > ROOM - state->used) {
        return NULL;
    }
    state->used += size;
    return memory;
}

static void
keep(void *user_data, void *memory)
{
    (void)user_data;
    (void)memory;
}

static bool
is_spf(const struct workload_row *row)
{
    return strcmp(row->type, "TXT") == 0 && row->data_len >= 6 &&
           strncasecmp(row->data, "v=spf1", 6) == 0 &&
           (row->data[6] == ' ' || row->data[6] == '\0');
}

int
spfeval_parse_prepare(struct bench *bench)
{
    const struct workload *workload = &bench->workload;
    struct state *state = calloc(1, sizeof(*state));
    size_t i;

    bench->state = state;
    if (state == NULL) {
        return -1;
    }
    state->allocator =
        (spfeval_allocator){sizeof(spfeval_allocator), take, keep, state};
    state->records = calloc(workload->row_count + 1, sizeof(struct record));
    if (state->records == NULL) {
        return -1;
    }
    for (i = 0; i < workload->row_count; i++) {
        const struct workload_row *row = &workload->rows[i];

        if (is_spf(row)) {
            state->records[state->count++] =
                (struct record){row->name, row->data, row->data_len};
        }
    }
    return state->count > 0 ? 0 : -1;
}

static int
parse(struct state *state, const struct record *record)
{
    spfeval_syntax_error error = {.struct_size = sizeof(error)};
    spfeval_record *parsed = NULL;
    int status;

    state->used = 0;
    status = spfeval_record_parse(&state->allocator, record->text, record->len,
                                  &parsed, &error);
    spfeval_record_free(parsed);
    return status;
}

int
spfeval_parse_pass(struct bench *bench)
{
    struct state *state = bench->state;
    size_t i;

    for (i = 0; i < state->count; i++) {
        int status = parse(state, &state->records[i]);

        if (status == SPFEVAL_ERR_SYNTAX) {
            state->invalid++;
        } else if (status != SPFEVAL_OK) {
            return spfeval_failed(status);
        }
    }
    bench->done += state->count;
    return 0;
}

/* As for a check; the place of the sender has the record's owner. */
int
spfeval_parse_results(struct bench *bench, FILE *file)
{
    struct state *state = bench->state;
    size_t i;

    for (i = 0; i < state->count; i++) {
        fprintf(file, "parse\t-\t%s\t%s\n", state->records[i].name,
                parse(state, &state->records[i]) == SPFEVAL_OK ? "valid"
                                                               : "invalid");
    }
    return 0;
}

void
spfeval_parse_finish(struct bench *bench)
{
    struct state *state = bench->state;

    if (state != NULL) {
        free(state->records);
        free(state);
    }
}
