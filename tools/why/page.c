/* SPDX-License-Identifier: BSD-2-Clause */
#include "page.h"

#include <arpa/inet.h>
#include <stdint.h>
#include <string.h>

#include "page_answer.h"
#include "words.h"

/* --- parts of every page ------------------------------------------------- */

static void
put(FILE *out, const char *text)
{
    why_page_escape(out, text, strlen(text));
}

static void
put_word(FILE *out, enum why_word word, int language)
{
    put(out, why_word_get(word, language));
}

/* result is "" or a word in front of the title. */
static void
begin_page(FILE *out, int language, const char *result)
{
    fprintf(
        out,
        "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n"
        "<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" "
        "content=\"width=device-width, initial-scale=1\">\n"
        /* A publisher's text must not become a link or a number to call. */
        "<meta name=\"format-detection\" "
        "content=\"telephone=no, email=no, address=no, date=no\">\n"
        "<meta name=\"robots\" content=\"noindex\">\n<title>",
        language == SPFEVAL_LANGUAGE_NL ? "nl" : "en");
    if (result[0] != '\0') {
        fprintf(out, "%s - ", result);
    }
    put_word(out, WHY_WORD_TITLE, language);
    fprintf(out, "</title>\n<style>%s</style>\n</head>\n<body>\n<main>\n<h1>",
            why_page_style);
    put_word(out, WHY_WORD_TITLE, language);
    fputs("</h1>\n", out);
}

static void
end_page(FILE *out, const char *form)
{
    if (form != NULL) {
        fputs(form, out);
    }
    fputs("</main>\n</body>\n</html>\n", out);
}

void
why_page_write_notice(FILE *out, int language, const char *notice,
                      const char *form)
{
    begin_page(out, language, "");
    if (notice != NULL) {
        fputs("<p class=\"notice\">", out);
        put(out, notice);
        fputs("</p>\n", out);
    }
    end_page(out, form);
}

/* --- the verdict --------------------------------------------------------- */

static enum why_word
meaning_of(int result)
{
    return result >= SPFEVAL_RESULT_NONE && result <= SPFEVAL_RESULT_PERMERROR
               ? (enum why_word)(WHY_WORD_NONE + result - SPFEVAL_RESULT_NONE)
               : WHY_WORD_NOT_WORKING;
}

static const char *
sign_of(int result)
{
    switch (result) {
    case SPFEVAL_RESULT_PASS:
        return "M4 13l5 5L20 6";
    case SPFEVAL_RESULT_FAIL:
        return "M5 5l14 14M19 5L5 19";
    case SPFEVAL_RESULT_NONE:
        return "M4 12h16";
    default:
        return "M12 3v11M12 20v.5";
    }
}

static void
write_field(FILE *out, enum why_word name, int language, const char *octets,
            size_t len)
{
    if (octets == NULL || len == 0) {
        return;
    }
    fputs("<dt>", out);
    put_word(out, name, language);
    fputs("</dt><dd>", out);
    why_page_escape(out, octets, len);
    fputs("</dd>\n", out);
}

static void
write_verdict(FILE *out, const spfeval_outcome *outcome, int language)
{
    int result = spfeval_outcome_get_result(outcome);
    const char *word = spfeval_result_name(result);
    char address[INET6_ADDRSTRLEN] = "";
    size_t len = 0;
    const uint8_t *client = spfeval_outcome_get_client(outcome, &len);
    const char *domain;

    if (client != NULL) {
        (void)inet_ntop(len == 4 ? AF_INET : AF_INET6, client, address,
                        sizeof(address));
    }
    domain = spfeval_outcome_get_domain(outcome, &len);
    fprintf(out, "<section class=\"verdict %s\" aria-label=\"", word);
    put_word(out, WHY_WORD_RESULT, language);
    fprintf(out,
            "\">\n<p class=\"word\"><svg viewBox=\"0 0 24 24\" "
            "aria-hidden=\"true\"><path d=\"%s\"/></svg>"
            "<span lang=\"en\">%s</span></p>\n<p class=\"means\">",
            sign_of(result), word);
    put_word(out, meaning_of(result), language);
    fputs("</p>\n<dl>\n", out);
    write_field(out, WHY_WORD_SERVER, language, address, strlen(address));
    write_field(out, WHY_WORD_DOMAIN, language, domain, len);
    fputs("</dl>\n</section>\n", out);
}

int
why_page_write(FILE *out, const spfeval_outcome *outcome, int language,
               const char *form)
{
    int status;

    if (outcome == NULL) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    begin_page(out, language,
               spfeval_result_name(spfeval_outcome_get_result(outcome)));
    write_verdict(out, outcome, language);
    status = page_answer_write(out, outcome, language);
    end_page(out, form);
    return status;
}
