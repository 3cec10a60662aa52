/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Addresses that together are networks (SPF-W119), in any order: against a
 * search for the widest networks whose addresses are all there.
 */
#include <stdio.h>
#include <string.h>

#include <spfeval/lint.h>
#include <spfeval/report.h>
#include <spfeval/status.h>

#include "support/tap.h"

enum { RECORDS = 2000, ADDRESSES = 128, ROOM = 8192 };

/* The terms of a record: each address at most once, each with its place. */
struct terms {
    uint8_t octets[ADDRESSES];
    uint32_t offsets[ADDRESSES];
    bool is_there[ADDRESSES];
    uint32_t place[ADDRESSES]; /* of an address that is there */
    uint32_t count;
    char text[ROOM];
};

/* xorshift32: the same records each time. */
static uint32_t
next_random(uint32_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state;
}

static void
make_record(uint32_t *state, struct terms *terms)
{
    uint32_t count = next_random(state) % ADDRESSES + 1;
    uint32_t range = next_random(state) % ADDRESSES + 1;
    size_t len = 6;
    uint32_t i;

    memset(terms, 0, sizeof(*terms));
    memcpy(terms->text, "v=spf1", 7);
    for (i = 0; i < count; i++) {
        uint8_t octet = (uint8_t)(next_random(state) % range);

        if (!terms->is_there[octet]) {
            terms->is_there[octet] = true;
            terms->place[octet] = terms->count;
            terms->offsets[terms->count++] = (uint32_t)len + 1;
            len += (size_t)snprintf(terms->text + len, ROOM - len,
                                    " ip4:8.8.8.%u", octet);
        }
    }
    memcpy(terms->text + len, " -all", 6);
}

/* Are all addresses there, from the first on? Where is their last term? */
static bool
is_complete(const struct terms *terms, uint32_t first, uint32_t size,
            uint32_t *last)
{
    uint32_t i;

    *last = 0;
    for (i = first; i < first + size; i++) {
        if (!terms->is_there[i]) {
            return false;
        }
        if (terms->place[i] > *last) {
            *last = terms->place[i];
        }
    }
    return true;
}

/* The widest network of each address; expected[] is by its last term. */
static void
find_widest(const struct terms *terms, char expected[ADDRESSES][32])
{
    uint32_t at = 0;

    memset(expected, 0, ADDRESSES * sizeof(*expected));
    while (at < ADDRESSES) {
        unsigned prefix = 25;
        uint32_t size = ADDRESSES;
        uint32_t last;

        while (size > 1 &&
               (at % size != 0 || !is_complete(terms, at, size, &last))) {
            size /= 2;
            prefix++;
        }
        if (size > 1) {
            (void)snprintf(expected[last], sizeof(expected[last]),
                           " together ip4:8.8.8.%u/%u.", (unsigned)at, prefix);
        }
        at += size;
    }
}

static void
check_record(uint32_t *state)
{
    static struct terms terms;
    char expected[ADDRESSES][32];
    spfeval_lint *lint = NULL;
    uint32_t found = 0;
    uint32_t i;

    make_record(state, &terms);
    find_widest(&terms, expected);
    CHECK_INT(spfeval_lint_text(NULL, terms.text, strlen(terms.text), &lint),
              SPFEVAL_OK);
    for (i = 0; i < terms.count; i++) {
        spfeval_finding finding = {.struct_size = sizeof(finding)};
        char text[512];

        if (expected[i][0] == '\0') {
            continue;
        }
        CHECK_INT(spfeval_lint_get_finding(lint, found, &finding), SPFEVAL_OK);
        CHECK_STR(finding.code, strlen(finding.code), "SPF-W119");
        CHECK_INT(finding.offset, terms.offsets[i]);
        CHECK_INT(spfeval_lint_print_finding(lint, found, SPFEVAL_LANGUAGE_EN,
                                             text, sizeof(text), NULL),
                  SPFEVAL_OK);
        if (!CHECK(strstr(text, expected[i]) != NULL)) {
            printf("# %s: not%s\n", text, expected[i]);
        }
        found++;
    }
    CHECK_INT(spfeval_lint_get_count(lint), found);
    spfeval_lint_free(lint);
}

static void
test_widest_networks_are_found(void)
{
    uint32_t state = 2463534242u;
    int i;

    for (i = 0; i < RECORDS; i++) {
        check_record(&state);
    }
}

static uint32_t
count_findings(const char *record, const char *code)
{
    spfeval_finding finding = {.struct_size = sizeof(finding)};
    spfeval_lint *lint = NULL;
    uint32_t count = 0;
    uint32_t i;

    CHECK_INT(spfeval_lint_text(NULL, record, strlen(record), &lint),
              SPFEVAL_OK);
    for (i = 0; spfeval_lint_get_finding(lint, i, &finding) == SPFEVAL_OK;
         i++) {
        count += strcmp(finding.code, code) == 0;
    }
    spfeval_lint_free(lint);
    return count;
}

/*
 * A network that was put together may also be named: both are kept, and either
 * may be in the place of what is taken.
 */
static void
test_network_that_is_there_twice_hides_no_other(void)
{
    static const char *const wide[] = {" ip4:0.0.0.0/2", " ip4:64.0.0.0/2",
                                       " ip4:0.0.0.0/1"};
    uint32_t state = 2463534242u;
    int i;

    for (i = 0; i < RECORDS; i++) {
        uint32_t at = 0; /* of wide */
        char text[ROOM] = "v=spf1";
        uint32_t octet;

        for (octet = 0; octet < 16; octet++) {
            size_t len = strlen(text);

            /* Any order of the sixteen, with the wide ones in between. */
            len +=
                (size_t)snprintf(text + len, ROOM - len, " ip4:200.0.0.%u",
                                 (unsigned)((octet * 5 + (uint32_t)i) % 16));
            if (at < 3 && next_random(&state) % 4 == 0) {
                (void)snprintf(text + len, ROOM - len, "%s", wide[at++]);
            }
        }
        if (at == 3 && !CHECK_INT(count_findings(text, "SPF-W119"), 2)) {
            printf("# %s\n", text);
        }
    }
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"the widest networks are found, in any order",
         test_widest_networks_are_found},
        {"a network that is there twice hides no other",
         test_network_that_is_there_twice_hides_no_other},
    };

    return tap_run("policy/lint_rules_aggregate", tests, TAP_COUNT(tests));
}
