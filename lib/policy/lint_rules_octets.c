/* SPDX-License-Identifier: BSD-2-Clause */
/* Octets that no record may hold, and signs of quoting (SPF-E004, 5, 30). */
#include <string.h>

#include "base/buf.h"
#include "policy/lint_rules.h"
#include "policy/lint_split.h"

/* Characters that text processors write for those of ASCII. */
struct look_alike {
    uint16_t first;
    uint16_t last;
    const char *ascii;
};

static const struct look_alike look_alikes[] = {
    {0x00a0, 0x00a0, " "}, {0x00ad, 0x00ad, ""},  {0x00ab, 0x00ab, ""},
    {0x00bb, 0x00bb, ""},  {0x2000, 0x200a, " "}, {0x200b, 0x200f, ""},
    {0x2010, 0x2015, "-"}, {0x2018, 0x201f, ""},  {0x202f, 0x202f, " "},
    {0x2212, 0x2212, "-"}, {0x3000, 0x3000, " "}, {0xfeff, 0xfeff, ""},
    {0xff0d, 0xff0d, "-"}, {0xff1a, 0xff1a, ":"},
};

/* A UTF-8 sequence of two or three octets; 1 with *code 0 for others. */
static uint32_t
read_character(struct spfe_text text, uint32_t at, uint32_t *code)
{
    const uint8_t *octets = (const uint8_t *)text.ptr + at;
    uint32_t left = text.len - at;

    *code = 0;
    if (left >= 2 && octets[0] >= 0xc2 && octets[0] <= 0xdf &&
        (octets[1] & 0xc0) == 0x80) {
        *code = (octets[0] & 0x1fu) << 6 | (octets[1] & 0x3fu);
        return 2;
    }
    if (left >= 3 && (octets[0] & 0xf0) == 0xe0 &&
        (octets[1] & 0xc0) == 0x80 && (octets[2] & 0xc0) == 0x80) {
        *code = (octets[0] & 0x0fu) << 12 | (octets[1] & 0x3fu) << 6 |
                (octets[2] & 0x3fu);
        return 3;
    }
    return 1;
}

static const char *
find_ascii(uint32_t code)
{
    size_t i;

    for (i = 0; i < sizeof(look_alikes) / sizeof(look_alikes[0]); i++) {
        if (code >= look_alikes[i].first && code <= look_alikes[i].last) {
            return look_alikes[i].ascii;
        }
    }
    return NULL;
}

static void
name_character(struct spfeval_lint *lint, struct spfe_finding *finding,
               uint32_t code, uint8_t octet)
{
    static const char digits[] = "0123456789ABCDEF";
    char room[16];
    struct spfe_text text = {room, 0};
    struct spfe_buf buf;
    int shift = code > 0 ? 12 : 4;

    spfe_buf_init(&buf, room, sizeof(room));
    spfe_buf_add_text(&buf, code > 0 ? "U+" : "0x");
    if (code == 0) {
        code = octet;
    }
    for (; shift >= 0; shift -= 4) {
        spfe_buf_add_octet(&buf, digits[code >> shift & 15]);
    }
    text.len = (uint32_t)buf.length;
    spfe_lint_value(lint, finding, 0, text);
}

/* Is there a space beside these octets of a term, or nothing more? */
static bool
is_at_edge(const struct spfeval_lint *lint, uint32_t at, uint32_t len)
{
    return lint->text.ptr[at - 1] == ' ' || at + len == lint->text.len ||
           lint->text.ptr[at + len] == ' ';
}

static uint32_t
add_foreign(struct spfeval_lint *lint, uint32_t at)
{
    uint32_t code;
    uint32_t len = read_character(lint->text, at, &code);
    struct spfe_text ascii = {find_ascii(code), 0};
    struct spfe_finding *finding;

    if (ascii.ptr != NULL &&
        (ascii.ptr[0] != ' ' || !is_at_edge(lint, at, len))) {
        ascii.len = (uint32_t)strlen(ascii.ptr);
    }
    finding = spfe_lint_add(lint,
                            ascii.ptr != NULL && ascii.len == 0
                                ? SPFE_LINT_E004_EXTRA
                                : SPFE_LINT_E004,
                            at, len);
    name_character(lint, finding, code, (uint8_t)lint->text.ptr[at]);
    spfe_lint_number(lint, finding, 2, at);
    if (ascii.ptr != NULL) {
        spfe_lint_value(lint, finding, 1, ascii);
        spfe_lint_fix(lint, finding, at, len, ascii);
    }
    return len;
}

static bool
is_blank(char octet)
{
    return octet == '\t' || octet == '\r' || octet == '\n';
}

/* A run of tabs and line breaks is one, and is a space. */
static uint32_t
add_control(struct spfeval_lint *lint, uint32_t at, uint32_t end)
{
    struct spfe_text space = {" ", 1};
    struct spfe_finding *finding;
    uint32_t len = 1;

    while (is_blank(lint->text.ptr[at]) && at + len < end &&
           is_blank(lint->text.ptr[at + len])) {
        len++;
    }
    finding = spfe_lint_add(lint, SPFE_LINT_E005, at, len);
    name_character(lint, finding, 0, (uint8_t)lint->text.ptr[at]);
    spfe_lint_number(lint, finding, 1, at);
    if (is_blank(lint->text.ptr[at])) {
        if (is_at_edge(lint, at, len)) {
            space.len = 0;
        }
        spfe_lint_fix(lint, finding, at, len, space);
    }
    return len;
}

bool
spfe_lint_octets(struct spfeval_lint *lint, uint32_t index)
{
    const struct spfe_lint_term *term = &lint->terms[index];
    uint32_t end = term->offset + term->len;
    uint32_t at = term->offset;
    bool found = false;

    while (at < end) {
        uint8_t octet = (uint8_t)lint->text.ptr[at];

        if (octet > 0x7f) {
            at += add_foreign(lint, at);
            found = true;
        } else if (octet < 0x20 || octet == 0x7f) {
            at += add_control(lint, at, end);
            found = true;
        } else {
            at++;
        }
    }
    return found;
}

bool
spfe_lint_quoting(struct spfeval_lint *lint, uint32_t index)
{
    struct spfe_lint_term *term = &lint->terms[index];
    struct spfe_text text = spfe_lint_term_text(lint, term);
    struct spfe_text nothing = {"", 0};
    struct spfe_finding *finding;
    uint32_t at = 0;

    while (at < text.len && text.ptr[at] != '\\' && text.ptr[at] != '"') {
        at++;
    }
    if (at == text.len) {
        return false;
    }
    finding = spfe_lint_add(lint, SPFE_LINT_E030, term->offset + at, 1);
    spfe_lint_value(lint, finding, 0,
                    spfe_lint_slice(lint, term->offset + at, 1));
    if (spfe_lint_is_term_with(text, at, 1, "")) {
        spfe_lint_fix(lint, finding, term->offset + at, 1, nothing);
    }
    return true;
}
