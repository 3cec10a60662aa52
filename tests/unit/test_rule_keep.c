/* SPDX-License-Identifier: BSD-2-Clause */
/* Answers made ready to be kept: one piece of memory, parsed once. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <spfeval/dns.h>
#include <spfeval/record.h>
#include <spfeval/status.h>

#include "base/dname.h"
#include "dns/records.h"
#include "rule/keep.h"
#include "rule/select.h"
#include "support/count_alloc.h"
#include "support/tap.h"

enum { MANY_TERMS = 200, MOST_ALLOCATIONS = 50 };

struct fixture {
    struct count_alloc memory; /* of what is kept */
    struct spfe_mem mem;
    spfeval_answer *answer;
};

static void
set_up(struct fixture *f)
{
    count_alloc_init(&f->memory);
    CHECK_INT(spfe_mem_init(&f->mem, &f->memory.table), SPFEVAL_OK);
    CHECK_INT(spfeval_answer_new(NULL, &f->answer), SPFEVAL_OK);
}

static void
tear_down(struct fixture *f)
{
    spfeval_answer_free(f->answer);
    CHECK(count_alloc_is_clean(&f->memory));
    count_alloc_clear(&f->memory);
}

/* What the cache sees of the answer: negative ones have the asked type too. */
static struct spfe_answer
view(const struct fixture *f, uint16_t type)
{
    struct spfe_answer seen = spfe_answer_view(f->answer);

    seen.type = type;
    return seen;
}

static void
add_text(const struct fixture *f, const char *text)
{
    CHECK_INT(spfeval_answer_add_text(f->answer, text, strlen(text)),
              SPFEVAL_OK);
}

static struct spfe_shared *
keep(const struct fixture *f, uint16_t type)
{
    struct spfe_answer seen = view(f, type);
    struct spfe_shared *shared = spfe_keep_answer(&f->mem, &seen);

    CHECK(shared != NULL);
    return shared;
}

/* Is the text one of the octets that are kept? */
static bool
is_inside(const struct spfe_shared *shared, const char *text)
{
    const char *start = (const char *)shared->answer.data;

    return text >= start && text < start + shared->answer.len;
}

/* --- TXT answers --------------------------------------------------------- */

static void
test_record_is_kept_parsed(void)
{
    static const char text[] = "v=spf1 ip4:192.0.2.0/24 a:b.test -all";
    const struct spfe_found *found;
    struct spfe_shared *shared;
    struct fixture f;

    set_up(&f);
    add_text(&f, "unrelated");
    add_text(&f, text);
    CHECK_INT(spfeval_answer_set_ttl(f.answer, 77), SPFEVAL_OK);
    shared = keep(&f, SPFEVAL_RRTYPE_TXT);
    if (shared != NULL) {
        spfeval_answer_clear(f.answer); /* nothing may point there */
        add_text(&f, "v=spf1 +all                                        ");
        CHECK_INT(f.memory.live_blocks, 1);
        CHECK_INT(f.memory.live_bytes, shared->size);
        CHECK_INT(shared->answer.count, 2);
        CHECK_INT(shared->answer.ttl, 77);
        CHECK(shared->answer.has_ttl);
        found = shared->parsed;
        CHECK_INT(found->selection, SPFE_SELECT_ONE);
        CHECK_STR(found->text.ptr, found->text.len, text);
        CHECK(is_inside(shared, found->text.ptr));
        if (CHECK(found->record != NULL)) {
            CHECK_INT(found->record->term_count, 3);
            CHECK(found->record->text.ptr == found->text.ptr);
            CHECK_INT(found->record->terms[1].kind, SPFEVAL_TERM_A);
            CHECK_INT(found->record->terms[2].kind, SPFEVAL_TERM_ALL);
            CHECK(found->record->has_all);
        }
        spfe_shared_release(shared);
    }
    tear_down(&f);
}

/* What evaluation need not find out again about the name of a term. */
static void
test_names_are_kept_judged_and_hashed(void)
{
    static const char text[] =
        "v=spf1 a:B.test include:c.test. mx:%{d}.test exists:d..test a -all";
    const struct spfe_term *terms;
    const struct spfe_found *found;
    const char *copy;
    struct spfe_text name = {"b.test", 6};
    struct spfe_shared *shared;
    struct fixture f;
    uint32_t i;

    set_up(&f);
    add_text(&f, text);
    shared = keep(&f, SPFEVAL_RRTYPE_TXT);
    if (shared != NULL) {
        found = shared->parsed;
        if (CHECK(found->record != NULL) &&
            CHECK_INT(found->record->term_count, 6)) {
            terms = found->record->terms;
            CHECK(terms[0].argument.is_name);
            CHECK_INT(terms[0].argument.hash, spfe_dname_hash(name));
            copy = found->record->text.ptr + terms[0].argument.name;
            CHECK(copy > (const char *)shared &&
                  copy < (const char *)shared + shared->size);
            CHECK_STR(copy, strlen(copy), "B.test");
            for (i = 1; i < 6; i++) {
                CHECK(!terms[i].argument.is_name);
            }
        }
        spfe_shared_release(shared);
    }
    tear_down(&f);
}

struct selection_case {
    const char *claim;
    const char *first;
    const char *second; /* NULL for none */
    enum spfe_selection selection;
    bool has_record;
    uint32_t error_offset;
};

static const struct selection_case selections[] = {
    {"none", "hello", "v=spf10", SPFE_SELECT_NONE, false, 0},
    {"one without terms", "v=spf1", NULL, SPFE_SELECT_ONE, true, 0},
    {"two", "v=spf1 -all", "v=spf1 +all", SPFE_SELECT_SEVERAL, false, 0},
    {"one that is not valid", "v=spf1 a moo -all", NULL, SPFE_SELECT_ONE,
     false, 9},
    {"empty text", "", NULL, SPFE_SELECT_NONE, false, 0},
};

static void
test_selection_is_kept_whatever_it_is(void)
{
    size_t i;

    for (i = 0; i < TAP_COUNT(selections); i++) {
        const struct selection_case *row = &selections[i];
        const struct spfe_found *found;
        struct spfe_shared *shared;
        struct fixture f;

        tap_row(row->claim);
        set_up(&f);
        add_text(&f, row->first);
        if (row->second != NULL) {
            add_text(&f, row->second);
        }
        shared = keep(&f, SPFEVAL_RRTYPE_TXT);
        if (shared != NULL && CHECK(shared->parsed != NULL)) {
            found = shared->parsed;
            CHECK_INT(found->selection, row->selection);
            CHECK_INT(found->record != NULL, row->has_record);
            if (row->error_offset > 0) {
                CHECK_INT(found->error.offset, row->error_offset);
                CHECK_STR(found->text.ptr, found->text.len, row->first);
                CHECK(is_inside(shared, found->text.ptr));
            }
        }
        spfe_shared_release(shared);
        tear_down(&f);
    }
}

static void
make_long_record(char *text, size_t size)
{
    size_t used = (size_t)snprintf(text, size, "v=spf1");
    int i;

    for (i = 0; i < MANY_TERMS; i++) {
        used +=
            (size_t)snprintf(text + used, size - used, " ip4:192.0.2.%d", i);
    }
    (void)snprintf(text + used, size - used, " -all");
}

/* A cache counts what it holds by this size. */
static void
test_what_is_kept_takes_no_octet_more_than_its_parts(void)
{
    static const struct {
        const char *text;
        size_t terms;
        size_t names; /* octets of names that can be asked for, with NULs */
    } rows[] = {
        {"no record", 0, 0},
        {"v=spf1", 0, 0},
        {"v=spf1 moo", 0, 0},
        {"v=spf1 -all", 1, 0},
        {"v=spf1 a:b.test ip4:192.0.2.1 mx:%{d}.test -all", 4, 7},
        {"v=spf1 a:b.test include:longer.test -all", 3, 7 + 12},
    };
    size_t i;

    for (i = 0; i < TAP_COUNT(rows); i++) {
        const struct spfe_found *found;
        struct spfe_shared *shared;
        struct fixture f;
        size_t size;

        tap_row(rows[i].text);
        set_up(&f);
        add_text(&f, rows[i].text);
        shared = keep(&f, SPFEVAL_RRTYPE_TXT);
        if (shared != NULL && CHECK(shared->parsed != NULL)) {
            found = shared->parsed;
            size = sizeof(*shared) + sizeof(*found) + shared->answer.len +
                   rows[i].names;
            if (found->record != NULL) {
                size += sizeof(*found->record) +
                        rows[i].terms * sizeof(*found->record->terms);
            }
            CHECK_INT(shared->size, size);
            CHECK_INT(f.memory.live_bytes, size);
        }
        spfe_shared_release(shared);
        tear_down(&f);
    }
}

static void
test_long_record_is_kept_in_one_piece(void)
{
    char text[MANY_TERMS * 20];
    const struct spfe_found *found;
    struct spfe_shared *shared;
    struct fixture f;

    set_up(&f);
    make_long_record(text, sizeof(text));
    add_text(&f, text);
    shared = keep(&f, SPFEVAL_RRTYPE_TXT);
    if (shared != NULL) {
        CHECK_INT(f.memory.live_blocks, 1);
        found = shared->parsed;
        if (CHECK(found->record != NULL)) {
            CHECK_INT(found->record->term_count, MANY_TERMS + 1);
            CHECK_INT(found->record->terms[MANY_TERMS].kind, SPFEVAL_TERM_ALL);
        }
        spfe_shared_release(shared);
    }
    tear_down(&f);
}

/* Parsed it would take twelve times as much. */
static void
test_record_of_very_many_terms_is_kept_as_text(void)
{
    static char text[65000 + 1] = "v=spf1";
    size_t len = strlen(text);
    struct spfe_shared *shared;
    struct fixture f;
    size_t before;

    while (len + 2 < sizeof(text)) {
        text[len++] = ' ';
        text[len++] = 'a';
    }
    set_up(&f);
    add_text(&f, text);
    before = f.memory.live_bytes;
    f.memory.peak_bytes = before;
    shared = keep(&f, SPFEVAL_RRTYPE_TXT);
    if (shared != NULL) {
        CHECK(shared->parsed == NULL);
        CHECK_INT(shared->answer.count, 1);
        CHECK_INT(shared->size, sizeof(*shared) + shared->answer.len);
        CHECK(f.memory.peak_bytes < before + shared->size + 65536);
    }
    spfe_shared_release(shared);
    tear_down(&f);
}

static void
test_hostile_octets_are_kept_as_they_are(void)
{
    static const char octets[] = "\0\x7f\x80\xff v=spf1 -all";
    struct spfe_rr_cursor records;
    struct spfe_shared *shared;
    struct spfe_rr rr;
    struct fixture f;

    set_up(&f);
    CHECK_INT(spfeval_answer_add_text(f.answer, octets, sizeof(octets)),
              SPFEVAL_OK);
    shared = keep(&f, SPFEVAL_RRTYPE_TXT);
    if (shared != NULL) {
        records = spfe_answer_records(&shared->answer);
        if (CHECK(spfe_rr_next(&records, &rr))) {
            CHECK_BYTES(rr.text.ptr, rr.text.len, octets, sizeof(octets));
        }
        CHECK_INT(((const struct spfe_found *)shared->parsed)->selection,
                  SPFE_SELECT_NONE);
        spfe_shared_release(shared);
    }
    tear_down(&f);
}

/* --- the others ---------------------------------------------------------- */

static void
test_other_types_are_copied_and_not_parsed(void)
{
    struct spfe_rr_cursor records;
    struct spfe_shared *shared;
    struct spfe_rr rr;
    struct fixture f;

    set_up(&f);
    CHECK_INT(spfeval_answer_add_mx(f.answer, 10, "one.test", 8), SPFEVAL_OK);
    CHECK_INT(spfeval_answer_add_mx(f.answer, 20, "v=spf1 -all", 11),
              SPFEVAL_OK);
    shared = keep(&f, SPFEVAL_RRTYPE_MX);
    if (shared != NULL) {
        CHECK(shared->parsed == NULL);
        CHECK(shared->answer.data != spfe_answer_view(f.answer).data);
        CHECK_INT(shared->size, sizeof(*shared) + shared->answer.len);
        CHECK_INT(shared->answer.count, 2);
        CHECK(!shared->answer.has_ttl);
        records = spfe_answer_records(&shared->answer);
        if (CHECK(spfe_rr_next(&records, &rr))) {
            CHECK_INT(rr.preference, 10);
            CHECK_STR(rr.text.ptr, rr.text.len, "one.test");
        }
        spfe_shared_release(shared);
    }
    tear_down(&f);
}

static void
test_answers_without_records_are_kept(void)
{
    static const int rcodes[] = {0, 3, 2};
    static const int classes[] = {SPFEVAL_DNS_NODATA, SPFEVAL_DNS_NXDOMAIN,
                                  SPFEVAL_DNS_FAILED};
    size_t i;

    for (i = 0; i < TAP_COUNT(rcodes); i++) {
        struct spfe_shared *shared;
        struct fixture f;

        set_up(&f);
        CHECK_INT(spfeval_answer_set_rcode(f.answer, rcodes[i]), SPFEVAL_OK);
        shared = keep(&f, SPFEVAL_RRTYPE_TXT);
        if (shared != NULL) {
            CHECK_INT(shared->answer.dns_class, classes[i]);
            CHECK_INT(shared->answer.rcode, rcodes[i]);
            CHECK_INT(shared->answer.count, 0);
            CHECK(shared->answer.data == NULL);
            CHECK(shared->parsed == NULL);
            spfe_shared_release(shared);
        }
        tear_down(&f);
    }
}

static void
test_each_lack_of_memory_leaves_nothing_behind(void)
{
    char text[MANY_TERMS * 20];
    struct spfe_answer seen;
    struct spfe_shared *shared = NULL;
    struct fixture f;
    uint64_t number;

    set_up(&f);
    make_long_record(text, sizeof(text));
    add_text(&f, text);
    seen = view(&f, SPFEVAL_RRTYPE_TXT);
    for (number = 1; number < MOST_ALLOCATIONS; number++) {
        count_alloc_fail_at(&f.memory, number);
        shared = spfe_keep_answer(&f.mem, &seen);
        if (shared != NULL) {
            break;
        }
        CHECK_INT(f.memory.live_blocks, 0);
    }
    CHECK(number > 1); /* it needs memory */
    CHECK_INT(f.memory.failures, number - 1);
    count_alloc_fail_at(&f.memory, 0);
    spfe_shared_release(shared);
    tear_down(&f);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"an SPF record is kept parsed, and points nowhere else",
         test_record_is_kept_parsed},
        {"names are kept judged and hashed",
         test_names_are_kept_judged_and_hashed},
        {"the selection is kept, whatever it is",
         test_selection_is_kept_whatever_it_is},
        {"what is kept takes no octet more than its parts",
         test_what_is_kept_takes_no_octet_more_than_its_parts},
        {"a long record is kept in one piece",
         test_long_record_is_kept_in_one_piece},
        {"a record of very many terms is kept as text",
         test_record_of_very_many_terms_is_kept_as_text},
        {"hostile octets are kept as they are",
         test_hostile_octets_are_kept_as_they_are},
        {"other types are copied and not parsed",
         test_other_types_are_copied_and_not_parsed},
        {"answers without records are kept",
         test_answers_without_records_are_kept},
        {"each lack of memory leaves nothing behind",
         test_each_lack_of_memory_leaves_nothing_behind},
    };

    return tap_run("rule/keep", tests, TAP_COUNT(tests));
}
