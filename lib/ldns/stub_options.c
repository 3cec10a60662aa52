/* SPDX-License-Identifier: BSD-2-Clause */
/* Numbers and servers of a stub, set one by one or from a resolv.conf. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

#include <spfeval/status.h>

#include "ldns/resolv_conf.h"
#include "ldns/stub.h"

enum {
    EDNS_SIZE = 1232, /* fits the IPv6 minimum MTU: never fragmented */
    EDNS_SIZE_MIN = 512,
    FILE_MAX = 65536,
    MS_PER_SECOND = 1000
};

struct range {
    uint32_t min;
    uint32_t max;
    uint32_t initial;
};

/* By key; 0 is no key. */
static const struct range ranges[SPFE_STUB_OPTIONS] = {
    [SPFEVAL_STUB_OPTION_TIMEOUT_MS] = {1, 60000, 5000},
    [SPFEVAL_STUB_OPTION_ATTEMPTS] = {1, 10, 2},
    [SPFEVAL_STUB_OPTION_ROTATE] = {0, 1, 0},
    [SPFEVAL_STUB_OPTION_USE_TCP] = {0, 1, 0},
    [SPFEVAL_STUB_OPTION_EDNS_SIZE] = {0, SPFE_STUB_PACKET_SIZE, EDNS_SIZE},
    [SPFEVAL_STUB_OPTION_MAX_SOCKETS] = {1, 65535, 500},
    [SPFEVAL_STUB_OPTION_TRUST_AD] = {0, 1, 0},
};

void
spfe_stub_set_defaults(struct spfeval_stub *stub)
{
    int key;

    for (key = 1; key < SPFE_STUB_OPTIONS; key++) {
        stub->options[key] = ranges[key].initial;
    }
}

int
spfeval_stub_set_u32(spfeval_stub *stub, int key, uint32_t value)
{
    if (stub == NULL || key < 1 || key >= SPFE_STUB_OPTIONS ||
        value < ranges[key].min || value > ranges[key].max) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    if (key == SPFEVAL_STUB_OPTION_EDNS_SIZE && value > 0 &&
        value < EDNS_SIZE_MIN) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    stub->options[key] = value;
    return SPFEVAL_OK;
}

int
spfeval_stub_get_u32(const spfeval_stub *stub, int key, uint32_t *out)
{
    if (stub == NULL || out == NULL || key < 1 || key >= SPFE_STUB_OPTIONS) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    *out = stub->options[key];
    return SPFEVAL_OK;
}

int
spfeval_stub_add_server(spfeval_stub *stub, const char *text, size_t text_len)
{
    struct spfe_server server;

    if (stub == NULL || text == NULL ||
        stub->server_count == SPFE_STUB_SERVERS) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    if (!spfe_server_parse(text, text_len, &server)) {
        return SPFEVAL_ERR_SYNTAX;
    }
    stub->servers[stub->server_count++] = server;
    return SPFEVAL_OK;
}

static void
take_options(struct spfeval_stub *stub, const struct spfe_resolv_conf *conf)
{
    uint32_t *options = stub->options;

    if (conf->has_timeout) {
        options[SPFEVAL_STUB_OPTION_TIMEOUT_MS] =
            conf->timeout * MS_PER_SECOND;
    }
    if (conf->has_attempts) {
        options[SPFEVAL_STUB_OPTION_ATTEMPTS] = conf->attempts;
    }
    if (conf->rotate) {
        options[SPFEVAL_STUB_OPTION_ROTATE] = 1;
    }
    if (conf->use_vc) {
        options[SPFEVAL_STUB_OPTION_USE_TCP] = 1;
    }
    if (conf->edns0 && options[SPFEVAL_STUB_OPTION_EDNS_SIZE] == 0) {
        options[SPFEVAL_STUB_OPTION_EDNS_SIZE] = EDNS_SIZE;
    }
    if (conf->trust_ad) {
        options[SPFEVAL_STUB_OPTION_TRUST_AD] = 1;
    }
}

int
spfeval_stub_parse_resolv_conf(spfeval_stub *stub, const char *text,
                               size_t text_len)
{
    static const char local[] = "127.0.0.1";
    struct spfe_resolv_conf conf;

    if (stub == NULL || (text == NULL && text_len > 0)) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    spfe_resolv_conf_parse(text, text_len, &conf);
    if (conf.server_count == 0 &&
        spfe_server_parse(local, strlen(local), &conf.servers[0])) {
        conf.server_count = 1;
    }
    if (conf.server_count > SPFE_STUB_SERVERS - stub->server_count) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    memcpy(stub->servers + stub->server_count, conf.servers,
           conf.server_count * sizeof(conf.servers[0]));
    stub->server_count += conf.server_count;
    take_options(stub, &conf);
    return SPFEVAL_OK;
}

/* On some file systems it can be interrupted. */
static int
open_file(const char *path)
{
    int fd;

    do {
        fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    } while (fd < 0 && errno == EINTR);
    return fd;
}

/* Read what fits; a file that is not there is empty. -1 when it cannot be. */
static ssize_t
read_file(const char *path, char *out, size_t size)
{
    int fd = open_file(path);
    size_t len = 0;
    ssize_t got = 1;

    if (fd < 0) {
        return errno == ENOENT || errno == ENOTDIR ? 0 : -1;
    }
    while (len < size && got != 0) {
        got = read(fd, out + len, size - len);
        if (got < 0 && errno != EINTR) {
            close(fd);
            return -1;
        }
        if (got > 0) {
            len += (size_t)got;
        }
    }
    close(fd);
    return (ssize_t)len;
}

int
spfeval_stub_read_resolv_conf(spfeval_stub *stub, const char *path)
{
    char *text;
    ssize_t len;
    int status = SPFEVAL_ERR_RESOLVER;

    if (stub == NULL) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    text = spfe_memory_alloc(&stub->memory, FILE_MAX + 1);
    if (text == NULL) {
        return SPFEVAL_ERR_NOMEM;
    }
    len = read_file(path == NULL ? "/etc/resolv.conf" : path, text,
                    FILE_MAX + 1);
    if (len >= 0 && len <= FILE_MAX) {
        status = spfeval_stub_parse_resolv_conf(stub, text, (size_t)len);
    }
    spfe_memory_free(&stub->memory, text);
    return status;
}

uint32_t
spfeval_stub_get_server_count(const spfeval_stub *stub)
{
    return stub == NULL ? 0 : stub->server_count;
}

int
spfeval_stub_get_server(const spfeval_stub *stub, uint32_t index, char *buffer,
                        size_t capacity, size_t *needed)
{
    char text[SPFE_SERVER_TEXT_SIZE];
    size_t len;

    if (stub == NULL || (buffer == NULL && capacity > 0)) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    if (index >= stub->server_count) {
        return SPFEVAL_ERR_NOT_FOUND;
    }
    len = spfe_server_print(&stub->servers[index], text);
    if (needed != NULL) {
        *needed = len + 1;
    }
    if (len >= capacity) {
        if (capacity > 0) {
            buffer[0] = '\0';
        }
        return SPFEVAL_ERR_BUFFER;
    }
    memcpy(buffer, text, len + 1);
    return SPFEVAL_OK;
}
