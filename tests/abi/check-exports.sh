#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
#
# check-exports.sh [BUILD]: headers, lib/libspfeval.map, the built library and
# test_abi_numbers.c agree on what is public. Prints TAP.

set -u
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/../.." || exit 1
. tests/support/tap.sh
LC_ALL=C
export LC_ALL
build=${1:-${top_builddir:-build}}
library=$build/.libs/libspfeval.so

work=$(mktemp -d "${TMPDIR:-/tmp}/spfeval-abi.XXXXXX") || exit 1
trap 'rm -rf "$work"' EXIT

# The headers as one line, without comments and preprocessor lines.
for header in include/spfeval/*.h include/spfeval/version.h.in; do
    case $header in
    */version.h) continue ;; # made from version.h.in in a build inside the tree
    esac
    cat "$header"
done | awk '
    /^[ \t]*#/ { next }
    { text = text " " $0 }
    END {
        while ((begin = index(text, "/*")) > 0) {
            rest = substr(text, begin + 2)
            text = substr(text, 1, begin - 1) " " \
                substr(rest, index(rest, "*/") + 2)
        }
        print text
    }' >"$work/flat"

# SPFEVAL_API TYPE NAME ( ...
tr ';' '\n' <"$work/flat" | sed -n 's/.*SPFEVAL_API \([^(]*\)(.*/\1/p' |
    grep -o '[a-z_0-9]* *$' | tr -d ' ' | sort >"$work/headers"
sed -n '/global:/,/local:/s/^ *\([a-z_0-9]*\);.*/\1/p' lib/libspfeval.map \
    >"$work/map"

tap_empty "$(sort -c "$work/map" 2>&1)" "the map is sorted"
tap_empty "$(diff "$work/headers" "$work/map")" \
    "the map names what the headers declare"

if [ -f "$library" ]; then
    # Sanitizers and gcov add symbols of their own; they are not ours.
    ${NM:-nm} -D --defined-only "$library" | awk '$2 != "A" { print $3 }' |
        grep -vE '^(__|_init$|_fini$)' >"$work/exports"
    sed 's/@.*//' "$work/exports" | sort >"$work/library"
    tap_empty "$(diff "$work/map" "$work/library")" \
        "the library exports what the map names"
    tap_empty "$(grep -v '@@LIBSPFEVAL_0$' "$work/exports")" \
        "each export has the version LIBSPFEVAL_0"
elif [ -n "${TAP_HARNESS:-}" ]; then
    tap_ok 1 "there is a shared library in $build"
else
    tap_skip "no $library" "the library exports what the map names"
    tap_skip "no $library" "each export has the version LIBSPFEVAL_0"
fi

# Enumerators: "enum NAME { A = 1, B = 2 }".
tr ';' '\n' <"$work/flat" | sed -n 's/.*enum [a-z_]* *{\([^}]*\)}.*/\1/p' |
    tr ',' '\n' | sed 's/^ *//; s/ *$//' | grep . >"$work/enumerators"
tap_empty "$(grep -vE '^SPFEVAL_[A-Z0-9_]+ = -?[0-9]+$' "$work/enumerators")" \
    "each enumerator has an explicit number"
check_pinned() {
    sed 's/ =.*//' "$work/enumerators" | while read -r name; do
        grep -qsE "PIN\($name, " tests/abi/test_abi_numbers.c ||
            echo "$name is not pinned in test_abi_numbers.c"
    done
}
tap_empty "$(check_pinned)" "each enumerator is pinned"
[ -s "$work/enumerators" ] && [ -s "$work/headers" ]
tap_ok $? "functions and enumerators were found at all"

tap_done
