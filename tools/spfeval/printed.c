/* SPDX-License-Identifier: BSD-2-Clause */
#include "printed.h"

#include <stdlib.h>

#include <spfeval/spfeval.h>

int
printed_add(struct text *out, printed_call *call, const void *what)
{
    size_t needed = 0;
    char *buffer;
    int status = call(what, NULL, 0, &needed);

    if (status != SPFEVAL_ERR_BUFFER) { /* even an empty text has its NUL */
        return status != SPFEVAL_OK ? status : SPFEVAL_ERR_STATE;
    }
    buffer = malloc(needed);
    if (buffer == NULL) {
        out->failed = true;
        return SPFEVAL_ERR_NOMEM;
    }
    status = call(what, buffer, needed, NULL);
    if (status == SPFEVAL_OK) {
        text_add(out, buffer, needed - 1);
    }
    free(buffer);
    return status;
}
