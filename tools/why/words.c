/* SPDX-License-Identifier: BSD-2-Clause */
#include "words.h"

#include <spfeval/report.h>

/* clang-format off */
static const char *const english[WHY_WORD_COUNT] = {
    [WHY_WORD_TITLE] = "Why was this mail rejected?",
    [WHY_WORD_RESULT] = "Result of SPF",
    [WHY_WORD_SERVER] = "Mail server",
    [WHY_WORD_DOMAIN] = "Domain",
    [WHY_WORD_RECORD] = "Text with a marked place",

    [WHY_WORD_NONE] = "There is no SPF policy for this mail.",
    [WHY_WORD_NEUTRAL] = "The domain does not say whether this server may "
        "send its mail.",
    [WHY_WORD_PASS] = "The domain permits this server to send its mail.",
    [WHY_WORD_FAIL] = "The domain does not permit this server to send its "
        "mail.",
    [WHY_WORD_SOFTFAIL] = "This server is probably not permitted to send "
        "mail of the domain.",
    [WHY_WORD_TEMPERROR] = "SPF could not be checked: DNS did not answer.",
    [WHY_WORD_PERMERROR] = "The domain's SPF policy has an error and cannot "
        "be used.",

    [WHY_WORD_FORM] = "Which mail is it about?",
    [WHY_WORD_FORM_SCOPE] = "What to check",
    [WHY_WORD_FORM_MFROM] = "The sender (MAIL FROM)",
    [WHY_WORD_FORM_HELO] = "The name of the mail server (HELO)",
    [WHY_WORD_FORM_IDENTITY] = "Sender address, or name of the mail server",
    [WHY_WORD_FORM_IDENTITY_HINT] = "For example user@example.org, or "
        "mail.example.org with HELO.",
    [WHY_WORD_FORM_IP] = "IP address of the mail server",
    [WHY_WORD_FORM_IP_HINT] = "For example 192.0.2.1 or 2001:db8::1.",
    [WHY_WORD_FORM_SUBMIT] = "Explain",
    [WHY_WORD_LANGUAGE] = "Language",

    [WHY_WORD_INTRODUCTION] = "This page explains what SPF says about a "
        "mail: whether the domain of its sender permits the server that it "
        "came from. It needs the sender and the address of that server; both "
        "are in the message that came back.",
    [WHY_WORD_BAD_IP] = "This is not an IP address. It has a form such as "
        "192.0.2.1 or 2001:db8::1.",
    [WHY_WORD_BAD_SCOPE] = "The scope in this link is neither mfrom nor helo.",
    [WHY_WORD_BAD_ESCAPE] = "This link is damaged: a percent sign in it is "
        "not followed by two hexadecimal digits.",
    [WHY_WORD_REPEATED_KEY] = "This link gives one value twice, and not the "
        "same.",
    [WHY_WORD_TOO_LONG] = "This link is too long.",
    [WHY_WORD_NO_PAGE] = "There is no such page here.",
    [WHY_WORD_BAD_METHOD] = "This page can only be read.",
    [WHY_WORD_TOO_OFTEN] = "Too many questions came from your address. "
        "Please wait a minute.",
    [WHY_WORD_BUSY] = "Too many checks are going on. Please try again in "
        "some seconds.",
    [WHY_WORD_NOT_WORKING] = "The check could not be made. Please try again "
        "later.",
};

static const char *const dutch[WHY_WORD_COUNT] = {
    [WHY_WORD_TITLE] = "Waarom is deze mail geweigerd?",
    [WHY_WORD_RESULT] = "Resultaat van SPF",
    [WHY_WORD_SERVER] = "Mailserver",
    [WHY_WORD_DOMAIN] = "Domein",
    [WHY_WORD_RECORD] = "Tekst met een aangewezen plaats",

    [WHY_WORD_NONE] = "Er is geen SPF-beleid voor deze mail.",
    [WHY_WORD_NEUTRAL] = "Het domein zegt niet of deze server zijn mail mag "
        "versturen.",
    [WHY_WORD_PASS] = "Het domein staat toe dat deze server zijn mail "
        "verstuurt.",
    [WHY_WORD_FAIL] = "Het domein staat niet toe dat deze server zijn mail "
        "verstuurt.",
    [WHY_WORD_SOFTFAIL] = "Deze server mag waarschijnlijk geen mail van het "
        "domein versturen.",
    [WHY_WORD_TEMPERROR] = "SPF kon niet worden nagegaan: DNS gaf geen "
        "antwoord.",
    [WHY_WORD_PERMERROR] = "Het SPF-beleid van het domein bevat een fout en "
        "is niet te gebruiken.",

    [WHY_WORD_FORM] = "Om welke mail gaat het?",
    [WHY_WORD_FORM_SCOPE] = "Wat moet worden nagegaan",
    [WHY_WORD_FORM_MFROM] = "De afzender (MAIL FROM)",
    [WHY_WORD_FORM_HELO] = "De naam van de mailserver (HELO)",
    [WHY_WORD_FORM_IDENTITY] = "Adres van de afzender, of naam van de "
        "mailserver",
    [WHY_WORD_FORM_IDENTITY_HINT] = "Bijvoorbeeld user@example.org, of bij "
        "HELO mail.example.org.",
    [WHY_WORD_FORM_IP] = "IP-adres van de mailserver",
    [WHY_WORD_FORM_IP_HINT] = "Bijvoorbeeld 192.0.2.1 of 2001:db8::1.",
    [WHY_WORD_FORM_SUBMIT] = "Leg uit",
    [WHY_WORD_LANGUAGE] = "Taal",

    [WHY_WORD_INTRODUCTION] = "Deze pagina legt uit wat SPF over een mail "
        "zegt: of het domein van de afzender de server toestaat waar de mail "
        "vandaan kwam. Daarvoor zijn de afzender en het adres van die server "
        "nodig; beide staan in het bericht dat terugkwam.",
    [WHY_WORD_BAD_IP] = "Dit is geen IP-adres. Het heeft een vorm als "
        "192.0.2.1 of 2001:db8::1.",
    [WHY_WORD_BAD_SCOPE] = "De scope in deze link is noch mfrom noch helo.",
    [WHY_WORD_BAD_ESCAPE] = "Deze link is beschadigd: na een procentteken "
        "staan geen twee hexadecimale cijfers.",
    [WHY_WORD_REPEATED_KEY] = "Deze link geeft een waarde tweemaal op, en "
        "niet dezelfde.",
    [WHY_WORD_TOO_LONG] = "Deze link is te lang.",
    [WHY_WORD_NO_PAGE] = "Zo'n pagina is er niet.",
    [WHY_WORD_BAD_METHOD] = "Deze pagina kan alleen worden gelezen.",
    [WHY_WORD_TOO_OFTEN] = "Er kwamen te veel vragen van uw adres. Wacht "
        "een minuut.",
    [WHY_WORD_BUSY] = "Er wordt te veel tegelijk gevraagd. Probeer het over "
        "enkele seconden opnieuw.",
    [WHY_WORD_NOT_WORKING] = "Het kon niet worden nagegaan. Probeer het "
        "later opnieuw.",
};
/* clang-format on */

const char *
why_word_get(enum why_word word, int language)
{
    return language == SPFEVAL_LANGUAGE_NL ? dutch[word] : english[word];
}
