/* SPDX-License-Identifier: BSD-2-Clause */
#include "header/grammar.h"

#include <stdint.h>
#include <string.h>

/* Text whose line ends are one octet: FOLD, always before a space. */
enum { FOLD = '\n', END = -1 };

struct input {
    char text[GRAMMAR_FIELD + 1];
    size_t len;
    size_t at;
    bool utf8;
};

/* --- Octets -------------------------------------------------------------- */

static int
peek(const struct input *in)
{
    return in->at < in->len ? (unsigned char)in->text[in->at] : END;
}

static bool
take(struct input *in, int octet)
{
    if (peek(in) != octet) {
        return false;
    }
    in->at++;
    return true;
}

static bool
take_word(struct input *in, const char *word)
{
    size_t len = strlen(word);

    if (in->len - in->at < len || memcmp(in->text + in->at, word, len) != 0) {
        return false;
    }
    in->at += len;
    return true;
}

static void
put(struct grammar_text *out, int octet)
{
    if (out->len < sizeof(out->octets)) {
        out->octets[out->len++] = (char)octet;
    }
}

static bool
is_alpha(int octet)
{
    return (octet >= 'a' && octet <= 'z') || (octet >= 'A' && octet <= 'Z');
}

static bool
is_digit(int octet)
{
    return octet >= '0' && octet <= '9';
}

/* RFC 5322 section 3.2.3 */
static bool
is_atext(int octet)
{
    return is_alpha(octet) || is_digit(octet) ||
           (octet > 0 && strchr("!#$%&'*+-/=?^_`{|}~", octet) != NULL);
}

/* RFC 2045 section 5.1 */
static bool
is_token_octet(int octet)
{
    return octet > 0x20 && octet < 0x7f &&
           strchr("()<>@,;:\\\"/[]?=", octet) == NULL;
}

/* By the code point, unlike the library's table of octets. */
size_t
grammar_utf8(const char *octets, size_t len)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    unsigned char first = (unsigned char)octets[0];
    size_t count = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    uint32_t code = first & (0xffu >> (count + 1));
    size_t i;

    if (first < 0xc0 || first > 0xf7 || len < count) {
        return 0;
    }
    for (i = 1; i < count; i++) {
        if (((unsigned char)octets[i] & 0xc0) != 0x80) {
            return 0;
        }
        code = code << 6 | ((unsigned char)octets[i] & 0x3f);
    }
    if (code < least[count] || code < 0xa0 || code > 0x10ffff ||
        (code >= 0xd800 && code <= 0xdfff) || code == 0x2028 ||
        code == 0x2029) {
        return 0;
    }
    return count;
}

/* One character of RFC 6532, if such may stand here. */
static bool
take_utf8(struct input *in, struct grammar_text *out)
{
    size_t count;

    if (!in->utf8 || peek(in) < 0x80) {
        return false;
    }
    count = grammar_utf8(in->text + in->at, in->len - in->at);
    while (count > 0) {
        put(out, in->text[in->at]);
        in->at++;
        count--;
        if (count == 0) {
            return true;
        }
    }
    return false;
}

/* --- Lines --------------------------------------------------------------- */

/* RFC 5322 sections 2.1.1 and 2.2.3. */
static const char *
add_line(struct input *in, const char *line, size_t len, bool first)
{
    size_t i;

    if (len > GRAMMAR_LINE) {
        return "a line of more than 998 octets";
    }
    for (i = 0; i < len; i++) {
        unsigned char octet = (unsigned char)line[i];

        if (octet < 0x20 || octet == 0x7f || (octet >= 0x80 && !in->utf8)) {
            return "an octet that does not belong there";
        }
    }
    if (!first) {
        size_t spaces = 0;

        while (spaces < len && line[spaces] == ' ') {
            spaces++;
        }
        if (spaces == 0 || spaces == len) {
            return "a line that is blank or does not begin with a space";
        }
        in->text[in->len++] = FOLD;
    }
    memcpy(in->text + in->len, line, len);
    in->len += len;
    return NULL;
}

/* Take the lines apart; the last one of a whole field has an end too. */
static const char *
unfold(struct input *in, const char *field, size_t len,
       struct grammar_form form)
{
    const char *line_end = form.lf ? "\n" : "\r\n";
    size_t end_len = strlen(line_end);
    size_t start = 0;
    size_t at = 0;
    const char *error = NULL;

    memset(in, 0, sizeof(*in));
    in->utf8 = form.utf8;
    if (len > GRAMMAR_FIELD) {
        return "a field of more than 4096 octets";
    }
    while (error == NULL && at + end_len <= len) {
        if (memcmp(field + at, line_end, end_len) != 0) {
            at++;
            continue;
        }
        error = add_line(in, field + start, at - start, start == 0);
        at += end_len;
        start = at;
    }
    if (error != NULL) {
        return error;
    }
    if (form.body) {
        return add_line(in, field + start, len - start, start == 0);
    }
    return start == len ? NULL : "no line end at the end";
}

/* --- Pieces -------------------------------------------------------------- */

/* FWS = ([*WSP CRLF] 1*WSP); ours is one space, on a new line or not. */
static bool
take_space(struct input *in)
{
    (void)take(in, FOLD);
    return take(in, ' ');
}

/* quoted-pair = "\" (VCHAR / WSP) */
static bool
take_quoted_pair(struct input *in, struct grammar_text *out)
{
    if (!take(in, '\\') || peek(in) < 0x20 || peek(in) > 0x7e) {
        return false;
    }
    put(out, peek(in));
    in->at++;
    return true;
}

static bool
is_ctext(int octet)
{
    return (octet >= 33 && octet <= 39) || (octet >= 42 && octet <= 91) ||
           (octet >= 93 && octet <= 126);
}

static bool
is_qtext(int octet)
{
    return octet == 33 || (octet >= 35 && octet <= 91) ||
           (octet >= 93 && octet <= 126);
}

static bool
read_comment(struct input *in, struct grammar_text *out)
{
    if (!take(in, '(')) {
        return false;
    }
    while (!take(in, ')')) {
        if (take_space(in)) {
            put(out, ' ');
        } else if (is_ctext(peek(in))) {
            put(out, peek(in));
            in->at++;
        } else if (!take_utf8(in, out) && !take_quoted_pair(in, out)) {
            return false;
        }
    }
    return true;
}

/* Without folding: a value stays on its line. */
static bool
read_quoted_string(struct input *in, struct grammar_text *out)
{
    if (!take(in, '"')) {
        return false;
    }
    while (!take(in, '"')) {
        if (is_qtext(peek(in)) || peek(in) == ' ') {
            put(out, peek(in));
            in->at++;
        } else if (!take_utf8(in, out) && !take_quoted_pair(in, out)) {
            return false;
        }
    }
    return true;
}

bool
grammar_is_dot_atom_text(const char *text, size_t len)
{
    bool after_dot = true;
    size_t i;

    for (i = 0; i < len; i++) {
        if (text[i] == '.') {
            if (after_dot) {
                return false;
            }
            after_dot = true;
        } else if (is_atext((unsigned char)text[i])) {
            after_dot = false;
        } else {
            return false;
        }
    }
    return !after_dot;
}

bool
grammar_is_token(const char *text, size_t len)
{
    size_t i;

    for (i = 0; i < len; i++) {
        if (!is_token_octet((unsigned char)text[i])) {
            return false;
        }
    }
    return len > 0;
}

/* RFC 6376 section 3.5: sub-domain 1*("." sub-domain), RFC 5321 4.1.2. */
static bool
is_domain_name(const char *text, size_t len)
{
    size_t labels = 1;
    size_t i;

    for (i = 0; i < len; i++) {
        bool at_edge =
            i == 0 || text[i - 1] == '.' || i + 1 == len || text[i + 1] == '.';

        if (text[i] == '.' ? at_edge && (i == 0 || text[i - 1] == '.')
                           : !is_alpha((unsigned char)text[i]) &&
                                 !is_digit((unsigned char)text[i]) &&
                                 (text[i] != '-' || at_edge)) {
            return false;
        }
        labels += text[i] == '.' ? 1 : 0;
    }
    return labels > 1 && text[len - 1] != '.';
}

/* RFC 8601 section 2.2: local-part "@" domain-name */
bool
grammar_is_mailbox(const char *text, size_t len)
{
    const char *at = memchr(text, '@', len);
    size_t local_len;

    if (at == NULL) {
        return false;
    }
    local_len = (size_t)(at - text);
    return grammar_is_dot_atom_text(text, local_len) &&
           is_domain_name(at + 1, len - local_len - 1);
}

/* Up to white space or ";". */
static void
read_bare(struct input *in, struct grammar_text *out)
{
    while (peek(in) != END && peek(in) != ' ' && peek(in) != FOLD &&
           peek(in) != ';') {
        put(out, peek(in));
        in->at++;
    }
}

/* A value, and whether what is bare may be: allowed() is the grammar. */
static bool
read_value(struct input *in, bool (*allowed)(const char *, size_t),
           struct grammar_text *out, bool *quoted)
{
    *quoted = peek(in) == '"';
    if (*quoted) {
        return read_quoted_string(in, out);
    }
    read_bare(in, out);
    return allowed(out->octets, out->len);
}

static bool
is_pvalue(const char *text, size_t len)
{
    return grammar_is_token(text, len) || grammar_is_mailbox(text, len);
}

/* --- Received-SPF -------------------------------------------------------- */

/* result, and Keyword of RFC 5321 for method results */
static bool
read_result(struct input *in, struct grammar_text *out)
{
    static const char *const words[] = {"permerror", "temperror", "softfail",
                                        "fail",      "pass",      "neutral",
                                        "none"};
    size_t i;

    for (i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        if (take_word(in, words[i])) {
            memcpy(out->octets, words[i], strlen(words[i]));
            out->len = strlen(words[i]);
            return true;
        }
    }
    return false;
}

/* name = ALPHA *( ALPHA / DIGIT / "-" / "_" / "." ) */
static bool
read_name(struct input *in, struct grammar_text *out)
{
    if (!is_alpha(peek(in))) {
        return false;
    }
    while (is_alpha(peek(in)) || is_digit(peek(in)) || peek(in) == '-' ||
           peek(in) == '_' || peek(in) == '.') {
        put(out, peek(in));
        in->at++;
    }
    return true;
}

static const char *
read_pair(struct input *in, struct grammar_received_spf *out)
{
    struct grammar_pair *pair = &out->pairs[out->pair_count];

    if (out->pair_count == GRAMMAR_PAIRS) {
        return "too many pairs";
    }
    pair->key.len = 0;
    pair->value.len = 0;
    if (!read_name(in, &pair->key) || !take(in, '=')) {
        return "no key";
    }
    if (!read_value(in, grammar_is_dot_atom_text, &pair->value,
                    &pair->quoted)) {
        return "a value that is neither dot-atom nor quoted-string";
    }
    out->pair_count++;
    return NULL;
}

static const char *
read_pairs(struct input *in, struct grammar_received_spf *out)
{
    const char *error = read_pair(in, out);

    while (error == NULL && take(in, ';')) {
        error = take_space(in) ? read_pair(in, out) : "no space behind ;";
    }
    if (error == NULL && peek(in) != END) {
        return "something behind the last pair";
    }
    return error;
}

const char *
grammar_read_received_spf(const char *field, size_t len,
                          struct grammar_form form,
                          struct grammar_received_spf *out)
{
    struct input in;
    const char *error = unfold(&in, field, len, form);

    out->result.len = 0;
    out->comment.len = 0;
    out->pair_count = 0;
    if (error != NULL) {
        return error;
    }
    if (!form.body && !take_word(&in, "Received-SPF: ")) {
        return "not the name";
    }
    if (!read_result(&in, &out->result) || !take_space(&in)) {
        return "no result";
    }
    if (!read_comment(&in, &out->comment) || !take_space(&in)) {
        return "no comment";
    }
    return read_pairs(&in, out);
}

/* --- Authentication-Results ---------------------------------------------- */

static const char *
read_reason(struct input *in, struct grammar_resinfo *out)
{
    bool quoted;

    out->has_reason = take_word(in, "reason=");
    if (!out->has_reason) {
        return NULL;
    }
    return read_value(in, grammar_is_token, &out->reason, &quoted) && quoted
               ? NULL
               : "a reason that is no quoted-string";
}

static const char *
read_property(struct input *in, struct grammar_resinfo *out)
{
    out->has_property = take_word(in, "smtp.");
    if (!out->has_property) {
        return NULL;
    }
    if (!read_name(in, &out->property) || !take(in, '=')) {
        return "no property";
    }
    return read_value(in, is_pvalue, &out->value, &out->quoted)
               ? NULL
               : "a pvalue that is none";
}

/* White space before what comes next; its absence ends the resinfo. */
static bool
more(struct input *in)
{
    return peek(in) != END && peek(in) != ';' && take_space(in);
}

static const char *
read_resinfo(struct input *in, struct grammar_resinfo *out)
{
    const char *error = NULL;

    out->result.len = 0;
    out->comment.len = 0;
    out->reason.len = 0;
    out->property.len = 0;
    out->value.len = 0;
    out->has_reason = false;
    out->has_property = false;
    if (!take_word(in, "spf=") || !read_result(in, &out->result)) {
        return "no method and result";
    }
    if (!more(in) || !read_comment(in, &out->comment)) {
        return "no comment";
    }
    if (more(in)) {
        error = read_reason(in, out);
        if (error == NULL && (!out->has_reason || more(in))) {
            error = read_property(in, out);
        }
    }
    return error;
}

static const char *
read_results(struct input *in, struct grammar_auth_results *out)
{
    const char *error = NULL;

    while (error == NULL && take(in, ';')) {
        if (!take_space(in)) {
            return "no space behind ;";
        }
        if (out->result_count == 0 && take_word(in, "none")) {
            break;
        }
        if (out->result_count == GRAMMAR_RESULTS) {
            return "too many results";
        }
        error = read_resinfo(in, &out->results[out->result_count]);
        out->result_count++;
    }
    if (error == NULL && peek(in) != END) {
        return "something behind the last result";
    }
    return error;
}

const char *
grammar_read_auth_results(const char *field, size_t len,
                          struct grammar_form form,
                          struct grammar_auth_results *out)
{
    struct input in;
    const char *error = unfold(&in, field, len, form);
    bool quoted;

    out->authserv_id.len = 0;
    out->result_count = 0;
    if (error != NULL) {
        return error;
    }
    if (!form.body && !take_word(&in, "Authentication-Results: ")) {
        return "not the name";
    }
    if (!read_value(&in, grammar_is_token, &out->authserv_id, &quoted)) {
        return "no authserv-id";
    }
    return peek(&in) == ';' ? read_results(&in, out) : "no result at all";
}
