/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Names as text: which can be asked for, which can be the domain of a mail
 * address, and how two of them compare. An error here asks the DNS for
 * nonsense, or lets a name pass as one below another.
 */
#include "base/dname.h"

#include <stdio.h>
#include <string.h>

#include "support/tap.h"

#define ATEXT_MARKS "!#$%&'*+-/=?^_`{|}~"
#define LABEL_63                                                              \
    "123456789012345678901234567890123456789012345678901234567890abc"

static struct spfe_text
make_text(const char *text)
{
    struct spfe_text made = {text, (uint32_t)strlen(text)};

    return made;
}

static bool
is_mail_domain(struct spfe_text name)
{
    uint32_t hash;

    return spfe_dname_inspect_mail_domain(name, &hash);
}

/*
 * A name of total octets: labels of 1 to label octets in room, which ends
 * right behind the name so that reading on is seen.
 */
static struct spfe_text
make_long(char *room, size_t room_size, uint32_t total, uint32_t label)
{
    struct spfe_text made = {room + room_size - total, total};
    char *name = room + room_size - total;
    uint32_t i;

    for (i = 0; i < total; i++) {
        bool dot = (i + 1) % (label + 1) == 0 && i + 1 < total;

        name[i] = dot ? '.' : 'a';
    }
    return made;
}

struct trim_row {
    const char *name;
    const char *expected;
};

static void
test_dname_trim_removes_exactly_one_final_dot(void)
{
    static const struct trim_row rows[] = {
        {"example.com.", "example.com"},
        {"example.com", "example.com"},
        {"example.com..", "example.com."},
        {".example.com", ".example.com"},
        {"com.", "com"},
        {".", ""},
        {"..", "."},
        {"", ""},
    };
    struct spfe_text none = {NULL, 0};
    size_t i;

    for (i = 0; i < TAP_COUNT(rows); i++) {
        struct spfe_text name = spfe_dname_trim(make_text(rows[i].name));

        tap_row(rows[i].name);
        CHECK_STR(name.ptr, name.len, rows[i].expected);
    }
    tap_row("no text at all");
    CHECK_INT(spfe_dname_trim(none).len, 0);
    CHECK(spfe_dname_trim(none).ptr == NULL);
}

struct name_row {
    const char *name;
    bool valid;       /* can be asked for */
    bool mail_domain; /* can be the domain of a mail address */
};

static const struct name_row name_rows[] = {
    {"example.com", true, true},
    {"a.b", true, true},
    {"_spf.example.com", true, true},
    {"xn--bcher-kva.example", true, true},
    {"a!b.example.com", true, true},
    {"-.-", true, true},
    {"123.example", true, true},
    {"1.2.3.4.example", true, true},
    {"example.1a", true, true},
    {"example.a1", true, true},
    {"example.1-", true, true},
    {"*.example.com", true, true},
    /* Fewer than two labels. */
    {"", false, false},
    {"com", false, false},
    {"localhost", false, false},
    {"127", false, false},
    /* Empty labels. */
    {".", false, false},
    {"..", false, false},
    {".com", false, false},
    {"com.", false, false},
    {"example.com.", false, false},
    {".example.com", false, false},
    {"a..example.com", false, false},
    {"example..", false, false},
    /* Legal DNS, but no mail domain. */
    {"1.2.3.4", true, false},
    {"a.0", true, false},
    {"example.123", true, false},
    {"[1.2.3.5]", true, false},
    {"[IPv6:2001:db8::1.2.3.4]", true, false},
    {"abc:def.example.com", true, false},
    {"a b.example.com", true, false},
    {"\"a\".example.com", true, false},
    {"a@b.example.com", true, false},
    {"a,b.example.com", true, false},
    {"a\\b.example.com", true, false},
    {"(x).example.com", true, false},
    /* Octets that no query holds. */
    {"b\xc3\xbc"
     "cher.example",
     false, false},
    {"a\tb.example.com", false, false},
    {"example.com\n", false, false},
    {"example.com\r\n", false, false},
    {"a.\x7f", false, false},
    {"\xff.b", false, false},
};

static void
test_dname_valid_names_can_be_asked_for(void)
{
    struct spfe_text none = {NULL, 0};
    size_t i;

    for (i = 0; i < TAP_COUNT(name_rows); i++) {
        tap_row(name_rows[i].name);
        CHECK_INT(spfe_dname_is_valid(make_text(name_rows[i].name)),
                  name_rows[i].valid);
    }
    tap_row("no text at all");
    CHECK(!spfe_dname_is_valid(none));
}

static void
test_dname_mail_domain_is_atext_and_no_number(void)
{
    struct spfe_text none = {NULL, 0};
    size_t i;

    for (i = 0; i < TAP_COUNT(name_rows); i++) {
        tap_row(name_rows[i].name);
        CHECK_INT(is_mail_domain(make_text(name_rows[i].name)),
                  name_rows[i].mail_domain);
    }
    tap_row("no text at all");
    CHECK(!is_mail_domain(none));
}

/* Names are slices of records and answers: there is something behind them. */
static void
test_dname_what_is_behind_a_name_does_not_count(void)
{
    static const char followers[] = "a.1 \xff";
    char text[256];
    size_t i;
    size_t k;

    for (i = 0; i < TAP_COUNT(name_rows); i++) {
        struct spfe_text name = make_text(name_rows[i].name);
        uint32_t hash = spfe_dname_hash(name);

        tap_row(name_rows[i].name);
        if (!CHECK(name.len + 17 < sizeof(text))) {
            return;
        }
        memcpy(text, name.ptr, name.len);
        name.ptr = text;
        for (k = 0; k < sizeof(followers) - 1; k++) {
            memset(text + name.len, followers[k], 16);
            CHECK_INT(spfe_dname_is_valid(name), name_rows[i].valid);
            CHECK_INT(is_mail_domain(name), name_rows[i].mail_domain);
            CHECK_INT(spfe_dname_hash(name), hash);
        }
    }
}

static void
test_dname_octets_are_judged_in_each_place(void)
{
    int octet;
    size_t at;

    for (octet = 0; octet < 256; octet++) {
        bool alnum = (octet >= '0' && octet <= '9') ||
                     (octet >= 'A' && octet <= 'Z') ||
                     (octet >= 'a' && octet <= 'z');
        bool atext =
            alnum || (octet != 0 && strchr(ATEXT_MARKS, octet) != NULL);

        if (octet == '.') {
            continue;
        }
        for (at = 0; at < 7; at += 3) { /* first, middle and last */
            char name[] = "aa.b.cc";
            struct spfe_text text = {name, sizeof(name) - 1};

            name[at] = (char)octet;
            CHECK_INT(spfe_dname_is_valid(text),
                      octet >= 0x20 && octet <= 0x7e);
            CHECK_INT(is_mail_domain(text), atext);
        }
    }
}

static void
test_dname_label_has_63_octets_at_most(void)
{
    CHECK(spfe_dname_is_valid(make_text(LABEL_63 ".com")));
    CHECK(!spfe_dname_is_valid(make_text(LABEL_63 "d.com")));
    CHECK(spfe_dname_is_valid(make_text("a." LABEL_63)));
    CHECK(!spfe_dname_is_valid(make_text("a." LABEL_63 "d")));
    CHECK(spfe_dname_is_valid(make_text("a." LABEL_63 ".b." LABEL_63)));
    CHECK(!spfe_dname_is_valid(make_text("a." LABEL_63 "d." LABEL_63)));
    CHECK(!is_mail_domain(make_text(LABEL_63 "d.com")));
}

static void
test_dname_name_has_253_octets_at_most(void)
{
    char room[SPFE_DNAME_MAX + 2];
    uint32_t label;

    for (label = 1; label <= SPFE_LABEL_MAX; label += 31) {
        struct spfe_text longest =
            make_long(room, sizeof(room), SPFE_DNAME_MAX, label);

        CHECK(spfe_dname_is_valid(longest));
        CHECK(is_mail_domain(longest));
        CHECK(!spfe_dname_is_valid(
            make_long(room, sizeof(room), SPFE_DNAME_MAX + 1, label)));
        CHECK(!is_mail_domain(
            make_long(room, sizeof(room), SPFE_DNAME_MAX + 2, label)));
    }
}

/* The rule, octet by octet. */
static bool
is_valid(struct spfe_text name)
{
    uint32_t label = 0;
    uint32_t dots = 0;
    uint32_t i;

    for (i = 0; i < name.len; i++) {
        uint8_t octet = (uint8_t)name.ptr[i];

        if (octet == '.' && label == 0) {
            return false;
        }
        if (octet < 0x20 || octet > 0x7e) {
            return false;
        }
        dots += octet == '.' ? 1 : 0;
        label = octet == '.' ? 0 : label + 1;
        if (label > SPFE_LABEL_MAX) {
            return false;
        }
    }
    return name.len <= SPFE_DNAME_MAX && dots > 0 && label > 0;
}

/* In each place of names of all lengths, among labels of each length. */
static void
test_dname_dots_are_judged_in_each_place(void)
{
    static const char octets[] = ".a\x7f\x1f\xae";
    char room[SPFE_DNAME_MAX + 2];
    uint32_t total;
    uint32_t at;
    size_t i;

    for (total = 1; total <= sizeof(room); total += total < 80 ? 1 : 19) {
        for (at = 0; at < total; at++) {
            for (i = 0; i < sizeof(octets); i++) {
                struct spfe_text name = make_long(room, sizeof(room), total,
                                                  1 + (total * 7 + at) % 64);

                room[sizeof(room) - total + at] = octets[i];
                CHECK_INT(spfe_dname_is_valid(name), is_valid(name));
            }
        }
    }
}

struct pair_row {
    const char *name;
    const char *ancestor;
    bool equal;
    bool within;
};

static const struct pair_row pair_rows[] = {
    {"example.com", "example.com", true, true},
    {"EXAMPLE.com", "example.COM", true, true},
    {"mail.example.com", "example.com", false, true},
    {"a.b.example.com", "example.com", false, true},
    {"Mail.Example.Com", "eXAMPLE.cOM", false, true},
    {"example.com", "mail.example.com", false, false},
    {"example.com", "com", false, true},
    /* Only a dot makes a name one below. */
    {"badexample.com", "example.com", false, false},
    {"bad-example.com", "example.com", false, false},
    {"xexample.com", "example.com", false, false},
    {"example.com.evil.org", "example.com", false, false},
    {"example.comx", "example.com", false, false},
    {"mail.example.con", "example.com", false, false},
    {"mail.example.com.", "example.com", false, false},
    {"xample.com", "example.com", false, false},
    {"fxample.com", "example.com", false, false},
    {"com", "example.com", false, false},
    {"", "example.com", false, false},
    {"", "", true, true},
    /* RFC 4343: letters of ASCII alone have case. */
    {"b\xc3\x9c.example", "b\xc3\xbc.example", false, false},
    {"a@.example", "a`.example", false, false},
    {"[.example", "{.example", false, false},
};

static void
test_dname_equal_is_without_case(void)
{
    struct spfe_text with_nul = {"a\0b.c", 5};
    struct spfe_text other = {"a\0d.c", 5};
    struct spfe_text upper = {"A\0B.C", 5};
    struct spfe_text none = {NULL, 0};
    size_t i;

    for (i = 0; i < TAP_COUNT(pair_rows); i++) {
        struct spfe_text a = make_text(pair_rows[i].name);
        struct spfe_text b = make_text(pair_rows[i].ancestor);

        tap_row(pair_rows[i].name);
        CHECK_INT(spfe_dname_equal(a, b), pair_rows[i].equal);
        CHECK_INT(spfe_dname_equal(b, a), pair_rows[i].equal);
    }
    tap_row("with NUL");
    CHECK(spfe_dname_equal(with_nul, upper));
    CHECK(!spfe_dname_equal(with_nul, other));
    CHECK(spfe_dname_equal(none, none));
    CHECK(!spfe_dname_equal(none, with_nul));
}

static void
test_dname_within_needs_a_label_boundary(void)
{
    size_t i;

    for (i = 0; i < TAP_COUNT(pair_rows); i++) {
        tap_row(pair_rows[i].name);
        CHECK_INT(spfe_dname_is_within(make_text(pair_rows[i].name),
                                       make_text(pair_rows[i].ancestor)),
                  pair_rows[i].within);
    }
}

static void
test_dname_hash_agrees_with_equality(void)
{
    char lower[] = "abcdefghijklmnopqrstuvwxyz.example";
    char upper[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ.EXAMPLE";

    CHECK_INT(spfe_dname_hash(make_text(lower)),
              spfe_dname_hash(make_text(upper)));
    CHECK(spfe_dname_hash(make_text("ab.example")) !=
          spfe_dname_hash(make_text("ba.example")));
}

static void
test_dname_hash_tells_similar_names_apart(void)
{
    enum { NAMES = 300 };
    uint32_t hashes[NAMES];
    unsigned same = 0;
    size_t i;
    size_t j;

    for (i = 0; i < NAMES; i++) {
        char name[32];

        (void)snprintf(name, sizeof(name), "mx%zu.example.com", i);
        hashes[i] = spfe_dname_hash(make_text(name));
        for (j = 0; j < i; j++) {
            same += hashes[i] == hashes[j];
        }
    }
    CHECK_INT(same, 0);
}

static void
test_dname_shorten_drops_whole_labels_from_the_left(void)
{
    char room[400];
    uint32_t total;

    /* Labels of 9 octets and a dot: the cut is at a multiple of 10. */
    for (total = 0; total <= sizeof(room); total++) {
        struct spfe_text name = make_long(room, sizeof(room), total, 9);
        struct spfe_text left = spfe_dname_shorten(name);
        uint32_t cut = 0;

        while (total - cut > SPFE_DNAME_MAX) {
            cut += 10;
        }
        CHECK_INT(left.len, total - cut);
        CHECK(left.ptr == name.ptr + cut);
    }
}

static void
test_dname_shorten_drops_no_more_than_it_must(void)
{
    char name[2 + 63 + SPFE_DNAME_MAX];
    struct spfe_text text = {name, 1 + 1 + SPFE_DNAME_MAX};
    struct spfe_text left;

    memset(name, 'a', sizeof(name));
    name[1] = '.';
    left = spfe_dname_shorten(text);
    CHECK(left.ptr == name + 2);
    CHECK_INT(left.len, SPFE_DNAME_MAX);
    /* An empty label is a label. */
    name[0] = '.';
    name[1] = 'a';
    text.len = 1 + SPFE_DNAME_MAX;
    left = spfe_dname_shorten(text);
    CHECK(left.ptr == name + 1);
    CHECK_INT(left.len, SPFE_DNAME_MAX);
}

static void
test_dname_shorten_leaves_nothing_of_one_long_label(void)
{
    char name[SPFE_DNAME_MAX + 10];
    struct spfe_text text = {name, sizeof(name)};

    memset(name, 'a', sizeof(name));
    CHECK_INT(spfe_dname_shorten(text).len, 0);
    name[sizeof(name) - 1] = '.'; /* behind which there is nothing */
    CHECK_INT(spfe_dname_shorten(text).len, 0);
    text.len = SPFE_DNAME_MAX;
    CHECK_INT(spfe_dname_shorten(text).len, SPFE_DNAME_MAX);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"exactly one final dot is removed",
         test_dname_trim_removes_exactly_one_final_dot},
        {"a name of two labels and more can be asked for",
         test_dname_valid_names_can_be_asked_for},
        {"a mail domain is of atext, and its last label no number",
         test_dname_mail_domain_is_atext_and_no_number},
        {"what is behind a name does not count",
         test_dname_what_is_behind_a_name_does_not_count},
        {"each octet is judged, in each place",
         test_dname_octets_are_judged_in_each_place},
        {"a label has 63 octets at most",
         test_dname_label_has_63_octets_at_most},
        {"each dot is judged, in each place",
         test_dname_dots_are_judged_in_each_place},
        {"a name has 253 octets at most",
         test_dname_name_has_253_octets_at_most},
        {"names are equal without case", test_dname_equal_is_without_case},
        {"a name is below another at a label boundary only",
         test_dname_within_needs_a_label_boundary},
        {"names that are equal have one hash",
         test_dname_hash_agrees_with_equality},
        {"names that are similar have different hashes",
         test_dname_hash_tells_similar_names_apart},
        {"a long name loses whole labels from the left",
         test_dname_shorten_drops_whole_labels_from_the_left},
        {"no more labels are lost than must be",
         test_dname_shorten_drops_no_more_than_it_must},
        {"one label that is too long leaves nothing",
         test_dname_shorten_leaves_nothing_of_one_long_label},
    };

    return tap_run("base/dname", tests, TAP_COUNT(tests));
}
