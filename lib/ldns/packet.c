/* SPDX-License-Identifier: BSD-2-Clause */
/* Reading a message that a host received by itself. */
#include <spfeval/resolver_ldns.h>
#include <spfeval/status.h>

#include "ldns/question.h"
#include "ldns/response.h"

int
spfeval_packet_read(const uint8_t *packet, size_t packet_len, int type,
                    const char *name, size_t name_len, spfeval_answer *answer)
{
    struct spfe_question question;
    struct spfe_expected expected = {
        .name = &question.name,
        .any_id = true,
    };

    if (packet == NULL || answer == NULL ||
        !spfe_question_set(&question, type, name, name_len)) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    expected.type = question.type;
    switch (spfe_response_read(packet, packet_len, &expected, answer)) {
    case SPFE_RESPONSE_FOREIGN:
        spfeval_answer_clear(answer);
        return SPFEVAL_ERR_NOT_FOUND;
    case SPFE_RESPONSE_TRUNCATED:
        return SPFEVAL_ERR_STATE;
    case SPFE_RESPONSE_NOMEM:
        return SPFEVAL_ERR_NOMEM;
    default:
        return SPFEVAL_OK;
    }
}
