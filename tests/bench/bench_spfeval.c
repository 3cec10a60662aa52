/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What a check costs with libspfeval; see bench.h for the command line.
 *
 *     cold    DNS in memory, each record parsed each time, result only
 *     header  the same, with explanation and Received-SPF field
 *     memo    parsed records come from a cache, which the first pass fills
 *     parse   one record; expand: one macro string
 *     levels  cold, but in round trips: answers come a level at a time
 *     net     the resolver of libspfeval-ldns, many checks in flight
 *
 * Environment: PREFETCH=serial|spec|graph for levels and net, and for net
 * SERVER=address:port and INFLIGHT=number.
 */
#include "bench/spfeval_peer.h"

#include <stdlib.h>

static const struct bench_mode modes[] = {
    {"cold", spfeval_cold_prepare, spfeval_check_pass, spfeval_check_finish,
     NULL, false},
    {"header", spfeval_header_prepare, spfeval_header_pass,
     spfeval_check_finish, NULL, false},
    {"memo", spfeval_memo_prepare, spfeval_check_pass, spfeval_check_finish,
     NULL, false},
    {"parse", spfeval_parse_prepare, spfeval_parse_pass, spfeval_parse_finish,
     spfeval_parse_results, false},
    {"expand", spfeval_expand_prepare, spfeval_expand_pass,
     spfeval_expand_finish, spfeval_expand_results, false},
    {"levels", spfeval_levels_prepare, spfeval_levels_pass,
     spfeval_levels_finish, NULL, false},
#ifdef SPFEVAL_WITH_LDNS
    {"net", spfeval_net_prepare, spfeval_net_pass, spfeval_net_finish, NULL,
     true},
#endif
    {NULL, NULL, NULL, NULL, NULL, false},
};

/* By number of enum spfeval_result. */
static const char *const result_names[] = {"error",     "none",     "neutral",
                                           "pass",      "fail",     "softfail",
                                           "temperror", "permerror"};

static uint64_t allocations;

static void *
allocate(void *user_data, size_t size)
{
    (void)user_data;
    allocations++;
    return malloc(size);
}

static void
release(void *user_data, void *memory)
{
    (void)user_data;
    free(memory);
}

const spfeval_allocator spfeval_counting = {
    .struct_size = sizeof(spfeval_counting),
    .allocate = allocate,
    .release = release,
};

/* All of the process if they are counted, else those of the library. */
static uint64_t
count_allocations(void)
{
#if defined(__GNUC__)
    if (count_malloc_calls != NULL) {
        return count_malloc_calls();
    }
#endif
    return allocations;
}

int
main(int argc, char **argv)
{
    static const struct bench_peer peer = {"libspfeval", modes, result_names,
                                           count_allocations};

    return bench_main(&peer, argc, argv);
}
