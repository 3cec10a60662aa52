/* SPDX-License-Identifier: BSD-2-Clause */
/* DNS questions: what a caller reads from one, and the names of types. */
#include <stdint.h>
#include <string.h>

#include <spfeval/dns.h>

#include "dns/query.h"
#include "support/tap.h"

static void
test_query_shows_its_id_type_and_name(void)
{
    static const spfeval_query query = {
        {"a b/c:d.example", 15}, UINT32_MAX, SPFEVAL_RRTYPE_AAAA, 0};
    size_t len = 0;

    CHECK_INT(spfeval_query_get_id(&query), UINT32_MAX);
    CHECK_INT(spfeval_query_get_type(&query), SPFEVAL_RRTYPE_AAAA);
    CHECK(spfeval_query_get_name(&query, &len) == query.name.ptr);
    CHECK_STR(spfeval_query_get_name(&query, NULL), len, "a b/c:d.example");
}

static void
test_null_query_shows_nothing(void)
{
    size_t len = 99;

    CHECK_INT(spfeval_query_get_id(NULL), 0);
    CHECK_INT(spfeval_query_get_type(NULL), 0);
    CHECK(spfeval_query_get_name(NULL, &len) == NULL);
    CHECK(spfeval_query_get_name(NULL, NULL) == NULL);
    CHECK_INT(len, 99);
}

static void
test_types_have_the_names_of_iana(void)
{
    static const struct {
        int type;
        const char *name;
    } rows[] = {
        {1, "A"},
        {5, "CNAME"},
        {12, "PTR"},
        {15, "MX"},
        {16, "TXT"},
        {28, "AAAA"},
        {99, "SPF"},
        {0, "unknown"},
        {2, "unknown"},
        {98, "unknown"},
        {255, "unknown"},
        {-1, "unknown"},
        {65535, "unknown"},
        {65537, "unknown"},
        {INT32_MIN, "unknown"},
        {INT32_MAX, "unknown"},
    };
    size_t i;

    for (i = 0; i < TAP_COUNT(rows); i++) {
        const char *name = spfeval_rrtype_name(rows[i].type);

        tap_row(rows[i].name);
        CHECK_STR(name, name == NULL ? 0 : strlen(name), rows[i].name);
    }
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"a query shows its id, type and name",
         test_query_shows_its_id_type_and_name},
        {"NULL shows nothing", test_null_query_shows_nothing},
        {"types have the names of IANA", test_types_have_the_names_of_iana},
    };

    return tap_run("dns/query", tests, TAP_COUNT(tests));
}
