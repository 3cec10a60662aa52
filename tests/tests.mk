# SPDX-License-Identifier: BSD-2-Clause
#
# What "make check" runs. A new test is one line in one of the lists below:
# a program NAME is built from NAME.c. All of them print TAP.

# Units: one CUnit program a module, of the same name.
unit_tests = \
	tests/unit/test_abuse_answers \
	tests/unit/test_abuse_contents \
	tests/unit/test_abuse_free \
	tests/unit/test_abuse_policy \
	tests/unit/test_abuse_resolver \
	tests/unit/test_base_arena \
	tests/unit/test_base_ascii \
	tests/unit/test_base_buf \
	tests/unit/test_base_cursor \
	tests/unit/test_base_dname \
	tests/unit/test_base_ip \
	tests/unit/test_base_lock \
	tests/unit/test_base_mem \
	tests/unit/test_base_status \
	tests/unit/test_base_version \
	tests/unit/test_base_word \
	tests/unit/test_check_ahead \
	tests/unit/test_check_check \
	tests/unit/test_check_client_name \
	tests/unit/test_check_decide \
	tests/unit/test_check_explanation \
	tests/unit/test_check_frame \
	tests/unit/test_check_hints \
	tests/unit/test_check_hints_learn \
	tests/unit/test_check_identity \
	tests/unit/test_check_mech \
	tests/unit/test_check_mech_addr \
	tests/unit/test_check_mech_include \
	tests/unit/test_check_mech_local \
	tests/unit/test_check_mech_mx \
	tests/unit/test_check_mech_ptr \
	tests/unit/test_check_path \
	tests/unit/test_check_prefetch \
	tests/unit/test_check_prefetch_levels \
	tests/unit/test_check_prefetch_many \
	tests/unit/test_check_result \
	tests/unit/test_check_session \
	tests/unit/test_check_trace \
	tests/unit/test_dns_answer \
	tests/unit/test_dns_answer_read \
	tests/unit/test_dns_answer_records \
	tests/unit/test_dns_query \
	tests/unit/test_dns_shared \
	tests/unit/test_header_auth_results \
	tests/unit/test_header_auth_results_match \
	tests/unit/test_header_cause \
	tests/unit/test_header_fold \
	tests/unit/test_header_quote \
	tests/unit/test_header_received_spf \
	tests/unit/test_header_received_spf_read \
	tests/unit/test_header_reply \
	tests/unit/test_header_scan \
	tests/unit/test_header_sentence \
	tests/unit/test_policy_address_map \
	tests/unit/test_policy_address_map_combine \
	tests/unit/test_policy_address_point \
	tests/unit/test_policy_build \
	tests/unit/test_policy_build_property \
	tests/unit/test_policy_compile \
	tests/unit/test_policy_compile_terms \
	tests/unit/test_policy_cost \
	tests/unit/test_policy_cost_print \
	tests/unit/test_policy_cost_property \
	tests/unit/test_policy_edit \
	tests/unit/test_policy_edit_harm \
	tests/unit/test_policy_edit_place \
	tests/unit/test_policy_edit_property \
	tests/unit/test_policy_edit_ranges \
	tests/unit/test_policy_edit_revoke \
	tests/unit/test_policy_follow \
	tests/unit/test_policy_lint \
	tests/unit/test_policy_lint_api \
	tests/unit/test_policy_lint_covers \
	tests/unit/test_policy_lint_dns \
	tests/unit/test_policy_lint_dns_property \
	tests/unit/test_policy_lint_domain \
	tests/unit/test_policy_lint_lengths \
	tests/unit/test_policy_lint_policy \
	tests/unit/test_policy_lint_property \
	tests/unit/test_policy_lint_rules_aggregate \
	tests/unit/test_policy_lint_strings \
	tests/unit/test_policy_lint_unchecked \
	tests/unit/test_policy_lint_wildcards \
	tests/unit/test_policy_lint_words \
	tests/unit/test_policy_merge \
	tests/unit/test_policy_near_record \
	tests/unit/test_policy_sender \
	tests/unit/test_policy_shown \
	tests/unit/test_policy_strings \
	tests/unit/test_policy_walk \
	tests/unit/test_record_common_term \
	tests/unit/test_record_ip4_list \
	tests/unit/test_record_macro_parse \
	tests/unit/test_record_parse \
	tests/unit/test_record_parse_cidr \
	tests/unit/test_record_parse_domain \
	tests/unit/test_record_parse_network \
	tests/unit/test_record_parse_terms \
	tests/unit/test_record_print \
	tests/unit/test_record_record \
	tests/unit/test_regression_peers_identity \
	tests/unit/test_regression_peers_limits \
	tests/unit/test_regression_peers_memory \
	tests/unit/test_regression_peers_pass \
	tests/unit/test_resolver_bucket \
	tests/unit/test_resolver_cache \
	tests/unit/test_resolver_cache_resolver \
	tests/unit/test_report_catalogue \
	tests/unit/test_report_explain \
	tests/unit/test_report_explain_limit \
	tests/unit/test_report_explain_syntax \
	tests/unit/test_report_explain_what \
	tests/unit/test_report_explain_which \
	tests/unit/test_report_facts \
	tests/unit/test_report_json \
	tests/unit/test_report_language \
	tests/unit/test_report_line \
	tests/unit/test_report_near_miss \
	tests/unit/test_report_outcome_json \
	tests/unit/test_report_sentence \
	tests/unit/test_resolver_resolver \
	tests/unit/test_resolver_run \
	tests/unit/test_resolver_run_policy \
	tests/unit/test_resolver_shelf \
	tests/unit/test_resolver_zone \
	tests/unit/test_resolver_zone_lookup \
	tests/unit/test_resolver_zone_names \
	tests/unit/test_resolver_zone_nodes \
	tests/unit/test_rule_exchange \
	tests/unit/test_rule_keep \
	tests/unit/test_rule_limits \
	tests/unit/test_rule_lookup \
	tests/unit/test_rule_lookup_index \
	tests/unit/test_rule_macro_expand \
	tests/unit/test_rule_match \
	tests/unit/test_rule_options \
	tests/unit/test_rule_profile \
	tests/unit/test_rule_select \
	tests/unit/test_support_tap \
	tests/unit/test_why_query

# Those of the second library.
ldns_unit_tests = \
	tests/oom/test_oom_stub \
	tests/unit/test_ldns_blocking \
	tests/unit/test_ldns_packet_write \
	tests/unit/test_ldns_resolv_conf \
	tests/unit/test_ldns_server \
	tests/unit/test_ldns_sockets \
	tests/unit/test_ldns_stub \
	tests/unit/test_ldns_try_tcp \
	tests/unit/test_ldns_wire \
	tests/unit/test_regression_peers_wire \
	tests/unit/test_zone_texts

# The Nth allocation fails, for all N.
oom_tests = \
	tests/guarantees/test_guarantee_memory \
	tests/guarantees/test_guarantee_queries \
	tests/oom/test_allocation_count \
	tests/oom/test_oom_answer \
	tests/oom/test_oom_build \
	tests/oom/test_oom_cache \
	tests/oom/test_oom_calls \
	tests/oom/test_oom_check \
	tests/oom/test_oom_deadline \
	tests/oom/test_oom_edit \
	tests/oom/test_oom_lint \
	tests/oom/test_oom_options \
	tests/oom/test_oom_policy_cost \
	tests/oom/test_oom_policy_lint \
	tests/oom/test_oom_policy_walk \
	tests/oom/test_oom_received_spf \
	tests/oom/test_oom_record \
	tests/oom/test_oom_session \
	tests/oom/test_oom_session_parts \
	tests/oom/test_oom_zone

# Several threads with one set of options, zone and cache; "make check-threads"
# runs them with tools that see races.
lock_tests = tests/threads/test_threads
thread_tests = $(lock_tests) tests/threads/test_threads_read

# What the header writers write, read back.
header_tests = tests/header/round_trip

# Whole texts, compared with files.
report_tests = tests/report/golden_texts

# Numbers and layouts of the public headers, against the shared library.
abi_tests = tests/abi/test_abi_numbers

# Suites of SPF cases.
conformance_tests = tests/conformance/run_suite

# Scripts of the build itself.
script_tests = \
	tests/abi/check-exports.sh \
	tests/arch/check-layers.sh \
	tests/mutation/check-tools.sh \
	tests/oom/calls.test

# Scripts that run the command.
tool_tests = \
	tests/tool/authorize.test \
	tests/tool/batch.test \
	tests/tool/check.test \
	tests/tool/command.test \
	tests/tool/dns.test \
	tests/tool/escape.test \
	tests/tool/explain.test \
	tests/tool/format.test \
	tests/tool/generate.test \
	tests/tool/json.test \
	tests/tool/lint.test \
	tests/tool/lint_sarif.test \
	tests/tool/lint_zone.test \
	tests/tool/manual.test \
	tests/tool/merge.test \
	tests/tool/revoke.test \
	tests/tool/same.test \
	tests/tool/session.test \
	tests/tool/show.test \
	tests/tool/usage.test \
	tests/tool/zone_file.test

# The programs in examples/: built, and run by a script.
example_programs = \
	examples/change_record \
	examples/parse_record \
	examples/step_by_step \
	examples/try_policy
example_tests = \
	tests/examples/examples.test \
	tests/examples/why_httpd.test

# --- Rules -----------------------------------------------------------------

EXTRA_DIST += $(script_tests) $(tool_tests) $(example_tests) tests/scenario \
	tests/report/golden \
	tests/support/prepare-suites.sh tests/support/tap.sh \
	tests/tool/policy.test.zone tests/tool/tool.sh \
	tests/examples/check-browser.sh tests/examples/why_server.sh \
	tests/examples/why.test.zone

if BUILD_TESTS

check_LTLIBRARIES = tests/support/libsupport.la
tests_support_libsupport_la_SOURCES = \
	tests/support/count_alloc.c tests/support/count_alloc.h \
	tests/support/edit_case.c tests/support/edit_case.h \
	tests/support/host.c tests/support/host.h \
	tests/support/host_session.c tests/support/host_session.h \
	tests/support/levels.c tests/support/levels.h \
	tests/support/lint_dns_cases.h \
	tests/support/lint_dns_cost.c \
	tests/support/lint_dns_domain.c \
	tests/support/lint_dns_hosts.c \
	tests/support/lint_dns_includes.c \
	tests/support/lint_zone.c tests/support/lint_zone.h \
	tests/support/mail_case.c tests/support/mail_case.h \
	tests/support/maps.c tests/support/maps.h \
	tests/support/policies.c tests/support/policies.h \
	tests/support/record_case.c tests/support/record_case.h \
	tests/support/report_case.c tests/support/report_case.h \
	tests/support/tap.c tests/support/tap.h \
	tests/support/try_check.c tests/support/try_check.h \
	tests/support/walk_case.c tests/support/walk_case.h \
	tests/support/zone_lines.c tests/support/zone_lines.h \
	tests/support/zone_rows.c tests/support/zone_rows.h \
	tests/support/zone_text.c tests/support/zone_text.h
tests_support_libsupport_la_CFLAGS = $(AM_CFLAGS) $(CUNIT_CFLAGS)

test_programs = $(unit_tests) $(oom_tests) $(thread_tests) $(header_tests) \
	$(report_tests) $(abi_tests) $(conformance_tests)
check_PROGRAMS = $(test_programs) $(example_programs)
LDADD = tests/support/libsupport.la libspfeval-core.la $(CUNIT_LIBS)

tests_header_round_trip_SOURCES = \
	tests/header/grammar.c tests/header/grammar.h \
	tests/header/hostile.c tests/header/hostile.h \
	tests/header/model.c tests/header/model.h \
	tests/header/round_trip.c

# Of the command's sources it has the one.
tests_unit_test_why_query_SOURCES = tests/unit/test_why_query.c \
	tools/why/query.c tools/why/query.h
tests_unit_test_why_query_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tools

# A cache that learns from mails.
classroom = tests/unit/classroom.c tests/unit/classroom.h
tests_unit_test_check_hints_SOURCES = tests/unit/test_check_hints.c \
	$(classroom)
tests_unit_test_check_hints_learn_SOURCES = \
	tests/unit/test_check_hints_learn.c $(classroom)

# Rows for each public function.
tests_oom_test_oom_calls_SOURCES = \
	tests/oom/call_check_rows.c \
	tests/oom/call_dns_rows.c \
	tests/oom/call_outcome_rows.c \
	tests/oom/call_policy_rows.c \
	tests/oom/call_reader_rows.c \
	tests/oom/call_scene.c tests/oom/call_scene.h \
	tests/oom/test_oom_calls.c

# Objects that ask, all in one form.
asker = tests/unit/asker.c tests/unit/asker.h
tests_unit_test_abuse_answers_SOURCES = tests/unit/test_abuse_answers.c \
	$(asker)
tests_unit_test_abuse_free_SOURCES = tests/unit/test_abuse_free.c $(asker)

# Against the exported symbols, as a program outside.
tests_abi_test_abi_numbers_LDADD = tests/support/libsupport.la libspfeval.la \
	$(CUNIT_LIBS)

# The examples see what an embedding program sees.
examples_change_record_CPPFLAGS = $(public_CPPFLAGS)
examples_change_record_LDADD = libspfeval.la
examples_parse_record_CPPFLAGS = $(public_CPPFLAGS)
examples_parse_record_LDADD = libspfeval.la
examples_step_by_step_CPPFLAGS = $(public_CPPFLAGS)
examples_step_by_step_LDADD = libspfeval.la
examples_try_policy_CPPFLAGS = $(public_CPPFLAGS)
examples_try_policy_LDADD = libspfeval.la

# The runner uses the public interface and libyaml.
tests_conformance_run_suite_SOURCES = \
	tests/conformance/facts.c tests/conformance/facts.h \
	tests/conformance/judge.c tests/conformance/judge.h \
	tests/conformance/main.c \
	tests/conformance/observe.c tests/conformance/observe.h \
	tests/conformance/observe_trace.c tests/conformance/observe_trace.h \
	tests/conformance/pump.c tests/conformance/pump.h \
	tests/conformance/run_case.c tests/conformance/run_case.h \
	tests/conformance/run_file.c tests/conformance/run_file.h \
	tests/conformance/suite_case.c tests/conformance/suite_case.h \
	tests/conformance/suite_list.c tests/conformance/suite_list.h \
	tests/conformance/suite_options.c tests/conformance/suite_options.h \
	tests/conformance/suite_zone.c tests/conformance/suite_zone.h \
	tests/conformance/tap.c tests/conformance/tap.h \
	tests/conformance/text.c tests/conformance/text.h \
	tests/conformance/yaml_tree.c tests/conformance/yaml_tree.h \
	tests/conformance/zone_entry.c tests/conformance/zone_entry.h
tests_conformance_run_suite_CPPFLAGS = $(public_CPPFLAGS)
tests_conformance_run_suite_CFLAGS = $(AM_CFLAGS) $(YAML_CFLAGS)
tests_conformance_run_suite_LDADD = libspfeval.la $(YAML_LIBS)

check_DATA = suites/.prepared
TESTS = $(test_programs) $(script_tests) $(example_tests)
if BUILD_TOOL
TESTS += $(tool_tests)
endif

# Tests find everything through these; none of them depends on the current
# folder, the locale, the clock or the network.
AM_TESTS_ENVIRONMENT = \
	LC_ALL=C; export LC_ALL; \
	TAP_HARNESS=automake; export TAP_HARNESS; \
	top_srcdir='$(abs_top_srcdir)'; export top_srcdir; \
	top_builddir='$(abs_top_builddir)'; export top_builddir; \
	SPF_SUITES='$(abs_top_builddir)/suites'; export SPF_SUITES; \
	SPF_SCENARIOS='$(abs_top_srcdir)/tests/scenario'; \
	FUZZ_CORPUS='$(abs_top_srcdir)/tests/fuzz/corpus'; \
	export FUZZ_CORPUS; \
	export SPF_SCENARIOS; \
	SPFEVAL="$${SPFEVAL_COMMAND:-$(abs_top_builddir)/spfeval}"; \
	export SPFEVAL; \
	SPFEVAL_WITH_LDNS='$(WITH_LDNS_YESNO)'; export SPFEVAL_WITH_LDNS; \
	SPFEVAL_INSTRUMENTED='$(INSTRUMENT_CFLAGS)'; \
	export SPFEVAL_INSTRUMENTED; \
	SPFEVAL_WITH_CARES='$(WITH_CARES_YESNO)'; \
	export SPFEVAL_WITH_CARES; \
	SPFEVAL_WITH_MICROHTTPD='$(WITH_MICROHTTPD_YESNO)'; \
	export SPFEVAL_WITH_MICROHTTPD; \
	SPFEVAL_ASSERT='$(ENABLE_ASSERT_YESNO)'; export SPFEVAL_ASSERT; \
	SPFEVAL_CFLAGS='$(CFLAGS) $(LTO_CFLAGS)'; export SPFEVAL_CFLAGS; \
	VALGRIND='$(VALGRIND)'; export VALGRIND; \
	CC='$(CC)'; export CC; CXX='$(TEST_CXX)'; export CXX; \
	NM='$(NM)'; export NM; MANDOC='$(MANDOC)'; export MANDOC; \
	LIBTOOL='$(abs_top_builddir)/libtool'; export LIBTOOL; \
	UBSAN_OPTIONS=print_stacktrace=1; export UBSAN_OPTIONS;

else

# Passing without having run anything would be a lie.
check-local:
	@echo 'No tests: configure did not find$(TESTS_MISSING)' >&2; exit 1

endif

# --- The second library ------------------------------------------------------

if BUILD_TESTS
if WITH_LDNS
check_PROGRAMS += $(ldns_unit_tests)
TESTS += $(ldns_unit_tests)
ldns_unit_libraries = tests/support/libsupport.la libspfeval-ldns-core.la \
	libspfeval-core.la $(LDNS_LIBS) $(CUNIT_LIBS)
ldns_peer = tests/unit/ldns_peer.c tests/unit/ldns_peer.h
tests_oom_test_oom_stub_LDADD = $(ldns_unit_libraries)
tests_unit_test_ldns_blocking_SOURCES = tests/unit/test_ldns_blocking.c \
	$(ldns_peer)
tests_unit_test_ldns_blocking_LDADD = $(ldns_unit_libraries)
tests_unit_test_ldns_packet_write_CFLAGS = $(AM_CFLAGS) $(LDNS_CFLAGS)
tests_unit_test_ldns_packet_write_LDADD = $(ldns_unit_libraries)
tests_unit_test_ldns_resolv_conf_LDADD = $(ldns_unit_libraries)
tests_unit_test_ldns_server_LDADD = $(ldns_unit_libraries)
tests_unit_test_ldns_sockets_SOURCES = tests/unit/test_ldns_sockets.c \
	$(ldns_peer)
tests_unit_test_ldns_sockets_CPPFLAGS = $(AM_CPPFLAGS) $(EPOLL_CPPFLAGS)
tests_unit_test_ldns_sockets_LDADD = $(ldns_unit_libraries)
tests_unit_test_ldns_stub_SOURCES = tests/unit/test_ldns_stub.c $(ldns_peer)
tests_unit_test_ldns_stub_LDADD = $(ldns_unit_libraries)
tests_unit_test_ldns_try_tcp_SOURCES = tests/unit/test_ldns_try_tcp.c \
	$(ldns_peer)
tests_unit_test_ldns_try_tcp_LDADD = $(ldns_unit_libraries)
tests_unit_test_ldns_wire_LDADD = $(ldns_unit_libraries)
tests_unit_test_regression_peers_wire_LDADD = $(ldns_unit_libraries)
# The command's reader of zone files.
tests_unit_test_zone_texts_SOURCES = tests/unit/test_zone_texts.c \
	$(zone_sources)
tests_unit_test_zone_texts_CPPFLAGS = $(AM_CPPFLAGS) -DSPFEVAL_WITH_LDNS \
	-iquote $(top_srcdir)/tools
tests_unit_test_zone_texts_CFLAGS = $(AM_CFLAGS) $(LDNS_CFLAGS) \
	$(CUNIT_CFLAGS)
tests_unit_test_zone_texts_LDADD = $(ldns_unit_libraries)
endif
endif

# --- The resolver against servers ------------------------------------------

# Servers of our own on 127.0.0.1: one with faults, zones in memory, and nsd.
dns_test_programs = \
	tests/dns/run_over_dns \
	tests/dns/test_dns_calls \
	tests/dns/test_dns_calls_config \
	tests/dns/test_dns_crowd \
	tests/dns/test_dns_faults \
	tests/dns/test_dns_forgeries \
	tests/dns/test_dns_servers
dns_test_scripts = \
	tests/dns/calls.test \
	tests/dns/examples.test \
	tests/dns/load.test \
	tests/dns/nsd.test
EXTRA_DIST += $(dns_test_scripts) tests/dns/nsd_server.sh \
	tests/dns/2.0.192.in-addr.arpa.zone \
	tests/dns/8.b.d.0.1.0.0.2.ip6.arpa.zone \
	tests/dns/example.test.zone \
	tests/dns/load.test.zone

if BUILD_TESTS
if WITH_LDNS
# They see what an embedding program sees.
dns_libraries = libspfeval-ldns.la libspfeval.la
check_PROGRAMS += $(dns_test_programs) tests/dns/ask tests/dns/fault_server \
	tests/dns/load
TESTS += $(dns_test_programs) $(dns_test_scripts)

tests_dns_ask_CPPFLAGS = $(public_CPPFLAGS)
tests_dns_ask_LDADD = $(dns_libraries)
tests_dns_load_CPPFLAGS = $(public_CPPFLAGS)
tests_dns_load_LDADD = $(dns_libraries)

tests_dns_fault_server_SOURCES = \
	tests/dns/fault.c tests/dns/fault.h \
	tests/dns/fault_aliases.c \
	tests/dns/fault_forged.c \
	tests/dns/fault_malformed.c \
	tests/dns/fault_parts.c tests/dns/fault_parts.h \
	tests/dns/fault_plain.c \
	tests/dns/fault_server.c \
	tests/dns/fault_tcp.c \
	tests/dns/message.c tests/dns/message.h
tests_dns_fault_server_CPPFLAGS = -I$(top_srcdir)/tests
tests_dns_fault_server_LDADD =

check_LTLIBRARIES += tests/dns/libfixture.la
tests_dns_libfixture_la_SOURCES = \
	tests/dns/child.c tests/dns/child.h \
	tests/dns/face.c tests/dns/face.h \
	tests/dns/fixture.c tests/dns/fixture.h
tests_dns_libfixture_la_CPPFLAGS = $(dns_CPPFLAGS)
dns_CPPFLAGS = $(public_CPPFLAGS) -I$(top_srcdir)/tests
dns_LDADD = tests/dns/libfixture.la tests/support/libsupport.la \
	$(dns_libraries) $(CUNIT_LIBS)
# They have system calls of their own: the library calls them instead.
failing_calls = \
	tests/dns/failing_calls.c tests/dns/failing_calls.h \
	tests/dns/failing_calls_checked.c \
	tests/dns/system_calls.c tests/dns/system_calls.h
tests_dns_test_dns_calls_SOURCES = \
	tests/dns/calls_case.c tests/dns/calls_case.h \
	tests/dns/calls_drive.c tests/dns/calls_drive.h \
	tests/dns/message.c tests/dns/message.h \
	tests/dns/over_dns_answer.c tests/dns/over_dns_answer.h \
	tests/dns/over_dns_server.c tests/dns/over_dns_server.h \
	tests/dns/test_dns_calls.c $(failing_calls)
tests_dns_test_dns_calls_CPPFLAGS = $(dns_CPPFLAGS) $(EPOLL_CPPFLAGS)
tests_dns_test_dns_calls_CFLAGS = $(AM_CFLAGS) $(LDNS_CFLAGS)
tests_dns_test_dns_calls_LDADD = $(dns_LDADD) $(LDNS_LIBS)
tests_dns_test_dns_calls_config_SOURCES = \
	tests/dns/test_dns_calls_config.c $(failing_calls)
tests_dns_test_dns_calls_config_CPPFLAGS = $(dns_CPPFLAGS) $(EPOLL_CPPFLAGS)
tests_dns_test_dns_calls_config_CFLAGS = $(AM_CFLAGS) $(LDNS_CFLAGS)
tests_dns_test_dns_calls_config_LDADD = $(dns_LDADD) $(LDNS_LIBS)
tests_dns_test_dns_crowd_CPPFLAGS = $(dns_CPPFLAGS)
tests_dns_test_dns_crowd_LDADD = $(dns_LDADD)
tests_dns_test_dns_faults_SOURCES = \
	tests/dns/fault_cases.c tests/dns/fault_cases.h \
	tests/dns/test_dns_faults.c
tests_dns_test_dns_faults_CPPFLAGS = $(dns_CPPFLAGS)
tests_dns_test_dns_faults_LDADD = $(dns_LDADD)
tests_dns_test_dns_forgeries_CPPFLAGS = $(dns_CPPFLAGS)
tests_dns_test_dns_forgeries_LDADD = $(dns_LDADD)
tests_dns_test_dns_servers_CPPFLAGS = $(dns_CPPFLAGS)
tests_dns_test_dns_servers_LDADD = $(dns_LDADD)

# All cases of the suites and scenarios over a server that has their zone.
tests_dns_run_over_dns_SOURCES = \
	tests/conformance/facts.c tests/conformance/facts.h \
	tests/conformance/observe.c tests/conformance/observe.h \
	tests/conformance/observe_trace.c tests/conformance/observe_trace.h \
	tests/conformance/suite_case.c tests/conformance/suite_case.h \
	tests/conformance/suite_list.c tests/conformance/suite_list.h \
	tests/conformance/suite_options.c tests/conformance/suite_options.h \
	tests/conformance/suite_zone.c tests/conformance/suite_zone.h \
	tests/conformance/tap.c tests/conformance/tap.h \
	tests/conformance/text.c tests/conformance/text.h \
	tests/conformance/yaml_tree.c tests/conformance/yaml_tree.h \
	tests/conformance/zone_entry.c tests/conformance/zone_entry.h \
	tests/dns/message.c tests/dns/message.h \
	tests/dns/over_dns.c \
	tests/dns/over_dns_answer.c tests/dns/over_dns_answer.h \
	tests/dns/over_dns_case.c tests/dns/over_dns_case.h \
	tests/dns/over_dns_server.c tests/dns/over_dns_server.h
tests_dns_run_over_dns_CPPFLAGS = $(dns_CPPFLAGS)
tests_dns_run_over_dns_CFLAGS = $(AM_CFLAGS) $(YAML_CFLAGS)
tests_dns_run_over_dns_LDADD = tests/dns/libfixture.la $(dns_libraries) \
	$(YAML_LIBS)

check_PROGRAMS += examples/blocking examples/poll_loop
examples_blocking_CPPFLAGS = $(public_CPPFLAGS)
examples_blocking_LDADD = $(dns_libraries)
examples_poll_loop_CPPFLAGS = $(public_CPPFLAGS)
examples_poll_loop_LDADD = $(dns_libraries)
if WITH_CARES
check_PROGRAMS += examples/own_resolver
examples_own_resolver_CPPFLAGS = $(public_CPPFLAGS)
examples_own_resolver_CFLAGS = $(AM_CFLAGS) $(CARES_CFLAGS)
examples_own_resolver_LDADD = $(dns_libraries) $(CARES_LIBS)
endif

# The page about a rejected mail, served: with the command's reader of zone
# files, otherwise as a program outside.
if WITH_MICROHTTPD
check_PROGRAMS += examples/why_httpd
examples_why_httpd_SOURCES = \
	examples/why_httpd.c examples/why_httpd.h \
	examples/why_httpd_answer.c examples/why_httpd_answer.h \
	examples/why_httpd_check.c examples/why_httpd_check.h \
	examples/why_httpd_form.c examples/why_httpd_form.h \
	examples/why_httpd_options.c \
	examples/why_httpd_rate.c examples/why_httpd_rate.h \
	$(why_sources) \
	$(zone_sources)
examples_why_httpd_CPPFLAGS = $(public_CPPFLAGS) -DSPFEVAL_WITH_LDNS \
	-iquote $(top_srcdir)/tools
examples_why_httpd_CFLAGS = $(AM_CFLAGS) -pthread $(LDNS_CFLAGS) \
	$(MICROHTTPD_CFLAGS)
examples_why_httpd_LDADD = $(dns_libraries) $(LDNS_LIBS) $(MICROHTTPD_LIBS) \
	-lpthread

# The page as a browser shows it, on a phone and on a desktop: pictures in
# the folder browser/. Not part of "make check".
check-browser: examples/why_httpd
	$(AM_TESTS_ENVIRONMENT) CHROMIUM='$(CHROMIUM)' \
	    $(SHELL) $(srcdir)/tests/examples/check-browser.sh
endif

# As tests/dns/load.test does it in "make check", only more.
check-load:
	LOAD_CHECKS=20000 LOAD_IN_FLIGHT=1000 \
	    $(MAKE) check TESTS=tests/dns/load.test
	@cat tests/dns/load.log
endif
endif

# --- Fuzzing ---------------------------------------------------------------

include tests/fuzz/fuzz.mk

# --- How tests are run -----------------------------------------------------

# Automake judges each TAP line; a program that crashes, leaks or lacks its
# plan is an error there.
tap_driver = env AM_TAP_AWK='$(AWK)' $(SHELL) \
	$(top_srcdir)/build-aux/tap-driver.sh
TEST_EXTENSIONS = .sh .test
LOG_DRIVER = $(tap_driver)
SH_LOG_DRIVER = $(tap_driver)
SH_LOG_COMPILER = $(SHELL)
TEST_LOG_DRIVER = $(tap_driver)
TEST_LOG_COMPILER = $(SHELL)

# The suites stay out of the source folder and of the tarball. A suite that is
# not there fails in the program that runs it.
suites/.prepared: suites-always
	$(AM_V_GEN)$(SHELL) $(srcdir)/tests/support/prepare-suites.sh \
	    '$(SPF_SUITES_SOURCE)' suites
suites-always:
