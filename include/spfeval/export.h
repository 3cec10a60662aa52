/* SPDX-License-Identifier: BSD-2-Clause */
/**
 * @file export.h
 * How public symbols are marked.
 */
#ifndef SPFEVAL_EXPORT_H
#define SPFEVAL_EXPORT_H

/**
 * Marks a function as part of the public interface.
 *
 * Define it before the first include to replace it, for instance with nothing
 * when a foreign-function tool reads the headers.
 */
#ifndef SPFEVAL_API
#if defined(__GNUC__) || defined(__clang__)
#define SPFEVAL_API __attribute__((visibility("default")))
#else
#define SPFEVAL_API
#endif
#endif

#endif
