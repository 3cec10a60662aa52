/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The sentences in Dutch. %1 to %5 stand for what differs from mail to mail.
 * ASCII only, so that they can stand in a log, a mail or a terminal of any
 * kind.
 */
#include "report/catalogue.h"

/* clang-format off */
const char *const spfe_catalogue_nl[SPFE_KEY_COUNT] = {
    /* Who: which identity. */
    [SPFE_KEY_WHO_MAILFROM] =
        "De mailserver op %1 gaf %2 op als afzender van het bericht (MAIL "
        "FROM). SPF kijkt daarom naar het domein %3.",
    [SPFE_KEY_WHO_NULL_SENDER] =
        "De mailserver op %1 gaf een lege afzender op (MAIL FROM:<>), zoals "
        "bij een automatische foutmelding over de bezorging. SPF kijkt dan "
        "naar de naam die de server in HELO noemde: %2.",
    [SPFE_KEY_WHO_HELO] =
        "De mailserver op %1 noemde zich in HELO %2, en die naam is "
        "gecontroleerd.",
    [SPFE_KEY_WHO_NO_DOMAIN] =
        "De mailserver op %1 gaf geen naam op waar SPF naar kan kijken.",
    [SPFE_KEY_WHO_NOT_FROM] =
        "SPF kijkt niet naar de From:-regel die mailprogramma's tonen; dat "
        "doet DMARC.",
    [SPFE_KEY_WHO_RECEIVER] =
        "De controle is gedaan door %1.",

    /* What was published. */
    [SPFE_KEY_WHAT_RECORD] =
        "%1 publiceert dit SPF-record (TTL %2 seconden):",
    [SPFE_KEY_WHAT_RECORD_NO_TTL] =
        "%1 publiceert dit SPF-record:",
    [SPFE_KEY_WHAT_SEVERAL] =
        "%1 publiceert %2 SPF-records, terwijl er maar 1 mag zijn:",
    [SPFE_KEY_WHAT_QUOTE] =
        "%1",
    [SPFE_KEY_WHAT_CUT] =
        "(Dit zijn de eerste %1 van %2 octets.)",
    [SPFE_KEY_WHAT_MORE] =
        "Er zijn er nog %1, die hier niet staan.",
    [SPFE_KEY_WHAT_NO_TXT] =
        "%1 publiceert geen SPF-record: de naam heeft geen TXT-record.",
    [SPFE_KEY_WHAT_NO_SPF] =
        "%1 publiceert geen SPF-record: geen van de TXT-records (%2) begint "
        "met \"v=spf1\" en een spatie.",
    [SPFE_KEY_WHAT_NXDOMAIN] =
        "%1 bestaat niet in DNS.",
    [SPFE_KEY_WHAT_UNREAD] =
        "Het SPF-record van %1 kon niet worden gelezen.",
    [SPFE_KEY_WHAT_NOTHING] =
        "Er is niets in DNS opgezocht.",

    /* Which term decided. */
    [SPFE_KEY_WHICH_ALL] =
        "%1 in het record van %2 gaf de doorslag: die term staat voor alle "
        "adressen waarbij geen eerdere term past, en %3 is daar een van.",
    [SPFE_KEY_WHICH_EVERYONE] =
        "%1 in het record van %2 staat voor elk adres, zonder uitzondering.",
    [SPFE_KEY_WHICH_NO_MAIL] =
        "Het record van %2 noemt geen enkele server: met alleen %1 zegt het "
        "domein dat het helemaal geen mail verstuurt.",
    [SPFE_KEY_WHICH_NETWORK] =
        "%1 in het record van %2 omvat het adres %3.",
    [SPFE_KEY_WHICH_A] =
        "%1 in het record van %2 past: %3 heeft het adres %4.",
    [SPFE_KEY_WHICH_A_NETWORK] =
        "%1 in het record van %2 past: %3 heeft een adres in hetzelfde "
        "netwerk als %4.",
    [SPFE_KEY_WHICH_MX] =
        "%1 in het record van %2 past: een mailserver (MX) van %3 heeft het "
        "adres %4.",
    [SPFE_KEY_WHICH_MX_NETWORK] =
        "%1 in het record van %2 past: een mailserver (MX) van %3 heeft een "
        "adres in hetzelfde netwerk als %4.",
    [SPFE_KEY_WHICH_EXISTS] =
        "%1 in het record van %2 past: de naam %3 heeft een adres in DNS.",
    [SPFE_KEY_WHICH_PTR] =
        "%1 in het record van %2 past: %4 heeft een bevestigde hostnaam "
        "binnen %3.",
    [SPFE_KEY_WHICH_PATH] =
        "De weg daarheen: %1",
    [SPFE_KEY_WHICH_SIGN] =
        "Het record van %2 verwijst daarheen met %1, en dat maakt het "
        "resultaat %3.",
    [SPFE_KEY_WHICH_DEFAULT] =
        "Geen term in het record van %1 past bij %2.",
    [SPFE_KEY_WHICH_NONE] =
        "Er is geen beleid, dus ook geen term die de doorslag kon geven.",
    [SPFE_KEY_WHICH_NOT_EVALUATED] =
        "SPF is gestopt voordat er naar een beleid werd gezocht.",
    [SPFE_KEY_WHICH_LEADS_TO] =
        "%1 in het record van %2 leidt naar %3.",
    [SPFE_KEY_WHICH_LEADS_NOWHERE] =
        "%1 in het record van %2 leidt naar \"%3\", en dat is geen "
        "domeinnaam.",
    [SPFE_KEY_TEMPERROR_DNS_FAILED_QUERY] =
        "Deze DNS-vraag is mislukt: %1 %2 (%3).",
    [SPFE_KEY_TEMPERROR_DNS_FAILED_TERM] =
        "Het antwoord was nodig voor %1 in het record van %2.",
    [SPFE_KEY_TEMPERROR_TIMEOUT_QUERY] =
        "De tijd was op terwijl het DNS-antwoord over %1 nog ontbrak.",

    /* What is wrong with a record. */
    [SPFE_KEY_PERMERROR_SYNTAX_UNKNOWN] =
        "In het record van %1 staat een fout op offset %2: \"%3\".",
    [SPFE_KEY_PERMERROR_SYNTAX_VERSION] =
        "Het record van %1 begint niet met \"v=spf1\".",
    [SPFE_KEY_PERMERROR_SYNTAX_TOO_LONG] =
        "Het record van %1 is langer dan 65535 octets.",
    [SPFE_KEY_PERMERROR_SYNTAX_OCTET] =
        "In het record van %1 staat op offset %2 een teken dat geen "
        "afdrukbaar ASCII is: \"%3\".",
    [SPFE_KEY_PERMERROR_SYNTAX_UNKNOWN_MECHANISM] =
        "In het record van %1 staat op offset %2 een mechanisme dat niet "
        "bestaat: \"%3\".",
    [SPFE_KEY_PERMERROR_SYNTAX_QUALIFIED_MODIFIER] =
        "In het record van %1 staat op offset %2 een teken voor een "
        "modifier, waar geen teken mag staan: \"%3\".",
    [SPFE_KEY_PERMERROR_SYNTAX_ARGUMENT] =
        "In het record van %1 staat op offset %2 iets dat bij het mechanisme "
        "niet hoort: \"%3\".",
    [SPFE_KEY_PERMERROR_SYNTAX_ARGUMENT_MISSING] =
        "In het record van %1 ontbreekt een waarde op offset %2: \"%3\".",
    [SPFE_KEY_PERMERROR_SYNTAX_DOMAIN_END] =
        "In het record van %1 staat op offset %2 een naam die niet eindigt "
        "als een domeinnaam: \"%3\".",
    [SPFE_KEY_PERMERROR_SYNTAX_MACRO] =
        "In het record van %1 staat op offset %2 een onjuiste macro: \"%3\".",
    [SPFE_KEY_PERMERROR_SYNTAX_MACRO_LETTER] =
        "In het record van %1 staat op offset %2 een macroletter die niet "
        "bestaat of daar niet mag staan: \"%3\".",
    [SPFE_KEY_PERMERROR_SYNTAX_MACRO_DIGITS] =
        "In het record van %1 vraagt een macro op offset %2 om 0 delen: "
        "\"%3\".",
    [SPFE_KEY_PERMERROR_SYNTAX_PREFIX_LENGTH] =
        "In het record van %1 staat op offset %2 een ongeldige prefixlengte: "
        "\"%3\".",
    [SPFE_KEY_PERMERROR_SYNTAX_IP4_NETWORK] =
        "In het record van %1 staat op offset %2 iets dat geen IPv4-adres "
        "is: \"%3\".",
    [SPFE_KEY_PERMERROR_SYNTAX_IP6_NETWORK] =
        "In het record van %1 staat op offset %2 iets dat geen IPv6-adres "
        "is: \"%3\".",
    [SPFE_KEY_PERMERROR_SYNTAX_DUPLICATE_MODIFIER] =
        "In het record van %1 staat op offset %2 een tweede redirect= of "
        "exp=, terwijl er maar 1 mag staan: \"%3\".",
    [SPFE_KEY_PERMERROR_SYNTAX_QUOTE] =
        "%1",
    [SPFE_KEY_PERMERROR_SYNTAX_POINTER] =
        "%1",
    [SPFE_KEY_PERMERROR_SYNTAX_DASH] =
        "Het teken is een lang streepje; in SPF hoort het korte van het "
        "toetsenbord, \"-\".",
    [SPFE_KEY_PERMERROR_SYNTAX_COPIED] =
        "Zulke tekens komen mee als een record van een webpagina of uit een "
        "document wordt gekopieerd.",
    [SPFE_KEY_PERMERROR_MULTIPLE_RECORDS_EQUAL] =
        "Bij meerdere records is niet te zeggen welk record geldt; ook "
        "gelijke records zijn een fout.",
    [SPFE_KEY_PERMERROR_TERM_LIMIT_COUNTED] =
        "Hoogstens %1 termen mogen DNS raadplegen. Deze zijn geteld:",
    [SPFE_KEY_PERMERROR_TERM_LIMIT_LIST] =
        "%1. %2 (in %3)",
    [SPFE_KEY_PERMERROR_TERM_LIMIT_LIST_MACRO] =
        "%1. de macro %%{p} in %2 (in %3)",
    [SPFE_KEY_PERMERROR_VOID_LIMIT_COUNTED] =
        "Hoogstens %1 termen mogen een naam opzoeken waarvoor DNS niets "
        "heeft. Dit waren ze:",
    [SPFE_KEY_PERMERROR_VOID_LIMIT_LIST_NODATA] =
        "%1. %2 (in %3): %4 heeft geen %5-record",
    [SPFE_KEY_PERMERROR_VOID_LIMIT_LIST_NXDOMAIN] =
        "%1. %2 (in %3): %4 bestaat niet",
    [SPFE_KEY_PERMERROR_VOID_LIMIT_SEPARATE] =
        "Deze grens staat los van de grens voor termen die DNS raadplegen.",
    [SPFE_KEY_PERMERROR_LIMIT_MORE] =
        "(en nog %1)",
    [SPFE_KEY_PERMERROR_LIMIT_HELO] =
        "Die tot en met nummer %1 zijn geteld voor de HELO-naam, die de grens "
        "deelt.",
    [SPFE_KEY_PERMERROR_LIMIT_LOOP] =
        "De records verwijzen in een kring terug naar %1: %2",
    [SPFE_KEY_PERMERROR_MX_LIMIT_COUNT] =
        "%1 in het record van %2 kijkt naar de mailservers van %3, en dat "
        "zijn %4 MX-records.",

    /* What came close. */
    [SPFE_KEY_NEAR_NETWORK] =
        "%1 in het record van %2 komt in de buurt, maar %3 valt erbuiten.",
    [SPFE_KEY_NEAR_NEAREST] =
        "Van de netwerken die de records toelaten ligt %1 in het record van "
        "%2 het "
        "dichtst bij %3. Als de server van een provider is die nieuwe "
        "adressen heeft, moet het record worden aangepast.",
    [SPFE_KEY_NEAR_ADDRESS] =
        "%1 in het record van %2 komt in de buurt: %3 heeft het adres %4, "
        "maar de server gebruikte %5.",
    [SPFE_KEY_NEAR_FAMILY] =
        "%1 in het record van %2 kan niet passen: %3 heeft geen %4-adres "
        "(%5-record), en de server gebruikte %4.",
    [SPFE_KEY_NEAR_FAMILY_HELO] =
        "%1 in het record van %2 slaat op de server zelf, die zich %3 noemt. "
        "Maar %3 heeft geen %4-adres (%5-record), en de server gebruikte %4.",
    [SPFE_KEY_NEAR_NETWORKS] =
        "Alle netwerken in de records zijn %1, maar de server gebruikte %2.",
    [SPFE_KEY_NEAR_MAPPED] =
        "%1 in het record van %2 past nooit: het is IPv4, geschreven als "
        "IPv6, en SPF ziet %3 als IPv4. Schrijf het als ip4.",
    [SPFE_KEY_NEAR_NO_HOST] =
        "%1 in het record van %2 kan niet passen: %3 bestaat niet in DNS.",
    [SPFE_KEY_NEAR_AFTER_ALL] =
        "%1 zou passen, maar staat in het record van %2 na %3, en daarna "
        "wordt geen term meer bekeken.",
    [SPFE_KEY_NEAR_AFTER_ALL_UNUSED] =
        "%1 staat in het record van %2 na %3, en daarna wordt geen term meer "
        "bekeken.",
    [SPFE_KEY_NEAR_MODIFIER] =
        "%1 in het record van %2 wordt genegeerd: door \"=\" is het een "
        "modifier die SPF niet kent. Misschien was %3 bedoeld.",
    [SPFE_KEY_NEAR_TWO_RECORDS] =
        "In het record van %1 staat \"v=spf1\" een tweede keer, alsof twee "
        "records zijn samengevoegd; wat na de eerste \"all\" komt, werkt "
        "niet.",
    [SPFE_KEY_NEAR_REDIRECT] =
        "%1 in het record van %2 wordt genegeerd, omdat er ook \"all\" in "
        "het record staat.",
    [SPFE_KEY_NEAR_UNICODE] =
        "%1 in het record van %2 kan niet passen, omdat in de afzender voor "
        "de @ tekens staan die geen ASCII zijn.",

    /* The result: key sentences. */
    [SPFE_KEY_NONE_NO_RECORD] =
        "Het domein %1 heeft geen SPF-beleid gepubliceerd. SPF geeft geen "
        "reden om dit bericht te weigeren.",
    [SPFE_KEY_NONE_NXDOMAIN] =
        "Het domein %1 bestaat niet in DNS.",
    [SPFE_KEY_NONE_BAD_DOMAIN] =
        "%1 is geen bruikbaar maildomein, daarom is SPF niet toegepast.",
    [SPFE_KEY_NONE_NO_DOMAIN] =
        "Er was geen domein om te controleren, daarom is SPF niet toegepast.",
    [SPFE_KEY_NONE_IDNA] =
        "%1 heeft tekens die geen ASCII zijn en kon niet voor DNS worden "
        "omgezet, daarom is SPF niet toegepast.",
    [SPFE_KEY_PASS_MATCH] =
        "Het domein %1 heeft %2 toestemming gegeven om namens het domein "
        "mail te versturen (%3), dus het bericht had aangenomen moeten "
        "worden. Als het is geweigerd, was SPF niet de reden.",
    [SPFE_KEY_FAIL_MATCH] =
        "Het domein %1 heeft met SPF verklaard dat het geen mail verstuurt "
        "via %2 (%3). Daarom is het bericht geweigerd.",
    [SPFE_KEY_SOFTFAIL_MATCH] =
        "Volgens het domein %1 mag %2 waarschijnlijk geen mail namens het "
        "domein versturen (%3); ontvangers horen het bericht aan te nemen, "
        "maar mogen het met argwaan bekijken.",
    [SPFE_KEY_NEUTRAL_MATCH] =
        "Het domein %1 doet over %2 uitdrukkelijk geen uitspraak (%3).",
    [SPFE_KEY_NEUTRAL_DEFAULT] =
        "Het domein %1 doet over %2 geen uitspraak: geen term past en het "
        "record eindigt niet op \"all\" of \"redirect\".",
    [SPFE_KEY_NEUTRAL_DEFAULT_UNICODE] =
        "Het domein %1 doet over %2 geen uitspraak: geen term past, en "
        "\"redirect\" geldt niet bij een afzender met tekens voor de @ die "
        "geen ASCII zijn.",
    [SPFE_KEY_NEUTRAL_ALL] =
        "%1 gaat alleen over adressen waarbij geen eerdere term past: "
        "servers die ervoor staan, krijgen gewoon pass.",
    [SPFE_KEY_TEMPERROR_DNS_FAILED] =
        "Het beleid van %1 kon niet worden gelezen: %2 %3 gaf als antwoord "
        "%4. Probeer het later opnieuw.",
    [SPFE_KEY_TEMPERROR_DNS_FAILED_ALIAS] =
        "Het beleid van %1 kon niet worden gelezen: %2 is het begin van een "
        "kring of een te lange reeks van aliassen (CNAME). Dat gaat niet "
        "vanzelf over.",
    [SPFE_KEY_TEMPERROR_TIMEOUT] =
        "Het beleid van %1 kon niet binnen de toegestane tijd worden "
        "gelezen. Probeer het later opnieuw.",
    [SPFE_KEY_PERMERROR_SYNTAX] =
        "Het beleid van %1 is onbruikbaar: het record heeft een syntaxfout "
        "op offset %2.",
    [SPFE_KEY_PERMERROR_MULTIPLE_RECORDS] =
        "Het beleid van %1 is onbruikbaar: er zijn %2 SPF-records in plaats "
        "van 1.",
    [SPFE_KEY_PERMERROR_TERM_LIMIT] =
        "Het beleid van %1 is onbruikbaar: er zijn meer dan %2 termen nodig "
        "die DNS raadplegen.",
    [SPFE_KEY_PERMERROR_VOID_LIMIT] =
        "Het beleid van %1 is onbruikbaar: meer dan %2 termen zoeken een "
        "naam op waarvoor DNS niets heeft.",
    [SPFE_KEY_PERMERROR_MX_LIMIT] =
        "Het beleid van %1 is onbruikbaar: %2 heeft %3 MX-records, meer dan "
        "de 10 die SPF voor 1 term toestaat.",
    [SPFE_KEY_PERMERROR_INCLUDE_NO_RECORD] =
        "%1 verwijst met include naar %2, dat geen SPF-record heeft. Het "
        "beleid is onbruikbaar.",
    [SPFE_KEY_PERMERROR_REDIRECT_NO_RECORD] =
        "%1 verwijst met redirect naar %2, dat geen SPF-record heeft. Het "
        "beleid is onbruikbaar.",
    [SPFE_KEY_PERMERROR_INCLUDE_BAD_DOMAIN] =
        "%1 verwijst met include naar \"%2\", en dat is geen domeinnaam. Het "
        "beleid is onbruikbaar.",
    [SPFE_KEY_PERMERROR_REDIRECT_BAD_DOMAIN] =
        "%1 verwijst met redirect naar \"%2\", en dat is geen domeinnaam. "
        "Het beleid is onbruikbaar.",

    /* The result: what receivers do. */
    [SPFE_KEY_RESULT_NONE] =
        "Het resultaat is none. Dat is geen mislukte controle: ontvangers "
        "behandelen het bericht alsof er geen SPF is. DMARC krijgt er alleen "
        "geen identiteit van.",
    [SPFE_KEY_RESULT_NEUTRAL] =
        "Het resultaat is neutral. Dat is geen mislukte controle: ontvangers "
        "moeten doen alsof er geen beleid is. DMARC krijgt er alleen geen "
        "identiteit van.",
    [SPFE_KEY_RESULT_PASS] =
        "Het resultaat is pass. Voor DMARC moet bovendien het domein in de "
        "From:-regel overeenkomen met %1.",
    [SPFE_KEY_RESULT_PASS_HELO] =
        "Het resultaat is pass. Dat zegt niets over de afzender van het "
        "bericht, en DMARC gebruikt het niet.",
    [SPFE_KEY_RESULT_FAIL] =
        "Het resultaat is fail. Ontvangers die SPF toepassen, weigeren het "
        "bericht gewoonlijk (550 5.7.23).",
    [SPFE_KEY_RESULT_SOFTFAIL] =
        "Het resultaat is softfail. Voor DMARC is dat hetzelfde als fail; "
        "het verschil is dat het niet de enige reden hoort te zijn om te "
        "weigeren.",
    [SPFE_KEY_RESULT_TEMPERROR] =
        "Het resultaat is temperror. Ontvangers vragen de verzendende server "
        "gewoonlijk om het later opnieuw te proberen (451 4.7.24), of nemen "
        "het bericht aan.",
    [SPFE_KEY_RESULT_PERMERROR] =
        "Het resultaat is permerror. Sommige ontvangers weigeren het bericht "
        "(550 5.7.24), andere doen alsof er geen beleid is.",
    [SPFE_KEY_RESULT_EXPLAINS] =
        "%1 geeft als uitleg: \"%2\"",
    [SPFE_KEY_RESULT_RECEIVER_EXPLAINS] =
        "De ontvanger geeft als uitleg: \"%1\"",

    /* What to do next. */
    [SPFE_KEY_NEXT_OTHER_REASON_SENDER] =
        "Als het bericht is geweigerd, zoek dan in het antwoord van de "
        "ontvanger naar een andere reden.",
    [SPFE_KEY_NEXT_NO_RECORD_OWNER] =
        "Publiceer voor %1 een SPF-record met alle servers die er mail voor "
        "versturen.",
    [SPFE_KEY_NEXT_NO_RECORD_OWNER_HELO] =
        "Publiceer voor %1 een SPF-record; voor een mailserver volstaat dit: "
        "v=spf1 a -all",
    [SPFE_KEY_NEXT_NONE_RECEIVER] =
        "Weiger het bericht niet vanwege SPF.",
    [SPFE_KEY_NEXT_NXDOMAIN_SENDER] =
        "Controleer het afzenderadres: is %1 goed gespeld?",
    [SPFE_KEY_NEXT_HELO_SENDER] =
        "Laat de mailserver in HELO zijn volledige hostnaam noemen, zoals "
        "mail.example.com, en wel een die in DNS bestaat.",
    [SPFE_KEY_NEXT_NXDOMAIN_OWNER] =
        "Als %1 van u is, controleer dan of het geregistreerd is en of de "
        "nameservers het kennen.",
    [SPFE_KEY_NEXT_NXDOMAIN_RECEIVER] =
        "U mag een domein dat niet bestaat weigeren, maar op grond van een "
        "eigen regel: SPF vraagt er niet om.",
    [SPFE_KEY_NEXT_BAD_DOMAIN_SENDER] =
        "Gebruik een afzenderadres met een volledige domeinnaam, zoals "
        "user@example.com.",
    [SPFE_KEY_NEXT_IDNA_SENDER] =
        "Gebruik de ASCII-vorm van het domein, die begint met xn--.",
    [SPFE_KEY_NEXT_IDNA_RECEIVER] =
        "Weiger het bericht niet vanwege SPF. Stel een omzetting naar ASCII "
        "in (IDNA) om zulke domeinen te kunnen controleren.",
    [SPFE_KEY_NEXT_PASS_OWNER] =
        "Aan het record van %1 hoeft niets te veranderen.",
    [SPFE_KEY_NEXT_EVERYONE_OWNER] =
        "Door %2 mag iedereen mail versturen voor %1. Noem liever de servers "
        "die dat mogen.",
    [SPFE_KEY_NEXT_PASS_RECEIVER] =
        "SPF geeft geen reden om te weigeren, maar zegt ook niet dat het "
        "bericht gewenst is.",
    [SPFE_KEY_NEXT_ADD_SENDER] =
        "Als u deze server bewust hebt gebruikt, vraag de eigenaar van %1 "
        "dan om %2 toe te voegen, voor %3.",
    [SPFE_KEY_NEXT_ADD_SENDER_END] =
        "Als u deze server bewust hebt gebruikt, vraag de eigenaar van %1 "
        "dan om %2 toe te voegen, na de laatste term.",
    [SPFE_KEY_NEXT_ADD_SENDER_HELO] =
        "Als deze mailserver van u is, laat dan %2 toevoegen voor %3 in het "
        "record van %1.",
    [SPFE_KEY_NEXT_ADD_SENDER_HELO_END] =
        "Als deze mailserver van u is, laat dan %2 toevoegen na de laatste "
        "term in het record van %1.",
    [SPFE_KEY_NEXT_ADD_OWNER] =
        "U beslist of %2 in het record van %1 hoort: voeg het alleen toe als "
        "deze server mail voor u mag versturen. Het kost geen DNS-vraag. "
        "Laat de rest van het record zoals het is.",
    [SPFE_KEY_NEXT_ADD_OWNER_TTL] =
        "Een wijziging is na hoogstens %1 seconden overal bekend.",
    [SPFE_KEY_NEXT_NO_MAIL_SENDER] =
        "%1 verstuurt geen mail; gebruik een ander afzenderadres.",
    [SPFE_KEY_NEXT_NO_MAIL_OWNER] =
        "Als er voor %1 toch mail verstuurd moet worden, moeten de servers "
        "in het record staan; voeg voor deze %2 toe, voor %3.",
    [SPFE_KEY_NEXT_FAIL_RECEIVER] =
        "Is het bericht naar u doorgestuurd? Dan zag SPF de doorsturende "
        "server. Neem mail van servers die voor u doorsturen aan zonder deze "
        "controle.",
    [SPFE_KEY_NEXT_FAIL_RECEIVER_HELO] =
        "Niets pleit tegen weigeren: de naam in HELO is van de server zelf, "
        "ook als die een bericht doorstuurt.",
    [SPFE_KEY_NEXT_SOFTFAIL_RECEIVER] =
        "Neem het bericht aan, en laat het resultaat meetellen met andere "
        "kenmerken.",
    [SPFE_KEY_NEXT_TEMPERROR_SENDER] =
        "U hoeft niets te doen: mailservers proberen het vanzelf opnieuw.",
    [SPFE_KEY_NEXT_TEMPERROR_OWNER] =
        "Als het aanhoudt, controleer dan de nameservers die antwoorden voor "
        "%1.",
    [SPFE_KEY_NEXT_TEMPERROR_RECEIVER] =
        "Als andere domeinen er ook last van hebben, controleer dan uw eigen "
        "DNS-resolver.",
    [SPFE_KEY_NEXT_ALIAS_SENDER] =
        "Opnieuw proberen helpt niet: alleen de eigenaar van %1 kan dit "
        "verhelpen. Meld het daar.",
    [SPFE_KEY_NEXT_ALIAS_OWNER] =
        "Verbeter de aliassen (CNAME) van %1 in DNS: ze moeten na enkele "
        "stappen uitkomen bij een naam die geen alias is.",
    [SPFE_KEY_NEXT_PERMERROR_SENDER] =
        "Alleen de eigenaar van %1 kan dit verhelpen. Meld het daar.",
    [SPFE_KEY_NEXT_SYNTAX_OWNER] =
        "Verbeter het record van %1 op de aangegeven plaats, en test het "
        "voordat u het publiceert.",
    [SPFE_KEY_NEXT_MULTIPLE_RECORDS_OWNER] =
        "Maak er voor %1 een enkel record van: 1 keer \"v=spf1\", de termen "
        "van alle records, en aan het eind 1 keer \"all\".",
    [SPFE_KEY_NEXT_TERM_LIMIT_OWNER] =
        "Verwijder termen die niet meer nodig zijn, en noem vaste adressen "
        "met ip4 of ip6 in plaats van a of mx, tot voor %1 hoogstens %2 "
        "termen DNS raadplegen.",
    [SPFE_KEY_NEXT_LOOP_OWNER] =
        "Verwijder %2 uit het record van %1: de term leidt terug naar %3.",
    [SPFE_KEY_NEXT_VOID_LIMIT_OWNER] =
        "Verwijder de termen die niets vinden, of verbeter de namen erin.",
    [SPFE_KEY_NEXT_MX_LIMIT_OWNER] =
        "Noem in het record van %1 de servers die mail versturen met ip4 of "
        "ip6, in plaats van met %2.",
    [SPFE_KEY_NEXT_REFERENCE_OWNER] =
        "Verbeter de naam in %2 in het record van %1, of verwijder de term. "
        "Gaat het om een provider, neem de naam dan over uit diens "
        "handleiding.",
    [SPFE_KEY_NEXT_PERMERROR_RECEIVER] =
        "Beschouw het bericht niet als toegestaan. U beslist zelf of u het "
        "weigert.",
};
/* clang-format on */
