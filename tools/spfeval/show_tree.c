/* SPDX-License-Identifier: BSD-2-Clause */
#include "show_tree.h"

#include <stdlib.h>

const char *
show_state_name(enum show_state state)
{
    static const char *const names[] = {
        "ok",     "no-record", "nxdomain", "multiple-records", "syntax",
        "failed", "loop",      "repeated", "stopped",
    };

    return names[state];
}

const char *
show_note_name(enum show_note note)
{
    static const char *const names[] = {
        NULL,     "message",  "bad-domain", "after-all",
        "unused", "mx-limit", "stopped",
    };

    return names[note];
}

void
show_tree_clear(struct show_tree *tree)
{
    struct show_record *record;

    while ((record = tree->all) != NULL) {
        tree->all = record->next;
        spfeval_record_free(record->parsed);
        free(record->terms);
        free(record->owner);
        free(record);
    }
    tree->root = NULL;
    show_dns_clear(&tree->dns);
    spfeval_check_free(tree->probe);
    tree->probe = NULL;
}
