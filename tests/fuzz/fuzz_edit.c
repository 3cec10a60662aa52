/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Senders that are let into a record and taken away again. The first line is
 * the record, the second a sender, the third another; the others are published
 * at n0.example and so on.
 */
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include <spfeval/spfeval.h>

#include "fuzz/claim.h"
#include "fuzz/lines.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { LINES = 10, ROOM = 4096, SENDERS = 2 };

static spfeval_zone *
make_zone(const struct line *lines, size_t count)
{
    static const uint8_t address[4] = {8, 8, 8, 8};
    char name[] = "n0.example";
    spfeval_zone *zone = NULL;
    size_t i;

    CLAIM(spfeval_zone_new(NULL, &zone) == SPFEVAL_OK);
    for (i = 1 + SENDERS; i < count; i++) {
        name[1] = (char)('0' + i - 1 - SENDERS);
        (void)spfeval_zone_add_text(zone, name, 10, 300, lines[i].text,
                                    lines[i].len);
        (void)spfeval_zone_add_address(zone, name, 10, 300, address, 4);
        (void)spfeval_zone_add_mx(zone, name, 10, 300, 10, name, 10);
    }
    return zone;
}

/* NULL when there is nothing to change. */
static spfeval_edit *
make_edit(spfeval_zone *zone, const char *record, size_t len,
          const struct line *senders, size_t count, int revokes)
{
    spfeval_options *options = NULL;
    spfeval_policy *policy = NULL;
    spfeval_edit *edit = NULL;
    size_t i;
    int status;

    CLAIM(spfeval_options_new(NULL, &options) == SPFEVAL_OK);
    CLAIM(spfeval_policy_new(options, &policy) == SPFEVAL_OK);
    spfeval_options_free(options);
    (void)spfeval_policy_set_domain(policy, "n0.example", 10);
    status = spfeval_policy_set_record(policy, record, len);
    for (i = 0; i < count; i++) {
        (void)spfeval_policy_add_sender(policy, senders[i].text,
                                        senders[i].len);
    }
    if (status == SPFEVAL_OK) {
        status = spfeval_policy_run(policy, spfeval_zone_get_resolver(zone));
    }
    if (status == SPFEVAL_OK) {
        status = revokes ? spfeval_policy_revoke(policy, &edit)
                         : spfeval_policy_authorize(policy, &edit);
    }
    CLAIM(status == SPFEVAL_OK || status == SPFEVAL_ERR_STATE ||
          status == SPFEVAL_ERR_LIMIT);
    spfeval_policy_free(policy);
    return edit;
}

static void
look_at_notes(const spfeval_edit *edit)
{
    static char room[ROOM];
    uint32_t i;
    size_t j;

    for (i = 0; i < spfeval_edit_get_note_count(edit); i++) {
        int language = i % 2 == 0 ? SPFEVAL_LANGUAGE_EN : SPFEVAL_LANGUAGE_NL;

        CLAIM(spfeval_edit_print_note(edit, i, language, room, sizeof(room),
                                      NULL) == SPFEVAL_OK);
        CLAIM(room[0] != '\0');
        for (j = 0; room[j] != '\0'; j++) {
            CLAIM(room[j] >= 0x20 && room[j] <= 0x7e);
        }
    }
}

static void
look_at_edit(const spfeval_edit *edit)
{
    spfeval_record *record = NULL;
    size_t len = 0;
    const char *text = spfeval_edit_get_text(edit, &len);

    CLAIM((text == NULL) == (spfeval_edit_get_policy(edit) == NULL));
    if (text != NULL) {
        CLAIM(spfeval_record_parse(NULL, text, len, &record, NULL) ==
              SPFEVAL_OK);
        spfeval_record_free(record);
    }
    look_at_notes(edit);
}

/* What was added and took effect can be taken away again. */
static void
take_away(spfeval_zone *zone, const spfeval_edit *edit,
          const struct line *lines, size_t senders)
{
    size_t len = 0;
    const char *text = spfeval_edit_get_text(edit, &len);
    spfeval_edit *back = make_edit(zone, text, len, lines + 1, senders, 1);

    if (back != NULL && spfeval_edit_get_state(edit) == SPFEVAL_EDIT_CHANGED) {
        bool added = false;
        uint32_t i;

        /* Unless one of them was there before. */
        for (i = 0; i < spfeval_edit_get_note_count(edit); i++) {
            added = added ||
                    spfeval_edit_get_note(edit, i) == SPFEVAL_NOTE_ALREADY;
        }
        text = spfeval_edit_get_text(back, &len);
        CLAIM(added ||
              (len == lines[0].len && memcmp(text, lines[0].text, len) == 0));
    }
    if (back != NULL) {
        look_at_edit(back);
    }
    spfeval_edit_free(back);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *text = size > 0 ? (const char *)data : "";
    struct line lines[LINES];
    size_t count = split_lines(text, size, lines, LINES);
    size_t senders = count > SENDERS ? SENDERS : count - 1;
    spfeval_zone *zone = make_zone(lines, count);
    spfeval_edit *edit =
        make_edit(zone, lines[0].text, lines[0].len, lines + 1, senders, 0);

    if (edit != NULL) {
        look_at_edit(edit);
        if (spfeval_edit_get_text(edit, NULL) != NULL) {
            take_away(zone, edit, lines, senders);
        }
    }
    spfeval_edit_free(edit);
    spfeval_zone_free(zone);
    return 0;
}
