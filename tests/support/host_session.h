/* SPDX-License-Identifier: BSD-2-Clause */
/**
 * @file host_session.h
 * Sessions of a host (host.h) that get no memory when the test says so.
 */
#ifndef TESTS_SUPPORT_HOST_SESSION_H
#define TESTS_SUPPORT_HOST_SESSION_H

#include <stddef.h>

#include <spfeval/spfeval.h>

#include "support/host.h"

/** Make a session, recovering if need be; NULL when that failed. */
spfeval_session *host_make_session(struct host *host);

/** Set the inputs of a case, HELO too, recovering if need be. */
void host_set_session(struct host *host, const struct policy_case *row,
                      size_t padding, spfeval_session *session);

/** Check that a session is over without outcomes, as session.h says. */
void host_session_is_over(struct host *host, spfeval_session *session);

#endif
