/* SPDX-License-Identifier: BSD-2-Clause */
/* What makes a term useless, against a comparison of each with each. */
#include <stdio.h>
#include <string.h>

#include <spfeval/status.h>

#include "policy/lint_covers.h"
#include "policy/lint_split.h"
#include "support/count_alloc.h"
#include "support/tap.h"

enum { RECORDS = 3000, TERMS = 40, ROOM = 4096 };

/* --- Records that are split ---------------------------------------------- */

struct setup {
    struct count_alloc memory;
    struct spfe_mem mem;
    struct spfeval_lint *lint;
};

static bool
set_up(struct setup *setup, const char *text)
{
    memset(setup, 0, sizeof(*setup));
    count_alloc_init(&setup->memory);
    CHECK_INT(spfe_mem_init(&setup->mem, &setup->memory.table), SPFEVAL_OK);
    if (!CHECK_INT(spfe_lint_new(&setup->mem, SIZE_MAX, &setup->lint),
                   SPFEVAL_OK)) {
        return false;
    }
    setup->lint->text = spfe_lint_words_of(text);
    return CHECK_INT(spfe_lint_split(setup->lint), SPFEVAL_OK);
}

static void
tear_down(struct setup *setup)
{
    spfeval_lint_free(setup->lint);
    CHECK(count_alloc_is_clean(&setup->memory));
}

/* Is that the first term that covers this one? Both count from 0. */
static void
check_cover(const char *text, uint32_t index, uint32_t expected)
{
    struct setup setup;
    const uint32_t *first;

    if (set_up(&setup, text)) {
        first = spfe_lint_find_covers(setup.lint, setup.lint->term_count);
        if (CHECK(first != NULL)) {
            CHECK_INT(first[index], expected);
        }
    }
    tear_down(&setup);
}

/* --- Each with each ------------------------------------------------------ */

static unsigned
bit_of(const struct spfe_term *term, unsigned bit)
{
    return term->address[bit / 8] >> (7 - bit % 8) & 1;
}

static bool
holds(const struct spfe_term *a, const struct spfe_term *b)
{
    unsigned prefix = spfe_lint_prefix_of(a);
    unsigned bit;

    if (prefix > spfe_lint_prefix_of(b)) {
        return false;
    }
    for (bit = 0; bit < prefix; bit++) {
        if (bit_of(a, bit) != bit_of(b, bit)) {
            return false;
        }
    }
    return true;
}

/* A domain-spec in lower case, but for its macros. */
static void
fold(const struct spfeval_lint *lint, const struct spfe_term *term,
     char out[ROOM])
{
    uint32_t len = term->argument.len;
    bool is_macro = false;
    uint32_t i;

    memcpy(out, lint->text.ptr + term->argument.offset, len);
    out[len] = '\0';
    for (i = 0; i < len; i++) {
        if (i > 0 && out[i] == '{' && out[i - 1] == '%') {
            is_macro = true;
        } else if (out[i] == '}') {
            is_macro = false;
        } else if (!is_macro && out[i] >= 'A' && out[i] <= 'Z') {
            out[i] = (char)(out[i] + 'a' - 'A');
        }
    }
}

static bool
covers(const struct spfeval_lint *lint, uint32_t a, uint32_t b)
{
    const struct spfe_term *first = &lint->terms[a].term;
    const struct spfe_term *second = &lint->terms[b].term;
    char left[ROOM];
    char right[ROOM];

    if (lint->terms[a].told || first->kind != second->kind) {
        return false;
    }
    if (spfe_term_is_ip(first)) {
        return holds(first, second);
    }
    fold(lint, first, left);
    fold(lint, second, right);
    return first->prefix4 == second->prefix4 &&
           first->prefix6 == second->prefix6 && strcmp(left, right) == 0;
}

static uint32_t
find_first(const struct spfeval_lint *lint, uint32_t index)
{
    uint32_t i = 0;

    if (lint->terms[index].told) {
        return index;
    }
    while (i < index && !covers(lint, i, index)) {
        i++;
    }
    return i;
}

/* --- Random records ------------------------------------------------------ */

/* xorshift32: the same records each time. */
static uint32_t
next_random(uint32_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state;
}

static int
add_term(uint32_t *state, char *out, size_t room)
{
    static const char *const specs[] = {
        "a.test",      "A.test",      "b.test",  "%{d}.test", "%{D}.test",
        "%{d}%{d}.te", "%{d}%{D}.Te", "%%a.net", "%%A.net",   "%{d1}.q.w"};
    static const char *const names[] = {"a", "mx",      "ptr",
                                        "a", "include", "exists"};
    uint32_t number = next_random(state);

    switch (next_random(state) % 4) {
    case 0:
        return snprintf(out, room, " ip4:10.0.0.%u/%u", number % 16,
                        27 + number / 16 % 6);
    case 1:
        return snprintf(out, room, " -ip6:2a00::%x/%u", number % 16,
                        number / 16 % 20 == 0 ? 0 : 123 + number / 16 % 6);
    case 2:
        return snprintf(out, room, " ip4:%u.255.0.1/%u", number % 256,
                        number / 256 % 33);
    default:
        return snprintf(out, room, " %s:%s", names[number % 6],
                        specs[number / 6 % TAP_COUNT(specs)]);
    }
}

static void
check_record(uint32_t *state)
{
    struct setup setup;
    const uint32_t *first;
    char text[ROOM] = "";
    size_t len = 0;
    uint32_t i;

    for (i = next_random(state) % TERMS + 1; i > 0; i--) {
        len += (size_t)add_term(state, text + len, sizeof(text) - len);
    }
    if (set_up(&setup, text)) {
        struct spfeval_lint *lint = setup.lint;

        lint->terms[next_random(state) % lint->term_count].told = true;
        first = spfe_lint_find_covers(lint, lint->term_count);
        for (i = 0; first != NULL && i < lint->term_count; i++) {
            CHECK(!lint->terms[i].refused);
            if (!CHECK_INT(first[i], find_first(lint, i))) {
                printf("# term %u of \"%s\"\n", (unsigned)i, text);
            }
        }
    }
    tear_down(&setup);
}

/* --- Tests --------------------------------------------------------------- */

static void
test_first_of_several_that_cover_is_found(void)
{
    check_cover("ip4:8.0.0.0/16 ip4:8.0.0.0/8 ip4:8.0.0.1", 2, 0);
    check_cover("ip4:8.0.0.0/16 ip4:8.0.0.0/8 ip4:8.1.0.1", 2, 1);
    check_cover("ip4:8.0.0.0/16 ip4:8.0.0.0/8", 1, 1);
    check_cover("ip6:::/0 ip4:8.0.0.1", 1, 1);
    check_cover("a:x.test mx:x.test a:X.test", 2, 0);
    check_cover("a:%{d} a:%{D}", 1, 1);
    check_cover("a:x.test a:x.test/24 a:x.test//64", 2, 2);
}

static void
test_terms_that_are_told_cover_nothing(void)
{
    struct setup setup;
    const uint32_t *first;

    if (set_up(&setup, "a a a foo=a foo=a")) {
        setup.lint->terms[0].told = true;
        first = spfe_lint_find_covers(setup.lint, 5);
        if (CHECK(first != NULL)) {
            CHECK_INT(first[1], 1);
            CHECK_INT(first[2], 1);
            CHECK_INT(first[4], 4);
        }
    }
    tear_down(&setup);
}

static void
test_random_terms_are_as_compared_each_with_each(void)
{
    uint32_t state = 2463534242u;
    int i;

    for (i = 0; i < RECORDS; i++) {
        check_record(&state);
    }
}

static void
test_no_memory_is_a_status(void)
{
    struct setup setup;
    char text[ROOM] = "";
    int i;

    for (i = 0; i < 1000; i++) {
        memcpy(text + 2 * i, " a", 3);
    }
    if (set_up(&setup, text)) {
        count_alloc_fail_at(&setup.memory, 1);
        CHECK(spfe_lint_find_covers(setup.lint, 1000) == NULL);
        CHECK_INT(setup.lint->status, SPFEVAL_ERR_NOMEM);
    }
    tear_down(&setup);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"the first of several that cover a term is found",
         test_first_of_several_that_cover_is_found},
        {"terms that are told of cover nothing",
         test_terms_that_are_told_cover_nothing},
        {"random terms are as compared each with each",
         test_random_terms_are_as_compared_each_with_each},
        {"no memory is a status", test_no_memory_is_a_status},
    };

    return tap_run("policy/lint_covers", tests, TAP_COUNT(tests));
}
