#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
#
# Runs the benches and prints a table in Markdown; "make bench" calls it. What
# cannot be measured here has a row that says so.
#
# Instructions are counted by callgrind, twice with different numbers of
# passes: the difference is the steady state. Environment: BENCH_SEED and
# BENCH_SIZE choose the workload, BENCH_ONLY=cpu leaves out what needs servers.
set -eu
LC_ALL=C
export LC_ALL

# shellcheck source=tests/bench/measure.sh
. "$BENCH_SOURCE/measure.sh"
# shellcheck source=tests/bench/network.sh
. "$BENCH_SOURCE/network.sh"

work=$(mktemp -d "${TMPDIR:-/tmp}/bench.XXXXXX")
pids=
clean() {
    for pid in $pids; do kill "$pid" 2>/dev/null || :; done
    rm -rf "$work"
}
trap clean EXIT
trap 'exit 1' HUP INT TERM

"$BENCH/bench_workload" "${BENCH_SEED:-1}" "${BENCH_SIZE:-1}" "$work"
# shellcheck disable=SC2034
ours=$BENCH/bench_spfeval
theirs=$BENCH/bench_libspf2
[ -x "$theirs" ] || theirs=

echo "Workload: seed ${BENCH_SEED:-1}, size ${BENCH_SIZE:-1};" \
    "$(grep -cv '^#' "$work/zone.tsv") records," \
    "$(grep -cv '^#' "$work/queries.tsv") queries."
[ "$ASSERTIONS" = no ] ||
    echo 'Assertions are on: each figure is higher than in a release.'
[ -z "$INSTRUMENTED" ] || echo "Instrumented with $INSTRUMENTED: not a figure."
[ -n "$VALGRIND" ] || echo 'Skipped, no valgrind: instruction counts.'
[ -n "$theirs" ] || echo 'Skipped, no libspf2: the peer.'
echo
printf '| %s ' goal figure ours libspf2 ratio must ambition limit verdict
echo '|'
echo '|---|---|---|---|---|---|---|---|---|'

instructions_row P1 'instructions a check, cold' cold 12000 6000 3800
instructions_row P2 'instructions a check, header' header 16000 9000 -
instructions_row P3 'instructions a check, memo' memo 5000 2500 -
for mode in cold header memo parse expand; do
    allocations_row P5 "allocations, $mode" "$mode"
done
parse_row P6 'instructions to parse 88.8 octets of record' 1600 1000 765
instructions_row P7 'instructions to expand a macro string' expand 900 500 -
time_row - 'processor time a check, cold (relative)' cold
time_row - 'processor time a check, header (relative)' header
threads_rows
levels_rows P8 P9
worst_rows P13
for mode in cold header memo levels; do
    results_row P14 "right results, $mode" "$mode"
done
if [ "$WITH_LDNS" != yes ]; then
    skipped_row P10 'all that needs the network' 'no libspfeval-ldns'
elif [ "${BENCH_ONLY:-}" != cpu ]; then
    network_rows
fi
