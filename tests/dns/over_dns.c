/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * run_over_dns: over the DNS a check gives what it gives over the same data in
 * memory.
 *
 * Each document of the suites in $SPF_SUITES and of the files in
 * $SPF_SCENARIOS is served by a DNS server of its own on 127.0.0.1. Each case
 * is run with both faces of the stub resolver, and with the zone itself;
 * whether the result is right is left to run_suite. Cases whose time is made
 * up are left out.
 *
 * A case that needs an answer which cannot be said in DNS is compared too: the
 * zone answers NOTIMP there, like the server. Its name is printed.
 */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <spfeval/status.h>

#include "conformance/suite_list.h"
#include "conformance/suite_zone.h"
#include "conformance/tap.h"
#include "conformance/yaml_tree.h"
#include "dns/over_dns_case.h"
#include "dns/over_dns_server.h"

/* More of them, and something else is taken for it. */
enum { MOST_INEXPRESSIBLE = 8 };

struct totals {
    struct tap tap;
    size_t compared;
    size_t passed;
    size_t left_out;
    size_t again;
    size_t inexpressible;
    struct buf inexpressible_names;
    uint64_t questions;
    uint64_t connections;
};

/* A document that is being served. */
struct document {
    struct totals *totals;
    struct text group;
    spfeval_zone *zone;
    spfeval_stub *stub;
    struct child server;
};

static void
report_problem(struct document *document, const char *claim,
               struct text problem)
{
    tap_result(&document->totals->tap, false, document->group, text_of(claim));
    tap_note(&document->totals->tap, problem);
}

/* --- A case -------------------------------------------------------------- */

static void
add_name(struct buf *names, struct text group, struct text name)
{
    buf_add(names, group.data, group.len);
    buf_add_string(names, ": ");
    buf_add(names, name.data, name.len);
    buf_add_string(names, "\n");
}

static void
compare_case(struct document *document, const struct suite_case *test)
{
    struct totals *totals = document->totals;
    struct over_dns result = {0};
    bool good;

    over_dns_run(test, document->zone, document->stub, &result);
    good = result.complaints.len == 0;
    totals->compared++;
    totals->passed += good ? 1 : 0;
    totals->again += result.again ? 1 : 0;
    if (result.inexpressible) {
        totals->inexpressible++;
        add_name(&totals->inexpressible_names, document->group, test->name);
    }
    tap_result(&totals->tap, good, document->group, test->name);
    tap_note(&totals->tap, buf_text(&result.complaints));
    buf_free(&result.complaints);
}

static void
run_case(struct document *document, struct text name, struct tree tree)
{
    struct suite_case test;
    struct buf error = {0};

    if (!suite_case_read(name, tree, &test, &error)) {
        report_problem(document, "the case can be read", buf_text(&error));
    } else if (test.expire_at > 0 || test.clock.count > 0) {
        document->totals->left_out++;
    } else {
        compare_case(document, &test);
    }
    buf_free(&error);
}

/* --- A document ---------------------------------------------------------- */

static void
run_cases(struct document *document, struct tree tests)
{
    size_t count = tree_count(tests);
    size_t i;

    if (count == 0) {
        report_problem(document, "each document has tests", text_of(""));
    }
    for (i = 0; i < count; i++) {
        struct text name;
        struct tree value;

        if (tree_pair(tests, i, &name, &value)) {
            run_case(document, name, value);
        } else {
            report_problem(document, "each case has a name", text_of(""));
        }
    }
}

static spfeval_stub *
make_stub(const char *address)
{
    spfeval_stub *stub;

    if (spfeval_stub_new(NULL, &stub) != SPFEVAL_OK) {
        return NULL;
    }
    if (spfeval_stub_set_u32(stub, SPFEVAL_STUB_OPTION_ATTEMPTS, 1) !=
            SPFEVAL_OK ||
        spfeval_stub_add_server(stub, address, strlen(address)) !=
            SPFEVAL_OK) {
        spfeval_stub_free(stub);
        return NULL;
    }
    return stub;
}

static void
run_served(struct document *document, struct tree tests)
{
    struct totals *totals = document->totals;

    document->stub = make_stub(document->server.address);
    if (document->stub == NULL) {
        report_problem(document, "there is a stub", text_of(""));
        return;
    }
    run_cases(document, tests);
    totals->questions += spfeval_stub_get_counter(
        document->stub, SPFEVAL_STUB_COUNTER_QUESTIONS);
    totals->connections +=
        spfeval_stub_get_counter(document->stub, SPFEVAL_STUB_COUNTER_TCP);
    spfeval_stub_free(document->stub);
    document->stub = NULL;
}

static void
run_document(struct document *document, struct tree root)
{
    struct buf error = {0};

    document->zone = suite_zone_new(root, &error);
    if (document->zone == NULL) {
        report_problem(document, "the zone can be read", buf_text(&error));
    } else if (!zone_server_start(&document->server, document->zone)) {
        report_problem(document, "the zone is served", text_of(""));
    } else {
        run_served(document, tree_find(root, "tests"));
        child_stop(&document->server);
    }
    spfeval_zone_free(document->zone);
    document->zone = NULL;
    buf_free(&error);
}

/* --- A file -------------------------------------------------------------- */

static void
run_file(struct totals *totals, struct text group, const char *path)
{
    struct document document = {.totals = totals, .group = group};
    struct yaml_file file;
    struct buf error = {0};
    struct tree root;
    int more;

    if (!yaml_file_open(&file, path, &error)) {
        report_problem(&document, "the file can be read", buf_text(&error));
        buf_free(&error);
        return;
    }
    while ((more = yaml_file_next(&file, &root, &error)) > 0) {
        run_document(&document, root);
    }
    if (more < 0) {
        report_problem(&document, "the file is YAML", buf_text(&error));
    }
    yaml_file_close(&file);
    buf_free(&error);
}

static void
run_in_folder(struct totals *totals, const char *folder, const char *name)
{
    struct text group = text_of(name);
    struct buf path = {0};

    buf_add_string(&path, folder);
    buf_add_string(&path, "/");
    buf_add_string(&path, name);
    group.len -= strlen(".yml");
    run_file(totals, group, path.data);
    buf_free(&path);
}

static int
is_yaml(const struct dirent *entry)
{
    size_t len = strlen(entry->d_name);

    return len > 4 && strcmp(entry->d_name + len - 4, ".yml") == 0;
}

static void
run_suites(struct totals *totals, const char *folder)
{
    const struct suite *suite;

    for (suite = suite_list; suite->label != NULL; suite++) {
        run_in_folder(totals, folder, suite->file);
    }
}

static void
run_scenarios(struct totals *totals, const char *folder)
{
    struct dirent **entries = NULL;
    int count = scandir(folder, &entries, is_yaml, alphasort);
    int i;

    tap_result(&totals->tap, count > 0, text_of("over-dns"),
               text_of("there are scenarios"));
    for (i = 0; i < count; i++) {
        run_in_folder(totals, folder, entries[i]->d_name);
        free(entries[i]);
    }
    free(entries);
}

/* --- The whole ----------------------------------------------------------- */

static void
note_number(const struct totals *totals, uint64_t number, const char *what)
{
    struct buf line = {0};

    buf_add_string(&line, "over-dns ");
    buf_add_number(&line, number);
    buf_add_string(&line, what);
    tap_summary(&totals->tap, buf_text(&line));
    buf_free(&line);
}

static void
sum_up(struct totals *totals)
{
    struct text group = text_of("over-dns");
    struct buf line = {0};

    tap_result(&totals->tap, totals->connections > 0, group,
               text_of("some answers need TCP"));
    tap_result(&totals->tap, totals->inexpressible <= MOST_INEXPRESSIBLE,
               group, text_of("few cases are not expressible"));
    note_number(totals, totals->questions, " questions to the stub");
    note_number(totals, totals->connections, " connections over TCP");
    note_number(totals, totals->again, " cases again, with more time");
    note_number(totals, totals->left_out, " left out: their time is made up");
    note_number(totals, totals->inexpressible, " not expressible:");
    tap_note(&totals->tap, buf_text(&totals->inexpressible_names));
    buf_add_string(&line, "over-dns ");
    buf_add_number(&line, totals->passed);
    buf_add_string(&line, "/");
    buf_add_number(&line, totals->compared);
    tap_summary(&totals->tap, buf_text(&line));
    tap_plan(&totals->tap);
    buf_free(&line);
    buf_free(&totals->inexpressible_names);
}

/* Automake's driver reads the output, not this. */
static int
exit_code(const struct tap *tap)
{
    const char *harness = getenv("TAP_HARNESS");

    if (harness != NULL && strcmp(harness, "automake") == 0) {
        return EXIT_SUCCESS;
    }
    return tap->failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

int
main(void)
{
    const char *suites = getenv("SPF_SUITES");
    const char *scenarios = getenv("SPF_SCENARIOS");
    struct totals totals = {0};

    if (suites == NULL || scenarios == NULL) {
        puts("Bail out! SPF_SUITES and SPF_SCENARIOS name the folders");
        return EXIT_FAILURE;
    }
    run_suites(&totals, suites);
    run_scenarios(&totals, scenarios);
    sum_up(&totals);
    return exit_code(&totals.tap);
}
