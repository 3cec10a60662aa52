/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What libspf2 says of the cases in a file, a line for each: number, result,
 * explanation, its own reason. Explanations that are not the domain's are
 * empty. With --version, what is installed.
 */
#include <sys/types.h>

#include <arpa/inet.h>
#include <arpa/nameser.h>
#include <netdb.h>
#include <netinet/in.h>

#include <spf2/spf.h>

#include <stdlib.h>
#include <string.h>

#include "differential/spf_case.h"

#define NO_EXPLANATION "none"

enum { TTL = 3600 };

static const char *
type_name(ns_type type)
{
    switch ((int)type) {
    case ns_t_a:
        return "A";
    case ns_t_aaaa:
        return "AAAA";
    case ns_t_mx:
        return "MX";
    case ns_t_ptr:
        return "PTR";
    case ns_t_txt:
        return "TXT";
    default: /* SPF; it would come first, as RFC 4408 had it */
        return "none";
    }
}

/* One record; the library wants room for the largest kind at least. */
static int
put(SPF_dns_rr_t *made, const void *data, size_t len)
{
    size_t room = len + 1;
    char *at;

    if (room < sizeof(SPF_dns_rr_data_t)) {
        room = sizeof(SPF_dns_rr_data_t);
    }
    if (SPF_dns_rr_buf_realloc(made, made->num_rr, room) != SPF_E_SUCCESS) {
        return -1;
    }
    at = (char *)made->rr[made->num_rr];
    memcpy(at, data, len);
    at[len] = '\0';
    made->num_rr++;
    return 0;
}

static int
put_address(SPF_dns_rr_t *made, int family, const char *text)
{
    unsigned char octets[16];

    return inet_pton(family, text, octets) == 1
               ? put(made, octets, family == AF_INET ? 4 : 16)
               : -1;
}

static int
put_row(SPF_dns_rr_t *made, const struct case_row *row)
{
    static char text[CASE_TEXT];
    size_t len;

    if (strcmp(row->type, "A") == 0) {
        return put_address(made, AF_INET, row->data[0]);
    }
    if (strcmp(row->type, "AAAA") == 0) {
        return put_address(made, AF_INET6, row->data[0]);
    }
    if (strcmp(row->type, "TXT") == 0) {
        spf_case_join(row, text, sizeof(text));
        return put(made, text, strlen(text));
    }
    len = strlen(row->data[row->count - 1]);
    if (len > 1 && row->data[row->count - 1][len - 1] == '.') {
        len--;
    }
    return put(made, row->data[row->count - 1], len);
}

static int
fill(SPF_dns_rr_t *made, ns_type type, const struct case_answer *answer)
{
    unsigned i;

    if (answer->hashed != NULL) {
        return put_address(made, type == ns_t_a ? AF_INET : AF_INET6,
                           answer->hashed);
    }
    for (i = 0; i < answer->count; i++) {
        if (put_row(made, answer->rows[i]) != 0) {
            return -1;
        }
    }
    return 0;
}

static SPF_dns_rr_t *
lookup(SPF_dns_server_t *dns, const char *name, ns_type type, int should_cache)
{
    static const int states[] = {NETDB_SUCCESS, NO_DATA, HOST_NOT_FOUND,
                                 TRY_AGAIN};
    const struct spf_case *item = dns->hook;
    struct case_answer answer;
    SPF_dns_rr_t *made;

    (void)should_cache;
    spf_case_lookup(item, name, type_name(type), &answer);
    made = SPF_dns_rr_new_init(dns, name, type, TTL, states[answer.kind]);
    if (made != NULL && answer.kind == CASE_FOUND &&
        fill(made, type, &answer) != 0) {
        SPF_dns_rr_free(made);
        return NULL;
    }
    return made;
}

static void
destroy(SPF_dns_server_t *dns)
{
    (void)dns;
}

/* --- One mail ------------------------------------------------------------ */

static SPF_request_t *
make_request(SPF_server_t *server, const struct spf_case *item)
{
    SPF_request_t *request = SPF_request_new(server);

    if (strchr(item->ip, ':') != NULL) {
        (void)SPF_request_set_ipv6_str(request, item->ip);
    } else {
        (void)SPF_request_set_ipv4_str(request, item->ip);
    }
    (void)SPF_request_set_helo_dom(request, item->helo);
    if (item->mailfrom[0] != '\0') {
        (void)SPF_request_set_env_from(request, item->mailfrom);
    }
    return request;
}

/* The library puts its reason behind the domain's text. */
static void
print_explanation(const char *text)
{
    static char own[CASE_TEXT];
    const char *reason = strstr(text, " : Reason: ");
    size_t len = reason != NULL ? (size_t)(reason - text) : strlen(text);

    if (len >= sizeof(own)) {
        len = sizeof(own) - 1;
    }
    memcpy(own, text, len);
    own[len] = '\0';
    if (strcmp(own, NO_EXPLANATION) != 0) {
        spf_case_write(stdout, own);
    }
}

static void
print_reason(SPF_response_t *response)
{
    int i;

    printf("%s:", SPF_strreason(SPF_response_reason(response)));
    for (i = 0; i < SPF_response_messages(response); i++) {
        SPF_error_t *error = SPF_response_message(response, i);

        if (SPF_error_errorp(error)) {
            putchar(' ');
            spf_case_write(stdout, SPF_strerror(SPF_error_code(error)));
            return;
        }
    }
}

static void
run(SPF_server_t *server, const struct spf_case *item)
{
    SPF_request_t *request = make_request(server, item);
    SPF_response_t *response = NULL;
    const char *explanation;

    (void)SPF_request_query_mailfrom(request, &response);
    printf("%lu\t", item->number);
    if (response == NULL) {
        puts("nothing\t\t");
        SPF_request_free(request);
        return;
    }
    printf("%s\t", SPF_strresult(SPF_response_result(response)));
    explanation = SPF_response_get_smtp_comment(response);
    if (SPF_response_result(response) == SPF_RESULT_FAIL &&
        explanation != NULL) {
        print_explanation(explanation);
    }
    putchar('\t');
    print_reason(response);
    putchar('\n');
    SPF_response_free(response);
    SPF_request_free(request);
}

/* Its warnings go to standard error otherwise. */
static void
ignore(const char *file, int line, const char *text)
{
    (void)file;
    (void)line;
    (void)text;
}

static int
print_version(void)
{
    int major;
    int minor;
    int patch;

    SPF_get_lib_version(&major, &minor, &patch);
    printf("%d.%d.%d\n", major, minor, patch);
    return 0;
}

int
main(int argc, char **argv)
{
    static struct spf_case item;
    SPF_dns_server_t dns = {
        .destroy = destroy, .lookup = lookup, .name = "case", .hook = &item};
    SPF_response_t *response = NULL;
    SPF_server_t *server;
    FILE *file;
    int status;

    if (argc == 2 && strcmp(argv[1], "--version") == 0) {
        return print_version();
    }
    file = argc == 2 ? fopen(argv[1], "rb") : NULL;
    server = SPF_server_new_dns(&dns, 0);
    if (file == NULL || server == NULL) {
        fputs("usage: run_libspf2 CASES\n", stderr);
        return 2;
    }
    SPF_warning_handler = ignore;
    SPF_info_handler = ignore;
    SPF_debug_handler = ignore;
    (void)SPF_server_set_rec_dom(server, "receiver.example");
    (void)SPF_server_set_explanation(server, NO_EXPLANATION, &response);
    if (response != NULL) {
        SPF_response_free(response);
    }
    while ((status = spf_case_read(file, &item)) == 1) {
        run(server, &item);
    }
    (void)fclose(file);
    SPF_server_free(server);
    return status == 0 ? 0 : 1;
}
