/* SPDX-License-Identifier: BSD-2-Clause */
/* Choosing a language by its tag, without asking the system for a locale. */
#include <spfeval/report.h>

#include "base/ascii.h"
#include "base/cursor.h"

const char *
spfeval_language_name(int language)
{
    switch (language) {
    case SPFEVAL_LANGUAGE_EN:
        return "en";
    case SPFEVAL_LANGUAGE_NL:
        return "nl";
    default:
        return "unknown";
    }
}

/* What a header says of a language. */
struct wish {
    bool is_named;
    int weight;     /* thousandths */
    unsigned place; /* in the list */
};

struct wishes {
    struct wish en;
    struct wish nl;
    struct wish any;
};

static void
skip_blanks(struct spfe_cursor *in)
{
    while (spfe_cursor_peek(in) == ' ' || spfe_cursor_peek(in) == '\t') {
        spfe_cursor_skip(in);
    }
}

/* A range such as "nl-BE"; which wish its first part is about. */
static struct wish *
read_range(struct spfe_cursor *in, struct wishes *wishes)
{
    const char *name = (const char *)in->at;
    size_t len = 0;

    if (spfe_cursor_take(in, '*')) {
        return &wishes->any;
    }
    while (spfe_ascii_is(spfe_cursor_peek(in), SPFE_ASCII_ALPHA)) {
        spfe_cursor_skip(in);
        len++;
    }
    if (len != 2) {
        return NULL;
    }
    if (spfe_ascii_equal(name, "en", 2)) {
        return &wishes->en;
    }
    return spfe_ascii_equal(name, "nl", 2) ? &wishes->nl : NULL;
}

/* RFC 9110 section 12.4.2: "0" or "1", and up to three decimals. */
static int
read_weight(struct spfe_cursor *in)
{
    int unit = 1000;
    int weight = 0;

    while (spfe_ascii_is(spfe_cursor_peek(in), SPFE_ASCII_DIGIT) && unit > 0) {
        weight += (spfe_cursor_peek(in) - '0') * unit;
        spfe_cursor_skip(in);
        if (unit == 1000 && !spfe_cursor_take(in, '.')) {
            break;
        }
        unit /= 10;
    }
    return weight > 1000 ? 1000 : weight;
}

/* Up to the next ",", with the weight if there is one. */
static int
read_rest(struct spfe_cursor *in)
{
    int weight = 1000;

    while (spfe_cursor_peek(in) != ',' && spfe_cursor_peek(in) != SPFE_END) {
        if (!spfe_cursor_take(in, ';')) {
            spfe_cursor_skip(in); /* of a longer tag, or no tag at all */
            continue;
        }
        skip_blanks(in);
        if (spfe_ascii_lower(spfe_cursor_peek(in)) == 'q') {
            spfe_cursor_skip(in);
            skip_blanks(in);
            if (spfe_cursor_take(in, '=')) {
                skip_blanks(in);
                weight = read_weight(in);
            }
        }
    }
    return weight;
}

static void
read_wishes(struct spfe_cursor *in, struct wishes *wishes)
{
    unsigned place;

    for (place = 0; spfe_cursor_peek(in) != SPFE_END; place++) {
        struct wish *wish;
        int weight;

        skip_blanks(in);
        wish = read_range(in, wishes);
        weight = read_rest(in);
        if (wish != NULL && (!wish->is_named || weight > wish->weight)) {
            *wish = (struct wish){true, weight, place};
        }
        (void)spfe_cursor_take(in, ',');
    }
}

int
spfeval_language_find(const char *text, size_t text_len)
{
    struct spfe_cursor in;
    struct wishes wishes = {{false, 0, 0}, {false, 0, 0}, {false, 0, 0}};

    if (text == NULL) {
        return SPFEVAL_LANGUAGE_EN;
    }
    in = spfe_cursor_make(text, text_len);
    read_wishes(&in, &wishes);
    if (!wishes.nl.is_named || wishes.nl.weight == 0) {
        return SPFEVAL_LANGUAGE_EN;
    }
    if (!wishes.en.is_named) {
        wishes.en = wishes.any;
    }
    if (wishes.nl.weight != wishes.en.weight) {
        return wishes.nl.weight > wishes.en.weight ? SPFEVAL_LANGUAGE_NL
                                                   : SPFEVAL_LANGUAGE_EN;
    }
    return wishes.nl.place < wishes.en.place ? SPFEVAL_LANGUAGE_NL
                                             : SPFEVAL_LANGUAGE_EN;
}
