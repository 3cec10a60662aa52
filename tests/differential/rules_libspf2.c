/* SPDX-License-Identifier: BSD-2-Clause */
/* How libspf2 differs. */
#include "differential/rules_libspf2.h"

#include <string.h>
#include <strings.h>

#include <spfeval/spfeval.h>

static bool
localhost(const struct difference *difference)
{
    return they_say(difference, "localhost") && theirs_is(difference, "pass");
}

static bool
no_void_limit(const struct difference *difference)
{
    static const struct variation without = {.max_terms = 1000,
                                             .max_voids = SPFEVAL_UNLIMITED};

    return ours_because(difference, SPFEVAL_REASON_VOID_LIMIT) &&
           same_with(difference, &without);
}

/* It counts for each record anew, and compares when the next term begins. */
static bool
terms_of_one_record(const struct difference *difference)
{
    static const struct variation without = {.max_terms = 1000,
                                             .max_voids = SPFEVAL_UNLIMITED};

    return ours_because(difference, SPFEVAL_REASON_TERM_LIMIT) &&
           same_with(difference, &without);
}

static bool
first_ten_mx(const struct difference *difference)
{
    return ours_because(difference, SPFEVAL_REASON_MX_LIMIT);
}

static bool
eleventh_ptr(const struct difference *difference)
{
    return theirs_is(difference, "permerror") &&
           count_rows(difference, "PTR") > 10 &&
           any_term(difference, uses_ptr);
}

static bool
is_mapped(const struct difference *difference)
{
    return strncasecmp(difference->item->ip, "::ffff:", 7) == 0;
}

static bool
sees_family(const char *term)
{
    return term_is(term, "ip6") || uses_ptr(term) || has_macro(term);
}

/* To it the client is an IPv6 address like others. */
static bool
mapped_client(const struct difference *difference)
{
    static const struct variation other = {
        .ip = "64:ff9b::c000:20a",
        .max_terms = 1000,
        .max_voids = SPFEVAL_UNLIMITED,
    };

    return is_mapped(difference) && (any_term(difference, sees_family) ||
                                     same_with(difference, &other));
}

static bool
long_name(const struct difference *difference)
{
    return difference->ours->has_long_target;
}

/* Compiled to more than 511 octets: 64 networks, or fewer with names. */
static bool
too_long(const struct difference *difference)
{
    unsigned i;

    for (i = 0; i < difference->facts->record_count; i++) {
        if (strlen(difference->facts->records[i]) > 800) {
            return true;
        }
    }
    return false;
}

static bool
first_name(const struct difference *difference)
{
    return any_term(difference, has_p_macro) && both_decide(difference) &&
           count_rows(difference, "PTR") > 1;
}

static bool
has_colon(const char *term)
{
    return term_is(term, "redirect");
}

static bool
redirect_with_colon(const struct difference *difference)
{
    return ours_syntax(difference, SPFEVAL_SYNTAX_UNKNOWN_MECHANISM) &&
           any_term(difference, has_colon);
}

static bool
several_texts(const struct difference *difference)
{
    const struct spf_case *item = difference->item;
    unsigned i;

    for (i = 1; i < item->row_count; i++) {
        if (strcmp(item->rows[i].type, "TXT") == 0 &&
            strcmp(item->rows[i - 1].type, "TXT") == 0 &&
            strcmp(item->rows[i - 1].name, item->rows[i].name) == 0) {
            return difference->ours->explanation[0] == '\0';
        }
    }
    return false;
}

static bool
no_text_octets(const struct difference *difference)
{
    return difference->ours->explanation[0] == '\0' &&
           strstr(difference->theirs->explanation, "\\x") != NULL;
}

static const struct rule list[] = {
    {"-", "passes every client of the loopback network", localhost,
     ABOUT_RESULT},
    {"2.4", "takes angle brackets and source routes as part of the sender",
     rule_bracketed, ABOUT_RESULT},
    {"4.3", "asks for the policy of a name that is no mail domain",
     rule_unusable_domain, ABOUT_RESULT},
    {"2.6", "gives no result for an error in the first record",
     libspf2_no_result, ABOUT_RESULT},
    {"5.6", "takes the prefix length 0 for an error", libspf2_zero_length,
     ABOUT_RESULT},
    {"7.1", "does not know the delimiters \",\" and \"/\", nor \"R\"",
     libspf2_delimiters, ABOUT_RESULT},
    {"7.1", "takes more than 128 parts for an error", libspf2_digits,
     ABOUT_RESULT},
    {"7.1", "takes a long name for an error", libspf2_long_text, ABOUT_RESULT},
    {"12", "knows no dot in the name of a modifier", libspf2_name_with_dot,
     ABOUT_RESULT},
    {"5", "keeps a mapped address as IPv6", mapped_client, ABOUT_RESULT},
    {"4.6.4", "has no limit on void lookups", no_void_limit, ABOUT_RESULT},
    {"4.6.4", "counts terms for each included record anew",
     terms_of_one_record, ABOUT_RESULT},
    {"4.6.4", "looks at the first 10 of more MX records", first_ten_mx,
     ABOUT_RESULT},
    {"4.6.4", "permerror for more than 10 PTR records", eleventh_ptr,
     ABOUT_RESULT},
    {"5.5", "temperror when a query for ptr or %{p} fails", rule_ptr_failure,
     ABOUT_RESULT},
    {"6.1", "follows a redirect where it stands", libspf2_redirect_in_order,
     ABOUT_RESULT},
    {"7.1", "does not check how a name ends", libspf2_domain_end,
     ABOUT_RESULT},
    {"12", "accepts an empty argument", libspf2_empty_argument, ABOUT_RESULT},
    {"5.6", "accepts other forms of prefix lengths", libspf2_prefix_length,
     ABOUT_RESULT},
    {"4.5", "accepts octets that are no printable ASCII", libspf2_octets,
     ABOUT_RESULT},
    {"7.1", "accepts malformed macros", libspf2_macro, ABOUT_RESULT},
    {"6", "accepts redirect and exp twice", libspf2_twice, ABOUT_RESULT},
    {"7.3", "loses the first octet where digits ask for all parts",
     libspf2_first_octet, ABOUT_RESULT},
    {"4.3", "keeps a final dot of the sender", sender_ends_in_dot,
     ABOUT_RESULT},
    {"7.3", "does not shorten names over 253 octets", long_name, ABOUT_RESULT},
    {"4.8", "another reading of a name that cannot be", rule_bad_target,
     ABOUT_RESULT},
    {"6.1", "follows a redirect where it stands", libspf2_early_redirect,
     ABOUT_RESULT},
    {"4.5", "loses the terms at the end of a long record", too_long,
     ABOUT_RESULT},
    {"2.4", "%{s} and %{l} keep brackets and source routes", rule_route,
     ABOUT_RESULT},
    {"8616-4", "lets terms match for a local-part that is no ASCII",
     rule_local_part_octets, ABOUT_RESULT},
    {"5.4", "asks for exchanges in another order, or for all of them",
     rule_mx_order, ABOUT_RESULT},
    {"7.3", "the nibbles of %{i} are in lower case", rule_lower_case,
     ABOUT_TEXT},
    {"5", "keeps a mapped address as IPv6", is_mapped, ABOUT_TEXT},
    {"6.2", "explains with octets that are no printable ASCII", no_text_octets,
     ABOUT_TEXT},
    {"7.3", "%{p} goes on behind a name whose query fails",
     rule_p_after_failure, ABOUT_RESULT},
    {"7.3", "%{p} goes on behind a name whose query fails", rule_p_text,
     ABOUT_TEXT},
    {"7.3", "%{p} is the first name, not one of the domain", first_name,
     ABOUT_RESULT},
    {"4.6.1", "takes \"redirect:\" for a redirect", redirect_with_colon,
     ABOUT_RESULT},
    {"2.4", "%{s} and %{l} keep brackets and source routes",
     sender_is_bracketed, ABOUT_TEXT},
    {"6.2", "takes the first of several explanations", several_texts,
     ABOUT_TEXT},
    {"6.2", "garbles explanations with spaces and macros", libspf2_explanation,
     ABOUT_TEXT},
};

const struct rules rules_libspf2 = {list, sizeof(list) / sizeof(list[0])};
