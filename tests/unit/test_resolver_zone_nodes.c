/* SPDX-License-Identifier: BSD-2-Clause */
/* The names of a zone: a hash table, and in an authoritative zone a tree. */
#include <stdio.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include <spfeval/status.h>

#include "resolver/zone.h"
#include "support/count_alloc.h"
#include "support/tap.h"
#include "support/zone_text.h"

enum { MANY = 5000 };

static struct spfe_text
text_of(const char *text)
{
    struct spfe_text made = {text, (uint32_t)strlen(text)};

    return made;
}

static spfeval_zone *
make_zone(bool authoritative)
{
    spfeval_zone *zone = NULL;

    CHECK_INT(spfeval_zone_new(NULL, &zone), SPFEVAL_OK);
    if (authoritative) {
        CHECK_INT(spfeval_zone_set_authoritative(zone), SPFEVAL_OK);
    }
    return zone;
}

static struct spfe_zone_node *
find(const spfeval_zone *zone, const char *name)
{
    return spfe_zone_find(zone, text_of(name));
}

static struct spfe_zone_node *
enter(spfeval_zone *zone, const char *name)
{
    return spfe_zone_enter(zone, text_of(name));
}

static void
test_nodes_parent_is_the_name_without_its_first_label(void)
{
    static const struct {
        const char *name;
        const char *parent;
    } cases[] = {
        {"a.b.c", "b.c"}, {"b.c", "c"}, {"c", ""},    {"", ""},
        {"a..b", ".b"},   {".b", "b"},  {"*.b", "b"}, {"a.", ""},
    };
    size_t i;

    for (i = 0; i < TAP_COUNT(cases); i++) {
        struct spfe_text parent = spfe_zone_parent(text_of(cases[i].name));

        tap_row(cases[i].name);
        CHECK_STR(parent.ptr, parent.len, cases[i].parent);
    }
}

static void
test_nodes_are_found_again_in_any_case(void)
{
    spfeval_zone *zone = make_zone(false);
    struct spfe_zone_node *node;

    CHECK(find(zone, "a.test") == NULL);
    node = enter(zone, "a.Test");
    if (CHECK(node != NULL)) {
        CHECK_STR(node->name.ptr, node->name.len, "a.Test");
        CHECK(find(zone, "A.tEST") == node);
        CHECK(enter(zone, "A.TEST") == node);
        CHECK_INT(zone->node_count, 1);
    }
    CHECK(find(zone, "a.tes") == NULL);
    CHECK(find(zone, "a.test.") == NULL); /* the caller removes it */
    spfeval_zone_free(zone);
}

static void
test_nodes_exist_once_confirmed(void)
{
    spfeval_zone *zone = make_zone(true);
    struct spfe_zone_node *node = enter(zone, "a.b.test");

    CHECK(!zone->has_names);
    CHECK(node != NULL && !node->exists);
    CHECK(find(zone, "b.test") != NULL && !find(zone, "b.test")->exists);
    spfe_zone_confirm(zone, node);
    CHECK(zone->has_names);
    CHECK(node->exists);
    CHECK(find(zone, "b.test")->exists);
    CHECK(find(zone, "test")->exists);
    CHECK(find(zone, "")->exists);
    spfeval_zone_free(zone);
}

/* A name between that was entered for nothing, then used. */
static void
test_nodes_confirmed_later_confirm_those_above(void)
{
    spfeval_zone *zone = make_zone(true);

    CHECK(enter(zone, "a.b.c.test") != NULL);
    spfe_zone_confirm(zone, enter(zone, "b.c.test"));
    CHECK(!find(zone, "a.b.c.test")->exists);
    CHECK(find(zone, "b.c.test")->exists);
    CHECK(find(zone, "c.test")->exists);
    CHECK(find(zone, "test")->exists);
    spfeval_zone_free(zone);
}

static void
test_nodes_of_an_authoritative_zone_are_a_tree(void)
{
    spfeval_zone *zone = make_zone(true);
    struct spfe_zone_node *node = enter(zone, "*.b.test");
    struct spfe_zone_node *above = find(zone, "b.test");

    CHECK_INT(zone->node_count, 4); /* and the root */
    if (CHECK(node != NULL && above != NULL)) {
        CHECK(node->parent == above);
        CHECK(above->wildcard == node);
        CHECK(above->parent == find(zone, "test"));
        CHECK(above->parent->parent == find(zone, ""));
        CHECK(above->parent->wildcard == NULL);
        CHECK(find(zone, "")->parent == NULL);
    }
    spfeval_zone_free(zone);
}

static void
test_nodes_of_a_flat_zone_stand_alone(void)
{
    spfeval_zone *zone = make_zone(false);
    struct spfe_zone_node *node = enter(zone, "*.b.test");

    CHECK_INT(zone->node_count, 1);
    CHECK(node != NULL && node->parent == NULL);
    CHECK(find(zone, "b.test") == NULL);
    CHECK(find(zone, "") == NULL);
    spfeval_zone_free(zone);
}

static void
test_nodes_can_be_forgotten(void)
{
    spfeval_zone *zone = make_zone(false);

    CHECK(enter(zone, "a.test") != NULL);
    spfe_zone_forget(zone);
    CHECK(find(zone, "a.test") == NULL);
    CHECK_INT(zone->node_count, 0);
    CHECK(enter(zone, "a.test") != NULL);
    CHECK_INT(zone->node_count, 1);
    spfeval_zone_free(zone);
}

/* The text of a name that only its number makes different. */
static const char *
numbered(unsigned number, const char *suffix)
{
    static char name[64];

    (void)snprintf(name, sizeof(name), "host%u.test%s", number, suffix);
    return name;
}

static void
check_thousands(bool authoritative)
{
    spfeval_zone *zone = make_zone(authoritative);
    unsigned found = 0;
    unsigned i;

    for (i = 0; i < MANY; i++) {
        const char *name = numbered(i, "");
        char text[16];

        (void)snprintf(text, sizeof(text), "%u", i);
        if (spfeval_zone_add_text(zone, name, strlen(name), 1, text,
                                  strlen(text)) != SPFEVAL_OK) {
            break;
        }
    }
    CHECK_INT(i, MANY);
    CHECK_INT(zone->node_count, MANY + (authoritative ? 2 : 0));
    for (i = 0; i < MANY; i++) {
        const char *text =
            zone_text(zone, SPFEVAL_RRTYPE_TXT, numbered(i, ""));
        char expected[32];

        (void)snprintf(expected, sizeof(expected), "ok 1: %u", i);
        found += strcmp(text, expected) == 0;
    }
    CHECK_INT(found, MANY);
    CHECK(find(zone, numbered(MANY, "")) == NULL);
    CHECK(find(zone, numbered(1, "x")) == NULL);
    spfeval_zone_free(zone);
}

static void
test_nodes_by_the_thousand_are_found_in_a_flat_zone(void)
{
    check_thousands(false);
}

static void
test_nodes_by_the_thousand_are_found_in_a_tree(void)
{
    check_thousands(true);
}

/* So that a zone of any size is asked in constant time. */
static void
test_nodes_have_a_bucket_each(void)
{
    spfeval_zone *zone = make_zone(false);
    uint32_t longest = 0;
    uint32_t i;

    for (i = 0; i < MANY; i++) {
        CHECK(enter(zone, numbered(i, "")) != NULL);
    }
    CHECK(zone->bucket_count >= zone->node_count);
    CHECK_INT(zone->bucket_count & (zone->bucket_count - 1), 0);
    for (i = 0; i < zone->bucket_count; i++) {
        const struct spfe_zone_node *node = zone->buckets[i];
        uint32_t length = 0;

        for (; node != NULL; node = node->next) {
            length++;
        }
        longest = length > longest ? length : longest;
    }
    CHECK(longest < 20);
    spfeval_zone_free(zone);
}

/* More buckets are wanted at the 17th name; without them nothing is lost. */
static void
test_nodes_stay_when_the_table_cannot_grow(void)
{
    struct count_alloc memory;
    spfeval_zone *zone = NULL;
    unsigned i;

    count_alloc_init(&memory);
    CHECK_INT(spfeval_zone_new(&memory.table, &zone), SPFEVAL_OK);
    for (i = 0; i < 16; i++) {
        CHECK(enter(zone, numbered(i, "")) != NULL);
    }
    count_alloc_fail_at(&memory, 1);
    CHECK(enter(zone, numbered(16, "")) == NULL);
    CHECK_INT(memory.failures, 1);
    CHECK(enter(zone, numbered(15, "")) != NULL);
    CHECK(find(zone, numbered(16, "")) == NULL);
    CHECK_INT(zone->node_count, 16);
    CHECK(enter(zone, numbered(16, "")) != NULL);
    for (i = 0; i <= 16; i++) {
        CHECK(find(zone, numbered(i, "")) != NULL);
    }
    spfeval_zone_free(zone);
    CHECK(count_alloc_is_clean(&memory));
    count_alloc_clear(&memory);
}

static void
test_nodes_of_the_most_labels_are_entered(void)
{
    static char name[1024];
    spfeval_zone *zone = make_zone(true);
    size_t i;

    for (i = 0; i < sizeof(name); i++) {
        name[i] = i % 2 == 0 ? 'a' : '.';
    }
    CHECK_INT(spfeval_zone_add_name(zone, name, sizeof(name)), SPFEVAL_OK);
    CHECK_INT(zone->node_count, 512 + 1);
    CHECK(find(zone, "a.a.a") != NULL && find(zone, "a.a.a")->exists);
    spfeval_zone_free(zone);
}

/* --- empty labels -------------------------------------------------------- */

static const char *const odd_names[] = {".a",  "..a", "a..b", ".",   "..",
                                        "a..", "...", "*..",  "a..."};

/* In a process of its own, since what is tried here is whether it ends. */
static bool
ends_in_time(const char *name, bool authoritative)
{
    int status = 0;
    pid_t child = fork();

    if (child == 0) {
        spfeval_zone *zone = NULL;
        size_t len = strlen(name);
        bool good;

        (void)alarm(5);
        good = spfeval_zone_new(NULL, &zone) == SPFEVAL_OK &&
               (!authoritative ||
                spfeval_zone_set_authoritative(zone) == SPFEVAL_OK) &&
               spfeval_zone_add_name(zone, name, len) == SPFEVAL_OK &&
               strcmp(zone_text(zone, SPFEVAL_RRTYPE_A, name), "nodata") == 0;
        spfeval_zone_free(zone);
        _exit(good ? 0 : 1);
    }
    return child > 0 && waitpid(child, &status, 0) == child &&
           WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static void
test_nodes_with_empty_labels_are_names_too(void)
{
    size_t i;

    for (i = 0; i < TAP_COUNT(odd_names); i++) {
        tap_row(odd_names[i]);
        if (!CHECK(ends_in_time(odd_names[i], false)) ||
            !CHECK(ends_in_time(odd_names[i], true))) {
            return; /* each takes its time */
        }
    }
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"the parent is the name without its first label",
         test_nodes_parent_is_the_name_without_its_first_label},
        {"a name is found again in any case",
         test_nodes_are_found_again_in_any_case},
        {"a name exists once it was confirmed, with those above it",
         test_nodes_exist_once_confirmed},
        {"a name confirmed later confirms those above it",
         test_nodes_confirmed_later_confirm_those_above},
        {"an authoritative zone is a tree with its wildcards",
         test_nodes_of_an_authoritative_zone_are_a_tree},
        {"the names of a flat zone stand alone",
         test_nodes_of_a_flat_zone_stand_alone},
        {"names can be forgotten", test_nodes_can_be_forgotten},
        {"thousands of names are found in a flat zone",
         test_nodes_by_the_thousand_are_found_in_a_flat_zone},
        {"thousands of names are found in a tree",
         test_nodes_by_the_thousand_are_found_in_a_tree},
        {"there is a bucket for each name", test_nodes_have_a_bucket_each},
        {"nothing is lost when the table cannot grow",
         test_nodes_stay_when_the_table_cannot_grow},
        {"a name of 512 labels is entered",
         test_nodes_of_the_most_labels_are_entered},
        {"names with empty labels are added and found",
         test_nodes_with_empty_labels_are_names_too},
    };

    return tap_run("resolver/zone_nodes", tests, TAP_COUNT(tests));
}
