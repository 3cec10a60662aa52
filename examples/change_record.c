/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A record that is to authorise one more sender. Nothing is looked up here; an
 * application that can ask the DNS calls spfeval_policy_run() instead of
 * spfeval_policy_expire().
 *
 *     change_record 'v=spf1 include:spf.example.net -all' a:smtp1.example.net
 */
#include <stdio.h>
#include <string.h>

#include <spfeval/spfeval.h>

enum { ROOM = 1024 };

static void
print_notes(const spfeval_edit *edit)
{
    char text[ROOM];
    uint32_t i;

    for (i = 0; i < spfeval_edit_get_note_count(edit); i++) {
        if (spfeval_edit_print_note(edit, i, SPFEVAL_LANGUAGE_EN, text,
                                    sizeof(text), NULL) == SPFEVAL_OK) {
            printf("note: %s\n", text);
        }
    }
}

static void
print_cost(spfeval_policy *policy)
{
    char text[ROOM];

    if (spfeval_policy_print_cost(policy, 4, SPFEVAL_LANGUAGE_EN, text,
                                  sizeof(text), NULL) == SPFEVAL_OK) {
        printf("%s\n", text);
    }
}

static int
change(spfeval_policy *policy, const char *record, const char *sender)
{
    spfeval_edit *edit = NULL;
    const char *text;
    int status = spfeval_policy_set_record(policy, record, strlen(record));

    if (status == SPFEVAL_OK) {
        status = spfeval_policy_add_sender(policy, sender, strlen(sender));
    }
    if (status == SPFEVAL_OK) {
        status = spfeval_policy_expire(policy); /* ask nothing */
    }
    if (status == SPFEVAL_OK) {
        status = spfeval_policy_authorize(policy, &edit);
    }
    if (status != SPFEVAL_OK) {
        return status;
    }
    text = spfeval_edit_get_text(edit, NULL);
    if (text != NULL) {
        printf("%s\n", text);
        print_cost(spfeval_edit_get_policy(edit));
    }
    print_notes(edit);
    spfeval_edit_free(edit);
    return SPFEVAL_OK;
}

int
main(int argc, char **argv)
{
    spfeval_options *options = NULL;
    spfeval_policy *policy = NULL;
    int status;

    if (argc != 3) {
        fprintf(stderr, "usage: %s RECORD SENDER\n", argv[0]);
        return 64;
    }
    status = spfeval_options_new(NULL, &options);
    if (status == SPFEVAL_OK) {
        status = spfeval_policy_new(options, &policy);
    }
    if (status == SPFEVAL_OK) {
        status = change(policy, argv[1], argv[2]);
    }
    if (status != SPFEVAL_OK) {
        fprintf(stderr, "%s\n", spfeval_status_message(status));
    }
    spfeval_policy_free(policy);
    spfeval_options_free(options);
    return status == SPFEVAL_OK ? 0 : 1;
}
