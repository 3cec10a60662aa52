/* SPDX-License-Identifier: BSD-2-Clause */
/* The version, and what nearly is one (SPF-E003). */
#include <string.h>

#include "policy/lint_rules.h"
#include "policy/lint_split.h"
#include "policy/near_record.h"

enum { VERSION_LEN = 6 };

/* What people write for "v=spf1", when a space or the end follows. */
static const char *const near_misses[] = {
    "v=spf",    "v=spf2",  "v=spf10", "v=spf1.0", "v=spf1.",
    "spf1",     "spf=1",   "v:spf1",  "v=spfl",   "v=sfp1",
    "v = spf1", "v= spf1", "v =spf1", "v=spf 1",  "version=spf1",
    "v=spf1,",  "v=spf1;", "v=spf1:", "v=spf1\t",
};

/* Octets that editors put in front: blanks, quotes, a byte order mark. */
static uint32_t
skip_lead(struct spfe_text text)
{
    static const char *const leads[] = {
        " ",        "\t",           "\"",           "'",  "\xef\xbb\xbf",
        "\xc2\xa0", "\xe2\x80\x9c", "\xe2\x80\x9d", "\\",
    };
    uint32_t at = 0;
    size_t i = 0;

    while (i < sizeof(leads) / sizeof(leads[0])) {
        size_t len = strlen(leads[i]);

        i++;
        if (text.len - at >= len &&
            memcmp(text.ptr + at, leads[i - 1], len) == 0) {
            at += (uint32_t)len;
            i = 0;
        }
    }
    return at;
}

static bool
is_end(struct spfe_text text, uint32_t at)
{
    return at == text.len || text.ptr[at] == ' ';
}

/* Octets of what stands for "v=spf1" here; 0 when nothing does. */
static uint32_t
match_near_miss(struct spfe_text text, uint32_t at)
{
    size_t i;

    for (i = 0; i < sizeof(near_misses) / sizeof(near_misses[0]); i++) {
        uint32_t len = (uint32_t)strlen(near_misses[i]);

        if (spfe_near_word(text, at, near_misses[i]) &&
            is_end(text, at + len)) {
            return len;
        }
    }
    return 0;
}

static uint32_t
refuse(struct spfeval_lint *lint, uint32_t offset, uint32_t len,
       const char *fix)
{
    struct spfe_finding *finding =
        spfe_lint_add(lint, SPFE_LINT_E003, offset, len);
    struct spfe_text text = {fix, 0};

    spfe_lint_value(lint, finding, 0, lint->text);
    if (fix == NULL) {
        return lint->text.len + 1;
    }
    text.len = (uint32_t)strlen(fix);
    spfe_lint_fix(lint, finding, offset, len, text);
    return offset + len;
}

/* "v=spf1" with something glued to it: a tab, or the first term. */
static uint32_t
refuse_glued(struct spfeval_lint *lint, uint32_t at)
{
    struct spfe_text rest = spfe_lint_slice(lint, at, lint->text.len - at);
    uint32_t len = 0;

    if (rest.ptr[0] == '\t' || rest.ptr[0] == ',' || rest.ptr[0] == ';') {
        return refuse(lint, at, 1, " ");
    }
    if (spfe_near_word(rest, 0, "\xc2\xa0")) {
        return refuse(lint, at, 2, " "); /* a no-break space */
    }
    while (!is_end(rest, len)) {
        len++;
    }
    rest.len = len;
    if (spfe_lint_is_boundary(lint, at) || spfe_lint_is_term(rest, NULL)) {
        return refuse(lint, at, 0, " ");
    }
    return refuse(lint, 0, at + len, NULL);
}

uint32_t
spfe_lint_version(struct spfeval_lint *lint)
{
    struct spfe_text text = lint->text;
    uint32_t lead;
    uint32_t len;

    if (spfe_record_has_version(text)) {
        return VERSION_LEN;
    }
    lead = skip_lead(text);
    if (spfe_near_word(text, lead, "v=spf1")) {
        if (lead > 0 && is_end(text, lead + VERSION_LEN)) {
            (void)refuse(lint, 0, lead, "");
            return lead + VERSION_LEN;
        }
        if (lead == 0 && match_near_miss(text, 0) == 0) {
            return refuse_glued(lint, VERSION_LEN);
        }
    }
    len = match_near_miss(text, lead);
    if (len > 0) {
        return refuse(lint, 0, lead + len, "v=spf1");
    }
    for (len = 0; !is_end(text, len);) {
        len++;
    }
    return refuse(lint, 0, len, NULL);
}
