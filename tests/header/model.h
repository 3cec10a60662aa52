/* SPDX-License-Identifier: BSD-2-Clause */
/**
 * @file model.h
 * What a reader gets back of a text that went through a writer: the documented
 * replacement of octets, and the documented cutting.
 */
#ifndef TESTS_HEADER_MODEL_H
#define TESTS_HEADER_MODEL_H

#include <stdbool.h>
#include <stddef.h>

#include <spfeval/spfeval.h>

#include "header/grammar.h"

enum {
    MODEL_VALUE = 800,     /* of a key, with its quotes */
    MODEL_REASON = 200,    /* of "reason", with its quotes */
    MODEL_COMMENTED = 128, /* a text within a comment */
    MODEL_COMMENT = 400    /* a comment */
};

/** Octets of ours as a text. */
void model_add(struct grammar_text *out, const char *string);

/**
 * Octets from outside as a text. Each octet of escapes costs two octets of the
 * max there is.
 */
void model_add_shown(struct grammar_text *out, const char *octets, size_t len,
                     const char *escapes, bool utf8, size_t max);

/** The sentence of an outcome, with the client's address as text. */
void model_add_sentence(struct grammar_text *out,
                        const spfeval_outcome *outcome, const char *client,
                        const char *subject, size_t subject_len,
                        const char *escapes, bool utf8);

#endif
