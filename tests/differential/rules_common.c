/* SPDX-License-Identifier: BSD-2-Clause */
/* Rules that several peers have. */
#include "differential/compare.h"

#include <string.h>

#include <spfeval/spfeval.h>

/*
 * RFC 5321 writes the path with angle brackets, and libspfeval takes it so.
 * To the peers they are part of the domain, which then has no policy.
 */
bool
rule_bracketed(const struct difference *difference)
{
    return sender_is_bracketed(difference) &&
           (theirs_is(difference, "none") ||
            theirs_is(difference, "permerror"));
}

/* Section 4.3: none, without a query. The peers look for a policy there. */
bool
rule_unusable_domain(const struct difference *difference)
{
    return domain_is_unusable(difference);
}

/* An address query of a PTR name may fail; a loop of aliases does too. */
static bool
names_may_fail(const struct difference *difference)
{
    return count_rows(difference, "PTR") > 0 &&
           (has_row(difference, "A", true) ||
            has_row(difference, "AAAA", true) ||
            has_row(difference, "CNAME", false));
}

/* Section 5.5: the mechanism fails to match; the peers give up the check. */
bool
rule_ptr_failure(const struct difference *difference)
{
    return theirs_is(difference, "temperror") &&
           any_term(difference, uses_ptr) &&
           (has_row(difference, "PTR", true) || names_may_fail(difference));
}

/* Section 7.3: "unknown" when a DNS error occurs. */
bool
rule_p_after_failure(const struct difference *difference)
{
    return any_term(difference, has_p_macro) && both_decide(difference) &&
           names_may_fail(difference);
}

/* The same in an explanation. */
bool
rule_p_text(const struct difference *difference)
{
    return any_text(difference, has_p_macro) && names_may_fail(difference);
}

/* Section 4.6.4 counts a term's "p" macro. */
bool
rule_free_p(const struct difference *difference)
{
    static const struct variation more = {.max_terms = 1000};

    return ours_because(difference, SPFEVAL_REASON_TERM_LIMIT) &&
           any_term(difference, has_p_macro) && same_with(difference, &more);
}

/*
 * Section 4.8 leaves open what a term is whose name cannot be: here it does
 * not match and asks nothing, which a peer may see differently.
 */
bool
rule_bad_target(const struct difference *difference)
{
    return difference->ours->has_bad_target;
}

static bool
has_sender_macro(const char *term)
{
    return strstr(term, "%{s") != NULL || strstr(term, "%{l") != NULL ||
           strstr(term, "%{S") != NULL || strstr(term, "%{L") != NULL;
}

/* RFC 8616 section 4: such a term does not match. */
bool
rule_local_part_octets(const struct difference *difference)
{
    return has_octet_above_ascii(difference->item->mailfrom) &&
           any_term(difference, has_sender_macro);
}

/* The same as rule_bracketed, where the domain is not affected. */
bool
rule_route(const struct difference *difference)
{
    return sender_is_bracketed(difference) &&
           any_term(difference, has_sender_macro);
}

/* Section 4.3: "postmaster" takes the place of a missing local-part. */
bool
rule_no_local_part(const struct difference *difference)
{
    const char *sender = difference->item->mailfrom;

    return sender[0] == '@' || strchr(sender, '@') == NULL;
}

static bool
is_mx(const char *term)
{
    return term_is(term, "mx");
}

/*
 * One host of an "mx" fails and another matches: section 5.4 does not say
 * which is asked first. libspfeval goes by preference, then by name.
 */
bool
rule_mx_order(const struct difference *difference)
{
    return (ours_is(difference, "temperror") ||
            theirs_is(difference, "temperror")) &&
           any_term(difference, is_mx) &&
           (has_row(difference, "A", true) ||
            has_row(difference, "AAAA", true) ||
            has_row(difference, "CNAME", false)); /* perhaps a loop */
}

/* The value of a macro is in lower case there. */
bool
rule_lower_case(const struct difference *difference)
{
    return spf_case_is_written(difference->theirs->explanation,
                               difference->ours->explanation, true);
}
