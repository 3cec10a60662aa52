/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What the fault server does wrong, by the first label of the name asked.
 *
 * The truth about every name: A 192.0.2.1 and TXT "v=spf1 ip4:192.0.2.1 -all",
 * both for 300 seconds, and nothing else (SOA: 120 seconds, MINIMUM 60). What
 * is forged is A 203.0.113.66 and TXT "v=spf1 +all".
 */
#ifndef TESTS_DNS_FAULT_H
#define TESTS_DNS_FAULT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "dns/message.h"

struct fault_link; /* where a query came from; the server's */

struct request {
    struct question question;
    struct fault_link *link;
    unsigned number; /* of a second label such as "n50"; otherwise 1 */
    bool tcp;
    bool repeated; /* the same question came before, over UDP */
};

/* What a label is answered with. */
struct fault {
    const char *label;
    /* Over UDP. */
    void (*udp)(struct request *request);
    /* Over TCP; NULL for the truth. */
    void (*tcp)(struct request *request);
    /*
     * Instead of udp: write the forgery with this index. As many are sent as
     * the second label says, and nothing else; after them the truth when
     * "-then-good" follows the label.
     */
    void (*forge)(struct message *message, const struct request *request,
                  unsigned index);
    bool elsewhere; /* the forgeries come from another port */
};

/* Answer as the label demands; an unknown one is answered with REFUSED. */
void fault_answer(struct request *request, const char *label);

/* --- What the server offers --------------------------------------------- */

/* Send the message, with its length before it over TCP. */
void link_send(struct fault_link *link, const struct message *message,
               unsigned delay_ms);

/* The same from another port; UDP only. */
void link_send_elsewhere(struct fault_link *link,
                         const struct message *message);

/* Send octets as they are over TCP, some at a time, with pauses between. */
void link_send_pieces(struct fault_link *link, const uint8_t *octets,
                      size_t len, size_t piece, unsigned pause_ms);

/* Close a TCP connection once everything is sent. */
void link_close(struct fault_link *link);

/* Counts since the start: "udp 3 tcp 0 ports 3 ids 3 lowest 1234". */
void link_statistics(char *out, size_t capacity);

#endif
