/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * SipHash-1-3. Senders choose the names that are asked for, so a hash of names
 * needs a key that they do not know.
 */
#ifndef SPFE_LDNS_SIPHASH_H
#define SPFE_LDNS_SIPHASH_H

#include <stddef.h>
#include <stdint.h>

enum { SPFE_SIPHASH_KEY = 16 };

uint64_t spfe_siphash(const uint8_t key[SPFE_SIPHASH_KEY],
                      const uint8_t *octets, size_t len);

#endif
