/* SPDX-License-Identifier: BSD-2-Clause */
/* Texts that the library writes into a buffer of any size. */
#ifndef TESTS_FUZZ_WRITTEN_H
#define TESTS_FUZZ_WRITTEN_H

#include <stddef.h>

#include <spfeval/spfeval.h>

/* What writes, and with what. */
struct writer {
    int (*write)(const struct writer *writer, char *buffer, size_t capacity,
                 size_t *needed);
    const spfeval_outcome *outcome; /* of MAIL FROM, or the only one */
    const spfeval_outcome *helo;
    uint32_t number; /* flags, or a language */
    const char *line_end;
    size_t most;      /* octets with the NUL; 0 for no limit */
    size_t most_line; /* octets without its end; 0 for no limit */
};

/*
 * Write and look at it: the size told is the size taken, a buffer that is too
 * small stays an empty text, octets are 0x20 to 0x7E between line ends. The
 * text, to be freed.
 */
char *written_text(const struct writer *writer);

/* That a text in one line is one JSON value. */
void written_claim_json(const char *text);

#endif
