/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A program outside the tree that uses the second library: asks a port where
 * nobody listens, so the outcome is known.
 */
#include <stdio.h>
#include <string.h>

#include <spfeval/resolver_ldns.h>
#include <spfeval/spfeval.h>

int
main(void)
{
    static const char server[] = "127.0.0.1:1";
    static const char client[] = "192.0.2.1";
    static const char sender[] = "user@example.com";
    spfeval_options *options = NULL;
    spfeval_check *check = NULL;
    spfeval_stub *stub = NULL;
    int result = SPFEVAL_RESULT_UNSET;

    if (spfeval_options_new(NULL, &options) == SPFEVAL_OK &&
        spfeval_check_new(options, &check) == SPFEVAL_OK &&
        spfeval_stub_new(NULL, &stub) == SPFEVAL_OK &&
        spfeval_stub_add_server(stub, server, strlen(server)) == SPFEVAL_OK &&
        spfeval_check_set_client_text(check, client, strlen(client)) ==
            SPFEVAL_OK &&
        spfeval_check_set_mailfrom(check, sender, strlen(sender)) ==
            SPFEVAL_OK &&
        spfeval_check_run(check, spfeval_stub_get_resolver(stub)) ==
            SPFEVAL_OK) {
        result = spfeval_outcome_get_result(spfeval_check_get_outcome(check));
    }
    printf("libspfeval-ldns: %s\n", spfeval_result_name(result));
    spfeval_stub_free(stub);
    spfeval_check_free(check);
    spfeval_options_free(options);
    return result == SPFEVAL_RESULT_TEMPERROR ? 0 : 1;
}
