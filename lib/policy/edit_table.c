/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * %1 to %3 stand for what differs from record to record. ASCII only, as the
 * sentences of the linter.
 */
#include "policy/edit_table.h"

/* clang-format off */
const struct spfe_edit_row spfe_edit_rows[SPFE_SAYS] = {
    [SPFE_SAY_ALREADY] = {
        SPFEVAL_NOTE_ALREADY, false,
        "\"%1\" passes already, by \"%2\".",
        "\"%1\" krijgt al pass, door \"%2\"."},
    [SPFE_SAY_ALREADY_THERE] = {
        SPFEVAL_NOTE_ALREADY, false,
        "\"%1\" is in the record already, as \"%2\".",
        "\"%1\" staat al in het record, als \"%2\"."},
    [SPFE_SAY_ADDED] = {
        SPFEVAL_NOTE_ADDED, false,
        "Added \"%1\".",
        "\"%1\" is toegevoegd."},
    [SPFE_SAY_ADDED_AFTER] = {
        SPFEVAL_NOTE_ADDED, false,
        "Added \"%1\" after \"%2\".",
        "\"%1\" is toegevoegd na \"%2\"."},
    [SPFE_SAY_ADDED_BEFORE] = {
        SPFEVAL_NOTE_ADDED, false,
        "Added \"%1\" before \"%2\".",
        "\"%1\" is toegevoegd voor \"%2\"."},
    [SPFE_SAY_REMOVED] = {
        SPFEVAL_NOTE_REMOVED, false,
        "Removed \"%1\".",
        "\"%1\" is verwijderd."},
    [SPFE_SAY_NOT_THERE] = {
        SPFEVAL_NOTE_NOT_THERE, false,
        "The record has no term \"%1\".",
        "Het record heeft geen term \"%1\"."},
    [SPFE_SAY_SENDER_NOT_LOOKED_UP] = {
        SPFEVAL_NOTE_NOT_LOOKED_UP, false,
        "The addresses of \"%1\" are not known; they were not looked up, or "
        "depend on the message.",
        "De adressen van \"%1\" zijn niet bekend; ze zijn niet opgezocht, of "
        "hangen van het bericht af."},
    [SPFE_SAY_SENDER_FAILED] = {
        SPFEVAL_NOTE_NOT_LOOKED_UP, true,
        "The addresses of \"%1\" could not be looked up.",
        "De adressen van \"%1\" konden niet worden opgezocht."},
    [SPFE_SAY_RECORD_NOT_LOOKED_UP] = {
        SPFEVAL_NOTE_NOT_LOOKED_UP, false,
        "The record of %1 could not be looked up.",
        "Het record van %1 kon niet worden opgezocht."},
    [SPFE_SAY_INCLUDE_NOT_LOOKED_UP] = {
        SPFEVAL_NOTE_NOT_LOOKED_UP, true,
        "The record behind \"%1\" is not known; if there is no valid one, the "
        "result becomes permerror.",
        "Het record achter \"%1\" is niet bekend; als er geen geldig record "
        "is, wordt het resultaat permerror."},
    [SPFE_SAY_NO_ADDRESS] = {
        SPFEVAL_NOTE_NO_ADDRESS, true,
        "No address passes by \"%1\": it has no addresses, or no valid "
        "record.",
        "Geen adres krijgt pass door \"%1\": er zijn geen adressen, of geen "
        "geldig record."},
    [SPFE_SAY_TOO_MANY_MX] = {
        SPFEVAL_NOTE_NO_ADDRESS, true,
        "No address passes by \"%1\": it has %2 MX records; the limit is %3.",
        "Geen adres krijgt pass door \"%1\": er zijn %2 MX-records; de limiet "
        "is %3."},
    [SPFE_SAY_OTHERS_CHANGE] = {
        SPFEVAL_NOTE_OTHERS_CHANGE, true,
        "The result changes from %2 to %3 for %1.",
        "Het resultaat gaat van %2 naar %3 voor %1."},
    [SPFE_SAY_NOT_EFFECTIVE] = {
        SPFEVAL_NOTE_OTHERS_CHANGE, true,
        "These addresses of the sender still do not pass, but get %2: %1.",
        "Deze adressen van de afzender krijgen nog geen pass, maar %2: %1."},
    [SPFE_SAY_LOSES_PASS] = {
        SPFEVAL_NOTE_LOSES_PASS, false,
        "No longer passes, but gets %2: %1.",
        "Krijgt geen pass meer, maar %2: %1."},
    [SPFE_SAY_STILL_PASSES] = {
        SPFEVAL_NOTE_STILL_PASSES, true,
        "Still passes, by \"%2\": %1.",
        "Krijgt nog steeds pass, door \"%2\": %1."},
    [SPFE_SAY_OVER_LIMIT] = {
        SPFEVAL_NOTE_OVER_LIMIT, true,
        "Some addresses need %1 lookups; the limit is %2.",
        "Sommige adressen kosten %1 lookups; de limiet is %2."},
    [SPFE_SAY_OVER_VOIDS] = {
        /* of those that suffer by it other notes tell */
        SPFEVAL_NOTE_OVER_LIMIT, false,
        "Some addresses meet %1 void lookups; the limit is %2.",
        "Sommige adressen kosten %1 void lookups; de limiet is %2."},
    [SPFE_SAY_CHEAPER] = {
        SPFEVAL_NOTE_CHEAPER, false,
        "Instead of \"%1\", these cost no lookup, as long as its addresses "
        "stay the same: %2",
        "In plaats van \"%1\" kosten deze geen lookup, zolang de adressen "
        "dezelfde blijven: %2"},
    [SPFE_SAY_REMOVABLE] = {
        SPFEVAL_NOTE_REMOVABLE, false,
        "\"%1\" decides for no address (lookups saved without it: %2).",
        "\"%1\" beslist voor geen enkel adres (lookups die het zonder die "
        "term scheelt: %2)."},
    [SPFE_SAY_COMES_TOO_LATE] = {
        SPFEVAL_NOTE_REMOVABLE, true,
        "The record has \"%1\" already, but it comes too late to take "
        "effect.",
        "Het record heeft \"%1\" al, maar te laat om effect te hebben."},
    [SPFE_SAY_NO_ALL] = {
        SPFEVAL_NOTE_NO_ALL, false,
        "The record has no \"all\", and was left so: who is not in it gets "
        "neutral.",
        "Het record heeft geen \"all\", en dat is zo gelaten: wie er niet in "
        "staat, krijgt neutral."},
    [SPFE_SAY_REPAIR] = {
        SPFEVAL_NOTE_REPAIR, true,
        "Repair this first, %1: \"%2\".",
        "Herstel eerst dit, %1: \"%2\"."},
    [SPFE_SAY_REPAIR_AT] = {
        SPFEVAL_NOTE_REPAIR, true,
        "Repair this first, %1, in the record of %3: \"%2\".",
        "Herstel eerst dit, %1, in het record van %3: \"%2\"."},
    [SPFE_SAY_NO_RECORD] = {
        SPFEVAL_NOTE_NOT_ONE_RECORD, false,
        "%1 has no SPF record; make a new one.",
        "%1 heeft geen SPF-record; maak een nieuw."},
    [SPFE_SAY_SEVERAL_RECORDS] = {
        SPFEVAL_NOTE_NOT_ONE_RECORD, false,
        "%1 has several SPF records; merge them into one first.",
        "%1 heeft meer dan een SPF-record; voeg ze eerst samen."},
    [SPFE_SAY_DEPENDS] = {
        SPFEVAL_NOTE_DEPENDS, true,
        "\"%2\" comes before \"%1\" and may decide otherwise; that depends on "
        "the message, or on what was not looked up.",
        "\"%2\" komt voor \"%1\" en kan anders beslissen; dat hangt van het "
        "bericht af, of van wat niet is opgezocht."},
    [SPFE_SAY_MAY_PASS] = {
        SPFEVAL_NOTE_DEPENDS, true,
        "\"%1\" may still pass by \"%2\"; that depends on the message, or on "
        "what was not looked up.",
        "\"%1\" krijgt mogelijk nog pass door \"%2\"; dat hangt van het "
        "bericht af, of van wat niet is opgezocht."},
    [SPFE_SAY_EVERYONE] = {
        SPFEVAL_NOTE_EVERYONE, true,
        "\"%1\" lets every address pass.",
        "\"%1\" geeft elk adres pass."},
    [SPFE_SAY_EVERYONE_FAMILY] = {
        SPFEVAL_NOTE_EVERYONE, true,
        "\"%1\" lets every %2 address pass.",
        "\"%1\" geeft elk %2-adres pass."},
    [SPFE_SAY_CYCLE] = {
        SPFEVAL_NOTE_CYCLE, true,
        "\"%1\" leads to records that lead to one another in a cycle; who "
        "goes round in it gets permerror.",
        "\"%1\" leidt naar records die in een kring naar elkaar verwijzen; "
        "wie daarin rondgaat, krijgt permerror."},
};
/* clang-format on */
