#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
#
# coverage.sh [--missed]: after the tests of a build with --enable-coverage,
# print how many lines and branches of each folder of lib/ were reached. Fails
# under 95 % of the lines or 90 % of the branches. With --missed also each line
# and branch that was not. Run it in the build folder.

set -eu
here=$(cd "$(dirname "$0")" && pwd)
missed=0
if [ "${1:-}" = --missed ]; then
    missed=1
fi
notes=$(find lib -name '*.gcno' | LC_ALL=C sort)
if [ -z "$notes" ]; then
    echo 'no measurements: configure with --enable-coverage' >&2
    exit 1
fi
# One at a time: what a header holds is put together in coverage.awk.
for note in $notes; do
    LC_ALL=C ${GCOV:-gcov} --branch-probabilities --branch-counts --stdout \
        "$note"
done | LC_ALL=C awk -v missed="$missed" -f "$here/coverage.awk"
