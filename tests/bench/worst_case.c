/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * worst_case [NAME]
 *
 * Runs each case, or the one, in four sizes, each twice as large as the one
 * before, and prints "name size growth octets" for each run, in the order of
 * runs; growth is "linear" or "sort", octets those that strangers wrote, or 0.
 * worst_case.test counts what they take.
 */
#include "bench/worst.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool
make(struct worst *worst)
{
    memset(worst, 0, sizeof(*worst));
    worst->ip = "203.0.113.9";
    memcpy(worst->mailfrom, "u@d.test", sizeof("u@d.test"));
    return spfeval_options_new(NULL, &worst->options) == SPFEVAL_OK &&
           spfeval_zone_new(NULL, &worst->zone) == SPFEVAL_OK &&
           spfeval_answer_new(NULL, &worst->answer) == SPFEVAL_OK &&
           spfeval_cache_new(NULL, &worst->cache) == SPFEVAL_OK;
}

static void
clear(struct worst *worst)
{
    spfeval_record_free(worst->record);
    spfeval_check_free(worst->check);
    spfeval_answer_free(worst->answer);
    spfeval_resolver_free(worst->cached);
    spfeval_resolver_free(worst->clocked);
    spfeval_cache_free(worst->cache);
    spfeval_zone_free(worst->zone);
    spfeval_options_free(worst->options);
}

static int
run_size(const struct worst_case *one, struct worst *worst, unsigned size)
{
    bool is_ready = make(worst);

    if (is_ready) {
        worst->size = size;
        worst_option(worst, SPFEVAL_OPTION_MAX_BYTES, 1u << 30);
        one->build(worst, size);
        is_ready =
            worst->check != NULL ||
            spfeval_check_new(worst->options, &worst->check) == SPFEVAL_OK;
    }
    if (is_ready) {
        worst_measured(one, worst);
        printf("%s %u %s %zu\n", one->name, size,
               one->sorts ? "sort" : "linear",
               worst->octets > 0 ? worst->octets : worst->text_len);
    }
    if (!is_ready || worst->failed > 0) {
        fprintf(stderr, "%s %u: does not work\n", one->name, size);
    }
    clear(worst);
    return is_ready && worst->failed == 0 ? 0 : -1;
}

static int
run_list(const struct worst_case *list, const char *name, struct worst *worst)
{
    unsigned doubled;
    int status = 0;

    for (; list->name != NULL; list++) {
        if (name != NULL && strcmp(name, list->name) != 0) {
            continue;
        }
        for (doubled = 0; doubled < 4; doubled++) {
            if (run_size(list, worst, list->base << doubled) != 0) {
                status = -1;
            }
        }
    }
    return status;
}

int
main(int argc, char **argv)
{
    static const struct worst_case *const lists[] = {
        worst_checks,  worst_trees,   worst_explanations,
        worst_texts,   worst_answers,
#ifdef SPFEVAL_WITH_LDNS
        worst_packets,
#endif
    };
    static struct worst worst;
    int status = 0;
    size_t i;

    for (i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
        if (run_list(lists[i], argc > 1 ? argv[1] : NULL, &worst) != 0) {
            status = -1;
        }
    }
    return status == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
