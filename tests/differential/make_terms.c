/* SPDX-License-Identifier: BSD-2-Clause */
/* Terms, right and wrong, and records made of them. */
#include "differential/make.h"

static void
make_network4(struct maker *maker, struct draft *out)
{
    static const char *const usual[] = {
        "192.0.2.10",   "192.0.2.0",   "192.0.2.11", "192.0.0.0",
        "198.51.100.7", "203.0.113.0", "0.0.0.0",    "255.255.255.255",
    };
    static const char *const odd[] = {
        "192.0.2",      "192.0.2.10.1",  "192.0.2.010",
        "256.1.1.1",    "::1",           "",
        "example.com",  "192.0.2.10:25", "192.0.2.10.",
        "192.0.2.0-10", "192.0.2.*",     "0x7f.1.1.1",
        "2001:db8::1",  "1.2.3.04",      "192.0.2.10,",
        "%{i}",
    };

    draft_add(out, "%s",
              make_odd(maker) ? MAKE_PICK(maker, odd)
                              : MAKE_PICK(maker, usual));
}

static void
make_network6(struct maker *maker, struct draft *out)
{
    static const char *const usual[] = {
        "2001:db8::cb01",
        "2001:DB8::",
        "2001:db8:0:0:0:0:0:cb01",
        "2001:db8::192.0.2.10",
        "::ffff:192.0.2.10",
        "::",
        "2001:db8:1::",
        "fe80::1",
        "2001:0db8::cb01",
        "::1",
        "1:2:3:4:5:6:7::",
        "2002:c000:20a::",
    };
    static const char *const odd[] = {
        "192.0.2.10",
        "2001:db8",
        ":::",
        "1:2:3:4:5:6:7:8:9",
        "2001:db8::1::2",
        "[2001:db8::1]",
        "fe80::1%eth0",
        "2001:db8::g",
        "12345::",
        "",
        "::192.0.2.010",
        "::1.2.3",
        "1:2:3:4::5:6:7:8",
        "2001:db8::cb01:",
        ":2001:db8::1",
        "::ffff:0:0/96x",
        "1:2:3:4:5:6:7:1.2.3.4",
    };

    draft_add(out, "%s",
              make_odd(maker) ? MAKE_PICK(maker, odd)
                              : MAKE_PICK(maker, usual));
}

static void
make_cidr(struct maker *maker, struct draft *out, bool is_dual)
{
    static const char *const lengths4[] = {"/32", "/31", "/24", "/16", "/8",
                                           "/1",  "/0",  "/30", "/25"};
    static const char *const lengths6[] = {"128", "127", "64", "32",
                                           "1",   "0",   "96", "48"};
    static const char *const odd[] = {
        "/33",   "/08",      "/024",        "/",    "/a",
        "/-1",   "/+8",      "//",          "///8", "/24/64",
        "//129", "//064",    "/4294967296", "/129", "//64/24",
        "/24//", "/24//129", "/ 24",        "/24,", "/00",
    };

    if (make_chance(maker, 45)) {
        return;
    }
    if (make_odd(maker)) {
        draft_add(out, "%s", MAKE_PICK(maker, odd));
        return;
    }
    if (!is_dual || make_chance(maker, 70)) {
        draft_add(out, "%s", MAKE_PICK(maker, lengths4));
    }
    if (is_dual && make_chance(maker, 40)) {
        draft_add(out, "//%s", MAKE_PICK(maker, lengths6));
    }
}

static void
make_ip(struct maker *maker, struct draft *out)
{
    static const char *const lengths6[] = {"/128", "/127", "/64", "/32",
                                           "/1",   "/0",   "/96", "/48"};

    if (make_chance(maker, maker->is_ip6 ? 25 : 75)) {
        draft_add(out, make_chance(maker, 97) ? "ip4:" : "IP4:");
        make_network4(maker, out);
        make_cidr(maker, out, false);
        return;
    }
    draft_add(out, "ip6:");
    make_network6(maker, out);
    if (make_odd(maker)) {
        make_cidr(maker, out, true);
    } else if (make_chance(maker, 55)) {
        draft_add(out, "%s", MAKE_PICK(maker, lengths6));
    }
}

/* "a", "mx", "ptr", "exists" and "include". */
static void
make_named(struct maker *maker, struct draft *out)
{
    static const char *const names[] = {"a",       "mx",     "a", "mx",
                                        "exists",  "ptr",    "A", "Mx",
                                        "include", "include"};
    const char *name = MAKE_PICK(maker, names);
    bool is_host = (name[0] | 0x20) == 'a' || (name[0] | 0x20) == 'm';
    bool may_be_bare = is_host || name[0] == 'p';

    draft_add(out, "%s", name);
    if (!may_be_bare || make_chance(maker, 70)) {
        if (make_chance(maker, may_be_bare ? 99 : 97)) {
            draft_add(out, ":");
            make_domain_spec(maker, out);
        }
    }
    if (is_host || make_chance(maker, maker->oddity / 4)) {
        make_cidr(maker, out, true);
    }
}

static const char *const bad_directives[] = {
    "ipv4:192.0.2.10",
    "ip:192.0.2.10",
    "foo",
    "foo:bar",
    "a.b",
    "all:",
    "all.",
    "all/8",
    "all:example.com",
    "-",
    "+",
    "ptr4",
    "1a",
    "_a",
    "a=",
    "ip4=192.0.2.10",
    "all=x",
    "=x",
    "1x=y",
    "--all",
    "~?all",
    "+redirect=example.com",
    "-exp=example.com",
    "v=spf1",
    "include=spf.example.org",
    "a;",
    "a,",
    "mx/24,",
    "192.0.2.10",
    "exist:example.com",
    "include",
    "exists",
    "ip4",
    "ip6",
    "ip4:",
    "ip4/24",
    "redirect:example.com",
    "a:/24",
    "mx:",
    "ptr:",
    "a/",
    "ptr/0",
    "!a",
    "al",
    "alll",
    "a-b",
    "a:b",
    "\"a\"",
    "default=allow",
    "prt",
    "mx::example.com",
    "A/24//64x",
    "a//",
};

static void
make_bad_directive(struct maker *maker, struct draft *out)
{
    draft_add(out, "%s", MAKE_PICK(maker, bad_directives));
}

void
make_directive(struct maker *maker, struct draft *out)
{
    static const char *const qualifiers[] = {"",  "",  "",  "",  "+",
                                             "-", "-", "~", "?", "?"};

    draft_add(out, " %s", MAKE_PICK(maker, qualifiers));
    if (make_chance(maker, maker->oddity / 3)) {
        make_bad_directive(maker, out);
    } else if (make_chance(maker, 35)) {
        make_ip(maker, out);
    } else {
        make_named(maker, out);
    }
}

void
make_modifier(struct maker *maker, struct draft *out)
{
    static const char *const others[] = {
        "foo=bar",    "foo=",         "foo=%{d}",     "default=pass",
        "op=auth",    "a=b",          "x-y.z_1=%{i}", "ra=postmaster",
        "rp=100",     "moo=%{c}%{r}", "foo=bar",      "FOO=bar",
        "m=%{l1r+-}", "exists=x",     "x=a:b/c",
    };
    static const char *const bad[] = {"foo=%{q}", "foo=%", "foo=%{d0}",
                                      "foo=%x",   "x=%{",  "moo=%{d.x}"};

    if (make_chance(maker, maker->oddity / 2)) {
        draft_add(out, " %s", MAKE_PICK(maker, bad));
        return;
    }
    if (make_chance(maker, 50)) {
        draft_add(out, " %s", MAKE_PICK(maker, others));
        return;
    }
    draft_add(out, make_chance(maker, 50) ? " exp=" : " redirect=");
    make_domain_spec(maker, out);
}

void
make_end(struct maker *maker, struct draft *out)
{
    static const char *const ends[] = {"-all", "-all", "-all", "~all",
                                       "?all", "all",  "+all", "-ALL"};

    if (make_chance(maker, 75)) {
        draft_add(out, " %s", MAKE_PICK(maker, ends));
    }
}

void
make_record(struct maker *maker, struct draft *out)
{
    unsigned count = make_below(maker, 4) + make_below(maker, 3);

    draft_begin(out, make_chance(maker, 96) ? "v=spf1" : "V=sPf1");
    while (count-- > 0) {
        if (make_chance(maker, 12)) {
            make_modifier(maker, out);
        } else {
            make_directive(maker, out);
        }
        if (make_chance(maker, 2)) {
            draft_add(out, " ");
        }
    }
    make_end(maker, out);
    if (make_chance(maker, 10)) {
        make_modifier(maker, out);
    }
    if (make_chance(maker, 2)) {
        draft_add(out, "  ");
    }
}
