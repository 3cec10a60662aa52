/* SPDX-License-Identifier: BSD-2-Clause */
#include "why_httpd_form.h"

#include <string.h>

#include <spfeval/spfeval.h>

#include "why/page.h"
#include "why/words.h"

static void
put_word(FILE *out, enum why_word word, int language)
{
    const char *text = why_word_get(word, language);

    why_page_escape(out, text, strlen(text));
}

/* --- fields -------------------------------------------------------------- */

static void
write_value(FILE *out, const struct why_value *value)
{
    if (value->octets != NULL) {
        fputs(" value=\"", out);
        why_page_escape(out, value->octets, value->len);
        fputs("\"", out);
    }
}

static void
write_hidden(FILE *out, const char *name, const struct why_value *value)
{
    if (value->octets != NULL) {
        fprintf(out, "<input type=\"hidden\" name=\"%s\"", name);
        write_value(out, value);
        fputs(">\n", out);
    }
}

static void
write_choice(FILE *out, const char *value, int is_chosen, enum why_word word,
             int language)
{
    fprintf(out,
            "<label class=\"choice\"><input type=\"radio\" name=\"scope\" "
            "value=\"%s\"%s>",
            value, is_chosen ? " checked" : "");
    put_word(out, word, language);
    fputs("</label>\n", out);
}

struct field {
    const char *name;
    enum why_word label;
    enum why_word hint;
};

static void
write_field(FILE *out, const struct field *field,
            const struct why_value *value, int language)
{
    fprintf(out, "<div class=\"field\">\n<label for=\"%s\">", field->name);
    put_word(out, field->label, language);
    fprintf(out, "</label>\n<p class=\"hint\" id=\"%s-hint\">", field->name);
    put_word(out, field->hint, language);
    fprintf(out,
            "</p>\n<input type=\"text\" id=\"%s\" name=\"%s\" required "
            "maxlength=\"1024\" autocomplete=\"off\" autocapitalize=\"none\" "
            "spellcheck=\"false\" aria-describedby=\"%s-hint\"",
            field->name, field->name, field->name);
    write_value(out, value);
    fputs(">\n</div>\n", out);
}

static void
write_scopes(FILE *out, enum why_scope scope, int language)
{
    fputs("<fieldset>\n<legend>", out);
    put_word(out, WHY_WORD_FORM_SCOPE, language);
    fputs("</legend>\n", out);
    write_choice(out, "mfrom", scope == WHY_SCOPE_MFROM, WHY_WORD_FORM_MFROM,
                 language);
    write_choice(out, "helo", scope == WHY_SCOPE_HELO, WHY_WORD_FORM_HELO,
                 language);
    fputs("</fieldset>\n", out);
}

/* --- languages ----------------------------------------------------------- */

static void
write_parameter(FILE *out, const char *name, const struct why_value *value)
{
    size_t i;

    if (value->octets == NULL) {
        return;
    }
    fprintf(out, "%s=", name);
    for (i = 0; i < value->len; i++) {
        fprintf(out, "%%%02X", (unsigned char)value->octets[i]);
    }
    fputs(";", out);
}

static void
write_link(FILE *out, const struct why_query *query, const char *tag,
           const char *name)
{
    fputs("<a href=\"/why?", out);
    if (query->scope == WHY_SCOPE_HELO) {
        fputs("scope=helo;", out);
    }
    write_parameter(out, "identity", &query->identity);
    write_parameter(out, "ip", &query->ip);
    write_parameter(out, "r", &query->receiver);
    write_parameter(out, "h", &query->helo);
    fprintf(out,
            "lang=%s\" lang=\"%s\" hreflang=\"%s\" rel=\"nofollow\">%s"
            "</a>\n",
            tag, tag, tag, name);
}

static void
write_languages(FILE *out, const struct why_query *query, int language)
{
    fputs("<nav aria-label=\"", out);
    put_word(out, WHY_WORD_LANGUAGE, language);
    fputs("\">", out);
    put_word(out, WHY_WORD_LANGUAGE, language);
    fputs(":\n", out);
    if (language == SPFEVAL_LANGUAGE_NL) {
        write_link(out, query, "en", "English");
        fputs("<strong>Nederlands</strong>\n", out);
    } else {
        fputs("<strong>English</strong>\n", out);
        write_link(out, query, "nl", "Nederlands");
    }
    fputs("</nav>\n", out);
}

void
form_write(FILE *out, const struct why_query *query, int language)
{
    static const struct field identity = {"identity", WHY_WORD_FORM_IDENTITY,
                                          WHY_WORD_FORM_IDENTITY_HINT};
    static const struct field ip = {"ip", WHY_WORD_FORM_IP,
                                    WHY_WORD_FORM_IP_HINT};

    fputs("<form method=\"get\" action=\"/why\" aria-labelledby=\"form\">\n"
          "<h2 id=\"form\">",
          out);
    put_word(out, WHY_WORD_FORM, language);
    fputs("</h2>\n", out);
    write_scopes(out, query->scope, language);
    write_field(out, &identity, &query->identity, language);
    write_field(out, &ip, &query->ip, language);
    write_hidden(out, "r", &query->receiver);
    write_hidden(out, "h", &query->helo);
    fprintf(out,
            "<input type=\"hidden\" name=\"lang\" value=\"%s\">\n"
            "<button type=\"submit\">",
            spfeval_language_name(language));
    put_word(out, WHY_WORD_FORM_SUBMIT, language);
    fputs("</button>\n</form>\n", out);
    write_languages(out, query, language);
}
