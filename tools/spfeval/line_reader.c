/* SPDX-License-Identifier: BSD-2-Clause */
#include "line_reader.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { READ_SIZE = 65536 };

void
line_reader_init(struct line_reader *reader, int fd)
{
    *reader = (struct line_reader){.fd = fd};
}

void
line_reader_clear(struct line_reader *reader)
{
    free(reader->data);
    *reader = (struct line_reader){.fd = -1};
}

/* Make room for READ_SIZE octets at the end. */
static bool
reserve(struct line_reader *reader)
{
    size_t capacity = reader->capacity;
    char *data;

    if (reader->start > 0) {
        memmove(reader->data, reader->data + reader->start, reader->len);
        reader->start = 0;
    }
    if (capacity - reader->len >= READ_SIZE) {
        return true;
    }
    if (capacity > SIZE_MAX / 2 - READ_SIZE) {
        return false;
    }
    capacity = 2 * capacity + READ_SIZE;
    data = realloc(reader->data, capacity);
    if (data == NULL) {
        return false;
    }
    reader->data = data;
    reader->capacity = capacity;
    return true;
}

static bool
give_up(struct line_reader *reader)
{
    reader->at_end = true;
    reader->len = 0; /* the start of a line */
    return false;
}

bool
line_reader_fill(struct line_reader *reader)
{
    ssize_t got;

    if (!reserve(reader)) {
        errno = ENOMEM;
        return give_up(reader);
    }
    do {
        got = read(reader->fd, reader->data + reader->len, READ_SIZE);
    } while (got < 0 && errno == EINTR);
    if (got < 0) {
        return give_up(reader);
    }
    reader->at_end = got == 0;
    reader->len += (size_t)got;
    return true;
}

static void
give(struct line_reader *reader, size_t line_len, size_t end_len)
{
    reader->start += line_len + end_len;
    reader->len -= line_len + end_len;
    reader->scanned = 0;
}

bool
line_reader_next(struct line_reader *reader, const char **line, size_t *len)
{
    const char *start;
    const char *end;

    if (reader->len == 0) {
        return false;
    }
    start = reader->data + reader->start;
    end = memchr(start + reader->scanned, '\n', reader->len - reader->scanned);
    *line = start;
    if (end != NULL) {
        *len = (size_t)(end - start);
        give(reader, *len, 1);
        return true;
    }
    reader->scanned = reader->len;
    if (!reader->at_end) {
        return false;
    }
    *len = reader->len; /* the last line has no end */
    give(reader, *len, 0);
    return true;
}
