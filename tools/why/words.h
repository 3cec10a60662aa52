/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The words of the page itself, in each language. Those about an outcome come
 * from the library.
 */
#ifndef SPFEVAL_WHY_WORDS_H
#define SPFEVAL_WHY_WORDS_H

enum why_word {
    WHY_WORD_TITLE,
    WHY_WORD_RESULT, /* the name of the field, as are the next three */
    WHY_WORD_SERVER,
    WHY_WORD_DOMAIN,
    WHY_WORD_RECORD,

    WHY_WORD_NONE, /* what a result means, in the order of its numbers */
    WHY_WORD_NEUTRAL,
    WHY_WORD_PASS,
    WHY_WORD_FAIL,
    WHY_WORD_SOFTFAIL,
    WHY_WORD_TEMPERROR,
    WHY_WORD_PERMERROR,

    WHY_WORD_FORM, /* the form and its fields */
    WHY_WORD_FORM_SCOPE,
    WHY_WORD_FORM_MFROM,
    WHY_WORD_FORM_HELO,
    WHY_WORD_FORM_IDENTITY,
    WHY_WORD_FORM_IDENTITY_HINT,
    WHY_WORD_FORM_IP,
    WHY_WORD_FORM_IP_HINT,
    WHY_WORD_FORM_SUBMIT,
    WHY_WORD_LANGUAGE,

    WHY_WORD_INTRODUCTION, /* notices */
    WHY_WORD_BAD_IP,
    WHY_WORD_BAD_SCOPE,
    WHY_WORD_BAD_ESCAPE,
    WHY_WORD_REPEATED_KEY,
    WHY_WORD_TOO_LONG,
    WHY_WORD_NO_PAGE,
    WHY_WORD_BAD_METHOD,
    WHY_WORD_TOO_OFTEN,
    WHY_WORD_BUSY,
    WHY_WORD_NOT_WORKING,

    WHY_WORD_COUNT
};

/* Return a word; a language that there is not is as English. */
const char *why_word_get(enum why_word word, int language);

#endif
