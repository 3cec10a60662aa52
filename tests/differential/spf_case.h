/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * One case of the differential test: a small zone and a mail. The file form is
 * lines of fields between tabs; "\xHH" is an octet that a line cannot hold.
 *
 *     case   NUMBER THEME
 *     rr     NAME TYPE DATA...     TXT: its strings; MX: preference, exchange
 *     hash   NAME A AAAA           see struct spf_case
 *     fail   NAME TYPE KIND        servfail, refused or timeout
 *     query  IP HELO MAILFROM
 *     end
 */
#ifndef TESTS_DIFFERENTIAL_SPF_CASE_H
#define TESTS_DIFFERENTIAL_SPF_CASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

enum {
    CASE_ROWS = 256,
    CASE_STRINGS = 12,
    CASE_TEXT = 1 << 17,
    CASE_ALIASES = 16
};

/* A record, or with failure what happens instead of an answer. */
struct case_row {
    bool failure;
    const char *name;
    const char *type;
    const char *data[CASE_STRINGS];
    unsigned count;
};

/*
 * Names below hash_name have an address that follows from the name: the mail's
 * own, or another. So a name that is off by an octet shows, whichever name it
 * should have been.
 */
struct spf_case {
    unsigned long number;
    const char *theme;
    struct case_row rows[CASE_ROWS];
    unsigned row_count;
    const char *hash_name;
    const char *hash_data[2];
    const char *ip;
    const char *helo;
    const char *mailfrom;
    char raw[CASE_TEXT]; /* as it stands in the file */
    size_t raw_len;
    char text[CASE_TEXT]; /* what all the pointers point into */
};

/* The next case: 1, 0 at the end of the file, -1 with a message. */
int spf_case_read(FILE *file, struct spf_case *out);

/* "\xHH" for tabs, backslashes, controls and octets of 0x7f and above. */
void spf_case_write(FILE *file, const char *text);

/* Is this what spf_case_write() makes of the text, perhaps in another case? */
bool spf_case_is_written(const char *written, const char *text, bool any_case);

/* --- The zone ------------------------------------------------------------ */

enum case_answer_kind { CASE_FOUND, CASE_NO_DATA, CASE_NO_NAME, CASE_FAILED };

/* Records of one name and type, behind aliases. */
struct case_answer {
    enum case_answer_kind kind;
    const char *failure; /* when it failed: what kind of failure */
    unsigned count;
    const struct case_row *rows[CASE_ROWS];
    const char *hashed; /* the one address of a name below hash_name */
};

void spf_case_lookup(const struct spf_case *item, const char *name,
                     const char *type, struct case_answer *out);

/* The joined strings of a TXT record, cut to the room. */
void spf_case_join(const struct case_row *row, char *out, size_t room);

#endif
