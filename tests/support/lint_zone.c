/* SPDX-License-Identifier: BSD-2-Clause */
#include "support/lint_zone.h"

#include <string.h>

#include <spfeval/status.h>

#include "support/tap.h"
#include "support/zone_lines.h"

enum { DOMAIN_LEN = 11 };

static bool
needs_mail(const char *lines)
{
    return strncmp(lines, "example.com ", DOMAIN_LEN + 1) == 0 &&
           strncmp(lines, "example.com MX", DOMAIN_LEN + 3) != 0 &&
           strncmp(lines, "example.com CNAME", DOMAIN_LEN + 6) != 0 &&
           strstr(lines, "\nexample.com MX") == NULL;
}

void
lint_zone_set_up(struct lint_zone *fixture, const char *lines)
{
    static const char address[] =
        "example.com A 8.8.4.4\nexample.com AAAA 2a00::4";

    memset(fixture, 0, sizeof(*fixture));
    CHECK_INT(spfeval_options_new(NULL, &fixture->options), SPFEVAL_OK);
    CHECK_INT(spfeval_zone_new(NULL, &fixture->zone), SPFEVAL_OK);
    CHECK_INT(zone_lines_add(fixture->zone, lines), SPFEVAL_OK);
    if (needs_mail(lines)) {
        CHECK_INT(zone_lines_add(fixture->zone, address), SPFEVAL_OK);
    }
}

void
lint_zone_run(struct lint_zone *fixture)
{
    CHECK_INT(spfeval_policy_new(fixture->options, &fixture->policy),
              SPFEVAL_OK);
    CHECK_INT(
        spfeval_policy_set_domain(fixture->policy, "example.com", DOMAIN_LEN),
        SPFEVAL_OK);
    CHECK_INT(spfeval_policy_set_extras(fixture->policy, 1), SPFEVAL_OK);
    CHECK_INT(spfeval_policy_run(fixture->policy,
                                 spfeval_zone_get_resolver(fixture->zone)),
              SPFEVAL_OK);
    CHECK_INT(spfeval_policy_lint(fixture->policy, &fixture->lint),
              SPFEVAL_OK);
}

void
lint_zone_tear_down(struct lint_zone *fixture)
{
    spfeval_lint_free(fixture->lint);
    spfeval_policy_free(fixture->policy);
    spfeval_zone_free(fixture->zone);
    spfeval_options_free(fixture->options);
}

spfeval_finding
lint_zone_get(const struct lint_zone *fixture, uint32_t index)
{
    spfeval_finding finding = {.struct_size = sizeof(finding)};

    CHECK_INT(spfeval_lint_get_finding(fixture->lint, index, &finding),
              SPFEVAL_OK);
    return finding;
}

unsigned
lint_zone_count(const struct lint_zone *fixture, const char *code)
{
    unsigned count = 0;
    uint32_t i;

    for (i = 0; i < spfeval_lint_get_count(fixture->lint); i++) {
        count += strcmp(lint_zone_get(fixture, i).code, code) == 0;
    }
    return count;
}
