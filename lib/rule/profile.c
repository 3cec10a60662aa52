/* SPDX-License-Identifier: BSD-2-Clause */
/* Limits by name: what different readers of a record keep to. */
#include <stddef.h>
#include <string.h>

#include <spfeval/options.h>
#include <spfeval/status.h>

#include "base/ascii.h"

enum { LIMITS = 7 };

/* In this order. */
static const int keys[LIMITS] = {
    SPFEVAL_OPTION_MAX_TERMS,     SPFEVAL_OPTION_MAX_VOIDS,
    SPFEVAL_OPTION_MAX_MX_NAMES,  SPFEVAL_OPTION_MAX_PTR_NAMES,
    SPFEVAL_OPTION_RESERVE_TERMS, SPFEVAL_OPTION_MAX_ANSWER,
    SPFEVAL_OPTION_MAX_TEXT};

struct profile {
    const char *name;
    uint32_t limits[LIMITS];
};

static const struct profile profiles[] = {
    /* RFC 7208 sections 3.4 and 4.6.4 */
    {"rfc", {10, 2, 10, 10, 1, 512, 450}},
    /* The same, with room for what providers add without asking. */
    {"strict", {10, 2, 10, 10, 3, 512, 450}},
    /*
     * Widely used evaluators have no limit on void lookups (libspf2 and
     * Rspamd), and resolvers take 1232 octets by EDNS without fragments.
     */
    {"receivers", {10, SPFEVAL_UNLIMITED, 10, 10, 1, 1232, 1170}},
};

enum { PROFILES = sizeof(profiles) / sizeof(profiles[0]) };

static const struct profile *
find_profile(const char *name, size_t name_len)
{
    size_t i;

    for (i = 0; i < PROFILES; i++) {
        if (strlen(profiles[i].name) == name_len &&
            spfe_ascii_equal(profiles[i].name, name, name_len)) {
            return &profiles[i];
        }
    }
    return NULL;
}

int
spfeval_options_set_profile(spfeval_options *options, const char *name,
                            size_t name_len)
{
    const struct profile *profile;
    int status = SPFEVAL_OK;
    size_t i;

    if (options == NULL || name == NULL) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    profile = find_profile(name, name_len);
    if (profile == NULL) {
        return SPFEVAL_ERR_NOT_FOUND;
    }
    /* All are in range, so that only the first one can be refused. */
    for (i = 0; i < LIMITS && status == SPFEVAL_OK; i++) {
        status = spfeval_options_set_u32(options, keys[i], profile->limits[i]);
    }
    return status;
}

const char *
spfeval_profile_name(uint32_t index)
{
    return index < PROFILES ? profiles[index].name : NULL;
}
