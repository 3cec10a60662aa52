/* SPDX-License-Identifier: BSD-2-Clause */
/* How pyspf differs. */
#include "differential/compare.h"

#include <string.h>

#include <spfeval/spfeval.h>

static bool
first_at(const struct difference *difference)
{
    return sender_has_several_at(difference) && theirs_is(difference, "none");
}

static bool
final_dot(const struct difference *difference)
{
    return sender_ends_in_dot(difference) && theirs_is(difference, "none");
}

/* It counts each answer without records, those for exchanges included. */
static bool
void_answers(const struct difference *difference)
{
    return they_say(difference, "Void lookup limit") &&
           difference->ours->voids <= 2 &&
           (any_term(difference, uses_mx_or_ptr) ||
            has_row(difference, "CNAME", false));
}

static bool
is_redirect(const char *term)
{
    return term_is_modifier(term, "redirect");
}

static bool
unused_redirect(const struct difference *difference)
{
    return they_say(difference, "Too many DNS lookups") &&
           difference->ours->terms <= 10 && any_term(difference, is_redirect);
}

static bool
long_chain(const struct difference *difference)
{
    return they_say(difference, "Length of CNAME chain exceeds") &&
           count_rows(difference, "CNAME") > 10;
}

static bool
empty_domain(const struct difference *difference)
{
    return they_say(difference, "empty domain:") &&
           any_term(difference, has_macro);
}

static bool
trivial_recursion(const struct difference *difference)
{
    return they_say(difference, "include has trivial recursion") ||
           they_say(difference, "include mechanism missing domain");
}

static bool
macro_syntax(const struct difference *difference)
{
    return !theirs_is(difference, "permerror") &&
           (ours_syntax(difference, SPFEVAL_SYNTAX_MACRO) ||
            ours_syntax(difference, SPFEVAL_SYNTAX_MACRO_DIGITS));
}

static bool
is_bare_exists(const char *term)
{
    return term_is(term, "exists") && strchr(term, ':') == NULL;
}

static bool
bare_exists(const struct difference *difference)
{
    return ours_syntax(difference, SPFEVAL_SYNTAX_ARGUMENT_MISSING) &&
           any_term(difference, is_bare_exists);
}

static bool
twice(const struct difference *difference)
{
    return they_say(difference, "= MUST appear at most once") &&
           !ours_syntax(difference, SPFEVAL_SYNTAX_DUPLICATE_MODIFIER);
}

/* "%{dR}" becomes "%{d}". */
static void
drop_upper_reverse(char *text)
{
    for (text = strstr(text, "%{"); text != NULL;
         text = strstr(text + 2, "%{")) {
        char *found = memchr(text, 'R', strcspn(text, "}"));

        if (found != NULL && found > text + 2) {
            memmove(found, found + 1, strlen(found));
        }
    }
}

static bool
ignores_upper_reverse(const struct difference *difference)
{
    return same_rewritten(difference, drop_upper_reverse);
}

static bool
letters_of_text(const struct difference *difference)
{
    return they_say(difference, "c,r,t macros allowed in exp= text only");
}

/* --- Explanations -------------------------------------------------------- */

static bool
sender_octets(const struct difference *difference)
{
    return difference->ours->explanation[0] == '\0' &&
           (has_octet_above_ascii(difference->item->mailfrom) ||
            has_octet_above_ascii(difference->item->helo) ||
            has_control(difference->item->mailfrom) ||
            has_control(difference->item->helo));
}

static bool
has_malformed_macro(const char *text)
{
    return strstr(text, "%{d0}") != NULL || strstr(text, "%{t0}") != NULL;
}

static bool
malformed_text(const struct difference *difference)
{
    return difference->ours->explanation[0] == '\0' &&
           any_text(difference, has_malformed_macro);
}

static bool
ends_in_percent(const char *text)
{
    size_t len = strlen(text);

    return len > 1 && strcmp(text + len - 2, "%%") == 0;
}

static bool
percent_at_end_of_text(const struct difference *difference)
{
    return difference->theirs->explanation[0] == '\0' &&
           any_text(difference, ends_in_percent);
}

static bool
term_ends_in_percent(const char *term)
{
    return ends_in_percent(term) || strstr(term, "%%/") != NULL;
}

static bool
percent_at_end(const struct difference *difference)
{
    return they_say(difference, "invalid-macro-char") &&
           any_term(difference, term_ends_in_percent);
}

static bool
no_text_without_p(const struct difference *difference)
{
    return difference->theirs->explanation[0] == '\0' &&
           any_text(difference, has_p_macro) &&
           (has_row(difference, "PTR", true) ||
            has_row(difference, "A", true) ||
            has_row(difference, "AAAA", true) ||
            has_row(difference, "CNAME", false));
}

/* It does to a text over 253 octets what it does to a name. */
static bool
shortened_text(const struct difference *difference)
{
    const char *dot = strchr(difference->ours->explanation, '.');

    return dot != NULL && strlen(difference->ours->explanation) > 253 &&
           spf_case_is_written(difference->theirs->explanation, dot + 1,
                               false);
}

static bool
control_text(const struct difference *difference)
{
    return difference->ours->explanation[0] == '\0' &&
           any_text(difference, has_control);
}

static bool
control_octets(const struct difference *difference)
{
    return ours_because(difference, SPFEVAL_REASON_SYNTAX) &&
           !theirs_is(difference, "permerror") &&
           any_term(difference, has_control);
}

static bool
one_label(const struct difference *difference)
{
    return difference->ours->has_long_target &&
           any_term(difference, has_macro);
}

/* Of the difference that is looked at, for is_rejoined(). */
static const struct difference *current;

static bool
has_octet(const char *text, char octet)
{
    return strchr(text, octet) != NULL;
}

/* May the value of the macro have this octet? */
static bool
value_has(char letter, char octet)
{
    const struct verdict *ours = current->ours;
    unsigned i;

    switch (letter | 0x20) {
    case 'v':
        return octet == '-' && (has_octet(current->item->ip, '.') ||
                                strncmp(current->item->ip, "::f", 3) == 0);
    case 'h':
        return has_octet(current->item->helo, octet);
    case 'd':
    case 'o':
    case 'p':
        for (i = 0; i < ours->owner_count; i++) {
            if (has_octet(ours->owners[i], octet)) {
                return true;
            }
        }
        return has_octet(ours->domain, octet);
    default: /* i has dots only; for l and s it joins with a dot */
        return false;
    }
}

static bool
is_rejoined(char letter, const char *rest, size_t len)
{
    size_t i;

    for (i = 0; i < len; i++) {
        if (strchr("-+,/_=", rest[i]) != NULL && value_has(letter, rest[i])) {
            return true;
        }
    }
    return false;
}

static bool
term_is_rejoined(const char *term)
{
    return any_macro(term, is_rejoined);
}

static bool
other_joiner(const struct difference *difference)
{
    current = difference;
    return !ours_because(difference, SPFEVAL_REASON_SYNTAX) &&
           any_term(difference, term_is_rejoined);
}

static const struct rule list[] = {
    {"2.4", "takes angle brackets and source routes as part of the sender",
     rule_bracketed, ABOUT_RESULT},
    {"4.3", "cuts the sender at its first @", first_at, ABOUT_RESULT},
    {"4.3", "gives none for a domain with a final dot", final_dot,
     ABOUT_RESULT},
    {"4.3", "asks for the policy of a name that is no mail domain",
     rule_unusable_domain, ABOUT_RESULT},
    {"4.6.4", "counts void answers for exchanges, PTR names and aliases",
     void_answers, ABOUT_RESULT},
    {"4.6.4", "does not count %{p}", rule_free_p, ABOUT_RESULT},
    {"4.6.4", "counts a redirect that is not followed", unused_redirect,
     ABOUT_RESULT},
    {"5.5", "permerror for more than 10 aliases", long_chain, ABOUT_RESULT},
    {"5.2", "permerror for an include of the domain itself", trivial_recursion,
     ABOUT_RESULT},
    {"5.5", "temperror when a query for ptr or %{p} fails", rule_ptr_failure,
     ABOUT_RESULT},
    {"7.1", "accepts malformed macros", macro_syntax, ABOUT_RESULT},
    {"5.7", "accepts \"exists\" with a qualifier and no name", bare_exists,
     ABOUT_RESULT},
    {"6", "permerror for any modifier that stands twice", twice, ABOUT_RESULT},
    {"7.1", "ignores an upper-case \"R\" in a macro", ignores_upper_reverse,
     ABOUT_RESULT},
    {"8616-4", "lets terms match for a local-part that is no ASCII",
     rule_local_part_octets, ABOUT_RESULT},
    {"4.3", "%{s} has no \"postmaster\" for a missing local-part",
     rule_no_local_part, ABOUT_RESULT},
    {"4.3", "%{s} has no \"postmaster\" for a missing local-part",
     rule_no_local_part, ABOUT_TEXT},
    {"5.4", "asks for exchanges in another order, or for all of them",
     rule_mx_order, ABOUT_RESULT},
    {"6", "no c, r and t in unknown modifiers", letters_of_text, ABOUT_RESULT},
    {"7.1", "takes \"%%\" at the end for malformed", percent_at_end,
     ABOUT_RESULT},
    {"4.5", "accepts control octets", control_octets, ABOUT_RESULT},
    {"7.3", "drops one label only of a name over 253 octets", one_label,
     ABOUT_RESULT},
    {"7.3", "joins parts with the delimiter, not with a dot", other_joiner,
     ABOUT_RESULT},
    {"4.8", "permerror for a name that expands to nothing", empty_domain,
     ABOUT_RESULT},
    {"4.8", "another reading of a name that cannot be", rule_bad_target,
     ABOUT_RESULT},
    {"6.2", "explains with octets of the sender or HELO that are no text",
     sender_octets, ABOUT_TEXT},
    {"6.2", "accepts malformed macros in an explanation", malformed_text,
     ABOUT_TEXT},
    {"7.1", "takes \"%%\" at the end of a text for malformed",
     percent_at_end_of_text, ABOUT_TEXT},
    {"6.2", "drops a text when a query for %{p} fails", no_text_without_p,
     ABOUT_TEXT},
    {"6.2", "drops what is before the first dot of a long text",
     shortened_text, ABOUT_TEXT},
    {"6.2", "accepts control octets in an explanation", control_text,
     ABOUT_TEXT},
};

const struct rules rules_pyspf = {list, sizeof(list) / sizeof(list[0])};
