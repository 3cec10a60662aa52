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

/* The records lead to more than is looked up, or are too long. */
static bool
is_too_large(const spfeval_unchecked *question)
{
    return question->failure == SPFEVAL_FAILURE_NONE;
}

static const char *
reason(const spfeval_unchecked *question)
{
    return is_too_large(question)
               ? "too-large"
               : spfeval_dns_name(SPFEVAL_DNS_FAILED, (int)question->failure,
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

static void
report_one(const spfeval_unchecked *question, bool is_dutch)
{
    const char *type = spfeval_rrtype_name((int)question->type);
    int len = (int)question->name_len;

    if (is_too_large(question)) {
        message_print(
            is_dutch ? "%s %.*s is niet opgezocht: het beleid is te groot"
                     : "%s %.*s was not looked up: the policy is too large",
            type, len, question->name);
    } else {
        message_print(is_dutch ? "%s %.*s kon niet worden opgezocht: %s"
                               : "%s %.*s could not be looked up: %s",
                      type, len, question->name, reason(question));
    }
}

void
unchecked_report(const spfeval_lint *lint, int language)
{
    bool is_dutch = language == SPFEVAL_LANGUAGE_NL;
    spfeval_unchecked question;
    uint32_t i;

    for (i = 0; get(lint, i, &question); i++) {
        if (i < LINES) {
            report_one(&question, is_dutch);
        }
    }
    if (i > LINES) {
        message_print(is_dutch ? "en %u andere" : "and %u more", i - LINES);
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
