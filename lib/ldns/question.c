/* SPDX-License-Identifier: BSD-2-Clause */
#include "ldns/question.h"

#include <spfeval/dns.h>

static bool
is_asked_for(int type)
{
    switch (type) {
    case SPFEVAL_RRTYPE_A:
    case SPFEVAL_RRTYPE_AAAA:
    case SPFEVAL_RRTYPE_MX:
    case SPFEVAL_RRTYPE_PTR:
    case SPFEVAL_RRTYPE_TXT:
    case SPFEVAL_RRTYPE_SPF:
        return true;
    default:
        return false;
    }
}

bool
spfe_question_set(struct spfe_question *question, int type, const char *name,
                  size_t name_len)
{
    if (!is_asked_for(type) || name == NULL ||
        !spfe_name_set_text(&question->name, name, name_len)) {
        return false;
    }
    question->type = (uint16_t)type;
    return true;
}

bool
spfe_question_equal(const struct spfe_question *a,
                    const struct spfe_question *b)
{
    return a->type == b->type && spfe_name_equal(&a->name, &b->name);
}

uint64_t
spfe_question_hash(const struct spfe_question *question,
                   const uint8_t key[SPFE_SIPHASH_KEY])
{
    uint8_t octets[SPFE_NAME_MAX + 1];
    size_t len = spfe_name_copy_lower(&question->name, octets);

    octets[len] = (uint8_t)question->type; /* all types are below 256 */
    return spfe_siphash(key, octets, len + 1);
}
