# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=sh disable=SC2154
#
# Figures that need no network, each as a row of the table; part of run.sh.

# calc EXPRESSION [FORMAT]: arithmetic with fractions.
calc() {
    awk "BEGIN { printf \"${2:-%.0f}\", $1 }"
}

# json FIELD: a number from the last line of standard input.
json() {
    tail -n 1 | sed -n "s/.*\"$1\":\\([0-9.]*\\).*/\\1/p"
}

# verdict VALUE MUST AMBITION
verdict() {
    if [ "$1" = - ] || [ "$2" = - ]; then
        echo -
    elif [ "$3" != - ] && [ "$(calc "($1 <= $3)")" = 1 ]; then
        echo ambition
    elif [ "$(calc "($1 <= $2)")" = 1 ]; then
        echo must
    else
        echo '**missed**'
    fi
}

# row GOAL FIGURE OURS THEIRS MUST AMBITION LIMIT
row() {
    ratio=-
    if [ "$3" != - ] && [ "$4" != - ] && [ "$(calc "($3 > 0)")" = 1 ]; then
        ratio=$(calc "$4 / $3" %.1f)
    fi
    echo "| $1 | $2 | $3 | $4 | $ratio | $5 | $6 | $7 |" \
        "$(verdict "$3" "$5" "$6") |"
}

skipped_row() {
    echo "| $1 | $2 | skipped: $3 | - | - | - | - | - | - |"
}

# collected PROGRAM MODE PASSES: instructions, then operations done; nothing
# when callgrind cannot run the program.
collected() {
    if "$VALGRIND" --tool=callgrind --callgrind-out-file=/dev/null \
        "$1" "$2" "$3" "$work" >"$work/out" 2>"$work/err"; then
        sed -n 's/.*Collected : *//p' "$work/err"
        json checks <"$work/out"
    else
        echo "callgrind cannot run $1:" \
            "$(grep -m 1 Valgrind: "$work/err")" >&2
    fi
}

# instructions PROGRAM MODE: of one operation in the steady state; "-" without
# the program or valgrind.
instructions() {
    if [ -z "$1" ] || [ -z "$VALGRIND" ]; then
        echo -
        return
    fi
    # shellcheck disable=SC2046
    set -- $(collected "$1" "$2" 2) $(collected "$1" "$2" 4)
    if [ $# -eq 4 ]; then
        calc "($3 - $1) / ($4 - $2)"
    else
        echo -
    fi
}

# instructions_row GOAL FIGURE MODE MUST AMBITION LIMIT
instructions_row() {
    row "$1" "$2" "$(instructions "$ours" "$3")" \
        "$(instructions "$theirs" "$3")" "$4" "$5" "$6"
}

# The goal speaks of records of 88.8 octets on average.
parse_row() {
    octets=$(awk -F '\t' '$2 == "TXT" && $3 ~ /^v=spf1( |$)/ {
        n++; sum += length($3) } END { print sum / n }' "$work/zone.tsv")
    mine=$(instructions "$ours" parse)
    other=$(instructions "$theirs" parse)
    [ "$mine" = - ] || mine=$(calc "$mine * 88.8 / $octets")
    [ "$other" = - ] || other=$(calc "$other * 88.8 / $octets")
    row "$1" "$2" "$mine" "$other" "$3" "$4" "$5"
}

# Everything that the process allocates, where the counter can be loaded.
allocations() {
    if [ -z "$1" ]; then
        echo -
        return
    fi
    LD_PRELOAD=$BENCH/.libs/libcount_malloc.so "$1" "$2" 3 "$work" |
        json allocs_per_check
}

allocations_row() {
    row "$1" "$2" "$(allocations "$ours" "$3")" \
        "$(allocations "$theirs" "$3")" 1 0 0
}

# Only the ratio means something: processor time, rounds of both interleaved,
# and the median of them.
time_row() {
    if [ -z "$theirs" ]; then
        skipped_row "$1" "$2" 'no libspf2'
        return
    fi
    : >"$work/times"
    for round in 1 2 3 4 5 6 7; do
        mine=$("$ours" "$3" 20 "$work" | json cpu_ns_per_check)
        other=$("$theirs" "$3" 20 "$work" | json cpu_ns_per_check)
        calc "$other / $mine" '%.2f\n' >>"$work/times"
    done
    : "$round"
    row "$1" "$2" 1 "$(sort -n "$work/times" | sed -n 4p)" - - -
}

# levels PREFETCH FIELD: of one check in the steady state.
levels() {
    first=$(PREFETCH=$1 "$ours" levels 1 "$work" | json "$2")
    three=$(PREFETCH=$1 "$ours" levels 3 "$work" | json "$2")
    calc "(3 * $three - $first) / 2" %.3f
}

# Round trips in a row, and what is asked for them.
levels_rows() {
    serial=$(levels serial round_trips_per_check)
    asked=$(levels serial lookups_per_check)
    echo "| $1 | round trips a check, serial | $serial |" \
        '- | - | - | - | - | - |'
    for prefetch in spec graph; do
        trips=$(levels "$prefetch" round_trips_per_check)
        echo "| $1 | round trips a check, $prefetch; ratio to serial |" \
            "$trips | - | $(calc "$serial / $trips" %.2f) |" \
            '- | - | 1 | - |'
        row "$2" "lookups asked for one needed, $prefetch" \
            "$(calc "$(levels "$prefetch" lookups_per_check) / $asked" %.3f)" \
            - 1.20 1.10 1.00
    done
}

# threads FIELD: of the line of bench_threads.
threads() {
    json "$1" <"$work/threads"
}

# Two threads, in the mode memo, to one. By the clock it also shows what else
# the machine does; by processor time it shows what sharing costs.
threads_rows() {
    "$BENCH/bench_threads" 15 "$work" >"$work/threads"
    for way in shared own; do
        what='options and cache shared'
        [ "$way" = shared ] || what='nothing shared'
        echo "| - | checks a second, 2 threads to 1, $what |" \
            "$(threads "$way") | - | - | - | - | 2 | - |"
        echo "| - | the same by processor time, $what |" \
            "$(threads "${way}_cpu") | - | - | - | - | 2 | - |"
        echo "| - | waits in 1000 checks, 2 threads, $what |" \
            "$(threads "${way}_waits") | - | - | - | - | 0 | - |"
    done
}

# marked PROGRAM FUNCTION ARGUMENT...: run it, with a profile of each call of
# the function, "$work/profile.1" and so on.
marked() {
    program=$1
    function=$2
    shift 2
    rm -f "$work"/profile*
    "$VALGRIND" --tool=callgrind --callgrind-out-file="$work/profile" \
        --toggle-collect="$function" --dump-after="$function" \
        "$program" "$@" 2>"$work/err"
}

# The heaviest check known, and how input in each dimension counts.
worst_rows() {
    if [ -z "$VALGRIND" ]; then
        skipped_row "$1" 'worst cases' 'no valgrind'
        return
    fi
    sed -n 's/^genome: //p' "$BENCH_SOURCE/heaviest.txt" |
        marked "$BENCH/heaviest" heaviest_measured run 1 >"$work/out"
    count=$(sed -n 's/^summary: //p' "$work/profile.1")
    bound=$(sed -n 's/^bound: //p' "$BENCH_SOURCE/heaviest.txt")
    row "$1" "instructions of the heaviest check, $(cat "$work/out")" \
        "$count" - "$bound" - -
    marked "$BENCH/worst_case" worst_measured >"$work/cases"
    awk -v profile="$work/profile" -f "$BENCH_SOURCE/growth.awk" \
        "$work/cases" >"$work/growth"
    more=$(grep -c ' more ' "$work/growth" || :)
    row "$1" "of $(grep -c . "$work/growth") dimensions, not linear" \
        "$more" - 0 0 0
}

# How many of "$work/results" are as the workload means them.
agreement() {
    "$BENCH_SOURCE/compare.sh" "$work/results" "$work" | tail -n 1 |
        sed 's/ agree//'
}

# results PROGRAM MODE
results() {
    if [ -z "$1" ]; then
        echo -
        return
    fi
    "$1" "$2" 2 "$work" - "$work/results" >/dev/null
    agreement
}

# agreement_row GOAL FIGURE OURS THEIRS
agreement_row() {
    passed=all
    [ "${3%% of *}" = "${3##* of }" ] || passed='**missed**'
    echo "| $1 | $2 | $3 | $4 | - | all | all | all | $passed |"
}

results_row() {
    other=-
    [ "$3" = levels ] || other=$(results "$theirs" "$3")
    agreement_row "$1" "$2" "$(results "$ours" "$3")" "$other"
}
