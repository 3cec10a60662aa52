/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Many SPF checks at a time, on one thread, against a server that has
 * load.test.zone:
 *
 *     load [-n CHECKS] [-m IN_FLIGHT] [-d DEADLINE_MS] [-t TIMEOUT_MS]
 *          [-o] [-i] SERVER
 *
 *     -n  how many checks; 20000
 *     -m  how many at a time; 1000
 *     -d  what a check may take, in milliseconds; 20000
 *     -t  what an answer may take, in milliseconds; 1000
 *     -o  the server may be out of order: temperror is right as well
 *     -i  not so many checks, but until standard input is closed
 *
 * Each result is compared with what the zone says. "up" or "down" is printed
 * when as many checks in a row as are in flight came to a result, or to
 * temperror. The last lines are a summary. The exit status is 0 when each
 * check ended, with the right result and in time, and no descriptor was lost.
 */
#include <dirent.h>
#include <errno.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include <spfeval/check.h>
#include <spfeval/options.h>
#include <spfeval/resolver_ldns.h>
#include <spfeval/result.h>
#include <spfeval/status.h>

enum {
    TICK_MS = 20,   /* how often the deadlines are looked at */
    SLACK_MS = 500, /* beyond its deadline a check is late */
    ATTEMPTS = 3,
    MAX_FDS = 500 /* as many sockets as a stub has by default */
};

struct kind {
    const char *domain; /* behind a label of the check's own */
    int result;
};

static const struct kind kinds[] = {
    {"large.pass.load.test", SPFEVAL_RESULT_PASS},
    {"permerror.load.test", SPFEVAL_RESULT_PERMERROR},
    {"pass.load.test", SPFEVAL_RESULT_PASS},
    {"fail.load.test", SPFEVAL_RESULT_FAIL},
    {"softfail.load.test", SPFEVAL_RESULT_SOFTFAIL},
    {"neutral.load.test", SPFEVAL_RESULT_NEUTRAL},
    {"pass.load.test", SPFEVAL_RESULT_PASS},
    {"none.load.test", SPFEVAL_RESULT_NONE},
};
enum { KIND_COUNT = sizeof(kinds) / sizeof(kinds[0]) };

struct job {
    spfeval_check *check;
    const struct kind *kind;
    int64_t start;
    unsigned rounds; /* checks that it did */
    bool active;
};

struct load {
    /* What was asked for. */
    unsigned checks;
    unsigned in_flight;
    uint32_t deadline_ms;
    uint32_t timeout_ms;
    bool outage;
    bool interactive;
    const char *server;

    spfeval_options *options;
    spfeval_stub *stub;
    struct job *jobs;
    unsigned active;
    bool stopping; /* standard input was closed */
    int64_t last_tick;

    /* What came of it. */
    unsigned started;
    unsigned ended;
    unsigned right;
    unsigned temperror;
    unsigned wrong;
    unsigned late;
    unsigned streak; /* temperror or not, as many times in a row */
    bool streak_down;
    bool is_up;
    bool is_down;
    long half_kib; /* memory when half of the checks were done */
};

static void
die(const char *what, int status)
{
    fprintf(stderr, "load: %s: %s\n", what, spfeval_status_message(status));
    exit(2);
}

static void
must(const char *what, int status)
{
    if (status != SPFEVAL_OK) {
        die(what, status);
    }
}

static int64_t
clock_ms(void)
{
    struct timespec now;

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* --- What the system says ----------------------------------------------- */

static int
open_descriptors(void)
{
    DIR *folder = opendir("/proc/self/fd");
    int count = 0;

    if (folder == NULL) {
        return 0;
    }
    while (readdir(folder) != NULL) {
        count++;
    }
    (void)closedir(folder);
    return count - 3; /* itself, "." and ".." */
}

static long
resident_kib(void)
{
    FILE *file = fopen("/proc/self/statm", "r");
    long pages = 0;

    if (file == NULL) {
        return 0;
    }
    if (fscanf(file, "%*s %ld", &pages) != 1) {
        pages = 0;
    }
    (void)fclose(file);
    return pages * (sysconf(_SC_PAGESIZE) / 1024);
}

static long
peak_kib(void)
{
    struct rusage usage;

    return getrusage(RUSAGE_SELF, &usage) == 0 ? usage.ru_maxrss : 0;
}

/* --- One check ---------------------------------------------------------- */

/* Up or down, once so many checks in a row say so. */
static void
note_state(struct load *load, bool down)
{
    if (down != load->streak_down) {
        load->streak = 0;
        load->streak_down = down;
    }
    load->streak++;
    if (load->streak >= load->in_flight &&
        (down ? !load->is_down : !load->is_up)) {
        load->is_up = !down;
        load->is_down = down;
        printf("%s after %u checks\n", down ? "down" : "up", load->ended);
        (void)fflush(stdout);
    }
}

static void
job_finish(struct load *load, struct job *job)
{
    int result =
        spfeval_outcome_get_result(spfeval_check_get_outcome(job->check));

    if (result == SPFEVAL_RESULT_TEMPERROR) {
        load->temperror++;
    } else if (result == job->kind->result) {
        load->right++;
    } else {
        load->wrong++;
        fprintf(stderr, "load: %s came to %s\n", job->kind->domain,
                spfeval_result_name(result));
    }
    load->late += clock_ms() - job->start > load->deadline_ms + SLACK_MS;
    (void)spfeval_stub_cancel(load->stub, job);
    job->active = false;
    load->active--;
    load->ended++;
    note_state(load, result == SPFEVAL_RESULT_TEMPERROR);
    if (!load->interactive && load->ended == load->checks / 2) {
        load->half_kib = resident_kib();
    }
}

/* Ask what the check wants to know; or see that it is done. */
static void
job_pump(struct load *load, struct job *job)
{
    const spfeval_query *query;
    int step = spfeval_check_step(job->check);

    if (step == SPFEVAL_STEP_DONE) {
        job_finish(load, job);
        return;
    }
    if (step != SPFEVAL_STEP_QUERY) {
        die("step", step);
    }
    while (spfeval_check_next_query(job->check, &query) == SPFEVAL_OK) {
        size_t len;
        const char *name = spfeval_query_get_name(query, &len);

        must("ask",
             spfeval_stub_ask(load->stub, spfeval_query_get_type(query), name,
                              len, job, spfeval_query_get_id(query)));
    }
}

static void
job_start(struct load *load, struct job *job)
{
    unsigned number = load->started++;
    char sender[256];
    char unique[32];

    /* Each job does all kinds, so that it soon has the memory they need. */
    job->kind =
        &kinds[((size_t)(job - load->jobs) + job->rounds++) % KIND_COUNT];
    job->start = clock_ms();
    job->active = true;
    load->active++;
    (void)snprintf(unique, sizeof(unique), "c%u", number);
    (void)snprintf(sender, sizeof(sender), "%s@%s.%s", unique, unique,
                   job->kind->domain);
    spfeval_check_reset(job->check);
    must("client", spfeval_check_set_client_text(job->check, "192.0.2.1", 9));
    must("helo", spfeval_check_set_helo(job->check, "client.load.test", 16));
    must("sender",
         spfeval_check_set_mailfrom(job->check, sender, strlen(sender)));
    must("tick", spfeval_check_tick(job->check, job->start, NULL));
    job_pump(load, job);
}

/* --- All of them -------------------------------------------------------- */

static bool
wants_more(const struct load *load)
{
    return load->interactive ? !load->stopping : load->started < load->checks;
}

static void
start_jobs(struct load *load)
{
    unsigned i;

    for (i = 0; i < load->in_flight && wants_more(load); i++) {
        if (!load->jobs[i].active) {
            job_start(load, &load->jobs[i]);
        }
    }
}

static void
take_answers(struct load *load)
{
    spfeval_stub_answer answer = {.struct_size = sizeof(answer)};

    while (spfeval_stub_next_answer(load->stub, &answer) == SPFEVAL_OK) {
        struct job *job = answer.user_data;

        must("answer",
             spfeval_check_answer(job->check, (uint32_t)answer.number,
                                  answer.answer));
        job_pump(load, job);
    }
}

/* A check whose time is over ends by itself. */
static void
keep_deadlines(struct load *load)
{
    int64_t now = clock_ms();
    unsigned i;

    if (now - load->last_tick < TICK_MS) {
        return;
    }
    load->last_tick = now;
    for (i = 0; i < load->in_flight; i++) {
        struct job *job = &load->jobs[i];

        if (job->active) {
            must("tick", spfeval_check_tick(job->check, now, NULL));
            if (spfeval_check_get_outcome(job->check) != NULL) {
                job_finish(load, job);
            }
        }
    }
}

/* One descriptor for all of the stub; where there is none, a list of them. */
static size_t
stub_fds(const struct load *load, struct pollfd *fds)
{
    static spfeval_stub_fd listed[MAX_FDS];
    int fd = spfeval_stub_get_fd(load->stub);
    size_t count = 0;
    size_t i;

    if (fd >= 0) {
        fds[0] = (struct pollfd){.fd = fd, .events = POLLIN};
        return 1;
    }
    must("descriptors",
         spfeval_stub_get_fds(load->stub, listed, MAX_FDS, &count));
    for (i = 0; i < count; i++) {
        bool write = (listed[i].events & SPFEVAL_STUB_WRITE) != 0;

        fds[i] = (struct pollfd){.fd = listed[i].fd,
                                 .events = write ? POLLOUT : POLLIN};
    }
    return count;
}

static void
wait_for_events(struct load *load)
{
    static struct pollfd fds[1 + MAX_FDS];
    int timeout = spfeval_stub_get_timeout(load->stub);
    size_t count = 1 + stub_fds(load, fds + 1);
    char ignored[64];

    /* poll() skips what is -1. */
    fds[0].fd = load->interactive && !load->stopping ? STDIN_FILENO : -1;
    fds[0].events = POLLIN;
    fds[0].revents = 0;
    if (timeout < 0 || timeout > TICK_MS) {
        timeout = TICK_MS;
    }
    if (poll(fds, (nfds_t)count, timeout) < 0 && errno != EINTR) {
        perror("load: poll");
        exit(2);
    }
    if (fds[0].revents != 0) {
        load->stopping = read(STDIN_FILENO, ignored, sizeof(ignored)) <= 0;
    }
}

static void
run(struct load *load)
{
    start_jobs(load);
    while (load->active > 0) {
        wait_for_events(load);
        must("process", spfeval_stub_process(load->stub));
        take_answers(load);
        keep_deadlines(load);
        start_jobs(load);
    }
}

/* --- Before and after --------------------------------------------------- */

static void
set_up(struct load *load)
{
    unsigned i;

    must("options", spfeval_options_new(NULL, &load->options));
    must("deadline",
         spfeval_options_set_u32(load->options, SPFEVAL_OPTION_TIMEOUT_MS,
                                 load->deadline_ms));
    must("stub", spfeval_stub_new(NULL, &load->stub));
    must("server", spfeval_stub_add_server(load->stub, load->server,
                                           strlen(load->server)));
    must("timeout",
         spfeval_stub_set_u32(load->stub, SPFEVAL_STUB_OPTION_TIMEOUT_MS,
                              load->timeout_ms));
    must("attempts", spfeval_stub_set_u32(
                         load->stub, SPFEVAL_STUB_OPTION_ATTEMPTS, ATTEMPTS));
    load->jobs = calloc(load->in_flight, sizeof(*load->jobs));
    if (load->jobs == NULL) {
        die("jobs", SPFEVAL_ERR_NOMEM);
    }
    for (i = 0; i < load->in_flight; i++) {
        must("check", spfeval_check_new(load->options, &load->jobs[i].check));
    }
}

static void
tear_down(struct load *load)
{
    unsigned i;

    for (i = 0; i < load->in_flight; i++) {
        spfeval_check_free(load->jobs[i].check);
    }
    free(load->jobs);
    spfeval_stub_free(load->stub);
    spfeval_options_free(load->options);
}

static unsigned
counter(const struct load *load, int which)
{
    return (unsigned)spfeval_stub_get_counter(load->stub, which);
}

static void
print_traffic(const struct load *load)
{
    printf("questions %u, joined %u, sent %u, tcp %u, dropped %u, "
           "in flight %u, sockets %u\n",
           counter(load, SPFEVAL_STUB_COUNTER_QUESTIONS),
           counter(load, SPFEVAL_STUB_COUNTER_JOINED),
           counter(load, SPFEVAL_STUB_COUNTER_UDP_SENT),
           counter(load, SPFEVAL_STUB_COUNTER_TCP),
           counter(load, SPFEVAL_STUB_COUNTER_DROPPED),
           counter(load, SPFEVAL_STUB_COUNTER_IN_FLIGHT),
           counter(load, SPFEVAL_STUB_COUNTER_SOCKETS));
}

static unsigned
read_number(const char *text, unsigned least)
{
    char *end;
    unsigned long number = strtoul(text, &end, 10);

    if (*text == '\0' || *end != '\0' || number < least || number > 10000000) {
        fprintf(stderr, "load: not a usable number: %s\n", text);
        exit(64);
    }
    return (unsigned)number;
}

static void
read_arguments(struct load *load, int argc, char **argv)
{
    int option;

    while ((option = getopt(argc, argv, "n:m:d:t:oi")) != -1) {
        switch (option) {
        case 'n':
            load->checks = read_number(optarg, 2);
            break;
        case 'm':
            load->in_flight = read_number(optarg, 1);
            break;
        case 'd':
            load->deadline_ms = read_number(optarg, 1000);
            break;
        case 't':
            load->timeout_ms = read_number(optarg, 1);
            break;
        case 'o':
            load->outage = true;
            break;
        case 'i':
            load->interactive = true;
            break;
        default:
            exit(64);
        }
    }
    if (optind + 1 != argc) {
        fprintf(stderr, "load: give one server\n");
        exit(64);
    }
    load->server = argv[optind];
}

int
main(int argc, char **argv)
{
    struct load load = {.checks = 20000,
                        .in_flight = 1000,
                        .deadline_ms = 20000,
                        .timeout_ms = 1000};
    int before = open_descriptors();
    int64_t start;
    int64_t spent;
    long end_kib;
    int after;

    read_arguments(&load, argc, argv);
    set_up(&load);
    start = clock_ms();
    run(&load);
    spent = clock_ms() - start;
    end_kib = resident_kib();
    print_traffic(&load);
    tear_down(&load);
    after = open_descriptors();
    printf("%u checks in %lld ms, %lld checks/s\n", load.ended,
           (long long)spent,
           (long long)load.ended * 1000 / (spent > 0 ? spent : 1));
    printf("memory: peak %ld KiB", peak_kib());
    if (load.half_kib > 0) {
        printf(", grown in the second half %ld KiB", end_kib - load.half_kib);
    }
    printf("\n");
    printf("descriptors: %d before, %d after\n", before, after);
    printf("lost %u, wrong %u, late %u, temperror %u, right %u\n",
           load.started - load.ended, load.wrong, load.late, load.temperror,
           load.right);
    return load.started == load.ended && load.wrong == 0 && load.late == 0 &&
                   (load.outage || load.temperror == 0) && before == after
               ? 0
               : 1;
}
