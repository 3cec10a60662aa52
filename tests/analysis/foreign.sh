#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
#
# foreign.sh ARCH: the whole suite for another machine, in ./check-ARCH.
#     i386    32 bits; needs such as gcc-12-multilib, for the version of gcc
#     s390x   big endian; needs qemu-user and such as gcc-12-s390x-linux-gnu
# For Debian and its relatives: the libraries that the tests need cannot be
# installed beside those of this machine, so their packages are unpacked in
# ./check-ARCH-root. apt must know the packages of ARCH:
#     dpkg --add-architecture ARCH && apt-get update
# The environment is that of variant.sh.

set -eu
here=$(cd "$(dirname "$0")" && pwd)
arch=${1:-}
case $arch in
i386)
    triple=i386-linux-gnu
    compiler="gcc -m32"
    emulator=
    # Its headers come with gcc-multilib, which excludes the compilers of
    # other machines.
    more=linux-libc-dev:$arch
    ;;
s390x)
    triple=s390x-linux-gnu
    compiler=$triple-gcc
    command -v "$compiler" >/dev/null 2>&1 ||
        compiler=$compiler-$(gcc -dumpversion)
    emulator="qemu-s390x -L /usr/$triple"
    more=
    ;;
*)
    echo "usage: foreign.sh i386|s390x" >&2
    exit 64
    ;;
esac
root=$PWD/check-$arch-root
libraries=$root/usr/lib/$triple

die() {
    echo "foreign.sh: $*" >&2
    exit 1
}

# --- Tools and libraries ---------------------------------------------------

# The compiler makes programs, and they run.
try_tools() {
    mkdir -p "$root"
    echo 'int main(void) { return 0; }' >"$root/try.c"
    $compiler -o "$root/try" "$root/try.c" ||
        die "\"$compiler\" does not work; see the head of this script"
    $emulator "$root/try" || die "programs for $arch do not run here"
}

# The packages of headers, and of the libraries behind them; the C library is
# that of the compiler.
list_packages() {
    # shellcheck disable=SC2086 # a name or none
    apt-cache depends --recurse --no-pre-depends --no-recommends \
        --no-suggests --no-enhances --no-conflicts --no-breaks --no-replaces \
        "libcunit1-dev:$arch" "libjansson-dev:$arch" "libldns-dev:$arch" \
        "libyaml-dev:$arch" $more |
        grep -E "^(lib|linux)[^ ]*:$arch\$" | grep -vE '^lib(c6|gcc)' | sort -u
}

fetch_libraries() (
    [ ! -f "$root/.complete" ] || return 0
    packages=$(list_packages)
    [ -n "$packages" ] || die "apt knows no packages of $arch;" \
        "see the head of this script"
    cd "$root"
    rm -f ./*.deb
    # shellcheck disable=SC2086 # a list of names
    apt-get -q -o "APT::Architectures::=$arch" download $packages >&2
    for package in ./*.deb; do
        dpkg-deb -x "$package" .
    done
    rm -f ./*.deb
    touch .complete
)

# --- Programs --------------------------------------------------------------

# shellcheck disable=SC2317 # by variant.sh
is_program() {
    case $1 in
    *.so | *.so.* | *.o | *.elf) return 1 ;;
    esac
    [ "$(od -An -tx1 -N4 "$1" | tr -d ' ')" = 7f454c46 ]
}

# The kernel cannot start programs of the other machine, and tests start
# programs: so each gets a script in its place.
# shellcheck disable=SC2317
wrap_programs() {
    find "$PWD/check-$arch" -type f -perm -u+x | while read -r program; do
        is_program "$program" || continue
        mv "$program" "$program.elf"
        # Some look at the name by which they were called.
        # shellcheck disable=SC2016 # expanded there
        printf '#!/bin/sh\nexec %s -0 "$0" "%s" "$@"\n' "$emulator" \
            "$program.elf" >"$program"
        chmod +x "$program"
    done
}

# --- Main ------------------------------------------------------------------

try_tools
fetch_libraries
if [ -n "$emulator" ]; then
    # libtool would link each program anew when it is first run.
    set -- --host="$triple" --disable-fast-install
    AFTER_BUILD=wrap_programs
else
    set --
fi

# Nothing may be found that belongs to this machine. The libraries need others
# of theirs, for which the linker's RUNPATH does not count but RPATH does.
CHECK_ARGUMENTS="${CHECK_ARGUMENTS:-} VALGRIND="
set -- "$arch" "$@" CC="$compiler" \
    CPPFLAGS="-isystem $root/usr/include -isystem $root/usr/include/$triple" \
    LDFLAGS="-L$libraries -Wl,-rpath,$libraries -Wl,--disable-new-dtags" \
    PKG_CONFIG_LIBDIR="$libraries/pkgconfig" \
    PKG_CONFIG_SYSROOT_DIR="$root" \
    --enable-tool --with-ldns --without-cares --without-microhttpd \
    --without-libspf2 --enable-werror --enable-assert
# In this shell, which knows wrap_programs; it takes these arguments.
# shellcheck source=tests/analysis/variant.sh
. "$here/variant.sh"
