/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The DNS as the settings want it asked: a stub resolver, and a cache before
 * it. All of it is empty in a command that was built without ldns, where
 * network_open() fails.
 */
#ifndef SPFEVAL_TOOL_NETWORK_H
#define SPFEVAL_TOOL_NETWORK_H

#include <spfeval/spfeval.h>

#include <poll.h>
#include <stdbool.h>
#include <stdint.h>

#include "settings.h"

struct network;

/* An answer that arrived. */
struct network_reply {
    void *user_data; /* as given to network_ask() */
    const spfeval_query *query;
    const spfeval_answer *answer; /* until the network is asked again */
    uint32_t elapsed_ms;
};

/* Was the command built with a resolver? */
bool network_is_there(void);

/*
 * Prepare to ask the servers of the settings, or those of the system.
 * cache_entries 0 is no cache. Returns 0, or an exit code after a message.
 */
int network_open(const struct settings *settings, const char *command,
                 uint32_t cache_entries, struct network **out);

/* Forget everything; NULL is ignored. */
void network_close(struct network *network);

/*
 * Ask a question of a check. Returns SPFEVAL_OK with the answer when it is
 * known already, SPFEVAL_ERR_NOT_FOUND when it comes later through
 * network_next(), or another status. The query must live until then, or until
 * network_forget().
 */
int network_ask(struct network *network, const spfeval_query *query,
                void *user_data, int64_t now, const spfeval_answer **out);

/*
 * Ask one question and wait for the answer, at most until the clock says end;
 * then it is SPFEVAL_FAILURE_TIMEOUT. No other question may be open. Returns a
 * status of the library.
 */
int network_lookup(struct network *network, int type, const char *name,
                   size_t name_len, int64_t end, spfeval_answer *answer);

/* Give up the questions that were asked with this user_data. */
void network_forget(struct network *network, void *user_data);

/* For SPFEVAL_PREFETCH_GRAPH: before a check begins, and after it ended. */
void network_prime(struct network *network, spfeval_check *check);
void network_learn(struct network *network, const spfeval_check *check);

/* Milliseconds until there is something to do at the latest; -1 for never. */
int network_timeout(const struct network *network);

/*
 * poll() for the network and one descriptor more, which may be -1. Returns a
 * status of the library; a signal ends the wait as the timeout does.
 */
int network_poll(const struct network *network, struct pollfd *other,
                 int timeout_ms);

/* Read what arrived and send what is due. Returns a status of the library. */
int network_process(struct network *network);

/* Take the next reply; false when there is none. */
bool network_next(struct network *network, int64_t now,
                  struct network_reply *out);

#endif
