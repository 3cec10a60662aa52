/* SPDX-License-Identifier: BSD-2-Clause */
#include "support/levels.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "support/tap.h"

enum { OUTCOME_ROOM = 65536 };

/* Queries that were taken and not answered yet. */
struct open_queries {
    const spfeval_query *query[LEVELS_MOST_QUERIES];
    unsigned count;
};

static void
note(struct levels *levels, const spfeval_query *query, const char *separator)
{
    size_t used = strlen(levels->text);
    size_t room = sizeof(levels->text) - used;
    int len = snprintf(levels->text + used, room, "%s%s %s", separator,
                       spfeval_rrtype_name(spfeval_query_get_type(query)),
                       spfeval_query_get_name(query, NULL));

    CHECK(len > 0 && (size_t)len < room);
}

/* Take what there is. */
static void
take_all(struct try_check *try, struct levels *levels,
         struct open_queries *open)
{
    const char *separator = levels->queries == 0 ? "" : " | ";
    const spfeval_query *query;

    while (spfeval_check_next_query(try->check, &query) == SPFEVAL_OK) {
        if (!CHECK(open->count < LEVELS_MOST_QUERIES)) {
            return;
        }
        note(levels, query, separator);
        separator = "; ";
        open->query[open->count++] = query;
        levels->queries++;
    }
    if (open->count > levels->most_open) {
        levels->most_open = open->count;
    }
}

static void
answer_all(struct try_check *try, enum levels_order order,
           struct open_queries *open)
{
    unsigned i;

    if (order == LEVELS_LAST_ONLY) {
        open->count--;
        CHECK_INT(try_check_reply(try, open->query[open->count]), SPFEVAL_OK);
        return;
    }
    for (i = 0; i < open->count; i++) {
        unsigned at = order == LEVELS_REVERSED ? open->count - 1 - i : i;

        CHECK_INT(try_check_reply(try, open->query[at]), SPFEVAL_OK);
    }
    open->count = 0;
}

int
levels_run(struct try_check *try, enum levels_order order, struct levels *out)
{
    struct open_queries open = {.count = 0};
    int step;

    out->count = 0;
    out->queries = 0;
    out->most_open = 0;
    out->text[0] = '\0';
    while ((step = spfeval_check_step(try->check)) == SPFEVAL_STEP_QUERY) {
        take_all(try, out, &open);
        if (!CHECK(open.count > 0)) { /* else it would never end */
            return step;
        }
        answer_all(try, order, &open);
        out->count++;
    }
    return step;
}

/* --- outcomes ------------------------------------------------------------ */

static char outcome_text[OUTCOME_ROOM];
static size_t outcome_len;

/* So that compilers compare the arguments with the format. */
#if defined(__GNUC__) || defined(__clang__)
__attribute__((format(printf, 1, 2)))
#endif
static void
put(const char *format, ...);

static void
put(const char *format, ...)
{
    size_t room = sizeof(outcome_text) - outcome_len;
    va_list arguments;
    int len;

    va_start(arguments, format);
    len = vsnprintf(outcome_text + outcome_len, room, format, arguments);
    va_end(arguments);
    if (CHECK(len >= 0 && (size_t)len < room)) {
        outcome_len += (size_t)len;
    }
}

static void
put_event(const spfeval_outcome *outcome, uint32_t index)
{
    spfeval_event event = {.struct_size = sizeof(event)};

    if (!CHECK_INT(spfeval_outcome_get_event(outcome, index, &event),
                   SPFEVAL_OK)) {
        return;
    }
    put("\n%u depth %u %.*s term %u+%u verdict %u target %.*s type %u "
        "class %u failure %u rcode %u ttl %u records %u terms %u voids %u",
        event.kind, event.depth, (int)event.owner_len, event.owner, event.term,
        event.term_count, event.verdict, (int)event.target_len,
        event.target == NULL ? "" : event.target, event.query_type,
        event.dns_class, event.dns_failure, event.rcode, event.ttl,
        event.record_count, event.terms, event.voids);
}

const char *
levels_outcome_text(const spfeval_outcome *outcome)
{
    const char *explanation = spfeval_outcome_get_explanation(outcome, NULL);
    uint32_t ttl = 0;
    uint32_t i;
    int counter;

    outcome_len = 0;
    outcome_text[0] = '\0';
    put("%s %s", spfeval_result_name(spfeval_outcome_get_result(outcome)),
        spfeval_reason_name(spfeval_outcome_get_reason(outcome)));
    for (counter = SPFEVAL_COUNTER_TERMS; counter <= SPFEVAL_COUNTER_PTR_NAMES;
         counter++) {
        put(" %u", spfeval_outcome_get_counter(outcome, counter));
    }
    put(" ttl %d", spfeval_outcome_get_ttl(outcome, &ttl));
    put(" %u cacheable %d \"%s\"", ttl, spfeval_outcome_get_cacheable(outcome),
        explanation == NULL ? "" : explanation);
    for (i = 0; i < spfeval_outcome_get_event_count(outcome); i++) {
        put_event(outcome, i);
    }
    return outcome_text;
}
