/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What a check costs with libspf2; see bench.h for the command line, and
 * bench_spfeval.c for the modes. It always makes explanation and field, so
 * cold and header are the same; memo puts its own cache before the table. The
 * mode net blocks: one check at a time. SERVER=127.0.0.1:port names a server
 * other than that of resolv.conf.
 */
#include "bench/libspf2_peer.h"

static const struct bench_mode modes[] = {
    {"cold", libspf2_cold_prepare, libspf2_check_pass, libspf2_check_finish,
     NULL, false},
    {"header", libspf2_cold_prepare, libspf2_check_pass, libspf2_check_finish,
     NULL, false},
    {"memo", libspf2_memo_prepare, libspf2_check_pass, libspf2_check_finish,
     NULL, false},
    {"parse", libspf2_parse_prepare, libspf2_parse_pass, libspf2_parse_finish,
     libspf2_parse_results, false},
    {"expand", libspf2_expand_prepare, libspf2_expand_pass,
     libspf2_expand_finish, libspf2_expand_results, false},
    {"net", libspf2_net_prepare, libspf2_check_pass, libspf2_check_finish,
     NULL, true},
    {NULL, NULL, NULL, NULL, NULL, false},
};

/* By number of SPF_result_t. */
static const char *const result_names[] = {"invalid",   "neutral",  "pass",
                                           "fail",      "softfail", "none",
                                           "temperror", "permerror"};

static uint64_t
count_allocations(void)
{
#if defined(__GNUC__)
    if (count_malloc_calls != NULL) {
        return count_malloc_calls();
    }
#endif
    return 0;
}

int
main(int argc, char **argv)
{
    struct bench_peer peer = {"libspf2", modes, result_names, NULL};

#if defined(__GNUC__)
    if (count_malloc_calls != NULL) {
        peer.count_allocations = count_allocations;
    }
#else
    (void)count_allocations;
#endif
    return bench_main(&peer, argc, argv);
}
