/* SPDX-License-Identifier: BSD-2-Clause */
#include "differential/compare.h"

#include <string.h>
#include <strings.h>

#include <spfeval/spfeval.h>

enum { VERDICT_REWRITTEN = 8192 };

bool
theirs_is(const struct difference *difference, const char *result)
{
    return strcmp(difference->theirs->result, result) == 0;
}

bool
ours_is(const struct difference *difference, const char *result)
{
    return strcmp(difference->ours->result, result) == 0;
}

bool
they_say(const struct difference *difference, const char *text)
{
    return strstr(difference->theirs->reason, text) != NULL;
}

bool
same_with(const struct difference *difference,
          const struct variation *variation)
{
    static struct verdict verdict;

    return verdict_make(difference->item, variation, &verdict) == 0 &&
           theirs_is(difference, verdict.result);
}

bool
same_rewritten(const struct difference *difference,
               void (*rewrite)(char *text))
{
    static struct spf_case item;
    static char texts[CASE_ROWS][VERDICT_REWRITTEN];
    static struct verdict verdict;
    unsigned i;

    item = *difference->item; /* its fields still point into the original */
    for (i = 0; i < item.row_count; i++) {
        struct case_row *row = &item.rows[i];

        if (!row->failure && strcmp(row->type, "TXT") == 0) {
            spf_case_join(row, texts[i], sizeof(texts[i]));
            rewrite(texts[i]);
            row->data[0] = texts[i];
            row->count = 1;
        }
    }
    return verdict_make(&item, NULL, &verdict) == 0 &&
           theirs_is(difference, verdict.result);
}

static bool
is_decision(const char *result)
{
    return strcmp(result, "pass") == 0 || strcmp(result, "fail") == 0 ||
           strcmp(result, "softfail") == 0 || strcmp(result, "neutral") == 0;
}

bool
both_decide(const struct difference *difference)
{
    return is_decision(difference->ours->result) &&
           is_decision(difference->theirs->result);
}

bool
ours_because(const struct difference *difference, int reason)
{
    return difference->ours->reason == reason;
}

bool
ours_syntax(const struct difference *difference, uint32_t code)
{
    return ours_because(difference, SPFEVAL_REASON_SYNTAX) &&
           difference->ours->syntax == code;
}

/* --- The mail ------------------------------------------------------------ */

bool
sender_is_bracketed(const struct difference *difference)
{
    const char *sender = difference->item->mailfrom;

    return sender[0] == '<' ||
           (sender[0] == '@' && strchr(sender, ':') != NULL);
}

bool
sender_has_several_at(const struct difference *difference)
{
    const char *sender = difference->item->mailfrom;

    return strchr(sender, '@') != strrchr(sender, '@');
}

bool
sender_ends_in_dot(const struct difference *difference)
{
    const char *sender = difference->item->mailfrom;
    size_t len;

    if (sender[0] == '\0') {
        sender = difference->item->helo;
    }
    len = strlen(sender);
    return len > 0 && sender[len - 1] == '.';
}

bool
domain_is_unusable(const struct difference *difference)
{
    return ours_because(difference, SPFEVAL_REASON_BAD_DOMAIN) ||
           ours_because(difference, SPFEVAL_REASON_IDNA);
}

/* --- The zone and its terms ---------------------------------------------- */

bool
any_term(const struct difference *difference,
         bool (*is_such)(const char *term))
{
    unsigned i;

    for (i = 0; i < difference->facts->term_count; i++) {
        if (is_such(difference->facts->terms[i])) {
            return true;
        }
    }
    return false;
}

bool
any_text(const struct difference *difference,
         bool (*is_such)(const char *text))
{
    static char text[CASE_TEXT];
    unsigned i;

    for (i = 0; i < difference->item->row_count; i++) {
        const struct case_row *row = &difference->item->rows[i];

        spf_case_join(row, text, sizeof(text));
        if (strcmp(row->type, "TXT") == 0 && is_such(text)) {
            return true;
        }
    }
    return false;
}

bool
has_row(const struct difference *difference, const char *type, bool failure)
{
    unsigned i;

    for (i = 0; i < difference->item->row_count; i++) {
        const struct case_row *row = &difference->item->rows[i];

        if (row->failure == failure && strcmp(row->type, type) == 0) {
            return true;
        }
    }
    return false;
}

unsigned
count_rows(const struct difference *difference, const char *type)
{
    unsigned count = 0;
    unsigned i;

    for (i = 0; i < difference->item->row_count; i++) {
        const struct case_row *row = &difference->item->rows[i];

        count += !row->failure && strcmp(row->type, type) == 0;
    }
    return count;
}

bool
has_octet_above_ascii(const char *text)
{
    for (; *text != '\0'; text++) {
        if ((unsigned char)*text > 0x7e) {
            return true;
        }
    }
    return false;
}

bool
has_control(const char *text)
{
    for (; *text != '\0'; text++) {
        if ((unsigned char)*text < 0x20 || *text == 0x7f) {
            return true;
        }
    }
    return false;
}

bool
has_macro(const char *term)
{
    return strchr(term, '%') != NULL;
}

bool
has_p_macro(const char *term)
{
    return strstr(term, "%{p") != NULL || strstr(term, "%{P") != NULL;
}

bool
uses_ptr(const char *term)
{
    return term_is(term, "ptr") || has_p_macro(term);
}

bool
uses_mx_or_ptr(const char *term)
{
    return term_is(term, "mx") || uses_ptr(term);
}

bool
any_macro(const char *text,
          bool (*is_such)(char letter, const char *rest, size_t len))
{
    for (text = strstr(text, "%{"); text != NULL;
         text = strstr(text + 2, "%{")) {
        size_t len = strcspn(text, "}");

        if (len > 2 && is_such(text[2], text + 3, len - 3)) {
            return true;
        }
    }
    return false;
}
