/* SPDX-License-Identifier: BSD-2-Clause */
#include "report/catalogue.h"

#include <spfeval/report.h>

bool
spfe_catalogue_has(int language)
{
    return language == SPFEVAL_LANGUAGE_EN || language == SPFEVAL_LANGUAGE_NL;
}

const char *
spfe_catalogue_get(int language, enum spfe_key key)
{
    return language == SPFEVAL_LANGUAGE_NL ? spfe_catalogue_nl[key]
                                           : spfe_catalogue_en[key];
}

/* --- headings ------------------------------------------------------------ */

struct heading {
    const char *en;
    const char *nl;
};

static const char *
choose(const struct heading *headings, int count, int number, int language)
{
    if (number < 0 || number >= count || headings[number].en == NULL ||
        !spfe_catalogue_has(language)) {
        return "unknown";
    }
    return language == SPFEVAL_LANGUAGE_NL ? headings[number].nl
                                           : headings[number].en;
}

const char *
spfeval_explain_part_name(int part, int language)
{
    static const struct heading parts[] = {
        [SPFEVAL_EXPLAIN_WHO] = {"Who", "Wie"},
        [SPFEVAL_EXPLAIN_WHAT] = {"What was published",
                                  "Wat er is gepubliceerd"},
        [SPFEVAL_EXPLAIN_WHICH] = {"What decided", "Wat de doorslag gaf"},
        [SPFEVAL_EXPLAIN_RESULT] = {"Result", "Resultaat"},
        [SPFEVAL_EXPLAIN_NEXT] = {"What to do next", "Wat u nu kunt doen"},
    };

    return choose(parts, (int)(sizeof(parts) / sizeof(parts[0])), part,
                  language);
}

const char *
spfeval_explain_role_name(int role, int language)
{
    static const struct heading roles[] = {
        [SPFEVAL_EXPLAIN_ANYONE] = {"", ""},
        [SPFEVAL_EXPLAIN_SENDER] = {"Sender", "Afzender"},
        [SPFEVAL_EXPLAIN_OWNER] = {"Owner of the domain",
                                   "Eigenaar van het domein"},
        [SPFEVAL_EXPLAIN_RECEIVER] = {"Receiver", "Ontvanger"},
    };

    return choose(roles, (int)(sizeof(roles) / sizeof(roles[0])), role,
                  language);
}
