/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What stands behind the name of a term: domains, networks, prefix lengths and
 * text. Each function reads to the end of the term, and returns SPFEVAL_OK or
 * SPFEVAL_ERR_SYNTAX with the error noted.
 */
#ifndef SPFE_RECORD_PARSE_ARGUMENT_H
#define SPFE_RECORD_PARSE_ARGUMENT_H

#include "record/parser.h"

/* What may follow a mechanism's name. */
enum spfe_argument_form {
    SPFE_FORM_NONE,         /* all */
    SPFE_FORM_DOMAIN,       /* include, exists */
    SPFE_FORM_MAYBE_DOMAIN, /* ptr */
    SPFE_FORM_HOST, /* a, mx: domain and prefix lengths, all optional */
    SPFE_FORM_IP4,
    SPFE_FORM_IP6
};

int spfe_parse_argument(struct spfe_parser *parser, int form,
                        struct spfe_term *term);

/*
 * RFC 7208 section 7.1, domain-spec; for a and mx followed by prefix lengths,
 * which are looked for at each "/".
 */
int spfe_parse_domain_spec(struct spfe_parser *parser, bool with_cidr,
                           struct spfe_term *term);

/* RFC 7208 section 7.1, macro-string; may be empty. */
int spfe_parse_macro_string(struct spfe_parser *parser,
                            struct spfe_term *term);

#endif
