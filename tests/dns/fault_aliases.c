/* SPDX-License-Identifier: BSD-2-Clause */
/* Aliases, and chains of them. */
#include "dns/fault_parts.h"

#include <stdio.h>
#include <string.h>

/* One message is written at a time; it is too large for the stack. */
static struct message answer;

/*
 * Begin with a chain of that many CNAME records; each is kept one second less
 * than the one before. Returns where it ends.
 */
static const char *
add_chain(struct message *message, unsigned count)
{
    static char names[2][NAME_TEXT_MAX];
    const char *owner = NULL;
    unsigned i;

    for (i = 0; i < count; i++) {
        char *target = names[i % 2];

        (void)snprintf(target, NAME_TEXT_MAX, "a%u.chain.test", i);
        message_add_alias(message, owner, TYPE_CNAME, 200 - i, target);
        owner = target;
    }
    return owner;
}

static void
send_chain(struct request *request, unsigned count)
{
    message_begin(&answer, &request->question);
    add_truth(&answer, request, add_chain(&answer, count));
    add_edns(&answer, request);
    link_send(request->link, &answer, 0);
}

static void
alias(struct request *request)
{
    send_chain(request, 2);
}

static void
alias16(struct request *request)
{
    send_chain(request, 16);
}

static void
alias17(struct request *request)
{
    send_chain(request, 17);
}

static void
aliasloop(struct request *request)
{
    const char *end;

    message_begin(&answer, &request->question);
    end = add_chain(&answer, 3);
    message_add_alias(&answer, end, TYPE_CNAME, TRUE_TTL,
                      request->question.name);
    link_send(request->link, &answer, 0);
}

static void
aliasnx(struct request *request)
{
    message_begin(&answer, &request->question);
    (void)add_chain(&answer, 1);
    message_set_flags(&answer, RCODE_NXDOMAIN);
    add_soa(&answer);
    link_send(request->link, &answer, 0);
}

static void
aliasnodata(struct request *request)
{
    message_begin(&answer, &request->question);
    (void)add_chain(&answer, 2);
    add_soa(&answer);
    link_send(request->link, &answer, 0);
}

/* Records at the end of another chain, and of another type on the way. */
static void
aliaspoison(struct request *request)
{
    struct record passed = {"a0.chain.test", TYPE_MX,   CLASS_IN,
                            TRUE_TTL,        "\0\12\0", 3};

    message_begin(&answer, &request->question);
    add_truth(&answer, request, add_chain(&answer, 2));
    message_add_alias(&answer, "other.test", TYPE_CNAME, TRUE_TTL, "end.test");
    add_forgery(&answer, request, "end.test");
    message_add(&answer, FIELD_ANCOUNT, &passed);
    link_send(request->link, &answer, 0);
}

/* RFC 6672 section 3.1: the whole tree of the name is elsewhere. */
static void
send_dname(struct request *request, bool with_cname)
{
    const char *parent = strchr(request->question.name, '.');
    char end[NAME_TEXT_MAX];

    if (parent == NULL) {
        send_rcode(request, RCODE_REFUSED);
        return;
    }
    (void)snprintf(end, sizeof(end), "%.*s.moved.test",
                   (int)(parent - request->question.name),
                   request->question.name);
    message_begin(&answer, &request->question);
    message_add_alias(&answer, parent + 1, TYPE_DNAME, 250, "moved.test");
    if (with_cname) {
        message_add_alias(&answer, NULL, TYPE_CNAME, 250, end);
    }
    add_truth(&answer, request, end);
    link_send(request->link, &answer, 0);
}

static void
dname(struct request *request)
{
    send_dname(request, true);
}

static void
dnamealone(struct request *request)
{
    send_dname(request, false);
}

static const struct fault rows[] = {
    {.label = "alias", .udp = alias},
    {.label = "alias16", .udp = alias16},
    {.label = "alias17", .udp = alias17},
    {.label = "aliasloop", .udp = aliasloop},
    {.label = "aliasnx", .udp = aliasnx},
    {.label = "aliasnodata", .udp = aliasnodata},
    {.label = "aliaspoison", .udp = aliaspoison},
    {.label = "dname", .udp = dname},
    {.label = "dnamealone", .udp = dnamealone},
};
const struct fault_table alias_faults = {rows, sizeof(rows) / sizeof(rows[0])};
