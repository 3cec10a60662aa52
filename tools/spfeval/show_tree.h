/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The records of a domain as a tree.
 */
#ifndef SPFEVAL_TOOL_SHOW_TREE_H
#define SPFEVAL_TOOL_SHOW_TREE_H

#include <spfeval/spfeval.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "show_dns.h"

enum { SHOW_DEPTH = 20, SHOW_TERMS = 500, SHOW_MX_NAMES = 10 };

/* Of one answer; more are only counted, since terms can repeat a long list. */
enum { SHOW_RECORDS = 20 };

enum show_state {
    SHOW_OK,
    SHOW_NO_RECORD,
    SHOW_NXDOMAIN,
    SHOW_MULTIPLE,
    SHOW_SYNTAX,
    SHOW_FAILED,
    SHOW_LOOP,     /* the record is around itself */
    SHOW_REPEATED, /* it is shown before */
    SHOW_STOPPED   /* the tree is too large */
};

enum show_note {
    SHOW_NOTE_NONE,
    SHOW_NOTE_MESSAGE,   /* the target depends on the message */
    SHOW_NOTE_BAD_NAME,  /* the target is not a domain name */
    SHOW_NOTE_AFTER_ALL, /* never reached */
    SHOW_NOTE_UNUSED,    /* exp of an included record */
    SHOW_NOTE_MX_LIMIT,  /* more than ten hosts */
    SHOW_NOTE_STOPPED    /* not looked up any more */
};

/* What was counted; voids by the client's family, IPv4 and IPv6. */
struct show_count {
    uint32_t lookups;
    uint32_t voids[2];
    uint32_t unsure_voids; /* void for some messages, on top */
};

/* The most void lookups of a client of a family. */
static inline uint32_t
show_count_voids(const struct show_count *count, int family)
{
    return count->voids[family] + count->unsure_voids;
}

struct show_record;

struct show_term {
    spfeval_term term;
    enum show_note note;
    bool is_counted;         /* it is charged to the limit */
    bool passes_limit;       /* here the limit on lookups is passed */
    bool passes_voids[2];    /* here that on void lookups is passed */
    struct show_count count; /* after the term, before what is nested */
    const struct show_question *answers[1 + 2 * SHOW_MX_NAMES];
    uint32_t answer_count;
    struct show_record *record; /* of include and redirect, or NULL */
};

struct show_record {
    char *owner;
    size_t owner_len;
    enum show_state state;
    uint32_t depth;
    bool is_included; /* in some include, so that exp is not used */
    const struct show_question *question;
    const char *text; /* of the only SPF record, or NULL; borrowed */
    size_t text_len;
    spfeval_syntax_error error;
    spfeval_record *parsed;
    struct show_term *terms;
    uint32_t term_count;
    struct show_count cost; /* of all its terms */
    struct show_record *parent;
    struct show_record *next; /* in the list of all records */
};

struct show_tree {
    struct show_dns dns;
    spfeval_check *probe;
    uint32_t max_lookups;
    uint32_t max_voids; /* or SPFEVAL_UNLIMITED */
    struct show_record *root;
    struct show_record *all;
    struct show_count count; /* running, at the end of everything */
    uint32_t term_count;
    bool has_error; /* some client may get a permerror */
    bool has_failure;
    bool is_stopped; /* not all is shown */
    int status;      /* of the library: the first failure */
};

/* The word for a state or note, as in JSON; NULL for a note of nothing. */
const char *show_state_name(enum show_state state);
const char *show_note_name(enum show_note note);

/* Free all that the walk made. */
void show_tree_clear(struct show_tree *tree);

#endif
