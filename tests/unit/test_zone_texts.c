/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The command's reader of zone files: which TXT records it lists, on which
 * line, and how they are cut.
 */
#include <stdio.h>
#include <string.h>

#include <spfeval/spfeval.h>

#include "spfeval/zone_file.h"
#include "spfeval/zone_texts.h"
#include "support/tap.h"

enum { ROOM = 4096 };

static const char file_name[] = "test_zone_texts.zone";

/* Load a zone of this text. */
static int
load(const char *text, struct zone_texts *texts, spfeval_zone **zone)
{
    FILE *file = fopen(file_name, "w");
    int code;

    *texts = (struct zone_texts){0};
    *zone = NULL;
    if (!CHECK(file != NULL)) {
        return -1;
    }
    CHECK(fputs(text, file) >= 0);
    CHECK_INT(fclose(file), 0);
    code = zone_file_load_texts(file_name, "test", texts, zone);
    (void)remove(file_name);
    return code;
}

/* All records as "line owner: string|string", each on a line. */
static void
print(const struct zone_texts *texts, char out[ROOM])
{
    size_t used = 0;
    size_t i;

    out[0] = '\0';
    for (i = 0; i < texts->count; i++) {
        const struct zone_text *item = &texts->items[i];
        uint32_t start = 0;
        size_t j;

        used += (size_t)snprintf(out + used, ROOM - used,
                                 "%lu %s: ", item->line, item->owner);
        for (j = 0; j < item->count; j++) {
            used += (size_t)snprintf(
                out + used, ROOM - used, "%s%.*s", j == 0 ? "" : "|",
                (int)(item->ends[j] - start), text_get(&item->joined) + start);
            start = item->ends[j];
        }
        CHECK_INT(start, item->joined.len);
        used += (size_t)snprintf(out + used, ROOM - used, "\n");
    }
}

static void
check_texts(const char *text, const char *expected)
{
    struct zone_texts texts;
    spfeval_zone *zone;
    char got[ROOM];

    CHECK_INT(load(text, &texts, &zone), 0);
    print(&texts, got);
    CHECK_STR(got, strlen(got), expected);
    zone_texts_clear(&texts);
    spfeval_zone_free(zone);
}

static void
test_texts_are_listed_as_they_are_cut(void)
{
    check_texts("", "");
    check_texts("a TXT \"v=spf1 mx \" \"-all\"\n"
                "\n"
                "  A 192.0.2.1\n"
                "B.Test. TXT ( \"x\"\n"
                " \"\" y )\n"
                "\tTXT \"\\\"\\;\\065\"\n"
                "c SPF \"v=spf1 -all\"\n",
                "1 a.test: v=spf1 mx |-all\n"
                "4 B.Test: x||y\n"
                "6 B.Test: \";A\n");
}

static void
test_a_long_string_is_listed_and_answered(void)
{
    static const char head[] = "a 7 TXT \"x\" \"";
    char text[ROOM];
    struct zone_texts texts;
    spfeval_zone *zone;
    spfeval_answer *answer = NULL;
    uint32_t ttl = 0;

    memcpy(text, head, sizeof(head) - 1);
    memset(text + sizeof(head) - 1, 'y', 300);
    (void)strcpy(text + sizeof(head) - 1 + 300, "\\048\"\nb A 192.0.2.1\n");
    CHECK_INT(load(text, &texts, &zone), 0);
    if (CHECK_INT(texts.count, 1)) {
        CHECK_INT(texts.items[0].count, 2);
        CHECK_INT(texts.items[0].ends[0], 1);
        CHECK_INT(texts.items[0].ends[1], 302);
        CHECK_INT(texts.items[0].joined.data[301], '0');
    }
    CHECK_INT(spfeval_answer_new(NULL, &answer), SPFEVAL_OK);
    CHECK_INT(
        spfeval_zone_lookup(zone, SPFEVAL_RRTYPE_TXT, "a.test", 6, answer),
        SPFEVAL_OK);
    CHECK_INT(spfeval_answer_get_count(answer), 1);
    CHECK_INT(spfeval_answer_get_ttl(answer, &ttl), SPFEVAL_OK);
    CHECK_INT(ttl, 7);
    spfeval_answer_free(answer);
    zone_texts_clear(&texts);
    spfeval_zone_free(zone);
}

/* A record of the type SPF goes into the zone only. */
static void
test_a_long_string_of_type_spf_is_not_listed(void)
{
    char text[ROOM] = "a SPF \"";
    struct zone_texts texts;
    spfeval_zone *zone;

    memset(text + 7, 'y', 300);
    (void)strcpy(text + 307, "\"\n");
    CHECK_INT(load(text, &texts, &zone), 0);
    CHECK_INT(texts.count, 0);
    CHECK_INT(spfeval_zone_has_record(zone, SPFEVAL_RRTYPE_SPF, "a.test", 6),
              1);
    zone_texts_clear(&texts);
    spfeval_zone_free(zone);
}

/* What was listed before an error can be cleared. */
static void
test_a_broken_zone_leaves_a_list_to_clear(void)
{
    struct zone_texts texts;
    spfeval_zone *zone;

    CHECK_INT(load("a TXT x\nb TXT \"y\n", &texts, &zone), 65);
    CHECK_INT(texts.count, 1);
    CHECK(zone == NULL);
    zone_texts_clear(&texts);
    CHECK_INT(texts.count, 0);
    zone_texts_clear(&texts);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"texts are listed as they are cut",
         test_texts_are_listed_as_they_are_cut},
        {"a long string is listed, and answered",
         test_a_long_string_is_listed_and_answered},
        {"a long string of type SPF is not listed",
         test_a_long_string_of_type_spf_is_not_listed},
        {"a broken zone leaves a list to clear",
         test_a_broken_zone_leaves_a_list_to_clear},
    };

    return tap_run("zone_texts", tests, TAP_COUNT(tests));
}
