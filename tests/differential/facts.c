/* SPDX-License-Identifier: BSD-2-Clause */
#include "differential/facts.h"

#include <string.h>
#include <strings.h>

static const char *
keep(struct facts *facts, const char *text, size_t len)
{
    char *kept = facts->pool + facts->used;

    if (len >= FACTS_POOL - facts->used) {
        return "";
    }
    memcpy(kept, text, len);
    kept[len] = '\0';
    facts->used += len + 1;
    return kept;
}

static bool
is_known(const struct facts *facts, const char *text)
{
    unsigned i;

    for (i = 0; i < facts->record_count; i++) {
        if (strcmp(facts->records[i], text) == 0) {
            return true;
        }
    }
    return false;
}

static void
add_record(struct facts *facts, const char *text)
{
    size_t len = strlen(text);

    if (is_known(facts, text) || facts->record_count == FACTS_RECORDS) {
        return;
    }
    facts->records[facts->record_count++] = keep(facts, text, len);
    text += 6; /* "v=spf1" */
    while (*text != '\0' && facts->term_count < FACTS_TERMS) {
        len = strcspn(text, " ");
        if (len > 0) {
            facts->terms[facts->term_count++] = keep(facts, text, len);
        }
        text += len;
        text += strspn(text, " ");
    }
}

static void
add_owner(struct facts *facts, const struct spf_case *item, const char *owner)
{
    static struct case_answer answer;
    static char text[CASE_TEXT];
    unsigned i;

    spf_case_lookup(item, owner, "TXT", &answer);
    for (i = 0; answer.kind == CASE_FOUND && i < answer.count; i++) {
        spf_case_join(answer.rows[i], text, sizeof(text));
        if (strncasecmp(text, "v=spf1", 6) == 0) {
            add_record(facts, text);
        }
    }
}

void
facts_collect(const struct spf_case *item, const struct verdict *verdict,
              struct facts *out)
{
    unsigned i;

    out->used = 0;
    out->record_count = 0;
    out->term_count = 0;
    add_owner(out, item, verdict->domain);
    for (i = 0; i < verdict->owner_count; i++) {
        add_owner(out, item, verdict->owners[i]);
    }
    for (i = 0; i < out->term_count; i++) { /* grows while it runs */
        const char *term = out->terms[i];

        if ((term_is(term, "include") || term_is_modifier(term, "redirect")) &&
            strchr(term, '%') == NULL) {
            add_owner(out, item, term_argument(term));
        }
    }
}

/* --- Terms --------------------------------------------------------------- */

static const char *
unqualified(const char *term)
{
    return *term != '\0' && strchr("+-?~", *term) != NULL ? term + 1 : term;
}

bool
term_is(const char *term, const char *mechanism)
{
    size_t len = strlen(mechanism);

    term = unqualified(term);
    return strncasecmp(term, mechanism, len) == 0 &&
           strchr(":/", term[len]) != NULL; /* or its end */
}

bool
term_is_modifier(const char *term, const char *name)
{
    size_t len = strlen(name);

    return strncasecmp(term, name, len) == 0 && term[len] == '=';
}

const char *
term_argument(const char *term)
{
    term += strcspn(term, ":=/");
    return *term == ':' || *term == '=' ? term + 1 : term;
}
