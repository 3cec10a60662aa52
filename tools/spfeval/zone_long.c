/* SPDX-License-Identifier: BSD-2-Clause */
#ifdef SPFEVAL_WITH_LDNS

#include "zone_long.h"

#include <stdlib.h>
#include <string.h>

#include "exit_code.h"
#include "message.h"
#include "text.h"

/* RFC 1035 section 3.3; and what a record can hold. */
enum { STRING_MAX = 255, RECORD_MAX = 65535 };

bool
zone_long_is(const struct zone_scan *scan, size_t rdata, int type)
{
    size_t i;

    if ((type != SPFEVAL_RRTYPE_TXT && type != SPFEVAL_RRTYPE_SPF) ||
        rdata >= scan->count || zone_token_is(&scan->tokens[rdata], "\\#")) {
        return false;
    }
    for (i = rdata; i < scan->count; i++) {
        if (zone_token_octets(&scan->tokens[i]) > STRING_MAX) {
            return true;
        }
    }
    return false;
}

/* The strings of the entry. */
static int
read_strings(const struct zone_reader *reader, size_t rdata,
             struct zone_text *out)
{
    const struct zone_scan *scan = &reader->scan;
    struct text octets = {0};
    int code = 0;
    size_t i;

    for (i = rdata; i < scan->count && code == 0; i++) {
        text_empty(&octets);
        if (!zone_token_copy(&scan->tokens[i], &octets)) {
            code = zone_reader_fail(reader, scan->entry_line,
                                    "escape that is no octet in a string");
        } else if (octets.failed ||
                   !zone_text_add_string(out, text_get(&octets), octets.len)) {
            code = message_no_memory();
        }
    }
    text_clear(&octets);
    return code;
}

/* How it should be written. */
static int
refuse(const struct zone_reader *reader, const struct zone_text *text)
{
    unsigned long line = reader->scan.entry_line;
    size_t needed = 0;
    char *split;
    int code;

    (void)spfeval_strings_print(text_get(&text->joined), text->joined.len,
                                NULL, 0, &needed);
    split = malloc(needed + 1);
    if (split == NULL) {
        return message_no_memory();
    }
    split[0] = '\0';
    (void)spfeval_strings_print(text_get(&text->joined), text->joined.len,
                                split, needed, NULL);
    code = zone_reader_fail(reader, line,
                            "SPF-E028: string of more than 255 octets; split "
                            "it as: %s",
                            split);
    free(split);
    return code;
}

static int
add_to_zone(struct zone_reader *reader, const struct zone_text *text, int type,
            uint32_t ttl)
{
    const char *owner = reader->owner_text;
    int status =
        type == SPFEVAL_RRTYPE_SPF
            ? spfeval_zone_add_spf(reader->zone, owner, strlen(owner), ttl,
                                   text_get(&text->joined), text->joined.len)
            : spfeval_zone_add_text(reader->zone, owner, strlen(owner), ttl,
                                    text_get(&text->joined), text->joined.len);

    return status == SPFEVAL_OK ? 0 : message_no_memory();
}

int
zone_long_take(struct zone_reader *reader, size_t rdata, int type,
               uint32_t ttl)
{
    unsigned long line = reader->scan.entry_line;
    struct zone_texts scratch = {0};
    bool is_wanted = reader->texts != NULL && type == SPFEVAL_RRTYPE_TXT;
    struct zone_text *text = zone_texts_add(
        is_wanted ? reader->texts : &scratch, reader->owner_text, line);
    int code =
        text == NULL ? message_no_memory() : read_strings(reader, rdata, text);

    if (text == NULL || code != 0) {
        zone_texts_clear(&scratch);
        return code;
    }
    if (text->joined.len > RECORD_MAX) {
        code = zone_reader_fail(reader, line, "record too long");
    } else if (reader->texts == NULL) {
        code = refuse(reader, text);
    } else {
        code = add_to_zone(reader, text, type, ttl);
    }
    zone_texts_clear(&scratch);
    return code;
}

#else

/* A source file must hold something. */
typedef int zone_long_unused;

#endif
