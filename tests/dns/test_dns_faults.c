/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What the stub resolver makes of one server that is slow, broken or hostile.
 * Each question is asked in all ways that there are (face.h).
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <spfeval/status.h>

#include "dns/fault_cases.h"
#include "dns/fixture.h"

static void
check_reply(const struct fault_case *row, const struct reply *reply)
{
    /* Of a text too long to be kept, a few octets tell. */
    size_t begin = row->data_len <= sizeof(reply->data) ? row->data_len : 4;

    CHECK(!reply->forged);
    CHECK_STR(spfeval_dns_name(reply->dns_class, reply->failure, reply->rcode),
              strlen(spfeval_dns_name(reply->dns_class, reply->failure,
                                      reply->rcode)),
              spfeval_dns_name(row->dns_class, row->failure, row->rcode));
    CHECK_INT(reply->dns_class, row->dns_class);
    CHECK_INT(reply->failure, row->failure);
    CHECK_INT(reply->rcode, row->rcode);
    CHECK_INT(reply->count, row->count);
    if (row->data != NULL && CHECK_INT(reply->data_len, row->data_len)) {
        CHECK_BYTES(reply->data, begin, row->data, begin);
    }
    CHECK_INT(reply->has_ttl, row->has_ttl);
    if (row->has_ttl) {
        CHECK_INT(reply->ttl, row->ttl);
    }
    CHECK(reply->spent_ms >= row->least_ms);
    CHECK(reply->spent_ms < PATIENT);
}

static void
check_traffic(const struct fault_case *row, const spfeval_stub *stub)
{
    CHECK_INT(counter(stub, SPFEVAL_STUB_COUNTER_QUESTIONS), 1);
    CHECK_INT(counter(stub, SPFEVAL_STUB_COUNTER_UDP_SENT), row->sent);
    CHECK_INT(counter(stub, SPFEVAL_STUB_COUNTER_TCP), row->tcp);
    CHECK(counter(stub, SPFEVAL_STUB_COUNTER_DROPPED) >= row->dropped);
    check_idle(stub);
}

/* CUnit runs the tests in order: this one is run once for each row. */
static void
test_next_fault_case(void)
{
    static size_t next;
    const struct fault_case *row = &fault_cases[next++];
    size_t i;

    for (i = 0; i < FACE_COUNT; i++) {
        struct reply reply = {.dns_class = SPFEVAL_DNS_UNSET};
        spfeval_stub *stub = stub_for(by_label.address, NULL, row->timeout_ms);
        char name[128];

        tap_row(faces[i].name);
        (void)snprintf(name, sizeof(name), "%s.f%zu.c%zu.test", row->label, i,
                       next);
        if (CHECK(faces[i].ask(stub, row->type, name, &reply))) {
            check_reply(row, &reply);
            check_traffic(row, stub);
        }
        spfeval_stub_free(stub);
    }
}

/* --- Options that change the query -------------------------------------- */

static void
check_option(int key, uint32_t value, const char *name)
{
    spfeval_stub *stub = stub_for(by_label.address, NULL, PATIENT);
    struct reply reply;

    tap_row(name);
    CHECK_INT(spfeval_stub_set_u32(stub, key, value), SPFEVAL_OK);
    check_good(stub, &faces[0], name, &reply);
    spfeval_stub_free(stub);
}

static void
test_options_change_the_query(void)
{
    check_option(SPFEVAL_STUB_OPTION_EDNS_SIZE, 0, "noopt.options.test");
    check_option(SPFEVAL_STUB_OPTION_TRUST_AD, 1, "adbit.options.test");
}

static void
test_tcp_only_sends_nothing_over_udp(void)
{
    spfeval_stub *stub = stub_for(by_label.address, NULL, PATIENT);
    struct reply reply;
    size_t i;

    CHECK_INT(spfeval_stub_set_u32(stub, SPFEVAL_STUB_OPTION_USE_TCP, 1),
              SPFEVAL_OK);
    for (i = 0; i < FACE_COUNT; i++) {
        tap_row(faces[i].name);
        check_good(stub, &faces[i], "wrongid.tcponly.test", &reply);
        check_good(stub, &faces[i], "good.tcponly.test", &reply);
    }
    CHECK_INT(counter(stub, SPFEVAL_STUB_COUNTER_UDP_SENT), 0);
    CHECK_INT(counter(stub, SPFEVAL_STUB_COUNTER_TCP), 2 * FACE_COUNT);
    check_idle(stub);
    spfeval_stub_free(stub);
}

/* --- All of them -------------------------------------------------------- */

static const struct tap_test more_tests[] = {
    {"options change the query", test_options_change_the_query},
    {"TCP only sends nothing over UDP", test_tcp_only_sends_nothing_over_udp},
};

/* Each row is a test of its own; the names say which face failed. */
static int
run_all(struct tap_test *tests, char (*names)[128])
{
    size_t i;

    for (i = 0; i < fault_case_count; i++) {
        (void)snprintf(names[i], sizeof(names[i]), "%s: %s",
                       fault_cases[i].label, fault_cases[i].claim);
        tests[i].name = names[i];
        tests[i].run = test_next_fault_case;
    }
    for (i = 0; i < TAP_COUNT(more_tests); i++) {
        tests[fault_case_count + i] = more_tests[i];
    }
    return run_with_server("dns/faults", tests,
                           fault_case_count + TAP_COUNT(more_tests));
}

int
main(void)
{
    struct tap_test *tests =
        calloc(fault_case_count + TAP_COUNT(more_tests), sizeof(*tests));
    char(*names)[128] = calloc(fault_case_count, sizeof(*names));
    int status = 1;

    if (tests != NULL && names != NULL) {
        status = run_all(tests, names);
    }
    free(names);
    free(tests);
    return status;
}
