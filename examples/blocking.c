/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * One check against the system's DNS, waiting for it.
 *
 *     blocking 192.0.2.1 user@example.org
 *     blocking 192.0.2.1 user@example.org 127.0.0.1:5353
 */
#include <stdio.h>
#include <string.h>

#include <spfeval/resolver_ldns.h>
#include <spfeval/spfeval.h>

static int
set_up(spfeval_stub *stub, spfeval_check *check, char **argv)
{
    int status = argv[3] == NULL
                     ? spfeval_stub_read_resolv_conf(stub, NULL)
                     : spfeval_stub_add_server(stub, argv[3], strlen(argv[3]));

    if (status == SPFEVAL_OK) {
        status =
            spfeval_check_set_client_text(check, argv[1], strlen(argv[1]));
    }
    if (status == SPFEVAL_OK) {
        status = spfeval_check_set_mailfrom(check, argv[2], strlen(argv[2]));
    }
    return status;
}

int
main(int argc, char **argv)
{
    spfeval_options *options = NULL;
    spfeval_check *check = NULL;
    spfeval_stub *stub = NULL;
    int status = SPFEVAL_ERR_NOMEM;

    if (argc < 3 || argc > 4) {
        fprintf(stderr, "usage: %s ADDRESS SENDER [SERVER]\n", argv[0]);
        return 64;
    }
    if (spfeval_options_new(NULL, &options) == SPFEVAL_OK &&
        spfeval_check_new(options, &check) == SPFEVAL_OK &&
        spfeval_stub_new(NULL, &stub) == SPFEVAL_OK) {
        status = set_up(stub, check, argv);
    }
    if (status == SPFEVAL_OK) {
        status = spfeval_check_run(check, spfeval_stub_get_resolver(stub));
    }
    puts(status == SPFEVAL_OK ? spfeval_result_name(spfeval_outcome_get_result(
                                    spfeval_check_get_outcome(check)))
                              : spfeval_status_message(status));
    spfeval_stub_free(stub);
    spfeval_check_free(check);
    spfeval_options_free(options);
    return status == SPFEVAL_OK ? 0 : 1;
}
