/* SPDX-License-Identifier: BSD-2-Clause */
/**
 * @file lint_dns_cases.h
 * For each row of the table of findings that needs the DNS: a zone in which
 * example.com has this finding and no other, and one near it that has none.
 */
#ifndef TESTS_SUPPORT_LINT_DNS_CASES_H
#define TESTS_SUPPORT_LINT_DNS_CASES_H

#include <stddef.h>
#include <stdint.h>

/** One finding. */
struct lint_dns_case {
    int row;          /**< Of enum spfe_lint_code. */
    const char *zone; /**< As zone_lines.h has it. */
    uint32_t offset;
    uint32_t length;
    /** Part of the English sentence. */
    const char *says;
    /** A zone without findings; NULL: as the row before. */
    const char *near;
    /** Whose record it is about; NULL: example.com. */
    const char *owner;
    /** The record with the correction; NULL: none. */
    const char *fixed;
};

/** A table of them. */
struct lint_dns_table {
    const struct lint_dns_case *cases;
    size_t count;
};

extern const struct lint_dns_table lint_dns_domain;
extern const struct lint_dns_table lint_dns_includes;
extern const struct lint_dns_table lint_dns_hosts;
extern const struct lint_dns_table lint_dns_cost;

#endif
