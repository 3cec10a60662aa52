/* SPDX-License-Identifier: BSD-2-Clause */
/* Text of others in a sentence. */
#include <string.h>

#include <spfeval/status.h>

#include "policy/shown.h"
#include "support/tap.h"

static void
check_shown(const char *text, size_t len, uint32_t most, const char *expected)
{
    struct spfe_text given = {text, (uint32_t)len};
    char room[64];
    struct spfe_buf out;
    size_t needed = 0;

    spfe_buf_init(&out, room, sizeof(room));
    spfe_shown_add(&out, given, most);
    CHECK_INT(spfe_buf_finish(&out, &needed), SPFEVAL_OK);
    (void)CHECK_STR(room, needed - 1, expected);
}

static void
test_shown_is_printable(void)
{
    check_shown("a b~\"", 5, 80, "a b~\"");
    check_shown("\0\t\n\x1f\x7f\x80\xff", 7, 80,
                "\\x00\\x09\\x0A\\x1F\\x7F\\x80\\xFF");
    check_shown("", 0, 80, "");
    check_shown(NULL, 0, 80, "");
}

static void
test_shown_is_cut(void)
{
    check_shown("abcd", 4, 4, "abcd");
    check_shown("abcde", 5, 4, "abcd...");
    check_shown("\x01\x02", 2, 1, "\\x01...");
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"it is printable", test_shown_is_printable},
        {"it is cut", test_shown_is_cut},
    };

    return tap_run("policy/shown", tests, TAP_COUNT(tests));
}
