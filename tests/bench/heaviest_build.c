/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/heaviest.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum {
    TTL = 3600,
    NAME_ROOM = 300,
    MESSAGE = 65535 - 64, /* without header and question */
    A_OCTETS = 16,        /* of an A record whose owner is a pointer */
    AAAA_OCTETS = 28,
    STEP = 256, /* octets for a gene's 1 */
    EXCHANGES = 10
};

/* Where the four genes of a term, and the six of the whole, are. */
enum { KIND, UNIT, SIZE, MORE, GENES };
enum { FAMILY, TOP_UNIT, TOP_SIZE, WHY_UNIT, WHY_SIZE, LOCAL, FIRST };

/* A record that grows up to what a message holds. */
struct text {
    char octets[MESSAGE];
    size_t len;
    size_t room; /* octets that it may have */
};

static const char *const fillers[] = {
    " ip4:192.0.2.1",       " ip6:2001:dba::/48", " a=%{ir}",     " x=",
    " ip6:1:2:3:4:5:6:7:8", " ip4:1.1.1.1/31",    " m=%{l1r-.+}",
};
static const char *const macros[] = {
    "%{l}.", "%{ir}.", "%{sr.-+}.", "%{d1r}.",   "%{p}.",
    "%{h}.", "a.",     "%{vr}.",    "%{or.-+}.", "%{L}.",
};
static const char *const local_parts[] = {
    "u",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.aa",
    "!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!",
};

#define PICK(list, gene) ((list)[(gene) % (sizeof(list) / sizeof((list)[0]))])

static bool
add(struct text *text, const char *more)
{
    size_t len = strlen(more);

    if (len > text->room - text->len) {
        return false;
    }
    memcpy(text->octets + text->len, more, len);
    text->len += len;
    return true;
}

/* As often as fits into so many octets, and leaves room for the end. */
static void
fill(struct text *text, const char *unit, size_t octets)
{
    const size_t end = 256;
    size_t most = text->len + octets;

    if (most > text->room - end) {
        most = text->room - end;
    }
    while (text->len + strlen(unit) <= most && add(text, unit)) {
    }
}

static void
text_begin(struct text *text, unsigned scale)
{
    text->len = 0;
    text->room = MESSAGE / scale;
}

static void
note(struct heaviest_zone *zone, int status)
{
    if (status != SPFEVAL_OK) {
        zone->failed++;
    }
}

static void
publish(struct heaviest_zone *zone, const char *name, const struct text *text)
{
    note(zone, spfeval_zone_add_text(zone->zone, name, strlen(name), TTL,
                                     text->octets, text->len));
}

/* As many as a message of so many octets holds, one of them at least. */
static void
addresses(struct heaviest_zone *zone, const char *name, size_t octets)
{
    bool is_ipv6 = strchr(zone->ip, ':') != NULL;
    uint8_t address[16] = {198, 51, 100, 1};
    size_t count = octets / (is_ipv6 ? AAAA_OCTETS : A_OCTETS);

    if (count == 0) {
        count = 1;
    }
    for (; count > 0; count--) {
        note(zone, spfeval_zone_add_address(zone->zone, name, strlen(name),
                                            TTL, address, is_ipv6 ? 16 : 4));
    }
}

/* --- Terms --------------------------------------------------------------- */

static void
add_a(struct heaviest_zone *zone, struct text *top, unsigned number,
      size_t octets)
{
    char name[NAME_ROOM];
    char term[NAME_ROOM + 8];

    (void)snprintf(name, sizeof(name), "a%u.test", number);
    (void)snprintf(term, sizeof(term), " a:%s", name);
    if (add(top, term)) {
        addresses(zone, name, octets);
    }
}

/* The name has macros, so the whole text of them is expanded and shortened. */
static void
add_macros(struct heaviest_zone *zone, struct text *top, unsigned number,
           const char *unit, size_t octets)
{
    char name[NAME_ROOM];

    (void)snprintf(name, sizeof(name), "e%u.test", number);
    if (add(top, " a:")) {
        fill(top, unit, octets);
        (void)add(top, name);
        (void)snprintf(name, sizeof(name), "*.e%u.test", number);
        addresses(zone, name, octets);
    }
}

static void
add_mx(struct heaviest_zone *zone, struct text *top, unsigned number,
       size_t octets)
{
    char name[NAME_ROOM];
    char host[NAME_ROOM + 16];
    char term[NAME_ROOM + 8];
    unsigned i;

    (void)snprintf(name, sizeof(name), "mx%u.test", number);
    (void)snprintf(term, sizeof(term), " mx:%s", name);
    if (!add(top, term)) {
        return;
    }
    for (i = 0; i < EXCHANGES; i++) {
        (void)snprintf(host, sizeof(host), "h%u.%s", i, name);
        note(zone, spfeval_zone_add_mx(zone->zone, name, strlen(name), TTL,
                                       (uint16_t)(EXCHANGES - i), host,
                                       strlen(host)));
        addresses(zone, host, octets);
    }
}

static const char *
reverse_name(const struct heaviest_zone *zone)
{
    return strchr(zone->ip, ':') == NULL
               ? "9.113.0.203.in-addr.arpa"
               : "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0."
                 "1.0.0.2.ip6.arpa";
}

static void
add_pointers(struct heaviest_zone *zone, size_t octets)
{
    const char *reverse = reverse_name(zone);
    char name[NAME_ROOM];
    unsigned i;

    for (i = 0; i < EXCHANGES; i++) {
        (void)snprintf(name, sizeof(name), "p%u.test", i);
        note(zone, spfeval_zone_add_ptr(zone->zone, reverse, strlen(reverse),
                                        TTL, name, strlen(name)));
        addresses(zone, name, octets);
    }
}

static void
add_include(struct heaviest_zone *zone, struct text *top, unsigned number,
            const uint8_t genes[GENES], unsigned scale)
{
    static struct text record;
    static const struct text other = {"v=DKIM1", 7, 7};
    char name[NAME_ROOM];
    char term[NAME_ROOM + 16];
    unsigned i;

    (void)snprintf(name, sizeof(name), "i%u.test", number);
    (void)snprintf(term, sizeof(term), " include:%s", name);
    if (!add(top, term)) {
        return;
    }
    text_begin(&record, scale);
    (void)add(&record, "v=spf1");
    fill(&record, PICK(fillers, genes[UNIT]),
         (size_t)genes[SIZE] * STEP / scale);
    (void)add(&record, " ?all");
    publish(zone, name, &record);
    /* The message holds fewer other texts when the record is long. */
    for (i = 0; i < (record.room - record.len) / 20 * genes[MORE] / 255; i++) {
        publish(zone, name, &other);
    }
}

static void
add_term(struct heaviest_zone *zone, struct text *top, unsigned number,
         const uint8_t genes[GENES], unsigned scale)
{
    size_t octets = (size_t)genes[SIZE] * STEP / scale;

    switch (genes[KIND] % 5) {
    case 0:
        add_a(zone, top, number, octets);
        break;
    case 1:
        add_mx(zone, top, number, octets);
        break;
    case 2:
        add_macros(zone, top, number, PICK(macros, genes[UNIT]), octets);
        break;
    case 3:
        (void)add(top, " ptr:none.test");
        break;
    default:
        add_include(zone, top, number, genes, scale);
        break;
    }
}

/* --- The whole ----------------------------------------------------------- */

static void
add_explanation(struct heaviest_zone *zone, const char *unit, size_t octets,
                unsigned scale)
{
    static struct text why;

    text_begin(&why, scale);
    fill(&why, unit, octets);
    publish(zone, "why.test", &why);
}

void
heaviest_build(const struct heaviest_genome *genome, unsigned scale,
               struct heaviest_zone *out)
{
    static struct text top;
    const uint8_t *genes = genome->genes;
    unsigned i;

    memset(out, 0, sizeof(*out));
    out->ip = genes[FAMILY] % 2 == 0 ? "203.0.113.9" : "2001:db8::1";
    (void)snprintf(out->mailfrom, sizeof(out->mailfrom), "%s@d.test",
                   PICK(local_parts, genes[LOCAL]));
    if (spfeval_zone_new(NULL, &out->zone) != SPFEVAL_OK) {
        return;
    }
    note(out, spfeval_zone_set_authoritative(out->zone));
    text_begin(&top, scale);
    (void)add(&top, "v=spf1");
    for (i = 0; i < HEAVIEST_TERMS; i++) {
        add_term(out, &top, i, genes + FIRST + (size_t)GENES * i, scale);
    }
    fill(&top, PICK(fillers, genes[TOP_UNIT]),
         (size_t)genes[TOP_SIZE] * STEP / scale);
    (void)add(&top, " exp=why.test -all");
    publish(out, "d.test", &top);
    add_pointers(out, (size_t)genes[FIRST + SIZE] * STEP / scale);
    add_explanation(out, PICK(macros, genes[WHY_UNIT]),
                    (size_t)genes[WHY_SIZE] * STEP / scale, scale);
}
