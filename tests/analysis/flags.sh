#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
#
# flags.sh levels: the tests once more at each level of optimization.
# flags.sh hardened: once more with the flags by which distributions harden
#     what they build; the library is looked at, whether they had an effect.
# Each in a folder of its own and reported in a line, by variant.sh, of which
# the environment is.

set -u
here=$(cd "$(dirname "$0")" && pwd)

# variant NAME OPTION...
variant() {
    sh "$here/variant.sh" "$@" || failed=1
}

# At link time the compiler sees some variables that are set through pointers
# as if they were not: so there no warning is an error.
levels() {
    # Without the command there is no target that reads its batches.
    CHECK_ARGUMENTS=$(echo "${CHECK_ARGUMENTS:-}" |
        sed 's| tests/fuzz/fuzz_json||g')
    export CHECK_ARGUMENTS
    for level in -O0 -O2 -Os -O3; do
        variant "flags$level" CFLAGS="-g $level" --disable-tool \
            --disable-lto --enable-werror
    done
    variant flags-O2-flto CFLAGS="-g -O2 -flto=auto" --disable-tool
}

# Only x86 has the last.
hardening_flags() {
    echo -g -O2 -fstack-protector-strong
    ! echo 'int x;' | ${CC:-cc} -fcf-protection=full -c -o /dev/null -x c - \
        2>/dev/null || echo -fcf-protection=full
}

# Bound before main(), and read-only from then on.
is_hardened() {
    readelf -dlW "$1" >check-hardened/readelf.out &&
        grep -q GNU_RELRO check-hardened/readelf.out &&
        grep -qE 'BIND_NOW|Flags: NOW' check-hardened/readelf.out
}

hardened() {
    variant hardened CFLAGS="$(hardening_flags | tr '\n' ' ')" \
        CPPFLAGS="-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3" \
        LDFLAGS="-Wl,-z,relro,-z,now" --enable-werror
    library=check-hardened/.libs/libspfeval.so
    if ! is_hardened "$library"; then
        echo "hardened: $library has no full RELRO"
        failed=1
    fi
}

failed=0
case $#:${1:-} in
1:levels) levels ;;
1:hardened) hardened ;;
*)
    echo "usage: flags.sh levels|hardened" >&2
    exit 64
    ;;
esac
exit "$failed"
