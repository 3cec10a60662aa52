/* SPDX-License-Identifier: BSD-2-Clause */
/* What a case is about. */
#include "differential/make.h"

#include <string.h>

/* Hosts, some records that others may name, and the mail. */
static void
finish(struct maker *maker)
{
    static const char *const owners[] = {"spf.example.org", "_spf.example.com",
                                         "a.example.net", "mail.example.com"};
    size_t i;

    for (i = 0; i < COUNT_OF(owners); i++) {
        if (make_chance(maker, i == 0 ? 90 : 40)) {
            make_record(maker, &maker->record);
            zone_add_record(maker, owners[i], &maker->record);
        }
    }
    zone_add_hosts(maker);
    zone_add_hash(maker);
    if (make_chance(maker, 30)) {
        zone_add_reverse(maker, 1 + make_below(maker, 3));
    }
    make_mail(maker);
}

static void
add_policy(struct maker *maker)
{
    make_record(maker, &maker->record);
    zone_add_record(maker, "example.com", &maker->record);
}

void
make_plain(struct maker *maker)
{
    maker->oddity = make_chance(maker, 60) ? 0 : 3;
    add_policy(maker);
    finish(maker);
}

void
make_wrong(struct maker *maker)
{
    maker->oddity = 25;
    add_policy(maker);
    maker->oddity = 0;
    finish(maker);
}

void
make_macros(struct maker *maker)
{
    struct draft *out = &maker->record;
    unsigned count = 1 + make_below(maker, 4);

    maker->oddity = make_chance(maker, 70) ? 0 : 20;
    draft_begin(out, "v=spf1");
    while (count-- > 0) {
        draft_add(out, make_chance(maker, 70) ? " a:" : " ?exists:");
        make_macro(maker, out);
        draft_add(out, ".");
        make_macro(maker, out);
        draft_add(out, ".hash.example.org");
    }
    make_end(maker, out);
    zone_add_record(maker, "example.com", out);
    maker->oddity = 0;
    finish(maker);
}

void
make_tree(struct maker *maker)
{
    static const char *const names[] = {"example.com", "t1.example.net",
                                        "t2.example.net", "t3.example.net",
                                        "t4.example.net"};
    struct draft *out = &maker->record;
    size_t i;

    maker->oddity = make_chance(maker, 80) ? 0 : 5;
    for (i = 0; i < COUNT_OF(names); i++) {
        unsigned count = 1 + make_below(maker, 2);

        draft_begin(out, "v=spf1");
        while (i + 1 < COUNT_OF(names) && count-- > 0) {
            draft_add(
                out, " %sinclude:%s", make_chance(maker, 20) ? "?" : "",
                names[i + 1 +
                      make_below(maker, (unsigned)(COUNT_OF(names) - i - 1))]);
            if (make_chance(maker, 50)) {
                make_directive(maker, out);
            }
        }
        make_end(maker, out);
        if (i + 1 < COUNT_OF(names) && make_chance(maker, 25)) {
            draft_add(out, " redirect=%s", names[i + 1]);
        }
        if (i == 0 || make_chance(maker, 92)) {
            zone_add_record(maker, names[i], out);
        }
    }
    finish(maker);
}

void
make_loop(struct maker *maker)
{
    static const char *const tops[] = {
        "v=spf1 include:example.com -all",
        "v=spf1 redirect=example.com",
        "v=spf1 include:EXAMPLE.com -all",
        "v=spf1 redirect=%{d}.",
        "v=spf1 include:l1.example.net -all",
        "v=spf1 redirect=l1.example.net",
        "v=spf1 a include:l1.example.net ~all",
        "v=spf1 ip4:192.0.2.10 include:example.com -all",
    };
    static const char *const others[] = {
        "v=spf1 include:example.com -all",
        "v=spf1 redirect=example.com",
        "v=spf1 include:l1.example.net -all",
        "v=spf1 a:%{d} ?all",
        "v=spf1 include:l2.example.net include:example.com -all",
    };

    zone_add(maker, "example.com", "TXT", MAKE_PICK(maker, tops));
    zone_add(maker, "l1.example.net", "TXT", MAKE_PICK(maker, others));
    zone_add(maker, "l2.example.net", "TXT", MAKE_PICK(maker, others));
    zone_add_hosts(maker);
    zone_add_host(maker, "l1.example.net", 20);
    make_mail(maker);
}

/* --- Explanations -------------------------------------------------------- */

static void
make_text(struct maker *maker, struct draft *out)
{
    static const char *const words[] = {
        "See",     " ",    "http://", "%{d}", "/why?s=", "%{S}",
        ";i=%{i}", "%{c}", "%{r}",    "%{h}", "%_",      "%%",
        "%-",      "%{l}", "%{o}",    "%{v}", "%{p}",    "%{dr}",
        "%{d1}",   "%{L}", ".",       "  ",
    };
    static const char *const odd[] = {"%{x}", "%",  "%{d0}", "\xc3\xa9", "\t",
                                      "\x07", "\"", "\\",    "%{t0}",    "\r"};
    unsigned count = 1 + make_below(maker, 8);

    draft_begin(out, "");
    while (count-- > 0) {
        draft_add(out, "%s",
                  make_chance(maker, 3) ? MAKE_PICK(maker, odd)
                                        : MAKE_PICK(maker, words));
    }
}

void
make_explanation(struct maker *maker)
{
    static const char *const tops[] = {
        "v=spf1 exp=why.example.com -all",
        "v=spf1 -all exp=%{d}",
        "v=spf1 exp=why.%{d} include:spf.example.org -all",
        "v=spf1 -include:spf.example.org exp=why.example.com",
        "v=spf1 exp=why.example.com redirect=spf.example.org",
        "v=spf1 exp=why.example.com -ip4:192.0.2.0/24 -ip6:2001:db8::/32 ?all",
        "v=spf1 exp=none.example.org -all",
        "v=spf1 exp=WHY.example.com. -all",
    };
    unsigned texts = make_chance(maker, 92) ? 1 : make_below(maker, 3);

    zone_add(maker, "example.com", "TXT", MAKE_PICK(maker, tops));
    zone_add(maker, "spf.example.org", "TXT",
             make_chance(maker, 50) ? "v=spf1 exp=other.example.org -all"
                                    : "v=spf1 +all");
    while (texts-- > 0) {
        make_text(maker, &maker->record);
        zone_add_record(maker, "why.example.com", &maker->record);
    }
    make_text(maker, &maker->record);
    zone_add_record(maker, "other.example.org", &maker->record);
    if (make_chance(maker, 4)) {
        zone_add_failure(maker, "why.example.com", "TXT");
    }
    zone_add_hosts(maker);
    zone_add_reverse(maker, make_below(maker, 3));
    make_mail(maker);
}
