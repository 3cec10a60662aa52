/* SPDX-License-Identifier: BSD-2-Clause */
/* The findings about a case in one list, with those about a zone file. */
#include "lint_case.h"
#include "message.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* --- How the text is cut ------------------------------------------------- */

/*
 * Examine the strings, and the text without them: where the two differ, what
 * the strings show holds.
 */
static int
examine_strings(struct lint_case *item, const struct source *source,
                spfeval_lint **plain)
{
    const struct lint_view *view = &item->view;
    const struct zone_text *text = NULL;
    int status;

    if (source != NULL && view->domain != NULL && view->record != NULL) {
        text = source_find_text(source, view->domain, view->record,
                                view->record_len);
    }
    if (text == NULL) {
        return SPFEVAL_OK;
    }
    status = spfeval_lint_strings(NULL, view->record, view->record_len,
                                  text->ends, text->count, &item->strings);
    if (status == SPFEVAL_OK) {
        status =
            spfeval_lint_text(NULL, view->record, view->record_len, plain);
    }
    return status;
}

/* --- One list ------------------------------------------------------------ */

static spfeval_finding
get(const spfeval_lint *lint, uint32_t index)
{
    spfeval_finding finding = {.struct_size = sizeof(finding)};

    (void)spfeval_lint_get_finding(lint, index, &finding);
    return finding;
}

static bool
holds(const spfeval_lint *lint, const spfeval_finding *finding)
{
    uint32_t count = spfeval_lint_get_count(lint);
    uint32_t i;

    for (i = 0; i < count; i++) {
        spfeval_finding other = get(lint, i);

        if (strcmp(other.code, finding->code) == 0 &&
            other.offset == finding->offset) {
            return true;
        }
    }
    return false;
}

static void
append(struct lint_case *item, const spfeval_lint *lint, uint32_t index)
{
    item->items[item->view.count++] = (struct lint_item){lint, index};
}

/* Put the last one before the others of its severity. */
static void
move_up(struct lint_case *item)
{
    uint32_t i = item->view.count - 1;
    struct lint_item last = item->items[i];
    uint32_t severity = get(last.lint, last.index).severity;

    while (i > 0 &&
           get(item->items[i - 1].lint, item->items[i - 1].index).severity >=
               severity) {
        item->items[i] = item->items[i - 1];
        i--;
    }
    item->items[i] = last;
}

static void
append_found(struct lint_case *item, const spfeval_lint *plain)
{
    uint32_t count = spfeval_lint_get_count(item->found);
    uint32_t i;

    for (i = 0; i < count; i++) {
        spfeval_finding finding = get(item->found, i);

        if (!lint_is_own(&item->view, &finding) || !holds(plain, &finding) ||
            holds(item->strings, &finding)) {
            append(item, item->found, i);
        }
    }
}

static void
append_strings(struct lint_case *item, const spfeval_lint *plain)
{
    uint32_t i;

    for (i = spfeval_lint_get_count(item->strings); i > 0; i--) {
        spfeval_finding finding = get(item->strings, i - 1);

        if (!holds(plain, &finding)) {
            append(item, item->strings, i - 1);
            move_up(item);
            item->view.fixer = item->strings;
        }
    }
}

/* Those about this domain, when it is a wildcard. */
static void
append_wildcards(struct lint_case *item, const spfeval_lint *wildcards)
{
    const char *domain = item->view.domain;
    uint32_t count = domain != NULL ? spfeval_lint_get_count(wildcards) : 0;
    uint32_t i;

    for (i = 0; i < count; i++) {
        if (strcasecmp(get(wildcards, i).owner, domain) == 0) {
            append(item, wildcards, i);
            move_up(item);
        }
    }
}

int
lint_case_list(struct lint_case *item, const struct source *source)
{
    const spfeval_lint *wildcards = source != NULL ? source->wildcards : NULL;
    spfeval_lint *plain = NULL;
    int status = examine_strings(item, source, &plain);
    size_t room = (size_t)spfeval_lint_get_count(item->found) +
                  spfeval_lint_get_count(item->strings) +
                  spfeval_lint_get_count(wildcards);

    if (status == SPFEVAL_OK) {
        item->items = calloc(room + 1, sizeof(*item->items));
        status = item->items != NULL ? SPFEVAL_OK : SPFEVAL_ERR_NOMEM;
    }
    if (status == SPFEVAL_OK) {
        item->view.items = item->items;
        append_found(item, plain);
        append_strings(item, plain);
        append_wildcards(item, wildcards);
    }
    spfeval_lint_free(plain);
    return status == SPFEVAL_OK ? 0 : message_status("lint", status);
}
