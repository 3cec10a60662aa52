#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
#
# coverage.sh: after the tests of a build with --enable-coverage, print how many
# lines of each file in lib/ ran. Fails under 90 % in all. Run it in the build
# folder.

set -eu
notes=$(find lib -name '*.gcno' | LC_ALL=C sort)
if [ -z "$notes" ]; then
    echo 'no measurements: configure with --enable-coverage' >&2
    exit 1
fi
# gcov prints "File 'PATH'" and then "Lines executed:93.10% of 29". Only the .c
# files of lib/ are counted: a header would count once for each of its users.
# shellcheck disable=SC2086 # a list of names without blanks
LC_ALL=C ${GCOV:-gcov} --no-output $notes | awk '
    /^File / {
        file = $0
        gsub(/^File .|.$/, "", file)
        if (!match(file, /lib\/[a-z]+\/[a-z_0-9]+\.c$/)) {
            file = ""
        } else {
            file = substr(file, RSTART)
        }
    }
    /^Lines executed:/ && file != "" {
        split($0, part, /[:% ]+/)
        lines = part[5]
        ran = part[3] * lines / 100
        printf "%6.1f %% of %4d  %s\n", part[3], lines, file
        total_ran += ran
        total += lines
        file = ""
    }
    END {
        if (total == 0) {
            print "nothing was measured"
            exit 1
        }
        printf "%6.1f %% of %4d  in all\n", 100 * total_ran / total, total
        exit total_ran < 0.9 * total
    }'
