/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/bench.h"

#include <stdlib.h>
#include <string.h>

enum { EXIT_USAGE = 64 };

static const struct bench_mode *
find_mode(const struct bench_peer *peer, const char *name)
{
    const struct bench_mode *mode = peer->modes;

    while (mode->name != NULL && strcmp(mode->name, name) != 0) {
        mode++;
    }
    return mode->name != NULL ? mode : NULL;
}

static int
usage(const struct bench_peer *peer)
{
    const struct bench_mode *mode;

    fprintf(stderr, "usage: %s MODE PASSES [DIR [SHAPE|- [RESULTS]]]\nmodes:",
            peer->name);
    for (mode = peer->modes; mode->name != NULL; mode++) {
        fprintf(stderr, " %s", mode->name);
    }
    fputc('\n', stderr);
    return EXIT_USAGE;
}

static uint64_t
count_allocations(const struct bench *bench)
{
    if (bench->peer->count_allocations != NULL) {
        return bench->peer->count_allocations();
    }
    return 0;
}

static int
run_passes(struct bench *bench)
{
    size_t count = bench->workload.query_count;
    unsigned long pass;

    for (pass = 0; pass < bench->passes; pass++) {
        if (bench->mode->pass(bench) != 0) {
            return -1;
        }
        if (pass == 0) {
            memcpy(bench->first_results, bench->results, count);
            bench->done_first = bench->done;
            bench->allocations[0] = count_allocations(bench);
        }
    }
    bench->allocations[1] = count_allocations(bench);
    if (memcmp(bench->first_results, bench->results, count) != 0) {
        fputs("the last pass gave other results than the first\n", stderr);
        return -1;
    }
    return 0;
}

static int
measure(struct bench *bench)
{
    struct bench_times times;
    int status;

    times.cpu_ns = bench_cpu_ns();
    times.wall_ns = bench_now_ns();
    status = run_passes(bench);
    times.wall_ns = bench_now_ns() - times.wall_ns;
    times.cpu_ns = bench_cpu_ns() - times.cpu_ns;
    if (status == 0) {
        status = bench_write_results(bench);
    }
    if (status == 0) {
        bench_print(bench, &times);
    }
    return status;
}

static int
provide_room(struct bench *bench)
{
    size_t count = bench->workload.query_count;

    bench->results = calloc(count, 1);
    bench->first_results = calloc(count, 1);
    bench->spent_ns = calloc(count, sizeof(*bench->spent_ns));
    return bench->results != NULL && bench->first_results != NULL &&
                   bench->spent_ns != NULL
               ? 0
               : -1;
}

static int
run(struct bench *bench, const char *folder, const char *shape)
{
    int status = workload_load(&bench->workload, folder, shape);

    if (status == 0) {
        status = table_build(&bench->table, &bench->workload);
    }
    if (status == 0) {
        status = provide_room(bench);
    }
    if (status == 0) {
        status = bench->mode->prepare(bench);
        if (status == 0) {
            status = measure(bench);
        }
        bench->mode->finish(bench);
    }
    table_clear(&bench->table);
    workload_clear(&bench->workload);
    free(bench->results);
    free(bench->first_results);
    free(bench->spent_ns);
    return status == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

int
bench_main(const struct bench_peer *peer, int argc, char **argv)
{
    struct bench bench = {.peer = peer};
    const char *folder = argc > 3 ? argv[3] : ".";
    const char *shape = argc > 4 ? argv[4] : "-";
    char *end = NULL;

    if (argc < 3 || argc > 6) {
        return usage(peer);
    }
    bench.mode = find_mode(peer, argv[1]);
    bench.passes = strtoul(argv[2], &end, 10);
    bench.results_path = argc > 5 ? argv[5] : NULL;
    if (bench.mode == NULL || *end != '\0' || bench.passes == 0) {
        return usage(peer);
    }
    return run(&bench, folder, strcmp(shape, "-") == 0 ? NULL : shape);
}
