/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Writes a workload for the benches:
 *
 *     bench_workload SEED SIZE DIR
 *
 * DIR/zone.tsv and DIR/queries.tsv, for SIZE times 15 sender domains and 1000
 * queries; the same for the same seed everywhere. The last column of a query
 * is the result that RFC 7208 gives, known from how the policy was made.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "bench/generate.h"

enum { QUERIES = 1000, MOST_SIZE = 64 };

static void
add_query(struct generator *gen, const struct sender *sender)
{
    static const char *const users[] = {"info",      "anna.smit",
                                        "bounce-x7", "no-reply",
                                        "sales",     "list-owner-2041"};
    const char *user = users[generate_below(gen, 6)];
    char stranger[ADDRESS_TEXT];
    const char *address = stranger;
    const char *intent = sender->otherwise;

    generate_stranger(gen, stranger);
    if (generate_below(gen, 100) < 60) {
        address = pool_pick(gen, &sender->pool);
        intent = sender->pass;
    }
    fprintf(gen->queries, "%s\t%s\tmail%u.%s\t%s@%s\t%s\n", sender->shape,
            address, generate_below(gen, 30), sender->domain, user,
            sender->domain, intent);
}

static FILE *
create(const char *folder, const char *name)
{
    char path[4096];
    FILE *file;

    (void)snprintf(path, sizeof(path), "%s/%s", folder, name);
    file = fopen(path, "wb");
    if (file == NULL) {
        fprintf(stderr, "%s: %s\n", path, strerror(errno));
    }
    return file;
}

static int
finish(FILE *file)
{
    return file != NULL && fclose(file) == 0 ? 0 : -1;
}

static void
generate(struct generator *gen, struct sender *senders, unsigned size)
{
    unsigned count = SENDER_SHAPES * size;
    unsigned i;

    fputs("# name\ttype\tdata\n", gen->zone);
    fputs("# shape\tip\thelo\tmailfrom\tintent\n", gen->queries);
    generate_providers(gen);
    for (i = 0; i < count; i++) {
        generate_sender(gen, i % SENDER_SHAPES, i / SENDER_SHAPES,
                        &senders[i]);
    }
    for (i = 0; i < QUERIES * size; i++) {
        add_query(gen, &senders[generate_below(gen, count)]);
    }
}

int
main(int argc, char **argv)
{
    static struct generator gen;
    struct sender *senders;
    unsigned long size = argc == 4 ? strtoul(argv[2], NULL, 10) : 0;
    int status = -1;

    if (size == 0 || size > MOST_SIZE) {
        fprintf(stderr, "usage: %s SEED SIZE DIR\n", argv[0]);
        return 64;
    }
    gen.state = strtoul(argv[1], NULL, 10);
    gen.zone = create(argv[3], "zone.tsv");
    gen.queries = create(argv[3], "queries.tsv");
    senders = calloc(SENDER_SHAPES * size, sizeof(*senders));
    if (gen.zone != NULL && gen.queries != NULL && senders != NULL) {
        generate(&gen, senders, (unsigned)size);
        status = 0;
    }
    status |= finish(gen.zone);
    status |= finish(gen.queries);
    free(senders);
    return status == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
