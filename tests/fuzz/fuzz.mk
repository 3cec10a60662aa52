# SPDX-License-Identifier: BSD-2-Clause
#
# Fuzz targets. Each is also a plain program that runs its corpus in "make
# check". With --enable-fuzzing it is one for libFuzzer instead:
#
#     make fuzz TIME=600 TARGETS="check record"
#
# A new target is fuzz_NAME.c, a line in the list, and its rows below; its seeds
# go into corpus/NAME, the words of its language into NAME.dict, if they are
# not those of spf.dict.
EXTRA_DIST += tests/fuzz/corpus tests/fuzz/run.sh tests/fuzz/afl.sh \
	tests/fuzz/ossfuzz_build.sh tests/fuzz/seeds.py $(fuzz_dictionaries)
fuzz_dictionaries = \
	tests/fuzz/json.dict \
	tests/fuzz/packet.dict \
	tests/fuzz/received_spf.dict \
	tests/fuzz/resolv_conf.dict \
	tests/fuzz/spf.dict \
	tests/fuzz/why_query.dict \
	tests/fuzz/zone.dict
TIME = 600
if BUILD_TESTS
if WITH_LDNS
fuzz_targets = \
	tests/fuzz/fuzz_build \
	tests/fuzz/fuzz_check \
	tests/fuzz/fuzz_edit \
	tests/fuzz/fuzz_explain_text \
	tests/fuzz/fuzz_lint \
	tests/fuzz/fuzz_macro \
	tests/fuzz/fuzz_packet \
	tests/fuzz/fuzz_policy \
	tests/fuzz/fuzz_received_spf \
	tests/fuzz/fuzz_record \
	tests/fuzz/fuzz_report \
	tests/fuzz/fuzz_resolv_conf \
	tests/fuzz/fuzz_why_query \
	tests/fuzz/fuzz_zone
if BUILD_TOOL
fuzz_targets += tests/fuzz/fuzz_json
endif
check_PROGRAMS += $(fuzz_targets)

# The engine comes last: an archive with a main() looks for the target.
if !FUZZING
fuzz_main = tests/fuzz/main.c
TESTS += $(fuzz_targets)
endif
fuzz_sources = tests/fuzz/claim.h $(fuzz_main)

# Most see what an embedding program sees; "core" is for hidden names.
fuzz_public_libraries = libspfeval.la $(LIB_FUZZING_ENGINE)
fuzz_core_libraries = libspfeval-core.la $(LIB_FUZZING_ENGINE)
fuzz_dns_libraries = $(dns_libraries) $(LIB_FUZZING_ENGINE)

tests_fuzz_fuzz_build_SOURCES = tests/fuzz/fuzz_build.c $(fuzz_sources)
tests_fuzz_fuzz_build_LDADD = $(fuzz_public_libraries)
tests_fuzz_fuzz_check_SOURCES = tests/fuzz/fuzz_check.c \
	tests/fuzz/check_run.c tests/fuzz/check_run.h tests/fuzz/lines.h \
	tests/fuzz/mutate_lines.c tests/fuzz/outcome_writers.c \
	tests/fuzz/outcome_writers.h tests/fuzz/written.c \
	tests/fuzz/written.h tests/fuzz/zone_form.c tests/fuzz/zone_form.h \
	$(fuzz_sources)
tests_fuzz_fuzz_check_LDADD = $(fuzz_public_libraries)
tests_fuzz_fuzz_edit_SOURCES = tests/fuzz/fuzz_edit.c tests/fuzz/lines.h \
	$(fuzz_sources)
tests_fuzz_fuzz_edit_LDADD = $(fuzz_public_libraries)
tests_fuzz_fuzz_explain_text_SOURCES = tests/fuzz/fuzz_explain_text.c \
	tests/fuzz/macro_model.c tests/fuzz/macro_model.h tests/fuzz/parts.h \
	tests/fuzz/written.c tests/fuzz/written.h $(fuzz_sources)
tests_fuzz_fuzz_explain_text_LDADD = $(fuzz_core_libraries)
tests_fuzz_fuzz_lint_SOURCES = tests/fuzz/fuzz_lint.c $(fuzz_sources)
tests_fuzz_fuzz_lint_LDADD = $(fuzz_public_libraries)
tests_fuzz_fuzz_macro_SOURCES = tests/fuzz/fuzz_macro.c \
	tests/fuzz/macro_model.c tests/fuzz/macro_model.h tests/fuzz/parts.h \
	$(fuzz_sources)
tests_fuzz_fuzz_macro_LDADD = $(fuzz_core_libraries)
tests_fuzz_fuzz_packet_SOURCES = tests/fuzz/fuzz_packet.c $(fuzz_sources)
tests_fuzz_fuzz_packet_LDADD = $(fuzz_dns_libraries)
tests_fuzz_fuzz_policy_SOURCES = tests/fuzz/fuzz_policy.c \
	tests/fuzz/mutate_lines.c $(fuzz_sources)
tests_fuzz_fuzz_policy_LDADD = $(fuzz_public_libraries)
tests_fuzz_fuzz_received_spf_SOURCES = tests/fuzz/fuzz_received_spf.c \
	$(fuzz_sources)
tests_fuzz_fuzz_received_spf_LDADD = $(fuzz_public_libraries)
tests_fuzz_fuzz_record_SOURCES = tests/fuzz/fuzz_record.c $(fuzz_sources)
tests_fuzz_fuzz_record_LDADD = $(fuzz_public_libraries)
tests_fuzz_fuzz_report_SOURCES = tests/fuzz/fuzz_report.c \
	tests/fuzz/outcome_writers.c tests/fuzz/outcome_writers.h \
	tests/fuzz/parts.h tests/fuzz/written.c tests/fuzz/written.h \
	$(fuzz_sources)
tests_fuzz_fuzz_report_LDADD = $(fuzz_public_libraries)
tests_fuzz_fuzz_resolv_conf_SOURCES = tests/fuzz/fuzz_resolv_conf.c \
	$(fuzz_sources)
tests_fuzz_fuzz_resolv_conf_LDADD = $(fuzz_dns_libraries)

# Parts of the command. Those that read files or print have others here.
tests_fuzz_fuzz_why_query_SOURCES = tests/fuzz/fuzz_why_query.c \
	tools/why/query.c tools/why/query.h $(fuzz_sources)
tests_fuzz_fuzz_why_query_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tools
tests_fuzz_fuzz_why_query_LDADD = $(LIB_FUZZING_ENGINE)

tests_fuzz_fuzz_zone_SOURCES = tests/fuzz/fuzz_zone.c \
	tools/spfeval/escape.c tools/spfeval/escape.h \
	tools/spfeval/text.c tools/spfeval/text.h \
	tools/spfeval/zone_entry.c tools/spfeval/zone_entry.h \
	tools/spfeval/zone_file.c tools/spfeval/zone_file.h \
	tools/spfeval/zone_long.c tools/spfeval/zone_long.h \
	tools/spfeval/zone_names.c tools/spfeval/zone_names.h \
	tools/spfeval/zone_reader.c tools/spfeval/zone_reader.h \
	tools/spfeval/zone_record.c tools/spfeval/zone_record.h \
	tools/spfeval/zone_scan.c tools/spfeval/zone_scan.h \
	tools/spfeval/zone_texts.c tools/spfeval/zone_texts.h \
	$(fuzz_sources)
tests_fuzz_fuzz_zone_CPPFLAGS = $(AM_CPPFLAGS) -DSPFEVAL_WITH_LDNS \
	-iquote $(top_srcdir)/tools
tests_fuzz_fuzz_zone_CFLAGS = $(AM_CFLAGS) $(LDNS_CFLAGS)
tests_fuzz_fuzz_zone_LDADD = libspfeval.la $(LDNS_LIBS) $(LIB_FUZZING_ENGINE)

if BUILD_TOOL
tests_fuzz_fuzz_json_SOURCES = tests/fuzz/fuzz_json.c \
	tools/spfeval/batch_case.c tools/spfeval/batch_case.h \
	tools/spfeval/batch_job.c tools/spfeval/batch_job.h \
	tools/spfeval/check_pool.c tools/spfeval/check_pool.h \
	tools/spfeval/decision.c tools/spfeval/decision.h \
	tools/spfeval/escape.c tools/spfeval/escape.h \
	tools/spfeval/json_text.c tools/spfeval/json_text.h \
	tools/spfeval/names.c tools/spfeval/names.h \
	tools/spfeval/outcome_json.c tools/spfeval/outcome_json.h \
	tools/spfeval/text.c tools/spfeval/text.h \
	tools/spfeval/zone_json.c tools/spfeval/zone_json.h \
	$(fuzz_sources)
tests_fuzz_fuzz_json_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tools
tests_fuzz_fuzz_json_CFLAGS = $(AM_CFLAGS) $(JANSSON_CFLAGS)
tests_fuzz_fuzz_json_LDADD = libspfeval.la $(JANSSON_LIBS) $(LIB_FUZZING_ENGINE)
endif

if FUZZING
fuzz: $(fuzz_targets)
	@TIME='$(TIME)' TARGETS='$(TARGETS)' \
	    $(SHELL) $(srcdir)/tests/fuzz/run.sh $(fuzz_targets)
fuzz-merge: $(fuzz_targets)
	@MERGE=yes TARGETS='$(TARGETS)' \
	    $(SHELL) $(srcdir)/tests/fuzz/run.sh $(fuzz_targets)
endif
endif
endif

# Under AFL++, in a build of its own.
fuzz-afl:
	@MAKE='$(MAKE)' TIME='$(TIME)' TARGETS='$(TARGETS)' \
	    $(SHELL) $(srcdir)/tests/fuzz/afl.sh

.PHONY: fuzz fuzz-afl fuzz-merge
