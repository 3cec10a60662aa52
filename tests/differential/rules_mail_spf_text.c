/* SPDX-License-Identifier: BSD-2-Clause */
#include "differential/rules_mail_spf.h"

#include <string.h>
#include <strings.h>

bool
mail_spf_unknown_text(const struct difference *difference)
{
    return difference->item->helo[0] == '\0' &&
           strstr(difference->theirs->explanation, "unknown") != NULL;
}

bool
mail_spf_exception(const struct difference *difference)
{
    return theirs_is(difference, "exception") && ours_is(difference, "fail") &&
           they_say(difference, "EProcessingLimitExceeded");
}

/* It drops labels until the name fits, but cannot drop an empty one. */
bool
mail_spf_endless_loop(const struct difference *difference)
{
    return theirs_is(difference, "timeout") &&
           any_term(difference, has_macro) &&
           (difference->ours->has_bad_target ||
            sender_ends_in_dot(difference));
}

static bool
is_version_and_newline(const char *text)
{
    return strcasecmp(text, "v=spf1\n") == 0;
}

bool
mail_spf_newline_at_end(const struct difference *difference)
{
    return theirs_is(difference, "permerror") &&
           any_text(difference, is_version_and_newline);
}

bool
mail_spf_no_text_octets(const struct difference *difference)
{
    return difference->ours->explanation[0] == '\0' &&
           strstr(difference->theirs->explanation, "\\x") != NULL;
}

static bool
ends_in_percent(const char *text)
{
    size_t len = strlen(text);

    return len > 0 && text[len - 1] == '%';
}

/* Also where no "%" stands before it. */
bool
mail_spf_percent_text(const struct difference *difference)
{
    return difference->ours->explanation[0] == '\0' &&
           ends_in_percent(difference->theirs->explanation) &&
           any_text(difference, ends_in_percent);
}
