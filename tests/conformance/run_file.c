/* SPDX-License-Identifier: BSD-2-Clause */
#include "run_file.h"

#include <string.h>

#include <spfeval/zone.h>

#include "judge.h"

/* One document of a file: its zone serves all its cases. */
struct document {
    struct session *session;
    const struct suite *suite;
    struct text group; /* the file's name, for the results */
    spfeval_zone *zone;
    struct tally *tally;
};

static struct text
group_of(const struct suite *suite, const char *path)
{
    const char *slash = strrchr(path, '/');
    struct text name = text_of(slash != NULL ? slash + 1 : path);

    if (!suite->own) {
        return text_of(suite->label);
    }
    if (name.len > 4 && memcmp(name.data + name.len - 4, ".yml", 4) == 0) {
        name.len -= 4;
    }
    return name;
}

/* Something around the cases is wrong: counted as one that failed. */
static void
report_problem(const struct document *document, const char *claim,
               struct text problem)
{
    document->tally->total++;
    tap_result(&document->session->tap, false, document->group,
               text_of(claim));
    tap_note(&document->session->tap, problem);
}

static void
note_queries(struct session *session, const struct facts *facts)
{
    const struct buf *queries = facts_find(facts, text_of("queries"));

    if (queries == NULL) {
        tap_note(&session->tap, text_of("no queries: it could not be run"));
    } else {
        tap_note(&session->tap, text_of("queries:"));
        tap_note(&session->tap, buf_text(queries));
    }
}

static void
note_facts(struct session *session, const struct facts *facts)
{
    struct buf lines = {0};
    size_t i;

    for (i = 0; i < facts->count; i++) {
        buf_add_string(&lines, facts->items[i].name);
        buf_add_string(&lines, ": ");
        buf_add(&lines, facts->items[i].value.data, facts->items[i].value.len);
        buf_add_string(&lines, "\n");
    }
    tap_note(&session->tap, buf_text(&lines));
    buf_free(&lines);
}

static void
try_case(const struct document *document, const struct suite_case *test)
{
    struct session *session = document->session;
    struct facts facts = {0};
    struct buf lines = {0};
    bool good;

    run_case(&session->reuse, test, document->zone, &facts, &lines);
    good = judge(document->suite, test, &facts, &lines) && lines.len == 0;
    document->tally->passed += good ? 1 : 0;
    tap_result(&session->tap, good, document->group, test->name);
    if (!good) {
        tap_note(&session->tap, buf_text(&lines));
        note_queries(session, &facts);
    }
    if (session->verbose) {
        note_facts(session, &facts);
    }
    facts_free(&facts);
    buf_free(&lines);
}

static void
run_test(const struct document *document, struct text name, struct tree tree)
{
    struct suite_case test;
    struct buf error = {0};

    if (suite_leaves_out(document->suite, name)) {
        return;
    }
    if (document->session->only != NULL &&
        !text_is(name, document->session->only)) {
        return;
    }
    document->tally->total++;
    if (suite_case_read(name, tree, &test, &error)) {
        try_case(document, &test);
    } else {
        tap_result(&document->session->tap, false, document->group, name);
        tap_note(&document->session->tap, buf_text(&error));
    }
    buf_free(&error);
}

/* A second case with the same name would hide the first from other readers. */
static bool
is_repeated(struct tree tests, size_t index, struct text name)
{
    size_t i;

    for (i = 0; i < index; i++) {
        struct text other;
        struct tree value;

        if (tree_pair(tests, i, &other, &value) && text_equal(other, name)) {
            return true;
        }
    }
    return false;
}

static void
run_tests(const struct document *document, struct tree tests)
{
    size_t count = tree_count(tests);
    size_t i;

    for (i = 0; i < count; i++) {
        struct text name;
        struct tree value;

        if (!tree_pair(tests, i, &name, &value) || name.len == 0) {
            report_problem(document, "each case has a name", text_of(""));
        } else if (is_repeated(tests, i, name)) {
            report_problem(document, "the names of cases differ", name);
        } else {
            run_test(document, name, value);
        }
    }
}

static void
run_document(struct document *document, struct tree root)
{
    struct tree tests = tree_find(root, "tests");
    struct buf error = {0};

    document->zone = suite_zone_new(root, &error);
    if (document->zone == NULL) {
        report_problem(document, "the zone can be read", buf_text(&error));
    } else if (!tree_is_map(tests) || tree_count(tests) == 0) {
        report_problem(document, "each document has tests", text_of(""));
    } else {
        run_tests(document, tests);
    }
    spfeval_zone_free(document->zone);
    document->zone = NULL;
    buf_free(&error);
}

static void
run_documents(struct document *document, struct yaml_file *file)
{
    struct buf error = {0};
    struct tree root;
    int more;

    while ((more = yaml_file_next(file, &root, &error)) > 0) {
        run_document(document, root);
    }
    if (more < 0) {
        report_problem(document, "the file is YAML", buf_text(&error));
    }
    buf_free(&error);
}

void
run_file(struct session *session, const struct suite *suite, const char *path,
         struct tally *tally)
{
    struct document document = {
        .session = session,
        .suite = suite,
        .group = group_of(suite, path),
        .tally = tally,
    };
    size_t before = tally->total;
    struct yaml_file file;
    struct buf error = {0};

    if (!yaml_file_open(&file, path, &error)) {
        buf_add_string(&error, ": ");
        buf_add_string(&error, path);
        report_problem(&document, "the file can be read", buf_text(&error));
        buf_free(&error);
        return;
    }
    run_documents(&document, &file);
    yaml_file_close(&file);
    if (tally->total == before && session->only == NULL) {
        report_problem(&document, "the file has cases", text_of(path));
    }
    buf_free(&error);
}
