/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Lines of any length from a descriptor. Nothing is read but on request, so
 * that the caller can do other work while no input is there.
 */
#ifndef SPFEVAL_TOOL_LINE_READER_H
#define SPFEVAL_TOOL_LINE_READER_H

#include <stdbool.h>
#include <stddef.h>

struct line_reader {
    int fd;
    char *data;
    size_t capacity;
    size_t start;   /* of what was not given out */
    size_t len;     /* of it */
    size_t scanned; /* of it; there is no line end in that part */
    bool at_end;    /* nothing more comes */
};

/* Read from a descriptor, which stays the caller's. */
void line_reader_init(struct line_reader *reader, int fd);

/* Free what the reader holds. */
void line_reader_clear(struct line_reader *reader);

/*
 * Read once, waiting if need be; to be called when there is no whole line.
 * False when that failed, with errno; nothing more comes then.
 */
bool line_reader_fill(struct line_reader *reader);

/*
 * Take a line, without its end, out of what was read. It may hold NUL octets,
 * and is valid until the reader is filled again. False when there is no whole
 * line.
 */
bool line_reader_next(struct line_reader *reader, const char **line,
                      size_t *len);

#endif
