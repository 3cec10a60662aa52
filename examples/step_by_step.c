/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A check without any resolver: the library says what it wants to know, you
 * are the DNS.
 *
 *     step_by_step 192.0.2.1 user@example.org
 *
 * For each question type one record a line, then an empty line. "-" alone says
 * that the name does not exist, "!" that the DNS failed. An event loop does
 * the same, except that it goes on with other work between question and answer.
 */
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <spfeval/spfeval.h>

static int
add_record(spfeval_answer *answer, int type, const char *line)
{
    unsigned char address[16];
    char *host;

    switch (type) {
    case SPFEVAL_RRTYPE_A:
        return inet_pton(AF_INET, line, address) == 1
                   ? spfeval_answer_add_address(answer, address, 4)
                   : SPFEVAL_ERR_SYNTAX;
    case SPFEVAL_RRTYPE_AAAA:
        return inet_pton(AF_INET6, line, address) == 1
                   ? spfeval_answer_add_address(answer, address, 16)
                   : SPFEVAL_ERR_SYNTAX;
    case SPFEVAL_RRTYPE_TXT:
        return spfeval_answer_add_text(answer, line, strlen(line));
    case SPFEVAL_RRTYPE_MX: {
        unsigned long preference = strtoul(line, &host, 10);

        host += strspn(host, " ");
        return spfeval_answer_add_mx(answer, (uint16_t)preference, host,
                                     strlen(host));
    }
    default:
        return spfeval_answer_add_ptr(answer, line, strlen(line));
    }
}

/* Ask the person at the terminal. */
static int
read_answer(const spfeval_query *query, spfeval_answer *answer)
{
    int type = spfeval_query_get_type(query);
    char line[1024];

    spfeval_answer_clear(answer);
    (void)spfeval_answer_set_rcode(answer, 0);
    printf("%s %s?\n", spfeval_rrtype_name(type),
           spfeval_query_get_name(query, NULL));
    while (fgets(line, sizeof(line), stdin) != NULL) {
        line[strcspn(line, "\r\n")] = '\0';
        if (line[0] == '\0') {
            break;
        }
        if (strcmp(line, "-") == 0) {
            return spfeval_answer_set_rcode(answer, 3);
        }
        if (strcmp(line, "!") == 0) {
            return spfeval_answer_set_failure(answer, SPFEVAL_FAILURE_TIMEOUT);
        }
        if (add_record(answer, type, line) != SPFEVAL_OK) {
            printf("not a record: %s\n", line);
        }
    }
    return SPFEVAL_OK;
}

/* The loop that every host has in some form. */
static int
run(spfeval_check *check, spfeval_answer *answer)
{
    const spfeval_query *query;
    int step;

    while ((step = spfeval_check_step(check)) == SPFEVAL_STEP_QUERY) {
        while (spfeval_check_next_query(check, &query) == SPFEVAL_OK) {
            int status = read_answer(query, answer);

            if (status == SPFEVAL_OK) {
                status = spfeval_check_answer(
                    check, spfeval_query_get_id(query), answer);
            }
            if (status != SPFEVAL_OK) {
                return status;
            }
        }
    }
    return step == SPFEVAL_STEP_DONE ? SPFEVAL_OK : step;
}

int
main(int argc, char **argv)
{
    spfeval_options *options = NULL;
    spfeval_answer *answer = NULL;
    spfeval_check *check = NULL;
    int status = SPFEVAL_ERR_NOMEM;

    if (argc != 3) {
        fprintf(stderr, "usage: %s ADDRESS SENDER\n", argv[0]);
        return 64;
    }
    if (spfeval_options_new(NULL, &options) == SPFEVAL_OK &&
        spfeval_check_new(options, &check) == SPFEVAL_OK &&
        spfeval_answer_new(NULL, &answer) == SPFEVAL_OK) {
        status =
            spfeval_check_set_client_text(check, argv[1], strlen(argv[1]));
        if (status == SPFEVAL_OK) {
            status =
                spfeval_check_set_mailfrom(check, argv[2], strlen(argv[2]));
        }
        if (status == SPFEVAL_OK) {
            status = run(check, answer);
        }
    }
    if (status == SPFEVAL_OK) {
        const spfeval_outcome *outcome = spfeval_check_get_outcome(check);

        printf("%s\n",
               spfeval_result_name(spfeval_outcome_get_result(outcome)));
    } else {
        fprintf(stderr, "%s\n", spfeval_status_message(status));
    }
    spfeval_answer_free(answer);
    spfeval_check_free(check);
    spfeval_options_free(options);
    return status == SPFEVAL_OK ? 0 : 1;
}
