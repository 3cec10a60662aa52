/* SPDX-License-Identifier: BSD-2-Clause */
/* From the label to what is done. */
#include "dns/fault.h"

#include <stdlib.h>
#include <string.h>

#include "dns/fault_parts.h"

#define THEN_GOOD "-then-good"

/* One message is written at a time; it is too large for the stack. */
static struct message answer;

static void
stats(struct request *request)
{
    char text[256];
    size_t len;

    link_statistics(text + 1, sizeof(text) - 1);
    len = strlen(text + 1);
    text[0] = (char)len;
    message_begin(&answer, &request->question);
    add_text(&answer, NULL, text, len + 1);
    add_edns(&answer, request);
    link_send(request->link, &answer, 0);
}

static const struct fault statistics = {
    .label = "stats", .udp = stats, .tcp = stats};
static const struct fault_table own = {&statistics, 1};

static const struct fault *
find_in_table(const struct fault_table *table, const char *label, size_t len)
{
    size_t i;

    for (i = 0; i < table->count; i++) {
        if (strlen(table->rows[i].label) == len &&
            memcmp(table->rows[i].label, label, len) == 0) {
            return &table->rows[i];
        }
    }
    return NULL;
}

static const struct fault *
find_fault(const char *label, size_t len)
{
    static const struct fault_table *const tables[] = {
        &plain_faults, &forged_faults, &malformed_faults,
        &alias_faults, &tcp_faults,    &own};
    const struct fault *fault = NULL;
    size_t i;

    for (i = 0; i < sizeof(tables) / sizeof(tables[0]) && fault == NULL; i++) {
        fault = find_in_table(tables[i], label, len);
    }
    return fault;
}

static void
send_forgeries(struct request *request, const struct fault *fault)
{
    unsigned i;

    for (i = 0; i < request->number; i++) {
        fault->forge(&answer, request, i);
        if (fault->elsewhere) {
            link_send_elsewhere(request->link, &answer);
        } else {
            link_send(request->link, &answer, 0);
        }
    }
}

static unsigned
read_number(const char *name)
{
    const char *label = strchr(name, '.');
    unsigned long number = 0;

    if (label != NULL && label[1] == 'n') {
        number = strtoul(label + 2, NULL, 10);
    }
    return number >= 1 && number <= 1000 ? (unsigned)number : 1;
}

void
fault_answer(struct request *request, const char *label)
{
    size_t len = strcspn(label, ".");
    size_t suffix = strlen(THEN_GOOD);
    bool then_good =
        len > suffix && memcmp(label + len - suffix, THEN_GOOD, suffix) == 0;
    const struct fault *fault =
        find_fault(label, then_good ? len - suffix : len);

    request->number = read_number(request->question.name);
    if (fault == NULL || (then_good && fault->forge == NULL)) {
        send_rcode(request, RCODE_REFUSED);
    } else if (request->tcp) {
        if (fault->tcp != NULL) {
            fault->tcp(request);
        } else {
            send_truth(request, 0);
        }
    } else if (fault->forge != NULL) {
        send_forgeries(request, fault);
        if (then_good) {
            send_truth(request, 0);
        }
    } else {
        fault->udp(request);
    }
}
