/* SPDX-License-Identifier: BSD-2-Clause */
/* No DNS: for a command that was built without ldns. */
#include "network.h"

#include "message.h"

bool
network_is_there(void)
{
    return false;
}

int
network_open(const struct settings *settings, const char *command,
             uint32_t cache_entries, struct network **out)
{
    (void)settings;
    (void)cache_entries;
    (void)out;
    return message_usage(command, "this version cannot ask the DNS");
}

void
network_close(struct network *network)
{
    (void)network;
}

int
network_ask(struct network *network, const spfeval_query *query,
            void *user_data, int64_t now, const spfeval_answer **out)
{
    (void)network;
    (void)query;
    (void)user_data;
    (void)now;
    (void)out;
    return SPFEVAL_ERR_STATE;
}

void
network_forget(struct network *network, void *user_data)
{
    (void)network;
    (void)user_data;
}

void
network_prime(struct network *network, spfeval_check *check)
{
    (void)network;
    (void)check;
}

void
network_learn(struct network *network, const spfeval_check *check)
{
    (void)network;
    (void)check;
}

int
network_timeout(const struct network *network)
{
    (void)network;
    return -1;
}

int
network_poll(const struct network *network, struct pollfd *other,
             int timeout_ms)
{
    (void)network;
    (void)other;
    (void)timeout_ms;
    return SPFEVAL_ERR_STATE;
}

int
network_process(struct network *network)
{
    (void)network;
    return SPFEVAL_ERR_STATE;
}

bool
network_next(struct network *network, int64_t now, struct network_reply *out)
{
    (void)network;
    (void)now;
    (void)out;
    return false;
}

int
network_lookup(struct network *network, int type, const char *name,
               size_t name_len, int64_t end, spfeval_answer *answer)
{
    (void)network;
    (void)type;
    (void)name;
    (void)name_len;
    (void)end;
    (void)answer;
    return SPFEVAL_ERR_STATE;
}
