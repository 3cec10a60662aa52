/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Asks a server questions through the stub resolver, one after another, and
 * prints what it makes of the answers:
 *
 *     ask SERVER TYPE NAME...
 *
 * For each name one line "TYPE NAME: CLASS, N records, ttl S", with ", tcp" if
 * TCP was needed, and a line for each record. Octets that are not printable
 * ASCII are shown as \xNN.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <spfeval/resolver_ldns.h>
#include <spfeval/status.h>

enum { TIMEOUT_MS = 3000 };

static void
print_octets(const char *octets, size_t len)
{
    size_t i;

    for (i = 0; i < len; i++) {
        unsigned char octet = (unsigned char)octets[i];

        if (octet < 0x20 || octet > 0x7e) {
            printf("\\x%02x", octet);
        } else if (octet == '"' || octet == '\\') {
            printf("\\%c", octet);
        } else {
            printf("%c", octet);
        }
    }
}

static void
print_record(const spfeval_dns_record *record)
{
    char text[INET6_ADDRSTRLEN] = "";

    switch (record->type) {
    case SPFEVAL_RRTYPE_A:
        printf("  %s\n", inet_ntop(AF_INET, record->data, text, sizeof(text)));
        return;
    case SPFEVAL_RRTYPE_AAAA:
        printf("  %s\n",
               inet_ntop(AF_INET6, record->data, text, sizeof(text)));
        return;
    case SPFEVAL_RRTYPE_MX:
        printf("  %u", (unsigned)record->preference);
        break;
    default:
        printf("  %zu", record->data_len);
        break;
    }
    printf(" \"");
    print_octets(record->data, record->data_len);
    printf("\"\n");
}

static void
print_answer(const spfeval_answer *answer, bool tcp)
{
    spfeval_dns_record record = {.struct_size = sizeof(record)};
    uint32_t count = spfeval_answer_get_count(answer);
    uint32_t ttl;
    uint32_t i;

    printf(": %s", spfeval_dns_name(spfeval_answer_get_class(answer),
                                    spfeval_answer_get_failure(answer),
                                    spfeval_answer_get_rcode(answer)));
    if (count > 0) {
        printf(", %u record%s", (unsigned)count, count == 1 ? "" : "s");
    }
    if (spfeval_answer_get_ttl(answer, &ttl) == SPFEVAL_OK) {
        printf(", ttl %u", (unsigned)ttl);
    }
    printf("%s\n", tcp ? ", tcp" : "");
    for (i = 0; i < count; i++) {
        if (spfeval_answer_get_record(answer, i, &record) == SPFEVAL_OK) {
            print_record(&record);
        }
    }
}

static int
wait_for(spfeval_stub *stub)
{
    spfeval_stub_fd listed[16];
    struct pollfd fds[16];
    size_t count = 0;
    size_t i;

    if (spfeval_stub_get_fds(stub, listed, 16, &count) != SPFEVAL_OK) {
        return SPFEVAL_ERR_RESOLVER;
    }
    for (i = 0; i < count; i++) {
        fds[i].fd = listed[i].fd;
        fds[i].events =
            (short)((listed[i].events & SPFEVAL_STUB_READ ? POLLIN : 0) |
                    (listed[i].events & SPFEVAL_STUB_WRITE ? POLLOUT : 0));
    }
    if (poll(fds, (nfds_t)count, spfeval_stub_get_timeout(stub)) < 0 &&
        errno != EINTR) {
        return SPFEVAL_ERR_RESOLVER;
    }
    return spfeval_stub_process(stub);
}

static int
ask(spfeval_stub *stub, int type, const char *name)
{
    spfeval_stub_answer answer = {.struct_size = sizeof(answer)};
    uint64_t tcp = spfeval_stub_get_counter(stub, SPFEVAL_STUB_COUNTER_TCP);
    int status = spfeval_stub_ask(stub, type, name, strlen(name), NULL, 0);

    printf("%s ", spfeval_rrtype_name(type));
    print_octets(name, strlen(name));
    while (status == SPFEVAL_OK) {
        status = spfeval_stub_next_answer(stub, &answer);
        if (status == SPFEVAL_OK) {
            print_answer(answer.answer,
                         spfeval_stub_get_counter(
                             stub, SPFEVAL_STUB_COUNTER_TCP) > tcp);
            return SPFEVAL_OK;
        }
        if (status == SPFEVAL_ERR_NOT_FOUND) {
            status = wait_for(stub);
        }
    }
    printf(": %s\n", spfeval_status_message(status));
    return status;
}

static int
read_type(const char *text)
{
    static const int types[] = {SPFEVAL_RRTYPE_A,    SPFEVAL_RRTYPE_PTR,
                                SPFEVAL_RRTYPE_MX,   SPFEVAL_RRTYPE_TXT,
                                SPFEVAL_RRTYPE_AAAA, SPFEVAL_RRTYPE_CNAME};
    size_t i;

    for (i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
        if (strcasecmp(text, spfeval_rrtype_name(types[i])) == 0) {
            return types[i];
        }
    }
    return 0;
}

static spfeval_stub *
stub_for(const char *server)
{
    spfeval_stub *stub = NULL;

    if (spfeval_stub_new(NULL, &stub) != SPFEVAL_OK) {
        return NULL;
    }
    if (spfeval_stub_add_server(stub, server, strlen(server)) != SPFEVAL_OK ||
        spfeval_stub_set_u32(stub, SPFEVAL_STUB_OPTION_TIMEOUT_MS,
                             TIMEOUT_MS) != SPFEVAL_OK) {
        spfeval_stub_free(stub);
        return NULL;
    }
    return stub;
}

int
main(int argc, char **argv)
{
    spfeval_stub *stub;
    int failed = 0;
    int i;

    if (argc < 4) {
        fprintf(stderr, "usage: ask SERVER TYPE NAME...\n");
        return 64;
    }
    stub = stub_for(argv[1]);
    if (stub == NULL) {
        fprintf(stderr, "ask: not a server: %s\n", argv[1]);
        return 64;
    }
    for (i = 3; i < argc; i++) {
        failed |= ask(stub, read_type(argv[2]), argv[i]) != SPFEVAL_OK;
    }
    spfeval_stub_free(stub);
    return failed;
}
