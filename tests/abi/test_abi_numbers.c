/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The numbers and layouts that compiled programs hold. A line here never
 * changes once it was released; new ones are added (check-exports.sh asks for
 * each enumerator). Linked with the shared library, as such a program is.
 */
#include <limits.h>
#include <stddef.h>
#include <stdint.h>

#include <spfeval/resolver_ldns.h>
#include <spfeval/spfeval.h>

#include "support/tap.h"

struct pin {
    const char *name;
    long long actual;
    long long expected;
};

#define PIN(name, number)                                                     \
    {                                                                         \
#name, (long long)(name), (number)                                    \
    }
#define SIZE(type, number)                                                    \
    {                                                                         \
        "sizeof " #type, sizeof(type), (number)                               \
    }
#define OFFSET(type, member, number)                                          \
    {                                                                         \
#type "." #member, offsetof(type, member), (number)                   \
    }

static void
check_pins(const struct pin *pins, size_t count)
{
    size_t i;

    for (i = 0; i < count; i++) {
        tap_row(pins[i].name);
        CHECK_INT(pins[i].actual, pins[i].expected);
    }
}

static void
test_enum_status_is_pinned(void)
{
    static const struct pin pins[] = {
        PIN(SPFEVAL_OK, 0),
        PIN(SPFEVAL_ERR_NOMEM, -1),
        PIN(SPFEVAL_ERR_ARGUMENT, -2),
        PIN(SPFEVAL_ERR_STATE, -3),
        PIN(SPFEVAL_ERR_SYNTAX, -4),
        PIN(SPFEVAL_ERR_BUFFER, -5),
        PIN(SPFEVAL_ERR_NOT_FOUND, -6),
        PIN(SPFEVAL_ERR_LIMIT, -7),
        PIN(SPFEVAL_ERR_RESOLVER, -8),
    };

    check_pins(pins, TAP_COUNT(pins));
}

static void
test_enum_step_is_pinned(void)
{
    static const struct pin pins[] = {
        PIN(SPFEVAL_STEP_QUERY, 1),
        PIN(SPFEVAL_STEP_DONE, 2),
    };

    check_pins(pins, TAP_COUNT(pins));
}

static void
test_enum_rrtype_is_pinned(void)
{
    static const struct pin pins[] = {
        PIN(SPFEVAL_RRTYPE_A, 1),    PIN(SPFEVAL_RRTYPE_CNAME, 5),
        PIN(SPFEVAL_RRTYPE_PTR, 12), PIN(SPFEVAL_RRTYPE_MX, 15),
        PIN(SPFEVAL_RRTYPE_TXT, 16), PIN(SPFEVAL_RRTYPE_AAAA, 28),
        PIN(SPFEVAL_RRTYPE_SPF, 99),
    };

    check_pins(pins, TAP_COUNT(pins));
}

static void
test_enum_dns_class_is_pinned(void)
{
    static const struct pin pins[] = {
        PIN(SPFEVAL_DNS_UNSET, 0),  PIN(SPFEVAL_DNS_OK, 1),
        PIN(SPFEVAL_DNS_NODATA, 2), PIN(SPFEVAL_DNS_NXDOMAIN, 3),
        PIN(SPFEVAL_DNS_FAILED, 4),
    };

    check_pins(pins, TAP_COUNT(pins));
}

static void
test_enum_dns_failure_is_pinned(void)
{
    static const struct pin pins[] = {
        PIN(SPFEVAL_FAILURE_NONE, 0),      PIN(SPFEVAL_FAILURE_RCODE, 1),
        PIN(SPFEVAL_FAILURE_TIMEOUT, 2),   PIN(SPFEVAL_FAILURE_NETWORK, 3),
        PIN(SPFEVAL_FAILURE_MALFORMED, 4), PIN(SPFEVAL_FAILURE_ALIAS, 5),
    };

    check_pins(pins, TAP_COUNT(pins));
}

static void
test_enum_option_is_pinned(void)
{
    static const struct pin pins[] = {
        PIN(SPFEVAL_OPTION_MAX_TERMS, 1),
        PIN(SPFEVAL_OPTION_MAX_VOIDS, 2),
        PIN(SPFEVAL_OPTION_MAX_MX_NAMES, 3),
        PIN(SPFEVAL_OPTION_MAX_PTR_NAMES, 4),
        PIN(SPFEVAL_OPTION_MAX_EXPLANATION, 5),
        PIN(SPFEVAL_OPTION_MAX_BYTES, 6),
        PIN(SPFEVAL_OPTION_TIMEOUT_MS, 7),
        PIN(SPFEVAL_OPTION_FETCH_EXPLANATION, 8),
        PIN(SPFEVAL_OPTION_PREFETCH, 9),
        PIN(SPFEVAL_OPTION_CHECK_HELO, 10),
        PIN(SPFEVAL_OPTION_HELO_FAIL_IS_FINAL, 11),
        PIN(SPFEVAL_OPTION_SHARED_BUDGET, 12),
        PIN(SPFEVAL_OPTION_RESERVE_TERMS, 13),
        PIN(SPFEVAL_OPTION_MAX_ANSWER, 14),
        PIN(SPFEVAL_OPTION_MAX_TEXT, 15),
        PIN(SPFEVAL_OPTION_RECEIVER, 100),
        PIN(SPFEVAL_OPTION_DEFAULT_EXPLANATION, 101),
    };

    check_pins(pins, TAP_COUNT(pins));
}

static void
test_enum_prefetch_is_pinned(void)
{
    static const struct pin pins[] = {
        PIN(SPFEVAL_PREFETCH_SERIAL, 0),
        PIN(SPFEVAL_PREFETCH_SPEC, 1),
        PIN(SPFEVAL_PREFETCH_GRAPH, 2),
    };

    check_pins(pins, TAP_COUNT(pins));
}

static void
test_enum_cache_option_is_pinned(void)
{
    static const struct pin pins[] = {
        PIN(SPFEVAL_CACHE_OPTION_MAX_ENTRIES, 1),
        PIN(SPFEVAL_CACHE_OPTION_MAX_KIB, 2),
        PIN(SPFEVAL_CACHE_OPTION_MAX_TTL, 3),
        PIN(SPFEVAL_CACHE_OPTION_FAILURE_MS, 4),
    };

    check_pins(pins, TAP_COUNT(pins));
}

static void
test_enum_cache_counter_is_pinned(void)
{
    static const struct pin pins[] = {
        PIN(SPFEVAL_CACHE_COUNTER_HITS, 1),
        PIN(SPFEVAL_CACHE_COUNTER_MISSES, 2),
        PIN(SPFEVAL_CACHE_COUNTER_EVICTIONS, 3),
        PIN(SPFEVAL_CACHE_COUNTER_ENTRIES, 4),
        PIN(SPFEVAL_CACHE_COUNTER_BYTES, 5),
    };

    check_pins(pins, TAP_COUNT(pins));
}

static void
test_enum_term_kind_is_pinned(void)
{
    static const struct pin pins[] = {
        PIN(SPFEVAL_TERM_ALL, 1),       PIN(SPFEVAL_TERM_INCLUDE, 2),
        PIN(SPFEVAL_TERM_A, 3),         PIN(SPFEVAL_TERM_MX, 4),
        PIN(SPFEVAL_TERM_PTR, 5),       PIN(SPFEVAL_TERM_IP4, 6),
        PIN(SPFEVAL_TERM_IP6, 7),       PIN(SPFEVAL_TERM_EXISTS, 8),
        PIN(SPFEVAL_TERM_REDIRECT, 9),  PIN(SPFEVAL_TERM_EXP, 10),
        PIN(SPFEVAL_TERM_MODIFIER, 11),
    };

    check_pins(pins, TAP_COUNT(pins));
}

static void
test_enum_qualifier_is_pinned(void)
{
    static const struct pin pins[] = {
        PIN(SPFEVAL_QUALIFIER_NONE, 0),    PIN(SPFEVAL_QUALIFIER_PASS, 1),
        PIN(SPFEVAL_QUALIFIER_FAIL, 2),    PIN(SPFEVAL_QUALIFIER_SOFTFAIL, 3),
        PIN(SPFEVAL_QUALIFIER_NEUTRAL, 4),
    };

    check_pins(pins, TAP_COUNT(pins));
}

static void
test_enum_macro_is_pinned(void)
{
    static const struct pin pins[] = {
        PIN(SPFEVAL_MACRO_S, 1),    PIN(SPFEVAL_MACRO_L, 2),
        PIN(SPFEVAL_MACRO_O, 4),    PIN(SPFEVAL_MACRO_D, 8),
        PIN(SPFEVAL_MACRO_I, 16),   PIN(SPFEVAL_MACRO_P, 32),
        PIN(SPFEVAL_MACRO_V, 64),   PIN(SPFEVAL_MACRO_H, 128),
        PIN(SPFEVAL_MACRO_C, 256),  PIN(SPFEVAL_MACRO_R, 512),
        PIN(SPFEVAL_MACRO_T, 1024),
    };

    check_pins(pins, TAP_COUNT(pins));
}

static void
test_enum_syntax_is_pinned(void)
{
    static const struct pin pins[] = {
        PIN(SPFEVAL_SYNTAX_NONE, 0),
        PIN(SPFEVAL_SYNTAX_VERSION, 1),
        PIN(SPFEVAL_SYNTAX_TOO_LONG, 2),
        PIN(SPFEVAL_SYNTAX_OCTET, 3),
        PIN(SPFEVAL_SYNTAX_UNKNOWN_MECHANISM, 4),
        PIN(SPFEVAL_SYNTAX_QUALIFIED_MODIFIER, 5),
        PIN(SPFEVAL_SYNTAX_ARGUMENT, 6),
        PIN(SPFEVAL_SYNTAX_ARGUMENT_MISSING, 7),
        PIN(SPFEVAL_SYNTAX_DOMAIN_END, 8),
        PIN(SPFEVAL_SYNTAX_MACRO, 9),
        PIN(SPFEVAL_SYNTAX_MACRO_LETTER, 10),
        PIN(SPFEVAL_SYNTAX_MACRO_DIGITS, 11),
        PIN(SPFEVAL_SYNTAX_PREFIX_LENGTH, 12),
        PIN(SPFEVAL_SYNTAX_IP4_NETWORK, 13),
        PIN(SPFEVAL_SYNTAX_IP6_NETWORK, 14),
        PIN(SPFEVAL_SYNTAX_DUPLICATE_MODIFIER, 15),
    };

    check_pins(pins, TAP_COUNT(pins));
}

static void
test_enum_result_is_pinned(void)
{
    static const struct pin pins[] = {
        PIN(SPFEVAL_RESULT_UNSET, 0),     PIN(SPFEVAL_RESULT_NONE, 1),
        PIN(SPFEVAL_RESULT_NEUTRAL, 2),   PIN(SPFEVAL_RESULT_PASS, 3),
        PIN(SPFEVAL_RESULT_FAIL, 4),      PIN(SPFEVAL_RESULT_SOFTFAIL, 5),
        PIN(SPFEVAL_RESULT_TEMPERROR, 6), PIN(SPFEVAL_RESULT_PERMERROR, 7),
    };

    check_pins(pins, TAP_COUNT(pins));
}

static void
test_enum_reason_is_pinned(void)
{
    static const struct pin pins[] = {
        PIN(SPFEVAL_REASON_UNSET, 0),
        PIN(SPFEVAL_REASON_NO_RECORD, 1),
        PIN(SPFEVAL_REASON_NXDOMAIN, 2),
        PIN(SPFEVAL_REASON_BAD_DOMAIN, 3),
        PIN(SPFEVAL_REASON_IDNA, 4),
        PIN(SPFEVAL_REASON_MATCH, 10),
        PIN(SPFEVAL_REASON_DEFAULT, 11),
        PIN(SPFEVAL_REASON_DNS_FAILED, 20),
        PIN(SPFEVAL_REASON_TIMEOUT, 21),
        PIN(SPFEVAL_REASON_SYNTAX, 30),
        PIN(SPFEVAL_REASON_MULTIPLE_RECORDS, 31),
        PIN(SPFEVAL_REASON_TERM_LIMIT, 32),
        PIN(SPFEVAL_REASON_VOID_LIMIT, 33),
        PIN(SPFEVAL_REASON_MX_LIMIT, 34),
        PIN(SPFEVAL_REASON_INCLUDE_NO_RECORD, 35),
        PIN(SPFEVAL_REASON_REDIRECT_NO_RECORD, 36),
        PIN(SPFEVAL_REASON_INCLUDE_BAD_DOMAIN, 37),
        PIN(SPFEVAL_REASON_REDIRECT_BAD_DOMAIN, 38),
    };

    check_pins(pins, TAP_COUNT(pins));
}

static void
test_enum_identity_is_pinned(void)
{
    static const struct pin pins[] = {
        PIN(SPFEVAL_IDENTITY_MAILFROM, 1),
        PIN(SPFEVAL_IDENTITY_HELO, 2),
    };

    check_pins(pins, TAP_COUNT(pins));
}

static void
test_enum_explanation_source_is_pinned(void)
{
    static const struct pin pins[] = {
        PIN(SPFEVAL_EXPLANATION_NONE, 0),
        PIN(SPFEVAL_EXPLANATION_DEFAULT, 1),
        PIN(SPFEVAL_EXPLANATION_DOMAIN, 2),
    };

    check_pins(pins, TAP_COUNT(pins));
}

static void
test_enum_counter_is_pinned(void)
{
    static const struct pin pins[] = {
        PIN(SPFEVAL_COUNTER_TERMS, 1),
        PIN(SPFEVAL_COUNTER_VOIDS, 2),
        PIN(SPFEVAL_COUNTER_QUERIES, 3),
        PIN(SPFEVAL_COUNTER_RECORDS, 4),
        PIN(SPFEVAL_COUNTER_MX_NAMES, 5),
        PIN(SPFEVAL_COUNTER_PTR_NAMES, 6),
        PIN(SPFEVAL_COUNTER_BYTES, 7),
        PIN(SPFEVAL_COUNTER_UNUSED_QUERIES, 8),
    };

    check_pins(pins, TAP_COUNT(pins));
}

static void
test_enum_event_kind_is_pinned(void)
{
    static const struct pin pins[] = {
        PIN(SPFEVAL_EVENT_RECORD, 1),
        PIN(SPFEVAL_EVENT_TERM, 2),
        PIN(SPFEVAL_EVENT_LOOKUP, 3),
        PIN(SPFEVAL_EVENT_EXPLANATION, 4),
    };

    check_pins(pins, TAP_COUNT(pins));
}

static void
test_enum_language_is_pinned(void)
{
    static const struct pin pins[] = {
        PIN(SPFEVAL_LANGUAGE_EN, 1),
        PIN(SPFEVAL_LANGUAGE_NL, 2),
    };

    check_pins(pins, TAP_COUNT(pins));
}

static void
test_enum_severity_is_pinned(void)
{
    static const struct pin pins[] = {
        PIN(SPFEVAL_SEVERITY_ERROR, 1),
        PIN(SPFEVAL_SEVERITY_WARNING, 2),
        PIN(SPFEVAL_SEVERITY_ADVICE, 3),
    };

    check_pins(pins, TAP_COUNT(pins));
}

static void
test_enum_rest_is_pinned(void)
{
    static const struct pin pins[] = {
        PIN(SPFEVAL_REST_UNSAID, 0),   PIN(SPFEVAL_REST_FAIL, 1),
        PIN(SPFEVAL_REST_SOFTFAIL, 2), PIN(SPFEVAL_REST_NEUTRAL, 3),
        PIN(SPFEVAL_MERGE_WEAKER, 1),  PIN(SPFEVAL_MERGE_STRICTER, 2),
    };

    check_pins(pins, TAP_COUNT(pins));
}

static void
test_enum_edit_state_is_pinned(void)
{
    static const struct pin pins[] = {
        PIN(SPFEVAL_EDIT_UNCHANGED, 1),  PIN(SPFEVAL_EDIT_CHANGED, 2),
        PIN(SPFEVAL_EDIT_DOUBTFUL, 3),   PIN(SPFEVAL_EDIT_BROKEN, 4),
        PIN(SPFEVAL_EDIT_IMPOSSIBLE, 5),
    };

    check_pins(pins, TAP_COUNT(pins));
}

static void
test_enum_note_is_pinned(void)
{
    static const struct pin pins[] = {
        PIN(SPFEVAL_NOTE_ALREADY, 1),         PIN(SPFEVAL_NOTE_ADDED, 2),
        PIN(SPFEVAL_NOTE_REMOVED, 3),         PIN(SPFEVAL_NOTE_NOT_THERE, 4),
        PIN(SPFEVAL_NOTE_NOT_LOOKED_UP, 5),   PIN(SPFEVAL_NOTE_NO_ADDRESS, 6),
        PIN(SPFEVAL_NOTE_OTHERS_CHANGE, 7),   PIN(SPFEVAL_NOTE_LOSES_PASS, 8),
        PIN(SPFEVAL_NOTE_STILL_PASSES, 9),    PIN(SPFEVAL_NOTE_OVER_LIMIT, 10),
        PIN(SPFEVAL_NOTE_CHEAPER, 11),        PIN(SPFEVAL_NOTE_REMOVABLE, 12),
        PIN(SPFEVAL_NOTE_NO_ALL, 13),         PIN(SPFEVAL_NOTE_REPAIR, 14),
        PIN(SPFEVAL_NOTE_NOT_ONE_RECORD, 15), PIN(SPFEVAL_NOTE_DEPENDS, 16),
        PIN(SPFEVAL_NOTE_EVERYONE, 17),       PIN(SPFEVAL_NOTE_CYCLE, 18),
    };

    check_pins(pins, TAP_COUNT(pins));
}

static void
test_enum_explain_is_pinned(void)
{
    static const struct pin pins[] = {
        PIN(SPFEVAL_EXPLAIN_WHO, 1),      PIN(SPFEVAL_EXPLAIN_WHAT, 2),
        PIN(SPFEVAL_EXPLAIN_WHICH, 3),    PIN(SPFEVAL_EXPLAIN_RESULT, 4),
        PIN(SPFEVAL_EXPLAIN_NEXT, 5),     PIN(SPFEVAL_EXPLAIN_ANYONE, 0),
        PIN(SPFEVAL_EXPLAIN_SENDER, 1),   PIN(SPFEVAL_EXPLAIN_OWNER, 2),
        PIN(SPFEVAL_EXPLAIN_RECEIVER, 3), PIN(SPFEVAL_EXPLAIN_SENTENCE, 1),
        PIN(SPFEVAL_EXPLAIN_ITEM, 2),     PIN(SPFEVAL_EXPLAIN_QUOTE, 3),
        PIN(SPFEVAL_EXPLAIN_POINTER, 4),
    };

    check_pins(pins, TAP_COUNT(pins));
}

static void
test_enum_json_flag_is_pinned(void)
{
    static const struct pin pins[] = {
        PIN(SPFEVAL_JSON_TRACE, 1),
        PIN(SPFEVAL_JSON_INDENT, 2),
        PIN(SPFEVAL_JSON_EXPLAIN_EN, 4),
        PIN(SPFEVAL_JSON_EXPLAIN_NL, 8),
    };

    check_pins(pins, TAP_COUNT(pins));
}

static void
test_enum_verdict_is_pinned(void)
{
    static const struct pin pins[] = {
        PIN(SPFEVAL_VERDICT_NONE, 0),      PIN(SPFEVAL_VERDICT_MATCH, 1),
        PIN(SPFEVAL_VERDICT_NO_MATCH, 2),  PIN(SPFEVAL_VERDICT_TEMPERROR, 3),
        PIN(SPFEVAL_VERDICT_PERMERROR, 4), PIN(SPFEVAL_VERDICT_FOLLOWED, 5),
    };

    check_pins(pins, TAP_COUNT(pins));
}

static void
test_enum_stub_option_is_pinned(void)
{
    static const struct pin pins[] = {
        PIN(SPFEVAL_STUB_OPTION_TIMEOUT_MS, 1),
        PIN(SPFEVAL_STUB_OPTION_ATTEMPTS, 2),
        PIN(SPFEVAL_STUB_OPTION_ROTATE, 3),
        PIN(SPFEVAL_STUB_OPTION_USE_TCP, 4),
        PIN(SPFEVAL_STUB_OPTION_EDNS_SIZE, 5),
        PIN(SPFEVAL_STUB_OPTION_MAX_SOCKETS, 6),
        PIN(SPFEVAL_STUB_OPTION_TRUST_AD, 7),
    };

    check_pins(pins, TAP_COUNT(pins));
}

static void
test_enum_header_flag_is_pinned(void)
{
    static const struct pin pins[] = {
        PIN(SPFEVAL_HEADER_SMTPUTF8, 1),
        PIN(SPFEVAL_HEADER_MAILBOX, 2),
        PIN(SPFEVAL_HEADER_LF, 4),
        PIN(SPFEVAL_HEADER_BODY, 8),
    };

    check_pins(pins, TAP_COUNT(pins));
}

static void
test_enum_stub_counter_is_pinned(void)
{
    static const struct pin pins[] = {
        PIN(SPFEVAL_STUB_COUNTER_QUESTIONS, 1),
        PIN(SPFEVAL_STUB_COUNTER_JOINED, 2),
        PIN(SPFEVAL_STUB_COUNTER_UDP_SENT, 3),
        PIN(SPFEVAL_STUB_COUNTER_TCP, 4),
        PIN(SPFEVAL_STUB_COUNTER_DROPPED, 5),
        PIN(SPFEVAL_STUB_COUNTER_IN_FLIGHT, 6),
        PIN(SPFEVAL_STUB_COUNTER_SOCKETS, 7),
    };

    check_pins(pins, TAP_COUNT(pins));
}

static void
test_enum_stub_event_is_pinned(void)
{
    static const struct pin pins[] = {
        PIN(SPFEVAL_STUB_READ, 1),
        PIN(SPFEVAL_STUB_WRITE, 2),
    };

    check_pins(pins, TAP_COUNT(pins));
}

static void
test_enum_advice_is_pinned(void)
{
    static const struct pin pins[] = {
        PIN(SPFEVAL_ADVICE_ACCEPT, 1),
        PIN(SPFEVAL_ADVICE_MARK, 2),
        PIN(SPFEVAL_ADVICE_REJECT, 3),
        PIN(SPFEVAL_ADVICE_DEFER, 4),
    };

    check_pins(pins, TAP_COUNT(pins));
}

/* Layouts where a pointer and a long have 64 bits (LP64). */
#if UINTPTR_MAX == UINT64_MAX && ULONG_MAX == UINT64_MAX
#define LP64 1
#else
#define LP64 0
#endif

#if LP64

static void
test_struct_allocator_is_pinned(void)
{
    static const struct pin pins[] = {
        SIZE(spfeval_allocator, 32),
        OFFSET(spfeval_allocator, struct_size, 0),
        OFFSET(spfeval_allocator, allocate, 8),
        OFFSET(spfeval_allocator, release, 16),
        OFFSET(spfeval_allocator, user_data, 24),
    };

    check_pins(pins, TAP_COUNT(pins));
}

static void
test_struct_syntax_error_is_pinned(void)
{
    static const struct pin pins[] = {
        SIZE(spfeval_syntax_error, 24),
        OFFSET(spfeval_syntax_error, struct_size, 0),
        OFFSET(spfeval_syntax_error, code, 8),
        OFFSET(spfeval_syntax_error, offset, 12),
        OFFSET(spfeval_syntax_error, length, 16),
    };

    check_pins(pins, TAP_COUNT(pins));
}

static void
test_struct_term_is_pinned(void)
{
    static const struct pin pins[] = {
        SIZE(spfeval_term, 64),
        OFFSET(spfeval_term, struct_size, 0),
        OFFSET(spfeval_term, kind, 8),
        OFFSET(spfeval_term, qualifier, 12),
        OFFSET(spfeval_term, offset, 16),
        OFFSET(spfeval_term, length, 20),
        OFFSET(spfeval_term, argument_offset, 24),
        OFFSET(spfeval_term, argument_length, 28),
        OFFSET(spfeval_term, prefix4, 32),
        OFFSET(spfeval_term, prefix6, 36),
        OFFSET(spfeval_term, macros, 40),
        OFFSET(spfeval_term, address_len, 44),
        OFFSET(spfeval_term, address, 48),
    };

    check_pins(pins, TAP_COUNT(pins));
}

static void
test_struct_resolver_ops_is_pinned(void)
{
    static const struct pin pins[] = {
        SIZE(spfeval_resolver_ops, 32),
        OFFSET(spfeval_resolver_ops, struct_size, 0),
        OFFSET(spfeval_resolver_ops, lookup, 8),
        OFFSET(spfeval_resolver_ops, release, 16),
        OFFSET(spfeval_resolver_ops, now, 24),
    };

    check_pins(pins, TAP_COUNT(pins));
}

static void
test_struct_dns_record_is_pinned(void)
{
    static const struct pin pins[] = {
        SIZE(spfeval_dns_record, 32),
        OFFSET(spfeval_dns_record, struct_size, 0),
        OFFSET(spfeval_dns_record, type, 8),
        OFFSET(spfeval_dns_record, preference, 12),
        OFFSET(spfeval_dns_record, data, 16),
        OFFSET(spfeval_dns_record, data_len, 24),
    };

    check_pins(pins, TAP_COUNT(pins));
}

static void
test_struct_path_entry_is_pinned(void)
{
    static const struct pin pins[] = {
        SIZE(spfeval_path_entry, 64),
        OFFSET(spfeval_path_entry, struct_size, 0),
        OFFSET(spfeval_path_entry, owner, 8),
        OFFSET(spfeval_path_entry, owner_len, 16),
        OFFSET(spfeval_path_entry, text, 24),
        OFFSET(spfeval_path_entry, text_len, 32),
        OFFSET(spfeval_path_entry, record, 40),
        OFFSET(spfeval_path_entry, has_term, 48),
        OFFSET(spfeval_path_entry, term, 52),
        OFFSET(spfeval_path_entry, term_offset, 56),
        OFFSET(spfeval_path_entry, term_length, 60),
    };

    check_pins(pins, TAP_COUNT(pins));
}

static void
test_struct_sentence_is_pinned(void)
{
    static const struct pin pins[] = {
        SIZE(spfeval_sentence, 32),
        OFFSET(spfeval_sentence, struct_size, 0),
        OFFSET(spfeval_sentence, part, 8),
        OFFSET(spfeval_sentence, role, 12),
        OFFSET(spfeval_sentence, style, 16),
        OFFSET(spfeval_sentence, key, 24),
    };

    check_pins(pins, TAP_COUNT(pins));
}

static void
test_struct_finding_is_pinned(void)
{
    static const struct pin pins[] = {
        SIZE(spfeval_finding, 96),
        OFFSET(spfeval_finding, struct_size, 0),
        OFFSET(spfeval_finding, severity, 8),
        OFFSET(spfeval_finding, offset, 12),
        OFFSET(spfeval_finding, length, 16),
        OFFSET(spfeval_finding, fix_offset, 20),
        OFFSET(spfeval_finding, fix_length, 24),
        OFFSET(spfeval_finding, code, 32),
        OFFSET(spfeval_finding, reference, 40),
        OFFSET(spfeval_finding, fix, 48),
        OFFSET(spfeval_finding, fix_len, 56),
        OFFSET(spfeval_finding, owner, 64),
        OFFSET(spfeval_finding, owner_len, 72),
        OFFSET(spfeval_finding, record, 80),
        OFFSET(spfeval_finding, record_len, 88),
    };

    check_pins(pins, TAP_COUNT(pins));
}

static void
test_struct_unchecked_is_pinned(void)
{
    static const struct pin pins[] = {
        SIZE(spfeval_unchecked, 40),
        OFFSET(spfeval_unchecked, struct_size, 0),
        OFFSET(spfeval_unchecked, type, 8),
        OFFSET(spfeval_unchecked, dns_class, 12),
        OFFSET(spfeval_unchecked, failure, 16),
        OFFSET(spfeval_unchecked, rcode, 20),
        OFFSET(spfeval_unchecked, name, 24),
        OFFSET(spfeval_unchecked, name_len, 32),
    };

    check_pins(pins, TAP_COUNT(pins));
}

static void
test_struct_event_is_pinned(void)
{
    static const struct pin pins[] = {
        SIZE(spfeval_event, 104),
        OFFSET(spfeval_event, struct_size, 0),
        OFFSET(spfeval_event, kind, 8),
        OFFSET(spfeval_event, depth, 12),
        OFFSET(spfeval_event, owner, 16),
        OFFSET(spfeval_event, owner_len, 24),
        OFFSET(spfeval_event, record, 32),
        OFFSET(spfeval_event, term, 40),
        OFFSET(spfeval_event, term_count, 44),
        OFFSET(spfeval_event, verdict, 48),
        OFFSET(spfeval_event, target, 56),
        OFFSET(spfeval_event, target_len, 64),
        OFFSET(spfeval_event, query_type, 72),
        OFFSET(spfeval_event, dns_class, 76),
        OFFSET(spfeval_event, dns_failure, 80),
        OFFSET(spfeval_event, rcode, 84),
        OFFSET(spfeval_event, ttl, 88),
        OFFSET(spfeval_event, record_count, 92),
        OFFSET(spfeval_event, terms, 96),
        OFFSET(spfeval_event, voids, 100),
    };

    check_pins(pins, TAP_COUNT(pins));
}

static void
test_struct_stub_fd_is_pinned(void)
{
    static const struct pin pins[] = {
        SIZE(spfeval_stub_fd, 8),
        OFFSET(spfeval_stub_fd, fd, 0),
        OFFSET(spfeval_stub_fd, events, 4),
    };

    check_pins(pins, TAP_COUNT(pins));
}

static void
test_struct_stub_answer_is_pinned(void)
{
    static const struct pin pins[] = {
        SIZE(spfeval_stub_answer, 40),
        OFFSET(spfeval_stub_answer, struct_size, 0),
        OFFSET(spfeval_stub_answer, user_data, 8),
        OFFSET(spfeval_stub_answer, number, 16),
        OFFSET(spfeval_stub_answer, answer, 24),
        OFFSET(spfeval_stub_answer, elapsed_ms, 32),
    };

    check_pins(pins, TAP_COUNT(pins));
}

static void
test_struct_reply_is_pinned(void)
{
    static const struct pin pins[] = {
        SIZE(spfeval_reply, 32),
        OFFSET(spfeval_reply, struct_size, 0),
        OFFSET(spfeval_reply, advice, 8),
        OFFSET(spfeval_reply, code, 12),
        OFFSET(spfeval_reply, enhanced, 16),
        OFFSET(spfeval_reply, legacy, 24),
    };

    check_pins(pins, TAP_COUNT(pins));
}
#endif

static void
test_constants_are_pinned(void)
{
    CHECK_INT(SPFEVAL_UNLIMITED, 4294967295);
    CHECK_INT(SPFEVAL_VERSION_NUMBER, spfeval_version_number());
    CHECK_STR(spfeval_version(), sizeof(SPFEVAL_VERSION) - 1, SPFEVAL_VERSION);
}

int
main(void)
{
    /* It is lost at an #if in a list. */
    /* clang-format off */
    static const struct tap_test tests[] = {
        {"constants are pinned", test_constants_are_pinned},
        {"enum spfeval_status is pinned", test_enum_status_is_pinned},
        {"enum spfeval_step is pinned", test_enum_step_is_pinned},
        {"enum spfeval_rrtype is pinned", test_enum_rrtype_is_pinned},
        {"enum spfeval_dns_class is pinned", test_enum_dns_class_is_pinned},
        {"enum spfeval_dns_failure is pinned",
         test_enum_dns_failure_is_pinned},
        {"enum spfeval_option is pinned", test_enum_option_is_pinned},
        {"enum spfeval_prefetch is pinned", test_enum_prefetch_is_pinned},
        {"enum spfeval_cache_option is pinned",
         test_enum_cache_option_is_pinned},
        {"enum spfeval_cache_counter is pinned",
         test_enum_cache_counter_is_pinned},
        {"enum spfeval_term_kind is pinned", test_enum_term_kind_is_pinned},
        {"enum spfeval_qualifier is pinned", test_enum_qualifier_is_pinned},
        {"enum spfeval_macro is pinned", test_enum_macro_is_pinned},
        {"enum spfeval_syntax is pinned", test_enum_syntax_is_pinned},
        {"enum spfeval_result is pinned", test_enum_result_is_pinned},
        {"enum spfeval_reason is pinned", test_enum_reason_is_pinned},
        {"enum spfeval_identity is pinned", test_enum_identity_is_pinned},
        {"enum spfeval_explanation_source is pinned",
         test_enum_explanation_source_is_pinned},
        {"enum spfeval_counter is pinned", test_enum_counter_is_pinned},
        {"enum spfeval_event_kind is pinned", test_enum_event_kind_is_pinned},
        {"enum spfeval_verdict is pinned", test_enum_verdict_is_pinned},
        {"enum spfeval_stub_option is pinned",
         test_enum_stub_option_is_pinned},
        {"enum spfeval_stub_counter is pinned",
         test_enum_stub_counter_is_pinned},
        {"enum spfeval_stub_event is pinned", test_enum_stub_event_is_pinned},
        {"enum spfeval_language is pinned", test_enum_language_is_pinned},
        {"enum spfeval_severity is pinned", test_enum_severity_is_pinned},
        {"enum spfeval_rest and spfeval_merge_all are pinned",
         test_enum_rest_is_pinned},
        {"enum spfeval_edit_state is pinned", test_enum_edit_state_is_pinned},
        {"enum spfeval_note is pinned", test_enum_note_is_pinned},
        {"the enums spfeval_explain_* are pinned",
         test_enum_explain_is_pinned},
        {"enum spfeval_json_flag is pinned", test_enum_json_flag_is_pinned},
        {"enum spfeval_header_flag is pinned",
         test_enum_header_flag_is_pinned},
        {"enum spfeval_advice is pinned", test_enum_advice_is_pinned},
#if LP64
        {"struct spfeval_allocator is pinned",
         test_struct_allocator_is_pinned},
        {"struct spfeval_syntax_error is pinned",
         test_struct_syntax_error_is_pinned},
        {"struct spfeval_term is pinned", test_struct_term_is_pinned},
        {"struct spfeval_resolver_ops is pinned",
         test_struct_resolver_ops_is_pinned},
        {"struct spfeval_dns_record is pinned",
         test_struct_dns_record_is_pinned},
        {"struct spfeval_path_entry is pinned",
         test_struct_path_entry_is_pinned},
        {"struct spfeval_event is pinned", test_struct_event_is_pinned},
        {"struct spfeval_stub_fd is pinned", test_struct_stub_fd_is_pinned},
        {"struct spfeval_stub_answer is pinned",
         test_struct_stub_answer_is_pinned},
        {"struct spfeval_sentence is pinned", test_struct_sentence_is_pinned},
        {"struct spfeval_finding is pinned", test_struct_finding_is_pinned},
        {"struct spfeval_unchecked is pinned",
         test_struct_unchecked_is_pinned},
        {"struct spfeval_reply is pinned", test_struct_reply_is_pinned},
#endif
    };
    /* clang-format on */

    return tap_run("abi numbers", tests, TAP_COUNT(tests));
}
