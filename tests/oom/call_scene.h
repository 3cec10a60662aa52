/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * One of each object, of one memory, so that any public function can be called
 * while there is none.
 */
#ifndef TESTS_OOM_CALL_SCENE_H
#define TESTS_OOM_CALL_SCENE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <spfeval/spfeval.h>

#include "support/count_alloc.h"

enum { CALL_LONG = 60000 };

struct call_scene {
    struct count_alloc memory;
    spfeval_options *open_options; /* that can still be changed */
    spfeval_options *options;
    spfeval_zone *zone;
    spfeval_zone *empty_zone;
    spfeval_answer *answer;       /* of one text, a record of many terms */
    spfeval_answer *shared;       /* the same, with the cache */
    spfeval_answer *empty_answer; /* never used */
    spfeval_cache *cache;         /* has that answer */
    spfeval_cache *new_cache;
    spfeval_resolver *clocked; /* the zone, with a clock */
    spfeval_resolver *cached;  /* the cache before it */
    spfeval_check *new_check;
    spfeval_check *asking; /* with one query taken, for that record */
    const spfeval_query *query;
    spfeval_check *answered; /* the same, and it was answered */
    spfeval_check *done;     /* fail, with an explanation */
    const spfeval_outcome *outcome;
    spfeval_session *new_session;
    spfeval_session *session; /* as asking */
    uint32_t session_query;
    spfeval_session *session_answered;
    spfeval_policy *new_policy;
    spfeval_policy *policy; /* as asking */
    uint32_t policy_query;
    spfeval_policy *policy_answered;
    spfeval_policy *policy_done;
    spfeval_record *record;
    spfeval_received_spf *received;
    spfeval_lint *lint;
    spfeval_edit *edit;
    spfeval_build *build;
};

/* Many octets "x". */
extern const char call_long_text[CALL_LONG];

/* That of example.com, from the first call_scene_init() on. */
extern const char *call_long_record;

/* False when it could not be made, which is a failed check. */
bool call_scene_init(struct call_scene *scene);

/* Free all that was not taken out and set to NULL; memory must be clean. */
void call_scene_clear(struct call_scene *scene);

/* How a function behaves when there is no memory. */
enum call_rule {
    CALL_REPEATS = 1,  /* SPFEVAL_ERR_NOMEM; then the call may be repeated */
    CALL_ENDS = 2,     /* SPFEVAL_ERR_NOMEM; the handle can only be freed */
    CALL_QUIET = 3,    /* it takes no memory at all */
    CALL_ELSEWHERE = 4 /* another test tries it: see file, below tests/ */
};

struct call_row {
    /* One function, or several, with a blank between. */
    const char *names;
    /* A status; for those that return none, SPFEVAL_OK. */
    int (*call)(struct call_scene *scene);
    int rule;
    const char *file;
};

struct call_table {
    const struct call_row *rows;
    size_t count;
};

extern const struct call_table call_dns_rows;
extern const struct call_table call_check_rows;
extern const struct call_table call_outcome_rows;
extern const struct call_table call_policy_rows;
extern const struct call_table call_reader_rows;

#endif
