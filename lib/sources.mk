# SPDX-License-Identifier: BSD-2-Clause
#
# The sources of the core library, by rank: a file may include headers of lower
# ranks and of its own folder only (tests/arch/check-layers.sh). Those of the
# second library come last.

# Rank 0: knows nothing of SPF or DNS messages.
base_sources = \
	lib/base/arena.c lib/base/arena.h \
	lib/base/ascii.c lib/base/ascii.h \
	lib/base/buf.c lib/base/buf.h \
	lib/base/cursor.h \
	lib/base/dname.c lib/base/dname.h \
	lib/base/ip.c lib/base/ip.h \
	lib/base/ip4_read.h \
	lib/base/lock.c lib/base/lock.h \
	lib/base/mem.c lib/base/mem.h \
	lib/base/status.c \
	lib/base/text.h \
	lib/base/version.c \
	lib/base/word.h

# Rank 1: text and syntax tree; questions and answers as values. Siblings.
record_sources = \
	lib/record/common_term.c lib/record/common_term.h \
	lib/record/ip4_list.c lib/record/ip4_list.h \
	lib/record/macro_parse.c lib/record/macro_parse.h \
	lib/record/parse.c lib/record/parse.h \
	lib/record/parse_argument.c lib/record/parse_argument.h \
	lib/record/parser.c lib/record/parser.h \
	lib/record/print.c \
	lib/record/record.c lib/record/record.h
dns_sources = \
	lib/dns/answer.c lib/dns/answer.h \
	lib/dns/answer_read.c \
	lib/dns/built.h \
	lib/dns/class_name.c \
	lib/dns/query.c lib/dns/query.h \
	lib/dns/records.c lib/dns/records.h \
	lib/dns/shared.c lib/dns/shared.h

# Rank 2: small pure rules of RFC 7208.
rule_sources = \
	lib/rule/exchange.c lib/rule/exchange.h \
	lib/rule/keep.c lib/rule/keep.h \
	lib/rule/limits.c lib/rule/limits.h \
	lib/rule/lookup.c lib/rule/lookup.h \
	lib/rule/lookup_index.c lib/rule/lookup_index.h \
	lib/rule/macro_expand.c lib/rule/macro_expand.h \
	lib/rule/match.c lib/rule/match.h \
	lib/rule/options.c lib/rule/options.h \
	lib/rule/profile.c \
	lib/rule/select.c lib/rule/select.h

# Rank 3: the evaluator.
check_sources = \
	lib/check/ahead.c lib/check/ahead.h \
	lib/check/check.c lib/check/check.h \
	lib/check/client_name.c \
	lib/check/decide.c \
	lib/check/explanation.c lib/check/explanation.h \
	lib/check/frame.c lib/check/frame.h \
	lib/check/hints.c lib/check/hints.h \
	lib/check/hints_learn.c \
	lib/check/identity.c lib/check/identity.h \
	lib/check/mech.c lib/check/mech.h \
	lib/check/mech_addr.c \
	lib/check/mech_include.c \
	lib/check/mech_local.c \
	lib/check/mech_mx.c \
	lib/check/mech_ptr.c \
	lib/check/prefetch.c lib/check/prefetch.h \
	lib/check/result.c \
	lib/check/session.c lib/check/session.h \
	lib/check/trace.c lib/check/trace.h

# Rank 3: for those who publish records. Knows nothing of the evaluator.
policy_sources = \
	lib/policy/address_map.c lib/policy/address_map.h \
	lib/policy/address_map_combine.c \
	lib/policy/address_point.c \
	lib/policy/build.c lib/policy/build.h \
	lib/policy/build_print.c \
	lib/policy/build_term.c \
	lib/policy/compile.c lib/policy/compile.h \
	lib/policy/compile_terms.c lib/policy/compile_terms.h \
	lib/policy/cost.c \
	lib/policy/cost_print.c \
	lib/policy/edit.c lib/policy/edit.h \
	lib/policy/edit_authorize.c \
	lib/policy/edit_doubt.c \
	lib/policy/edit_note.c lib/policy/edit_note.h \
	lib/policy/edit_offer.c \
	lib/policy/edit_place.c \
	lib/policy/edit_print.c \
	lib/policy/edit_prove.c \
	lib/policy/edit_ranges.c lib/policy/edit_ranges.h \
	lib/policy/edit_repair.c \
	lib/policy/edit_revoke.c \
	lib/policy/edit_sender.c \
	lib/policy/edit_table.c lib/policy/edit_table.h \
	lib/policy/edit_tell.c \
	lib/policy/follow.c \
	lib/policy/lint.c lib/policy/lint.h \
	lib/policy/lint_covers.c lib/policy/lint_covers.h \
	lib/policy/lint_dns.c lib/policy/lint_dns.h \
	lib/policy/lint_dns_answer.c \
	lib/policy/lint_dns_cost.c \
	lib/policy/lint_dns_covered.c \
	lib/policy/lint_dns_hosts.c \
	lib/policy/lint_dns_includes.c \
	lib/policy/lint_dns_map.c \
	lib/policy/lint_dns_overlaps.c \
	lib/policy/lint_dns_references.c \
	lib/policy/lint_dns_root.c \
	lib/policy/lint_dns_several.c \
	lib/policy/lint_dns_texts.c \
	lib/policy/lint_list.c \
	lib/policy/lint_policy.c \
	lib/policy/lint_print.c \
	lib/policy/lint_rules.h \
	lib/policy/lint_rules_addresses.c \
	lib/policy/lint_rules_aggregate.c \
	lib/policy/lint_rules_domains.c \
	lib/policy/lint_rules_names.c \
	lib/policy/lint_rules_networks.c \
	lib/policy/lint_rules_octets.c \
	lib/policy/lint_rules_odd_names.c \
	lib/policy/lint_rules_order.c \
	lib/policy/lint_rules_pairs.c \
	lib/policy/lint_rules_providers.c \
	lib/policy/lint_rules_separators.c \
	lib/policy/lint_rules_structure.c \
	lib/policy/lint_rules_style.c \
	lib/policy/lint_rules_unknown.c \
	lib/policy/lint_rules_version.c \
	lib/policy/lint_split.c lib/policy/lint_split.h \
	lib/policy/lint_strings.c \
	lib/policy/lint_table.c lib/policy/lint_table.h \
	lib/policy/lint_table_dns.c \
	lib/policy/lint_unchecked.c \
	lib/policy/lint_wildcards.c \
	lib/policy/merge.c \
	lib/policy/near_record.c lib/policy/near_record.h \
	lib/policy/policy.c \
	lib/policy/providers.c lib/policy/providers.h \
	lib/policy/sender.c lib/policy/sender.h \
	lib/policy/shown.c lib/policy/shown.h \
	lib/policy/strings.c \
	lib/policy/walk.c lib/policy/walk.h \
	lib/policy/walk_extras.c \
	lib/policy/walk_facts.c lib/policy/walk_facts.h \
	lib/policy/what_if.c

# Rank 4: what mail software writes; reads the outcome only.
header_sources = \
	lib/header/auth_results.c \
	lib/header/auth_results_match.c \
	lib/header/cause.c lib/header/cause.h \
	lib/header/fold.c lib/header/fold.h \
	lib/header/outcome_text.h \
	lib/header/quote.c lib/header/quote.h \
	lib/header/received_spf.c \
	lib/header/received_spf_read.c \
	lib/header/reply.c \
	lib/header/scan.c lib/header/scan.h \
	lib/header/sentence.c lib/header/sentence.h

# Rank 4: the resolver hook, the blocking pump, the zone in memory.
resolver_sources = \
	lib/resolver/bucket.c lib/resolver/bucket.h \
	lib/resolver/cache.c lib/resolver/cache.h \
	lib/resolver/cache_resolver.c \
	lib/resolver/pump.c lib/resolver/pump.h \
	lib/resolver/resolver.c lib/resolver/resolver.h \
	lib/resolver/run.c \
	lib/resolver/run_policy.c \
	lib/resolver/shelf.c lib/resolver/shelf.h \
	lib/resolver/zone.c lib/resolver/zone.h \
	lib/resolver/zone_lookup.c \
	lib/resolver/zone_names.c \
	lib/resolver/zone_nodes.c

# Rank 4: the outcome in sentences and as JSON; reads the outcome only.
report_sources = \
	lib/report/catalogue.c lib/report/catalogue.h \
	lib/report/catalogue_en.c \
	lib/report/catalogue_nl.c \
	lib/report/explain.c \
	lib/report/explain_json.c \
	lib/report/explain_limit.c \
	lib/report/explain_match.c \
	lib/report/explain_next.c \
	lib/report/explain_result.c \
	lib/report/explain_syntax.c \
	lib/report/explain_what.c \
	lib/report/explain_which.c \
	lib/report/explain_who.c \
	lib/report/facts.c lib/report/facts.h \
	lib/report/json.c lib/report/json.h \
	lib/report/key.c lib/report/key.h \
	lib/report/language.c \
	lib/report/line.c lib/report/line.h \
	lib/report/near_address.c \
	lib/report/near_miss.c lib/report/near_miss.h \
	lib/report/outcome_json.c lib/report/outcome_json.h \
	lib/report/report.h \
	lib/report/sentence.c lib/report/sentence.h \
	lib/report/trace_json.c \
	lib/report/value.c lib/report/value.h

core_sources = $(base_sources) $(record_sources) $(dns_sources) \
	$(rule_sources) $(check_sources) $(policy_sources) $(header_sources) \
	$(report_sources) $(resolver_sources)

# The second library, libspfeval-ldns: the only sockets and clock. wire.c alone
# knows libldns. Of the core it uses what is exported.
ldns_sources = \
	lib/ldns/alias.c lib/ldns/alias.h \
	lib/ldns/blocking.c \
	lib/ldns/flight.c lib/ldns/flight.h \
	lib/ldns/list.h \
	lib/ldns/memory.h \
	lib/ldns/message.c lib/ldns/message.h \
	lib/ldns/name.c lib/ldns/name.h \
	lib/ldns/packet.c \
	lib/ldns/packet_write.c lib/ldns/packet_write.h \
	lib/ldns/poller.c lib/ldns/poller.h \
	lib/ldns/question.c lib/ldns/question.h \
	lib/ldns/random.c lib/ldns/random.h \
	lib/ldns/record_data.c lib/ldns/record_data.h \
	lib/ldns/resolv_conf.c lib/ldns/resolv_conf.h \
	lib/ldns/response.c lib/ldns/response.h \
	lib/ldns/server.c lib/ldns/server.h \
	lib/ldns/siphash.c lib/ldns/siphash.h \
	lib/ldns/sockets.c lib/ldns/sockets.h \
	lib/ldns/stub.c lib/ldns/stub.h \
	lib/ldns/stub_memory.c \
	lib/ldns/stub_options.c \
	lib/ldns/stub_turn.c \
	lib/ldns/table.c lib/ldns/table.h \
	lib/ldns/try.c lib/ldns/try.h \
	lib/ldns/try_tcp.c \
	lib/ldns/try_udp.c \
	lib/ldns/wire.c lib/ldns/wire.h
