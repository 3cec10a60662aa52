/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * "Why was this mail rejected?" as a web page, on libmicrohttpd.
 *
 *     why_httpd --zone example.zone --port 8080
 *     curl 'http://127.0.0.1:8080/why?s=mfrom&id=a@example.org&ip=192.0.2.1'
 *
 * Each connection has a thread of its own, and each check a resolver of its
 * own: a check that waits for DNS keeps nobody else waiting, and the limit on
 * connections is one on threads. See doc/why.md.
 */
#include "why_httpd.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <microhttpd.h>
#include <spfeval/resolver_ldns.h>

#include "spfeval/zone_file.h"
#include "why/page.h"
#include "why_httpd_answer.h"

/* Seconds that a client may take to send its request, or not to read. */
enum { IDLE_TIMEOUT = 15, CONNECTION_MEMORY = 16384, STACK_SIZE = 512 * 1024 };

static struct server server;

/* --- libmicrohttpd ------------------------------------------------------- */

/*
 * libmicrohttpd splits a query string at "&" only and decodes it, so the
 * target is kept as it came. This is called once for each request, first.
 */
static void *
keep_target(void *data, const char *target, struct MHD_Connection *connection)
{
    (void)data;
    (void)connection;
    return strdup(target);
}

static void
forget_target(void *data, struct MHD_Connection *connection, void **target,
              enum MHD_RequestTerminationCode code)
{
    (void)data;
    (void)connection;
    (void)code;
    free(*target);
    *target = NULL;
}

static void
add_headers(struct MHD_Response *response, const struct answer *answer)
{
    char seconds[16];

    MHD_add_response_header(response, "Content-Type",
                            answer->is_json ? "application/json; charset=utf-8"
                                            : "text/html; charset=utf-8");
    MHD_add_response_header(response, "Content-Language",
                            spfeval_language_name(answer->language));
    MHD_add_response_header(response, "Content-Security-Policy",
                            server.policy);
    MHD_add_response_header(response, "X-Content-Type-Options", "nosniff");
    MHD_add_response_header(response, "Referrer-Policy", "no-referrer");
    MHD_add_response_header(response, "Cache-Control", "no-store");
    MHD_add_response_header(response, "Cross-Origin-Resource-Policy",
                            "same-origin");
    if (answer->status == MHD_HTTP_METHOD_NOT_ALLOWED) {
        MHD_add_response_header(response, "Allow", "GET, HEAD");
    }
    if (answer->retry_after > 0) {
        (void)snprintf(seconds, sizeof(seconds), "%u", answer->retry_after);
        MHD_add_response_header(response, "Retry-After", seconds);
    }
}

static enum MHD_Result
on_request(void *data, struct MHD_Connection *connection, const char *url,
           const char *method, const char *version, const char *upload,
           /* As given. NOLINTNEXTLINE(readability-non-const-parameter) */
           size_t *upload_len, void **target)
{
    const union MHD_ConnectionInfo *client = MHD_get_connection_info(
        connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    struct request request = {
        .method = method,
        .target = *target,
        .accepted = MHD_lookup_connection_value(connection, MHD_HEADER_KIND,
                                                "Accept-Language"),
        .client = client != NULL ? client->client_addr : NULL};
    struct MHD_Response *response;
    struct answer answer;
    enum MHD_Result result;

    (void)data;
    (void)url;
    (void)version;
    (void)upload;
    (void)upload_len;
    if (request.target == NULL) {
        return MHD_NO;
    }
    answer_make(&server, &request, &answer);
    if (answer.body == NULL) {
        return MHD_NO;
    }
    response = MHD_create_response_from_buffer(answer.body_len, answer.body,
                                               MHD_RESPMEM_MUST_FREE);
    if (response == NULL) {
        free(answer.body);
        return MHD_NO;
    }
    add_headers(response, &answer);
    result = MHD_queue_response(connection, answer.status, response);
    MHD_destroy_response(response);
    return result;
}

/* --- begin and end ------------------------------------------------------- */

static bool
read_address(const struct settings *settings, struct sockaddr_storage *out,
             bool *is_ip6)
{
    struct sockaddr_in ip4 = {.sin_family = AF_INET,
                              .sin_port = htons(settings->port)};
    struct sockaddr_in6 ip6 = {.sin6_family = AF_INET6,
                               .sin6_port = htons(settings->port)};

    if (inet_pton(AF_INET, settings->address, &ip4.sin_addr) == 1) {
        *is_ip6 = false;
        memcpy(out, &ip4, sizeof(ip4));
        return true;
    }
    *is_ip6 = true;
    memcpy(out, &ip6, sizeof(ip6));
    if (inet_pton(AF_INET6, settings->address, &ip6.sin6_addr) == 1) {
        memcpy(out, &ip6, sizeof(ip6));
        return true;
    }
    return false;
}

static struct MHD_Daemon *
start(const struct settings *settings, const struct sockaddr_storage *address,
      bool is_ip6)
{
    /* A proxy in front of us is all clients in one. */
    unsigned per_client = settings->rate == 0 ? settings->max_connections
                                              : settings->max_connections / 4;
    unsigned flags = MHD_USE_THREAD_PER_CONNECTION |
                     MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_POLL;

    return MHD_start_daemon(
        is_ip6 ? flags | MHD_USE_IPv6 : flags, settings->port, NULL, NULL,
        on_request, NULL, MHD_OPTION_SOCK_ADDR, address,
        MHD_OPTION_URI_LOG_CALLBACK, keep_target, NULL,
        MHD_OPTION_NOTIFY_COMPLETED, forget_target, NULL,
        MHD_OPTION_CONNECTION_LIMIT, (unsigned)settings->max_connections,
        MHD_OPTION_PER_IP_CONNECTION_LIMIT, per_client > 0 ? per_client : 1u,
        MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE_TIMEOUT,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_MEMORY,
        MHD_OPTION_THREAD_STACK_SIZE, (size_t)STACK_SIZE, MHD_OPTION_END);
}

/* No scripts, nothing from elsewhere, and no style sheet but ours. */
static void
make_policy(void)
{
    (void)snprintf(server.policy, sizeof(server.policy),
                   "default-src 'none'; style-src '%s'; "
                   "form-action 'self'; base-uri 'none'; "
                   "frame-ancestors 'none'",
                   why_page_style_hash);
}

static int
serve(sigset_t *stop)
{
    const struct settings *settings = &server.settings;
    const union MHD_DaemonInfo *info;
    struct sockaddr_storage address = {0};
    struct MHD_Daemon *daemon = NULL;
    bool is_ip6 = false;
    int signal_number;

    if (read_address(settings, &address, &is_ip6)) {
        daemon = start(settings, &address, is_ip6);
    }
    if (daemon == NULL) {
        fprintf(stderr, "why_httpd: cannot listen on %s\n", settings->address);
        return 1;
    }
    info = MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_BIND_PORT);
    printf(is_ip6 ? "listening on http://[%s]:%u/\n"
                  : "listening on http://%s:%u/\n",
           settings->address, info != NULL ? (unsigned)info->port : 0);
    (void)fflush(stdout);
    (void)sigwait(stop, &signal_number);
    atomic_store(&server.stopping, true);
    MHD_stop_daemon(daemon);
    return 0;
}

/* A wrong server address or receiver is an error now, not at each request. */
static bool
is_usable(const struct settings *settings)
{
    spfeval_options *options = NULL;
    spfeval_stub *stub = NULL;
    bool usable = spfeval_options_new(NULL, &options) == SPFEVAL_OK &&
                  spfeval_stub_new(NULL, &stub) == SPFEVAL_OK;

    if (usable && settings->server != NULL) {
        usable =
            spfeval_stub_add_server(stub, settings->server,
                                    strlen(settings->server)) == SPFEVAL_OK;
    }
    if (usable && settings->receiver != NULL) {
        usable = spfeval_options_set_text(
                     options, SPFEVAL_OPTION_RECEIVER, settings->receiver,
                     strlen(settings->receiver)) == SPFEVAL_OK;
    }
    spfeval_stub_free(stub);
    spfeval_options_free(options);
    return usable;
}

int
main(int argc, char **argv)
{
    sigset_t stop;
    int code = settings_read(&server.settings, argc, argv);

    if (code != -1) {
        return code;
    }
    if (!is_usable(&server.settings)) {
        fputs("why_httpd: a wrong --server or --receiver\n", stderr);
        return 64;
    }
    if (server.settings.zone != NULL) {
        code = zone_file_load(server.settings.zone, NULL, &server.zone);
        if (code != 0) {
            return code;
        }
    }
    make_policy();
    /* Before the first thread, which all others take it from. */
    sigemptyset(&stop);
    sigaddset(&stop, SIGINT);
    sigaddset(&stop, SIGTERM);
    (void)pthread_sigmask(SIG_BLOCK, &stop, NULL);
    (void)signal(SIGPIPE, SIG_IGN);
    code = 1;
    if (rate_init(&server.rate, server.settings.rate) == 0) {
        code = serve(&stop);
        rate_clear(&server.rate);
    }
    spfeval_zone_free(server.zone);
    return code;
}
