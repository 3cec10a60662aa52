/* SPDX-License-Identifier: BSD-2-Clause */
#include "dns_settings.h"

#include <string.h>

#include <spfeval/spfeval.h>

#include "arguments.h"
#include "message.h"
#include "settings.h"

void
dns_settings_init(struct dns_settings *settings)
{
    /* RFC 7208 section 4.6.4: a check may take 20 seconds at least. */
    *settings = (struct dns_settings){.deadline_ms = 20000};
}

static int
take_server(struct dns_settings *settings, const char *command,
            const char *value)
{
    if (settings->server_count == DNS_SETTINGS_SERVERS) {
        return message_usage(command, "--server: more than %d servers",
                             DNS_SETTINGS_SERVERS);
    }
    settings->servers[settings->server_count++] = value;
    return 0;
}

/* From min to max milliseconds, in words: range. */
static int
take_seconds(const char *command, const char *option, const char *value,
             uint32_t min, uint32_t max, const char *range, uint32_t *out)
{
    uint32_t milliseconds;

    if (!arguments_read_seconds(value, &milliseconds) || milliseconds < min ||
        milliseconds > max) {
        return message_usage(command, "%s: '%s' is not a number of seconds %s",
                             option, value, range);
    }
    *out = milliseconds;
    return 0;
}

static int
take_prefetch(struct dns_settings *settings, const char *command,
              const char *value)
{
    static const struct {
        const char *name;
        uint32_t value;
    } modes[] = {
        {"serial", SPFEVAL_PREFETCH_SERIAL},
        {"spec", SPFEVAL_PREFETCH_SPEC},
        {"graph", SPFEVAL_PREFETCH_GRAPH},
    };
    size_t i;

    for (i = 0; i < sizeof(modes) / sizeof(modes[0]); i++) {
        if (strcmp(modes[i].name, value) == 0) {
            settings->has_prefetch = true;
            settings->prefetch = modes[i].value;
            return 0;
        }
    }
    return message_usage(
        command, "--prefetch: '%s' is not serial, spec or graph", value);
}

int
dns_settings_take(struct dns_settings *settings, const char *command, int code,
                  const char *value)
{
    switch (code) {
    case SETTINGS_SERVER:
        return take_server(settings, command, value);
    case SETTINGS_TIMEOUT:
        settings->has_timeout = true;
        return take_seconds(command, "--timeout", value, 1, 60000,
                            "from 0.001 to 60", &settings->timeout_ms);
    case SETTINGS_DEADLINE:
        return take_seconds(command, "--deadline", value, 1000, 3600000,
                            "from 1 to 3600", &settings->deadline_ms);
    case SETTINGS_TCP:
        settings->tcp = true;
        return 0;
    case SETTINGS_PREFETCH:
        return take_prefetch(settings, command, value);
    default:
        return -1;
    }
}

const char *
dns_settings_given(const struct dns_settings *settings)
{
    if (settings->server_count > 0) {
        return "--server";
    }
    if (settings->has_timeout) {
        return "--timeout";
    }
    return settings->tcp ? "--tcp" : NULL;
}
