/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * System calls that fail while a stub resolver is set up: those that read a
 * resolv.conf, and those that know the interfaces. And what comes between two
 * calls.
 */
#include <errno.h>
#include <fcntl.h>
#include <net/if.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <spfeval/resolver_ldns.h>
#include <spfeval/status.h>

#include "dns/failing_calls.h"
#include "support/tap.h"

enum { MOST_DESCRIPTORS = 1024 };

static unsigned
open_descriptors(void)
{
    unsigned count = 0;
    int fd;

    for (fd = 0; fd < MOST_DESCRIPTORS; fd++) {
        count += fcntl(fd, F_GETFD) >= 0;
    }
    return count;
}

/* --- Reading resolv.conf ------------------------------------------------- */

struct file_case {
    const char *claim;
    int call;
    int failure;
    int status;
    bool is_empty; /* as good as an empty file */
};

static bool
write_file(char *path)
{
    static const char text[] = "nameserver 192.0.2.53\n"
                               "nameserver [2001:db8::53]:5353\n"
                               "options attempts:3 timeout:7\n";
    int fd = mkstemp(path);
    bool good = fd >= 0 &&
                write(fd, text, sizeof(text) - 1) == (ssize_t)sizeof(text) - 1;

    return fd >= 0 && close(fd) == 0 && good;
}

static void
expect_servers(const spfeval_stub *stub, const struct file_case *row)
{
    char text[64] = "";
    uint32_t attempts = 0;

    CHECK_INT(
        spfeval_stub_get_u32(stub, SPFEVAL_STUB_OPTION_ATTEMPTS, &attempts),
        SPFEVAL_OK);
    if (row->status != SPFEVAL_OK) {
        CHECK_INT(spfeval_stub_get_server_count(stub), 0);
        CHECK_INT(attempts, 2);
        return;
    }
    CHECK_INT(spfeval_stub_get_server_count(stub), row->is_empty ? 1 : 2);
    CHECK_INT(attempts, row->is_empty ? 2 : 3);
    CHECK_INT(spfeval_stub_get_server(stub, 0, text, sizeof(text), NULL),
              SPFEVAL_OK);
    CHECK_STR(text, strlen(text), row->is_empty ? "127.0.0.1" : "192.0.2.53");
}

/* False when there was no call with that number. */
static bool
read_file_once(const char *path, const struct file_case *row, unsigned number)
{
    spfeval_stub *stub = NULL;
    unsigned before = open_descriptors();
    unsigned seen;
    int status;

    CHECK_INT(spfeval_stub_new(NULL, &stub), SPFEVAL_OK);
    failing_calls_arm(row->call, number, row->failure, false);
    status = spfeval_stub_read_resolv_conf(stub, path);
    seen = failing_calls_disarm();
    if (seen >= number) {
        CHECK_INT(status, row->status);
        expect_servers(stub, row);
    } else {
        CHECK_INT(status, SPFEVAL_OK);
    }
    spfeval_stub_free(stub);
    CHECK_INT(open_descriptors(), before);
    return seen >= number;
}

static void
test_resolv_conf_that_cannot_be_read(void)
{
    static const struct file_case cases[] = {
        {"open EACCES", CALL_OPEN, EACCES, SPFEVAL_ERR_RESOLVER, false},
        {"open EMFILE", CALL_OPEN, EMFILE, SPFEVAL_ERR_RESOLVER, false},
        {"open ENFILE", CALL_OPEN, ENFILE, SPFEVAL_ERR_RESOLVER, false},
        {"open ENOMEM", CALL_OPEN, ENOMEM, SPFEVAL_ERR_RESOLVER, false},
        {"open EIO", CALL_OPEN, EIO, SPFEVAL_ERR_RESOLVER, false},
        {"open EINTR", CALL_OPEN, EINTR, SPFEVAL_OK, false},
        {"open ENOENT", CALL_OPEN, ENOENT, SPFEVAL_OK, true},
        {"open ENOTDIR", CALL_OPEN, ENOTDIR, SPFEVAL_OK, true},
        {"read EIO", CALL_READ, EIO, SPFEVAL_ERR_RESOLVER, false},
        {"read EISDIR", CALL_READ, EISDIR, SPFEVAL_ERR_RESOLVER, false},
        {"read EINTR", CALL_READ, EINTR, SPFEVAL_OK, false},
        {"read, one octet", CALL_READ, FAIL_SHORT, SPFEVAL_OK, false},
        {"close EINTR", CALL_CLOSE, EINTR, SPFEVAL_OK, false},
        {"close EIO", CALL_CLOSE, EIO, SPFEVAL_OK, false},
    };
    char path[] = "/tmp/spfeval-calls.XXXXXX";
    size_t i;

    if (!CHECK(write_file(path))) {
        return;
    }
    for (i = 0; i < TAP_COUNT(cases); i++) {
        unsigned number = 1;

        tap_row(cases[i].claim);
        while (read_file_once(path, &cases[i], number)) {
            number++;
        }
        CHECK(number > 1);
    }
    CHECK_INT(failing_calls_bad_closes(), 0);
    (void)unlink(path);
}

/* --- Zones of addresses -------------------------------------------------- */

/* Some interface there is: the one that 127.0.0.1 belongs to. */
static bool
write_server(char *text, size_t size, unsigned *index)
{
    struct if_nameindex *list = if_nameindex();
    bool any = list != NULL && list[0].if_index != 0;

    if (any) {
        (void)snprintf(text, size, "fe80::1%%%s", list[0].if_name);
        *index = list[0].if_index;
    }
    if (list != NULL) {
        if_freenameindex(list);
    }
    return any;
}

static void
test_zone_that_the_system_does_not_know(void)
{
    char text[64];
    char expected[64];
    char printed[64];
    unsigned index = 0;
    spfeval_stub *stub = NULL;

    if (!CHECK(write_server(text, sizeof(text), &index))) {
        return;
    }
    CHECK_INT(spfeval_stub_new(NULL, &stub), SPFEVAL_OK);
    failing_calls_arm(CALL_IF_NAMETOINDEX, 1, ENXIO, false);
    CHECK_INT(spfeval_stub_add_server(stub, text, strlen(text)),
              SPFEVAL_ERR_SYNTAX);
    CHECK_INT(failing_calls_disarm(), 1);
    CHECK_INT(spfeval_stub_get_server_count(stub), 0);
    CHECK_INT(spfeval_stub_add_server(stub, text, strlen(text)), SPFEVAL_OK);
    failing_calls_arm(CALL_IF_INDEXTONAME, 1, ENXIO, false);
    CHECK_INT(spfeval_stub_get_server(stub, 0, printed, sizeof(printed), NULL),
              SPFEVAL_OK);
    CHECK_INT(failing_calls_disarm(), 1);
    (void)snprintf(expected, sizeof(expected), "fe80::1%%%u", index);
    CHECK_STR(printed, strlen(printed), expected);
    spfeval_stub_free(stub);
}

/* --- Between bind() and connect() ---------------------------------------- */

/* Who sends to a port that is not connected yet. */
static int early_sender;

/* A response with an address record; its identifier is FAIL_KNOWN_OCTET. */
static void
send_early(int fd)
{
    static const char response[] =
        "UU\x81\x80\0\1\0\1\0\0\0\0\7example\3org\0\0\1\0\1"
        "\xc0\x0c\0\1\0\1\0\0\0\x3c\0\4\xc0\0\2\7";
    struct sockaddr_storage to;
    socklen_t len = sizeof(to);

    CHECK_INT(getsockname(fd, (struct sockaddr *)&to, &len), 0);
    if (to.ss_family == AF_INET6) {
        ((struct sockaddr_in6 *)&to)->sin6_addr = in6addr_loopback;
    } else {
        ((struct sockaddr_in *)&to)->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    }
    CHECK_INT(sendto(early_sender, response, sizeof(response) - 1, 0,
                     (const struct sockaddr *)&to, len),
              sizeof(response) - 1);
}

/* A socket on the loopback and its address as text; -1 where there is none. */
static int
open_loopback(int family, char *text, size_t size)
{
    struct sockaddr_in v4 = {.sin_family = AF_INET};
    struct sockaddr_in6 v6 = {.sin6_family = AF_INET6};
    bool is_v6 = family == AF_INET6;
    socklen_t len = is_v6 ? sizeof(v6) : sizeof(v4);
    struct sockaddr *address =
        is_v6 ? (struct sockaddr *)&v6 : (struct sockaddr *)&v4;
    int fd = socket(family, SOCK_DGRAM, 0);

    v4.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    v6.sin6_addr = in6addr_loopback;
    if (fd < 0 || bind(fd, address, len) != 0 ||
        getsockname(fd, address, &len) != 0) {
        close(fd);
        return -1;
    }
    (void)snprintf(text, size, is_v6 ? "[::1]:%u" : "127.0.0.1:%u",
                   (unsigned)ntohs(is_v6 ? v6.sin6_port : v4.sin_port));
    return fd;
}

static void
check_early(int family, bool by_server)
{
    char text[64];
    char other_text[64];
    int server = open_loopback(family, text, sizeof(text));
    int other = open_loopback(family, other_text, sizeof(other_text));
    spfeval_stub_answer answer = {.struct_size = sizeof(answer)};
    spfeval_stub *stub = NULL;

    if (server < 0 || other < 0) {
        CHECK_INT(family, AF_INET6); /* not each system has it */
        return;
    }
    failing_calls_arm(CALL_GETRANDOM, 1, FAIL_KNOWN, true);
    CHECK_INT(spfeval_stub_new(NULL, &stub), SPFEVAL_OK);
    CHECK_INT(spfeval_stub_add_server(stub, text, strlen(text)), SPFEVAL_OK);
    early_sender = by_server ? server : other;
    failing_calls_before_connect(send_early);
    CHECK_INT(
        spfeval_stub_ask(stub, SPFEVAL_RRTYPE_A, "example.org", 11, NULL, 0),
        SPFEVAL_OK);
    failing_calls_before_connect(NULL);
    (void)failing_calls_disarm();
    CHECK_INT(spfeval_stub_process(stub), SPFEVAL_OK);
    CHECK_INT(spfeval_stub_next_answer(stub, &answer),
              by_server ? SPFEVAL_OK : SPFEVAL_ERR_NOT_FOUND);
    CHECK_INT(spfeval_stub_get_counter(stub, SPFEVAL_STUB_COUNTER_DROPPED),
              !by_server);
    spfeval_stub_free(stub);
    close(server);
    close(other);
}

/* RFC 5452 section 9.2. That of the server shows that it would be taken. */
static void
test_packet_from_elsewhere_before_connect_is_dropped(void)
{
    tap_row("IPv4, of the server");
    check_early(AF_INET, true);
    tap_row("IPv4, of another port");
    check_early(AF_INET, false);
    tap_row("IPv6, of the server");
    check_early(AF_INET6, true);
    tap_row("IPv6, of another port");
    check_early(AF_INET6, false);
}

static void
test_each_call_was_made_to_fail(void)
{
    CHECK(failing_calls_total(CALL_OPEN) > 0);
    CHECK(failing_calls_total(CALL_READ) > 0);
    CHECK(failing_calls_total(CALL_IF_NAMETOINDEX) > 0);
    CHECK(failing_calls_total(CALL_IF_INDEXTONAME) > 0);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"a resolv.conf that cannot be read",
         test_resolv_conf_that_cannot_be_read},
        {"a zone of an address that the system does not know",
         test_zone_that_the_system_does_not_know},
        {"a packet from elsewhere, before connect(), is dropped",
         test_packet_from_elsewhere_before_connect_is_dropped},
        {"each call was made to fail", test_each_call_was_made_to_fail},
    };

    return tap_run("dns/calls_config", tests, TAP_COUNT(tests));
}
