#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
#
# Compares the results of a bench with what the workload's maker meant, or with
# the results of another program:
#
#     compare.sh RESULTS DIR            with the column "intent" of queries.tsv
#     compare.sh RESULTS OTHER_RESULTS  line by line
#
# Prints what differs by shape, then a line "N of M agree". Exit code 1 when
# there is a difference, 2 when there is nothing to compare.
set -eu

if [ $# -ne 2 ] || [ ! -f "$1" ]; then
    echo "usage: $0 RESULTS DIR|OTHER_RESULTS" >&2
    exit 2
fi
if [ -d "$2" ]; then
    expected=$2/queries.tsv
    columns=5
else
    expected=$2
    columns=4
fi

awk -F '\t' -v columns="$columns" '
    /^#/ || $0 == "" { next }
    FNR == NR { if (columns == 4) { want[++wanted] = $1 FS $2 FS $3 FS $4 }
                else { want[++wanted] = $1 FS $2 FS $4 FS $5 }
                next }
    { key = $1 FS $2 FS $3 FS $4; total++
      if (key == want[total]) { same++; next }
      split(want[total], field, FS)
      differ[$1 ": " field[4] " expected, " $4]++ }
    END { for (what in differ) { print differ[what], what | "sort -rn" }
          close("sort -rn")
          printf "%d of %d agree\n", same, wanted
          exit total == 0 || total != wanted ? 2 : same != total }
' "$expected" "$1"
