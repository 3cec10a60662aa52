/* SPDX-License-Identifier: BSD-2-Clause */
/* How Mail::SPF differs. */
#include "differential/rules_mail_spf.h"

#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <spfeval/spfeval.h>

static const struct variation no_voids = {.max_voids = SPFEVAL_UNLIMITED};

static bool
void_answers(const struct difference *difference)
{
    return they_say(difference, "Maximum void DNS look-ups limit") &&
           difference->ours->voids <= 2 &&
           any_term(difference, uses_mx_or_ptr);
}

static bool
alias_is_no_void(const struct difference *difference)
{
    return ours_because(difference, SPFEVAL_REASON_VOID_LIMIT) &&
           has_row(difference, "CNAME", false) &&
           same_with(difference, &no_voids);
}

static bool
first_ten_mx(const struct difference *difference)
{
    return ours_because(difference, SPFEVAL_REASON_MX_LIMIT);
}

/* The domain-spec is put in lower case before anything is expanded. */
static void
lower_macros(char *text)
{
    for (text = strstr(text, "%{"); text != NULL;
         text = strstr(text + 2, "%{")) {
        if (text[2] >= 'A' && text[2] <= 'Z') {
            text[2] = (char)(text[2] | 0x20);
        }
    }
}

static bool
is_upper(char letter, const char *rest, size_t len)
{
    (void)rest;
    (void)len;
    return letter >= 'A' && letter <= 'Z';
}

static bool
has_upper_macro(const char *term)
{
    return any_macro(term, is_upper);
}

/* What they would have escaped are octets that no name may have. */
static bool
no_escapes(const struct difference *difference)
{
    return same_rewritten(difference, lower_macros) ||
           (any_term(difference, has_upper_macro) &&
            (has_control(difference->item->mailfrom) ||
             has_octet_above_ascii(difference->item->mailfrom) ||
             has_control(difference->item->helo) ||
             has_octet_above_ascii(difference->item->helo)));
}

/* "%{d-}" becomes "%{d}". */
static void
drop_lone_delimiters(char *text)
{
    for (text = strstr(text, "%{"); text != NULL;
         text = strstr(text + 2, "%{")) {
        size_t len = text[2] != '\0' ? strspn(text + 3, ".-+,/_=") : 0;

        if (len > 0 && text[3 + len] == '}') {
            memmove(text + 3, text + 3 + len, strlen(text + 3 + len) + 1);
        }
    }
}

static void
rewrite_macros(char *text)
{
    lower_macros(text);
    drop_lone_delimiters(text);
}

static bool
delimiter_alone(const struct difference *difference)
{
    return same_rewritten(difference, drop_lone_delimiters) ||
           same_rewritten(difference, rewrite_macros);
}

static bool
macro_syntax(const struct difference *difference)
{
    return !theirs_is(difference, "permerror") &&
           (ours_syntax(difference, SPFEVAL_SYNTAX_MACRO) ||
            ours_syntax(difference, SPFEVAL_SYNTAX_MACRO_LETTER) ||
            ours_syntax(difference, SPFEVAL_SYNTAX_MACRO_DIGITS));
}

static bool
empty_argument(const struct difference *difference)
{
    return ours_syntax(difference, SPFEVAL_SYNTAX_ARGUMENT_MISSING) &&
           !theirs_is(difference, "permerror");
}

/* ::ffff:192.0.2.10, which is what the IPv4 client of a case is to it. */
static bool
network6_covers(const char *term, const unsigned char client[16])
{
    unsigned char network[16];
    char text[64];
    size_t len = strcspn(term_argument(term), "/");
    const char *slash = term_argument(term) + len;
    unsigned prefix = 128;
    unsigned i;

    if (!term_is(term, "ip6") || len >= sizeof(text)) {
        return false;
    }
    memcpy(text, term_argument(term), len);
    text[len] = '\0';
    if (*slash == '/') {
        prefix = (unsigned)strtoul(slash + 1, NULL, 10);
    }
    if (inet_pton(AF_INET6, text, network) != 1 || prefix > 128) {
        return false;
    }
    for (i = 0; i < prefix; i++) {
        if (((network[i / 8] ^ client[i / 8]) & (0x80 >> i % 8)) != 0) {
            return false;
        }
    }
    return true;
}

static bool
mapped_network(const struct difference *difference)
{
    unsigned char client[16] = {0};
    const char *ip = difference->item->ip;
    unsigned i;

    client[10] = 0xff;
    client[11] = 0xff;
    if (inet_pton(AF_INET, ip, client + 12) != 1 &&
        (strncasecmp(ip, "::ffff:", 7) != 0 ||
         inet_pton(AF_INET6, ip, client) != 1)) {
        return false;
    }
    for (i = 0; i < difference->facts->term_count; i++) {
        if (network6_covers(difference->facts->terms[i], client)) {
            return true;
        }
    }
    return false;
}

static bool
is_redirect(const char *term)
{
    return term_is_modifier(term, "redirect");
}

/* Also where a directive matched. */
static bool
unused_redirect(const struct difference *difference)
{
    return they_say(difference, "Maximum DNS-interactive terms limit") &&
           difference->ours->terms <= 10 && any_term(difference, is_redirect);
}

static bool
helo_unknown(const struct difference *difference)
{
    static const struct variation unknown = {.helo = "unknown"};

    return difference->item->helo[0] == '\0' &&
           same_with(difference, &unknown);
}

static bool
upper_reverse(char letter, const char *rest, size_t len)
{
    (void)letter;
    return memchr(rest, 'R', len) != NULL;
}

static bool
term_has_upper_reverse(const char *term)
{
    return any_macro(term, upper_reverse);
}

/* RFC 5234 section 2.3: the "r" of the grammar is a letter of either case. */
static bool
no_upper_reverse(const struct difference *difference)
{
    return theirs_is(difference, "permerror") &&
           any_term(difference, term_has_upper_reverse);
}

static bool
latin1_letters(const struct difference *difference)
{
    return ours_syntax(difference, SPFEVAL_SYNTAX_OCTET) &&
           any_term(difference, has_octet_above_ascii);
}

static bool
keeps_route(const struct difference *difference)
{
    return sender_is_bracketed(difference) && both_decide(difference);
}

static bool
keeps_dot(const struct difference *difference)
{
    return sender_ends_in_dot(difference) && both_decide(difference);
}

static const struct rule list[] = {
    {"2.4", "takes angle brackets and source routes as part of the sender",
     rule_bracketed, ABOUT_RESULT},
    {"4.3", "asks for the policy of a name that is no mail domain",
     rule_unusable_domain, ABOUT_RESULT},
    {"4.6.4", "counts void answers for exchanges and PTR names", void_answers,
     ABOUT_RESULT},
    {"4.6.4", "does not count an alias without records as void",
     alias_is_no_void, ABOUT_RESULT},
    {"4.6.4", "looks at the first 10 of more MX records", first_ten_mx,
     ABOUT_RESULT},
    {"4.6.4", "does not count %{p}", rule_free_p, ABOUT_RESULT},
    {"4.6.4", "counts a redirect that is not followed", unused_redirect,
     ABOUT_RESULT},
    {"5.5", "temperror when a query for ptr or %{p} fails", rule_ptr_failure,
     ABOUT_RESULT},
    {"5.6", "ip6 networks match IPv4 clients as mapped addresses",
     mapped_network, ABOUT_RESULT},
    {"7.1", "finds malformed macros only when it expands them", macro_syntax,
     ABOUT_RESULT},
    {"5.3", "accepts an empty argument", empty_argument, ABOUT_RESULT},
    {"7.3", "does not percent-encode in names", no_escapes, ABOUT_RESULT},
    {"7.3", "ignores a delimiter without digits and r", delimiter_alone,
     ABOUT_RESULT},
    {"7.3", "an empty HELO is \"unknown\"", helo_unknown, ABOUT_RESULT},
    {"4.8", "another reading of a name that cannot be", rule_bad_target,
     ABOUT_RESULT},
    {"7.1", "knows no upper-case \"R\" in a macro", no_upper_reverse,
     ABOUT_RESULT},
    {"4.8", "never ends for a long name with an empty label",
     mail_spf_endless_loop, ABOUT_CRASH},
    {"4.5", "takes \"v=spf1\" and a newline for a record",
     mail_spf_newline_at_end, ABOUT_RESULT},
    {"4.5", "takes letters of Latin-1 for letters", latin1_letters,
     ABOUT_RESULT},
    {"4.3", "%{s} keeps the final dot of the sender", keeps_dot, ABOUT_RESULT},
    {"2.4", "%{s} and %{l} keep brackets and source routes", keeps_route,
     ABOUT_RESULT},
    {"7.3", "%{d}, %{o} and nibbles are in lower case", rule_lower_case,
     ABOUT_TEXT},
    {"2.4", "%{s} keeps brackets and source routes", sender_is_bracketed,
     ABOUT_TEXT},
    {"7.3", "an empty HELO is \"unknown\"", mail_spf_unknown_text, ABOUT_TEXT},
    {"7.3", "%{p} goes on behind a name whose query fails",
     rule_p_after_failure, ABOUT_RESULT},
    {"7.3", "%{p} goes on behind a name whose query fails", rule_p_text,
     ABOUT_TEXT},
    {"4.3", "%{s} keeps the final dot of the sender", sender_ends_in_dot,
     ABOUT_TEXT},
    {"4.6.4", "an exception for void lookups of an explanation",
     mail_spf_exception, ABOUT_CRASH},
    {"8616-4", "lets terms match for a local-part that is no ASCII",
     rule_local_part_octets, ABOUT_RESULT},
    {"4.3", "%{s} has no \"postmaster\" for a missing local-part",
     rule_no_local_part, ABOUT_RESULT},
    {"4.3", "%{s} has no \"postmaster\" for a missing local-part",
     rule_no_local_part, ABOUT_TEXT},
    {"5.4", "asks for exchanges in another order, or for all of them",
     rule_mx_order, ABOUT_RESULT},
    {"6.2", "accepts a \"%\" at the end", mail_spf_percent_text, ABOUT_TEXT},
    {"6.2", "explains with octets that are no printable ASCII",
     mail_spf_no_text_octets, ABOUT_TEXT},
};

const struct rules rules_mail_spf = {list, sizeof(list) / sizeof(list[0])};
