# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=sh disable=SC2034
#
# For tests that count instructions; read it with
#   . "$top_srcdir/tests/bench/count.sh"

LC_ALL=C
export LC_ALL
top_srcdir=${top_srcdir:-../..}
top_builddir=${top_builddir:-.}
# shellcheck source=tests/support/tap.sh
. "$top_srcdir/tests/support/tap.sh"

work=$(mktemp -d "${TMPDIR:-/tmp}/count.XXXXXX") || exit 1
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

skip_all() {
    echo "1..0 # SKIP $*"
    exit 0
}

# Only where each count means something: a build as others install it.
need_counts() {
    [ -n "${VALGRIND:-}" ] || skip_all 'valgrind is not installed'
    [ -z "${SPFEVAL_INSTRUMENTED:-}" ] ||
        skip_all "instrumented with$SPFEVAL_INSTRUMENTED"
    [ "${SPFEVAL_ASSERT:-no}" = no ] || skip_all 'assertions are on'
}
