/* SPDX-License-Identifier: BSD-2-Clause */
/**
 * @file
 * Changing a published record: authorise a sender, or take one away, without
 * changing the result for anybody else.
 */
#ifndef SPFEVAL_EDIT_H
#define SPFEVAL_EDIT_H

#include <stddef.h>
#include <stdint.h>

#include <spfeval/export.h>
#include <spfeval/policy.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A proposed change of a record; opaque, immutable. */
typedef struct spfeval_edit spfeval_edit;

/** What the proposal comes down to. The numbers never change. */
enum spfeval_edit_state {
    /**
     * Nothing to do: the senders pass already, or none of them has a term or
     * passes. The text is the record as it is.
     */
    SPFEVAL_EDIT_UNCHANGED = 1,
    /**
     * There is a new text: the senders pass, or no longer pass, and nobody
     * else's result changes, as far as the answers that are there tell. A
     * sender whose addresses nobody asked for, or that the message decides,
     * has a term where it takes effect whatever they are. Revoking the senders
     * that were added from it gives back the record, octet for octet.
     */
    SPFEVAL_EDIT_CHANGED = 2,
    /**
     * There is a text, the record as it is or a new one, but it is not all
     * that was asked for, or more: a sender does not pass, or may not since a
     * term before its own may decide otherwise or its addresses could not be
     * looked up; or it still passes, or may, when it was to be taken away; it
     * lets everybody pass; somebody else's result changes or may change; a term
     * of the same meaning is there without effect; or what the record leads to
     * has errors or takes too many lookups. The notes say which.
     */
    SPFEVAL_EDIT_DOUBTFUL = 3,
    /** The record has errors; the text is the repaired one, if there is. */
    SPFEVAL_EDIT_BROKEN = 4,
    /** It cannot be done; the notes say why and what can be done instead. */
    SPFEVAL_EDIT_IMPOSSIBLE = 5
};

/** What a note is about. The numbers never change. */
enum spfeval_note {
    /** The sender passes already, by a term that is named. */
    SPFEVAL_NOTE_ALREADY = 1,
    /** A term was put at a place that is named. */
    SPFEVAL_NOTE_ADDED = 2,
    /** A term was removed. */
    SPFEVAL_NOTE_REMOVED = 3,
    /** The sender has no term of its own in the record. */
    SPFEVAL_NOTE_NOT_THERE = 4,
    /**
     * The sender's addresses were not looked up, or could not be; or the
     * domain's record could not.
     */
    SPFEVAL_NOTE_NOT_LOOKED_UP = 5,
    /** A domain of the sender has no addresses, or no valid record. */
    SPFEVAL_NOTE_NO_ADDRESS = 6,
    /**
     * The result changes for addresses that are named; or those of a sender
     * do not get pass.
     */
    SPFEVAL_NOTE_OTHERS_CHANGE = 7,
    /** Addresses that lose pass. */
    SPFEVAL_NOTE_LOSES_PASS = 8,
    /** Addresses of the sender that still pass, by a term that is named. */
    SPFEVAL_NOTE_STILL_PASSES = 9,
    /**
     * With the new record some address needs more lookups than the limit, or
     * meets more void ones; it may have been so before. Void ones alone do not
     * make it doubtful: if they are the new record's fault, or a sender meets
     * them, SPFEVAL_NOTE_OTHERS_CHANGE tells it.
     */
    SPFEVAL_NOTE_OVER_LIMIT = 10,
    /** A form that costs fewer lookups, which is named. */
    SPFEVAL_NOTE_CHEAPER = 11,
    /** A term that has no effect and could make room. */
    SPFEVAL_NOTE_REMOVABLE = 12,
    /** The record has no "all", and was left so. */
    SPFEVAL_NOTE_NO_ALL = 13,
    /** Repair these findings first: in the record, or in what it leads to. */
    SPFEVAL_NOTE_REPAIR = 14,
    /** There are several records, or none. */
    SPFEVAL_NOTE_NOT_ONE_RECORD = 15,
    /**
     * A term before that of the sender may decide otherwise, or by one that
     * is left it may still pass. It depends on the message, or on what was not
     * looked up.
     */
    SPFEVAL_NOTE_DEPENDS = 16,
    /** The sender lets every address pass, at least of one family. */
    SPFEVAL_NOTE_EVERYONE = 17,
    /** With the sender, records lead to one another in a cycle. */
    SPFEVAL_NOTE_CYCLE = 18
};

/**
 * Authorise the senders that were added to a policy.
 *
 * The terms go where they take effect, next to terms of their own kind unless
 * that harms others more than a later place does; the rest of the text stays as
 * it is. At most 1000 notes are kept.
 *
 * @param[in,out] policy  A policy that is done, with senders.
 * @param[out] out        The proposal; written only on success.
 *
 * @retval SPFEVAL_OK            There is a proposal; see its state.
 * @retval SPFEVAL_ERR_ARGUMENT  A NULL parameter.
 * @retval SPFEVAL_ERR_STATE     The policy is not done, or has no senders.
 * @retval SPFEVAL_ERR_NOMEM     Out of memory.
 * @retval SPFEVAL_ERR_LIMIT     The records take too much memory or work, or
 *                               the new one would be over 65535 octets.
 *
 * @ownership The caller frees it with spfeval_edit_free(); it does not need
 *            the policy.
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API int spfeval_policy_authorize(spfeval_policy *policy,
                                         spfeval_edit **out);

/**
 * Take away the senders that were added to a policy: remove the terms that
 * mean the same as one of them, each with the space before it.
 *
 * @param[in,out] policy  A policy that is done, with senders.
 * @param[out] out        The proposal; written only on success.
 *
 * @retval SPFEVAL_OK            There is a proposal; see its state.
 * @retval SPFEVAL_ERR_ARGUMENT  A NULL parameter.
 * @retval SPFEVAL_ERR_STATE     The policy is not done, or has no senders.
 * @retval SPFEVAL_ERR_NOMEM     Out of memory.
 * @retval SPFEVAL_ERR_LIMIT     The records take too much memory or work.
 *
 * @ownership The caller frees it with spfeval_edit_free(); it does not need
 *            the policy.
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API int spfeval_policy_revoke(spfeval_policy *policy,
                                      spfeval_edit **out);

/**
 * Free a proposal, with its policy.
 *
 * @param[in] edit  The proposal, or NULL.
 *
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API void spfeval_edit_free(spfeval_edit *edit);

/**
 * Return what the proposal comes down to.
 *
 * @param[in] edit  The proposal.
 *
 * @return A number of enum spfeval_edit_state; 0 when edit is NULL.
 *
 * @threads Readers may share once built.
 * @since 0.1
 */
SPFEVAL_API int spfeval_edit_get_state(const spfeval_edit *edit);

/**
 * Return the record that is proposed.
 *
 * @param[in] edit      The proposal.
 * @param[out] out_len  Its length in octets; may be NULL.
 *
 * @return The text, NUL-terminated; NULL when there is none.
 *
 * @ownership Borrowed; valid as long as edit.
 * @threads Readers may share once built.
 * @since 0.1
 */
SPFEVAL_API const char *spfeval_edit_get_text(const spfeval_edit *edit,
                                              size_t *out_len);

/**
 * Return the policy with the proposed record, for its cost and findings.
 *
 * @param[in] edit  The proposal.
 *
 * @return A policy that is done; NULL when there is no text.
 *
 * @ownership Borrowed; valid as long as edit.
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API spfeval_policy *spfeval_edit_get_policy(const spfeval_edit *edit);

/**
 * Return the number of notes: what was done, and what to know about it.
 *
 * @param[in] edit  The proposal.
 *
 * @return The number; 0 when edit is NULL.
 *
 * @threads Readers may share once built.
 * @since 0.1
 */
SPFEVAL_API uint32_t spfeval_edit_get_note_count(const spfeval_edit *edit);

/**
 * Return what a note is about.
 *
 * @param[in] edit   The proposal.
 * @param[in] index  0 to the number of notes less one.
 *
 * @return A number of enum spfeval_note; 0 when there is no such note.
 *
 * @threads Readers may share once built.
 * @since 0.1
 */
SPFEVAL_API int spfeval_edit_get_note(const spfeval_edit *edit,
                                      uint32_t index);

/**
 * Return the name of a kind of note.
 *
 * @param[in] note  A number of enum spfeval_note.
 *
 * @return Such as "already" or "others-change"; "unknown" for other numbers.
 *
 * @ownership Borrowed; valid for ever.
 * @threads Any thread.
 * @since 0.1
 */
SPFEVAL_API const char *spfeval_note_name(int note);

/**
 * Write a note as a sentence.
 *
 * @param[in] edit      The proposal.
 * @param[in] index     0 to the number of notes less one.
 * @param[in] language  A number of enum spfeval_language.
 * @param[out] buffer   Receives the text and a NUL, octets 0x20 to 0x7E only;
 *                      may be NULL when capacity is 0.
 * @param[in] capacity  Octets in buffer.
 * @param[out] needed   Octets of the text with its NUL; may be NULL.
 *
 * @retval SPFEVAL_OK             Written.
 * @retval SPFEVAL_ERR_BUFFER     Too small; *needed says how much it takes.
 * @retval SPFEVAL_ERR_NOT_FOUND  There is no such note.
 * @retval SPFEVAL_ERR_ARGUMENT   edit is NULL, no such language, or buffer
 *                                without need.
 *
 * @threads Readers may share once built.
 * @since 0.1
 */
SPFEVAL_API int spfeval_edit_print_note(const spfeval_edit *edit,
                                        uint32_t index, int language,
                                        char *buffer, size_t capacity,
                                        size_t *needed);

#ifdef __cplusplus
}
#endif

#endif
