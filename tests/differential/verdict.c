/* SPDX-License-Identifier: BSD-2-Clause */
#include "differential/verdict.h"

#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>

#include <spfeval/spfeval.h>

/* --- DNS from the case --------------------------------------------------- */

static int
add_address(spfeval_answer *answer, const char *text)
{
    unsigned char octets[16];
    int family = strchr(text, ':') != NULL ? AF_INET6 : AF_INET;

    if (inet_pton(family, text, octets) != 1) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    return spfeval_answer_add_address(answer, octets,
                                      family == AF_INET ? 4 : 16);
}

/* A record of several strings keeps them: joining is the library's work. */
static int
add_texts(spfeval_answer *answer, const struct case_row *row)
{
    int status =
        spfeval_answer_add_text(answer, row->data[0], strlen(row->data[0]));
    unsigned i;

    for (i = 1; i < row->count && status == SPFEVAL_OK; i++) {
        status = spfeval_answer_extend_text(answer, row->data[i],
                                            strlen(row->data[i]));
    }
    return status;
}

static int
add_row(spfeval_answer *answer, const struct case_row *row)
{
    const char *data = row->data[row->count - 1];

    if (strcmp(row->type, "TXT") == 0) {
        return add_texts(answer, row);
    }
    if (strcmp(row->type, "MX") == 0) {
        return spfeval_answer_add_mx(answer,
                                     (uint16_t)strtoul(row->data[0], NULL, 10),
                                     data, strlen(data));
    }
    if (strcmp(row->type, "PTR") == 0) {
        return spfeval_answer_add_ptr(answer, data, strlen(data));
    }
    return add_address(answer, data);
}

static int
fail(spfeval_answer *answer, const char *kind)
{
    if (strcmp(kind, "servfail") == 0) {
        return spfeval_answer_set_rcode(answer, 2);
    }
    if (strcmp(kind, "refused") == 0) {
        return spfeval_answer_set_rcode(answer, 5);
    }
    return spfeval_answer_set_failure(answer, strcmp(kind, "loop") == 0
                                                  ? SPFEVAL_FAILURE_ALIAS
                                                  : SPFEVAL_FAILURE_TIMEOUT);
}

static int
lookup(void *user_data, const spfeval_query *query, spfeval_answer *answer)
{
    const struct spf_case *item = user_data;
    struct case_answer found;
    size_t len = 0;
    const char *name = spfeval_query_get_name(query, &len);
    int status = SPFEVAL_OK;
    unsigned i;

    spf_case_lookup(item, name,
                    spfeval_rrtype_name(spfeval_query_get_type(query)),
                    &found);
    if (found.kind == CASE_FAILED) {
        return fail(answer, found.failure);
    }
    if (found.kind != CASE_FOUND) {
        return spfeval_answer_set_rcode(answer,
                                        found.kind == CASE_NO_NAME ? 3 : 0);
    }
    if (found.hashed != NULL) {
        return add_address(answer, found.hashed);
    }
    for (i = 0; i < found.count && status == SPFEVAL_OK; i++) {
        status = add_row(answer, found.rows[i]);
    }
    return status;
}

/* --- The check ----------------------------------------------------------- */

struct parts {
    spfeval_options *options;
    spfeval_resolver *resolver;
    spfeval_check *check;
};

static int
set_limits(spfeval_options *options, const struct variation *variation)
{
    const struct {
        int key;
        uint32_t value;
    } limits[] = {
        {SPFEVAL_OPTION_MAX_TERMS, variation->max_terms},
        {SPFEVAL_OPTION_MAX_VOIDS, variation->max_voids},
        {SPFEVAL_OPTION_MAX_MX_NAMES, variation->max_mx_names},
        {SPFEVAL_OPTION_MAX_PTR_NAMES, variation->max_ptr_names},
    };
    int status = SPFEVAL_OK;
    size_t i;

    for (i = 0; i < sizeof(limits) / sizeof(limits[0]); i++) {
        if (limits[i].value != 0 && status == SPFEVAL_OK) {
            status = spfeval_options_set_u32(options, limits[i].key,
                                             limits[i].value);
        }
    }
    return status;
}

static int
make_parts(struct parts *parts, const struct spf_case *item,
           const struct variation *variation)
{
    static const spfeval_resolver_ops ops = {.struct_size = sizeof(ops),
                                             .lookup = lookup};
    static const char receiver[] = "receiver.example";
    void *user_data;
    int status = spfeval_options_new(NULL, &parts->options);

    memcpy(&user_data, &item, sizeof(user_data));
    if (status == SPFEVAL_OK) {
        status = set_limits(parts->options, variation);
    }
    if (status == SPFEVAL_OK) {
        status =
            spfeval_options_set_text(parts->options, SPFEVAL_OPTION_RECEIVER,
                                     receiver, sizeof(receiver) - 1);
    }
    if (status == SPFEVAL_OK) {
        status = spfeval_check_new(parts->options, &parts->check);
    }
    if (status == SPFEVAL_OK) {
        status = spfeval_resolver_new(NULL, &ops, user_data, &parts->resolver);
    }
    return status;
}

static int
set_question(spfeval_check *check, const struct spf_case *item,
             const struct variation *variation)
{
    const char *ip = variation->ip != NULL ? variation->ip : item->ip;
    const char *helo = variation->helo != NULL ? variation->helo : item->helo;
    const char *mailfrom =
        variation->mailfrom != NULL ? variation->mailfrom : item->mailfrom;
    int status = spfeval_check_set_client_text(check, ip, strlen(ip));

    if (status == SPFEVAL_OK) {
        status = spfeval_check_set_helo(check, helo, strlen(helo));
    }
    if (status == SPFEVAL_OK) {
        status = spfeval_check_set_mailfrom(check, mailfrom, strlen(mailfrom));
    }
    return status;
}

static void
keep_name(char out[VERDICT_NAME], const char *name, size_t len)
{
    if (name != NULL && len < VERDICT_NAME) {
        memcpy(out, name, len);
        out[len] = '\0';
    }
}

/* Two labels or more, each as DNS has them, in printable ASCII. */
static bool
is_good_target(const char *name)
{
    size_t label = 0;
    unsigned labels = 1;

    for (; *name != '\0'; name++) {
        if (*name < 0x20 || *name > 0x7e ||
            (*name == '.' && (label == 0 || name[1] == '\0'))) {
            return false;
        }
        label = *name == '.' ? 0 : label + 1;
        labels += *name == '.';
        if (label > 63) {
            return false;
        }
    }
    return labels > 1;
}

static void
look_at_target(const spfeval_event *event, struct verdict *out)
{
    enum { NEARLY = 190 };

    if (event->kind == SPFEVAL_EVENT_TERM && event->target != NULL) {
        out->has_bad_target |= !is_good_target(event->target);
        out->has_long_target |= event->target_len > NEARLY;
    }
}

static void
count_answers(const spfeval_outcome *outcome, struct verdict *out)
{
    spfeval_event event = {.struct_size = sizeof(event)};
    uint32_t count = spfeval_outcome_get_event_count(outcome);
    uint32_t i;

    for (i = 0; i < count; i++) {
        if (spfeval_outcome_get_event(outcome, i, &event) != SPFEVAL_OK ||
            event.kind == SPFEVAL_EVENT_EXPLANATION) {
            continue;
        }
        if (event.kind == SPFEVAL_EVENT_RECORD &&
            out->owner_count < VERDICT_OWNERS) {
            keep_name(out->owners[out->owner_count++], event.owner,
                      event.owner_len);
        }
        out->failed_answers += event.dns_class == SPFEVAL_DNS_FAILED;
        look_at_target(&event, out);
        if (event.kind == SPFEVAL_EVENT_LOOKUP) {
            out->void_answers += event.dns_class == SPFEVAL_DNS_NODATA ||
                                 event.dns_class == SPFEVAL_DNS_NXDOMAIN;
        }
    }
}

static void
take_outcome(const spfeval_outcome *outcome, struct verdict *out)
{
    spfeval_syntax_error error = {.struct_size = sizeof(error)};
    size_t len = 0;
    const char *text = spfeval_outcome_get_explanation(outcome, &len);

    memset(out, 0, sizeof(*out));
    out->result = spfeval_result_name(spfeval_outcome_get_result(outcome));
    out->reason = spfeval_outcome_get_reason(outcome);
    out->terms = spfeval_outcome_get_counter(outcome, SPFEVAL_COUNTER_TERMS);
    out->voids = spfeval_outcome_get_counter(outcome, SPFEVAL_COUNTER_VOIDS);
    if (spfeval_outcome_get_syntax_error(outcome, &error) == SPFEVAL_OK) {
        out->syntax = error.code;
    }
    if (spfeval_outcome_get_explanation_source(outcome) ==
            SPFEVAL_EXPLANATION_DOMAIN &&
        len < sizeof(out->explanation)) {
        memcpy(out->explanation, text, len);
    }
    text = spfeval_outcome_get_domain(outcome, &len);
    keep_name(out->domain, text, len);
    count_answers(outcome, out);
}

int
verdict_make(const struct spf_case *item, const struct variation *variation,
             struct verdict *out)
{
    static const struct variation none;
    struct parts parts = {NULL, NULL, NULL};
    int status;

    if (variation == NULL) {
        variation = &none;
    }
    status = make_parts(&parts, item, variation);
    if (status == SPFEVAL_OK) {
        status = set_question(parts.check, item, variation);
    }
    if (status == SPFEVAL_OK) {
        status = spfeval_check_run(parts.check, parts.resolver);
    }
    if (status == SPFEVAL_OK) {
        take_outcome(spfeval_check_get_outcome(parts.check), out);
    } else {
        fprintf(stderr, "case %lu: %s\n", item->number,
                spfeval_status_message(status));
    }
    spfeval_check_free(parts.check);
    spfeval_resolver_free(parts.resolver);
    spfeval_options_free(parts.options);
    return status == SPFEVAL_OK ? 0 : -1;
}
