/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * DNS messages. The question asked is the one that the message answers, as far
 * as that can be told, so that fuzzing gets behind the first checks.
 */
#include <stdint.h>
#include <string.h>

#include <spfeval/resolver_ldns.h>
#include <spfeval/spfeval.h>

#include "fuzz/claim.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { HEADER = 12, NAME_SIZE = 256 };

/* The name of the question as text; returns where its type stands. */
static size_t
read_question(const uint8_t *data, size_t size, char *name)
{
    size_t at = HEADER;
    size_t len = 0;

    while (at < size && data[at] > 0 && data[at] < 64 &&
           at + data[at] < size && len + data[at] + 1 < NAME_SIZE) {
        if (len > 0) {
            name[len++] = '.';
        }
        memcpy(name + len, data + at + 1, data[at]);
        len += data[at];
        at += data[at] + 1u;
    }
    name[len] = '\0';
    return at + 1;
}

static void
look_at_records(const spfeval_answer *answer, int type)
{
    uint32_t count = spfeval_answer_get_count(answer);
    uint32_t i;

    for (i = 0; i < count; i++) {
        spfeval_dns_record record = {.struct_size = sizeof(record)};

        CLAIM(spfeval_answer_get_record(answer, i, &record) == SPFEVAL_OK);
        CLAIM(record.type == (uint32_t)type);
        if (type == SPFEVAL_RRTYPE_A || type == SPFEVAL_RRTYPE_AAAA) {
            CLAIM(record.data_len == (type == SPFEVAL_RRTYPE_A ? 4u : 16u));
        } else {
            CLAIM(record.data[record.data_len] == '\0');
        }
        if (type == SPFEVAL_RRTYPE_MX || type == SPFEVAL_RRTYPE_PTR) {
            CLAIM(record.data_len <= 1024);
        }
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const int types[] = {SPFEVAL_RRTYPE_A,    SPFEVAL_RRTYPE_PTR,
                                SPFEVAL_RRTYPE_MX,   SPFEVAL_RRTYPE_TXT,
                                SPFEVAL_RRTYPE_AAAA, SPFEVAL_RRTYPE_A};
    char name[NAME_SIZE];
    size_t at = read_question(data, size, name);
    int wanted = at + 1 < size ? data[at] << 8 | data[at + 1] : 0;
    int type = types[wanted % 5];
    spfeval_answer *answer;
    int status;
    size_t i;

    for (i = 0; i < 5; i++) {
        type = types[i] == wanted ? wanted : type;
    }
    if (spfeval_answer_new(NULL, &answer) != SPFEVAL_OK) {
        return 0;
    }
    status = spfeval_packet_read(data, size, type, name, strlen(name), answer);
    if (status == SPFEVAL_OK) {
        CLAIM(spfeval_answer_get_class(answer) != SPFEVAL_DNS_UNSET);
        look_at_records(answer, type);
    } else {
        CLAIM(status == SPFEVAL_ERR_NOT_FOUND || status == SPFEVAL_ERR_STATE ||
              status == SPFEVAL_ERR_ARGUMENT || status == SPFEVAL_ERR_NOMEM);
        CLAIM(spfeval_answer_get_class(answer) == SPFEVAL_DNS_UNSET);
    }
    spfeval_answer_free(answer);
    return 0;
}
