/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What the evaluation of a domain asked, as templates: the next one, for
 * another mail, asks the same at once.
 */
#ifndef SPFE_CHECK_HINTS_H
#define SPFE_CHECK_HINTS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/mem.h"
#include "base/text.h"
#include "dns/shared.h"

struct spfeval_check;

enum spfe_hint_kind {
    SPFE_HINT_RECORD,  /* TXT: an include */
    SPFE_HINT_OWN,     /* TXT: a redirect of the domain's own record */
    SPFE_HINT_TEXT,    /* TXT: an explanation */
    SPFE_HINT_ADDRESS, /* A or AAAA, as the client's family wants */
    SPFE_HINT_EXISTS,  /* A */
    SPFE_HINT_MX,
    SPFE_HINT_REVERSE /* PTR, of the client */
};

struct spfe_hint {
    struct spfe_text domain; /* for %{d} */
    struct spfe_text spec;   /* a domain-spec; empty is the domain itself */
    bool expands;
    uint16_t macros; /* bits of enum spfeval_macro in spec */
    uint8_t kind;    /* enum spfe_hint_kind */
};

struct spfe_hints {
    uint32_t count;
    struct spfe_hint *items;
};

/* Who knows the hints for a domain: a cache, when the check was primed. */
struct spfe_hint_source {
    /* A counted reference whose parsed field is a struct spfe_hints, or NULL. */
    struct spfe_shared *(*find)(void *user_data, struct spfe_text domain);
    void *user_data;
};

/*
 * Make hints from a finished check. *out is NULL when there is nothing to
 * learn: no domain, or no question but the first. False when out of memory.
 */
bool spfe_hints_learn(const struct spfeval_check *check,
                      const struct spfe_mem *mem, struct spfe_shared **out);

#endif
