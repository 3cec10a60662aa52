/* SPDX-License-Identifier: BSD-2-Clause */
/* Questions of one place in a table, however they were chosen. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "resolver/bucket.h"
#include "support/tap.h"

enum { MANY = 512, STEPS = 20000, NAME_ROOM = 16, A = 1, TXT = 16 };

static struct spfe_bucket_node nodes[MANY];
static char names[MANY][NAME_ROOM];
static bool is_there[MANY];

/* The same hash for all of them, or few. */
static void
make_nodes(uint32_t hashes)
{
    unsigned i;

    memset(is_there, 0, sizeof(is_there));
    for (i = 0; i < MANY; i++) {
        struct spfe_shelf_key *key = &nodes[i].key;

        (void)snprintf(names[i], NAME_ROOM, "n%03u.Test", i / 2);
        key->name.ptr = names[i];
        key->name.len = (uint32_t)strlen(names[i]);
        key->hash = i % hashes;
        key->type = i % 2 == 0 ? A : TXT;
    }
}

static void
add(struct spfe_bucket_node **bucket, unsigned i)
{
    spfe_bucket_add(bucket, &nodes[i]);
    is_there[i] = true;
}

static void
drop(struct spfe_bucket_node **bucket, unsigned i)
{
    spfe_bucket_remove(bucket, &nodes[i]);
    is_there[i] = false;
}

/* Ask in other letters than those that were put there. */
static void
check_found(struct spfe_bucket_node **bucket, unsigned i)
{
    struct spfe_shelf_key key = nodes[i].key;
    char name[NAME_ROOM];

    memcpy(name, names[i], NAME_ROOM);
    name[0] = 'N';
    name[5] = 't';
    key.name.ptr = name;
    CHECK(spfe_bucket_find(bucket, &key) == (is_there[i] ? &nodes[i] : NULL));
}

static unsigned
height_of(const struct spfe_bucket_node *node)
{
    unsigned before;
    unsigned after;

    if (node == NULL) {
        return 0;
    }
    before = height_of(node->child[0]);
    after = height_of(node->child[1]);
    return 1 + (before > after ? before : after);
}

static void
test_empty_bucket_holds_nothing(void)
{
    struct spfe_bucket_node *bucket = NULL;

    make_nodes(1);
    check_found(&bucket, 0);
    add(&bucket, 0);
    check_found(&bucket, 0);
    check_found(&bucket, 1); /* another type */
    check_found(&bucket, 2); /* another name */
    drop(&bucket, 0);
    CHECK(bucket == NULL);
}

/* Orders in which a plain tree would be a list. */
static void
test_order_of_coming_does_not_matter(void)
{
    static const uint32_t hashes[] = {1, 2, 7, MANY};
    size_t row;

    for (row = 0; row < TAP_COUNT(hashes); row++) {
        struct spfe_bucket_node *bucket = NULL;
        unsigned i;

        make_nodes(hashes[row]);
        for (i = 0; i < MANY; i++) {
            add(&bucket, row % 2 == 0 ? i : MANY - 1 - i);
        }
        for (i = 0; i < MANY; i++) {
            check_found(&bucket, i);
        }
        for (i = 0; i < MANY; i++) {
            drop(&bucket, (i * 37) % MANY);
            check_found(&bucket, (i * 37) % MANY);
            check_found(&bucket, (i * 53) % MANY);
        }
        CHECK(bucket == NULL);
    }
}

/* What made the tree a list costs once; then the paths are short. */
static void
test_long_path_gets_half_as_long(void)
{
    struct spfe_bucket_node *bucket = NULL;
    unsigned height;
    unsigned i;

    make_nodes(1);
    for (i = 0; i < MANY; i += 2) {
        add(&bucket, i);
    }
    height = height_of(bucket);
    CHECK_INT(height, MANY / 2);
    check_found(&bucket, 0);
    CHECK(height_of(bucket) <= height / 2 + 2);
    for (i = 0; i < MANY; i++) {
        check_found(&bucket, (i * 37) % MANY);
    }
    printf("# %u, then %u\n", height, height_of(bucket));
    CHECK(height_of(bucket) < 32);
}

/* What was asked last is found without a step. */
static void
test_last_one_is_first(void)
{
    struct spfe_bucket_node *bucket = NULL;
    unsigned i;

    make_nodes(3);
    for (i = 0; i < MANY; i++) {
        add(&bucket, i);
        CHECK(bucket == &nodes[i]);
    }
    for (i = 0; i < MANY; i++) {
        check_found(&bucket, i);
        CHECK(bucket == &nodes[i]);
    }
}

static unsigned
next_random(uint64_t *state)
{
    *state = *state * UINT64_C(6364136223846793005) + 1442695040888963407u;
    return (unsigned)(*state >> 33);
}

static void
test_random_steps_agree_with_a_list(void)
{
    struct spfe_bucket_node *bucket = NULL;
    uint64_t state = 1;
    unsigned step;

    make_nodes(5);
    for (step = 0; step < STEPS; step++) {
        unsigned i = next_random(&state) % MANY;

        switch (next_random(&state) % 4) {
        case 0:
            if (!is_there[i]) {
                add(&bucket, i);
            }
            break;
        case 1:
            if (is_there[i]) {
                drop(&bucket, i);
            }
            break;
        default:
            check_found(&bucket, i);
            break;
        }
    }
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"an empty bucket holds nothing", test_empty_bucket_holds_nothing},
        {"the order of coming does not matter",
         test_order_of_coming_does_not_matter},
        {"a long path gets half as long", test_long_path_gets_half_as_long},
        {"the last one is first", test_last_one_is_first},
        {"random steps agree with a list",
         test_random_steps_agree_with_a_list},
    };

    return tap_run("resolver/bucket", tests, TAP_COUNT(tests));
}
