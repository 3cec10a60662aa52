/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Inputs that grow in one dimension, for finding work that grows faster than
 * they do. A case is built in a size, then run once; only the run counts.
 */
#ifndef TESTS_BENCH_WORST_H
#define TESTS_BENCH_WORST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <spfeval/spfeval.h>

enum { WORST_TEXT = 1 << 17, WORST_NAME = 256 };

/* What a case may need; all of it is fresh for each size. */
struct worst {
    spfeval_options *options;
    spfeval_zone *zone;
    spfeval_check *check; /* made when the case is built */
    spfeval_answer *answer;
    spfeval_cache *cache;
    spfeval_record *record;
    spfeval_resolver *clocked; /* the zone at a time that stands still */
    spfeval_resolver *cached;  /* the cache before it */
    const char *ip;            /* of the client */
    char mailfrom[WORST_TEXT];
    char text[WORST_TEXT]; /* a record, or what the case reads */
    size_t text_len;
    char out[4 * WORST_TEXT];
    unsigned size;
    size_t octets;   /* that strangers wrote; 0 when text is all of it */
    unsigned failed; /* calls that went wrong */
};

struct worst_case {
    const char *name;
    unsigned base; /* the size 1x */
    void (*build)(struct worst *worst, unsigned size);
    void (*run)(struct worst *worst);
    bool sorts; /* n log n is allowed */
};

/* The last one of each list has no name. */
extern const struct worst_case worst_checks[];
extern const struct worst_case worst_trees[];
extern const struct worst_case worst_explanations[];
extern const struct worst_case worst_texts[];
extern const struct worst_case worst_answers[];
#ifdef SPFEVAL_WITH_LDNS
extern const struct worst_case worst_packets[];
#endif

/* The marked call: callgrind collects only here. Its own source file. */
void worst_measured(const struct worst_case *one, struct worst *worst);

/* --- For cases ----------------------------------------------------------- */

#if defined(__GNUC__)
#define WORST_PRINTF(text, first) __attribute__((format(printf, text, first)))
#else
#define WORST_PRINTF(text, first)
#endif

/* Notes a status that is not SPFEVAL_OK. */
void worst_ok(struct worst *worst, int status);

/* The text grows; beginning anew empties it. */
void worst_begin(struct worst *worst);
void worst_add(struct worst *worst, const char *format, ...)
    WORST_PRINTF(2, 3);
/* The same text so many times. */
void worst_repeat(struct worst *worst, unsigned count, const char *text);

/* The text as a TXT record of a name, and other records. */
void worst_publish(struct worst *worst, const char *name);
void worst_host(struct worst *worst, const char *name);

/* A number key of the options. */
void worst_option(struct worst *worst, int key, uint32_t value);

/* Mail from the local part, "@d.test"; then the check is ready. */
void worst_local_part(struct worst *worst, unsigned count, const char *text);

/* Names, each another one, that have the same hash: FNV-1a has no secret. */
void worst_equal_name(unsigned number, char out[WORST_NAME]);

/* Put the cache before the zone. */
void worst_use_cache(struct worst *worst);

/* The run of most cases: the check, with its zone. */
void worst_run_check(struct worst *worst);

#endif
