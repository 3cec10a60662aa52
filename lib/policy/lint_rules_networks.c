/* SPDX-License-Identifier: BSD-2-Clause */
/* Networks that are valid but unwise (SPF-W116 to W118). */
#include <string.h>

#include "base/buf.h"
#include "base/ip.h"
#include "policy/lint_rules.h"
#include "policy/lint_split.h"

enum { PUBLIC_V4 = 16, PUBLIC_V6 = 32, WIDEST_V4 = 8, MAPPED = 96 };

struct special {
    uint8_t network[SPFE_IP4_OCTETS];
    uint8_t prefix;
    const char *name;
};

/* RFC 6890 and the registries it began: what no mail comes from. */
static const struct special special_v4[] = {
    {{0, 0, 0, 0}, 8, "0.0.0.0/8, RFC 1122"},
    {{10, 0, 0, 0}, 8, "10.0.0.0/8, RFC 1918"},
    {{100, 64, 0, 0}, 10, "100.64.0.0/10, RFC 6598"},
    {{127, 0, 0, 0}, 8, "127.0.0.0/8, RFC 1122"},
    {{169, 254, 0, 0}, 16, "169.254.0.0/16, RFC 3927"},
    {{172, 16, 0, 0}, 12, "172.16.0.0/12, RFC 1918"},
    {{192, 0, 2, 0}, 24, "192.0.2.0/24, RFC 5737"},
    {{192, 168, 0, 0}, 16, "192.168.0.0/16, RFC 1918"},
    {{198, 18, 0, 0}, 15, "198.18.0.0/15, RFC 2544"},
    {{198, 51, 100, 0}, 24, "198.51.100.0/24, RFC 5737"},
    {{203, 0, 113, 0}, 24, "203.0.113.0/24, RFC 5737"},
    {{224, 0, 0, 0}, 4, "224.0.0.0/4, RFC 5771"},
    {{240, 0, 0, 0}, 4, "240.0.0.0/4, RFC 1112"},
};

/* The first four octets tell. */
static const struct special special_v6[] = {
    {{0x20, 0x01, 0x0d, 0xb8}, 32, "2001:db8::/32, RFC 3849"},
    {{0xfc, 0, 0, 0}, 7, "fc00::/7, RFC 4193"},
    {{0xfe, 0x80, 0, 0}, 10, "fe80::/10, RFC 4291"},
    {{0xff, 0, 0, 0}, 8, "ff00::/8, RFC 4291"},
    {{0, 0, 0, 0}, 32, "::/32, RFC 4291"},
};

static size_t
octets_of(const struct spfe_term *term)
{
    return term->kind == SPFEVAL_TERM_IP4 ? SPFE_IP4_OCTETS : SPFE_IP6_OCTETS;
}

static void
set_network(struct spfeval_lint *lint, struct spfe_finding *finding, int index,
            const struct spfe_term *term, const char *head)
{
    char room[64];
    uint8_t octets[SPFE_IP6_OCTETS];
    struct spfe_text text = {room, 0};
    struct spfe_buf buf;

    memcpy(octets, term->address, octets_of(term));
    spfe_ip_mask(octets, octets_of(term), spfe_lint_prefix_of(term));
    spfe_buf_init(&buf, room, sizeof(room));
    spfe_buf_add_text(&buf, head);
    spfe_ip_print(octets, octets_of(term), &buf);
    if (spfe_lint_prefix_of(term) < 8 * octets_of(term)) {
        spfe_buf_add_octet(&buf, '/');
        spfe_buf_add_decimal(&buf, spfe_lint_prefix_of(term));
    }
    text.len = (uint32_t)buf.length;
    spfe_lint_value(lint, finding, index, text);
}

/* W117 */
static void
tell_wide_v4(struct spfeval_lint *lint, struct spfe_lint_term *term,
             unsigned prefix)
{
    struct spfe_finding *finding =
        spfe_lint_add_term(lint, SPFE_LINT_W117, term);

    spfe_lint_number(lint, finding, 1, (uint64_t)1 << (32 - prefix));
    if (prefix < WIDEST_V4) {
        spfe_lint_number(lint, finding, 2, WIDEST_V4);
    }
}

static void
tell_wide_v6(struct spfeval_lint *lint, struct spfe_lint_term *term,
             unsigned prefix)
{
    char room[8];
    struct spfe_text power = {room, 0};
    struct spfe_buf buf;

    spfe_buf_init(&buf, room, sizeof(room));
    spfe_buf_add_text(&buf, "2^");
    spfe_buf_add_decimal(&buf, 128 - (int)prefix);
    power.len = (uint32_t)buf.length;
    spfe_lint_value(lint, spfe_lint_add_term(lint, SPFE_LINT_W117, term), 1,
                    power);
}

/* W102 for "/0", W117 */
static void
find_wide(struct spfeval_lint *lint, struct spfe_lint_term *term)
{
    bool v4 = term->term.kind == SPFEVAL_TERM_IP4;
    unsigned prefix = spfe_lint_prefix_of(&term->term);

    if (term->term.qualifier != SPFEVAL_QUALIFIER_PASS ||
        prefix >= (v4 ? PUBLIC_V4 : PUBLIC_V6)) {
        return;
    }
    if (prefix == 0) {
        spfe_lint_number(lint,
                         spfe_lint_add_term(lint, SPFE_LINT_W102_FAMILY, term),
                         1, v4 ? 4 : 6);
    } else if (v4) {
        tell_wide_v4(lint, term, prefix);
    } else {
        tell_wide_v6(lint, term, prefix);
    }
}

/* W118: the client of such an address is an IPv4 client. */
static void
tell_mapped(struct spfeval_lint *lint, struct spfe_lint_term *term)
{
    struct spfe_term v4 = term->term;
    struct spfe_finding *finding =
        spfe_lint_add_term(lint, SPFE_LINT_W118_MAPPED, term);

    v4.kind = SPFEVAL_TERM_IP4;
    v4.prefix4 = (uint8_t)(term->term.prefix6 - MAPPED);
    memmove(v4.address, term->term.address + SPFE_IP6_OCTETS - SPFE_IP4_OCTETS,
            SPFE_IP4_OCTETS);
    set_network(lint, finding, 1, &v4, "ip4:");
}

/* W118; a network that is wider than the special one is another matter. */
static bool
find_special(struct spfeval_lint *lint, struct spfe_lint_term *term)
{
    static const struct spfe_ip mapped = {
        {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff}, 16};
    bool v4 = term->term.kind == SPFEVAL_TERM_IP4;
    const struct special *rows = v4 ? special_v4 : special_v6;
    size_t count = v4 ? sizeof(special_v4) / sizeof(special_v4[0])
                      : sizeof(special_v6) / sizeof(special_v6[0]);
    unsigned prefix = spfe_lint_prefix_of(&term->term);
    struct spfe_finding *finding;
    const char *name = NULL;
    size_t i;

    for (i = 0; i < count && name == NULL; i++) {
        if (prefix >= rows[i].prefix &&
            spfe_ip_in_network(term->term.address, rows[i].network,
                               rows[i].prefix)) {
            name = rows[i].name;
        }
    }
    if (!v4 && prefix >= MAPPED &&
        spfe_ip_in_network(term->term.address, mapped.octets, MAPPED)) {
        tell_mapped(lint, term);
        return true;
    }
    if (name == NULL) {
        return false;
    }
    finding = spfe_lint_add_term(lint, SPFE_LINT_W118, term);
    spfe_lint_words(finding, 1, name, NULL);
    return true;
}

/* W116 */
static void
find_host_bits(struct spfeval_lint *lint, struct spfe_lint_term *term)
{
    uint8_t octets[SPFE_IP6_OCTETS];
    size_t len = octets_of(&term->term);

    memcpy(octets, term->term.address, len);
    spfe_ip_mask(octets, len, spfe_lint_prefix_of(&term->term));
    if (spfe_lint_prefix_of(&term->term) > 0 &&
        memcmp(octets, term->term.address, len) != 0) {
        set_network(lint, spfe_lint_add_term(lint, SPFE_LINT_W116, term), 1,
                    &term->term, "");
    }
}

void
spfe_lint_networks(struct spfeval_lint *lint)
{
    uint32_t i;

    for (i = 0; i < lint->term_count; i++) {
        struct spfe_lint_term *term = &lint->terms[i];

        if (!term->told && !term->refused && spfe_term_is_ip(&term->term) &&
            !find_special(lint, term)) {
            find_wide(lint, term);
            find_host_bits(lint, term);
        }
    }
}
