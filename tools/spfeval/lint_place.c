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
go_back(const struct lint_view *view, size_t place, size_t columns)
{
    while (place > 0 && width(view->record[place - 1]) <= columns) {
        place--;
        columns -= width(view->record[place]);
    }
    return place;
}

static size_t
go_on(const struct lint_view *view, size_t place, size_t columns)
{
    while (place < view->record_len && width(view->record[place]) <= columns) {
        columns -= width(view->record[place]);
        place++;
    }
    return place;
}

static struct part
find_part(const struct lint_view *view, size_t offset)
{
    struct part part = {0, go_on(view, 0, PLACE_COLUMNS)};

    if (part.end < view->record_len) {
        part.begin = go_back(view, offset, PLACE_BEFORE);
        part.end = go_on(view, part.begin, PLACE_COLUMNS);
        if (part.end == view->record_len) {
            part.begin = go_back(view, part.end, PLACE_COLUMNS);
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
columns_of(const struct lint_view *view, size_t begin, size_t end)
{
    size_t columns = 0;

    for (; begin < end; begin++) {
        columns += width(view->record[begin]);
    }
    return columns;
}

static void
add_marks(struct text *out, const struct lint_view *view,
          const struct part *part, size_t offset, size_t length)
{
    size_t end = length < part->end - offset ? offset + length : part->end;
    size_t marks = columns_of(view, offset, end);

    text_add_string(out, indent);
    add_repeated(out, ' ',
                 columns_of(view, part->begin, offset) +
                     (part->begin > 0 ? sizeof(dots) - 1 : 0));
    text_add_string(out, colour_begin(view->in_colour, COLOUR_RED));
    add_repeated(out, '^', marks > 0 ? marks : 1);
    text_add_string(out, colour_end(view->in_colour));
    text_add_string(out, "\n");
}

void
lint_add_place(struct text *out, const struct lint_view *view, size_t offset,
               size_t length)
{
    struct part part;

    if (offset > view->record_len) { /* not in this record at all */
        offset = view->record_len;
    }
    part = find_part(view, offset);
    text_add_string(out, indent);
    text_add_string(out, part.begin > 0 ? dots : "");
    escape_add(out, view->record + part.begin, part.end - part.begin);
    text_add_string(out, part.end < view->record_len ? dots : "");
    text_add_string(out, "\n");
    add_marks(out, view, &part, offset, length);
}
