/* SPDX-License-Identifier: BSD-2-Clause */
#include <arpa/inet.h>
#include <net/if.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>

#include "ldns/server.h"
#include "support/tap.h"

struct form {
    const char *text;
    const char *printed; /* NULL: as given */
    int family;
    unsigned port;
};

static const struct form forms[] = {
    {"192.0.2.1", NULL, AF_INET, 53},
    {"192.0.2.1:53", "192.0.2.1", AF_INET, 53},
    {"192.0.2.1:1", NULL, AF_INET, 1},
    {"255.255.255.255:65535", NULL, AF_INET, 65535},
    {"0.0.0.0", "127.0.0.1", AF_INET, 53},
    {"2001:db8::1", NULL, AF_INET6, 53},
    {"2001:DB8:0:0:0:0:0:1", "2001:db8::1", AF_INET6, 53},
    {"[2001:db8::1]", "2001:db8::1", AF_INET6, 53},
    {"[2001:db8::1]:53", "2001:db8::1", AF_INET6, 53},
    {"[2001:db8::1]:5353", NULL, AF_INET6, 5353},
    {"::", "::1", AF_INET6, 53},
    {"::ffff:0.0.0.0", "::ffff:127.0.0.1", AF_INET6, 53},
    {"::1", NULL, AF_INET6, 53},
    {"::ffff:192.0.2.1", NULL, AF_INET6, 53},
    {"1:2:3:4:5:6:7:8", NULL, AF_INET6, 53},
};

static unsigned
port_of(const struct spfe_server *server)
{
    struct sockaddr_in v4;
    struct sockaddr_in6 v6;

    if (server->address.ss_family == AF_INET6) {
        memcpy(&v6, &server->address, sizeof(v6));
        return ntohs(v6.sin6_port);
    }
    memcpy(&v4, &server->address, sizeof(v4));
    return ntohs(v4.sin_port);
}

static void
test_server_each_form_is_read_and_written(void)
{
    size_t i;

    for (i = 0; i < TAP_COUNT(forms); i++) {
        const struct form *form = &forms[i];
        struct spfe_server server;
        char text[SPFE_SERVER_TEXT_SIZE];
        size_t len;

        tap_row(form->text);
        if (!CHECK(
                spfe_server_parse(form->text, strlen(form->text), &server))) {
            continue;
        }
        CHECK_INT(server.address.ss_family, form->family);
        CHECK_INT(port_of(&server), form->port);
        CHECK_INT(server.len, form->family == AF_INET
                                  ? sizeof(struct sockaddr_in)
                                  : sizeof(struct sockaddr_in6));
        len = spfe_server_print(&server, text);
        CHECK_STR(text, len,
                  form->printed == NULL ? form->text : form->printed);
    }
}

static void
test_server_anything_else_is_refused(void)
{
    static const char *const texts[] = {
        "",
        " ",
        "localhost",
        "ns.example.org",
        "192.0.2",
        "192.0.2.256",
        "192.0.2.01",
        "0x7f.0.0.1",
        "192.0.2.1 ",
        " 192.0.2.1",
        "192.0.2.1.",
        "192.0.2.1:",
        "192.0.2.1:0",
        "192.0.2.1:053",
        "192.0.2.1:65536",
        "192.0.2.1:99999999999999999999",
        "192.0.2.1:5x",
        "192.0.2.1:-1",
        "192.0.2.1:+5",
        "192.0.2.1%1",
        "192.0.2.1#53",
        ":53",
        "[192.0.2.1]:53",
        "[2001:db8::1",
        "2001:db8::1]",
        "[2001:db8::1]53",
        "[2001:db8::1]:",
        "[2001:db8::1]:0",
        "[2001:db8::1]:70000",
        "[2001:db8::1]x",
        "[]",
        "[]:53",
        "[",
        "]",
        ":",
        "::1::",
        ":::",
        "1:2:3:4:5:6:7:8:9",
        "2001:db8::12345",
        "2001:db8::g",
        "fe80::1%",
        "fe80::1%0",
        "fe80::1%no-such-interface",
        "fe80::1%a-name-far-too-long-for-any-interface",
        "fe80::1%4294967296",
        "%1",
        "[fe80::1]%1",
    };
    struct spfe_server server;
    size_t i;

    for (i = 0; i < TAP_COUNT(texts); i++) {
        tap_row(texts[i]);
        CHECK(!spfe_server_parse(texts[i], strlen(texts[i]), &server));
    }
    tap_row("a NUL inside");
    CHECK(!spfe_server_parse("192.0.2.1\0", 10, &server));
    CHECK(!spfe_server_parse("::1\0", 4, &server));
    CHECK(!spfe_server_parse("fe80::1%1\0", 10, &server));
}

static void
check_zone(const char *text, uint32_t index, const char *printed)
{
    struct spfe_server server;
    struct sockaddr_in6 address;
    char out[SPFE_SERVER_TEXT_SIZE];
    size_t len;

    tap_row(text);
    if (!CHECK(spfe_server_parse(text, strlen(text), &server))) {
        return;
    }
    memcpy(&address, &server.address, sizeof(address));
    CHECK_INT(address.sin6_scope_id, index);
    len = spfe_server_print(&server, out);
    CHECK_STR(out, len, printed);
}

/* Of two texts, whether a packet from the second is one of the first. */
static void
test_server_is_known_by_all_of_its_address(void)
{
    static const struct {
        const char *server;
        const char *from;
        bool is_same;
    } rows[] = {
        {"192.0.2.1", "192.0.2.1:53", true},
        {"192.0.2.1", "192.0.2.2", false},
        {"192.0.2.1", "192.0.2.1:54", false},
        {"192.0.2.1", "::ffff:192.0.2.1", false},
        {"::ffff:192.0.2.1", "192.0.2.1", false},
        {"2001:db8::1", "[2001:db8::1]:53", true},
        {"2001:db8::1", "2001:db8::2", false},
        {"2001:db8::1", "[2001:db8::1]:54", false},
        {"2001:db8::1%7", "2001:db8::1", true},
        {"fe80::1%7", "fe80::1%7", true},
        {"fe80::1%7", "fe80::1%8", false},
    };
    size_t i;

    for (i = 0; i < TAP_COUNT(rows); i++) {
        struct spfe_server server;
        struct spfe_server from;

        tap_row(rows[i].from);
        CHECK(spfe_server_parse(rows[i].server, strlen(rows[i].server),
                                &server));
        CHECK(spfe_server_parse(rows[i].from, strlen(rows[i].from), &from));
        CHECK_INT(spfe_server_is(&server, &from.address), rows[i].is_same);
    }
}

static void
test_server_zone_is_the_name_or_number_of_an_interface(void)
{
    struct if_nameindex *all = if_nameindex();
    char text[128];

    check_zone("fe80::1%4294967295", UINT32_MAX, "fe80::1%4294967295");
    if (all != NULL && all[0].if_index != 0) {
        snprintf(text, sizeof(text), "fe80::1%%%s", all[0].if_name);
        check_zone(text, all[0].if_index, text);
        snprintf(text, sizeof(text), "[fe80::1%%%s]:5353", all[0].if_name);
        check_zone(text, all[0].if_index, text);
    }
    if_freenameindex(all);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"each form is read and written",
         test_server_each_form_is_read_and_written},
        {"a packet is known by all of the address",
         test_server_is_known_by_all_of_its_address},
        {"anything else is refused", test_server_anything_else_is_refused},
        {"a zone is the name or number of an interface",
         test_server_zone_is_the_name_or_number_of_an_interface},
    };

    return tap_run("ldns/server", tests, TAP_COUNT(tests));
}
