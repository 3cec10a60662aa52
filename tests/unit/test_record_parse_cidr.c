/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Prefix lengths (RFC 7208 section 5.6), also against a slow and simple
 * reading of the same rules.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <spfeval/record.h>
#include <spfeval/status.h>

#include "base/arena.h"
#include "record/parse.h"
#include "support/record_case.h"
#include "support/tap.h"

/* Short names, so that a row stays a row. */
enum {
    PASS = SPFEVAL_QUALIFIER_PASS,
    A = SPFEVAL_TERM_A,
    MX = SPFEVAL_TERM_MX,
    LENGTH = SPFEVAL_SYNTAX_PREFIX_LENGTH
};

static void
test_dual_cidr_takes_the_forms_of_the_rfc(void)
{
    static const struct record_accepted rows[] = {
        {"absent", "a", A, PASS, 0, NULL, 0, 32, 128},
        {"zero is a length", "a/0", A, PASS, 0, NULL, 0, 0, 128},
        {"IPv4 alone leaves IPv6 at 128", "a/24", A, PASS, 0, NULL, 0, 24,
         128},
        {"IPv6 alone leaves IPv4 at 32", "mx//64", MX, PASS, 0, NULL, 0, 32,
         64},
        {"both, lowest", "mx/0//0", MX, PASS, 0, NULL, 0, 0, 0},
        {"both, highest", "a/32//128", A, PASS, 0, NULL, 0, 32, 128},
        {"IPv6 zero", "a//0", A, PASS, 0, NULL, 0, 32, 0},
    };

    record_case_accept(rows, TAP_COUNT(rows));
}

static void
test_dual_cidr_refuses_everything_else(void)
{
    static const struct record_refused rows[] = {
        {"a slash", "a/", LENGTH, 1, "/"},
        {"two slashes", "a//", LENGTH, 1, "//"},
        {"IPv4 33", "mx/33", LENGTH, 2, "/33"},
        {"IPv4 032", "a/032", LENGTH, 1, "/032"},
        {"IPv4 of three digits", "a/100", LENGTH, 1, "/100"},
        {"IPv6 129", "a//129", LENGTH, 1, "//129"},
        {"IPv6 064", "a//064", LENGTH, 1, "//064"},
        {"IPv6 of four digits", "a//1000", LENGTH, 1, "//1000"},
        {"a sign", "a/+8", LENGTH, 1, "/+8"},
        {"a minus sign", "a/-1", LENGTH, 1, "/-1"},
        {"a letter", "a/8x", LENGTH, 1, "/8x"},
        {"a single slash before IPv6", "a/24/64", LENGTH, 1, "/24/64"},
        {"the wrong order", "a//64/24", LENGTH, 1, "//64/24"},
        {"three slashes", "a///64", LENGTH, 1, "///64"},
        {"a slash after IPv4", "a/24/", LENGTH, 1, "/24/"},
        {"two slashes after IPv4", "a/24//", LENGTH, 1, "/24//"},
        {"a slash after IPv6", "a/24//64/", LENGTH, 1, "/24//64/"},
        {"IPv4 out of range, IPv6 in it", "-mx/33//64", LENGTH, 3, "/33//64"},
        {"the domain after the length", "a/24:a.example", LENGTH, 1,
         "/24:a.example"},
    };

    record_case_refuse(rows, TAP_COUNT(rows));
}

/* --- The slow and simple reading ----------------------------------------- */

struct reading {
    bool valid;
    size_t domain_len;
    unsigned long v4;
    unsigned long v6;
};

/* Is all of it a dual-cidr-length? Read the numbers and write them back. */
static bool
is_dual_cidr(const char *text, struct reading *out)
{
    bool has_v4 = text[0] == '/' && text[1] != '/';
    const char *rest = text;
    char *end;
    char again[64];
    int len = 0;

    out->v4 = 32;
    out->v6 = 128;
    if (has_v4) {
        out->v4 = strtoul(text + 1, &end, 10);
        len = snprintf(again, sizeof(again), "/%lu", out->v4);
        rest = end;
    }
    if (rest[0] == '/' && rest[1] == '/') {
        out->v6 = strtoul(rest + 2, NULL, 10);
        len += snprintf(again + len, sizeof(again) - (size_t)len, "//%lu",
                        out->v6);
    }
    return len > 0 && out->v4 <= 99 && out->v6 <= 999 &&
           strcmp(text, again) == 0;
}

/* Does the text end in a dot and a toplabel, with or without a dot more? */
static bool
has_toplabel(const char *text, size_t len)
{
#define LETTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
    char copy[64];
    const char *label;
    size_t alnum;

    memcpy(copy, text, len);
    copy[len] = '\0';
    if (len > 0 && copy[len - 1] == '.') {
        copy[len - 1] = '\0';
    }
    label = strrchr(copy, '.');
    if (label == NULL) {
        return false;
    }
    label++;
    alnum = strspn(label, LETTERS "0123456789");
    if (label[alnum] == '\0') {
        return strpbrk(label, LETTERS) != NULL;
    }
    return alnum > 0 && label[strspn(label, LETTERS "0123456789-")] == '\0' &&
           label[strlen(label) - 1] != '-';
#undef LETTERS
}

/*
 * What follows "a" (no domain), "a:" or "a:%{d}", of which the latter is a
 * valid domain by itself.
 */
static struct reading
read_slowly(const char *head, const char *text)
{
    struct reading out = {false, strlen(text), 32, 128};
    bool has_domain = strcmp(head, "a") != 0;
    size_t at;

    for (at = 0; text[at] != '\0'; at++) {
        if (is_dual_cidr(text + at, &out)) {
            out.domain_len = at;
            break;
        }
    }
    if (text[at] == '\0') {
        out.v4 = 32;
        out.v6 = 128;
    }
    out.valid = out.v4 <= 32 && out.v6 <= 128;
    if (!has_domain || (strcmp(head, "a:%{d}") == 0 && out.domain_len == 0)) {
        out.valid = out.valid && out.domain_len == 0;
    } else {
        out.valid = out.valid && has_toplabel(text, out.domain_len);
    }
    return out;
}

static uint32_t
next_random(uint32_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state;
}

/* Pieces of which about every third combination is valid. */
static void
write_random(char *out, size_t capacity, uint32_t *state)
{
    static const char *const pieces[] = {"/",    "/",  "//", "//", "0",  "032",
                                         "1",    "-",  ".",  "+8", "x.", "//",
                                         ".com", ".c", ".8", "/24"};
    uint32_t count = next_random(state) % 7;
    size_t used = 0;

    out[0] = '\0';
    while (count-- > 0) {
        uint32_t choice = next_random(state) % 24;
        int len;

        if (choice < TAP_COUNT(pieces)) {
            len = snprintf(out + used, capacity - used, "%s", pieces[choice]);
        } else {
            len = snprintf(out + used, capacity - used, "%s%u",
                           choice < 22 ? "/" : "//",
                           (unsigned)(next_random(state) % 145));
        }
        used += (size_t)len;
    }
}

static bool
agrees(struct spfe_arena *arena, const char *head, const char *rest,
       struct reading slow)
{
    struct spfe_syntax_error error = {0, 0, 0};
    struct spfeval_record *record = NULL;
    struct spfe_text text;
    char whole[96];
    int status;

    text.len =
        (uint32_t)snprintf(whole, sizeof(whole), "v=spf1 %s%s", head, rest);
    text.ptr = whole;
    status = spfe_record_parse(arena, text, &record, &error);
    if (!slow.valid) {
        return status == SPFEVAL_ERR_SYNTAX && error.code != 0 &&
               error.offset + error.len <= text.len;
    }
    return status == SPFEVAL_OK && record->term_count == 1 &&
           record->terms[0].prefix4 == slow.v4 &&
           record->terms[0].prefix6 == slow.v6 &&
           record->terms[0].argument.len ==
               strlen(head) - (head[1] == ':' ? 2 : 1) + slow.domain_len;
}

static void
test_random_lengths_are_read_as_by_hand(void)
{
    enum { ROUNDS = 100000 };
    static const char *const heads[] = {"a", "a:", "a:%{d}"};
    static uint64_t room[64];
    struct spfe_arena arena;
    uint32_t state = 20140407;
    unsigned accepted[TAP_COUNT(heads)] = {0};
    char text[64];
    unsigned round;
    struct spfe_mem mem;

    (void)spfe_mem_init(&mem, NULL);
    spfe_arena_init(&arena, &mem, sizeof(room), room, sizeof(room));
    for (round = 0; round < ROUNDS; round++) {
        unsigned which = round % TAP_COUNT(heads);
        struct reading slow;

        write_random(text, sizeof(text), &state);
        slow = read_slowly(heads[which], text);
        accepted[which] += slow.valid;
        if (!agrees(&arena, heads[which], text, slow)) {
            tap_row(text);
            CHECK_STR(heads[which], strlen(heads[which]), "read by hand");
            break;
        }
        spfe_arena_reset(&arena);
    }
    CHECK_INT(round, ROUNDS);
    /* the generator is no use when it makes rubbish only */
    CHECK(accepted[0] > 1000);
    CHECK(accepted[1] > 1000);
    CHECK(accepted[2] > 1000);
    spfe_arena_clear(&arena);
}

static void
test_every_length_is_taken_up_to_the_last(void)
{
    struct record_case parsed;
    unsigned length;

    for (length = 0; length <= 1000; length++) {
        char text[64];
        int len;

        len = snprintf(text, sizeof(text), "v=spf1 ip4:0.0.0.0/%u", length);
        record_case_parse(&parsed, text, (size_t)len);
        CHECK_INT(parsed.status == SPFEVAL_OK, length <= 32);
        CHECK(parsed.record == NULL ||
              parsed.record->terms[0].prefix4 == length);
        record_case_clear(&parsed);

        len = snprintf(text, sizeof(text), "v=spf1 ip6:::/%u", length);
        record_case_parse(&parsed, text, (size_t)len);
        CHECK_INT(parsed.status == SPFEVAL_OK, length <= 128);
        CHECK(parsed.record == NULL ||
              parsed.record->terms[0].prefix6 == length);
        record_case_clear(&parsed);
    }
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"dual-cidr-length takes the forms of the RFC",
         test_dual_cidr_takes_the_forms_of_the_rfc},
        {"dual-cidr-length refuses everything else",
         test_dual_cidr_refuses_everything_else},
        {"random prefix lengths are read as a simple reader reads them",
         test_random_lengths_are_read_as_by_hand},
        {"every prefix length is taken up to 32 and 128",
         test_every_length_is_taken_up_to_the_last},
    };

    return tap_run("record/parse: prefix lengths", tests, TAP_COUNT(tests));
}
