/* SPDX-License-Identifier: BSD-2-Clause */
#include "support/edit_case.h"

#include <stdio.h>
#include <string.h>

#include <spfeval/report.h>
#include <spfeval/status.h>

#include "support/tap.h"

static void
add_senders(spfeval_policy *policy, const char *senders)
{
    while (*senders != '\0') {
        size_t len = strcspn(senders, "|");

        CHECK_INT(spfeval_policy_add_sender(policy, senders, len), SPFEVAL_OK);
        senders += len + (senders[len] == '|');
    }
}

static void
walk(const struct edit_case *row, struct walk_case *test)
{
    if (!row->text_only) {
        walk_case_walk(test, row->domain, row->record);
        return;
    }
    if (row->domain != NULL) {
        CHECK_INT(spfeval_policy_set_domain(test->policy, row->domain,
                                            strlen(row->domain)),
                  SPFEVAL_OK);
    }
    CHECK_INT(spfeval_policy_set_record(test->policy, row->record,
                                        strlen(row->record)),
              SPFEVAL_OK);
    CHECK_INT(spfeval_policy_expire(test->policy), SPFEVAL_OK);
}

spfeval_edit *
edit_case_make(const struct edit_case *row, const struct zone_row *rows,
               size_t count, struct walk_case *test)
{
    spfeval_edit *edit = NULL;

    walk_case_init(test, rows, count);
    add_senders(test->policy, row->senders);
    walk(row, test);
    CHECK_INT(row->revokes ? spfeval_policy_revoke(test->policy, &edit)
                           : spfeval_policy_authorize(test->policy, &edit),
              SPFEVAL_OK);
    return edit;
}

static size_t
print_note(const spfeval_edit *edit, uint32_t index, char *room, size_t size)
{
    char sentence[2048];

    CHECK_INT(spfeval_edit_print_note(edit, index, SPFEVAL_LANGUAGE_EN,
                                      sentence, sizeof(sentence), NULL),
              SPFEVAL_OK);
    return (size_t)snprintf(
        room, size, "%s: %s\n",
        spfeval_note_name(spfeval_edit_get_note(edit, index)), sentence);
}

void
edit_case_print(const spfeval_edit *edit, char room[EDIT_CASE_ROOM])
{
    static const char *const states[] = {
        "?", "unchanged", "changed", "doubtful", "broken", "impossible",
    };
    const char *text = spfeval_edit_get_text(edit, NULL);
    uint32_t i;
    size_t len;

    len = (size_t)snprintf(room, EDIT_CASE_ROOM, "%s: %s\n",
                           states[spfeval_edit_get_state(edit)],
                           text == NULL ? "-" : text);
    for (i = 0; i < spfeval_edit_get_note_count(edit); i++) {
        len += print_note(edit, i, room + len, EDIT_CASE_ROOM - len);
        if (!CHECK(len < EDIT_CASE_ROOM)) {
            return;
        }
    }
}

void
edit_case_check(const struct edit_case *row, const struct zone_row *rows,
                size_t count)
{
    static char room[EDIT_CASE_ROOM];
    struct walk_case test;
    spfeval_edit *edit;

    tap_row(row->record != NULL ? row->record : row->domain);
    edit = edit_case_make(row, rows, count, &test);
    /* It does not need the policy. */
    walk_case_clear(&test);
    edit_case_print(edit, room);
    CHECK_STR(room, strlen(room), row->expected);
    CHECK_INT(spfeval_edit_get_policy(edit) != NULL,
              spfeval_edit_get_text(edit, NULL) != NULL);
    spfeval_edit_free(edit);
    tap_row(NULL);
}

void
edit_case_check_all(const struct edit_case *cases, size_t case_count,
                    const struct zone_row *zone, size_t zone_count)
{
    size_t i;

    for (i = 0; i < case_count; i++) {
        edit_case_check(&cases[i], zone, zone_count);
    }
}
