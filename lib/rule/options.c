/* SPDX-License-Identifier: BSD-2-Clause */
#include "rule/options.h"

#include <stddef.h>
#include <string.h>

#include <spfeval/record.h>
#include <spfeval/status.h>

#include "base/ascii.h"
#include "record/macro_parse.h"

struct number_option {
    int key;
    uint32_t minimum;
    uint32_t maximum;
    uint32_t initial;
    size_t offset; /* of the field */
    bool unlimited;
};

#define FIELD(name) offsetof(struct spfeval_options, name)

/* The defaults are those of RFC 7208 section 4.6.4, where it has one. */
static const struct number_option numbers[] = {
    {SPFEVAL_OPTION_MAX_TERMS, 0, 1000, 10, FIELD(max_terms), false},
    {SPFEVAL_OPTION_MAX_VOIDS, 0, 255, 2, FIELD(max_voids), true},
    {SPFEVAL_OPTION_MAX_MX_NAMES, 0, 1000, 10, FIELD(max_mx_names), false},
    {SPFEVAL_OPTION_MAX_PTR_NAMES, 0, 1000, 10, FIELD(max_ptr_names), false},
    {SPFEVAL_OPTION_MAX_EXPLANATION, 1, SPFE_TEXT_MAX, 480,
     FIELD(max_explanation), false},
    {SPFEVAL_OPTION_MAX_BYTES, 4096, UINT32_MAX, 1048576, FIELD(max_bytes),
     false},
    {SPFEVAL_OPTION_TIMEOUT_MS, 1000, 3600000, 20000, FIELD(timeout_ms),
     false},
    {SPFEVAL_OPTION_FETCH_EXPLANATION, 0, 1, 1, FIELD(fetch_explanation),
     false},
    {SPFEVAL_OPTION_PREFETCH, SPFEVAL_PREFETCH_SERIAL, SPFEVAL_PREFETCH_GRAPH,
     SPFEVAL_PREFETCH_SERIAL, FIELD(prefetch), false},
    {SPFEVAL_OPTION_CHECK_HELO, 0, 1, 1, FIELD(check_helo), false},
    {SPFEVAL_OPTION_HELO_FAIL_IS_FINAL, 0, 1, 0, FIELD(helo_fail_is_final),
     false},
    {SPFEVAL_OPTION_SHARED_BUDGET, 0, 1, 0, FIELD(shared_budget), false},
    {SPFEVAL_OPTION_RESERVE_TERMS, 0, 1000, 1, FIELD(reserve_terms), false},
    {SPFEVAL_OPTION_MAX_ANSWER, 12, SPFE_TEXT_MAX, 512, FIELD(max_answer),
     false},
    {SPFEVAL_OPTION_MAX_TEXT, 12, SPFE_TEXT_MAX, 450, FIELD(max_text), false},
};

enum { NUMBERS = sizeof(numbers) / sizeof(numbers[0]) };

static const struct number_option *
find_number(int key)
{
    size_t i;

    for (i = 0; i < NUMBERS; i++) {
        if (numbers[i].key == key) {
            return &numbers[i];
        }
    }
    return NULL;
}

static void
store_number(struct spfeval_options *options,
             const struct number_option *number, uint32_t value)
{
    memcpy((char *)options + number->offset, &value, sizeof(value));
}

int
spfeval_options_new(const spfeval_allocator *allocator, spfeval_options **out)
{
    struct spfe_mem mem;
    spfeval_options *options;
    size_t i;

    if (out == NULL || spfe_mem_init(&mem, allocator) != SPFEVAL_OK) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    options = spfe_mem_alloc(&mem, sizeof(*options));
    if (options == NULL) {
        return SPFEVAL_ERR_NOMEM;
    }
    memset(options, 0, sizeof(*options));
    options->mem = mem;
    atomic_init(&options->references, 1);
    atomic_init(&options->frozen, false);
    for (i = 0; i < NUMBERS; i++) {
        store_number(options, &numbers[i], numbers[i].initial);
    }
    *out = options;
    return SPFEVAL_OK;
}

void
spfe_options_share(struct spfeval_options *options)
{
    atomic_store(&options->frozen, true);
    atomic_fetch_add(&options->references, 1);
}

static void
free_text(struct spfe_mem *mem, struct spfe_text text)
{
    char *memory;

    memcpy(&memory, &text.ptr, sizeof(memory)); /* it was ours to write */
    spfe_mem_free(mem, memory);
}

void
spfeval_options_free(spfeval_options *options)
{
    struct spfe_mem mem;

    if (options == NULL || atomic_fetch_sub(&options->references, 1) != 1) {
        return;
    }
    mem = options->mem;
    free_text(&mem, options->receiver);
    free_text(&mem, options->default_explanation);
    spfe_mem_free(&mem, options);
}

int
spfeval_options_set_u32(spfeval_options *options, int key, uint32_t value)
{
    const struct number_option *number = find_number(key);

    if (options == NULL || number == NULL) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    if ((value < number->minimum || value > number->maximum) &&
        !(number->unlimited && value == SPFEVAL_UNLIMITED)) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    if (atomic_load(&options->frozen)) {
        return SPFEVAL_ERR_STATE;
    }
    store_number(options, number, value);
    return SPFEVAL_OK;
}

int
spfeval_options_get_u32(const spfeval_options *options, int key, uint32_t *out)
{
    const struct number_option *number = find_number(key);

    if (options == NULL || number == NULL || out == NULL) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    memcpy(out, (const char *)options + number->offset, sizeof(*out));
    return SPFEVAL_OK;
}

/* The field of a text option, or NULL. */
static struct spfe_text *
find_text(spfeval_options *options, int key)
{
    switch (key) {
    case SPFEVAL_OPTION_RECEIVER:
        return &options->receiver;
    case SPFEVAL_OPTION_DEFAULT_EXPLANATION:
        return &options->default_explanation;
    default:
        return NULL;
    }
}

static int
check_text(int key, struct spfe_text text, uint16_t *macros)
{
    if (!spfe_ascii_is_printable(text.ptr, text.len)) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    if (key == SPFEVAL_OPTION_DEFAULT_EXPLANATION &&
        spfe_macro_scan_explanation(text, macros) != SPFEVAL_SYNTAX_NONE) {
        return SPFEVAL_ERR_SYNTAX;
    }
    return SPFEVAL_OK;
}

int
spfeval_options_set_text(spfeval_options *options, int key, const char *text,
                         size_t text_len)
{
    struct spfe_text value = {text, (uint32_t)text_len};
    struct spfe_text *field;
    uint16_t macros = 0;
    char *copy;
    int status;

    if (options == NULL || (text == NULL && text_len > 0) ||
        text_len > SPFE_TEXT_MAX) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    field = find_text(options, key);
    status =
        field == NULL ? SPFEVAL_ERR_ARGUMENT : check_text(key, value, &macros);
    if (status != SPFEVAL_OK) {
        return status;
    }
    if (atomic_load(&options->frozen)) {
        return SPFEVAL_ERR_STATE;
    }
    copy = spfe_mem_alloc(&options->mem, text_len + 1);
    if (copy == NULL) {
        return SPFEVAL_ERR_NOMEM;
    }
    if (text_len > 0) {
        memcpy(copy, text, text_len);
    }
    copy[text_len] = '\0';
    free_text(&options->mem, *field);
    field->ptr = copy;
    field->len = value.len;
    if (key == SPFEVAL_OPTION_DEFAULT_EXPLANATION) {
        options->default_macros = macros;
    }
    return SPFEVAL_OK;
}

int
spfeval_options_get_text(const spfeval_options *options, int key,
                         const char **out, size_t *out_len)
{
    const struct spfe_text *field;

    if (options == NULL || out == NULL || out_len == NULL) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    field = key == SPFEVAL_OPTION_RECEIVER ? &options->receiver
                                           : &options->default_explanation;
    if (key != SPFEVAL_OPTION_RECEIVER &&
        key != SPFEVAL_OPTION_DEFAULT_EXPLANATION) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    *out = field->ptr == NULL ? "" : field->ptr;
    *out_len = field->len;
    return SPFEVAL_OK;
}

int
spfeval_options_set_idna(spfeval_options *options,
                         spfeval_idna_callback callback, void *user_data)
{
    if (options == NULL) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    if (atomic_load(&options->frozen)) {
        return SPFEVAL_ERR_STATE;
    }
    options->idna = callback;
    options->idna_user_data = user_data;
    return SPFEVAL_OK;
}
