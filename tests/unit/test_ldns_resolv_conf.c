/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <spfeval/resolver_ldns.h>
#include <spfeval/status.h>

#include "ldns/resolv_conf.h"
#include "support/count_alloc.h"
#include "support/tap.h"

struct row {
    const char *text;
    const char *servers;  /* with a blank behind each */
    unsigned timeout;     /* 0: not said */
    unsigned attempts;    /* 0: not said */
    const char *switches; /* a letter each: rotate, vc, edns0, trust-ad */
};

static const struct row rows[] = {
    {"", "", 0, 0, ""},
    {"nameserver 192.0.2.1\n", "192.0.2.1 ", 0, 0, ""},
    {"nameserver 192.0.2.1", "192.0.2.1 ", 0, 0, ""},
    {"nameserver\t192.0.2.1\r\n", "192.0.2.1 ", 0, 0, ""},
    {"  nameserver   2001:db8::1  \n", "2001:db8::1 ", 0, 0, ""},
    {"nameserver [2001:db8::1]:5353\n", "[2001:db8::1]:5353 ", 0, 0, ""},
    {"nameserver 192.0.2.1:54\n", "192.0.2.1:54 ", 0, 0, ""},
    {"nameserver 192.0.2.1 192.0.2.2\n", "192.0.2.1 ", 0, 0, ""},
    {"nameserver 192.0.2.1 # the first\n", "192.0.2.1 ", 0, 0, ""},
    {"nameserver 192.0.2.1;x\n", "192.0.2.1 ", 0, 0, ""},
    {"#nameserver 192.0.2.1\n;nameserver 192.0.2.2\n"
     " # nameserver 192.0.2.3\n",
     "", 0, 0, ""},
    {"nameserver bogus\nnameserver\nnameserver \n"
     "nameserver 192.0.2.7\n",
     "192.0.2.7 ", 0, 0, ""},
    {"nameserver 192.0.2.1\nnameserver 192.0.2.2\nnameserver x\n"
     "nameserver 192.0.2.3\nnameserver 192.0.2.4\n",
     "192.0.2.1 192.0.2.2 192.0.2.3 ", 0, 0, ""},
    {"nameservers 192.0.2.1\nnameserver192.0.2.1\nNAMESERVER 192.0.2.1\n", "",
     0, 0, ""},
    {"search example.org\ndomain example.org\nsortlist 192.0.2.0\n"
     "lookup file bind\nfamily inet6\n\n\n",
     "", 0, 0, ""},
    {"options timeout:1 attempts:3 rotate use-vc edns0 trust-ad\n", "", 1, 3,
     "rvea"},
    {"options rotate\noptions use-vc\n", "", 0, 0, "rv"},
    {"options timeout:3\noptions timeout:4\n", "", 4, 0, ""},
    {"options timeout:31 attempts:6\n", "", 30, 5, ""},
    {"options timeout:0 attempts:0\n", "", 1, 1, ""},
    {"options timeout:99999999999999999999 attempts:4294967297\n", "", 30, 5,
     ""},
    {"options timeout: attempts:x timeout:-1 timeout:2s\n", "", 0, 0, ""},
    {"options timeout 3 ndots:5 inet6 debug rotate:1 no-rotate Rotate\n", "",
     0, 0, ""},
    {"options edns0 # rotate\noptions ; use-vc\n", "", 0, 0, "e"},
    {"options", "", 0, 0, ""},
};

static void
check_row(const struct row *row, const struct spfe_resolv_conf *conf)
{
    char servers[SPFE_RESOLV_CONF_SERVERS * SPFE_SERVER_TEXT_SIZE];
    char switches[5];
    size_t len = 0;
    uint32_t i;

    for (i = 0; i < conf->server_count; i++) {
        len += spfe_server_print(&conf->servers[i], servers + len);
        servers[len++] = ' ';
    }
    CHECK_STR(servers, len, row->servers);
    CHECK_INT(conf->has_timeout, row->timeout != 0);
    CHECK_INT(conf->has_attempts, row->attempts != 0);
    if (conf->has_timeout) {
        CHECK_INT(conf->timeout, row->timeout);
    }
    if (conf->has_attempts) {
        CHECK_INT(conf->attempts, row->attempts);
    }
    snprintf(switches, sizeof(switches), "%s%s%s%s", conf->rotate ? "r" : "",
             conf->use_vc ? "v" : "", conf->edns0 ? "e" : "",
             conf->trust_ad ? "a" : "");
    CHECK_STR(switches, strlen(switches), row->switches);
}

static void
test_resolv_conf_takes_what_it_knows(void)
{
    size_t i;

    for (i = 0; i < TAP_COUNT(rows); i++) {
        struct spfe_resolv_conf conf;

        tap_row(rows[i].text);
        spfe_resolv_conf_parse(rows[i].text, strlen(rows[i].text), &conf);
        check_row(&rows[i], &conf);
    }
}

static void
test_resolv_conf_no_octets_are_an_error(void)
{
    static const char text[] = "\0\xff\x80nameserver 192.0.2.9\n"
                               "nameserver 192.0.2.1\0\n"
                               "nameserver \xff\n"
                               "options ro\0tate rotate";
    struct spfe_resolv_conf conf;
    size_t len;

    spfe_resolv_conf_parse(NULL, 0, &conf);
    CHECK_INT(conf.server_count, 0);
    spfe_resolv_conf_parse(text, sizeof(text) - 1, &conf);
    CHECK_INT(conf.server_count, 0);
    CHECK(conf.rotate);
    /* Each prefix, in memory of just that size. */
    for (len = 0; len < sizeof(text); len++) {
        char *copy = malloc(len + (len == 0));

        if (!CHECK(copy != NULL)) {
            return;
        }
        memcpy(copy, text, len);
        spfe_resolv_conf_parse(copy, len, &conf);
        free(copy);
    }
}

static uint32_t
option(const spfeval_stub *stub, int key)
{
    uint32_t value = UINT32_MAX;

    CHECK_INT(spfeval_stub_get_u32(stub, key, &value), SPFEVAL_OK);
    return value;
}

static void
check_server(const spfeval_stub *stub, uint32_t index, const char *expected)
{
    char text[64] = "";
    size_t needed = 0;

    CHECK_INT(
        spfeval_stub_get_server(stub, index, text, sizeof(text), &needed),
        SPFEVAL_OK);
    CHECK_INT(needed, strlen(expected) + 1);
    CHECK_STR(text, strlen(text), expected);
}

static int
parse(spfeval_stub *stub, const char *text)
{
    return spfeval_stub_parse_resolv_conf(stub, text, strlen(text));
}

static void
test_stub_takes_servers_and_options_of_a_resolv_conf(void)
{
    spfeval_stub *stub = NULL;

    if (!CHECK_INT(spfeval_stub_new(NULL, &stub), SPFEVAL_OK)) {
        return;
    }
    CHECK_INT(spfeval_stub_add_server(stub, "192.0.2.53", 10), SPFEVAL_OK);
    CHECK_INT(parse(stub, "nameserver 2001:db8::1\nnameserver 192.0.2.2:54\n"
                          "options timeout:2 attempts:4 rotate use-vc\n"
                          "options trust-ad\n"),
              SPFEVAL_OK);
    CHECK_INT(spfeval_stub_get_server_count(stub), 3);
    check_server(stub, 0, "192.0.2.53");
    check_server(stub, 1, "2001:db8::1");
    check_server(stub, 2, "192.0.2.2:54");
    CHECK_INT(option(stub, SPFEVAL_STUB_OPTION_TIMEOUT_MS), 2000);
    CHECK_INT(option(stub, SPFEVAL_STUB_OPTION_ATTEMPTS), 4);
    CHECK_INT(option(stub, SPFEVAL_STUB_OPTION_ROTATE), 1);
    CHECK_INT(option(stub, SPFEVAL_STUB_OPTION_USE_TCP), 1);
    CHECK_INT(option(stub, SPFEVAL_STUB_OPTION_TRUST_AD), 1);
    CHECK_INT(option(stub, SPFEVAL_STUB_OPTION_EDNS_SIZE), 1232);
    CHECK_INT(spfeval_stub_set_u32(stub, SPFEVAL_STUB_OPTION_EDNS_SIZE, 0),
              SPFEVAL_OK);
    CHECK_INT(parse(stub, ""), SPFEVAL_OK);
    CHECK_INT(option(stub, SPFEVAL_STUB_OPTION_EDNS_SIZE), 0);
    CHECK_INT(option(stub, SPFEVAL_STUB_OPTION_ROTATE), 1);
    check_server(stub, 3, "127.0.0.1");
    CHECK_INT(parse(stub, "options edns0\n"), SPFEVAL_OK);
    CHECK_INT(option(stub, SPFEVAL_STUB_OPTION_EDNS_SIZE), 1232);
    spfeval_stub_free(stub);
}

static void
test_stub_has_at_most_32_servers(void)
{
    spfeval_stub *stub = NULL;
    unsigned i;

    if (!CHECK_INT(spfeval_stub_new(NULL, &stub), SPFEVAL_OK)) {
        return;
    }
    for (i = 0; i < 30; i++) {
        CHECK_INT(spfeval_stub_add_server(stub, "::1", 3), SPFEVAL_OK);
    }
    CHECK_INT(parse(stub, "nameserver 192.0.2.1\nnameserver 192.0.2.2\n"
                          "nameserver 192.0.2.3\noptions rotate\n"),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_stub_get_server_count(stub), 30);
    CHECK_INT(option(stub, SPFEVAL_STUB_OPTION_ROTATE), 0);
    CHECK_INT(parse(stub, "nameserver 192.0.2.1\nnameserver 192.0.2.2\n"),
              SPFEVAL_OK);
    CHECK_INT(spfeval_stub_add_server(stub, "::1", 3), SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(parse(stub, ""), SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_stub_parse_resolv_conf(stub, NULL, 1),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_stub_parse_resolv_conf(NULL, "", 0),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_stub_get_server_count(stub), 32);
    spfeval_stub_free(stub);
}

/* A file of its own with this text, repeated. */
static bool
write_file(char *path, const char *text, unsigned times)
{
    int fd = mkstemp(path);
    bool well = fd >= 0;
    size_t len = strlen(text);

    while (well && times-- > 0) {
        well = write(fd, text, len) == (ssize_t)len;
    }
    if (fd >= 0) {
        close(fd);
    }
    return well;
}

static void
test_stub_reads_the_file(void)
{
    char path[] = "test_ldns_resolv_conf.XXXXXX";
    spfeval_stub *stub = NULL;

    if (!CHECK_INT(spfeval_stub_new(NULL, &stub), SPFEVAL_OK)) {
        return;
    }
    CHECK(write_file(path, "nameserver 192.0.2.1\n", 1));
    CHECK_INT(spfeval_stub_read_resolv_conf(stub, path), SPFEVAL_OK);
    check_server(stub, 0, "192.0.2.1");
    unlink(path);
    CHECK_INT(spfeval_stub_read_resolv_conf(stub, path), SPFEVAL_OK);
    check_server(stub, 1, "127.0.0.1");
    /* Nor is there a file below one that is no folder. */
    CHECK_INT(spfeval_stub_read_resolv_conf(stub, "/dev/null/resolv.conf"),
              SPFEVAL_OK);
    check_server(stub, 2, "127.0.0.1");
    CHECK_INT(spfeval_stub_read_resolv_conf(stub, "/"), SPFEVAL_ERR_RESOLVER);
    CHECK_INT(spfeval_stub_read_resolv_conf(NULL, path), SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_stub_get_server_count(stub), 3);
    spfeval_stub_free(stub);
}

static void
test_stub_without_memory_reads_nothing(void)
{
    struct count_alloc memory;
    spfeval_stub *stub = NULL;

    count_alloc_init(&memory);
    if (!CHECK_INT(spfeval_stub_new(&memory.table, &stub), SPFEVAL_OK)) {
        return;
    }
    count_alloc_fail_at(&memory, 1);
    CHECK_INT(spfeval_stub_read_resolv_conf(stub, "/dev/null"),
              SPFEVAL_ERR_NOMEM);
    CHECK_INT(spfeval_stub_get_server_count(stub), 0);
    CHECK_INT(spfeval_stub_read_resolv_conf(stub, "/dev/null"), SPFEVAL_OK);
    check_server(stub, 0, "127.0.0.1");
    spfeval_stub_free(stub);
    CHECK(count_alloc_is_clean(&memory));
    count_alloc_clear(&memory);
}

static void
test_stub_refuses_a_file_above_64_kib(void)
{
    char most[] = "test_ldns_resolv_conf.XXXXXX";
    char more[] = "test_ldns_resolv_conf.XXXXXX";
    spfeval_stub *stub = NULL;

    if (!CHECK_INT(spfeval_stub_new(NULL, &stub), SPFEVAL_OK)) {
        return;
    }
    CHECK(write_file(most, "# sixteen octets", 4096));
    CHECK_INT(spfeval_stub_read_resolv_conf(stub, most), SPFEVAL_OK);
    CHECK(write_file(more, "# 17 octets here\n", 4096));
    CHECK_INT(spfeval_stub_read_resolv_conf(stub, more), SPFEVAL_ERR_RESOLVER);
    CHECK_INT(spfeval_stub_get_server_count(stub), 1);
    unlink(most);
    unlink(more);
    spfeval_stub_free(stub);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"what is known is taken, the rest is passed over",
         test_resolv_conf_takes_what_it_knows},
        {"no octets are an error", test_resolv_conf_no_octets_are_an_error},
        {"a stub takes servers and options of a resolv.conf",
         test_stub_takes_servers_and_options_of_a_resolv_conf},
        {"a stub has at most 32 servers", test_stub_has_at_most_32_servers},
        {"a stub reads the file", test_stub_reads_the_file},
        {"a stub without memory reads nothing",
         test_stub_without_memory_reads_nothing},
        {"a stub refuses a file above 64 KiB",
         test_stub_refuses_a_file_above_64_kib},
    };

    return tap_run("ldns/resolv_conf", tests, TAP_COUNT(tests));
}
