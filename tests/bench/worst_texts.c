/* SPDX-License-Identifier: BSD-2-Clause */
/* Texts that are read on their own: records, findings in them, fields. */
#include "bench/worst.h"

static void
same(struct worst *worst, unsigned size)
{
    worst_begin(worst);
    worst_add(worst, "v=spf1");
    worst_repeat(worst, size, " ip4:192.0.2.1");
    worst_add(worst, " -all");
}

/* Each network is of its own, so that none covers another one. */
static void
networks(struct worst *worst, unsigned size)
{
    unsigned i;

    worst_begin(worst);
    worst_add(worst, "v=spf1");
    for (i = 0; i < size; i++) {
        worst_add(worst, " ip4:10.%u.%u.1", i * 7 % 256, i / 256);
    }
    worst_add(worst, " -all");
}

/* Addresses that are one network at the end, in another order. */
static void
siblings(struct worst *worst, unsigned size)
{
    unsigned i;

    worst_begin(worst);
    worst_add(worst, "v=spf1");
    for (i = 0; i < size; i++) {
        unsigned number = i * 7 % size;

        worst_add(worst, " ip4:8.8.%u.%u", number / 256, number % 256);
    }
    worst_add(worst, " -all");
}

/* Each network within those before it, or around them. */
static void
nested(struct worst *worst, unsigned size)
{
    unsigned i;

    worst_begin(worst);
    worst_add(worst, "v=spf1");
    for (i = 0; i < size; i++) {
        worst_add(worst, " ip6:2a00::%x/%u", i / 64, 64 + i * 37 % 64);
    }
    worst_add(worst, " -all");
}

static void
domains(struct worst *worst, unsigned size)
{
    unsigned i;

    worst_begin(worst);
    worst_add(worst, "v=spf1");
    for (i = 0; i < size; i++) {
        worst_add(worst, " include:i%u.test", i);
    }
    worst_add(worst, " -all");
}

static void
modifiers(struct worst *worst, unsigned size)
{
    unsigned i;

    worst_begin(worst);
    worst_add(worst, "v=spf1");
    for (i = 0; i < size; i++) {
        worst_add(worst, " m%u=a", i);
    }
    worst_add(worst, " -all");
}

static void
macros(struct worst *worst, unsigned size)
{
    worst_begin(worst);
    worst_add(worst, "v=spf1 exists:");
    worst_repeat(worst, size, "%{ir-.+}.");
    worst_add(worst, "d.test -all");
}

static void
blanks(struct worst *worst, unsigned size)
{
    worst_begin(worst);
    worst_add(worst, "v=spf1");
    worst_repeat(worst, size, " ");
    worst_add(worst, "-all");
}

static void
junk(struct worst *worst, unsigned size)
{
    worst_begin(worst);
    worst_add(worst, "v=spf1");
    worst_repeat(worst, size, " ip4:1:2,a");
}

static void
run_parse(struct worst *worst)
{
    spfeval_syntax_error error = {.struct_size = sizeof(error)};

    worst_ok(worst, spfeval_record_parse(NULL, worst->text, worst->text_len,
                                         &worst->record, &error));
}

static void
run_print(struct worst *worst)
{
    size_t needed;

    run_parse(worst);
    worst_ok(worst, spfeval_record_print(worst->record, worst->out,
                                         sizeof(worst->out), &needed));
}

static void
run_lint(struct worst *worst)
{
    spfeval_lint *lint = NULL;
    size_t needed;
    uint32_t i;

    worst_ok(worst,
             spfeval_lint_text(NULL, worst->text, worst->text_len, &lint));
    for (i = 0; i < spfeval_lint_get_count(lint); i++) {
        worst_ok(worst, spfeval_lint_print_finding(
                            lint, i, SPFEVAL_LANGUAGE_EN, worst->out,
                            sizeof(worst->out), &needed));
    }
    if (spfeval_lint_print_fixed(lint, worst->out, sizeof(worst->out),
                                 &needed) == SPFEVAL_ERR_ARGUMENT) {
        worst->failed++;
    }
    spfeval_lint_free(lint);
}

/* --- Fields -------------------------------------------------------------- */

static void
pairs(struct worst *worst, unsigned size)
{
    unsigned i;

    worst_begin(worst);
    worst_add(worst, "pass (c)");
    for (i = 0; i < size; i++) {
        worst_add(worst, " k%u=\"a\\b\";", i);
    }
}

static void
comments(struct worst *worst, unsigned size)
{
    worst_begin(worst);
    worst_add(worst, "pass ");
    worst_repeat(worst, size, "(");
    worst_repeat(worst, size, ")");
    worst_add(worst, " helo=a");
}

static void
run_read(struct worst *worst)
{
    spfeval_received_spf *field = NULL;
    size_t offset;
    size_t len;

    (void)spfeval_received_spf_parse(NULL, worst->text, worst->text_len,
                                     &field, &offset);
    (void)spfeval_received_spf_get_value(field, "receiver", &len);
    spfeval_received_spf_free(field);
}

static void
run_match(struct worst *worst)
{
    (void)spfeval_auth_results_matches(worst->text, worst->text_len, "mx.test",
                                       7);
}

const struct worst_case worst_texts[] = {
    {"parse", 500, same, run_parse, false},
    {"parse_modifiers", 500, modifiers, run_parse, false},
    {"parse_macros", 500, macros, run_parse, false},
    {"parse_blanks", 7000, blanks, run_parse, false},
    {"print", 500, networks, run_print, false},
    {"lint_same", 60, same, run_lint, true},
    {"lint_networks", 60, networks, run_lint, true},
    {"lint_siblings", 60, siblings, run_lint, true},
    {"lint_nested", 60, nested, run_lint, true},
    {"lint_domains", 60, domains, run_lint, true},
    {"lint_modifiers", 60, modifiers, run_lint, true},
    {"lint_macros", 500, macros, run_lint, false},
    {"lint_blanks", 4000, blanks, run_lint, false},
    {"lint_junk", 60, junk, run_lint, true},
    {"read_pairs", 500, pairs, run_read, false},
    {"read_comments", 4000, comments, run_read, false},
    {"match_comments", 4000, comments, run_match, false},
    {NULL, 0, NULL, NULL, false},
};
