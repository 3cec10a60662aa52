/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What evaluations of a domain asked, as templates: the next one, for another
 * mail, asks the same at once.
 *
 * Mails of one domain need different things, as their clients match different
 * terms. So hints are what all of them needed together, in the order of
 * evaluation; and for the networks that sent last it is known which of the
 * hints their mails need. A hint that a client of another network did not need,
 * although evaluation went past it, misses; it is forgotten when it missed
 * often. All are forgotten when a record changed.
 */
#ifndef SPFE_CHECK_HINTS_H
#define SPFE_CHECK_HINTS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/ip.h"
#include "base/mem.h"
#include "base/text.h"
#include "dns/shared.h"

struct spfeval_check;
struct spfeval_record;
struct spfe_event;

enum spfe_hint_kind {
    SPFE_HINT_RECORD,  /* TXT: an include */
    SPFE_HINT_OWN,     /* TXT: a redirect of the domain's own record */
    SPFE_HINT_TEXT,    /* TXT: an explanation */
    SPFE_HINT_ADDRESS, /* A or AAAA, as the client's family wants */
    SPFE_HINT_EXISTS,  /* A */
    SPFE_HINT_MX,
    SPFE_HINT_REVERSE /* PTR, of the client */
};

enum {
    SPFE_HINTS_MAX = 64, /* a bit each in struct spfe_route */
    SPFE_ROUTES_MAX = 32
};

struct spfe_hint {
    struct spfe_text domain; /* for %{d} */
    struct spfe_text spec;   /* a domain-spec; empty is the domain itself */
    uint32_t record;         /* the mark of the one it stands in; 0: none */
    bool expands;
    uint16_t macros; /* bits of enum spfeval_macro in spec */
    uint8_t kind;    /* enum spfe_hint_kind */
    uint8_t misses;  /* since it was needed last */
};

/* What mails from a network need. */
struct spfe_route {
    uint64_t needed; /* a bit for each hint */
    struct spfe_ip network;
    uint8_t prefix;
};

struct spfe_hints {
    uint32_t count;
    uint32_t route_count;
    struct spfe_hint *items;
    struct spfe_route *routes; /* the latest first */
};

/* Who knows the hints for a domain: a cache, when the check was primed. */
struct spfe_hint_source {
    /* A counted reference whose parsed field is a struct spfe_hints, or NULL. */
    struct spfe_shared *(*find)(void *user_data, struct spfe_text domain);
    void *user_data;
};

/* Which hints a client needs, as bits; all when it is not known. */
uint64_t spfe_hints_needed(const struct spfe_hints *hints,
                           const struct spfe_ip *client);

/* What a check taught. */
enum spfe_lesson {
    SPFE_LESSON_SAME = 0,    /* nothing that is not known */
    SPFE_LESSON_NEW = 1,     /* it takes the place of what is known */
    SPFE_LESSON_NOTHING = 2, /* and what is known is wrong */
    SPFE_LESSON_NOMEM = 3
};

/*
 * Learn from a finished check, and from what is known of its domain, which may
 * be NULL. *out is set for SPFE_LESSON_NEW.
 */
enum spfe_lesson spfe_hints_learn(const struct spfeval_check *check,
                                  const struct spfe_hints *known,
                                  const struct spfe_mem *mem,
                                  struct spfe_shared **out);

/* --- For hints_learn.c */

/* False when the event has nothing that the next evaluation can ask. */
bool spfe_hint_of(const struct spfe_event *event, struct spfe_hint *out);

/* Copy them, with their texts, into one piece. NULL when out of memory. */
struct spfe_shared *spfe_hints_pack(const struct spfe_hints *hints,
                                    const struct spfe_mem *mem);

/* A number that changes with the text of a record; not 0. */
uint32_t spfe_record_mark(const struct spfeval_record *record);

#endif
