/* SPDX-License-Identifier: BSD-2-Clause */
/* The clock, and what a bench prints when all passes are over. */
#include "bench/bench.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

uint64_t
bench_now_ns(void)
{
    struct timespec now = {0, 0};

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000U + (uint64_t)now.tv_nsec;
}

uint64_t
bench_cpu_ns(void)
{
    struct timespec now = {0, 0};

    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (uint64_t)now.tv_sec * 1000000000U + (uint64_t)now.tv_nsec;
}

long
bench_maxrss_kib(void)
{
    struct rusage usage;

    return getrusage(RUSAGE_SELF, &usage) == 0 ? usage.ru_maxrss : 0;
}

unsigned long
bench_number(const char *variable, unsigned long otherwise)
{
    const char *text = getenv(variable);
    unsigned long number = text != NULL ? strtoul(text, NULL, 10) : otherwise;

    return number > 0 ? number : otherwise;
}

/* --- Results ------------------------------------------------------------- */

static void
write_checks(const struct bench *bench, FILE *file)
{
    size_t i;

    for (i = 0; i < bench->workload.query_count; i++) {
        const struct workload_query *query = &bench->workload.queries[i];

        fprintf(file, "%s\t%s\t%s\t%s\n", query->shape, query->ip,
                query->mailfrom,
                bench->peer->result_names[bench->first_results[i]]);
    }
}

int
bench_write_results(struct bench *bench)
{
    FILE *file;
    int status = 0;

    if (bench->results_path == NULL) {
        return 0;
    }
    file = fopen(bench->results_path, "wb");
    if (file != NULL) {
        if (bench->mode->write_results != NULL) {
            status = bench->mode->write_results(bench, file);
        } else {
            write_checks(bench, file);
        }
        status = fclose(file) == 0 ? status : -1;
    }
    if (file == NULL || status != 0) {
        fprintf(stderr, "%s: %s\n", bench->results_path, strerror(errno));
        return -1;
    }
    return 0;
}

/* --- The lines ----------------------------------------------------------- */

static bool
is_first_of_shape(const struct bench *bench, size_t index)
{
    const struct workload_query *queries = bench->workload.queries;
    size_t i = 0;

    while (strcmp(queries[i].shape, queries[index].shape) != 0) {
        i++;
    }
    return i == index;
}

static void
print_shape(const struct bench *bench, const char *shape)
{
    const struct workload *workload = &bench->workload;
    uint64_t spent_ns = 0;
    uint64_t count = 0;
    size_t i;

    for (i = 0; i < workload->query_count; i++) {
        if (strcmp(workload->queries[i].shape, shape) == 0) {
            spent_ns += bench->spent_ns[i];
            count += bench->passes;
        }
    }
    printf("{\"shape\":\"%s\",\"n\":%" PRIu64 ",\"us_per_check\":%.2f}\n",
           shape, count, (double)spent_ns / 1000 / (double)count);
}

static void
print_shapes(const struct bench *bench)
{
    size_t i;

    for (i = 0; i < bench->workload.query_count; i++) {
        if (is_first_of_shape(bench, i)) {
            print_shape(bench, bench->workload.queries[i].shape);
        }
    }
}

/* After the first pass: what is allocated once does not count. */
static void
print_allocations(const struct bench *bench)
{
    uint64_t count = bench->allocations[1] - bench->allocations[0];
    uint64_t done = bench->done - bench->done_first;

    if (bench->peer->count_allocations != NULL && done > 0) {
        printf(",\"allocs_per_check\":%.3f", (double)count / (double)done);
    }
}

void
bench_print(const struct bench *bench, const struct bench_times *times)
{
    double done = (double)bench->done;

    if (bench->mode->is_network) {
        print_shapes(bench);
    }
    printf("{\"peer\":\"%s\",\"mode\":\"%s\",\"checks\":%" PRIu64
           ",\"ns_per_check\":%.1f,\"lookups_per_check\":%.3f"
           ",\"maxrss_kib\":%ld",
           bench->peer->name, bench->mode->name, bench->done,
           (double)times->wall_ns / done, (double)bench->lookups / done,
           bench_maxrss_kib());
    printf(",\"cpu_ns_per_check\":%.1f", (double)times->cpu_ns / done);
    print_allocations(bench);
    if (bench->round_trips > 0) {
        printf(",\"round_trips_per_check\":%.3f",
               (double)bench->round_trips / done);
    }
    if (bench->kib_in_flight > 0) {
        printf(",\"kib_per_check_in_flight\":%.2f", bench->kib_in_flight);
    }
    puts("}");
}
