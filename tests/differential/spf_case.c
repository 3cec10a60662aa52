/* SPDX-License-Identifier: BSD-2-Clause */
#include "differential/spf_case.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { MOST_FIELDS = CASE_STRINGS + 3 };

static int
hex_digit(int octet)
{
    static const char digits[] = "0123456789abcdef";
    const char *found = octet != '\0' ? strchr(digits, octet) : NULL;

    return found != NULL ? (int)(found - digits) : -1;
}

/* In place: the text only gets shorter. */
static void
unescape(char *text)
{
    const char *from = text;

    while (*from != '\0') {
        if (from[0] == '\\' && from[1] == 'x' && hex_digit(from[2]) >= 0 &&
            hex_digit(from[3]) >= 0) {
            int octet = 16 * hex_digit(from[2]) + hex_digit(from[3]);

            *text++ = (char)(unsigned char)octet;
            from += 4;
        } else {
            *text++ = *from++;
        }
    }
    *text = '\0';
}

/* Returns how many octets of out there are, and ends them with a NUL. */
static size_t
escape(char octet, char out[5])
{
    static const char digits[] = "0123456789abcdef";
    unsigned char value = (unsigned char)octet;

    if (value >= 0x20 && value <= 0x7e && value != '\\') {
        out[0] = octet;
        out[1] = '\0';
        return 1;
    }
    out[0] = '\\';
    out[1] = 'x';
    out[2] = digits[value / 16];
    out[3] = digits[value % 16];
    out[4] = '\0';
    return 4;
}

void
spf_case_write(FILE *file, const char *text)
{
    char octets[5];

    for (; *text != '\0'; text++) {
        (void)escape(*text, octets);
        fputs(octets, file);
    }
}

bool
spf_case_is_written(const char *written, const char *text, bool any_case)
{
    char octets[5];

    for (; *text != '\0'; text++) {
        size_t len = escape(*text, octets);

        if ((any_case ? strncasecmp(written, octets, len)
                      : strncmp(written, octets, len)) != 0) {
            return false;
        }
        written += len;
    }
    return *written == '\0';
}

/* --- Reading ------------------------------------------------------------- */

/* Cut a line into its fields; the rest of them are "". */
static unsigned
split(char *line, const char *fields[MOST_FIELDS])
{
    unsigned count = 0;
    unsigned i;

    for (i = 0; i < MOST_FIELDS; i++) {
        fields[i] = "";
    }
    while (line != NULL && count < MOST_FIELDS) {
        char *tab = strchr(line, '\t');

        if (tab != NULL) {
            *tab++ = '\0';
        }
        unescape(line);
        fields[count++] = line;
        line = tab;
    }
    return count;
}

static bool
take_row(struct spf_case *item, bool failure, const char *const *fields,
         unsigned count)
{
    struct case_row *row = &item->rows[item->row_count];
    unsigned i;

    if (item->row_count == CASE_ROWS || count < 4) {
        return false;
    }
    item->row_count++;
    row->failure = failure;
    row->name = fields[1];
    row->type = fields[2];
    row->count = count - 3;
    for (i = 0; i < row->count; i++) {
        row->data[i] = fields[3 + i];
    }
    return true;
}

static bool
take_line(struct spf_case *item, char *line)
{
    const char *fields[MOST_FIELDS];
    unsigned count = split(line, fields);

    if (strcmp(fields[0], "case") == 0) {
        item->number = strtoul(fields[1], NULL, 10);
        item->theme = fields[2];
        return true;
    }
    if (strcmp(fields[0], "query") == 0) {
        item->ip = fields[1];
        item->helo = fields[2];
        item->mailfrom = fields[3];
        return count == 4;
    }
    if (strcmp(fields[0], "hash") == 0) {
        item->hash_name = fields[1];
        item->hash_data[0] = fields[2];
        item->hash_data[1] = fields[3];
        return count == 4;
    }
    if (strcmp(fields[0], "fail") == 0 || strcmp(fields[0], "rr") == 0) {
        return take_row(item, fields[0][0] == 'f', fields, count);
    }
    return false;
}

static void
begin(struct spf_case *item)
{
    item->number = 0;
    item->theme = "";
    item->row_count = 0;
    item->hash_name = NULL;
    item->ip = NULL;
    item->raw_len = 0;
}

int
spf_case_read(FILE *file, struct spf_case *out)
{
    begin(out);
    while (fgets(out->raw + out->raw_len, (int)(CASE_TEXT - out->raw_len),
                 file) != NULL) {
        char *line = out->text + out->raw_len;
        size_t len = strlen(out->raw + out->raw_len);

        memcpy(line, out->raw + out->raw_len, len);
        if (len == 0 || line[len - 1] != '\n') {
            return -1; /* a NUL, or too long */
        }
        line[len - 1] = '\0';
        if (line[0] == '#' || line[0] == '\0') {
            continue; /* the next line takes its place */
        }
        out->raw_len += len;
        if (strcmp(line, "end") == 0) {
            return out->ip != NULL ? 1 : -1;
        }
        if (!take_line(out, line)) {
            fprintf(stderr, "case %lu: bad line %s\n", out->number, line);
            return -1;
        }
    }
    return out->raw_len == 0 ? 0 : -1;
}
