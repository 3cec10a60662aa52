/* SPDX-License-Identifier: BSD-2-Clause */
#include <spfeval/status.h>

#include "policy/build.h"

static void
add_term(struct spfe_buf *out, const struct spfe_build_term *term)
{
    if (term != NULL) {
        spfe_buf_add_octet(out, ' ');
        spfe_buf_add(out, term->text.ptr, term->text.len);
    }
}

void
spfe_build_write_senders(const struct spfeval_build *build,
                         struct spfe_buf *out)
{
    const struct spfe_build_term *term;

    spfe_buf_add_text(out, "v=spf1");
    for (term = build->terms; term != NULL; term = term->next) {
        add_term(out, term);
    }
}

int
spfeval_build_print(const spfeval_build *build, char *buffer, size_t capacity,
                    size_t *needed)
{
    static const char *const rests[] = {
        [SPFEVAL_REST_UNSAID] = "",
        [SPFEVAL_REST_FAIL] = " -all",
        [SPFEVAL_REST_SOFTFAIL] = " ~all",
        [SPFEVAL_REST_NEUTRAL] = " ?all",
    };
    struct spfe_buf out;

    if (build == NULL || (buffer == NULL && capacity > 0)) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    spfe_buf_init(&out, buffer, capacity);
    spfe_build_write_senders(build, &out);
    if (build->redirect == NULL) {
        spfe_buf_add_text(&out, rests[build->rest]);
    }
    add_term(&out, build->exp);
    add_term(&out, build->redirect); /* RFC 7208 section 6.1: at the end */
    return spfe_buf_finish(&out, needed);
}
