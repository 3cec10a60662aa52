/* SPDX-License-Identifier: BSD-2-Clause */
/* The senders of a record in the making. */
#include <string.h>

#include <spfeval/status.h>

#include "base/arena.h"
#include "policy/build.h"
#include "policy/sender.h"

enum { PREFIXES = 129 };

/* Does it name somebody, and not everybody? */
static bool
is_sender(struct spfe_text text, const struct spfe_term *term)
{
    return term->prefix4 > 0 && term->prefix6 > 0 &&
           (spfe_term_is_ip(term) || spfe_build_is_usable(text, term));
}

/*
 * With this network, does a whole family pass? None holds another, so their
 * parts of it add up; from long prefixes to short ones, two make one.
 */
static bool
covers_all(const struct spfeval_build *build, const struct spfe_term *network)
{
    uint32_t counts[PREFIXES] = {0};
    const struct spfe_build_term *at;
    unsigned prefix;

    if (!spfe_term_is_ip(network)) {
        return false;
    }
    counts[spfe_sender_prefix(network)]++;
    for (at = build->terms; at != NULL; at = at->next) {
        if (at->term.kind == network->kind &&
            !spfe_sender_holds(network, &at->term)) {
            counts[spfe_sender_prefix(&at->term)]++;
        }
    }
    for (prefix = PREFIXES - 1; prefix > 0; prefix--) {
        counts[prefix - 1] += counts[prefix] / 2;
    }
    return counts[0] > 0;
}

static bool
is_there(const struct spfeval_build *build, struct spfe_text text,
         const struct spfe_term *term)
{
    const struct spfe_build_term *at;

    for (at = build->terms; at != NULL; at = at->next) {
        if (spfe_sender_holds(&at->term, term) ||
            (at->text.len == text.len &&
             memcmp(at->text.ptr, text.ptr, text.len) == 0)) {
            return true;
        }
    }
    return false;
}

/* RFC 7208 section 4.6.4: what costs nothing comes first. */
static int
rank_of(const struct spfe_term *term)
{
    switch (term->kind) {
    case SPFEVAL_TERM_IP4:
        return 0;
    case SPFEVAL_TERM_IP6:
        return 1;
    case SPFEVAL_TERM_A:
        return 2;
    case SPFEVAL_TERM_MX:
        return 3;
    case SPFEVAL_TERM_INCLUDE:
        return 4;
    default:
        return 5;
    }
}

/* Terms with names stay in the order in which they came. */
static bool
comes_after(const struct spfe_term *a, const struct spfe_term *b)
{
    if (rank_of(a) != rank_of(b)) {
        return rank_of(a) > rank_of(b);
    }
    return spfe_term_is_ip(a) &&
           memcmp(a->address, b->address, SPFE_IP6_OCTETS) > 0;
}

/* Octets of the networks that a wider one replaces, with their spaces. */
static size_t
size_within(const struct spfeval_build *build, const struct spfe_term *network)
{
    const struct spfe_build_term *at;
    size_t size = 0;

    for (at = build->terms; at != NULL; at = at->next) {
        if (spfe_sender_holds(network, &at->term)) {
            size += at->text.len + 1;
        }
    }
    return size;
}

static void
link_term(struct spfeval_build *build, struct spfe_build_term *term)
{
    struct spfe_build_term **link = &build->terms;

    while (*link != NULL) {
        struct spfe_build_term *at = *link;

        if (spfe_sender_holds(&term->term, &at->term)) {
            *link = at->next;
            spfe_mem_free(&build->mem, at);
        } else if (comes_after(&at->term, &term->term)) {
            break;
        } else {
            link = &at->next;
        }
    }
    term->next = *link;
    *link = term;
}

static int
add_term(struct spfeval_build *build, struct spfe_text text,
         const struct spfe_term *term)
{
    struct spfe_build_term *added;

    if (!is_sender(text, term)) {
        return SPFEVAL_ERR_SYNTAX;
    }
    if (is_there(build, text, term)) {
        return SPFEVAL_OK;
    }
    if (covers_all(build, term)) {
        return SPFEVAL_ERR_SYNTAX;
    }
    if (spfe_build_size(build, spfe_build_term_size(build->redirect),
                        spfe_build_term_size(build->exp)) +
            1 + text.len - size_within(build, term) >
        SPFE_TEXT_MAX) {
        return SPFEVAL_ERR_LIMIT;
    }
    added = spfe_build_keep(build, text, term);
    if (added == NULL) {
        return SPFEVAL_ERR_NOMEM;
    }
    link_term(build, added);
    return SPFEVAL_OK;
}

int
spfeval_build_add_sender(spfeval_build *build, const char *text,
                         size_t text_len)
{
    struct spfe_text sender = {text, (uint32_t)text_len};
    struct spfe_arena scratch;
    struct spfe_text usual;
    struct spfe_term term;
    int status;

    if (build == NULL || text == NULL) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    if (text_len > SPFE_TEXT_MAX) {
        return SPFEVAL_ERR_LIMIT;
    }
    spfe_arena_init(&scratch, &build->mem, SIZE_MAX, NULL, 0);
    status = spfe_sender_parse(&scratch, sender, &usual, &term);
    if (status == SPFEVAL_OK) {
        status = add_term(build, usual, &term);
    }
    spfe_arena_clear(&scratch);
    return status;
}
