/* SPDX-License-Identifier: BSD-2-Clause */
/**
 * @file header.h
 * What mail software does with a finished check: trace header fields and an
 * SMTP reply.
 *
 * Everything is written on request into the caller's buffer. Whatever the
 * client, the sender or the domain wrote can break no line, comment or quoted
 * string: output octets are 0x20 to 0x7E, and CR LF as line ends of our own;
 * with SPFEVAL_HEADER_SMTPUTF8 also valid UTF-8. Each other octet becomes "?".
 * Parts that are too long end in "...".
 */
#ifndef SPFEVAL_HEADER_H
#define SPFEVAL_HEADER_H

#include <stddef.h>
#include <stdint.h>

#include <spfeval/alloc.h>
#include <spfeval/export.h>
#include <spfeval/result.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Bits for the flags of the writers; a bit that means nothing to a writer is
 * ignored. The numbers never change.
 */
enum spfeval_header_flag {
    /**
     * The message is sent with SMTPUTF8: UTF-8 may stay (RFC 6532), but for
     * control characters and line separators beyond ASCII.
     */
    SPFEVAL_HEADER_SMTPUTF8 = 1,
    /**
     * Authentication-Results: the whole mailbox, not only its domain, in
     * smtp.mailfrom and in the comment.
     */
    SPFEVAL_HEADER_MAILBOX = 2,
    /** Lines end in LF instead of CR LF, as many milters want it. */
    SPFEVAL_HEADER_LF = 4,
    /**
     * Only the field's body, without its name, the space behind the colon and
     * the final line end. It is folded as if the name stood before it.
     */
    SPFEVAL_HEADER_BODY = 8
};

/**
 * Write a Received-SPF field (RFC 7208 section 9.1, erratum 5436).
 *
 * It belongs above the Received field of this host and above all other
 * Received-SPF fields; one for each identity checked. The receiver is
 * SPFEVAL_OPTION_RECEIVER. At most 4096 octets; no line is longer than 998,
 * and where it can be none longer than 78.
 *
 * The key mechanism tells the directive whose qualifier gave the result: where
 * an include matched, the include itself. Key problem tells of an error.
 *
 * @param[in] outcome   The outcome of a finished check.
 * @param[in] flags     Bits of enum spfeval_header_flag.
 * @param[out] buffer   Receives the text and a NUL; may be NULL when capacity
 *                      is 0.
 * @param[in] capacity  Octets in buffer.
 * @param[out] needed   Octets of the text with its NUL; may be NULL.
 *
 * @retval SPFEVAL_OK            Written.
 * @retval SPFEVAL_ERR_BUFFER    Too small; *needed says how much it takes.
 * @retval SPFEVAL_ERR_ARGUMENT  outcome is NULL, an unknown flag, or buffer is
 *                               NULL but capacity is not 0.
 *
 * @threads Readers may share once built.
 * @since 0.1
 */
SPFEVAL_API int spfeval_received_spf_print(const spfeval_outcome *outcome,
                                           uint32_t flags, char *buffer,
                                           size_t capacity, size_t *needed);

/**
 * Write an Authentication-Results field (RFC 8601).
 *
 * It shows the domain that was checked, on request the mailbox, and no
 * property where the client gave neither. The size is bounded as that of
 * Received-SPF.
 *
 * @param[in] authserv_id      The name of the authentication service: this
 *                             host's administrative domain.
 * @param[in] authserv_id_len  Its length in octets, 1 to 253.
 * @param[in] mailfrom         The outcome for SPFEVAL_IDENTITY_MAILFROM, or
 *                             NULL.
 * @param[in] helo             The outcome for SPFEVAL_IDENTITY_HELO, or NULL.
 *                             Without either the field says "none".
 * @param[in] flags            Bits of enum spfeval_header_flag.
 * @param[out] buffer          Receives the text and a NUL; may be NULL when
 *                             capacity is 0.
 * @param[in] capacity         Octets in buffer.
 * @param[out] needed          Octets of the text with its NUL; may be NULL.
 *
 * @retval SPFEVAL_OK            Written.
 * @retval SPFEVAL_ERR_BUFFER    Too small; *needed says how much it takes.
 * @retval SPFEVAL_ERR_ARGUMENT  authserv_id is NULL or its length out of
 *                               range, an outcome is about the other identity,
 *                               a flag is unknown, or buffer is NULL but
 *                               capacity is not 0.
 *
 * @threads Readers may share once built.
 * @since 0.1
 */
SPFEVAL_API int spfeval_auth_results_print(
    const char *authserv_id, size_t authserv_id_len,
    const spfeval_outcome *mailfrom, const spfeval_outcome *helo,
    uint32_t flags, char *buffer, size_t capacity, size_t *needed);

/**
 * Tell whether a received Authentication-Results field claims to be ours.
 *
 * Such a field is a forgery when it comes from outside, and is to be removed
 * (RFC 8601 section 5). Case and a final dot are ignored; comments, folding
 * and the quoted form are understood. U-labels and A-labels are not converted
 * (RFC 5890): an id with octets beyond ASCII matches any other such id, and
 * any id with an A-label ("xn--").
 *
 * @param[in] field            The field's body, or the whole field with its
 *                             name; may be folded and hold any octets.
 * @param[in] field_len        Its length in octets.
 * @param[in] authserv_id      Our authserv-id.
 * @param[in] authserv_id_len  Its length in octets, 1 to 253.
 *
 * @return 1 when it does, or when another reader might take it for ours
 *         because its id may be ours in another form, or because it names no
 *         service or breaks the grammar before its first result; 0 when it does not, a parameter is NULL, or authserv_id_len
 *         is out of range.
 *
 * @threads Any thread.
 * @since 0.1
 */
SPFEVAL_API int spfeval_auth_results_matches(const char *field,
                                             size_t field_len,
                                             const char *authserv_id,
                                             size_t authserv_id_len);

/** What a receiver should do with the mail (RFC 7208 section 8). */
enum spfeval_advice {
    SPFEVAL_ADVICE_ACCEPT = 1, /**< Nothing speaks against it. */
    SPFEVAL_ADVICE_MARK = 2,   /**< Accept, and let it count: softfail. */
    SPFEVAL_ADVICE_REJECT = 3, /**< Reject, if the receiver rejects at all. */
    SPFEVAL_ADVICE_DEFER = 4   /**< Ask the client to try again later. */
};

/** A reply to MAIL FROM or the end of DATA. */
typedef struct spfeval_reply {
    /** sizeof(spfeval_reply) as the caller knows it. */
    size_t struct_size;
    /** A number of enum spfeval_advice. */
    uint32_t advice;
    /** The SMTP code: 550, 451, or 250. */
    uint32_t code;
    /**
     * The enhanced status code (RFC 7372), NUL-terminated: "5.7.23", "5.7.24",
     * "4.7.24" or "2.0.0".
     */
    const char *enhanced;
    /** The older code for the same: "5.7.1", "5.5.2", "4.4.3" or "2.0.0". */
    const char *legacy;
} spfeval_reply;

/**
 * Return the code for a reply, if the host rejects or defers on SPF.
 *
 * The library never rejects; this is advice.
 *
 * @param[in] outcome   The outcome of a finished check.
 * @param[in,out] out   A struct whose struct_size is set; filled on success.
 *
 * @retval SPFEVAL_OK            Filled.
 * @retval SPFEVAL_ERR_ARGUMENT  A NULL parameter, or struct_size too small.
 *
 * @ownership The texts are constants.
 * @threads Readers may share once built.
 * @since 0.1
 */
SPFEVAL_API int spfeval_reply_get(const spfeval_outcome *outcome,
                                  spfeval_reply *out);

/**
 * Write the reply as SMTP sends it: one or more lines that begin with the code
 * (RFC 5321 section 4.2.1, RFC 7208 section 8.4).
 *
 * The domain's explanation is marked as such; without an explanation the
 * sentence of spfeval_comment_print() stands there. Octets 0x20 to 0x7E only;
 * each line has at most 510 octets before its CR LF. For an outcome that is no
 * reason to reject or defer it is one line that accepts.
 *
 * @param[in] outcome   The outcome of a finished check.
 * @param[in] flags     Bits of enum spfeval_header_flag; SPFEVAL_HEADER_LF
 *                      counts.
 * @param[out] buffer   Receives the text and a NUL; may be NULL when capacity
 *                      is 0.
 * @param[in] capacity  Octets in buffer.
 * @param[out] needed   Octets of the text with its NUL; may be NULL.
 *
 * @retval SPFEVAL_OK            Written.
 * @retval SPFEVAL_ERR_BUFFER    Too small; *needed says how much it takes.
 * @retval SPFEVAL_ERR_ARGUMENT  outcome is NULL, an unknown flag, or buffer is
 *                               NULL but capacity is not 0.
 *
 * @threads Readers may share once built.
 * @since 0.1
 */
SPFEVAL_API int spfeval_reply_print(const spfeval_outcome *outcome,
                                    uint32_t flags, char *buffer,
                                    size_t capacity, size_t *needed);

/**
 * Write the result as one sentence, such as "domain of a@example.org
 * designates 192.0.2.1 as permitted sender" (RFC 7208 section 9.1).
 *
 * A sender of more than 128 octets ends in "..."; with its NUL the text takes
 * at most 256 octets.
 *
 * @param[in] outcome   The outcome of a finished check.
 * @param[out] buffer   Receives the text and a NUL; may be NULL when capacity
 *                      is 0. Octets outside 0x20 to 0x7E are "?".
 * @param[in] capacity  Octets in buffer.
 * @param[out] needed   Octets of the text with its NUL; may be NULL.
 *
 * @retval SPFEVAL_OK            Written.
 * @retval SPFEVAL_ERR_BUFFER    Too small; *needed says how much it takes.
 * @retval SPFEVAL_ERR_ARGUMENT  outcome is NULL, or buffer is NULL but
 *                               capacity is not 0.
 *
 * @threads Readers may share once built.
 * @since 0.1
 */
SPFEVAL_API int spfeval_comment_print(const spfeval_outcome *outcome,
                                      char *buffer, size_t capacity,
                                      size_t *needed);

/** A Received-SPF field that was read; opaque, immutable. */
typedef struct spfeval_received_spf spfeval_received_spf;

/**
 * Read a Received-SPF field.
 *
 * Accepts RFC 7208 section 9.1 as corrected by erratum 5436, its older form,
 * any case of the result, unknown keys, and values that should have been
 * quoted but end without doubt, such as mechanism=ip4:192.0.2.1; of a repeated
 * key the first counts. A field says nothing unless a host that you trust
 * wrote it.
 *
 * @param[in] allocator  NULL for malloc() and free().
 * @param[in] field      The field's body, or the whole field with its name;
 *                       may be folded and hold any octets.
 * @param[in] field_len  Its length in octets, at most 65535.
 * @param[out] out       The new object; written only on success.
 * @param[out] offset    Where it breaks the grammar, on SPFEVAL_ERR_SYNTAX;
 *                       may be NULL.
 *
 * @retval SPFEVAL_OK            Read.
 * @retval SPFEVAL_ERR_SYNTAX    Not such a field.
 * @retval SPFEVAL_ERR_ARGUMENT  A NULL parameter, too long, or an incomplete
 *                               allocator.
 * @retval SPFEVAL_ERR_NOMEM     Out of memory.
 *
 * @ownership The caller frees it with spfeval_received_spf_free().
 * @threads Any thread.
 * @since 0.1
 */
SPFEVAL_API int
spfeval_received_spf_parse(const spfeval_allocator *allocator,
                           const char *field, size_t field_len,
                           spfeval_received_spf **out, size_t *offset);

/**
 * Free what spfeval_received_spf_parse() made.
 *
 * @param[in] field  The object, or NULL.
 *
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API void spfeval_received_spf_free(spfeval_received_spf *field);

/**
 * Return the result that the field tells.
 *
 * @param[in] field  The field.
 *
 * @return A number of enum spfeval_result; SPFEVAL_RESULT_UNSET when field is
 *         NULL.
 *
 * @threads Readers may share once built.
 * @since 0.1
 */
SPFEVAL_API int
spfeval_received_spf_get_result(const spfeval_received_spf *field);

/**
 * Return the value of a key, unquoted.
 *
 * @param[in] field     The field.
 * @param[in] key       Such as "client-ip", in any case, NUL-terminated.
 * @param[out] out_len  Its length in octets; may be NULL.
 *
 * @return The value, NUL-terminated, any octets; NULL when there is none.
 *
 * @ownership Borrowed; valid as long as the field.
 * @threads Readers may share once built.
 * @since 0.1
 */
SPFEVAL_API const char *
spfeval_received_spf_get_value(const spfeval_received_spf *field,
                               const char *key, size_t *out_len);

/**
 * Return the first comment behind the result, without its parentheses.
 *
 * @param[in] field     The field.
 * @param[out] out_len  Its length in octets; may be NULL.
 *
 * @return The comment, NUL-terminated, any octets; NULL when there is none.
 *
 * @ownership Borrowed; valid as long as the field.
 * @threads Readers may share once built.
 * @since 0.1
 */
SPFEVAL_API const char *
spfeval_received_spf_get_comment(const spfeval_received_spf *field,
                                 size_t *out_len);

#ifdef __cplusplus
}
#endif

#endif
