/* SPDX-License-Identifier: BSD-2-Clause */
#include "cost_print.h"

#include <arpa/inet.h>
#include <string.h>

#include "colour.h"
#include "escape.h"
#include "printed.h"

enum {
    INDENT_MAX = 12,  /* deeper records are not moved further to the right */
    LINES_OVER = 10,  /* lookups that are shown behind the limit */
    TERM_OCTETS = 100 /* longer terms are cut; the JSON has them whole */
};

struct words {
    const char *from; /* two addresses */
    const char *to;
    const char *most;
    const char *client; /* one address */
    const char *one_most;
    const char *over; /* the limit */
};

static const struct words *
words_of(int language)
{
    static const struct words english = {
        "clients from ", " to ",         " need most:",
        "the client ",   " needs most:", "over the limit, so permerror",
    };
    static const struct words dutch = {
        "clients van ",
        " tot ",
        " hebben de meeste nodig:",
        "de client ",
        " heeft de meeste nodig:",
        "over de limiet, dus permerror",
    };

    return language == SPFEVAL_LANGUAGE_NL ? &dutch : &english;
}

/* What is written: the cost for one address family. */
struct sheet {
    spfeval_policy *policy;
    int family;
    int language;
    bool in_colour;
    spfeval_cost cost;
};

static int
call_cost(const void *what, char *buffer, size_t capacity, size_t *needed)
{
    const struct sheet *sheet = what;

    return spfeval_policy_print_cost(sheet->policy, sheet->family,
                                     sheet->language, buffer, capacity,
                                     needed);
}

static bool
is_over(const struct sheet *sheet)
{
    return sheet->cost.lookups > sheet->cost.max_lookups;
}

static void
add_range(struct text *out, const struct sheet *sheet)
{
    int family = sheet->cost.address_len == 4 ? AF_INET : AF_INET6;
    const struct words *words = words_of(sheet->language);
    char first[INET6_ADDRSTRLEN] = "";
    char last[INET6_ADDRSTRLEN] = "";

    (void)inet_ntop(family, sheet->cost.first, first, sizeof(first));
    (void)inet_ntop(family, sheet->cost.last, last, sizeof(last));
    if (strcmp(first, last) == 0) {
        text_add_format(out, "%s%s%s\n", words->client, first,
                        words->one_most);
    } else {
        text_add_format(out, "%s%s%s%s%s\n", words->from, first, words->to,
                        last, words->most);
    }
}

static void
add_charge(struct text *out, const struct sheet *sheet,
           const spfeval_charge *charge, bool is_first_over)
{
    int indent =
        charge->depth < INDENT_MAX / 2 ? 2 * (int)charge->depth : INDENT_MAX;

    text_add_format(out, "%4u %*s", charge->number, indent, "");
    if (charge->term_len > TERM_OCTETS) {
        escape_add(out, charge->term, TERM_OCTETS);
        text_add_string(out, "...");
    } else {
        escape_add(out, charge->term, charge->term_len);
    }
    if (charge->owner_len > 0) {
        text_add_string(out, " (");
        escape_add(out, charge->owner, charge->owner_len);
        text_add_string(out, ")");
    }
    if (is_first_over) {
        text_add_string(out, "  <- ");
        text_add_string(out, colour_begin(sheet->in_colour, COLOUR_RED));
        text_add_string(out, words_of(sheet->language)->over);
        text_add_string(out, colour_end(sheet->in_colour));
    }
    text_add_string(out, "\n");
}

static void
add_path(struct text *out, const struct sheet *sheet)
{
    spfeval_charge charge = {.struct_size = sizeof(charge)};
    uint32_t limit = sheet->cost.max_lookups;
    uint32_t number = 0; /* of the one before */
    uint32_t i;

    for (i = 0; number < limit + LINES_OVER &&
                spfeval_policy_get_charge(sheet->policy, sheet->family, i,
                                          &charge) == SPFEVAL_OK;
         i++) {
        add_charge(out, sheet, &charge,
                   charge.number > limit && number <= limit);
        number = charge.number;
    }
    if (number < sheet->cost.lookups) {
        text_add_string(out, "     ...\n");
    }
}

/* The line, and what an address does to reach the limit; both are added to
   texts of their own, to tell whether the families differ. */
static int
read_sheet(struct sheet *sheet, struct text *line, struct text *path)
{
    int status;

    sheet->cost.struct_size = sizeof(sheet->cost);
    status =
        spfeval_policy_get_cost(sheet->policy, sheet->family, &sheet->cost);
    if (status == SPFEVAL_OK) {
        status = printed_add(line, call_cost, sheet);
    }
    if (status == SPFEVAL_OK && is_over(sheet)) {
        add_path(path, sheet);
    }
    return status;
}

static bool
is_same(const struct text *a, const struct text *b)
{
    return a->len == b->len && memcmp(text_get(a), text_get(b), a->len) == 0;
}

static void
add_sheets(struct text *out, const struct sheet sheets[2],
           const struct text lines[2], const struct text paths[2])
{
    static const char *const names[2] = {"IPv4: ", "IPv6: "};
    bool is_one_line = is_same(&lines[0], &lines[1]);
    bool is_one_path = is_same(&paths[0], &paths[1]);
    int i;

    for (i = 0; i < (is_one_line ? 1 : 2); i++) {
        text_add_string(out, is_one_line ? "" : names[i]);
        text_add(out, text_get(&lines[i]), lines[i].len);
        text_add_string(out, "\n");
    }
    for (i = 0; i < 2; i++) {
        if (is_over(&sheets[i])) {
            add_range(out, &sheets[i]);
        }
        if (i == 1 || !is_one_path) {
            text_add(out, text_get(&paths[i]), paths[i].len);
        }
    }
}

void
cost_text_add(struct text *out, spfeval_policy *policy, int language,
              bool in_colour)
{
    struct sheet sheets[2] = {
        {policy, 4, language, in_colour, {0}},
        {policy, 6, language, in_colour, {0}},
    };
    struct text lines[2] = {{0}, {0}};
    struct text paths[2] = {{0}, {0}};
    int status = read_sheet(&sheets[0], &lines[0], &paths[0]);

    if (status == SPFEVAL_OK) {
        status = read_sheet(&sheets[1], &lines[1], &paths[1]);
    }
    if (status == SPFEVAL_OK) {
        add_sheets(out, sheets, lines, paths);
    }
    out->failed = out->failed || status == SPFEVAL_ERR_NOMEM ||
                  lines[0].failed || lines[1].failed || paths[0].failed ||
                  paths[1].failed;
    text_clear(&lines[0]);
    text_clear(&lines[1]);
    text_clear(&paths[0]);
    text_clear(&paths[1]);
}
