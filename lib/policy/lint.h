/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The findings about one record, while they are collected and afterwards.
 *
 * Rules never see a failed allocation: what cannot be kept goes into a
 * finding that nobody reads, and the status is looked at once, at the end.
 */
#ifndef SPFE_POLICY_LINT_H
#define SPFE_POLICY_LINT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <spfeval/lint.h>

#include "base/arena.h"
#include "base/mem.h"
#include "base/text.h"
#include "policy/lint_table.h"
#include "record/record.h"

enum {
    SPFE_LINT_VALUES = 5,
    /* Of each severity: warnings by the thousand must not hide an error. */
    SPFE_LINT_MOST = 333,
    /* Terms that are compared with one another. */
    SPFE_LINT_COMPARED = 2048,
    /* Corrections are tried on terms of ordinary length only. */
    SPFE_LINT_TRIED = 512,
    SPFE_LINT_STRINGS = 65535, /* no TXT record has more */
    SPFE_LINT_SEVERITIES = 4   /* with the unused 0 */
};

/* What stands in a sentence for %1; its Dutch form when that differs. */
struct spfe_lint_value {
    struct spfe_text text;
    const char *dutch; /* NULL: as text */
    bool whole;        /* not cut when it is shown */
};

/* The record that a finding is about. */
struct spfe_lint_source {
    struct spfe_text owner;  /* with a NUL */
    struct spfe_text record; /* with a NUL; ptr NULL: there is none */
};

struct spfe_finding {
    struct spfe_finding *next; /* in the order found */
    const struct spfe_lint_row *row;
    const struct spfe_lint_source *source;
    uint32_t offset;
    uint32_t length;
    uint32_t fix_offset;
    uint32_t fix_length;
    struct spfe_text fix; /* ptr NULL: none */
    struct spfe_lint_value values[SPFE_LINT_VALUES];
};

/* A term, parsed alone. */
struct spfe_lint_term {
    struct spfe_term term; /* when it is not refused */
    struct spfe_syntax_error error;
    uint32_t offset;
    uint32_t len;
    bool refused;
    bool glued;  /* two terms, by SPF-W128 */
    bool told;   /* a finding says all there is to say about its text */
    bool dead;   /* it can be left out, and a finding says so */
    bool failed; /* an error is in what it leads to: no warnings about it */
    uint32_t lookups; /* that it costs with all below; 0: not known */
};

struct spfeval_lint {
    struct spfe_mem mem;
    struct spfe_arena arena;
    struct spfe_lint_source own;           /* the record that is examined */
    const struct spfe_lint_source *source; /* of what is added next */
    struct spfe_text text;
    const uint32_t *ends; /* of its strings, ascending; the caller's */
    uint32_t end_count;   /* 0: not known */
    uint32_t first;       /* where the terms begin */
    struct spfe_lint_term *terms;
    uint32_t term_count;
    uint32_t all; /* the first "all"; term_count when there is none */
    bool has_redirect;
    bool mends_redirect;        /* a correction makes one */
    struct spfe_finding *found; /* the list, last first */
    struct spfe_finding **findings;
    uint32_t count;
    uint32_t counts[SPFE_LINT_SEVERITIES];
    struct spfe_finding unread; /* what could not be kept */
    struct spfe_lint_unchecked *unchecked;
    uint32_t unchecked_count;
    int status;
};

/* A question without an answer that can be used. */
struct spfe_lint_unchecked {
    struct spfe_text name; /* with a NUL */
    uint16_t type;
    uint16_t rcode;
    uint8_t dns_class; /* UNSET: not asked to the end */
    uint8_t failure;
};

/* A set of findings that is empty, and what the text of its record shows. */
int spfe_lint_new(const struct spfe_mem *mem, size_t max,
                  struct spfeval_lint **out);
int spfe_lint_examine(struct spfeval_lint *lint, struct spfe_text owner,
                      struct spfe_text text);

/* Add a finding; never NULL. */
struct spfe_finding *spfe_lint_add(struct spfeval_lint *lint, int code,
                                   uint32_t offset, uint32_t length);

/* Add one about a whole term, which is %1, and say no more about it. */
struct spfe_finding *spfe_lint_add_term(struct spfeval_lint *lint, int code,
                                        struct spfe_lint_term *term);

/* What stands for %1 and so on; index from 0. The text is copied. */
void spfe_lint_value(struct spfeval_lint *lint, struct spfe_finding *finding,
                     int index, struct spfe_text text);

/* The same for a constant, in both languages. */
void spfe_lint_words(struct spfe_finding *finding, int index,
                     const char *english, const char *dutch);

void spfe_lint_number(struct spfeval_lint *lint, struct spfe_finding *finding,
                      int index, uint64_t number);

/* The same for text that is long and must be complete. */
void spfe_lint_whole(struct spfeval_lint *lint, struct spfe_finding *finding,
                     int index, struct spfe_text text);

/* Forget warnings about a term of the record itself. */
void spfe_lint_drop_warnings(struct spfeval_lint *lint,
                             const struct spfe_lint_term *term);

/* Is there a finding with this code about the record itself, here? */
bool spfe_lint_has(const struct spfeval_lint *lint, int code,
                   const struct spfe_lint_term *term);

/* The correction; the text is copied. */
void spfe_lint_fix(struct spfeval_lint *lint, struct spfe_finding *finding,
                   uint32_t offset, uint32_t length, struct spfe_text text);

/* Take the corrections of a term back: they come after another one of it. */
void spfe_lint_fix_later(struct spfeval_lint *lint,
                         const struct spfe_lint_term *term);

/* Remove a term and the space before it. */
void spfe_lint_fix_remove(struct spfeval_lint *lint,
                          struct spfe_finding *finding,
                          const struct spfe_lint_term *term);

/*
 * From the list to the array: by severity; the record itself before others;
 * by owner, then offset.
 */
void spfe_lint_sort(struct spfeval_lint *lint);

static inline struct spfe_text
spfe_lint_words_of(const char *words)
{
    struct spfe_text text = {words, (uint32_t)strlen(words)};

    return text;
}

static inline struct spfe_text
spfe_lint_slice(const struct spfeval_lint *lint, uint32_t offset,
                uint32_t length)
{
    struct spfe_text slice = {lint->text.ptr + offset, length};

    return slice;
}

static inline struct spfe_text
spfe_lint_term_text(const struct spfeval_lint *lint,
                    const struct spfe_lint_term *term)
{
    return spfe_lint_slice(lint, term->offset, term->len);
}

#endif
