/* SPDX-License-Identifier: BSD-2-Clause */
/* Lists of ip4 terms, which are read without looking for the record's end. */
#include "record/ip4_list.h"

#include <stdlib.h>
#include <string.h>

#include "support/tap.h"

enum { ROOM = 4 };

#define FAR_END " include:far.from.the.end.example"

struct row {
    const char *text;
    uint32_t terms;
    const char *left; /* where it stops */
};

/* The text is a block of its own, so that reading beyond it is seen. */
static void
try_row(const struct row *row)
{
    size_t len = strlen(row->text);
    char *text = malloc(len + 1);
    struct spfe_term terms[ROOM + 1];
    struct spfe_cursor in;

    if (!CHECK(text != NULL)) {
        return;
    }
    memcpy(text, row->text, len);
    memset(terms, 0, sizeof(terms));
    in = spfe_cursor_make(text, len);
    CHECK_INT(spfe_ip4_list_read(&in, terms, ROOM), row->terms);
    CHECK_STR((const char *)in.at, spfe_cursor_left(&in), row->left);
    CHECK_INT(terms[ROOM].kind, 0);
    free(text);
}

static void
test_list_stops_at_what_is_not_of_it(void)
{
    static const struct row rows[] = {
        {"ip4:192.0.2.1" FAR_END, 1, &FAR_END[1]},
        {"ip4:192.0.2.1/24 IP4:255.255.255.255/32" FAR_END, 2, &FAR_END[1]},
        {"ip4:1.2.3.4/0 ip4:1.2.3.4/9" FAR_END, 2, &FAR_END[1]},
        {"ip4:1.2.3.4  ip4:1.2.3.4" FAR_END, 1, " ip4:1.2.3.4" FAR_END},
        {"ip4:1.2.3.4/00" FAR_END, 0, "ip4:1.2.3.4/00" FAR_END},
        {"ip4:1.2.3.4/33" FAR_END, 0, "ip4:1.2.3.4/33" FAR_END},
        {"ip4:1.2.3.4/100" FAR_END, 0, "ip4:1.2.3.4/100" FAR_END},
        {"ip4:1.2.3.4/" FAR_END, 0, "ip4:1.2.3.4/" FAR_END},
        {"ip4:1.2.3.256" FAR_END, 0, "ip4:1.2.3.256" FAR_END},
        {"ip4:1.2.3.04" FAR_END, 0, "ip4:1.2.3.04" FAR_END},
        {"ip4:1.2.3" FAR_END, 0, "ip4:1.2.3" FAR_END},
        {"ip4:1.2.3.4\t" FAR_END, 0, "ip4:1.2.3.4\t" FAR_END},
        {"+ip4:1.2.3.4" FAR_END, 0, "+ip4:1.2.3.4" FAR_END},
        {"ip6:1.2.3.4" FAR_END, 0, "ip6:1.2.3.4" FAR_END},
        {"ip4:1.2.3.4", 0, "ip4:1.2.3.4"},
        {"ip4:255.255.255.255/32", 0, "ip4:255.255.255.255/32"},
        {"ip4:255.255.255.255/32 ", 1, ""},
        {"", 0, ""},
    };
    size_t i;

    for (i = 0; i < TAP_COUNT(rows); i++) {
        tap_row(rows[i].text);
        try_row(&rows[i]);
    }
}

static void
test_no_more_terms_are_read_than_there_is_room_for(void)
{
    static const struct row row = {
        "ip4:1.2.3.1 ip4:1.2.3.2 ip4:1.2.3.3 ip4:1.2.3.4 ip4:1.2.3.5" FAR_END,
        ROOM, "ip4:1.2.3.5" FAR_END};

    try_row(&row);
}

static void
test_term_is_filled(void)
{
    static const char text[] = "ip4:192.0.2.1/24" FAR_END;
    struct spfe_cursor in = spfe_cursor_make(text, sizeof(text) - 1);
    struct spfe_term term;

    CHECK_INT(spfe_ip4_list_read(&in, &term, 1), 1);
    CHECK_INT(term.kind, SPFEVAL_TERM_IP4);
    CHECK_INT(term.qualifier, SPFEVAL_QUALIFIER_PASS);
    CHECK_INT(term.offset, 0);
    CHECK_INT(term.len, 16);
    CHECK_INT(term.prefix4, 24);
    CHECK_INT(term.prefix6, 128);
    CHECK_BYTES(term.address, 4, "\xc0\x00\x02\x01", 4);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"a list stops at what is not of it",
         test_list_stops_at_what_is_not_of_it},
        {"no more terms are read than there is room for",
         test_no_more_terms_are_read_than_there_is_room_for},
        {"a term is filled", test_term_is_filled},
    };

    return tap_run("record/ip4_list", tests, TAP_COUNT(tests));
}
