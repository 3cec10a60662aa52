/* SPDX-License-Identifier: BSD-2-Clause */
#include "show_probe.h"

#include <stdint.h>
#include <string.h>

/* Stands for any domain where the target does not depend on it. */
static const char any_domain[] = "any.invalid";

int
show_probe_new(spfeval_check **out)
{
    spfeval_options *options = NULL;
    int status = spfeval_options_new(NULL, &options);

    if (status == SPFEVAL_OK) {
        status = spfeval_check_new(options, out);
    }
    spfeval_options_free(options);
    return status;
}

/* Take the next name that the check asks for; none is SPFEVAL_OK too. */
static int
next_name(spfeval_check *check, const spfeval_query **out)
{
    int status = spfeval_check_step(check);

    *out = NULL;
    if (status == SPFEVAL_STEP_DONE) {
        return SPFEVAL_OK;
    }
    return status == SPFEVAL_STEP_QUERY ? spfeval_check_next_query(check, out)
                                        : status;
}

static int
start(spfeval_check *check, const char *domain, size_t domain_len,
      const spfeval_query **out)
{
    static const uint8_t client[4] = {192, 0, 2, 1};
    struct text sender = {0};
    int status;

    *out = NULL;
    if (domain_len == 0 || memchr(domain, '@', domain_len) != NULL) {
        return SPFEVAL_OK; /* what stands behind it would be taken */
    }
    spfeval_check_reset(check);
    text_add_string(&sender, "postmaster@");
    text_add(&sender, domain, domain_len);
    status = sender.failed
                 ? SPFEVAL_ERR_NOMEM
                 : spfeval_check_set_mailfrom(check, sender.data, sender.len);
    text_clear(&sender);
    if (status == SPFEVAL_OK) {
        status = spfeval_check_set_client(check, client, sizeof(client));
    }
    return status == SPFEVAL_OK ? next_name(check, out) : status;
}

static void
add_name(struct text *out, const spfeval_query *query)
{
    size_t len;
    const char *name = spfeval_query_get_name(query, &len);

    if (name != NULL) {
        text_add(out, name, len);
    }
}

int
show_probe_domain(spfeval_check *check, const char *domain, size_t domain_len,
                  struct text *out)
{
    const spfeval_query *query = NULL;
    int status = start(check, domain, domain_len, &query);

    add_name(out, query);
    return status;
}

/* Answer that the domain's record is one term, which has this target. */
static int
give_record(spfeval_check *check, const spfeval_query *query,
            const struct text *record)
{
    spfeval_answer *answer = NULL;
    int status = spfeval_answer_new(NULL, &answer);

    if (status == SPFEVAL_OK) {
        status = spfeval_answer_add_text(answer, record->data, record->len);
    }
    if (status == SPFEVAL_OK) {
        status =
            spfeval_check_answer(check, spfeval_query_get_id(query), answer);
    }
    spfeval_answer_free(answer);
    return status;
}

int
show_probe_target(spfeval_check *check, const char *domain, size_t domain_len,
                  const spfeval_term *term, const char *record,
                  struct text *out)
{
    const spfeval_query *query = NULL;
    struct text probe = {0};
    int status;

    status = term->macros != 0
                 ? start(check, domain, domain_len, &query)
                 : start(check, any_domain, sizeof(any_domain) - 1, &query);
    text_add_string(&probe, "v=spf1 exists:");
    text_add(&probe, record + term->argument_offset, term->argument_length);
    if (probe.failed) {
        status = SPFEVAL_ERR_NOMEM;
    }
    if (status == SPFEVAL_OK && query != NULL) {
        status = give_record(check, query, &probe);
        query = NULL;
        if (status == SPFEVAL_OK) {
            status = next_name(check, &query);
        }
        add_name(out, query);
    }
    text_clear(&probe);
    return status;
}
