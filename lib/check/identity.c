/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/identity.h"

#include <string.h>

#include <spfeval/status.h>

#include "base/ascii.h"
#include "base/dname.h"
#include "base/word.h"

/* A mail address in two parts; neither ends in a NUL. */
struct mailbox {
    struct spfe_text local;
    struct spfe_text domain;
};

static struct spfe_text
tail(struct spfe_text text, uint32_t from)
{
    text.ptr += from;
    text.len -= from;
    return text;
}

static bool
is_ascii(struct spfe_text text)
{
    return spfe_ascii_is_seven_bit(text.ptr, text.len);
}

static struct spfe_text
strip_brackets(struct spfe_text path)
{
    if (path.len >= 2 && path.ptr[0] == '<' && path.ptr[path.len - 1] == '>') {
        path = tail(path, 1);
        path.len--;
    }
    return path;
}

/* RFC 5321 appendix C: "@a,@b:x@d" means x@d. */
static struct spfe_text
strip_source_route(struct spfe_text path)
{
    const char *colon;

    if (path.len == 0 || path.ptr[0] != '@') {
        return path;
    }
    colon = memchr(path.ptr, ':', path.len);
    return colon == NULL ? path : tail(path, (uint32_t)(colon + 1 - path.ptr));
}

/* The offset behind the last "@"; 0 when there is none. */
static uint32_t
behind_last_at(struct spfe_text path)
{
    uint32_t found = 0;
    uint32_t at;

    for (at = 0; at < path.len; at += SPFE_WORD_OCTETS) {
        uint64_t word = spfe_word_load_at(path.ptr, at, path.len, 'x');
        uint64_t flags = spfe_word_zeros(word ^ SPFE_WORD_OF('@'));

        for (; flags != 0; flags &= flags - 1) {
            found = at + spfe_word_first(flags) + 1;
        }
    }
    return found;
}

/*
 * A quoted local-part may hold "@", a domain cannot: the last one counts.
 * RFC 7208 section 4.3: without a local-part it is postmaster.
 */
static struct mailbox
split(struct spfe_text path)
{
    struct mailbox mailbox = {{"postmaster", 10}, path};
    uint32_t at = behind_last_at(path);

    if (at > 0) {
        mailbox.domain = tail(path, at);
    }
    if (at > 1) {
        mailbox.local.ptr = path.ptr;
        mailbox.local.len = at - 1;
    }
    return mailbox;
}

/* RFC 7208 section 2.4: a null reverse-path stands for postmaster at HELO. */
static struct mailbox
choose(struct spfeval_check *check)
{
    struct spfe_text path = strip_brackets(check->mailfrom);
    struct mailbox postmaster = {{"postmaster", 10}, check->values.helo};

    if (check->identity == SPFEVAL_IDENTITY_HELO) {
        return postmaster; /* RFC 7208 section 2.3 */
    }
    if (path.len == 0) {
        check->null_sender = true;
        return postmaster;
    }
    return split(strip_source_route(path));
}

/* RFC 8616 section 4: U-labels of MAIL FROM become A-labels first. */
static bool
convert(struct spfeval_check *check, struct spfe_text *domain, char *buffer,
        size_t capacity)
{
    const struct spfeval_options *options = check->options;
    size_t len = 0;

    if (options->idna == NULL ||
        options->idna(options->idna_user_data, domain->ptr, domain->len,
                      buffer, capacity, &len) != 0 ||
        len > capacity) {
        return false;
    }
    domain->ptr = buffer;
    domain->len = (uint32_t)len;
    return true;
}

/* Write local@domain once; the parts are slices of it. */
static int
store(struct spfeval_check *check, const struct mailbox *mailbox)
{
    struct spfe_macro_values *values = &check->values;
    uint32_t len = mailbox->local.len + 1 + mailbox->domain.len;
    char *sender = spfe_arena_octets(&check->arena, len + 1);

    if (sender == NULL) {
        return check->arena.status;
    }
    memcpy(sender, mailbox->local.ptr, mailbox->local.len);
    sender[mailbox->local.len] = '@';
    if (mailbox->domain.len > 0) {
        memcpy(sender + mailbox->local.len + 1, mailbox->domain.ptr,
               mailbox->domain.len);
    }
    sender[len] = '\0';
    values->sender.ptr = sender;
    values->sender.len = len;
    values->local.ptr = sender;
    values->local.len = mailbox->local.len;
    values->sender_domain = tail(values->sender, mailbox->local.len + 1);
    return SPFEVAL_OK;
}

/* SPFEVAL_REASON_UNSET when it can be a domain. */
static int
judge_domain(struct spfe_text domain)
{
    return spfe_dname_is_mail_domain(spfe_dname_trim(domain))
               ? SPFEVAL_REASON_UNSET
               : SPFEVAL_REASON_BAD_DOMAIN;
}

int
spfe_identity_find(struct spfeval_check *check, struct spfe_text *domain,
                   int *reason)
{
    char ascii[SPFE_DNAME_MAX + 1];
    struct mailbox mailbox = choose(check);
    bool from_helo =
        check->identity == SPFEVAL_IDENTITY_HELO || check->null_sender;
    int status;

    /* RFC 8616 section 4: HELO comes as A-labels, or it is malformed. */
    *reason = judge_domain(mailbox.domain);
    if (*reason != SPFEVAL_REASON_UNSET && !from_helo &&
        !is_ascii(mailbox.domain)) {
        *reason = convert(check, &mailbox.domain, ascii, sizeof(ascii))
                      ? judge_domain(mailbox.domain)
                      : SPFEVAL_REASON_IDNA;
    }
    if (*reason != SPFEVAL_REASON_IDNA) {
        mailbox.domain = spfe_dname_trim(mailbox.domain);
    }
    check->ascii_local = is_ascii(mailbox.local);
    status = store(check, &mailbox);
    *domain = check->values.sender_domain;
    return status;
}
