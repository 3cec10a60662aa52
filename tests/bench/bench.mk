# SPDX-License-Identifier: BSD-2-Clause
#
# What a check costs: "make bench" builds this and prints a table. "make check"
# builds only what counts instructions.

EXTRA_PROGRAMS = $(bench_programs) $(bench_ldns_programs) \
	$(bench_libspf2_programs)
EXTRA_LTLIBRARIES = tests/bench/libcount_malloc.la
EXTRA_DIST += $(bench_tests) \
	tests/bench/compare.sh tests/bench/count.sh tests/bench/growth.awk \
	tests/bench/heaviest.txt tests/bench/heaviest_search.sh \
	tests/bench/instructions.txt \
	tests/bench/measure.sh tests/bench/network.sh tests/bench/run.sh \
	tests/bench/peer_python.py
CLEANFILES += $(EXTRA_PROGRAMS) $(EXTRA_LTLIBRARIES)

bench_programs = tests/bench/bench_spfeval tests/bench/bench_workload \
	tests/bench/bench_threads tests/bench/heaviest tests/bench/worst_case
bench_CPPFLAGS = $(AM_CPPFLAGS)
bench_common = \
	tests/bench/bench.c tests/bench/bench.h \
	tests/bench/bench_output.c \
	tests/bench/macros.c tests/bench/macros.h \
	tests/bench/table.c tests/bench/table.h \
	tests/bench/table_hash.c tests/bench/table_hash.h \
	tests/bench/workload.c tests/bench/workload.h

# With the core, as the unit tests: macro strings are not public. What counts
# is optimized at link time where the libraries are.
tests_bench_bench_spfeval_SOURCES = \
	tests/bench/bench_spfeval.c \
	tests/bench/spfeval_check.c \
	tests/bench/spfeval_expand.c \
	tests/bench/spfeval_levels.c \
	tests/bench/spfeval_parse.c \
	tests/bench/spfeval_peer.c tests/bench/spfeval_peer.h \
	$(bench_common)
tests_bench_bench_spfeval_CPPFLAGS = $(bench_CPPFLAGS)
tests_bench_bench_spfeval_LDFLAGS = $(LTO_LDFLAGS)
if WITH_LDNS
tests_bench_bench_spfeval_SOURCES += tests/bench/spfeval_net.c
tests_bench_bench_spfeval_CPPFLAGS += -DSPFEVAL_WITH_LDNS
tests_bench_bench_spfeval_LDADD = libspfeval-ldns-core.la libspfeval-core.la \
	$(LDNS_LIBS)
else
tests_bench_bench_spfeval_LDADD = libspfeval-core.la
endif

tests_bench_bench_threads_SOURCES = \
	tests/bench/bench_threads.c \
	tests/bench/spfeval_peer.c tests/bench/spfeval_peer.h \
	$(bench_common)
tests_bench_bench_threads_CPPFLAGS = $(bench_CPPFLAGS)
tests_bench_bench_threads_LDFLAGS = $(LTO_LDFLAGS)
tests_bench_bench_threads_LDADD = libspfeval-core.la -lpthread

tests_bench_bench_workload_SOURCES = \
	tests/bench/bench_workload.c \
	tests/bench/generate.h \
	tests/bench/generate_providers.c \
	tests/bench/generate_random.c \
	tests/bench/generate_records.c \
	tests/bench/generate_senders.c
tests_bench_bench_workload_CPPFLAGS = $(bench_CPPFLAGS)
tests_bench_bench_workload_LDADD =

# Inputs that grow: what a check takes may grow only as much as they do.
tests_bench_worst_case_SOURCES = \
	tests/bench/worst.c tests/bench/worst.h \
	tests/bench/worst_answers.c \
	tests/bench/worst_case.c \
	tests/bench/worst_checks.c \
	tests/bench/worst_explanations.c \
	tests/bench/worst_measured.c \
	tests/bench/worst_texts.c \
	tests/bench/worst_trees.c
tests_bench_worst_case_CPPFLAGS = $(bench_CPPFLAGS)
if WITH_LDNS
tests_bench_worst_case_SOURCES += tests/bench/worst_packets.c
tests_bench_worst_case_CPPFLAGS += -DSPFEVAL_WITH_LDNS
tests_bench_worst_case_LDADD = libspfeval-ldns-core.la libspfeval-core.la \
	$(LDNS_LIBS)
else
tests_bench_worst_case_LDADD = libspfeval-core.la
endif

# The check that takes most within the limits of RFC 7208.
tests_bench_heaviest_SOURCES = \
	tests/bench/heaviest.c tests/bench/heaviest.h \
	tests/bench/heaviest_build.c \
	tests/bench/heaviest_measured.c
tests_bench_heaviest_CPPFLAGS = $(bench_CPPFLAGS)
tests_bench_heaviest_LDADD = libspfeval-core.la

# Servers for the mode net.
bench_ldns_programs = tests/bench/delay_proxy tests/bench/zone_server
bench_server = tests/bench/loopback.c tests/bench/loopback.h
tests_bench_delay_proxy_SOURCES = tests/bench/delay_proxy.c $(bench_server)
tests_bench_delay_proxy_CPPFLAGS = $(bench_CPPFLAGS)
tests_bench_delay_proxy_LDADD =
tests_bench_zone_server_SOURCES = tests/bench/zone_server.c $(bench_server) \
	tests/bench/table.c tests/bench/table.h \
	tests/bench/table_hash.c tests/bench/table_hash.h \
	tests/bench/workload.c tests/bench/workload.h \
	tests/dns/message.c tests/dns/message.h
tests_bench_zone_server_CPPFLAGS = $(bench_CPPFLAGS)
tests_bench_zone_server_LDADD =

# The peer. Its headers do not pass our warnings.
bench_libspf2_programs = tests/bench/bench_libspf2
tests_bench_bench_libspf2_SOURCES = \
	tests/bench/bench_libspf2.c \
	tests/bench/libspf2_check.c \
	tests/bench/libspf2_expand.c \
	tests/bench/libspf2_parse.c \
	tests/bench/libspf2_peer.h \
	tests/bench/libspf2_server.c \
	tests/bench/libspf2_table.c \
	$(bench_common)
tests_bench_bench_libspf2_CPPFLAGS = $(bench_CPPFLAGS)
tests_bench_bench_libspf2_CFLAGS = $(AM_CFLAGS) -Wno-strict-prototypes
tests_bench_bench_libspf2_LDFLAGS = -export-dynamic
tests_bench_bench_libspf2_LDADD = $(LIBSPF2_LIBS)

# To be loaded before a program; the path only makes it a shared library.
tests_bench_libcount_malloc_la_SOURCES = tests/bench/count_malloc.c
tests_bench_libcount_malloc_la_LDFLAGS = -module -avoid-version -shared \
	-rpath /nowhere

bench_build = $(bench_programs) $(bench_ldns_programs) $(EXTRA_LTLIBRARIES)
if WITH_LIBSPF2
bench_build += $(bench_libspf2_programs)
endif
bench: $(bench_build)
	BENCH='$(abs_top_builddir)/tests/bench' \
	    BENCH_SOURCE='$(abs_srcdir)/tests/bench' \
	    VALGRIND='$(VALGRIND)' WITH_LDNS='$(WITH_LDNS_YESNO)' \
	    ASSERTIONS='$(ENABLE_ASSERT_YESNO)' \
	    INSTRUMENTED='$(INSTRUMENT_CFLAGS)' \
	    $(SHELL) $(srcdir)/tests/bench/run.sh
.PHONY: bench bench-numbers bench-heaviest

# --- What "make check" holds -------------------------------------------------

bench_tests = \
	tests/bench/heaviest.test \
	tests/bench/instructions.test \
	tests/bench/worst_case.test
if BUILD_TESTS
check_PROGRAMS += $(bench_programs)
TESTS += $(bench_tests)

# The numbers that no later build may exceed by much. They go into the source
# folder: to be looked at, then committed.
bench-numbers: $(bench_programs)
	@$(AM_TESTS_ENVIRONMENT) NUMBERS=write \
	    $(SHELL) $(srcdir)/tests/bench/instructions.test

# Takes a few minutes.
bench-heaviest: $(bench_programs)
	BENCH='$(abs_top_builddir)/tests/bench' VALGRIND='$(VALGRIND)' \
	    $(SHELL) $(srcdir)/tests/bench/heaviest_search.sh >heaviest.new
	mv heaviest.new $(srcdir)/tests/bench/heaviest.txt
endif
