#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
#
# check-layers.sh [BUILD]: the rules of the source tree that a compiler does
# not check. Prints TAP. Without BUILD it looks into $top_builddir or ./build;
# without objects there the tests of symbols are skipped.

set -u
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/../.." || exit 1
. tests/support/tap.sh
LC_ALL=C
export LC_ALL
build=${1:-${top_builddir:-build}}
# By hand, what was configured is what the build says.
: "${SPFEVAL_ASSERT:=$(sed -n 's/^ENABLE_ASSERT_YESNO = //p' \
    "$build/Makefile" 2>/dev/null)}"

work=$(mktemp -d "${TMPDIR:-/tmp}/spfeval-layers.XXXXXX") || exit 1
trap 'rm -rf "$work"' EXIT

# --- Includes --------------------------------------------------------------

# What a folder of lib/ may include: itself and lower ranks. Siblings have no
# edge between them.
allowed_folders() {
    case $1 in
    base) echo base ;;                           # rank 0
    record) echo base record ;;                  # rank 1
    dns) echo base dns ;;                        # rank 1
    rule) echo base record dns rule ;;           # rank 2
    check) echo base record dns rule check ;;    # rank 3
    policy) echo base record dns rule policy ;;  # rank 3
    header) echo base header ;;                  # rank 4, and check/result.h
    report) echo base report ;;                  # rank 4, and check/result.h
    resolver) echo base record dns rule check policy resolver ;; # rank 4
    ldns) echo ldns ;; # the second library; and base/cursor.h
    esac
}

# Includes of the second library: any of C and POSIX, and libldns in one file.
allowed_in_ldns() {
    case $1:$2 in
    lib/ldns/wire.c:ldns/ldns.h) return 0 ;;
    *:ldns/*) return 1 ;;
    esac
    return 0
}

# Headers of C that hold no I/O, clock, locale or process. stdlib.h is malloc's.
allowed_system() {
    case $1:$2 in
    *:assert.h | *:limits.h | *:stdbool.h | *:stddef.h | *:stdint.h | \
        *:string.h) return 0 ;;
    lib/base/mem.c:stdlib.h) return 0 ;;
    # Shared by threads: counted, or locked.
    lib/rule/options.h:stdatomic.h | lib/dns/shared.h:stdatomic.h | \
        lib/resolver/cache.c:stdatomic.h) return 0 ;;
    lib/base/lock.h:pthread.h) return 0 ;;
    esac
    return 1
}

check_quoted() {
    folder=${1#lib/}
    folder=${folder%%/*}
    target=${2%%/*}
    case " $(allowed_folders "$folder") " in
    *" $target "*) ;;
    *)
        case $folder:$2 in
        header:check/result.h | report:check/result.h) ;;
        ldns:base/cursor.h) ;; # inline only: the core exports nothing of it
        *) echo "$1: folder $folder must not include \"$2\"" ;;
        esac
        ;;
    esac
    [ -f "lib/$2" ] || echo "$1: \"$2\" is not written relative to lib/"
}

sources=$(find lib -name '*.[ch]' | sort)

check_includes() {
    for file in $sources; do
        sed -n 's/^[ \t]*#[ \t]*include[ \t]*//p' "$file" | while read -r what _; do
            name=$(echo "$what" | sed 's/^[<"]//; s/[>"]$//')
            case $what in
            '<spfeval/'*) [ -f "include/$name" ] || [ -f "include/$name.in" ] ||
                echo "$file: there is no public header $what" ;;
            '"spfeval/'*) echo "$file: write <$name>" ;;
            '<'*)
                case $file in
                lib/ldns/*) allowed_in_ldns "$file" "$name" ||
                    echo "$file: only wire.c includes $what" ;;
                *) allowed_system "$file" "$name" ||
                    echo "$file: $what is not for the core" ;;
                esac
                ;;
            *) check_quoted "$file" "$name" ;;
            esac
        done
    done
}
tap_empty "$(check_includes)" "includes in lib/ point down only"

check_unknown_folders() {
    for file in $sources; do
        folder=${file#lib/}
        folder=${folder%%/*}
        [ -n "$(allowed_folders "$folder")" ] ||
            echo "$file: folder $folder has no rank"
    done
}
tap_empty "$(check_unknown_folders)" "each folder of lib/ has a rank"

check_public_includes() {
    grep -nE '^[ \t]*#[ \t]*include' include/spfeval/*.h include/spfeval/*.in |
        grep -vE '<(stddef|stdint)\.h>|<spfeval/[a-z_]+\.h>'
}
tap_empty "$(check_public_includes)" \
    "public headers include stddef.h, stdint.h and each other only"

# The command and the programs outside see what is installed.
check_outside_includes() {
    grep -rnE '^[ \t]*#[ \t]*include[ \t]*"(base|record|dns|rule|check|policy|header|report|resolver|ldns)/' \
        tools examples tests/install 2>/dev/null
}
tap_empty "$(check_outside_includes)" \
    "the command and the examples use public headers only"

# --- Lists -----------------------------------------------------------------

check_listed() {
    for file in $sources; do
        grep -qF "$file" lib/sources.mk ||
            echo "$file is not in lib/sources.mk"
    done
}
tap_empty "$(check_listed)" "each file of lib/ is in sources.mk"

# --- Each file -------------------------------------------------------------

all_files=$(
    find include lib tools tests examples doc pkgconfig -type f \( \
        -name '*.[ch]' -o -name '*.in' -o -name '*.mk' -o -name '*.sh' \
        -o -name '*.py' -o -name '*.test' -o -name '*.yml' -o -name '*.map' \
        -o -name '*.[137]' \) 2>/dev/null | sort
    for file in configure.ac Makefile.am autogen.sh quickstart .ci/run \
        .clang-format .clang-tidy; do
        [ -f "$file" ] && echo "$file"
    done
)

check_spdx() {
    for file in $all_files; do
        sed 5q "$file" | grep -q 'SPDX-License-Identifier: BSD-2-Clause' ||
            echo "$file has no SPDX line"
    done
}
tap_empty "$(check_spdx)" "each source file names its licence"

check_paths() {
    # shellcheck disable=SC2086 # a list of names without blanks
    grep -nE '(^|[^A-Za-z0-9_.$})])/(work|home|root|Users)/' $all_files
}
tap_empty "$(check_paths)" "no file names a folder of one machine"

# --- Public headers alone --------------------------------------------------

# In a source tree without a build, version.h is made here.
mkdir -p "$work/include/spfeval"
sed 's/@PACKAGE_VERSION@/0/; s/@SPFEVAL_VERSION_NUMBER@/0/' \
    include/spfeval/version.h.in >"$work/include/spfeval/version.h"
cp include/spfeval/*.h "$work/include/spfeval/" 2>/dev/null
strict="-pedantic -Wall -Wextra -Wundef -Werror -fsyntax-only"

# compile_headers COMPILER OPTION...
compile_headers() {
    for header in "$work"/include/spfeval/*.h; do
        name=${header##*/}
        # shellcheck disable=SC2086 # a list of flags
        # An empty file is not C; export.h alone would be one.
        printf '#include <spfeval/%s>\ntypedef int not_empty;\n' "$name" |
            "$@" $strict -I "$work/include" - 2>&1 ||
            echo "spfeval/$name does not compile alone"
    done
}

# A name from configure may hold options, such as "gcc -m32".
# shellcheck disable=SC2086
tap_empty "$(compile_headers ${CC:-cc} -std=c99 -x c)" \
    "each public header compiles alone as C99"

CXX=${CXX:-c++}
if command -v "${CXX%% *}" >/dev/null 2>&1; then
    # shellcheck disable=SC2086
    tap_empty "$(compile_headers $CXX -std=c++11 -x c++)" \
        "each public header compiles alone as C++11"
else
    tap_skip "no C++ compiler" "each public header compiles alone as C++11"
fi

# --- Symbols ---------------------------------------------------------------

# What an object of the core may leave undefined: our own names, the string
# functions of C that neither allocate nor depend on the locale, and what
# compilers add by themselves. So there is no socket, clock, stdio, abort, ...
allowed_symbol() {
    case $2 in
    spfe_* | spfeval_*) return 0 ;;
    memchr | memcmp | memcpy | memmove | memset | strlen) return 0 ;;
    bcmp | __mem*_chk | __stack_chk_fail* | _GLOBAL_OFFSET_TABLE_) return 0 ;;
    __udivdi3 | __umoddi3 | __divdi3 | __moddi3) return 0 ;; # with 32 bits
    __asan_* | __ubsan_* | __sanitizer_* | __gcov_* | __llvm_*) return 0 ;;
    __assert_fail) [ "${SPFEVAL_ASSERT:-no}" = yes ] && return 0 ;;
    malloc | free)
        case $1 in
        */base/*mem.o) return 0 ;;
        esac
        ;;
    pthread_mutex_*)
        case $1 in
        */base/*lock.o) return 0 ;;
        esac
        ;;
    esac
    return 1
}

check_symbols() {
    for object in $objects; do
        ${NM:-nm} -u "$object" | while read -r _ symbol; do
            allowed_symbol "$object" "$symbol" ||
                echo "${object#"$build"/}: $symbol"
        done
    done
}

# Variables that outlive a call, of any thread: tables that hold addresses are
# written by the loader only, and are in sections of their own.
check_variables() {
    find "$build/lib" -name '*.o' | while read -r object; do
        "${OBJDUMP:-objdump}" -t "$object" |
            grep -E ' O \.(data|bss|tdata|tbss)([[:blank:].]|$)' |
            grep -vF ' .data.rel.ro' |
            sed "s|^.* |${object#"$build"/}: |"
    done
}

# With libtool the objects of the shared library are in .libs/. The second
# library is there to do what the core must not.
core_objects() {
    find "$build/lib" "$@" 2>/dev/null | grep -v '/lib/ldns/' | sort
}
objects=$(core_objects -path '*/.libs/*.o')
[ -n "$objects" ] || objects=$(core_objects -name '*.o')
if [ -n "$objects" ]; then
    tap_empty "$(check_symbols)" \
        "the core needs no I/O, clock, allocation, locale or abort"
    count=$(echo "$objects" | wc -l)
    files=$(find lib -name '*.c' | grep -vc '^lib/ldns/')
    [ "$count" -eq "$files" ]
    tap_ok $? "all $((files)) objects of the core were looked at"
    if ! command -v "${OBJDUMP:-objdump}" >/dev/null 2>&1; then
        tap_skip "no objdump" "the libraries have no global state"
    elif [ -n "${SPFEVAL_INSTRUMENTED:-}" ]; then
        tap_skip "instruments have variables" \
            "the libraries have no global state"
    else
        tap_empty "$(check_variables)" "the libraries have no global state"
    fi
elif [ -n "${TAP_HARNESS:-}" ]; then
    tap_ok 1 "there are objects of the core in $build"
else
    tap_skip "no objects in $build" \
        "the core needs no I/O, clock, allocation, locale or abort"
fi

tap_done
