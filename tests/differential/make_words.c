/* SPDX-License-Identifier: BSD-2-Clause */
/* Names and macros. */
#include "differential/make.h"

const char *
make_name(struct maker *maker)
{
    static const char *const names[] = {
        "example.com",         "mail.example.com",  "mx1.example.com",
        "mx2.example.com",     "a.example.net",     "b.example.net",
        "_spf.example.com",    "spf.example.org",   "none.example.org",
        "deep.er.example.net", "n4me.x--y.example", "host.xn--zckzah",
    };

    return MAKE_PICK(maker, names);
}

static void
make_bad_macro(struct maker *maker, struct draft *out)
{
    static const char *const macros[] = {
        "%",
        "%d",
        "%(d)",
        "%{d",
        "%{}",
        "%{x}",
        "%{d0}",
        "%{d00}",
        "%{dd}",
        "%{dr2}",
        "%{d2r2}",
        "%{d.r}",
        "%{s;}",
        "%{dR}",
        "%{d-1}",
        "%{d 1}",
        "%{1}",
        "%%{d}",
        "%{c}",
        "%{r}",
        "%{d01}",
        "%{d128}",
        "%{d129}",
        "%{d2147483648}",
        "%{d4294967298}",
        "%{d18446744073709551617}",
        "%{l|}",
        "%%%%%{o}",
        "%-%_",
        "%{dr..}",
        "%{Z}",
        "%{_}",
    };

    draft_add(out, "%s", MAKE_PICK(maker, macros));
}

void
make_macro(struct maker *maker, struct draft *out)
{
    static const char letters[] = "slodiphvslodihvdi";
    static const char *const digits[] = {"1", "2", "3", "4", "5", "10", "99"};
    static const char delimiters[] = ".-+,/_=";
    char letter = letters[make_below(maker, sizeof(letters) - 1)];
    unsigned count = make_chance(maker, 40) ? 1 + make_below(maker, 2) : 0;

    if (make_chance(maker, maker->oddity / 2)) {
        make_bad_macro(maker, out);
        return;
    }
    if (make_chance(maker, 15)) {
        letter = (char)(letter & ~0x20);
    }
    draft_add(out, "%%{%c%s%s", letter,
              make_chance(maker, 35) ? MAKE_PICK(maker, digits) : "",
              make_chance(maker, 35) ? "r" : "");
    while (count-- > 0) {
        draft_add(out, "%c",
                  delimiters[make_below(maker, sizeof(delimiters) - 1)]);
    }
    draft_add(out, "}");
}

static const char *const bad_specs[] = {
    "",
    "museum",
    "museum.",
    "foo-bar",
    "abc.123",
    "111.222.33.44",
    "192.0.2.10",
    "example.-com",
    "example.com-",
    "example.com:8080",
    "example.com,",
    "%{d}.",
    "%{d}com",
    ".com",
    "foo..example.com",
    ".example.com",
    "foo%%",
    "%%",
    "%_",
    "a.%-b.example.com",
    "foo:bar/baz.example.com",
    "x.com/24.com",
    "_tcp.exam_ple._x",
    "exa_mple.com",
    "example.1-2",
    "example.1a",
    "example.com..",
    "*.example.com",
    "example.com\"",
    "example.com\\",
    "a!b.example.com",
    "-.example.com",
    "%{h}",
    "%{l}",
    "%{h}.",
    "%{o1}",
    "example.c%{d1}",
    "/.example.com",
    "example.com/",
    "%{d}/%{v}",
};

static void
make_bad_spec(struct maker *maker, struct draft *out)
{
    draft_add(out, "%s", MAKE_PICK(maker, bad_specs));
}

/* Any expansion has an address below this name. */
static void
make_hashed(struct maker *maker, struct draft *out)
{
    unsigned count = 1 + make_below(maker, 3);

    while (count-- > 0) {
        make_macro(maker, out);
        draft_add(out, "%s", make_chance(maker, 80) ? "." : "-x.");
    }
    draft_add(out, "hash.example.org");
}

void
make_domain_spec(struct maker *maker, struct draft *out)
{
    static const char *const usual[] = {
        "%{d}",
        "%{d2}",
        "%{o}",
        "mail.%{d}",
        "%{ir}.%{v}._spf.%{d2}",
        "%{h}",
        "mx1.%{d2}",
        "MAIL.Example.COM",
        "mail.example.com.",
        "%{D}",
        "%{l}.%{o}",
        "a.%{d1r}",
        "%{p}",
        "%{i}.sbl.example.org",
    };

    if (make_odd(maker)) {
        make_bad_spec(maker, out);
    } else if (make_chance(maker, 70)) {
        draft_add(out, "%s", make_name(maker));
    } else if (make_chance(maker, 50)) {
        make_hashed(maker, out);
    } else {
        draft_add(out, "%s", MAKE_PICK(maker, usual));
    }
}
