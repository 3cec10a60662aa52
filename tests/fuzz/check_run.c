/* SPDX-License-Identifier: BSD-2-Clause */
#include "fuzz/check_run.h"

#include <stdarg.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "fuzz/claim.h"

enum { MOST_QUERIES = 1024, MOST_NAME = 253, MOST_LABEL = 63 };

struct queries {
    const spfeval_query *all[MOST_QUERIES];
    size_t count;
    size_t open[MOST_QUERIES]; /* indexes */
    size_t open_count;
};

/* --- queries ------------------------------------------------------------- */

/* As dns.h says of spfeval_query_get_name(). */
static void
look_at_name(const char *name, size_t len)
{
    size_t label = 0;
    size_t labels = 1;
    size_t i;

    CLAIM(len <= MOST_NAME && strlen(name) == len);
    for (i = 0; i < len; i++) {
        CLAIM(name[i] >= 0x20 && name[i] <= 0x7e);
        if (name[i] == '.') {
            CLAIM(label > 0);
            label = 0;
            labels++;
        } else {
            CLAIM(++label <= MOST_LABEL);
        }
    }
    CLAIM(label > 0 && labels >= 2);
}

/* Each question is asked once. */
static void
look_at_query(const struct queries *queries, const spfeval_query *query)
{
    int type = spfeval_query_get_type(query);
    size_t len = 0;
    const char *name = spfeval_query_get_name(query, &len);
    size_t i;

    CLAIM(type == SPFEVAL_RRTYPE_A || type == SPFEVAL_RRTYPE_AAAA ||
          type == SPFEVAL_RRTYPE_MX || type == SPFEVAL_RRTYPE_PTR ||
          type == SPFEVAL_RRTYPE_TXT);
    look_at_name(name, len);
    for (i = 0; i < queries->count; i++) {
        const spfeval_query *other = queries->all[i];

        CLAIM(spfeval_query_get_id(other) != spfeval_query_get_id(query));
        CLAIM(spfeval_query_get_type(other) != type ||
              strcasecmp(spfeval_query_get_name(other, NULL), name) != 0);
    }
}

static void
take_queries(struct check_run *run, struct queries *queries)
{
    const spfeval_query *query;

    while (spfeval_check_next_query(run->check, &query) == SPFEVAL_OK) {
        CLAIM(queries->count < MOST_QUERIES);
        look_at_query(queries, query);
        queries->open[queries->open_count++] = queries->count;
        queries->all[queries->count++] = query;
    }
    if (queries->open_count > run->most_open) {
        run->most_open = queries->open_count;
    }
}

/* A second answer to the same question, or to none, changes nothing. */
static void
answer_query(struct check_run *run, const spfeval_query *query)
{
    uint32_t id = spfeval_query_get_id(query);
    size_t len = 0;
    const char *name = spfeval_query_get_name(query, &len);
    int status;

    CLAIM(spfeval_zone_lookup(run->zone, spfeval_query_get_type(query), name,
                              len, run->answer) == SPFEVAL_OK);
    status = spfeval_check_answer(run->check, id, run->answer);
    CLAIM(status == SPFEVAL_OK ||
          (run->is_short &&
           (status == SPFEVAL_ERR_LIMIT ||
            /* by the answer before */
            spfeval_check_step(run->check) == SPFEVAL_ERR_LIMIT)));
    CLAIM(spfeval_check_answer(run->check, id, run->answer) ==
          SPFEVAL_ERR_NOT_FOUND);
    CLAIM(spfeval_check_answer(run->check, id + MOST_QUERIES, run->answer) ==
          SPFEVAL_ERR_NOT_FOUND);
}

static void
answer_open(struct check_run *run, struct queries *queries)
{
    bool one = run->order >= CHECK_ONE_BY_ONE;
    bool last = run->order == CHECK_REVERSED || run->order == CHECK_LAST_ONLY;

    do {
        size_t at = last ? queries->open_count - 1 : 0;
        size_t index = queries->open[at];

        queries->open_count--;
        memmove(queries->open + at, queries->open + at + 1,
                (queries->open_count - at) * sizeof(queries->open[0]));
        answer_query(run, queries->all[index]);
    } while (!one && queries->open_count > 0);
}

int
check_run(struct check_run *run)
{
    static struct queries queries;
    uint32_t turns = 0;
    int step;

    queries.count = queries.open_count = 0;
    run->query_count = run->most_open = 0;
    while ((step = spfeval_check_step(run->check)) == SPFEVAL_STEP_QUERY) {
        take_queries(run, &queries);
        CLAIM(queries.open_count > 0); /* else it would never end */
        if (++turns == run->expire_at) {
            CLAIM(spfeval_check_expire(run->check) == SPFEVAL_OK);
            continue;
        }
        answer_open(run, &queries);
    }
    run->query_count = queries.count;
    return step;
}

/* --- outcomes ------------------------------------------------------------ */

enum { TEXT_ROOM = 1 << 18 };

struct output {
    char text[TEXT_ROOM];
    size_t len;
};

/* What does not fit is left out, in each of them. */
#if defined(__GNUC__) || defined(__clang__)
__attribute__((format(printf, 2, 3)))
#endif
static void
put(struct output *out, const char *format, ...);

static void
put(struct output *out, const char *format, ...)
{
    size_t room = sizeof(out->text) - out->len;
    va_list arguments;
    int len;

    va_start(arguments, format);
    len = vsnprintf(out->text + out->len, room, format, arguments);
    va_end(arguments);
    CLAIM(len >= 0);
    out->len += (size_t)len < room ? (size_t)len : room - 1;
}

static const char *
text_or_none(const char *text)
{
    return text == NULL ? "(none)" : text;
}

static void
put_event(struct output *out, const spfeval_outcome *outcome, uint32_t index)
{
    spfeval_event event = {.struct_size = sizeof(event)};

    CLAIM(spfeval_outcome_get_event(outcome, index, &event) == SPFEVAL_OK);
    put(out,
        "\n%u depth %u %s term %u+%u verdict %u target %s type %u class %u "
        "failure %u rcode %u ttl %u records %u terms %u voids %u",
        event.kind, event.depth, event.owner, event.term, event.term_count,
        event.verdict, text_or_none(event.target), event.query_type,
        event.dns_class, event.dns_failure, event.rcode, event.ttl,
        event.record_count, event.terms, event.voids);
}

static void
put_path(struct output *out, const spfeval_outcome *outcome)
{
    spfeval_path_entry entry = {.struct_size = sizeof(entry)};
    uint32_t i;

    for (i = 0; spfeval_outcome_get_path(outcome, i, &entry) == SPFEVAL_OK;
         i++) {
        put(out, "\npath %s term %u %u at %u+%u", entry.owner, entry.has_term,
            entry.term, entry.term_offset, entry.term_length);
        CLAIM(entry.has_term == 0 ||
              (entry.term_offset <= entry.text_len &&
               entry.term_length <= entry.text_len - entry.term_offset));
    }
    CLAIM(i == spfeval_outcome_get_path_count(outcome));
}

const char *
check_run_text(const spfeval_outcome *outcome, int number)
{
    static struct output outputs[2];
    struct output *out = &outputs[number];
    spfeval_syntax_error error = {.struct_size = sizeof(error)};
    uint32_t ttl = 0;
    uint32_t i;
    int counter;

    out->len = 0;
    put(out, "%s %s", spfeval_result_name(spfeval_outcome_get_result(outcome)),
        spfeval_reason_name(spfeval_outcome_get_reason(outcome)));
    for (counter = SPFEVAL_COUNTER_TERMS; counter <= SPFEVAL_COUNTER_PTR_NAMES;
         counter++) {
        put(out, " %u", spfeval_outcome_get_counter(outcome, counter));
    }
    put(out, " ttl %d", spfeval_outcome_get_ttl(outcome, &ttl));
    put(out, " %u cacheable %d", ttl, spfeval_outcome_get_cacheable(outcome));
    put(out, " explanation %s by %s",
        text_or_none(spfeval_outcome_get_explanation(outcome, NULL)),
        text_or_none(spfeval_outcome_get_explanation_domain(outcome, NULL)));
    put(out, " target %s",
        text_or_none(spfeval_outcome_get_target(outcome, NULL)));
    if (spfeval_outcome_get_syntax_error(outcome, &error) == SPFEVAL_OK) {
        put(out, " error %u at %u+%u", error.code, error.offset, error.length);
    }
    put_path(out, outcome);
    for (i = 0; i < spfeval_outcome_get_event_count(outcome); i++) {
        put_event(out, outcome, i);
    }
    return out->text;
}
