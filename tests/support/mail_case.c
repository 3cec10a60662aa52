/* SPDX-License-Identifier: BSD-2-Clause */
#include "support/mail_case.h"

#include <stdlib.h>
#include <string.h>

#include "support/tap.h"

static const char zone[] =
    "pass.example.org TXT v=spf1 ip4:192.0.2.0/24 ip6:2001:db8::/32 -all\n"
    "fail.example.org TXT v=spf1 ip4:198.51.100.0/24 exp=why.%{d} -all\n"
    "why.fail.example.org TXT See http://www.example.org/why?ip=%{i}\n"
    "bare.example.org TXT v=spf1 -ip4:192.0.2.1 +all\n"
    "soft.example.org TXT v=spf1 ~all\n"
    "neutral.example.org TXT v=spf1 ?all\n"
    "default.example.org TXT v=spf1 ip4:198.51.100.0/24\n"
    "none.example.org NAME\n"
    "temp.example.org TIMEOUT TXT\n"
    "perm.example.org TXT v=spf1 foo:bar -all\n"
    "deep.example.org TXT v=spf1 include:none.example.org -all\n"
    "inc.example.org TXT v=spf1 include:pass.example.org -all\n"
    "minus.example.org TXT v=spf1 -include:pass.example.org +all\n"
    "redir.example.org TXT v=spf1 redirect=fail.example.org\n";

void
mail_case_init(struct try_check *try, const char *receiver)
{
    try_check_init(try, NULL);
    if (receiver != NULL) {
        CHECK_INT(spfeval_options_set_text(try->options,
                                           SPFEVAL_OPTION_RECEIVER, receiver,
                                           strlen(receiver)),
                  SPFEVAL_OK);
    }
    CHECK_INT(spfeval_check_new(try->options, &try->check), SPFEVAL_OK);
    try_check_zone(try, zone);
}

static size_t
length_of(const char *text, size_t len)
{
    return len == 0 && text != NULL ? strlen(text) : len;
}

static void
set_inputs(spfeval_check *check, const struct mail_case *mail)
{
    const char *client = mail->client == NULL ? "192.0.2.1" : mail->client;
    const char *helo = mail->helo == NULL ? "mail.example.com" : mail->helo;

    CHECK_INT(spfeval_check_set_client_text(check, client, strlen(client)),
              SPFEVAL_OK);
    CHECK_INT(spfeval_check_set_mailfrom(
                  check, mail->mailfrom,
                  length_of(mail->mailfrom, mail->mailfrom_len)),
              SPFEVAL_OK);
    CHECK_INT(
        spfeval_check_set_helo(check, helo, length_of(helo, mail->helo_len)),
        SPFEVAL_OK);
    if (mail->identity != 0) {
        CHECK_INT(spfeval_check_set_identity(check, mail->identity),
                  SPFEVAL_OK);
    }
}

const spfeval_outcome *
mail_case_run(struct try_check *try, const struct mail_case *mail)
{
    const spfeval_outcome *outcome;

    spfeval_check_reset(try->check);
    set_inputs(try->check, mail);
    CHECK_INT(
        spfeval_check_run(try->check, spfeval_zone_get_resolver(try->zone)),
        SPFEVAL_OK);
    outcome = spfeval_check_get_outcome(try->check);
    CHECK(outcome != NULL);
    return outcome;
}

/* Each buffer is a block of its own, so that tools see what lies behind. */
static void
print_into(mail_case_printer *print, const void *what, size_t capacity,
           size_t wanted, const char *text)
{
    char *buffer = malloc(capacity + 1);
    size_t needed = 0;
    int status;

    if (!CHECK(buffer != NULL)) {
        return;
    }
    buffer[capacity] = 'x';
    status = print(what, capacity == 0 ? NULL : buffer, capacity, &needed);
    CHECK_INT(needed, wanted);
    CHECK_INT(buffer[capacity], 'x');
    if (capacity < wanted) {
        CHECK_INT(status, SPFEVAL_ERR_BUFFER);
        CHECK(capacity == 0 || buffer[0] == '\0');
    } else {
        CHECK_INT(status, SPFEVAL_OK);
        CHECK_BYTES(buffer, capacity, text, wanted);
    }
    CHECK_INT(print(what, buffer, capacity, NULL), status);
    free(buffer);
}

size_t
mail_case_print(mail_case_printer *print, const void *what, char *out)
{
    size_t needed = 0;
    size_t capacity;

    out[0] = '\0';
    CHECK_INT(print(what, out, MAIL_CASE_TEXT, &needed), SPFEVAL_OK);
    CHECK_INT(strlen(out) + 1, needed);
    for (capacity = 0; capacity <= needed; capacity++) {
        print_into(print, what, capacity, needed, out);
    }
    return needed - 1;
}
