/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Records at wildcards, which do not answer for names that exist (SPF-W138,
 * RFC 7208 section 3.5, RFC 4592).
 */
#include <string.h>

#include <spfeval/lint.h>
#include <spfeval/status.h>
#include <spfeval/zone.h>

#include "base/buf.h"
#include "base/dname.h"
#include "policy/lint.h"

enum { NAMES_SHOWN = 3, NAMES_ROOM = 1024 };

/* A wildcard with an SPF record. */
struct wildcard {
    struct spfe_lint_source source; /* the zone's and the arena's */
    struct spfe_text above;         /* the name without "*." */
    struct spfe_text shown[NAMES_SHOWN];
    uint32_t uncovered;
};

struct search {
    const spfeval_zone *zone;
    struct spfeval_lint *lint;
    spfeval_answer *answer;
    struct wildcard *wildcards;
    uint32_t count;
};

/*
 * The SPF record that a name has, also by an alias; ptr NULL when it has none.
 * Valid until the next call.
 */
static struct spfe_text
find_record(struct search *search, struct spfe_text name)
{
    spfeval_dns_record record = {.struct_size = sizeof(record)};
    struct spfe_text text = {NULL, 0};
    uint32_t i;

    if (spfeval_zone_lookup(search->zone, SPFEVAL_RRTYPE_TXT, name.ptr,
                            name.len, search->answer) != SPFEVAL_OK) {
        search->lint->status = SPFEVAL_ERR_NOMEM;
        return text;
    }
    for (i = 0;
         spfeval_answer_get_record(search->answer, i, &record) == SPFEVAL_OK;
         i++) {
        text.ptr = record.data;
        text.len = (uint32_t)record.data_len;
        if (spfe_record_has_version(text)) {
            return text;
        }
    }
    text.ptr = NULL;
    return text;
}

static bool
is_wildcard(struct spfe_text name)
{
    return name.len > 0 && name.ptr[0] == '*' &&
           (name.len == 1 || name.ptr[1] == '.');
}

/* Is the name below this one? Below the root is every name. */
static bool
is_below(struct spfe_text name, struct spfe_text above)
{
    struct spfe_text end = above;

    if (above.len == 0) {
        return name.len > 0;
    }
    if (name.len <= above.len + 1) {
        return false;
    }
    end.ptr = name.ptr + name.len - above.len;
    return end.ptr[-1] == '.' && spfe_dname_equal(end, above);
}

/* The names of the zone, one by one; false behind the last. */
static bool
next_name(const spfeval_zone *zone, struct spfe_text *name)
{
    size_t len = 0;

    name->ptr = spfeval_zone_next_name(zone, name->ptr, name->len, &len);
    name->len = (uint32_t)len;
    return name->ptr != NULL;
}

static void
note_wildcard(struct search *search, struct spfe_text name)
{
    struct wildcard *wildcard = &search->wildcards[search->count];
    struct spfe_text record = find_record(search, name);

    if (record.ptr == NULL) {
        return;
    }
    memset(wildcard, 0, sizeof(*wildcard));
    wildcard->source.owner = name;
    wildcard->source.record.ptr =
        spfe_arena_copy(&search->lint->arena, record.ptr, record.len);
    wildcard->source.record.len = record.len;
    if (wildcard->source.record.ptr == NULL) {
        search->lint->status = search->lint->arena.status;
        return;
    }
    wildcard->above = name;
    wildcard->above.ptr += name.len > 1 ? 2 : 1;
    wildcard->above.len -= name.len > 1 ? 2 : 1;
    search->count++;
}

static void
find_wildcards(struct search *search)
{
    struct spfe_text name = {NULL, 0};

    search->wildcards = spfe_arena_alloc(
        &search->lint->arena, SPFE_LINT_MOST * sizeof(*search->wildcards));
    if (search->wildcards == NULL) {
        search->lint->status = search->lint->arena.status;
        return;
    }
    while (search->count < SPFE_LINT_MOST &&
           search->lint->status == SPFEVAL_OK &&
           next_name(search->zone, &name)) {
        if (is_wildcard(name)) {
            note_wildcard(search, name);
        }
    }
}

/* The one that would answer if the name did not exist, or seems to. */
static struct wildcard *
find_nearest(struct search *search, struct spfe_text name)
{
    struct wildcard *nearest = NULL;
    uint32_t i;

    for (i = 0; i < search->count; i++) {
        struct wildcard *wildcard = &search->wildcards[i];

        if (is_below(name, wildcard->above) &&
            (nearest == NULL || wildcard->above.len > nearest->above.len)) {
            nearest = wildcard;
        }
    }
    return nearest;
}

/* Mail may come from names that have an address or take mail. */
static bool
is_mail_name(const spfeval_zone *zone, struct spfe_text name)
{
    static const int types[] = {SPFEVAL_RRTYPE_A, SPFEVAL_RRTYPE_AAAA,
                                SPFEVAL_RRTYPE_MX};
    size_t i;

    for (i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
        if (spfeval_zone_has_record(zone, types[i], name.ptr, name.len) != 0) {
            return !is_wildcard(name);
        }
    }
    return false;
}

static void
find_uncovered(struct search *search)
{
    struct spfe_text name = {NULL, 0};

    while (search->count > 0 && search->lint->status == SPFEVAL_OK &&
           next_name(search->zone, &name)) {
        struct wildcard *wildcard = is_mail_name(search->zone, name)
                                        ? find_nearest(search, name)
                                        : NULL;

        if (wildcard == NULL || find_record(search, name).ptr != NULL) {
            continue;
        }
        if (wildcard->uncovered < NAMES_SHOWN) {
            wildcard->shown[wildcard->uncovered] = name;
        }
        wildcard->uncovered++;
    }
}

/* One cause is one finding, however many names there are. */
static void
add_wildcard(struct spfeval_lint *lint, struct wildcard *wildcard)
{
    char room[NAMES_ROOM];
    struct spfe_text names = {room, 0};
    struct spfe_finding *finding;
    struct spfe_buf buf;
    uint32_t i;

    spfe_buf_init(&buf, room, sizeof(room));
    for (i = 0; i < wildcard->uncovered && i < NAMES_SHOWN; i++) {
        spfe_buf_add_text(&buf, i == 0 ? "" : ", ");
        spfe_buf_add(&buf, wildcard->shown[i].ptr, wildcard->shown[i].len);
    }
    if (wildcard->uncovered > NAMES_SHOWN) {
        spfe_buf_add_text(&buf, ", ...");
    }
    names.len = buf.length < sizeof(room) ? (uint32_t)buf.length
                                          : (uint32_t)sizeof(room);
    lint->source = &wildcard->source;
    finding = spfe_lint_add(lint, SPFE_LINT_W138, 0, 0);
    spfe_lint_value(lint, finding, 0, wildcard->source.owner);
    spfe_lint_whole(lint, finding, 1, names);
    spfe_lint_number(lint, finding, 2, wildcard->uncovered);
}

/* The findings outlive the zone. */
static void
keep_owner(struct spfeval_lint *lint, struct wildcard *wildcard)
{
    struct spfe_text *owner = &wildcard->source.owner;

    owner->ptr = spfe_arena_copy(&lint->arena, owner->ptr, owner->len);
    if (owner->ptr == NULL) {
        owner->ptr = "";
        owner->len = 0;
        lint->status = lint->arena.status;
    }
}

static void
examine(struct search *search)
{
    struct spfeval_lint *lint = search->lint;
    uint32_t i;

    find_wildcards(search);
    find_uncovered(search);
    for (i = 0; i < search->count && lint->status == SPFEVAL_OK; i++) {
        if (search->wildcards[i].uncovered > 0) {
            keep_owner(lint, &search->wildcards[i]);
            add_wildcard(lint, &search->wildcards[i]);
        }
    }
    if (lint->status == SPFEVAL_OK) {
        spfe_lint_sort(lint);
    }
}

int
spfeval_lint_wildcards(const spfeval_allocator *allocator,
                       const spfeval_zone *zone, spfeval_lint **out)
{
    struct search search = {.zone = zone};
    struct spfe_mem mem;
    int status;

    if (zone == NULL || out == NULL ||
        spfe_mem_init(&mem, allocator) != SPFEVAL_OK) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    status = spfe_lint_new(&mem, SIZE_MAX, &search.lint);
    if (status != SPFEVAL_OK) {
        return status;
    }
    status = spfeval_answer_new(allocator, &search.answer);
    if (status == SPFEVAL_OK) {
        examine(&search);
        status = search.lint->status;
    }
    spfeval_answer_free(search.answer);
    if (status != SPFEVAL_OK) {
        spfeval_lint_free(search.lint);
        return status;
    }
    *out = search.lint;
    return SPFEVAL_OK;
}
