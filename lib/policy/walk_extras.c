/* SPDX-License-Identifier: BSD-2-Clause */
/* What only the linter wants to know. */
#include <string.h>

#include <spfeval/status.h>

#include "base/buf.h"
#include "base/dname.h"
#include "policy/walk_facts.h"
#include "rule/exchange.h"

/* Where a record is put by mistake: the last is a name typed twice. */
static int
ask_elsewhere(struct spfeval_policy *policy)
{
    static const char *const labels[SPFE_WALK_ELSEWHERE - 1] = {
        "*.", "_spf.", "spf.", "www."};
    char room[2 * (SPFE_DNAME_MAX + 1) + 1];
    struct spfe_text name = {room, 0};
    int status = SPFEVAL_OK;
    int i;

    for (i = 0; i < SPFE_WALK_ELSEWHERE && status == SPFEVAL_OK; i++) {
        struct spfe_buf buf;

        spfe_buf_init(&buf, room, sizeof(room));
        if (i < SPFE_WALK_ELSEWHERE - 1) {
            spfe_buf_add_text(&buf, labels[i]);
        } else {
            spfe_buf_add(&buf, policy->domain.ptr, policy->domain.len);
            spfe_buf_add_octet(&buf, '.');
        }
        spfe_buf_add(&buf, policy->domain.ptr, policy->domain.len);
        name.len = (uint32_t)buf.length;
        if (spfe_dname_is_valid(name)) {
            status = spfe_walk_ask(policy, SPFEVAL_RRTYPE_TXT, name,
                                   &policy->extras.elsewhere[i]);
        }
    }
    return status;
}

static int
ask_first(struct spfeval_policy *policy)
{
    struct spfe_extras *extras = &policy->extras;
    int status =
        spfe_walk_ask(policy, SPFEVAL_RRTYPE_MX, policy->domain, &extras->mx);

    if (status == SPFEVAL_OK) {
        status = spfe_walk_ask(policy, SPFEVAL_RRTYPE_SPF, policy->domain,
                               &extras->spf99);
    }
    return status;
}

/* Exchangers say HELO with their own names (RFC 7208 section 10.1.3). */
static int
ask_hosts(struct spfeval_policy *policy)
{
    struct spfe_text *names;
    uint32_t count;
    uint32_t i;
    int status;

    if (policy->extras.mx->answer.count > policy->options->max_mx_names) {
        return SPFEVAL_OK;
    }
    status = spfe_exchanges_sort(&policy->extras.mx->answer, &policy->arena,
                                 &names, &count);
    for (i = 0; i < count && i < SPFE_WALK_HOSTS && status == SPFEVAL_OK;
         i++) {
        status = spfe_walk_ask(policy, SPFEVAL_RRTYPE_TXT, names[i],
                               &policy->extras.host_txt[i]);
    }
    return status;
}

/* Without MX, mail goes to the domain itself (RFC 5321 section 5.1). */
static int
ask_domain(struct spfeval_policy *policy)
{
    struct spfe_lookup *unused;
    int status =
        spfe_walk_ask(policy, SPFEVAL_RRTYPE_A, policy->domain, &unused);

    return status == SPFEVAL_OK ? spfe_walk_ask(policy, SPFEVAL_RRTYPE_AAAA,
                                                policy->domain, &unused)
                                : status;
}

int
spfe_extras_advance(struct spfeval_policy *policy)
{
    struct spfe_extras *extras = &policy->extras;
    const struct spfe_node *root = policy->root;
    int status = SPFEVAL_OK;

    if (!policy->wants_extras || policy->domain.len == 0) {
        return SPFEVAL_OK;
    }
    if (extras->mx == NULL) {
        status = ask_first(policy);
    }
    if (status == SPFEVAL_OK && !policy->asked_hosts &&
        spfe_lookup_is_known(extras->mx)) {
        policy->asked_hosts = true;
        status = spfe_answer_is_void(&extras->mx->answer) ? ask_domain(policy)
                                                          : ask_hosts(policy);
    }
    if (status == SPFEVAL_OK && !policy->asked_elsewhere &&
        root->found != NULL && root->found->selection == SPFE_SELECT_NONE) {
        policy->asked_elsewhere = true;
        status = ask_elsewhere(policy);
    }
    return status;
}
