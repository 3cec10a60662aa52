/* SPDX-License-Identifier: BSD-2-Clause */
#include "zone_file.h"

#include "exit_code.h"
#include "file_read.h"
#include "message.h"
#include "zone_reader.h"

#ifndef SPFEVAL_WITH_LDNS

int
zone_file_load_texts(const char *path, const char *origin,
                     struct zone_texts *texts, spfeval_zone **out)
{
    (void)origin;
    (void)texts;
    (void)out;
    message_print("%s: this spfeval was built without ldns and cannot read "
                  "zone files",
                  path);
    return EXIT_CODE_USAGE;
}

#else

static int
take_entries(struct zone_reader *reader)
{
    struct zone_scan *scan = &reader->scan;
    const struct zone_name *conflict;
    enum zone_scan_result result;
    int code;

    while ((result = zone_scan_next(scan)) == ZONE_SCAN_ENTRY) {
        code = zone_reader_take(reader);
        if (code != 0) {
            return code;
        }
    }
    if (result == ZONE_SCAN_ERROR) {
        return scan->error != NULL ? zone_reader_fail(reader, scan->error_line,
                                                      "%s", scan->error)
                                   : message_no_memory();
    }
    conflict = zone_names_find_conflict(&reader->names);
    if (conflict != NULL) {
        return zone_reader_fail(reader, conflict->line,
                                "CNAME beside another record of '%s'",
                                conflict->name);
    }
    return 0;
}

static int
make_zone(spfeval_zone **out)
{
    spfeval_zone *zone;

    if (spfeval_zone_new(NULL, &zone) != SPFEVAL_OK) {
        return message_no_memory();
    }
    /* Only fails on a zone with names. */
    (void)spfeval_zone_set_authoritative(zone);
    *out = zone;
    return 0;
}

int
zone_file_load_texts(const char *path, const char *origin,
                     struct zone_texts *texts, spfeval_zone **out)
{
    struct zone_reader reader;
    struct text file = {0};
    int code = 0;

    zone_reader_init(&reader, path);
    reader.texts = texts;
    if (origin != NULL) {
        code = zone_reader_set_origin(&reader, origin);
    }
    if (code == 0) {
        code = file_read(path, &file);
    }
    if (code == 0) {
        code = make_zone(&reader.zone);
    }
    if (code == 0) {
        zone_scan_init(&reader.scan, text_get(&file), file.len);
        code = take_entries(&reader);
    }
    if (code == 0) {
        *out = reader.zone;
        reader.zone = NULL;
    }
    zone_reader_clear(&reader);
    text_clear(&file);
    return code;
}

#endif

int
zone_file_load(const char *path, const char *origin, spfeval_zone **out)
{
    return zone_file_load_texts(path, origin, NULL, out);
}
