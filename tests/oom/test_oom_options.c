/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Options and resolvers that get no memory. Each of their functions allocates
 * at most once, so that there is one way to fail.
 */
#include <string.h>

#include <spfeval/spfeval.h>

#include "support/count_alloc.h"
#include "support/tap.h"

/* --- options ------------------------------------------------------------- */

static void
test_options_are_made_or_not(void)
{
    spfeval_options *options = NULL;
    struct count_alloc memory;

    count_alloc_init(&memory);
    count_alloc_fail_from(&memory, 1);
    CHECK_INT(spfeval_options_new(&memory.table, &options), SPFEVAL_ERR_NOMEM);
    CHECK(options == NULL);
    count_alloc_fail_at(&memory, 0);
    CHECK_INT(spfeval_options_new(&memory.table, &options), SPFEVAL_OK);
    spfeval_options_free(options);
    CHECK(count_alloc_is_clean(&memory));
}

static void
check_text(const spfeval_options *options, int key, const char *expected)
{
    const char *text = NULL;
    size_t len = 0;

    CHECK_INT(spfeval_options_get_text(options, key, &text, &len), SPFEVAL_OK);
    CHECK_STR(text, len, expected);
    CHECK(text != NULL && text[len] == '\0');
}

/* options.h: "Out of memory; the old text stays." */
static void
set_text(struct count_alloc *memory, spfeval_options *options, int key,
         const char *old, const char *text)
{
    count_alloc_fail_from(memory, 1);
    CHECK_INT(spfeval_options_set_text(options, key, text, strlen(text)),
              SPFEVAL_ERR_NOMEM);
    check_text(options, key, old);
    count_alloc_fail_at(memory, 0);
    CHECK_INT(spfeval_options_set_text(options, key, text, strlen(text)),
              SPFEVAL_OK);
    check_text(options, key, text);
}

static void
test_old_text_stays_when_a_new_one_cannot_be_stored(void)
{
    static const int keys[] = {SPFEVAL_OPTION_RECEIVER,
                               SPFEVAL_OPTION_DEFAULT_EXPLANATION};
    static const char *const texts[] = {
        "", "mx.example.net", "a text that is longer than the one before", "x",
        ""};
    struct count_alloc memory;
    spfeval_options *options;
    size_t i;
    size_t k;

    count_alloc_init(&memory);
    if (!CHECK_INT(spfeval_options_new(&memory.table, &options), SPFEVAL_OK)) {
        return;
    }
    for (i = 1; i < TAP_COUNT(texts); i++) {
        for (k = 0; k < TAP_COUNT(keys); k++) {
            tap_row(texts[i]);
            set_text(&memory, options, keys[k], texts[i - 1], texts[i]);
        }
    }
    spfeval_options_free(options);
    CHECK(count_alloc_is_clean(&memory));
}

/* What is wrong with the call itself is said first. */
static void
test_bad_texts_are_refused_without_memory(void)
{
    struct count_alloc memory;
    spfeval_options *options;

    count_alloc_init(&memory);
    if (!CHECK_INT(spfeval_options_new(&memory.table, &options), SPFEVAL_OK)) {
        return;
    }
    count_alloc_fail_from(&memory, 1);
    CHECK_INT(
        spfeval_options_set_text(options, SPFEVAL_OPTION_RECEIVER, "\t", 1),
        SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_options_set_text(options, 0, "x", 1),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_options_set_text(
                  options, SPFEVAL_OPTION_DEFAULT_EXPLANATION, "%", 1),
              SPFEVAL_ERR_SYNTAX);
    CHECK_INT(memory.failures, 0);
    spfeval_options_free(options);
    CHECK(count_alloc_is_clean(&memory));
}

/* --- resolvers ----------------------------------------------------------- */

/* A source of answers whose memory runs short; its releases are counted. */
struct source {
    struct count_alloc memory;
    spfeval_zone *zone;
    int lookups;
    int releases;
    bool is_short;
};

static int
source_lookup(void *user_data, const spfeval_query *query,
              spfeval_answer *answer)
{
    struct source *source = user_data;
    size_t len = 0;
    const char *name = spfeval_query_get_name(query, &len);

    source->lookups++;
    if (source->is_short) {
        return SPFEVAL_ERR_NOMEM;
    }
    return spfeval_zone_lookup(source->zone, spfeval_query_get_type(query),
                               name, len, answer);
}

static void
source_release(void *user_data)
{
    struct source *source = user_data;

    source->releases++;
}

static const spfeval_resolver_ops source_ops = {
    .struct_size = sizeof(source_ops),
    .lookup = source_lookup,
    .release = source_release,
};

static void
source_init(struct source *source)
{
    static const char text[] = "v=spf1 ip4:192.0.2.1 -all";

    memset(source, 0, sizeof(*source));
    count_alloc_init(&source->memory);
    CHECK_INT(spfeval_zone_new(NULL, &source->zone), SPFEVAL_OK);
    CHECK_INT(spfeval_zone_add_text(source->zone, "example.com", 11, 60, text,
                                    strlen(text)),
              SPFEVAL_OK);
}

static void
source_clear(struct source *source)
{
    spfeval_zone_free(source->zone);
    CHECK(count_alloc_is_clean(&source->memory));
    count_alloc_clear(&source->memory);
}

/* resolver.h: "Out of memory; release was not called." */
static void
test_resolver_that_was_not_made_releases_nothing(void)
{
    spfeval_resolver *resolver = NULL;
    struct source source;

    source_init(&source);
    count_alloc_fail_from(&source.memory, 1);
    CHECK_INT(spfeval_resolver_new(&source.memory.table, &source_ops, &source,
                                   &resolver),
              SPFEVAL_ERR_NOMEM);
    CHECK(resolver == NULL);
    CHECK_INT(source.releases, 0);
    count_alloc_fail_at(&source.memory, 0);
    CHECK_INT(spfeval_resolver_new(&source.memory.table, &source_ops, &source,
                                   &resolver),
              SPFEVAL_OK);
    spfeval_resolver_free(resolver);
    CHECK_INT(source.releases, 1);
    source_clear(&source);
}

static spfeval_check *
make_check(void)
{
    spfeval_options *options = NULL;
    spfeval_check *check = NULL;

    CHECK_INT(spfeval_options_new(NULL, &options), SPFEVAL_OK);
    CHECK_INT(spfeval_check_new(options, &check), SPFEVAL_OK);
    spfeval_options_free(options);
    return check;
}

static void
set_inputs(spfeval_check *check)
{
    CHECK_INT(spfeval_check_set_client_text(check, "192.0.2.1", 9),
              SPFEVAL_OK);
    CHECK_INT(spfeval_check_set_mailfrom(check, "a@example.com", 13),
              SPFEVAL_OK);
}

/* The answer object gets no memory for what the source wants to put in. */
static void
test_resolver_lookup_passes_on_the_lack_of_memory(void)
{
    const spfeval_query *query = NULL;
    spfeval_answer *answer = NULL;
    spfeval_resolver *resolver = NULL;
    spfeval_check *check = make_check();
    struct source source;

    source_init(&source);
    set_inputs(check);
    CHECK_INT(spfeval_check_step(check), SPFEVAL_STEP_QUERY);
    CHECK_INT(spfeval_check_next_query(check, &query), SPFEVAL_OK);
    CHECK_INT(spfeval_resolver_new(NULL, &source_ops, &source, &resolver),
              SPFEVAL_OK);
    CHECK_INT(spfeval_answer_new(&source.memory.table, &answer), SPFEVAL_OK);
    count_alloc_fail_from(&source.memory, 1);
    CHECK_INT(spfeval_resolver_lookup(resolver, query, answer),
              SPFEVAL_ERR_NOMEM);
    CHECK_INT(source.memory.failures, 1);
    count_alloc_fail_at(&source.memory, 0);
    CHECK_INT(spfeval_resolver_lookup(resolver, query, answer), SPFEVAL_OK);
    CHECK_INT(spfeval_answer_get_count(answer), 1);
    CHECK_INT(source.lookups, 2);
    spfeval_answer_free(answer);
    spfeval_resolver_free(resolver);
    spfeval_check_free(check);
    source_clear(&source);
}

static void
test_run_passes_on_that_the_resolver_has_no_memory(void)
{
    spfeval_resolver *resolver = NULL;
    spfeval_check *check = make_check();
    struct source source;

    source_init(&source);
    CHECK_INT(spfeval_resolver_new(NULL, &source_ops, &source, &resolver),
              SPFEVAL_OK);
    set_inputs(check);
    source.is_short = true;
    CHECK_INT(spfeval_check_run(check, resolver), SPFEVAL_ERR_NOMEM);
    CHECK(spfeval_check_get_outcome(check) == NULL);
    source.is_short = false;
    spfeval_check_reset(check);
    set_inputs(check);
    CHECK_INT(spfeval_check_run(check, resolver), SPFEVAL_OK);
    CHECK_INT(spfeval_outcome_get_result(spfeval_check_get_outcome(check)),
              SPFEVAL_RESULT_PASS);
    spfeval_resolver_free(resolver);
    spfeval_check_free(check);
    source_clear(&source);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"options are made or not", test_options_are_made_or_not},
        {"the old text stays when a new one cannot be stored",
         test_old_text_stays_when_a_new_one_cannot_be_stored},
        {"bad texts are refused without memory",
         test_bad_texts_are_refused_without_memory},
        {"a resolver that was not made releases nothing",
         test_resolver_that_was_not_made_releases_nothing},
        {"a resolver's lookup passes on the lack of memory",
         test_resolver_lookup_passes_on_the_lack_of_memory},
        {"a run passes on that the resolver has no memory",
         test_run_passes_on_that_the_resolver_has_no_memory},
    };

    return tap_run("oom/options", tests, TAP_COUNT(tests));
}
