/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/macros.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

typedef bool usable_function(const char *text, size_t len);

static int
add(struct macros *macros, const char *text, size_t len,
    usable_function *is_usable)
{
    struct macro_string *grown;
    char *copy = malloc(len + 1);

    if (copy == NULL) {
        return -1;
    }
    memcpy(copy, text, len);
    copy[len] = '\0';
    if (!is_usable(copy, len)) {
        free(copy);
        return 0;
    }
    grown = realloc(macros->strings,
                    (macros->count + 1) * sizeof(struct macro_string));
    if (grown == NULL) {
        free(copy);
        return -1;
    }
    macros->strings = grown;
    grown[macros->count++] = (struct macro_string){copy, len, NULL};
    return 0;
}

/* The domain-spec of a term: behind the first ":" or "=", without lengths. */
static int
add_term(struct macros *macros, const char *term, size_t len,
         usable_function *is_usable)
{
    size_t begin = 0;
    size_t end = len;

    while (begin < len && term[begin] != ':' && term[begin] != '=') {
        begin++;
    }
    while (begin < end && term[end - 1] != '/' && term[end - 1] != '}') {
        end--;
    }
    end = end > begin && term[end - 1] == '/' ? end - 1 : len;
    if (begin == len || memchr(term + begin, '%', end - begin) == NULL) {
        return 0;
    }
    return add(macros, term + begin + 1, end - begin - 1, is_usable);
}

static int
add_terms(struct macros *macros, const struct workload_row *row,
          usable_function *is_usable)
{
    const char *at = row->data;
    int status = 0;

    while (*at != '\0' && status == 0) {
        size_t len = strcspn(at, " ");

        status = add_term(macros, at, len, is_usable);
        at += len;
        at += strspn(at, " ");
    }
    return status;
}

static int
add_row(struct macros *macros, const struct workload_row *row,
        usable_function *is_usable)
{
    if (strcmp(row->type, "TXT") != 0) {
        return 0;
    }
    if (strncasecmp(row->data, "v=spf1", 6) == 0) {
        return add_terms(macros, row, is_usable);
    }
    return strstr(row->data, "%{") != NULL
               ? add(macros, row->data, row->data_len, is_usable)
               : 0;
}

static int
add_examples(struct macros *macros, usable_function *is_usable)
{
    static const char *const examples[] = {
        "%{ir}.%{v}._spf.%{d2}",
        "%{lr-}.lp._spf.%{d2}",
        "%{lr-}.lp.%{ir}.%{v}._spf.%{d2}",
        "%{ir}.%{v}.%{l1r-}.lp._spf.%{d2}",
        "%{d2}.trusted-domains.example.net",
    };
    size_t i;
    int status = 0;

    for (i = 0; i < sizeof(examples) / sizeof(examples[0]) && status == 0;
         i++) {
        status = add(macros, examples[i], strlen(examples[i]), is_usable);
    }
    return status;
}

int
macros_collect(struct macros *macros, const struct workload *workload,
               usable_function *is_usable)
{
    size_t i;
    int status = 0;

    macros->strings = NULL;
    macros->count = 0;
    for (i = 0; i < workload->row_count && status == 0; i++) {
        status = add_row(macros, &workload->rows[i], is_usable);
    }
    if (status == 0 && macros->count == 0) {
        status = add_examples(macros, is_usable);
    }
    return macros->count > 0 ? status : -1;
}

void
macros_clear(struct macros *macros)
{
    while (macros->count > 0) {
        free(macros->strings[--macros->count].text);
    }
    free(macros->strings);
    macros->strings = NULL;
}
