/* SPDX-License-Identifier: BSD-2-Clause */
/* Many questions at a time, few sockets, and what is left over afterwards. */
#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

#include <spfeval/status.h>

#include "dns/fixture.h"

enum { CROWD = 2000, CROWD_IN_FLIGHT = 300 };

/* -1 where the system has no such folder. */
static int
open_descriptors(void)
{
    DIR *folder = opendir("/proc/self/fd");
    int count = 0;

    if (folder == NULL) {
        return -1;
    }
    while (readdir(folder) != NULL) {
        count++;
    }
    (void)closedir(folder);
    return count;
}

struct crowd {
    spfeval_stub *stub;
    const char *label;
    uint32_t max_sockets;
    unsigned asked;
    unsigned answered;
    unsigned right;
    bool broken;
    bool seen[CROWD];
};

static void
ask_next(struct crowd *crowd)
{
    char name[64];

    (void)snprintf(name, sizeof(name), "%s.m%u.test", crowd->label,
                   crowd->asked);
    if (spfeval_stub_ask(crowd->stub, SPFEVAL_RRTYPE_A, name, strlen(name),
                         crowd, crowd->asked) != SPFEVAL_OK) {
        crowd->broken = true;
    }
    crowd->asked++;
}

static void
take_answers(struct crowd *crowd)
{
    spfeval_stub_answer answer = {.struct_size = sizeof(answer)};

    while (spfeval_stub_next_answer(crowd->stub, &answer) == SPFEVAL_OK) {
        struct reply reply = {.dns_class = SPFEVAL_DNS_UNSET};

        reply_read(&reply, answer.answer);
        crowd->answered++;
        crowd->right += reply.dns_class == SPFEVAL_DNS_OK &&
                        reply.count == 1 && !reply.forged &&
                        answer.number < CROWD && !crowd->seen[answer.number];
        if (answer.number < CROWD) {
            crowd->seen[answer.number] = true;
        }
    }
}

static void
run_crowd(struct crowd *crowd, bool (*wait)(spfeval_stub *stub))
{
    int64_t start = clock_ms();

    while (crowd->answered < CROWD && !crowd->broken &&
           clock_ms() - start < 4 * PATIENT) {
        while (crowd->asked < CROWD &&
               crowd->asked - crowd->answered < CROWD_IN_FLIGHT) {
            ask_next(crowd);
        }
        if (counter(crowd->stub, SPFEVAL_STUB_COUNTER_SOCKETS) >
                crowd->max_sockets ||
            counter(crowd->stub, SPFEVAL_STUB_COUNTER_IN_FLIGHT) >
                CROWD_IN_FLIGHT ||
            !wait(crowd->stub) ||
            spfeval_stub_process(crowd->stub) != SPFEVAL_OK) {
            crowd->broken = true;
        }
        take_answers(crowd);
    }
}

static void
check_crowd(const char *label, uint32_t max_sockets,
            bool (*wait)(spfeval_stub *stub))
{
    static struct crowd crowd;
    int before = open_descriptors();

    tap_row(label);
    crowd = (struct crowd){.label = label, .max_sockets = max_sockets};
    crowd.stub = stub_for(by_label.address, NULL, PATIENT);
    CHECK_INT(spfeval_stub_set_u32(crowd.stub, SPFEVAL_STUB_OPTION_MAX_SOCKETS,
                                   max_sockets),
              SPFEVAL_OK);
    run_crowd(&crowd,
              spfeval_stub_get_fd(crowd.stub) >= 0 ? wait : wait_with_fds);
    CHECK(!crowd.broken);
    CHECK_INT(crowd.answered, CROWD);
    CHECK_INT(crowd.right, CROWD);
    CHECK_INT(counter(crowd.stub, SPFEVAL_STUB_COUNTER_QUESTIONS), CROWD);
    CHECK_INT(counter(crowd.stub, SPFEVAL_STUB_COUNTER_JOINED), 0);
    check_idle(crowd.stub);
    spfeval_stub_free(crowd.stub);
    CHECK_INT(open_descriptors(), before);
}

static void
test_crowd_with_one_descriptor(void)
{
    check_crowd("good.fd", 500, wait_with_fd);
}

static void
test_crowd_with_list_of_descriptors(void)
{
    check_crowd("good.fds", 500, wait_with_fds);
}

static void
test_crowd_keeps_to_few_sockets(void)
{
    check_crowd("good.few", 20, wait_with_fd);
}

static void
test_crowd_over_tcp(void)
{
    check_crowd("tc", 100, wait_with_fd);
}

static void
test_crowd_among_forgeries(void)
{
    check_crowd("wrongid-then-good.n3", 500, wait_with_fd);
}

/* Sockets that the system refuses are waited for; without any, it fails. */
static void
test_few_descriptors_are_enough(void)
{
    static struct crowd crowd;
    struct rlimit before;
    struct rlimit low;
    struct reply reply = {.dns_class = SPFEVAL_DNS_UNSET};
    int open_now = open_descriptors();

    if (open_now < 0 || !CHECK_INT(getrlimit(RLIMIT_NOFILE, &before), 0)) {
        CHECK(open_now < 0); /* nothing to count with */
        return;
    }
    crowd = (struct crowd){.label = "good.less", .max_sockets = 500};
    crowd.stub = stub_for(by_label.address, NULL, PATIENT);
    low = before;
    low.rlim_cur = (rlim_t)open_now + 8;
    CHECK_INT(setrlimit(RLIMIT_NOFILE, &low), 0);
    run_crowd(&crowd, wait_with_fds);
    CHECK(!crowd.broken);
    CHECK_INT(crowd.right, CROWD);
    low.rlim_cur = 0;
    CHECK_INT(setrlimit(RLIMIT_NOFILE, &low), 0);
    CHECK(
        faces[0].ask(crowd.stub, SPFEVAL_RRTYPE_A, "good.none.test", &reply));
    CHECK_INT(reply.failure, SPFEVAL_FAILURE_NETWORK);
    CHECK_INT(setrlimit(RLIMIT_NOFILE, &before), 0);
    check_good(crowd.stub, &faces[0], "good.none.test", &reply);
    check_idle(crowd.stub);
    spfeval_stub_free(crowd.stub);
}

/* The same question at the same time is sent once, and answered to all. */
static void
test_same_question_is_joined(void)
{
    static char receivers[100];
    spfeval_stub *stub = stub_for(by_label.address, NULL, PATIENT);
    spfeval_stub_answer answer = {.struct_size = sizeof(answer)};
    const char *name;
    size_t answered = 0;
    size_t i;

    for (i = 0; i < sizeof(receivers); i++) {
        name = i % 2 == 0 ? "delay50.join.test" : "DELAY50.Join.test";
        CHECK_INT(spfeval_stub_ask(stub, SPFEVAL_RRTYPE_A, name, strlen(name),
                                   &receivers[i], i),
                  SPFEVAL_OK);
    }
    CHECK_INT(spfeval_stub_cancel(stub, &receivers[7]), 1);
    while (answered + 1 < sizeof(receivers) && wait_with_fds(stub) &&
           spfeval_stub_process(stub) == SPFEVAL_OK) {
        while (spfeval_stub_next_answer(stub, &answer) == SPFEVAL_OK) {
            CHECK(answer.user_data == &receivers[answer.number]);
            CHECK_INT(spfeval_answer_get_class(answer.answer), SPFEVAL_DNS_OK);
            receivers[answer.number]++;
            answered++;
        }
    }
    for (i = 0; i < sizeof(receivers); i++) {
        CHECK_INT(receivers[i], i != 7);
    }
    CHECK_INT(counter(stub, SPFEVAL_STUB_COUNTER_JOINED), 99);
    CHECK_INT(counter(stub, SPFEVAL_STUB_COUNTER_UDP_SENT), 1);
    check_idle(stub);
    spfeval_stub_free(stub);
}

/* Whatever state the questions are in, they go with the stub. */
static void
test_stub_is_freed_with_questions_in_flight(void)
{
    static const char *const labels[] = {"silence", "tcsilent", "delay50",
                                         "good", "tcpartial"};
    int before = open_descriptors();
    unsigned round;

    for (round = 0; round < 20; round++) {
        spfeval_stub *stub = stub_for(by_label.address, NULL, PATIENT);
        char name[64];
        size_t i;

        for (i = 0; i < TAP_COUNT(labels); i++) {
            (void)snprintf(name, sizeof(name), "%s.z%u.test", labels[i],
                           round);
            CHECK_INT(spfeval_stub_ask(stub, SPFEVAL_RRTYPE_A, name,
                                       strlen(name), NULL, i),
                      SPFEVAL_OK);
        }
        for (i = 0; i < round; i++) {
            CHECK(wait_with_fds(stub));
            CHECK_INT(spfeval_stub_process(stub), SPFEVAL_OK);
        }
        spfeval_stub_free(stub);
    }
    CHECK_INT(open_descriptors(), before);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"2000 questions with one descriptor", test_crowd_with_one_descriptor},
        {"2000 questions with the list of descriptors",
         test_crowd_with_list_of_descriptors},
        {"2000 questions through 20 sockets", test_crowd_keeps_to_few_sockets},
        {"2000 questions over TCP", test_crowd_over_tcp},
        {"2000 questions among forgeries", test_crowd_among_forgeries},
        {"few descriptors are enough", test_few_descriptors_are_enough},
        {"the same question is joined", test_same_question_is_joined},
        {"a stub is freed with questions in flight",
         test_stub_is_freed_with_questions_in_flight},
    };

    return run_with_server("dns/crowd", tests, TAP_COUNT(tests));
}
