/* SPDX-License-Identifier: BSD-2-Clause */
/* Terms beside one another (SPF-W112, W113, W119, W125). */
#include <string.h>

#include "base/ascii.h"
#include "base/buf.h"
#include "base/ip.h"
#include "policy/lint_rules.h"
#include "policy/lint_split.h"

static bool
is_compared(const struct spfe_lint_term *term)
{
    return !term->told && !term->refused &&
           term->term.qualifier != SPFEVAL_QUALIFIER_NONE;
}

/* Does the network of a hold all of b's? */
static bool
holds(const struct spfe_term *a, const struct spfe_term *b)
{
    return a->kind == b->kind && spfe_term_is_ip(a) &&
           spfe_lint_prefix_of(a) <= spfe_lint_prefix_of(b) &&
           spfe_ip_in_network(b->address, a->address, spfe_lint_prefix_of(a));
}

static bool
is_same(const struct spfeval_lint *lint, const struct spfe_term *a,
        const struct spfe_term *b)
{
    if (a->kind != b->kind || a->prefix4 != b->prefix4 ||
        a->prefix6 != b->prefix6) {
        return false;
    }
    if (spfe_term_is_ip(a)) {
        return holds(a, b);
    }
    return a->argument.len == b->argument.len &&
           spfe_ascii_equal(lint->text.ptr + a->argument.offset,
                            lint->text.ptr + b->argument.offset,
                            a->argument.len);
}

/* W112, W113: the later of two; true when it is told. */
static bool
compare(struct spfeval_lint *lint, const struct spfe_lint_term *first,
        struct spfe_lint_term *second)
{
    bool same = is_same(lint, &first->term, &second->term);
    struct spfe_finding *finding;

    if (!same && !holds(&first->term, &second->term)) {
        return false;
    }
    finding = spfe_lint_add_term(lint, same ? SPFE_LINT_W112 : SPFE_LINT_W113,
                                 second);
    second->dead = true;
    spfe_lint_value(lint, finding, 1, spfe_lint_term_text(lint, first));
    if (first->term.qualifier == second->term.qualifier) {
        spfe_lint_fix_remove(lint, finding, second);
    }
    return true;
}

static void
find_covered(struct spfeval_lint *lint, uint32_t count)
{
    uint32_t i;
    uint32_t j;

    for (j = 1; j < count; j++) {
        for (i = 0; i < j && is_compared(&lint->terms[j]); i++) {
            if (is_compared(&lint->terms[i]) &&
                compare(lint, &lint->terms[i], &lint->terms[j])) {
                break;
            }
        }
    }
}

/* --- W119 ---------------------------------------------------------------- */

/* Are they the halves of one network? */
static bool
are_halves(const struct spfe_term *a, const struct spfe_term *b)
{
    struct spfe_term wider = *a;
    unsigned prefix = spfe_lint_prefix_of(a);

    if (!spfe_term_is_ip(a) || a->kind != b->kind || prefix <= 1 ||
        prefix != spfe_lint_prefix_of(b) || a->qualifier != b->qualifier ||
        holds(a, b)) {
        return false;
    }
    wider.prefix4--;
    wider.prefix6--;
    return holds(&wider, b);
}

static void
print_joined(const struct spfeval_lint *lint,
             const struct spfe_lint_term *term, struct spfe_buf *out)
{
    bool v4 = term->term.kind == SPFEVAL_TERM_IP4;
    size_t len = v4 ? SPFE_IP4_OCTETS : SPFE_IP6_OCTETS;
    unsigned prefix = spfe_lint_prefix_of(&term->term) - 1;
    uint8_t octets[SPFE_IP6_OCTETS];

    if (spfe_lint_is_sign(lint->text.ptr[term->offset])) {
        spfe_buf_add_octet(out, lint->text.ptr[term->offset]);
    }
    spfe_buf_add_text(out, v4 ? "ip4:" : "ip6:");
    memcpy(octets, term->term.address, len);
    spfe_ip_mask(octets, len, prefix);
    spfe_ip_print(octets, len, out);
    spfe_buf_add_octet(out, '/');
    spfe_buf_add_decimal(out, prefix);
}

static void
add_halves(struct spfeval_lint *lint, const struct spfe_lint_term *a,
           const struct spfe_lint_term *b)
{
    char room[80];
    struct spfe_text text = {room, 0};
    struct spfe_finding *finding =
        spfe_lint_add(lint, SPFE_LINT_W119, b->offset, b->len);
    struct spfe_buf buf;

    spfe_buf_init(&buf, room, sizeof(room));
    print_joined(lint, a, &buf);
    text.len = (uint32_t)buf.length;
    spfe_lint_value(lint, finding, 0, spfe_lint_term_text(lint, a));
    spfe_lint_value(lint, finding, 1, spfe_lint_term_text(lint, b));
    spfe_lint_value(lint, finding, 2, text);
    if (b == a + 1) {
        spfe_lint_fix(lint, finding, a->offset, b->offset + b->len - a->offset,
                      text);
    }
}

/* With another qualifier between them, joining could change a result. */
static void
find_halves(struct spfeval_lint *lint, uint32_t count)
{
    uint32_t i;
    uint32_t j;

    for (i = 0; i < count; i++) {
        struct spfe_lint_term *a = &lint->terms[i];

        for (j = i + 1; j < count && is_compared(a); j++) {
            struct spfe_lint_term *b = &lint->terms[j];

            if (!is_compared(b)) {
                continue;
            }
            if (b->term.qualifier != a->term.qualifier) {
                break;
            }
            if (are_halves(&a->term, &b->term)) {
                add_halves(lint, a, b);
            }
        }
    }
}

/* --- W125 ---------------------------------------------------------------- */

static unsigned
cost_of(const struct spfe_term *term)
{
    switch (term->kind) {
    case SPFEVAL_TERM_A:
        return 1;
    case SPFEVAL_TERM_MX:
        return 2;
    case SPFEVAL_TERM_INCLUDE:
        return 3;
    case SPFEVAL_TERM_EXISTS:
        return 4;
    case SPFEVAL_TERM_PTR:
        return 5;
    default:
        return 0;
    }
}

/* One finding says it: the first term that stands behind a dearer one. */
static void
find_order(struct spfeval_lint *lint, uint32_t count)
{
    const struct spfe_lint_term *dearest = NULL;
    uint32_t i;

    for (i = 0; i < count; i++) {
        struct spfe_lint_term *term = &lint->terms[i];
        struct spfe_finding *finding;

        if (!is_compared(term) || term->term.kind == SPFEVAL_TERM_ALL) {
            continue;
        }
        if (dearest == NULL ||
            term->term.qualifier != dearest->term.qualifier ||
            cost_of(&term->term) >= cost_of(&dearest->term)) {
            dearest = term;
            continue;
        }
        finding = spfe_lint_add(lint, SPFE_LINT_W125, term->offset, term->len);
        spfe_lint_value(lint, finding, 0, spfe_lint_term_text(lint, term));
        spfe_lint_value(lint, finding, 1, spfe_lint_term_text(lint, dearest));
        return;
    }
}

void
spfe_lint_pairs(struct spfeval_lint *lint)
{
    uint32_t count = lint->term_count;

    if (count > SPFE_LINT_COMPARED) {
        count = SPFE_LINT_COMPARED;
    }
    find_covered(lint, count);
    find_order(lint, count);
    find_halves(lint, count);
}
