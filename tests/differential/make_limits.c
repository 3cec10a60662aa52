/* SPDX-License-Identifier: BSD-2-Clause */
/* Cases on both sides of a limit of RFC 7208 section 4.6.4. */
#include "differential/make.h"

/* --- Terms --------------------------------------------------------------- */

/* One term that is counted and does not match. */
static void
add_counted(struct maker *maker, struct draft *out, unsigned number)
{
    static const char *const kinds[] = {
        "a:t%u.example.net", "mx:m%u.example.net", "exists:e%u.example.net",
        "include:i%u.example.net"};
    unsigned kind = make_below(maker, COUNT_OF(kinds));
    char name[64];

    draft_add(out, " ");
    switch (kind) {
    case 0:
        (void)snprintf(name, sizeof(name), "t%u.example.net", number);
        draft_add(out, "a:%s", name);
        zone_add(maker, name, "A", "198.51.100.1");
        zone_add(maker, name, "AAAA", "2001:db8:ffff::1");
        break;
    case 1:
        (void)snprintf(name, sizeof(name), "m%u.example.net", number);
        draft_add(out, "mx:%s", name);
        zone_add_mx(maker, name, 10, name);
        zone_add(maker, name, "A", "198.51.100.1");
        zone_add(maker, name, "AAAA", "2001:db8:ffff::1");
        break;
    case 2:
        (void)snprintf(name, sizeof(name), "e%u.example.net", number);
        draft_add(out, "?exists:%s", name);
        if (make_chance(maker, 1)) {
            zone_add(maker, name, "A", "127.0.0.2");
        } else {
            zone_add(maker, name, "TXT", "no address");
        }
        break;
    default:
        (void)snprintf(name, sizeof(name), "i%u.example.net", number);
        draft_add(out, "include:%s", name);
        zone_add(maker, name, "TXT",
                 make_chance(maker, 70) ? "v=spf1 ?all"
                                        : "v=spf1 a:z.example.net -all");
        break;
    }
}

/* Terms that have an address, so that no void lookup decides. */
static void
add_host_term(struct maker *maker, struct draft *out, unsigned number)
{
    char name[64];

    (void)snprintf(name, sizeof(name), "t%u.example.net", number);
    draft_add(out, " a:%s", name);
    zone_add(maker, name, "A", "198.51.100.1");
    zone_add(maker, name, "AAAA", "2001:db8:ffff::1");
}

void
make_term_limit(struct maker *maker)
{
    unsigned count = 8 + make_below(maker, 5);
    unsigned inner = make_chance(maker, 30) ? make_below(maker, count) : 0;
    struct draft *out = &maker->record;
    static struct draft included;
    unsigned i;

    draft_begin(&included, "v=spf1");
    for (i = 0; i < inner; i++) {
        add_host_term(maker, &included, 50 + i);
    }
    draft_add(&included, " -all");
    draft_begin(out, "v=spf1");
    for (i = inner; i < count; i++) {
        if (make_chance(maker, 70)) {
            add_host_term(maker, out, i);
        } else {
            add_counted(maker, out, i);
        }
        if (i == inner && inner > 0) {
            draft_add(out, " include:inner.example.net");
        }
    }
    if (make_chance(maker, 15)) {
        draft_add(out, " a:%%{p}.hash.example.org");
        zone_add_reverse(maker, 1);
    }
    if (make_chance(maker, 20)) {
        draft_add(out, " redirect=last.example.net");
    } else if (make_chance(maker, 80)) {
        draft_add(out, " -all");
    }
    zone_add_hash(maker);
    zone_add_record(maker, "inner.example.net", &included);
    zone_add(maker, "z.example.net", "A", "198.51.100.1");
    zone_add(maker, "z.example.net", "AAAA", "2001:db8:ffff::1");
    zone_add(maker, "last.example.net", "TXT", "v=spf1 -a:z.example.net ~all");
    zone_add_record(maker, "example.com", out);
    make_mail(maker);
}

/* --- Void lookups -------------------------------------------------------- */

static void
add_void(struct maker *maker, struct draft *out, unsigned number)
{
    static const char *const kinds[] = {"a", "mx", "exists", "ptr"};
    const char *kind = MAKE_PICK(maker, kinds);

    if (make_chance(maker, 20)) {
        draft_add(out, " mx:hosts%u.example.net", number);
        fprintf(maker->file,
                "rr\thosts%u.example.net\tMX\t10\tnone%u.example.net\n",
                number, number);
        fprintf(maker->file, "rr\thosts%u.example.net\tMX\t20\t%s\n", number,
                make_name(maker));
    } else if (make_chance(maker, 10)) {
        draft_add(out, " include:v%u.example.net", number);
        fprintf(maker->file,
                "rr\tv%u.example.net\tTXT\tv=spf1 a:w%u.example.net ?all\n",
                number, number);
    } else {
        draft_add(out, " %s:v%u.example.net", kind, number);
        if (make_chance(maker, 30)) {
            fprintf(maker->file, "rr\tv%u.example.net\t%s\t%s\n", number,
                    maker->is_ip6 ? "A" : "AAAA",
                    maker->is_ip6 ? "192.0.2.10" : "2001:db8::cb01");
        }
    }
}

void
make_void_limit(struct maker *maker)
{
    unsigned count = 1 + make_below(maker, 4);
    struct draft *out = &maker->record;
    unsigned i;

    draft_begin(out, "v=spf1");
    for (i = 0; i < count; i++) {
        add_void(maker, out, i);
        if (make_chance(maker, 20)) {
            make_directive(maker, out);
        }
    }
    make_end(maker, out);
    if (make_chance(maker, 30)) {
        zone_add_reverse(maker, make_below(maker, 4));
    }
    zone_add_hosts(maker);
    zone_add_hash(maker);
    zone_add_record(maker, "example.com", out);
    make_mail(maker);
}

/* --- MX and PTR records -------------------------------------------------- */

void
make_mx_limit(struct maker *maker)
{
    unsigned count = 8 + make_below(maker, 5);
    unsigned match = make_below(maker, 2 * count);
    char name[64];
    unsigned i;

    for (i = 0; i < count; i++) {
        (void)snprintf(name, sizeof(name), "m%u.example.net",
                       make_chance(maker, 10) ? 0 : i);
        zone_add_mx(maker, "example.com", make_below(maker, 4) * 10, name);
        zone_add(maker, name, "A", i == match ? "192.0.2.10" : "198.51.100.1");
        zone_add(maker, name, "AAAA",
                 i == match ? "2001:db8::cb01" : "2001:db8:ffff::1");
    }
    if (make_chance(maker, 5)) {
        zone_add_mx(maker, "example.com", 0, ".");
    }
    if (make_chance(maker, 10)) {
        zone_add_failure(maker, "m3.example.net",
                         maker->is_ip6 ? "AAAA" : "A");
    }
    draft_begin(&maker->record,
                make_chance(maker, 80) ? "v=spf1 mx" : "v=spf1 ?mx mx/24");
    make_end(maker, &maker->record);
    zone_add_record(maker, "example.com", &maker->record);
    make_mail(maker);
}

/* All the names have an address; that of the client is at the limit. */
static void
add_full_reverse(struct maker *maker)
{
    unsigned count = 10 + make_below(maker, 3);
    unsigned match = 8 + make_below(maker, 4);
    char name[32];
    unsigned i;

    for (i = 0; i < count; i++) {
        (void)snprintf(name, sizeof(name), "p%u.example.com", i);
        zone_add_pointer(maker, name);
        zone_add(maker, name, "A", i == match ? "192.0.2.10" : "198.51.100.1");
        zone_add(maker, name, "AAAA",
                 i == match ? "2001:db8::cb01" : "2001:db8:ffff::1");
    }
}

void
make_ptr_limit(struct maker *maker)
{
    static const char *const terms[] = {
        " ptr",
        " ptr:example.net",
        " -ptr:ample.com",
        " ptr:EXAMPLE.com",
        " a:%{p}.hash.example.org",
        " ?a:%{p2}.hash.example.org",
        " exists:%{p}.hash.example.org",
        " ptr:%{d}",
        " ptr:%{d1}",
        " ptr:%{p}",
        " ptr:none.example.org",
    };
    unsigned count = make_chance(maker, 50) ? 9 + make_below(maker, 4)
                                            : make_below(maker, 5);
    unsigned terms_left = 1 + make_below(maker, 2);

    if (count > 8 && make_chance(maker, 60)) {
        add_full_reverse(maker);
    } else {
        zone_add_reverse(maker, count);
    }
    draft_begin(&maker->record, "v=spf1");
    while (terms_left-- > 0) {
        draft_add(&maker->record, "%s", MAKE_PICK(maker, terms));
    }
    make_end(maker, &maker->record);
    zone_add_hosts(maker);
    zone_add_hash(maker);
    zone_add_record(maker, "example.com", &maker->record);
    make_mail(maker);
}
