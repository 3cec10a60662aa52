/* SPDX-License-Identifier: BSD-2-Clause */
/* Who sends, and from where. */
#include "differential/make.h"

#include "differential/spf_case.h"

static const char *
pick_address(struct maker *maker)
{
    static const char *const odd4[] = {"::ffff:192.0.2.10", "127.0.0.1",
                                       "192.0.2.200",       "::ffff:c000:20a",
                                       "255.255.255.255",   "192.0.2.11"};
    static const char *const odd6[] = {"::1",
                                       "2002:c000:20a::1",
                                       "::192.0.2.10",
                                       "64:ff9b::c000:20a",
                                       "2001:db8::cb00",
                                       "2001:0DB8:0:0:0:0:0:CB01",
                                       "::"};

    if (make_chance(maker, 92)) {
        return maker->is_ip6 ? "2001:db8::cb01" : "192.0.2.10";
    }
    return maker->is_ip6 ? MAKE_PICK(maker, odd6) : MAKE_PICK(maker, odd4);
}

static const char *
pick_helo(struct maker *maker)
{
    static const char *const odd[] = {
        "HELO.Example.COM",
        "localhost",
        "[192.0.2.10]",
        "192.0.2.10",
        "",
        "mail.example.com.",
        "-",
        "a..b",
        "unknown",
        "ex\xc3\xa9mple.com",
        "foo bar.example.com",
        "a;b=c.example.com",
        "[IPv6:2001:db8::1]",
        "mail.example.123",
        "_x.example.com",
        "x\x01y.example.com",
        "\"q\".example.com",
        "com",
        "%{d}.example.com",
        "a/b:c.example.com",
        ".",
        "a23456789012345678901234567890123456789012345678901234567890123."
        "example.com",
        "a2345678901234567890123456789012345678901234567890123456789012345."
        "example.com",
    };

    if (make_chance(maker, 85)) {
        return make_chance(maker, 85) ? "mail.example.com"
                                      : "mx-1.out_x.example.com";
    }
    return MAKE_PICK(maker, odd);
}

static const char *const odd_senders[] = {
    "",
    "",
    "<>",
    "example.com",
    "@example.com",
    "user@",
    "@",
    "a@b@example.com",
    "\"a@b\"@example.com",
    "\"quoted part\"@example.com",
    "user+tag-x.y=z_w/v,u@example.com",
    "USER@EXAMPLE.COM",
    "user@example.com.",
    "user@mail.example.com",
    "user@localhost",
    "user@[192.0.2.10]",
    "user@192.0.2.10",
    "user@exam_ple.com",
    "user@none.example.org",
    "user@.example.com",
    "user@example..com",
    "user@exa mple.com",
    "us er@example.com",
    "user@-example.com",
    "<user@example.com>",
    "@relay.example,@r2.example:user@example.com",
    "user%other@example.com",
    "a.b.c.d.e@example.com",
    "u\xc3\xa9@example.com",
    "user@ex\xc3\xa9mple.com",
    "user@a!b.example.com",
    "us\x01"
    "er@example.com",
    "user@exam\x07ple.com",
    "user@example.123",
    "user@com",
    "x@a2345678901234567890123456789012345678901234567890123456789012345."
    "example.com",
    "...@example.com",
    "-a--b-@example.com",
    "user@example.com:25",
    "user@example.com/x",
    "user@%{d}.example.com",
};

static const char *
pick_odd_sender(struct maker *maker)
{
    return MAKE_PICK(maker, odd_senders);
}

void
make_mail(struct maker *maker)
{
    static const char *const usual[] = {
        "strong-bad.x@example.com",
        "a+b-c.d=e_f/g,h@example.com",
        "list-owner+user=name.x@example.com",
    };
    const char *sender = make_chance(maker, 80)   ? "user@example.com"
                         : make_chance(maker, 70) ? MAKE_PICK(maker, usual)
                                                  : pick_odd_sender(maker);

    fprintf(maker->file, "query\t%s\t", pick_address(maker));
    spf_case_write(maker->file, pick_helo(maker));
    fputc('\t', maker->file);
    spf_case_write(maker->file, sender);
    fputc('\n', maker->file);
}

/* A policy that tells most senders apart, and senders that are odd. */
void
make_senders(struct maker *maker)
{
    static const char *const policies[] = {
        "v=spf1 ip4:192.0.2.10 ip6:2001:db8::cb01 -all",
        "v=spf1 a:%{l}.hash.example.org ?a:%{o}.%{s}.hash.example.org -all",
        "v=spf1 -a:%{h}.hash.example.org ~all",
        "v=spf1 exists:%{l1r+-}._at_.%{o}._spf.%{d} a -all",
        "v=spf1 a:%{L}.%{H}.hash.example.org redirect=spf.example.org",
        "v=spf1 exp=why.example.com -all",
        "v=spf1 include:%{o} -all",
        "v=spf1 redirect=%{h}",
        "v=spf1 mx:%{S}.hash.example.org -ptr:%{o2} ?all",
    };
    static const char *const owners[] = {
        "example.com",        "mail.example.com", "helo.example.com",
        "exam_ple.com",       "a!b.example.com",  "example.123",
        "localhost",          "-example.com",     "com",
        "ex\xc3\xa9mple.com", "exa mple.com",
    };
    size_t i;

    for (i = 0; i < COUNT_OF(owners); i++) {
        if (i < 2 || make_chance(maker, 60)) {
            zone_add(maker, owners[i], "TXT", MAKE_PICK(maker, policies));
        }
    }
    zone_add_hosts(maker);
    zone_add_hash(maker);
    zone_add(maker, "why.example.com", "TXT", "%{s} %{l}%{o} %{h} %{i} %{S}");
    zone_add(maker, "spf.example.org", "TXT", "v=spf1 -a:%{d} ?all");
    fprintf(maker->file, "query\t%s\t", pick_address(maker));
    spf_case_write(maker->file, pick_helo(maker));
    fputc('\t', maker->file);
    spf_case_write(maker->file, pick_odd_sender(maker));
    fputc('\n', maker->file);
}
