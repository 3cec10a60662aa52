/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Two records as one. Who passes the merged record without its "all" or
 * redirect passes one of the two; who passes by a directive of the first one
 * passes, by its "all" too where that is kept; and who passes by a directive
 * of the second one does, unless one of the first names him with another
 * result. What stands behind "all" never counted, and is left out.
 */
#include <string.h>

#include <spfeval/build.h>
#include <spfeval/status.h>

#include "base/arena.h"
#include "base/ascii.h"
#include "base/buf.h"
#include "base/dname.h"
#include "policy/lint_split.h"
#include "policy/sender.h"
#include "record/parse.h"

/* How the rest is treated, the weakest first. */
enum end {
    END_PASS,
    END_UNSAID, /* neutral as well, but nobody said so */
    END_NEUTRAL,
    END_SOFTFAIL,
    END_FAIL,
    END_REDIRECT /* another record says */
};

struct item {
    struct item *next;    /* in the order of the record */
    struct item *sibling; /* with the same hash */
    struct spfe_text text;
    struct spfe_text bare; /* without its sign */
};

struct items {
    struct item *first;
    struct item **last;
};

struct merge {
    struct spfe_mem mem;
    struct spfe_arena arena;
    struct items directives;
    struct items modifiers;
    struct spfe_text redirect; /* ptr NULL: none */
    struct spfe_text exp;
    struct item **buckets;
    uint32_t bucket_count;
    enum end end;
};

/* The usual form of a term; one with the same meaning may be there. */
static int
make_item(struct merge *merge, const struct spfeval_record *record,
          const struct spfe_term *term, struct item **out)
{
    struct item *item = spfe_arena_alloc(&merge->arena, sizeof(*item));
    int status;

    if (item == NULL) {
        return merge->arena.status;
    }
    memset(item, 0, sizeof(*item));
    status = spfe_sender_print(&merge->arena, record, term, &item->text);
    if (status != SPFEVAL_OK) {
        return status;
    }
    item->bare = item->text;
    if (spfe_lint_is_sign(item->bare.ptr[0])) {
        item->bare.ptr++;
        item->bare.len--;
    }
    *out = item;
    return SPFEVAL_OK;
}

/*
 * Add it to its list unless the same is there: of two directives that match
 * the same, the first decides.
 */
static void
add_item(struct merge *merge, struct items *items, struct item *item)
{
    uint32_t hash = spfe_dname_hash(item->bare) % merge->bucket_count;
    const struct item *at;

    for (at = merge->buckets[hash]; at != NULL; at = at->sibling) {
        if (at->bare.len == item->bare.len &&
            memcmp(at->bare.ptr, item->bare.ptr, at->bare.len) == 0) {
            return;
        }
    }
    item->sibling = merge->buckets[hash];
    merge->buckets[hash] = item;
    *items->last = item;
    items->last = &item->next;
}

/* A modifier that both may have, if they mean the same. */
static int
add_domain(struct spfe_text *place, struct spfe_text text)
{
    if (place->ptr != NULL && (place->len != text.len ||
                               memcmp(place->ptr, text.ptr, text.len) != 0)) {
        return SPFEVAL_ERR_NOT_FOUND;
    }
    *place = text;
    return SPFEVAL_OK;
}

/* Of two records pasted into one, the second version is a modifier. */
static bool
is_version(struct spfe_text text)
{
    return text.len == 6 && spfe_ascii_equal(text.ptr, "v=spf1", 6);
}

static int
add_term(struct merge *merge, const struct spfeval_record *record,
         const struct spfe_term *term)
{
    struct item *item = NULL;
    int status = make_item(merge, record, term, &item);

    if (item == NULL) {
        return status;
    }
    switch (term->kind) {
    case SPFEVAL_TERM_REDIRECT:
        return add_domain(&merge->redirect, item->text);
    case SPFEVAL_TERM_EXP:
        return add_domain(&merge->exp, item->text);
    case SPFEVAL_TERM_MODIFIER:
        if (!is_version(item->text)) {
            add_item(merge, &merge->modifiers, item);
        }
        return SPFEVAL_OK;
    default:
        add_item(merge, &merge->directives, item);
        return SPFEVAL_OK;
    }
}

/* RFC 7208 section 6.1: with an "all", a redirect does not count. */
static enum end
end_of_record(const struct spfeval_record *record)
{
    static const enum end ends[] = {
        [SPFEVAL_QUALIFIER_PASS] = END_PASS,
        [SPFEVAL_QUALIFIER_NEUTRAL] = END_NEUTRAL,
        [SPFEVAL_QUALIFIER_SOFTFAIL] = END_SOFTFAIL,
        [SPFEVAL_QUALIFIER_FAIL] = END_FAIL,
    };
    uint32_t i;

    for (i = 0; i < record->term_count; i++) {
        if (record->terms[i].kind == SPFEVAL_TERM_ALL) {
            return ends[record->terms[i].qualifier];
        }
    }
    return record->has_redirect ? END_REDIRECT : END_UNSAID;
}

/* Add what counts; of the directives only those that pass, if it is said. */
static int
add_record(struct merge *merge, const struct spfeval_record *record,
           bool passes_only)
{
    bool over = false;
    uint32_t i;

    for (i = 0; i < record->term_count; i++) {
        const struct spfe_term *term = &record->terms[i];
        bool modifies = term->qualifier == SPFEVAL_QUALIFIER_NONE;
        bool passes = term->qualifier == SPFEVAL_QUALIFIER_PASS;
        int status;

        over = over || term->kind == SPFEVAL_TERM_ALL;
        if ((!modifies && (over || (passes_only && !passes))) ||
            (record->has_all && term->kind == SPFEVAL_TERM_REDIRECT)) {
            continue; /* RFC 7208 sections 5.1 and 6.1: it never counted */
        }
        status = add_term(merge, record, term);
        if (status != SPFEVAL_OK) {
            return status;
        }
    }
    return SPFEVAL_OK;
}

/* A redirect goes with a record that says nothing about the rest. */
static int
choose_end(enum end a, enum end b, int all, enum end *out)
{
    enum end weaker = a < b ? a : b;
    enum end stricter = a < b ? b : a;

    if (stricter == END_REDIRECT) {
        *out = END_REDIRECT;
        return weaker == END_REDIRECT || weaker == END_UNSAID
                   ? SPFEVAL_OK
                   : SPFEVAL_ERR_NOT_FOUND;
    }
    *out = all == SPFEVAL_MERGE_WEAKER ? weaker : stricter;
    if (weaker == END_UNSAID && stricter == END_NEUTRAL) {
        *out = END_NEUTRAL; /* as weak, and said */
    }
    return SPFEVAL_OK;
}

static int
parse(struct merge *merge, const char *text, size_t text_len,
      struct spfeval_record **out)
{
    struct spfe_text all = {text, (uint32_t)text_len};
    struct spfe_syntax_error error;

    if (text_len > SPFE_TEXT_MAX) {
        return SPFEVAL_ERR_SYNTAX;
    }
    return spfe_record_parse(&merge->arena, all, out, &error);
}

static int
make_buckets(struct merge *merge, uint32_t terms)
{
    size_t size;

    merge->bucket_count = terms + 1;
    size = merge->bucket_count * sizeof(struct item *);
    merge->buckets = spfe_arena_alloc(&merge->arena, size);
    if (merge->buckets == NULL) {
        return merge->arena.status;
    }
    memset(merge->buckets, 0, size);
    return SPFEVAL_OK;
}

/*
 * If everybody passes at the end of the first record and still does, nobody
 * is refused by the second one.
 */
static int
fill(struct merge *merge, const struct spfeval_record *first,
     const struct spfeval_record *second, int all)
{
    enum end end = end_of_record(first);
    int status = choose_end(end, end_of_record(second), all, &merge->end);

    if (status == SPFEVAL_OK) {
        status = make_buckets(merge, first->term_count + second->term_count);
    }
    if (status == SPFEVAL_OK) {
        status = add_record(merge, first, false);
    }
    if (status == SPFEVAL_OK) {
        status = add_record(merge, second,
                            end == END_PASS && merge->end == END_PASS);
    }
    return status;
}

static void
write_text(struct spfe_buf *out, struct spfe_text text)
{
    if (text.ptr != NULL) {
        spfe_buf_add_octet(out, ' ');
        spfe_buf_add(out, text.ptr, text.len);
    }
}

static void
write_items(struct spfe_buf *out, const struct items *items)
{
    const struct item *item;

    for (item = items->first; item != NULL; item = item->next) {
        write_text(out, item->text);
    }
}

static void
write_merged(const struct merge *merge, struct spfe_buf *out)
{
    static const char *const ends[] = {
        [END_PASS] = " all",     [END_UNSAID] = "",
        [END_NEUTRAL] = " ?all", [END_SOFTFAIL] = " ~all",
        [END_FAIL] = " -all",    [END_REDIRECT] = "",
    };

    spfe_buf_add_text(out, "v=spf1");
    write_items(out, &merge->directives);
    spfe_buf_add_text(out, ends[merge->end]);
    write_items(out, &merge->modifiers);
    write_text(out, merge->exp);
    write_text(out, merge->redirect);
}

static int
print_merged(const struct merge *merge, char *buffer, size_t capacity,
             size_t *needed)
{
    struct spfe_buf out;

    spfe_buf_init(&out, NULL, 0);
    write_merged(merge, &out);
    if (out.length > SPFE_TEXT_MAX) {
        return SPFEVAL_ERR_LIMIT;
    }
    spfe_buf_init(&out, buffer, capacity);
    write_merged(merge, &out);
    return spfe_buf_finish(&out, needed);
}

int
spfeval_merge_print(const spfeval_allocator *allocator, const char *first,
                    size_t first_len, const char *second, size_t second_len,
                    int all, char *buffer, size_t capacity, size_t *needed)
{
    struct merge merge = {.end = END_UNSAID};
    struct spfeval_record *a = NULL;
    struct spfeval_record *b = NULL;
    int status;

    if (first == NULL || second == NULL || all < SPFEVAL_MERGE_WEAKER ||
        all > SPFEVAL_MERGE_STRICTER || (buffer == NULL && capacity > 0) ||
        spfe_mem_init(&merge.mem, allocator) != SPFEVAL_OK) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    merge.directives.last = &merge.directives.first;
    merge.modifiers.last = &merge.modifiers.first;
    spfe_arena_init(&merge.arena, &merge.mem, SIZE_MAX, NULL, 0);
    status = parse(&merge, first, first_len, &a);
    if (status == SPFEVAL_OK) {
        status = parse(&merge, second, second_len, &b);
    }
    if (status == SPFEVAL_OK) {
        status = fill(&merge, a, b, all);
    }
    if (status == SPFEVAL_OK) {
        status = print_merged(&merge, buffer, capacity, needed);
    }
    spfe_arena_clear(&merge.arena);
    return status;
}
