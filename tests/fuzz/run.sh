#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
#
# Runs fuzz targets under libFuzzer, one after the other, for "make fuzz" and
# "make fuzz-merge":
#
#     TIME=600 TARGETS="check record" run.sh PROGRAM...
#     MERGE=yes run.sh PROGRAM...
#
# Without TARGETS all of them. What a run has learnt stays in fuzz-corpus/NAME,
# and inputs that show a defect in fuzz-findings/NAME; then the exit status is
# 1. Merging writes to fuzz-merged/NAME at most 60 inputs that reach most of
# what all of them reach: those are for tests/fuzz/corpus.

set -eu
here=$(cd "$(dirname "$0")" && pwd)
: "${TIME:=600}" "${TARGETS:=}" "${MERGE:=no}"
UBSAN_OPTIONS=${UBSAN_OPTIONS:-print_stacktrace=1}
export UBSAN_OPTIONS

is_wanted()
{
    test -n "$TARGETS" || return 0
    for wanted in $TARGETS; do
        test "$wanted" != "$1" || return 0
    done
    return 1
}

dictionary()
{
    if test -f "$here/$1.dict"; then
        echo "$here/$1.dict"
    else
        echo "$here/spf.dict"
    fi
}

count_files()
{
    find "$1" -type f | wc -l | tr -d ' '
}

# Where seeds are; a new target has none.
seeds()
{
    if test -d "$here/corpus/$1"; then
        echo "$here/corpus/$1"
    fi
}

# statistic LOG WORD: the number behind a word of the last line that has it.
statistic()
{
    sed -n "s/.*$2:* *\([0-9][0-9]*\).*/\1/p" "$1" | tail -n 1
}

fuzz()
{
    name=$1
    program=$2
    seeds=$(seeds "$name")
    before=$(count_files "fuzz-findings/$name")
    status=0
    start=$(date +%s)
    "$program" -max_total_time="$TIME" -timeout=30 -print_final_stats=1 \
        -artifact_prefix="fuzz-findings/$name/" \
        -dict="$(dictionary "$name")" \
        "fuzz-corpus/$name" ${seeds:+"$seeds"} \
        >"fuzz-$name.log" 2>&1 || status=$?
    found=$(($(count_files "fuzz-findings/$name") - before))
    echo "$name: $(statistic "fuzz-$name.log" number_of_executed_units)" \
        "executions in $(($(date +%s) - start)) seconds, coverage" \
        "$(statistic "fuzz-$name.log" 'cov'), findings $found"
    if test "$status" -ne 0 || test "$found" -gt 0; then
        tail -n 40 "fuzz-$name.log"
        echo "$name: see fuzz-findings/$name and fuzz-$name.log"
        failed=1
    fi
}

merge()
{
    name=$1
    program=$2
    seeds=$(seeds "$name")
    rm -rf "fuzz-merged/$name"
    mkdir -p "fuzz-merged/$name"
    "$program" -set_cover_merge=1 -use_counters=0 "fuzz-merged/$name" \
        "fuzz-corpus/$name" ${seeds:+"$seeds"} >"fuzz-$name.log" 2>&1 || {
        tail -n 40 "fuzz-$name.log"
        failed=1
    }
    # They were written in the order of what they add: the last add little.
    # shellcheck disable=SC2012 # the names are hashes
    ls -tr "fuzz-merged/$name" | sed 1,60d | while read -r file; do
        rm "fuzz-merged/$name/$file"
    done
    echo "$name: $(count_files "fuzz-merged/$name") inputs"
}

failed=0
ran=0
for program in "$@"; do
    name=${program##*/fuzz_}
    is_wanted "$name" || continue
    ran=$((ran + 1))
    mkdir -p "fuzz-corpus/$name" "fuzz-findings/$name"
    if test "$MERGE" = yes; then
        merge "$name" "./$program"
    else
        fuzz "$name" "./$program"
    fi
done
if test "$ran" -eq 0; then
    echo "no such target: $TARGETS" >&2
    exit 2
fi
exit "$failed"
