/* SPDX-License-Identifier: BSD-2-Clause */
/* The records that a domain has. */
#include "merge_run.h"

#include <string.h>

#include <spfeval/spfeval.h>

#include "exit_code.h"
#include "message.h"
#include "show_probe.h"
#include "show_walk.h"

/* Longer ones are none, whatever they hold; the library takes so many. */
enum { DOMAIN_MAX = 1024 };

static int
take_records(const spfeval_answer *answer, const char *domain,
             struct merge_texts *out)
{
    uint32_t count = spfeval_answer_get_count(answer);
    uint32_t i;

    for (i = 0; i < count; i++) {
        spfeval_dns_record record = {.struct_size = sizeof(record)};

        if (spfeval_answer_get_record(answer, i, &record) != SPFEVAL_OK ||
            !show_is_spf(&record)) {
            continue;
        }
        if (out->count == MERGE_RECORDS) {
            message_print("merge: %s has more than %d SPF records", domain,
                          MERGE_RECORDS);
            return EXIT_CODE_ERRORS;
        }
        text_add(&out->items[out->count], record.data, record.data_len);
        if (out->items[out->count++].failed) {
            return message_no_memory();
        }
    }
    if (out->count == 0) {
        message_print("SPF-E001: %s has no SPF record", domain);
        return EXIT_CODE_ERRORS;
    }
    return 0;
}

static int
read_answer(const spfeval_answer *answer, const char *domain,
            struct merge_texts *out)
{
    int dns_class = spfeval_answer_get_class(answer);

    if (dns_class == SPFEVAL_DNS_FAILED) {
        message_print("TXT %s could not be looked up: %s", domain,
                      spfeval_dns_name(dns_class,
                                       spfeval_answer_get_failure(answer),
                                       spfeval_answer_get_rcode(answer)));
        return EXIT_CODE_TEMPERROR;
    }
    if (dns_class == SPFEVAL_DNS_NXDOMAIN) {
        message_print("SPF-E001: %s does not exist", domain);
        return EXIT_CODE_ERRORS;
    }
    return take_records(answer, domain, out);
}

/* The name as a check forms it; empty when no mail can come from there. */
static int
form_name(const char *domain, struct text *out)
{
    size_t len = strlen(domain);
    spfeval_check *probe = NULL;
    int status = show_probe_new(&probe);

    if (status == SPFEVAL_OK && len <= DOMAIN_MAX) {
        status = show_probe_domain(probe, domain, len, out);
    }
    spfeval_check_free(probe);
    return status == SPFEVAL_OK && out->failed ? SPFEVAL_ERR_NOMEM : status;
}

static int
look_up(struct source *source, const struct text *name,
        struct merge_texts *out)
{
    spfeval_answer *answer = NULL;
    int status = spfeval_answer_new(NULL, &answer);
    int code;

    if (status == SPFEVAL_OK) {
        status = source_lookup(source, SPFEVAL_RRTYPE_TXT, name->data,
                               name->len, answer);
    }
    code = status == SPFEVAL_OK ? read_answer(answer, name->data, out)
                                : message_status("merge", status);
    spfeval_answer_free(answer);
    return code;
}

int
merge_find(struct source *source, const char *domain, struct merge_texts *out)
{
    struct text name = {0};
    int status = form_name(domain, &name);
    int code;

    if (status != SPFEVAL_OK) {
        code = message_status("merge", status);
    } else if (name.len == 0) {
        code = message_usage("merge", "'%s' is not a domain name%s", domain,
                             message_name_hint(domain));
    } else {
        code = look_up(source, &name, out);
    }
    text_clear(&name);
    return code;
}
