/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Changes of records whose Nth allocation fails, once or with all that follow,
 * for all N: reported, nothing kept, and the same policy can be asked again.
 */
#include <string.h>

#include <spfeval/dns.h>
#include <spfeval/edit.h>
#include <spfeval/status.h>
#include <spfeval/zone.h>

#include "support/count_alloc.h"
#include "support/tap.h"
#include "support/zone_rows.h"

enum { MOST_ALLOCATIONS = 400 };

static const struct zone_row rows[] = {
    {"h.example", SPFEVAL_RRTYPE_A, "192.0.2.1", 0, 0},
    {"p.example", SPFEVAL_RRTYPE_TXT, "v=spf1 ip4:198.51.100.0/24 -all", 0, 0},
    {"late.example", ZONE_ROW_TIMEOUT, NULL, 0, 0},
};

struct change {
    const char *record;
    const char *senders[3];
    const char *expected;
    bool revokes;
};

static const struct change changes[] = {
    {"v=spf1 ~ip4:192.0.2.0/24 include:p.example -exists:%{i}.x.example -all",
     {"h.example", "include:p.example", "mx:late.example"},
     "v=spf1 a:h.example mx:late.example ~ip4:192.0.2.0/24 include:p.example "
     "-exists:%{i}.x.example -all",
     false},
    /* lookups run out: it is tried in front, and removals are offered */
    {"v=spf1 include:p.example include:p.example include:p.example "
     "include:p.example include:p.example include:p.example "
     "include:p.example include:p.example include:p.example "
     "include:p.example -all",
     {"h.example"},
     "v=spf1 a:h.example include:p.example include:p.example "
     "include:p.example include:p.example include:p.example "
     "include:p.example include:p.example include:p.example "
     "include:p.example include:p.example -all",
     false},
    {"v=spf1 ip4:198.51.100.0/25 a:h.example include:p.example ?all",
     {"198.51.100.0/25", "a:h.example", "mx"},
     "v=spf1 include:p.example ?all",
     true},
    {"v=spf1 ipv4:192.0.2.1 -all",
     {"h.example"},
     "v=spf1 ip4:192.0.2.1 -all",
     false},
};

static int
make_edit(const struct change *change, spfeval_policy *policy,
          spfeval_edit **out)
{
    return change->revokes ? spfeval_policy_revoke(policy, out)
                           : spfeval_policy_authorize(policy, out);
}

/* A policy that is done, of this memory. */
static spfeval_policy *
make_policy(const struct change *change, struct count_alloc *memory,
            spfeval_zone *zone)
{
    spfeval_options *options = NULL;
    spfeval_policy *policy = NULL;
    size_t i;

    CHECK_INT(spfeval_options_new(&memory->table, &options), SPFEVAL_OK);
    CHECK_INT(spfeval_policy_new(options, &policy), SPFEVAL_OK);
    spfeval_options_free(options);
    CHECK_INT(spfeval_policy_set_record(policy, change->record,
                                        strlen(change->record)),
              SPFEVAL_OK);
    for (i = 0; i < TAP_COUNT(change->senders) && change->senders[i] != NULL;
         i++) {
        CHECK_INT(spfeval_policy_add_sender(policy, change->senders[i],
                                            strlen(change->senders[i])),
                  SPFEVAL_OK);
    }
    CHECK_INT(spfeval_policy_run(policy, spfeval_zone_get_resolver(zone)),
              SPFEVAL_OK);
    return policy;
}

static void
check_edit(const struct change *change, spfeval_policy *policy)
{
    spfeval_edit *edit = NULL;
    size_t len = 0;
    const char *text;

    CHECK_INT(make_edit(change, policy, &edit), SPFEVAL_OK);
    text = spfeval_edit_get_text(edit, &len);
    CHECK_STR(text, len, change->expected);
    /* It may outlive the policy that it comes from. */
    spfeval_policy_free(policy);
    CHECK(spfeval_edit_get_policy(edit) != NULL);
    CHECK(spfeval_edit_get_note_count(edit) > 0);
    spfeval_edit_free(edit);
}

/* False when that many allocations are not made. */
static bool
try_once(const struct change *change, spfeval_zone *zone, uint64_t number,
         bool stays_out)
{
    struct count_alloc memory;
    spfeval_policy *policy;
    spfeval_edit *edit = NULL;
    bool failed;
    int status;

    count_alloc_init(&memory);
    policy = make_policy(change, &memory, zone);
    if (stays_out) {
        count_alloc_fail_from(&memory, number);
    } else {
        count_alloc_fail_at(&memory, number);
    }
    status = make_edit(change, policy, &edit);
    failed = memory.failures > 0;
    CHECK_INT(status, failed ? SPFEVAL_ERR_NOMEM : SPFEVAL_OK);
    CHECK_INT(edit == NULL, failed);
    spfeval_edit_free(edit);
    count_alloc_fail_at(&memory, 0);
    check_edit(change, policy);
    CHECK(count_alloc_is_clean(&memory));
    count_alloc_clear(&memory);
    return failed;
}

static void
test_each_lack_of_memory_is_reported(void)
{
    spfeval_zone *zone = NULL;
    uint64_t number;
    size_t i;

    CHECK_INT(spfeval_zone_new(NULL, &zone), SPFEVAL_OK);
    for (i = 0; i < TAP_COUNT(rows); i++) {
        CHECK_INT(zone_row_add(zone, &rows[i]), SPFEVAL_OK);
    }
    for (i = 0; i < TAP_COUNT(changes); i++) {
        tap_row(changes[i].record);
        for (number = 1; try_once(&changes[i], zone, number, false);
             number++) {
            CHECK(try_once(&changes[i], zone, number, true));
        }
        CHECK(number > 5 && number < MOST_ALLOCATIONS);
    }
    spfeval_zone_free(zone);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"each lack of memory is reported, and the call can be repeated",
         test_each_lack_of_memory_is_reported},
    };

    return tap_run("oom/edit", tests, TAP_COUNT(tests));
}
