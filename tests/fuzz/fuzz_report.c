/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Everything that is written about a session whose texts are a stranger's. The
 * input has five parts, with an octet 255 between them: client, reverse-path,
 * HELO, the record, and what the DNS says otherwise. When its size is odd,
 * both identities share one budget.
 */
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include <spfeval/spfeval.h>

#include "fuzz/claim.h"
#include "fuzz/outcome_writers.h"
#include "fuzz/parts.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { CLIENT, MAILFROM, HELO, RECORD, OTHER, PARTS };

enum { FLAG_SETS = 16 };

/* --- the DNS ------------------------------------------------------------- */

/* A name tells its own fate: by its first letter it does not exist, fails. */
static int
look_up(void *user_data, const spfeval_query *query, spfeval_answer *answer)
{
    static const uint8_t address[16] = {192, 0, 2, 7};
    const struct part *parts = user_data;
    int type = spfeval_query_get_type(query);
    const char *name = spfeval_query_get_name(query, NULL);
    bool is_first = strncmp(name, "example.", 8) == 0;
    const struct part *text = &parts[is_first ? RECORD : OTHER];

    if (name[0] == 'n') {
        return spfeval_answer_set_rcode(answer, 3);
    }
    if (name[0] == 'f') {
        return spfeval_answer_set_failure(answer, SPFEVAL_FAILURE_TIMEOUT);
    }
    switch (type) {
    case SPFEVAL_RRTYPE_TXT:
        return spfeval_answer_add_text(answer, text->octets, text->len);
    case SPFEVAL_RRTYPE_A:
        return spfeval_answer_add_address(answer, address, 4);
    case SPFEVAL_RRTYPE_AAAA:
        return spfeval_answer_add_address(answer, address, 16);
    case SPFEVAL_RRTYPE_MX:
        return spfeval_answer_add_mx(answer, 10, "a.example", 9);
    default:
        return spfeval_answer_add_ptr(answer, "example.com", 11);
    }
}

/* --- what must hold ------------------------------------------------------ */

static void
look_at_session(const spfeval_session *session)
{
    const spfeval_outcome *mailfrom =
        spfeval_session_get_outcome(session, SPFEVAL_IDENTITY_MAILFROM);
    const spfeval_outcome *helo =
        spfeval_session_get_outcome(session, SPFEVAL_IDENTITY_HELO);
    uint32_t flags;

    CLAIM(mailfrom != NULL && helo != NULL);
    for (flags = 0; flags < FLAG_SETS; flags++) {
        outcome_claim_headers(mailfrom, helo, flags);
    }
    outcome_claim_texts(mailfrom);
    outcome_claim_texts(helo);
}

static void
run(spfeval_session *session, spfeval_resolver *resolver,
    const struct part parts[PARTS])
{
    int status = spfeval_session_set_client_text(session, parts[CLIENT].octets,
                                                 parts[CLIENT].len);

    if (status != SPFEVAL_OK) {
        status = spfeval_session_set_client_text(session, "192.0.2.1", 9);
    }
    CLAIM(status == SPFEVAL_OK);
    CLAIM(spfeval_session_set_mailfrom(session, parts[MAILFROM].octets,
                                       parts[MAILFROM].len) == SPFEVAL_OK);
    CLAIM(spfeval_session_set_helo(session, parts[HELO].octets,
                                   parts[HELO].len) == SPFEVAL_OK);
    status = spfeval_session_run(session, resolver);
    CLAIM(status == SPFEVAL_OK || status == SPFEVAL_ERR_LIMIT);
    if (status == SPFEVAL_OK) {
        look_at_session(session);
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const spfeval_resolver_ops ops = {.struct_size = sizeof(ops),
                                             .lookup = look_up};
    struct part parts[PARTS];
    spfeval_options *options = NULL;
    spfeval_session *session = NULL;
    spfeval_resolver *resolver = NULL;

    split_parts(data, size, parts, PARTS);
    if (spfeval_options_new(NULL, &options) == SPFEVAL_OK &&
        spfeval_options_set_u32(options, SPFEVAL_OPTION_SHARED_BUDGET,
                                size % 2) == SPFEVAL_OK &&
        spfeval_options_set_text(options, SPFEVAL_OPTION_RECEIVER,
                                 OUTCOME_AUTHSERV_ID,
                                 strlen(OUTCOME_AUTHSERV_ID)) == SPFEVAL_OK &&
        spfeval_session_new(options, &session) == SPFEVAL_OK &&
        spfeval_resolver_new(NULL, &ops, parts, &resolver) == SPFEVAL_OK) {
        run(session, resolver, parts);
    }
    spfeval_resolver_free(resolver);
    spfeval_session_free(session);
    spfeval_options_free(options);
    return 0;
}
