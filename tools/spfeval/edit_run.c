/* SPDX-License-Identifier: BSD-2-Clause */
#include "edit_run.h"

#include <string.h>

#include "exit_code.h"
#include "message.h"
#include "source.h"
#include "survey.h"
#include "unchecked.h"

static int
add_sender(const struct edit_request *request, spfeval_policy *policy,
           const char *sender)
{
    const char *command = request->settings.policy.command;
    int status = spfeval_policy_add_sender(policy, sender, strlen(sender));

    switch (status) {
    case SPFEVAL_OK:
        return 0;
    case SPFEVAL_ERR_SYNTAX:
        return message_usage(command,
                             "'%s' is not a sender: an address, a network, a "
                             "host name, or ip4, ip6, a, mx, include or "
                             "exists%s",
                             sender, message_name_hint(sender));
    case SPFEVAL_ERR_LIMIT:
        return message_usage(command,
                             "these senders are too many or too long");
    default:
        return message_status(command, status);
    }
}

static int
begin(const struct edit_request *request, spfeval_policy **out)
{
    const char *record = request->record;
    int code;
    size_t i;

    code = survey_begin(&request->settings.policy, request->domain, record,
                        record != NULL ? strlen(record) : 0, out);
    for (i = 0; code == 0 && i < request->sender_count; i++) {
        code = add_sender(request, *out, request->senders[i]);
    }
    return code;
}

static int
propose(const struct edit_request *request, const struct edit_base *base)
{
    spfeval_edit *edit = NULL;
    int status = request->revokes
                     ? spfeval_policy_revoke(base->policy, &edit)
                     : spfeval_policy_authorize(base->policy, &edit);
    int code;

    if (status != SPFEVAL_OK) {
        return message_status(request->settings.policy.command, status);
    }
    code = edit_print(request, base, edit);
    spfeval_edit_free(edit);
    return code;
}

/* Without the record there is nothing to change. */
static bool
has_record(const struct edit_base *base)
{
    size_t len = 0;
    const char *domain = spfeval_policy_get_domain(base->policy, &len);

    return spfeval_policy_get_record(base->policy, NULL) != NULL ||
           !unchecked_has_own(base->found, domain, len);
}

static int
examine(const struct edit_request *request, struct edit_base *base,
        struct source *source)
{
    const char *command = request->settings.policy.command;
    int code = survey_run(base->policy, source, command);
    int status;

    if (code != 0 || source == NULL) {
        return code;
    }
    status = spfeval_policy_lint(base->policy, &base->found);
    if (status != SPFEVAL_OK) {
        return message_status(command, status);
    }
    unchecked_report(base->found, request->settings.policy.language);
    return has_record(base) ? 0 : EXIT_CODE_TEMPERROR;
}

static int
run_with(const struct edit_request *request, struct source *source)
{
    struct edit_base base = {0};
    int code = begin(request, &base.policy);

    if (code == 0) {
        code = examine(request, &base, source);
    }
    if (code == 0) {
        code = propose(request, &base);
    }
    spfeval_lint_free(base.found);
    spfeval_policy_free(base.policy);
    return code;
}

int
edit_run(const struct edit_request *request)
{
    const struct policy_settings *settings = &request->settings.policy;
    struct source source = {0};
    int code;

    if (request->record != NULL && policy_settings_given(settings) == NULL) {
        return run_with(request, NULL);
    }
    code = source_open(&source, &settings->settings, settings->command);
    if (code == 0) {
        code = run_with(request, &source);
    }
    source_close(&source);
    return code;
}
