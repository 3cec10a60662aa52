# SPDX-License-Identifier: BSD-2-Clause
#
# What compilers and other tools say of the sources, and the tests built in
# other ways: with other flags, for other machines. Not part of "make check".

EXTRA_DIST += .clang-tidy \
	tests/analysis/analyze.sh \
	tests/analysis/flags.sh \
	tests/analysis/foreign.sh \
	tests/analysis/variant.sh

# One that is not installed is skipped, and said to be.
analyze:
	$(run_analysis) gcc clang-tidy cppcheck
analyze-gcc:
	$(run_analysis) gcc
analyze-clang-tidy:
	$(run_analysis) clang-tidy
analyze-cppcheck:
	$(run_analysis) cppcheck
run_analysis = @CC='$(CC)' ANALYZE_CPPFLAGS='$(analysis_CPPFLAGS)' \
	ANALYZE_FAST='$(ANALYZE_FAST)' \
	$(SHELL) $(srcdir)/tests/analysis/analyze.sh '$(abs_top_builddir)'
analysis_CPPFLAGS = $(CPPFLAGS) $(LDNS_CFLAGS) $(JANSSON_CFLAGS) \
	$(CARES_CFLAGS) $(MICROHTTPD_CFLAGS)

# Each is built in a folder of its own, check-NAME, and reported in a line.
check-flags:
	@CHECK_ARGUMENTS='$(only_programs)' $(analysis)/flags.sh levels
check-hardened:
	@$(analysis)/flags.sh hardened
check-i386:
	@$(analysis)/foreign.sh i386
check-s390x:
	@$(analysis)/foreign.sh s390x
analysis = MAKE='$(MAKE)' SPF_SUITES_SOURCE='$(SPF_SUITES_SOURCE)' \
	$(SHELL) $(srcdir)/tests/analysis
only_programs = TESTS="$(analysis_programs)" \
	check_PROGRAMS="$(analysis_programs)"
if WITH_LDNS
analysis_programs = $(test_programs) $(ldns_unit_tests) $(fuzz_targets)
else
analysis_programs = $(test_programs)
endif

.PHONY: analyze analyze-gcc analyze-clang-tidy analyze-cppcheck check-flags \
	check-hardened check-i386 check-s390x
