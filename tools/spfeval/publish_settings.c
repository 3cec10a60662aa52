/* SPDX-License-Identifier: BSD-2-Clause */
#include "publish_settings.h"

#include <string.h>

#include "arguments.h"
#include "message.h"
#include "network.h"

enum { DEFAULT_TTL = 3600 };

void
publish_settings_init(struct publish_settings *settings, const char *command)
{
    *settings = (struct publish_settings){.ttl = DEFAULT_TTL};
    policy_settings_init(&settings->policy, command);
}

static int
take_format(struct publish_settings *settings, const char *value)
{
    static const char *const names[] = {"record", "zone", "json"};
    int i;

    for (i = PUBLISH_RECORD; i <= PUBLISH_JSON; i++) {
        if (strcmp(value, names[i]) == 0) {
            settings->format = (enum publish_format)i;
            return 0;
        }
    }
    return message_usage(settings->policy.command,
                         "--format: '%s' is not record, zone or json", value);
}

int
publish_settings_take(struct publish_settings *settings, int code,
                      const char *value)
{
    switch (code) {
    case PUBLISH_FORMAT:
        return take_format(settings, value);
    case PUBLISH_TTL:
        /* RFC 2181 section 8. */
        if (!arguments_read_u32(value, &settings->ttl) ||
            settings->ttl > INT32_MAX) {
            return message_usage(settings->policy.command,
                                 "--ttl: '%s' is not a number from 0 to "
                                 "2147483647",
                                 value);
        }
        return 0;
    default:
        return policy_settings_take(&settings->policy, code, value);
    }
}

int
publish_settings_check(struct publish_settings *settings, const char *domain)
{
    if (settings->format == PUBLISH_ZONE && domain == NULL) {
        return message_usage(settings->policy.command,
                             "--format=zone needs a domain");
    }
    return policy_settings_check(&settings->policy);
}

int
publish_settings_check_subject(const struct publish_settings *settings,
                               const char *domain, const char *record)
{
    const struct policy_settings *policy = &settings->policy;

    if (record == NULL && domain == NULL) {
        return message_usage(policy->command,
                             "a domain or --record is required");
    }
    if (record == NULL && policy->domain != NULL) {
        return message_usage(policy->command, "--domain needs --record");
    }
    if (record == NULL && policy->settings.zone == NULL &&
        !network_is_there()) {
        return message_usage(policy->command,
                             "--record is required: this version cannot ask "
                             "the DNS");
    }
    return 0;
}
