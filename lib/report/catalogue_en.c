/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The sentences in English. %1 to %5 stand for what differs from mail to mail.
 * ASCII only, so that they can stand in a log, a mail or a terminal of any
 * kind.
 */
#include "report/catalogue.h"

/* clang-format off */
const char *const spfe_catalogue_en[SPFE_KEY_COUNT] = {
    /* Who: which identity. */
    [SPFE_KEY_WHO_MAILFROM] =
        "The mail server at %1 gave %2 as the sender of the message (MAIL "
        "FROM), so SPF looked at the domain %3.",
    [SPFE_KEY_WHO_NULL_SENDER] =
        "The mail server at %1 gave an empty sender (MAIL FROM:<>), as "
        "bounce messages have. SPF then looks at the name that the server "
        "gave in HELO: %2.",
    [SPFE_KEY_WHO_HELO] =
        "The mail server at %1 called itself %2 in HELO, and that name was "
        "checked.",
    [SPFE_KEY_WHO_NO_DOMAIN] =
        "The mail server at %1 gave no name that SPF could look at.",
    [SPFE_KEY_WHO_NOT_FROM] =
        "SPF does not look at the From: line that mail programs show; that "
        "is a matter for DMARC.",
    [SPFE_KEY_WHO_RECEIVER] =
        "The check was made by %1.",

    /* What was published. */
    [SPFE_KEY_WHAT_RECORD] =
        "%1 publishes this SPF record (TTL %2 seconds):",
    [SPFE_KEY_WHAT_RECORD_NO_TTL] =
        "%1 publishes this SPF record:",
    [SPFE_KEY_WHAT_SEVERAL] =
        "%1 publishes %2 SPF records, where only one is allowed:",
    [SPFE_KEY_WHAT_QUOTE] =
        "%1",
    [SPFE_KEY_WHAT_CUT] =
        "(These are the first %1 of %2 octets.)",
    [SPFE_KEY_WHAT_MORE] =
        "%1 more are not shown.",
    [SPFE_KEY_WHAT_NO_TXT] =
        "%1 publishes no SPF record: the name has no TXT record.",
    [SPFE_KEY_WHAT_NO_SPF] =
        "%1 publishes no SPF record: none of its TXT records (%2) begins "
        "with \"v=spf1\" and a space.",
    [SPFE_KEY_WHAT_NXDOMAIN] =
        "%1 does not exist in DNS.",
    [SPFE_KEY_WHAT_UNREAD] =
        "The SPF record of %1 could not be read.",
    [SPFE_KEY_WHAT_NOTHING] =
        "Nothing was looked up in DNS.",

    /* Which term decided. */
    [SPFE_KEY_WHICH_ALL] =
        "%1 in the record of %2 decided: it stands for all addresses that no "
        "term before it matched, and %3 is one of them.",
    [SPFE_KEY_WHICH_EVERYONE] =
        "%1 in the record of %2 stands for every address, without exception.",
    [SPFE_KEY_WHICH_NO_MAIL] =
        "The record of %2 lists no server: with nothing but %1 the domain "
        "says that it sends no mail at all.",
    [SPFE_KEY_WHICH_NETWORK] =
        "%1 in the record of %2 covers the address %3.",
    [SPFE_KEY_WHICH_A] =
        "%1 in the record of %2 matched: %3 has the address %4.",
    [SPFE_KEY_WHICH_A_NETWORK] =
        "%1 in the record of %2 matched: %3 has an address in the same "
        "network as %4.",
    [SPFE_KEY_WHICH_MX] =
        "%1 in the record of %2 matched: a mail server (MX) of %3 has the "
        "address %4.",
    [SPFE_KEY_WHICH_MX_NETWORK] =
        "%1 in the record of %2 matched: a mail server (MX) of %3 has an "
        "address in the same network as %4.",
    [SPFE_KEY_WHICH_EXISTS] =
        "%1 in the record of %2 matched: the name %3 has an address in DNS.",
    [SPFE_KEY_WHICH_PTR] =
        "%1 in the record of %2 matched: %4 has a confirmed host name within "
        "%3.",
    [SPFE_KEY_WHICH_PATH] =
        "The way there: %1",
    [SPFE_KEY_WHICH_SIGN] =
        "The record of %2 refers there as %1, which makes the result %3.",
    [SPFE_KEY_WHICH_DEFAULT] =
        "No term in the record of %1 matched %2.",
    [SPFE_KEY_WHICH_NONE] =
        "There is no policy, so there was no term to decide.",
    [SPFE_KEY_WHICH_NOT_EVALUATED] =
        "SPF stopped before looking for a policy.",
    [SPFE_KEY_WHICH_LEADS_TO] =
        "%1 in the record of %2 leads to %3.",
    [SPFE_KEY_WHICH_LEADS_NOWHERE] =
        "%1 in the record of %2 leads to \"%3\", which is not a domain name.",
    [SPFE_KEY_TEMPERROR_DNS_FAILED_QUERY] =
        "This DNS query failed: %1 %2 (%3).",
    [SPFE_KEY_TEMPERROR_DNS_FAILED_TERM] =
        "It was needed for %1 in the record of %2.",
    [SPFE_KEY_TEMPERROR_TIMEOUT_QUERY] =
        "Time ran out while the DNS answer about %1 was still missing.",

    /* What is wrong with a record. */
    [SPFE_KEY_PERMERROR_SYNTAX_UNKNOWN] =
        "The record of %1 has an error at offset %2: \"%3\".",
    [SPFE_KEY_PERMERROR_SYNTAX_VERSION] =
        "The record of %1 does not begin with \"v=spf1\".",
    [SPFE_KEY_PERMERROR_SYNTAX_TOO_LONG] =
        "The record of %1 is longer than 65535 octets.",
    [SPFE_KEY_PERMERROR_SYNTAX_OCTET] =
        "The record of %1 has a character at offset %2 that is not printable "
        "ASCII: \"%3\".",
    [SPFE_KEY_PERMERROR_SYNTAX_UNKNOWN_MECHANISM] =
        "The record of %1 has a mechanism at offset %2 that does not exist: "
        "\"%3\".",
    [SPFE_KEY_PERMERROR_SYNTAX_QUALIFIED_MODIFIER] =
        "The record of %1 has a sign before a modifier at offset %2, where "
        "none may stand: \"%3\".",
    [SPFE_KEY_PERMERROR_SYNTAX_ARGUMENT] =
        "The record of %1 has something at offset %2 that the mechanism "
        "cannot have: \"%3\".",
    [SPFE_KEY_PERMERROR_SYNTAX_ARGUMENT_MISSING] =
        "The record of %1 lacks a value at offset %2: \"%3\".",
    [SPFE_KEY_PERMERROR_SYNTAX_DOMAIN_END] =
        "The record of %1 has a name at offset %2 that does not end like a "
        "domain name: \"%3\".",
    [SPFE_KEY_PERMERROR_SYNTAX_MACRO] =
        "The record of %1 has a malformed macro at offset %2: \"%3\".",
    [SPFE_KEY_PERMERROR_SYNTAX_MACRO_LETTER] =
        "The record of %1 has a macro letter at offset %2 that does not "
        "exist or may not be used there: \"%3\".",
    [SPFE_KEY_PERMERROR_SYNTAX_MACRO_DIGITS] =
        "The record of %1 has a macro at offset %2 that asks for 0 parts: "
        "\"%3\".",
    [SPFE_KEY_PERMERROR_SYNTAX_PREFIX_LENGTH] =
        "The record of %1 has a prefix length at offset %2 that is not "
        "valid: \"%3\".",
    [SPFE_KEY_PERMERROR_SYNTAX_IP4_NETWORK] =
        "The record of %1 has something at offset %2 that is not an IPv4 "
        "address: \"%3\".",
    [SPFE_KEY_PERMERROR_SYNTAX_IP6_NETWORK] =
        "The record of %1 has something at offset %2 that is not an IPv6 "
        "address: \"%3\".",
    [SPFE_KEY_PERMERROR_SYNTAX_DUPLICATE_MODIFIER] =
        "The record of %1 has a second redirect= or exp= at offset %2, where "
        "only one may stand: \"%3\".",
    [SPFE_KEY_PERMERROR_SYNTAX_QUOTE] =
        "%1",
    [SPFE_KEY_PERMERROR_SYNTAX_POINTER] =
        "%1",
    [SPFE_KEY_PERMERROR_SYNTAX_DASH] =
        "The character is a long dash; SPF needs the short one of the "
        "keyboard, \"-\".",
    [SPFE_KEY_PERMERROR_SYNTAX_COPIED] =
        "Such characters come along when a record is copied from a web page "
        "or a document.",
    [SPFE_KEY_PERMERROR_MULTIPLE_RECORDS_EQUAL] =
        "With several records there is no telling which one counts; equal "
        "ones are an error too.",
    [SPFE_KEY_PERMERROR_TERM_LIMIT_COUNTED] =
        "At most %1 terms may query DNS. These were counted:",
    [SPFE_KEY_PERMERROR_TERM_LIMIT_LIST] =
        "%1. %2 (in %3)",
    [SPFE_KEY_PERMERROR_TERM_LIMIT_LIST_MACRO] =
        "%1. the macro %%{p} in %2 (in %3)",
    [SPFE_KEY_PERMERROR_VOID_LIMIT_COUNTED] =
        "At most %1 terms may look up a name for which DNS has nothing. "
        "These did:",
    [SPFE_KEY_PERMERROR_VOID_LIMIT_LIST_NODATA] =
        "%1. %2 (in %3): %4 has no %5 record",
    [SPFE_KEY_PERMERROR_VOID_LIMIT_LIST_NXDOMAIN] =
        "%1. %2 (in %3): %4 does not exist",
    [SPFE_KEY_PERMERROR_VOID_LIMIT_SEPARATE] =
        "This limit is separate from that of the terms that may query DNS at "
        "all.",
    [SPFE_KEY_PERMERROR_LIMIT_MORE] =
        "(and %1 more)",
    [SPFE_KEY_PERMERROR_LIMIT_HELO] =
        "Those up to number %1 were counted for the HELO name, which shares "
        "the limit.",
    [SPFE_KEY_PERMERROR_LIMIT_LOOP] =
        "The records refer back to %1 in a circle: %2",
    [SPFE_KEY_PERMERROR_MX_LIMIT_COUNT] =
        "%1 in the record of %2 looks at the mail servers of %3, and there "
        "are %4 MX records.",

    /* What came close. */
    [SPFE_KEY_NEAR_NETWORK] =
        "%1 in the record of %2 comes close, but %3 is outside it.",
    [SPFE_KEY_NEAR_NEAREST] =
        "Of the networks that the records allow, %1 in the record of %2 is "
        "nearest to %3. If the server belongs to a provider that has new "
        "addresses, the record has to follow them.",
    [SPFE_KEY_NEAR_ADDRESS] =
        "%1 in the record of %2 comes close: %3 has the address %4, but the "
        "server used %5.",
    [SPFE_KEY_NEAR_FAMILY] =
        "%1 in the record of %2 cannot match: %3 has no %4 address (%5 "
        "record), and the server used %4.",
    [SPFE_KEY_NEAR_FAMILY_HELO] =
        "%1 in the record of %2 means the server itself, which calls itself "
        "%3. But %3 has no %4 address (%5 record), and the server used %4.",
    [SPFE_KEY_NEAR_NETWORKS] =
        "All networks in the records are %1, but the server used %2.",
    [SPFE_KEY_NEAR_MAPPED] =
        "%1 in the record of %2 never matches: it is IPv4 written as IPv6, "
        "and SPF takes %3 as IPv4. Write it as ip4.",
    [SPFE_KEY_NEAR_NO_HOST] =
        "%1 in the record of %2 cannot match: %3 does not exist in DNS.",
    [SPFE_KEY_NEAR_AFTER_ALL] =
        "%1 would have matched, but stands after %3 in the record of %2, "
        "where no term is looked at any more.",
    [SPFE_KEY_NEAR_AFTER_ALL_UNUSED] =
        "%1 stands after %3 in the record of %2, where no term is looked at "
        "any more.",
    [SPFE_KEY_NEAR_MODIFIER] =
        "%1 in the record of %2 is ignored: with \"=\" it is a modifier that "
        "SPF does not know. Perhaps %3 was meant.",
    [SPFE_KEY_NEAR_TWO_RECORDS] =
        "The record of %1 has \"v=spf1\" a second time, as when two records "
        "were put together; what follows the first \"all\" has no effect.",
    [SPFE_KEY_NEAR_REDIRECT] =
        "%1 in the record of %2 is ignored, because the record also has "
        "\"all\".",
    [SPFE_KEY_NEAR_UNICODE] =
        "%1 in the record of %2 cannot match, because the sender has "
        "characters before the @ that are not ASCII.",

    /* The result: key sentences. */
    [SPFE_KEY_NONE_NO_RECORD] =
        "The domain %1 has not published an SPF policy. SPF gives no reason "
        "to reject this message.",
    [SPFE_KEY_NONE_NXDOMAIN] =
        "The domain %1 does not exist in DNS.",
    [SPFE_KEY_NONE_BAD_DOMAIN] =
        "%1 is not a usable mail domain, so SPF was not evaluated.",
    [SPFE_KEY_NONE_NO_DOMAIN] =
        "There was no domain to check, so SPF was not evaluated.",
    [SPFE_KEY_NONE_IDNA] =
        "%1 has characters that are not ASCII and could not be converted for "
        "DNS, so SPF was not evaluated.",
    [SPFE_KEY_PASS_MATCH] =
        "The domain %1 has authorized %2 to send mail on its behalf (%3), so "
        "the message should have been accepted. If it was rejected, SPF was "
        "not the reason.",
    [SPFE_KEY_FAIL_MATCH] =
        "The domain %1 has declared using SPF that it does not send mail "
        "through %2 (%3). That is why the message was rejected.",
    [SPFE_KEY_SOFTFAIL_MATCH] =
        "The domain %1 says %2 is probably not allowed (%3); receivers "
        "should accept but may treat it with suspicion.",
    [SPFE_KEY_NEUTRAL_MATCH] =
        "The domain %1 explicitly makes no statement about %2 (%3).",
    [SPFE_KEY_NEUTRAL_DEFAULT] =
        "The domain %1 makes no statement about %2: no term matched and the "
        "record does not end in \"all\" or \"redirect\".",
    [SPFE_KEY_NEUTRAL_DEFAULT_UNICODE] =
        "The domain %1 makes no statement about %2: no term matched, and "
        "\"redirect\" does not apply to a sender with characters before the "
        "@ that are not ASCII.",
    [SPFE_KEY_NEUTRAL_ALL] =
        "%1 is only about addresses that no earlier term matched: servers "
        "listed before it still get pass.",
    [SPFE_KEY_TEMPERROR_DNS_FAILED] =
        "The policy of %1 could not be read: %2 %3 answered %4. Try again "
        "later.",
    [SPFE_KEY_TEMPERROR_DNS_FAILED_ALIAS] =
        "The policy of %1 could not be read: %2 is the start of a loop or "
        "too long a chain of aliases (CNAME). That does not pass by itself.",
    [SPFE_KEY_TEMPERROR_TIMEOUT] =
        "The policy of %1 could not be read in the time allowed. Try again "
        "later.",
    [SPFE_KEY_PERMERROR_SYNTAX] =
        "The policy of %1 cannot be used: its record has a syntax error at "
        "offset %2.",
    [SPFE_KEY_PERMERROR_MULTIPLE_RECORDS] =
        "The policy of %1 cannot be used: it has %2 SPF records instead of "
        "one.",
    [SPFE_KEY_PERMERROR_TERM_LIMIT] =
        "The policy of %1 cannot be used: it takes more than %2 terms that "
        "query DNS.",
    [SPFE_KEY_PERMERROR_VOID_LIMIT] =
        "The policy of %1 cannot be used: more than %2 terms look up a name "
        "for which DNS has nothing.",
    [SPFE_KEY_PERMERROR_MX_LIMIT] =
        "The policy of %1 cannot be used: %2 has %3 MX records, more than "
        "the 10 that SPF allows for one term.",
    [SPFE_KEY_PERMERROR_INCLUDE_NO_RECORD] =
        "%1 includes %2, which has no SPF record. The policy cannot be used.",
    [SPFE_KEY_PERMERROR_REDIRECT_NO_RECORD] =
        "%1 redirects to %2, which has no SPF record. The policy cannot be "
        "used.",
    [SPFE_KEY_PERMERROR_INCLUDE_BAD_DOMAIN] =
        "%1 includes \"%2\", which is not a domain name. The policy cannot "
        "be used.",
    [SPFE_KEY_PERMERROR_REDIRECT_BAD_DOMAIN] =
        "%1 redirects to \"%2\", which is not a domain name. The policy "
        "cannot be used.",

    /* The result: what receivers do. */
    [SPFE_KEY_RESULT_NONE] =
        "The result is none. That is not a failed check: receivers treat the "
        "message as if there were no SPF. DMARC just gets no identity from "
        "it.",
    [SPFE_KEY_RESULT_NEUTRAL] =
        "The result is neutral. That is not a failed check: receivers must "
        "treat it as if there were no policy. DMARC just gets no identity "
        "from it.",
    [SPFE_KEY_RESULT_PASS] =
        "The result is pass. For DMARC, the domain in the From: line must "
        "also correspond to %1.",
    [SPFE_KEY_RESULT_PASS_HELO] =
        "The result is pass. It says nothing about the sender of the "
        "message, and DMARC does not use it.",
    [SPFE_KEY_RESULT_FAIL] =
        "The result is fail. Receivers that act on SPF normally reject the "
        "message (550 5.7.23).",
    [SPFE_KEY_RESULT_SOFTFAIL] =
        "The result is softfail. For DMARC it is the same as fail; it "
        "differs in that it should not be the only reason to reject.",
    [SPFE_KEY_RESULT_TEMPERROR] =
        "The result is temperror. Receivers normally ask the sending server "
        "to try again later (451 4.7.24), or accept the message.",
    [SPFE_KEY_RESULT_PERMERROR] =
        "The result is permerror. Some receivers reject the message (550 "
        "5.7.24), others treat it as if there were no policy.",
    [SPFE_KEY_RESULT_EXPLAINS] =
        "%1 explains: \"%2\"",
    [SPFE_KEY_RESULT_RECEIVER_EXPLAINS] =
        "The receiver explains: \"%1\"",

    /* What to do next. */
    [SPFE_KEY_NEXT_OTHER_REASON_SENDER] =
        "If the message was rejected, look for another reason in the reply "
        "of the receiver.",
    [SPFE_KEY_NEXT_NO_RECORD_OWNER] =
        "Publish an SPF record for %1 that lists all servers which send its "
        "mail.",
    [SPFE_KEY_NEXT_NO_RECORD_OWNER_HELO] =
        "Publish an SPF record for %1; for a mail server this one will do: "
        "v=spf1 a -all",
    [SPFE_KEY_NEXT_NONE_RECEIVER] =
        "Do not reject the message because of SPF.",
    [SPFE_KEY_NEXT_NXDOMAIN_SENDER] =
        "Check the sender address: is %1 spelled correctly?",
    [SPFE_KEY_NEXT_HELO_SENDER] =
        "Let the mail server give its full host name in HELO, such as "
        "mail.example.com, and one that exists in DNS.",
    [SPFE_KEY_NEXT_NXDOMAIN_OWNER] =
        "If %1 is yours, check that it is registered and that its name "
        "servers know it.",
    [SPFE_KEY_NEXT_NXDOMAIN_RECEIVER] =
        "You may refuse a domain that does not exist, but by a rule of your "
        "own: SPF does not ask for it.",
    [SPFE_KEY_NEXT_BAD_DOMAIN_SENDER] =
        "Use a sender address with a complete domain name, such as "
        "user@example.com.",
    [SPFE_KEY_NEXT_IDNA_SENDER] =
        "Use the ASCII form of the domain, which begins with xn--.",
    [SPFE_KEY_NEXT_IDNA_RECEIVER] =
        "Do not reject the message because of SPF. To check such domains, "
        "set up a conversion to ASCII (IDNA).",
    [SPFE_KEY_NEXT_PASS_OWNER] =
        "Nothing has to change in the record of %1.",
    [SPFE_KEY_NEXT_EVERYONE_OWNER] =
        "%2 lets everyone send mail for %1. List the servers that may do so "
        "instead.",
    [SPFE_KEY_NEXT_PASS_RECEIVER] =
        "SPF gives no reason to reject. It does not say that the message is "
        "wanted, either.",
    [SPFE_KEY_NEXT_ADD_SENDER] =
        "If you used this server on purpose, ask the owner of %1 to add %2 "
        "before %3.",
    [SPFE_KEY_NEXT_ADD_SENDER_END] =
        "If you used this server on purpose, ask the owner of %1 to add %2 "
        "after the last term.",
    [SPFE_KEY_NEXT_ADD_SENDER_HELO] =
        "If this mail server is yours, have %2 added before %3 in the record "
        "of %1.",
    [SPFE_KEY_NEXT_ADD_SENDER_HELO_END] =
        "If this mail server is yours, have %2 added after the last term in "
        "the record of %1.",
    [SPFE_KEY_NEXT_ADD_OWNER] =
        "Whether %2 belongs in the record of %1 is your decision: add it "
        "only if this server may send your mail. It takes no DNS query. "
        "Leave the rest of the record as it is.",
    [SPFE_KEY_NEXT_ADD_OWNER_TTL] =
        "A change reaches everyone after at most %1 seconds.",
    [SPFE_KEY_NEXT_NO_MAIL_SENDER] =
        "%1 sends no mail; use another sender address.",
    [SPFE_KEY_NEXT_NO_MAIL_OWNER] =
        "If mail is to be sent for %1 after all, the record must list the "
        "servers; for this one, add %2 before %3.",
    [SPFE_KEY_NEXT_FAIL_RECEIVER] =
        "Was the message forwarded to you? Then SPF saw the forwarding "
        "server. Accept mail from servers that forward for you without this "
        "check.",
    [SPFE_KEY_NEXT_FAIL_RECEIVER_HELO] =
        "Nothing speaks against rejecting: the name in HELO is the server's "
        "own, also when it forwards a message.",
    [SPFE_KEY_NEXT_SOFTFAIL_RECEIVER] =
        "Accept the message, and let the result count together with other "
        "signs.",
    [SPFE_KEY_NEXT_TEMPERROR_SENDER] =
        "There is nothing to do: mail servers try again by themselves.",
    [SPFE_KEY_NEXT_TEMPERROR_OWNER] =
        "If it lasts, check the name servers that answer for %1.",
    [SPFE_KEY_NEXT_TEMPERROR_RECEIVER] =
        "If other domains are affected too, check your own DNS resolver.",
    [SPFE_KEY_NEXT_ALIAS_SENDER] =
        "Trying again does not help: only the owner of %1 can correct this. "
        "Report it there.",
    [SPFE_KEY_NEXT_ALIAS_OWNER] =
        "Correct the aliases (CNAME) of %1 in DNS: they have to end, after "
        "few steps, at a name that is not an alias.",
    [SPFE_KEY_NEXT_PERMERROR_SENDER] =
        "Only the owner of %1 can correct this. Report it there.",
    [SPFE_KEY_NEXT_SYNTAX_OWNER] =
        "Correct the record of %1 at the place that is marked, and test it "
        "before you publish it.",
    [SPFE_KEY_NEXT_MULTIPLE_RECORDS_OWNER] =
        "Make one record for %1 out of them: one \"v=spf1\", the terms of "
        "all, and one \"all\" at the end.",
    [SPFE_KEY_NEXT_TERM_LIMIT_OWNER] =
        "Remove terms that are no longer needed, and list fixed addresses as "
        "ip4 or ip6 instead of a or mx, until at most %2 terms query DNS for "
        "%1.",
    [SPFE_KEY_NEXT_LOOP_OWNER] =
        "Remove %2 from the record of %1: it leads back to %3.",
    [SPFE_KEY_NEXT_VOID_LIMIT_OWNER] =
        "Remove the terms that find nothing, or correct the names in them.",
    [SPFE_KEY_NEXT_MX_LIMIT_OWNER] =
        "In the record of %1, list the servers that send mail as ip4 or ip6, "
        "instead of %2.",
    [SPFE_KEY_NEXT_REFERENCE_OWNER] =
        "Correct the name in %2 in the record of %1, or remove the term. If "
        "it is about a provider, take the name from its instructions.",
    [SPFE_KEY_NEXT_PERMERROR_RECEIVER] =
        "Do not count the message as authorized. Whether to reject it is "
        "your decision.",
};
/* clang-format on */
