/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * heaviest run SCALE            one check for each genome on standard input
 * heaviest random SEED COUNT    genomes
 * heaviest mutate SEED COUNT    genomes like the one on standard input
 *
 * A genome is a line of numbers; see heaviest.h. "run" prints for each check
 * its result, its queries, and whether a limit of the library ended it; what
 * it takes is for callgrind to say.
 */
#include "bench/heaviest.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { EXIT_USAGE = 64, MOST_BYTES = 1 << 20 };

/* SplitMix64: the same numbers everywhere. */
static unsigned
below(uint64_t *state, unsigned limit)
{
    uint64_t z = *state += 0x9e3779b97f4a7c15u;

    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return (unsigned)((z ^ z >> 31) % limit);
}

static bool
genome_read(struct heaviest_genome *genome)
{
    unsigned i;

    for (i = 0; i < HEAVIEST_GENES; i++) {
        unsigned number;

        if (scanf("%u", &number) != 1 || number > 255) {
            return false;
        }
        genome->genes[i] = (uint8_t)number;
    }
    return true;
}

static void
genome_print(const struct heaviest_genome *genome)
{
    unsigned i;

    for (i = 0; i < HEAVIEST_GENES; i++) {
        printf("%s%u", i > 0 ? " " : "", genome->genes[i]);
    }
    putchar('\n');
}

static void
genome_change(struct heaviest_genome *genome, uint64_t *state)
{
    unsigned changes = 1 + below(state, 6);

    for (; changes > 0; changes--) {
        unsigned at = below(state, HEAVIEST_GENES);
        /* Often the most, or a copy of another term's. */
        unsigned choice = below(state, 3);

        if (choice == 0) {
            genome->genes[at] = 255;
        } else if (choice == 1 && at >= 10) {
            genome->genes[at] = genome->genes[at - 4];
        } else {
            genome->genes[at] = (uint8_t)below(state, 256);
        }
    }
}

static int
print_genomes(uint64_t state, unsigned long count, bool is_random)
{
    struct heaviest_genome parent = {{0}};
    unsigned i;

    if (!is_random && !genome_read(&parent)) {
        return EXIT_FAILURE;
    }
    for (; count > 0; count--) {
        struct heaviest_genome genome = parent;

        if (is_random) {
            for (i = 0; i < HEAVIEST_GENES; i++) {
                genome.genes[i] = (uint8_t)below(&state, 256);
            }
        } else {
            genome_change(&genome, &state);
        }
        genome_print(&genome);
    }
    return EXIT_SUCCESS;
}

/* --- One check ----------------------------------------------------------- */

static int
prepare(const struct heaviest_zone *zone, unsigned scale,
        spfeval_options *options, spfeval_check **out)
{
    int status = spfeval_options_set_u32(options, SPFEVAL_OPTION_MAX_BYTES,
                                         MOST_BYTES / scale);

    if (status == SPFEVAL_OK) {
        status = spfeval_check_new(options, out);
    }
    if (status == SPFEVAL_OK) {
        status =
            spfeval_check_set_client_text(*out, zone->ip, strlen(zone->ip));
    }
    if (status == SPFEVAL_OK) {
        status = spfeval_check_set_helo(*out, "h.test", 6);
    }
    if (status == SPFEVAL_OK) {
        status = spfeval_check_set_mailfrom(*out, zone->mailfrom,
                                            strlen(zone->mailfrom));
    }
    return status;
}

static int
run_zone(struct heaviest_zone *zone, unsigned scale)
{
    spfeval_options *options = NULL;
    spfeval_check *check = NULL;
    const spfeval_outcome *outcome;
    int status = zone->zone != NULL && zone->failed == 0
                     ? spfeval_options_new(NULL, &options)
                     : SPFEVAL_ERR_NOMEM;

    if (status == SPFEVAL_OK) {
        status = prepare(zone, scale, options, &check);
    }
    if (status == SPFEVAL_OK) {
        status =
            heaviest_measured(check, spfeval_zone_get_resolver(zone->zone));
        outcome = spfeval_check_get_outcome(check);
        printf("%s %u queries%s\n",
               spfeval_result_name(spfeval_outcome_get_result(outcome)),
               spfeval_outcome_get_counter(outcome, SPFEVAL_COUNTER_QUERIES),
               status == SPFEVAL_ERR_LIMIT ? ", limit" : "");
        status = status == SPFEVAL_ERR_LIMIT ? SPFEVAL_OK : status;
    }
    spfeval_check_free(check);
    spfeval_options_free(options);
    spfeval_zone_free(zone->zone);
    return status;
}

static int
run_all(unsigned long scale)
{
    struct heaviest_genome genome;
    struct heaviest_zone zone;

    if (scale == 0 || scale > 64) {
        return EXIT_USAGE;
    }
    while (genome_read(&genome)) {
        heaviest_build(&genome, (unsigned)scale, &zone);
        if (run_zone(&zone, (unsigned)scale) != SPFEVAL_OK) {
            return EXIT_FAILURE;
        }
    }
    return feof(stdin) ? EXIT_SUCCESS : EXIT_FAILURE;
}

int
main(int argc, char **argv)
{
    if (argc == 3 && strcmp(argv[1], "run") == 0) {
        return run_all(strtoul(argv[2], NULL, 10));
    }
    if (argc == 4 &&
        (strcmp(argv[1], "random") == 0 || strcmp(argv[1], "mutate") == 0)) {
        return print_genomes(strtoull(argv[2], NULL, 10),
                             strtoul(argv[3], NULL, 10),
                             strcmp(argv[1], "random") == 0);
    }
    fputs(
        "usage: heaviest run SCALE | random SEED COUNT | mutate SEED COUNT\n",
        stderr);
    return EXIT_USAGE;
}
