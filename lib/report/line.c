/* SPDX-License-Identifier: BSD-2-Clause */
#include "report/line.h"

void
spfe_line_init(struct spfe_line *line, struct spfe_buf *out, unsigned width)
{
    *line = (struct spfe_line){.out = out, .width = width};
}

static void
indent_by(struct spfe_line *line, unsigned indent)
{
    for (line->column = 0; line->column < indent; line->column++) {
        spfe_buf_add_octet(line->out, ' ');
    }
    line->start = indent;
}

void
spfe_line_begin(struct spfe_line *line, unsigned indent, unsigned hang)
{
    line->hang = hang;
    line->blanks = 0;
    line->word_len = 0;
    indent_by(line, indent);
}

/* Put the word into the line, or into the next one; blanks at a break go. */
static void
place_word(struct spfe_line *line)
{
    if (line->word_len == 0) {
        return;
    }
    if (line->blanks + line->word_len > line->width - line->column) {
        line->blanks = 0;
        if (line->column > line->start) {
            spfe_buf_add_octet(line->out, '\n');
            indent_by(line, line->hang);
        }
    }
    for (; line->blanks > 0; line->blanks--) {
        spfe_buf_add_octet(line->out, ' ');
        line->column++;
    }
    spfe_buf_add(line->out, line->word, line->word_len);
    line->column += line->word_len;
    line->word_len = 0;
}

void
spfe_line_end(struct spfe_line *line)
{
    place_word(line);
    spfe_buf_add_octet(line->out, '\n');
}

void
spfe_line_add_octet(struct spfe_line *line, char octet)
{
    if (line->width == 0) {
        if (line->is_json && (octet == '"' || octet == '\\')) {
            spfe_buf_add_octet(line->out, '\\');
        }
        spfe_buf_add_octet(line->out, octet);
        return;
    }
    if (octet == ' ') {
        place_word(line);
        line->blanks++;
        return;
    }
    if (line->word_len == line->width - line->hang) {
        place_word(line); /* longer than a line: broken, to keep the width */
    }
    line->word[line->word_len++] = octet;
}

void
spfe_line_add_text(struct spfe_line *line, const char *text)
{
    for (; *text != '\0'; text++) {
        spfe_line_add_octet(line, *text);
    }
}

void
spfe_line_add_escaped(struct spfe_line *line, const char *octets, size_t len)
{
    static const char digits[] = "0123456789ABCDEF";
    size_t i;

    for (i = 0; i < len; i++) {
        uint8_t octet = (uint8_t)octets[i];

        if (octet >= 0x20 && octet <= 0x7e) {
            spfe_line_add_octet(line, octets[i]);
            continue;
        }
        spfe_line_add_octet(line, '\\');
        spfe_line_add_octet(line, 'x');
        spfe_line_add_octet(line, digits[octet >> 4]);
        spfe_line_add_octet(line, digits[octet & 0x0f]);
    }
}
