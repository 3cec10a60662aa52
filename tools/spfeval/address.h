/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Addresses as the command shows them.
 */
#ifndef SPFEVAL_TOOL_ADDRESS_H
#define SPFEVAL_TOOL_ADDRESS_H

#include <stddef.h>

/* Octets that hold any address with its NUL. */
#define ADDRESS_TEXT_SIZE 64

/*
 * Write an address that the library accepted in one form: dotted decimal for
 * IPv4 and for IPv4-mapped IPv6 (which SPF treats alike), else lower-case
 * IPv6 with the longest run of zeros left out.
 */
void address_print(const char *text, size_t text_len,
                   char out[ADDRESS_TEXT_SIZE]);

#endif
