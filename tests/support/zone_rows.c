/* SPDX-License-Identifier: BSD-2-Clause */
#include "support/zone_rows.h"

#include <string.h>

#include <spfeval/status.h>

#include "base/ip.h"

static int
add_address(spfeval_zone *zone, const struct zone_row *row)
{
    struct spfe_ip ip;

    if (!spfe_ip_parse(&ip, row->data, strlen(row->data))) {
        return SPFEVAL_ERR_SYNTAX;
    }
    return spfeval_zone_add_address(zone, row->name, strlen(row->name),
                                    ZONE_ROW_TTL, ip.octets, ip.len);
}

int
zone_row_add(spfeval_zone *zone, const struct zone_row *row)
{
    const char *name = row->name;
    size_t name_len = strlen(name);
    size_t data_len = row->data == NULL ? 0 : strlen(row->data);

    switch (row->kind) {
    case ZONE_ROW_NAME:
        return spfeval_zone_add_name(zone, name, name_len);
    case ZONE_ROW_TIMEOUT:
        return spfeval_zone_add_timeout(zone, name, name_len, row->fault_type);
    case ZONE_ROW_RCODE:
        return spfeval_zone_add_rcode(zone, name, name_len, row->fault_type,
                                      row->number);
    case SPFEVAL_RRTYPE_TXT:
        return spfeval_zone_add_text(zone, name, name_len, ZONE_ROW_TTL,
                                     row->data, data_len);
    case SPFEVAL_RRTYPE_MX:
        return spfeval_zone_add_mx(zone, name, name_len, ZONE_ROW_TTL,
                                   row->number, row->data, data_len);
    case SPFEVAL_RRTYPE_PTR:
        return spfeval_zone_add_ptr(zone, name, name_len, ZONE_ROW_TTL,
                                    row->data, data_len);
    case SPFEVAL_RRTYPE_CNAME:
        return spfeval_zone_add_cname(zone, name, name_len, ZONE_ROW_TTL,
                                      row->data, data_len);
    default:
        return add_address(zone, row);
    }
}
