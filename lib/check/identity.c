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
    uint32_t i;

    for (i = 0; i < text.len; i++) {
        if ((uint8_t)text.ptr[i] > 127) {
            return false;
        }
    }
    return true;
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

/*
 * A quoted local-part may hold "@", a domain cannot: the last one counts.
 * RFC 7208 section 4.3: without a local-part it is postmaster.
 */
static struct mailbox
split(struct spfe_text path)
{
    struct mailbox mailbox = {{"postmaster", 10}, path};
    uint32_t at = path.len;

    while (at > 0 && path.ptr[at - 1] != '@') {
        at--;
    }
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
    if (!from_helo && !is_ascii(mailbox.domain) &&
        !convert(check, &mailbox.domain, ascii, sizeof(ascii))) {
        *reason = SPFEVAL_REASON_IDNA;
    } else {
        mailbox.domain = spfe_dname_trim(mailbox.domain);
        if (!spfe_dname_is_mail_domain(mailbox.domain)) {
            *reason = SPFEVAL_REASON_BAD_DOMAIN;
        }
    }
    check->ascii_local = is_ascii(mailbox.local);
    status = store(check, &mailbox);
    *domain = check->values.sender_domain;
    return status;
}
