/* SPDX-License-Identifier: BSD-2-Clause */
/* What is written about a check that is over, and the explanation. */
#include "bench/worst.h"

#include <stdio.h>
#include <string.h>

enum { MOST = 1000, LONGEST = 65535 };

static void
explained(struct worst *worst, unsigned count, const char *text)
{
    worst_option(worst, SPFEVAL_OPTION_MAX_EXPLANATION, LONGEST);
    worst_begin(worst);
    worst_repeat(worst, count, text);
    worst_publish(worst, "why.test");
    worst_begin(worst);
    worst_add(worst, "v=spf1 exp=why.test -all");
    worst_publish(worst, "d.test");
}

static void
letters(struct worst *worst, unsigned size)
{
    explained(worst, size, "a");
}

static void
macros(struct worst *worst, unsigned size)
{
    explained(worst, size, "%{i} ");
}

static void
reversed(struct worst *worst, unsigned size)
{
    explained(worst, 1, "%{lr}");
    worst_local_part(worst, size, "a.");
}

/* Its whole text would be as long as the product; it is never that long. */
static void
product(struct worst *worst, unsigned size)
{
    explained(worst, size, "%{l}");
    worst_local_part(worst, 10 * size, "a");
}

/* URL-escaping: three octets for each (RFC 7208 section 7.3). */
static void
escaped(struct worst *worst, unsigned size)
{
    explained(worst, 1, "%{L}");
    worst_local_part(worst, size, "!");
}

/* --- What is written of many events -------------------------------------- */

static void
finished(struct worst *worst, unsigned size)
{
    unsigned i;

    worst_option(worst, SPFEVAL_OPTION_MAX_TERMS, MOST);
    worst_option(worst, SPFEVAL_OPTION_MAX_VOIDS, SPFEVAL_UNLIMITED);
    worst_begin(worst);
    worst_add(worst, "v=spf1");
    for (i = 0; i < size; i++) {
        worst_add(worst, " a:i%u.test", i);
    }
    worst_add(worst, " -all");
    worst_publish(worst, "d.test");
    worst_ok(worst, spfeval_check_new(worst->options, &worst->check));
    worst_run_check(worst);
}

/* A record that is met again and again, after all else. */
static void
repeated(struct worst *worst, unsigned size)
{
    unsigned i;

    worst_option(worst, SPFEVAL_OPTION_MAX_TERMS, MOST);
    worst_option(worst, SPFEVAL_OPTION_MAX_VOIDS, SPFEVAL_UNLIMITED);
    worst_begin(worst);
    worst_add(worst, "v=spf1 ?all");
    worst_publish(worst, "i.test");
    worst_begin(worst);
    worst_add(worst, "v=spf1");
    for (i = 0; i < size; i++) {
        worst_add(worst, " a:i%u.test", i);
    }
    worst_repeat(worst, size, " include:i.test");
    worst_add(worst, " -all");
    worst_publish(worst, "d.test");
    worst_ok(worst, spfeval_check_new(worst->options, &worst->check));
    worst_run_check(worst);
}

/* A path as long as that. */
static void
redirected(struct worst *worst, unsigned size)
{
    char name[32] = "d.test";
    unsigned i;

    worst_option(worst, SPFEVAL_OPTION_MAX_TERMS, MOST);
    for (i = 0; i < size; i++) {
        worst_begin(worst);
        worst_add(worst, "v=spf1 redirect=i%u.test", i);
        worst_publish(worst, name);
        (void)snprintf(name, sizeof(name), "i%u.test", i);
    }
    worst_begin(worst);
    worst_add(worst, "v=spf1 -all");
    worst_publish(worst, name);
    worst_ok(worst, spfeval_check_new(worst->options, &worst->check));
    worst_run_check(worst);
}

static void
long_sender(struct worst *worst, unsigned size)
{
    worst_begin(worst);
    worst_add(worst, "v=spf1 -all");
    worst_publish(worst, "d.test");
    worst_local_part(worst, size, "(\"");
    worst_ok(worst, spfeval_check_new(worst->options, &worst->check));
    worst_run_check(worst);
}

static const spfeval_outcome *
outcome(const struct worst *worst)
{
    return spfeval_check_get_outcome(worst->check);
}

static void
run_json(struct worst *worst)
{
    size_t needed;

    worst_ok(worst, spfeval_outcome_json_print(outcome(worst),
                                               SPFEVAL_JSON_TRACE, worst->out,
                                               sizeof(worst->out), &needed));
}

static void
run_explain(struct worst *worst)
{
    size_t needed;

    worst_ok(worst,
             spfeval_explain_print(outcome(worst), SPFEVAL_LANGUAGE_EN,
                                   worst->out, sizeof(worst->out), &needed));
}

static void
run_field(struct worst *worst)
{
    size_t needed;

    worst_ok(worst, spfeval_received_spf_print(outcome(worst), 0, worst->out,
                                               sizeof(worst->out), &needed));
    worst_ok(worst, spfeval_auth_results_print("mx.test", 7, outcome(worst),
                                               NULL, 0, worst->out,
                                               sizeof(worst->out), &needed));
}

static void
run_reply(struct worst *worst)
{
    size_t needed;

    worst_ok(worst, spfeval_reply_print(outcome(worst), 0, worst->out,
                                        sizeof(worst->out), &needed));
}

/* Records beside the policy: JSON shows each of them. */
static void
answered(struct worst *worst, unsigned size)
{
    unsigned i;

    worst_begin(worst);
    worst_add(worst, "v=spf1 -all");
    worst_publish(worst, "d.test");
    worst_begin(worst);
    worst_add(worst, "t");
    for (i = 0; i < size; i++) {
        worst_publish(worst, "d.test");
    }
    worst_ok(worst, spfeval_check_new(worst->options, &worst->check));
    worst_run_check(worst);
}

static void
explained_finished(struct worst *worst, unsigned size)
{
    explained(worst, size, "a b ");
    worst_ok(worst, spfeval_check_new(worst->options, &worst->check));
    worst_run_check(worst);
}

const struct worst_case worst_explanations[] = {
    {"explanation", 7000, letters, worst_run_check, false},
    {"explanation_macros", 500, macros, worst_run_check, false},
    {"explanation_labels", 3000, reversed, worst_run_check, false},
    {"explanation_product", 400, product, worst_run_check, false},
    {"explanation_escaped", 2000, escaped, worst_run_check, false},
    {"json", 100, finished, run_json, false},
    {"explain", 100, finished, run_explain, false},
    {"explain_repeated", 50, repeated, run_explain, false},
    {"explain_path", 100, redirected, run_explain, false},
    {"json_path", 50, redirected, run_json, false},
    {"fields_path", 100, redirected, run_field, false},
    {"explain_sender", 1000, long_sender, run_explain, false},
    {"json_answers", 250, answered, run_json, false},
    {"json_sender", 1000, long_sender, run_json, false},
    {"fields", 100, finished, run_field, false},
    {"fields_sender", 1000, long_sender, run_field, false},
    {"reply", 1000, explained_finished, run_reply, false},
    {NULL, 0, NULL, NULL, false},
};
