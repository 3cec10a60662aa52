/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Names that no host has (SPF-W143). "include:a.example,include:b.example" is
 * one valid term, since a domain-spec may hold any visible character.
 */
#include <string.h>

#include "base/ascii.h"
#include "base/buf.h"
#include "policy/lint_rules.h"
#include "policy/lint_split.h"

/* The domain-spec of a term; empty when it has none. */
static struct spfe_text
spec_of(struct spfe_text text, const struct spfe_term *term)
{
    struct spfe_text spec = {text.ptr, 0};

    if (!spfe_term_is_ip(term) && term->kind != SPFEVAL_TERM_MODIFIER &&
        term->argument.len > 0) {
        spec.ptr = text.ptr + term->argument.offset;
        spec.len = term->argument.len;
    }
    return spec;
}

/* A name that is only asked for need not be that of a host. */
static bool
is_odd(char octet, uint8_t kind)
{
    if (kind == SPFEVAL_TERM_EXISTS) {
        return memchr(",;:/@", octet, 5) != NULL;
    }
    return !spfe_ascii_is((uint8_t)octet, SPFE_ASCII_ALNUM) &&
           memchr("-_.", octet, 3) == NULL;
}

/* The first octet that no host has in its name; spec.len when all do. */
static uint32_t
find_odd(struct spfe_text spec, uint8_t kind)
{
    uint32_t at = spfe_lint_literal(spec, 0);

    while (at < spec.len && !is_odd(spec.ptr[at], kind)) {
        at = spfe_lint_literal(spec, at + 1);
    }
    return at;
}

/* Is this a term whose name is like that of a host? */
static bool
is_clean(struct spfe_text text, struct spfe_term *term)
{
    struct spfe_text spec;

    if (!spfe_lint_is_term(text, term)) {
        return false;
    }
    spec = spec_of(text, term);
    return find_odd(spec, term->kind) == spec.len;
}

/* Does it change what becomes of the rest, so that one had better look? */
static bool
is_end(const struct spfe_term *term)
{
    return term->kind == SPFEVAL_TERM_ALL ||
           term->qualifier == SPFEVAL_QUALIFIER_NONE;
}

/* Write a term that is meant, behind a space when it is not the first. */
static bool
add_meant(struct spfe_lint_meant *meant, const char *head,
          struct spfe_text rest)
{
    uint32_t space = meant->text.len > 0 ? 1 : 0;
    struct spfe_text text = {meant->room + meant->text.len + space, 0};
    struct spfe_term term;
    struct spfe_buf buf;

    spfe_buf_init(&buf, meant->room + meant->text.len,
                  sizeof(meant->room) - meant->text.len);
    spfe_buf_add(&buf, " ", space);
    spfe_buf_add_text(&buf, head);
    spfe_buf_add(&buf, rest.ptr, rest.len);
    if (buf.length > buf.capacity) {
        return false;
    }
    text.len = (uint32_t)buf.length - space;
    meant->text.len += (uint32_t)buf.length;
    if (!is_clean(text, &term)) {
        return false;
    }
    meant->certain = meant->certain && (space == 0 || !is_end(&term));
    return true;
}

static bool
try_parts(struct spfe_text text, struct spfe_lint_meant *meant)
{
    char head[SPFE_LINT_HEAD];
    uint32_t at = 0;

    if (memchr(text.ptr, ',', text.len) == NULL &&
        memchr(text.ptr, ';', text.len) == NULL) {
        return false;
    }
    while (at <= text.len) {
        struct spfe_text part = spfe_lint_part(text, at);

        if (part.len > 0 && (!spfe_lint_part_head(text, part, head) ||
                             !add_meant(meant, head, part))) {
            return false;
        }
        at += part.len + 1;
    }
    return true;
}

/* Text without some octets, as a single term. */
static bool
try_without(struct spfe_text text, uint32_t at, uint32_t len,
            struct spfe_lint_meant *meant)
{
    char head[SPFE_LINT_HEAD];
    struct spfe_text rest = {text.ptr + at + len, text.len - at - len};

    if (at >= SPFE_LINT_HEAD) {
        return false;
    }
    memcpy(head, text.ptr, at);
    head[at] = '\0';
    return add_meant(meant, head, rest);
}

/* "include:https://a.example" */
static bool
try_url(struct spfe_text text, uint32_t spec, struct spfe_lint_meant *meant)
{
    static const char *const schemes[] = {"http://", "https://"};
    size_t i;

    for (i = 0; i < sizeof(schemes) / sizeof(schemes[0]); i++) {
        uint32_t len = (uint32_t)strlen(schemes[i]);

        if (text.len - spec > len &&
            spfe_ascii_equal(text.ptr + spec, schemes[i], len)) {
            return try_without(text, spec, len, meant);
        }
    }
    return false;
}

/* "include:a.exampleinclude:b.example" */
static bool
try_glued(struct spfe_text text, struct spfe_lint_meant *meant)
{
    uint32_t at = spfe_lint_find_glued(text);
    struct spfe_text left = {text.ptr, at};
    struct spfe_text right = {text.ptr + at, text.len - at};

    return at > 0 && add_meant(meant, "", left) && add_meant(meant, "", right);
}

/* "include:user@a.example", "a:include:a.example" */
static bool
try_rest(struct spfe_text text, uint32_t spec, struct spfe_lint_meant *meant)
{
    struct spfe_text rest = {text.ptr + spec, text.len - spec};
    const char *at_sign = memchr(rest.ptr, '@', rest.len);

    if (at_sign != NULL) {
        return try_without(text, spec, (uint32_t)(at_sign + 1 - rest.ptr),
                           meant);
    }
    return memchr(rest.ptr, ':', rest.len) != NULL &&
           add_meant(meant, "", rest);
}

bool
spfe_lint_find_meant(struct spfe_text text, struct spfe_lint_meant *meant)
{
    struct spfe_term term;
    uint32_t spec;

    meant->text.ptr = meant->room;
    meant->text.len = 0;
    meant->certain = false;
    if (text.len > SPFE_LINT_TRIED || is_clean(text, &term) ||
        !spfe_lint_is_term(text, &term)) {
        return false;
    }
    spec = (uint32_t)(spec_of(text, &term).ptr - text.ptr);
    /* There, and with macros, another name may be meant after all. */
    meant->certain =
        term.kind != SPFEVAL_TERM_EXISTS && !term.argument.expands;
    if (try_parts(text, meant)) {
        return true;
    }
    meant->text.len = 0;
    if (try_url(text, spec, meant)) {
        return true;
    }
    meant->text.len = 0;
    if (try_glued(text, meant)) {
        return true;
    }
    meant->text.len = 0;
    meant->certain = false;
    return try_rest(text, spec, meant);
}

static void
look_at_name(struct spfeval_lint *lint, struct spfe_lint_term *term)
{
    struct spfe_text spec = spec_of(lint->text, &term->term);
    struct spfe_lint_meant meant;
    struct spfe_finding *finding;
    uint32_t at = find_odd(spec, term->term.kind);

    if (at == spec.len) {
        return;
    }
    finding = spfe_lint_add_term(lint, SPFE_LINT_W143, term);
    spec.ptr += at;
    spec.len = 1;
    spfe_lint_value(lint, finding, 1, spec);
    if (!spfe_lint_find_meant(spfe_lint_term_text(lint, term), &meant)) {
        return;
    }
    spfe_lint_value(lint, finding, 2, meant.text);
    if (meant.certain) {
        spfe_lint_fix(lint, finding, term->offset, term->len, meant.text);
    }
}

void
spfe_lint_odd_names(struct spfeval_lint *lint)
{
    uint32_t i;

    for (i = 0; i < lint->term_count; i++) {
        if (!lint->terms[i].told && !lint->terms[i].refused) {
            look_at_name(lint, &lint->terms[i]);
        }
    }
}
