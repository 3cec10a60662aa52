/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Each public function of the resolver while there is no memory, as
 * test_oom_calls does it for the rest. Whole checks over a resolver that lacks
 * it are in tests/dns/test_dns_calls.c.
 *
 *     test_oom_stub --names
 *
 * prints each function with what it does (tests/oom/calls.test).
 */
#include <stdio.h>
#include <string.h>

#include <spfeval/spfeval.h>
#include <spfeval/resolver_ldns.h>

#include "support/count_alloc.h"
#include "support/tap.h"

enum { MOST_ALLOCATIONS = 100, ROOM = 64, MOST_FDS = 8 };

/* Nobody listens there, and what is sent is of no consequence. */
#define SERVER "127.0.0.1:1", 11
#define NAME "example.com", 11

struct scene {
    struct count_alloc memory;
    spfeval_stub *stub;   /* with a server */
    spfeval_stub *asking; /* the same, and a question is asked */
    spfeval_answer *answer;
};

static spfeval_stub *
make_stub(struct scene *scene)
{
    spfeval_stub *stub = NULL;

    CHECK_INT(spfeval_stub_new(&scene->memory.table, &stub), SPFEVAL_OK);
    CHECK_INT(spfeval_stub_add_server(stub, SERVER), SPFEVAL_OK);
    return stub;
}

static void
set_up(struct scene *scene)
{
    count_alloc_init(&scene->memory);
    scene->stub = make_stub(scene);
    scene->asking = make_stub(scene);
    CHECK_INT(
        spfeval_stub_ask(scene->asking, SPFEVAL_RRTYPE_A, NAME, scene, 0),
        SPFEVAL_OK);
    CHECK_INT(spfeval_answer_new(&scene->memory.table, &scene->answer),
              SPFEVAL_OK);
}

static void
tear_down(struct scene *scene)
{
    spfeval_answer_free(scene->answer);
    spfeval_stub_free(scene->asking);
    spfeval_stub_free(scene->stub);
    CHECK(count_alloc_is_clean(&scene->memory));
    count_alloc_clear(&scene->memory);
}

/* --- What takes memory --------------------------------------------------- */

static int
new_stub(struct scene *scene)
{
    spfeval_stub *out = (void *)scene;
    int status = spfeval_stub_new(&scene->memory.table, &out);

    CHECK((out == (void *)scene) == (status != SPFEVAL_OK));
    spfeval_stub_free(status == SPFEVAL_OK ? out : NULL);
    return status;
}

/* A file that is not there is as good as an empty one. */
static int
read_resolv_conf(struct scene *scene)
{
    uint32_t before = spfeval_stub_get_server_count(scene->stub);
    int status =
        spfeval_stub_read_resolv_conf(scene->stub, "/nowhere/resolv.conf");

    CHECK_INT(spfeval_stub_get_server_count(scene->stub) - before,
              status == SPFEVAL_OK);
    return status;
}

static int
ask(struct scene *scene)
{
    int status =
        spfeval_stub_ask(scene->stub, SPFEVAL_RRTYPE_A, NAME, scene, 1);

    if (status == SPFEVAL_OK) {
        CHECK_INT(spfeval_stub_cancel(scene->stub, scene), 1);
    } else {
        CHECK_INT(spfeval_stub_cancel(scene->stub, scene), 0);
        CHECK_INT(spfeval_stub_get_counter(scene->stub,
                                           SPFEVAL_STUB_COUNTER_IN_FLIGHT),
                  0);
    }
    return status;
}

static int
read_packet(struct scene *scene)
{
    static const uint8_t packet[] = {
        0,    1,   0x81, 0x80, 0,   1, 0,   1,   0,   0, 0, 0,   7, 'e', 'x',
        'a',  'm', 'p',  'l',  'e', 3, 'c', 'o', 'm', 0, 0, 1,   0, 1,   0xc0,
        0x0c, 0,   1,    0,    1,   0, 0,   0,   60,  0, 4, 192, 0, 2,   1};
    int status = spfeval_packet_read(packet, sizeof(packet), SPFEVAL_RRTYPE_A,
                                     NAME, scene->answer);

    CHECK_INT(spfeval_answer_get_count(scene->answer), status == SPFEVAL_OK);
    return status;
}

/* --- What takes none ----------------------------------------------------- */

static int
use_stub(struct scene *scene)
{
    static const char text[] = "nameserver 127.0.0.1\noptions rotate";
    spfeval_stub *stub = scene->asking;
    spfeval_stub_answer answer = {.struct_size = sizeof(answer)};
    spfeval_stub_fd fds[MOST_FDS];
    char room[ROOM];
    uint32_t number;

    (void)spfeval_stub_set_u32(stub, SPFEVAL_STUB_OPTION_ATTEMPTS, 1);
    (void)spfeval_stub_get_u32(stub, SPFEVAL_STUB_OPTION_ATTEMPTS, &number);
    (void)spfeval_stub_add_server(stub, SERVER);
    (void)spfeval_stub_parse_resolv_conf(stub, text, sizeof(text) - 1);
    (void)spfeval_stub_get_server_count(stub);
    (void)spfeval_stub_get_server(stub, 0, room, sizeof(room), NULL);
    (void)spfeval_stub_get_resolver(stub);
    (void)spfeval_stub_get_fd(stub);
    (void)spfeval_stub_get_fds(stub, fds, MOST_FDS, NULL);
    (void)spfeval_stub_get_timeout(stub);
    (void)spfeval_stub_get_counter(stub, SPFEVAL_STUB_COUNTER_SOCKETS);
    (void)spfeval_stub_next_answer(stub, &answer);
    (void)spfeval_stub_cancel(stub, scene);
    spfeval_stub_free(stub);
    scene->asking = NULL;
    return SPFEVAL_OK;
}

struct row {
    const char *names;
    int (*call)(struct scene *scene);
    const char *what; /* as test_oom_calls prints it */
};

static const struct row rows[] = {
    {"spfeval_stub_new", new_stub, "fails"},
    {"spfeval_stub_read_resolv_conf", read_resolv_conf, "fails"},
    {"spfeval_stub_ask", ask, "fails"},
    {"spfeval_packet_read", read_packet, "fails"},
    {"spfeval_stub_process", NULL, "unit/test_ldns_stub.c"},
    {"spfeval_stub_set_u32 spfeval_stub_get_u32 spfeval_stub_add_server "
     "spfeval_stub_parse_resolv_conf spfeval_stub_get_server_count "
     "spfeval_stub_get_server spfeval_stub_get_resolver spfeval_stub_get_fd "
     "spfeval_stub_get_fds spfeval_stub_get_timeout spfeval_stub_get_counter "
     "spfeval_stub_next_answer spfeval_stub_cancel spfeval_stub_free",
     use_stub, "quiet"},
};

/* False when that many allocations are not made. */
static bool
try_number(const struct row *row, uint64_t number, bool stays)
{
    struct scene scene;
    bool failed;
    int status;

    set_up(&scene);
    if (stays) {
        count_alloc_fail_from(&scene.memory, number);
    } else {
        count_alloc_fail_at(&scene.memory, number);
    }
    status = row->call(&scene);
    failed = scene.memory.failures > 0;
    CHECK_INT(status, failed ? SPFEVAL_ERR_NOMEM : SPFEVAL_OK);
    count_alloc_fail_at(&scene.memory, 0);
    CHECK_INT(row->call(&scene), SPFEVAL_OK);
    tear_down(&scene);
    return failed;
}

static void
test_each_lack_of_memory_is_reported(void)
{
    size_t i;
    int stays;

    for (i = 0; i < TAP_COUNT(rows); i++) {
        if (strcmp(rows[i].what, "fails") != 0) {
            continue;
        }
        tap_row(rows[i].names);
        for (stays = 0; stays <= 1; stays++) {
            uint64_t number = 1;

            while (number < MOST_ALLOCATIONS &&
                   try_number(&rows[i], number, stays != 0)) {
                number++;
            }
            CHECK(number > 1 && number < MOST_ALLOCATIONS);
        }
    }
}

static void
test_the_others_take_no_memory(void)
{
    struct scene scene;
    uint64_t before;

    set_up(&scene);
    before = scene.memory.calls;
    count_alloc_fail_from(&scene.memory, 1);
    CHECK_INT(use_stub(&scene), SPFEVAL_OK);
    CHECK_INT(scene.memory.calls, before);
    count_alloc_fail_at(&scene.memory, 0);
    tear_down(&scene);
}

static void
print_names(const struct row *row)
{
    const char *at = row->names;

    while (*at != '\0') {
        int len = (int)strcspn(at, " ");

        printf("%.*s %s\n", len, at, row->what);
        at += len;
        at += strspn(at, " ");
    }
}

int
main(int argc, char **argv)
{
    static const struct tap_test tests[] = {
        {"each lack of memory is reported",
         test_each_lack_of_memory_is_reported},
        {"the others take no memory", test_the_others_take_no_memory},
    };
    size_t i;

    if (argc > 1 && strcmp(argv[1], "--names") == 0) {
        for (i = 0; i < TAP_COUNT(rows); i++) {
            print_names(&rows[i]);
        }
        return 0;
    }
    return tap_run("oom/stub", tests, TAP_COUNT(tests));
}
