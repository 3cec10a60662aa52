/* SPDX-License-Identifier: BSD-2-Clause */
#include "dns/fixture.h"

#include <stdio.h>
#include <string.h>

#include <spfeval/status.h>

#include "support/tap.h"

struct child by_label;

spfeval_stub *
stub_for(const char *first, const char *second, uint32_t timeout_ms)
{
    spfeval_stub *stub = NULL;

    if (!CHECK_INT(spfeval_stub_new(NULL, &stub), SPFEVAL_OK)) {
        return NULL;
    }
    CHECK_INT(
        spfeval_stub_set_u32(stub, SPFEVAL_STUB_OPTION_TIMEOUT_MS, timeout_ms),
        SPFEVAL_OK);
    CHECK_INT(spfeval_stub_set_u32(stub, SPFEVAL_STUB_OPTION_ATTEMPTS, 2),
              SPFEVAL_OK);
    if (first != NULL) {
        CHECK_INT(spfeval_stub_add_server(stub, first, strlen(first)),
                  SPFEVAL_OK);
    }
    if (second != NULL) {
        CHECK_INT(spfeval_stub_add_server(stub, second, strlen(second)),
                  SPFEVAL_OK);
    }
    return stub;
}

uint32_t
counter(const spfeval_stub *stub, int which)
{
    return (uint32_t)spfeval_stub_get_counter(stub, which);
}

void
check_idle(const spfeval_stub *stub)
{
    CHECK_INT(counter(stub, SPFEVAL_STUB_COUNTER_IN_FLIGHT), 0);
    CHECK_INT(counter(stub, SPFEVAL_STUB_COUNTER_SOCKETS), 0);
    CHECK_INT(spfeval_stub_get_timeout(stub), -1);
}

bool
check_good(spfeval_stub *stub, const struct face *face, const char *name,
           struct reply *reply)
{
    *reply = (struct reply){.dns_class = SPFEVAL_DNS_UNSET};
    if (!CHECK(face->ask(stub, SPFEVAL_RRTYPE_A, name, reply))) {
        return false;
    }
    return CHECK_INT(reply->dns_class, SPFEVAL_DNS_OK) &&
           CHECK_BYTES(reply->data, reply->data_len, "\300\0\2\1", 4) &&
           CHECK_INT(reply->count, 1) && CHECK(!reply->forged);
}

bool
read_statistics(spfeval_stub *stub, struct statistics *out)
{
    struct reply reply = {.dns_class = SPFEVAL_DNS_UNSET};
    char text[sizeof(reply.data) + 1] = "";

    if (!CHECK(faces[0].ask(stub, SPFEVAL_RRTYPE_TXT, "stats.test", &reply))) {
        return false;
    }
    memcpy(text, reply.data, sizeof(reply.data));
    return CHECK_INT(sscanf(text, "udp %u tcp %u ports %u ids %u lowest %u",
                            &out->udp, &out->tcp, &out->ports, &out->ids,
                            &out->lowest_port),
                     5);
}

int
run_with_server(const char *suite, const struct tap_test *tests, size_t count)
{
    int status = 1;

    if (child_start(&by_label, NULL)) {
        status = tap_run(suite, tests, count);
    } else {
        printf("Bail out! the server does not start\n");
    }
    child_stop(&by_label);
    return status;
}
