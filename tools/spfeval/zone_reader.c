/* SPDX-License-Identifier: BSD-2-Clause */
#ifdef SPFEVAL_WITH_LDNS

#include "zone_reader.h"

#include <stdarg.h>
#include <string.h>

#include "exit_code.h"
#include "file_read.h"
#include "message.h"
#include "zone_entry.h"
#include "zone_long.h"
#include "zone_record.h"

/* Where no $TTL and no record tells: what ldns takes too. */
#define DEFAULT_TTL 3600

/* RFC 6895 section 3.1: OPT, and the query types, are no zone data. */
#define IS_META_TYPE(type) ((type) == 41 || ((type) >= 128 && (type) <= 255))

/* ldns cuts longer record data off without a word. */
#define RDATA_TEXT_MAX 65000

int
zone_reader_fail(const struct zone_reader *reader, unsigned long line,
                 const char *format, ...)
{
    struct text text = {0};
    va_list arguments;

    if (reader->word.failed) { /* what was read was not what is written */
        return message_no_memory();
    }
    va_start(arguments, format);
    text_add_format_list(&text, format, arguments);
    va_end(arguments);
    message_print("%s:%lu: %s", file_name(reader->path), line,
                  text_get(&text));
    text_clear(&text);
    return EXIT_CODE_DATA;
}

static const char *
token_string(struct zone_reader *reader, const struct zone_token *token)
{
    text_empty(&reader->word);
    text_add(&reader->word, token->text, token->len);
    return text_get(&reader->word);
}

/* Read a name; a relative one ends in the origin. */
static int
read_name(struct zone_reader *reader, unsigned long line, const char *text,
          ldns_rdf **out)
{
    bool is_absolute = ldns_dname_str_absolute(text);
    ldns_rdf *name = NULL;
    ldns_status status;

    if (!is_absolute && reader->origin == NULL) {
        return zone_reader_fail(
            reader, line,
            "relative name '%.80s' without an $ORIGIN (end it with a "
            "dot, or use --origin)",
            text);
    }
    if (strcmp(text, "@") == 0) {
        *out = ldns_rdf_clone(reader->origin);
        return *out != NULL ? 0 : message_no_memory();
    }
    status = ldns_str2rdf_dname(&name, text);
    if (status == LDNS_STATUS_OK && !is_absolute) {
        status = ldns_dname_cat(name, reader->origin);
    }
    if (status == LDNS_STATUS_MEM_ERR) {
        ldns_rdf_deep_free(name);
        return message_no_memory();
    }
    if (status != LDNS_STATUS_OK) {
        ldns_rdf_deep_free(name);
        return zone_reader_fail(reader, line, "name '%.80s': %s", text,
                                ldns_get_errorstr_by_id(status));
    }
    *out = name;
    return 0;
}

/* Macros may lead to such a name, but that is hardly meant. */
static void
warn_about_name(const struct zone_reader *reader, unsigned long line)
{
    const char *hint = message_name_hint(reader->owner_text);

    if (hint[0] != '\0') {
        (void)zone_reader_fail(reader, line,
                               "warning: '%s' is not a host name%s",
                               reader->owner_text, hint);
    }
}

static int
take_owner(struct zone_reader *reader)
{
    const struct zone_token *token = &reader->scan.tokens[0];
    unsigned long line = reader->scan.entry_line;
    const char *text = token_string(reader, token);
    ldns_rdf *owner = NULL;
    bool again;
    int code;

    if (reader->scan.blank_start) {
        if (reader->owner == NULL) {
            return zone_reader_fail(reader, line,
                                    "the first record has no owner");
        }
        return 0;
    }
    if (token->quoted) {
        return zone_reader_fail(reader, line,
                                "quoted string in place of a name");
    }
    code = read_name(reader, line, text, &owner);
    if (code != 0) {
        return code;
    }
    again =
        reader->owner != NULL && ldns_dname_compare(reader->owner, owner) == 0;
    ldns_rdf_deep_free(reader->owner);
    reader->owner = owner;
    if (!zone_record_print_name(owner, reader->owner_text)) {
        return zone_reader_fail(
            reader, line,
            "name '%.80s': a dot or NUL inside a label is not "
            "supported",
            text);
    }
    if (!again) {
        warn_about_name(reader, line);
    }
    return 0;
}

static int
take_directive(struct zone_reader *reader)
{
    const struct zone_token *tokens = reader->scan.tokens;
    unsigned long line = reader->scan.entry_line;
    bool is_origin = zone_token_is(&tokens[0], "$ORIGIN");
    ldns_rdf *origin = NULL;
    int code;

    if (!is_origin && !zone_token_is(&tokens[0], "$TTL")) {
        return zone_reader_fail(reader, line, "%.80s is not supported",
                                token_string(reader, &tokens[0]));
    }
    if (reader->scan.count != 2 || tokens[1].quoted) {
        return zone_reader_fail(reader, line,
                                "%s needs one value, without quotes",
                                token_string(reader, &tokens[0]));
    }
    if (is_origin) {
        code =
            read_name(reader, line, token_string(reader, &tokens[1]), &origin);
        if (code == 0) {
            ldns_rdf_deep_free(reader->origin);
            reader->origin = origin;
        }
        return code;
    }
    if (!zone_entry_read_ttl(&tokens[1], &reader->default_ttl)) {
        return zone_reader_fail(reader, line,
                                "$TTL: '%.80s' is not a time to live",
                                token_string(reader, &tokens[1]));
    }
    reader->has_ttl_directive = true;
    return 0;
}

/* Without an origin ldns takes relative names for complete ones. */
static int
check_target(struct zone_reader *reader, int type, size_t rdata)
{
    const struct zone_scan *scan = &reader->scan;
    ldns_rdf *name = NULL;
    const char *text;
    int code;

    if ((type != LDNS_RR_TYPE_MX && type != LDNS_RR_TYPE_PTR &&
         type != LDNS_RR_TYPE_CNAME) ||
        zone_token_is(&scan->tokens[rdata], "\\#")) {
        return 0;
    }
    text = token_string(reader, &scan->tokens[scan->count - 1]);
    if (strncmp(text, "@.", 2) == 0) { /* ldns reads "@" and drops the rest */
        return zone_reader_fail(reader, scan->entry_line,
                                "name '%.80s' is not supported", text);
    }
    code = read_name(reader, scan->entry_line, text, &name);
    ldns_rdf_deep_free(name);
    return code;
}

/* The time to live of an entry, which is that of the next ones too. */
static uint32_t
take_ttl(struct zone_reader *reader, const struct zone_entry *entry)
{
    uint32_t ttl = entry->has_ttl ? entry->ttl : reader->default_ttl;

    if (!reader->has_ttl_directive) {
        reader->default_ttl = ttl; /* RFC 1035 section 5.1 */
    }
    return ttl;
}

/* Let ldns read the record, with its owner and all defaults filled in. */
static int
read_record(struct zone_reader *reader, const struct zone_entry *entry,
            ldns_rr **out)
{
    const struct zone_token *type = &reader->scan.tokens[entry->type];
    const char *type_name = token_string(reader, type);
    struct text *record = &reader->record;
    ldns_status status;
    size_t rdata;

    text_empty(record);
    text_add_format(record, " %u IN %s", take_ttl(reader, entry), type_name);
    rdata = record->len;
    zone_entry_add_rdata(record, &reader->scan, entry->rdata);
    if (record->failed) {
        return message_no_memory();
    }
    if (record->len > RDATA_TEXT_MAX) {
        return zone_reader_fail(reader, reader->scan.entry_line,
                                "record too long");
    }
    status = ldns_rr_new_frm_str(out, record->data, 0, reader->origin,
                                 &reader->owner);
    if (status == LDNS_STATUS_MEM_ERR) {
        return message_no_memory();
    }
    if (status != LDNS_STATUS_OK) {
        return zone_reader_fail(
            reader, reader->scan.entry_line, "%s record with%.80s: %s",
            type_name, record->data + rdata, ldns_get_errorstr_by_id(status));
    }
    return 0;
}

/* Pass on what a call on the zone returned. */
static int
from_status(struct zone_reader *reader, int status)
{
    switch (status) {
    case SPFEVAL_OK:
        return 0;
    case SPFEVAL_ERR_NOMEM:
        return message_no_memory();
    case SPFEVAL_ERR_SYNTAX:
        return zone_reader_fail(
            reader, reader->scan.entry_line,
            "a dot or NUL inside a label is not supported");
    default:
        return zone_reader_fail(reader, reader->scan.entry_line, "%s",
                                spfeval_status_message(status));
    }
}

static int
add_record(struct zone_reader *reader, const ldns_rr *rr)
{
    unsigned long line = reader->scan.entry_line;

    if (!zone_record_is_complete(rr)) {
        return zone_reader_fail(reader, line, "record with incomplete data");
    }
    if (zone_record_lost_blanks(rr)) {
        (void)zone_reader_fail(
            reader, line,
            "warning: the strings of this TXT record are joined without "
            "blanks, so it is no SPF record; put one pair of quotes around "
            "the text");
    }
    if (reader->scan.is_cut && zone_record_is_spf(rr)) {
        (void)zone_reader_fail(reader, line,
                               "warning: SPF-E028: the ';' ends this TXT "
                               "record, and what follows "
                               "it is a comment; put quotes around the text");
    }
    if (reader->texts != NULL && ldns_rr_get_type(rr) == LDNS_RR_TYPE_TXT &&
        !zone_record_list(reader->texts, reader->owner_text, line, rr)) {
        return message_no_memory();
    }
    return from_status(reader,
                       zone_record_add(reader->zone, reader->owner_text, rr));
}

/* Note the owner: whatever the type, from now on the name exists. */
static int
add_name(struct zone_reader *reader, int type)
{
    const char *owner = reader->owner_text;

    /* Signatures and such may stand beside an alias (RFC 4034). */
    if (type != LDNS_RR_TYPE_RRSIG && type != LDNS_RR_TYPE_NSEC &&
        !zone_names_add(&reader->names, owner, reader->scan.entry_line,
                        type == LDNS_RR_TYPE_CNAME)) {
        return message_no_memory();
    }
    return from_status(
        reader, spfeval_zone_add_name(reader->zone, owner, strlen(owner)));
}

/* Find the type's number; 0 after a message. */
static int
read_type(struct zone_reader *reader, const struct zone_token *token)
{
    const char *name = token_string(reader, token);
    long type = (long)ldns_get_rr_type_by_name(name);

    if (type <= 0 || type > 65535 || token->len > 15) {
        zone_reader_fail(reader, reader->scan.entry_line,
                         "unknown record type '%.80s'", name);
        return 0;
    }
    if (IS_META_TYPE(type) || type == LDNS_RR_TYPE_DNAME) {
        zone_reader_fail(reader, reader->scan.entry_line,
                         "%s is not supported", name);
        return 0;
    }
    return (int)type;
}

static int
take_record(struct zone_reader *reader)
{
    struct zone_scan *scan = &reader->scan;
    struct zone_entry entry;
    const char *error;
    ldns_rr *rr = NULL;
    int type;
    int code;

    code = take_owner(reader);
    if (code != 0) {
        return code;
    }
    error = zone_entry_read(scan, &entry);
    if (error != NULL) {
        return zone_reader_fail(reader, scan->entry_line, "%s", error);
    }
    type = read_type(reader, &scan->tokens[entry.type]);
    if (type == 0) {
        return EXIT_CODE_DATA;
    }
    error = zone_entry_check_rdata(scan, entry.rdata, type);
    if (error != NULL) {
        return zone_reader_fail(reader, scan->entry_line, "%s", error);
    }
    code = add_name(reader, type);
    if (code != 0 || !zone_record_is_read(type)) {
        return code;
    }
    if (zone_long_is(scan, entry.rdata, type)) {
        return zone_long_take(reader, entry.rdata, type,
                              take_ttl(reader, &entry));
    }
    code = check_target(reader, type, entry.rdata);
    if (code == 0) {
        code = read_record(reader, &entry, &rr);
    }
    if (code == 0) {
        code = add_record(reader, rr);
    }
    ldns_rr_free(rr);
    return code;
}

int
zone_reader_take(struct zone_reader *reader)
{
    const struct zone_scan *scan = &reader->scan;

    if (!scan->blank_start && !scan->tokens[0].quoted &&
        scan->tokens[0].text[0] == '$') {
        return take_directive(reader);
    }
    return take_record(reader);
}

int
zone_reader_set_origin(struct zone_reader *reader, const char *origin)
{
    ldns_status status;

    status = ldns_str2rdf_dname(&reader->origin, origin);
    if (status != LDNS_STATUS_OK) {
        message_print("--origin: name '%s': %s", origin,
                      ldns_get_errorstr_by_id(status));
        return EXIT_CODE_USAGE;
    }
    return 0;
}

void
zone_reader_init(struct zone_reader *reader, const char *path)
{
    *reader = (struct zone_reader){.path = path, .default_ttl = DEFAULT_TTL};
}

void
zone_reader_clear(struct zone_reader *reader)
{
    spfeval_zone_free(reader->zone);
    ldns_rdf_deep_free(reader->origin);
    ldns_rdf_deep_free(reader->owner);
    zone_scan_clear(&reader->scan);
    zone_names_clear(&reader->names);
    text_clear(&reader->word);
    text_clear(&reader->record);
}

#else

/* A source file must hold something. */
typedef int zone_reader_unused;

#endif
