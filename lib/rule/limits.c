/* SPDX-License-Identifier: BSD-2-Clause */
#include "rule/limits.h"

#include <spfeval/options.h>

void
spfe_limits_reset(struct spfe_limits *limits)
{
    limits->terms = 0;
    limits->voids = 0;
    limits->records = 0;
    limits->mx_names = 0;
    limits->ptr_names = 0;
}

/*
 * RFC 7208 section 4.6.4: include, a, mx, ptr, exists, redirect and the macro
 * %{p} count when they are evaluated; the eleventh is an error.
 */
bool
spfe_limits_charge_term(struct spfe_limits *limits)
{
    if (limits->terms >= limits->max_terms) {
        return false;
    }
    limits->terms++;
    return true;
}

/*
 * RFC 7208 section 4.6.4: "the number of terms" that give a void lookup, so a
 * term counts once however many names it asks for.
 */
bool
spfe_limits_charge_void(struct spfe_limits *limits)
{
    limits->voids++;
    return limits->max_voids == SPFEVAL_UNLIMITED ||
           limits->voids <= limits->max_voids;
}

/*
 * RFC 7208 section 4.6.4 treats the two differently: an eleventh MX record is
 * an error, an eleventh PTR record is simply not looked at.
 */
bool
spfe_limits_allow_mx(const struct spfe_limits *limits, uint32_t count)
{
    return count <= limits->max_mx_names;
}

uint32_t
spfe_limits_cap_ptr(const struct spfe_limits *limits, uint32_t count)
{
    return count < limits->max_ptr_names ? count : limits->max_ptr_names;
}

void
spfe_limits_count_record(struct spfe_limits *limits)
{
    limits->records++;
}

void
spfe_limits_count_mx_name(struct spfe_limits *limits)
{
    limits->mx_names++;
}

void
spfe_limits_count_ptr_name(struct spfe_limits *limits)
{
    limits->ptr_names++;
}
