/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The findings about a record: an error exactly when it is refused, each in
 * its place and printable, and corrections that do no harm and come to an end.
 *
 * The first octet is the length of the strings that the rest is cut into, 0
 * for a text that is not cut.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <spfeval/spfeval.h>

#include "fuzz/claim.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum {
    MOST_TEXT = 65535,
    MOST_CORRECTED = 2048, /* corrections of longer ones take many rounds */
    ROOM = 8192
};

static size_t
cut(size_t len, size_t string_len, uint32_t **ends)
{
    size_t count = 0;
    size_t at;

    *ends = malloc((len + 1) * sizeof(**ends));
    if (*ends == NULL || string_len == 0) {
        return 0;
    }
    for (at = string_len; at < len; at += string_len) {
        (*ends)[count++] = (uint32_t)at;
    }
    (*ends)[count++] = (uint32_t)len;
    return count;
}

static void
look_at_sentence(const spfeval_lint *lint, uint32_t index, int language)
{
    char text[ROOM];
    size_t needed = 0;
    size_t i;

    CLAIM(spfeval_lint_print_finding(lint, index, language, text, sizeof(text),
                                     &needed) == SPFEVAL_OK);
    CLAIM(needed > 1 && text[needed - 1] == '\0');
    for (i = 0; i < needed - 1; i++) {
        CLAIM(text[i] >= 0x20 && text[i] <= 0x7e);
    }
}

/* The number of errors about the text itself, without how it is cut. */
static uint32_t
look_at_findings(const spfeval_lint *lint, size_t len)
{
    spfeval_finding finding = {.struct_size = sizeof(finding)};
    uint32_t severity = SPFEVAL_SEVERITY_ERROR;
    uint32_t offset = 0;
    uint32_t errors = 0;
    uint32_t i;

    for (i = 0; i < spfeval_lint_get_count(lint); i++) {
        CLAIM(spfeval_lint_get_finding(lint, i, &finding) == SPFEVAL_OK);
        CLAIM(finding.offset <= len && finding.length <= len - finding.offset);
        CLAIM(finding.fix == NULL ||
              (finding.fix_offset <= len &&
               finding.fix_length <= len - finding.fix_offset));
        CLAIM(finding.severity > severity ||
              (finding.severity == severity && finding.offset >= offset));
        severity = finding.severity;
        offset = finding.offset;
        errors += severity == SPFEVAL_SEVERITY_ERROR &&
                  strcmp(finding.code, "SPF-E028") != 0;
        look_at_sentence(lint, i, SPFEVAL_LANGUAGE_EN);
        look_at_sentence(lint, i, SPFEVAL_LANGUAGE_NL);
    }
    CLAIM(spfeval_lint_get_finding(lint, i, &finding) ==
          SPFEVAL_ERR_NOT_FOUND);
    return errors;
}

/*
 * Is there an octet that no record may hold, with a correction? Nothing else is
 * said of its term, so whatever it is may come to light. The same with two
 * terms that are glued together: the second may be a second redirect.
 */
static int
hides_errors(const spfeval_lint *lint)
{
    spfeval_finding finding = {.struct_size = sizeof(finding)};
    uint32_t i;

    for (i = 0; spfeval_lint_get_finding(lint, i, &finding) == SPFEVAL_OK;
         i++) {
        if (finding.fix != NULL && (strcmp(finding.code, "SPF-E004") == 0 ||
                                    strcmp(finding.code, "SPF-E005") == 0 ||
                                    strcmp(finding.code, "SPF-E011") == 0)) {
            return 1;
        }
    }
    return 0;
}

static int
is_refused(const char *text, size_t len)
{
    spfeval_record *record = NULL;
    int status = spfeval_record_parse(NULL, text, len, &record, NULL);

    spfeval_record_free(record);
    return status != SPFEVAL_OK;
}

/* The corrected record, in memory of its own; NULL when there is none. */
static char *
correct(const spfeval_lint *lint, size_t *len)
{
    size_t needed = 0;
    char *text;

    CLAIM(spfeval_lint_print_fixed(lint, NULL, 0, &needed) ==
          SPFEVAL_ERR_BUFFER);
    text = malloc(needed);
    if (text != NULL) {
        CLAIM(spfeval_lint_print_fixed(lint, text, needed, NULL) ==
              SPFEVAL_OK);
        *len = needed - 1;
    }
    return text;
}

/*
 * Correct until nothing changes: errors get no more, and there is an end. One
 * round may split only one of many terms that are glued together.
 */
static void
correct_to_the_end(const spfeval_lint *lint, const char *text, size_t len,
                   uint32_t errors)
{
    uint32_t most_errors = hides_errors(lint) != 0 ? UINT32_MAX : errors;
    size_t most = len / 2 + 12;
    size_t now_len = 0;
    char *now = correct(lint, &now_len);
    char *before = NULL;
    size_t before_len = len;

    while (now != NULL &&
           (now_len != before_len ||
            memcmp(now, before == NULL ? text : before, now_len) != 0)) {
        spfeval_lint *next = NULL;
        uint32_t left;

        CLAIM(most-- > 0);
        free(before);
        before = now;
        before_len = now_len;
        now = NULL;
        if (now_len <= MOST_TEXT &&
            spfeval_lint_text(NULL, before, before_len, &next) == SPFEVAL_OK) {
            left = look_at_findings(next, before_len);
            CLAIM(left <= most_errors);
            most_errors = hides_errors(next) != 0 ? UINT32_MAX : left;
            now = correct(next, &now_len);
        }
        spfeval_lint_free(next);
    }
    free(now);
    free(before);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    size_t len = size > 0 ? size - 1 : 0;
    const char *text = len > 0 ? (const char *)data + 1 : "";
    uint32_t *ends = NULL;
    spfeval_lint *lint = NULL;
    size_t count = cut(len, size > 0 ? data[0] : 0, &ends);
    uint32_t errors;
    int status = spfeval_lint_strings(NULL, text, len, ends, count, &lint);

    free(ends);
    if (status != SPFEVAL_OK) {
        CLAIM(lint == NULL);
        CLAIM(status == SPFEVAL_ERR_NOMEM ||
              (status == SPFEVAL_ERR_LIMIT && len > MOST_TEXT));
        return 0;
    }
    errors = look_at_findings(lint, len);
    CLAIM((errors > 0) == is_refused(text, len));
    if (len <= MOST_CORRECTED) {
        correct_to_the_end(lint, text, len, errors);
    }
    spfeval_lint_free(lint);
    return 0;
}
