/* SPDX-License-Identifier: BSD-2-Clause */
/* Which names and records a zone says that it holds. */
#include <stdio.h>
#include <string.h>

#include <spfeval/status.h>
#include <spfeval/zone.h>

#include "support/count_alloc.h"
#include "support/tap.h"

enum { ROOM = 1024, MANY = 5000 };

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
add_text(spfeval_zone *zone, const char *name)
{
    CHECK_INT(spfeval_zone_add_text(zone, name, strlen(name), 60, "x", 1),
              SPFEVAL_OK);
}

/* All names, with "|" between them. */
static void
check_names(const spfeval_zone *zone, const char *expected)
{
    char text[ROOM] = "";
    const char *name = NULL;
    size_t len = 0;
    size_t count = 0;

    while ((name = spfeval_zone_next_name(zone, name, len, &len)) != NULL &&
           count++ < 20) {
        CHECK_INT(strlen(name), len);
        (void)strcat(text, name);
        (void)strcat(text, "|");
    }
    CHECK_STR(text, strlen(text), expected);
}

static void
test_names_come_in_the_order_added(void)
{
    spfeval_zone *zone = make_zone(false);

    check_names(zone, "");
    add_text(zone, "b.test");
    add_text(zone, "a.Test.");
    add_text(zone, "B.TEST");
    CHECK_INT(spfeval_zone_add_name(zone, "c.test", 6), SPFEVAL_OK);
    CHECK_INT(spfeval_zone_add_timeout(zone, "t.test", 6, 0), SPFEVAL_OK);
    CHECK_INT(spfeval_zone_add_cname(zone, "*.test", 6, 60, "x.y", 3),
              SPFEVAL_OK);
    check_names(zone, "b.test|a.Test|c.test|t.test|*.test|");
    spfeval_zone_free(zone);
}

static void
test_names_above_others_exist(void)
{
    spfeval_zone *zone = make_zone(true);

    add_text(zone, "a.b.test");
    add_text(zone, "b.test");
    check_names(zone, "|test|b.test|a.b.test|");
    spfeval_zone_free(zone);
}

static void
test_a_name_that_is_not_there_has_no_next(void)
{
    static char long_name[2000];
    spfeval_zone *zone = make_zone(false);
    size_t len = 77;

    memset(long_name, 'a', sizeof(long_name));
    add_text(zone, "a.test");
    add_text(zone, "b.test");
    CHECK(spfeval_zone_next_name(zone, "A.test.", 7, NULL) != NULL);
    CHECK(spfeval_zone_next_name(zone, "c.test", 6, &len) == NULL);
    CHECK(spfeval_zone_next_name(zone, "b.test", 6, &len) == NULL);
    CHECK(spfeval_zone_next_name(zone, long_name, sizeof(long_name), &len) ==
          NULL);
    CHECK(spfeval_zone_next_name(NULL, NULL, 0, &len) == NULL);
    CHECK_INT(len, 77);
    spfeval_zone_free(zone);
}

/* What was entered without memory for its record does not exist. */
static void
test_a_name_whose_addition_failed_is_left_out(void)
{
    static char text[5000];
    struct count_alloc memory;
    spfeval_zone *zone = NULL;

    count_alloc_init(&memory);
    CHECK_INT(spfeval_zone_new(&memory.table, &zone), SPFEVAL_OK);
    CHECK_INT(spfeval_zone_add_name(zone, "a.test", 6), SPFEVAL_OK);
    count_alloc_fail_at(&memory, 1);
    CHECK_INT(spfeval_zone_add_text(zone, "b.test", 6, 60, text, sizeof(text)),
              SPFEVAL_ERR_NOMEM);
    CHECK_INT(spfeval_zone_add_name(zone, "c.test", 6), SPFEVAL_OK);
    check_names(zone, "a.test|c.test|");
    spfeval_zone_free(zone);
    CHECK(count_alloc_is_clean(&memory));
    count_alloc_clear(&memory);
}

/* Additions that failed before the zone became authoritative are forgotten. */
static void
test_forgotten_names_do_not_come_back(void)
{
    static char text[5000];
    struct count_alloc memory;
    spfeval_zone *zone = NULL;

    count_alloc_init(&memory);
    CHECK_INT(spfeval_zone_new(&memory.table, &zone), SPFEVAL_OK);
    count_alloc_fail_at(&memory, 3);
    CHECK_INT(spfeval_zone_add_text(zone, "b.test", 6, 60, text, sizeof(text)),
              SPFEVAL_ERR_NOMEM);
    count_alloc_fail_at(&memory, 0);
    CHECK_INT(spfeval_zone_set_authoritative(zone), SPFEVAL_OK);
    add_text(zone, "a.test");
    check_names(zone, "|test|a.test|");
    spfeval_zone_free(zone);
    CHECK(count_alloc_is_clean(&memory));
    count_alloc_clear(&memory);
}

static void
test_records_are_those_of_the_name_itself(void)
{
    spfeval_zone *zone = make_zone(true);

    add_text(zone, "*.test");
    CHECK_INT(spfeval_zone_add_mx(zone, "a.test", 6, 60, 1, "m.test", 6),
              SPFEVAL_OK);
    CHECK_INT(spfeval_zone_add_cname(zone, "c.test", 6, 60, "*.test", 6),
              SPFEVAL_OK);
    CHECK_INT(spfeval_zone_has_record(zone, SPFEVAL_RRTYPE_TXT, "*.test", 6),
              1);
    CHECK_INT(spfeval_zone_has_record(zone, SPFEVAL_RRTYPE_SPF, "*.test", 6),
              0);
    CHECK_INT(spfeval_zone_has_record(zone, SPFEVAL_RRTYPE_TXT, "b.test", 6),
              0);
    CHECK_INT(spfeval_zone_has_record(zone, SPFEVAL_RRTYPE_MX, "A.Test.", 7),
              1);
    CHECK_INT(spfeval_zone_has_record(zone, SPFEVAL_RRTYPE_TXT, "a.test", 6),
              0);
    CHECK_INT(spfeval_zone_has_record(zone, SPFEVAL_RRTYPE_TXT, "c.test", 6),
              0);
    CHECK_INT(spfeval_zone_has_record(zone, SPFEVAL_RRTYPE_CNAME, "c.test", 6),
              1);
    CHECK_INT(spfeval_zone_has_record(zone, SPFEVAL_RRTYPE_CNAME, "a.test", 6),
              0);
    CHECK_INT(spfeval_zone_has_record(NULL, 1, "a.test", 6), 0);
    CHECK_INT(spfeval_zone_has_record(zone, 1, NULL, 0), 0);
    spfeval_zone_free(zone);
}

static void
test_many_names_are_all_enumerated(void)
{
    spfeval_zone *zone = make_zone(true);
    const char *name = NULL;
    size_t len = 0;
    char text[32];
    int count = 0;
    int i;

    for (i = 0; i < MANY; i++) {
        (void)snprintf(text, sizeof(text), "%d.test", i);
        add_text(zone, text);
    }
    while ((name = spfeval_zone_next_name(zone, name, len, &len)) != NULL) {
        count += spfeval_zone_has_record(zone, SPFEVAL_RRTYPE_TXT, name, len);
    }
    CHECK_INT(count, MANY);
    spfeval_zone_free(zone);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"names come in the order added", test_names_come_in_the_order_added},
        {"names above others exist", test_names_above_others_exist},
        {"a name that is not there has no next",
         test_a_name_that_is_not_there_has_no_next},
        {"a name whose addition failed is left out",
         test_a_name_whose_addition_failed_is_left_out},
        {"forgotten names do not come back",
         test_forgotten_names_do_not_come_back},
        {"records are those of the name itself",
         test_records_are_those_of_the_name_itself},
        {"many names are all enumerated", test_many_names_are_all_enumerated},
    };

    return tap_run("resolver/zone_names", tests, TAP_COUNT(tests));
}
