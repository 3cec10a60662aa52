/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A record that is ready to be published, as output.
 */
#ifndef SPFEVAL_TOOL_PUBLISH_H
#define SPFEVAL_TOOL_PUBLISH_H

#include <stddef.h>

#include "json_text.h"
#include "publish_settings.h"
#include "source.h"
#include "text.h"

/*
 * Examine a record and print it: the record on standard output, what was found
 * and what it costs on standard error, or all of it as JSON. Without a source
 * only its text is examined. The domain may be NULL. Returns the exit code of
 * what was found.
 */
int publish(const struct publish_settings *settings, struct source *source,
            const char *domain, const char *record, size_t record_len);

/* Add the record, or the line of a zone file, and a line break. */
void publish_add_line(struct text *out,
                      const struct publish_settings *settings,
                      const char *domain, const char *record,
                      size_t record_len);

/* Add the members that are about the text of a record, which may be NULL. */
void publish_put(struct json_builder *object,
                 const struct publish_settings *settings, const char *domain,
                 const char *record, size_t record_len);

/* Write both texts, unless one has failed. Returns the code, or another. */
int publish_write(const struct text *out, const struct text *notes, int code);

#endif
