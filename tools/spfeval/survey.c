/* SPDX-License-Identifier: BSD-2-Clause */
#include "survey.h"

#include <string.h>

#include "message.h"

static int
set_domain(const char *command, spfeval_policy *policy, const char *domain)
{
    /* A name may hold an "@", but who types one means a mailbox. */
    int status =
        strchr(domain, '@') != NULL
            ? SPFEVAL_ERR_SYNTAX
            : spfeval_policy_set_domain(policy, domain, strlen(domain));

    switch (status) {
    case SPFEVAL_OK:
        return 0;
    case SPFEVAL_ERR_SYNTAX:
        return message_usage(command, "'%s' is not a domain name%s", domain,
                             message_name_hint(domain));
    default:
        return message_status(command, status);
    }
}

static int
set_record(const char *command, spfeval_policy *policy, const char *record,
           size_t len)
{
    int status = spfeval_policy_set_record(policy, record, len);

    if (status == SPFEVAL_ERR_LIMIT) {
        return message_usage(command, "--record: more than 65535 octets");
    }
    return status == SPFEVAL_OK ? 0 : message_status(command, status);
}

int
survey_begin(const struct policy_settings *settings, const char *domain,
             const char *record, size_t record_len, spfeval_policy **out)
{
    const char *command = settings->command;
    spfeval_options *options = NULL;
    spfeval_policy *policy = NULL;
    int status;
    int code;

    code = policy_settings_make(settings, &options);
    if (code != 0) {
        return code;
    }
    status = spfeval_policy_new(options, &policy);
    spfeval_options_free(options);
    if (status != SPFEVAL_OK) {
        return message_status(command, status);
    }
    if (domain != NULL) {
        code = set_domain(command, policy, domain);
    }
    if (code == 0 && record != NULL) {
        code = set_record(command, policy, record, record_len);
    }
    if (code != 0) {
        spfeval_policy_free(policy);
        return code;
    }
    *out = policy;
    return 0;
}
