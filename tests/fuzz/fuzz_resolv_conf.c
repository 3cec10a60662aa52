/* SPDX-License-Identifier: BSD-2-Clause */
/* resolv.conf: any text gives one to three servers, and sane numbers. */
#include <stdint.h>
#include <string.h>

#include <spfeval/resolver_ldns.h>
#include <spfeval/spfeval.h>

#include "fuzz/claim.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What is printed can be read again. */
static void
look_at_server(const spfeval_stub *stub, spfeval_stub *other, uint32_t index)
{
    char text[128];
    size_t needed = 0;

    CLAIM(spfeval_stub_get_server(stub, index, text, sizeof(text), &needed) ==
          SPFEVAL_OK);
    CLAIM(needed == strlen(text) + 1);
    CLAIM(spfeval_stub_add_server(other, text, needed - 1) == SPFEVAL_OK);
}

static void
look_at_options(const spfeval_stub *stub)
{
    uint32_t value = 0;

    CLAIM(spfeval_stub_get_u32(stub, SPFEVAL_STUB_OPTION_TIMEOUT_MS, &value) ==
          SPFEVAL_OK);
    CLAIM(value >= 1000 && value <= 30000);
    CLAIM(spfeval_stub_get_u32(stub, SPFEVAL_STUB_OPTION_ATTEMPTS, &value) ==
          SPFEVAL_OK);
    CLAIM(value >= 1 && value <= 5);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    spfeval_stub *stub = NULL;
    spfeval_stub *other = NULL;
    uint32_t count;
    uint32_t i;

    if (spfeval_stub_new(NULL, &stub) == SPFEVAL_OK &&
        spfeval_stub_new(NULL, &other) == SPFEVAL_OK) {
        CLAIM(spfeval_stub_parse_resolv_conf(stub, (const char *)data, size) ==
              SPFEVAL_OK);
        count = spfeval_stub_get_server_count(stub);
        CLAIM(count >= 1 && count <= 3);
        for (i = 0; i < count; i++) {
            look_at_server(stub, other, i);
        }
        look_at_options(stub);
    }
    spfeval_stub_free(other);
    spfeval_stub_free(stub);
    return 0;
}
