/* SPDX-License-Identifier: BSD-2-Clause */
/* Truncation, and what goes wrong over TCP. */
#include "dns/fault_parts.h"

#include <stdlib.h>
#include <string.h>

/* One message is written at a time; it is too large for the stack. */
static struct message answer;

/* What does not fit is left out; what is there must not be used. */
static void
truncated(struct request *request)
{
    message_begin(&answer, &request->question);
    message_set_flags(&answer, FLAG_TC);
    add_forgery(&answer, request, NULL);
    add_edns(&answer, request);
    link_send(request->link, &answer, 0);
}

static void
silence(struct request *request)
{
    (void)request;
}

static void
servfail(struct request *request)
{
    send_rcode(request, RCODE_SERVFAIL);
}

static void
noedns(struct request *request)
{
    if (request->question.has_edns) {
        send_rcode(request, RCODE_FORMERR);
    } else {
        send_truth(request, 0);
    }
}

static void
close_at_once(struct request *request)
{
    link_close(request->link);
}

/* The truth with its length before it, as it goes over TCP. */
static size_t
write_framed(uint8_t *out, size_t capacity, const struct request *request)
{
    write_truth(&answer, request);
    if (answer.len + 2 > capacity) {
        abort();
    }
    out[0] = (uint8_t)(answer.len >> 8);
    out[1] = (uint8_t)answer.len;
    memcpy(out + 2, answer.octets, answer.len);
    return answer.len + 2;
}

static void
octet_by_octet(struct request *request)
{
    uint8_t framed[512];
    size_t len = write_framed(framed, sizeof(framed), request);

    link_send_pieces(request->link, framed, len, 1, 1);
}

/* Each octet in time, all of them never. */
static void
drip(struct request *request)
{
    uint8_t framed[512];
    size_t len = write_framed(framed, sizeof(framed), request);

    link_send_pieces(request->link, framed, len, 1, 20);
}

static void
nothing_framed(struct request *request)
{
    link_send_pieces(request->link, (const uint8_t *)"\0\0", 2, 2, 0);
}

static void
less_than_promised(struct request *request)
{
    uint8_t framed[512];
    size_t len = write_framed(framed, sizeof(framed), request);

    framed[0] = 1; /* 256 octets more */
    link_send_pieces(request->link, framed, len, len, 0);
    link_close(request->link);
}

static void
wrong_id(struct request *request)
{
    write_forgery(&answer, request);
    message_set_u16(&answer, FIELD_ID, request->question.id ^ 1u);
    link_send(request->link, &answer, 0);
}

static void
wrong_name(struct request *request)
{
    write_forgery(&answer, request);
    answer.octets[HEADER_LEN + 1] = 'x';
    link_send(request->link, &answer, 0);
}

static void
junk(struct request *request)
{
    answer.len = 0;
    message_put_u16(&answer, request->question.id);
    message_put(&answer, "no DNS message at all, but many octets", 38);
    link_send(request->link, &answer, 0);
}

/* 235 strings of 255 octets, all of them "h". */
static void
huge_text(struct request *request)
{
    static char strings[235 * 256];
    size_t at;

    memset(strings, 'h', sizeof(strings));
    for (at = 0; at < sizeof(strings); at += 256) {
        strings[at] = (char)255;
    }
    message_begin(&answer, &request->question);
    add_text(&answer, NULL, strings, sizeof(strings));
    add_edns(&answer, request);
    link_send(request->link, &answer, 0);
}

static void
many_addresses(struct request *request)
{
    unsigned i;

    message_begin(&answer, &request->question);
    for (i = 0; i < 400; i++) {
        uint8_t address[4] = {198, 18, (uint8_t)(i / 256), (uint8_t)i};

        add_address(&answer, NULL, address);
    }
    add_edns(&answer, request);
    link_send(request->link, &answer, 0);
}

static const struct fault rows[] = {
    {.label = "tc", .udp = truncated},
    {.label = "tcsilent", .udp = truncated, .tcp = silence},
    {.label = "tcclose", .udp = truncated, .tcp = close_at_once},
    {.label = "tcpartial", .udp = truncated, .tcp = octet_by_octet},
    {.label = "tcdrip", .udp = truncated, .tcp = drip},
    {.label = "tcempty", .udp = truncated, .tcp = nothing_framed},
    {.label = "tclong", .udp = truncated, .tcp = less_than_promised},
    {.label = "tcwrongid", .udp = truncated, .tcp = wrong_id},
    {.label = "tcwrongname", .udp = truncated, .tcp = wrong_name},
    {.label = "tcgarbage", .udp = truncated, .tcp = junk},
    {.label = "tctc", .udp = truncated, .tcp = truncated},
    {.label = "tcservfail", .udp = truncated, .tcp = servfail},
    {.label = "tcnoedns", .udp = truncated, .tcp = noedns},
    {.label = "tchuge", .udp = truncated, .tcp = huge_text},
    {.label = "manyrr", .udp = truncated, .tcp = many_addresses},
};
const struct fault_table tcp_faults = {rows, sizeof(rows) / sizeof(rows[0])};
