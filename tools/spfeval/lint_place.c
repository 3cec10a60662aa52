/* SPDX-License-Identifier: BSD-2-Clause */
/* The record with a line under it that points at a place. */
#include "lint_print.h"

#include "colour.h"
#include "escape.h"

enum {
    PLACE_COLUMNS = 70, /* of the record in one line, without the dots */
    PLACE_BEFORE = 24   /* of what stands before the place, when it is cut */
};

static const char indent[] = "  ";
static const char dots[] = "...";

/* The part of the record that is shown, in octets. */
struct part {
    size_t begin;
    size_t end;
};

/* Columns of an octet as escape_add() writes it. */
static size_t
width(char octet)
{
    unsigned char value = (unsigned char)octet;

    if (value < 0x20 || value > 0x7e) {
        return 4;
    }
    return octet == '\\' ? 2 : 1;
}

/* Go back, or on, from a place by at most so many columns. */
static size_t
go_back(const spfeval_finding *finding, size_t place, size_t columns)
{
    while (place > 0 && width(finding->record[place - 1]) <= columns) {
        place--;
        columns -= width(finding->record[place]);
    }
    return place;
}

static size_t
go_on(const spfeval_finding *finding, size_t place, size_t columns)
{
    while (place < finding->record_len &&
           width(finding->record[place]) <= columns) {
        columns -= width(finding->record[place]);
        place++;
    }
    return place;
}

static struct part
find_part(const spfeval_finding *finding, size_t offset)
{
    struct part part = {0, go_on(finding, 0, PLACE_COLUMNS)};

    if (part.end < finding->record_len) {
        part.begin = go_back(finding, offset, PLACE_BEFORE);
        part.end = go_on(finding, part.begin, PLACE_COLUMNS);
        if (part.end == finding->record_len) {
            part.begin = go_back(finding, part.end, PLACE_COLUMNS);
        }
    }
    return part;
}

static void
add_repeated(struct text *out, char octet, size_t count)
{
    while (count-- > 0) {
        text_add(out, &octet, 1);
    }
}

static size_t
columns_of(const spfeval_finding *finding, size_t begin, size_t end)
{
    size_t columns = 0;

    for (; begin < end; begin++) {
        columns += width(finding->record[begin]);
    }
    return columns;
}

static void
add_marks(struct text *out, const spfeval_finding *finding,
          const struct part *part, size_t offset, bool in_colour)
{
    size_t end = finding->length < part->end - offset
                     ? offset + finding->length
                     : part->end;
    size_t marks = columns_of(finding, offset, end);

    text_add_string(out, indent);
    add_repeated(out, ' ',
                 columns_of(finding, part->begin, offset) +
                     (part->begin > 0 ? sizeof(dots) - 1 : 0));
    text_add_string(out, colour_begin(in_colour, COLOUR_RED));
    add_repeated(out, '^', marks > 0 ? marks : 1);
    text_add_string(out, colour_end(in_colour));
    text_add_string(out, "\n");
}

void
lint_add_place(struct text *out, const spfeval_finding *finding,
               bool in_colour)
{
    size_t offset = finding->offset;
    struct part part;

    if (offset > finding->record_len) { /* not in this record at all */
        offset = finding->record_len;
    }
    part = find_part(finding, offset);
    text_add_string(out, indent);
    text_add_string(out, part.begin > 0 ? dots : "");
    escape_add(out, finding->record + part.begin, part.end - part.begin);
    text_add_string(out, part.end < finding->record_len ? dots : "");
    text_add_string(out, "\n");
    add_marks(out, finding, &part, offset, in_colour);
}
