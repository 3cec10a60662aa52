/* SPDX-License-Identifier: BSD-2-Clause */
#include "policy/near_record.h"

#include <string.h>

#include "base/ascii.h"

/* What editors leave: blanks, quotes, a byte order mark. */
static uint32_t
skip_marks(struct spfe_text text, uint32_t at)
{
    static const char marks[] = " \t\r\n\"'\\=:;,\xef\xbb\xbf";

    while (at < text.len &&
           memchr(marks, text.ptr[at], sizeof(marks) - 1) != NULL) {
        at++;
    }
    return at;
}

bool
spfe_near_word(struct spfe_text text, uint32_t at, const char *word)
{
    size_t len = strlen(word);

    return text.len - at >= len && spfe_ascii_equal(text.ptr + at, word, len);
}

bool
spfe_near_record(struct spfe_text text)
{
    uint32_t at = skip_marks(text, 0);

    if (spfe_near_word(text, at, "version")) {
        at += (uint32_t)strlen("version");
    } else if (spfe_near_word(text, at, "v")) {
        at++;
    } else {
        return spfe_near_word(text, at, "spf1");
    }
    at = skip_marks(text, at);
    return spfe_near_word(text, at, "spf") || spfe_near_word(text, at, "sfp");
}

bool
spfe_sender_id_record(struct spfe_text text)
{
    return spfe_near_word(text, 0, "spf2.0/");
}
