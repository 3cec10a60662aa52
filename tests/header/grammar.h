/* SPDX-License-Identifier: BSD-2-Clause */
/**
 * @file grammar.h
 * Header fields read strictly by the RFCs: what our writers write must be
 * accepted by this. Written from the grammars of RFC 5322, 6532, 7208 section
 * 9.1 with erratum 5436, and 8601 section 2.2; it uses nothing of the library.
 *
 * It is stricter where header.h promises more: lines end only where white
 * space separates words or within a comment, comments do not nest, values are
 * quoted only if they need it.
 */
#ifndef TESTS_HEADER_GRAMMAR_H
#define TESTS_HEADER_GRAMMAR_H

#include <stdbool.h>
#include <stddef.h>

enum {
    GRAMMAR_FIELD = 4096, /* most octets of a field */
    GRAMMAR_LINE = 998,
    GRAMMAR_PAIRS = 8,
    GRAMMAR_RESULTS = 2
};

/** A value without its quoting. */
struct grammar_text {
    char octets[GRAMMAR_FIELD];
    size_t len;
};

struct grammar_pair {
    struct grammar_text key;
    struct grammar_text value;
    bool quoted;
};

struct grammar_received_spf {
    struct grammar_text result;
    struct grammar_text comment;
    struct grammar_pair pairs[GRAMMAR_PAIRS];
    size_t pair_count;
};

struct grammar_resinfo {
    struct grammar_text result;
    struct grammar_text comment;
    bool has_reason;
    struct grammar_text reason;
    bool has_property;
    struct grammar_text property;
    struct grammar_text value;
    bool quoted;
};

struct grammar_auth_results {
    struct grammar_text authserv_id;
    struct grammar_resinfo results[GRAMMAR_RESULTS];
    size_t result_count; /* 0 for "none" */
};

/** How the field was asked for. */
struct grammar_form {
    bool utf8; /* RFC 6532 */
    bool lf;   /* lines end in LF */
    bool body; /* without name and final line end */
};

/**
 * Decode a UTF-8 character that may stand in a field.
 *
 * @return Its octets; 0 when there is none, or it is a control character or a
 *         line separator.
 */
size_t grammar_utf8(const char *octets, size_t len);

/** What needs no quotes: in Received-SPF, in Authentication-Results. */
bool grammar_is_dot_atom_text(const char *text, size_t len);
bool grammar_is_token(const char *text, size_t len);
bool grammar_is_mailbox(const char *text, size_t len);

/**
 * Read a field.
 *
 * @return NULL, or what is wrong.
 */
const char *grammar_read_received_spf(const char *field, size_t len,
                                      struct grammar_form form,
                                      struct grammar_received_spf *out);
const char *grammar_read_auth_results(const char *field, size_t len,
                                      struct grammar_form form,
                                      struct grammar_auth_results *out);

#endif
