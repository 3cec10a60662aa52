/* SPDX-License-Identifier: BSD-2-Clause */
#include "policy_settings.h"

#include <string.h>

#include "language.h"
#include "message.h"

void
policy_settings_init(struct policy_settings *settings, const char *command)
{
    *settings = (struct policy_settings){.command = command};
    settings_init(&settings->settings);
}

int
policy_settings_take(struct policy_settings *settings, int code,
                     const char *value)
{
    switch (code) {
    case POLICY_DOMAIN:
        settings->domain = value;
        return 0;
    case POLICY_LANG:
        return language_take(settings->command, value, &settings->language);
    case POLICY_PROFILE:
        settings->profile = value;
        return 0;
    case POLICY_DNS:
        settings->asks_dns = true;
        return 0;
    default:
        return settings_take(&settings->settings, settings->command, code,
                             value);
    }
}

const char *
policy_settings_given(const struct policy_settings *settings)
{
    if (settings->settings.zone != NULL) {
        return "--zone";
    }
    if (settings->asks_dns) {
        return "--dns";
    }
    return dns_settings_given(&settings->settings.dns);
}

int
policy_settings_check(struct policy_settings *settings)
{
    if (settings->language == 0) {
        settings->language = language_of_environment();
    }
    if (settings->settings.zone != NULL && settings->asks_dns) {
        return message_usage(settings->command,
                             "--zone and --dns cannot be used together");
    }
    return settings_check(&settings->settings, settings->command);
}

static int
set_profile(const struct policy_settings *settings, spfeval_options *options)
{
    const char *profile = settings->profile;
    int status;

    if (profile == NULL) {
        return 0;
    }
    status = spfeval_options_set_profile(options, profile, strlen(profile));
    if (status == SPFEVAL_ERR_NOT_FOUND) {
        return message_usage(settings->command,
                             "--profile: '%s' is not rfc, strict or receivers",
                             profile);
    }
    return status == SPFEVAL_OK ? 0
                                : message_status(settings->command, status);
}

int
policy_settings_make(const struct policy_settings *settings,
                     spfeval_options **out)
{
    spfeval_options *options = NULL;
    int code = settings_make(&settings->settings, settings->command,
                             settings->settings.zone == NULL, &options);

    if (code == 0) {
        code = set_profile(settings, options);
    }
    if (code != 0) {
        spfeval_options_free(options);
        return code;
    }
    *out = options;
    return 0;
}
