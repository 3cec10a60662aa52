/* SPDX-License-Identifier: BSD-2-Clause */
#include "settings.h"

#include <string.h>

#include "arguments.h"
#include "message.h"

void
settings_init(struct settings *settings)
{
    *settings = (struct settings){.max_terms = 10, .max_voids = 2};
    dns_settings_init(&settings->dns);
}

static int
take_max_voids(struct settings *settings, const char *command,
               const char *value)
{
    if (strcmp(value, "unlimited") == 0) {
        settings->max_voids = SPFEVAL_UNLIMITED;
        return 0;
    }
    if (!arguments_read_u32(value, &settings->max_voids) ||
        settings->max_voids > 255) {
        return message_usage(command,
                             "--max-void: '%s' is not a number from 0 to 255 "
                             "or the word unlimited",
                             value);
    }
    return 0;
}

int
settings_take(struct settings *settings, const char *command, int code,
              const char *value)
{
    switch (code) {
    case SETTINGS_ZONE:
        settings->zone = value;
        return 0;
    case SETTINGS_ORIGIN:
        settings->origin = value;
        return 0;
    case SETTINGS_RECEIVER:
        settings->receiver = value;
        return 0;
    case SETTINGS_DEFAULT_EXPLANATION:
        settings->default_explanation = value;
        return 0;
    case SETTINGS_MAX_TERMS:
        if (!arguments_read_u32(value, &settings->max_terms) ||
            settings->max_terms > 1000) {
            return message_usage(command,
                                 "--max-terms: '%s' is not a number from 0 "
                                 "to 1000",
                                 value);
        }
        return 0;
    case SETTINGS_MAX_VOIDS:
        return take_max_voids(settings, command, value);
    default:
        return dns_settings_take(&settings->dns, command, code, value);
    }
}

int
settings_check(const struct settings *settings, const char *command)
{
    const char *option = dns_settings_given(&settings->dns);

    if (settings->zone != NULL && option != NULL) {
        return message_usage(command, "--zone and %s cannot be used together",
                             option);
    }
    return 0;
}

static int
set_text(spfeval_options *options, int key, const char *text)
{
    if (text == NULL) {
        return SPFEVAL_OK;
    }
    return spfeval_options_set_text(options, key, text, strlen(text));
}

/* Asking ahead saves time only where an answer takes some. */
static uint32_t
prefetch(const struct dns_settings *settings, bool asks_dns)
{
    if (settings->has_prefetch) {
        return settings->prefetch;
    }
    return asks_dns ? SPFEVAL_PREFETCH_SPEC : SPFEVAL_PREFETCH_SERIAL;
}

static int
set_numbers(const struct settings *settings, bool asks_dns,
            spfeval_options *options)
{
    const struct {
        int key;
        uint32_t value;
    } numbers[] = {
        {SPFEVAL_OPTION_MAX_TERMS, settings->max_terms},
        {SPFEVAL_OPTION_MAX_VOIDS, settings->max_voids},
        {SPFEVAL_OPTION_TIMEOUT_MS, settings->dns.deadline_ms},
        {SPFEVAL_OPTION_PREFETCH, prefetch(&settings->dns, asks_dns)},
    };
    int status = SPFEVAL_OK;
    size_t i;

    for (i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
        if (status == SPFEVAL_OK) {
            status = spfeval_options_set_u32(options, numbers[i].key,
                                             numbers[i].value);
        }
    }
    return status;
}

/* Tell which of the two texts the library refused. */
static int
report_text(const char *command, const char *option, const char *value,
            int status)
{
    switch (status) {
    case SPFEVAL_ERR_SYNTAX:
        return message_usage(command, "%s: '%s' has a macro error", option,
                             value);
    case SPFEVAL_ERR_ARGUMENT:
        return message_usage(command,
                             "%s: '%s' is too long or holds something else "
                             "than printable ASCII",
                             option, value);
    default:
        return message_status(option, status);
    }
}

int
settings_make(const struct settings *settings, const char *command,
              bool asks_dns, spfeval_options **out)
{
    spfeval_options *options = NULL;
    int status;
    int code;

    status = spfeval_options_new(NULL, &options);
    if (status == SPFEVAL_OK) {
        status = set_numbers(settings, asks_dns, options);
    }
    if (status != SPFEVAL_OK) {
        code = message_status(command, status);
        goto fail;
    }
    status = set_text(options, SPFEVAL_OPTION_RECEIVER, settings->receiver);
    if (status != SPFEVAL_OK) {
        code = report_text(command, "--receiver", settings->receiver, status);
        goto fail;
    }
    status = set_text(options, SPFEVAL_OPTION_DEFAULT_EXPLANATION,
                      settings->default_explanation);
    if (status != SPFEVAL_OK) {
        code = report_text(command, "--default-explanation",
                           settings->default_explanation, status);
        goto fail;
    }
    *out = options;
    return 0;

fail:
    spfeval_options_free(options);
    return code;
}

int
settings_make_for(const struct settings *settings, const char *receiver,
                  size_t receiver_len, bool asks_dns, spfeval_options **out)
{
    spfeval_options *options = NULL;
    int status;

    status = spfeval_options_new(NULL, &options);
    if (status != SPFEVAL_OK) {
        return status;
    }
    status = set_numbers(settings, asks_dns, options);
    if (status != SPFEVAL_OK) {
        goto fail;
    }
    status = set_text(options, SPFEVAL_OPTION_DEFAULT_EXPLANATION,
                      settings->default_explanation);
    if (status != SPFEVAL_OK) {
        goto fail;
    }
    status = spfeval_options_set_text(options, SPFEVAL_OPTION_RECEIVER,
                                      receiver, receiver_len);
    if (status != SPFEVAL_OK) {
        goto fail;
    }
    *out = options;
    return SPFEVAL_OK;

fail:
    spfeval_options_free(options);
    return status;
}
