/* SPDX-License-Identifier: BSD-2-Clause */
/* The mechanisms, and redirect: one file for each way of using DNS. */
#ifndef SPFE_CHECK_MECH_H
#define SPFE_CHECK_MECH_H

#include "check/check.h"

/* --- mech_local.c: all, ip4, ip6, and modifiers, which do nothing -------- */

enum spfe_local {
    SPFE_LOCAL_MATCH, /* the current term matches */
    SPFE_LOCAL_STOP,  /* the current term needs DNS */
    SPFE_LOCAL_END,   /* there is no further term */
    SPFE_LOCAL_ERROR
};

/* Evaluate terms as long as no DNS is needed. */
enum spfe_local spfe_mech_local(struct spfeval_check *check,
                                struct spfe_frame *frame);

/* --- mech.c: what the others have in common ------------------------------ */

/*
 * Begin the current term, which asks DNS: charge it, find %{p} if it uses
 * that, expand its target, and hand over to one of the functions below.
 */
enum spfe_next spfe_mech_start(struct spfeval_check *check,
                               struct spfe_frame *frame);

/* --- with frame->target set and valid ------------------------------------ */

enum spfe_next spfe_mech_a(struct spfeval_check *check,
                           struct spfe_frame *frame);
enum spfe_next spfe_mech_exists(struct spfeval_check *check,
                                struct spfe_frame *frame);
enum spfe_next spfe_mech_mx(struct spfeval_check *check,
                            struct spfe_frame *frame);
enum spfe_next spfe_mech_ptr(struct spfeval_check *check,
                             struct spfe_frame *frame);
enum spfe_next spfe_mech_include(struct spfeval_check *check,
                                 struct spfe_frame *frame);

/* --- client_name.c ------------------------------------------------------- */

/*
 * Find the validated name of the client for %{p} (RFC 7208 section 7.3), then
 * call on_name.
 */
enum spfe_next spfe_client_name_find(struct spfeval_check *check,
                                     struct spfe_frame *frame,
                                     spfe_name_handler on_name);

/* The name of the client's PTR records. False: no memory. */
bool spfe_client_reverse_name(struct spfeval_check *check,
                              struct spfe_text *out);

/*
 * The first names of a PTR answer, as many as the limit allows, that can be
 * asked for; only those within a domain, if one is given. Fills frame->names.
 * False: no memory.
 */
bool spfe_client_collect_names(struct spfeval_check *check,
                               struct spfe_frame *frame,
                               const struct spfe_answer *answer,
                               const struct spfe_text *within);

#endif
