/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * One check, in the thread of its request.
 */
#ifndef WHY_HTTPD_CHECK_H
#define WHY_HTTPD_CHECK_H

#include "why/query.h"
#include "why_httpd.h"

/*
 * Make a check that a query asks for and run it to its end, within the time
 * limit. Returns 0 with a check that the caller frees; SPFEVAL_ERR_SYNTAX when
 * the query's ip is not an address; or another status of the library.
 */
int check_make(struct server *server, const struct why_query *query,
               spfeval_check **out);

#endif
