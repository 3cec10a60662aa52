/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The findings about a policy, whose Nth allocation fails, once or with all
 * that follow, for all N: reported, nothing kept, and the call can be
 * repeated.
 */
#include <string.h>

#include <spfeval/policy.h>
#include <spfeval/status.h>
#include <spfeval/zone.h>

#include "support/count_alloc.h"
#include "support/lint_dns_cases.h"
#include "support/tap.h"
#include "support/zone_lines.h"

enum { MOST_ALLOCATIONS = 1000 };

static spfeval_policy *
make_policy(const struct count_alloc *memory, const char *lines)
{
    spfeval_options *options = NULL;
    spfeval_policy *policy = NULL;
    spfeval_zone *zone = NULL;

    CHECK_INT(spfeval_options_new(&memory->table, &options), SPFEVAL_OK);
    CHECK_INT(spfeval_zone_new(NULL, &zone), SPFEVAL_OK);
    CHECK_INT(zone_lines_add(zone, lines), SPFEVAL_OK);
    CHECK_INT(spfeval_policy_new(options, &policy), SPFEVAL_OK);
    CHECK_INT(spfeval_policy_set_domain(policy, "example.com", 11),
              SPFEVAL_OK);
    CHECK_INT(spfeval_policy_set_extras(policy, 1), SPFEVAL_OK);
    CHECK_INT(spfeval_policy_run(policy, spfeval_zone_get_resolver(zone)),
              SPFEVAL_OK);
    spfeval_zone_free(zone);
    spfeval_options_free(options);
    return policy;
}

static uint64_t
count_allocations(const char *lines, uint32_t *findings)
{
    struct count_alloc memory;
    spfeval_lint *found = NULL;
    spfeval_policy *policy;
    uint64_t before;

    count_alloc_init(&memory);
    policy = make_policy(&memory, lines);
    before = memory.calls;
    CHECK_INT(spfeval_policy_lint(policy, &found), SPFEVAL_OK);
    *findings = spfeval_lint_get_count(found);
    before = memory.calls - before;
    spfeval_policy_free(policy);
    spfeval_lint_free(found);
    CHECK(count_alloc_is_clean(&memory));
    return before;
}

static void
try_once(const char *lines, uint64_t number, bool stays_out, uint32_t findings)
{
    struct count_alloc memory;
    spfeval_lint *found = NULL;
    spfeval_policy *policy;

    count_alloc_init(&memory);
    policy = make_policy(&memory, lines);
    if (stays_out) {
        count_alloc_fail_from(&memory, number);
    } else {
        count_alloc_fail_at(&memory, number);
    }
    CHECK_INT(spfeval_policy_lint(policy, &found), SPFEVAL_ERR_NOMEM);
    CHECK(found == NULL);
    CHECK(memory.failures > 0);
    count_alloc_fail_at(&memory, 0);
    CHECK_INT(spfeval_policy_lint(policy, &found), SPFEVAL_OK);
    CHECK_INT(spfeval_lint_get_count(found), findings);
    spfeval_policy_free(policy);
    spfeval_lint_free(found);
    CHECK(count_alloc_is_clean(&memory));
    count_alloc_clear(&memory);
}

static void
try_all(const char *lines)
{
    uint32_t findings = 0;
    uint64_t most = count_allocations(lines, &findings);
    uint64_t number;

    tap_row(lines);
    CHECK(most > 0 && most < MOST_ALLOCATIONS);
    for (number = 1; number <= most; number++) {
        try_once(lines, number, false, findings);
        try_once(lines, number, true, findings);
    }
    tap_row(NULL);
}

static void
test_each_finding_reports_lack_of_memory(void)
{
    static const struct lint_dns_table *const tables[] = {
        &lint_dns_domain, &lint_dns_includes, &lint_dns_hosts, &lint_dns_cost};
    size_t i;
    size_t j;

    for (i = 0; i < TAP_COUNT(tables); i++) {
        for (j = 0; j < tables[i]->count; j++) {
            try_all(tables[i]->cases[j].zone);
        }
    }
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"each finding reports each lack of memory",
         test_each_finding_reports_lack_of_memory},
    };

    return tap_run("oom/policy_lint", tests, TAP_COUNT(tests));
}
