/* SPDX-License-Identifier: BSD-2-Clause */
#include "suite_case.h"

#include <spfeval/status.h>

bool
suite_case_is_input(struct text key)
{
    static const char *const names[] = {
        "host", "helo",      "mailfrom",    "identity", "receiver", "options",
        "time", "expire-at", "description", "comment",  "spec",     "clock",
    };
    size_t i;

    for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        if (text_is(key, names[i])) {
            return true;
        }
    }
    return false;
}

static bool
read_text(struct tree tree, const char *key, struct text *out,
          struct buf *error)
{
    struct tree value = tree_find(tree, key);

    if (tree_text(value, out)) {
        return true;
    }
    buf_add_string(error, key);
    buf_add_string(error,
                   value.node == NULL ? " is missing" : " is not a string");
    return false;
}

static bool
read_number(struct tree tree, const char *key, uint64_t *out,
            struct buf *error)
{
    struct text text;

    *out = 0;
    if (tree_find(tree, key).node == NULL) {
        return true;
    }
    if (!read_text(tree, key, &text, error)) {
        return false;
    }
    if (!text_number(text, INT64_MAX, out)) {
        buf_add_string(error, key);
        buf_add_string(error, " is not a number");
        return false;
    }
    return true;
}

static bool
read_identity(struct tree tree, int *out, struct buf *error)
{
    struct tree value = tree_find(tree, "identity");
    struct text text;

    *out = SPFEVAL_IDENTITY_MAILFROM;
    if (value.node == NULL) {
        return true;
    }
    if (!tree_text(value, &text) || !text_is(text, "helo")) {
        buf_add_string(error, "the only other identity is helo");
        return false;
    }
    *out = SPFEVAL_IDENTITY_HELO;
    return true;
}

static bool
read_clock(struct tree tree, struct suite_case *out, struct buf *error)
{
    struct tree list = tree_find(tree, "clock");
    size_t count = tree_count(list);
    size_t i;

    if (list.node != NULL &&
        (!tree_is_list(list) || count == 0 || count > SUITE_CASE_ARRIVALS)) {
        buf_add_string(error, "clock is not a list of 1 to 16 numbers");
        return false;
    }
    for (i = 0; i < count; i++) {
        struct text text;
        uint64_t number;

        if (!tree_text(tree_item(list, i), &text) ||
            !text_number(text, INT64_MAX, &number)) {
            buf_add_string(error, "clock is not a list of numbers");
            return false;
        }
        out->arrivals[i] = (int64_t)number;
    }
    out->clock = (struct clock){out->arrivals, count};
    return true;
}

bool
suite_case_read(struct text name, struct tree tree, struct suite_case *out,
                struct buf *error)
{
    uint64_t seconds;

    *out = (struct suite_case){.name = name, .tree = tree};
    if (!read_text(tree, "host", &out->host, error) ||
        !read_text(tree, "helo", &out->helo, error) ||
        !read_text(tree, "mailfrom", &out->mailfrom, error) ||
        !read_identity(tree, &out->identity, error) ||
        !read_number(tree, "time", &seconds, error) ||
        !read_number(tree, "expire-at", &out->expire_at, error) ||
        !read_clock(tree, out, error)) {
        return false;
    }
    out->time = (int64_t)seconds;
    return true;
}

int
suite_case_apply(const struct suite_case *test, spfeval_check *check)
{
    int status =
        spfeval_check_set_client_text(check, test->host.data, test->host.len);

    if (status == SPFEVAL_OK) {
        status = spfeval_check_set_identity(check, test->identity);
    }
    if (status == SPFEVAL_OK) {
        status =
            spfeval_check_set_helo(check, test->helo.data, test->helo.len);
    }
    if (status == SPFEVAL_OK) {
        status = spfeval_check_set_mailfrom(check, test->mailfrom.data,
                                            test->mailfrom.len);
    }
    if (status == SPFEVAL_OK) {
        status = spfeval_check_set_time(check, test->time);
    }
    return status;
}
