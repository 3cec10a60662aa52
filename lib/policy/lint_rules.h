/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The rules. Those about refused terms are tried in turn until one knows what
 * is wrong, since one cause is one finding; a term that is told of is left
 * alone by those that warn.
 */
#ifndef SPFE_POLICY_LINT_RULES_H
#define SPFE_POLICY_LINT_RULES_H

#include "policy/lint.h"

/*
 * The version. Returns where the terms begin; more than the length of the text
 * when it is no SPF record at all.
 */
uint32_t spfe_lint_version(struct spfeval_lint *lint);

/* The length of the strings (E028). */
void spfe_lint_strings(struct spfeval_lint *lint);

/* Does a string end here? */
bool spfe_lint_is_boundary(const struct spfeval_lint *lint, uint32_t offset);

/* All refused terms. */
void spfe_lint_errors(struct spfeval_lint *lint);

/* A rule about the refused term with this index; true when it is told. */
typedef bool spfe_lint_rule(struct spfeval_lint *lint, uint32_t index);

spfe_lint_rule spfe_lint_joined;    /* E011 between strings */
spfe_lint_rule spfe_lint_octets;    /* E004, E005 */
spfe_lint_rule spfe_lint_quoting;   /* E030 */
spfe_lint_rule spfe_lint_separator; /* E012 */
spfe_lint_rule spfe_lint_sign;      /* E010 */
spfe_lint_rule spfe_lint_colon;     /* E009 */
spfe_lint_rule spfe_lint_missing;   /* E019 */
spfe_lint_rule spfe_lint_glued;     /* E011 */
spfe_lint_rule spfe_lint_bare;      /* E007, E008 */
spfe_lint_rule spfe_lint_unknown;   /* E006 */
spfe_lint_rule spfe_lint_family;    /* E015 */
spfe_lint_rule spfe_lint_prefix;    /* E016, E017 */
spfe_lint_rule spfe_lint_address;   /* E013, E014 */
spfe_lint_rule spfe_lint_domain;    /* E018, E020, E021 */

/* The mechanism that is meant by a wrong name; NULL when none is near. */
const char *spfe_lint_guess_name(struct spfe_text name);

/* An unknown modifier whose name is near to a known one (I110). */
bool spfe_lint_near_modifier(struct spfeval_lint *lint,
                             struct spfe_lint_term *term);

/* The octets of a text up to the next comma, semicolon or end. */
struct spfe_text spfe_lint_part(struct spfe_text text, uint32_t at);

/*
 * What has to stand before such a part of a term to make it a term itself:
 * nothing, or the name of the first one, as in "ip4:192.0.2.1,192.0.2.2". With
 * a NUL; false when it is no term.
 */
enum { SPFE_LINT_HEAD = 16 };

bool spfe_lint_part_head(struct spfe_text text, struct spfe_text part,
                         char head[SPFE_LINT_HEAD]);

/* Where a second term begins that is glued to the first one; 0: nowhere. */
uint32_t spfe_lint_find_glued(struct spfe_text text);

/*
 * What a valid term means whose name holds what no host has in its name: one
 * term or several. Certain when nothing else can be meant. False when there is
 * no telling.
 */
struct spfe_lint_meant {
    char room[2 * SPFE_LINT_TRIED];
    struct spfe_text text; /* in room */
    bool certain;
};

bool spfe_lint_find_meant(struct spfe_text text,
                          struct spfe_lint_meant *meant);

/* An unknown modifier (I110). */
void spfe_lint_modifier(struct spfeval_lint *lint,
                        struct spfe_lint_term *term);

/* Warnings and advice about the terms that are valid. */
void spfe_lint_joins(struct spfeval_lint *lint); /* W128 */
void spfe_lint_structure(struct spfeval_lint *lint);
void spfe_lint_odd_names(struct spfeval_lint *lint); /* W143 */
void spfe_lint_networks(struct spfeval_lint *lint);
void spfe_lint_pairs(struct spfeval_lint *lint);
void spfe_lint_aggregate(struct spfeval_lint *lint); /* W119 */
void spfe_lint_providers(struct spfeval_lint *lint);
void spfe_lint_style(struct spfeval_lint *lint);

/*
 * W125, when all else is known: not about terms that are dead, or that an
 * error is in.
 */
void spfe_lint_order(struct spfeval_lint *lint);

#endif
