/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The lines of "batch" on their way: so many checks at a time, with the answers
 * in the order of the lines.
 */
#ifndef SPFEVAL_TOOL_BATCH_RUN_H
#define SPFEVAL_TOOL_BATCH_RUN_H

#include <stdbool.h>
#include <stdint.h>

#include "batch_job.h"
#include "network.h"

/*
 * Answer all lines that a descriptor gives; at most in_flight of them are read
 * and not yet printed. The network is NULL when no line asks the DNS; the name
 * of the input is for messages. Returns 0, EXIT_CODE_DATA when some line was
 * bad, or another exit code after a message.
 */
int batch_run(struct batch_source *source, struct network *network,
              uint32_t in_flight, int input, const char *input_name);

#endif
