#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
#
# variant.sh NAME CONFIGURE-OPTION...: build and test in the folder check-NAME,
# as tests/support/check-variant.sh does, and say it in one line:
#     NAME: N passed, N failed, N skipped, N s
# What failed, and why something was skipped, stands below. The output of the
# build is in check-NAME/variant.log. The environment may hold, besides that
# of check-variant.sh, AFTER_BUILD, a command for the shell between the build
# and the tests.

set -eu
name=$1
here=$(cd "$(dirname "$0")" && pwd)
folder=check-$name
start=$(date +%s)
arguments=${CHECK_ARGUMENTS:-}

# make_check ARGUMENTS OPTION...
make_check() {
    CHECK_ARGUMENTS=$1
    export CHECK_ARGUMENTS
    shift
    "$here/../support/check-variant.sh" "$@" >>"$folder/variant.log" 2>&1 \
        </dev/null
}

# count PATTERN: results in automake's .trs files.
count() {
    find "$folder" -name '*.trs' -exec cat {} + |
        grep -cE "^:test-result: ($1)" || :
}

# Built first, so that a test that could not be built is told from one that
# failed.
mkdir -p "$folder"
: >"$folder/variant.log"
if ! make_check "$arguments TESTS=" "$@"; then
    grep -E '(error|warning):|\*\*\*' "$folder/variant.log" | head -n 40 ||
        tail -n 40 "$folder/variant.log"
    echo "$name: the build failed, see $folder/variant.log"
    exit 1
fi
find "$folder" -name '*.trs' -exec rm -f {} +
eval "${AFTER_BUILD:-:}"
status=0
make_check "$arguments" "$@" || status=$?

passed=$(count 'PASS|XFAIL')
skipped=$(count SKIP)
failed=$(($(count '') - passed - skipped))
if [ "$passed" -eq 0 ]; then
    status=1
fi
echo "$name: $passed passed, $failed failed, $skipped skipped," \
    "$(($(date +%s) - start)) s"
grep -E '^(FAIL|ERROR|SKIP):' "$folder/variant.log" | sort | uniq -c |
    sed 's/^ *\([0-9]*\) /    \1 x /' | cut -c 1-120 || :
exit "$status"
