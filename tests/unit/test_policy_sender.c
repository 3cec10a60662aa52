/* SPDX-License-Identifier: BSD-2-Clause */
#include "policy/sender.h"

#include <stdlib.h>
#include <string.h>

#include <spfeval/status.h>

#include "record/parse.h"
#include "support/tap.h"

enum { LONG_TEXT = 65536 };

struct row {
    const char *text;
    const char *usual; /* NULL: refused */
};

static int
parse(struct spfe_arena *arena, const char *octets, size_t len,
      struct spfe_text *out, struct spfe_term *term)
{
    struct spfe_text text = {octets, (uint32_t)len};

    return spfe_sender_parse(arena, text, out, term);
}

static void
check_rows(const struct row *rows, size_t count)
{
    struct spfe_mem mem;
    struct spfe_arena arena;
    size_t i;

    (void)spfe_mem_init(&mem, NULL);
    spfe_arena_init(&arena, &mem, SIZE_MAX, NULL, 0);
    for (i = 0; i < count; i++) {
        struct spfe_text out = {NULL, 0};
        struct spfe_term term;
        int status =
            parse(&arena, rows[i].text, strlen(rows[i].text), &out, &term);

        tap_row(rows[i].text);
        CHECK_INT(status,
                  rows[i].usual == NULL ? SPFEVAL_ERR_SYNTAX : SPFEVAL_OK);
        CHECK_STR(out.ptr, out.len, rows[i].usual);
        CHECK(out.ptr == NULL || out.ptr[out.len] == '\0');
    }
    spfe_arena_clear(&arena);
}

static void
test_directives_are_put_in_their_usual_form(void)
{
    static const struct row rows[] = {
        {"a", "a"},
        {"A", "a"},
        {"+mx", "mx"},
        {"mx/24", "mx/24"},
        {"a/32//128", "a"},
        {"a:Smtp1.Example.NET", "a:smtp1.example.net"},
        {"a:smtp1.example.net.", "a:smtp1.example.net"},
        {"a:smtp1.example.net./28//64", "a:smtp1.example.net/28//64"},
        {"INCLUDE:_spf.Example.net", "include:_spf.example.net"},
        {"exists:%{I}.%{D2}.Example.net", "exists:%{I}.%{D2}.example.net"},
        {"exists:%{i}.A%{d}", "exists:%{i}.a%{d}"},
        {"exists:a=%{l,/}.%{d}", "exists:a=%{l,/}.%{d}"},
        {"exists:%%%_%{l}.E.net", "exists:%%%_%{l}.e.net"},
        {"ip4:192.0.2.77/24", "ip4:192.0.2.0/24"},
        {"ip4:192.0.2.77/32", "ip4:192.0.2.77"},
        {"IP6:2001:DB8:0:0:0:0:0:1/128", "ip6:2001:db8::1"},
        {"ip6:2001:db8::1/32", "ip6:2001:db8::/32"},
        {"ip6:::ffff:192.0.2.1", "ip6:::ffff:192.0.2.1"},
    };

    check_rows(rows, TAP_COUNT(rows));
}

static void
test_addresses_become_networks(void)
{
    static const struct row rows[] = {
        {"192.0.2.1", "ip4:192.0.2.1"},
        {"192.0.2.1/24", "ip4:192.0.2.0/24"},
        {"192.0.2.1/32", "ip4:192.0.2.1"},
        {"2001:db8::1", "ip6:2001:db8::1"},
        {"2001:DB8::1/64", "ip6:2001:db8::/64"},
        {"::", "ip6:::"},
        {"a::1.2.3.4", "ip6:a::102:304"},
        {"a:b::1", "ip6:a:b::1"},
        /* RFC 7208 section 5: such a client counts as an IPv4 client */
        {"::ffff:192.0.2.1", "ip4:192.0.2.1"},
        {"::ffff:192.0.2.1/120", "ip4:192.0.2.0/24"},
        {"::ffff:0:0/95", "ip6:::fffe:0:0/95"},
        {"192.0.2.1/33", NULL},
        {"192.0.2", NULL},
        {"192.0.2.1.", NULL},
        {"192.0.2.256", NULL},
        {"2001:db8::1/129", NULL},
        {"+192.0.2.1", NULL},
    };

    check_rows(rows, TAP_COUNT(rows));
}

static void
test_host_names_become_a(void)
{
    static const struct row rows[] = {
        {"smtp1.example.net", "a:smtp1.example.net"},
        {"Smtp1.Example.net.", "a:smtp1.example.net"},
        {"a.example", "a:a.example"},
        {"mx.example", "a:mx.example"},
        {"all.example", "a:all.example"},
        {"_x.my-host.example", "a:_x.my-host.example"},
        {"smtp1.example.net/28", NULL},
        {"smtp1", NULL},
        {"smtp1.", NULL},
        {"a..example", NULL},
        {".example.net", NULL},
        {"%{d}.example.net", NULL},
        {"user@example.net", NULL},
        {"http://example.net", NULL},
        {"x;.example.net", NULL},
    };

    check_rows(rows, TAP_COUNT(rows));
}

static void
test_other_texts_are_refused(void)
{
    static const struct row rows[] = {
        {"", NULL},
        {" ", NULL},
        {"a ", NULL},
        {"a mx", NULL},
        {"a:b.example c", NULL},
        /* valid names that nobody means */
        {"include:a.example,b.example", NULL},
        {"include:a.example;include:b.example", NULL},
        {"a:http://b.example", NULL},
        {"include:user@b.example", NULL},
        {"mx:a/b.example/24", NULL},
        {"exists:%{i}:b.example", NULL},
        {"all", NULL},
        {"+all", NULL},
        {"ptr", NULL},
        {"ptr:example.net", NULL},
        {"-a", NULL},
        {"~mx", NULL},
        {"?include:example.net", NULL},
        {"redirect=example.net", NULL},
        {"exp=example.net", NULL},
        {"moo=x", NULL},
        {"v=spf1", NULL},
        {"include", NULL},
        {"include:", NULL},
        {"include:localhost", NULL},
        {"exists:%{x}.example", NULL},
        {"a:\xe2\x80\x93.example", NULL},
        {"a:b\n.example", NULL},
        {"\xff", NULL},
    };

    check_rows(rows, TAP_COUNT(rows));
}

static void
test_octets_of_any_kind_and_number_are_refused(void)
{
    char *text = malloc(LONG_TEXT);
    struct spfe_mem mem;
    struct spfe_arena arena;
    struct spfe_text out = {NULL, 0};
    struct spfe_term term;

    if (!CHECK(text != NULL)) {
        return;
    }
    (void)spfe_mem_init(&mem, NULL);
    spfe_arena_init(&arena, &mem, SIZE_MAX, NULL, 0);
    CHECK_INT(parse(&arena, "a:b\0.example", 12, &out, &term),
              SPFEVAL_ERR_SYNTAX);
    CHECK_INT(parse(&arena, "b.example\0", 10, &out, &term),
              SPFEVAL_ERR_SYNTAX);
    memset(text, '1', LONG_TEXT);
    memcpy(text + LONG_TEXT - 10, ".example.net", 10);
    CHECK_INT(parse(&arena, text, LONG_TEXT, &out, &term), SPFEVAL_ERR_LIMIT);
    CHECK_INT(parse(&arena, text, LONG_TEXT - 4, &out, &term),
              SPFEVAL_ERR_LIMIT);
    CHECK_INT(parse(&arena, text, LONG_TEXT - 5, &out, &term),
              SPFEVAL_ERR_SYNTAX);
    /* A directive may be as long as a record. */
    memcpy(text, "exists:", 7);
    memcpy(text + LONG_TEXT - 11, ".ab", 3);
    CHECK_INT(parse(&arena, text, LONG_TEXT - 8, &out, &term), SPFEVAL_OK);
    CHECK_INT(out.len, LONG_TEXT - 8);
    spfe_arena_clear(&arena);
    free(text);
}

/* What the term says is about the text that is given out. */
static void
test_term_counts_in_the_usual_text(void)
{
    struct spfe_mem mem;
    struct spfe_arena arena;
    struct spfe_text out = {NULL, 0};
    struct spfe_term term;

    (void)spfe_mem_init(&mem, NULL);
    spfe_arena_init(&arena, &mem, SIZE_MAX, NULL, 0);
    CHECK_INT(parse(&arena, "+A:Smtp1.example.net./24", 24, &out, &term),
              SPFEVAL_OK);
    CHECK_INT(term.kind, SPFEVAL_TERM_A);
    CHECK_INT(term.qualifier, SPFEVAL_QUALIFIER_PASS);
    CHECK_INT(term.offset, 0);
    CHECK_INT(term.len, out.len);
    CHECK_INT(term.prefix4, 24);
    CHECK_STR(out.ptr + term.argument.offset, term.argument.len,
              "smtp1.example.net");
    CHECK_INT(parse(&arena, "192.0.2.77/24", 13, &out, &term), SPFEVAL_OK);
    CHECK_INT(term.kind, SPFEVAL_TERM_IP4);
    CHECK_INT(term.prefix4, 24);
    CHECK_BYTES(term.address, 4, "\xc0\x00\x02\x00", 4);
    spfe_arena_clear(&arena);
}

static void
test_terms_of_a_record_keep_their_sign(void)
{
    static const char *const usual[] = {
        "-a:b.example",          "mx",     "~all",
        "redirect=%{D}.example", "Moo=X.", "?ip4:10.0.0.0/8",
    };
    struct spfe_text text = {"v=spf1 -A:B.example. +MX ~ALL "
                             "Redirect=%{D}.Example. Moo=X. ?ip4:10.1.2.3/8",
                             76};
    struct spfe_syntax_error error;
    struct spfeval_record *record = NULL;
    struct spfe_mem mem;
    struct spfe_arena arena;
    uint32_t i;

    (void)spfe_mem_init(&mem, NULL);
    spfe_arena_init(&arena, &mem, SIZE_MAX, NULL, 0);
    text.len = (uint32_t)strlen(text.ptr);
    if (CHECK_INT(spfe_record_parse(&arena, text, &record, &error),
                  SPFEVAL_OK) &&
        CHECK_INT(record->term_count, TAP_COUNT(usual))) {
        for (i = 0; i < record->term_count; i++) {
            struct spfe_text out = {NULL, 0};

            CHECK_INT(
                spfe_sender_print(&arena, record, &record->terms[i], &out),
                SPFEVAL_OK);
            CHECK_STR(out.ptr, out.len, usual[i]);
        }
    }
    spfe_arena_clear(&arena);
}

static void
test_networks_hold_narrower_ones(void)
{
    static const struct {
        const char *first;
        const char *second;
        bool holds;
    } rows[] = {
        {"ip4:10.0.0.0/8", "ip4:10.1.0.0/16", true},
        {"ip4:10.0.0.0/8", "ip4:10.0.0.0/8", true},
        {"ip4:10.1.0.0/16", "ip4:10.0.0.0/8", false},
        {"ip4:10.0.0.0/8", "ip4:11.0.0.1", false},
        {"ip6:2001:db8::/32", "ip6:2001:db8:1::1", true},
        {"ip6:::/1", "ip4:10.0.0.1", false},
        {"a:b.example", "a:b.example", false},
    };
    struct spfe_mem mem;
    struct spfe_arena arena;
    size_t i;

    (void)spfe_mem_init(&mem, NULL);
    spfe_arena_init(&arena, &mem, SIZE_MAX, NULL, 0);
    for (i = 0; i < TAP_COUNT(rows); i++) {
        struct spfe_text out;
        struct spfe_term first;
        struct spfe_term second;

        tap_row(rows[i].first);
        CHECK_INT(
            parse(&arena, rows[i].first, strlen(rows[i].first), &out, &first),
            SPFEVAL_OK);
        CHECK_INT(parse(&arena, rows[i].second, strlen(rows[i].second), &out,
                        &second),
                  SPFEVAL_OK);
        CHECK_INT(spfe_sender_holds(&first, &second), rows[i].holds);
    }
    spfe_arena_clear(&arena);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"directives are put in their usual form",
         test_directives_are_put_in_their_usual_form},
        {"addresses become networks", test_addresses_become_networks},
        {"host names become a", test_host_names_become_a},
        {"other texts are refused", test_other_texts_are_refused},
        {"octets of any kind and number are refused",
         test_octets_of_any_kind_and_number_are_refused},
        {"the term counts in the usual text",
         test_term_counts_in_the_usual_text},
        {"terms of a record keep their sign",
         test_terms_of_a_record_keep_their_sign},
        {"networks hold narrower ones", test_networks_hold_narrower_ones},
    };

    return tap_run("policy/sender", tests, TAP_COUNT(tests));
}
