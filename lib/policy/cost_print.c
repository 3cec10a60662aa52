/* SPDX-License-Identifier: BSD-2-Clause */
/* The cost on one line. */
#include <spfeval/options.h>
#include <spfeval/report.h>
#include <spfeval/status.h>

#include "base/buf.h"
#include "policy/walk.h"
#include "policy/shown.h"

enum { SHARES_SHOWN = 12, TERM_SHOWN = 60 };

struct words {
    const char *lookups;
    const char *voids;
    const char *no_limit;
    const char *and_before; /* the number of shares that are left out */
    const char *and_after;
    const char *one_unknown;
    const char *more_unknown;
};

static const struct words english = {
    .lookups = "lookups ",
    .voids = "void lookups ",
    .no_limit = "no limit",
    .and_before = "and ",
    .and_after = " more",
    .one_unknown = " term may cost more",
    .more_unknown = " terms may cost more",
};

static const struct words dutch = {
    .lookups = "lookups ",
    .voids = "void lookups ",
    .no_limit = "geen limiet",
    .and_before = "en nog ",
    .and_after = "",
    .one_unknown = " term kost mogelijk meer",
    .more_unknown = " termen kosten mogelijk meer",
};

static void
add_used(struct spfe_buf *out, uint32_t used, uint32_t max,
         const struct words *words)
{
    spfe_buf_add_decimal(out, used);
    if (max == SPFEVAL_UNLIMITED) {
        spfe_buf_add_text(out, ", ");
        spfe_buf_add_text(out, words->no_limit);
    } else {
        spfe_buf_add_octet(out, '/');
        spfe_buf_add_decimal(out, max);
    }
}

static int
add_shares(spfeval_policy *policy, int family, const struct words *words,
           struct spfe_buf *out)
{
    uint32_t count = policy->worst[family == 4 ? SPFE_V4 : SPFE_V6].term_count;
    /* "and 1 more" would take as much room as the one. */
    uint32_t shown = count <= SHARES_SHOWN + 1 ? count : SHARES_SHOWN;
    uint32_t i;

    for (i = 0; i < shown; i++) {
        spfeval_share share = {.struct_size = sizeof(share)};
        int status = spfeval_policy_get_share(policy, family, i, &share);

        if (status != SPFEVAL_OK) {
            return status;
        }
        spfe_buf_add_text(out, i == 0 ? " (" : ", ");
        spfe_shown_add(out,
                       spfe_record_slice(policy->root->found->record,
                                         share.offset, share.length),
                       TERM_SHOWN);
        spfe_buf_add_octet(out, ' ');
        spfe_buf_add_decimal(out, share.lookups);
    }
    if (shown < count) {
        spfe_buf_add_text(out, ", ");
        spfe_buf_add_text(out, words->and_before);
        spfe_buf_add_decimal(out, count - shown);
        spfe_buf_add_text(out, words->and_after);
    }
    spfe_buf_add_text(out, count > 0 ? ")" : "");
    return SPFEVAL_OK;
}

static int
add_cost(spfeval_policy *policy, int family, const spfeval_cost *cost,
         const struct words *words, struct spfe_buf *out)
{
    int status;

    spfe_buf_add_text(out, words->lookups);
    add_used(out, cost->lookups, cost->max_lookups, words);
    status = add_shares(policy, family, words, out);
    if (status != SPFEVAL_OK) {
        return status;
    }
    spfe_buf_add_text(out, ", ");
    spfe_buf_add_text(out, words->voids);
    add_used(out, cost->voids, cost->max_voids, words);
    if (cost->unknown > 0) {
        spfe_buf_add_text(out, ", ");
        spfe_buf_add_decimal(out, cost->unknown);
        spfe_buf_add_text(out, cost->unknown == 1 ? words->one_unknown
                                                  : words->more_unknown);
    }
    return SPFEVAL_OK;
}

int
spfeval_policy_print_cost(spfeval_policy *policy, int family, int language,
                          char *buffer, size_t capacity, size_t *needed)
{
    const struct words *words =
        language == SPFEVAL_LANGUAGE_NL ? &dutch : &english;
    spfeval_cost cost = {.struct_size = sizeof(cost)};
    struct spfe_buf out;
    int status;

    if (policy == NULL || (buffer == NULL && capacity > 0) ||
        (language != SPFEVAL_LANGUAGE_NL && language != SPFEVAL_LANGUAGE_EN)) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    status = spfeval_policy_get_cost(policy, family, &cost);
    if (status != SPFEVAL_OK) {
        return status;
    }
    spfe_buf_init(&out, buffer, capacity);
    status = add_cost(policy, family, &cost, words, &out);
    return status == SPFEVAL_OK ? spfe_buf_finish(&out, needed) : status;
}
