/* SPDX-License-Identifier: BSD-2-Clause */
#include "lint_record.h"

#include <spfeval/spfeval.h>

#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "ask.h"
#include "clock.h"
#include "exit_code.h"
#include "message.h"
#include "network.h"
#include "show_probe.h"
#include "show_walk.h"
#include "zone_file.h"

/* Longer ones are none, whatever they hold; the library takes so many. */
enum { DOMAIN_MAX = 1024 };

struct source {
    spfeval_zone *zone; /* or NULL, and the network is asked */
    struct network *network;
};

/* What the answer has. */
struct found {
    uint32_t count; /* of SPF records */
    spfeval_dns_record record;
    bool is_near;
    spfeval_dns_record near; /* the first that was meant to be one */
};

/* Skip what editors leave: blanks, quotes, a byte order mark. */
static size_t
skip_marks(const char *text, size_t len)
{
    static const char marks[] = " \t\r\n\"'\\=:;,\xef\xbb\xbf";
    size_t i = 0;

    while (i < len && memchr(marks, text[i], sizeof(marks) - 1) != NULL) {
        i++;
    }
    return i;
}

static bool
starts_with(const char *text, size_t len, const char *word)
{
    size_t word_len = strlen(word);

    return len >= word_len && strncasecmp(text, word, word_len) == 0;
}

/* Such as "v=spf", "v = spf1", "spf1" and "v=spf1,"; not a Sender ID's. */
static bool
is_near_spf(const char *text, size_t len)
{
    size_t i = skip_marks(text, len);

    if (starts_with(text + i, len - i, "version")) {
        i += strlen("version");
    } else if (starts_with(text + i, len - i, "v")) {
        i++;
    } else {
        return starts_with(text + i, len - i, "spf1");
    }
    i += skip_marks(text + i, len - i);
    return starts_with(text + i, len - i, "spf") ||
           starts_with(text + i, len - i, "sfp");
}

static void
search(const spfeval_answer *answer, struct found *found)
{
    uint32_t count = spfeval_answer_get_count(answer);
    uint32_t i;

    for (i = 0; i < count; i++) {
        spfeval_dns_record text = {.struct_size = sizeof(text)};

        if (spfeval_answer_get_record(answer, i, &text) != SPFEVAL_OK) {
            continue;
        }
        if (show_is_spf(&text)) {
            found->record = text;
            found->count++;
        } else if (!found->is_near && text.data_len > 0 &&
                   is_near_spf(text.data, text.data_len)) {
            found->near = text;
            found->is_near = true;
        }
    }
}

static int
take_record(const spfeval_answer *answer, const char *domain, struct text *out)
{
    struct found found = {0};

    search(answer, &found);
    if (found.count > 1) {
        message_print("SPF-E002: %s has %u SPF records; exactly one is "
                      "allowed",
                      domain, found.count);
        return EXIT_CODE_ERRORS;
    }
    if (found.count == 0 && !found.is_near) {
        message_print("SPF-E001: %s has no SPF record", domain);
        return EXIT_CODE_ERRORS;
    }
    if (found.count == 0) {
        found.record = found.near;
    }
    text_add(out, found.record.data, found.record.data_len);
    return out->failed ? message_no_memory() : 0;
}

static int
read_answer(const spfeval_answer *answer, const char *domain, struct text *out)
{
    int dns_class = spfeval_answer_get_class(answer);

    if (dns_class == SPFEVAL_DNS_FAILED) {
        message_print("%s could not be looked up: %s", domain,
                      spfeval_dns_name(dns_class,
                                       spfeval_answer_get_failure(answer),
                                       spfeval_answer_get_rcode(answer)));
        return EXIT_CODE_TEMPERROR;
    }
    if (dns_class == SPFEVAL_DNS_NXDOMAIN) {
        message_print("SPF-E001: %s does not exist", domain);
        return EXIT_CODE_ERRORS;
    }
    return take_record(answer, domain, out);
}

static int
look_up(const struct settings *settings, const struct source *source,
        const struct text *name, spfeval_answer *answer)
{
    if (source->zone != NULL) {
        return spfeval_zone_lookup(source->zone, SPFEVAL_RRTYPE_TXT,
                                   name->data, name->len, answer);
    }
    return network_lookup(source->network, SPFEVAL_RRTYPE_TXT, name->data,
                          name->len, clock_read() + settings->dns.deadline_ms,
                          answer);
}

/* The name as a check forms it; empty when no mail can come from there. */
static int
form_name(const char *domain, struct text *out)
{
    size_t len = strlen(domain);
    spfeval_check *probe = NULL;
    int status = show_probe_new(&probe);

    if (status == SPFEVAL_OK && len <= DOMAIN_MAX) {
        status = show_probe_domain(probe, domain, len, out);
    }
    spfeval_check_free(probe);
    return status == SPFEVAL_OK && out->failed ? SPFEVAL_ERR_NOMEM : status;
}

static int
ask_source(const struct settings *settings, const struct source *source,
           const struct text *name, struct text *out)
{
    spfeval_answer *answer = NULL;
    int status = spfeval_answer_new(NULL, &answer);
    int code;

    if (status == SPFEVAL_OK) {
        status = look_up(settings, source, name, answer);
    }
    code = status == SPFEVAL_OK ? read_answer(answer, text_get(name), out)
                                : ask_report("lint", status);
    spfeval_answer_free(answer);
    return code;
}

int
lint_record_find(const struct settings *settings, const char *domain,
                 struct text *out)
{
    struct source source = {0};
    struct text name = {0};
    int status = form_name(domain, &name);
    int code;

    if (status != SPFEVAL_OK) {
        code = ask_report("lint", status);
    } else if (name.len == 0) {
        code = message_usage("lint", "'%s' is not a domain name", domain);
    } else {
        code = settings->zone != NULL
                   ? zone_file_load(settings->zone, settings->origin,
                                    &source.zone)
                   : network_open(settings, "lint", 0, &source.network);
        if (code == 0) {
            code = ask_source(settings, &source, &name, out);
        }
    }
    text_clear(&name);
    network_close(source.network);
    spfeval_zone_free(source.zone);
    return code;
}
