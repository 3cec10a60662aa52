/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdlib.h>
#include <string.h>

#include <spfeval/build.h>
#include <spfeval/record.h>
#include <spfeval/status.h>

#include "support/tap.h"

enum {
    ROOM = 4096,
    LONGEST = 65535,
    PAIRS = 20000,
    TERMS = 6,
    TEXT_MAX = 400,
    HOSTS = 8,
    REDIRECTED = 5
};

static int
merge(const char *first, const char *second, int all, char *room,
      size_t *needed)
{
    return spfeval_merge_print(NULL, first, strlen(first), second,
                               strlen(second), all, room, ROOM, needed);
}

static void
check_merge(const char *first, const char *second, int all,
            const char *expected)
{
    char room[ROOM];
    size_t needed = 0;

    tap_row(first);
    CHECK_INT(merge(first, second, all, room, &needed), SPFEVAL_OK);
    CHECK_STR(room, needed - 1, expected);
    tap_row(NULL);
}

static void
check_weaker(const char *first, const char *second, const char *expected)
{
    check_merge(first, second, SPFEVAL_MERGE_WEAKER, expected);
}

static void
test_directives_keep_their_order(void)
{
    check_weaker("v=spf1 mx include:b.example -all",
                 "v=spf1 ip4:192.0.2.1 a -all",
                 "v=spf1 mx include:b.example ip4:192.0.2.1 a -all");
}

static void
test_same_directives_are_there_once(void)
{
    check_weaker("v=spf1 mx a:b.example ip4:192.0.2.7/24 a:b.example -all",
                 "V=SPF1 +MX A:B.Example. ip4:192.0.2.0/24 mx/24 -all",
                 "v=spf1 mx a:b.example ip4:192.0.2.0/24 mx/24 -all");
}

/* The first match decides, so the second of the two could never matter. */
static void
test_first_sign_of_a_directive_counts(void)
{
    check_weaker("v=spf1 -mx a -all", "v=spf1 mx ~a -all",
                 "v=spf1 -mx a -all");
}

static void
test_macros_differ_by_case(void)
{
    check_weaker("v=spf1 exists:%{i}.B.example -all",
                 "v=spf1 exists:%{I}.b.example exists:%{i}.b.example -all",
                 "v=spf1 exists:%{i}.b.example exists:%{I}.b.example -all");
}

static void
test_all_is_as_strict_as_chosen(void)
{
    static const struct {
        const char *first;
        const char *second;
        const char *weaker;
        const char *stricter;
    } rows[] = {
        {"v=spf1 -all", "v=spf1 ~all", "v=spf1 ~all", "v=spf1 -all"},
        {"v=spf1 ?all", "v=spf1 ~all", "v=spf1 ?all", "v=spf1 ~all"},
        {"v=spf1 all", "v=spf1 -all", "v=spf1 all", "v=spf1 -all"},
        {"v=spf1 +all", "v=spf1", "v=spf1 all", "v=spf1"},
        {"v=spf1 -all", "v=spf1", "v=spf1", "v=spf1 -all"},
        {"v=spf1", "v=spf1", "v=spf1", "v=spf1"},
        {"v=spf1 ?all", "v=spf1", "v=spf1 ?all", "v=spf1 ?all"},
        {"v=spf1 ~all", "v=spf1 ~all", "v=spf1 ~all", "v=spf1 ~all"},
        {"v=spf1 ~all -all", "v=spf1 ?all +all", "v=spf1 ?all", "v=spf1 ~all"},
    };
    size_t i;

    for (i = 0; i < TAP_COUNT(rows); i++) {
        check_merge(rows[i].first, rows[i].second, SPFEVAL_MERGE_WEAKER,
                    rows[i].weaker);
        check_merge(rows[i].second, rows[i].first, SPFEVAL_MERGE_WEAKER,
                    rows[i].weaker);
        check_merge(rows[i].first, rows[i].second, SPFEVAL_MERGE_STRICTER,
                    rows[i].stricter);
        check_merge(rows[i].second, rows[i].first, SPFEVAL_MERGE_STRICTER,
                    rows[i].stricter);
    }
}

/* RFC 7208 section 5.1: mechanisms after "all" are never tested. */
static void
test_what_stands_behind_all_is_left_out(void)
{
    check_weaker("v=spf1 a -all mx", "v=spf1 include:b.example -all ptr",
                 "v=spf1 a include:b.example -all");
    check_weaker("v=spf1 a -all redirect=b.example", "v=spf1 mx -all",
                 "v=spf1 a mx -all");
}

/* Who passes by the "all" of the first record is not refused by the second. */
static void
test_passing_all_decides_before_the_second_record(void)
{
    static const char *const seconds[] = {"v=spf1 -ip4:192.0.2.1 mx ~a -all",
                                          "v=spf1 ?ip4:192.0.2.1 mx all"};
    size_t i;

    for (i = 0; i < TAP_COUNT(seconds); i++) {
        check_weaker("v=spf1 -ptr a all", seconds[i], "v=spf1 -ptr a mx all");
    }
    check_merge("v=spf1 all", "v=spf1 -mx all", SPFEVAL_MERGE_STRICTER,
                "v=spf1 all");
    check_merge("v=spf1 all", "v=spf1 -mx a -all", SPFEVAL_MERGE_STRICTER,
                "v=spf1 -mx a -all");
    check_weaker("v=spf1 -mx a -all", "v=spf1 all", "v=spf1 -mx a all");
}

static void
test_pasted_records_become_one(void)
{
    check_weaker("v=spf1 a -all v=spf1 mx -all", "v=spf1 mx -all V=SPF1",
                 "v=spf1 a mx -all");
}

static void
test_modifiers_are_kept_once(void)
{
    check_weaker("v=spf1 moo=A. exp=E.example a ra=x -all",
                 "v=spf1 ra=y exp=e.example. moo=A. ra=x mx -all",
                 "v=spf1 a mx -all moo=A. ra=x ra=y exp=e.example");
}

static void
test_redirect_goes_with_a_record_without_end(void)
{
    check_weaker("v=spf1 a redirect=B.example", "v=spf1 mx",
                 "v=spf1 a mx redirect=b.example");
    check_weaker("v=spf1 a", "v=spf1 mx redirect=b.example",
                 "v=spf1 a mx redirect=b.example");
    check_weaker("v=spf1 a redirect=b.example",
                 "v=spf1 redirect=b.example. exp=e.example",
                 "v=spf1 a exp=e.example redirect=b.example");
}

static void
test_contradictions_are_reported(void)
{
    static const char *const rows[][2] = {
        {"v=spf1 redirect=b.example", "v=spf1 redirect=c.example"},
        {"v=spf1 redirect=b.example", "v=spf1 mx -all"},
        {"v=spf1 mx ?all", "v=spf1 redirect=b.example"},
        {"v=spf1 -all exp=b.example", "v=spf1 -all exp=c.example"},
    };
    char room[ROOM] = "kept";
    size_t needed = 7;
    size_t i;

    for (i = 0; i < TAP_COUNT(rows); i++) {
        tap_row(rows[i][0]);
        CHECK_INT(
            merge(rows[i][0], rows[i][1], SPFEVAL_MERGE_WEAKER, room, &needed),
            SPFEVAL_ERR_NOT_FOUND);
        CHECK_INT(merge(rows[i][1], rows[i][0], SPFEVAL_MERGE_STRICTER, room,
                        &needed),
                  SPFEVAL_ERR_NOT_FOUND);
    }
    CHECK_STR(room, strlen(room), "kept");
    CHECK_INT(needed, 7);
}

static void
test_invalid_records_are_refused(void)
{
    static const char *const texts[] = {"", "v=spf2 -all", "v=spf1 foo",
                                        "v=spf1 a\t-all"};
    char room[ROOM];
    size_t i;

    for (i = 0; i < TAP_COUNT(texts); i++) {
        tap_row(texts[i]);
        CHECK_INT(
            merge(texts[i], "v=spf1 -all", SPFEVAL_MERGE_WEAKER, room, NULL),
            SPFEVAL_ERR_SYNTAX);
        CHECK_INT(
            merge("v=spf1 -all", texts[i], SPFEVAL_MERGE_WEAKER, room, NULL),
            SPFEVAL_ERR_SYNTAX);
    }
}

static void
test_misuse_of_merge_is_refused(void)
{
    char room[8] = "x";
    size_t needed = 0;

    CHECK_INT(merge("v=spf1", "v=spf1", 0, room, NULL), SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(merge("v=spf1", "v=spf1", 3, room, NULL), SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(
        spfeval_merge_print(NULL, NULL, 0, "v=spf1", 6, 1, room, 8, NULL),
        SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(
        spfeval_merge_print(NULL, "v=spf1", 6, NULL, 0, 1, room, 8, NULL),
        SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(
        spfeval_merge_print(NULL, "v=spf1", 6, "v=spf1", 6, 1, NULL, 1, NULL),
        SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_merge_print(NULL, "v=spf1 a", 8, "v=spf1 mx", 9, 1, room,
                                  8, &needed),
              SPFEVAL_ERR_BUFFER);
    CHECK_INT(needed, strlen("v=spf1 a mx") + 1);
    CHECK_STR(room, strlen(room), "");
}

/* Terms by the thousand: all the same, all different, and too many. */
static void
test_long_records_are_merged_or_refused(void)
{
    char *first = malloc(LONGEST);
    char *second = malloc(LONGEST);
    char room[ROOM];
    size_t needed = 0;
    size_t i;

    if (!CHECK(first != NULL && second != NULL)) {
        free(first);
        free(second);
        return;
    }
    memcpy(first, "v=spf1", 6);
    for (i = 6; i + 2 <= LONGEST; i += 2) {
        memcpy(first + i, " a", 2);
    }
    CHECK_INT(spfeval_merge_print(NULL, first, i, first, i, 1, room,
                                  sizeof(room), &needed),
              SPFEVAL_OK);
    CHECK_STR(room, needed - 1, "v=spf1 a");
    memset(first + 6, ' ', LONGEST - 6);
    memcpy(first + 6, " exists:", 8);
    memset(first + 14, 'x', 40000);
    memcpy(first + 40000, ".ab", 3);
    memset(first + 40003, ' ', 20000);
    memcpy(second, first, LONGEST);
    second[20] = 'y';
    CHECK_INT(spfeval_merge_print(NULL, first, 60000, second, 60000, 1, room,
                                  sizeof(room), NULL),
              SPFEVAL_ERR_LIMIT);
    CHECK_INT(spfeval_merge_print(NULL, first, LONGEST + 1, second, 60000, 1,
                                  room, sizeof(room), NULL),
              SPFEVAL_ERR_SYNTAX);
    free(first);
    free(second);
}

/* --- what merging guarantees --------------------------------------------- */

static uint32_t
next_random(uint32_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state;
}

static size_t
append(char *text, size_t len, const char *more)
{
    memcpy(text + len, more, strlen(more) + 1);
    return len + strlen(more);
}

static void
make_record(uint32_t *state, char *text)
{
    static const char *const terms[] = {
        " ",           " -",          " ~",           " ?",
        " ip4:8.8.8.", " IP4:8.8.8.", " +ip4:8.8.8.", " moo=",
    };
    static const char *const ends[] = {
        "",
        "",
        "",
        " -all",
        " ~all",
        " ?all",
        " all",
        " +all",
        " redirect=b.example",
        " redirect=c.example",
    };
    static const char *const lengths[] = {"", "/31", "/30", "/29", "/32"};
    uint32_t count = next_random(state) % TERMS;
    size_t len = append(text, 0, "v=spf1");

    while (count-- > 0) {
        uint32_t kind = next_random(state) % TAP_COUNT(terms);
        char digit[2] = {(char)('0' + next_random(state) % HOSTS), '\0'};

        len = append(text, len, terms[kind]);
        if (kind < 4) {
            len = append(text, len, "ip4:8.8.8.");
        }
        len = append(text, len, digit);
        len = append(text, len,
                     lengths[next_random(state) % TAP_COUNT(lengths)]);
        if (next_random(state) % 16 == 0) {
            len = append(text, len,
                         ends[next_random(state) % (TAP_COUNT(ends) - 2)]);
        }
    }
    (void)append(text, len, ends[next_random(state) % TAP_COUNT(ends)]);
}

/* What a record does with 8.8.8.host: a qualifier; 0 at its end. */
static uint32_t
decide(const spfeval_record *record, uint32_t host, uint32_t *end)
{
    uint32_t decided = 0;
    uint32_t i;

    *end = 0;
    for (i = 0; i < spfeval_record_get_term_count(record); i++) {
        spfeval_term term = {.struct_size = sizeof(term)};

        (void)spfeval_record_get_term(record, i, &term);
        if (decided == 0 && term.kind == SPFEVAL_TERM_IP4 &&
            (term.address[3] ^ host) >> (32 - term.prefix4) == 0) {
            decided = term.qualifier;
        }
        if (term.kind == SPFEVAL_TERM_ALL) {
            *end = term.qualifier;
            break;
        }
        if (term.kind == SPFEVAL_TERM_REDIRECT) {
            *end = REDIRECTED; /* unless "all" comes */
        }
    }
    return decided;
}

static void
check_pair(const spfeval_record *first, const spfeval_record *second,
           const spfeval_record *merged)
{
    uint32_t host;

    for (host = 0; host < HOSTS; host++) {
        uint32_t ends[3];
        uint32_t a = decide(first, host, &ends[0]);
        uint32_t b = decide(second, host, &ends[1]);
        uint32_t both = decide(merged, host, &ends[2]);

        if (a == 0 && ends[0] == SPFEVAL_QUALIFIER_PASS &&
            ends[2] == SPFEVAL_QUALIFIER_PASS) {
            CHECK(both == 0 || both == SPFEVAL_QUALIFIER_PASS);
            continue; /* passes by the "all" of the first */
        }
        CHECK_INT(both, a != 0 ? a : b);
        if (both == 0) {
            CHECK(ends[2] == ends[0] || ends[2] == ends[1]);
        }
    }
}

static void
try_pair(const char *first, const char *second, int all, unsigned *merged)
{
    spfeval_record *records[3] = {NULL, NULL, NULL};
    char room[ROOM];
    size_t needed = 0;
    int status = merge(first, second, all, room, &needed);

    CHECK_INT(
        spfeval_record_parse(NULL, first, strlen(first), &records[0], NULL),
        SPFEVAL_OK);
    CHECK_INT(
        spfeval_record_parse(NULL, second, strlen(second), &records[1], NULL),
        SPFEVAL_OK);
    CHECK(status == SPFEVAL_OK || status == SPFEVAL_ERR_NOT_FOUND);
    if (status == SPFEVAL_OK &&
        CHECK_INT(
            spfeval_record_parse(NULL, room, needed - 1, &records[2], NULL),
            SPFEVAL_OK)) {
        (*merged)++;
        check_pair(records[0], records[1], records[2]);
    }
    spfeval_record_free(records[0]);
    spfeval_record_free(records[1]);
    spfeval_record_free(records[2]);
}

static void
test_first_record_decides_then_the_second(void)
{
    char first[TEXT_MAX];
    char second[TEXT_MAX];
    uint32_t state = 20260104;
    unsigned merged = 0;
    int i;

    for (i = 0; i < PAIRS; i++) {
        make_record(&state, first);
        make_record(&state, second);
        tap_row(first);
        try_pair(first, second, 1 + i % 2, &merged);
    }
    CHECK(merged > PAIRS / 2 && merged < PAIRS);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"directives keep their order", test_directives_keep_their_order},
        {"the same directives are there once",
         test_same_directives_are_there_once},
        {"the first sign of a directive counts",
         test_first_sign_of_a_directive_counts},
        {"macros differ by case", test_macros_differ_by_case},
        {"all is as strict as chosen", test_all_is_as_strict_as_chosen},
        {"what stands behind all is left out",
         test_what_stands_behind_all_is_left_out},
        {"a passing all decides before the second record",
         test_passing_all_decides_before_the_second_record},
        {"pasted records become one", test_pasted_records_become_one},
        {"modifiers are kept once", test_modifiers_are_kept_once},
        {"a redirect goes with a record without end",
         test_redirect_goes_with_a_record_without_end},
        {"contradictions are reported", test_contradictions_are_reported},
        {"invalid records are refused", test_invalid_records_are_refused},
        {"misuse of merge is refused", test_misuse_of_merge_is_refused},
        {"long records are merged or refused",
         test_long_records_are_merged_or_refused},
        {"the first record decides, then the second, for 20000 pairs",
         test_first_record_decides_then_the_second},
    };

    return tap_run("policy/merge", tests, TAP_COUNT(tests));
}
