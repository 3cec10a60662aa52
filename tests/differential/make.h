/* SPDX-License-Identifier: BSD-2-Clause */
/* Cases from a seed: what the parts of the generator share. */
#ifndef TESTS_DIFFERENTIAL_MAKE_H
#define TESTS_DIFFERENTIAL_MAKE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

enum { MAKE_RECORD = 16384, MAKE_NAME = 512 };

/* A text that grows; what does not fit is left out. */
struct draft {
    char text[MAKE_RECORD];
    size_t len;
};

struct maker {
    FILE *file;
    uint64_t state;
    bool is_ip6;     /* the client's family */
    unsigned oddity; /* of 100 words, how many are wrong or rare */
    struct draft record;
};

#define COUNT_OF(list) (sizeof(list) / sizeof((list)[0]))

/* --- Chance (make_draft.c) ----------------------------------------------- */

/* 0 to below limit. */
unsigned make_below(struct maker *maker, unsigned limit);

/* True in so many of 100. */
bool make_chance(struct maker *maker, unsigned percent);

/* As make_chance, with the case's oddity. */
bool make_odd(struct maker *maker);

const char *make_pick(struct maker *maker, const char *const *list,
                      size_t count);
#define MAKE_PICK(maker, list) make_pick(maker, list, COUNT_OF(list))

/* --- Texts (make_draft.c) ------------------------------------------------ */

#if defined(__GNUC__)
#define MAKE_PRINTF(text, first) __attribute__((format(printf, text, first)))
#else
#define MAKE_PRINTF(text, first)
#endif

void draft_begin(struct draft *draft, const char *text);
void draft_add(struct draft *draft, const char *format, ...) MAKE_PRINTF(2, 3);

/* --- Parts of a record --------------------------------------------------- */

/* A name that the zone may have (make_words.c). */
const char *make_name(struct maker *maker);

/* A macro such as "%{d1r-}", now and then a wrong one. */
void make_macro(struct maker *maker, struct draft *out);

/* Whatever may stand behind "a:". */
void make_domain_spec(struct maker *maker, struct draft *out);

/* One term with a space before it (make_terms.c). */
void make_directive(struct maker *maker, struct draft *out);
void make_modifier(struct maker *maker, struct draft *out);

/* "all" with some qualifier, or nothing. */
void make_end(struct maker *maker, struct draft *out);

/* A record of a few terms. */
void make_record(struct maker *maker, struct draft *out);

/* --- Lines of the file (make_zone.c) ------------------------------------- */

void zone_add(struct maker *maker, const char *name, const char *type,
              const char *data);
void zone_add_mx(struct maker *maker, const char *name, unsigned preference,
                 const char *exchange);

/* In one string, or in several. */
void zone_add_record(struct maker *maker, const char *name,
                     const struct draft *record);
void zone_add_failure(struct maker *maker, const char *name, const char *type);

/* The client's address, one of its network, or another; both families. */
void zone_add_host(struct maker *maker, const char *name, unsigned percent);

/* Records for the names of make_name() that have some. */
void zone_add_hosts(struct maker *maker);

/* Names whose address follows from the name (spf_case.h). */
void zone_add_hash(struct maker *maker);

void zone_add_pointer(struct maker *maker, const char *name);

/* PTR records of the client, with what they name: count of them. */
void zone_add_reverse(struct maker *maker, unsigned count);

/* --- Cases --------------------------------------------------------------- */

/* The client, its HELO and the sender (make_mail.c). */
void make_mail(struct maker *maker);

/* One kind of case each (make_limits.c, make_themes.c). */
void make_plain(struct maker *maker);
void make_wrong(struct maker *maker);
void make_macros(struct maker *maker);
void make_tree(struct maker *maker);
void make_loop(struct maker *maker);
void make_explanation(struct maker *maker);
void make_selection(struct maker *maker);
void make_octets(struct maker *maker);
void make_long(struct maker *maker);
void make_failures(struct maker *maker);
void make_aliases(struct maker *maker);
void make_senders(struct maker *maker);
void make_term_limit(struct maker *maker);
void make_void_limit(struct maker *maker);
void make_mx_limit(struct maker *maker);
void make_ptr_limit(struct maker *maker);

#endif
