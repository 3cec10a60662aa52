/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * From a request to what is sent back. Knows nothing of libmicrohttpd.
 */
#ifndef WHY_HTTPD_ANSWER_H
#define WHY_HTTPD_ANSWER_H

#include <sys/socket.h>

#include "why_httpd.h"

struct request {
    const char *method;
    const char *target;   /* as it came: neither decoded nor cut */
    const char *accepted; /* the value of Accept-Language, or NULL */
    const struct sockaddr *client;
};

struct answer {
    unsigned status;
    int language;
    bool is_json;
    unsigned retry_after; /* seconds; 0 when not to be sent */
    char *body;           /* owned; NULL when out of memory */
    size_t body_len;
};

/* Answer a request; may wait for DNS. Any number of threads may call it. */
void answer_make(struct server *server, const struct request *request,
                 struct answer *answer);

#endif
