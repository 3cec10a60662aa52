/* SPDX-License-Identifier: BSD-2-Clause */
#include "fuzz/written.h"

#include <stdbool.h>
#include <string.h>

#include "fuzz/claim.h"

static bool
is_utf8(const struct writer *writer, char octet)
{
    return (writer->number & SPFEVAL_HEADER_SMTPUTF8) != 0 &&
           writer->line_end[0] == '\r' && (octet & 0x80) != 0;
}

static void
look_at_lines(const struct writer *writer, const char *text)
{
    size_t end_len = strlen(writer->line_end);
    size_t line = 0;

    while (*text != '\0') {
        if (strncmp(text, writer->line_end, end_len) == 0 && end_len > 0) {
            text += end_len;
            line = 0;
            continue;
        }
        CLAIM((*text >= 0x20 && *text <= 0x7e) || is_utf8(writer, *text));
        line++;
        CLAIM(writer->most_line == 0 || line <= writer->most_line);
        text++;
    }
}

/* Any size below what is needed is refused, and says the same. */
static void
look_at_small_buffers(const struct writer *writer, size_t needed)
{
    const size_t sizes[] = {1, needed / 2, needed - 1};
    size_t i;

    for (i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
        size_t said = 0;
        char *small;

        if (sizes[i] == 0 || sizes[i] >= needed) {
            continue;
        }
        small = malloc(sizes[i]);
        CLAIM(small != NULL);
        CLAIM(writer->write(writer, small, sizes[i], &said) ==
              SPFEVAL_ERR_BUFFER);
        CLAIM(said == needed);
        CLAIM(small[0] == '\0');
        free(small);
    }
}

char *
written_text(const struct writer *writer)
{
    size_t needed = 0;
    size_t again = 0;
    char *text;

    CLAIM(writer->write(writer, NULL, 0, &needed) == SPFEVAL_ERR_BUFFER);
    CLAIM(needed > 0 && (writer->most == 0 || needed <= writer->most));
    text = malloc(needed);
    CLAIM(text != NULL);
    CLAIM(writer->write(writer, text, needed, &again) == SPFEVAL_OK);
    CLAIM(again == needed);
    CLAIM(memchr(text, '\0', needed) == text + needed - 1);
    look_at_lines(writer, text);
    look_at_small_buffers(writer, needed);
    return text;
}

/* Behind a string whose first quote is at text. */
static const char *
skip_string(const char *text)
{
    static const char escapes[] = "\"\\/bfnrtu";

    for (text++; *text != '"'; text++) {
        CLAIM(*text != '\0');
        if (*text == '\\') {
            text++;
            CLAIM(*text != '\0' && strchr(escapes, *text) != NULL);
            CLAIM(*text != 'u' ||
                  strspn(text + 1, "0123456789abcdefABCDEF") >= 4);
        }
    }
    return text + 1;
}

void
written_claim_json(const char *text)
{
    enum { MOST_DEPTH = 64 };
    char open[MOST_DEPTH];
    size_t depth = 0;

    CLAIM(*text == '{');
    do {
        if (*text == '"') {
            text = skip_string(text);
            CLAIM(strchr(":,]}", *text) != NULL);
        } else if (*text == '{' || *text == '[') {
            CLAIM(depth < MOST_DEPTH);
            open[depth++] = *text++;
        } else if (*text == '}' || *text == ']') {
            CLAIM(depth > 0);
            depth--;
            CLAIM(open[depth] == (*text == '}' ? '{' : '['));
            CLAIM(text[-1] != ',' && text[-1] != ':');
            text++;
        } else {
            CLAIM(strchr(": ,-0123456789truefalsenull", *text) != NULL);
            text++;
        }
    } while (depth > 0 && *text != '\0');
    CLAIM(depth == 0 && *text == '\0');
}
