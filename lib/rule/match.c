/* SPDX-License-Identifier: BSD-2-Clause */
#include "rule/match.h"

#include "dns/records.h"

static bool
match_any(const struct spfe_ip *client, const struct spfe_answer *answer,
          unsigned prefix)
{
    struct spfe_rr_cursor records = spfe_answer_records(answer);
    struct spfe_rr rr;

    while (spfe_rr_next(&records, &rr)) {
        if (spfe_ip_in_network(client->octets, rr.address, prefix)) {
            return true;
        }
    }
    return false;
}

bool
spfe_match_addresses(const struct spfe_ip *client,
                     const struct spfe_answer *answer,
                     const struct spfe_term *term)
{
    return match_any(client, answer,
                     client->len == SPFE_IP4_OCTETS ? term->prefix4
                                                    : term->prefix6);
}

bool
spfe_match_exactly(const struct spfe_ip *client,
                   const struct spfe_answer *answer)
{
    return match_any(client, answer, 8u * client->len);
}
