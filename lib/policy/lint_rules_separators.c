/* SPDX-License-Identifier: BSD-2-Clause */
/* Terms that are joined by what does not separate them (SPF-E012). */
#include <string.h>

#include "policy/lint_rules.h"
#include "policy/lint_split.h"

static bool
is_separator(char octet)
{
    return octet == ',' || octet == ';';
}

struct spfe_text
spfe_lint_part(struct spfe_text text, uint32_t at)
{
    struct spfe_text part = {text.ptr + at, 0};

    while (at + part.len < text.len && !is_separator(part.ptr[part.len])) {
        part.len++;
    }
    return part;
}

bool
spfe_lint_part_head(struct spfe_text text, struct spfe_text part,
                    char head[SPFE_LINT_HEAD])
{
    uint32_t sign;
    struct spfe_text name = spfe_lint_name(text, &sign);
    uint32_t len = sign + name.len + 1;

    head[0] = '\0';
    if (spfe_lint_is_term(part, NULL)) {
        return true;
    }
    if (len >= SPFE_LINT_HEAD || len > text.len || text.ptr[len - 1] != ':') {
        return false;
    }
    memcpy(head, text.ptr, len);
    head[len] = '\0';
    if (spfe_lint_is_term_with(part, 0, 0, head)) {
        return true;
    }
    if (!spfe_lint_is_word(name, "ip4") && !spfe_lint_is_word(name, "ip6")) {
        return false;
    }
    head[len - 2] = name.ptr[2] == '4' ? '6' : '4';
    return spfe_lint_is_term_with(part, 0, 0, head);
}

/* Are all parts between commas and semicolons terms? */
static bool
parts_are_terms(struct spfe_text text)
{
    char head[SPFE_LINT_HEAD];
    uint32_t at = 0;

    while (at <= text.len) {
        struct spfe_text part = spfe_lint_part(text, at);

        if (part.len > 0 && !spfe_lint_part_head(text, part, head)) {
            return false;
        }
        at += part.len + 1;
    }
    return true;
}

static void
add_separator(struct spfeval_lint *lint, const struct spfe_lint_term *term,
              uint32_t at, uint32_t len)
{
    struct spfe_text text = spfe_lint_term_text(lint, term);
    char room[1 + SPFE_LINT_HEAD] = " ";
    struct spfe_text fix = {room, 0};
    struct spfe_finding *finding =
        spfe_lint_add(lint, SPFE_LINT_E012, at, len);

    spfe_lint_value(lint, finding, 0, spfe_lint_slice(lint, at, len));
    if (len == term->len) {
        spfe_lint_fix_remove(lint, finding, term);
        return;
    }
    if (at > term->offset && at + len < term->offset + term->len) {
        (void)spfe_lint_part_head(
            text, spfe_lint_part(text, at + len - term->offset), room + 1);
        fix.len = (uint32_t)strlen(room);
    }
    spfe_lint_fix(lint, finding, at, len, fix);
}

bool
spfe_lint_separator(struct spfeval_lint *lint, uint32_t index)
{
    const struct spfe_lint_term *term = &lint->terms[index];
    uint32_t end = term->offset + term->len;
    uint32_t at = term->offset;
    bool found = false;

    if (!parts_are_terms(spfe_lint_term_text(lint, term))) {
        return false;
    }
    while (at < end) {
        uint32_t len = 0;

        while (at + len < end && is_separator(lint->text.ptr[at + len])) {
            len++;
        }
        if (len > 0) {
            add_separator(lint, term, at, len);
            found = true;
        }
        at += len + 1;
    }
    return found;
}
