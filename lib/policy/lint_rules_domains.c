/* SPDX-License-Identifier: BSD-2-Clause */
/* Refused terms: the order of the rules, and domains (SPF-E018, 20, 21). */
#include <string.h>

#include "base/ascii.h"
#include "policy/lint_rules.h"
#include "policy/lint_split.h"

struct fault {
    const char *english;
    const char *dutch;
};

/* --- E020 ---------------------------------------------------------------- */

/* The text from the "%" that was refused. */
static struct fault
find_macro_fault(struct spfe_text text)
{
    if (text.len > 1 && text.ptr[1] == '{') {
        if (memchr(text.ptr, '}', text.len) == NULL) {
            return (struct fault){"the closing } is missing",
                                  "de } aan het eind ontbreekt"};
        }
        return (struct fault){
            "between { and } stand a letter, digits, r and delimiters only",
            "tussen { en } staan alleen een letter, cijfers, r en "
            "scheidingstekens"};
    }
    if (text.len > 1 &&
        memchr("slodiphcrtvSLODIPHCRTV", text.ptr[1], 22) != NULL) {
        return (struct fault){"write a macro with braces, as in %{i}",
                              "schrijf een macro met accolades, zoals %{i}"};
    }
    return (struct fault){"write %% for a percent sign",
                          "schrijf %% voor een procentteken"};
}

static void
add_macro(struct spfeval_lint *lint, struct spfe_lint_term *term)
{
    struct fault fault;
    struct spfe_finding *finding = spfe_lint_add(
        lint, SPFE_LINT_E020, term->error.offset, term->error.len);

    spfe_lint_value(lint, finding, 0, spfe_lint_term_text(lint, term));
    spfe_lint_number(lint, finding, 1, term->error.offset);
    switch (term->error.code) {
    case SPFEVAL_SYNTAX_MACRO_LETTER:
        spfe_lint_words(finding, 2,
                        "this letter is unknown or not allowed here",
                        "deze letter is onbekend of mag hier niet");
        break;
    case SPFEVAL_SYNTAX_MACRO_DIGITS:
        spfe_lint_words(finding, 2, "the number of parts is 0",
                        "het aantal delen is 0");
        break;
    default:
        fault = find_macro_fault(
            spfe_lint_slice(lint, term->error.offset,
                            term->offset + term->len - term->error.offset));
        spfe_lint_words(finding, 2, fault.english, fault.dutch);
        break;
    }
}

/* --- E018 ---------------------------------------------------------------- */

static bool
has(struct spfe_text text, const char *octets)
{
    size_t len = strlen(octets);
    uint32_t at;

    for (at = 0; at + len <= text.len; at++) {
        if (memcmp(text.ptr + at, octets, len) == 0) {
            return true;
        }
    }
    return false;
}

static bool
is_v4_term(struct spfe_text domain)
{
    return domain.len < SPFE_LINT_TRIED &&
           (spfe_lint_is_term_with(domain, 0, 0, "ip4:") ||
            spfe_lint_is_term_with(domain, 0, 0, "ip6:"));
}

/* ":25" at the end. */
static bool
has_port(struct spfe_text domain)
{
    uint32_t at = domain.len;

    while (at > 0 &&
           spfe_ascii_is((uint8_t)domain.ptr[at - 1], SPFE_ASCII_DIGIT)) {
        at--;
    }
    return at > 0 && at < domain.len && domain.ptr[at - 1] == ':';
}

static struct fault
find_fault(struct spfe_text domain)
{
    if (is_v4_term(domain)) {
        return (struct fault){"it is an address; use ip4: or ip6:",
                              "het is een adres; gebruik ip4: of ip6:"};
    }
    if (has(domain, "://")) {
        return (struct fault){"it is a URL", "het is een URL"};
    }
    if (has(domain, "@")) {
        return (struct fault){"it is a mail address", "het is een mailadres"};
    }
    if (has_port(domain)) {
        return (struct fault){"it has a port", "er staat een poort in"};
    }
    if (!has(domain, ".")) {
        return (struct fault){"it has no dot", "er staat geen punt in"};
    }
    return (struct fault){"its last label is not valid",
                          "het laatste label is niet geldig"};
}

/* "a:192.0.2.1" is "ip4:192.0.2.1"; for other mechanisms one cannot tell. */
static void
fix_address(struct spfeval_lint *lint, struct spfe_finding *finding,
            const struct spfe_lint_term *term)
{
    struct spfe_text text = spfe_lint_term_text(lint, term);
    struct spfe_text with = {"ip4", 3};
    uint32_t sign;
    struct spfe_text name = spfe_lint_name(text, &sign);

    if (!spfe_lint_is_word(name, "a")) {
        return;
    }
    if (!spfe_lint_is_term_with(text, sign, name.len, with.ptr)) {
        with.ptr = "ip6";
    }
    if (spfe_lint_is_term_with(text, sign, name.len, with.ptr)) {
        spfe_lint_fix(lint, finding, term->offset + sign, name.len, with);
    }
}

static void
add_domain(struct spfeval_lint *lint, struct spfe_lint_term *term)
{
    struct spfe_text domain =
        spfe_lint_slice(lint, term->error.offset, term->error.len);
    struct fault fault = find_fault(domain);
    struct spfe_finding *finding = spfe_lint_add(
        lint, SPFE_LINT_E018, term->error.offset, term->error.len);

    spfe_lint_value(lint, finding, 0, domain);
    spfe_lint_words(finding, 1, fault.english, fault.dutch);
    fix_address(lint, finding, term);
}

/* --- E021 ---------------------------------------------------------------- */

static void
add_duplicate(struct spfeval_lint *lint, struct spfe_lint_term *term)
{
    uint32_t sign;
    struct spfe_text name =
        spfe_lint_name(spfe_lint_term_text(lint, term), &sign);

    spfe_lint_value(lint, spfe_lint_add_term(lint, SPFE_LINT_E021, term), 0,
                    name);
}

bool
spfe_lint_domain(struct spfeval_lint *lint, uint32_t index)
{
    struct spfe_lint_term *term = &lint->terms[index];

    switch (term->error.code) {
    case SPFEVAL_SYNTAX_MACRO:
    case SPFEVAL_SYNTAX_MACRO_LETTER:
    case SPFEVAL_SYNTAX_MACRO_DIGITS:
        add_macro(lint, term);
        return true;
    case SPFEVAL_SYNTAX_DUPLICATE_MODIFIER:
        add_duplicate(lint, term);
        return true;
    default: /* SPFEVAL_SYNTAX_DOMAIN_END: the others are told by now */
        add_domain(lint, term);
        return true;
    }
}

/* --- All ----------------------------------------------------------------- */

void
spfe_lint_errors(struct spfeval_lint *lint)
{
    static spfe_lint_rule *const rules[] = {
        spfe_lint_octets,  spfe_lint_joined, spfe_lint_separator,
        spfe_lint_quoting, spfe_lint_sign,   spfe_lint_colon,
        spfe_lint_missing, spfe_lint_bare,   spfe_lint_glued,
        spfe_lint_unknown, spfe_lint_family, spfe_lint_prefix,
        spfe_lint_address, spfe_lint_domain,
    };
    uint32_t i;

    for (i = 0; i < lint->term_count; i++) {
        size_t rule = 0;

        if (!lint->terms[i].refused) {
            continue;
        }
        /* The last rule takes whatever is left. */
        while (!lint->terms[i].told && !rules[rule](lint, i)) {
            rule++;
        }
        lint->terms[i].told = true;
    }
}
