/* SPDX-License-Identifier: BSD-2-Clause */
#include <string.h>

#include <spfeval/status.h>

#include "base/buf.h"
#include "record/record.h"

static const char *const names[] = {
    [SPFEVAL_TERM_ALL] = "all",
    [SPFEVAL_TERM_INCLUDE] = "include",
    [SPFEVAL_TERM_A] = "a",
    [SPFEVAL_TERM_MX] = "mx",
    [SPFEVAL_TERM_PTR] = "ptr",
    [SPFEVAL_TERM_IP4] = "ip4",
    [SPFEVAL_TERM_IP6] = "ip6",
    [SPFEVAL_TERM_EXISTS] = "exists",
    [SPFEVAL_TERM_REDIRECT] = "redirect",
    [SPFEVAL_TERM_EXP] = "exp",
};

static void
print_prefix(const char *slashes, unsigned length, unsigned full,
             struct spfe_buf *out)
{
    if (length != full) {
        spfe_buf_add_text(out, slashes);
        spfe_buf_add_decimal(out, length);
    }
}

static void
print_network(const struct spfe_term *term, struct spfe_buf *out)
{
    uint8_t network[SPFE_IP6_OCTETS];
    bool v6 = term->kind == SPFEVAL_TERM_IP6;
    size_t len = v6 ? SPFE_IP6_OCTETS : SPFE_IP4_OCTETS;
    unsigned prefix = v6 ? term->prefix6 : term->prefix4;

    memcpy(network, term->address, len);
    spfe_ip_mask(network, len, prefix);
    spfe_buf_add_octet(out, ':');
    spfe_ip_print(network, len, out);
    print_prefix("/", prefix, v6 ? 128 : 32, out);
}

static void
print_argument(const struct spfeval_record *record,
               const struct spfe_term *term, char separator,
               struct spfe_buf *out)
{
    struct spfe_text argument =
        spfe_record_slice(record, term->argument.offset, term->argument.len);

    spfe_buf_add_octet(out, separator);
    spfe_buf_add(out, argument.ptr, argument.len);
}

static void
print_mechanism(const struct spfeval_record *record,
                const struct spfe_term *term, struct spfe_buf *out)
{
    static const char *const signs[] = {"", "", "-", "~", "?"};

    spfe_buf_add_text(out, signs[term->qualifier]);
    spfe_buf_add_text(out, names[term->kind]);
    if (spfe_term_is_ip(term)) {
        print_network(term, out);
        return;
    }
    if (term->argument.len > 0) {
        print_argument(record, term, ':', out);
    }
    print_prefix("/", term->prefix4, 32, out);
    print_prefix("//", term->prefix6, 128, out);
}

void
spfe_record_print_term(const struct spfeval_record *record,
                       const struct spfe_term *term, struct spfe_buf *out)
{
    struct spfe_text text;

    switch (term->kind) {
    case SPFEVAL_TERM_REDIRECT:
    case SPFEVAL_TERM_EXP:
        spfe_buf_add_text(out, names[term->kind]);
        print_argument(record, term, '=', out);
        break;
    case SPFEVAL_TERM_MODIFIER: /* unknown: nothing about it is ours to set */
        text = spfe_record_slice(record, term->offset, term->len);
        spfe_buf_add(out, text.ptr, text.len);
        break;
    default:
        print_mechanism(record, term, out);
        break;
    }
}

int
spfeval_record_print(const spfeval_record *record, char *buffer,
                     size_t capacity, size_t *needed)
{
    struct spfe_buf out;
    uint32_t i;

    if (record == NULL || (buffer == NULL && capacity > 0)) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    spfe_buf_init(&out, buffer, capacity);
    spfe_buf_add_text(&out, "v=spf1");
    for (i = 0; i < record->term_count; i++) {
        spfe_buf_add_octet(&out, ' ');
        spfe_record_print_term(record, &record->terms[i], &out);
    }
    return spfe_buf_finish(&out, needed);
}
