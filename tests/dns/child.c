/* SPDX-License-Identifier: BSD-2-Clause */
#include "dns/child.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void
find_program(char *out, size_t capacity)
{
    const char *program = getenv("FAULT_SERVER");
    const char *build = getenv("top_builddir");

    if (program != NULL) {
        (void)snprintf(out, capacity, "%s", program);
    } else {
        (void)snprintf(out, capacity, "%s/tests/dns/fault_server",
                       build != NULL ? build : ".");
    }
}

/* The first line, "port N"; 0 when it is something else. */
static unsigned
read_port(int fd)
{
    char line[32] = "";
    size_t used = 0;

    while (used + 1 < sizeof(line) && strchr(line, '\n') == NULL) {
        ssize_t got = read(fd, line + used, 1);

        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            return 0;
        }
        used += (size_t)got;
        line[used] = '\0';
    }
    if (strncmp(line, "port ", 5) != 0) {
        return 0;
    }
    return (unsigned)strtoul(line + 5, NULL, 10);
}

static void
become_server(const char *program, const char *label, int input, int output)
{
    if (dup2(input, STDIN_FILENO) < 0 || dup2(output, STDOUT_FILENO) < 0) {
        _exit(127);
    }
    (void)execl(program, program, label, (char *)NULL);
    _exit(127);
}

/* Only what a child shall have is passed on to it. */
static bool
open_pipes(int input[2], int output[2])
{
    if (pipe2(input, O_CLOEXEC) != 0) {
        return false;
    }
    if (pipe2(output, O_CLOEXEC) != 0) {
        (void)close(input[0]);
        (void)close(input[1]);
        return false;
    }
    return true;
}

bool
child_start(struct child *child, const char *label)
{
    char program[4096];
    unsigned port = 0;
    int input[2];
    int output[2];

    memset(child, 0, sizeof(*child));
    find_program(program, sizeof(program));
    if (!open_pipes(input, output)) {
        return false;
    }
    child->pid = fork();
    if (child->pid == 0) {
        become_server(program, label, input[0], output[1]);
    }
    (void)close(input[0]);
    (void)close(output[1]);
    child->input = input[1];
    if (child->pid > 0) {
        port = read_port(output[0]);
    }
    (void)close(output[0]);
    (void)snprintf(child->address, sizeof(child->address), "127.0.0.1:%u",
                   port);
    if (port == 0) {
        printf("# cannot start %s\n", program);
        child_stop(child);
    }
    return port != 0;
}

void
child_stop(struct child *child)
{
    if (child->pid <= 0) {
        return;
    }
    (void)kill(child->pid, SIGTERM);
    while (waitpid(child->pid, NULL, 0) < 0 && errno == EINTR) {
    }
    (void)close(child->input);
    child->pid = 0;
}
