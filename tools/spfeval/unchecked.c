/* SPDX-License-Identifier: BSD-2-Clause */
#include "unchecked.h"

#include <strings.h>

#include "exit_code.h"
#include "json_text.h"
#include "message.h"

/* More of them are only counted. */
enum { LINES = 20 };

static bool
get(const spfeval_lint *lint, uint32_t index, spfeval_unchecked *out)
{
    out->struct_size = sizeof(*out);
    return spfeval_lint_get_unchecked(lint, index, out) == SPFEVAL_OK;
}

/* Without an answer the time was over. */
static const char *
reason(const spfeval_unchecked *question)
{
    if (question->dns_class != SPFEVAL_DNS_FAILED) {
        return spfeval_dns_name(SPFEVAL_DNS_FAILED, SPFEVAL_FAILURE_TIMEOUT,
                                0);
    }
    return spfeval_dns_name((int)question->dns_class, (int)question->failure,
                            (int)question->rcode);
}

bool
unchecked_has_own(const spfeval_lint *lint, const char *domain,
                  size_t domain_len)
{
    spfeval_unchecked question;
    uint32_t i;

    for (i = 0; domain != NULL && get(lint, i, &question); i++) {
        if (question.type == SPFEVAL_RRTYPE_TXT &&
            question.name_len == domain_len &&
            strncasecmp(question.name, domain, domain_len) == 0) {
            return true;
        }
    }
    return false;
}

void
unchecked_report(const spfeval_lint *lint)
{
    spfeval_unchecked question;
    uint32_t i;

    for (i = 0; get(lint, i, &question); i++) {
        if (i < LINES) {
            message_print("%s %.*s could not be looked up: %s",
                          spfeval_rrtype_name((int)question.type),
                          (int)question.name_len, question.name,
                          reason(&question));
        }
    }
    if (i > LINES) {
        message_print("%u more could not be looked up", i - LINES);
    }
}

json_t *
unchecked_json_new(const spfeval_lint *lint)
{
    spfeval_unchecked question;
    json_t *list = json_array();
    uint32_t i;

    for (i = 0; get(lint, i, &question); i++) {
        struct json_builder object;

        builder_begin(&object);
        builder_put_text(&object, "name", question.name, question.name_len);
        builder_put_string(&object, "type",
                           spfeval_rrtype_name((int)question.type));
        builder_put_string(&object, "reason", reason(&question));
        if (json_array_append_new(list, builder_end(&object)) != 0) {
            json_decref(list);
            return NULL;
        }
    }
    return list;
}

/* A server may well refuse to know the obsolete record type SPF. */
int
unchecked_exit_code(const spfeval_lint *lint, int code)
{
    spfeval_unchecked question;
    bool is_complete = true;
    uint32_t i;

    for (i = 0; get(lint, i, &question); i++) {
        is_complete = is_complete && question.type == SPFEVAL_RRTYPE_SPF;
    }
    return is_complete || code == EXIT_CODE_ERRORS ? code
                                                   : EXIT_CODE_TEMPERROR;
}
