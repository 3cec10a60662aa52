/* SPDX-License-Identifier: BSD-2-Clause */
/* Who: which identity was checked, and why this domain. */
#include "report/report.h"

#include <string.h>

/* RFC 7208 section 2.4 */
static void
say_mailfrom(struct spfe_report *report)
{
    const struct spfe_facts *facts = &report->facts;

    spfe_report_say(
        report, SPFE_KEY_WHO_MAILFROM,
        &(struct spfe_values){{facts->client, facts->sender, facts->domain}});
    spfe_report_say(report, SPFE_KEY_WHO_NOT_FROM, &(struct spfe_values){0});
}

static void
say_identity(struct spfe_report *report)
{
    const struct spfe_facts *facts = &report->facts;

    if (facts->domain.len == 0) {
        spfe_report_say(report, SPFE_KEY_WHO_NO_DOMAIN,
                        &(struct spfe_values){{facts->client}});
    } else if (spfeval_outcome_get_null_sender(facts->outcome)) {
        spfe_report_say(report, SPFE_KEY_WHO_NULL_SENDER,
                        &(struct spfe_values){{facts->client, facts->domain}});
    } else if (facts->of_helo) {
        spfe_report_say(report, SPFE_KEY_WHO_HELO,
                        &(struct spfe_values){{facts->client, facts->domain}});
    } else {
        say_mailfrom(report);
    }
}

void
spfe_explain_who(struct spfe_report *report)
{
    size_t len = 0;
    const char *receiver =
        spfeval_outcome_get_receiver(report->facts.outcome, &len);

    say_identity(report);
    if (receiver != NULL &&
        !(len == 7 && memcmp(receiver, "unknown", 7) == 0)) {
        spfe_report_say(
            report, SPFE_KEY_WHO_RECEIVER,
            &(struct spfe_values){{spfe_value_text(receiver, len)}});
    }
}
