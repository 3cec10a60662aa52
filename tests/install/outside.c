/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A program outside the tree: compiled with what pkg-config says and nothing
 * else. It checks one mail against a policy in memory.
 */
#include <stdio.h>
#include <string.h>

#include <spfeval/spfeval.h>

static int
evaluate(spfeval_check *check, spfeval_zone *zone)
{
    static const char domain[] = "example.com";
    static const char policy[] = "v=spf1 ip4:192.0.2.0/24 -all";
    static const char sender[] = "user@example.com";
    static const char client[] = "192.0.2.1";

    if (spfeval_zone_add_text(zone, domain, strlen(domain), 3600, policy,
                              strlen(policy)) != SPFEVAL_OK ||
        spfeval_check_set_client_text(check, client, strlen(client)) !=
            SPFEVAL_OK ||
        spfeval_check_set_mailfrom(check, sender, strlen(sender)) !=
            SPFEVAL_OK ||
        spfeval_check_run(check, spfeval_zone_get_resolver(zone)) !=
            SPFEVAL_OK) {
        return SPFEVAL_RESULT_UNSET;
    }
    return spfeval_outcome_get_result(spfeval_check_get_outcome(check));
}

int
main(void)
{
    spfeval_options *options = NULL;
    spfeval_check *check = NULL;
    spfeval_zone *zone = NULL;
    int result = SPFEVAL_RESULT_UNSET;

    /* Headers and library are of one version. */
    if (strcmp(spfeval_version(), SPFEVAL_VERSION) != 0 ||
        spfeval_version_number() != SPFEVAL_VERSION_NUMBER) {
        fprintf(stderr, "library %s, headers %s\n", spfeval_version(),
                SPFEVAL_VERSION);
        return 1;
    }
    if (spfeval_options_new(NULL, &options) == SPFEVAL_OK &&
        spfeval_check_new(options, &check) == SPFEVAL_OK &&
        spfeval_zone_new(NULL, &zone) == SPFEVAL_OK) {
        result = evaluate(check, zone);
    }
    printf("libspfeval %s: %s\n", spfeval_version(),
           spfeval_result_name(result));
    spfeval_zone_free(zone);
    spfeval_check_free(check);
    spfeval_options_free(options);
    return result == SPFEVAL_RESULT_PASS ? 0 : 1;
}
