/* SPDX-License-Identifier: BSD-2-Clause */
/* Records at wildcards, and the names that they do not cover (SPF-W138). */
#include <stdio.h>
#include <string.h>

#include <spfeval/lint.h>
#include <spfeval/report.h>
#include <spfeval/status.h>
#include <spfeval/zone.h>

#include "support/count_alloc.h"
#include "support/tap.h"

enum { ROOM = 2048, MANY = 2000, MOST_ALLOCATIONS = 200 };

static const char policy[] = "v=spf1 mx -all";

static spfeval_zone *
make_zone(bool authoritative)
{
    spfeval_zone *zone = NULL;

    CHECK_INT(spfeval_zone_new(NULL, &zone), SPFEVAL_OK);
    if (authoritative) {
        CHECK_INT(spfeval_zone_set_authoritative(zone), SPFEVAL_OK);
    }
    return zone;
}

static void
add_text(spfeval_zone *zone, const char *name, const char *text)
{
    CHECK_INT(spfeval_zone_add_text(zone, name, strlen(name), 60, text,
                                    strlen(text)),
              SPFEVAL_OK);
}

static void
add_address(spfeval_zone *zone, const char *name)
{
    static const uint8_t address[4] = {192, 0, 2, 1};

    CHECK_INT(
        spfeval_zone_add_address(zone, name, strlen(name), 60, address, 4),
        SPFEVAL_OK);
}

static spfeval_lint *
lint(const spfeval_zone *zone)
{
    spfeval_lint *found = NULL;

    CHECK_INT(spfeval_lint_wildcards(NULL, zone, &found), SPFEVAL_OK);
    return found;
}

static void
check_count(const spfeval_zone *zone, uint32_t expected)
{
    spfeval_lint *found = lint(zone);

    CHECK_INT(spfeval_lint_get_count(found), expected);
    spfeval_lint_free(found);
}

static void
check_sentence(const spfeval_lint *found, uint32_t index, int language,
               const char *expected)
{
    char text[ROOM];
    size_t needed = 1;

    CHECK_INT(spfeval_lint_print_finding(found, index, language, text,
                                         sizeof(text), &needed),
              SPFEVAL_OK);
    CHECK_STR(text, needed - 1, expected);
}

static void
test_names_that_exist_are_not_covered(void)
{
    spfeval_finding finding = {.struct_size = sizeof(finding)};
    spfeval_zone *zone = make_zone(true);
    spfeval_lint *found;

    add_text(zone, "example.com", policy);
    add_text(zone, "*.example.com", "other text");
    add_text(zone, "*.example.com", policy);
    add_address(zone, "www.example.com");
    found = lint(zone);
    spfeval_zone_free(zone); /* the findings do not need it */
    CHECK_INT(spfeval_lint_get_count(found), 1);
    CHECK_INT(spfeval_lint_get_finding(found, 0, &finding), SPFEVAL_OK);
    CHECK_STR(finding.code, strlen(finding.code), "SPF-W138");
    CHECK_INT(finding.severity, SPFEVAL_SEVERITY_WARNING);
    CHECK_STR(finding.owner, finding.owner_len, "*.example.com");
    CHECK_STR(finding.record, finding.record_len, policy);
    CHECK_INT(finding.offset, 0);
    CHECK_INT(finding.length, 0);
    CHECK(finding.fix == NULL);
    check_sentence(found, 0, SPFEVAL_LANGUAGE_EN,
                   "The record at *.example.com does not cover names that "
                   "exist. Names without an SPF record: 1 "
                   "(www.example.com).");
    check_sentence(found, 0, SPFEVAL_LANGUAGE_NL,
                   "Het record op *.example.com geldt niet voor namen die "
                   "bestaan. Namen zonder SPF-record: 1 (www.example.com).");
    spfeval_lint_free(found);
}

static void
test_names_that_need_no_record_are_left_out(void)
{
    spfeval_zone *zone = make_zone(true);

    add_text(zone, "*.example.com", policy);
    check_count(zone, 0);
    tap_row("a name with a record of its own");
    add_address(zone, "a.example.com");
    add_text(zone, "A.Example.com", policy);
    check_count(zone, 0);
    tap_row("a name that takes and sends no mail");
    add_text(zone, "_dmarc.example.com", "v=DMARC1; p=none");
    CHECK_INT(spfeval_zone_add_name(zone, "ns.example.com", 14), SPFEVAL_OK);
    check_count(zone, 0);
    tap_row("an alias");
    CHECK_INT(
        spfeval_zone_add_cname(zone, "c.example.com", 13, 60, "d.test", 6),
        SPFEVAL_OK);
    check_count(zone, 0);
    tap_row("a name elsewhere, or one that only ends alike");
    add_address(zone, "example.com");
    add_address(zone, "badexample.com");
    add_address(zone, "www.example.net");
    check_count(zone, 0);
    tap_row("another wildcard");
    add_address(zone, "*.b.example.com");
    check_count(zone, 0);
    tap_row("one that it is about");
    CHECK_INT(
        spfeval_zone_add_mx(zone, "x.y.example.com", 15, 60, 1, "m.test", 6),
        SPFEVAL_OK);
    check_count(zone, 1);
    spfeval_zone_free(zone);
}

static void
test_a_wildcard_without_spf_is_no_matter(void)
{
    spfeval_zone *zone = make_zone(true);

    add_text(zone, "*.example.com", "v=spf10 -all");
    add_address(zone, "www.example.com");
    check_count(zone, 0);
    spfeval_zone_free(zone);
}

static void
test_the_nearest_wildcard_is_meant(void)
{
    spfeval_finding finding = {.struct_size = sizeof(finding)};
    spfeval_zone *zone = make_zone(true);
    spfeval_lint *found;

    add_text(zone, "*.example.com", policy);
    add_text(zone, "*.a.example.com", policy);
    add_text(zone, "*", policy);
    add_address(zone, "www.a.example.com");
    found = lint(zone);
    CHECK_INT(spfeval_lint_get_count(found), 1);
    CHECK_INT(spfeval_lint_get_finding(found, 0, &finding), SPFEVAL_OK);
    CHECK_STR(finding.owner, finding.owner_len, "*.a.example.com");
    spfeval_lint_free(found);
    add_address(zone, "example.net");
    add_address(zone, "b.example.com");
    found = lint(zone);
    CHECK_INT(spfeval_lint_get_count(found), 3);
    CHECK_INT(spfeval_lint_get_finding(found, 0, &finding), SPFEVAL_OK);
    CHECK_STR(finding.owner, finding.owner_len, "*");
    spfeval_lint_free(found);
    spfeval_zone_free(zone);
}

/* All are counted, the first three named; nothing of a name is printed raw. */
static void
test_many_names_are_one_finding(void)
{
    spfeval_zone *zone = make_zone(true);
    spfeval_lint *found;
    char name[32];
    int i;

    add_text(zone, "*.test", policy);
    add_address(zone, "\x1b[31m.test");
    for (i = 1; i < MANY; i++) {
        (void)snprintf(name, sizeof(name), "%d.test", i);
        add_address(zone, name);
    }
    found = lint(zone);
    CHECK_INT(spfeval_lint_get_count(found), 1);
    check_sentence(
        found, 0, SPFEVAL_LANGUAGE_EN,
        "The record at *.test does not cover names that exist. "
        "Names without an SPF record: 2000 (\\x1B[31m.test, 1.test, "
        "2.test, ...).");
    spfeval_lint_free(found);
    spfeval_zone_free(zone);
}

static void
test_many_wildcards_are_bounded(void)
{
    spfeval_zone *zone = make_zone(true);
    char name[32];
    int i;

    for (i = 0; i < MANY; i++) {
        (void)snprintf(name, sizeof(name), "*.%d.test", i);
        add_text(zone, name, policy);
        add_address(zone, name + 1 + (i % 2 == 0));
        (void)snprintf(name, sizeof(name), "a.%d.test", i);
        add_address(zone, name);
    }
    check_count(zone, 333);
    spfeval_zone_free(zone);
}

static void
test_each_lack_of_memory_is_reported(void)
{
    spfeval_zone *zone = make_zone(true);
    uint64_t number = 0;
    int status = SPFEVAL_ERR_NOMEM;

    add_text(zone, "*.example.com", policy);
    add_address(zone, "www.example.com");
    while (status != SPFEVAL_OK && number++ < MOST_ALLOCATIONS) {
        struct count_alloc memory;
        spfeval_lint *found = NULL;

        count_alloc_init(&memory);
        count_alloc_fail_at(&memory, number);
        status = spfeval_lint_wildcards(&memory.table, zone, &found);
        CHECK_INT(status,
                  memory.failures > 0 ? SPFEVAL_ERR_NOMEM : SPFEVAL_OK);
        CHECK((found == NULL) == (status != SPFEVAL_OK));
        spfeval_lint_free(found);
        CHECK(count_alloc_is_clean(&memory));
        count_alloc_clear(&memory);
    }
    CHECK(number > 3 && number < MOST_ALLOCATIONS);
    spfeval_zone_free(zone);
}

static void
test_arguments_are_checked(void)
{
    spfeval_zone *zone = make_zone(true);
    spfeval_allocator incomplete = {0};
    spfeval_lint *found = NULL;

    CHECK_INT(spfeval_lint_wildcards(NULL, NULL, &found),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_lint_wildcards(NULL, zone, NULL), SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_lint_wildcards(&incomplete, zone, &found),
              SPFEVAL_ERR_ARGUMENT);
    CHECK(found == NULL);
    check_count(zone, 0);
    spfeval_zone_free(zone);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"names that exist are not covered",
         test_names_that_exist_are_not_covered},
        {"names that need no record are left out",
         test_names_that_need_no_record_are_left_out},
        {"a wildcard without SPF is no matter",
         test_a_wildcard_without_spf_is_no_matter},
        {"the nearest wildcard is meant", test_the_nearest_wildcard_is_meant},
        {"many names are one finding", test_many_names_are_one_finding},
        {"many wildcards are bounded", test_many_wildcards_are_bounded},
        {"each lack of memory is reported",
         test_each_lack_of_memory_is_reported},
        {"arguments are checked", test_arguments_are_checked},
    };

    return tap_run("policy/lint_wildcards", tests, TAP_COUNT(tests));
}
