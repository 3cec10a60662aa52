/* SPDX-License-Identifier: BSD-2-Clause */
/**
 * @file mail_case.h
 * Mails with each result, to write header fields and replies about.
 *
 *     struct try_check try;
 *     struct mail_case mail = {.mailfrom = "a@pass.example.org"};
 *
 *     mail_case_init(&try);
 *     outcome = mail_case_run(&try, &mail);
 *     ...
 *     try_check_clear(&try);
 */
#ifndef TESTS_SUPPORT_MAIL_CASE_H
#define TESTS_SUPPORT_MAIL_CASE_H

#include <stddef.h>
#include <stdint.h>

#include <spfeval/spfeval.h>

#include "support/try_check.h"

/** One mail; what is left out has a value. */
struct mail_case {
    /** NULL is 192.0.2.1. */
    const char *client;
    /** NULL is the null reverse-path; mailfrom_len 0 is its length. */
    const char *mailfrom;
    size_t mailfrom_len;
    /** NULL is mail.example.com; helo_len 0 is its length. */
    const char *helo;
    size_t helo_len;
    /** Of enum spfeval_identity; 0 is SPFEVAL_IDENTITY_MAILFROM. */
    int identity;
};

/**
 * Make a check against a zone with these names in example.org:
 * pass, fail (with an explanation), bare (fail without), soft, neutral,
 * default, none, temp, perm, deep (permerror in an include), inc (pass by
 * include), minus (fail by include), redir (redirect to fail).
 *
 * @param[in] receiver  SPFEVAL_OPTION_RECEIVER, or NULL.
 */
void mail_case_init(struct try_check *try, const char *receiver);

/** Run a check of a mail; its outcome stays until the next run. */
const spfeval_outcome *mail_case_run(struct try_check *try,
                                     const struct mail_case *mail);

/** Prints into a buffer as spfeval_comment_print() does. */
typedef int mail_case_printer(const void *what, char *buffer, size_t capacity,
                              size_t *needed);

enum { MAIL_CASE_TEXT = 8192 };

/**
 * Print into buffers of each size from 0 to the one needed, and check that
 * nothing is written behind them, what is returned, and what is reported.
 *
 * @param[out] out  MAIL_CASE_TEXT octets for the text, NUL-terminated.
 *
 * @return Its length.
 */
size_t mail_case_print(mail_case_printer *print, const void *what, char *out);

#endif
