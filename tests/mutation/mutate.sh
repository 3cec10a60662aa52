#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
#
# mutate.sh COUNT SEED: builds the tests once in check-mutants, against a
# shared library that shows all names, and lets mutate.py try COUNT mutants with
# them. Run it in a build folder; the environment holds CC, MAKE and
# SPF_SUITES_SOURCE.

# shellcheck disable=SC2016 # what is quoted is for make
set -eu
count=$1
seed=$2
source=$(cd "$(dirname "$0")/../.." && pwd)

mkdir -p check-mutants
cd check-mutants
if [ ! -f Makefile ]; then
    "$source/configure" --enable-tests --disable-tool --without-ldns \
        --enable-assert --disable-lto CFLAGS='-O0 -g0 -w' -q \
        --with-spf-suites="$SPF_SUITES_SOURCE"
fi
${MAKE:-make} Makefile # so that nothing is made anew while it is asked
# One shared library, so that one link is enough for a mutant.
shared='LDADD=tests/support/libsupport.la libspfeval.la $(CUNIT_LIBS)'
plain='libspfeval_la_LDFLAGS=-no-undefined -version-info 0:0:0'

# variable TEXT: what make makes of it.
variable() {
    printf 'spfeval-show:\n\t@:$(info %s)\n' "$1" |
        ${MAKE:-make} -s -f Makefile -f - spfeval-show
}
programs=$(variable '$(filter tests/unit/test_base_% tests/unit/test_record_% \
    tests/unit/test_rule_% tests/unit/test_check_%,$(unit_tests)) \
    $(oom_tests) $(conformance_tests)' | tr '\n' ' ')
# shellcheck disable=SC2086 # a list of names without blanks
${MAKE:-make} VISIBILITY_CFLAGS= "$shared" "$plain" \
    suites/.prepared libspfeval.la $programs
MUTANT_PROGRAMS=$programs
MUTANT_COMPILE=$(variable '$(CC) $(DEFS) $(libspfeval_core_la_CPPFLAGS) \
    $(AM_CFLAGS) $(CFLAGS) -fPIC' | tr '\n' ' ')
# A variable whose assignment is gone has the same value each time.
filled=-ftrivial-auto-var-init=pattern
if ${CC:-cc} $filled -c -o /dev/null -x c /dev/null 2>/dev/null; then
    MUTANT_COMPILE="$MUTANT_COMPILE $filled"
fi
export MUTANT_PROGRAMS MUTANT_COMPILE
PYTHONDONTWRITEBYTECODE=1 exec nice python3 "$source/tests/mutation/mutate.py" \
    "$source" "$(pwd)" "$count" "$seed"
