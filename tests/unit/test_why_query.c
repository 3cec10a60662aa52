/* SPDX-License-Identifier: BSD-2-Clause */
#include "why/query.h"

#include <string.h>

#include "support/tap.h"

static struct why_query query;
static size_t offset;

static enum why_status
read_text(const char *text)
{
    return why_query_read(&query, text, strlen(text), &offset);
}

static void
check_value(const struct why_value *value, const char *expected)
{
    CHECK_STR(value->octets, value->len, expected);
    if (value->octets != NULL) {
        CHECK_INT(value->octets[value->len], '\0');
    }
}

struct form_case {
    const char *text;
    const char *identity;
    const char *ip;
    const char *receiver;
};

static void
test_forms_in_practice_are_read(void)
{
    static const struct form_case cases[] = {
        {"Why?scope=mfrom;identity=info@example.com;ip=5.255.64.53",
         "info@example.com", "5.255.64.53", NULL},
        {"http://www.openspf.org/Why?scope=mfrom;identity=a@b.nl;ip=::1",
         "a@b.nl", "::1", NULL},
        {"why?s=mfrom&id=a%40example.org&ip=192.0.2.1&r=mx.example.net",
         "a@example.org", "192.0.2.1", "mx.example.net"},
        {"s=mfrom&amp;id=a@b&amp;i=192.0.2.1&amp;receiver=r", "a@b",
         "192.0.2.1", "r"},
        {"?id=a@b;;&;&ip=192.0.2.1&", "a@b", "192.0.2.1", NULL},
        {"  Why?id=a@b;ip=192.0.2.1\r\n", "a@b", "192.0.2.1", NULL},
        {"Please see http://h/Why?id=a@b;ip=192.0.2.1", "a@b", "192.0.2.1",
         NULL},
        {"Why?id=a@b;ip=192.0.2.1#r=x;ip=::1", "a@b", "192.0.2.1", NULL},
        {"Why#?id=a@b", NULL, NULL, NULL},
        {"http://h/a=b/Why?id=a@b;ip=192.0.2.1", "a@b", "192.0.2.1", NULL},
        {"ip=192.0.2.1;id=a@b;x=http://h/?y", "a@b", "192.0.2.1", NULL},
        {"ID=a@b;Ip=192.0.2.1;R%65ceiver=x", "a@b", "192.0.2.1", "x"},
        {"id=a+b@c", "a+b@c", NULL, NULL},
        {"id=a?b@c&ip=::1", "a?b@c", "::1", NULL},
        {"Why?id=a=b@c=", "a=b@c=", NULL, NULL},
        {"id=%2541", "%41", NULL, NULL},
        {"id=%3b%26%23%3D", ";&#=", NULL, NULL},
        {"Why", NULL, NULL, NULL},
        {"", NULL, NULL, NULL},
    };
    size_t i;

    for (i = 0; i < TAP_COUNT(cases); i++) {
        tap_row(cases[i].text);
        CHECK_INT(read_text(cases[i].text), WHY_OK);
        check_value(&query.identity, cases[i].identity);
        check_value(&query.ip, cases[i].ip);
        check_value(&query.receiver, cases[i].receiver);
    }
}

static void
test_all_keys_have_their_place(void)
{
    CHECK_INT(read_text("s=helo;id=a;ip=b;r=c;h=d;lang=nl;format=json"),
              WHY_OK);
    CHECK_INT(query.scope, WHY_SCOPE_HELO);
    CHECK(query.has_scope);
    check_value(&query.identity, "a");
    check_value(&query.ip, "b");
    check_value(&query.receiver, "c");
    check_value(&query.helo, "d");
    check_value(&query.lang, "nl");
    check_value(&query.format, "json");
    CHECK_INT(read_text("identity=a&i=b&receiver=c&helo=d"), WHY_OK);
    CHECK_INT(query.scope, WHY_SCOPE_MFROM);
    CHECK(!query.has_scope);
    check_value(&query.identity, "a");
    check_value(&query.ip, "b");
    check_value(&query.receiver, "c");
    check_value(&query.helo, "d");
    check_value(&query.lang, NULL);
    check_value(&query.format, NULL);
}

static void
test_unknown_keys_are_ignored_with_their_values(void)
{
    CHECK_INT(read_text("x=%zz;=%;ids=c;idx=c;i%;utm_source=100%;id=a"),
              WHY_OK);
    check_value(&query.identity, "a");
    check_value(&query.ip, NULL);
}

static void
test_an_empty_value_is_absent_but_for_the_null_reverse_path(void)
{
    CHECK_INT(read_text("scope=;id=;ip=;r=;h=;lang=;format="), WHY_OK);
    CHECK(!query.has_scope);
    check_value(&query.identity, "");
    check_value(&query.ip, NULL);
    check_value(&query.receiver, NULL);
    check_value(&query.helo, NULL);
    check_value(&query.lang, NULL);
    check_value(&query.format, NULL);
    CHECK_INT(read_text("id;ip"), WHY_OK);
    check_value(&query.identity, NULL);
}

static void
test_any_octet_can_be_in_a_value(void)
{
    static const char expected[] = {'a', '\0', 'b', '\n', '\x1b', '\xff'};

    CHECK_INT(read_text("id=a%00b%0a%1B%ff"), WHY_OK);
    CHECK_BYTES(query.identity.octets, query.identity.len, expected,
                sizeof(expected));
    CHECK_INT(why_query_read(&query, "id=\0\xff;i=1", 9, &offset), WHY_OK);
    CHECK_BYTES(query.identity.octets, query.identity.len, "\0\xff", 2);
    check_value(&query.ip, "1");
}

struct failure_case {
    const char *text;
    enum why_status status;
    size_t offset;
};

static void
test_failures_tell_where(void)
{
    static const struct failure_case cases[] = {
        {"Why?id=a%4", WHY_BAD_ESCAPE, 8},
        {"Why?id=a%", WHY_BAD_ESCAPE, 8},
        {"id=%g0", WHY_BAD_ESCAPE, 3},
        {"id=%0g", WHY_BAD_ESCAPE, 3},
        {"id=%4;1@b", WHY_BAD_ESCAPE, 3},
        {"id=%+1", WHY_BAD_ESCAPE, 3},
        {"Why?s=pra", WHY_BAD_SCOPE, 6},
        {"Why?id=a;scope=mfromm", WHY_BAD_SCOPE, 15},
        {"s=mfro", WHY_BAD_SCOPE, 2},
        {"s=%", WHY_BAD_SCOPE, 2},
        {"s=helo;scope=mfrom", WHY_REPEATED_KEY, 13},
        {"id=a;id=b", WHY_REPEATED_KEY, 8},
        {"id=a;identity=", WHY_REPEATED_KEY, 14},
        {"ip=a;i=A", WHY_REPEATED_KEY, 7},
        {"id=a;id=a%00", WHY_REPEATED_KEY, 8},
    };
    size_t i;

    for (i = 0; i < TAP_COUNT(cases); i++) {
        tap_row(cases[i].text);
        CHECK_INT(read_text(cases[i].text), cases[i].status);
        CHECK_INT(offset, cases[i].offset);
    }
}

static void
test_the_same_value_again_is_no_failure(void)
{
    CHECK_INT(read_text("s=helo;scope=HELO;id=a;id=%61;identity=a;i=;ip=b"),
              WHY_OK);
    CHECK_INT(query.scope, WHY_SCOPE_HELO);
    check_value(&query.identity, "a");
    check_value(&query.ip, "b");
    CHECK_INT(read_text("scope=mailfrom;s=mfrom"), WHY_OK);
}

static void
test_what_stood_before_a_failure_is_there(void)
{
    CHECK_INT(read_text("lang=nl;id=%;ip=b"), WHY_BAD_ESCAPE);
    check_value(&query.lang, "nl");
    check_value(&query.identity, NULL);
    check_value(&query.ip, NULL);
}

static void
test_the_longest_query_is_read_and_no_longer_one(void)
{
    static char text[WHY_QUERY_MAX + 1];

    memset(text, 'a', sizeof(text));
    memcpy(text, "i=", 2);
    CHECK_INT(why_query_read(&query, text, WHY_QUERY_MAX, &offset), WHY_OK);
    CHECK_INT(query.ip.len, WHY_QUERY_MAX - 2);
    CHECK_INT(query.ip.octets[WHY_QUERY_MAX - 2], '\0');
    CHECK_INT(why_query_read(&query, text, sizeof(text), &offset),
              WHY_TOO_LONG);
    CHECK_INT(offset, WHY_QUERY_MAX);
    check_value(&query.ip, NULL);
}

/* As many values as fit: each takes its NUL from the storage. */
static void
test_many_values_fit(void)
{
    static char text[WHY_QUERY_MAX];
    size_t i;

    for (i = 0; i < sizeof(text); i += 4) {
        memcpy(&text[i], "i=b;", 4);
    }
    CHECK_INT(why_query_read(&query, text, sizeof(text), &offset), WHY_OK);
    check_value(&query.ip, "b");
}

static void
test_statuses_have_phrases_of_their_own(void)
{
    enum why_status status;

    for (status = WHY_OK; status < WHY_STATUS_COUNT; status++) {
        CHECK(strcmp(why_status_message(status),
                     why_status_message(WHY_STATUS_COUNT)) != 0);
    }
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"forms in practice are read", test_forms_in_practice_are_read},
        {"all keys have their place", test_all_keys_have_their_place},
        {"unknown keys are ignored with their values",
         test_unknown_keys_are_ignored_with_their_values},
        {"an empty value is absent, but for the null reverse-path",
         test_an_empty_value_is_absent_but_for_the_null_reverse_path},
        {"any octet can be in a value", test_any_octet_can_be_in_a_value},
        {"failures tell where", test_failures_tell_where},
        {"the same value again is no failure",
         test_the_same_value_again_is_no_failure},
        {"what stood before a failure is there",
         test_what_stood_before_a_failure_is_there},
        {"the longest query is read, and no longer one",
         test_the_longest_query_is_read_and_no_longer_one},
        {"many values fit", test_many_values_fit},
        {"statuses have phrases of their own",
         test_statuses_have_phrases_of_their_own},
    };

    return tap_run("why/query", tests, TAP_COUNT(tests));
}
