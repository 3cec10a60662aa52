/* SPDX-License-Identifier: BSD-2-Clause */
#include "cost_print.h"

#include <arpa/inet.h>

#include "json_text.h"

static void
put_address(struct json_builder *object, const char *name,
            const uint8_t *address, uint32_t len)
{
    char text[INET6_ADDRSTRLEN] = "";

    (void)inet_ntop(len == 4 ? AF_INET : AF_INET6, address, text,
                    sizeof(text));
    builder_put_string(object, name, text);
}

static json_t *
share_json(const spfeval_share *share, const char *record, size_t record_len)
{
    struct json_builder object;
    bool is_inside = share->offset <= record_len &&
                     share->length <= record_len - share->offset;

    builder_begin(&object);
    builder_put_text(&object, "term",
                     is_inside ? record + share->offset : NULL, share->length);
    builder_put_number(&object, "offset", share->offset);
    builder_put_number(&object, "length", share->length);
    builder_put_number(&object, "lookups", share->lookups);
    builder_put_number(&object, "voids", share->voids);
    builder_put_number(&object, "all_lookups", share->all_lookups);
    return builder_end(&object);
}

static json_t *
shares_json(spfeval_policy *policy, int family)
{
    spfeval_share share = {.struct_size = sizeof(share)};
    size_t record_len = 0;
    const char *record = spfeval_policy_get_record(policy, &record_len);
    json_t *list = json_array();
    uint32_t i;

    for (i = 0; record != NULL && spfeval_policy_get_share(
                                      policy, family, i, &share) == SPFEVAL_OK;
         i++) {
        if (json_array_append_new(
                list, share_json(&share, record, record_len)) != 0) {
            json_decref(list);
            return NULL;
        }
    }
    return list;
}

static json_t *
charge_json(const spfeval_charge *charge)
{
    struct json_builder object;

    builder_begin(&object);
    builder_put_number(&object, "number", charge->number);
    builder_put_number(&object, "depth", charge->depth);
    builder_put_text(&object, "owner", charge->owner, charge->owner_len);
    builder_put_text(&object, "term", charge->term, charge->term_len);
    return builder_end(&object);
}

static json_t *
charges_json(spfeval_policy *policy, int family)
{
    spfeval_charge charge = {.struct_size = sizeof(charge)};
    json_t *list = json_array();
    uint32_t i;

    for (i = 0;
         spfeval_policy_get_charge(policy, family, i, &charge) == SPFEVAL_OK;
         i++) {
        if (json_array_append_new(list, charge_json(&charge)) != 0) {
            json_decref(list);
            return NULL;
        }
    }
    return list;
}

static json_t *
family_json(spfeval_policy *policy, int family)
{
    spfeval_cost cost = {.struct_size = sizeof(cost)};
    struct json_builder object;

    if (spfeval_policy_get_cost(policy, family, &cost) != SPFEVAL_OK) {
        return NULL;
    }
    builder_begin(&object);
    builder_put_number(&object, "lookups", cost.lookups);
    builder_put_number(&object, "max_lookups", cost.max_lookups);
    builder_put_number(&object, "voids", cost.voids);
    builder_put(&object, "max_voids",
                cost.max_voids == SPFEVAL_UNLIMITED
                    ? json_null()
                    : json_integer(cost.max_voids));
    builder_put_number(&object, "all_lookups", cost.all_lookups);
    builder_put_number(&object, "unknown", cost.unknown);
    builder_put_number(&object, "ranges_over", cost.ranges_over);
    put_address(&object, "first", cost.first, cost.address_len);
    put_address(&object, "last", cost.last, cost.address_len);
    builder_put(&object, "shares", shares_json(policy, family));
    builder_put(&object, "path", charges_json(policy, family));
    return builder_end(&object);
}

json_t *
cost_json_new(spfeval_policy *policy)
{
    spfeval_cost cost = {.struct_size = sizeof(cost)};
    struct json_builder object;

    if (spfeval_policy_get_cost(policy, 4, &cost) == SPFEVAL_ERR_NOT_FOUND) {
        return json_null();
    }
    builder_begin(&object);
    builder_put(&object, "ipv4", family_json(policy, 4));
    builder_put(&object, "ipv6", family_json(policy, 6));
    return builder_end(&object);
}
