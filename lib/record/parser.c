/* SPDX-License-Identifier: BSD-2-Clause */
#include "record/parser.h"

#include <spfeval/status.h>

int
spfe_parser_fail(struct spfe_parser *parser, int code, uint32_t start,
                 uint32_t end)
{
    parser->error->code = (uint32_t)code;
    parser->error->offset = start;
    parser->error->len = end - start;
    return SPFEVAL_ERR_SYNTAX;
}

int
spfe_parser_fail_term(struct spfe_parser *parser, int code, uint32_t start)
{
    while (!spfe_parser_at_term_end(&parser->in)) {
        spfe_cursor_skip(&parser->in);
    }
    return spfe_parser_fail(parser, code, start, spfe_parser_offset(parser));
}

int
spfe_parser_fail_octet(struct spfe_parser *parser, int code, uint32_t start)
{
    int octet = spfe_cursor_peek(&parser->in);

    if (octet != SPFE_END && (octet < 0x20 || octet > 0x7e)) {
        return spfe_parser_fail(parser, SPFEVAL_SYNTAX_OCTET,
                                spfe_parser_offset(parser),
                                spfe_parser_offset(parser) + 1);
    }
    return spfe_parser_fail_term(parser, code, start);
}
