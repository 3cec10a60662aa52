/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/mech.h"

#include <spfeval/status.h>

#include "base/dname.h"

static enum spfe_next
hand_over(struct spfeval_check *check, struct spfe_frame *frame)
{
    switch (spfe_frame_term(frame)->kind) {
    case SPFEVAL_TERM_A:
        return spfe_mech_a(check, frame);
    case SPFEVAL_TERM_MX:
        return spfe_mech_mx(check, frame);
    case SPFEVAL_TERM_PTR:
        return spfe_mech_ptr(check, frame);
    case SPFEVAL_TERM_EXISTS:
        return spfe_mech_exists(check, frame);
    default:
        return spfe_mech_include(check, frame); /* or redirect */
    }
}

/*
 * RFC 7208 section 4.8 leaves open what a name that cannot be asked for means.
 * It must not be an error: parts of it may come from the client, who could then
 * turn a fail into a permerror. For include and redirect sections 5.2 and 6.1
 * say it is one.
 */
static enum spfe_next
bad_target(struct spfeval_check *check, struct spfe_frame *frame)
{
    switch (spfe_frame_term(frame)->kind) {
    case SPFEVAL_TERM_INCLUDE:
        return spfe_check_finish(check, frame, SPFEVAL_RESULT_PERMERROR,
                                 SPFEVAL_REASON_INCLUDE_BAD_DOMAIN);
    case SPFEVAL_TERM_REDIRECT:
        return spfe_check_finish(check, frame, SPFEVAL_RESULT_PERMERROR,
                                 SPFEVAL_REASON_REDIRECT_BAD_DOMAIN);
    default:
        return spfe_check_no_match(check, frame);
    }
}

/* Can the target be asked for? Then it gets its hash. */
static bool
inspect_target(struct spfe_frame *frame, const struct spfe_argument *argument)
{
    if (argument->len == 0) { /* it is <domain>, which was asked for */
        frame->target_hash = frame->domain_hash;
        return true;
    }
    if (argument->is_name) { /* it was looked at when the record was kept */
        frame->target_hash = argument->hash;
        return true;
    }
    return spfe_dname_inspect(frame->target, &frame->target_hash);
}

static enum spfe_next
expand_and_hand_over(struct spfeval_check *check, struct spfe_frame *frame)
{
    const struct spfe_term *term = spfe_frame_term(frame);

    if (spfe_check_expand_target(check, frame, term, &frame->target) !=
        SPFEVAL_OK) {
        return SPFE_NEXT_ERROR;
    }
    return inspect_target(frame, &term->argument) ? hand_over(check, frame)
                                                  : bad_target(check, frame);
}

/* RFC 8616 section 4: does the term use a local-part that is not ASCII? */
static bool
uses_unicode_local(const struct spfeval_check *check,
                   const struct spfe_term *term)
{
    return !check->ascii_local &&
           (term->argument.macros & (SPFEVAL_MACRO_S | SPFEVAL_MACRO_L)) != 0;
}

enum spfe_next
spfe_mech_start(struct spfeval_check *check, struct spfe_frame *frame)
{
    const struct spfe_term *term = spfe_frame_term(frame);
    bool unicode = uses_unicode_local(check, term);

    check->macros |= term->argument.macros;
    if (unicode && term->kind == SPFEVAL_TERM_REDIRECT) {
        return spfe_check_default(check, frame); /* as if it were absent */
    }
    frame->in_term = true;
    if (!spfe_limits_charge_term(&check->limits)) {
        return spfe_check_finish(check, frame, SPFEVAL_RESULT_PERMERROR,
                                 SPFEVAL_REASON_TERM_LIMIT);
    }
    if (unicode) {
        return spfe_check_no_match(check, frame);
    }
    if ((term->argument.macros & SPFEVAL_MACRO_P) == 0) {
        return expand_and_hand_over(check, frame);
    }
    /* RFC 7208 section 4.6.4 counts the macro on its own. */
    if (!spfe_limits_charge_term(&check->limits)) {
        return spfe_check_finish(check, frame, SPFEVAL_RESULT_PERMERROR,
                                 SPFEVAL_REASON_TERM_LIMIT);
    }
    return spfe_client_name_find(check, frame, expand_and_hand_over);
}
