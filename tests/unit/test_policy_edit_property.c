/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Random policies in a zone in memory. When a change is said to be proved,
 * the evaluator gives pass to the sender's addresses and the same result as
 * before to all others; and revoking gives back the text, octet for octet.
 */
#include <stdio.h>
#include <string.h>

#include <spfeval/check.h>
#include <spfeval/edit.h>
#include <spfeval/result.h>
#include <spfeval/status.h>
#include <spfeval/zone.h>

#include "support/tap.h"

/* How much is known when the change is made. */
enum knowledge { KNOW_ALL, KNOW_SOME, KNOW_TEXT };

enum {
    POLICIES = 20000,
    FEWER = 5000,
    HOSTS = 4,
    RECORDS = 5,
    TERMS = 4,
    V4_ADDRESSES = 16, /* 8.8.8.0 and up: no network of ours is wider */
    V6_ADDRESSES = 8,
    TEXT_MAX = 600
};

static const char domain[] = "d.example";

/* A policy before it is in a zone. */
struct tree {
    char root[TEXT_MAX];
    char records[RECORDS][TEXT_MAX]; /* n0.example and so on */
    uint32_t v4[HOSTS];              /* bits: addresses of h0.example */
    uint32_t v6[HOSTS];
    bool by_message; /* something depends on the message */
};

/* xorshift32: the same policies each time. */
static uint32_t
next_random(uint32_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state;
}

static uint32_t
below(uint32_t *state, uint32_t count)
{
    return (next_random(state) >> 8) % count;
}

/*
 * A directive without its sign; includes go to records from this one on, and
 * now and then to any, or to the domain itself.
 */
static void
make_term(uint32_t *state, uint32_t from, char *out, size_t size,
          bool *by_message)
{
    switch (below(state, 16)) {
    case 0:
    case 1:
    case 2:
    case 3:
        (void)snprintf(out, size, "ip4:8.8.8.%u/%u",
                       below(state, V4_ADDRESSES), 28 + below(state, 5));
        return;
    case 4:
    case 5:
        (void)snprintf(out, size, "IP6:2a00::%u/%u",
                       below(state, V6_ADDRESSES), 125 + below(state, 4));
        return;
    case 6:
        (void)snprintf(out, size, "a");
        return;
    case 7:
        (void)snprintf(out, size, "mx:H%u.example/31", below(state, HOSTS));
        return;
    case 8:
        (void)snprintf(out, size, "a:nowhere.example");
        return;
    case 9:
        if (below(state, 4) == 0) {
            *by_message = true;
            (void)snprintf(out, size, "exists:%%{i}.bl.example");
            return;
        }
        (void)snprintf(out, size, "exists:h%u.example", below(state, HOSTS));
        return;
    case 10:
    case 11:
    case 12:
    case 13:
        if (below(state, 12) == 0) {
            (void)snprintf(out, size, "include:%s", domain);
            return;
        }
        if (from < RECORDS) {
            from = below(state, 16) == 0 ? 0 : from;
            (void)snprintf(out, size, "include:n%u.example",
                           from + below(state, RECORDS - from));
            return;
        }
        /* fall through */
    default:
        (void)snprintf(out, size, "a:h%u.example", below(state, HOSTS));
        return;
    }
}

static void
make_record(uint32_t *state, uint32_t from, char *out, bool *by_message)
{
    static const char *const signs[] = {"", "", "", "", "+", "-", "~", "?"};
    static const char *const ends[] = {" -all", " ~all",  " ?all", " -ALL mx",
                                       "",      " moo=x", " +all"};
    uint32_t count = below(state, TERMS + 1);
    size_t len = (size_t)snprintf(out, TEXT_MAX, "v=spf1");

    while (count-- > 0) {
        char term[64];

        make_term(state, from, term, sizeof(term), by_message);
        len += (size_t)snprintf(out + len, TEXT_MAX - len, "%s%s%s",
                                below(state, 8) == 0 ? "  " : " ",
                                signs[below(state, TAP_COUNT(signs))], term);
    }
    if (from < RECORDS && below(state, 6) == 0) {
        (void)snprintf(out + len, TEXT_MAX - len, " redirect=n%u.example",
                       from + below(state, RECORDS - from));
        return;
    }
    (void)snprintf(out + len, TEXT_MAX - len, "%s",
                   ends[below(state, TAP_COUNT(ends) - (from == 0))]);
}

static void
make_tree(uint32_t *state, struct tree *tree)
{
    uint32_t i;

    tree->by_message = false;
    make_record(state, 0, tree->root, &tree->by_message);
    for (i = 0; i < RECORDS; i++) {
        make_record(state, i + 1, tree->records[i], &tree->by_message);
        if (below(state, 40) == 0) {
            (void)snprintf(tree->records[i], TEXT_MAX, "v=spf1 broken");
        }
    }
    for (i = 0; i < HOSTS; i++) {
        tree->v4[i] = 1u << below(state, V4_ADDRESSES) |
                      1u << below(state, V4_ADDRESSES);
        tree->v6[i] =
            below(state, 2) == 0 ? 1u << below(state, V6_ADDRESSES) : 0;
    }
}

/* --- the zone ------------------------------------------------------------ */

static void
get_address(uint32_t number, bool v6, uint8_t out[16])
{
    static const uint8_t v4_net[4] = {8, 8, 8, 0};
    static const uint8_t v6_net[16] = {0x2a};

    memcpy(out, v6 ? v6_net : v4_net, v6 ? 16 : 4);
    out[v6 ? 15 : 3] = (uint8_t)number;
}

static void
add_addresses(spfeval_zone *zone, const char *name, uint32_t bits, bool v6)
{
    uint8_t address[16];
    uint32_t i;

    for (i = 0; i < V4_ADDRESSES; i++) {
        if ((bits >> i & 1) != 0) {
            get_address(i, v6, address);
            CHECK_INT(spfeval_zone_add_address(zone, name, strlen(name), 300,
                                               address, v6 ? 16 : 4),
                      SPFEVAL_OK);
        }
    }
}

static void
add_text(spfeval_zone *zone, const char *name, const char *text)
{
    CHECK_INT(spfeval_zone_add_text(zone, name, strlen(name), 300, text,
                                    strlen(text)),
              SPFEVAL_OK);
}

static spfeval_zone *
make_zone(const struct tree *tree, const char *root)
{
    spfeval_zone *zone = NULL;
    char name[32];
    uint32_t i;

    CHECK_INT(spfeval_zone_new(NULL, &zone), SPFEVAL_OK);
    add_text(zone, domain, root);
    add_addresses(zone, domain, tree->v4[0] ^ 1, false);
    for (i = 0; i < RECORDS; i++) {
        (void)snprintf(name, sizeof(name), "n%u.example", i);
        add_text(zone, name, tree->records[i]);
        add_addresses(zone, name, 1u << i, false);
    }
    for (i = 0; i < HOSTS; i++) {
        (void)snprintf(name, sizeof(name), "h%u.example", i);
        add_addresses(zone, name, tree->v4[i], false);
        add_addresses(zone, name, tree->v6[i], true);
        CHECK_INT(spfeval_zone_add_mx(zone, name, strlen(name), 300, 10, name,
                                      strlen(name)),
                  SPFEVAL_OK);
    }
    add_addresses(zone, "1.8.8.8.bl.example", 1, false);
    return zone;
}

static void
add_timeout(spfeval_zone *zone, const char *name, int type)
{
    CHECK_INT(spfeval_zone_add_timeout(zone, name, strlen(name), type),
              SPFEVAL_OK);
}

/* Names with these bits do not answer. */
static void
add_timeouts(spfeval_zone *zone, uint32_t bits)
{
    char name[32];
    uint32_t i;

    for (i = 0; i < HOSTS; i++) {
        (void)snprintf(name, sizeof(name), "h%u.example", i);
        if ((bits >> i & 1) != 0) {
            add_timeout(zone, name, SPFEVAL_RRTYPE_A);
            add_timeout(zone, name, SPFEVAL_RRTYPE_MX);
        }
    }
    for (i = 0; i < RECORDS; i++) {
        (void)snprintf(name, sizeof(name), "n%u.example", i);
        if ((bits >> (HOSTS + i) & 1) != 0) {
            add_timeout(zone, name, SPFEVAL_RRTYPE_TXT);
        }
    }
}

/* --- the change ---------------------------------------------------------- */

/* From the zone, or from the text alone. */
static spfeval_edit *
make_edit(spfeval_options *options, spfeval_zone *zone, const char *text,
          const char *sender, bool revokes)
{
    spfeval_policy *policy = NULL;
    spfeval_edit *edit = NULL;

    CHECK_INT(spfeval_policy_new(options, &policy), SPFEVAL_OK);
    CHECK_INT(spfeval_policy_set_domain(policy, domain, strlen(domain)),
              SPFEVAL_OK);
    CHECK_INT(spfeval_policy_add_sender(policy, sender, strlen(sender)),
              SPFEVAL_OK);
    if (text != NULL) {
        CHECK_INT(spfeval_policy_set_record(policy, text, strlen(text)),
                  SPFEVAL_OK);
    }
    CHECK_INT(zone == NULL ? spfeval_policy_expire(policy)
                           : spfeval_policy_run(
                                 policy, spfeval_zone_get_resolver(zone)),
              SPFEVAL_OK);
    CHECK_INT(revokes ? spfeval_policy_revoke(policy, &edit)
                      : spfeval_policy_authorize(policy, &edit),
              SPFEVAL_OK);
    spfeval_policy_free(policy);
    return edit;
}

static int
evaluate(spfeval_check *check, spfeval_zone *zone, const uint8_t *address,
         size_t len)
{
    spfeval_check_reset(check);
    CHECK_INT(spfeval_check_set_client(check, address, len), SPFEVAL_OK);
    CHECK_INT(spfeval_check_set_mailfrom(check, "u@d.example", 11),
              SPFEVAL_OK);
    CHECK_INT(spfeval_check_run(check, spfeval_zone_get_resolver(zone)),
              SPFEVAL_OK);
    return spfeval_outcome_get_result(spfeval_check_get_outcome(check));
}

/* One sender that is put into one policy. */
struct trial {
    const struct tree *tree;
    char sender[64];
    spfeval_options *options;
    spfeval_check *check;
    spfeval_zone *before;
    spfeval_zone *alone; /* the sender and "-all" */
    enum knowledge knowledge;
    uint32_t unanswered; /* bits, for KNOW_SOME */
    unsigned states[8];
    unsigned passed; /* addresses that pass since the change */
    unsigned lost;   /* those that no longer pass when it is revoked */
};

static void
check_address(struct trial *trial, spfeval_zone *after, uint32_t number,
              bool v6)
{
    size_t len = v6 ? 16 : 4;
    uint8_t address[16];
    int old_result;
    int new_result;
    bool is_sender;

    get_address(number, v6, address);
    old_result = evaluate(trial->check, trial->before, address, len);
    new_result = evaluate(trial->check, after, address, len);
    is_sender = evaluate(trial->check, trial->alone, address, len) ==
                SPFEVAL_RESULT_PASS;
    if ((trial->tree->by_message || trial->knowledge != KNOW_ALL) &&
        new_result == SPFEVAL_RESULT_PERMERROR) {
        return; /* limits that nobody could know of, or broken records */
    }
    if (!is_sender) {
        CHECK_INT(new_result, old_result);
    } else if (!trial->tree->by_message || after == trial->before) {
        CHECK_INT(new_result, SPFEVAL_RESULT_PASS);
    }
    trial->passed += is_sender && old_result != new_result;
}

/* One more than there are networks for, on both sides. */
static void
check_addresses(struct trial *trial, spfeval_zone *after)
{
    uint32_t i;

    for (i = 0; i <= V4_ADDRESSES; i++) {
        check_address(trial, after, i, false);
    }
    for (i = 0; i <= V6_ADDRESSES; i++) {
        check_address(trial, after, i, true);
    }
}

static void
check_revoked(const struct trial *trial, spfeval_zone *after)
{
    spfeval_edit *edit =
        make_edit(trial->options, after, NULL, trial->sender, true);
    size_t len = 0;
    const char *text = spfeval_edit_get_text(edit, &len);

    CHECK_STR(text, len, trial->tree->root);
    spfeval_edit_free(edit);
}

static void
check_change(struct trial *trial, const char *text)
{
    spfeval_zone *after = make_zone(trial->tree, text);

    check_addresses(trial, after);
    check_revoked(trial, after);
    spfeval_zone_free(after);
}

static bool
has_note(const spfeval_edit *edit, int note)
{
    uint32_t i;

    for (i = 0; i < spfeval_edit_get_note_count(edit); i++) {
        if (spfeval_edit_get_note(edit, i) == note) {
            return true;
        }
    }
    return false;
}

/* Is it about what the change does? */
static bool
is_harmful(const spfeval_edit *edit)
{
    return has_note(edit, SPFEVAL_NOTE_OTHERS_CHANGE) ||
           has_note(edit, SPFEVAL_NOTE_REMOVABLE) ||
           has_note(edit, SPFEVAL_NOTE_NOT_LOOKED_UP) ||
           has_note(edit, SPFEVAL_NOTE_NO_ADDRESS) ||
           has_note(edit, SPFEVAL_NOTE_EVERYONE);
}

/* Why it is not simply a change. */
static void
check_reason(const spfeval_edit *edit)
{
    CHECK(is_harmful(edit) || has_note(edit, SPFEVAL_NOTE_OVER_LIMIT) ||
          has_note(edit, SPFEVAL_NOTE_REPAIR) ||
          has_note(edit, SPFEVAL_NOTE_DEPENDS));
}

/*
 * Only who passed, and is the sender, has another result than before; and does
 * not pass. Unless it is told.
 */
static void
check_loss(struct trial *trial)
{
    spfeval_edit *edit =
        make_edit(trial->options, trial->before, NULL, trial->sender, true);
    bool others = has_note(edit, SPFEVAL_NOTE_OTHERS_CHANGE);
    bool still = has_note(edit, SPFEVAL_NOTE_STILL_PASSES) ||
                 has_note(edit, SPFEVAL_NOTE_DEPENDS);
    spfeval_zone *after =
        make_zone(trial->tree, spfeval_edit_get_text(edit, NULL));
    uint8_t address[16];
    uint32_t i;

    CHECK_INT(spfeval_edit_get_state(edit) == SPFEVAL_EDIT_DOUBTFUL,
              others || still);
    for (i = 0; i < V4_ADDRESSES; i++) {
        int old_result;
        int new_result;
        bool is_sender;

        get_address(i, false, address);
        old_result = evaluate(trial->check, trial->before, address, 4);
        new_result = evaluate(trial->check, after, address, 4);
        is_sender = evaluate(trial->check, trial->alone, address, 4) ==
                    SPFEVAL_RESULT_PASS;
        trial->lost += old_result != new_result;
        CHECK(others || trial->tree->by_message || old_result == new_result ||
              (is_sender && old_result == SPFEVAL_RESULT_PASS));
        CHECK(still || !is_sender || new_result != SPFEVAL_RESULT_PASS);
    }
    spfeval_edit_free(edit);
    spfeval_zone_free(after);
}

/* Change the policy with what is known of it. */
static spfeval_edit *
authorize(const struct trial *trial)
{
    const struct tree *tree = trial->tree;
    spfeval_zone *zone;
    spfeval_edit *edit;

    if (trial->knowledge == KNOW_TEXT) {
        return make_edit(trial->options, NULL, tree->root, trial->sender,
                         false);
    }
    if (trial->knowledge == KNOW_ALL) {
        return make_edit(trial->options, trial->before, NULL, trial->sender,
                         false);
    }
    zone = make_zone(tree, tree->root);
    add_timeouts(zone, trial->unanswered);
    edit = make_edit(trial->options, zone, NULL, trial->sender, false);
    spfeval_zone_free(zone);
    return edit;
}

static void
run_trial(struct trial *trial)
{
    char alone[128];
    spfeval_edit *edit;
    const char *text;
    int state;

    (void)snprintf(alone, sizeof(alone), "v=spf1 %s -all", trial->sender);
    trial->before = make_zone(trial->tree, trial->tree->root);
    trial->alone = make_zone(trial->tree, alone);
    edit = authorize(trial);
    text = spfeval_edit_get_text(edit, NULL);
    state = spfeval_edit_get_state(edit);
    trial->states[state]++;
    if (state == SPFEVAL_EDIT_CHANGED) {
        check_change(trial, text);
    } else if (state == SPFEVAL_EDIT_UNCHANGED) {
        CHECK_STR(text, strlen(text), trial->tree->root);
        if (trial->knowledge == KNOW_ALL) {
            check_addresses(trial, trial->before);
        }
    } else {
        CHECK_INT(state, SPFEVAL_EDIT_DOUBTFUL);
        check_reason(edit);
        if (!is_harmful(edit) && strcmp(text, trial->tree->root) != 0) {
            check_change(trial, text);
        }
    }
    check_loss(trial);
    spfeval_edit_free(edit);
    spfeval_zone_free(trial->before);
    spfeval_zone_free(trial->alone);
}

/* Try many policies; what came of it goes to *out. */
static void
run_trials(enum knowledge knowledge, int count, uint32_t seed,
           struct trial *out)
{
    static struct tree tree;
    struct trial trial = {.tree = &tree, .knowledge = knowledge};
    uint32_t state = seed;
    int i;

    CHECK_INT(spfeval_options_new(NULL, &trial.options), SPFEVAL_OK);
    CHECK_INT(spfeval_check_new(trial.options, &trial.check), SPFEVAL_OK);
    for (i = 0; i < count; i++) {
        bool unused = false;

        make_tree(&state, &tree);
        do {
            make_term(&state, below(&state, 3), trial.sender,
                      sizeof(trial.sender), &unused);
        } while (strchr(trial.sender, '%') != NULL);
        trial.unanswered = next_random(&state);
        tap_row(tree.root);
        run_trial(&trial);
    }
    spfeval_check_free(trial.check);
    spfeval_options_free(trial.options);
    *out = trial;
}

static void
test_changes_are_for_the_sender_only(void)
{
    struct trial trial;

    run_trials(KNOW_ALL, POLICIES, 20260105, &trial);
    CHECK(trial.states[SPFEVAL_EDIT_CHANGED] > POLICIES / 3);
    CHECK(trial.states[SPFEVAL_EDIT_UNCHANGED] > POLICIES / 20);
    CHECK(trial.states[SPFEVAL_EDIT_DOUBTFUL] > POLICIES / 50);
    CHECK(trial.passed > POLICIES / 2);
    CHECK(trial.lost > POLICIES / 20);
}

/* What is not known is placed so that it takes effect in any case. */
static void
test_changes_hold_when_some_is_not_known(void)
{
    struct trial trial;

    run_trials(KNOW_SOME, FEWER, 20260106, &trial);
    CHECK(trial.states[SPFEVAL_EDIT_CHANGED] > FEWER / 3);
    CHECK(trial.passed > FEWER / 2);
}

static void
test_changes_hold_when_only_the_text_is_known(void)
{
    struct trial trial;

    run_trials(KNOW_TEXT, FEWER, 20260107, &trial);
    CHECK(trial.states[SPFEVAL_EDIT_CHANGED] > FEWER / 3);
    CHECK(trial.passed > FEWER / 2);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"changes are for the sender only, for 20000 policies",
         test_changes_are_for_the_sender_only},
        {"changes hold when some is not known, for 5000 policies",
         test_changes_hold_when_some_is_not_known},
        {"changes hold when only the text is known, for 5000 policies",
         test_changes_hold_when_only_the_text_is_known},
    };

    return tap_run("policy/edit, any policy", tests, TAP_COUNT(tests));
}
