/* SPDX-License-Identifier: BSD-2-Clause */
#include "address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

void
address_print(const char *text, size_t text_len, char out[ADDRESS_TEXT_SIZE])
{
    static const unsigned char mapped[12] = {[10] = 0xff, [11] = 0xff};
    unsigned char octets[16];

    if (text_len >= ADDRESS_TEXT_SIZE) {
        text_len = ADDRESS_TEXT_SIZE - 1;
    }
    memcpy(out, text, text_len);
    out[text_len] = '\0';

    if (inet_pton(AF_INET6, out, octets) != 1) {
        return; /* IPv4 text has one form only */
    }
    if (memcmp(octets, mapped, sizeof(mapped)) == 0) {
        inet_ntop(AF_INET, octets + 12, out, ADDRESS_TEXT_SIZE);
    } else {
        inet_ntop(AF_INET6, octets, out, ADDRESS_TEXT_SIZE);
    }
}
