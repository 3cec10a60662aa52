#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
#
# Runs fuzz targets under AFL++ (Debian: afl++), in a build of its own in the
# current folder; "make fuzz-afl", or
#
#     TIME=600 TARGETS="record check" afl.sh
#
# Findings stay in fuzz-afl/findings/NAME; then the exit status is 1.

set -eu
here=$(cd "$(dirname "$0")" && pwd)
source_dir=$(cd "$here/../.." && pwd)
: "${TIME:=600}" "${TARGETS:=record macro check zone}" "${MAKE:=make}"
# The machine's core pattern and CPU governor are its owner's.
AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES=1
AFL_SKIP_CPUFREQ=1
AFL_NO_UI=1
AFL_AUTORESUME=1 # what was found before stays
export AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES AFL_SKIP_CPUFREQ AFL_NO_UI
export AFL_AUTORESUME

mkdir -p fuzz-afl/build fuzz-afl/findings
if ! test -f fuzz-afl/build/Makefile; then
    (cd fuzz-afl/build && AFL_QUIET=1 "$source_dir/configure" -q \
        CC=afl-clang-fast --disable-shared --enable-fuzzing --disable-asan \
        --disable-ubsan --enable-assert --enable-tests --enable-tool \
        --with-ldns LIB_FUZZING_ENGINE=-fsanitize=fuzzer)
fi

failed=0
for name in $TARGETS; do
    dictionary=$here/$name.dict
    test -f "$dictionary" || dictionary=$here/spf.dict
    (cd fuzz-afl/build && AFL_QUIET=1 "$MAKE" -s "tests/fuzz/fuzz_$name")
    afl-fuzz -V "$TIME" -m none -t 5000 -x "$dictionary" \
        -i "$here/corpus/$name" -o "fuzz-afl/findings/$name" -- \
        "fuzz-afl/build/tests/fuzz/fuzz_$name" >"fuzz-afl/$name.log" 2>&1 || {
        tail -n 20 "fuzz-afl/$name.log"
        failed=1
        continue
    }
    stats=fuzz-afl/findings/$name/default/fuzzer_stats
    value()
    {
        sed -n "s/^$1 *: *//p" "$stats"
    }
    found=$(($(value saved_crashes) + $(value saved_hangs)))
    echo "$name: $(value execs_done) executions in $TIME seconds," \
        "coverage $(value edges_found) of $(value total_edges)," \
        "findings $found"
    test "$found" -eq 0 || failed=1
done
exit "$failed"
