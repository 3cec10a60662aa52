/* SPDX-License-Identifier: BSD-2-Clause */
#include "ldns/wire.h"

#include <string.h>

#include <ldns/ldns.h>

#include <spfeval/status.h>

/*
 * ldns_pkt_query_new() makes no identifier, so it is always set here. Names
 * come as labels: ldns_dname_new_frm_str() would take a backslash as an escape.
 */
static ldns_pkt *
new_packet(const struct spfe_wire_query *query)
{
    ldns_rdf *name = ldns_dname_new_frm_data((uint16_t)query->name->len,
                                             query->name->octets);
    ldns_pkt *packet;

    if (name == NULL) {
        return NULL;
    }
    packet = ldns_pkt_query_new(name, (ldns_rr_type)query->type,
                                LDNS_RR_CLASS_IN, LDNS_RD);
    if (packet == NULL) {
        ldns_rdf_deep_free(name);
        return NULL;
    }
    ldns_pkt_set_id(packet, query->id);
    ldns_pkt_set_ad(packet, query->ask_ad);
    if (query->edns_size > 0) {
        ldns_pkt_set_edns_udp_size(packet, query->edns_size);
    }
    return packet;
}

int
spfe_wire_write(const struct spfe_wire_query *query,
                uint8_t out[SPFE_WIRE_QUERY_MAX], size_t *out_len)
{
    ldns_pkt *packet = new_packet(query);
    uint8_t *octets = NULL;
    size_t len = 0;
    int status = SPFEVAL_ERR_NOMEM;

    if (packet == NULL) {
        return SPFEVAL_ERR_NOMEM;
    }
    if (ldns_pkt2wire(&octets, packet, &len) == LDNS_STATUS_OK &&
        len <= SPFE_WIRE_QUERY_MAX) {
        memcpy(out, octets, len);
        *out_len = len;
        status = SPFEVAL_OK;
    }
    LDNS_FREE(octets);
    ldns_pkt_free(packet);
    return status;
}

int
spfe_wire_name(const struct spfe_message *message, size_t at,
               struct spfe_name *out, size_t *end)
{
    ldns_rdf *name = NULL;
    ldns_status status;

    /* ldns follows up to 65535 pointers for each name; this bounds it. */
    if (!spfe_message_skip_name(message, at, end)) {
        return SPFEVAL_ERR_SYNTAX;
    }
    status = ldns_wire2dname(&name, message->octets, message->len, &at);
    if (status != LDNS_STATUS_OK) {
        return status == LDNS_STATUS_MEM_ERR ? SPFEVAL_ERR_NOMEM
                                             : SPFEVAL_ERR_SYNTAX;
    }
    if (name == NULL) {
        return SPFEVAL_ERR_NOMEM;
    }
    out->len = ldns_rdf_size(name);
    memcpy(out->octets, ldns_rdf_data(name), out->len);
    ldns_rdf_deep_free(name);
    return SPFEVAL_OK;
}
