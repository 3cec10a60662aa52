/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The parser by itself: list the terms of an SPF record, or show where it is
 * wrong.
 *
 *     parse_record 'v=spf1 mx IP4:192.0.2.7/24 -all'
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <spfeval/spfeval.h>

/* The record, and a caret under the offending part. */
static void
print_error(const char *text, const spfeval_syntax_error *error)
{
    uint32_t i;

    printf("%s\n%*s", text, (int)error->offset, "");
    for (i = 0; i == 0 || i < error->length; i++) {
        putchar('^');
    }
    printf("\n%s\n", spfeval_syntax_message((int)error->code));
}

static void
print_terms(const spfeval_record *record)
{
    const char *text = spfeval_record_get_text(record, NULL);
    uint32_t count = spfeval_record_get_term_count(record);
    uint32_t i;

    for (i = 0; i < count; i++) {
        spfeval_term term = {.struct_size = sizeof(term)};

        if (spfeval_record_get_term(record, i, &term) == SPFEVAL_OK) {
            printf("%u: %.*s\n", i + 1, (int)term.length, text + term.offset);
        }
    }
}

static int
print_canonical(const spfeval_record *record)
{
    size_t needed = 0;
    char *buffer;
    int status;

    /* The first call only asks how much room it takes. */
    (void)spfeval_record_print(record, NULL, 0, &needed);
    buffer = malloc(needed);
    if (buffer == NULL) {
        return SPFEVAL_ERR_NOMEM;
    }
    status = spfeval_record_print(record, buffer, needed, NULL);
    printf("canonical: %s\n", buffer);
    free(buffer);
    return status;
}

int
main(int argc, char **argv)
{
    spfeval_syntax_error error = {.struct_size = sizeof(error)};
    spfeval_record *record = NULL;
    int status;

    if (argc != 2) {
        fprintf(stderr, "usage: %s RECORD\n", argv[0]);
        return 64;
    }
    status =
        spfeval_record_parse(NULL, argv[1], strlen(argv[1]), &record, &error);
    if (status == SPFEVAL_OK) {
        print_terms(record);
        status = print_canonical(record);
    } else if (status == SPFEVAL_ERR_SYNTAX) {
        print_error(argv[1], &error);
    } else {
        fprintf(stderr, "%s\n", spfeval_status_message(status));
    }
    spfeval_record_free(record);
    return status == SPFEVAL_OK ? 0 : 1;
}
