/* SPDX-License-Identifier: BSD-2-Clause */
/* The names of the client: PTR records, and the validated one for %{p}. */
#include "base/dname.h"
#include "check/mech.h"
#include "dns/records.h"
#include "rule/match.h"

enum { REVERSE_NAME_ROOM = 80 }; /* 72 octets for IPv6, and a NUL */

bool
spfe_client_reverse_name(struct spfeval_check *check, struct spfe_text *out)
{
    size_t capacity;
    struct spfe_buf buf;
    char *room = spfe_arena_room(&check->arena, REVERSE_NAME_ROOM, &capacity);

    if (room == NULL) {
        return false;
    }
    spfe_buf_init(&buf, room, capacity);
    spfe_ip_print_reverse(&check->values.client, &buf);
    spfe_buf_finish(&buf, NULL);
    spfe_arena_take(&check->arena, buf.length + 1);
    out->ptr = room;
    out->len = (uint32_t)buf.length;
    return true;
}

bool
spfe_client_collect_names(struct spfeval_check *check,
                          struct spfe_frame *frame,
                          const struct spfe_answer *answer,
                          const struct spfe_text *within)
{
    struct spfe_rr_cursor records = spfe_answer_records(answer);
    uint32_t most = spfe_limits_cap_ptr(&check->limits, answer->count);
    struct spfe_rr rr;

    frame->name_at = 0;
    frame->name_count = 0;
    frame->names =
        spfe_arena_alloc(&check->arena, most * sizeof(*frame->names));
    if (frame->names == NULL) {
        return false;
    }
    /* RFC 7208 section 4.6.4: only the first 10 records are looked at. */
    for (; most > 0 && spfe_rr_next(&records, &rr); most--) {
        struct spfe_text name = spfe_dname_trim(rr.text);

        if (!spfe_dname_is_valid(name) ||
            (within != NULL && !spfe_dname_is_within(name, *within))) {
            continue;
        }
        if (name.len != rr.text.len) {
            name.ptr = spfe_arena_copy(&check->arena, name.ptr, name.len);
            if (name.ptr == NULL) {
                return false;
            }
        }
        frame->names[frame->name_count++] = name;
    }
    return true;
}

/* RFC 7208 section 7.3: <domain> itself, then names below it, then others. */
static int
rank_of(struct spfe_text name, struct spfe_text domain)
{
    if (spfe_dname_equal(name, domain)) {
        return 0;
    }
    return spfe_dname_is_within(name, domain) ? 1 : 2;
}

/*
 * Put the names in order of preference, else as they came: then the first
 * that can be validated is the one, and no more than needed are asked for.
 */
static bool
order_by_preference(struct spfeval_check *check, struct spfe_frame *frame)
{
    uint32_t count = frame->name_count;
    struct spfe_text *ordered;
    uint32_t at = 0;
    uint32_t i;
    int rank;

    if (count < 2) {
        return true;
    }
    ordered = spfe_arena_alloc(&check->arena, count * sizeof(*ordered));
    if (ordered == NULL) {
        return false;
    }
    for (rank = 0; at < count; rank++) {
        for (i = 0; i < count; i++) {
            if (rank_of(frame->names[i], frame->domain) == rank) {
                ordered[at++] = frame->names[i];
            }
        }
    }
    frame->names = ordered;
    return true;
}

static enum spfe_next
name_found(struct spfeval_check *check, struct spfe_frame *frame,
           struct spfe_text name)
{
    frame->client_name = name;
    frame->has_client_name = true;
    return frame->on_name(check, frame);
}

static enum spfe_next
name_unknown(struct spfeval_check *check, struct spfe_frame *frame)
{
    static const struct spfe_text no_name;

    return name_found(check, frame, no_name);
}

static enum spfe_next ask_next_name(struct spfeval_check *check,
                                    struct spfe_frame *frame);

static enum spfe_next
address_answered(struct spfeval_check *check, struct spfe_frame *frame,
                 struct spfe_lookup *lookup)
{
    /* RFC 7208 section 7.3: "if a DNS error occurs", the name is unknown. */
    if (lookup->answer.dns_class == SPFEVAL_DNS_FAILED) {
        return name_unknown(check, frame);
    }
    if (spfe_match_exactly(&check->values.client, &lookup->answer)) {
        return name_found(check, frame, frame->names[frame->name_at - 1]);
    }
    return ask_next_name(check, frame);
}

static enum spfe_next
ask_next_name(struct spfeval_check *check, struct spfe_frame *frame)
{
    if (frame->name_at == frame->name_count) {
        return name_unknown(check, frame);
    }
    spfe_limits_count_ptr_name(&check->limits);
    return spfe_check_look_up(
        check, frame, spfe_match_rrtype(&check->values.client),
        frame->names[frame->name_at++], address_answered);
}

static enum spfe_next
names_answered(struct spfeval_check *check, struct spfe_frame *frame,
               struct spfe_lookup *lookup)
{
    if (lookup->answer.dns_class != SPFEVAL_DNS_OK) {
        return name_unknown(check, frame);
    }
    if (!spfe_client_collect_names(check, frame, &lookup->answer, NULL) ||
        !order_by_preference(check, frame)) {
        return SPFE_NEXT_ERROR;
    }
    return ask_next_name(check, frame);
}

enum spfe_next
spfe_client_name_find(struct spfeval_check *check, struct spfe_frame *frame,
                      spfe_name_handler on_name)
{
    struct spfe_text name;

    if (frame->has_client_name) {
        return on_name(check, frame);
    }
    frame->on_name = on_name;
    if (!spfe_client_reverse_name(check, &name)) {
        return SPFE_NEXT_ERROR;
    }
    return spfe_check_look_up(check, frame, SPFEVAL_RRTYPE_PTR, name,
                              names_answered);
}
