/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The command's reader of zone files (RFC 1035 section 5): a file gives a zone
 * that can be asked, or one message that a terminal can show.
 *
 * When the size is odd, the texts are listed as they are written too.
 */
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <spfeval/spfeval.h>

#include "fuzz/claim.h"
#include "spfeval/escape.h"
#include "spfeval/exit_code.h"
#include "spfeval/file_read.h"
#include "spfeval/message.h"
#include "spfeval/zone_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MOST_NAMES = 100000, MOST_NAME = 255, MOST_TEXT = 65535 };

/* --- instead of files and standard error --------------------------------- */

static const uint8_t *file_data;
static size_t file_size;
static unsigned message_count;

const char *
file_name(const char *path)
{
    return path;
}

int
file_read(const char *path, struct text *out)
{
    (void)path;
    text_add(out, (const char *)file_data, file_size);
    return out->failed ? message_no_memory() : 0;
}

void
message_print(const char *format, ...)
{
    struct text message = {0};
    struct text line = {0};
    va_list arguments;
    size_t i;

    va_start(arguments, format);
    text_add_format_list(&message, format, arguments);
    va_end(arguments);
    escape_add_controls(&line, text_get(&message), message.len);
    CLAIM(line.len > 0 || line.failed);
    for (i = 0; i < line.len; i++) {
        CLAIM(line.data[i] >= 0x20 && line.data[i] <= 0x7e);
    }
    text_clear(&message);
    text_clear(&line);
    message_count++;
}

const char *
message_name_hint(const char *name)
{
    return (unsigned char)name[0] > 0x7f ? "; hint" : "";
}

int
message_no_memory(void)
{
    message_count++;
    return EXIT_CODE_INTERNAL;
}

/* --- what must hold ------------------------------------------------------ */

static void
look_at_answer(const spfeval_answer *answer, int type)
{
    spfeval_dns_record record = {.struct_size = sizeof(record)};
    uint32_t i;

    CLAIM(spfeval_answer_get_class(answer) != SPFEVAL_DNS_UNSET);
    for (i = 0; spfeval_answer_get_record(answer, i, &record) == SPFEVAL_OK;
         i++) {
        CLAIM(record.type == (uint32_t)type ||
              type == SPFEVAL_RRTYPE_SPF); /* they are texts */
        CLAIM(record.data_len <= MOST_TEXT);
    }
    CLAIM(i == spfeval_answer_get_count(answer));
}

/* Each name that there is exists, and what was added can be asked for. */
static void
look_at_name(const spfeval_zone *zone, const char *name, size_t len,
             spfeval_answer *answer)
{
    static const int types[] = {SPFEVAL_RRTYPE_A,    SPFEVAL_RRTYPE_PTR,
                                SPFEVAL_RRTYPE_MX,   SPFEVAL_RRTYPE_TXT,
                                SPFEVAL_RRTYPE_AAAA, SPFEVAL_RRTYPE_SPF};
    bool is_alias =
        spfeval_zone_has_record(zone, SPFEVAL_RRTYPE_CNAME, name, len) == 1;
    size_t i;

    CLAIM(len <= MOST_NAME && name[len] == '\0');
    for (i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
        int has = spfeval_zone_has_record(zone, types[i], name, len);

        spfeval_answer_clear(answer);
        CLAIM(spfeval_zone_lookup(zone, types[i], name, len, answer) ==
              SPFEVAL_OK);
        look_at_answer(answer, types[i]);
        CLAIM(has == 0 || !is_alias);
        CLAIM(is_alias || (spfeval_answer_get_count(answer) > 0) == has);
        CLAIM(is_alias ||
              spfeval_answer_get_class(answer) ==
                  (has == 1 ? SPFEVAL_DNS_OK : SPFEVAL_DNS_NODATA));
    }
}

static void
look_at_zone(const spfeval_zone *zone)
{
    spfeval_answer *answer = NULL;
    const char *name = NULL;
    size_t len = 0;
    size_t count = 0;

    CLAIM(spfeval_answer_new(NULL, &answer) == SPFEVAL_OK);
    while ((name = spfeval_zone_next_name(zone, name, len, &len)) != NULL) {
        CLAIM(++count < MOST_NAMES);
        look_at_name(zone, name, len, answer);
    }
    spfeval_answer_free(answer);
}

/* What was listed is what the zone answers. */
static bool
answers_with(const spfeval_zone *zone, const struct zone_text *text)
{
    spfeval_dns_record record = {.struct_size = sizeof(record)};
    spfeval_answer *answer = NULL;
    bool is_there = false;
    uint32_t i;

    CLAIM(spfeval_answer_new(NULL, &answer) == SPFEVAL_OK);
    CLAIM(spfeval_zone_lookup(zone, SPFEVAL_RRTYPE_TXT, text->owner,
                              strlen(text->owner), answer) == SPFEVAL_OK);
    for (i = 0; spfeval_answer_get_record(answer, i, &record) == SPFEVAL_OK;
         i++) {
        is_there = is_there || (record.data_len == text->joined.len &&
                                memcmp(record.data, text_get(&text->joined),
                                       record.data_len) == 0);
    }
    spfeval_answer_free(answer);
    return is_there;
}

static void
look_at_texts(const spfeval_zone *zone, const struct zone_texts *texts)
{
    unsigned long line = 1;
    size_t i;
    size_t j;

    for (i = 0; i < texts->count; i++) {
        const struct zone_text *text = &texts->items[i];
        uint32_t end = 0;

        CLAIM(text->line >= line && text->line <= file_size + 1);
        line = text->line;
        CLAIM(text->count > 0 && text->joined.len <= MOST_TEXT);
        for (j = 0; j < text->count; j++) {
            CLAIM(text->ends[j] >= end);
            end = text->ends[j];
        }
        CLAIM(end == text->joined.len);
        CLAIM(answers_with(zone, text));
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct zone_texts texts = {0};
    spfeval_zone *zone = NULL;
    int code;

    file_data = data;
    file_size = size;
    message_count = 0;
    code = zone_file_load_texts("a.zone", "example.com",
                                size % 2 == 1 ? &texts : NULL, &zone);
    CLAIM(code == 0 || code == EXIT_CODE_DATA);
    CLAIM((code == 0) == (zone != NULL));
    CLAIM(code == 0 || message_count > 0);
    if (zone != NULL) {
        look_at_zone(zone);
        look_at_texts(zone, &texts); /* after a failure one may be half */
    }
    zone_texts_clear(&texts);
    spfeval_zone_free(zone);
    return 0;
}
