/* SPDX-License-Identifier: BSD-2-Clause */
/* What the DNS shows about a record; in the form of lint_table.c. */
#include "policy/lint_table.h"

#include <spfeval/lint.h>

/* clang-format off */
const struct spfe_lint_row spfe_lint_dns_rows[SPFE_LINT_ROWS] = {
    [SPFE_LINT_E001] = {
        "SPF-E001", SPFEVAL_SEVERITY_ERROR, "RFC 7208 section 4.5",
        "%1 has no SPF record.",
        "%1 heeft geen SPF-record.",
        NULL, NULL},
    [SPFE_LINT_E001_NXDOMAIN] = {
        "SPF-E001", SPFEVAL_SEVERITY_ERROR, "RFC 7208 section 4.3",
        "%1 does not exist, so it has no SPF record.",
        "%1 bestaat niet, en heeft dus geen SPF-record.",
        NULL, NULL},
    [SPFE_LINT_E001_NO_MAIL] = {
        "SPF-E001", SPFEVAL_SEVERITY_ERROR, "RFC 7208 section 4.5",
        "%1 has no SPF record. No mail can reach it; if it sends none "
        "either, publish \"v=spf1 -all\".",
        "%1 heeft geen SPF-record. Er kan geen mail naartoe; als er ook "
        "geen mail vandaan komt, publiceer dan \"v=spf1 -all\".",
        NULL, NULL},
    [SPFE_LINT_E002] = {
        "SPF-E002", SPFEVAL_SEVERITY_ERROR, "RFC 7208 section 3.2",
        "%1 has %2 SPF records; exactly one is allowed.",
        "%1 heeft %2 SPF-records; er mag er precies een zijn.",
        "Merge them: %3",
        "Voeg ze samen: %3"},
    [SPFE_LINT_E002_BY_HAND] = {
        "SPF-E002", SPFEVAL_SEVERITY_ERROR, "RFC 7208 section 3.2",
        "%1 has %2 SPF records; exactly one is allowed.",
        "%1 heeft %2 SPF-records; er mag er precies een zijn.",
        "Merge them by hand: %3.",
        "Voeg ze met de hand samen: %3."},
    [SPFE_LINT_E022] = {
        "SPF-E022", SPFEVAL_SEVERITY_ERROR, "RFC 7208 section 4.6.4",
        "Evaluation needs up to %1 lookups; the limit is %2. Receivers "
        "answer permerror at %3, for clients such as %4: %5.",
        "De beoordeling kost tot %1 lookups; de limiet is %2. Ontvangers "
        "geven permerror bij %3, voor clients als %4: %5.",
        NULL, NULL},
    [SPFE_LINT_E023] = {
        "SPF-E023", SPFEVAL_SEVERITY_ERROR, "RFC 7208 section 4.6.4",
        "\"%1\" has %2 MX records; the limit is %3.",
        "\"%1\" heeft %2 MX-records; de limiet is %3.",
        NULL, NULL},
    [SPFE_LINT_E024] = {
        "SPF-E024", SPFEVAL_SEVERITY_ERROR, "RFC 7208 section 5.2",
        "\"%1\" points to %2, which has no SPF record: permerror.",
        "\"%1\" verwijst naar %2, dat geen SPF-record heeft: permerror.",
        "Did you mean %3?",
        "Is %3 bedoeld?"},
    [SPFE_LINT_E024_NXDOMAIN] = {
        "SPF-E024", SPFEVAL_SEVERITY_ERROR, "RFC 7208 section 5.2",
        "\"%1\" points to %2, which does not exist: permerror.",
        "\"%1\" verwijst naar %2, dat niet bestaat: permerror.",
        "Did you mean %3?",
        "Is %3 bedoeld?"},
    [SPFE_LINT_E024_NAME] = {
        "SPF-E024", SPFEVAL_SEVERITY_ERROR, "RFC 7208 section 5.2",
        "\"%1\" does not name a usable domain: permerror.",
        "\"%1\" noemt geen bruikbaar domein: permerror.",
        NULL, NULL},
    [SPFE_LINT_E025] = {
        "SPF-E025", SPFEVAL_SEVERITY_ERROR, "RFC 7208 section 5.2",
        "\"%1\" points to %2, whose SPF record is invalid: %3",
        "\"%1\" verwijst naar %2, waarvan het SPF-record ongeldig is: "
        "%3",
        NULL, NULL},
    [SPFE_LINT_E025_SEVERAL] = {
        "SPF-E025", SPFEVAL_SEVERITY_ERROR, "RFC 7208 section 5.2",
        "\"%1\" points to %2, which has more than one SPF record: "
        "permerror.",
        "\"%1\" verwijst naar %2, dat meer dan een SPF-record heeft: "
        "permerror.",
        NULL, NULL},
    [SPFE_LINT_E026] = {
        "SPF-E026", SPFEVAL_SEVERITY_ERROR, "RFC 7208 section 4.6.4",
        "Circular reference: %1.",
        "Verwijzing in een kring: %1.",
        NULL, NULL},
    [SPFE_LINT_E027] = {
        "SPF-E027", SPFEVAL_SEVERITY_ERROR, "RFC 7208 section 4.6.4",
        "%1 terms find nothing in DNS for IPv%2 clients; more than %3 "
        "is a permerror: %4.",
        "%1 termen vinden niets in DNS voor IPv%2-clients; meer dan %3 "
        "is een permerror: %4.",
        NULL, NULL},
    [SPFE_LINT_E029] = {
        "SPF-E029", SPFEVAL_SEVERITY_ERROR, "RFC 7208 section 3",
        "The record is at %1 but mail uses %2; nothing refers to it.",
        "Het record staat op %1 maar mail gebruikt %2; niets verwijst "
        "ernaar.",
        NULL, NULL},
    [SPFE_LINT_W102_FAMILY] = {
        "SPF-W102", SPFEVAL_SEVERITY_WARNING, "RFC 7208 section 8.3",
        "Every IPv%2 address passes (%1).",
        "Elk IPv%2-adres krijgt pass (%1).",
        NULL, NULL},
    [SPFE_LINT_W114] = {
        "SPF-W114", SPFEVAL_SEVERITY_WARNING, "RFC 7208 section 4.6.4",
        "All that \"%1\" passes is passed by \"%2\" before it (lookups: "
        "%3).",
        "Alles wat \"%1\" doorlaat, laat \"%2\" ervoor al door "
        "(lookups: %3).",
        NULL, NULL},
    [SPFE_LINT_W113_SEVERAL] = {
        "SPF-W113", SPFEVAL_SEVERITY_WARNING, "RFC 7208 section 4.6.2",
        "\"%1\" can never match: %2 together cover it.",
        "\"%1\" kan nooit van toepassing zijn: %2 omvatten het samen.",
        NULL, NULL},
    [SPFE_LINT_W114_SEVERAL] = {
        "SPF-W114", SPFEVAL_SEVERITY_WARNING, "RFC 7208 section 4.6.4",
        "All that \"%1\" passes is passed by %2 before it (lookups: %3).",
        "Alles wat \"%1\" doorlaat, laten %2 ervoor al door "
        "(lookups: %3).",
        NULL, NULL},
    [SPFE_LINT_W115] = {
        "SPF-W115", SPFEVAL_SEVERITY_WARNING, "RFC 7208 section 4.6.4",
        "\"%1\" and \"%2\" overlap: both hold %3.",
        "\"%1\" en \"%2\" overlappen: beide bevatten %3.",
        NULL, NULL},
    [SPFE_LINT_W117_TOTAL] = {
        "SPF-W117", SPFEVAL_SEVERITY_WARNING, "RFC 7208 section 5.6",
        "The record passes %1 IPv4 addresses in all.",
        "Het record laat in totaal %1 IPv4-adressen door.",
        NULL, NULL},
    [SPFE_LINT_W120] = {
        "SPF-W120", SPFEVAL_SEVERITY_WARNING, "RFC 7208 section 4.6.4",
        "\"%1\" has no %2 record: one void lookup for IPv%3 clients.",
        "\"%1\" heeft geen %2-record: een lege lookup voor "
        "IPv%3-clients.",
        NULL, NULL},
    [SPFE_LINT_W120_MX] = {
        "SPF-W120", SPFEVAL_SEVERITY_WARNING, "RFC 7208 section 5.4",
        "The mail exchangers of \"%1\" have no %2 record: it matches no "
        "IPv%3 client.",
        "De mailservers van \"%1\" hebben geen %2-record: geen "
        "IPv%3-client valt eronder.",
        NULL, NULL},
    [SPFE_LINT_W121] = {
        "SPF-W121", SPFEVAL_SEVERITY_WARNING, "RFC 7208 section 4.6.4",
        "%1 does not exist; \"%2\" matches nothing and is a void "
        "lookup.",
        "%1 bestaat niet; \"%2\" levert niets op en is een lege lookup.",
        NULL, NULL},
    [SPFE_LINT_W121_ADDRESS] = {
        "SPF-W121", SPFEVAL_SEVERITY_WARNING, "RFC 7208 section 4.6.4",
        "%1 has no address; \"%2\" matches nothing and is a void "
        "lookup.",
        "%1 heeft geen adres; \"%2\" levert niets op en is een lege "
        "lookup.",
        NULL, NULL},
    [SPFE_LINT_W121_HOSTS] = {
        "SPF-W121", SPFEVAL_SEVERITY_WARNING, "RFC 7208 section 5.4",
        "The mail exchangers of %1 have no address; \"%2\" matches "
        "nothing.",
        "De mailservers van %1 hebben geen adres; \"%2\" levert niets "
        "op.",
        NULL, NULL},
    [SPFE_LINT_W121_NAME] = {
        "SPF-W121", SPFEVAL_SEVERITY_WARNING, "RFC 7208 section 4.8",
        "\"%1\" does not name a usable host and matches nothing.",
        "\"%1\" noemt geen bruikbare host en levert niets op.",
        NULL, NULL},
    [SPFE_LINT_W122] = {
        "SPF-W122", SPFEVAL_SEVERITY_WARNING, "RFC 7208 section 5.4",
        "%1 has no usable MX record; \"%2\" matches nothing.",
        "%1 heeft geen bruikbaar MX-record; \"%2\" levert niets op.",
        NULL, NULL},
    [SPFE_LINT_W123] = {
        "SPF-W123", SPFEVAL_SEVERITY_WARNING, "RFC 7208 section 4.6.4",
        "%1 lookups and %2 void lookups are used; hardly any "
        "reserve.",
        "%1 lookups en %2 lege lookups zijn gebruikt; er is "
        "nauwelijks reserve.",
        NULL, NULL},
    [SPFE_LINT_W123_VOIDS] = {
        "SPF-W123", SPFEVAL_SEVERITY_WARNING, "RFC 7208 section 4.6.4",
        "Up to %1 terms may find nothing in DNS for IPv%2 clients; more "
        "than %3 is a permerror: %4.",
        "Tot %1 termen vinden mogelijk niets in DNS voor IPv%2-clients; "
        "meer dan %3 is een permerror: %4.",
        NULL, NULL},
    [SPFE_LINT_W124] = {
        "SPF-W124", SPFEVAL_SEVERITY_WARNING, "RFC 7208 section 4.6.4",
        "\"%1\" comes down to one address; unless that changes, \"%2\" "
        "does it without a lookup.",
        "\"%1\" komt neer op een adres; als dat vast is, doet \"%2\" "
        "het zonder lookup.",
        NULL, NULL},
    [SPFE_LINT_W126] = {
        "SPF-W126", SPFEVAL_SEVERITY_WARNING, "RFC 7208 section 3.4",
        "The DNS answer is %1 octets; above %2 some resolvers need TCP.",
        "Het DNS-antwoord is %1 octets; boven %2 hebben sommige "
        "resolvers TCP nodig.",
        NULL, NULL},
    [SPFE_LINT_W126_TEXT] = {
        "SPF-W126", SPFEVAL_SEVERITY_WARNING, "RFC 7208 section 3.4",
        "Name and TXT records are %1 octets together; above %2 the DNS "
        "answer may need TCP.",
        "Naam en TXT-records zijn samen %1 octets; boven %2 kan het "
        "DNS-antwoord TCP nodig hebben.",
        NULL, NULL},
    [SPFE_LINT_W127] = {
        "SPF-W127", SPFEVAL_SEVERITY_WARNING, "RFC 7208 section 3.4",
        "Other TXT records (%3) make the DNS answer large: %1 octets; "
        "above %2 some resolvers need TCP.",
        "Andere TXT-records (%3) maken het DNS-antwoord groot: %1 "
        "octets; boven %2 hebben sommige resolvers TCP nodig.",
        NULL, NULL},
    [SPFE_LINT_W127_TEXT] = {
        "SPF-W127", SPFEVAL_SEVERITY_WARNING, "RFC 7208 section 3.4",
        "With other TXT records (%3), name and texts are %1 octets "
        "together; above %2 the DNS answer may need TCP.",
        "Met andere TXT-records (%3) zijn naam en teksten samen %1 octets; "
        "boven %2 kan het DNS-antwoord TCP nodig hebben.",
        NULL, NULL},
    [SPFE_LINT_W129] = {
        "SPF-W129", SPFEVAL_SEVERITY_WARNING, "RFC 1035 section 3.2.1",
        "TTL %1 s is %2.",
        "TTL %1 s is %2.",
        NULL, NULL},
    [SPFE_LINT_I130] = {
        "SPF-I130", SPFEVAL_SEVERITY_ADVICE, "RFC 7208 section 3.1",
        "%1 publishes the obsolete record type SPF (99) too, with %2 "
        "text.",
        "%1 publiceert ook het verouderde recordtype SPF (99), met %2 "
        "tekst.",
        NULL, NULL},
    [SPFE_LINT_I131] = {
        "SPF-I131", SPFEVAL_SEVERITY_ADVICE, "RFC 7208 section 4.5",
        "A Sender ID record, which is obsolete, is published too: %1",
        "Er staat ook een record van Sender ID, dat vervallen is: %1",
        NULL, NULL},
    [SPFE_LINT_W133] = {
        "SPF-W133", SPFEVAL_SEVERITY_WARNING, "RFC 7208 section 5.2",
        "\"%1\" includes a record that ends in \"%2\": whom it does not "
        "refuse, passes.",
        "\"%1\" neemt een record op dat eindigt op \"%2\": wie het niet "
        "weigert, krijgt pass.",
        NULL, NULL},
    [SPFE_LINT_W133_NEUTRAL] = {
        "SPF-W133", SPFEVAL_SEVERITY_WARNING, "RFC 7208 section 5.2",
        "\"%1\" includes a record that ends in \"%2\", which has no "
        "effect in an include.",
        "\"%1\" neemt een record op dat eindigt op \"%2\"; in een "
        "include heeft dat geen effect.",
        NULL, NULL},
    [SPFE_LINT_W133_REDIRECT] = {
        "SPF-W133", SPFEVAL_SEVERITY_WARNING, "RFC 7208 section 6.1",
        "\"%1\" includes a record that only redirects; \"include:%2\" "
        "costs a lookup less.",
        "\"%1\" neemt een record op dat alleen doorverwijst; "
        "\"include:%2\" kost een lookup minder.",
        NULL, NULL},
    [SPFE_LINT_W133_MEANT] = {
        "SPF-W133", SPFEVAL_SEVERITY_WARNING, "RFC 7208 section 6.1",
        "\"%1\" takes over only whom that record passes, not its "
        "\"%2\"; for all of it write \"redirect=%3\" and no \"all\".",
        "\"%1\" neemt alleen over wie daar pass krijgt, niet de \"%2\"; "
        "schrijf voor alles \"redirect=%3\" en geen \"all\".",
        NULL, NULL},
    [SPFE_LINT_W134] = {
        "SPF-W134", SPFEVAL_SEVERITY_WARNING, "RFC 7208 section 6.1",
        "\"%1\" leaves the whole policy to another organisation.",
        "\"%1\" laat het hele beleid aan een andere organisatie over.",
        NULL, NULL},
    [SPFE_LINT_W135] = {
        "SPF-W135", SPFEVAL_SEVERITY_WARNING, "RFC 7208 section 6.2",
        "The explanation of \"%1\" cannot be used: %2.",
        "De uitleg van \"%1\" is niet bruikbaar: %2.",
        NULL, NULL},
    [SPFE_LINT_W137] = {
        "SPF-W137", SPFEVAL_SEVERITY_WARNING, "RFC 7208 section 10.1.3",
        "Mail exchangers without an SPF record of their own, for their "
        "HELO name: %1.",
        "Mailservers zonder eigen SPF-record, voor hun naam in HELO: "
        "%1.",
        NULL, NULL},
    [SPFE_LINT_W137_NO_MAIL] = {
        "SPF-W137", SPFEVAL_SEVERITY_WARNING, "RFC 7505 section 4.2",
        "No mail can reach %1 (it has a null MX), so it should send none: "
        "publish \"v=spf1 -all\".",
        "Er kan geen mail naar %1 (het heeft een null-MX), dus hoort het "
        "geen mail te sturen: publiceer \"v=spf1 -all\".",
        NULL, NULL},
    [SPFE_LINT_W141] = {
        "SPF-W141", SPFEVAL_SEVERITY_WARNING, "RFC 1034 section 3.6.2",
        "%1 is an alias (CNAME), beside which no record can be published: "
        "its SPF record is that of another name.",
        "%1 is een alias (CNAME), waarnaast geen record kan staan: het "
        "SPF-record is dat van een andere naam.",
        NULL, NULL},
    [SPFE_LINT_W141_CHAIN] = {
        "SPF-W141", SPFEVAL_SEVERITY_WARNING, "RFC 1034 section 3.6.2",
        "%1 stands at the end of a chain of %2 aliases; some resolvers "
        "give up.",
        "%1 staat aan het eind van een keten van %2 aliassen; sommige "
        "resolvers geven het op.",
        NULL, NULL},
    [SPFE_LINT_W142] = {
        "SPF-W142", SPFEVAL_SEVERITY_WARNING, "RFC 7208 section 11.4",
        "\"%1\" leads to \"%2\" in the record of %3, which passes by "
        "names that others may choose.",
        "\"%1\" leidt naar \"%2\" in het record van %3, dat pass geeft "
        "op namen die anderen kunnen kiezen.",
        NULL, NULL},
};
/* clang-format on */
