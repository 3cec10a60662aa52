/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/workload.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_FIELDS = 5, FIRST_CAPACITY = 256 };

/* Fields of one line, each ended by a NUL in place of its tab. */
struct line {
    const char *fields[MOST_FIELDS];
    size_t count;
};

static int
read_rest(FILE *file, char **out)
{
    size_t capacity = 0;
    size_t len = 0;
    char *text = NULL;

    do {
        char *grown;

        capacity = capacity == 0 ? 65536 : 2 * capacity;
        grown = realloc(text, capacity);
        if (grown == NULL) {
            free(text);
            return -1;
        }
        text = grown;
        len += fread(text + len, 1, capacity - 1 - len, file);
    } while (len == capacity - 1);
    text[len] = '\0';
    *out = text;
    return ferror(file) ? -1 : 0;
}

static int
read_file(const char *folder, const char *name, char **out)
{
    char path[4096];
    FILE *file;
    int status = -1;

    (void)snprintf(path, sizeof(path), "%s/%s", folder, name);
    file = fopen(path, "rb");
    if (file != NULL) {
        status = read_rest(file, out);
        (void)fclose(file);
    }
    if (status != 0) {
        fprintf(stderr, "%s: %s\n", path, strerror(errno));
    }
    return status;
}

/* Cut the next line off; false at the end of the text. */
static int
next_line(char **text, struct line *line)
{
    char *at = *text;
    char *end = at + strcspn(at, "\n");

    if (*at == '\0') {
        return 0;
    }
    *text = *end == '\0' ? end : end + 1;
    *end = '\0';
    if (end > at && end[-1] == '\r') {
        end[-1] = '\0';
    }
    line->count = 0;
    line->fields[2] = ""; /* a record may have no data */
    while (at != NULL && line->count < MOST_FIELDS) {
        line->fields[line->count++] = at;
        at = strchr(at, '\t');
        if (at != NULL) {
            *at++ = '\0';
        }
    }
    return 1;
}

static int
is_comment(const struct line *line)
{
    return line->fields[0][0] == '\0' || line->fields[0][0] == '#';
}

/* Make room for one more; NULL when there is none. */
static void *
grow(void *items, size_t count, size_t size)
{
    void *grown = items;

    if (count == 0 ||
        (count >= FIRST_CAPACITY && (count & (count - 1)) == 0)) {
        size_t capacity = count == 0 ? FIRST_CAPACITY : 2 * count;

        grown = realloc(items, capacity * size);
        if (grown == NULL) {
            fputs("out of memory\n", stderr);
        }
    }
    return grown;
}

static int
add_row(struct workload *workload, const struct line *line)
{
    struct workload_row *rows =
        grow(workload->rows, workload->row_count, sizeof(*rows));
    struct workload_row *row;

    if (rows == NULL) {
        return -1;
    }
    workload->rows = rows;
    row = &rows[workload->row_count++];
    row->name = line->fields[0];
    row->name_len = strlen(row->name);
    row->type = line->fields[1];
    row->data = line->fields[2];
    row->data_len = strlen(row->data);
    return 0;
}

static int
add_query(struct workload *workload, const struct line *line)
{
    struct workload_query *queries =
        grow(workload->queries, workload->query_count, sizeof(*queries));
    struct workload_query *query;

    if (queries == NULL) {
        return -1;
    }
    workload->queries = queries;
    query = &queries[workload->query_count++];
    query->shape = line->fields[0];
    query->ip = line->fields[1];
    query->ip_len = strlen(query->ip);
    query->helo = line->fields[2];
    query->helo_len = strlen(query->helo);
    query->mailfrom = line->fields[3];
    query->mailfrom_len = strlen(query->mailfrom);
    query->intent = line->count > 4 ? line->fields[4] : "";
    return 0;
}

static int
too_few_fields(const char *name, size_t number)
{
    fprintf(stderr, "%s, line %zu: too few fields\n", name, number);
    return -1;
}

static int
load_zone(struct workload *workload)
{
    char *text = workload->zone_text;
    struct line line;
    size_t number = 0;

    while (next_line(&text, &line)) {
        number++;
        if (is_comment(&line)) {
            continue;
        }
        if (line.count < 2) {
            return too_few_fields("zone.tsv", number);
        }
        if (add_row(workload, &line) != 0) {
            return -1;
        }
    }
    return 0;
}

static int
load_queries(struct workload *workload, const char *shape)
{
    char *text = workload->queries_text;
    struct line line;
    size_t number = 0;

    while (next_line(&text, &line)) {
        number++;
        if (is_comment(&line) ||
            (shape != NULL && strcmp(shape, line.fields[0]) != 0)) {
            continue;
        }
        if (line.count < 4) {
            return too_few_fields("queries.tsv", number);
        }
        if (add_query(workload, &line) != 0) {
            return -1;
        }
    }
    if (workload->query_count == 0) {
        fputs("queries.tsv: no query of this shape\n", stderr);
        return -1;
    }
    return 0;
}

int
workload_load(struct workload *workload, const char *folder, const char *shape)
{
    memset(workload, 0, sizeof(*workload));
    if (read_file(folder, "zone.tsv", &workload->zone_text) == 0 &&
        read_file(folder, "queries.tsv", &workload->queries_text) == 0 &&
        load_zone(workload) == 0 && load_queries(workload, shape) == 0) {
        return 0;
    }
    workload_clear(workload);
    return -1;
}

void
workload_clear(struct workload *workload)
{
    free(workload->rows);
    free(workload->queries);
    free(workload->zone_text);
    free(workload->queries_text);
    memset(workload, 0, sizeof(*workload));
}
