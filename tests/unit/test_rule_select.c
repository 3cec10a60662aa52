/* SPDX-License-Identifier: BSD-2-Clause */
/* Which TXT record is the SPF record: RFC 7208 section 4.5. */
#include <string.h>

#include <spfeval/status.h>

#include "base/mem.h"
#include "rule/select.h"
#include "support/tap.h"

enum { MOST_RECORDS = 4 };

struct octets {
    const char *ptr;
    size_t len;
};

/* A text that may hold NUL. */
#define OCTETS(text)                                                          \
    {                                                                         \
        (text), sizeof(text) - 1                                              \
    }

static const char untouched[] = "untouched";

static enum spfe_selection
select_from(const spfeval_answer *built, struct spfe_arena *arena,
            struct spfe_text *out)
{
    struct spfe_answer answer;

    out->ptr = untouched;
    out->len = sizeof(untouched) - 1;
    CHECK_INT(spfe_answer_copy(built, SPFEVAL_RRTYPE_TXT, arena, &answer),
              SPFEVAL_OK);
    return spfe_select_record(&answer, out);
}

/* Select among records; what is selected is copied into the arena. */
static enum spfe_selection
select_among(const struct octets *records, size_t count,
             struct spfe_arena *arena, struct spfe_text *out)
{
    spfeval_answer *built = NULL;
    enum spfe_selection selection;
    size_t i;

    CHECK_INT(spfeval_answer_new(NULL, &built), SPFEVAL_OK);
    CHECK_INT(spfeval_answer_set_rcode(built, 0), SPFEVAL_OK);
    for (i = 0; i < count; i++) {
        CHECK_INT(
            spfeval_answer_add_text(built, records[i].ptr, records[i].len),
            SPFEVAL_OK);
    }
    selection = select_from(built, arena, out);
    spfeval_answer_free(built);
    return selection;
}

static void
init_arena(struct spfe_arena *arena)
{
    static struct spfe_mem mem;

    CHECK_INT(spfe_mem_init(&mem, NULL), SPFEVAL_OK);
    spfe_arena_init(arena, &mem, SIZE_MAX, NULL, 0);
}

struct version_case {
    const char *row;
    struct octets text;
    bool is_spf;
};

static const struct version_case version_cases[] = {
    {"empty", OCTETS(""), false},
    {"one octet", OCTETS("v"), false},
    {"the version without its end", OCTETS("v=spf"), false},
    {"the version alone", OCTETS("v=spf1"), true},
    {"a space behind", OCTETS("v=spf1 "), true},
    {"a policy", OCTETS("v=spf1 -all"), true},
    {"an invalid policy", OCTETS("v=spf1 moo"), true},
    {"upper case", OCTETS("V=SPF1 -all"), true},
    {"mixed case", OCTETS("v=sPf1"), true},
    {"another version", OCTETS("v=spf2 -all"), false},
    {"a longer version", OCTETS("v=spf10"), false},
    {"a longer version and a policy", OCTETS("v=spf10 -all"), false},
    {"Sender ID", OCTETS("spf2.0/mfrom,pra -all"), false},
    {"no space before the term", OCTETS("v=spf1-all"), false},
    {"glued strings", OCTETS("v=spf1mx -all"), false},
    {"a tab behind", OCTETS("v=spf1\t-all"), false},
    {"a line end behind", OCTETS("v=spf1\n-all"), false},
    {"a NUL behind", OCTETS("v=spf1\0-all"), false},
    {"a NUL within", OCTETS("v=sp\0f1 -all"), false},
    {"a semicolon", OCTETS("v=spf1; -all"), false},
    {"a comma", OCTETS("v=spf1,-all"), false},
    {"a dot", OCTETS("v=spf1."), false},
    {"a space before", OCTETS(" v=spf1 -all"), false},
    {"a quote before", OCTETS("\"v=spf1 -all\""), false},
    {"a byte order mark", OCTETS("\xef\xbb\xbfv=spf1 -all"), false},
    {"a space within", OCTETS("v =spf1 -all"), false},
    {"no-break space behind", OCTETS("v=spf1\xa0-all"), false},
    {"bit 7 set in the version", OCTETS("\xf6=spf1 -all"), false},
    {"case bit of the equals sign", OCTETS("v\x1dspf1 -all"), false},
    {"case bit of the digit", OCTETS("v=spf\x11 -all"), false},
    {"other octets in the terms", OCTETS("v=spf1 \0\x7f\x80\xff"), true},
};

static void
test_select_takes_the_version_and_nothing_like_it(void)
{
    struct spfe_arena arena;
    size_t i;

    init_arena(&arena);
    for (i = 0; i < TAP_COUNT(version_cases); i++) {
        const struct version_case *c = &version_cases[i];
        struct spfe_text out;

        tap_row(c->row);
        CHECK_INT(select_among(&c->text, 1, &arena, &out),
                  c->is_spf ? SPFE_SELECT_ONE : SPFE_SELECT_NONE);
        if (c->is_spf) {
            CHECK_BYTES(out.ptr, out.len, c->text.ptr, c->text.len);
        } else {
            CHECK(out.ptr == untouched);
        }
    }
    spfe_arena_clear(&arena);
}

struct several_case {
    const char *row;
    size_t count;
    struct octets texts[MOST_RECORDS];
    enum spfe_selection selection;
    const char *selected;
};

static const struct several_case several_cases[] = {
    {"no record", 0, {{NULL, 0}}, SPFE_SELECT_NONE, NULL},
    {"others only",
     3,
     {OCTETS("a"), OCTETS("v=spf2"), OCTETS("")},
     SPFE_SELECT_NONE,
     NULL},
    {"the first is ours",
     3,
     {OCTETS("v=spf1 a"), OCTETS("x"), OCTETS("y")},
     SPFE_SELECT_ONE,
     "v=spf1 a"},
    {"the last is ours",
     4,
     {OCTETS("x"), OCTETS("v=spf10"), OCTETS("\xff\0"), OCTETS("v=spf1 b")},
     SPFE_SELECT_ONE,
     "v=spf1 b"},
    {"two",
     2,
     {OCTETS("v=spf1 a"), OCTETS("v=spf1 b")},
     SPFE_SELECT_SEVERAL,
     NULL},
    {"two with others between",
     4,
     {OCTETS("v=spf1 a"), OCTETS("x"), OCTETS("y"), OCTETS("V=SPF1")},
     SPFE_SELECT_SEVERAL,
     NULL},
    {"two equal ones",
     2,
     {OCTETS("v=spf1 -all"), OCTETS("v=spf1 -all")},
     SPFE_SELECT_SEVERAL,
     NULL},
    {"two, one of them invalid",
     2,
     {OCTETS("v=spf1 moo:"), OCTETS("v=spf1 -all")},
     SPFE_SELECT_SEVERAL,
     NULL},
    {"three",
     3,
     {OCTETS("v=spf1"), OCTETS("v=spf1"), OCTETS("v=spf1")},
     SPFE_SELECT_SEVERAL,
     NULL},
};

static void
test_select_refuses_to_choose_between_two(void)
{
    struct spfe_arena arena;
    size_t i;

    init_arena(&arena);
    for (i = 0; i < TAP_COUNT(several_cases); i++) {
        const struct several_case *c = &several_cases[i];
        struct spfe_text out;

        tap_row(c->row);
        CHECK_INT(select_among(c->texts, c->count, &arena, &out),
                  c->selection);
        if (c->selected != NULL) {
            CHECK_STR(out.ptr, out.len, c->selected);
        }
    }
    spfe_arena_clear(&arena);
}

/* RFC 7208 section 3.3: strings are joined before anything is compared. */
static void
test_select_looks_at_the_joined_strings(void)
{
    spfeval_answer *built = NULL;
    struct spfe_arena arena;
    struct spfe_text out;

    init_arena(&arena);
    CHECK_INT(spfeval_answer_new(NULL, &built), SPFEVAL_OK);
    CHECK_INT(spfeval_answer_add_text(built, "v=s", 3), SPFEVAL_OK);
    CHECK_INT(spfeval_answer_extend_text(built, "pf1", 3), SPFEVAL_OK);
    CHECK_INT(select_from(built, &arena, &out), SPFE_SELECT_ONE);
    CHECK_STR(out.ptr, out.len, "v=spf1");
    CHECK_INT(spfeval_answer_extend_text(built, "mx -all", 7), SPFEVAL_OK);
    CHECK_INT(select_from(built, &arena, &out), SPFE_SELECT_NONE);
    spfeval_answer_free(built);
    spfe_arena_clear(&arena);
}

static void
test_select_takes_the_longest_record(void)
{
    static char text[SPFE_TEXT_MAX];
    struct octets record = {text, sizeof(text)};
    struct spfe_arena arena;
    struct spfe_text out;

    init_arena(&arena);
    memset(text, ' ', sizeof(text));
    memcpy(text, "v=spf1", 6);
    CHECK_INT(select_among(&record, 1, &arena, &out), SPFE_SELECT_ONE);
    CHECK_INT(out.len, SPFE_TEXT_MAX);
    spfe_arena_clear(&arena);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"a record has the version, then a space or its end",
         test_select_takes_the_version_and_nothing_like_it},
        {"one record is selected, of two none",
         test_select_refuses_to_choose_between_two},
        {"the strings of a record are joined before they are looked at",
         test_select_looks_at_the_joined_strings},
        {"a record of 65535 octets is selected",
         test_select_takes_the_longest_record},
    };

    return tap_run("rule/select", tests, TAP_COUNT(tests));
}
