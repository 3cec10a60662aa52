/* SPDX-License-Identifier: BSD-2-Clause */
#include "progress.h"

#include <inttypes.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "clock.h"

enum { INTERVAL_MS = 200 };

/* Return to the start of the line, and clear the line. */
#define CLEAR_LINE "\r\033[K"

static bool
is_same_file(int a, int b)
{
    struct stat of_a;
    struct stat of_b;

    return fstat(a, &of_a) == 0 && fstat(b, &of_b) == 0 &&
           of_a.st_dev == of_b.st_dev && of_a.st_ino == of_b.st_ino;
}

void
progress_begin(struct progress *progress)
{
    int64_t now = clock_read();

    *progress = (struct progress){
        .is_on = isatty(STDERR_FILENO) &&
                 !is_same_file(STDERR_FILENO, STDOUT_FILENO),
        .start = now,
        .next = now + INTERVAL_MS,
    };
}

static void
show(struct progress *progress, int64_t now)
{
    uint64_t elapsed = (uint64_t)(now - progress->start);

    fprintf(
        stderr,
        CLEAR_LINE "%" PRIu64 " done, %" PRIu32 " in flight, %" PRIu64 "/s",
        progress->done, progress->in_flight, progress->done * 1000 / elapsed);
    progress->is_shown = true;
    progress->next = now + INTERVAL_MS;
}

int
progress_update(struct progress *progress, uint64_t done, uint32_t in_flight)
{
    int64_t now;

    if (!progress->is_on ||
        (done == progress->done && in_flight == progress->in_flight)) {
        return -1;
    }
    now = clock_read();
    if (now < progress->next) {
        return (int)(progress->next - now);
    }
    progress->done = done;
    progress->in_flight = in_flight;
    show(progress, now);
    return -1;
}

void
progress_end(struct progress *progress)
{
    if (progress->is_shown) {
        fputs(CLEAR_LINE, stderr);
        progress->is_shown = false;
    }
}
