/* SPDX-License-Identifier: BSD-2-Clause */
#include "why_httpd.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { EXIT_USAGE = 64 };

static const char help[] =
    "Usage: why_httpd [OPTION...]\n"
    "Serve pages that answer \"Why was this mail rejected?\".\n"
    "\n"
    "  --zone FILE          answer from this zone file, not from DNS\n"
    "  --server ADDRESS[:PORT]\n"
    "                       ask this DNS server, not those of the system\n"
    "  --address ADDRESS    listen there (127.0.0.1)\n"
    "  --port N             listen there; 0 is any that is free (0)\n"
    "  --receiver NAME      the mail server that rejects\n"
    "  --rate N             requests a minute from one client; 0 is no limit "
    "(60)\n"
    "  --max-connections N  at a time (64)\n"
    "  --max-checks N       at a time (16)\n"
    "  --timeout N          seconds that a check may take (10)\n"
    "  --help               show this\n";

enum option_key {
    OPTION_ADDRESS = 1,
    OPTION_HELP,
    OPTION_MAX_CHECKS,
    OPTION_MAX_CONNECTIONS,
    OPTION_PORT,
    OPTION_RATE,
    OPTION_RECEIVER,
    OPTION_SERVER,
    OPTION_TIMEOUT,
    OPTION_ZONE
};

static const struct option options[] = {
    {"address", required_argument, NULL, OPTION_ADDRESS},
    {"help", no_argument, NULL, OPTION_HELP},
    {"max-checks", required_argument, NULL, OPTION_MAX_CHECKS},
    {"max-connections", required_argument, NULL, OPTION_MAX_CONNECTIONS},
    {"port", required_argument, NULL, OPTION_PORT},
    {"rate", required_argument, NULL, OPTION_RATE},
    {"receiver", required_argument, NULL, OPTION_RECEIVER},
    {"server", required_argument, NULL, OPTION_SERVER},
    {"timeout", required_argument, NULL, OPTION_TIMEOUT},
    {"zone", required_argument, NULL, OPTION_ZONE},
    {NULL, 0, NULL, 0}};

static int
refuse(const char *what, const char *value)
{
    fprintf(stderr, "why_httpd: %s%s\nTry 'why_httpd --help'.\n", what, value);
    return EXIT_USAGE;
}

static int
read_number(const char *text, unsigned long least, unsigned long most,
            uint32_t *out)
{
    char *end = NULL;
    unsigned long value;

    errno = 0;
    value = strtoul(text, &end, 10);
    if (text[0] < '0' || text[0] > '9' || *end != '\0' || errno != 0 ||
        value < least || value > most) {
        return refuse("not a number in range: ", text);
    }
    *out = (uint32_t)value;
    return -1;
}

static int
take_port(struct settings *settings, const char *value)
{
    uint32_t port = 0;
    int code = read_number(value, 0, 65535, &port);

    settings->port = (uint16_t)port;
    return code;
}

static int
take(struct settings *settings, int key, const char *value)
{
    switch (key) {
    case OPTION_ADDRESS:
        settings->address = value;
        return -1;
    case OPTION_HELP:
        fputs(help, stdout);
        return 0;
    case OPTION_MAX_CHECKS:
        return read_number(value, 0, 10000, &settings->max_checks);
    case OPTION_MAX_CONNECTIONS:
        return read_number(value, 1, 10000, &settings->max_connections);
    case OPTION_PORT:
        return take_port(settings, value);
    case OPTION_RATE:
        return read_number(value, 0, 1000000, &settings->rate);
    case OPTION_RECEIVER:
        settings->receiver = value;
        return -1;
    case OPTION_SERVER:
        settings->server = value;
        return -1;
    case OPTION_TIMEOUT:
        return read_number(value, 1, 3600, &settings->timeout);
    case OPTION_ZONE:
        settings->zone = value;
        return -1;
    default: /* getopt_long() has said what is wrong */
        return EXIT_USAGE;
    }
}

int
settings_read(struct settings *settings, int argc, char **argv)
{
    int code = -1;
    int key;

    *settings = (struct settings){.address = "127.0.0.1",
                                  .rate = 60,
                                  .max_connections = 64,
                                  .max_checks = 16,
                                  .timeout = 10};
    while (code == -1 &&
           (key = getopt_long(argc, argv, "", options, NULL)) != -1) {
        code = take(settings, key, optarg);
    }
    if (code == -1 && optind < argc) {
        return refuse("not an option: ", argv[optind]);
    }
    if (code == -1 && settings->zone != NULL && settings->server != NULL) {
        return refuse("--zone and --server exclude each other", "");
    }
    return code;
}
