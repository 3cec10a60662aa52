/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Packets that somebody else sends: none of them is ever taken for the answer,
 * and guessing what it takes is hard.
 */
#include <stdio.h>
#include <string.h>

#include <spfeval/status.h>

#include "dns/fixture.h"

/* A thousand of them: 20 questions, each answered by 50 before the truth. */
static void
check_thousand_forged(const char *label, uint32_t dropped)
{
    spfeval_stub *stub = stub_for(by_label.address, NULL, PATIENT);
    char name[128];
    unsigned i;

    tap_row(label);
    for (i = 0; i < 20; i++) {
        struct reply reply;

        (void)snprintf(name, sizeof(name), "%s-then-good.n50.q%u.test", label,
                       i);
        check_good(stub, &faces[i % FACE_COUNT], name, &reply);
    }
    CHECK_INT(counter(stub, SPFEVAL_STUB_COUNTER_DROPPED), dropped);
    CHECK_INT(counter(stub, SPFEVAL_STUB_COUNTER_UDP_SENT), 20);
    check_idle(stub);
    spfeval_stub_free(stub);
}

static void
test_thousand_wrong_identifiers(void)
{
    check_thousand_forged("wrongid", 1000);
}

static void
test_thousand_wrong_names(void)
{
    check_thousand_forged("wrongname", 1000);
}

static void
test_thousand_wrong_types(void)
{
    check_thousand_forged("wrongtype", 1000);
}

static void
test_thousand_wrong_classes(void)
{
    check_thousand_forged("wrongclass", 1000);
}

/* The system itself drops what comes from elsewhere. */
static void
test_thousand_from_another_port(void)
{
    check_thousand_forged("wrongport", 0);
}

static void
test_thousand_queries_as_answers(void)
{
    check_thousand_forged("qr0", 1000);
}

/*
 * 200 of 65,536: by chance alone about 0.3 of them are double. Many kernels
 * choose from the upper half of the ports only, and half as many are guessed
 * sooner.
 */
static void
test_ports_and_identifiers_differ(void)
{
    struct child child;
    spfeval_stub *stub;
    struct reply reply;
    struct statistics statistics;
    char name[64];
    unsigned i;

    if (!CHECK(child_start(&child, NULL))) {
        return;
    }
    stub = stub_for(child.address, NULL, PATIENT);
    for (i = 0; i < 200; i++) {
        (void)snprintf(name, sizeof(name), "good.r%u.test", i);
        check_good(stub, &faces[1], name, &reply);
    }
    if (read_statistics(stub, &statistics)) {
        CHECK_INT(statistics.udp, 201);
        CHECK_INT(statistics.tcp, 0);
        CHECK(statistics.ports >= 195);
        CHECK(statistics.ids >= 195);
        CHECK(statistics.lowest_port < 16384);
    }
    spfeval_stub_free(stub);
    child_stop(&child);
}

/* The answer to an earlier question must not become that to a later one. */
static void
test_late_answer_is_not_taken_for_the_next_question(void)
{
    spfeval_stub *stub = stub_for(by_label.address, NULL, SHORT);
    struct reply reply = {.dns_class = SPFEVAL_DNS_UNSET};
    int64_t start = clock_ms();
    unsigned i;

    CHECK(faces[0].ask(stub, SPFEVAL_RRTYPE_A, "late.again.test", &reply));
    CHECK_INT(reply.failure, SPFEVAL_FAILURE_TIMEOUT);
    CHECK_INT(
        spfeval_stub_set_u32(stub, SPFEVAL_STUB_OPTION_TIMEOUT_MS, PATIENT),
        SPFEVAL_OK);
    for (i = 0; clock_ms() - start < 900 && i < 100; i++) {
        char name[64];

        (void)snprintf(name, sizeof(name), "delay50.l%u.test", i);
        if (!check_good(stub, &faces[1], name, &reply)) {
            break;
        }
    }
    check_idle(stub);
    spfeval_stub_free(stub);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"of 1000 wrong identifiers none is accepted",
         test_thousand_wrong_identifiers},
        {"of 1000 wrong names none is accepted", test_thousand_wrong_names},
        {"of 1000 wrong types none is accepted", test_thousand_wrong_types},
        {"of 1000 wrong classes none is accepted",
         test_thousand_wrong_classes},
        {"of 1000 from another port none is accepted",
         test_thousand_from_another_port},
        {"of 1000 queries none is accepted", test_thousand_queries_as_answers},
        {"ports and identifiers differ each time",
         test_ports_and_identifiers_differ},
        {"a late answer is not taken for the next question",
         test_late_answer_is_not_taken_for_the_next_question},
    };

    return run_with_server("dns/forgeries", tests, TAP_COUNT(tests));
}
