/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Explanations of a fail (RFC 7208 section 6.2): the domain's text is used
 * exactly when it is valid, fits and is printable, and then it is what a plain
 * model of macro expansion gives; the SMTP reply quotes it line by line.
 *
 * Seven parts, with an octet 255 between them: the client, the reverse-path,
 * the HELO name, the receiver, the default explanation, the domain's, and a
 * second one of the domain. When the size is odd, more than one line fits.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <spfeval/spfeval.h>

#include "base/ip.h"
#include "fuzz/claim.h"
#include "fuzz/macro_model.h"
#include "fuzz/parts.h"
#include "fuzz/written.h"
#include "record/macro_parse.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { CLIENT, MAILFROM, HELO, RECEIVER, DEFAULT, FIRST, SECOND, PARTS };

enum { MOST_SHORT = 480, MOST_LONG = 2000, HEAD = 11 };

static const char time_text[] = "1234567890";

/* --- the DNS ------------------------------------------------------------- */

/*
 * Each record fails, but what the domain's text may be when it is the one that
 * is checked; each address has a name that has that address.
 */
static int
look_up(void *user_data, const spfeval_query *query, spfeval_answer *answer)
{
    static const char record[] = "v=spf1 -all exp=e.example";
    const struct part *parts = user_data;
    const char *name = spfeval_query_get_name(query, NULL);
    struct spfe_ip client;
    int status;

    switch (spfeval_query_get_type(query)) {
    case SPFEVAL_RRTYPE_PTR:
        return spfeval_answer_add_ptr(answer, "p.example", 9);
    case SPFEVAL_RRTYPE_TXT:
        if (strcasecmp(name, "e.example") != 0) {
            return spfeval_answer_add_text(answer, record, strlen(record));
        }
        status = spfeval_answer_add_text(answer, parts[FIRST].octets,
                                         parts[FIRST].len);
        if (status == SPFEVAL_OK && parts[SECOND].len > 0) {
            status = spfeval_answer_add_text(answer, parts[SECOND].octets,
                                             parts[SECOND].len);
        }
        return status;
    case SPFEVAL_RRTYPE_MX:
        return spfeval_answer_set_rcode(answer, 0);
    default:
        if (!spfe_ip_parse(&client, parts[CLIENT].octets, parts[CLIENT].len) ||
            (spfeval_query_get_type(query) == SPFEVAL_RRTYPE_A) !=
                (client.len == 4)) { /* "exists" always asks for A */
            (void)spfe_ip_parse(&client, "192.0.2.1", 9);
        }
        return spfeval_answer_add_address(answer, client.octets, client.len);
    }
}

/* --- the model ----------------------------------------------------------- */

static struct part
part_of(const char *text, size_t len)
{
    struct part part = {text, len};

    return part;
}

static void
fill_model(const spfeval_outcome *outcome, struct macro_model *model)
{
    static char address[2 * MACRO_MODEL_ADDRESS];
    struct part *of = model->values;
    struct part sender;
    const uint8_t *client;
    const char *at;
    size_t len = 0;

    memset(model, 0, sizeof(*model));
    sender.octets = spfeval_outcome_get_sender(outcome, &sender.len);
    at = sender.octets + sender.len;
    while (at[-1] != '@') {
        at--;
    }
    len = (size_t)(at - sender.octets);
    of['s' - 'a'] = sender;
    of['l' - 'a'] = part_of(sender.octets, len - 1);
    of['o' - 'a'] = part_of(at, sender.len - len);
    of['d' - 'a'].octets =
        spfeval_outcome_get_domain(outcome, &of['d' - 'a'].len);
    of['h' - 'a'].octets =
        spfeval_outcome_get_helo(outcome, &of['h' - 'a'].len);
    of['r' - 'a'].octets =
        spfeval_outcome_get_receiver(outcome, &of['r' - 'a'].len);
    if (of['r' - 'a'].len == 0) {
        of['r' - 'a'] = part_of("unknown", 7);
    }
    of['p' - 'a'] = part_of("p.example", 9);
    of['t' - 'a'] = part_of(time_text, strlen(time_text));
    client = spfeval_outcome_get_client(outcome, &len);
    macro_model_set_client(model, client, len, address);
}

/* The expansion, when it may be used; otherwise NULL. */
static char *
expand(const struct macro_model *model, struct part text, size_t most,
       size_t *len)
{
    struct spfe_text octets = {text.octets, (uint32_t)text.len};
    uint16_t macros;
    char *expanded;
    size_t i;

    if (spfe_macro_scan_explanation(octets, &macros) != SPFEVAL_SYNTAX_NONE) {
        return NULL;
    }
    expanded = macro_model_expand(model, text, len);
    for (i = 0; i < *len; i++) {
        if (expanded[i] < 0x20 || expanded[i] > 0x7e) {
            break;
        }
    }
    if (*len == 0 || *len > most || i < *len) {
        free(expanded);
        return NULL;
    }
    return expanded;
}

/* --- what must hold ------------------------------------------------------ */

static void
look_at_explanation(const spfeval_outcome *outcome, const struct part *parts,
                    bool has_default, size_t most)
{
    static struct macro_model model;
    int source = SPFEVAL_EXPLANATION_DOMAIN;
    char *expected = NULL;
    size_t expected_len = 0;
    size_t len = 0;
    const char *text = spfeval_outcome_get_explanation(outcome, &len);

    fill_model(outcome, &model);
    if (parts[SECOND].len == 0) {
        expected = expand(&model, parts[FIRST], most, &expected_len);
    }
    if (expected == NULL) {
        source = SPFEVAL_EXPLANATION_DEFAULT;
        expected = has_default
                       ? expand(&model, parts[DEFAULT], most, &expected_len)
                       : NULL;
    }
    if (expected == NULL) {
        source = SPFEVAL_EXPLANATION_NONE;
    }
    CLAIM(spfeval_outcome_get_explanation_source(outcome) == source);
    CLAIM((text == NULL) == (expected == NULL));
    CLAIM(text == NULL ||
          (len == expected_len && memcmp(text, expected, len) == 0));
    free(expected);
}

static int
write_reply(const struct writer *writer, char *buffer, size_t capacity,
            size_t *needed)
{
    return spfeval_reply_print(writer->outcome, writer->number, buffer,
                               capacity, needed);
}

/*
 * RFC 5321 section 4.2.1: "550-" before each line but the last. Behind the
 * codes of all lines stands the explanation, where a line may end at a space.
 */
static void
look_at_reply(const spfeval_outcome *outcome)
{
    const struct writer writer = {write_reply, outcome, NULL, 0,
                                  "\r\n",      0,       510};
    char *text = written_text(&writer);
    const char *rest = spfeval_outcome_get_explanation(outcome, NULL);
    size_t before = spfeval_outcome_get_explanation_source(outcome) ==
                            SPFEVAL_EXPLANATION_DOMAIN
                        ? 2
                        : 1;
    const char *line;
    const char *end;

    for (line = text; *line != '\0'; line = end + 2) {
        end = strstr(line, "\r\n");
        CLAIM(end != NULL && end - line >= HEAD);
        CLAIM(strncmp(line, end[2] == '\0' ? "550 " : "550-", 4) == 0);
        CLAIM(strncmp(line + 4, "5.7.23 ", HEAD - 4) == 0);
        line += HEAD;
        if (before > 0) {
            before--;
        } else if (rest != NULL) {
            CLAIM(strncmp(line, rest, (size_t)(end - line)) == 0);
            rest += end - line;
            rest += rest[0] == ' ' && rest[1] != '\0';
        }
    }
    CLAIM(rest == NULL || *rest == '\0');
    free(text);
}

static void
look_at(const spfeval_check *check, const struct part *parts, bool has_default,
        size_t most)
{
    const spfeval_outcome *outcome = spfeval_check_get_outcome(check);
    const char *domain = spfeval_outcome_get_domain(outcome, NULL);

    if (spfeval_outcome_get_result(outcome) == SPFEVAL_RESULT_FAIL &&
        strcasecmp(domain, "e.example") != 0) {
        look_at_explanation(outcome, parts, has_default, most);
        look_at_reply(outcome);
    }
}

static void
set_inputs(spfeval_check *check, const struct part *parts)
{
    if (spfeval_check_set_client_text(check, parts[CLIENT].octets,
                                      parts[CLIENT].len) != SPFEVAL_OK) {
        CLAIM(spfeval_check_set_client_text(check, "192.0.2.1", 9) ==
              SPFEVAL_OK);
    }
    CLAIM(spfeval_check_set_mailfrom(check, parts[MAILFROM].octets,
                                     parts[MAILFROM].len) == SPFEVAL_OK);
    CLAIM(spfeval_check_set_helo(check, parts[HELO].octets, parts[HELO].len) ==
          SPFEVAL_OK);
    CLAIM(spfeval_check_set_time(check, strtoll(time_text, NULL, 10)) ==
          SPFEVAL_OK);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const spfeval_resolver_ops ops = {.struct_size = sizeof(ops),
                                             .lookup = look_up};
    struct part parts[PARTS];
    spfeval_options *options = NULL;
    spfeval_check *check = NULL;
    spfeval_resolver *resolver = NULL;
    uint32_t most = size % 2 == 1 ? MOST_LONG : MOST_SHORT;
    bool has_default;

    split_parts(data, size, parts, PARTS);
    CLAIM(spfeval_options_new(NULL, &options) == SPFEVAL_OK);
    CLAIM(spfeval_options_set_u32(options, SPFEVAL_OPTION_MAX_EXPLANATION,
                                  most) == SPFEVAL_OK);
    (void)spfeval_options_set_text(options, SPFEVAL_OPTION_RECEIVER,
                                   parts[RECEIVER].octets,
                                   parts[RECEIVER].len);
    has_default = spfeval_options_set_text(
                      options, SPFEVAL_OPTION_DEFAULT_EXPLANATION,
                      parts[DEFAULT].octets, parts[DEFAULT].len) == SPFEVAL_OK;
    CLAIM(spfeval_check_new(options, &check) == SPFEVAL_OK);
    CLAIM(spfeval_resolver_new(NULL, &ops, parts, &resolver) == SPFEVAL_OK);
    set_inputs(check, parts);
    CLAIM(spfeval_check_run(check, resolver) == SPFEVAL_OK);
    look_at(check, parts, has_default, most);
    spfeval_resolver_free(resolver);
    spfeval_check_free(check);
    spfeval_options_free(options);
    return 0;
}
