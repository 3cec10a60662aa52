# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=sh disable=SC2154
#
# Figures that need a name server, on the loopback; part of run.sh.

# start NAME PROGRAM ARGUMENT...: sets port and pid.
start() {
    name=$1
    shift
    : >"$work/$name" # the port of the one before it must not be read
    "$@" >>"$work/$name" &
    pid=$!
    pids="$pids $pid"
    for try in 1 2 3 4 5 6 7 8 9 10; do
        port=$(head -n 1 "$work/$name")
        [ -z "$port" ] || return 0
        sleep 0.2
    done
    echo "$name does not start ($try tries)" >&2
    exit 1
}

stop() {
    kill "$1"
    wait "$1" || :
}

# net FIELD PROGRAM PASSES DIR
net() {
    SERVER=127.0.0.1:$port "$2" net "$3" "$4" | json "$1"
}

# Processor time of a check, the resolver included, without the first pass.
cpu() {
    first=$(net cpu_ns_per_check "$1" 1 "$work")
    six=$(net cpu_ns_per_check "$1" 6 "$work")
    calc "(6 * $six - $first) / 5 / 1000" %.1f
}

# Questions that are equal and in flight together are sent once, as they are
# for a busy mail server; libspf2 has one check at a time.
cpu_row() {
    other=-
    [ -z "$theirs" ] || other=$(INFLIGHT=1 cpu "$theirs")
    for prefetch in serial spec graph; do
        mine=$(PREFETCH=$prefetch INFLIGHT=64 cpu "$ours")
        row P10 "microseconds of CPU a check, 64 in flight, $prefetch" \
            "$mine" "$other" 30 20 17
    done
}

# Memory of COUNT checks that wait for their first answer.
memory_rows() {
    mkdir "$work/large"
    "$BENCH/bench_workload" 7 56 "$work/large"
    start large_server "$BENCH/zone_server" "$work/large"
    large=$pid
    for count in 10000 50000; do
        kib=$(INFLIGHT=$count net kib_per_check_in_flight "$ours" 1 \
            "$work/large")
        row P11-12 "KiB a check, $count in flight on one thread" \
            "${kib:--}" - 4 2 -
    done
    stop "$large"
}

# slope PROGRAM PASSES: round trips in a row, from two delays; and how many
# queries the server saw, as the file "$work/seen".
slope() {
    for delay in 5 15; do
        start proxy "$BENCH/delay_proxy" "127.0.0.1:$server_port" "$delay"
        net ns_per_check "$1" "$2" "$work/few" >"$work/delay$delay"
        stop "$pid"
        sed -n 's/queries //p' "$work/proxy" >"$work/seen"
    done
    calc "($(cat "$work/delay15") - $(cat "$work/delay5")) / 10000000" %.3f
}

slope_row() {
    trips=$(PREFETCH=$1 slope "$ours" 1)
    seen=$(calc "$(cat "$work/seen") / $few" %.2f)
    row P8 "round trips a check by delay, $1, first time" "$trips" "$other" \
        - - -
    row P9 "queries a check at the proxy, $1" "$seen" "$other_seen" - - -
}

slope_rows() {
    few=100
    mkdir "$work/few"
    cp "$work/zone.tsv" "$work/few"
    grep -v '^#' "$work/queries.tsv" | head -n "$few" \
        >"$work/few/queries.tsv"
    other=-
    other_seen=-
    if [ -n "$theirs" ]; then
        other=$(slope "$theirs" 1)
        other_seen=$(calc "$(cat "$work/seen") / $few" %.2f)
    fi
    for prefetch in serial spec graph; do
        slope_row "$prefetch"
    done
}

network_rows() {
    start server "$BENCH/zone_server" "$work"
    server_port=$port
    server=$pid
    INFLIGHT=64 PREFETCH=spec
    export INFLIGHT PREFETCH
    SERVER=127.0.0.1:$port "$ours" net 1 "$work" - "$work/results" >/dev/null
    agreement_row P14 'right results, net' "$(agreement)" -
    unset PREFETCH INFLIGHT
    cpu_row
    slope_rows
    stop "$server"
    memory_rows
}
