/* SPDX-License-Identifier: BSD-2-Clause */
#include "differential/make.h"

#include <stdarg.h>
#include <string.h>

/* splitmix64: the same numbers on each machine. */
unsigned
make_below(struct maker *maker, unsigned limit)
{
    uint64_t number;

    maker->state += UINT64_C(0x9e3779b97f4a7c15);
    number = maker->state;
    number = (number ^ number >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    number = (number ^ number >> 27) * UINT64_C(0x94d049bb133111eb);
    return (unsigned)((number ^ number >> 31) >> 32) % limit;
}

bool
make_chance(struct maker *maker, unsigned percent)
{
    return make_below(maker, 100) < percent;
}

bool
make_odd(struct maker *maker)
{
    return make_chance(maker, maker->oddity);
}

const char *
make_pick(struct maker *maker, const char *const *list, size_t count)
{
    return list[make_below(maker, (unsigned)count)];
}

void
draft_begin(struct draft *draft, const char *text)
{
    draft->len = 0;
    draft->text[0] = '\0';
    draft_add(draft, "%s", text);
}

void
draft_add(struct draft *draft, const char *format, ...)
{
    size_t room = sizeof(draft->text) - draft->len;
    va_list arguments;
    int len;

    va_start(arguments, format);
    len = vsnprintf(draft->text + draft->len, room, format, arguments);
    va_end(arguments);
    if (len > 0 && (size_t)len < room) {
        draft->len += (size_t)len;
    }
    draft->text[draft->len] = '\0';
}
