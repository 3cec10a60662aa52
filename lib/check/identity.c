/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/identity.h"

#include <string.h>

#include <spfeval/status.h>

#include "base/ascii.h"
#include "base/dname.h"

/* A mail address in two parts; neither ends in a NUL. */
struct mailbox {
    struct spfe_text local;
    struct spfe_text domain;
    bool together; /* they stand in one text, with an "@" between them */
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
    uint32_t at = path.len;

    while (at > 0 && path.ptr[at - 1] != '@') {
        at--;
    }
    return at;
}

/*
 * A quoted local-part may hold "@", a domain cannot: the last one counts.
 * RFC 7208 section 4.3: without a local-part it is postmaster.
 */
static struct mailbox
split(struct spfe_text path)
{
    struct mailbox mailbox = {{"postmaster", 10}, path, false};
    uint32_t at = behind_last_at(path);

    if (at > 0) {
        mailbox.domain = tail(path, at);
    }
    if (at > 1) {
        mailbox.local.ptr = path.ptr;
        mailbox.local.len = at - 1;
        mailbox.together = true;
    }
    return mailbox;
}

/* RFC 7208 section 2.4: a null reverse-path stands for postmaster at HELO. */
static struct mailbox
choose(struct spfeval_check *check)
{
    struct spfe_text path = strip_brackets(check->mailfrom);
    struct mailbox postmaster = {
        {"postmaster", 10}, check->values.helo, false};

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
convert(struct spfeval_check *check, struct mailbox *mailbox, char *buffer,
        size_t capacity)
{
    const struct spfeval_options *options = check->options;
    size_t len = 0;

    if (options->idna == NULL ||
        options->idna(options->idna_user_data, mailbox->domain.ptr,
                      mailbox->domain.len, buffer, capacity, &len) != 0 ||
        len > capacity) {
        return false;
    }
    mailbox->domain.ptr = buffer;
    mailbox->domain.len = (uint32_t)len;
    mailbox->together = false;
    return true;
}

/* Is local@domain what our copy of MAIL FROM ends in, with its NUL? */
static bool
is_stored(const struct mailbox *mailbox)
{
    return mailbox->together &&
           mailbox->domain.ptr[mailbox->domain.len] == '\0';
}

/* Write local@domain; NULL when there is no room. */
static const char *
write_sender(struct spfeval_check *check, const struct mailbox *mailbox)
{
    uint32_t len = mailbox->local.len + 1 + mailbox->domain.len;
    char *sender = spfe_arena_octets(&check->arena, (size_t)len + 1);

    if (sender == NULL) {
        return NULL;
    }
    memcpy(sender, mailbox->local.ptr, mailbox->local.len);
    sender[mailbox->local.len] = '@';
    if (mailbox->domain.len > 0) {
        memcpy(sender + mailbox->local.len + 1, mailbox->domain.ptr,
               mailbox->domain.len);
    }
    sender[len] = '\0';
    return sender;
}

/* The parts are slices of local@domain, which ends in a NUL. */
static int
store(struct spfeval_check *check, const struct mailbox *mailbox)
{
    struct spfe_macro_values *values = &check->values;
    const char *sender =
        is_stored(mailbox) ? mailbox->local.ptr : write_sender(check, mailbox);

    if (sender == NULL) {
        return check->arena.status;
    }
    values->sender.ptr = sender;
    values->sender.len = mailbox->local.len + 1 + mailbox->domain.len;
    values->local.ptr = sender;
    values->local.len = mailbox->local.len;
    values->sender_domain = tail(values->sender, mailbox->local.len + 1);
    return SPFEVAL_OK;
}

/* SPFEVAL_REASON_UNSET when it can be a domain, and its hash. */
static int
judge_domain(struct spfe_text domain, uint32_t *hash)
{
    return spfe_dname_inspect_mail_domain(spfe_dname_trim(domain), hash)
               ? SPFEVAL_REASON_UNSET
               : SPFEVAL_REASON_BAD_DOMAIN;
}

int
spfe_identity_find(struct spfeval_check *check, uint32_t *hash, int *reason)
{
    char ascii[SPFE_DNAME_MAX + 1];
    struct mailbox mailbox = choose(check);
    bool from_helo =
        check->identity == SPFEVAL_IDENTITY_HELO || check->null_sender;

    /* RFC 8616 section 4: HELO comes as A-labels, or it is malformed. */
    *reason = judge_domain(mailbox.domain, hash);
    if (*reason != SPFEVAL_REASON_UNSET && !from_helo &&
        !is_ascii(mailbox.domain)) {
        *reason = convert(check, &mailbox, ascii, sizeof(ascii))
                      ? judge_domain(mailbox.domain, hash)
                      : SPFEVAL_REASON_IDNA;
    }
    if (*reason != SPFEVAL_REASON_IDNA) {
        mailbox.domain = spfe_dname_trim(mailbox.domain);
    }
    check->ascii_local = is_ascii(mailbox.local);
    return store(check, &mailbox);
}
