/* SPDX-License-Identifier: BSD-2-Clause */
#include <spfeval/header.h>

#include <string.h>

#include <spfeval/status.h>

#include "header/cause.h"
#include "header/fold.h"
#include "header/outcome_text.h"
#include "header/quote.h"
#include "header/sentence.h"

enum {
    AUTHSERV_ID_MAX = 253,
    LONGEST_PROPERTY = 14, /* "smtp.mailfrom=" */
    LONGEST_METHOD = 13    /* "spf=permerror" */
};

struct writer {
    struct spfe_fold fold;
    uint32_t flags;
};

/* The value of a property of one outcome. */
struct datum {
    struct spfe_text text;
    bool is_mailbox;
};

/*
 * RFC 8601 section 2.7.2 and RFC 7208 section 2.4: what was authenticated is a
 * domain; the local-part is shown on request only.
 */
static struct datum
datum_of(const spfeval_outcome *outcome, uint32_t flags)
{
    struct datum datum = {{NULL, 0}, false};

    if ((flags & SPFEVAL_HEADER_MAILBOX) != 0 &&
        spfeval_outcome_get_identity(outcome) == SPFEVAL_IDENTITY_MAILFROM) {
        datum.is_mailbox = true;
        datum.text = spfe_outcome_text(outcome, spfeval_outcome_get_sender);
    } else {
        datum.text = spfe_outcome_text(outcome, spfeval_outcome_get_domain);
    }
    return datum;
}

/* RFC 8601 section 2.2: value = token / quoted-string. */
static void
add_value(struct spfe_buf *out, struct spfe_text value, uint32_t flags)
{
    if (value.len <= SPFE_VALUE_MAX && spfe_quote_is_token(value)) {
        spfe_buf_add(out, value.ptr, value.len);
    } else {
        spfe_quote_add_string(out, value, flags, SPFE_VALUE_MAX);
    }
}

/* RFC 8601 section 2.2: pvalue may be local-part "@" domain-name as well. */
static bool
is_bare_mailbox(const struct datum *datum)
{
    struct spfe_text local = datum->text;
    struct spfe_text domain = datum->text;

    while (local.len > 0 && local.ptr[local.len - 1] != '@') {
        local.len--;
    }
    domain.ptr += local.len;
    domain.len -= local.len;
    if (local.len > 0) {
        local.len--;
    }
    return datum->text.len <= SPFE_VALUE_MAX &&
           spfe_quote_is_dot_atom(local) && spfe_quote_is_domain_name(domain);
}

static void
add_method(struct writer *writer, const spfeval_outcome *outcome)
{
    char text[LONGEST_METHOD];
    struct spfe_buf out;

    spfe_buf_init(&out, text, sizeof(text));
    spfe_buf_add_text(&out, "spf=");
    spfe_buf_add_text(
        &out, spfeval_result_name(spfeval_outcome_get_result(outcome)));
    spfe_fold_add(&writer->fold, text, out.length);
}

/* The sentence tells of the same datum as the property, not of more. */
static void
add_comment(struct writer *writer, const spfeval_outcome *outcome,
            const struct datum *datum)
{
    char text[SPFE_COMMENT_MAX];
    struct spfe_client_text client;
    struct spfe_sentence sentence = {outcome, &client, datum->text,
                                     SPFE_QUOTE_COMMENT, writer->flags};
    struct spfe_buf out;

    spfe_client_text_set(&client, outcome);
    spfe_buf_init(&out, text, sizeof(text));
    spfe_buf_add_octet(&out, '(');
    spfe_sentence_add(&out, &sentence);
    spfe_buf_add_octet(&out, ')');
    spfe_fold_add_words(&writer->fold, text, out.length);
}

/* RFC 8601 section 2.2, reasonspec: for what a reader will ask about. */
static void
add_reason(struct writer *writer, const spfeval_outcome *outcome)
{
    int result = spfeval_outcome_get_result(outcome);
    char text[sizeof("reason=") + SPFE_REASON_MAX];
    struct spfe_buf out;

    spfe_buf_init(&out, text, sizeof(text));
    spfe_buf_add_text(&out, "reason=");
    if (spfe_cause_is_error(outcome)) {
        spfe_cause_add_problem(&out, outcome, writer->flags, SPFE_REASON_MAX);
    } else if (result == SPFEVAL_RESULT_FAIL ||
               result == SPFEVAL_RESULT_SOFTFAIL) {
        spfe_cause_add_match(&out, outcome, writer->flags, SPFE_REASON_MAX);
    } else {
        return;
    }
    spfe_fold_add(&writer->fold, text, out.length);
}

/* Without a domain there is nothing to tell; the property is optional. */
static void
add_property(struct writer *writer, const spfeval_outcome *outcome,
             const struct datum *datum)
{
    char text[LONGEST_PROPERTY + SPFE_VALUE_MAX];
    struct spfe_buf out;

    if (datum->text.len == 0) {
        return;
    }
    spfe_buf_init(&out, text, sizeof(text));
    spfe_buf_add_text(&out, spfeval_outcome_get_identity(outcome) ==
                                    SPFEVAL_IDENTITY_HELO
                                ? "smtp.helo="
                                : "smtp.mailfrom=");
    if (datum->is_mailbox && is_bare_mailbox(datum)) {
        spfe_buf_add(&out, datum->text.ptr, datum->text.len);
    } else {
        add_value(&out, datum->text, writer->flags);
    }
    spfe_fold_add(&writer->fold, text, out.length);
}

/* RFC 8601 section 2.2, resinfo: ";" methodspec reasonspec propspec. */
static void
add_resinfo(struct writer *writer, const spfeval_outcome *outcome)
{
    struct datum datum;

    if (outcome != NULL) {
        datum = datum_of(outcome, writer->flags);
        spfe_fold_add_separator(&writer->fold);
        add_method(writer, outcome);
        add_comment(writer, outcome, &datum);
        add_reason(writer, outcome);
        add_property(writer, outcome, &datum);
    }
}

static void
add_authserv_id(struct writer *writer, struct spfe_text authserv_id)
{
    char text[2 * AUTHSERV_ID_MAX + 2];
    struct spfe_buf out;

    spfe_buf_init(&out, text, sizeof(text));
    add_value(&out, authserv_id, writer->flags);
    spfe_fold_add(&writer->fold, text, out.length);
}

static bool
is_about(const spfeval_outcome *outcome, int identity)
{
    return outcome == NULL ||
           spfeval_outcome_get_identity(outcome) == identity;
}

int
spfeval_auth_results_print(const char *authserv_id, size_t authserv_id_len,
                           const spfeval_outcome *mailfrom,
                           const spfeval_outcome *helo, uint32_t flags,
                           char *buffer, size_t capacity, size_t *needed)
{
    struct writer writer = {.flags = flags};
    struct spfe_text id = {authserv_id, (uint32_t)authserv_id_len};
    struct spfe_buf out;

    if (authserv_id == NULL || authserv_id_len == 0 ||
        authserv_id_len > AUTHSERV_ID_MAX ||
        !is_about(mailfrom, SPFEVAL_IDENTITY_MAILFROM) ||
        !is_about(helo, SPFEVAL_IDENTITY_HELO) ||
        (flags & ~(uint32_t)SPFE_HEADER_FLAGS) != 0 ||
        (buffer == NULL && capacity > 0)) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    spfe_buf_init(&out, buffer, capacity);
    spfe_fold_begin(&writer.fold, &out, "Authentication-Results", flags);
    add_authserv_id(&writer, id);
    if (mailfrom == NULL && helo == NULL) {
        spfe_fold_add_separator(&writer.fold);
        spfe_fold_add(&writer.fold, "none", strlen("none")); /* no-result */
    }
    add_resinfo(&writer, mailfrom);
    add_resinfo(&writer, helo);
    spfe_fold_end(&writer.fold);
    return spfe_buf_finish(&out, needed);
}
