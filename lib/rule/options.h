/* SPDX-License-Identifier: BSD-2-Clause */
/* What all checks made with one set of options share. */
#ifndef SPFE_RULE_OPTIONS_H
#define SPFE_RULE_OPTIONS_H

#include <stdatomic.h>
#include <stdint.h>

#include <spfeval/options.h>

#include "base/mem.h"
#include "base/text.h"

struct spfeval_options {
    struct spfe_mem mem;
    atomic_uint references; /* the caller's handle and each check */
    atomic_bool frozen;     /* a check was made */
    uint32_t max_terms;
    uint32_t max_voids;
    uint32_t max_mx_names;
    uint32_t max_ptr_names;
    uint32_t max_explanation;
    uint32_t max_bytes;
    uint32_t timeout_ms;
    uint32_t fetch_explanation;
    uint32_t prefetch;
    uint32_t check_helo;
    uint32_t helo_fail_is_final;
    uint32_t shared_budget;
    uint32_t reserve_terms; /* the last three: for policy/ only */
    uint32_t max_answer;
    uint32_t max_text;
    struct spfe_text receiver;            /* with a NUL */
    struct spfe_text default_explanation; /* with a NUL; a valid
                                             explain-string */
    uint16_t default_macros; /* in it; bits of enum spfeval_macro */
    spfeval_idna_callback idna;
    void *idna_user_data;
};

/* A check takes a share, and spfeval_options_free() gives one back. */
void spfe_options_share(struct spfeval_options *options);

#endif
