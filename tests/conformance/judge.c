/* SPDX-License-Identifier: BSD-2-Clause */
#include "judge.h"

#include "observe.h"

static void
add_value(struct buf *out, const struct buf *value)
{
    if (value == NULL) {
        buf_add_string(out, "nothing");
        return;
    }
    buf_add_string(out, "\"");
    buf_add(out, value->data, value->len);
    buf_add_string(out, "\"");
}

/* Both values are NULL when there shall be, or is, no such fact. */
static bool
judge_value(const struct facts *facts, struct text name,
            const struct buf *expected, struct buf *out)
{
    const struct buf *got = facts_find(facts, name);

    if (!observe_knows(name)) {
        buf_add_string(out, "unknown key ");
        buf_add(out, name.data, name.len);
        buf_add_string(out, "\n");
        return false;
    }
    if (expected == NULL
            ? got == NULL
            : got != NULL && text_equal(buf_text(expected), buf_text(got))) {
        return true;
    }
    buf_add(out, name.data, name.len);
    buf_add_string(out, ": expected ");
    add_value(out, expected);
    buf_add_string(out, ", got ");
    add_value(out, got);
    buf_add_string(out, "\n");
    return false;
}

/* Joins the items of a list with line ends; a scalar is one item. */
static bool
read_value(struct tree tree, struct buf *out)
{
    size_t count = tree_count(tree);
    struct text text;
    size_t i;

    if (tree_text(tree, &text)) {
        buf_add(out, text.data, text.len);
        return true;
    }
    for (i = 0; i < count; i++) {
        if (!tree_text(tree_item(tree, i), &text)) {
            return false;
        }
        buf_add(out, i == 0 ? "" : "\n", i == 0 ? 0 : 1);
        buf_add(out, text.data, text.len);
    }
    return tree_is_list(tree);
}

static bool
judge_fact(const struct facts *facts, struct text name, struct tree tree,
           struct buf *out)
{
    struct buf expected = {0};
    bool good;

    if (tree_is_null(tree)) {
        return judge_value(facts, name, NULL, out);
    }
    good = read_value(tree, &expected);
    if (good) {
        good = judge_value(facts, name, &expected, out);
    } else {
        buf_add_string(out, "not a text or list of texts: ");
        buf_add(out, name.data, name.len);
        buf_add_string(out, "\n");
    }
    buf_free(&expected);
    return good;
}

static bool
judge_group(const struct facts *facts, struct text group, struct tree map,
            struct buf *out)
{
    size_t count = tree_count(map);
    bool good = true;
    size_t i;

    for (i = 0; i < count; i++) {
        struct buf name = {0};
        struct text key;
        struct tree value;

        if (!tree_pair(map, i, &key, &value)) {
            buf_add_string(out, "a key is not a string\n");
            return false;
        }
        buf_add(&name, group.data, group.len);
        buf_add_string(&name, ".");
        buf_add(&name, key.data, key.len);
        good &= judge_fact(facts, buf_text(&name), value, out);
        buf_free(&name);
    }
    return good;
}

static bool
judge_keys(const struct suite_case *test, const struct facts *facts,
           struct buf *out)
{
    size_t count = tree_count(test->tree);
    bool good = true;
    size_t i;

    for (i = 0; i < count; i++) {
        struct text key;
        struct tree value;

        if (!tree_pair(test->tree, i, &key, &value)) {
            buf_add_string(out, "a key is not a string\n");
            return false;
        }
        if (suite_case_is_input(key)) {
            continue;
        }
        if (tree_is_map(value)) {
            good &= judge_group(facts, key, value, out);
        } else {
            good &= judge_fact(facts, key, value, out);
        }
    }
    return good;
}

static bool
judge_own(const struct suite_case *test, const struct facts *facts,
          struct buf *out)
{
    static const char *const required[] = {"description", "result", "reason",
                                           "queries"};
    bool good = judge_keys(test, facts, out);
    size_t i;

    for (i = 0; i < sizeof(required) / sizeof(required[0]); i++) {
        if (tree_find(test->tree, required[i]).node == NULL) {
            buf_add_string(out, required[i]);
            buf_add_string(out, " is missing\n");
            good = false;
        }
    }
    return good;
}

/* The suite's choice must be among the results that it allows. */
static bool
judge_choice(const struct suite *suite, const struct suite_case *test,
             const struct facts *facts, struct tree allowed, struct buf *out)
{
    const char *choice = suite_choice(suite, test->name);
    const struct buf *got = facts_find(facts, text_of("result"));
    struct buf expected = {0};
    bool good = false;
    size_t i;

    for (i = 0; i < tree_count(allowed); i++) {
        struct text text;

        if (tree_text(tree_item(allowed, i), &text) &&
            (choice == NULL ? got != NULL && text_equal(text, buf_text(got))
                            : text_is(text, choice))) {
            buf_add(&expected, text.data, text.len);
            good = true;
            break;
        }
    }
    if (!good) {
        buf_add_string(&expected, "one of the list");
    }
    good &= judge_value(facts, text_of("result"), &expected, out);
    buf_free(&expected);
    return good;
}

static bool
judge_foreign(const struct suite *suite, const struct suite_case *test,
              const struct facts *facts, struct buf *out)
{
    struct tree result = tree_find(test->tree, "result");
    struct tree explanation = tree_find(test->tree, "explanation");
    bool good;

    if (tree_is_list(result)) {
        good = judge_choice(suite, test, facts, result, out);
    } else {
        good = judge_fact(facts, text_of("result"), result, out);
    }
    if (explanation.node != NULL) {
        good &= judge_fact(facts, text_of("explanation"), explanation, out);
    }
    return good;
}

bool
judge(const struct suite *suite, const struct suite_case *test,
      const struct facts *facts, struct buf *out)
{
    return suite->own ? judge_own(test, facts, out)
                      : judge_foreign(suite, test, facts, out);
}
