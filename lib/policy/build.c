/* SPDX-License-Identifier: BSD-2-Clause */
#include "policy/build.h"

#include <string.h>

#include <spfeval/status.h>

#include "base/arena.h"
#include "base/dname.h"
#include "policy/lint_split.h"
#include "policy/sender.h"

enum { REST_LEN = 5 };

int
spfeval_build_new(const spfeval_allocator *allocator, spfeval_build **out)
{
    struct spfeval_build *build;
    struct spfe_mem mem;

    if (out == NULL || spfe_mem_init(&mem, allocator) != SPFEVAL_OK) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    build = spfe_mem_alloc(&mem, sizeof(*build));
    if (build == NULL) {
        return SPFEVAL_ERR_NOMEM;
    }
    memset(build, 0, sizeof(*build));
    build->mem = mem;
    build->rest = SPFEVAL_REST_FAIL;
    *out = build;
    return SPFEVAL_OK;
}

struct spfe_build_term *
spfe_build_keep(const struct spfeval_build *build, struct spfe_text text,
                const struct spfe_term *term)
{
    struct spfe_build_term *kept =
        spfe_mem_alloc(&build->mem, sizeof(*kept) + text.len);
    char *octets;

    if (kept == NULL) {
        return NULL;
    }
    octets = (char *)(kept + 1);
    memcpy(octets, text.ptr, text.len);
    kept->next = NULL;
    kept->term = *term;
    kept->text.ptr = octets;
    kept->text.len = text.len;
    return kept;
}

void
spfeval_build_free(spfeval_build *build)
{
    struct spfe_build_term *term;
    struct spfe_mem mem;

    if (build == NULL) {
        return;
    }
    while ((term = build->terms) != NULL) {
        build->terms = term->next;
        spfe_mem_free(&build->mem, term);
    }
    spfe_mem_free(&build->mem, build->redirect);
    spfe_mem_free(&build->mem, build->exp);
    mem = build->mem;
    spfe_mem_free(&mem, build);
}

size_t
spfe_build_size(const struct spfeval_build *build, size_t redirect, size_t exp)
{
    struct spfe_buf buf;

    spfe_buf_init(&buf, NULL, 0);
    spfe_build_write_senders(build, &buf);
    return buf.length + (redirect > REST_LEN ? redirect : REST_LEN) + exp;
}

bool
spfe_build_is_usable(struct spfe_text text, const struct spfe_term *term)
{
    struct spfe_text name = {text.ptr + term->argument.offset,
                             term->argument.len};

    return name.len == 0 || term->argument.expands ||
           spfe_dname_is_valid(spfe_dname_trim(name));
}

int
spfeval_build_set_rest(spfeval_build *build, int rest)
{
    if (build == NULL || rest < SPFEVAL_REST_UNSAID ||
        rest > SPFEVAL_REST_NEUTRAL) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    build->rest = rest;
    spfe_mem_free(&build->mem, build->redirect);
    build->redirect = NULL;
    return SPFEVAL_OK;
}

/* A modifier with this name in its usual form. */
static int
parse_modifier(struct spfe_arena *arena, const char *name, const char *domain,
               size_t domain_len, struct spfe_text *out,
               struct spfe_term *term)
{
    size_t len = strlen(name);
    struct spfeval_record record = {.text = {NULL, 0}};
    char *joined;

    if (domain_len > SPFE_TEXT_MAX - len) {
        return SPFEVAL_ERR_LIMIT;
    }
    joined = spfe_arena_octets(arena, len + domain_len);
    if (joined == NULL) {
        return SPFEVAL_ERR_NOMEM;
    }
    memcpy(joined, name, len);
    memcpy(joined + len, domain, domain_len);
    record.text.ptr = joined;
    record.text.len = (uint32_t)(len + domain_len);
    if (!spfe_lint_is_term(record.text, term) ||
        !spfe_build_is_usable(record.text, term) ||
        spfe_sender_is_odd(record.text, term)) {
        return SPFEVAL_ERR_SYNTAX;
    }
    return spfe_sender_print(arena, &record, term, out);
}

static int
make_modifier(const struct spfeval_build *build, bool redirects,
              const char *domain, size_t domain_len,
              struct spfe_build_term **out)
{
    struct spfe_arena scratch;
    struct spfe_term term;
    struct spfe_text text;
    size_t other =
        spfe_build_term_size(redirects ? build->exp : build->redirect);
    int status;

    spfe_arena_init(&scratch, &build->mem, SIZE_MAX, NULL, 0);
    status = parse_modifier(&scratch, redirects ? "redirect=" : "exp=", domain,
                            domain_len, &text, &term);
    if (status == SPFEVAL_OK &&
        spfe_build_size(build, redirects ? text.len + 1 : other,
                        redirects ? other : text.len + 1) > SPFE_TEXT_MAX) {
        status = SPFEVAL_ERR_LIMIT;
    }
    if (status == SPFEVAL_OK) {
        *out = spfe_build_keep(build, text, &term);
        status = *out == NULL ? SPFEVAL_ERR_NOMEM : SPFEVAL_OK;
    }
    spfe_arena_clear(&scratch);
    return status;
}

static int
set_modifier(struct spfeval_build *build, bool redirects, const char *domain,
             size_t domain_len)
{
    struct spfe_build_term **place =
        redirects ? &build->redirect : &build->exp;
    struct spfe_build_term *modifier = NULL;
    int status = SPFEVAL_OK;

    if (domain == NULL && domain_len > 0) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    if (domain_len > 0) {
        status =
            make_modifier(build, redirects, domain, domain_len, &modifier);
    }
    if (status == SPFEVAL_OK) {
        spfe_mem_free(&build->mem, *place);
        *place = modifier;
    }
    return status;
}

int
spfeval_build_set_redirect(spfeval_build *build, const char *domain,
                           size_t domain_len)
{
    return build == NULL ? SPFEVAL_ERR_ARGUMENT
                         : set_modifier(build, true, domain, domain_len);
}

int
spfeval_build_set_exp(spfeval_build *build, const char *domain,
                      size_t domain_len)
{
    return build == NULL ? SPFEVAL_ERR_ARGUMENT
                         : set_modifier(build, false, domain, domain_len);
}
