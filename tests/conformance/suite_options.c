/* SPDX-License-Identifier: BSD-2-Clause */
#include "suite_options.h"

#include <string.h>

#include <spfeval/status.h>

struct number_option {
    const char *name;
    int key;
};

static const struct number_option number_options[] = {
    {"max-terms", SPFEVAL_OPTION_MAX_TERMS},
    {"max-voids", SPFEVAL_OPTION_MAX_VOIDS},
    {"max-mx-names", SPFEVAL_OPTION_MAX_MX_NAMES},
    {"max-ptr-names", SPFEVAL_OPTION_MAX_PTR_NAMES},
    {"max-explanation", SPFEVAL_OPTION_MAX_EXPLANATION},
    {"max-bytes", SPFEVAL_OPTION_MAX_BYTES},
    {"timeout-ms", SPFEVAL_OPTION_TIMEOUT_MS},
    {"fetch-explanation", SPFEVAL_OPTION_FETCH_EXPLANATION},
};

bool
suite_options_special(struct tree test)
{
    return tree_find(test, "options").node != NULL ||
           tree_find(test, "receiver").node != NULL;
}

bool
suite_options_bounds_memory(struct tree test)
{
    return tree_find(tree_find(test, "options"), "max-bytes").node != NULL;
}

static int
convert(void *user_data, const char *domain, size_t domain_len, char *buffer,
        size_t capacity, size_t *out_len)
{
    const struct tree *map = user_data;
    struct text wanted = {domain, domain_len};
    size_t count = tree_count(*map);
    size_t i;

    for (i = 0; i < count; i++) {
        struct tree value;
        struct text from;
        struct text to;

        if (tree_pair(*map, i, &from, &value) && text_equal(from, wanted) &&
            tree_text(value, &to) && to.len <= capacity) {
            memcpy(buffer, to.data, to.len);
            *out_len = to.len;
            return 0;
        }
    }
    return -1;
}

static bool
set_number(spfeval_options *options, int key, struct text text)
{
    uint64_t number = SPFEVAL_UNLIMITED;

    if (!text_is(text, "unlimited") &&
        !text_number(text, UINT32_MAX, &number)) {
        return false;
    }
    return spfeval_options_set_u32(options, key, (uint32_t)number) ==
           SPFEVAL_OK;
}

static bool
set_text(spfeval_options *options, int key, struct text text)
{
    return spfeval_options_set_text(options, key, text.data, text.len) ==
           SPFEVAL_OK;
}

static bool
set_option(spfeval_options *options, struct text name, struct tree value,
           struct tree *idna)
{
    struct text text;
    size_t i;

    if (text_is(name, "idna")) {
        *idna = value;
        return tree_is_map(value) &&
               spfeval_options_set_idna(options, convert, idna) == SPFEVAL_OK;
    }
    if (!tree_text(value, &text)) {
        return false;
    }
    if (text_is(name, "default-explanation")) {
        return set_text(options, SPFEVAL_OPTION_DEFAULT_EXPLANATION, text);
    }
    for (i = 0; i < sizeof(number_options) / sizeof(number_options[0]); i++) {
        if (text_is(name, number_options[i].name)) {
            return set_number(options, number_options[i].key, text);
        }
    }
    return false;
}

static bool
set_all(spfeval_options *options, struct tree test, struct tree *idna,
        struct buf *error)
{
    struct tree map = tree_find(test, "options");
    size_t count = tree_count(map);
    struct text receiver;
    size_t i;

    if (!set_text(options, SPFEVAL_OPTION_DEFAULT_EXPLANATION,
                  text_of("DEFAULT"))) {
        buf_add_string(error, "cannot set the default explanation");
        return false;
    }
    if (tree_text(tree_find(test, "receiver"), &receiver) &&
        !set_text(options, SPFEVAL_OPTION_RECEIVER, receiver)) {
        buf_add_string(error, "cannot set the receiver");
        return false;
    }
    for (i = 0; i < count; i++) {
        struct text name = {"", 0};
        struct tree value;

        if (!tree_pair(map, i, &name, &value) ||
            !set_option(options, name, value, idna)) {
            buf_add_string(error, "cannot set the option ");
            buf_add(error, name.data, name.len);
            return false;
        }
    }
    return true;
}

spfeval_options *
suite_options_new(struct tree test, uint32_t prefetch, struct tree *idna,
                  struct buf *error)
{
    spfeval_options *options;

    *idna = (struct tree){NULL, NULL};
    if (spfeval_options_new(NULL, &options) != SPFEVAL_OK) {
        buf_add_string(error, "cannot make options");
        return NULL;
    }
    if (spfeval_options_set_u32(options, SPFEVAL_OPTION_PREFETCH, prefetch) !=
            SPFEVAL_OK ||
        !set_all(options, test, idna, error)) {
        spfeval_options_free(options);
        return NULL;
    }
    return options;
}
