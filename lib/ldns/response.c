/* SPDX-License-Identifier: BSD-2-Clause */
#include "ldns/response.h"

#include <spfeval/status.h>

#include "ldns/alias.h"
#include "ldns/message.h"
#include "ldns/record_data.h"

enum { RCODE_FORMERR = 1, RCODE_NXDOMAIN = 3, RCODE_NOTIMP = 4 };
enum { RCODE_BADVERS = 16 };    /* RFC 6891 section 9 */
enum { MOST_SECONDS = 604800 }; /* a week, as resolvers cap it */

/* A reading of one response. */
struct reading {
    struct spfe_message message;
    const struct spfe_expected *expected;
    spfeval_answer *answer;
    struct spfe_alias_chain chain;
    uint32_t rcode; /* with the part from OPT */
};

/* Servers without EDNS may send a header alone (RFC 6891 section 7). */
static bool
is_bare_refusal(const struct spfe_message *message)
{
    return message->count[SPFE_SECTION_QUESTION] == 0 &&
           (message->rcode == RCODE_FORMERR || message->rcode == RCODE_NOTIMP);
}

/* Does it answer our question (RFC 5452 section 9.1)? */
static enum spfe_response
check_question(struct reading *reading)
{
    const struct spfe_expected *expected = reading->expected;
    struct spfe_message *message = &reading->message;
    size_t at;

    if (!message->is_response || message->opcode != 0 ||
        (!expected->any_id && message->id != expected->id)) {
        return SPFE_RESPONSE_FOREIGN;
    }
    if (is_bare_refusal(message)) {
        return SPFE_RESPONSE_ANSWER;
    }
    if (message->count[SPFE_SECTION_QUESTION] != 1) {
        return SPFE_RESPONSE_FOREIGN;
    }
    if (!spfe_message_skip_name(message, SPFE_MESSAGE_HEADER, &at) ||
        message->len - at < 4 ||
        !spfe_message_name_is(message, SPFE_MESSAGE_HEADER, expected->name) ||
        spfe_message_u16(message, at) != expected->type ||
        spfe_message_u16(message, at + 2) != SPFE_CLASS_IN) {
        return SPFE_RESPONSE_FOREIGN;
    }
    message->records = at + 4;
    return SPFE_RESPONSE_ANSWER;
}

static bool
note_opt(struct reading *reading, const struct spfe_record_frame *record,
         bool *seen)
{
    if (*seen || reading->message.octets[record->owner] != 0) {
        return false; /* RFC 6891 section 6.1.1 */
    }
    *seen = true;
    reading->rcode |= record->ttl >> 24 << 4;
    return true;
}

/* Look at each record once: the message is used as a whole or not at all. */
static bool
check_records(struct reading *reading)
{
    const struct spfe_message *message = &reading->message;
    struct spfe_record_walk walk = spfe_message_walk(message);
    struct spfe_record_frame record;
    bool seen_opt = false;
    size_t end;
    int more;

    while ((more = spfe_message_next(message, &walk, &record)) > 0) {
        if (!spfe_message_skip_name(message, record.owner, &end)) {
            return false;
        }
        if (record.section == SPFE_SECTION_ADDITIONAL &&
            record.type == SPFE_TYPE_OPT &&
            !note_opt(reading, &record, &seen_opt)) {
            return false;
        }
        if (record.section == SPFE_SECTION_ANSWER &&
            record.rclass == SPFE_CLASS_IN &&
            !spfe_record_data_is_valid(message, &record)) {
            return false;
        }
    }
    return more == 0 && walk.at == message->len;
}

/* Add the records at the end of the chain; only they are of the asked name. */
static int
add_records(struct reading *reading, bool *found)
{
    const struct spfe_message *message = &reading->message;
    struct spfe_alias_chain *chain = &reading->chain;
    struct spfe_record_walk walk = spfe_message_walk(message);
    struct spfe_record_frame record;
    int status = SPFEVAL_OK;

    while (status == SPFEVAL_OK &&
           spfe_message_next(message, &walk, &record) > 0 &&
           record.section == SPFE_SECTION_ANSWER) {
        if (record.rclass != SPFE_CLASS_IN ||
            record.type != reading->expected->type) {
            continue;
        }
        if (spfe_message_name_is(message, record.owner, &chain->end)) {
            *found = true;
            spfe_alias_note_ttl(chain, record.ttl);
            status = spfe_record_data_add(message, &record, reading->answer);
        }
    }
    return status;
}

/*
 * RFC 2308 section 5: without the SOA record of a zone that holds the name, the
 * answer is not to be kept.
 */
static bool
find_negative_ttl(struct reading *reading)
{
    const struct spfe_message *message = &reading->message;
    struct spfe_alias_chain *chain = &reading->chain;
    struct spfe_record_walk walk = spfe_message_walk(message);
    struct spfe_record_frame record;
    bool found = false;
    uint32_t minimum;

    while (spfe_message_next(message, &walk, &record) > 0) {
        if (record.section != SPFE_SECTION_AUTHORITY ||
            record.type != SPFE_TYPE_SOA || record.rclass != SPFE_CLASS_IN ||
            !spfe_record_data_soa_minimum(message, &record, &minimum)) {
            continue;
        }
        if (spfe_message_name_holds(message, record.owner, &chain->end)) {
            spfe_alias_note_ttl(chain, record.ttl);
            spfe_alias_note_ttl(chain, minimum);
            found = true;
        }
    }
    return found;
}

/* RCODE 0 or 3: what stands at the end of the chain of aliases. */
static int
read_answer(struct reading *reading)
{
    bool found = false;
    bool has_ttl = true;
    int status = spfe_alias_follow(&reading->message, reading->expected->name,
                                   &reading->chain);

    if (status == SPFEVAL_ERR_LIMIT) {
        return spfeval_answer_set_failure(reading->answer,
                                          SPFEVAL_FAILURE_ALIAS);
    }
    if (status != SPFEVAL_OK) {
        return status;
    }
    spfeval_answer_set_aliases(reading->answer, reading->chain.aliases);
    /* RFC 1035 section 4.1.1: of several owners it is said of the first. */
    if (reading->message.is_authoritative && reading->chain.aliases == 0) {
        spfeval_answer_set_authoritative(reading->answer);
    }
    if (reading->rcode != RCODE_NXDOMAIN) {
        status = add_records(reading, &found);
    }
    if (!found) {
        has_ttl = find_negative_ttl(reading);
    }
    if (status == SPFEVAL_OK && has_ttl) {
        uint32_t ttl = reading->chain.ttl;

        spfeval_answer_set_ttl(reading->answer,
                               ttl > MOST_SECONDS ? MOST_SECONDS : ttl);
    }
    if (status == SPFEVAL_OK) {
        status =
            spfeval_answer_set_rcode(reading->answer, (int)reading->rcode);
    }
    return status;
}

static enum spfe_response
be_malformed(struct reading *reading)
{
    spfeval_answer_clear(reading->answer);
    spfeval_answer_set_failure(reading->answer, SPFEVAL_FAILURE_MALFORMED);
    return SPFE_RESPONSE_MALFORMED;
}

static enum spfe_response
read_rcode(struct reading *reading)
{
    bool with_edns = reading->expected->with_edns;
    int status;

    if (with_edns &&
        (reading->rcode == RCODE_FORMERR || reading->rcode == RCODE_NOTIMP)) {
        /* Whatever else it says: this server did not understand us. */
        return SPFE_RESPONSE_NO_EDNS;
    }
    if (!check_records(reading)) {
        return be_malformed(reading);
    }
    if (with_edns && reading->rcode == RCODE_BADVERS) {
        return SPFE_RESPONSE_NO_EDNS;
    }
    if (reading->rcode != 0 && reading->rcode != RCODE_NXDOMAIN) {
        spfeval_answer_set_rcode(reading->answer, (int)reading->rcode);
        return SPFE_RESPONSE_ANSWER;
    }
    status = read_answer(reading);
    if (status == SPFEVAL_ERR_SYNTAX) {
        return be_malformed(reading);
    }
    if (status != SPFEVAL_OK) {
        spfeval_answer_clear(reading->answer);
        return SPFE_RESPONSE_NOMEM;
    }
    return SPFE_RESPONSE_ANSWER;
}

enum spfe_response
spfe_response_read(const uint8_t *octets, size_t len,
                   const struct spfe_expected *expected,
                   spfeval_answer *answer)
{
    struct reading reading = {.expected = expected, .answer = answer};
    enum spfe_response verdict;

    if (!spfe_message_init(&reading.message, octets, len)) {
        return SPFE_RESPONSE_FOREIGN;
    }
    verdict = check_question(&reading);
    if (verdict == SPFE_RESPONSE_FOREIGN) {
        return verdict;
    }
    spfeval_answer_clear(answer);
    if (verdict != SPFE_RESPONSE_ANSWER) {
        return verdict;
    }
    if (reading.message.is_truncated) {
        return SPFE_RESPONSE_TRUNCATED;
    }
    reading.rcode = reading.message.rcode;
    return read_rcode(&reading);
}
