/* SPDX-License-Identifier: BSD-2-Clause */
/* Lines of a case's zone. */
#include "differential/make.h"

#include <string.h>

#include "differential/spf_case.h"

#define REVERSE4 "10.2.0.192.in-addr.arpa"
#define REVERSE6                                                              \
    "1.0.b.c.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6."    \
    "arpa"

void
zone_add(struct maker *maker, const char *name, const char *type,
         const char *data)
{
    fputs("rr\t", maker->file);
    spf_case_write(maker->file, name);
    fprintf(maker->file, "\t%s\t", type);
    spf_case_write(maker->file, data);
    fputc('\n', maker->file);
}

void
zone_add_mx(struct maker *maker, const char *name, unsigned preference,
            const char *exchange)
{
    fprintf(maker->file, "rr\t%s\tMX\t%u\t%s\n", name, preference, exchange);
}

/* Cut anywhere: the strings of a record are joined without a space. */
void
zone_add_record(struct maker *maker, const char *name,
                const struct draft *record)
{
    size_t cut = record->len;
    size_t from = 0;
    char part[MAKE_RECORD];

    fputs("rr\t", maker->file);
    spf_case_write(maker->file, name);
    fputs("\tTXT", maker->file);
    do {
        cut = record->len - from;
        if (cut > 1 && make_chance(maker, 8)) {
            cut = 1 + make_below(maker, (unsigned)cut - 1);
        }
        if (cut > 255) {
            cut = 255;
        }
        memcpy(part, record->text + from, cut);
        part[cut] = '\0';
        fputc('\t', maker->file);
        spf_case_write(maker->file, part);
        from += cut;
    } while (from < record->len && from < 255 * (CASE_STRINGS - 4));
    fputc('\n', maker->file);
}

void
zone_add_failure(struct maker *maker, const char *name, const char *type)
{
    static const char *const kinds[] = {"servfail", "refused", "timeout"};

    fprintf(maker->file, "fail\t%s\t%s\t%s\n", name, type,
            MAKE_PICK(maker, kinds));
}

void
zone_add_host(struct maker *maker, const char *name, unsigned percent)
{
    static const char *const near4[] = {"192.0.2.11", "192.0.2.200",
                                        "192.0.99.1"};
    static const char *const near6[] = {"2001:db8::cb00", "2001:db8::1:1",
                                        "2001:db8:99::1"};

    if (make_chance(maker, 85)) {
        zone_add(maker, name, "A",
                 make_chance(maker, percent) ? "192.0.2.10"
                 : make_chance(maker, 50)    ? MAKE_PICK(maker, near4)
                                             : "198.51.100.7");
    }
    if (make_chance(maker, maker->is_ip6 ? 85 : 50)) {
        zone_add(maker, name, "AAAA",
                 make_chance(maker, percent) ? "2001:db8::cb01"
                 : make_chance(maker, 50)    ? MAKE_PICK(maker, near6)
                                             : "2001:db8:ffff::7");
    }
}

void
zone_add_hosts(struct maker *maker)
{
    static const char *const names[] = {
        "example.com",     "mail.example.com",    "mx1.example.com",
        "a.example.net",   "deep.er.example.net", "n4me.x--y.example",
        "mx2.example.com", "host.xn--zckzah",
    };
    size_t i;

    for (i = 0; i < COUNT_OF(names); i++) {
        if (make_chance(maker, 80)) {
            zone_add_host(maker, names[i], 20);
        }
        if (make_chance(maker, 30)) {
            zone_add_mx(maker, names[i], 10, "mx1.example.com");
        }
        if (make_chance(maker, 12)) {
            zone_add_mx(maker, names[i], make_below(maker, 20),
                        make_name(maker));
        }
    }
    if (make_chance(maker, 50)) {
        zone_add(maker, "b.example.net", "CNAME", make_name(maker));
    }
}

void
zone_add_hash(struct maker *maker)
{
    fputs("hash\thash.example.org\t192.0.2.10\t2001:db8::cb01\n", maker->file);
}

void
zone_add_pointer(struct maker *maker, const char *name)
{
    zone_add(maker, maker->is_ip6 ? REVERSE6 : REVERSE4, "PTR", name);
}

/* Names below two domains; some have the client's address, some another. */
void
zone_add_reverse(struct maker *maker, unsigned count)
{
    static const char *const domains[] = {"example.com", "example.net",
                                          "badexample.com"};
    char name[64];
    unsigned i;

    for (i = 0; i < count; i++) {
        if (make_chance(maker, 12)) {
            zone_add_pointer(maker, make_name(maker));
            continue;
        }
        (void)snprintf(name, sizeof(name), "p%u.%s", i,
                       MAKE_PICK(maker, domains));
        zone_add_pointer(maker, name);
        if (make_chance(maker, 80)) {
            zone_add_host(maker, name, 40);
        }
    }
    if (make_chance(maker, 5)) {
        zone_add_failure(maker, maker->is_ip6 ? REVERSE6 : REVERSE4, "PTR");
    }
}
