/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/worst.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { TTL = 3600 };

void
worst_ok(struct worst *worst, int status)
{
    if (status != SPFEVAL_OK) {
        worst->failed++;
    }
}

void
worst_begin(struct worst *worst)
{
    worst->text_len = 0;
    worst->text[0] = '\0';
}

void
worst_add(struct worst *worst, const char *format, ...)
{
    size_t room = WORST_TEXT - worst->text_len;
    va_list arguments;
    int len;

    va_start(arguments, format);
    len = vsnprintf(worst->text + worst->text_len, room, format, arguments);
    va_end(arguments);
    if (len < 0 || (size_t)len >= room) {
        worst->failed++;
        return;
    }
    worst->text_len += (size_t)len;
}

void
worst_repeat(struct worst *worst, unsigned count, const char *text)
{
    size_t len = strlen(text);

    if (count * len >= WORST_TEXT - worst->text_len) {
        worst->failed++;
        return;
    }
    for (; count > 0; count--) {
        memcpy(worst->text + worst->text_len, text, len);
        worst->text_len += len;
    }
    worst->text[worst->text_len] = '\0';
}

void
worst_publish(struct worst *worst, const char *name)
{
    worst->octets += worst->text_len;
    worst_ok(worst, spfeval_zone_add_text(worst->zone, name, strlen(name), TTL,
                                          worst->text, worst->text_len));
}

void
worst_host(struct worst *worst, const char *name)
{
    static const uint8_t address[4] = {198, 51, 100, 1};

    worst->octets += sizeof(address);
    worst_ok(worst, spfeval_zone_add_address(worst->zone, name, strlen(name),
                                             TTL, address, sizeof(address)));
}

void
worst_option(struct worst *worst, int key, uint32_t value)
{
    worst_ok(worst, spfeval_options_set_u32(worst->options, key, value));
}

void
worst_local_part(struct worst *worst, unsigned count, const char *text)
{
    size_t len = strlen(text);
    char *end = worst->mailfrom;

    if (count * len > WORST_TEXT - 16) {
        worst->failed++;
        return;
    }
    worst->octets += count * len;
    for (; count > 0; count--) {
        memcpy(end, text, len);
        end += len;
    }
    memcpy(end, "@d.test", sizeof("@d.test"));
}

/*
 * Whoever chooses the names can choose them so: where a hash without a secret
 * has come to, both blocks of a place lead to the same state. A search among
 * the numbers in order finds each pair in a moment.
 */
static const char *const blocks[4][2] = {
    {"099aa0.", "009f8a."},
    {"0bec18.", "0418cc."},
    {"049880.", "0029ff."}, /* these two can be repeated */
    {"0a3b18.", "03c9cc."},
};

void
worst_equal_name(unsigned number, char out[WORST_NAME])
{
    enum { PLACES = 14, BLOCK = 7 };
    unsigned place;

    for (place = 0; place < PLACES; place++) {
        unsigned pair = place < 4 ? place : 2 + place % 2;

        memcpy(out, blocks[pair][number >> place & 1], BLOCK);
        out += BLOCK;
    }
    memcpy(out, "test", 5);
}

static int
zone_lookup(void *user_data, const spfeval_query *query,
            spfeval_answer *answer)
{
    size_t len = 0;
    const char *name = spfeval_query_get_name(query, &len);

    return spfeval_zone_lookup(user_data, spfeval_query_get_type(query), name,
                               len, answer);
}

static int64_t
no_time(void *user_data)
{
    (void)user_data;
    return 1;
}

void
worst_use_cache(struct worst *worst)
{
    static const spfeval_resolver_ops ops = {
        .struct_size = sizeof(ops), .lookup = zone_lookup, .now = no_time};

    worst_ok(worst,
             spfeval_resolver_new(NULL, &ops, worst->zone, &worst->clocked));
    worst_ok(worst, spfeval_cache_resolver_new(
                        NULL, worst->cache, worst->clocked, &worst->cached));
}

void
worst_run_check(struct worst *worst)
{
    spfeval_check *check = worst->check;
    spfeval_resolver *resolver = worst->cached != NULL
                                     ? worst->cached
                                     : spfeval_zone_get_resolver(worst->zone);

    spfeval_check_reset(check);
    worst_ok(worst, spfeval_check_set_client_text(check, worst->ip,
                                                  strlen(worst->ip)));
    worst_ok(worst, spfeval_check_set_helo(check, "h.test", 6));
    worst_ok(worst, spfeval_check_set_mailfrom(check, worst->mailfrom,
                                               strlen(worst->mailfrom)));
    worst_ok(worst, spfeval_check_run(check, resolver));
}
