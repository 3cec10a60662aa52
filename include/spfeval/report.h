/* SPDX-License-Identifier: BSD-2-Clause */
/**
 * @file report.h
 * What a finished check found, for people and for programs: the answer to "why
 * was this mail rejected?" in sentences, and the whole outcome as JSON.
 *
 * Everything is written on request into the caller's buffer, from the outcome
 * alone. The texts are ASCII: an octet of a stranger's text outside 0x20 to
 * 0x7E appears as the four characters \\xNN. They are not made safe for HTML.
 */
#ifndef SPFEVAL_REPORT_H
#define SPFEVAL_REPORT_H

#include <stddef.h>
#include <stdint.h>

#include <spfeval/export.h>
#include <spfeval/result.h>

#ifdef __cplusplus
extern "C" {
#endif

/** The languages of the sentences. The numbers never change. */
enum spfeval_language {
    SPFEVAL_LANGUAGE_EN = 1, /**< English. */
    SPFEVAL_LANGUAGE_NL = 2  /**< Dutch. */
};

/** The parts of an answer, in their order. */
enum spfeval_explain_part {
    SPFEVAL_EXPLAIN_WHO = 1,    /**< Which identity was checked, and why. */
    SPFEVAL_EXPLAIN_WHAT = 2,   /**< What the domain has published. */
    SPFEVAL_EXPLAIN_WHICH = 3,  /**< Which term decided, or nearly did. */
    SPFEVAL_EXPLAIN_RESULT = 4, /**< The result, and what receivers do. */
    SPFEVAL_EXPLAIN_NEXT = 5    /**< What can be done, and by whom. */
};

/** Whom a sentence of SPFEVAL_EXPLAIN_NEXT speaks to. */
enum spfeval_explain_role {
    SPFEVAL_EXPLAIN_ANYONE = 0,  /**< Nobody in particular. */
    SPFEVAL_EXPLAIN_SENDER = 1,  /**< Whoever sent the message. */
    SPFEVAL_EXPLAIN_OWNER = 2,   /**< The owner of the domain: postmaster. */
    SPFEVAL_EXPLAIN_RECEIVER = 3 /**< The receiver's mail administrator. */
};

/** How a sentence is to be shown. */
enum spfeval_explain_style {
    /** As running text. */
    SPFEVAL_EXPLAIN_SENTENCE = 1,
    /** As an item of a list; the text begins with its number. */
    SPFEVAL_EXPLAIN_ITEM = 2,
    /** Published text, in a line of its own. */
    SPFEVAL_EXPLAIN_QUOTE = 3,
    /** Blanks and "^", to stand under the quotation before. */
    SPFEVAL_EXPLAIN_POINTER = 4
};

/** One sentence of an answer, without its text. */
typedef struct spfeval_sentence {
    /** sizeof(spfeval_sentence) as the caller knows it. */
    size_t struct_size;
    /** A number of enum spfeval_explain_part. */
    uint32_t part;
    /** A number of enum spfeval_explain_role. */
    uint32_t role;
    /** A number of enum spfeval_explain_style. */
    uint32_t style;
    /**
     * The sentence's key in the catalogues, such as "fail.match": the same in
     * each language and version. NUL-terminated, valid for ever.
     */
    const char *key;
} spfeval_sentence;

/**
 * Choose a language.
 *
 * @param[in] text      A language tag such as "nl" or "nl-BE", the value of an
 *                      Accept-Language header (RFC 9110 section 12.5.4) such
 *                      as "nl-BE;q=0.8,en", or of LANG; any octets. NULL is as
 *                      an empty text.
 * @param[in] text_len  Its length in octets.
 *
 * @return A number of enum spfeval_language: the one that is preferred, of two
 *         equal ones the first; SPFEVAL_LANGUAGE_EN when none is named.
 *
 * @threads Any thread.
 * @since 0.1
 */
SPFEVAL_API int spfeval_language_find(const char *text, size_t text_len);

/**
 * Return the tag of a language.
 *
 * @param[in] language  A number of enum spfeval_language.
 *
 * @return "en" or "nl"; "unknown" for other numbers.
 *
 * @ownership Borrowed; valid for ever.
 * @threads Any thread.
 * @since 0.1
 */
SPFEVAL_API const char *spfeval_language_name(int language);

/**
 * Return the heading of a part.
 *
 * @param[in] part      A number of enum spfeval_explain_part.
 * @param[in] language  A number of enum spfeval_language.
 *
 * @return A constant such as "What was published"; "unknown" for other
 *         numbers.
 *
 * @ownership Borrowed; valid for ever.
 * @threads Any thread.
 * @since 0.1
 */
SPFEVAL_API const char *spfeval_explain_part_name(int part, int language);

/**
 * Return whom a sentence speaks to.
 *
 * @param[in] role      A number of enum spfeval_explain_role.
 * @param[in] language  A number of enum spfeval_language.
 *
 * @return A constant such as "Sender"; "" for SPFEVAL_EXPLAIN_ANYONE;
 *         "unknown" for other numbers.
 *
 * @ownership Borrowed; valid for ever.
 * @threads Any thread.
 * @since 0.1
 */
SPFEVAL_API const char *spfeval_explain_role_name(int role, int language);

/**
 * Write the whole answer: five parts with headings, in lines of at most 78
 * columns that end in LF.
 *
 * @param[in] outcome   The outcome of a finished check.
 * @param[in] language  A number of enum spfeval_language.
 * @param[out] buffer   Receives the text and a NUL; may be NULL when capacity
 *                      is 0.
 * @param[in] capacity  Octets in buffer.
 * @param[out] needed   Octets of the text with its NUL; may be NULL.
 *
 * @retval SPFEVAL_OK            Written.
 * @retval SPFEVAL_ERR_BUFFER    Too small; *needed says how much it takes.
 * @retval SPFEVAL_ERR_ARGUMENT  outcome is NULL, no such language, or buffer
 *                               without need.
 *
 * @threads Readers may share once built.
 * @since 0.1
 */
SPFEVAL_API int spfeval_explain_print(const spfeval_outcome *outcome,
                                      int language, char *buffer,
                                      size_t capacity, size_t *needed);

/**
 * Return the number of sentences in the answer.
 *
 * @param[in] outcome  The outcome of a finished check.
 *
 * @return The number, the same in each language; 0 when outcome is NULL.
 *
 * @threads Readers may share once built.
 * @since 0.1
 */
SPFEVAL_API uint32_t spfeval_explain_get_count(const spfeval_outcome *outcome);

/**
 * Read one sentence of the answer, for a page or a window.
 *
 * @param[in] outcome   The outcome of a finished check.
 * @param[in] language  A number of enum spfeval_language.
 * @param[in] index     0 to the number of sentences less one.
 * @param[in,out] out   A struct whose struct_size is set; filled on success,
 *                      and also with SPFEVAL_ERR_BUFFER.
 * @param[out] buffer   Receives the text and a NUL, without line breaks; may
 *                      be NULL when capacity is 0.
 * @param[in] capacity  Octets in buffer.
 * @param[out] needed   Octets of the text with its NUL; may be NULL.
 *
 * @retval SPFEVAL_OK             Written.
 * @retval SPFEVAL_ERR_BUFFER     Too small; *needed says how much it takes.
 * @retval SPFEVAL_ERR_NOT_FOUND  There is no such sentence.
 * @retval SPFEVAL_ERR_ARGUMENT   A NULL parameter, no such language, or
 *                                struct_size too small.
 *
 * @threads Readers may share once built.
 * @since 0.1
 */
SPFEVAL_API int spfeval_explain_get_sentence(const spfeval_outcome *outcome,
                                             int language, uint32_t index,
                                             spfeval_sentence *out,
                                             char *buffer, size_t capacity,
                                             size_t *needed);

/** Bits for the flags of spfeval_outcome_json_print(). */
enum spfeval_json_flag {
    SPFEVAL_JSON_TRACE = 1,      /**< With each step: the member "trace". */
    SPFEVAL_JSON_INDENT = 2,     /**< In lines, indented by two blanks. */
    SPFEVAL_JSON_EXPLAIN_EN = 4, /**< With the answer in English. */
    SPFEVAL_JSON_EXPLAIN_NL = 8  /**< With the answer in Dutch. */
};

/**
 * Write the outcome as one JSON object, without a line end behind it.
 *
 * Its members are described in doc/json.md. Those of schema 1 keep their names
 * and meaning; further ones may be added.
 *
 * @param[in] outcome   The outcome of a finished check.
 * @param[in] flags     Bits of enum spfeval_json_flag.
 * @param[out] buffer   Receives the text and a NUL; may be NULL when capacity
 *                      is 0. Octets 0x20 to 0x7E, and LF when indented.
 * @param[in] capacity  Octets in buffer.
 * @param[out] needed   Octets of the text with its NUL; may be NULL.
 *
 * @retval SPFEVAL_OK            Written.
 * @retval SPFEVAL_ERR_BUFFER    Too small; *needed says how much it takes.
 * @retval SPFEVAL_ERR_ARGUMENT  outcome is NULL, an unknown flag, or buffer
 *                               without need.
 *
 * @threads Readers may share once built.
 * @since 0.1
 */
SPFEVAL_API int spfeval_outcome_json_print(const spfeval_outcome *outcome,
                                           uint32_t flags, char *buffer,
                                           size_t capacity, size_t *needed);

#ifdef __cplusplus
}
#endif

#endif
