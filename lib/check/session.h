/* SPDX-License-Identifier: BSD-2-Clause */
/* The order in which the identities of a session are checked. */
#ifndef SPFE_CHECK_SESSION_H
#define SPFE_CHECK_SESSION_H

#include <stdbool.h>

#include <spfeval/session.h>

/*
 * The check that is to be stepped now; NULL when all are finished. A check that
 * ended with an error stays the one, unless spfe_session_status() ignores it.
 */
spfeval_check *spfe_session_current(spfeval_session *session);

/*
 * What a call for the current check returned, as the session returns it. The
 * client chooses the HELO name: when that takes too much memory, it is left
 * without an outcome, and MAIL FROM is checked all the same.
 */
int spfe_session_status(const spfeval_session *session, int status);

/* Without a client nothing may begin, so that it can still be set. */
bool spfe_session_has_client(const spfeval_session *session);

#endif
