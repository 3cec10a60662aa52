/* SPDX-License-Identifier: BSD-2-Clause */
#include "header/model.h"

#include <string.h>

void
model_add(struct grammar_text *out, const char *string)
{
    size_t len = strlen(string);

    memcpy(out->octets + out->len, string, len);
    out->len += len;
}

/* One octet, or one character that may stay. */
static size_t
next_len(const char *octets, size_t len, bool utf8)
{
    size_t count = utf8 && len > 0 && (unsigned char)octets[0] >= 0x80
                       ? grammar_utf8(octets, len)
                       : 0;

    return count > 0 ? count : 1;
}

static size_t
cost_of(const char *octets, size_t len, const char *escapes)
{
    return len == 1 && octets[0] != '\0' && strchr(escapes, octets[0]) != NULL
               ? 2
               : len;
}

static void
add_next(struct grammar_text *out, const char *octets, size_t len)
{
    if (len == 1 && (octets[0] < 0x20 || octets[0] > 0x7e)) {
        octets = "?";
    }
    memcpy(out->octets + out->len, octets, len);
    out->len += len;
}

/* Add what costs at most max; return the octets that were taken. */
static size_t
add_while(struct grammar_text *out, const char *octets, size_t len,
          const char *escapes, bool utf8, size_t max)
{
    size_t cost = 0;
    size_t at = 0;

    while (at < len) {
        size_t next = next_len(octets + at, len - at, utf8);

        cost += cost_of(octets + at, next, escapes);
        if (cost > max) {
            break;
        }
        add_next(out, octets + at, next);
        at += next;
    }
    return at;
}

void
model_add_shown(struct grammar_text *out, const char *octets, size_t len,
                const char *escapes, bool utf8, size_t max)
{
    size_t start = out->len;

    if (add_while(out, octets, len, escapes, utf8, max) < len) {
        out->len = start;
        (void)add_while(out, octets, len, escapes, utf8, max - 3);
        model_add(out, "...");
    }
}

/* "<s>" is the subject, "<i>" the client, "<r>" the reason. */
static const char *
template_of(const spfeval_outcome *outcome)
{
    int reason = spfeval_outcome_get_reason(outcome);

    switch (spfeval_outcome_get_result(outcome)) {
    case SPFEVAL_RESULT_PASS:
        return "domain of <s> designates <i> as permitted sender";
    case SPFEVAL_RESULT_FAIL:
        return "domain of <s> does not designate <i> as permitted sender";
    case SPFEVAL_RESULT_SOFTFAIL:
        return "domain of transitioning <s> discourages use of <i> as "
               "permitted sender";
    case SPFEVAL_RESULT_NEUTRAL:
        return "<i> is neither permitted nor denied by domain of <s>";
    case SPFEVAL_RESULT_TEMPERROR:
        return "temporary error in processing domain of <s>: <r>";
    case SPFEVAL_RESULT_PERMERROR:
        return "permanent error in processing domain of <s>: <r>";
    default:
        return reason == SPFEVAL_REASON_BAD_DOMAIN ||
                       reason == SPFEVAL_REASON_IDNA
                   ? "no valid domain in identity"
                   : "domain of <s> does not designate permitted sender hosts";
    }
}

void
model_add_sentence(struct grammar_text *out, const spfeval_outcome *outcome,
                   const char *client, const char *subject, size_t subject_len,
                   const char *escapes, bool utf8)
{
    const char *rest = template_of(outcome);

    while (*rest != '\0') {
        if (strncmp(rest, "<s>", 3) == 0) {
            model_add_shown(out, subject, subject_len, escapes, utf8,
                            MODEL_COMMENTED);
            rest += 3;
        } else if (strncmp(rest, "<i>", 3) == 0) {
            model_add(out, client);
            rest += 3;
        } else if (strncmp(rest, "<r>", 3) == 0) {
            model_add(out, spfeval_reason_message(
                               spfeval_outcome_get_reason(outcome)));
            rest += 3;
        } else {
            out->octets[out->len++] = *rest++;
        }
    }
}
