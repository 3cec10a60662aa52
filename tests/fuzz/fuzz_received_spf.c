/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Received-SPF fields and Authentication-Results fields, from the same octets:
 * what is read lies within the field, and is what accessors give out.
 */
#include <stdint.h>
#include <string.h>

#include <spfeval/spfeval.h>

#include "fuzz/claim.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MOST_FIELD = 65535 };

/* NUL-terminated, and no longer than what it was read from. */
static size_t
look_at_text(const char *text, size_t len, size_t size)
{
    if (text == NULL) {
        return 0;
    }
    CLAIM(len <= size);
    CLAIM(text[len] == '\0');
    return len;
}

static void
look_at_field(const spfeval_received_spf *field, size_t size)
{
    static const char *const keys[] = {
        "client-ip", "CLIENT-IP", "envelope-from", "helo", "identity",
        "mechanism", "problem",   "receiver",      "a",    "x-key"};
    int result = spfeval_received_spf_get_result(field);
    size_t len = 0;
    const char *text = spfeval_received_spf_get_comment(field, &len);
    size_t i;

    CLAIM(result >= SPFEVAL_RESULT_NONE && result <= SPFEVAL_RESULT_PERMERROR);
    (void)look_at_text(text, len, size);
    for (i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
        text = spfeval_received_spf_get_value(field, keys[i], &len);
        (void)look_at_text(text, len, size);
    }
    text = spfeval_received_spf_get_value(field, "client-ip", NULL);
    CLAIM(text == spfeval_received_spf_get_value(field, "Client-IP", NULL));
    CLAIM(spfeval_received_spf_get_value(field, "", NULL) == NULL);
}

static void
try_received_spf(const char *text, size_t size)
{
    spfeval_received_spf *field = NULL;
    size_t offset = SIZE_MAX;
    int status = spfeval_received_spf_parse(NULL, text, size, &field, &offset);

    if (status == SPFEVAL_OK) {
        CLAIM(field != NULL);
        look_at_field(field, size);
    } else {
        CLAIM(field == NULL);
        CLAIM(status == SPFEVAL_ERR_SYNTAX || status == SPFEVAL_ERR_NOMEM ||
              (status == SPFEVAL_ERR_ARGUMENT && size > MOST_FIELD));
        CLAIM((status == SPFEVAL_ERR_SYNTAX) == (offset <= size));
    }
    spfeval_received_spf_free(field);
}

/*
 * The name before the field changes nothing, nor does the case of ours; a
 * field is not ours and another's.
 */
static void
try_auth_results(const char *text, size_t size)
{
    static const char name[] = "Authentication-Results:";
    size_t name_len = sizeof(name) - 1;
    int ours = spfeval_auth_results_matches(text, size, "mx.example.net", 14);
    int other = spfeval_auth_results_matches(text, size, "a.example", 9);
    char *whole = malloc(name_len + size);

    CLAIM(ours == 0 || ours == 1);
    CLAIM(ours ==
          spfeval_auth_results_matches(text, size, "MX.Example.NET.", 15));
    /* Where both are claimed the grammar is broken, so a third is too. */
    CLAIM((ours == 1 && other == 1) ==
          (spfeval_auth_results_matches(text, size, "b.example", 9) == 1 &&
           spfeval_auth_results_matches(text, size, "c.example", 9) == 1));
    if (whole != NULL &&
        (size < name_len || memchr(text, ':', size) == NULL)) {
        memcpy(whole, name, name_len);
        if (size > 0) {
            memcpy(whole + name_len, text, size);
        }
        CLAIM(ours == spfeval_auth_results_matches(whole, name_len + size,
                                                   "mx.example.net", 14));
    }
    free(whole);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *text = size > 0 ? (const char *)data : "";

    try_received_spf(text, size);
    try_auth_results(text, size);
    return 0;
}
