/* SPDX-License-Identifier: BSD-2-Clause */
#include "lint_case.h"

#include <stdlib.h>

#include "colour.h"
#include "message.h"
#include "survey.h"
#include "unchecked.h"

static void
make_view(struct lint_case *item, const struct policy_settings *settings,
          bool asks)
{
    struct lint_view *view = &item->view;

    view->policy = item->policy;
    view->language = settings->language;
    view->in_colour = colour_is_wanted(stdout);
    view->fixer = item->found;
    view->unchecked = asks ? item->found : NULL;
    view->record = spfeval_policy_get_record(item->policy, &view->record_len);
    view->domain = spfeval_policy_get_domain(item->policy, &view->domain_len);
}

static int
examine(struct lint_case *item, struct source *source, const char *command)
{
    int status = spfeval_policy_set_extras(item->policy, source != NULL);
    int code;

    if (status != SPFEVAL_OK) {
        return message_status(command, status);
    }
    code = survey_run(item->policy, source, command);
    if (code != 0) {
        return code;
    }
    status = spfeval_policy_lint(item->policy, &item->found);
    return status == SPFEVAL_OK ? 0 : message_status(command, status);
}

int
lint_case_open(struct lint_case *item, const struct policy_settings *settings,
               struct source *source, const char *domain, const char *record,
               size_t record_len)
{
    int code =
        survey_begin(settings, domain, record, record_len, &item->policy);

    if (code == 0) {
        code = examine(item, source, settings->command);
    }
    if (code == 0) {
        make_view(item, settings, source != NULL);
        code = lint_case_list(item, source);
    }
    return code;
}

int
lint_case_code(const struct lint_case *item)
{
    return unchecked_exit_code(item->view.unchecked,
                               lint_exit_code(&item->view));
}

void
lint_case_close(struct lint_case *item)
{
    free(item->items);
    spfeval_lint_free(item->strings);
    spfeval_lint_free(item->found);
    spfeval_policy_free(item->policy);
    *item = (struct lint_case){0};
}
