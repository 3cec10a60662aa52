/* SPDX-License-Identifier: BSD-2-Clause */
#include "differential/rules_libspf2.h"

#include <stdlib.h>
#include <string.h>

#include <spfeval/spfeval.h>

static bool
is_error(const struct difference *difference)
{
    return theirs_is(difference, "(invalid)") ||
           theirs_is(difference, "permerror");
}

/* A syntax error of the first record, seen by both. */
bool
libspf2_no_result(const struct difference *difference)
{
    return theirs_is(difference, "(invalid)") &&
           (ours_because(difference, SPFEVAL_REASON_SYNTAX) ||
            (ours_is(difference, "temperror") &&
             they_say(difference, "DNS lookup failure")));
}

static bool
has_zero_length(const char *term)
{
    for (term = strchr(term, '/'); term != NULL;
         term = strchr(term + 1, '/')) {
        if (term[1] == '0' && (term[2] == '\0' || term[2] == '/')) {
            return true;
        }
    }
    return false;
}

bool
libspf2_zero_length(const struct difference *difference)
{
    return is_error(difference) && any_term(difference, has_zero_length);
}

static bool
unknown_delimiter(char letter, const char *rest, size_t len)
{
    (void)letter;
    return memchr(rest, ',', len) != NULL || memchr(rest, '/', len) != NULL ||
           memchr(rest, 'R', len) != NULL;
}

static bool
has_unknown_delimiter(const char *term)
{
    return any_macro(term, unknown_delimiter);
}

bool
libspf2_delimiters(const struct difference *difference)
{
    return is_error(difference) && any_term(difference, has_unknown_delimiter);
}

static bool
many_parts(char letter, const char *rest, size_t len)
{
    (void)letter;
    return len > 2 && strtoul(rest, NULL, 10) > 128;
}

static bool
has_many_parts(const char *term)
{
    return any_macro(term, many_parts);
}

bool
libspf2_digits(const struct difference *difference)
{
    return is_error(difference) && any_term(difference, has_many_parts);
}

static bool
is_long(const char *term)
{
    return strlen(term) > 240;
}

bool
libspf2_long_text(const struct difference *difference)
{
    return they_say(difference, "Option string too long") &&
           any_term(difference, is_long);
}

/* RFC 7208 section 12: name = ALPHA *( ALPHA / DIGIT / "-" / "_" / "." ) */
static bool
is_name_with_dot(const char *term)
{
    size_t len = strcspn(term, "=:/%");

    return term[len] == '=' && memchr(term, '.', len) != NULL;
}

bool
libspf2_name_with_dot(const struct difference *difference)
{
    return is_error(difference) && any_term(difference, is_name_with_dot);
}

/* --- Errors that it does not see ----------------------------------------- */

bool
libspf2_domain_end(const struct difference *difference)
{
    return ours_syntax(difference, SPFEVAL_SYNTAX_DOMAIN_END);
}

bool
libspf2_empty_argument(const struct difference *difference)
{
    return ours_syntax(difference, SPFEVAL_SYNTAX_ARGUMENT_MISSING);
}

bool
libspf2_prefix_length(const struct difference *difference)
{
    return ours_syntax(difference, SPFEVAL_SYNTAX_PREFIX_LENGTH);
}

bool
libspf2_octets(const struct difference *difference)
{
    return ours_syntax(difference, SPFEVAL_SYNTAX_OCTET);
}

bool
libspf2_macro(const struct difference *difference)
{
    return ours_syntax(difference, SPFEVAL_SYNTAX_MACRO) ||
           ours_syntax(difference, SPFEVAL_SYNTAX_MACRO_LETTER) ||
           ours_syntax(difference, SPFEVAL_SYNTAX_MACRO_DIGITS);
}

bool
libspf2_twice(const struct difference *difference)
{
    return ours_syntax(difference, SPFEVAL_SYNTAX_DUPLICATE_MODIFIER);
}

/* --- Expansion ----------------------------------------------------------- */

static bool
has_digits(char letter, const char *rest, size_t len)
{
    (void)letter;
    return len > 0 && rest[0] >= '0' && rest[0] <= '9';
}

static bool
term_has_digits(const char *term)
{
    return any_macro(term, has_digits);
}

/* "%{i4}" of 192.0.2.10 becomes "92.0.2.10". */
bool
libspf2_first_octet(const struct difference *difference)
{
    return any_term(difference, term_has_digits) &&
           !ours_because(difference, SPFEVAL_REASON_SYNTAX);
}

/* A redirect ends the record where it stands. */
static void
cut_after_redirect(char *text)
{
    char *found;

    for (found = strstr(text, " redirect="); found != NULL;
         found = strstr(found + 1, " redirect=")) {
        found[1 + strcspn(found + 1, " ")] = '\0';
    }
}

bool
libspf2_redirect_in_order(const struct difference *difference)
{
    return same_rewritten(difference, cut_after_redirect);
}

/* What comes of it is another difference then, of the record named. */
bool
libspf2_early_redirect(const struct difference *difference)
{
    unsigned i;

    for (i = 0; i < difference->facts->record_count; i++) {
        const char *found =
            strstr(difference->facts->records[i], " redirect=");

        if (found != NULL && strchr(found + 1, ' ') != NULL) {
            return true;
        }
    }
    return false;
}

/* "a b" becomes "a%b", and what is a macro then stays as it is. */
bool
libspf2_explanation(const struct difference *difference)
{
    return strchr(difference->ours->explanation, ' ') != NULL ||
           strchr(difference->theirs->explanation, '%') != NULL;
}
