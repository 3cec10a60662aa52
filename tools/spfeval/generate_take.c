/* SPDX-License-Identifier: BSD-2-Clause */
#include "generate_take.h"

#include <arpa/inet.h>
#include <getopt.h>
#include <string.h>

#include "message.h"
#include "text.h"

/* The options that are senders. */
static const struct {
    int code;
    const char *option;
    const char *name;  /* of the mechanism */
    const char *what;  /* the value should be */
    bool is_optional;  /* the value is */
    bool is_of_domain; /* a host name behind it would mean another thing */
} senders[] = {
    {GENERATE_IP4, "--ip4", "ip4", "an IPv4 address or network", false, false},
    {GENERATE_IP6, "--ip6", "ip6", "an IPv6 address or network", false, false},
    {GENERATE_A, "--a", "a", "a host name", true, false},
    {GENERATE_MX, "--mx", "mx", "a domain name", true, true},
    {GENERATE_INCLUDE, "--include", "include", "a domain name", false, true},
    {GENERATE_EXISTS, "--exists", "exists", "a domain name, with macros",
     false, true},
};

enum { SENDER_COUNT = sizeof(senders) / sizeof(senders[0]) };

/* The row of an option; SENDER_COUNT when it is no sender. */
static size_t
find_sender(int code)
{
    size_t i = 0;

    while (i < SENDER_COUNT && senders[i].code != code) {
        i++;
    }
    return i;
}

static int
report(int status, const char *option, const char *value, const char *what)
{
    switch (status) {
    case SPFEVAL_OK:
        return 0;
    case SPFEVAL_ERR_SYNTAX:
        return message_usage("generate", "%s: '%s' is not %s%s", option, value,
                             what, message_name_hint(value));
    case SPFEVAL_ERR_LIMIT:
        return message_usage("generate", "%s: the record would be too long",
                             option);
    default:
        return message_status("generate", status);
    }
}

/* "--a host" is "--a=host": an option in front of it would be no value. */
static const char *
next_word(const struct generate_request *request)
{
    if (optind < request->argc && request->argv[optind][0] != '-') {
        return request->argv[optind++];
    }
    return NULL;
}

static int
take_sender(struct generate_request *request, size_t row, const char *value)
{
    struct text term = {0};
    int status = SPFEVAL_ERR_NOMEM;

    if (value == NULL && senders[row].is_optional) {
        value = next_word(request);
    }
    text_add_string(&term, senders[row].name);
    if (value != NULL) {
        text_add_string(&term, ":");
        text_add_string(&term, value);
    }
    if (!term.failed) {
        status = spfeval_build_add_sender(request->build, text_get(&term),
                                          term.len);
    }
    text_clear(&term);
    request->has_senders = true;
    return report(status, senders[row].option, value != NULL ? value : "",
                  senders[row].what);
}

static bool
is_host_name(const char *word)
{
    uint8_t address[4];

    return strchr(word, '.') != NULL && strpbrk(word, ":/=%") == NULL &&
           inet_pton(AF_INET, word, address) != 1;
}

static int
take_word(struct generate_request *request, const char *word)
{
    size_t row = find_sender(request->last);
    int status;

    /* "--include a.example b.example" is not meant to be an "a". */
    if (row < SENDER_COUNT && senders[row].is_of_domain &&
        is_host_name(word)) {
        return message_usage(
            "generate", "'%s' behind %s: write %s=%s, or a:%s", word,
            senders[row].option, senders[row].option, word, word);
    }
    status = spfeval_build_add_sender(request->build, word, strlen(word));
    request->has_senders = true;
    if (status == SPFEVAL_ERR_SYNTAX) {
        return message_usage("generate",
                             "'%s' is not a sender: an address, a network, a "
                             "host name, or ip4, ip6, a, mx, include or "
                             "exists%s",
                             word, message_name_hint(word));
    }
    return report(status, "SENDER", word, "");
}

static int
take_policy(struct generate_request *request, const char *value)
{
    static const struct {
        const char *name;
        int rest;
    } policies[] = {
        {"fail", SPFEVAL_REST_FAIL},
        {"softfail", SPFEVAL_REST_SOFTFAIL},
        {"neutral", SPFEVAL_REST_NEUTRAL},
        {"none", SPFEVAL_REST_UNSAID},
    };
    size_t i;

    for (i = 0; i < sizeof(policies) / sizeof(policies[0]); i++) {
        if (strcmp(value, policies[i].name) == 0) {
            request->policy = value;
            return report(
                spfeval_build_set_rest(request->build, policies[i].rest),
                "--policy", value, "");
        }
    }
    return message_usage(
        "generate", "--policy: '%s' is not fail, softfail, neutral or none",
        value);
}

/* An empty value would mean that there is none. */
static int
take_domain(struct generate_request *request, bool is_exp, const char *value)
{
    const char *option = is_exp ? "--exp" : "--redirect";
    int status = SPFEVAL_ERR_SYNTAX;

    if (value[0] != '\0' && is_exp) {
        request->exp = value;
        status = spfeval_build_set_exp(request->build, value, strlen(value));
    } else if (value[0] != '\0') {
        request->redirect = value;
        status =
            spfeval_build_set_redirect(request->build, value, strlen(value));
    }
    return report(status, option, value, "a domain name");
}

static int
take(struct generate_request *request, int code, const char *value)
{
    size_t row = find_sender(code);

    if (row < SENDER_COUNT) {
        return take_sender(request, row, value);
    }
    switch (code) {
    case GENERATE_WORD:
        return take_word(request, value);
    case GENERATE_POLICY:
        return take_policy(request, value);
    case GENERATE_REDIRECT:
    case GENERATE_EXP:
        return take_domain(request, code == GENERATE_EXP, value);
    case GENERATE_NO_MAIL:
        request->no_mail = true;
        return 0;
    case GENERATE_OFFLINE:
        request->is_offline = true;
        return 0;
    default:
        return publish_settings_take(&request->settings, code, value);
    }
}

int
generate_take(void *user_data, int code, const char *value)
{
    struct generate_request *request = user_data;
    int taken = take(request, code, value);

    request->last = code;
    return taken;
}
