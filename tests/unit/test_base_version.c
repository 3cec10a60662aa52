/* SPDX-License-Identifier: BSD-2-Clause */
/* Text and number of the version are made apart and must say the same. */
#include <spfeval/version.h>

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "support/tap.h"

static void
test_version_text_is_that_of_the_headers(void)
{
    const char *text = spfeval_version();

    if (!CHECK(text != NULL)) {
        return;
    }
    CHECK_STR(text, strlen(text), SPFEVAL_VERSION);
}

static void
test_version_number_is_that_of_the_headers(void)
{
    CHECK_INT(spfeval_version_number(), SPFEVAL_VERSION_NUMBER);
}

static void
test_version_text_and_number_say_the_same(void)
{
    uint32_t number = spfeval_version_number();
    char text[32];

    /* 8 bits each for minor and patch, so that numbers order as versions. */
    (void)snprintf(text, sizeof(text), "%u.%u.%u", (unsigned)(number >> 16),
                   (unsigned)(number >> 8 & 255), (unsigned)(number & 255));
    CHECK_STR(text, strlen(text), spfeval_version());
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"the text is that of the headers",
         test_version_text_is_that_of_the_headers},
        {"the number is that of the headers",
         test_version_number_is_that_of_the_headers},
        {"text and number say the same",
         test_version_text_and_number_say_the_same},
    };

    return tap_run("base/version", tests, TAP_COUNT(tests));
}
