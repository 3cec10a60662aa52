/* SPDX-License-Identifier: BSD-2-Clause */
#include "zone_owners.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "message.h"

/* What it takes to look at a name. */
struct search {
    const spfeval_zone *zone;
    spfeval_answer *answer;
    spfeval_policy *policy; /* tells which names are domains */
};

/* Skip what editors leave: blanks, quotes, a byte order mark. */
static size_t
skip_marks(const char *text, size_t len)
{
    static const char marks[] = " \t\r\n\"'\\=:;,\xef\xbb\xbf";
    size_t i = 0;

    while (i < len && memchr(marks, text[i], sizeof(marks) - 1) != NULL) {
        i++;
    }
    return i;
}

static bool
starts_with(const char *text, size_t len, const char *word)
{
    size_t word_len = strlen(word);

    return len >= word_len && strncasecmp(text, word, word_len) == 0;
}

/* Such as "v=spf", "v = spf1" and "spf1"; what is wrong the linter tells. */
static bool
is_near_spf(const char *text, size_t len)
{
    size_t i = skip_marks(text, len);

    if (starts_with(text + i, len - i, "v")) {
        i++;
        i += skip_marks(text + i, len - i);
        return starts_with(text + i, len - i, "spf");
    }
    return starts_with(text + i, len - i, "spf1");
}

static bool
has_spf(const spfeval_answer *answer)
{
    uint32_t count = spfeval_answer_get_count(answer);
    uint32_t i;

    for (i = 0; i < count; i++) {
        spfeval_dns_record text = {.struct_size = sizeof(text)};

        if (spfeval_answer_get_record(answer, i, &text) == SPFEVAL_OK &&
            text.data_len > 0 && is_near_spf(text.data, text.data_len)) {
            return true;
        }
    }
    return false;
}

/* An alias has no records of its own, and a wildcard only for others. */
static int
has_mail(const struct search *search, const char *name, size_t len, bool *out)
{
    int status = SPFEVAL_OK;

    *out = spfeval_zone_has_record(search->zone, SPFEVAL_RRTYPE_MX, name,
                                   len) != 0;
    if (!*out && spfeval_zone_has_record(search->zone, SPFEVAL_RRTYPE_TXT,
                                         name, len) != 0) {
        spfeval_answer_clear(search->answer);
        status = spfeval_zone_lookup(search->zone, SPFEVAL_RRTYPE_TXT, name,
                                     len, search->answer);
        *out = status == SPFEVAL_OK && has_spf(search->answer);
    }
    return status;
}

static bool
add(struct zone_owners *owners, const char *name)
{
    if (owners->count == owners->capacity) {
        size_t capacity = owners->capacity > 0 ? 2 * owners->capacity : 64;
        const char **names = realloc(owners->names, capacity * sizeof(*names));

        if (names == NULL) {
            return false;
        }
        owners->names = names;
        owners->capacity = capacity;
    }
    owners->names[owners->count++] = name;
    return true;
}

static int
take_name(const struct search *search, struct zone_owners *owners,
          const char *name, size_t len)
{
    bool is_wanted = false;
    int status = has_mail(search, name, len, &is_wanted);

    if (status != SPFEVAL_OK || !is_wanted) {
        return status;
    }
    status = spfeval_policy_set_domain(search->policy, name, len);
    if (status == SPFEVAL_ERR_SYNTAX) {
        message_print("lint: '%s' is not examined: mail cannot come from it",
                      name);
        return SPFEVAL_OK;
    }
    if (status == SPFEVAL_OK && !add(owners, name)) {
        status = SPFEVAL_ERR_NOMEM;
    }
    return status;
}

static int
compare(const void *left, const void *right)
{
    return strcasecmp(*(const char *const *)left, *(const char *const *)right);
}

static int
take_names(const struct search *search, struct zone_owners *owners)
{
    const char *name = NULL;
    size_t len = 0;
    int status = SPFEVAL_OK;

    while (status == SPFEVAL_OK &&
           (name = spfeval_zone_next_name(search->zone, name, len, &len)) !=
               NULL) {
        status = take_name(search, owners, name, len);
    }
    if (owners->count > 0) {
        qsort(owners->names, owners->count, sizeof(*owners->names), compare);
    }
    return status;
}

int
zone_owners_find(const spfeval_zone *zone, struct zone_owners *owners)
{
    struct search search = {.zone = zone};
    spfeval_options *options = NULL;
    int status = spfeval_options_new(NULL, &options);

    if (status == SPFEVAL_OK) {
        status = spfeval_policy_new(options, &search.policy);
    }
    spfeval_options_free(options);
    if (status == SPFEVAL_OK) {
        status = spfeval_answer_new(NULL, &search.answer);
    }
    if (status == SPFEVAL_OK) {
        status = take_names(&search, owners);
    }
    spfeval_answer_free(search.answer);
    spfeval_policy_free(search.policy);
    return status == SPFEVAL_OK ? 0 : message_status("lint", status);
}

void
zone_owners_clear(struct zone_owners *owners)
{
    free(owners->names);
    *owners = (struct zone_owners){0};
}
