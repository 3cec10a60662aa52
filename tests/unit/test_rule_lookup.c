/* SPDX-License-Identifier: BSD-2-Clause */
/* The DNS questions of one check. */
#include <string.h>

#include <spfeval/status.h>

#include "rule/lookup.h"
#include "support/count_alloc.h"
#include "support/tap.h"

struct setup {
    struct count_alloc memory;
    struct spfe_mem mem;
    struct spfe_arena arena;
    struct spfe_lookups lookups;
};

static void
set_up(struct setup *setup)
{
    memset(setup, 0, sizeof(*setup));
    count_alloc_init(&setup->memory);
    CHECK_INT(spfe_mem_init(&setup->mem, &setup->memory.table), SPFEVAL_OK);
    spfe_arena_init(&setup->arena, &setup->mem, 100000, NULL, 0);
    spfe_lookups_reset(&setup->lookups);
}

static void
tear_down(struct setup *setup)
{
    spfe_arena_clear(&setup->arena);
    CHECK(count_alloc_is_clean(&setup->memory));
}

static struct spfe_lookup *
ask(struct setup *setup, uint16_t type, const char *name)
{
    struct spfe_text text = {name, (uint32_t)strlen(name)};

    return spfe_lookups_ask(&setup->lookups, &setup->arena, type, text);
}

/* Texts of the answer to a TXT question, NULL after the last. */
static struct spfe_lookup *
answered(struct setup *setup, const char *const *texts)
{
    struct spfe_lookup *lookup = ask(setup, SPFEVAL_RRTYPE_TXT, "txt.example");
    spfeval_answer *answer = NULL;

    CHECK_INT(spfeval_answer_new(NULL, &answer), SPFEVAL_OK);
    CHECK_INT(spfeval_answer_set_rcode(answer, 0), SPFEVAL_OK);
    for (; *texts != NULL; texts++) {
        CHECK_INT(spfeval_answer_add_text(answer, *texts, strlen(*texts)),
                  SPFEVAL_OK);
    }
    CHECK_INT(spfe_answer_copy(answer, SPFEVAL_RRTYPE_TXT, &setup->arena,
                               &lookup->answer),
              SPFEVAL_OK);
    lookup->answered = true;
    spfeval_answer_free(answer);
    return lookup;
}

static void
test_same_question_is_one_lookup(void)
{
    struct setup setup;
    struct spfe_lookup *first;

    set_up(&setup);
    first = ask(&setup, SPFEVAL_RRTYPE_A, "Mail.Example");
    CHECK(first != NULL);
    CHECK(ask(&setup, SPFEVAL_RRTYPE_A, "mAIL.eXAMPLE") == first);
    CHECK(ask(&setup, SPFEVAL_RRTYPE_AAAA, "mail.example") != first);
    CHECK(ask(&setup, SPFEVAL_RRTYPE_A, "mail.exampl") != first);
    CHECK(ask(&setup, SPFEVAL_RRTYPE_A, "mail.example.") != first);
    CHECK_INT(setup.lookups.count, 4);
    /* It is asked as it first came up. */
    CHECK_STR(spfeval_query_get_name(&first->query, NULL), 12, "Mail.Example");
    CHECK_INT(spfeval_query_get_type(&first->query), SPFEVAL_RRTYPE_A);
    tear_down(&setup);
}

static void
test_questions_are_taken_once_in_the_order_they_came_up(void)
{
    struct setup setup;
    struct spfe_lookup *a;
    struct spfe_lookup *b;
    struct spfe_lookup *c;

    set_up(&setup);
    CHECK(spfe_lookups_take(&setup.lookups) == NULL);
    a = ask(&setup, SPFEVAL_RRTYPE_A, "a.example");
    b = ask(&setup, SPFEVAL_RRTYPE_A, "b.example");
    CHECK(spfe_lookups_take(&setup.lookups) == a);
    CHECK(spfe_lookups_take(&setup.lookups) == b);
    CHECK(spfe_lookups_take(&setup.lookups) == NULL);
    ask(&setup, SPFEVAL_RRTYPE_A, "a.example");
    CHECK(spfe_lookups_take(&setup.lookups) == NULL);
    c = ask(&setup, SPFEVAL_RRTYPE_MX, "a.example");
    CHECK(spfe_lookups_take(&setup.lookups) == c);
    CHECK(spfe_lookups_take(&setup.lookups) == NULL);
    tear_down(&setup);
}

static void
test_open_questions_are_found_by_id_in_any_order(void)
{
    struct setup setup;
    struct spfe_lookup *a;
    struct spfe_lookup *b;
    struct spfe_lookup *c;

    set_up(&setup);
    a = ask(&setup, SPFEVAL_RRTYPE_A, "a.example");
    b = ask(&setup, SPFEVAL_RRTYPE_A, "b.example");
    c = ask(&setup, SPFEVAL_RRTYPE_A, "c.example");
    CHECK(spfe_lookups_find_open(&setup.lookups, c->query.id) == c);
    CHECK(spfe_lookups_find_open(&setup.lookups, a->query.id) == a);
    b->answered = true;
    CHECK(spfe_lookups_find_open(&setup.lookups, b->query.id) == NULL);
    CHECK(spfe_lookups_find_open(&setup.lookups, c->query.id) == c);
    CHECK(spfe_lookups_find_open(&setup.lookups, 0) == NULL);
    CHECK(spfe_lookups_find_open(&setup.lookups, c->query.id + 1) == NULL);
    tear_down(&setup);
}

/* An id has 16 bits for the question, so the next mail's are others. */
static void
test_the_last_question_has_number_65535(void)
{
    struct setup setup;
    struct spfe_lookup *lookup;
    uint32_t generation;

    set_up(&setup);
    lookup = ask(&setup, SPFEVAL_RRTYPE_A, "a.example");
    generation = lookup->query.id >> 16;
    CHECK_INT(lookup->query.id & 0xffff, 1);
    setup.lookups.count = 65534; /* as if so many were asked */
    lookup = ask(&setup, SPFEVAL_RRTYPE_A, "b.example");
    if (CHECK(lookup != NULL)) {
        CHECK_INT(lookup->query.id >> 16, generation);
        CHECK_INT(lookup->query.id & 0xffff, 65535);
    }
    CHECK(ask(&setup, SPFEVAL_RRTYPE_A, "c.example") == NULL);
    CHECK_INT(setup.arena.status, SPFEVAL_ERR_LIMIT);
    CHECK(ask(&setup, SPFEVAL_RRTYPE_A, "b.example") == lookup);
    tear_down(&setup);
}

static void
test_ids_are_not_used_again_for_65535_resets(void)
{
    struct setup setup;
    struct spfe_lookup *old;
    uint32_t id;
    uint32_t i;
    uint32_t same = 0;
    uint32_t zero = 0;

    set_up(&setup);
    old = ask(&setup, SPFEVAL_RRTYPE_A, "a.example");
    id = old->query.id;
    for (i = 0; i < 65535; i++) {
        const struct spfe_lookup *now;

        spfe_arena_reset(&setup.arena);
        spfe_lookups_reset(&setup.lookups);
        CHECK_INT(setup.lookups.count, 0);
        now = ask(&setup, SPFEVAL_RRTYPE_A, "a.example");
        same += now->query.id == id ? 1 : 0;
        zero += now->query.id == 0 ? 1 : 0;
    }
    CHECK_INT(same, 0);
    CHECK_INT(zero, 0);
    CHECK(spfe_lookups_find_open(&setup.lookups, id) == NULL);
    tear_down(&setup);
}

static void
test_reset_forgets_questions(void)
{
    struct setup setup;

    set_up(&setup);
    ask(&setup, SPFEVAL_RRTYPE_A, "a.example");
    ask(&setup, SPFEVAL_RRTYPE_A, "b.example");
    spfe_lookups_take(&setup.lookups);
    spfe_lookups_reset(&setup.lookups);
    spfe_arena_reset(&setup.arena);
    CHECK(spfe_lookups_take(&setup.lookups) == NULL);
    CHECK_INT(setup.lookups.count, 0);
    ask(&setup, SPFEVAL_RRTYPE_A, "b.example");
    CHECK_INT(setup.lookups.count, 1);
    CHECK(spfe_lookups_take(&setup.lookups) != NULL);
    tear_down(&setup);
}

static void
test_question_that_finds_no_room_is_not_there(void)
{
    struct setup setup;

    set_up(&setup);
    count_alloc_fail_at(&setup.memory, 1);
    CHECK(ask(&setup, SPFEVAL_RRTYPE_A, "a.example") == NULL);
    CHECK_INT(setup.arena.status, SPFEVAL_ERR_NOMEM);
    CHECK_INT(setup.lookups.count, 0);
    CHECK(spfe_lookups_take(&setup.lookups) == NULL);

    /* Ids have 16 bits for the number of the question. */
    ask(&setup, SPFEVAL_RRTYPE_A, "a.example");
    setup.lookups.count = 65534;
    CHECK(ask(&setup, SPFEVAL_RRTYPE_A, "b.example") != NULL);
    CHECK(ask(&setup, SPFEVAL_RRTYPE_A, "c.example") == NULL);
    CHECK_INT(setup.arena.status, SPFEVAL_ERR_LIMIT);
    CHECK(ask(&setup, SPFEVAL_RRTYPE_A, "a.example") != NULL);
    tear_down(&setup);
}

static void
test_record_is_selected_and_parsed_once(void)
{
    static const char *const texts[] = {"other", "v=spf1 a -all", NULL};
    struct setup setup;
    struct spfe_lookup *lookup;
    const struct spfe_found *found;
    size_t used;

    set_up(&setup);
    lookup = answered(&setup, texts);
    found = spfe_lookup_find_record(lookup, &setup.arena);
    if (CHECK(found != NULL) && CHECK(found->record != NULL)) {
        CHECK_INT(found->selection, SPFE_SELECT_ONE);
        CHECK_STR(found->text.ptr, found->text.len, "v=spf1 a -all");
        CHECK_INT(found->record->term_count, 2);
    }
    used = setup.arena.used;
    CHECK(spfe_lookup_find_record(lookup, &setup.arena) == found);
    CHECK_INT(setup.arena.used, used);
    tear_down(&setup);
}

static void
test_record_that_is_not_usable_says_why(void)
{
    static const struct {
        const char *claim;
        const char *texts[3];
        enum spfe_selection selection;
    } cases[] = {
        {"none", {"v=spf10 -all", NULL}, SPFE_SELECT_NONE},
        {"no text at all", {NULL}, SPFE_SELECT_NONE},
        {"several", {"v=spf1", "v=spf1 moo", NULL}, SPFE_SELECT_SEVERAL},
        {"not valid", {"v=spf1 moo", NULL}, SPFE_SELECT_ONE},
    };
    size_t i;

    for (i = 0; i < TAP_COUNT(cases); i++) {
        const struct spfe_found *found;
        struct setup setup;

        tap_row(cases[i].claim);
        set_up(&setup);
        found = spfe_lookup_find_record(answered(&setup, cases[i].texts),
                                        &setup.arena);
        if (CHECK(found != NULL)) {
            CHECK_INT(found->selection, cases[i].selection);
            CHECK(found->record == NULL);
            CHECK_INT(found->error.code != SPFEVAL_SYNTAX_NONE,
                      cases[i].selection == SPFE_SELECT_ONE);
        }
        tear_down(&setup);
    }
}

static void
test_record_that_finds_no_memory_is_looked_for_again(void)
{
    static const char *const texts[] = {"v=spf1 a -all", NULL};
    struct setup setup;
    struct spfe_lookup *lookup;
    size_t most;

    set_up(&setup);
    lookup = answered(&setup, texts);
    most = setup.arena.used;
    setup.arena.max = most;
    CHECK(spfe_lookup_find_record(lookup, &setup.arena) == NULL);
    CHECK_INT(setup.arena.status, SPFEVAL_ERR_LIMIT);
    /* Room for the note, not for the terms. */
    setup.arena.max = most + sizeof(struct spfe_found) + 16;
    CHECK(spfe_lookup_find_record(lookup, &setup.arena) == NULL);
    CHECK_INT(setup.arena.status, SPFEVAL_ERR_LIMIT);
    setup.arena.max = most + 10000;
    CHECK(spfe_lookup_find_record(lookup, &setup.arena) != NULL);
    tear_down(&setup);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"the same question is one lookup", test_same_question_is_one_lookup},
        {"questions are taken once, in the order they came up",
         test_questions_are_taken_once_in_the_order_they_came_up},
        {"open questions are found by id, in any order",
         test_open_questions_are_found_by_id_in_any_order},
        {"the last question has number 65535",
         test_the_last_question_has_number_65535},
        {"ids are not used again for 65535 resets",
         test_ids_are_not_used_again_for_65535_resets},
        {"reset forgets questions", test_reset_forgets_questions},
        {"a question that finds no room is not there",
         test_question_that_finds_no_room_is_not_there},
        {"the record is selected and parsed once",
         test_record_is_selected_and_parsed_once},
        {"a record that is not usable says why",
         test_record_that_is_not_usable_says_why},
        {"a record that finds no memory is looked for again",
         test_record_that_finds_no_memory_is_looked_for_again},
    };

    return tap_run("rule/lookup", tests, TAP_COUNT(tests));
}
