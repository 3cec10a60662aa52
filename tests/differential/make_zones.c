/* SPDX-License-Identifier: BSD-2-Clause */
/* Cases about what the DNS holds besides one good record. */
#include "differential/make.h"

#include <string.h>

static void
finish(struct maker *maker)
{
    make_record(maker, &maker->record);
    zone_add_record(maker, "spf.example.org", &maker->record);
    zone_add_hosts(maker);
    zone_add_hash(maker);
    make_mail(maker);
}

static const char *const candidates[] = {
    "v=spf1 -all",
    "v=spf1 ip4:192.0.2.0/24 ?all",
    "v=spf1",
    "v=spf1 ",
    "v=spf10 -all",
    "v=spf1\t-all",
    "v=spf2 -all",
    "spf2.0/mfrom,pra +all",
    "spf2.0/pra -all",
    "V=SPF1 ~all",
    " v=spf1 -all",
    "\"v=spf1 -all\"",
    "v=spf1;-all",
    "v=spf1,a -all",
    "v=spf1-all",
    "google-site-verification=abc",
    "",
    "v=spf",
    "v=spf1  -all",
    "\xff\xfe text",
    "v=spf1 foo -all",
    "v=DMARC1; p=none",
    "v=spf1 a \xc3\xa9",
    "v=spf1  ",
};

/* --- Which record is the policy ------------------------------------------ */

void
make_selection(struct maker *maker)
{
    unsigned count = 1 + make_below(maker, 3);

    while (count-- > 0) {
        draft_begin(&maker->record, MAKE_PICK(maker, candidates));
        zone_add_record(maker, "example.com", &maker->record);
    }
    if (make_chance(maker, 20)) {
        fputs("rr\texample.com\tTXT\tv=spf1\tmx -all\n", maker->file);
    }
    if (make_chance(maker, 20)) {
        zone_add(maker, "example.com", "SPF", "v=spf1 +all");
    }
    finish(maker);
}

/* --- Octets that no record should have ----------------------------------- */

void
make_octets(struct maker *maker)
{
    static const char *const octets[] = {
        "\x01",     "\t",           "\n",   "\r",   "\x7f", "\x80",
        "\xc3\xa9", "\xe2\x80\x93", "\x1b", "\xa0", "\xff"};
    struct draft *out = &maker->record;
    static struct draft changed;
    size_t at;

    maker->oddity = 0;
    make_record(maker, out);
    at = 6 + make_below(maker, (unsigned)(out->len - 5));
    draft_begin(&changed, "");
    draft_add(&changed, "%.*s%s%s", (int)at, out->text,
              MAKE_PICK(maker, octets), out->text + at);
    if (make_chance(maker, 80)) {
        zone_add_record(maker, "example.com", &changed);
        zone_add(maker, "spf.example.org", "TXT", "v=spf1 a ?all");
    } else {
        zone_add(maker, "example.com", "TXT",
                 "v=spf1 include:spf.example.org ~all");
        zone_add_record(maker, "spf.example.org", &changed);
    }
    zone_add_hosts(maker);
    zone_add_hash(maker);
    make_mail(maker);
}

/* --- Sizes --------------------------------------------------------------- */

/* A name of about 253 octets. */
static void
add_long_name(struct maker *maker, struct draft *out)
{
    unsigned octets = 225 + make_below(maker, 30);
    unsigned i;

    for (i = 0; i < octets; i++) {
        draft_add(out, "%c", i % 51 == 50 ? '.' : 'a' + (char)(i % 26));
    }
    draft_add(out, ".hash.example.org");
}

static void
add_long_term(struct maker *maker, struct draft *out)
{
    unsigned octets = 60 + make_below(maker, 8);
    unsigned i;

    draft_add(out, make_chance(maker, 50) ? " a:" : " ?exists:");
    switch (make_below(maker, 4)) {
    case 0:
        add_long_name(maker, out);
        break;
    case 1:
        for (i = 0; i < octets; i++) {
            draft_add(out, "x");
        }
        draft_add(out, ".hash.example.org");
        break;
    case 2:
        for (i = 0; i < 14; i++) {
            draft_add(out, "%%{d}.");
        }
        draft_add(out, "%%{ir}.%%{d}.hash.example.org");
        break;
    default:
        for (i = 0; i < 3 + octets / 10; i++) {
            draft_add(out, "%%{i}.%%{s}.");
        }
        draft_add(out, "hash.example.org");
        break;
    }
}

void
make_long(struct maker *maker)
{
    struct draft *out = &maker->record;
    unsigned networks = make_chance(maker, 40) ? make_below(maker, 90) : 0;
    unsigned terms = 1 + make_below(maker, 2);
    unsigned i;

    draft_begin(out, "v=spf1");
    for (i = 0; i < networks; i++) {
        draft_add(out, " ip4:198.51.%u.0/24", i);
    }
    while (terms-- > 0) {
        add_long_term(maker, out);
    }
    make_end(maker, out);
    zone_add_record(maker, "example.com", out);
    finish(maker);
}

/* --- Failures and aliases ------------------------------------------------ */

void
make_failures(struct maker *maker)
{
    static const char *const types[] = {"A", "AAAA", "MX", "TXT", "A"};
    unsigned count = 1 + make_below(maker, 3);

    maker->oddity = 0;
    make_record(maker, &maker->record);
    zone_add_record(maker, "example.com", &maker->record);
    while (count-- > 0) {
        zone_add_failure(maker, make_name(maker), MAKE_PICK(maker, types));
    }
    if (make_chance(maker, 30)) {
        zone_add_reverse(maker, 1 + make_below(maker, 3));
        zone_add_failure(maker, "p0.example.com",
                         maker->is_ip6 ? "AAAA" : "A");
    }
    finish(maker);
}

void
make_aliases(struct maker *maker)
{
    static const char *const targets[] = {"c1.example.net", "c2.example.net",
                                          "example.com", "none.example.org",
                                          "c3.example.net"};
    static const char *const terms[] = {
        " a:c1.example.net",      " mx:c2.example.net",
        " exists:c3.example.net", " include:c2.example.net",
        " ?a:c3.example.net",     " mx:mxc.example.net",
        " a:c12.example.net"};
    struct draft *out = &maker->record;
    unsigned count = 1 + make_below(maker, 3);
    unsigned i;

    draft_begin(out, "v=spf1");
    while (count-- > 0) {
        draft_add(out, "%s", MAKE_PICK(maker, terms));
    }
    make_end(maker, out);
    zone_add_record(maker, "example.com", out);
    for (i = 1; i <= 3; i++) {
        char name[32];

        (void)snprintf(name, sizeof(name), "c%u.example.net", i);
        if (make_chance(maker, 60)) {
            zone_add(maker, name, "CNAME", MAKE_PICK(maker, targets));
        } else {
            zone_add_host(maker, name, 40);
            zone_add_mx(maker, name, 10, name);
        }
    }
    zone_add_mx(maker, "mxc.example.net", 10, "c1.example.net");
    if (make_chance(maker, 20)) {
        for (i = 4 + 8 + make_below(maker, 8); i > 3; i--) {
            fprintf(maker->file,
                    "rr\tc%u.example.net\tCNAME\tc%u.example.net\n", i, i - 1);
        }
    }
    finish(maker);
}
