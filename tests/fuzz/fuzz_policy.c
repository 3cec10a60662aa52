/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A whole policy: its zone, its record and the senders of a change are lines
 * of the input. The walk ends, costs add up, each finding is in its place, and
 * what authorising adds revoking takes away.
 *
 * A line is a letter and fields with a bar between them: D domain, R record,
 * S sender, T name|text, A name|four or 16 octets, M name|exchange,
 * C name|target, F name (fails), P name|text (the obsolete type).
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <spfeval/spfeval.h>

#include "fuzz/claim.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { ROOM = 65536, MOST_INPUT = 20000, TTL = 300 };

struct field {
    const char *ptr;
    size_t len;
};

struct input {
    spfeval_zone *zone;
    spfeval_policy *policy;
    struct field senders[16];
    size_t sender_count;
    struct field record;
    struct field domain;
};

/* --- from octets to a zone and a policy ---------------------------------- */

static struct field
take(struct field *from, char separator)
{
    const char *end =
        from->len > 0 ? memchr(from->ptr, separator, from->len) : NULL;
    struct field field = *from;

    if (end == NULL) {
        from->ptr += from->len;
        from->len = 0;
        return field;
    }
    field.len = (size_t)(end - from->ptr);
    from->ptr = end + 1;
    from->len -= field.len + 1;
    return field;
}

/* What the zone does not take, it does not have. */
static void
add_to_zone(spfeval_zone *zone, char letter, struct field name,
            struct field data)
{
    switch (letter) {
    case 'T':
        (void)spfeval_zone_add_text(zone, name.ptr, name.len, TTL, data.ptr,
                                    data.len);
        break;
    case 'P':
        (void)spfeval_zone_add_spf(zone, name.ptr, name.len, TTL, data.ptr,
                                   data.len);
        break;
    case 'A':
        (void)spfeval_zone_add_address(zone, name.ptr, name.len, TTL,
                                       (const uint8_t *)data.ptr, data.len);
        break;
    case 'M':
        (void)spfeval_zone_add_mx(zone, name.ptr, name.len, TTL, 10, data.ptr,
                                  data.len);
        break;
    case 'C':
        (void)spfeval_zone_add_cname(zone, name.ptr, name.len, TTL, data.ptr,
                                     data.len);
        break;
    case 'F':
        (void)spfeval_zone_add_timeout(zone, name.ptr, name.len, 0);
        break;
    default:
        break;
    }
}

static void
read_line(struct input *input, struct field line)
{
    struct field rest = {line.ptr + 1, line.len - 1};

    switch (line.ptr[0]) {
    case 'D':
        input->domain = rest;
        break;
    case 'R':
        input->record = rest;
        break;
    case 'S':
        if (input->sender_count <
            sizeof(input->senders) / sizeof(input->senders[0])) {
            input->senders[input->sender_count++] = rest;
        }
        break;
    default: {
        struct field name = take(&rest, '|');

        add_to_zone(input->zone, line.ptr[0], name, rest);
    }
    }
}

/* A walked policy; with the text instead of the input's record. */
static spfeval_policy *
walk(const struct input *input, struct field record)
{
    spfeval_options *options = NULL;
    spfeval_policy *policy = NULL;
    bool has_input = false;
    size_t i;

    if (spfeval_options_new(NULL, &options) != SPFEVAL_OK ||
        spfeval_policy_new(options, &policy) != SPFEVAL_OK) {
        abort();
    }
    spfeval_options_free(options);
    has_input = spfeval_policy_set_domain(policy, input->domain.ptr,
                                          input->domain.len) == SPFEVAL_OK;
    if (record.len > 0 && spfeval_policy_set_record(
                              policy, record.ptr, record.len) == SPFEVAL_OK) {
        has_input = true;
    }
    for (i = 0; i < input->sender_count; i++) {
        (void)spfeval_policy_add_sender(policy, input->senders[i].ptr,
                                        input->senders[i].len);
    }
    CLAIM(spfeval_policy_set_extras(policy, 1) == SPFEVAL_OK);
    if (!has_input) {
        CLAIM(spfeval_policy_step(policy) == SPFEVAL_ERR_STATE);
        spfeval_policy_free(policy);
        return NULL;
    }
    CLAIM(spfeval_policy_run(policy, spfeval_zone_get_resolver(input->zone)) ==
          SPFEVAL_OK);
    CLAIM(spfeval_policy_step(policy) == SPFEVAL_STEP_DONE);
    return policy;
}

/* --- what must hold ------------------------------------------------------ */

static void
look_at_text(const char *text, size_t needed)
{
    size_t i;

    CLAIM(needed > 0 && text[needed - 1] == '\0');
    for (i = 0; i + 1 < needed; i++) {
        CLAIM(text[i] >= 0x20 && text[i] <= 0x7e);
    }
}

static void
look_at_cost(spfeval_policy *policy, int family)
{
    static char text[ROOM];
    spfeval_cost cost = {.struct_size = sizeof(cost)};
    spfeval_share share = {.struct_size = sizeof(share)};
    size_t needed = 0;
    uint64_t sum = 0;
    uint32_t i = 0;
    int status = spfeval_policy_get_cost(policy, family, &cost);

    if (status != SPFEVAL_OK) {
        CLAIM(status == SPFEVAL_ERR_NOT_FOUND || status == SPFEVAL_ERR_LIMIT);
        return;
    }
    CLAIM((cost.lookups > cost.max_lookups) == (cost.ranges_over > 0));
    CLAIM(memcmp(cost.first, cost.last, cost.address_len) <= 0);
    while (spfeval_policy_get_share(policy, family, i++, &share) ==
           SPFEVAL_OK) {
        sum += share.lookups;
    }
    CLAIM(sum >= cost.lookups); /* sums stop at a bound, shares each */
    CLAIM(cost.lookups == sum || cost.lookups >= 60000);
    CLAIM(spfeval_policy_print_cost(policy, family, SPFEVAL_LANGUAGE_EN, text,
                                    sizeof(text), &needed) == SPFEVAL_OK);
    look_at_text(text, needed);
}

static void
look_at_findings(spfeval_policy *policy)
{
    static char text[ROOM];
    spfeval_finding finding = {.struct_size = sizeof(finding)};
    spfeval_lint *lint = NULL;
    size_t needed = 0;
    uint32_t i;
    int status = spfeval_policy_lint(policy, &lint);

    CLAIM(status == SPFEVAL_OK || status == SPFEVAL_ERR_LIMIT);
    for (i = 0; spfeval_lint_get_finding(lint, i, &finding) == SPFEVAL_OK;
         i++) {
        CLAIM(finding.owner != NULL &&
              finding.owner[finding.owner_len] == '\0');
        CLAIM(finding.record != NULL || finding.offset + finding.length == 0);
        CLAIM(finding.record == NULL ||
              (finding.offset <= finding.record_len &&
               finding.length <= finding.record_len - finding.offset));
        CLAIM(finding.fix == NULL ||
              (finding.fix_offset <= finding.record_len &&
               finding.fix_length <= finding.record_len - finding.fix_offset));
        CLAIM(spfeval_lint_print_finding(lint, i, SPFEVAL_LANGUAGE_NL, text,
                                         sizeof(text), &needed) == SPFEVAL_OK);
        look_at_text(text, needed);
    }
    spfeval_lint_free(lint);
}

/* Is a sender there already? Revoking takes that term away too. */
static bool
look_at_notes(const spfeval_edit *edit)
{
    static char text[ROOM];
    size_t needed = 0;
    bool is_there = false;
    uint32_t i;

    for (i = 0; i < spfeval_edit_get_note_count(edit); i++) {
        CLAIM(spfeval_edit_get_note(edit, i) != 0);
        is_there =
            is_there || spfeval_edit_get_note(edit, i) == SPFEVAL_NOTE_ALREADY;
        CLAIM(spfeval_edit_print_note(edit, i, SPFEVAL_LANGUAGE_EN, text,
                                      sizeof(text), &needed) == SPFEVAL_OK);
        look_at_text(text, needed);
    }
    return is_there;
}

/* What authorising added goes away again, to the octet. */
static void
revoke_again(const struct input *input, const spfeval_edit *edit,
             const char *text, size_t len)
{
    struct field changed = {NULL, 0};
    spfeval_policy *policy;
    spfeval_edit *back = NULL;
    size_t back_len = 0;

    changed.ptr = spfeval_edit_get_text(edit, &changed.len);
    CLAIM(changed.ptr != NULL);
    policy = walk(input, changed);
    if (policy != NULL && spfeval_policy_revoke(policy, &back) == SPFEVAL_OK) {
        const char *original = spfeval_edit_get_text(back, &back_len);

        CLAIM(original != NULL && back_len == len &&
              memcmp(original, text, len) == 0);
    }
    spfeval_edit_free(back);
    spfeval_policy_free(policy);
}

static void
look_at_edits(const struct input *input, spfeval_policy *policy)
{
    spfeval_edit *edit = NULL;
    size_t len = 0;
    const char *text = spfeval_policy_get_record(policy, &len);
    int status = spfeval_policy_authorize(policy, &edit);

    CLAIM(status == SPFEVAL_OK || status == SPFEVAL_ERR_STATE ||
          status == SPFEVAL_ERR_LIMIT);
    if (status == SPFEVAL_OK) {
        if (!look_at_notes(edit) &&
            spfeval_edit_get_state(edit) == SPFEVAL_EDIT_CHANGED) {
            revoke_again(input, edit, text, len);
        }
        spfeval_edit_free(edit);
    }
    if (spfeval_policy_revoke(policy, &edit) == SPFEVAL_OK) {
        (void)look_at_notes(edit);
        spfeval_edit_free(edit);
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct input input;
    struct field rest = {(const char *)data, size};
    spfeval_policy *policy;

    if (size > MOST_INPUT) {
        return 0;
    }
    memset(&input, 0, sizeof(input));
    input.domain.ptr = input.record.ptr = "";
    if (spfeval_zone_new(NULL, &input.zone) != SPFEVAL_OK) {
        return 0;
    }
    while (rest.len > 0) {
        struct field line = take(&rest, '\n');

        if (line.len > 0) {
            read_line(&input, line);
        }
    }
    policy = walk(&input, input.record);
    if (policy != NULL) {
        look_at_cost(policy, 4);
        look_at_cost(policy, 6);
        look_at_findings(policy);
        look_at_edits(&input, policy);
        spfeval_policy_free(policy);
    }
    spfeval_zone_free(input.zone);
    return 0;
}
