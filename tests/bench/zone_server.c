/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A name server for a workload, over UDP on 127.0.0.1:
 *
 *     zone_server DIR
 *
 * Prints its port. It never truncates, so that the modes that ask it measure
 * questions, not how often a record is too long for UDP.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "bench/loopback.h"
#include "bench/table.h"
#include "dns/message.h"

enum { TTL = 3600, MOST_STRING = 255, MOST_PACKET = 65000 };

static struct table table;
static struct message message; /* too large for the stack */

static void
add_record(const char *owner, unsigned rrtype, const void *data, size_t len)
{
    struct record record = {owner, (uint16_t)rrtype, CLASS_IN, TTL, data, len};

    message_add(&message, FIELD_ANCOUNT, &record);
}

/* RFC 1035 section 3.3.14: character-strings of at most 255 octets. */
static void
add_text(const char *owner, const struct table_record *text)
{
    static uint8_t data[MOST_PACKET];
    size_t left = text->data_len < 60000 ? text->data_len : 60000;
    const char *from = text->data;
    size_t len = 0;

    do {
        size_t part = left < MOST_STRING ? left : MOST_STRING;

        data[len++] = (uint8_t)part;
        memcpy(data + len, from, part);
        len += part;
        from += part;
        left -= part;
    } while (left > 0);
    add_record(owner, TYPE_TXT, data, len);
}

/* MX and PTR: the name, behind the preference if there is one. */
static void
add_name(const char *owner, unsigned rrtype, const struct table_record *target)
{
    uint8_t data[2 + NAME_TEXT_MAX];
    char text[NAME_TEXT_MAX];
    size_t begin = rrtype == TYPE_MX ? 2 : 0;

    if (target->data_len >= sizeof(text)) {
        return;
    }
    memcpy(text, target->data, target->data_len);
    text[target->data_len] = '\0';
    data[0] = (uint8_t)(target->preference >> 8);
    data[1] = (uint8_t)target->preference;
    add_record(owner, rrtype, data, begin + name_write(data + begin, text));
}

static void
add_all(const char *owner, unsigned rrtype, const struct table_record *record)
{
    for (; record != NULL; record = record->next) {
        if (rrtype == TYPE_TXT) {
            add_text(owner, record);
        } else if (rrtype == TYPE_A || rrtype == TYPE_AAAA) {
            add_record(owner, rrtype, record->data, record->data_len);
        } else {
            add_name(owner, rrtype, record);
        }
    }
}

/* The answer, with the aliases on the way to it. */
static void
answer(const struct question *question)
{
    enum table_type type = table_type_of(question->type);
    const struct table_node *node =
        table_find(&table, question->name, strlen(question->name));
    const char *owner = NULL;
    int aliases = 0;

    while (node != NULL && type < TABLE_TYPES && node->records[type] == NULL &&
           node->records[TABLE_CNAME] != NULL &&
           aliases++ < TABLE_MOST_ALIASES) {
        const struct table_record *alias = node->records[TABLE_CNAME];

        add_name(owner, TYPE_CNAME, alias);
        owner = alias->data;
        node = table_find(&table, alias->data, alias->data_len);
    }
    if (node == NULL) {
        message_set_flags(&message, RCODE_NXDOMAIN);
    } else if (type < TABLE_TYPES) {
        add_all(owner, question->type, node->records[type]);
    }
}

static void
serve(int fd)
{
    uint8_t packet[MOST_PACKET];
    struct sockaddr_storage client;
    struct question question;

    while (!loopback_is_over()) {
        socklen_t client_len = sizeof(client);
        ssize_t len = recvfrom(fd, packet, sizeof(packet), 0,
                               (struct sockaddr *)&client, &client_len);

        if (len <= 0 || !question_read(&question, packet, (size_t)len)) {
            continue;
        }
        message_begin(&message, &question);
        answer(&question);
        if (question.has_edns) {
            message_add_edns(&message, 0);
        }
        (void)sendto(fd, message.octets, message.len, 0,
                     (struct sockaddr *)&client, client_len);
    }
}

int
main(int argc, char **argv)
{
    struct workload workload;
    unsigned port = 0;
    int fd;

    if (argc != 2) {
        fprintf(stderr, "usage: %s DIR\n", argv[0]);
        return 64;
    }
    if (workload_load(&workload, argv[1], NULL) != 0 ||
        table_build(&table, &workload) != 0) {
        return EXIT_FAILURE;
    }
    fd = loopback_listen(&port);
    if (fd >= 0) {
        loopback_announce(port);
        serve(fd);
    }
    table_clear(&table);
    workload_clear(&workload);
    return fd >= 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
