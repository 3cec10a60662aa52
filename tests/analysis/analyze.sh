#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
#
# analyze.sh BUILD TOOL...: what gcc, clang-tidy and cppcheck say of what is in
# lib/, tools/ and examples/; BUILD is a configured folder. One line a tool,
#     TOOL VERSION: N files, clean, N s
# below what it found. A tool that is not installed is skipped, and said to be.
# The exit status is 0 when none found anything, 1 otherwise. The environment
# may hold ANALYZE_CPPFLAGS, options for headers in other places, and
# ANALYZE_FAST=yes, which spares clang-tidy its walk along all paths: minutes.

set -eu
build=$(cd "$1" && pwd)
shift
here=$(dirname "$0")
cd "$here/../.."
LC_ALL=C
export LC_ALL
jobs=$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)

work=$(mktemp -d "${TMPDIR:-/tmp}/spfeval-analyze.XXXXXX") || exit 1
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

# What all tools have to know; those of the command are among them.
definitions="-D_GNU_SOURCE -DSPFEVAL_WITH_LDNS -DSPFEVAL_HAVE_EPOLL"
folders="-I$build/include -Iinclude"
flags="-std=gnu11 $definitions $folders -iquote lib -iquote tools"
flags="$flags ${ANALYZE_CPPFLAGS:-}"

# --- Files -----------------------------------------------------------------

# Some need a library that may be missing here: these are named, and left out.
list_files() {
    find lib tools examples -name '*.c' | sort | while read -r file; do
        # shellcheck disable=SC2086 # a list of flags
        if ${CC:-cc} $flags -E "$file" >/dev/null 2>&1; then
            echo "$file"
        else
            echo "not looked at, as a header of it is missing: $file" >&2
        fi
    done >"$work/files"
    files=$(wc -l <"$work/files")
}

# each COUNT COMMAND...: the command for so many files at a time; what they say
# comes in one piece each.
# shellcheck disable=SC2317
each() {
    count=$1
    shift
    cat >"$work/one" <<'SCRIPT'
work=$1
shift
"$@" >"$work/$$.out" 2>&1
status=$?
[ "$status" -eq 0 ] || touch "$work/failed"
exit 0
SCRIPT
    xargs -P "$jobs" -n "$count" sh "$work/one" "$work" "$@" <"$work/files"
    cat "$work"/*.out
    rm -f "$work"/*.out
    [ ! -f "$work/failed" ]
}

# --- Tools -----------------------------------------------------------------

# As the default build compiles, for the analyzer follows what inlining shows.
gcc_warnings="-Wall -Wextra -Wconversion -Wshadow -Wformat=2 -Wcast-qual"

# shellcheck disable=SC2086,SC2317 # lists of flags; called by the tool's name
run_gcc() {
    each 1 gcc $flags -O2 $gcc_warnings -fanalyzer -Werror -c -o /dev/null
}

# The profile is in .clang-tidy. The flags come behind the files.
# shellcheck disable=SC2317
run_clang_tidy() {
    fast=
    [ "${ANALYZE_FAST:-no}" = no ] || fast="'-checks=-clang-analyzer-*'"
    echo "exec clang-tidy -quiet $fast \"\$@\" -- $flags" >"$work/tidy"
    # One at a time: its checker of va_list takes what it saw of one file for
    # the next one.
    each 1 sh "$work/tidy" >"$work/said"
    status=$?
    # How much it did not say is no finding.
    grep -vE '^[0-9]+ warnings? (generated|treated)' "$work/said"
    return "$status"
}

# It knows -I only, and wants to see all files at once.
# shellcheck disable=SC2086,SC2317
run_cppcheck() {
    cppcheck -j "$jobs" --quiet --error-exitcode=1 --std=c11 --inline-suppr \
        --enable=warning,portability,performance \
        --template='{file}:{line}: {severity}: {message} [{id}]' \
        $definitions $folders -Ilib -Itools --file-list="$work/files" 2>&1
}

version_of() {
    "$1" --version | grep -Eo '[0-9]+\.[0-9]+(\.[0-9]+)?' | head -n 1
}

# Can it do what we ask of it? An old one cannot, nor clang in gcc's name.
is_usable() {
    command -v "$1" >/dev/null 2>&1 || return 1
    [ "$1" != gcc ] ||
        echo 'int x;' |
        gcc -fanalyzer -Werror -c -o /dev/null -x c - 2>/dev/null
}

# --- Main ------------------------------------------------------------------

list_files
result=0
for tool; do
    case $tool in
    gcc | clang-tidy | cppcheck) ;;
    *)
        echo "usage: analyze.sh BUILD gcc|clang-tidy|cppcheck..." >&2
        exit 64
        ;;
    esac
    if ! is_usable "$tool"; then
        echo "$tool: skipped, as it is not installed"
        continue
    fi
    rm -f "$work/failed"
    start=$(date +%s)
    said=clean
    if ! "run_$(echo "$tool" | tr - _)"; then
        said="FOUND SOMETHING"
        result=1
    fi
    echo "$tool $(version_of "$tool"): $((files)) files, $said," \
        "$(($(date +%s) - start)) s"
done
exit "$result"
