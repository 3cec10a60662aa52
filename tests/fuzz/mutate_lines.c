/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * For libFuzzer: changes inputs that are lines, "letter owner|data", by whole
 * lines, owners and terms. So most of what comes out is still a zone with
 * records that refer to each other, which changes of octets would not give.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max_size);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size,
                               unsigned int seed);

enum { MOST_COPY = 1024, MOST_REPEATED = 12 };

/* An input that is being changed. */
struct input {
    char *text;
    size_t size;
    size_t room;
    uint32_t random;
};

/* A stretch of it. */
struct range {
    size_t at;
    size_t len;
};

static const char *const terms[] = {"a",
                                    "mx",
                                    "ptr",
                                    "-all",
                                    "~all",
                                    "?all",
                                    "+all",
                                    "a:%{d}",
                                    "mx:%{o}",
                                    "ptr:%{d}",
                                    "a/24",
                                    "mx//64",
                                    "a/0//0",
                                    "exp=%{d}",
                                    "-exists:%{i}.",
                                    "include:",
                                    "redirect=",
                                    "a:",
                                    "mx:",
                                    "exists:",
                                    "exp=",
                                    "ip4:192.0.2.0/24",
                                    "ip6:2001:db8::/32",
                                    "exists:%{ir}.%{v}.%{d}",
                                    "exists:%{l1r-}.%{d2}",
                                    "exists:%{p}.%{d}",
                                    "include:%{h}",
                                    "a:%{L}.%{O}",
                                    "x=%{t}%{c}%{r}",
                                    "exists:%{s+-_/=,}.%{d}"};

static const char *const lines[] = {"Texample.com|v=spf1 -all\n",
                                    "Ta.example|v=spf1 ?all\n",
                                    "Aa.example|192.0.2.1\n",
                                    "Ab.example|2001:db8::1\n",
                                    "Mexample.com|a.example\n",
                                    "N1.2.0.192.in-addr.arpa|a.example\n",
                                    "Ca.example|b.example\n",
                                    "Ea.example\n",
                                    "Fb.example\n",
                                    "Xb.example|2\n",
                                    "I2001:db8::1\n",
                                    "I192.0.2.1\n",
                                    "Suser@example.com\n",
                                    "S\n",
                                    "Hexample.com\n",
                                    "O65\n",
                                    "O1\n",
                                    "Z\n"};

static size_t
pick(struct input *input, size_t count)
{
    input->random = input->random * 1103515245u + 12345u;
    return count == 0 ? 0 : (input->random >> 8) % count;
}

/* Put other text in the place of a range; false when there is no room. */
static bool
replace(struct input *input, struct range range, const char *text, size_t len)
{
    size_t end = range.at + range.len;

    if (input->size - range.len + len > input->room) {
        return false;
    }
    memmove(input->text + range.at + len, input->text + end,
            input->size - end);
    memcpy(input->text + range.at, text, len);
    input->size += len;
    input->size -= range.len;
    return true;
}

/* The same with a copy of another range of it. */
static bool
replace_with(struct input *input, struct range range, struct range other)
{
    char copy[MOST_COPY];

    if (other.len > sizeof(copy)) {
        return false;
    }
    memcpy(copy, input->text + other.at, other.len);
    return replace(input, range, copy, other.len);
}

/* --- parts --------------------------------------------------------------- */

/* The line around a place, with its end. */
static struct range
line_at(const struct input *input, size_t at)
{
    struct range line = {at, 0};
    size_t end = at;

    while (line.at > 0 && input->text[line.at - 1] != '\n') {
        line.at--;
    }
    while (end < input->size && input->text[end] != '\n') {
        end++;
    }
    line.len = end - line.at + (end < input->size ? 1 : 0);
    return line;
}

static struct range
pick_line(struct input *input)
{
    return line_at(input, pick(input, input->size));
}

/* From behind the letter to the bar, or to the end. */
static struct range
owner_of(const struct input *input, struct range line)
{
    struct range owner = {line.at + (line.len > 0 ? 1 : 0), 0};
    size_t end = line.at + line.len;

    while (owner.at + owner.len < end &&
           strchr("|\n", input->text[owner.at + owner.len]) == NULL) {
        owner.len++;
    }
    return owner;
}

/* A word of the data: a term, or all of it where there is only one. */
static struct range
pick_word(struct input *input, struct range line)
{
    size_t end = line.at + line.len;
    struct range owner = owner_of(input, line);
    size_t first = owner.at + owner.len + 1;
    struct range word = {end, 0};

    if (first >= end) {
        return word;
    }
    word.at = first + pick(input, end - first);
    while (word.at > first && input->text[word.at - 1] != ' ') {
        word.at--;
    }
    while (word.at + word.len < end &&
           strchr(" \n", input->text[word.at + word.len]) == NULL) {
        word.len++;
    }
    return word;
}

/* Behind the ":" or "=" of a term; else the whole of it. */
static struct range
target_of(const struct input *input, struct range word)
{
    size_t i;

    for (i = 0; i < word.len; i++) {
        if (strchr(":=", input->text[word.at + i]) != NULL) {
            struct range target = {word.at + i + 1, word.len - i - 1};

            return target;
        }
    }
    return word;
}

/* --- changes ------------------------------------------------------------- */

static bool
copy_line(struct input *input)
{
    struct range to = {pick_line(input).at, 0};

    return replace_with(input, to, pick_line(input));
}

static bool
remove_line(struct input *input)
{
    return replace(input, pick_line(input), "", 0);
}

static bool
add_line(struct input *input)
{
    const char *line = lines[pick(input, sizeof(lines) / sizeof(lines[0]))];
    struct range to = {pick_line(input).at, 0};

    return replace(input, to, line, strlen(line));
}

static bool
copy_owner(struct input *input)
{
    struct range to = owner_of(input, pick_line(input));

    return replace_with(input, to, owner_of(input, pick_line(input)));
}

/* A term, or the data of a record, now leads to another owner. */
static bool
point_elsewhere(struct input *input)
{
    struct range to = target_of(input, pick_word(input, pick_line(input)));

    return replace_with(input, to, owner_of(input, pick_line(input)));
}

static bool
add_term(struct input *input)
{
    const char *term = terms[pick(input, sizeof(terms) / sizeof(terms[0]))];
    struct range to = {pick_word(input, pick_line(input)).at, 0};
    size_t len = strlen(term);
    struct range behind = {to.at + len, 0};

    if (!replace(input, to, term, len)) {
        return false;
    }
    if (strchr(":=", term[len - 1]) != NULL) {
        struct range owner = owner_of(input, pick_line(input));

        behind.len = 0;
        if (!replace_with(input, behind, owner)) {
            return false;
        }
        behind.at += owner.len;
    }
    return replace(input, behind, " ", 1);
}

static bool
remove_word(struct input *input)
{
    return replace(input, pick_word(input, pick_line(input)), "", 0);
}

/* The limits of RFC 7208 section 4.6.4 are about ten of something. */
static bool
repeat_word(struct input *input)
{
    struct range word = pick_word(input, pick_line(input));
    size_t count = 1 + pick(input, MOST_REPEATED);
    struct range to = {word.at, 0};

    if (word.at + word.len < input->size) {
        word.len++; /* with the space, or the line's end */
    }
    while (count-- > 0 && replace_with(input, to, word)) {
        word.at += word.len;
    }
    return true;
}

static bool
repeat_line(struct input *input)
{
    struct range line = pick_line(input);
    size_t count = 1 + pick(input, MOST_REPEATED);
    struct range to = {line.at, 0};

    while (count-- > 0 && replace_with(input, to, line)) {
        line.at += line.len;
        /* Each a little different, or they are the same record. */
        if (line.len > 1) {
            input->text[to.at + pick(input, line.len - 1)] =
                (char)('0' + pick(input, 10));
        }
    }
    return true;
}

/* Octets within one line only, as libFuzzer changes them. */
static bool
change_octets(struct input *input)
{
    uint8_t copy[MOST_COPY];
    struct range line = pick_line(input);
    size_t len;

    if (line.len > sizeof(copy)) {
        return false;
    }
    memcpy(copy, input->text + line.at, line.len);
    len = LLVMFuzzerMutate(copy, line.len, sizeof(copy));
    return replace(input, line, (const char *)copy, len);
}

static bool
change_all(struct input *input)
{
    input->size =
        LLVMFuzzerMutate((uint8_t *)input->text, input->size, input->room);
    return true;
}

size_t
LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size,
                        unsigned int seed)
{
    static bool (*const changes[])(struct input *) = {
        copy_line,   remove_line,     add_line,      copy_owner,
        copy_owner,  point_elsewhere, add_term,      add_term,
        add_term,    point_elsewhere, remove_word,   repeat_word,
        repeat_line, change_octets,   change_octets, change_all};
    struct input input = {(char *)data, size, max_size, seed};
    size_t count = 1 + pick(&input, 4);
    size_t tries = 16;

    while (count > 0 && tries-- > 0) {
        size_t which = pick(&input, sizeof(changes) / sizeof(changes[0]));

        if (input.size <= input.room && changes[which](&input)) {
            count--;
        }
    }
    return input.size > 0 ? input.size : size;
}
