/* SPDX-License-Identifier: BSD-2-Clause */
#include "batch_case.h"

#include <spfeval/spfeval.h>

#include <stdbool.h>
#include <string.h>

#include "exit_code.h"
#include "question.h"

/* A member that is null is as good as absent. */
static const json_t *
get_member(const json_t *json, const char *name)
{
    const json_t *member = json_object_get(json, name);

    return json_is_null(member) ? NULL : member;
}

static bool
get_string(const json_t *json, const char *name, struct batch_string *out,
           struct text *error)
{
    const json_t *member = get_member(json, name);

    if (member == NULL) {
        return true;
    }
    if (!json_is_string(member)) {
        text_add_format(error, "member \"%s\" is not a string", name);
        return false;
    }
    out->text = json_string_value(member);
    out->len = json_string_length(member);
    return true;
}

static bool
get_object(const json_t *json, const char *name, const json_t **out,
           struct text *error)
{
    const json_t *member = get_member(json, name);

    if (member != NULL && !json_is_object(member)) {
        text_add_format(error, "member \"%s\" is not an object", name);
        return false;
    }
    *out = member;
    return true;
}

static bool
get_scope(const json_t *json, int *out, struct text *error)
{
    const json_t *member = get_member(json, "scope");
    const char *scope = json_string_value(member);

    if (member == NULL || (scope != NULL && strcmp(scope, "mfrom") == 0)) {
        *out = SPFEVAL_IDENTITY_MAILFROM;
        return true;
    }
    if (scope != NULL && strcmp(scope, "helo") == 0) {
        *out = SPFEVAL_IDENTITY_HELO;
        return true;
    }
    text_add_string(error, "member \"scope\" is not \"mfrom\" or \"helo\"");
    return false;
}

static bool
get_time(const json_t *json, int64_t *out, struct text *error)
{
    const json_t *member = get_member(json, "time");

    if (member == NULL) {
        return true;
    }
    if (!json_is_integer(member)) {
        text_add_string(error, "member \"time\" is not an integer");
        return false;
    }
    *out = json_integer_value(member);
    return true;
}

static bool
require(const char *name, const struct batch_string *string,
        struct text *error)
{
    if (string->text == NULL) {
        text_add_format(error, "member \"%s\" is missing", name);
        return false;
    }
    return true;
}

/* The null reverse-path stands for a name in the HELO (section 2.4). */
static bool
require_identity(const struct batch_case *item, struct text *error)
{
    if (item->identity == SPFEVAL_IDENTITY_HELO) {
        return require("helo", &item->helo, error);
    }
    return require("mailfrom", &item->mailfrom, error) &&
           (!question_is_null_path(item->mailfrom.text, item->mailfrom.len) ||
            require("helo", &item->helo, error));
}

static bool
get_members(const json_t *json, struct batch_case *out, struct text *error)
{
    return get_string(json, "ip", &out->ip, error) &&
           get_string(json, "helo", &out->helo, error) &&
           get_string(json, "mailfrom", &out->mailfrom, error) &&
           get_string(json, "receiver", &out->receiver, error) &&
           get_scope(json, &out->identity, error) &&
           get_time(json, &out->time, error) &&
           get_object(json, "zone", &out->zone, error) &&
           get_object(json, "timeouts", &out->timeouts, error) &&
           require("ip", &out->ip, error) && require_identity(out, error);
}

int
batch_case_read(const char *line, size_t len, struct batch_case *out,
                struct text *error, int *column)
{
    size_t flags = JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL | JSON_DECODE_ANY;
    json_error_t syntax;

    *out = (struct batch_case){0};
    *column = 0;
    out->json = json_loadb(line, len, flags, &syntax);
    if (out->json == NULL && syntax.text[0] == '\0') {
        return EXIT_CODE_INTERNAL; /* jansson is silent when out of memory */
    }
    if (out->json == NULL) {
        text_add_string(error, syntax.text);
        *column = syntax.column;
        return EXIT_CODE_DATA;
    }
    if (!json_is_object(out->json)) {
        text_add_string(error, "not a JSON object");
        return EXIT_CODE_DATA;
    }
    return get_members(out->json, out, error) ? 0 : EXIT_CODE_DATA;
}

void
batch_case_clear(struct batch_case *item)
{
    json_decref(item->json);
    *item = (struct batch_case){0};
}
