# SPDX-License-Identifier: BSD-2-Clause
#
# The same questions to other SPF libraries (doc/differential.md). A few cases
# are part of "make check"; many, from any seed:
#
#     make check-differential CASES=20000 SEED=1
#     make check-differential CASE_FILE=differential-results/unexplained.txt

EXTRA_PROGRAMS += $(differential_programs) $(differential_libspf2_programs)
CLEANFILES += $(differential_programs) $(differential_libspf2_programs)
EXTRA_DIST += doc/differential.md tests/differential/ask_peers.sh \
	tests/differential/differential.test \
	tests/differential/run_mail_spf.pl tests/differential/run_pyspf.py

differential_programs = tests/differential/compare \
	tests/differential/make_cases
differential_case = \
	tests/differential/spf_case.c tests/differential/spf_case.h

tests_differential_make_cases_SOURCES = \
	tests/differential/make.h \
	tests/differential/make_cases.c \
	tests/differential/make_draft.c \
	tests/differential/make_limits.c \
	tests/differential/make_mail.c \
	tests/differential/make_terms.c \
	tests/differential/make_themes.c \
	tests/differential/make_words.c \
	tests/differential/make_zone.c \
	tests/differential/make_zones.c \
	$(differential_case)
tests_differential_make_cases_CPPFLAGS = -I$(top_srcdir)/tests
tests_differential_make_cases_LDADD =

# It sees what an embedding program sees.
tests_differential_compare_SOURCES = \
	tests/differential/compare.c tests/differential/compare.h \
	tests/differential/compare_parts.c \
	tests/differential/facts.c tests/differential/facts.h \
	tests/differential/rules_common.c \
	tests/differential/rules_libspf2.c tests/differential/rules_libspf2.h \
	tests/differential/rules_libspf2_text.c \
	tests/differential/rules_mail_spf.c \
	tests/differential/rules_mail_spf.h \
	tests/differential/rules_mail_spf_text.c \
	tests/differential/rules_pyspf.c \
	tests/differential/spf_case_zone.c \
	tests/differential/verdict.c tests/differential/verdict.h \
	$(differential_case)
tests_differential_compare_CPPFLAGS = $(public_CPPFLAGS) -I$(top_srcdir)/tests
tests_differential_compare_LDADD = libspfeval.la

# The peer. Its headers do not pass our warnings, and what sanitizers may find
# in it is not ours to repair.
differential_libspf2_programs = tests/differential/run_libspf2
tests_differential_run_libspf2_SOURCES = tests/differential/run_libspf2.c \
	tests/differential/spf_case_zone.c $(differential_case)
tests_differential_run_libspf2_CPPFLAGS = -I$(top_srcdir)/tests
tests_differential_run_libspf2_CFLAGS = $(WARN_CFLAGS) \
	-Wno-strict-prototypes
tests_differential_run_libspf2_LDADD = $(LIBSPF2_LIBS)

differential_build = $(differential_programs)
if WITH_LIBSPF2
differential_build += $(differential_libspf2_programs)
endif

CASES = 20000
CASE_FILE =
check-differential: $(differential_build)
	DIFFERENTIAL='$(abs_top_builddir)/tests/differential' \
	    DIFFERENTIAL_SOURCE='$(abs_srcdir)/tests/differential' \
	    RESULTS='$(abs_top_builddir)/differential-results' \
	    CASES='$(CASES)' SEED='$(SEED)' CASE_FILE='$(CASE_FILE)' \
	    $(SHELL) $(srcdir)/tests/differential/ask_peers.sh
.PHONY: check-differential

if BUILD_TESTS
check_PROGRAMS += $(differential_build)
TESTS += tests/differential/differential.test
endif
