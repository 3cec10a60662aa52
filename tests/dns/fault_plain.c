/* SPDX-License-Identifier: BSD-2-Clause */
/* True answers, RCODEs, and servers with and without EDNS. */
#include "dns/fault_parts.h"

/* One message is written at a time; it is too large for the stack. */
static struct message answer;

static void
good(struct request *request)
{
    send_truth(request, 0);
}

static void
delay50(struct request *request)
{
    send_truth(request, 50);
}

static void
delay300(struct request *request)
{
    send_truth(request, 300);
}

static void
late(struct request *request)
{
    send_truth(request, 700);
}

static void
silence(struct request *request)
{
    (void)request;
}

static void
drop1(struct request *request)
{
    if (request->repeated) {
        good(request);
    }
}

static void
duplicate(struct request *request)
{
    good(request);
    good(request);
}

static void
caseflip(struct request *request)
{
    size_t i;

    write_truth(&answer, request);
    for (i = HEADER_LEN; i < HEADER_LEN + request->question.name_len; i++) {
        if (answer.octets[i] >= 'a' && answer.octets[i] <= 'z') {
            answer.octets[i] = (uint8_t)(answer.octets[i] - ('a' - 'A'));
        }
    }
    link_send(request->link, &answer, 0);
}

static void
nodata(struct request *request)
{
    message_begin(&answer, &request->question);
    add_soa(&answer);
    add_edns(&answer, request);
    link_send(request->link, &answer, 0);
}

static void
nxdomain(struct request *request)
{
    message_begin(&answer, &request->question);
    message_set_flags(&answer, RCODE_NXDOMAIN);
    add_soa(&answer);
    add_edns(&answer, request);
    link_send(request->link, &answer, 0);
}

/* --- RCODEs and EDNS ---------------------------------------------------- */

static void
formerr(struct request *request)
{
    send_rcode(request, RCODE_FORMERR);
}

static void
servfail(struct request *request)
{
    send_rcode(request, RCODE_SERVFAIL);
}

static void
notimp(struct request *request)
{
    send_rcode(request, RCODE_NOTIMP);
}

static void
refused(struct request *request)
{
    send_rcode(request, RCODE_REFUSED);
}

static void
noedns(struct request *request)
{
    if (request->question.has_edns) {
        formerr(request);
    } else {
        good(request);
    }
}

static void
noednsnotimp(struct request *request)
{
    if (request->question.has_edns) {
        notimp(request);
    } else {
        good(request);
    }
}

/* A header alone, as some servers refuse what they cannot read. */
static void
bareformerr(struct request *request)
{
    if (!request->question.has_edns) {
        good(request);
        return;
    }
    answer.len = 0;
    message_put_u16(&answer, request->question.id);
    message_put_u16(&answer, FLAG_QR | RCODE_FORMERR);
    message_put(&answer, "\0\0\0\0\0\0\0\0", 8);
    link_send(request->link, &answer, 0);
}

/* BADVERS is 16: its lower bits are those of NOERROR. */
static void
badvers(struct request *request)
{
    if (!request->question.has_edns) {
        good(request);
        return;
    }
    message_begin(&answer, &request->question);
    message_add_edns(&answer, 1);
    link_send(request->link, &answer, 0);
}

/* A query is as it should be, or it is not answered well. */
static void
answer_if(struct request *request, bool right)
{
    if (right) {
        good(request);
    } else {
        servfail(request);
    }
}

static void
edns(struct request *request)
{
    const struct question *question = &request->question;

    answer_if(request, question->is_plain && question->has_edns &&
                           question->edns_size == 1232 &&
                           question->flags == FLAG_RD);
}

static void
noopt(struct request *request)
{
    const struct question *question = &request->question;

    answer_if(request, question->is_plain && !question->has_edns &&
                           question->flags == FLAG_RD);
}

static void
adbit(struct request *request)
{
    const struct question *question = &request->question;

    answer_if(request,
              question->is_plain && question->flags == (FLAG_RD | FLAG_AD));
}

static const struct fault rows[] = {
    {.label = "good", .udp = good},
    {.label = "delay50", .udp = delay50, .tcp = delay50},
    {.label = "delay300", .udp = delay300, .tcp = delay300},
    {.label = "late", .udp = late, .tcp = late},
    {.label = "silence", .udp = silence, .tcp = silence},
    {.label = "drop1", .udp = drop1},
    {.label = "duplicate", .udp = duplicate},
    {.label = "caseflip", .udp = caseflip},
    {.label = "nodata", .udp = nodata, .tcp = nodata},
    {.label = "nxdomain", .udp = nxdomain, .tcp = nxdomain},

    {.label = "formerr", .udp = formerr, .tcp = formerr},
    {.label = "servfail", .udp = servfail, .tcp = servfail},
    {.label = "notimp", .udp = notimp, .tcp = notimp},
    {.label = "refused", .udp = refused, .tcp = refused},
    {.label = "noedns", .udp = noedns, .tcp = noedns},
    {.label = "noednsnotimp", .udp = noednsnotimp, .tcp = noednsnotimp},
    {.label = "bareformerr", .udp = bareformerr, .tcp = bareformerr},
    {.label = "badvers", .udp = badvers, .tcp = badvers},
    {.label = "edns", .udp = edns, .tcp = edns},
    {.label = "noopt", .udp = noopt, .tcp = noopt},
    {.label = "adbit", .udp = adbit, .tcp = adbit},
};
const struct fault_table plain_faults = {rows, sizeof(rows) / sizeof(rows[0])};
