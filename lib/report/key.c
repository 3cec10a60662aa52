/* SPDX-License-Identifier: BSD-2-Clause */
#include "report/key.h"

#include <spfeval/report.h>

#define KEY(name, part, role, style)                                          \
    {                                                                         \
        name, SPFEVAL_EXPLAIN_##part, SPFEVAL_EXPLAIN_##role,                 \
            SPFEVAL_EXPLAIN_##style                                           \
    }

/* clang-format off */
static const struct spfe_key_info infos[SPFE_KEY_COUNT] = {
    /* Who: which identity. */
    [SPFE_KEY_WHO_MAILFROM] =
        KEY("who.mailfrom", WHO, ANYONE, SENTENCE),
    [SPFE_KEY_WHO_NULL_SENDER] =
        KEY("who.null-sender", WHO, ANYONE, SENTENCE),
    [SPFE_KEY_WHO_HELO] =
        KEY("who.helo", WHO, ANYONE, SENTENCE),
    [SPFE_KEY_WHO_NO_DOMAIN] =
        KEY("who.no-domain", WHO, ANYONE, SENTENCE),
    [SPFE_KEY_WHO_NOT_FROM] =
        KEY("who.not-from", WHO, ANYONE, SENTENCE),
    [SPFE_KEY_WHO_RECEIVER] =
        KEY("who.receiver", WHO, ANYONE, SENTENCE),

    /* What was published. */
    [SPFE_KEY_WHAT_RECORD] =
        KEY("what.record", WHAT, ANYONE, SENTENCE),
    [SPFE_KEY_WHAT_RECORD_NO_TTL] =
        KEY("what.record-no-ttl", WHAT, ANYONE, SENTENCE),
    [SPFE_KEY_WHAT_SEVERAL] =
        KEY("what.several", WHAT, ANYONE, SENTENCE),
    [SPFE_KEY_WHAT_QUOTE] =
        KEY("what.quote", WHAT, ANYONE, QUOTE),
    [SPFE_KEY_WHAT_CUT] =
        KEY("what.cut", WHAT, ANYONE, SENTENCE),
    [SPFE_KEY_WHAT_MORE] =
        KEY("what.more", WHAT, ANYONE, SENTENCE),
    [SPFE_KEY_WHAT_NO_TXT] =
        KEY("what.no-txt", WHAT, ANYONE, SENTENCE),
    [SPFE_KEY_WHAT_NO_SPF] =
        KEY("what.no-spf", WHAT, ANYONE, SENTENCE),
    [SPFE_KEY_WHAT_NXDOMAIN] =
        KEY("what.nxdomain", WHAT, ANYONE, SENTENCE),
    [SPFE_KEY_WHAT_UNREAD] =
        KEY("what.unread", WHAT, ANYONE, SENTENCE),
    [SPFE_KEY_WHAT_NOTHING] =
        KEY("what.nothing", WHAT, ANYONE, SENTENCE),

    /* Which term decided. */
    [SPFE_KEY_WHICH_ALL] =
        KEY("which.all", WHICH, ANYONE, SENTENCE),
    [SPFE_KEY_WHICH_EVERYONE] =
        KEY("which.everyone", WHICH, ANYONE, SENTENCE),
    [SPFE_KEY_WHICH_NO_MAIL] =
        KEY("which.no-mail", WHICH, ANYONE, SENTENCE),
    [SPFE_KEY_WHICH_NETWORK] =
        KEY("which.network", WHICH, ANYONE, SENTENCE),
    [SPFE_KEY_WHICH_A] =
        KEY("which.a", WHICH, ANYONE, SENTENCE),
    [SPFE_KEY_WHICH_A_NETWORK] =
        KEY("which.a-network", WHICH, ANYONE, SENTENCE),
    [SPFE_KEY_WHICH_MX] =
        KEY("which.mx", WHICH, ANYONE, SENTENCE),
    [SPFE_KEY_WHICH_MX_NETWORK] =
        KEY("which.mx-network", WHICH, ANYONE, SENTENCE),
    [SPFE_KEY_WHICH_EXISTS] =
        KEY("which.exists", WHICH, ANYONE, SENTENCE),
    [SPFE_KEY_WHICH_PTR] =
        KEY("which.ptr", WHICH, ANYONE, SENTENCE),
    [SPFE_KEY_WHICH_PATH] =
        KEY("which.path", WHICH, ANYONE, SENTENCE),
    [SPFE_KEY_WHICH_SIGN] =
        KEY("which.sign", WHICH, ANYONE, SENTENCE),
    [SPFE_KEY_WHICH_DEFAULT] =
        KEY("which.default", WHICH, ANYONE, SENTENCE),
    [SPFE_KEY_WHICH_NONE] =
        KEY("which.none", WHICH, ANYONE, SENTENCE),
    [SPFE_KEY_WHICH_NOT_EVALUATED] =
        KEY("which.not-evaluated", WHICH, ANYONE, SENTENCE),
    [SPFE_KEY_WHICH_LEADS_TO] =
        KEY("which.leads-to", WHICH, ANYONE, SENTENCE),
    [SPFE_KEY_WHICH_LEADS_NOWHERE] =
        KEY("which.leads-nowhere", WHICH, ANYONE, SENTENCE),
    [SPFE_KEY_TEMPERROR_DNS_FAILED_QUERY] =
        KEY("temperror.dns-failed.query", WHICH, ANYONE, SENTENCE),
    [SPFE_KEY_TEMPERROR_DNS_FAILED_TERM] =
        KEY("temperror.dns-failed.term", WHICH, ANYONE, SENTENCE),
    [SPFE_KEY_TEMPERROR_TIMEOUT_QUERY] =
        KEY("temperror.timeout.query", WHICH, ANYONE, SENTENCE),

    /* What is wrong with a record. */
    [SPFE_KEY_PERMERROR_SYNTAX_UNKNOWN] =
        KEY("permerror.syntax.unknown", WHICH, ANYONE, SENTENCE),
    [SPFE_KEY_PERMERROR_SYNTAX_VERSION] =
        KEY("permerror.syntax.version", WHICH, ANYONE, SENTENCE),
    [SPFE_KEY_PERMERROR_SYNTAX_TOO_LONG] =
        KEY("permerror.syntax.too-long", WHICH, ANYONE, SENTENCE),
    [SPFE_KEY_PERMERROR_SYNTAX_OCTET] =
        KEY("permerror.syntax.octet", WHICH, ANYONE, SENTENCE),
    [SPFE_KEY_PERMERROR_SYNTAX_UNKNOWN_MECHANISM] =
        KEY("permerror.syntax.unknown-mechanism", WHICH, ANYONE, SENTENCE),
    [SPFE_KEY_PERMERROR_SYNTAX_QUALIFIED_MODIFIER] =
        KEY("permerror.syntax.qualified-modifier", WHICH, ANYONE, SENTENCE),
    [SPFE_KEY_PERMERROR_SYNTAX_ARGUMENT] =
        KEY("permerror.syntax.argument", WHICH, ANYONE, SENTENCE),
    [SPFE_KEY_PERMERROR_SYNTAX_ARGUMENT_MISSING] =
        KEY("permerror.syntax.argument-missing", WHICH, ANYONE, SENTENCE),
    [SPFE_KEY_PERMERROR_SYNTAX_DOMAIN_END] =
        KEY("permerror.syntax.domain-end", WHICH, ANYONE, SENTENCE),
    [SPFE_KEY_PERMERROR_SYNTAX_MACRO] =
        KEY("permerror.syntax.macro", WHICH, ANYONE, SENTENCE),
    [SPFE_KEY_PERMERROR_SYNTAX_MACRO_LETTER] =
        KEY("permerror.syntax.macro-letter", WHICH, ANYONE, SENTENCE),
    [SPFE_KEY_PERMERROR_SYNTAX_MACRO_DIGITS] =
        KEY("permerror.syntax.macro-digits", WHICH, ANYONE, SENTENCE),
    [SPFE_KEY_PERMERROR_SYNTAX_PREFIX_LENGTH] =
        KEY("permerror.syntax.prefix-length", WHICH, ANYONE, SENTENCE),
    [SPFE_KEY_PERMERROR_SYNTAX_IP4_NETWORK] =
        KEY("permerror.syntax.ip4-network", WHICH, ANYONE, SENTENCE),
    [SPFE_KEY_PERMERROR_SYNTAX_IP6_NETWORK] =
        KEY("permerror.syntax.ip6-network", WHICH, ANYONE, SENTENCE),
    [SPFE_KEY_PERMERROR_SYNTAX_DUPLICATE_MODIFIER] =
        KEY("permerror.syntax.duplicate-modifier", WHICH, ANYONE, SENTENCE),
    [SPFE_KEY_PERMERROR_SYNTAX_QUOTE] =
        KEY("permerror.syntax.quote", WHICH, ANYONE, QUOTE),
    [SPFE_KEY_PERMERROR_SYNTAX_POINTER] =
        KEY("permerror.syntax.pointer", WHICH, ANYONE, POINTER),
    [SPFE_KEY_PERMERROR_SYNTAX_DASH] =
        KEY("permerror.syntax.dash", WHICH, ANYONE, SENTENCE),
    [SPFE_KEY_PERMERROR_SYNTAX_COPIED] =
        KEY("permerror.syntax.copied", WHICH, ANYONE, SENTENCE),
    [SPFE_KEY_PERMERROR_MULTIPLE_RECORDS_EQUAL] =
        KEY("permerror.multiple-records.equal", WHICH, ANYONE, SENTENCE),
    [SPFE_KEY_PERMERROR_TERM_LIMIT_COUNTED] =
        KEY("permerror.term-limit.counted", WHICH, ANYONE, SENTENCE),
    [SPFE_KEY_PERMERROR_TERM_LIMIT_LIST] =
        KEY("permerror.term-limit.list", WHICH, ANYONE, ITEM),
    [SPFE_KEY_PERMERROR_TERM_LIMIT_LIST_MACRO] =
        KEY("permerror.term-limit.list-macro", WHICH, ANYONE, ITEM),
    [SPFE_KEY_PERMERROR_VOID_LIMIT_COUNTED] =
        KEY("permerror.void-limit.counted", WHICH, ANYONE, SENTENCE),
    [SPFE_KEY_PERMERROR_VOID_LIMIT_LIST_NODATA] =
        KEY("permerror.void-limit.list-nodata", WHICH, ANYONE, ITEM),
    [SPFE_KEY_PERMERROR_VOID_LIMIT_LIST_NXDOMAIN] =
        KEY("permerror.void-limit.list-nxdomain", WHICH, ANYONE, ITEM),
    [SPFE_KEY_PERMERROR_VOID_LIMIT_SEPARATE] =
        KEY("permerror.void-limit.separate", WHICH, ANYONE, SENTENCE),
    [SPFE_KEY_PERMERROR_LIMIT_MORE] =
        KEY("permerror.limit.more", WHICH, ANYONE, SENTENCE),
    [SPFE_KEY_PERMERROR_LIMIT_HELO] =
        KEY("permerror.limit.helo", WHICH, ANYONE, SENTENCE),
    [SPFE_KEY_PERMERROR_LIMIT_LOOP] =
        KEY("permerror.limit.loop", WHICH, ANYONE, SENTENCE),
    [SPFE_KEY_PERMERROR_MX_LIMIT_COUNT] =
        KEY("permerror.mx-limit.count", WHICH, ANYONE, SENTENCE),

    /* What came close. */
    [SPFE_KEY_NEAR_NETWORK] =
        KEY("near.network", WHICH, ANYONE, SENTENCE),
    [SPFE_KEY_NEAR_NEAREST] =
        KEY("near.nearest", WHICH, ANYONE, SENTENCE),
    [SPFE_KEY_NEAR_ADDRESS] =
        KEY("near.address", WHICH, ANYONE, SENTENCE),
    [SPFE_KEY_NEAR_FAMILY] =
        KEY("near.family", WHICH, ANYONE, SENTENCE),
    [SPFE_KEY_NEAR_FAMILY_HELO] =
        KEY("near.family-helo", WHICH, ANYONE, SENTENCE),
    [SPFE_KEY_NEAR_NETWORKS] =
        KEY("near.networks", WHICH, ANYONE, SENTENCE),
    [SPFE_KEY_NEAR_MAPPED] = KEY("near.mapped", WHICH, ANYONE, SENTENCE),
    [SPFE_KEY_NEAR_NO_HOST] =
        KEY("near.no-host", WHICH, ANYONE, SENTENCE),
    [SPFE_KEY_NEAR_AFTER_ALL] =
        KEY("near.after-all", WHICH, ANYONE, SENTENCE),
    [SPFE_KEY_NEAR_AFTER_ALL_UNUSED] =
        KEY("near.after-all-unused", WHICH, ANYONE, SENTENCE),
    [SPFE_KEY_NEAR_MODIFIER] =
        KEY("near.modifier", WHICH, ANYONE, SENTENCE),
    [SPFE_KEY_NEAR_TWO_RECORDS] =
        KEY("near.two-records", WHICH, ANYONE, SENTENCE),
    [SPFE_KEY_NEAR_REDIRECT] =
        KEY("near.redirect", WHICH, ANYONE, SENTENCE),
    [SPFE_KEY_NEAR_UNICODE] =
        KEY("near.unicode", WHICH, ANYONE, SENTENCE),

    /* The result: key sentences. */
    [SPFE_KEY_NONE_NO_RECORD] =
        KEY("none.no-record", RESULT, ANYONE, SENTENCE),
    [SPFE_KEY_NONE_NXDOMAIN] =
        KEY("none.nxdomain", RESULT, ANYONE, SENTENCE),
    [SPFE_KEY_NONE_BAD_DOMAIN] =
        KEY("none.bad-domain", RESULT, ANYONE, SENTENCE),
    [SPFE_KEY_NONE_NO_DOMAIN] =
        KEY("none.no-domain", RESULT, ANYONE, SENTENCE),
    [SPFE_KEY_NONE_IDNA] =
        KEY("none.idna", RESULT, ANYONE, SENTENCE),
    [SPFE_KEY_PASS_MATCH] =
        KEY("pass.match", RESULT, ANYONE, SENTENCE),
    [SPFE_KEY_FAIL_MATCH] =
        KEY("fail.match", RESULT, ANYONE, SENTENCE),
    [SPFE_KEY_SOFTFAIL_MATCH] =
        KEY("softfail.match", RESULT, ANYONE, SENTENCE),
    [SPFE_KEY_NEUTRAL_MATCH] =
        KEY("neutral.match", RESULT, ANYONE, SENTENCE),
    [SPFE_KEY_NEUTRAL_DEFAULT] =
        KEY("neutral.default", RESULT, ANYONE, SENTENCE),
    [SPFE_KEY_NEUTRAL_DEFAULT_UNICODE] =
        KEY("neutral.default-unicode", RESULT, ANYONE, SENTENCE),
    [SPFE_KEY_NEUTRAL_ALL] =
        KEY("neutral.all", RESULT, ANYONE, SENTENCE),
    [SPFE_KEY_TEMPERROR_DNS_FAILED] =
        KEY("temperror.dns-failed", RESULT, ANYONE, SENTENCE),
    [SPFE_KEY_TEMPERROR_DNS_FAILED_ALIAS] =
        KEY("temperror.dns-failed.alias", RESULT, ANYONE, SENTENCE),
    [SPFE_KEY_TEMPERROR_TIMEOUT] =
        KEY("temperror.timeout", RESULT, ANYONE, SENTENCE),
    [SPFE_KEY_PERMERROR_SYNTAX] =
        KEY("permerror.syntax", RESULT, ANYONE, SENTENCE),
    [SPFE_KEY_PERMERROR_MULTIPLE_RECORDS] =
        KEY("permerror.multiple-records", RESULT, ANYONE, SENTENCE),
    [SPFE_KEY_PERMERROR_TERM_LIMIT] =
        KEY("permerror.term-limit", RESULT, ANYONE, SENTENCE),
    [SPFE_KEY_PERMERROR_VOID_LIMIT] =
        KEY("permerror.void-limit", RESULT, ANYONE, SENTENCE),
    [SPFE_KEY_PERMERROR_MX_LIMIT] =
        KEY("permerror.mx-limit", RESULT, ANYONE, SENTENCE),
    [SPFE_KEY_PERMERROR_INCLUDE_NO_RECORD] =
        KEY("permerror.include-no-record", RESULT, ANYONE, SENTENCE),
    [SPFE_KEY_PERMERROR_REDIRECT_NO_RECORD] =
        KEY("permerror.redirect-no-record", RESULT, ANYONE, SENTENCE),
    [SPFE_KEY_PERMERROR_INCLUDE_BAD_DOMAIN] =
        KEY("permerror.include-bad-domain", RESULT, ANYONE, SENTENCE),
    [SPFE_KEY_PERMERROR_REDIRECT_BAD_DOMAIN] =
        KEY("permerror.redirect-bad-domain", RESULT, ANYONE, SENTENCE),

    /* The result: what receivers do. */
    [SPFE_KEY_RESULT_NONE] =
        KEY("result.none", RESULT, ANYONE, SENTENCE),
    [SPFE_KEY_RESULT_NEUTRAL] =
        KEY("result.neutral", RESULT, ANYONE, SENTENCE),
    [SPFE_KEY_RESULT_PASS] =
        KEY("result.pass", RESULT, ANYONE, SENTENCE),
    [SPFE_KEY_RESULT_PASS_HELO] =
        KEY("result.pass-helo", RESULT, ANYONE, SENTENCE),
    [SPFE_KEY_RESULT_FAIL] =
        KEY("result.fail", RESULT, ANYONE, SENTENCE),
    [SPFE_KEY_RESULT_SOFTFAIL] =
        KEY("result.softfail", RESULT, ANYONE, SENTENCE),
    [SPFE_KEY_RESULT_TEMPERROR] =
        KEY("result.temperror", RESULT, ANYONE, SENTENCE),
    [SPFE_KEY_RESULT_PERMERROR] =
        KEY("result.permerror", RESULT, ANYONE, SENTENCE),
    [SPFE_KEY_RESULT_EXPLAINS] =
        KEY("result.explains", RESULT, ANYONE, SENTENCE),
    [SPFE_KEY_RESULT_RECEIVER_EXPLAINS] =
        KEY("result.receiver-explains", RESULT, ANYONE, SENTENCE),

    /* What to do next. */
    [SPFE_KEY_NEXT_OTHER_REASON_SENDER] =
        KEY("next.other-reason.sender", NEXT, SENDER, SENTENCE),
    [SPFE_KEY_NEXT_NO_RECORD_OWNER] =
        KEY("next.no-record.owner", NEXT, OWNER, SENTENCE),
    [SPFE_KEY_NEXT_NO_RECORD_OWNER_HELO] =
        KEY("next.no-record.owner-helo", NEXT, OWNER, SENTENCE),
    [SPFE_KEY_NEXT_NONE_RECEIVER] =
        KEY("next.none.receiver", NEXT, RECEIVER, SENTENCE),
    [SPFE_KEY_NEXT_NXDOMAIN_SENDER] =
        KEY("next.nxdomain.sender", NEXT, SENDER, SENTENCE),
    [SPFE_KEY_NEXT_HELO_SENDER] =
        KEY("next.helo.sender", NEXT, SENDER, SENTENCE),
    [SPFE_KEY_NEXT_NXDOMAIN_OWNER] =
        KEY("next.nxdomain.owner", NEXT, OWNER, SENTENCE),
    [SPFE_KEY_NEXT_NXDOMAIN_RECEIVER] =
        KEY("next.nxdomain.receiver", NEXT, RECEIVER, SENTENCE),
    [SPFE_KEY_NEXT_BAD_DOMAIN_SENDER] =
        KEY("next.bad-domain.sender", NEXT, SENDER, SENTENCE),
    [SPFE_KEY_NEXT_IDNA_SENDER] =
        KEY("next.idna.sender", NEXT, SENDER, SENTENCE),
    [SPFE_KEY_NEXT_IDNA_RECEIVER] =
        KEY("next.idna.receiver", NEXT, RECEIVER, SENTENCE),
    [SPFE_KEY_NEXT_PASS_OWNER] =
        KEY("next.pass.owner", NEXT, OWNER, SENTENCE),
    [SPFE_KEY_NEXT_EVERYONE_OWNER] =
        KEY("next.everyone.owner", NEXT, OWNER, SENTENCE),
    [SPFE_KEY_NEXT_PASS_RECEIVER] =
        KEY("next.pass.receiver", NEXT, RECEIVER, SENTENCE),
    [SPFE_KEY_NEXT_ADD_SENDER] =
        KEY("next.add.sender", NEXT, SENDER, SENTENCE),
    [SPFE_KEY_NEXT_ADD_SENDER_END] =
        KEY("next.add.sender-end", NEXT, SENDER, SENTENCE),
    [SPFE_KEY_NEXT_ADD_SENDER_HELO] =
        KEY("next.add.sender-helo", NEXT, SENDER, SENTENCE),
    [SPFE_KEY_NEXT_ADD_SENDER_HELO_END] =
        KEY("next.add.sender-helo-end", NEXT, SENDER, SENTENCE),
    [SPFE_KEY_NEXT_ADD_OWNER] =
        KEY("next.add.owner", NEXT, OWNER, SENTENCE),
    [SPFE_KEY_NEXT_ADD_OWNER_TTL] =
        KEY("next.add.owner-ttl", NEXT, OWNER, SENTENCE),
    [SPFE_KEY_NEXT_NO_MAIL_SENDER] =
        KEY("next.no-mail.sender", NEXT, SENDER, SENTENCE),
    [SPFE_KEY_NEXT_NO_MAIL_OWNER] =
        KEY("next.no-mail.owner", NEXT, OWNER, SENTENCE),
    [SPFE_KEY_NEXT_FAIL_RECEIVER] =
        KEY("next.fail.receiver", NEXT, RECEIVER, SENTENCE),
    [SPFE_KEY_NEXT_FAIL_RECEIVER_HELO] =
        KEY("next.fail.receiver-helo", NEXT, RECEIVER, SENTENCE),
    [SPFE_KEY_NEXT_SOFTFAIL_RECEIVER] =
        KEY("next.softfail.receiver", NEXT, RECEIVER, SENTENCE),
    [SPFE_KEY_NEXT_TEMPERROR_SENDER] =
        KEY("next.temperror.sender", NEXT, SENDER, SENTENCE),
    [SPFE_KEY_NEXT_TEMPERROR_OWNER] =
        KEY("next.temperror.owner", NEXT, OWNER, SENTENCE),
    [SPFE_KEY_NEXT_TEMPERROR_RECEIVER] =
        KEY("next.temperror.receiver", NEXT, RECEIVER, SENTENCE),
    [SPFE_KEY_NEXT_ALIAS_SENDER] =
        KEY("next.alias.sender", NEXT, SENDER, SENTENCE),
    [SPFE_KEY_NEXT_ALIAS_OWNER] =
        KEY("next.alias.owner", NEXT, OWNER, SENTENCE),
    [SPFE_KEY_NEXT_PERMERROR_SENDER] =
        KEY("next.permerror.sender", NEXT, SENDER, SENTENCE),
    [SPFE_KEY_NEXT_SYNTAX_OWNER] =
        KEY("next.syntax.owner", NEXT, OWNER, SENTENCE),
    [SPFE_KEY_NEXT_MULTIPLE_RECORDS_OWNER] =
        KEY("next.multiple-records.owner", NEXT, OWNER, SENTENCE),
    [SPFE_KEY_NEXT_TERM_LIMIT_OWNER] =
        KEY("next.term-limit.owner", NEXT, OWNER, SENTENCE),
    [SPFE_KEY_NEXT_LOOP_OWNER] =
        KEY("next.loop.owner", NEXT, OWNER, SENTENCE),
    [SPFE_KEY_NEXT_VOID_LIMIT_OWNER] =
        KEY("next.void-limit.owner", NEXT, OWNER, SENTENCE),
    [SPFE_KEY_NEXT_MX_LIMIT_OWNER] =
        KEY("next.mx-limit.owner", NEXT, OWNER, SENTENCE),
    [SPFE_KEY_NEXT_REFERENCE_OWNER] =
        KEY("next.reference.owner", NEXT, OWNER, SENTENCE),
    [SPFE_KEY_NEXT_PERMERROR_RECEIVER] =
        KEY("next.permerror.receiver", NEXT, RECEIVER, SENTENCE),
};
/* clang-format on */

const struct spfe_key_info *
spfe_key_get(enum spfe_key key)
{
    return &infos[key];
}
