/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * System calls that fail while a stub resolver is set up: those that read a
 * resolv.conf, and those that know the interfaces.
 */
#include <errno.h>
#include <fcntl.h>
#include <net/if.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
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
        {"each call was made to fail", test_each_call_was_made_to_fail},
    };

    return tap_run("dns/calls_config", tests, TAP_COUNT(tests));
}
