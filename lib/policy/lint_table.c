/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * %1 to %3 stand for what differs from record to record. ASCII only, so that
 * the sentences can stand in a log or a terminal of any kind.
 */
#include "policy/lint_table.h"

#include <stddef.h>

#include <spfeval/lint.h>

/* clang-format off */
const struct spfe_lint_row spfe_lint_text_rows[SPFE_LINT_ROWS] = {
    [SPFE_LINT_E003] = {
        "SPF-E003", SPFEVAL_SEVERITY_ERROR, "RFC 7208 section 4.5",
        "This text does not start with \"v=spf1\" and a space, so it is not "
        "read as SPF: %1",
        "Deze tekst begint niet met \"v=spf1\" en een spatie, en wordt dus "
        "niet als SPF gelezen: %1",
        NULL, NULL},
    [SPFE_LINT_E004] = {
        "SPF-E004", SPFEVAL_SEVERITY_ERROR, "RFC 7208 section 12",
        "%1 at position %3 is not ASCII.",
        "%1 op positie %3 is geen ASCII.",
        "Write \"%2\".",
        "Schrijf \"%2\"."},
    [SPFE_LINT_E004_EXTRA] = {
        "SPF-E004", SPFEVAL_SEVERITY_ERROR, "RFC 7208 section 12",
        "%1 at position %3 is not ASCII. Leave it out.",
        "%1 op positie %3 is geen ASCII. Laat het weg.",
        NULL, NULL},
    [SPFE_LINT_E005] = {
        "SPF-E005", SPFEVAL_SEVERITY_ERROR, "RFC 7208 section 4.6.1",
        "Terms must be separated by spaces; found the octet %1 at position "
        "%2.",
        "Tussen termen horen spaties; op positie %2 staat octet %1.",
        NULL, NULL},
    [SPFE_LINT_E006] = {
        "SPF-E006", SPFEVAL_SEVERITY_ERROR, "RFC 7208 section 4.6.1",
        "Unknown mechanism \"%1\".",
        "Onbekend mechanisme \"%1\".",
        "Did you mean \"%2\"?",
        "Is \"%2\" bedoeld?"},
    [SPFE_LINT_E007] = {
        "SPF-E007", SPFEVAL_SEVERITY_ERROR, "RFC 7208 section 5.6",
        "\"%1\" needs \"%2:\" in front of it.",
        "Voor \"%1\" hoort \"%2:\".",
        NULL, NULL},
    [SPFE_LINT_E008] = {
        "SPF-E008", SPFEVAL_SEVERITY_ERROR, "RFC 7208 section 4.6.1",
        "\"%1\" is not a mechanism. Use \"include:%1\" for a provider or "
        "\"a:%1\" for a host.",
        "\"%1\" is geen mechanisme. Schrijf \"include:%1\" voor een "
        "provider of \"a:%1\" voor een host.",
        NULL, NULL},
    [SPFE_LINT_E009] = {
        "SPF-E009", SPFEVAL_SEVERITY_ERROR, "RFC 7208 section 6",
        "\"%1\" is a modifier: write \"%1=%2\", not \"%1:%2\".",
        "\"%1\" is een modifier: schrijf \"%1=%2\" en niet \"%1:%2\".",
        NULL, NULL},
    [SPFE_LINT_E010] = {
        "SPF-E010", SPFEVAL_SEVERITY_ERROR, "RFC 7208 section 4.6.1",
        "\"%1\": %2.",
        "\"%1\": %2.",
        NULL, NULL},
    [SPFE_LINT_E011] = {
        "SPF-E011", SPFEVAL_SEVERITY_ERROR, "RFC 7208 section 4.6.1",
        "A space is missing before \"%1\".",
        "Voor \"%1\" ontbreekt een spatie.",
        NULL, NULL},
    [SPFE_LINT_E012] = {
        "SPF-E012", SPFEVAL_SEVERITY_ERROR, "RFC 7208 section 4.6.1",
        "Do not separate terms with \"%1\".",
        "Scheid termen niet met \"%1\".",
        NULL, NULL},
    [SPFE_LINT_E013] = {
        "SPF-E013", SPFEVAL_SEVERITY_ERROR, "RFC 7208 section 5.6",
        "\"%1\" is not an IPv4 network.",
        "\"%1\" is geen IPv4-netwerk.",
        "Did you mean %2?",
        "Is %2 bedoeld?"},
    [SPFE_LINT_E014] = {
        "SPF-E014", SPFEVAL_SEVERITY_ERROR, "RFC 7208 section 5.6",
        "\"%1\" is not an IPv6 network.",
        "\"%1\" is geen IPv6-netwerk.",
        "Did you mean %2?",
        "Is %2 bedoeld?"},
    [SPFE_LINT_E015] = {
        "SPF-E015", SPFEVAL_SEVERITY_ERROR, "RFC 7208 section 5.6",
        "\"%1\" is an IPv%2 address; use \"ip%2:\".",
        "\"%1\" is een IPv%2-adres; gebruik \"ip%2:\".",
        NULL, NULL},
    [SPFE_LINT_E016] = {
        "SPF-E016", SPFEVAL_SEVERITY_ERROR, "RFC 7208 section 5.6",
        "Prefix length \"%1\" is not valid (IPv4 0-32, IPv6 0-128, no "
        "leading zero).",
        "Prefixlengte \"%1\" is niet geldig (IPv4 0-32, IPv6 0-128, geen "
        "nul vooraan).",
        "Did you mean \"%2\"?",
        "Is \"%2\" bedoeld?"},
    [SPFE_LINT_E017] = {
        "SPF-E017", SPFEVAL_SEVERITY_ERROR, "RFC 7208 section 5",
        "\"%1\" does not take \"%2\" here.",
        "Bij \"%1\" kan hier geen \"%2\" staan.",
        NULL, NULL},
    [SPFE_LINT_E018] = {
        "SPF-E018", SPFEVAL_SEVERITY_ERROR, "RFC 7208 section 7.1",
        "\"%1\" is not a usable domain name: %2.",
        "\"%1\" is geen bruikbare domeinnaam: %2.",
        NULL, NULL},
    [SPFE_LINT_E019] = {
        "SPF-E019", SPFEVAL_SEVERITY_ERROR, "RFC 7208 section 5",
        "\"%1\" needs a value directly after it, without a space.",
        "Bij \"%1\" hoort direct een waarde, zonder spatie.",
        NULL, NULL},
    [SPFE_LINT_E020] = {
        "SPF-E020", SPFEVAL_SEVERITY_ERROR, "RFC 7208 section 7.1",
        "Macro error in \"%1\" at position %2: %3.",
        "Fout in een macro in \"%1\" op positie %2: %3.",
        NULL, NULL},
    [SPFE_LINT_E021] = {
        "SPF-E021", SPFEVAL_SEVERITY_ERROR, "RFC 7208 section 6",
        "\"%1=\" may appear only once.",
        "\"%1=\" mag maar een keer voorkomen.",
        NULL, NULL},
    [SPFE_LINT_E028] = {
        "SPF-E028", SPFEVAL_SEVERITY_ERROR, "RFC 7208 section 3.3",
        "A string of %1 octets; one TXT string holds at most 255.",
        "Een string van %1 octets; een TXT-string heeft er hooguit 255.",
        "Begin new strings at position %2.",
        "Begin een nieuwe string op positie %2."},
    [SPFE_LINT_E030] = {
        "SPF-E030", SPFEVAL_SEVERITY_ERROR, "RFC 7208 section 3.3",
        "The data contains literal %1; the DNS editor added or kept "
        "quoting.",
        "In de gegevens staat letterlijk %1; de DNS-editor heeft "
        "aanhalingstekens of escapes toegevoegd of laten staan.",
        NULL, NULL},
    [SPFE_LINT_W101] = {
        "SPF-W101", SPFEVAL_SEVERITY_WARNING, "RFC 7208 section 4.7",
        "No \"all\" and no redirect: unlisted senders get neutral.",
        "Geen \"all\" en geen redirect: wie niet in de lijst staat, krijgt "
        "neutral.",
        "Did you mean \"%1\"?",
        "Is \"%1\" bedoeld?"},
    [SPFE_LINT_W102] = {
        "SPF-W102", SPFEVAL_SEVERITY_WARNING, "RFC 7208 section 8.3",
        "\"%1\" passes every address on the Internet that no term before it "
        "matches.",
        "\"%1\" laat elk adres op het internet door waar geen term ervoor op "
        "past.",
        NULL, NULL},
    [SPFE_LINT_W103] = {
        "SPF-W103", SPFEVAL_SEVERITY_WARNING, "RFC 7208 section 8.2",
        "\"?all\" gives no protection.",
        "\"?all\" biedt geen bescherming.",
        NULL, NULL},
    [SPFE_LINT_I104] = {
        "SPF-I104", SPFEVAL_SEVERITY_ADVICE, "RFC 7208 section 8.5",
        "\"~all\" and \"-all\" are equal for DMARC; with \"-all\" a "
        "receiver may refuse the mail before that.",
        "\"~all\" en \"-all\" zijn voor DMARC gelijk; bij \"-all\" kan een "
        "ontvanger de mail al eerder weigeren.",
        NULL, NULL},
    [SPFE_LINT_W105] = {
        "SPF-W105", SPFEVAL_SEVERITY_WARNING, "RFC 7208 section 5.1",
        "\"%1\" comes after \"all\" and is never used.",
        "\"%1\" staat na \"all\" en wordt nooit gebruikt.",
        NULL, NULL},
    [SPFE_LINT_W106] = {
        "SPF-W106", SPFEVAL_SEVERITY_WARNING, "RFC 7208 section 6.1",
        "redirect= is ignored because the record has \"all\".",
        "redirect= telt niet mee, want het record bevat \"all\".",
        "Leave out \"%1\" if \"%2\" is meant, or \"%2\" if the redirect "
        "is.",
        "Laat \"%1\" weg als \"%2\" bedoeld is, of \"%2\" als de "
        "redirect moet gelden."},
    [SPFE_LINT_W107] = {
        "SPF-W107", SPFEVAL_SEVERITY_WARNING, "RFC 7208 section 5.1",
        "\"%1\" is never used: the record has another \"all\" before it.",
        "\"%1\" wordt nooit gebruikt: er staat al een \"all\" voor.",
        NULL, NULL},
    [SPFE_LINT_W108] = {
        "SPF-W108", SPFEVAL_SEVERITY_WARNING, "RFC 7208 section 3.2",
        "\"v=spf1\" appears again inside the record and is ignored; terms "
        "after the first \"all\" that are dead: %1.",
        "\"v=spf1\" staat nog eens in het record en telt niet mee; termen "
        "na de eerste \"all\" die vervallen: %1.",
        NULL, NULL},
    [SPFE_LINT_W109] = {
        "SPF-W109", SPFEVAL_SEVERITY_WARNING, "RFC 7208 section 6",
        "\"%1\" is read as an unknown modifier and ignored.",
        "\"%1\" wordt gelezen als onbekende modifier en telt niet mee.",
        "Did you mean \"%2\"?",
        "Is \"%2\" bedoeld?"},
    [SPFE_LINT_I110] = {
        "SPF-I110", SPFEVAL_SEVERITY_ADVICE, "RFC 7208 section 6",
        "The modifier \"%1\" has no effect on the result.",
        "De modifier \"%1\" heeft geen invloed op het resultaat.",
        "%2 defines it, for reports about failures.",
        "Het komt uit %2 en gaat over meldingen van fouten."},
    [SPFE_LINT_I110_NEAR] = {
        "SPF-I110", SPFEVAL_SEVERITY_ADVICE, "RFC 7208 section 6",
        "The modifier \"%1\" has no effect on the result.",
        "De modifier \"%1\" heeft geen invloed op het resultaat.",
        "Did you mean \"%2\"?",
        "Is \"%2\" bedoeld?"},
    [SPFE_LINT_I110_VALUE] = {
        "SPF-I110", SPFEVAL_SEVERITY_ADVICE, "RFC 6652 section 3",
        "The modifier \"%1\" has no effect on the result, and for reports "
        "about failures its value must be %2.",
        "De modifier \"%1\" heeft geen invloed op het resultaat, en voor "
        "meldingen van fouten moet de waarde %2 zijn.",
        NULL, NULL},
    [SPFE_LINT_W111] = {
        "SPF-W111", SPFEVAL_SEVERITY_WARNING, "RFC 7208 section 5.5",
        "\"%1\" uses names from reverse DNS (ptr), which should not be "
        "published.",
        "\"%1\" gebruikt namen uit reverse DNS (ptr); dat wordt afgeraden.",
        NULL, NULL},
    [SPFE_LINT_W112] = {
        "SPF-W112", SPFEVAL_SEVERITY_WARNING, "RFC 7208 section 4.6.2",
        "\"%1\" appears twice; only the first is used.",
        "\"%1\" staat er twee keer; alleen de eerste telt.",
        NULL, NULL},
    [SPFE_LINT_W112_OTHER] = {
        "SPF-W112", SPFEVAL_SEVERITY_WARNING, "RFC 7208 section 4.6.2",
        "\"%1\" is never used: \"%2\" before it matches the same clients.",
        "\"%1\" wordt nooit gebruikt: \"%2\" ervoor geldt voor dezelfde "
        "clients.",
        NULL, NULL},
    [SPFE_LINT_W113] = {
        "SPF-W113", SPFEVAL_SEVERITY_WARNING, "RFC 7208 section 4.6.2",
        "\"%1\" can never match: \"%2\" covers it.",
        "\"%1\" kan nooit van toepassing zijn: \"%2\" omvat het.",
        NULL, NULL},
    [SPFE_LINT_W116] = {
        "SPF-W116", SPFEVAL_SEVERITY_WARNING, "RFC 7208 section 5.6",
        "\"%1\" has host bits set; it authorises all of %2.",
        "\"%1\" is een adres binnen een netwerk; heel %2 valt eronder.",
        NULL, NULL},
    [SPFE_LINT_W117] = {
        "SPF-W117", SPFEVAL_SEVERITY_WARNING, "RFC 7208 section 5.6",
        "\"%1\" covers %2 addresses.",
        "\"%1\" omvat %2 adressen.",
        "A network wider than /%3 holds many organisations: strangers pass "
        "too.",
        "Een netwerk groter dan /%3 omvat veel organisaties: ook vreemden "
        "krijgen pass."},
    [SPFE_LINT_W118] = {
        "SPF-W118", SPFEVAL_SEVERITY_WARNING, "RFC 7208 section 5.6",
        "\"%1\" is not a public address range (%2).",
        "\"%1\" is geen publiek adresbereik (%2).",
        NULL, NULL},
    [SPFE_LINT_W118_MAPPED] = {
        "SPF-W118", SPFEVAL_SEVERITY_WARNING, "RFC 7208 section 5",
        "\"%1\" never matches: a client with such an address is an IPv4 "
        "client. Use \"%2\".",
        "\"%1\" is nooit van toepassing: een client met zo'n adres is een "
        "IPv4-client. Gebruik \"%2\".",
        NULL, NULL},
    [SPFE_LINT_W119] = {
        "SPF-W119", SPFEVAL_SEVERITY_WARNING, "RFC 7208 section 5.6",
        "\"%1\" and \"%2\" are together %3.",
        "\"%1\" en \"%2\" zijn samen %3.",
        NULL, NULL},
    [SPFE_LINT_W119_MORE] = {
        "SPF-W119", SPFEVAL_SEVERITY_WARNING, "RFC 7208 section 5.6",
        "%4 networks from \"%1\" to \"%2\" are together %3.",
        "%4 netwerken van \"%1\" tot en met \"%2\" zijn samen %3.",
        NULL, NULL},
    [SPFE_LINT_W125] = {
        "SPF-W125", SPFEVAL_SEVERITY_WARNING, "RFC 7208 section 4.6.4",
        "\"%1\" costs less to evaluate than \"%2\" and could stand before "
        "it.",
        "\"%1\" kost minder dan \"%2\" en kan er beter voor staan.",
        NULL, NULL},
    [SPFE_LINT_W128] = {
        "SPF-W128", SPFEVAL_SEVERITY_WARNING, "RFC 7208 section 3.3",
        "Joining the strings gives \"%1\"; a space is missing where one "
        "ends.",
        "De strings samen geven \"%1\"; waar er een eindigt, ontbreekt een "
        "spatie.",
        NULL, NULL},
    [SPFE_LINT_I132] = {
        "SPF-I132", SPFEVAL_SEVERITY_ADVICE, "RFC 7208 section 12",
        "%1 is valid, but not the usual form.",
        "%1 is geldig, maar niet de gebruikelijke vorm.",
        "Write \"%2\".",
        "Schrijf \"%2\"."},
    [SPFE_LINT_W136] = {
        "SPF-W136", SPFEVAL_SEVERITY_WARNING, "RFC 7208 section 7.2",
        "\"%1\" depends on the sender: answers cannot be shared, and long "
        "addresses may not fit in a DNS label.",
        "\"%1\" hangt af van de afzender: antwoorden zijn niet te delen, "
        "en lange adressen passen soms niet in een DNS-label.",
        NULL, NULL},
    [SPFE_LINT_W138] = {
        "SPF-W138", SPFEVAL_SEVERITY_WARNING, "RFC 7208 section 3.5",
        "The record at %1 does not cover names that exist. Names without an "
        "SPF record: %3 (%2).",
        "Het record op %1 geldt niet voor namen die bestaan. Namen zonder "
        "SPF-record: %3 (%2).",
        NULL, NULL},
    [SPFE_LINT_W139] = {
        "SPF-W139", SPFEVAL_SEVERITY_WARNING, "RFC 7208 section 5.2",
        "%1 is not the SPF name of this provider; use %2.",
        "%1 is niet de SPF-naam van deze provider; gebruik %2.",
        NULL, NULL},
    [SPFE_LINT_W140] = {
        "SPF-W140", SPFEVAL_SEVERITY_WARNING, "RFC 7208 section 5.2",
        "\"%1\" refuses or distrusts whom the other record passes, which "
        "is seldom meant.",
        "\"%1\" weigert of wantrouwt wie bij het andere record pass "
        "krijgt; dat is zelden de bedoeling.",
        NULL, NULL},
    [SPFE_LINT_W143] = {
        "SPF-W143", SPFEVAL_SEVERITY_WARNING, "RFC 7208 section 7.1",
        "The name in \"%1\" holds \"%2\", which names of hosts do not "
        "have.",
        "In de naam in \"%1\" staat \"%2\"; dat komt in namen van hosts "
        "niet voor.",
        "Did you mean \"%3\"?",
        "Is \"%3\" bedoeld?"},
};
/* clang-format on */
