/* SPDX-License-Identifier: BSD-2-Clause */
#include "suite_list.h"

#include <string.h>

/* Where the suite allows two results, the library's is one of them. */
static const struct suite_exception rfc7208_choices[] = {
    /* Identical records are still several (RFC 7208 section 4.5). */
    {"multispf1", "permerror"},
    /*
     * RFC 7208 section 4.8 leaves a target open that is no domain name. Here
     * it does not match: no sender can turn a fail into a permerror with it.
     */
    {"invalid-domain-empty-label", "fail"},
    {"invalid-domain-long", "fail"},
    {"invalid-domain-long-via-macro", "fail"},
    /* The name below the current domain is preferred (section 7.3). */
    {"p-macro-multiple", "pass"},
    /* Ten names are looked at, in the order of the answer (section 4.6.4). */
    {"ptr-limit", "neutral"},
    {NULL, NULL},
};

/* They ask for pyspf's lax and harsh modes; there is only one meaning here. */
static const struct suite_exception pyspf_left_out[] = {
    {"default-modifier", NULL},
    {"default-modifier-harsh", NULL},
    {NULL, NULL},
};

const struct suite suite_list[] = {
    {
        .label = "rfc7208",
        .file = "rfc7208-tests.yml",
        .remark = " (explanations included)",
        .case_count = 203,
        .choices = rfc7208_choices,
    },
    {
        .label = "rfc4408",
        .file = "rfc4408-tests.yml",
        .remark = "",
        .case_count = 191,
    },
    {
        .label = "pyspf",
        .file = "test.yml",
        .remark = "",
        .left_out = pyspf_left_out,
    },
    {.label = NULL},
};

const struct suite suite_own = {
    .label = "scenario",
    .remark = "",
    .own = true,
};

const struct suite *
suite_of_file(const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash != NULL ? slash + 1 : path;
    const struct suite *suite;

    for (suite = suite_list; suite->label != NULL; suite++) {
        if (strcmp(suite->file, name) == 0) {
            return suite;
        }
    }
    return &suite_own;
}

static const struct suite_exception *
find_exception(const struct suite_exception *list, struct text name)
{
    for (; list != NULL && list->name != NULL; list++) {
        if (text_is(name, list->name)) {
            return list;
        }
    }
    return NULL;
}

const char *
suite_choice(const struct suite *suite, struct text name)
{
    const struct suite_exception *found = find_exception(suite->choices, name);

    return found != NULL ? found->result : NULL;
}

bool
suite_leaves_out(const struct suite *suite, struct text name)
{
    return find_exception(suite->left_out, name) != NULL;
}
