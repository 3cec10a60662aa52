/* SPDX-License-Identifier: BSD-2-Clause */
#include "support/zone_text.h"

#include <stdio.h>
#include <string.h>

#include <spfeval/status.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/ip.h"
#include "base/mem.h"
#include "dns/records.h"

enum { ROOM = 4096 };

static void
add_record(struct spfe_buf *out, uint16_t type, const struct spfe_rr *rr)
{
    if (type == SPFEVAL_RRTYPE_A || type == SPFEVAL_RRTYPE_AAAA) {
        spfe_ip_print(rr->address, type == SPFEVAL_RRTYPE_A ? 4 : 16, out);
        return;
    }
    if (type == SPFEVAL_RRTYPE_MX) {
        spfe_buf_add_decimal(out, rr->preference);
        spfe_buf_add_octet(out, ' ');
    }
    spfe_buf_add(out, rr->text.ptr, rr->text.len);
}

static void
add_answer(struct spfe_buf *out, const struct spfe_answer *answer)
{
    struct spfe_rr_cursor records = spfe_answer_records(answer);
    const char *separator = ": ";
    const char *word =
        spfeval_dns_name(answer->dns_class, answer->failure, answer->rcode);
    struct spfe_rr rr;

    spfe_buf_add_text(out, word);
    if (strcmp(word, "rcode") == 0) {
        spfe_buf_add_octet(out, ' ');
        spfe_buf_add_decimal(out, answer->rcode);
    }
    if (answer->has_ttl) {
        spfe_buf_add_octet(out, ' ');
        spfe_buf_add_decimal(out, answer->ttl);
    }
    while (spfe_rr_next(&records, &rr)) {
        spfe_buf_add_text(out, separator);
        add_record(out, answer->type, &rr);
        separator = ", ";
    }
}

const char *
zone_text_octets(const spfeval_zone *zone, int type, const char *name,
                 size_t name_len)
{
    static char text[ROOM];
    struct spfe_answer value;
    struct spfe_arena arena;
    struct spfe_mem mem;
    struct spfe_buf out;
    spfeval_answer *answer;
    int status;

    if (spfe_mem_init(&mem, NULL) != SPFEVAL_OK ||
        spfeval_answer_new(NULL, &answer) != SPFEVAL_OK) {
        return "no memory";
    }
    spfe_arena_init(&arena, &mem, SIZE_MAX, NULL, 0);
    spfe_buf_init(&out, text, sizeof(text));
    status = spfeval_zone_lookup(zone, type, name, name_len, answer);
    if (status == SPFEVAL_OK) {
        status = spfe_answer_copy(answer, (uint16_t)type, &arena, &value);
    }
    if (status == SPFEVAL_OK) {
        add_answer(&out, &value);
    } else {
        spfe_buf_add_text(&out, "status ");
        spfe_buf_add_decimal(&out, status);
    }
    (void)spfe_buf_finish(&out, NULL); /* too long: an empty text */
    spfe_arena_clear(&arena);
    spfeval_answer_free(answer);
    return text;
}

const char *
zone_text(const spfeval_zone *zone, int type, const char *name)
{
    return zone_text_octets(zone, type, name, strlen(name));
}
