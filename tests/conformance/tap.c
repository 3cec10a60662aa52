/* SPDX-License-Identifier: BSD-2-Clause */
#include "tap.h"

#include <stdio.h>

/* '#' would begin a directive of TAP, a line end another line. */
static void
print_text(struct text text, bool is_name)
{
    size_t i;

    for (i = 0; i < text.len; i++) {
        unsigned char octet = (unsigned char)text.data[i];

        if (octet < 0x20 || octet > 0x7e || (is_name && octet == '#')) {
            printf("\\x%02X", octet);
        } else {
            putchar(octet);
        }
    }
}

void
tap_result(struct tap *tap, bool good, struct text group, struct text name)
{
    tap->count++;
    tap->failed += good ? 0 : 1;
    if (tap->summary_only && good) {
        return;
    }
    printf("%s %zu - ", good ? "ok" : "not ok", tap->count);
    print_text(group, true);
    printf(": ");
    print_text(name, true);
    putchar('\n');
}

void
tap_note(const struct tap *tap, struct text lines)
{
    size_t start = 0;
    size_t i;

    (void)tap;
    for (i = 0; i <= lines.len; i++) {
        bool ends = i == lines.len || lines.data[i] == '\n';

        if (ends && i > start) {
            printf("# ");
            print_text((struct text){lines.data + start, i - start}, false);
            putchar('\n');
        }
        if (ends) {
            start = i + 1;
        }
    }
}

void
tap_summary(const struct tap *tap, struct text line)
{
    if (!tap->summary_only) {
        printf("# ");
    }
    print_text(line, false);
    putchar('\n');
}

void
tap_plan(const struct tap *tap)
{
    if (!tap->summary_only) {
        printf("1..%zu\n", tap->count);
    }
}
