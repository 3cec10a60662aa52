/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Compares what peers say of cases with what libspfeval says:
 *
 *     compare CASES FOLDER
 *
 * FOLDER holds a file of answers for each peer that was run: libspf2, pyspf,
 * mail_spf. Cases that no rule explains are written there, to unexplained.txt,
 * and the first of them to standard output; cases in which all the peers agree
 * against libspfeval, rule or not, to alone.txt. Exit code 1 when a difference
 * has no rule.
 */
#include "differential/compare.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_RULES = 64, MOST_SHOWN = 10 };

struct side {
    const char *name;
    const char *file_name;
    const struct rules *rules;
    FILE *file;
    struct answer answer;
    const struct rule *rule; /* of this case, when there is a difference */
    bool differs;
    unsigned long cases;
    unsigned long agree;
    unsigned long unexplained;
    unsigned long counts[MOST_RULES];
    unsigned long alike[MOST_RULES]; /* of these, all peers had one result */
};

static struct side sides[PEERS] = {
    {.name = "libspf2", .file_name = "libspf2", .rules = &rules_libspf2},
    {.name = "pyspf", .file_name = "pyspf", .rules = &rules_pyspf},
    {.name = "Mail::SPF", .file_name = "mail_spf", .rules = &rules_mail_spf},
};

static struct {
    struct spf_case item;
    struct verdict ours;
    struct facts facts;
    FILE *unexplained;
    FILE *alone;
    unsigned long alone_count;
    unsigned shown;
} now;

/* --- Answers ------------------------------------------------------------- */

static const char *
next_field(char **at)
{
    char *field = *at;
    char *tab = strchr(field, '\t');

    if (tab == NULL) {
        return "";
    }
    *tab = '\0';
    *at = tab + 1;
    return field;
}

static int
read_answer(struct side *side)
{
    struct answer *answer = &side->answer;
    char *at = answer->line;

    if (fgets(answer->line, sizeof(answer->line), side->file) == NULL) {
        fprintf(stderr, "%s: no answer to case %lu\n", side->name,
                now.item.number);
        return -1;
    }
    answer->line[strcspn(answer->line, "\n")] = '\0';
    answer->number = strtoul(next_field(&at), NULL, 10);
    answer->result = next_field(&at);
    answer->explanation = next_field(&at);
    answer->reason = at;
    if (answer->number != now.item.number) {
        fprintf(stderr, "%s: case %lu instead of %lu\n", side->name,
                answer->number, now.item.number);
        return -1;
    }
    return 0;
}

/* --- One case ------------------------------------------------------------ */

static enum rule_about
kind_of(const struct answer *answer)
{
    static const char *const crashes[] = {"timeout", "exception", "nothing"};
    size_t i;

    for (i = 0; i < sizeof(crashes) / sizeof(crashes[0]); i++) {
        if (strcmp(answer->result, crashes[i]) == 0) {
            return ABOUT_CRASH;
        }
    }
    return strcmp(answer->result, now.ours.result) == 0 ? ABOUT_TEXT
                                                        : ABOUT_RESULT;
}

static void
judge(struct side *side)
{
    const struct difference difference = {&now.item, &now.ours, &side->answer,
                                          &now.facts};
    enum rule_about kind = kind_of(&side->answer);
    unsigned i;

    side->cases++;
    side->rule = NULL;
    side->differs = kind != ABOUT_TEXT ||
                    !spf_case_is_written(side->answer.explanation,
                                         now.ours.explanation, false);
    if (!side->differs) {
        side->agree++;
        return;
    }
    if (now.facts.record_count == 0) {
        facts_collect(&now.item, &now.ours, &now.facts);
    }
    for (i = 0; i < side->rules->count && side->rule == NULL; i++) {
        const struct rule *rule = &side->rules->list[i];

        if (rule->about == kind && rule->holds(&difference)) {
            side->rule = rule;
            side->counts[i]++;
        }
    }
    side->unexplained += side->rule == NULL;
}

static void
show(FILE *file)
{
    unsigned i;

    fprintf(file,
            "%.*s# libspfeval: %s, reason %d, syntax %u, terms %u, "
            "voids %u, \"",
            (int)now.item.raw_len, now.item.raw, now.ours.result,
            now.ours.reason, (unsigned)now.ours.syntax,
            (unsigned)now.ours.terms, (unsigned)now.ours.voids);
    spf_case_write(file, now.ours.explanation);
    fputs("\"\n", file);
    for (i = 0; i < PEERS; i++) {
        if (sides[i].file != NULL) {
            fprintf(file, "# %s: %s, \"%s\", %s [%s]\n", sides[i].name,
                    sides[i].answer.result, sides[i].answer.explanation,
                    sides[i].answer.reason,
                    !sides[i].differs       ? "same"
                    : sides[i].rule != NULL ? sides[i].rule->text
                                            : "no rule");
        }
    }
    fputc('\n', file);
}

/* Everybody has the same result, and another than libspfeval. */
static bool
is_alone(void)
{
    const char *result = NULL;
    unsigned count = 0;
    unsigned i;

    for (i = 0; i < PEERS; i++) {
        if (sides[i].file == NULL) {
            continue;
        }
        if (result != NULL && strcmp(result, sides[i].answer.result) != 0) {
            return false;
        }
        result = sides[i].answer.result;
        count++;
    }
    return count > 1 && strcmp(result, now.ours.result) != 0;
}

static void
count_alike(void)
{
    unsigned i;

    for (i = 0; i < PEERS; i++) {
        if (sides[i].file != NULL && sides[i].rule != NULL) {
            sides[i].alike[sides[i].rule - sides[i].rules->list]++;
        }
    }
}

static int
compare_case(void)
{
    bool unexplained = false;
    unsigned i;

    now.facts.record_count = 0;
    if (verdict_make(&now.item, NULL, &now.ours) != 0) {
        return -1;
    }
    for (i = 0; i < PEERS; i++) {
        if (sides[i].file != NULL) {
            if (read_answer(&sides[i]) != 0) {
                return -1;
            }
            judge(&sides[i]);
            unexplained |= sides[i].differs && sides[i].rule == NULL;
        }
    }
    if (unexplained) {
        show(now.unexplained);
        if (now.shown++ < MOST_SHOWN) {
            show(stdout);
        }
    }
    if (is_alone()) {
        now.alone_count++;
        show(now.alone);
        count_alike();
    }
    return 0;
}

/* --- The table ----------------------------------------------------------- */

static unsigned long
print_tables(void)
{
    unsigned long unexplained = 0;
    unsigned i;
    unsigned j;

    puts("| peer | cases | agree | differ by a rule | without a rule |\n"
         "|---|---|---|---|---|");
    for (i = 0; i < PEERS; i++) {
        const struct side *side = &sides[i];

        if (side->file == NULL) {
            printf("| %s | skipped | - | - | - |\n", side->name);
            continue;
        }
        printf("| %s | %lu | %lu | %lu | %lu |\n", side->name, side->cases,
               side->agree, side->cases - side->agree - side->unexplained,
               side->unexplained);
        unexplained += side->unexplained;
    }
    puts("\n| peer | section | difference | cases | all alike |\n"
         "|---|---|---|---|---|");
    for (i = 0; i < PEERS; i++) {
        for (j = 0; sides[i].file != NULL && j < sides[i].rules->count; j++) {
            const struct rule *rule = &sides[i].rules->list[j];

            printf("| %s | %s | %s%s | %lu | %lu |\n", sides[i].name,
                   rule->section, rule->text,
                   rule->about == ABOUT_TEXT ? " (explanation)" : "",
                   sides[i].counts[j], sides[i].alike[j]);
        }
    }
    printf("\nAll the peers agree against libspfeval: %lu cases.\n",
           now.alone_count);
    return unexplained;
}

static FILE *
open_in(const char *folder, const char *name, const char *mode)
{
    char path[4096];

    (void)snprintf(path, sizeof(path), "%s/%s", folder, name);
    return fopen(path, mode);
}

int
main(int argc, char **argv)
{
    FILE *cases = argc == 3 ? fopen(argv[1], "rb") : NULL;
    int status;
    unsigned i;

    if (cases == NULL) {
        fputs("usage: compare CASES FOLDER\n", stderr);
        return 2;
    }
    for (i = 0; i < PEERS; i++) {
        sides[i].file = open_in(argv[2], sides[i].file_name, "rb");
    }
    now.unexplained = open_in(argv[2], "unexplained.txt", "w");
    now.alone = open_in(argv[2], "alone.txt", "w");
    if (now.unexplained == NULL || now.alone == NULL) {
        perror(argv[2]);
        return 2;
    }
    while ((status = spf_case_read(cases, &now.item)) == 1) {
        if (compare_case() != 0) {
            return 2;
        }
    }
    if (status != 0) {
        fprintf(stderr, "%s: bad after case %lu\n", argv[1], now.item.number);
    }
    if (fclose(now.unexplained) != 0 || fclose(now.alone) != 0 ||
        status != 0) {
        return 2;
    }
    (void)fclose(cases);
    return print_tables() == 0 ? 0 : 1;
}
