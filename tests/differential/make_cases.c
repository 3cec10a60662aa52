/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Writes so many cases for a seed to standard output:
 *
 *     make_cases SEED COUNT
 *
 * Each is made from a number of its own, so the same case comes out whatever
 * the count.
 */
#include "differential/make.h"

#include <stdlib.h>

static const struct {
    const char *name;
    void (*make)(struct maker *maker);
    unsigned weight;
} themes[] = {
    {"plain", make_plain, 20},
    {"wrong", make_wrong, 20},
    {"macros", make_macros, 12},
    {"tree", make_tree, 8},
    {"loop", make_loop, 2},
    {"explanation", make_explanation, 6},
    {"selection", make_selection, 5},
    {"octets", make_octets, 4},
    {"long", make_long, 4},
    {"failures", make_failures, 5},
    {"aliases", make_aliases, 3},
    {"senders", make_senders, 8},
    {"term limit", make_term_limit, 4},
    {"void limit", make_void_limit, 5},
    {"mx limit", make_mx_limit, 3},
    {"ptr limit", make_ptr_limit, 5},
};

static size_t
pick_theme(struct maker *maker)
{
    unsigned sum = 0;
    unsigned at;
    size_t i;

    for (i = 0; i < COUNT_OF(themes); i++) {
        sum += themes[i].weight;
    }
    at = make_below(maker, sum);
    for (i = 0; at >= themes[i].weight; i++) {
        at -= themes[i].weight;
    }
    return i;
}

static void
make_case(struct maker *maker, uint64_t seed, unsigned long number)
{
    size_t theme;

    /* Not by the step of make_below(): streams must not overlap. */
    maker->state = (seed << 40 ^ number) * UINT64_C(0xda942042e4dd58b5);
    maker->state ^= maker->state >> 32;
    maker->is_ip6 = make_chance(maker, 30);
    maker->oddity = 3;
    theme = pick_theme(maker);
    fprintf(maker->file, "case\t%lu\t%s\n", number, themes[theme].name);
    themes[theme].make(maker);
    fputs("end\n", maker->file);
}

int
main(int argc, char **argv)
{
    static struct maker maker;
    unsigned long count;
    unsigned long i;
    uint64_t seed;

    if (argc != 3) {
        fputs("usage: make_cases SEED COUNT\n", stderr);
        return 2;
    }
    seed = strtoull(argv[1], NULL, 10);
    count = strtoul(argv[2], NULL, 10);
    maker.file = stdout;
    for (i = 1; i <= count; i++) {
        make_case(&maker, seed, i);
    }
    return fflush(stdout) == 0 && !ferror(stdout) ? 0 : 1;
}
