/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Try a policy before it is published: may this address send for the domain?
 *
 *     try_policy example.org 'v=spf1 ip4:192.0.2.0/24 -all' 192.0.2.1
 *
 * A zone in memory is the simplest source of DNS answers.
 */
#include <stdio.h>
#include <string.h>

#include <spfeval/spfeval.h>

static void
print_outcome(const spfeval_outcome *outcome)
{
    spfeval_path_entry last = {.struct_size = sizeof(last)};
    uint32_t count = spfeval_outcome_get_path_count(outcome);

    printf("%s: %s\n",
           spfeval_result_name(spfeval_outcome_get_result(outcome)),
           spfeval_reason_message(spfeval_outcome_get_reason(outcome)));
    if (count > 0 &&
        spfeval_outcome_get_path(outcome, count - 1, &last) == SPFEVAL_OK &&
        last.has_term) {
        printf("decided by %.*s\n", (int)last.term_length,
               last.text + last.term_offset);
    }
}

static int
try_policy(spfeval_check *check, spfeval_zone *zone, char **argv)
{
    const char *domain = argv[1];
    const char *record = argv[2];
    const char *address = argv[3];
    int status;

    status = spfeval_zone_add_text(zone, domain, strlen(domain), 3600, record,
                                   strlen(record));
    if (status == SPFEVAL_OK) {
        status =
            spfeval_check_set_client_text(check, address, strlen(address));
    }
    if (status == SPFEVAL_OK) { /* a domain alone: postmaster there */
        status = spfeval_check_set_mailfrom(check, domain, strlen(domain));
    }
    if (status == SPFEVAL_OK) {
        status = spfeval_check_run(check, spfeval_zone_get_resolver(zone));
    }
    return status;
}

int
main(int argc, char **argv)
{
    spfeval_options *options = NULL;
    spfeval_check *check = NULL;
    spfeval_zone *zone = NULL;
    int status;

    if (argc != 4) {
        fprintf(stderr, "usage: %s DOMAIN RECORD ADDRESS\n", argv[0]);
        return 64;
    }
    status = spfeval_options_new(NULL, &options);
    if (status == SPFEVAL_OK) {
        status = spfeval_check_new(options, &check);
    }
    if (status == SPFEVAL_OK) {
        status = spfeval_zone_new(NULL, &zone);
    }
    if (status == SPFEVAL_OK) {
        status = try_policy(check, zone, argv);
    }
    if (status == SPFEVAL_OK) {
        print_outcome(spfeval_check_get_outcome(check));
    } else {
        fprintf(stderr, "%s\n", spfeval_status_message(status));
    }
    spfeval_zone_free(zone);
    spfeval_check_free(check); /* each accepts NULL */
    spfeval_options_free(options);
    return status == SPFEVAL_OK ? 0 : 1;
}
