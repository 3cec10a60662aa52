/* SPDX-License-Identifier: BSD-2-Clause */
/* Networks that together are a wider one (SPF-W119). */
#include <string.h>

#include <spfeval/status.h>

#include "base/buf.h"
#include "base/ip.h"
#include "policy/lint_rules.h"
#include "policy/lint_split.h"

/* A network that one term names, or several together. */
struct block {
    uint8_t octets[SPFE_IP6_OCTETS]; /* masked */
    uint8_t len;
    uint8_t prefix;
    uint32_t first; /* of its terms in the record */
    uint32_t last;
    uint32_t low; /* the terms with the lowest and highest addresses */
    uint32_t high;
    uint32_t count; /* terms */
};

struct blocks {
    struct spfeval_lint *lint;
    struct block *all;
    uint32_t *sorted; /* indices of all, by network, then by first term */
    uint32_t count;
};

static struct block
block_of(const struct spfe_term *term, uint32_t index)
{
    struct block block = {
        .first = index, .last = index, .low = index, .high = index};

    block.len =
        term->kind == SPFEVAL_TERM_IP4 ? SPFE_IP4_OCTETS : SPFE_IP6_OCTETS;
    block.prefix = (uint8_t)spfe_lint_prefix_of(term);
    block.count = 1;
    memcpy(block.octets, term->address, block.len);
    spfe_ip_mask(block.octets, block.len, block.prefix);
    return block;
}

static int
compare(const struct block *a, const struct block *b)
{
    if (a->len != b->len) {
        return a->len < b->len ? -1 : 1;
    }
    if (a->prefix != b->prefix) {
        return a->prefix < b->prefix ? -1 : 1;
    }
    return memcmp(a->octets, b->octets, a->len);
}

/* The other half of what is one bit shorter. */
static struct block
sibling_of(const struct block *block)
{
    struct block sibling = *block;
    unsigned bit = block->prefix - 1u;

    sibling.octets[bit / 8] ^= (uint8_t)(0x80 >> bit % 8);
    return sibling;
}

/* Where such a block stands in the order, or would stand. */
static uint32_t
find(const struct blocks *blocks, const struct block *wanted, uint32_t first)
{
    uint32_t low = 0;
    uint32_t high = blocks->count;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        const struct block *block = &blocks->all[blocks->sorted[middle]];
        int order = compare(block, wanted);

        if (order < 0 || (order == 0 && block->first < first)) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* Indices are moved: 8 KiB at most, which is less than looking for them. */
static void
put(struct blocks *blocks, const struct block *block)
{
    uint32_t place = find(blocks, block, block->first);
    uint32_t *at = &blocks->sorted[place];

    memmove(at + 1, at, (blocks->count - place) * sizeof(*at));
    *at = blocks->count;
    blocks->all[blocks->count++] = *block;
}

/* The last one of all takes its place. */
static bool
take(struct blocks *blocks, const struct block *wanted, struct block *out)
{
    uint32_t place = find(blocks, wanted, 0);
    uint32_t *at = &blocks->sorted[place];
    uint32_t hole;
    const struct block *last;

    if (place == blocks->count || compare(&blocks->all[*at], wanted) != 0) {
        return false;
    }
    hole = *at;
    *out = blocks->all[hole];
    last = &blocks->all[blocks->count - 1];
    blocks->sorted[find(blocks, last, last->first)] = hole;
    blocks->count--;
    memmove(at, at + 1, (blocks->count - place) * sizeof(*at));
    blocks->all[hole] = *last;
    return true;
}

/* All terms of both; the addresses stay those of the first. */
static void
join(struct block *block, const struct block *other)
{
    block->count += other->count;
    if (other->first < block->first) {
        block->first = other->first;
    }
    if (other->last > block->last) {
        block->last = other->last;
    }
}

/* Widen the block as long as its other half is there; "/0" is W102. */
static void
add(struct blocks *blocks, struct block block)
{
    struct block other;

    while (block.prefix > 1) {
        struct block sibling = sibling_of(&block);

        if (take(blocks, &block, &other)) {
            join(&block, &other);
        }
        if (!take(blocks, &sibling, &other)) {
            break;
        }
        join(&block, &other);
        if (memcmp(block.octets, other.octets, block.len) < 0) {
            block.high = other.high;
        } else {
            block.low = other.low;
        }
        block.prefix--;
        spfe_ip_mask(block.octets, block.len, block.prefix);
    }
    put(blocks, &block);
}

static struct spfe_text
print(const struct spfeval_lint *lint, const struct block *block,
      struct spfe_buf *out)
{
    char sign = lint->text.ptr[lint->terms[block->first].offset];
    struct spfe_text text = {out->data, 0};

    if (spfe_lint_is_sign(sign)) {
        spfe_buf_add_octet(out, sign);
    }
    spfe_buf_add_text(out, block->len == SPFE_IP4_OCTETS ? "ip4:" : "ip6:");
    spfe_ip_print(block->octets, block->len, out);
    spfe_buf_add_octet(out, '/');
    spfe_buf_add_decimal(out, block->prefix);
    text.len = (uint32_t)out->length;
    return text;
}

static void
tell(struct spfeval_lint *lint, const struct block *block)
{
    bool two = block->count == 2;
    const struct spfe_lint_term *first = &lint->terms[block->first];
    const struct spfe_lint_term *last = &lint->terms[block->last];
    const struct spfe_lint_term *low = two ? first : &lint->terms[block->low];
    const struct spfe_lint_term *high = two ? last : &lint->terms[block->high];
    struct spfe_finding *finding =
        spfe_lint_add(lint, two ? SPFE_LINT_W119 : SPFE_LINT_W119_MORE,
                      last->offset, last->len);
    char room[80];
    struct spfe_text text;
    struct spfe_buf buf;

    spfe_buf_init(&buf, room, sizeof(room));
    text = print(lint, block, &buf);
    spfe_lint_value(lint, finding, 0, spfe_lint_term_text(lint, low));
    spfe_lint_value(lint, finding, 1, spfe_lint_term_text(lint, high));
    spfe_lint_value(lint, finding, 2, text);
    spfe_lint_number(lint, finding, 3, block->count);
    if (block->last - block->first + 1 == block->count) {
        spfe_lint_fix(lint, finding, first->offset,
                      last->offset + last->len - first->offset, text);
    }
}

static void
tell_all(struct blocks *blocks)
{
    uint32_t i;

    for (i = 0; i < blocks->count; i++) {
        if (blocks->all[i].count > 1) {
            tell(blocks->lint, &blocks->all[i]);
        }
    }
    blocks->count = 0;
}

/* With another qualifier between them, joining could change a result. */
static void
find_all(struct blocks *blocks, uint32_t count)
{
    struct spfeval_lint *lint = blocks->lint;
    uint8_t qualifier = SPFEVAL_QUALIFIER_NONE;
    uint32_t i;

    for (i = 0; i < count; i++) {
        const struct spfe_lint_term *term = &lint->terms[i];

        if (term->refused || term->dead ||
            term->term.qualifier == SPFEVAL_QUALIFIER_NONE) {
            continue;
        }
        if (term->term.qualifier != qualifier) {
            tell_all(blocks);
            qualifier = term->term.qualifier;
        }
        if (!term->told && spfe_term_is_ip(&term->term)) {
            add(blocks, block_of(&term->term, i));
        }
    }
    tell_all(blocks);
}

void
spfe_lint_aggregate(struct spfeval_lint *lint)
{
    struct blocks blocks = {.lint = lint};
    uint32_t count = lint->term_count;

    if (count > SPFE_LINT_COMPARED) {
        count = SPFE_LINT_COMPARED;
    }
    if (count < 2 || lint->status != SPFEVAL_OK) {
        return;
    }
    blocks.all = spfe_arena_alloc(&lint->arena, count * sizeof(*blocks.all));
    blocks.sorted =
        spfe_arena_alloc(&lint->arena, count * sizeof(*blocks.sorted));
    if (blocks.all == NULL || blocks.sorted == NULL) {
        lint->status = lint->arena.status;
        return;
    }
    find_all(&blocks, count);
}
