/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * As the providers' own instructions had it in November 2026. Only wrong names
 * that are seen in records, and right names that do not depend on a region or
 * a contract.
 */
#include "policy/providers.h"

#include <string.h>

#include "base/ascii.h"
#include "base/dname.h"

struct provider {
    const char *wrong;
    const char *right;
};

static const struct provider providers[] = {
    {"_spf.amazonses.com", "amazonses.com"},
    {"_spf.outlook.com", "spf.protection.outlook.com"},
    {"_spf.protection.outlook.com", "spf.protection.outlook.com"},
    {"_spf.sendgrid.net", "sendgrid.net"},
    {"mandrillapp.com", "spf.mandrillapp.com"},
    {"protection.outlook.com", "spf.protection.outlook.com"},
    {"sendgrid.com", "sendgrid.net"},
    {"spf.amazonses.com", "amazonses.com"},
    {"spf.google.com", "_spf.google.com"},
    {"spf.protonmail.ch", "_spf.protonmail.ch"},
    {"spf.sendgrid.net", "sendgrid.net"},
};

const char *
spfe_provider_find(struct spfe_text name)
{
    struct spfe_text trimmed = spfe_dname_trim(name);
    size_t i;

    for (i = 0; i < sizeof(providers) / sizeof(providers[0]); i++) {
        const char *wrong = providers[i].wrong;

        if (strlen(wrong) == trimmed.len &&
            spfe_ascii_equal(wrong, trimmed.ptr, trimmed.len)) {
            return providers[i].right;
        }
    }
    return NULL;
}
