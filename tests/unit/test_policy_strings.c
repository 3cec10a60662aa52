/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <spfeval/build.h>
#include <spfeval/status.h>

#include "support/tap.h"

enum { ROOM = 4096, LONGEST = 65535, TEXTS = 2000, TEXT_MAX = 3000 };

static void
check_strings(const char *text, size_t len, const char *expected)
{
    char room[ROOM];
    size_t needed = 0;

    CHECK_INT(spfeval_strings_print(text, len, room, sizeof(room), &needed),
              SPFEVAL_OK);
    CHECK_STR(room, needed - 1, expected);
}

static void
test_short_text_is_one_string(void)
{
    check_strings("v=spf1 -all", 11, "\"v=spf1 -all\"");
    check_strings("", 0, "\"\"");
}

static void
test_quotes_and_backslashes_are_escaped(void)
{
    check_strings("a\"b\\c;d(e)@$", 12, "\"a\\\"b\\\\c;d(e)@$\"");
}

static void
test_other_octets_are_numbers(void)
{
    check_strings("a\0\t\n\x7f\x80\xff", 7,
                  "\"a\\000\\009\\010\\127\\128\\255\"");
}

/* The string ends with the space, so that joining gives it back. */
static void
test_strings_are_cut_behind_a_space(void)
{
    char text[300];
    char expected[320];

    memset(text, 'x', sizeof(text));
    text[200] = ' ';
    (void)snprintf(expected, sizeof(expected), "\"%.201s\" \"%.55s\"", text,
                   text);
    check_strings(text, 256, expected);
    /* the last octet that fits is the space */
    memset(text, 'x', sizeof(text));
    text[254] = ' ';
    (void)snprintf(expected, sizeof(expected), "\"%.255s\" \"%.1s\"", text,
                   text);
    check_strings(text, 256, expected);
    /* one too far */
    memset(text, 'x', sizeof(text));
    text[3] = ' ';
    text[255] = ' ';
    (void)snprintf(expected, sizeof(expected), "\"xxx \" \"%.252s\"",
                   text + 4);
    check_strings(text, 256, expected);
}

static void
test_255_octets_are_one_string_and_256_are_two(void)
{
    char text[256];
    char expected[270];

    memset(text, 'x', sizeof(text));
    (void)snprintf(expected, sizeof(expected), "\"%.255s\"", text);
    check_strings(text, 255, expected);
    (void)snprintf(expected, sizeof(expected), "\"%.255s\" \"x\"", text);
    check_strings(text, 256, expected);
}

/* Read strings back: their joined octets, and the longest one. */
static size_t
join(const char *in, char *out, size_t *longest)
{
    size_t len = 0;
    size_t start = 0;

    *longest = 0;
    while (*in == '"') {
        in++;
        start = len;
        while (*in != '"') {
            if (in[0] == '\\' && in[1] >= '0' && in[1] <= '9') {
                out[len++] = (char)((in[1] - '0') * 100 + (in[2] - '0') * 10 +
                                    in[3] - '0');
                in += 4;
            } else {
                in += *in == '\\';
                out[len++] = *in++;
            }
        }
        *longest = len - start > *longest ? len - start : *longest;
        in += 1 + (in[1] == ' ');
    }
    return *in == '\0' ? len : SIZE_MAX;
}

static uint32_t
next_random(uint32_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state;
}

static void
test_any_text_is_read_back(void)
{
    static char room[4 * TEXT_MAX + 100];
    static char text[TEXT_MAX];
    static char back[TEXT_MAX];
    uint32_t state = 20260102;
    int i;

    for (i = 0; i < TEXTS; i++) {
        size_t len = next_random(&state) % TEXT_MAX;
        size_t longest = 0;
        size_t j;

        for (j = 0; j < len; j++) {
            uint32_t number = next_random(&state);

            text[j] = number % 32 == 0 ? ' ' : (char)(number >> 16);
        }
        CHECK_INT(spfeval_strings_print(text, len, room, sizeof(room), NULL),
                  SPFEVAL_OK);
        CHECK_INT(join(room, back, &longest), len);
        CHECK_BYTES(back, len, text, len);
        CHECK(longest <= 255);
    }
}

static void
test_too_small_buffers_say_what_it_takes(void)
{
    char room[8] = "x";
    size_t needed = 0;

    CHECK_INT(spfeval_strings_print("v=spf1", 6, room, 8, &needed),
              SPFEVAL_ERR_BUFFER);
    CHECK_INT(needed, 9);
    CHECK_STR(room, strlen(room), "");
    CHECK_INT(spfeval_strings_print("v=spf1", 6, NULL, 0, &needed),
              SPFEVAL_ERR_BUFFER);
    CHECK_INT(spfeval_zone_line_print("b.example", 9, 0, "v=spf1", 6, NULL, 0,
                                      &needed),
              SPFEVAL_ERR_BUFFER);
    CHECK_INT(needed, strlen("b.example. 0 IN TXT \"v=spf1\"") + 1);
}

static void
test_misuse_of_strings_is_refused(void)
{
    char *text = malloc(LONGEST + 1);
    char room[ROOM];

    if (!CHECK(text != NULL)) {
        return;
    }
    memset(text, 'x', LONGEST + 1);
    CHECK_INT(spfeval_strings_print(NULL, 0, room, sizeof(room), NULL),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_strings_print("", 0, NULL, 1, NULL),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(
        spfeval_strings_print(text, LONGEST + 1, room, sizeof(room), NULL),
        SPFEVAL_ERR_LIMIT);
    CHECK_INT(spfeval_strings_print(text, LONGEST, room, sizeof(room), NULL),
              SPFEVAL_ERR_BUFFER);
    CHECK_INT(spfeval_zone_line_print("b.example", 9, 0, text, LONGEST + 1,
                                      room, sizeof(room), NULL),
              SPFEVAL_ERR_LIMIT);
    CHECK_INT(spfeval_zone_line_print(text, LONGEST + 1, 0, "", 0, room,
                                      sizeof(room), NULL),
              SPFEVAL_ERR_SYNTAX);
    free(text);
}

static int
print_line(const char *domain, size_t len, uint32_t ttl, char *room)
{
    return spfeval_zone_line_print(domain, len, ttl, "v=spf1 -all", 11, room,
                                   ROOM, NULL);
}

static void
test_zone_line_has_owner_ttl_and_strings(void)
{
    char room[ROOM];

    CHECK_INT(print_line("example.com", 11, 3600, room), SPFEVAL_OK);
    CHECK_STR(room, strlen(room), "example.com. 3600 IN TXT \"v=spf1 -all\"");
    CHECK_INT(print_line("example.com.", 12, 0, room), SPFEVAL_OK);
    CHECK_STR(room, strlen(room), "example.com. 0 IN TXT \"v=spf1 -all\"");
    CHECK_INT(print_line("*.example.com", 13, 2147483647, room), SPFEVAL_OK);
    CHECK_STR(room, strlen(room),
              "*.example.com. 2147483647 IN TXT \"v=spf1 -all\"");
}

static void
test_owner_is_escaped(void)
{
    char room[ROOM];

    CHECK_INT(print_line("@;$ (\"\\).b.example", 18, 1, room), SPFEVAL_OK);
    CHECK_STR(room, strlen(room),
              "\\064\\059\\036\\032\\040\\034\\092\\041.b.example. 1 IN TXT "
              "\"v=spf1 -all\"");
}

static void
test_zone_line_refuses_what_is_no_name(void)
{
    char room[ROOM] = "kept";

    CHECK_INT(print_line("", 0, 1, room), SPFEVAL_ERR_SYNTAX);
    CHECK_INT(print_line(".", 1, 1, room), SPFEVAL_ERR_SYNTAX);
    CHECK_INT(print_line("a..example", 10, 1, room), SPFEVAL_ERR_SYNTAX);
    CHECK_INT(print_line("a\nb.example", 11, 1, room), SPFEVAL_ERR_SYNTAX);
    CHECK_INT(print_line("a\0b.example", 11, 1, room), SPFEVAL_ERR_SYNTAX);
    CHECK_INT(print_line("a\xff.example", 10, 1, room), SPFEVAL_ERR_SYNTAX);
    CHECK_INT(print_line(NULL, 0, 1, room), SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(print_line("b.example", 9, 2147483648u, room),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_STR(room, strlen(room), "kept");
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"a short text is one string", test_short_text_is_one_string},
        {"quotes and backslashes are escaped",
         test_quotes_and_backslashes_are_escaped},
        {"other octets are numbers", test_other_octets_are_numbers},
        {"strings are cut behind a space",
         test_strings_are_cut_behind_a_space},
        {"255 octets are one string and 256 are two",
         test_255_octets_are_one_string_and_256_are_two},
        {"any text is read back", test_any_text_is_read_back},
        {"too small buffers say what it takes",
         test_too_small_buffers_say_what_it_takes},
        {"misuse of strings is refused", test_misuse_of_strings_is_refused},
        {"a zone line has owner, TTL and strings",
         test_zone_line_has_owner_ttl_and_strings},
        {"the owner is escaped", test_owner_is_escaped},
        {"a zone line refuses what is no name",
         test_zone_line_refuses_what_is_no_name},
    };

    return tap_run("policy/strings", tests, TAP_COUNT(tests));
}
