#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
#
# check-exports.sh [BUILD]: headers, the maps in lib/, the built libraries and
# test_abi_numbers.c agree on what is public. Prints TAP.

set -u
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/../.." || exit 1
. tests/support/tap.sh
LC_ALL=C
export LC_ALL
build=${1:-${top_builddir:-build}}

work=$(mktemp -d "${TMPDIR:-/tmp}/spfeval-abi.XXXXXX") || exit 1
trap 'rm -rf "$work"' EXIT

# flatten HEADER...: as one line, without comments and preprocessor lines.
flatten() {
    cat "$@" | awk '
    /^[ \t]*#/ { next }
    { text = text " " $0 }
    END {
        while ((begin = index(text, "/*")) > 0) {
            rest = substr(text, begin + 2)
            text = substr(text, 1, begin - 1) " " \
                substr(rest, index(rest, "*/") + 2)
        }
        print text
    }'
}

# check_map NAME FILE: the map of library NAME against the flat headers.
check_map() {
    # SPFEVAL_API TYPE NAME ( ...
    tr ';' '\n' <"$2" | sed -n 's/.*SPFEVAL_API \([^(]*\)(.*/\1/p' |
        grep -o '[a-z_0-9]* *$' | tr -d ' ' | sort >"$work/headers.$1"
    sed -n '/global:/,/local:/s/^ *\([a-z_0-9]*\);.*/\1/p' "lib/$1.map" \
        >"$work/map.$1"
    tap_empty "$(sort -c "$work/map.$1" 2>&1)" "the map of $1 is sorted"
    tap_empty "$(diff "$work/headers.$1" "$work/map.$1")" \
        "the map of $1 names what the headers declare"
}

# check_library NAME NODE: what was built against the map.
check_library() {
    library=$build/.libs/$1.so
    if [ -f "$library" ]; then
        # Sanitizers and gcov add symbols of their own; they are not ours.
        ${NM:-nm} -D --defined-only "$library" |
            awk '$2 != "A" { print $3 }' |
            grep -vE '^(__|_init$|_fini$)' >"$work/exports"
        sed 's/@.*//' "$work/exports" | sort >"$work/library"
        tap_empty "$(diff "$work/map.$1" "$work/library")" \
            "$1 exports what its map names"
        tap_empty "$(grep -v "@@$2\$" "$work/exports")" \
            "each export of $1 has the version $2"
    elif [ -n "${TAP_HARNESS:-}" ]; then
        tap_ok 1 "there is a shared library $1 in $build"
    else
        tap_skip "no $library" "$1 exports what its map names"
        tap_skip "no $library" "each export of $1 has the version $2"
    fi
}

# One header is of the second library. version.h is made from version.h.in.
core_headers=$(find include/spfeval -name '*.h' ! -name version.h \
    ! -name resolver_ldns.h | sort)
# shellcheck disable=SC2086 # a list of names without blanks
flatten $core_headers include/spfeval/version.h.in >"$work/flat.core"
flatten include/spfeval/resolver_ldns.h >"$work/flat.ldns"
cat "$work/flat.core" "$work/flat.ldns" >"$work/flat"

check_map libspfeval "$work/flat.core"
check_map libspfeval-ldns "$work/flat.ldns"
check_library libspfeval LIBSPFEVAL_0
if [ "${SPFEVAL_WITH_LDNS:-yes}" = yes ]; then
    check_library libspfeval-ldns LIBSPFEVAL_LDNS_0
else
    tap_skip "built without ldns" "libspfeval-ldns exports what its map names"
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
[ -s "$work/enumerators" ] && [ -s "$work/headers.libspfeval" ] &&
    [ -s "$work/headers.libspfeval-ldns" ]
tap_ok $? "functions and enumerators were found at all"

tap_done
