/* SPDX-License-Identifier: BSD-2-Clause */
#include "show_dns.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const struct show_question *
find(const struct show_dns *dns, int type, const char *name, size_t name_len)
{
    uint32_t i;

    for (i = 0; i < dns->count; i++) {
        const struct show_question *question = &dns->questions[i];

        if (question->type == type && question->name_len == name_len &&
            strncasecmp(question->name, name, name_len) == 0) {
            return question;
        }
    }
    return NULL;
}

static int
look_up(struct show_dns *dns, const struct show_question *question)
{
    if (dns->zone != NULL) {
        return spfeval_zone_lookup(dns->zone, question->type, question->name,
                                   question->name_len, question->answer);
    }
    return network_lookup(dns->network, question->type, question->name,
                          question->name_len, dns->end, question->answer);
}

const struct show_question *
show_dns_ask(struct show_dns *dns, int type, const char *name, size_t name_len)
{
    const struct show_question *known = find(dns, type, name, name_len);
    struct show_question *question;

    if (known != NULL || dns->status != SPFEVAL_OK) {
        return known;
    }
    if (dns->count == SHOW_QUESTIONS) {
        dns->is_used_up = true;
        return NULL;
    }
    question = &dns->questions[dns->count];
    question->type = type;
    question->name_len = name_len;
    question->name = strndup(name, name_len);
    dns->count++;
    dns->status = question->name != NULL
                      ? spfeval_answer_new(NULL, &question->answer)
                      : SPFEVAL_ERR_NOMEM;
    if (dns->status == SPFEVAL_OK) {
        dns->status = look_up(dns, question);
    }
    return dns->status == SPFEVAL_OK ? question : NULL;
}

void
show_dns_clear(struct show_dns *dns)
{
    uint32_t i;

    for (i = 0; i < dns->count; i++) {
        free(dns->questions[i].name);
        spfeval_answer_free(dns->questions[i].answer);
    }
    dns->count = 0;
}
