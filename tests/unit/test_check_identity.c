/* SPDX-License-Identifier: BSD-2-Clause */
/* From MAIL FROM and HELO to the sender and domain of a check. */
#include <string.h>

#include <spfeval/status.h>

#include "base/dname.h"
#include "check/identity.h"
#include "support/tap.h"

#define LABEL63                                                               \
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
/* Three labels and dots are 192 octets; 61 more are 253. */
#define LONG192 LABEL63 "." LABEL63 "." LABEL63 "."
#define LABEL61 "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"

struct identity_case {
    const char *claim;
    const char *mailfrom;
    const char *local;
    const char *domain;
    int reason; /* SPFEVAL_REASON_UNSET: usable */
};

struct setup {
    spfeval_options *options;
    spfeval_check *check;
    struct spfe_text domain;
    uint32_t hash;
    int reason;
    int status;
};

static void
find(struct setup *setup, const char *mailfrom, size_t mailfrom_len,
     const char *helo, int identity)
{
    if (setup->check == NULL) {
        CHECK_INT(spfeval_check_new(setup->options, &setup->check),
                  SPFEVAL_OK);
    }
    spfeval_check_reset(setup->check);
    CHECK_INT(spfeval_check_set_mailfrom(setup->check, mailfrom, mailfrom_len),
              SPFEVAL_OK);
    CHECK_INT(spfeval_check_set_helo(setup->check, helo, strlen(helo)),
              SPFEVAL_OK);
    CHECK_INT(spfeval_check_set_identity(setup->check, identity), SPFEVAL_OK);
    setup->reason = SPFEVAL_REASON_UNSET;
    setup->status =
        spfe_identity_find(setup->check, &setup->hash, &setup->reason);
    setup->domain = setup->check->values.sender_domain;
}

static void
set_up(struct setup *setup)
{
    memset(setup, 0, sizeof(*setup));
    CHECK_INT(spfeval_options_new(NULL, &setup->options), SPFEVAL_OK);
}

static void
tear_down(struct setup *setup)
{
    spfeval_check_free(setup->check);
    spfeval_options_free(setup->options);
}

/* The parts are slices of local@domain, with a NUL behind it. */
static void
expect(const struct setup *setup, const char *local, const char *domain,
       int reason)
{
    const struct spfe_macro_values *values = &setup->check->values;

    CHECK_INT(setup->status, SPFEVAL_OK);
    CHECK_INT(setup->reason, reason);
    CHECK_STR(values->local.ptr, values->local.len, local);
    CHECK_STR(values->sender_domain.ptr, values->sender_domain.len, domain);
    if (reason == SPFEVAL_REASON_UNSET) {
        CHECK_INT(setup->hash, spfe_dname_hash(values->sender_domain));
    }
    CHECK_INT(values->sender.len, strlen(local) + 1 + strlen(domain));
    CHECK_BYTES(values->sender.ptr, strlen(local), local, strlen(local));
    CHECK_INT(values->sender.ptr[strlen(local)], '@');
    CHECK_INT(values->sender.ptr[values->sender.len], '\0');
}

static void
run_table(const struct identity_case *cases, size_t count)
{
    struct setup setup;
    size_t i;

    set_up(&setup);
    for (i = 0; i < count; i++) {
        tap_row(cases[i].claim);
        find(&setup, cases[i].mailfrom, strlen(cases[i].mailfrom),
             "helo.example.net", SPFEVAL_IDENTITY_MAILFROM);
        expect(&setup, cases[i].local, cases[i].domain, cases[i].reason);
    }
    tear_down(&setup);
}

static void
test_reverse_path_is_split_at_its_last_at(void)
{
    static const struct identity_case cases[] = {
        {"a mailbox", "user@example.com", "user", "example.com", 0},
        {"in angle brackets", "<user@example.com>", "user", "example.com", 0},
        {"case is kept", "UsEr@Example.COM", "UsEr", "Example.COM", 0},
        {"an at in the local-part", "\"a@b\"@example.com", "\"a@b\"",
         "example.com", 0},
        {"two ats without quotes", "a@b@example.com", "a@b", "example.com", 0},
        {"no local-part", "@example.com", "postmaster", "example.com", 0},
        {"no at", "example.com", "postmaster", "example.com", 0},
        {"a source route", "<@a.example,@b.example:x@example.com>", "x",
         "example.com", 0},
        {"a source route without brackets", "@a.example:x@example.com", "x",
         "example.com", 0},
        {"a source route and no local-part", "@a.example:@example.com",
         "postmaster", "example.com", 0},
        {"a colon elsewhere is no route", "a:b@example.com", "a:b",
         "example.com", 0},
        {"percent and bang are not interpreted", "a!b%c.example@example.com",
         "a!b%c.example", "example.com", 0},
        {"one bracket is not removed", "<user@example.com", "<user",
         "example.com", 0},
        {"one pair is removed, not two", "<<user@example.com>>", "<user",
         "example.com>", SPFEVAL_REASON_BAD_DOMAIN},
    };

    run_table(cases, TAP_COUNT(cases));
}

static void
test_domain_must_be_a_mail_domain(void)
{
    static const struct identity_case cases[] = {
        {"one final dot is removed", "u@example.com.", "u", "example.com", 0},
        {"two are one too many", "u@example.com..", "u", "example.com.",
         SPFEVAL_REASON_BAD_DOMAIN},
        {"an underscore", "u@_spf.example.com", "u", "_spf.example.com", 0},
        {"other atext", "u@a!b.example.com", "u", "a!b.example.com", 0},
        {"a single label", "u@localhost", "u", "localhost",
         SPFEVAL_REASON_BAD_DOMAIN},
        {"nothing", "u@", "u", "", SPFEVAL_REASON_BAD_DOMAIN},
        {"an at alone", "@", "postmaster", "", SPFEVAL_REASON_BAD_DOMAIN},
        {"a route alone", "@a.example:", "postmaster", "",
         SPFEVAL_REASON_BAD_DOMAIN},
        {"an empty label", "u@a..example", "u", "a..example",
         SPFEVAL_REASON_BAD_DOMAIN},
        {"an address literal", "u@[192.0.2.1]", "u", "[192.0.2.1]",
         SPFEVAL_REASON_BAD_DOMAIN},
        {"an address", "u@192.0.2.1", "u", "192.0.2.1",
         SPFEVAL_REASON_BAD_DOMAIN},
        {"a space", "u@a b.example", "u", "a b.example",
         SPFEVAL_REASON_BAD_DOMAIN},
        {"a quote", "u@\"a\".example", "u", "\"a\".example",
         SPFEVAL_REASON_BAD_DOMAIN},
        {"a control", "u@a\x7f.example", "u", "a\x7f.example",
         SPFEVAL_REASON_BAD_DOMAIN},
        {"a label of 63 octets", "u@" LABEL63 ".example", "u",
         LABEL63 ".example", 0},
        {"of 64", "u@a" LABEL63 ".example", "u", "a" LABEL63 ".example",
         SPFEVAL_REASON_BAD_DOMAIN},
        {"253 octets", "u@" LONG192 LABEL61, "u", LONG192 LABEL61, 0},
        {"253 and a dot", "u@" LONG192 LABEL61 ".", "u", LONG192 LABEL61, 0},
        {"254 octets", "u@" LONG192 LABEL61 "b", "u", LONG192 LABEL61 "b",
         SPFEVAL_REASON_BAD_DOMAIN},
    };

    run_table(cases, TAP_COUNT(cases));
}

static void
test_null_reverse_path_stands_for_the_helo_name(void)
{
    static const struct {
        const char *mailfrom;
        bool null_sender;
        const char *domain;
    } cases[] = {
        {"", true, "helo.example.net"},
        {"<>", true, "helo.example.net"},
        {"<@example.com>", false, "example.com"},
        {"<u@example.com>", false, "example.com"},
    };
    struct setup setup;
    size_t i;

    set_up(&setup);
    for (i = 0; i < TAP_COUNT(cases); i++) {
        tap_row(cases[i].mailfrom);
        find(&setup, cases[i].mailfrom, strlen(cases[i].mailfrom),
             "helo.example.net", SPFEVAL_IDENTITY_MAILFROM);
        CHECK_INT(setup.check->null_sender, cases[i].null_sender);
        CHECK_INT(setup.check->identity, SPFEVAL_IDENTITY_MAILFROM);
        CHECK_STR(setup.domain.ptr, setup.domain.len, cases[i].domain);
    }
    find(&setup, "<>", 2, "[192.0.2.1]", SPFEVAL_IDENTITY_MAILFROM);
    expect(&setup, "postmaster", "[192.0.2.1]", SPFEVAL_REASON_BAD_DOMAIN);
    find(&setup, NULL, 0, "", SPFEVAL_IDENTITY_MAILFROM);
    expect(&setup, "postmaster", "", SPFEVAL_REASON_BAD_DOMAIN);
    tear_down(&setup);
}

static void
test_helo_identity_ignores_the_reverse_path(void)
{
    struct setup setup;

    set_up(&setup);
    find(&setup, "user@example.com", 16, "Mail.Example.NET.",
         SPFEVAL_IDENTITY_HELO);
    expect(&setup, "postmaster", "Mail.Example.NET", 0);
    CHECK(!setup.check->null_sender);
    find(&setup, "", 0, "mail.example.net", SPFEVAL_IDENTITY_HELO);
    CHECK(!setup.check->null_sender);
    find(&setup, "user@example.com", 16, "mail", SPFEVAL_IDENTITY_HELO);
    expect(&setup, "postmaster", "mail", SPFEVAL_REASON_BAD_DOMAIN);
    /* No "@" is looked for in a HELO name. */
    find(&setup, "user@example.com", 16, "a@mail.example",
         SPFEVAL_IDENTITY_HELO);
    expect(&setup, "postmaster", "a@mail.example", SPFEVAL_REASON_BAD_DOMAIN);
    tear_down(&setup);
}

static void
test_nul_and_other_octets_are_kept_in_the_local_part(void)
{
    static const char mailfrom[] = "a\0\xff@example.com";
    static const char bad[] = "a@exam\0ple.com";
    struct setup setup;

    set_up(&setup);
    find(&setup, mailfrom, sizeof(mailfrom) - 1, "h.example",
         SPFEVAL_IDENTITY_MAILFROM);
    CHECK_INT(setup.reason, SPFEVAL_REASON_UNSET);
    CHECK_BYTES(setup.check->values.local.ptr, setup.check->values.local.len,
                "a\0\xff", 3);
    CHECK_BYTES(setup.check->values.sender.ptr, setup.check->values.sender.len,
                mailfrom, sizeof(mailfrom) - 1);
    CHECK(!setup.check->ascii_local);
    find(&setup, bad, sizeof(bad) - 1, "h.example", SPFEVAL_IDENTITY_MAILFROM);
    CHECK_INT(setup.reason, SPFEVAL_REASON_BAD_DOMAIN);
    CHECK_BYTES(setup.domain.ptr, setup.domain.len, bad + 2, sizeof(bad) - 3);
    CHECK(setup.check->ascii_local);
    find(&setup, "a\x7f@example.com", 14, "h.example",
         SPFEVAL_IDENTITY_MAILFROM);
    CHECK(setup.check->ascii_local);
    tear_down(&setup);
}

/* What the conversion is to do, and what it was given. */
struct idna {
    const char *out;
    size_t out_len; /* said, whatever out holds */
    int status;
    unsigned calls;
    size_t capacity;
    char domain[32];
    size_t domain_len;
};

static int
convert(void *user_data, const char *domain, size_t domain_len, char *buffer,
        size_t capacity, size_t *out_len)
{
    struct idna *idna = user_data;

    idna->calls++;
    idna->capacity = capacity;
    idna->domain_len = domain_len;
    if (domain_len < sizeof(idna->domain)) {
        memcpy(idna->domain, domain, domain_len);
    }
    if (idna->out_len <= capacity) {
        memcpy(buffer, idna->out, idna->out_len);
    }
    *out_len = idna->out_len;
    return idna->status;
}

static void
test_unicode_domain_needs_a_conversion(void)
{
    struct setup setup;

    set_up(&setup);
    find(&setup, "u@\xc3\xa9.example", 12, "h.example",
         SPFEVAL_IDENTITY_MAILFROM);
    expect(&setup, "u", "\xc3\xa9.example", SPFEVAL_REASON_IDNA);
    tear_down(&setup);
}

static void
test_unicode_domain_is_converted_before_anything_else(void)
{
    static const struct {
        const char *claim;
        const char *out;
        size_t out_len;
        int status;
        const char *domain;
        int reason;
    } cases[] = {
        {"converted", "xn--9ca.example", 15, 0, "xn--9ca.example", 0},
        {"with a final dot", "xn--9ca.example.", 16, 0, "xn--9ca.example", 0},
        {"refused", "xn--9ca.example", 15, -1, "\xc3\xa9.example",
         SPFEVAL_REASON_IDNA},
        {"more than there is room", "", 100000, 0, "\xc3\xa9.example",
         SPFEVAL_REASON_IDNA},
        {"to nothing", "", 0, 0, "", SPFEVAL_REASON_BAD_DOMAIN},
        {"to what is no domain", "xn--9ca", 7, 0, "xn--9ca",
         SPFEVAL_REASON_BAD_DOMAIN},
        {"to the same again", "\xc3\xa9.example", 10, 0, "\xc3\xa9.example",
         SPFEVAL_REASON_BAD_DOMAIN},
        {"to 253 octets", LONG192 LABEL61, 253, 0, LONG192 LABEL61, 0},
    };
    struct idna idna;
    struct setup setup;
    size_t i;

    set_up(&setup);
    CHECK_INT(spfeval_options_set_idna(setup.options, convert, &idna),
              SPFEVAL_OK);
    for (i = 0; i < TAP_COUNT(cases); i++) {
        tap_row(cases[i].claim);
        memset(&idna, 0, sizeof(idna));
        idna.out = cases[i].out;
        idna.out_len = cases[i].out_len;
        idna.status = cases[i].status;
        find(&setup, "u@\xc3\xa9.example", 12, "h.example",
             SPFEVAL_IDENTITY_MAILFROM);
        expect(&setup, "u", cases[i].domain, cases[i].reason);
        CHECK_INT(idna.calls, 1);
        CHECK(idna.capacity >= 253);
        CHECK_STR(idna.domain, idna.domain_len, "\xc3\xa9.example");
    }
    tear_down(&setup);
}

static void
test_conversion_is_for_mail_from_domains_alone(void)
{
    struct idna idna = {.out = "x.example", .out_len = 9};
    struct setup setup;

    set_up(&setup);
    CHECK_INT(spfeval_options_set_idna(setup.options, convert, &idna),
              SPFEVAL_OK);
    find(&setup, "\xc3\xa9@example.com", 14, "h.example",
         SPFEVAL_IDENTITY_MAILFROM);
    expect(&setup, "\xc3\xa9", "example.com", 0);
    find(&setup, "", 0, "\xc3\xa9.example", SPFEVAL_IDENTITY_MAILFROM);
    expect(&setup, "postmaster", "\xc3\xa9.example",
           SPFEVAL_REASON_BAD_DOMAIN);
    find(&setup, "u@example.com", 13, "\xc3\xa9.example",
         SPFEVAL_IDENTITY_HELO);
    expect(&setup, "postmaster", "\xc3\xa9.example",
           SPFEVAL_REASON_BAD_DOMAIN);
    CHECK_INT(idna.calls, 0);
    tear_down(&setup);
}

/* A lack of room is the host's affair, never a result. */
static void
test_a_sender_without_room_ends_the_check(void)
{
    static char helo[4097];
    struct setup setup;

    memset(helo, 'h', 3000);
    set_up(&setup);
    CHECK_INT(
        spfeval_options_set_u32(setup.options, SPFEVAL_OPTION_MAX_BYTES, 4096),
        SPFEVAL_OK);
    find(&setup, "", 0, helo, SPFEVAL_IDENTITY_HELO);
    CHECK_INT(setup.status, SPFEVAL_ERR_LIMIT);
    CHECK_INT(spfeval_check_set_client_text(setup.check, "192.0.2.1", 9),
              SPFEVAL_OK);
    CHECK_INT(spfeval_check_step(setup.check), SPFEVAL_ERR_LIMIT);
    CHECK(spfeval_check_get_outcome(setup.check) == NULL);
    tear_down(&setup);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"the reverse-path is split at its last at",
         test_reverse_path_is_split_at_its_last_at},
        {"the domain must be a mail domain",
         test_domain_must_be_a_mail_domain},
        {"the null reverse-path stands for the HELO name",
         test_null_reverse_path_stands_for_the_helo_name},
        {"the HELO identity ignores the reverse-path",
         test_helo_identity_ignores_the_reverse_path},
        {"NUL and other octets are kept in the local-part",
         test_nul_and_other_octets_are_kept_in_the_local_part},
        {"a Unicode domain needs a conversion",
         test_unicode_domain_needs_a_conversion},
        {"a Unicode domain is converted before anything else",
         test_unicode_domain_is_converted_before_anything_else},
        {"the conversion is for MAIL FROM domains alone",
         test_conversion_is_for_mail_from_domains_alone},
        {"a sender without room ends the check",
         test_a_sender_without_room_ends_the_check},
    };

    return tap_run("check/identity", tests, TAP_COUNT(tests));
}
