/* SPDX-License-Identifier: BSD-2-Clause */
/* Why a peer says something else: rules, and what they look at. */
#ifndef TESTS_DIFFERENTIAL_COMPARE_H
#define TESTS_DIFFERENTIAL_COMPARE_H

#include "differential/facts.h"
#include "differential/spf_case.h"
#include "differential/verdict.h"

enum peer { PEER_LIBSPF2, PEER_PYSPF, PEER_MAIL_SPF, PEERS };

enum { ANSWER_LINE = 1 << 16 };

/* What a peer's runner printed. */
struct answer {
    char line[ANSWER_LINE];
    unsigned long number;
    const char *result;
    const char *explanation;
    const char *reason;
};

/* A case that a peer and libspfeval disagree about. */
struct difference {
    const struct spf_case *item;
    const struct verdict *ours;
    const struct answer *theirs;
    const struct facts *facts;
};

enum rule_about {
    ABOUT_RESULT,
    ABOUT_TEXT, /* the explanation, where the results are the same */
    ABOUT_CRASH /* the peer has no result at all */
};

/* One way to differ. A difference is named by the first rule that holds. */
struct rule {
    const char *section; /* of RFC 7208 */
    const char *text;    /* what the peer does */
    bool (*holds)(const struct difference *difference);
    enum rule_about about;
};

struct rules {
    const struct rule *list;
    unsigned count;
};

extern const struct rules rules_libspf2;
extern const struct rules rules_pyspf;
extern const struct rules rules_mail_spf;

/* --- Parts of rules ------------------------------------------------------ */

bool theirs_is(const struct difference *difference, const char *result);
bool ours_is(const struct difference *difference, const char *result);

/* The peer's own reason contains this. */
bool they_say(const struct difference *difference, const char *text);

/* Asked in another way, libspfeval gives the peer's result. */
bool same_with(const struct difference *difference,
               const struct variation *variation);

/*
 * With every TXT record of the zone rewritten, libspfeval gives the peer's
 * result. The text may become shorter.
 */
bool same_rewritten(const struct difference *difference,
                    void (*rewrite)(char *text));

bool any_term(const struct difference *difference,
              bool (*is_such)(const char *term));

/* --- Conditions that several rules have (compare_parts.c) ---------------- */

/* Both come to a result that is no error. */
bool both_decide(const struct difference *difference);

bool ours_because(const struct difference *difference, int reason);

/* The record breaks the grammar in this way (enum spfeval_syntax). */
bool ours_syntax(const struct difference *difference, uint32_t code);

/* "<user@example.com>", or a source route. */
bool sender_is_bracketed(const struct difference *difference);
bool sender_has_several_at(const struct difference *difference);
bool sender_ends_in_dot(const struct difference *difference);

/* libspfeval asks nothing: no mail domain has such a name. */
bool domain_is_unusable(const struct difference *difference);

bool has_octet_above_ascii(const char *text);
bool has_control(const char *text);

/* Any TXT record of the zone. */
bool any_text(const struct difference *difference,
              bool (*is_such)(const char *text));

/* A row of the zone, that its DNS fails included. */
bool has_row(const struct difference *difference, const char *type,
             bool failure);
unsigned count_rows(const struct difference *difference, const char *type);

/* A directive, or a modifier too where it says so. */
bool uses_ptr(const char *term); /* ptr, or %{p} */
bool has_p_macro(const char *term);
bool has_macro(const char *term);

/* A term that asks for names that other records give. */
bool uses_mx_or_ptr(const char *term);

/* One of a macro's delimiters, given the letter and the text up to "}". */
bool any_macro(const char *text,
               bool (*is_such)(char letter, const char *rest, size_t len));

/* --- Rules that several peers have (rules_common.c) ---------------------- */

bool rule_bracketed(const struct difference *difference);
bool rule_unusable_domain(const struct difference *difference);
bool rule_ptr_failure(const struct difference *difference);
bool rule_p_after_failure(const struct difference *difference);
bool rule_p_text(const struct difference *difference);
bool rule_free_p(const struct difference *difference);
bool rule_bad_target(const struct difference *difference);
bool rule_local_part_octets(const struct difference *difference);
bool rule_route(const struct difference *difference);
bool rule_no_local_part(const struct difference *difference);
bool rule_mx_order(const struct difference *difference);
bool rule_lower_case(const struct difference *difference);

#endif
