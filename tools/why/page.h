/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The answer to "why was this mail rejected?" as one HTML page: no scripts,
 * nothing loaded from elsewhere, readable on a phone and by a screen reader.
 */
#ifndef SPFEVAL_WHY_PAGE_H
#define SPFEVAL_WHY_PAGE_H

#include <spfeval/spfeval.h>

#include <stdio.h>

/* The style sheet, as it stands between <style> and </style>. */
extern const char why_page_style[];

/*
 * Its hash, such as "sha256-...", by which a Content-Security-Policy allows it
 * (CSP Level 3 section 8.4). A test holds it to be right.
 */
extern const char why_page_style_hash[];

/*
 * Write the page about an outcome, in a language of enum spfeval_language.
 * form is NULL, or HTML of ours to put below the answer. Returns 0, or a
 * status of the library. Whether the stream failed, ferror() tells.
 */
int why_page_write(FILE *out, const spfeval_outcome *outcome, int language,
                   const char *form);

/*
 * Write a page without an outcome: what is wrong or to be done, as plain text,
 * and form as above. Either may be NULL.
 */
void why_page_write_notice(FILE *out, int language, const char *notice,
                           const char *form);

/*
 * Write octets from outside as text of HTML or of a quoted attribute. Control
 * characters, invisible ones and invalid UTF-8 appear as \xNN.
 */
void why_page_escape(FILE *out, const char *octets, size_t len);

#endif
