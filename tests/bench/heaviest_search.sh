#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
#
# Searches the check that takes most within the limits of RFC 7208, by
# instructions: the heaviest of some random zones, then whatever change makes
# it heavier. "make bench-heaviest" runs it and writes heaviest.txt.
# Environment: SEED, GENERATIONS, SCALE (sizes are divided while searching).
set -eu
LC_ALL=C
export LC_ALL
seed=${SEED:-1}
generations=${GENERATIONS:-60}
scale=${SCALE:-1}
children=8
program=$BENCH/heaviest
work=$(mktemp -d "${TMPDIR:-/tmp}/heaviest.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

# weigh FILE SCALE: lines of instructions and genome, the heaviest one first.
weigh() {
    rm -f "$work"/profile*
    "$VALGRIND" --tool=callgrind --callgrind-out-file="$work/profile" \
        --toggle-collect=heaviest_measured --dump-after=heaviest_measured \
        "$program" run "$2" <"$1" >"$work/out" 2>"$work/err"
    number=0
    while read -r genome; do
        number=$((number + 1))
        echo "$(sed -n 's/^summary: //p' "$work/profile.$number") $genome"
    done <"$1" | sort -rn
}

"$program" random "$seed" 24 >"$work/genomes"
weigh "$work/genomes" "$scale" >"$work/weights"
generation=0
while [ "$generation" -lt "$generations" ]; do
    generation=$((generation + 1))
    sed -n 1p "$work/weights" >"$work/best"
    echo "generation $generation: $(cut -d ' ' -f 1 "$work/best")" >&2
    cut -d ' ' -f 2- "$work/best" >"$work/parent"
    "$program" mutate "$((seed * 1000 + generation))" "$children" \
        <"$work/parent" >"$work/genomes"
    {
        cat "$work/best"
        weigh "$work/genomes" "$scale"
    } | sort -rn >"$work/weights"
done

sed -n '1s/^[0-9]* //p' "$work/weights" >"$work/genomes"
weigh "$work/genomes" 1 >"$work/whole"
count=$(cut -d ' ' -f 1 "$work/whole")
echo '# The heaviest check found; "make bench-heaviest" writes this.'
echo "# Seed $seed, $generations generations: $(cat "$work/out")"
echo "instructions: $count"
# Other compilers make other code.
echo "bound: $((count * 3 / 2))"
echo "genome: $(cut -d ' ' -f 2- "$work/whole")"
