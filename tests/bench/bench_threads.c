/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * bench_threads ROUNDS DIR
 *
 * Checks as in the mode memo of bench_spfeval, by one thread, by two that
 * share options and cache, and by two that share nothing, in turn. One line:
 * how many more checks a second two threads do (medians of the rounds), by the
 * clock and by processor time, where other programs count less; and how often
 * a thread had to wait, for 1000 checks.
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "bench/spfeval_peer.h"

enum { THREADS = 2, PASSES = 20, MOST_ROUNDS = 99, CACHED = 1000000 };
enum way { ONE, SHARED, OWN, WAYS };

/* What threads may share. */
struct host {
    spfeval_options *options;
    spfeval_cache *cache;
};

struct worker {
    struct bench bench; /* for the resolver; it shares workload and table */
    struct host *host;
    spfeval_resolver *table;
    spfeval_resolver *cached;
    spfeval_check *check;
    unsigned passes;
    unsigned sum; /* of the results */
    int status;
};

struct figures {
    double per_second;     /* checks, by the clock */
    double per_cpu_second; /* by the processor time of all threads */
    double waits;          /* for 1000 checks */
};

/* bench_spfeval.c has it with a count, which threads would share. */
static void *
allocate(void *user_data, size_t size)
{
    (void)user_data;
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

/* --- Set-up -------------------------------------------------------------- */

static int
host_make(struct host *host)
{
    int status =
        spfeval_make_options(false, SPFEVAL_PREFETCH_SERIAL, &host->options);

    if (status == 0) {
        status = spfeval_failed(spfeval_cache_new(NULL, &host->cache));
    }
    if (status == 0) {
        status = spfeval_failed(spfeval_cache_set_u32(
            host->cache, SPFEVAL_CACHE_OPTION_MAX_ENTRIES, CACHED));
    }
    return status;
}

static void
host_clear(struct host *host)
{
    spfeval_cache_free(host->cache);
    spfeval_options_free(host->options);
}

static int
worker_make(struct worker *worker, const struct bench *bench,
            struct host *host)
{
    int status;

    worker->bench = *bench;
    worker->host = host;
    status = spfeval_make_table_resolver(&worker->bench, &worker->table);
    if (status == 0) {
        status = spfeval_failed(spfeval_cache_resolver_new(
            NULL, host->cache, worker->table, &worker->cached));
    }
    if (status == 0) {
        status =
            spfeval_failed(spfeval_check_new(host->options, &worker->check));
    }
    return status;
}

static void
worker_clear(struct worker *worker)
{
    spfeval_check_free(worker->check);
    spfeval_resolver_free(worker->cached);
    spfeval_resolver_free(worker->table);
}

/* --- Work ---------------------------------------------------------------- */

static int
one_pass(struct worker *worker)
{
    const struct workload *workload = &worker->bench.workload;
    size_t i;

    for (i = 0; i < workload->query_count; i++) {
        int status;

        spfeval_check_reset(worker->check);
        status = spfeval_set_query(worker->check, &workload->queries[i]);
        if (status == SPFEVAL_OK) {
            status = spfeval_check_run(worker->check, worker->cached);
        }
        if (status != SPFEVAL_OK) {
            return status;
        }
        worker->sum += (unsigned)spfeval_outcome_get_result(
            spfeval_check_get_outcome(worker->check));
    }
    return SPFEVAL_OK;
}

static void *
work(void *argument)
{
    struct worker *worker = argument;
    unsigned pass;

    worker->sum = 0;
    worker->status = SPFEVAL_OK;
    for (pass = 0; pass < worker->passes && worker->status == SPFEVAL_OK;
         pass++) {
        worker->status = one_pass(worker);
    }
    return NULL;
}

static long
waits(void)
{
    struct rusage usage;

    return getrusage(RUSAGE_SELF, &usage) == 0 ? usage.ru_nvcsw : 0;
}

/* All threads at once; false when one fails, or finds other results. */
static bool
run_threads(struct worker *workers, unsigned count)
{
    pthread_t threads[THREADS];
    bool is_right = true;
    unsigned i;

    for (i = 0; i < count; i++) {
        if (pthread_create(&threads[i], NULL, work, &workers[i]) != 0) {
            return false;
        }
    }
    for (i = 0; i < count; i++) {
        (void)pthread_join(threads[i], NULL);
        is_right = is_right && workers[i].status == SPFEVAL_OK &&
                   workers[i].sum == workers[0].sum;
    }
    return is_right;
}

static bool
measure(struct worker *workers, unsigned count, struct figures *out)
{
    double checks =
        (double)count * PASSES * (double)workers->bench.workload.query_count;
    long waited = waits();
    uint64_t cpu = bench_cpu_ns();
    uint64_t wall = bench_now_ns();

    if (!run_threads(workers, count)) {
        return false;
    }
    wall = bench_now_ns() - wall;
    cpu = bench_cpu_ns() - cpu;
    out->per_second = checks * 1e9 / (double)wall;
    out->per_cpu_second = checks * 1e9 / (double)cpu;
    out->waits = (double)(waits() - waited) * 1000 / checks;
    return true;
}

/* --- Output -------------------------------------------------------------- */

static int
compare(const void *left, const void *right)
{
    double a = *(const double *)left;
    double b = *(const double *)right;

    return a < b ? -1 : a > b;
}

static double
median(double *values, unsigned count)
{
    qsort(values, count, sizeof(*values), compare);
    return values[count / 2];
}

static void
print(struct figures figures[WAYS][MOST_ROUNDS], unsigned rounds)
{
    double ratios[6][MOST_ROUNDS];
    unsigned i;

    for (i = 0; i < rounds; i++) {
        const struct figures *one = &figures[ONE][i];
        const struct figures *shared = &figures[SHARED][i];
        const struct figures *own = &figures[OWN][i];

        ratios[0][i] = shared->per_second / one->per_second;
        ratios[1][i] = own->per_second / one->per_second;
        ratios[2][i] = THREADS * shared->per_cpu_second / one->per_cpu_second;
        ratios[3][i] = THREADS * own->per_cpu_second / one->per_cpu_second;
        ratios[4][i] = shared->waits;
        ratios[5][i] = own->waits;
    }
    printf("{\"peer\":\"libspfeval\",\"mode\":\"threads\",\"rounds\":%u"
           ",\"shared\":%.2f,\"own\":%.2f,\"shared_cpu\":%.2f,\"own_cpu\":%.2f"
           ",\"shared_waits\":%.3f,\"own_waits\":%.3f}\n",
           rounds, median(ratios[0], rounds), median(ratios[1], rounds),
           median(ratios[2], rounds), median(ratios[3], rounds),
           median(ratios[4], rounds), median(ratios[5], rounds));
}

/* --- Main ---------------------------------------------------------------- */

/* Worker 0 and 1 share the first host, and 2 has the other one. */
static int
run_rounds(struct worker workers[THREADS + 1], unsigned rounds)
{
    static struct figures figures[WAYS][MOST_ROUNDS];
    struct worker apart[THREADS];
    unsigned i;

    for (i = 0; i <= THREADS; i++) {
        workers[i].passes = 1; /* fills the caches */
        (void)work(&workers[i]);
        workers[i].passes = PASSES;
    }
    apart[0] = workers[0];
    apart[1] = workers[THREADS];
    for (i = 0; i < rounds; i++) {
        if (!measure(workers, 1, &figures[ONE][i]) ||
            !measure(workers, THREADS, &figures[SHARED][i]) ||
            !measure(apart, THREADS, &figures[OWN][i])) {
            fputs("a thread failed\n", stderr);
            return -1;
        }
    }
    print(figures, rounds);
    return 0;
}

static int
run(struct bench *bench, unsigned rounds)
{
    struct worker *workers = calloc(THREADS + 1, sizeof(*workers));
    struct host hosts[2] = {{NULL, NULL}, {NULL, NULL}};
    int status = workers == NULL ? -1 : 0;
    unsigned i;

    for (i = 0; i < 2 && status == 0; i++) {
        status = host_make(&hosts[i]);
    }
    for (i = 0; i <= THREADS && status == 0; i++) {
        status = worker_make(&workers[i], bench, &hosts[i / THREADS]);
    }
    if (status == 0) {
        status = run_rounds(workers, rounds);
    }
    for (i = 0; workers != NULL && i <= THREADS; i++) {
        worker_clear(&workers[i]);
    }
    host_clear(&hosts[0]);
    host_clear(&hosts[1]);
    free(workers);
    return status;
}

int
main(int argc, char **argv)
{
    struct bench bench = {.passes = 0};
    unsigned long rounds = argc == 3 ? strtoul(argv[1], NULL, 10) : 0;
    int status;

    if (rounds == 0 || rounds > MOST_ROUNDS) {
        fputs("usage: bench_threads ROUNDS DIR\n", stderr);
        return 64;
    }
    status = workload_load(&bench.workload, argv[2], NULL);
    if (status == 0) {
        status = table_build(&bench.table, &bench.workload);
    }
    if (status == 0) {
        status = run(&bench, (unsigned)rounds);
    }
    table_clear(&bench.table);
    workload_clear(&bench.workload);
    return status == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
